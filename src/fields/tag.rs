//! Control tags: Liquid and its kin, Handlebars sections, Go templates, the conditions of Mailchimp,
//! ActiveCampaign and Campaign Monitor.

use super::{
    dialect::{self, Dialect, Dialects},
    name::{self, Kind},
    scan::Scanner,
    value,
};
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem};

#[rustfmt::skip]
const OPEN: &[&str] = &[
    "if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "with", "catalog",
];
#[rustfmt::skip]
const ELSE: &[&str] = &[
    "else", "elsif", "elseif", "elif", "when",
];
#[rustfmt::skip]
const CLOSE: &[&str] = &[
    "endif", "endunless", "endcase", "endfor", "endtablerow", "endcapture", "endifchanged", "endwith", "endcatalog", "end",
];
#[rustfmt::skip]
const OTHER: &[&str] =
    &[
    "assign", "abort_message", "break", "continue", "connected_content", "content_blocks", "include", "render", "set", "snippet",
    "view_in_browser_url",
];
/// Tags that are Klaviyo's, and what others have no word for.
#[rustfmt::skip]
const KLAVIYO: &[&str] = &[
    "unsubscribe", "unsubscribe_link", "manage_preferences", "manage_preferences_link", "web_view", "web_view_link", "coupon_code",
    "current_year",
];

/// What a tag does.
enum Tag<'t> {
    /// Key, keyword, condition.
    Open(String, &'t str, &'t str),
    /// The condition of an `else if`, or nothing.
    Else(&'t str),
    /// Key.
    Close(String),
}

