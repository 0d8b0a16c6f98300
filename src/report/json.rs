//! `json`: the one stable contract for machines. Its schema is `schemas/report.json`.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use super::author::authors;
use super::inert::json;
use super::{Form, Run};
use crate::lint::{DraftReport, FileReport, SequenceReport};
use crate::score::{FORMULA, LedgerEntry, Score};
use crate::text::rounded;

/// The form.
#[derive(Debug)]
pub struct Json;

impl Form for Json {
    fn head(&self) -> String {
        format!("{{\"germane\":\"{}\",\"formula\":{FORMULA},\"files\":[\n", env!("CARGO_PKG_VERSION"))
    }

    /// One file, on one line.
    fn file(&self, report: &FileReport) -> String {
        json(report)
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    /// The foot lists them.
    fn unread(&self, _: &str, _: &str) -> String {
        String::new()
    }

    fn foot(&self, run: &Run) -> String {
        let errors: Vec<Unread> = run.errors.iter().map(|(path, message)| Unread { path, message }).collect();
        let (errors, summary) = (json(&errors), json(&run.summary()));
        // Only posts have authors to be spoken of.
        let authors = match authors(&run.tally.posts) {
            authors if authors.is_empty() => String::new(),
            authors => format!("\"authors\":{},", json(&authors)),
        };
        format!("\n],\"errors\":{errors},{authors}\"summary\":{summary}}}\n")
    }
}

#[derive(Serialize)]
struct Unread<'r> {
    path: &'r str,
    message: &'r str,
}

impl Serialize for DraftReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("draft", 19)?;
        out.serialize_field("id", &self.id)?;
        match &self.elsewhere {
            Some(file) => out.serialize_field("file", &file.path)?,
            None => out.skip_field("file")?,
        }
        out.serialize_field("channel", &self.channel)?;
        out.serialize_field("step", &self.step)?;
        out.serialize_field("range", &self.range)?;
        out.serialize_field("language", &self.language)?;
        out.serialize_field("score", &self.score.as_ref().ok().map(Numbers))?;
        out.serialize_field("no_score_because", &self.score.as_ref().err())?;
        out.serialize_field("band", &self.band)?;
        out.serialize_field("effects", &self.effects)?;
        out.serialize_field("relevance_judged_from", &self.judged_from)?;
        out.serialize_field("swap", &self.swap)?;
        out.serialize_field("glance", &self.glance)?;
        out.serialize_field("relevance", &self.relevance)?;
        out.serialize_field("outline", &self.outline)?;
        out.serialize_field("leads", &self.leads)?;
        match &self.post {
            Some(post) => out.serialize_field("post", post)?,
            None => out.skip_field("post")?,
        }
        out.serialize_field("allowed", &self.allowed)?;
        out.serialize_field("hidden", &self.hidden)?;
        out.serialize_field("findings", &self.findings)?;
        out.end()
    }
}

impl Serialize for SequenceReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("sequence", 7)?;
        out.serialize_field("id", &self.id)?;
        out.serialize_field("score", &self.score.as_ref().ok().map(Numbers))?;
        out.serialize_field("no_score_because", &self.score.as_ref().err())?;
        out.serialize_field("best_arms_total", &self.best.map(rounded))?;
        out.serialize_field("steps", &self.steps)?;
        out.serialize_field("hidden", &self.hidden)?;
        out.serialize_field("findings", &self.findings)?;
        out.end()
    }
}

struct Numbers<'s>(&'s Score);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("score", 5)?;
        out.serialize_field("total", &rounded(self.0.total))?;
        out.serialize_field("dimensions", &Dimensions(self.0))?;
        out.serialize_field("mean", &rounded(self.0.mean))?;
        out.serialize_field("held", &self.0.held)?;
        out.serialize_field::<[LedgerEntry]>("ledger", &self.0.ledger)?;
        out.end()
    }
}

struct Dimensions<'s>(&'s Score);

impl Serialize for Dimensions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.0.dimensions.len()))?;
        for (dimension, value) in &self.0.dimensions {
            out.serialize_entry(dimension, &rounded(*value))?;
        }
        out.end()
    }
}
