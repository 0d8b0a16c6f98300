//! Length, the first covariate: what longer texts draw is not to be credited to what long texts
//! have.

use super::contrast::{Contrast, contrast, sides};
use super::design::Design;
use super::pool::{Effect, Prior, pool};

/// What is known of length: how long texts are, and what the longer ones of each group draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slope {
    /// The logarithm of the words of each text.
    pub lengths: Vec<f64>,
    /// The longer against the shorter texts of each group of the design.
    compared: Vec<Option<Contrast>>,
    spread: f64,
}

/// Texts that differ by less than a tenth are of one length.
pub const LEAST: f64 = 0.1;

/// What the slope may be expected to be before anything is known: twice the words, a fifth more or
/// fewer replies.
const PRIOR: f64 = 0.3 * 0.3;

impl Slope {
    /// The lengths over all groups. `words` are the words of each text.
    pub fn fit(design: &Design, words: &[f64]) -> Slope {
        let lengths: Vec<f64> = words.iter().map(|words| words.max(1.0).ln()).collect();
        let compared = design.groups.iter().map(|group| {
            let own: Vec<f64> = group.texts.iter().map(|text| lengths[*text]).collect();
            contrast(group, &sides(&own, LEAST)?, &lengths)
        });
        let compared: Vec<_> = compared.collect();
        let effects: Vec<Effect> = compared.iter().flatten().map(Contrast::as_effect).collect();
        let spread = pool(&effects, Prior::default()).map_or(0.0, |pooled| pooled.spread);
        Slope { lengths, compared, spread }
    }

    /// What the groups other than these say of the log odds of a reply when a text is e times as
    /// long. Those in which a trait is compared with the replies cannot tell the trait from the
    /// length, and are left to the pooling.
    pub fn elsewhere(&self, used: &[usize]) -> Prior {
        let (mut squares, mut products) = (1.0 / PRIOR, 0.0);
        for (group, contrast) in self.compared.iter().enumerate() {
            if let Some(contrast) = contrast.filter(|_| used.binary_search(&group).is_err()) {
                let weight = 1.0 / (contrast.variance + self.spread);
                squares += weight * contrast.covariate * contrast.covariate;
                products += weight * contrast.covariate * contrast.effect;
            }
        }
        match self.lengths.is_empty() {
            true => Prior::default(),
            false => Prior { mean: products / squares, variance: 1.0 / squares },
        }
    }
}
