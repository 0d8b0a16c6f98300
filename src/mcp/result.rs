//! What a tool gives back.

use serde::Serialize;
use serde_json::Value;

/// At most this many of each list are given; of the rest, their number.
pub const MOST: usize = 12;

/// What a tool gives back, twice: to be read, and to be used.
#[derive(Debug)]
pub struct ToolResult {
    /// In words.
    pub text: String,
    /// As the tool's schema says.
    pub structured: Value,
}

impl ToolResult {
    /// The same thing in words and as data.
    pub fn new(text: String, answer: &impl Serialize) -> Result<Self, ToolError> {
        let structured =
            serde_json::to_value(answer).map_err(|why| ToolError::Said(why.to_string()))?;
        Ok(ToolResult { text, structured })
    }
}

/// Why a tool gives nothing back.
#[derive(Debug)]
pub enum ToolError {
    /// What is wrong with the arguments, in words.
    Said(String),
    /// There is no such tool.
    Unknown,
}
