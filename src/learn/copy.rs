//! The words of sequences that germane reads anyway, for exports that only count: joined by
//! campaign, step and variant.

use super::gather::Sent;
use crate::config::plain;
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

/// The words of all sequences that were given.
#[derive(Debug, Default)]
pub struct SequenceTexts {
    copies: Vec<SequenceMessage>,
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
                        place,
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

    /// The message of a campaign's step and variant. A campaign that no sequence is named for may
    /// only be the one sequence there is.
    pub fn find(
        &self,
        campaign: &str,
        step: u32,
        variant: &str,
        base: u32,
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
            true if one => self.copies.iter().collect(),
            true => {
                return Err(format!("no sequence is called `{}`; left out", printable(campaign)));
            }
        };
        let of_step: Vec<&SequenceMessage> =
            of.into_iter().filter(|copy| copy.step == step).collect();
        let found = match (of_step.len(), plain(variant)) {
            (0, _) => return Err(format!("the sequence has no step {step}; left out")),
            (1, _) => Some(of_step[0]),
            (_, variant) => {
                let place = place(&variant, base);
                of_step
                    .iter()
                    .find(|copy| !variant.is_empty() && copy.name == variant)
                    .or_else(|| of_step.iter().find(|copy| Some(copy.place) == place))
                    .copied()
            }
        };
        found
            .map(|copy| copy.sent.clone())
            .ok_or_else(|| format!("step {step} has no variant `{}`; left out", printable(variant)))
    }
}

/// The place that `A`, `variant b`, `0` or `1` names; numbers count from `base`.
fn place(variant: &str, base: u32) -> Option<usize> {
    let bare = variant.strip_prefix("variant").unwrap_or(variant);
    match bare.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a')),
        _ => bare
            .parse::<u32>()
            .ok()
            .and_then(|number| number.checked_sub(base))
            .map(|number| number as usize),
    }
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

    #[test]
    fn steps_and_variants_find_their_words() {
        let mut sequence_texts = SequenceTexts::default();
        assert!(sequence_texts.add("q3.sequence.yaml", SEQUENCE.as_bytes()));
        let body = |campaign, step, variant, base| {
            sequence_texts.find(campaign, step, variant, base).map(|sent| sent.body)
        };
        assert_eq!(body("Ports", 1, "B", 0).as_deref(), Ok("Hello Ana"));
        assert_eq!(body("whatever", 1, "0", 0).as_deref(), Ok("Hi Ana"));
        assert_eq!(body("", 1, "2", 1).as_deref(), Ok("Hello Ana"));
        assert_eq!(body("q3", 2, "", 1).as_deref(), Ok("Again"));
        assert_eq!(
            body("Ports", 3, "", 1),
            Err("the sequence has no step 3; left out".to_string())
        );
        assert_eq!(
            body("Ports", 1, "C", 1),
            Err("step 1 has no variant `C`; left out".to_string())
        );
    }
}
