//! Regular expressions of packs: which ones can be used. The build script, which reads the built-in
//! packs, has a stand-in for this module: the crate behind it would be compiled twice.

/// Bytes that a compiled expression may take.
pub const MOST_BYTES: usize = 1 << 20;

/// What is wrong with an expression; `None` when it compiles and is not too large.
pub fn fault(pattern: &str) -> Option<String> {
    let error = regex::RegexBuilder::new(pattern).size_limit(MOST_BYTES).build().err()?.to_string();
    let last = error.lines().last().unwrap_or_default();
    Some(last.trim_start_matches("error: ").to_string())
}
