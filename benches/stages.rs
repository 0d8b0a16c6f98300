//! How long each stage takes on one draft: `cargo bench`. Budgets are compared here, never asserted
//! in a test.

use divan::{Bencher, black_box};
use germane::analysis::Analyser;
use germane::builtin;
use germane::draft::Sender;
use germane::engine::Engine;
use germane::lint::Linter;
use germane::report::{Form, human, snippet::Style};
use germane::source::{self, FileResolver, Source};

const DRAFT: &[u8] = include_bytes!("../fixtures/drafts/blast.email.md");
const OPTIONS: human::Options = human::Options {
    style: Style::PLAIN,
    explain_score: false,
    verbose: false,
    detail: human::Detail::Full,
    all: true,
};

fn main() {
    divan::main();
}

/// What every process pays before it reads a byte.
#[divan::bench]
fn load_the_built_in_packs() -> germane::pack::Rulebook {
    builtin::rulebook()
}

#[divan::bench]
fn read_a_source(bencher: Bencher) {
    bencher.counter(divan::counter::BytesCount::of_slice(DRAFT)).bench(|| {
        source::read(&Source::new("blast.email.md", black_box(DRAFT)), &FileResolver::default())
    });
}

#[divan::bench]
fn analyse(bencher: Bencher) {
    let (book, sender) = (builtin::rulebook(), Sender::default());
    let contents = source::read(&Source::new("blast.email.md", DRAFT), &FileResolver::default());
    let mut analyser = Analyser::new(&book.lexicons, &book.models.sentence, &sender);
    bencher
        .counter(divan::counter::BytesCount::of_slice(DRAFT))
        .bench_local(|| analyser.analyse(black_box(&contents.drafts[0])).marks.all().len());
}

#[divan::bench]
fn run_the_rules(bencher: Bencher) {
    let (engine, sender) = (Engine::new(builtin::rulebook()), Sender::default());
    let contents = source::read(&Source::new("blast.email.md", DRAFT), &FileResolver::default());
    let analysis = Analyser::new(&engine.book.lexicons, &engine.book.models.sentence, &sender)
        .analyse(&contents.drafts[0]);
    bencher.bench_local(|| engine.run(black_box(&analysis)).findings.len());
}

#[divan::bench]
fn lint_from_bytes_to_score(bencher: Bencher) {
    let linter = Linter::new();
    let mut session = linter.session();
    bencher
        .counter(divan::counter::BytesCount::of_slice(DRAFT))
        .bench_local(|| session.lint(&Source::new("blast.email.md", black_box(DRAFT))));
}

#[divan::bench]
fn draw_the_human_report(bencher: Bencher) {
    let linter = Linter::new();
    let report = linter.lint(&Source::new("blast.email.md", DRAFT));
    bencher.bench_local(|| OPTIONS.file(black_box(&report)));
}

/// Growth must be linear: the second takes ten times the first.
#[divan::bench(args = [10, 100])]
fn one_draft_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let linter = Linter::new();
    let mut session = linter.session();
    let sentence =
        "We help companies like yours, and {{first_name}} knows it from the March filing.\n";
    let draft = sentence.repeat(kilobytes * 1024 / sentence.len());
    bencher.bench_local(|| session.lint(&Source::new("a.md", black_box(draft.as_bytes()))));
}
