//! `when`: the situation of a draft against the conditions of a rule.

use crate::analysis::Analysis;
use crate::pack::When;
use crate::vocabulary::{FieldClass, Kind, Part, Thread, label};

/// What rules may ask of a draft's situation; computed once a draft.
#[derive(Debug)]
pub struct Situation {
    first_touch: bool,
    stranger: bool,
    declared_new: bool,
    reply: bool,
    template: bool,
    subject: bool,
    addressed: bool,
    kind: Kind,
    words: u32,
}

impl Situation {
    /// The situation of a draft.
    pub fn of(draft: &Analysis) -> Self {
        let meta = &draft.draft.meta;
        let subject = draft.draft.section(Part::Subject);
        // A later step under `Re:` goes into the thread that the first one opened.
        let later = draft.draft.step.is_some_and(|step| step > 1)
            && subject.is_some_and(|span| !span.is_empty())
            && draft.draft.answers();
        let reply = meta.thread == Some(Thread::Reply)
            || meta.kind == Some(Kind::Reply)
            || later && meta.thread.is_none();
        let kind = meta.kind.unwrap_or(if reply { Kind::Reply } else { Kind::Cold });
        let has_field = draft.fields.iter().any(|field| {
            matches!(field.class, FieldClass::Field | FieldClass::Placeholder | FieldClass::Spin)
        });
        let declared_new = !reply
            && (meta.thread == Some(Thread::New)
                || meta.touch == Some(1)
                || meta.kind == Some(Kind::Cold));
        // Who claims in the text mails of their own that nobody answered is still a stranger.
        let stranger = !reply
            && meta.touch.unwrap_or(1) == 1
            && kind == Kind::Cold
            && (declared_new || draft.marks.of(label::ANSWER_CUE).is_empty());
        Situation {
            first_touch: stranger && draft.marks.of(label::THREAD_CUE).is_empty(),
            stranger,
            declared_new,
            reply,
            template: has_field && meta.to.is_none(),
            subject: subject.is_some_and(|span| !span.is_empty()),
            addressed: meta.to.is_some(),
            kind,
            words: draft.words() as u32,
        }
    }

    /// True when every condition given holds.
    #[inline]
    pub fn fits(&self, when: &When, draft: &Analysis) -> bool {
        let account = || draft.facts.as_ref().map(|facts| &facts.account);
        let is = |wanted: Option<bool>, fact: bool| wanted.is_none_or(|wanted| wanted == fact);
        is(when.first_touch, self.first_touch)
            && is(when.stranger, self.stranger)
            && is(when.declared_new, self.declared_new)
            && is(when.reply, self.reply)
            && is(when.template, self.template)
            && is(when.subject, self.subject)
            && is(when.addressed, self.addressed)
            && is(when.account, draft.facts.is_some())
            && (when.relation.is_empty()
                || account().is_some_and(|account| when.relation.contains(&account.relation)))
            && (when.fact.is_empty()
                || account().is_some_and(|account| {
                    account.facts.iter().any(|fact| when.fact.contains(&fact.kind))
                }))
            && (when.kind.is_empty() || when.kind.contains(&self.kind))
            && when.min_words.is_none_or(|least| self.words >= least)
            && when.max_words.is_none_or(|most| self.words <= most)
            && (when.has.is_empty()
                || when.has.iter().any(|label| !draft.marks.of(*label).is_empty()))
            && when.measures.iter().all(|(measure, bound)| bound.holds(draft.measure(*measure).0))
            && when.lacks.iter().all(|label| draft.marks.of(*label).is_empty())
    }
}
