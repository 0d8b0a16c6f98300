//! Documents of posts: where each begins and ends, which fences are posts, and what only tells of
//! them.

use std::path::Path;

use germane::source::Format;
use germane::source::walk::not_a_draft;
use germane::vocabulary::Channel;

use crate::documents::{BODY, read, shape};

/// The pattern of a post and one that was written by it are both there to be sent.
#[test]
fn examples_below_the_pattern_of_a_post_are_posts() {
    let pattern =
        "[A question about the yard of your reader]\n\n[Two sentences on what you saw there]";
    let post = "Who books the lorries at night? In Leeds one clerk does it for two gates, by hand.";
    let fence = |words: &str| format!("```\n{words}\n```\n\n");
    let section = |at: u32, label: &str| {
        format!("## LinkedIn post {at}\n\n{}**{label}:**\n\n{}", fence(pattern), fence(post))
    };
    let read = |label: &str| {
        let text = format!("# Posts\n\n{}{}", section(1, label), section(2, label));
        read("posts.md", text.as_bytes()).drafts.len()
    };
    assert_eq!((read("Beispiel"), read("Example"), read("Hashtags")), (4, 4, 2));
}

/// What a network allows is no post, and a post may say what a network allows.
#[test]
fn limits_of_networks_are_no_posts() {
    let limits = [
        "# Formats\n\n## LinkedIn post\n\n| Field | Limit |\n|---|---|\n| Text | 3,000 characters |\n| Headline | 70 characters |\n\nPictures of 1200 x 627 pixels are best.\n\n## Instagram post\n\n- Caption: 2,200 characters\n- Picture: 1080 x 1080 px (1:1), 8 MB at most.\n",
        "# Limits of posts\n\n### Post 1: X\n\n* Max length: 280 characters.\n* Picture: 1600x900px.\n\n### Post 2: Facebook\n\n* Max length: 63,206 characters, 477 of them above the fold.\n* Picture: 1200x630px.\n",
    ];
    for text in limits {
        let contents = read("formats.md", text.as_bytes());
        assert_eq!(contents.drafts.len(), 0, "{text}: {:?}", shape(&contents));
        assert!(contents.problems.iter().any(|problem| problem.message.starts_with("no message")));
        assert!(not_a_draft(Path::new("formats.md"), text.as_bytes()).is_some(), "{text}");
    }
    for post in [
        "I cut each post to 280 characters in May. My limit is a rule of 1:1: one thought, one post.",
        "A headline has 220 characters. Most firms on the quay use 40 characters of it, and none of them says what they load.",
    ] {
        let text =
            format!("# Posts\n\n## LinkedIn post 1\n\n{post}\n\n## LinkedIn post 2\n\n{post}\n");
        assert_eq!(read("posts.md", text.as_bytes()).drafts.len(), 2, "{text}");
    }
}

#[test]
fn collections_of_posts_are_cut() {
    let first = "- post [] Nine lorries stood at the gate in May. … #yards";
    let second = "- post [] We wrote the list. … It has nine names.";
    for (name, text) in [
        (
            "a.md",
            "# Plan\n\n## Post 1: The gate\n\nNine lorries stood at the gate in May.\n\n#yards\n\n---\n\n## Post 2\n\nWe wrote the list.\n\nIt has nine names.\n\n## Tips\n\nPost at eight.\n",
        ),
        (
            "a.md",
            "# LinkedIn posts\n\n### Day 1\n*Goal: reach*\n\n---\n\nNine lorries stood at the gate in May.\n\n#yards\n\n---\n\n### Day 2\n\n**Hook:** x\n\n```\nWe wrote the list.\n\nIt has nine names.\n```\n\nFirst comment:\n```\nhttps://tidewise.example\n```\n",
        ),
        (
            "q3-linkedin-posts.md",
            "# Stock\n\n## Day 1 | gate\n\n**Text:**\nNine lorries stood at the gate in May.\n\n#yards\n\n**Image:** the gate\n\n## Day 2 | list\n\n> We wrote the list.\n>\n> It has nine names.\n",
        ),
    ] {
        let contents = read(name, text.as_bytes());
        assert_eq!(shape(&contents), [first, second], "{text}");
        assert!(not_a_draft(Path::new(name), text.as_bytes()).is_none());
    }
    for text in ["# Day 1\n\nwords\n\n# Day 2\n\nwords\n", "# Blog\n\n## Post\n\nwords\n"] {
        assert_eq!(read("a.md", text.as_bytes()).format, Format::Message, "{text}");
    }
}

/// The name says that the file is one post: a fence in it is part of it, however it reads.
#[test]
fn a_fence_that_a_post_quotes_is_not_the_post() {
    let text = "**Why do night crews skip the sheet?**\n\nOur crews have a simple rule: nobody opens the second gate without a note in the book. They opened it three times anyway.\n\nHere is what the note at the gate looks like:\n\n```\nStop. You are at gate two. The book lies on the left.\nWrite the hour and the plate, then ring the bell. Nobody opens before it rings.\n```\n\nOne sheet of paper. It says when, and what to do, and where to read why. Since May nobody has opened the gate without a note.\n";
    let body = |name: &str| {
        let read = read(name, text.as_bytes());
        let [draft] = &read.drafts[..] else { panic!("{} drafts", read.drafts.len()) };
        draft.text.as_str().contains("One sheet of paper")
    };
    assert!(body("gate.post.md"));
}

/// "Post" before an event means after, and says nothing of a network.
#[test]
fn mails_after_an_event_are_mails() {
    for (title, channel) in [
        ("Post-Event Follow-Up", Channel::Email),
        ("Post webinar sequence", Channel::Email),
        ("LinkedIn posts", Channel::Post),
    ] {
        let text = format!("# {title}\n\n## Day 1\n\n{BODY}\n\n## Day 4\n\n{BODY}\n");
        let drafts = read("plan.md", text.as_bytes()).drafts;
        assert_eq!(drafts.len(), 2, "{title}");
        assert!(drafts.iter().all(|draft| draft.channel == channel), "{title}");
    }
    // Joined to what it comes after, even on a network.
    let direct = format!("# Draft: LinkedIn DM (post-accept)\n\n```\n{BODY}\n```\n");
    let drafts = read("draft_dm.md", direct.as_bytes()).drafts;
    assert!(drafts.iter().all(|draft| draft.channel == Channel::Dm) && drafts.len() == 1);
    let launch = "# Week 3\n\n## LinkedIn post: Launch week\n\nShips wait 19 hours at Pier 7 since the dredging began.\n\n## LinkedIn post (founder)\n\nThe porters set the wait at Ward 7, and nobody had asked.\n";
    assert_eq!(read("plan.md", launch.as_bytes()).drafts.len(), 2);
}
