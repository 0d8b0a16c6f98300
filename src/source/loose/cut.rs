//! From lines to messages. One pass: headings, rules, labels and fences tell where a message begins and ends; what is no message is
//! left out, and said.

use super::line::{self, Fence, Heading, Line, heading, is_prose, is_rule, lines};
use super::{grid, words};
use crate::source::label::{self, Label, Labelled};
use crate::source::{Unread, delay, email, opening, touches};
use crate::text::Span;

/// A message of the file.
#[derive(Clone, Debug, Default)]
pub struct Message<'t> {
    /// The headings above it, the outermost first.
    pub outline: Vec<(usize, &'t str)>,
    /// The line that it begins in.
    pub line: usize,
    /// Subject lines.
    pub subjects: Vec<Span>,
    /// The preheader.
    pub preview: Option<Span>,
    /// Lines of the body, without the marks of a block quote.
    pub body: Vec<Span>,
    /// How it is sent, as labels say.
    pub channel: Option<&'t str>,
    /// When it is sent, as labels say.
    pub delay: Option<delay::Delay>,
    /// Its step, as a table says.
    pub step: Option<u32>,
    /// To whom.
    pub to: Option<&'t str>,
    /// Something speaks for it beside its place: it stands in a fence or a quote, under a heading, or has labels for its words.
    pub set_apart: bool,
    /// It is a social post.
    pub post: bool,
}

impl<'t> Message<'t> {
    /// The heading above it.
    pub fn heading(&self) -> &'t str {
        self.outline.last().map_or("", |(_, title)| title)
    }

    /// True when its body holds something to read.
    fn has_words(&self, text: &str) -> bool {
        let lines = || self.body.iter().map(|line| line.slice(text).trim()).filter(|line| !line.is_empty());
        let words: usize = lines().map(|line| line.split_whitespace().count()).take(4).sum();
        let announced = words::announces(self.heading());
        lines().next().is_some() && (announced || words >= 4 || lines().any(opening::is_greeting))
    }
}

/// What was found in a document.
#[derive(Debug, Default)]
pub struct Found<'t> {
    /// Messages, in order.
    pub messages: Vec<Message<'t>>,
    /// What is left out, and why.
    pub unread: Vec<Unread>,
}

/// Cuts `text`, from `from` on.
pub fn cut(text: &str, from: usize) -> Found<'_> {
    let lines = lines(text, from);
    let mut cutter = Cutter::new(text, &lines, Vec::new());
    cutter.run();
    cutter.finish()
}

/// Where in a message the next line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between messages.
    Outside,
    /// After the labels, before the words. `awaits`: a label has no value yet, which may follow.
    Labels { awaits: bool },
    /// In the words. `threaded`: below the line that introduces an old message.
    Words { threaded: bool },
}

struct Cutter<'t, 'l> {
    text: &'t str,
    lines: &'l [Line<'t>],
    at: usize,
    place: Place,
    outline: Vec<(usize, &'t str)>,
    /// The level of the heading over guidance.
    guide: Option<usize>,
    /// Subject lines in a list under a heading of their own.
    listing: bool,
    /// What labels say before a message begins.
    pending: Message<'t>,
    open: Option<Message<'t>>,
    found: Found<'t>,
    /// Lines inside of a fence: they have no headings.
    inside: bool,
}

impl<'t, 'l> Cutter<'t, 'l> {
    fn new(text: &'t str, lines: &'l [Line<'t>], outline: Vec<(usize, &'t str)>) -> Self {
        Cutter {
            text,
            lines,
            at: 0,
            place: Place::Outside,
            outline,
            guide: None,
            listing: false,
            pending: Message::default(),
            open: None,
            found: Found::default(),
            inside: false,
        }
    }

