//! The file of a fitted reader, as text: the same bytes for the same labels.

use std::fmt::Write as _;

use super::cross::{CrossValidation, Figures};
use super::labels::Kind;
use super::result::Fit;
use crate::linear::Model;
use crate::order::InOrder;
use crate::text::hash::{OFFSET, fnv};
use crate::vocabulary::quantity;

/// Writes the file: what was fitted, with the figures of its cross-validation. `beside`
/// names the files that were fitted to beside the labels, each with its key.
pub fn file(
    name: &str,
    beside: &[(&str, Option<String>)],
    bench: &CrossValidation,
    fit: &Fit,
    figures: &Figures,
) -> String {
    let mut body = String::new();
    if bench.has_sentences() {
        section(&mut body, "sentence", &fit.sentence, quantity::SENTENCE, bench, "");
    }
    let quantities: Vec<&str> = quantity::DRAFT.iter().map(String::as_str).collect();
    for (kind, name) in
        [(Kind::Message, "message"), (Kind::Post, "post"), (Kind::Sequence, "sequence")]
    {
        let of = fit.of(kind);
        let mut head =
            format!("  shares: {}\n", join(of.shares.iter().map(|share| format!("{share:.4}"))));
        let (gate, welcome, unwelcome) = (of.bands.gate, of.bands.welcome, of.bands.unwelcome);
        let _ = writeln!(
            head,
            "  added: {:.2}\n  sentence-bound: {:.0}\n  least-length: {}\n  gate: {gate:.0}\n  welcome: {welcome:.0}\n  unwelcome: {unwelcome:.0}\n  points:",
            of.added, of.fitted.sentence_bound, of.fitted.model.least
        );
        for (rule, points) in &of.fitted.points {
            let _ = writeln!(head, "    {rule}: {points:.1}");
        }
        section(&mut body, name, &of.fitted.model, &quantities, bench, &head);
    }
    let mut out = String::from(
        "# Written by `germane fit`; not meant to be edited. `germane explain reader` shows the card.\n",
    );
    let _ = writeln!(out, "reader: {name}\nversion: {:08x}", checksum(&body));
    for (key, file) in beside {
        file.iter().for_each(|file| out += &format!("{key}: {file}\n"));
    }
    out += "card:\n";
    for (what, value) in bench.describe().into_iter().chain(
        figures.iter().map(|(what, value, n)| (what.clone(), format!("{value:.3} (n = {n})"))),
    ) {
        let _ = writeln!(out, "  {:?}: {value:?}", what);
    }
    out + &body
}

fn section(
    out: &mut String,
    name: &str,
    model: &Model,
    quantities: &[&str],
    bench: &CrossValidation,
    head: &str,
) {
    let _ = write!(out, "{name}:\n{head}");
    let _ = writeln!(
        out,
        "  intercept: {}",
        join(model.intercept.iter().map(|value| format!("{value:.4}")))
    );
    let _ =
        writeln!(out, "  step: {}", join(model.step.iter().map(|value| format!("{value:.6e}"))));
    out.push_str("  weights:\n");
    let mut rows: Vec<String> = model
        .rows()
        .map(|row| {
            let name = row.key.name(&|stem| bench.stem(stem), bench.labels(), quantities);
            format!("    {name:?}: {}\n", join(row.weights.iter().map(i16::to_string)))
        })
        .collect();
    rows.order();
    out.extend(rows);
}

fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(" ")
}

/// A hash of 32 bits: names the weights.
fn checksum(text: &str) -> u32 {
    let sum = fnv(OFFSET, text.as_bytes());
    (sum ^ (sum >> 32)) as u32
}

/// True when two files hold the same reader: every word alike but the version, and every number up
/// to the last digits: those follow the machine's arithmetic.
pub fn same(known: &str, fitted: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with("version: "));
        lines
            .flat_map(|line| line.split_whitespace().map(str::to_string).chain(["\n".to_string()]))
            .collect()
    };
    let (known, fitted) = (words(known), words(fitted));
    let alike = |(a, b): (&String, &String)| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => (x - y).abs() < 1.5 * last_digit(a),
        _ => a == b,
    };
    known.len() == fitted.len() && known.iter().zip(&fitted).all(alike)
}

/// What the last digit of a written number counts: a ten-thousandth in `27.7960`, a
/// hundred-millionth in `3.823624e-2`, one in `-15`.
fn last_digit(number: &str) -> f64 {
    let (digits, exponent) = number.split_once('e').unwrap_or((number, "0"));
    let behind = digits.split_once('.').map_or(0, |(_, behind)| behind.len() as i32);
    10.0_f64.powi(exponent.parse::<i32>().unwrap_or(0) - behind)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn only_last_digits_and_the_version_may_differ() {
        let file = "reader: a\nversion: 1f\nintercept: 27.7960 41.5397\nstep: 3.823624e-2\n  word: -15 40\n";
        for (from, to) in
            [("1f", "2e"), ("41.5397", "41.5396"), ("3.823624e-2", "3.823625e-2"), ("-15", "-16")]
        {
            assert!(same(file, &file.replace(from, to)), "{from} {to}");
        }
        for (from, to) in [
            ("41.5397", "41.5297"),
            ("-15", "-18"),
            ("3.823624e-2", "3.823724e-2"),
            ("word", "work"),
            ("reader: a", "reader: b"),
            (" 40", ""),
            ("27.7960", "28.7960"),
        ] {
            assert!(!same(file, &file.replace(from, to)), "{from} {to}");
        }
    }
}
