//! Globs that are too large for those who read them: globs become regular expressions, each bracket
//! inside of another by a call inside of a call.

/// Bytes of a glob.
const LONGEST: usize = 4096;
/// Signs of a glob that stand for something else: `*`, `?`, `[`, `{`.
const MOST_SIGNS: usize = 64;
/// Such signs of all globs of a file.
const MOST_IN_A_FILE: usize = 20_000;

/// What the globs of a file have been found to hold so far.
#[derive(Debug, Default)]
pub struct Globs {
    signs: usize,
}

impl Globs {
    /// Why the next glob cannot be used; `None` when it can.
    pub fn refuses(&mut self, glob: &[u8]) -> Option<String> {
        let signs = glob.iter().filter(|byte| matches!(byte, b'*' | b'?' | b'[' | b'{')).count();
        self.signs += signs;
        if glob.len() > LONGEST {
            Some(format!("a glob of {} bytes; at most {LONGEST} are read", glob.len()))
        } else if signs > MOST_SIGNS {
            Some(format!("a glob with {signs} of the signs `*?[{{`; it may have {MOST_SIGNS}"))
        } else if self.signs > MOST_IN_A_FILE {
            Some(format!("the globs of a file may have {MOST_IN_A_FILE} of the signs `*?[{{`"))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_as_people_write_them_can_be_used() {
        let mut globs = Globs::default();
        for glob in ["archive/**", "*.{md,txt,eml}", "[!a]?/*", "**/node_modules/**/*.md"] {
            assert_eq!(globs.refuses(glob.as_bytes()), None, "{glob}");
        }
        let nested = format!("{}b{}", "{a,".repeat(65), "}".repeat(65));
        for (glob, why) in [
            (nested, "a glob with 65 of the signs `*?[{`; it may have 64"),
            ("a".repeat(4097), "a glob of 4097 bytes; at most 4096 are read"),
        ] {
            assert_eq!(globs.refuses(glob.as_bytes()).as_deref(), Some(why));
        }
        let refused = (0..10_001).filter_map(|_| globs.refuses(b"**")).count();
        assert!(refused > 0);
    }
}
