//! What is said of the words of a draft: a finding, and the edit that mends it.

use std::borrow::Cow;

use serde::Serialize;

use super::Range;
use crate::fingerprint::Fingerprint;
use crate::text::Span;
use crate::vocabulary::{Applicability, Dimension, Severity};

/// One finding.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FindingReport {
    /// Rule id.
    pub rule: String,
    /// Its severity here.
    pub severity: Severity,
    /// Its dimension.
    pub dimension: Dimension,
    /// Points that a first finding takes from its dimension.
    pub points: f64,
    /// Where, in the source.
    pub range: Range,
    /// Where, in the file that a sequence pulled the draft in from; the range is then where the
    /// sequence names that file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Range>,
    /// The words.
    #[serde(rename = "match")]
    pub matched: String,
    /// The sentence that they stand in; empty for what is about a draft as a whole.
    #[serde(skip)]
    pub sentence: String,
    /// It is about a draft, or a sequence, as a whole: where it stands is only where it is shown.
    #[serde(skip)]
    pub whole: bool,
    /// What is found. Safe to print.
    pub message: String,
    /// What to do.
    pub advice: Cow<'static, str>,
    /// Why it matters to the reader.
    pub why: Cow<'static, str>,
    /// Names the finding when its lines move.
    pub fingerprint: Fingerprint,
    /// An edit that mends it, when there is one.
    pub fix: Option<FixReport>,
    /// Of what only messages of a lead list's rows have: the first of these rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<usize>,
}

impl FindingReport {
    /// Where it is, in the file that its draft stands in.
    pub fn there(&self) -> &Range {
        self.elsewhere.as_ref().unwrap_or(&self.range)
    }
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FixReport {
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// What goes.
    pub range: Range,
    /// What comes in its place.
    pub replacement: String,
    /// The same in the draft's own text.
    #[serde(skip)]
    pub inside: Span,
}
