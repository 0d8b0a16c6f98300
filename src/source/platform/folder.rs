//! Templates that are kept in two files: the words in one, their subject in another.

use std::collections::HashSet;
use std::path::Path;

use super::{add_problem, path};
use crate::draft::{Draft, Meta};
use crate::source::copy::{self, DraftCollector, MessageNodes};
use crate::source::sequence::first_key;
use crate::source::{FileResolver, Format, Source, assemble, html, markup};
use crate::text::{Problem, Span, Text, TextBuilder};
use crate::vocabulary::{Medium, Part};
use crate::yaml::{Node, Value, Written};

/// The files beside a `meta.json` of Postmark, the better one first.
const PARTS: &[&str] = &["content.html", "content.txt"];
/// Two bodies that share less than this of their words say different things.
const SAME: f64 = 0.7;

/// True for a `meta.json` of Postmark.
pub fn is_postmark(root: &Node) -> bool {
    path::holds(root, &["TemplateType"]) && path::holds(root, &["Alias"])
}

/// True for a body that is read with the `meta.json` beside it.
pub fn is_part(file: &Path) -> bool {
    let named = file.file_name().is_some_and(|name| PARTS.iter().any(|part| name == *part));
    named && file.with_file_name("meta.json").is_file()
}

/// Reads the template that a `meta.json` describes. Of two bodies the HTML is judged, and one that
/// differs is reported.
pub fn postmark(root: &Node, collector: &mut DraftCollector) {
    if path::holds(root, &["TemplateType=Layout"]) {
        return add_problem(collector, root, "a layout, which frames messages: not judged alone");
    }
    collector.meta = Meta { dialect: Some(Format::Postmark.name().to_string()), ..Meta::default() };
    let (here, at) = (first_key(root), collector.drafts.len());
    let there = |part: &&&str| collector.resolver.read(collector.name, part, here).is_ok();
    let parts: Vec<Node> = PARTS
        .iter()
        .filter(there)
        .map(|part| Node {
            span: here,
            value: Value::Scalar { text: part.to_string(), written: Written::Quoted },
        })
        .collect();
    if parts.is_empty() {
        return add_problem(collector, root, "no `content.html` or `content.txt` beside this file");
    }
    let subjects = root.get("Subject").map(Node::items).unwrap_or_default();
    for part in &parts {
        collector.add_alone(
            collector.name.to_string(),
            Medium::Email,
            MessageNodes { subjects, file: Some(part), ..MessageNodes::default() },
        );
    }
    if let [html, text] = &collector.drafts[at..] {
        let (html, text) = (words(html), words(text));
        let all = html.union(&text).count();
        if (html.intersection(&text).count() as f64) < SAME * all as f64 {
            let message = "`content.txt` does not say what `content.html` says; only `content.html` is judged";
            collector.problems.push(Problem::warning(collector.file.to_source(here), message));
        }
        collector.drafts.truncate(at + 1);
    }
}

/// Words that carry meaning.
fn words(draft: &Draft) -> HashSet<String> {
    let body = draft.body().slice(draft.text.as_str()).to_lowercase();
    let words = body.split_whitespace().filter(|word| !word.contains("://"));
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string())
        .filter(|word| word.len() > 3)
        .collect()
}

/// True for an `.email` of Salesforce: the description beside it says that it is one.
pub fn is_salesforce(source: &Source, resolver: &FileResolver) -> bool {
    source.name.ends_with(".email") && description(source, resolver).is_some()
}

/// The name of the description of a template.
fn described_by(source: &Source) -> String {
    let name = Path::new(source.name).file_name().unwrap_or_default();
    format!("{}-meta.xml", name.to_string_lossy())
}

fn description(source: &Source, resolver: &FileResolver) -> Option<String> {
    let about = resolver.read(source.name, &described_by(source), Span::default()).ok()?;
    Some(String::from_utf8_lossy(&about.bytes).into_owned())
        .filter(|about| about.contains("<EmailTemplate"))
}

/// Reads an `.email` of Salesforce.
pub fn salesforce(
    source: &Source,
    file: &Text,
    resolver: &FileResolver,
    problems: &mut Vec<Problem>,
) -> Draft {
    let about = description(source, resolver);
    if about.is_none() {
        let message =
            format!("no `{}` beside this file, so its subject is not known", described_by(source));
        problems.push(Problem::error(Span::default(), message));
    }
    let value = |tag: &str| {
        let (_, rest) = about.as_deref()?.split_once(&format!("<{tag}>"))?;
        Some(copy::words_of(rest.split_once(&format!("</{tag}>"))?.0))
    };
    let (mut draft, mut builder) = (Draft::default(), TextBuilder::default());
    if let Some(subject) = value("subject") {
        assemble::section(&mut draft, &mut builder, Part::Subject, |builder| {
            builder.push_glue(&subject)
        });
    }
    if value("type").map_or(markup::has_tags(file.as_str()), |kind| kind != "text") {
        html::page(file, problems).write(&mut draft, builder, problems);
    } else {
        assemble::section(&mut draft, &mut builder, Part::Body, |builder| {
            builder.push_from(file, file.whole())
        });
        assemble::finish(&mut draft, builder, false, problems);
    }
    let dialect = if file.as_str().contains("{{{") { "salesforce-hml" } else { "salesforce" };
    draft.meta.dialect = Some(dialect.to_string());
    draft
}
