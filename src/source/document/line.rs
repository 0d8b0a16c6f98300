//! Lines of a document, each classified.

use super::{step_heading, title};
use crate::source::label::{self, Label, Labelled};
use crate::text::{self, Span};

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    /// Where it stands, with its line end.
    pub span: Span,
    /// Its number.
    pub number: usize,
    /// What it says, without the blanks around it.
    pub words: &'t str,
    /// How it belongs to a fence.
    pub fence: Fence,
}

/// How a line belongs to a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// Not at all.
    Outside,
    /// It opens one.
    Opens,
    /// It stands inside of one.
    Inside,
    /// It closes one.
    Closes,
}

/// A heading: how deep it stands, and its words. Bold lines and bare ones stand below all that have
/// a mark.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'t> {
    /// 1 for `#`.
    pub level: usize,
    /// Its words.
    pub title: &'t str,
}

/// The level of a heading that is a line in bold, or a bare line.
pub const BARE: usize = 7;

/// The lines of `text` from `from`. Where a fence is never closed, the heading of the next message
/// ends it.
pub fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let marks = |mark: &'static str| {
        text::lines(&text[from..]).filter(move |line| line.trim().starts_with(mark)).count()
    };
    let unclosed = has_fence(text) && (marks("```") % 2 == 1 || marks("~~~") % 2 == 1);
    let mut fence: Option<char> = None;
    let (mut at, before) = (from, text::lines(&text[..from]).count());
    let mut lines = Vec::new();
    for (number, raw) in (before + 1..).zip(text::lines(&text[from..])) {
        let words = raw.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let ends = unclosed
            && fence.is_some()
            && words.starts_with("## ") | words.starts_with("### ")
            && title::announces(words);
        fence = fence.filter(|_| !ends);
        let mark = ['`', '~']
            .into_iter()
            .find(|mark| words.chars().take_while(|c| c == mark).count() >= 3);
        let place = match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                Fence::Opens
            }
            (Some(open), Some(mark)) if open == mark => {
                fence = None;
                Fence::Closes
            }
            (Some(_), _) => Fence::Inside,
            (None, None) => Fence::Outside,
        };
        lines.push(Line { span: Span::new(at, at + raw.len()), number, words, fence: place });
        at += raw.len();
    }
    lines
}

fn has_fence(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"```").is_some()
        || memchr::memmem::find(text.as_bytes(), b"~~~").is_some()
}

/// The heading that the line at `at` is.
pub fn heading<'t>(lines: &[Line<'t>], at: usize) -> Option<Heading<'t>> {
    let line = lines[at];
    let bare = line.words.trim_start_matches('#');
    let level = line.words.len() - bare.len();
    if level > 0 && bare.starts_with([' ', '\t']) {
        return Some(Heading {
            level: level.min(6),
            title: bare.trim().trim_end_matches('#').trim_matches(['*', ' ']),
        });
    }
    let bold = line
        .words
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"))
        .or_else(|| line.words.strip_prefix("__")?.strip_suffix("__"));
    if let Some(bold) = bold {
        let title = bold.trim_end_matches(':').trim();
        let named = title::announces(title) || title::is_post(title) || title::only_guides(title);
        // `**Post 1: The list**` is one as a whole, `**Second message**` is the second of them.
        let counted = title::is_post(title)
            || label::read(line.words).is_none() && step_heading::step(title).is_some();
        let labelled =
            || !counted && (label::read(line.words).is_some() || label::named(title).is_some());
        return (!bold.contains("**") && named && !labelled())
            .then_some(Heading { level: BARE, title });
    }
    summary(line.words)
        .or_else(|| underlined(lines, at))
        .or_else(|| {
            is_titled_subject(lines, at).then_some(Heading { level: BARE, title: line.words })
        })
        .or_else(|| is_bare_title(lines, at).then_some(Heading { level: BARE, title: line.words }))
}

/// `<summary>Email 2</summary>`, above what unfolds.
fn summary(words: &str) -> Option<Heading<'_>> {
    let at = words.find("<summary>").filter(|at| *at == 0 || is_fold(&words[..*at]))?;
    let mut title = words[at + "<summary>".len()..].split("</summary>").next()?;
    while title.starts_with('<') {
        title = title.split_once('>')?.1;
    }
    let title = title.split('<').next()?.trim_matches(['*', ' ']);
    (!title.is_empty()).then_some(Heading { level: BARE - 1, title })
}

/// True for the tags around what a page folds away.
pub fn is_fold(words: &str) -> bool {
    let inner = words
        .trim()
        .strip_prefix('<')
        .and_then(|words| words.strip_suffix('>'))
        .map(|words| words.trim_start_matches('/'));
    inner.is_some_and(|inner| {
        inner == "details" || inner.starts_with("details ") && !inner.contains('>')
    })
}

/// The kind and the title of a block quote that is set off as a note: `> [!mail]- Email 2`.
pub fn callout(words: &str) -> Option<(&str, &str)> {
    let inner = words.strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (kind, title) = inner.split_once(']')?;
    Some((kind, title.trim_start_matches(['-', '+']).trim()))
}

