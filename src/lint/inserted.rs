//! What a row writes into the fields of a template, seen in its message: lines of copy, and what a
//! merge left where the row has nothing.

use crate::account::{Account, Fact};
use crate::analysis::{Analysis, FactUse, Status};
use crate::fields::Field;
use crate::text::Span;

/// Puts what a merge left in the text among its fields, which come in order.
pub(super) fn add_left_over(fields: &mut Vec<Field>, span: Span) {
    let at = fields.partition_point(|field| field.span.start < span.start);
    if !fields.iter().any(|field| field.span.overlaps(span)) {
        fields.insert(at, Field::left_over(span));
    }
}

/// The account without those facts that the message itself inserts and draws nothing from: such a
/// line is copy, and is judged as such. What other rows get too stays, so that it is told. `None`
/// when there is none.
pub(super) fn without_copy(draft: &Analysis, copied: &[String]) -> Option<Account> {
    let facts = draft.facts.as_ref()?;
    let is_copy = |(fact, used): (&Fact, &FactUse)| {
        used.status != Status::Used
            && !fact.implied
            && fact.shared == 0
            && copied.contains(&fact.text)
    };
    let copy: Vec<bool> = facts.all().map(is_copy).collect();
    if !copy.contains(&true) {
        return None;
    }
    let mut account = Account::clone(&facts.account);
    let mut copy = copy.into_iter();
    account.facts.retain(|_| copy.next() == Some(false));
    Some(account)
}
