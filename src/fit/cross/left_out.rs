//! The figures of sources that were left out of a fit.

use super::{CrossValidation, Figures, fold_of};
use crate::fit::drafts::{Scaling, Settings};
use crate::fit::figures;
use crate::fit::labels::Kind;
use crate::fit::result::{Bands, LeftOut};
use crate::fit::sentences::Labelled;
use crate::linear::Model;
use crate::vocabulary::Dimension;

/// What the models of the folds make of the texts that were left out of them: a place for each
/// example.
struct Judgements {
    /// What each dimension is given.
    said: Vec<[f64; 6]>,
    /// How dimensions make the whole.
    whole: Vec<([f64; 6], f64)>,
    /// The score below which findings of the text fail it, whatever the gate is.
    fails_below: Vec<f64>,
    /// What was found says why a low score fails it.
    says_why: Vec<bool>,
    /// Its sentences.
    sentences: SentenceCounts,
}

/// How many sentences were judged as readers did.
#[derive(Default)]
struct SentenceCounts {
    /// Those that were judged.
    read: usize,
    /// Those with the owner that readers gave.
    owner: usize,
    /// Those with the function that readers gave.
    function: usize,
    /// Those that are of this recipient and were judged so.
    recipient: usize,
    /// Those that were judged to be of this recipient.
    claimed: usize,
    /// Those that are.
    truly: usize,
}

impl CrossValidation {
    /// The figures of `folds` folds, whole sources left out.
    pub fn cross_validate(&self, folds: usize, settings: Settings) -> (Figures, Vec<LeftOut>) {
        let mut judgements = self.judge_left_out(folds, settings);
        let mut figures = self.sentence_figures(&judgements.sentences);
        let shown = Kind::ALL
            .into_iter()
            .filter_map(|(kind, name)| self.kind_figures(kind, name, &mut judgements, &mut figures))
            .collect();
        (figures, shown)
    }

    /// Every text, judged by the models of the fold that it was left out of.
    fn judge_left_out(&self, folds: usize, settings: Settings) -> Judgements {
        let texts = self.examples.len();
        let mut judgements = Judgements {
            said: vec![[0.0; 6]; texts],
            whole: vec![([0.0; 6], 0.0); texts],
            fails_below: vec![0.0; texts],
            says_why: vec![true; texts],
            sentences: SentenceCounts::default(),
        };
        for out in 0..folds {
            let left_out = |at: usize| {
                !self.examples[at].only_fitted && fold_of(&self.examples[at].source, folds) == out
            };
            let (sentences, fitted) = self.fit(&|at| !left_out(at), settings);
            let of_kinds = Kind::ALL.map(|(kind, _)| self.whole(kind, |at| !left_out(at)));
            for at in (0..texts).filter(|at| left_out(*at)) {
                let features = self.features(&self.contents[at], &sentences);
                let kind = self.examples[at].kind;
                judgements.said[at] = fitted[kind as usize].judge(&features);
                // Of a sequence no step fails the whole.
                if let (Kind::Message | Kind::Post, Some(draft)) =
                    (kind, self.contents[at].drafts.first())
                {
                    judgements.fails_below[at] = self.fails_below(&features, draft.channel);
                    judgements.says_why[at] = features.says_why;
                }
                judgements.whole[at] = of_kinds[kind as usize];
                judgements.sentences.add(&self.labelled[at], &sentences);
            }
        }
        judgements
    }

    /// The figures of sentences; none when no sentence is labelled.
    fn sentence_figures(&self, counts: &SentenceCounts) -> Figures {
        if counts.read == 0 {
            return Figures::new();
        }
        // What is not read, greetings and signatures, is about neither.
        let measured = self.examples.iter().zip(&self.unread);
        let measured = measured.filter(|(example, _)| !example.only_fitted);
        let unread: Vec<bool> = measured.flat_map(|(_, unread)| unread).copied().collect();
        let neither = unread.iter().filter(|neither| **neither).count();
        let all = counts.read + unread.len();
        let figure = |what: &str, right: usize, of: usize| {
            (format!("sentence: {what}"), right as f64 / of as f64, of)
        };
        vec![
            figure("owner right, of those that are read", counts.owner, counts.read),
            figure("owner right, of all", counts.owner + neither, all),
            figure("function right", counts.function, counts.read),
            (
                "sentence: of this recipient, F1".to_string(),
                2.0 * counts.recipient as f64 / (counts.claimed + counts.truly).max(1) as f64,
                counts.truly,
            ),
        ]
    }

