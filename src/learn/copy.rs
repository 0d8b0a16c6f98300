//! The words of sequences that germane reads anyway, for exports that only count: joined by
//! campaign, step and variant.

use std::collections::{BTreeSet, HashMap};

use super::gather::Sent;
use super::mapped::{MappedExport, step_number};
use crate::config::{Role, plain};
use crate::draft::Draft;
use crate::source::{self, FileResolver, Format, Source};
use crate::text::printable;
use crate::vocabulary::Part;

/// One message of a sequence.
#[derive(Clone, Debug)]
struct SequenceMessage {
    /// Names of its sequence: of the file and its own.
    sequence: Vec<String>,
    step: u32,
    /// Its place among the variants of its step, from 0, and its own name.
    place: usize,
    name: String,
    sent: Sent,
}

/// What the rows of an export call their texts, by which it is known what names can tell.
#[derive(Debug, Default)]
pub struct RowNames {
    /// Campaigns, letters and digits only.
    campaigns: BTreeSet<String>,
    /// The variant of each step of a campaign; `None` where there are several.
    variants: HashMap<(String, u32), Option<String>>,
    /// What numbers of variants count from.
    base: u32,
}

impl RowNames {
    /// Of all rows of an export.
    pub fn read(reading: &MappedExport) -> RowNames {
        let (base, lowest) = (reading.lowest(Role::Variant), reading.lowest(Role::Step));
        let mut names = RowNames { base, ..RowNames::default() };
        reading.table.each(&mut |row| {
            if let Ok(row) = row {
                let cell = |role| reading.columns.of(role).map_or("", |at| row.cells[at].trim());
                let campaign = plain(
                    Some(cell(Role::Campaign))
                        .filter(|own| !own.is_empty())
                        .unwrap_or(reading.campaign),
                );
                let step = step_number(cell(Role::Step)).map_or(1, |step| step + 1 - lowest);
                names.add(campaign, step, plain(cell(Role::Variant)));
            }
            true
        });
        names
    }

    fn add(&mut self, campaign: String, step: u32, variant: String) {
        if !self.campaigns.contains(&campaign) {
            self.campaigns.insert(campaign.clone());
        }
        let only = self.variants.entry((campaign, step)).or_insert_with(|| Some(variant.clone()));
        if only.as_ref().is_some_and(|only| *only != variant) {
            *only = None;
        }
    }

    /// True when all rows of the step of a campaign are of one variant.
    fn is_only(&self, campaign: &str, step: u32) -> bool {
        self.variants.get(&(campaign.to_string(), step)).is_none_or(Option::is_some)
    }
}

/// The words of all sequences that were given.
#[derive(Debug, Default)]
pub struct SequenceTexts {
    copies: Vec<SequenceMessage>,
    /// A campaign has the name of a sequence, so that one which has not is another.
    named: bool,
}

