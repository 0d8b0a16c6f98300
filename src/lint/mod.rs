//! The pipeline on one page: bytes, drafts, analysis, findings, score. The only module that joins
//! the stages.

mod accounts;
mod assemble;
mod builder;
mod excerpt;
mod file;
mod glance;
mod inserted;
mod leads;
mod list_report;
mod listed;
mod marks;
mod outline;
mod page;
mod post;
mod relevance;
mod row_findings;
mod scored;
mod sequence;
mod session;
mod spun;
mod strict;
mod traits;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

pub use assemble::group;
pub use builder::LinterBuilder;
pub use leads::Leads;
pub use list_report::ListReport;
pub use listed::{Counts, Listed};
pub use session::Session;
pub use traits::Traits;

use spun::Reading;

use crate::account::{Accounts, Date, Match};
use crate::analysis::{self, Analyser, Analysis, Facts, Target, agree, language_name};
use crate::builtin;
use crate::draft::{Draft, RecipientRow, Sender};
use crate::engine::{Engine, Finding, Outcome};
use crate::fields::Field;
use crate::files::Roots;
use crate::fingerprint::Fingerprints;
use crate::leads::Rows;
use crate::outcome::{Diagnostic, DraftReport, FileReport, FixReport, Letter, Location, Range};
use crate::pack::{Page, Rulebook};
use crate::reader;
use crate::score::Score;
use crate::source::{self, Contents, FileResolver, Source};
use crate::text::{LineIndex, Problem, Span, plural};
use crate::yaml::Broken;

/// Everything that is needed to lint drafts of one project. Made once, shared by all threads.
#[derive(Debug)]
pub struct Linter {
    /// The rules.
    pub engine: Engine,
    /// Who writes.
    pub sender: Sender,
    /// Pages of the rules that user packs brought.
    pub pages: Arc<Vec<Page>>,
    /// Where the files are that a source names.
    pub resolver: FileResolver,
    /// What is known of readers.
    pub accounts: Arc<Accounts>,
    /// Rows of lead lists that could not be used.
    pub unread: Vec<Broken>,
    /// The day on which drafts are judged; without one nothing is called old.
    pub today: Option<Date>,
    /// Where the pages of the built-in rules are read: an address with `{rule}` in it. In the
    /// program's own repository, when it was built with the name of one, unless the configuration
    /// says otherwise.
    pub rule_pages: Option<String>,
}

/// Why a file that a configuration names is not read.
const OUTSIDE: &str = "it lies outside of the project, and the command line does not name it";

/// Which drafts of a source are reported in full, decided from their findings and their score.
type DraftSelection<'t> = dyn FnMut(&Analysis, &Outcome, &Result<Score, String>) -> bool + 't;

/// Takes what is said of a draft, or leaves it to the report of the file.
type Takes<'t> = dyn FnMut(DraftReport) -> Option<DraftReport> + 't;

impl Linter {
    fn of(book: Rulebook, sender: Sender) -> Self {
        Linter {
            engine: Engine::new(book),
            sender,
            pages: Arc::default(),
            resolver: FileResolver::default(),
            accounts: Arc::default(),
            unread: Vec::new(),
            today: None,
            rule_pages: page::at(env!("CARGO_PKG_REPOSITORY")),
        }
    }

    /// The built-in rules, nothing configured.
    pub fn new() -> Self {
        Linter::of(builtin::rulebook(), Sender::default())
    }

    /// This linter; what drafts name is looked for in `roots` too.
    pub fn within(mut self, roots: Roots) -> Self {
        if let Some(accounts) = Arc::get_mut(&mut self.accounts) {
            accounts.roots = roots.clone();
        }
        self.resolver.roots = roots;
        self
    }

    /// Lints one source; `find` says which account a draft is for.
    fn lint_for(
        &self,
        analyser: &mut Analyser,
        source: &Source,
        find: &dyn Fn(&Draft) -> Match,
    ) -> FileReport {
        self.lint_contents(
            analyser,
            source,
            self.read(source),
            find,
            &mut |_, _, _| true,
            &mut Some,
        )
    }

    /// What a source holds.
    #[doc(hidden)]
    pub fn read(&self, source: &Source) -> Contents {
        source::read(source, &self.resolver)
    }

