//! The one place that runs another program: git, for what changed and for what was.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::files;

/// What a hook says of the repository around a submodule.
const OUTER: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
];

/// What git answers in a folder. `inner`: the folder is a submodule, of which the environment does
/// not speak. Nothing is fetched.
pub fn ask<A: AsRef<OsStr>>(folder: &Path, inner: bool, args: &[A]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    if inner {
        for name in OUTER {
            command.env_remove(name);
        }
    }
    command.env("GIT_NO_LAZY_FETCH", "1");
    let output = command.arg("-C").arg(folder).args(["--literal-pathspecs"]).args(args).output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "this needs git, and there is no git here".to_string(),
        _ => format!("cannot run git: {error}"),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let command =
        args.first().map(|command| command.as_ref().to_string_lossy()).unwrap_or_default();
    Err(format!("git {command} failed: {}", said.trim().trim_start_matches("fatal: ")))
}

/// True when git knows a commit by this name, from this folder.
pub fn knows(folder: &Path, revision: &str) -> bool {
    commit(folder, revision).is_ok()
}

/// A file as it was in a revision: its bytes as they are kept, through no filter of anybody's
/// configuration. A path into a folder that is not there is one from the top of the repository, as
/// git has it.
pub fn file(path: &Path, revision: &str) -> Result<Vec<u8>, String> {
    let name = path.file_name().ok_or("no file is named")?;
    let (folder, before, name) = match folder_of(path) {
        folder if folder.is_dir() => (folder, "./", name),
        _ => (Path::new("."), "", path.as_os_str()),
    };
    let mut named = std::ffi::OsString::from(format!("{}:{before}", commit(folder, revision)?));
    named.push(name);
    object(folder, false, &named)?
        .ok_or_else(|| format!("revision {revision} does not have this file"))
}

/// What git calls by a name such as `commit:path`: its bytes, unless they are too many; `None` when
/// there is no such thing.
pub fn object(folder: &Path, inner: bool, name: &OsStr) -> Result<Option<Vec<u8>>, String> {
    let Ok(size) = ask(folder, inner, &["cat-file".as_ref(), "-s".as_ref(), name]) else {
        return Ok(None);
    };
    let size: u64 = String::from_utf8_lossy(&size).trim().parse().unwrap_or(u64::MAX);
    if size > files::WHOLE {
        return Err(format!("too large to be read ({size} bytes)"));
    }
    ask(folder, inner, &["cat-file".as_ref(), "blob".as_ref(), name]).map(Some)
}

/// The folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn commit(folder: &Path, revision: &str) -> Result<String, String> {
    if revision.starts_with('-') {
        return Err(format!("`{revision}` is no revision"));
    }
    let found = ask(
        folder,
        false,
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &format!("{revision}^{{commit}}"),
        ],
    );
    match found {
        Ok(found) => Ok(String::from_utf8_lossy(&found).trim().to_string()),
        Err(why) if why.ends_with("failed: ") => {
            Err(format!("git has no revision `{revision}` here"))
        }
        Err(why) => Err(why),
    }
}
