//! Who is spoken to: the account's name in the message, names that are almost right, a greeting to
//! a stranger, another account's name, an address that is not theirs, topics not to be raised.

use super::words::{bare, words};
use super::{FactInputs, Facts, Target};
use crate::account::is_free_mail;
use crate::analysis::{Analysis, Mark};
use crate::lexicon::stem;
use crate::text::{Span, TokenKind, folded};
use crate::vocabulary::{Owner, Part, Parts, label};

/// Puts the marks of this module on a draft.
pub fn mark(inputs: &FactInputs, target: &Target, facts: &mut Facts, marks: &mut Vec<Mark>) {
    greeting(inputs, marks);
    domain(inputs, marks);
    let readable = Parts::MESSAGE.union(Parts::of(&[Part::Subject, Part::Preheader]));
    for at in 0..inputs.draft.sentences.len() {
        let sentence = &inputs.draft.sentences[at];
        if !readable.contains(sentence.part) {
            continue;
        }
        let tokens: Vec<(Span, String)> = inputs.draft.tokens[sentence.range()]
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| (token.span, folded(bare(inputs.draft.slice(token.span)))))
            .collect();
        let mut add = |label, span| marks.push(Mark { label, span, sentence: at as u32 });
        let mut place = 0;
        while place < tokens.len() {
            let rest = &tokens[place..];
            let capital = inputs.draft.slice(rest[0].0).starts_with(char::is_uppercase);
            if let Some(length) =
                capital.then(|| longest(rest, inputs.known.names.iter())).flatten()
            {
                add(label::ACCOUNT_NAME, rest[0].0.join(rest[length - 1].0));
                facts.named = true;
                place += length;
                continue;
            }
            if capital && is_misspelt(inputs, at, rest[0].0, &rest[0].1) {
                add(label::MISSPELT_NAME, rest[0].0);
            }
            if capital
                && sentence.owner != Owner::Seller
                && let Some(length) = other(inputs, target, rest)
            {
                add(label::OTHER_ACCOUNT, rest[0].0.join(rest[length - 1].0));
                facts.hollow[at] = true;
                place += length;
                continue;
            }
            place += 1;
        }
        let stems: Vec<String> = if inputs.known.avoid.is_empty() {
            Vec::new()
        } else {
            tokens.iter().map(|(_, word)| stem(word)).collect()
        };
        for topic in &inputs.known.avoid {
            let wanted = |stem: &String| {
                topic.iter().any(|key| matches!(key, super::Key::Word(word) if word == stem))
            };
            let found: Vec<usize> = (0..stems.len()).filter(|at| wanted(&stems[*at])).collect();
            let distinct: std::collections::HashSet<&String> =
                found.iter().map(|at| &stems[*at]).collect();
            if let [first, .., last] | [first @ last] = &found[..]
                && distinct.len() == topic.len()
            {
                add(label::FACT_AVOIDED, tokens[*first].0.join(tokens[*last].0));
            }
        }
    }
}

/// How many of `tokens`, from the first on, spell one of `names`.
fn longest<'n>(
    tokens: &[(Span, String)],
    names: impl Iterator<Item = &'n Vec<String>>,
) -> Option<usize> {
    names
        .filter(|name| {
            tokens.len() >= name.len()
                && name.iter().zip(tokens).all(|(word, (_, token))| word == token)
        })
        .map(Vec::len)
        .max()
}

/// Another account's name. One that the reader's account has too, or speaks of, is not another's.
fn other(inputs: &FactInputs, target: &Target, tokens: &[(Span, String)]) -> Option<usize> {
    let others = target
        .accounts
        .named_from(&tokens[0].1)
        .filter(|other| other.name != inputs.known.account.name);
    let names: Vec<Vec<String>> =
        others.flat_map(|other| other.names().map(words).collect::<Vec<_>>()).collect();
    let carried = || {
        inputs.known.carries(&super::Key::Word(stem(&tokens[0].1)))
            || inputs.known.is_own(&tokens[0].1)
    };
    longest(tokens, names.iter()).filter(|_| !carried())
}

