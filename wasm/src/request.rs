//! What JavaScript may ask for.

use germane::{Channel, Date, Diagnostic, Format, Linter, Source};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub enum Request {
    /// Checks a file.
    Check { file: File, settings: Settings },
    /// Checks a file, and says what to fix first.
    Judge { file: File, settings: Settings },
    /// The one message of a mail or of an HTML template, as plain text.
    Plain { file: File },
    /// The page of a rule.
    Explain { rule: String },
    /// Version, dimensions and bands.
    About,
}

/// What is known of a file beside its bytes.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    name: Option<String>,
    channel: Option<String>,
    format: Option<String>,
}

/// What a linter is made from.
#[derive(Clone, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `germane.yaml`.
    config: String,
    /// An account file.
    account: String,
    /// Packs: name and YAML.
    packs: Vec<(String, String)>,
    /// The day on which drafts are judged: 2026-11-02.
    today: String,
}

/// A problem of a request or of settings, with its place.
#[derive(Serialize)]
pub struct Wrong {
    path: String,
    line: usize,
    column: usize,
    message: String,
    hint: Option<String>,
}

impl File {
    pub fn source<'b>(&'b self, bytes: &'b [u8]) -> Result<Source<'b>, Vec<Wrong>> {
        let mut source = Source::new(self.name.as_deref().unwrap_or("draft.md"), bytes);
        if let Some(name) = &self.channel {
            source.channel = Some(Channel::named(name).ok_or_else(|| {
                unknown("channel", name, Channel::NAMES.iter().map(|(name, _)| *name))
            })?);
        }
        if let Some(name) = &self.format {
            source.format = Some(Format::named(name).ok_or_else(|| {
                unknown("format", name, Format::declarable().map(|(name, _)| *name))
            })?);
        }
        Ok(source)
    }
}

fn unknown(what: &str, name: &str, known: impl Iterator<Item = &'static str>) -> Vec<Wrong> {
    let hint = format!("allowed: {}", known.collect::<Vec<_>>().join(", "));
    vec![Wrong { hint: Some(hint), ..Wrong::request(format!("there is no {what} `{name}`")) }]
}

impl Settings {
    pub fn linter(&self) -> Result<Linter, Vec<Wrong>> {
        let mut builder = Linter::builder();
        if !self.config.trim().is_empty() {
            builder = builder.config("germane.yaml", &self.config);
        }
        if !self.account.trim().is_empty() {
            builder = builder.account_file("account", &self.account);
        }
        for (name, yaml) in &self.packs {
            builder = builder.pack(name, yaml);
        }
        if !self.today.is_empty() {
            let wrong = || {
                vec![Wrong::request(format!(
                    "`today` is `{}`, which is no day; write it like 2026-11-02",
                    self.today
                ))]
            };
            builder = builder.today(Date::parse(&self.today).ok_or_else(wrong)?);
        }
        builder.build().map_err(|all| all.iter().map(Wrong::of).collect())
    }
}

impl Wrong {
    pub fn request(message: String) -> Self {
        Wrong { path: "request".into(), line: 1, column: 1, message, hint: None }
    }

    fn of(one: &Diagnostic) -> Self {
        let at = one.range.start;
        Wrong {
            path: one.path.clone(),
            line: at.line,
            column: at.column,
            message: one.message.clone(),
            hint: one.hint.clone(),
        }
    }
}