    /// Lints what a source holds. Only the drafts that `select` chooses are reported in full, and
    /// what `takes` leaves of them stands in the report.
    fn lint_contents(
        &self,
        analyser: &mut Analyser,
        source: &Source,
        mut contents: Contents,
        find: &dyn Fn(&Draft) -> Match,
        select: &mut DraftSelection,
        takes: &mut Takes,
    ) -> FileReport {
        let bytes = source.bytes;
        // The drafts of a list that may be read piece by piece know nothing of each other.
        let listed = source::piece::is_list(contents.format);
        if !listed {
            agree(&mut contents.drafts);
        }
        let lines = LineIndex::of_piece(bytes, source.start());
        let at = |span: Span| Range::new(&lines, bytes, span);
        let mut said = HashSet::new();
        contents
            .drafts
            .iter()
            .for_each(|draft| self.unknown_rules(draft, &mut said, &mut contents.problems));
        let problems = std::mem::take(&mut contents.problems).into_iter();
        let mut problems: Vec<Diagnostic> = problems
            .map(|problem| Diagnostic::new(source.name, at(problem.span), problem))
            .collect();
        let mut prints = Fingerprints::default();
        let mut rows = Rows::default();
        let mut of_row = |row: &Arc<RecipientRow>| rows.account(source.name, row);
        // Of accounts: they concern the file as a whole.
        let mut whole = Vec::new();
        let mut target = |draft: &Draft, fields: &OnceCell<Vec<Field>>| {
            self.target(draft, fields, find, &mut of_row, &mut whole)
        };
        let fix = |draft: &Draft, finding: &Finding| {
            FixReport::new(finding, draft, contents.format, bytes, &at)
        };
        let mut others = Others::default();
        let mut keep = |(report, draft): (DraftReport, Draft)| {
            takes(DraftReport { letter: Letter::of(draft), ..report })
        };
        let (drafts, sequences) = if contents.sequences.is_empty() {
            // Each draft is dropped once it is reported.
            let drafts = std::mem::take(&mut contents.drafts).into_iter().filter_map(|draft| {
                let fields = OnceCell::new();
                let target = target(&draft, &fields);
                let fields = fields.into_inner().unwrap_or_else(|| analysis::fields(&draft));
                let mut reading = self.weakest(analyser, &draft, fields, target.as_ref());
                self.keep_confirmed(analyser, &draft, &mut reading);
                self.decide(&mut reading);
                let Reading { analysis, outcome, scored: marked, .. } = reading;
                others.note(analysis.language, || at(excerpt::place(&draft)).start);
                let select = select(&analysis, &outcome, &marked.score);
                let told = select.then(|| {
                    DraftReport::new(
                        &self.engine.book,
                        &analysis,
                        &outcome,
                        marked,
                        &mut prints,
                        &fix,
                        &at,
                    )
                });
                told.and_then(|report| keep((report, draft)))
            });
            (drafts.collect(), Vec::new())
        } else {
            let targets: Vec<Option<Target>> =
                contents.drafts.iter().map(|draft| target(draft, &OnceCell::new())).collect();
            let (drafts, sequences) =
                self.sequences(analyser, &contents, &targets, &mut prints, &fix, &at);
            drafts.iter().for_each(|draft| others.note(draft.language, || draft.range.start));
            (
                drafts
                    .into_iter()
                    .zip(std::mem::take(&mut contents.drafts))
                    .filter_map(keep)
                    .collect(),
                sequences,
            )
        };
        let drafts: Vec<DraftReport> = drafts;
        problems.extend(whole.into_iter().map(|problem| Diagnostic::of_file(source.name, problem)));
        others.say(source.name, listed, &mut problems);
        FileReport {
            path: source.name.to_string(),
            format: contents.format,
            reader: self.engine.book.card.title(),
            problems,
            sequences,
            drafts,
            unread: contents.unread.iter().map(|left| (at(left.span), left.why)).collect(),
            shortfalls: Vec::new(),
            bytes: bytes.to_vec(),
            start: source.start(),
        }
    }

