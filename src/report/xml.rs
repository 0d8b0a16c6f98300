//! Text inside XML and HTML.

use crate::text::picture;

/// Escapes text for an element or a quoted attribute. Nothing in it is obeyed by what shows it, nor
/// by the log that it may stand in.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // `::error` and `##[error]` are orders in the logs of builds.
            ':' if before == ':' => out.push_str("&#58;"),
            '#' if before == '#' => out.push_str("&#35;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c => out.push(picture(c).unwrap_or(c)),
        }
        before = c;
    }
    out
}
