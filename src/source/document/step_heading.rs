//! Headings over messages: which step they name, and whether they make one sequence of a file.

use super::words;
use crate::draft::{Arm, Draft, MAX_STEPS, Sequence, Step};
use crate::source::delay;
use crate::text::{Span, Text};
use crate::vocabulary::{Channel, Medium, Thread};

/// Words that count: the number is their place.
const ORDINALS: &[&[&str]] = &[
    &[
        "first",
        "initial",
        "erste",
        "erster",
        "primer",
        "primera",
        "primeiro",
        "première",
        "premier",
        "prima",
        "primo",
        "eerste",
        "första",
    ],
    &[
        "second",
        "zweite",
        "zweiter",
        "segundo",
        "segunda",
        "deuxième",
        "seconda",
        "secondo",
        "tweede",
        "andra",
    ],
    &[
        "third",
        "dritte",
        "dritter",
        "tercer",
        "tercera",
        "terceiro",
        "troisième",
        "terza",
        "terzo",
        "derde",
        "tredje",
    ],
    &[
        "fourth",
        "vierte",
        "vierter",
        "cuarto",
        "cuarta",
        "quarto",
        "quatrième",
        "quarta",
        "vierde",
        "fjärde",
    ],
    &["fifth", "fünfte", "fünfter", "quinto", "quinta", "cinquième", "vijfde", "femte"],
];

/// The number behind the word for a message: "Email 2 - Day 3" is 2, "Follow-up 1" is 2, "Second
/// email" is 2, "3. Relance" is 3.
pub fn step(heading: &str) -> Option<u32> {
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let ordinal = |word: &str| {
        let lower = word.to_lowercase();
        ORDINALS
            .iter()
            .zip(1_u32..)
            .find(|(names, _)| names.contains(&lower.as_str()))
            .map(|(_, number)| number)
    };
    // `Email 1.0` is a version.
    let version = |number: &str| {
        let at = number.as_ptr() as usize - heading.as_ptr() as usize;
        let rest = &heading.as_bytes()[at + number.len()..];
        rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_digit)
    };
    let pair = |pair: &[&str]| {
        let named = words::TOUCH.iter().any(|word| pair[0].eq_ignore_ascii_case(word))
            && !words::has(pair[0], words::ALONE);
        match pair[1].parse::<u32>() {
            Ok(step) if named && !version(pair[1]) => Some(step + u32::from(is_follow_up(pair[0]))),
            _ if words::has(pair[1], words::TOUCH) => {
                ordinal(pair[0]).map(|step| step + u32::from(is_follow_up(pair[1])))
            }
            _ => None,
        }
    };
    // "Follow-up email 1" counts what follows the first one.
    let counted = |three: &[&str]| {
        let number: u32 = three[2]
            .parse()
            .ok()
            .filter(|_| is_follow_up(three[0]) && words::has(three[1], words::TOUCH))?;
        let plain = heading
            .find(three[1])
            .is_some_and(|at| heading[..at].ends_with(' ') && !heading[..at].ends_with(": "));
        plain.then_some(number + 1)
    };
    let listed = || {
        let digits = heading.len() - heading.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let named = words::has(heading, words::TOUCH) || delay::in_label(heading).is_some();
        (named && [". ", ") "].iter().any(|mark| heading[digits..].starts_with(mark)))
            .then(|| heading[..digits].parse().ok())
            .flatten()
    };
    // "1. Initial" too.
    let initial = || {
        let mut named = words.iter().skip_while(|word| word.bytes().all(|b| b.is_ascii_digit()));
        named.next().is_some_and(|word| word.eq_ignore_ascii_case("initial")).then_some(1)
    };
    let found = words
        .windows(3)
        .find_map(counted)
        .or_else(|| words.windows(2).find_map(pair))
        .or_else(listed)
        .or_else(initial);
    found.filter(|step| (1..=99).contains(step))
}

fn is_follow_up(word: &str) -> bool {
    words::has(word, words::FOLLOW_UP)
}

/// What is known of the place of a message.
#[derive(Clone, Copy, Debug)]
pub struct StepHeading<'t> {
    /// Its step.
    pub step: Option<u32>,
    /// When it is sent.
    pub delay: Option<delay::Delay>,
    /// The heading above it that says so.
    heading: &'t str,
    /// Messages of one owner are tried against each other: those below the same heading, unless a
    /// label of their own places them.
    owner: usize,
    /// The heading above that one, and the number that both have: 1 of `1.2 Second opener` below
    /// `1. Opening`.
    group: Option<(usize, &'t str)>,
}

