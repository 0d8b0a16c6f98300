//! Platforms and the marks by which their merge syntax is known: tables.

use crate::text::capital;
use crate::vocabulary::names;

names! {
    /// A platform whose merge syntax is known.
    Dialect {
        Plain = "none", "No merge fields at all.";
        Outreach = "outreach", "Outreach";
        Salesloft = "salesloft", "Salesloft";
        Apollo = "apollo", "Apollo";
        Hubspot = "hubspot", "HubSpot";
        Instantly = "instantly", "Instantly";
        Smartlead = "smartlead", "Smartlead";
        Lemlist = "lemlist", "lemlist";
        Mailshake = "mailshake", "Mailshake";
        Woodpecker = "woodpecker", "Woodpecker";
        Reply = "reply", "Reply";
        Klenty = "klenty", "Klenty";
        Quickmail = "quickmail", "QuickMail";
        Plusvibe = "plusvibe", "PlusVibe";
        Emailbison = "emailbison", "EmailBison";
        Salesforce = "salesforce", "Salesforce classic";
        SalesforceHml = "salesforce-hml", "Salesforce Lightning";
        Mailchimp = "mailchimp", "Mailchimp";
        Customerio = "customerio", "Customer.io";
        Iterable = "iterable", "Iterable";
        Braze = "braze", "Braze";
        Sendgrid = "sendgrid", "SendGrid";
        Mautic = "mautic", "Mautic";
        Listmonk = "listmonk", "listmonk";
        Postmark = "postmark", "Postmark";
        Gmail = "gmail", "Gmail mail merge";
        Gmass = "gmass", "GMass";
        Yamm = "yamm", "YAMM and other sheet merges";
        Word = "word", "Word mail merge";
        Mailjet = "mailjet", "Mailjet";
        Marketo = "marketo", "Marketo";
        Zoho = "zoho", "Zoho CRM and Zoho Campaigns";
        Odoo = "odoo", "Odoo";
        Mailpoet = "mailpoet", "MailPoet";
        Laravel = "laravel", "Laravel";
        Keap = "keap", "Keap";
        Mailgun = "mailgun", "Mailgun";
        Suitecrm = "suitecrm", "SuiteCRM";
        Mailerlite = "mailerlite", "MailerLite";
        CampaignMonitor = "campaign-monitor", "Campaign Monitor, Sendy";
        Emma = "emma", "Emma";
        Dotdigital = "dotdigital", "Dotdigital";
        Pipedrive = "pipedrive", "Pipedrive";
        Klaviyo = "klaviyo", "Klaviyo";
        Kit = "kit", "Kit (ConvertKit)";
        Activecampaign = "activecampaign", "ActiveCampaign";
    }
}

use Dialect::*;

impl Dialect {
    /// A field name as the platform spells it: `first_name` is `firstName` for Instantly.
    pub fn spell(self, name: &str) -> String {
        match self {
            Instantly | Lemlist | Iterable => name
                .split('_')
                .enumerate()
                .map(|(at, word)| if at == 0 { word.to_string() } else { capital(word) })
                .collect(),
            Reply | Klenty | Gmass => name.split('_').map(capital).collect(),
            Woodpecker | Emailbison => name.to_uppercase(),
            Mailchimp => {
                name.to_uppercase().replace("FIRST_NAME", "FNAME").replace("LAST_NAME", "LNAME")
            }
            Mailshake => name.trim_end_matches("_name").to_string(),
            Hubspot | Mautic | Gmail => name.replace('_', ""),
            _ => name.to_string(),
        }
    }
}

/// A set of dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialects(u64);

impl Dialects {
    /// Nobody.
    pub const NONE: Self = Self(0);
    /// Everybody who merges at all.
    pub const ANY: Self = Self(u64::MAX - 1);

    const fn of(list: &[Dialect]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    /// One alone.
    pub const fn one(dialect: Dialect) -> Self {
        Self(1 << dialect as u64)
    }

    /// True when `dialect` is in the set.
    pub const fn has(self, dialect: Dialect) -> bool {
        self.0 >> dialect as u32 & 1 == 1
    }

    /// What is in both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when nobody is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn only(self) -> Option<Dialect> {
        (self.0.count_ones() == 1).then(|| Dialect::NAMES[self.0.trailing_zeros() as usize].1)
    }
}

/// `{{x}}`.
#[rustfmt::skip]
pub(super) const DOUBLE: Dialects = Dialects::of(&[
    Outreach, Salesloft, Apollo, Hubspot, Instantly, Smartlead, Lemlist, Mailshake, Woodpecker, Reply, Klenty, Quickmail, Plusvibe,
    Customerio, Iterable, Braze, Sendgrid, Listmonk, Postmark, Yamm, Mailjet, Marketo, Odoo, Laravel, Klaviyo, Kit,
]);
/// `{x}`.
pub(super) const SINGLE: Dialects = Dialects::of(&[Emailbison, Gmass]);
/// `{a|b}`; those of whom it is not known whether they spin count as if they did.
pub(super) const SPIN: Dialects =
    Dialects::of(&[Smartlead, Emailbison, Lemlist, Quickmail, Reply, Gmass]);
