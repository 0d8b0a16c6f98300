//! What the replies speak for, as a change of `germane.yaml` that a person reads, takes over or
//! leaves: severities and points of rules, and what dimensions count. Drawn towards what is shipped
//! by how little is known.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::Answer;
use super::report::{Finding, Learned};
use super::traits::Kind;
use crate::config::{Config, FILE_NAME};
use crate::diff::unified;
use crate::files;
use crate::lint::Linter;
use crate::pack::Rule;
use crate::vocabulary::{Dimension, Severity};

/// How well an effect is known for half of the way to be gone: an error of this, in log odds.
const HALF_WAY: f64 = 0.15;
/// An odds ratio of this in a dimension's score makes the dimension count twice as much, were it
/// wholly known.
const DOUBLES: f64 = 2.0;

/// A change of one rule.
struct Change {
    rule: String,
    points: Option<u8>,
    severity: Option<Severity>,
    comment: String,
}

impl Change {
    /// Its lines below `rules:`.
    fn lines(&self) -> String {
        let severity = self.severity.map(|severity| format!("severity: {}", severity.name()));
        let points = self.points.map(|points| format!("points: {points}"));
        let both: Vec<String> = severity.into_iter().chain(points).collect();
        format!("  # {}\n  {}: {{ {} }}\n", self.comment, self.rule, both.join(", "))
    }
}

/// What a change calls the configuration. `git apply` takes names from the folder that it runs in,
/// and changes nothing outside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its path from the folder in which the change is applied.
    pub name: String,
    /// That folder, when it is another one than the current.
    pub folder: Option<PathBuf>,
}

impl Target {
    /// The configuration as it is called from the folder `here`; a new one stands in it.
    pub fn of(config: &Config, here: &Path) -> Target {
        let Some(path) = &config.path else {
            return Target { name: FILE_NAME.to_string(), folder: None };
        };
        // Links are followed: the current folder is known without them.
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| files::absolute(path));
        let (path, here) = (real(path), real(here));
        let slashed = |path: &Path| {
            let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
            parts.collect::<Vec<_>>().join("/")
        };
        match (path.strip_prefix(&here), path.parent(), path.file_name()) {
            (Ok(below), ..) => Target { name: slashed(below), folder: None },
            (Err(_), Some(folder), Some(name)) => Target {
                name: name.to_string_lossy().into_owned(),
                folder: Some(folder.to_path_buf()),
            },
            _ => Target { name: slashed(&path), folder: None },
        }
    }
}

/// The change as a unified diff that `git apply` takes; a comment when the replies speak for none.
pub fn diff(linter: &Linter, config: &Config, target: &Target, learned: &Learned) -> String {
    let answer = learned.answer();
    let known = |change: &Change| config.rules.iter().any(|(id, _)| *id == change.rule);
    let rules: Vec<String> = learned
        .said
        .iter()
        .flat_map(|finding| of_rules(linter, finding, answer))
        .filter(|change| !known(change))
        .map(|change| change.lines())
        .collect();
    let set = |dimension: Dimension| config.dimensions.iter().any(|(own, _)| *own == dimension);
    let dimensions: Vec<String> = learned
        .said
        .iter()
        .filter_map(|finding| of_dimension(finding, answer))
        .filter(|(dimension, ..)| !set(*dimension))
        .map(|(dimension, times, comment)| {
            format!("  # {comment}\n  {}: {times:.2}\n", dimension.name())
        })
        .collect();
    let mut new = config.text.clone();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    let mut by_hand = String::new();
    for (key, lines) in [("rules", rules), ("dimensions", dimensions)] {
        if lines.is_empty() {
            continue;
        }
        match put(&new, key, &lines).filter(|changed| is_read(config, changed, key, lines.len())) {
            Some(changed) => new = changed,
            None => {
                let _ = writeln!(
                    by_hand,
                    "# put in by hand below `{key}:` of {}, which is written in a way that lines cannot be added to:",
                    target.name
                );
                lines.concat().lines().for_each(|line| {
                    let _ = writeln!(by_hand, "#{line}");
                });
            }
        }
    }
    if new.trim_end() == config.text.trim_end() {
        return match by_hand.is_empty() {
            true => "# The replies speak for no change: what is shipped stays.\n".to_string(),
            false => by_hand,
        };
    }
    let name = &target.name;
    let from = if config.path.is_none() { "/dev/null".to_string() } else { format!("a/{name}") };
    unified(&config.text, &new, &from, &format!("b/{name}")) + &by_hand
}

