//! What the keys of `germane.yaml` say, and what is wrong with them.

use super::{CONFIG, Config, FAIL_ON, FileGlobs, FileRules, Origin, Role, globs, keys};
use crate::draft::Sender;
use crate::pack::{Decoder, Tuning};
use crate::source::Format;
use crate::text::{Problem, Span};
use crate::vocabulary::Dimension;
use crate::yaml::{MapReader, Node, Problems};

impl Config {
    pub(super) fn decode(&mut self, root: &Node, decoder: &mut Decoder) {
        let Some(mut map) = MapReader::of(&CONFIG, root, &mut decoder.problems) else { return };
        let folder = self.root();
        let lines = crate::text::LineIndex::new(self.text.as_bytes());
        for (key, value) in root.entries() {
            let line = lines.position(self.text.as_bytes(), key.span.start()).line;
            let key = key.as_str().unwrap_or_default().to_string();
            self.origins.push(Origin { key, line, value: value.span });
        }
        let mut listed = |key, example| {
            let node = map.get(key);
            node.map(|node| decoder.problems.placed_strings(node, example)).unwrap_or_default()
        };
        self.extends = listed("extends", "extends: [first-touch, us]");
        let beside = |all: Vec<(String, Span)>| {
            all.into_iter().map(|(path, span)| (folder.join(path), span))
        };
        self.packs = beside(listed("packs", "packs: [ours.yaml]")).collect();
        self.accounts = beside(listed("accounts", "accounts: [accounts/, leads.csv]")).collect();
        // Its phrases are read with the packs: see `Compiler::add_avoided`.
        self.avoids = map.get("avoid").is_some();
        self.reader = map
            .get("reader")
            .and_then(|node| Some((folder.join(decoder.problems.string(node)?), node.span)));
        self.rule_pages =
            map.get("rule-pages").and_then(|node| address(node, &mut decoder.problems));
        if let Some(node) = map.get("sender") {
            self.sender = sender(node, &mut decoder.problems);
        }
        self.rules = map.get("rules").map(|node| tunings(node, decoder)).unwrap_or_default();
        let (mut spoken_of, mut owners) = (Vec::new(), Vec::new());
        for node in map.get("overrides").map(Node::items).unwrap_or_default() {
            let Some(mut entry) = MapReader::of(&keys::OVERRIDE, node, &mut decoder.problems)
            else {
                continue;
            };
            let files = entry.require("files", &mut decoder.problems);
            let files = files.map(|node| globs::written(node, &mut decoder.problems));
            let files = files.unwrap_or_default();
            owners.extend(files.iter().map(|_| self.overrides.len()));
            let globs = files.iter().map(|(glob, _)| glob.clone()).collect();
            spoken_of.extend(files);
            let min_score = entry.whole("min-score", &mut decoder.problems).map(f64::from);
            if node.get("rules").or_else(|| node.get("min-score")).is_none() {
                let what = "an override needs the key `rules` or the key `min-score`";
                let hint = "for example `rules: { too-long: off }`";
                decoder.problems.add(Problem::error(node.span, what).hint(hint));
            }
            let rules = entry.get("rules").map(|node| tunings(node, decoder)).unwrap_or_default();
            entry.finish(&mut decoder.problems);
            self.overrides.push(FileRules { globs, rules, min_score });
        }
        self.spoken_of = (FileGlobs::all(spoken_of, root.span, &mut decoder.problems), owners);
        let excluded = map.get("exclude");
        self.exclude =
            excluded.map(|node| FileGlobs::read(node, &mut decoder.problems)).unwrap_or_default();
        let names: Vec<(&str, Format)> = Format::declarable().copied().collect();
        let example = "formats: { \"exports/*.json\": smartlead }";
        let formats =
            map.get("formats").map(|node| decoder.problems.pairs(node, "formats by glob", example));
        for (glob, name) in formats.unwrap_or_default() {
            let files = FileGlobs::read(glob, &mut decoder.problems);
            self.formats
                .extend(decoder.problems.choice(name, &names).map(|format| (files, format)));
        }
        self.dimensions = map
            .get("dimensions")
            .map(|node| dimensions(node, &mut decoder.problems))
            .unwrap_or_default();
        self.map =
            map.get("map").map(|node| columns(node, &mut decoder.problems)).unwrap_or_default();
        if let Some(mut limits) = map
            .get("limits")
            .and_then(|node| MapReader::of(&keys::LIMITS, node, &mut decoder.problems))
        {
            let mut mib = |key, value: &mut usize| {
                let given = limits.whole(key, &mut decoder.problems);
                given.iter().for_each(|given| *value = (*given as usize) << 20);
            };
            mib("file-mib", &mut self.limits.file);
            mib("record-mib", &mut self.limits.record);
            limits.finish(&mut decoder.problems);
        }
        self.min_score = map.whole("min-score", &mut decoder.problems).map(f64::from);
        self.fail_on = map.choice("fail-on", FAIL_ON, &mut decoder.problems);
        map.finish(&mut decoder.problems);
    }
}

