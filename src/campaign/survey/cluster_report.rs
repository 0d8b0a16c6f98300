//! One of the largest clusters: who got it, what differs, what each recipient got alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use foldhash::fast::RandomState;
use serde::Serialize;

use super::slots::{Slot, excerpt, slots};
use crate::campaign::signature::{alike, mix};
use crate::campaign::{Passage, Signature, Signed};

/// A cluster.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct ClusterReport {
    /// Its name.
    pub cluster: String,
    /// Drafts in it.
    pub drafts: u32,
    /// Those that differ in more than names, links and numbers.
    pub variants: u32,
    /// Different recipients, as far as drafts name them.
    pub recipients: u32,
    /// Different accounts.
    pub accounts: u32,
    /// Senders, those of most drafts first.
    pub senders: Vec<(String, u32)>,
    /// How many senders there are.
    pub sender_count: u32,
    /// Steps of sequences.
    pub steps: Vec<u32>,
    /// The mean score of the drafts that have one.
    pub score: Option<f64>,
    /// The most typical draft: its id and its words.
    pub typical: String,
    /// What it says.
    pub text: Option<String>,
    /// Where drafts differ.
    pub slots: Vec<Slot>,
    /// What recipients got that no other recipient of the cluster got.
    pub own: OwnWords,
    /// How much of it looks personal and is not.
    pub dress: DisguisedDrafts,
    /// Accounts that compete, as far as the list says so.
    pub rivals: Vec<CompetingAccounts>,
}

/// Words and sentences that only one draft of a cluster has.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct OwnWords {
    /// Of half of the recipients so many words, or fewer.
    pub median_words: u32,
    /// Of the recipient who got most.
    pub most_words: u32,
    /// Of half of the recipients so many sentences, or fewer.
    pub median_sentences: u32,
    /// Recipients who got no word of their own.
    pub none: u32,
}

/// Blasts dressed as personal mail.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct DisguisedDrafts {
    /// Drafts of which the text was read.
    pub compared: u32,
    /// Only names, links and numbers are of the recipient.
    pub names_only: u32,
    /// Only the first sentence is.
    pub first_line_only: u32,
}

/// Accounts of one cluster that compete.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CompetingAccounts {
    /// What it rests on: `industry` (they share one, which makes them likely rivals) or `competitors` (the list names them).
    pub rests_on: &'static str,
    /// The industry, or the two accounts.
    pub what: String,
    /// How many accounts.
    pub accounts: u32,
}

/// Drafts of which texts are held, to find the typical one and the slots.
const SAMPLE: usize = 60;
/// Different words and sentences that are counted of a cluster; beyond that new ones count as of one recipient.
const COUNTED: usize = 1 << 20;

/// What is gathered of a cluster.
#[derive(Debug, Default)]
pub struct Gathered {
    report: ClusterReport,
    senders: BTreeMap<String, u32>,
    steps: BTreeSet<u32>,
    scores: (f64, u32),
    recipients: HashSet<u64, RandomState>,
    accounts: HashSet<u64, RandomState>,
    industries: BTreeMap<String, BTreeSet<u64>>,
    names: BTreeMap<String, String>,
    competitors: BTreeSet<(String, String)>,
    words: HashMap<u64, u32, RandomState>,
    sentences: HashMap<u64, u32, RandomState>,
    sample: BTreeMap<(u64, String), (Signed, Signature)>,
    own_words: BTreeMap<u32, u32>,
    own_sentences: BTreeMap<u32, u32>,
}

impl Gathered {
    /// A cluster of this name and size.
    pub fn new(cluster: &crate::campaign::cluster::Cluster) -> Self {
        let report =
            ClusterReport { cluster: cluster.id(), drafts: cluster.drafts, variants: cluster.variants, ..ClusterReport::default() };
        Gathered { report, ..Gathered::default() }
    }

