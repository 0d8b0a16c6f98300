//! Words of headings, in the languages met.

/// Words of headings over messages.
#[rustfmt::skip]
pub const TOUCH: &[&str] = &[
    "email", "emails", "e-mail", "mail", "touch", "step", "message", "template", "variant", "version", "draft", "option", "linkedin", "dm", "inmail", "sms", "whatsapp", "telegram",
    "follow-up", "followup", "bump", "breakup", "break-up", "intro", "outreach", "connection", "invite", "reminder", "correo", "mensaje", "seguimiento",
    "courriel", "relance", "nachricht", "erinnerung", "mensagem", "messaggio", "bericht", "opvolging", "toque", "erstmail", "erstkontakt", "nachfassmail",
    "vorlage", "entwurf", "variante", "plantilla", "borrador", "modèle", "modelo", "modello", "bozza", "sjabloon", "szablon", "mall",
    "stap", "étape", "paso", "passo", "schritt", "krok", "steg", "trin", "shag", "шаг",
];
/// One of several that follow each other.
pub const STEP: &[&str] =
    &["step", "touch", "stap", "étape", "paso", "passo", "schritt", "krok", "steg", "trin"];
/// One of several that are chosen from: a number behind it is no place in an order.
pub const ALONE: &[&str] = &[
    "template",
    "draft",
    "version",
    "variant",
    "option",
    "vorlage",
    "entwurf",
    "variante",
    "plantilla",
    "borrador",
    "modèle",
    "modelo",
    "modello",
    "bozza",
    "sjabloon",
    "szablon",
    "mall",
];
/// What of them goes over a network rather than by mail.
pub const DIRECT: &[&str] =
    &["linkedin", "dm", "inmail", "sms", "whatsapp", "telegram", "connection"];
/// The networks themselves: a connection may be one of anything.
pub const NETWORK: &[&str] = &["linkedin", "dm", "inmail", "sms", "whatsapp", "telegram"];
/// Words of days, for a number behind them.
pub const DAYS: &[&str] =
    &["day", "days", "tag", "día", "dia", "jour", "giorno", "dag", "dzień", "päivä", "день"];
/// What is a message whatever stands beside it; a template, a step or an option may be one of
/// anything.
#[rustfmt::skip]
pub const MESSAGES: &[&str] = &[
    "email", "emails", "e-mail", "mail", "message", "linkedin", "dm", "inmail", "sms", "whatsapp", "telegram", "follow-up", "followup", "bump", "breakup", "break-up",
    "reminder", "correo", "mensaje", "seguimiento", "courriel", "relance", "nachricht", "erinnerung", "mensagem", "messaggio", "bericht", "opvolging", "touch", "toque",
];
/// A note that asks to connect.
pub const INVITE: &[&str] = &[
    "invite",
    "invitation",
    "einladung",
    "kontaktanfrage",
    "vernetzungsanfrage",
    "invitación",
    "convite",
    "invito",
    "uitnodiging",
];
/// That it was accepted, and what is said then.
pub const ACCEPTED: &[&str] = &[
    "accept",
    "accepted",
    "accepts",
    "accepting",
    "acceptance",
    "acceptation",
    "accepté",
    "connected",
    "connecting",
    "connection",
    "annahme",
    "angenommen",
    "vernetzung",
    "aceptación",
    "aceptar",
    "aceptada",
    "aceitação",
    "accettazione",
    "acceptatie",
];
pub const AFTER: &[&str] =
    &["after", "once", "post", "upon", "when", "if", "nach", "après", "tras", "dopo", "após", "na"];
/// How something is sent.
pub const MEDIA: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "message",
    "dm",
    "inmail",
    "linkedin",
    "sms",
    "whatsapp",
    "telegram",
    "correo",
    "nachricht",
    "mensaje",
];
/// What is spoken: its words are for whoever calls.
pub const CALLS: &[&str] = &[
    "call",
    "phone",
    "voicemail",
    "telephone",
    "appel",
    "anruf",
    "telefon",
    "telefonat",
    "llamada",
    "telefonata",
    "ligação",
];
/// A message that closes the matter.
pub const BREAKUP: &[&str] = &["breakup", "break-up"];
/// A message after another.
pub const FOLLOW_UP: &[&str] =
    &["follow-up", "followup", "bump", "relance", "seguimiento", "opvolging", "reminder"];
/// Words of headings over posts.
pub const POSTS: &[&str] = &[
    "post",
    "posts",
    "tweet",
    "tweets",
    "beitrag",
    "beiträge",
    "publicación",
    "publication",
    "publicação",
];
/// One of them.
pub const POST: &[&str] = &["post", "tweet", "beitrag", "publicación", "publication", "publicação"];
/// Where posts stand.
pub const NETWORKS: &[&str] = &[
    "linkedin",
    "twitter",
    "x",
    "facebook",
    "instagram",
    "threads",
    "bluesky",
    "mastodon",
    "reddit",
    "tiktok",
    "social",
];
/// Words beside that of a post that make it a plan for posts.
pub const ABOUT_POSTS: &[&str] = &[
    "blog",
    "guest",
    "job",
    "ideas",
    "schedule",
    "calendar",
    "times",
    "frequency",
    "types",
    "formats",
    "format",
    "topics",
    "hooks",
    "body",
];
/// Words of headings over guidance, which holds no message of its own.
#[rustfmt::skip]
pub const GUIDE: &[&str] = &[
    "note", "notes", "rule", "rules", "checklist", "tip", "tips", "guideline", "guidelines", "guide", "principles", "practices", "why", "rationale", "prompt", "prompts",
    "settings", "api", "configuration", "config", "setup", "schema", "structure", "metrics", "benchmarks", "results", "tracking", "strategy", "overview", "variables",
    "personalization", "personalisation", "faq", "error", "errors", "bug", "bugs", "logs", "endpoint", "endpoints", "webhook", "webhooks", "timeline", "instructions", "usage", "installation", "anatomy", "do's", "don'ts", "hinweise", "notizen", "notas", "consejos",
    "conseils", "regeln", "reglas",
];

/// True when `title` has one of `words`, with or without a number.
pub fn has(title: &str, words: &[&str]) -> bool {
    let known = |word: &str| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    each(title).any(|word| if word.is_ascii() { known(word) } else { known(&word.to_lowercase()) })
}

/// The words of a heading, without numbers.
pub fn each(title: &str) -> impl Iterator<Item = &str> {
    let split = title.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    split
        .map(|word| word.trim_matches(|c: char| c == '-' || c.is_ascii_digit()))
        .filter(|word| !word.is_empty())
}

/// What goes by mail.
const MAIL: &[&str] = &["email", "emails", "e-mail", "mail", "mails", "correo", "courriel"];

/// The same, also inside of words that a hyphen joins: `LinkedIn-DM`.
fn has_within(title: &str, words: &[&str]) -> bool {
    has(title, words)
        || each(title).any(|word| word.contains('-') && has(&word.replace('-', " "), words))
}

/// True for the name of a message that goes by mail.
pub fn is_mail(name: &str) -> bool {
    has_within(name, MAIL)
}

/// True for the name of a message that goes over a network rather than by mail.
pub fn is_direct(name: &str) -> bool {
    has_within(name, DIRECT) && !has_within(name, &["post", "posts"])
}

/// True for the name of a folder or file of posts on a network.
pub fn is_of_posts(name: &str) -> bool {
    has(name, POSTS) && has(name, NETWORKS)
}

/// True for the name of a way to send something.
pub fn names_channel(name: &str) -> bool {
    is_direct(name) || is_mail(name)
}
