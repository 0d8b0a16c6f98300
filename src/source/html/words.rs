//! Raw text of a page as words: entities and white space resolved, so that each letter keeps its
//! place.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::text::{Span, Text, TextBuilder, is_invisible};

/// White space before the next word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PendingSpace {
    /// None at all.
    None,
    /// White space that stands in the file.
    Blank(Span),
    /// The end of a line.
    Line,
    /// The end of a paragraph.
    Paragraph,
}

/// A stretch of raw text.
pub enum Piece {
    /// As it stands.
    Copy,
    /// White space.
    Blank,
    /// What an entity stands for.
    Other(String),
    /// Drawn as nothing.
    Nothing,
}

/// Cuts raw text into words, white space and entities, with their lengths.
pub fn pieces(raw: &str) -> impl Iterator<Item = (Piece, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &raw[at..];
        let first = rest.chars().next()?;
        let length = |stays: fn(char) -> bool| rest.find(|c| !stays(c)).unwrap_or(rest.len());
        let (piece, width) = if is_blank(first) {
            (Piece::Blank, length(is_blank))
        } else if first == '&' {
            let name = rest[1..]
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '#')
                .map_or(rest.len(), |end| end + 1);
            let width = name + usize::from(rest[name..].starts_with(';'));
            (entity(&rest[..width]), width)
        } else if is_invisible(first) {
            (Piece::Nothing, length(is_invisible))
        } else {
            let width = length(|c| !is_blank(c) && c != '&');
            (Piece::Copy, width)
        };
        at += width;
        Some((piece, width))
    })
}

fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{a0}'
}

/// What the tokenizer makes, with places. Wherever HTML is cut it is this one: each kind brings the
/// whole tokenizer into the program once more.
pub fn emitter() -> DefaultEmitter<usize> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    emitter
}

/// More values in quotes in one tag than anybody writes: the tokenizer goes one call deeper for
/// each.
const VALUES: usize = 1_000;

/// Where the first tag begins that has more values in quotes than are read; the end of the text
/// when none has. One pass, by the states of the HTML standard: a quote opens a value only behind
/// the `=` of a name. Comments are passed over.
pub fn readable(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|offset| at + offset) {
        at = open + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at + 3..], b"-->").map_or(at, |end| at + 3 + end);
            continue;
        }
        let name = at + usize::from(bytes.get(at) == Some(&b'/'));
        if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut place = Place::Tag;
        let mut values = 0;
        at = name;
        while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'>') {
            at += 1;
            place = match (place, byte) {
                (Place::Value, b'"' | b'\'') => {
                    values += 1;
                    if values > VALUES {
                        return open;
                    }
                    match memchr::memchr(*byte, &bytes[at..]) {
                        Some(close) => at += close + 1,
                        None => return raw.len(),
                    }
                    Place::Between
                }
                (Place::Name | Place::Behind, b'=') => Place::Value,
                (Place::Name | Place::Between | Place::Behind, b'/') => Place::Between,
                (Place::Name, byte) if byte.is_ascii_whitespace() => Place::Behind,
                (Place::Tag, b'/') => Place::Between,
                (Place::Tag | Place::Plain, byte) if byte.is_ascii_whitespace() => Place::Between,
                (Place::Tag, _) => Place::Tag,
                (place, byte) if byte.is_ascii_whitespace() => place,
                (Place::Value | Place::Plain, _) => Place::Plain,
                (Place::Name | Place::Between | Place::Behind, _) => Place::Name,
            };
        }
    }
    raw.len()
}

/// Where in a tag a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the name of the tag.
    Tag,
    /// In that of an attribute.
    Name,
    /// Behind one.
    Behind,
    /// Before a value.
    Value,
    /// In one without quotes.
    Plain,
    /// Between two attributes.
    Between,
}

fn entity(raw: &str) -> Piece {
    let mut decoded = String::new();
    for Ok(token) in Tokenizer::new_with_emitter(raw, emitter()) {
        if let Token::String(text) = token {
            decoded += &String::from_utf8_lossy(&text.value);
        }
    }
    match &decoded {
        same if same == raw => Piece::Copy,
        blank if blank.chars().all(is_blank) => Piece::Blank,
        nothing if nothing.chars().all(is_invisible) => Piece::Nothing,
        _ => Piece::Other(decoded),
    }
}

/// What an entity shows, nothing when it is drawn as nothing; `None` for what is no entity.
pub fn decoded(raw: &str) -> Option<String> {
    match entity(raw) {
        Piece::Copy => None,
        Piece::Blank => Some("\u{a0}".to_string()),
        Piece::Nothing => Some(String::new()),
        Piece::Other(words) => Some(words),
    }
}

/// Appends the words of `file[span]` to `builder`, white space as it is shown.
/// `mark` stands before the first of them.
pub fn push(
    file: &Text,
    span: Span,
    gap: &mut PendingSpace,
    mark: &mut &'static str,
    builder: &mut TextBuilder,
) {
    let mut at = span.start();
    for (piece, width) in pieces(span.slice(file.as_str())) {
        let here = Span::new(at, at + width);
        at += width;
        match piece {
            Piece::Blank => {
                *gap = (*gap).max(PendingSpace::Blank(here));
                continue;
            }
            Piece::Nothing => continue,
            Piece::Copy | Piece::Other(_) => {}
        }
        let starts = builder.is_empty();
        match std::mem::replace(gap, PendingSpace::None) {
            PendingSpace::Blank(blank) if !starts => builder.push(" ", file.to_source(blank)),
            PendingSpace::Line if !starts => builder.push_glue("\n"),
            PendingSpace::Paragraph if !starts => builder.push_glue("\n\n"),
            _ => {}
        }
        builder.push_glue(std::mem::take(mark));
        match piece {
            Piece::Other(decoded) => builder.push(&decoded, file.to_source(here)),
            _ => builder.push_from(file, here),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_a_thousand_values_is_where_reading_ends() {
        let tag =
            |values: usize| format!("<p>Hi</p><p{}>there</p>", " a='>' b=\"'\"".repeat(values));
        assert_eq!(readable(&tag(VALUES / 2)), tag(VALUES / 2).len());
        assert_eq!(readable(&tag(VALUES)), "<p>Hi</p>".len());
        assert_eq!(readable("1 < 2 <a b=\"c"), 13);
        // A quote that opens nothing, in a name or in a comment, leads no one astray.
        for before in ["<p '", "<p ='", "<p a=b'", "<!-- <p a=' --><p"] {
            let tag = format!("{before}{}>", " a=\"\"".repeat(2 * VALUES));
            assert!(readable(&tag) < tag.len(), "{before}");
        }
    }
}
