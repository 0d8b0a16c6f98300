//! An export whose columns are known: what it can show, and what it lacks.

use super::key::{Names, key};
use super::table::{Columns, ExportRow, Shape, Table, shown};
use crate::config::Role;
use crate::source::column::{Column, Means};
use crate::text::printable;

/// How an export is read.
pub struct MappedExport<'r> {
    /// The table.
    pub table: &'r Table,
    /// Its path as reports show it.
    pub path: &'r str,
    /// What its columns are for.
    pub columns: &'r Columns,
    /// What its rows are.
    pub shape: Shape,
    /// The campaign of rows that name none.
    pub campaign: &'r str,
    /// The column that says whether recipients were dealt out at random.
    pub random: Option<usize>,
}

impl MappedExport<'_> {
    /// True when a column separates answers of machines from those of people.
    pub fn tells_automatic(&self) -> bool {
        let has = |role| self.columns.of(role).is_some();
        has(Role::Automatic) || self.shape == Shape::Sends && has(Role::Category)
    }

    /// The campaign of a row: its own, else that of the export.
    pub fn campaign_of<'t>(&'t self, row: &'t ExportRow) -> &'t str {
        let own = self.columns.of(Role::Campaign).map(|place| row.cells[place].trim());
        own.filter(|own| !own.is_empty()).unwrap_or(self.campaign)
    }

    /// The step of a row, from 1, where a column has it; `lowest` is what steps count from.
    pub fn step_of(&self, row: &ExportRow, lowest: u32) -> Result<Option<u32>, String> {
        match self.columns.of(Role::Step).map(|place| row.cells[place].trim()) {
            None => Ok(None),
            Some("") => Err("no step; left out".to_string()),
            Some(cell) => match step_number(cell) {
                Some(step) => Ok(Some(step + 1 - lowest)),
                None => Err(format!("`{}` is no step of a sequence; left out", printable(cell))),
            },
        }
    }

    /// The key of the text of a row; `names` are the columns of recipients' names.
    pub fn text_key(&self, row: &ExportRow, names: &[usize]) -> u64 {
        let cell = |role| self.columns.of(role).map_or("", |place| row.cells[place].trim());
        let names = Names::new(names.iter().map(|place| row.cells[*place].as_ref()));
        key(cell(Role::Subject), cell(Role::Text), &names)
    }

    /// The columns that hold names and addresses of recipients, which rendered texts are cleared of.
    pub fn names_of_recipients(&self) -> Vec<usize> {
        use Means::{Company, Domain, Email, First, Label, Last, Name, SayAs};
        let tells = |name: &str| {
            let means = |name: &str| Column::new(name.strip_prefix("lead_").unwrap_or(name)).means;
            [means(name), means(name.rsplit('.').next().unwrap_or_default())].iter().any(|means| {
                [First, Last, Name, Label, Email, Company, SayAs, Domain].contains(means)
            })
        };
        let named =
            self.columns.others.iter().copied().filter(|place| tells(&self.table.names[*place]));
        named.chain(self.columns.of(Role::Recipient)).collect()
    }

    /// What steps, or variants, count from: some platforms begin with 0.
    pub fn lowest(&self, role: Role) -> u32 {
        let Some(place) = self.columns.of(role) else { return 1 };
        let mut lowest = 1;
        self.table.each(&mut |row| {
            if let Some(step) = row.ok().and_then(|row| step_number(&row.cells[place])) {
                lowest = lowest.min(step);
            }
            lowest > 0
        });
        lowest
    }

    /// What an export must have and has not, in words; `copies` is how many messages of sequences other
    /// files give.
    pub fn missing(&self, copies: usize) -> Option<String> {
        let columns = self.columns;
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
        let answered = [Role::Replied, Role::Positive, Role::Status, Role::Category];
        if answered.iter().all(|role| columns.of(*role).is_none())
            && columns.of(Role::Sent).is_none()
        {
            return Some(
                "no column says when messages were sent and when answers came in, so which message an answer is to is not known"
                    .to_string(),
            );
        }
        (columns.of(Role::Text).is_none()
            && columns.of(Role::Step).is_none()
            && columns.of(Role::Variant).is_none()
            && copies > 1)
            .then(|| {
                "no column has the text, and none says which step or variant a row is".to_string()
            })
    }
}

/// The number in `2`, `2.0`, `Step 2`, `email_2`; `None` when there is none.
pub fn step_number(cell: &str) -> Option<u32> {
    let digits: String =
        cell.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    // Long numbers are ids, by which steps are separated all the same.
    digits.parse::<u64>().ok().map(|step| (step % u64::from(u32::MAX)) as u32)
}