/// `{{RANDOM | a | b}}`.
pub(super) const RANDOM: Dialects = Dialects::of(&[Instantly, Plusvibe]);
/// `{% if %}`, `| default: "x"`.
pub(super) const LIQUID: Dialects = Dialects::of(&[
    Hubspot, Instantly, Smartlead, Lemlist, Reply, Klenty, Quickmail, Plusvibe, Customerio, Braze,
    Klaviyo, Kit,
]);
/// Those of the Liquid family that name things by a path: `{{ customer.plan }}`.
pub(super) const PATHS: Dialects = Dialects::of(&[Hubspot, Customerio, Braze, Klaviyo, Kit]);
/// `{{#if}}` and other sections.
pub(super) const SECTION: Dialects =
    Dialects::of(&[Outreach, Apollo, Iterable, Sendgrid, Postmark, SalesforceHml]);
/// `{{/if}}`.
pub(super) const SECTION_END: Dialects =
    Dialects::of(&[Outreach, Iterable, Sendgrid, Postmark, SalesforceHml]);
/// `{{{x}}}`.
pub(super) const TRIPLE: Dialects = Dialects::of(&[SalesforceHml, Sendgrid, Postmark, Iterable]);
/// `<% x %>`.
pub(super) const ERB: Dialects = Dialects::one(Sendgrid);
/// `[[x]]`.
pub(super) const SQUARE: Dialects = Dialects::one(Iterable);

/// Whoever keeps fallbacks outside the text, as a setting of the field.
pub(super) const ELSEWHERE: Dialects =
    Dialects::of(&[Hubspot, Mailchimp, Gmail, SalesforceHml, Word, Keap, Suitecrm, Pipedrive]);

/// Whoever takes any column name, in any spelling.
const FREE: Dialects =
    Dialects::of(&[Hubspot, Customerio, Iterable, Sendgrid, Postmark, Yamm, Braze, Listmonk, Kit]);

/// How a well-known name is spelt: who votes for the spelling, who else accepts it.
pub(super) fn spelling(path: &str, words: usize) -> (Dialects, Dialects) {
    const SNAKE: Dialects =
        Dialects::of(&[Outreach, Salesloft, Apollo, Smartlead, Plusvibe, Quickmail, Klaviyo]);
    const CAMEL: Dialects = Dialects::of(&[Instantly, Lemlist, Reply, Iterable]);
    const PASCAL: Dialects = Dialects::of(&[Reply, Klenty]);
    const GLUED: Dialects = Dialects::one(Hubspot);
    let (upper, lower) = (
        path.contains(|c: char| c.is_ascii_uppercase()),
        path.contains(|c: char| c.is_ascii_lowercase()),
    );
    let first_upper = path.starts_with(|c: char| c.is_ascii_uppercase());
    let votes = match (upper, lower) {
        _ if path.contains(char::is_whitespace) => Dialects::one(Yamm),
        (true, false) => Dialects::one(Woodpecker),
        // A single word with a capital may head a column of anybody's list.
        (true, true) if first_upper && words == 1 => return (Dialects::NONE, Dialects::ANY),
        (true, true) if first_upper => PASCAL,
        (true, true) => CAMEL,
        _ if path.contains('_') => SNAKE,
        _ if matches!(path, "first" | "last") => Dialects::one(Mailshake),
        _ if words > 1 => GLUED,
        // One word in lower case looks the same nearly everywhere.
        _ => return (Dialects::NONE, Dialects(DOUBLE.0 & !Dialects::one(Woodpecker).0)),
    };
    (votes, votes.or(FREE))
}

/// The scope before the dot, in lower case, and whose it is.
pub(super) const SCOPES: &[(&str, Dialects)] = &[
    ("my", Dialects::of(&[Salesloft, Marketo])),
    ("sender", Dialects::of(&[Outreach, Apollo])),
    ("account", Dialects::of(&[Outreach, Apollo])),
    ("contact", Dialects::of(&[Hubspot, Apollo])),
    ("company", Dialects::one(Hubspot)),
    ("customer", Dialects::one(Customerio)),
    ("event", Dialects::of(&[Customerio, Klaviyo])),
    ("person", Dialects::one(Klaviyo)),
    ("prospect", Dialects::one(Quickmail)),
    ("inbox", Dialects::one(Quickmail)),
    ("recipient", Dialects::one(SalesforceHml)),
    ("organization", Dialects::of(&[SalesforceHml, Klaviyo])),
    ("subscriber", Dialects::of(&[Listmonk, Kit])),
    ("custom_attribute", Dialects::one(Braze)),
    ("object", Dialects::one(Odoo)),
    ("ctx", Dialects::one(Odoo)),
];
