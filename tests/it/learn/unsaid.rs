//! What an export does not say, or says in a column that is not known, is told; nothing is made up for
//! it.

use super::learned;

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
