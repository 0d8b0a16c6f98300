//! Columns that share a name: the first of them is read, and that is told.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Row;
use crate::fields::name;
use crate::text::{About, Problem};

/// The columns whose name an earlier one has, as merge fields have names: `First Name` and
/// `firstName` are one. Of these the first is read.
pub fn repeated(header: &Row) -> HashSet<usize> {
    let mut met = HashSet::new();
    let mut is_repeated = |column: &usize| {
        let field = field(header, *column);
        !field.is_empty() && !met.insert(field)
    };
    (0..header.width()).filter(|column| is_repeated(column)).collect()
}

/// The name of a column as a merge field has it.
fn field(header: &Row, column: usize) -> String {
    let raw = header.value(column).trim().to_string();
    Some(name::normalise(&raw)).filter(|field| !field.is_empty()).unwrap_or(raw)
}

/// A warning for each of the first names that several columns have, of those that `counts` is true
/// for.
pub fn shared_names(header: &Row, counts: impl Fn(&str) -> bool) -> Vec<Problem> {
    /// So many names are told.
    const TOLD: usize = 10;
    /// And of each so many ways in which it is written.
    const SPELT: usize = 4;
    let repeated: BTreeSet<usize> = repeated(header).into_iter().collect();
    let mut columns: HashMap<String, Vec<usize>> = HashMap::new();
    for column in 0..header.width() {
        columns.entry(field(header, column)).or_default().push(column);
    }
    let written = |column: usize| header.value(column).trim().to_string();
    // Each name once, where the second column has it.
    let names: Vec<&Vec<usize>> = repeated
        .iter()
        .filter(|column| counts(&written(**column).to_lowercase()))
        .filter_map(|column| {
            columns.get(&field(header, *column)).filter(|own| own.get(1) == Some(column))
        })
        .collect();
    let more = names.len().saturating_sub(TOLD);
    let warning = |own: &&Vec<usize>| {
        let (n, first) = (own.len(), written(own[0]).to_lowercase());
        let message = if own.iter().all(|column| written(*column).to_lowercase() == first) {
            format!("{n} columns are called `{first}`; the first of them is read")
        } else {
            let mut all: Vec<String> =
                own.iter().take(SPELT).map(|at| format!("`{}`", written(*at))).collect();
            all.extend((n > SPELT).then(|| "...".to_string()));
            let field = field(header, own[0]);
            format!(
                "{n} columns are the field `{field}` ({}); the first of them is read",
                all.join(", ")
            )
        };
        let hint = match more {
            0 => "give each column a name of its own".to_string(),
            more => format!("give each column a name of its own; {more} more are shared"),
        };
        Problem::warning(header.place(), message).hint(hint).about(About::SharedColumns)
    };
    names.iter().take(TOLD).map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv::Table;
    use crate::text::Text;

    #[test]
    fn columns_that_share_a_name_are_told() {
        let file = Text::identity("email,body,Body ,,,body,subject,subject\n");
        let table = Table::new(&file);
        assert_eq!(repeated(table.header()), HashSet::from([2, 5, 7]));
        let told = shared_names(table.header(), |name| name != "subject");
        assert_eq!(
            told.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(),
            ["3 columns are called `body`; the first of them is read"]
        );
        assert_eq!(told[0].about, About::SharedColumns);
    }

    #[test]
    fn columns_of_one_field_are_told_as_they_are_written() {
        let file = Text::identity("First Name,%,firstName,Company,company_name,&\n");
        let table = Table::new(&file);
        assert_eq!(repeated(table.header()), HashSet::from([2]));
        assert_eq!(
            shared_names(table.header(), |_| true)[0].message,
            "2 columns are the field `first_name` (`First Name`, `firstName`); the first of them is read"
        );
    }
}
