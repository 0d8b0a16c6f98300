//! Names that a message may hold because of whom it is for or from: they are masked wherever they
//! stand.

use public_suffix::{DEFAULT_PROVIDER, EffectiveTLDProvider};

use crate::draft::Address;
use crate::order::InOrder;

/// Names without the blanks between their words, folded, the longest first: a domain has its
/// company's name like that.
#[derive(Debug, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// Of people and companies, as written. Every word is folded by `fold`; a name of one letter is
    /// none.
    pub fn new<'n>(
        names: impl IntoIterator<Item = &'n str>,
        mut fold: impl FnMut(&str) -> Vec<String>,
    ) -> Names {
        let all = names.into_iter().map(|name| fold(name).concat());
        let mut all: Vec<String> = all.filter(|name| name.len() > 1).collect();
        all.order_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all.dedup();
        Names(all)
    }

    /// How many of `words`, from the first on, are a name; 0 when none begins there.
    pub fn begin<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        self.0.iter().find_map(|name| length(name, words.clone())).unwrap_or_default()
    }
}

/// How many of the words are this name, the last of them perhaps with an `'s`.
fn length<'w>(name: &str, words: impl Iterator<Item = &'w str>) -> Option<usize> {
    let mut rest = name;
    for (at, word) in words.enumerate() {
        if word == rest || word.strip_suffix("'s") == Some(rest) {
            return Some(at + 1);
        }
        rest = rest.strip_prefix(word)?;
    }
    None
}

/// Parts of addresses that name a desk and nobody.
const DESKS: &[&str] = &[
    "admin",
    "billing",
    "careers",
    "contact",
    "customer",
    "hello",
    "help",
    "info",
    "jobs",
    "mail",
    "marketing",
    "media",
    "news",
    "noreply",
    "office",
    "orders",
    "outreach",
    "partners",
    "press",
    "reply",
    "sales",
    "service",
    "support",
    "team",
    "welcome",
];

/// The names of a person: the display name of the address; without one, what stands before its @.
pub fn of_person(address: &Address) -> Vec<String> {
    let named = address
        .name
        .split_whitespace()
        .filter(|word| word.chars().count() > 1)
        .map(str::to_string)
        .collect::<Vec<_>>();
    if !named.is_empty() || !address.mail.contains('@') {
        return named;
    }
    let local = address.mail.split('@').next().unwrap_or_default().to_lowercase();
    let parts = local.split(|c: char| !c.is_alphabetic()).filter(|part| part.chars().count() > 2);
    parts.filter(|part| !DESKS.contains(part)).map(str::to_string).collect()
}

/// The name of a company as its domain has it: the label before the public suffix, so that
/// `newsletter.acme.co.uk` is of `acme`.
pub fn of_domain(domain: &str) -> Option<String> {
    let own = DEFAULT_PROVIDER.effective_tld_plus_one(domain).ok()?;
    let (label, _) = own.split_once('.')?;
    (label.len() > 2).then(|| label.replace('-', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_people_and_companies() {
        let person = |text: &str| of_person(&Address::parse(text));
        assert_eq!(person("Ana Ruiz <desk@northquay.example>"), ["Ana", "Ruiz"]);
        assert_eq!(
            (person("ana.ruiz7@northquay.example"), person("sales@northquay.example")),
            (vec!["ana".into(), "ruiz".into()], Vec::new())
        );
        assert_eq!(of_domain("mail.north-quay.co.uk").as_deref(), Some("northquay"));
        assert_eq!(of_domain("newsletter.acme.com").as_deref(), Some("acme"));
        assert_eq!(of_domain("localhost"), None);
    }

    #[test]
    fn a_name_is_found_with_and_without_blanks() {
        let fold = |name: &str| name.to_lowercase().split(' ').map(str::to_string).collect();
        let names = Names::new(["North Quay", "oak"], fold);
        let begins = |text: &str| names.begin(text.split(' '));
        assert_eq!(
            (
                begins("north quay is"),
                begins("northquay's crane"),
                begins("north is"),
                begins("oaks")
            ),
            (2, 1, 0, 0)
        );
    }
}
