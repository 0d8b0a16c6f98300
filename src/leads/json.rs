//! Lists as JSON: an object a line, or one array of objects. Objects inside are read as if their
//! keys stood outside.

use serde_json::{Map, Value};

use super::{LeadResult, lead, row_problem};
use crate::source::column::Column;
use crate::text::Span;

/// Calls `each` for every row of a text; `before` is how many lines of the file precede it.
pub fn each(text: &str, before: usize, each: &mut dyn FnMut(LeadResult)) {
    let body = text.trim_start_matches('\u{feff}');
    if body.trim_start().starts_with('[') {
        match serde_json::from_str::<Vec<Value>>(body) {
            Ok(rows) => rows
                .iter()
                .enumerate()
                .for_each(|(at, value)| each(row(at + 1, Span::default(), value))),
            Err(error) => each(Err(row_problem(error.line(), Span::default(), &error.to_string()))),
        }
        return;
    }
    let mut at = text.len() - body.len();
    for (number, line) in (before + 1..).zip(body.split_inclusive('\n')) {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        each(match serde_json::from_str(line) {
            Ok(value) => row(number, span, &value),
            Err(error) => Err(row_problem(number, span, &format!("not JSON: {error}"))),
        });
    }
}

fn row(number: usize, span: Span, value: &Value) -> LeadResult {
    let Some(object) = value.as_object() else {
        return Err(row_problem(number, span, "no object; left out"));
    };
    let mut cells = Vec::new();
    flatten(object, 0, &mut cells);
    let columns: Vec<(Column, String)> =
        cells.into_iter().map(|(name, value)| (Column::new(&name), value)).collect();
    let cells = columns.iter().map(|(column, value)| (column, value.clone())).collect();
    lead(number, cells)
        .ok_or_else(|| row_problem(number, span, "neither a person nor a company; left out"))
}

/// Deeper objects are no data of a person.
const MAX_DEPTH: usize = 3;

fn flatten(object: &Map<String, Value>, depth: usize, cells: &mut Vec<(String, String)>) {
    for (name, value) in object {
        match value {
            Value::String(text) => cells.push((name.clone(), text.clone())),
            Value::Number(number) => cells.push((name.clone(), number.to_string())),
            Value::Array(items) => {
                let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                cells.push((name.clone(), items.join(", ")));
            }
            // An object under `company` names the company, whatever its own keys are called.
            Value::Object(inner) if depth < MAX_DEPTH => {
                let before = cells.len();
                flatten(inner, depth + 1, cells);
                let named = ["company", "organization", "account"].contains(&name.as_str());
                cells[before..]
                    .iter_mut()
                    .filter(|(own, _)| named && own == "name")
                    .for_each(|(own, _)| *own = "company".into());
            }
            Value::Object(_) | Value::Bool(_) | Value::Null => {}
        }
    }
}
