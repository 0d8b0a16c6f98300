//! A template against a lead list: the message of every row is written and judged; what is kept is
//! counts.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::inserted::{add_left_over, without_copy};
use super::row_findings::RowFindings;
use super::{Linter, scored};
use crate::account::{Account, Accounts, Match};
use crate::analysis::{Analyser, Target, fields, is_template};
use crate::draft::Draft;
use crate::engine::Finding;
use crate::fields::Field;
use crate::leads::{Hole, Lead, List, Oddity, Rendered, inserted, is_decided, render};
use crate::order::InOrder;
use crate::outcome::{Diagnostic, DraftReport, FieldUse, FileReport, LeadsReport, Range, RowScore};
use crate::score::{self, Cap, Spread};
use crate::source::column::Column;
use crate::source::{Contents, Source};
use crate::text::{About, Problem, Span, plural, rounded};
use crate::vocabulary::{FieldClass, Severity};

/// A lead list: templates are filled from each of its rows, and finished drafts are compared with
/// the row that they go to.
#[derive(Debug)]
pub struct Leads<'b> {
    /// The list.
    pub list: List<'b>,
    accounts: OnceLock<Accounts>,
}

impl<'b> Leads<'b> {
    /// Leads from a list.
    pub fn new(list: List<'b>) -> Self {
        Leads { list, accounts: OnceLock::new() }
    }

    /// Its rows as accounts: only drafts with an address need them.
    fn accounts(&self) -> &Accounts {
        self.accounts.get_or_init(|| {
            let mut known = Vec::new();
            self.list.each(|row| known.extend(row.map(|lead| lead.account)));
            Accounts::new(known)
        })
    }
}

/// Rows judged at a time: bounds the memory, whatever the length of the list.
const CHUNK: usize = 2048;
/// Rows that are named.
const NAMED: usize = 5;

/// One row's message, judged.
struct JudgedRow {
    row: RowScore,
    holes: Vec<Hole>,
    has_error: bool,
    findings: RowFindings,
    shared: bool,
}

/// A template, and what is said of it by itself.
struct Template<'t> {
    draft: &'t Draft,
    fields: &'t [Field],
    report: &'t DraftReport,
    at: &'t (dyn Fn(Span) -> Range + Sync),
}

struct Tally {
    report: LeadsReport,
    scores: Spread,
    findings: RowFindings,
    fields: BTreeMap<(String, Oddity), (usize, Vec<usize>)>,
}

impl Linter {
    /// Lints one source against a lead list: templates against every row, other drafts against the
    /// row that they go to. `progress` is called with the number of rows done.
    pub(super) fn lint_against(
        &self,
        analyser: &mut Analyser,
        source: &Source,
        mut contents: Contents,
        leads: &Leads,
        progress: &(dyn Fn(usize) + Sync),
    ) -> FileReport {
        // Beside a list its rows have the text.
        contents.problems.retain(|problem| problem.about != About::OpaqueBody);
        let is_to_somebody =
            |draft: &Draft| draft.meta.to.is_some() || draft.meta.account.is_some();
        let find = |draft: &Draft| match self.accounts.of(&draft.meta, source.path()) {
            Match::None if is_to_somebody(draft) => leads.accounts().of(&draft.meta, None),
            found => found,
        };
        let drafts = contents.drafts.clone();
        let mut report =
            self.lint_contents(analyser, source, contents, &find, &mut |_, _, _| true, &mut Some);
        let (columns, lines) = (leads.list.fields(), report.lines());
        let mut lacking = Vec::new();
        for (draft, drawn) in drafts.iter().zip(&mut report.drafts) {
            let fields = fields(draft);
            if is_template(draft, &fields) {
                let at = |span| Range::new(&lines, source.bytes, span);
                let template = Template { draft, fields: &fields, report: drawn, at: &at };
                let (held, found) = self.against(&template, &leads.list, progress);
                found.tell(&leads.list.path, drawn);
                // A condition on a field says what happens without it. Where rows decide it, what is
                // empty all the same is a gap.
                let text = draft.text.as_str();
                let is_guarded = |name: &str| {
                    let open = |of: &Field| {
                        of.class == FieldClass::Block
                            && of.name == name
                            && !is_decided(of.span.slice(text))
                    };
                    fields.iter().any(open)
                };
                let empty = held.fields.iter().filter(|of| {
                    of.problem == Oddity::Empty && (of.rows == held.rows || !is_guarded(&of.field))
                });
                lacking.extend(empty.filter(|_| draft.elsewhere.is_none()).map(|of| {
                    let span = fields
                        .iter()
                        .find(|field| field.name == of.field)
                        .map_or(draft.body(), |field| field.span);
                    let range = Range::new(&lines, source.bytes, draft.text.to_source(span));
                    let problem = gap(of, &held, &columns, &leads.list.path);
                    Diagnostic::new(source.name, range, problem)
                }));
                drawn.leads = Some(held);
            }
        }
        report.problems.extend(lacking);
        report
    }

