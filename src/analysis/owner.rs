//! Ownership: whom each sentence is about, and whether it would be false for another company.
//!
//! By subject, possessives and known names, not by counting "you": a pitch can say "you" in every
//! line.

use super::ask::Asks;
use super::specific::SentenceSpecifics;
use super::surface::is_question;
use super::{Analysis, Judged, Mark, has};
use crate::fields::name;
use crate::lexicon::Hit;
use crate::text::Told;
use crate::vocabulary::{Channel, FieldClass, Function, Label, Owner, label};

impl Owner {
    fn label(self) -> Label {
        match self {
            Owner::Reader => label::READER_SENTENCE,
            Owner::Seller => label::SELLER_SENTENCE,
            Owner::Both => label::BOTH_SENTENCE,
            Owner::Neither => label::NEITHER_SENTENCE,
        }
    }
}

/// Gives every sentence of the message its owner.
pub fn assign(draft: &mut Analysis, hits: &[Vec<Hit>], asks: &Asks, found: &[SentenceSpecifics]) {
    let message: Vec<usize> = draft.message().collect();
    let mut before = Owner::Neither;
    for at in message {
        let mut owner = owner(draft, at, &hits[at], asks[at], &found[at]);
        if before == Owner::Seller && carries_on(draft, at, &hits[at]) {
            owner = Owner::Seller;
        }
        before = owner;
        draft.sentences[at].owner = owner;
    }
}

/// What only puts facts of the account on show is not about the reader.
pub fn disown_hollow(draft: &mut Analysis) {
    let Some(facts) = &draft.facts else { return };
    for (_, sentence) in
        draft.sentences.iter_mut().enumerate().filter(|(at, _)| facts.is_hollow(*at))
    {
        if matches!(sentence.owner, Owner::Reader | Owner::Both) {
            sentence.owner = Owner::Neither;
        }
    }
}

/// Marks every sentence of the message by its owner, and as specific or generic: by its account's
/// facts when there is one, and else by its own words. Marks questions about the reader.
pub fn mark(
    draft: &Analysis,
    hits: &[Vec<Hit>],
    asks: &Asks,
    found: &[SentenceSpecifics],
    marks: &mut Vec<Mark>,
) {
    let mut told = Told::default();
    for at in draft.message() {
        let fresh = fresh(draft, &found[at], &mut told);
        let owner = draft.sentences[at].owner;
        let specific = match &draft.facts {
            Some(facts) => {
                facts.earns(at)
                    || (!facts.is_hollow(at) && is_concrete(owner, asks[at], &found[at], &fresh))
            }
            None => is_specific(owner, asks[at], &found[at], &fresh),
        };
        // What the model reads as an observation about this recipient is no sentence for anybody.
        let specific =
            specific || draft.judged[at].as_ref().is_some_and(Judged::is_surely_specific);
        // Praise is no knowledge, whatever names stand in it.
        let specific = specific && !has(&hits[at], label::GENERIC_FLATTERY);
        let sentence = &draft.sentences[at];
        let mut add = |label| marks.push(Mark { label, span: sentence.span, sentence: at as u32 });
        add(owner.label());
        add(if specific { label::SPECIFIC_SENTENCE } else { label::GENERIC_SENTENCE });
        // Only the reader can be asked: a question in terms of their trade is about them, with or
        // without a "you". One in words that anybody could be asked is empty.
        let enough = if matches!(owner, Owner::Reader | Owner::Both) { 1 } else { 2 };
        let empty = has(&hits[at], label::EMPTY_QUESTION_CUE);
        let real = draft.judged[at]
            .as_ref()
            .is_some_and(|judged| judged.function() == Function::RealQuestion);
        let open =
            sentence.words() >= OPEN && opens(draft, at, &hits[at], label::OPEN_QUESTION_CUE);
        let about_reader = owner != Owner::Seller
            && !empty
            && (real || open || found[at].telling || found[at].terms.len() >= enough);
        if about_reader
            && asks[at] == Some(label::ASK_REPLY)
            && is_question(draft.slice(sentence.span))
        {
            add(label::READER_QUESTION);
        }
    }
}

/// With an account, names and figures count as far as the account carries them; what is left to the
/// text is a picture of the reader's own work, in words that no everyday list has.
fn is_concrete(
    owner: Owner,
    ask: Option<Label>,
    found: &SentenceSpecifics,
    fresh: &NewContent,
) -> bool {
    let least = match owner {
        Owner::Seller => return found.telling,
        Owner::Reader | Owner::Neither => 3,
        Owner::Both => 4,
    };
    found.telling || (!is_request(ask) && fresh.terms >= least)
}

/// An open question of fewer words asks for nothing in particular: "Who knows?"
const OPEN: usize = 4;

/// True when the sentence begins with wording of this label.
fn opens(draft: &Analysis, at: usize, hits: &[Hit], label: Label) -> bool {
    let first = draft.sentences[at].range().start;
    hits.iter().any(|hit| hit.label == label && hit.first == first)
}

/// "It takes a week", "Takes a week": the subject is that of the sentence before.
fn carries_on(draft: &Analysis, at: usize, hits: &[Hit]) -> bool {
    opens(draft, at, hits, label::CARRIED_SUBJECT)
        && !is_question(draft.slice(draft.sentences[at].span))
}

