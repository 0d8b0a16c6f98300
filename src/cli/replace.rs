//! Files written in one step: a reader finds the old text or the new one, and nothing is left over
//! when the run is killed in between.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::files;

/// What names of unfinished files begin and end with, around as many letters and digits as
/// `tempfile` puts there.
const UNFINISHED: (&str, &str, usize) = (".germane-", ".tmp", 6);

/// Puts `after` in the place of what is at `path`, or where nothing is. With `before`, only if that
/// is still what is there.
///
/// Links are followed; owner, group, permissions and attributes stay. A file that cannot keep them
/// is left alone.
pub fn replace(path: &Path, before: Option<&[u8]>, after: &[u8]) -> Result<(), String> {
    let fail = |error: io::Error| error.to_string();
    let old = match path.canonicalize() {
        Ok(target) => Some((fs::metadata(&target).map_err(fail)?, target)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && before.is_none() => None,
        Err(error) => return Err(fail(error)),
    };
    if let Some((is, _)) = &old {
        refuse(is)?;
    }
    let target = old.as_ref().map_or(path, |(_, target)| target);
    let mut file = unfinished(folder(target), old.is_none()).map_err(fail)?;
    file.write_all(after).map_err(fail)?;
    if let Some((is, target)) = &old {
        keep(file.as_file(), is, target)?;
    }
    file.as_file().sync_all().map_err(fail)?;
    if let Some(before) = before
        && !holds(target, before).map_err(fail)?
    {
        return Err("it changed meanwhile; left alone".into());
    }
    file.persist(target).map(drop).map_err(|error| fail(error.error))
}

/// Takes away what runs that were killed left in a folder. What a run still writes is locked.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in
        entries.flatten().filter(|entry| is_unfinished(&entry.file_name().to_string_lossy()))
    {
        let path = entry.path();
        let is_left = || {
            entry.file_type().is_ok_and(|is| is.is_file())
                && File::open(&path).is_ok_and(|file| file.try_lock().is_ok())
        };
        if is_left() {
            let _ = fs::remove_file(&path);
        }
    }
}

/// The folder that a file is in.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The folder of the file that a path leads to.
pub fn real_folder(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().map(|target| folder(&target).to_path_buf())
}

fn is_unfinished(name: &str) -> bool {
    let (start, end, letters) = UNFINISHED;
    let inside = name.strip_prefix(start).and_then(|name| name.strip_suffix(end));
    inside.is_some_and(|name| {
        name.len() == letters && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// An empty file beside the one that it will replace; if that is `new`, as open as the user's mask
/// leaves new files.
fn unfinished(folder: &Path, new: bool) -> io::Result<NamedTempFile> {
    let (start, end, letters) = UNFINISHED;
    let mut builder = tempfile::Builder::new();
    builder.prefix(start).suffix(end).rand_bytes(letters);
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(if new { 0o666 } else { 0o600 }))
    };
    let file = builder.tempfile_in(folder)?;
    // A file system without locks only leaves more to be swept by hand.
    let _ = file.as_file().try_lock();
    Ok(file)
}

fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let (file, length) = files::open(path)?;
    if length != bytes.len() as u64 {
        return Ok(false);
    }
    let mut read = Vec::with_capacity(bytes.len());
    file.take(bytes.len() as u64 + 1).read_to_end(&mut read)?;
    Ok(read == bytes)
}

/// Files that would not be the same file afterwards.
fn refuse(is: &Metadata) -> Result<(), String> {
    if !is.is_file() {
        return Err("it is no file".into());
    }
    if is.permissions().readonly() {
        return Err("the file is read-only".into());
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(is) > 1 {
        return Err("the file has other names (hard links), which would keep the old text".into());
    }
    Ok(())
}

/// Gives the new file what the old one has: owner and group first, because a change of those takes
/// away permissions.
#[cfg(unix)]
fn keep(file: &File, old: &Metadata, target: &Path) -> Result<(), String> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    use xattr::FileExt;
    let new = file.metadata().map_err(|error| error.to_string())?;
    let (user, group) = (old.uid(), old.gid());
    if (new.uid(), new.gid()) != (user, group) {
        let (to, of) = ((new.uid() != user).then_some(user), (new.gid() != group).then_some(group));
        fchown(file, to, of)
            .map_err(|error| format!("the owner of the file cannot be kept: {error}"))?;
    }
    let fail = |error: io::Error| format!("the permissions of the file cannot be kept: {error}");
    // File systems without attributes have none to lose. Labels of security modules are given by
    // the system.
    for name in xattr::list(target)
        .into_iter()
        .flatten()
        .filter(|name| !name.as_encoded_bytes().starts_with(b"security."))
    {
        if let Some(value) = xattr::get(target, &name).map_err(fail)? {
            file.set_xattr(&name, &value).map_err(fail)?;
        }
    }
    file.set_permissions(fs::Permissions::from_mode(old.mode() & 0o7777)).map_err(fail)
}

#[cfg(not(unix))]
fn keep(file: &File, old: &Metadata, _: &Path) -> Result<(), String> {
    file.set_permissions(old.permissions()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("germane-replace-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("writable");
        folder
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = scratch("meanwhile");
        let path = folder.join("a.md");
        fs::write(&path, "somebody else was here").expect("writable");
        assert_eq!(
            replace(&path, Some(b"as it was read"), b"as it would be"),
            Err("it changed meanwhile; left alone".into())
        );
        assert_eq!(fs::read_to_string(&path).expect("readable"), "somebody else was here");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
        assert!(replace(&folder.join("gone.md"), Some(b""), b"x").is_err());
        fs::remove_dir_all(folder).expect("there");
    }

    #[test]
    fn only_what_a_killed_run_left_is_swept() {
        let folder = scratch("sweep");
        for name in [
            ".germane-Ab3dE9.tmp",
            ".germane-notes.tmp",
            ".germane-Ab3dE9.tmp.md",
            "a.md",
            ".germane-Zb3dE.tmp",
        ] {
            fs::write(folder.join(name), "x").expect("writable");
        }
        fs::create_dir(folder.join(".germane-Folder.tmp")).expect("writable");
        let written = unfinished(&folder, true).expect("a file");
        sweep(&folder);
        assert!(written.path().exists(), "what is still written stays");
        drop(written);
        let mut left: Vec<String> = fs::read_dir(&folder)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                ".germane-Ab3dE9.tmp.md",
                ".germane-Folder.tmp",
                ".germane-Zb3dE.tmp",
                ".germane-notes.tmp",
                "a.md"
            ]
        );
        fs::remove_dir_all(folder).expect("there");
    }
}
