//! What stands beside and between messages: the days of tables and headings, tables and remarks below
//! a message, tables that come without a name.

use germane::source::Format;

use crate::documents::{BODY, read};

/// Columns of waits count from the step before, those of days from the first; a call has its wait.
#[test]
fn columns_of_waits_and_days_are_told_apart() {
    let days = |header: &str, waits: [u32; 4]| {
        let row = |(number, wait): (usize, &u32)| match number {
            2 => format!("3,{wait},Phone,,\n"),
            _ => format!(
                "{},{wait},Email,Vans,\"Hi Ana, who plans night {number} in Cork?\"\n",
                number + 1
            ),
        };
        let rows: String = waits.iter().enumerate().map(row).collect();
        let contents =
            read("cadence.csv", format!("{header},Channel,Subject,Body\n{rows}").as_bytes());
        assert_eq!(contents.problems, [], "{header}");
        contents.sequences.first().map(|sequence| {
            sequence.steps.iter().filter_map(|step| step.day()).collect::<Vec<u32>>()
        })
    };
    for (header, waits, expected) in [
        ("Step,Interval", [0, 3, 2, 4], [0, 3, 5, 9]),
        ("Step #,Interval (Days)", [0, 3, 2, 4], [0, 3, 5, 9]),
        ("Step,Delay", [0, 3, 5, 9], [0, 3, 8, 17]),
        ("Step,Wait", [0, 3, 4, 4], [0, 3, 7, 11]),
        ("Email #,Day", [0, 3, 5, 9], [0, 3, 5, 9]),
        ("Step,Send on day", [1, 3, 5, 9], [1, 3, 5, 9]),
    ] {
        assert_eq!(days(header, waits), Some(expected.to_vec()), "{header}");
    }
}

#[test]
fn a_table_below_the_last_message_is_no_part_of_it() {
    let table = "| Template | Reply rate |\n| --- | --- |\n| 1 | 4.1% |\n";
    let file = format!(
        "# Outbound\n\n## 1. Opener\n\nSubject: a\n\n{BODY}\n\n## 2. Bump\n\nSubject: b\n\n{BODY}\n\n{table}"
    );
    let contents = read("templates.md", file.as_bytes());
    assert_eq!(contents.drafts.len(), 2);
    assert!(contents.drafts.iter().all(|draft| draft.text.as_str().trim().ends_with("Dana")));
    assert!(contents.unread.iter().any(|left| left.why == "a table below a message"));
    // One that the message goes on behind, or leads up to, is its own.
    let own = format!(
        "# Outbound\n\n## 1. Opener\n\nSubject: a\n\n{BODY}\n\n## 2. Rates\n\nSubject: b\n\nHi Ana,\n\nThese are the rates of your yard:\n\n{table}"
    );
    assert!(read("templates.md", own.as_bytes()).drafts[1].text.as_str().contains("4.1%"));
}

/// Steps follow each other, also where nothing says when; numbered e-mails may be alternatives.
#[test]
fn steps_without_days_are_a_sequence() {
    let file = |name: &str| {
        format!("# {name} 1\n\nSubject: a\n\n{BODY}\n\n# {name} 2\n\nSubject: b\n\n{BODY}\n")
    };
    for (name, heading, sequences) in
        [("ports.md", "Step", 1), ("ports.md", "Email", 0), ("ports.sequence.md", "Email", 1)]
    {
        let contents = read(name, file(heading).as_bytes());
        assert_eq!(contents.drafts.len(), 2, "{name} {heading}");
        assert_eq!(contents.sequences.len(), sequences, "{name} {heading}");
    }
}

#[test]
fn what_is_put_beside_a_post_is_no_part_of_it() {
    let file = "# LinkedIn posts\n\n## Post 1\n\nWe turned off retries for a week and our errors fell. #sre\n\nImage: graph.png\nHashtags: #ops\n\n## Post 2\n\nNine of forty crews did not fit on the board.\n\nCTA: follow me\n";
    let contents = read("posts.md", file.as_bytes());
    let texts: Vec<&str> = contents.drafts.iter().map(|draft| draft.text.as_str().trim()).collect();
    assert_eq!(
        texts,
        [
            "We turned off retries for a week and our errors fell. #sre",
            "Nine of forty crews did not fit on the board."
        ]
    );
}

#[test]
fn a_table_on_standard_input_is_one() {
    let table = "Name,Subject,Body\nOpener,Vans,\"Hi Ana, who plans the nights in Cork?\"\n";
    let contents = read("<stdin>", table.as_bytes());
    assert_eq!((contents.format, contents.drafts.len()), (Format::CopyTable, 1));
    for prose in ["Subject: a, body b\nHi, Ana\n", "Hi Ana,\nwho plans, and where?\n"] {
        assert_eq!(read("<stdin>", prose.as_bytes()).format, Format::Message, "{prose}");
    }
}
