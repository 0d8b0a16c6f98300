//! Nothing of an export is lost in silence: what rows say of one message is joined, times are put in
//! order as what they are, and a row that cannot be used is a fault.

use germane::config::Role;
use germane::learn::report::Learned;

use super::{learned, opened, opened_with};

/// Messages delivered, replies, and what is said of rows.
fn found(csv: &str) -> (u64, u64, Vec<(usize, String)>) {
    let found = opened(&[("sends.csv", csv)]);
    assert_eq!(found.errors, [], "{csv}");
    let total = found.gathered.total();
    let told = found.gathered.problems.into_iter().map(|problem| (problem.row, problem.message));
    (total.delivered, total.replies, told.collect())
}

const EVENTS: &str = "\
campaign,email,subject,body,status
c,ana@x.example,Hi,Is the night crew full?,sent
c,ana@x.example,Hi,Is the night crew full?,opened
c,Ana <ANA@x.example>,,,replied
c,bo@x.example,Hi,Is the night crew full?,sent
c,bo@x.example,Hi,Is the night crew full?,bounced
c,cy@x.example,Hi,Is the night crew full?,sent
";

#[test]
fn rows_of_one_message_count_once_with_what_any_says() {
    let learned = learned(&[("events.csv", EVENTS)]);
    let total = learned.total;
    assert_eq!((total.delivered, total.replies, total.bounced, learned.joined), (2, 1, 1, 3));
    let human = germane::report::learn::human::draw(&learned, super::Style::PLAIN);
    assert!(human.contains("3 rows were joined with an earlier one"), "{human}");
    // The answer may stand first.
    let mut lines: Vec<&str> = EVENTS.lines().collect();
    lines[1..].reverse();
    assert_eq!(found(&lines.join("\n")), (2, 1, Vec::new()));
}

/// Columns of events have many names; what stands in them shows that they are such.
#[test]
fn a_column_of_events_is_known_by_its_cells() {
    for name in ["event", "Event type", "action", "activity", "type"] {
        let csv = EVENTS.replace("body,status", &format!("body,{name}"));
        assert_eq!(found(&csv), (2, 1, Vec::new()), "{name}");
    }
    // Others are left alone, so that nothing says what was answered.
    for csv in [
        EVENTS.replace("body,status", "body,note"),
        EVENTS.replace("body,status", "body,type").replace(",opened", ",a letter"),
        EVENTS.replace("body,status", "body,type").replace(",sent", ",opened"),
    ] {
        assert!(opened(&[("sends.csv", &csv)]).gathered.cells.is_empty(), "{csv}");
    }
}

/// The words of an answer are no message, whichever of the rows stands first.
#[test]
fn an_answer_has_words_of_its_own() {
    let rows = [
        "ana@x.example,Hi,Is the night crew full?,1,sent",
        "ana@x.example,Re: Hi,It is; who are you?,1,replied",
        "bo@x.example,Hi,Is the night crew full?,1,sent",
    ];
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
        let rows = order.map(|at| rows[at]).join("\n");
        // An event, or a status beside the step.
        for head in ["email,subject,body,touches,event", "email,subject,body,step,status"] {
            let opened = opened(&[("sends.csv", &format!("{head}\n{rows}\n"))]);
            let total = opened.gathered.total();
            assert_eq!((total.delivered, total.replies), (2, 1), "{head} {order:?}");
            assert_eq!(opened.gathered.texts.len(), 1, "{head} {order:?}");
            assert_eq!(opened.gathered.problems, [], "{head} {order:?}");
        }
        // A status without the step may be that of a further message: the row is a fault.
        let csv = format!("email,subject,body,touches,status\n{rows}\n");
        let (delivered, replies, told) = found(&csv);
        assert_eq!((delivered, replies), (2, 0), "{order:?}");
        let row = order.iter().position(|at| *at == 1).expect("there") + 2;
        assert!(told.len() == 1 && told[0].0 == row, "{order:?}: {told:?}");
        assert!(told[0].1.contains("another text"), "{told:?}");
    }
}

