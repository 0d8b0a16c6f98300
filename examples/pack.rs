//! Adds a rule of one's own, and prints what is wrong when the pack cannot be used.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use germane::{Linter, Source};

const PACK: &str = "pack: club
lexicons:
  club-jargon: { phrases: [onboarding journey, member lifecycle] }
rules:
  club-jargon:
    dimension: originality
    severity: warning
    points: 4
    check: { each: club-jargon }
    message: '\"{match}\" is what we say among us; a member would not.'
    advice: Say what happens, and when.
    why: Words of the office put a desk between you and the member.
    since: 0.1.0
    examples:
      flag: [Your onboarding journey starts now., We look after the member lifecycle.]
      pass: [Your first training is on Monday., Members stay for nine years on average.]
";

fn main() {
    let linter = match Linter::builder().pack("club.yaml", PACK).build() {
        Ok(linter) => linter,
        Err(wrong) => return eprintln!("{wrong}"),
    };
    let report = linter.lint(&Source::new(
        "welcome.md",
        b"Hi Tom,\n\nYour onboarding journey starts on Monday.\n\nLee\n",
    ));
    for finding in report.findings() {
        println!("{}: {} {}", finding.rule, finding.message, finding.advice);
    }
}
