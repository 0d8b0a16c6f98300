//! An export whose columns are known.

use super::table::{Columns, Shape, Table};

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
