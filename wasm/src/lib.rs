//! germane for JavaScript, without generated glue: three exports over one buffer.
//!
//! JavaScript asks for room (`room(length)`), writes a request there, calls `run()`, and reads the
//! answer that begins at `answer()` and has as many bytes as `run` returned. A request is JSON, a
//! NUL byte, and then the bytes of the file that it is about. Nothing here follows a pointer: the
//! addresses are given out, and only JavaScript uses them. That a linker sees three names is all
//! that the lint against unsafe code has to allow.

mod about;
mod first;
mod plain;
mod request;
mod rule;

use std::cell::RefCell;

use germane::{FileReport, Linter};
use serde::Serialize;

use request::{File, Request, Settings, Wrong};

thread_local! {
    static REQUEST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The last linter and what it was made from: between two keystrokes it stays the same.
    static LINTER: RefCell<Option<(Settings, Linter)>> = const { RefCell::new(None) };
}

/// Room for a request of so many bytes: its address.
#[allow(unsafe_code)]
#[no_mangle]
pub extern "C" fn room(length: usize) -> *const u8 {
    REQUEST.with_borrow_mut(|request| {
        request.clear();
        request.resize(length, 0);
        request.as_ptr()
    })
}

/// Does what the request says: the length of the answer.
#[allow(unsafe_code)]
#[no_mangle]
pub extern "C" fn run() -> usize {
    let answer = respond(&REQUEST.take());
    ANSWER.with_borrow_mut(|held| {
        *held = answer;
        held.len()
    })
}

/// The address of the answer.
#[allow(unsafe_code)]
#[no_mangle]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|held| held.as_ptr())
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    File {
        file: Box<FileReport>,
    },
    Judged {
        file: Box<FileReport>,
        first: Vec<Vec<first::First>>,
    },
    Plain {
        plain: Option<String>,
    },
    Rule {
        rule: Option<Box<rule::Page>>,
    },
    About {
        about: about::About,
    },
    /// What is wrong with the request or the settings.
    Wrong {
        errors: Vec<Wrong>,
    },
}

/// Answers a request, in JSON.
fn respond(request: &[u8]) -> Vec<u8> {
    let end = request.iter().position(|byte| *byte == 0).unwrap_or(request.len());
    let bytes = request.get(end + 1..).unwrap_or_default();
    let answer = match serde_json::from_slice(&request[..end]) {
        Ok(Request::Check { file, settings }) => {
            check(&file, &settings, bytes).map(|file| Answer::File { file })
        }
        Ok(Request::Judge { file, settings }) => check(&file, &settings, bytes)
            .map(|file| Answer::Judged { first: first::of_each(&file), file }),
        Ok(Request::Plain { file }) => {
            file.source(bytes).map(|source| Answer::Plain { plain: plain::of(&source) })
        }
        Ok(Request::Explain { rule }) => Ok(Answer::Rule { rule: rule::page(&rule).map(Box::new) }),
        Ok(Request::About) => Ok(Answer::About { about: about::about() }),
        Err(error) => Err(vec![Wrong::request(error.to_string())]),
    };
    serde_json::to_vec(&answer.unwrap_or_else(|errors| Answer::Wrong { errors }))
        .unwrap_or_default()
}

fn check(file: &File, settings: &Settings, bytes: &[u8]) -> Result<Box<FileReport>, Vec<Wrong>> {
    let source = file.source(bytes)?;
    LINTER.with_borrow_mut(|held| {
        let linter = match held.take() {
            Some((known, linter)) if known == *settings => linter,
            _ => settings.linter()?,
        };
        Ok(Box::new(held.insert((settings.clone(), linter)).1.lint(&source)))
    })
}
