//! Two versions of a file: which drafts belong together, and what became of each.

use std::collections::HashMap;

use super::claim::Given;
use super::pairs::{Known, pairs};
use super::{Comparison, Verdict, Version, appeared, points, said, verdict};
use crate::outcome::{DraftReport, FileReport, MarkedDraft, MarksReport, SequenceReport};
use crate::source::{self, piece};
use crate::vocabulary::Severity;

/// A version of a file.
#[derive(Debug)]
pub struct FileVersion {
    /// What it is called for people: a path, or a path and a revision.
    pub name: String,
    /// Its bytes, which the places in the report are those of.
    pub bytes: Vec<u8>,
    /// Its text.
    pub text: String,
    /// What is said of it.
    pub report: FileReport,
    /// What analysis marks in its drafts.
    pub marks: MarksReport,
    /// Who gets each of its drafts, in their order: an address or another name, or nothing.
    pub recipients: Vec<String>,
}

impl FileVersion {
    /// What stands in the row of a draft, from where it begins to where it ends.
    fn row(&self, draft: &DraftReport) -> Given {
        let [start, end] = [draft.range.start.offset, draft.range.end.offset];
        let row = self.bytes.get(start..end).unwrap_or_default();
        if source::is_utf_16(&self.bytes) {
            // The mark at the head of the file says how its rows are written.
            let row = [&self.bytes[..2], row].concat();
            return Given::of(&source::list_text(&row).0);
        }
        Given::of(&String::from_utf8_lossy(row))
    }
}

/// What became of a draft, or of a sequence as a whole.
#[derive(Debug)]
pub struct Pair<'r> {
    /// As it was.
    pub before: &'r DraftReport,
    /// As it is.
    pub after: &'r DraftReport,
    /// What changed.
    pub change: Comparison<'r>,
}

impl Pair<'_> {
    /// True when there is something to report.
    pub fn changed(&self) -> bool {
        let change = &self.change;
        change.points.is_some_and(|points| points != 0.0)
            || !change.gone.is_empty()
            || !change.new.is_empty()
            || !change.doubts.is_empty()
            || change.points.is_none() && self.before.letter.text() != self.after.letter.text()
    }

    /// True when it is worse, or can be judged no longer.
    pub fn is_worse(&self) -> bool {
        self.change.verdict == Verdict::Worse
            || self.before.score.is_ok() && self.after.score.is_err()
    }
}

/// What became of a sequence as a whole.
#[derive(Debug)]
pub struct SequencePair<'r> {
    /// What it is called.
    pub id: &'r str,
    /// Its score before and after.
    pub scores: [Option<f64>; 2],
    /// How many points it gained.
    pub points: Option<f64>,
    /// Findings about the sequence that are gone.
    pub gone: Vec<super::Change<'r>>,
    /// Findings about the sequence that are new.
    pub new: Vec<super::Change<'r>>,
}

/// What became of a file.
#[derive(Debug)]
pub struct FileComparison<'r> {
    /// Drafts that both versions have, in the order of the later.
    pub pairs: Vec<Pair<'r>>,
    /// Drafts that are gone.
    pub only_before: Vec<&'r DraftReport>,
    /// Drafts that are new.
    pub only_after: Vec<&'r DraftReport>,
    /// Sequences that both versions have.
    pub sequences: Vec<SequencePair<'r>>,
}

impl SequencePair<'_> {
    /// True when it is worse as a whole, or can be judged no longer.
    pub fn is_worse(&self) -> bool {
        let lost = self.scores[0].is_some() && self.scores[1].is_none();
        lost || verdict(self.points, &self.new, &[]) == Verdict::Worse
    }
}

impl<'r> FileComparison<'r> {
    /// True when a draft or a sequence is worse than it was, or a new draft has an error.
    pub fn is_worse(&self) -> bool {
        self.pairs.iter().any(Pair::is_worse)
            || self.sequences.iter().any(SequencePair::is_worse)
            || self.only_after.iter().any(|draft| errors(draft) > 0)
    }

