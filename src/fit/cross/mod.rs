//! Cross-validation: every text is judged by models to which no text of its source was fitted, and
//! what those models read of the texts that they were fitted to comes from sentence models that had
//! not seen those sources either.

mod left_out;
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::drafts::{self, Features, Fitted, Sample, Settings};
use super::gaming;
use super::labels::{Example, Kind};
use super::result::{Fit, KindModel, LeftOut};
use super::sentences::{self, Labelled};
use super::vectors::Vectors;
use crate::analysis::Analyser;
use crate::builtin;
use crate::draft::Sender;
use crate::engine::Engine;
use crate::lexicon::Labels;
use crate::linear::Model;
use crate::source::{self, Contents, Source};
use crate::text::hash::{OFFSET, fnv, mix};

/// Gamed forms of each text that a fit sees.
const GAMED: usize = 9;
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
    vectors: Vectors,
}

/// Figures of one kind of texts: name, value, how many.
pub type Figures = Vec<(String, f64, usize)>;

fn contents(example: &Example) -> Contents {
    let (name, text) = example.file();
    source::read(&Source::new(&name, text.as_bytes()), &source::FileResolver::default())
}

/// The stems of a text's words.
fn stems_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}'));
    words.filter(|word| !word.is_empty()).map(|word| {
        let folded = crate::text::folded(word);
        crate::lexicon::stem(folded.trim_matches('\''))
    })
}

impl CrossValidation {
    /// Reads all examples; `vectors` are those of stems, as [`super::vectors::read`] gives them.
    pub fn new(examples: Vec<Example>, vectors: &BTreeMap<String, Vec<f32>>) -> Self {
        let mut book = builtin::rulebook();
        let texts: Vec<Contents> = examples.iter().map(contents).collect();
        let gamed = |(at, example): (usize, &Example)| {
            if !example.judged {
                return Vec::new();
            }
            let tricks = (0..GAMED).map(|trick| {
                let mut gamed = example.clone();
                let last = gamed.steps.len() - 1;
                let step = if trick % 2 == 0 { 0 } else { last };
                gamed.steps[step].body =
                    gaming::gamed(&gamed.steps[step].body, gamed.kind, (at * 31 + trick) as u64);
                contents(&gamed)
            });
            let connected = (example.kind != Kind::Post).then(|| {
                let mut gamed = example.clone();
                for step in &mut gamed.steps {
                    step.body = gaming::connected(&step.body, at as u64);
                }
                contents(&gamed)
            });
            tricks.chain(connected).collect::<Vec<_>>()
        };
        let gamed: Vec<Vec<Contents>> = examples.iter().enumerate().map(gamed).collect();
        // Words of all texts get a number, so that every one can become a feature. All sums are made
        // in the order of those numbers, which is that of letters: the reader that the program was
        // built with, whose words have numbers too, changes no digit of what is fitted.
        let drafts =
            texts.iter().chain(gamed.iter().flatten()).flat_map(|contents| &contents.drafts);
        let words: BTreeSet<String> = drafts
            .flat_map(|draft| stems_of(draft.text.as_str()))
            .chain(vectors.keys().cloned())
            .collect();
        let lexicons = Arc::make_mut(&mut book.lexicons);
        let became = lexicons.add_words(words.iter().cloned());
        let vectors = Vectors::new(vectors, |stem| lexicons.vocabulary.get(stem));
        let stems = words.into_iter().map(|stem| (lexicons.vocabulary.get(&stem), stem)).collect();
        book.models.sentence = book.models.sentence.renumbered(&became);
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
            vectors,
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
        let sources: BTreeSet<&str> =
            measured.iter().map(|example| example.source.as_str()).collect();
        let of = |kind: Kind| {
            measured.iter().filter(|example| example.kind == kind && example.judged).count()
        };
        let sentences =
            |of: &[&Example]| -> usize { of.iter().map(|example| example.sentences.len()).sum() };
        let counts = Kind::ALL.map(|(kind, name)| format!("{} {name}s", of(kind))).join(", ");
        let mut card = vec![
            ("fitted to".to_string(), format!("{counts} of {} sources, {} labelled sentences", sources.len(), sentences(&measured))),
            ("how".to_string(), "ridge regression, a dimension an output; findings may only take; a gamed form of a text may not be worth more than the text".to_string()),
            ("figures".to_string(), "rank correlation with readers on sources that were left out of the fit, ten folds".to_string()),
        ];
        if self.vectors.width() > 0 {
            let words = self.vectors.len();
            card.push((
                "vectors".to_string(),
                format!(
                    "in messages {words} words share weights as far as their vectors are alike"
                ),
            ));
        }
        if !only_fitted.is_empty() {
            card.insert(
                1,
                (
                    "and to".to_string(),
                    format!(
                        "{} more drafts and {} more labelled sentences, which no figure counts",
                        only_fitted.iter().filter(|example| example.judged).count(),
                        sentences(&only_fitted)
                    ),
                ),
            );
        }
        card
    }

