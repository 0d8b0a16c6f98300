//! Campaigns as platforms keep them, in JSON: one table of paths ([`table`]), and one reader that
//! follows them.
//!
//! What a platform keeps in flat tables is first put together ([`join`]); what it keeps in several
//! files is read by [`folder`].

pub mod folder;
mod join;
mod path;
mod table;

use std::borrow::Cow;
use std::collections::HashSet;

use super::copy::{DraftCollector, MessageNodes, StepPosition};
use super::sequence::first_key;
use super::{Format, delay, markup, media};
use crate::draft::{Arm, Meta, Sequence, Step};
use crate::text::Problem;
use crate::vocabulary::{Medium, OptOut, Signature, Thread};
use crate::yaml::{Node, Problems, Value};
use table::PLATFORMS;

/// A platform: how its files are known, and where in them things stand.
pub struct Platform {
    format: Format,
    /// Where in a file a campaign may lie.
    at: &'static [&'static str],
    /// Two signs, of which both must hold; each in several forms.
    signs: [&'static [&'static str]; 2],
    /// Puts together what the file keeps apart.
    join: Option<fn(&Node, &mut Problems) -> Node>,
    /// The campaign's name.
    name: &'static [&'static str],
    /// What holds steps, from the campaign: the first path that leads anywhere.
    lists: &'static [&'static str],
    /// Steps, from there.
    steps: &'static str,
    /// From a step: the number that orders it, when the list does not.
    order: &'static [&'static str],
    /// From a step: how long to wait.
    wait: WaitPaths,
    /// From a step: words for its medium. Without any, steps are e-mails.
    kind: &'static [&'static str],
    /// From a step: signs that it is sent only then.
    when: &'static [&'static str],
    /// From a step: signs that it goes into the thread of the step before.
    reply: &'static [&'static str],
    /// From a step: signs that it starts a thread, whatever its subject is.
    fresh: &'static [&'static str],
    /// From a step: what is tried against each other, by the first path that leads anywhere.
    arms: &'static [&'static str],
    /// From an arm: its name.
    label: &'static [&'static str],
    /// From an arm: signs that it is not sent.
    off: &'static [&'static str],
    /// From an arm.
    subject: &'static [&'static str],
    /// From an arm: the words, as HTML or not.
    body: &'static [&'static str],
    /// From an arm: words that some readers get instead.
    other: &'static [&'static str],
    /// From a step: templates that the file names and does not hold.
    reference: &'static [&'static str],
    /// From the campaign: messages that no step sends.
    alone: &'static [&'static str],
    /// From the campaign: signs of a header that lets readers opt out.
    header_opt_out: &'static [&'static str],
    /// From the campaign: signs that the platform adds the signature.
    platform_signature: &'static [&'static str],
}

/// A wait: where it stands, what a bare number counts and from where.
struct WaitPaths {
    value: &'static [&'static str],
    unit_name: &'static [&'static str],
    unit: delay::Unit,
    from: delay::CountedFrom,
}

/// Campaigns of one platform in a file.
pub struct PlatformCampaigns<'n> {
    platform: &'static Platform,
    campaigns: Vec<Cow<'n, Node>>,
    problems: Problems,
}

/// True for the formats that are read here.
pub fn reads(format: Format) -> bool {
    PLATFORMS.iter().any(|platform| platform.format == format)
}

/// What a file lacks that the caller says is of this format.
pub fn wanted(format: Format) -> String {
    let signs = PLATFORMS
        .iter()
        .filter(|platform| platform.format == format)
        .flat_map(|platform| platform.signs)
        .flatten();
    let names: Vec<String> = signs.map(|sign| format!("`{sign}`")).collect();
    format!("it has none of {}", names.join(", "))
}

