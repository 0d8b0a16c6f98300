//! Snowball stems behind one function, with the families that the 2017 English stemmer conflates
//! wrongly put right.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use rust_stemmers::{Algorithm, Stemmer};

/// Words whose Snowball stem would fall together with an unrelated word (`organization` with
/// `organ`), and the stem used instead.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("organ", "organi"),
    ("intern", "internal"),
    ("univers", "universal"),
    ("past", "paste"),
    ("ad", "add"),
];

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Words remembered by a thread before its memory is emptied.
const MEMORY: usize = 1 << 14;

thread_local! {
    static KNOWN: RefCell<HashMap<Box<str>, Box<str>, RandomState>> = RefCell::default();
}

/// The stem of a folded word. Regional spellings (`-ise`, `-our`) fall together with the American
/// ones.
pub fn stem(word: &str) -> String {
    KNOWN.with_borrow_mut(|known| match known.get(word) {
        Some(stem) => String::from(&**stem),
        None => {
            let stem = cut(word);
            if known.len() >= MEMORY {
                known.clear();
            }
            known.insert(word.into(), stem.as_str().into());
            stem
        }
    })
}

fn cut(word: &str) -> String {
    let spelling = american(word);
    let word = spelling.as_deref().unwrap_or(word);
    let stem = ENGLISH.stem(word);
    for (wrong, right) in EXCEPTIONS {
        if stem == *wrong
            && word.len() > wrong.len()
            && !word.trim_end_matches("'s").trim_end_matches('s').eq(*wrong)
        {
            return (*right).to_string();
        }
    }
    stem.into_owned()
}

/// `organise` to `organize`, `behaviour` to `behavior`; `None` when nothing changes. Short words
/// (rise, our, four) are left alone.
fn american(word: &str) -> Option<String> {
    if word.len() < 7 {
        return None;
    }
    for (from, to) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("ours", "ors"),
        ("our", "or"),
    ] {
        if let Some(root) = word.strip_suffix(from) {
            let keeps = matches!(
                word,
                "exercise"
                    | "promise"
                    | "promises"
                    | "promised"
                    | "promising"
                    | "surprise"
                    | "surprised"
                    | "surprising"
                    | "expertise"
                    | "enterprise"
                    | "enterprises"
                    | "otherwise"
                    | "advertise"
                    | "advertised"
                    | "advertising"
                    | "advertiser"
                    | "franchise"
                    | "likewise"
                    | "precise"
                    | "concise"
                    | "comprise"
                    | "raising"
                    | "yours"
                    | "yourself"
            );
            return (!keeps).then(|| format!("{root}{to}"));
        }
    }
    None
}
