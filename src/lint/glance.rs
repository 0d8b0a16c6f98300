//! Fills [`crate::outcome::Glance`]: how a draft looks before it is opened, and how long it is, are
//! measured.

use crate::analysis::Analysis;
use crate::outcome::{Excerpt, Glance};
use crate::pack::check::{Check, Count, Quantity};
use crate::pack::{Rule, Rulebook};
use crate::text::{Span, printable};
use crate::vocabulary::{Channel, Measure, Part, Severity};

/// Characters of a subject on an upright phone: Apple's Mail shows 35 to 41, Gmail's app 28 to 36,
/// Outlook's 25 to 30 (allstonlabs.com/library/copy/subject-lines, 2026).
const SUBJECT_SHOWN: usize = 35;
/// Characters of the preview there: Apple's Mail 81, Gmail's app 90, Yahoo's 45 to 50
/// (themarketer.com, "How long should your preview texts be"; Newsletter2Go gives 81 too).
const PREVIEW_SHOWN: usize = 81;
/// Characters of a post above "see more" (linkedhelper.com, "LinkedIn character limit").
const POST_SHOWN: usize = 200;
/// Characters of a direct message up to which answers were most frequent, of tens of millions that
/// were sent in 2021 and 2022 (LinkedIn, in searchenginejournal.com/451007).
const MESSAGE_NORM: usize = 400;
/// Words that an adult reads in a minute, silently, of English that is no fiction (Brysbaert 2019,
/// Journal of Memory and Language 109).
const WORDS_A_MINUTE: f64 = 238.0;

impl Glance {
    pub(super) fn new(draft: &Analysis, book: &Rulebook) -> Self {
        let channel = draft.draft.channel;
        let count = |measure| draft.measure(measure).0 as usize;
        let words = draft.words();
        let (length, unit, norm) = match channel {
            Channel::Email => (words, "words", most_words(book)),
            Channel::Dm => (count(Measure::Characters), "characters", Some(MESSAGE_NORM)),
            Channel::Post => (words, "words", None),
        };
        let subject = draft.measure(Measure::SubjectCharacters).1;
        let preview = draft.draft.section(Part::Preheader).unwrap_or(draft.draft.body());
        let (place, shown) = match channel {
            Channel::Email => ("on a phone", PREVIEW_SHOWN),
            Channel::Post => ("above \"see more\"", POST_SHOWN),
            Channel::Dm => ("", 0),
        };
        Glance {
            subject: (channel == Channel::Email && !subject.is_empty())
                .then(|| cut(draft, subject, SUBJECT_SHOWN)),
            preview: Some(cut(draft, preview, shown)).filter(|cut| !cut.shown.is_empty()),
            place,
            length,
            unit,
            norm,
            seconds: (words as f64 * 60.0 / WORDS_A_MINUTE).round() as usize,
        }
    }
}

/// The least bound that a rule of the book sets to the words of a mail.
fn most_words(book: &Rulebook) -> Option<usize> {
    let holds = |rule: &Rule| rule.severity != Severity::Off && rule.runs_on(Channel::Email);
    let bounds = book.rules.iter().filter_map(|rule| match &rule.check {
        Check::Count(Count { of: Quantity::Measure(Measure::Words), bounds, .. }) => {
            holds(rule).then_some(bounds)
        }
        _ => None,
    });
    bounds.flatten().filter_map(|bound| bound.above).reduce(f64::min).map(|most| most as usize)
}

/// The first `most` characters that a recipient sees of a stretch: runs of blanks are one;
/// comments, code and hidden words are left out.
fn cut(draft: &Analysis, span: Span, most: usize) -> Excerpt {
    let masks = &draft.draft.masks;
    let masks = &masks[masks.partition_point(|mask| mask.end <= span.start)..];
    let mut masks = masks.iter().take_while(|mask| mask.start < span.end).peekable();
    let (mut shown, mut count, mut gap) = (String::new(), 0, false);
    for (at, c) in draft.slice(span).char_indices() {
        let at = span.start() + at;
        while masks.next_if(|mask| mask.end() <= at).is_some() {}
        if masks.peek().is_some_and(|mask| mask.start() <= at) {
            continue;
        }
        if c.is_whitespace() {
            gap = count > 0;
            continue;
        }
        if count + usize::from(gap) >= most {
            return Excerpt { shown: printable(&shown).into_owned(), is_cut: true };
        }
        if std::mem::take(&mut gap) {
            shown.push(' ');
            count += 1;
        }
        shown.push(c);
        count += 1;
    }
    Excerpt { shown: printable(&shown).into_owned(), is_cut: false }
}
