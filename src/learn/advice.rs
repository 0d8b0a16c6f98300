//! The most informative test: two texts that differ in one thing, how many recipients it takes, how
//! long that lasts.

use std::collections::BTreeMap;

use super::gather::{Gathered, Sent};
use super::report::{Learned, NextTest};
use super::stats::sends_per_arm;
use super::traits::{self, Kind, Trait};
use super::{Answer, Settings};
use crate::lint::{Linter, Traits};
use crate::order::InOrder;
use crate::text::printable_lines;
use crate::vocabulary::Part;

/// The width of the interval of what could not be tested, in log odds: nothing is known of it.
const UNKNOWN: f64 = 4.0;
/// At most this many rules are tried for two texts that differ in nothing else.
const TRIED: usize = 40;
/// Of fewer words than this nothing is left to send: "Best," without a name is none of a sign-off.
const FEWEST_WORDS: usize = 5;

/// A rule that might be tried.
struct Candidate<'c> {
    column: &'c Trait,
    /// What is known least, costs most and is sent most comes first.
    worth: f64,
    why: String,
    /// Its most-sent text.
    text: usize,
}

/// The next test; `None` when no text has anything that a rule that takes points would find.
pub fn next(
    linter: &Linter,
    gathered: &Gathered,
    answer: Answer,
    read: &[Traits],
    columns: &[Trait],
    learned: &Learned,
    settings: &Settings,
) -> Option<NextTest> {
    let mut sent = vec![0; gathered.texts.len()];
    for ((_, text), tally) in &gathered.cells {
        sent[*text] += tally.delivered;
    }
    // What all texts have cannot have been tested, and is no column.
    let mut everywhere: Vec<Trait> = Vec::new();
    for rule in read.iter().flat_map(|traits| &traits.rules) {
        let known = |column: &&Trait| {
            column.name == *rule || column.also.iter().any(|(_, own)| own == rule)
        };
        if !columns.iter().chain(&everywhere).any(|column| known(&column)) {
            let values = read
                .iter()
                .map(|traits| f64::from(u8::from(traits.rules.contains(rule))))
                .collect();
            everywhere.push(Trait {
                kind: Kind::Rule,
                name: rule.clone(),
                also: Vec::new(),
                values,
                least: 1.0,
            });
        }
    }
    let rules = columns.iter().chain(&everywhere).filter(|column| column.kind == Kind::Rule);
    let mut candidates: Vec<Candidate> =
        rules.filter_map(|column| candidate(linter, column, &sent, learned)).collect();
    candidates.order_by(|a, b| b.worth.total_cmp(&a.worth).then(a.column.name.cmp(&b.column.name)));
    let mut analyser = linter.analyser();
    let mut pair = |candidate: &Candidate| {
        pair(linter, &mut analyser, &gathered.texts[candidate.text], &candidate.column.name)
    };
    let found =
        candidates.iter().take(TRIED).find_map(|candidate| Some((candidate, pair(candidate)?)));
    let (candidate, other, gone) = match found {
        Some((candidate, (other, gone))) => (candidate, Some(other), gone),
        None => (candidates.first()?, None, Vec::new()),
    };
    let gone = if gone.is_empty() {
        String::new()
    } else {
        format!("; with it goes what {} finds", gone.join(", "))
    };
    let text = &gathered.texts[candidate.text];
    let rate = rate(gathered, answer, candidate.text)?;
    let arm = sends_per_arm(rate, settings.lift);
    let a_day = settings.sends_a_day.or_else(|| volume(gathered, text.step));
    let rule = linter.engine.book.rule(&candidate.column.name);
    Some(NextTest {
        rule: candidate.column.name.clone(),
        why: format!("{}{gone}", candidate.why),
        one: printable_lines(&plain(text)).into_owned(),
        other: other.map(|other| printable_lines(&other).into_owned()),
        advice: rule.map(|rule| rule.advice.to_string()).unwrap_or_default(),
        step: text.step,
        rate,
        lift: settings.lift,
        sends_per_arm: arm,
        sends_a_day: a_day,
        days: arm
            .zip(a_day)
            .filter(|(_, a_day)| *a_day > 0.0)
            .map(|(arm, a_day)| (2.0 * arm as f64 / a_day).ceil() as u64),
    })
}

