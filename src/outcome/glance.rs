//! What is seen of a draft before it is opened, how long it is, and how long reading it takes.

use serde::Serialize;

/// A draft at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Glance {
    /// The longest subject line, as a phone shows it.
    pub subject: Option<Excerpt>,
    /// What is shown of the words themselves.
    pub preview: Option<Excerpt>,
    /// Where: on a phone below the subject, or in a feed above "see more". A direct message is
    /// opened whole.
    pub place: &'static str,
    /// How long it is.
    pub length: usize,
    /// In what that is counted: words of mails and posts, characters of direct messages.
    pub unit: &'static str,
    /// Up to which length its channel calls it short: the bound of this project's rule on the words
    /// of a mail.
    pub norm: Option<usize>,
    /// How many seconds reading its message takes.
    pub seconds: usize,
}

/// The beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Excerpt {
    /// What is shown, on one line. Fields stand as they are written. Safe to print.
    pub shown: String,
    /// There is more of it.
    pub is_cut: bool,
}
