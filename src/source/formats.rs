//! The one table of formats: how each is known, when a walk reads it, how it is read, and where a
//! long file of it may be cut.

use std::cell::OnceCell;
use std::path::Path;

use super::document::{self, DocumentContents};
use super::message::{self, named};
use super::structured::{self, Tree};
use super::{
    Contents, FileResolver, Format, RULE_PAGE, Read, Source, blade, decode, disorder, email, eml,
    extension, html, jsonl, long, mbox, notion, opaque, opening, platform, table,
};
use crate::text::{Problem, Text, visible};
use crate::yaml;

/// Where a long file may be cut: between two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordBoundary {
    /// After a line.
    Line,
    /// After a row, which may take many lines.
    Row,
    /// Before a mail.
    Mail,
}

/// One way to read a file.
pub struct Kind {
    /// True for what such a file may turn out to be, as a caller can say it.
    is: fn(Format) -> bool,
    /// True for such files, by their name and what stands in them.
    detect: fn(&Input) -> bool,
    /// Why one that nobody named is left out; `None` when it holds a draft, as far as can be known.
    leave_out: fn(&Input) -> Option<&'static str>,
    /// What it holds; `None` for what is no text.
    read: fn(&Input, &mut Vec<Problem>) -> Option<Contents>,
    /// Where a long one may be cut, when its records are independent of each other.
    pub cut: Option<RecordBoundary>,
}

/// In the order in which they are tried. The last one takes all that no other knows.
pub const FORMATS: &[Kind] = &[
    Kind {
        is: |format| format == Format::Mbox,
        detect: |input| input.fits() && mbox::is_mailbox(input.source.name, input.source.bytes),
        leave_out: |_| None,
        read: |input, problems| {
            let drafts = input.fits().then(|| mbox::read(input.source, problems))?;
            Some(Contents::new(Format::Mbox, named(drafts, input.source)))
        },
        cut: Some(RecordBoundary::Mail),
    },
    Kind {
        is: |format| format == Format::Eml,
        detect: |input| input.fits() && eml::is_mail(input.source.name, input.source.bytes),
        leave_out: |_| None,
        read: |input, problems| {
            let draft = input.fits().then(|| eml::read(input.source.bytes, 0, problems))?;
            Some(Contents::new(Format::Eml, named(vec![draft], input.source)))
        },
        cut: None,
    },
    Kind {
        is: structured::reads,
        detect: |input| structured::is_structured(input.source.name, input.words()),
        leave_out: |input| {
            let name = input.source.name;
            structured::leave_out(name, input.words(), || input.tree())
        },
        read: |input, problems| {
            Some(structured::read(
                input.source,
                input.text()?,
                input.tree(),
                input.resolver,
                problems,
            ))
        },
        cut: None,
    },
    Kind {
        is: |format| format == Format::Salesforce,
        detect: |input| platform::folder::is_salesforce(input.source, input.resolver),
        leave_out: |_| None,
        read: |input, problems| {
            let draft =
                platform::folder::salesforce(input.source, input.text()?, input.resolver, problems);
            Some(Contents::new(Format::Salesforce, named(vec![draft], input.source)))
        },
        cut: None,
    },
    Kind {
        is: |format| format == Format::Mjml,
        detect: |input| html::is_mjml(input.source.name, input.words()),
        leave_out: page_without_mail,
        read: |input, problems| {
            Some(input.contents(Format::Mjml, html::read(input.text()?, problems)))
        },
        cut: None,
    },
    Kind {
        is: |format| format == Format::Html,
        detect: |input| html::is_html(input.source.name, input.words()),
        leave_out: page_without_mail,
        read: read_page,
        cut: None,
    },
    Kind {
        is: |format| format == Format::Jsonl,
        detect: |input| jsonl::is_jsonl(input.source.name),
        leave_out: |input| {
            let holds = input.is_said() || input.text().is_some_and(jsonl::holds_draft);
            (!holds).then_some("no message in its first lines; name it to check it all the same")
        },
        read: |input, problems| {
            Some(input.contents(Format::Jsonl, jsonl::read(input.source, input.text()?, problems)))
        },
        cut: Some(RecordBoundary::Line),
    },
    Kind {
        is: |format| format == Format::Document,
        detect: |input| document::is_prose(input.source.name) && input.document().is_believed(),
        leave_out: |input| order_to_a_program(input).filter(|_| !input.is_said()),
        read: |input, problems| {
            let Read { drafts, sequences, unread } = document::read(
                input.source.name,
                input.source.bytes,
                input.text()?,
                input.document(),
                problems,
            );
            Some(Contents { sequences, unread, ..input.contents(Format::Document, drafts) })
        },
        cut: None,
    },
    Kind {
        is: |format| format == Format::Messages,
        detect: |input| {
            table::is_table(input.source.name) && input.text().is_some_and(table::hangs_together)
        },
        leave_out: |input| table::leave_out(input.source.name, input.words()),
        read: read_table,
        cut: None,
    },
    Kind {
        is: table::reads,
        detect: |input| {
            let name = input.source.name;
            table::is_table(name) || table::is_headed(name, input.words())
        },
        leave_out: |input| table::leave_out(input.source.name, input.words()),
        read: read_table,
        cut: Some(RecordBoundary::Row),
    },
    Kind {
        is: |_| false,
        detect: |input| {
            let source = input.source;
            source.channel.is_none()
                && document::is_prose(source.name)
                && input.document().only_plans()
        },
        leave_out: |input| {
            message_or_none(input)
                .or(Some("it says what messages are to say or may hold, and has no message"))
                .filter(|_| !input.is_said())
        },
        read: |_, problems| {
            problems.push(document::no_message());
            Some(Contents::new(Format::Document, Vec::new()))
        },
        cut: None,
    },
    Kind {
        is: |_| true,
        detect: |_| true,
        leave_out: |input| {
            let said =
                input.is_said() || message::is_kept_as_post(input.source.name, input.words());
            message_or_none(input).or_else(|| order_to_a_program(input)).filter(|_| !said)
        },
        read: |input, problems| Some(message::read(input.source, input.text()?, problems)),
        cut: None,
    },
];