/// A follow-up in the thread of the first message is a step of its own.
#[test]
fn messages_of_a_thread_are_its_steps() {
    let csv = "\
hs_email_thread_id,hs_email_direction,hs_timestamp,hs_email_text,hs_email_to_email
t1,EMAIL,2031-05-01T08:00:00Z,Does the night crew wait?,ana@x.example
t1,EMAIL,2031-05-04T08:00:00Z,The Leeds yard moved it to noon.,ana@x.example
t1,INCOMING_EMAIL,2031-05-05T08:00:00Z,It does.,lee@y.example
t2,EMAIL,2031-05-01T08:00:00Z,Does the night crew wait?,bo@x.example
";
    assert_eq!(found(csv), (3, 1, Vec::new()));
    let gathered = opened(&[("sends.csv", csv)]).gathered;
    let steps: Vec<u32> = gathered.strata.iter().map(|stratum| stratum.step).collect();
    assert_eq!((steps, gathered.unplaced), (vec![1, 2], 0));
    // Of two at one time nobody knows which is the step behind the other.
    let (_, _, told) = found(&csv.replace("05-04", "05-01"));
    assert!(told[0].1.contains("another text"), "{told:?}");
}

/// Which of two texts an answer is to is not guessed.
#[test]
fn another_text_to_a_recipient_is_a_fault() {
    let csv =
        "campaign,email,body,replied\nc,a@x.example,Is it full?,\nc,a@x.example,Once more?,yes\n";
    let (delivered, replies, told) = found(csv);
    let [(3, why)] = &told[..] else { panic!("{told:?}") };
    assert!(why.contains("another text") && why.contains("map: { step: COLUMN }"), "{why}");
    assert_eq!((delivered, replies), (1, 0));
    assert_eq!(
        opened(&[("sends.csv", csv)]).gathered.texts.len(),
        1,
        "what is left out is no text"
    );
}

#[test]
fn an_answer_to_what_was_not_sent_is_a_fault() {
    let unsent = "an answer, and nothing that says that the message was sent; left out";
    for column in ["email", "note"] {
        let csv = format!(
            "{column},text,sent_at,replied\na@x.example,Is it full,2026-05-01,yes\nb@x.example,Is it full,,yes\nc@x.example,Is it full,,\n"
        );
        assert_eq!(found(&csv), (1, 1, vec![(3, unsent.to_string())]), "{column}");
    }
    // Another row of the message says when.
    let csv = "email,text,sent_at,replied\na@x.example,Is it full,,yes\na@x.example,Is it full,2026-05-01,\n";
    assert_eq!(found(csv), (1, 1, Vec::new()));
}

#[test]
fn numbers_that_cannot_be_are_faults() {
    let csv = "step,text,sent,replies,bounced,automatic,positive\n1,One,10,5,20,,\n1,Two,0,7,0,,\n1,Three,0,0,0,,\n1,Four,0,,,,\n1,Five,100,10,0,8,9\n";
    let (delivered, replies, told) = found(csv);
    assert_eq!((delivered, replies), (100, 2));
    let told: Vec<(usize, &str)> = told.iter().map(|(row, why)| (*row, why.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, "20 came back of 10 that were sent; left out"),
            (3, "7 replies to 0 messages delivered; left out"),
            (6, "9 showed interest, of 2 who wrote a reply themselves; taken for 2"),
        ]
    );
    let funnel = learned(&[("sends.csv", csv)]).funnel.expect("a funnel");
    assert_eq!(funnel.interested, Some(2));
}

/// Threads of messages: thread, direction, time; each is a row.
fn threads(rows: &[(u32, &str, &str)]) -> (u64, u64, Vec<(usize, String)>) {
    let mut csv = "hs_email_text,hs_email_thread_id,hs_email_direction,hs_timestamp\n".to_string();
    for (thread, direction, time) in rows {
        let direction = if *direction == "in" { "INCOMING_EMAIL" } else { "EMAIL" };
        csv += &format!("Is it full?,{thread},{direction},\"{time}\"\n");
    }
    found(&csv)
}