/// The platform that a file has both signs of. One that the caller names needs one alone.
pub fn find(root: &Node, declared: Option<Format>) -> Option<PlatformCampaigns<'_>> {
    let mut rows =
        PLATFORMS.iter().filter(|platform| declared.is_none_or(|format| format == platform.format));
    rows.find_map(|platform| {
        let is = |node: &&Node| match declared {
            None => platform.signs.iter().all(|signs| path::holds(node, signs)),
            Some(_) => platform.signs.iter().any(|signs| path::holds(node, signs)),
        };
        let found = platform
            .at
            .iter()
            .map(|at| path::all(root, at).into_iter().filter(is).collect::<Vec<_>>());
        let found = found.into_iter().find(|found| !found.is_empty())?;
        let mut problems = Problems::default();
        let mut joined = |node| {
            platform.join.map_or(Cow::Borrowed(node), |join| Cow::Owned(join(node, &mut problems)))
        };
        let campaigns = found.into_iter().map(&mut joined).collect();
        Some(PlatformCampaigns { platform, campaigns, problems })
    })
}

impl PlatformCampaigns<'_> {
    /// What the file is.
    pub fn format(&self) -> Format {
        self.platform.format
    }

    /// False when the words are somewhere else.
    pub fn holds_copy(&self) -> bool {
        let row = self.platform;
        let body = |arm: &Node| text_under(arm, row.body).is_some();
        self.campaigns.iter().any(|campaign| {
            let steps = path::nearest(campaign, row.lists)
                .into_iter()
                .flat_map(|list| path::all(list, row.steps));
            steps.flat_map(|step| path::nearest(step, row.arms)).any(body)
                || path::every(campaign, row.alone).into_iter().any(body)
        })
    }

    /// Reads all of them.
    pub fn read(self, collector: &mut DraftCollector) -> Vec<Sequence> {
        for problem in &self.problems.0 {
            collector.problems.push(problem.clone().moved(|span| collector.file.to_source(span)));
        }
        let (mut sequences, mut names) = (Vec::new(), HashSet::new());
        for campaign in &self.campaigns {
            collector.meta = self.platform.meta(campaign);
            sequences.extend(self.platform.sequences(campaign, &mut names, collector));
            for (at, item) in (1..).zip(path::every(campaign, self.platform.alone)) {
                match self.platform.copy(item, collector) {
                    Some(copy) => collector.add_alone(
                        format!("{} [{at}]", collector.name),
                        Medium::Email,
                        copy,
                    ),
                    None => add_problem(collector, item, format!("template {at} has no words")),
                }
            }
        }
        sequences
    }
}

impl Platform {
    /// What a whole campaign says of its messages.
    fn meta(&self, campaign: &Node) -> Meta {
        Meta {
            dialect: Some(self.format.name().to_string()),
            opt_out: path::holds(campaign, self.header_opt_out).then_some(OptOut::Header),
            signature: if path::holds(campaign, self.platform_signature) {
                Signature::Platform
            } else {
                Signature::default()
            },
            ..Meta::default()
        }
    }

    fn sequences(
        &self,
        campaign: &Node,
        names: &mut HashSet<String>,
        collector: &mut DraftCollector,
    ) -> Vec<Sequence> {
        let lists = path::nearest(campaign, self.lists);
        let filled = lists
            .iter()
            .map(|list| (*list, path::all(list, self.steps)))
            .filter(|(_, steps)| !steps.is_empty());
        let read = filled.map(|(list, steps)| {
            let name = [list, campaign]
                .into_iter()
                .filter_map(|node| path::first(node, self.name))
                .find(|name| name.as_str().is_some());
            let mut id = name.and_then(Node::as_str).unwrap_or(collector.name).to_string();
            if lists.len() > 1 || names.contains(&id) {
                id = format!("{id} [{}]", names.len() + 1);
            }
            names.insert(id.clone());
            let span = collector.file.to_source(name.map_or(first_key(list), |name| name.span));
            self.sequence(Sequence { id, span, ..Sequence::default() }, steps, collector)
        });
        read.collect()
    }

