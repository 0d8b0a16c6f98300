//! The sequence file: YAML (or JSON) with the marker key `sequence` and a list of `steps`.

use super::copy::{DraftCollector, MessageNodes, StepPosition};
use super::{LONGEST_NAME, delay, front_matter};
use crate::draft::{Address, Arm, Meta, Sequence, Step};
use crate::text::{self, Problem, head};
use crate::vocabulary::{Medium, OptOut, Severity, Signature, Thread};
use crate::yaml::{Key, Keys, MapReader, Node, Problems, Shape};

/// True for the root of a sequence file: a name under `sequence`, a list under `steps`.
pub fn is_one(root: &Node) -> bool {
    root.get("sequence").is_some_and(|name| name.as_str().is_some())
        && root.get("steps").is_some_and(|steps| steps.entries().is_empty())
}

/// The key of a list that is nearly `steps`, in a file that names a sequence and has no steps.
pub fn misspelt_steps(root: &Node) -> Option<&Node> {
    let named = root.get("sequence").is_some_and(|name| name.as_str().is_some())
        && root.get("steps").is_none();
    let near =
        |key: &str| key != "step" && text::closest(&key.to_lowercase(), &["steps"], 0.7).is_some();
    let lists = root
        .entries()
        .iter()
        .filter(|(_, value)| named && value.items().iter().any(|item| !item.entries().is_empty()));
    lists.map(|(key, _)| key).find(|key| key.as_str().is_some_and(near))
}

/// True when no step of a sequence file has copy under a name that is known here.
pub fn lacks_copy(root: &Node) -> bool {
    let steps = root.get("steps").map(Node::items).unwrap_or_default();
    let holds = |step: &Node| {
        ["body", "html", "file", "variants"].iter().any(|key| step.get(key).is_some())
    };
    !steps.iter().any(holds)
}

/// Reads the root of a sequence file. Unknown keys are warnings, wrong values errors; the rest is
/// used.
pub fn read(root: &Node, collector: &mut DraftCollector) -> Sequence {
    let mut reader = SequenceReader {
        wrong: Problems::default(),
        unknown: Problems::default(),
        odd: Problems::default(),
    };
    let sequence = reader.sequence(root, collector).unwrap_or_default();
    let SequenceReader { wrong, unknown, odd } = reader;
    let warnings = unknown.0.into_iter().chain(odd.0).map(Problem::mild);
    let file = collector.file;
    collector.problems.extend(
        wrong
            .0
            .into_iter()
            .chain(warnings)
            .map(|problem| problem.moved(|span| file.to_source(span))),
    );
    sequence
}

/// A sequence file.
pub static SEQUENCE: Keys = Keys::new(
    "a sequence",
    &[
        Key::new(
            "sequence",
            Shape::Text,
            "its name; with `steps` the key that makes a file a sequence",
        )
        .required(),
        Key::new("from", Shape::Text, "who sends: `Name <mail>`"),
        Key::new(
            "dialect",
            Shape::Text,
            "the platform whose merge fields it uses; `auto`: told by the fields",
        ),
        Key::new("prefill", TEXTS, "fields that a person fills before upload"),
        Key::new(
            "signature",
            Shape::Names(&[Signature::MEANINGS]),
            "where the signature comes from",
        ),
        Key::new(
            "opt_out",
            Shape::Names(&[OptOut::MEANINGS]),
            "where the way to opt out comes from",
        ),
        Key::new("lang", Shape::Text, "language (BCP 47)"),
        Key::new("account", Shape::Text, "the account that it is for: a path or a name"),
        Key::new(
            "vars",
            Shape::Either(&[Shape::Entries(&Shape::Text, &Shape::Any), TEXTS]),
            "custom fields that are allowed: names, or names with sample values",
        ),
        LINT,
        Key::new(
            "stop_on",
            Shape::Many(&Shape::Words(&[
                "reply",
                "meeting",
                "bounce",
                "unsubscribe",
                "click",
                "no",
            ])),
            "what ends it",
        ),
        Key::new(
            "tracking",
            Shape::Words(&["off", "opens", "clicks", "both"]),
            "what the platform tracks; not judged",
        ),
        Key::new("description", Shape::Any, "for people; not judged"),
        Key::new("audience", Shape::Any, "for people; not judged"),
        Key::new("goal", Shape::Any, "for people; not judged"),
        Key::new("tags", Shape::Any, "for people; not judged"),
        Key::new("steps", Shape::List(&Shape::Map(&STEP), 0), "what is sent, in order").required(),
    ],
);

