//! Puts a linter together from a configuration and what it names: profiles, packs, a reader,
//! accounts.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Linter, OUTSIDE, accounts};
use crate::account::Accounts;
use crate::builtin;
use crate::config::Config;
use crate::files;
use crate::order::InOrder;
use crate::pack::{Compiler, tune};
use crate::text::{Problem, Span};
use crate::vocabulary::{Dimension, label};
use crate::yaml::Broken;

impl Linter {
    /// Built-in rules, changed by a configuration; `overrides` are the numbers of those of its
    /// overrides that apply.
    pub fn configured(config: &Config, overrides: &[usize]) -> Result<Self, Vec<Broken>> {
        Linter::assemble(config, overrides, Vec::new())
    }

    /// Built-in rules, changed by a configuration and then by `more` packs: their names and their
    /// YAML.
    pub(super) fn assemble(
        config: &Config,
        overrides: &[usize],
        more: Vec<(String, String)>,
    ) -> Result<Self, Vec<Broken>> {
        let mut packs: Vec<(String, String)> = Vec::new();
        let mut broken = Vec::new();
        let mut own = config.problems.clone();
        for (name, span) in &config.extends {
            match builtin::profile(name) {
                Some(yaml) => packs.push((format!("profile {name}"), yaml.to_string())),
                None => {
                    let names: Vec<&str> =
                        builtin::PROFILES.iter().map(|(name, _)| *name).collect();
                    own.push(
                        Problem::error(*span, format!("there is no profile `{name}`"))
                            .hint(format!("allowed: {}", names.join(", "))),
                    );
                }
            }
        }
        packs.extend(config.packs.iter().filter_map(|file| beside(config, "pack", file, &mut own)));
        packs.extend(more);
        let reader =
            config.reader.as_ref().and_then(|file| beside(config, "reader", file, &mut own));
        let mut compiler = Compiler::new(builtin::rulebook());
        packs.iter().for_each(|(_, yaml)| compiler.add(yaml));
        if config.avoids {
            compiler.add_avoided(&config.text);
            packs.push((config.shown_path(), config.text.clone()));
        }
        let chosen = overrides.iter().flat_map(|at| &config.overrides[*at].rules);
        for (id, tuning) in config.rules.iter().chain(chosen) {
            own.extend(compiler.tune(id, tuning).err());
        }
        compiler.add_phrases(label::OWN_NAME, config.sender.own_names());
        if let Some((_, yaml)) = &reader {
            compiler.add_reader(yaml);
        }
        packs.extend(reader);
        let finished = compiler.finish().map_err(|problems| broken.extend(group(&packs, problems)));
        let (known, unread) = accounts::read(config, &mut own, &mut broken);
        if !own.is_empty() {
            own.order_by_key(|problem| problem.span.start);
            let path = config.shown_path();
            broken.push(Broken { path, text: config.text.clone(), problems: own });
        }
        match finished {
            Ok((mut book, pages)) if broken.is_empty() => {
                let times = |dimension| {
                    config
                        .dimensions
                        .iter()
                        .find(|(own, _)| *own == dimension)
                        .map_or(1.0, |(_, times)| *times)
                };
                let models = &mut book.models;
                if !config.dimensions.is_empty() {
                    let all = [&mut models.message, &mut models.post, &mut models.sequence];
                    all.into_iter().for_each(|model| model.tilt(Dimension::SCORED.map(times)));
                }
                let (pages, accounts) = (Arc::new(pages), Arc::new(Accounts::new(known)));
                let linter = Linter::of(book, config.sender.clone());
                let rule_pages = config.rule_pages.clone().or(linter.rule_pages);
                let linter = Linter { pages, accounts, unread, rule_pages, ..linter };
                Ok(linter.within(config.roots.clone()))
            }
            _ => Err(broken),
        }
    }

    /// This linter for files of which overrides speak, by their numbers. It shares all that they
    /// leave as it is.
    pub fn tuned(&self, config: &Config, overrides: &[usize]) -> Result<Self, Vec<Broken>> {
        let mut book = self.engine.book.clone();
        let chosen = overrides.iter().flat_map(|at| &config.overrides[*at].rules);
        let mut problems: Vec<Problem> =
            chosen.filter_map(|(id, tuning)| tune(&mut book, id, tuning).err()).collect();
        if !problems.is_empty() {
            problems.order_by_key(|problem| problem.span.start);
            let path = config.shown_path();
            return Err(vec![Broken { path, text: config.text.clone(), problems }]);
        }
        Ok(Linter {
            engine: self.engine.tuned(book),
            sender: self.sender.clone(),
            pages: self.pages.clone(),
            resolver: self.resolver.clone(),
            accounts: self.accounts.clone(),
            unread: Vec::new(),
            today: self.today,
            rule_pages: self.rule_pages.clone(),
        })
    }
}

/// Name and text of a file that the configuration names as a `what`. When it cannot be read,
/// `problems` gets the reason, at the place that names it.
fn beside(
    config: &Config,
    what: &str,
    (path, span): &(PathBuf, Span),
    problems: &mut Vec<Problem>,
) -> Option<(String, String)> {
    let read = if config.roots.contains(path) {
        files::text(path, files::BESIDE)
    } else {
        Err(io::Error::other(OUTSIDE))
    };
    let path = path.display().to_string();
    match read {
        Ok(text) => Some((path, text)),
        Err(error) => {
            problems.push(Problem::error(*span, format!("cannot read the {what} {path}: {error}")));
            None
        }
    }
}

/// The files in which something is wrong; `problems` has a list for each of `files`.
pub fn group(files: &[(String, String)], problems: Vec<Vec<Problem>>) -> Vec<Broken> {
    let all = files.iter().zip(problems).filter(|(_, problems)| !problems.is_empty());
    all.map(|((path, text), problems)| Broken { path: path.clone(), text: text.clone(), problems })
        .collect()
}
