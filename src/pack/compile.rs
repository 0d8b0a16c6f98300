//! From packs as written to one rulebook: lexicons become automata, names become labels, later
//! packs change earlier rules.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::decode::{LexiconSpec, PackSpec, Tuning};
use super::decoder::Decoder;
use super::{Page, Rulebook, reader};
use crate::lexicon::{AutomatonBuilder, Element, Labels, Vocabulary, parse_phrase};
use crate::order::InOrder;
use crate::text::{GUESSED, Problem, Span, nearest};
use crate::vocabulary::{Label, label};
use crate::yaml::{self, Node};

/// Words of all phrases of the user's packs together, choices multiplied and common beginnings
/// counted once. The built-in packs have a fifth of that.
const MAX_STATES: usize = 1 << 19;

/// Compiles packs, one after the other, on top of a rulebook.
#[derive(Debug)]
pub struct Compiler {
    book: Rulebook,
    pages: Vec<Page>,
    /// The phrases of the built-in packs, whose words are numbered in order when all are known.
    sequences: Vec<(Vec<Element>, Label)>,
    /// Those of the user's packs.
    builder: AutomatonBuilder,
    /// Where each rule stands in the book.
    places: HashMap<String, usize>,
    lexicons: HashSet<String>,
    used: Vec<(usize, String, Span)>,
    mentioned: Vec<(usize, String, Span)>,
    /// What is wrong, pack by pack.
    problems: Vec<Vec<Problem>>,
    /// The file of the reader, and its number among the packs.
    reader: Option<(usize, Node)>,
}

impl Compiler {
    /// Starts on top of `book`, whose rules and lexicons stay.
    pub fn new(book: Rulebook) -> Self {
        Compiler {
            places: book.rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect(),
            lexicons: book.lexicon_names.iter().cloned().collect(),
            book,
            pages: Vec::new(),
            sequences: Vec::new(),
            builder: AutomatonBuilder::default(),
            used: Vec::new(),
            mentioned: Vec::new(),
            problems: Vec::new(),
            reader: None,
        }
    }

    /// Reads a pack. Its problems wait for [`Compiler::finish`], so that all packs are read.
    pub fn add(&mut self, yaml: &str) {
        self.read(yaml, |decoder, root| decoder.pack(root));
    }

    /// Reads the words to avoid of a configuration, as if they were a pack.
    pub fn add_avoided(&mut self, yaml: &str) {
        self.read(yaml, |decoder, root| decoder.house(root));
    }

    fn read(&mut self, yaml: &str, decode: fn(&mut Decoder, &Node) -> Option<PackSpec>) {
        let pack = self.problems.len();
        self.problems.push(Vec::new());
        let root = match yaml::parse(yaml, 0) {
            Ok(root) => root,
            Err(problem) => return self.problems[pack].push(problem),
        };
        let mut decoder = Decoder::new(&mut Arc::make_mut(&mut self.book.lexicons).labels);
        let spec = decode(&mut decoder, &root);
        let (problems, used) =
            (std::mem::take(&mut decoder.problems.0), std::mem::take(&mut decoder.used));
        self.problem(pack, problems);
        self.used.extend(used.into_iter().map(|(name, span)| (pack, name, span)));
        let Some(spec) = spec else { return };
        for lexicon in spec.lexicons {
            self.lexicon(pack, lexicon);
        }
        for (rule, page) in spec.rules {
            self.mentioned.extend(rule.yields_to.iter().map(|id| (pack, id.clone(), root.span)));
            match self.places.get(&rule.id) {
                Some(at) => self.book.rules[*at] = Arc::new(rule),
                None => {
                    self.places.insert(rule.id.clone(), self.book.rules.len());
                    self.book.rules.push(Arc::new(rule));
                }
            }
            self.pages.push(page);
        }
        for (id, tuning) in spec.tunings {
            self.tune_at(pack, &id, &tuning);
        }
        if self.book.lexicons.labels.is_full() {
            let message = format!("more than {} names of marks and lexicons", Labels::MOST);
            self.problem(
                pack,
                [Problem::error(Span { end: root.span.start, ..root.span }, message)],
            );
        }
    }

