//! Sentences: where one ends. Knows abbreviations, initials, numbers, closing quotes and
//! hard-wrapped lines.

use super::Mask;
use crate::text::{Span, step};
use crate::vocabulary::{Owner, Part};

/// A sentence, a subject line, a greeting or a line of a signature.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Where, in the draft's text.
    pub span: Span,
    /// Which part it belongs to.
    pub part: Part,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// First and one past last token.
    pub tokens: (u32, u32),
    /// It is a list item, or part of one.
    pub bullet: bool,
    /// Whom it is about.
    pub owner: Owner,
}

impl Default for Sentence {
    fn default() -> Self {
        Sentence {
            span: Span::default(),
            part: Part::Body,
            paragraph: 0,
            tokens: (0, 0),
            bullet: false,
            owner: Owner::Neither,
        }
    }
}

impl Sentence {
    /// Its tokens, as a range of indexes.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.tokens.0 as usize..self.tokens.1 as usize
    }

    /// Number of its words.
    pub fn words(&self) -> usize {
        (self.tokens.1 - self.tokens.0) as usize
    }
}

/// Nobody writes a longer sentence. What is longer is a list without marks, or no prose; it is read
/// in pieces of this many words, so that whatever looks at a word in its sentence has an end.
pub const MAX_TOKENS: u32 = 400;

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "eg", "ie", "etc", "approx", "ca",
    "cf", "no", "nr", "fig", "sr", "jr", "inc", "ltd", "co", "corp", "dept", "est", "min", "max",
    "u.s", "u.k", "a.m", "p.m", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "vp", "p.s", "p.p.s", "p.r", "h.r", "v.p", "q.a",
];

/// Further ones that lower case goes on behind.
const SHORTENED: &[&str] = &[
    "acc", "addr", "al", "ave", "avg", "encl", "esp", "evtl", "excl", "ext", "incl", "inkl",
    "misc", "orig", "resp", "tel", "temp", "usw", "vol",
];

/// Calls `each` with every sentence of `block`. Nothing ends inside a mask (`masks` is sorted).
pub fn split(text: &str, block: Span, mut masks: &[Mask], mut each: impl FnMut(Span)) {
    let bytes = text.as_bytes();
    let mut start = block.start();
    let mut at = start;
    while at < block.end() {
        while masks.first().is_some_and(|mask| mask.span.end() <= at) {
            masks = &masks[1..];
        }
        // On to the next byte that may end a sentence, or to the next mask.
        let limit = masks.first().map_or(block.end(), |mask| mask.span.start().min(block.end()));
        if at < limit {
            let may_end = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n' | b'\r' | 0xe2);
            at += bytes[at..limit].iter().position(may_end).unwrap_or(limit - at);
            if at == limit {
                continue;
            }
        }
        if let Some(mask) = masks.first().filter(|mask| mask.span.contains(at)) {
            let end = mask.span.end().min(block.end());
            if breaks(text, mask, end) {
                push(text, start, mask.span.start().max(start), &mut each);
                start = behind_tags(text, masks, end, block.end());
                at = start.max(mask.span.end());
                continue;
            }
            at = mask.span.end();
            continue;
        }
        let behind = |from: usize| {
            let mut end = from;
            for mask in masks
                .iter()
                .skip_while(|mask| mask.span.end() <= from)
                .take_while(|mask| is_tag(text, mask))
            {
                if mask.span.start() != end {
                    break;
                }
                end = mask.span.end().min(block.end());
            }
            end
        };
        let (ends, next) = match bytes[at] {
            b'.' | b'!' | b'?' => terminal(text, start, at, block.end(), behind),
            b'\n' => (line_end(text, start, at, block.end()), at + 1),
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => {
                (line_end(text, start, at, block.end()), at + 1)
            }
            0xe2 if text[at..].starts_with('\u{2026}') => {
                terminal(text, start, at, block.end(), behind)
            }
            _ => (false, at + 1),
        };
        at = next;
        if ends {
            push(text, start, next, &mut each);
            start = behind_tags(text, masks, next, block.end());
            at = start;
        }
    }
    push(text, start, block.end(), &mut each);
}

