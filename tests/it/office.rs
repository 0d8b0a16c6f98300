//! Documents of Word and tables of Excel: made here with the words that they are to give back.

use std::io::{Cursor, Write};

use germane::source::office::{Words, words};
use germane::text::{Problem, steps};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file of Office with these parts.
pub fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(
                *name,
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
            )
            .expect("a part");
        writer.write_all(text.as_bytes()).expect("its bytes");
    }
    writer.finish().expect("a file").into_inner()
}

fn document(body: &str) -> String {
    let head = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
    let read =
        words(&packed(&[("word/document.xml", &format!("{head}{body}</w:body></w:document>"))]))
            .expect("a document");
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    read.text
}

fn workbook(sheets: &[(&str, &str)]) -> Words {
    let row = |(line, number): (&str, usize)| {
        let cell = |(at, words): (usize, &str)| {
            let column = char::from(b'A' + at as u8);
            format!(
                r#"<c r="{column}{number}" t="inlineStr"><is><t>{}</t></is></c>"#,
                words.replace('/', "\n")
            )
        };
        format!(
            r#"<row r="{number}">{}</row>"#,
            line.split('|')
                .enumerate()
                .filter(|(_, words)| !words.is_empty())
                .map(cell)
                .collect::<String>()
        )
    };
    let rows = |lines: &str| -> String {
        lines.lines().zip(1..).filter(|(line, _)| !line.is_empty()).map(row).collect()
    };
    let sheets: Vec<(&str, String)> =
        sheets.iter().map(|(name, lines)| (*name, rows(lines))).collect();
    workbook_of(&sheets, "")
}

