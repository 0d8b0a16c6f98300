//! How many sends a clean test takes, how sure a rate is, whether a split was even.

use statrs::distribution::{Beta, ChiSquared, ContinuousCDF, Normal};

/// Recipients that each of two texts needs, so that a reply rate `lift` times as high is seen in
/// four of five cases, at one false alarm in twenty. `None` when no such rate can be.
pub fn sends_per_arm(rate: f64, lift: f64) -> Option<u64> {
    let other = rate * lift;
    if !(rate > 0.0 && other > 0.0 && other < 1.0 && rate < 1.0) || (other - rate).abs() < 1e-9 {
        return None;
    }
    let normal = Normal::standard();
    let (alarm, power) = (normal.inverse_cdf(0.975), normal.inverse_cdf(0.8));
    let mean = f64::midpoint(rate, other);
    let root = alarm * (2.0 * mean * (1.0 - mean)).sqrt()
        + power * (rate * (1.0 - rate) + other * (1.0 - other)).sqrt();
    Some((root * root / (other - rate).powi(2)).ceil() as u64)
}

/// More sends than this have the interval of Wilson, which is the same to four digits there: the
/// search for a quantile of the beta distribution comes to no end with much larger numbers.
const MANY: u64 = 1_000_000;

/// The interval of 95 % of a rate (Clopper and Pearson).
pub fn rate_interval(replies: u64, sent: u64) -> (f64, f64) {
    let (k, n) = (replies as f64, sent as f64);
    if sent > MANY {
        /// The normal quantile of 97.5 %.
        const Z: f64 = 1.959_964;
        let (rate, square) = (k / n, Z * Z / n);
        let middle = rate + square / 2.0;
        let half = Z * (rate * (1.0 - rate) / n + square / (4.0 * n)).sqrt();
        let bound = |end: f64| (end / (1.0 + square)).clamp(0.0, 1.0);
        return (bound(middle - half), bound(middle + half));
    }
    let at =
        |a: f64, b: f64, share: f64| Beta::new(a, b).map_or(0.0, |beta| beta.inverse_cdf(share));
    let low = if replies == 0 { 0.0 } else { at(k, n - k + 1.0, 0.025) };
    let high = if replies >= sent { 1.0 } else { at(k + 1.0, n - k, 0.975) };
    (low, high)
}

/// The probability that texts between which recipients are dealt out evenly get so uneven parts.
pub fn uneven(sent: &[u64]) -> f64 {
    let all: u64 = sent.iter().sum();
    if sent.len() < 2 || all == 0 {
        return 1.0;
    }
    let each = all as f64 / sent.len() as f64;
    let square: f64 = sent.iter().map(|own| (*own as f64 - each).powi(2) / each).sum();
    ChiSquared::new(sent.len() as f64 - 1.0).map_or(1.0, |chi| chi.sf(square))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_very_many_sends_comes_to_an_end() {
        let (low, high) = rate_interval(50, 10_000_000);
        assert!(
            (3.7e-6..3.9e-6).contains(&low) && (6.5e-6..6.7e-6).contains(&high),
            "{low} {high}"
        );
        let ((low, high), (below, above)) =
            (rate_interval(20_000, 1_000_000), rate_interval(20_000, 1_000_001));
        assert!((low / below - 1.0).abs() < 1e-3 && (high / above - 1.0).abs() < 1e-3);
    }

    /// Figures of the normal approximation with two variances, as tables of A/B tests have them.
    #[test]
    fn sends_of_a_clean_test() {
        for (lift, expected) in
            [(1.5, [7_750, 3_826, 2_518, 1_471]), (2.0, [2_319, 1_141, 749, 435])]
        {
            let found =
                [0.01, 0.02, 0.03, 0.05].map(|rate| sends_per_arm(rate, lift).expect("a test"));
            assert_eq!(found, expected, "lift {lift}");
        }
        assert_eq!(sends_per_arm(0.0, 1.5), None);
        assert_eq!(sends_per_arm(0.02, 1.0), None);
    }

    #[test]
    fn a_rate_is_as_sure_as_its_replies() {
        let (low, high) = rate_interval(20, 1000);
        assert!((low - 0.01226).abs() < 1e-4 && (high - 0.03072).abs() < 1e-4, "{low} {high}");
        assert_eq!(rate_interval(0, 0), (0.0, 1.0));
    }

    #[test]
    fn splits() {
        assert!(uneven(&[500, 510]) > 0.5);
        assert!(uneven(&[900, 300]) < 1e-9);
        assert!((uneven(&[10]) - 1.0).abs() < 1e-12);
    }
}
