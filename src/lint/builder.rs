//! Puts a linter together from texts that a program has in memory: no file is read that is not
//! named here.

use std::path::Path;
use std::sync::Arc;

use super::Linter;
use crate::account::{self, Account, Date};
use crate::config::Config;
use crate::draft::Sender;
use crate::outcome::Diagnostics;
use crate::text::Span;
use crate::yaml::Broken;

/// Puts a [`Linter`] together: [`Linter::builder`] begins, [`build`](LinterBuilder::build) ends.
/// What is not set stays as it is built in.
#[derive(Debug, Default)]
pub struct LinterBuilder {
    config: Config,
    packs: Vec<(String, String)>,
    sender: Option<Sender>,
    account: Option<Account>,
    today: Option<Date>,
    broken: Vec<Broken>,
}

impl Linter {
    /// Begins a linter with settings of its own.
    pub fn builder() -> LinterBuilder {
        LinterBuilder::default()
    }
}

impl LinterBuilder {
    /// A configuration, as in `germane.yaml`. `path` is what its paths are relative to, and what
    /// diagnostics call it.
    pub fn config(mut self, path: impl AsRef<Path>, yaml: &str) -> Self {
        self.config = Config::read(path.as_ref(), yaml);
        self
    }

    /// A built-in profile by name, such as `recruiter`: other severities and bounds.
    pub fn profile(mut self, name: &str) -> Self {
        self.config.extends.push((name.to_string(), Span::default()));
        self
    }

    /// A pack of rules and lexicons of your own, in YAML. `name` is what diagnostics call it.
    pub fn pack(mut self, name: &str, yaml: &str) -> Self {
        self.packs.push((name.to_string(), yaml.to_string()));
        self
    }

    /// Who writes, in place of what the configuration says.
    pub fn sender(mut self, sender: Sender) -> Self {
        self.sender = Some(sender);
        self
    }

    /// Whom the drafts are for that do not name somebody else.
    pub fn account(mut self, account: Account) -> Self {
        self.account = Some(account);
        self
    }

    /// The same from the text of an account file, YAML. `name` is what diagnostics call it.
    pub fn account_file(mut self, name: &str, yaml: &str) -> Self {
        match account::read(yaml, name) {
            Ok(account) => self.account = Some(account),
            Err(problems) => self.broken.push(Broken {
                path: name.to_string(),
                text: yaml.to_string(),
                problems,
            }),
        }
        self
    }

    /// The day on which drafts are judged. Without it no fact is called old.
    pub fn today(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// The linter.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the configuration, the packs and the account, all at once.
    pub fn build(mut self) -> Result<Linter, Diagnostics> {
        if let Some(sender) = self.sender {
            self.config.sender = sender;
        }
        let made = Linter::assemble(&self.config, &[], self.packs);
        let mut linter = match made {
            Ok(linter) if self.broken.is_empty() => linter,
            made => {
                self.broken.extend(made.err().unwrap_or_default());
                return Err(self.broken.into());
            }
        };
        linter.today = self.today;
        if let (Some(account), Some(accounts)) = (self.account, Arc::get_mut(&mut linter.accounts))
        {
            accounts.give(account);
        }
        Ok(linter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    const PACK: &str = "pack: ours
lexicons:
  jargon: { phrases: [blue-sky thinking] }
rules:
  no-jargon:
    dimension: originality
    severity: warning
    points: 3
    check: { each: jargon }
    message: '\"{match}\" is jargon.'
    advice: Say it plainly.
    why: Nobody talks like that.
    since: 0.1.0
    examples:
      flag: [We do blue-sky thinking here., More blue-sky thinking for you.]
      pass: [The sky is blue today., Thinking of the sky.]
";
    const DRAFT: &[u8] =
        b"Hi Ana,\n\nLet us do some blue-sky thinking about your new pier.\n\nLee\n";

    #[test]
    fn a_pack_of_ones_own_is_used() {
        let linter = Linter::builder().pack("ours.yaml", PACK).build().expect("a linter");
        let report = linter.lint(&Source::new("draft.md", DRAFT));
        assert!(report.findings().any(|finding| finding.rule == "no-jargon"));
        assert!(
            !Linter::new()
                .lint(&Source::new("draft.md", DRAFT))
                .findings()
                .any(|finding| finding.rule == "no-jargon")
        );
    }

    #[test]
    fn an_account_is_what_drafts_are_held_against() {
        let linter = Linter::builder()
            .account_file("orbis.yaml", "account: Orbis Ports\n")
            .build()
            .expect("a linter");
        assert_eq!(linter.lint(&Source::new("draft.md", DRAFT)).drafts[0].judged_from, "account");
        assert_eq!(
            Linter::new().lint(&Source::new("draft.md", DRAFT)).drafts[0].judged_from,
            "text"
        );
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_place() {
        let built = Linter::builder()
            .config("germane.yaml", "min-score: high\n")
            .pack("ours.yaml", "pack: ours\nruels: {}\n");
        let wrong = built
            .account_file("orbis.yaml", "nmae: Orbis\n")
            .profile("recriuter")
            .build()
            .expect_err("a problem");
        let said = wrong.to_string();
        for place in ["germane.yaml:1:12: ", "ours.yaml:2:1: ", "orbis.yaml:1:1: ", "`recriuter`"] {
            assert!(said.contains(place), "{place} in {said}");
        }
        assert_eq!(said.lines().count(), wrong.iter().count());
    }
}
