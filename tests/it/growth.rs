//! Work grows with the text and no faster: eight times the text takes eight times the steps. Steps
//! are counted by the operations that scans are made of (`germane::text::steps`), so that no clock
//! is asked.

use germane::builtin;
use germane::config::Config;
use germane::lint::Linter;
use germane::pack::Compiler;
use germane::source::{Contents, FileResolver, Source};
use germane::text::{Problem, steps};

/// How much more than eight times the steps eight times the text may take.
const SLACK: f64 = 1.5;

fn taken(work: impl FnOnce()) -> f64 {
    let before = steps();
    work();
    (steps() - before) as f64
}

/// A text of about so many bytes.
fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

/// Calls `make` with running numbers until there are about so many bytes.
fn numbered(bytes: usize, make: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut number = 0;
    while out.len() < bytes {
        out += &make(number);
        number += 1;
    }
    out
}

/// A name, and a text of about so many bytes.
type Family = (&'static str, fn(usize) -> String);

const DRAFTS: &[Family] = &[
    ("dots.md", |n| format!("Hi Ana,\n\n{}", repeated(".", n))),
    ("marks.md", |n| format!("Hi Ana,\n\n{} and on", repeated("?!.\u{2026}\")", n))),
    ("dots-between.md", |n| format!("Hi Ana,\n\n{}", repeated("a.b.c. ", n))),
    ("spaced-dots.md", |n| format!("Hi Ana,\n\n{}", repeated(". ", n))),
    ("words.md", |n| format!("Hi Ana,\n\n{}", repeated("word ", n))),
    ("cues.md", |n| format!("Hi Ana,\n\n{}", repeated("we help you act now ", n))),
    ("capitals.md", |n| format!("Hi Ana,\n\n{}", repeated("May Orbis FREE 19 Q3 ", n))),
    ("lines.md", |n| format!("Hi Ana,\n\n{}", repeated("a\n", n))),
    ("carriage-returns.md", |n| format!("Hi Ana,\r\r{}", repeated("a\r", n))),
    ("paragraphs.md", |n| format!("Hi Ana,\n\n{}", repeated("Act now.\n\n", n))),
    ("addresses.md", |n| format!("Hi Ana,\n\n{}", repeated("a@b.io ", n))),
    ("links.md", |n| format!("Hi Ana,\n\n{}", repeated("https://a.example/x ", n))),
    ("inline-links.md", |n| {
        format!("Hi Ana,\n\n{}", repeated("[a](https://b.example) c@d.io ", n))
    }),
    ("code.md", |n| format!("Hi Ana,\n\n{}", repeated("`a` <!-- b --> c@d.io ", n))),
    ("hidden-matches.md", |n| format!("Hi Ana,\n\n{}", repeated("`a` aa ,b bbb.Ccc d ", n))),
    ("allows.md", |n| {
        format!(
            "Hi Ana,\n\n{}",
            repeated("<!-- germane: allow spam-phrase -- x -->\nAct now.\n\n", n)
        )
    }),
    ("allows-in-one.md", |n| {
        format!(
            "Hi Ana,\n\n{}",
            repeated("<!-- germane: allow spam-phrase -- x -->\nAct now.\n", n)
        )
    }),
    ("unused-allows.md", |n| {
        format!("Hi Ana,\n\n{}", repeated("<!-- germane: allow swap-test -- x -->\n\nNo.\n\n", n))
    }),
    ("unknown-allows.md", |n| {
        format!(
            "Hi Ana,\n\n{}",
            numbered(n, |at| format!("<!-- germane: allow r-{at} -- x -->\n\n"))
        )
    }),
    ("many-in-one-allow.md", |n| {
        format!("Hi Ana,\n\n<!-- germane: allow {} -- x -->\n", numbered(n, |at| format!("r{at} ")))
    }),
    ("fields.md", |n| format!("Hi Ana,\n\n{}", repeated("{{first_name}} {{company}} ", n))),
    ("fields-in-greeting.md", |n| {
        format!("Hi {}\n\nAct now.\n", repeated("{{a | default: 'b, c'}} ", n))
    }),
    ("spin.md", |n| format!("Hi Ana,\n\n{}", repeated("{Hi|Hello|} ", n))),
    ("half-fields.md", |n| format!("Hi Ana,\n\n{}", repeated("{{a {b [c ", n))),
    ("vars.md", |n| {
        let names = numbered(n / 2, |at| format!("  - name_{at}\n"));
        format!(
            "---\nsubject: x\nvars:\n{names}---\nHi Ana,\n\n{}",
            numbered(n / 2, |at| format!("{{{{name_{at}}}}} "))
        )
    }),
    ("keys.md", |n| {
        format!(
            "---\nsubject: x\n{}---\nHi Ana,\n\nAct now.\n",
            numbered(n, |at| format!("k{at}: x\n"))
        )
    }),
    ("same-keys.md", |n| format!("---\n{}---\nHi Ana,\n\nAct now.\n", repeated("subject: x\n", n))),
    ("quotes.md", |n| format!("Hi Ana,\n\n{}", repeated("\"two words\" ", n))),
    ("exclamations.md", |n| format!("Hi Ana,\n\nact {}", repeated("! \u{1f680} ", n))),
    ("tags.post.md", |n| format!("---\npost: linkedin\n---\n{}", repeated("#one @two ", n))),
    ("bars.md", |n| repeated("||\n", n)),
    ("rows.md", |n| repeated("| a | b |\n", n)),
    ("subjects-over-bodies.md", |n| {
        let bodies = repeated("**Body A:** Hi Ana, act now.\n", n / 2);
        format!("{}\n{bodies}", repeated("Subject: a\n", n / 2))
    }),
    ("long-heading.md", |n| {
        let messages = repeated("Subject: x\n\nHi Ana,\n\nAct now.\n\n---\n\n", n / 2);
        format!("# {}\n\n{messages}", repeated("word ", n / 2))
    }),
    ("tag-chains.md", |n| format!("Hi Ana,\n\n{}", repeated("<b>", n))),
    ("entities.md", |n| format!("Hi Ana,\n\n{}", repeated("a&shy;b<b></b>c ", n))),
    ("brackets.md", |n| format!("Hi Ana,\n\n{}", repeated("<a <b [x] (y) ", n))),
    ("list.md", |n| format!("Hi Ana,\n\n{}", repeated("- act now\n", n))),
    ("messages.md", |n| repeated("## Email 1\n\nSubject: x\n\nHi Ana,\n\nAct now.\n\n", n)),
    ("keys.sequence.yaml", |n| {
        format!("sequence: x\n{}", numbered(n, |at| format!("a{at}: [x]\n")))
    }),
    ("translations.json", |n| {
        format!("{{{}\"z\": \"x\"}}", numbered(n, |at| format!("\"a.b{at}\": \"Hi there\",\n")))
    }),
    ("lists.json", |n| {
        format!("{{{}\"z\": []}}", numbered(n, |at| format!("\"s_{at}teps\": [1, 2],\n")))
    }),
    ("gaps.json", |n| {
        format!(
            "{{{}\"z\": []}}",
            numbered(n, |at| format!("\"steps{}\": [{{}}],\n", "_".repeat(at % 9)))
        )
    }),
    ("items.yaml", |n| format!("steps:\n{}", repeated("- body: Hi Ana\n  day: 1\n", n))),
    ("rows.csv", |n| {
        format!("email,subject,body\n{}", repeated("a@b.io,x,\"Hi Ana, act now\"\n", n))
    }),
    ("a.html", |n| {
        format!(
            "<p>Hi Ana,</p>{}",
            repeated("<p>Act <b>now</b> &amp; <a href='https://a.example'>go</a></p>", n)
        )
    }),
];

#[test]
fn drafts_take_steps_by_their_length() {
    let linter = Linter::new();
    for (name, make) in DRAFTS {
        let of = |bytes: usize| {
            let text = make(bytes);
            taken(|| drop(linter.lint(&Source::new(name, text.as_bytes()))))
        };
        let (small, large) = (of(6_000), of(48_000));
        assert!(small > 0.0, "{name}: no step is counted");
        assert!(
            large <= 8.0 * SLACK * small,
            "{name}: {small} steps, and {large} for eight times the text"
        );
    }
}

#[test]
fn work_that_grows_faster_is_told() {
    use germane::text::Span;
    // What the bound is for: each span compared with all others.
    let of = |count: usize| {
        let spans: Vec<Span> = (0..count).map(|at| Span::new(at * 2, at * 2 + 1)).collect();
        taken(|| {
            assert!(
                spans.iter().all(|span| spans
                    .iter()
                    .filter(|other| span.overlaps(**other))
                    .count()
                    == 1)
            )
        })
    };
    assert!(of(800) > 8.0 * SLACK * of(100));
}

#[test]
fn many_findings_quote_no_more_than_there_is() {
    // Groups in groups: each holds all that follow.
    let linter = Linter::new();
    let of = |depth: usize| {
        let text = format!("Hi Ana,\n\n{}{}\n", "{a|".repeat(depth), "}".repeat(depth));
        let report = linter.lint(&Source::new("a.md", text.as_bytes()));
        report
            .findings()
            .map(|finding| finding.matched.len() + finding.message.len())
            .sum::<usize>()
    };
    let (small, large) = (of(1_000), of(8_000));
    assert!(
        small > 0 && large <= 8 * small + small,
        "{small} bytes quoted, and {large} for eight times the text"
    );
}

#[test]
fn of_a_very_long_message_the_beginning_is_judged_and_the_rest_is_told() {
    let line = "The crane stood idle on eleven days.\n\n";
    let text = format!(
        "Hi Ana,\n\n{}[last](https://last.example) words {{{{field}}}}\n",
        line.repeat(9_000)
    );
    let report = Linter::new().lint(&Source::new("a.md", text.as_bytes()));
    let told: Vec<_> =
        report.problems.iter().filter(|problem| problem.message.contains("are judged")).collect();
    assert_eq!(told.len(), 1, "{:?}", report.problems);
    let range = &told[0].range;
    let judged = range.start.offset;
    assert!(
        range.start.column == 1
            && judged <= 256 << 10
            && judged > 255 << 10
            && range.end.offset == text.len(),
        "{range:?}"
    );
    assert!(report.findings().all(|finding| finding.range.end.offset <= judged));
}

#[test]
fn of_very_many_findings_the_first_are_told_and_all_are_counted() {
    let linter = Linter::new();
    let of = |times: usize| {
        let fields: String = (0..times).map(|n| format!("{{a{n}|}} ")).collect();
        let text = format!("Hi Ana,\n\n{fields}");
        let report = linter.lint(&Source::new("a.md", text.as_bytes()));
        let of_rule = |rule: &str| report.findings().filter(|finding| finding.rule == rule).count();
        let told =
            report.findings().map(|finding| of_rule(&finding.rule)).max().unwrap_or_default();
        (told, report.drafts[0].hidden)
    };
    assert_eq!(of(1000).1, 0);
    let (told, hidden) = of(1500);
    assert_eq!(told, 1000);
    assert!(hidden >= 500, "{hidden}");
}

#[test]
fn packs_take_steps_by_their_length() {
    let compile = |yaml: String| {
        taken(|| {
            let mut compiler = Compiler::new(builtin::rulebook());
            compiler.add(&yaml);
            drop(compiler.finish());
        })
    };
    let families: &[fn(usize) -> String] = &[
        |n| {
            format!(
                "pack: p\nlexicons:\n  l:\n{}rules: {{}}\n",
                numbered(n, |at| format!("    - word{at} and more\n"))
            )
        },
        |n| {
            format!(
                "pack: p\nlexicons:\n{}rules: {{}}\n",
                numbered(n, |at| format!("  l{at}: [x]\n"))
            )
        },
        |n| format!("pack: p\nrules:\n{}", numbered(n, |at| format!("  swap-test{at}: off\n"))),
    ];
    for (at, make) in families.iter().enumerate() {
        let (small, large) = (compile(make(3_000)), compile(make(24_000)));
        assert!(
            large <= 8.0 * SLACK * small + 10_000.0,
            "{at}: {small} steps, and {large} for eight times the pack"
        );
    }
}

#[test]
fn a_pack_is_refused_before_it_is_multiplied() {
    let problem = |phrase: &str| {
        let mut compiler = Compiler::new(builtin::rulebook());
        compiler.add(&format!("pack: p\nlexicons:\n  l: [\"{phrase}\"]\nrules: {{}}\n"));
        compiler.finish().err().map(|problems| problems[0][0].message.clone()).unwrap_or_default()
    };
    let many = |count: usize, letter: char| {
        (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join("|")
    };
    assert!(
        problem(&format!("({}) ({})", many(2048, 'a'), many(20_000, 'b')))
            .contains("more than 2048")
    );
    assert!(problem(&format!("({})", many(2049, 'a'))).contains("more than 2048"));
    assert!(problem(&"ab ".repeat(60_000)).contains("more than 64 words"));
    assert!(problem(&"(ab|) ".repeat(11)).contains("no words"));
    assert_eq!(problem(&"ab ".repeat(64)), "");
    assert_eq!(problem(&format!("({})", many(2048, 'a'))), "");
    // Many phrases that each are within bounds.
    let phrase = |at: usize| {
        format!("    - (a{at}|b) (c|d) (e|f) (g|h) (i|j) (k|l) (m|n) (o|p) (q|r) (s|t) (u|v)\n")
    };
    let mut compiler = Compiler::new(builtin::rulebook());
    compiler.add(&format!(
        "pack: p\nlexicons:\n  l:\n{}rules: {{}}\n",
        (0..2_000).map(phrase).collect::<String>()
    ));
    let problems = compiler.finish().expect_err("too many");
    assert_eq!(problems.iter().flatten().count(), 1);
    assert!(
        problems.iter().flatten().next().expect("one").message.contains("phrases of all packs"),
        "{}",
        problems.iter().flatten().next().expect("one").message
    );
}

#[test]
fn expressions_have_a_limit_together() {
    let rule = |at: usize| {
        format!("  r{at}: {{ dimension: trust, check: {{ pattern: '\\p{{Lu}}{{20}}x{at}' }} }}\n")
    };
    let mut compiler = Compiler::new(builtin::rulebook());
    compiler.add(&format!("pack: p\nrules:\n{}", (0..400).map(rule).collect::<String>()));
    let problems = compiler.finish().expect_err("too many");
    let refused =
        |problem: &&Problem| problem.message.contains("as much memory as those of a pack");
    let count = problems.iter().flatten().filter(refused).count();
    assert!((200..399).contains(&count), "{count}");
}

#[test]
fn more_lexicons_than_there_are_numbers_are_refused() {
    let names: String = (0..70_000).map(|at| format!("  l{at}: [x]\n")).collect();
    let mut compiler = Compiler::new(builtin::rulebook());
    compiler.add(&format!("pack: p\nlexicons:\n{names}rules: {{}}\n"));
    let problems = compiler.finish().expect_err("too many");
    assert!(
        problems
            .iter()
            .flatten()
            .any(|problem| problem.message.contains("names of marks and lexicons"))
    );
}

#[test]
fn rulebooks_share_what_overrides_leave_as_it_is() {
    let text = "overrides:\n  - files: ['a.md']\n    rules: { spam-phrase: off }\n";
    let config = Config::read(std::path::Path::new("germane.yaml"), text);
    let base = Linter::configured(&config, &[]).expect("no problems");
    let tuned = base.tuned(&config, &[0]).expect("no problems");
    let (old, new) = (&base.engine.book, &tuned.engine.book);
    assert!(std::sync::Arc::ptr_eq(&old.lexicons, &new.lexicons));
    assert!(std::sync::Arc::ptr_eq(&builtin::rulebook().lexicons, &new.lexicons));
    let own = old
        .rules
        .iter()
        .zip(&new.rules)
        .filter(|(old, new)| !std::sync::Arc::ptr_eq(old, new))
        .count();
    assert_eq!(own, 1);
    let findings = |linter: &Linter| {
        let report = linter.lint(&Source::new("a.md", b"Hi Ana,\n\nAct now.\n"));
        report.findings().filter(|finding| finding.rule == "spam-phrase").count()
    };
    assert_eq!((findings(&base), findings(&tuned)), (1, 0));
}

/// What is said of a message takes many times its bytes, and a problem too: there is an end to both,
/// and it is said.
#[test]
fn a_file_that_is_read_whole_holds_no_more_than_is_worked_with() {
    let read = |name: &str, text: String| {
        germane::source::read(&Source::new(name, text.as_bytes()), &FileResolver::default())
    };
    let said = |contents: &Contents, what: &str| {
        contents.problems.iter().filter(|problem| problem.message.contains(what)).count()
    };
    let posts = |count: usize| {
        read("posts.md", (0..count).map(|at| format!("## Post {at}\n\nTen lessons.\n\n")).collect())
    };
    let (few, many) = (posts(5_000), posts(50_050));
    assert_eq!((few.drafts.len(), few.problems.len()), (5_000, 0));
    assert_eq!((many.drafts.len(), said(&many, "more than 50000 messages")), (50_000, 1));
    let rows = read("a.csv", format!("subject,body\n{}", "x,\"a\n".repeat(4_000)));
    assert!(rows.problems.len() <= 1_001, "{}", rows.problems.len());
    assert_eq!(said(&rows, "more like those above"), 1);
    let head = "From: a@b.io\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n";
    let parts = read("a.eml", format!("{head}{}", "--a\n".repeat(3_000)));
    assert_eq!(said(&parts, "more than 1000 parts"), 1);
}
