//! From exports to counts: every distinct text, where it was sent, what came of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::events::SentRows;
use super::join::{self, Messages, Waiting};
use super::key::{Names, key};
use super::label;
use super::mapped::MappedExport;
use super::message;
use super::outcome::{self, Tally};
use super::provider::Provider;
use super::random::says_random;
use super::table::{ExportRow, RowProblem, Shape};
use super::thread::Threads;
use crate::account::Date;
use crate::config::Role;

/// A text that was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Its subject line, as first met.
    pub subject: String,
    /// Its words, as first met.
    pub body: String,
    /// Its step, from 1.
    pub step: u32,
    /// Where it was first met: a row, a variant of a campaign, a step of a file.
    pub name: String,
    /// It was read from a row of one recipient, so that no field of it is open.
    pub rendered: bool,
}

/// Where texts are comparable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stratum {
    /// The campaign; empty when nothing says.
    pub campaign: String,
    /// The step of its sequence, from 1.
    pub step: u32,
    /// The recipients' provider.
    pub provider: Provider,
    /// The list; empty when nothing says.
    pub list: String,
    /// Whether its recipients were dealt out at random, where a column says.
    pub random: bool,
}

/// At most this many problems are kept; the others are counted.
pub const KEPT: usize = 200;

/// All that was read.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Distinct texts.
    pub texts: Vec<Sent>,
    /// Strata, in the order in which they were met.
    pub strata: Vec<Stratum>,
    /// What a text did in a stratum: numbers of stratum and text.
    pub cells: BTreeMap<(usize, usize), Tally>,
    /// Rows not used, the first of them.
    pub problems: Vec<RowProblem>,
    /// How many there are.
    pub faults: usize,
    /// Rows that were joined with an earlier one of their message.
    pub joined: usize,
    /// Rows read.
    pub rows: usize,
    /// Answers by machines can be separated from those of people.
    pub tells_automatic: bool,
    /// The exports have interest.
    pub tells_interest: bool,
    /// The exports count meetings.
    pub tells_meetings: bool,
    /// Columns of opens and clicks that were left alone.
    pub tracked: Vec<String>,
    /// Columns that hold labels of automatic replies and were not read.
    pub unread_labels: BTreeSet<String>,
    /// Rows of an export that says neither the campaign nor the step of its messages.
    pub unplaced: usize,
    /// Messages by day.
    pub days: BTreeMap<i64, u64>,
    by_key: HashMap<u64, usize>,
    by_stratum: HashMap<Stratum, usize>,
    messages: Messages,
}

/// A row that says what became of a message that no row says was sent.
const UNSENT: &str = "an answer, and nothing that says that the message was sent; left out";
const NO_TEXT: &str = "no text; left out";

/// What is wrong with a row whose recipient got another text, by another row.
fn other_text(reading: &MappedExport) -> String {
    let step = match reading.columns.of(Role::Step) {
        Some(_) => "",
        None => "; no column says the step, which `map: { step: COLUMN }` in germane.yaml names",
    };
    format!(
        "another row has another text for this recipient in the same campaign and step, where a recipient counts once; left out{step}"
    )
}

/// The text of a row that has none of its own: by campaign, step and variant.
pub type Copies<'c> = dyn Fn(&str, u32, &str) -> Result<Sent, String> + 'c;

/// What is known of an export before its rows are added.
struct RowContext<'c> {
    reading: &'c MappedExport<'c>,
    copies: &'c Copies<'c>,
    /// The columns that hold names and addresses of recipients.
    names: &'c [usize],
    threads: Option<Threads>,
    sent_rows: SentRows,
    /// What steps count from.
    lowest: u32,
}

