//! Fixing a file: makes the edits that findings offer, reads the result again, and keeps only what
//! did no harm.
//!
//! An edit is sound when every draft reads as it did, but for the words that the edit was about,
//! and no rule finds an error that it did not find before. So a fix inside YAML or JSON either
//! keeps the file well-formed or is not made.

use std::collections::{BTreeMap, HashSet};

use crate::fingerprint::Fingerprint;
use crate::lint::Session;
use crate::outcome::{FileReport, FixReport};
use crate::source::{Contents, Source};
use crate::text::Span;
use crate::text::edit::{self, Edit};
use crate::vocabulary::{Applicability, Severity};

/// A file after fixing.
#[derive(Debug)]
pub struct Fixed {
    /// Its new bytes.
    pub bytes: Vec<u8>,
    /// What is still to be said of it.
    pub report: FileReport,
    /// Edits made.
    pub made: usize,
    /// Edits not made, because they would have done harm.
    pub refused: usize,
    /// Edits that the next run may make.
    pub left: usize,
    /// What its drafts say.
    texts: Vec<String>,
}

/// A file that is being fixed.
pub struct Fixer<'l, 'a> {
    /// What lints it.
    pub session: &'a mut Session<'l>,
    /// The file as it was.
    pub source: Source<'a>,
}

/// Fixes may make room for others, and a rule names only its first few findings: hardly a draft
/// needs more rounds than this. What is left then is said.
const ROUNDS: usize = 60;
/// How often a file is read again, at most, to find out which edits do harm; edits that are still
/// in doubt by then are not made.
const TRIES: usize = 200;

impl Fixer<'_, '_> {
    /// Makes all edits that may be trusted as far as `least`, until none is left.
    pub fn run(&mut self, least: Applicability) -> Fixed {
        let contents = self.session.linter().read(&self.source);
        self.run_on(contents, least)
    }

    /// The same, for a file that is read already.
    pub fn run_on(&mut self, contents: Contents, least: Applicability) -> Fixed {
        let texts = texts(&contents);
        let report = self.session.lint_contents(&self.source, contents);
        let mut fixed = Fixed {
            bytes: self.source.bytes.to_vec(),
            report,
            made: 0,
            refused: 0,
            left: 0,
            texts,
        };
        let mut refused: HashSet<Fingerprint> = HashSet::new();
        let mut tries = TRIES;
        for round in 0..=ROUNDS {
            let wanted: Vec<(Edit, EditOrigin)> = offers(&fixed.report, least)
                .filter(|(_, place)| !refused.contains(&place.fingerprint))
                .collect();
            let wanted = edit::disjoint(wanted);
            if wanted.is_empty() || round == ROUNDS {
                fixed.left = wanted.len();
                break;
            }
            let before = fixed.made;
            self.make(&mut fixed, &wanted, &mut refused, &mut tries);
            // What did harm before may do none now.
            if fixed.made > before {
                refused.clear();
            }
        }
        fixed.refused = refused.len();
        fixed
    }

    /// True when one edit does no harm.
    pub fn is_sound(&mut self, report: &FileReport, draft: usize, fix: &FixReport) -> bool {
        let place = EditOrigin { draft, inside: fix.inside, fingerprint: Fingerprint::default() };
        let texts = texts(&self.session.linter().read(&self.source));
        self.harmless(self.source.bytes, report, &texts, &[(as_edit(fix), place)]).is_some()
    }

    /// Makes those of `edits` that do no harm: all at once if that goes well, else half by half,
    /// the later half first, so that places stay right.
    fn make(
        &mut self,
        fixed: &mut Fixed,
        edits: &[(Edit, EditOrigin)],
        refused: &mut HashSet<Fingerprint>,
        tries: &mut usize,
    ) {
        let better = if *tries > 0 { self.try_all(fixed, edits) } else { None };
        *tries = tries.saturating_sub(1);
        if let Some(better) = better {
            *fixed = better;
        } else if *tries == 0 || edits.len() == 1 {
            refused.extend(edits.iter().map(|(_, place)| place.fingerprint));
        } else {
            let (first, second) = edits.split_at(edits.len() / 2);
            self.make(fixed, second, refused, tries);
            self.make(fixed, first, refused, tries);
        }
    }

    fn try_all(&mut self, before: &Fixed, edits: &[(Edit, EditOrigin)]) -> Option<Fixed> {
        let (bytes, report, texts) =
            self.harmless(&before.bytes, &before.report, &before.texts, edits)?;
        Some(Fixed { bytes, report, made: before.made + edits.len(), refused: 0, left: 0, texts })
    }

    /// The file with the edits made, if they do no harm; `before` is what its drafts said without
    /// them.
    fn harmless(
        &mut self,
        bytes: &[u8],
        report: &FileReport,
        before: &[String],
        edits: &[(Edit, EditOrigin)],
    ) -> Option<(Vec<u8>, FileReport, Vec<String>)> {
        let after = edit::apply(bytes, edits.iter().map(|(edit, _)| edit));
        let source = Source { bytes: &after, ..self.source };
        let contents = self.session.linter().read(&source);
        let texts = texts(&contents);
        let expected = before.iter().enumerate().map(|(at, text)| {
            let inside: Vec<Edit> = edits
                .iter()
                .filter(|(_, place)| place.draft == at)
                .map(|(edit, place)| Edit { span: place.inside, text: edit.text.clone() })
                .collect();
            edit::apply(text.as_bytes(), &inside)
        });
        if !expected.eq(texts.iter().map(|text| text.as_bytes())) {
            return None;
        }
        let found = self.session.lint_contents(&source, contents);
        let (before, now) = (errors(report), errors(&found));
        let worse = now.iter().any(|(rule, count)| before.get(rule).copied().unwrap_or(0) < *count);
        (!worse && found.problems.len() <= report.problems.len()).then_some((after, found, texts))
    }
}

fn texts(contents: &Contents) -> Vec<String> {
    contents.drafts.iter().map(|draft| draft.text.as_str().to_string()).collect()
}

/// Where an edit is at home.
#[derive(Clone, Debug)]
struct EditOrigin {
    draft: usize,
    inside: Span,
    fingerprint: Fingerprint,
}

/// The edits that a file's findings offer.
fn offers(
    report: &FileReport,
    least: Applicability,
) -> impl Iterator<Item = (Edit, EditOrigin)> + '_ {
    report.drafts.iter().enumerate().flat_map(move |(draft, of)| {
        of.findings.iter().filter_map(move |finding| {
            let fix = finding.fix.as_ref().filter(|fix| fix.applicability >= least)?;
            Some((
                as_edit(fix),
                EditOrigin { draft, inside: fix.inside, fingerprint: finding.fingerprint },
            ))
        })
    })
}

fn as_edit(fix: &FixReport) -> Edit {
    Edit {
        span: Span::new(fix.range.start.offset, fix.range.end.offset),
        text: fix.replacement.clone(),
    }
}

fn errors(report: &FileReport) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in report.findings().filter(|finding| finding.severity == Severity::Error) {
        *counts.entry(finding.rule.as_str()).or_default() += 1;
    }
    counts
}
