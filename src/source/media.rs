//! What people call the ways in which messages are sent.

use super::delay::plain;
use crate::vocabulary::Medium;

/// Words for media, as they stand in channels and labels.
#[rustfmt::skip]
const MEDIA: &[(&str, Medium)] = &[
    // "Voicemail" has "email" in it.
    ("voicemail", Medium::Voice), ("voice", Medium::Voice), ("email", Medium::Email), ("linkedinconnect", Medium::Connect),
    ("connect", Medium::Connect), ("invite", Medium::Connect), ("linkedininmail", Medium::Inmail), ("inmail", Medium::Inmail),
    ("telegram", Medium::Telegram), ("whatsapp", Medium::Whatsapp), ("twitter", Medium::X), ("linkedinpost", Medium::Post), ("socialpost", Medium::Post),
    ("facebook", Medium::Message), ("messenger", Medium::Message), ("instagram", Medium::Message), ("slack", Medium::Message),
    ("discord", Medium::Message), ("wechat", Medium::Message), ("signal", Medium::Message), ("skype", Medium::Message), ("intercom", Medium::Message),
    ("livechat", Medium::Message), ("directmessage", Medium::Message), ("textmessage", Medium::Sms), ("imessage", Medium::Sms),
    ("visit", Medium::Task), ("viewprofile", Medium::Task), ("interact", Medium::Task), ("linkedinfollow", Medium::Task), ("linkedinresearch", Medium::Task), ("linkedingetintroduced", Medium::Task), ("linkedin", Medium::Message), ("dm", Medium::Message), ("phone", Medium::Call),
    ("call", Medium::Call), ("sms", Medium::Sms), ("letter", Medium::Letter), ("postcard", Medium::Letter),
    ("mail", Medium::Letter), ("task", Medium::Task), ("manual", Medium::Task), ("action", Medium::Task), ("wait", Medium::Task),
];

/// Short names of media, which stand alone: in other words they mean nothing.
#[rustfmt::skip]
const SHORT_MEDIA: &[(&str, Medium)] = &[
    ("wa", Medium::Whatsapp), ("tg", Medium::Telegram), ("x", Medium::X), ("tw", Medium::X), ("fb", Medium::Message),
    ("ig", Medium::Message), ("li", Medium::Message), ("txt", Medium::Sms), ("vm", Medium::Voice), ("post", Medium::Post), ("tweet", Medium::Post),
];

/// Words of a label that name another medium than e-mail.
const LABEL_MEDIA: &[(&str, Medium)] = &[
    ("phone", Medium::Call),
    ("voicemail", Medium::Voice),
    ("letter", Medium::Letter),
    ("postcard", Medium::Letter),
    ("linkedin", Medium::Message),
    ("sms", Medium::Sms),
];

/// The medium that words such as `auto_email` or `linkedinInvite` name.
pub fn named(text: &str) -> Option<Medium> {
    let whole = plain(text);
    SHORT_MEDIA
        .iter()
        .find(|(name, _)| *name == whole)
        .map(|(_, medium)| *medium)
        .or_else(|| within(MEDIA, text))
}

/// The medium other than e-mail that the label of a step names.
pub fn labelled(text: &str) -> Option<Medium> {
    within(LABEL_MEDIA, text)
}

fn within(media: &[(&str, Medium)], text: &str) -> Option<Medium> {
    let text = plain(text);
    media.iter().find(|(word, _)| text.contains(word)).map(|(_, medium)| *medium)
}
