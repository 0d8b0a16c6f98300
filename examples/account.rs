//! Lints a draft against what is known of its recipient's company, and prints what it makes of each
//! fact.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;

use germane::{Date, Linter, Sender, Source};

const ACCOUNT: &str = "account: Brightside Dental
domain: brightside.example
people:
  - { name: Ana Ruiz, email: ana@brightside.example, role: Practice manager }
facts:
  - { fact: opened a third surgery in Leith, kind: news, date: 2026-10-05, source: https://brightside.example/news }
";

const DRAFT: &str = "To: ana@brightside.example
Subject: Recalls in Leith

Hi Ana,

Since October your recall list runs over three surgeries, Leith among them. Who rings the patients that belong to none of them yet?

Lee
";

fn main() -> Result<(), Box<dyn Error>> {
    let sender = Sender { company: vec!["Tidewise".into()], ..Sender::default() };
    let linter = Linter::builder()
        .sender(sender)
        .account_file("brightside.yaml", ACCOUNT)
        .today(Date::parse("2026-11-02").ok_or("a day")?)
        .build()?;
    let report = linter.lint(&Source::new("draft.email.md", DRAFT.as_bytes()));
    println!("{}", serde_json::to_string_pretty(&report.drafts[0].relevance)?);
    Ok(())
}
