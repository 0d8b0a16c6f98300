//! The models of drafts, a dimension an output, and what each rule's findings take: fitted together, so that a word and a rule that say the
//! same share what it is worth.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::labels::Kind;
use super::sentences::{Columns, columns, known_words, pack, row, strongest};
use super::solve::{Problem, Rows};
use crate::linear::{Model, Vector};
use crate::pack::Dimension;

/// What a draft is fitted or judged by.
#[derive(Clone, Debug)]
pub struct Features {
    /// Words, quantities.
    pub vector: Vector,
    /// Findings: rule, its dimension, and how often it spoke, repeats counting half of the one before and lighter tiers their share.
    pub findings: BTreeMap<String, (Dimension, f64)>,
}

/// One row of the fit.
#[derive(Debug)]
pub struct Sample<'f> {
    /// What stands in it.
    pub features: &'f Features,
    /// Whose it is.
    pub source: &'f str,
    /// Its weight.
    pub weight: f64,
    /// What readers gave, dimension by dimension.
    pub marks: [Option<f64>; 6],
}

/// How the models are fitted.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// A word or pair is kept when texts of so many sources have it.
    pub min_sources: usize,
    /// The penalty of the ridge.
    pub penalty: f64,
    /// What one standard deviation of a quantity counts beside a text's words, whose length is 1.
    pub dense: f64,
    /// The same for a mark.
    pub marks: f64,
    /// The same for a finding.
    pub finding: f64,
    /// So many words and pairs are kept.
    pub words: usize,
}

impl Settings {
    /// The same for drafts of one kind: marks carry more of what posts and sequences are worth.
    pub fn of(self, kind: Kind) -> Settings {
        match kind {
            Kind::Message => self,
            Kind::Post => Settings { marks: 0.05, penalty: 0.25, ..self },
            Kind::Sequence => Settings { marks: 0.04, finding: 0.05, ..self },
        }
    }
}

impl Default for Settings {
    /// Chosen among a dozen by cross-validation on some 1,300 drafts of 300 sources; neighbours differ by less than 0.02.
    fn default() -> Self {
        Settings { min_sources: 3, penalty: 0.5, dense: 0.04, marks: 0.01, finding: 0.3, words: 3000 }
    }
}

/// What a fit gives.
#[derive(Clone, Debug, Default)]
pub struct Fitted {
    /// The model, an output a dimension, from 0 to 100.
    pub model: Model,
    /// What a finding of each rule takes.
    pub points: BTreeMap<String, f64>,
}

impl Fitted {
    /// What is said of a draft, dimension by dimension.
    pub fn judge(&self, features: &Features) -> [f64; 6] {
        let mut said = [0.0; 6];
        self.model.apply(&features.vector).into_iter().zip(&mut said).for_each(|(output, said)| *said = f64::from(output));
        for (rule, (dimension, times)) in &features.findings {
            said[*dimension as usize] -= self.points.get(rule).copied().unwrap_or(0.0) * times;
        }
        said.map(|value| value.clamp(0.0, 100.0))
    }
}

/// Fits one model.
pub fn fit(samples: &[Sample], settings: Settings) -> Fitted {
    let words = known_words(
        samples.iter().filter(|sample| !sample.source.is_empty()).map(|sample| (sample.source, &sample.features.vector)),
        settings.min_sources,
    );
    let mut kept = columns(samples.iter().map(|sample| &sample.features.vector), &words);
    if kept.keys().filter(|key| key.is_words()).count() > settings.words {
        let (rows, solved, _) = solve(samples, &kept, settings);
        kept = strongest(&kept, &rows, &solved, settings.words);
    }
    let (_, solved, points) = solve(samples, &kept, settings);
    Fitted { model: pack(&kept, &solved), points }
}

/// Rows, what each dimension's intercept and weights are, and what findings take.
type Solved = (Rows, Vec<(f64, Vec<f64>)>, BTreeMap<String, f64>);

