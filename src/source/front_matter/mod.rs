//! The YAML before a draft: which keys there are, what they mean, where they stand.

mod fence;

use std::borrow::Cow;
use std::sync::Arc;

use super::media;
use crate::draft::{Address, Meta, Override, Overrides};
use crate::fields::Dialect;
use crate::text::{Problem, Span, Text, lines};
use crate::vocabulary::{Channel, Kind, OptOut, Severity, Signature, Thread};
use crate::yaml::{self, MapReader, Node, Problems, Value, Written};
pub use fence::{block, is_marked};

/// Front matter as read. Texts that the reader will see stay nodes: their positions matter.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// Declared facts.
    pub meta: Meta,
    /// Subject lines, one or several to be tried against each other.
    pub subjects: Vec<Node>,
    /// The preheader.
    pub preview: Option<Node>,
    /// The channel, when a marker key gives it.
    pub channel: Channel,
}

/// Texts that open a quote and do not close it.
fn open_quotes(file: &Text, nodes: &[&Node], problems: &mut Vec<Problem>) {
    for node in nodes {
        let written = node.span.slice(file.as_str());
        if written.starts_with('"') && written.matches('"').count() == 1 {
            let at = Span::new(node.span.start(), node.span.start() + 1);
            let problem = Problem::warning(file.to_source(at), "a quote that is never closed");
            problems.push(problem.hint("close it, or leave it out: it is shown as it stands"));
        }
    }
}

/// What the front matter of a document declares for all messages below it. Its other keys are those
/// of other tools.
pub fn shared(file: &Text, span: Span, problems: &mut Vec<Problem>) -> Meta {
    let mut inside = Vec::new();
    let found = read(file, span, &mut inside);
    problems.extend(inside.into_iter().filter(Problem::is_error));
    found.meta
}

/// Reads the block. Keys that are nearly ours are warnings, wrong values errors; the rest is used,
/// or is for others.
pub fn read(file: &Text, span: Span, problems: &mut Vec<Problem>) -> FrontMatter {
    problems.extend(fence::missing(file, span));
    let root = match parse(file, span) {
        Ok((root, _)) => root,
        Err(problem) => {
            let hint = "put a text that contains `:` or `#` in quotes";
            problems.push(
                Problem::error(
                    file.to_source(problem.span),
                    format!("front matter: {}", problem.message),
                )
                .hint(hint),
            );
            return FrontMatter::default();
        }
    };
    if root.is_null() {
        return FrontMatter::default();
    }
    let (mut wrong, mut unknown) = (Problems::default(), Problems::default());
    let found = decode(&root, &mut wrong, &mut unknown);
    let all = wrong.0.into_iter().chain(unknown.0.into_iter().map(Problem::mild));
    problems.extend(all.map(|problem| problem.moved(|span| file.to_source(span))));
    let texts: Vec<&Node> = found.subjects.iter().chain(&found.preview).collect();
    open_quotes(file, &texts, problems);
    found
}

/// Keys of texts that the reader will see.
const TEXTS: &[&str] =
    &["subject", "subject_line", "title", "preview", "preview_text", "preheader"];

/// The block as YAML. A subject that is none because a `: ` or a merge field stands in it, as in
/// `subject: Re: your tender`, is the rest of its line. Beside the tree the text that it was read
/// from: the block, or one that has all its comments where they were.
pub fn parse(file: &Text, span: Span) -> Result<(Node, Cow<'_, str>), Problem> {
    let block = span.slice(file.as_str());
    let parsed = yaml::parse(block, span.start()).map(|root| (root, block.into()));
    let is_field = |(key, node): &(Node, Node)| {
        key.as_str().is_some_and(is_text) && matches!(node.value, Value::Map(_))
    };
    if let Ok((root, _)) = &parsed
        && !root.entries().iter().any(is_field)
    {
        return parsed;
    }
    let (plain, texts) = with_plain_texts(block, span.start());
    let Ok(mut root) = yaml::parse(&plain, span.start()) else { return parsed };
    if let Value::Map(entries) = &mut root.value {
        for (_, node) in entries.iter_mut().filter(|(_, node)| texts.contains(&node.span)) {
            let text = node.span.slice(file.as_str()).to_string();
            node.value = Value::Scalar { text, written: Written::Plain };
        }
    }
    Ok((root, plain.into()))
}