    /// Adds the figures of a kind of texts, which `name` names, and gives what is shown of it;
    /// `None` when there are too few for figures.
    fn kind_figures(
        &self,
        kind: Kind,
        name: &str,
        judgements: &mut Judgements,
        figures: &mut Figures,
    ) -> Option<LeftOut> {
        let Judgements { said, whole, fails_below, says_why, .. } = judgements;
        let of: Vec<usize> = (0..self.examples.len())
            .filter(|at| {
                let example = &self.examples[*at];
                example.kind == kind && example.judged && !example.only_fitted
            })
            .collect();
        if of.len() < 5 {
            return None;
        }
        let pairs = |place: usize, said: &[[f64; 6]]| -> (Vec<f64>, Vec<f64>) {
            of.iter()
                .filter_map(|at| Some((said[*at][place], self.examples[*at].dimensions[place]?)))
                .unzip()
        };
        let stretch: Scaling = std::array::from_fn(|place| {
            let (mine, theirs) = pairs(place, said);
            figures::stretch(&mine, &theirs)
        });
        for at in &of {
            said[*at].iter_mut().zip(stretch).for_each(|(said, (slope, added))| {
                *said = (*said * slope + added).clamp(0.0, 100.0)
            });
        }
        let total = |at: &usize| {
            let (shares, added) = whole[*at];
            (shares.iter().zip(said[*at]).map(|(share, said)| share * said).sum::<f64>() + added)
                .clamp(0.0, 100.0)
        };
        let totals: Vec<f64> = of.iter().map(total).collect();
        let truth: Vec<f64> = of.iter().map(|at| self.examples[*at].overall).collect();
        let authors: Vec<String> = of.iter().map(|at| self.examples[*at].author.clone()).collect();
        let mut add =
            |what: &str, value: f64, n: usize| figures.push((format!("{name}: {what}"), value, n));
        add("overall", figures::spearman(&totals, &truth), of.len());
        let once = figures::each_author_once(&totals, &truth, &authors);
        add("overall, each author once", once, of.len());
        add("off by", figures::distance(&totals, &truth), of.len());
        // What fails whatever the gate is, is below any.
        let gated = |at: usize, total: f64| if total < fails_below[at] { 0.0 } else { total };
        let scored = |keeps: &dyn Fn(&usize) -> bool| -> Vec<f64> {
            of.iter()
                .zip(&totals)
                .filter(|(at, _)| keeps(at))
                .map(|(at, total)| gated(*at, *total))
                .collect()
        };
        let bad = scored(&|at| self.examples[*at].unwanted);
        let good = scored(&|at| self.examples[*at].overall >= 65.0);
        let wanted: Vec<bool> = of.iter().map(|at| self.examples[*at].wanted).collect();
        let gate = figures::gate(&good);
        let bands = Bands {
            gate,
            welcome: figures::from_which_on(&totals, &wanted),
            // What passes the gate is not called unwelcome.
            unwelcome: figures::below_which(&totals, &wanted).min(gate),
        };
        let share = |of: &[f64], bound: f64| {
            of.iter().filter(|total| **total < bound).count() as f64 / of.len().max(1) as f64
        };
        for bound in [bands.gate, 40.0].into_iter().take(if bands.gate == 40.0 { 1 } else { 2 }) {
            let stops = share(&bad, bound);
            add(&format!("a gate at {bound} stops the unwanted"), stops, bad.len());
            let passes = 1.0 - share(&good, bound);
            add(&format!("a gate at {bound} passes the liked"), passes, good.len());
        }
        let fails = |keeps: &dyn Fn(usize) -> bool| {
            let fails = of.iter().zip(&totals).filter(|(at, _)| keeps(**at)).map(|(at, total)| {
                *total < fails_below[*at] || *total < bands.gate && says_why[*at]
            });
            fails.filter(|fails| *fails).count() as f64
        };
        let unwanted = fails(&|at| self.examples[at].unwanted) / bad.len().max(1) as f64;
        add("the unwanted that fail", unwanted, bad.len());
        let liked = fails(&|at| self.examples[at].overall >= 65.0) / good.len().max(1) as f64;
        add("the liked that pass", 1.0 - liked, good.len());
        for dimension in Dimension::SCORED {
            let (mine, theirs) = pairs(dimension as usize, said);
            if !mine.is_empty() {
                add(dimension.name(), figures::spearman(&mine, &theirs), mine.len());
            }
        }
        Some(LeftOut { kind, bands, stretch })
    }
}

impl SentenceCounts {
    /// Counts labelled sentences as `model` judges them.
    fn add(&mut self, labelled: &[Labelled], model: &Model) {
        for sentence in labelled {
            let judged = crate::analysis::judged::judge(model, &sentence.vector);
            let truth = crate::analysis::Judged(sentence.target);
            let (mine, theirs) = (judged.is_specific(), truth.is_specific());
            self.read += 1;
            self.owner += usize::from(judged.owner() == truth.owner());
            self.function += usize::from(judged.function() == truth.function());
            self.recipient += usize::from(mine && theirs);
            self.claimed += usize::from(mine);
            self.truly += usize::from(theirs);
        }
    }
}
