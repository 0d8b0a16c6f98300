//! Ridge regression with an intercept, some of whose weights may not be positive: coordinate
//! descent, in a fixed order.

/// Sparse rows: column and value.
pub type Rows = Vec<Vec<(u32, f32)>>;

/// A weighted least-squares problem over sparse columns, to be solved for several targets.
#[derive(Debug)]
pub struct Regression {
    starts: Vec<usize>,
    cells: Vec<(u32, f32)>,
    weights: Vec<f64>,
    /// Rows from here on are differences of two texts: the intercept is no part of them.
    differences: usize,
    /// Columns whose weight may not be above 0.
    not_positive: Vec<bool>,
    /// The penalty on the square of a weight, column by column.
    penalty: Vec<f64>,
}

/// Sweeps over all columns at most; fewer when nothing moves any more.
const SWEEPS: usize = 200;
/// What counts as a move, as a share of the spread of the target.
const STILL: f64 = 1e-4;

/// Rounds of reweighted least squares.
const ROUNDS: usize = 5;

/// The chance that a sum of weights stands for.
pub fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-sum))
}

impl Regression {
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
        Regression {
            starts,
            cells,
            differences: weights.len(),
            weights,
            not_positive: vec![false; columns],
            penalty: vec![penalty; columns],
        }
    }

    /// Says that rows from `first` on are differences of two texts.
    pub fn differences(&mut self, first: usize) {
        self.differences = first;
    }

    /// Keeps the weight of a column at or below 0.
    pub fn forbid_positive(&mut self, column: usize) {
        self.not_positive[column] = true;
    }

    /// The intercept and the weights that minimise the sum of weighted squares and penalties;
    /// sought from `start`, the weights of a problem that is much like this one, or from 0.
    pub fn solve(&self, target: &[f64], start: Option<(f64, Vec<f64>)>) -> (f64, Vec<f64>) {
        self.solve_weighted(&self.weights, target, start)
    }

    /// The intercept and the weights of a logistic regression: the chance of a target of 1 is the
    /// logistic function of their sum. Least squares over and over, with the weights that the last
    /// answer gives each row.
    pub fn logistic(&self, target: &[f64]) -> (f64, Vec<f64>) {
        let mut solved = (0.0, vec![0.0; self.not_positive.len()]);
        for _ in 0..ROUNDS {
            let mut sums = vec![solved.0; target.len()];
            for (column, weight) in
                solved.1.iter().enumerate().filter(|(_, weight)| **weight != 0.0)
            {
                let cells = &self.cells[self.starts[column]..self.starts[column + 1]];
                cells.iter().for_each(|(row, x)| sums[*row as usize] += weight * f64::from(*x));
            }
            let chances: Vec<f64> = sums.iter().map(|sum| logistic(*sum)).collect();
            let spreads: Vec<f64> =
                chances.iter().map(|chance| (chance * (1.0 - chance)).max(1e-3)).collect();
            let weights: Vec<f64> =
                spreads.iter().zip(&self.weights).map(|(spread, weight)| spread * weight).collect();
            let working: Vec<f64> = (0..target.len())
                .map(|row| sums[row] + (target[row] - chances[row]) / spreads[row])
                .collect();
            solved = self.solve_weighted(&weights, &working, Some(solved));
        }
        solved
    }

    fn solve_weighted(
        &self,
        of_rows: &[f64],
        target: &[f64],
        start: Option<(f64, Vec<f64>)>,
    ) -> (f64, Vec<f64>) {
        let columns = self.not_positive.len();
        let texts = self.differences;
        let total: f64 = of_rows[..texts].iter().sum::<f64>().max(1e-9);
        let mean = target[..texts].iter().zip(of_rows).map(|(y, w)| y * w).sum::<f64>() / total;
        let off = |y: &f64| (y - mean) * (y - mean);
        let spread = (target[..texts].iter().zip(of_rows).map(|(y, w)| off(y) * w).sum::<f64>()
            / total)
            .sqrt()
            .max(1e-9);
        let (mut intercept, mut weights) = start.unwrap_or((mean, vec![0.0; columns]));
        let mut left: Vec<f64> = target
            .iter()
            .enumerate()
            .map(|(row, y)| if row < texts { y - intercept } else { *y })
            .collect();
        let of = |column: usize| &self.cells[self.starts[column]..self.starts[column + 1]];
        let square = |column: usize| {
            of(column)
                .iter()
                .map(|(row, x)| of_rows[*row as usize] * f64::from(*x) * f64::from(*x))
                .sum::<f64>()
        };
        let squares: Vec<f64> = (0..columns).map(square).collect();
        for (column, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            of(column).iter().for_each(|(row, x)| left[*row as usize] -= weight * f64::from(*x));
        }
        for _ in 0..SWEEPS {
            let mut moved: f64 = 0.0;
            for column in 0..columns {
                if squares[column] == 0.0 {
                    continue;
                }
                let pull: f64 = of(column)
                    .iter()
                    .map(|(row, x)| of_rows[*row as usize] * f64::from(*x) * left[*row as usize])
                    .sum();
                let mut weight = (pull + squares[column] * weights[column])
                    / (squares[column] + self.penalty[column]);
                if self.not_positive[column] {
                    weight = weight.min(0.0);
                }
                let step = weight - weights[column];
                if step != 0.0 {
                    of(column)
                        .iter()
                        .for_each(|(row, x)| left[*row as usize] -= step * f64::from(*x));
                    weights[column] = weight;
                    moved = moved.max(step.abs());
                }
            }
            let shift = left[..texts].iter().zip(of_rows).map(|(r, w)| r * w).sum::<f64>() / total;
            left[..texts].iter_mut().for_each(|r| *r -= shift);
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

    /// The solution of scikit-learn 1.9 (`Ridge(alpha=0.5).fit(x, y, sample_weight=w)`) for the
    /// same figures.
    #[test]
    fn it_solves_what_an_independent_implementation_solves() {
        let x: [[f32; 3]; 5] =
            [[1.0, 0.0, 2.0], [0.0, 1.0, 0.5], [3.0, 1.0, 0.0], [0.5, 2.0, 1.0], [1.5, 0.0, 0.0]];
        let rows: Rows = x
            .iter()
            .map(|row| {
                row.iter()
                    .enumerate()
                    .map(|(at, x)| (at as u32, *x))
                    .filter(|(_, x)| *x != 0.0)
                    .collect()
            })
            .collect();
        let (y, w) = ([1.0, -2.0, 3.5, 0.25, 4.0], vec![1.0, 0.5, 2.0, 1.0, 0.25]);
        let mut problem = Regression::new(&rows, 3, w, 0.5);
        let (intercept, weights) = problem.solve(&y, None);
        let expected = [INTERCEPT, WEIGHTS[0], WEIGHTS[1], WEIGHTS[2]];
        for (found, expected) in std::iter::once(intercept).chain(weights).zip(expected) {
            assert!((found - expected).abs() < 2e-3, "{found} instead of {expected}");
        }
        let started = problem.solve(&y, Some((3.0, vec![-1.0, 2.0, 0.5])));
        assert!(
            (started.0 - INTERCEPT).abs() < 2e-3,
            "where it starts from decides nothing: {started:?}"
        );
        problem.forbid_positive(0);
        let (_, weights) = problem.solve(&y, None);
        assert_eq!(weights[0], 0.0);
    }

    /// The solution of scikit-learn 1.9 (`LogisticRegression(C=2).fit(x, y)`; its `C` is one over
    /// the penalty).
    #[test]
    fn logistic_regression_finds_what_an_independent_implementation_finds() {
        let x: [[f32; 3]; 5] =
            [[1.0, 0.0, 2.0], [0.0, 1.0, 0.5], [3.0, 1.0, 0.0], [0.5, 2.0, 1.0], [1.5, 0.0, 0.0]];
        let rows: Rows = x
            .iter()
            .map(|row| {
                row.iter()
                    .enumerate()
                    .map(|(at, x)| (at as u32, *x))
                    .filter(|(_, x)| *x != 0.0)
                    .collect()
            })
            .collect();
        let (intercept, weights) =
            Regression::new(&rows, 3, vec![1.0; 5], 0.5).logistic(&[1.0, 0.0, 1.0, 0.0, 1.0]);
        for (found, expected) in std::iter::once(intercept)
            .chain(weights)
            .zip([-0.092818, 1.183547, -1.073638, 0.161447])
        {
            assert!((found - expected).abs() < 5e-3, "{found} instead of {expected}");
        }
    }

    /// A difference that must be 0 takes its column along, and leaves the intercept where the texts
    /// put it.
    #[test]
    fn a_difference_has_no_intercept() {
        let rows: Rows = vec![vec![(0, 1.0)], vec![], vec![(0, 1.0)]];
        let mut problem = Regression::new(&rows, 1, vec![1.0, 1.0, 1e6], 1e-6);
        problem.differences(2);
        let (intercept, weights) = problem.solve(&[4.0, 2.0, 0.0], None);
        assert!(
            (intercept - 3.0).abs() < 1e-3 && weights[0].abs() < 1e-3,
            "{intercept} {weights:?}"
        );
    }

    const INTERCEPT: f64 = -0.092071;
    const WEIGHTS: [f64; 3] = [1.311647, -0.291025, -0.102236];
}
