//! One page that stands alone: no script, nothing from elsewhere.

use super::{contact, contacts_rest_on, count, own, rivals, slot, summary, who};
use crate::campaign::survey::Survey;
use crate::report::html::STYLE;
use crate::report::xml::escape;

/// Draws the page.
pub fn draw(survey: &Survey) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>germane campaign</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header class=\"sum\"><h1>germane campaign</h1><p>{}</p></header>\n",
        escape(&summary(survey))
    );
    let ledger = survey.score.ledger.iter().map(|loss| format!("{:.1} {}: {}", -loss.points, loss.what, loss.why));
    let score = format!("<p><b>{:.0}</b> of 100; a judgement, not fitted to readers.</p>\n", survey.score.total);
    page += &article("Score", &(score + &list(ledger)));
    for (at, told) in survey.told.iter().enumerate() {
        let mut body = format!("<p>{}.</p>\n", escape(&who(told)));
        if let Some(text) = &told.text {
            body += &format!("<p class=\"where\">{}</p>\n<div class=\"words\">{}</div>\n", escape(&told.typical), escape(text.trim()));
        }
        body += &list(told.slots.iter().map(slot).chain(own(told)).chain(rivals(told)));
        page += &article(&format!("Cluster {}", at + 1), &body);
    }
    if !survey.contacts.is_empty() {
        let rests = format!("<p>{}</p>\n", escape(&contacts_rest_on(survey)));
        let title = format!("Heard from several: {}", count(survey.over_contacted, "recipient"));
        page += &article(&title, &(rests + &list(survey.contacts.iter().map(contact))));
    }
    if !survey.senders.is_empty() {
        let said = survey.senders.iter().map(|sender| {
            format!(
                "{}: {} of {} share their words with others; {} are one message",
                sender.sender,
                sender.clustered,
                count(sender.drafts, "draft"),
                sender.largest
            )
        });
        page += &article("By sender", &list(said));
    }
    if !survey.mould.is_empty() {
        let said = survey
            .mould
            .iter()
            .map(|mould| format!("\"{}\" ({}, {})", mould.sentence, count(mould.clusters, "cluster"), count(mould.drafts, "draft")));
        page += &article("Common sentences: those that most drafts of several clusters have", &list(said));
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
