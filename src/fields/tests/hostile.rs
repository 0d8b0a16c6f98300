//! Hostile input: linear time, no panic, spans on character boundaries, order kept.

use super::super::{Hints, scan};
use crate::text::Span;
use crate::vocabulary::FieldClass;

const MEGABYTE: usize = 1 << 20;

#[rustfmt::skip]
const UNITS: &[&str] = &[
    "{{{{[[[[", "{", "}", "{{", "}}", "[", "[[", "{|", "{%", "{% if x %}", "{{#a}}", "{{/a}}", "<<", "<a", "<%", "%%", "%a", "*|A", "«",
    "${", "${a", "@", "Hi / ", "<!--", "{#", "{{!", "<style", "{% raw %}", "\\{", "&#123;", "%7B%7B", "a", "X", "at ", "{a|b}",
    "{{RANDOM|", "{{x | default: \"", "é", "\u{a0}", "{\n\n", "{{a b ", "{{#if a}}{{b}}", "[a b c d ", "{contactfield=", "{!A",
    "first_name}}", "{{Hi there you|", "$[", "$contact_", "~Contact.", "[subscriber:", "[a,fallback=", "@FIRSTNAME", "{$a", "{!!", "${Leads.",
    "{{var:", "{{lead.a b:default=", "[First Name ", "%FIRSTNAME ", "{name ", "{{$a->", "{{a or '", "{{--", "{{/*", "%%[", "<%#", "<#--", "{* ",
];

#[rustfmt::skip]
const NESTS: &[(&str, &str)] = &[
    ("{", "}"), ("{{", "}}"), ("{a|", "}"), ("{{a b ", "}}"), ("{{RANDOM|", "|x}}"), ("{{#if x}}", "{{/if}}"),
    ("{% if x %}", "{% endif %}"), ("[", "]"), ("{{a|", "|b}}"), ("${", "}"), ("{{\n\n", "}}"), ("{{\"a\":", "}}"), ("{{#", "}}"),
];

/// A quadratic scan takes hours here: it shows as a test that does not end, on a machine of any
/// speed.
fn scanned(text: &str) {
    let found = scan(text, &[], &Hints::default());
    assert!(found.iter().all(|field| field.span.end() <= text.len()));
}

#[test]
fn a_megabyte_of_one_thing() {
    for unit in UNITS {
        scanned(&unit.repeat(MEGABYTE / unit.len()));
    }
}

#[test]
fn deep_nesting() {
    for (open, close) in NESTS {
        for depth in [500, MEGABYTE / (open.len() + close.len())] {
            let one = format!("{}{}", open.repeat(depth), close.repeat(depth));
            scanned(&one.repeat((MEGABYTE / one.len()).max(1)));
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "{", "}", "{{", "}}", "[", "]", "[[", "]]", "<", ">", "%", "%%", "*|", "|*", "|", "#", "/", "if", "end", "endif", "else", "each",
    "RANDOM", "SPINTAX", "default", ":", ",", "\"", "'", "“", "”", "’", " ", "\n", "\n\n", "\u{a0}", "\u{200b}", "first_name",
    "firstName", "FIRST_NAME", "company", "é", "日本", "🚢", "Hi", "Hello", "null", "at", ".", "'s", "$", "!", "@", "«", "»", "\\",
    "&nbsp;", "&#123;", "%7B%7B", "%7D%7D", "<b>", "</b>", "<!--", "-->", "<style", "{%", "%}", "{!", "{#", "#}", "[%", "AI:",
    "contactfield=", "fallback", "fallback=", "INSERT", " HERE", "XXX", "Write a line about it.", "MISSING TOKEN - ", "object Object",
    "=", ";", "-", "_", "^", "insert ", "personalization_token(", ")", "Here's a revised draft:", "x", "1",
];

#[test]
fn random_texts() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let words = ["first_name".to_string()];
    for round in 0..20_000 {
        let text: String =
            (0..random.below(24)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        let dialect =
            super::super::Dialect::NAMES.get(random.below(60)).map(|(_, dialect)| *dialect);
        let hints = Hints {
            dialect,
            vars: &words,
            prefill: if round % 3 == 0 { &words } else { &[] },
            finished: round % 2 == 0,
        };
        // Masks may be careless: past the end, or in the middle of a character.
        let start = random.below(text.len() + 2);
        let mask = [Span::new(start, start + random.below(9))];
        let masks: &[Span] = if round % 4 == 0 { &mask } else { &[] };
        let fields = scan(&text, masks, &hints);
        let mut last = 0;
        for field in &fields {
            let spans =
                [field.span].into_iter().chain(field.fallback).chain(field.options.iter().copied());
            for span in spans {
                assert!(text.get(span.start()..span.end()).is_some(), "{text:?}: {field:?}");
            }
            assert!(!field.span.is_empty() && field.span.start() >= last, "{text:?}: {fields:?}");
            assert!(
                field.fallback.is_none_or(|span| field.span.covers(span)),
                "{text:?}: {field:?}"
            );
            last = field.span.start();
        }
        for pair in fields.windows(2) {
            let inside = fields.iter().any(|outer| {
                outer.class == FieldClass::Spin
                    && outer.span.covers(pair[1].span)
                    && outer.span != pair[1].span
            });
            assert!(!pair[0].span.overlaps(pair[1].span) || inside, "{text:?}: {pair:?}");
        }
    }
}
