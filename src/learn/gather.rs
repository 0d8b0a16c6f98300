//! From exports to counts: every distinct text, where it was sent, what came of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use super::key::{Names, key};
use super::label;
use super::mapped::MappedExport;
use super::outcome::{self, Tally};
use super::provider::Provider;
use super::table::{ExportRow, RowProblem, Shape, shown};
use super::thread::Threads;
use crate::account::Date;
use crate::config::{Role, plain};
use crate::draft::Address;
use crate::source::column::{Column, Means};

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
    /// Rows of one recipient that stand there twice.
    pub repeated: usize,
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
    recipients: HashSet<u64>,
}

/// The text of a row that has none of its own: by campaign, step and variant.
pub type Copies<'c> = dyn Fn(&str, u32, &str) -> Result<Sent, String> + 'c;

impl Gathered {
    /// Adds the rows of an export; `copies` gives the texts of those that have none.
    pub fn add(&mut self, reading: &MappedExport, copies: &Copies) {
        let columns = reading.columns;
        let has = |role| columns.of(role).is_some();
        self.tells_automatic |= tells_automatic(reading);
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
        let names = names_of_recipients(reading);
        let lowest = lowest(reading, Role::Step);
        reading.table.each(&mut |row| {
            match row {
                Err(problem) => {
                    self.rows += usize::from(!problem.used);
                    self.note(reading.path, problem);
                }
                Ok(row) => {
                    self.rows += 1;
                    if let Err(why) =
                        self.row(reading, copies, &row, &names, threads.as_ref(), lowest)
                    {
                        self.note(reading.path, RowProblem::new(row.number, why));
                    }
                }
            }
            true
        });
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

    fn row(
        &mut self,
        reading: &MappedExport,
        copies: &Copies,
        row: &ExportRow,
        names: &[usize],
        threads: Option<&Threads>,
        lowest: u32,
    ) -> Result<(), String> {
        let cell = |role| reading.columns.of(role).map_or("", |place| row.cells[place].trim());
        if threads.is_some_and(|threads| threads.came_in(row)) {
            return Ok(());
        }
        let answered = threads.map(|threads| threads.answered(row));
        let Some(tally) = outcome::read(reading.columns, reading.shape, &row.cells, answered)?
        else {
            return Ok(());
        };
        self.note_unread_labels(reading, row, &tally);
        let step = match cell(Role::Step) {
            _ if reading.columns.of(Role::Step).is_none() => 1,
            "" => return Err("no step; left out".to_string()),
            step => {
                step_number(step).ok_or_else(|| {
                    format!("`{}` is no step of a sequence; left out", crate::text::printable(step))
                })? + 1
                    - lowest
            }
        };
        let campaign =
            Some(cell(Role::Campaign)).filter(|own| !own.is_empty()).unwrap_or(reading.campaign);
        let variant = cell(Role::Variant);
        let provider = Provider::named(cell(Role::Provider))
            .unwrap_or_else(|| Provider::of_address(cell(Role::Recipient)));
        let random = reading.random.is_some_and(|place| is_random(&row.cells[place]));
        self.unplaced +=
            usize::from(campaign.is_empty() && reading.columns.of(Role::Step).is_none());
        let stratum = Stratum {
            campaign: campaign.to_string(),
            step,
            provider,
            list: cell(Role::List).to_string(),
            random,
        };
        let text = match cell(Role::Text) {
            "" if reading.columns.of(Role::Text).is_some() => {
                return Err("no text; left out".to_string());
            }
            "" => {
                let sent = copies(campaign, step, variant)?;
                self.text(key(&sent.subject, &sent.body, &Names::default()), || sent)
            }
            body => {
                let subject = cell(Role::Subject);
                let names = Names::new(names.iter().map(|place| row.cells[*place].as_ref()));
                self.text(key(subject, body, &names), || Sent {
                    subject: subject.to_string(),
                    body: body.to_string(),
                    step,
                    name: match (campaign, variant) {
                        (_, "") => format!("row {}", row.number),
                        ("", variant) => format!("variant {variant}"),
                        (campaign, variant) => format!("{campaign} variant {variant}"),
                    },
                    rendered: reading.shape == Shape::Sends,
                })
            }
        };
        let recipient = cell(Role::Recipient);
        if reading.shape == Shape::Sends && !recipient.is_empty() {
            let key = (campaign, step, Address::in_cell(recipient));
            if !self.recipients.insert(FixedState::default().hash_one(key)) {
                self.repeated += 1;
                return Ok(());
            }
        }
        if let Some(day) = Date::parse(cell(Role::Sent)).filter(|_| reading.shape == Shape::Sends) {
            *self.days.entry(day.days()).or_default() += tally.delivered;
        }
        let stratum = *self.by_stratum.entry(stratum).or_insert_with_key(|stratum| {
            self.strata.push(stratum.clone());
            self.strata.len() - 1
        });
        self.cells.entry((stratum, text)).or_default().add(&tally);
        Ok(())
    }

    /// Notes which columns, of those that nothing is known of, say that a machine answered.
    fn note_unread_labels(&mut self, reading: &MappedExport, row: &ExportRow, tally: &Tally) {
        if tally.counted == 0 || tells_automatic(reading) {
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

    fn text(&mut self, key: u64, make: impl FnOnce() -> Sent) -> usize {
        *self.by_key.entry(key).or_insert_with(|| {
            self.texts.push(make());
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

/// True when a column separates answers of machines from those of people.
fn tells_automatic(reading: &MappedExport) -> bool {
    let has = |role| reading.columns.of(role).is_some();
    has(Role::Automatic) || reading.shape == Shape::Sends && has(Role::Category)
}

/// The columns that hold names and addresses of recipients, which rendered texts are cleared of.
fn names_of_recipients(reading: &MappedExport) -> Vec<usize> {
    use Means::{Company, Domain, Email, First, Label, Last, Name, SayAs};
    let tells = |name: &str| {
        let means = |name: &str| Column::new(name.strip_prefix("lead_").unwrap_or(name)).means;
        [means(name), means(name.rsplit('.').next().unwrap_or_default())]
            .iter()
            .any(|means| [First, Last, Name, Label, Email, Company, SayAs, Domain].contains(means))
    };
    let named =
        reading.columns.others.iter().copied().filter(|place| tells(&reading.table.names[*place]));
    named.chain(reading.columns.of(Role::Recipient)).collect()
}

/// What steps, or variants, count from: some platforms begin with 0.
pub fn lowest(reading: &MappedExport, role: Role) -> u32 {
    let Some(place) = reading.columns.of(role) else { return 1 };
    let mut lowest = 1;
    reading.table.each(&mut |row| {
        if let Some(step) = row.ok().and_then(|row| step_number(&row.cells[place])) {
            lowest = lowest.min(step);
        }
        lowest > 0
    });
    lowest
}

/// The number in `2`, `2.0`, `Step 2`, `email_2`; `None` when there is none.
fn step_number(cell: &str) -> Option<u32> {
    let digits: String =
        cell.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    // Long numbers are ids, by which steps are separated all the same.
    digits.parse::<u64>().ok().map(|step| (step % u64::from(u32::MAX)) as u32)
}

fn is_random(cell: &str) -> bool {
    ["true", "yes", "y", "1", "random", "randomised", "randomized", "ab"]
        .contains(&plain(cell).as_str())
}

/// What an export must have and has not, in words; `copies` is how many messages of sequences other
/// files give.
pub fn missing(reading: &MappedExport, copies: usize) -> Option<String> {
    let columns = reading.columns;
    if !columns.has_outcome() {
        let tracked: Vec<String> = columns.tracked.iter().map(|name| shown(name)).collect();
        return Some(match tracked.is_empty() {
            true => "no column says what was answered".to_string(),
            false => format!(
                "only opens and clicks ({}), which are refused: mail programs load the picture of a tracker and filters follow links, so they count machines",
                tracked.join(", ")
            ),
        });
    }
    if columns.of(Role::Text).is_none() && copies == 0 {
        return Some(
            "no column has the text, and no other file has it; name the sequence file too, so that the text of each step and variant is found"
                .to_string(),
        );
    }
    (columns.of(Role::Text).is_none()
        && columns.of(Role::Step).is_none()
        && columns.of(Role::Variant).is_none()
        && copies > 1)
        .then(|| "no column has the text, and none says which step or variant a row is".to_string())
}
