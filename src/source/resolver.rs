//! Files beside a source: how a sequence gets at the drafts that it names.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::Source;

use crate::draft::ReferencedFile;
use crate::files::{self, Roots};
use crate::text::Span;

/// Where the neighbours of a source are read from.
#[derive(Clone, Debug)]
pub struct FileResolver {
    /// Where they may be beside the source's own folder.
    pub roots: Roots,
    /// The folder of the source, where its name does not say that.
    pub folder: Option<PathBuf>,
    /// How a file is read.
    pub read: fn(&Path) -> io::Result<Vec<u8>>,
}

impl Default for FileResolver {
    fn default() -> Self {
        FileResolver {
            roots: Roots::default(),
            folder: None,
            read: |path| files::read(path, files::WHOLE),
        }
    }
}

/// Why a neighbour is not read, and what to do.
pub type Refusal = (String, &'static str);

impl FileResolver {
    /// This one, for the neighbours of `source`.
    pub fn beside(&self, source: &Source) -> Cow<'_, FileResolver> {
        match source.folder {
            None => Cow::Borrowed(self),
            Some(folder) => {
                Cow::Owned(FileResolver { folder: Some(folder.into()), ..self.clone() })
            }
        }
    }

    /// Reads `path` as `source` names it at `named`. What lies elsewhere, by its name or by a link,
    /// is not read.
    pub fn read(&self, source: &str, path: &str, named: Span) -> Result<ReferencedFile, Refusal> {
        let named_from = Path::new(source).parent().unwrap_or(Path::new(""));
        let folder = self.folder.as_deref().unwrap_or(named_from);
        let target = files::tidy(&folder.join(path));
        if !self.roots.contains(&target) && !Roots::new([folder]).contains(&target) {
            return Err((
                "it lies outside of the project".into(),
                "name its folder on the command line, or put a germane.yaml above both",
            ));
        }
        let bytes = (self.read)(&target)
            .map_err(|error| (error.to_string(), "paths are relative to this file"))?;
        Ok(ReferencedFile {
            path: files::tidy(&named_from.join(path))
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/"),
            bytes,
            named,
        })
    }
}
