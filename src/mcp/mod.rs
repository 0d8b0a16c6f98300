//! The face for writing agents: a server of the Model Context Protocol on standard input and
//! output.
//!
//! Three tools: check a draft, explain a rule, compare two versions of a draft. Each request is
//! answered from what it contains and from the configuration that was read when the server was
//! started; no file is read or written, and nothing is remembered between requests.

mod answer;
mod arguments;
mod check;
mod compare;
mod draft;
mod explain;
mod protocol;
mod result;
mod tools;
mod unconfirmed;
mod wire;

use std::io::{self, Read, Write};

use crate::project::Projects;
use wire::{Incoming, Lines};

/// Serves one client until it closes its end. `projects` says which configuration applies; its
/// files are read on first use, so that a caller who wants to know of faults before the first
/// request asks it for a linter.
pub fn serve(projects: Projects, input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut service = protocol::Service { projects };
    for heard in Lines::new(input) {
        let answer = match heard {
            Incoming::Message(message) => service.answer(message),
            Incoming::Fault(answer) => Some(answer),
        };
        if let Some(answer) = answer {
            writeln!(output, "{}", crate::report::inert::json(&answer))?;
            output.flush()?;
        }
    }
    Ok(())
}
