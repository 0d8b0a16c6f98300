//! `[Person: First name]`: fields that say first which record of the CRM they are from.

use super::{
    dialect::{Dialect, Dialects},
    name,
    scan::Scanner,
};
use crate::text::Span;

/// Longest label of a field.
const LONGEST: usize = 40;

/// The records of Pipedrive, and what a field of theirs that tells nothing of the account is called.
const RECORDS: &[(&str, &str)] = &[
    ("Person", "person"),
    ("Organization", "organization"),
    ("Organisation", "organization"),
    ("Deal", "deal"),
    ("Lead", "lead"),
    ("Project", "deal"),
    ("Activity", "activity"),
    ("User", "sender"),
    ("Sender", "sender"),
];

/// Labels that the CRM itself gives its fields: they say nothing of the account that its list does
/// not say.
#[rustfmt::skip]
const STANDARD: &[&str] = &[
    "title", "value", "currency", "stage", "status", "pipeline", "owner", "label", "labels", "id", "probability", "subject", "type", "date",
    "note", "source", "products", "expected close date", "due date", "won time", "lost time", "lost reason", "add time", "update time",
    "next activity date", "last activity date", "marketing status", "open deals", "won deals", "lost deals", "closed deals",
];

impl Scanner<'_> {
    /// `[Person: First name]`, `[Organization: Name]`, `[Deal: Title]`: a label is written like a
    /// sentence, or known.
    pub fn record_field(&mut self, span: Span, words: &str) -> Option<usize> {
        let (record, label) = words.split_once(':')?;
        let (_, plain) = RECORDS.iter().find(|(known, _)| *known == record)?;
        let label = label.strip_prefix(' ').filter(|label| label.len() <= LONGEST)?;
        let lower = label.to_lowercase();
        let known = name::is_known(&name::normalise(&lower)) || STANDARD.contains(&lower.as_str());
        let sentence = || {
            let mut words = label.split(' ');
            words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
                && words.clone().next().is_some()
                && words.all(|word| word.starts_with(char::is_lowercase))
        };
        let whole = label.starts_with(char::is_alphabetic)
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '\''));
        if !whole || !(known || sentence()) {
            return None;
        }
        let raw = match (*plain, lower.as_str()) {
            ("sender", _) => format!("sender {lower}"),
            ("organization", "name") => "company name".to_string(),
            ("person", "title") => "job title".to_string(),
            (plain, label) if STANDARD.contains(&label) => plain.to_string(),
            _ => lower,
        };
        let found = self.merge(span, &raw, None);
        (found.fits, found.votes) =
            (Dialects::one(Dialect::Pipedrive), Dialects::one(Dialect::Pipedrive));
        Some(span.end())
    }
}