/// A step.
static STEP: Keys = Keys::new(
    "a step",
    &[
        Key::new(
            "channel",
            Shape::Names(&[Medium::MEANINGS]),
            "what it is done with (an e-mail when nothing is said)",
        ),
        Key::new(
            "thread",
            Shape::Names(&[Thread::MEANINGS]),
            "a new thread, or that of the step before",
        ),
        Key::new("when", Shape::Any, "a condition of the platform, shown and not judged"),
        LINT,
        Key::new("id", Shape::Scalar, "its name on the platform; not judged"),
        Key::new(
            "wait",
            Shape::Scalar,
            "time since the step before: 0, 30m, 4h, 3d, 2bd (business days), 1w",
        ),
        Key::new("day", Shape::Scalar, "the day that it is sent on, counted from the first"),
        Key::new("notes", Shape::Any, "for the sender; never judged as copy"),
        Key::new(
            "variants",
            Shape::List(&Shape::Map(&VARIANT), 0),
            "drafts that are tried against each other",
        ),
        SUBJECT,
        PREVIEW,
        BODY,
        HTML,
        FILE,
    ],
);

/// One of the drafts that a step may send.
static VARIANT: Keys = Keys::new(
    "a variant",
    &[
        Key::new("name", Shape::Scalar, "its name (A, B and so on when nothing is said)"),
        Key::new("disabled", Shape::Flag, "`true`: it is not sent, and not checked"),
        Key::new("share", Shape::Number, "its share of what is sent; not judged"),
        SUBJECT,
        PREVIEW,
        BODY,
        HTML,
        FILE,
    ],
);

const TEXTS: Shape = Shape::Many(&Shape::Text);
const LINT: Key = Key::new(
    "lint",
    Shape::Entries(&Shape::Text, &Shape::Names(&[Severity::MEANINGS])),
    "severities of rules, for this alone",
);
const SUBJECT: Key =
    Key::new("subject", Shape::Many(&Shape::Scalar), "one subject line, or variants");
const PREVIEW: Key =
    Key::new("preview", Shape::Scalar, "the preview text beside the subject in an inbox");
const BODY: Key = Key::new("body", Shape::Scalar, "the words, as Markdown or plain text");
const HTML: Key = Key::new("html", Shape::Scalar, "the words, as HTML");
const FILE: Key = Key::new("file", Shape::Text, "a draft, relative to this file");

struct SequenceReader {
    wrong: Problems,
    unknown: Problems,
    odd: Problems,
}

const STOPS: &[(&str, &str)] = &[
    ("reply", "reply"),
    ("meeting", "meeting"),
    ("bounce", "bounce"),
    ("unsubscribe", "unsubscribe"),
    ("click", "click"),
    ("no", "no"),
];
const TRACKING: &[(&str, ())] = &[("off", ()), ("opens", ()), ("clicks", ()), ("both", ())];