fn is_text(key: &str) -> bool {
    TEXTS.iter().any(|text| key.eq_ignore_ascii_case(text))
}

/// The block with letters in place of all marks in those texts that are no YAML by themselves, and
/// where these are. All bytes keep their places; the block begins at `base`.
fn with_plain_texts(block: &str, base: usize) -> (String, Vec<Span>) {
    let (mut out, mut texts) = (String::with_capacity(block.len()), Vec::new());
    for line in lines(block) {
        let text = line
            .split_once(':')
            .filter(|(key, _)| is_text(key.trim_end()))
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty());
        let is_odd = |text: &&str| {
            yaml::parse(text, 0).map_or(true, |root| matches!(root.value, Value::Map(_)))
        };
        match text.filter(is_odd) {
            Some(text) => {
                let at = text.as_ptr() as usize - line.as_ptr() as usize;
                let start = base + out.len() + at;
                texts.push(Span::new(start, start + text.len()));
                let letters = text.chars().map(|c| match c {
                    '\t' => ' ',
                    c if c.is_ascii_punctuation() => 'x',
                    c => c,
                });
                out.push_str(&line[..at]);
                out.extend(letters);
                out.push_str(&line[at + text.len()..]);
            }
            None => out.push_str(line),
        }
    }
    (out, texts)
}

/// Keys of other tools that are nearly ours, and mean something else.
const OTHERS: &[&str] = &[
    "subjects", "titles", "authors", "posts", "accounts", "channels", "steps", "threads",
    "touches", "kinds", "form",
];

fn decode(root: &Node, wrong: &mut Problems, unknown: &mut Problems) -> FrontMatter {
    let Some(mut map) = MapReader::new("front matter", root, wrong) else {
        return FrontMatter::default();
    };
    let mut found = FrontMatter::default();
    let meta = &mut found.meta;
    let (subject, line, title) = (map.get("subject"), map.get("subject_line"), map.get("title"));
    // A title heads a page; of something that goes to somebody it is the subject.
    let title = title.filter(|_| root.get("to").is_some());
    found.subjects =
        subject.or(line).or(title).map(|node| node.items().to_vec()).unwrap_or_default();
    found.subjects.retain(|node| wrong.string(node).is_some());
    let previews = [map.get("preview"), map.get("preview_text"), map.get("preheader")];
    found.preview =
        previews.into_iter().flatten().next().filter(|node| wrong.string(node).is_some()).cloned();
    if let Some(network) = map.get("post") {
        found.channel = Channel::Post;
        wrong.choice(network, NETWORKS);
    }
    meta.author = map.get("author").and_then(|node| wrong.string(node));
    if let Some(node) = map.get("channel") {
        // Platforms and teams have many names for few channels.
        let known = node.as_str().and_then(|name| {
            CHANNELS.iter().find(|(own, _)| *own == name).map(|(_, channel)| *channel)
        });
        let channel = known
            .or_else(|| media::named(node.as_str()?)?.channel())
            .or_else(|| wrong.choice(node, CHANNELS));
        found.channel = channel.unwrap_or(found.channel);
    }
    if let Some(text) = map.get("to").and_then(|node| wrong.string(node)) {
        meta.send_to(&text);
    }
    meta.from =
        map.get("from").and_then(|node| wrong.string(node)).map(|text| Address::parse(&text));
    meta.thread = map.get("thread").and_then(|node| wrong.choice(node, Thread::NAMES));
    meta.touch = map.get("touch").or(map.get("step")).and_then(|node| wrong.whole(node, 1..=99));
    meta.kind = map.get("kind").and_then(|node| wrong.choice(node, Kind::NAMES));
    declared(&mut map, meta, wrong);
    OTHERS.iter().for_each(|key| {
        map.get(key);
    });
    near_switches(root, meta);
    // Other tools and teams keep keys of their own here.
    map.finish_among_others(unknown);
    found
}

