//! From YAML to packs: every fault is collected, with its place and what is allowed.

use super::check::{Bound, Check, Quantity, StepQuantity, Within};
use super::fix::Fix;
use super::rule::{Dimension, Evidence, Page, Rule, Severity, When};
use crate::account::{FactKind, Relation};
use crate::analysis::Measure;
use crate::analysis::sequence::StepMeasure;
use crate::draft::{Channel, Kind, Parts};
use crate::lexicon::{Label, Labels};
use crate::text::Span;
use crate::yaml::{Fault, Faults, MapReader, Node};

/// The reason of a rule that gives none.
pub(super) const WHY: &str = "This house does not want it.";

/// A lexicon as written.
#[derive(Debug)]
pub struct LexiconSpec {
    /// Its name, which is its label's.
    pub name: String,
    /// In place of the phrases known under that name, not beside them.
    pub replace: bool,
    /// Phrases.
    pub phrases: Vec<Node>,
    /// Longer phrases that excuse a hit.
    pub except: Vec<Node>,
}

/// What a partial entry changes of a rule that exists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tuning {
    /// New severity.
    pub severity: Option<Severity>,
    /// New points.
    pub points: Option<u8>,
    /// New bounds, for checks that have some.
    pub bounds: Vec<Bound>,
    /// Where it was written.
    pub span: Span,
}

/// A pack as written.
#[derive(Debug, Default)]
pub struct PackSpec {
    /// Its name.
    pub name: String,
    /// Lexicons.
    pub lexicons: Vec<LexiconSpec>,
    /// Whole rules.
    pub rules: Vec<(Rule, Page)>,
    /// Changes of rules that exist.
    pub tunings: Vec<(String, Tuning)>,
}

/// Carries faults, and the labels that were named, through the reading of one pack.
pub struct Decoder<'l> {
    /// What is wrong.
    pub faults: Faults,
    /// Labels by name.
    pub labels: &'l mut Labels,
    /// Names of labels used, with their places, to be checked when all lexicons are known.
    pub used: Vec<(String, Span)>,
}

impl<'l> Decoder<'l> {
    /// A decoder without faults.
    pub fn new(labels: &'l mut Labels) -> Self {
        Decoder { faults: Faults::default(), labels, used: Vec::new() }
    }

    /// Reads a whole pack.
    pub fn pack(&mut self, root: &Node) -> Option<PackSpec> {
        let mut map = MapReader::new("a pack", root, &mut self.faults)?;
        let mut pack = PackSpec {
            name: map.require("pack", &mut self.faults).and_then(|node| self.id(node)).unwrap_or_default(),
            ..PackSpec::default()
        };
        let language = map.get("language").and_then(|node| self.faults.string(node));
        map.get("about");
        for (lexicon, rule, page) in map.get("avoid").map(|node| self.avoided(node, &pack.name, language.as_deref())).unwrap_or_default() {
            pack.lexicons.push(lexicon);
            pack.rules.push((rule, page));
        }
        for (key, value) in map.get("lexicons").map(Node::entries).unwrap_or_default() {
            pack.lexicons.extend(self.lexicon(key, value));
        }
        for (key, value) in map.get("rules").map(Node::entries).unwrap_or_default() {
            // A faulty name is no reason not to read the rest.
            let id = self.id(key).unwrap_or_default();
            if value.get("check").is_some() || value.get("message").is_some() {
                pack.rules.extend(self.rule(id, key, value, &pack.name, language.as_deref()));
            } else if let Some(tuning) = self.tuning(value) {
                pack.tunings.push((id, tuning));
            }
        }
        map.finish(&mut self.faults);
        Some(pack)
    }

    fn lexicon(&mut self, key: &Node, node: &Node) -> Option<LexiconSpec> {
        let name = self.id(key)?;
        if matches!(node.value, crate::yaml::Value::List(_)) {
            return Some(LexiconSpec { name, replace: false, phrases: node.items().to_vec(), except: Vec::new() });
        }
        let mut map = MapReader::new("a lexicon", node, &mut self.faults)?;
        let phrases = map.require("phrases", &mut self.faults).map(|node| node.items().to_vec()).unwrap_or_default();
        let except = map.get("except").map(|node| node.items().to_vec()).unwrap_or_default();
        let replace = map.get("replace").and_then(|node| self.faults.flag(node)).unwrap_or(false);
        map.get("about");
        map.finish(&mut self.faults);
        Some(LexiconSpec { name, replace, phrases, except })
    }

