//! Whether a cell says yes or no, in the words that people and platforms put there.
//!
//! A cell that says neither is taken for neither: a column of "maybe" would make answers out of
//! nothing.

use super::label::{CellOutcome, UNANSWERED, cell_outcome, words};
use crate::config::plain;

/// Words that make a cell say no when they stand first.
#[rustfmt::skip]
const NO: &[&str] = &[
    "no", "not", "non", "none", "never", "nobody", "nothing", "nope", "n", "false", "f", "without",
    "nein", "noch", "nicht", "nie", "kein", "keine", "nee", "nej", "nei", "não", "nao", "falsch", "falso", "faux",
    "null", "nil", "nan", "na", "undefined", "pending", "waiting", "awaiting", "silent", "silence", "ignored",
];

/// Words that make a cell say yes when they stand first.
#[rustfmt::skip]
const YES: &[&str] = &[
    "yes", "y", "true", "t", "ja", "oui", "si", "sí", "sim", "wahr", "vrai", "verdadero", "yep", "yeah",
    "ok", "okay", "sure", "done", "received", "x",
];

/// A sentence that begins so is an answer, and a refusal: "No budget this year, try again in May".
const REFUSES: &[&str] = &[
    "no", "not", "non", "none", "never", "nein", "kein", "keine", "nee", "nej", "nei", "na", "não",
    "nao",
];

/// States of a message that is not answered, however many words follow.
const STATES: &[&str] = &["notyet", "nochnicht", "nochkein"];

/// What stands for yes without a letter.
const TICKS: &[&str] = &["✓", "✔", "✔️", "☑", "☑️", "✅"];

/// Behind a word for no these show that a person wrote it: "no thanks", "not for us".
#[rustfmt::skip]
const SPEAKS: &[&str] = &[
    "thanks", "thank", "thx", "sorry", "danke", "merci", "gracias",
    "i", "im", "we", "were", "us", "our", "my", "me", "you", "your", "ich", "wir", "uns",
];

/// A cell of so many words is what somebody wrote.
const WRITTEN: usize = 4;

/// What came back says so in words that begin like a no.
const UNKNOWN_ADDRESS: &[&str] =
    &["nosuch", "nonexist", "notexist", "notfound", "notdeliver", "nomailbox", "nouser", "nomx"];

/// True for a cell that says yes, false for one that says no or is empty, `None` for one that says
/// neither. Points in time and numbers above nothing say yes, and so does the text of an answer.
pub fn says_yes(cell: &str) -> Option<bool> {
    let cell = cell.trim();
    if let Ok(number) = cell.parse::<f64>().map(|number| if number.is_nan() { 0.0 } else { number })
    {
        return (number >= 0.0).then_some(number > 0.0);
    }
    let (glued, words) = (plain(cell), words(cell));
    let Some(first) = words.first().map(String::as_str) else {
        return Some(TICKS.contains(&cell));
    };
    if UNANSWERED.iter().any(|stem| glued.starts_with(stem)) {
        return Some(false);
    }
    let written = words.len() >= WRITTEN;
    let said = cell_outcome(cell, false);
    let outcome = if written { CellOutcome::Nothing } else { said };
    let refuses = written && REFUSES.contains(&first);
    if STATES.iter().any(|stem| glued.starts_with(stem)) || NO.contains(&first) && !refuses {
        let speaks = words.iter().any(|word| SPEAKS.contains(&word.as_str()));
        return Some(speaks || said == CellOutcome::Negative);
    }
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(is_counted(cell));
    }
    if YES.contains(&first) || written || cell.contains(|c: char| c.is_ascii_digit()) {
        return Some(true);
    }
    match outcome {
        CellOutcome::Nothing => None,
        CellOutcome::Unsent | CellOutcome::Bounced => Some(false),
        _ => Some(true),
    }
}

/// The same of a column of interest: an answer without interest says no.
pub fn says_interest(cell: &str) -> Option<bool> {
    if cell_outcome(cell, false) == CellOutcome::Negative {
        return Some(false);
    }
    says_yes(cell)
}

/// True for a cell of a column of what came back, unless it says no.
pub fn says_bounced(cell: &str) -> bool {
    let glued = plain(cell);
    if ["notbounce", "nobounce", "neverbounce"].iter().any(|no| glued.starts_with(no)) {
        return false;
    }
    cell_outcome(cell, false) == CellOutcome::Bounced
        || UNKNOWN_ADDRESS.iter().any(|stem| glued.starts_with(stem))
        || says_yes(cell) != Some(false)
}

/// True for a point in time, and for a number above nothing: `2 replies` and not `0 of 3`.
fn is_counted(cell: &str) -> bool {
    let cell = cell.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number = cell.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let is_some = |text: &str| text.contains(|c: char| matches!(c, '1'..='9'));
    let rest = &cell[number.len()..];
    let in_time = rest.starts_with(['-', '.', ':'])
        || rest.starts_with('/') && rest.matches('/').count() >= 2
        || rest
            .strip_prefix(',')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    is_some(if in_time { cell } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_are_read() {
        for (says, cells) in [
            (
                Some(false),
                "|no|No|N|n/a|-|—|0|0.0|false|FALSE|None|null|nan|\\N|never|Not replied|no reply|not_replied|No answer yet|notReplied|NoReply|Never replied|hasn't replied|Did not respond to the follow-up|No reply after three follow-ups|not yet|none so far|nein|noch nicht geantwortet|keine Antwort|Unanswered|unreplied|pending|Waiting for reply|awaiting response|falsch|0000-00-00|0 replies|0 of 3|0/3 replies|0, next touch 12 May|00:00|bounced|scheduled|Not yet heard back from them|na",
            ),
            (
                Some(true),
                "yes|Yes|Y|TRUE|t|1|3|2.0|ja|wahr|✓|2031-05-01|2031-05-01T08:00:00Z|05.03.2026|1 May|Tue, 12 May|0:15|2 replies|replied|Answered|RESPONDED|positive|Interested|Yes, twice|not interested|No interest|No thanks|No, we have a supplier|Not for us, sorry|Out of office|Does this also work for ships?|meeting booked|x|(2 replies)|[2031-05-01 08:00]|1/3|Not interested at this time|Not the right person, try Bob|No budget this year, try again in May|Kein Bedarf derzeit bei uns|Na klar, gerne am Montag",
            ),
            (None, "maybe|-1|?!a|perhaps later|opened|unknown|tbd"),
        ] {
            for cell in cells.split('|') {
                assert_eq!(says_yes(cell), says, "{cell}");
            }
        }
    }

    #[test]
    fn interest_and_returns_have_their_own_words() {
        assert_eq!(says_interest("Not interested"), Some(false));
        assert_eq!(says_interest("very interested"), Some(true));
        assert_eq!(says_interest("maybe"), None);
        for cell in ["no such user", "Bounced", "550 5.1.1", "hard", "true", "not delivered"] {
            assert!(says_bounced(cell), "{cell}");
        }
        for cell in ["", "no", "n/a", "false", "0", "not bounced", "No bounce", "0000-00-00"] {
            assert!(!says_bounced(cell), "{cell}");
        }
    }
}
