//! The calendar of a sequence, for people: a line a step, with its day on an axis, what it brings
//! and what it scores.

use std::fmt::Write as _;

use super::{Options, cap_line, dimensions, hidden};
use crate::analysis::sequence::Novelty;
use crate::outcome::{ArmReport, SequenceReport, StepReport};
use crate::score::Score;
use crate::text::{count, printable};

/// Columns of the axis at most.
const AXIS: usize = 32;
/// Columns of an axis that is worth drawing.
const LEAST: usize = 12;
/// Columns of a line beside the axis, with what a step brings.
const BESIDE: usize = 86;

/// Draws a sequence: its calendar, then its score with the ledger.
pub fn draw(sequence: &SequenceReport, options: Options) -> String {
    let mut out = String::new();
    let days: Vec<u32> = sequence.steps.iter().filter_map(|step| step.day).collect();
    let (first, last) =
        (days.iter().min().copied().unwrap_or(0), days.iter().max().copied().unwrap_or(0));
    let cells = match options.style.width.saturating_sub(BESIDE).min(AXIS) {
        // A narrow terminal has room for the numbers alone.
        cells if cells < LEAST => 0,
        cells => cells,
    };
    let axis = if days.is_empty() { " ".repeat(cells) } else { ends(first, last, cells) };
    let span = if days.is_empty() {
        "no days given".to_string()
    } else {
        format!("day {first} to {last}")
    };
    let _ = writeln!(out, "{}: {}, {span}", sequence.id, count(sequence.steps.len(), "step"));
    let _ = writeln!(out, "  step  day  {axis}  {:<18}{:>5}  score  new", "channel", "words");
    for step in &sequence.steps {
        line(step, first, last, cells, &mut out);
    }
    let bold = |text: String| options.style.painted("1", &text);
    match &sequence.score {
        Err(why) => {
            let _ = writeln!(out, "{}", bold(format!("{}: no score ({why})", sequence.id)));
        }
        Ok(score) => {
            dimensions(score, &mut out);
            if options.explain_score {
                explain(score, &mut out);
            }
            arms(sequence, score.total, &mut out);
            let _ = writeln!(
                out,
                "{}",
                bold(format!("{}: {:.0} of 100{}", sequence.id, score.total, cap_line(score)))
            );
        }
    }
    hidden(sequence.hidden, &mut out);
    out
}

fn explain(score: &Score, out: &mut String) {
    let _ = writeln!(
        out,
        "  Each dimension starts from what the fitted reader gives the steps that bring something; a finding of one step counts by its share"
    );
    let _ = writeln!(
        out,
        "  of the steps, one between steps in full. Their sum is {:.1}; never more than the share of steps that bring something.",
        score.mean
    );
}

/// The days at both ends of the axis.
fn ends(first: u32, last: u32, cells: usize) -> String {
    if cells == 0 {
        return String::new();
    }
    let (first, last) = (first.to_string(), last.to_string());
    let gap = cells.saturating_sub(first.len() + last.len());
    format!("{first}{}{last}", " ".repeat(gap))
}

fn line(step: &StepReport, first: u32, last: u32, cells: usize, out: &mut String) {
    let channel = format!("{}{}", step.channel, if step.reply { ", reply" } else { "" });
    let day = step.day.map_or("?".to_string(), |day| day.to_string());
    let place = |day: u32| {
        ((day - first) as usize * cells.saturating_sub(1)) / ((last - first).max(1) as usize)
    };
    let axis: String = (0..cells)
        .map(|at| if step.day.map(place) == Some(at) { '\u{25cf}' } else { '\u{b7}' })
        .collect();
    let axis = if step.day.is_some() { axis } else { " ".repeat(cells) };
    let head = |number: &str| format!("  {number:>4}  {day:>3}  {axis}  {channel:<18}");
    let number = step.step.to_string();
    if step.arms.is_empty() {
        let _ = writeln!(out, "{}{:>5}  {:>5}", head(&number), "-", "-");
    }
    for arm in &step.arms {
        let score = arm.score.map_or("-".to_string(), |score| format!("{score:.0}"));
        let number = format!("{number}{}", printable(&arm.name));
        let _ =
            writeln!(out, "{}{:>5}  {score:>5}  {}", head(&number), arm.novelty.words, brings(arm));
    }
    if let Some(when) = &step.when {
        let _ = writeln!(out, "              only when: {}", printable(when));
    }
}

/// What a step brings: "3 facts, 14 words, asks for less".
pub fn brings(arm: &ArmReport) -> String {
    let Novelty { facts, proof, stems, artefact, smaller_ask, first, .. } = arm.novelty;
    if first {
        return "the first".to_string();
    }
    let mut parts = vec![count(facts, "fact"), count(stems, "word")];
    if proof > 0 {
        parts[0] += &format!(" ({proof} of proof)");
    }
    parts.extend(artefact.then(|| "something to look at".to_string()));
    parts.extend(smaller_ask.then(|| "a smaller ask".to_string()));
    let parts = parts.join(", ");
    if arm.nothing_new { format!("almost nothing new ({parts})") } else { parts }
}

/// The best and the worst arm of every step that has several.
fn arms(sequence: &SequenceReport, worst: f64, out: &mut String) {
    let Some(best) = sequence.best else { return };
    let mut named = [Vec::new(), Vec::new()];
    for step in sequence.steps.iter().filter(|step| step.arms.len() > 1) {
        let by_worth = |a: &&ArmReport, b: &&ArmReport| a.worth.total_cmp(&b.worth);
        let pair = [step.arms.iter().max_by(by_worth), step.arms.iter().min_by(by_worth)];
        for (named, arm) in named.iter_mut().zip(pair) {
            named.extend(arm.map(|arm| format!("{}{}", step.step, printable(&arm.name))));
        }
    }
    let [best_arms, worst_arms] = named.map(|arms| arms.join(", "));
    let _ = writeln!(
        out,
        "  arms: {best:.0} with those that score best alone ({best_arms}), {worst:.0} with the weakest ({worst_arms}), which counts"
    );
}
