//! The examples of a rule: drafts that it must flag, and near misses that it must pass.

use super::decoder::Decoder;
use super::rule::Example;
use crate::account::{self, Account, Date};
use crate::text::Problem;
use crate::yaml::{Key, Keys, MapReader, Node, Problems, Shape};

/// The examples of a rule.
pub static EXAMPLES: Keys = Keys::new(
    "`examples`",
    &[
        Key::new("flag", Shape::List(&A_DRAFT, 2), "drafts that it must flag, at least two")
            .required(),
        Key::new(
            "pass",
            Shape::List(&A_DRAFT, 2),
            "near misses that it must leave alone, at least two",
        )
        .required(),
    ],
);
/// A draft alone, or with more.
const A_DRAFT: Shape = Shape::Either(&[Shape::Text, Shape::Map(&EXAMPLE)]);

/// A draft with its account.
static EXAMPLE: Keys = Keys::new(
    "an example",
    &[
        Key::new("draft", Shape::Text, "the draft, as a file would have it").required(),
        Key::new("account", Shape::Map(&account::ACCOUNT), "what is known of its account"),
        Key::new(
            "others",
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(&account::ACCOUNT)]), 0),
            "other accounts that are known, by name or as a whole",
        ),
        Key::new("today", account::DATE, "the day on which it is judged"),
    ],
);

impl Decoder<'_> {
    /// What a rule must flag, and what it must pass. One that is not for other people may have
    /// none.
    pub(super) fn examples(&mut self, node: &Node) -> (Vec<Example>, Vec<Example>) {
        let Some(mut map) = MapReader::of(&EXAMPLES, node, &mut self.problems) else {
            return Default::default();
        };
        let mut side = |key, problems: &mut Problems| {
            let items = map.require(key, problems).map(Node::items).unwrap_or_default();
            let examples: Vec<Example> =
                items.iter().filter_map(|node| example(node, problems)).collect();
            if examples.len() < 2 {
                problems.add(
                    Problem::error(node.span, format!("{} `{key}` example(s)", examples.len()))
                        .hint("a rule needs at least two of each: what it must flag, and near misses that it must pass"),
                );
            }
            examples
        };
        let found = (side("flag", &mut self.problems), side("pass", &mut self.problems));
        map.finish(&mut self.problems);
        found
    }
}

/// A draft, or a draft with its account.
fn example(node: &Node, problems: &mut Problems) -> Option<Example> {
    if node.as_str().is_some() {
        return problems.string(node).map(|draft| Example { draft, ..Example::default() });
    }
    let mut map = MapReader::of(&EXAMPLE, node, problems)?;
    let draft = map.require("draft", problems).and_then(|node| problems.string(node));
    let account: Option<Account> =
        map.get("account").and_then(|node| account::decode(node, problems));
    let others = map.get("others").map(Node::items).unwrap_or_default();
    let others = others.iter().filter_map(|node| match node.as_str() {
        Some(name) => Some(Account { name: name.to_string(), ..Account::default() }),
        None => account::decode(node, problems),
    });
    let others = others.collect();
    let today =
        map.get("today").and_then(|node| problems.string(node)).and_then(|text| Date::parse(&text));
    map.finish(problems);
    Some(Example { draft: draft?, account, others, today })
}
