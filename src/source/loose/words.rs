//! Words of headings: which of them stand over messages, over posts, over guidance.

/// Words of headings over messages.
#[rustfmt::skip]
pub const TOUCH: &[&str] = &[
    "email", "emails", "e-mail", "mail", "touch", "step", "message", "template", "variant", "version", "draft", "option", "linkedin", "dm", "inmail", "sms", "whatsapp", "telegram",
    "follow-up", "followup", "bump", "breakup", "break-up", "intro", "outreach", "connection", "invite", "reminder", "correo", "mensaje", "seguimiento",
    "courriel", "relance", "nachricht", "erinnerung", "mensagem", "messaggio", "bericht", "opvolging", "toque",
];
/// What of them goes over a network rather than by mail.
pub const DIRECT: &[&str] = &["linkedin", "dm", "inmail", "sms", "whatsapp", "telegram", "connection"];
/// Words of days, for a number behind them.
pub const DAYS: &[&str] = &["day", "days", "tag", "día", "dia", "jour", "giorno", "dag", "dzień", "päivä", "день"];
/// What is a message whatever stands beside it; a template, a step or an option may be one of anything.
#[rustfmt::skip]
const MESSAGES: &[&str] = &[
    "email", "emails", "e-mail", "mail", "message", "linkedin", "dm", "inmail", "sms", "whatsapp", "telegram", "follow-up", "followup", "bump", "breakup", "break-up",
    "reminder", "correo", "mensaje", "seguimiento", "courriel", "relance", "nachricht", "erinnerung", "mensagem", "messaggio", "bericht", "opvolging", "touch", "toque",
];
/// What is spoken: its words are for whoever calls.
const CALLS: &[&str] =
    &["call", "phone", "voicemail", "telephone", "appel", "anruf", "telefon", "telefonat", "llamada", "telefonata", "ligação"];
/// A message that closes the matter.
pub const BREAKUP: &[&str] = &["breakup", "break-up"];
/// A message after another.
pub const FOLLOW_UP: &[&str] = &["follow-up", "followup", "bump", "relance", "seguimiento", "opvolging", "reminder"];
/// Words of headings over posts.
const POSTS: &[&str] = &["post", "posts", "tweet", "tweets", "beitrag", "beiträge", "publicación", "publication", "publicação"];
/// Words of headings over guidance, which holds no message of its own.
#[rustfmt::skip]
const GUIDE: &[&str] = &[
    "note", "notes", "rule", "rules", "checklist", "tip", "tips", "guideline", "guidelines", "guide", "principles", "practices", "why", "rationale", "prompt", "prompts",
    "settings", "configuration", "config", "setup", "schema", "structure", "metrics", "benchmarks", "results", "tracking", "strategy", "overview", "variables",
    "personalization", "personalisation", "faq", "instructions", "usage", "installation", "anatomy", "do's", "don'ts", "hinweise", "notizen", "notas", "consejos",
    "conseils", "regeln", "reglas",
];

/// True when `title` has one of `words`, with or without a number.
pub fn has(title: &str, words: &[&str]) -> bool {
    each(title).any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known) || !word.is_ascii() && word.to_lowercase() == **known))
}

fn each(title: &str) -> impl Iterator<Item = &str> {
    let split = title.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    split.map(|word| word.trim_matches(|c: char| c == '-' || c.is_ascii_digit())).filter(|word| !word.is_empty())
}

/// True for a heading over a message: it names one, or its day.
pub fn announces(title: &str) -> bool {
    !guides(title) && (has(title, TOUCH) || super::super::delay::in_label(title).is_some())
}

/// True for a heading over a message that needs no other sign: `Email 2`, `LinkedIn note`, `Template B`.
pub fn promises(title: &str) -> bool {
    const ALONE: &[&str] = &["template", "draft", "version", "variant", "option"];
    let alone = || each(title).next().is_some() && each(title).all(|word| word.chars().count() == 1 || has(word, ALONE));
    !guides(title) && (has(title, MESSAGES) || alone())
}

/// True for a heading over guidance. `Email 2: why now` is over a message: what has a number is one.
pub fn guides(title: &str) -> bool {
    has(title, GUIDE) && super::super::touches::step(title).is_none() || is_call(title)
}

/// True for a heading over what is spoken.
pub fn is_call(title: &str) -> bool {
    has(title, CALLS) && !has(title, MESSAGES)
}

/// True for the name of posts: `LinkedIn posts`, `linkedin-posts.md`.
pub fn names_posts(title: &str) -> bool {
    title.split(['-', '_', '.', '/']).any(|part| has(part, POSTS))
}

/// True for the heading of one post: `Post 3: The list`, `LinkedIn post #2`, `Tweet 1`.
pub fn is_post(title: &str) -> bool {
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    !has(title, &["blog", "guest"]) && words.windows(2).any(|pair| has(pair[0], POSTS) && pair[1].bytes().all(|byte| byte.is_ascii_digit()))
}
