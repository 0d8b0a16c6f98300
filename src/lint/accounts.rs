//! Accounts of a project, and the one that a draft is compared with.

use std::cell::OnceCell;
use std::sync::Arc;

use super::{Linter, OUTSIDE};
use crate::account::{Account, Match, MatchedBy};
use crate::analysis::{self, Target};
use crate::config::Config;
use crate::draft::{Draft, RecipientRow};
use crate::fields::Field;
use crate::leads::{self, List};
use crate::text::{Problem, Span};
use crate::yaml::Broken;

/// Reads the accounts that a configuration names. Account files must be whole; of lead lists the
/// rows that cannot be used are given back.
pub(super) fn read(
    config: &Config,
    own: &mut Vec<Problem>,
    broken: &mut Vec<Broken>,
) -> (Vec<Account>, Vec<Broken>) {
    let (mut known, mut problems, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for (path, span) in &config.accounts {
        if config.roots.contains(path) {
            let before = problems.len();
            leads::load(path, &mut known, &mut problems);
            // What has no text has no line either: it is told where it is named.
            let shown = path.display().to_string();
            for file in problems.extract_if(before.., |file: &mut Broken| {
                file.text.is_empty() && file.path == shown
            }) {
                own.extend(file.problems.into_iter().map(|problem| Problem {
                    span: *span,
                    message: format!("{shown}: {}", problem.message),
                    ..problem
                }));
            }
        } else {
            own.push(Problem::error(
                *span,
                format!("cannot read the accounts {}: {OUTSIDE}", path.display()),
            ));
        }
    }
    for file in problems {
        let rows = List::is_list(&file.path) && !file.text.is_empty();
        if rows { &mut unread } else { &mut *broken }.push(file);
    }
    (known, unread)
}

impl Linter {
    /// The account of a draft. A template goes to many: only its own front matter gives it one. Its
    /// fields are scanned when that must be known, and stay in `fields`.
    pub(super) fn target(
        &self,
        draft: &Draft,
        fields: &OnceCell<Vec<Field>>,
        find: &dyn Fn(&Draft) -> Match,
        rows: &mut dyn FnMut(&Arc<RecipientRow>) -> Option<Arc<Account>>,
        problems: &mut Vec<Problem>,
    ) -> Option<Target<'_>> {
        let is_template =
            || analysis::is_template(draft, fields.get_or_init(|| analysis::fields(draft)));
        let of = |account| Target { account, accounts: &self.accounts, today: self.today };
        let mut say = |problem: Problem| {
            // The steps of a sequence go to the same reader: what is wrong is said once.
            if !problems.iter().any(|known| known.message == problem.message) {
                problems.push(problem);
            }
        };
        match find(draft) {
            Match::None if draft.row.is_some() && !is_template() => {
                // A row with an address alone says nothing that a draft could be compared with.
                let says = |account: &Arc<Account>| {
                    !account.spoken_name().is_empty() || !account.facts.is_empty()
                };
                draft.row.as_ref().and_then(rows).filter(says).map(of)
            }
            Match::None => {
                if draft.meta.to.is_some() && !self.accounts.is_empty() {
                    let message = format!(
                        "none of the {} known accounts fits this draft: relevance is judged from the text alone",
                        self.accounts.len()
                    );
                    let hint = "name one in the front matter, or give the account the `domain` that the draft goes to";
                    say(Problem::warning(Span::default(), message).hint(hint));
                }
                None
            }
            Match::Wrong(why) => {
                say(Problem::error(Span::default(), why)
                    .hint("name one in the front matter: `account: orbis.account.yaml`"));
                None
            }
            Match::Broken(problem) => {
                say(problem);
                None
            }
            Match::One(_, MatchedBy::Folder) if is_template() => None,
            Match::One(account, MatchedBy::Given) if is_template() => {
                let message = format!(
                    "a template with merge fields is not compared with one account ({})",
                    account.spoken_name()
                );
                let hint = "check it against a list with `--leads`, or add `to:` when the fields are filled";
                say(Problem::warning(Span::default(), message).hint(hint));
                None
            }
            Match::One(account, _) => Some(of(account)),
        }
    }
}
