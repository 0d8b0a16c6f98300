//! From tags and text to a page: what is shown and where it breaks, what links lead to, what is
//! hidden, quoted or struck out.

use html5gum::{StartTag, Token, Tokenizer};

use super::Page;
use super::hidden::{OLD, SIGNED, STRUCK, called, is_hidden, is_script, is_wordless};
use super::tags::{LINES, LINKS, PARAGRAPHS, UNSEEN, VOID};
use super::words::{PendingSpace, Piece, emitter, pieces, push, readable};
use crate::source::allow;
use crate::text::{Problem, Span, Text};

/// What `file` shows; with headings marked as in Markdown when it is `outlined`.
pub fn shown(file: &Text, outlined: bool, problems: &mut Vec<Problem>) -> Page {
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
    let (text, end) = (file.as_str(), readable(file.as_str()));
    if end < text.len() {
        let tag = file.to_source(Span::new(end, end + 1));
        let message = "this tag has a thousand attributes: nothing below it is read".to_string();
        problems.push(Problem::error(tag, message).hint("take them out"));
    }
    for token in Tokenizer::new_with_emitter(&text[..end], emitter()) {
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