impl<'t> StepHeading<'t> {
    /// From the headings above a message, the outermost first, and from what labels say.
    pub fn new(
        outline: &[(usize, &'t str)],
        line: usize,
        number: Option<u32>,
        delay: Option<delay::Delay>,
    ) -> Self {
        let last = outline.len().saturating_sub(1);
        let titles = || {
            outline
                .iter()
                .enumerate()
                .rev()
                .filter(|(at, (level, _))| *at == last || *level > 1)
                .map(|(_, (_, title))| *title)
        };
        let owner =
            titles().find(|title| step(title).is_some() || delay::in_label(title).is_some());
        let heading = owner.or_else(|| titles().next()).unwrap_or_default();
        let owner = if number.is_some() || delay.is_some() || heading.is_empty() {
            line
        } else {
            heading.as_ptr() as usize
        };
        let number = number.or_else(|| titles().find_map(step));
        let delay = delay.or_else(|| titles().find_map(delay::in_label));
        StepHeading { step: number, delay, heading, owner, group: group(outline) }
    }

    /// The same, and where it does not say its place that of `before` in the same group: it is
    /// another message for the same step.
    fn beside(self, before: StepHeading<'t>) -> Self {
        let unplaced = self.step.is_none() && self.delay.is_none();
        let is_beside = unplaced && self.group.is_some() && self.group == before.group;
        if is_beside { StepHeading { heading: self.heading, ..before } } else { self }
    }
}

/// The group of the last heading, by its number and the heading above it.
fn group<'t>(outline: &[(usize, &'t str)]) -> Option<(usize, &'t str)> {
    let [.., (_, above), (_, title)] = outline else { return None };
    let number = |title: &'t str| {
        let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
        Some(title.split_at(title.len() - rest.len())).filter(|(digits, _)| !digits.is_empty())
    };
    let ((own, rest), (group, _)) = (number(title)?, number(above)?);
    let is_second =
        rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (own == group && is_second).then_some((above.as_ptr() as usize, group))
}

/// The sequences that `drafts` are. The headings count from 1 without a gap or a step back, or do
/// not count and name days; and the days do not go back either. Where they begin at 1 again,
/// another sequence begins; where they stop, it ends.
pub fn sequences(
    name: &str,
    file: &Text,
    headings: &[StepHeading],
    drafts: &mut [Draft],
) -> Vec<Sequence> {
    let mut placed: Vec<StepHeading> = Vec::with_capacity(headings.len());
    for heading in headings {
        placed.push(placed.last().map_or(*heading, |before| heading.beside(*before)));
    }
    let headings = &placed[..];
    let restarts = |at: &usize| {
        let (before, this) = (headings[at.saturating_sub(1)], headings[*at]);
        let unplaced = this.step.is_none() && this.delay.is_none() && before.step.is_some();
        *at > 0 && (unplaced || this.step == Some(1) && before.step != Some(1))
    };
    let starts: Vec<usize> =
        std::iter::once(0).chain((0..headings.len()).filter(restarts)).collect();
    let ends = starts.iter().copied().skip(1).chain([headings.len()]);
    let runs: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    let mut count = 0;
    let found = runs.iter().filter_map(|(from, to)| {
        let id =
            if count == 0 { name.to_string() } else { format!("{name} / sequence {}", count + 1) };
        let mut sequence = sequence(id, file, &headings[*from..*to], &mut drafts[*from..*to])?;
        sequence.steps.iter_mut().flat_map(|step| &mut step.arms).for_each(|arm| arm.draft += from);
        count += 1;
        Some(sequence)
    });
    found.collect()
}

