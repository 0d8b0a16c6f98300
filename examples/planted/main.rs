//! `cargo run --example planted -- 1000000 > drafts.jsonl`: a list with planted blasts, to measure `germane campaign` with.

mod blasts;

use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1000);
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..count {
        let draft = blasts::draft(number);
        let (blast, kind) = draft.blast.map_or((String::new(), "once"), |blast| (blast.to_string(), blasts::kind(blast).0));
        let mail = format!("{}@{}.example", draft.first, draft.company.replace(' ', "-"));
        let line = serde_json::json!({
            "first_name": draft.first, "company": draft.company, "email": mail, "body": draft.body, "sender": format!("rep{}@seller.example", number % 7),
            "sent_at": format!("2026-0{}-{:02}", 1 + number % 9, 1 + number % 28), "blast": blast, "kind": kind,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
