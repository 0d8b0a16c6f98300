//! How the recipient is called: which words of a text are their name.

use super::fact;
use crate::account::is_free_mail;
use crate::draft::Draft;
use crate::text::folded;

/// Words of the reader's name and company, from the address that a draft is sent to and from the
/// account.
#[derive(Debug, Default)]
pub struct ReaderNames<'k> {
    addressed: Vec<String>,
    known: Option<&'k fact::Known>,
}

impl<'k> ReaderNames<'k> {
    /// Of a draft and of what is known of its recipient.
    pub fn new(draft: &Draft, known: Option<&'k fact::Known>) -> Self {
        let Some(to) = &draft.meta.to else {
            return ReaderNames { known, ..ReaderNames::default() };
        };
        let domain = to.domain();
        let company = domain.split('.').next().filter(|_| !is_free_mail(&domain)).unwrap_or("");
        let words = to.name.split_whitespace().chain(std::iter::once(company));
        ReaderNames {
            addressed: words.filter(|word| word.chars().count() > 2).map(folded).collect(),
            known,
        }
    }

    /// True for a word of such a name, as it stands in a text.
    #[inline]
    pub fn holds(&self, word: &str) -> bool {
        let is = |word: &str| {
            self.addressed.iter().any(|name| {
                let (Some(head), Some(rest)) = (word.get(..name.len()), word.get(name.len()..))
                else {
                    return false;
                };
                matches!(rest, "" | "'s") && head.eq_ignore_ascii_case(name)
            })
        };
        // Nearly every word is in ASCII, and need not be copied.
        let addressed =
            if word.is_ascii() || self.addressed.is_empty() { is(word) } else { is(&folded(word)) };
        addressed || self.known.is_some_and(|known| known.is_part_of_name(word))
    }
}
