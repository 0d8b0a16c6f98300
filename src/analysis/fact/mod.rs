//! Facts: which of an account's facts a draft mentions, which it uses, how deep that goes, and what
//! it says that no fact carries.
//!
//! A fact is mentioned where a sentence shares enough keys with it (see [`key`]); it is used only
//! where that sentence, or the one beside it, draws something from it (see [`draw`]). The bare name
//! of a company is neither.

mod claim;
mod contrary;
mod draw;
mod issue;
mod key;
mod known;
mod mention;
mod number;
mod passage;
mod who;
mod words;

pub use known::{Known, Target};
pub use passage::PassageReader;
pub use who::addressed;

use std::collections::HashSet;
use std::sync::Arc;

use super::{Analysis, Mark, ask::Asks};
use crate::account::{Account, Date, Fact};
use crate::lexicon::Hit;
use crate::order::InOrder;
use crate::text::Span;
use crate::vocabulary::label;
use contrary::Contrary;
use key::Key;
use mention::{FactInputs, LEAST, LIST, Mention};

/// What became of a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing in the draft speaks of it.
    #[default]
    Ignored,
    /// It is spoken of, and nothing is drawn from it.
    Mentioned,
    /// It is spoken of, with another number.
    Contradicted,
    /// A question, problem, consequence or idea is drawn from it.
    Used,
}

/// What a draft makes of one fact.
#[derive(Clone, Copy, Debug, Default)]
pub struct FactUse {
    /// Mentioned, used or ignored.
    pub status: Status,
    /// The words that speak of it, where it counts most.
    pub span: Span,
    /// The words that say most of it, used or not, and what they weigh.
    told: (Span, f64),
    /// It is presented as news, and is none any more.
    pub stale: bool,
    /// It is spoken of after it has ceased to be true.
    pub expired: bool,
}

/// What a draft makes of its account.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The account.
    pub account: Arc<Account>,
    /// One for each of its facts.
    pub uses: Vec<FactUse>,
    /// Claims about the reader that nothing known carries.
    pub unsupported: Vec<Span>,
    /// Numbers that the facts have otherwise.
    pub contraries: Vec<Contrary>,
    /// Claims that are worded as guesses.
    pub guesses: Vec<Span>,
    /// Sentences that would be false, or mean nothing, for another company.
    tied: Vec<bool>,
    /// Those of them that use a fact.
    earned: Vec<bool>,
    /// Sentences that put facts, or what nobody knows, on show: they are no more about the reader
    /// than their name is.
    hollow: Vec<bool>,
    /// The company's name stands in the message.
    named: bool,
}

/// Reads a draft against its account. Owners and asks must be known.
pub fn read(
    draft: &Analysis,
    hits: &[Vec<Hit>],
    asks: &Asks,
    known: &Known,
    target: &Target,
    marks: &mut Vec<Mark>,
) -> Facts {
    let inputs = FactInputs::new(draft, hits, asks, known);
    let account = &known.account;
    let mut facts = Facts {
        account: account.clone(),
        uses: vec![FactUse::default(); account.facts.len()],
        tied: vec![false; draft.sentences.len()],
        earned: vec![false; draft.sentences.len()],
        hollow: vec![false; draft.sentences.len()],
        ..Facts::default()
    };
    let mut best = vec![0.0; account.facts.len()];
    let mentions = inputs.mentions();
    facts.contraries = contrary::find(&inputs, &mentions);
    let denied: HashSet<usize> = facts.contraries.iter().map(|contrary| contrary.fact).collect();
    for mentions in mentions {
        let researched =
            mentions.iter().filter(|mention| !account.facts[mention.fact].implied).count();
        for mention in &mentions {
            let fact = &account.facts[mention.fact];
            let is_true = !denied.contains(&mention.fact);
            let drawn =
                (researched <= LIST && is_true).then(|| draw::drawn(&inputs, mention)).flatten();
            facts.note(draft, fact, mention, drawn, &mut best[mention.fact], marks);
            facts.age(hits, fact, mention, target.today, marks);
        }
    }
    for contrary in &facts.contraries {
        facts.uses[contrary.fact].status = Status::Contradicted;
    }
    for (used, fact) in
        facts.uses.iter().zip(&account.facts).filter(|(used, _)| used.status != Status::Ignored)
    {
        let mut add = |label| {
            marks.push(Mark {
                label,
                span: used.span,
                sentence: draft.sentence_at(used.span.start()),
            })
        };
        match used.status {
            Status::Used if !fact.implied && fact.source.is_none() => add(label::FACT_UNSOURCED),
            Status::Mentioned if !fact.implied => add(label::FACT_IDLE),
            _ => {}
        }
    }
    who::mark(&inputs, target, &mut facts, marks);
    claim::mark(&inputs, &mut facts, marks);
    issue::mark(&inputs, &facts, marks);
    facts.hollow = facts.find_hollow(&inputs);
    facts
}

