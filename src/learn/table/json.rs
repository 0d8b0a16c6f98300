//! JSON as rows: an object a line, an array of objects, or such an array somewhere inside of what
//! an interface answers.
//!
//! What stands beside the array (a campaign's name beside its steps) applies to each of its rows.
//! Objects inside of a row are read as if their keys stood outside, behind the name of the object.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use super::{ExportRow, RowProblem};

/// Names and values.
type Cells = Vec<(String, String)>;
type Object<'j> = BTreeMap<String, &'j RawValue>;

/// Objects that only wrap others: their names say nothing.
const WRAPPERS: &[&str] = &[
    "attributes",
    "properties",
    "data",
    "stats",
    "counts",
    "fields",
    "analytics",
    "statistics",
    "metrics",
];
/// Arrays of the rows, by the names that interfaces give them.
const ROWS: &[&str] = &[
    "data",
    "items",
    "results",
    "records",
    "rows",
    "steps",
    "sequence_steps",
    "variants",
    "activities",
];
/// No value of a row is nested deeper.
const DEEP: usize = 8;

/// True for a text that can only be JSON.
pub fn is_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with(['{', '['])
}

/// What is wrong with a text that is neither one JSON document nor an object a line.
pub fn fault(text: &str) -> Option<String> {
    let body = text.trim_start_matches('\u{feff}').trim();
    let error = serde_json::from_str::<&RawValue>(body).err()?;
    let first = body.lines().next().unwrap_or_default();
    serde_json::from_str::<Object>(first).is_err().then(|| format!("not JSON: {error}"))
}

/// Names of the columns of the first rows.
pub fn names(text: &str, few: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut known = std::collections::HashSet::new();
    let mut left = few;
    walk(text, 0, &mut |row| {
        for (name, _) in row.map(|(_, cells)| cells).unwrap_or_default() {
            if known.insert(name.clone()) {
                names.push(name);
            }
        }
        left -= 1;
        left > 0
    });
    names
}

/// Calls `each` for every row of a text, until it gives false; `before` is how many lines of the
/// file precede it.
pub fn each(
    text: &str,
    before: usize,
    names: &[String],
    each: &mut dyn FnMut(Result<ExportRow, RowProblem>) -> bool,
) -> bool {
    let places: HashMap<&str, usize> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    walk(text, before, &mut |row| match row {
        Err(fault) => each(Err(fault)),
        Ok((number, cells)) => {
            let mut row = ExportRow { number, cells: vec![Cow::Borrowed(""); names.len()] };
            for (name, value) in cells {
                if let Some(place) = places.get(name.as_str()) {
                    row.cells[*place] = Cow::Owned(value);
                }
            }
            each(Ok(row))
        }
    })
}

type RowCallback<'e> = dyn FnMut(Result<(usize, Cells), RowProblem>) -> bool + 'e;

