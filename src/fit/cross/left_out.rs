//! The figures of sources that were left out of a fit.

use super::{CrossValidation, Figures, fold_of};
use crate::fit::drafts::{Scaling, Settings};
use crate::fit::figures;
use crate::fit::labels::Kind;
use crate::fit::result::{Bands, LeftOut};
use crate::fit::sentences::Labelled;
use crate::linear::Model;
use crate::vocabulary::Dimension;

impl CrossValidation {
    /// The figures of `folds` folds, whole sources left out.
    pub fn cross_validate(&self, folds: usize, settings: Settings) -> (Figures, Vec<LeftOut>) {
        let mut shown = Vec::new();
        let kinds = Kind::ALL.map(|(kind, _)| kind);
        let mut said: Vec<[f64; 6]> = vec![[0.0; 6]; self.examples.len()];
        let mut whole = vec![([0.0; 6], 0.0); self.examples.len()];
        let mut fails_below = vec![0.0; self.examples.len()];
        let mut right = [0.0_f64; 6];
        for out in 0..folds {
            let left_out = |at: usize| {
                !self.examples[at].only_fitted && fold_of(&self.examples[at].source, folds) == out
            };
            let (sentences, fitted) = self.fit(&|at| !left_out(at), settings);
            let of_kinds = kinds.map(|kind| self.whole(kind, |at| !left_out(at)));
            for at in (0..self.examples.len()).filter(|at| left_out(*at)) {
                let features = self.features(&self.contents[at], &sentences);
                said[at] = fitted[self.examples[at].kind as usize].judge(&features);
                // Of a sequence no step fails the whole.
                fails_below[at] = match (self.examples[at].kind, self.contents[at].drafts.first()) {
                    (Kind::Message | Kind::Post, Some(draft)) => {
                        self.fails_below(&features, draft.channel)
                    }
                    _ => 0.0,
                };
                whole[at] = of_kinds[self.examples[at].kind as usize];
                sentences_right(&self.labelled[at], &sentences, &mut right);
            }
        }
        let [n, owner, function, tp, claimed, true_] = right;
        let mut figures = Figures::new();
        if n > 0.0 {
            // What is not read, greetings and signatures, is about neither.
            let unread: Vec<bool> = self.unread.iter().flatten().copied().collect();
            let neither = unread.iter().filter(|neither| **neither).count() as f64;
            let all = n + unread.len() as f64;
            figures.push((
                "sentence: owner right, of those that are read".to_string(),
                owner / n,
                n as usize,
            ));
            figures.push((
                "sentence: owner right, of all".to_string(),
                (owner + neither) / all,
                all as usize,
            ));
            figures.push(("sentence: function right".to_string(), function / n, n as usize));
            figures.push((
                "sentence: of this recipient, F1".to_string(),
                2.0 * tp / f64::max(claimed + true_, 1.0),
                true_ as usize,
            ));
        }
        for (kind, name) in Kind::ALL {
            let of: Vec<usize> = (0..self.examples.len())
                .filter(|at| self.examples[*at].kind == kind && !self.examples[*at].only_fitted)
                .collect();
            if of.len() < 5 {
                continue;
            }
            let marked = |place: usize| -> Vec<usize> {
                of.iter()
                    .copied()
                    .filter(|at| self.examples[*at].dimensions[place].is_some())
                    .collect()
            };
            let pairs = |place: usize, said: &[[f64; 6]]| -> (Vec<f64>, Vec<f64>) {
                marked(place)
                    .iter()
                    .filter_map(|at| {
                        Some((said[*at][place], self.examples[*at].dimensions[place]?))
                    })
                    .unzip()
            };
            let stretch: Scaling = std::array::from_fn(|place| {
                let (mine, theirs) = pairs(place, &said);
                figures::stretch(&mine, &theirs)
            });
            for at in &of {
                said[*at].iter_mut().zip(stretch).for_each(|(said, (slope, added))| {
                    *said = (*said * slope + added).clamp(0.0, 100.0)
                });
            }
            let total = |at: &usize| {
                let (shares, added) = whole[*at];
                (shares.iter().zip(said[*at]).map(|(share, said)| share * said).sum::<f64>()
                    + added)
                    .clamp(0.0, 100.0)
            };
            let totals: Vec<f64> = of.iter().map(total).collect();
            let truth: Vec<f64> = of.iter().map(|at| self.examples[*at].overall).collect();
            let authors: Vec<String> =
                of.iter().map(|at| self.examples[*at].author.clone()).collect();
            let mut add = |what: &str, value: f64, n: usize| {
                figures.push((format!("{name}: {what}"), value, n))
            };
            add("overall", figures::spearman(&totals, &truth), of.len());
            add(
                "overall, each author once",
                figures::each_author_once(&totals, &truth, &authors),
                of.len(),
            );
            add("off by", figures::distance(&totals, &truth), of.len());
            let liked = |at: &usize| self.examples[*at].overall >= 65.0;
            // What fails whatever the gate is, is below any.
            let gated = |at: usize, total: f64| if total < fails_below[at] { 0.0 } else { total };
            let scored = |keeps: &dyn Fn(&usize) -> bool| -> Vec<f64> {
                of.iter()
                    .zip(&totals)
                    .filter(|(at, _)| keeps(at))
                    .map(|(at, total)| gated(*at, *total))
                    .collect()
            };
            let (bad, good) = (scored(&|at| self.examples[*at].unwanted), scored(&liked));
            let wanted = |at: &usize| self.examples[*at].wanted;
            let gate = figures::gate(&good);
            let bands = Bands {
                gate,
                welcome: figures::from_which_on(
                    &totals,
                    &of.iter().map(wanted).collect::<Vec<_>>(),
                ),
                // What passes the gate is not called unwelcome.
                unwelcome: figures::below_which(
                    &totals,
                    &of.iter().map(wanted).collect::<Vec<_>>(),
                )
                .min(gate),
            };
            let share = |of: &[f64], bound: f64| {
                of.iter().filter(|total| **total < bound).count() as f64 / of.len().max(1) as f64
            };
            for bound in [bands.gate, 40.0].into_iter().take(if bands.gate == 40.0 { 1 } else { 2 })
            {
                add(
                    &format!("a gate at {bound} stops the unwanted"),
                    share(&bad, bound),
                    bad.len(),
                );
                add(
                    &format!("a gate at {bound} passes the liked"),
                    1.0 - share(&good, bound),
                    good.len(),
                );
            }
            shown.push(LeftOut { kind, bands, stretch });
            for dimension in Dimension::SCORED {
                let (mine, theirs) = pairs(dimension as usize, &said);
                if !mine.is_empty() {
                    add(dimension.name(), figures::spearman(&mine, &theirs), mine.len());
                }
            }
        }
        (figures, shown)
    }
}

/// Adds how many sentences were judged as readers did: all, owner, function, and for "of this
/// recipient" right, claimed and true.
fn sentences_right(labelled: &[Labelled], model: &Model, right: &mut [f64; 6]) {
    for sentence in labelled {
        let judged = crate::analysis::judged::judge(model, &sentence.vector);
        let truth = crate::analysis::Judged(sentence.target);
        let (mine, theirs) = (judged.is_specific(), truth.is_specific());
        let counts = [
            true,
            judged.owner() == truth.owner(),
            judged.function() == truth.function(),
            mine && theirs,
            mine,
            theirs,
        ];
        right.iter_mut().zip(counts).for_each(|(sum, yes)| *sum += f64::from(u8::from(yes)));
    }
}
