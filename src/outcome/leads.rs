//! What the rows of a lead list make of a template.

use serde::Serialize;

use crate::leads::Oddity;

/// What the rows of a list make of a template.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeadsReport {
    /// The list.
    pub list: String,
    /// Rows that were judged.
    pub rows: usize,
    /// Rows that could not be used.
    pub left_out: usize,
    /// Score of the row in the middle.
    pub median: Option<f64>,
    /// Lowest score.
    pub lowest: Option<f64>,
    /// Highest score.
    pub highest: Option<f64>,
    /// Rows by score: below 10, below 20, and so on.
    pub distribution: [usize; 10],
    /// Rows of which the message has an error.
    pub with_errors: usize,
    /// The fields that some row has nothing good for.
    pub fields: Vec<FieldUse>,
    /// Rows whose data other rows share.
    pub shared: usize,
    /// The lowest rows.
    pub worst: Vec<RowScore>,
}

/// A field, and the rows that have nothing good for it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldUse {
    /// Its name.
    pub field: String,
    /// What is wrong.
    pub problem: Oddity,
    /// In how many rows.
    pub rows: usize,
    /// The first of them.
    pub examples: Vec<usize>,
}

/// A row and its score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowScore {
    /// Its number.
    pub row: usize,
    /// The person and the company.
    pub who: String,
    /// The score; `None` when there was too little to judge.
    pub score: Option<f64>,
    /// The rules that found an error, then those that took most.
    pub rules: Vec<String>,
}
