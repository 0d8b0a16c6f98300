//! Collections of posts: `## Post 1`, `### Day 3`, each in a fence, below a label, or as it stands.

use std::path::Path;

use super::cut;
use super::limits::{LIMITS, are_limits};
use super::line::{
    BARE, Fence, Line, heading, is_bold_label, is_item, is_prose, is_prose_fence, is_rule, lines,
    strong,
};
use super::message::{DocumentContents, Message};
use super::title;
use super::words::has;
use crate::order::InOrder;
use crate::source::delay;
use crate::source::label::{self, Label};
use crate::source::{LONGEST_NAME, Unread};
use crate::text::{Span, head};

/// A heading: its line, its level, its words.
type Heading<'t> = (usize, usize, &'t str);

/// Where the title of a document stands, in bytes.
const TITLE: usize = 200;
/// Parts of all words for posts, in both cases.
const SIGNS: &[&str] = &["ost", "OST", "weet", "WEET", "eitr", "EITR", "ublic", "UBLIC"];

/// The posts of a document, and the mails between them; `None` when it is no collection of posts.
/// It is one when two headings number posts, or one does (or two name days, or any is that of a
/// post) and the file or its title names posts; in such a file fences hold posts too.
pub fn cut<'t>(name: &str, text: &'t str, from: usize) -> Option<DocumentContents<'t>> {
    // Most files are decided by this alone: no word of theirs or of their name is that of a post.
    let names = |text: &str| {
        SIGNS.iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
    };
    if !text[from..].contains(['#', '*', '='])
        || !names(&text[from..])
            && !names(name)
            && !names_content(name)
            && !names_content(head(&text[from..], TITLE))
    {
        return None;
    }
    let lines = lines(text, from);
    let headings: Vec<Heading> = (0..lines.len())
        .filter(|at| lines[*at].fence == Fence::Outside)
        .filter_map(|at| heading(&lines, at).map(|heading| (at, heading.level, heading.title)))
        .collect();
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let named = title::names_posts(&stem.to_ascii_lowercase())
        || headings.first().is_some_and(|(_, level, title)| {
            *level == 1 && title::names_posts(title) && !title::is_post(title)
        });
    // A plan of content says of each day where its post goes.
    let content =
        |title: &str| has(title, &["content", "social", "inhalte", "contenido", "contenu"]);
    let content = content(stem)
        || headings.first().is_some_and(|(_, level, title)| *level == 1 && content(title));
    let numbered = headings.iter().filter(|(.., title)| title::is_post(title)).count();
    let lone = headings
        .iter()
        .filter(|(_, level, title)| *level > 1 && title::is_lone_post(title))
        .count();
    let days = headings.iter().filter(|(.., title)| delay::in_label(title).is_some()).count();
    let holds: fn(&str) -> bool = if numbered >= 2 || named && numbered + lone > 0 {
        |title| title::is_post(title) || title::is_lone_post(title)
    } else if named && days >= 2 {
        |title| delay::in_label(title).is_some()
    } else if content && days >= 2 {
        |title| delay::in_label(title).is_some() && title::names_network(title)
    } else if named {
        |_| false
    } else {
        return None;
    };
    let mut found = DocumentContents::default();
    let mut at = 0;
    for (place, (start, level, title)) in
        headings.iter().enumerate().filter(|(_, (_, level, title))| *level > 1 && holds(title))
    {
        if *start < at {
            continue;
        }
        let end = headings[place + 1..]
            .iter()
            .find(|(_, next, title)| next <= level || holds(title))
            .map_or(lines.len(), |(at, ..)| *at);
        between(&mut found, text, &lines, at..*start, &headings, named);
        let (body, rest) = body(&lines[start + 1..end]);
        at = end;
        let fenced = lines[*start..end].iter().any(|line| line.fence != Fence::Outside);
        let why = if are_limits(words(body)) || !fenced && are_limits(words(&lines[start + 1..end]))
        {
            Some(LIMITS)
        } else if is_plan(body) {
            Some("a plan for posts")
        } else {
            None
        };
        if let Some(why) = why {
            leave(&mut found, text, &lines[*start..end], why);
            continue;
        }
        found.messages.extend(post(text, &lines[*start], vec![(*level, *title)], body));
        let rest = examples(&mut found, text, (*level, *title), rest);
        leave(&mut found, text, rest, "remarks on a post");
    }
    between(&mut found, text, &lines, at..lines.len(), &headings, named);
    let only_limits =
        found.messages.is_empty() && found.unread.iter().any(|left| left.why == LIMITS);
    let holds = only_limits || found.messages.iter().any(|message| message.post);
    holds.then_some(found)
}

