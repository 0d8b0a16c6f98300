//! Measures of a sequence and of its steps, computed when a rule asks for one.

use super::{SequenceAnalysis, arms};
use crate::draft::MINUTES_A_DAY;
use crate::vocabulary::{Medium, StepMeasure, Thread};

impl SequenceAnalysis<'_> {
    /// A measure of the whole sequence; `None` when the file does not say what is needed.
    pub fn whole(&self, measure: StepMeasure) -> Option<f64> {
        let steps = &self.sequence.steps;
        let count = |n: usize| Some(n as f64);
        match measure {
            StepMeasure::Messages => {
                count(steps.iter().filter(|step| step.medium.channel().is_some()).count())
            }
            StepMeasure::MonthTouches => {
                let times: Vec<u32> = steps.iter().map(|step| step.at).collect::<Option<_>>()?;
                let within = |start: &u32| {
                    times
                        .iter()
                        .filter(|time| {
                            (*start..start.saturating_add(30 * MINUTES_A_DAY)).contains(time)
                        })
                        .count()
                };
                times.iter().map(within).max().and_then(count)
            }
            StepMeasure::ThreadMails => {
                let (mut longest, mut running) = (0, 0);
                for step in steps.iter().filter(|step| step.medium == Medium::Email) {
                    running = if step.thread == Some(Thread::Reply) { running + 1 } else { 1 };
                    longest = longest.max(running);
                }
                count(longest)
            }
            StepMeasure::FlatGaps => {
                let gaps: Vec<u32> =
                    (1..steps.len()).map(|at| self.gap(at)).collect::<Option<_>>()?;
                let flat = gaps.windows(2).all(|pair| pair[1] <= pair[0]);
                count(if flat { gaps.len() } else { 0 })
            }
            StepMeasure::Angles => {
                let read = arms(self.sequence)
                    .map(|(step, _)| step)
                    .collect::<std::collections::BTreeSet<_>>();
                if read.len() < 3 {
                    None
                } else {
                    count(read.iter().filter(|step| !self.is_empty_step(**step)).count())
                }
            }
            StepMeasure::StopsOnReply => self
                .sequence
                .stop_on
                .as_ref()
                .map(|stops| f64::from(stops.iter().any(|stop| stop == "reply"))),
            StepMeasure::GapDays | StepMeasure::Growth => None,
        }
    }

    /// A measure of the step that a draft belongs to.
    pub fn of_step(&self, measure: StepMeasure, draft: usize) -> Option<f64> {
        let notes = self.notes(draft)?;
        match measure {
            StepMeasure::GapDays => {
                Some(f64::from(self.gap(notes.step)?) / f64::from(MINUTES_A_DAY))
            }
            StepMeasure::Growth => {
                let before = self
                    .arms
                    .iter()
                    .filter(|other| other.step < notes.step && !self.is_empty_step(other.step));
                Some(
                    notes.novelty.words as f64
                        / before.map(|other| other.novelty.words).max()?.max(1) as f64,
                )
            }
            _ => None,
        }
    }
}