    /// The first pass: counts a draft.
    pub fn count(&mut self, draft: &Signed, passage: Option<&Passage>) {
        let hash = |text: &str| crate::campaign::signature::hash(text.as_bytes());
        if !draft.recipient.is_empty() {
            self.recipients.insert(hash(&draft.recipient));
        }
        if !draft.sender.is_empty() {
            *self.senders.entry(draft.sender.clone()).or_default() += 1;
        }
        self.steps.extend(draft.step);
        if let Some(score) = draft.score {
            self.scores = (self.scores.0 + score, self.scores.1 + 1);
        }
        if !draft.account.is_empty() {
            let account = hash(&draft.account);
            self.accounts.insert(account);
            if !draft.industry.is_empty() && self.industries.len() < COUNTED {
                self.industries.entry(draft.industry.to_lowercase()).or_default().insert(account);
            }
            if !draft.competitors.is_empty() || !self.competitors.is_empty() || self.names.len() < COUNTED {
                self.names.insert(plain(&draft.account), draft.account.clone());
                draft.names.iter().for_each(|name| {
                    self.names.insert(plain(name), draft.account.clone());
                });
            }
            for competitor in &draft.competitors {
                self.competitors.insert((draft.account.clone(), plain(competitor)));
            }
        }
        for key in passage.iter().flat_map(|passage| distinct(passage)) {
            add(&mut self.words, key);
        }
        for key in passage.iter().flat_map(|passage| sentences(passage).into_iter().map(|(key, _)| key).collect::<HashSet<u64>>()) {
            add(&mut self.sentences, key);
        }
        // Those of the least hashes, whatever the order in which drafts come.
        let place = (mix(hash(&draft.id)), draft.id.clone());
        if (self.sample.len() < SAMPLE || self.sample.last_key_value().is_some_and(|(last, _)| place < *last))
            && let Ok(signature) = crate::campaign::record::parse(draft.signature_version, draft.words, &draft.signature, &draft.bands)
        {
            self.sample.insert(place, (draft.clone(), signature));
            if self.sample.len() > SAMPLE {
                self.sample.pop_last();
            }
        }
    }

    /// The second pass: what this draft has that no other has.
    pub fn keep_sentences(&mut self, passage: &Passage) {
        let alone = |counts: &HashMap<u64, u32, RandomState>, key: &u64| counts.get(key).is_none_or(|count| *count < 2);
        let first = passage.words.iter().filter(|word| word.content && !word.is_class() && alone(&self.words, &word.key));
        let own: Vec<(u64, u32)> = first.map(|word| (word.key, word.sentence)).collect();
        let words = own.iter().map(|(key, _)| *key).collect::<HashSet<u64>>().len() as u32;
        let own_sentences = sentences(passage).iter().filter(|(key, _)| alone(&self.sentences, key)).count() as u32;
        *self.own_words.entry(words).or_default() += 1;
        *self.own_sentences.entry(own_sentences).or_default() += 1;
        let dress = &mut self.report.dress;
        dress.compared += 1;
        dress.names_only += u32::from(own.is_empty());
        dress.first_line_only +=
            u32::from(!own.is_empty() && passage.sentences.len() > 1 && own.iter().all(|(_, sentence)| *sentence == 0));
    }

    /// What half of the drafts of the cluster have: the keys of sentences.
    pub fn common(&self) -> HashMap<u64, u32> {
        let most = |count: &u32| *count * 2 > self.report.drafts;
        self.sentences.iter().filter(|(_, count)| most(count)).map(|(key, count)| (*key, *count)).collect()
    }

    /// Sentences of the typical drafts, by key.
    pub fn typical_sentences(&self, reader: &mut crate::campaign::PassageReader) -> Vec<(u64, String)> {
        let mut said = Vec::new();
        for (draft, _) in self.sample.values().take(5) {
            if let Some(text) = &draft.text {
                let passage = draft.read(reader, text);
                said.extend(sentences(&passage).into_iter().map(|(key, at)| (key, excerpt(passage.sentences[at].slice(text)))));
            }
        }
        said
    }

