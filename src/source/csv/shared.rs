//! Columns that share a name: the first of them is read, and that is told.

use std::collections::{HashMap, HashSet};

use super::Row;
use crate::text::{About, Problem};

/// The columns whose name an earlier one has, but for case and blanks: of these the first is read.
pub fn repeated(header: &Row) -> HashSet<usize> {
    let mut met = HashSet::new();
    let mut is_repeated = |column: &usize| {
        let name = header.value(*column).trim().to_lowercase();
        !name.is_empty() && !met.insert(name)
    };
    (0..header.width()).filter(|column| is_repeated(column)).collect()
}

/// A warning for each of the first names that several columns have, of those that `counts` is true
/// for.
pub fn shared_names(header: &Row, counts: impl Fn(&str) -> bool) -> Vec<Problem> {
    /// So many names are told.
    const TOLD: usize = 10;
    let (repeated, mut times) = (repeated(header), HashMap::<String, usize>::new());
    let mut names: Vec<String> = Vec::new();
    for column in (0..header.width()).filter(|column| repeated.contains(column)) {
        let name = header.value(column).trim().to_lowercase();
        let known = times.entry(name.clone()).or_insert(1);
        if *known == 1 && counts(&name) {
            names.push(name);
        }
        *known += 1;
    }
    let more = names.len().saturating_sub(TOLD);
    let warning = |name: &String| {
        let message =
            format!("{} columns are called `{name}`; the first of them is read", times[name]);
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
}
