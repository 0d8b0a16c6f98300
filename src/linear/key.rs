//! The name of a feature as one number, and as text in a file of weights.

use crate::lexicon::{Labels, Vocabulary};
use crate::vocabulary::Label;

/// A feature: a stem, a pair of neighbouring stems, a mark, or a named quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

const PAIR: u64 = 1 << 62;
const MARK: u64 = 2 << 62;
const QUANTITY: u64 = 3 << 62;
const TAG: u64 = 3 << 62;
/// Room for a stem's number.
const HALF: u64 = (1 << 31) - 1;

/// Things that stand where a word would, each kind for one word: numbers beyond those that a
/// vocabulary gives.
pub mod class {
    /// A number in digits.
    pub const NUMBER: u32 = 0x7fff_ff00;
    /// A sum of money.
    pub const MONEY: u32 = 0x7fff_ff01;
    /// A percentage.
    pub const PERCENT: u32 = 0x7fff_ff02;
    /// A merge field or placeholder.
    pub const FIELD: u32 = 0x7fff_ff03;
    /// A link or an address.
    pub const LINK: u32 = 0x7fff_ff04;
    /// A question mark at the end of a sentence.
    pub const QUESTION: u32 = 0x7fff_ff05;
    /// An exclamation mark at the end of a sentence.
    pub const EXCLAMATION: u32 = 0x7fff_ff06;
    /// A new paragraph.
    pub const PARAGRAPH: u32 = 0x7fff_ff07;

    /// How a file of weights names them.
    pub const NAMES: &[(&str, u32)] = &[
        ("<number>", NUMBER),
        ("<money>", MONEY),
        ("<percent>", PERCENT),
        ("<field>", FIELD),
        ("<link>", LINK),
        ("<question>", QUESTION),
        ("<exclamation>", EXCLAMATION),
        ("<paragraph>", PARAGRAPH),
    ];
}

impl Key {
    /// A stem by its number, or a class of things.
    pub fn stem(stem: u32) -> Key {
        Key(u64::from(stem))
    }

    /// Two stems, one after the other.
    pub fn pair(first: u32, second: u32) -> Key {
        Key(PAIR | u64::from(first) << 31 | u64::from(second))
    }

    /// A mark by its label.
    pub fn mark(label: Label) -> Key {
        Key(MARK | u64::from(label.0))
    }

    /// A named quantity by its place in the list of names that its model has.
    pub fn quantity(at: usize) -> Key {
        Key(QUANTITY | at as u64)
    }

    /// True for stems and pairs, which are counted words.
    pub fn is_words(self) -> bool {
        self.0 & TAG <= PAIR
    }

    /// True for marks.
    pub fn is_mark(self) -> bool {
        self.0 & TAG == MARK
    }

    /// The same feature once the numbers of stems `became` others.
    pub fn renumbered(self, became: &[u32]) -> Key {
        let of = |stem: u64| became.get(stem as usize).copied().unwrap_or(stem as u32);
        match self.0 & TAG {
            MARK | QUANTITY => self,
            PAIR => Key::pair(of(self.0 >> 31 & HALF), of(self.0 & HALF)),
            _ => Key::stem(of(self.0)),
        }
    }

    /// The key of a name in a file of weights; unknown stems get a number in `vocabulary`. `None`
    /// when no such feature can be.
    pub fn named(
        name: &str,
        vocabulary: &mut Vocabulary,
        labels: &Labels,
        quantities: &[&str],
    ) -> Option<Key> {
        if let Some(mark) = name.strip_prefix("mark:") {
            return labels.get(mark).map(Key::mark);
        }
        if let Some(quantity) = name.strip_prefix("is:") {
            return quantities.iter().position(|known| *known == quantity).map(Key::quantity);
        }
        let mut stem = |word: &str| match class::NAMES.iter().find(|(known, _)| *known == word) {
            Some((_, number)) => *number,
            None => vocabulary.add(word),
        };
        match name.split_once(' ') {
            Some((first, second)) => Some(Key::pair(stem(first), stem(second))),
            None => Some(Key::stem(stem(name))),
        }
    }

    /// The name of a key, the inverse of [`Key::named`]; `words` says what a stem's number stands
    /// for.
    pub fn name(
        self,
        words: &impl Fn(u32) -> String,
        labels: &Labels,
        quantities: &[&str],
    ) -> String {
        let stem =
            |stem: u64| match class::NAMES.iter().find(|(_, number)| u64::from(*number) == stem) {
                Some((name, _)) => (*name).to_string(),
                None => words(stem as u32),
            };
        match self.0 & TAG {
            MARK => format!("mark:{}", labels.name(Label((self.0 & HALF) as u16))),
            QUANTITY => format!("is:{}", quantities[(self.0 & HALF) as usize]),
            PAIR => format!("{} {}", stem(self.0 >> 31 & HALF), stem(self.0 & HALF)),
            _ => stem(self.0 & HALF),
        }
    }
}
