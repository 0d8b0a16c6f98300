//! What a reader is shown against what is there: links whose words name another place, words that
//! are hidden.

use std::net::IpAddr;

use public_suffix::{DEFAULT_PROVIDER, EffectiveTLDProvider};

use super::{Analysis, Mark};
use crate::account::domain;
use crate::vocabulary::label;

/// Ends of domains, for words that may be an address or the name of a file.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "com", "net", "org", "io", "co", "ai", "app", "dev", "info", "biz", "example", "eu", "us", "uk", "de", "fr", "es", "it", "nl", "be", "ch", "at",
    "ca", "au", "in", "br", "mx", "pl", "se", "no", "dk", "fi", "ie", "pt",
];

/// Puts the marks of this module on a draft.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    let text = draft.draft.text.as_str();
    let misleading = draft
        .draft
        .anchors
        .iter()
        .filter(|(words, target)| misleads(words.slice(text), target.slice(text)));
    let misleading = misleading.map(|(words, _)| (label::MISLEADING_LINK, *words));
    let hidden = draft.draft.hidden.iter().map(|span| (label::HIDDEN, *span));
    marks.extend(misleading.chain(hidden).map(|(label, span)| Mark {
        label,
        span,
        sentence: draft.sentence_at(span.start()),
    }));
}

/// True when the words are an address at one site and the target is at another.
fn misleads(words: &str, target: &str) -> bool {
    let words = words.trim();
    let plain = words.starts_with("http")
        || words.starts_with("www.")
        || words.rsplit('.').next().is_some_and(|end| ENDS.contains(&end))
        || ends_in_parts(words);
    let address = plain
        && words.contains('.')
        && !words.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '{' | '['));
    let known = target.starts_with("http") && !target.contains(['{', '[', '|', '<']);
    address && known && site(words) != site(target)
}

/// The part of a domain that somebody owns: `docs.corvex.example` is at `corvex.example`, and
/// `www.corvex.co.uk` at `corvex.co.uk`, by the public suffix list.
fn site(address: &str) -> String {
    // `https://quay.example@corvex.example` leads to the second: the first is the name of a user.
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let place = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = domain(place.rsplit('@').next().unwrap_or_default());
    if host.parse::<IpAddr>().is_ok() {
        return host;
    }
    DEFAULT_PROVIDER.effective_tld_plus_one(&host).map_or_else(|_| host.clone(), str::to_string)
}

/// True for words such as `corvex.com.sg`: no file is named so.
fn ends_in_parts(words: &str) -> bool {
    let host = domain(words);
    let suffix = DEFAULT_PROVIDER.public_suffix(&host);
    suffix.contains('.') && suffix.len() < host.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_elsewhere() {
        for (words, target) in [
            ("www.hsbc.co.uk", "https://evil.co.uk"),
            ("hsbc.com.sg", "https://evil.com.sg/login"),
            ("https://quay.com.au/tender", "http://corvex.com.au"),
            ("alice.github.io", "https://bob.github.io"),
            ("quay.example.com", "https://corvex.example/x"),
            ("www.quay.co.jp", "https://192.0.2.7/x"),
            ("http://192.0.2.1", "http://198.51.2.1"),
            ("www.hsbc.co.uk", "https://www.hsbc.co.uk@evil.co.uk/login"),
            ("www.hsbc.co.uk", "https://www.hsbc.co.uk:x@evil.example"),
        ] {
            assert!(misleads(words, target), "{words} to {target}");
        }
        for (words, target) in [
            ("www.hsbc.co.uk", "https://business.hsbc.co.uk/apply"),
            ("hsbc.com.sg", "https://www.HSBC.com.sg"),
            ("docs.quay.com.au", "https://quay.com.au/docs"),
            ("alice.github.io", "https://alice.github.io/plan"),
            ("plan.md", "https://corvex.example/plan.md"),
            ("deploy.sh", "https://corvex.example/deploy.sh"),
            ("notes.co.md", "https://corvex.example/notes"),
            ("http://192.0.2.1", "http://192.0.2.1/x"),
            ("Berth plan", "https://corvex.example"),
            ("quay.example", "https://quay.example:8443/a@b//c"),
            ("quay.co.uk", "{{link}}"),
        ] {
            assert!(!misleads(words, target), "{words} to {target}");
        }
    }
}
