//! Which columns of a table hold copy, by their names and, where these say too little, by their
//! first cells.
//!
//! A table is believed to hold copy by two signs: a column for subjects and one for bodies, or a
//! column whose name says twice that it holds messages (`Generated Email`, `email_body`) beside one
//! that says to whom they go. Where the names say too little (`message`, `text`, or `email`, which
//! is an address elsewhere), the cells of the first rows do.

use super::role::{CopyColumn, Role, plain, role, words};
use crate::order::InOrder;
use crate::source::column::{Column, Means};
use crate::source::csv::Row;
use crate::source::{delay, opening};

/// What each column of a table is for.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The messages of a row, in the order in which they are sent.
    pub messages: Vec<MessageColumns>,
    /// Which step the row is, in a long table.
    pub step: Option<usize>,
    /// Which variant the row is.
    pub variant: Option<usize>,
    /// How the row's message is sent.
    pub channel: Option<usize>,
    /// What the columns say of the reader.
    pub means: Vec<Means>,
}

/// The columns of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageColumns {
    /// Its step, when the names of its columns are numbered.
    pub step: Option<u32>,
    /// Its letter, when they have letters.
    pub variant: Option<char>,
    /// Subject lines.
    pub subjects: Vec<usize>,
    /// The preheader.
    pub preview: Option<usize>,
    /// The words.
    pub body: usize,
    /// Sent as a direct message.
    pub direct: bool,
}

#[rustfmt::skip]
const STEP: &[&str] = &["step", "touch", "stepnumber", "touchnumber", "emailnumber", "sequencestep", "emailstep", "outreachstep", "campaignstep", "cadencestep", "flowstep", "stepno", "touchno", "seqnumber", "sequencenumber", "mailnumber", "messagenumber", "emailno", "messageno"];
const VARIANT: &[&str] = &["variant", "version", "abvariant"];
const CHANNEL: &[&str] = &["channel", "medium", "steptype", "type"];

/// Fewer words are a note.
const FEWEST: usize = 8;

/// Nobody writes wider tables by hand, and columns are compared with each other.
const MAX_COLUMNS: usize = 500;

impl Columns {
    /// What the columns below `header` hold; `None` when they hold no copy. `sure`: the caller says
    /// that they do.
    pub fn find(header: &Row, sure: bool) -> Option<Columns> {
        let names = names(header);
        let means: Vec<Means> = names.iter().map(|name| Column::new(name).means).collect();
        let mut found: Vec<CopyColumn> =
            names.iter().enumerate().filter_map(|(column, name)| role(column, name)).collect();
        let has = |found: &[CopyColumn], role: Role| found.iter().any(|own| own.role == role);
        if has(&found, Role::Body) || !has(&found, Role::Subject) && !sure {
            found.retain(|own| own.role != Role::Maybe);
        }
        count_follow_ups(&mut found);
        let bodies = has(&found, Role::Body) || has(&found, Role::Maybe);
        let twice =
            found.iter().any(|own| own.twice) && means.iter().any(|means| WHOM.contains(means));
        if !bodies || !(sure || has(&found, Role::Subject) || twice) {
            return None;
        }
        Some(Columns::new(&names, &found, means))
    }

    /// The columns that hold messages by what stands in most of the cells of `rows`, the first ones
    /// below `header`: words to somebody, or any words where the column is called a body and
    /// `bodies` is set. `None` when there are none.
    pub fn by_words(header: &Row, rows: &[Row], bodies: bool) -> Option<Columns> {
        let names = names(header);
        let mut means: Vec<Means> = names.iter().map(|name| Column::new(name).means).collect();
        let mut found: Vec<CopyColumn> = names
            .iter()
            .enumerate()
            .filter_map(|(column, name)| role(column, name).or_else(|| plain(column, name)))
            .collect();
        found.retain_mut(|own| {
            let body = bodies && words(&names[own.column]).iter().any(|word| word == "body");
            let holds = |cell: &str| {
                (body || opening::addresses(cell))
                    && cell.split_whitespace().nth(FEWEST - 1).is_some()
            };
            let cells = || {
                rows.iter().map(|row| row.value(own.column)).filter(|cell| !cell.trim().is_empty())
            };
            let is_title = matches!(own.role, Role::Subject | Role::Preview);
            let is_copy =
                !is_title && cells().filter(|cell| holds(cell)).count() * 2 > cells().count();
            own.role = if is_title { own.role } else { Role::Body };
            is_title || is_copy
        });
        // A column of mails is no address, whatever it is called.
        found
            .iter()
            .filter(|own| own.role == Role::Body)
            .for_each(|own| means[own.column] = Means::Custom);
        count_follow_ups(&mut found);
        found.iter().any(|own| own.role == Role::Body).then(|| Columns::new(&names, &found, means))
    }

