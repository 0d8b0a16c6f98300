//! One of the largest clusters: who got it, what differs, what each recipient got alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use foldhash::fast::RandomState;
use serde::Serialize;

use super::blast::BLAST;
use super::repeated::keys;
use super::slots::{Slot, slots};
use crate::campaign::signature::alike;
use crate::campaign::{Passage, Signature, Signed};
use crate::order::InOrder;
use crate::text::hash::mix;
use crate::text::rounded;

/// A cluster.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Recipients that it reached: where drafts name none, as few as they can have gone to, for
    /// steps of a sequence go to the same recipient.
    pub reached: u32,
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
    /// The id of the most typical draft.
    pub typical_draft: String,
    /// What it says.
    pub text: Option<String>,
    /// Where drafts differ.
    pub slots: Vec<Slot>,
    /// What recipients got that no other recipient of the cluster got.
    pub unique: UniqueWords,
    /// How much of it was written for one recipient.
    pub personalisation: Personalisation,
    /// Accounts that compete, as far as the list says so.
    pub competitors: Vec<CompetingAccounts>,
}

impl ClusterReport {
    /// True when so many people got it that it is a blast, whatever it is dressed as.
    pub fn is_blast(&self) -> bool {
        self.reached >= BLAST
    }
}

/// Words and sentences that only one draft of a cluster has.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct UniqueWords {
    /// Half of the drafts have so many words of this kind, or fewer.
    pub median_words: u32,
    /// The draft that has most of them has so many.
    pub most_words: u32,
    /// Half of the drafts have so many sentences of this kind, or fewer.
    pub median_sentences: u32,
    /// Drafts that have no such word.
    pub drafts_without: u32,
}

/// How much of the drafts of a cluster was written for one recipient. A sentence that went to five,
/// or to most, was not.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Personalisation {
    /// Drafts of which the text was read.
    pub compared: u32,
    /// Drafts of which only names, links and numbers are the recipient's.
    pub names_only: u32,
    /// Drafts of which only the first line is.
    pub first_line_only: u32,
}

/// Accounts of one cluster that compete.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CompetingAccounts {
    /// How that is known: `competitors` (the list names them) or `industry` (they share one, which
    /// makes it likely).
    pub basis: &'static str,
    /// The two accounts, or the industry.
    pub what: String,
    /// How many accounts.
    pub accounts: u32,
}

