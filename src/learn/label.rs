//! What a label of an answer, or the state of a message, says in words.

use crate::config::plain;
use crate::text::step;

/// What a cell of words says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellOutcome {
    /// Nothing of an answer.
    Nothing,
    /// An answer, of whatever kind.
    Replied,
    /// An answer with interest.
    Positive,
    /// A meeting came of it.
    Meeting,
    /// An answer without interest.
    Negative,
    /// A machine answered.
    Automatic,
    /// The recipient asked not to be written to.
    OptOut,
    /// It came back.
    Bounced,
    /// Never sent.
    Unsent,
}

impl CellOutcome {
    /// True for the state of a message that was answered, by a person or a machine.
    pub fn is_answer(self) -> bool {
        use CellOutcome::{Automatic, Meeting, Negative, OptOut, Positive, Replied};
        matches!(self, Replied | Positive | Meeting | Negative | Automatic | OptOut)
    }
}

/// How labels say that no answer came, in lower case, letters and digits only.
#[rustfmt::skip]
pub const UNANSWERED: &[&str] = &[
    "noreply", "noreplies", "noresponse", "noanswer", "unanswered", "unreplied", "unresponsive", "nonrespon",
    "notrepl", "notanswer", "notrespon", "notyetrepl", "notyetanswer", "notyetrespon",
    "neverrepl", "neveranswer", "neverrespon", "didntrepl", "didntanswer", "didntrespon", "hasntrepl", "hasntanswer", "hasntrespon",
    "waitingfor", "awaiting", "keineantwort", "nichtbeantwortet", "nichtgeantwortet", "didnotrepl", "didnotanswer", "didnotrespon",
    "hasnotrepl", "hasnotanswer", "hasnotrespon",
];

/// What labels and states say, in lower case, letters and digits only: stems, which are found
/// anywhere, also where words are glued together (`EMAIL_BOUNCED`, `softbounced`), and runs of whole
/// words, for what other words hold by chance ("won" in "wonder"). The first row that fits wins.
#[rustfmt::skip]
const WORDS: &[(CellOutcome, &[&str], &[&str])] = &[
    (CellOutcome::Automatic, &["outofoffice", "autorepl", "automatic", "autoresp", "vacation"], &["ooo"]),
    (CellOutcome::OptOut, &["unsub", "optout", "optedout", "donotcontact", "dontcontact", "donotcall", "dontcall", "donotemail", "dontemail", "removeme", "blocklist"], &["dnc", "nocall", "nocalls"]),
    (CellOutcome::Bounced, &["bounce", "invalid", "undeliver", "failed", "senderoriginated"], &[]),
    (CellOutcome::Unsent, &["scheduled", "draft", "skipped", "queued", "paused", "notsent", "pending", "notyet", "notcontacted"], &[]),
    (CellOutcome::Nothing, &["noreply", "noresponse", "notreplied", "noanswer", "unanswered"], &[]),
    (CellOutcome::Negative, &["notinterested", "uninterested", "disinterest", "wrongperson", "negative", "notnow", "notaperson", "neutral", "noshow", "notafit"], &["lost", "closedlost"]),
    (CellOutcome::Meeting, &["meeting", "booked"], &["call", "calls", "callback", "demo", "demos", "won", "closedwon"]),
    (CellOutcome::Positive, &["interest", "positive", "information", "referral"], &["warm", "hot", "hotlead"]),
    (CellOutcome::Replied, &["repl", "respon", "answer"], &[]),
];

/// Words that turn interest or a meeting round: "no interest", "isn't interested", "low interest".
const DENIALS: &[&str] = &[
    "no",
    "not",
    "non",
    "never",
    "without",
    "zero",
    "low",
    "little",
    "lack",
    "lacks",
    "lost",
    "isnt",
    "wasnt",
    "dont",
    "doesnt",
    "didnt",
    "cancelled",
    "canceled",
    "declined",
    "refused",
];

/// Values of Instantly's `lt_interest_status`.
const NUMBERS: &[(&str, CellOutcome)] = &[
    ("0", CellOutcome::Automatic),
    ("1", CellOutcome::Positive),
    ("2", CellOutcome::Meeting),
    ("3", CellOutcome::Meeting),
    ("4", CellOutcome::Meeting),
    ("-1", CellOutcome::Negative),
    ("-2", CellOutcome::Negative),
    ("-3", CellOutcome::Negative),
    ("-4", CellOutcome::Negative),
];