/// A line with `===` below it; with `---`, which may be a rule below the end of a mail, only one
/// that names a message or a part of one.
fn underlined<'t>(lines: &[Line<'t>], at: usize) -> Option<Heading<'t>> {
    const LONGEST: usize = 120;
    let (title, rule) = (lines[at].words, lines.get(at + 1)?.words);
    let level = match rule.as_bytes() {
        [b'=', b'=', b'=', ..] => 1,
        [b'-', b'-', b'-', ..] => 2,
        _ => return None,
    };
    let apart = at == 0 || lines[at - 1].words.is_empty() || is_rule(lines[at - 1].words);
    let plain = !title.is_empty()
        && title.len() <= LONGEST
        && title.starts_with(char::is_alphanumeric)
        && !title.ends_with([',', ';']);
    if !apart || !plain || !is_rule(rule) {
        return None;
    }
    let named = || {
        let short = !title.ends_with(['.', '?', '!']);
        short
            && (title::announces(title)
                || title::is_post(title)
                || title::only_guides(title)
                || label::named(title).is_some())
    };
    (level == 1 || label::read(title).is_none() && named()).then_some(Heading { level, title })
}

/// `Email 1 (Day 1)` without any mark, when a subject line follows at once.
fn is_bare_title(lines: &[Line], at: usize) -> bool {
    const LONGEST: usize = 80;
    let words = lines[at].words;
    let apart = at == 0 || lines[at - 1].words.is_empty() || is_rule(lines[at - 1].words);
    let next = || lines[at + 1..].iter().find(|line| !line.words.is_empty());
    let subject = || next().is_some_and(|line| is_subject(line.words));
    let short = !words.is_empty() && words.len() <= LONGEST;
    let plain = !words.ends_with(['.', '?', '!', ',', ';'])
        && !words.starts_with(['>', '|', '-', '*', '`']);
    short && plain && apart && subject() && label::read(words).is_none() && title::announces(words)
}

/// The subject line in `Variant A — Subject: Berth waits`.
pub fn subject_in(title: &str) -> Option<&str> {
    let after = |mark: &str| {
        title.find(mark).and_then(|at| label::read(title[at + mark.len()..].trim_start()))
    };
    let found = [" — ", " – ", " - ", " | ", "("]
        .into_iter()
        .filter_map(after)
        .find(|found| found.label == Label::Subject)?;
    Some(found.value.trim_end_matches(')')).filter(|value| !value.is_empty())
}

/// `Template 2 — Subject: Berth waits` without any mark: the name of a message, counted or lettered,
/// and its subject line.
fn is_titled_subject(lines: &[Line], at: usize) -> bool {
    const LONGEST: usize = 40;
    let words = lines[at].words;
    let apart = at == 0 || lines[at - 1].words.is_empty() || is_rule(lines[at - 1].words);
    let marks = [" — ", " – ", " - ", " | "];
    let name = marks.iter().filter_map(|mark| words.split_once(*mark)).map(|(name, _)| name).next();
    let numbered = |name: &str| {
        let last = name.split_whitespace().last().unwrap_or_default();
        last.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'#' | b'.'))
            || last.len() == 1
    };
    let named = |name: &str| {
        name.len() <= LONGEST && title::announces(name) && numbered(name) && !is_item(words)
    };
    apart && name.is_some_and(named) && subject_in(words).is_some()
}

/// True for a line with the label of a subject.
pub fn is_subject(words: &str) -> bool {
    label::read(words.trim_start_matches(['>', ' ']))
        .is_some_and(|found| found.label == Label::Subject)
}

/// `---`, `***`, `___`, `===`.
pub fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_', '='].iter().any(|mark| line.chars().all(|c| c == *mark))
}

/// A label that stands for itself: in bold, in italics, in a table.
pub fn strong(words: &str) -> Option<Labelled<'_>> {
    label::read(words).filter(|found| found.strong)
}

/// `**Send:** day 3`, whatever it says.
pub fn is_bold_label(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*');
    let bare = bare.strip_prefix("* ").unwrap_or(bare);
    bare.strip_prefix("**")
        .and_then(|rest| rest.split_once("**"))
        .is_some_and(|(name, rest)| name.ends_with(':') || rest.starts_with(':'))
}

/// A fence that holds words, as far as its first line shows.
pub fn is_prose_fence(line: &str) -> bool {
    let info = line.trim_matches(['`', '~', ' ']).to_ascii_lowercase();
    matches!(
        info.as_str(),
        "" | "text"
            | "txt"
            | "md"
            | "markdown"
            | "email"
            | "mail"
            | "eml"
            | "plaintext"
            | "plain"
            | "message"
            | "html"
    )
}

/// True for an item of a list.
pub fn is_item(words: &str) -> bool {
    ["- ", "* ", "+ ", "• "].iter().any(|mark| words.starts_with(mark))
}

/// True for lines that are prose rather than code or settings: a sentence of five words or more.
pub fn is_prose(words: &str) -> bool {
    let ends = words
        .trim_end_matches(['"', '”', ')', '*', '_'])
        .ends_with(['.', '?', '!', '…', '。', '？', '！']);
    let starts = words.starts_with(|c: char| {
        c.is_alphabetic() || matches!(c, '{' | '[' | '"' | '“' | '¿' | '¡' | '*' | '_')
    });
    ends && starts && words.split_whitespace().count() >= 5
}
