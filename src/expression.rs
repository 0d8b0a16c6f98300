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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::pack::Check;

    #[test]
    fn every_built_in_expression_can_be_used() {
        let book = builtin::rulebook();
        let patterns = book.rules.iter().filter_map(|rule| match &rule.check {
            Check::Pattern(check) => Some((&rule.id, check)),
            _ => None,
        });
        let mut many = 0;
        for (id, check) in patterns {
            for pattern in [Some(&check.pattern), check.unless.as_ref()].into_iter().flatten() {
                assert_eq!(fault(pattern), None, "{id}");
                many += 1;
            }
        }
        assert!(many > 0);
        assert!(fault("(").is_some() && fault("a{1000}{1000}").is_some());
    }
}
