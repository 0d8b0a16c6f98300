//! The box of a draft.

use super::super::{glance, leads, outline, post, relevance};
use super::class::severity;
use super::{card, first, first_fixes, mail, score};
use crate::outcome::{DraftReport, FileReport, FindingReport, SentenceEffect};
use crate::reader::Band;
use crate::report::xml::escape;
use crate::text::{capital, count};

/// The box: verdict, what to fix first, the words, all that is found, what it was compared with.
pub fn article(report: &FileReport, draft: &DraftReport, name: &str) -> String {
    let anchor = |finding: usize| format!("{name}-{finding}");
    // That the score is low stands beside the score.
    let (low, findings): (Vec<&FindingReport>, Vec<&FindingReport>) =
        draft.findings.iter().partition(|finding| first::VERDICTS.contains(&finding.rule.as_str()));
    let mut out = format!(
        "<article class=\"card\" id=\"{name}\" aria-labelledby=\"{name}-h\">\n<h2 id=\"{name}-h\">{}</h2>\n",
        escape(&draft.id)
    );
    match &draft.score {
        Ok(of) => out += &score::draw(of, draft.band, low.first().copied()),
        Err(why) => out += &format!("<p class=\"none\">No score: {}.</p>\n", escape(why)),
    }
    if draft.is_unverified() {
        out += "<p class=\"soft\">What it says of its recipient is not verified: no account file was given.</p>\n";
    }
    let fixes = first::of_draft(draft);
    out += &first_fixes(&fixes);
    if let Some(of) = draft.outline.as_ref().filter(|_| !fixes.is_empty()) {
        let lines = outline::lines(of)
            .map(|(what, filled)| format!("<dt>{what}</dt><dd>{}</dd>\n", escape(&filled)));
        out += &format!(
            "<section><h3>{}</h3>\n<dl class=\"outline\">\n{}</dl></section>\n",
            outline::TITLE,
            lines.concat()
        );
    }
    let (words, marked) = mail::draw(report, draft, &findings, &anchor);
    out += &format!(
        "<section><h3>As it is read</h3>\n{}<p class=\"soft\">{}</p></section>\n",
        words,
        escape(&capital(&glance::line(&draft.glance)))
    );
    out += &found(&findings, &marked, &anchor, draft.band == Some(Band::Welcome));
    out += &sentences(&draft.effects);
    if draft.allowed > 0 {
        out += &format!(
            "<p class=\"soft\">{} allowed in the text.</p>\n",
            count(draft.allowed, "finding")
        );
    }
    if !draft.turned_off.is_empty() {
        out += &format!(
            "<p class=\"soft\">{} turned off in the text: {}.</p>\n",
            count(draft.turned_off.len(), "rule"),
            escape(&draft.turned_off.join(", "))
        );
    }
    match (&draft.post, &draft.relevance) {
        (Some(made), _) => out += &card("What the post is made of", &post::draw(made)),
        (None, Some(relevance)) => {
            out += &card("How it uses what is known of the account", &relevance::card(relevance))
        }
        (None, None) => {}
    }
    if let Some(leads) = &draft.leads {
        out += &card("How it reads with every row of the list", &leads::card(leads));
    }
    out + "</article>\n"
}

/// All findings, in the order of their places. Those that are `marked` in the words above lead back
/// there.
pub fn found(
    findings: &[&FindingReport],
    marked: &[bool],
    anchor: &dyn Fn(usize) -> String,
    good: bool,
) -> String {
    if findings.is_empty() {
        // Beside a low score that would be no comfort.
        return if good {
            "<p class=\"soft\">Nothing is found against it.</p>\n".into()
        } else {
            String::new()
        };
    }
    let mut explained: Vec<&str> = Vec::new();
    let mut items = String::new();
    for (at, finding) in findings.iter().enumerate() {
        // The reason is given once a rule; a second finding needs only the place.
        let is_first = !explained.contains(&finding.rule.as_str());
        explained.push(&finding.rule);
        items += &item(finding, &anchor(at), marked.get(at) == Some(&true), is_first);
    }
    format!(
        "<section><h3>All that is found ({})</h3>\n<ol class=\"found\">\n{items}</ol></section>\n",
        findings.len()
    )
}

fn item(finding: &FindingReport, anchor: &str, is_marked: bool, is_first: bool) -> String {
    let severity = severity(finding);
    let points = match finding.points {
        points if points > 0.0 => {
            format!(", \u{2212}{points} point{}", if points == 1.0 { "" } else { "s" })
        }
        _ => String::new(),
    };
    let line = finding.there().start.line;
    let place = match is_marked {
        true => format!("<a href=\"#{anchor}-w\">line {line}</a>"),
        false if finding.matched.is_empty() => "the whole draft".to_string(),
        false => format!("line {line}"),
    };
    let (advice, why) = match is_first {
        true => {
            (format!("<p class=\"do\">{}</p>", escape(&finding.advice)), escape(&finding.why) + " ")
        }
        false => (String::new(), String::new()),
    };
    format!(
        "<li id=\"{anchor}\"><p><span class=\"tag {severity}\">{severity}</span> {}</p>{advice}<p class=\"soft\">{why}<code>{}</code>, {place}{points}</p></li>\n",
        escape(&finding.message),
        escape(&finding.rule),
    )
}

/// The sentences that weigh most.
fn sentences(effects: &[SentenceEffect]) -> String {
    if effects.is_empty() {
        return String::new();
    }
    let item = |effect: &SentenceEffect| {
        let like = effect
            .reads_like
            .map(|like| format!(" <span class=\"soft\">reads like {like}</span>"))
            .unwrap_or_default();
        let sign = if effect.points < 0.0 { "\u{2212}" } else { "+" };
        let (class, points) =
            (if effect.points < 0.0 { "low" } else { "high" }, effect.points.abs());
        format!(
            "<li><b class=\"{class}\">{sign}{points:.1}</b> <q>{}</q>{like}</li>\n",
            escape(effect.text.trim())
        )
    };
    let items: String = effects.iter().map(item).collect();
    format!(
        "<section><h3>Sentences that weigh most, in points</h3>\n<ul class=\"weighs\">\n{items}</ul></section>\n"
    )
}
