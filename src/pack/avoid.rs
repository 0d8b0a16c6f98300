//! Words to avoid, one a line: `avoid: { synergy: "say who works with whom", "circle back": null
//! }`, in a pack or in the configuration.

use std::collections::HashSet;

use super::check::{Check, Each};
use super::decode::{LexiconSpec, PackSpec, WHY};
use super::decoder::Decoder;
use super::rule::{Page, Rule, When};
use crate::text::Problem;
use crate::vocabulary::{Channel, Dimension, Parts, Severity};
use crate::yaml::Node;

/// What to do where the list does not say it.
const ADVICE: &str = "Say it in plain words of your own, or leave it out.";

impl Decoder<'_> {
    /// A configuration as a pack: of its keys only `avoid` makes rules.
    pub(super) fn house(&mut self, root: &Node) -> Option<PackSpec> {
        let all =
            root.get("avoid").map(|node| self.avoided(node, "avoid", None)).unwrap_or_default();
        let mut pack = PackSpec { name: "avoid".into(), ..PackSpec::default() };
        for (lexicon, rule, page) in all {
            pack.lexicons.push(lexicon);
            pack.rules.push((rule, page));
        }
        Some(pack)
    }

    /// A lexicon and a rule for each phrase. They are called by their words: `avoid-circle-back`.
    pub(super) fn avoided(
        &mut self,
        node: &Node,
        pack: &str,
        language: Option<&str>,
    ) -> Vec<(LexiconSpec, Rule, Page)> {
        let (mut all, mut met) = (Vec::new(), HashSet::new());
        if !node.is_map() && !node.is_null() {
            let example = "for example `avoid: { synergy: \"say who works with whom\", \"circle back\": null }`";
            self.problems.add(
                Problem::error(
                    node.span,
                    "expected phrases, each with what to write instead, or `null`",
                )
                .hint(example),
            );
        }
        for (key, value) in node.entries() {
            let Some(phrase) = self.problems.string(key) else { continue };
            let advice = if value.is_null() {
                Some(ADVICE.to_string())
            } else {
                self.problems.string(value)
            };
            let words: Vec<String> = phrase
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_ascii_lowercase)
                .collect();
            let id = format!("avoid-{}", words.join("-"));
            // `#` alone is any number.
            let signed = |piece: &str| piece.len() > 1 && piece.contains(['#', '+']);
            if phrase.split([' ', '(', ')', '|']).any(signed) {
                self.problems.add(
                    Problem::error(key.span, format!("phrases match words alone, and `{}` has a sign: it would mark its words without the sign", key.brief()))
                        .hint("a rule with a `pattern` finds signs"),
                );
                continue;
            }
            if words.is_empty() {
                self.problems.add(Problem::error(
                    key.span,
                    "a rule is named after the letters a to z of its phrase, and it has none",
                ));
            } else if !met.insert(id.clone()) {
                self.problems.add(
                    Problem::error(key.span, format!("two phrases would both be called `{id}`"))
                        .hint("`(a|b)` makes one phrase of two"),
                );
            } else if let Some(advice) = advice {
                let label = self.labels.add(&id);
                let each = Each {
                    labels: vec![label],
                    parts: Parts::ALL,
                    unless: Vec::new(),
                    not_after: Vec::new(),
                    about: None,
                    alone: false,
                    limit: None,
                };
                let rule = Rule {
                    id: id.clone(),
                    pack: pack.to_string().into(),
                    language: language.map(str::to_string),
                    dimension: Dimension::Originality,
                    severity: Severity::Warning,
                    points: 0,
                    fitted: None,
                    withholds: false,
                    blocker: None,
                    below_score: None,
                    fails_below: Vec::new(),
                    against: false,
                    on: Channel::NAMES.iter().map(|(_, channel)| *channel).collect(),
                    when: When::default(),
                    check: Check::Each(each),
                    yields_to: Vec::new(),
                    fix: None,
                    message: "\"{match}\" is on the list of words to avoid.".into(),
                    advice: advice.into(),
                    why: WHY.into(),
                    since: "0.1.0".into(),
                };
                let lexicon = LexiconSpec {
                    name: id.clone(),
                    replace: true,
                    phrases: vec![key.clone()],
                    except: Vec::new(),
                };
                all.push((lexicon, rule, Page { id, ..Page::default() }));
            }
        }
        all
    }
}
