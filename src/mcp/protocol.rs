//! The protocol: versions, methods, and which tool a call is for.
//!
//! Until 2025 a client opens with `initialize`, which settles a version; since 2026 every request
//! carries its version in `_meta`, and `server/discover` lists them. Both are answered here, and
//! nothing is remembered.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Map, Value, json};

use super::result::ToolError;
use super::tools;
use super::wire::{code, fault};
use crate::project::Projects;

/// Versions that `initialize` may ask for, oldest first.
const HANDSHAKE: &[&str] = &["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
/// Versions whose requests carry their version.
const STATELESS: &[&str] = &["2026-07-28"];
/// Where a request carries it.
const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";
/// Where an answer says whose it is.
const SERVER_KEY: &str = "io.modelcontextprotocol/serverInfo";
/// At most this many messages of one line are answered; only the version of March 2025 has such
/// lists.
const BATCH: usize = 32;
/// How long, in milliseconds, a client may believe what the program says of itself: it does not
/// change while it runs.
const FRESH: u64 = 3_600_000;

/// Answers requests.
pub struct Service {
    /// Which rules apply to which name.
    pub projects: Projects,
}

/// Why a request gets no result: code, message, data.
type Refused = (i32, String, Option<Value>);

impl Service {
    /// The answer to a message; notifications and answers get none.
    pub fn answer(&mut self, message: Value) -> Option<Value> {
        match message {
            Value::Array(all) if !all.is_empty() && all.len() <= BATCH => {
                let answers: Vec<Value> =
                    all.into_iter().filter_map(|message| self.answer_one(message)).collect();
                (!answers.is_empty()).then_some(Value::Array(answers))
            }
            other => self.answer_one(other),
        }
    }

    fn answer_one(&mut self, message: Value) -> Option<Value> {
        let Value::Object(mut message) = message else {
            return Some(fault(
                &Value::Null,
                code::REQUEST,
                &format!("a message is an object, or a list of up to {BATCH} of them"),
            ));
        };
        let id = message.remove("id");
        let known = matches!(&id, None | Some(Value::String(_) | Value::Number(_)));
        let shown = if known { id.clone().unwrap_or_default() } else { Value::Null };
        let method = match message.remove("method") {
            Some(Value::String(method))
                if known && message.get("jsonrpc") == Some(&json!("2.0")) =>
            {
                method
            }
            // Nothing is asked here, so that an answer belongs to nobody.
            None if message.contains_key("result") || message.contains_key("error") => return None,
            _ => {
                return Some(fault(
                    &shown,
                    code::REQUEST,
                    "a request has `jsonrpc` (2.0), `method`, and an `id` that is a text or a number",
                ));
            }
        };
        id.as_ref()?;
        let params = message.remove("params").unwrap_or_else(|| json!({}));
        let Value::Object(params) = params else {
            return Some(fault(&shown, code::PARAMS, "`params` is an object"));
        };
        // A fault of this program on one draft must not end the server.
        let done = catch_unwind(AssertUnwindSafe(|| self.request(&method, params)));
        let done = done.unwrap_or_else(|_| {
            Err((
                code::INTERNAL,
                "germane itself failed on this request; please report it".into(),
                None,
            ))
        });
        Some(match done {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": shown, "result": result }),
            Err((code, why, data)) => {
                let mut answer = fault(&shown, code, &why);
                if let Some(data) = data {
                    answer["error"]["data"] = data;
                }
                answer
            }
        })
    }

    fn request(&mut self, method: &str, params: Map<String, Value>) -> Result<Value, Refused> {
        let version = params.get("_meta").and_then(|meta| meta.get(VERSION_KEY));
        let stateless = match version.map(|version| version.as_str().unwrap_or_default()) {
            None => false,
            Some(version) if STATELESS.contains(&version) => true,
            Some(version) => {
                let data = json!({ "supported": STATELESS, "requested": version });
                return Err((
                    code::VERSION,
                    "this version of the protocol is not spoken here".into(),
                    Some(data),
                ));
            }
        };
        let mut result = match method {
            "initialize" if !stateless => initialize(&params),
            "ping" => json!({}),
            "server/discover" if stateless => {
                let versions: Vec<&str> = HANDSHAKE.iter().chain(STATELESS).copied().collect();
                json!({ "supportedVersions": versions, "capabilities": capabilities(), "instructions": INSTRUCTIONS })
            }
            "tools/list" => json!({ "tools": tools::list() }),
            "tools/call" => self.call(params)?,
            other => {
                return Err((
                    code::METHOD,
                    format!("there is no method `{}`", crate::text::printable(other)),
                    None,
                ));
            }
        };
        if stateless {
            result["resultType"] = json!("complete");
            result["_meta"] = json!({ SERVER_KEY: server() });
            if matches!(method, "server/discover" | "tools/list") {
                result["ttlMs"] = json!(FRESH);
                result["cacheScope"] = json!("public");
            }
        }
        Ok(result)
    }

    fn call(&mut self, mut params: Map<String, Value>) -> Result<Value, Refused> {
        let arguments = params.remove("arguments").unwrap_or_else(|| json!({}));
        let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
        match tools::call(&mut self.projects, name, arguments) {
            Ok(done) => Ok(json!({
                "content": [{ "type": "text", "text": done.text }],
                "structuredContent": done.structured,
                "isError": false,
            })),
            // The model reads this, and may mend its call.
            Err(ToolError::Said(why)) => {
                Ok(json!({ "content": [{ "type": "text", "text": why }], "isError": true }))
            }
            Err(ToolError::Unknown) => {
                let names: Vec<&str> = tools::TOOLS.iter().map(|tool| tool.name).collect();
                Err((
                    code::PARAMS,
                    format!(
                        "there is no tool `{}`; there are {}",
                        crate::text::printable(name),
                        names.join(", ")
                    ),
                    None,
                ))
            }
        }
    }
}

/// What a client may show its model. It says what the tools are for and orders nothing.
const INSTRUCTIONS: &str = "germane judges sales outreach (mails, direct messages, posts) as its recipient would. A score is an estimate of what \
readers would say; it is no proof that what a draft claims is true. Facts about a recipient are checked only against the account that a call gives.";

fn initialize(params: &Map<String, Value>) -> Value {
    let asked = params.get("protocolVersion").and_then(Value::as_str).unwrap_or_default();
    let version = HANDSHAKE.iter().find(|known| **known == asked).or(HANDSHAKE.last());
    json!({ "protocolVersion": version, "capabilities": capabilities(), "serverInfo": server(), "instructions": INSTRUCTIONS })
}

fn capabilities() -> Value {
    json!({ "tools": { "listChanged": false } })
}

fn server() -> Value {
    json!({ "name": "germane", "title": "germane", "version": env!("CARGO_PKG_VERSION") })
}
