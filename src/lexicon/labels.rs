//! All labels by name: those that analysis gives, and those of lexicons.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::vocabulary::label::{BUILT_IN, Label};

/// All labels by name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Labels {
    names: Vec<String>,
    /// Made when a name is first asked for: a run without packs of its own asks for none.
    numbers: OnceLock<HashMap<String, u16, RandomState>>,
}

impl From<Vec<String>> for Labels {
    fn from(names: Vec<String>) -> Self {
        Labels { names, numbers: OnceLock::new() }
    }
}

impl From<Labels> for Vec<String> {
    fn from(labels: Labels) -> Self {
        labels.names
    }
}

impl Default for Labels {
    fn default() -> Self {
        Labels::from(BUILT_IN.iter().map(|(name, _)| (*name).to_string()).collect::<Vec<_>>())
    }
}

impl Labels {
    /// There can be no more: every draft has a place for each.
    pub const MOST: usize = 1 << 13;

    /// The label of a name, if there is one.
    pub fn get(&self, name: &str) -> Option<Label> {
        let numbers =
            || (0..).zip(&self.names).map(|(number, name)| (name.clone(), number)).collect();
        self.numbers.get_or_init(numbers).get(name).copied().map(Label)
    }

    /// The label of a name, made when it is new. Beyond [`Labels::MOST`] there are no new ones: the
    /// last stands for all of them, and [`Labels::is_full`] says so.
    pub fn add(&mut self, name: &str) -> Label {
        if let Some(label) = self.get(name) {
            return label;
        }
        if !self.is_full() {
            let number = self.names.len() as u16;
            self.names.push(name.to_string());
            if let Some(numbers) = self.numbers.get_mut() {
                numbers.insert(name.to_string(), number);
            }
        }
        Label(self.names.len() as u16 - 1)
    }

    /// True when there is no room for another one.
    pub fn is_full(&self) -> bool {
        self.names.len() >= Labels::MOST
    }

    /// The name of a label.
    pub fn name(&self, label: Label) -> &str {
        &self.names[label.0 as usize]
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Never: the built-in labels are always there.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All names, in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}
