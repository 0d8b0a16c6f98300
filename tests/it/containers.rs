//! Documents of Word and tables of Excel under random edits: of the XML inside, packed again so that
//! its sums are right, and of the archive around it.

use std::io::{Cursor, Write};

use germane::source::office::words;
use germane::source::{self, FileResolver, Source};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::laws::{assert_inside, executions};

/// The parts of an archive: their names, and what stands in them.
type Parts = Vec<(String, Vec<u8>)>;

/// More than any text that edits of these files may become: a sheet has so many rows at most, and
/// each takes two bytes when it is empty.
const MOST: usize = 64 << 20;

const DOCUMENT: &[(&str, &str)] = &[
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "word/document.xml",
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Email 1 (Day 0)</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b w:val="true"/></w:rPr><w:t>Subject:</w:t></w:r><w:r><w:t xml:space="preserve"> Gates &amp; clerks &#8211; two</w:t></w:r></w:p><w:p><w:r><w:t>Hi Ana,</w:t><w:br/><w:tab/><w:t>é {{city}}</w:t><w:noBreakHyphen/></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>A box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent></w:r></w:p><w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Day</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Message</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hi Ana, who books?</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#,
    ),
];

const WORKBOOK: &[(&str, &str)] = &[
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="false"/><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/><sheet name="Mails" sheetId="2" state="visible" r:id="rId2"/></sheets><definedNames><definedName name="all">Mails!$A$1:$D$3</definedName></definedNames></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="1"><font><name val="Arial"/></font></fonts><cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4" uniqueCount="4"><si><t>subject</t></si><si><t>body</t></si><si><r><t xml:space="preserve">Night </t></r><r><t>gates &amp; "two"</t></r></si><si><t>Hi Ana,&#10;&#10;Who books é?</t></si></sst>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B1"/><sheetData><row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row></sheetData></worksheet>"#,
    ),
    (
        "xl/worksheets/sheet2.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:D3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>email</t></is></c><c r="D1" t="str"><v>sent</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c><c r="C2"><v>2.5</v></c><c r="D2" s="1"><f>A1+1</f><v>47000.25</v></c></row><row r="3"><c r="A3" s="2"><v>60</v></c><c t="d"><v>2031-05-04T10:00:00</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells></worksheet>"#,
    ),
];

/// What edits put in: tags that open and do not close, places far away, numbers that are none.
const PIECES: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:t>",
    "<w:br/>",
    "<w:b/>",
    "<w:numPr/>",
    "<w:pStyle w:val=\"heading99999999999999999999\"/>",
    "<mc:Fallback>",
    "</mc:Fallback>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<c r=\"A1048577\"><v>1</v></c>",
    "<c r=\"ZZZZZZZZ99999999999\"><v>1</v></c>",
    "<c r=\"\" t=\"s\"><v>4294967296</v></c>",
    "<c t=\"s\"><v>-1</v></c>",
    "<c s=\"99999\"><v>1e308</v></c>",
    "<c s=\"1\"><v>-1e308</v></c>",
    "<c s=\"1\"><v>NaN</v></c>",
    "<row r=\"0\">",
    "<row>",
    "</row>",
    "<is><t>x</t></is>",
    "<f t=\"shared\" si=\"0\" ref=\"A1:XFD1048576\">A1</f>",
    "<f t=\"shared\" si=\"99999999\"/>",
    "<dimension ref=\"A1:XFD1048576\"/>",
    "<dimension ref=\"B2:A1\"/>",
    "<sheet name=\"Mails\" sheetId=\"3\" r:id=\"rId2\"/>",
    "<sst uniqueCount=\"9999999\">",
    "uniqueCount=\"-1\"",
    "<si>",
    "<rPh><t>x</t></rPh>",
    "<xf numFmtId=\"4294967296\"/>",
    "<![CDATA[<w:t>",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.1\" encoding=\"UTF-16\"?>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&#0;",
    "&#xD800;",
    "&a;",
    "&",
    "<",
    ">",
    "\"",
    "\u{feff}",
    "\u{a0}",
    "\u{1f680}",
    "_x000D_",
    "../../x",
    "\n",
];

