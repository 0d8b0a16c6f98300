//! The conditions of a rule in words: in which situation it runs, and from which bound on it finds something.

use std::fmt::Write;

use crate::account::{FactKind, Relation};
use crate::analysis::sequence::StepMeasure;
use crate::analysis::{FactCount, Measure};
use crate::draft::Kind;
use crate::lexicon::{Label, Labels};
use crate::pack::{Bound, Check, Quantity, Rule, Setting, StepQuantity, When};

/// What must hold of a draft for the rule to run, one condition each. All must hold.
pub fn situation(when: &When, labels: &Labels) -> Vec<String> {
    let stated = [
        (when.first_touch, "a first message", "a later message"),
        (
            when.declared_new,
            "the file says that it starts a thread or is the first message",
            "the file does not say that it starts a thread",
        ),
        (when.reply, "a reply", "not a reply"),
        (when.template, "a template: merge fields, and no address", "not a template: no merge fields, or an address"),
        (when.subject, "a subject line", "no subject line"),
        (when.addressed, "the file names an address", "the file names no address"),
        (when.account, "checked against an account", "checked without an account"),
    ];
    let mut all: Vec<String> =
        stated.iter().filter_map(|(wanted, yes, no)| wanted.map(|wanted| if wanted { *yes } else { *no }.to_string())).collect();
    let mut listed = |what: &str, names: Vec<&str>, join: &str| {
        if !names.is_empty() {
            all.push(format!("{what} {}", names.join(join)));
        }
    };
    listed("the account is a", of(&when.relation, Relation::NAMES), " or a ");
    listed("the account holds a fact of kind", of(&when.fact, FactKind::NAMES), " or ");
    listed("the occasion is", of(&when.kind, Kind::NAMES), " or ");
    listed("it has the mark", names(&when.has, labels), " or ");
    listed("it does not have the mark", names(&when.lacks, labels), " or ");
    all.extend(when.min_words.map(|words| format!("at least {words} words")));
    all.extend(when.max_words.map(|words| format!("at most {words} words")));
    all.extend(when.measures.iter().map(|(measure, bound)| format!("{} {}", one(*measure, Measure::NAMES), limits(bound))));
    all
}

/// What is counted against bounds, and what each bound brings; nothing for a rule without bounds. Of several bounds the last that holds
/// counts.
pub fn tiers(rule: &Rule, labels: &Labels) -> Vec<String> {
    let Some(counted) = counted(&rule.check, labels) else { return Vec::new() };
    let tier = |bound: &Bound| {
        let mut line = format!("{counted} {}: {}", limits(bound), bound.severity.unwrap_or(rule.severity).name());
        let settings = [Setting::Message, Setting::Post, Setting::Sequence];
        let takes = settings.map(|setting| rule.takes(bound.points.unwrap_or(rule.points), setting)).into_iter().fold(0.0, f64::max);
        if !rule.dimension.is_gate() && takes >= 0.05 {
            let _ = write!(line, ", takes at most {takes:.1}");
        }
        line
    };
    rule.check.bounds().iter().map(tier).collect()
}

/// What a check with bounds counts.
fn counted(check: &Check, labels: &Labels) -> Option<String> {
    let marks = |of: &[Label]| names(of, labels).join(" or ");
    let rate = |what: String, per_100_words: bool| if per_100_words { what + " per 100 words" } else { what };
    Some(match check {
        Check::Count { of: Quantity::Marks(of), per_100_words, .. } => rate(format!("number of marks {}", marks(of)), *per_100_words),
        Check::Count { of: Quantity::Measure(measure), per_100_words, .. } => {
            rate(one(*measure, Measure::NAMES).to_string(), *per_100_words)
        }
        Check::Share { labels, of, .. } => format!("share of {} among {}", marks(labels), marks(of)),
        Check::Stages { stages, .. } => format!("stages in order ({})", names(stages, labels).join(", ")),
        Check::Facts { count, kinds, per_100_words, .. } => {
            let kinds = of(kinds, FactKind::NAMES);
            let kinds = if kinds.is_empty() { String::new() } else { format!(" of kind {}", kinds.join(" or ")) };
            rate(format!("{} (of the account's facts{kinds})", one(*count, FactCount::NAMES)), *per_100_words)
        }
        Check::Steps { of: StepQuantity::Measure(measure), .. } => one(*measure, StepMeasure::NAMES).to_string(),
        _ => return None,
    })
}

/// `above 3`, `below 5`, or both.
fn limits(bound: &Bound) -> String {
    let sides = [bound.above.map(|above| format!("above {above}")), bound.below.map(|below| format!("below {below}"))];
    sides.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

fn names<'l>(of: &[Label], labels: &'l Labels) -> Vec<&'l str> {
    of.iter().map(|label| labels.name(*label)).collect()
}

fn of<T: PartialEq>(values: &[T], names: &[(&'static str, T)]) -> Vec<&'static str> {
    values.iter().filter_map(|value| names.iter().find(|(_, known)| known == value)).map(|(name, _)| *name).collect()
}

fn one<T: PartialEq>(value: T, names: &[(&'static str, T)]) -> &'static str {
    of(&[value], names).first().copied().unwrap_or_default()
}
