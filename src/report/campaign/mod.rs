//! What is said of a campaign: for people, for programs, as a page. The sentences are made here, so
//! that all forms say the same.

pub mod html;
pub mod human;
pub mod json;

use crate::campaign::survey::{
    ClusterReport, Contact, Personalisation, RepeatedSentence, Sender, Slot, Survey, WITHIN,
};
use crate::text::{count, plural, printable};

/// The campaign in a sentence or two.
fn summary(survey: &Survey) -> String {
    let recipients = if survey.recipients > 0 {
        format!(" to {}", count(survey.recipients, "recipient"))
    } else {
        String::new()
    };
    let accounts = if survey.accounts > 0 {
        format!(" at {}", count(survey.accounts, "account"))
    } else {
        String::new()
    };
    let drafts = count(survey.drafts, "draft");
    if survey.clustered_drafts == 0 {
        return format!("{drafts}{recipients}{accounts}. No two of them say the same.");
    }
    let share = 100.0 * f64::from(survey.clustered_drafts) / f64::from(survey.drafts.max(1));
    // Where no draft names its recipient each counts as one, but for steps of a sequence.
    let drafts_are_people = survey.recipients == 0
        && survey.clusters.first().is_none_or(|largest| largest.drafts == survey.most_same);
    let most = count(survey.most_same, if drafts_are_people { "draft" } else { "recipient" });
    format!(
        "{drafts}{recipients}{accounts}. {} of them ({share:.0} %) say nearly the same as another draft, in {}. The most that got the same words: {most}.",
        survey.clustered_drafts,
        count(survey.cluster_count, "cluster"),
    )
}

/// What could not be judged.
fn notes(survey: &Survey) -> Vec<String> {
    survey.notes.iter().map(|note| printable(note).into_owned()).collect()
}

/// Who got a cluster, and from whom.
fn who(cluster: &ClusterReport) -> String {
    let mut said = vec![count(cluster.drafts, "draft")];
    said.extend((cluster.recipients > 0).then(|| count(cluster.recipients, "recipient")));
    said.extend(
        (cluster.recipients == 0 && cluster.reached < cluster.drafts)
            .then(|| format!("at least {}", count(cluster.reached, "recipient"))),
    );
    said.extend((cluster.accounts > 0).then(|| count(cluster.accounts, "account")));
    let mut said = said.join(", ");
    if cluster.variants == 1 {
        said += "; all are equal but for names, links and numbers";
    } else if cluster.variants > 1 {
        said += &format!(
            "; {} different wordings, not counting names, links and numbers",
            cluster.variants
        );
    }
    if cluster.sender_count > 0 {
        let names: Vec<String> = cluster
            .senders
            .iter()
            .take(3)
            .map(|(name, drafts)| format!("{} ({drafts})", printable(name)))
            .collect();
        let more = cluster.sender_count.saturating_sub(names.len() as u32);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        said += &format!("; from {}{more}", names.join(", "));
    }
    if !cluster.steps.is_empty() {
        let steps: Vec<String> = cluster.steps.iter().map(u32::to_string).collect();
        said += &format!("; {} {}", plural(steps.len() as u64, "step", "steps"), steps.join(", "));
    }
    if let Some(score) = cluster.score {
        said += &format!("; mean score {score:.0}");
    }
    said
}

/// Whether a cluster is a blast that looks like personal mail.
fn dressed(cluster: &ClusterReport) -> Option<String> {
    let Personalisation { compared, names_only, first_line_only } = cluster.personalisation;
    if !cluster.is_blast() || compared == 0 || 2 * (names_only + first_line_only) < compared {
        return None;
    }
    let names = format!("only names, links or numbers {} theirs", plural(names_only, "is", "are"));
    let drafts = count(compared, "draft");
    Some(match (names_only, first_line_only) {
        (names_only, 0) => {
            format!("Dressed as personal mail: in {names_only} of {drafts} {names}.")
        }
        (0, first) => format!(
            "Dressed as personal mail: in {first} of {drafts} only the first line was written for the recipient."
        ),
        (names_only, first) => {
            format!(
                "Dressed as personal mail: in {first} of {drafts} only the first line was written for the recipient, in {names_only} not even that."
            )
        }
    })
}

