//! Bytes in the encodings of mail: quoted-printable, base64, `=?charset?Q?words?=`, and the
//! charsets below them.
//!
//! Crates decode these too, but forget where each byte stood. Here every decoded byte keeps the
//! stretch of the file that it was written as: itself, a `=C3`, or, for base64, the whole line.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use memchr::memmem;

use crate::text::{Span, TextBuilder};

/// How the bytes of a part are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// As they are.
    Plain,
    /// `=C3` for what is not ASCII; `=` at the end of a line joins it to the next.
    QuotedPrintable,
    /// Six bits a letter.
    Base64,
}

/// Decoded bytes, each with the stretch of the file that it was written as.
#[derive(Debug, Default)]
pub struct Decoded {
    bytes: Vec<u8>,
    /// Where they were written, in order.
    runs: Vec<Run>,
}

/// Neighbours among decoded bytes.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// One past its last byte.
    end: u32,
    /// The stretch of the file that its bytes were written as: one byte each, or, where those are
    /// more, all of it for each of them.
    span: Span,
    /// One byte each.
    plain: bool,
}

impl Decoded {
    /// Decodes `file[span]`.
    pub fn read(file: &[u8], span: Span, transfer: Transfer) -> Decoded {
        let mut decoded = Decoded::default();
        // No byte is written shorter than itself, and six bits of base64 take eight. Growing step
        // by step would hold it nearly three times.
        decoded.bytes.reserve_exact(if transfer == Transfer::Base64 {
            span.len() / 4 * 3 + 3
        } else {
            span.len()
        });
        match transfer {
            Transfer::Plain => decoded.copy(file, span),
            Transfer::QuotedPrintable => decoded.quoted_printable(file, span),
            Transfer::Base64 => {
                let mut at = span.start();
                let mut bits = Bits::default();
                for line in file[span.start()..span.end()].split_inclusive(|byte| *byte == b'\n') {
                    let bare = line.trim_ascii_end();
                    decoded.base64(bare, Span::new(at, at + bare.len()), &mut bits);
                    at += line.len();
                }
            }
        }
        decoded
    }

    /// True when nothing was decoded but white space.
    pub fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Adds bytes that are written as themselves.
    fn copy(&mut self, file: &[u8], span: Span) {
        self.bytes.extend_from_slice(&file[span.start()..span.end()]);
        let end = self.bytes.len() as u32;
        match self.runs.last_mut().filter(|last| last.plain && last.span.end() == span.start()) {
            Some(last) => (last.end, last.span) = (end, last.span.join(span)),
            None if !span.is_empty() => self.runs.push(Run { end, span, plain: true }),
            None => {}
        }
    }

    /// Adds a byte that is written as `span`.
    fn push(&mut self, byte: u8, span: Span) {
        self.bytes.push(byte);
        let end = self.bytes.len() as u32;
        match self.runs.last_mut().filter(|last| !last.plain && last.span == span) {
            Some(last) => last.end = end,
            None => self.runs.push(Run { end, span, plain: false }),
        }
    }

    fn append(&mut self, other: Decoded) {
        let from = self.bytes.len() as u32;
        self.bytes.extend(other.bytes);
        self.runs.extend(other.runs.into_iter().map(|run| Run { end: run.end + from, ..run }));
    }

    fn quoted_printable(&mut self, file: &[u8], span: Span) {
        let (mut at, end) = (span.start(), span.end());
        while at < end {
            let rest = &file[at..end];
            let (byte, width) = match (rest[0], hex(rest), soft_break(rest)) {
                (b'=', Some(byte), _) => (Some(byte), 3),
                (b'=', None, Some(width)) => (None, width),
                (byte, ..) => (Some(byte), 1),
            };
            match byte {
                Some(_) if width == 1 => self.copy(file, Span::new(at, at + 1)),
                Some(byte) => self.push(byte, Span::new(at, at + width)),
                None => {}
            }
            at += width;
        }
    }

    fn base64(&mut self, letters: &[u8], span: Span, bits: &mut Bits) {
        for six in letters.iter().filter_map(|letter| six(*letter)) {
            bits.held = bits.held << 6 | u32::from(six);
            bits.count += 6;
            if bits.count >= 8 {
                bits.count -= 8;
                self.push((bits.held >> bits.count) as u8, span);
                bits.held &= (1 << bits.count) - 1;
            }
        }
    }

    /// Tells where a byte was written; of bytes asked for in order.
    fn spans(&self) -> impl FnMut(usize) -> Span + '_ {
        let (mut at, mut from) = (0, 0);
        move |byte| {
            while at + 1 < self.runs.len() && self.runs[at].end as usize <= byte {
                from = self.runs[at].end as usize;
                at += 1;
            }
            let run = self.runs[at];
            if run.plain {
                Span::new(run.span.start() + byte - from, run.span.start() + byte - from + 1)
            } else {
                run.span
            }
        }
    }

    /// Appends what the bytes say in `charset` to `builder`. False when some of them say nothing
    /// there: those are read as U+FFFD.
    pub fn write(&self, charset: Option<&str>, builder: &mut TextBuilder) -> bool {
        let charset = charset
            .map(str::trim)
            .filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("us-ascii"));
        let named = charset.and_then(|name| Encoding::for_label(name.as_bytes()));
        // Mail without a charset is UTF-8 today and was Western before.
        let guess = || if std::str::from_utf8(&self.bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
        let encoding = named.unwrap_or_else(guess);
        let known = named.is_some() || charset.is_none();
        let mut pen = DecodedWriter { builder, piece: String::new(), span: Span::default() };
        let mut clean = true;
        let (mut decoder, mut letter) =
            (encoding.new_decoder_without_bom_handling(), String::with_capacity(32));
        let (mut from, mut spans) = (0, self.spans());
        // One byte at a time, so that every letter is known to end where its last byte does.
        for at in 0..=self.bytes.len() {
            let last = at == self.bytes.len();
            letter.clear();
            let (_, _, wrong) = decoder.decode_to_string(
                self.bytes.get(at..at + 1).unwrap_or_default(),
                &mut letter,
                last,
            );
            clean &= !wrong;
            if !letter.is_empty() && !self.bytes.is_empty() {
                let end = (at + 1).min(self.bytes.len());
                let first = spans(from.min(end - 1));
                pen.write(&letter, first.join(spans(end - 1)));
                from = end;
            }
        }
        pen.flush();
        clean && known
    }
}

