//! What the replies speak for, as a change of `germane.yaml` that a person reads, takes over or
//! leaves: severities and points of rules, and what dimensions count. Drawn towards what is shipped
//! by how little is known.

use std::fmt::Write as _;

use super::report::{Finding, Learned};
use super::traits::Kind;
use crate::config::{Config, FILE_NAME};
use crate::diff::unified;
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

/// The change as a unified diff that `git apply` takes; a comment when the replies speak for none.
pub fn diff(linter: &Linter, config: &Config, learned: &Learned) -> String {
    let rules: Vec<Change> =
        learned.said.iter().flat_map(|finding| of_rules(linter, finding)).collect();
    let dimensions: Vec<(Dimension, f64, String)> =
        learned.said.iter().filter_map(of_dimension).collect();
    let path = config
        .path
        .as_ref()
        .map_or_else(|| FILE_NAME.to_string(), |path| path.display().to_string());
    let (mut new, mut left) = (config.text.clone(), Vec::new());
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    let lines = rules
        .iter()
        .filter(|change| !config.rules.iter().any(|(id, _)| *id == change.rule))
        .map(|change| {
            let severity = change.severity.map(|severity| format!("severity: {}", severity.name()));
            let points = change.points.map(|points| format!("points: {points}"));
            let both: Vec<String> = severity.into_iter().chain(points).collect();
            format!("  # {}\n  {}: {{ {} }}\n", change.comment, change.rule, both.join(", "))
        });
    put(&mut new, "rules", lines.collect(), &mut left);
    let set = |dimension: &Dimension| config.dimensions.iter().any(|(own, _)| own == dimension);
    let lines = dimensions.iter().filter(|(dimension, ..)| !set(dimension));
    put(
        &mut new,
        "dimensions",
        lines
            .map(|(dimension, times, comment)| {
                format!("  # {comment}\n  {}: {times:.2}\n", dimension.name())
            })
            .collect(),
        &mut left,
    );
    if new.trim_end() == config.text.trim_end() && left.is_empty() {
        return "# The replies speak for no change: what is shipped stays.\n".to_string();
    }
    let from = if config.path.is_none() { "/dev/null".to_string() } else { format!("a/{path}") };
    let mut out = unified(&config.text, &new, &from, &format!("b/{path}"));
    for line in left {
        let _ = writeln!(
            out,
            "# put in by hand, for `{path}` writes its rules on one line: {}",
            line.trim()
        );
    }
    out
}

/// Puts lines below the key `name` of a YAML text, which is added when it is not there.
fn put(text: &mut String, name: &str, lines: Vec<String>, left: &mut Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let head = format!("{name}:");
    let at = text
        .match_indices(&head)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || text[..*at].ends_with('\n'));
    match at {
        None => *text += &format!("{head}\n{}", lines.concat()),
        Some(at) => {
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            let rest = text[at + head.len()..end].trim();
            // Its entries are set in as far as the first of them.
            let indent: String = text[end..].chars().take_while(|c| *c == ' ').collect();
            if (rest.is_empty() || rest.starts_with('#')) && !indent.is_empty() {
                let own: String = lines
                    .concat()
                    .lines()
                    .map(|line| format!("{indent}{}\n", line.trim_start()))
                    .collect();
                text.insert_str(end, &own);
            } else {
                left.extend(lines.iter().flat_map(|lines| lines.lines().map(str::to_string)));
            }
        }
    }
}

/// How much of the way from what is shipped the replies carry, 0 to 1.
fn carry(finding: &Finding) -> f64 {
    // The error of what was measured, from its interval: about four errors wide.
    let error = (finding.measured.interval.1 / finding.measured.interval.0).ln() / 4.0;
    HALF_WAY.powi(2) / (HALF_WAY.powi(2) + error.powi(2))
}

/// Changes of the rules that a finding is about. Gates and errors stay: law and broken fields are
/// no matter of replies.
fn of_rules(linter: &Linter, finding: &Finding) -> Vec<Change> {
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
        .filter_map(|rule| of_rule(rule, finding))
        .collect()
}

fn of_rule(rule: &Rule, finding: &Finding) -> Option<Change> {
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
        "went with {:.2} times the odds of a reply ({:.2} to {:.2}); shipped: {}, {shipped:.1} points",
        finding.odds_ratio,
        finding.interval.0,
        finding.interval.1,
        rule.severity.name()
    );
    (points.is_some() || severity.is_some()).then(|| Change {
        rule: rule.id.clone(),
        points,
        severity,
        comment,
    })
}

/// How many times as much a dimension is to count.
fn of_dimension(finding: &Finding) -> Option<(Dimension, f64, String)> {
    let dimension = Dimension::SCORED
        .into_iter()
        .find(|dimension| finding.kind == Kind::Dimension && dimension.name() == finding.name)?;
    let times = (carry(finding) * finding.odds_ratio.ln() / DOUBLES.ln()).exp2().clamp(0.5, 2.0);
    let comment = format!(
        "a higher score went with {:.2} times the odds of a reply ({:.2} to {:.2}); shipped: 1",
        finding.odds_ratio, finding.interval.0, finding.interval.1
    );
    Some((dimension, times, comment))
}
