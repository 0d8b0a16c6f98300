//! Files whose configuration, or one of its packs, cannot be used: they are not checked, and the
//! others are.

use std::collections::HashSet;

use super::{Failure, output};
use crate::outcome::{Diagnostic, Diagnostics};
use crate::report::{human, snippet::Style};
use crate::text::{Problem, Span};
use crate::yaml::Broken;

/// Each problem once.
#[derive(Debug, Default)]
pub struct ConfigFailures {
    all: Vec<Vec<Broken>>,
    known: HashSet<Vec<(String, Span)>>,
}

/// Two projects whose first problems, this many, are equal are the same.
const TELLING: usize = 20;
/// So many problems of a file are told, and the others counted.
const MOST: usize = 200;

impl ConfigFailures {
    /// Notes one more file.
    pub fn add(&mut self, mut broken: Vec<Broken>) {
        for file in &mut broken {
            let more = file.problems.len().saturating_sub(MOST);
            file.problems.truncate(MOST);
            if let Some(last) = file.problems.last().filter(|_| more > 0) {
                let message = format!("{more} more problems in this file");
                file.problems.push(Problem::error(last.span, message));
            }
        }
        let problems = broken
            .iter()
            .flat_map(|file| file.problems.iter().map(|problem| (file.path.clone(), problem.span)));
        if self.known.insert(problems.take(TELLING).collect()) {
            self.all.push(broken);
        }
    }

    /// Says what is wrong on standard error, and gives what the report says of it: to people, who
    /// may have no file left to be checked, or to programs.
    pub fn report(self, for_people: bool, none_left: bool) -> Result<Vec<Diagnostic>, Failure> {
        if for_people { self.for_people(none_left) } else { Ok(self.for_programs()) }
    }

    /// Says what is wrong on standard error, with its lines, and gives what the report says of it.
    /// Where no file is left to be checked, that is all there is to say.
    fn for_people(self, enough: bool) -> Result<Vec<Diagnostic>, Failure> {
        let said = self.said();
        if enough && !said.is_empty() {
            return Err(Failure(said));
        }
        output::print_error(&said);
        let not_checked = |broken: &Vec<Broken>| {
            let paths: Vec<&str> = broken.iter().map(|file| file.path.as_str()).collect();
            let why = "cannot be used; the files that it is for were not checked";
            Diagnostic::unusable(&paths.join(", "), why)
        };
        Ok(self.all.iter().map(not_checked).collect())
    }

    /// The same for a report that programs read: each problem at its place, and with the first of
    /// them what comes of it.
    fn for_programs(self) -> Vec<Diagnostic> {
        output::print_error(&self.said());
        let of_one = |broken: Vec<Broken>| {
            let mut all: Vec<Diagnostic> = Diagnostics::from(broken).iter().cloned().collect();
            for first in all.iter_mut().take(1) {
                let what = "the files that it is for were not checked";
                let hint = first.hint.take();
                first.hint = Some(hint.map_or(what.to_string(), |hint| format!("{hint}; {what}")));
            }
            all
        };
        self.all.into_iter().flat_map(of_one).collect()
    }

    fn said(&self) -> String {
        self.all.iter().map(|broken| human::broken(broken, Style::PLAIN)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let told = config_failures.for_programs();
        let said: Vec<String> = told.iter().map(Diagnostic::to_string).collect();
        let expected = ["a.yaml", "b.yaml"]
            .map(|path| format!("{path}:1:1: wrong (the files that it is for were not checked)"));
        assert_eq!(said, expected);
    }

    #[test]
    fn of_very_many_faults_the_first_are_told_and_the_others_counted() {
        let fault = |at: usize| Problem::error(Span::new(at, at + 1), "wrong");
        let problems = (0..MOST + 7).map(fault).collect();
        let mut config_failures = ConfigFailures::default();
        config_failures.add(vec![Broken {
            path: "a.yaml".into(),
            text: "x".repeat(999),
            problems,
        }]);
        let told = config_failures.for_programs();
        assert_eq!(told.len(), MOST + 1);
        assert!(told[MOST].to_string().ends_with("7 more problems in this file"), "{}", told[MOST]);
    }
}
