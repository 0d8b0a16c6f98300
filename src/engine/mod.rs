//! The engine: which rules run on a draft, what they find, what the writer allowed.
//!
//! One file a check kind under `check/`. The engine sees marks, fields and measures; it never reads
//! the text for itself, except that `pattern` runs a regular expression on it.

mod allow;
mod blast;
mod check;
mod faulted;
mod fix;
mod message;
mod when;

pub use check::steps::StepContext;
pub use fix::Mend;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;

use crate::analysis::Analysis;
use crate::analysis::sequence::SequenceAnalysis;
use crate::order::InOrder;
use crate::pack::{Check, Rule, Rulebook};
use crate::text::Span;
use crate::vocabulary::{Channel, Label, Severity, label};

/// What one rule says of one place.
#[derive(Clone, Debug)]
pub struct Finding<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// The rule's severity, or its tier's.
    pub severity: Severity,
    /// Points taken by a first finding of the rule.
    pub points: u8,
    /// Where, in the draft's text. Empty when the finding is about something that is not there.
    pub span: Span,
    /// Where, in the file.
    pub source: Span,
    /// About the whole message, so that an allow anywhere covers it.
    pub whole: bool,
    /// What fills the message; `None` when nothing has to.
    hit: Option<check::Hit>,
    /// An edit that would solve it.
    pub mend: Option<Mend>,
}

impl Finding<'_> {
    /// True when it says that an allow in the draft allows nothing.
    pub fn tells_of_idle_allow(&self) -> bool {
        comes_late(self.rule, &[label::UNUSED_ALLOW])
    }

    /// True when it may fail a draft below the bound of its rule (`fails-below`): a tier that is lighter
    /// than its rule fails nothing there, nor does what is only information.
    pub fn is_grave(&self) -> bool {
        self.severity >= self.rule.severity && self.severity > Severity::Info
    }

    /// What is found, with the words and numbers filled in. `draft` is the one that it was found
    /// in. Many findings are only counted, so that this is done only for those that are reported.
    pub fn message(&self, draft: &Analysis) -> String {
        self.hit.as_ref().map_or_else(
            || self.rule.message.to_string(),
            |hit| message::fill(&self.rule.message, hit, draft),
        )
    }
}

/// What the engine made of one draft.
#[derive(Clone, Debug, Default)]
pub struct Outcome<'b> {
    /// Findings in order of place.
    pub findings: Vec<Finding<'b>>,
    /// Findings that the writer allowed, with the reason given.
    pub allowed: Vec<(Finding<'b>, String)>,
    /// Rules that did not run, and why: severity off, another language.
    pub skipped: Vec<(&'b str, &'static str)>,
}

impl<'b> Outcome<'b> {
    /// Puts more findings among the others.
    pub fn tell(&mut self, more: Vec<Finding<'b>>) {
        if !more.is_empty() {
            self.findings.extend(more);
            self.findings.order_by_key(|finding| (finding.source.start, finding.source.end));
        }
    }
}

/// Runs the rules of a rulebook. Shared by all threads.
#[derive(Debug)]
pub struct Engine {
    /// The rules, and the lexicons that drafts must be analysed with.
    pub book: Rulebook,
    /// One for each rule. What tunes a rule does not change them, so that rulebooks of one project
    /// share them.
    patterns: Arc<Vec<OnceLock<check::Patterns>>>,
    /// For each rule the channels whose drafts it is run on while they are read: a bit a channel, none
    /// for a rule that [comes late](LATE). Asked of every rule and draft.
    early_on: Vec<u8>,
}

impl Engine {
    /// An engine for these rules.
    pub fn new(book: Rulebook) -> Self {
        let patterns = book.rules.iter().map(|_| OnceLock::new()).collect();
        Engine::with(book, Arc::new(patterns))
    }

