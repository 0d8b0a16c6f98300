//! From paths to linters: the nearest configuration of each file, and the overrides that speak of
//! it. Each combination is made once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::account::{Account, Date};
use crate::config::{self, Config};
use crate::files::{self, Roots};
use crate::lint::Linter;
use crate::source::FileResolver;
use crate::text::{Problem, Span};
use crate::yaml::Broken;

/// Configurations and linters made so far.
#[derive(Debug, Default)]
pub struct Projects {
    /// A configuration for all files, in place of the nearest.
    forced: Option<PathBuf>,
    isolated: bool,
    /// The account that the command line gives.
    pub account: Option<Account>,
    /// The day on which drafts are judged.
    pub today: Option<Date>,
    /// What the command line names: what is inside may be read.
    pub named: Roots,
    /// Drafts stand alone: no file that one of them names is read.
    pub alone: bool,
    folders: HashMap<PathBuf, Option<PathBuf>>,
    configs: HashMap<Option<PathBuf>, SharedResult<Config>>,
    linters: HashMap<(Option<PathBuf>, Vec<usize>), SharedResult<Linter>>,
}

/// Something that all files of a project share, or why it cannot be made.
type SharedResult<T> = Result<Arc<T>, Vec<Broken>>;

impl Projects {
    /// `forced` names a configuration for all files; `isolated` reads none.
    pub fn new(forced: Option<PathBuf>, isolated: bool) -> Self {
        Projects { forced, isolated, ..Projects::default() }
    }

    /// The configuration for a file.
    pub fn config(&mut self, file: &Path) -> SharedResult<Config> {
        let path = self.nearest(file);
        if let Some(config) = self.configs.get(&path) {
            return config.clone();
        }
        let read = match &path {
            None => Ok(Config::default()),
            Some(path) => load(path, self.forced.is_some()),
        };
        let config = read.map(|mut config| {
            config.roots = config.roots.and(&self.named);
            Arc::new(config)
        });
        self.configs.insert(path, config.clone());
        config
    }

    /// The linter for a file.
    pub fn linter(&mut self, file: &Path) -> SharedResult<Linter> {
        let config = self.config(file)?;
        let overrides = config.overrides_for(file);
        self.made(&config, overrides)
    }

    /// The linter for a set of overrides, which is that of the project with other severities.
    fn made(&mut self, config: &Config, overrides: Vec<usize>) -> SharedResult<Linter> {
        let key = (config.path.clone(), overrides);
        if let Some(linter) = self.linters.get(&key) {
            return linter.clone();
        }
        let linter = match key.1.as_slice() {
            [] => self.base(config),
            chosen => self.made(config, Vec::new())?.tuned(config, chosen),
        };
        let linter = linter.map(Arc::new);
        self.linters.insert(key, linter.clone());
        linter
    }

    fn base(&self, config: &Config) -> Result<Linter, Vec<Broken>> {
        let linter = if config.path.is_none() {
            Linter::new().within(config.roots.clone())
        } else {
            Linter::configured(config, &[])?
        };
        let mut linter = Linter { today: self.today, ..linter };
        if self.alone {
            linter.resolver = FileResolver {
                read: |_| Err(std::io::Error::other("no file is read from here")),
                ..FileResolver::default()
            };
        }
        if let (Some(account), Some(accounts)) = (&self.account, Arc::get_mut(&mut linter.accounts))
        {
            accounts.give(account.clone());
        }
        Ok(linter)
    }

    fn nearest(&mut self, file: &Path) -> Option<PathBuf> {
        if self.isolated {
            return None;
        }
        if self.forced.is_some() {
            return self.forced.clone();
        }
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."))
            .to_path_buf();
        self.folders.entry(folder).or_insert_with_key(|folder| config::nearest(folder)).clone()
    }
}

/// Reads a configuration. One that was found must be inside its folder, wherever links lead; one
/// that is named may be anywhere.
fn load(path: &Path, named: bool) -> Result<Config, Vec<Broken>> {
    let shown = shorten(path);
    let inside = named || path.parent().is_some_and(|folder| Roots::new([folder]).contains(path));
    let text = match inside {
        true => files::text(path, files::BESIDE),
        false => Err(std::io::Error::other(
            "a link that leads out of its folder; use `--config` for a configuration in another place",
        )),
    };
    let text = text.map_err(|error| {
        let why = format!("cannot read the configuration: {error}");
        vec![Broken::unread(&shown.display().to_string(), Problem::error(Span::default(), why))]
    })?;
    Ok(Config::read(&shown, &text))
}

/// `path` relative to the working folder, when it is below it.
fn shorten(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).map(Path::to_path_buf).unwrap_or_else(|_| path.to_path_buf())
}
