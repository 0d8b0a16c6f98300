//! The keys of packs. Those of check kinds stand with their kinds.

use super::check::{self, ABOVE, BELOW, TIER, TIERS};
use super::decoder::{ID, POINTS, SEVERITY};
use super::example::EXAMPLES;
use super::fix::FIX;
use crate::vocabulary::{Channel, Dimension, FactKind, Kind, Measure, Relation, Severity};
use crate::yaml::{Key, Keys, Shape};

/// Phrases of a lexicon.
const PHRASES: Shape = Shape::Many(&Shape::Scalar);
/// Phrases to avoid, each with what to do instead.
pub const AVOID: Key = Key::new(
    "avoid",
    Shape::Entries(&Shape::Text, &Shape::Either(&[Shape::Text, Shape::Null])),
    "words to avoid, each with what to do instead, or `null`: a rule `avoid-...` a phrase",
);

/// A pack.
pub static PACK: Keys = Keys::new(
    "a pack",
    &[
        Key::new("pack", ID, "its name, in kebab case").required(),
        Key::new(
            "language",
            Shape::Text,
            "the language of its words (ISO 639-1); drafts in others pass them by; a pack without one holds rules on structure",
        ),
        Key::new("about", Shape::Text, "what it is for, to be read by people"),
        AVOID,
        Key::new(
            "lexicons",
            Shape::Entries(&ID, &Shape::Either(&[PHRASES, Shape::Map(&LEXICON)])),
            "lists of phrases, by the name of the mark that each hit becomes",
        ),
        Key::new(
            "rules",
            Shape::Entries(&ID, &Shape::Either(&[Shape::Map(&RULE), TUNING_SHAPE])),
            "rules by id: a whole one, or what to change of one that exists",
        ),
    ],
);

/// A lexicon.
pub(super) static LEXICON: Keys = Keys::new(
    "a lexicon",
    &[
        Key::new(
            "phrases",
            PHRASES,
            "phrases: `*` is a gap of one to four words, `(a|b)` a choice, `=word` an exact form",
        )
        .required(),
        Key::new("except", PHRASES, "longer phrases that excuse a hit inside them"),
        Key::new(
            "replace",
            Shape::Flag,
            "in place of the phrases that are known under this name, not beside them",
        ),
        Key::new("about", Shape::Text, "what it is for, to be read by people"),
    ],
);

/// Bounds by channel, for scores mean another thing in each.
pub(super) static FAILS_BELOW: Keys = Keys::new(
    "`fails-below`",
    &[
        Key::new("email", Shape::Whole(1, 100), "an e-mail"),
        Key::new("dm", Shape::Whole(1, 100), "a direct message"),
        Key::new("post", Shape::Whole(1, 100), "a social post"),
    ],
);

/// A rule.
pub(super) static RULE: Keys = Keys::new(
    "a rule",
    &[
        Key::new(
            "dimension",
            Shape::Names(&[Dimension::MEANINGS]),
            "the reader's question that it belongs to",
        )
        .required(),
        SEVERITY.required(),
        POINTS,
        Key::new("blocker", Shape::Whole(0, 99), "a finding caps the whole score at this"),
        Key::new(
            "below-score",
            Shape::Whole(1, 100),
            "said only of drafts that score lower, for a rule that is often wrong of good ones; its points count all the same",
        ),
        Key::new(
            "fails-below",
            Shape::Map(&FAILS_BELOW),
            "a draft with a finding of this rule fails when it scores lower: of such drafts readers liked hardly any (`reads-as-blast`)",
        ),
        Key::new(
            "against",
            Shape::Flag,
            "a finding speaks against the draft whatever an account confirms; without one, confirmed facts never lower a score",
        ),
        Key::new(
            "on",
            Shape::Many(&Shape::Names(&[Channel::MEANINGS])),
            "channels that it runs on (email and dm when nothing is said)",
        ),
        Key::new(
            "when",
            Shape::Map(&WHEN),
            "conditions on the draft, all of which must hold for it to run",
        ),
        Key::new("check", Shape::Kinds(check::tables), "the condition that makes a finding")
            .required(),
        Key::new(
            "yields-to",
            Shape::Many(&Shape::Text),
            "rules whose findings on the same words make this one silent",
        ),
        Key::new("fix", Shape::Map(&FIX), "an edit that mends what it finds"),
        Key::new("message", Shape::Text, "what was found, with `{match}` and other slots")
            .required(),
        Key::new("advice", Shape::Text, "what to do").required(),
        Key::new("why", Shape::Text, "why it matters to the reader"),
        Key::new("since", Shape::Text, "the version that brought it"),
        Key::new(
            "evidence",
            Shape::List(&Shape::Map(&EVIDENCE), 0),
            "research behind it; without any it is a house opinion",
        ),
        Key::new(
            "examples",
            Shape::Map(&EXAMPLES),
            "drafts that it must flag, and near misses that it must pass; `germane test` runs them",
        ),
    ],
);