/// Bits of a base64 letter that no byte is made of yet.
#[derive(Default)]
struct Bits {
    held: u32,
    count: u32,
}

/// Writes letters that share one stretch of the file as one piece.
struct DecodedWriter<'b> {
    builder: &'b mut TextBuilder,
    piece: String,
    span: Span,
}

impl DecodedWriter<'_> {
    fn write(&mut self, letter: &str, span: Span) {
        if span != self.span {
            self.flush();
            self.span = span;
        }
        self.piece.push_str(letter);
    }

    fn flush(&mut self) {
        // Equal lengths mean a copy, which a line of base64 never is.
        let first = self.piece.chars().next().map_or(0, char::len_utf8);
        let cut = if self.piece.len() == self.span.len() { first } else { 0 };
        self.builder.push(&self.piece[..cut], self.span);
        self.builder.push(&self.piece[cut..], self.span);
        self.piece.clear();
    }
}

/// Appends a header's value, which may be folded and may hold encoded words, to `builder`. False as
/// for [`Decoded::write`].
pub fn write_header(file: &[u8], span: Span, builder: &mut TextBuilder) -> bool {
    let mut clean = true;
    // Words in one charset are joined before they are read: a letter may be cut in two by the end
    // of a word.
    let (mut open, mut charset): (Decoded, Option<String>) = (Decoded::default(), None);
    let mut gap = Decoded::default();
    let mut at = span.start();
    while at < span.end() {
        if let Some((word, name, end)) = encoded_word(file, Span::new(at, span.end())) {
            if charset.as_ref().is_none_or(|open| !open.eq_ignore_ascii_case(&name)) {
                clean &= std::mem::take(&mut open).write(charset.as_deref(), builder);
            }
            // White space between two words is there for the line's length only.
            if charset.is_none() {
                clean &= std::mem::take(&mut gap).write(None, builder);
            }
            gap = Decoded::default();
            open.append(word);
            charset = Some(name);
            at = end;
            continue;
        }
        let blank =
            file[at..span.end()].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blank > 0 {
            gap.push(b' ', Span::new(at, at + blank));
            at += blank;
            continue;
        }
        clean &= std::mem::take(&mut open).write(charset.as_deref(), builder);
        charset = None;
        let word = file[at + 1..span.end()]
            .iter()
            .take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'=')
            .count()
            + 1;
        gap.append(Decoded::read(file, Span::new(at, at + word), Transfer::Plain));
        clean &= std::mem::take(&mut gap).write(None, builder);
        at += word;
    }
    clean & open.write(charset.as_deref(), builder)
}

/// `=?charset?Q?words?=` at the start of `file[span]`: what it says, its charset, its end. At most
/// 75 letters by the standard; a few hundred are borne.
fn encoded_word(file: &[u8], span: Span) -> Option<(Decoded, String, usize)> {
    let raw = &file[span.start()..span.end().min(span.start() + 512)];
    let rest = raw.strip_prefix(b"=?")?;
    let mut fields = rest.splitn(3, |byte| *byte == b'?');
    let (charset, way, tail) = (fields.next()?, fields.next()?, fields.next()?);
    let inner = &tail[..memmem::find(tail, b"?=")?];
    let start = span.start() + raw.len() - tail.len();
    let end = start + inner.len() + 2;
    let mut word = Decoded::default();
    match way {
        b"Q" | b"q" => {
            word.quoted_printable(file, Span::new(start, start + inner.len()));
            let mut from = 0;
            for run in &word.runs {
                let bytes = &mut word.bytes[from..run.end as usize];
                bytes
                    .iter_mut()
                    .filter(|byte| run.plain && **byte == b'_')
                    .for_each(|byte| *byte = b' ');
                from = run.end as usize;
            }
        }
        b"B" | b"b" => word.base64(inner, Span::new(span.start(), end), &mut Bits::default()),
        _ => return None,
    }
    // RFC 2231 lets a language follow the charset.
    let charset = String::from_utf8_lossy(charset.split(|byte| *byte == b'*').next()?).into_owned();
    Some((word, charset, end))
}

/// The length of a `=` that joins two lines, with blanks that a gateway put after it, or of the
/// last one of a cut file.
fn soft_break(raw: &[u8]) -> Option<usize> {
    let rest = raw.strip_prefix(b"=")?;
    let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    rest.get(blank).is_none_or(|byte| *byte == b'\n').then(|| (blank + 2).min(raw.len()))
}

/// The byte that `=C3` stands for.
fn hex(raw: &[u8]) -> Option<u8> {
    raw.strip_prefix(b"=")?;
    let digits = raw.get(1..3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn six(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}
