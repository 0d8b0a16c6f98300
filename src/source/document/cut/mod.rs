//! From lines to messages. One pass: headings, rules, labels and fences tell where a message begins
//! and ends; what is no message is left out, and said.

mod enclosed;
mod label;

use super::line::{self, Fence, Heading, Line, heading, is_fold, is_rule, lines};
use super::message::{DocumentContents, Message, PLAN};
use super::{step_heading, title};
use crate::source::label::{Label, Labelled, named, read};
use crate::source::{Unread, delay, opening};
use crate::text::Span;

/// Cuts `text`, from `from` on.
pub fn cut(text: &str, from: usize) -> DocumentContents<'_> {
    let lines = lines(text, from);
    of_lines(text, &lines, Vec::new())
}

/// Cuts some lines of `text`, which stand under the headings of `outline`.
pub fn of_lines<'t>(
    text: &'t str,
    lines: &[Line<'t>],
    outline: Vec<(usize, &'t str)>,
) -> DocumentContents<'t> {
    let mut cutter = Cutter::new(text, lines, outline);
    cutter.run();
    cutter.finish()
}

/// Why subject lines are left out.
const LINES: &str = "subject lines without a mail";

/// Where in a message the next line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CutterState {
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
    place: CutterState,
    outline: Vec<(usize, &'t str)>,
    /// What the outline announces, and what it promises.
    announced: bool,
    promised: bool,
    /// The level of the heading over guidance.
    guide: Option<usize>,
    /// The end of the heading or the message before: comments below it are for the next subject.
    above: usize,
    /// Subject lines in a list under a heading of their own.
    listing: bool,
    /// What labels say before a message begins.
    pending: Message<'t>,
    /// Its subject lines are not for messages under a heading above this level.
    reach: usize,
    open: Option<Message<'t>>,
    found: DocumentContents<'t>,
    /// The level of the headings over the messages that stand in fences and speak for themselves,
    /// and how many there are.
    fenced: (usize, usize),
    /// Lines inside of a fence: they have no headings.
    inside: bool,
    /// Every line is quoted: a draft that is set off.
    quoted: bool,
}

impl<'t, 'l> Cutter<'t, 'l> {
    fn new(text: &'t str, lines: &'l [Line<'t>], outline: Vec<(usize, &'t str)>) -> Self {
        let (announced, promised) = outlook(&outline);
        Cutter {
            text,
            lines,
            at: 0,
            place: CutterState::Outside,
            announced,
            promised,
            outline,
            guide: None,
            above: lines.first().map_or(0, |line| line.span.start()),
            listing: false,
            pending: Message::default(),
            reach: 0,
            open: None,
            found: DocumentContents::default(),
            fenced: (0, 0),
            inside: false,
            quoted: lines.iter().all(|line| line.words.is_empty() || line.words.starts_with('>')),
        }
    }

    fn run(&mut self) {
        while let Some(line) = self.lines.get(self.at).copied() {
            let title = (!self.inside)
                .then(|| heading(self.lines, self.at))
                .flatten()
                .filter(|_| line.fence == Fence::Outside);
            self.at += match (line.fence, title) {
                (Fence::Opens, _) => self.fence(line),
                (_, Some(title)) => self.heading(line, title),
                _ if line.words.starts_with('>') => self.quote(),
                _ if line.words.starts_with('|') => self.table(line),
                _ if is_rule(line.words) => self.rule(),
                _ if is_fold(line.words) => {
                    self.close();
                    1
                }
                _ => match read(line.words).or_else(|| self.bare_label(line)) {
                    Some(found) => self.label(line, found),
                    None => self.words(line),
                },
            };
        }
        self.close();
    }

