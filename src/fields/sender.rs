//! The syntaxes of large senders that no cold-mail tool shares: `${Leads.First Name}`, `{$name}`,
//! `[subscriber:firstname]`, `~Contact.FirstName~`, `$contact_first_name`, `@FIRSTNAME@`.

use super::{
    dialect::{Dialect, Dialects},
    name,
    scan::Scanner,
    value,
};
use crate::text::Span;

/// Longest field of these, without its delimiters.
const LONGEST: usize = 120;

/// The first word of `${x.y}`, and whose it is. All others are code that was not run.
#[rustfmt::skip]
const MODULES: &[(&str, Dialect)] = &[
    ("Leads", Dialect::Zoho), ("Contacts", Dialect::Zoho), ("Accounts", Dialect::Zoho), ("Deals", Dialect::Zoho), ("Potentials", Dialect::Zoho),
    ("Users", Dialect::Zoho), ("Campaigns", Dialect::Zoho), ("Organization", Dialect::Zoho), ("Quotes", Dialect::Zoho),
    ("object", Dialect::Odoo), ("ctx", Dialect::Odoo),
];

/// Tables whose columns SuiteCRM and Vtiger write behind a dollar sign.
const RECORDS: &[&str] = &[
    "contact_account",
    "contact_user",
    "contact",
    "contacts",
    "account",
    "accounts",
    "lead",
    "leads",
    "prospect",
    "user",
    "users",
];

/// What stands before the colon in MailPoet's shortcodes.
const SHORTCODES: &[&str] = &["subscriber", "link", "date", "newsletter", "user", "site"];

/// The first word of `~x.y~`.
const KEAP: &[&str] =
    &["Contact", "Owner", "Company", "User", "Date", "Order", "Affiliate", "Referral", "Lead"];

