//! The inside of a double brace that is a value: its path, and the fallback in any of the forms
//! that platforms use.

use super::dialect::{DOUBLE, Dialect, Dialects, LIQUID};
use super::name;
use crate::text::Span;

/// A path with its fallback.
pub(super) struct Value {
    /// The name as written, scopes included.
    pub path: Span,
    /// The fallback, without its quotes.
    pub fallback: Option<Span>,
    /// Who knows this form of fallback or helper.
    pub form: Dialects,
    /// True when the form alone shows the platform.
    pub tells: bool,
    /// True for a name that is asked for in quotes: it is spelt as its list spells it.
    pub looked_up: bool,
}

impl Value {
    /// A path that every platform may have written.
    fn plain(path: Span) -> Value {
        Value { path, fallback: None, form: Dialects::ANY, tells: false, looked_up: false }
    }
}

/// Filters of the Liquid family: `{{x | upcase}}` holds no fallback.
#[rustfmt::skip]
const FILTERS: &[&str] = &[
    "upcase", "capitalize", "capitalise", "downcase", "strip", "lstrip", "rstrip", "trim", "date", "time", "datetime", "truncate",
    "truncatewords", "replace", "replace_first", "remove", "remove_first", "append", "prepend", "split", "first", "last", "size",
    "join", "escape", "escape_once", "url_encode", "url_decode", "urlencode", "strip_html", "strip_newlines", "newline_to_br",
    "plus", "minus", "times", "divided_by", "round", "ceil", "floor", "money", "number", "title", "titlecase", "lower", "upper",
    "lowercase", "uppercase", "slice", "json", "safe", "at_least", "at_most", "abs", "sort", "uniq", "map", "where", "property",
    "pluralize", "titleize",
];

/// Helper, which argument is the path, whose it is.
const HELPERS: &[(&str, Dialects)] = &[
    ("insert", Dialects::one(Dialect::Sendgrid)),
    ("defaultIfEmpty", Dialects::one(Dialect::Iterable)),
    ("personalization_token", Dialects::one(Dialect::Hubspot)),
    ("default", DOUBLE),
];

/// Reads the parts between top-level pipes.
pub(super) fn read(text: &str, parts: &[Span]) -> Value {
    let head = trim(text, parts.first().copied().unwrap_or_default());
    let mut value = helper(text, head)
        .or_else(|| scoped(text, head))
        .or_else(|| separated(text, head))
        .unwrap_or(Value::plain(head));
    let mut doubled = false;
    for part in parts.iter().skip(1).map(|part| trim(text, *part)) {
        if value.fallback.is_some() {
            break;
        }
        let words = part.slice(text);
        let filter = words.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
        let (rest, form, tells) = match filter {
            "" if words.is_empty() => {
                doubled = true;
                continue;
            }
            "default" | "fallback" => (
                Span::new(part.start() + filter.len(), part.end()),
                if filter == "default" { LIQUID } else { DOUBLE },
                false,
            ),
            // Klaviyo: `person|lookup:'City'` asks for the city.
            "lookup" => {
                value.path = unquote(text, Span::new(part.start() + filter.len(), part.end()));
                value.looked_up = true;
                continue;
            }
            _ if FILTERS.contains(&filter) => continue,
            _ if doubled => (part, Dialects::NONE, false),
            _ if quoted(words) => (part, Dialects::one(Dialect::Woodpecker), true),
            _ => (part, Dialects::one(Dialect::Instantly), false),
        };
        value.fallback = Some(unquote(text, rest));
        (value.form, value.tells) = (form, tells);
    }
    if value.looked_up {
        (value.form, value.tells) = (Dialects::one(Dialect::Klaviyo), true);
    }
    // `{{x | }}` is a pipe with nothing behind it.
    if doubled && value.fallback.is_none() {
        let end = parts.last().map_or(head.end(), |part| part.start());
        value.fallback = Some(Span::new(end, end));
    }
    value
}

/// `insert name "default=there"`, `personalization_token('contact.firstname', 'there')`, `default
/// "there" .Name`.
fn helper(text: &str, head: Span) -> Option<Value> {
    let words = head.slice(text);
    let (name, form) = HELPERS.iter().find(|(name, _)| {
        words.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '(']))
    })?;
    let args = arguments(text, Span::new(head.start() + name.len(), head.end()));
    let quoted = |arg: &&Span| {
        text.as_bytes()
            .get(arg.start().wrapping_sub(1))
            .is_some_and(|byte| matches!(byte, b'"' | b'\''))
    };
    let path = args.iter().find(|arg| !quoted(arg)).or(args.first())?;
    let fallback = args.iter().find(|arg| *arg != path).map(|arg| {
        let skip = arg.slice(text).strip_prefix("default=").map_or(0, |_| "default=".len());
        Span::new(arg.start() + skip, arg.end())
    });
    let tells = form.and(DOUBLE) != DOUBLE;
    Some(Value { fallback, form: *form, tells, ..Value::plain(*path) })
}

/// The first arguments of a call, without their quotes.
fn arguments(text: &str, span: Span) -> Vec<Span> {
    let mut args = Vec::new();
    let (mut start, mut quote) = (None, None);
    for (offset, c) in span.slice(text).char_indices() {
        let at = span.start() + offset;
        match (quote, c) {
            (Some(open), c) if c == open => {
                args.extend(start.take().map(|from| Span::new(from, at)));
                quote = None;
            }
            (Some(_), _) => {}
            (None, '"' | '\'') if start.is_none() => {
                quote = Some(c);
                start = Some(at + 1);
            }
            (None, ' ' | ',' | '(' | ')' | '\n') => {
                args.extend(start.take().map(|from| Span::new(from, at)))
            }
            (None, _) => start = start.or(Some(at)),
        }
        if args.len() == 4 {
            return args;
        }
    }
    args.extend(start.map(|from| Span::new(from, span.end())));
    args
}

