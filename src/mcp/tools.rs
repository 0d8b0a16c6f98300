//! The tools: names, what they are for, the schemas of what goes in and comes out.

use serde_json::{Value, json};

use super::result::{ToolError, ToolResult};
use super::{check, compare, explain};
use crate::project::Projects;
use crate::schema;

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

/// All tools.
pub const TOOLS: &[Tool] = &[
    Tool {
        name: "check_draft",
        title: "Check a draft",
        about: "Reads an outreach draft (mail, direct message, social post, sequence) as its recipient would, and returns the score by dimension, what \
took points, and up to 12 findings with their lines, the worst first. With `account` (what is known of the recipient, as YAML or JSON) claims \
are checked against it; with `previous_steps` the draft is judged as the next message to somebody who has had those. Comments and front matter that allow findings or \
switch rules off are ignored here.",
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

/// The tools as a client sees them.
pub fn list() -> Vec<Value> {
    let schemas: Value = serde_json::from_str(schema::TOOLS).unwrap_or_default();
    let shown = |tool: &Tool| {
        json!({
            "name": tool.name,
            "title": tool.title,
            "description": tool.about,
            "inputSchema": schemas[tool.name]["input"],
            "outputSchema": schemas[tool.name]["output"],
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
pub fn call(
    projects: &mut Projects,
    name: &str,
    arguments: Value,
) -> Result<ToolResult, ToolError> {
    let tool = TOOLS.iter().find(|tool| tool.name == name).ok_or(ToolError::Unknown)?;
    (tool.call)(projects, arguments)
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use schemars::generate::Contract;

    use super::super::{answer, arguments};
    use super::*;
    use crate::schema::types;

    #[test]
    fn tools_take_and_give_what_their_schemas_say() {
        fn schemas<I: JsonSchema, O: JsonSchema>() -> Value {
            json!({ "input": types::of::<I>(Contract::Deserialize), "output": types::of::<O>(Contract::Serialize) })
        }
        let all = json!({
            "check_draft": schemas::<arguments::Check, answer::Checked>(),
            "explain_rule": schemas::<arguments::Explain, explain::Explained>(),
            "compare_drafts": schemas::<arguments::Compare, compare::Compared>(),
        });
        types::hold("tools.json", schema::TOOLS, &all);
        let named = |tool: &Value| {
            all[tool["name"].as_str().expect("a name")]["input"] == tool["inputSchema"]
        };
        assert!(list().iter().all(named) && list().len() == 3);
    }
}