#[test]
fn answers_come_behind_their_message_in_time_and_not_in_the_alphabet() {
    for (sent, came_in, replies) in [
        ("5/9/2026 10:00", "5/10/2026 10:00", 1),
        ("5/10/2026 10:00", "5/9/2026 10:00", 0),
        ("5/10/2026 9:00 AM", "5/10/2026 10:00 AM", 1),
        ("5/10/2026 11:00 AM", "5/10/2026 1:00 PM", 1),
        ("9.5.2026 10:00", "10.5.2026 10:00", 1),
        ("2026-05-09T23:30:00+02:00", "2026-05-09T21:45:00Z", 1),
        ("2026-05-09T21:45:00Z", "2026-05-09T23:30:00+02:00", 0),
        ("2026-05-09T10:00:00.900Z", "2026-05-09T10:00:01Z", 1),
        ("1778362200000", "1778362300000", 1),
        ("999999999999", "1778362300000", 1),
        ("2026-05-09", "2026-05-09", 1),
    ] {
        // A day above the twelfth says that the month stands first.
        let rows = [(1, "out", sent), (1, "in", came_in), (2, "out", "5/14/2026 8:00")];
        assert_eq!(threads(&rows), (2, replies, Vec::new()), "{sent}, {came_in}");
        let mut turned = rows;
        turned.reverse();
        if sent != came_in {
            assert_eq!(threads(&turned), (2, replies, Vec::new()), "{came_in}, {sent}");
        }
    }
    // Of one day and the newest first, the answer stands before its message.
    let rows = [(1, "in", "2026-05-09"), (1, "out", "2026-05-09"), (2, "out", "2026-05-08")];
    assert_eq!(threads(&rows), (2, 1, Vec::new()));
    // The day stands first where another row shows it: 6 May, and not 5 June.
    let rows = [(1, "out", "6/5/2026"), (1, "in", "4/6/2026"), (2, "out", "14/5/2026")];
    assert_eq!(threads(&rows), (2, 1, Vec::new()));
}

#[test]
fn a_time_that_cannot_be_read_is_a_fault() {
    let rows = [(1, "out", "last Monday"), (2, "out", "2026-05-09"), (2, "in", "on Friday")];
    let (delivered, replies, told) = threads(&rows);
    assert_eq!((delivered, replies), (1, 0));
    let [(2, first), (4, second)] = &told[..] else { panic!("{told:?}") };
    assert!(first.starts_with("`last Monday` under `sent` is no point in time"), "{first}");
    assert!(second.starts_with("`on Friday` under `sent` is no point in time"), "{second}");
    let (_, _, told) = threads(&[(1, "out", "5/9/2026"), (1, "in", "5/10/2026")]);
    assert!(told[0].1.contains("may have the month first or the day"), "{told:?}");
    let csv = "hs_email_text,hs_email_thread_id,hs_email_direction\nIs it?,1,EMAIL\nYes,1,INCOMING_EMAIL\n";
    let errors = opened(&[("sends.csv", csv)]).errors;
    assert!(errors[0].1.starts_with("no column says when messages were sent"), "{errors:?}");
}

#[test]
fn a_short_row_is_one_fault() {
    let csv = "email,replied,text\na@x.example,yes\nb@x.example,no,Is it full?\n";
    let (_, _, told) = found(csv);
    assert_eq!(told, [(2, "2 cells, and the header has 3; no text; left out".to_string())]);
    let csv = "text,replied,note\nIs it full?,yes\n";
    assert_eq!(found(csv).2, [(2, "2 cells, and the header has 3".to_string())]);
}

#[test]
fn a_column_of_two_roles_is_told() {
    let map = [(Role::Replied, "State".to_string()), (Role::Category, "state".to_string())];
    let found = opened_with(&[("sends.csv", "text,state\nIs it full?,Interested\n")], &map, None);
    let told = &found.gathered.problems[0];
    let said = "`map:` in germane.yaml names `State` for `replied` and for `category`";
    assert!(told.row == 0 && told.message.starts_with(said), "{told:?}");
    assert_eq!(found.gathered.total().positive, 1, "read as both");
}

#[test]
fn nothing_is_spared_where_nobody_answered() {
    let Learned { funnel, .. } = learned(&[("counts.csv", "body,sent,replies\nHi Ana,2,0\n")]);
    assert_eq!(funnel.map(|funnel| (funnel.leads, funnel.leads_spared)), Some((2, 0)));
}