    /// Judges a template for every row of a list.
    fn against(
        &self,
        template: &Template,
        list: &List,
        progress: &(dyn Fn(usize) + Sync),
    ) -> (LeadsReport, RowFindings) {
        let mut tally = Tally {
            report: LeadsReport { list: list.path.clone(), ..LeadsReport::default() },
            scores: Spread::default(),
            findings: RowFindings::default(),
            fields: BTreeMap::new(),
        };
        let shared = shared_values(list, template.fields);
        let (mut chunk, mut left_out) = (Vec::with_capacity(CHUNK), 0);
        let judge = |chunk: &mut Vec<Lead>, tally: &mut Tally| {
            let leads = std::mem::take(chunk);
            let judged: Vec<JudgedRow> = leads
                .into_par_iter()
                .map_init(
                    || self.analyser(),
                    |analyser, lead| self.row(analyser, template, lead, &shared),
                )
                .collect();
            progress(judged.len());
            judged.into_iter().for_each(|judged| tally.add(judged));
        };
        list.each(|row| match row {
            Ok(lead) => {
                chunk.push(lead);
                if chunk.len() == CHUNK {
                    judge(&mut chunk, &mut tally);
                }
            }
            Err(_) => left_out += 1,
        });
        judge(&mut chunk, &mut tally);
        tally.report.left_out = left_out;
        tally.finish()
    }

