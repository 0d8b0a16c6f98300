//! From signatures to clusters: equal ones fall together, bands propose edges, sketches decide, a
//! union-find joins.
//!
//! Signatures wait in a temporary file and are sorted outside of memory. What is held is some 24
//! bytes a draft. The order in which drafts come changes nothing: they are numbered by what they
//! say.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use foldhash::fast::RandomState;

use super::band::{Band, Groups, Sketch};
use super::signature::{BANDS, SKETCH, Signature};
use super::sort::Sorter;
use crate::order::InOrder;
use crate::text::hash::mix;

/// Bytes of a signature in the file: words, sketch, bands.
const RECORD: usize = 4 + SKETCH + 4 * BANDS;
/// The number of a draft that is alone.
const ALONE: u32 = u32::MAX;

/// Takes signatures in any order.
#[derive(Debug)]
pub struct Clusterer {
    file: BufWriter<File>,
    digests: Sorter<21>,
    drafts: u32,
    /// Records that are held while they are sorted.
    held: Option<usize>,
}

/// Who belongs together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// The cluster of each draft, in the order in which they came.
    of: Vec<u32>,
    /// All clusters, the largest first.
    pub clusters: Vec<Cluster>,
}

/// Drafts that are near-duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its name: a hash of what one of its drafts says; the same in every run over the same drafts.
    pub name: u64,
    /// How many drafts it has; 2 or more.
    pub drafts: u32,
    /// How many of them differ after masking.
    pub variants: u32,
}

impl Cluster {
    /// The name as text.
    pub fn id(&self) -> String {
        format!("{:016x}", self.name)
    }
}

impl Clusters {
    /// Clusters that somebody else made: for each draft the name of its cluster, and what it says
    /// (its [`digest`]).
    pub fn given(drafts: impl IntoIterator<Item = (Option<u64>, [u8; 16])>) -> Clusters {
        let mut of = Vec::new();
        let mut messages: HashSet<(u32, [u8; 16]), RandomState> = HashSet::default();
        let mut known: HashMap<u64, u32, RandomState> = HashMap::default();
        let mut clusters: Vec<Cluster> = Vec::new();
        for (name, message) in drafts {
            of.push(name.map_or(ALONE, |name| {
                let number = *known.entry(name).or_insert(clusters.len() as u32);
                if number as usize == clusters.len() {
                    clusters.push(Cluster { name, drafts: 0, variants: 0 });
                }
                clusters[number as usize].drafts += 1;
                let is_new = messages.insert((number, message));
                clusters[number as usize].variants += u32::from(is_new);
                number
            }));
        }
        let mut order: Vec<u32> = (0..clusters.len() as u32).collect();
        order.order_by_key(|at| {
            (std::cmp::Reverse(clusters[*at as usize].drafts), clusters[*at as usize].name)
        });
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, number)| place[*number as usize] = at as u32);
        of.iter_mut()
            .filter(|number| **number != ALONE)
            .for_each(|number| *number = place[*number as usize]);
        Clusters { of, clusters: order.iter().map(|at| clusters[*at as usize]).collect() }
    }

    /// The number of the cluster of a draft; `None` when no other draft says the same.
    pub fn of(&self, draft: usize) -> Option<usize> {
        self.of.get(draft).filter(|cluster| **cluster != ALONE).map(|cluster| *cluster as usize)
    }

    /// How many drafts there are.
    pub fn drafts(&self) -> usize {
        self.of.len()
    }
}

impl Clusterer {
    /// No draft yet. Errors are those of the temporary file.
    pub fn new() -> io::Result<Clusterer> {
        Ok(Clusterer {
            file: BufWriter::with_capacity(1 << 20, tempfile::tempfile()?),
            digests: Sorter::new(),
            drafts: 0,
            held: None,
        })
    }

    /// The same, with at most so many records in memory while they are sorted.
    pub fn holding(most: usize) -> io::Result<Clusterer> {
        Ok(Clusterer { digests: Sorter::holding(most), held: Some(most), ..Clusterer::new()? })
    }

    /// Adds a draft.
    pub fn push(&mut self, signature: &Signature) -> io::Result<()> {
        let record = record(signature);
        self.file.write_all(&record)?;
        if signature.words > 0 {
            // Of equal ones, which differ by a name more, the shortest stands for all.
            let mut digest = [signature.words.min(255) as u8; 21];
            digest[..16].copy_from_slice(&digest_of(&record[4..]));
            digest[17..].copy_from_slice(&self.drafts.to_be_bytes());
            self.digests.push(digest)?;
        }
        self.drafts = self
            .drafts
            .checked_add(1)
            .filter(|drafts| *drafts < ALONE)
            .ok_or_else(|| io::Error::other("too many drafts"))?;
        Ok(())
    }

    /// The clusters.
    pub fn finish(self) -> io::Result<Clusters> {
        let Clusterer { file, digests, drafts, held } = self;
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        // Different messages, numbered by what they say, each with the first draft that says it.
        let mut message = vec![ALONE; drafts as usize];
        let mut messages: Vec<Message> = Vec::new();
        let mut last = [0; 16];
        digests.each(|record| {
            let draft = u32::from_be_bytes([record[17], record[18], record[19], record[20]]);
            if messages.is_empty() || record[..16] != last {
                last.copy_from_slice(&record[..16]);
                let name = record[..8].iter().fold(0, |name, byte| name << 8 | u64::from(*byte));
                messages.push(Message { name, draft, drafts: 0 });
            }
            let number = messages.len() - 1;
            messages[number].drafts += 1;
            message[draft as usize] = number as u32;
            Ok(())
        })?;
        let bands = bands(&mut file, &message, &messages, held)?;
        let groups = join(&mut file, &messages, bands)?;
        Ok(number(message, &messages, groups))
    }
}

