//! What ignore files leave out: which of a folder's files a walk did not meet because of them, and
//! whether a file that is named is one.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::walk::{self, Walk};
use crate::files;
use crate::order::InOrder;

impl Walk {
    /// Drafts and folders that the walk passed by because an ignore file names them.
    pub fn ignored(&self) -> Vec<PathBuf> {
        let met: HashSet<&Path> = (self.files.iter().map(|file| file.path.as_path()))
            .chain(self.skipped.iter().map(|(path, _)| path.as_path()))
            .chain(self.folders.iter().map(PathBuf::as_path))
            .collect();
        let mut ignored = Vec::new();
        for folder in &self.folders {
            for entry in walk::entries(folder) {
                let path = walk::without_dots(&folder.join(entry.file_name()));
                let could_be_read = entry.file_type().is_ok_and(|kind| {
                    kind.is_dir() || kind.is_file() && walk::leave_out(&path).is_none()
                });
                let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                if could_be_read && !is_hidden && !met.contains(path.as_path()) {
                    ignored.push(path);
                }
            }
        }
        ignored.order();
        ignored
    }
}

/// Asks ignore files about files that are named.
#[derive(Debug, Default)]
pub struct IgnoreFiles {
    /// The names in a folder that are not ignored; `None` for one whose ignore files cannot be used.
    kept: HashMap<PathBuf, Option<HashSet<OsString>>>,
}

impl IgnoreFiles {
    /// True when a walk of the working folder, or of the file's own when it is elsewhere, would pass
    /// the file by.
    pub fn leave_out(&mut self, path: &Path) -> bool {
        let here = std::env::current_dir().unwrap_or_default();
        let path = files::absolute(path);
        let mut at = path.as_path();
        while let (Some(folder), Some(name)) = (at.parent(), at.file_name()) {
            let kept = self.kept.entry(folder.to_path_buf()).or_insert_with_key(|at| kept(at));
            if kept.as_ref().is_some_and(|kept| !kept.contains(name)) {
                return true;
            }
            if folder == here || !folder.starts_with(&here) {
                return false;
            }
            at = folder;
        }
        false
    }
}

fn kept(folder: &Path) -> Option<HashSet<OsString>> {
    if folder.ancestors().any(|above| walk::unusable(above).is_some()) {
        return None;
    }
    let entries = walk::walker(folder).hidden(false).max_depth(Some(1)).build().flatten();
    Some(entries.filter(|entry| entry.depth() == 1).map(|entry| entry.file_name().into()).collect())
}
