//! What `germane learn` found, in three forms.

#[cfg(feature = "cli")]
pub mod html;
pub mod human;
pub mod json;

use std::collections::BTreeMap;

use crate::diff::signed_lines;
use crate::learn::report::{Finding, Funnel, Learned, NextTest, Untested};
use crate::learn::traits::Kind;
use crate::order::InOrder;
use crate::text::{capital, grouped, percent, plural};

/// "1 text", "2 texts".
fn counted(number: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(number), plural(number, "", "s"))
}

/// What was read, in one sentence.
fn summary(learned: &Learned) -> String {
    let total = &learned.total;
    let answer = learned.answer();
    let answers = answer.arm(total).replies;
    let rate = if total.delivered > 0 { answers as f64 / total.delivered as f64 } else { 0.0 };
    format!(
        "{} delivered, {} ({}), {} in {}, {} of texts side by side",
        counted(total.delivered, "message"),
        answer.counted(answers),
        percent(rate),
        counted(learned.texts as u64, "distinct text"),
        counted(learned.strata as u64, "place"),
        counted(learned.groups as u64, "comparison"),
    )
}

/// What was joined before it was counted, when something was.
fn joined(learned: &Learned) -> Option<String> {
    (learned.joined > 0).then(|| {
        format!(
            "{} joined with an earlier one of the same recipient, campaign and step: it counts once, with what any of its rows says",
            match learned.joined {
                1 => "1 row was".to_string(),
                rows => format!("{} rows were", grouped(rows as u64)),
            }
        )
    })
}

/// What the figures of the sentences are, said once.
fn figures(learned: &Learned) -> Option<&'static str> {
    (learned.said.len() + learned.unclear.len() > 0).then_some(
        "Each sentence says what was measured, with its interval. Of many traits those that stand out do so in part by chance, so a ratio is also drawn towards 1, farther where less is known: `--suggest` goes by that.",
    )
}

/// What a finding rests on.
fn rests(finding: &Finding) -> String {
    let p = finding.measured.p;
    format!(
        "drawn towards 1: {:.2}; {} of {} against {} of {}, {} in {} that share no text, p {}",
        finding.odds_ratio,
        if finding.more.replies == 1 {
            "1 reply".to_string()
        } else {
            format!("{} replies", grouped(finding.more.replies))
        },
        grouped(finding.more.sent),
        grouped(finding.less.replies),
        grouped(finding.less.sent),
        counted(finding.strata as u64, "place"),
        counted(finding.groups as u64, "group"),
        if p < 0.001 { "below 0.001".to_string() } else { format!("{p:.3}") }
    )
}

/// The traits that cannot be separated from that of a finding, marks last.
fn inseparable(finding: &Finding) -> String {
    const SHOWN: usize = 6;
    let names: Vec<String> = finding
        .also
        .iter()
        .take(SHOWN)
        .map(|also| also.kind.called(&also.name, also.opposite))
        .collect();
    let more = finding.also.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}, and these cannot be separated", names.join(", "))
}

/// Why there is nothing to say, when there is nothing.
fn nothing(learned: &Learned) -> Option<String> {
    match (&learned.only_a_plan, learned.said.is_empty(), learned.unclear.is_empty()) {
        (Some(why), ..) => Some(format!("Nothing yet: {why}.")),
        (None, true, true) => Some("Nothing: no trait of your texts could be tested.".to_string()),
        (None, true, false) => Some(
            "Nothing: every difference between texts that were sent side by side may be chance. That is the usual case, and no fault of yours."
                .to_string(),
        ),
        _ => None,
    }
}

/// Traits that could not be tested, by the reason; rules and scores before marks.
fn reasons(untestable: &[Untested]) -> Vec<(&str, Vec<&Untested>)> {
    let mut by: BTreeMap<&str, Vec<&Untested>> = BTreeMap::new();
    for own in untestable.iter().filter(|own| own.kind != Kind::Mark) {
        by.entry(&own.because).or_default().push(own);
    }
    let mut reasons: Vec<_> = by.into_iter().collect();
    reasons.order_by_key(|(because, traits)| (std::cmp::Reverse(traits.len()), *because));
    reasons
}

/// The next test in sentences: why, what it takes.
fn plan(next: &NextTest) -> Vec<String> {
    let mut lines = vec![format!("Try texts without it: {}.", next.why)];
    let seen = format!(
        "to see a reply rate {:.1} times as high as {} in four of five cases",
        next.lift,
        percent(next.rate)
    );
    lines.push(match next.sends_per_arm {
        Some(arm) => format!("{} for each of the two texts, {seen}.", counted(arm, "recipient")),
        None => format!("No number of recipients is enough {seen}."),
    });
    lines.push(match (next.days, next.sends_a_day) {
        (Some(days), Some(a_day)) => format!("At {a_day:.0} messages of step {} a day that takes {}.", next.step, counted(days, "day")),
        _ => {
            "How many days that takes is not known, for the exports do not say when messages were sent; `--sends-a-day N` does.".to_string()
        }
    });
    lines.push(
        "Assign recipients to the two texts at random, from the first day to the last, and decide at the end, not on the way.".to_string(),
    );
    lines
}

/// What the second text of the next test is, as lines of a diff.
fn diff(next: &NextTest) -> Vec<(char, String)> {
    let Some(other) = &next.other else {
        return next.one.lines().map(|line| (' ', line.to_string())).collect();
    };
    let lines = signed_lines(&next.one, other).into_iter();
    lines.map(|(sign, line)| (sign, line.trim_end_matches(['\n', '\r']).to_string())).collect()
}

/// The funnel in sentences.
fn arithmetic(funnel: &Funnel) -> Vec<String> {
    let (low, high) = funnel.rate_interval;
    let mut lines = vec![format!(
        "{} written to, {} messages: {} answered, {} (95 %: {} to {}).",
        counted_people(funnel.leads),
        grouped(funnel.sends),
        grouped(funnel.replies),
        percent(funnel.rate),
        percent(low),
        percent(high)
    )];
    let mut got = Vec::new();
    got.extend(
        funnel.interested.map(|interested| format!("{} showed interest", grouped(interested))),
    );
    got.extend(funnel.meetings.map(|meetings| format!("{meetings:.0} meetings came of it")));
    if let Some(days) = funnel.days.filter(|days| *days >= 7) {
        let month = |number: f64| number * 30.0 / days as f64;
        let meetings = funnel
            .meetings
            .map(|meetings| format!(" and {:.1} meetings", month(meetings)))
            .unwrap_or_default();
        got.push(format!(
            "at this volume that is {} replies{meetings} in 30 days",
            grouped(month(funnel.replies as f64).round() as u64)
        ));
    }
    if funnel.meetings.is_none() {
        got.push("the exports do not say how many meetings there were (`--meetings-per-reply SHARE` does)".to_string());
    }
    lines.push(format!("{}.", capital(&got.join("; "))));
    if funnel.leads_spared > 0 {
        lines.push(format!(
            "Were one more of a hundred people to answer, the same replies would take {} fewer, and {} fewer messages.",
            counted_people(funnel.leads_spared),
            grouped(funnel.sends_spared)
        ));
    }
    lines
}

fn counted_people(number: u64) -> String {
    format!("{} {}", grouped(number), plural(number, "person", "people"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1, "text"), "1 text");
    }
}
