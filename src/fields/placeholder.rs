//! Slots for a person to fill, and instructions to a writing tool: `[Company]`, `<First Name>`,
//! `FIRST_NAME`, `{{Write one line …}}`.

use super::{
    bracket,
    name::{self, Kind},
    scan::Scanner,
    slot::{FILL, SHORT, is_prompt, is_prompt_mark, name},
};
use crate::text::Span;
use crate::vocabulary::FieldClass;

/// Longest slot; beyond [`SHORT`] it must also read like one.
const LONGEST: usize = 200;

/// Names shouted without an underscore.
#[rustfmt::skip]
const SHOUTED: &[&str] = &[
    "FIRSTNAME", "LASTNAME", "FULLNAME", "COMPANYNAME", "YOURNAME", "FNAME", "LNAME", "JOBTITLE",
];

/// What a person is told to put in: `INSERT_LANDING_PAGE_URL`, `YOUR_URL`; `INSERT_INTO` is none.
fn is_order(words: &str) -> bool {
    const ASKED: &[&str] = &["URL", "LINK", "NAME", "HERE", "DATE", "TITLE"];
    let last = words.rsplit('_').next().unwrap_or_default();
    ["INSERT_", "REPLACE_WITH_", "YOUR_"].iter().any(|begin| words.starts_with(begin))
        && ASKED.contains(&last)
}

