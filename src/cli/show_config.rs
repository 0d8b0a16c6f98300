//! `germane check --show-config FILE`: the configuration that applies to a file, and where each value
//! comes from.

use std::path::Path;

use super::output::display_name;
use crate::config::Config;

/// The configuration of a file, a key a line.
pub fn show_config(config: &Config, file: &Path) -> String {
    let Some(path) = &config.path else {
        return format!("{}: no germane.yaml above it; the defaults apply\n", display_name(file));
    };
    let mut out = format!("{}: {}\n", display_name(file), display_name(path));
    for (key, line) in &config.origins {
        out += &format!("  {key:<12} {}:{line}\n", display_name(path));
    }
    for at in config.overrides_for(file) {
        let set = &config.overrides[at];
        let rules = set.rules.iter().map(|(rule, _)| rule.clone());
        let rules: Vec<String> =
            rules.chain(set.min_score.map(|least| format!("min-score {least}"))).collect();
        out += &format!("  overrides for {}: {}\n", set.globs.join(", "), rules.join(", "));
    }
    for key in [
        "extends",
        "packs",
        "avoid",
        "reader",
        "rule-pages",
        "sender",
        "accounts",
        "rules",
        "overrides",
        "exclude",
        "formats",
        "limits",
        "min-score",
        "fail-on",
    ] {
        if !config.origins.iter().any(|(set, _)| set == key) {
            out += &format!("  {key:<12} default\n");
        }
    }
    out
}
