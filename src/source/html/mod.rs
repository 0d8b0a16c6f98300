//! HTML as its reader sees it: the words with their breaks, alternative texts and link targets; no
//! style, script, comment or hidden text. `html5gum` cuts the file into tags and text. MJML, which
//! becomes HTML, is read with the same tables.

mod detect;
mod hidden;
mod several;
mod words;

pub use detect::{is_html, is_mjml};
pub use several::document;

use html5gum::{StartTag, Token, Tokenizer};

use super::{allow, assemble, opening};
use crate::draft::{Allow, Draft};
use crate::text::{Problem, Span, Text, TextBuilder};
use crate::vocabulary::Part;
use hidden::{OLD, SIGNED, STRUCK, called, is_hidden, is_script, is_wordless};
use words::{PendingSpace, Piece, emitter, pieces, push};

/// Tags that start a line of their own.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "div", "li", "dd", "dt", "td", "th", "section", "article", "header", "footer", "main", "center",
    "address", "body", "form", "hr", "figure", "nav", "aside", "mj-column", "mj-button", "mj-navbar-link", "mj-social-element", "mj-accordion-title",
];
/// Tags that stand apart from what is before and after.
const PARAGRAPHS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "tr",
    "blockquote",
    "pre",
    "mj-text",
    "mj-section",
    "mj-table",
];
/// Tags whose contents nobody sees.
#[rustfmt::skip]
const UNSEEN: &[&str] = &[
    "title", "style", "script", "template", "textarea", "select", "svg", "iframe", "object", "audio", "video",
    "mj-title", "mj-style", "mj-attributes", "mj-html-attributes", "mj-raw",
];
/// Tags that lead somewhere.
const LINKS: &[&str] = &["a", "mj-button", "mj-navbar-link", "mj-social-element"];
/// Tags that hold nothing.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "mj-image",
];
/// What a page shows.
#[derive(Debug, Default)]
pub struct Page {
    /// Hidden words before the first visible ones: an inbox shows them beside the subject.
    preheader: TextBuilder,
    body: TextBuilder,
    /// Link targets, in the body.
    links: Vec<Span>,
    /// Words of links, each with its target, in the body.
    anchors: Vec<(Span, Span)>,
    /// Hidden words below the preheader, in the body.
    hidden: Vec<Span>,
    /// What stands in block quotes or in an old message, in the body.
    quoted: Vec<Span>,
    /// Words that are struck out, in the body.
    struck: Vec<Span>,
    /// What comments allow, each with the place in the body where it stands.
    allows: Vec<(Allow, usize)>,
}

impl Page {
    /// What was written to the body since it ended at `from`, without the gap before it.
    fn end_from(&self, from: usize) -> Span {
        let end = self.body.len();
        Span::new(end - self.body.as_str()[from..].trim_start().len(), end)
    }

    /// Adds the page to a draft as its preheader and body.
    pub fn write(self, draft: &mut Draft, mut builder: TextBuilder, problems: &mut Vec<Problem>) {
        for (part, text) in [(Part::Preheader, self.preheader), (Part::Body, self.body)] {
            let text = text.finish();
            if part == Part::Body || !text.as_str().is_empty() {
                assemble::section(draft, &mut builder, part, |builder| {
                    builder.push_from(&text, text.whole())
                });
            }
        }
        assemble::finish(draft, builder, false, problems);
        let base = draft.body().start();
        let moved = |span: &Span| Span::new(span.start() + base, span.end() + base);
        draft.anchors =
            self.anchors.iter().map(|(words, target)| (moved(words), moved(target))).collect();
        draft.hidden = self.hidden.iter().map(moved).collect();
        for (all, own) in [
            (&mut draft.links, &self.links),
            (&mut draft.quoted, &self.quoted),
            (&mut draft.masks, &[self.hidden, self.struck].concat()),
        ] {
            all.extend(own.iter().map(moved));
            crate::text::tidy(all);
        }
        let body = draft.body();
        let text = draft.text.as_str();
        let breaks: Vec<usize> = if self.allows.is_empty() {
            Vec::new()
        } else {
            text.match_indices("\n\n").map(|(at, _)| at).collect()
        };
        let allows = self
            .allows
            .into_iter()
            .map(|(allow, at)| Allow { covers: covered(text, body, &breaks, base + at), ..allow });
        draft.allows.extend(allows);
    }
}