impl Scanner<'_> {
    fn field(&mut self, span: Span, raw: &str, fallback: Option<Span>, dialect: Dialect) -> usize {
        let found = self.merge(span, raw, fallback);
        (found.fits, found.votes) = (Dialects::one(dialect), Dialects::one(dialect));
        span.end()
    }

    /// `{$name}`, `{$name|default('there')}`, `{!! $user->name !!}`.
    pub fn variable(&mut self, outer: Span) -> Option<usize> {
        let words = Some(self.words(outer.start() + 1, outer.end() - 1))
            .filter(|words| words.len() <= LONGEST)?;
        let bare = words.strip_prefix("!!").and_then(|rest| rest.strip_suffix("!!")).map(str::trim);
        let (words, rest) = words.split_once("|default(").unwrap_or((words, ""));
        let fallback = (!rest.is_empty()).then(|| {
            let end = outer.end() - 1;
            value::unquote(self.text, Span::new(end - rest.len(), end))
        });
        let path = value::member(bare.unwrap_or(words));
        let plain = path.strip_prefix('$').is_some_and(|rest| {
            rest.len() > 1 && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        });
        plain.then(|| {
            self.field(
                outer,
                &path,
                fallback,
                if bare.is_some() { Dialect::Laravel } else { Dialect::Mailerlite },
            )
        })
    }

    /// `${Leads.First Name}`, `${object.name or 'there'}`: the inside of the braces, when its first
    /// word is a platform's.
    pub fn module(&mut self, outer: Span, inner: Span) -> Option<usize> {
        let words = Some(inner.slice(self.text))
            .filter(|words| words.len() <= LONGEST && !words.contains('\n'))?;
        let (scope, _) = words.trim_start().trim_start_matches('!').split_once('.')?;
        let (_, dialect) = MODULES.iter().find(|(known, _)| *known == scope)?;
        let read = value::read(self.text, &[inner]);
        let path = read.path.slice(self.text).trim_start_matches('!').to_string();
        Some(self.field(
            outer,
            path.split_once('.').map_or(&path, |(_, column)| column),
            read.fallback,
            *dialect,
        ))
    }

    /// `$contact_first_name`, `$contacts-firstname$`, `$[FNAME|Customer|]$`.
    pub fn record(&mut self, at: usize) -> Option<usize> {
        if self.bytes.get(at + 1) == Some(&b'[') {
            let close = self.on_line(at + 2, b"]$", LONGEST)?;
            let words = self.words(at + 2, close);
            let (raw, rest) = words.split_once('|').unwrap_or((words, ""));
            let from = at + 2 + raw.len() + 1;
            let fallback = (!rest.trim_matches('|').is_empty())
                .then(|| Span::new(from, from + rest.trim_end_matches('|').len()));
            let raw = raw.rsplit(':').next().unwrap_or(raw);
            return Some(self.field(Span::new(at, close + 2), raw, fallback, Dialect::Zoho));
        }
        if self.before(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '\\')) {
            return None;
        }
        let end = self.word_end(at + 1);
        let record = |words: &str| {
            RECORDS
                .iter()
                .filter_map(|record| words.strip_prefix(record)?.strip_prefix('_'))
                .find(|column| name::is_known(column))
                .map(str::to_string)
        };
        if let Some(column) = record(self.words(at + 1, end)) {
            return Some(self.field(Span::new(at, end), &column, None, Dialect::Suitecrm));
        }
        let rest = self.rest_of_line(end, LONGEST);
        let column = &rest[..rest
            .find('$')
            .filter(|_| rest.starts_with('-') && RECORDS.contains(&self.words(at + 1, end)))?];
        let whole = column.len() > 1
            && column
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let (span, column) = (Span::new(at, end + column.len() + 1), column[1..].to_string());
        whole.then(|| self.field(span, &column, None, Dialect::Suitecrm))
    }

    /// `[subscriber:firstname | default:reader]`, `[firstname,fallback=there]`.
    pub fn shortcode(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at + 1, LONGEST);
        let words = &line[..line.find([']', '['])?];
        let end = at + 1 + words.len();
        if self.bytes.get(end) != Some(&b']') {
            return None;
        }
        let span = Span::new(at, end + 1);
        if let Some((path, rest)) = words.split_once(",fallback=") {
            let fallback = Span::new(end - rest.len(), end);
            return value::is_path(path)
                .then(|| self.field(span, path, Some(fallback), Dialect::CampaignMonitor));
        }
        let (scope, rest) =
            words.split_once(':').filter(|(scope, _)| SHORTCODES.contains(scope))?;
        let (column, rest) = rest.split_once('|').unwrap_or((rest, ""));
        let fallback = rest
            .trim_start()
            .strip_prefix("default:")
            .map(|words| value::trim(self.text, Span::new(end - words.len(), end)));
        let column = column.trim();
        let whole = !column.is_empty()
            && column
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let raw =
            if scope == "subscriber" { column.to_string() } else { format!("{scope}_{column}") };
        whole.then(|| self.field(span, &raw, fallback, Dialect::Mailpoet))
    }

    /// `~Contact.FirstName~`.
    pub fn tilde(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at + 1, LONGEST);
        let words = &line[..line.find('~')?];
        let (scope, column) = words.split_once('.')?;
        let whole = !column.is_empty()
            && column
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        let column = if scope == "Contact" { column.to_string() } else { words.to_string() };
        (KEAP.contains(&scope) && whole)
            .then(|| self.field(Span::new(at, at + words.len() + 2), &column, None, Dialect::Keap))
    }

    /// `@FIRSTNAME@`.
    pub fn between_at_signs(&mut self, at: usize) -> Option<usize> {
        let end = self.word_end(at + 1);
        let raw = self.words(at + 1, end);
        let shouted = raw.len() > 3
            && !raw.contains(|c: char| c.is_ascii_lowercase())
            && name::is_known(&name::normalise(raw));
        let whole = shouted
            && self.bytes.get(end) == Some(&b'@')
            && !self.before(at).is_some_and(char::is_alphanumeric);
        whole.then(|| self.field(Span::new(at, end + 1), raw, None, Dialect::Dotdigital))
    }
}