/// What a cell says; `numbers` for a column of the numbers that are Instantly's.
pub fn cell_outcome(cell: &str, numbers: bool) -> CellOutcome {
    if cell.trim().parse::<f64>().is_ok() {
        return NUMBERS
            .iter()
            .find(|(number, _)| numbers && *number == cell.trim())
            .map_or(CellOutcome::Nothing, |(_, says)| *says);
    }
    let (glued, words) = (plain(cell), words(cell));
    let says = WORDS
        .iter()
        .find(|(_, stems, runs)| {
            stems.iter().any(|stem| glued.contains(stem))
                || runs.iter().any(|run| holds_run(&words, run))
        })
        .map_or(CellOutcome::Nothing, |(says, ..)| *says);
    let wanted = matches!(says, CellOutcome::Meeting | CellOutcome::Positive);
    if wanted && words.iter().any(|word| DENIALS.contains(&word.as_str())) {
        return CellOutcome::Negative;
    }
    says
}

/// States of a message that say nothing of an answer, in letters alone: that it was sent, and what a
/// tracker saw.
const SENT: &[&str] = &["sent", "send", "delivered", "delivery", "dispatched", "processed"];
const SEEN: &[&str] = &["open", "click", "view", "read", "seen"];

/// True for a state that says that a message was sent, and nothing more.
pub fn says_sent(cell: &str) -> bool {
    label_outcome(cell) == CellOutcome::Nothing
        && words(cell).last().is_some_and(|last| SENT.contains(&last.as_str()))
}

/// True for a state of a message, in a few words.
pub fn is_state(cell: &str) -> bool {
    let seen = || words(cell).iter().any(|word| SEEN.iter().any(|stem| word.starts_with(stem)));
    words(cell).len() <= STATE
        && (says_sent(cell) || label_outcome(cell) != CellOutcome::Nothing || seen())
}

/// Words of a state.
const STATE: usize = 4;

/// What a label says; nothing for a longer text, which may hold its words by chance.
pub fn label_outcome(cell: &str) -> CellOutcome {
    const LABEL: usize = 40;
    if cell.len() <= LABEL { cell_outcome(cell, false) } else { CellOutcome::Nothing }
}

/// True for a label of what a machine answered.
pub fn says_automatic(cell: &str) -> bool {
    label_outcome(cell) == CellOutcome::Automatic
}

/// The words of a label in lower case: parted by blanks and signs, and by a capital behind a small
/// letter (`MeetingBooked`), but not by an apostrophe.
pub fn words(cell: &str) -> Vec<String> {
    let (mut words, mut last) = (vec![String::new()], ' ');
    for c in cell.chars().filter(|c| !matches!(c, '\'' | '’')) {
        if !c.is_alphanumeric() || c.is_uppercase() && last.is_lowercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// True when words that stand one behind the other make up `run`.
fn holds_run(words: &[String], run: &str) -> bool {
    let begins = |from: usize| {
        let mut rest = run;
        for word in &words[from..] {
            step(1);
            match rest.strip_prefix(word.as_str()) {
                Some("") => return true,
                Some(left) => rest = left,
                None => return false,
            }
        }
        false
    };
    (0..words.len()).any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::steps;

    #[test]
    fn a_long_cell_takes_steps_by_its_length() {
        let taken = |words: usize| {
            let before = steps();
            cell_outcome(&"a closed x ".repeat(words), false);
            (steps() - before) as f64
        };
        assert!(taken(8_000) < taken(1_000) * 12.0);
    }

    #[test]
    fn states_of_a_message_are_known() {
        for state in ["sent", "EMAIL_SENT", "Email sent", "emailSent", "delivered"] {
            assert!(is_state(state) && says_sent(state), "{state}");
        }
        for state in ["opened", "Link clicked", "replied", "Bounced", "email_unsubscribed"] {
            assert!(is_state(state) && !says_sent(state), "{state}");
        }
        for other in
            ["email", "linkedin", "Prospect", "not sent", "call", "unsent mail to Ana Lima"]
        {
            assert!(!says_sent(other), "{other}");
        }
        for other in ["email", "linkedin", "Prospect", "They sent us a kind answer"] {
            assert!(!is_state(other), "{other}");
        }
    }

    #[test]
    fn a_label_says_what_its_words_say() {
        use CellOutcome::{Meeting, Negative, Nothing, OptOut, Positive, Replied};
        for (label, expected) in [
            ("Interested", Positive),
            ("Information request", Positive),
            ("Hot lead", Positive),
            ("No interest", Negative),
            ("Low interest", Negative),
            ("Disinterested", Negative),
            ("Isn't interested", Negative),
            ("NOT_INTERESTED", Negative),
            ("Meeting cancelled", Negative),
            ("Call booked", Meeting),
            ("closed_won", Meeting),
            ("ClosedWon", Meeting),
            ("Do not call", OptOut),
            ("Don’t call", OptOut),
            ("No call", OptOut),
            ("DNC", OptOut),
            ("Recalled", Nothing),
            ("Photo sent", Nothing),
            ("Wonders about price", Nothing),
            ("Democrat", Nothing),
            ("No reply", Nothing),
            ("Replied", Replied),
        ] {
            assert_eq!(cell_outcome(label, false), expected, "{label}");
        }
    }
}