/// The paragraph around `at`, a place in `body`; between two paragraphs, the one below. The first
/// one may follow subject and preheader.
fn covered(text: &str, body: Span, breaks: &[usize], at: usize) -> Span {
    let (before, after) = (&text[body.start()..at], &text[at..body.end()]);
    let between = after.starts_with('\n') || before.ends_with('\n') || before.is_empty();
    let last = breaks[..breaks.partition_point(|found| *found < at)].last();
    let start = last.map_or(body.start(), |found| (found + 2).max(body.start()));
    let skipped = if between { after.len() - after.trim_start_matches('\n').len() } else { 0 };
    let end = breaks
        .get(breaks.partition_point(|found| *found < at + skipped))
        .map_or(body.end(), |found| (*found).min(body.end()));
    Span::new(if between { if before.is_empty() { 0 } else { at } } else { start }, end)
}

/// Reads a template. Its subject stands elsewhere, or in a comment that starts with `Subject:`.
pub fn read(file: &Text, problems: &mut Vec<Problem>) -> Vec<Draft> {
    let mut draft = Draft::default();
    let mut builder = TextBuilder::default();
    if let Some(subject) = subject(file.as_str()) {
        assemble::section(&mut draft, &mut builder, Part::Subject, |builder| {
            builder.push_from(file, subject)
        });
    }
    page(file, problems).write(&mut draft, builder, problems);
    vec![draft]
}

/// True when a template that nobody pointed at is a mail to somebody: it greets, or lets its reader
/// opt out.
pub fn holds_draft(file: &Text) -> bool {
    let body = page(file, &mut Vec::new()).body.finish();
    let body = body.as_str();
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    subject(file.as_str()).is_some()
        || body.lines().take(12).any(opening::greets)
        || opening::is_greeting(first)
        || body.to_lowercase().contains("unsubscribe")
        || is_whole_mjml(file.as_str())
        || document(file).is_some()
}

/// True for MJML with a body of its own: it is a mail by its nature, and a part of one is not.
fn is_whole_mjml(text: &str) -> bool {
    is_mjml("", text) && memchr::memmem::find(text.as_bytes(), b"<mj-body").is_some()
}

fn subject(text: &str) -> Option<Span> {
    let open = text.find("<!--")? + 4;
    let inner = &text[open..open + text[open..].find("-->")?];
    let (label, subject) = inner.split_once(':')?;
    let start = open + label.len() + 1 + (subject.len() - subject.trim_start().len());
    (label.trim().eq_ignore_ascii_case("subject") && !subject.trim().contains('\n'))
        .then(|| Span::new(start, start + subject.trim().len()))
}

/// What `file` shows. Hidden words after the preheader are kept apart: they are no prose.
pub fn page(file: &Text, problems: &mut Vec<Problem>) -> Page {
    shown(file, false, problems)
}

