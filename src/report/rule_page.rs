//! A rule's page in Markdown, as in `docs/rules/`.

use super::conditions;
use super::inert::markdown as plain;
use crate::lexicon::Labels;
use crate::pack::{Page, Rule, general_message};
use crate::source::RULE_PAGE;
use crate::text::printable_lines;

/// The page. What a finding takes is not on it: that is a matter of the reader that a project uses,
/// and `germane explain` says it.
pub fn markdown(rule: &Rule, page: Option<&Page>, labels: &Labels) -> String {
    let channels: Vec<&str> = rule.on.iter().map(|channel| channel.name()).collect();
    let situation = conditions::situation(&rule.when, labels);
    let when = if situation.is_empty() {
        String::new()
    } else {
        format!(", only if: {}", situation.join("; "))
    };
    let mut out = format!(
        "{RULE_PAGE}\n# {}\n\n{}, {} unless configured; since {}.\n\nRuns on {}{when}.\n\n> {}\n\n**Why it matters.** {}\n\n**What to do.** {}\n",
        rule.id,
        rule.dimension.name(),
        rule.severity.name(),
        rule.since,
        channels.join(", "),
        plain(&general_message(&rule.message)),
        plain(&rule.why),
        plain(&rule.advice),
    );
    if let Some(cap) = rule.blocker {
        out += &format!("\nA finding caps the whole score at {cap}.\n");
    }
    if let Some(score) = rule.below_score {
        out += &format!(
            "\nIt is said only of drafts that score below {score}: of better ones it is too often wrong. A severity that you set for it makes it speak always.\n"
        );
    }
    if let Some(score) = rule.fails_below_in_words() {
        out += &format!(
            "\nA draft with such a finding fails when it scores below {score}: see [reads-as-blast](reads-as-blast.md).\n"
        );
    }
    if let Some(page) = page {
        out += "\n## What is known\n\n";
        if page.evidence.is_empty() {
            out += "Nothing: a house opinion.\n";
        }
        for evidence in &page.evidence {
            out += &format!(
                "* {}: {} ({})\n",
                evidence.grade,
                plain(&evidence.says),
                plain(&evidence.source)
            );
        }
        if !page.evidence.is_empty() {
            out += "\nGrades: A controlled and replicated, B one good study, C counts without control, D opinion.\n";
        }
        let examples = [("Flagged", &page.flag), ("Left alone", &page.pass)];
        for (title, examples) in examples.into_iter().filter(|(_, all)| !all.is_empty()) {
            out += &format!("\n## {title}\n");
            for example in examples {
                if let Some(account) = &example.account {
                    let known: Vec<String> =
                        account.facts.iter().map(|fact| plain(&fact.text)).collect();
                    out += &format!(
                        "\nKnown of {}: {}\n",
                        plain(account.spoken_name()),
                        known.join(" / ")
                    );
                }
                out += &quoted(&example.draft);
            }
        }
    }
    out + &format!(
        "\n## Turning it off\n\nIn a project: `rules: {{ {id}: off }}` in `germane.yaml`. In one place: `<!-- germane: allow {id} -- reason -->`.\n",
        id = rule.id
    )
}

/// A draft as it is written, in a fence that nothing in it closes.
fn quoted(draft: &str) -> String {
    let draft = printable_lines(draft);
    let longest = draft.split(|c: char| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("\n{fence}text\n{}\n{fence}\n", draft.trim_end())
}
