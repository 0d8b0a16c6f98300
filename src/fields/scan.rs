//! The scanner: one walk over the text that hands each position to the syntax that may start there.

use std::collections::HashSet;

use super::{
    Field, Hints,
    block::Blocks,
    dialect::Dialects,
    mask,
    name::{self, Kind},
    pairs::Pairs,
    scanned::ScannedField,
};
use crate::order::InOrder;
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem};

/// The state of a scan.
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub bytes: &'a [u8],
    pub hints: &'a Hints<'a>,
    pub pairs: Pairs,
    pub blocks: Blocks,
    pub found: Vec<ScannedField>,
    masks: Vec<Span>,
    vars: HashSet<&'a str>,
    prefill: HashSet<&'a str>,
}

impl<'a> Scanner<'a> {
    /// Prepares a scan of `text` outside `masks`.
    pub fn new(text: &'a str, masks: &[Span], hints: &'a Hints<'a>) -> Self {
        let masks = mask::widen(text, masks);
        let pairs = Pairs::new(text.as_bytes(), &masks);
        let (vars, prefill) = (set(hints.vars), set(hints.prefill));
        Scanner {
            text,
            bytes: text.as_bytes(),
            hints,
            pairs,
            blocks: Blocks::default(),
            found: Vec::new(),
            masks,
            vars,
            prefill,
        }
    }

    /// True for the name of a custom variable that is allowed.
    pub fn is_var(&self, name: &str) -> bool {
        self.vars.contains(name)
    }

    /// True for the name of a variable that a person fills in.
    pub fn is_prefilled(&self, name: &str) -> bool {
        self.prefill.contains(name)
    }

    /// Reads the text.
    pub fn run(mut self) -> Vec<ScannedField> {
        let (mut at, mut mask) = (0, 0);
        while at < self.bytes.len() {
            while self.masks.get(mask).is_some_and(|mask| mask.end() <= at) {
                mask += 1;
            }
            at = match self.masks.get(mask).filter(|mask| mask.start() <= at) {
                Some(mask) => mask.end(),
                None => self.step(at).max(at + 1),
            };
        }
        self.blocks.finish(&mut self.found);
        // Stray halves are found from their end.
        self.found.order_by_key(|found| (found.field.span.start, u32::MAX - found.field.span.end));
        nest(&mut self.found);
        self.found
    }

    /// Reads what stands at `at`; gives where to go on.
    fn step(&mut self, at: usize) -> usize {
        let next = match self.bytes[at] {
            b'{' => self.brace(at),
            b'}' => self.stray(at),
            b'[' => self.square(at),
            b'<' => self.angle(at),
            b'%' => self.percent(at),
            b'*' => self.star(at),
            b'$' => self.dollar(at),
            b'@' => self.at_sign(at),
            b'~' => self.tilde(at),
            b'#' => self.hash(at),
            0xc2 if self.bytes.get(at + 1) == Some(&0xab) => self.guillemet(at),
            byte if byte.is_ascii_alphabetic() => Some(self.word(at)),
            byte if !byte.is_ascii() => {
                return self
                    .text
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(at + 1, |c| at + c.len_utf8());
            }
            _ => None,
        };
        next.unwrap_or(at + 1)
    }

    /// A word: perhaps a shouted placeholder or a left-over. Gives its end, or the end of what it
    /// starts.
    fn word(&mut self, at: usize) -> usize {
        let end = self.word_end(at);
        let begins = match at.checked_sub(1).map(|before| self.bytes[before]) {
            None | Some(b' ' | b'\n') => true,
            Some(_) => !self.before(at).is_some_and(|c| c.is_alphanumeric() || c == '_'),
        };
        if !begins {
            return end;
        }
        let word = Span::new(at, end);
        // In the midst of a line only a left-over begins in lower case.
        if self.bytes[at].is_ascii_lowercase() && !self.starts_line(at) {
            return self.left_over(word).unwrap_or(end);
        }
        self.greeting(word)
            .or_else(|| self.shouted(word))
            .or_else(|| self.left_over(word))
            .or_else(|| self.chatter(word))
            .unwrap_or(end)
    }

    /// The end of the ASCII word at `at`.
    pub fn word_end(&self, at: usize) -> usize {
        self.bytes[at..]
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'))
            .map_or(self.bytes.len(), |length| at + length)
    }

