//! The pipeline on one page: bytes, drafts, analysis, findings, score. The only module that joins the stages.

mod accounts;
mod extra;
mod leads;
mod place;
mod post;
mod relevance;
mod sequence;

use std::sync::Arc;

use serde::Serialize;

pub use extra::{FixReport, Scored};
pub use leads::{FieldUse, Leads, LeadsReport, RowScore};
pub use place::{Place, Range};
pub use post::{PostReport, Specifics, Stage};
pub use relevance::{FactReport, Relevance, Words};
pub use sequence::{ArmReport, SequenceReport, StepReport};

use crate::account::{Accounts, Date, Match};
use crate::analysis::{Analyser, Analysis, Target};
use crate::builtin;
use crate::config::Config;
use crate::draft::{Channel, Draft, Elsewhere, Sender};
use crate::engine::{Engine, Finding, Outcome};
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::lexicon::label;
use crate::pack::{Compiler, Dimension, PackFault, Page, Rulebook, Severity};
use crate::score::{self, Score};
use crate::source::{self, Gravity, Neighbours, Source};
use crate::text::{LineIndex, Span};
use crate::yaml::Fault;

/// Everything that is needed to lint drafts of one project. Made once, shared by all threads.
#[derive(Debug)]
pub struct Linter {
    /// The rules.
    pub engine: Engine,
    /// Who writes.
    pub sender: Sender,
    /// Pages of the rules that user packs brought.
    pub pages: Vec<Page>,
    /// Where the files are that a source names.
    pub neighbours: Neighbours,
    /// What is known of readers.
    pub accounts: Accounts,
    /// Rows of lead lists that could not be used.
    pub unread: Vec<Broken>,
    /// The day on which drafts are judged; without one nothing is called old.
    pub today: Option<Date>,
}

/// A file that could not be used, with its faults.
#[derive(Debug)]
pub struct Broken {
    /// Its path.
    pub path: String,
    /// Its text; empty when it could not be read.
    pub text: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl Linter {
    fn of(book: Rulebook, sender: Sender) -> Self {
        Linter {
            engine: Engine::new(book),
            sender,
            pages: Vec::new(),
            neighbours: Neighbours::default(),
            accounts: Accounts::default(),
            unread: Vec::new(),
            today: None,
        }
    }

    /// The built-in rules, nothing configured.
    pub fn new() -> Self {
        Linter::of(builtin::rulebook(), Sender::default())
    }

    /// Built-in rules, changed by a configuration; `overrides` are the numbers of those of its overrides that apply.
    pub fn configured(config: &Config, overrides: &[usize]) -> Result<Self, Vec<Broken>> {
        let mut files: Vec<(String, String)> = Vec::new();
        let mut broken = Vec::new();
        let mut own_faults = config.faults.clone();
        for (name, span) in &config.extends {
            match builtin::profile(name) {
                Some(yaml) => files.push((format!("profile {name}"), yaml.to_string())),
                None => {
                    let names: Vec<&str> = builtin::PROFILES.iter().map(|(name, _)| *name).collect();
                    own_faults
                        .push(Fault::new(*span, format!("there is no profile `{name}`")).hint(format!("allowed: {}", names.join(", "))));
                }
            }
        }
        for (path, span) in &config.packs {
            match std::fs::read_to_string(path) {
                Ok(yaml) => files.push((path.display().to_string(), yaml)),
                Err(error) => own_faults.push(Fault::new(*span, format!("cannot read the pack {}: {error}", path.display()))),
            }
        }
        let mut compiler = Compiler::new(builtin::rulebook());
        files.iter().for_each(|(_, yaml)| compiler.add(yaml));
        let chosen = overrides.iter().flat_map(|at| &config.overrides[*at].rules);
        for (id, tuning) in config.rules.iter().chain(chosen) {
            own_faults.extend(compiler.tune(id, tuning).err());
        }
        compiler.add_phrases(label::OWN_NAME, config.sender.own_names());
        let finished = compiler.finish();
        if let Err(faults) = &finished {
            broken.extend(group(&files, faults));
        }
        let (known, unread) = accounts::read(&config.accounts, &mut broken);
        if !own_faults.is_empty() {
            own_faults.sort_by_key(|fault| fault.span.start);
            let path = config.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
            broken.push(Broken { path, text: config.text.clone(), faults: own_faults });
        }
        match finished {
            Ok((book, pages)) if broken.is_empty() => {
                let neighbours = Neighbours { root: config.root(), ..Neighbours::default() };
                Ok(Linter { pages, neighbours, accounts: Accounts::new(known), unread, ..Linter::of(book, config.sender.clone()) })
            }
            _ => Err(broken),
        }
    }

    /// What a thread needs to analyse drafts for this linter.
    pub fn analyser(&self) -> Analyser<'_> {
        Analyser::new(&self.engine.book.lexicons, &self.sender)
    }