/// An address on the web with a place for the name of a rule.
fn address(node: &Node, problems: &mut Problems) -> Option<String> {
    let address = problems.string(node)?;
    let is_address = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
        && address.contains("{rule}");
    if !is_address
        || address.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\')
        })
    {
        let example = "such as https://git.example/germane/docs/rules/{rule}.md";
        problems.add(
            Problem::error(
                node.span,
                "`rule-pages` is the address of a page, with `{rule}` where the rule is named",
            )
            .hint(example),
        );
        return None;
    }
    Some(address)
}

fn sender(node: &Node, problems: &mut Problems) -> Sender {
    let Some(mut map) = MapReader::of(&keys::SENDER, node, problems) else {
        return Sender::default();
    };
    let mut list = |key| map.texts(key, problems);
    let sender = Sender {
        names: list("names"),
        company: list("company"),
        products: list("products"),
        competitors: list("competitors"),
    };
    map.finish(problems);
    sender
}

/// How many times as much dimensions count.
fn dimensions(node: &Node, problems: &mut Problems) -> Vec<(Dimension, f64)> {
    let scored: Vec<(&str, Dimension)> =
        Dimension::SCORED.iter().map(|dimension| (dimension.name(), *dimension)).collect();
    let mut all = Vec::new();
    for (key, value) in problems.pairs(node, "dimensions", "dimensions: { focus: 1.5 }") {
        let times = value
            .as_str()
            .and_then(|text| text.parse::<f64>().ok())
            .filter(|times| (0.25..=4.0).contains(times));
        match (problems.choice(key, &scored), times) {
            (Some(dimension), Some(times)) => all.push((dimension, times)),
            (Some(_), None) => problems.add(Problem::error(
                value.span,
                "expected a number from 0.25 to 4: how many times as much it counts",
            )),
            (None, _) => {}
        }
    }
    all
}

/// The columns of exports of outcomes: what each is for, and its header.
fn columns(node: &Node, problems: &mut Problems) -> Vec<(Role, String)> {
    let mut columns = Vec::new();
    for (key, value) in problems.pairs(node, "columns by role", "map: { replied: Answered }") {
        if let (Some(role), Some(header)) =
            (problems.choice(key, Role::NAMES), problems.string(value))
        {
            match Role::is_tracked(&header) {
                false => columns.push((role, header)),
                true => problems.add(Problem::error(
                    value.span,
                    "opens and clicks are counted by machines, and say nothing about a reader",
                )),
            }
        }
    }
    columns
}

fn tunings(node: &Node, decoder: &mut Decoder) -> Vec<(String, Tuning)> {
    let mut all = Vec::new();
    for (key, value) in decoder.problems.pairs(node, "rules by id", "rules: { too-long: off }") {
        if let (Some(id), Some(mut tuning)) = (decoder.id(key), decoder.tuning(value)) {
            tuning.span = key.span;
            all.push((id, tuning));
        }
    }
    all
}
