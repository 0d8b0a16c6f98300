//! A trie over word numbers. Finds every phrase of every lexicon in one pass; time is linear in the words, because gaps and
//! branching are bounded when phrases are read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Element, Label, Vocabulary, Word};

/// A gap stands for this many words at most.
const GAP: usize = 4;

/// A phrase found: `first..=last` are indexes into the words that were searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The lexicon's label.
    pub label: Label,
    /// Index of the first word.
    pub first: usize,
    /// Index of the last word.
    pub last: usize,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct State {
    edges: (u32, u32),
    labels: (u32, u32),
    number: u32,
    gap: u32,
}

/// The compiled phrases of one or more lexicons.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Automaton {
    states: Vec<State>,
    edges: Vec<(u32, u32)>,
    labels: Vec<Label>,
}

impl Automaton {
    /// True when no phrase is held.
    pub fn is_empty(&self) -> bool {
        self.states.len() < 2
    }

    /// Finds, in one sentence, the longest hit at each place for each label; hits of one label do not overlap. `None` among the
    /// words is a number or a field: it fills gaps, and `#` when `is_number` says so.
    pub fn search(&self, words: &[Word], is_number: impl Fn(usize) -> bool, hits: &mut Vec<Hit>) {
        if self.is_empty() {
            return;
        }
        let before = hits.len();
        let mut found: Vec<(Label, usize)> = Vec::new();
        for first in 0..words.len() {
            found.clear();
            self.walk(0, words, first, &is_number, &mut found);
            for &(label, end) in &found {
                let hides = hits[before..].iter().rev().any(|hit| hit.label == label && hit.last >= first);
                if !hides {
                    hits.push(Hit { label, first, last: end - 1 });
                }
            }
        }
    }

    fn walk(&self, state: u32, words: &[Word], at: usize, is_number: &impl Fn(usize) -> bool, found: &mut Vec<(Label, usize)>) {
        let here = &self.states[state as usize];
        for &label in &self.labels[here.labels.0 as usize..here.labels.1 as usize] {
            match found.iter_mut().find(|(known, _)| *known == label) {
                Some((_, end)) => *end = (*end).max(at),
                None => found.push((label, at)),
            }
        }
        if here.gap != 0 {
            for next in at + 1..=(at + GAP).min(words.len()) {
                self.walk(here.gap, words, next, is_number, found);
            }
        }
        let Some(word) = words.get(at) else { return };
        if here.number != 0 && is_number(at) {
            self.walk(here.number, words, at + 1, is_number, found);
        }
        let edges = &self.edges[here.edges.0 as usize..here.edges.1 as usize];
        for key in [word.stem, word.exact] {
            if key != 0
                && let Ok(edge) = edges.binary_search_by_key(&key, |edge| edge.0)
            {
                self.walk(edges[edge].1, words, at + 1, is_number, found);
            }
        }
    }
}

#[derive(Debug, Default)]
struct Branch {
    edges: BTreeMap<u32, usize>,
    number: usize,
    gap: usize,
    labels: Vec<Label>,
}

/// Gathers phrases, then compiles them.
#[derive(Debug)]
pub struct AutomatonBuilder {
    branches: Vec<Branch>,
}

impl Default for AutomatonBuilder {
    fn default() -> Self {
        AutomatonBuilder { branches: vec![Branch::default()] }
    }
}

impl AutomatonBuilder {
    /// The vocabulary keys of a sequence.
    pub fn keys(sequence: &[Element]) -> impl Iterator<Item = String> {
        sequence.iter().filter_map(|element| match element {
            Element::Stem(stem) => Some(stem.clone()),
            Element::Exact(word) => Some(format!("={word}")),
            Element::Number | Element::Gap => None,
        })
    }

    /// Adds a sequence under a label; new words get numbers in `vocabulary`.
    pub fn add(&mut self, sequence: &[Element], label: Label, vocabulary: &mut Vocabulary) {
        let mut at = 0;
        for element in sequence {
            let fresh = self.branches.len();
            let slot = match element {
                Element::Stem(stem) => self.branches[at].edges.entry(vocabulary.add(stem)).or_insert(0),
                Element::Exact(word) => self.branches[at].edges.entry(vocabulary.add(&format!("={word}"))).or_insert(0),
                Element::Number => &mut self.branches[at].number,
                Element::Gap => &mut self.branches[at].gap,
            };
            if *slot == 0 {
                *slot = fresh;
                at = fresh;
                self.branches.push(Branch::default());
            } else {
                at = *slot;
            }
        }
        if !self.branches[at].labels.contains(&label) {
            self.branches[at].labels.push(label);
        }
    }

    /// The finished automaton.
    pub fn finish(self) -> Automaton {
        let mut automaton = Automaton::default();
        for branch in self.branches {
            let edges = automaton.edges.len() as u32;
            let labels = automaton.labels.len() as u32;
            automaton.edges.extend(branch.edges.into_iter().map(|(key, to)| (key, to as u32)));
            automaton.labels.extend(branch.labels);
            automaton.states.push(State {
                edges: (edges, automaton.edges.len() as u32),
                labels: (labels, automaton.labels.len() as u32),
                number: branch.number as u32,
                gap: branch.gap as u32,
            });
        }
        automaton
    }
}