impl Scanner<'_> {
    /// `{% if company %}`.
    pub fn liquid(&mut self, at: usize) -> Option<usize> {
        let close = self.pairs.close(at).filter(|close| close - at <= 1000);
        let whole = close.is_some_and(|close| close > at + 2 && self.bytes[close - 1] == b'%');
        self.percent_tag(at, close.map(|close| close + 1), whole)
    }

    /// `[% if company %]`.
    pub fn square_tag(&mut self, at: usize) -> Option<usize> {
        let close = self.on_line(at + 2, b"%]", 300).map(|close| close + 2);
        self.percent_tag(at, close, close.is_some())
    }

    fn percent_tag(&mut self, at: usize, end: Option<usize>, whole: bool) -> Option<usize> {
        let inner = match end {
            Some(end) if whole => self.words(at + 2, end - 2),
            _ => self.rest_of_line(at + 2, 60),
        };
        let inner = inner.trim_start_matches('-').trim_end_matches('-').trim();
        let (keyword, rest) = first_word(inner);
        let known = [OPEN, ELSE, CLOSE, OTHER].iter().any(|table| table.contains(&keyword));
        if !keyword.starts_with(|c: char| c.is_ascii_alphabetic()) || (!whole && !known) {
            return None;
        }
        if !whole {
            let written = self.rest_of_line(at, 80);
            let end = at + written.find('}').map_or(written.len(), |close| close + 1);
            self.push(
                Span::new(at, end),
                FieldClass::Block,
                keyword.to_string(),
                &[FieldProblem::Unbalanced],
            )
            .machine = true;
            return Some(end);
        }
        let span = Span::new(at, end.unwrap_or(at));
        let tag = match keyword {
            _ if OPEN.contains(&keyword) => Tag::Open(format!("%{keyword}"), keyword, rest),
            "else" | "when" => Tag::Else(""),
            _ if ELSE.contains(&keyword) => Tag::Else(rest),
            _ if CLOSE.contains(&keyword) => {
                Tag::Close(format!("%{}", keyword.strip_prefix("end").unwrap_or(keyword)))
            }
            _ => {
                let class = match name::kind(&name::normalise(keyword)) {
                    Kind::OptOut => FieldClass::OptOut,
                    Kind::Signature => FieldClass::Signature,
                    Kind::Tracking => FieldClass::Tracking,
                    _ => FieldClass::System,
                };
                let owner = match class {
                    _ if KLAVIYO.contains(&keyword) => Some(Dialect::Klaviyo),
                    FieldClass::OptOut => Some(Dialect::Customerio),
                    _ => None,
                };
                let found = self.push(span, class, name::normalise(keyword), &[]);
                found.machine = true;
                found.fits = dialect::LIQUID;
                found.votes = owner.map_or(dialect::LIQUID, Dialects::one);
                return Some(span.end());
            }
        };
        self.tag(span, tag, dialect::LIQUID);
        Some(span.end())
    }

    /// A double brace that is a tag: `{{#if x}}`, `{{/if}}`, `{{else}}`, `{{ if .X }}`, `{{ end
    /// }}`.
    pub fn section(&mut self, span: Span, head: Span) -> Option<usize> {
        let words = head.slice(self.text).trim_matches(['-', '~']).trim();
        let (sign, rest) = match words.as_bytes().first()? {
            b'#' | b'^' | b'/' | b'>' => words.split_at(1),
            _ => ("", words),
        };
        let (keyword, rest) = first_word(rest.trim_start());
        let (tag, fits) = match (sign, keyword) {
            ("#", "endif") => (Tag::Close("#if".into()), Dialects::one(Dialect::Apollo)),
            ("#", "else") => (Tag::Else(""), Dialects::one(Dialect::Apollo)),
            ("#", "elseif" | "elsif") => (Tag::Else(rest), Dialects::one(Dialect::Apollo)),
            ("", "else") => (
                Tag::Else(rest.trim_start_matches("if ")),
                dialect::SECTION.or(Dialects::one(Dialect::Listmonk)),
            ),
            ("^", "") => (Tag::Else(""), dialect::SECTION),
            ("#" | "^", _) if !keyword.is_empty() => {
                let condition = if rest.is_empty() { keyword } else { rest };
                (
                    Tag::Open(
                        format!("#{keyword}"),
                        if sign == "^" { "unless" } else { keyword },
                        condition,
                    ),
                    dialect::SECTION,
                )
            }
            ("/", _) if !keyword.is_empty() => {
                (Tag::Close(format!("#{keyword}")), dialect::SECTION_END)
            }
            ("", "if" | "range" | "with" | "block" | "define")
                if !rest.is_empty()
                    && rest.starts_with(['.', '(', '$', '"', 'e', 'n', 'a', 'o', 'l', 'g']) =>
            {
                (Tag::Open("go".into(), keyword, rest), Dialects::one(Dialect::Listmonk))
            }
            ("", "end") if rest.is_empty() => {
                (Tag::Close("go".into()), Dialects::one(Dialect::Listmonk))
            }
            (">", _) | ("", "template") if !(sign.is_empty() && rest.is_empty()) => {
                let found = self.push(
                    span,
                    FieldClass::System,
                    name::normalise(if sign.is_empty() { rest } else { keyword }),
                    &[],
                );
                found.machine = true;
                return Some(span.end());
            }
            _ => return None,
        };
        self.tag(span, tag, fits);
        Some(span.end())
    }

    /// `*|IF:FNAME|*`, `*|ELSE:|*`, `*|END:IF|*`. False when it is a field.
    pub fn mailchimp_tag(&mut self, span: Span, inner: &str) -> bool {
        let (keyword, rest) = inner.split_once(':').unwrap_or((inner, ""));
        let tag = match keyword {
            "IF" | "IFNOT" | "INTERESTED" => {
                Tag::Open("*if".into(), if keyword == "IFNOT" { "unless" } else { "if" }, rest)
            }
            "ELSE" => Tag::Else(""),
            "ELSEIF" => Tag::Else(rest),
            "END" => Tag::Close("*if".into()),
            _ => return false,
        };
        self.tag(span, tag, Dialects::one(Dialect::Mailchimp));
        true
    }

    /// `%IF $COUNTRY = 'US'%`, `%ELSEIF $COUNTRY = 'DE'%`, `%ELSE%`, `%/IF%`.
    pub fn percent_block(&mut self, at: usize) -> Option<usize> {
        const KEY: &str = "%IF";
        let glued = self.before(at).is_some_and(char::is_alphanumeric);
        if glued && !self.blocks.is_open(KEY) {
            return None;
        }
        let close = self.on_line(at + 1, b"%", 300)?;
        let words = self.words(at + 1, close);
        let asks = |keyword: &str| {
            words.strip_prefix(keyword).map(str::trim).filter(|rest| rest.contains('$'))
        };
        let tag = match (asks("IF "), words) {
            (Some(condition), _) => Tag::Open(KEY.into(), "if", condition),
            _ if !self.blocks.is_open(KEY) => return None,
            (None, "ELSE") => Tag::Else(""),
            (None, "/IF") => Tag::Close(KEY.into()),
            (None, _) => Tag::Else(asks("ELSEIF ")?),
        };
        let span = Span::new(at, close + 1);
        self.tag(span, tag, Dialects::one(Dialect::Activecampaign));
        Some(span.end())
    }

    /// `[if:plan=gold]`, `[elseif:plan=silver]`, `[else]`, `[endif]`, of what stands in the brackets.
    pub fn bracket_block(&mut self, span: Span, words: &str) -> Option<usize> {
        const KEY: &str = "[if";
        let tag = match words.split_once(':') {
            Some(("if", condition))
                if value::is_path(first_word(condition).0) && self.ends_soon(span.end()) =>
            {
                Tag::Open(KEY.into(), "if", condition)
            }
            _ if !self.blocks.is_open(KEY) => return None,
            Some(("elseif", condition)) => Tag::Else(condition),
            None if words == "else" => Tag::Else(""),
            None if words == "endif" => Tag::Close(KEY.into()),
            _ => return None,
        };
        self.tag(span, tag, Dialects::one(Dialect::CampaignMonitor));
        Some(span.end())
    }

    /// True when an `[endif]` stands behind `at`, no further than a message is long.
    fn ends_soon(&self, at: usize) -> bool {
        const FAR: usize = 4096;
        let window = &self.bytes[at..self.bytes.len().min(at + FAR)];
        memchr::memmem::find(window, b"[endif]").is_some()
    }

    fn tag(&mut self, span: Span, tag: Tag, fits: Dialects) {
        let name = match &tag {
            Tag::Open(_, "unless" | "if", condition) => name::normalise(
                condition
                    .split(|c: char| c.is_whitespace() || matches!(c, '=' | '('))
                    .find(|word| !matches!(*word, "" | "not" | "eq" | "ne" | "and" | "or"))
                    .unwrap_or(""),
            ),
            Tag::Open(_, keyword, _) => name::normalise(keyword),
            Tag::Else(_) => "else".to_string(),
            Tag::Close(key) => format!("end_{}", key.trim_start_matches(['#', '%', '*', '['])),
        };
        let index = self.found.len();
        let found = self.push(span, FieldClass::Block, name, &[]);
        (found.fits, found.votes, found.machine) = (fits, fits, true);
        let balanced = match tag {
            Tag::Open(key, keyword, condition) => {
                self.blocks.open(index, span.end(), key, keyword, condition);
                true
            }
            Tag::Else(condition) => self.blocks.branch(span, condition, &mut self.found),
            Tag::Close(key) => self.blocks.close(span, &key, &mut self.found),
        };
        if !balanced {
            self.found[index].field.add(FieldProblem::Unbalanced);
        }
    }
}

fn first_word(words: &str) -> (&str, &str) {
    let end = words
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .unwrap_or(words.len());
    (&words[..end], words[end..].trim())
}
