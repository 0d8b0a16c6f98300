//! What one draft brings to a campaign, as one JSON line: who it is for and from, its score, its
//! signature.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::names;
use super::passage::{MOST, Passage, PassageReader};
use super::signature::{SIGNATURE_VERSION, Signature};
use crate::account::{domain, is_free_mail, without_legal_form};
use crate::draft::{Address, Draft, RecipientRow};
use crate::order::InOrder;
use crate::source::column::{Column, Means};
use crate::vocabulary::{FactKind, Part};

/// A signed draft. What is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Signed {
    /// Names the draft.
    pub id: String,
    /// The account: its domain, or its name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// The person: a mail address, or a name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recipient: String,
    /// Who sends: a mail address, or a name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sender: String,
    /// The sequence or campaign that it is a part of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sequence: String,
    /// Its place in the sequence, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// When it is or was sent: a day (`2026-05-14`), or a time that begins with one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sent: String,
    /// The account's industry, as the list says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub industry: String,
    /// The account's competitors, as the list says them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub competitors: Vec<String>,
    /// Its score, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The rules that found something, each once, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Words after masking.
    pub words: u32,
    /// Which version of signatures this is.
    pub signature_version: u32,
    /// The sketch, in hexadecimal digits.
    pub signature: String,
    /// The bands, each a text of ten hexadecimal digits.
    pub bands: Vec<String>,
    /// Names that are masked in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What the recipient reads, for a report that shows words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Bytes that the texts of one message may take for everybody else who gets it.
const LONGEST_COPIES: usize = 4 << 20;

/// Columns of lists that say who sends.
const SENDER: &[&str] = &[
    "from",
    "from_email",
    "sender",
    "sender_email",
    "sender_name",
    "mailbox",
    "mailbox_address",
    "sending_account",
    "owner",
    "rep",
];
/// Columns that say which sequence or campaign it is.
const SEQUENCE: &[&str] = &[
    "sequence",
    "sequence_name",
    "sequence_id",
    "campaign",
    "campaign_name",
    "campaign_id",
    "cadence",
    "cadence_name",
];
/// Columns that say when it is sent.
const SENT: &[&str] = &[
    "sent",
    "sent_at",
    "sent_time",
    "sent_on",
    "send_date",
    "send_at",
    "scheduled_at",
    "delivered_at",
    "date",
    "timestamp",
];
/// Columns that say which step it is.
const STEP: &[&str] = &["step", "sequence_number", "step_number", "touch", "email_number"];
/// Columns that name competitors, with commas or semicolons between them.
const COMPETITORS: &[&str] = &["competitors", "competitor", "competes_with"];

impl Signed {
    /// Everything but the score and the signature.
    pub fn of(draft: &Draft) -> Signed {
        Signed::of_row(draft, draft.row.as_deref())
    }

    /// The same, with what this row of a list says of the recipient.
    pub fn of_row(draft: &Draft, row: Option<&RecipientRow>) -> Signed {
        let mut signed = Signed {
            id: draft.id.clone(),
            step: draft.step.or(draft.meta.touch),
            ..Signed::default()
        };
        signed.sent = draft.meta.sent.clone().unwrap_or_default();
        let address = |mail: &str, name: &str| {
            if mail.is_empty() { name.trim().to_string() } else { mail.to_lowercase() }
        };
        let mut domain_of = String::new();
        let mut company = String::new();
        if let Some(to) = &draft.meta.to {
            signed.names.extend(names::of_person(to));
            signed.recipient = address(&to.mail, &to.name);
            domain_of = to.domain();
        }
        if let Some(from) = &draft.meta.from {
            signed.names.extend(names::of_person(from));
            signed.sender = address(&from.mail, &from.name);
        }
        for (name, value) in
            row.iter().flat_map(|row| &row.cells).filter(|(_, value)| !value.trim().is_empty())
        {
            let column = Column::new(name);
            let value = value.trim();
            match column.means {
                Means::First | Means::Last | Means::Name => {
                    signed.names.extend(
                        value
                            .split_whitespace()
                            .filter(|word| word.chars().count() > 1)
                            .map(str::to_string),
                    );
                }
                Means::Company | Means::SayAs => {
                    company = if company.is_empty() {
                        without_legal_form(value).to_string()
                    } else {
                        company
                    };
                    signed.names.extend([value.to_string(), without_legal_form(value).to_string()]);
                }
                Means::Domain => domain_of = domain(value),
                Means::Email if signed.recipient.is_empty() => {
                    signed.recipient = Address::in_cell(value);
                    if domain_of.is_empty() {
                        domain_of = Address::parse(value).domain();
                    }
                }
                Means::Implied(FactKind::Industry)
                    if column.field.contains("industry") || column.field.contains("sector") =>
                {
                    signed.industry = value.to_string();
                }
                _ => {}
            }
            let field = column.field.as_str();
            let text = |into: &mut String, columns: &[&str]| {
                if into.is_empty() && columns.contains(&field) {
                    *into = value.to_string();
                }
            };
            text(&mut signed.sender, SENDER);
            text(&mut signed.sequence, SEQUENCE);
            text(&mut signed.sent, SENT);
            if signed.step.is_none() && STEP.contains(&field) {
                signed.step = value.parse().ok();
            }
            if COMPETITORS.contains(&field) {
                signed.competitors.extend(
                    value
                        .split([',', ';'])
                        .map(|name| name.trim().to_string())
                        .filter(|name| !name.is_empty()),
                );
            }
        }
        domain_of = if is_free_mail(&domain_of) { String::new() } else { domain_of };
        signed.names.extend(names::of_domain(&domain_of));
        signed.account = match &draft.meta.account {
            Some(account) => account.clone(),
            None if !domain_of.is_empty() => domain_of,
            None => company,
        };
        signed.names.order();
        signed.names.dedup();
        signed
    }