    fn new(names: &[String], found: &[CopyColumn], means: Vec<Means>) -> Columns {
        Columns { messages: messages(found), means, ..Columns::named(names) }
    }

    /// Which columns say what a row is, whatever the others hold.
    pub fn places(header: &Row) -> Columns {
        Columns::named(&names(header))
    }

    fn named(names: &[String]) -> Columns {
        // `Email #` is the number of an e-mail.
        let plain: Vec<String> =
            names.iter().map(|name| delay::plain(&name.replace('#', "number"))).collect();
        let one = |wanted: &[&str]| plain.iter().position(|name| wanted.contains(&name.as_str()));
        Columns {
            step: one(STEP),
            variant: one(VARIANT),
            channel: one(CHANNEL),
            ..Columns::default()
        }
    }

    /// The columns that hold no copy.
    pub fn others(&self) -> impl Iterator<Item = usize> + '_ {
        let copy = |column: usize| {
            let mut messages = self.messages.iter();
            messages.any(|message| {
                message.body == column
                    || message.preview == Some(column)
                    || message.subjects.contains(&column)
            })
        };
        let places = [self.step, self.variant, self.channel];
        (0..self.means.len())
            .filter(move |column| !copy(*column) && !places.contains(&Some(*column)))
    }
}

/// Columns that say to whom a row goes.
pub const WHOM: &[Means] = &[
    Means::First,
    Means::Last,
    Means::Name,
    Means::Label,
    Means::Email,
    Means::Company,
    Means::SayAs,
    Means::Domain,
];

/// The first follow-up is the second message, where there is one that it follows.
fn count_follow_ups(found: &mut [CopyColumn]) {
    let is_body = |own: &&CopyColumn| matches!(own.role, Role::Body | Role::Maybe);
    let before = found
        .iter()
        .filter(is_body)
        .filter(|own| !own.follows)
        .map(|own| own.step.unwrap_or(1))
        .max();
    let first =
        found.iter().filter(is_body).filter(|own| own.follows).filter_map(|own| own.step).min();
    if let (Some(before), Some(1)) = (before, first) {
        found
            .iter_mut()
            .filter(|own| own.follows)
            .for_each(|own| own.step = own.step.map(|step| step + before));
    }
}

/// Puts the columns of each message together.
fn messages(found: &[CopyColumn]) -> Vec<MessageColumns> {
    let is_body = |own: &&CopyColumn| matches!(own.role, Role::Body | Role::Maybe);
    let alone = found.iter().filter(is_body).count() == 1;
    // A column without a number beside numbered ones is the first step.
    let numbered = !alone && found.iter().filter(is_body).any(|own| own.step.is_some());
    let step = |own: &CopyColumn| own.step.or((numbered && !own.direct).then_some(1));
    let mut messages: Vec<MessageColumns> = Vec::new();
    for body in found.iter().filter(is_body) {
        let (place, letter) = (step(body), body.variant);
        let of = |role: Role| {
            found.iter().filter(move |own| {
                own.role == role && own.direct == body.direct && (alone || step(own) == place)
            })
        };
        // What has no letter is for all; without a letter of its own, a body is tried with every
        // subject.
        let fits =
            |own: &&CopyColumn| own.variant == letter || letter.is_none() || own.variant.is_none();
        let exact = |role: Role| of(role).any(|own| own.variant == letter && letter.is_some());
        let subjects = of(Role::Subject)
            .filter(fits)
            .filter(|own| !exact(Role::Subject) || own.variant == letter);
        let subjects = subjects.map(|own| own.column).collect();
        let preview = of(Role::Preview).find(fits).map(|own| own.column);
        messages.push(MessageColumns {
            step: body.step.or(place),
            variant: letter,
            subjects,
            preview,
            body: body.column,
            direct: body.direct,
        });
    }
    // Two columns for one message, such as plain and HTML: the first is read.
    messages.order_by_key(|message| (message.step, message.variant, message.direct));
    messages.dedup_by_key(|message| (message.step, message.variant, message.direct));
    messages
}

