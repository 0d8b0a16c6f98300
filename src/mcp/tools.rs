//! The tools: names, what they are for, the schemas of what goes in and comes out.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{check, compare, explain};
use crate::project::Projects;

/// A tool.
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its name for people.
    title: &'static str,
    /// What it is for.
    about: &'static str,
    call: fn(&mut Projects, Value) -> Result<ToolResult, ToolError>,
}

/// What a tool gives back, twice: to be read, and to be used.
#[derive(Debug)]
pub struct ToolResult {
    /// In words.
    pub text: String,
    /// As the tool's schema says.
    pub structured: Value,
}

/// Why a tool gives nothing back.
#[derive(Debug)]
pub enum ToolError {
    /// What is wrong with the arguments, in words.
    Said(String),
    /// There is no such tool.
    Unknown,
}

/// All tools.
pub const TOOLS: &[Tool] = &[
    Tool {
        name: "check_draft",
        title: "Check a draft",
        about: "Reads an outreach draft (mail, direct message, social post, sequence) as its recipient would, and returns the score by dimension, what \
took points, and up to 12 findings with their lines, the worst first. With `account` (what is known of the recipient, as YAML or JSON) claims \
are checked against it; with `previous_steps` the draft is judged as the next message to somebody who has had those. Comments and front matter that allow findings or \
switch rules off are not heeded here.",
        call: check::call,
    },
    Tool {
        name: "explain_rule",
        title: "Explain a rule",
        about: "Returns why a rule exists, what to do about its findings, its evidence with grades, and examples that it flags and leaves alone.",
        call: explain::call,
    },
    Tool {
        name: "compare_drafts",
        title: "Compare two versions of a draft",
        about: "Checks two versions of one draft and returns what changed: score by dimension, findings that are gone and that are new, and doubts, which \
are reasons to think that the score moved without the message being better for its recipient (such as figures that nothing supports, or names \
and praise put in).",
        call: compare::call,
    },
];

/// The schemas, by tool.
static SCHEMAS: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("schemas.json")).unwrap_or_default());

/// The tools as a client sees them.
pub fn list() -> Vec<Value> {
    let shown = |tool: &Tool| {
        json!({
            "name": tool.name,
            "title": tool.title,
            "description": tool.about,
            "inputSchema": SCHEMAS[tool.name]["input"],
            "outputSchema": SCHEMAS[tool.name]["output"],
            "annotations": {
                "title": tool.title,
                "readOnlyHint": true,
                "destructiveHint": false,
                "idempotentHint": true,
                "openWorldHint": false,
            },
        })
    };
    TOOLS.iter().map(shown).collect()
}

/// Calls the tool of this name.
pub fn call(projects: &mut Projects, name: &str, arguments: Value) -> Result<ToolResult, ToolError> {
    let tool = TOOLS.iter().find(|tool| tool.name == name).ok_or(ToolError::Unknown)?;
    (tool.call)(projects, arguments)
}
