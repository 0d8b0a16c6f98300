//! Where in a draft.

use serde::{Deserialize, Serialize};

use super::names;

names! {
    /// Where in a draft.
    Part {
        Subject = "subject", "a subject line";
        Preheader = "preheader", "the preview text beside the subject in an inbox";
        Greeting = "greeting", "\"Hi Ana,\"";
        Opening = "opening", "the first two sentences after the greeting";
        Body = "body", "the message between opening and ask";
        Ask = "ask", "the last sentence that asks for something";
        SignOff = "sign-off", "\"Kind regards,\"";
        Signature = "signature", "name and details of the sender";
        Postscript = "postscript", "\"PS\"";
        Quoted = "quoted", "what somebody else wrote";
    }
}

/// A set of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts(u16);

impl Parts {
    /// What the sender says: opening, body, ask and postscript.
    pub const MESSAGE: Parts = Parts::of(&[Part::Opening, Part::Body, Part::Ask, Part::Postscript]);
    /// Everything that the sender wrote.
    pub const ALL: Parts = Parts(!(1 << Part::Quoted as u16));

    /// All parts by name, and then two groups of them.
    pub const NAMES: &[(&str, Parts)] = &{
        let mut names = [("message", Parts::MESSAGE); Part::NAMES.len() + 2];
        let mut at = 0;
        while at < Part::NAMES.len() {
            names[at] = (Part::NAMES[at].0, Parts::of(&[Part::NAMES[at].1]));
            at += 1;
        }
        names[at + 1] = ("all", Parts::ALL);
        names
    };

    /// The groups of parts, and what each holds.
    pub const GROUPS: &[(&str, &str)] = &[
        ("message", "what the sender says: opening, body, ask and postscript"),
        ("all", "everything that the sender wrote"),
    ];

    /// The set of these parts.
    pub const fn of(parts: &[Part]) -> Parts {
        let (mut bits, mut at) = (0, 0);
        while at < parts.len() {
            bits |= 1 << parts[at] as u16;
            at += 1;
        }
        Parts(bits)
    }

    /// Parts of either set.
    pub fn union(self, other: Parts) -> Parts {
        Parts(self.0 | other.0)
    }

    /// True when `part` is in the set.
    pub fn contains(self, part: Part) -> bool {
        self.0 & (1 << part as u16) != 0
    }
}