fn sequence(
    id: String,
    file: &Text,
    headings: &[StepHeading],
    drafts: &mut [Draft],
) -> Option<Sequence> {
    if drafts.len() < 2
        || drafts.len() > MAX_STEPS
        || drafts.iter().any(|draft| draft.channel == Channel::Post)
    {
        return None;
    }
    let numbers: Option<Vec<u32>> = headings.iter().map(|touch| touch.step).collect();
    let counted = numbers.filter(|numbers| {
        numbers.first() == Some(&1)
            && numbers.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1)
            && !headings.windows(2).any(|pair| parts(&pair[0], &pair[1]))
    });
    let numbers = counted.or_else(|| by_days(headings))?;
    let first = headings[0].heading;
    let start = if first.is_empty() {
        drafts[0].text.to_source(Span::new(0, 0)).start()
    } else {
        first.as_ptr() as usize - file.as_str().as_ptr() as usize
    };
    let span = if first.is_empty() {
        Span::new(start, start)
    } else {
        file.to_source(Span::new(start, start + first.len()))
    };
    let mut sequence = Sequence { id, span, ..Sequence::default() };
    let mut days = Vec::new();
    for ((at, draft), (number, touch)) in
        drafts.iter().enumerate().zip(numbers.iter().zip(headings))
    {
        if sequence.steps.last().is_none_or(|last| last.number != *number) {
            let medium = if draft.channel == Channel::Dm { Medium::Message } else { Medium::Email };
            let thread = (*number > 1 && medium == Medium::Email && draft.answers())
                .then_some(Thread::Reply);
            sequence.steps.push(Step { number: *number, medium, thread, ..Step::default() });
            days.push(touch.delay);
        }
        if let Some(step) = sequence.steps.last_mut() {
            step.arms.push(Arm { name: String::new(), draft: at });
        }
    }
    for step in sequence.steps.iter_mut().filter(|step| step.arms.len() > 1) {
        step.arms.iter_mut().zip('A'..='Z').for_each(|(arm, letter)| arm.name = letter.to_string());
    }
    let times = delay::resolve(&days);
    let told: Vec<u32> =
        times.iter().zip(&days).filter_map(|(time, day)| time.filter(|_| day.is_some())).collect();
    sequence.steps.iter_mut().zip(&times).for_each(|(step, time)| step.at = *time);
    let enough = told.len() > 1
        || days.len() > 1 && told.len() + 1 == days.len() && days[0].is_none()
        || told.is_empty() && is_ordered(&sequence.id, headings);
    let sequence = (sequence.steps.len() > 1 && enough && told.is_sorted()).then_some(sequence)?;
    drafts
        .iter_mut()
        .zip(numbers)
        .for_each(|(draft, number)| (draft.step, draft.meta.touch) = (Some(number), Some(number)));
    Some(sequence)
}

/// True for messages that are sent one after the other, though nothing says when: each is called a
/// step, or the file a sequence. Numbered e-mails may as well be alternatives.
fn is_ordered(id: &str, headings: &[StepHeading]) -> bool {
    id.contains(".sequence.") || headings.iter().all(|one| words::has(one.heading, words::STEP))
}

/// True when two messages have one number and are sent at different times: then numbers do not say
/// what the steps are.
fn parts(before: &StepHeading, this: &StepHeading) -> bool {
    let times = before.delay.as_ref().zip(this.delay.as_ref());
    before.step == this.step && times.is_some_and(|(before, this)| !before.is_as(this))
}

/// Steps of messages that name their days and do not count: each heading is one.
fn by_days(headings: &[StepHeading]) -> Option<Vec<u32>> {
    let dated = headings.iter().skip(1).all(|touch| touch.delay.is_some());
    let (mut number, mut last) = (0, None);
    let count = |touch: &StepHeading| {
        number += u32::from(last.replace(touch.owner) != Some(touch.owner));
        number
    };
    let numbers: Vec<u32> = headings.iter().map(count).collect();
    let times: Vec<u32> =
        delay::resolve(&headings.iter().map(|touch| touch.delay).collect::<Vec<_>>())
            .into_iter()
            .flatten()
            .collect();
    (dated && times.first() != times.last() && times.is_sorted()).then_some(numbers)
}

/// The number of a follow-up: "Follow-Up 1 (Day 3)" is 1.
pub fn follow_up(heading: &str) -> Option<u32> {
    let lower = heading.to_lowercase();
    let rest = FOLLOW_UPS.iter().find_map(|word| Some(&lower[lower.find(word)? + word.len()..]))?;
    let digits: String = rest
        .trim_start_matches([' ', '#', '-', '_', '.'])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok().filter(|number| (1..=99).contains(number))
}

/// Words for a message that comes after another.
const FOLLOW_UPS: &[&str] = &[
    "follow-up email",
    "follow-up",
    "follow up",
    "followup",
    "bump",
    "relance",
    "nudge",
    "reminder",
    "recordatorio",
    "nachfass",
];
