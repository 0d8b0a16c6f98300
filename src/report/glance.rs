//! A draft at a glance, on one line: what is seen of it before it is opened, its length, the time
//! that reading it takes.

use crate::outcome::{Excerpt, Glance};
use crate::text::count;

/// `seen on a phone: "Night slots at Pier 7", "Hi Ana, Your notice of 3 March gives ..."; 87 words
/// (norm: up to 200), 22 seconds to read`.
pub fn line(glance: &Glance) -> String {
    let seen: Vec<String> = glance.subject.iter().chain(&glance.preview).map(quoted).collect();
    let seen = if seen.is_empty() {
        String::new()
    } else {
        format!("seen {}: {}; ", glance.place, seen.join(", "))
    };
    let unit = glance.unit.trim_end_matches('s');
    let norm = glance.norm.map_or(String::new(), |norm| format!(" (norm: up to {norm})"));
    format!(
        "{seen}{}{norm}, {} to read",
        count(glance.length, unit),
        count(glance.seconds, "second")
    )
}

fn quoted(cut: &Excerpt) -> String {
    format!("\"{}{}\"", cut.shown.trim_end(), if cut.is_cut { "..." } else { "" })
}
