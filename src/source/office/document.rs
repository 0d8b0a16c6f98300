//! The words of a Word document, as Markdown: headings, items of lists, words in bold at the start
//! of a paragraph, rows of short cells.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use quick_xml::{XmlVersion, escape};

use super::{Archive, WORDS, Words, broken};
use crate::text::step;

/// The words of the document in `archive`.
pub fn words(archive: &mut Archive) -> Words {
    let mut xml = String::new();
    let read = archive.by_name("word/document.xml").map_err(|error| error.to_string());
    if let Err(why) =
        read.and_then(|mut part| part.read_to_string(&mut xml).map_err(|error| error.to_string()))
    {
        return broken(why);
    }
    let mut writer = Writer::default();
    let mut reader = Reader::from_str(&xml);
    while writer.size <= WORDS {
        match reader.read_event() {
            Ok(Event::Eof) => return Words { text: writer.finish(), problems: Vec::new() },
            Ok(event) => writer.take(&event),
            Err(error) => return broken(error),
        }
    }
    broken("its words are too many")
}

/// What older programs show in the place of a box of text, and where a passage stood before it was
/// moved.
const REPEATED: &[&str] = &["mc:Fallback", "w:moveFrom"];

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    words: String,
    heading: usize,
    item: bool,
    /// Where the words in bold end that it begins with.
    bold: usize,
}

#[derive(Default)]
struct Writer {
    /// Paragraphs that are whole: what they say, and whether each is a row of a table.
    lines: Vec<(String, bool)>,
    open: Vec<Paragraph>,
    /// Inside of `w:t`.
    text: bool,
    /// Tags that are open inside of one that says once more what stands elsewhere; 0 outside.
    repeated: usize,
    bold: bool,
    /// Cells of the row that is open, each with its paragraphs.
    row: Option<Vec<Vec<String>>>,
    /// Rows that are open inside of it: what they say stands in the cell around them, so that a
    /// paragraph is taken once however deep it is.
    nested: usize,
    /// Rows above in the table.
    count: usize,
    /// Bytes of what is read so far, with what each paragraph, row and cell takes.
    size: usize,
}

