//! The stages of the worn social post: hook, low point, climb, lessons, secret, comments, bait.
//! Found by wording, by place, by the length of lines, by how alike neighbours are, by person and
//! by tense.

use super::specific::SentenceSpecifics;
use super::substance::is_past;
use super::surface::is_question;
use super::{Analysis, Mark, has};
use crate::lexicon::Hit;
use crate::order::InOrder;
use crate::text::TokenKind;
use crate::vocabulary::{Label, label};

/// The stages in the order of the formula, with the cue of each.
pub const STAGES: &[(Label, Label)] = &[
    (label::STAGE_HOOK, label::HOOK_CUE),
    (label::STAGE_WOUND, label::WOUND_CUE),
    (label::STAGE_JOURNEY, label::JOURNEY_CUE),
    (label::STAGE_LESSONS, label::LESSON_CUE),
    (label::STAGE_SECRET, label::SECRET_CUE),
    (label::STAGE_COMMENTS, label::COMMENTS_CUE),
    (label::STAGE_BAIT, label::BAIT_CUE),
];

/// A line is short up to this many words.
const SHORT: usize = 14;
/// A closing question of no more words can hardly ask for anything.
const EMPTY: usize = 10;
/// A closing question of no more words asks for a reaction: "Agree?", "Who else?"
const NUDGE: usize = 2;
/// This many maxims are lessons.
const MAXIMS: usize = 4;
/// This many alike in a row are a run.
const RUN: usize = 3;

/// What stages are recognised by, in one sentence.
struct Line {
    sentence: usize,
    words: usize,
    /// Nothing in it is named, dated, counted or uncommon.
    bare: bool,
    /// A statement in which nothing is named, dated or counted.
    teases: bool,
    /// Advice or a general truth: bare, short, in the present, not about the writer.
    maxim: bool,
    /// The writer, in the past, in a short sentence.
    climb: bool,
    /// A day or a month is named, or something is counted.
    reported: bool,
    question: bool,
    /// Its first word.
    first: String,
}

/// Marks maxims and stages.
pub fn mark(
    draft: &Analysis,
    hits: &[Vec<Hit>],
    found: &[SentenceSpecifics],
    marks: &mut Vec<Mark>,
) {
    let lines: Vec<Line> =
        draft.message().map(|at| line(draft, at, &hits[at], &found[at])).collect();
    let mut add = |label, at: usize| {
        marks.push(Mark { label, span: draft.sentences[at].span, sentence: at as u32 })
    };
    for (place, line) in lines.iter().enumerate() {
        if line.maxim {
            add(label::MAXIM, line.sentence);
        }
        for (stage, cue) in STAGES.iter().filter(|(_, cue)| has(&hits[line.sentence], *cue)) {
            // A hook is the first thing said, unless it heads a list of what the writer did; a low
            // point told at the end is none.
            let early = match *cue {
                label::HOOK_CUE => {
                    place < 2 && !heads_own_list(draft, &hits[line.sentence], &lines, place)
                }
                label::WOUND_CUE => place * 2 <= lines.len(),
                _ => true,
            };
            if early {
                add(*stage, line.sentence);
            }
        }
    }
    // "Well." says nothing yet.
    let opener = lines.iter().find(|line| line.words > 1 || !is_interjection(&line.first));
    if let Some(first) = opener.filter(|line| line.teases && line.words <= SHORT) {
        add(label::STAGE_HOOK, first.sentence);
    }
    // A few maxims are a turn of phrase, unless they are given paragraphs of their own; more are
    // what the post is made of.
    let maxims: Vec<&Line> = lines.iter().filter(|line| line.maxim).collect();
    let made_of = maxims.len() >= MAXIMS && maxims.len() * 5 >= lines.len();
    let alone = |line: &&&Line| {
        let sentence = &draft.sentences[line.sentence];
        draft.paragraphs.get(sentence.paragraph as usize) == Some(&sentence.span)
    };
    for line in maxims.iter().filter(|line| made_of || alone(line)) {
        add(label::STAGE_LESSONS, line.sentence);
    }
    for line in lines.iter().filter(|line| !has(&hits[line.sentence], label::BAIT_CUE)) {
        if asks_for_watchword(draft, line.sentence) {
            add(label::BAIT_CUE, line.sentence);
            add(label::STAGE_BAIT, line.sentence);
        }
    }
    for line in lines.iter().rev().take(RUN).filter(|line| line.question) {
        let known = has(&hits[line.sentence], label::BAIT_CUE) || line.bare && line.words <= NUDGE;
        if !known && points_down(draft, line.sentence) {
            add(label::BAIT_CUE, line.sentence);
            add(label::STAGE_BAIT, line.sentence);
        }
    }
    for run in parallel(&lines) {
        run.iter().for_each(|line| add(label::STAGE_LESSONS, line.sentence));
    }
    // Who names the days, one after the other, or counts, reports.
    let reports = |run: &&[Line]| run.iter().filter(|line| line.reported).count() > 1;
    for run in runs(&lines, |line| line.climb).filter(|run| !reports(run)) {
        run.iter().for_each(|line| add(label::STAGE_JOURNEY, line.sentence));
    }
    let closing = lines.iter().rev().take(RUN).find(|line| line.question);
    if let Some(line) = closing.filter(|line| line.bare && line.words <= NUDGE) {
        add(label::BAIT_CUE, line.sentence);
        add(label::STAGE_BAIT, line.sentence);
    } else if let Some(line) =
        closing.filter(|line| line.bare && line.words <= EMPTY && lines.len() > RUN)
        && !refers_back(draft, line.sentence)
        && !points_down(draft, line.sentence)
    {
        add(label::EMPTY_QUESTION, line.sentence);
        add(label::STAGE_BAIT, line.sentence);
    }
}

