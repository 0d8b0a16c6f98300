//! Halves: braces that open or close nothing.

use super::{name, scan::Scanner, value};
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem};

/// How far a broken group is followed.
const REACH: usize = 80;

impl Scanner<'_> {
    /// A brace that nothing closes: `{{first_name`, `{{first_name}`, `{Hi|Hello`.
    pub fn half(&mut self, at: usize) -> Option<usize> {
        let mut run = at + 1;
        while self.bytes.get(run) == Some(&b'{') && self.pairs.close(run).is_none() {
            run += 1;
        }
        // `{{first_name}`: the inner one is closed.
        if let Some(close) =
            self.bytes.get(run).filter(|byte| **byte == b'{').and_then(|_| self.pairs.close(run))
        {
            let inner = self.words(run, close).trim_matches(['{', '}', ' ']);
            if value::is_path(inner) {
                self.unbalanced(Span::new(at, close + 1), inner);
                return Some(close + 1);
            }
        }
        match run - at {
            1 => self.half_spin(at).or_else(|| self.half_single(at)),
            _ => Some(self.half_name(at, run)),
        }
    }

    /// Opening braces and the name behind them, closed or not.
    pub fn half_name(&mut self, at: usize, run: usize) -> usize {
        let blank = self.words(run, run + 1).starts_with(' ') as usize;
        let from = run + blank;
        let window = &self.bytes[from..(from + REACH).min(self.bytes.len())];
        let mut end = from + window.iter().position(|byte| !is_name(*byte)).unwrap_or(window.len());
        while end > from && self.bytes[end - 1] == b'.' {
            end -= 1;
        }
        // A name behind a blank is a word of the sentence unless it is a known one.
        let raw = Some(self.words(from, end))
            .filter(|raw| blank == 0 || name::is_known(&name::normalise(raw)))
            .unwrap_or("");
        if raw.is_empty() {
            self.unbalanced(Span::new(at, run), "");
            return run;
        }
        while self.bytes.get(end).is_some_and(|byte| matches!(byte, b'}' | b')' | b']')) {
            end += 1;
        }
        self.unbalanced(Span::new(at, end), raw);
        end
    }

    /// `{Hi|Hello`, said on one line.
    fn half_spin(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at + 1, REACH);
        let line = &line[..line.find(['{', '}']).unwrap_or(line.len())];
        let pipe = line.find('|')?;
        if pipe == 0 || !line[..pipe].starts_with(char::is_alphabetic) {
            return None;
        }
        let last = line.rfind('|').unwrap_or(pipe) + 1;
        let end = at
            + 1
            + last
            + line[last..].find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len() - last);
        let found = self.push(
            Span::new(at, end),
            FieldClass::Spin,
            String::new(),
            &[FieldProblem::Unbalanced, FieldProblem::BrokenSpin],
        );
        found.machine = true;
        Some(end)
    }

    /// `{first_name, …`.
    fn half_single(&mut self, at: usize) -> Option<usize> {
        let end = self.word_end(at + 1);
        let raw = self.words(at + 1, end);
        let glued = self.before(at).is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '\\' | '/' | ')' | '}' | '_' | '^')
        });
        (!glued && self.is_half_name(raw, end)).then(|| {
            self.unbalanced(Span::new(at, end), raw);
            end
        })
    }

    /// `[First Name …` that nothing closes.
    pub fn half_square(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at + 1, REACH);
        let first = line.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(line.len());
        let second = line[first..]
            .strip_prefix(' ')
            .map_or(0, |rest| rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()));
        let known = |words: &&str| {
            name::is_standard(&name::normalise(words)) && words.starts_with(char::is_uppercase)
        };
        let two = line.get(..first + 1 + second).filter(|words| {
            second > 0 && words.split(' ').all(|word| word.starts_with(char::is_uppercase))
        });
        let raw = two.filter(known).or_else(|| {
            Some(&line[..first])
                .filter(known)
                .filter(|_| self.before(at).is_none_or(char::is_whitespace))
        })?;
        let span = Span::new(at, at + 1 + raw.len());
        self.unbalanced(span, raw);
        Some(span.end())
    }

    /// True for a name behind an opening mark that nothing closes: one of outreach, written as no
    /// word of a sentence is.
    pub fn is_half_name(&self, raw: &str, end: usize) -> bool {
        let shouted = raw.len() > 3 && !raw.contains(|c: char| c.is_ascii_lowercase());
        let camel = raw.starts_with(|c: char| c.is_ascii_lowercase())
            && raw.contains(|c: char| c.is_ascii_uppercase());
        let alone = self.bytes[end.saturating_sub(raw.len() + 1)] == b'{'
            && self.after(end).is_none_or(|c| matches!(c, ',' | ' ' | '.' | '!' | '?' | '\n'));
        let ends = self
            .after(end)
            .is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '(' | '=' | ':' | '%')));
        ends && name::is_standard(&name::normalise(raw))
            && (shouted || camel || raw.contains('_') || alone && raw.len() > 3)
    }

    /// A closing brace that closes nothing: `first_name}}`; also one too many, as in
    /// `{{first_name}}}`.
    pub fn stray(&mut self, at: usize) -> Option<usize> {
        if !self.pairs.is_stray(at) {
            return None;
        }
        if let Some(last) =
            self.found.last_mut().filter(|last| last.machine && last.field.span.end() == at)
        {
            last.field.span = Span::new(last.field.span.start(), at + 1);
            last.field.add(FieldProblem::Unbalanced);
            return Some(at + 1);
        }
        let mut end = at + 1;
        while self.bytes.get(end) == Some(&b'}') && self.pairs.is_stray(end) {
            end += 1;
        }
        if end < at + 2 {
            return None;
        }
        let blank = (at > 0 && self.bytes[at - 1] == b' ') as usize;
        let name = self.bytes[..at - blank]
            .iter()
            .rev()
            .take(REACH)
            .take_while(|byte| is_name(**byte))
            .count();
        let from = at - blank - name;
        let raw = self.words(from, at - blank).trim_start_matches('.');
        let ours = !raw.is_empty() && (blank == 0 || name::is_known(&name::normalise(raw)));
        let from = if ours { at - blank - raw.len() } else { at };
        self.found.pop_if(|found| found.field.span.end() > from);
        let raw = if ours { raw.to_string() } else { String::new() };
        self.unbalanced(Span::new(from, end), &raw);
        Some(end)
    }

    /// Half of a field: a field when it has a name, else a left-over.
    pub fn unbalanced(&mut self, span: Span, raw: &str) {
        let raw = name::normalise(raw);
        let class = if raw.is_empty() { FieldClass::Residue } else { FieldClass::Field };
        self.push(span, class, raw, &[FieldProblem::Unbalanced]).machine = true;
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}