    fn rule(&mut self, id: String, key: &Node, node: &Node, pack: &str, language: Option<&str>) -> Option<(Rule, Page)> {
        let mut map = MapReader::new("a rule", node, &mut self.faults)?;
        let dimension = map.require("dimension", &mut self.faults).and_then(|node| self.faults.choice(node, Dimension::NAMES));
        let severity = map.require("severity", &mut self.faults).and_then(|node| self.faults.choice(node, Severity::NAMES));
        let points = map.get("points").and_then(|node| self.faults.whole(node, 0..=100)).unwrap_or(0) as u8;
        let blocker = map.get("blocker").and_then(|node| self.faults.whole(node, 0..=99)).map(|cap| cap as u8);
        let on = map.get("on").map(|node| self.choices(node, Channel::NAMES)).unwrap_or_else(|| vec![Channel::Email, Channel::Dm]);
        let when = map.get("when").map(|node| self.when(node)).unwrap_or_default();
        let check = map.require("check", &mut self.faults).and_then(|node| Check::decode(node, self));
        let yields_to = map.get("yields-to").map(|node| self.faults.strings(node)).unwrap_or_default();
        let fix = map.get("fix").and_then(|node| Fix::decode(node, self));
        let message = map.require("message", &mut self.faults).and_then(|node| self.message(node));
        let mut text = |key, faults: &mut Faults| map.require(key, faults).and_then(|node| faults.string(node));
        let advice = text("advice", &mut self.faults);
        let why = map.get("why").map_or_else(|| Some(WHY.into()), |node| self.faults.string(node));
        let since = map.get("since").and_then(|node| self.faults.string(node)).unwrap_or_else(|| "0.1.0".into());
        let evidence = map.get("evidence").map(Node::items).unwrap_or_default().iter().filter_map(|node| self.evidence(node)).collect();
        let (flag, pass) = map.get("examples").map(|node| self.examples(node)).unwrap_or_default();
        map.finish(&mut self.faults);
        if let Some(dimension) = dimension
            && dimension.is_gate()
            && points > 0
        {
            self.faults.add(Fault::new(key.span, format!("`{}` is a gate beside the score: its rules take no points", dimension.name())));
        }
        let rule = Rule {
            id: id.clone(),
            pack: pack.to_string().into(),
            language: language.map(str::to_string),
            dimension: dimension?,
            severity: severity?,
            points,
            fitted: None,
            blocker,
            on,
            when,
            check: check?,
            yields_to,
            fix,
            message: message?.into(),
            advice: advice?.into(),
            why: why?.into(),
            since: since.into(),
        };
        Some((rule, Page { id, evidence, flag, pass }))
    }

    /// Severity, points and bounds in place of a rule's own: `off`, or a map.
    pub fn tuning(&mut self, node: &Node) -> Option<Tuning> {
        let span = node.span;
        if node.as_str().is_some() {
            let severity = self.faults.choice(node, Severity::NAMES)?;
            return Some(Tuning { severity: Some(severity), span, ..Tuning::default() });
        }
        let mut map = MapReader::new("a change of a rule", node, &mut self.faults)?;
        let severity = map.get("severity").and_then(|node| self.faults.choice(node, Severity::NAMES));
        let points = map.get("points").and_then(|node| self.faults.whole(node, 0..=100)).map(|points| points as u8);
        let bounds =
            if ["above", "below", "tiers"].iter().any(|key| node.get(key).is_some()) { self.bounds(node, &mut map) } else { Vec::new() };
        for key in ["above", "below", "tiers"] {
            map.get(key);
        }
        map.finish(&mut self.faults);
        Some(Tuning { severity, points, bounds, span })
    }

