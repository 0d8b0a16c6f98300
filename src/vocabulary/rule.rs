//! What a rule is: the question that it belongs to, how much its findings matter, how far its edits
//! may be trusted.

use super::names;

names! {
    /// The customer's question that a rule belongs to. The last three are gates beside the score:
    /// they take no points.
    Dimension {
        Focus = "focus", "Is this about me, or about you?";
        Relevance = "relevance", "Could it have gone to anybody, and why now?";
        Insight = "insight", "Do I learn something?";
        Respect = "respect", "Is my time used well, am I free to say no?";
        Trust = "trust", "Is it true, checkable, honest about who you are?";
        Originality = "originality", "Have I read this a hundred times?";
        Deliver = "deliver", "Will it arrive, and unbroken?";
        Law = "law", "Is it allowed to be sent?";
        Lint = "lint", "Is the linting itself in order?";
    }
}

impl Dimension {
    /// The six that are scored.
    pub const SCORED: [Dimension; 6] = [
        Dimension::Focus,
        Dimension::Relevance,
        Dimension::Insight,
        Dimension::Respect,
        Dimension::Trust,
        Dimension::Originality,
    ];

    /// True for gates, which take no points.
    pub fn is_gate(self) -> bool {
        !Self::SCORED.contains(&self)
    }
}

names! {
    /// How much a finding matters. Ordered: an error is the greatest.
    Severity {
        Off = "off", "does not run";
        Info = "info", "worth knowing";
        Warning = "warning", "should change";
        Error = "error", "must change";
    }
}

/// Slots of a rule's message, and what stands in each.
pub const SLOTS: &[(&str, &str)] = &[
    ("match", "the words found"),
    ("n", "the value that was counted or measured"),
    ("m", "what a share is of; the count before it was divided"),
    ("limit", "the bound that was passed"),
    ("goal", "what to aim for: the first number that the bound lets pass"),
    ("sentences", "how many sentences the message has"),
    ("other", "the words of the other mark"),
    ("list", "the first of the marks behind the finding, and how many more there are"),
    ("percent", "a share, as a percentage"),
    ("step", "the number of the other step"),
    ("with", "the rules with whose findings a draft fails, or nothing"),
    ("shared", "what both steps speak of"),
    ("fact", "the fact of the account"),
    ("contrary", "what a fact says in place of the number found, or nothing"),
    ("account", "the name of the account"),
];

/// Slots that add to a sentence, or nothing: a message in general goes without them.
pub const ADDITIONS: &[&str] = &["with", "shared", "contrary"];

impl Severity {
    /// True when a run that fails from `least` on fails by this; by nothing where that is `off`.
    pub fn fails(self, least: Severity) -> bool {
        least != Severity::Off && self >= least
    }
}

names! {
    /// How far an edit may be trusted. Ordered: a safe one is the greatest.
    Applicability {
        Suggestion = "suggestion", "a person has to finish it; shown by editors, never applied by the command line";
        Unsafe = "unsafe", "right most of the time: read the result";
        Safe = "safe", "keeps what the draft says";
    }
}

names! {
    /// What an edit takes out.
    RemovedPart {
        Match = "match", "the words found";
        Sentence = "sentence", "the sentence around them";
        Line = "line", "the line around them";
    }
}

names! {
    /// Which steps of a sequence.
    Turn {
        First = "first", "the first";
        Later = "later", "all but the first";
        Last = "last", "the last, of several";
    }
}