    /// Takes the weights of the reader from this file, in place of those there are.
    pub fn add_reader(&mut self, yaml: &str) {
        let pack = self.problems.len();
        self.problems.push(Vec::new());
        match yaml::parse(yaml, 0) {
            Ok(root) => self.reader = Some((pack, root)),
            Err(problem) => self.problems[pack].push(problem),
        }
    }

    fn problem(&mut self, pack: usize, problems: impl IntoIterator<Item = Problem>) {
        self.problems[pack].extend(problems);
    }

    fn lexicon(&mut self, pack: usize, spec: LexiconSpec) {
        let lexicons = Arc::make_mut(&mut self.book.lexicons);
        let label = lexicons.labels.add(&spec.name);
        if spec.replace {
            lexicons.muted.push(label);
        }
        if self.lexicons.insert(spec.name.clone()) {
            Arc::make_mut(&mut self.book.lexicon_names).push(spec.name.clone());
        }
        self.phrases(pack, &spec.phrases, label);
        if !spec.except.is_empty() {
            let lexicons = Arc::make_mut(&mut self.book.lexicons);
            let excuse = lexicons.labels.add(&format!("{}~except", spec.name));
            lexicons.excuses.push((label, excuse));
            self.phrases(pack, &spec.except, excuse);
        }
    }

    fn phrases(&mut self, pack: usize, phrases: &[Node], label: Label) {
        for node in phrases {
            if self.builder.len() > MAX_STATES {
                let message = format!(
                    "the phrases of all packs have more than {MAX_STATES} words, choices multiplied"
                );
                return self.problem(
                    pack,
                    [Problem::error(node.span, message).hint("choices in one phrase multiply")],
                );
            }
            let parsed = match node.as_str() {
                Some(phrase) => parse_phrase(phrase),
                None => Err("it is no text".into()),
            };
            match parsed {
                Ok(sequences) => self.search_for(sequences, label),
                Err(why) => self.problem(
                    pack,
                    [Problem::error(node.span, format!("this phrase cannot be used: {why}"))],
                ),
            }
        }
    }

    fn search_for(&mut self, sequences: Vec<Vec<Element>>, label: Label) {
        if self.book.lexicons.vocabulary.is_empty() {
            return self.sequences.extend(sequences.into_iter().map(|sequence| (sequence, label)));
        }
        let vocabulary = &mut Arc::make_mut(&mut self.book.lexicons).vocabulary;
        sequences.iter().for_each(|sequence| self.builder.add(sequence, label, vocabulary));
    }

    fn tune_at(&mut self, pack: usize, id: &str, tuning: &Tuning) {
        if let Err(problem) = self.tune(id, tuning) {
            self.problem(pack, [problem]);
        }
    }

    /// Changes severity, points or bounds of a rule.
    pub fn tune(&mut self, id: &str, tuning: &Tuning) -> Result<(), Problem> {
        tune(&mut self.book, id, tuning)
    }

