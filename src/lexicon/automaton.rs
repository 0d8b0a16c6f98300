//! A trie over word numbers, whose equal ends are shared. Finds every phrase of every lexicon in
//! one pass; time is linear in the words, because gaps and branching are bounded when phrases are
//! read.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use super::packed::Packed;
use super::{Element, Vocabulary, Word};
use crate::text::step;
use crate::vocabulary::Label;

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

/// The lists that a search needs, kept from one sentence to the next.
#[derive(Debug, Default)]
pub struct Search {
    /// Labels found at a place, with one past the last word of their longest hit.
    found: Vec<(Label, usize)>,
    /// States that are still to be visited, each with the next word.
    open: Vec<(u32, usize)>,
}

/// Numbers a state takes: ends of its edges and labels (they start where the state before ends),
/// where a number and a gap lead.
const STATE: usize = 4;

/// The compiled phrases of one or more lexicons.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Automaton {
    states: Packed<4>,
    /// Word and target, sorted by word within a state.
    edges: Packed<4>,
    labels: Packed<4>,
    /// Where the first word of a phrase leads, by its number; 0 where no phrase starts. Every word
    /// of a draft is looked up here.
    starts: Packed<4>,
}

impl Automaton {
    /// True when it has no phrase.
    pub fn is_empty(&self) -> bool {
        self.states.len() <= STATE
    }

    /// The same phrases over words whose numbers `became` others: those of 1, 2, 3 at these places.
    /// All numbers keep their order.
    pub fn renumbered(&self, became: &[u32]) -> Automaton {
        let of = |word: u32| became[word as usize];
        let edges = (0..self.edges.len())
            .map(|at| if at % 2 == 0 { of(self.edges.at(at)) } else { self.edges.at(at) });
        let last = self.starts.len().checked_sub(1);
        let mut starts = vec![0; last.map_or(0, |last| of(last as u32) as usize + 1)];
        (0..self.starts.len())
            .filter(|word| self.starts.at(*word) != 0)
            .for_each(|word| starts[of(word as u32) as usize] = self.starts.at(word));
        Automaton { edges: edges.collect(), starts: starts.into_iter().collect(), ..self.clone() }
    }

    #[inline]
    fn field(&self, state: u32, field: usize) -> u32 {
        self.states.at(state as usize * STATE + field)
    }

    /// A stretch of `edges` (field 0) or `labels` (field 1) that belongs to a state.
    fn stretch(&self, state: u32, field: usize) -> std::ops::Range<usize> {
        let start = if state == 0 { 0 } else { self.field(state - 1, field) };
        start as usize..self.field(state, field) as usize
    }

