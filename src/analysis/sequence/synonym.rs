//! Words that say the same in outreach: a step does not become new by another word for it.

use crate::lexicon::stem;
use crate::text::folded;

/// Stems of one meaning, a row each; the first stands for all.
const ROWS: &[&[&str]] = &[
    &["call", "chat", "convers", "talk", "meet", "session", "catchup"],
    &["problem", "challeng", "issu", "pain", "struggl", "headach", "obstacl", "hurdl"],
    &["save", "cut", "reduc", "lower", "slash", "decreas", "trim", "shrink"],
    &["increas", "boost", "grow", "growth", "rais", "lift", "expand", "scale"],
    &["cost", "price", "spend", "expens", "budget", "fee"],
    &["compani", "busi", "firm", "organiz", "organi", "enterpris"],
    &["custom", "client", "buyer", "account"],
    &["team", "staff", "crew", "peopl", "employe", "rep"],
    &["platform", "solut", "softwar", "tool", "system", "product", "app", "servic"],
    &["email", "note", "messag", "mail", "letter"],
    &["inbox", "mailbox"],
    &["prioriti", "focus", "agenda"],
    &["fail", "failur", "breakdown", "fault", "defect"],
    &["stop", "stoppag", "downtim", "outag", "shutdown", "halt"],
    &["predict", "forecast", "anticip", "forese"],
    &["detect", "catch", "spot", "flag", "identifi", "find"],
    &["earli", "advanc", "ahead", "beforehand"],
    &["fast", "quick", "rapid", "speed", "swift"],
    &["simpl", "easi", "effortless", "straightforward"],
    &["manual", "hand"],
    &["automat", "autom", "autopilot"],
    &["result", "outcom", "impact", "success", "win"],
    &["guid", "playbook", "ebook", "checklist", "whitepap"],
    &["interest", "relev", "curious", "keen"],
    &["show", "demo", "walk", "walkthrough", "demonstr", "tour"],
    &["offer", "deal", "discount", "promot", "special"],
    &["sign", "join", "enrol", "enroll", "regist", "subscrib", "upgrad"],
    &["begin", "start", "launch", "kick"],
    &["help", "support", "assist"],
    &["timing", "time", "moment"],
    &["sell", "sale", "sold"],
];

/// The stem that stands for a word and its synonyms.
pub fn stand_in(word: &str) -> String {
    let folded = folded(word);
    let stem = stem(folded.trim_end_matches("'s"));
    match ROWS.iter().find(|row| row.contains(&stem.as_str())) {
        Some(row) => row[0].to_string(),
        None => stem,
    }
}
