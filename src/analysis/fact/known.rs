//! An account made ready for comparing: the keys of its facts, and the words of its names.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::key::Key;
use super::passage::{Keys, Names, PassageReader};
use super::words::{bare, words};
use crate::account::{Account, Accounts, Date};
use crate::lexicon::WordReader;
use crate::order::InOrder;
use crate::text::folded;

/// What a draft is compared with.
#[derive(Clone, Debug)]
pub struct Target<'t> {
    /// The account that it is for.
    pub account: Arc<Account>,
    /// All accounts that are known, for names that belong to another.
    pub accounts: &'t Accounts,
    /// The day on which the draft is judged; without one nothing is called old.
    pub today: Option<Date>,
}

/// An account with the keys of its facts.
#[derive(Debug)]
pub struct Known {
    /// The account.
    pub account: Arc<Account>,
    /// The keys of each fact, with their weights.
    pub facts: Vec<Arc<Keys>>,
    /// The words of each fact, where they were asked for.
    said: Vec<OnceLock<Vec<String>>>,
    /// Keys of each topic not to be raised.
    pub avoid: Vec<Vec<Key>>,
    /// Every key that something known carries, by its hash.
    carried: HashSet<u64, FixedState>,
    /// Words of the account's own names and of its people, folded.
    own: Names,
    /// Its names as sequences of folded words, the longest first.
    pub names: Vec<Vec<String>>,
}

/// Words of company names that are words of everyday too: alone they name nobody.
#[rustfmt::skip]
const COMPANY_WORDS: &[&str] = &[
    "the", "and", "of", "group", "holding", "holdings", "company", "international", "services", "solutions", "systems", "technologies", "technology",
    "industries", "global", "energy", "foods", "manufacturing", "partners", "labs", "software", "bank", "capital", "health", "north", "south", "east",
    "west", "new", "american", "national", "united", "general", "advanced", "first", "materials", "metals", "products", "supply", "engineering",
];

impl Known {
    /// Reads the facts of an account with what drafts are read with.
    pub fn new(
        account: &Arc<Account>,
        passages: &mut PassageReader,
        reader: &mut WordReader,
    ) -> Known {
        let names: Vec<Vec<String>> =
            account.names().map(words).filter(|words| !words.is_empty()).collect();
        let people = account.people.iter().flat_map(|person| words(&person.name));
        let own: Names = names.iter().flatten().cloned().chain(people).collect();
        let looked_for = account.facts.iter().take(Account::MOST_FACTS);
        let facts: Vec<Arc<Keys>> =
            looked_for.map(|fact| passages.read(&fact.text, &own, reader)).collect();
        let avoid = account
            .avoid
            .iter()
            .map(|topic| read_topic(topic))
            .filter(|keys| !keys.is_empty())
            .collect();
        let mut carried: HashSet<u64, FixedState> =
            facts.iter().flat_map(|fact| fact.keys().map(hash)).collect();
        for (_, value) in &account.fields {
            carried.extend(passages.read(value, &own, reader).keys().map(hash));
        }
        for fact in &account.facts {
            let date = fact
                .date
                .into_iter()
                .flat_map(|date| [Some(date.year as u16), date.month.map(u16::from)])
                .flatten();
            carried.extend(date.map(|date| hash(&Key::Time(date))));
        }
        let mut names = names;
        names.order_by_key(|words| std::cmp::Reverse(words.len()));
        names.dedup();
        let said = facts.iter().map(|_| OnceLock::new()).collect();
        Known { account: account.clone(), facts, said, avoid, carried, own, names }
    }

    /// The words of a fact, as they are compared.
    pub fn words(&self, fact: usize) -> &[String] {
        self.said[fact].get_or_init(|| words(&self.account.facts[fact].text))
    }

    /// True for a key that something known carries.
    pub fn carries(&self, key: &Key) -> bool {
        self.carried.contains(&hash(key))
    }

    /// True for a word of the account's or its people's names.
    pub fn is_own(&self, word: &str) -> bool {
        self.own.contains(&folded(word))
    }

    /// True for a word that alone names the account or somebody in it.
    pub fn is_part_of_name(&self, word: &str) -> bool {
        let bare = bare(word);
        bare.starts_with(char::is_uppercase) && bare.chars().count() > 2 && {
            let folded = folded(bare);
            self.own.contains(&folded) && !COMPANY_WORDS.contains(&folded.as_str())
        }
    }
}

fn hash(key: &Key) -> u64 {
    FixedState::default().hash_one(key)
}

/// Topics are given as a word or two, everyday words among them: all their words count.
fn read_topic(topic: &str) -> Vec<Key> {
    words(topic).iter().map(|word| Key::Word(crate::lexicon::stem(word))).collect()
}