    /// The same message to everybody else who gets it: further addresses of its head, or of the
    /// cell of its row. They have its text unless the copies would be long.
    pub fn to_others(&self, draft: &Draft, row: Option<&RecipientRow>) -> Vec<Signed> {
        // Further columns have further addresses of the same person.
        let mut cells = row.iter().flat_map(|row| &row.cells);
        let is_mail = |name: &str| Column::new(name).means == Means::Email;
        let in_row = cells.find(|(name, cell)| cell.contains('@') && is_mail(name));
        let in_row = in_row.into_iter().flat_map(|(_, cell)| Address::list(cell));
        let mut known = HashSet::from([self.recipient.clone()]);
        let others = draft.meta.also_to.iter().cloned().chain(in_row);
        let others = others.filter(|other| other.mail.contains('@'));
        let others: Vec<Address> =
            others.filter(|other| known.insert(other.mail.to_lowercase())).collect();
        let text = self.text.as_ref().filter(|text| text.len() * others.len() <= LONGEST_COPIES);
        let to = |other: Address| {
            let domain = Some(other.domain()).filter(|domain| !is_free_mail(domain));
            let account = match &draft.meta.account {
                Some(account) => account.clone(),
                None => domain.unwrap_or_default(),
            };
            let recipient = other.mail.to_lowercase();
            let id = format!("{} to {recipient}", self.id);
            let own = Signed { text: None, ..self.clone() };
            Signed { id, recipient, account, text: text.cloned(), ..own }
        };
        others.into_iter().map(to).collect()
    }

    /// Adds the signature of a text, and the text when it is kept.
    pub fn sign(&mut self, reader: &mut PassageReader, text: String, keeps: bool) -> Signature {
        let signature = Signature::new(&self.read(reader, &text));
        self.words = signature.words;
        self.signature_version = SIGNATURE_VERSION;
        self.signature = signature.hex();
        self.bands = signature.band_keys();
        self.text = keeps.then_some(text);
        signature
    }

    /// The words of a text to this recipient.
    pub fn read(&self, reader: &mut PassageReader, text: &str) -> Passage {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        reader.read(text, &names)
    }
}

/// The signature that a line holds; `Err` says what is wrong with it.
pub fn parse(
    version: u32,
    words: u32,
    sketch: &str,
    bands: &[String],
) -> Result<Signature, String> {
    if version != SIGNATURE_VERSION {
        return Err(format!(
            "signature-version is {version}, and this program reads {SIGNATURE_VERSION}: sign the drafts anew"
        ));
    }
    Signature::parse(words, sketch, bands)
        .ok_or_else(|| "`signature` and `bands` are not as `germane sign` writes them".into())
}

/// What of a draft is compared: its body, without code, comments and what somebody else wrote.
pub fn text(draft: &Draft) -> String {
    let (text, body) = (draft.text.as_str(), draft.section(Part::Body).unwrap_or_default());
    let mut left: Vec<_> = draft.masks.iter().chain(&draft.quoted).copied().collect();
    crate::text::tidy(&mut left);
    let mut out = String::new();
    let mut at = body.start();
    for span in left.iter().filter(|span| span.end() > body.start() && span.start() < body.end()) {
        out.push_str(text.get(at..span.start()).unwrap_or_default());
        at = at.max(span.end());
    }
    out.push_str(text.get(at..body.end()).unwrap_or_default());
    crate::text::head(&out, MOST).to_string()
}
