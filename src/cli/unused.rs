//! What was given and not used: overrides and formats for files that are not there.

use std::path::PathBuf;

use super::output;
use crate::config::Config;
use crate::files;
use crate::text::{LineIndex, printable};

/// Says which globs of overrides and formats name none of the files walked. A run that does not walk
/// the whole project cannot know.
pub fn globs(config: &Config, roots: &[PathBuf], files: &[PathBuf]) -> String {
    let Some(path) = &config.path else { return String::new() };
    let home = files::absolute(&config.root());
    let covers = |root: &PathBuf| root.is_dir() && home.starts_with(files::absolute(root));
    let names_some = config.named_files().any(|(_, globs)| !globs.written.is_empty());
    if !names_some || !roots.iter().any(covers) {
        return String::new();
    }
    let relative: Vec<PathBuf> = files.iter().map(|file| config.relative(file)).collect();
    let lines = LineIndex::new(config.text.as_bytes());
    let mut out = String::new();
    for (what, globs) in config.named_files() {
        let mut used = vec![false; globs.written.len()];
        relative.iter().flat_map(|file| globs.matches(file)).for_each(|at| used[at] = true);
        for ((glob, span), _) in globs.written.iter().zip(used).filter(|(_, used)| !used) {
            let line = lines.position(config.text.as_bytes(), span.start()).line;
            out += &format!(
                "warning: {}:{line}: {what} for `{glob}` changes nothing: no file has such a path\n",
                output::name(path),
                glob = printable(glob)
            );
        }
    }
    out
}