    /// Compares two versions. What stands in `known` is not made up when the later version says it.
    pub fn new(before: &'r FileVersion, after: &'r FileVersion, known: &Given) -> Self {
        let (old, new): (Vec<_>, Vec<_>) = (found(before).collect(), found(after).collect());
        let known_by = |version: &FileVersion, drafts: &[(&str, DraftWithMarks)]| {
            let recipients = version.recipients.iter().map(String::as_str);
            let all = drafts.iter().zip(recipients.chain(std::iter::repeat("")));
            all.map(|((name, (_, marks)), recipient)| Known {
                text: said(marks),
                recipient: recipient.to_lowercase(),
                name: name.trim().to_string(),
            })
            .collect::<Vec<_>>()
        };
        // Two files of one draft each are two versions of it, whatever they are called.
        let earlier = if old.len() == 1 && new.len() == 1 {
            vec![Some(0)]
        } else {
            pairs(&known_by(before, &old), &known_by(after, &new))
        };
        // The whole file speaks of what a draft is about, but of a list, whose rows know nothing of
        // each other, the draft's row.
        let is_list = piece::is_list(before.report.format);
        let whole = if is_list { Given::default() } else { Given::of(&before.text) };
        let (mut pairs, mut only_after) = (Vec::new(), Vec::new());
        for ((_, (report, marks)), earlier) in new.iter().zip(&earlier) {
            let Some((_, (was, had))) = earlier.and_then(|at| old.get(at)) else {
                only_after.push(*report);
                continue;
            };
            let (old, new) = (Version { report: was, marks: had }, Version { report, marks });
            let own = if is_list { &before.row(was) } else { &whole };
            pairs.push(Pair {
                before: was,
                after: report,
                change: Comparison::new(&old, &new, &[own, known]),
            });
        }
        let mut is_gone = vec![true; old.len()];
        for at in earlier.iter().flatten().filter(|at| **at < old.len()) {
            is_gone[*at] = false;
        }
        let only_before = old.iter().zip(is_gone).filter(|(_, gone)| *gone);
        let only_before = only_before.map(|((_, (report, _)), _)| *report).collect();
        let sequences = sequences(before, after, &pairs);
        FileComparison { pairs, only_before, only_after, sequences }
    }
}

/// How many errors are found in a draft.
pub fn errors(draft: &DraftReport) -> usize {
    draft.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

type DraftWithMarks<'r> = (&'r DraftReport, &'r MarkedDraft);

/// The drafts of a version, each by its name inside of the file.
fn found(version: &FileVersion) -> impl Iterator<Item = (&str, DraftWithMarks<'_>)> {
    let inside = |report: &'_ DraftReport| -> usize {
        if report.id.starts_with(&version.report.path) { version.report.path.len() } else { 0 }
    };
    version
        .report
        .drafts
        .iter()
        .zip(&version.marks.drafts)
        .map(move |(report, marks)| (&report.id[inside(report)..], (report, marks)))
}

/// The sequences that both versions have: those whose steps were paired, else those of one name. One
/// of each is the same, whatever it is called.
fn sequences<'r>(
    before: &'r FileVersion,
    after: &'r FileVersion,
    pairs: &[Pair],
) -> Vec<SequencePair<'r>> {
    let (old, new) = (&before.report.sequences, &after.report.sequences);
    let mut by_steps: HashMap<usize, usize> = HashMap::new();
    for pair in pairs {
        if let (Some(was), Some(is)) = (pair.before.sequence, pair.after.sequence) {
            by_steps.entry(is).or_insert(was);
        }
    }
    let by_name: HashMap<&str, usize> =
        old.iter().enumerate().map(|(at, sequence)| (sequence.id.as_str(), at)).collect();
    let earlier = |is: &SequenceReport| {
        let alone = (old.len() == 1 && new.len() == 1).then_some(0);
        let named = || by_name.get(is.id.as_str()).copied();
        by_steps.get(&is.number).copied().or_else(named).or(alone)
    };
    let pairs = new.iter().filter_map(|is| Some((old.get(earlier(is)?)?, is)));
    let whole = pairs.map(|(was, is)| SequencePair {
        id: &is.id,
        scores: [&was.score, &is.score].map(|score| score.as_ref().ok().map(|score| score.total)),
        points: points(&was.score, &is.score),
        gone: appeared(&is.findings, &was.findings),
        new: appeared(&was.findings, &is.findings),
    });
    whole.collect()
}
