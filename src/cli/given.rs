//! What `check` is given beside its files: an account, a list, what is known or has changed.

use std::path::Path;

use super::filter::{self, ReportFilter};
use super::leads::{self, GivenList};
use crate::account::Account;
use crate::yaml::Broken;

/// What a check is given beside its files.
pub struct Given {
    /// The account that drafts are compared with.
    pub account: Option<Account>,
    /// The list that templates are checked with.
    pub list: Option<GivenList>,
    /// What is left out of the report.
    pub filter: ReportFilter,
}

impl Given {
    /// Reads all of it; or says what cannot be used.
    pub fn read(
        account: Option<&Path>,
        list: Option<&Path>,
        filter: &filter::Args,
    ) -> Result<Self, Vec<Broken>> {
        Ok(Given {
            account: account.map(leads::account).transpose()?,
            list: list.map(leads::list).transpose()?,
            filter: ReportFilter::new(filter)?,
        })
    }
}
