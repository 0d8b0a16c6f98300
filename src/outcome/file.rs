//! What is said of a file and of its drafts.

use std::sync::Arc;

use serde::Serialize;

#[cfg(test)]
use super::score::ScoreOrReason;
use super::score::score_or_reason;
use super::{
    Diagnostic, FindingReport, Glance, LeadsReport, Letter, Outline, PostReport, Range, Relevance,
    Scored, SequenceReport, Shortfall,
};
use crate::draft::ReferencedFile;
use crate::reader::Band;
use crate::score::Score;
use crate::source;
use crate::text::{LineIndex, Start};
use crate::vocabulary::Channel;

/// What is said of one file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FileReport {
    /// Its path, or the name given for standard input.
    pub path: String,
    /// What it was read as.
    pub format: source::Format,
    /// Name and version of the reader that scored its drafts.
    pub reader: String,
    /// What is wrong with the file itself.
    pub problems: Vec<Diagnostic>,
    /// Its sequences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sequences: Vec<SequenceReport>,
    /// Its drafts.
    pub drafts: Vec<DraftReport>,
    /// What of it no draft is made of, and why.
    #[serde(skip)]
    pub unread: Vec<(Range, &'static str)>,
    /// What does not reach the minimum score.
    #[serde(rename = "below_min_score", skip_serializing_if = "Vec::is_empty")]
    pub shortfalls: Vec<Shortfall>,
    /// The file, or the piece of it that was read, to show its lines.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Where that piece begins.
    #[serde(skip)]
    pub start: Start,
}

/// What is said of one draft.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DraftReport {
    /// Path, and what distinguishes it from others of the file. Safe to print.
    pub id: String,
    /// The file that it stands in, when that is not the source itself.
    #[serde(rename = "file", serialize_with = "path_of", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub elsewhere: Option<Arc<ReferencedFile>>,
    /// How it reaches the reader.
    pub channel: Channel,
    /// Place in a sequence.
    pub step: Option<u32>,
    /// The sequence of which it is a step, by its place among those of the file.
    #[serde(skip)]
    pub sequence: Option<usize>,
    /// Where it stands in the file.
    pub range: Range,
    /// Language found or declared.
    pub language: Option<&'static str>,
    /// The score, or why there is none.
    #[serde(flatten, serialize_with = "score_or_reason")]
    #[cfg_attr(test, schemars(with = "ScoreOrReason<'static>"))]
    pub score: Result<Score, String>,
    /// What readers said of drafts that score so.
    pub band: Option<Band>,
    /// What the sentences that weigh most are worth to the whole.
    pub effects: Vec<SentenceEffect>,
    /// What relevance was judged from: `account` or `text`.
    #[serde(rename = "relevance_judged_from")]
    pub judged_from: &'static str,
    /// The swap test.
    pub swap: Swap,
    /// What is seen of it first, and how long it is.
    pub glance: Glance,
    /// What it makes of its account, when it has one.
    pub relevance: Option<Relevance>,
    /// What a better version would be made of, when it is a message that readers turned down.
    pub outline: Option<Outline>,
    /// What the rows of a lead list make of it, when it is a template compared with one.
    pub leads: Option<LeadsReport>,
    /// Arc and specifics, when it is a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<PostReport>,
    /// How many findings the writer allowed.
    pub allowed: usize,
    /// Rules that the writer turned off in the front matter, and that would else be on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub turned_off: Vec<String>,
    /// How many findings are left out of the report: known from a baseline, on lines that did not
    /// change, or beyond the first thousand of one rule.
    pub hidden: usize,
    /// Findings in order of place.
    pub findings: Vec<FindingReport>,
    /// Its words, as its recipient sees them.
    #[serde(skip)]
    pub letter: Letter,
    /// Rules that did not run, and why.
    #[serde(skip)]
    pub skipped: Vec<(String, &'static str)>,
}

impl DraftReport {
    /// True when nothing that was given says whether what it says of its recipient is true. A post
    /// has none.
    pub fn is_unverified(&self) -> bool {
        self.score.is_ok() && self.judged_from == "text" && self.post.is_none()
    }

    /// What it has in common with a sequence.
    pub(crate) fn as_scored(&self) -> Scored<'_> {
        Scored { id: &self.id, score: &self.score, findings: &self.findings, hidden: self.hidden }
    }
}

/// What one sentence is worth to the whole score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentenceEffect {
    /// Where it stands.
    pub range: Range,
    /// Its words.
    pub text: String,
    /// Points that it brings, or takes when below 0.
    pub points: f64,
    /// What it reads like, in a message; sentences of posts were not labelled.
    pub reads_like: Option<&'static str>,
    /// What to do with a sentence of that kind, where it costs.
    #[serde(skip)]
    pub advice: Option<&'static str>,
}

/// Put another company's name in: which sentences would still be true?
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Swap {
    /// Sentences of the message.
    pub sentences: usize,
    /// Those that would read the same for anybody.
    pub generic: usize,
    /// The lines of those that would not.
    pub specific_lines: Vec<usize>,
}

impl FileReport {
    /// An id of a draft or a sequence with its file: steps and sequences of several files may have
    /// one name.
    pub fn with_path(&self, id: &str) -> String {
        let path = crate::text::printable(&self.path);
        if id.starts_with(&*path) { id.to_string() } else { format!("{path} ({id})") }
    }

    /// The report of a file of which only the name and the format are known.
    pub(crate) fn of_one(path: &str, format: source::Format) -> Self {
        FileReport {
            path: path.to_string(),
            format,
            reader: String::new(),
            problems: Vec::new(),
            sequences: Vec::new(),
            drafts: Vec::new(),
            unread: Vec::new(),
            shortfalls: Vec::new(),
            bytes: Vec::new(),
            start: Start::default(),
        }
    }

    /// The lines of the file, or of the piece of it that was read.
    pub fn lines(&self) -> LineIndex {
        LineIndex::of_piece(&self.bytes, self.start)
    }

    /// The drafts of the file, then its sequences.
    pub fn scored(&self) -> impl Iterator<Item = Scored<'_>> + Clone {
        self.drafts
            .iter()
            .map(DraftReport::as_scored)
            .chain(self.sequences.iter().map(SequenceReport::as_scored))
    }

    /// All findings of the file.
    pub fn findings(&self) -> impl Iterator<Item = &FindingReport> + Clone {
        self.scored().flat_map(|of| of.findings)
    }

    /// Leaves out the findings that `known` knows, and counts them. It gets the
    /// id of the draft or sequence, too, and the place of a draft.
    pub fn hide(&mut self, mut known: impl FnMut(&FindingReport, &str, Option<&Range>) -> bool) {
        let drafts = self
            .drafts
            .iter_mut()
            .map(|draft| (&mut draft.findings, &mut draft.hidden, (&draft.id, Some(&draft.range))));
        let whole = self
            .sequences
            .iter_mut()
            .map(|sequence| (&mut sequence.findings, &mut sequence.hidden, (&sequence.id, None)));
        for (findings, hidden, (id, range)) in drafts.chain(whole) {
            let before = findings.len();
            findings.retain(|finding| !known(finding, id, range));
            *hidden += before - findings.len();
        }
    }
}

fn path_of<S: serde::Serializer>(
    file: &Option<Arc<ReferencedFile>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    file.as_ref().map(|file| &file.path).serialize(serializer)
}