fn page_without_mail(input: &Input) -> Option<&'static str> {
    let holds = input.is_said() || input.text().is_some_and(html::holds_draft);
    (!holds)
        .then_some("no greeting, no subject, no way to opt out; name it to check it all the same")
}

fn read_page(input: &Input, problems: &mut Vec<Problem>) -> Option<Contents> {
    let file = input.text()?;
    let Some(text) = html::document(file) else {
        return Some(input.contents(Format::Html, html::read(file, problems)));
    };
    let found = document::document("", text.as_str());
    let Read { drafts, sequences, unread } =
        document::read(input.source.name, input.source.bytes, &text, &found, problems);
    Some(Contents { sequences, unread, ..input.contents(Format::Html, drafts) })
}

fn order_to_a_program(input: &Input) -> Option<&'static str> {
    opening::instructs(input.words()).then_some(
        "it tells a program what to write; name it on the command line to check it all the same",
    )
}

fn message_or_none(input: &Input) -> Option<&'static str> {
    (!email::looks_like_message(input.words())).then_some(
        "no `subject:`, no greeting; name it on the command line to check it all the same",
    )
}

fn read_table(input: &Input, problems: &mut Vec<Problem>) -> Option<Contents> {
    let file = input.text()?;
    Some(
        table::read(input.source, file, problems)
            .unwrap_or_else(|| message::read(input.source, file, problems)),
    )
}

/// How files of this format are read.
pub fn of(format: Format) -> &'static Kind {
    FORMATS.iter().find(|kind| (kind.is)(format)).unwrap_or(&FORMATS[FORMATS.len() - 1])
}

/// How a source is read: as its caller says, or as its name and what stands in it tell.
pub fn detect(source: &Source) -> &'static Kind {
    Input::new(source, &FileResolver::default(), &OnceCell::new()).detect()
}

