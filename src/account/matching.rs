//! Which account a draft is for. The first of these that hits: what its front matter says, the
//! address that it goes to, the domain of that address, the account file beside it or above it, the
//! account given on the command line. Two hits at once are said, never guessed.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::domain::is_free_mail;
use super::{Account, file};
use crate::draft::Meta;
use crate::files::{self, Roots};
use crate::order::InOrder;
use crate::text::{Problem, Span, bare_words, folded};

/// Accounts that a run knows.
#[derive(Debug, Default)]
pub struct Accounts {
    known: Vec<Arc<Account>>,
    given: Option<Arc<Account>>,
    /// First word of a name, folded, to the accounts that have such a name.
    names: Index,
    /// The same by the addresses of their people, in lower case, and by their domains.
    mails: Index,
    domains: Index,
    /// Where account files may be that drafts name, beside their own folder.
    pub roots: Roots,
    /// The account file of a folder.
    folders: Mutex<HashMap<PathBuf, Match>>,
}

/// What made a draft an account's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// Its front matter.
    Draft,
    /// The address that it goes to.
    Address,
    /// The domain of that address.
    Domain,
    /// An account file beside it, or above.
    Folder,
    /// The command line.
    Given,
}

/// What the search for a draft's account gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Match {
    /// Nothing fits.
    None,
    /// The account, and how it was found.
    One(Arc<Account>, MatchedBy),
    /// Several fit, none has the name, or it lies outside of the project: what is wrong.
    Wrong(String),
    /// The one that fits cannot be used: what is wrong with its file.
    Broken(Problem),
}

impl Accounts {
    /// These accounts. A fact that several of them share is marked so.
    pub fn new(mut known: Vec<Account>) -> Accounts {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for fact in known.iter().flat_map(|account| &account.facts) {
            *counts.entry(bare_words(&fact.text)).or_default() += 1;
        }
        for fact in known.iter_mut().flat_map(|account| &mut account.facts) {
            fact.shared = counts.get(&bare_words(&fact.text)).map_or(0, |count| count - 1);
        }
        let known: Vec<Arc<Account>> = known.into_iter().map(Arc::new).collect();
        let (mut names, mut mails, mut domains) = (Index::new(), Index::new(), Index::new());
        for (at, account) in known.iter().enumerate() {
            for name in account.names() {
                let first = folded(name.split_whitespace().next().unwrap_or_default());
                enter(&mut names, first, at);
            }
            let people = account.people.iter().filter(|person| !person.email.is_empty());
            people.for_each(|person| enter(&mut mails, person.email.to_ascii_lowercase(), at));
            account.domains.iter().for_each(|own| enter(&mut domains, own.clone(), at));
        }
        Accounts { known, names, mails, domains, ..Accounts::default() }
    }

    /// Adds the account that the command line gives, which is used when neither the draft nor its
    /// address says another.
    pub fn give(&mut self, account: Account) {
        self.given = Some(Arc::new(account));
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.known.len() + usize::from(self.given.is_some())
    }

    /// True when none is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The known accounts of which a name starts with this word (folded).
    pub fn named_from(&self, first: &str) -> impl Iterator<Item = &Arc<Account>> {
        self.names.get(first).into_iter().flatten().map(|at| &self.known[*at])
    }

    /// The account of a draft that stands at `path`; `None` for one that stands nowhere, such as
    /// standard input without a name.
    pub fn of(&self, meta: &Meta, path: Option<&Path>) -> Match {
        if let Some(named) = &meta.account {
            return self.declared(named, path);
        }
        if let Some(to) = &meta.to {
            let mail = to.mail.to_lowercase();
            let at_mail = self.mails.get(&mail).into_iter().flatten();
            let by_mail = self.only(&mail, MatchedBy::Address, at_mail, |account| {
                account.person_at(&mail).is_some()
            });
            if !mail.is_empty() && by_mail != Match::None {
                return by_mail;
            }
            let domain = to.domain();
            if !domain.is_empty() && !is_free_mail(&domain) {
                let mut owners: Vec<usize> = with_parents(&domain)
                    .filter_map(|domain| self.domains.get(domain))
                    .flatten()
                    .copied()
                    .collect();
                owners.order();
                owners.dedup();
                let by_domain = self.only(&domain, MatchedBy::Domain, &owners, |account| {
                    with_parents(&domain)
                        .any(|domain| account.domains.iter().any(|own| own == domain))
                });
                if by_domain != Match::None {
                    return by_domain;
                }
            }
        }
        // What is said on the command line goes before what happens to be in the folder.
        match &self.given {
            Some(given) => Match::One(given.clone(), MatchedBy::Given),
            None => path.map_or(Match::None, |path| self.near(path)),
        }
    }

