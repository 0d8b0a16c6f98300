//! What may move replies: everything that germane sees in a text, a column of values each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;
use serde::Serialize;

use super::gather::Sent;
use crate::draft::Draft;
use crate::lint::{Linter, Traits};
use crate::source::{self, Source};
use crate::vocabulary::{Dimension, Thread};

/// What kind of thing a trait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// How long the message is.
    Length,
    /// The score as a whole.
    Total,
    /// The score of a dimension.
    Dimension,
    /// A rule finds something.
    Rule,
    /// A mark stands in it.
    Mark,
}

impl Kind {
    /// The trait of this name as sentences call it, or its opposite.
    pub fn called(self, name: &str, opposite: bool) -> String {
        let higher = if opposite { "lower" } else { "higher" };
        let (a, the) = if opposite { ("no", "not the") } else { ("a", "the") };
        match self {
            Kind::Rule => format!("{a} finding of `{name}`"),
            Kind::Mark => format!("{the} mark `{name}`"),
            Kind::Dimension => format!("a {higher} score of {name}"),
            Kind::Total => format!("a {higher} score"),
            Kind::Length => format!("{} words", if opposite { "fewer" } else { "more" }),
        }
    }
}

/// A trait, with its value for every text.
#[derive(Clone, Debug)]
pub struct Trait {
    /// What it is.
    pub kind: Kind,
    /// The rule, the mark, the dimension.
    pub name: String,
    /// Rules and marks that are in just the same texts, so that they cannot be separated.
    pub also: Vec<(Kind, String)>,
    /// Its value for each text.
    pub values: Vec<f64>,
    /// The smallest difference that is one.
    pub least: f64,
}

/// Scores that differ by less say the same.
const POINTS: f64 = 4.0;

/// What each text has.
pub fn read(linter: &Linter, texts: &[Sent]) -> Vec<Traits> {
    texts
        .par_iter()
        .map_init(|| linter.analyser(), |analyser, sent| linter.traits(analyser, &draft(sent)))
        .collect()
}

/// A text as a draft: an e-mail, at its place in the sequence.
pub fn draft(sent: &Sent) -> Draft {
    let line = match sent.subject.is_empty() {
        true => serde_json::json!({ "body": sent.body }),
        false => serde_json::json!({ "subject": sent.subject, "body": sent.body }),
    };
    let line = line.to_string();
    let contents =
        source::read(&Source::new("sent.jsonl", line.as_bytes()), &source::FileResolver::default());
    let mut draft = contents.drafts.into_iter().next().unwrap_or_default();
    draft.meta.touch = Some(sent.step).filter(|step| (1..100).contains(step));
    if sent.step > 1 && sent.subject.is_empty() {
        draft.meta.thread = Some(Thread::Reply);
    }
    draft
}

/// The words of each text.
pub fn words(read: &[Traits]) -> Vec<f64> {
    read.iter().map(|traits| traits.words as f64).collect()
}

/// All traits of which some texts have more than others. Marks and rules that are in just the same
/// texts are one.
pub fn columns(read: &[Traits]) -> Vec<Trait> {
    let of = |kind, name: &str, least, values| Trait {
        kind,
        name: name.to_string(),
        also: Vec::new(),
        values,
        least,
    };
    let mut all = vec![of(
        Kind::Length,
        "length",
        super::stats::SAME_LENGTH,
        read.iter().map(|traits| (traits.words.max(1) as f64).ln()).collect(),
    )];
    // A text without a score has the middle one, so that it stands on no side more often than on
    // the other.
    let scores = |of: &dyn Fn(&Traits) -> Option<f64>| {
        let known: Vec<Option<f64>> = read.iter().map(of).collect();
        let mut sorted: Vec<f64> = known.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        known.into_iter().map(|score| score.unwrap_or(middle)).collect::<Vec<f64>>()
    };
    let total = |traits: &Traits| traits.score.as_ref().ok().map(|score| score.total);
    all.push(of(Kind::Total, "total", POINTS, scores(&total)));
    for dimension in Dimension::SCORED {
        let value = |traits: &Traits| {
            let score = traits.score.as_ref().ok()?;
            score.dimensions.iter().find(|(own, _)| *own == dimension).map(|(_, value)| *value)
        };
        all.push(of(Kind::Dimension, dimension.name(), POINTS, scores(&value)));
    }
    let mut seen: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    for (kind, names) in [
        (Kind::Rule, names(read, |traits| &traits.rules)),
        (Kind::Mark, names(read, |traits| &traits.marks)),
    ] {
        for (name, has) in names {
            match seen.entry(has) {
                Entry::Occupied(known) => {
                    let column = &mut all[*known.get()];
                    // A rule about one lexicon often has its name.
                    if column.name != name {
                        column.also.push((kind, name));
                    }
                }
                Entry::Vacant(new) => {
                    let values = new.key().iter().map(|has| f64::from(u8::from(*has))).collect();
                    new.insert(all.len());
                    all.push(of(kind, &name, 1.0, values));
                }
            }
        }
    }
    all
}

/// Every name, with the texts that have it; none of those that all have, or none.
fn names<'t>(
    read: &'t [Traits],
    of: impl Fn(&'t Traits) -> &'t std::collections::BTreeSet<String>,
) -> BTreeMap<String, Vec<bool>> {
    let mut names: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    for (text, traits) in read.iter().enumerate() {
        for name in of(traits) {
            names.entry(name.clone()).or_insert_with(|| vec![false; read.len()])[text] = true;
        }
    }
    names.retain(|_, has| has.contains(&false));
    names
}
