//! The vocabulary: every name that packs, configurations, drafts and reports may use, with what it
//! means.
//!
//! One macro, `names!`, makes each list. `docs/vocabulary.md` is written from [`TABLES`]; nothing
//! here reads or computes.

mod account;
mod draft;
mod field;
pub mod label;
mod measure;
mod part;
pub mod quantity;
mod rule;
mod sentence;

pub use account::{FactKind, Relation};
pub use draft::{Channel, Kind, Medium, OptOut, Signature, Thread};
pub use field::{FieldClass, FieldProblem};
pub use label::Label;
pub use measure::{FactCount, Measure, StepMeasure};
pub use part::{Part, Parts};
pub use rule::{ADDITIONS, Applicability, Dimension, RemovedPart, SLOTS, Severity, Turn};
pub use sentence::{Function, Owner};

/// Names with what each means: an enum, or numbered constants (`const TABLE: Type`). `Type(A, B)`
/// gives every name further values, which `Type::beside` returns.
macro_rules! names {
    ($(#[$meta:meta])* const $table:ident: $type:ident { $($constant:ident = $name:literal, $what:literal;)* }) => {
        $(#[$meta])*
        pub const $table: &[(&str, &str)] = &[$(($name, $what)),*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Number { $($constant),* }
        $(#[doc = $what] pub const $constant: $type = $type(Number::$constant as u16);)*
    };
    ($(#[$meta:meta])* $type:ident($($beside:ty),+) {
        $($(#[$attribute:meta])* $variant:ident = $name:literal, $what:literal, $($value:expr),+;)*
    }) => {
        $crate::vocabulary::names! { $(#[$meta])* $type { $($(#[$attribute])* $variant = $name, $what;)* } }
        impl $type {
            fn beside(self) -> &'static ($($beside,)+) {
                const ROWS: &[($($beside,)+)] = &[$(($($value,)+)),*];
                &ROWS[self as usize]
            }
        }
    };
    ($(#[$meta:meta])* $type:ident { $($(#[$attribute:meta])* $variant:ident = $name:literal, $what:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $type { $(#[doc = $what] #[serde(rename = $name)] $(#[$attribute])* $variant),* }
        impl $type {
            /// All values by name, in order.
            pub const NAMES: &[(&str, $type)] = &[$(($name, $type::$variant)),*];
            /// All names, and what each means.
            pub const MEANINGS: &[(&str, &str)] = &[$(($name, $what)),*];
            /// Its name, wherever it is written.
            pub const fn name(self) -> &'static str { $type::NAMES[self as usize].0 }
            /// What it means, in a few words.
            pub const fn meaning(self) -> &'static str { $type::MEANINGS[self as usize].1 }
            /// The one of this name.
            pub fn named(name: &str) -> Option<$type> {
                $type::NAMES.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
            }
        }
    };
}
pub(crate) use names;

/// A list of names, for the page that shows them.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// What the names are of.
    pub title: &'static str,
    /// Where they are written.
    pub about: &'static str,
    /// Names and meanings, list by list.
    pub names: &'static [&'static [(&'static str, &'static str)]],
}

/// All lists of names, in the order of the page.
pub const TABLES: &[Table] = &[
    Table {
        title: "Dimensions",
        about: "`dimension` of a rule: the reader's question that it belongs to.",
        names: &[Dimension::MEANINGS],
    },
    Table {
        title: "Severities",
        about: "`severity` of a rule, of a tier, and in a configuration.",
        names: &[Severity::MEANINGS],
    },
    Table {
        title: "Channels",
        about: "`on` of a rule; `channel` of a draft.",
        names: &[Channel::MEANINGS],
    },
    Table {
        title: "Parts",
        about: "`in` of a check. Nothing given means `message`.",
        names: &[Part::MEANINGS, Parts::GROUPS],
    },
    Table {
        title: "Kinds",
        about: "`kind` under `when`, and in the front matter of a draft: its occasion.",
        names: &[Kind::MEANINGS],
    },
    Table {
        title: "Relations",
        about: "`relation` under `when`, and in an account file.",
        names: &[Relation::MEANINGS],
    },
    Table {
        title: "Kinds of facts",
        about: "`fact` under `when`, `kind` of a `facts` check and of a fact in an account file.",
        names: &[FactKind::MEANINGS],
    },
    Table {
        title: "Owners",
        about: "`about` of an `each` check: whom a sentence is about.",
        names: &[Owner::MEANINGS],
    },
    Table {
        title: "Measures",
        about: "In a `count` check in place of labels, and under `measures` of `when`.",
        names: &[Measure::MEANINGS],
    },
    Table {
        title: "Measures of steps",
        about: "In a `steps` check in place of labels.",
        names: &[StepMeasure::MEANINGS],
    },
    Table {
        title: "Turns",
        about: "`at` of a `steps` check: which steps of a sequence.",
        names: &[Turn::MEANINGS],
    },
    Table { title: "Counts of facts", about: "In a `facts` check.", names: &[FactCount::MEANINGS] },
    Table {
        title: "Classes of fields",
        about: "In a `fields` check.",
        names: &[FieldClass::MEANINGS],
    },
    Table {
        title: "Problems of fields",
        about: "`problem` of a `fields` check.",
        names: &[FieldProblem::MEANINGS],
    },
    Table {
        title: "Applicability",
        about: "`applicability` of a rule's `fix`: how far its edit may be trusted.",
        names: &[Applicability::MEANINGS],
    },
    Table {
        title: "Removed parts",
        about: "`delete` of a rule's `fix`: what is taken out.",
        names: &[RemovedPart::MEANINGS],
    },
    Table { title: "Slots", about: "`message` of a rule, in braces.", names: &[SLOTS] },
    Table {
        title: "Labels",
        about: "Wherever a check names marks. Lexicons add labels of their own; these are given by germane itself.",
        names: &[label::BUILT_IN],
    },
];