    fn sequence(
        &self,
        mut sequence: Sequence,
        mut items: Vec<&Node>,
        collector: &mut DraftCollector,
    ) -> Sequence {
        items.retain(|item| {
            let is_map = matches!(item.value, Value::Map(_));
            if !is_map {
                add_problem(collector, item, "a step without keys and values; not read");
            }
            is_map
        });
        // Those without a number stay behind those that have one.
        let place = |item: &Node| path::first(item, self.order)?.as_str()?.parse::<f64>().ok();
        items.sort_by(|a, b| {
            place(a).unwrap_or(f64::INFINITY).total_cmp(&place(b).unwrap_or(f64::INFINITY))
        });
        let mut delays = Vec::new();
        for (number, item) in (1..).zip(items) {
            delays.push(self.delay(item, collector));
            let step = self.step(number, item, &mut sequence, collector);
            sequence.steps.push(step);
        }
        for (step, time) in sequence.steps.iter_mut().zip(delay::resolve(&delays)) {
            step.at = time;
        }
        sequence
    }

    fn delay(&self, item: &Node, collector: &mut DraftCollector) -> Option<delay::Delay> {
        let value = path::first(item, self.wait.value)?;
        let found = delay::fixed(
            value,
            path::first(item, self.wait.unit_name),
            self.wait.unit,
            self.wait.from,
        );
        if found.is_none() {
            add_problem(collector, value, "no wait that can be read");
        }
        found
    }

    fn step(
        &self,
        number: u32,
        item: &Node,
        sequence: &mut Sequence,
        collector: &mut DraftCollector,
    ) -> Step {
        let medium = self.medium(item);
        let arms = path::nearest(item, self.arms);
        let when = self
            .when
            .iter()
            .find(|sign| path::holds(item, &[**sign]))
            .and_then(|sign| sign.rsplit('=').next());
        let mut step = Step {
            number,
            medium: medium.unwrap_or(Medium::Task),
            when: when.map(str::to_string),
            ..Step::default()
        };
        if step.medium.channel().is_none() {
            if medium.is_none() && arms.iter().any(|arm| text_under(arm, self.body).is_some()) {
                add_problem(
                    collector,
                    item,
                    format!("step {number} is of an unknown kind; its text is not read"),
                );
            }
            return step;
        }
        let titled = arms.iter().any(|arm| text_under(arm, self.subject).is_some());
        step.thread = self.thread(item, titled, number).filter(|_| step.medium == Medium::Email);
        for (at, arm) in arms.iter().enumerate().filter(|(_, arm)| !path::holds(arm, self.off)) {
            let letter = || char::from(b'A' + (at % 26) as u8).to_string();
            let name = path::first(arm, self.label)
                .and_then(Node::as_str)
                .map_or_else(letter, str::to_string);
            self.arm(name, arm, arms.len() > 1, &mut step, &sequence.id, collector);
        }
        let all_off = !arms.is_empty() && arms.iter().all(|arm| path::holds(arm, self.off));
        if step.arms.is_empty() && !all_off {
            self.report_empty_step(&step, item, sequence, collector);
        }
        name_arms(&mut step.arms, collector);
        step
    }

    /// Adds what one arm says to its step.
    fn arm(
        &self,
        name: String,
        arm: &Node,
        several: bool,
        step: &mut Step,
        sequence: &str,
        collector: &mut DraftCollector,
    ) {
        let place = StepPosition {
            number: step.number,
            medium: step.medium,
            thread: step.thread,
            lint: Vec::new(),
        };
        let copy = self.copy(arm, collector);
        if copy.is_none() && several && path::first(arm, self.body).is_some() {
            add_problem(
                collector,
                arm,
                format!("variant {name} of step {} has no words", step.number),
            );
        }
        let others = path::every(arm, self.other)
            .into_iter()
            .filter_map(written)
            .map(|copy| (format!("{name}, else"), copy));
        for (name, copy) in copy.map(|copy| (name.clone(), copy)).into_iter().chain(others) {
            let draft = collector.add(format!("{sequence} / step {}", step.number), &place, copy);
            step.arms.extend(draft.map(|draft| Arm { name, draft }));
        }
    }

