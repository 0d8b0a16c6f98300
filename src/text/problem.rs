//! What is wrong with a text, while it is read: the one type of it, whatever is read (a draft, a
//! pack, a configuration, an account, a list).

use super::Span;
use crate::vocabulary::Severity;

/// Something wrong at a place of a text. `outcome::Diagnostic` is the same with its file, line and
/// column, which are counted when all has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// [`Severity::Error`]: something of the text is not used. [`Severity::Warning`]: all of it is
    /// used, but perhaps not as meant.
    pub severity: Severity,
    /// Where, in bytes of the file (or of the text that was parsed, plus its base).
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What is allowed, what was probably meant, or what to do.
    pub hint: Option<String>,
    /// What it is about, where a part of the program goes by that.
    pub about: About,
}

/// What a problem is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Something that only its message says.
    #[default]
    Text,
    /// Bytes of the file that could not be read as text.
    Encoding,
    /// Columns of a table that share a name.
    SharedColumns,
    /// A body of nothing but a merge field.
    OpaqueBody,
}

impl Problem {
    /// Something is not used.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Problem { severity: Severity::Error, span, message, hint: None, about: About::Text }
    }

    /// All is used, but perhaps not as meant.
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Problem { severity: Severity::Warning, ..Problem::error(span, message) }
    }

    /// Adds what is allowed, or what to do.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Problem { hint: Some(hint.into()), ..self }
    }

    /// The same, marked as being about `about`.
    pub fn about(self, about: About) -> Self {
        Problem { about, ..self }
    }

    /// The same where `place` puts its span: from a text to the file that it stands in.
    pub fn moved(self, place: impl FnOnce(Span) -> Span) -> Self {
        Problem { span: place(self.span), ..self }
    }

    /// The same as a warning.
    pub fn mild(self) -> Self {
        Problem { severity: Severity::Warning, ..self }
    }

    /// True when something is not used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
