//! Facts: which of an account's facts a draft mentions, which it uses, how deep that goes, and what
//! it says that no fact carries.
//!
//! A fact is mentioned where a sentence shares enough keys with it (see [`key`]); it is used only
//! where that sentence, or the one beside it, draws something from it (see [`draw`]). The bare name
//! of a company is neither.

mod claim;
mod draw;
mod issue;
mod key;
mod known;
mod number;
mod passage;
mod who;
mod words;

pub use known::{Known, Target};
pub use passage::PassageReader;
pub use who::addressed;

use std::sync::Arc;

use super::{Analysis, Mark, ask::Asks};
use crate::account::{Account, Date, Fact};
use crate::lexicon::Hit;
use crate::text::Span;
use crate::vocabulary::{Part, Parts, label};
use key::{Key, Keyed};

/// What became of a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing in the draft speaks of it.
    #[default]
    Ignored,
    /// It is spoken of, and nothing is drawn from it.
    Mentioned,
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

/// Where a sentence speaks of a fact.
#[derive(Clone, Copy, Debug)]
struct Mention {
    fact: usize,
    sentence: usize,
    score: f64,
    span: Span,
    /// One word in common, be it a name or a number: that may be chance.
    chance: bool,
    /// A word is among what they share.
    named: bool,
}

/// What a sentence must have in common with a fact to speak of it: a proper name or a figure with a
/// word, or two concrete words.
const ENOUGH: f64 = 1.6;
/// Two sentences need more.
const TOGETHER: f64 = 2.4;
/// Or this share of all that the fact says, for short ones.
const MOST: f64 = 0.6;
/// But never less than one concrete word.
const LEAST: f64 = 0.8;
/// A sentence that speaks of more facts than this lists them.
const LIST: usize = 3;

/// Everything that is compared for one draft.
struct FactInputs<'a> {
    draft: &'a Analysis<'a>,
    hits: &'a [Vec<Hit>],
    asks: &'a Asks,
    known: &'a Known,
    /// Keys by sentence.
    keys: Vec<Vec<Keyed>>,
    /// Those of them that something known carries, by sentence.
    carried: Vec<Vec<usize>>,
}

impl<'a> FactInputs<'a> {
    fn new(
        draft: &'a Analysis<'a>,
        hits: &'a [Vec<Hit>],
        asks: &'a Asks,
        known: &'a Known,
    ) -> Self {
        let titled = Parts::of(&[Part::Subject, Part::Preheader]);
        let of = |at: usize| {
            let sentence = &draft.sentences[at];
            if !Parts::MESSAGE.contains(sentence.part) && !titled.contains(sentence.part) {
                return Vec::new();
            }
            let range = sentence.range();
            let mut generic = vec![false; range.len()];
            for hit in hits[at].iter().filter(|hit| hit.label == label::GENERIC_WORD) {
                generic[hit.first - range.start..=hit.last - range.start].fill(true);
            }
            let text = draft.draft.text.as_str();
            key::keys(text, &draft.tokens[range], |token| generic[token], |word| known.is_own(word))
        };
        let keys: Vec<Vec<Keyed>> = (0..draft.sentences.len()).map(of).collect();
        let carried = |keys: &Vec<Keyed>| {
            (0..keys.len()).filter(|at| known.carries(&keys[*at].key)).collect()
        };
        FactInputs { draft, hits, asks, known, carried: keys.iter().map(carried).collect(), keys }
    }