fn shown(file: &Text, outlined: bool, problems: &mut Vec<Problem>) -> Page {
    let mut reader = HtmlReader {
        file,
        page: Page::default(),
        gap: PendingSpace::None,
        mark: "",
        outlined,
        away: None,
        href: None,
        quotes: Vec::new(),
        strikes: Vec::new(),
        old: None,
    };
    for token in Tokenizer::new_with_emitter(file.as_str(), emitter()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(Span::new(text.span.start, text.span.end)),
            Token::Comment(comment) => {
                reader.comment(Span::new(comment.span.start, comment.span.end), problems)
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.end_link();
    reader.end_quotes(0);
    let end = reader.page.body.len();
    reader
        .page
        .quoted
        .extend(reader.old.map(|from| Span::new(from, end)).filter(|old| !old.is_empty()));
    if let Some(away) = reader.away {
        let message =
            format!("this `<{}>` is not shown and has no end: nothing below it is read", away.tag);
        problems.push(Problem::error(file.to_source(away.opened), message).hint("close it"));
    }
    reader.page
}

/// Words of a picture that may be a name alone.
const LOGO: usize = 3;

/// Inside an element that is not shown.
struct HiddenElement {
    tag: String,
    /// Its start tag.
    opened: Span,
    depth: usize,
    /// By its style, not by its kind.
    hidden: bool,
    gap: PendingSpace,
}

struct HtmlReader<'f> {
    file: &'f Text,
    page: Page,
    gap: PendingSpace,
    /// The mark of an item or a heading, before the next word.
    mark: &'static str,
    /// Headings are marked, as in Markdown.
    outlined: bool,
    away: Option<HiddenElement>,
    /// The target of the open link, and where its words began.
    href: Option<(Span, usize)>,
    /// Where the open block quotes began.
    quotes: Vec<usize>,
    /// Where the open struck-out words began.
    strikes: Vec<usize>,
    /// Where an old message began.
    old: Option<usize>,
}

impl HtmlReader<'_> {
    fn open(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        let void = VOID.contains(&name);
        if let Some(away) = &mut self.away {
            away.depth += usize::from(away.tag == name && !void);
            return;
        }
        let hidden = is_hidden(tag) || name == "mj-preview";
        if (hidden || UNSEEN.contains(&name)) && !void && !tag.self_closing {
            let opened = Span::new(tag.span.start, tag.span.end);
            self.away = Some(HiddenElement {
                tag: name.to_string(),
                opened,
                depth: 1,
                hidden,
                gap: PendingSpace::None,
            });
            return;
        }
        let called = called(tag);
        if called.iter().any(|name| OLD.contains(&name.as_str())) && self.begun() {
            self.old.get_or_insert(self.page.body.len());
        }
        if called.iter().any(|name| SIGNED.contains(&name.as_str())) && self.begun() {
            // The line that mail in plain text sets a signature apart with.
            self.page.body.push_glue("\n-- ");
            self.part(PendingSpace::Line);
        }
        match name {
            "br" => self.part(if self.gap >= PendingSpace::Line {
                PendingSpace::Paragraph
            } else {
                PendingSpace::Line
            }),
            "img" | "mj-image" if !hidden => self.alternative(tag),
            _ => self.breaks(name),
        }
        match name {
            link if LINKS.contains(&link) => {
                self.end_link();
                self.href = self.attribute(tag, "href").map(|href| (href, self.page.body.len()));
            }
            "li" => self.mark = "- ",
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.outlined => {
                self.mark = &"###### "[usize::from(b'6' - name.as_bytes()[1])..]
            }
            "blockquote" => self.quotes.push(self.page.body.len()),
            struck if STRUCK.contains(&struck) => self.strikes.push(self.page.body.len()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(away) = &mut self.away {
            away.depth -= usize::from(away.tag == name);
            if away.depth == 0 {
                self.away = None;
            }
            return;
        }
        match name {
            link if LINKS.contains(&link) => self.end_link(),
            "blockquote" => self.end_quotes(self.quotes.len().saturating_sub(1)),
            struck if STRUCK.contains(&struck) => {
                let from = self.strikes.pop().unwrap_or(self.page.body.len());
                self.page
                    .struck
                    .extend(Some(self.page.end_from(from)).filter(|span| !span.is_empty()));
            }
            _ => {}
        }
        self.breaks(name);
    }

    fn breaks(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.part(PendingSpace::Paragraph);
        } else if LINES.contains(&name) {
            self.part(PendingSpace::Line);
        }
    }

    fn part(&mut self, gap: PendingSpace) {
        self.gap = self.gap.max(gap);
    }

    fn text(&mut self, span: Span) {
        let Some(away) = &mut self.away else { return self.words(span) };
        if !away.hidden
            || pieces(span.slice(self.file.as_str()))
                .all(|(piece, _)| matches!(piece, Piece::Blank | Piece::Nothing))
        {
            return;
        }
        let first = is_script(self.page.body.as_str());
        if is_script(span.slice(self.file.as_str()))
            || !first && is_wordless(span.slice(self.file.as_str()))
        {
            return;
        }
        if first {
            push(self.file, span, &mut away.gap, &mut "", &mut self.page.preheader);
        } else {
            self.part(PendingSpace::Line);
            let from = self.page.body.len();
            self.words(span);
            self.page.hidden.push(self.page.end_from(from));
            self.part(PendingSpace::Line);
        }
    }

    /// True when words stand above: what comes first is no old message.
    fn begun(&self) -> bool {
        !is_script(self.page.body.as_str())
    }

    fn comment(&mut self, span: Span, problems: &mut Vec<Problem>) {
        let allow = allow::one(self.file, span, Span::default(), problems);
        self.page.allows.extend(allow.map(|allow| (allow, self.page.body.len())));
    }

    fn words(&mut self, span: Span) {
        push(self.file, span, &mut self.gap, &mut self.mark, &mut self.page.body);
    }

    /// Shown in place of a picture, and read by filters.
    fn alternative(&mut self, tag: &StartTag<usize>) {
        // A word or two before all others are the name of a logo, not the first words of the mail.
        let is_logo = |span: &Span| {
            self.page.body.is_empty()
                && span.slice(self.file.as_str()).split_whitespace().count() <= LOGO
        };
        if let Some(span) = self.attribute(tag, "alt").filter(|span| !is_logo(span)) {
            // A sentence in place of a picture is no part of the one beside it.
            let words = span.slice(self.file.as_str()).split_whitespace().count();
            let aside = if words > LOGO - 1 {
                PendingSpace::Line
            } else {
                PendingSpace::Blank(Span::new(span.start(), span.start()))
            };
            self.part(aside);
            self.words(span);
            self.part(aside);
        }
    }

    /// Puts the target behind the words of a link that does not say it.
    fn end_link(&mut self) {
        let Some((href, from)) = self.href.take() else { return };
        let target = href.slice(self.file.as_str()).trim();
        let words = self.page.body.as_str()[from..].trim();
        if target.is_empty() || target.starts_with('#') || words == target {
            return;
        }
        // White space behind the words waits until the target is written.
        let after = if words.is_empty() {
            PendingSpace::None
        } else {
            std::mem::replace(
                &mut self.gap,
                PendingSpace::Blank(Span::new(href.start(), href.start())),
            )
        };
        let before = self.page.body.len();
        let shown = self.page.end_from(from);
        self.words(href);
        self.gap = self.gap.max(after);
        let target = self.page.end_from(before);
        self.page.links.push(target);
        if !shown.is_empty() {
            self.page.anchors.push((shown, target));
        }
    }

    fn end_quotes(&mut self, keep: usize) {
        if let Some(from) = self.quotes.get(keep).copied() {
            self.quotes.truncate(keep);
            self.page.quoted.push(Span::new(from, self.page.body.len()));
        }
    }

    /// The value of an attribute, in the file.
    fn attribute(&self, tag: &StartTag<usize>, name: &str) -> Option<Span> {
        let span = tag.attributes.get(name.as_bytes())?.span;
        let raw = Span::new(span.start, span.end).slice(self.file.as_str());
        let value = raw.split_once('=')?.1.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let bare = match quote {
            Some(quote) => value[1..].split(quote).next()?,
            None => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
        };
        let start = span.start + (bare.as_ptr() as usize - raw.as_ptr() as usize);
        Some(Span::new(start, start + bare.len()))
    }
}