    /// Lints one source, each of its drafts against the account that it finds for itself.
    pub fn lint(&self, analyser: &mut Analyser, source: &Source) -> FileReport {
        self.lint_for(analyser, source, &|draft| self.accounts.of(&draft.meta, source.path()))
    }

    /// Lints one source; `find` says which account a draft is for.
    pub fn lint_for(&self, analyser: &mut Analyser, source: &Source, find: &dyn Fn(&Draft) -> Match) -> FileReport {
        let bytes = source.bytes;
        let mut contents = source::read(source, &self.neighbours);
        let lines = LineIndex::new(bytes);
        let at = |span: Span| Range::new(&lines, bytes, span);
        let problems = std::mem::take(&mut contents.problems).into_iter().map(|problem| ProblemReport {
            gravity: problem.gravity,
            range: at(problem.span),
            message: problem.message,
            hint: problem.hint,
        });
        let mut problems: Vec<ProblemReport> = problems.collect();
        contents.drafts.iter().for_each(|draft| self.unknown_rules(draft, &at, &mut problems));
        let mut prints = Fingerprints::default();
        let targets: Vec<Option<Target>> = contents.drafts.iter().map(|draft| self.target(draft, find, &mut problems)).collect();
        let fix = |draft: &Draft, finding: &Finding| FixReport::new(finding, draft, contents.format, bytes, &at);
        let (drafts, sequences) = if contents.sequences.is_empty() {
            let drafts = contents.drafts.iter().zip(&targets).map(|(draft, target)| {
                let analysis = analyser.analyse_for(draft, target.as_ref());
                DraftReport::new(&analysis, &self.engine.run(&analysis), &mut prints, &fix, &at)
            });
            (drafts.collect(), Vec::new())
        } else {
            self.sequences(analyser, &contents, &targets, &mut prints, &fix, &at)
        };
        FileReport { path: source.name.to_string(), format: contents.format, problems, sequences, drafts, bytes: bytes.to_vec() }
    }

    /// Front matter and allows that name rules which do not exist would otherwise do nothing, without a word said.
    fn unknown_rules(&self, draft: &Draft, at: &impl Fn(Span) -> Range, problems: &mut Vec<ProblemReport>) {
        if draft.elsewhere.is_some() {
            return;
        }
        let set = draft.meta.overrides.iter().map(|set| (&set.rule, set.span));
        let allowed = draft.allows.iter().flat_map(|allow| allow.rules.iter().map(|rule| (rule, allow.span)));
        for (rule, span) in set.chain(allowed).filter(|(rule, _)| self.engine.book.rule(rule).is_none()) {
            let hint = self.engine.book.nearest(rule).map(|near| format!("did you mean `{near}`?"));
            let (message, range) = (format!("there is no rule `{rule}`"), at(span));
            // What the head of a sequence says holds for all of its drafts; it is wrong once.
            if !problems.iter().any(|known| known.range == range && known.message == message) {
                problems.push(ProblemReport { gravity: Gravity::Warning, range, message, hint });
            }
        }
    }
}

impl Default for Linter {
    fn default() -> Self {
        Linter::new()
    }
}

/// Faults by file.
pub fn group(files: &[(String, String)], faults: &[PackFault]) -> Vec<Broken> {
    let of = |at: usize| faults.iter().filter(|fault| fault.pack == at).map(|fault| fault.fault.clone()).collect::<Vec<_>>();
    let all = files.iter().enumerate().map(|(at, (path, text))| Broken { path: path.clone(), text: text.clone(), faults: of(at) });
    all.filter(|broken| !broken.faults.is_empty()).collect()
}