/// What may be changed of a rule that exists.
pub(super) static TUNING: Keys =
    Keys::new("a change of a rule", &[SEVERITY, POINTS, ABOVE, BELOW, TIERS]);
/// A severity, or more to change.
pub const TUNING_SHAPE: Shape =
    Shape::Either(&[Shape::Names(&[Severity::MEANINGS]), Shape::Map(&TUNING)]);
/// Changes of rules, by id.
pub const TUNINGS: Shape = Shape::Entries(&ID, &TUNING_SHAPE);

/// Conditions of a rule.
pub(super) static WHEN: Keys = Keys::new(
    "`when`",
    &[
        Key::new("first-touch", Shape::Flag, "a first message; `false`: a later one"),
        Key::new(
            "stranger",
            Shape::Flag,
            "a first message, or one that claims only mails of its own; `false`: the file or the text says more",
        ),
        Key::new(
            "declared-new",
            Shape::Flag,
            "declared to be new (`thread: new`, `touch: 1` or `kind: cold`), not merely unsaid",
        ),
        Key::new("reply", Shape::Flag, "a reply in a thread"),
        Key::new("template", Shape::Flag, "has merge fields and no address"),
        Key::new("kind", Shape::Many(&Shape::Names(&[Kind::MEANINGS])), "one of these occasions"),
        Key::new("min-words", Shape::Whole(1, 10_000), "at least this many words"),
        Key::new("max-words", Shape::Whole(1, 10_000), "at most this many words"),
        Key::new("has", Shape::Many(&Shape::Label), "has one of these marks"),
        Key::new("lacks", Shape::Many(&Shape::Label), "has none of these marks"),
        Key::new("subject", Shape::Flag, "has a subject line"),
        Key::new("addressed", Shape::Flag, "says to whom it goes"),
        Key::new("account", Shape::Flag, "is checked against an account"),
        Key::new(
            "relation",
            Shape::Many(&Shape::Names(&[Relation::MEANINGS])),
            "the account is one of these",
        ),
        Key::new(
            "fact",
            Shape::Many(&Shape::Names(&[FactKind::MEANINGS])),
            "the account holds a fact of one of these kinds",
        ),
        Key::new(
            "measures",
            Shape::Entries(&Shape::Names(&[Measure::MEANINGS]), &Shape::Map(&TIER)),
            "measures within these bounds: `{ substance: { below: 8 } }`",
        ),
    ],
);

/// Research behind a rule.
pub(super) static EVIDENCE: Keys = Keys::new(
    "evidence",
    &[
        Key::new("grade", Shape::Names(&[GRADE_MEANINGS]), "how good it is").required(),
        Key::new("says", Shape::Text, "the finding, in our words").required(),
        Key::new("source", Shape::Text, "who found it, where, when").required(),
    ],
);

/// Grades of evidence.
pub(super) const GRADES: &[(&str, char)] = &[("A", 'A'), ("B", 'B'), ("C", 'C'), ("D", 'D')];
/// What they mean.
const GRADE_MEANINGS: &[(&str, &str)] = &[
    ("A", "controlled and replicated"),
    ("B", "one good study"),
    ("C", "counts without control"),
    ("D", "opinion of practitioners"),
];
