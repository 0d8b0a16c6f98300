//! One campaign, read along the paths of its platform: its steps, their waits and media, and what
//! each says.

use std::collections::HashSet;

use super::{Platform, add_problem, path, text_under};
use crate::draft::{Arm, Meta, Sequence, Step};
use crate::order::InOrder;
use crate::source::copy::{DraftCollector, MessageNodes, StepPosition};
use crate::source::sequence::first_key;
use crate::source::{delay, markup, media};
use crate::vocabulary::{Medium, OptOut, Signature, Thread};
use crate::yaml::{Node, Value};

impl Platform {
    /// What a whole campaign says of its messages.
    pub(super) fn meta(&self, campaign: &Node) -> Meta {
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

    pub(super) fn sequences(
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
        items.order_by(|a, b| {
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
            lint: Default::default(),
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
    pub(super) fn copy<'n>(
        &self,
        arm: &'n Node,
        collector: &mut DraftCollector,
    ) -> Option<MessageNodes<'n>> {
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
