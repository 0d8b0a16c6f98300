//! What a better version of a draft would be made of: a form to fill in from what is known, and no
//! finished prose.

use serde::Serialize;

/// The outline of a message: what is so with its recipient, what follows for them, and one
/// question. What is not there is for the writer to fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Outline {
    /// The strongest fact on file that the draft makes nothing of.
    pub fact: Option<String>,
    /// What can be made of a fact of its kind.
    pub idea: Option<String>,
    /// Names, numbers and dates that the draft has already, beside those that are about the sender
    /// or in a request.
    pub words: Vec<String>,
    /// The draft's first question that only this recipient could be asked.
    pub question: Option<String>,
}