    /// A step that sends something has no words: they are in a template somewhere else, or there
    /// are none. A connection request may go without a note.
    fn report_empty_step(
        &self,
        step: &Step,
        item: &Node,
        sequence: &mut Sequence,
        collector: &mut DraftCollector,
    ) {
        let names: Vec<&str> =
            path::every(item, self.reference).into_iter().filter_map(Node::as_str).collect();
        if !names.is_empty() {
            sequence.opaque.extend(names.into_iter().map(str::to_string));
        } else if step.medium != Medium::Connect {
            add_problem(collector, item, format!("step {} has no words", step.number));
        }
    }

    /// `None` for a word that names no medium.
    fn medium(&self, item: &Node) -> Option<Medium> {
        let kinds: Vec<&str> =
            path::every(item, self.kind).into_iter().filter_map(Node::as_str).collect();
        // Of the things that a step may be made of, an e-mail is what the reader gets.
        let mail = kinds
            .iter()
            .filter_map(|kind| media::named(kind))
            .find(|medium| *medium == Medium::Email);
        mail.or_else(|| {
            if kinds.is_empty() { Some(Medium::Email) } else { media::named(&kinds.concat()) }
        })
    }

    /// A later e-mail without a subject goes into the thread before it; one with a subject does
    /// not.
    fn thread(&self, item: &Node, titled: bool, number: u32) -> Option<Thread> {
        match titled {
            _ if path::holds(item, self.reply) => Some(Thread::Reply),
            _ if path::holds(item, self.fresh) => Some(Thread::New),
            _ if number == 1 => None,
            true => Some(Thread::New),
            false => Some(Thread::Reply),
        }
    }

    /// What an arm says. What stands in the place of words and is no text is a problem.
    fn copy<'n>(&self, arm: &'n Node, collector: &mut DraftCollector) -> Option<MessageNodes<'n>> {
        for paths in [self.subject, self.body] {
            for node in path::every(arm, paths).into_iter().filter(|node| node.as_str().is_none()) {
                add_problem(collector, node, "no text; not read");
            }
        }
        let subjects = text_under(arm, self.subject).map(std::slice::from_ref).unwrap_or_default();
        Some(MessageNodes { subjects, ..written(text_under(arm, self.body)?)? })
    }
}

/// Letters for arms of which there are several, and of which some share one.
fn name_arms(arms: &mut [Arm], collector: &mut DraftCollector) {
    if let [only] = arms {
        return only.name.clear();
    }
    let mut names = HashSet::new();
    for (at, arm) in arms.iter_mut().enumerate() {
        if !names.insert(arm.name.clone()) {
            arm.name = format!("{} [{}]", arm.name, at + 1);
        }
        let id = &mut collector.drafts[arm.draft].id;
        *id = format!("{id} / {}", arm.name);
    }
}

/// Words that are written as HTML, or not.
fn written(body: &Node) -> Option<MessageNodes<'_>> {
    let text = body.as_str()?;
    Some(if markup::has_tags(text) {
        MessageNodes { html: Some(body), ..MessageNodes::default() }
    } else {
        MessageNodes { body: Some(body), ..MessageNodes::default() }
    })
}

/// The first text that is not blank.
fn text_under<'n>(node: &'n Node, paths: &[&str]) -> Option<&'n Node> {
    let texts = paths.iter().flat_map(|path| path::all(node, path));
    texts.into_iter().find(|node| node.as_str().is_some_and(|text| !text.trim().is_empty()))
}

/// Says what of a file is not used.
fn add_problem(collector: &mut DraftCollector, node: &Node, message: impl Into<String>) {
    let at = collector.file.to_source(first_key(node));
    collector.problems.push(Problem::error(at, message));
}