    /// The known account of this name, or of this path.
    pub fn named(&self, named: &str) -> Match {
        let same = |name: &str| name.eq_ignore_ascii_case(named);
        let fits = |account: &Account| account.names().any(same) || same(&account.origin);
        let known = (0..self.known.len()).filter(|at| fits(&self.known[*at]));
        let known: Vec<usize> = known.collect();
        self.only(named, MatchedBy::Draft, &known, fits)
    }

    /// The one account among these known ones and the one that is given, which counts if it `fits`.
    fn only<'a>(
        &self,
        what: &str,
        by: MatchedBy,
        known: impl IntoIterator<Item = &'a usize>,
        fits: impl Fn(&Account) -> bool,
    ) -> Match {
        let given = self.given.iter().filter(|account| fits(account));
        let known = known.into_iter().map(|at| &self.known[*at]);
        let all = known.chain(given).collect::<Vec<_>>();
        match all[..] {
            [] => Match::None,
            [one] => Match::One(one.clone(), by),
            _ if all.iter().all(|account| account.name == all[0].name) => {
                Match::One(all[0].clone(), by)
            }
            _ => ambiguous(what, all.iter().map(|account| account.origin.as_str())),
        }
    }

    /// By path from the draft's folder, or else by name.
    fn declared(&self, named: &str, path: Option<&Path>) -> Match {
        let file = path.and_then(Path::parent).unwrap_or(Path::new("")).join(named);
        if file.is_file() {
            let folder = Roots::new([path.and_then(Path::parent).unwrap_or(Path::new(""))]);
            return match self.roots.contains(&file) || folder.contains(&file) {
                true => open(&file, MatchedBy::Draft),
                false => Match::Wrong(format!("the account `{named}` lies outside of the project")),
            };
        }
        match self.named(named) {
            // Where nobody keeps accounts, the key is the team's own and names a company.
            Match::None
                if self.is_empty()
                    && !is_path(named)
                    && path.is_none_or(|path| self.near(path) == Match::None) =>
            {
                Match::None
            }
            Match::None => Match::Wrong(format!(
                "there is no account `{named}`: no such file beside the draft, and no known account of that name"
            )),
            found => found,
        }
    }

    /// The only account file in the folder of a draft, or in those above it up to the top of its
    /// project.
    fn near(&self, path: &Path) -> Match {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."))
            .to_path_buf();
        let Ok(mut folders) = self.folders.lock() else { return Match::None };
        folders.entry(folder).or_insert_with_key(|folder| search(folder)).clone()
    }
}

/// True for the path of a file rather than a name.
fn is_path(named: &str) -> bool {
    named.contains(['/', '\\'])
        || Path::new(named)
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json")
}

fn ambiguous<'a>(what: &str, origins: impl Iterator<Item = &'a str>) -> Match {
    let mut origins: Vec<&str> = origins.collect();
    origins.order();
    let more = origins.len().saturating_sub(4);
    origins.truncate(4);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Match::Wrong(format!("ambiguous account: {what} fits {}{more}", origins.join(", ")))
}

fn search(folder: &Path) -> Match {
    let absolute = files::absolute(folder);
    let ancestors: Vec<&Path> = absolute.ancestors().collect();
    // Without a top the search would end at somebody's home folder: then only the draft's own
    // folder counts.
    let top = ancestors
        .iter()
        .position(|above| above.join(".git").exists() || files::configuration_in(above).is_some())
        .unwrap_or(0);
    for above in &ancestors[..=top] {
        let entries = fs::read_dir(above).map(|entries| {
            entries.filter_map(Result::ok).map(|entry| entry.path()).collect::<Vec<_>>()
        });
        let is_account = |path: &PathBuf| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(file::is_account_file)
        };
        let mut files: Vec<PathBuf> =
            entries.unwrap_or_default().into_iter().filter(is_account).collect();
        files.order();
        match &files[..] {
            [] => {}
            [one] if !Roots::new([ancestors[top]]).contains(one) => {
                return Match::Wrong(format!(
                    "the account {} is a link that leads out of the project",
                    one.display()
                ));
            }
            [one] => return open(one, MatchedBy::Folder),
            _ => {
                let shown: Vec<String> = files
                    .iter()
                    .filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned()))
                    .collect();
                return ambiguous("the folder of the draft", shown.iter().map(String::as_str));
            }
        }
    }
    Match::None
}

