//! Documents of Word and tables of Excel as text, so that everything behind reads them like any
//! other file.
//!
//! A paragraph is a line, with a blank line between two where the document has none; a row of a
//! table is a line of CSV. So the lines that reports name are paragraphs and rows. Nothing is
//! written back.

mod document;
mod workbook;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::text::{Problem, Span};

/// Bytes that all parts of one file may take together when they are unpacked: a few kilobytes can
/// be packed from gigabytes.
const UNPACKED: usize = 256 << 20;
/// Tags that they may have together: each can take more memory than it has bytes.
const TAGS: usize = 16 << 20;
/// Bytes of the text that is made of them.
const WORDS: usize = 64 << 20;

/// The words of an Office file.
#[derive(Debug, Default)]
pub struct Words {
    /// As Markdown or CSV, in UTF-8.
    pub text: String,
    /// What of the file is not in it, and why.
    pub problems: Vec<Problem>,
}

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The words of a document of Word or a table of Excel, whatever its name says; `None` for all
/// other files.
pub fn words(bytes: &[u8]) -> Option<Words> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let unread = |why: String| {
        let problem = Problem::error(Span::default(), why);
        Some(Words { text: String::new(), problems: vec![problem] })
    };
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return unread(
            "a document of Word or Excel, or another ZIP archive, that is broken".into(),
        );
    };
    let holds = |archive: &Archive, part: &str| archive.index_for_name(part).is_some();
    let (document, workbook) =
        (holds(&archive, "word/document.xml"), holds(&archive, "xl/workbook.xml"));
    if !document && !workbook {
        return None;
    }
    let largest = match unpacked(&mut archive) {
        Ok(largest) => largest,
        Err(why) => return unread(format!("{why}; not read")),
    };
    Some(if document {
        document::words(&mut archive)
    } else {
        workbook::words(bytes, &mut archive, largest)
    })
}

/// How many bytes the largest part has, when all parts can be unpacked and have no more than is
/// allowed together, whatever they say of themselves.
fn unpacked(archive: &mut Archive) -> Result<usize, String> {
    let (mut bytes, mut tags, mut largest) = (0, 0, 0);
    let mut block = vec![0; 1 << 16];
    for at in 0..archive.len() {
        let before = bytes;
        let mut part = archive.by_index(at).map_err(|error| error.to_string())?;
        loop {
            let read = part.read(&mut block).map_err(|error| error.to_string())?;
            if read == 0 {
                break;
            }
            bytes += read;
            tags += memchr::memchr_iter(b'<', &block[..read]).count();
            if bytes > UNPACKED {
                return Err(format!("more than {} MiB when it is unpacked", UNPACKED >> 20));
            } else if tags > TAGS {
                return Err(format!("more than {} million tags of XML", TAGS >> 20));
            }
        }
        largest = largest.max(bytes - before);
    }
    Ok(largest)
}

/// A file that says that it is one of Office and cannot be read so.
fn broken(why: impl std::fmt::Display) -> Words {
    let problem =
        Problem::error(Span::default(), format!("no Office file that can be read: {why}"));
    Words {
        text: String::new(),
        problems: vec![problem.hint("save its words as text, a table as CSV")],
    }
}
