//! The project's configuration: `germane.yaml`, nearest upward. Says where every value came from.

mod keys;
mod role;

pub use keys::CONFIG;
pub use role::{Role, plain};

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::draft::Sender;
use crate::files::{self, Roots};
use crate::lexicon::Labels;
use crate::pack::{Decoder, Tuning};
use crate::source::{Format, piece};
use crate::text::{Problem, Span};
use crate::vocabulary::{Dimension, Severity};
use crate::yaml::{self, MapReader, Node, Problems};

/// The name that is looked for.
pub const FILE_NAME: &str = "germane.yaml";

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
    /// The globs of all overrides, searched at once, and the number of the override that each
    /// belongs to.
    spoken_of: (GlobSet, Vec<usize>),
    /// Files that are not checked.
    pub exclude: GlobSet,
    /// What files are when neither their names nor their contents show it: globs, and the formats
    /// of the files that they name.
    pub formats: Vec<(GlobSet, Format)>,
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
    /// Keys that are set, with the line of each, for `--show-config`.
    pub origins: Vec<(String, usize)>,
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
    /// Where they are written.
    pub span: Span,
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
    let start = std::path::absolute(start).ok()?;
    start.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
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
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let root = std::path::absolute(self.root()).unwrap_or_default();
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
        found.sort_unstable();
        found.dedup();
        found
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

    /// What the configuration says that `path` is; the last glob that names it wins.
    pub fn format_for(&self, path: &Path) -> Option<Format> {
        let relative = if self.formats.is_empty() { return None } else { self.relative(path) };
        self.formats
            .iter()
            .rev()
            .find(|(files, _)| files.is_match(&relative))
            .map(|(_, format)| *format)
    }

    fn decode(&mut self, root: &Node, decoder: &mut Decoder) {
        let Some(mut map) = MapReader::of(&CONFIG, root, &mut decoder.problems) else { return };
        let folder = self.root();
        let lines = crate::text::LineIndex::new(self.text.as_bytes());
        for (key, _) in root.entries() {
            let line = lines.position(self.text.as_bytes(), key.span.start()).line;
            self.origins.push((key.as_str().unwrap_or_default().to_string(), line));
        }
        for node in map.get("extends").map(Node::items).unwrap_or_default() {
            self.extends.extend(decoder.problems.string(node).map(|name| (name, node.span)));
        }
        for node in map.get("packs").map(Node::items).unwrap_or_default() {
            self.packs
                .extend(decoder.problems.string(node).map(|path| (folder.join(path), node.span)));
        }
        // Its phrases are read with the packs: see `Compiler::add_avoided`.
        self.avoids = map.get("avoid").is_some();
        self.reader = map
            .get("reader")
            .and_then(|node| Some((folder.join(decoder.problems.string(node)?), node.span)));
        self.rule_pages =
            map.get("rule-pages").and_then(|node| address(node, &mut decoder.problems));
        if let Some(node) = map.get("sender") {
            self.sender = sender(node, &mut decoder.problems);
        }
        for node in map.get("accounts").map(Node::items).unwrap_or_default() {
            self.accounts
                .extend(decoder.problems.string(node).map(|path| (folder.join(path), node.span)));
        }
        self.rules = map.get("rules").map(|node| tunings(node, decoder)).unwrap_or_default();
        let (mut spoken_of, mut owners) = (GlobSetBuilder::new(), Vec::new());
        for node in map.get("overrides").map(Node::items).unwrap_or_default() {
            let Some(mut entry) = MapReader::of(&keys::OVERRIDE, node, &mut decoder.problems)
            else {
                continue;
            };
            let globs = entry
                .require("files", &mut decoder.problems)
                .map(|node| decoder.problems.strings(node))
                .unwrap_or_default();
            for glob in globs_of(entry.get("files"), &mut decoder.problems) {
                spoken_of.add(glob);
                owners.push(self.overrides.len());
            }
            let min_score = entry.whole("min-score", &mut decoder.problems).map(f64::from);
            let rules = if min_score.is_some() {
                entry.get("rules")
            } else {
                entry.require("rules", &mut decoder.problems)
            };
            let rules = rules.map(|node| tunings(node, decoder)).unwrap_or_default();
            entry.finish(&mut decoder.problems);
            let span = node.get("files").map_or(node.span, |files| files.span);
            self.overrides.push(FileRules { globs, span, rules, min_score });
        }
        self.spoken_of = (built(&spoken_of, root, &mut decoder.problems), owners);
        self.exclude = globset(map.get("exclude"), &mut decoder.problems);
        let names: Vec<(&str, Format)> = Format::declarable().copied().collect();
        for (glob, name) in map.get("formats").map(Node::entries).unwrap_or_default() {
            let files = globset(Some(glob), &mut decoder.problems);
            self.formats
                .extend(decoder.problems.choice(name, &names).map(|format| (files, format)));
        }
        self.dimensions = map
            .get("dimensions")
            .map(|node| dimensions(node, &mut decoder.problems))
            .unwrap_or_default();
        self.map =
            map.get("map").map(|node| columns(node, &mut decoder.problems)).unwrap_or_default();
        if let Some(mut limits) = map
            .get("limits")
            .and_then(|node| MapReader::of(&keys::LIMITS, node, &mut decoder.problems))
        {
            let mut mib = |key, value: &mut usize| {
                let given = limits.whole(key, &mut decoder.problems);
                given.iter().for_each(|given| *value = (*given as usize) << 20);
            };
            mib("file-mib", &mut self.limits.file);
            mib("record-mib", &mut self.limits.record);
            limits.finish(&mut decoder.problems);
        }
        self.min_score = map.whole("min-score", &mut decoder.problems).map(f64::from);
        self.fail_on = map.choice("fail-on", FAIL_ON, &mut decoder.problems);
        map.finish(&mut decoder.problems);
    }
}

