//! The comparisons of all groups together, as draws from a spread of effects: DerSimonian and
//! Laird, with the interval of Knapp and Hartung.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// What the groups say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// The mean effect.
    pub effect: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom: the groups, less one.
    pub freedom: f64,
    /// The variance of the effects themselves.
    pub spread: f64,
    /// The part of the variance that is no counting error, 0 to 1 (I squared).
    pub inconsistency: f64,
}

/// What is known of a slope before the groups are looked at: its mean and its variance. Without a
/// variance there is no slope.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prior {
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
}

/// The effect of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The effect.
    pub effect: f64,
    /// Its variance.
    pub variance: f64,
    /// The covariate.
    pub covariate: f64,
}

/// Pools effects; `None` for fewer than two. What the covariate does is estimated together with the
/// mean, from what was known of it and from the groups: where all groups differ by the same of it,
/// what is not known of the slope is not known of the mean.
///
/// Knapp and Hartung's error is never taken to be smaller than that of a common effect: three
/// groups that agree by chance would otherwise have an interval of nothing.
pub fn pool(effects: &[Effect], prior: Prior) -> Option<Pooled> {
    if effects.len() < 2 {
        return None;
    }
    let freedom = effects.len() as f64 - 1.0;
    let (mut sum, mut squares, mut weighted) = (0.0, 0.0, 0.0);
    for own in effects {
        let weight = 1.0 / own.variance;
        sum += weight;
        squares += weight * weight;
        weighted += weight * (own.effect - prior.mean * own.covariate);
    }
    let common = weighted / sum;
    let q: f64 = effects
        .iter()
        .map(|own| (own.effect - prior.mean * own.covariate - common).powi(2) / own.variance)
        .sum();
    let spread = ((q - freedom) / (sum - squares / sum)).max(0.0);
    // The normal equations of mean and slope, weighed by the variance of both kinds.
    let (mut w, mut wd, mut wdd, mut wy, mut wyd) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for own in effects {
        let weight = 1.0 / (own.variance + spread);
        w += weight;
        wd += weight * own.covariate;
        wdd += weight * own.covariate * own.covariate;
        wy += weight * own.effect;
        wyd += weight * own.effect * own.covariate;
    }
    let (mean, slope, unscaled) = if prior.variance > 0.0 {
        let (wdd, wyd) = (wdd + 1.0 / prior.variance, wyd + prior.mean / prior.variance);
        let determinant = w * wdd - wd * wd;
        ((wy * wdd - wd * wyd) / determinant, (w * wyd - wd * wy) / determinant, wdd / determinant)
    } else {
        (wy / w, 0.0, 1.0 / w)
    };
    let residual = |own: &Effect| {
        (own.effect - mean - slope * own.covariate).powi(2) / (own.variance + spread)
    };
    let scatter: f64 = effects.iter().map(residual).sum();
    let inconsistency = if q > 0.0 { ((q - freedom) / q).max(0.0) } else { 0.0 };
    Some(Pooled {
        effect: mean,
        error: ((scatter / freedom).max(1.0) * unscaled).sqrt(),
        freedom,
        spread,
        inconsistency,
    })
}

impl Pooled {
    /// The effect by its error.
    pub fn t(&self) -> f64 {
        self.effect / self.error
    }

    /// The probability of an effect at least so far from nothing, were there none.
    pub fn p(&self) -> f64 {
        student(self.freedom).map_or(1.0, |t| 2.0 * t.cdf(-self.t().abs()))
    }

    /// How many errors an interval of this level reaches to each side.
    pub fn reach(&self, level: f64) -> f64 {
        student(self.freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(f64::midpoint(1.0, level)))
    }
}

fn student(freedom: f64) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, freedom).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effects(all: &[[f64; 3]]) -> Vec<Effect> {
        all.iter()
            .map(|[effect, variance, covariate]| Effect {
                effect: *effect,
                variance: *variance,
                covariate: *covariate,
            })
            .collect()
    }

    #[test]
    fn by_hand() {
        let pooled =
            pool(&effects(&[[0.0, 1.0, 0.0], [2.0, 1.0, 0.0], [4.0, 1.0, 0.0]]), Prior::default())
                .expect("three");
        // Q = 8, two degrees of freedom, spread (8 - 2) / (3 - 1) = 3; each weight a quarter;
        // scatter (4 + 0 + 4) / 4 = 2.
        assert!((pooled.effect - 2.0).abs() < 1e-12 && (pooled.spread - 3.0).abs() < 1e-12);
        assert!((pooled.error - (1.0_f64 / 0.75).sqrt()).abs() < 1e-12);
        assert!((pooled.inconsistency - 0.75).abs() < 1e-12);
        // t = 1.7321 with 2 degrees of freedom: p = 0.2254; the 97.5th percentile is 4.3027.
        assert!((pooled.p() - 0.2254).abs() < 1e-4 && (pooled.reach(0.95) - 4.3027).abs() < 1e-4);
    }

    #[test]
    fn what_agrees_by_chance_is_not_certain() {
        let three = effects(&[[0.5, 0.1, 0.0]; 3]);
        let pooled = pool(&three, Prior::default()).expect("three");
        assert!((pooled.error - (0.1_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!(pool(&three[..1], Prior::default()).is_none());
    }

    /// Where the covariate is the same everywhere, nothing tells its part from the rest: the mean
    /// keeps its size and loses certainty.
    #[test]
    fn a_covariate_that_never_varies_widens_the_interval() {
        let prior = Prior { mean: 0.0, variance: 0.09 };
        let plain = pool(&effects(&[[0.7, 0.01, 0.0]; 12]), prior).expect("twelve");
        let bound = pool(&effects(&[[0.7, 0.01, 0.5]; 12]), prior).expect("twelve");
        assert!((bound.effect - 0.7).abs() < 1e-9 && (plain.effect - 0.7).abs() < 1e-9);
        assert!((bound.error.powi(2) - plain.error.powi(2) - 0.25 * 0.09).abs() < 1e-9);
    }

    /// What length explains elsewhere is not credited to the trait.
    #[test]
    fn a_known_slope_is_taken_out() {
        let known = Prior { mean: 0.8, variance: 1e-6 };
        let pooled = pool(&effects(&[[0.4, 0.01, 0.5]; 12]), known).expect("twelve");
        assert!(pooled.effect.abs() < 1e-3, "{pooled:?}");
    }
}