/// Notes keys that look as if they switched rules; which names are those of rules is known later.
fn near_switches(root: &Node, meta: &mut Meta) {
    const KEYS: &[&str] =
        &["rules", "allow", "allows", "disable", "disabled", "ignore", "suppress", "germane"];
    let is_near = |key: &Node| key.as_str().is_some_and(|key| KEYS.contains(&key));
    for (key, value) in root.entries().iter().filter(|(key, _)| is_near(key)) {
        let names: Vec<&Node> = match &value.value {
            Value::Map(entries) => entries.iter().map(|(rule, _)| rule).collect(),
            _ => value.items().iter().collect(),
        };
        let rules = names.into_iter().filter_map(Node::as_str).take(NEAR);
        for rule in rules.filter(|rule| rule.len() <= LONGEST_RULE) {
            let key_name = key.as_str().unwrap_or_default().to_string();
            Arc::make_mut(&mut meta.near_switches).push((key_name, rule.to_string(), key.span));
        }
    }
}

/// No rule has a longer name, in bytes.
const LONGEST_RULE: usize = 100;

/// So many names below such a key are looked at.
const NEAR: usize = 20;

/// Keys that the front matter of a draft and the head of a sequence share.
pub fn declared(map: &mut MapReader, meta: &mut Meta, wrong: &mut Problems) {
    meta.dialect = map.get("dialect").and_then(|node| dialect(node, wrong));
    let prefill = map.get("prefill").filter(|node| bounded(node, wrong));
    meta.prefill = prefill.map(|node| wrong.strings(node)).unwrap_or_default().into();
    meta.signature = map
        .get("signature")
        .and_then(|node| wrong.choice(node, Signature::NAMES))
        .unwrap_or_default();
    meta.opt_out = map.get("opt_out").and_then(|node| wrong.choice(node, OptOut::NAMES));
    meta.lang = map.get("lang").and_then(|node| wrong.language(node));
    meta.account = map.get("account").and_then(|node| {
        let named = wrong.string(node)?;
        if named.len() > LONGEST_ACCOUNT {
            let message = format!("`account`: a name of more than {LONGEST_ACCOUNT} bytes");
            wrong.add(Problem::error(node.span, message));
            return None;
        }
        Some(named)
    });
    if let Some(vars) = map.get("vars").filter(|node| bounded(node, wrong)) {
        let own = |node: &Node| node.as_str().unwrap_or_default().to_string();
        let mut all: Vec<(String, String)> =
            vars.entries().iter().map(|(name, value)| (own(name), own(value))).collect();
        if all.is_empty() {
            all.extend(wrong.strings(vars).into_iter().map(|name| (name, String::new())));
        }
        meta.vars = all.into();
    }
    meta.overrides = overrides(map, wrong);
}

/// No name or path of an account is longer, in bytes.
const LONGEST_ACCOUNT: usize = 4096;
/// So many fields, or rules, may be listed. Each is looked at for every message that a head is for.
const MOST_LISTED: usize = 1000;

/// True for a list that is not too long; else that is reported.
fn bounded(node: &Node, wrong: &mut Problems) -> bool {
    let count = node.entries().len().max(node.items().len());
    if count > MOST_LISTED {
        let message = format!("{count} entries; at most {MOST_LISTED} are read");
        wrong.add(Problem::error(node.span, message));
    }
    count <= MOST_LISTED
}

/// `lint`: severities for this draft, or these drafts, alone.
pub fn overrides(map: &mut MapReader, wrong: &mut Problems) -> Overrides {
    let mut all = Vec::new();
    let Some(lint) = map.get("lint").filter(|node| bounded(node, wrong)) else {
        return Overrides::default();
    };
    wrong.no_key_twice(lint);
    for (rule, severity) in lint.entries() {
        // The usual short word is understood, too.
        let severity = match severity.as_str() {
            Some("warn") => Some(Severity::Warning),
            _ => wrong.choice(severity, Severity::NAMES),
        };
        if let (Some(severity), Some(id)) = (severity, rule.as_str()) {
            all.push(Override { rule: id.to_string(), severity, span: rule.span });
        }
    }
    Overrides::new(all)
}

