//! A draft judged for a program that may write drafts to please the score: what it allows itself is
//! ignored, and it may be the step that follows on others.

use std::sync::Arc;

use super::Linter;
use crate::account::Match;
use crate::analysis::Analyser;
use crate::draft::{Arm, Draft, ReferencedFile, Sequence, Step};
use crate::outcome::{Diagnostic, FileReport};
use crate::source::{self, Contents, Source};
use crate::text::{Problem, Span};
use crate::vocabulary::{Kind, Medium, Part, Thread};

impl Linter {
    /// Lints one source; findings that its drafts allow are found all the same, and the severities
    /// that they set are ignored. One that has one draft is judged as sent to the same recipient
    /// after the drafts of `earlier`, in their order, and the report speaks of that draft alone.
    /// With several drafts `earlier` is not used, and the report says so.
    pub fn lint_strictly(
        &self,
        analyser: &mut Analyser,
        earlier: &[Source],
        source: &Source,
        find: &dyn Fn(&Draft) -> Match,
    ) -> FileReport {
        let mut contents = source::read(source, &self.resolver);
        let joins =
            !earlier.is_empty() && contents.drafts.len() == 1 && contents.sequences.is_empty();
        if joins {
            self.join(earlier, source, &mut contents);
        }
        for draft in &mut contents.drafts {
            draft.allows.clear();
            draft.meta.overrides = Default::default();
        }
        let mut report =
            self.lint_contents(analyser, source, contents, find, &mut |_, _, _| true, &mut Some);
        if joins {
            report.drafts.retain(|draft| draft.elsewhere.is_none());
            report.sequences.clear();
        } else if !earlier.is_empty() {
            let problem = Problem::warning(
                Span::default(),
                "the text is not one draft: the earlier steps were not used",
            );
            report.problems.push(Diagnostic::of_file(source.name, problem));
        }
        report
    }

    /// Puts the drafts of `earlier` before the draft of `contents`, as one sequence whose days no
    /// file gives.
    fn join(&self, earlier: &[Source], source: &Source, contents: &mut Contents) {
        let read = |source: &Source| {
            let bytes = source.bytes.to_vec();
            let elsewhere = Arc::new(ReferencedFile {
                path: source.name.to_string(),
                bytes,
                named: Span::default(),
            });
            let drafts = source::read(source, &self.resolver).drafts.into_iter();
            drafts.map(move |draft| Draft { elsewhere: Some(elsewhere.clone()), ..draft })
        };
        let mut drafts: Vec<Draft> = earlier.iter().flat_map(read).collect();
        drafts.append(&mut contents.drafts);
        let mut sequence = Sequence { id: source.name.to_string(), ..Sequence::default() };
        for (at, draft) in drafts.iter_mut().enumerate() {
            let number = at as u32 + 1;
            // A follow-up that brings no subject of its own goes out in the thread.
            let reply =
                (number > 1 && draft.section(Part::Subject).is_none()).then_some(Thread::Reply);
            draft.step = Some(number);
            draft.meta.touch = Some(number);
            draft.meta.thread = draft.meta.thread.or(reply);
            draft.meta.kind = draft.meta.kind.or((number > 1).then_some(Kind::FollowUp));
            let medium = Medium::NAMES
                .iter()
                .map(|(_, medium)| *medium)
                .find(|medium| medium.channel() == Some(draft.channel));
            sequence.steps.push(Step {
                number,
                medium: medium.unwrap_or_default(),
                thread: draft.meta.thread,
                arms: vec![Arm { name: String::new(), draft: at }],
                ..Step::default()
            });
        }
        (contents.drafts, contents.sequences) = (drafts, vec![sequence]);
    }
}