/// `var:firstname:"there"` of Mailjet, `lead.First Name:default=there` of Marketo.
fn scoped(text: &str, head: Span) -> Option<Value> {
    let words = head.slice(text);
    let at = |from: usize, to: usize| Span::new(head.start() + from, head.start() + to);
    if let Some(name) = ["var:", "data:"].iter().find_map(|scope| words.strip_prefix(scope)) {
        let from = words.len() - name.len();
        let end = name.find(':').map_or(words.len(), |colon| from + colon);
        let fallback = (end < words.len()).then(|| unquote(text, at(end, words.len())));
        let path = trim(text, at(from, end));
        return is_path(path.slice(text)).then(|| Value {
            fallback,
            form: Dialects::one(Dialect::Mailjet),
            tells: true,
            ..Value::plain(path)
        });
    }
    let mark = ":default=";
    let end = words.find(mark).filter(|end| words[..*end].contains('.'))?;
    let fallback = Some(unquote(text, at(end + mark.len(), words.len())));
    Some(Value {
        fallback,
        form: Dialects::one(Dialect::Marketo),
        tells: true,
        ..Value::plain(trim(text, at(0, end)))
    })
}

/// The last member of a path through objects: `$user->first_name` asks for `$first_name`,
/// `$('Leads').item.json.city` for `$json.city`.
pub(super) fn member(path: &str) -> std::borrow::Cow<'_, str> {
    if let Some((_, column)) =
        path.rsplit_once(".json.").filter(|_| path.starts_with("$(") || path.starts_with("$node["))
    {
        return format!("$json.{column}").into();
    }
    path.rsplit_once("->")
        .filter(|_| path.starts_with('$'))
        .map_or(path.into(), |(_, last)| format!("${last}").into())
}

/// `x: y`, `x, y`, `x, fallback=y`, `x ?? y`: forms of platforms that have no dialect here, apart
/// from the first ones in classic style.
fn separated(text: &str, head: Span) -> Option<Value> {
    let words = head.slice(text);
    // Python writes `x or 'y'`.
    let or = words.find(" or ").filter(|at| quoted(words[at + " or ".len()..].trim_start()));
    if let Some((path, at)) = or
        .map(|at| (trim(text, Span::new(head.start(), head.start() + at)), at))
        .filter(|(path, _)| is_path(path.slice(text)))
    {
        let fallback = unquote(text, Span::new(head.start() + at + " or ".len(), head.end()));
        return Some(Value { fallback: Some(fallback), ..Value::plain(path) });
    }
    let at = words.find([':', ',', '?'])?;
    let (path, rest) = words.split_at(at);
    let skip = [": ", ", fallback=", ", ", ",", "?? ", "?: "]
        .iter()
        .find(|mark| rest.starts_with(**mark))?
        .len();
    let path = trim(text, Span::new(head.start(), head.start() + path.len()));
    // `First Name, there`.
    let spaced = || rest.starts_with(", ") && name::is_known(&name::normalise(path.slice(text)));
    if !is_path(path.slice(text)) && !spaced() {
        return None;
    }
    let fallback = unquote(text, Span::new(head.start() + at + skip, head.end()));
    Some(Value { fallback: Some(fallback), form: Dialects::NONE, ..Value::plain(path) })
}

/// True for a name or dotted path, not for words.
pub(super) fn is_path(path: &str) -> bool {
    let plain = if path.contains("->") {
        std::borrow::Cow::Owned(path.replace("->", "."))
    } else {
        path.into()
    };
    let path = plain.as_ref();
    path.len() <= 80
        && path.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '@'))
        && path.contains(char::is_alphanumeric)
        && path.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '_' | '.' | '-' | '$' | '@' | '{' | '}' | '[' | ']' | '(' | ')' | ':'
                )
        })
}

/// True for words that are neither quoted, nor a filter, nor `default: …`.
pub(super) fn is_bare(words: &str) -> bool {
    let filter = words.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
    !words.is_empty()
        && !quoted(words)
        && !FILTERS.contains(&filter)
        && !matches!(filter, "default" | "fallback" | "lookup")
}

/// True when a value stands in quotes, straight or typographic.
fn quoted(words: &str) -> bool {
    words.starts_with(['"', '\'', '“', '”', '„', '‘', '’'])
}

/// Typographic quotes that stand where a platform reads straight ones.
pub(super) fn has_curly(text: &str) -> bool {
    text.contains(['“', '”', '„', '‘']) || text.contains("|’") || text.contains(" ’")
}

/// The value behind a separator: without `:`, `=`, brackets, blanks and quotes.
pub(super) fn unquote(text: &str, span: Span) -> Span {
    let span = narrow(
        text,
        span,
        |c| c.is_whitespace() || matches!(c, ':' | '=' | '('),
        |c| c.is_whitespace() || c == ')',
    );
    let is_quote = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’');
    if quoted(span.slice(text)) { narrow(text, span, is_quote, is_quote) } else { span }
}

/// Without blanks at both ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    narrow(text, span, char::is_whitespace, char::is_whitespace)
}

fn narrow(
    text: &str,
    span: Span,
    left: impl Fn(char) -> bool,
    right: impl Fn(char) -> bool,
) -> Span {
    let words = span.slice(text);
    let start = words.len() - words.trim_start_matches(left).len();
    let end = words.trim_end_matches(right).len();
    Span::new(span.start() + start, span.start() + end.max(start))
}
