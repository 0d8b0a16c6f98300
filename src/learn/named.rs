//! How places and texts are called in sentences.

use super::gather::{Sent, Stratum};
use super::provider::Provider;
use crate::text::printable;

/// A stratum in words.
pub fn stratum_name(stratum: &Stratum) -> String {
    let mut name = place(&stratum.campaign, stratum.step);
    if stratum.provider != Provider::Unknown {
        name += &format!(", {}", stratum.provider.name());
    }
    if !stratum.list.is_empty() {
        name += &format!(", list {}", printable(&stratum.list));
    }
    name
}

/// A step of a campaign in words.
pub fn place(campaign: &str, step: u32) -> String {
    match campaign {
        "" => format!("step {step}"),
        campaign => format!("{} step {step}", printable(campaign)),
    }
}

/// A text as sentences name it: where it was first met, and how it begins behind the greeting.
pub fn title(sent: &Sent) -> String {
    const LONG: usize = 40;
    let mut lines = sent.body.lines().map(str::trim).filter(|line| !line.is_empty());
    let greets = |line: &&str| line.ends_with(',') && line.chars().count() < LONG;
    let line = lines.find(|line| !greets(line)).unwrap_or(&sent.subject);
    let short: String = line.chars().take(LONG).collect();
    let more = if line.chars().count() > LONG { "..." } else { "" };
    format!("{} (\"{}{more}\")", printable(&sent.name), printable(&short))
}
