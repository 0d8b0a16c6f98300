//! Pages exported from Notion: a title, lines of properties, then the words. The name of such a
//! file ends in 32 hexadecimal digits.

use std::path::Path;

use crate::text::{Span, Text, TextBuilder};

/// Properties that say what a header of a draft says.
const HEADERS: &[&str] =
    &["subject", "subject line", "preview", "preview text", "preheader", "to", "from"];

/// The page without its title and its properties, when it is one.
pub fn without_properties(name: &str, file: Text) -> Text {
    let text = file.as_str();
    let start = text.trim_start_matches(['\u{feff}', '\r', '\n']);
    if !is_export(name) || !start.starts_with("# ") {
        return file;
    }
    let mut builder = TextBuilder::default();
    let (mut at, mut inside) = (text.len() - start.len(), false);
    for (number, line) in start.split_inclusive('\n').enumerate() {
        let property = line
            .split_once(": ")
            .map(|(name, _)| name.to_lowercase())
            .filter(|name| name.len() < 40 && !name.contains(['.', ',']));
        match property {
            Some(name) if HEADERS.contains(&name.as_str()) => {
                builder.push_from(&file, Span::new(at, at + line.len()))
            }
            Some(_) => {}
            None if number == 0 || line.trim().is_empty() && !inside => {}
            None => break,
        }
        inside = number > 0 && !line.trim().is_empty();
        at += line.len();
    }
    builder.push_from(&file, Span::new(at, text.len()));
    builder.finish()
}

fn is_export(name: &str) -> bool {
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let id = stem.len().checked_sub(32).and_then(|from| stem.get(from..));
    id.is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