/// A workbook of sheets whose rows are written as they are stored, and of shared strings.
fn workbook_of(sheets: &[(&str, String)], shared: &str) -> Words {
    let names: String = sheets
        .iter()
        .zip(1..)
        .map(|((name, _), at)| format!(r#"<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>"#))
        .collect();
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    let relations: String = (1..=sheets.len())
        .map(|at| {
            format!(
                r#"<Relationship Id="rId{at}" Type="{kind}" Target="worksheets/sheet{at}.xml"/>"#
            )
        })
        .collect();
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    );
    let sheet = |rows: &str| {
        format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        )
    };
    let sheets: Vec<(String, String)> = sheets
        .iter()
        .zip(1..)
        .map(|((_, rows), at)| (format!("xl/worksheets/sheet{at}.xml"), sheet(rows)))
        .collect();
    let top = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let mut parts = vec![
        ("_rels/.rels", top),
        ("xl/workbook.xml", book.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/sharedStrings.xml", shared),
    ];
    parts.retain(|(_, text)| !text.is_empty());
    parts.extend(sheets.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    words(&packed(&parts)).expect("a workbook")
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn a_document_is_its_paragraphs() {
    let heading = r#"<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Email 1 (Day 0)</w:t></w:r></w:p>"#;
    let label = r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Subject:</w:t></w:r><w:r><w:t xml:space="preserve"> Gates &amp; clerks &#8211; two</w:t></w:r></w:p>"#;
    let item = |words: &str| {
        format!(r#"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
    };
    let ends = "<w:p><w:r><w:t>Best,</w:t><w:br/><w:t>Dana</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";
    let text = document(
        &[heading, label, &paragraph("Hi Ana,"), &item("one"), &item("two"), ends].concat(),
    );
    assert_eq!(
        text,
        "## Email 1 (Day 0)\n\n**Subject:** Gates & clerks – two\n\nHi Ana,\n\n- one\n- two\n\nBest,\nDana\n\n\n"
    );
    let spaced = document(
        &[
            paragraph("Hi Ana,"),
            paragraph(""),
            paragraph("Who books?"),
            paragraph(""),
            paragraph("Dana"),
        ]
        .concat(),
    );
    assert_eq!(spaced, "Hi Ana,\n\nWho books?\n\nDana\n");
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let rows: String = [["Day", "Message"], ["0", "Hi Ana, who books?"]]
        .iter()
        .map(|row| format!("<w:tr>{}{}</w:tr>", cell(row[0]), cell(row[1])))
        .collect();
    assert_eq!(
        document(&format!("<w:tbl>{rows}</w:tbl>")),
        "| Day | Message |\n|---|---|\n| 0 | Hi Ana, who books? |\n"
    );
}

#[test]
fn a_row_of_a_workbook_is_a_line() {
    let notes = "Notes|of May\nnothing|here";
    let mails = "email|subject|body\n\nana@orbis.example|Night \"gates\", two|Hi Ana,//Who books the lorries?";
    let read = workbook(&[("Notes", notes), ("Mails", mails)]);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    assert_eq!(
        read.text,
        "email,subject,body\n,\nana@orbis.example,\"Night \"\"gates\"\", two\",\"Hi Ana,\\n\\nWho books the lorries?\"\n"
    );
    let two = workbook(&[("Mails", mails), ("More", mails)]);
    assert_eq!(
        two.problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(),
        ["the sheet `More` has copy too and is not read"]
    );
    // What is not read passes no gate.
    assert!(two.problems.iter().all(Problem::is_error));
}

#[test]
fn what_cannot_be_read_is_said() {
    assert!(words(b"plain text").is_none() && words(&packed(&[("a.txt", "x")])).is_none());
    for parts in [
        [("word/document.xml", "<w:document><w:p></w:q>")],
        [("xl/workbook.xml", "<workbook><sheets>")],
    ] {
        let read = words(&packed(&parts)).expect("a file of Office");
        assert_eq!((read.text.as_str(), read.problems.len()), ("", 1), "{parts:?}");
    }
}

/// A few kilobytes that unpack to gigabytes are refused, and so is a cell a million rows down that
/// would fill memory with nothing.
#[test]
fn packed_bombs_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    let zeros = vec![b' '; 1 << 20];
    (0..260).for_each(|_| writer.write_all(&zeros).expect("its bytes"));
    let bytes = writer.finish().expect("a file").into_inner();
    assert!(bytes.len() < 1 << 20);
    let read = words(&bytes).expect("a document");
    assert!(
        read.text.is_empty() && read.problems[0].message.starts_with("more than 256 MiB"),
        "{:?}",
        read.problems
    );
}

/// What is said of a workbook that is not read.
fn refused(sheets: &[(&str, String)], shared: &str) -> String {
    let read = workbook_of(sheets, shared);
    assert!(read.text.is_empty());
    read.problems.iter().map(|problem| problem.message.as_str()).collect()
}

const HEAD: &str =
    r#"<row r="1"><c r="A1" t="str"><v>subject</v></c><c r="B1" t="str"><v>body</v></c></row>"#;

/// What stands between cells counts like the words in them: each of these is a few hundred
/// kilobytes, and was gigabytes of empty cells.
#[test]
fn empty_cells_of_a_workbook_are_bounded() {
    let rows = |column: &str, count: usize| -> String {
        (2..count)
            .map(|row| format!(r#"<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>"#))
            .collect()
    };
    let wide = format!("{HEAD}{}", rows("SF", 150_000));
    let one_wide =
        format!(r#"{HEAD}<row r="2"><c r="SF2"><v>1</v></c></row>{}"#, rows("A", 150_000));
    for text in [wide, one_wide] {
        let said = refused(&[("Mails", text)], "");
        assert!(said.ends_with("sheet `Mails`: its words and cells are too many"), "{said}");
    }
    let far = |row: u64| format!(r#"{HEAD}<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#);
    let said = refused(&[("Mails", far(1_048_577))], "");
    assert!(said.ends_with("a cell in row 1048577: a sheet has 1048576 rows at most"), "{said}");
    let last = workbook_of(&[("Mails", far(1_048_576))], "");
    assert_eq!((last.text.len(), last.problems.len()), (13 + 2 * 1_048_574 + 3, 0));
}

/// One sheet is taken whole, whatever the others point at; and what a workbook says of its size is
/// not believed.
#[test]
fn a_workbook_takes_no_more_than_one_sheet() {
    let long = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(100_000));
    let rows: String = (2..60)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    let sheets: Vec<(&str, String)> = ["One", "Two", "Three", "Four"]
        .repeat(10)
        .into_iter()
        .map(|name| (name, format!("{HEAD}{rows}")))
        .collect();
    let read = workbook_of(&sheets, &long);
    assert_eq!(read.problems.len(), 39);
    assert!((58 * 100_000..60 * 100_000).contains(&read.text.len()), "{}", read.text.len());
    let said = refused(&sheets[..1], r#"<sst uniqueCount="99999999999"><si/></sst>"#);
    assert!(said.contains("more strings than a workbook can have"), "{said}");
}

/// A box of text stands there once for newer programs and once for older ones; what was moved stands
/// where it was, too.
#[test]
fn what_a_document_says_twice_is_read_once() {
    let inside = paragraph("A box");
    let twice = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let moved = "<w:p><w:moveFrom><w:r><w:t>Two crews</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>Two crews</w:t></w:r></w:moveTo></w:p>";
    let joined = "<w:p><w:r><w:t>twenty</w:t><w:noBreakHyphen/><w:t>four</w:t></w:r></w:p>";
    let read = document(&format!("{twice}{moved}{joined}"));
    for words in ["A box", "Two crews", "twenty-four"] {
        assert_eq!(read.matches(words).count(), 1, "{words}: {read}");
    }
}

/// A chart may have a sheet of its own.
#[test]
fn sheets_that_hold_no_cells_are_passed_by() {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{kind}"><sheets><sheet name="Chart" sheetId="1" r:id="rId1"/><sheet name="Copy" sheetId="2" r:id="rId2"/></sheets></workbook>"#
    );
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kind}/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId2" Type="{kind}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#
    );
    let top = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{HEAD}<row r="2"><c r="A2" t="str"><v>Berths</v></c><c r="B2" t="str"><v>Hi Ana</v></c></row></sheetData></worksheet>"#
    );
    let parts = [
        ("_rels/.rels", top.as_str()),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/chartsheets/sheet1.xml", "<chartsheet/>"),
        ("xl/worksheets/sheet2.xml", &sheet),
    ];
    let read = words(&packed(&parts)).expect("a workbook");
    assert!(read.text.contains("Berths,Hi Ana"), "{:?}", read.problems);
}

/// Each format of a cell has a copy of its font: twenty thousand of one whose name is long were ten
/// gigabytes.
#[test]
fn formats_of_cells_are_bounded() {
    let styles = |name: usize, formats: usize| {
        let font = format!("<fonts><font><name val=\"{}\"/></font></fonts>", "a".repeat(name));
        let formats = "<xf fontId=\"0\"/>".repeat(formats);
        format!("<styleSheet>{font}<cellXfs>{formats}</cellXfs></styleSheet>")
    };
    let of = |styles: &str| {
        let parts = [("xl/workbook.xml", "<workbook/>"), ("xl/styles.xml", styles)];
        let read = words(&packed(&parts)).expect("a workbook");
        read.problems.iter().map(|problem| problem.message.clone()).collect::<String>()
    };
    let told = "formats of its cells";
    assert!(of(&styles(100_000, 20_000)).contains(told));
    assert!(!of(&styles(100, 20_000)).contains(told));
}

#[test]
fn tables_in_tables_are_read_once() {
    let of = |depth: usize| {
        let (opens, closes) =
            (format!("<w:tr><w:tc>{}", paragraph("a")), "</w:tc></w:tr>".to_string());
        let before = steps();
        let text = document(&(opens.repeat(depth) + &closes.repeat(depth)));
        assert_eq!(text.matches('a').count(), depth);
        steps() - before
    };
    let (small, large) = (of(500), of(4_000));
    assert!(small > 0 && large < 10 * small, "{small} steps, then {large}");
}
