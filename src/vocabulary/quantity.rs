//! Quantities that the fitted models read beside words and marks: the names that they have in files
//! of weights.

use std::sync::LazyLock;

use super::{Function, Owner};

/// Outputs of the sentence model, by name, in order: four owners, the functions, three degrees of
/// specificity.
pub fn outputs() -> Vec<String> {
    let owners = Owner::NAMES.iter().map(|(name, _)| format!("owner-{name}"));
    let functions = Function::NAMES.iter().map(|(name, _)| (*name).to_string());
    let degrees = ["unspecific", "concrete", "of-recipient"].map(String::from);
    owners.chain(functions).chain(degrees).collect()
}

/// Outputs of the sentence model that stand before those for functions.
pub const FUNCTIONS: usize = Owner::NAMES.len();
/// Those that stand before those for degrees of specificity.
pub const DEGREES: usize = FUNCTIONS + Function::NAMES.len();
/// How many outputs there are.
pub const OUTPUTS: usize = DEGREES + 3;

/// Quantities of a sentence beside its words and marks.
pub const SENTENCE: &[&str] = &[
    "place",
    "first",
    "last",
    "words",
    "short",
    "recipient-words",
    "we-words",
    "i-words",
    "field",
    "telling-field",
    "terms",
    "numbers",
    "rule-reader",
    "rule-seller",
    "rule-both",
    "rule-neither",
    "before-reader",
    "before-seller",
    "before-both",
    "before-neither",
    "opening",
    "ask",
    "subject",
    "postscript",
    "bullet",
];

/// Quantities that are computed from the whole of it, before the shares of the sentence model.
pub const WHOLE: &[&str] = &[
    "sequence",
    "words",
    "short",
    "long",
    "sentences",
    "longest-sentence",
    "longest-paragraph",
    "paragraphs",
    "questions",
    "asks",
    "links",
    "fields",
    "telling-fields",
    "subject",
    "bullets",
    "exclamations",
    "emoji",
    "terms",
    "substance",
    "thin",
    "faulted",
    "faults",
];

/// The place of "faulted" and "faults": the share of sentences in which a rule finds a fault, and
/// how many they are, which nothing put beside them makes less.
pub const FAULTED: [usize; 2] = [WHOLE.len() - 2, WHOLE.len() - 1];

/// Names of all quantities: their own, then mean, capped sum and first sentence of each output of
/// the sentence model.
pub static DRAFT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let outputs = outputs();
    let of = |what: &'static str| outputs.iter().map(move |output| format!("{what}-{output}"));
    WHOLE
        .iter()
        .map(|name| (*name).to_string())
        .chain(of("mean"))
        .chain(of("sum"))
        .chain(of("first"))
        .collect()
});
