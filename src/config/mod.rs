//! The project's configuration: `germane.yaml`, nearest upward. Says where every value came from.

mod decode;
mod globs;
mod keys;
mod role;

pub use globs::FileGlobs;
pub use keys::CONFIG;
pub use role::{Role, plain};

use std::path::{Path, PathBuf};

use crate::draft::Sender;
use crate::files::{self, Roots};
use crate::lexicon::Labels;
use crate::pack::{Decoder, Tuning};
use crate::source::{Format, Source, piece};
use crate::text::{Problem, Span};
use crate::vocabulary::{Dimension, Severity};
use crate::yaml;

/// The name that is looked for.
pub const FILE_NAME: &str = files::CONFIGURATIONS[0];

/// A project's configuration, or the defaults.
#[derive(Debug, Default)]
pub struct Config {
    /// The file; `None` for the defaults.
    pub path: Option<PathBuf>,
    /// Where the files may be that it names: in its folder, or where the command line says.
    pub roots: Roots,
    /// Its text, for error messages.
    pub text: String,
    /// Profiles, with their places.
    pub extends: Vec<(String, Span)>,
    /// The user's packs, with their places.
    pub packs: Vec<(PathBuf, Span)>,
    /// It names words to avoid.
    pub avoids: bool,
    /// The reader that drafts are scored by, in place of the built-in one, with its place.
    pub reader: Option<(PathBuf, Span)>,
    /// Where the pages of the built-in rules are read: an address with `{rule}` in it.
    pub rule_pages: Option<String>,
    /// Who writes.
    pub sender: Sender,
    /// Account files, lead lists and folders of them, with their places.
    pub accounts: Vec<(PathBuf, Span)>,
    /// Changes of rules.
    pub rules: Vec<(String, Tuning)>,
    /// Changes of rules for some files.
    pub overrides: Vec<FileRules>,
    /// The globs of all overrides, and the number of the override that each belongs to.
    spoken_of: (FileGlobs, Vec<usize>),
    /// Files that are not checked.
    pub exclude: FileGlobs,
    /// What files are when neither their names nor their contents show it: globs, and the formats
    /// of the files that they name.
    pub formats: Vec<(FileGlobs, Format)>,
    /// How many times as much dimensions count as the reader's weights say.
    pub dimensions: Vec<(Dimension, f64)>,
    /// Columns of exports of outcomes whose names do not show it: what each is for, and its header.
    pub map: Vec<(Role, String)>,
    /// How large files may be.
    pub limits: Limits,
    /// Score below which a run fails.
    pub min_score: Option<f64>,
    /// Severity from which a run fails.
    pub fail_on: Option<Severity>,
    /// What is wrong in it. A linter is made only when nothing is.
    pub problems: Vec<Problem>,
    /// Keys that are set, for `--show-config`.
    pub origins: Vec<Origin>,
}

/// A key that a configuration sets.
#[derive(Debug)]
pub struct Origin {
    /// The key.
    pub key: String,
    /// Its line.
    pub line: usize,
    /// Where its value is written in the configuration's text.
    pub value: Span,
}

/// How large a file may be, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A file that is read whole.
    pub file: usize,
    /// A record of a list that is read piece by piece.
    pub record: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { file: files::WHOLE as usize, record: piece::RECORD }
    }
}

impl Limits {
    /// Why a file of `length` bytes may not be read whole.
    pub fn allows(&self, length: u64) -> Result<(), String> {
        if length <= self.file as u64 {
            return Ok(());
        }
        let (has, may) = (length >> 20, self.file >> 20);
        Err(format!(
            "{has} MiB: files of more than {may} MiB are not read (`limits: {{ file-mib: N }}` in germane.yaml allows more)"
        ))
    }
}

/// Changes of rules for the files that a glob names.
#[derive(Debug)]
pub struct FileRules {
    /// Which files, relative to the configuration: the globs as written.
    pub globs: Vec<String>,
    /// The changes.
    pub rules: Vec<(String, Tuning)>,
    /// Score below which a run fails, for these files.
    pub min_score: Option<f64>,
}

/// Values of `fail-on`. `never` is a severity that no finding has.
pub const FAIL_ON: &[(&str, Severity)] = &[
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("info", Severity::Info),
    ("never", Severity::Off),
];

/// The configuration nearest to `start` (a file or folder), upward.
pub fn nearest(start: &Path) -> Option<PathBuf> {
    files::absolute(start).ancestors().find_map(files::configuration_in)
}

impl Config {
    /// Reads the text of a configuration. Unknown keys and wrong values are problems, all of them
    /// at once.
    pub fn read(path: &Path, text: &str) -> Config {
        let mut config =
            Config { path: Some(path.to_path_buf()), text: text.to_string(), ..Config::default() };
        config.roots = Roots::new([config.root()]);
        match yaml::parse(text, 0) {
            Err(problem) => config.problems.push(problem),
            Ok(root) if root.is_null() => {}
            Ok(root) => {
                let mut labels = Labels::default();
                let mut decoder = Decoder::new(&mut labels);
                config.decode(&root, &mut decoder);
                config.problems = decoder.problems.0;
            }
        }
        config
    }

    /// The path of the file as reports show it; empty for the defaults.
    pub fn shown_path(&self) -> String {
        self.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default()
    }

    /// The folder that globs and paths are relative to.
    pub fn root(&self) -> PathBuf {
        let folder = self
            .path
            .as_deref()
            .and_then(Path::parent)
            .filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).to_path_buf()
    }

    /// `path` relative to the configuration, for globs.
    pub fn relative(&self, path: &Path) -> PathBuf {
        let absolute = files::absolute(path);
        let root = files::absolute(&self.root());
        absolute.strip_prefix(&root).map(Path::to_path_buf).unwrap_or(absolute)
    }

    /// Numbers of the overrides that speak of `path`.
    pub fn overrides_for(&self, path: &Path) -> Vec<usize> {
        if self.overrides.is_empty() {
            return Vec::new();
        }
        let (globs, owners) = &self.spoken_of;
        let mut found: Vec<usize> =
            globs.matches(self.relative(path)).into_iter().map(|glob| owners[glob]).collect();
        found.dedup();
        found
    }

    /// Globs of overrides and of formats, with what each belongs to.
    pub fn named_files(&self) -> impl Iterator<Item = (&'static str, &FileGlobs)> {
        let formats = self.formats.iter().map(|(files, _)| ("the format", files));
        std::iter::once(("the override", &self.spoken_of.0)).chain(formats)
    }

    /// The score below which a run fails on `path`: the last override's that speaks of it, or the
    /// project's.
    pub fn min_score_for(&self, path: &Path) -> Option<f64> {
        let own = self
            .overrides_for(path)
            .into_iter()
            .filter_map(|at| self.overrides[at].min_score)
            .next_back();
        own.or(self.min_score)
    }

    /// The file at `path`, which reports call `name`, as what the configuration says that it is.
    pub fn source<'b>(&self, path: &Path, name: &'b str, bytes: &'b [u8]) -> Source<'b> {
        Source { format: self.format_for(path), ..Source::new(name, bytes) }
    }

    /// What the configuration says that `path` is; the last glob that names it wins.
    pub fn format_for(&self, path: &Path) -> Option<Format> {
        let relative = if self.formats.is_empty() { return None } else { self.relative(path) };
        self.formats
            .iter()
            .rev()
            .find(|(files, _)| files.is_match(&relative))
            .map(|(_, format)| *format)
    }
}