    /// An account that confirms what a draft says takes nothing from it, whatever rules would have it
    /// do with that: it scores at least what it does without one.
    fn keep_confirmed<'d>(
        &self,
        analyser: &mut Analyser,
        draft: &'d Draft,
        reading: &mut Reading<'d, '_>,
    ) {
        if !reading.analysis.facts.as_ref().is_some_and(Facts::confirms)
            || reading.outcome.findings.iter().any(|finding| finding.rule.against)
        {
            return;
        }
        // The same alternatives of spin groups are read.
        let plain = analyser.analyse_scanned(draft, reading.analysis.fields.clone(), None);
        let outcome = self.engine.run(&plain);
        let plain = scored::score(&self.engine.book.models, &plain, &outcome);
        if let (Ok(with), Ok(without)) = (&reading.scored.score, &plain.score)
            && without.total > with.total
        {
            reading.scored = plain;
        }
    }

    /// Drops what is unlikely of a good draft; where a draft fails, the finding that says so joins the
    /// others.
    fn decide<'l>(&'l self, reading: &mut Reading<'_, 'l>) {
        let Reading { analysis, outcome, scored, elsewhere } = reading;
        let channel = analysis.draft.channel;
        scored::drop_unlikely(outcome, &mut scored.score, channel);
        self.note_blast(analysis, outcome, &scored.score);
        outcome.tell(scored::likely(std::mem::take(elsewhere), &scored.score, channel));
    }

    /// Adds the finding that a draft fails, where its score is so low.
    fn note_blast<'l>(
        &'l self,
        draft: &Analysis,
        outcome: &mut Outcome<'l>,
        score: &Result<Score, String>,
    ) {
        let gate = reader::of_channel(&self.engine.book.models, draft.draft.channel).gate;
        if let Ok(score) = score {
            self.engine.note_blast(draft, outcome, score.total, gate);
        }
    }

    /// Front matter and allows that name rules which do not exist would otherwise do nothing,
    /// without a word said.
    fn unknown_rules(
        &self,
        draft: &Draft,
        said: &mut HashSet<(Span, String)>,
        problems: &mut Vec<Problem>,
    ) {
        if draft.elsewhere.is_some() {
            return;
        }
        for (key, rule, span) in draft.meta.near_switches.iter() {
            if self.engine.book.rule(rule).is_some() && said.insert((*span, key.clone())) {
                let message = format!("front matter: `{key}` switches no rule");
                let hint = format!("write `lint: {{ {rule}: off }}`");
                problems.push(Problem::warning(*span, message).hint(hint));
            }
        }
        let set = draft.meta.overrides.iter().map(|set| (&set.rule, set.span));
        let allowed =
            draft.allows.iter().flat_map(|allow| &allow.rules).map(|(rule, place)| (rule, *place));
        for (rule, span) in
            set.chain(allowed).filter(|(rule, _)| self.engine.book.rule(rule).is_none())
        {
            // What the head of a sequence says applies to all of its drafts; it is reported once.
            if said.insert((span, rule.clone())) {
                let near = if said.len() <= crate::text::GUESSED {
                    self.engine.book.nearest(rule)
                } else {
                    None
                };
                let hint = near.map(|near| format!("did you mean `{near}`?"));
                problems.push(Problem {
                    hint,
                    ..Problem::warning(
                        span,
                        format!("there is no rule `{}`", excerpt::excerpt(rule)),
                    )
                });
            }
        }
    }
}

/// Drafts whose words were not judged, by their language: how many there are, and where the first
/// begins. Without a finding they would look like good ones.
#[derive(Default)]
struct Others(BTreeMap<&'static str, (usize, Location)>);

impl Others {
    fn note(&mut self, language: Option<&'static str>, start: impl FnOnce() -> Location) {
        if let Some(code) = language.filter(|code| *code != "en") {
            self.0.entry(code).or_insert_with(|| (0, start())).0 += 1;
        }
    }

    /// Says it of a file or, of a long list, of each piece of it.
    fn say(self, path: &str, listed: bool, problems: &mut Vec<Diagnostic>) {
        for (code, (count, start)) in self.0 {
            let reads = plural(count, "draft reads", "drafts read");
            let message = format!(
                "{count} {reads} as {} (`{code}`), in which words are not judged: no score, and no pass",
                language_name(code)
            );
            let hint = if listed {
                "fields, links, lengths and layout were judged"
            } else {
                "fields, links, lengths and layout were judged; `lang: en` in the front matter says that it is English"
            };
            let problem = Problem::warning(Span::default(), message).hint(hint);
            problems.push(Diagnostic::new(path, Range { start, end: start }, problem));
        }
    }
}

impl Default for Linter {
    fn default() -> Self {
        Linter::new()
    }
}
