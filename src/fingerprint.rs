//! Fingerprints: names of findings that stay the same when lines move, when blanks change and when
//! files are read elsewhere.
//!
//! A fingerprint is made of the rule, the words of the sentence around the finding and the number
//! of times that the pair was met before in the same file. Baselines and code hosts compare
//! findings by it, so its hash ([`fnv`]) never changes.

use std::collections::HashMap;

use serde::{Serialize, Serializer};

use crate::text::hash::{OFFSET, fnv};

/// The name of one finding. Written as sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Fingerprint {
    /// One that differs between files too, for hosts that put all findings into one list.
    pub fn in_file(self, path: &str) -> Fingerprint {
        Fingerprint(fnv(self.0, path.as_bytes()))
    }
}

/// The fingerprints given in one file.
#[derive(Debug, Default)]
pub struct Fingerprints {
    met: HashMap<u64, u64, foldhash::fast::RandomState>,
}

impl Fingerprints {
    /// The fingerprint of a finding of `rule` in the sentence `words`; no words stand for a finding
    /// about the whole message.
    pub fn of(&mut self, rule: &str, words: &str) -> Fingerprint {
        let mut hash = fnv(OFFSET, rule.as_bytes());
        for word in words.split_ascii_whitespace() {
            hash = fnv(hash, b" ");
            hash = if word.is_ascii() {
                word.bytes().fold(hash, |hash, byte| fnv(hash, &[byte.to_ascii_lowercase()]))
            } else {
                fnv(hash, word.to_lowercase().as_bytes())
            };
        }
        let times = self.met.entry(hash).or_default();
        let numbered = if *times == 0 { hash } else { fnv(hash, format!("#{times}").as_bytes()) };
        *times += 1;
        Fingerprint(numbered)
    }
}
