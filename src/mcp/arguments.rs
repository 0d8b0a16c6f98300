//! What a call gives: read strictly, so that a misspelt name is not passed over.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::result::ToolError;
use crate::text::printable;

/// Bytes of one text: more than any message has, and little enough to be judged in a second.
pub const TEXT: usize = 1 << 20;
/// Nobody is written to more often.
pub const STEPS: usize = 30;
/// Bytes of a name.
const NAME: usize = 1000;

/// Arguments of `check_draft`.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The draft, as a file would hold it: `Subject: ...` first for a mail, front matter allowed.
    pub text: String,
    /// The name that the draft would have as a file, for its format and for overrides of the
    /// configuration; no file is read.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 1000)))]
    pub filename: Option<String>,
    /// What is known of the recipient's company, as the text of an account file (YAML or JSON) or
    /// as the same object: account (its name), people, facts with source and date; `germane schema
    /// account` describes it.
    #[serde(default)]
    #[cfg_attr(test, schemars(extend("type" = ["string", "object", "null"])))]
    pub account: Option<Value>,
    /// Texts that the recipient has already been sent, in their order.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 30)))]
    pub previous_steps: Vec<String>,
}

/// Arguments of `compare_drafts`.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// The draft as it was.
    pub before: String,
    /// The draft as it is.
    pub after: String,
    /// The name that the draft would have as a file, for its format and for overrides of the
    /// configuration; no file is read.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 1000)))]
    pub filename: Option<String>,
    /// What is known of the recipient's company, as the text of an account file (YAML or JSON) or
    /// as the same object: account (its name), people, facts with source and date; `germane schema
    /// account` describes it.
    #[serde(default)]
    #[cfg_attr(test, schemars(extend("type" = ["string", "object", "null"])))]
    pub account: Option<Value>,
    /// Texts that the recipient has already been sent, in their order.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 30)))]
    pub previous_steps: Vec<String>,
}

/// Arguments of `explain_rule`.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// Id of a rule, as findings have it.
    pub rule: String,
}

/// What stands around a draft.
#[derive(Clone, Debug, Default)]
pub struct DraftContext {
    /// The name that it would have as a file.
    pub filename: Option<String>,
    /// What is known of the recipient.
    pub account: Option<Value>,
    /// What was sent before.
    pub previous_steps: Vec<String>,
}

impl Check {
    /// The draft, and what stands around it.
    pub fn parts(self) -> (String, DraftContext) {
        (
            self.text,
            DraftContext {
                filename: self.filename,
                account: self.account,
                previous_steps: self.previous_steps,
            },
        )
    }
}

impl Compare {
    /// The drafts, and what stands around them.
    pub fn parts(self) -> (String, String, DraftContext) {
        let around = DraftContext {
            filename: self.filename,
            account: self.account,
            previous_steps: self.previous_steps,
        };
        (self.before, self.after, around)
    }
}

/// Reads arguments.
pub fn read<A: DeserializeOwned>(arguments: Value) -> Result<A, ToolError> {
    serde_json::from_value(arguments).map_err(|why| {
        ToolError::Said(format!("the arguments cannot be used: {}", printable(&why.to_string())))
    })
}

impl DraftContext {
    /// What is too large to be read.
    pub fn check(&self) -> Result<(), ToolError> {
        self.previous_steps
            .iter()
            .try_for_each(|step| bounded("a text of `previous_steps`", step))?;
        if self.previous_steps.len() > STEPS {
            return Err(ToolError::Said(format!(
                "`previous_steps` has {} texts; at most {STEPS} are read",
                self.previous_steps.len()
            )));
        }
        match &self.filename {
            Some(name) if name.len() > NAME => {
                Err(ToolError::Said(format!("`filename` has more than {NAME} bytes")))
            }
            _ => Ok(()),
        }
    }
}

/// An error for a text that is too large.
pub fn bounded(what: &str, text: &str) -> Result<(), ToolError> {
    match text.len() {
        0..=TEXT => Ok(()),
        length => {
            Err(ToolError::Said(format!("{what} has {length} bytes; at most {TEXT} are read")))
        }
    }
}