/// Where the words begin behind blanks and tags: these belong to no sentence, so that taking one
/// out leaves them.
fn behind_tags(text: &str, masks: &[Mask], from: usize, limit: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &text[at..limit];
        let words = limit - rest.trim_start().len();
        let next = masks.partition_point(|mask| mask.span.start() < words);
        match masks.get(next).filter(|mask| {
            mask.span.start() == words && mask.span.end() <= limit && is_tag(text, mask)
        }) {
            Some(tag) => at = tag.span.end(),
            // Line ends are looked at where they stand.
            None => return if at == from { from } else { at },
        }
    }
}

/// True for a tag of HTML.
pub fn is_tag(text: &str, mask: &Mask) -> bool {
    let words = mask.span.slice(text);
    !mask.field && words.starts_with('<') && words.ends_with('>') && !words.starts_with("<!")
}

/// Tags that end a line.
const BREAKS: &[&str] = &[
    "br",
    "p",
    "div",
    "li",
    "tr",
    "td",
    "ul",
    "ol",
    "table",
    "blockquote",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
];

/// True when a sentence ends at a mask: a tag that ends the line, or the edge of a picture's words.
/// What goes on in lower case goes on.
fn breaks(text: &str, mask: &Mask, end: usize) -> bool {
    let words = mask.span.slice(text);
    if !is_tag(text, mask) {
        return !mask.field && (words == "![" || words.starts_with("]("));
    }
    let name = words.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let goes_on = || {
        text[end..]
            .trim_start_matches([' ', '\n', '\r', '\t', '*', '_'])
            .starts_with(|c: char| c.is_lowercase())
    };
    BREAKS.iter().any(|known| name.eq_ignore_ascii_case(known))
        && !(name.eq_ignore_ascii_case("br") && goes_on())
}

fn push(text: &str, start: usize, end: usize, each: &mut impl FnMut(Span)) {
    let words = &text[start..end];
    let trimmed = words.trim_start();
    let start = end - trimmed.len();
    let trimmed = trimmed.trim_end();
    if !trimmed.is_empty() {
        each(Span::new(start, start + trimmed.len()));
    }
}

/// Whether the sentence ends with the run of marks at `at`, and the end of that run: if its first
/// mark ends nothing, none of them does. Tags that close behind the run are looked past.
fn terminal(
    text: &str,
    start: usize,
    at: usize,
    limit: usize,
    behind: impl Fn(usize) -> usize,
) -> (bool, usize) {
    let rest = &text[at..limit];
    let run = rest.len()
        - rest
            .trim_start_matches([
                '.', '!', '?', '\u{2026}', '"', '\'', '\u{201d}', '\u{2019}', ')', ']', '*', '_',
            ])
            .len();
    step(run);
    let closed = behind(at + run);
    (ends_with(text, start, at, &rest[..run], &text[closed..limit]), at + run)
}

