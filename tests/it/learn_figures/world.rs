//! A made-up world of senders, campaigns and texts, in which the truth is known.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::learn::stats::Cell;

/// Six senders with six campaigns of one to four texts; better senders use the rule more often.
pub struct World {
    /// How much more often, in log odds by unit of the sender's own.
    pub lean: f64,
    /// Recipients of a text.
    pub sends: u64,
    /// What the rule truly does.
    pub odds_ratio: f64,
    /// The spread of senders, campaigns and texts, in log odds.
    pub spreads: [f64; 3],
}

impl Default for World {
    fn default() -> Self {
        World { lean: 3.0, sends: 600, odds_ratio: 1.0, spreads: [0.4, 0.6, 0.3] }
    }
}

/// What came of it.
#[derive(Default)]
pub struct Drawn {
    /// What each text did.
    pub cells: Vec<Cell>,
    /// Which texts use the rule.
    pub uses: Vec<f64>,
    /// The words of each text, which do nothing.
    pub words: Vec<f64>,
}

/// Two in a hundred answer.
fn base() -> f64 {
    (0.02_f64 / 0.98).ln()
}

impl World {
    /// One draw.
    pub fn draw(&self, seed: u64) -> Drawn {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut drawn = Drawn::default();
        for sender in 0..6 {
            let good = self.spreads[0] * normal(&mut rng);
            let share = 1.0 / (1.0 + (-self.lean * good).exp());
            for campaign in 0..6 {
                let of_campaign = base() + good + self.spreads[1] * normal(&mut rng);
                for _ in 0..rng.usize(1..=4) {
                    let uses = rng.f64() < share;
                    let odds = of_campaign
                        + self.spreads[2] * normal(&mut rng)
                        + if uses { self.odds_ratio.ln() } else { 0.0 };
                    drawn.add(&mut rng, sender * 6 + campaign, self.sends, odds, uses);
                }
            }
        }
        drawn
    }
}

/// So many campaigns with a text of each kind.
pub fn pairs(campaigns: usize, sends: u64, odds_ratio: f64, seed: u64) -> Drawn {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut drawn = Drawn::default();
    for campaign in 0..campaigns {
        for uses in [false, true] {
            let odds = base() + 0.3 * normal(&mut rng) + if uses { odds_ratio.ln() } else { 0.0 };
            drawn.add(&mut rng, campaign, sends, odds, uses);
        }
    }
    drawn
}

impl Drawn {
    fn add(
        &mut self,
        rng: &mut fastrand::Rng,
        stratum: usize,
        sent: u64,
        log_odds: f64,
        uses: bool,
    ) {
        let rate = 1.0 / (1.0 + (-log_odds).exp());
        self.cells.push(Cell {
            stratum,
            text: self.uses.len(),
            sent,
            replies: binomial(rng, sent, rate),
        });
        self.uses.push(f64::from(u8::from(uses)));
        self.words.push((90.0 * (0.4 * normal(rng)).exp()).round());
    }
}

/// The probability that the pooled rates give: what platforms show.
pub fn pooled_p(drawn: &Drawn) -> f64 {
    let (mut sent, mut replies) = ([0.0, 0.0], [0.0, 0.0]);
    for (cell, uses) in drawn.cells.iter().zip(&drawn.uses) {
        sent[*uses as usize] += cell.sent as f64;
        replies[*uses as usize] += cell.replies as f64;
    }
    let rate = (replies[0] + replies[1]) / (sent[0] + sent[1]);
    let error = (rate * (1.0 - rate) * (1.0 / sent[0] + 1.0 / sent[1])).sqrt();
    let z = (replies[1] / sent[1] - replies[0] / sent[0]).abs() / error;
    // Two sides of the normal curve, by the approximation of Abramowitz and Stegun 7.1.26.
    let t = 1.0 / (1.0 + 0.327_591_1 * z / 2.0_f64.sqrt());
    let poly = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429]
        .iter()
        .rev()
        .fold(0.0, |sum, c| (sum + c) * t);
    poly * (-z * z / 2.0).exp()
}

/// The probability by Knapp and Hartung as textbooks have it: a contrast a campaign with half a
/// reply added to each count, DerSimonian and Laird's spread, no floor under the error, no
/// covariate, no shuffles.
pub fn textbook_p(drawn: &Drawn) -> f64 {
    let mut arms: std::collections::BTreeMap<usize, [(f64, f64); 2]> =
        std::collections::BTreeMap::new();
    for (cell, uses) in drawn.cells.iter().zip(&drawn.uses) {
        let arm = &mut arms.entry(cell.stratum).or_default()[*uses as usize];
        *arm = (arm.0 + cell.replies as f64, arm.1 + (cell.sent - cell.replies) as f64);
    }
    let odds = |(yes, no): (f64, f64)| {
        (((yes + 0.5) / (no + 0.5)).ln(), 1.0 / (yes + 0.5) + 1.0 / (no + 0.5))
    };
    let of_both = arms.into_values().filter(|arms| arms.iter().all(|arm| arm.0 + arm.1 > 0.0));
    let effects: Vec<(f64, f64)> =
        of_both.map(|[a, b]| (odds(b).0 - odds(a).0, odds(a).1 + odds(b).1)).collect();
    let freedom = effects.len() as f64 - 1.0;
    let mean = |spread: f64| {
        let weights = effects.iter().map(|own| 1.0 / (own.1 + spread));
        let (sum, weighted) = weights
            .zip(&effects)
            .fold((0.0, 0.0), |(sum, of), (weight, own)| (sum + weight, of + weight * own.0));
        let mean = weighted / sum;
        (
            mean,
            sum,
            effects.iter().map(|own| (own.0 - mean).powi(2) / (own.1 + spread)).sum::<f64>(),
        )
    };
    let (_, sum, q) = mean(0.0);
    let squares: f64 = effects.iter().map(|own| own.1.powi(-2)).sum();
    let (effect, sum, scatter) = mean(((q - freedom) / (sum - squares / sum)).max(0.0));
    let t = effect / (scatter / freedom / sum).sqrt();
    StudentsT::new(0.0, 1.0, freedom).map_or(1.0, |curve| 2.0 * curve.cdf(-t.abs()))
}

fn normal(rng: &mut fastrand::Rng) -> f64 {
    let radius = (-2.0 * rng.f64().max(f64::MIN_POSITIVE).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
}

/// Successes of `n` tries, by inversion: a step a success.
fn binomial(rng: &mut fastrand::Rng, n: u64, p: f64) -> u64 {
    let mut at = 0;
    let mut hits = 0;
    // The tries between two successes follow a geometric law.
    loop {
        at += (rng.f64().max(f64::MIN_POSITIVE).ln() / (1.0 - p).ln()).floor() as u64 + 1;
        if at > n {
            return hits;
        }
        hits += 1;
    }
}
