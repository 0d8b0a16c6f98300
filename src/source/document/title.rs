//! What a heading stands over: a message, a post, guidance.

use super::step_heading;
use super::words::{ABOUT_POSTS, ALONE, CALLS, GUIDE, MESSAGES, NETWORKS, POST, POSTS, TOUCH, each, has};
use crate::source::delay;

/// True for a heading over a message: it names one, or its day.
pub fn announces(title: &str) -> bool {
    !guides(title) && (has(title, TOUCH) || delay::in_label(title).is_some())
}

/// True for a heading over a message that needs no other sign: `Email 2`, `LinkedIn note`, `Template B`.
pub fn promises(title: &str) -> bool {
    let alone = || each(title).next().is_some() && each(title).all(|word| word.chars().count() == 1 || has(word, ALONE));
    !guides(title) && (has(title, MESSAGES) || alone())
}

/// True for a heading over guidance. `Email 2: why now` is over a message: what has a number is one.
pub fn guides(title: &str) -> bool {
    has(title, GUIDE) && step_heading::step(title).is_none() || is_call(title)
}

/// True for a heading over what is spoken. `Cold lead → discovery call` says what mails are for.
pub fn is_call(title: &str) -> bool {
    const AIMS: &[&str] =
        &["discovery", "intro", "demo", "strategy", "sales", "a", "the", "your", "to", "after", "book", "premier", "erstes"];
    let words: Vec<&str> = each(title).collect();
    let spoken = (0..words.len()).any(|at| has(words[at], CALLS) && (at == 0 || !has(words[at - 1], AIMS)));
    spoken && !has(title, MESSAGES)
}

/// True for the name of posts: `LinkedIn posts`, `linkedin-posts.md`.
pub fn names_posts(title: &str) -> bool {
    title.split(['-', '_', '.', '/']).any(|part| has(part, POSTS))
}

/// True for the heading of one of several posts: `Post 3: The list`, `LinkedIn post #2`, `Post LinkedIn #3`, `Tweet 1`.
pub fn is_post(title: &str) -> bool {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !has(word, NETWORKS));
    let words: Vec<&str> = words.collect();
    !has(title, &["blog", "guest"]) && words.windows(2).any(|pair| has(pair[0], POSTS) && pair[1].bytes().all(|byte| byte.is_ascii_digit()))
}

/// True for the heading of a post that is not counted: `LinkedIn Post (founder)`, `Evening post`.
pub fn is_lone_post(title: &str) -> bool {
    const LONGEST: usize = 8;
    has(title, POST) && !guides(title) && !has(title, ABOUT_POSTS) && each(title).count() <= LONGEST
}

/// True for one that says where it stands.
pub fn is_post_of_network(title: &str) -> bool {
    is_lone_post(title) && has(title, NETWORKS)
}
