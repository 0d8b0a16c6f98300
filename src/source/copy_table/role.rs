//! What a column holds, by the words of its name.

use crate::source::document;

/// What a column of copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A subject line.
    Subject,
    /// A preheader.
    Preview,
    /// The words.
    Body,
    /// A body by its number alone (`Email 2`), which may as well be an address.
    Maybe,
}

const SUBJECT: &[&str] =
    &["subject", "asunto", "objet", "betreff", "oggetto", "assunto", "onderwerp", "subjectline"];

const PREVIEW: &[&str] = &["preview", "preheader", "previewtext"];

#[rustfmt::skip]
const BODY: &[&str] = &[
    "body", "message", "mensaje", "content", "copy", "text", "corps", "cuerpo", "nachricht", "messaggio", "corpo", "mensagem", "bericht",
    "bodytext", "emailbody",
];

/// What a message is called.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "email", "mail", "touch", "step", "followup", "bump", "note", "linkedin", "dm", "inmail", "sms", "connection", "invite", "breakup",
    "correo", "courriel", "relance", "follow",
];

/// How a message came to be: with a name of a message beside it, this is copy.
const MADE: &[&str] = &[
    "generated",
    "personalized",
    "personalised",
    "drafted",
    "draft",
    "written",
    "cold",
    "outreach",
    "final",
    "ai",
];

/// Words that may stand beside others without changing what the column is.
const BESIDE: &[&str] = &[
    "line", "html", "plain", "variant", "version", "template", "sequence", "seq", "e", "up",
    "request", "the",
];

/// A column that holds copy.
pub struct CopyColumn {
    /// Which one it is.
    pub column: usize,
    /// What it holds.
    pub role: Role,
    /// Its number.
    pub step: Option<u32>,
    /// Its letter.
    pub variant: Option<char>,
    /// Sent as a direct message.
    pub direct: bool,
    /// It is called a follow-up.
    pub follows: bool,
    /// Its name says twice that it holds messages.
    pub twice: bool,
}

/// A column that may hold messages, for its name is that of one and says no more: `email`,
/// `LinkedIn`, `outreach`, `draft`.
pub fn plain(column: usize, name: &str) -> Option<CopyColumn> {
    let words = words(name);
    let known =
        |word: &String| [KINDS, MADE, BESIDE].iter().any(|list| list.contains(&word.as_str()));
    let direct = document::is_direct(name);
    (!words.is_empty() && words.iter().all(known)).then_some(CopyColumn {
        column,
        role: Role::Maybe,
        step: None,
        variant: None,
        direct,
        follows: false,
        twice: false,
    })
}

/// What the column called `name` holds; `None` when it is no copy.
pub fn role(column: usize, name: &str) -> Option<CopyColumn> {
    let mut found = CopyColumn {
        column,
        role: Role::Maybe,
        step: None,
        variant: None,
        direct: document::is_direct(name),
        follows: false,
        twice: false,
    };
    let (mut subject, mut preview, mut bodies, mut kinds, mut made) = (false, false, 0, 0, false);
    for word in words(name) {
        let word = word.as_str();
        if let Ok(step) = word.parse::<u32>() {
            found.step = Some(step).filter(|step| (1..=99).contains(step)).or(found.step);
        } else if SUBJECT.contains(&word) {
            subject = true;
        } else if PREVIEW.contains(&word) {
            preview = true;
        } else if BODY.contains(&word) {
            bodies += 1;
        } else if KINDS.contains(&word) {
            kinds += 1;
            found.follows |= matches!(word, "followup" | "follow" | "bump" | "relance");
        } else if MADE.contains(&word) {
            made = true;
        } else if word.len() == 1 && word != "e" {
            found.variant = word.chars().next();
        } else if !BESIDE.contains(&word) {
            return None;
        }
    }
    found.role = match (subject, preview, bodies > 0) {
        (true, ..) => Role::Subject,
        (_, true, _) => Role::Preview,
        (.., true) => Role::Body,
        _ if made && kinds > 0 => Role::Body,
        _ if found.follows && found.step.is_some() => Role::Body,
        _ if kinds > 0 && found.step.is_some() => Role::Maybe,
        _ => return None,
    };
    found.twice = found.role == Role::Body && (made || bodies > 1 || bodies > 0 && kinds > 0);
    Some(found)
}

/// Names that have a capital inside and are one word.
const ONE_WORD: &[(&str, &str)] =
    &[("LinkedIn", "linkedin"), ("InMail", "inmail"), ("PreHeader", "preheader")];

/// `EMAIL_1_BODY`, `email1Body` and `Email 1 body` as `email`, `1`, `body`.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let name =
        ONE_WORD.iter().fold(name.to_string(), |name, (written, word)| name.replace(written, word));
    for c in name.chars() {
        let joins =
            c.is_numeric() == before.is_numeric() && !(c.is_uppercase() && before.is_lowercase());
        if c.is_alphanumeric() {
            match words.last_mut().filter(|_| before.is_alphanumeric() && joins) {
                Some(word) => word.extend(c.to_lowercase()),
                None => words.push(c.to_lowercase().collect()),
            }
        }
        before = c;
    }
    words
}
