//! Channels and parts: the names of places in a draft, and sets of them.

use serde::{Deserialize, Serialize};

/// How a draft reaches its reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// E-mail.
    #[default]
    Email,
    /// A direct message on a network.
    Dm,
    /// A social post.
    Post,
}

impl Channel {
    /// All channels by name.
    pub const NAMES: &[(&str, Channel)] = &[("email", Channel::Email), ("dm", Channel::Dm), ("post", Channel::Post)];

    /// The name used in packs, reports and on the command line.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The channel of this name.
    pub fn named(name: &str) -> Option<Channel> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, channel)| *channel)
    }
}

/// Where in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A subject line.
    Subject,
    /// The preview text beside the subject in an inbox.
    Preheader,
    /// "Hi Ana,".
    Greeting,
    /// The first two sentences after the greeting.
    Opening,
    /// The message between opening and ask.
    Body,
    /// The last sentence that asks for something.
    Ask,
    /// "Kind regards,".
    SignOff,
    /// Name and details of the sender.
    Signature,
    /// "PS".
    Postscript,
    /// What somebody else wrote.
    Quoted,
}

/// A set of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts(u16);

impl Parts {
    /// What the sender says: opening, body, ask and postscript.
    pub const MESSAGE: Parts = Parts::of(&[Part::Opening, Part::Body, Part::Ask, Part::Postscript]);
    /// Everything that the sender wrote.
    pub const ALL: Parts = Parts(!(1 << Part::Quoted as u16));

    /// All parts and groups by name.
    pub const NAMES: &[(&str, Parts)] = &[
        ("subject", Parts::of(&[Part::Subject])),
        ("preheader", Parts::of(&[Part::Preheader])),
        ("greeting", Parts::of(&[Part::Greeting])),
        ("opening", Parts::of(&[Part::Opening])),
        ("body", Parts::of(&[Part::Body])),
        ("ask", Parts::of(&[Part::Ask])),
        ("sign-off", Parts::of(&[Part::SignOff])),
        ("signature", Parts::of(&[Part::Signature])),
        ("postscript", Parts::of(&[Part::Postscript])),
        ("quoted", Parts::of(&[Part::Quoted])),
        ("message", Parts::MESSAGE),
        ("all", Parts::ALL),
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
