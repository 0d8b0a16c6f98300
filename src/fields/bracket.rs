//! The honest uses of square and angle brackets: remarks, subject tags, code, HTML. What is inside
//! them is no placeholder.

use super::{name, slot, value};

/// What is inside ordinary square brackets: editors' remarks, subject tags, words put into a
/// quotation.
#[rustfmt::skip]
const ORDINARY: &[&str] = &[
    "sic", "ext", "external", "internal", "inaudible", "laughs", "laughter", "laughing", "applause", "crosstalk", "edited",
    "redacted", "removed", "deleted", "snip", "dot", "at", "emphasis added", "emphasis mine", "image", "video", "webinar",
    "podcast", "pdf", "update", "updated", "urgent", "action required", "reminder", "invitation", "newsletter", "ad", "sponsored",
    "hiring", "new", "free", "report", "guide", "infographic", "gif", "photo", "pause", "music", "the", "a", "an", "is", "are",
    "was", "were", "their", "our", "your", "his", "her", "its", "my", "they", "we", "you", "he", "she", "it", "i", "this", "that",
    "these", "those", "and", "or", "to", "of", "in", "not", "have", "has", "had", "who", "which", "do", "does", "will", "would",
    "can", "more", "all", "some", "no", "yes", "end", "draft", "wip", "rfc", "poll", "thread", "options", "option", "todo list",
    "spoiler", "ed", "translation", "unclear", "blank", "sign up", "read more",
];

/// Names of four letters in capitals: all others in brackets wait for somebody to fill them.
#[rustfmt::skip]
const ACRONYMS: &[&str] = &[
    "NASA", "NATO", "OECD", "IEEE", "GDPR", "HTML", "JSON", "JPEG", "YAML", "HTTP", "SMTP", "AIDS", "OSHA", "FIFA", "UEFA", "NYSE", "EBIT",
    "SPAM", "BETA", "LIVE", "DEMO", "TEST", "INFO", "WARN", "NSFW", "TLDR", "FYEO", "NOTE", "COPY", "BLOG", "NEWS", "DATA", "SAAS", "HIPAA",
];

/// How ordinary remarks in square brackets begin.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "note:", "nb:", "edit:", "source:", "image:", "photo:", "video:", "update:", "via ", "cid:", "www.", "mailto:", "ed. ",
];

/// Elements of HTML whose names a slot might also have.
#[rustfmt::skip]
pub(super) const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "audio", "b", "base", "big", "blockquote", "body", "br", "button", "caption",
    "center", "cite", "code", "col", "data", "dd", "del", "details", "dialog", "div", "dl", "dt", "em", "embed", "fieldset",
    "figure", "font", "footer", "form", "frame", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd",
    "label", "legend", "li", "link", "main", "map", "mark", "menu", "meta", "meter", "nav", "object", "ol", "option", "output", "p",
    "param", "picture", "pre", "progress", "q", "s", "samp", "script", "section", "select", "small", "source", "span", "strike",
    "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead",
    "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xml", "mjml",
];

/// What is inside square brackets in ordinary writing and code.
pub(super) fn is_ordinary(words: &str) -> bool {
    let lower = words.to_lowercase();
    let trimmed = lower.trim();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let longest = trimmed.split(|c: char| !c.is_alphabetic()).map(str::len).max().unwrap_or(0);
    let starts = words
        .starts_with(['^', '#', '@', '=', '!', '-', '.', '…', ',', '*', '+', '<', '|', '$'])
        && !words.starts_with("$X");
    // The tag of a mailing list or of a ticket: `[ILL-L]`, `[OPS-214]`.
    let tag = words.split_once('-').is_some_and(|(list, rest)| {
        matches!(list.len(), 2..=5)
            && list.bytes().all(|byte| byte.is_ascii_uppercase())
            && !name::is_known(&list.to_lowercase())
            && (rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_uppercase())
                || rest.len() <= 6 && rest.bytes().all(|byte| byte.is_ascii_digit()))
            && !rest.is_empty()
    });
    let unknown = !words.is_empty()
        && words
            .trim_end_matches(['%', '+', 'k', 'M'])
            .bytes()
            .all(|byte| matches!(byte, b'X' | b'Y' | b'Z' | b'N'));
    let capitals = !words.contains(|c: char| !c.is_ascii_uppercase())
        && !name::is_known(trimmed)
        && trimmed != "cta";
    let short = capitals && (words.len() <= 3 || ACRONYMS.contains(&words));
    if unknown || matches!(words, "INST" | "/INST") {
        return false;
    }
    letters == 0
        || starts
        || longest < 2
        || short
        || tag
        || words.matches('\n').count() > 1
        || words.contains("://")
        || words.contains(['"', '=', '\\', ';', '`'])
        || (trimmed.contains('@') && !trimmed.contains(' '))
        || (trimmed.starts_with(|c: char| c.is_ascii_digit()) && longest < 3)
        || (words.trim() != words && !name::is_known(&name::normalise(trimmed)))
        || ORDINARY.contains(&trimmed)
        || words
            .strip_prefix("the ")
            .is_some_and(|noun| !noun.contains(' ') && !name::is_known(noun))
        || REMARKS.iter().any(|remark| trimmed.starts_with(remark))
        || (words.len() > slot::SHORT
            && !slot::is_slot(words)
            && !trimmed.contains("e.g.")
            && !trimmed.contains("fill"))
        || (value::is_path(words) && words.contains(['(', ':']))
}