impl SequenceTexts {
    /// Adds the sequences, or else the drafts, of a file; false when it holds none.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> bool {
        let contents = source::read(&Source::new(path, bytes), &FileResolver::default());
        let before = self.copies.len();
        // A table whose columns say nothing of copy is read as one message, which it is not.
        let is_table = [".csv", ".tsv", ".json", ".jsonl", ".ndjson"]
            .iter()
            .any(|ending| path.to_lowercase().ends_with(ending));
        if matches!(contents.format, Format::Unreadable | Format::LeadList)
            || is_table && contents.format == Format::Message
        {
            return false;
        }
        let stem =
            std::path::Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
        let stem = stem.split('.').next().unwrap_or(stem);
        let named = |id: &str| vec![plain(id), plain(stem)];
        for sequence in &contents.sequences {
            for step in &sequence.steps {
                for (place, arm) in step.arms.iter().enumerate() {
                    let Some(draft) = contents.drafts.get(arm.draft) else { continue };
                    let sent = sent(draft, step.number);
                    self.copies.push(SequenceMessage {
                        sequence: named(&sequence.id),
                        step: step.number,
                        place: letter(&plain(&arm.name)).unwrap_or(place),
                        name: plain(&arm.name),
                        sent,
                    });
                }
            }
        }
        if contents.sequences.is_empty() {
            for draft in contents.drafts.iter().filter(|draft| !draft.body().is_empty()) {
                let step = draft.step.or(draft.meta.touch).unwrap_or(1);
                let of_step = self.copies[before..].iter().filter(|copy| copy.step == step).count();
                let copy = SequenceMessage {
                    sequence: named(&draft.id),
                    step,
                    place: of_step,
                    name: String::new(),
                    sent: sent(draft, step),
                };
                self.copies.push(copy);
            }
        }
        self.copies.len() > before
    }

    /// How many messages it holds.
    pub fn count(&self) -> usize {
        self.copies.len()
    }

    /// Learns which names the rows have, before any text is looked for.
    pub fn see(&mut self, names: &RowNames) {
        let known = |campaign| self.copies.iter().any(|copy| copy.sequence.contains(campaign));
        self.named |=
            names.campaigns.iter().any(|campaign| !campaign.is_empty() && known(campaign));
    }

    /// The message of a campaign's step and variant. The one text there is, of the one sequence or
    /// the step, is taken only where no name says that it is another.
    pub fn find(
        &self,
        campaign: &str,
        step: u32,
        variant: &str,
        names: &RowNames,
    ) -> Result<Sent, String> {
        let wanted = plain(campaign);
        let named: Vec<&SequenceMessage> = self
            .copies
            .iter()
            .filter(|copy| !wanted.is_empty() && copy.sequence.contains(&wanted))
            .collect();
        let one = self.copies.iter().all(|copy| copy.sequence == self.copies[0].sequence);
        let of: Vec<&SequenceMessage> = match named.is_empty() {
            false => named,
            true if one && !self.named => self.copies.iter().collect(),
            true if wanted.is_empty() => {
                return Err("no campaign, by which its sequence is found; left out".to_string());
            }
            true => {
                return Err(format!("no sequence is called `{}`; left out", printable(campaign)));
            }
        };
        let of_step: Vec<&SequenceMessage> =
            of.into_iter().filter(|copy| copy.step == step).collect();
        let called = plain(variant);
        let place = place(&called, names.base);
        // A letter or a small number says which variant it is; an id says so beside other ids.
        let tells = place.is_some_and(|place| place < LETTERS) || !names.is_only(&wanted, step);
        let found = match &of_step[..] {
            [] => return Err(format!("the sequence has no step {step}; left out")),
            [one] if called.is_empty() || !tells => Some(one),
            _ => {
                let by_name = of_step.iter().find(|copy| !called.is_empty() && copy.name == called);
                by_name.or_else(|| of_step.iter().find(|copy| Some(copy.place) == place))
            }
        };
        found.map(|copy| copy.sent.clone()).ok_or_else(|| match called.is_empty() {
            true => format!("no variant, and step {step} has {}; left out", of_step.len()),
            false => format!("step {step} has no variant `{}`; left out", printable(variant)),
        })
    }
}

/// So many variants have letters.
const LETTERS: usize = 26;

/// The place of a letter in the alphabet.
fn letter(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a')),
        _ => None,
    }
}

/// The place that `A`, `variant b`, `0` or `1` names; numbers count from `base`.
fn place(variant: &str, base: u32) -> Option<usize> {
    let bare = variant.strip_prefix("variant").unwrap_or(variant);
    let number = || bare.parse::<u32>().ok().and_then(|number| number.checked_sub(base));
    letter(bare).or_else(|| number().map(|number| number as usize))
}

