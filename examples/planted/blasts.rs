//! Drafts with planted blasts: of each it is known which blast it is from, and how it was
//! rewritten. The same for the same number every time.

/// How the drafts of a blast differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewriting {
    /// Only names, companies and numbers.
    Masked,
    /// So many of a hundred words, each draft others, are replaced.
    Words(u64),
    /// The sentences come in another order.
    Reordered,
    /// The first sentence is another one.
    FirstLine,
}

/// The kinds of rewriting, in turn over the blasts.
pub const KINDS: [(&str, Rewriting); 6] = [
    ("masked", Rewriting::Masked),
    ("words-10", Rewriting::Words(10)),
    ("words-20", Rewriting::Words(20)),
    ("words-30", Rewriting::Words(30)),
    ("reordered", Rewriting::Reordered),
    ("first-line", Rewriting::FirstLine),
];

/// Drafts of a blast.
pub const BLAST: u64 = 40;

/// A draft, and what is known of it.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The number of its blast; `None` for one that was written once.
    pub blast: Option<u64>,
    /// The first name that it greets.
    pub first: String,
    /// The company that it is for.
    pub company: String,
    /// The message.
    pub body: String,
}

/// How a blast is rewritten.
pub fn kind(blast: u64) -> (&'static str, Rewriting) {
    KINDS[(blast % KINDS.len() as u64) as usize]
}

/// The draft of this number. Of a run of 80, 40 are from one blast and 40 from nobody, mixed.
pub fn draft(number: u64) -> Planted {
    let (group, place) = (number / (2 * BLAST), number % (2 * BLAST));
    let mut own = Dice(number.wrapping_mul(2) + 1);
    let (first, company) =
        (name(&mut own, 2), format!("{} {}", name(&mut own, 3), name(&mut own, 2)));
    let planted = place % 2 == 0;
    let mut sentences = message(&mut Dice(if planted {
        group.wrapping_mul(2)
    } else {
        number.wrapping_mul(2) + (1 << 60)
    }));
    let rewriting = kind(group).1;
    if planted {
        match rewriting {
            Rewriting::Masked => {}
            Rewriting::Words(of_hundred) => {
                for word in sentences.iter_mut().flatten().filter(|word| word.as_str() != "COMPANY")
                {
                    if own.below(100) < of_hundred {
                        *word = self::word(&mut own);
                    }
                }
            }
            Rewriting::Reordered => (1..sentences.len())
                .rev()
                .for_each(|at| sentences.swap(at, own.below(at as u64 + 1) as usize)),
            Rewriting::FirstLine => sentences[0] = sentence(&mut own),
        }
    }
    let said =
        |sentence: &Vec<String>| format!("{}.", sentence.join(" ").replace("COMPANY", &company));
    let body =
        format!("Hi {first},\n\n{}\n", sentences.iter().map(said).collect::<Vec<_>>().join(" "));
    Planted { blast: planted.then_some(group), first, company, body }
}

/// Seven sentences, one of which names the company.
fn message(dice: &mut Dice) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = (0..7).map(|_| sentence(dice)).collect();
    all[2].push("COMPANY".into());
    all
}

fn sentence(dice: &mut Dice) -> Vec<String> {
    let length = 8 + dice.below(9);
    (0..length).map(|_| word(dice)).collect()
}

/// What every message is full of.
const COMMON: &[&str] = &[
    "the", "to", "and", "you", "a", "of", "we", "your", "in", "for", "is", "with", "that", "on",
    "this", "are",
];
/// Words that differ.
const WORDS: u64 = 6000;

fn word(dice: &mut Dice) -> String {
    if dice.below(100) < 42 {
        return COMMON[dice.below(COMMON.len() as u64) as usize].into();
    }
    // Frequent words are frequent: the square of an even number leans to the low ones.
    let (a, b) = (dice.below(WORDS), dice.below(WORDS));
    name(&mut Dice(a.min(b).wrapping_mul(a.min(b)) / WORDS + 77), 3)
}

fn name(dice: &mut Dice, syllables: u64) -> String {
    const HEADS: &[&str] =
        &["b", "c", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v", "br", "tr", "st"];
    const TAILS: &[&str] = &["a", "o", "u", "am", "on", "ur", "ak", "el"];
    (0..syllables)
        .map(|_| format!("{}{}", HEADS[dice.below(16) as usize], TAILS[dice.below(8) as usize]))
        .collect()
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) % bound
    }
}