impl FactUse {
    /// The words that say most of it: what is drawn from it may stand elsewhere.
    pub fn told(&self) -> Span {
        self.told.0
    }
}

impl Facts {
    /// Notes a mention, and the sentence that draws something from it.
    fn note(
        &mut self,
        draft: &Analysis,
        fact: &Fact,
        mention: &Mention,
        drawn: Option<usize>,
        best: &mut f64,
        marks: &mut Vec<Mark>,
    ) {
        let mut add = |label, span, sentence: usize| {
            marks.push(Mark { label, span, sentence: sentence as u32 })
        };
        add(label::FACT_MENTIONED, mention.span, mention.sentence);
        if fact.private {
            add(label::FACT_PRIVATE, mention.span, mention.sentence);
        }
        if fact.shared > 0 {
            add(label::FACT_SHARED, mention.span, mention.sentence);
        }
        let tells = fact.depth() >= 3;
        self.tied[mention.sentence] |= tells;
        let status = if drawn.is_some() { Status::Used } else { Status::Mentioned };
        if let Some(at) = drawn {
            add(label::FACT_USED, mention.span, mention.sentence);
            add(label::FACT_DRAWN, draft.sentences[at].span, at);
            for at in [at, mention.sentence] {
                self.tied[at] |= tells;
                self.earned[at] |= tells;
            }
        }
        let used = &mut self.uses[mention.fact];
        if mention.score > used.told.1 {
            used.told = (mention.span, mention.score);
        }
        let better = used.status == Status::Ignored
            || (status == Status::Used && used.status == Status::Mentioned);
        if better || (status == used.status && mention.score > *best) {
            (used.status, used.span, *best) = (status, mention.span, mention.score);
        }
    }

    /// Notes a fact that is presented as news when it is old, or mentioned at all when it is over.
    fn age(
        &mut self,
        hits: &[Vec<Hit>],
        fact: &Fact,
        mention: &Mention,
        today: Option<Date>,
        marks: &mut Vec<Mark>,
    ) {
        /// Days after which an event is no news, and after which it did not "just" happen.
        const NEWS: i64 = 90;
        let Some(today) = today.map(Date::days) else { return };
        let mut add = |label| {
            marks.push(Mark { label, span: mention.span, sentence: mention.sentence as u32 })
        };
        let told_as_news = super::has(&hits[mention.sentence], label::NEWS_CUE);
        if fact.expires.is_some_and(|expires| expires.days() < today) {
            add(label::FACT_EXPIRED);
            self.uses[mention.fact].expired = true;
        } else if told_as_news
            && fact.kind.ages()
            && fact.date.is_some_and(|date| today - date.days() > NEWS)
        {
            add(label::FACT_STALE);
            self.uses[mention.fact].stale = true;
        }
    }

    /// Sentences that mention facts of which nothing is made, those about another account, those
    /// with claims that a well-kept file does not carry, and questions that point back to such a
    /// sentence and ask nothing of their own.
    fn find_hollow(&self, inputs: &FactInputs) -> Vec<bool> {
        const WELL_KEPT: usize = 3;
        const CLAIMS: usize = 2;
        let kept = self.account.facts.iter().filter(|fact| !fact.implied).count() >= WELL_KEPT;
        let claims = |span: Span| {
            kept && self.unsupported.iter().filter(|claim| span.covers(**claim)).count() >= CLAIMS
        };
        // What a list says in a column is often the very line that was written for the reader: to
        // say it is no show.
        let from_list = self.account.row.is_some();
        let is_told = |(fact, used): (&Fact, &FactUse), at: usize| {
            !fact.implied
                && used.status != Status::Ignored
                && inputs.draft.sentence_at(used.span.start()) as usize == at
        };
        let written = |at: usize| {
            from_list && (1..=LIST).contains(&self.all().filter(|told| is_told(*told, at)).count())
        };
        let mut hollow: Vec<bool> = Vec::with_capacity(self.tied.len());
        for (at, sentence) in inputs.draft.sentences.iter().enumerate() {
            let before = at > 0 && hollow[at - 1] && draw::is_empty_question(inputs, at);
            hollow.push(
                self.hollow[at]
                    || (!self.earned[at]
                        && ((self.tied[at] && !written(at)) || claims(sentence.span) || before)),
            );
        }
        hollow
    }

