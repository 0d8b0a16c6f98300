//! A field as the scanner finds it, before the platform of the whole text is known.

use super::{Field, dialect::Dialects};

/// A field with what the vote needs.
pub(super) struct ScannedField {
    /// The field.
    pub field: Field,
    /// Who would read it as it stands.
    pub fits: Dialects,
    /// Whose it looks like; nobody's when it could be anybody's.
    pub votes: Dialects,
    /// True for machine syntax, which a finished draft cannot contain.
    pub machine: bool,
    /// True for `{x}`.
    pub single: bool,
    /// True for `{x}` with a name that only a single-brace text would merge.
    pub maybe: bool,
}
