//! What a sentence adds to the features of its draft: what the draft has with it, and would not
//! have were it not there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use germane::analysis::Analyser;
use germane::analysis::features::{self, ReadDraft};
use germane::builtin;
use germane::draft::Sender;
use germane::linear::{Key, Vector};
use germane::source::{self, FileResolver, Source};
use germane::vocabulary::Parts;
use germane::vocabulary::quantity::FAULTED;

/// Words, marks and quantities by name; what is 0 is left out.
fn values(vector: &Vector) -> BTreeMap<Key, f32> {
    let mut values = BTreeMap::new();
    for (key, value) in vector.words.iter().chain(&vector.dense) {
        *values.entry(*key).or_default() += value;
    }
    values.retain(|_, value: &mut f32| value.abs() > 1e-4);
    values
}

#[test]
fn a_sentence_adds_what_its_draft_would_lose_without_it() {
    let book = builtin::rulebook();
    let sender = Sender::default();
    let mut analyser = Analyser::new(&book.lexicons, &book.models.sentence, &sender);
    let faults = FAULTED.map(Key::quantity);
    let mut compared = 0;
    for folder in ["fixtures/drafts", "examples"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).expect("drafts") {
            let path = entry.expect("a file").path();
            let Ok(bytes) = fs::read(&path) else { continue };
            let name = path.display().to_string();
            let contents = source::read(&Source::new(&name, &bytes), &FileResolver::default());
            for draft in &contents.drafts {
                let (whole, mut rest) = (analyser.analyse(draft), analyser.analyse(draft));
                let with =
                    values(&features::vector(&[ReadDraft { draft: &whole, faulted: &[] }], false));
                let mut parts = Vec::new();
                let in_message = |at: usize| Parts::MESSAGE.contains(whole.sentences[at].part);
                let read = [ReadDraft { draft: &whole, faulted: &[] }];
                features::sentences(&read, |_, at, part| {
                    if in_message(at) {
                        parts.push((at, part.clone()))
                    }
                });
                for (at, part) in parts {
                    rest.counts[at] = false;
                    let without = values(&features::vector(
                        &[ReadDraft { draft: &rest, faulted: &[] }],
                        false,
                    ));
                    rest.counts[at] = true;
                    let part = values(&part);
                    let keys = with.keys().chain(without.keys()).chain(part.keys());
                    for key in keys.filter(|key| !faults.contains(key)) {
                        let of = |values: &BTreeMap<Key, f32>| {
                            values.get(key).copied().unwrap_or_default()
                        };
                        let lost = of(&with) - of(&without);
                        assert!(
                            (lost - of(&part)).abs() < 1e-3,
                            "{name}: {at} {key:?} {lost} {}",
                            of(&part)
                        );
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}
