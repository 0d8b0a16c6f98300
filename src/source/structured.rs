//! YAML and JSON files: which of them hold a sequence, and of what form.

use super::copy::DraftCollector;
use super::{Contents, FileResolver, Format, Source, platform, sequence};
use super::{allow, extension, library, steps};
use crate::draft::{MAX_STEPS, Meta, Sequence};
use crate::order::InOrder;
use crate::text::{Problem, Span, Text};
use crate::yaml::Node;

const ENDINGS: &[&str] = &[".yaml", ".yml", ".json"];
/// No file without one of these words holds a list of steps.
const SIGNS: &[&str] = &[
    "step",
    "email",
    "touch",
    "message",
    "sequence",
    "template",
    "Template",
    "copies",
    "cadence",
    "follow",
    "body",
    "ubject",
    "asunto",
    "objet",
    "etreff",
    "oggetto",
    "assunto",
    "onderwerp",
];

/// What a file is as YAML, which JSON is too; or why it is none.
pub type Tree = Result<Node, Problem>;

/// True when the name says so; of a name that says nothing, when the text starts with the marker
/// key or is JSON.
pub fn is_structured(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let known = std::path::Path::new(&name).extension().is_some();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        || !known && (starts_a_sequence(text) || is_json(text))
}

/// True for files whose format has rules of its own for white space, as far as their name tells, or
/// their first character where they have no ending.
pub fn is_data(name: &str, text: &str) -> bool {
    const DATA: &[&str] = &["yaml", "yml", "json", "jsonl", "ndjson", "csv", "tsv"];
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let ending = extension::of(name);
    DATA.contains(&ending.as_str()) || ending.is_empty() && text.starts_with(['{', '['])
}

fn starts_a_sequence(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    lines
        .find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---")
        .is_some_and(|line| line.starts_with("sequence:"))
}

/// True for a text with the keys of a sequence at its top and those of a message below, whether or
/// not it can be read.
fn is_meant_as_sequence(text: &str) -> bool {
    let start = text.trim_start();
    if start.starts_with('{') && !start.starts_with("{{") && !start.starts_with("{%") {
        // Steps alone are in many a file of JSON.
        let names = |key: &str| text.contains(key);
        return names("\"sequence\"") && (names("\"subject\"") || names("\"body\""));
    }
    let has = |marks: &[char], keys: &[&str]| {
        text.lines().any(|line| {
            let line = line.trim_start_matches(marks);
            keys.iter().any(|key| {
                let rest = line.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']));
                rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
            })
        })
    };
    has(&['"', '\''], &["sequence", "steps"])
        && has(&['"', '\'', ' ', '\t', '-', '{', ','], &["subject", "body"])
}

/// True for the formats that are read here.
pub fn reads(format: Format) -> bool {
    matches!(format, Format::Sequence | Format::Steps | Format::Library | Format::Postmark)
        || platform::reads(format)
}

/// Reads a file. One that holds no sequence is an error: it was named by the caller, who expects an
/// answer.
pub fn read(
    source: &Source,
    file: &Text,
    tree: &Tree,
    resolver: &FileResolver,
    problems: &mut Vec<Problem>,
) -> Contents {
    let name = source.name;
    let nothing = || Contents::new(Format::Unreadable, Vec::new());
    let Some(root) = root_of(name, file, tree, problems) else { return nothing() };
    if let Some(key) = sequence::misspelt_steps(root) {
        let message = format!("a sequence has no key `{}`", key.as_str().unwrap_or_default());
        problems.push(
            Problem::error(file.to_source(key.span), message)
                .hint("did you mean `steps`? its messages are judged one by one"),
        );
    }
    let mut collector = DraftCollector {
        name,
        file,
        resolver,
        channel: source.channel,
        meta: Meta::default(),
        drafts: Vec::new(),
        pulled: 0,
        problems,
    };
    let declared = source.format.filter(|format| platform::reads(*format));
    let found = if source.format == Some(Format::Library) { Vec::new() } else { steps::find(root) };
    // A sequence that names its copy as others do is read as theirs are.
    let foreign = sequence::lacks_copy(root) && !found.is_empty();
    let (format, sequences) = if declared.is_none() && sequence::is_one(root) && !foreign {
        (Format::Sequence, vec![sequence::read(root, &mut collector)])
    } else if source
        .format
        .map_or(platform::folder::is_postmark(root), |format| format == Format::Postmark)
    {
        platform::folder::postmark(root, &mut collector);
        (Format::Postmark, Vec::new())
    } else if let Some(found) =
        platform::find(root, declared).filter(|_| source.format != Some(Format::Steps))
    {
        (found.format(), found.read(&mut collector))
    } else if let Some(format) = declared {
        problems.push(Problem::error(
            Span::default(),
            format!("this is not {}: {}", format.meaning(), platform::wanted(format)),
        ));
        return nothing();
    } else {
        let templates = steps::templates(root);
        let alone = if found.is_empty() { library::find(root) } else { Vec::new() };
        library::read(&alone, &mut collector);
        let named = |at: usize| {
            if found.len() > 1 { format!("{name} [{}]", at + 1) } else { name.to_string() }
        };
        let format = if found.is_empty() { Format::Library } else { Format::Steps };
        (
            format,
            found
                .iter()
                .enumerate()
                .map(|(at, found)| steps::read(found, &templates, &named(at), &mut collector))
                .collect(),
        )
    };
    let mut drafts = collector.drafts;
    let (sequences, lists): (Vec<Sequence>, Vec<Sequence>) =
        sequences.into_iter().partition(|sequence| {
            sequence.steps.iter().map(|step| step.arms.len().max(1)).sum::<usize>() <= MAX_STEPS
        });
    report_what_is_missing(&sequences, &lists, problems);
    if sequences.is_empty()
        && lists.is_empty()
        && drafts.is_empty()
        && !problems.iter().any(Problem::is_error)
    {
        problems.push(
            Problem::error(Span::default(), "no message in this file")
                .hint("a message has a `subject` and a `body` (or `html`, `text`, `template`); a sequence has a name under `sequence` and a list of `steps`"),
        );
        return nothing();
    }
    allow::in_yaml(file, (file.as_str(), file.whole()), root, &mut drafts, problems);
    problems.order_by_key(|problem| problem.span.start);
    Contents { sequences, ..Contents::new(format, drafts) }
}

