//! The models of drafts, a dimension an output, and what each rule's findings take: fitted together, so that a word and a rule that say the
//! same share what it is worth.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::sentences::{columns, known_words, pack, row};
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
    /// The same for a finding.
    pub finding: f64,
}

impl Default for Settings {
    fn default() -> Self {
        let env = |name: &str, default: f64| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default);
        Settings { min_sources: env("MINS", 3.0) as usize, penalty: env("PEN", 0.3), dense: env("DENSE", 0.03), finding: env("FIND", 0.05) }
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
    let columns = columns(samples.iter().map(|sample| &sample.features.vector), &words);
    let mut rows: Rows = samples.iter().map(|sample| row(&sample.features.vector, &columns)).collect();
    // Quantities are brought to one spread, so that one penalty holds for all.
    let mut scale = vec![1.0_f64; columns.len()];
    for (_, column) in columns.iter().filter(|(key, _)| !key.is_words()) {
        let values: Vec<f64> =
            rows.iter().map(|row| row.iter().find(|(at, _)| at == column).map_or(0.0, |(_, value)| f64::from(*value))).collect();
        scale[*column as usize] = settings.dense / deviation(&values).max(1e-3);
    }
    rows.iter_mut().flatten().for_each(|(column, value)| *value *= scale[*column as usize] as f32);
    let rules: BTreeSet<(&str, Dimension)> = samples
        .iter()
        .flat_map(|sample| sample.features.findings.iter().map(|(rule, (dimension, _))| (rule.as_str(), *dimension)))
        .collect();
    let fit = |dimension: Dimension| {
        let own: Vec<&str> = rules.iter().filter(|(_, of)| *of == dimension).map(|(rule, _)| *rule).collect();
        let known: Vec<usize> = (0..samples.len()).filter(|at| samples[*at].marks[dimension as usize].is_some()).collect();
        let with_rules: Rows = known
            .iter()
            .map(|at| {
                let findings = own.iter().enumerate().filter_map(|(place, rule)| {
                    Some(((columns.len() + place) as u32, (settings.finding * samples[*at].features.findings.get(*rule)?.1) as f32))
                });
                rows[*at].iter().copied().chain(findings).collect()
            })
            .collect();
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
    let solved: Vec<_> = Dimension::SCORED
        .into_par_iter()
        .map(|dimension| {
            // A dimension that nobody marked starts from 100, as findings alone can tell of it.
            let marked = samples.iter().any(|sample| sample.marks[dimension as usize].is_some());
            if marked { fit(dimension) } else { ((100.0, vec![0.0; columns.len()]), Vec::new()) }
        })
        .collect();
    let points = solved.iter().flat_map(|(_, points)| points.iter().cloned()).collect();
    let solved: Vec<(f64, Vec<f64>)> = solved.into_iter().map(|(solved, _)| solved).collect();
    Fitted { model: pack(&columns, &solved, 0.0), points }
}

fn deviation(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len().max(1) as f64).sqrt()
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
