//! What we ask of a client's introduction: its folders, its options, and three of the hundreds of
//! things that it may be capable of. The rest of the protocol's `InitializeParams` is left unread, so
//! that no editor is refused for a key that does not matter here.

use lsp_types::{PositionEncodingKind, WorkspaceFolder};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::document::Encoding;

/// A client, as it introduces itself with `initialize`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The folders that are open in it.
    #[serde(default)]
    pub workspace_folders: Option<Vec<WorkspaceFolder>>,
    /// Settings of our own, as the client's user wrote them.
    #[serde(default)]
    pub initialization_options: Option<Value>,
    #[serde(default)]
    capabilities: Map<String, Value>,
}

impl Client {
    /// Whether the client says that it can do something: the group of the capability, and the JSON
    /// pointer in it.
    pub fn can(&self, group: &str, pointer: &str) -> bool {
        self.capability(group, pointer) == Some(&Value::Bool(true))
    }

    fn capability(&self, group: &str, pointer: &str) -> Option<&Value> {
        self.capabilities.get(group)?.pointer(pointer)
    }

    /// How positions are counted: in bytes when the client offers it, else in UTF-16 as every client
    /// must.
    pub fn encoding(&self) -> Encoding {
        let offered = self.capability("general", "/positionEncodings");
        let utf8 = PositionEncodingKind::UTF8;
        match offered
            .and_then(Value::as_array)
            .is_some_and(|offered| offered.iter().any(|kind| kind == utf8.as_str()))
        {
            true => Encoding::Utf8,
            false => Encoding::Utf16,
        }
    }
}
