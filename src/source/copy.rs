//! Copy in structured files: drafts made of scalars, or of a file that one of them names.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::resolver::FileResolver;
use super::{assemble, cell, decode, email, html, markup, opaque, twin};
use crate::draft::{Draft, Meta, Overrides};
use crate::files;
use crate::text::{Problem, Span, Text, TextBuilder, head};
use crate::vocabulary::{Channel, Kind, Medium, Part, Thread};
use crate::yaml::Node;

/// What a file says of one message.
#[derive(Clone, Copy, Debug, Default)]
pub struct MessageNodes<'n> {
    /// Subject lines.
    pub subjects: &'n [Node],
    /// The preheader.
    pub preview: Option<&'n Node>,
    /// The words.
    pub body: Option<&'n Node>,
    /// The words as HTML, read when there is no plain body.
    pub html: Option<&'n Node>,
    /// A file that holds the words.
    pub file: Option<&'n Node>,
}

impl MessageNodes<'_> {
    /// True when nothing holds words.
    pub fn is_empty(&self) -> bool {
        self.body.is_none() && self.html.is_none() && self.file.is_none()
    }
}

/// Collects the drafts of one structured file.
pub struct DraftCollector<'s> {
    /// Its path.
    pub name: &'s str,
    /// Its text.
    pub file: &'s Text,
    /// Where the files are that it names.
    pub resolver: &'s FileResolver,
    /// A channel that the caller forces.
    pub channel: Option<Channel>,
    /// What all drafts declare.
    pub meta: Meta,
    /// The drafts.
    pub drafts: Vec<Draft>,
    /// Bytes of the files that it names, as far as they are read.
    pub pulled: usize,
    /// What is wrong with the file.
    pub problems: &'s mut Vec<Problem>,
}

/// Where in its sequence a draft stands.
#[derive(Clone, Debug)]
pub struct StepPosition {
    /// Its step, from 1.
    pub number: u32,
    /// What it is sent with.
    pub medium: Medium,
    /// In which thread.
    pub thread: Option<Thread>,
    /// Severities set for this step.
    pub lint: Overrides,
}

/// What a draft is called is told up to here, in bytes.
const LONGEST_ID: usize = 1000;

