//! Accounts: what is known of a reader's company - people, dated facts with a source, what not to
//! raise.
//!
//! Account files and research briefs are read here, and a draft finds its account here. Lead lists,
//! which give an account a row, are read by [`crate::leads`].

mod brief;
mod date;
mod domain;
mod file;
mod kind;
mod matching;

pub use date::{Date, Slashes};
pub use domain::{MailboxProvider, domain, is_free_mail, mailbox_provider};
pub use file::{ACCOUNT, DATE, decode, is_account_file, read};
pub use matching::{Accounts, Match, MatchedBy};

use crate::vocabulary::{FactKind, Relation};

/// A company and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Account {
    /// Its full name.
    pub name: String,
    /// The name to use in a text.
    pub say_as: Option<String>,
    /// Other spellings that are right.
    pub aliases: Vec<String>,
    /// Its mail and web domains, lower case.
    pub domains: Vec<String>,
    /// What it is to the sender.
    pub relation: Relation,
    /// People in it.
    pub people: Vec<Person>,
    /// What is known, in the order written; firmographics come last, as facts without a source.
    pub facts: Vec<Fact>,
    /// Topics or words not to raise.
    pub avoid: Vec<String>,
    /// Values of merge fields, by name.
    pub fields: Vec<(String, String)>,
    /// Where it was read: a path, or a list and its row.
    pub origin: String,
    /// Its row, when it came from a lead list.
    pub row: Option<usize>,
}

/// Somebody at an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// First name; may be empty.
    pub first: String,
    /// Last name; may be empty.
    pub last: String,
    /// Mail address, lower case; may be empty.
    pub email: String,
    /// What they do; may be empty.
    pub role: String,
}

impl Person {
    /// Somebody of this full name.
    pub fn named(name: &str) -> Person {
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default().to_string();
        Person {
            name: name.trim().to_string(),
            first,
            last: words.next_back().unwrap_or_default().to_string(),
            ..Person::default()
        }
    }
}

/// One thing known of an account.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Fact {
    /// What is the case, in a sentence.
    pub text: String,
    /// Where it was found.
    pub source: Option<String>,
    /// When it happened or was found.
    pub date: Option<Date>,
    /// What it is about.
    pub kind: FactKind,
    /// True when it must not be spoken of.
    pub private: bool,
    /// From when on it is no longer true.
    pub expires: Option<Date>,
    /// Drawn from a key such as `industry` or `tech`, not researched.
    pub implied: bool,
    /// Other accounts of which the same is known.
    pub shared: usize,
}

impl Fact {
    /// A fact of this text; its kind follows from its words.
    pub fn new(text: impl Into<String>) -> Fact {
        let text = text.into();
        Fact { kind: FactKind::of(&text), text, ..Fact::default() }
    }

    /// Something that a key of the account says.
    pub fn implied(kind: FactKind, text: impl Into<String>) -> Fact {
        Fact { text: text.into(), kind, implied: true, ..Fact::default() }
    }

    /// True when it says where it was found and when.
    pub fn is_sourced(&self) -> bool {
        self.source.is_some() && self.date.is_some()
    }

    /// What a use of it is worth: half, when nobody can check it.
    pub fn worth(&self) -> f64 {
        if self.is_sourced() { 1.0 } else { 0.5 }
    }

    /// How deep it goes, 2 to 6. What many accounts share is no deeper than their industry.
    pub fn depth(&self) -> u8 {
        if self.shared > 0 { 2 } else { self.kind.depth(self.date.is_some()) }
    }
}

/// Names of the depths that relevance can have.
pub const DEPTHS: [&str; 7] = [
    "nothing of theirs",
    "merge fields",
    "industry",
    "role",
    "size, tool or structure",
    "dated event",
    "goal or initiative",
];

impl Account {
    /// So many facts are looked for in drafts, sentence by sentence.
    pub const MOST_FACTS: usize = 500;

    /// The name to use in a text.
    pub fn spoken_name(&self) -> &str {
        self.say_as.as_deref().unwrap_or(&self.name)
    }

    /// All names that it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.say_as
            .iter()
            .chain(&self.aliases)
            .map(String::as_str)
            .chain([self.name.as_str(), without_legal_form(&self.name)])
    }

    /// The person at this address.
    pub fn person_at(&self, mail: &str) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| !person.email.is_empty() && person.email.eq_ignore_ascii_case(mail))
    }
}

/// Endings of company names that nobody says.
#[rustfmt::skip]
const LEGAL: &[&str] = &[
    "inc", "llc", "ltd", "limited", "gmbh", "ag", "kg", "se", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "oy", "as", "aps", "plc", "corp",
    "corporation", "co", "company", "incorporated", "llp", "lp", "pty", "pte", "kk", "sl", "ug", "ohg",
];

/// A company name without its legal ending: `North Quay Terminals, Inc.` is `North Quay Terminals`.
pub fn without_legal_form(name: &str) -> &str {
    let mut rest = name.trim();
    while let Some((head, last)) = rest.rsplit_once([' ', ',']) {
        let plain: String =
            last.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let mark = !last.contains(char::is_alphanumeric);
        if head.trim_matches([' ', ',', '&']).is_empty()
            || !(mark || LEGAL.contains(&plain.as_str()))
        {
            break;
        }
        rest = head.trim_end_matches([' ', ',', '&']);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_endings_are_not_said() {
        for (name, said) in [
            ("Orbis, Inc.", "Orbis"),
            ("Tidewise GmbH & Co. KG", "Tidewise"),
            ("North Quay Terminals", "North Quay Terminals"),
            ("Brightkiln S.p.A.", "Brightkiln"),
            ("Co", "Co"),
            ("Studio 54", "Studio 54"),
            ("Pier 7 & 8", "Pier 7 & 8"),
            ("", ""),
        ] {
            assert_eq!(without_legal_form(name), said);
        }
    }
}