/// One letter wrong, missing or too many, or two in a long name, in a word that is no word of
/// everyday and nothing else that is known.
fn is_misspelt(inputs: &FactInputs, at: usize, span: Span, word: &str) -> bool {
    const SHORTEST: usize = 5;
    let everyday = inputs.hits[at]
        .iter()
        .any(|hit| hit.label == label::GENERIC_WORD && inputs.draft.tokens[hit.first].span == span);
    let carried = || inputs.known.carries(&super::Key::Word(stem(word)));
    if word.chars().count() < SHORTEST || everyday || carried() || inputs.known.is_own(word) {
        return false;
    }
    let first_words = inputs.known.names.iter().filter_map(|name| name.first());
    let people = inputs
        .known
        .account
        .people
        .iter()
        .flat_map(|person| [&person.first, &person.last])
        .map(|name| folded(name))
        .collect::<Vec<_>>();
    first_words.chain(&people).any(|name| near(name, word))
}

fn near(name: &str, word: &str) -> bool {
    let length = name.chars().count();
    let allowed = if length >= 9 { 2 } else { 1 };
    length >= 5
        && name.chars().next() == word.chars().next()
        && name != word
        && strsim::osa_distance(name, word) <= allowed
}

/// Short forms of first names that share no beginning with the long one.
const SHORT: &[(&str, &str)] = &[
    ("bob", "robert"),
    ("rob", "robert"),
    ("bill", "william"),
    ("will", "william"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("jim", "james"),
    ("jack", "john"),
    ("ted", "edward"),
    ("ned", "edward"),
    ("liz", "elizabeth"),
    ("beth", "elizabeth"),
    ("peggy", "margaret"),
    ("maggie", "margaret"),
    ("kate", "catherine"),
    ("kathy", "catherine"),
    ("tony", "anthony"),
    ("chuck", "charles"),
    ("hank", "henry"),
    ("harry", "henry"),
    ("mike", "michael"),
    ("nick", "nicholas"),
    ("sandy", "alexandra"),
    ("sasha", "alexander"),
    ("alex", "alexander"),
    ("betty", "elizabeth"),
    ("jenny", "jennifer"),
];

/// Words of greetings that are nobody's name.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "hi", "hello", "hey", "dear", "good", "morning", "afternoon", "evening", "there", "team", "all", "both", "everyone", "everybody", "folks", "sir",
    "madam", "mr", "mrs", "ms", "dr", "mx", "prof", "professor", "friend", "and", "or", "to", "the", "from", "at", "again", "colleagues", "you",
];

/// The greeting names nobody of the account; or nobody but somebody whose name is spelt a little
/// otherwise.
fn greeting(inputs: &FactInputs, marks: &mut Vec<Mark>) {
    let account = &inputs.known.account;
    let to = inputs.draft.draft.meta.to.as_ref();
    let addressed = to.and_then(|to| account.person_at(&to.mail));
    let people: Vec<_> = match addressed {
        Some(person) => vec![person],
        None => account.people.iter().collect(),
    };
    let known: Vec<String> = people
        .iter()
        .flat_map(|person| {
            words(&person.name).into_iter().chain([folded(&person.first), folded(&person.last)])
        })
        .filter(|name| !name.is_empty())
        .collect();
    let Some(at) = inputs
        .draft
        .sentences
        .iter()
        .position(|sentence| sentence.part == Part::Greeting)
        .filter(|_| !known.is_empty())
    else {
        return;
    };
    let tokens = inputs.draft.tokens[inputs.draft.sentences[at].range()]
        .iter()
        .filter(|token| token.kind == TokenKind::Word);
    let names: Vec<(Span, String)> = tokens
        .map(|token| (token.span, folded(bare(inputs.draft.slice(token.span)))))
        .filter(|(span, word)| {
            word.chars().count() > 1
                && !NOBODY.contains(&word.as_str())
                && !inputs.known.names.iter().flatten().any(|own| own == word)
                && inputs.draft.slice(*span).starts_with(char::is_alphabetic)
                // A field that stayed open is no name, and is told as what it is.
                && !inputs.draft.fields.iter().any(|field| field.span.covers(*span))
        })
        .collect();
    let fits = |word: &str| {
        known
            .iter()
            .any(|name| name == word || is_short_for(word, name) || is_short_for(name, word))
    };
    let Some((first, word)) = names.first().filter(|_| !names.iter().any(|(_, word)| fits(word)))
    else {
        return;
    };
    let label = if known.iter().any(|name| near(name, word)) {
        label::MISSPELT_NAME
    } else {
        label::WRONG_NAME
    };
    marks.push(Mark { label, span: *first, sentence: at as u32 });
}