    fn finish(mut self) -> DocumentContents<'t> {
        std::mem::take(&mut self.pending.subjects)
            .into_iter()
            .for_each(|span| self.leave(span, LINES));
        self.found.unread.sort_by_key(|left| left.span.start());
        self.found.unread.retain(|left| !left.span.slice(self.text).trim().is_empty());
        self.found
    }

    /// The number of lines from the current one that `holds`.
    fn while_lines(&self, holds: impl Fn(&Line) -> bool) -> usize {
        self.lines[self.at..].iter().take_while(|line| holds(line)).count()
    }

    /// The next line that says something, from `from` on.
    fn next(&self, from: usize) -> Option<(usize, Line<'t>)> {
        (from..self.lines.len())
            .map(|at| (at, self.lines[at]))
            .find(|(_, line)| !line.words.is_empty())
    }

    fn span_of(&self, part: &str) -> Span {
        let from = part.as_ptr() as usize - self.text.as_ptr() as usize;
        Span::new(from, from + part.len())
    }

    /// Leaves a line out.
    fn leave(&mut self, span: Span, why: &'static str) {
        match self.found.unread.last_mut().filter(|last| {
            last.why == why
                && self
                    .text
                    .get(last.span.end()..span.start())
                    .is_some_and(|between| between.trim().is_empty())
        }) {
            Some(last) => last.span = last.span.join(span),
            None => self.found.unread.push(Unread { span, why }),
        }
    }

    /// Takes a heading into the outline, in the place of those at its level and below, or only ends
    /// those.
    fn enter(&mut self, level: usize, title: Option<&'t str>) {
        self.outline.retain(|(above, _)| *above < level);
        self.outline.extend(title.map(|title| (level, title)));
        (self.announced, self.promised) = outlook(&self.outline);
    }

    /// True under a heading or labels that announce a message.
    fn is_announced(&self) -> bool {
        self.guide.is_none()
            && (self.announced || self.pending.channel.is_some() || self.pending.delay.is_some())
    }

    /// True under a heading or a label that promises a message, so that nothing else has to speak
    /// for it.
    fn is_promised(&self) -> bool {
        self.guide.is_none() && (self.promised || self.pending.channel.is_some())
    }

    /// Begins a message.
    fn begin(&mut self, line: &Line<'t>, place: CutterState) -> &mut Message<'t> {
        self.close();
        let preceded = !self.outline.is_empty()
            || !self.found.unread.is_empty()
            || !self.found.messages.is_empty();
        let pending = std::mem::take(&mut self.pending);
        self.place = place;
        let end = pending.subjects.first().map_or(line.span.start(), |subject| subject.start());
        let above = Span::new(self.above, end.max(self.above));
        let set_apart = preceded || pending.set_apart;
        self.open.insert(Message {
            outline: self.outline.clone(),
            line: line.number,
            above,
            set_apart,
            ..pending
        })
    }

    /// Ends the message that is open.
    fn close(&mut self) {
        self.place = CutterState::Outside;
        if let Some(mut message) = self.open.take() {
            while message.body.last().is_some_and(|line| line.slice(self.text).trim().is_empty()) {
                message.body.pop();
            }
            if message.is_plan(self.text) {
                let spans: Vec<Span> =
                    message.subjects.iter().chain(&message.body).copied().collect();
                spans.into_iter().for_each(|span| self.leave(span, PLAN));
            } else if message.has_words(self.text) {
                let next = self
                    .lines
                    .get(self.at)
                    .map(|line| line.span.start())
                    .or(self.lines.last().map(|line| line.span.end()));
                self.above = next
                    .into_iter()
                    .chain(message.body.last().map(|line| line.end()))
                    .fold(self.above, usize::max);
                self.found.messages.push(message);
            } else if message.body.is_empty() && message.subjects.len() > 1 {
                // Several subject lines alone are for the message that follows.
                self.pending.subjects = message.subjects;
                self.reach = message.outline.last().map_or(0, |(level, _)| level + 1);
            } else {
                let spans: Vec<Span> = message
                    .subjects
                    .iter()
                    .chain(&message.preview)
                    .chain(&message.body)
                    .copied()
                    .collect();
                spans
                    .into_iter()
                    .for_each(|span| self.leave(span, "a label without words below it"));
            }
        }
    }

    /// Takes lines as they are into the message that is open.
    fn push_all(&mut self, count: usize) {
        let lines = &self.lines[self.at..self.at + count];
        self.open
            .iter_mut()
            .for_each(|message| lines.iter().for_each(|line| message.push(self.text, line.span)));
    }

    /// True in the words of a message that stands under no heading or under the title of the file:
    /// what follows belongs to it until another message begins, or guidance. So it does in a mail
    /// that has greeted and not taken leave.
    fn continues(&self) -> bool {
        let level = |message: &Message| message.outline.last().map_or(0, |(level, _)| *level);
        let filled = |message: &Message| {
            message.body.iter().any(|line| !line.slice(self.text).trim().is_empty())
        };
        matches!(self.place, CutterState::Words { .. })
            && !self.inside
            && self.open.as_ref().is_some_and(|message| level(message) <= 1 && filled(message))
            || self.goes_on()
    }

    /// True in a mail that has greeted and not taken leave: headings, rules and lines in bold are
    /// parts of it.
    fn goes_on(&self) -> bool {
        let open = |message: &Message| {
            !message.subjects.is_empty() && message.greets == Some(true) && !message.left
        };
        matches!(self.place, CutterState::Words { threaded: false })
            && !self.inside
            && self.open.as_ref().is_some_and(open)
    }

    /// True when the line at `at` begins another message, or nothing follows it.
    fn begins_next(&self, at: usize) -> bool {
        let Some((at, line)) = self.next(at) else { return true };
        let inner = line.words.trim_start_matches(['>', ' ']);
        line.fence == Fence::Opens
            || heading(self.lines, at).is_some()
            || read(inner).is_some_and(|found| found.label == Label::Subject || found.strong)
            || line::is_bold_label(inner)
            || opening::greets(inner)
    }

    /// True when the line at `at` is not of the mail that goes on here: it is a label, a heading
    /// beside or above, a greeting, or nothing follows.
    fn leads_away(&self, at: usize) -> bool {
        let Some((at, line)) = self.next(at) else { return true };
        let inner = line.words.trim_start_matches(['>', ' ', '*', '_']);
        let level = self
            .open
            .as_ref()
            .and_then(|message| message.outline.last())
            .map_or(0, |(level, _)| *level);
        let beside = |heading: Heading| {
            heading.level <= level
                || title::guides(heading.title)
                || title::announces(heading.title)
        };
        heading(self.lines, at).is_some_and(beside)
            || read(line.words).is_some_and(|found| found.label == Label::Subject || found.strong)
            || opening::greets(inner)
            || line.fence == Fence::Opens
    }

    /// The subject lines above `Version A`, which `Version B` beside it has too.
    fn shared(&self, level: usize, title: &str) -> Vec<Span> {
        use super::words::{ALONE, has};
        let Some(last) = self.found.messages.last().filter(|_| has(title, ALONE)) else {
            return Vec::new();
        };
        let (Some((beside, own)), above) =
            (last.outline.last(), &last.outline[..last.outline.len().saturating_sub(1)])
        else {
            return Vec::new();
        };
        let from = self.span_of(own).start();
        let fits =
            *beside == level && has(own, ALONE) && self.outline[..self.outline.len() - 1] == *above;
        if fits && last.subjects.iter().all(|subject| subject.end() <= from) {
            last.subjects.clone()
        } else {
            Vec::new()
        }
    }

    /// True when what stands at `at` is the last line of the file, and what a writing assistant
    /// says below a mail that it has announced.
    fn is_chat(&self, at: usize) -> bool {
        #[rustfmt::skip]
        const OFFERS: &[&str] = &[
            "let me know if you", "would you like me to", "do you want me to", "want me to", "shall i ", "feel free to", "i can also", "happy to adjust", "hope this helps",
            "if you'd like, i can", "if you want, i can", "soll ich ", "möchtest du, dass", "sag bescheid, wenn", "souhaitez-vous que", "dites-moi si", "¿quieres que", "avísame si",
            "vuoi che ", "quer que eu ",
        ];
        const ANNOUNCES: &[&str] = &["here", "below", "hier", "voici", "aquí", "ecco", "aqui"];
        let announced = self.found.unread.first().is_some_and(|first| {
            let lower = first.span.slice(self.text).trim().to_lowercase();
            lower.ends_with([':', '.', '!'])
                && lower.split(|c: char| !c.is_alphabetic()).any(|word| ANNOUNCES.contains(&word))
        });
        let offer = |line: &Line| {
            let lower = line.words.to_lowercase().replace('\u{2019}', "'");
            OFFERS.iter().any(|offer| lower.starts_with(offer))
        };
        self.outline.is_empty()
            && announced
            && self.next(at).is_some_and(|(at, line)| offer(&line) && self.next(at + 1).is_none())
    }

    fn heading(&mut self, line: Line<'t>, Heading { level, title }: Heading<'t>) -> usize {
        if level > 6 && matches!(self.place, CutterState::Labels { .. }) && title::is_medium(title)
        {
            // `**Email:**` between the subject and the words heads the words.
            return self.label(
                line,
                Labelled {
                    label: Label::Body,
                    value: &title[title.len()..],
                    strong: true,
                    listed: false,
                    variant: false,
                },
            );
        }
        if level > 6
            && self.goes_on()
            && step_heading::step(title).is_none()
            && delay::in_label(title).is_none()
            && !title::is_post(title)
        {
            // `**Next step:**` in a mail is a line of it.
            return self.words(line);
        }
        let counted = level > 6 && step_heading::step(title).is_some();
        if let Some(label) =
            named(title).filter(|_| !counted && self.guide.is_none_or(|guide| level <= guide))
        {
            let options = label == Label::Subject
                && title.to_ascii_lowercase().contains("option")
                && self.open.is_none();
            if !options {
                // A label one level up, or beside the message before, begins another one.
                self.enter(level, None);
                let end = &title[title.len()..];
                return self.label(
                    line,
                    Labelled { label, value: end, strong: true, listed: false, variant: false },
                );
            }
        }
        if let Some(found) = read(title).filter(|found| {
            found.label == Label::Subject && !found.value.is_empty() && self.guide.is_none()
        }) {
            self.close();
            self.enter(level, None);
            return self.label(line, Labelled { strong: true, listed: false, ..found });
        }
        let guide = title::guides(title);
        let promises =
            title::announces(title) || super::words::has(title, &["subject", "subjects"]);
        if self.continues()
            && level < 7
            && !guide
            && !promises
            && !(if self.goes_on() {
                self.leads_away(self.at + 1)
            } else {
                self.begins_next(self.at + 1)
            })
            && !self.outline.iter().any(|(above, _)| *above >= level)
        {
            self.push_all(1);
            return 1;
        }
        self.close();
        self.enter(level, Some(title));
        if self.guide.is_some_and(|above| level <= above) {
            self.guide = None;
        }
        if guide {
            self.guide = self.guide.or(Some(level));
        } else if step_heading::step(title).is_some() {
            // `## Strategy` may stand over `### Email 1` and its words.
            self.guide = None;
        }
        self.listing = super::words::has(title, &["subject", "subjects"]);
        if self.pending.subjects.is_empty() {
            self.above = line.span.end();
        }
        let subjects = std::mem::take(&mut self.pending.subjects);
        let (kept, left) =
            if level < self.reach { (Vec::new(), subjects) } else { (subjects, Vec::new()) };
        left.into_iter().for_each(|span| self.leave(span, LINES));
        let kept = if kept.is_empty() { self.shared(level, title) } else { kept };
        self.pending = Message { subjects: kept, ..Message::default() };
        if self.listing {
            self.reach = level;
        }
        if let Some(value) = subject_in(title).filter(|_| !guide) {
            self.pending.subjects = vec![self.span_of(value)];
        }
        1
    }

    fn rule(&mut self) -> usize {
        match self.place {
            CutterState::Labels { .. } => {}
            CutterState::Words { .. } if self.is_chat(self.at + 1) => self.close(),
            CutterState::Words { .. } if self.goes_on() && !self.leads_away(self.at + 1) => {
                self.push_all(1)
            }
            CutterState::Words { .. }
                if self.continues() && !self.goes_on() && !self.begins_next(self.at + 1) =>
            {
                self.push_all(1)
            }
            CutterState::Words { .. }
                if self.open.as_ref().is_some_and(|message| message.body.is_empty()) => {}
            _ => self.close(),
        }
        1
    }
}

