//! A file to be checked, and what it is checked with.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Limits;
use crate::lint::Linter;
use crate::source::Format;
use crate::source::piece;
use crate::source::walk::WalkedFile;
use crate::vocabulary::Severity;

/// One file to be checked.
pub struct Job {
    /// Its path as reports show it.
    pub name: String,
    /// Where its bytes are.
    pub bytes: Bytes,
    /// The rules for it.
    pub linter: Arc<Linter>,
    /// What it is, when the user says it.
    pub format: Option<Format>,
    /// The score that its drafts need.
    pub least: Option<f64>,
    /// The severity from which on a finding fails the run.
    pub fail_on: Severity,
    /// How large it may be.
    pub limits: Limits,
}

/// Where the bytes of a job are.
pub enum Bytes {
    /// In a file.
    File(WalkedFile),
    /// In a table of Parquet, whose rows are read as JSON lines.
    Table(PathBuf),
    /// In standard input: what of it was read, and whether there is more. Of a list more is read
    /// piece by piece.
    Stdin(Vec<u8>, bool),
}

impl Bytes {
    /// What standard input begins with: a piece of a list, and of other files as much as may be
    /// read and a byte more.
    pub fn stdin(name: &str, format: Option<Format>, limits: &Limits) -> std::io::Result<Self> {
        let most = if piece::is_named_list(name, format) {
            piece::SIZE.min(limits.file)
        } else {
            limits.file
        };
        let mut head = Vec::new();
        std::io::stdin().lock().take(most as u64 + 1).read_to_end(&mut head)?;
        let more = head.len() > most;
        Ok(Bytes::Stdin(head, more))
    }
}