impl Writer {
    fn take(&mut self, event: &Event) {
        if self.repeated > 0 {
            match event {
                Event::Start(_) => self.repeated += 1,
                Event::End(_) => self.repeated -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) if REPEATED.contains(&tag.name().as_ref()) => self.repeated = 1,
            Event::Start(tag) => self.start(tag, true),
            Event::Empty(tag) => {
                self.start(tag, false);
                self.end(tag.name().as_ref());
            }
            Event::End(tag) => self.end(tag.name().as_ref()),
            Event::Text(words) if self.text => {
                self.push(&words.xml_content(XmlVersion::Implicit1_0))
            }
            Event::GeneralRef(named) if self.text => match named.resolve_char_ref() {
                Ok(Some(c)) => self.push(c.encode_utf8(&mut [0; 4])),
                _ => self.push(escape::resolve_predefined_entity(named).unwrap_or_default()),
            },
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart, opens: bool) {
        let value =
            || tag.try_get_attribute("w:val").ok().flatten().map(|value| value.value.into_owned());
        if matches!(tag.name().as_ref(), "w:p" | "w:tr" | "w:tc") {
            self.size += size_of::<Paragraph>();
        }
        match tag.name().as_ref() {
            "w:p" => self.open.push(Paragraph::default()),
            "w:r" => self.bold = false,
            "w:t" => self.text = opens,
            "w:br" | "w:cr" => self.push("\n"),
            "w:noBreakHyphen" => self.push("-"),
            "w:tab" if self.open.last().is_some_and(|open| !open.words.is_empty()) => {
                self.push(" ")
            }
            "w:b" => {
                self.bold = value().is_none_or(|value| !matches!(value.as_ref(), "0" | "false"))
            }
            "w:numPr" => {
                self.open.iter_mut().next_back().into_iter().for_each(|open| open.item = true)
            }
            "w:pStyle" => {
                let style = value().unwrap_or_default().to_ascii_lowercase();
                let level = style
                    .trim_start_matches(|c: char| !c.is_ascii_digit())
                    .parse::<usize>()
                    .unwrap_or(1);
                let heading = HEADINGS.iter().any(|name| style.starts_with(name));
                if let (true, Some(open)) = (heading, self.open.last_mut()) {
                    open.heading = level.clamp(1, 6);
                }
            }
            "w:tbl" if self.row.is_none() => self.count = 0,
            "w:tr" if self.row.is_some() => self.nested += 1,
            "w:tr" => self.row = Some(Vec::new()),
            "w:tc" if self.nested == 0 => self.row.iter_mut().for_each(|row| row.push(Vec::new())),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "w:t" => self.text = false,
            "w:p" => {
                let Some(paragraph) = self.open.pop().map(Paragraph::finish) else { return };
                match self.row.as_mut().and_then(|row| row.last_mut()) {
                    Some(cell) => cell.push(paragraph),
                    None => self.lines.push((paragraph, false)),
                }
            }
            "w:tr" if self.nested > 0 => self.nested -= 1,
            "w:tr" => {
                let row = self.row.take().unwrap_or_default();
                self.end_row(row);
            }
            _ => {}
        }
    }

    /// A row of short cells as one line, any other cell by cell.
    fn end_row(&mut self, cells: Vec<Vec<String>>) {
        step(cells.iter().map(Vec::len).sum());
        let filled = |cell: &Vec<String>| cell.iter().filter(|line| !line.is_empty()).count();
        if cells.len() < 2
            || cells
                .iter()
                .any(|cell| filled(cell) > 1 || cell.iter().any(|line| line.contains('\n')))
        {
            self.lines.extend(cells.into_iter().flatten().map(|line| (line, false)));
            return;
        }
        let width = cells.len();
        self.lines.push((
            format!(
                "| {} |",
                cells.into_iter().map(|cell| cell.concat()).collect::<Vec<_>>().join(" | ")
            ),
            true,
        ));
        if self.count == 0 {
            self.lines.push((format!("|{}", "---|".repeat(width)), true));
        }
        self.count += 1;
    }

    fn push(&mut self, words: &str) {
        let bold = self.bold;
        if let Some(open) = self.open.last_mut() {
            let all = open.bold == open.words.len();
            open.words.push_str(words);
            self.size += words.len();
            if bold && all && words != "\n" {
                open.bold = open.words.len();
            }
        }
    }

    /// The paragraphs below each other; with blank lines between them, unless the writer set them
    /// apart with empty ones.
    fn finish(self) -> String {
        let empty = self.lines.iter().filter(|(line, _)| line.is_empty()).count();
        let apart = empty * 4 < self.lines.len();
        let mut text = String::new();
        for (at, (line, row)) in self.lines.iter().enumerate() {
            let follows = at > 0 && *row && self.lines[at - 1].1;
            let items = at > 0 && line.starts_with("- ") && self.lines[at - 1].0.starts_with("- ");
            if at > 0 {
                text.push_str(if apart && !follows && !items { "\n\n" } else { "\n" });
            }
            text.push_str(line);
        }
        text.push('\n');
        text
    }
}

/// Styles of headings, in the languages of Word that were met.
const HEADINGS: &[&str] = &[
    "heading",
    "title",
    "berschrift",
    "überschrift",
    "titre",
    "titel",
    "titolo",
    "título",
    "titulo",
    "ttulo",
    "kop",
    "rubrik",
    "nagwek",
];

impl Paragraph {
    fn finish(self) -> String {
        let words = self.words.trim();
        let start = self.words.len() - self.words.trim_start().len();
        let bold = self.words.get(start..self.bold.max(start)).unwrap_or_default().trim();
        if words.is_empty() {
            String::new()
        } else if self.heading > 0 {
            format!("{} {words}", "#".repeat(self.heading))
        } else if self.item {
            format!("- {words}")
        } else if !bold.is_empty() && !bold.contains('\n') {
            format!("**{bold}**{}", &words[bold.len()..])
        } else {
            words.to_string()
        }
    }
}
