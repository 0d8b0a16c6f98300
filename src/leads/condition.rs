//! Conditions of templates, as far as a row can decide them: whether a field has a value, and whether
//! it is one that is written out.

use crate::fields::name;

/// Words that open a condition, with those that turn it round.
const OPENERS: &[(&str, bool)] = &[
    ("if", true),
    ("IF", true),
    ("elsif", true),
    ("elseif", true),
    ("elif", true),
    ("ELSEIF", true),
    ("unless", false),
    ("IFNOT", false),
];

/// Values that a template compares with to ask whether there is any.
const NOTHING: &[&str] = &["blank", "empty", "nil", "null", "none", "undefined", "false"];

/// What a tag says of the branch behind it, of a row: true when it is read, false when it is not,
/// `None` when a row alone does not decide it. `value` is what the row has for a field, by its plain
/// name.
pub fn holds(tag: &str, value: impl Fn(&str) -> String) -> Option<bool> {
    let words = tag.trim_matches(|c: char| "{}[]%*|-~".contains(c) || c.is_whitespace());
    let (inverse, words) = match words.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, words.strip_prefix('#').unwrap_or(words)),
    };
    let end = words.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len());
    let (opener, condition) = words.split_at(end);
    let condition = condition.trim_start_matches(':').trim();
    if opener.eq_ignore_ascii_case("else") {
        return if condition.is_empty() {
            Some(true)
        } else {
            holds(condition.trim_start_matches(':'), value)
        };
    }
    let known = OPENERS.iter().find(|(word, _)| *word == opener);
    let (positive, condition) = match known {
        Some((_, positive)) => (*positive, condition),
        // `{{#company}}`, `{{^company}}`: the name alone.
        None if condition.is_empty() => (true, words),
        None => return None,
    };
    let decided = compared(condition, &value)?;
    Some(decided == (positive != inverse))
}

/// `company`, `not company`, `company == "Orbis"`, `company != blank`.
fn compared(condition: &str, value: &impl Fn(&str) -> String) -> Option<bool> {
    let condition = condition.trim();
    if let Some(rest) = condition.strip_prefix("not ").or(condition.strip_prefix('!')) {
        return compared(rest, value).map(|held| !held);
    }
    for (sign, same) in [("==", true), ("!=", false), ("<>", false), ("=", true)] {
        let Some((field, other)) = condition.split_once(sign) else { continue };
        if field.ends_with(['<', '>', '!']) || other.contains(" and ") || other.contains(" or ") {
            return None;
        }
        let own = value(&field_name(field)?);
        let other = other.trim().trim_matches(['"', '\'']);
        let alike = if other.is_empty() || NOTHING.contains(&other) {
            own.is_empty()
        } else {
            own.eq_ignore_ascii_case(other)
        };
        return Some(alike == same);
    }
    let own = value(&field_name(condition)?);
    Some(!own.is_empty() && !own.eq_ignore_ascii_case("false"))
}

/// The plain name of a field that stands alone.
fn field_name(words: &str) -> Option<String> {
    let words = words.trim().trim_start_matches(['$', '.']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let named = !words.is_empty() && words.chars().all(plain);
    named.then(|| name::normalise(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_decides_what_is_asked_of_its_values() {
        let value = |name: &str| match name {
            "first_name" => "Ana".to_string(),
            "plan" => "pro".to_string(),
            _ => String::new(),
        };
        for (tag, held) in [
            ("{% if first_name %}", Some(true)),
            ("{%- if contact.firstName -%}", Some(true)),
            ("{% if company %}", Some(false)),
            ("{% unless company %}", Some(true)),
            ("{% elsif plan == 'pro' %}", Some(true)),
            ("{% if plan != \"pro\" %}", Some(false)),
            ("{% if first_name != blank %}", Some(true)),
            ("{{#if first_name}}", Some(true)),
            ("{{else}}", Some(true)),
            ("{{else if company}}", Some(false)),
            ("{{#company}}", Some(false)),
            ("{{^company}}", Some(true)),
            ("{{ if .FirstName }}", Some(true)),
            ("*|IF:FNAME|*", Some(false)),
            ("*|IF:PLAN=pro|*", Some(true)),
            ("*|IFNOT:COMPANY|*", Some(true)),
            ("*|ELSE:|*", Some(true)),
            ("{% if size > 20 %}", None),
            ("{% if plan and company %}", None),
            ("{% for fact in facts %}", None),
        ] {
            assert_eq!(holds(tag, value), held, "{tag}");
        }
    }
}
