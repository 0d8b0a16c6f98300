//! What is left out of a report: findings that a baseline knows, files and lines that did not
//! change.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::changed::Changed;
use super::{output, replace};
use crate::baseline::Baseline;
use crate::files;
use crate::outcome::{FileReport, Scored};
use crate::text::{Problem, Span, count, one_line, plural};
use crate::yaml::Broken;

/// Arguments that narrow a report.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Only what is new")]
#[group(id = "narrowing", multiple = true)]
pub struct Args {
    /// Hide the findings that are in this baseline file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the baseline if it does not exist; otherwise remove the findings that were fixed.
    /// Never adds to one
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Only files that changed since REF in git [default: HEAD], and files that git does not track
    /// yet
    #[arg(long, value_name = "REF", num_args = 0..=1, require_equals = true, default_missing_value = "HEAD")]
    changed: Option<String>,
    /// Only findings on changed lines; implies --changed
    #[arg(long)]
    changed_lines: bool,
}

impl Args {
    /// True when anything is to be left out.
    pub fn is_given(&self) -> bool {
        self.baseline.is_some() || self.changed.is_some() || self.changed_lines
    }
}

/// What to leave out.
#[derive(Debug)]
pub struct ReportFilter {
    baseline: Option<(PathBuf, BaselineState)>,
    update: bool,
    changed: Option<Changed>,
}

/// The findings of a file that a baseline knows already, or all of them when it is new.
pub struct BaselineKeys {
    /// The path.
    pub path: String,
    /// Keys of the findings.
    pub keys: BTreeSet<String>,
}

/// Findings on a draft or a sequence as a whole: its id, and the rule.
pub type WholeFindings = HashSet<(String, String)>;

/// Those of a report.
pub fn whole_findings(report: &FileReport) -> WholeFindings {
    let of_one = |of: Scored| -> Vec<_> {
        let whole = of.findings.iter().filter(|finding| finding.whole);
        whole.map(|finding| (of.id.to_string(), finding.rule.clone())).collect()
    };
    report.scored().flat_map(of_one).collect()
}

/// A baseline, and whether it was there.
#[derive(Debug)]
enum BaselineState {
    New(Baseline),
    Read(Baseline),
}

impl ReportFilter {
    /// Reads the baseline, asks git.
    pub fn new(args: &Args) -> Result<Self, Vec<Broken>> {
        let baseline = match &args.baseline {
            None => None,
            Some(path) => Some((path.clone(), read(path, args.update_baseline)?)),
        };
        let reference = args.changed.as_deref().or(args.changed_lines.then_some("HEAD"));
        let changed = reference
            .map(|reference| Changed::since(reference, args.changed_lines))
            .transpose()
            .map_err(|why| unread(Path::new(CHANGED), why))?;
        Ok(ReportFilter { baseline, update: args.update_baseline, changed })
    }

    /// True when a file is to be checked at all.
    pub fn includes(&self, path: &Path) -> bool {
        self.changed.as_ref().is_none_or(|changed| changed.contains(path))
    }

    /// True when only changed files are checked, so that there may be none.
    pub fn asks_git(&self) -> bool {
        self.changed.is_some()
    }

    /// True when nothing is left out of any report.
    pub fn is_idle(&self) -> bool {
        self.baseline.is_none() && self.changed.is_none()
    }

    /// True when findings of a whole file are compared with known ones.
    pub fn has_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    /// A file as it was, when only what changed in it is told; `None` when all of it is new.
    pub fn before(&self, path: &Path) -> Option<Vec<u8>> {
        self.changed.as_ref()?.before(path)
    }

    /// Hides what is to be left out of the report of the file at `path`, whose name in the report
    /// is for people; `before` is what was said of its drafts as a whole before it changed.
    pub fn apply(
        &self,
        path: &Path,
        before: &WholeFindings,
        report: &mut FileReport,
    ) -> Option<BaselineKeys> {
        let keys = match &self.baseline {
            None => None,
            Some((_, BaselineState::Read(baseline))) => Some(baseline.hide(report)),
            Some((_, BaselineState::New(_))) => Some(Baseline::keys(report)),
        };
        if let Some(changed) = &self.changed {
            report.hide(|finding, of, range| {
                let place =
                    if finding.whole { range.unwrap_or(&finding.range) } else { &finding.range };
                let (first, last) = (place.start.line, place.end.line);
                // What is said of a whole draft is news of a new one; of one that changed it is
                // when it was not said before, wherever it stands.
                if finding.whole && !changed.covers(path, first, last) {
                    let untouched = range.is_some() && !changed.overlaps(path, first, last);
                    return untouched || before.contains(&(of.to_string(), finding.rule.clone()));
                }
                !changed.overlaps(path, first, last)
            });
        }
        keys.map(|keys| BaselineKeys { path: report.path.clone(), keys })
    }

    /// Writes the baseline when asked to. Gives back what there is to say of it, or the file and
    /// why it could not be written.
    pub fn finish(self, seen: Vec<BaselineKeys>) -> Result<String, (String, String)> {
        let Some((path, kept)) = self.baseline else { return Ok(String::new()) };
        let shown = output::name(&path);
        let write = |baseline: &Baseline| {
            replace::sweep(replace::folder(&path));
            replace::replace(&path, None, baseline.text().as_bytes())
                .map_err(|why| (shown.clone(), format!("cannot write the baseline: {why}")))
        };
        match kept {
            BaselineState::New(mut baseline) => {
                seen.into_iter().for_each(|seen| {
                    baseline.keep(&seen.path, seen.keys);
                });
                write(&baseline)?;
                let known = count(baseline.len(), "finding");
                Ok(format!("wrote {shown}: {known} known from now on\n"))
            }
            BaselineState::Read(mut baseline) => {
                let mut mended: usize =
                    seen.into_iter().map(|seen| baseline.keep(&seen.path, seen.keys)).sum();
                mended += baseline.forget_lost_files();
                if mended == 0 {
                    return Ok(String::new());
                }
                if !self.update {
                    return Ok(format!(
                        "{shown}: {mended} of its findings {}; --update-baseline removes {}\n",
                        plural(mended, "is fixed", "are fixed"),
                        plural(mended, "it", "them")
                    ));
                }
                write(&baseline)?;
                Ok(format!(
                    "{shown}: took out {mended}, {} {} left\n",
                    baseline.len(),
                    plural(baseline.len(), "is", "are")
                ))
            }
        }
    }
}

/// The option that asks git: what git says of it is of no file.
const CHANGED: &str = "--changed";

fn read(path: &Path, update: bool) -> Result<BaselineState, Vec<Broken>> {
    match files::text(path, files::WHOLE) {
        Ok(text) => {
            Baseline::read(path, &text).map(BaselineState::Read).map_err(|why| unread(path, why))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && update => {
            Ok(BaselineState::New(Baseline::new(path)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(unread(path, "no such baseline; --update-baseline writes it"))
        }
        Err(error) => Err(unread(path, error.to_string())),
    }
}

fn unread(path: &Path, why: impl Into<String>) -> Vec<Broken> {
    let why = one_line(&why.into());
    vec![Broken::unread(&path.to_string_lossy(), Problem::error(Span::default(), why))]
}
