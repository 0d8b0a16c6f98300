//! Headings over messages: which step they name, and whether they make one sequence of a file.

use super::{delay, loose};
use crate::draft::{Arm, Channel, Draft, Medium, Part, Sequence, Step, Thread};
use crate::text::{Span, Text};

/// Steps are held against each other, so the time must not grow with a list of any length.
const MAX_DRAFTS: usize = 200;

/// The number behind the word for a message: "Email 2 - Day 3" is 2.
pub fn step(heading: &str) -> Option<u32> {
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let number = |pair: &[&str]| {
        let named = loose::TOUCH.iter().any(|word| pair[0].eq_ignore_ascii_case(word));
        pair[1].parse().ok().filter(|step| named && (1..=99).contains(step))
    };
    words.windows(2).find_map(number)
}

/// The number of a follow-up: "Follow-Up 1 (Day 3)" is 1.
pub fn follow_up(heading: &str) -> Option<u32> {
    let lower = heading.to_lowercase();
    let rest = FOLLOW_UPS.iter().find_map(|word| Some(&lower[lower.find(word)? + word.len()..]))?;
    let digits: String = rest.trim_start_matches([' ', '#', '-', '_', '.']).chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|number| (1..=99).contains(number))
}

/// Words for a message that comes after another.
const FOLLOW_UPS: &[&str] =
    &["follow-up email", "follow-up", "follow up", "followup", "bump", "relance", "nudge", "reminder", "recordatorio", "nachfass"];

/// Counts follow-ups on from the message that they follow: where they have numbers of their own, the first is not the first message.
pub fn count_on(headings: &[Span], text: &str, drafts: &mut [Draft]) {
    let follow_ups: Vec<Option<u32>> = headings.iter().map(|heading| follow_up(heading.slice(text))).collect();
    if !follow_ups.iter().flatten().any(|number| *number == 1) {
        return;
    }
    let start = follow_ups.iter().position(Option::is_some).unwrap_or_default();
    // A message above them that has no number is the first.
    if let Some(first) = drafts[..start].first_mut().filter(|draft| draft.step.is_none()) {
        (first.step, first.meta.touch) = (Some(1), Some(1));
    }
    let before = drafts[..start].iter().filter_map(|draft| draft.step).max().unwrap_or(1);
    let mut last = before;
    for (draft, number) in drafts.iter_mut().zip(follow_ups).skip(start) {
        let step = match number {
            Some(number) => number + before,
            // The farewell behind them.
            None if draft.step.is_none() => last + 1,
            None => continue,
        };
        last = step;
        (draft.step, draft.meta.touch) = (Some(step), Some(step));
        draft.meta.thread = draft.meta.thread.or(answers(draft).then_some(Thread::Reply));
    }
}

/// True for a message whose subject says that it goes into the thread of the one before.
pub fn answers(draft: &Draft) -> bool {
    draft.section(Part::Subject).is_none_or(|subject| {
        let subject = subject.slice(draft.text.as_str()).trim_start();
        subject.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("re:")) || subject.is_empty()
    })
}

/// The sequence that `drafts` are. Two signs are asked for: the headings count from 1 without a gap or a step back, and two of them
/// or more name days that do not go back either.
pub fn sequence(name: &str, file: &Text, headings: &[Span], drafts: &[Draft]) -> Option<Sequence> {
    let numbers: Option<Vec<u32>> = drafts.iter().map(|draft| draft.step).collect();
    let numbers = numbers.filter(|numbers| {
        numbers.len() <= MAX_DRAFTS
            && numbers.first() == Some(&1)
            && numbers.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1)
    })?;
    let mut sequence = Sequence { id: name.to_string(), span: file.to_source(*headings.first()?), ..Sequence::default() };
    let mut days = Vec::new();
    for ((at, draft), (number, heading)) in drafts.iter().enumerate().zip(numbers.iter().zip(headings)) {
        if sequence.steps.last().is_none_or(|last| last.number != *number) {
            let medium = if draft.channel == Channel::Dm { Medium::Message } else { Medium::Email };
            let thread = (*number > 1 && medium == Medium::Email && answers(draft)).then_some(Thread::Reply);
            sequence.steps.push(Step { number: *number, medium, thread, ..Step::default() });
            days.push(delay::in_label(heading.slice(file.as_str())));
        }
        if let Some(step) = sequence.steps.last_mut() {
            step.arms.push(Arm { name: String::new(), draft: at });
        }
    }
    for step in sequence.steps.iter_mut().filter(|step| step.arms.len() > 1) {
        step.arms.iter_mut().zip('A'..='Z').for_each(|(arm, letter)| arm.name = letter.to_string());
    }
    let times = delay::resolve(&days);
    let told: Vec<u32> = times.iter().zip(&days).filter_map(|(time, day)| time.filter(|_| day.is_some())).collect();
    sequence.steps.iter_mut().zip(&times).for_each(|(step, time)| step.at = *time);
    (sequence.steps.len() > 1 && told.len() > 1 && told.is_sorted()).then_some(sequence)
}
