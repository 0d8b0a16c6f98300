//! The parts of a run: each file whole, long lists in pieces, and their bytes when they are asked for.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use indicatif::ProgressBar;

use super::parquet;
use super::task::{Bytes, Job};
use crate::config::Limits;
use crate::files;
use crate::lint::Linter;
use crate::source::piece::{self, Piece, Pieces};
use crate::source::{self, Before, Contents, Source, office, walk};
use crate::text::Problem;

/// What one thread does at a time.
pub struct WorkItem<'j> {
    /// The file.
    pub job: &'j Job,
    what: WorkKind,
}

enum WorkKind {
    Whole,
    Piece(Piece),
    LeftOut(&'static str),
    Unreadable(String),
}

/// Bytes to read drafts from, and what came before them in a long list.
pub struct PartBytes<'j> {
    /// The bytes.
    pub bytes: Cow<'j, [u8]>,
    /// What came before; `None` for a whole file.
    pub before: Option<Before>,
    /// What is wrong with the document of Office that the bytes were made of; `None` for all other
    /// files.
    pub office: Option<Vec<Problem>>,
    /// Nobody pointed at it, so it may hold no draft.
    walked: bool,
}

/// Why there are no bytes.
pub enum OpenError {
    /// No draft.
    LeftOut(&'static str),
    /// Could not be read.
    Unreadable(String),
}

impl<'j> WorkItem<'j> {
    /// Reads what is to be read.
    pub fn open(self) -> Result<PartBytes<'j>, OpenError> {
        let WorkItem { job, what } = self;
        let whole = |bytes| Ok(PartBytes { bytes, before: None, office: None, walked: false });
        match (what, &job.bytes) {
            (WorkKind::LeftOut(why), _) => Err(OpenError::LeftOut(why)),
            (WorkKind::Unreadable(why), _) => Err(OpenError::Unreadable(why)),
            (WorkKind::Piece(piece), _) => Ok(PartBytes {
                bytes: piece.bytes.into(),
                before: Some(piece.before),
                office: None,
                walked: false,
            }),
            (WorkKind::Whole, Bytes::Stdin(head, more)) => {
                job.limits.allows(head.len() as u64).map_err(OpenError::Unreadable)?;
                let mut bytes = Cow::from(head);
                if *more {
                    let most = job.limits.file as u64;
                    files::fill(bytes.to_mut(), std::io::stdin(), most)
                        .map_err(|error| OpenError::Unreadable(error.to_string()))?;
                }
                whole(bytes)
            }
            (WorkKind::Whole, Bytes::Table(path)) => {
                let mut bytes = Vec::new();
                let read = parquet::open(path)
                    .and_then(|rows| files::fill(&mut bytes, rows, job.limits.file as u64));
                read.map_err(|error| OpenError::Unreadable(error.to_string()))?;
                whole(bytes.into())
            }
            (WorkKind::Whole, Bytes::File(file)) => {
                let read = read_whole(&file.path, &job.limits).map_err(OpenError::Unreadable)?;
                let (read, office) = match office::words(&read) {
                    Some(words) => (words.text.into_bytes(), Some(words.problems)),
                    None => (read, None),
                };
                // A document that is broken is said to be.
                let walked = job.is_walked() && office.as_ref().is_none_or(Vec::is_empty);
                Ok(PartBytes { office, walked, ..whole(read.into())? })
            }
        }
    }
}

impl PartBytes<'_> {
    /// What is in the bytes, which are those of `source`; or why that is no draft.
    pub fn read(&self, source: &Source, linter: &Linter) -> Result<Contents, &'static str> {
        if self.walked {
            source::read_if_draft(source, &linter.resolver)
        } else {
            Ok(linter.read(source))
        }
    }
}

