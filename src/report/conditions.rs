//! The conditions of a rule in words: in which situation it runs, and from which bound on it finds
//! something.

use std::fmt::Write;

use crate::lexicon::Labels;
use crate::pack::check::{Bound, Check, Quantity, StepQuantity, Steps};
use crate::pack::{Rule, Setting, When};
use crate::vocabulary::{FactKind, Kind, Label, Relation};

/// What must hold of a draft for the rule to run, one condition each. All must hold.
pub fn situation(when: &When, labels: &Labels) -> Vec<String> {
    let stated = [
        (when.first_touch, "a first message", "a later message"),
        (
            when.stranger,
            "a first message, or one that claims only mails of its own",
            "a later message, or one to somebody who answered",
        ),
        (
            when.declared_new,
            "the file says that it starts a thread or is the first message",
            "the file does not say that it starts a thread",
        ),
        (when.reply, "a reply", "not a reply"),
        (
            when.template,
            "a template: merge fields, and no address",
            "not a template: no merge fields, or an address",
        ),
        (when.subject, "a subject line", "no subject line"),
        (when.addressed, "the file names an address", "the file names no address"),
        (when.account, "checked against an account", "checked without an account"),
    ];
    let mut all: Vec<String> = stated
        .iter()
        .filter_map(|(wanted, yes, no)| {
            wanted.map(|wanted| if wanted { *yes } else { *no }.to_string())
        })
        .collect();
    let mut listed = |what: &str, names: Vec<&str>, join: &str| {
        if !names.is_empty() {
            all.push(format!("{what} {}", names.join(join)));
        }
    };
    listed("the account is a", of(&when.relation, Relation::name), " or a ");
    listed("the account has a fact of kind", of(&when.fact, FactKind::name), " or ");
    listed("the occasion is", of(&when.kind, Kind::name), " or ");
    listed("it has the mark", names(&when.has, labels), " or ");
    listed("it does not have the mark", names(&when.lacks, labels), " or ");
    all.extend(when.min_words.map(|words| format!("at least {words} words")));
    all.extend(when.max_words.map(|words| format!("at most {words} words")));
    all.extend(
        when.measures
            .iter()
            .map(|(measure, bound)| format!("{} {}", measure.name(), limits(bound))),
    );
    all
}

/// What is counted against bounds, and what each bound brings; nothing for a rule without bounds.
/// Of several bounds the last that holds counts.
pub fn tiers(rule: &Rule, labels: &Labels) -> Vec<String> {
    let Some(counted) = counted(&rule.check, labels) else { return Vec::new() };
    let tier = |bound: &Bound| {
        let mut line = format!(
            "{counted} {}: {}",
            limits(bound),
            bound.severity.unwrap_or(rule.severity).name()
        );
        let settings = [Setting::Message, Setting::Post, Setting::Sequence];
        let takes = settings
            .map(|setting| rule.takes(bound.points.unwrap_or(rule.points), setting))
            .into_iter()
            .fold(0.0, f64::max);
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
    let rate = |what: String, per_100_words: bool| {
        if per_100_words { what + " per 100 words" } else { what }
    };
    Some(match check {
        Check::Count(check) => {
            let what = match &check.of {
                Quantity::Marks(of) => format!("number of marks {}", marks(of)),
                Quantity::Measure(measure) => measure.name().to_string(),
            };
            rate(what, check.per_100_words)
        }
        Check::Share(check) => {
            format!("share of {} among {}", marks(&check.labels), marks(&check.of))
        }
        Check::Stages(check) => {
            format!("stages in order ({})", names(&check.stages, labels).join(", "))
        }
        Check::Facts(check) => {
            let kinds = of(&check.kinds, FactKind::name);
            let kinds = if kinds.is_empty() {
                String::new()
            } else {
                format!(" of kind {}", kinds.join(" or "))
            };
            rate(
                format!("{} (of the account's facts{kinds})", check.count.name()),
                check.per_100_words,
            )
        }
        Check::Steps(Steps { of: StepQuantity::Measure(measure), .. }) => {
            measure.name().to_string()
        }
        _ => return None,
    })
}

/// `above 3`, `below 5`, or both.
fn limits(bound: &Bound) -> String {
    let sides = [
        bound.above.map(|above| format!("above {above}")),
        bound.below.map(|below| format!("below {below}")),
    ];
    sides.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

fn names<'l>(of: &[Label], labels: &'l Labels) -> Vec<&'l str> {
    of.iter().map(|label| labels.name(*label)).collect()
}

fn of<T: Copy>(values: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    values.iter().map(|value| name(*value)).collect()
}