impl DraftCollector<'_> {
    /// Adds a draft and returns its number; `None` when there is no copy, or none that could be
    /// read.
    pub fn add(&mut self, id: String, place: &StepPosition, copy: MessageNodes) -> Option<usize> {
        let channel = place.medium.channel()?;
        let mut draft = match copy.file {
            Some(node) => self.pull(node, copy)?,
            None => self.build(copy)?,
        };
        let own = std::mem::take(&mut draft.meta);
        draft.meta = Meta {
            to: own.to,
            thread: own.thread.or(place.thread),
            touch: Some(place.number),
            kind: own.kind.or((place.number > 1).then_some(Kind::FollowUp)),
            overrides: own.overrides.before(&place.lint).before(&self.meta.overrides),
            ..self.meta.clone()
        };
        draft.id = head(&id, LONGEST_ID).to_string();
        draft.step = Some(place.number);
        draft.channel = self.channel.unwrap_or(channel);
        opaque::report(&mut draft, self.problems);
        self.drafts.push(draft);
        Some(self.drafts.len() - 1)
    }

    /// Adds a message that is no step of anything.
    pub fn add_alone(&mut self, id: String, medium: Medium, copy: MessageNodes) {
        let place = StepPosition { number: 1, medium, thread: None, lint: Overrides::default() };
        if let Some(at) = self.add(id, &place, copy) {
            (self.drafts[at].step, self.drafts[at].meta.touch) = (None, None);
        }
    }

    fn build(&mut self, mut copy: MessageNodes) -> Option<Draft> {
        if let (Some(body), Some(html)) = (copy.body, copy.html) {
            let plain = self.lines(body);
            let shown = words_of(self.lines(html).as_str());
            if !markup::is_html(plain.as_str()) && twin::says_more(&shown, plain.as_str()) {
                let message = "the plain text is another mail than the HTML, which most readers see; the HTML is judged";
                let problem = Problem::warning(self.file.to_source(body.span), message);
                self.problems.push(problem.hint("make the plain text of the same words"));
                copy.body = None;
            }
        }
        let body = copy.body.or(copy.html)?;
        if copy.subjects.is_empty() && copy.preview.is_none() && copy.body.is_some() {
            // The subject may stand at the top of the words.
            let text = self.lines(body);
            let text = markup::with_line_breaks(&text).unwrap_or(text);
            if email::is_titled(text.as_str()) && !markup::is_html(text.as_str()) {
                return Some(email::read(&text, true, self.problems));
            }
        }
        let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
        let whole = |text: &Text| Span::new(0, text.as_str().len());
        let titles = copy
            .subjects
            .iter()
            .map(|node| (Part::Subject, node))
            .chain(copy.preview.map(|node| (Part::Preheader, node)));
        for (part, node) in titles.filter(|(_, node)| node.as_str().is_some()) {
            let text = self.lines(node);
            assemble::section(&mut draft, &mut builder, part, |builder| {
                builder.push_from(&text, whole(&text))
            });
        }
        let text = self.lines(body);
        if copy.body.is_none() {
            html::page(&text, self.problems).write(&mut draft, builder, self.problems);
        } else {
            cell::body(&mut draft, builder, &text, true, self.problems);
        }
        Some(draft)
    }

    /// A text, or one that is written as a list of its lines.
    fn lines(&self, node: &Node) -> Text {
        if node.as_str().is_some() {
            let text = assemble::decoded(self.file, node);
            // Automation flows mark a text with expressions so.
            let marked = text.as_str().starts_with('=') && text.as_str().contains("{{");
            let mut builder = TextBuilder::default();
            builder.push_from(&text, Span::new(usize::from(marked), text.as_str().len()));
            return if marked { builder.finish() } else { text };
        }
        let mut builder = TextBuilder::default();
        for (at, line) in node.items().iter().enumerate() {
            if at > 0 {
                builder.push_glue("\n");
            }
            let line = assemble::decoded(self.file, line);
            builder.push_from(&line, line.whole());
        }
        builder.finish()
    }

    /// Reads the draft that a step names. Its findings point into that file.
    fn pull(&mut self, node: &Node, copy: MessageNodes) -> Option<Draft> {
        let at = self.file.to_source(node.span);
        let path = node.as_str().unwrap_or_default();
        let elsewhere = match self.resolver.read(self.name, path, at) {
            Ok(found) => found,
            Err((why, hint)) => {
                self.problems
                    .push(Problem::error(at, format!("cannot read `{path}`: {why}")).hint(hint));
                return None;
            }
        };
        self.pulled += elsewhere.bytes.len();
        if self.pulled > files::WHOLE as usize {
            let message = format!(
                "`{path}`: with this one, the files that are named here have more than {} MiB",
                files::WHOLE >> 20
            );
            self.problems.push(Problem::error(at, message).hint("check it by itself"));
            return None;
        }
        let mut inside = Vec::new();
        let subject = copy.subjects.first().and_then(Node::as_str);
        let draft = decode::decode(&elsewhere.bytes, &mut inside).map(|text| {
            let markdown = Path::new(path).extension().is_none_or(|ending| ending != "txt");
            let draft = match html::is_html(path, text.as_str()) {
                true => page(&text, subject, &mut inside),
                false => email::read_titled(&text, markdown, subject, &mut inside),
            };
            Draft { elsewhere: Some(Arc::new(elsewhere)), ..draft }
        });
        self.problems.extend(inside.into_iter().map(|problem| Problem {
            span: at,
            message: format!("`{path}`: {}", problem.message),
            ..problem
        }));
        draft
    }
}

/// A page whose subject line may stand in another file.
fn page(text: &Text, subject: Option<&str>, problems: &mut Vec<Problem>) -> Draft {
    let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
    match subject {
        None => return html::read(text, problems).pop().unwrap_or_default(),
        Some(subject) => assemble::section(&mut draft, &mut builder, Part::Subject, |builder| {
            builder.push_glue(subject)
        }),
    }
    html::page(text, problems).write(&mut draft, builder, problems);
    draft
}

/// The words that a piece of HTML shows.
pub fn words_of(html: &str) -> String {
    let draft = page(&Text::identity(html), Some(""), &mut Vec::new());
    draft.body().slice(draft.text.as_str()).to_string()
}

/// What a reader sees of a text that may be HTML.
pub fn shown(text: &str) -> Cow<'_, str> {
    if markup::has_tags(text) { words_of(text).into() } else { text.into() }
}
