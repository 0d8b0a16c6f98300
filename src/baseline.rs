//! Baselines: findings that were there when a project began to lint. They are hidden, so that only
//! what is new is said.
//!
//! A finding is known by its file and its fingerprint, so one that moved is not new. The file is
//! JSON with one finding a line, in a fixed order: it merges, and a diff shows what was mended.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files;
use crate::outcome::{FileReport, FindingReport};

/// Known findings by file.
#[derive(Debug, Default)]
pub struct Baseline {
    /// The folder that paths are relative to: the one the baseline is in.
    root: PathBuf,
    files: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    /// Of the form, should it ever change.
    version: u32,
    files: BTreeMap<String, BTreeSet<String>>,
}

impl Baseline {
    /// An empty baseline, to be kept in `file`.
    pub fn new(file: &Path) -> Self {
        Baseline {
            root: files::absolute(file).parent().map(Path::to_path_buf).unwrap_or_default(),
            files: BTreeMap::new(),
        }
    }

    /// Reads the text of `file`.
    pub fn read(file: &Path, text: &str) -> Result<Self, String> {
        let stored: Stored =
            serde_json::from_str(text).map_err(|error| format!("not a baseline: {error}"))?;
        if stored.version != 1 {
            return Err(format!(
                "a baseline of version {}; this program reads version 1",
                stored.version
            ));
        }
        Ok(Baseline { files: stored.files, ..Baseline::new(file) })
    }

    /// The text to be kept.
    pub fn text(&self) -> String {
        let files = self
            .files
            .iter()
            .filter(|(_, known)| !known.is_empty())
            .map(|(path, known)| (path.clone(), known.clone()))
            .collect();
        serde_json::to_string_pretty(&Stored { version: 1, files }).unwrap_or_default() + "\n"
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.files.values().map(BTreeSet::len).sum()
    }

    /// True when it knows none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name that a file has in here.
    pub fn name(&self, path: &str) -> String {
        let absolute = files::absolute(Path::new(path));
        let inside = absolute.strip_prefix(&self.root).map(Path::to_path_buf).unwrap_or(absolute);
        inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Hides the findings of a file that are known. Gives back the keys of those.
    pub fn hide(&self, report: &mut FileReport) -> BTreeSet<String> {
        let mut met = BTreeSet::new();
        let Some(known) = self.files.get(&self.name(&report.path)) else { return met };
        report.hide(|finding, _, _| {
            let key = key(finding);
            let is_known = known.contains(&key);
            if is_known {
                met.insert(key);
            }
            is_known
        });
        met
    }

    /// Keeps of a file's findings only `met`; says how many were mended.
    pub fn keep(&mut self, path: &str, met: BTreeSet<String>) -> usize {
        let name = self.name(path);
        let before = self.files.get(&name).map_or(0, BTreeSet::len);
        let mended = before - met.len().min(before);
        self.files.insert(name, met);
        mended
    }

    /// Takes out the files that are no longer there; says how many findings went with them.
    pub fn forget_lost_files(&mut self) -> usize {
        let before = self.len();
        let root = self.root.clone();
        self.files.retain(|path, _| root.join(path).exists());
        before - self.len()
    }

    /// The keys of all findings of a file.
    pub fn keys(report: &FileReport) -> BTreeSet<String> {
        report.findings().map(key).collect()
    }
}

fn key(finding: &FindingReport) -> String {
    format!("{} {}", finding.rule, finding.fingerprint)
}
