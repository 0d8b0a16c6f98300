//! Keys of an item that are nearly those that are read, and channels that nobody knows.

use std::collections::HashMap;

use super::copy::DraftCollector;
use super::delay::{self, plain};
use super::item::under;
use super::keys::{
    BODY, CHANNEL, FILE, HTML, KEY, LABEL, NAME, NUMBER, PREVIEW, SUBJECT, TEMPLATE, THREAD,
    VARIANTS, WHEN,
};
use super::{media, misspelt_key};
use crate::text::Problem;
use crate::yaml::Node;

/// Says which keys of an item are nearly those that are read, and which channel nobody knows.
pub fn report(
    item: &Node,
    keys: &mut HashMap<String, Option<&'static str>>,
    collector: &mut DraftCollector,
) {
    let known: Vec<&'static str> =
        [SUBJECT, PREVIEW, BODY, HTML, FILE, TEMPLATE, VARIANTS, CHANNEL, THREAD].concat();
    for (key, value) in item.entries() {
        let name = plain(key.as_str().unwrap_or_default());
        if known.contains(&name.as_str()) && !matches!(name.as_str(), "channel" | "medium")
            || is_read_elsewhere(&name)
        {
            continue;
        }
        let at = collector.file.to_source(key.span);
        if known.contains(&name.as_str()) {
            no_such_channel(value, collector);
        } else if let Some(near) =
            misspelt_key::key(name, &known, keys).filter(|near| under(item, &[*near]).is_none())
        {
            let message = format!("nothing is read under `{}`", key.as_str().unwrap_or_default());
            collector
                .problems
                .push(Problem::warning(at, message).hint(format!("did you mean `{near}`?")));
        }
    }
}

/// Says of a channel that nobody knows it.
fn no_such_channel(value: &Node, collector: &mut DraftCollector) {
    let text = value.as_str().unwrap_or_default();
    if !text.is_empty() && media::named(text).is_none() {
        let problem = Problem::warning(
            collector.file.to_source(value.span),
            format!("there is no channel `{text}`; read as an e-mail"),
        );
        collector.problems.push(
            problem.hint("say email, linkedin, whatsapp, telegram, sms, x, post, call or task"),
        );
    }
}

/// The same, of the channel of an item of any list.
pub fn channel_is_known(item: &Node, collector: &mut DraftCollector) {
    if let Some(value) = under(item, &["channel", "medium"]) {
        no_such_channel(value, collector);
    }
}

/// True for keys of waits, numbers and names, and for words that only look like others.
fn is_read_elsewhere(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "tile",
        "objective",
        "object",
        "style",
        "context",
        "contents",
        "typed",
        "types",
        "paths",
        "channels",
        "files",
        "next",
        "test",
        "tests",
    ];
    delay::is_key(name)
        || OTHERS.contains(&name)
        || [NUMBER, LABEL, KEY, NAME, WHEN].iter().any(|keys| keys.contains(&name))
}
