//! The packs that come with the program: compiled when it is built, read in one piece when it
//! starts.

use std::sync::LazyLock;

use crate::pack::{Page, Rulebook};

include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

static RULEBOOK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rulebook.bin"));
static PAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pages.bin"));

/// The built-in rulebook; all copies share their contents.
///
/// # Panics
///
/// Never: the bytes were written by the same code in the same build.
pub fn rulebook() -> Rulebook {
    static READ: LazyLock<Rulebook> =
        LazyLock::new(|| postcard::from_bytes(RULEBOOK).expect("written by the same build"));
    READ.clone()
}

/// Evidence and examples of the built-in rules.
///
/// # Panics
///
/// Never: the bytes were written by the same code in the same build.
pub fn pages() -> Vec<Page> {
    postcard::from_bytes(PAGES).expect("written by the same build")
}

/// The YAML of a built-in profile.
pub fn profile(name: &str) -> Option<&'static str> {
    PROFILES.iter().find(|(known, _)| *known == name).map(|(_, yaml)| *yaml)
}
