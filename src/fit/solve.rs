//! Ridge regression with an intercept, some of whose weights may not be positive: coordinate descent, in a fixed order.

/// Sparse rows: column and value.
pub type Rows = Vec<Vec<(u32, f32)>>;

/// A weighted least-squares problem over sparse columns, to be solved for several targets.
#[derive(Debug)]
pub struct Problem {
    starts: Vec<usize>,
    cells: Vec<(u32, f32)>,
    weights: Vec<f64>,
    /// Columns whose weight may not be above 0.
    held: Vec<bool>,
    /// The penalty on the square of a weight, column by column.
    penalty: Vec<f64>,
}

/// Sweeps over all columns at most; fewer when nothing moves any more.
const SWEEPS: usize = 200;
/// What counts as a move, as a share of the spread of the target.
const STILL: f64 = 1e-4;

impl Problem {
    /// A problem of `columns` columns with one penalty for all.
    pub fn new(rows: &Rows, columns: usize, weights: Vec<f64>, penalty: f64) -> Self {
        let mut starts = vec![0; columns + 1];
        rows.iter().flatten().for_each(|(column, _)| starts[*column as usize + 1] += 1);
        (0..columns).for_each(|column| starts[column + 1] += starts[column]);
        let mut next = starts.clone();
        let mut cells = vec![(0, 0.0); starts[columns]];
        for (at, row) in rows.iter().enumerate() {
            for (column, value) in row {
                cells[next[*column as usize]] = (at as u32, *value);
                next[*column as usize] += 1;
            }
        }
        Problem { starts, cells, weights, held: vec![false; columns], penalty: vec![penalty; columns] }
    }

    /// Holds the weight of a column at or below 0.
    pub fn hold(&mut self, column: usize) {
        self.held[column] = true;
    }

    /// The intercept and the weights that minimise the sum of weighted squares and penalties.
    pub fn solve(&self, target: &[f64]) -> (f64, Vec<f64>) {
        let columns = self.held.len();
        let total: f64 = self.weights.iter().sum::<f64>().max(1e-9);
        let mean = target.iter().zip(&self.weights).map(|(y, w)| y * w).sum::<f64>() / total;
        let mut left: Vec<f64> = target.iter().map(|y| y - mean).collect();
        let spread = (left.iter().zip(&self.weights).map(|(r, w)| r * r * w).sum::<f64>() / total).sqrt().max(1e-9);
        let of = |column: usize| &self.cells[self.starts[column]..self.starts[column + 1]];
        let square =
            |column: usize| of(column).iter().map(|(row, x)| self.weights[*row as usize] * f64::from(*x) * f64::from(*x)).sum::<f64>();
        let squares: Vec<f64> = (0..columns).map(square).collect();
        let (mut intercept, mut weights) = (mean, vec![0.0; columns]);
        for _ in 0..SWEEPS {
            let mut moved: f64 = 0.0;
            for column in 0..columns {
                if squares[column] == 0.0 {
                    continue;
                }
                let pull: f64 = of(column).iter().map(|(row, x)| self.weights[*row as usize] * f64::from(*x) * left[*row as usize]).sum();
                let mut weight = (pull + squares[column] * weights[column]) / (squares[column] + self.penalty[column]);
                if self.held[column] {
                    weight = weight.min(0.0);
                }
                let step = weight - weights[column];
                if step != 0.0 {
                    of(column).iter().for_each(|(row, x)| left[*row as usize] -= step * f64::from(*x));
                    weights[column] = weight;
                    moved = moved.max(step.abs());
                }
            }
            let shift = left.iter().zip(&self.weights).map(|(r, w)| r * w).sum::<f64>() / total;
            left.iter_mut().for_each(|r| *r -= shift);
            intercept += shift;
            if moved.max(shift.abs()) < STILL * spread {
                break;
            }
        }
        (intercept, weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The solution of scikit-learn 1.9 (`Ridge(alpha=0.5).fit(x, y, sample_weight=w)`) for the same figures.
    #[test]
    fn it_solves_what_an_independent_implementation_solves() {
        let x: [[f32; 3]; 5] = [[1.0, 0.0, 2.0], [0.0, 1.0, 0.5], [3.0, 1.0, 0.0], [0.5, 2.0, 1.0], [1.5, 0.0, 0.0]];
        let rows: Rows =
            x.iter().map(|row| row.iter().enumerate().map(|(at, x)| (at as u32, *x)).filter(|(_, x)| *x != 0.0).collect()).collect();
        let (y, w) = ([1.0, -2.0, 3.5, 0.25, 4.0], vec![1.0, 0.5, 2.0, 1.0, 0.25]);
        let mut problem = Problem::new(&rows, 3, w, 0.5);
        let (intercept, weights) = problem.solve(&y);
        let expected = [INTERCEPT, WEIGHTS[0], WEIGHTS[1], WEIGHTS[2]];
        for (found, expected) in std::iter::once(intercept).chain(weights).zip(expected) {
            assert!((found - expected).abs() < 2e-3, "{found} instead of {expected}");
        }
        problem.hold(0);
        let (_, held) = problem.solve(&y);
        assert_eq!(held[0], 0.0);
    }

    const INTERCEPT: f64 = -0.092071;
    const WEIGHTS: [f64; 3] = [1.311647, -0.291025, -0.102236];
}
