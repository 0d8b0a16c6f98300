//! What a heading stands over: a message, a post, guidance.

use super::step_heading;
use super::words::{
    ABOUT_POSTS, ACCEPTED, AFTER, ALONE, CALLS, GUIDE, INVITE, MEDIA, MESSAGES, NETWORKS, POST,
    POSTS, TOUCH, each, has, is_mail,
};
use crate::source::delay;

/// True for a heading over a message: it names one, or its day.
pub fn announces(title: &str) -> bool {
    !guides(title) && (has(title, TOUCH) || delay::in_label(title).is_some())
}

/// True for a heading over a message that needs no other sign: `Email 2`, `LinkedIn note`,
/// `Template B`.
pub fn promises(title: &str) -> bool {
    let alone = || {
        each(title).next().is_some()
            && each(title).all(|word| word.chars().count() == 1 || has(word, ALONE))
    };
    !guides(title) && (has(title, MESSAGES) || alone() || invites(title) || follows_invite(title))
}

/// True for the heading of a note that asks to connect.
pub fn invites(title: &str) -> bool {
    has(title, INVITE)
        || has(title, &["connection", "connect"])
            && has(title, &["request", "note", "message", "invitation"])
}

/// True for the heading of what is sent to somebody who has said yes to a note: `After acceptance`,
/// `Once accepted`.
pub fn follows_invite(title: &str) -> bool {
    has(title, ACCEPTED) && has(title, AFTER) && each(title).count() <= 6
}

/// True for a heading that says how something is sent, and nothing else: `Email`, `LinkedIn DM`.
pub fn is_medium(title: &str) -> bool {
    title
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .all(|word| has(word, MEDIA))
        && has(title, MEDIA)
}

/// True for a heading over guidance. `Email 2: why now` is over a message: what has a number is
/// one.
pub fn guides(title: &str) -> bool {
    has(title, GUIDE) && step_heading::step(title).is_none() || is_call(title)
}

/// True for a heading that is over guidance and nothing else: `Notes`, `Tips & tricks`. `Why us`
/// may be words of a mail.
pub fn only_guides(title: &str) -> bool {
    const ALONE: &[&str] = &[
        "note",
        "notes",
        "tip",
        "tips",
        "hinweise",
        "notizen",
        "notas",
        "consejos",
        "conseils",
        "guidelines",
        "checklist",
        "variables",
    ];
    has(title, ALONE) && each(title).count() <= 3 && step_heading::step(title).is_none()
}

/// True for a heading over what is spoken. `Cold lead → discovery call` says what mails are for.
pub fn is_call(title: &str) -> bool {
    const AIMS: &[&str] = &[
        "discovery",
        "intro",
        "demo",
        "strategy",
        "sales",
        "a",
        "the",
        "your",
        "to",
        "after",
        "book",
        "premier",
        "erstes",
        "na",
        "zum",
        "zur",
        "für",
        "un",
        "una",
        "uma",
    ];
    let words: Vec<&str> = each(title).collect();
    let spoken =
        (0..words.len()).any(|at| has(words[at], CALLS) && (at == 0 || !has(words[at - 1], AIMS)));
    // A script is read out, whatever it follows.
    spoken
        && (!has(title, MESSAGES)
            || has(title, &["script", "scripts", "skript", "guion", "copione", "roteiro"]))
}

/// True for the name of posts: `LinkedIn posts`, `linkedin-posts.md`.
pub fn names_posts(title: &str) -> bool {
    !says_after(title)
        && !is_mail(title)
        && title.split(['-', '_', '.', '/']).any(|part| has(part, POSTS))
}

/// True where "post" means after: `Post-Event Emails`, `post_proposal.md`.
fn says_after(title: &str) -> bool {
    #[rustfmt::skip]
    const EVENTS: &[&str] = &[
        "event", "events", "proposal", "demo", "demos", "meeting", "meetings", "call", "calls", "webinar", "purchase", "sale", "sales",
        "conference", "launch", "show", "trial", "interview", "visit", "onboarding", "booking", "install", "signup", "discovery",
        "connection", "accept", "acceptance", "download", "pilot", "quote", "workshop", "summit", "fair",
    ];
    let after = |words: &[&str]| {
        words.windows(2).any(|pair| pair[0].eq_ignore_ascii_case("post") && has(pair[1], EVENTS))
    };
    // "LinkedIn DM (post-accept)". In a name of a file each word is joined to the next.
    let joined = |word: &str| after(&word.split('-').collect::<Vec<_>>());
    if title.contains(' ') && title.split(' ').map(|word| word.trim_matches(['(', ')'])).any(joined)
    {
        return true;
    }
    // "Post: Launch" and "LinkedIn post launch week" are posts.
    !has(title, NETWORKS) && after(&title.split([' ', '-', '_', '.', '/']).collect::<Vec<_>>())
}

/// True for the heading of one of several posts: `Post 3: The list`, `LinkedIn post #2`, `Post
/// LinkedIn #3`, `Tweet 1`.
pub fn is_post(title: &str) -> bool {
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !has(word, NETWORKS));
    let words: Vec<&str> = words.collect();
    !has(title, &["blog", "guest"])
        && words
            .windows(2)
            .any(|pair| has(pair[0], POSTS) && pair[1].bytes().all(|byte| byte.is_ascii_digit()))
}

/// True for the heading of a post that is not counted: `LinkedIn Post (founder)`, `Evening post`.
pub fn is_lone_post(title: &str) -> bool {
    const LONGEST: usize = 8;
    has(title, POST)
        && !says_after(title)
        && !guides(title)
        && !has(title, ABOUT_POSTS)
        && each(title).count() <= LONGEST
}

/// True for the heading of something that is shown on a network, and not sent to one person there.
pub fn names_network(title: &str) -> bool {
    // "Social proof" is what a mail brings.
    const NAMED: &[&str] = &[
        "linkedin",
        "twitter",
        "facebook",
        "instagram",
        "threads",
        "bluesky",
        "mastodon",
        "tiktok",
    ];
    const SENT: &[&str] = &[
        "dm",
        "dms",
        "message",
        "messages",
        "inmail",
        "connection",
        "outreach",
        "email",
        "mail",
        "follow-up",
        "followup",
        "relance",
        "step",
    ];
    has(title, NAMED) && !has(title, SENT)
}

/// True for one that says where it stands.
pub fn is_post_of_network(title: &str) -> bool {
    is_lone_post(title) && has(title, NETWORKS)
}
