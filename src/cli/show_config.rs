//! `germane check --show-config FILE`: the configuration that applies to a file, and where each value
//! comes from.

use std::collections::BTreeMap;
use std::path::Path;

use super::output::display_name;
use crate::config::{CONFIG, Config};
use crate::pack::Tuning;
use crate::text::{LineIndex, Span};

/// The configuration of a file: each key with its value and its place, then what comes of all
/// changes of rules for this file.
pub fn show_config(config: &Config, file: &Path) -> String {
    let Some(path) = &config.path else {
        return format!("{}: no germane.yaml above it; the defaults apply\n", display_name(file));
    };
    let path = display_name(path);
    let mut out = format!("{}: {path}\n", display_name(file));
    for origin in &config.origins {
        let place = format!("{path}:{}", origin.line);
        let line =
            format!("  {:<12} {place:<20} {}", origin.key, value(&config.text, origin.value));
        let lines: Vec<&str> = line.lines().map(str::trim_end).collect();
        out += &(lines.join("\n") + "\n");
    }
    for key in CONFIG.keys.iter().map(|key| key.name) {
        if !config.origins.iter().any(|origin| origin.key == key) {
            out += &format!("  {key:<12} default\n");
        }
    }
    let changes = changes(config, file);
    if !changes.is_empty() {
        out += "rules of this file that are not as they come:\n";
    }
    for (rule, change) in changes {
        out += &format!("  {rule:<24} {:<24} {path}:{}{}\n", change.what, change.line, change.why);
    }
    if let Some(least) = config.min_score_for(file) {
        out += &format!("a score below {least} fails\n");
    }
    out
}

/// A value as it is written: behind its key when it is short, else on lines of its own.
fn value(text: &str, span: Span) -> String {
    let start = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end()..].find('\n').map_or(text.len(), |at| span.end() + at);
    let lines = text[start..end].trim_end();
    match lines.contains('\n') || text[start..span.start()].trim().is_empty() {
        false => text[span.start()..end].trim_end().to_string(),
        true => lines.lines().map(|line| format!("\n    {}", line.trim_end())).collect(),
    }
}

/// The last change of a rule.
struct Change {
    what: String,
    line: usize,
    why: String,
}

/// What applies to each rule that is changed for a file: the last one that speaks of it.
fn changes<'c>(config: &'c Config, file: &Path) -> BTreeMap<&'c str, Change> {
    let lines = LineIndex::new(config.text.as_bytes());
    let own = config.rules.iter().map(|change| (change, String::new()));
    let of_file = config.overrides_for(file).into_iter().flat_map(|at| {
        let set = &config.overrides[at];
        set.rules.iter().map(|change| (change, format!(", for {}", set.globs.join(", "))))
    });
    let mut changes = BTreeMap::new();
    for ((rule, tuning), why) in own.chain(of_file) {
        let line = lines.position(config.text.as_bytes(), tuning.span.start()).line;
        changes.insert(rule.as_str(), Change { what: described(tuning), line, why });
    }
    changes
}

/// "warning, 6 points, other bounds".
fn described(tuning: &Tuning) -> String {
    let severity = tuning.severity.map(|severity| severity.name().to_string());
    let points = tuning.points.map(|points| format!("{points} points"));
    let bounds = (!tuning.bounds.is_empty()).then(|| "other bounds".to_string());
    [severity, points, bounds].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