/// What each recipient got alone; nothing when no text was kept.
fn unique(cluster: &ClusterReport) -> Option<String> {
    let unique = &cluster.unique;
    let compared = cluster.personalisation.compared;
    let without = if unique.drafts_without > 0 {
        format!(", none in {} of {compared}", unique.drafts_without)
    } else {
        String::new()
    };
    (compared > 0).then(|| {
        format!(
            "Words that no other recipient got: {} in the median draft, {} at most{without}. Sentences: {} in the median draft.",
            unique.median_words, unique.most_words, unique.median_sentences
        )
    })
}

/// One slot.
fn slot(slot: &Slot) -> String {
    let quoted = |text: &str| format!("\"{}\"", printable(text));
    let others: Vec<String> = slot.others.iter().map(|other| quoted(other)).collect();
    let place =
        format!("Varies in sentence {}, in {} of {} compared", slot.sentence, slot.differ, slot.of);
    match (slot.typical.is_empty(), others.is_empty()) {
        (true, _) => format!("{place}: others add {}", others.join(", ")),
        (false, true) => format!("{place}: {}, which others leave out", quoted(&slot.typical)),
        (false, false) => {
            format!("{place}: {}; others have {}", quoted(&slot.typical), others.join(", "))
        }
    }
}

/// Which competitors get the same message.
fn competitors(cluster: &ClusterReport) -> Vec<String> {
    let said = |of: &crate::campaign::survey::CompetingAccounts| match of.basis {
        "competitors" => format!(
            "Competitors: {} compete according to the list, and got the same message.",
            printable(&of.what)
        ),
        _ => format!(
            "Competitors, perhaps: {} got the same message and share the industry \"{}\" according to the list.",
            count(of.accounts, "account"),
            printable(&of.what)
        ),
    };
    cluster.competitors.iter().map(said).collect()
}

/// How much of what a sender sends is one message.
fn sender(sender: &Sender) -> String {
    let (one, all) = (sender.in_largest_cluster, count(sender.drafts, "draft"));
    format!(
        "{}: {one} of {all} {} one message; {} {} nearly the same as another draft",
        printable(&sender.sender),
        plural(one, "is", "are"),
        sender.in_clusters,
        plural(sender.in_clusters, "says", "say")
    )
}

/// A sentence of several messages.
fn repeated(repeated: &RepeatedSentence) -> String {
    let from = match (&repeated.only_sender, repeated.senders) {
        (Some(sender), _) => format!(", all from {}", printable(sender)),
        (None, 0) => String::new(),
        (None, senders) => format!(", from {}", count(senders, "sender")),
    };
    let messages = count(repeated.messages, "different message");
    format!(
        "\"{}\" in {messages} ({}{from})",
        printable(&repeated.sentence),
        count(repeated.drafts, "draft")
    )
}

/// What repeated sentences are, as a title.
const REPEATED: &str = "Template: sentences that stand in several different messages";

/// How many hear from several, as a title.
fn over_contacted(survey: &Survey) -> String {
    let both = [
        (survey.over_contacted_recipients, "recipient"),
        (survey.over_contacted_accounts, "account"),
    ];
    let said: Vec<String> = both
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| count(number, what))
        .collect();
    format!("Over-contact: {}", said.join(", "))
}

/// Those of them that are listed, and how many more there are.
fn contacts(survey: &Survey) -> Vec<String> {
    let mut said: Vec<String> = survey.over_contact.iter().map(contact).collect();
    let all = survey.over_contacted_recipients + survey.over_contacted_accounts;
    let more = all.saturating_sub(said.len() as u32);
    said.extend((more > 0).then(|| format!("and {more} more")));
    said
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
        (senders, sequences) => {
            format!("{} and {}", count(senders, "sender"), count(sequences, "sequence"))
        }
    };
    let whole = if contact.account { " (the whole account)" } else { "" };
    format!(
        "{}{whole}: {} from {of} {when}",
        printable(&contact.who),
        count(contact.drafts, "draft")
    )
}

/// What over-contact rests on.
fn contacts_rest_on(survey: &Survey) -> String {
    let counted = "Counted are recipients with two or more senders or sequences, and accounts with three or more";
    if survey.dated_drafts == 0 {
        return format!(
            "{counted}. No draft says when it is sent (a column such as `sent_at`), so all are taken together."
        );
    }
    format!(
        "{counted}, within {WITHIN} days. {} of {} say when they are sent.",
        survey.dated_drafts,
        count(survey.drafts, "draft")
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
