//! Analysis: one pass over a draft that finds its parts, sentences, words and fields, and puts
//! marks on them.
//!
//! Marks are the only thing that rules see. Everything here is computed once a draft, on the
//! draft's own text; nothing here knows a rule, a pack or a score.

mod ask;
mod deception;
mod doubled;
mod fact;
pub mod features;
mod feed;
mod field;
pub mod judged;
mod language;
mod layout;
mod mark;
mod mask;
mod measure;
mod owner;
mod reader_names;
mod sentence;
pub mod sequence;
mod specific;
mod stage;
mod subject;
mod substance;
mod surface;

pub use fact::{FactUse, Facts, Status, Target};
pub use judged::Judged;
pub use language::{agree, name as language_name};
pub use mark::{Mark, Marks};
pub use sentence::{MAX_TOKENS, Sentence};
pub use stage::{PostPattern, STAGES, stage_name};
pub use substance::KINDS as SPECIFICS;

use crate::vocabulary::{Channel, FieldClass, Part, label};

use std::sync::Arc;

use crate::draft::{Draft, Sender};
use crate::fields::Field;
use crate::lexicon::{Hit, Lexicons, Search, Word, WordReader};
use crate::linear::{Model, Vector};
use crate::text::{Span, Token, TokenKind};
use mask::{Mask, each_token, masks};
use reader_names::ReaderNames;

/// What analysis found in one draft.
#[derive(Debug)]
pub struct Analysis<'d> {
    /// The draft.
    pub draft: &'d Draft,
    /// Words, numbers and fields of the prose, in order.
    pub tokens: Vec<Token>,
    /// Stem and form of each token, for phrases and models.
    pub words: Vec<Word>,
    /// Sentences in order, subject lines and greeting among them; each knows its part.
    pub sentences: Vec<Sentence>,
    /// Paragraphs of the message.
    pub paragraphs: Vec<Span>,
    /// Merge fields, placeholders and left-overs.
    pub fields: Vec<Field>,
    /// The marks.
    pub marks: Marks,
    /// Language as declared or recognised (ISO 639-1); `None` when the text is too short to say.
    pub language: Option<&'static str>,
    /// Lines of the signature, for its measure.
    pub signature_lines: usize,
    /// What it makes of its account, when it has one.
    pub facts: Option<Facts>,
    /// What a post holds that can be used, checked or retold, weighed.
    pub substance: f64,
    /// What the sentence model makes of each sentence that it reads.
    pub judged: Vec<Option<Judged>>,
    /// For each sentence whether the models of drafts read it.
    pub counts: Vec<bool>,
    /// What the sentence model reads of each sentence: kept only for fitting.
    pub features: Vec<Option<Vector>>,
}

/// Analyses drafts one after the other; keeps the memory of words between them. One per thread.
#[derive(Debug)]
pub struct Analyser<'p> {
    lexicons: &'p Lexicons,
    model: &'p Model,
    sender: &'p Sender,
    /// By label: whether a hit of it excuses others.
    excusing: Vec<bool>,
    search: Search,
    reader: WordReader<'p>,
    passages: fact::PassageReader<'p>,
    /// The account that was read last: drafts for one account come one after the other.
    known: Option<fact::Known>,
    /// What the model of sentences reads is kept, to fit one.
    pub keeps_features: bool,
}

impl<'p> Analyser<'p> {
    /// An analyser for these lexicons, this model of sentences and this sender.
    pub fn new(lexicons: &'p Lexicons, model: &'p Model, sender: &'p Sender) -> Self {
        let mut excusing = vec![false; lexicons.labels.len()];
        lexicons.excuses.iter().for_each(|(_, excuse)| excusing[excuse.0 as usize] = true);
        Analyser {
            lexicons,
            excusing,
            search: Search::default(),
            model,
            sender,
            reader: WordReader::new(&lexicons.vocabulary),
            passages: fact::PassageReader::new(lexicons),
            known: None,
            keeps_features: false,
        }
    }