    fn row(
        &self,
        analyser: &mut Analyser,
        template: &Template,
        mut lead: Lead,
        shared: &BTreeMap<u64, usize>,
    ) -> JudgedRow {
        let mut told = false;
        for fact in lead.account.facts.iter_mut().filter(|fact| !fact.implied) {
            fact.shared = shared.get(&hash(&fact.text)).map_or(0, |count| count - 1);
            told |= fact.shared > 0;
        }
        let Rendered { draft, holes, left_over } = render(template.draft, template.fields, &lead);
        let copied: Vec<String> = inserted(template.fields, &lead)
            .map(|(name, value)| Column::new(name).spell(value))
            .collect();
        let mut account = Arc::new(lead.account);
        let mut scanned = fields(&draft);
        left_over.into_iter().for_each(|span| add_left_over(&mut scanned, span));
        let target = |account: &Arc<Account>| Target {
            account: account.clone(),
            accounts: &self.accounts,
            today: self.today,
        };
        let mut analysis =
            analyser.analyse_scanned(&draft, scanned.clone(), Some(&target(&account)));
        if let Some(known) = without_copy(&analysis, &copied) {
            account = Arc::new(known);
            analysis = analyser.analyse_scanned(&draft, scanned, Some(&target(&account)));
        }
        let mut outcome = self.engine.run(&analysis);
        let mut score = scored::score(&self.engine.book.models, &analysis, &outcome).score;
        scored::drop_unlikely(&mut outcome, &mut score, draft.channel);
        // Where the row brings the whole message, no other score says how it reads.
        if template.draft.opaque {
            self.note_blast(&analysis, &mut outcome, &score);
        }
        let score = score.ok();
        let mut taken: Vec<(f64, String)> = score
            .iter()
            .flat_map(|score| &score.ledger)
            .map(|taken| (taken.points, taken.rule.clone()))
            .collect();
        taken.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // What caps the whole score is named first.
        if let Some(Cap::Blocker { rule, .. }) = score.as_ref().and_then(|score| score.cap.as_ref())
        {
            taken.order_by_key(|(_, taken)| taken != rule);
        }
        let person = account.people.first().map(|person| person.name.as_str()).unwrap_or_default();
        let who = [person, account.spoken_name()]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let findings =
            RowFindings::of_row(lead.number, &outcome, &analysis, template.report, template.at);
        let is_error = |of: &Finding| of.severity == Severity::Error;
        let errors = outcome.findings.iter().filter(|of| is_error(of)).map(|of| of.rule.id.clone());
        let mut rules: Vec<String> = Vec::new();
        for rule in errors.chain(taken.into_iter().map(|(_, rule)| rule)) {
            // What the reader makes of the text as a whole is no rule.
            if rule != score::READER && !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules.truncate(3);
        JudgedRow {
            row: RowScore {
                row: lead.number,
                who,
                score: score.as_ref().map(|score| rounded(score.total)),
                rules,
            },
            holes,
            has_error: outcome.findings.iter().any(is_error),
            findings,
            shared: told,
        }
    }
}

/// How often the list says the same thing in a column that the template asks for: what many rows
/// share ties a message to none of them.
fn shared_values(list: &List, fields: &[Field]) -> BTreeMap<u64, usize> {
    let mut counts = BTreeMap::new();
    if fields.iter().any(|field| field.telling) {
        list.each(|row| {
            for fact in row.iter().flat_map(|lead| &lead.account.facts).filter(|fact| !fact.implied)
            {
                *counts.entry(hash(&fact.text)).or_default() += 1;
            }
        });
        counts.retain(|_, count| *count > 1);
    }
    counts
}

fn hash(text: &str) -> u64 {
    use std::hash::BuildHasher;
    foldhash::fast::FixedState::default().hash_one(text.trim().to_lowercase())
}

impl Tally {
    fn add(&mut self, judged: JudgedRow) {
        let report = &mut self.report;
        report.rows += 1;
        report.with_errors += usize::from(judged.has_error);
        report.shared += usize::from(judged.shared);
        self.findings.join(judged.findings, NAMED);
        if let Some(score) = judged.row.score {
            self.scores.add(score);
        }
        for hole in judged.holes {
            let (rows, examples) = self.fields.entry((hole.field, hole.oddity)).or_default();
            *rows += 1;
            if examples.len() < NAMED {
                examples.push(judged.row.row);
            }
        }
        report.worst.push(judged.row);
        if report.worst.len() > NAMED * 8 {
            keep_lowest(&mut report.worst);
        }
    }

    fn finish(mut self) -> (LeadsReport, RowFindings) {
        let report = &mut self.report;
        keep_lowest(&mut report.worst);
        [report.lowest, report.median, report.highest] =
            self.scores.lowest_median_highest().map_or([None; 3], |scores| scores.map(Some));
        report.distribution = self.scores.tens();
        let fields = self.fields.into_iter().map(|((field, problem), (rows, examples))| FieldUse {
            field,
            problem,
            rows,
            examples,
        });
        report.fields = fields.collect();
        (self.report, self.findings)
    }
}

/// What is wrong with a field that rows leave empty.
fn gap(of: &FieldUse, held: &LeadsReport, columns: &[String], list: &str) -> Problem {
    if of.rows == held.rows && !columns.contains(&of.field) {
        let message = format!("`{list}` has no column for this field: every row gets a gap");
        return Problem::warning(Span::default(), message)
            .hint(format!("its columns: {}", columns.join(", ")));
    }
    let (field, rows) = (&of.field, of.rows);
    let message = format!("`{field}` is empty in {rows} of {} rows of `{list}`", held.rows);
    let first: Vec<String> = of.examples.iter().map(usize::to_string).collect();
    let more = match rows - first.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Problem::warning(Span::default(), message).hint(format!(
        "{} {}{more} {} a gap there: fill it, or give the field a fallback",
        plural(rows, "row", "rows"),
        first.join(", "),
        plural(rows, "gets", "get"),
    ))
}

/// Rows without a score come last: they are no worse than the others, only shorter.
fn keep_lowest(rows: &mut Vec<RowScore>) {
    rows.order_by(|a, b| {
        a.score.unwrap_or(101.0).total_cmp(&b.score.unwrap_or(101.0)).then(a.row.cmp(&b.row))
    });
    rows.truncate(NAMED);
}
