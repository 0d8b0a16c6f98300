//! Specifics: numbers, sums, dates, proper names and quotations, the concrete words beside them,
//! and whose they are.

mod scan;

use super::{Analysis, Mark, ReaderNames};
use crate::draft::Sender;
use crate::lexicon::Hit;
use crate::text::Span;
use crate::vocabulary::{Label, Owner, Part, Parts, label};
use scan::Scan;

/// What is concrete in one sentence.
#[derive(Clone, Debug, Default)]
pub struct SentenceSpecifics {
    /// Spans with their labels: number, money, percent, date, name, quotation.
    pub specifics: Vec<(Label, Span)>,
    /// Concrete words.
    pub terms: Vec<Span>,
    /// The reader's own name or company stands in it.
    pub names_reader: bool,
    /// A merge field that asks for something specific.
    pub telling: bool,
    /// The company's merge field, or another bare one.
    pub bare: bool,
    /// The sender looked at a page, and gives its address.
    pub linked: bool,
}

/// Words whose stress, once in a message, tells the sense: "the limit for THIS load".
const STRESSED: &[&str] = &[
    "THIS", "THAT", "THESE", "THOSE", "BOTH", "SAME", "OTHER", "BEFORE", "AFTER", "DURING", "WITH",
    "WITHOUT", "AND", "BUT", "NOT", "ONLY", "EACH", "EVERY", "WHY", "HOW", "WHO", "WHAT", "WHEN",
    "WHERE", "ARE", "WAS", "WERE", "DID", "DOES", "HAD", "HAS",
];

/// Finds what is concrete, sentence by sentence, and marks names, dates and terms.
pub fn find(
    draft: &Analysis,
    hits: &[Vec<Hit>],
    sender: &Sender,
    reader: &ReaderNames,
    marks: &mut Vec<Mark>,
) -> Vec<SentenceSpecifics> {
    let mut all = Vec::with_capacity(draft.sentences.len());
    let mut shouts = Vec::new();
    let titled = Parts::of(&[Part::Subject, Part::Preheader]);
    for (at, sentence) in draft.sentences.iter().enumerate() {
        let mut found = SentenceSpecifics::default();
        let readable = Parts::MESSAGE.contains(sentence.part) || titled.contains(sentence.part);
        if readable {
            let scan = Scan::new(draft, sentence, &hits[at], sender, reader);
            scan.run(&mut found);
            let add = |label, span| Mark { label, span, sentence: at as u32 };
            marks.extend(scan.multiples().map(|span| add(label::MULTIPLE, span)));
            found.terms = scan.terms().collect();
            marks.extend(found.terms.iter().map(|span| add(label::TERM, *span)));
            shouts.extend(scan.shouts().map(|span| add(label::SHOUT, span)));
            marks.extend(scan.reader_names().map(|span| add(label::READER_NAME, span)));
            marks.extend(
                found
                    .specifics
                    .iter()
                    .filter(|(label, _)| *label != label::NUMBER)
                    .map(|(label, span)| add(*label, *span)),
            );
            marks.extend(found.specifics.iter().map(|(_, span)| add(label::SPECIFIC, *span)));
            let observed = hits[at].iter().any(|hit| hit.label == label::OBSERVE_CUE);
            let links = &draft.draft.links;
            let next = links.get(links.partition_point(|link| link.start < sentence.span.start));
            found.linked = observed && next.is_some_and(|link| sentence.span.covers(*link));
        }
        all.push(found);
    }
    if !matches!(&shouts[..], [only] if STRESSED.contains(&draft.slice(only.span))) {
        marks.append(&mut shouts);
    }
    for field in &draft.fields {
        use crate::vocabulary::FieldClass::{Field, Placeholder};
        if matches!(field.class, Field | Placeholder)
            && let Some(found) = all.get_mut(draft.sentence_at(field.span.start()) as usize)
        {
            found.telling |= field.telling;
            found.bare |= !field.telling;
        }
    }
    all
}

/// Marks whose each specific is, once sentences have owners.
pub fn mark(draft: &Analysis, found: &[SentenceSpecifics], marks: &mut Vec<Mark>) {
    for at in draft.message() {
        let label = match draft.sentences[at].owner {
            Owner::Reader | Owner::Both => label::READER_SPECIFIC,
            Owner::Seller => label::SELLER_SPECIFIC,
            Owner::Neither => continue,
        };
        marks.extend(found[at].specifics.iter().map(|(_, span)| Mark {
            label,
            span: *span,
            sentence: at as u32,
        }));
    }
}

impl SentenceSpecifics {
    /// True when something ties the sentence to one account: read with the owner, by
    /// [`super::owner`].
    pub fn is_concrete(&self) -> bool {
        self.telling || self.linked || !self.specifics.is_empty()
    }
}
