//! Regular expressions of packs: which ones can be used, and how they are compiled. The build script,
//! which reads the built-in packs, has a stand-in for this module: the crate behind it would be
//! compiled twice.

use regex::bytes::{Regex, RegexBuilder};

/// Bytes that a compiled expression may take.
const MOST_BYTES: usize = 1 << 20;

/// Bytes that all compiled expressions of a pack may take.
pub const MOST_IN_A_PACK: usize = 16 << 20;

/// Compiles an expression. One in ASCII runs on bytes, with the classes of ASCII: those of Unicode
/// would make it ten times slower, to compile and to run. One that needs Unicode (`\p{Lu}`) has it.
pub fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    compile_within(pattern, MOST_BYTES)
}

fn compile_within(pattern: &str, bytes: usize) -> Result<Regex, regex::Error> {
    let build = |unicode| RegexBuilder::new(pattern).unicode(unicode).size_limit(bytes).build();
    if pattern.is_ascii() { build(false).or_else(|_| build(true)) } else { build(true) }
}

/// How many bytes a compiled expression takes, rounded up to a power of two.
///
/// # Errors
///
/// What is wrong with it, when it does not compile or is too large.
pub fn size(pattern: &str) -> Result<usize, String> {
    let limits = (13..).map(|power| 1 << power).take_while(|limit| *limit < MOST_BYTES);
    for limit in limits {
        match compile_within(pattern, limit) {
            Ok(_) => return Ok(limit),
            Err(regex::Error::CompiledTooBig(_)) => {}
            Err(_) => break,
        }
    }
    let error = match compile(pattern) {
        Ok(_) => return Ok(MOST_BYTES),
        Err(error) => error.to_string(),
    };
    let last = error.lines().last().unwrap_or_default();
    Err(last.trim_start_matches("error: ").to_string())
}