impl Scanner<'_> {
    /// `[Company]`, and whatever else starts with a square bracket.
    pub fn square(&mut self, at: usize) -> Option<usize> {
        match self.bytes.get(at + 1)? {
            b'%' => return self.square_tag(at),
            b'[' => return self.double_square(at),
            _ => {}
        }
        if let Some(end) = self.shortcode(at) {
            return Some(end);
        }
        let window = &self.bytes[at + 1..(at + 1 + LONGEST).min(self.bytes.len())];
        let closed = window
            .iter()
            .position(|byte| matches!(byte, b']' | b'['))
            .filter(|length| window[*length] == b']');
        let Some(length) = closed else { return self.half_square(at) };
        let (words, span) = (self.words(at + 1, at + 1 + length), Span::new(at, at + length + 2));
        if let Some(end) = self.bracket_block(span, words) {
            return Some(end);
        }
        if words == "object Object" {
            self.push(span, FieldClass::Residue, String::new(), &[]).machine = true;
            return Some(span.end());
        }
        if !self.is_markdown(span, words)
            && let Some(end) = self.record_field(span, words)
        {
            return Some(end);
        }
        if self.is_markdown(span, words)
            || bracket::is_ordinary(words)
            || self.is_list_tag(span, words)
            || self.is_shown(span, words)
        {
            return None;
        }
        // What SendGrid's own designs hold.
        let class = match name::kind(&name::normalise(words)) {
            Kind::OptOut if !words.contains(' ') => FieldClass::OptOut,
            _ if words.starts_with("Sender_") => FieldClass::System,
            // "[describe one result]" is for whoever fills the form in, as "[company]" is.
            _ if is_prompt_mark(words) || matches!(words, "INST" | "/INST") => FieldClass::Prompt,
            _ => FieldClass::Placeholder,
        };
        self.push(span, class, name(words), &[]);
        Some(span.end())
    }

    /// `[[insert a line]]`.
    pub fn slot_words(&mut self, span: Span, words: &str) -> Option<usize> {
        let first = words.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
        let class = if is_prompt(words) { FieldClass::Prompt } else { FieldClass::Placeholder };
        let slot = class == FieldClass::Prompt
            || FILL.contains(&first.as_str())
            || name::kind(&name(words)) == Kind::Telling;
        slot.then(|| {
            self.push(span, class, name(words), &[]);
            span.end()
        })
    }

    /// Links, images, definitions, check boxes, and letters put into a word.
    fn is_markdown(&self, span: Span, words: &str) -> bool {
        let (before, after) = (self.before(span.start()), self.after(span.end()));
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '!' | ']' | ')' | '\\' | '_'))
            || matches!(after, Some('(' | '['))
        {
            return true;
        }
        if after == Some(':') && self.starts_line(span.start()) {
            // A definition has one word, perhaps with a title in quotes.
            let mut rest = self.rest_of_line(span.end() + 1, 300).split_whitespace();
            return rest.next().is_some()
                && rest.next().is_none_or(|word| word.starts_with(['"', '\'', '(']));
        }
        let mut letters = self.text.get(span.end()..).unwrap_or("").chars();
        let glued = letters.next().is_some_and(char::is_alphanumeric)
            && letters.next().is_some_and(char::is_alphanumeric);
        glued
            || (words.eq_ignore_ascii_case("x")
                && self.starts_line(span.start())
                && after.is_none_or(char::is_whitespace))
    }

    /// `[berths] Re: …`, `Re: [berths] …`: what a mailing list puts into subjects.
    fn is_list_tag(&self, span: Span, words: &str) -> bool {
        let (before, after) = (
            self.words(span.start().saturating_sub(4), span.start()),
            self.rest_of_line(span.end(), 4),
        );
        !words.contains(' ')
            && !name::is_known(&name(words))
            && (before.eq_ignore_ascii_case("re: ") || after.trim().eq_ignore_ascii_case("re:"))
    }

    /// What a text shows: `[SAFE] … [/SAFE]`, `[corvex.example/guide/]`, letters that only look bold.
    /// The name of a field is one that was forgotten, whatever stands behind it.
    fn is_shown(&self, span: Span, words: &str) -> bool {
        let prompt = matches!(words, "INST" | "/INST");
        let opening = words.strip_prefix('/');
        let is_name = |words: &str| name::is_known(&name::normalise(words));
        let mut closing = self.rest_of_line(span.end(), LONGEST).split("[/").skip(1);
        let closed =
            closing.any(|rest| rest.strip_prefix(words).is_some_and(|rest| rest.starts_with(']')));
        let host = words.split_once('/').map(|(host, _)| host).filter(|host| host.contains('.'));
        let address = host.is_some_and(|host| {
            let plain = |part: &str| {
                part.len() > 1
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                    && !is_name(part)
            };
            host.split('.').all(plain) && !words.contains(char::is_whitespace)
        });
        let mut letters = words.chars().filter(|c| c.is_alphabetic()).peekable();
        let drawn =
            letters.peek().is_some() && letters.all(|c| matches!(c as u32, 0x1d400..=0x1d7ff));
        !prompt
            && ((opening.is_some() || closed) && !is_name(opening.unwrap_or(words))
                || address
                || drawn)
    }

    /// `<COMPANY>`, `<First Name>`, `<no value>`; elements of HTML are left alone.
    pub fn angle_slot(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at + 1, SHORT);
        let words = &line[..line.find(['>', '<'])?];
        let end = at + 1 + words.len();
        if self.bytes.get(end) != Some(&b'>')
            || self.before(at).is_some_and(|c| c.is_alphanumeric() || c == '_')
        {
            return None;
        }
        let span = Span::new(at, end + 1);
        if words == "no value" || words.starts_with('|') && words.ends_with('|') && words.len() > 2
        {
            let class = if words == "no value" { FieldClass::Residue } else { FieldClass::Prompt };
            self.push(span, class, String::new(), &[]);
            return Some(span.end());
        }
        let first = words.split(' ').next().unwrap_or("").to_ascii_lowercase();
        let plain = words.len() > 1
            && words.starts_with(|c: char| c.is_ascii_alphabetic())
            && !words.ends_with(' ');
        let plain = plain
            && words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '\''));
        let shouted = words.len() > 2 && !words.contains(|c: char| c.is_ascii_lowercase());
        let closing =
            self.rest_of_line(end, LONGEST).split("</").skip(1).any(|rest| rest.starts_with(words));
        if !plain
            || bracket::ELEMENTS.contains(&first.as_str())
            || closing
            || !(shouted || words.contains(' ') || name::is_known(&name(words)))
        {
            return None;
        }
        self.push(span, FieldClass::Placeholder, name(words), &[]);
        Some(span.end())
    }

    /// `FIRST_NAME`, `XXX`, `TBD`, `INSERT … HERE`.
    pub fn shouted(&mut self, word: Span) -> Option<usize> {
        let words = word.slice(self.text);
        if words.contains(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let (before, after) = (self.before(word.start()), self.after(word.end()));
        if before.is_some_and(|c| matches!(c, '/' | '=' | '&' | '?' | '#' | '@' | '.' | '-' | '%'))
            || matches!(after, Some('(' | '=' | '/' | '-'))
        {
            return None;
        }
        let unknown = words.bytes().all(|byte| byte == b'X');
        let money = matches!(before, Some('$' | '€' | '£')) || after == Some('%');
        let end = match words {
            "INSERT" => {
                let line = self.rest_of_line(word.end(), SHORT);
                let here = line
                    .find(" HERE")
                    .filter(|here| !line[..*here].contains(|c: char| c.is_lowercase()))?;
                word.end() + here + " HERE".len()
            }
            "TKTK" => word.end(),
            // To be done, or "to come", as the press writes it; with a name or a number behind it, it
            // is part of another name: "the TBD Lab".
            "TBD" | "TK"
                if !self
                    .rest_of_line(word.end(), 4)
                    .trim_start()
                    .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) =>
            {
                word.end()
            }
            "TODO" | "FIXME" => (after == Some(':')
                || self.rest_of_line(word.start(), SHORT).trim() == words)
                .then_some(word.end())?,
            _ if unknown && (words.len() > 2 || money) => {
                word.end() + (after == Some('%')) as usize
            }
            _ if SHOUTED.contains(&words) || is_order(words) => word.end(),
            _ if words.contains('_')
                && name::is_known(&name::normalise(words))
                && !words.starts_with('_') =>
            {
                word.end()
            }
            _ => return None,
        };
        let name = if words == "INSERT" || words.contains('_') || SHOUTED.contains(&words) {
            name(self.words(word.start(), end))
        } else {
            String::new()
        };
        self.push(Span::new(word.start(), end), FieldClass::Placeholder, name, &[]);
        Some(end)
    }
}
