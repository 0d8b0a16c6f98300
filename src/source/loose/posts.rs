//! Collections of posts: `## Post 1`, `### Day 3`, each in a fence, below a label, or as it stands.

use std::path::Path;

use super::line::{Fence, Line, heading, is_bold_label, is_prose_fence, is_rule, lines, strong};
use super::message::{Found, Message};
use super::title;
use crate::source::Unread;
use crate::source::delay;
use crate::source::label::{self, Label};
use crate::text::Span;

/// The posts of a document; `None` when it is no collection of them. It is one when two headings number posts, or one does (or two number
/// days) and the file or its title names posts.
pub fn cut<'t>(name: &str, text: &'t str, from: usize) -> Option<Found<'t>> {
    if !text[from..].contains('#') {
        return None;
    }
    let lines = lines(text, from);
    let headings: Vec<(usize, usize, &str)> = (0..lines.len())
        .filter(|at| lines[*at].fence == Fence::Outside)
        .filter_map(|at| heading(&lines, at).map(|heading| (at, heading.level, heading.title)))
        .collect();
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let named = title::names_posts(&stem.to_ascii_lowercase())
        || headings.first().is_some_and(|(_, level, title)| *level == 1 && title::names_posts(title) && !title::is_post(title));
    let numbered = headings.iter().filter(|(.., title)| title::is_post(title)).count();
    let days = headings.iter().filter(|(.., title)| delay::in_label(title).is_some()).count();
    let holds: fn(&str) -> bool = match () {
        () if numbered >= 2 || named && numbered > 0 => title::is_post,
        () if named && days >= 2 => |title| delay::in_label(title).is_some(),
        () => return None,
    };
    let mut found = Found::default();
    let mut at = 0;
    let leave = |found: &mut Found, lines: &[Line], why| {
        let span = lines.iter().map(|line| line.span).reduce(Span::join);
        found.unread.extend(span.filter(|span| !span.slice(text).trim().is_empty()).map(|span| Unread { span, why }));
    };
    for (place, (start, level, title)) in headings.iter().enumerate().filter(|(_, (.., title))| holds(title)) {
        let end = headings[place + 1..].iter().find(|(_, next, title)| next <= level || holds(title)).map_or(lines.len(), |(at, ..)| *at);
        leave(&mut found, &lines[at.min(*start)..*start], "no post");
        let (body, rest) = body(&lines[start + 1..end]);
        at = end;
        let outline = vec![(*level, *title)];
        if body.iter().any(|line| !line.words.is_empty()) {
            found.messages.push(Message {
                outline,
                line: lines[*start].number,
                body: spans(text, body),
                post: true,
                set_apart: true,
                ..Message::default()
            });
        }
        leave(&mut found, rest, "remarks on a post");
    }
    leave(&mut found, &lines[at..], "no post");
    Some(found).filter(|found| !found.messages.is_empty())
}

/// The words of a section, and what is left below them.
fn body<'l, 't>(section: &'l [Line<'t>]) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let fence = section.iter().position(|line| line.fence == Fence::Opens && is_prose_fence(line.words));
    if let Some(fence) = fence {
        let inner = section[fence + 1..].iter().take_while(|line| line.fence == Fence::Inside).count();
        return (&section[fence + 1..fence + 1 + inner], &section[(fence + 2 + inner).min(section.len())..]);
    }
    let labelled = (0..section.len()).find(|at| {
        let title = heading(section, *at).and_then(|heading| label::named(heading.title));
        title == Some(Label::Body) || strong(section[*at].words).is_some_and(|found| found.label == Label::Body && found.value.is_empty())
    });
    let skipped = |line: &&Line| {
        let italic = ['*', '_'].into_iter().any(|mark| line.words.len() > 2 && line.words.starts_with(mark) && line.words.ends_with(mark))
            && !line.words.starts_with("**");
        line.words.is_empty() || is_rule(line.words) || is_bold_label(line.words) || italic
    };
    let start = labelled.map_or_else(|| section.iter().take_while(skipped).count(), |at| at + 1);
    let ends = |at: &usize| {
        let line = &section[*at];
        let noted = strong(line.words).is_some_and(|found| found.label == Label::Note && !found.listed);
        is_rule(line.words) || noted || heading(section, *at).is_some_and(|heading| heading.level < 7 && line.words.starts_with("##"))
    };
    let end = (start..section.len()).find(ends).unwrap_or(section.len());
    (&section[start..end], &section[end..])
}

/// The lines of a post, without the marks of a block quote when all of it is quoted.
fn spans(text: &str, lines: &[Line]) -> Vec<Span> {
    let quoted = lines.iter().all(|line| line.words.is_empty() || line.words.starts_with('>'));
    let bare = |line: &Line| {
        let raw = line.span.slice(text);
        let rest = raw.trim_start().strip_prefix('>').filter(|_| quoted).map_or(raw, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        Span::new(line.span.end() - rest.len(), line.span.end())
    };
    lines.iter().map(bare).collect()
}