fn candidate<'c>(
    linter: &Linter,
    column: &'c Trait,
    sent: &[u64],
    learned: &Learned,
) -> Option<Candidate<'c>> {
    let rule = linter.engine.book.rule(&column.name)?;
    let costs = rule.most_taken();
    if rule.dimension.is_gate()
        || costs <= 0.0
        || learned.said.iter().any(|finding| finding.is_about(&column.name))
    {
        return None;
    }
    let has = |text: &usize| column.values[*text] > 0.5;
    let with: u64 = (0..sent.len()).filter(has).map(|text| sent[text]).sum();
    let text =
        (0..sent.len()).filter(has).max_by_key(|text| (sent[*text], std::cmp::Reverse(*text)))?;
    let share = with as f64 / sent.iter().sum::<u64>().max(1) as f64;
    let unclear = learned.unclear.iter().find(|finding| finding.is_about(&column.name));
    let width = unclear.map_or(UNKNOWN, |finding| {
        (finding.measured.interval.1 / finding.measured.interval.0).ln().min(UNKNOWN)
    });
    let known = match unclear {
        Some(finding) => {
            format!(
                "its odds ratio may be anything from {:.2} to {:.2}",
                finding.measured.interval.0, finding.measured.interval.1
            )
        }
        None => "your replies are too few to say".to_string(),
    };
    let why = format!(
        "`{}` takes up to {costs:.1} points, {:.0} % of what you send has it, and {known}",
        column.name,
        100.0 * share
    );
    Some(Candidate { column, worth: costs * width * share, why, text })
}

/// The text without the sentences in which the rule finds something, and what other rules then find
/// no more; `None` when the rule still finds something, or another one finds something new.
fn pair(
    linter: &Linter,
    analyser: &mut crate::analysis::Analyser,
    sent: &Sent,
    rule: &str,
) -> Option<(String, Vec<String>)> {
    let one = Sent { body: body(sent), ..sent.clone() };
    let has = linter.traits(analyser, &traits::draft(&one));
    let mut other = one.clone();
    for (_, sentence) in has.sentences.iter().filter(|(own, _)| own == rule) {
        let (before, after) = other.body.split_once(sentence.as_str())?;
        let (before, after) = (before.trim_end_matches(' '), after.trim_start_matches(' '));
        // The blank that parted it from its neighbours, and the line that was its own.
        let glue = if before.is_empty()
            || before.ends_with('\n')
            || after.is_empty()
            || after.starts_with('\n')
        {
            ""
        } else {
            " "
        };
        let own_line = before.ends_with("\n\n") && after.starts_with("\n\n");
        other.body = format!(
            "{before}{glue}{}",
            if own_line { after.trim_start_matches('\n') } else { after }
        );
    }
    let lacks = linter.traits(analyser, &traits::draft(&other));
    let others = has
        .rules
        .iter()
        .filter(|own| *own != rule && !lacks.rules.contains(*own))
        .map(|own| format!("`{own}`"))
        .collect();
    let less = lacks.rules.is_subset(&has.rules)
        && has.rules.contains(rule)
        && !lacks.rules.contains(rule);
    (less && lacks.words >= FEWEST_WORDS).then(|| (plain(&other), others))
}

/// The words of a text as its reader sees them.
fn body(sent: &Sent) -> String {
    let draft = traits::draft(sent);
    draft
        .section(Part::Body)
        .map_or(String::new(), |span| span.slice(draft.text.as_str()).trim().to_string())
}

fn plain(sent: &Sent) -> String {
    match sent.subject.as_str() {
        "" => body(sent),
        subject => format!("Subject: {subject}\n\n{}", body(sent)),
    }
}

/// The rate of a text, drawn towards that of its step: a text of ten recipients has none of its
/// own.
fn rate(gathered: &Gathered, answer: Answer, text: usize) -> Option<f64> {
    const COUNTS: f64 = 500.0;
    let step = gathered.texts[text].step;
    let sum = |of: &dyn Fn(usize, usize) -> bool| {
        let cells = gathered.cells.iter().filter(|((stratum, text), _)| of(*stratum, *text));
        cells.fold((0.0, 0.0), |(sent, replies), (_, tally)| {
            let arm = answer.arm(tally);
            (sent + arm.sent as f64, replies + arm.replies as f64)
        })
    };
    let (of_step, own) =
        (sum(&|stratum, _| gathered.strata[stratum].step == step), sum(&|_, own| own == text));
    let around = if of_step.0 > 0.0 { of_step.1 / of_step.0 } else { return None };
    let rate = (own.1 + COUNTS * around) / (own.0 + COUNTS);
    (rate > 0.0).then_some(rate)
}

/// Messages of a step a day: all that were sent by the days from first to last, and the part that
/// the step has.
fn volume(gathered: &Gathered, step: u32) -> Option<f64> {
    let (first, last) = (gathered.days.keys().next()?, gathered.days.keys().next_back()?);
    let all: u64 = gathered.days.values().sum();
    let mut steps: BTreeMap<u32, u64> = BTreeMap::new();
    for ((stratum, _), tally) in &gathered.cells {
        *steps.entry(gathered.strata[*stratum].step).or_default() += tally.delivered;
    }
    let share =
        steps.get(&step).copied().unwrap_or(0) as f64 / steps.values().sum::<u64>().max(1) as f64;
    // What was sent within a week says little of a day.
    Some(all as f64 * share / ((last - first + 1).max(7)) as f64)
}