    /// An engine for the same rules with other severities, points and bounds.
    pub fn tuned(&self, book: Rulebook) -> Self {
        debug_assert_eq!(book.rules.len(), self.book.rules.len());
        Engine::with(book, self.patterns.clone())
    }

    fn with(book: Rulebook, patterns: Arc<Vec<OnceLock<check::Patterns>>>) -> Self {
        let bits = |rule: &Rule| rule.on.iter().fold(0, |bits, channel| bits | bit(*channel));
        let early = |rule: &Arc<Rule>| if comes_late(rule, LATE) { 0 } else { bits(rule) };
        let early_on = book.rules.iter().map(early).collect();
        Engine { book, patterns, early_on }
    }

    /// Runs every rule that applies.
    pub fn run(&self, draft: &Analysis) -> Outcome<'_> {
        self.run_in_context(draft, None)
    }

    /// Runs every rule that applies to a step of a sequence, those on steps among them.
    pub fn run_step(&self, context: StepContext) -> Outcome<'_> {
        self.run_in_context(&context.drafts[context.draft], Some(context))
    }

    /// Rules on a sequence as a whole. Their findings stand at its name.
    pub fn run_whole(
        &self,
        sequence_analysis: &SequenceAnalysis,
        drafts: &[Analysis],
    ) -> Vec<Finding<'_>> {
        let Some(draft) = first_draft(sequence_analysis, drafts) else { return Vec::new() };
        let overrides = &draft.draft.meta.overrides;
        let mut findings = Vec::new();
        for rule in &self.book.rules {
            let severity = overrides.severity(&rule.id);
            let Check::Steps(check) = &rule.check else { continue };
            if severity.unwrap_or(rule.severity) == Severity::Off {
                continue;
            }
            let hit = check::steps::whole(sequence_analysis, check);
            findings.extend(hit.map(|hit| Finding {
                source: sequence_analysis.sequence.span,
                ..finding(rule, severity, hit, draft)
            }));
        }
        findings.retain(|finding| allow::of_whole(draft.draft, &finding.rule.id).is_none());
        findings
    }

    fn run_in_context(&self, draft: &Analysis, context: Option<StepContext>) -> Outcome<'_> {
        let mut outcome = Outcome::default();
        let situation = when::Situation::of(draft);
        let overrides = &draft.draft.meta.overrides;
        let channel = bit(draft.draft.channel);
        for (at, (rule, early_on)) in self.book.rules.iter().zip(&self.early_on).enumerate() {
            if context.is_none() && matches!(rule.check, Check::Steps(_)) {
                continue;
            }
            let severity = overrides.severity(&rule.id);
            if severity.unwrap_or(rule.severity) == Severity::Off {
                let here = rule.severity != Severity::Off && rule.runs_on(draft.draft.channel);
                outcome.skipped.push((&rule.id, if here { OFF_IN_TEXT } else { "off" }));
                continue;
            }
            if early_on & channel == 0 {
                continue;
            }
            if rule
                .language
                .as_deref()
                .is_some_and(|language| draft.language.is_some_and(|found| found != language))
            {
                outcome.skipped.push((&rule.id, OTHER_LANGUAGE));
                continue;
            }
            if check::is_idle(&rule.check, draft) || !situation.fits(&rule.when, draft) {
                continue;
            }
            for hit in check::run(&rule.check, draft, context, &self.patterns[at]) {
                outcome.findings.push(finding(rule, severity, hit, draft));
            }
        }
        drop_superseded(&mut outcome.findings);
        allow::apply(draft.draft, &mut outcome);
        let late = |id: &str| {
            self.book.rule(id).is_some_and(|rule| {
                let of_sequence = context.is_some() && check::steps::is_whole(&rule.check);
                of_sequence || comes_late(rule, &[label::BLAST])
            })
        };
        for (label, span) in allow::notes(draft.draft, &outcome, late) {
            outcome.findings.extend(self.notes(draft, label, span));
        }
        outcome.findings.order_by(|a, b| {
            (a.source.start, a.source.end, &a.rule.id).cmp(&(
                b.source.start,
                b.source.end,
                &b.rule.id,
            ))
        });
        outcome
    }

    /// What the rules on a mark of the file itself say of this place of it.
    fn notes<'b>(
        &'b self,
        draft: &Analysis,
        label: Label,
        source: Span,
    ) -> impl Iterator<Item = Finding<'b>> {
        let overrides = &draft.draft.meta.overrides;
        let of_label =
            self.book.rules.iter().filter(move |rule| rule.check.labels().contains(&label));
        of_label.filter_map(move |rule| {
            let severity = overrides.severity(&rule.id).unwrap_or(rule.severity);
            (severity != Severity::Off).then(|| Finding { severity, ..note(rule, source) })
        })
    }
}