fn open(path: &Path, by: MatchedBy) -> Match {
    let here = std::env::current_dir().unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(path).display().to_string();
    let text = match files::text(path, files::BESIDE) {
        Ok(text) => text,
        Err(error) => {
            let why = format!("cannot read the account {shown}: {error}");
            return Match::Broken(Problem::error(Span::default(), why));
        }
    };
    match file::read(&text, &shown) {
        Ok(account) => Match::One(Arc::new(account), by),
        Err(problems) => {
            let first = problems.first().map(|problem| {
                let line = text[..problem.span.start().min(text.len())].matches('\n').count() + 1;
                format!("{shown}:{line}: {}", problem.message)
            });
            let why = format!("the account cannot be used: {}", first.unwrap_or(shown));
            let hint = problems.into_iter().next().and_then(|problem| problem.hint);
            Match::Broken(Problem { hint, ..Problem::error(Span::default(), why) })
        }
    }
}

/// A domain and those that it is a part of: `mail.orbis.example` belongs to `orbis.example`.
fn with_parents(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, rest)| rest))
}

/// Places in the list of accounts, by what they are asked for with.
type Index = HashMap<String, Vec<usize>>;

fn enter(index: &mut Index, key: String, at: usize) {
    let list = index.entry(key).or_default();
    // Accounts come in order.
    if list.last() != Some(&at) {
        list.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Person;
    use crate::draft::Address;

    fn account(name: &str, domain: &str, mail: &str) -> Account {
        let person = Person { email: mail.into(), ..Person::named("Ana Ruiz") };
        Account {
            name: name.into(),
            domains: vec![domain.into()],
            people: vec![person],
            origin: name.to_lowercase(),
            ..Account::default()
        }
    }

    fn to(address: &str) -> Meta {
        Meta { to: Some(Address::parse(address)), ..Meta::default() }
    }

    fn name(found: Match) -> String {
        match found {
            Match::One(account, by) => format!("{} {by:?}", account.name),
            Match::None => "none".into(),
            Match::Wrong(why) => why,
            Match::Broken(problem) => problem.message,
        }
    }

    #[test]
    fn the_first_of_the_order_wins() {
        let mut accounts = Accounts::new(vec![
            account("Orbis", "orbis.example", "ana@orbis.example"),
            account("Tidewise", "tidewise.example", "ana@gmail.com"),
            account("Corvex", "tidewise.example", ""),
        ]);
        let path = Some(Path::new("/nowhere/draft.md"));
        assert_eq!(name(accounts.of(&to("ana@orbis.example"), path)), "Orbis Address");
        assert_eq!(name(accounts.of(&to("Lee <lee@mail.orbis.example>"), path)), "Orbis Domain");
        assert_eq!(name(accounts.of(&to("ana@gmail.com"), path)), "Tidewise Address");
        assert_eq!(name(accounts.of(&to("lee@gmail.com"), path)), "none");
        assert_eq!(
            name(accounts.of(&to("lee@tidewise.example"), path)),
            "ambiguous account: tidewise.example fits corvex, tidewise"
        );
        assert_eq!(name(accounts.of(&to("lee@notorbis.example"), path)), "none");
        accounts.give(account("Brightkiln", "brightkiln.example", ""));
        assert_eq!(name(accounts.of(&to("lee@gmail.com"), path)), "Brightkiln Given");
        let declared = Meta { account: Some("corvex".into()), ..to("ana@orbis.example") };
        assert_eq!(name(accounts.of(&declared, path)), "Corvex Draft");
        let unknown = Meta { account: Some("Nobody".into()), ..Meta::default() };
        assert!(name(accounts.of(&unknown, path)).starts_with("there is no account `Nobody`"));
    }

    #[test]
    fn shared_facts_are_told() {
        let with = |name: &str, facts: &[&str]| Account {
            facts: facts.iter().map(|fact| super::super::Fact::new(*fact)).collect(),
            ..account(name, "x", "")
        };
        let accounts = Accounts::new(vec![
            with("Orbis", &["Runs on SAP", "Opened Leeds"]),
            with("Corvex", &["runs on SAP."]),
        ]);
        assert_eq!(
            accounts.known[0].facts.iter().map(|fact| fact.shared).collect::<Vec<_>>(),
            [1, 0]
        );
    }
}
