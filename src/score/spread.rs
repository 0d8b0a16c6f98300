//! The distribution of many scores, kept as counts: a million of them take no more memory than ten.

/// Steps of a tenth of a point, from 0 to 100.
const STEPS: usize = 1001;

/// Counts of scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    counts: Vec<u32>,
}

impl Default for Spread {
    fn default() -> Self {
        Spread { counts: vec![0; STEPS] }
    }
}

impl Spread {
    /// Counts a score, to a tenth of a point.
    pub fn add(&mut self, score: f64) {
        self.counts[((score.max(0.0) * 10.0).round() as usize).min(STEPS - 1)] += 1;
    }

    /// Counts all that `other` counted.
    pub fn join(&mut self, other: &Spread) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, more)| *sum += more);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.counts.iter().map(|count| *count as usize).sum()
    }

    /// The lowest, the one in the middle (of an even number the mean of two) and the highest, to a
    /// tenth of a point; `None` when there is none.
    pub fn lowest_median_highest(&self) -> Option<[f64; 3]> {
        let last = self.count().checked_sub(1)?;
        let [lowest, lower, upper, highest] = [0, last / 2, last.div_ceil(2), last].map(|place| {
            let mut seen = 0;
            let step = self.counts.iter().position(|count| {
                seen += *count as usize;
                seen > place
            });
            step.unwrap_or_default()
        });
        Some([2 * lowest, lower + upper, 2 * highest].map(|twice| twice.div_ceil(2) as f64 / 10.0))
    }

    /// How many are below 10, from 10 to 20, and so on; the last counts 100 too.
    pub fn tens(&self) -> [usize; 10] {
        let mut tens = [0; 10];
        self.counts
            .iter()
            .enumerate()
            .for_each(|(step, count)| tens[(step / 100).min(9)] += *count as usize);
        tens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_tell_what_a_list_would() {
        let mut spread = Spread::default();
        assert_eq!(spread.lowest_median_highest(), None);
        [100.0, 3.1, 55.0, 9.96, 9.94].iter().for_each(|score| spread.add(*score));
        let mut other = Spread::default();
        other.add(0.0);
        spread.join(&other);
        assert_eq!(spread.lowest_median_highest(), Some([0.0, 10.0, 100.0]));
        assert_eq!(spread.tens(), [3, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
        let mut rows = Spread::default();
        [30.0, 30.0, 36.9, 39.7].iter().for_each(|score| rows.add(*score));
        assert_eq!(rows.lowest_median_highest(), Some([30.0, 33.5, 39.7]));
    }
}