    /// Analyses one draft, from its text alone.
    pub fn analyse<'d>(&mut self, draft: &'d Draft) -> Analysis<'d> {
        self.analyse_for(draft, None)
    }

    /// Analyses one draft against what is known of its account.
    pub fn analyse_for<'d>(&mut self, draft: &'d Draft, target: Option<&Target>) -> Analysis<'d> {
        self.analyse_scanned(draft, fields(draft), target)
    }

    /// Analyses one draft whose fields were scanned before.
    pub fn analyse_scanned<'d>(
        &mut self,
        draft: &'d Draft,
        fields: Vec<Field>,
        target: Option<&Target>,
    ) -> Analysis<'d> {
        let text = draft.text.as_str();
        let layout = layout::find(draft, &fields);
        let masks = masks(draft, &fields);
        let mut draft = Analysis {
            draft,
            tokens: Vec::with_capacity(text.len() / 5),
            words: Vec::with_capacity(text.len() / 5),
            sentences: Vec::new(),
            paragraphs: Vec::new(),
            fields,
            marks: Marks::default(),
            language: None,
            signature_lines: layout.signature_lines,
            facts: None,
            substance: 0.0,
            judged: Vec::new(),
            counts: Vec::new(),
            features: Vec::new(),
        };
        for block in &layout.blocks {
            self.block(&mut draft, block, &masks);
        }
        let hits = self.hits(&draft);
        draft.language = language::of(&draft, &hits);
        if let Some(target) = target.filter(|target| {
            !self.known.as_ref().is_some_and(|known| Arc::ptr_eq(&known.account, &target.account))
        }) {
            self.known =
                Some(fact::Known::new(&target.account, &mut self.passages, &mut self.reader));
        }
        let account = target.and_then(|target| Some((target, self.known.as_ref()?)));
        let reader = ReaderNames::new(draft.draft, account.map(|(_, known)| known));
        let mut marks = Vec::with_capacity(draft.words.len());
        for (at, hits) in hits.iter().enumerate() {
            self.lexicon_marks(&draft, at, hits, &mut marks);
        }
        surface::mark(&draft, &mut marks);
        doubled::mark(&draft, &mut marks);
        deception::mark(&draft, &mut marks);
        field::mark(&draft, &mut marks);
        subject::mark(&draft, &mut marks);
        let asks = ask::mark(&draft, &hits, &mut marks);
        ask::assign_part(&mut draft, &asks);
        let specifics = specific::find(&draft, &hits, self.sender, &reader, &mut marks);
        owner::assign(&mut draft, &hits, &asks, &specifics);
        let (mut judged, mut kept) = (Vec::with_capacity(draft.sentences.len()), Vec::new());
        judged::features(&draft, &marks, |vector| {
            judged.push(vector.map(|vector| judged::judge(self.model, vector)));
            if self.keeps_features {
                let mut own = vector.cloned();
                own.iter_mut().for_each(Vector::count);
                kept.push(own);
            }
        });
        (draft.judged, draft.features) = (judged, kept);
        draft.facts = account
            .map(|(target, known)| fact::read(&draft, &hits, &asks, known, target, &mut marks));
        if draft.facts.is_none() {
            fact::addressed(&draft, &mut marks);
        }
        owner::disown_hollow(&mut draft);
        owner::mark(&draft, &hits, &asks, &specifics, &mut marks);
        specific::mark(&draft, &specifics, &mut marks);
        feed::mark_bullets(&draft, &mut marks);
        if draft.draft.channel == Channel::Post {
            feed::mark(&draft, &mut marks);
            substance::mark(&draft, &hits, &specifics, &mut marks);
            stage::mark(&draft, &hits, &specifics, &mut marks);
        }
        // Of a long text the hits weigh as much as the marks.
        drop((hits, asks, specifics));
        draft.marks = Marks::new(marks, self.lexicons.labels.len());
        draft.substance = draft.weigh();
        draft.counts = features::counts(&draft);
        draft
    }

    /// Splits one block into sentences and words.
    fn block(&mut self, draft: &mut Analysis, block: &layout::Block, masks: &[Mask]) {
        let text = draft.draft.text.as_str();
        let reader = &mut self.reader;
        let paragraph = draft.paragraphs.len() as u32;
        let before = draft.sentences.len();
        let near = &masks[masks.partition_point(|mask| mask.span.end <= block.span.start)..];
        let sentence = |span, tokens| Sentence {
            span,
            part: block.part,
            paragraph,
            tokens,
            bullet: block.bullet,
            ..Sentence::default()
        };
        sentence::split(text, block.span, near, |span| {
            let (mut first, mut start) = (draft.tokens.len() as u32, span.start);
            each_token(text, span, masks, |token| {
                let last = draft.tokens.len() as u32;
                if last - first >= sentence::MAX_TOKENS {
                    let end = draft.tokens.last().map_or(start, |token| token.span.end);
                    draft.sentences.push(sentence(Span { start, end }, (first, last)));
                    (first, start) = (last, token.span.start);
                }
                draft.words.push(match token.kind {
                    TokenKind::Word => reader.read(token.span.slice(text), token.spaced),
                    TokenKind::Number => reader.read(token.span.slice(text), false),
                    TokenKind::Field => Word::default(),
                });
                draft.tokens.push(token);
            });
            let last = draft.tokens.len() as u32;
            if last > first {
                draft.sentences.push(sentence(Span { start, end: span.end }, (first, last)));
            }
        });
        if draft.sentences.len() > before
            && block.ends_paragraph
            && !matches!(block.part, Part::Subject | Part::Preheader | Part::Greeting)
        {
            let before = |sentence: &&Sentence| {
                sentence.paragraph == paragraph
                    && !matches!(sentence.part, Part::Subject | Part::Preheader | Part::Greeting)
            };
            let start = draft.sentences.iter().rev().take_while(before).last();
            let start = start.map_or(block.span, |sentence| sentence.span);
            draft.paragraphs.push(start.join(block.span));
        }
    }

    /// Searches every sentence for phrases, and drops the hits that an exception excuses.
    fn hits(&mut self, draft: &Analysis) -> Vec<Vec<Hit>> {
        let mut all = Vec::with_capacity(draft.sentences.len());
        for sentence in &draft.sentences {
            let range = sentence.range();
            let mut hits = Vec::with_capacity(2 * range.len());
            let is_number = |at: usize| draft.tokens[range.start + at].kind == TokenKind::Number;
            for (number, automaton) in self.lexicons.automata.iter().enumerate() {
                automaton.search(
                    &draft.words[range.clone()],
                    is_number,
                    &mut self.search,
                    &mut hits,
                );
                if number == 0 && !self.lexicons.muted.is_empty() {
                    hits.retain(|hit| !self.lexicons.muted.contains(&hit.label));
                }
            }
            for hit in &mut hits {
                hit.first += range.start;
                hit.last += range.start;
            }
            if hits.iter().any(|hit| self.excusing[hit.label.0 as usize]) {
                let excuses: Vec<Hit> = hits.clone();
                hits.retain(|hit| {
                    !self.lexicons.excuses.iter().any(|(label, excuse)| {
                        hit.label == *label
                            && excuses.iter().any(|other| {
                                other.label == *excuse
                                    && other.first <= hit.last
                                    && hit.first <= other.last
                            })
                    })
                });
            }
            all.push(hits);
        }
        all
    }

    fn lexicon_marks(
        &self,
        draft: &Analysis,
        sentence: usize,
        hits: &[Hit],
        marks: &mut Vec<Mark>,
    ) {
        for hit in hits {
            let span = draft.tokens[hit.first].span.join(draft.tokens[hit.last].span);
            marks.push(Mark { label: hit.label, span, sentence: sentence as u32 });
        }
    }
}

