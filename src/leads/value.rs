//! Values of a list: which say nothing, and which no person would write.

/// What is wrong with a value that a reader would see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Oddity {
    /// There is none.
    Empty,
    /// A word of a program for "none": `N/A`, `null`.
    Sentinel,
    /// Several names where one is said.
    FullName,
    /// `Inc.`, `GmbH`: nobody says it.
    LegalEnding,
    /// All in capitals, or without any.
    Case,
    /// A web or mail address where a name is said.
    Address,
    /// A digit, brace or tag in a name, or a value far too long to be one.
    Garbled,
}

/// Words of programs and lists for "none".
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "n/a", "na", "#n/a", "null", "none", "nil", "nan", "undefined", "unknown", "no", "tbd", "todo", "test", "xxx", "-", "--", "\u{2014}", ".",
    "?", "[object object]", "not found", "not available",
];

/// True when a value is empty or a word for that.
pub fn is_nothing(value: &str) -> bool {
    let value = value.trim();
    value.is_empty()
        || NOTHING.contains(&value.to_lowercase().as_str())
        || crate::fields::is_left_over(value)
}

/// What is wrong with `value` in the place of the field `name`.
pub fn odd(name: &str, value: &str) -> Option<Oddity> {
    let value = value.trim();
    if value.is_empty() {
        return Some(Oddity::Empty);
    }
    if is_nothing(value) {
        return Some(Oddity::Sentinel);
    }
    let canonical = crate::fields::name::canonical(name).unwrap_or_default();
    let (person, company) = (
        matches!(canonical, "person.first" | "person.last" | "person.name"),
        canonical == "company.name",
    );
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let upper = value.chars().filter(|c| c.is_uppercase()).count();
    if value.contains(['{', '}', '<', '>', '\u{fffd}'])
        || (person && value.contains(|c: char| c.is_ascii_digit() || c == '_'))
        || value.len() > 400
    {
        return Some(Oddity::Garbled);
    }
    if (person || company)
        && (value.contains("://") || value.contains('@') || value.starts_with("www."))
    {
        return Some(Oddity::Address);
    }
    if canonical == "person.first" && value.split_whitespace().count() > 1 {
        return Some(Oddity::FullName);
    }
    if company && crate::account::without_legal_form(value) != value.trim() {
        return Some(Oddity::LegalEnding);
    }
    let shouted = letters > 1 && upper == letters && (person || letters > 5);
    ((person || company) && letters > 1 && (shouted || (person && upper == 0)))
        .then_some(Oddity::Case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_values_are_told_by_their_field() {
        for (name, value, expected) in [
            ("first_name", "Mara", None),
            ("first_name", "Anne-Marie", None),
            ("first_name", " ", Some(Oddity::Empty)),
            ("first_name", "null", Some(Oddity::Sentinel)),
            ("first_line", "#REF!", Some(Oddity::Sentinel)),
            ("first_name", "MARA", Some(Oddity::Case)),
            ("first_name", "mara", Some(Oddity::Case)),
            ("first_name", "Mara Lindqvist", Some(Oddity::FullName)),
            ("first_name", "mara99", Some(Oddity::Garbled)),
            ("company", "Orbis", None),
            ("company", "IBM", None),
            ("company", "Orbis, Inc.", Some(Oddity::LegalEnding)),
            ("company", "www.orbis.example", Some(Oddity::Address)),
            ("hiring_signal", "three night posts in Cork", None),
            ("hiring_signal", "{{x}}", Some(Oddity::Garbled)),
        ] {
            assert_eq!(odd(name, value), expected, "{name}={value}");
        }
    }
}
