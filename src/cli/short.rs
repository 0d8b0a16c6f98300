//! The short way to call `check`: `germane draft.md` is `germane check draft.md`.

use std::ffi::OsString;
use std::path::Path;

use clap::Subcommand;

use super::Command;

/// Arguments that are of the program, not of a command.
const OWN: &[&str] = &["help", "-h", "--help", "-V", "--version"];

/// The arguments with the command that they leave out. The name of a command is that command, also
/// where a file is called so; a word that neither is one nor looks like a path is left for the
/// parser, which knows what was probably meant.
pub fn spelled_out(mut args: Vec<OsString>) -> Vec<OsString> {
    let is_short = args.get(1).is_some_and(|first| match first.to_str() {
        Some(word) if OWN.contains(&word) || Command::has_subcommand(word) => false,
        Some(word) => {
            word.starts_with('-')
                || word.contains(['.', '/', std::path::MAIN_SEPARATOR])
                || Path::new(word).exists()
        }
        None => true,
    });
    if is_short {
        args.insert(1, "check".into());
    }
    args
}