    /// What sentences `at` have in common with a fact.
    fn common(&self, at: &[usize], fact: usize) -> Option<Mention> {
        let wanted = &self.known.facts[fact];
        let mut shared: Vec<(&Key, f64, Span)> = Vec::new();
        for keyed in
            at.iter().flat_map(|at| self.carried[*at].iter().map(|key| &self.keys[*at][*key]))
        {
            let Some(weight) = wanted.get(&keyed.key).map(|weight| weight.max(keyed.weight)) else {
                continue;
            };
            match shared.iter_mut().find(|(key, ..)| **key == keyed.key) {
                Some((_, most, _)) => *most = most.max(weight),
                None => shared.push((&keyed.key, weight, keyed.span)),
            }
        }
        let span = shared.iter().map(|(_, _, span)| *span).reduce(Span::join)?;
        let score = shared.iter().map(|(_, weight, _)| weight).sum();
        // A sum of money, or a figure as large, is no chance.
        let large =
            |key: &&Key| matches!(key, Key::Number(hundredths) if *hundredths >= 10_000_000);
        Some(Mention {
            fact,
            sentence: at[0],
            score,
            span,
            chance: shared.len() == 1 && !shared.iter().any(|(key, ..)| large(key)),
            named: shared.iter().any(|(key, ..)| matches!(key, Key::Word(_))),
        })
    }

    /// Whether a sentence speaks of a fact: by itself, or with the one after it.
    fn mention(&self, at: usize, fact: usize) -> Option<Mention> {
        let own = self.known.facts[fact].iter().filter(|(key, _)| !matches!(key, Key::Pair(..)));
        let total: f64 = own.map(|(_, weight)| weight).sum();
        let alone = self.common(&[at], fact)?;
        if (alone.score >= ENOUGH && !alone.chance)
            || (alone.score >= LEAST && alone.score >= total * MOST)
        {
            return Some(alone);
        }
        let next = at + 1;
        let same = self
            .draft
            .sentences
            .get(next)
            .is_some_and(|sentence| sentence.paragraph == self.draft.sentences[at].paragraph);
        let both = same.then(|| self.common(&[at, next], fact)).flatten()?;
        let together = both.score >= TOGETHER && both.score > alone.score && !both.chance;
        together.then_some(Mention { span: alone.span, ..both })
    }

    /// All mentions, by sentence. What a sentence says of a fact that the draft has named elsewhere
    /// may be less: a name is enough.
    fn mentions(&self) -> Vec<Vec<Mention>> {
        let facts = 0..self.known.facts.len();
        let mut all: Vec<Vec<Mention>> = (0..self.keys.len())
            .map(|at| facts.clone().filter_map(|fact| self.mention(at, fact)).collect())
            .collect();
        for fact in facts
            .filter(|fact| all.iter().flatten().any(|mention| mention.fact == *fact))
            .collect::<Vec<_>>()
        {
            for (at, mentions) in all
                .iter_mut()
                .enumerate()
                .filter(|(_, mentions)| mentions.iter().all(|mention| mention.fact != fact))
            {
                mentions.extend(
                    self.common(&[at], fact)
                        .filter(|mention| mention.score >= key::PROPER && mention.named),
                );
            }
        }
        for mentions in &mut all {
            mentions.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.fact.cmp(&b.fact)));
        }
        all
    }
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
    for mentions in inputs.mentions() {
        let researched =
            mentions.iter().filter(|mention| !account.facts[mention.fact].implied).count();
        for mention in &mentions {
            let fact = &account.facts[mention.fact];
            let drawn = (researched <= LIST).then(|| draw::drawn(&inputs, mention)).flatten();
            facts.note(draft, fact, mention, drawn, &mut best[mention.fact], marks);
            facts.age(draft, hits, fact, mention, target.today, marks);
        }
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
        let better = used.status == Status::Ignored
            || (status == Status::Used && used.status == Status::Mentioned);
        if better || (status == used.status && mention.score > *best) {
            (used.status, used.span, *best) = (status, mention.span, mention.score);
        }
    }

    /// Notes a fact that is presented as news when it is old, or mentioned at all when it is over.
    fn age(
        &mut self,
        draft: &Analysis,
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
        debug_assert!(draft.sentences.len() == hits.len());
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
        worths.sort_by(|a, b| b.total_cmp(a));
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
