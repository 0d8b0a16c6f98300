//! Words that greet: the one list of them, and where a greeting ends.

use crate::order::InOrder;

use std::sync::LazyLock;

/// Words that begin a greeting, lower case, in the languages that mails come in.
#[rustfmt::skip]
const GREETINGS: &[&str] = &[
    // English
    "hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening", "good day", "greetings", "hiya", "howdy", "to whom it may concern",
    // German, Dutch
    "hallo", "sehr geehrte", "sehr geehrter", "sehr geehrtes", "liebe", "lieber", "guten tag", "guten morgen", "guten abend", "moin", "grüezi", "servus",
    "beste", "geachte", "goedemorgen", "goedemiddag", "goedendag", "hoi",
    // French
    "bonjour", "bonsoir", "salut", "cher", "chère", "chers", "chères", "coucou",
    // Spanish, Portuguese, Italian
    "hola", "estimado", "estimada", "estimados", "estimadas", "querido", "querida", "buenos días", "buenas tardes", "buen día", "buenas",
    "olá", "ola", "oi", "prezado", "prezada", "prezados", "prezadas", "caro", "cara", "caros", "bom dia", "boa tarde", "boa noite",
    "ciao", "gentile", "gentili", "buongiorno", "buonasera", "salve", "egregio", "egregia", "spettabile",
    // Swedish, Danish, Norwegian, Finnish
    "hej", "hejsan", "hei", "god morgon", "god morgen", "god dag", "kära", "käre", "kjære", "kære", "bästa", "hyvä",
    // Polish, Czech, Slovak, Romanian, Hungarian, Turkish
    "cześć", "dzień dobry", "witam", "witaj", "szanowny", "szanowna", "szanowni", "drogi", "droga", "ahoj", "dobrý den", "vážený", "vážená", "bună",
    "bună ziua", "stimate", "stimată", "kedves", "tisztelt", "szia", "merhaba", "selam", "sayın",
    // Russian, Ukrainian
    "здравствуйте", "здравствуй", "привет", "добрый день", "доброе утро", "добрый вечер", "уважаемый", "уважаемая", "уважаемые", "вітаю", "доброго дня",
    "добрий день", "шановний", "шановна",
];

/// The greetings by their first letter, as far as that is one of these 26.
static BY_FIRST: LazyLock<[Vec<&str>; 26]> = LazyLock::new(|| {
    std::array::from_fn(|at| {
        GREETINGS.iter().copied().filter(|word| word.as_bytes()[0] == b'a' + at as u8).collect()
    })
});

/// No greeting takes more words than this before its comma.
const LONGEST: usize = 7;

/// True for a single word that greets.
pub fn is_word(word: &str) -> bool {
    // Asked of every word with a capital: few are as long as a greeting that begins so.
    if word.is_ascii() {
        let Some(first) = word
            .bytes()
            .next()
            .map(|first| first.to_ascii_lowercase())
            .filter(u8::is_ascii_alphabetic)
        else {
            return false;
        };
        return BY_FIRST[usize::from(first - b'a')]
            .iter()
            .any(|greeting| greeting.eq_ignore_ascii_case(word));
    }
    let lower = word.to_lowercase();
    GREETINGS.contains(&lower.as_str())
}

/// The first two letters of the greetings, sorted.
static STARTS: LazyLock<Vec<[char; 2]>> = LazyLock::new(|| {
    let start = |word: &&str| {
        let mut letters = word.chars();
        Some([letters.next()?, letters.next()?])
    };
    let mut starts: Vec<[char; 2]> = GREETINGS.iter().filter_map(start).collect();
    starts.order();
    starts.dedup();
    starts
});

/// False for a line that begins with other letters than every greeting, as most lines do.
fn may_begin(line: &str) -> bool {
    let mut letters = line.chars().flat_map(char::to_lowercase);
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return false };
    STARTS.binary_search(&[first, second]).is_ok()
}

/// The length of the greeting word or words that `line` begins with.
pub fn begins(line: &str) -> Option<usize> {
    if !may_begin(line) {
        return None;
    }
    // Lower case may be longer than what was written, and blanks may be many, so each letter knows
    // where in the line it ends.
    let (mut head, mut ends) = (String::new(), Vec::new());
    for (at, c) in line.char_indices().take(60) {
        let end = at + c.len_utf8();
        if c.is_whitespace() && head.ends_with(' ') {
            continue;
        }
        let letters = if c.is_whitespace() { ' '.to_lowercase() } else { c.to_lowercase() };
        letters.for_each(|letter| {
            head.push(letter);
            ends.push(end);
        });
    }
    let word = GREETINGS
        .iter()
        .filter(|word| {
            head.strip_prefix(**word).is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '-')
            })
        })
        .max_by_key(|word| word.len())?;
    ends.get(word.chars().count() - 1).copied()
}