/// Why a rule did not run that the writer of the draft turned off.
pub const OFF_IN_TEXT: &str = "off in the text";

/// Why a rule did not run on a draft in a language that it is not for.
pub const OTHER_LANGUAGE: &str = "another language";

/// Marks that are known only when everything else is: whether an allow was of use, whether the
/// score is that of a blast.
const LATE: &[Label] = &[label::ALLOW_WITHOUT_REASON, label::UNUSED_ALLOW, label::BLAST];

/// The draft whose head speaks for a sequence as a whole.
fn first_draft<'d, 'a>(
    sequence_analysis: &SequenceAnalysis,
    drafts: &'d [Analysis<'a>],
) -> Option<&'d Analysis<'a>> {
    sequence_analysis.arms.first().map(|notes| &drafts[notes.draft])
}

/// A channel in [`Engine::early_on`].
fn bit(channel: Channel) -> u8 {
    1 << channel as u8
}

fn comes_late(rule: &Rule, late: &[Label]) -> bool {
    matches!(&rule.check, Check::Each(check) if check.labels.iter().any(|label| late.contains(label)))
}

fn finding<'b>(
    rule: &'b Rule,
    severity: Option<Severity>,
    hit: check::Hit,
    draft: &Analysis,
) -> Finding<'b> {
    Finding {
        rule,
        severity: severity.or(hit.severity).unwrap_or(rule.severity),
        points: if rule.dimension.is_gate() { 0 } else { hit.points.unwrap_or(rule.points) },
        span: hit.span,
        source: draft.draft.text.to_source(hit.span),
        whole: hit.whole,
        mend: fix::mend(rule, hit.span, draft),
        hit: Some(hit),
    }
}

fn note(rule: &Rule, source: Span) -> Finding<'_> {
    Finding {
        rule,
        severity: rule.severity,
        points: 0,
        span: Span::default(),
        source,
        whole: false,
        mend: None,
        hit: None,
    }
}

/// Drops findings that yield to another rule's finding on the same words: one fault, one finding.
fn drop_superseded(findings: &mut Vec<Finding>) {
    let mut stronger: HashMap<&str, Vec<Span>, RandomState> = HashMap::default();
    let named: HashSet<&String, RandomState> =
        findings.iter().flat_map(|finding| &finding.rule.yields_to).collect();
    for finding in findings.iter().filter(|finding| named.contains(&finding.rule.id)) {
        stronger.entry(&finding.rule.id).or_default().push(finding.span);
    }
    // One rule's findings come in order of place, and overlap no more than their neighbours do; one
    // about absence stands alone.
    let on_same_words = |spans: &Vec<Span>, finding: &Finding| {
        let near = spans.partition_point(|span| span.start < finding.span.end);
        finding.whole
            || spans[0].is_empty()
            || spans[..near].iter().rev().take(4).any(|span| span.overlaps(finding.span))
    };
    findings.retain(|finding| {
        !finding.rule.yields_to.iter().any(|rule| {
            stronger.get(rule.as_str()).is_some_and(|spans| on_same_words(spans, finding))
        })
    });
}