    /// The character before `at`.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The character at `at`.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The words of `from..to`, or nothing.
    pub fn words(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Where `needle` stands on the line, no further than `most` bytes after `from`.
    pub fn on_line(&self, from: usize, needle: &[u8], most: usize) -> Option<usize> {
        let window = self.bytes.get(from..(from + most).min(self.bytes.len()))?;
        let line = window.split(|byte| *byte == b'\n').next()?;
        line.windows(needle.len()).position(|words| words == needle).map(|offset| from + offset)
    }

    /// The rest of the line from `at`, no more than `most` bytes.
    pub fn rest_of_line(&self, at: usize, most: usize) -> &'a str {
        let window = &self.bytes[at.min(self.bytes.len())..(at + most).min(self.bytes.len())];
        let mut end = at + window.iter().position(|byte| *byte == b'\n').unwrap_or(window.len());
        while end > at && !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.words(at, end)
    }

    /// True when only blanks, quote marks, list marks or a tag stand before `at` on its line.
    #[inline]
    pub fn starts_line(&self, at: usize) -> bool {
        let before = self.bytes[..at]
            .iter()
            .rev()
            .take(12)
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'*' | b'_' | b'"' | b'-'));
        matches!(before, None | Some(b'\n' | b'\r' | b'>'))
    }

    /// Adds something found.
    pub fn push(
        &mut self,
        span: Span,
        class: FieldClass,
        name: String,
        problems: &[FieldProblem],
    ) -> &mut ScannedField {
        // A column of two words that no list brings along was made for these accounts.
        let own = || {
            class == FieldClass::Field
                && name.contains('_')
                && !name.ends_with(|c: char| c.is_ascii_digit())
                && !name::is_common(&name)
        };
        let telling = match name::kind(&name) {
            Kind::Telling => {
                matches!(class, FieldClass::Field | FieldClass::Placeholder | FieldClass::Prompt)
            }
            Kind::Unknown => own(),
            _ => false,
        };
        let mut field = Field {
            span,
            class,
            problems: Vec::new(),
            name,
            fallback: None,
            dialect: None,
            options: Vec::new(),
            shown: 0,
            telling,
        };
        problems.iter().for_each(|problem| field.add(*problem));
        let at = self.found.len();
        self.found.push(ScannedField {
            field,
            fits: Dialects::ANY,
            votes: Dialects::NONE,
            machine: false,
            single: false,
            maybe: false,
        });
        &mut self.found[at]
    }

    /// Adds a merge field that is called `raw`; its class and some of its problems follow from the
    /// name.
    pub fn merge(&mut self, span: Span, raw: &str, fallback: Option<Span>) -> &mut ScannedField {
        let name = name::normalise(raw);
        let kind = name::kind(&name);
        let class = match kind {
            Kind::OptOut => FieldClass::OptOut,
            Kind::Signature => FieldClass::Signature,
            Kind::Tracking => FieldClass::Tracking,
            Kind::System => FieldClass::System,
            _ => FieldClass::Field,
        };
        let prefill = self.is_prefilled(&name);
        let empty = fallback.is_some_and(|span| span.slice(self.text).trim().is_empty());
        let found = self.push(span, class, name, &[]);
        found.field.fallback = fallback;
        found.machine = true;
        let at = self.found.len() - 1;
        let guarded = self.blocks.guards(&self.found[at].field);
        let found = &mut self.found[at];
        let problem = match fallback {
            _ if found.field.name.is_empty() => Some(FieldProblem::Empty),
            Some(_) if empty => Some(FieldProblem::EmptyFallback),
            None if class == FieldClass::Field
                && kind != Kind::Supplied
                && !guarded
                && !prefill =>
            {
                Some(FieldProblem::NoFallback)
            }
            _ => None,
        };
        problem.into_iter().for_each(|problem| found.field.add(problem));
        found
    }
}

fn set(names: &[String]) -> HashSet<&str> {
    names.iter().map(String::as_str).collect()
}

/// Leaves out what reaches over the edge of a spin group or of what stands before it: of two that
/// cross, the first was meant.
fn nest(found: &mut Vec<ScannedField>) {
    let (mut groups, mut end) = (Vec::<Span>::new(), 0);
    found.retain(|found| {
        let span = found.field.span;
        groups.truncate(
            groups.iter().rposition(|group| group.end > span.start).map_or(0, |last| last + 1),
        );
        if span.start < end || groups.last().is_some_and(|group| !group.covers(span)) {
            return false;
        }
        match found.field.class {
            FieldClass::Spin => groups.push(span),
            _ => end = span.end,
        }
        true
    });
}
