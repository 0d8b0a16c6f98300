//! The one reader of files: regular files only, and their size is looked at before they are read.
//!
//! A device has no end, a pipe may have no writer, and a name in a draft may lead anywhere. So
//! everything that is read goes through here: drafts, what they name, packs, configurations,
//! accounts, baselines.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Bytes of a file that is read whole, when nobody says otherwise.
pub const WHOLE: u64 = 64 << 20;
/// Bytes of a file that people write about drafts: a configuration, a pack, an account.
pub const BESIDE: u64 = 8 << 20;
/// Bytes of a file that says what is to be ignored.
pub const IGNORE: u64 = 1 << 20;

/// Opens a file, and gives its length. What is no file (a pipe, a device, a folder) is refused
/// before it is opened.
pub fn open(path: &Path) -> io::Result<(File, u64)> {
    let regular = |data: std::fs::Metadata| {
        if data.is_file() {
            Ok(data.len())
        } else if data.is_dir() {
            Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"))
        } else {
            Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "not a regular file; what comes from a pipe is read from standard input",
            ))
        }
    };
    regular(std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    // It may have become another one meanwhile.
    let length = regular(file.metadata()?)?;
    Ok((file, length))
}

/// A file as bytes, if it has no more than `most`.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, length) = open(path)?;
    if length > most {
        return Err(too_large(length, most));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    fill(&mut bytes, file, most)?;
    Ok(bytes)
}

/// A file as text, if it has no more than `most` bytes.
pub fn text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8; save it as UTF-8"))
}

/// Reads `input` to its end behind what is in `bytes`, which may have no more than `most` then.
pub fn fill(bytes: &mut Vec<u8>, input: impl Read, most: u64) -> io::Result<()> {
    let room = (most + 1).saturating_sub(bytes.len() as u64);
    input.take(room).read_to_end(bytes)?;
    if bytes.len() as u64 > most { Err(too_large(bytes.len() as u64, most)) } else { Ok(()) }
}

fn too_large(length: u64, most: u64) -> io::Error {
    let (length, most) = (length.div_ceil(1 << 20), most >> 20);
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!("{length} MiB or more; at most {most} MiB are read"),
    )
}

/// Where files may be that nobody named on the command line: in the project, or in what the command
/// line names.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<PathBuf>);

impl Roots {
    /// These files, and all in these folders.
    pub fn new<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        Roots(paths.into_iter().map(|path| resolved(path.as_ref())).collect())
    }

    /// These and those.
    pub fn and(&self, more: &Roots) -> Roots {
        Roots([self.0.as_slice(), &more.0].concat())
    }

    /// True for what is inside one of them, wherever links lead.
    pub fn contains(&self, path: &Path) -> bool {
        let path = resolved(path);
        self.0.iter().any(|root| path.starts_with(root))
    }
}

/// The absolute path without links; of what is not there, without `..`.
fn resolved(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| absolute(path))
}

/// Names of a configuration; of two in one folder the first counts.
pub const CONFIGURATIONS: [&str; 2] = ["germane.yaml", "germane.yml"];

/// True for a file with the name of a configuration.
pub fn is_configuration(path: &Path) -> bool {
    path.file_name().is_some_and(|name| CONFIGURATIONS.iter().any(|known| name == *known))
}

/// The configuration that stands in a folder itself.
pub fn configuration_in(folder: &Path) -> Option<PathBuf> {
    CONFIGURATIONS.map(|name| folder.join(name)).into_iter().find(|path| path.is_file())
}

/// The absolute path without `.` and `..`, as it is written: links are not followed.
pub fn absolute(path: &Path) -> PathBuf {
    tidy(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// `a/../b` as `b`.
pub fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