/// What lines say.
fn words<'l>(lines: &'l [Line]) -> impl Iterator<Item = &'l str> + Clone {
    lines.iter().map(|line| line.words)
}

fn names_content(text: &str) -> bool {
    ["ontent", "ocial", "nhalte", "ontenido", "ontenu"]
        .iter()
        .any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
}

/// What stands between two posts: mails with a subject or a greeting, and, in a file of posts,
/// fences.
fn between<'t>(
    found: &mut DocumentContents<'t>,
    text: &'t str,
    lines: &[Line<'t>],
    range: std::ops::Range<usize>,
    headings: &[Heading<'t>],
    named: bool,
) {
    if range.is_empty() {
        return;
    }
    let stretch = &lines[range.clone()];
    let above = headings.iter().take_while(|(at, ..)| *at < range.start);
    let outline = above.fold(Vec::new(), |mut outline: Vec<(usize, &str)>, (_, level, title)| {
        outline.retain(|(above, _)| above < level);
        outline.push((*level, head(title, LONGEST_NAME)));
        outline
    });
    let DocumentContents { messages, unread } = cut::of_lines(text, stretch, outline);
    let is_mail = |message: &Message| !message.subjects.is_empty() || message.greets == Some(true);
    let mails: Vec<Message> = messages.into_iter().filter(is_mail).collect();
    let mut fenced: Vec<Message> = Vec::new();
    if named {
        for (at, line) in stretch
            .iter()
            .enumerate()
            .filter(|(_, line)| line.fence == Fence::Opens && is_prose_fence(line.words))
        {
            let inner = &stretch[at + 1..];
            let inner =
                &inner[..inner.iter().take_while(|line| line.fence == Fence::Inside).count()];
            let title = headings.iter().take_while(|(own, ..)| *own < range.start + at).last();
            let guide = title.is_some_and(|(.., title)| title::guides(title));
            let words =
                inner.iter().map(|line| line.words.split_whitespace().count()).sum::<usize>();
            let taken = mails.iter().any(|mail| {
                mail.body
                    .first()
                    .is_some_and(|body| inner.iter().any(|line| line.span.covers(*body)))
            });
            if !guide && !taken && words >= 8 && inner.iter().any(|line| is_prose(line.words)) {
                fenced.extend(post(
                    text,
                    line,
                    title.map(|(_, level, title)| (*level, *title)).into_iter().collect(),
                    without_label(inner),
                ));
            }
        }
    }
    let covered: Vec<Span> = mails
        .iter()
        .chain(&fenced)
        .filter_map(|message| Some(message.body.first()?.join(*message.body.last()?)))
        .collect();
    let left = |left: &Unread| !covered.iter().any(|body| body.overlaps(left.span));
    let any = !covered.is_empty();
    let mut all: Vec<Message> = mails.into_iter().chain(fenced).collect();
    all.order_by_key(|message| message.line);
    found.messages.extend(all);
    match any {
        true => found.unread.extend(unread.into_iter().filter(left)),
        false => leave(found, text, stretch, "no post"),
    }
}

fn post<'t>(
    text: &str,
    line: &Line<'t>,
    outline: Vec<(usize, &'t str)>,
    body: &[Line<'t>],
) -> Option<Message<'t>> {
    let body = body.iter().any(|line| !line.words.is_empty()).then(|| spans(text, body))?;
    Some(Message {
        outline,
        line: line.number,
        body,
        post: true,
        set_apart: true,
        ..Message::default()
    })
}

/// Takes the fences below a label such as `**Example:**`: below the pattern of a post stands one
/// that was written by it. What is left below the last of them comes back.
fn examples<'l, 't>(
    found: &mut DocumentContents<'t>,
    text: &'t str,
    (level, title): (usize, &'t str),
    rest: &'l [Line<'t>],
) -> &'l [Line<'t>] {
    const NAMES: &[&str] = &[
        "example",
        "examples",
        "beispiel",
        "beispiele",
        "ejemplo",
        "exemple",
        "esempio",
        "exemplo",
        "voorbeeld",
        "przykład",
        "exempel",
        "eksempel",
    ];
    let mut left = rest;
    while let Some(fence) =
        left.iter().position(|line| line.fence == Fence::Opens && is_prose_fence(line.words))
    {
        let above = left[..fence].iter().rev().find(|line| !line.words.is_empty());
        let named = |line: &Line| is_bold_label(line.words) && has(line.words, NAMES);
        let inner = &left[fence + 1..];
        let inside = inner.iter().take_while(|line| line.fence == Fence::Inside).count();
        if !above.is_some_and(named) {
            break;
        }
        leave(found, text, &left[..fence], "remarks on a post");
        found.messages.extend(post(
            text,
            &left[fence],
            vec![(level, title)],
            without_label(&inner[..inside]),
        ));
        left = &left[(fence + 2 + inside).min(left.len())..];
    }
    left
}