fn ends_with(text: &str, start: usize, at: usize, run: &str, after: &str) -> bool {
    let next = after.chars().next();
    if next.is_some_and(|c| !c.is_whitespace()) {
        return false;
    }
    let follows = after.trim_start().chars().next();
    let strong = run.contains(['!', '?']);
    let word =
        || text[start..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    if !strong && follows.is_some_and(char::is_lowercase) {
        return run == "." && may_begin_small(&text[start..at], word()) && is_plain(word());
    }
    if !strong && run.len() == 1 {
        let word = word();
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let lower = word.to_lowercase();
        if initial
            || (ABBREVIATIONS.contains(&lower.as_str())
                && !after.trim_start_matches([' ', '\t']).is_empty()
                && !starts_new_line(after))
        {
            return false;
        }
    }
    true
}

/// Words cut short that stand in the middle of a sentence which begins with "I", which in Italian is
/// an article and in Danish a preposition.
#[rustfmt::skip]
const CUT_SHORT: &[&str] = &[
    "ad", "admin", "art", "assoc", "asst", "conf", "dir", "doc", "dott", "ecc", "eng", "escl", "evt", "exec", "gov", "info", "node", "osv", "pag", "readme", "rep", "sen",
    "sig", "spec", "tech", "univ",
];

/// True where a sentence may begin with a small letter behind `words`, of which `last` is the last:
/// they begin with one themselves, or with "I", which is written so by everybody.
fn may_begin_small(words: &str, last: &str) -> bool {
    let words = words.trim_start();
    words.starts_with(char::is_lowercase)
        || words.strip_prefix('I').is_some_and(|rest| rest.starts_with([' ', '\'', '\u{2019}']))
            && !CUT_SHORT.contains(&last)
}

/// True for a word that is no abbreviation: what follows it in lower case may begin a sentence.
fn is_plain(word: &str) -> bool {
    // "abt.", "bzw.": a short word without a vowel is cut off.
    let vowel = |c: char| !c.is_ascii() || "aeiouy".contains(c);
    word.chars().count() > 1
        && word.chars().all(|c| c.is_lowercase() || c == '\'')
        && word.contains(vowel)
        && !ABBREVIATIONS.contains(&word)
        && !SHORTENED.contains(&word)
}

fn starts_new_line(after: &str) -> bool {
    after.trim_start_matches([' ', '\t']).starts_with(['\n', '\r'])
}

/// Lines at least this long (in bytes) were wrapped by an editor, not broken by the writer. Mail
/// programs wrap at 72 to 78.
const WRAPPED: usize = 50;

/// No editor leaves longer ones (in characters).
pub(super) const WIDEST: usize = 120;

/// True for a line that holds an address and nothing else.
fn is_address(line: &str) -> bool {
    let line = line.trim();
    let begins = |scheme: &str| {
        line.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    (begins("http://") || begins("https://")) && !line.contains(char::is_whitespace)
}

/// True when the line break at `at` ends a sentence.
fn line_end(text: &str, start: usize, at: usize, limit: usize) -> bool {
    let line =
        text[start..at].trim_end_matches('\r').rsplit(['\n', '\r']).next().unwrap_or("").trim_end();
    let line_length = {
        let from =
            text[..at].trim_end_matches('\r').rfind(['\n', '\r']).map_or(0, |found| found + 1);
        step(at - from);
        at - from
    };
    if line.is_empty() || line.ends_with([':', ';']) && line_length < WRAPPED {
        return true;
    }
    let rest = text[at + 1..limit].trim_start_matches([' ', '\t', '\r', '*', '_']);
    let small = |words: &str| words.trim_start().starts_with(char::is_lowercase);
    let mut below = rest.lines();
    if below.next().is_some_and(is_address) {
        return !below.next().is_some_and(small);
    }
    let is_wrapped = || {
        line_length >= WRAPPED
            && !is_address(line)
            && (line_length <= WIDEST || line.chars().count() <= WIDEST)
    };
    !(small(rest) || is_wrapped())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(text: &str) -> usize {
        let mut found = 0;
        split(text, Span::new(0, text.len()), &[], |_| found += 1);
        found
    }

    #[test]
    fn who_writes_all_in_small_letters_has_sentences() {
        assert_eq!(many("I map how ports plan. you run two gates. what takes most hours?"), 3);
        assert_eq!(many("we map how ports plan. you run two gates."), 2);
        assert_eq!(many("I map approx. two gates."), 1);
        assert_eq!(many("I'm on the eng. team, with tech. support by the dir. of ports."), 1);
        assert_eq!(many("I prezzi escl. iva."), 1);
        assert_eq!(many("Ports plan with acme. cors is another matter."), 1);
    }

    #[test]
    fn lines_that_no_editor_leaves_were_broken_by_the_writer() {
        // Seventy characters were wrapped, in whatever alphabet; 150 were not.
        for letter in ["a", "\u{430}"] {
            let line = |words: usize| format!("{letter} ").repeat(words);
            assert_eq!(many(&format!("{}end\nCorvex goes on.", line(35))), 1, "{letter}");
            assert_eq!(many(&format!("{}end\nCorvex goes on.", line(75))), 2, "{letter}");
        }
    }

    #[test]
    fn who_begins_in_lower_case_ends_sentences_all_the_same() {
        assert_eq!(
            many("i read your note on the pier. the gate shuts at two. who is there then?"),
            3
        );
        // An abbreviation, a pause, and a name that is written small.
        assert_eq!(many("it takes approx. two hours, incl. the walk to the gate."), 1);
        assert_eq!(many("we looked at it... and at the gate."), 1);
        assert_eq!(many("The gate of no. seven shuts. iPads stay outside."), 1);
        assert_eq!(many("Ana is the P.R. Manager of the port. She keeps the gate."), 2);
    }

    #[test]
    fn an_address_on_a_line_of_its_own_ends_one_unless_it_goes_on() {
        let line = "The notice that the port printed in the last week of May is at";
        assert_eq!(
            many(&format!("{line}\nHTTPS://corvex.example/notice\nThe next one is not.")),
            3
        );
        assert_eq!(
            many(&format!("{line}\nhttps://corvex.example/notice\nand says that one crew stays.")),
            1
        );
    }
}
