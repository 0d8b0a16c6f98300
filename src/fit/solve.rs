//! Ridge regression with an intercept, some of whose weights may not be positive: sweeps of
//! coordinate descent, which keep to the bounds, by turns with conjugate gradients, which get on
//! where columns say nearly the same. All sums are made in a fixed order.

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

/// Turns of sweeps and descent at most; fewer when nothing moves any more.
const TURNS: usize = 12;
/// Sweeps over all columns in a turn.
const SWEEPS: usize = 3;
/// Steps of a descent at most.
const MOVES: usize = 100;
/// What counts as a move, as a share of the spread of the target.
const STILL: f64 = 1e-3;

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
    /// answer gives each row; sought from `start`, or from 0.
    pub fn logistic(&self, target: &[f64], start: Option<(f64, Vec<f64>)>) -> (f64, Vec<f64>) {
        let mut solved = start.unwrap_or_else(|| (0.0, vec![0.0; self.not_positive.len()]));
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
        let (intercept, weights) = start.unwrap_or((mean, vec![0.0; columns]));
        let left: Vec<f64> = target
            .iter()
            .enumerate()
            .map(|(row, y)| if row < texts { y - intercept } else { *y })
            .collect();
        let square = |column: usize| {
            let of = |(row, x): &(u32, f32)| of_rows[*row as usize] * f64::from(*x) * f64::from(*x);
            self.of(column).iter().map(of).sum::<f64>()
        };
        let squares: Vec<f64> = (0..columns).map(square).collect();
        let mut search =
            Search { problem: self, of_rows, total, squares, intercept, weights, left };
        for column in 0..columns {
            search.take(column, search.weights[column]);
        }
        for _ in 0..TURNS {
            if (0..SWEEPS).any(|_| search.sweep() < STILL * spread) {
                break;
            }
            search.descend(STILL * spread);
        }
        (search.intercept, search.weights)
    }

    /// The cells of a column.
    fn of(&self, column: usize) -> &[(u32, f32)] {
        &self.cells[self.starts[column]..self.starts[column + 1]]
    }
}

/// Weights on their way to the best ones.
struct Search<'p> {
    problem: &'p Regression,
    /// What each row counts.
    of_rows: &'p [f64],
    /// What all texts count.
    total: f64,
    /// The weighted sum of the squares of each column.
    squares: Vec<f64>,
    intercept: f64,
    weights: Vec<f64>,
    /// What the weights leave of each row's target.
    left: Vec<f64>,
}

impl Search<'_> {
    /// Takes `step` times a column from what is left.
    fn take(&mut self, column: usize, step: f64) {
        if step != 0.0 {
            let left = &mut self.left;
            self.problem
                .of(column)
                .iter()
                .for_each(|(row, x)| left[*row as usize] -= step * f64::from(*x));
        }
    }

    /// How strongly what is left pulls at a column.
    fn pull(&self, column: usize) -> f64 {
        let of = |(row, x): &(u32, f32)| {
            self.of_rows[*row as usize] * f64::from(*x) * self.left[*row as usize]
        };
        self.problem.of(column).iter().map(of).sum()
    }

    /// Sets each weight in turn to its best value beside the others, as coordinate descent does;
    /// gives the longest step.
    fn sweep(&mut self) -> f64 {
        let mut moved: f64 = 0.0;
        for column in 0..self.weights.len() {
            let square = self.squares[column];
            if square == 0.0 {
                continue;
            }
            let mut weight = (self.pull(column) + square * self.weights[column])
                / (square + self.problem.penalty[column]);
            if self.problem.not_positive[column] {
                weight = weight.min(0.0);
            }
            let step = weight - self.weights[column];
            self.take(column, step);
            self.weights[column] = weight;
            moved = moved.max(step.abs());
        }
        let texts = self.problem.differences;
        let shift = self.left[..texts].iter().zip(self.of_rows).map(|(r, w)| r * w).sum::<f64>()
            / self.total;
        self.left[..texts].iter_mut().for_each(|r| *r -= shift);
        self.intercept += shift;
        moved.max(shift.abs())
    }

    /// Moves all weights at once but those that their bound holds at 0: conjugate gradients, each
    /// column scaled by its own square. Alone it would leave the bounds aside, and sweeps alone
    /// take hundreds of turns where columns say nearly the same.
    fn descend(&mut self, still: f64) {
        let problem = self.problem;
        let texts = problem.differences;
        let free: Vec<usize> = (0..self.weights.len())
            .filter(|column| {
                self.squares[*column] > 0.0
                    && !(problem.not_positive[*column] && self.weights[*column] == 0.0)
            })
            .collect();
        let scale = |column: usize| self.squares[column] + problem.penalty[column];
        // The last place is the intercept's.
        let scales: Vec<f64> =
            free.iter().map(|column| scale(*column)).chain([self.total]).collect();
        let last = free.len();
        let mut pulls: Vec<f64> = free
            .iter()
            .map(|column| self.pull(*column) - problem.penalty[*column] * self.weights[*column])
            .collect();
        pulls.push(self.left[..texts].iter().zip(self.of_rows).map(|(r, w)| r * w).sum());
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let steps = |pulls: &[f64]| -> Vec<f64> {
            pulls.iter().zip(&scales).map(|(pull, scale)| pull / scale).collect()
        };
        let mut step = steps(&pulls);
        let mut way = step.clone();
        let mut size = dot(&pulls, &step);
        let mut moves = vec![0.0; self.left.len()];
        for _ in 0..MOVES {
            if step.iter().all(|step| step.abs() < still) {
                break;
            }
            moves[..texts].fill(way[last]);
            moves[texts..].fill(0.0);
            for (column, by) in free.iter().zip(&way) {
                problem
                    .of(*column)
                    .iter()
                    .for_each(|(row, x)| moves[*row as usize] += by * f64::from(*x));
            }
            let weighted = |row: usize| self.of_rows[row] * moves[row];
            let mut curve: Vec<f64> = free
                .iter()
                .zip(&way)
                .map(|(column, by)| {
                    let of = |(row, x): &(u32, f32)| weighted(*row as usize) * f64::from(*x);
                    problem.of(*column).iter().map(of).sum::<f64>() + problem.penalty[*column] * by
                })
                .collect();
            curve.push((0..texts).map(weighted).sum());
            let bend = dot(&way, &curve);
            if bend <= 0.0 {
                break;
            }
            let far = size / bend;
            for (column, by) in free.iter().zip(&way) {
                self.weights[*column] += far * by;
            }
            self.intercept += far * way[last];
            self.left.iter_mut().zip(&moves).for_each(|(left, moved)| *left -= far * moved);
            pulls.iter_mut().zip(&curve).for_each(|(pull, curve)| *pull -= far * curve);
            step = steps(&pulls);
            let next = dot(&pulls, &step);
            let turn = next / size;
            way.iter_mut().zip(&step).for_each(|(way, step)| *way = step + turn * *way);
            size = next;
        }
        for column in free {
            if problem.not_positive[column] && self.weights[column] > 0.0 {
                self.take(column, -self.weights[column]);
                self.weights[column] = 0.0;
            }
        }
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
            Regression::new(&rows, 3, vec![1.0; 5], 0.5).logistic(&[1.0, 0.0, 1.0, 0.0, 1.0], None);
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
