//! The ledger of a score: what took the points of each dimension, and what capped the whole.

use std::fmt::Write as _;

use crate::order::InOrder;
use crate::score::{Cap, FORMULA, READER, Score};
use crate::text::rounded;
use crate::vocabulary::Dimension;

pub fn dimensions(score: &Score, out: &mut String) {
    for (dimension, value) in &score.dimensions {
        let line =
            format!("  {:<12}{:>4.0}   {}", dimension.name(), value, ledger(score, *dimension));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// "self-heavy -25, opener-self -20".
fn ledger(score: &Score, dimension: Dimension) -> String {
    let mut by_rule: Vec<(&str, f64, usize)> = Vec::new();
    // What rounds to nothing is not worth a place on the line.
    for taken in
        score.ledger.iter().filter(|taken| taken.dimension == dimension && taken.points >= 0.05)
    {
        match by_rule.iter_mut().find(|(rule, ..)| *rule == taken.rule) {
            Some((_, points, times)) => {
                *points += taken.points;
                *times += 1;
            }
            None => by_rule.push((&taken.rule, taken.points, 1)),
        }
    }
    by_rule.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    // To the recipient's side of the report "reader" would be somebody else.
    let name = |rule: &str| {
        if rule == READER { "the text as a whole".to_string() } else { rule.to_string() }
    };
    let line = |(rule, points, times): &(&str, f64, usize)| {
        let times = if *times > 1 { format!(" ({times} times)") } else { String::new() };
        format!("{} -{}{times}", name(rule), rounded(*points))
    };
    by_rule.iter().map(line).collect::<Vec<_>>().join(", ")
}

pub fn cap_line(score: &Score) -> String {
    match &score.cap {
        None => String::new(),
        Some(Cap::Blocker { rule, cap }) => format!(", capped at {cap} by {rule}"),
        Some(Cap::Steps { new, of }) => {
            format!(", capped: {new} of {of} steps bring something new")
        }
    }
}

/// What took the points of each dimension.
pub fn ledgers(score: &Score, out: &mut String) {
    dimensions(score, out);
    explain(score, out);
}

pub fn explain(score: &Score, out: &mut String) {
    let _ = writeln!(
        out,
        "  Each dimension starts from what the fitted reader gives it (the text as a whole takes the rest) and loses the points listed; repeats of a"
    );
    let _ = writeln!(
        out,
        "  rule take half, then a quarter. The whole is their sum by what each counted for readers: {} = {:.1}. Formula {FORMULA}.",
        terms(score),
        score.mean
    );
}

/// "0.19 focus + 0.29 insight - 0.6".
fn terms(score: &Score) -> String {
    let counts = score.dimensions.iter().filter_map(|(dimension, _)| {
        let share = score.shares[*dimension as usize];
        (share >= 0.005).then(|| format!("{share:.2} {}", dimension.name()))
    });
    let sum = counts.collect::<Vec<_>>().join(" + ");
    let added = rounded(score.added.abs());
    match added > 0.0 {
        true => format!("{sum} {} {added}", if score.added < 0.0 { '-' } else { '+' }),
        false => sum,
    }
}
