//! `germane rules`: the table of all rules, as text, JSON or the Markdown page of
//! `rules/README.md`; a page for each, as in `docs/rules/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;

use super::{Failure, Output, output};
use crate::builtin;
use crate::files;
use crate::lint::Linter;
use crate::order::InOrder;
use crate::pack::{Page, Rule};
use crate::project::Projects;
use crate::report::{inert, rule_page, vocabulary};
use crate::source::RULE_PAGE;
use crate::text::{one_line, printable, printable_lines};
use crate::vocabulary::Dimension;

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  germane rules | grep trust\n  germane rules --evidence | grep opinion\n  germane rules --pages wiki/rules\n  germane rules --format json --isolated"
)]
pub struct Args {
    /// Form of the table
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The evidence behind each rule in place of its advice: grade (A controlled and replicated, B
    /// one good study, C counts without control, D opinion), what it says and who says so; rules
    /// without any are house opinions
    #[arg(long, conflicts_with = "format")]
    evidence: bool,
    /// Only the built-in rules, as they are without a configuration
    #[arg(long)]
    isolated: bool,
    /// Every name that a pack may use, and the check kinds with their keys and an example each, as
    /// a page in Markdown
    #[arg(long, conflicts_with_all = ["format", "evidence", "pages"])]
    vocabulary: bool,
    /// Write a page in Markdown for each rule into this folder, instead of the table
    #[arg(long, value_name = "FOLDER")]
    pages: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// One line a rule
    Text,
    /// An array of objects
    Json,
    /// A page with a table for every dimension
    Markdown,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    if args.vocabulary {
        out.write(&vocabulary::markdown())?;
        return Ok(ExitCode::SUCCESS);
    }
    let linter = Projects::new(None, args.isolated).linter(&PathBuf::from("."))?;
    let rules = &linter.engine.book.rules;
    if args.evidence {
        let pages: Vec<Page> = linter.pages.iter().cloned().chain(builtin::pages()).collect();
        out.write(&printable_lines(&evidence(rules, &pages)))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(folder) = &args.pages {
        write_pages(&linter, folder)?;
        out.write(&format!("wrote {} pages to {}\n", rules.len(), output::name(folder)))?;
        return Ok(ExitCode::SUCCESS);
    }
    out.write(&match args.format {
        Format::Text => printable_lines(&text(rules)).into_owned(),
        Format::Json => json(rules),
        Format::Markdown => markdown(rules),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a page for each rule. Where a page would go and something else stands, nothing is written.
fn write_pages(linter: &Linter, folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::of_file(folder, error))?;
    let rules = &linter.engine.book.rules;
    let path = |rule: &Rule| folder.join(format!("{}.md", rule.id));
    if let Some(other) = rules.iter().map(|rule| path(rule)).find(|path| !may_be_written(path)) {
        return Err(Failure::of_file(
            &other,
            "not a page that `germane rules --pages` wrote, so it stays as it is, and no page is written; move it, or name another folder",
        ));
    }
    let built_in = builtin::pages();
    rules.iter().try_for_each(|rule| {
        let page = linter.pages.iter().chain(&built_in).find(|page| page.id == rule.id);
        let text = rule_page::markdown(rule, page, &linter.engine.book.lexicons.labels);
        std::fs::write(path(rule), text).map_err(|error| Failure::of_file(&path(rule), error))
    })
}

/// True for a file that is not there, or that is a page from an earlier time.
fn may_be_written(path: &Path) -> bool {
    match files::read(path, files::BESIDE) {
        Ok(bytes) => bytes.starts_with(RULE_PAGE.as_bytes()),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

fn sorted(rules: &[Arc<Rule>]) -> Vec<&Rule> {
    let mut sorted: Vec<&Rule> = rules.iter().map(|rule| &**rule).collect();
    sorted.order_by(|a, b| (a.dimension, &a.id).cmp(&(b.dimension, &b.id)));
    sorted
}

fn text(rules: &[Arc<Rule>]) -> String {
    let mut out = String::new();
    for rule in sorted(rules) {
        let points = if rule.most_taken() >= 0.05 {
            format!("-{:.1}", rule.most_taken())
        } else {
            String::new()
        };
        out += &format!(
            "{:<28} {:<12} {:<8} {points:>5}  {}\n",
            rule.id,
            rule.dimension.name(),
            rule.severity.name(),
            rule.advice
        );
    }
    out + &format!("{} rules; `germane explain RULE` shows one\n", rules.len())
}

/// What each rule rests on, one line a piece of evidence, then how many rules rest on what.
fn evidence(rules: &[Arc<Rule>], pages: &[Page]) -> String {
    let mut out = String::new();
    let mut best = BTreeMap::new();
    for rule in sorted(rules) {
        let known = pages
            .iter()
            .find(|page| page.id == rule.id)
            .map(|page| page.evidence.as_slice())
            .unwrap_or_default();
        *best.entry(known.iter().map(|evidence| evidence.grade).min()).or_insert(0) += 1;
        if known.is_empty() {
            out += &format!("{:<28} -  house opinion\n", rule.id);
        }
        for evidence in known {
            out += &format!(
                "{:<28} {}  {} ({})\n",
                rule.id, evidence.grade, evidence.says, evidence.source
            );
        }
    }
    let opinions = best.remove(&None).unwrap_or(0);
    let graded =
        best.iter().filter_map(|(grade, rules)| grade.map(|grade| format!("{grade}: {rules}, ")));
    out + &format!(
        "{} rules by their best evidence: {}house opinion: {opinions}\n",
        rules.len(),
        graded.collect::<String>()
    )
}

fn json(rules: &[Arc<Rule>]) -> String {
    let rows: Vec<serde_json::Value> = sorted(rules)
        .into_iter()
        .map(|rule| {
            serde_json::json!({
                "id": rule.id, "pack": rule.pack, "dimension": rule.dimension, "severity": rule.severity, "points": rule.points, "fitted": rule.fitted,
                "blocker": rule.blocker, "below_score": rule.below_score, "fails_below": rule.fails_below.iter().map(|(channel, score)| (channel.name(), *score)).collect::<BTreeMap<_, _>>(), "on": rule.on, "message": rule.message, "advice": rule.advice, "why": rule.why, "since": rule.since,
            })
        })
        .collect();
    inert::json_lines(&rows) + "\n"
}

/// The page of the built-in rules.
pub fn markdown(rules: &[Arc<Rule>]) -> String {
    let mut out = String::from(
        "# Rules\n\nGenerated by `germane rules --isolated --format markdown`; the packs beside this page are the source. `germane explain RULE` shows a rule's\nreasons, research and examples. Points are what a finding takes at most from the rule's dimension, by the fit where\nit met the rule; `off` rules are turned on by a profile or a configuration.\n",
    );
    for (name, dimension) in Dimension::NAMES {
        let of: Vec<&Rule> =
            sorted(rules).into_iter().filter(|rule| rule.dimension == *dimension).collect();
        if of.is_empty() {
            continue;
        }
        out += &format!(
            "\n## {name}\n\n| rule | severity | points | on | what to do |\n|---|---|---|---|---|\n"
        );
        for rule in of {
            let on: Vec<&str> = rule.on.iter().map(|channel| channel.name()).collect();
            out += &format!(
                "| [`{id}`](../docs/rules/{id}.md) | {} | {} | {} | {} |\n",
                rule.severity.name(),
                if rule.most_taken() >= 0.05 {
                    format!("{:.1}", rule.most_taken())
                } else {
                    String::new()
                },
                on.join(", "),
                // That of a pack is foreign text.
                printable(&one_line(&rule.advice)).replace('<', "&lt;").replace('|', "\\|"),
                id = rule.id
            );
        }
    }
    out
}