    #[inline]
    fn step(&self, state: u32, key: u32) -> Option<u32> {
        if state == 0 {
            return self
                .starts
                .get(key as usize)
                .map(|next| u32::from_le_bytes(*next))
                .filter(|next| *next != 0);
        }
        let (mut low, mut high) = (self.stretch(state, 0).start, self.stretch(state, 0).end);
        while low < high {
            let middle = (low + high) / 2;
            match self.edges.at(middle * 2).cmp(&key) {
                std::cmp::Ordering::Equal => return Some(self.edges.at(middle * 2 + 1)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Finds, in one sentence, the longest hit at each place for each label; hits of one label do
    /// not overlap. `None` among the words is a number or a field: it fills gaps, and `#` when
    /// `is_number` says so.
    pub fn search(
        &self,
        words: &[Word],
        is_number: impl Fn(usize) -> bool,
        search: &mut Search,
        hits: &mut Vec<Hit>,
    ) {
        if self.is_empty() {
            return;
        }
        let before = hits.len();
        let Search { found, open } = search;
        // Words of the longest hit, and one past the last word of any.
        let (mut longest, mut reach) = (0, 0);
        for first in 0..words.len() {
            found.clear();
            open.push((0, first));
            while let Some((state, at)) = open.pop() {
                self.visit(state, at, words, &is_number, found, open);
            }
            for &(label, end) in &*found {
                // Hits come in order of their first words: those that begin further back than any
                // reaches hide nothing.
                let hides = reach > first
                    && hits[before..]
                        .iter()
                        .rev()
                        .take_while(|hit| hit.first + longest > first)
                        .inspect(|_| step(1))
                        .any(|hit| hit.label == label && hit.last >= first);
                if !hides {
                    hits.push(Hit { label, first, last: end - 1 });
                    (longest, reach) = (longest.max(end - first), reach.max(end));
                }
            }
        }
    }

    /// Notes the labels of one state, and where it leads to next; what is to be visited first is
    /// pushed last.
    fn visit(
        &self,
        state: u32,
        at: usize,
        words: &[Word],
        is_number: &impl Fn(usize) -> bool,
        found: &mut Vec<(Label, usize)>,
        open: &mut Vec<(u32, usize)>,
    ) {
        step(1 + found.len());
        for label in &self.labels[self.stretch(state, 1)] {
            let label = Label(u32::from_le_bytes(*label) as u16);
            match found.iter_mut().find(|(known, _)| *known == label) {
                Some((_, end)) => *end = (*end).max(at),
                None => found.push((label, at)),
            }
        }
        let (number, gap) = (self.field(state, 2), self.field(state, 3));
        if let Some(word) = words.get(at) {
            for key in [word.exact, word.stem] {
                if key != 0
                    && let Some(next) = self.step(state, key)
                {
                    open.push((next, at + 1));
                }
            }
            if number != 0 && is_number(at) {
                open.push((number, at + 1));
            }
        }
        if gap != 0 {
            for next in (at + 1..=(at + GAP).min(words.len())).rev() {
                open.push((gap, next));
            }
        }
    }
}

#[derive(Debug, Default, PartialEq, Eq, Hash)]
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
                Element::Stem(stem) => {
                    self.branches[at].edges.entry(vocabulary.add(stem)).or_insert(0)
                }
                Element::Exact(word) => {
                    self.branches[at].edges.entry(vocabulary.add(&format!("={word}"))).or_insert(0)
                }
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

    /// How many states there are: what its memory goes by.
    pub fn len(&self) -> usize {
        self.branches.len()
    }

    /// True when nothing was added.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// The finished automaton. States from which the same is found are one: phrases share their
    /// ends as they share their beginnings.
    pub fn finish(self) -> Automaton {
        // Where each branch went. Where a branch leads to stands behind it, so the last are
        // resolved first; 0 is the root, to which none leads.
        let mut places = vec![0; self.branches.len()];
        let mut states: HashMap<Branch, usize, RandomState> = HashMap::default();
        let mut root = Branch::default();
        for (at, mut branch) in self.branches.into_iter().enumerate().rev() {
            let edges = branch.edges.values_mut();
            edges.chain([&mut branch.number, &mut branch.gap]).for_each(|to| *to = places[*to]);
            if at == 0 {
                root = branch;
                break;
            }
            let next = states.len() + 1;
            places[at] = *states.entry(branch).or_insert(next);
        }
        let mut states: Vec<(usize, Branch)> =
            states.into_iter().map(|(branch, place)| (place, branch)).collect();
        states.sort_unstable_by_key(|(place, _)| *place);
        let (mut packed, mut edges, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        let mut starts =
            vec![0; root.edges.last_key_value().map_or(0, |(key, _)| *key as usize + 1)];
        root.edges.iter().for_each(|(key, to)| starts[*key as usize] = *to as u32);
        for branch in std::iter::once(root).chain(states.into_iter().map(|(_, branch)| branch)) {
            edges.extend(branch.edges.into_iter().flat_map(|(key, to)| [key, to as u32]));
            labels.extend(branch.labels.iter().map(|label| u32::from(label.0)));
            let ends = [edges.len() / 2, labels.len(), branch.number, branch.gap];
            packed.extend(ends.map(|end| end as u32));
        }
        let [states, edges, labels, starts] =
            [packed, edges, labels, starts].map(Packed::from_iter);
        Automaton { states, edges, labels, starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_share_their_ends() {
        let (mut builder, mut vocabulary) = (AutomatonBuilder::default(), Vocabulary::default());
        let phrase = |words: &str| {
            words.split(' ').map(|word| Element::Stem(word.to_string())).collect::<Vec<_>>()
        };
        for (words, label) in [("book a call", 1), ("take a call", 1), ("want a call", 2)] {
            builder.add(&phrase(words), Label(label), &mut vocabulary);
        }
        assert_eq!(builder.len(), 10);
        let automaton = builder.finish();
        // The root, three states for label 1, three for label 2.
        assert_eq!(automaton.states.len() / STATE, 7);
        let found = |words: &str| {
            let words: Vec<Word> = words
                .split(' ')
                .map(|word| Word { stem: vocabulary.get(word), exact: 0 })
                .collect();
            let mut hits = Vec::new();
            automaton.search(&words, |_| false, &mut Search::default(), &mut hits);
            hits.iter().map(|hit| (hit.label.0, hit.first, hit.last)).collect::<Vec<_>>()
        };
        assert_eq!(found("now take a call or want a call"), [(1, 1, 3), (2, 5, 7)]);
        assert_eq!(found("a call"), []);
    }
}