/// A message as it is after masking.
#[derive(Clone, Copy, Debug)]
struct Message {
    name: u64,
    /// The first draft that says it.
    draft: u32,
    drafts: u32,
}

/// A signature as it stands in the file.
fn record(signature: &Signature) -> [u8; RECORD] {
    let mut record = [0; RECORD];
    record[..4].copy_from_slice(&signature.words.to_le_bytes());
    record[4..4 + SKETCH].copy_from_slice(&signature.sketch);
    for (place, band) in record[4 + SKETCH..].chunks_exact_mut(4).zip(signature.bands) {
        place.copy_from_slice(&band.to_le_bytes());
    }
    record
}

/// Every band of every message: its number, its key, the message.
fn bands(
    file: &mut File,
    message: &[u32],
    messages: &[Message],
    held: Option<usize>,
) -> io::Result<Sorter<9>> {
    let mut sorter = held.map_or_else(Sorter::new, Sorter::holding);
    file.rewind()?;
    let mut reader = BufReader::with_capacity(1 << 20, &mut *file);
    let mut record = [0; RECORD];
    for (draft, number) in message.iter().enumerate() {
        reader.read_exact(&mut record)?;
        if messages.get(*number as usize).is_none_or(|message| message.draft as usize != draft) {
            continue;
        }
        for (at, band) in record[4 + SKETCH..].chunks_exact(4).enumerate() {
            let mut entry = [at as u8; 9];
            entry[1..5].copy_from_slice(band);
            entry[5..].copy_from_slice(&number.to_be_bytes());
            sorter.push(entry)?;
        }
    }
    Ok(sorter)
}

fn sketch(file: &mut File, draft: u32) -> io::Result<Sketch> {
    let mut record = [0; 4 + SKETCH];
    file.seek(SeekFrom::Start(u64::from(draft) * RECORD as u64))?;
    file.read_exact(&mut record)?;
    let mut sketch = [0; SKETCH];
    sketch.copy_from_slice(&record[4..]);
    Ok((u32::from_le_bytes([record[0], record[1], record[2], record[3]]), sketch))
}

/// Joins the messages that share a band and are alike.
fn join(file: &mut File, messages: &[Message], bands: Sorter<9>) -> io::Result<Groups> {
    let mut groups = Groups::alone(messages.len());
    let (mut key, mut band) = ([0xff; 5], Band::default());
    bands.each(|entry| {
        if entry[..5] != key {
            key.copy_from_slice(&entry[..5]);
            band.clear();
        }
        let number = u32::from_be_bytes([entry[5], entry[6], entry[7], entry[8]]);
        band.meet(
            &mut groups,
            (number, None),
            |number| sketch(file, messages[number as usize].draft),
            |_, _| {},
        )
    })?;
    Ok(groups)
}

/// Numbers clusters by size, and gives every draft its own.
fn number(mut message: Vec<u32>, messages: &[Message], mut groups: Groups) -> Clusters {
    let mut sizes = vec![(0_u32, 0_u32); messages.len()];
    for at in 0..messages.len() as u32 {
        let root = groups.of(at) as usize;
        sizes[root].0 += messages[at as usize].drafts;
        sizes[root].1 += 1;
    }
    let mut order: Vec<u32> =
        (0..messages.len() as u32).filter(|at| sizes[*at as usize].0 > 1).collect();
    order.order_by_key(|at| (std::cmp::Reverse(sizes[*at as usize].0), *at));
    let cluster = |at: &u32| Cluster {
        name: messages[*at as usize].name,
        drafts: sizes[*at as usize].0,
        variants: sizes[*at as usize].1,
    };
    let clusters = order.iter().map(cluster).collect();
    sizes.iter_mut().for_each(|size| size.0 = ALONE);
    order.iter().enumerate().for_each(|(place, root)| sizes[*root as usize].0 = place as u32);
    for draft in message.iter_mut().filter(|draft| **draft != ALONE) {
        *draft = sizes[groups.of(*draft) as usize].0;
    }
    Clusters { of: message, clusters }
}

/// What a message says, as sixteen bytes: equal for messages that differ in nothing but names, also
/// when one has a name more. The first eight name the cluster of which no other message has a lower
/// digest.
pub fn digest(signature: &Signature) -> [u8; 16] {
    digest_of(&record(signature)[4..])
}

fn digest_of(bytes: &[u8]) -> [u8; 16] {
    let mut digest = [0; 16];
    digest[..8].copy_from_slice(&hash_of(bytes, 1).to_be_bytes());
    digest[8..].copy_from_slice(&hash_of(bytes, 2).to_be_bytes());
    digest
}

fn hash_of(bytes: &[u8], seed: u64) -> u64 {
    bytes.chunks_exact(8).fold(mix(seed), |hash, chunk| {
        mix(hash.rotate_left(23)
            ^ chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)))
    })
}
