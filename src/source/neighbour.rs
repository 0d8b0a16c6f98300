//! Files beside a source: how a sequence gets at the drafts that it names.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::draft::Elsewhere;
use crate::text::Span;

/// Where the neighbours of a source are read from.
#[derive(Clone, Debug)]
pub struct Neighbours {
    /// The project's folder; when empty, the source's own folder counts as the project.
    pub root: PathBuf,
    /// How a file is read.
    pub read: fn(&Path) -> io::Result<Vec<u8>>,
}

impl Default for Neighbours {
    fn default() -> Self {
        Neighbours { root: PathBuf::new(), read: |path| std::fs::read(path) }
    }
}

impl Neighbours {
    /// Reads `path` as `source` names it at `named`. The flag tells that it lies outside of the project.
    pub fn read(&self, source: &str, path: &str, named: Span) -> Result<(Elsewhere, bool), io::Error> {
        let folder = Path::new(source).parent().unwrap_or(Path::new(""));
        let target = tidy(&folder.join(path));
        let root = if self.root.as_os_str().is_empty() { folder } else { &self.root };
        let outside = !absolute(&target).starts_with(absolute(root));
        let bytes = (self.read)(&target)?;
        Ok((Elsewhere { path: target.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"), bytes, named }, outside))
    }
}

fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    tidy(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// `a/../b` as `b`.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
