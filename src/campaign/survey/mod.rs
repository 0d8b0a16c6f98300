//! The survey: what is said of a campaign, from its signed drafts and their clusters.
//!
//! Two passes over the lines: one counts, one looks at what each recipient got alone. Texts are held of a sample of the largest clusters only.

mod cluster_report;
mod contact;
mod gather;
mod score;
mod slots;

pub use cluster_report::{ClusterReport, CompetingAccounts, DisguisedDrafts, OwnWords};
pub use contact::{Contact, WITHIN};
pub use gather::survey;
pub use score::{FORMULA, JUDGED, Loss, Score};
pub use slots::Slot;

use serde::Serialize;

/// What a campaign comes to.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Survey {
    /// Drafts that were compared.
    pub drafts: u32,
    /// Different recipients, as far as drafts name them.
    pub recipients: u32,
    /// Different accounts.
    pub accounts: u32,
    /// Clusters of near-duplicates.
    pub clusters: u32,
    /// Drafts in them.
    pub clustered: u32,
    /// Drafts in clusters that count as blasts.
    pub blasted: u32,
    /// The most recipients (or drafts, where recipients are not named) that got the same words.
    pub most_same: u32,
    /// The score, with what it lost.
    pub score: Score,
    /// The largest clusters.
    pub told: Vec<ClusterReport>,
    /// Who was hit by several senders or sequences, the most first.
    pub contacts: Vec<Contact>,
    /// How many recipients were, in all.
    pub over_contacted: u32,
    /// Drafts that say when they are sent.
    pub dated: u32,
    /// Senders, by how much of what they send is one message.
    pub senders: Vec<Sender>,
    /// Sentences that stand in several of the largest clusters: the mould.
    pub mould: Vec<RepeatedSentence>,
}

/// A sender.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Sender {
    /// Address or name.
    pub sender: String,
    /// Drafts.
    pub drafts: u32,
    /// Those that share their words with others.
    pub clustered: u32,
    /// Those of the largest cluster of this sender.
    pub largest: u32,
}

/// A sentence that is used again.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct RepeatedSentence {
    /// As one draft has it.
    pub sentence: String,
    /// In how many of the largest clusters most drafts have it.
    pub clusters: u32,
    /// Drafts that have it there.
    pub drafts: u32,
}