fn line(draft: &Analysis, at: usize, hits: &[Hit], found: &SentenceSpecifics) -> Line {
    let sentence = &draft.sentences[at];
    let words = sentence.words();
    let bare = found.specifics.is_empty() && found.terms.len() * 8 <= words.max(8);
    let past = is_past(draft, at, hits);
    let question = is_question(draft.slice(sentence.span));
    let own = has(hits, label::I_WORD) || has(hits, label::WE_WORD);
    let sold = has(hits, label::PROMO_CUE) || has(hits, label::THANKS_CUE);
    // "Link in comments", "Save the date" call for something, and say nothing of the world.
    let calls = [label::COMMENTS_CUE, label::BAIT_CUE, label::ASK_REPLY_CUE];
    let calls = calls.iter().any(|cue| has(hits, *cue));
    Line {
        sentence: at,
        words,
        bare,
        teases: found.specifics.is_empty() && found.terms.len() <= 2 && !question,
        // A list names its items, one after the other.
        maxim: bare
            && (2..=SHORT).contains(&words)
            && !(past || question || own || sold || calls || sentence.bullet)
            && !is_heading(draft, at),
        climb: has(hits, label::I_WORD) && past && words <= SHORT,
        reported: has(hits, label::DATE_WORD)
            || found.specifics.iter().any(|(label, _)| *label == label::NUMBER),
        question,
        first: draft
            .tokens
            .get(sentence.range().start)
            .map(|token| draft.slice(token.span).to_lowercase())
            .unwrap_or_default(),
    }
}

/// A word by which somebody only begins to speak.
fn is_interjection(word: &str) -> bool {
    matches!(word, "well" | "so" | "ok" | "okay" | "right" | "hello" | "hi" | "phew" | "oh")
}

/// "Here are the details:", "Hours: 9 to 1": it heads a list, or an entry of a notice.
fn is_heading(draft: &Analysis, at: usize) -> bool {
    #[rustfmt::skip]
    const ENTRIES: &[&str] = &[
        "compensation", "contact", "cost", "date", "deadline", "duties", "fee", "hours", "location", "pay", "place", "price", "qualifications",
        "requirements", "salary", "schedule", "time", "venue", "wage", "wages", "when", "where",
    ];
    let sentence = &draft.sentences[at];
    let text = draft.draft.text.as_str();
    let first = draft.tokens[sentence.range()].first();
    let entry = first.is_some_and(|first| {
        text[first.span.end()..].trim_start_matches(['*', '_']).starts_with(':')
            && ENTRIES.contains(&draft.slice(first.span).to_lowercase().as_str())
    });
    entry || draft.slice(sentence.span).trim_end_matches(['*', '_', ' ']).ends_with(':')
}

/// "Here's what I'd do differently:" and then the list of it: what was promised stands there.
fn heads_own_list(draft: &Analysis, hits: &[Hit], lines: &[Line], place: usize) -> bool {
    let own = has(hits, label::I_WORD) || has(hits, label::WE_WORD);
    let words = draft.slice(draft.sentences[lines[place].sentence].span);
    let list = lines.get(place + 1).is_some_and(|next| draft.sentences[next.sentence].bullet);
    own && list && words.trim_end_matches(['*', '_', ' ']).ends_with(':')
}