    fn when(&mut self, node: &Node) -> When {
        let Some(mut map) = MapReader::new("`when`", node, &mut self.faults) else { return When::default() };
        let when = When {
            first_touch: map.get("first-touch").and_then(|node| self.faults.flag(node)),
            declared_new: map.get("declared-new").and_then(|node| self.faults.flag(node)),
            reply: map.get("reply").and_then(|node| self.faults.flag(node)),
            template: map.get("template").and_then(|node| self.faults.flag(node)),
            kind: map.get("kind").map(|node| self.choices(node, Kind::NAMES)).unwrap_or_default(),
            min_words: map.get("min-words").and_then(|node| self.faults.whole(node, 1..=10_000)),
            max_words: map.get("max-words").and_then(|node| self.faults.whole(node, 1..=10_000)),
            has: self.labels(map.get("has")),
            lacks: self.labels(map.get("lacks")),
            subject: map.get("subject").and_then(|node| self.faults.flag(node)),
            addressed: map.get("addressed").and_then(|node| self.faults.flag(node)),
            account: map.get("account").and_then(|node| self.faults.flag(node)),
            relation: map.get("relation").map(|node| self.choices(node, Relation::NAMES)).unwrap_or_default(),
            fact: map.get("fact").map(|node| self.choices(node, FactKind::NAMES)).unwrap_or_default(),
            measures: map.get("measures").map(|node| self.measures(node)).unwrap_or_default(),
        };
        map.finish(&mut self.faults);
        when
    }

    /// `{ substance: { below: 8 } }`.
    fn measures(&mut self, node: &Node) -> Vec<(Measure, Bound)> {
        let entries = node.entries().iter().filter_map(|(key, bound)| {
            let measure = self.faults.choice(key, Measure::NAMES)?;
            Some((measure, self.tier(bound)?))
        });
        entries.collect()
    }

    fn evidence(&mut self, node: &Node) -> Option<Evidence> {
        let mut map = MapReader::new("evidence", node, &mut self.faults)?;
        let grade = map
            .require("grade", &mut self.faults)
            .and_then(|node| self.faults.choice(node, &[("A", 'A'), ("B", 'B'), ("C", 'C'), ("D", 'D')]));
        let says = map.require("says", &mut self.faults).and_then(|node| self.faults.string(node));
        let source = map.require("source", &mut self.faults).and_then(|node| self.faults.string(node));
        map.finish(&mut self.faults);
        Some(Evidence { grade: grade?, says: says?, source: source? })
    }

    /// A kebab-case name.
    pub fn id(&mut self, node: &Node) -> Option<String> {
        let name = self.faults.string(node)?;
        let kebab = name.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        if !kebab {
            self.faults.add(
                Fault::new(node.span, format!("`{name}` is not kebab-case")).hint("lower-case letters and digits, words joined by `-`"),
            );
        }
        kebab.then_some(name)
    }

    /// Labels by name; new ones are made, and must turn out to be some lexicon's.
    pub fn labels(&mut self, node: Option<&Node>) -> Vec<Label> {
        let names: Vec<(String, Span)> = node
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .filter_map(|item| self.faults.string(item).map(|name| (name, item.span)))
            .collect();
        names
            .into_iter()
            .map(|(name, span)| {
                let label = self.labels.add(&name);
                self.used.push((name, span));
                label
            })
            .collect()
    }

    /// Named values: a list, or one alone.
    pub fn choices<T: Copy>(&mut self, node: &Node, allowed: &[(&str, T)]) -> Vec<T> {
        node.items().iter().filter_map(|item| self.faults.choice(item, allowed)).collect()
    }

    /// Parts; nothing given means the message.
    pub fn parts(&mut self, node: Option<&Node>) -> Parts {
        let sets = node.map(|node| self.choices(node, Parts::NAMES)).unwrap_or_default();
        sets.into_iter().reduce(Parts::union).unwrap_or(Parts::MESSAGE)
    }