/// A request says what the sender wants; only a question about the reader's own situation is about
/// the reader.
fn is_request(ask: Option<Label>) -> bool {
    ask.is_some_and(|kind| kind != label::ASK_REPLY)
}

fn owner(
    draft: &Analysis,
    at: usize,
    hits: &[Hit],
    ask: Option<Label>,
    found: &SentenceSpecifics,
) -> Owner {
    let first = |labels: &[Label]| {
        hits.iter().filter(|hit| hit.label.is_one_of(labels)).map(|hit| hit.first).min()
    };
    // "Following my last note" and "all of us" hold a word of the sender's, but are not about them.
    let aside = [label::WE_INCLUSIVE, label::THREAD_CUE, label::ANSWER_CUE];
    let inclusive = |hit: &Hit| {
        hits.iter().any(|other| {
            other.label.is_one_of(&aside) && other.first <= hit.first && hit.first <= other.last
        })
    };
    // In a post "I" and "we" narrate what happened; the seller speaks where something is praised,
    // announced or sold.
    let seller: &[Label] = match draft.draft.channel {
        Channel::Post => &[label::OWN_NAME, label::PROMO_CUE],
        Channel::Email | Channel::Dm => {
            &[label::I_WORD, label::WE_WORD, label::OUR_WORD, label::OWN_NAME, label::SELLER_CUE]
        }
    };
    let seller_first = hits
        .iter()
        .filter(|hit| hit.label.is_one_of(seller) && !inclusive(hit))
        .map(|hit| hit.first)
        .min();
    let reader_first = first(&[label::READER_WORD, label::READER_CUE])
        .into_iter()
        .chain(company_field(draft, at))
        .min();
    let names_reader = found.names_reader || reader_first.is_some();
    if has(hits, label::YOU_WILL_LOVE_CUE) {
        return Owner::Seller;
    }
    if has(hits, label::OBSERVE_CUE)
        && (names_reader || found.is_concrete())
        && !has(hits, label::SELLER_CUE)
    {
        return Owner::Reader;
    }
    if is_request(ask) {
        return if has(hits, label::SELLER_CUE) { Owner::Seller } else { Owner::Neither };
    }
    if let Some(thought) = first(&[label::THINK_CUE])
        && reader_first.is_some_and(|reader| reader > thought)
    {
        return Owner::Reader;
    }
    match (reader_first, seller_first) {
        (Some(_), None) => Owner::Reader,
        (None, None) if found.names_reader => Owner::Reader,
        (None, None) => Owner::Neither,
        (None, Some(_)) => Owner::Seller,
        (Some(reader), Some(seller)) if seller < reader => {
            let offers = has(hits, label::SELLER_CUE)
                || has(hits, label::OWN_NAME)
                || has(hits, label::WE_WORD);
            if offers { Owner::Seller } else { Owner::Both }
        }
        (Some(_), Some(_)) => Owner::Both,
    }
}

/// The token that stands for the reader's company or team. Their own name only calls them.
fn company_field(draft: &Analysis, at: usize) -> Option<usize> {
    let range = draft.sentences[at].range();
    range.into_iter().find(|token| {
        let token = draft.tokens[*token];
        let at = draft.fields.partition_point(|field| field.span.start < token.span.start);
        let same_start =
            draft.fields[at..].iter().take_while(|field| field.span.start == token.span.start);
        same_start.into_iter().find(|field| field.span == token.span).is_some_and(|field| {
            let person = ["first", "name", "last", "contact", "fname", "full"]
                .iter()
                .any(|word| field.name.starts_with(word));
            let sender = name::is_sender(&field.name);
            matches!(field.class, FieldClass::Field | FieldClass::Placeholder) && !sender && !person
        })
    })
}

/// What a sentence says that no sentence before it has said.
#[derive(Debug, Default)]
struct NewContent {
    specific: bool,
    named: bool,
    terms: usize,
}

/// Saying a name in every line, or the same thing twice, makes nothing more specific.
fn fresh(draft: &Analysis, found: &SentenceSpecifics, told: &mut Told) -> NewContent {
    let mut fresh = NewContent::default();
    for (label, span) in &found.specifics {
        if told.insert(draft.slice(*span)) {
            fresh.specific = true;
            fresh.named |= matches!(*label, label::NAME | label::DATE | label::QUOTATION);
        }
    }
    for span in &found.terms {
        fresh.terms += usize::from(told.insert(draft.slice(*span)));
    }
    fresh
}

/// The swap test on one sentence: put another company in its place; does it become false?
fn is_specific(
    owner: Owner,
    ask: Option<Label>,
    found: &SentenceSpecifics,
    fresh: &NewContent,
) -> bool {
    if found.telling {
        return true;
    }
    if is_request(ask) {
        return false;
    }
    match owner {
        Owner::Seller => false,
        Owner::Reader => {
            fresh.specific
                || found.linked
                || found.names_reader && fresh.terms >= 1
                || fresh.terms >= 3
        }
        Owner::Both => fresh.named || fresh.terms >= 4,
        Owner::Neither => fresh.named || fresh.terms >= 3,
    }
}