impl Gathered {
    /// Adds the rows of an export; `copies` gives the texts of those that have none.
    pub fn add(&mut self, reading: &MappedExport, copies: &Copies) {
        let columns = reading.columns;
        let has = |role| columns.of(role).is_some();
        self.tells_automatic |= reading.tells_automatic();
        self.tells_interest |= has(Role::Positive) || has(Role::Category);
        self.tells_meetings |= has(Role::Meeting) || has(Role::Category);
        self.tracked.extend(
            columns
                .tracked
                .iter()
                .filter(|name| !self.tracked.contains(name))
                .cloned()
                .collect::<Vec<_>>(),
        );
        let threads = Threads::read(reading);
        let names = reading.names_of_recipients();
        let lowest = reading.lowest(Role::Step);
        let sent_rows = SentRows::read(reading, &names, lowest);
        let context = RowContext { reading, copies, names: &names, threads, sent_rows, lowest };
        if let Some(doubt) = context.threads.as_ref().and_then(Threads::doubt) {
            self.note(reading.path, doubt);
        }
        // What is odd of a row that follows: one fault, with what else is wrong of it.
        let mut odd: Option<RowProblem> = None;
        reading.table.each(&mut |row| {
            match row {
                Err(problem) if problem.used => odd = Some(problem),
                Err(problem) => {
                    self.rows += 1;
                    self.note(reading.path, problem);
                }
                Ok(row) => {
                    self.rows += 1;
                    let read = self.row(&context, &row);
                    let odd = odd
                        .take()
                        .map(|odd| odd.message)
                        .filter(|odd| !self.messages.is_odd(row.number, odd));
                    self.note_row(reading.path, row.number, odd, read.err());
                }
            }
            true
        });
        self.messages.in_file(reading.path);
    }

    /// Gives the rows that wait to their messages, which any of the files may have.
    pub fn settle(&mut self) {
        for Waiting { path, key, row, said, alone, odd } in self.messages.waiting() {
            let alone = if self.join(key, said) { None } else { alone.map(str::to_string) };
            self.note_row(&path, row, odd, alone);
        }
    }

    /// Notes what is odd of a row and why it was not used, as one fault.
    fn note_row(&mut self, path: &str, row: usize, odd: Option<String>, why: Option<String>) {
        let used = why.is_none();
        let message = odd.into_iter().chain(why).collect::<Vec<_>>().join("; ");
        if !message.is_empty() {
            self.note(path, RowProblem { used, ..RowProblem::new(row, message) });
        }
    }

    /// Adds what a row says of a message that was counted; false when none was.
    fn join(&mut self, key: u64, said: message::Message) -> bool {
        let Some((cell, [before, now])) = self.messages.join(key, said) else { return false };
        self.joined += 1;
        let tally = self.cells.entry(cell).or_default();
        tally.remove(&before);
        tally.add(&now);
        true
    }

    /// Notes that a row was not used.
    pub fn note(&mut self, path: &str, problem: RowProblem) {
        self.faults += 1;
        if self.problems.len() < KEPT {
            self.problems.push(RowProblem {
                path: path.to_string(),
                message: crate::text::sentence(problem.message),
                ..problem
            });
        }
    }

