//! What a draft declares about itself: front matter of our own form, headers of others.

use crate::text::Span;
use crate::vocabulary::{Kind, OptOut, Severity, Signature, Thread};

/// Declared facts. Everything is optional; the default is a first, cold message of unknown address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Keys of the front matter that seem to switch rules and do not: key, rule, and where the key is.
    pub near_switches: Vec<(String, String, Span)>,
    /// Who will read it. A draft with an address is finished: fields in it are left-overs.
    pub to: Option<Address>,
    /// Who sends it.
    pub from: Option<Address>,
    /// The day on which it was sent (`2026-05-14`).
    pub sent: Option<String>,
    /// Who writes a post.
    pub author: Option<String>,
    /// New message or reply; `None` when nothing says so.
    pub thread: Option<Thread>,
    /// Place in a series, from 1.
    pub touch: Option<u32>,
    /// The occasion.
    pub kind: Option<Kind>,
    /// Name of the merge-field dialect, when declared.
    pub dialect: Option<String>,
    /// Custom fields that are allowed, with the sample value given for each.
    pub vars: Vec<(String, String)>,
    /// Fields that a person fills before upload.
    pub prefill: Vec<String>,
    /// Where the signature comes from.
    pub signature: Signature,
    /// Where the way to opt out comes from; `None`: look in the text.
    pub opt_out: Option<OptOut>,
    /// Declared language (BCP 47).
    pub lang: Option<String>,
    /// The account the draft is for: a path or a name.
    pub account: Option<String>,
    /// Severities set for this file alone: rule, severity, where it was written.
    pub overrides: Vec<Override>,
}

/// A rule's severity, set in a draft's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Rule id.
    pub rule: String,
    /// What it is set to.
    pub severity: Severity,
    /// Where it stands in the file.
    pub span: Span,
}

/// A mail address: `Ana Ruiz <ana@northquay.example>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Display name; may be empty.
    pub name: String,
    /// Address; may be empty.
    pub mail: String,
}

impl Address {
    /// Reads `Name <mail>`, a bare address or a bare name.
    pub fn parse(text: &str) -> Address {
        let text = text.trim();
        match text.split_once('<') {
            Some((name, rest)) => Address {
                name: name.trim().trim_matches('"').trim().to_string(),
                mail: rest.trim_end_matches('>').trim().to_string(),
            },
            None if text.contains('@') => Address { name: String::new(), mail: text.to_string() },
            None => Address { name: text.to_string(), mail: String::new() },
        }
    }

    /// The domain of the address, lower case; empty when there is none.
    pub fn domain(&self) -> String {
        self.mail.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_lowercase())
    }
}