/// Where the greeting ends that `line` begins with: at its comma, dash or exclamation mark, or at
/// that behind the name when the first one stands before it ("Hey, Ana!"); a line without any is
/// one when it is short. `inside` is asked, in order, what stands inside a merge field.
pub fn end(line: &str, mut inside: impl FnMut(usize) -> bool) -> Option<usize> {
    let mut stop_after = |from: usize| {
        line[from..].char_indices().map(|(at, c)| (from + at, c)).find(|(at, c)| {
            let dash = matches!(c, '-' | '\u{2013}' | '\u{2014}') && line[..*at].ends_with(' ');
            (matches!(c, ',' | '!' | ':' | '\u{ff0c}' | '\u{2014}') || dash) && !inside(*at)
        })
    };
    match stop_after(0) {
        Some((at, c)) if line[..at].split_whitespace().count() <= LONGEST => {
            let end = at + c.len_utf8();
            if c != ',' || begins(line) != Some(at) {
                return Some(end);
            }
            let (name, behind) = match stop_after(end) {
                Some((at, c)) if matches!(c, ',' | '!') => (&line[end..at], at + c.len_utf8()),
                Some(_) => return Some(end),
                None => (&line[end..], line.len()),
            };
            Some(if is_name(name) { behind } else { end })
        }
        _ if line.split_whitespace().count() <= 4 && !line.ends_with(['.', '?']) => {
            Some(line.len())
        }
        _ => None,
    }
}

/// Words that begin sentences, and are nobody's name.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "A", "After", "An", "As", "At", "Congrats", "Congratulations", "First", "Good", "Great", "Happy", "Here", "Hope", "How", "I", "If", "In", "It", "Just", "Last",
    "My", "Next", "No", "Now", "On", "Our", "Please", "Quick", "Since", "So", "Sorry", "Thank", "Thanks", "That", "The", "This", "Today", "Tomorrow", "We",
    "Welcome", "Well", "What", "When", "Who", "Why", "Yes", "Yesterday", "You", "Your",
];

/// True for one or two words written as names are, or for a merge field.
fn is_name(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_field = |word: &str| word.starts_with(['{', '%']) && word.ends_with(['}', '%']);
    let is_written_so = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
            && word.chars().any(char::is_lowercase)
            && !OPENERS.contains(word)
            && !word.ends_with("ly")
    };
    match words[..] {
        [word] if is_field(word) => true,
        [_] | [_, _] => words.iter().all(is_written_so),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_of_many_languages_are_known() {
        for line in [
            "Hi Ana,",
            "Buenos días, Ana",
            "Sehr geehrte Frau Ruiz,",
            "Dzień dobry,",
            "Здравствуйте, Ана!",
            "OLÁ Ana",
            "Hej Ana!",
        ] {
            assert!(begins(line).is_some(), "{line}");
        }
        for line in ["Hi-res pictures", "History", "Besten Dank", "Caroline", "Hejda", "Дело", ""]
        {
            assert_eq!(begins(line), None, "{line}");
        }
        assert_eq!(begins("Good morning Ana"), Some("Good morning".len()));
        assert_eq!(begins("Bună ziua, Ana"), Some("Bună ziua".len()));
        assert_eq!(begins("Good \u{a0} morning  Ana"), Some("Good \u{a0} morning".len()));
        assert!(is_word("Olá") && is_word("HEY") && !is_word("Ana"));
    }

    #[test]
    fn a_greeting_ends_where_its_comma_stands() {
        let none = |_| false;
        assert_eq!(end("Hi Ana, We plan crews.", none), Some(7));
        assert_eq!(end("Hi Ana", none), Some(6));
        assert_eq!(end("Hello to all of you who read what I wrote here", none), None);
        assert_eq!(end("Hi {a, b}, so", |at| (3..9).contains(&at)), Some(10));
        assert_eq!(end("Hey, Ana! The notice", none), Some(9));
        assert_eq!(end("Good morning, Ana Ruiz,", none), Some(23));
        assert_eq!(end("Hi, {{first_name}}", |at| at > 3), Some(18));
        assert_eq!(end("Hi, Ana wrote to us, and", none), Some(3));
        assert_eq!(end("Hi, Pier 7 is shut.", none), Some(3));
        for (line, greeting) in [
            ("Hi, I'm Dana, founder of Corvex.", "Hi,"),
            ("Hi, FREE TRIAL! Your gate", "Hi,"),
            ("Hi, Quick Question: who plans", "Hi,"),
            ("Hello, Unfortunately, the gate", "Hello,"),
            ("Hey, Congratulations! Your", "Hey,"),
            ("Hi, [Docs](https://a.example/x) say", "Hi,"),
            ("Hi, Jean-Luc! The gate", "Hi, Jean-Luc!"),
        ] {
            assert_eq!(end(line, none), Some(greeting.len()), "{line}");
        }
    }
}
