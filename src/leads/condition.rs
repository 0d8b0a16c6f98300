//! Conditions of templates, as far as a row can decide them: whether a field has a value, and whether
//! it is one that is written out. Which branch is written is decided in `render`.

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

/// What a template compares with, without quotes, to ask whether there is a value.
const NOTHING: &[&str] = &["blank", "empty", "nil", "null", "none", "undefined", "false"];

/// What a field, as the template writes it, is for a row: its value, empty when the row has none;
/// `None` for what no list fills.
pub type Value<'v> = dyn Fn(&str) -> Option<String> + 'v;

/// A tag without its delimiters.
struct Parts<'t> {
    /// `^` turns it round.
    inverse: bool,
    /// Its first word.
    first: &'t str,
    /// What is behind that.
    rest: &'t str,
    /// A colon is between them: there words stand without quotes.
    loose: bool,
}

fn parts(tag: &str) -> Parts<'_> {
    let words = tag.trim_matches(|c: char| "{}[]%*|-~".contains(c) || c.is_whitespace());
    let (inverse, words) = match words.strip_prefix('^') {
        Some(rest) => (true, rest.trim()),
        None => (false, words.strip_prefix('#').unwrap_or(words)),
    };
    let end = words.find(|c: char| !(c.is_alphanumeric() || "_.-".contains(c)));
    let (first, rest) = words.split_at(end.unwrap_or(words.len()));
    let loose = rest.starts_with(':');
    Parts { inverse, first, rest: rest.trim_start_matches(':').trim(), loose }
}

/// True for the tag of a choice between values, of which the branches have tags of their own.
pub fn is_choice(tag: &str) -> bool {
    matches!(parts(tag).first, "case" | "switch")
}

/// True for a tag that rows decide when they have what it asks for.
pub fn is_decided(tag: &str) -> bool {
    holds(tag, &|_| Some(String::new())).is_some()
}

/// What a tag says of the branch behind it, of a row: true when it is read, false when it is not,
/// `None` when a row alone does not decide it.
pub fn holds(tag: &str, value: &Value) -> Option<bool> {
    let Parts { inverse, first, rest: condition, loose } = parts(tag);
    if first.eq_ignore_ascii_case("else") || inverse && first.is_empty() {
        return if condition.is_empty() { Some(true) } else { holds(condition, value) };
    }
    let (positive, condition) = match OPENERS.iter().find(|(word, _)| *word == first) {
        Some((_, positive)) => (*positive, condition),
        // `{{#company}}`, `{{^company}}`: the name alone.
        None if condition.is_empty() => (true, first),
        None => return None,
    };
    let decided = compared(condition, loose, value)?;
    Some(decided == (positive != inverse))
}

/// `company`, `not company`, `company == "Orbis"`, `company != blank`.
fn compared(condition: &str, loose: bool, value: &Value) -> Option<bool> {
    let condition = condition.trim();
    if let Some(rest) = condition.strip_prefix("not ").or(condition.strip_prefix('!')) {
        return compared(rest, loose, value).map(|held| !held);
    }
    let has_any = |own: &str| !own.is_empty() && !own.eq_ignore_ascii_case("false");
    for (sign, same) in [("==", true), ("!=", false), ("<>", false), ("=", true)] {
        let Some((field, other)) = condition.split_once(sign) else { continue };
        let own = value(field_name(field)?)?;
        return equals(own.trim(), other.trim(), loose, has_any).map(|alike| alike == same);
    }
    Some(has_any(value(field_name(condition)?)?.trim()))
}

/// True when a value is what it is compared with; `None` when that is no value that is written out.
fn equals(own: &str, other: &str, loose: bool, has_any: impl Fn(&str) -> bool) -> Option<bool> {
    let quoted = ['"', '\''].iter().find_map(|quote| {
        other.strip_prefix(*quote)?.strip_suffix(*quote).filter(|words| !words.contains(*quote))
    });
    match quoted {
        Some(words) => Some(own.eq_ignore_ascii_case(words)),
        None if other.is_empty() || NOTHING.contains(&other) => Some(!has_any(own)),
        None if other == "true" => Some(has_any(own)),
        None if loose || other.parse::<f64>().is_ok() => Some(own.eq_ignore_ascii_case(other)),
        None => None,
    }
}

/// A field that stands alone.
fn field_name(words: &str) -> Option<&str> {
    let words = words.trim().trim_start_matches(['$', '.']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let named = !words.is_empty() && words.chars().all(plain);
    named.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_decides_what_is_asked_of_its_values() {
        let value = |name: &str| match crate::fields::name::normalise(name).as_str() {
            "first_name" => Some("Ana".to_string()),
            "plan" => Some("pro".to_string()),
            "vip" => Some("false".to_string()),
            "sender_name" | "item_name" => None,
            _ => Some(String::new()),
        };
        for (tag, held) in [
            ("{% if first_name %}", Some(true)),
            ("{%- if contact.firstName -%}", Some(true)),
            ("{% if company %}", Some(false)),
            ("{% unless company %}", Some(true)),
            ("{% elsif plan == 'pro' %}", Some(true)),
            ("{% if plan != \"pro\" %}", Some(false)),
            ("{% if first_name != blank %}", Some(true)),
            ("{% if company == nil %}", Some(true)),
            ("{% if plan == 'none' %}", Some(false)),
            ("{% if vip == false %}", Some(true)),
            ("{% if vip %}", Some(false)),
            ("{% if size == 3 %}", Some(false)),
            ("{{#if first_name}}", Some(true)),
            ("{{#unless first_name}}", Some(false)),
            ("{{else}}", Some(true)),
            ("{{^}}", Some(true)),
            ("{{else if company}}", Some(false)),
            ("{{#first_name}}", Some(true)),
            ("{{^first_name}}", Some(false)),
            ("{{#company}}", Some(false)),
            ("{{ if .FirstName }}", Some(true)),
            ("*|IF:FNAME|*", Some(false)),
            ("*|IF:PLAN=pro|*", Some(true)),
            ("*|IFNOT:COMPANY|*", Some(true)),
            ("[if:plan=pro]", Some(true)),
            ("[elseif:plan=free]", Some(false)),
            ("[else]", Some(true)),
            ("%IF $PLAN = 'pro'%", Some(true)),
            ("%ELSEIF $PLAN != 'pro'%", Some(false)),
            ("%ELSE%", Some(true)),
            ("*|ELSE:|*", Some(true)),
            ("{% if sender.name %}", None),
            ("{% if item.name %}", None),
            ("{% if company == owner_company %}", None),
            ("{% if size > 20 %}", None),
            ("{% if size >= 20 %}", None),
            ("{% if plan and company %}", None),
            ("{% for fact in facts %}", None),
        ] {
            assert_eq!(holds(tag, &value), held, "{tag}");
        }
        assert!(is_choice("{% case plan %}") && !is_choice("{% if case %}"));
    }
}
