//! From YAML to packs: every problem is collected, with its place and what is allowed.

use super::check::Bound;
use super::decoder::Decoder;
use super::fix::Fix;
use super::keys::{self, EVIDENCE, FAILS_BELOW, LEXICON, PACK, RULE, TUNING, WHEN};
use super::message::unknown_slot;
use super::rule::{Evidence, Page, Rule, When};
use crate::text::{Problem, Span};
use crate::vocabulary::{Channel, Dimension, FactKind, Kind, Measure, Relation, SLOTS, Severity};
use crate::yaml::{MapReader, Node, Problems};

/// The reason of a rule that gives none.
pub(super) const WHY: &str = "Your house style avoids it.";

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

impl Decoder<'_> {
    /// Reads a whole pack.
    pub fn pack(&mut self, root: &Node) -> Option<PackSpec> {
        let mut map = MapReader::of(&PACK, root, &mut self.problems)?;
        let mut pack = PackSpec {
            name: map
                .require("pack", &mut self.problems)
                .and_then(|node| self.id(node))
                .unwrap_or_default(),
            ..PackSpec::default()
        };
        let language = map.get("language").and_then(|node| self.problems.language(node));
        map.get("about");
        for (lexicon, rule, page) in map
            .get("avoid")
            .map(|node| self.avoided(node, &pack.name, language.as_deref()))
            .unwrap_or_default()
        {
            pack.lexicons.push(lexicon);
            pack.rules.push((rule, page));
        }
        let (lexicons, rules) = (map.get("lexicons"), map.get("rules"));
        lexicons.into_iter().chain(rules).for_each(|node| self.problems.no_key_twice(node));
        for (key, value) in lexicons.map(Node::entries).unwrap_or_default() {
            pack.lexicons.extend(self.lexicon(key, value));
        }
        for (key, value) in rules.map(Node::entries).unwrap_or_default() {
            // A faulty name is no reason not to read the rest.
            let id = self.id(key).unwrap_or_default();
            if value.get("check").is_some() || value.get("message").is_some() {
                pack.rules.extend(self.rule(id, key, value, &pack.name, language.as_deref()));
            } else if let Some(tuning) = self.tuning(value) {
                pack.tunings.push((id, tuning));
            }
        }
        map.finish(&mut self.problems);
        Some(pack)
    }

    fn lexicon(&mut self, key: &Node, node: &Node) -> Option<LexiconSpec> {
        let name = self.id(key)?;
        if matches!(node.value, crate::yaml::Value::List(_)) {
            return Some(LexiconSpec {
                name,
                replace: false,
                phrases: node.items().to_vec(),
                except: Vec::new(),
            });
        }
        let mut map = MapReader::of(&LEXICON, node, &mut self.problems)?;
        let phrases = map
            .require("phrases", &mut self.problems)
            .map(|node| node.items().to_vec())
            .unwrap_or_default();
        let except = map.get("except").map(|node| node.items().to_vec()).unwrap_or_default();
        let replace = map.flag("replace", &mut self.problems).unwrap_or(false);
        map.get("about");
        map.finish(&mut self.problems);
        Some(LexiconSpec { name, replace, phrases, except })
    }

    fn rule(
        &mut self,
        id: String,
        key: &Node,
        node: &Node,
        pack: &str,
        language: Option<&str>,
    ) -> Option<(Rule, Page)> {
        let mut map = MapReader::of(&RULE, node, &mut self.problems)?;
        let dimension = map
            .require("dimension", &mut self.problems)
            .and_then(|node| self.problems.choice(node, Dimension::NAMES));
        let severity = map
            .require("severity", &mut self.problems)
            .and_then(|node| self.problems.choice(node, Severity::NAMES));
        let points = map.whole("points", &mut self.problems).unwrap_or(0) as u8;
        let blocker = map.whole("blocker", &mut self.problems).map(|cap| cap as u8);
        let below_score = map.whole("below-score", &mut self.problems).map(|score| score as u8);
        let fails_below =
            map.get("fails-below").map(|node| self.fails_below(node)).unwrap_or_default();
        let against = map.flag("against", &mut self.problems).unwrap_or(false);
        let on = map
            .get("on")
            .map(|node| self.problems.choices(node, Channel::NAMES))
            .unwrap_or_else(|| vec![Channel::Email, Channel::Dm]);
        let when = map.get("when").map(|node| self.when(node)).unwrap_or_default();
        let check = map.require("check", &mut self.problems).and_then(|node| self.check(node));
        let yields_to = map.texts("yields-to", &mut self.problems);
        let fix = map.get("fix").and_then(|node| Fix::decode(node, self));
        let message =
            map.require("message", &mut self.problems).and_then(|node| self.message(node));
        let mut text = |key, problems: &mut Problems| {
            map.require(key, problems).and_then(|node| problems.string(node))
        };
        let advice = text("advice", &mut self.problems);
        let why =
            map.get("why").map_or_else(|| Some(WHY.into()), |node| self.problems.string(node));
        let since = map.text("since", &mut self.problems).unwrap_or_else(|| "0.1.0".into());
        let evidence = map
            .get("evidence")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .filter_map(|node| self.evidence(node))
            .collect();
        let (flag, pass) = map.get("examples").map(|node| self.examples(node)).unwrap_or_default();
        map.finish(&mut self.problems);
        if let Some(dimension) = dimension
            && dimension.is_gate()
            && points > 0
        {
            self.problems.add(Problem::error(
                key.span,
                format!(
                    "`{}` is a gate beside the score: its rules take no points",
                    dimension.name()
                ),
            ));
        }
        let rule = Rule {
            id: id.clone(),
            pack: pack.to_string().into(),
            language: language.map(str::to_string),
            dimension: dimension?,
            severity: severity?,
            points,
            fitted: None,
            withholds: false,
            blocker,
            below_score,
            fails_below,
            against,
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
            let severity = self.problems.choice(node, Severity::NAMES)?;
            return Some(Tuning { severity: Some(severity), span, ..Tuning::default() });
        }
        let mut map = MapReader::of(&TUNING, node, &mut self.problems)?;
        let severity = map.choice("severity", Severity::NAMES, &mut self.problems);
        let points = map.whole("points", &mut self.problems).map(|points| points as u8);
        let bounds = if ["above", "below", "tiers"].iter().any(|key| node.get(key).is_some()) {
            self.bounds(node, &mut map)
        } else {
            Vec::new()
        };
        map.finish(&mut self.problems);
        Some(Tuning { severity, points, bounds, span })
    }

    fn fails_below(&mut self, node: &Node) -> Vec<(Channel, u8)> {
        let Some(mut map) = MapReader::of(&FAILS_BELOW, node, &mut self.problems) else {
            return Vec::new();
        };
        let channels = Channel::NAMES.iter();
        let bounds = channels
            .filter_map(|(name, channel)| {
                Some((*channel, map.whole(name, &mut self.problems)? as u8))
            })
            .collect();
        map.finish(&mut self.problems);
        bounds
    }

    fn when(&mut self, node: &Node) -> When {
        let Some(mut map) = MapReader::of(&WHEN, node, &mut self.problems) else {
            return When::default();
        };
        let when = When {
            first_touch: map.flag("first-touch", &mut self.problems),
            stranger: map.flag("stranger", &mut self.problems),
            declared_new: map.flag("declared-new", &mut self.problems),
            reply: map.flag("reply", &mut self.problems),
            template: map.flag("template", &mut self.problems),
            kind: map.choices("kind", Kind::NAMES, &mut self.problems),
            min_words: map.whole("min-words", &mut self.problems),
            max_words: map.whole("max-words", &mut self.problems),
            has: self.labels(map.get("has")),
            lacks: self.labels(map.get("lacks")),
            subject: map.flag("subject", &mut self.problems),
            addressed: map.flag("addressed", &mut self.problems),
            account: map.flag("account", &mut self.problems),
            relation: map.choices("relation", Relation::NAMES, &mut self.problems),
            fact: map.choices("fact", FactKind::NAMES, &mut self.problems),
            measures: map.get("measures").map(|node| self.measures(node)).unwrap_or_default(),
        };
        map.finish(&mut self.problems);
        when
    }

    /// `{ substance: { below: 8 } }`.
    fn measures(&mut self, node: &Node) -> Vec<(Measure, Bound)> {
        let entries = node.entries().iter().filter_map(|(key, bound)| {
            let measure = self.problems.choice(key, Measure::NAMES)?;
            Some((measure, self.tier(bound)?))
        });
        entries.collect()
    }

    fn evidence(&mut self, node: &Node) -> Option<Evidence> {
        let mut map = MapReader::of(&EVIDENCE, node, &mut self.problems)?;
        let grade = map
            .require("grade", &mut self.problems)
            .and_then(|node| self.problems.choice(node, keys::GRADES));
        let says =
            map.require("says", &mut self.problems).and_then(|node| self.problems.string(node));
        let source =
            map.require("source", &mut self.problems).and_then(|node| self.problems.string(node));
        map.finish(&mut self.problems);
        Some(Evidence { grade: grade?, says: says?, source: source? })
    }

    /// A message whose slots are known.
    fn message(&mut self, node: &Node) -> Option<String> {
        let message = self.problems.string(node)?;
        if let Some(slot) = unknown_slot(&message) {
            let problem =
                Problem::error(node.span, format!("the message has no slot `{{{slot}}}`"));
            self.problems.add(problem.hint(format!(
                "allowed: {}",
                SLOTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
            )));
        }
        Some(message)
    }
}
