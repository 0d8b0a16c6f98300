//! Braces: single, double, triple, whole or broken. Which of them it is follows from which brace
//! closes which.

use super::{
    dialect::{self, DOUBLE, Dialect, Dialects},
    expression, name,
    scan::Scanner,
    slot, spin, value,
};
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem};

/// Nothing longer than this is a field; spin groups may be of any length.
const LONGEST: usize = 2000;

impl Scanner<'_> {
    /// Whatever an opening brace starts.
    pub fn brace(&mut self, at: usize) -> Option<usize> {
        let second = self.bytes.get(at + 1).copied();
        if second == Some(b'%') {
            return self.liquid(at);
        }
        let Some(close) = self.pairs.close(at) else { return self.half(at) };
        let directly = |open: usize, close: usize| {
            self.bytes[open] == b'{'
                && self.pairs.close(open).is_some_and(|inner| inner + 1 == close)
        };
        let outer = Span::new(at, close + 1);
        if second == Some(b'{') && directly(at + 1, close) {
            return match directly(at + 2, close - 1) {
                true => self.double(outer, Span::new(at + 3, close - 2), dialect::TRIPLE),
                false => self.double(outer, Span::new(at + 2, close - 1), DOUBLE),
            };
        }
        self.mautic(outer)
            .or_else(|| self.word_code(outer))
            .or_else(|| self.variable(outer))
            .or_else(|| self.salesforce(outer))
            .or_else(|| self.single(outer))
    }

    fn double(&mut self, outer: Span, inner: Span, form: Dialects) -> Option<usize> {
        let script = inner.len() <= LONGEST && expression::is_script(inner.slice(self.text));
        if !script && self.is_code(inner, false)
            || !script && self.before(outer.start()) == Some('=') && self.is_code(inner, true)
        {
            return Some(inner.start());
        }
        let parts = self.pairs.split(self.bytes, inner);
        let head = value::trim(self.text, parts[0]);
        if let Some(owners) = spin::owners(head.slice(self.text)) {
            return Some(self.spin(outer, inner, &parts[1..], owners));
        }
        if let Some(next) = self.section(outer, head) {
            return Some(next);
        }
        let runs_on = || slot::runs_on(head.slice(self.text));
        if inner.len() > LONGEST || self.has_blank_line(inner) || parts.len() == 1 && runs_on() {
            return Some(self.half_name(outer.start(), inner.start()));
        }
        if value::trim(self.text, inner).is_empty() {
            self.merge(outer, "", None).votes = Dialects::NONE;
            return Some(outer.end());
        }
        if head.slice(self.text) == "fallback" && parts.len() == 3 {
            let plain = parts[1].slice(self.text).trim().trim_matches(['{', '}']);
            let found = self.merge(outer, plain, Some(value::trim(self.text, parts[2])));
            (found.fits, found.votes) =
                (Dialects::one(Dialect::Plusvibe), Dialects::one(Dialect::Plusvibe));
            return Some(outer.end());
        }
        if self.looks_spun(&parts) {
            return Some(self.spin(outer, inner, &parts, Dialects::NONE));
        }
        self.value(outer, inner, &parts, form);
        Some(outer.end())
    }

    /// A double brace that is neither tag nor spin group: a value, or words meant for a person or a
    /// model.
    fn value(&mut self, outer: Span, inner: Span, parts: &[Span], form: Dialects) {
        let words = inner.slice(self.text);
        let (clean, split) = without_markup(words);
        let read = value::read(self.text, parts);
        let path =
            if split { clean.split('|').next().unwrap_or("") } else { read.path.slice(self.text) };
        let path = value::member(path.trim().trim_matches(['-', '&', '@']).trim()).to_string();
        let curly = value::has_curly(words);
        let clean = clean.trim();
        if !value::is_path(&path)
            && let Some(found) = expression::read(words, inner.start())
        {
            self.merge(outer, &found.path, found.fallback).votes = Dialects::NONE;
            return;
        }
        let wordy = !value::is_path(&path) && (parts.len() == 1 || slot::is_prompt(clean));
        // A call with a literal: `{{ L.Ts "optin.title" }}`.
        if let Some((call, _)) = clean
            .split_once(" \"")
            .filter(|(call, _)| wordy && parts.len() == 1 && value::is_path(call))
        {
            self.push(outer, FieldClass::System, name::normalise(call), &[]).machine = true;
            return;
        }
        if (wordy && read.fallback.is_none() || slot::is_prompt_mark(clean))
            && let Some(class) = slot::slot(clean)
        {
            self.push(outer, class, slot::name(clean), &[]).machine = true;
            return;
        }
        let custom = read.looked_up || self.is_var(&name::normalise(&path));
        let found = self.merge(outer, &path, read.fallback);
        let (votes, fits) = dialects(&path, &found.field.name, custom);
        found.fits = fits.and(read.form).and(form);
        found.votes = if read.tells { votes.and(read.form) } else { votes };
        if read.tells && found.votes.is_empty() {
            found.votes = read.form;
        }
        for (is, problem) in [(curly, FieldProblem::CurlyQuotes), (split, FieldProblem::Split)] {
            if is {
                found.field.add(problem);
            }
        }
    }

    fn single(&mut self, outer: Span) -> Option<usize> {
        let inner = Span::new(outer.start() + 1, outer.end() - 1);
        if self.is_code(inner, true) {
            return None;
        }
        let parts = self.pairs.split(self.bytes, inner);
        if parts.len() > 1 {
            self.single_spin(outer, inner, &parts)
        } else {
            self.single_name(outer, inner)
        }
    }

    fn single_name(&mut self, outer: Span, inner: Span) -> Option<usize> {
        let words = inner.slice(self.text);
        let (before, after) = (self.before(outer.start()), self.after(outer.end()));
        let glued = before.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '\\' | '/' | ')' | '}' | '_' | '^')
        });
        if words.len() > 60 || words.contains('\n') {
            return None;
        }
        let ident = words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
        if !ident || words.len() < 2 || !words.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let slot = words.contains(' ')
                && !glued
                && slot::is_slot(words)
                && !words.contains([',', '=', ';', ':']);
            if !slot {
                return None;
            }
            let class = slot::slot(words).unwrap_or(FieldClass::Placeholder);
            self.push(outer, class, slot::name(words), &[]).machine = true;
            return Some(outer.end());
        }
        let name = name::normalise(words);
        let sure = name::is_known(&name) || self.is_var(&name) || self.is_prefilled(&name);
        if glued && !(sure && name.contains('_')) {
            return None;
        }
        let broken = after == Some('}') && self.pairs.is_stray(outer.end());
        let span = if broken { Span::new(outer.start(), outer.end() + 1) } else { outer };
        let upper = !words.contains(|c: char| c.is_ascii_lowercase());
        let found = self.merge(span, words, None);
        found.single = true;
        found.maybe = !sure && !name.contains('_') && !broken;
        found.fits = if upper { dialect::SINGLE } else { Dialects::one(Dialect::Gmass) };
        if broken {
            found.field.add(FieldProblem::Unbalanced);
            (found.fits, found.single) = (Dialects::ANY, false);
        } else if !found.maybe {
            found.votes = if upper {
                Dialects::one(Dialect::Emailbison)
            } else {
                Dialects::one(Dialect::Gmass)
            };
        }
        Some(span.end())
    }

    fn has_blank_line(&self, span: Span) -> bool {
        let (mut breaks, mut blank) = (0, false);
        self.pairs.top_level(self.bytes, span, |_, byte| {
            match byte {
                b'\n' => breaks += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => breaks = 0,
            }
            blank = breaks > 1;
            !blank
        });
        blank
    }

    /// JSON, style sheets and code, recognised by their top level: `"key":`, a `;`, a line break
    /// before a `:`.
    fn is_code(&self, span: Span, strict: bool) -> bool {
        let (mut code, mut broken, mut last) = (false, false, b' ');
        self.pairs.top_level(self.bytes, span, |_, byte| {
            code = match byte {
                b':' => last == b'"' || broken || (strict && last != b' ' && span.len() > 2),
                b';' => strict,
                _ => false,
            };
            broken |= byte == b'\n';
            last = byte;
            !code
        });
        code
    }
}

