//! The keys of `germane.yaml`.

use super::{FAIL_ON, Role};
use crate::pack::{AVOID, TUNINGS};
use crate::source::Format;
use crate::vocabulary::Dimension;
use crate::yaml::{Key, Keys, Shape};

/// The configuration.
pub static CONFIG: Keys = Keys::new(
    "the configuration",
    &[
        Key::new(
            "extends",
            TEXTS,
            "profiles for an occasion or a country, such as first-touch, customer, recruiter, us, eu, uk",
        ),
        Key::new("packs", TEXTS, "packs of rules of your own, relative to this file"),
        AVOID,
        Key::new(
            "reader",
            Shape::Text,
            "a reader that was fitted to your own labels, in place of the built-in one: a file of `germane fit`",
        ),
        Key::new(
            "rule-pages",
            Shape::Form("^https?://[^\\s]*\\{rule\\}[^\\s]*$"),
            "where the pages of rules are read: an address with `{rule}` in it",
        ),
        Key::new("sender", Shape::Map(&SENDER), "who writes"),
        Key::new(
            "accounts",
            TEXTS,
            "account files, lead lists (CSV, TSV, JSONL) and folders of them, relative to this file: what is known of the recipients",
        ),
        Key::new("rules", TUNINGS, "severity, points or bounds of rules, by id"),
        Key::new(
            "overrides",
            Shape::List(&Shape::Map(&OVERRIDE), 0),
            "other settings for some files",
        ),
        Key::new(
            "exclude",
            TEXTS,
            "globs of files that are not checked, unless the command line names one; of a folder all that is in it",
        ),
        Key::new(
            "formats",
            Shape::Entries(&Shape::Text, &Shape::Listed(formats)),
            "what files are that their names and texts do not tell: formats, by glob; of a folder all that is in it",
        ),
        Key::new(
            "dimensions",
            Shape::Entries(&Shape::Listed(scored), &Shape::Within(0.25, 4.0)),
            "how many times as much each dimension counts as the reader's weights say",
        ),
        Key::new(
            "map",
            Shape::Entries(&Shape::Names(&[Role::MEANINGS]), &Shape::Text),
            "columns of exports of outcomes that their names do not tell `germane learn`: what each is for, and its header",
        ),
        Key::new("limits", Shape::Map(&LIMITS), "how large files may be"),
        MIN_SCORE,
        Key::new(
            "fail-on",
            Shape::Listed(fail_on),
            "severity from which on a run fails (exit status 1)",
        ),
    ],
);

/// `sender`.
pub static SENDER: Keys = Keys::new(
    "`sender`",
    &[
        Key::new("names", TEXTS, "people who send"),
        Key::new("company", TEXTS, "names of your company"),
        Key::new("products", TEXTS, "names of what you sell"),
        Key::new("competitors", TEXTS, "names of those whom you compete with"),
    ],
);

/// An entry of `overrides`.
pub static OVERRIDE: Keys = Keys::new(
    "an override",
    &[
        Key::new(
            "files",
            TEXTS,
            "globs of the files, relative to this file; of a folder all that is in it",
        )
        .required(),
        MIN_SCORE,
        Key::new("rules", TUNINGS, "severity, points or bounds of rules, by id"),
    ],
)
.any_of(&[&["rules"], &["min-score"]]);

/// `limits`.
pub static LIMITS: Keys = Keys::new(
    "`limits`",
    &[
        Key::new("file-mib", Shape::Whole(1, 1024), "the largest file that is read whole, in MiB"),
        Key::new("record-mib", Shape::Whole(1, 1024), "the largest record of a long list, in MiB"),
    ],
);

const MIN_SCORE: Key =
    Key::new("min-score", Shape::Whole(0, 100), "score below which a run fails (exit status 1)");
const TEXTS: Shape = Shape::Many(&Shape::Text);

fn formats() -> Vec<(&'static str, &'static str)> {
    Format::declarable().map(|(name, format)| (*name, format.meaning())).collect()
}

fn scored() -> Vec<(&'static str, &'static str)> {
    Dimension::SCORED.iter().map(|dimension| (dimension.name(), dimension.meaning())).collect()
}

fn fail_on() -> Vec<(&'static str, &'static str)> {
    FAIL_ON.iter().map(|(name, _)| (*name, "")).collect()
}
