//! Lists as tables: CSV and TSV, with a byte order mark or without, with the block of prose that
//! some reports end with.

use super::{LeadResult, lead, row_problem};
use crate::source::Before;
use crate::source::column::Column;
use crate::source::csv::{self, Table};
use crate::text::Text;

/// Calls `each` for every row of a text, which may be a piece of a longer one.
pub fn each(text: &str, before: &Before, each: &mut dyn FnMut(LeadResult)) {
    let file = Text::identity(text);
    let mut table = Table::after(before, &file);
    let width = table.header().width();
    let repeated = csv::repeated(table.header());
    let columns: Vec<(usize, Column)> = (0..width)
        .filter(|at| !repeated.contains(at))
        .map(|at| (at, Column::new(table.header().text(at).as_str())))
        .collect();
    // A report may end with lines of prose, a cell each. Only what follows shows that they are no
    // broken rows.
    let mut short: Vec<csv::Row> = Vec::new();
    while let Some(row) = table.next() {
        if row.is_blank() {
            continue;
        }
        if let Some(problem) = table.quote_problem(&row) {
            each(Err(problem.moved(|_| row.span)));
            continue;
        }
        if width > 2 && row.width() == 1 {
            short.push(row);
            continue;
        }
        for broken in short.drain(..) {
            each(Err(row_problem(
                broken.number,
                broken.span,
                "1 cell where the header has more; left out",
            )));
        }
        if let Some(problem) = table.shape_problem(&row) {
            each(Err(problem.mild().moved(|_| row.span)));
            continue;
        }
        let cells =
            columns.iter().map(|(at, column)| (column, row.value(*at).into_owned())).collect();
        each(lead(row.number, cells).ok_or_else(|| {
            row_problem(row.number, row.span, "neither a person nor a company; left out")
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::List;
    use crate::vocabulary::FactKind;

    fn read(text: &str) -> (Vec<super::super::Lead>, Vec<String>) {
        let (mut leads, mut problems) = (Vec::new(), Vec::new());
        List::new("leads.csv", text.as_bytes()).each(|row| match row {
            Ok(lead) => leads.push(lead),
            Err(problem) => problems.push(problem.message),
        });
        (leads, problems)
    }

    #[test]
    fn exports_of_many_tools_read_alike() {
        for text in [
            "\u{feff}First Name,Last Name,Title,Company,Company Name for Emails,Email,# Employees,Technologies,Work Direct Phone\r\nMara,Lindqvist,COO,\"North Quay Terminals, Inc.\",North Quay,Mara@nq.example,120,\"SAP, Navis\",'+1 555\r\n",
            "First Name,Last Name,Email Address,Job Title,Company Name,Company Domain Name,Number of Employees,Tech Stack\nMara,Lindqvist,mara@nq.example,COO,North Quay,www.nq.example,120,\"SAP,Navis\"\n",
            "first_name\tlast_name\temail\ttitle\tcompany_name\twebsite\theadcount\ttech\nMara\tLindqvist\tmara@nq.example\tCOO\tNorth Quay\thttps://nq.example/x\t120\tSAP; Navis\n",
            "{\"firstName\":\"Mara\",\"lastName\":\"Lindqvist\",\"email\":\"mara@nq.example\",\"jobTitle\":\"COO\",\"companyName\":\"North Quay\",\"website\":\"nq.example\",\"payload\":{\"headcount\":120,\"tech\":[\"SAP\",\"Navis\"]}}\n",
        ] {
            let (leads, problems) = read(text);
            assert_eq!((leads.len(), problems.len()), (1, 0), "{text}: {problems:?}");
            let account = &leads[0].account;
            assert_eq!(
                (account.spoken_name(), account.domains[0].as_str()),
                ("North Quay", "nq.example"),
                "{text}"
            );
            assert_eq!(
                (account.people[0].name.as_str(), account.people[0].role.as_str()),
                ("Mara Lindqvist", "COO")
            );
            let facts: Vec<&str> = account.facts.iter().map(|fact| fact.text.as_str()).collect();
            assert_eq!(facts, ["120 employees", "SAP", "Navis", "COO"], "{text}");
        }
    }

    #[test]
    fn of_columns_that_share_a_name_the_first_is_read() {
        let (leads, _) = read("email,company,email\na@x.example,Orbis,b@x.example\n");
        assert_eq!(leads[0].account.people[0].email, "a@x.example");
        let told = List::new("leads.csv", b"email,company,email\n").warnings();
        assert_eq!(told[0].message, "2 columns are called `email`; the first of them is read");
        assert!(List::new("leads.jsonl", b"{\"email\": 1}\n").warnings().is_empty());
    }

    #[test]
    fn sentinels_are_nothing_and_sentences_are_facts() {
        let (leads, _) = read(
            "first_name,company,industry,hiring_signal,icebreaker\nMara,Orbis,N/A,null,You posted three night jobs in Cork.\n",
        );
        let facts = &leads[0].account.facts;
        assert_eq!((facts.len(), facts[0].kind), (1, FactKind::Other));
        assert_eq!(leads[0].values[2].1, "N/A");
    }

    #[test]
    fn broken_rows_and_footers_are_told_apart() {
        let text = "first_name,email,company\nAna,a@x.example,Orbis\nbroken\nLee,l@x.example\n,,\n,-,\nDana,d@x.example,Corvex\n\n\"Confidential - do not distribute\"\n\"Copyright (c) 2026\"\n";
        let (leads, problems) = read(text);
        assert_eq!(leads.iter().map(|lead| lead.number).collect::<Vec<_>>(), [2, 7]);
        assert_eq!(
            problems,
            [
                "row 3: 1 cell where the header has more; left out",
                "row 4: 2 cells, and the header has 3",
                "row 6: neither a person nor a company; left out"
            ]
        );
    }

    #[test]
    fn a_quote_that_stays_open_is_told_wherever_it_stands() {
        for row in ["\"Bo,Pier 7,b@p.example", "Bo,\"Pier 7,b@p.example"] {
            let rest = "Lee,Pier 8,l@p.example\n".repeat(9);
            let (leads, problems) =
                read(&format!("first_name,company,email\nAna,Pier 7,a@p.example\n{row}\n{rest}"));
            assert_eq!(
                (leads.len(), problems.as_slice()),
                (
                    1,
                    ["row 3: a quote that is never closed swallows the rest of the file"
                        .to_string()]
                    .as_slice()
                ),
                "{row}"
            );
        }
    }

    #[test]
    fn a_full_name_in_one_column_is_taken_apart() {
        let (leads, _) = read("First Name,Company\nMara Lindqvist,Orbis\n");
        assert_eq!(
            (leads[0].account.people[0].first.as_str(), leads[0].account.people[0].last.as_str()),
            ("Mara", "Lindqvist")
        );
    }
}
