//! What an export does not say, or says in a column that is not known, is told; nothing is made up for
//! it.

use germane::config::Role;

use super::{learned, opened, opened_with};

/// Labels of answers have many headers; of one that is not known, the warning says how to name it.
#[test]
fn labels_of_answers_are_found_or_asked_for() {
    let rows = "Hi Ana,2031-05-01,Out of office\nHi Ana,2031-05-02,Interested\n";
    for header in ["Reply Type", "Reply Category", "Disposition", "Sentiment"] {
        let found = learned(&[("sends.csv", &format!("body,replied,{header}\n{rows}"))]);
        assert_eq!((found.total.replies, found.total.automatic), (1, 1), "{header}");
    }
    let found = learned(&[("sends.csv", &format!("body,replied,What came\n{rows}"))]);
    assert_eq!(found.total.replies, 2);
    let told = "`What came` holds such labels and was not read: `map: { category: \"What came\" }`";
    assert!(
        found.warnings.iter().any(|warning| warning.message.contains(told)),
        "{:#?}",
        found.warnings
    );
}

/// Texts of which nothing says where they were sent may be opener and follow-up.
#[test]
fn an_unknown_place_is_said() {
    let unknown = "its place is not known";
    let csv = "body,replied\nTwo cranes wait at night.,true\nDoes one of them wait?,\n";
    let found = learned(&[("sends.csv", csv)]);
    let is_said = || found.warnings.iter().any(|warning| warning.message.contains(unknown));
    assert!(is_said(), "{:?}", found.warnings);
    let csv = "body,step,replied\nTwo cranes wait at night.,1,true\nDoes one of them wait?,2,\n";
    let found = learned(&[("sends.csv", csv)]);
    assert!(!found.warnings.iter().any(|warning| warning.message.contains(unknown)));
}

/// Without the one sentence that it has, a text is none.
#[test]
fn no_empty_second_text_is_offered() {
    let csv = "body,campaign,step,sent,replies\n\"Hi {{first_name}},\n\nI hope this email finds you and your team well.\n\nBest,\",Q3,1,900,20\n";
    let other = learned(&[("counts.csv", csv)]).next.and_then(|next| next.other);
    assert_eq!(other, None);
}

/// A word for no is one in each of its forms, and a word for neither is no reply: its row is named.
#[test]
fn what_says_no_is_no_reply() {
    let text = "Two cranes wait at night.";
    for no in ["Not replied", "no reply", "not_replied", "No answer yet", "pending", "nein"] {
        let found = learned(&[("sends.csv", &format!("body,replied\n{text},Yes\n{text},{no}\n"))]);
        assert_eq!((found.total.replies, found.total.delivered), (1, 2), "{no}");
    }
    let csv = "body,replied\nTwo cranes wait.,Yes\nTwo cranes wait.,maybe\nTwo cranes wait.,-1\n";
    let found = opened(&[("sends.csv", csv)]).gathered;
    let told: Vec<(usize, &str)> =
        found.problems.iter().map(|problem| (problem.row, problem.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (3, "`maybe` under `replied` says neither yes nor no; left out"),
            (4, "`-1` under `replied` says neither yes nor no; left out")
        ]
    );
    assert_eq!((found.total().replies, found.total().delivered), (1, 1));
}

/// The answers themselves are answers, whatever they say.
#[test]
fn the_text_of_an_answer_is_one() {
    let text = "Two cranes wait at night.";
    let answers =
        "\"No thanks, we have a supplier.\"|Not interested|Does this work for tugs too?|2031-05-02";
    for answer in answers.split('|') {
        let found = learned(&[("sends.csv", &format!("body,reply\n{text},{answer}\n{text},\n"))]);
        assert_eq!((found.total.replies, found.total.delivered), (1, 2), "{answer}");
    }
    let found = learned(&[("sends.csv", &format!("body,reply\n{text},Out of office\n"))]);
    assert_eq!((found.total.replies, found.total.automatic), (0, 1));
}

/// What the configuration says of a column that is not there is not left to a guess.
#[test]
fn a_mapped_column_that_is_not_there_is_an_error() {
    let map = [(Role::Replied, "Antwort".to_string())];
    let files = [("sends.csv", "body,replied\nTwo cranes wait at night.,yes\n")];
    let found = opened_with(&files, &map, None);
    assert!(found.gathered.cells.is_empty());
    let [(path, why)] = &found.errors[..] else { panic!("{:?}", found.errors) };
    assert!(path.ends_with("sends.csv"), "{path}");
    assert!(
        why.contains("`Antwort`") && why.contains("`replied`; its columns: `body`, `replied`"),
        "{why}"
    );
    // In one of several exports it may be missing.
    let two = [files[0], ("more.csv", "body,antwort\nTwo cranes wait at night.,ja\n")];
    assert_eq!(opened_with(&two, &map, None).errors, []);
}
