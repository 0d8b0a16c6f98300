//! `check --watch`: checks again whenever one of the files is saved.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::{Failure, Output, output};
use crate::project::Projects;
use crate::{account, config, files};

/// Saving is several events: a check waits until nothing more has come for this long.
const QUIET: Duration = Duration::from_millis(120);
/// Where something changes all the time, a check comes after this long all the same.
const PATIENCE: Duration = Duration::from_secs(2);
/// Moves the cursor to the top and takes away what stands on the screen, and what has scrolled off
/// it.
const CLEAR: &str = "\u{1b}[H\u{1b}[2J\u{1b}[3J";

/// What a check depends on.
#[derive(Debug)]
pub struct Dependencies {
    /// Files and folders that are checked, and files that options name.
    pub paths: Vec<PathBuf>,
    /// The configuration that an option names, in place of the nearest.
    pub config: Option<PathBuf>,
    /// No configuration counts.
    pub isolated: bool,
}

impl Dependencies {
    /// What is to be watched as things stand: with configurations, also where one may come, and the
    /// packs and accounts that they name.
    fn targets(&self) -> Targets {
        let (mut paths, mut maybe) = (self.paths.clone(), Vec::new());
        let mut projects = Projects::new(self.config.clone(), self.isolated);
        for path in &self.paths {
            // Inside of a folder its own configuration counts.
            let inside = if path.is_dir() { &path.join("draft") } else { path };
            let Ok(config) = projects.config(inside) else { continue };
            let named = config.packs.iter().chain(&config.accounts);
            paths.extend(named.map(|(path, _)| path.clone()));
        }
        if self.config.is_none() && !self.isolated {
            paths.extend(self.paths.iter().filter_map(|path| config::nearest(path)));
            maybe.extend(self.paths.iter().flat_map(|path| ways_up(path)));
        }
        paths.extend(self.config.clone());
        let mut targets = Targets::new(&paths);
        targets.files.extend(Targets::new(&maybe).files);
        targets.beside = self.paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        targets
    }
}

/// Where a configuration for a path may come: in its own folder, and on the way from there up to the
/// folder in which the program runs.
fn ways_up(path: &Path) -> Vec<PathBuf> {
    let path = files::absolute(path);
    let own = if path.is_dir() { Some(&*path) } else { path.parent() };
    let here = files::absolute(Path::new("."));
    let up = own.into_iter().flat_map(Path::ancestors).enumerate();
    let below = up.take_while(|(at, folder)| *at == 0 || folder.starts_with(&here));
    let named = |folder: &Path| files::CONFIGURATIONS.map(|name| folder.join(name));
    below.flat_map(|(_, folder)| named(folder)).collect()
}

