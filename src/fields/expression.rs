//! Expressions of automation flows, which are script: `{{ $json.name ? $json.name : 'there' }}`,
//! `{{ $('Rows').item.json["First Name"].split(' ')[0] }}`.

use crate::text::Span;

/// What such an expression asks for.
pub(super) struct Expression {
    /// The column, as the flow calls it; of what the flow itself knows, its name.
    pub path: String,
    /// What stands in when the column is empty.
    pub fallback: Option<Span>,
}

/// What the rows of a flow are called in it.
const ROWS: &[&str] = &["$json", ".json", "$input", "$node[", "$items("];
/// What a flow knows without any row.
const OWN: &[&str] = &["$now", "$today", "$execution", "$workflow", "$env", "$vars", "$runIndex"];
/// Members on the way to a column.
const ON_THE_WAY: &[&str] =
    &["json", "item", "first", "last", "all", "input", "node", "items", "body", "data", "query"];

/// True for words that only the script of a flow has.
pub(super) fn is_script(words: &str) -> bool {
    words.contains('$') && (ROWS.iter().chain(OWN).any(|mark| words.contains(mark)))
}

/// Reads the inside of `{{ ... }}`, which stands at `base`; `None` for what is no script of a flow.
pub(super) fn read(words: &str, base: usize) -> Option<Expression> {
    if !is_script(words) {
        return None;
    }
    let rows = ROWS.iter().filter_map(|mark| words.find(mark)).min();
    let path = match rows {
        Some(at) => format!("$json.{}", column(&words[at..])),
        None => OWN.iter().find(|mark| words.contains(*mark))?.trim_start_matches('$').to_string(),
    };
    Some(Expression { path, fallback: fallback(words, base) })
}

/// The member that a chain such as `$json["First Name"].split(' ')[0]` leads to: the last one that
/// is called by nobody and is no number.
fn column(chain: &str) -> &str {
    let (mut rest, mut found) = (chain.trim_start_matches(['$', '.']), "");
    loop {
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        if after.starts_with('(') && !ON_THE_WAY.contains(&name) {
            return found;
        }
        if !name.is_empty() && !ON_THE_WAY.contains(&name) {
            found = name;
        }
        rest = after;
        // `["First Name"]` is a column, unless it names the node of a flow: `$node["Rows"].json`.
        while let Some(inner) = rest.strip_prefix(['[', '(']) {
            let Some(end) = inner.find([']', ')']) else { return found };
            let key = inner[..end].trim_matches(['"', '\'', '`', ' ', '\\']);
            let is_key = rest.starts_with('[')
                && name != "node"
                && key.starts_with(|c: char| c.is_alphabetic() || c == '_');
            found = if is_key { key } else { found };
            rest = &inner[end + 1..];
        }
        rest = match rest.strip_prefix("?.").or(rest.strip_prefix('.')) {
            Some(next) => next,
            None => return found,
        };
    }
}

/// The words that are written out behind `:`, `||` or `??`, or behind `?` when nothing else is.
fn fallback(words: &str, base: usize) -> Option<Span> {
    let after = |mark: &str| {
        let at = words.rfind(mark)? + mark.len();
        let rest = words[at..].trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let from = words.len() - rest.len() + 1;
        let length = words[from..].find(quote)?;
        Some(Span::new(base + from, base + from + length))
    };
    let choice = words.contains('?').then_some(":").and_then(after);
    choice.or_else(|| after("||")).or_else(|| after("??"))
}