fn walk(text: &str, before: usize, each: &mut RowCallback) -> bool {
    let body = text.trim_start_matches('\u{feff}').trim();
    if let Ok(whole) = serde_json::from_str::<&RawValue>(body) {
        return records(whole, &Cells::new(), 0, &mut 0, each);
    }
    // A log, an object a line; of a broken document no line is JSON.
    for (number, line) in
        (before + 1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
    {
        let line = line.trim_start_matches('\u{feff}').trim();
        let row = match serde_json::from_str::<Object>(line) {
            Ok(object) => Ok((number, cells(&object))),
            Err(error) => Err(RowProblem::new(number, format!("no JSON object ({error})"))),
        };
        if !each(row) {
            return false;
        }
    }
    true
}

/// The rows in a value. `around` is what stands beside it.
fn records(
    value: &RawValue,
    around: &Cells,
    depth: usize,
    number: &mut usize,
    each: &mut RowCallback,
) -> bool {
    let raw = value.get();
    if raw.starts_with('[') && depth < DEEP {
        let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
        return items.into_iter().all(|item| records(item, around, depth + 1, number, each));
    }
    let Ok(object) = serde_json::from_str::<Object>(raw) else {
        *number += 1;
        return each(Err(RowProblem::new(*number, "no object")));
    };
    // What is called so, or is most of the object, is what the object is there for.
    let inner = object.iter().filter(|(_, value)| {
        value.get().starts_with('[') && value.get()[1..].trim_start().starts_with('{')
    });
    let inner = inner
        .max_by_key(|(_, value)| value.get().len())
        .filter(|(name, value)| ROWS.contains(&name.as_str()) || 2 * value.get().len() > raw.len());
    if let Some((name, array)) = inner.filter(|_| depth < DEEP) {
        let mut beside = around.clone();
        let wraps = WRAPPERS.contains(&name.as_str());
        for (own, value) in &object {
            // `name` beside the steps of a campaign is the campaign's.
            let own = if own == "name" && !wraps { "campaign_name" } else { own };
            if own != name {
                flatten(own, value, 0, &mut beside);
            }
        }
        return records(array, &beside, depth + 1, number, each);
    }
    *number += 1;
    let mut own = around.clone();
    own.extend(cells(&object));
    each(Ok((*number, own)))
}

fn cells(object: &Object) -> Cells {
    let mut cells = Cells::new();
    object.iter().for_each(|(name, value)| flatten(name, value, 0, &mut cells));
    cells
}

fn flatten(name: &str, value: &RawValue, depth: usize, cells: &mut Cells) {
    let raw = value.get();
    match raw.as_bytes().first() {
        Some(b'"') => {
            cells.extend(serde_json::from_str(raw).ok().map(|text| (name.to_string(), text)))
        }
        Some(b'{') if depth < DEEP => {
            let inner: Object = serde_json::from_str(raw).unwrap_or_default();
            for (own, value) in inner {
                let wraps = value.get().starts_with('{') && WRAPPERS.contains(&own.as_str());
                let inside = if WRAPPERS.contains(&name) {
                    own
                } else if wraps {
                    name.to_string()
                } else {
                    format!("{name}.{own}")
                };
                flatten(&inside, value, depth + 1, cells);
            }
        }
        Some(b'[' | b'{' | b'n') | None => {}
        Some(_) => cells.push((name.to_string(), raw.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let names = names(text, 100);
        let mut rows = vec![names.clone()];
        each(text, 0, &names, &mut |row| {
            rows.push(row.map_or_else(
                |fault| vec![format!("row {}: {}", fault.row, fault.message)],
                |row| row.cells.iter().map(|cell| cell.to_string()).collect(),
            ));
            true
        });
        rows
    }

    #[test]
    fn arrays_are_found_wherever_they_are() {
        let page = r#"{"total_stats": "2", "data": [{"a": "x", "b": 1}, {"a": "y", "b": null}], "offset": 0}"#;
        assert_eq!(
            rows(page),
            [["offset", "total_stats", "a", "b"], ["0", "2", "x", "1"], ["0", "2", "y", ""]]
                .map(|row| row.map(String::from).to_vec())
        );
        let nested =
            r#"[{"name": "Ports", "steps": [{"step": 1, "sent": 10}, {"step": 2, "sent": 9}]}]"#;
        assert_eq!(rows(nested)[1], ["Ports", "10", "1"]);
        let api = r#"{"data": [{"id": 7, "attributes": {"deliverCount": 5}, "relationships": {"template": {"data": {"id": 3}}}}]}"#;
        assert_eq!(rows(api)[0], ["deliverCount", "id", "relationships.template.id"]);
    }

    #[test]
    fn a_line_that_is_no_object_is_said() {
        assert_eq!(
            rows("{\"a\": 1}\nnonsense\n{\"a\": 2}\n")[2],
            ["row 2: no JSON object (expected ident at line 1 column 2)"]
        );
        assert!(rows("[1, {\"a\": 1}]").iter().flatten().any(|cell| cell == "row 1: no object"));
        assert_eq!(rows("").len(), 1);
    }
}