/// The subject line in `Variant A — Subject: Berth waits`.
fn subject_in(title: &str) -> Option<&str> {
    let after =
        |mark: &str| title.find(mark).and_then(|at| read(title[at + mark.len()..].trim_start()));
    let found = [" — ", " – ", " - ", " | ", "("]
        .into_iter()
        .filter_map(after)
        .find(|found| found.label == Label::Subject)?;
    Some(found.value.trim_end_matches(')')).filter(|value| !value.is_empty())
}

/// Whether headings announce a message, and whether they promise one. The title of a file does
/// neither among other headings, unless it counts; a promise above the nearest heading has to count
/// too.
fn outlook(outline: &[(usize, &str)]) -> (bool, bool) {
    let last = outline.len().saturating_sub(1);
    let titles = || outline.iter().enumerate();
    let counts = |title: &str| {
        !title.starts_with(|c: char| c.is_ascii_digit()) && step_heading::step(title).is_some()
    };
    let announced =
        titles().any(|(at, (level, title))| (at == last || *level > 1) && title::announces(title));
    let promised = titles().any(|(at, (level, title))| {
        title::promises(title) && (at == last && *level > 1 || counts(title))
    });
    // Steps below a heading that names a network are messages over it.
    let placed = outline.last().is_some_and(|(_, title)| counts(title) && !title::guides(title));
    let direct = || titles().any(|(_, (_, title))| super::words::has(title, super::words::NETWORK));
    (announced, promised || placed && direct())
}