/// A YAML text with lines below the key `key`, which is added when it is not there; `None` where
/// what stands there is no list of lines.
fn put(text: &str, key: &str, lines: &[String]) -> Option<String> {
    let head = format!("{key}:");
    let at = text
        .match_indices(&head)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || text[..*at].ends_with('\n'));
    let Some(at) = at else { return Some(format!("{text}{head}\n{}", lines.concat())) };
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let rest = text[at + head.len()..end].trim();
    if !(rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    // Its entries are set in as far as the first of them; it may have none.
    let is_entry = |line: &&str| !(line.trim().is_empty() || line.trim_start().starts_with('#'));
    let first = text[end..].lines().find(is_entry).unwrap_or_default();
    let indent = match first.len() - first.trim_start_matches(' ').len() {
        0 => 2,
        indent => indent,
    };
    let own: String = lines
        .concat()
        .lines()
        .map(|line| format!("{:indent$}{}\n", "", line.trim_start()))
        .collect();
    Some(format!("{}{own}{}", &text[..end], &text[end..]))
}

/// True when a changed text is a configuration like the one before, with so many more entries below
/// `key`.
fn is_read(config: &Config, changed: &str, key: &str, more: usize) -> bool {
    let path = config.path.as_deref().unwrap_or(Path::new(FILE_NAME));
    let (before, after) = (Config::read(path, &config.text), Config::read(path, changed));
    let entries = |config: &Config| match key {
        "rules" => config.rules.len(),
        _ => config.dimensions.len(),
    };
    after.problems.len() <= before.problems.len() && entries(&after) == entries(&before) + more
}

/// How much of the way from what is shipped the replies carry, 0 to 1.
fn carry(finding: &Finding) -> f64 {
    // The error of what was measured, from its interval: about four errors wide.
    let error = (finding.measured.interval.1 / finding.measured.interval.0).ln() / 4.0;
    HALF_WAY.powi(2) / (HALF_WAY.powi(2) + error.powi(2))
}

/// Changes of the rules that a finding is about. Gates and errors stay: law and broken fields are
/// no matter of replies.
fn of_rules(linter: &Linter, finding: &Finding, answer: Answer) -> Vec<Change> {
    if finding.kind != Kind::Rule {
        return Vec::new();
    }
    let also = finding
        .also
        .iter()
        .filter(|also| also.kind == Kind::Rule && !also.opposite)
        .map(|also| &also.name);
    let rules =
        std::iter::once(&finding.name).chain(also).filter_map(|name| linter.engine.book.rule(name));
    rules
        .filter(|rule| !rule.dimension.is_gate() && rule.severity < Severity::Error)
        .filter_map(|rule| of_rule(rule, finding, answer))
        .collect()
}

fn of_rule(rule: &Rule, finding: &Finding, answer: Answer) -> Option<Change> {
    let shipped = rule.most_taken();
    let harms = finding.odds_ratio < 1.0;
    // What harms is to count twice as much, and at least something; what helps nothing.
    let target = if harms { (2.0 * shipped).max(3.0) } else { 0.0 };
    let points = (shipped + carry(finding) * (target - shipped)).round().clamp(0.0, 30.0) as u8;
    let severity = match (harms, rule.severity) {
        (true, Severity::Off | Severity::Info) => Some(Severity::Warning),
        (false, Severity::Warning) => Some(Severity::Info),
        _ => None,
    };
    let points = Some(points).filter(|points| (f64::from(*points) - shipped).abs() >= 0.5);
    let comment = format!(
        "{}; shipped: {}, {shipped:.1} points",
        measured(finding, "went with", answer),
        rule.severity.name()
    );
    (points.is_some() || severity.is_some()).then(|| Change {
        rule: rule.id.clone(),
        points,
        severity,
        comment,
    })
}

/// What was measured, in short.
fn measured(finding: &Finding, went: &str, answer: Answer) -> String {
    let (ratio, (low, high)) = (finding.measured.odds_ratio, finding.measured.interval);
    format!("{went} {ratio:.2} times the odds of {} ({low:.2} to {high:.2})", answer.one())
}

/// How many times as much a dimension is to count.
fn of_dimension(finding: &Finding, answer: Answer) -> Option<(Dimension, f64, String)> {
    let dimension = Dimension::SCORED
        .into_iter()
        .find(|dimension| finding.kind == Kind::Dimension && dimension.name() == finding.name)?;
    let times = (carry(finding) * finding.odds_ratio.ln() / DOUBLES.ln()).exp2().clamp(0.5, 2.0);
    let comment = format!("{}; shipped: 1", measured(finding, "a higher score went with", answer));
    Some((dimension, times, comment))
}
