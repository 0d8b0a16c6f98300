//! Any text as a pack: problems, or rules that run, never a panic.

#![no_main]

use germane::builtin;
use germane::engine::Engine;
use germane::lint::Linter;
use germane::pack::Compiler;
use germane::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut compiler = Compiler::new(builtin::rulebook());
    compiler.add(text);
    if let Ok((book, _)) = compiler.finish() {
        let linter = Linter { engine: Engine::new(book), ..Linter::new() };
        linter
            .lint(&Source::new("a.md", b"Hi Ana,\n\nI hope this email finds you well.\n\nDana\n"));
    }
});