impl SequenceReader {
    fn sequence(&mut self, root: &Node, collector: &mut DraftCollector) -> Option<Sequence> {
        let mut map = MapReader::of(&SEQUENCE, root, &mut self.wrong)?;
        let name = map.require("sequence", &mut self.wrong)?;
        let mut sequence = Sequence {
            id: self
                .wrong
                .string(name)
                .map_or("sequence".into(), |name| head(&name, LONGEST_NAME).to_string()),
            span: collector.file.to_source(name.span),
            ..Sequence::default()
        };
        let from = map
            .get("from")
            .and_then(|node| self.wrong.string(node))
            .map(|text| Address::parse(&text));
        let mut meta = Meta { from, ..Meta::default() };
        front_matter::declared(&mut map, &mut meta, &mut self.wrong);
        collector.meta = meta;
        sequence.stop_on = map
            .get("stop_on")
            .map(|node| self.wrong.choices(node, STOPS).into_iter().map(str::to_string).collect());
        if let Some(node) = map.get("tracking") {
            self.wrong.choice(node, TRACKING);
        }
        // Kept for people and other programs; nothing here depends on them.
        for key in ["description", "audience", "goal", "tags"] {
            map.get(key);
        }
        let steps = map.require("steps", &mut self.wrong).map(Node::items).unwrap_or_default();
        map.finish(&mut self.unknown);
        if steps.is_empty() {
            self.odd.add(
                Problem::error(name.span, "a sequence without steps")
                    .hint("what is sent stands in a list under `steps`"),
            );
        }
        let mut delays = Vec::new();
        for (at, node) in steps.iter().enumerate() {
            let number = at as u32 + 1;
            match delay::of(node) {
                Ok(None) if number > 1 => {
                    let hint =
                        format!("write `wait: 3d`; it is read as sent together with step {at}");
                    self.odd.add(
                        Problem::error(first_key(node), format!("step {number} has no `wait`"))
                            .hint(hint),
                    );
                }
                Ok(_) => {}
                Err(value) => {
                    let hint = "write 0, 30m, 4h, 3d, 2bd (business days) or 1w";
                    self.wrong
                        .add(Problem::error(value.span, "no wait that can be read").hint(hint));
                }
            }
            delays.push(delay::of(node).ok().flatten());
            sequence.steps.extend(self.step(number, node, &sequence.id, collector));
        }
        // An item that is no step has a number, and no place among the steps.
        let times = delay::resolve(&delays);
        for step in &mut sequence.steps {
            step.at = times.get(step.number as usize - 1).copied().flatten().or(Some(0));
        }
        Some(sequence)
    }

    fn step(
        &mut self,
        number: u32,
        node: &Node,
        sequence: &str,
        collector: &mut DraftCollector,
    ) -> Option<Step> {
        let mut map = MapReader::of(&STEP, node, &mut self.wrong)?;
        let mut step = Step { number, ..Step::default() };
        step.medium = map
            .get("channel")
            .and_then(|node| self.wrong.choice(node, Medium::NAMES))
            .unwrap_or_default();
        step.thread = map.get("thread").and_then(|node| self.wrong.choice(node, Thread::NAMES));
        step.when = map.get("when").and_then(Node::as_str).map(str::to_string);
        let lint = front_matter::overrides(&mut map, &mut self.wrong);
        for key in ["id", "wait", "day", "notes"] {
            map.get(key);
        }
        let variants = map.get("variants").map(Node::items).unwrap_or_default();
        let place = StepPosition { number, medium: step.medium, thread: step.thread, lint };
        let (copy, first) = (self.copy(&mut map), first_key(node));
        map.finish(&mut self.unknown);
        let id = format!("{sequence} / step {number}");
        if place.medium.channel().is_none() {
            // What is written here is for the sender.
        } else if variants.is_empty() {
            if copy.is_empty() {
                let hint = "give it a `body`, `html`, a `file` or `variants`; or `channel: task`";
                self.wrong.add(Problem::error(first, "a step without copy").hint(hint));
            }
            step.arms.extend(
                collector.add(id, &place, copy).map(|draft| Arm { name: String::new(), draft }),
            );
        } else {
            for (at, variant) in variants.iter().enumerate() {
                step.arms.extend(self.arm(at, variant, &id, &place, collector));
            }
        }
        Some(step)
    }

    fn arm(
        &mut self,
        at: usize,
        node: &Node,
        step: &str,
        place: &StepPosition,
        collector: &mut DraftCollector,
    ) -> Option<Arm> {
        let mut map = MapReader::of(&VARIANT, node, &mut self.wrong)?;
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
            self.wrong.add(
                Problem::error(first_key(node), "a variant without copy")
                    .hint("give it a `body`, `html` or a `file`"),
            );
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