    /// Fits everything to all examples; `left_out` says what cross-validation showed.
    pub fn fit_all(&self, left_out: &[LeftOut], settings: Settings) -> Fit {
        let (sentence, fitted) = self.fit(&|_| true, settings);
        let dimension = |id: &str| {
            self.engine.book.rules.iter().find(|rule| rule.id == id).map(|rule| rule.dimension)
        };
        let kinds = Kind::ALL.into_iter().zip(fitted).map(|((kind, _), mut fitted)| {
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
            .filter(|(at, example)| example.kind == kind && example.judged && keeps(*at));
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

    /// Fits all models to the examples that `keeps` keeps: that of sentences, then those of drafts,
    /// in the order of [`Kind::ALL`].
    pub fn fit(
        &self,
        keeps: &(dyn Fn(usize) -> bool + Sync),
        settings: Settings,
    ) -> (Model, [Fitted; Kind::ALL.len()]) {
        let fold = |at: usize| fold_of(&self.examples[at].source, INNER);
        let inner: Vec<Model> =
            (0..INNER).map(|out| self.sentences(|at| keeps(at) && fold(at) != out)).collect();
        let read: Vec<(usize, Features, Vec<Features>)> = (0..self.examples.len())
            .into_par_iter()
            .filter(|at| keeps(*at) && self.examples[*at].judged)
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
        let none = Vectors::default();
        let wholes = Kind::ALL.map(|(kind, _)| self.whole(kind, keeps));
        let fitted = Kind::ALL.map(|(kind, _)| {
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
                let made = if example.only_fitted { settings.of(kind).only_fitted } else { 1.0 };
                let weight =
                    made * share(example.kind) * sources[example.source.as_str()].powf(-0.4);
                if weight == 0.0 {
                    continue;
                }
                samples.push(Sample {
                    features,
                    gamed,
                    source: if kind == Kind::Post { &example.author } else { &example.source },
                    weight,
                    marks: match kind {
                        Kind::Message => with_rest(example, &wholes[example.kind as usize]),
                        _ => example.dimensions,
                    },
                });
            }
            // Words alike weigh alike in messages; in posts and sequences that does worse.
            let vectors = if kind == Kind::Message { &self.vectors } else { &none };
            drafts::fit(&samples, vectors, settings.of(kind))
        });
        (self.sentences(keeps), fitted)
    }
}

/// What readers gave each dimension, and what they gave the whole beyond that, even on all of them:
/// the sum of the dimensions is fitted to the whole mark itself, and not to as much of it as the
/// dimensions tell.
fn with_rest(example: &Example, (shares, added): &([f64; 6], f64)) -> [Option<f64>; 6] {
    let known = || {
        example.dimensions.iter().zip(shares).filter_map(|(mark, share)| Some(((*mark)?, share)))
    };
    let told: f64 = known().map(|(mark, share)| mark * share).sum();
    let all: f64 = known().map(|(_, share)| share).sum();
    let rest = (example.overall - told - added) / all.max(0.1);
    example.dimensions.map(|mark| Some(mark? + rest))
}

/// The fold of a source: the same on every machine, about even.
fn fold_of(source: &str, folds: usize) -> usize {
    (mix(fnv(OFFSET, source.as_bytes())) % folds as u64) as usize
}
