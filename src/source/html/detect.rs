//! Which files are pages, and which are templates that become pages.

use crate::source::{extension, markup};

/// True for the names of web pages, and for what starts like one.
pub fn is_html(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let start = text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .get(..14)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let fragment = || {
        extension::is_template(&name)
            && extension::of(&name).is_empty()
            && markup::is_laid_out(text)
    };
    matches!(extension::of(&name).as_str(), "html" | "htm")
        || fragment()
        || start.starts_with("<!doctype html")
        || start.starts_with("<html")
}

/// True for MJML, the templates that are turned into HTML before they are sent.
pub fn is_mjml(name: &str, text: &str) -> bool {
    let mut start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    while let Some(rest) = start.strip_prefix("<!--").or(start.strip_prefix("<?")) {
        start = rest.split_once('>').map_or("", |(_, rest)| rest.trim_start());
    }
    extension::of(name) == "mjml"
        || start.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("<mjml"))
}
