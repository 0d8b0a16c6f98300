//! What a fitted model makes of each sentence: whose it is, what it does, how specific it is. The
//! model's weights come from sentences that readers labelled; its features are the words of the
//! sentence, the marks in it, and its place.

use super::surface::is_question;
use super::{Analysis, Mark};
use crate::linear::{Key, Model, Vector, class};
use crate::text::TokenKind;
use crate::vocabulary::quantity::{DEGREES, FUNCTIONS, OUTPUTS};
use crate::vocabulary::{Function, Label, Owner, Part, Parts, label};
/// From which value on the output for "concrete and of this recipient" is believed. It is passed by
/// few sentences, so that half would be asking too much: the F1 on left-out sources is best about
/// here.
const OF_RECIPIENT: f32 = 0.30;

/// What the model makes of one sentence: its outputs, each about the chance that readers would say
/// so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged(pub [f32; OUTPUTS]);

impl Judged {
    /// Whom the sentence is about.
    pub fn owner(&self) -> Owner {
        Owner::NAMES[most(&self.0[..FUNCTIONS])].1
    }

    /// What the sentence does.
    pub fn function(&self) -> Function {
        Function::NAMES[most(&self.0[FUNCTIONS..DEGREES])].1
    }

    /// The same when it is more likely than not.
    pub fn sure_function(&self) -> Option<Function> {
        let function = self.function();
        (self.0[FUNCTIONS + function as usize] > 0.5).then_some(function)
    }

    /// True when it is more likely than not an observation about this recipient, or false for
    /// another.
    pub fn is_surely_specific(&self) -> bool {
        let observation = self.0[FUNCTIONS + Function::Observation as usize];
        self.0[DEGREES + 2].max(observation) > 0.5
    }

    /// True when it is concrete and would be false for another recipient.
    pub fn is_specific(&self) -> bool {
        self.0[DEGREES + 2] > OF_RECIPIENT
    }
}

fn most(of: &[f32]) -> usize {
    (0..of.len()).max_by(|a, b| of[*a].total_cmp(&of[*b]).then(b.cmp(a))).unwrap_or(0)
}

/// Marks that no model reads: those that say nothing beyond the words under them, hang on capitals,
/// or refer to other drafts.
const PASSED_BY: &[Label] = &[
    label::WORD,
    label::SENTENCE,
    label::GENERIC_WORD,
    label::PARAGRAPH,
    label::TERM,
    label::SPECIFIC,
    label::STATEMENT,
    label::NAME,
    label::QUOTATION,
    label::SHOUT,
    label::DISGUISED,
    label::FIRST_SENTENCE,
    label::LAST_SENTENCE,
    label::READER_WORD,
    label::WE_WORD,
    label::I_WORD,
    label::OUR_WORD,
    label::READER_NAME,
    label::ACCOUNT_NAME,
    label::DATE,
    // What a step says of other steps is for the rules on steps: a draft reads the same wherever it
    // stands.
    label::EMPTY_STEP,
    label::NEWS,
    label::REPEATED_RUN,
    label::COPIED_STEP,
    label::SAME_OPENING,
    label::SAME_SUBJECT,
    label::REPLY_SUBJECT,
    label::SECOND_DIALECT,
    label::CONTRADICTION,
    label::MOVED_DEADLINE,
    label::UNKEPT_PROMISE,
];

/// Marks that are counted for quantities.
const COUNTED: [Label; 6] = [
    label::READER_WORD,
    label::WE_WORD,
    label::I_WORD,
    label::TERM,
    label::NUMBER,
    label::TELLING_FIELD,
];

/// The high bit of an entry of [`KINDS`]: models read the marks of the label.
const MODEL_READS: u8 = 0x80;
/// The low bits of an entry: the place of the label in [`COUNTED`], or this when it is not there.
const NOT_COUNTED: u8 = 0x7f;
/// The entry of a label whose marks are read and not counted.
const READ: u8 = MODEL_READS | NOT_COUNTED;
/// The entry of a label whose marks are neither read nor counted.
const IGNORED: u8 = NOT_COUNTED;

/// What is done with marks, by the number of their label. Most marks are of words, and are ignored.
const KINDS: [u8; label::BUILT_IN.len()] = {
    let (mut table, mut at) = ([READ; label::BUILT_IN.len()], 0);
    while at < PASSED_BY.len() {
        table[PASSED_BY[at].0 as usize] = IGNORED;
        at += 1;
    }
    at = 0;
    while at < COUNTED.len() {
        let label = COUNTED[at].0 as usize;
        table[label] = table[label] & MODEL_READS | at as u8;
        at += 1;
    }
    table
};

/// True for a mark that no model reads.
#[inline]
pub fn passes_by(label: Label) -> bool {
    KINDS.get(label.0 as usize).is_some_and(|kind| kind & MODEL_READS == 0)
}

/// The stretches that are read: what the sender says, and the subject line.
pub fn is_read(part: Part) -> bool {
    Parts::MESSAGE.contains(part) || part == Part::Subject
}

