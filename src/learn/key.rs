//! What a text is known by when names, numbers, links and fields of its recipients are taken out of
//! it: a template rendered a thousand times is one text.

use foldhash::HashSet;

use crate::text::hash::{OFFSET, fnv};
use crate::text::{fold, folded};

/// The words of a recipient: name, company, domain.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// The words of these cells.
    pub fn new<'c>(cells: impl Iterator<Item = &'c str>) -> Names {
        let mut words = HashSet::default();
        for word in cells
            .flat_map(|cell| cell.split(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.chars().count() > 1)
        {
            let folded = folded(word);
            words.insert(folded);
        }
        Names(words)
    }
}

/// No tag, link or address is longer, in bytes; what is would be looked through again and again.
const LONGEST: usize = 2_000;

/// What stands in place of a word.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Word,
    /// A name or a merge field: rendered, the one is the other.
    Name,
    Number,
    Link,
}

/// The key of a text. Two texts of one key differ in nothing but what is of their recipients;
/// layout and case do not count.
pub fn key(subject: &str, body: &str, names: &Names) -> u64 {
    let hash = part(OFFSET, subject, names);
    part(fnv(hash, &[0xff]), body, names)
}

/// `hash` with a part of a text behind it.
fn part(mut hash: u64, text: &str, names: &Names) -> u64 {
    let (mut rest, mut starts, mut last) = (text, true, Class::Word);
    let mut word = String::new();
    while let Some(first) = rest.chars().next() {
        if let Some(length) = tag(rest).or_else(|| field(rest)) {
            let is_field = first != '<';
            if is_field && last != Class::Name {
                hash = fnv(hash, &[Class::Name as u8]);
                last = Class::Name;
            }
            // `<br>` and `</p>` end a line.
            starts |= !is_field;
            rest = &rest[length..];
            continue;
        }
        if !first.is_alphanumeric() {
            // What stands in a spin group may begin a sentence.
            starts |= matches!(
                first,
                '.' | '!' | '?' | ':' | '\n' | '"' | '(' | '-' | '*' | '\u{2022}' | '{' | '|'
            );
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')))
            .unwrap_or(rest.len());
        let near = &rest[..crate::text::floor(rest, end + LONGEST)];
        let whole = near
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '"' | '>'))
            .unwrap_or(near.len())
            .max(end);
        // What ends the sentence is no part of the link.
        let whole =
            rest[..whole].trim_end_matches(['.', ',', '!', '?', ';', ':', ')']).len().max(end);
        let (plain, token) = (&rest[..end], &rest[..whole]);
        let (class, length) =
            if token.contains("://") || token.starts_with("www.") || token.contains('@') {
                (Class::Link, whole)
            } else if plain.contains(|c: char| c.is_numeric()) {
                (Class::Number, end)
            } else {
                word.clear();
                fold(plain, &mut word);
                let bare = word.trim_end_matches("'s");
                let known = names.0.contains(bare);
                // Capitals where no sentence begins; where one does, what the row knows, and a word
                // with a comma. A berth is no name because Berth Seven is one.
                let capital = first.is_uppercase() && !(word == "i" || word.starts_with("i'"));
                let named = capital && (known || !starts || rest[end..].starts_with(','));
                (if named { Class::Name } else { Class::Word }, end)
            };
        match class {
            Class::Word => {
                hash = fnv(hash, word.as_bytes());
                hash = fnv(hash, b" ");
            }
            // "North Quay Terminals" is one name.
            Class::Name if last == Class::Name && !starts => {}
            class => hash = fnv(hash, &[class as u8]),
        }
        (last, starts, rest) = (class, false, &rest[length..]);
    }
    hash
}

/// The length of a tag of HTML that begins here.
fn tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let near = &inner[..crate::text::floor(inner, LONGEST)];
    near.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
        .then(|| near.find('>').map(|end| end + 2))
        .flatten()
}

/// The length of a merge field that begins here. What stands in a spin group is sent, so its words
/// are words.
fn field(text: &str) -> Option<usize> {
    /// Nobody gives a field a longer name.
    const MOST: usize = 120;
    let close = match text.as_bytes() {
        [b'{', b'{', ..] => "}}",
        [b'{', ..] => "}",
        [b'[', b'[', ..] => "]]",
        [b'%', b'%', ..] => "%%",
        [b'<', b'<', ..] => ">>",
        _ => return None,
    };
    let window = &text[..crate::text::floor(text, MOST.min(text.len()))];
    let inner = window.get(close.len()..)?;
    let inner = &inner[..inner.find(close)?];
    let spun = match close {
        "}" => inner.contains(['|', '{']),
        "}}" => is_spun(inner),
        _ => false,
    };
    (!spun).then_some(inner.len() + 2 * close.len())
}

