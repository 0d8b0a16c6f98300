//! What is said of a campaign: for people, for programs, as a page. The sentences are made here, so that all forms say the same.

pub mod html;
pub mod human;
pub mod json;

use crate::campaign::survey::{ClusterReport, Contact, DisguisedDrafts, Slot, Survey, WITHIN};
use crate::text::printable;

/// `3 drafts`, `1 draft`.
fn count(number: u32, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// The campaign in a sentence or two.
fn summary(survey: &Survey) -> String {
    let recipients = if survey.recipients > 0 { format!(" to {}", count(survey.recipients, "recipient")) } else { String::new() };
    let accounts = if survey.accounts > 0 { format!(" at {}", count(survey.accounts, "account")) } else { String::new() };
    let drafts = count(survey.drafts, "draft");
    if survey.clustered == 0 {
        return format!("{drafts}{recipients}{accounts}. No two of them say the same.");
    }
    let share = 100.0 * f64::from(survey.clustered) / f64::from(survey.drafts.max(1));
    format!(
        "{drafts}{recipients}{accounts}. {} ({share:.0} %) say what another draft says, in {}; the most that got the same words: {}.",
        survey.clustered,
        count(survey.clusters, "cluster"),
        survey.most_same
    )
}

/// Who got a cluster, and from whom.
fn who(told: &ClusterReport) -> String {
    let mut said = vec![count(told.drafts, "draft")];
    said.extend((told.recipients > 0).then(|| count(told.recipients, "recipient")));
    said.extend((told.accounts > 0).then(|| count(told.accounts, "account")));
    let mut said = said.join(", ");
    if told.variants == 1 {
        said += "; without names, links and numbers all are equal";
    } else if told.variants > 1 {
        said += &format!("; {} different texts without names, links and numbers", told.variants);
    }
    if told.sender_count > 0 {
        let names: Vec<String> = told.senders.iter().take(3).map(|(name, drafts)| format!("{} ({drafts})", printable(name))).collect();
        let more = told.sender_count.saturating_sub(names.len() as u32);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        said += &format!("; from {}{more}", names.join(", "));
    }
    if !told.steps.is_empty() {
        let steps: Vec<String> = told.steps.iter().map(u32::to_string).collect();
        said += &format!("; step {}", steps.join(", "));
    }
    if let Some(score) = told.score {
        said += &format!("; mean score {score:.0}");
    }
    said
}

/// What each recipient got alone; nothing when no text was kept.
fn own(told: &ClusterReport) -> Option<String> {
    let DisguisedDrafts { compared, names_only, first_line_only } = told.dress;
    if compared == 0 {
        return None;
    }
    let own = &told.own;
    let mut said = format!(
        "Words that no other recipient got: {} in the median draft, {} at most; {} of {compared} got none. Sentences: {} in the median.",
        own.median_words, own.most_words, own.none, own.median_sentences
    );
    let share = |part: u32| f64::from(part) / f64::from(compared);
    if compared >= 5 && share(names_only) >= 0.5 {
        said += &format!(" A blast dressed as personal mail: in {names_only} of {compared} only names, links or numbers differ.");
    } else if compared >= 5 && share(names_only + first_line_only) >= 0.5 {
        said += &format!(" A blast dressed as personal mail: in {first_line_only} of {compared} only the first line is theirs.");
    }
    Some(said)
}

/// One slot.
fn slot(slot: &Slot) -> String {
    let quoted = |text: &str| format!("\"{}\"", printable(text));
    let typical = if slot.typical.is_empty() { "words are added".to_string() } else { quoted(&slot.typical) };
    let others: Vec<String> = slot.others.iter().map(|other| quoted(other)).collect();
    let others = if others.is_empty() { "left out".to_string() } else { others.join(", ") };
    format!("sentence {}, {} of {} differ: {typical} -> {others}", slot.sentence, slot.differ, slot.of)
}

/// Which competitors get the same message.
fn rivals(told: &ClusterReport) -> Vec<String> {
    let said = |rival: &crate::campaign::survey::CompetingAccounts| match rival.rests_on {
        "competitors" => format!("{} are competitors according to the list, and got the same message", printable(&rival.what)),
        _ => format!(
            "{} share the industry \"{}\" according to the list: likely competitors that got the same message",
            count(rival.accounts, "account"),
            printable(&rival.what)
        ),
    };
    told.rivals.iter().map(said).collect()
}

/// Somebody who hears from several.
fn contact(contact: &Contact) -> String {
    let when = match contact.days {
        None => "without dates".to_string(),
        Some(0) => "on one day".to_string(),
        Some(days) => format!("within {} days", days + 1),
    };
    let of = match (contact.senders, contact.sequences) {
        (senders, 0 | 1) => count(senders, "sender"),
        (0 | 1, sequences) => count(sequences, "sequence"),
        (senders, sequences) => format!("{} and {}", count(senders, "sender"), count(sequences, "sequence")),
    };
    let whole = if contact.account { " (the whole account)" } else { "" };
    format!("{}{whole}: {} from {of} {when}", printable(&contact.who), count(contact.drafts, "draft"))
}

/// What over-contact rests on.
fn contacts_rest_on(survey: &Survey) -> String {
    if survey.dated == 0 {
        return "No draft says when it is sent (a column such as `sent_at`), so all are taken together.".into();
    }
    format!(
        "Recipients with two or more senders or sequences within {WITHIN} days, accounts with three or more; {} of {} drafts are dated.",
        survey.dated, survey.drafts
    )
}

/// A line, cut where it gets long.
fn short(line: &str) -> String {
    const LONG: usize = 100;
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_string(),
    }
}
