//! What was given and not used: overrides for files that are not there.

use std::path::PathBuf;

use globset::Glob;

use super::output;
use crate::config::Config;
use crate::files;
use crate::text::{LineIndex, printable};

/// Says which globs of overrides name none of the files walked. A run that does not walk the whole
/// project cannot know.
pub fn globs(config: &Config, roots: &[PathBuf], files: &[PathBuf]) -> String {
    let Some(path) = &config.path else { return String::new() };
    let home = files::absolute(&config.root());
    let covers = |root: &PathBuf| root.is_dir() && home.starts_with(files::absolute(root));
    if config.overrides.is_empty() || !roots.iter().any(covers) {
        return String::new();
    }
    let relative: Vec<PathBuf> = files.iter().map(|file| config.relative(file)).collect();
    let lines = LineIndex::new(config.text.as_bytes());
    let mut out = String::new();
    for set in &config.overrides {
        for glob in &set.globs {
            let Ok(matcher) = Glob::new(glob).map(|glob| glob.compile_matcher()) else { continue };
            if !relative.iter().any(|file| matcher.is_match(file)) {
                let line = lines.position(config.text.as_bytes(), set.span.start()).line;
                out += &format!(
                    "warning: {}:{line}: the override for `{glob}` changes nothing: no file has such a path\n",
                    output::name(path),
                    glob = printable(glob)
                );
            }
        }
    }
    out
}
