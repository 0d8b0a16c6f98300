//! Standard output and error: buffered, coloured only on a terminal, quiet when the reader goes
//! away.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use crate::report::snippet::Style;
use crate::text::printable;

/// Buffered standard output.
#[derive(Debug)]
pub struct Output {
    out: BufWriter<StdoutLock<'static>>,
    /// Its reader went away. What is still written goes nowhere, quietly: the exit status is worth
    /// as much without a report.
    closed: bool,
}

impl Output {
    /// Locks standard output for the run.
    pub fn new() -> Self {
        Output { out: BufWriter::with_capacity(1 << 16, io::stdout().lock()), closed: false }
    }

    /// Writes text.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.write_bytes(text.as_bytes())
    }

    /// Writes bytes.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.unless_closed(|out| out.write_all(bytes))
    }

    /// True when nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes what is buffered.
    pub fn finish(&mut self) -> io::Result<()> {
        self.unless_closed(BufWriter::flush)
    }

    fn unless_closed(
        &mut self,
        write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
    ) -> io::Result<()> {
        match if self.closed { Ok(()) } else { write(&mut self.out) } {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }
}

/// `--color`: whether to colour what is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// The same for the writer.
    pub fn choice(self) -> anstream::ColorChoice {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// A path as reports show it: with forward slashes, without a leading `./` unless the name would be
/// an order to a build (`::error::`).
pub fn display_name(path: &Path) -> String {
    let short = path.strip_prefix("./").unwrap_or(path);
    let orders = short.as_os_str().as_encoded_bytes().starts_with(b"::");
    let path = if orders { Path::new(".").join(short) } else { short.to_path_buf() };
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        path.into_owned()
    } else {
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// A path as messages show it.
pub fn name(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

/// How to draw on standard output: colours when it is a terminal and nothing forbids them
/// (`NO_COLOR`, `TERM=dumb`).
pub fn style(choice: anstream::ColorChoice) -> Style {
    let colour = match choice {
        anstream::ColorChoice::Auto => {
            anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
        }
        choice => choice != anstream::ColorChoice::Never,
    };
    let width = if io::stdout().is_terminal() { width() } else { Style::PLAIN.width };
    Style { colour, width }
}

/// The width that pages of text are wrapped to: that of the terminal. Elsewhere lines stay whole,
/// for other programs.
pub fn page_width() -> usize {
    if io::stdout().is_terminal() { width() } else { usize::MAX }
}

/// The width of the terminal; what the user says of it in `COLUMNS` counts more. Narrower or wider
/// ones are drawn as if they ended there.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let is = || {
        terminal_size::terminal_size()
            .map(|(width, _)| usize::from(width.0))
            .filter(|width| *width > 0)
    };
    said.or_else(is).unwrap_or(120).clamp(40, 400)
}

/// A bar that is drawn on standard error, and only when that is a terminal.
pub fn bar(length: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Writes to standard error. Nothing can be done when that fails.
pub fn print_error(text: &str) {
    let _ = anstream::AutoStream::auto(io::stderr()).write_all(text.as_bytes());
}