    fn row(&mut self, context: &RowContext, row: &ExportRow) -> Result<(), String> {
        let RowContext { reading, copies, names, sent_rows, lowest, .. } = context;
        let threads = context.threads.as_ref();
        let cell = |role| reading.columns.of(role).map_or("", |place| row.cells[place].trim());
        if let Some(threads) = threads.filter(|threads| threads.came_in(row)) {
            return threads.fault(row);
        }
        let answered = threads.map(|threads| threads.answered(row)).transpose()?;
        let said = match reading.shape {
            Shape::Counts => None,
            Shape::Sends => message::message(reading.columns, &row.cells, answered)?,
        };
        let tally = match reading.shape {
            Shape::Counts => outcome::counts(reading.columns, &row.cells)?,
            Shape::Sends => said.map(message::Message::tally),
        };
        let Some(mut tally) = tally else { return Ok(()) };
        self.note_unread_labels(reading, row, &tally);
        let step = reading.step_of(row, *lowest)?;
        let step = step.or_else(|| threads.and_then(|threads| threads.step(row)));
        let campaign = reading.campaign_of(row);
        let variant = cell(Role::Variant);
        let provider = Provider::named(cell(Role::Provider))
            .unwrap_or_else(|| Provider::of_address(cell(Role::Recipient)));
        let random =
            reading.random.is_some_and(|place| says_random(&row.cells[place]) == Some(true));
        self.unplaced += usize::from(campaign.is_empty() && step.is_none());
        let step = step.unwrap_or(1);
        let stratum = Stratum {
            campaign: campaign.to_string(),
            step,
            provider,
            list: cell(Role::List).to_string(),
            random,
        };
        let recipient = cell(Role::Recipient);
        let own = said
            .filter(|_| !recipient.is_empty())
            .map(|said| (join::key(campaign, step, recipient), said));
        let is_answer = own.is_some_and(|(key, _)| sent_rows.is_answer(reading, row, key));
        // What another row has of the message may be all that is missing.
        let has_text =
            !is_answer && !cell(Role::Text).is_empty() || reading.columns.of(Role::Text).is_none();
        let was_sent = said.is_none_or(|said| said.delivered || said.bounced);
        let answered = said.is_some_and(|said| said.counted);
        let alone = match (was_sent, has_text) {
            (false, _) => answered.then_some(UNSENT),
            (true, false) => Some(NO_TEXT),
            (true, true) => None,
        };
        if !(was_sent && has_text) {
            return match (own, alone) {
                (Some((key, said)), alone) => {
                    self.messages.wait(Waiting {
                        path: Arc::default(),
                        key,
                        row: row.number,
                        said,
                        alone,
                        odd: None,
                    });
                    Ok(())
                }
                (None, Some(why)) => Err(why.to_string()),
                (None, None) => Ok(()),
            };
        }
        let (known, sent) = match cell(Role::Text) {
            "" => {
                let sent = copies(campaign, step, variant)?;
                (key(&sent.subject, &sent.body, &Names::default()), sent)
            }
            body => {
                let sent = Sent {
                    subject: cell(Role::Subject).to_string(),
                    body: body.to_string(),
                    step,
                    name: match (campaign, variant) {
                        (_, "") => format!("row {}", row.number),
                        ("", variant) => format!("variant {variant}"),
                        (campaign, variant) => format!("{campaign} variant {variant}"),
                    },
                    rendered: reading.shape == Shape::Sends,
                };
                (reading.text_key(row, names), sent)
            }
        };
        if own.is_some_and(|(own, _)| sent_rows.is_doubtful(reading, row, own, known)) {
            return Err(other_text(reading));
        }
        if let Some((own, said)) = own
            && let Some(first) = self.messages.text(own)
        {
            if self.by_key.get(&known) == Some(&first) {
                self.join(own, said);
                return Ok(());
            }
            return Err(other_text(reading));
        }
        let text = self.text(known, sent);
        if let Some(day) = Date::parse(cell(Role::Sent)).filter(|_| reading.shape == Shape::Sends) {
            *self.days.entry(day.days()).or_default() += tally.delivered;
        }
        let stratum = *self.by_stratum.entry(stratum).or_insert_with_key(|stratum| {
            self.strata.push(stratum.clone());
            self.strata.len() - 1
        });
        if let Some(message) = tally.bound_interest() {
            self.note(
                reading.path,
                RowProblem { used: true, ..RowProblem::new(row.number, message) },
            );
        }
        self.cells.entry((stratum, text)).or_default().add(&tally);
        if let Some((key, said)) = own {
            self.messages.insert(key, (stratum, text), said);
        }
        Ok(())
    }

    /// Notes which columns, of those that nothing is known of, say that a machine answered.
    fn note_unread_labels(&mut self, reading: &MappedExport, row: &ExportRow, tally: &Tally) {
        if tally.counted == 0 || reading.tells_automatic() {
            return;
        }
        // Of a wide table most cells are empty.
        for place in reading.columns.others.iter().filter(|at| !row.cells[**at].is_empty()) {
            let name = &reading.table.names[*place];
            if !self.unread_labels.contains(name) && label::says_automatic(&row.cells[*place]) {
                self.unread_labels.insert(name.clone());
            }
        }
    }

    fn text(&mut self, key: u64, sent: Sent) -> usize {
        *self.by_key.entry(key).or_insert_with(|| {
            self.texts.push(sent);
            self.texts.len() - 1
        })
    }

    /// Everything added up.
    pub fn total(&self) -> Tally {
        self.cells.values().fold(Tally::default(), |mut sum, tally| {
            sum.add(tally);
            sum
        })
    }
}
