//! Cross-validation: every text is judged by models to which no text of its source was fitted, and
//! what those models read of the texts that they were fitted to comes from sentence models that had
//! not seen those sources either.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::drafts::{self, Features, Fitted, Sample, Scaling, Settings};
use super::figures;
use super::gaming;
use super::labels::{Example, Kind};
use super::result::{Bands, Fit, KindModel, LeftOut};
use super::sentences::{self, Labelled};
use crate::analysis::sequence::SequenceAnalysis;
use crate::analysis::features::{self, ReadDraft};
use crate::analysis::{Analyser, Analysis};
use crate::builtin;
use crate::draft::Sender;
use crate::engine::{Engine, Finding, StepContext};
use crate::fingerprint::{OFFSET, fnv};
use crate::lexicon::Labels;
use crate::linear::Model;
use crate::pack::Check;
use crate::reader;
use crate::source::{self, Contents, Source};
use crate::vocabulary::{Channel, Dimension};

/// Gamed forms of each text that a fit sees.
const GAMED: usize = 8;
/// How many models of sentences the training texts are read with.
const INNER: usize = 5;

/// Everything that is read once: the engine with all words known, the texts, their labelled
/// sentences.
pub struct CrossValidation {
    engine: Engine,
    sender: Sender,
    /// The examples.
    pub examples: Vec<Example>,
    contents: Vec<Contents>,
    gamed: Vec<Vec<Contents>>,
    labelled: Vec<Vec<Labelled>>,
    /// Labelled sentences that the model does not read: true for those that are about neither.
    unread: Vec<Vec<bool>>,
    stems: BTreeMap<u32, String>,
}

/// Figures of one kind of texts: name, value, how many.
pub type Figures = Vec<(String, f64, usize)>;

fn contents(example: &Example) -> Contents {
    let (name, text) = example.file();
    source::read(&Source::new(&name, text.as_bytes()), &source::FileResolver::default())
}

