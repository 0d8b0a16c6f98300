//! Sentences that stand in several different messages: the template of an author or a team, also
//! where the messages as wholes are not alike.
//!
//! The first pass finds candidates in one draft of each cluster and in all that are alone; the
//! second counts them everywhere.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use serde::Serialize;

use super::blast::BLAST;
use super::slots::excerpt;
use crate::campaign::Passage;
use crate::order::InOrder;
use crate::text::hash::mix;

/// A sentence that is used again.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct RepeatedSentence {
    /// As one draft has it.
    pub sentence: String,
    /// Different messages that have it: clusters, and drafts that are in none.
    pub messages: u32,
    /// Drafts that have it.
    pub drafts: u32,
    /// Their senders, as far as drafts name them.
    pub senders: u32,
    /// The sender, where there is one only.
    pub only_sender: Option<String>,
}

/// Content words of a sentence that says something of its own; "Best regards" does not.
const CONTENT: usize = 4;
/// Different sentences that are counted at a time. When there are more, the rarest are given up.
const COUNTED: usize = 1 << 20;
/// Sentences that are counted exactly.
const CANDIDATES: usize = 1000;
/// Sentences that are reported.
const TOLD: usize = 10;

/// The key of each sentence of a passage, with its number.
pub fn keys(passage: &Passage) -> impl Iterator<Item = (u64, usize)> {
    let sentences = passage.words.chunk_by(|a, b| a.sentence == b.sentence);
    sentences.map(|of| {
        (
            of.iter().fold(0, |key: u64, word| mix(key.rotate_left(23) ^ word.key)),
            of[0].sentence as usize,
        )
    })
}

/// The same, each once and without those that say little.
fn telling(passage: &Passage) -> HashMap<u64, usize> {
    let sentences = passage.words.chunk_by(|a, b| a.sentence == b.sentence);
    let tells: Vec<bool> = sentences
        .map(|of| of.iter().filter(|word| word.content && !word.is_class()).count() >= CONTENT)
        .collect();
    keys(passage).zip(tells).filter(|(_, tells)| *tells).map(|(sentence, _)| sentence).collect()
}

/// In how many messages each sentence stands, about.
#[derive(Debug, Default)]
pub struct Sentences {
    counts: HashMap<u64, u32, RandomState>,
    given_up: u32,
}

impl Sentences {
    /// Counts the sentences of a message.
    pub fn count(&mut self, passage: &Passage) {
        for key in telling(passage).into_keys() {
            while self.counts.len() >= COUNTED && !self.counts.contains_key(&key) {
                self.given_up += 1;
                self.counts.retain(|_, count| *count > self.given_up);
            }
            *self.counts.entry(key).or_insert(self.given_up) += 1;
        }
    }

    /// Those of most messages, to be counted.
    pub fn candidates(self) -> Repeated {
        let mut most: Vec<(u32, u64)> = self
            .counts
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(key, count)| (count, key))
            .collect();
        most.sort_unstable_by(|a, b| b.cmp(a));
        most.truncate(CANDIDATES);
        Repeated(most.into_iter().map(|(_, key)| (key, Uses::default())).collect())
    }
}

/// Where a sentence is used.
#[derive(Debug, Default)]
struct Uses {
    sentence: String,
    drafts: u32,
    alone: u32,
    clusters: HashSet<usize, RandomState>,
    senders: HashSet<String, RandomState>,
}

/// Sentences that are counted in all drafts.
#[derive(Debug)]
pub struct Repeated(HashMap<u64, Uses>);

impl Repeated {
    /// True when there is nothing to count.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts a draft with its text, its cluster and its sender.
    pub fn count(
        &mut self,
        (passage, text): (&Passage, &str),
        cluster: Option<usize>,
        sender: &str,
    ) {
        for (key, at) in telling(passage) {
            let Some(uses) = self.0.get_mut(&key) else { continue };
            uses.drafts += 1;
            match cluster {
                Some(cluster) => drop(uses.clusters.insert(cluster)),
                None => uses.alone += 1,
            }
            if !sender.is_empty() && !uses.senders.contains(sender) {
                uses.senders.insert(sender.to_string());
            }
            if uses.sentence.is_empty() {
                uses.sentence = excerpt(passage.sentences[at].slice(text));
            }
        }
    }

    /// Those of three messages and five drafts or more, the most used first.
    pub fn finish(self) -> Vec<RepeatedSentence> {
        let told = |uses: Uses| RepeatedSentence {
            messages: uses.alone + uses.clusters.len() as u32,
            drafts: uses.drafts,
            senders: uses.senders.len() as u32,
            only_sender: uses.senders.iter().next().filter(|_| uses.senders.len() == 1).cloned(),
            sentence: uses.sentence,
        };
        let mut all: Vec<RepeatedSentence> = self.0.into_values().map(told).collect();
        all.retain(|sentence| sentence.messages > 2 && sentence.drafts >= BLAST);
        all.order_by(|a, b| {
            (b.messages, b.drafts, &a.sentence).cmp(&(a.messages, a.drafts, &b.sentence))
        });
        all.truncate(TOLD);
        all
    }
}
