//! The box of a draft.

use super::super::{glance, leads, outline, post, relevance};
use super::{capital, card, first, first_fixes, mail, score};
use crate::outcome::{DraftReport, FileReport, FindingReport, SentenceEffect};
use crate::reader::Band;
use crate::report::xml::escape;
use crate::text::count;
use crate::vocabulary::Severity;

/// The box: verdict, what to fix first, the words, all that is found, what it was compared with.
pub fn article(report: &FileReport, draft: &DraftReport, name: &str) -> String {
    let anchor = |finding: usize| format!("{name}-{finding}");
    let mut out =
        format!("<article class=\"card\" id=\"{name}\" aria-labelledby=\"{name}-h\">\n<h2 id=\"{name}-h\">{}</h2>\n", escape(&draft.id));
    match &draft.score {
        Ok(of) => out += &score::draw(of, draft.band.map(Band::words)),
        Err(why) => out += &format!("<p class=\"none\">No score: {}.</p>\n", escape(why)),
    }
    if draft.score.is_ok() && draft.judged_from == "text" && draft.post.is_none() {
        out += "<p class=\"soft\">What it says of its recipient is not verified: no account file was given.</p>\n";
    }
    let fixes = first::of_draft(draft);
    out += &first_fixes(&fixes);
    if let Some(of) = draft.outline.as_ref().filter(|_| !fixes.is_empty()) {
        let lines = outline::lines(of).map(|(what, filled)| format!("<dt>{what}</dt><dd>{}</dd>\n", escape(&filled)));
        out += &format!("<section><h3>{}</h3>\n<dl class=\"outline\">\n{}</dl></section>\n", outline::TITLE, lines.concat());
    }
    out += &format!(
        "<section><h3>As it is read</h3>\n{}<p class=\"soft\">{}</p></section>\n",
        mail::draw(report, draft, &anchor),
        escape(&capital(&glance::line(&draft.glance)))
    );
    out += &found(&draft.findings, &anchor, draft.band == Some(Band::Welcome));
    out += &sentences(&draft.effects);
    if draft.allowed > 0 {
        out += &format!("<p class=\"soft\">{} allowed in the text.</p>\n", count(draft.allowed, "finding"));
    }
    match (&draft.post, &draft.relevance) {
        (Some(made), _) => out += &card("What the post is made of", &post::draw(made)),
        (None, Some(relevance)) => out += &card("How it uses what is known of the account", &relevance::card(relevance)),
        (None, None) => {}
    }
    if let Some(leads) = &draft.leads {
        out += &card("How it reads with every row of the list", &leads::card(leads));
    }
    out + "</article>\n"
}

/// All findings, in the order of their places.
pub fn found(findings: &[FindingReport], anchor: &dyn Fn(usize) -> String, good: bool) -> String {
    if findings.is_empty() {
        // Beside a low score that would be no comfort.
        return if good { "<p class=\"soft\">Nothing is found against it.</p>\n".into() } else { String::new() };
    }
    let items: String = findings.iter().enumerate().map(|(at, finding)| item(finding, &anchor(at))).collect();
    format!("<section><h3>All that is found ({})</h3>\n<ol class=\"found\">\n{items}</ol></section>\n", findings.len())
}

fn item(finding: &FindingReport, anchor: &str) -> String {
    let severity = match finding.severity {
        Severity::Off => "info",
        severity => severity.name(),
    };
    let points = match finding.points {
        points if points > 0.0 => format!(", \u{2212}{points} point{}", if points == 1.0 { "" } else { "s" }),
        _ => String::new(),
    };
    format!(
        "<li id=\"{anchor}\"><p><span class=\"tag {severity}\">{severity}</span> {}</p><p class=\"do\">{}</p><p class=\"soft\">{} <code>{}</code>, line {}{points}</p></li>\n",
        escape(&finding.message),
        escape(&finding.advice),
        escape(&finding.why),
        escape(&finding.rule),
        finding.there().start.line,
    )
}

/// The sentences that weigh most.
fn sentences(effects: &[SentenceEffect]) -> String {
    if effects.is_empty() {
        return String::new();
    }
    let item = |effect: &SentenceEffect| {
        let like = effect.reads_like.map(|like| format!(" <span class=\"soft\">reads like {like}</span>")).unwrap_or_default();
        let sign = if effect.points < 0.0 { "\u{2212}" } else { "+" };
        let (class, points) = (if effect.points < 0.0 { "low" } else { "high" }, effect.points.abs());
        format!("<li><b class=\"{class}\">{sign}{points:.1}</b> <q>{}</q>{like}</li>\n", escape(effect.text.trim()))
    };
    let items: String = effects.iter().map(item).collect();
    format!("<section><h3>Sentences that weigh most, in points</h3>\n<ul class=\"weighs\">\n{items}</ul></section>\n")
}
