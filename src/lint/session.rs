//! A linter at work: what one thread keeps from draft to draft.

use super::{Leads, Linter, Listed};
use crate::account::Match;
use crate::analysis::Analyser;
use crate::draft::Draft;
use crate::outcome::{DraftReport, FileReport, MarksReport};
use crate::source::{Contents, Source};

/// Lints one source after another with one [`Linter`], and remembers the words it has met: for many
/// drafts it is quicker than [`Linter::lint`]. A session belongs to one thread; threads share the
/// linter.
#[derive(Debug)]
pub struct Session<'l> {
    linter: &'l Linter,
    analyser: Analyser<'l>,
}

impl Linter {
    /// A session of this linter, for one thread.
    pub fn session(&self) -> Session<'_> {
        Session { linter: self, analyser: self.analyser() }
    }

    /// What a session analyses drafts with, for what needs analyses and no findings.
    #[doc(hidden)]
    pub fn analyser(&self) -> Analyser<'_> {
        Analyser::new(&self.engine.book.lexicons, &self.engine.book.models.sentence, &self.sender)
    }

    /// Lints one source, each of its drafts against the account that it finds for itself.
    pub fn lint(&self, source: &Source) -> FileReport {
        self.session().lint(source)
    }
}

impl<'l> Session<'l> {
    /// The linter that is at work.
    pub fn linter(&self) -> &'l Linter {
        self.linter
    }

    /// Lints one source, each of its drafts against the account that it finds for itself. Reading
    /// never fails: what is wrong with the source stands among the report's problems.
    pub fn lint(&mut self, source: &Source) -> FileReport {
        self.lint_contents(source, self.linter.read(source))
    }

    /// Lints one source; `find` says which account a draft is for.
    #[doc(hidden)]
    pub fn lint_for(&mut self, source: &Source, find: &dyn Fn(&Draft) -> Match) -> FileReport {
        self.linter.lint_for(&mut self.analyser, source, find)
    }

    /// Lints what was read of a source, each of its drafts against the account that it finds for
    /// itself.
    #[doc(hidden)]
    pub fn lint_contents(&mut self, source: &Source, contents: Contents) -> FileReport {
        let find = |draft: &Draft| self.linter.accounts.of(&draft.meta, source.path());
        self.linter.lint_contents(
            &mut self.analyser,
            source,
            contents,
            &find,
            &mut |_, _, _| true,
            &mut Some,
        )
    }

    /// Lints what was read of a source as [`Session::lint_contents`] does, and hands over what is
    /// said of each draft when it is known: the report that comes back has none of them. For files
    /// of many drafts, whose reports would take many times their bytes.
    #[doc(hidden)]
    pub fn lint_each(
        &mut self,
        source: &Source,
        contents: Contents,
        each: &mut dyn FnMut(DraftReport),
    ) -> FileReport {
        let find = |draft: &Draft| self.linter.accounts.of(&draft.meta, source.path());
        let mut take = |draft| {
            each(draft);
            None
        };
        self.linter.lint_contents(
            &mut self.analyser,
            source,
            contents,
            &find,
            &mut |_, _, _| true,
            &mut take,
        )
    }

    /// Lints a list of messages; `least` is the score that they need. Costs less than to report all
    /// of them and to keep a few.
    #[doc(hidden)]
    pub fn lint_list(&mut self, source: &Source, contents: Contents, least: Option<f64>) -> Listed {
        self.linter.lint_list(&mut self.analyser, source, contents, least)
    }

    /// Lints one source against a lead list: templates against every row, other drafts against the
    /// row that they go to. `progress` is called with how many rows are done.
    #[doc(hidden)]
    pub fn lint_against(
        &mut self,
        source: &Source,
        contents: Contents,
        leads: &Leads,
        progress: &(dyn Fn(usize) + Sync),
    ) -> FileReport {
        self.linter.lint_against(&mut self.analyser, source, contents, leads, progress)
    }

    /// What analysis makes of every draft of a source, sentence by sentence.
    pub fn marks(&mut self, source: &Source) -> MarksReport {
        self.linter.marks(&mut self.analyser, source)
    }
}