impl Job {
    /// Where the file is, when it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.bytes {
            Bytes::File(file) => Some(&file.path),
            Bytes::Table(_) | Bytes::Stdin(..) => None,
        }
    }

    /// True for a file that nobody pointed at and of which nobody says what it is.
    fn is_walked(&self) -> bool {
        self.format.is_none() && matches!(&self.bytes, Bytes::File(file) if !file.named)
    }
}

/// The parts of all jobs, in order; long lists in pieces where `cuts` allows it.
pub fn parts<'j>(
    jobs: &'j [Job],
    cuts: bool,
    bar: &'j ProgressBar,
) -> impl Iterator<Item = WorkItem<'j>> + Send {
    WorkItems { jobs: jobs.iter(), open: None, cuts, bar }
}

/// Bytes of a file that is read piece by piece, as far as its name and its length show.
pub fn long(job: &Job) -> Option<u64> {
    let length = || match &job.bytes {
        Bytes::File(file) => std::fs::metadata(&file.path).ok().map(|file| file.len()),
        // A table is packed: its length says little of that of its rows.
        Bytes::Table(path) => std::fs::metadata(path).ok().map(|file| file.len()),
        Bytes::Stdin(head, _) => Some(head.len() as u64),
    };
    piece::is_named_list(&job.name, job.format)
        .then(length)
        .flatten()
        .filter(|length| *length > piece::SIZE as u64)
}

type Input<'j> = Box<dyn Read + Send + 'j>;

/// The parts of all jobs, in order. Long lists are read here, one piece at a time; other files by
/// whoever checks them.
struct WorkItems<'j> {
    jobs: std::slice::Iter<'j, Job>,
    open: Option<(&'j Job, Pieces<Input<'j>>)>,
    /// Bytes of long lists that were handed out.
    bar: &'j ProgressBar,
    /// Long lists may be cut.
    cuts: bool,
}

impl<'j> Iterator for WorkItems<'j> {
    type Item = WorkItem<'j>;

    fn next(&mut self) -> Option<WorkItem<'j>> {
        if let Some((job, pieces)) = &mut self.open {
            match pieces.next() {
                Some(Ok(piece)) => {
                    self.bar.inc(piece.bytes.len() as u64);
                    return Some(WorkItem { job, what: WorkKind::Piece(piece) });
                }
                Some(Err(why)) => return Some(WorkItem { job, what: WorkKind::Unreadable(why) }),
                None => self.open = None,
            }
        }
        let job = self.jobs.next()?;
        let Some(mut pieces) = self.pieces(job) else {
            return Some(WorkItem { job, what: WorkKind::Whole });
        };
        let what = match pieces.next()? {
            Err(why) => WorkKind::Unreadable(why),
            Ok(first) => match walk::not_a_draft(Path::new(&job.name), &first.bytes)
                .filter(|_| job.is_walked())
            {
                Some(why) => WorkKind::LeftOut(why),
                None => {
                    self.open = Some((job, pieces));
                    self.bar.inc(first.bytes.len() as u64);
                    WorkKind::Piece(first)
                }
            },
        };
        Some(WorkItem { job, what })
    }
}

impl<'j> WorkItems<'j> {
    fn pieces(&self, job: &'j Job) -> Option<Pieces<Input<'j>>> {
        long(job).filter(|_| self.cuts)?;
        let input: Input = match &job.bytes {
            Bytes::File(file) => Box::new(files::open(&file.path).ok()?.0),
            Bytes::Table(path) => parquet::open(path).ok()?,
            Bytes::Stdin(head, false) => Box::new(head.as_slice()),
            Bytes::Stdin(head, true) => Box::new(head.chain(std::io::stdin())),
        };
        Pieces::new(&job.name, job.format, input, piece::SIZE, job.limits.record).ok()?
    }
}

fn read_whole(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let said = |error: std::io::Error| error.to_string();
    let (file, length) = files::open(path).map_err(said)?;
    limits.allows(length)?;
    let mut bytes = Vec::with_capacity(length as usize);
    files::fill(&mut bytes, file, limits.file as u64).map_err(said)?;
    Ok(bytes)
}
