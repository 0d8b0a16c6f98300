//! Regular expressions of packs: which ones can be used, and how they are compiled. The build script,
//! which reads the built-in packs, has a stand-in for this module: the crate behind it would be
//! compiled twice.

use regex::bytes::{Regex, RegexBuilder};

/// Bytes that a compiled expression may take.
const MOST_BYTES: usize = 1 << 20;

/// Compiles an expression. One in ASCII runs on bytes, with the classes of ASCII: those of Unicode
/// would make it ten times slower, to compile and to run. One that needs Unicode (`\p{Lu}`) has it.
pub fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    let build =
        |unicode| RegexBuilder::new(pattern).unicode(unicode).size_limit(MOST_BYTES).build();
    if pattern.is_ascii() { build(false).or_else(|_| build(true)) } else { build(true) }
}

/// What is wrong with an expression; `None` when it compiles and is not too large.
pub fn fault(pattern: &str) -> Option<String> {
    let error = compile(pattern).err()?.to_string();
    let last = error.lines().last().unwrap_or_default();
    Some(last.trim_start_matches("error: ").to_string())
}