    fn run(&mut self) {
        while let Some(line) = self.lines.get(self.at).copied() {
            let title = (!self.inside).then(|| heading(self.lines, self.at)).flatten().filter(|_| line.fence == Fence::Outside);
            self.at += match (line.fence, title) {
                (Fence::Opens, _) => self.fence(line),
                (_, Some(title)) => self.heading(line, title),
                _ if line.words.starts_with('>') => self.quote(),
                _ if line.words.starts_with('|') => self.table(line),
                _ if is_rule(line.words) => self.rule(),
                _ => match label::read(line.words) {
                    Some(found) => self.label(line, found),
                    None => self.words(line),
                },
            };
        }
        self.close();
    }

    fn finish(mut self) -> Found<'t> {
        self.found.unread.retain(|left| !left.span.slice(self.text).trim().is_empty());
        self.found
    }

    /// The number of lines from the current one that `holds`.
    fn while_lines(&self, holds: impl Fn(&Line) -> bool) -> usize {
        self.lines[self.at..].iter().take_while(|line| holds(line)).count()
    }

    /// The next line that says something, from `from` on.
    fn next(&self, from: usize) -> Option<(usize, Line<'t>)> {
        (from..self.lines.len()).map(|at| (at, self.lines[at])).find(|(_, line)| !line.words.is_empty())
    }

    fn span_of(&self, part: &str) -> Span {
        let from = part.as_ptr() as usize - self.text.as_ptr() as usize;
        Span::new(from, from + part.len())
    }

    /// Leaves a line out.
    fn leave(&mut self, span: Span, why: &'static str) {
        match self.found.unread.last_mut().filter(|last| last.why == why && self.text[last.span.end()..span.start()].trim().is_empty()) {
            Some(last) => last.span = last.span.join(span),
            None => self.found.unread.push(Unread { span, why }),
        }
    }

    /// True under a heading or labels that announce a message.
    fn is_announced(&self) -> bool {
        let last = self.outline.len().saturating_sub(1);
        let mut titles = self.outline.iter().enumerate();
        let said = titles.any(|(at, (level, title))| (at == last || *level > 1) && words::announces(title));
        self.guide.is_none() && (said || self.pending.channel.is_some() || self.pending.delay.is_some())
    }

    /// True under a heading or a label that promises a message, so that nothing else has to speak for it. The title of a file promises
    /// nothing, unless it counts; a heading above the nearest one has to count too.
    fn is_promised(&self) -> bool {
        let last = self.outline.len().saturating_sub(1);
        let counts = |title: &str| !title.starts_with(|c: char| c.is_ascii_digit()) && touches::step(title).is_some();
        let mut titles = self.outline.iter().enumerate();
        let said = titles.any(|(at, (level, title))| words::promises(title) && (at == last && *level > 1 || counts(title)));
        self.guide.is_none() && (said || self.pending.channel.is_some())
    }

    /// Begins a message.
    fn begin(&mut self, line: &Line<'t>, place: Place) -> &mut Message<'t> {
        self.close();
        let preceded = !self.outline.is_empty() || !self.found.unread.is_empty() || !self.found.messages.is_empty();
        let pending = std::mem::take(&mut self.pending);
        self.place = place;
        self.open.insert(Message { outline: self.outline.clone(), line: line.number, set_apart: preceded || pending.set_apart, ..pending })
    }

    /// Ends the message that is open.
    fn close(&mut self) {
        self.place = Place::Outside;
        if let Some(mut message) = self.open.take() {
            while message.body.last().is_some_and(|line| line.slice(self.text).trim().is_empty()) {
                message.body.pop();
            }
            if message.has_words(self.text) {
                self.found.messages.push(message);
            } else if message.body.is_empty() && message.subjects.len() > 1 {
                // Several subject lines alone are for the message that follows.
                self.pending.subjects = message.subjects;
            } else {
                let spans: Vec<Span> = message.subjects.iter().chain(&message.preview).chain(&message.body).copied().collect();
                spans.into_iter().for_each(|span| self.leave(span, "a label without words below it"));
            }
        }
    }

    /// A message as a whole, from the inside of a fence or a quote. False when it is none.
    fn enclosed(&mut self, line: Line<'t>, inner: &[Line<'t>], sure: bool) -> bool {
        let Some(first) = inner.iter().find(|line| !line.words.is_empty()) else { return false };
        if self.outline.iter().any(|(_, title)| words::is_call(title)) {
            return false;
        }
        let words = |line: &Line| line.words.split_whitespace().count();
        let many = inner.iter().map(words).sum::<usize>() >= 8;
        if line::is_subject(first.words)
            || first.words.len() < 80 && label::read(first.words).is_some() && inner.iter().any(|line| line::is_subject(line.words))
        {
            return self.labelled(inner);
        }
        let greets =
            opening::greets(first.words) && sure || many && (opening::greets_by_name(first.words) || opening::is_greeting(first.words));
        // What begins with words in bold is a remark.
        if greets || sure && !first.words.starts_with("**") && inner.iter().any(|line| is_prose(line.words)) {
            let body: Vec<Span> = inner.iter().map(|line| line.span).collect();
            let message = self.begin(&line, Place::Outside);
            (message.body, message.set_apart) = (body, true);
            self.close();
            return true;
        }
        false
    }

    /// Messages with labels of their own inside of a fence or a quote.
    fn labelled(&mut self, inner: &[Line<'t>]) -> bool {
        let pending = std::mem::take(&mut self.pending);
        self.close();
        let mut cutter = Cutter { inside: true, pending, ..Cutter::new(self.text, inner, self.outline.clone()) };
        cutter.run();
        let Found { messages, unread } = cutter.found;
        let any = !messages.is_empty();
        self.found.messages.extend(messages.into_iter().map(|message| Message { set_apart: true, ..message }));
        if any {
            self.found.unread.extend(unread);
        }
        any
    }

    /// Takes the inside of a fence or a quote as what the labels above it promise. False when they promise nothing.
    fn fills(&mut self, inner: &[Line<'t>]) -> bool {
        let filled = |line: &&Line| !line.words.is_empty();
        let empty = |message: &Message| message.body.iter().all(|line| line.slice(self.text).trim().is_empty());
        match (self.place, &mut self.open) {
            (Place::Labels { awaits: true }, Some(message))
                if inner.iter().filter(filled).count() <= 8 && !inner.iter().any(|line| opening::is_greeting(line.words)) =>
            {
                let values = inner.iter().filter(filled).map(|line| line.words);
                message.subjects.extend(values.map(|value| {
                    let from = value.as_ptr() as usize - self.text.as_ptr() as usize;
                    Span::new(from, from + value.len())
                }));
                self.place = Place::Labels { awaits: false };
                true
            }
            (Place::Labels { .. } | Place::Words { .. }, Some(message)) if empty(message) => {
                message.body = inner.iter().map(|line| line.span).collect();
                message.set_apart = true;
                self.close();
                true
            }
            _ => false,
        }
    }

    fn fence(&mut self, line: Line<'t>) -> usize {
        let inside = self.lines[self.at + 1..].iter().take_while(|line| line.fence == Fence::Inside).count();
        let inner = &self.lines[self.at + 1..][..inside];
        let count = 1 + inside + usize::from(self.lines.get(self.at + 1 + inside).is_some_and(|line| line.fence == Fence::Closes));
        let plain: Vec<Line> = inner.iter().map(|line| Line { fence: Fence::Outside, ..*line }).collect();
        let whole = self.lines[self.at..self.at + count].iter().fold(line.span, |span, line| span.join(line.span));
        let prose = line::is_prose_fence(line.words);
        let own = plain.iter().find(|line| !line.words.is_empty()).is_some_and(|line| line::is_subject(line.words));
        // A fence among the words belongs to them, one below them is a remark.
        let greets = plain.iter().find(|line| !line.words.is_empty()).is_some_and(|line| opening::greets(line.words));
        let filled = self.open.as_ref().is_some_and(|message| message.body.iter().any(|line| !line.slice(self.text).trim().is_empty()));
        let among = matches!(self.place, Place::Words { .. }) && filled && !greets && !own;
        let last = among && self.begins_next(self.at + count);
        if !own && self.continues() || among && !last {
            self.push_all(count);
        } else if last {
            self.close();
            self.leave(whole, "a fence below a message");
        } else if !(prose && (!own && self.fills(&plain) || self.enclosed(line, &plain, self.is_promised()))) {
            self.close();
            self.leave(whole, if prose { "a fence without a message" } else { "code" });
        }
        count
    }

    /// Takes lines as they are into the message that is open.
    fn push_all(&mut self, count: usize) {
        let spans = self.lines[self.at..self.at + count].iter().map(|line| line.span);
        self.open.iter_mut().for_each(|message| message.body.extend(spans.clone()));
    }

    /// True in the words of a message that stands under no heading or under the title of the file: what follows belongs to it until
    /// another message begins, or guidance.
    fn continues(&self) -> bool {
        let level = |message: &Message| message.outline.last().map_or(0, |(level, _)| *level);
        let filled = |message: &Message| message.body.iter().any(|line| !line.slice(self.text).trim().is_empty());
        matches!(self.place, Place::Words { .. })
            && !self.inside
            && self.open.as_ref().is_some_and(|message| level(message) <= 1 && filled(message))
    }

    /// True when the line at `at` begins another message, or nothing follows it.
    fn begins_next(&self, at: usize) -> bool {
        let Some((at, line)) = self.next(at) else { return true };
        let inner = line.words.trim_start_matches(['>', ' ']);
        line.fence == Fence::Opens
            || heading(self.lines, at).is_some()
            || label::read(inner).is_some_and(|found| found.label == Label::Subject || found.strong)
            || line::is_bold_label(inner)
            || opening::greets(inner)
    }

    fn heading(&mut self, line: Line<'t>, Heading { level, title }: Heading<'t>) -> usize {
        if let Some(label) = label::named(title).filter(|_| self.guide.is_none_or(|guide| level <= guide)) {
            let options = label == Label::Subject && title.to_ascii_lowercase().contains("option") && self.open.is_none();
            if !options {
                // A label one level up, or beside the message before, begins another one.
                self.outline.retain(|(above, _)| *above < level);
                let end = &title[title.len()..];
                return self.label(line, Labelled { label, value: end, strong: true, listed: false, variant: false });
            }
        }
        let guide = words::guides(title);
        let promises = words::announces(title) || words::has(title, &["subject", "subjects"]);
        if self.continues()
            && level < 7
            && !guide
            && !promises
            && !self.begins_next(self.at + 1)
            && !self.outline.iter().any(|(above, _)| *above >= level)
        {
            self.push_all(1);
            return 1;
        }
        self.close();
        self.outline.retain(|(above, _)| *above < level);
        self.outline.push((level, title));
        if self.guide.is_some_and(|above| level <= above) {
            self.guide = None;
        }
        if guide {
            self.guide = self.guide.or(Some(level));
        }
        self.listing = words::has(title, &["subject", "subjects"]);
        self.pending = Message { subjects: std::mem::take(&mut self.pending.subjects), ..Message::default() };
        1
    }

    fn rule(&mut self) -> usize {
        match self.place {
            Place::Labels { .. } => {}
            Place::Words { .. } if self.continues() && !self.begins_next(self.at + 1) => self.push_all(1),
            Place::Words { .. } if self.open.as_ref().is_some_and(|message| message.body.is_empty()) => {}
            _ => self.close(),
        }
        1
    }

    fn quote(&mut self) -> usize {
        let count = self.while_lines(|line| line.words.starts_with('>'));
        if self.continues() || matches!(self.place, Place::Words { threaded: true }) {
            self.push_all(count);
            return count;
        }
        let block = &self.lines[self.at..self.at + count];
        let inner: Vec<Line> = block.iter().map(|line| self.unquoted(line)).collect();
        let own = inner.iter().find(|line| !line.words.is_empty()).is_some_and(|line| line::is_subject(line.words));
        let whole = block.iter().fold(block[0].span, |span, line| span.join(line.span));
        let alone = self.lines.iter().all(|line| line.words.is_empty() || line.words.starts_with('>'));
        // Paragraphs of one message may be quoted one by one.
        let rest = self.next(self.at + count).filter(|(_, line)| line.words.starts_with('>')).map(|(at, _)| at);
        match rest.filter(|_| !own) {
            Some(next) if self.is_announced() || !matches!(self.place, Place::Outside) || alone => {
                let more = self.lines[next..].iter().take_while(|line| line.words.starts_with('>') || line.words.is_empty()).count();
                let inner: Vec<Line> = self.lines[self.at..next + more].iter().map(|line| self.unquoted(line)).collect();
                if !self.fills(&inner) && !self.enclosed(block[0], &inner, self.is_promised() || alone) {
                    self.leave(whole, "a quotation");
                    return count;
                }
                next + more - self.at
            }
            _ => {
                if own || !self.fills(&inner) {
                    let sure = self.is_promised() || alone;
                    if matches!(self.place, Place::Words { .. }) && !own {
                        self.push_all(count);
                    } else if !self.enclosed(block[0], &inner, sure) {
                        self.leave(whole, "a quotation");
                    }
                }
                count
            }
        }
    }

    /// A line without the mark of a quote.
    fn unquoted(&self, line: &Line<'t>) -> Line<'t> {
        let raw = line.span.slice(self.text);
        let Some(rest) = raw.trim_start().strip_prefix('>') else { return *line };
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        Line { span: Span::new(line.span.end() - rest.len(), line.span.end()), words: rest.trim(), ..*line }
    }

    fn table(&mut self, line: Line<'t>) -> usize {
        let count = self.while_lines(|line| line.words.starts_with('|'));
        let block = &self.lines[self.at..self.at + count];
        let awaits = self.place == Place::Labels { awaits: true };
        if (awaits || self.listing && self.place == Place::Outside)
            && let Some(subjects) = grid::subjects(self.text, block)
        {
            self.open.as_mut().unwrap_or(&mut self.pending).subjects.extend(subjects);
            self.place = if awaits { Place::Labels { awaits: false } } else { self.place };
            return count;
        }
        if self.guide.is_none()
            && !self.continues()
            && let Some(messages) = grid::read(self.text, block)
        {
            self.close();
            let outline = &self.outline;
            let told = messages.into_iter().map(|message| Message { outline: [outline.clone(), message.outline].concat(), ..message });
            self.found.messages.extend(told);
            return count;
        }
        // Rows below a header tell of messages more often than they hold one.
        let told = grid::is_ruled(block) && !self.is_promised();
        match label::read(line.words).filter(|_| !told) {
            Some(found) => self.label(line, found),
            None if matches!(self.place, Place::Words { .. }) => {
                self.push_all(count);
                count
            }
            None => {
                let skipped = if told { count } else { 1 };
                let whole = block[..skipped].iter().fold(line.span, |span, line| span.join(line.span));
                self.leave(whole, "no message");
                skipped
            }
        }
    }

    fn label(&mut self, line: Line<'t>, found: Labelled<'t>) -> usize {
        let Labelled { label, value, strong, listed, .. } = found;
        if matches!(self.place, Place::Words { threaded: true }) {
            return self.words(line);
        }
        match label {
            Label::Subject if self.guide.is_some() && (listed || !strong) => {
                self.leave(line.span, GUIDANCE);
                1
            }
            Label::Subject => self.subject(line, value, strong),
            Label::Preview if !matches!(self.place, Place::Words { .. }) => self.preview(value),
            Label::Body => self.body(line, found),
            Label::Note | Label::Timing if matches!(self.place, Place::Words { .. }) && line.words.starts_with(['*', '_']) => {
                self.close();
                self.leave(line.span, "a remark");
                1
            }
            Label::Preview => self.words(line),
            _ => self.told(line, found),
        }
    }

    /// A label that says something of a message: whom it is for, how and when it is sent.
    fn told(&mut self, line: Line<'t>, found: Labelled<'t>) -> usize {
        const LONGEST: usize = 40;
        let header = matches!(found.label, Label::To | Label::From | Label::Header);
        let brief = matches!(found.label, Label::Channel | Label::Timing) && (1..LONGEST).contains(&found.value.len());
        let message = match self.place {
            Place::Words { .. } => return self.words(line),
            _ if !(found.strong || header || brief) => return self.words(line),
            Place::Labels { .. } => self.open.as_mut().unwrap_or(&mut self.pending),
            Place::Outside => &mut self.pending,
        };
        match found.label {
            Label::Channel if super::names_channel(found.value) => message.channel = Some(found.value),
            Label::Timing => message.delay = delay::in_label(line.words).or(message.delay),
            Label::To => message.to = Some(found.value),
            _ => {}
        }
        1
    }

    fn subject(&mut self, line: Line<'t>, value: &'t str, strong: bool) -> usize {
        let before = self.at.checked_sub(1).map_or("", |at| self.lines[at].words);
        let apart = strong
            || before.is_empty()
            || is_rule(before)
            || before.ends_with("-->")
            || self.at > 0 && heading(self.lines, self.at - 1).is_some();
        if matches!(self.place, Place::Words { .. }) && !apart {
            return self.words(line);
        }
        let more = matches!(self.place, Place::Labels { .. });
        let place = Place::Labels { awaits: value.is_empty() };
        if !more {
            self.begin(&line, place);
        }
        self.place = place;
        let span = self.span_of(value);
        self.open.iter_mut().filter(|_| !value.is_empty()).for_each(|message| message.subjects.push(span));
        1
    }

    fn preview(&mut self, value: &'t str) -> usize {
        let (value, count) = match self.next(self.at + 1).filter(|_| value.is_empty()) {
            Some((at, next)) if next.fence == Fence::Opens => match self.next(at + 1).filter(|(_, line)| line.fence == Fence::Inside) {
                Some((at, line)) => (line.words, at + 2 - self.at),
                None => (value, 1),
            },
            Some((at, next)) if heading(self.lines, at).is_none() && label::read(next.words).is_none() => (next.words, at + 1 - self.at),
            _ => (value, 1),
        };
        let span = Some(self.span_of(value)).filter(|span| !span.is_empty());
        self.open.as_mut().unwrap_or(&mut self.pending).preview = span;
        count
    }

    fn body(&mut self, line: Line<'t>, found: Labelled<'t>) -> usize {
        let Labelled { value, strong, listed, variant, .. } = found;
        let greeted = || {
            opening::greets(value)
                || self.next(self.at + 1).is_some_and(|(_, line)| opening::greets(line.words.trim_start_matches(['>', ' '])))
        };
        let fenced = || self.next(self.at + 1).is_some_and(|(_, line)| line.fence == Fence::Opens || line.words.starts_with('>'));
        match self.place {
            Place::Labels { .. } => {}
            Place::Outside
                if self.guide.is_none()
                    && !listed
                    && (strong && (self.is_promised() || greeted()) || self.is_announced() && value.is_empty() && fenced()) =>
            {
                self.begin(&line, Place::Outside);
            }
            Place::Words { .. }
                if strong && (variant || value.is_empty()) && self.open.as_ref().is_some_and(|open| open.has_words(self.text)) =>
            {
                let subjects = self.open.as_ref().map(|open| open.subjects.clone()).unwrap_or_default();
                self.begin(&line, Place::Outside).subjects = subjects;
            }
            _ => return self.words(line),
        }
        self.place = Place::Words { threaded: false };
        let from = self.span_of(value).start();
        if let Some(open) = &mut self.open {
            open.set_apart |= strong;
            if !value.is_empty() {
                open.body.push(Span::new(from, line.span.end()));
            }
        }
        1
    }

    fn words(&mut self, line: Line<'t>) -> usize {
        if line.words.is_empty() && !matches!(self.place, Place::Words { .. }) {
            return 1;
        }
        let item = item(line.words);
        match self.place {
            Place::Words { threaded } => {
                self.place = Place::Words { threaded: threaded || email::introduces_quote(line.words) };
                self.push_all(1);
            }
            Place::Labels { awaits: true } if !opening::is_greeting(line.words) => {
                let subject = label::unquoted(item.unwrap_or(line.words).trim_matches(['*', '`', ' ']));
                let span = self.span_of(subject);
                self.open.iter_mut().for_each(|message| message.subjects.push(span));
                self.place = Place::Labels { awaits: item.is_some() };
            }
            Place::Labels { .. } if line::is_bold_label(item.unwrap_or(line.words)) => {}
            Place::Labels { .. } => {
                self.place = Place::Words { threaded: false };
                self.push_all(1);
            }
            Place::Outside if self.listing && item.is_some() => {
                let span = self.span_of(label::unquoted(item.unwrap_or_default().trim_matches(['*', '`', ' '])));
                self.pending.subjects.push(span);
            }
            Place::Outside if self.opens(line) => {
                self.begin(&line, Place::Words { threaded: false });
                self.push_all(1);
            }
            Place::Outside => {
                let remark = self.is_announced() && line.words.len() < 80 && delay::in_label(line.words).is_some();
                if remark && self.pending.delay.is_none() {
                    self.pending.delay = delay::in_label(line.words);
                }
                self.leave(line.span, if self.guide.is_some() { GUIDANCE } else { "no message" });
            }
        }
        1
    }

    /// True for a line that begins the words of a message that has no label.
    fn opens(&self, line: Line) -> bool {
        if self.guide.is_some() {
            return false;
        }
        let top = self.outline.is_empty() && self.found.unread.is_empty() && self.found.messages.is_empty();
        if opening::greets(line.words) && (self.is_announced() || top) {
            return true;
        }
        let before = self.lines[..self.at].iter().rposition(|line| !line.words.is_empty());
        let apart = before.is_none_or(|at| {
            is_rule(self.lines[at].words)
                || heading(self.lines, at).is_some()
                || self.lines[at].fence == Fence::Outside
                    && (line::strong(self.lines[at].words).is_some() || line::is_bold_label(self.lines[at].words))
        });
        let followed = || self.next(self.at + 1).is_some_and(|(_, line)| line.words.split_whitespace().count() >= 4);
        if (apart || self.is_announced()) && opening::is_greeting(line.words) && followed() {
            return true;
        }
        let numbered = self.outline.last().is_some_and(|(_, title)| words::promises(title) && title.contains(|c: char| c.is_ascii_digit()));
        let direct = numbered && self.outline.iter().any(|(level, title)| *level > 1 && words::has(title, words::DIRECT));
        (direct || self.pending.channel.is_some())
            && !line::is_bold_label(line.words)
            && is_prose(line.words)
            && line.words.split_whitespace().count() >= 8
    }
}

const GUIDANCE: &str = "guidance, no message";

/// What stands behind the mark of a list item.
fn item(words: &str) -> Option<&str> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &words[digits..];
    let marks: &[&str] = if digits > 0 { &[". ", ") "] } else { &["- ", "* ", "+ ", "• "] };
    marks.iter().find_map(|mark| rest.strip_prefix(mark)).map(str::trim)
}
