//! From lines to the survey.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::RandomState;

use super::cluster_report::Gathered;
use super::contact::{Touch, hit};
use super::score::{BLAST, score};
use super::{Contact, RepeatedSentence, Sender, Survey};
use crate::account::Date;
use crate::campaign::signature::hash;
use crate::campaign::{Clusters, PassageReader, Signed};

/// Over-contacted recipients, senders and sentences that are reported.
const TOLD: usize = 10;

/// Senders of an account that are too many within days.
const OF_ACCOUNT: usize = 3;

/// What is counted of one sender: drafts, those in clusters, and by cluster.
type SenderCounts = (u32, u32, HashMap<u32, u32, RandomState>);

/// Surveys a campaign. `pass` calls what it is given for every draft, in the order in which `clusters` had them, each time it is called; so many of the
/// largest clusters are reported.
pub fn survey<E>(
    clusters: &Clusters,
    told: usize,
    mut pass: impl FnMut(&mut dyn FnMut(usize, &Signed)) -> Result<(), E>,
) -> Result<Survey, E> {
    let mut survey = Survey { drafts: clusters.drafts() as u32, clusters: clusters.clusters.len() as u32, ..Survey::default() };
    let mut largest: Vec<Gathered> = clusters.clusters.iter().take(told).map(Gathered::new).collect();
    let mut reader = PassageReader::default();
    let mut recipients: HashSet<u64, RandomState> = HashSet::default();
    let mut accounts: HashSet<u64, RandomState> = HashSet::default();
    let mut senders: BTreeMap<String, SenderCounts> = BTreeMap::new();
    let mut by_recipient: Vec<Touch> = Vec::new();
    let mut by_account: Vec<Touch> = Vec::new();
    // Recipients of each cluster; drafts, where they are not named.
    let mut pairs: Vec<(u32, u64)> = Vec::new();
    pass(&mut |at, draft| {
        let cluster = clusters.of(at);
        survey.clustered += u32::from(cluster.is_some());
        let id = |text: &str| if text.is_empty() { 0 } else { hash(text.as_bytes()).max(1) };
        let (recipient, account) = (id(&draft.recipient), id(&draft.account));
        if let Some(cluster) = cluster {
            let who = if recipient == 0 { id(&draft.id) } else { recipient };
            pairs.push((cluster as u32, who));
        }
        recipients.extend((recipient != 0).then_some(recipient));
        accounts.extend((account != 0).then_some(account));
        if !draft.sender.is_empty() {
            let of = match senders.get_mut(&draft.sender) {
                Some(of) => of,
                None => senders.entry(draft.sender.clone()).or_default(),
            };
            of.0 += 1;
            of.1 += u32::from(cluster.is_some());
            cluster.iter().for_each(|cluster| *of.2.entry(*cluster as u32).or_default() += 1);
        }
        let day = Date::parse(&draft.sent).map(Date::days);
        survey.dated += u32::from(day.is_some());
        let touch = Touch { who: recipient, day, sender: id(&draft.sender), sequence: id(&draft.sequence) };
        by_recipient.extend((recipient != 0).then_some(touch));
        by_account.extend((account != 0).then_some(Touch { who: account, ..touch }));
        if let Some(gathered) = cluster.and_then(|cluster| largest.get_mut(cluster)) {
            let passage = draft.text.as_deref().map(|text| draft.read(&mut reader, text));
            gathered.count(draft, passage.as_ref());
        }
    })?;
    pairs.sort_unstable();
    pairs.dedup();
    for of in pairs.chunk_by(|a, b| a.0 == b.0) {
        survey.most_same = survey.most_same.max(of.len() as u32);
        if of.len() as u32 >= BLAST {
            survey.blasted += clusters.clusters[of[0].0 as usize].drafts;
        }
    }
    drop(pairs);
    (survey.recipients, survey.accounts) = (recipients.len() as u32, accounts.len() as u32);
    let hit_recipients = hit(by_recipient, 2);
    survey.over_contacted = hit_recipients.len() as u32;
    let of_accounts = hit(by_account, OF_ACCOUNT).into_iter().map(|(who, contact)| (who, Contact { account: true, ..contact }));
    let mut contacts: Vec<(u64, Contact)> = hit_recipients.into_iter().take(TOLD).chain(of_accounts.take(TOLD)).collect();
    pass(&mut |at, draft| {
        for (who, contact) in contacts.iter_mut().filter(|(_, contact)| contact.who.is_empty()) {
            let name = if contact.account { &draft.account } else { &draft.recipient };
            if !name.is_empty() && hash(name.as_bytes()).max(1) == *who {
                contact.who.clone_from(name);
            }
        }
        if let Some(gathered) = clusters.of(at).and_then(|cluster| largest.get_mut(cluster))
            && let Some(text) = &draft.text
        {
            gathered.keep_sentences(&draft.read(&mut reader, text));
        }
    })?;
    survey.contacts = contacts.into_iter().map(|(_, contact)| contact).collect();
    survey.senders = sender_reports(senders);
    survey.mould = mould(&largest, &mut reader);
    survey.told = largest.into_iter().map(|gathered| gathered.finish(&mut reader)).collect();
    survey.score = score(&survey);
    Ok(survey)
}

/// Senders, by how much of what they send is one message.
fn sender_reports(senders: BTreeMap<String, SenderCounts>) -> Vec<Sender> {
    let mut all: Vec<Sender> = senders
        .into_iter()
        .map(|(sender, (drafts, clustered, of))| Sender {
            sender,
            drafts,
            clustered,
            largest: of.values().copied().max().unwrap_or_default(),
        })
        .collect();
    all.sort_by(|a, b| b.largest.cmp(&a.largest).then_with(|| a.sender.cmp(&b.sender)));
    all.truncate(TOLD);
    all
}

/// Sentences that most drafts of several clusters have.
fn mould(clusters: &[Gathered], reader: &mut PassageReader) -> Vec<RepeatedSentence> {
    let mut counts: HashMap<u64, (u32, u32)> = HashMap::new();
    for cluster in clusters {
        for (key, drafts) in cluster.common() {
            let of = counts.entry(key).or_default();
            *of = (of.0 + 1, of.1 + drafts);
        }
    }
    counts.retain(|_, (clusters, _)| *clusters > 1);
    let mut found: BTreeMap<u64, RepeatedSentence> = BTreeMap::new();
    for (key, sentence) in clusters.iter().flat_map(|cluster| cluster.typical_sentences(reader)) {
        if let Some((clusters, drafts)) = counts.get(&key) {
            found.entry(key).or_insert(RepeatedSentence { sentence, clusters: *clusters, drafts: *drafts });
        }
    }
    let mut mould: Vec<RepeatedSentence> = found.into_values().collect();
    mould.sort_by(|a, b| (b.clusters, b.drafts, &a.sentence).cmp(&(a.clusters, a.drafts, &b.sentence)));
    mould.truncate(TOLD);
    mould
}