/// The tree of a file; where it has none, `None`, and a problem that says why.
fn root_of<'t>(
    name: &str,
    file: &Text,
    tree: &'t Tree,
    problems: &mut Vec<Problem>,
) -> Option<&'t Node> {
    let no_json =
        name.to_ascii_lowercase().ends_with(".json").then(|| json_fault(file.as_str())).flatten();
    match (tree, no_json) {
        (Ok(root), None) => Some(root),
        (Ok(root), Some((at, message))) => {
            problems.push(
                Problem::warning(file.to_source(at), message)
                    .hint("it is read as YAML; other programs will refuse it"),
            );
            Some(root)
        }
        (Err(_), Some((at, message))) => {
            problems.push(Problem::error(file.to_source(at), message));
            None
        }
        (Err(problem), None) => {
            let hint =
                problem.hint.as_deref().unwrap_or("put a text that contains `:` or `#` in quotes");
            problems.push(
                Problem::error(file.to_source(problem.span), problem.message.clone()).hint(hint),
            );
            None
        }
    }
}

/// Says which lists are too long to be sequences, and which sequences name copy that the file does
/// not have.
fn report_what_is_missing(sequences: &[Sequence], lists: &[Sequence], problems: &mut Vec<Problem>) {
    for list in lists {
        let message = format!(
            "more than {MAX_STEPS} messages: a list of drafts, not a sequence to one person"
        );
        problems.push(Problem::warning(list.span, message).hint("each is judged alone"));
    }
    for sequence in sequences.iter().filter(|sequence| !sequence.opaque.is_empty()) {
        let mut names = sequence.opaque.clone();
        names.dedup();
        let message = format!(
            "opaque: names templates that are not in it ({}); their copy could not be judged",
            names.join(", ")
        );
        problems.push(Problem::error(sequence.span, message).hint("check the file that has them"));
    }
}

/// True for a JSON object or list. A mail may start with a brace, but does not also end with
/// the closing one.
fn is_json(text: &str) -> bool {
    let bare = text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let fits = |open, close| bare.starts_with(open) && bare.ends_with(close);
    (fits('{', '}') || fits('[', ']')) && json_fault(bare).is_none()
}

/// Where a text stops being JSON.
fn json_fault(text: &str) -> Option<(Span, String)> {
    let bare = text.trim_start_matches('\u{feff}');
    let error = serde_json::from_str::<serde::de::IgnoredAny>(bare).err()?;
    let line = text.len() - bare.len()
        + bare
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum::<usize>();
    let at = (line + error.column().saturating_sub(1)).min(text.len());
    Some((Span::new(at, at), format!("no JSON: {}", without_place(&error))))
}

/// What is wrong, without the line and column that the problem bears itself.
pub fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line").next().unwrap_or_default().to_string()
}

/// Why a file that nobody pointed at is left out; `None` when it holds a sequence and its copy, or
/// is meant to: one that says so must not be passed by because it is broken. The tree is asked for
/// when the name and the text alone do not tell.
pub fn leave_out<'t>(
    name: &str,
    text: &str,
    tree: impl FnOnce() -> &'t Tree,
) -> Option<&'static str> {
    let said = extension::says_sequence(name);
    if !said
        && !SIGNS
            .iter()
            .any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
    {
        return Some(NO_STEPS);
    }
    let Ok(root) = tree() else {
        let meant = said || is_meant_as_sequence(text);
        return (!meant).then_some("no YAML or JSON that can be read");
    };
    if said && root.get("sequence").is_some() {
        return None;
    }
    if sequence::is_one(root) || platform::folder::is_postmark(root) {
        return None;
    }
    if let Some(found) = platform::find(root, None) {
        return (!found.holds_copy()).then_some(OPAQUE);
    }
    let found = steps::find(root);
    let templates = steps::templates(root);
    match found.iter().any(|found| found.holds_copy(&templates)) {
        _ if found.is_empty() => (!library::holds_draft(root)).then_some(NO_STEPS),
        true => None,
        false => Some(OPAQUE),
    }
}

const OPAQUE: &str =
    "opaque: it names templates that are not in it, so their copy cannot be judged";
const NO_STEPS: &str = "no list of steps, and no message with a subject";
