//! Keys: what two texts must share to speak of the same thing. Numbers, sums and dates by value,
//! whatever their spelling; words by stem, with a few synonyms; proper names weigh most, everyday
//! words nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::number;
use super::words::bare;
use crate::account::Date;
use crate::lexicon::stem;
use crate::text::{Span, Token, TokenKind, folded};

/// Something that a text says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A word, by its stem or the first of its synonyms.
    Word(String),
    /// A number, in hundredths.
    Number(i64),
    /// A month, quarter (13 to 16) or year.
    Time(u16),
    /// Two words side by side, everyday ones among them: "single piece", "private label".
    Pair(String, String),
}

/// A key, where it stands and what it weighs.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// The key.
    pub key: Key,
    /// Where, in its text.
    pub span: Span,
    /// How informative it is.
    pub weight: f64,
    /// A proper name.
    pub proper: bool,
}

/// Weights: a proper name, a figure that is no small count, a concrete word, an everyday word with
/// a capital or beside another, a word of a synonym group, a small count.
pub const PROPER: f64 = 2.0;
const FIGURE: f64 = 2.0;
const WORD: f64 = 0.8;
const NAMED: f64 = 0.6;
pub const COMMON: f64 = 0.5;
const SMALL: f64 = 0.4;

/// Words that mean the same in a fact and in a message. The first stands for all. Everyday words
/// among them say a little.
const SYNONYMS: &[&[&str]] = &[
    &["acquire", "buy", "purchase", "takeover", "acquisition", "bought"],
    &["open", "launch", "debut", "unveil", "inaugurate", "introduce"],
    &["hire", "recruit", "vacancy", "hiring"],
    &["raise", "funding", "fund", "investor", "invest"],
    &["expand", "grow", "extend", "expansion", "growth"],
    &["close", "shut", "closure"],
    &["move", "relocate", "consolidate", "transfer", "migrate", "migration"],
    &["staff", "employee", "headcount"],
    &["plant", "factory", "site", "facility"],
    &["contract", "award", "deal"],
    &["merge", "merger", "combine"],
    &["appoint", "join", "promote"],
    &["plan", "aim", "intend", "target", "goal"],
    &["partner", "alliance", "partnership", "collaboration"],
    &["wait", "queue", "delay"],
    &["double", "twice"],
    &["halve", "half"],
    &["warehouse", "depot"],
    &["build", "construct", "construction"],
];

/// Words of four letters or more that only join others.
#[rustfmt::skip]
pub const FUNCTION: &[&str] = &[
    "that", "this", "with", "from", "your", "their", "will", "have", "been", "were", "when", "what", "which", "they", "them", "then", "than", "into",
    "onto", "over", "more", "most", "some", "such", "just", "like", "also", "each", "very", "much", "many", "about", "after", "before", "would", "could",
    "should", "there", "these", "those", "where", "while", "being", "does", "here", "only", "even", "still", "because", "between", "through", "every",
    "other", "another", "last", "next", "week", "year", "please", "happy", "quick", "note", "know",
];

static CANONICAL: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let group = |words: &&[&str]| {
        let first = stem(words[0]);
        words.iter().map(|word| (stem(word), first.clone())).collect::<Vec<_>>()
    };
    SYNONYMS.iter().flat_map(group).collect()
});

