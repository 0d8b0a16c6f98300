//! What stands before a subject line: that it answers a mail, or forwards one.

/// What mail programs put before the subject of an answer, in the languages we recognise.
const ANSWERS: &[&str] = &["re", "aw", "sv", "antw", "rif"];
/// The same of a forwarded mail.
const FORWARDS: &[&str] = &["fw", "fwd", "wg"];

/// What a subject line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// True for `Re:`, false for `Fwd:`.
    pub answers: bool,
    /// Its length in bytes, behind white space at the start.
    pub length: usize,
}

/// `Re:`, `FWD :`, `Re[2]:` at the start of a subject line.
pub fn prefix(subject: &str) -> Option<Prefix> {
    let subject = subject.trim_start();
    let colon = subject.find(':')?;
    let head = subject[..colon].trim_end();
    let word = head.split('[').next().unwrap_or("").trim_end();
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let answers = is(ANSWERS);
    (answers || is(FORWARDS)).then_some(Prefix { answers, length: colon + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_other_languages_are_answers() {
        let of = |subject| prefix(subject).map(|prefix| (prefix.answers, prefix.length));
        assert_eq!(of("AW: Leeds"), Some((true, 3)));
        assert_eq!(of(" re [2] : Leeds"), Some((true, 8)));
        assert_eq!(of("Fwd: Leeds"), Some((false, 4)));
        assert_eq!((of("Recruiting: Leeds"), of("re Leeds")), (None, None));
    }
}