impl CrossValidation {
    /// Reads all examples.
    pub fn new(examples: Vec<Example>) -> Self {
        let mut book = builtin::rulebook();
        // Whichever of them the last fit gave points to.
        book.rules
            .iter_mut()
            .for_each(|rule| Arc::make_mut(rule).fitted = Some(rule.fitted.unwrap_or_default()));
        let texts: Vec<Contents> = examples.iter().map(contents).collect();
        let gamed = |(at, example): (usize, &Example)| {
            let tricks = (0..GAMED).map(|trick| {
                let mut gamed = example.clone();
                let last = gamed.steps.len() - 1;
                let step = if trick % 2 == 0 { 0 } else { last };
                gamed.steps[step].body =
                    gaming::gamed(&gamed.steps[step].body, gamed.kind, (at * 31 + trick) as u64);
                contents(&gamed)
            });
            tricks.collect::<Vec<_>>()
        };
        let gamed: Vec<Vec<Contents>> = examples.iter().enumerate().map(gamed).collect();
        let mut stems = BTreeMap::new();
        // Words of all texts get a number, so that every one can become a feature.
        let vocabulary = &mut Arc::make_mut(&mut book.lexicons).vocabulary;
        for draft in
            texts.iter().chain(gamed.iter().flatten()).flat_map(|contents| &contents.drafts)
        {
            for word in draft
                .text
                .as_str()
                .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}'))
                .filter(|word| !word.is_empty())
            {
                let mut folded = String::new();
                crate::text::fold(word, &mut folded);
                let stem = crate::lexicon::stem(folded.trim_matches('\''));
                stems.insert(vocabulary.add(&stem), stem);
            }
        }
        let (engine, sender, none) = (Engine::new(book), Sender::default(), Model::default());
        let labelled = examples.iter().zip(&texts).map(|(example, contents)| {
            if example.sentences.is_empty() {
                return Default::default();
            }
            let mut analyser = Analyser::new(&engine.book.lexicons, &none, &sender);
            analyser.keeps_features = true;
            contents
                .drafts
                .first()
                .map(|draft| sentences::labelled(example, &analyser.analyse(draft)))
                .unwrap_or_default()
        });
        let (labelled, unread) = labelled.unzip();
        CrossValidation {
            engine,
            sender,
            examples,
            contents: texts,
            gamed,
            labelled,
            unread,
            stems,
        }
    }

    /// What a stem's number stands for.
    pub fn stem(&self, number: u32) -> String {
        self.stems.get(&number).cloned().unwrap_or_default()
    }

    /// The labels of the rulebook that texts are read with.
    pub fn labels(&self) -> &Labels {
        &self.engine.book.lexicons.labels
    }

    /// What is fitted to, in words.
    pub fn describe(&self) -> Vec<(String, String)> {
        let (only_fitted, measured): (Vec<&Example>, Vec<&Example>) =
            self.examples.iter().partition(|example| example.only_fitted);
        let sources: std::collections::BTreeSet<&str> =
            measured.iter().map(|example| example.source.as_str()).collect();
        let of = |kind: Kind| measured.iter().filter(|example| example.kind == kind).count();
        let sentences: usize = self.examples.iter().map(|example| example.sentences.len()).sum();
        let counts = Kind::ALL.map(|(kind, name)| format!("{} {name}s", of(kind))).join(", ");
        let mut card = vec![
            ("fitted to".to_string(), format!("{counts} of {} sources, {sentences} labelled sentences", sources.len())),
            ("how".to_string(), "ridge regression, a dimension an output; findings may only take; a gamed form of a text may not be worth more than the text".to_string()),
            ("figures".to_string(), "rank correlation with readers on sources that were left out of the fit, ten folds".to_string()),
        ];
        if !only_fitted.is_empty() {
            card.insert(
                1,
                (
                    "and to".to_string(),
                    format!("{} more drafts, which no figure counts", only_fitted.len()),
                ),
            );
        }
        card
    }

    /// Fits everything to all examples; `left_out` says what cross-validation showed.
    pub fn fit_all(&self, left_out: &[LeftOut], settings: Settings) -> Fit {
        let kinds = Kind::ALL.map(|(kind, _)| kind);
        let (sentence, fitted) = self.fit(&|_| true, &kinds, settings);
        let dimension = |id: &str| {
            self.engine.book.rules.iter().find(|rule| rule.id == id).map(|rule| rule.dimension)
        };
        let kinds = fitted.into_iter().map(|(kind, mut fitted)| {
            let (shares, added) = self.whole(kind, |_| true);
            let shown = left_out.iter().find(|shown| shown.kind == kind);
            shown.iter().for_each(|shown| fitted.stretch(&shown.stretch, dimension));
            KindModel {
                kind,
                fitted,
                shares,
                added,
                bands: shown.map(|shown| shown.bands).unwrap_or_default(),
            }
        });
        Fit { sentence, kinds: kinds.collect() }
    }

    /// How dimensions make the whole, for the texts of a kind that `keeps` keeps.
    fn whole(&self, kind: Kind, keeps: impl Fn(usize) -> bool) -> ([f64; 6], f64) {
        let of = self
            .examples
            .iter()
            .enumerate()
            .filter(|(at, example)| example.kind == kind && keeps(*at));
        drafts::whole(
            &of.map(|(_, example)| (example.dimensions, example.overall)).collect::<Vec<_>>(),
        )
    }

    /// True when some sentences are labelled; else those are judged by the built-in model.
    pub fn has_sentences(&self) -> bool {
        self.labelled.iter().any(|labelled| !labelled.is_empty())
    }

    /// The model of sentences, fitted to the examples that `keeps` keeps; the built-in one when
    /// none of theirs are labelled.
    pub fn sentences(&self, keeps: impl Fn(usize) -> bool) -> Model {
        let kept: Vec<&Labelled> = (0..self.examples.len())
            .filter(|at| keeps(*at))
            .flat_map(|at| &self.labelled[at])
            .collect();
        if kept.is_empty() {
            self.engine.book.models.sentence.clone()
        } else {
            sentences::fit(&kept)
        }
    }

    /// What a model of drafts reads of a text, when sentences are judged by `model`.
    fn features(&self, contents: &Contents, model: &Model) -> Features {
        let mut analyser = Analyser::new(&self.engine.book.lexicons, model, &self.sender);
        let mut drafts: Vec<Analysis> =
            contents.drafts.iter().map(|draft| analyser.analyse(draft)).collect();
        let sequence_analyses: Vec<SequenceAnalysis> = contents
            .sequences
            .iter()
            .map(|sequence| SequenceAnalysis::read(sequence, &mut drafts))
            .collect();
        let mut findings: BTreeMap<String, (Dimension, f64)> = BTreeMap::new();
        let mut times: BTreeMap<String, i32> = BTreeMap::new();
        // Steps that bring nothing are not read, and their own findings do not count: see
        // `score::sequence`.
        let nothing = |draft: usize| {
            sequence_analyses
                .iter()
                .filter_map(|sequence_analysis| sequence_analysis.notes(draft))
                .any(|notes| notes.novelty.nothing())
        };
        let told: Vec<usize> = (0..drafts.len()).filter(|draft| !nothing(*draft)).collect();
        let steps = told.len().max(1) as f64;
        let mut add = |finding: &Finding, of: f64| {
            let rule = finding.rule;
            let most = rule.check.most_points().unwrap_or(rule.points).max(rule.points);
            if rule.dimension.is_gate() || finding.points == 0 {
                return;
            }
            let n = times.entry(rule.id.clone()).or_default();
            let value = f64::from(finding.points) / f64::from(most) * 0.5_f64.powi(*n) / of;
            *n += 1;
            findings.entry(rule.id.clone()).or_insert((rule.dimension, 0.0)).1 += value;
        };
        let mut faulted: Vec<Vec<bool>> = Vec::with_capacity(drafts.len());
        for draft in 0..drafts.len() {
            let sequence_analysis = sequence_analyses
                .iter()
                .find(|sequence_analysis| sequence_analysis.notes(draft).is_some());
            let outcome = match sequence_analysis {
                Some(sequence_analysis) => {
                    self.engine.run_step(StepContext { sequence_analysis, drafts: &drafts, draft })
                }
                None => self.engine.run(&drafts[draft]),
            };
            faulted.push(outcome.faulted(&drafts[draft]));
            for finding in &outcome.findings {
                match finding.rule.check {
                    _ if sequence_analysis.is_none() => add(finding, 1.0),
                    Check::Steps(_) => add(finding, 1.0),
                    _ if told.contains(&draft) => add(finding, steps),
                    _ => {}
                }
            }
        }
        sequence_analyses.iter().for_each(|sequence_analysis| {
            self.engine
                .run_whole(sequence_analysis, &drafts)
                .iter()
                .for_each(|finding| add(finding, 1.0))
        });
        let all: Vec<ReadDraft> = told
            .iter()
            .map(|at| ReadDraft { draft: &drafts[*at], faulted: &faulted[*at] })
            .collect();
        let mut vector = features::vector(&all, !sequence_analyses.is_empty());
        vector.count();
        Features { vector, faulted: reader::faulted(&all), findings }
    }

    /// The score below which a text with these findings fails: the highest of their rules.
    fn fails_below(&self, features: &Features, channel: Channel) -> f64 {
        let rules = features
            .findings
            .keys()
            .filter_map(|id| self.engine.book.rule(id)?.fails_below(channel));
        rules.fold(0.0, f64::max)
    }

    /// Fits the models of all kinds to the examples that `keeps` keeps; the first is that of
    /// sentences.
    pub fn fit(
        &self,
        keeps: &(dyn Fn(usize) -> bool + Sync),
        kinds: &[Kind],
        settings: Settings,
    ) -> (Model, Vec<(Kind, Fitted)>) {
        let fold = |at: usize| fold_of(&self.examples[at].source, INNER);
        let inner: Vec<Model> =
            (0..INNER).map(|out| self.sentences(|at| keeps(at) && fold(at) != out)).collect();
        let read: Vec<(usize, Features, Vec<Features>)> = (0..self.examples.len())
            .into_par_iter()
            .filter(|at| keeps(*at))
            .map(|at| {
                let model = &inner[fold(at)];
                (
                    at,
                    self.features(&self.contents[at], model),
                    self.gamed[at].iter().map(|contents| self.features(contents, model)).collect(),
                )
            })
            .collect();
        let mut sources: BTreeMap<&str, f64> = BTreeMap::new();
        read.iter()
            .for_each(|(at, ..)| *sources.entry(&self.examples[*at].source).or_default() += 1.0);
        let fitted = kinds.iter().map(|kind| {
            let share = |of: Kind| match (kind, of) {
                (Kind::Message, Kind::Message)
                | (Kind::Post, Kind::Post)
                | (Kind::Sequence, Kind::Sequence) => 1.0,
                (Kind::Message, Kind::Sequence) => 0.5,
                (Kind::Sequence, Kind::Message) => 0.3,
                _ => 0.0,
            };
            let mut samples = Vec::new();
            for (at, features, gamed) in &read {
                let example = &self.examples[*at];
                let weight = share(example.kind) * sources[example.source.as_str()].powf(-0.4);
                if weight == 0.0 {
                    continue;
                }
                samples.push(Sample {
                    features,
                    gamed,
                    source: if *kind == Kind::Post { &example.author } else { &example.source },
                    weight,
                    marks: example.dimensions,
                });
            }
            (*kind, drafts::fit(&samples, settings.of(*kind)))
        });
        let fitted = fitted.collect();
        (self.sentences(keeps), fitted)
    }

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
            let (sentences, fitted) = self.fit(&|at| !left_out(at), &kinds, settings);
            let of_kinds = kinds.map(|kind| self.whole(kind, |at| !left_out(at)));
            for at in (0..self.examples.len()).filter(|at| left_out(*at)) {
                let features = self.features(&self.contents[at], &sentences);
                let model = &fitted
                    .iter()
                    .find(|(kind, _)| *kind == self.examples[at].kind)
                    .expect("every kind")
                    .1;
                said[at] = model.judge(&features);
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
            let bands = Bands {
                gate: figures::gate(&good),
                welcome: figures::from_which_on(
                    &totals,
                    &of.iter().map(wanted).collect::<Vec<_>>(),
                ),
                unwelcome: figures::below_which(
                    &totals,
                    &of.iter().map(wanted).collect::<Vec<_>>(),
                ),
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

/// The fold of a source: the same on every machine, about even.
fn fold_of(source: &str, folds: usize) -> usize {
    let mut state = fnv(OFFSET, source);
    (gaming::next(&mut state) % folds as u64) as usize
}