/// Drafts of which texts are held, to find the typical one and the slots.
const SAMPLE: usize = 60;
/// Different words and sentences that are counted of a cluster; beyond that new ones count as of
/// one recipient.
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
        let report = ClusterReport {
            cluster: cluster.id(),
            drafts: cluster.drafts,
            variants: cluster.variants,
            ..ClusterReport::default()
        };
        Gathered { report, ..Gathered::default() }
    }

    /// The first pass: counts a draft.
    pub fn count(&mut self, draft: &Signed, passage: Option<&Passage>) {
        let hash = |text: &str| crate::campaign::hash(text.as_bytes());
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
            if !draft.competitors.is_empty()
                || !self.competitors.is_empty()
                || self.names.len() < COUNTED
            {
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
        for key in passage
            .iter()
            .flat_map(|passage| keys(passage).map(|(key, _)| key).collect::<HashSet<u64>>())
        {
            add(&mut self.sentences, key);
        }
        // Those of the least hashes, whatever the order in which drafts come.
        let place = (mix(hash(&draft.id)), draft.id.clone());
        if (self.sample.len() < SAMPLE
            || self.sample.last_key_value().is_some_and(|(last, _)| place < *last))
            && let Ok(signature) = crate::campaign::record::parse(
                draft.signature_version,
                draft.words,
                &draft.signature,
                &draft.bands,
            )
        {
            self.sample.insert(place, (draft.clone(), signature));
            if self.sample.len() > SAMPLE {
                self.sample.pop_last();
            }
        }
    }

    /// How many recipients the cluster reached.
    pub fn reached(&mut self, recipients: u32) {
        self.report.reached = recipients;
    }

    /// The second pass: what this draft has that others have not.
    pub fn compare(&mut self, passage: &Passage, text: &str) {
        let times = |counts: &HashMap<u64, u32, RandomState>, key: &u64| {
            counts.get(key).copied().unwrap_or(1)
        };
        let words =
            distinct(passage).iter().filter(|key| times(&self.words, key) < 2).count() as u32;
        *self.own_words.entry(words).or_default() += 1;
        let sentences: Vec<(u64, usize)> = keys(passage).collect();
        let alone =
            sentences.iter().filter(|(key, _)| times(&self.sentences, key) < 2).count() as u32;
        *self.own_sentences.entry(alone).or_default() += 1;
        let is_common = |key: &u64| {
            let times = times(&self.sentences, key);
            times >= BLAST || times * 2 > self.report.drafts
        };
        let personal: Vec<usize> =
            sentences.iter().filter(|(key, _)| !is_common(key)).map(|(_, at)| *at).collect();
        let opening = opening(passage, text);
        let report = &mut self.report.personalisation;
        report.compared += 1;
        report.names_only += u32::from(personal.is_empty());
        report.first_line_only += u32::from(personal.last().is_some_and(|last| *last < opening));
    }

    /// The report.
    pub fn finish(mut self, reader: &mut crate::campaign::PassageReader) -> ClusterReport {
        let report = &mut self.report;
        (report.recipients, report.accounts) =
            (self.recipients.len() as u32, self.accounts.len() as u32);
        report.sender_count = self.senders.len() as u32;
        report.senders = self.senders.into_iter().collect();
        report.senders.order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        report.senders.truncate(5);
        report.steps = self.steps.into_iter().take(20).collect();
        report.score =
            (self.scores.1 > 0).then(|| rounded(self.scores.0 / f64::from(self.scores.1)));
        let sample: Vec<&(Signed, Signature)> = self.sample.values().collect();
        let likeness = |own: &Signature| {
            sample.iter().map(|(_, other)| alike(&own.sketch, &other.sketch)).sum::<f64>()
        };
        let typical = sample
            .iter()
            .map(|pair| (likeness(&pair.1), pair))
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        if let Some((_, (draft, _))) = typical {
            report.typical_draft = draft.id.clone();
            report.text.clone_from(&draft.text);
            let text = draft.text.as_deref().unwrap_or_default();
            let passage = draft.read(reader, text);
            let others: Vec<(&str, Passage)> = sample
                .iter()
                .filter(|(other, _)| other.id != draft.id)
                .filter_map(|(other, _)| {
                    other.text.as_deref().map(|text| (text, other.read(reader, text)))
                })
                .collect();
            let others: Vec<(&str, &Passage)> =
                others.iter().map(|(text, passage)| (*text, passage)).collect();
            report.slots = slots((text, &passage), &others);
        }
        report.unique = UniqueWords {
            median_words: median(&self.own_words),
            most_words: self.own_words.last_key_value().map_or(0, |(words, _)| *words),
            median_sentences: median(&self.own_sentences),
            drafts_without: self.own_words.get(&0).copied().unwrap_or_default(),
        };
        let named = |(account, rival): &(String, String)| {
            self.names
                .get(rival)
                .filter(|other| *other != account)
                .map(|other| (account.clone(), other.clone()))
        };
        let pairs: BTreeSet<(String, String)> = self
            .competitors
            .iter()
            .filter_map(named)
            .map(|(a, b)| if a < b { (a, b) } else { (b, a) })
            .collect();
        let competitors = pairs.iter().take(5).map(|(a, b)| CompetingAccounts {
            basis: "competitors",
            what: format!("{a}, {b}"),
            accounts: 2,
        });
        let mut industries: Vec<CompetingAccounts> = self
            .industries
            .iter()
            .filter(|(_, accounts)| accounts.len() > 1)
            .map(|(industry, accounts)| CompetingAccounts {
                basis: "industry",
                what: industry.clone(),
                accounts: accounts.len() as u32,
            })
            .collect();
        industries.order_by(|a, b| b.accounts.cmp(&a.accounts).then_with(|| a.what.cmp(&b.what)));
        report.competitors = competitors.chain(industries.into_iter().take(5)).collect();
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
    passage
        .words
        .iter()
        .filter(|word| word.content && !word.is_class())
        .map(|word| word.key)
        .collect()
}

/// How many sentences are the opening: those that begin on the first line, or the first alone. An
/// opening is at most half of the message.
fn opening(passage: &Passage, text: &str) -> usize {
    let begins = passage.sentences.first().map_or(0, |span| span.start());
    let end = text[begins..].find('\n').map_or(text.len(), |end| begins + end);
    let on_line = passage.sentences.iter().take_while(|span| span.start() < end).count();
    let words = |sentences: usize| {
        passage.words.iter().take_while(|word| (word.sentence as usize) < sentences).count()
    };
    [on_line, 1]
        .into_iter()
        .find(|sentences| 2 * words(*sentences) <= passage.words.len())
        .unwrap_or_default()
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
