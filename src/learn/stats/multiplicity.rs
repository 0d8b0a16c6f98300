//! Many traits at once: how many of those that stand out do so by chance, and how far each is drawn
//! back before it is shown.

use crate::order::InOrder;

use super::pool::Pooled;

/// For each probability the share of false discoveries if it and all smaller ones are believed
/// (Benjamini and Hochberg).
pub fn benjamini_hochberg(probabilities: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.order_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    let (mut shares, mut least) = (vec![1.0; probabilities.len()], 1.0_f64);
    for (larger, at) in order.into_iter().enumerate() {
        let rank = (probabilities.len() - larger) as f64;
        least = least.min(probabilities[at] * probabilities.len() as f64 / rank);
        shares[at] = least;
    }
    shares
}

/// An effect drawn towards nothing, as an odds ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// The odds ratio.
    pub odds_ratio: f64,
    /// How far it may be off, were all effects drawn from that one spread: no interval of 95 % of
    /// this effect, which is the measured one.
    pub interval: (f64, f64),
}

/// Effects as they would look if all traits were drawn from one spread of effects around nothing
/// (empirical Bayes): what was measured badly is drawn back far.
///
/// The spread comes from the traits themselves, and from what is known of such habits before: a
/// third more or fewer is already much. That counts like five traits, so that a few wild ones do
/// not vouch for each other.
pub fn shrink(effects: &[Pooled]) -> Vec<Shrunk> {
    const USUAL: f64 = 0.15 * 0.15;
    const COUNTS: f64 = 5.0;
    let (mut sum, mut weights) = (USUAL * COUNTS, COUNTS);
    for own in effects {
        // A badly measured effect says little of the spread.
        let weight = (USUAL / (USUAL + own.error.powi(2))).powi(2);
        sum += weight * (own.effect.powi(2) - own.error.powi(2));
        weights += weight;
    }
    let spread = (sum / weights).max(USUAL / COUNTS);
    effects
        .iter()
        .map(|own| {
            let keep = spread / (spread + own.error.powi(2));
            let (effect, reach) = (keep * own.effect, own.reach(0.95) * keep.sqrt() * own.error);
            Shrunk {
                odds_ratio: effect.exp(),
                interval: ((effect - reach).exp(), (effect + reach).exp()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_false_discoveries() {
        let shares = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        let expected = [0.02, 0.04, 0.04, 0.02];
        assert!(
            shares.iter().zip(expected).all(|(own, expected)| (own - expected).abs() < 1e-12),
            "{shares:?}"
        );
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn what_is_measured_badly_is_drawn_back() {
        let effect = |effect, error| Pooled {
            effect,
            error,
            freedom: 20.0,
            spread: 0.0,
            inconsistency: 0.0,
        };
        let shrunk = shrink(&[effect(1.1, 0.6), effect(0.3, 0.05), effect(0.0, 0.1)]);
        assert!(shrunk[0].odds_ratio < 1.4, "{shrunk:?}");
        assert!((1.25..1.35).contains(&shrunk[1].odds_ratio), "{shrunk:?}");
        assert!((shrunk[2].odds_ratio - 1.0).abs() < 1e-12);
    }
}