/// The greeting names somebody else than the person that the draft goes to, where nothing else is
/// known of them.
pub fn addressed(draft: &Analysis, marks: &mut Vec<Mark>) {
    let Some(to) = draft.draft.meta.to.as_ref().filter(|to| is_person(&to.name)) else { return };
    let names = words(&to.name);
    let company = to.domain();
    let Some(at) = draft.sentences.iter().position(|sentence| sentence.part == Part::Greeting)
    else {
        return;
    };
    let tokens = draft.tokens[draft.sentences[at].range()]
        .iter()
        .filter(|token| token.kind == TokenKind::Word);
    let spoken: Vec<(Span, String)> = tokens
        .filter(|token| draft.slice(token.span).starts_with(char::is_uppercase))
        .map(|token| (token.span, folded(bare(draft.slice(token.span)))))
        .filter(|(span, word)| {
            word.chars().count() > 1
                && !NOBODY.contains(&word.as_str())
                && !company.contains(word.as_str())
                && !draft.fields.iter().any(|field| field.span.covers(*span))
        })
        .collect();
    let alike = |word: &str, name: &str| {
        word == name || is_short_for(word, name) || is_short_for(name, word) || near(name, word)
    };
    if let Some((first, _)) = spoken
        .first()
        .filter(|_| !spoken.iter().any(|(_, word)| names.iter().any(|name| alike(word, name))))
    {
        marks.push(Mark { label: label::WRONG_NAME, span: *first, sentence: at as u32 });
    }
}

/// True for two or three words with capitals that say nothing of a company or a team.
fn is_person(name: &str) -> bool {
    #[rustfmt::skip]
    const COMPANIES: &[&str] = &[
        "team", "sales", "support", "group", "holding", "terminals", "terminal", "ports", "port", "systems", "solutions", "labs", "bank", "partners", "services",
        "software", "technologies", "consulting", "logistics", "capital", "ventures", "media", "studio", "studios", "industries", "company", "hotel",
        "school", "university", "clinic", "restaurant", "office", "department", "freight", "shipping", "foods", "energy", "health", "insurance",
    ];
    let parts: Vec<&str> = name.split_whitespace().collect();
    let capital = |part: &&str| {
        part.starts_with(char::is_uppercase) && !part.contains(|c: char| c.is_ascii_digit())
    };
    (2..=3).contains(&parts.len())
        && parts.iter().all(capital)
        && !words(name).iter().any(|word| COMPANIES.contains(&word.as_str()))
        && crate::account::without_legal_form(name) == name
}

fn is_short_for(short: &str, long: &str) -> bool {
    let listed = SHORT.iter().any(|(known, full)| *known == short && *full == long);
    listed || (short.chars().count() >= 3 && long.starts_with(short))
}

/// The draft goes to an address at another company.
fn domain(inputs: &FactInputs, marks: &mut Vec<Mark>) {
    let Some(to) = &inputs.draft.draft.meta.to else { return };
    let (domain, account) = (to.domain(), &inputs.known.account);
    let theirs = account.domains.iter().any(|own| {
        domain.strip_suffix(own.as_str()).is_some_and(|head| head.is_empty() || head.ends_with('.'))
    });
    let wrong = !domain.is_empty()
        && !account.domains.is_empty()
        && !theirs
        && !is_free_mail(&domain)
        && account.person_at(&to.mail).is_none();
    if wrong
        && let Some(first) =
            inputs.draft.sentences.iter().position(|sentence| sentence.part != Part::Subject)
    {
        marks.push(Mark {
            label: label::WRONG_DOMAIN,
            span: inputs.draft.sentences[first].span,
            sentence: first as u32,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_name_is_not() {
        assert!(
            near("lindqvist", "lindquist") && near("orbis", "orbsi") && near("tidewise", "tidewse")
        );
        assert!(!near("orbis", "orbis") && !near("mara", "mary") && !near("orbis", "corbis"));
        assert!(
            is_short_for("bob", "robert")
                && is_short_for("chris", "christopher")
                && !is_short_for("dana", "daniel")
        );
    }
}