    /// Adds phrases that are no pack's, such as the sender's names. Words that cannot form a phrase
    /// are left out.
    pub fn add_phrases<'n>(&mut self, label: Label, phrases: impl IntoIterator<Item = &'n str>) {
        for phrase in phrases {
            let plain: String = phrase
                .chars()
                .map(|c| if matches!(c, '(' | ')' | '|' | '*' | '=' | '#') { ' ' } else { c })
                .collect();
            if let Ok(sequences) = parse_phrase(&plain) {
                self.search_for(sequences, label);
            }
        }
    }

    /// The rulebook, and the pages of the rules added; or all problems of all packs: a list for
    /// each, in the order in which they were added.
    pub fn finish(mut self) -> Result<(Rulebook, Vec<Page>), Vec<Vec<Problem>>> {
        self.check_names();
        if self.problems.iter().any(|own| !own.is_empty()) {
            self.problems.iter_mut().for_each(|own| own.order_by_key(|problem| problem.span.start));
            return Err(self.problems);
        }
        if self.book.lexicons.vocabulary.is_empty() {
            let vocabulary = &mut Arc::make_mut(&mut self.book.lexicons).vocabulary;
            let keys =
                self.sequences.iter().flat_map(|(sequence, _)| AutomatonBuilder::keys(sequence));
            let stems = self.reader.iter().flat_map(|(_, root)| reader::stems(root));
            *vocabulary = Vocabulary::sorted(keys.chain(stems));
            self.sequences
                .iter()
                .for_each(|(sequence, label)| self.builder.add(sequence, *label, vocabulary));
        }
        if let Some((pack, root)) = &self.reader {
            let problems = reader::read(root, &mut self.book);
            if !problems.is_empty() {
                self.problems[*pack] = problems;
                return Err(self.problems);
            }
        }
        if !self.builder.is_empty() {
            Arc::make_mut(&mut self.book.lexicons).automata.push(Arc::new(self.builder.finish()));
        }
        // Of a rule that several packs define the last page counts.
        let mut met = HashSet::new();
        self.pages.reverse();
        self.pages.retain(|page| met.insert(page.id.clone()));
        self.pages.reverse();
        Ok((self.book, self.pages))
    }

    /// Labels and rules that are named must exist: a rule on a lexicon that is not there would
    /// never fire, without a word said.
    fn check_names(&mut self) {
        let known: Vec<&str> = label::BUILT_IN
            .iter()
            .map(|(name, _)| *name)
            .chain(self.book.lexicon_names.iter().map(String::as_str))
            .collect();
        let all: HashSet<&str> = known.iter().copied().collect();
        let mut wrong = 0;
        for (pack, name, span) in &self.used {
            if !all.contains(name.as_str()) {
                wrong += 1;
                let near = nearest(name, &known).filter(|_| wrong <= GUESSED);
                let hint = near
                    .map_or("a mark of analysis, or a lexicon of some pack".to_string(), |near| {
                        format!("did you mean `{near}`?")
                    });
                self.problems[*pack].push(
                    Problem::error(*span, format!("there is no mark or lexicon `{name}`"))
                        .hint(hint),
                );
            }
        }
        for (pack, id, span) in &self.mentioned {
            if !self.places.contains_key(id) {
                let problem = Problem::error(
                    Span { end: span.start, ..*span },
                    format!("`yields-to` names `{id}`, which is no rule"),
                );
                self.problems[*pack].push(problem);
            }
        }
    }
}

/// Changes severity, points or bounds of a rule of a rulebook.
pub fn tune(book: &mut Rulebook, id: &str, tuning: &Tuning) -> Result<(), Problem> {
    let Some(rule) = book.rules.iter_mut().find(|rule| rule.id == id).map(Arc::make_mut) else {
        let near = book.nearest(id);
        let problem = Problem::error(tuning.span, format!("there is no rule `{id}`"));
        return Err(match near {
            Some(near) => {
                problem.hint(format!("did you mean `{near}`? `germane rules` lists them"))
            }
            None => problem.hint("`germane rules` lists them"),
        });
    };
    if let Some(severity) = tuning.severity {
        rule.severity = severity;
        // Who names the rule wants to hear of it.
        rule.below_score = None;
    }
    if let Some(points) = tuning.points {
        rule.points = if rule.dimension.is_gate() { 0 } else { points };
        (rule.fitted, rule.withholds) = (None, false);
    }
    if !tuning.bounds.is_empty() {
        match rule.check.bounds_mut() {
            Some(bounds) => bounds.clone_from(&tuning.bounds),
            None => {
                return Err(Problem::error(tuning.span, format!("`{id}` has no bounds to change"))
                    .hint("only `count`, `share` and `facts` checks have bounds"));
            }
        }
    }
    // A tier's own severity would hide the one just set.
    if let (Some(severity), Some(bounds)) = (tuning.severity, rule.check.bounds_mut())
        && tuning.bounds.is_empty()
    {
        bounds.iter_mut().for_each(|bound| bound.severity = bound.severity.map(|_| severity));
    }
    Ok(())
}
