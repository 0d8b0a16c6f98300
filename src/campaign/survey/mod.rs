//! The survey: what is said of a campaign, from its signed drafts and their clusters.
//!
//! Two passes over the lines: one counts, one looks at what each recipient got alone. Texts are
//! held of a sample of the largest clusters only.

mod blast;
mod cluster_report;
mod contact;
mod days;
mod gather;
mod reach;
mod repeated;
mod score;
mod slots;

pub use cluster_report::{ClusterReport, CompetingAccounts, Personalisation, UniqueWords};
pub use contact::{Contact, WITHIN};
pub use gather::survey;
pub use repeated::RepeatedSentence;
pub use score::{FORMULA, JUDGED, Loss, Score};
pub use slots::Slot;

use serde::Serialize;

/// What a campaign comes to.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Survey {
    /// Drafts that were compared.
    pub drafts: u32,
    /// Those of them that have no words of their own, so that nothing could be compared.
    pub wordless_drafts: u32,
    /// Different recipients, as far as drafts name them.
    pub recipients: u32,
    /// Different accounts.
    pub accounts: u32,
    /// Clusters of near-duplicates.
    pub cluster_count: u32,
    /// Drafts in them.
    pub clustered_drafts: u32,
    /// Drafts in clusters that count as blasts: five recipients or more.
    pub blast_drafts: u32,
    /// The most recipients that got the same words. Where drafts name none, as few as the drafts
    /// can have gone to: steps of a sequence go to the same recipient.
    pub most_same: u32,
    /// The score, with what it lost.
    pub score: Score,
    /// What could not be judged, or only on a guess, so that the score says less: a sentence each.
    pub notes: Vec<String>,
    /// The largest clusters.
    pub clusters: Vec<ClusterReport>,
    /// Recipients and accounts that hear from several senders or sequences, the most first.
    pub over_contact: Vec<Contact>,
    /// How many recipients do, in all.
    pub over_contacted_recipients: u32,
    /// How many accounts do, in all.
    pub over_contacted_accounts: u32,
    /// Drafts that say when they are sent.
    pub dated_drafts: u32,
    /// Senders, by how much of what they send is one message.
    pub senders: Vec<Sender>,
    /// Sentences that stand in several different messages.
    pub repeated_sentences: Vec<RepeatedSentence>,
}

/// A sender.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Sender {
    /// Address or name.
    pub sender: String,
    /// Drafts.
    pub drafts: u32,
    /// Those that share their words with other drafts.
    pub in_clusters: u32,
    /// Those of the largest cluster of this sender.
    pub in_largest_cluster: u32,
}
