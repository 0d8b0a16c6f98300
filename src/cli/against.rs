//! `germane test PACK --against PATH`: what the rules of packs would mark in drafts that are there.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Failure, Output, output};
use crate::engine::Engine;
use crate::files;
use crate::lint::Linter;
use crate::outcome::FindingReport;
use crate::pack::{Page, Rulebook};
use crate::source::{self, Source, walk};
use crate::text::{count, printable, sentence};
use crate::vocabulary::Severity;

/// A line for each sentence that a rule of `pages` marks, then how often each rule does. Rules that
/// are off run too.
pub fn run(
    mut book: Rulebook,
    pages: &[Page],
    path: &Path,
    out: &mut Output,
) -> Result<(), Failure> {
    let mut hits: BTreeMap<&str, usize> = pages.iter().map(|page| (page.id.as_str(), 0)).collect();
    for rule in book
        .rules
        .iter_mut()
        .filter(|rule| rule.severity == Severity::Off && hits.contains_key(rule.id.as_str()))
    {
        Arc::make_mut(rule).severity = Severity::Info;
    }
    let linter = Linter { engine: Engine::new(book), ..Linter::new() };
    let mut session = linter.session();
    let walk = walk::walk(&[path.to_path_buf()]);
    if let Some((path, why)) = walk.errors.first() {
        return Err(Failure::of_file(path, printable(why)));
    }
    let (mut drafts, mut files) = (0, 0);
    for file in walk.files {
        let bytes = match files::read(&file.path, files::WHOLE) {
            Ok(bytes) => bytes,
            Err(error) => {
                output::print_error(&format!("warning: {}: {error}\n", output::name(&file.path)));
                continue;
            }
        };
        let name = output::display_name(&file.path);
        let source = Source::new(&name, &bytes);
        let contents = if file.named {
            Ok(linter.read(&source))
        } else {
            source::read_if_draft(&source, &linter.resolver)
        };
        let Ok(contents) = contents else { continue };
        let report = session.lint_contents(&source, contents);
        for problem in &report.problems {
            output::print_error(&format!("{}: {problem}\n", problem.severity.name()));
        }
        files += 1;
        drafts += report.drafts.len();
        for finding in report.findings() {
            if let Some(times) = hits.get_mut(finding.rule.as_str()) {
                *times += 1;
                out.write(&line(&name, finding))?;
            }
        }
    }
    for (rule, times) in &hits {
        out.write(&format!("{times:>6}  {rule}\n"))?;
    }
    out.write(&format!("in {} of {}\n\n", count(drafts, "draft"), count(files, "file")))?;
    Ok(())
}

/// `sent/a.md:7:3: "We circle back on Monday." [avoid-circle-back]`; what is about a draft as a
/// whole is reported by its message.
fn line(name: &str, finding: &FindingReport) -> String {
    let at = finding.range.start;
    let words = match finding.sentence.as_str() {
        "" => finding.message.clone(),
        words => {
            format!("\"{}\"", sentence(crate::text::one_line(words)))
        }
    };
    format!("{}:{}:{}: {words} [{}]\n", printable(name), at.line, at.column, finding.rule)
}