/// The keys of a stretch of text. `is_generic` says which tokens are everyday words; `is_skipped`
/// which belong to names that say nothing, such as the account's own.
pub fn keys(
    text: &str,
    tokens: &[Token],
    is_generic: impl Fn(usize) -> bool,
    is_skipped: impl Fn(&str) -> bool,
) -> Vec<Keyed> {
    let mut found = Vec::new();
    let mut before: Option<(usize, String, bool)> = None;
    for (at, token) in tokens.iter().enumerate() {
        let word = token.span.slice(text);
        let next = tokens.get(at + 1).map(|next| next.span.slice(text)).unwrap_or_default();
        let mut add = |key, weight| {
            found.push(Keyed { key, span: token.span, weight, proper: weight >= PROPER })
        };
        if token.kind == TokenKind::Field || number::is_scale(word) {
            continue;
        }
        if let Some(quarter) = number::quarter(word, next) {
            add(Key::Time(12 + quarter), FIGURE / 2.0);
        } else if let Some(value) =
            number::value(word, next, text[token.span.end()..].chars().next())
        {
            match value {
                year if (1900.0..2100.0).contains(&year) && word.len() == 4 => {
                    add(Key::Time(year as u16), COMMON)
                }
                small if small < 13.0 => add(Key::Number((small * 100.0) as i64), SMALL),
                value => add(Key::Number((value * 100.0).round() as i64), FIGURE),
            }
        } else if let Some(month) =
            word.starts_with(char::is_uppercase).then(|| Date::month_named(word)).flatten()
        {
            add(Key::Time(month.into()), COMMON);
        } else if token.kind == TokenKind::Word {
            let bare = bare(word);
            if bare.chars().count() < 2 || is_skipped(bare) {
                continue;
            }
            let folded = folded(bare);
            let own = stem(&folded);
            let canonical = CANONICAL.get(&own);
            let generic = is_generic(at);
            let content = folded.len() > 3 && !FUNCTION.contains(&folded.as_str());
            if let Some((last, word, plain)) = before.take()
                && content
                && last + 1 == at
                && (generic || plain)
            {
                add(Key::Pair(word, own.clone()), NAMED);
            }
            before = content.then(|| (at, own.clone(), generic));
            let weight = match (generic, is_proper(text, token, bare)) {
                (true, _) if canonical.is_some() => COMMON,
                (true, true) if content => NAMED,
                (true, _) => continue,
                (false, true) => PROPER,
                (false, false) if folded.len() > 2 => WORD,
                _ => continue,
            };
            add(Key::Word(canonical.cloned().unwrap_or(own)), weight);
        }
    }
    initials(text, tokens, &mut found);
    found
}

/// The initials of names of several words, small joining words left out: "Vice President of
/// Operations" is a VP. They weigh little, unless what they are compared with writes them so.
fn initials(text: &str, tokens: &[Token], found: &mut Vec<Keyed>) {
    const LONGEST: usize = 5;
    let capital = |token: &Token| {
        let word = token.span.slice(text);
        token.kind == TokenKind::Word
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && is_proper(text, token, word)
    };
    let beside = |pair: &[Token]| &text[pair[0].span.end()..pair[1].span.start()] == " ";
    let mut at = 0;
    while at < tokens.len() {
        let more = tokens[at..]
            .windows(2)
            .take_while(|pair| capital(&pair[0]) && capital(&pair[1]) && beside(pair))
            .count();
        let name = &tokens[at..=at + more];
        if (1..LONGEST).contains(&more) {
            let letters: String =
                name.iter().filter_map(|token| token.span.slice(text).chars().next()).collect();
            let key = Key::Word(stem(&letters.to_lowercase()));
            found.push(Keyed {
                key,
                span: name[0].span.join(name[more].span),
                weight: SMALL,
                proper: false,
            });
        }
        at += more + 1;
    }
}

/// A capital that is not owed to the start of a sentence, or one inside the word.
fn is_proper(text: &str, token: &Token, word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    if chars.any(char::is_uppercase) {
        return true;
    }
    let before = text[..token.span.start()].trim_end_matches([' ', '*', '"', '\u{201c}', '(']);
    first
        && !before.is_empty()
        && !before.ends_with(['.', '!', '?', ':', '\n', '\u{2022}', '-', '\u{2013}', '\u{2014}'])
}

/// True for a word of capitals and figures alone.
pub fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// True for a word of a group of synonyms: capitals make no name of it.
pub fn is_synonym(word: &str) -> bool {
    CANONICAL.contains_key(&stem(&word.to_lowercase()))
}