/// Calls `each` with the features of every sentence, in order; with nothing for those that are not
/// read. Their words are not counted yet. Sentences already have the owners that wording gives
/// them.
pub fn features(draft: &Analysis, marks: &[Mark], mut each: impl FnMut(Option<&Vector>)) {
    let of = draft.sentences.len();
    let mut counts: Vec<Vec<(Label, f32)>> = vec![Vec::new(); of];
    let mut counted = vec![[0.0; COUNTED.len()]; of];
    for mark in marks {
        let at = mark.sentence as usize;
        let kind = KINDS.get(mark.label.0 as usize).copied().unwrap_or(READ);
        if kind == IGNORED {
            continue;
        }
        if let Some(counted) =
            counted.get_mut(at).and_then(|counted| counted.get_mut(usize::from(kind & NOT_COUNTED)))
        {
            *counted += 1.0;
        }
        let Some(counts) = counts.get_mut(at).filter(|_| kind & MODEL_READS != 0) else { continue };
        match counts.iter_mut().find(|(label, _)| *label == mark.label) {
            Some((_, n)) => *n += 1.0,
            None => counts.push((mark.label, 1.0)),
        }
    }
    let message = draft.message().count();
    let (mut words, mut vector) = (Vec::new(), Vector::default());
    let mut before = None;
    let mut place = 0;
    for (at, sentence) in draft.sentences.iter().enumerate() {
        if !is_read(sentence.part) {
            each(None);
            continue;
        }
        words.clear();
        vector.words.clear();
        vector.dense.clear();
        stream(draft, at, &mut words);
        vector.push_words(&words);
        vector.dense.extend(
            counts[at].iter().map(|(label, n)| (Key::mark(*label), 0.5 * n.min(3.0).sqrt())),
        );
        let in_message = Parts::MESSAGE.contains(sentence.part);
        place += usize::from(in_message);
        quantities(draft, at, place, message, before, counted[at], &mut vector.dense);
        if in_message {
            before = Some(sentence.owner);
        }
        each(Some(&vector));
    }
}

fn quantities(
    draft: &Analysis,
    at: usize,
    place: usize,
    of: usize,
    before: Option<Owner>,
    [you, we, i, terms, numbers, telling]: [f32; 6],
    dense: &mut Vec<(Key, f32)>,
) {
    let sentence = &draft.sentences[at];
    let words = sentence.words().max(1) as f32;
    let yes = |yes: bool| f32::from(u8::from(yes));
    let owner = |is: Owner| yes(sentence.owner == is) * 0.7;
    let earlier = |is: Owner| yes(before == Some(is)) * 0.5;
    let field = draft.tokens[sentence.range()].iter().any(|token| token.kind == TokenKind::Field);
    let values = [
        place as f32 / of.max(1) as f32,
        yes(place == 1),
        yes(place == of),
        (words / 30.0).min(2.0),
        yes(words < 6.0),
        3.0 * you / words,
        3.0 * we / words,
        3.0 * i / words,
        yes(field),
        yes(telling > 0.0),
        (terms / 4.0).min(2.0),
        (numbers / 2.0).min(1.5),
        owner(Owner::Reader),
        owner(Owner::Seller),
        owner(Owner::Both),
        owner(Owner::Neither),
        earlier(Owner::Reader),
        earlier(Owner::Seller),
        earlier(Owner::Both),
        earlier(Owner::Neither),
        yes(sentence.part == Part::Opening),
        yes(sentence.part == Part::Ask),
        yes(sentence.part == Part::Subject),
        yes(sentence.part == Part::Postscript),
        yes(sentence.bullet),
    ];
    dense.extend(
        values
            .into_iter()
            .enumerate()
            .filter(|(_, value)| *value != 0.0)
            .map(|(at, value)| (Key::quantity(at), value)),
    );
}

/// The words of a sentence as models see them: stems, and one word a class for numbers, sums,
/// fields, links and closing marks.
pub fn stream(draft: &Analysis, at: usize, out: &mut Vec<u32>) {
    let sentence = &draft.sentences[at];
    for token in sentence.range() {
        out.push(match draft.tokens[token].kind {
            TokenKind::Word => draft.words[token].stem,
            TokenKind::Number => number(draft.slice(draft.tokens[token].span)),
            TokenKind::Field => class::FIELD,
        });
    }
    let links = &draft.draft.links;
    let first = links.partition_point(|link| link.start < sentence.span.start);
    for _ in links[first..].iter().take_while(|link| link.start < sentence.span.end) {
        out.push(class::LINK);
    }
    let text = draft.slice(sentence.span);
    if is_question(text) {
        out.push(class::QUESTION);
    } else if text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '!').ends_with('!') {
        out.push(class::EXCLAMATION);
    }
}

fn number(text: &str) -> u32 {
    if text.starts_with(['$', '\u{20ac}', '\u{a3}', '\u{a5}']) {
        class::MONEY
    } else if text.ends_with('%') {
        class::PERCENT
    } else {
        class::NUMBER
    }
}

/// Judges a sentence by its features.
pub fn judge(model: &Model, vector: &Vector) -> Judged {
    let mut judged = Judged([0.0; OUTPUTS]);
    judged
        .0
        .iter_mut()
        .zip(model.apply(vector))
        .for_each(|(of, sum)| *of = 1.0 / (1.0 + libm::expf(-sum)));
    judged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sentence_does_is_sure_above_one_half() {
        let mut judged = Judged([0.0; OUTPUTS]);
        judged.0[FUNCTIONS + Function::Ask as usize] = 0.45;
        assert_eq!((judged.function(), judged.sure_function()), (Function::Ask, None));
        judged.0[FUNCTIONS + Function::Ask as usize] = 0.55;
        assert_eq!(judged.sure_function(), Some(Function::Ask));
    }
}
