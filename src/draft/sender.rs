//! Who writes: what the project's configuration says of the sender.

/// The sender's names. All optional: without them ownership goes by pronouns alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// People who send.
    pub names: Vec<String>,
    /// Names of the company.
    pub company: Vec<String>,
    /// Names of products.
    pub products: Vec<String>,
    /// Names of competitors.
    pub competitors: Vec<String>,
}

impl Sender {
    /// The names that stand for the sender: people, company, products.
    pub fn own_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().chain(&self.company).chain(&self.products).map(String::as_str)
    }

    /// True when `word` is a word of one of the sender's names.
    pub fn has_word(&self, word: &str) -> bool {
        self.own_names()
            .any(|name| name.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
    }
}
