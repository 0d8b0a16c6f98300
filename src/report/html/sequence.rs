//! The box of a sequence, and its calendar: a line a step, with a dot on the day it is sent, as
//! good as its weakest arm is.
//!
//! Boxes, not a drawing, so that its words keep their size on a phone.

use super::score::{self, grade};
use super::{draft, first, first_fixes};
use crate::outcome::{ArmReport, SequenceReport, StepReport};
use crate::report::human::calendar::brings;
use crate::report::xml::escape;

/// The box of a sequence as a whole.
pub fn article(sequence: &SequenceReport, fixes: &[first::TopFix], name: &str) -> String {
    let score = match &sequence.score {
        Ok(of) => score::draw(of, None, None),
        Err(why) => format!("<p class=\"none\">No score: {}.</p>\n", escape(why)),
    };
    format!(
        "<article class=\"card\" id=\"{name}\" aria-labelledby=\"{name}-h\">\n<h2 id=\"{name}-h\">{}, the whole sequence</h2>\n{score}{}<section><h3>When what is sent</h3>\n{}</section>\n{}</article>\n",
        escape(&sequence.id),
        first_fixes(fixes),
        calendar(sequence),
        draft::found(
            &sequence.findings.iter().collect::<Vec<_>>(),
            &[],
            &|at| format!("{name}-{at}"),
            false
        ),
    )
}

/// The calendar of a sequence.
fn calendar(sequence: &SequenceReport) -> String {
    let days = || sequence.steps.iter().filter_map(|step| step.day);
    let (first, last) = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    let place = |day: u32| f64::from(day - first) / f64::from((last - first).max(1));
    let lines: String = sequence.steps.iter().map(|step| line(step, place)).collect();
    format!("<ol class=\"calendar\">\n{lines}</ol>\n")
}

fn line(step: &StepReport, place: impl Fn(u32) -> f64) -> String {
    let worst = step.arms.iter().filter_map(|arm| arm.score).reduce(f64::min);
    let (day, dot) = match step.day {
        None => ("day ?".to_string(), String::new()),
        Some(day) => (
            format!("day {day}"),
            format!(
                "<i class=\"{}\" style=\"--at:{:.3}\"></i>",
                worst.map_or("none", grade),
                place(day)
            ),
        ),
    };
    let reply = if step.reply { ", reply" } else { "" };
    let when = step
        .when
        .as_deref()
        .map(|when| format!(", only when: {}", escape(when)))
        .unwrap_or_default();
    let arms: String = step.arms.iter().map(arm).collect();
    format!(
        "<li><b>{day}</b><span class=\"track\" aria-hidden=\"true\">{dot}</span><p>step {}: {}{reply}{when}</p>{arms}</li>\n",
        step.step, step.channel
    )
}

fn arm(arm: &ArmReport) -> String {
    let score = arm.score.map_or("no score".to_string(), |score| {
        format!("<b class=\"{}\">{score:.0}</b> of 100", grade(score))
    });
    let name = if arm.name.is_empty() { String::new() } else { format!("{}: ", escape(&arm.name)) };
    let new = if arm.novelty.first { String::new() } else { format!("; new: {}", brings(arm)) };
    format!("<p class=\"soft\">{name}{score}, {} words{new}</p>", arm.novelty.words)
}