fn sent(draft: &Draft, step: u32) -> Sent {
    let words = |part| {
        draft
            .section(part)
            .map_or(String::new(), |span| span.slice(draft.text.as_str()).trim().to_string())
    };
    Sent {
        subject: words(Part::Subject),
        body: words(Part::Body),
        step,
        name: printable(&draft.id).into_owned(),
        rendered: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEQUENCE: &str = "sequence: Ports\nsteps:\n  - variants:\n      - { name: A, subject: Tugs, body: Hi Ana }\n      - { name: B, subject: Tugs, body: Hello Ana }\n  - { wait: 3d, body: Again }\n";

    fn texts(sequence: &str) -> SequenceTexts {
        let mut texts = SequenceTexts::default();
        assert!(texts.add("q3.sequence.yaml", sequence.as_bytes()));
        texts
    }

    /// The names of rows: campaign, step and variant.
    fn rows(base: u32, rows: &[(&str, u32, &str)]) -> RowNames {
        let mut names = RowNames { base, ..RowNames::default() };
        rows.iter().for_each(|(campaign, step, variant)| {
            names.add(plain(campaign), *step, plain(variant));
        });
        names
    }

    #[test]
    fn steps_and_variants_find_their_words() {
        let sequence_texts = texts(SEQUENCE);
        let body = |campaign, step, variant, base| {
            let names = rows(base, &[(campaign, step, variant)]);
            sequence_texts.find(campaign, step, variant, &names).map(|sent| sent.body)
        };
        assert_eq!(body("Ports", 1, "B", 0).as_deref(), Ok("Hello Ana"));
        assert_eq!(body("whatever", 1, "0", 0).as_deref(), Ok("Hi Ana"));
        assert_eq!(body("", 1, "2", 1).as_deref(), Ok("Hello Ana"));
        assert_eq!(body("q3", 2, "", 1).as_deref(), Ok("Again"));
        let left = |why: &str| Err(format!("{why}; left out"));
        assert_eq!(body("Ports", 3, "", 1), left("the sequence has no step 3"));
        assert_eq!(body("Ports", 1, "C", 1), left("step 1 has no variant `C`"));
        assert_eq!(body("Ports", 1, "", 1), left("no variant, and step 1 has 2"));
    }

    /// The one text there is takes nothing that is called otherwise.
    #[test]
    fn a_name_that_says_otherwise_is_no_name_of_the_one_text() {
        let mut sequence_texts = texts(SEQUENCE);
        let names = rows(
            1,
            &[
                ("Ports", 2, "A"),
                ("Ports", 2, "B"),
                ("Q2", 2, "A"),
                ("q3", 2, "8812"),
                ("Rail", 2, "8812"),
                ("Rail", 2, "8813"),
            ],
        );
        let found = |texts: &SequenceTexts, campaign, variant| {
            texts.find(campaign, 2, variant, &names).map(|sent| sent.body)
        };
        let left = |why: &str| Err(format!("{why}; left out"));
        // No campaign has the name of the sequence that was seen: the one there is.
        assert_eq!(found(&sequence_texts, "Q2", "A").as_deref(), Ok("Again"));
        assert_eq!(found(&sequence_texts, "Rail", "8812"), left("step 2 has no variant `8812`"));
        sequence_texts.see(&names);
        assert_eq!(found(&sequence_texts, "Ports", "A").as_deref(), Ok("Again"));
        assert_eq!(found(&sequence_texts, "Ports", "B"), left("step 2 has no variant `B`"));
        assert_eq!(found(&sequence_texts, "Q2", "A"), left("no sequence is called `Q2`"));
        let none = left("no campaign, by which its sequence is found");
        assert_eq!(found(&sequence_texts, "", "A"), none);
        assert_eq!(found(&sequence_texts, "q3", "8812").as_deref(), Ok("Again"), "one id");
    }

    /// A variant that is not sent any more leaves its letter free.
    #[test]
    fn letters_stay_where_a_variant_is_disabled() {
        let sequence_texts = texts(&SEQUENCE.replace("name: A,", "name: A, disabled: true,"));
        let names = rows(1, &[("Ports", 1, "A"), ("Ports", 1, "B")]);
        let body = |variant| sequence_texts.find("Ports", 1, variant, &names).map(|sent| sent.body);
        assert_eq!(body("B").as_deref(), Ok("Hello Ana"));
        assert_eq!(body("A"), Err("step 1 has no variant `A`; left out".to_string()));
    }
}
