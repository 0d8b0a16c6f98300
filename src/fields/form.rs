//! The other syntaxes, each with delimiters of its own: `%x%`, `%%x%%`, `*|X|*`, `<% x %>`,
//! `<<x>>`, `«x»`, `{!x}`, `{contactfield=x}`, `${x}`, `[[x]]`, `@firstname`.

use super::{
    dialect::{self, Dialect, Dialects},
    name::{self, Kind},
    scan::Scanner,
    value,
};
use crate::text::Span;
use crate::vocabulary::FieldClass;

/// Longest name between delimiters.
const NAME: usize = 60;

/// Mautic's tokens; the first two take a name behind `=`.
#[rustfmt::skip]
const MAUTIC: &[&str] = &[
    "contactfield", "ownerfield", "unsubscribe_text", "unsubscribe_url", "webview_text", "webview_url", "tracking_pixel",
    "signature", "dynamiccontent", "pagelink", "assetlink",
];

/// What stands behind a pipe in Mautic and is no fallback.
#[rustfmt::skip]
const MODIFIERS: &[&str] = &[
    "true", "date", "time", "datetime",
];

impl Scanner<'_> {
    fn add(
        &mut self,
        span: Span,
        raw: &str,
        fallback: Option<Span>,
        dialects: Dialects,
    ) -> Option<usize> {
        let found = self.merge(span, raw, fallback);
        (found.fits, found.votes) = (dialects, dialects);
        Some(span.end())
    }

    /// `{contactfield=firstname|there}`.
    pub fn mautic(&mut self, outer: Span) -> Option<usize> {
        let inner = Span::new(outer.start() + 1, outer.end() - 1);
        let words = inner.slice(self.text);
        let token = MAUTIC.iter().find(|token| {
            words.strip_prefix(**token).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        })?;
        // `{signature}` and `{unsubscribe_url}` alone are what many a home-made template writes.
        let dialects =
            if words.len() > token.len() { Dialects::one(Dialect::Mautic) } else { Dialects::NONE };
        let raw =
            words.get(token.len() + 1..).filter(|_| token.ends_with("field")).unwrap_or(token);
        let (raw, rest) = raw.split_once('|').unwrap_or((raw, ""));
        let fallback = (!rest.is_empty() && !MODIFIERS.contains(&rest))
            .then(|| Span::new(inner.end() - rest.len(), inner.end()));
        self.add(outer, if *token == "ownerfield" { "sender" } else { raw }, fallback, dialects);
        if dialects.is_empty() {
            self.found
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|found| found.fits = Dialects::ANY);
        }
        Some(outer.end())
    }

    /// `{!Contact.FirstName, there}`.
    pub fn salesforce(&mut self, outer: Span) -> Option<usize> {
        let inner = Span::new(outer.start() + 2, outer.end() - 1);
        let words = inner.slice(self.text);
        let path = self.bytes[outer.start() + 1] == b'!'
            && words.len() <= 300
            && words.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$');
        if !path || words.contains('\n') {
            return None;
        }
        let call =
            words.find('(').filter(|_| words.starts_with("BLANKVALUE") || words.starts_with("IF("));
        let list = call.map_or(inner, |open| {
            Span::new(inner.start() + open + 1, inner.end() - words.ends_with(')') as usize)
        });
        let words = list.slice(self.text);
        let at = words.find([',', '|']);
        let raw = &words[..at.unwrap_or(words.len())];
        let fallback =
            at.map(|at| value::unquote(self.text, Span::new(list.start() + at + 1, list.end())));
        self.add(outer, raw, fallback, Dialects::one(Dialect::Salesforce))
    }

    /// `*|FNAME|*`, closed on its line.
    pub fn star(&mut self, at: usize) -> Option<usize> {
        let first = self.bytes.get(at + 2)?;
        if self.bytes[at + 1] != b'|' || !(first.is_ascii_uppercase() || *first == b'_') {
            return None;
        }
        let Some(close) = self.on_line(at + 2, b"|*", 200) else {
            let end = self.word_end(at + 2);
            let raw = self.words(at + 2, end);
            let half = name::is_known(&name::normalise(raw))
                && self.bytes.get(end).is_some_and(|byte| matches!(byte, b'|' | b'*'));
            return half.then(|| {
                self.unbalanced(Span::new(at, end + 1), raw);
                end + 1
            });
        };
        let (span, words) = (Span::new(at, close + 2), self.words(at + 2, close));
        let (raw, rest) = words.split_once('|').unwrap_or((words, ""));
        // A condition compares with whatever words there are: `*|IF:PLAN=pro|*`.
        let compares =
            ["IF:", "IFNOT:", "ELSEIF:", "INTERESTED:"].iter().any(|tag| words.starts_with(tag));
        if !compares
            && !raw.bytes().all(|byte| {
                byte.is_ascii_uppercase()
                    || byte.is_ascii_digit()
                    || matches!(byte, b'_' | b':' | b'-')
            })
        {
            return None;
        }
        if self.mailchimp_tag(span, words) {
            return Some(span.end());
        }
        let fallback = words.contains('|').then(|| Span::new(close - rest.len(), close));
        self.add(span, raw, fallback, Dialects::one(Dialect::Mailchimp))
    }

    /// `%signature%`, `%%first_name%%`, `%%=v(@name)=%%`.
    pub fn percent(&mut self, at: usize) -> Option<usize> {
        if self.bytes.get(at + 1) == Some(&b'%') {
            return self.double_percent(at);
        }
        if let Some(end) = self.percent_block(at) {
            return Some(end);
        }
        let mailgun = self.text[at + 1..].starts_with("recipient.");
        let end = self.name_end(at + 1, if mailgun { b"_-." } else { b"_-" });
        let raw = self.words(at + 1, end);
        let open = !self.before(at).is_some_and(|c| c.is_alphanumeric() || c == '%')
            && raw.starts_with(|c: char| c.is_ascii_alphabetic());
        let close = self.bytes.get(end) == Some(&b'%')
            && !self.after(end + 1).is_some_and(|c| c.is_alphanumeric() || c == '%');
        if open && !close && self.is_half_name(raw, end) {
            self.unbalanced(Span::new(at, end), raw);
            return Some(end);
        }
        if !open || !close || !(3..=41).contains(&raw.len()) {
            return None;
        }
        let found = self.merge(Span::new(at, end + 1), raw, None);
        let shouted = !raw.contains(|c: char| c.is_ascii_lowercase());
        let platform = matches!(found.field.class, FieldClass::Signature | FieldClass::OptOut);
        (found.fits, found.votes) = match platform {
            true if raw.contains('_') => {
                let lower = Dialects::one(Dialect::Mailgun).or(Dialects::one(Dialect::Smartlead));
                let upper = Dialects::one(Dialect::Activecampaign);
                (if shouted { lower.or(upper) } else { lower }, Dialects::NONE)
            }
            true if shouted => {
                (Dialects::one(Dialect::Activecampaign), Dialects::one(Dialect::Activecampaign))
            }
            true => (Dialects::one(Dialect::Smartlead), Dialects::one(Dialect::Smartlead)),
            false if mailgun => (Dialects::one(Dialect::Mailgun), Dialects::one(Dialect::Mailgun)),
            false if shouted => (Dialects::one(Dialect::Activecampaign), Dialects::NONE),
            false => (Dialects::NONE, Dialects::NONE),
        };
        Some(end + 1)
    }

    fn double_percent(&mut self, at: usize) -> Option<usize> {
        const SCRIPT: &[(&[u8], &[u8])] = &[(b"=", b"=%%"), (b"[", b"]%%")];
        for (open, close) in SCRIPT {
            if self.bytes[at + 2..].starts_with(open)
                && let Some(end) = self.on_line(at + 3, close, 300)
            {
                let raw = self
                    .words(at + 3, end)
                    .trim_matches(|c: char| !c.is_alphanumeric())
                    .trim_start_matches("v(@");
                self.push(Span::new(at, end + 3), FieldClass::System, name::normalise(raw), &[])
                    .machine = true;
                return Some(end + 3);
            }
        }
        let end = self.name_end(at + 2, b"_. ");
        let raw = self.words(at + 2, end).trim_end();
        if !raw.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        if self.bytes[end..].starts_with(b"%%") {
            return self.add(Span::new(at, end + 2), raw, None, Dialects::NONE);
        }
        // A half, when it names something; `%%` alone opens many a comment.
        let raw = raw.split(' ').next().unwrap_or("");
        let end = at + 2 + raw.len();
        let end = end + (self.bytes.get(end) == Some(&b'%')) as usize;
        let named = name::is_known(&name::normalise(raw))
            && (raw.contains(['_', '.']) || self.bytes[end - 1] == b'%');
        named.then(|| {
            self.unbalanced(Span::new(at, end), raw);
            end
        })
    }

    /// `<% x %>`, `<<x>>`; else perhaps a placeholder in angle brackets.
    pub fn angle(&mut self, at: usize) -> Option<usize> {
        match self.bytes.get(at + 1)? {
            b'%' => {
                let close = self.on_line(at + 2, b"%>", 200)?;
                let raw = self
                    .words(at + 2, close)
                    .trim_matches(['=', '-', ' '])
                    .trim_start_matches("asm_");
                self.add(Span::new(at, close + 2), raw, None, dialect::ERB)
            }
            b'<' => {
                let end = self.name_end(at + 2, b"_ ");
                let raw = self.words(at + 2, end);
                let whole = self.bytes[end..].starts_with(b">>")
                    && raw.starts_with(|c: char| c.is_ascii_alphabetic());
                if !whole || self.before(at) == Some('<') {
                    return Some(at + 2);
                }
                self.add(Span::new(at, end + 2), raw, None, Dialects::one(Dialect::Yamm))
            }
            _ => self.angle_slot(at),
        }
    }

    /// `«Prenom»`; with a blank behind the mark it is a French quotation.
    pub fn guillemet(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest_of_line(at + 2, NAME);
        let raw = rest.split_once('»')?.0;
        let word = raw.starts_with(|c: char| c.is_ascii_alphabetic())
            && raw.chars().all(|c| c.is_alphanumeric() || c == '_')
            && raw.len() > 1;
        // A quoted word of a sentence starts in lower case, or is no name of a column.
        let column = raw.contains('_')
            || name::is_known(&name::normalise(raw))
            || self.hints.dialect == Some(Dialect::Word);
        (word && column).then_some(())?;
        self.add(Span::new(at, at + 2 + raw.len() + 2), raw, None, Dialects::one(Dialect::Word))
    }

    /// `${name}`: code that was not run, unless the name is a platform's.
    pub fn dollar(&mut self, at: usize) -> Option<usize> {
        if self.bytes.get(at + 1) != Some(&b'{') {
            return self.record(at);
        }
        let close = self.pairs.close(at + 1)?;
        if let Some(end) = self.module(Span::new(at, close + 1), Span::new(at + 2, close)) {
            return Some(end);
        }
        let raw = self.words(at + 2, close);
        let named = raw.len() <= 80
            && !raw.contains('\n')
            && raw.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        named.then(|| {
            self.push(Span::new(at, close + 1), FieldClass::Residue, name::normalise(raw), &[])
                .machine = true;
            close + 1
        })
    }

    /// `@firstname`, in Gmail only.
    pub fn at_sign(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.between_at_signs(at) {
            return Some(end);
        }
        let end = self.word_end(at + 1);
        let gmail = self.hints.dialect == Some(Dialect::Gmail)
            && matches!(self.words(at + 1, end), "firstname" | "lastname" | "fullname" | "email");
        if !gmail || self.before(at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let raw = self.words(at + 1, end).to_string();
        self.add(Span::new(at, end), &raw, None, Dialects::one(Dialect::Gmail))
    }

    /// `[[x]]`, `[[MISSING TOKEN - X]]`; wiki links are left alone.
    pub fn double_square(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at + 2, 120);
        let close = line.find("]]").filter(|close| !line[..*close].contains('['))?;
        let (span, words) = (Span::new(at, at + close + 4), &line[..close]);
        if let Some(raw) = words.trim().strip_prefix("MISSING TOKEN") {
            let raw = name::normalise(raw.trim_start_matches([' ', '-', '–']));
            self.push(span, FieldClass::Residue, raw, &[]).fits = Dialects::ANY;
            return Some(span.end());
        }
        // Maileon puts the table before the column: `[[CONTACT|FIRSTNAME|there]]`.
        let table = words.strip_prefix("CONTACT|").map_or(0, |_| "CONTACT|".len());
        let (raw, rest) = words[table..]
            .split_once('|')
            .map_or((&words[table..], None), |(raw, rest)| (raw, Some(rest)));
        let kind = name::kind(&name::normalise(raw));
        let ours = self.hints.dialect.is_some_and(|dialect| dialect::SQUARE.has(dialect))
            && value::is_path(raw.trim());
        if kind == Kind::Unknown && !ours
            || raw.len() > NAME
            || (kind == Kind::Telling && raw.contains(' '))
        {
            return self.slot_words(span, words).or(Some(span.end()));
        }
        let fallback = rest.map(|rest| Span::new(span.end() - 2 - rest.len(), span.end() - 2));
        self.merge(span, raw, fallback).fits = dialect::SQUARE;
        Some(span.end())
    }

    /// The end of a name that may also hold the bytes of `also`.
    fn name_end(&self, from: usize, also: &[u8]) -> usize {
        let bytes = self.bytes.get(from..).unwrap_or(&[]);
        let end = bytes
            .iter()
            .take(NAME)
            .position(|byte| !(byte.is_ascii_alphanumeric() || also.contains(byte)));
        from + end.unwrap_or(bytes.len().min(NAME))
    }
}