fn leave(found: &mut DocumentContents, text: &str, lines: &[Line], why: &'static str) {
    let span = lines.iter().map(|line| line.span).reduce(Span::join);
    found.unread.extend(
        span.filter(|span| {
            !span.slice(text).trim_matches(['-', '*', '_', ' ', '\n', '\r']).is_empty()
        })
        .map(|span| Unread { span, why }),
    );
}

/// True for lines that say what is to be posted: items of a list, none of which is a sentence, and
/// nothing else.
fn is_plan(lines: &[Line]) -> bool {
    let mut filled = lines.iter().filter(|line| !line.words.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|line| is_item(line.words) && !line.words.ends_with(['.', '!', '?']))
}

/// The lines of a fence, without the label at their top (`Caption:`).
fn without_label<'l, 't>(lines: &'l [Line<'t>]) -> &'l [Line<'t>] {
    let first = lines.iter().position(|line| !line.words.is_empty()).unwrap_or_default();
    let labelled = lines
        .get(first)
        .and_then(|line| label::read(line.words))
        .is_some_and(|found| found.label == Label::Body && found.value.is_empty());
    &lines[if labelled { first + 1 } else { 0 }..]
}

/// The words of a section, and what is left below them.
fn body<'l, 't>(section: &'l [Line<'t>]) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let fence =
        section.iter().position(|line| line.fence == Fence::Opens && is_prose_fence(line.words));
    if let Some(fence) = fence {
        let inner =
            section[fence + 1..].iter().take_while(|line| line.fence == Fence::Inside).count();
        return (
            without_label(&section[fence + 1..fence + 1 + inner]),
            &section[(fence + 2 + inner).min(section.len())..],
        );
    }
    let labelled = (0..section.len()).find(|at| {
        let title = heading(section, *at).and_then(|heading| label::named(heading.title));
        title == Some(Label::Body)
            || strong(section[*at].words)
                .is_some_and(|found| found.label == Label::Body && found.value.is_empty())
    });
    let skipped = |line: &&Line| {
        let italic = ['*', '_'].into_iter().any(|mark| {
            line.words.len() > 2 && line.words.starts_with(mark) && line.words.ends_with(mark)
        }) && !line.words.starts_with("**");
        line.words.is_empty() || is_rule(line.words) || is_bold_label(line.words) || italic
    };
    let start = labelled.map_or_else(|| section.iter().take_while(skipped).count(), |at| at + 1);
    let ends = |at: &usize| {
        let line = &section[*at];
        let noted = strong(line.words).is_some_and(|found| {
            matches!(found.label, Label::Note | Label::Title) && !found.listed
        });
        is_rule(line.words)
            || noted
            || heading(section, *at)
                .is_some_and(|heading| heading.level < BARE && line.words.starts_with("##"))
    };
    let end = (start..section.len()).find(ends).unwrap_or(section.len());
    let said = section[start..end]
        .iter()
        .rposition(|line| !line.words.is_empty() && !is_direction(line.words))
        .map_or(start, |last| start + last + 1);
    let directed = section[said..end].iter().any(|line| !line.words.is_empty());
    let end = if directed { said } else { end };
    (&section[start..end], &section[end..])
}

/// What a line at the end of a post names that is put beside its words, or done with it.
const DIRECTIONS: &[&str] = &[
    "image",
    "images",
    "visual",
    "visuals",
    "graphic",
    "photo",
    "video",
    "media",
    "hashtag",
    "hashtags",
    "cta",
    "call to action",
    "first comment",
    "alt text",
];

/// `Image: graph.png`, `Hashtags: #sre`.
fn is_direction(words: &str) -> bool {
    let name = words.split(':').next().filter(|name| name.len() < words.len());
    name.is_some_and(|name| {
        DIRECTIONS
            .iter()
            .any(|known| name.trim_matches(['*', '_', ' ']).eq_ignore_ascii_case(known))
    })
}

/// The lines of a post, without the marks of a block quote when all of it is quoted.
fn spans(text: &str, lines: &[Line]) -> Vec<Span> {
    let quoted = lines.iter().all(|line| line.words.is_empty() || line.words.starts_with('>'));
    let bare = |line: &Line| {
        let raw = line.span.slice(text);
        let rest = raw
            .trim_start()
            .strip_prefix('>')
            .filter(|_| quoted)
            .map_or(raw, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        Span::new(line.span.end() - rest.len(), line.span.end())
    };
    lines.iter().map(bare).collect()
}