/// "How do you plan for those?": it can be answered only by who has read what stands before.
fn refers_back(draft: &Analysis, at: usize) -> bool {
    const FELT: &[&str] = &["think", "make", "feel", "say", "agree", "like", "love"];
    let words: Vec<String> = draft.tokens[draft.sentences[at].range()]
        .iter()
        .map(|token| draft.slice(token.span).to_lowercase())
        .collect();
    words.len() > NUDGE
        && matches!(words.last().map(String::as_str), Some("those" | "them"))
        && !words.iter().any(|word| FELT.contains(&word.as_str()))
}

/// A question with a hand that points to the comments, with nothing but tags below it.
fn points_down(draft: &Analysis, at: usize) -> bool {
    const HANDS: &[char] = &['\u{1f447}', '\u{2b07}'];
    let text = &draft.draft.text.as_str()[..draft.draft.body().end()];
    let from = draft.sentences[at].span.start();
    let mut lines = text[from..].lines();
    let line = lines.next().unwrap_or_default();
    let hand = line.find(HANDS).filter(|hand| line.find('?').is_some_and(|mark| mark < *hand));
    hand.is_some_and(|hand| !line[hand..].contains(char::is_alphanumeric))
        && lines.flat_map(str::split_whitespace).all(|word| word.starts_with(['#', '@']))
}

/// `Comment "BERTH"`, `DM me "TIDE"`: one quoted word that readers are told to send.
fn asks_for_watchword(draft: &Analysis, at: usize) -> bool {
    const TOLD: &[&str] = &["and", "just", "now", "or", "please", "simply", "then"];
    let tokens = &draft.tokens[draft.sentences[at].range()];
    let text = draft.draft.text.as_str();
    let is = |at: usize, words: &[&str]| {
        tokens.get(at).is_some_and(|token| {
            words.iter().any(|word| draft.slice(token.span).eq_ignore_ascii_case(word))
        })
    };
    let quoted = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            text[..token.span.start()].ends_with(['"', '\u{201c}'])
                && text[token.span.end()..].starts_with(['"', '\u{201d}'])
        })
    };
    (0..tokens.len()).any(|verb| {
        let told = verb == 0 || is(verb - 1, TOLD) || tokens[verb - 1].kind == TokenKind::Number;
        let word = if is(verb, &["comment"]) || is(verb, &["reply"]) && !is(verb + 2, &["to"]) {
            verb + 1
        } else if is(verb, &["dm", "message"]) && is(verb + 1, &["me", "us"]) {
            verb + 2
        } else {
            return false;
        };
        told && quoted(word)
    })
}

/// Stretches of at least [`RUN`] neighbours of which all are so.
fn runs(lines: &[Line], so: fn(&Line) -> bool) -> impl Iterator<Item = &[Line]> {
    lines.chunk_by(move |a, b| so(a) == so(b)).filter(move |run| run.len() >= RUN && so(&run[0]))
}

/// Stretches of at least [`RUN`] short neighbours that begin with the same word.
fn parallel(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    let alike = |a: &Line, b: &Line| a.words.max(b.words) <= SHORT && a.first == b.first;
    lines
        .chunk_by(alike)
        .filter(|run| run.len() >= RUN && run.iter().all(|line| line.bare && !line.climb))
}

/// The pattern of a post: what another post would share with it if both followed one template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostPattern {
    /// The first words.
    pub opening: String,
    /// The stages in order, and how the lines run; empty for a post of fewer than two stages.
    pub build: String,
}

/// Words of an opening.
const OPENING: usize = 3;

impl Analysis<'_> {
    /// The pattern of a post.
    pub fn pattern(&self) -> PostPattern {
        let opening: Vec<String> = self
            .tokens
            .iter()
            .take(OPENING)
            .map(|token| self.slice(token.span).to_lowercase())
            .collect();
        let mut arc: Vec<(u32, &str)> = Vec::new();
        for (stage, _) in STAGES {
            arc.extend(
                self.marks.of(*stage).first().map(|mark| (mark.sentence, stage_name(*stage))),
            );
        }
        arc.order();
        let stages: Vec<&str> = arc.iter().map(|(_, name)| *name).collect();
        let short = self.marks.of(label::SHORT_LINE).len();
        let lines = if !self.marks.of(label::BREAKS_LOST).is_empty() {
            "in one block"
        } else if short * 2 > self.paragraphs.len() {
            "in short lines"
        } else {
            "in paragraphs"
        };
        let build = if stages.len() < 2 {
            String::new()
        } else {
            format!("{}, {lines}", stages.join(" > "))
        };
        PostPattern { opening: opening.join(" "), build }
    }
}

/// "hook" for the label `stage-hook`.
pub fn stage_name(stage: Label) -> &'static str {
    stage.built_in_name().trim_start_matches("stage-")
}