/// Networks that a post may be for. All are read alike.
const NETWORKS: &[(&str, ())] = &[
    ("linkedin", ()),
    ("x", ()),
    ("facebook", ()),
    ("threads", ()),
    ("bluesky", ()),
    ("mastodon", ()),
    ("other", ()),
];

/// Channels, with the names that sending platforms have for them.
const CHANNELS: &[(&str, Channel)] = &[
    ("email", Channel::Email),
    ("dm", Channel::Dm),
    ("post", Channel::Post),
    ("inmail", Channel::Dm),
    ("linkedin", Channel::Dm),
    ("linkedin-message", Channel::Dm),
    ("linkedin-connection", Channel::Dm),
    ("linkedin-post", Channel::Post),
    ("whatsapp", Channel::Dm),
    ("telegram", Channel::Dm),
    ("sms", Channel::Dm),
    ("x", Channel::Dm),
];

fn dialect(node: &Node, wrong: &mut Problems) -> Option<String> {
    let name = wrong.string(node)?;
    if name == "auto" {
        return None;
    }
    match Dialect::named(&name) {
        Some(_) => Some(name),
        None => wrong.choice(node, Dialect::NAMES).and(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(block: &str) -> Option<(String, Span)> {
        let file = Text::identity(format!("---\n{block}\n---\nHi\n"));
        let (span, _) = super::block(file.as_str())?;
        let mut problems = Vec::new();
        let found = read(&file, span, &mut problems);
        assert!(problems.is_empty() || found.subjects.is_empty(), "{problems:?}");
        found
            .subjects
            .first()
            .map(|node| (node.as_str().unwrap_or_default().to_string(), node.span))
    }

    #[test]
    fn subjects_need_no_quotes() {
        for words in [
            "Re: your tender",
            "Berth 4: who signs?",
            "{{first_name}}, who signs for berth 4?",
            "[Berth 4] who signs",
            "\u{d6}rg\u{fc}: a \u{201c}Liegeplatz\u{201d}",
            "100%: of it",
            "{{first_name}}",
            "\"Night shift\" at Orbis",
            "[Berth 4] who [signs]",
            "Re:\tyour tender",
        ] {
            let (text, span) = subject(&format!("subject: {words}\nthread: reply")).expect(words);
            assert_eq!((text.as_str(), span), (words, Span::new(13, 13 + words.len())));
        }
        assert_eq!(subject("subject: 'Re: x'").expect("quoted").0, "Re: x");
        for other in ["preview:", "author: a long\n  name", "kind: cold # Re: x"] {
            let (text, _) = subject(&format!("subject: Re: x\n{other}")).expect(other);
            assert_eq!(text, "Re: x", "{other}");
        }
    }

    #[test]
    fn comments_stay_where_they_are() {
        let text = "---\npreview: Re: hm\n# germane: allow subject-cliche -- known\nsubject: Quick question\n---\nHi\n";
        let report = crate::Linter::new().lint(&crate::Source::new("a.email.md", text.as_bytes()));
        assert_eq!((report.drafts[0].allowed, report.problems.len()), (1, 0), "{report:?}");
    }

    #[test]
    fn an_open_quote_is_said() {
        let file = Text::identity("---\nsubject: \"Quick one\n---\nHi\n");
        let (span, _) = super::block(file.as_str()).expect("a block");
        let mut problems = Vec::new();
        read(&file, span, &mut problems);
        let said: Vec<_> =
            problems.iter().map(|problem| (problem.message.as_str(), problem.span)).collect();
        assert_eq!(said, [("a quote that is never closed", Span::new(13, 14))]);
    }

    #[test]
    fn other_broken_front_matter_stays_broken() {
        assert_eq!(subject("subject: ok\nvars: [a"), None);
        assert_eq!(subject("subject: Re: one\nauthor: a: b"), None);
    }
}
