//! What becomes of the files, written as it comes.

use super::drawn::Drawn;
use super::filter::BaselineKeys;
use super::job::Outcome;
use super::{Failure, Output};
use crate::outcome::Diagnostic;
use crate::report::{Digest, Form, Run};

/// Writes a report while the files are still being checked.
pub struct Printer<'p> {
    out: &'p mut Output,
    form: &'p dyn Form,
    /// How a text that takes the place of the report is painted, if one does.
    paint: Option<&'p dyn Fn(&str) -> String>,
    /// The list of which pieces are coming in.
    digest: Option<(String, Digest)>,
    written: bool,
    /// A file was read.
    pub any: bool,
    /// What is counted.
    pub run: Run,
    /// What a baseline has to know.
    pub seen: Vec<BaselineKeys>,
}

impl<'p> Printer<'p> {
    /// Writes what stands before the files.
    pub fn new(
        out: &'p mut Output,
        form: &'p dyn Form,
        paint: Option<&'p dyn Fn(&str) -> String>,
        run: Run,
    ) -> Result<Self, Failure> {
        if paint.is_none() {
            out.write(&form.head())?;
        }
        Ok(Printer {
            out,
            form,
            paint,
            digest: None,
            written: false,
            any: false,
            run,
            seen: Vec::new(),
        })
    }

    /// Takes what became of a file, or of a piece of one.
    pub fn take(&mut self, path: &str, outcome: Outcome) -> Result<(), Failure> {
        if self.digest.as_ref().is_some_and(|(of, _)| of != path) {
            self.end_digest()?;
        }
        match outcome {
            Outcome::Checked(text, tally, seen) => {
                self.any = true;
                self.run.tally.add(&tally);
                self.seen.extend(seen);
                self.write_drawn(text)?;
            }
            Outcome::Fixed(text, tally, seen) => {
                self.any = true;
                self.run.tally.add(&tally);
                self.seen.extend(seen);
                match (self.paint, std::str::from_utf8(&text)) {
                    (Some(paint), Ok(text)) => self.out.write(&paint(text))?,
                    _ => self.out.write_bytes(&text)?,
                }
            }
            Outcome::Digested(next, tally) => {
                self.any = true;
                self.run.tally.add(&tally);
                match &mut self.digest {
                    Some((_, digest)) => digest.join(next),
                    None => self.digest = Some((path.to_string(), next)),
                }
            }
            Outcome::LeftOut(why) => self.run.skipped.push((path.to_string(), why.to_string())),
            Outcome::Unreadable(why) => self.run.errors.push(Diagnostic::unusable(path, why)),
        }
        Ok(())
    }

    fn end_digest(&mut self) -> Result<(), Failure> {
        match self.digest.take() {
            Some((_, digest)) => self.write(&digest.draw()),
            None => Ok(()),
        }
    }

    /// Writes the drawing of a file.
    pub fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.write_drawn(text.to_string().into())
    }

    fn write_drawn(&mut self, drawn: Drawn) -> Result<(), Failure> {
        if self.paint.is_none() && !drawn.is_empty() {
            self.out.write(if std::mem::replace(&mut self.written, true) {
                self.form.between()
            } else {
                ""
            })?;
        }
        drawn.each(|text| match self.paint {
            Some(paint) => Ok(self.out.write(&paint(text))?),
            None => Ok(self.out.write(text)?),
        })
    }

    /// Writes what stands after the files.
    pub fn finish(mut self) -> Result<Run, Failure> {
        self.end_digest()?;
        if self.paint.is_none() {
            let files = self.run.errors.chunk_by(|one, next| one.path == next.path);
            let unread: Vec<String> =
                files.map(|problems| self.form.unread(&problems[0].path, problems)).collect();
            unread.iter().try_for_each(|text| self.write(text))?;
            for piece in self.form.foot_pieces(&self.run) {
                self.out.write(&piece)?;
            }
        } else {
            self.run.errors.iter().for_each(|Diagnostic { path, message, .. }| {
                super::output::print_error(&format!("error: {path}: {message}\n"))
            });
        }
        Ok(self.run)
    }
}