fn parts(of: &[(&str, &str)]) -> Parts {
    of.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect()
}

/// An archive of these parts; `None` when two have one name.
fn packed(parts: &Parts, method: CompressionMethod) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(bytes).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Puts something else in the place of a few bytes.
fn edit(bytes: &mut Vec<u8>, next: &mut impl FnMut(usize) -> usize) {
    let starts: Vec<usize> = memchr::memchr_iter(b'<', bytes).collect();
    // At a tag, or anywhere.
    let at = match starts.get(next(starts.len().max(1))) {
        Some(start) if next(2) == 0 => *start,
        _ => next(bytes.len()),
    };
    let end = (at + [0, next(12), next(80)][next(3)]).min(bytes.len());
    let piece = match next(5) {
        0 => Vec::new(),
        1 => vec![next(256) as u8],
        2 | 3 => PIECES[next(PIECES.len())].as_bytes().to_vec(),
        _ => bytes[next(bytes.len()).min(bytes.len())..].iter().take(next(120)).copied().collect(),
    };
    bytes.splice(at..end, piece);
}

/// Random edits of a document and of a workbook. `GERMANE_EXECUTIONS` sets how many.
#[test]
fn no_bytes_make_an_archive_panic() {
    let files = [("a.docx", parts(DOCUMENT)), ("a.xlsx", parts(WORKBOOK))];
    for (name, parts) in &files {
        let bytes = packed(parts, CompressionMethod::Deflated).expect("an archive");
        let read = words(&bytes).expect("a file of Office");
        assert!(read.problems.is_empty() && read.text.contains("Hi Ana,"), "{name}: {read:?}");
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let mut read_whole = 0;
    for execution in 0..executions() {
        let (name, original) = &files[execution % files.len()];
        let mut parts = original.clone();
        for _ in 0..next(6) {
            let part = next(parts.len());
            match next(24) {
                0 => drop(parts.remove(part)),
                1 => edit_name(&mut parts[part].0, &mut next),
                2 => {
                    let other = parts[next(parts.len())].1.clone();
                    parts[part].1 = other;
                }
                _ => edit(&mut parts[part].1, &mut next),
            }
            if parts.is_empty() {
                break;
            }
        }
        let method = [CompressionMethod::Stored, CompressionMethod::Deflated][next(2)];
        let Some(mut bytes) = packed(&parts, method) else { continue };
        if next(3) == 0 {
            (0..next(4)).for_each(|_| edit(&mut bytes, &mut next));
        }
        let Some(read) = words(&bytes) else { continue };
        assert!(read.text.len() <= MOST, "{name}: {} bytes", read.text.len());
        assert!(!read.text.is_empty() || !read.problems.is_empty(), "{name}: {parts:?}");
        assert!(
            read.problems.iter().all(|problem| problem.span.end() <= read.text.len()),
            "{name}: {:?}",
            read.problems
        );
        read_whole += usize::from(!read.text.is_empty());
        // What a far row makes is a million lines: the reader of tables has tests of its own.
        if read.text.len() > 1 << 16 {
            continue;
        }
        let alone = FileResolver {
            read: |_| Err(std::io::ErrorKind::NotFound.into()),
            ..FileResolver::default()
        };
        let text = read.text.as_bytes();
        assert_inside(name, text, &source::read(&Source::new(name, text), &alone));
    }
    assert!(read_whole * 10 > executions(), "only {read_whole} could be read");
}

/// Changes a letter of a name.
fn edit_name(name: &mut String, next: &mut impl FnMut(usize) -> usize) {
    let at = next(name.len());
    if name.is_char_boundary(at) {
        name.insert(at, ['/', '.', '\\', 'é', '\0', 'A'][next(6)]);
    }
}
