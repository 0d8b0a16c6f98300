//! Fingerprints: names of findings that stay the same when lines move, when blanks change and when files are read elsewhere.
//!
//! A fingerprint is made of the rule, the words of the sentence around the finding and the number of times that the pair was met
//! before in the same file. Baselines and code hosts compare findings by it, so the hash is written out here and never changes.

use std::collections::HashMap;

/// The fingerprints given in one file.
#[derive(Debug, Default)]
pub struct Fingerprints {
    met: HashMap<u64, u64>,
}

impl Fingerprints {
    /// The fingerprint of a finding of `rule` in the sentence `words`; no words stand for a finding about the whole message.
    pub fn of(&mut self, rule: &str, words: &str) -> String {
        let mut hash = fnv(OFFSET, rule);
        for word in words.split_whitespace() {
            hash = fnv(fnv(hash, " "), &word.to_lowercase());
        }
        let times = self.met.entry(hash).or_default();
        let numbered = if *times == 0 { hash } else { fnv(hash, &format!("#{times}")) };
        *times += 1;
        format!("{numbered:016x}")
    }
}

/// A fingerprint that differs between files too, for hosts that put all findings into one list.
pub fn in_file(path: &str, fingerprint: &str) -> String {
    format!("{:016x}", fnv(fnv(OFFSET, path), fingerprint))
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a.
fn fnv(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
