//! From paths to linters: the nearest configuration of each file, and the overrides that speak of it. Each combination is made once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::account::{Account, Date};
use crate::config::{self, Config};
use crate::lint::{Broken, Linter};
use crate::text::Span;
use crate::yaml::Fault;

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
    folders: HashMap<PathBuf, Option<PathBuf>>,
    configs: HashMap<Option<PathBuf>, Arc<Config>>,
    linters: HashMap<(Option<PathBuf>, Vec<usize>), Arc<Linter>>,
}

impl Projects {
    /// `forced` names a configuration for all files; `isolated` reads none.
    pub fn new(forced: Option<PathBuf>, isolated: bool) -> Self {
        Projects { forced, isolated, ..Projects::default() }
    }

    /// The configuration for a file.
    pub fn config(&mut self, file: &Path) -> Result<Arc<Config>, Vec<Broken>> {
        let path = self.nearest(file);
        if let Some(config) = self.configs.get(&path) {
            return Ok(config.clone());
        }
        let config = Arc::new(match &path {
            None => Config::default(),
            Some(path) => load(path)?,
        });
        self.configs.insert(path, config.clone());
        Ok(config)
    }

    /// The linter for a file.
    pub fn linter(&mut self, file: &Path) -> Result<Arc<Linter>, Vec<Broken>> {
        let config = self.config(file)?;
        let key = (config.path.clone(), config.overrides_for(file));
        if let Some(linter) = self.linters.get(&key) {
            return Ok(linter.clone());
        }
        let linter = if config.path.is_none() { Ok(Linter::new()) } else { Linter::configured(&config, &key.1) };
        let mut linter = linter?;
        linter.today = self.today;
        self.account.iter().for_each(|account| linter.accounts.give(account.clone()));
        let linter = Arc::new(linter);
        self.linters.insert(key, linter.clone());
        Ok(linter)
    }

    fn nearest(&mut self, file: &Path) -> Option<PathBuf> {
        if self.isolated {
            return None;
        }
        if self.forced.is_some() {
            return self.forced.clone();
        }
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
        self.folders.entry(folder).or_insert_with_key(|folder| config::nearest(folder)).clone()
    }
}

fn load(path: &Path) -> Result<Config, Vec<Broken>> {
    let shown = shorten(path);
    let text = std::fs::read_to_string(path).map_err(|error| {
        let faults = vec![Fault::new(Span::default(), format!("cannot read the configuration: {error}"))];
        vec![Broken { path: shown.display().to_string(), text: String::new(), faults }]
    })?;
    Ok(Config::read(&shown, &text))
}

/// `path` relative to the working folder, when it is below it.
fn shorten(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).map(Path::to_path_buf).unwrap_or_else(|_| path.to_path_buf())
}
