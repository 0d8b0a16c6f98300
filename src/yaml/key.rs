//! Tables of keys: what a map may hold, key by key. A [`super::MapReader`] reads by them, and the
//! JSON Schemas and the pages are made from them, so that none of the three can say something else.

/// What a map of one kind may hold.
#[derive(Debug)]
pub struct Keys {
    /// The thing in messages: "a rule".
    pub what: &'static str,
    /// Its keys, in the order in which they are listed.
    pub keys: &'static [Key],
    /// Sets of keys of which it must have exactly one; none for most maps.
    pub one_of: &'static [&'static [&'static str]],
    /// Sets of keys of which it must have at least one; none for most maps.
    pub any_of: &'static [&'static [&'static str]],
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// It must be there.
    pub required: bool,
}

/// What may stand under a key.
#[derive(Debug)]
pub enum Shape {
    /// Anything: it is kept for others, and not read.
    Any,
    /// Text that is not empty.
    Text,
    /// Text of this form: a regular expression, for editors; the reader of the key has its own
    /// words for what is wrong.
    Form(&'static str),
    /// Text, or a number that is read as text.
    Scalar,
    /// Nothing at all.
    Null,
    /// The name of a mark or of a lexicon.
    Label,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A number from the first to the second.
    Within(f64, f64),
    /// A whole number from the first to the second.
    Whole(u32, u32),
    /// One of these names.
    Names(&'static [&'static [(&'static str, &'static str)]]),
    /// One of the names that a function gives, each with what it means.
    Listed(fn() -> Vec<(&'static str, &'static str)>),
    /// One of these names, which stand for themselves.
    Words(&'static [&'static str]),
    /// A list, or one alone.
    Many(&'static Shape),
    /// A list with at least this many items.
    List(&'static Shape, usize),
    /// A list with exactly this many items.
    Tuple(&'static Shape, usize),
    /// A map with these keys.
    Map(&'static Keys),
    /// A map whose keys are of the first shape and values of the second.
    Entries(&'static Shape, &'static Shape),
    /// A map with the keys of one of these tables; the first key of each names it.
    Kinds(fn() -> Vec<&'static Keys>),
    /// Any of these.
    Either(&'static [Shape]),
}

impl Keys {
    /// A table of keys that stand each for itself.
    pub const fn new(what: &'static str, keys: &'static [Key]) -> Keys {
        Keys { what, keys, one_of: &[], any_of: &[] }
    }

    /// The same, and exactly one of these sets of keys must be there.
    pub const fn one_of(self, sets: &'static [&'static [&'static str]]) -> Keys {
        Keys { one_of: sets, ..self }
    }

    /// The same, and at least one of these sets of keys must be there.
    pub const fn any_of(self, sets: &'static [&'static [&'static str]]) -> Keys {
        Keys { any_of: sets, ..self }
    }

    /// The key of this name.
    pub fn get(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    /// A key that may be left out.
    pub const fn new(name: &'static str, shape: Shape, about: &'static str) -> Key {
        Key { name, shape, about, required: false }
    }

    /// The same, and it must be there.
    pub const fn required(self) -> Key {
        Key { required: true, ..self }
    }
}
