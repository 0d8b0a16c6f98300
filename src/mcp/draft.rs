//! A draft of a call, judged: without a look at any file.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use super::arguments::{DraftContext, bounded};
use super::result::ToolError;
use crate::account::{self, Account, Match, MatchedBy};
use crate::compare::KnownAccounts;
use crate::compare::claim::{Claim, Given, left_out};
use crate::config::Config;
use crate::draft::Draft;
use crate::lint::Linter;
use crate::outcome::{FileReport, MarksReport};
use crate::project::Projects;
use crate::report::{human, snippet::Style};
use crate::source::Source;
use crate::yaml::Broken;

/// The name of a draft of which the call says none.
const NAME: &str = "draft.md";

/// What a draft is judged with.
pub struct Judge {
    config: Arc<Config>,
    linter: Arc<Linter>,
    name: String,
    account: Option<Arc<Account>>,
    earlier: Vec<String>,
    /// What is known of the recipients of the texts that were judged so far.
    known: RefCell<KnownAccounts>,
}

impl Judge {
    /// Reads what stands around a draft.
    pub fn new(projects: &mut Projects, around: DraftContext) -> Result<Self, ToolError> {
        around.check()?;
        let name = around.filename.filter(|name| !name.is_empty()).unwrap_or_else(|| NAME.into());
        let linter = Judge::linter(projects, &name)?;
        let config = projects.config(Path::new(&name)).map_err(unusable)?;
        let account = around.account.map(|given| read_account(&given)).transpose()?;
        Ok(Judge {
            config,
            linter,
            name,
            account: account.map(Arc::new),
            earlier: around.previous_steps,
            known: RefCell::default(),
        })
    }

    /// The rules for a draft of this name.
    pub fn linter(projects: &mut Projects, name: &str) -> Result<Arc<Linter>, ToolError> {
        projects.linter(Path::new(name)).map_err(unusable)
    }

    /// What is said of a text.
    pub fn report(&self, what: &str, text: &str) -> Result<FileReport, ToolError> {
        bounded(what, text)?;
        let source = self.source(text);
        let names: Vec<String> =
            (1..=self.earlier.len()).map(|step| format!("step {step}.md")).collect();
        let earlier: Vec<Source> = names
            .iter()
            .zip(&self.earlier)
            .map(|(name, text)| Source::new(name, text.as_bytes()))
            .collect();
        let accounts = &self.linter.accounts;
        // An account file that a draft names would be looked for on disk: here names are names of
        // known accounts.
        let find = |draft: &Draft| {
            let found = match (&self.account, &draft.meta.account) {
                (Some(account), _) => Match::One(account.clone(), MatchedBy::Given),
                (None, Some(named)) => accounts.named(named),
                (None, None) => accounts.of(&draft.meta, None),
            };
            if let Match::One(account, _) = &found {
                self.known.borrow_mut().add(account);
            }
            found
        };
        Ok(self.linter.lint_strictly(&mut self.linter.analyser(), &earlier, &source, &find))
    }

    /// A text under the name of the draft.
    fn source<'t>(&'t self, text: &'t str) -> Source<'t> {
        self.config.source(Path::new(&self.name), &self.name, text.as_bytes())
    }

    /// What analysis marks in a text, sentence by sentence.
    pub fn marks(&self, text: &str) -> MarksReport {
        self.linter.session().marks(&self.source(text))
    }

    /// What stands beside the texts that were judged: accounts, earlier steps, the sender's names.
    /// What a draft says that stands in here is not made up.
    pub fn given(&self) -> Given {
        let sender = &self.linter.sender;
        let names = sender.own_names().chain(sender.competitors.iter().map(String::as_str));
        let mut given = self.known.borrow().given().clone();
        self.earlier.iter().map(String::as_str).chain(names).for_each(|text| given.add(text));
        given
    }

    /// What a text would be without the sentences of some claims.
    pub fn rest(&self, text: &str, claims: &[Claim]) -> Option<FileReport> {
        self.report("the rest", &left_out(text, claims)).ok()
    }
}

/// A configuration that cannot be used.
fn unusable(broken: Vec<Broken>) -> ToolError {
    ToolError::Said(human::broken(&broken, Style::PLAIN))
}

/// An account as a text (YAML or JSON) or as an object.
fn read_account(given: &serde_json::Value) -> Result<Account, ToolError> {
    let text = given.as_str().map_or_else(|| given.to_string(), str::to_string);
    bounded("`account`", &text)?;
    account::read(&text, "account").map_err(|problems| {
        let broken = [Broken { path: "account".into(), text: text.clone(), problems }];
        ToolError::Said(format!(
            "`account` cannot be used:\n{}",
            human::broken(&broken, Style::PLAIN)
        ))
    })
}
