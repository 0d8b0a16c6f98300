//! Fields of a draft: scanned with what the draft declares, and marked.

use super::{Analysis, Mark, Mask};
use crate::draft::Draft;
use crate::fields::{self, Dialect, Field, Hints};
use crate::text::Span;
use crate::vocabulary::{FieldClass, FieldProblem, OptOut, Part, Signature, label};

/// Scans the whole text of a draft, subject lines included.
pub fn scan(draft: &Draft) -> Vec<Field> {
    let vars: Vec<String> = draft.meta.vars.iter().map(|(name, _)| name.clone()).collect();
    let hints = Hints {
        dialect: draft.meta.dialect.as_deref().and_then(Dialect::named),
        vars: &vars,
        prefill: &draft.meta.prefill,
        finished: draft.meta.to.is_some(),
    };
    let mut masks: Vec<Span> = draft.masks.iter().chain(&draft.quoted).copied().collect();
    masks.sort_unstable();
    let mut fields = fields::scan(draft.text.as_str(), &masks, &hints);
    // What was taken out of the text stands between the braces all the same, and no platform fills
    // such a field.
    for field in fields.iter_mut().filter(|field| field.class == FieldClass::Field) {
        if draft.text.hides(field.span) {
            field.add(FieldProblem::Split);
        }
    }
    fields
}

/// What the tokenizer sees of a field: a word in its place. Of alternatives only one is read at a
/// time, so that a draft is not judged for words that no one reader gets.
pub fn masks(field: &Field) -> Vec<Mask> {
    let whole = Mask { span: field.span, field: true };
    match field.class {
        FieldClass::Spin if field.problems.is_empty() && !field.options.is_empty() => {
            let shown = field.options[field.shown];
            let open = Span::new(field.span.start(), shown.start());
            let rest = Span::new(shown.end(), field.span.end());
            vec![Mask { span: open, field: false }, Mask { span: rest, field: false }]
        }
        FieldClass::Block | FieldClass::Tracking => vec![Mask { field: false, ..whole }],
        FieldClass::Residue => Vec::new(),
        _ => vec![whole],
    }
}

/// Alternatives inside of alternatives deeper than this are counted as they stand.
const DEEP: usize = 8;

/// Characters that one reader gets of a stretch, at most: of alternatives and branches the longest
/// is counted, and no tag.
pub fn characters(draft: &Analysis, span: Span) -> usize {
    shown_length(draft, span, DEEP)
}

fn shown_length(draft: &Analysis, span: Span, depth: usize) -> usize {
    let count = |span: Span| draft.slice(span).chars().count();
    let choices = |field: &&Field| {
        matches!(field.class, FieldClass::Spin | FieldClass::Block) && span.covers(field.span)
    };
    let (mut at, mut length) = (span.start(), 0);
    let inside =
        &draft.fields[draft.fields.partition_point(|field| field.span.start < span.start)..];
    for field in
        inside.iter().take_while(|field| depth > 0 && field.span.start < span.end).filter(choices)
    {
        if field.span.start() < at {
            continue;
        }
        length += count(Span::new(at, field.span.start()));
        at = field.span.end();
        let branches = field.options.iter().filter(|branch| span.covers(**branch));
        let longest = branches.clone().map(|branch| shown_length(draft, *branch, depth - 1)).max();
        length += longest
            .unwrap_or_else(|| if field.class == FieldClass::Spin { count(field.span) } else { 0 });
        at = branches.map(|branch| branch.end()).fold(at, usize::max);
    }
    length + count(Span::new(at, span.end()))
}

/// Marks every field by its class, and by what it asks for.
pub fn mark(draft: &Analysis, marks: &mut Vec<Mark>) {
    // What the front matter says the platform adds is as good as a field.
    let span = Span::new(draft.draft.body().end(), draft.draft.body().end());
    let sentence = draft.sentence_at(span.start());
    if matches!(draft.draft.meta.opt_out, Some(OptOut::Header | OptOut::Platform)) {
        marks.push(Mark { label: label::OPT_OUT_FIELD, span, sentence });
    }
    if draft.draft.meta.signature == Signature::Platform {
        marks.push(Mark { label: label::SIGNATURE_FIELD, span, sentence });
    }
    if draft.draft.meta.from.as_ref().is_some_and(|from| takes_no_answer(&from.mail)) {
        marks.push(Mark { label: label::NO_REPLY, span, sentence });
    }
    for field in &draft.fields {
        let sentence = draft.sentence_at(field.span.start());
        let mut add = |label| marks.push(Mark { label, span: field.span, sentence });
        match field.class {
            FieldClass::Field => add(label::FIELD),
            FieldClass::Placeholder => add(label::PLACEHOLDER),
            FieldClass::Residue => add(label::RESIDUE),
            FieldClass::Prompt => add(label::PROMPT),
            FieldClass::Spin => add(label::SPIN),
            FieldClass::OptOut => add(label::OPT_OUT_FIELD),
            FieldClass::Signature => add(label::SIGNATURE_FIELD),
            FieldClass::Block | FieldClass::Tracking | FieldClass::System => {}
        }
        // Who signs is nothing of the reader's.
        let signs = draft
            .sentences
            .get(sentence as usize)
            .is_some_and(|sentence| sentence.part == Part::Signature);
        if matches!(field.class, FieldClass::Field | FieldClass::Placeholder) && !signs {
            add(if field.telling { label::TELLING_FIELD } else { label::BARE_FIELD });
        }
    }
}

fn takes_no_answer(mail: &str) -> bool {
    let name: String =
        mail.split('@').next().unwrap_or("").chars().filter(|c| c.is_alphanumeric()).collect();
    ["noreply", "donotreply", "dontreply", "unattended"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word))
}
