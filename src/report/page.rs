//! A rule's page, made from its entry, and the card of the fitted reader.

use super::conditions;
use crate::lexicon::Labels;
use crate::pack::{Card, Page, Rule, general_message};

/// What the scores rest on.
pub fn card(card: &Card) -> String {
    let mut out = format!(
        "The fitted reader: {}\n\nWhat readers would say of a draft, from its words, marks and kinds of sentences.\n\n",
        card.title()
    );
    card.lines.iter().for_each(|(what, value)| out += &format!("  {what}: {value}\n"));
    out
}

/// The page of a rule, in plain text.
pub fn of(rule: &Rule, page: Option<&Page>, labels: &Labels) -> String {
    let mut out = format!(
        "{}  ({}, {}, {}; since {})\n\n",
        rule.id,
        rule.dimension.name(),
        rule.severity.name(),
        rule.price(),
        rule.since
    );
    let mut field = |label: &str, text: &str| out += &format!("  {label:<9} {text}\n");
    field("says", &general_message(&rule.message));
    field("why", &rule.why);
    field("do", &rule.advice);
    field("runs on", &rule.on.iter().map(|channel| channel.name()).collect::<Vec<_>>().join(", "));
    let situation = conditions::situation(&rule.when, labels);
    if !situation.is_empty() {
        field("only if", &situation.join("; "));
    }
    conditions::tiers(rule, labels).iter().for_each(|tier| field("finds", tier));
    if let Some(cap) = rule.blocker {
        field("blocker", &format!("caps the whole score at {cap}"));
    }
    if let Some(score) = rule.below_score {
        field(
            "said",
            &format!(
                "only of drafts that score below {score}, unless your configuration sets its severity"
            ),
        );
    }
    if let Some(score) = rule.fails_below_in_words() {
        field(
            "fails",
            &format!(
                "a draft with such a finding, when it scores below {score} (see reads-as-blast)"
            ),
        );
    }
    if !rule.yields_to.is_empty() {
        field("yields to", &rule.yields_to.join(", "));
    }
    field("pack", &rule.pack);
    let Some(page) = page else { return out };
    if page.evidence.is_empty() {
        out += "\nEvidence: none; a house opinion.\n";
    } else {
        out += "\nEvidence (A controlled and replicated ... D opinion):\n";
    }
    for evidence in &page.evidence {
        out += &format!("  {}  {}\n     {}\n", evidence.grade, evidence.says, evidence.source);
    }
    let examples = [("Flagged", &page.flag), ("Left alone", &page.pass)];
    for (title, examples) in examples.into_iter().filter(|(_, all)| !all.is_empty()) {
        out += &format!("\n{title}:\n");
        for example in examples {
            if let Some(account) = &example.account {
                let known: Vec<&str> =
                    account.facts.iter().map(|fact| fact.text.as_str()).collect();
                out += &format!("  (known of {}: {})\n", account.spoken_name(), known.join(" / "));
            }
            out += &format!("  | {}\n\n", example.draft.trim_end().replace('\n', "\n  | "));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out += &format!(
        "\nTo turn it off in a project: `rules: {{ {id}: off }}` in germane.yaml. In one place: `<!-- germane: allow {id} -- reason -->`.\n",
        id = rule.id
    );
    out
}
