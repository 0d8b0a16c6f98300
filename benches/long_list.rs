//! A list of leads as exports have them (27 columns), with copy in two more, of any length, and how
//! fast it is checked:
//!
//!     cargo bench --bench long_list                                        100,000 rows
//!     cargo bench --bench long_list -- 1000000 jsonl                       a million, as JSON lines
//!
//! The list stays in `target/tmp`, to be checked by hand (`/usr/bin/time -v` tells the peak of
//! memory).

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::process::Command;
use std::time::Instant;

#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "I hope this email finds you well.", "Your March notice says that the Dover line stops for nine weeks.",
    "I came across your profile and was impressed by your background.", "Twelve of your vans were parked for want of drivers in July.",
    "My name is Lee and I work at Corvex, the leading platform for growing teams.", "You moved two plants to one planning desk this spring.",
];
#[rustfmt::skip]
const MIDDLES: &[&str] = &[
    "We help companies like yours to streamline operations and drive growth.", "Orbis had the same gap after its move: 11% of its orders went out late for a quarter.",
    "Our award-winning solution is trusted by hundreds of teams worldwide.", "Two of the three causes can be seen in the dispatch log before anybody buys a thing.",
    "It is a game changer, and our customers see a 10x return within weeks.", "The usual answer, a second shift, moves the queue to the dock by Thursday.",
    "With our all-in-one suite you can save time and money at scale.", "A planner in your place would first ask which lane the late orders share.",
];
#[rustfmt::skip]
const ASKS: &[&str] = &[
    "Are you free for a quick call on Tuesday at 10?", "Would it help to see the log of those nine weeks?", "Do you have 15 minutes this week?",
    "Shall I send the two pages?", "Let me know your thoughts.", "Who plans the lanes at your side?",
];
const FIRST: &[&str] = &["Ana", "Dana", "Lee", "Mara", "Ivo", "Tess", "Noor", "Pia"];
const COMPANIES: &[&str] = &["Corvex", "Orbis", "Tidewise", "North Quay", "Halden", "Brightmoor"];
const INDUSTRIES: &[&str] = &["Logistics", "Port services", "Food", "Machine building", "Retail"];
const TECH: &str = "Gmail, Google Apps, Outlook, Amazon AWS, Microsoft Office 365, Slack, Nginx, WordPress, Mobile Friendly, Google Analytics";

const KEYWORDS: &str = "logistics & supply chain, freight forwarding, warehousing, contract logistics, yard management, dock scheduling, \
    last mile delivery, cold chain, customs clearance, transport planning, road haulage, container handling, reverse logistics, inventory";

/// Numbers that look drawn and are the same every time.
struct Draw(u64);

impl Draw {
    fn of<'t>(&mut self, from: &[&'t str]) -> &'t str {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from[(self.0 >> 33) as usize % from.len()]
    }
}

struct Row {
    cells: Vec<(&'static str, String)>,
}

fn row(draw: &mut Draw, number: usize) -> Row {
    let (first, company) = (draw.of(FIRST), draw.of(COMPANIES));
    let mut body = format!("Hi {first},\n\n{} ", draw.of(OPENINGS));
    for _ in 0..5 {
        let _ = write!(body, "{} ", draw.of(MIDDLES));
    }
    let _ = write!(body, "\n\n{}\n\nBest,\nSam Ortega", draw.of(ASKS));
    let slug = company.to_lowercase().replace(' ', "");
    let cells = vec![
        ("First Name", first.to_string()),
        ("Last Name", format!("Lind{number}")),
        ("Title", "Head of Planning".to_string()),
        ("Company Name for Emails", company.to_string()),
        ("Email", format!("{}{number}@{slug}.example", first.to_lowercase())),
        ("# Employees", (number % 4000 + 11).to_string()),
        ("Industry", draw.of(INDUSTRIES).to_string()),
        (
            "Person Linkedin Url",
            format!("https://linkedin.example/in/{}-{number}", first.to_lowercase()),
        ),
        ("Website", format!("https://{slug}.example")),
        ("Seniority", "Head".to_string()),
        ("Departments", "Operations, Supply chain".to_string()),
        ("City", "Leeds".to_string()),
        ("State", "West Yorkshire".to_string()),
        ("Country", "United Kingdom".to_string()),
        (
            "Company Address",
            "14 Canal Wharf, Leeds, West Yorkshire, United Kingdom, LS11 5PS".to_string(),
        ),
        ("Company Linkedin Url", format!("https://linkedin.example/company/{slug}")),
        ("Corporate Phone", "'+44 113 496 0000".to_string()),
        ("Annual Revenue", (number % 90 * 1_000_000).to_string()),
        ("Email Status", "Verified".to_string()),
        ("Apollo Contact Id", format!("66a{number:021x}")),
        ("Apollo Account Id", format!("5fc{number:021x}")),
        ("Keywords", KEYWORDS.to_string()),
        ("Technologies", TECH.to_string()),
        (
            "Short Description",
            format!(
                "{company} runs yards, lanes and a planning desk for customers in eleven countries, \"day and night\"."
            ),
        ),
        ("email_1_subject", format!("{company} and the late orders")),
        ("email_1_body", body),
    ];
    Row { cells }
}

impl Row {
    fn csv(&self) -> String {
        self.cells
            .iter()
            .map(|(_, cell)| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect::<Vec<_>>()
            .join(",")
            + "\r\n"
    }

    fn jsonl(&self) -> String {
        let name = |name: &str| match name {
            "email_1_subject" => "subject".to_string(),
            "email_1_body" => "body".to_string(),
            name => name.to_lowercase().replace([' ', '#'], ""),
        };
        let map: serde_json::Map<String, serde_json::Value> =
            self.cells.iter().map(|(key, cell)| (name(key), cell.as_str().into())).collect();
        serde_json::Value::from(map).to_string() + "\n"
    }
}

// What a bench has to say goes to standard output.
#[allow(clippy::print_stdout)]
fn main() -> std::io::Result<()> {
    let given: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let rows: usize = given.iter().find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    let ending = if given.iter().any(|arg| arg == "jsonl") { "jsonl" } else { "csv" };
    let path =
        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("leads-{rows}.{ending}"));
    let (mut out, mut draw) = (BufWriter::new(std::fs::File::create(&path)?), Draw(7));
    for number in 0..rows {
        let row = row(&mut draw, number);
        if ending == "csv" && number == 0 {
            let names: Vec<&str> = row.cells.iter().map(|(name, _)| *name).collect();
            out.write_all((names.join(",") + "\r\n").as_bytes())?;
        }
        out.write_all(if ending == "csv" { row.csv() } else { row.jsonl() }.as_bytes())?;
    }
    out.flush()?;
    drop(out);
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    let started = Instant::now();
    let report = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["check", "--fail-on", "never"])
        .arg(&path)
        .output()?;
    let seconds = started.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&report.stdout);
    text.lines()
        .skip_while(|line| !line.starts_with(&*path.to_string_lossy()))
        .for_each(|line| println!("{line}"));
    println!(
        "{}: {megabytes:.0} MB in {seconds:.2} s, {:.1} MB/s, {:.0} rows/s",
        path.display(),
        megabytes / seconds,
        rows as f64 / seconds
    );
    Ok(())
}
