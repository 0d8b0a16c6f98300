//! What a draft declares about itself: front matter of our own form, headers of others.
//!
//! The head of a file or of a sequence holds for all of its messages, of which there may be
//! thousands: lists are shared between them.

use std::sync::Arc;

use super::Address;
use crate::text::Span;
use crate::vocabulary::{Kind, OptOut, Severity, Signature, Thread};

/// Declared facts. Everything is optional; the default is a first, cold message of unknown address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Keys of the front matter that seem to switch rules and do not: key, rule, and where the key is.
    pub near_switches: Arc<Vec<(String, String, Span)>>,
    /// Who will read it. A draft with an address is finished: fields in it are left-overs.
    pub to: Option<Address>,
    /// Who else gets the same message.
    pub also_to: Arc<Vec<Address>>,
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
    pub vars: Arc<Vec<(String, String)>>,
    /// Fields that a person fills before upload.
    pub prefill: Arc<Vec<String>>,
    /// Where the signature comes from.
    pub signature: Signature,
    /// Where the way to opt out comes from; `None`: look in the text.
    pub opt_out: Option<OptOut>,
    /// Declared language (BCP 47).
    pub lang: Option<String>,
    /// The account the draft is for: a path or a name.
    pub account: Option<String>,
    /// Severities set for this draft.
    pub overrides: Overrides,
}

impl Meta {
    /// Sets who gets the message: the first of a list, and the others. A list that names nobody
    /// sets nothing.
    pub fn send_to(&mut self, text: &str) {
        let mut list = Address::list(text).into_iter();
        if let Some(first) = list.next() {
            self.to = Some(first);
            self.also_to = Arc::new(list.collect());
        }
    }
}

/// Severities set for a draft: its own, then those of what it stands in, from the nearest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides(Vec<Arc<Vec<Override>>>);

impl Overrides {
    /// What is written in one place.
    pub fn new(own: Vec<Override>) -> Self {
        Overrides(if own.is_empty() { Vec::new() } else { vec![Arc::new(own)] })
    }

    /// These, and where they say nothing those.
    pub fn before(mut self, further: &Overrides) -> Self {
        self.0.extend_from_slice(&further.0);
        self
    }

    /// All of them, the nearest first.
    pub fn iter(&self) -> impl Iterator<Item = &Override> {
        self.0.iter().flat_map(|place| place.iter())
    }

    /// The severity set for a rule: the nearest counts.
    #[inline]
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        // Asked of every rule for every draft, and most drafts set none.
        if self.0.is_empty() {
            return None;
        }
        self.iter().find(|set| set.rule == rule).map(|set| set.severity)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_head_declares_is_shared_by_its_messages() {
        let set = |severity| Override { rule: "bump".into(), severity, span: Span::default() };
        let head = Meta {
            vars: vec![("crew".to_string(), String::new()); 9].into(),
            overrides: Overrides::new(vec![set(Severity::Off)]),
            ..Meta::default()
        };
        let message = head.clone();
        assert!(Arc::ptr_eq(&head.vars, &message.vars));
        assert!(Arc::ptr_eq(&head.overrides.0[0], &message.overrides.0[0]));
        // The nearest counts.
        let own = Overrides::new(vec![set(Severity::Error)]).before(&head.overrides);
        assert_eq!(own.severity("bump"), Some(Severity::Error));
        assert_eq!(head.overrides.severity("bump"), Some(Severity::Off));
        assert_eq!(own.severity("filler"), None);
    }
}