    /// A measure by name, or else marks.
    pub fn quantity(&mut self, node: Option<&Node>) -> Quantity {
        let name = node.and_then(Node::as_str).unwrap_or_default();
        match Measure::NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, measure)) => Quantity::Measure(*measure),
            None => Quantity::Marks(self.labels(node)),
        }
    }

    /// A measure of steps by name, or else marks.
    pub fn step_quantity(&mut self, node: Option<&Node>) -> StepQuantity {
        let name = node.and_then(Node::as_str).unwrap_or_default();
        match StepMeasure::NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, measure)) => StepQuantity::Measure(*measure),
            None => StepQuantity::Marks(self.labels(node)),
        }
    }

    /// `above`, `below` or `tiers`.
    pub fn bounds(&mut self, node: &Node, map: &mut MapReader) -> Vec<Bound> {
        let direct = Bound {
            above: map.get("above").and_then(|node| self.faults.number(node)),
            below: map.get("below").and_then(|node| self.faults.number(node)),
            severity: None,
            points: None,
        };
        let tiers = map.get("tiers");
        let is_direct = direct.above.is_some() || direct.below.is_some();
        if is_direct == tiers.is_some() {
            self.faults.add(Fault::new(node.span, "needs `above` or `below`, or else `tiers`"));
        }
        let Some(tiers) = tiers else { return vec![direct] };
        tiers.items().iter().filter_map(|tier| self.tier(tier)).collect()
    }

    fn tier(&mut self, node: &Node) -> Option<Bound> {
        let mut map = MapReader::new("a tier", node, &mut self.faults)?;
        let bound = Bound {
            above: map.get("above").and_then(|node| self.faults.number(node)),
            below: map.get("below").and_then(|node| self.faults.number(node)),
            severity: map.get("severity").and_then(|node| self.faults.choice(node, Severity::NAMES)),
            points: map.get("points").and_then(|node| self.faults.whole(node, 0..=100)).map(|points| points as u8),
        };
        map.finish(&mut self.faults);
        if bound.above.is_none() && bound.below.is_none() {
            self.faults.add(Fault::new(node.span, "a tier needs `above` or `below`"));
        }
        Some(bound)
    }

    /// How near is near.
    pub fn within(&mut self, node: &Node) -> Option<Within> {
        let text = self.faults.string(node)?;
        let words = text.strip_suffix(" words").and_then(|n| n.parse().ok()).filter(|n| (1..=50).contains(n));
        let found = match (text.as_str(), words) {
            ("sentence", _) => Some(Within::Sentence),
            ("paragraph", _) => Some(Within::Paragraph),
            ("message", _) => Some(Within::Message),
            (_, Some(words)) => Some(Within::Words(words)),
            _ => None,
        };
        if found.is_none() {
            self.faults.add(
                Fault::new(node.span, format!("`{text}` is no distance"))
                    .hint("allowed: sentence, paragraph, message, `5 words` (1 to 50)"),
            );
        }
        found
    }

    /// A regular expression that compiles. It cannot blow up: the engine behind it does not backtrack, and its size is limited.
    pub fn pattern(&mut self, node: &Node) -> Option<String> {
        let pattern = self.faults.string(node)?;
        match regex::RegexBuilder::new(&pattern).size_limit(1 << 20).build() {
            Ok(_) => Some(pattern),
            Err(error) => {
                let what = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_string();
                self.faults.add(Fault::new(node.span, format!("not a regular expression that can be used: {what}")));
                None
            }
        }
    }

    /// A message whose slots are known.
    fn message(&mut self, node: &Node) -> Option<String> {
        const SLOTS: &[&str] = &["match", "n", "m", "limit", "other", "list", "percent", "step", "shared", "fact", "account"];
        let message = self.faults.string(node)?;
        let mut rest = message.as_str();
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}') else { break };
            let slot = &rest[open + 1..open + close];
            if !SLOTS.contains(&slot) && slot.chars().all(|c| c.is_ascii_lowercase()) {
                self.faults.add(
                    Fault::new(node.span, format!("the message has no slot `{{{slot}}}`")).hint(format!("allowed: {}", SLOTS.join(", "))),
                );
            }
            rest = &rest[open + close..];
        }
        Some(message)
    }
}
