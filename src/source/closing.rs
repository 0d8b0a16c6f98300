//! Last lines: whether one takes leave, so that a message is whole.

/// Words that a line of leave-taking begins with, in the languages met.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "best", "best regards", "kind regards", "warm regards", "regards", "thanks", "many thanks", "thank you", "cheers", "sincerely", "yours", "warmly", "all the best",
    "talk soon", "speak soon", "to your success", "looking forward", "respectfully", "take care", "with gratitude", "love",
    "mit freundlichen", "viele grüße", "beste grüße", "liebe grüße", "herzliche grüße", "freundliche grüße", "schöne grüße", "gruß", "grüße", "danke", "mfg", "vg", "lg",
    "cordialement", "bien cordialement", "bien à vous", "à bientôt", "à très vite", "bonne journée", "belle journée", "merci", "amicalement", "sincèrement",
    "saludos", "un saludo", "un abrazo", "atentamente", "gracias", "cordialmente", "quedo atento", "abraço", "abraços", "um abraço", "atenciosamente", "obrigado", "obrigada",
    "att", "cordiali saluti", "distinti saluti", "un saluto", "a presto", "grazie", "saluti", "groet", "groeten", "met vriendelijke groet", "vriendelijke groet", "bedankt",
    "med vänliga hälsningar", "vänliga hälsningar", "hälsningar", "mvh", "hilsen", "med venlig hilsen", "venlig hilsen", "pozdrawiam", "z poważaniem", "terveisin",
];
/// What stands in front of a postscript.
const POSTSCRIPTS: &[&str] = &["p.s", "ps:", "ps.", "ps -", "ps –", "ps —", "p.d", "pd:", "n.b"];
/// A longer line is prose, whatever it begins with; in words.
const LONGEST: usize = 6;
/// The same, in bytes.
const LINE: usize = 80;

/// True for a line that takes leave (`Best,`), begins a postscript, or is a name alone (`Mara
/// Voss`, `— Mara`, `{{sender_name}}`).
pub fn closes(line: &str) -> bool {
    let bare = line.trim().trim_matches(['*', '_', '~', '`', ' ', '\u{a0}']);
    let head: String = bare.chars().take(4).flat_map(char::to_lowercase).collect();
    if POSTSCRIPTS.iter().any(|mark| head.starts_with(mark)) {
        return true;
    }
    if bare.is_empty() || bare.len() > LINE {
        return false;
    }
    let lower = bare.to_lowercase();
    let words = bare.split_whitespace().count();
    let leaves = || {
        let begins = |known: &&&str| {
            lower.strip_prefix(**known).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        WORDS.iter().any(|known| begins(&known)) && !bare.ends_with(['?', ':'])
    };
    let name = bare.trim_start_matches(['—', '–', '-', '~', ' ']);
    let is_name = |word: &str| {
        let field = word.starts_with(['{', '[', '<', '%']) || word.ends_with(['}', ']', '>', '%']);
        field
            || word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    let signs = || {
        !name.is_empty()
            && name.split_whitespace().count() <= 3
            && name.split_whitespace().all(is_name)
    };
    words <= LONGEST && (leaves() || signs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leave_is_told_from_what_goes_on() {
        for line in [
            "Best,",
            "Viele Grüße",
            "**Mara Voss**",
            "— Mara",
            "{{sender_name}}",
            "[Your Name]",
            "P.S. One more thing about the berth.",
            "Thanks,",
            "À très vite,",
        ] {
            assert!(closes(line), "{line}");
        }
        for line in [
            "Thanks to the second crew the night shift at the pier is planned at last.",
            "Would the list help?",
            "- one crew, two sailings",
            "Best of all:",
            "The berth opened in March.",
            "",
        ] {
            assert!(!closes(line), "{line}");
        }
    }
}