impl Analysis<'_> {
    /// Indexes of the sentences of the message: opening, body, ask and postscript.
    pub fn message(&self) -> impl Iterator<Item = usize> + '_ {
        let message = crate::vocabulary::Parts::MESSAGE;
        self.sentences
            .iter()
            .enumerate()
            .filter(move |(_, sentence)| message.contains(sentence.part))
            .map(|(at, _)| at)
    }

    /// The sentence of a mark. A field or a link stands in none where a draft has nothing else.
    pub fn sentence_of(&self, mark: &Mark) -> Option<&Sentence> {
        self.sentences.get(mark.sentence as usize)
    }

    /// True for a mark in the message.
    pub fn is_in_message(&self, mark: &Mark) -> bool {
        let message = crate::vocabulary::Parts::MESSAGE;
        self.sentence_of(mark).is_some_and(|sentence| message.contains(sentence.part))
    }

    /// True for a part of a merge field, a tag or a comment: names and code are no writing.
    pub fn is_code(&self, span: Span) -> bool {
        let masks = &self.draft.masks;
        let before = masks.partition_point(|mask| mask.start <= span.start);
        if masks[..before].last().is_some_and(|mask| mask.covers(span)) {
            return true;
        }
        use FieldClass::{Block, Field, OptOut, System, Tracking};
        let at = self.fields.partition_point(|field| field.span.start <= span.start);
        let field = self.fields[..at].last();
        field.is_some_and(|field| {
            matches!(field.class, Block | Field | OptOut | System | Tracking)
                && field.span.covers(span)
                && field.span != span
        })
    }

    /// The first sentence of the message, or the body when there is none.
    pub fn first_sentence(&self) -> Span {
        self.message().next().map_or(self.draft.body(), |at| self.sentences[at].span)
    }

    /// The words under a span of the draft's text.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        span.slice(self.draft.text.as_str())
    }
}

/// The merge fields and placeholders of a draft.
pub fn fields(draft: &Draft) -> Vec<Field> {
    field::scan(draft)
}

/// True when a draft has merge fields and goes to nobody yet.
pub fn is_template(draft: &Draft, fields: &[Field]) -> bool {
    use crate::fields::name;
    let asks_for_reader = |field: &Field| match field.class {
        FieldClass::Field | FieldClass::Spin => true,
        FieldClass::Placeholder => field.telling || name::kind(&field.name) == name::Kind::Bare,
        _ => false,
    };
    draft.meta.to.is_none() && fields.iter().any(asks_for_reader)
}

/// True when one of the hits has this label.
#[inline]
fn has(hits: &[Hit], label: label::Label) -> bool {
    hits.iter().any(|hit| hit.label == label)
}