/// An address on the web with a place for the name of a rule.
fn address(node: &Node, problems: &mut Problems) -> Option<String> {
    let address = problems.string(node)?;
    let is_address = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
        && address.contains("{rule}");
    if !is_address
        || address.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\')
        })
    {
        let example = "such as https://git.example/germane/docs/rules/{rule}.md";
        problems.add(
            Problem::error(
                node.span,
                "`rule-pages` is the address of a page, with `{rule}` where the rule is named",
            )
            .hint(example),
        );
        return None;
    }
    Some(address)
}

fn sender(node: &Node, problems: &mut Problems) -> Sender {
    let Some(mut map) = MapReader::of(&keys::SENDER, node, problems) else {
        return Sender::default();
    };
    let mut list = |key| map.texts(key, problems);
    let sender = Sender {
        names: list("names"),
        company: list("company"),
        products: list("products"),
        competitors: list("competitors"),
    };
    map.finish(problems);
    sender
}

/// How many times as much dimensions count.
fn dimensions(node: &Node, problems: &mut Problems) -> Vec<(Dimension, f64)> {
    let scored: Vec<(&str, Dimension)> =
        Dimension::SCORED.iter().map(|dimension| (dimension.name(), *dimension)).collect();
    let mut all = Vec::new();
    for (key, value) in node.entries() {
        let times = value
            .as_str()
            .and_then(|text| text.parse::<f64>().ok())
            .filter(|times| (0.25..=4.0).contains(times));
        match (problems.choice(key, &scored), times) {
            (Some(dimension), Some(times)) => all.push((dimension, times)),
            (Some(_), None) => problems.add(Problem::error(
                value.span,
                "expected a number from 0.25 to 4: how many times as much it counts",
            )),
            (None, _) => {}
        }
    }
    all
}

/// The columns of exports of outcomes: what each is for, and its header.
fn columns(node: &Node, problems: &mut Problems) -> Vec<(Role, String)> {
    let mut columns = Vec::new();
    for (key, value) in node.entries() {
        if let (Some(role), Some(header)) =
            (problems.choice(key, Role::NAMES), problems.string(value))
        {
            match Role::is_tracked(&header) {
                false => columns.push((role, header)),
                true => problems.add(Problem::error(
                    value.span,
                    "opens and clicks are counted by machines, and say nothing about a reader",
                )),
            }
        }
    }
    columns
}

fn tunings(node: &Node, decoder: &mut Decoder) -> Vec<(String, Tuning)> {
    let mut all = Vec::new();
    for (key, value) in node.entries() {
        if let (Some(id), Some(mut tuning)) = (decoder.id(key), decoder.tuning(value)) {
            tuning.span = key.span;
            all.push((id, tuning));
        }
    }
    if node.entries().is_empty() {
        decoder.problems.add(
            Problem::error(node.span, "expected rules by id")
                .hint("for example `rules: { too-long: off }`"),
        );
    }
    all
}

fn globset(node: Option<&Node>, problems: &mut Problems) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    globs_of(node, problems).into_iter().for_each(|glob| {
        builder.add(glob);
    });
    node.map(|node| built(&builder, node, problems)).unwrap_or_default()
}

fn built(globs: &GlobSetBuilder, node: &Node, problems: &mut Problems) -> GlobSet {
    globs.build().unwrap_or_else(|error| {
        problems.add(Problem::error(node.span, format!("too many globs: {}", error.kind())));
        GlobSet::empty()
    })
}

fn globs_of(node: Option<&Node>, problems: &mut Problems) -> Vec<Glob> {
    let mut globs = Vec::new();
    for item in node.map(Node::items).unwrap_or_default() {
        let Some(text) = problems.string(item) else { continue };
        match Glob::new(&text) {
            Ok(glob) => globs.push(glob),
            Err(error) => {
                problems.add(Problem::error(item.span, format!("not a glob: {}", error.kind())))
            }
        }
    }
    globs
}