    /// What is told.
    pub fn finish(mut self, reader: &mut crate::campaign::PassageReader) -> ClusterReport {
        let report = &mut self.report;
        (report.recipients, report.accounts) = (self.recipients.len() as u32, self.accounts.len() as u32);
        report.sender_count = self.senders.len() as u32;
        report.senders = self.senders.into_iter().collect();
        report.senders.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        report.senders.truncate(5);
        report.steps = self.steps.into_iter().take(20).collect();
        report.score = (self.scores.1 > 0).then(|| (self.scores.0 / f64::from(self.scores.1) * 10.0).round() / 10.0);
        let sample: Vec<&(Signed, Signature)> = self.sample.values().collect();
        let likeness = |own: &Signature| sample.iter().map(|(_, other)| alike(&own.sketch, &other.sketch)).sum::<f64>();
        let typical = sample.iter().map(|pair| (likeness(&pair.1), pair)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        if let Some((_, (draft, _))) = typical {
            report.typical = draft.id.clone();
            report.text.clone_from(&draft.text);
            let text = draft.text.as_deref().unwrap_or_default();
            let passage = draft.read(reader, text);
            let others: Vec<(&str, Passage)> = sample
                .iter()
                .filter(|(other, _)| other.id != draft.id)
                .filter_map(|(other, _)| other.text.as_deref().map(|text| (text, other.read(reader, text))))
                .collect();
            let others: Vec<(&str, &Passage)> = others.iter().map(|(text, passage)| (*text, passage)).collect();
            report.slots = slots((text, &passage), &others);
        }
        report.own = OwnWords {
            median_words: median(&self.own_words),
            most_words: self.own_words.last_key_value().map_or(0, |(words, _)| *words),
            median_sentences: median(&self.own_sentences),
            none: self.own_words.get(&0).copied().unwrap_or_default(),
        };
        let named = |(account, rival): &(String, String)| {
            self.names.get(rival).filter(|other| *other != account).map(|other| (account.clone(), other.clone()))
        };
        let pairs: BTreeSet<(String, String)> =
            self.competitors.iter().filter_map(named).map(|(a, b)| if a < b { (a, b) } else { (b, a) }).collect();
        let competitors =
            pairs.iter().take(5).map(|(a, b)| CompetingAccounts { rests_on: "competitors", what: format!("{a}, {b}"), accounts: 2 });
        let mut industries: Vec<CompetingAccounts> = self
            .industries
            .iter()
            .filter(|(_, accounts)| accounts.len() > 1)
            .map(|(industry, accounts)| CompetingAccounts { rests_on: "industry", what: industry.clone(), accounts: accounts.len() as u32 })
            .collect();
        industries.sort_by(|a, b| b.accounts.cmp(&a.accounts).then_with(|| a.what.cmp(&b.what)));
        report.rivals = competitors.chain(industries.into_iter().take(5)).collect();
        self.report
    }
}

fn add(counts: &mut HashMap<u64, u32, RandomState>, key: u64) {
    if counts.len() < COUNTED || counts.contains_key(&key) {
        *counts.entry(key).or_default() += 1;
    }
}

/// Content words of a passage, each once; names, links and numbers are nobody's own.
fn distinct(passage: &Passage) -> HashSet<u64> {
    passage.words.iter().filter(|word| word.content && !word.is_class()).map(|word| word.key).collect()
}

/// Keys of the sentences of a passage, with their numbers.
fn sentences(passage: &Passage) -> Vec<(u64, usize)> {
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for of in passage.words.chunk_by(|a, b| a.sentence == b.sentence) {
        let key = of.iter().fold(0, |key: u64, word| mix(key.rotate_left(23) ^ word.key));
        keys.push((key, of[0].sentence as usize));
    }
    keys
}

/// The letters and digits of a name or of the first part of a domain, lower case.
fn plain(name: &str) -> String {
    let name = if name.contains(' ') { name } else { name.split('.').next().unwrap_or_default() };
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn median(counts: &BTreeMap<u32, u32>) -> u32 {
    let all: u32 = counts.values().sum();
    let mut before = 0;
    for (value, count) in counts {
        before += count;
        if before * 2 >= all {
            return *value;
        }
    }
    0
}