    /// What a fact says against the number under `span`.
    pub fn contrary(&self, span: Span) -> Option<(&Fact, &Contrary)> {
        let contrary = self.contraries.iter().find(|contrary| contrary.span == span)?;
        Some((&self.account.facts[contrary.fact], contrary))
    }

    /// True when a sentence only puts facts on show.
    pub fn is_hollow(&self, sentence: usize) -> bool {
        self.hollow.get(sentence).is_some_and(|hollow| *hollow)
    }

    /// True when a sentence uses a fact.
    pub fn earns(&self, sentence: usize) -> bool {
        self.earned.get(sentence).is_some_and(|earned| *earned)
    }

    /// True when a sentence would be false, or mean nothing, for another company.
    pub fn ties(&self, sentence: usize) -> bool {
        self.tied.get(sentence).is_some_and(|tied| *tied)
    }

    /// True when the draft speaks of a fact, and nothing that it says of the reader is old, over,
    /// private, otherwise or unknown.
    pub fn confirms(&self) -> bool {
        let told = |(_, used): &(&Fact, &FactUse)| used.status != Status::Ignored;
        let holds = |(fact, used): (&Fact, &FactUse)| {
            used.status != Status::Contradicted && !used.stale && !used.expired && !fact.private
        };
        self.unsupported.is_empty()
            && self.contraries.is_empty()
            && self.all().any(|(fact, used)| told(&(fact, used)) && !fact.implied)
            && self.all().filter(told).all(holds)
    }

    /// Facts with what became of them.
    pub fn all(&self) -> impl Iterator<Item = (&Fact, &FactUse)> {
        self.account.facts.iter().zip(&self.uses)
    }

    /// The depth of relevance reached: the highest of the facts that are used.
    pub fn depth(&self) -> u8 {
        let used = self
            .all()
            .filter(|(_, used)| used.status == Status::Used)
            .map(|(fact, _)| fact.depth())
            .max();
        used.unwrap_or(u8::from(self.named))
    }

    /// What the used facts earn: the first counts most, the second half, the third nothing.
    pub fn credit(&self) -> f64 {
        let mut worths: Vec<f64> = self
            .all()
            .filter(|(fact, used)| used.status == Status::Used && fact.shared == 0)
            .map(|(fact, _)| fact.worth())
            .collect();
        worths.order_by(|a, b| b.total_cmp(a));
        worths.iter().zip([1.0, 0.5]).map(|(worth, share)| worth * share).sum()
    }

    /// The fact that would have carried most, of those that may be spoken of and are not used.
    pub fn strongest_unused(&self) -> Option<&Fact> {
        let usable = |(fact, used): &(&Fact, &FactUse)| {
            used.status != Status::Used && !fact.private && !fact.implied && !used.expired
        };
        // Of equals the first in the file.
        let rank = |(at, (fact, _)): &(usize, (&Fact, &FactUse))| {
            (fact.depth(), fact.is_sourced(), fact.date.map(Date::days), std::cmp::Reverse(*at))
        };
        self.all()
            .enumerate()
            .filter(|(_, pair)| usable(pair))
            .max_by_key(rank)
            .map(|(_, (fact, _))| fact)
    }

    /// The fact that the words under `span` speak of: exactly those words, or else some of them.
    pub fn at(&self, span: Span) -> Option<&Fact> {
        let spoken = || self.all().filter(|(_, used)| used.status != Status::Ignored);
        let exact = spoken().find(|(_, used)| used.span == span);
        exact.or_else(|| spoken().find(|(_, used)| used.span.overlaps(span))).map(|(fact, _)| fact)
    }
}
