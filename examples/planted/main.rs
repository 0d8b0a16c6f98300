//! `cargo run --example planted -- 1000000 > drafts.jsonl`: a list with planted blasts, to measure
//! `germane campaign` with. A second number is where to begin: parts of a list that is too long for
//! one file.

mod blasts;

use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).map_while(|number| number.parse::<u64>().ok());
    let (count, first) = (numbers.next().unwrap_or(1000), numbers.next().unwrap_or(0));
    let mut out = BufWriter::new(io::stdout().lock());
    for number in first..first.saturating_add(count) {
        let draft = blasts::draft(number);
        let (blast, kind) = draft
            .blast
            .map_or((String::new(), "once"), |blast| (blast.to_string(), blasts::kind(blast).0));
        let mail = format!("{}@{}.example", draft.first, draft.company.replace(' ', "-"));
        let line = serde_json::json!({
            "first_name": draft.first, "company": draft.company, "email": mail, "body": draft.body, "sender": format!("rep{}@seller.example", number % 7),
            "sent_at": format!("2026-0{}-{:02}", 1 + number % 9, 1 + number % 28), "blast": blast, "kind": kind,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
