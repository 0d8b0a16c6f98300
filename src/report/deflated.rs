//! Text that waits to be written: kept deflated, to about a tenth of a list and a third of a page.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// A text, deflated.
#[derive(Debug)]
pub struct Deflated {
    bytes: Vec<u8>,
    /// Bytes of the text.
    length: usize,
}

impl Deflated {
    /// Deflates a text.
    pub fn new(text: &str) -> io::Result<Self> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes())?;
        let mut bytes = encoder.finish()?;
        bytes.shrink_to_fit();
        Ok(Deflated { bytes, length: text.len() })
    }

    /// Bytes that it takes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// True for one that takes none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The text again.
    pub fn text(&self) -> io::Result<String> {
        let mut text = String::with_capacity(self.length);
        DeflateDecoder::new(self.bytes.as_slice()).read_to_string(&mut text)?;
        Ok(text)
    }
}
