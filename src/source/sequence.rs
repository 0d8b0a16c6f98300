//! The sequence file: YAML (or JSON) with the marker key `sequence` and a list of `steps`.

use super::copy::{DraftCollector, MessageNodes, StepPosition};
use super::{Problem, delay, front_matter};
use crate::draft::{Address, Arm, Medium, Meta, Sequence, Step, Thread};
use crate::yaml::{Fault, Faults, MapReader, Node};

/// True for the root of a sequence file: a name under `sequence`, a list under `steps`.
pub fn is_one(root: &Node) -> bool {
    root.get("sequence").is_some_and(|name| name.as_str().is_some()) && root.get("steps").is_some_and(|steps| steps.entries().is_empty())
}

/// Reads the root of a sequence file. Unknown keys are warnings, wrong values errors; the rest is used.
pub fn read(root: &Node, collector: &mut DraftCollector) -> Sequence {
    let mut reader = SequenceReader { wrong: Faults::default(), unknown: Faults::default(), odd: Faults::default() };
    let sequence = reader.sequence(root, collector).unwrap_or_default();
    let at = |fault: &Fault| collector.file.to_source(fault.span);
    let problem = |fault: Fault, new: fn(_, _) -> Problem| Problem { hint: fault.hint.clone(), ..new(at(&fault), fault.message) };
    let SequenceReader { wrong, unknown, odd } = reader;
    let warnings = unknown.0.into_iter().chain(odd.0).map(|fault| problem(fault, Problem::warning));
    let found: Vec<Problem> = wrong.0.into_iter().map(|fault| problem(fault, Problem::error)).chain(warnings).collect();
    collector.problems.extend(found);
    sequence
}

struct SequenceReader {
    wrong: Faults,
    unknown: Faults,
    odd: Faults,
}

const STOPS: &[(&str, &str)] =
    &[("reply", "reply"), ("meeting", "meeting"), ("bounce", "bounce"), ("unsubscribe", "unsubscribe"), ("click", "click"), ("no", "no")];
const TRACKING: &[(&str, ())] = &[("off", ()), ("opens", ()), ("clicks", ()), ("both", ())];

impl SequenceReader {
    fn sequence(&mut self, root: &Node, collector: &mut DraftCollector) -> Option<Sequence> {
        let mut map = MapReader::new("a sequence", root, &mut self.wrong)?;
        let name = map.require("sequence", &mut self.wrong)?;
        let mut sequence = Sequence {
            id: self.wrong.string(name).unwrap_or_else(|| "sequence".into()),
            span: collector.file.to_source(name.span),
            ..Sequence::default()
        };
        let from = map.get("from").and_then(|node| self.wrong.string(node)).map(|text| Address::parse(&text));
        let mut meta = Meta { from, ..Meta::default() };
        front_matter::declared(&mut map, &mut meta, &mut self.wrong);
        collector.meta = meta;
        sequence.stop_on = map.get("stop_on").map(|node| self.wrong.choices(node, STOPS).into_iter().map(str::to_string).collect());
        if let Some(node) = map.get("tracking") {
            self.wrong.choice(node, TRACKING);
        }
        // Kept for people and other programs; nothing here depends on them.
        for key in ["description", "audience", "goal", "tags"] {
            map.get(key);
        }
        let steps = map.require("steps", &mut self.wrong).map(Node::items).unwrap_or_default();
        map.finish(&mut self.unknown);
        let mut delays = Vec::new();
        for (at, node) in steps.iter().enumerate() {
            let number = at as u32 + 1;
            match delay::of(node) {
                Ok(None) if number > 1 => {
                    let hint = format!("write `wait: 3d`; it is read as sent together with step {at}");
                    self.odd.add(Fault::new(first_key(node), format!("step {number} has no `wait`")).hint(hint));
                }
                Ok(_) => {}
                Err(value) => {
                    let hint = "write 0, 30m, 4h, 3d, 2bd (business days) or 1w";
                    self.wrong.add(Fault::new(value.span, "no wait that can be read").hint(hint));
                }
            }
            delays.push(delay::of(node).ok().flatten());
            sequence.steps.extend(self.step(number, node, &sequence.id, collector));
        }
        for (step, time) in sequence.steps.iter_mut().zip(delay::resolve(&delays)) {
            step.at = time.or(Some(0));
        }
        Some(sequence)
    }

    fn step(&mut self, number: u32, node: &Node, sequence: &str, collector: &mut DraftCollector) -> Option<Step> {
        let mut map = MapReader::new("a step", node, &mut self.wrong)?;
        let mut step = Step { number, ..Step::default() };
        step.medium = map.get("channel").and_then(|node| self.wrong.choice(node, Medium::NAMES)).unwrap_or_default();
        step.thread = map.get("thread").and_then(|node| self.wrong.choice(node, Thread::NAMES));
        step.when = map.get("when").and_then(Node::as_str).map(str::to_string);
        let mut own = Meta::default();
        front_matter::overrides(&mut map, &mut own, &mut self.wrong);
        for key in ["id", "wait", "day", "notes"] {
            map.get(key);
        }
        let variants = map.get("variants").map(Node::items).unwrap_or_default();
        let place = StepPosition { number, medium: step.medium, thread: step.thread, lint: own.overrides };
        let (copy, first) = (self.copy(&mut map), first_key(node));
        map.finish(&mut self.unknown);
        let id = format!("{sequence} / step {number}");
        if place.medium.channel().is_none() {
            // What is written here is for the sender.
        } else if variants.is_empty() {
            if copy.is_empty() {
                let hint = "give it a `body`, `html`, a `file` or `variants`; or `channel: task`";
                self.wrong.add(Fault::new(first, "a step without copy").hint(hint));
            }
            step.arms.extend(collector.add(id, &place, copy).map(|draft| Arm { name: String::new(), draft }));
        } else {
            for (at, variant) in variants.iter().enumerate() {
                step.arms.extend(self.arm(at, variant, &id, &place, collector));
            }
        }
        Some(step)
    }

    fn arm(&mut self, at: usize, node: &Node, step: &str, place: &StepPosition, collector: &mut DraftCollector) -> Option<Arm> {
        let mut map = MapReader::new("a variant", node, &mut self.wrong)?;
        let letter = char::from(b'A' + (at % 26) as u8).to_string();
        let name = map.get("name").and_then(|node| self.wrong.string(node)).unwrap_or(letter);
        let disabled = map.get("disabled").and_then(|node| self.wrong.flag(node)) == Some(true);
        if let Some(node) = map.get("share") {
            self.wrong.number(node);
        }
        let copy = self.copy(&mut map);
        map.finish(&mut self.unknown);
        if disabled {
            return None;
        }
        let draft = collector.add(format!("{step} / {name}"), place, copy);
        if draft.is_none() && copy.is_empty() {
            self.wrong.add(Fault::new(first_key(node), "a variant without copy").hint("give it a `body`, `html` or a `file`"));
        }
        Some(Arm { name, draft: draft? })
    }

    fn copy<'n>(&mut self, map: &mut MapReader<'n>) -> MessageNodes<'n> {
        MessageNodes {
            subjects: map.get("subject").map(Node::items).unwrap_or_default(),
            preview: map.get("preview"),
            body: map.get("body"),
            html: map.get("html"),
            file: map.get("file"),
        }
    }
}

/// Where to point at a step as a whole: its first key.
pub fn first_key(node: &Node) -> crate::text::Span {
    node.entries().first().map_or(node.span, |(key, _)| key.span)
}
