//! From lines to the survey.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::RandomState;

use super::blast::BLAST;
use super::cluster_report::Gathered;
use super::contact::{Touch, hit};
use super::days::Days;
use super::reach::Unnamed;
use super::repeated::Sentences;
use super::score::score;
use super::{Contact, Sender, Survey};
use crate::campaign::hash;
use crate::campaign::{Clusters, PassageReader, Signed};
use crate::order::InOrder;
use crate::text::{count, plural};

/// Over-contacted recipients, over-contacted accounts and senders that are reported.
const TOLD: usize = 10;

/// Senders of an account that are too many within days.
const OF_ACCOUNT: usize = 3;

/// What is counted of one sender: drafts, those in clusters, and by cluster.
type SenderCounts = (u32, u32, HashMap<u32, u32, RandomState>);

/// Surveys a campaign. `pass` calls what it is given for every draft, in the order in which
/// `clusters` had them, each time it is called; `shown` of the largest clusters are reported.
pub fn survey<E>(
    clusters: &Clusters,
    shown: usize,
    mut pass: impl FnMut(&mut dyn FnMut(usize, &Signed)) -> Result<(), E>,
) -> Result<Survey, E> {
    let mut survey = Survey {
        drafts: clusters.drafts() as u32,
        cluster_count: clusters.clusters.len() as u32,
        ..Survey::default()
    };
    let mut largest: Vec<Gathered> =
        clusters.clusters.iter().take(shown).map(Gathered::new).collect();
    let mut reader = PassageReader::default();
    let mut recipients: HashSet<u64, RandomState> = HashSet::default();
    let mut accounts: HashSet<u64, RandomState> = HashSet::default();
    let mut senders: BTreeMap<String, SenderCounts> = BTreeMap::new();
    let mut by_recipient: Vec<Touch> = Vec::new();
    let mut by_account: Vec<Touch> = Vec::new();
    let mut days = Days::default();
    // Recipients of each cluster.
    let mut pairs: Vec<(u32, u64)> = Vec::new();
    let mut unnamed = Unnamed::default();
    let mut sentences = Sentences::default();
    let mut is_met = vec![false; clusters.clusters.len()];
    let mut without_text = 0;
    pass(&mut |at, draft| {
        let cluster = clusters.of(at);
        without_text += u32::from(draft.text.is_none());
        survey.wordless_drafts += u32::from(draft.words == 0);
        survey.clustered_drafts += u32::from(cluster.is_some());
        let id = |text: &str| if text.is_empty() { 0 } else { hash(text.as_bytes()).max(1) };
        let (recipient, account) = (id(&draft.recipient), id(&draft.account));
        if let Some(cluster) = cluster {
            let cluster = cluster as u32;
            let who = if recipient == 0 { unnamed.next(cluster, draft) } else { recipient };
            pairs.push((cluster, who));
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
        let (day, either) = days.read(draft);
        let (sender, sequence) = (id(&draft.sender), id(&draft.sequence));
        let touch = Touch { who: recipient, day, sender, sequence, either };
        by_recipient.extend((recipient != 0).then_some(touch));
        by_account.extend((account != 0).then_some(Touch { who: account, ..touch }));
        let is_new = cluster.is_none_or(|cluster| !std::mem::replace(&mut is_met[cluster], true));
        let gathered = cluster.and_then(|cluster| largest.get_mut(cluster));
        if !is_new && gathered.is_none() {
            return;
        }
        let passage = draft.text.as_deref().map(|text| draft.read(&mut reader, text));
        passage.iter().filter(|_| is_new).for_each(|passage| sentences.count(passage));
        if let Some(gathered) = gathered {
            gathered.count(draft, passage.as_ref());
        }
    })?;
    pairs.sort_unstable();
    pairs.dedup();
    for of in pairs.chunk_by(|a, b| a.0 == b.0) {
        let (cluster, reached) = (of[0].0 as usize, of.len() as u32);
        survey.most_same = survey.most_same.max(reached);
        if reached >= BLAST {
            survey.blast_drafts += clusters.clusters[cluster].drafts;
        }
        if let Some(gathered) = largest.get_mut(cluster) {
            gathered.reached(reached);
        }
    }
    drop((pairs, unnamed));
    (survey.recipients, survey.accounts) = (recipients.len() as u32, accounts.len() as u32);
    days.settle(&mut by_recipient);
    days.settle(&mut by_account);
    survey.dated_drafts = days.dated;
    let notes =
        [unread(without_text, survey.drafts), wordless(survey.wordless_drafts, survey.drafts)];
    survey.notes = notes.into_iter().flatten().collect();
    survey.notes.extend(days.notes(survey.drafts));
    let (hit_recipients, hit_accounts) = (hit(by_recipient, 2), hit(by_account, OF_ACCOUNT));
    survey.over_contacted_recipients = hit_recipients.len() as u32;
    survey.over_contacted_accounts = hit_accounts.len() as u32;
    let of_accounts =
        hit_accounts.into_iter().map(|(who, contact)| (who, Contact { account: true, ..contact }));
    let mut contacts: Vec<(u64, Contact)> =
        hit_recipients.into_iter().take(TOLD).chain(of_accounts.take(TOLD)).collect();
    let mut repeated = sentences.candidates();
    pass(&mut |at, draft| {
        for (who, contact) in contacts.iter_mut().filter(|(_, contact)| contact.who.is_empty()) {
            let name = if contact.account { &draft.account } else { &draft.recipient };
            if !name.is_empty() && hash(name.as_bytes()).max(1) == *who {
                contact.who.clone_from(name);
            }
        }
        let cluster = clusters.of(at);
        let gathered = cluster.and_then(|cluster| largest.get_mut(cluster));
        let Some(text) =
            draft.text.as_deref().filter(|_| gathered.is_some() || !repeated.is_empty())
        else {
            return;
        };
        let passage = draft.read(&mut reader, text);
        repeated.count((&passage, text), cluster, &draft.sender);
        if let Some(gathered) = gathered {
            gathered.compare(&passage, text);
        }
    })?;
    survey.over_contact = contacts.into_iter().map(|(_, contact)| contact).collect();
    survey
        .over_contact
        .order_by(|a, b| (a.account, b.weight(), &a.who).cmp(&(b.account, a.weight(), &b.who)));
    survey.senders = sender_reports(senders);
    survey.repeated_sentences = repeated.finish();
    survey.clusters = largest.into_iter().map(|gathered| gathered.finish(&mut reader)).collect();
    survey.score = score(&survey);
    Ok(survey)
}

/// What is not known of drafts that were signed without their text.
fn unread(without_text: u32, drafts: u32) -> Option<String> {
    (without_text > 0).then(|| {
        format!(
            "{without_text} of {} {} signed without the text, so whether mail is dressed as personal, what differs and which sentences repeat is not judged there, and the score may be too high. `germane sign --text` keeps the text.",
            count(drafts, "draft"),
            plural(without_text, "was", "were")
        )
    })
}

/// What is not known of drafts that have nothing to compare.
fn wordless(without: u32, drafts: u32) -> Option<String> {
    (without > 0).then(|| {
        format!(
            "{without} of {} {} no words of {} own (quotations, code and older mails below are not compared), so nothing says whether they are the same.",
            count(drafts, "draft"),
            plural(without, "has", "have"),
            plural(without, "its", "their")
        )
    })
}

/// Senders, by how much of what they send is one message.
fn sender_reports(senders: BTreeMap<String, SenderCounts>) -> Vec<Sender> {
    let mut all: Vec<Sender> = senders
        .into_iter()
        .map(|(sender, (drafts, in_clusters, of))| Sender {
            sender,
            drafts,
            in_clusters,
            in_largest_cluster: of.values().copied().max().unwrap_or_default(),
        })
        .collect();
    all.order_by(|a, b| {
        b.in_largest_cluster.cmp(&a.in_largest_cluster).then_with(|| a.sender.cmp(&b.sender))
    });
    all.truncate(TOLD);
    all
}