/// Who votes for a name spelt so, and who accepts it.
fn dialects(path: &str, name: &str, custom: bool) -> (Dialects, Dialects) {
    if custom {
        return (Dialects::NONE, Dialects::ANY);
    }
    if path.contains("${") {
        return (Dialects::one(Dialect::Braze), Dialects::one(Dialect::Braze));
    }
    // What n8n merges.
    if path.starts_with("$json") || path.starts_with("$node") {
        return (Dialects::NONE, Dialects::ANY);
    }
    if path.starts_with('$') {
        return (Dialects::one(Dialect::Laravel), Dialects::one(Dialect::Laravel));
    }
    let go = path.starts_with('.');
    if go {
        return (Dialects::one(Dialect::Listmonk), Dialects::one(Dialect::Listmonk));
    }
    if let Some((scope, rest)) = path.split_once('.') {
        // Nobody else writes the words of a field apart.
        if rest.contains(' ') && matches!(scope, "lead" | "company" | "my") {
            return (Dialects::one(Dialect::Marketo), Dialects::one(Dialect::Marketo));
        }
        let known = dialect::SCOPES.iter().find(|(known, _)| scope.eq_ignore_ascii_case(known));
        return known.map_or((Dialects::NONE, Dialects::ANY), |(_, votes)| {
            (*votes, votes.or(dialect::PATHS))
        });
    }
    if !name::is_standard(name) {
        return (Dialects::NONE, Dialects::ANY);
    }
    dialect::spelling(path, name.split('_').count())
}

/// The words without tags and invisible characters, and whether there were any.
fn without_markup(words: &str) -> (String, bool) {
    let (mut clean, mut tag, mut split) = (String::with_capacity(words.len()), false, false);
    for (at, c) in words.char_indices() {
        match c {
            '<' if words[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) => {
                (tag, split) = (true, true)
            }
            '>' if tag => tag = false,
            _ if tag => {}
            '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => split = true,
            c => clean.push(c),
        }
    }
    (clean, split)
}
