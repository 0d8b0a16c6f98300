//! Which cluster each signed draft is in, as clustered drafts say; what cannot be true of the signed
//! drafts is an error, since a campaign without clusters passes every gate.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use foldhash::fast::RandomState;
use serde::{Deserialize, Deserializer};

use super::{Failure, output, records};
use crate::campaign::cluster::digest;
use crate::campaign::{Clusterer, Clusters, Signed, hash, record};
use crate::text::{count, printable};

/// What a line of clustered drafts says.
#[derive(Deserialize)]
struct Line {
    id: String,
    /// `None` when it is not said, `Some(None)` when the draft is in no cluster.
    #[serde(default, deserialize_with = "said")]
    cluster: Option<Option<String>>,
    /// Said with the cluster. Tables leave out cells without a value, so that it stands alone for
    /// drafts that are in none.
    drafts: Option<u32>,
}

fn said<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Reads which cluster each of the signed drafts is in, in their order.
pub fn read(signed: &[PathBuf], clustered: &[PathBuf]) -> Result<Clusters, Failure> {
    if signed.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new(
            "signed drafts are read more than once, and standard input cannot be: give a file",
        ));
    }
    let clusters = clusters(clustered)?;
    let (mut of, mut placed, mut unplaced) = (Vec::new(), HashSet::new(), Vec::new());
    records::each(signed, |path, line, text| {
        let signed: Signed =
            serde_json::from_str(text).map_err(|why| records::broken(path, line, &why))?;
        if signed.signature.is_empty() {
            return Err(no_record(
                path,
                line,
                "signature",
                "signed drafts are what `germane sign` writes; the clustered ones come after --clustered",
            ));
        }
        let signature =
            record::parse(signed.signature_version, signed.words, &signed.signature, &signed.bands)
                .map_err(|why| records::broken(path, line, &why))?;
        let id = hash(signed.id.as_bytes());
        let found = clusters.get(&id);
        if found.is_some() {
            placed.insert(id);
        } else {
            unplaced.push(of.len());
        }
        of.push((found.copied().flatten(), digest(&signature)));
        Ok(())
    })?;
    if of.is_empty() {
        return Err(Failure::new(format_args!(
            "{}: no signed draft\n  help: see that `germane sign` ended with status 0, and that its paths hold drafts",
            names(signed)
        )));
    }
    let missing = clusters.len() - placed.len();
    if missing > 0 {
        let all = count(clusters.len(), "draft");
        let which = match missing {
            _ if placed.is_empty() => format!("none of its {all} is"),
            1 => format!("1 of its {all} is not"),
            _ => format!("{missing} of its {all} are not"),
        };
        let (clustered, signed) = (names(clustered), names(signed));
        return Err(mismatch(format!("{clustered}: {which} among the signed drafts of {signed}")));
    }
    if !unplaced.is_empty() {
        require_alone(signed, clustered, &unplaced)?;
    }
    Ok(Clusters::given(of))
}

/// The cluster that each draft is in, by the hash of its id.
fn clusters(paths: &[PathBuf]) -> Result<HashMap<u64, Option<u64>, RandomState>, Failure> {
    let mut clusters = HashMap::default();
    records::each(paths, |path, number, text| {
        let line: Line =
            serde_json::from_str(text).map_err(|why| records::broken(path, number, &why))?;
        if line.cluster.is_none() && line.drafts.is_none() {
            return Err(no_record(
                path,
                number,
                "cluster",
                "--clustered takes what `germane cluster` writes, or an engine: `id` and `cluster`",
            ));
        }
        let name = line.cluster.flatten().map(|cluster| {
            u64::from_str_radix(&cluster, 16)
                .ok()
                .filter(|_| cluster.len() == 16)
                .unwrap_or_else(|| hash(cluster.as_bytes()))
        });
        clusters.insert(hash(line.id.as_bytes()), name);
        Ok(())
    })?;
    Ok(clusters)
}

/// Drafts that are in no line must be such as nobody else got: only those does `germane cluster`
/// leave out.
fn require_alone(
    signed: &[PathBuf],
    clustered: &[PathBuf],
    unplaced: &[usize],
) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::new(format_args!("temporary file: {error}"));
    let mut clusterer = Clusterer::new().map_err(fail)?;
    records::each(signed, |path, line, text| {
        let signed: Signed =
            serde_json::from_str(text).map_err(|why| records::broken(path, line, &why))?;
        let signature =
            record::parse(signed.signature_version, signed.words, &signed.signature, &signed.bands)
                .map_err(|why| records::broken(path, line, &why))?;
        clusterer.push(&signature).map_err(fail)
    })?;
    let clusters = clusterer.finish().map_err(fail)?;
    let wrong: Vec<usize> =
        unplaced.iter().copied().filter(|draft| clusters.of(*draft).is_some()).collect();
    let Some(first) = wrong.first() else { return Ok(()) };
    let (mut at, mut shown) = (0, String::new());
    records::each(signed, |path, line, text| {
        if at == *first {
            let Signed { id, .. } =
                serde_json::from_str(text).map_err(|why| records::broken(path, line, &why))?;
            shown = format!("{} line {line}: `{}`", output::name(path), printable(&id));
        }
        at += 1;
        Ok(())
    })?;
    let others = match wrong.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Err(mismatch(format!(
        "{shown}{others} says nearly the same as another draft, but stands in no line of {}",
        names(clustered)
    )))
}

fn mismatch(what: String) -> Failure {
    Failure::new(format_args!(
        "{what}\n  help: --clustered takes what `germane cluster` writes of the same signed drafts: run it again, and see that it ends with status 0"
    ))
}

fn no_record(path: &Path, number: usize, key: &str, what: &str) -> Failure {
    Failure::new(format_args!(
        "{} line {number}: `{key}` is missing\n  help: {what}",
        output::name(path)
    ))
}

/// Files as messages name them.
fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| output::name(path)).collect::<Vec<_>>().join(", ")
}
