//! The text of a rule's finding, with slots in braces that are filled from what was found.

use crate::vocabulary::{ADDITIONS, SLOTS};

/// The slots that are numbers. Such a slot may choose between forms: `{n: 1 link|# links}` has the
/// form for one and the form for all other numbers, in which `#` is the number; a third form, put
/// first, is for none.
pub const NUMBERS: &[&str] = &["n", "m", "limit", "goal", "sentences"];

/// The first slot of a text that is none, if there is one.
pub fn unknown_slot(text: &str) -> Option<&str> {
    let mut inside =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(slot, _)| slot);
    let is_word = |slot: &str| !slot.is_empty() && slot.chars().all(|c| c.is_ascii_lowercase());
    let unknown = |slot: &'_ str| match slot.split_once(": ") {
        Some((name, forms)) => is_word(name) && forms.contains('|') && !NUMBERS.contains(&name),
        None => is_word(slot) && !SLOTS.iter().any(|(known, _)| *known == slot),
    };
    inside
        .find(|slot| unknown(slot))
        .map(|slot| slot.split_once(": ").map_or(slot, |(name, _)| name))
}

/// A message as it reads before a rule has found anything: of several forms the general one, with
/// its slot for the number.
pub fn general_message(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let slot = &rest[1..close];
        match slot.split_once(": ").filter(|(name, _)| NUMBERS.contains(name)) {
            Some((name, forms)) => out.push_str(
                &forms.rsplit('|').next().unwrap_or(forms).replace('#', &format!("{{{name}}}")),
            ),
            None if ADDITIONS.contains(&slot) => {}
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_general_has_one_form() {
        let message = "{n: None|Only 1|Only #} of your {sentences: 1 sentence|# sentences} {n: is|are} like \"{match}\" {or: not|so}{";
        assert_eq!(
            general_message(message),
            "Only {n} of your {sentences} sentences are like \"{match}\" {or: not|so}{"
        );
    }

    #[test]
    fn what_a_message_adds_is_no_part_of_it_in_general() {
        assert_eq!(general_message("Hardly any scores so low{with}."), "Hardly any scores so low.");
        assert_eq!(
            general_message("Step {n} says nothing that step {step} did not{shared}."),
            "Step {n} says nothing that step {step} did not."
        );
    }

    #[test]
    fn unknown_slots_are_found() {
        assert_eq!(unknown_slot("{n: 1 link|# links} and {list} of {0}"), None);
        assert_eq!(unknown_slot("{match} is {colour}"), Some("colour"));
        assert_eq!(unknown_slot("{list: one|many}"), Some("list"), "only numbers have forms");
    }
}