/// What is said of one file.
#[derive(Debug, Serialize)]
pub struct FileReport {
    /// Its path, or the name given for standard input.
    pub path: String,
    /// What it was read as.
    pub format: source::Format,
    /// What is wrong with the file itself.
    pub problems: Vec<ProblemReport>,
    /// Its sequences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sequences: Vec<SequenceReport>,
    /// Its drafts.
    pub drafts: Vec<DraftReport>,
    /// The file, to show its lines.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A problem with its place.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemReport {
    /// How much it matters.
    pub gravity: Gravity,
    /// Where.
    pub range: Range,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// What is said of one draft.
#[derive(Debug)]
pub struct DraftReport {
    /// Path, and what tells it from others of the file.
    pub id: String,
    /// The file that it stands in, when that is not the source itself.
    pub elsewhere: Option<Arc<Elsewhere>>,
    /// How it reaches the reader.
    pub channel: Channel,
    /// Place in a sequence.
    pub step: Option<u32>,
    /// Where it stands in the file.
    pub range: Range,
    /// The score, or why there is none.
    pub score: Result<Score, String>,
    /// What relevance was judged from, when no account was given.
    pub judged_from: &'static str,
    /// The swap test.
    pub swap: Swap,
    /// What it makes of its account, when it has one.
    pub relevance: Option<Relevance>,
    /// What the rows of a lead list make of it, when it is a template held against one.
    pub leads: Option<LeadsReport>,
    /// Arc and specifics, when it is a post.
    pub post: Option<PostReport>,
    /// Findings in order of place.
    pub findings: Vec<FindingReport>,
    /// How many findings the writer allowed.
    pub allowed: usize,
    /// How many findings are left out of the report: known from a baseline, or on lines that did not change.
    pub hidden: usize,
    /// Language found or declared.
    pub language: Option<&'static str>,
    /// Rules that did not run, and why.
    pub skipped: Vec<(String, &'static str)>,
}

/// Put another company's name in: which sentences would still be true?
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Swap {
    /// Sentences of the message.
    pub sentences: usize,
    /// Those that would read the same for anybody.
    pub generic: usize,
    /// The lines of those that would not.
    pub specific_lines: Vec<usize>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingReport {
    /// Rule id.
    pub rule: String,
    /// Its severity here.
    pub severity: Severity,
    /// Its dimension.
    pub dimension: Dimension,
    /// Points that a first finding takes.
    pub points: u8,
    /// Where, in the source.
    pub range: Range,
    /// Where, in the file that a sequence pulled the draft in from; the range is then where the sequence names that file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Range>,
    /// The words.
    #[serde(rename = "match")]
    pub matched: String,
    /// What is found.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Why it matters to the reader.
    pub why: String,
    /// Names the finding when its lines move.
    pub fingerprint: Fingerprint,
    /// An edit that mends it, when there is one.
    pub fix: Option<FixReport>,
}

impl DraftReport {
    fn new(
        draft: &Analysis,
        outcome: &Outcome,
        prints: &mut Fingerprints,
        fix: &impl Fn(&Draft, &Finding) -> Option<FixReport>,
        at: &impl Fn(Span) -> Range,
    ) -> Self {
        let score = extra::score(draft, outcome);
        let sentences = draft.message().count();
        let findings = outcome.findings.iter().map(|finding| FindingReport {
            fingerprint: prints.of(&finding.rule.id, extra::around(draft, finding)),
            fix: fix(draft.draft, finding),
            ..FindingReport::new(finding, at)
        });
        let findings = findings.collect();
        let specific = draft.marks.of(label::SPECIFIC_SENTENCE);
        let lines = specific.iter().map(|mark| at(draft.draft.text.to_source(mark.span)).start.line);
        DraftReport {
            id: draft.draft.id.clone(),
            elsewhere: draft.draft.elsewhere.clone(),
            channel: draft.draft.channel,
            step: draft.draft.step,
            range: at(extra::place(draft.draft)),
            score,
            judged_from: if draft.facts.is_some() { "account" } else { "text" },
            swap: Swap { sentences, generic: sentences - specific.len().min(sentences), specific_lines: lines.collect() },
            relevance: draft.facts.as_ref().map(|facts| Relevance::new(facts, draft, at)),
            leads: None,
            post: (draft.draft.channel == Channel::Post).then(|| PostReport::new(draft, at)),
            findings,
            allowed: outcome.allowed.len(),
            hidden: 0,
            language: draft.language,
            skipped: outcome.skipped.iter().map(|(rule, why)| (rule.to_string(), *why)).collect(),
        }
    }
}

impl DraftReport {
    /// Of a draft in another file: what knows only of the source is pointed to where the source names it.
    fn named_at(mut self, range: &Range) -> Self {
        for finding in &mut self.findings {
            finding.elsewhere = Some(std::mem::replace(&mut finding.range, range.clone()));
        }
        self.range = range.clone();
        self
    }
}

fn entry<'b>(finding: &Finding<'b>) -> score::Entry<'b> {
    score::Entry { rule: finding.rule, points: finding.points, severity: finding.severity }
}

impl FindingReport {
    /// Where it is, in the file that its draft stands in.
    pub fn there(&self) -> &Range {
        self.elsewhere.as_ref().unwrap_or(&self.range)
    }

    fn new(finding: &Finding, at: &impl Fn(Span) -> Range) -> Self {
        FindingReport {
            rule: finding.rule.id.clone(),
            severity: finding.severity,
            dimension: finding.rule.dimension,
            points: finding.points,
            range: at(finding.source),
            elsewhere: None,
            matched: finding.matched.clone(),
            message: finding.message.clone(),
            advice: finding.rule.advice.clone(),
            why: finding.rule.why.clone(),
            fingerprint: Fingerprint::default(),
            fix: None,
        }
    }
}