/// Runs `check` now and on every change of what it depends on, until the process is ended. What goes
/// wrong in one check is said; the next may go well.
pub fn run(
    of: &Dependencies,
    out: &mut Output,
    check: &mut dyn FnMut(&mut Output) -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    let fail = |error: notify::Error| Failure::new(format_args!("cannot watch: {error}"));
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(fail)?;
    let mut watched = BTreeSet::new();
    let is_terminal = std::io::stdout().is_terminal();
    loop {
        // Watched before the check: what is saved while it runs is not missed. What a configuration
        // names may be other files than before.
        let targets = of.targets();
        for (folder, mode) in targets.folders() {
            if watched.insert((folder.clone(), mode == RecursiveMode::Recursive)) {
                watcher.watch(&folder, mode).map_err(fail)?;
            }
        }
        if is_terminal {
            out.write(CLEAR)?;
        }
        let began = Instant::now();
        match check(out) {
            Ok(_) => {}
            Err(Failure(text)) => {
                out.finish()?;
                output::print_error(&text);
            }
        }
        let took = began.elapsed().as_millis();
        out.write(&format!(
            "\nchecked in {took} ms; checking again on every save; Ctrl-C to stop\n"
        ))?;
        if !is_terminal {
            out.write("\n----\n\n")?;
        }
        out.finish()?;
        if out.is_closed() || !wait(&events, &targets) {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Waits for a change of the targets, and then until it is quiet. False when no more events can
/// come.
fn wait(events: &Receiver<notify::Result<Event>>, targets: &Targets) -> bool {
    loop {
        match events.recv() {
            Err(_) => return false,
            Ok(event) if targets.concern(&event) => break,
            Ok(_) => {}
        }
    }
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match events.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// What is watched. A file is watched through its folder, for editors replace the file when they
/// save.
#[derive(Debug, Default)]
struct Targets {
    files: BTreeSet<PathBuf>,
    trees: BTreeSet<PathBuf>,
    /// Drafts: an account file that lies beside one counts.
    beside: BTreeSet<PathBuf>,
}

impl Targets {
    fn new(paths: &[PathBuf]) -> Self {
        let mut targets = Targets::default();
        for path in paths {
            match path.canonicalize() {
                Ok(path) if path.is_dir() => drop(targets.trees.insert(path)),
                Ok(path) => drop(targets.files.insert(path)),
                // One that is not there yet may come.
                Err(_) => {
                    let folder = path
                        .parent()
                        .filter(|folder| !folder.as_os_str().is_empty())
                        .unwrap_or(Path::new("."));
                    targets.files.extend(
                        folder
                            .canonicalize()
                            .ok()
                            .zip(path.file_name())
                            .map(|(folder, name)| folder.join(name)),
                    );
                }
            }
        }
        targets
    }

    fn folders(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let trees = self.trees.iter().map(|tree| (tree.clone(), RecursiveMode::Recursive));
        let inside = |folder: &&Path| !self.trees.iter().any(|tree| folder.starts_with(tree));
        let parents: BTreeSet<&Path> =
            self.files.iter().filter_map(|file| file.parent()).filter(inside).collect();
        trees
            .chain(
                parents
                    .into_iter()
                    .map(|folder| (folder.to_path_buf(), RecursiveMode::NonRecursive)),
            )
            .collect()
    }

    /// True when an event may change what is found. Reading is none: a check reads.
    fn concern(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let changes = match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            EventKind::Modify(ModifyKind::Metadata(kind)) => {
                kind != MetadataKind::AccessTime && kind != MetadataKind::Any
            }
            _ => true,
        };
        changes && (event.need_rescan() || event.paths.iter().any(|path| self.contains(path)))
    }

    fn contains(&self, path: &Path) -> bool {
        let visible = |tree: &PathBuf| {
            let inner = path.strip_prefix(tree).ok()?;
            // Folders whose name begins with a dot are not walked: git writes to its own all the
            // time.
            Some(
                !inner
                    .components()
                    .any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")),
            )
        };
        let beside = |path: &Path| {
            account::is_account_file(&path.to_string_lossy())
                && self.beside.iter().any(|draft| draft.parent() == path.parent())
        };
        self.files.contains(path)
            || beside(path)
            || self.trees.iter().filter_map(visible).any(|visible| visible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_and_what_is_not() {
        let folder = std::env::temp_dir()
            .canonicalize()
            .expect("there")
            .join(format!("germane-watch-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("tree")).expect("writable");
        std::fs::write(folder.join("a.md"), "").expect("writable");
        let targets =
            Targets::new(&[folder.join("a.md"), folder.join("tree"), folder.join("gone.md")]);
        let at =
            |kind, name: &str| targets.concern(&Ok(Event::new(kind).add_path(folder.join(name))));
        let saved = EventKind::Access(AccessKind::Close(AccessMode::Write));
        for (kind, name, wanted) in [
            (saved, "a.md", true),
            (saved, "b.md", false),
            (saved, "gone.md", true),
            (EventKind::Create(notify::event::CreateKind::File), "tree/new.md", true),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), "a.md", false),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), "a.md", false),
            (saved, "tree/.git/index", false),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "a.md", false),
        ] {
            assert_eq!(at(kind, name), wanted, "{kind:?} {name}");
        }
        assert_eq!(targets.folders().len(), 2);
        let _ = std::fs::remove_dir_all(&folder);
    }
}