/// True for `RANDOM | Hi | Hello` and `Hi|Hello|Hey` in double braces; a name with its fallback, or
/// with filters, is a field.
fn is_spun(inner: &str) -> bool {
    let mut parts = inner.split('|');
    let head = parts.next().unwrap_or_default().trim();
    let spins = ["random", "spin", "spintax"].iter().any(|word| head.eq_ignore_ascii_case(word));
    let more = parts.clone().count();
    more > 0 && spins || more > 1 && !parts.any(|part| part.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(subject: &str, body: &str, names: &[&str]) -> u64 {
        key(subject, body, &Names::new(names.iter().copied()))
    }

    #[test]
    fn what_is_of_the_recipient_does_not_count() {
        let one = of(
            "Night shifts at North Quay",
            "Hi Ana,\n\nI saw North Quay hired 12 people, see https://a.example/x. Worth a look?",
            &["Ana Ruiz"],
        );
        let other = of(
            "Night shifts at Mro",
            "Hi Bo,\n\nI saw Mro hired 7 people, see https://b.example/yy. Worth a look?",
            &["Bo Kuhl"],
        );
        let html = of(
            "Night shifts at Mro",
            "<p>Hi Bo,</p><p>I saw Mro hired 7 people, see <a href=\"x\">https://b.example</a>. Worth a look?</p>",
            &["Bo Kuhl"],
        );
        let fields = of(
            "Night shifts at {{company}}",
            "Hi {{first_name}},\nI saw {{company}} hired 3 people, see https://c.example. Worth a look?",
            &[],
        );
        assert_eq!(one, other);
        assert_eq!(one, fields);
        assert_eq!(one, html);
    }

    #[test]
    fn names_at_the_start_are_known_from_the_row() {
        assert_eq!(
            of("", "Ana, a word. Mro is growing.", &["Ana", "Mro Ltd"]),
            of("", "Bo, a word. Kuhl is growing.", &["Bo", "Kuhl AG"])
        );
        assert_eq!(
            of("", "Hi Bo, a berth at Berth Seven", &["Berth Seven"]),
            of("", "Hi Bo, a berth at Mro", &["Mro"])
        );
        assert_ne!(
            of("", "Ana, a word. Mro is growing.", &[]),
            of("", "Bo, a word. Kuhl is growing.", &[])
        );
    }

    #[test]
    fn other_words_are_another_text() {
        let base = of("Berths", "Hi Ana, is the night crew full?", &[]);
        for (subject, body) in [
            ("Cranes", "Hi Ana, is the night crew full?"),
            ("Berths", "Hi Ana, is the day crew full?"),
            ("", "Berths Hi Ana, is the night crew full?"),
        ] {
            assert_ne!(base, of(subject, body, &[]), "{subject} {body}");
        }
    }

    #[test]
    fn words_of_spin_groups_are_words() {
        for (one, other) in [
            (
                "{We save you hours|We spare you hours} a month",
                "{Ward 7 waits|Ward 7 is full} a month",
            ),
            ("{{RANDOM | Hi there | Hello}} Ana", "{{RANDOM | Good day | Hello}} Ana"),
            ("{{Hi|Hello|Hey}}, Ana", "{{Hi|Hello|Dear}}, Ana"),
            ("{Hi {{name}}|Hello} now", "{Dear {{name}}|Hello} now"),
        ] {
            assert_ne!(of("", one, &[]), of("", other, &[]), "{one}");
            assert_eq!(of("", one, &[]), of("", one, &[]));
        }
        for field in [
            "{{first_name|there}}",
            "{{ first_name | default: 'there' | capitalize }}",
            "{first_name}",
        ] {
            assert_eq!(
                of("", &format!("Hi {field}, is it?"), &[]),
                of("", "Hi Ana, is it?", &["Ana"]),
                "{field}"
            );
        }
    }

    #[test]
    fn any_text_has_a_key() {
        for text in [
            "{{",
            "{{{{{{{",
            "<",
            "<<<<a",
            "%%",
            "\u{2019}\u{2019}",
            "é\u{301}'",
            "a@",
            "[[x",
            "ﬁ{{\u{10ffff}}}",
        ] {
            of(text, text, &[text]);
        }
    }
}