/// The names of the columns.
pub fn names(header: &Row) -> Vec<String> {
    (0..header.width().min(MAX_COLUMNS))
        .map(|column| header.text(column).as_str().trim().to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv::Table;
    use crate::text::Text;

    /// Step, variant, columns of subjects, column of the body.
    type Shape = (Option<u32>, Option<char>, Vec<usize>, usize);

    fn found(header: &str) -> Vec<Shape> {
        let file = Text::identity(header);
        let columns = Columns::find(Table::new(&file).header(), false);
        columns.map_or(Vec::new(), |columns| {
            columns
                .messages
                .into_iter()
                .map(|own| (own.step, own.variant, own.subjects, own.body))
                .collect()
        })
    }

    #[test]
    fn columns_of_a_message_find_each_other() {
        for (header, expected) in [
            (
                "email,email_1_subject,email_1_body,EMAIL_2_BODY",
                vec![(Some(1), None, vec![1], 2), (Some(2), None, vec![], 3)],
            ),
            (
                "Subject,Body,Subject 2,Body 2",
                vec![(Some(1), None, vec![0], 1), (Some(2), None, vec![2], 3)],
            ),
            (
                "subject1,email1,subject2,email2",
                vec![(Some(1), None, vec![0], 1), (Some(2), None, vec![2], 3)],
            ),
            (
                "asunto_a,mensaje_a,asunto_b,mensaje_b",
                vec![(None, Some('a'), vec![0], 1), (None, Some('b'), vec![2], 3)],
            ),
            ("Subject A,Subject B,Body", vec![(None, None, vec![0, 1], 2)]),
            ("subject_1,subject_2,body", vec![(None, None, vec![0, 1], 2)]),
            (
                "subject,body_a,body_b",
                vec![(None, Some('a'), vec![0], 1), (None, Some('b'), vec![0], 2)],
            ),
            (
                "subject,body,followup_1,followup_2",
                vec![
                    (Some(1), None, vec![0], 1),
                    (Some(2), None, vec![], 2),
                    (Some(3), None, vec![], 3),
                ],
            ),
            ("Objet;Corps", vec![(None, None, vec![0], 1)]),
            (
                "Email 1 Subject,Email 1 Body,LinkedIn Message",
                vec![(None, None, vec![], 2), (Some(1), None, vec![0], 1)],
            ),
            ("Betreff\tNachricht", vec![(None, None, vec![0], 1)]),
            ("email1Subject,email1Body", vec![(Some(1), None, vec![0], 1)]),
            ("Company Name,Email Address,Generated Email", vec![(None, None, vec![], 2)]),
            ("first_name,personalized_message", vec![(None, None, vec![], 1)]),
        ] {
            assert_eq!(found(header), expected, "{header}");
        }
    }

    #[test]
    fn cells_tell_what_names_do_not() {
        let words = "you opened a second berth in March. Who plans the crews there now?";
        for (header, cell, bodies, expected) in [
            ("name,message", format!("Hi Ana, {words}"), false, vec![1]),
            ("company,contact,email", format!("Dear Ana, {words}"), false, vec![2]),
            ("company,email,text", format!("{{{{first_name}}}}, {words}"), false, vec![2]),
            ("name,body", words.to_string(), true, vec![1]),
            ("name,body", words.to_string(), false, vec![]),
            ("name,message", words.to_string(), true, vec![]),
            ("name,message", "Hi Ana, thanks".to_string(), true, vec![]),
            ("name,answer", format!("Hi Ana, {words}"), true, vec![]),
        ] {
            let row: Vec<String> = header
                .split(',')
                .map(|name| if header.ends_with(name) { format!("\"{cell}\"") } else { "x".into() })
                .collect();
            let file = Text::identity(format!("{header}\n{}\n", row.join(",")));
            let mut table = Table::new(&file);
            let rows: Vec<Row> = table.by_ref().collect();
            let columns = Columns::by_words(table.header(), &rows, bodies);
            assert_eq!(
                columns.map_or(Vec::new(), |columns| columns
                    .messages
                    .iter()
                    .map(|own| own.body)
                    .collect()),
                expected,
                "{header}: {cell}"
            );
        }
    }

    #[test]
    fn lists_without_copy_are_none() {
        for header in [
            "First Name,Email,Email 2,Company",
            "name,message",
            "date,message",
            "subject,date",
            "title,content",
            "email,email status",
            "",
        ] {
            assert_eq!(found(header), vec![], "{header}");
        }
    }
}
