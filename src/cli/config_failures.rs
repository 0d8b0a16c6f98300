//! Files whose configuration, or one of its packs, cannot be used: they are not checked, and the
//! others are.

use std::collections::HashSet;

use super::{Failure, output};
use crate::report::{human, snippet::Style};
use crate::text::Span;
use crate::yaml::Broken;

/// Each problem once.
#[derive(Debug, Default)]
pub struct ConfigFailures {
    all: Vec<Vec<Broken>>,
    known: HashSet<Vec<(String, Span)>>,
}

/// Two projects whose first problems, this many, are equal are the same.
const TELLING: usize = 20;

impl ConfigFailures {
    /// Notes one more file.
    pub fn add(&mut self, broken: Vec<Broken>) {
        let problems = broken
            .iter()
            .flat_map(|file| file.problems.iter().map(|problem| (file.path.clone(), problem.span)));
        if self.known.insert(problems.take(TELLING).collect()) {
            self.all.push(broken);
        }
    }

    /// Says what is wrong on standard error, and gives what the report says of it. Where people read
    /// and no file is left to be checked, that is all there is to say.
    pub fn report(self, enough: bool) -> Result<Vec<(String, String)>, Failure> {
        let said: String =
            self.all.iter().map(|broken| human::broken(broken, Style::PLAIN)).collect();
        if enough && !said.is_empty() {
            return Err(Failure(said));
        }
        output::print_error(&said);
        let paths = |broken: &[Broken]| {
            broken.iter().map(|file| file.path.clone()).collect::<Vec<_>>().join(", ")
        };
        Ok(self
            .all
            .iter()
            .map(|broken| {
                (
                    paths(broken),
                    "cannot be used; the files that it is for were not checked".to_string(),
                )
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Problem;

    #[test]
    fn a_fault_is_told_once() {
        let broken = |path: &str| {
            vec![Broken {
                path: path.into(),
                text: "x".into(),
                problems: vec![Problem::error(Span::new(0, 1), "wrong")],
            }]
        };
        let mut config_failures = ConfigFailures::default();
        ["a.yaml", "b.yaml", "a.yaml"].iter().for_each(|path| config_failures.add(broken(path)));
        let told = config_failures.report(false).expect("others are checked");
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].0, "a.yaml");
    }
}
