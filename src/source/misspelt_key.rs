//! Misspelt keys: the known key that an unknown one is close to.

use std::collections::HashMap;

use crate::text::closest;

/// The key that another one is nearly. Items of a list share their keys: each is compared once.
pub fn key(
    name: String,
    known: &[&'static str],
    keys: &mut HashMap<String, Option<&'static str>>,
) -> Option<&'static str> {
    const MOST: usize = 500;
    const LONGEST: usize = 24;
    if let Some(near) = keys.get(&name) {
        return *near;
    }
    if keys.len() >= MOST || name.len() > LONGEST {
        return None;
    }
    let near = closest(&name, known, 0.8);
    keys.insert(name, near);
    near
}
