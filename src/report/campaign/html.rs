//! One page that stands alone: no script, nothing from elsewhere.

use super::{
    REPEATED, competitors, contacts, contacts_rest_on, dressed, notes, over_contacted, repeated,
    sender, slot, summary, unique, who,
};
use crate::campaign::survey::Survey;
use crate::report::html::STYLE;
use crate::report::xml::escape;

/// Draws the page.
pub fn draw(survey: &Survey) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>germane campaign</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header class=\"sum\"><h1>germane campaign</h1><p>{}</p></header>\n",
        escape(&summary(survey))
    );
    let ledger = survey
        .score
        .ledger
        .iter()
        .map(|loss| format!("{:.1} {}: {}", -loss.points, loss.what, loss.why));
    let score = format!(
        "<p><b>{:.0}</b> of 100; a judgement, not fitted to readers.</p>\n",
        survey.score.total
    );
    page += &article("Score", &(score + &list(ledger.chain(notes(survey)))));
    for (at, cluster) in survey.clusters.iter().enumerate() {
        let mut body = format!("<p>{}.</p>\n", escape(&who(cluster)));
        body += &list(dressed(cluster).into_iter().chain(competitors(cluster)));
        if let Some(text) = &cluster.text {
            let place = escape(&cluster.typical_draft);
            body += &format!(
                "<p class=\"where\">The most typical draft, {place}:</p>\n<div class=\"words\">{}</div>\n",
                escape(text.trim())
            );
        }
        body += &list(cluster.slots.iter().map(slot).chain(unique(cluster)));
        page += &article(&format!("Cluster {}", at + 1), &body);
    }
    if !survey.over_contact.is_empty() {
        let rests = format!("<p>{}</p>\n", escape(&contacts_rest_on(survey)));
        page += &article(&over_contacted(survey), &(rests + &list(contacts(survey).into_iter())));
    }
    if !survey.senders.is_empty() {
        page += &article("By sender", &list(survey.senders.iter().map(sender)));
    }
    if !survey.repeated_sentences.is_empty() {
        page += &article(REPEATED, &list(survey.repeated_sentences.iter().map(repeated)));
    }
    page + "</main>\n</body>\n</html>\n"
}

fn article(title: &str, body: &str) -> String {
    format!("<article><h2>{}</h2>\n{body}</article>\n", escape(title))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{}</li>\n", escape(&item))).collect();
    if items.is_empty() { items } else { format!("<ul>\n{items}</ul>\n") }
}