/// Solves for these columns.
fn solve(samples: &[Sample], columns: &Columns, settings: Settings) -> Solved {
    let mut rows: Rows = samples.iter().map(|sample| row(&sample.features.vector, columns)).collect();
    // Quantities are brought to one spread, so that one penalty holds for all.
    let mut scale = vec![1.0_f64; columns.len()];
    let (mut sums, mut squares) = (vec![0.0; columns.len()], vec![0.0; columns.len()]);
    for (column, value) in rows.iter().flatten() {
        sums[*column as usize] += f64::from(*value);
        squares[*column as usize] += f64::from(*value) * f64::from(*value);
    }
    let of = rows.len().max(1) as f64;
    for (key, column) in columns.iter().filter(|(key, _)| !key.is_words()).map(|(key, column)| (key, *column as usize)) {
        let deviation = (squares[column] / of - (sums[column] / of).powi(2)).max(0.0).sqrt();
        let size = if key.is_mark() { settings.marks } else { settings.dense };
        scale[column] = size / deviation.max(0.05);
    }
    rows.iter_mut().flatten().for_each(|(column, value)| *value *= scale[*column as usize] as f32);
    let rules: BTreeSet<(&str, Dimension)> = samples
        .iter()
        .flat_map(|sample| sample.features.findings.iter().map(|(rule, (dimension, _))| (rule.as_str(), *dimension)))
        .collect();
    let fit = |dimension: Dimension| {
        let own: Vec<&str> = rules.iter().filter(|(_, of)| *of == dimension).map(|(rule, _)| *rule).collect();
        let known: Vec<usize> = (0..samples.len()).filter(|at| samples[*at].marks[dimension as usize].is_some()).collect();
        let finding = |at: usize, (place, rule): (usize, &&str)| {
            let times = samples[at].features.findings.get(*rule)?.1;
            Some(((columns.len() + place) as u32, (settings.finding * times) as f32))
        };
        let with_rules =
            |at: &usize| rows[*at].iter().copied().chain(own.iter().enumerate().filter_map(|rule| finding(*at, rule))).collect();
        let with_rules: Rows = known.iter().map(with_rules).collect();
        let weights = known.iter().map(|at| samples[*at].weight).collect();
        let target: Vec<f64> = known.iter().map(|at| samples[*at].marks[dimension as usize].unwrap_or_default()).collect();
        let mut problem = Problem::new(&with_rules, columns.len() + own.len(), weights, settings.penalty);
        (0..own.len()).for_each(|place| problem.hold(columns.len() + place));
        let (intercept, mut solved) = problem.solve(&target);
        let points = solved.split_off(columns.len());
        let points = own.iter().zip(points).map(|(rule, weight)| (rule.to_string(), -weight * settings.finding)).collect::<Vec<_>>();
        solved.iter_mut().zip(&scale).for_each(|(weight, scale)| *weight *= scale);
        ((intercept, solved), points)
    };
    // A dimension that nobody marked starts from 100: findings alone tell of it.
    let marked = |dimension: Dimension| samples.iter().any(|sample| sample.marks[dimension as usize].is_some());
    let unmarked = || ((100.0, vec![0.0; columns.len()]), Vec::new());
    let solved: Vec<_> =
        Dimension::SCORED.into_par_iter().map(|dimension| if marked(dimension) { fit(dimension) } else { unmarked() }).collect();
    let points = solved.iter().flat_map(|(_, points)| points.iter().cloned()).collect();
    (rows, solved.into_iter().map(|(solved, _)| solved).collect(), points)
}

/// How the dimensions make the whole: what each counts, and what is added. Least squares with no weight below 0, on what readers gave to
/// the same texts.
pub fn whole(samples: &[([Option<f64>; 6], f64)]) -> ([f64; 6], f64) {
    let rows: Rows = samples
        .iter()
        .map(|(marks, _)| marks.iter().enumerate().filter_map(|(at, mark)| Some((at as u32, mark.map(|mark| -mark as f32)?))).collect())
        .collect();
    let mut problem = Problem::new(&rows, 6, vec![1.0; rows.len()], 1e-3);
    (0..6).for_each(|at| problem.hold(at));
    let target: Vec<f64> = samples.iter().map(|(_, overall)| *overall).collect();
    let (added, weights) = problem.solve(&target);
    (std::array::from_fn(|at| -weights[at]), added)
}