/// A source that is being told and read. What is worked out for one is kept for the other.
pub struct Input<'t> {
    source: &'t Source<'t>,
    resolver: &'t FileResolver,
    /// Its text, and what is wrong with it.
    decoded: &'t Decoded,
    tree: OnceCell<Tree>,
    document: OnceCell<DocumentContents<'t>>,
}

/// The text of a source, if it is one, and what is wrong with it.
pub type Decoded = OnceCell<(Option<Text>, Vec<Problem>)>;

impl<'t> Input<'t> {
    /// A source; its text will be kept in `decoded`.
    pub fn new(source: &'t Source<'t>, resolver: &'t FileResolver, decoded: &'t Decoded) -> Self {
        Input { source, resolver, decoded, tree: OnceCell::new(), document: OnceCell::new() }
    }

    /// What it is: as its caller says, or by its name and what stands in it.
    pub fn detect(&self) -> &'static Kind {
        let told = || {
            FORMATS.iter().find(|kind| (kind.detect)(self)).unwrap_or(&FORMATS[FORMATS.len() - 1])
        };
        self.source.format.map_or_else(told, of)
    }

    /// Why it holds no draft; `None` when it looks as if it held one.
    pub fn leave_out(&self) -> Option<&'static str> {
        if memchr::memchr(0, self.source.bytes).is_some() && !decode::is_utf_16(self.source.bytes) {
            let name = self.source.name;
            let said = self.is_said()
                || extension::says_sequence(name) && structured::is_structured(name, "");
            return (!said).then_some("not a text file");
        }
        if self.source.bytes.starts_with(RULE_PAGE.as_bytes()) {
            return Some("the page of a rule, whose drafts are examples");
        }
        if platform::folder::is_part(Path::new(self.source.name)) {
            return Some("read with the `meta.json` beside it");
        }
        (self.detect().leave_out)(self)
    }

    /// What it holds.
    pub fn read(&self) -> Contents {
        let mut own = Vec::new();
        let read = (self.detect().read)(self, &mut own);
        let mut contents = read.unwrap_or_else(|| {
            self.text();
            Contents::new(Format::Unreadable, Vec::new())
        });
        contents.problems =
            self.decoded.get().map(|(_, problems)| problems.clone()).unwrap_or_default();
        contents.problems.append(&mut own);
        for draft in &mut contents.drafts {
            opaque::report(draft, &mut contents.problems);
            long::hold(draft, &mut contents.problems);
        }
        disorder::report(&contents.sequences, &contents.drafts, &mut contents.problems);
        contents
    }

    /// Positions are of 32 bits.
    fn fits(&self) -> bool {
        self.source.bytes.len() <= decode::MAX_BYTES
    }

    /// True when its name says that it is a draft, whatever stands in it.
    fn is_said(&self) -> bool {
        extension::channel(self.source.name).is_some()
    }

    /// Its text, if it is one.
    fn text(&self) -> Option<&'t Text> {
        let decode = || {
            let mut problems = Vec::new();
            let text = decode::decode(self.source.bytes, &mut problems);
            let seen = |text: Text| {
                let data = structured::is_data(self.source.name, text.as_str());
                let seen = (!data).then(|| visible(&text)).flatten();
                seen.unwrap_or(text)
            };
            let plain = |text| {
                blade::without_directives(
                    self.source.name,
                    notion::without_properties(self.source.name, text),
                )
            };
            (text.map(seen).map(plain), problems)
        };
        self.decoded.get_or_init(decode).0.as_ref()
    }

    fn words(&self) -> &'t str {
        self.text().map_or("", Text::as_str)
    }

    /// What it is as YAML.
    fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| yaml::parse(self.words(), 0))
    }

    /// What of it is messages.
    fn document(&self) -> &DocumentContents<'t> {
        self.document.get_or_init(|| document::document(self.source.name, self.words()))
    }

    fn contents(&self, format: Format, drafts: Vec<crate::draft::Draft>) -> Contents {
        Contents::new(format, named(drafts, self.source))
    }
}
