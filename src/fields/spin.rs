//! Spin groups: alternatives of which one is sent, in single or double braces.

use super::{
    dialect::{self, Dialect, Dialects},
    name::{self, Kind},
    scan::Scanner,
    value,
};
use crate::lexicon::greeting;
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem};

/// Words that make a double brace a spin group.
const SPINNERS: &[(&str, Dialects)] = &[
    ("random", dialect::RANDOM),
    ("spintax", Dialects::one(Dialect::Woodpecker)),
    ("spin", Dialects::NONE),
];

/// Who spins a double brace that starts with this word, if anybody could mean it.
pub(super) fn owners(word: &str) -> Option<Dialects> {
    SPINNERS
        .iter()
        .find(|(spinner, _)| word.eq_ignore_ascii_case(spinner))
        .map(|(_, owners)| *owners)
}

impl Scanner<'_> {
    /// `{a|b}`, and what only looks like it.
    pub fn single_spin(&mut self, outer: Span, inner: Span, parts: &[Span]) -> Option<usize> {
        let (first, second) = (parts[0].slice(self.text), parts[1].slice(self.text));
        // `{ |x| … }` and `{x | x > 0}` are code and mathematics.
        if (first.trim().is_empty() && !first.is_empty())
            || (first.trim().len() == 1 && first.ends_with(' '))
        {
            return None;
        }
        if let Some(skip) = second.starts_with("fallback=").then_some("fallback=".len()) {
            let fallback = Span::new(parts[1].start() + skip, parts[1].end());
            let found = self.merge(outer, first, Some(fallback));
            (found.fits, found.votes) =
                (Dialects::one(Dialect::Gmass), Dialects::one(Dialect::Gmass));
            return Some(outer.end());
        }
        let name = name::normalise(first);
        let ours = self.hints.dialect.is_some_and(|dialect| dialect::SINGLE.has(dialect));
        let plain = value::is_path(first)
            && matches!(name::kind(&name), Kind::Bare | Kind::Telling | Kind::Supplied);
        let ambiguous = parts.len() == 2
            && plain
            && (ours || name.contains('_') || first.chars().all(|c| c.is_ascii_uppercase()));
        let next = self.spin(outer, inner, parts, dialect::SPIN);
        if ambiguous && let Some(found) = self.found.last_mut() {
            found.field.add(FieldProblem::Ambiguous);
            found.field.name = name;
        }
        Some(next)
    }

    /// Adds a spin group; what stands in its options is read next.
    pub fn spin(&mut self, outer: Span, inner: Span, parts: &[Span], owners: Dialects) -> usize {
        let single = inner.start() == outer.start() + 1;
        let option = |part: &Span| if single { *part } else { value::unquote(self.text, *part) };
        let options: Vec<Span> = parts.iter().map(option).collect();
        let may_be_empty = self.hints.dialect == Some(Dialect::Plusvibe);
        let empty =
            options.iter().any(|option| option.slice(self.text).trim().is_empty()) && !may_be_empty;
        let few = options.len() < 2;
        let found = self.push(outer, FieldClass::Spin, String::new(), &[]);
        (found.fits, found.votes, found.machine) = (owners, owners, true);
        found.field.options = options;
        for (is, problem) in [(few, FieldProblem::BrokenSpin), (empty, FieldProblem::EmptyOption)] {
            if is {
                found.field.add(problem);
            }
        }
        parts.first().map_or(outer.end(), |part| part.start())
    }

    /// `{{Hi|Hello|Hey}}`: alternatives in double braces, as tools spin them that teams build for
    /// themselves; a platform that is known to be another refuses them.
    pub fn looks_spun(&self, parts: &[Span]) -> bool {
        let head = parts[0].slice(self.text).trim();
        let plain = |part: &Span| value::is_bare(part.slice(self.text).trim());
        let known = name::is_known(&name::normalise(head)) || self.is_var(&name::normalise(head));
        parts.len() > 1
            && head.len() <= 200
            && !known
            && parts[1..].iter().all(plain)
            && (parts.len() > 2 || greeting::is_word(head) || head.split_whitespace().count() > 2)
    }
}
