//! Python bindings: a linter that Python holds, batches on several threads with the interpreter's
//! lock released, and the command.
//!
//! Reports cross as JSON text, which Python reads in one call: they are the same bytes as those of
//! the command.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use germane::account::{self, Account, Date, Match, MatchedBy};
use germane::campaign::band::{Band, Groups};
use germane::campaign::{PassageReader, Signed, cluster, record};
use germane::draft::Draft;
use germane::lint::Linter;
use germane::outcome::FileReport;
use germane::project::Projects;
use germane::report::{human, inert, snippet::Style};
use germane::source::{self, FileResolver, Source};
use germane::vocabulary::Channel;
use germane::yaml::Broken;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use rayon::prelude::*;

/// Rules, what is known of sender and recipient, and how drafts are read.
#[pyclass(frozen, name = "Linter", module = "germane._germane")]
struct PyLinter {
    linter: Arc<Linter>,
    account: Option<Arc<Account>>,
    channel: Option<Channel>,
}

fn broken(problems: &[Broken]) -> PyErr {
    PyValueError::new_err(human::broken(problems, Style::PLAIN))
}

/// Does something with every text, on threads, without the interpreter's lock. With 0 threads there
/// is one for each core.
fn on_threads<T: Send>(
    py: Python<'_>,
    texts: &[String],
    threads: usize,
    what: impl Fn(&str) -> T + Send + Sync,
) -> PyResult<Vec<T>> {
    py.detach(|| {
        if threads == 1 || texts.len() < 2 {
            return Ok(texts.iter().map(|text| what(text)).collect());
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(pool.install(|| texts.par_iter().map(|text| what(text)).collect()))
    })
}

#[pymethods]
impl PyLinter {
    #[new]
    #[pyo3(signature = (config=None, account=None, channel=None, today=None))]
    fn new(
        config: Option<PathBuf>,
        account: Option<String>,
        channel: Option<&str>,
        today: Option<&str>,
    ) -> PyResult<Self> {
        let isolated = config.is_none();
        let mut projects = Projects::new(config, isolated);
        projects.today = match today {
            None => None,
            Some(day) => Some(
                Date::parse(day)
                    .ok_or_else(|| PyValueError::new_err("`today` is a day such as 2026-05-14"))?,
            ),
        };
        // A text names no file: nothing that it says opens one.
        projects.alone = true;
        let linter =
            projects.linter(Path::new("draft.md")).map_err(|problems| broken(&problems))?;
        let read = |text: String| {
            account::read(&text, "account")
                .map_err(|problems| broken(&[Broken { path: "account".into(), text, problems }]))
        };
        let account = account.map(read).transpose()?.map(Arc::new);
        let channel = match channel {
            None => None,
            Some(name) => Some(
                Channel::named(name)
                    .ok_or_else(|| PyValueError::new_err("`channel` is email, dm or post"))?,
            ),
        };
        Ok(PyLinter { linter, account, channel })
    }

    /// The report of every text, as JSON, in their order. `threads` of 0 means one for each core.
    fn check(
        &self,
        py: Python<'_>,
        texts: Vec<String>,
        filename: &str,
        threads: usize,
    ) -> PyResult<Vec<String>> {
        on_threads(py, &texts, threads, |text| inert::json(&self.report(text, filename)))
    }

    /// What analysis makes of every text, as JSON, in their order.
    fn marks(
        &self,
        py: Python<'_>,
        texts: Vec<String>,
        filename: &str,
        threads: usize,
    ) -> PyResult<Vec<String>> {
        on_threads(py, &texts, threads, |text| {
            inert::json(&self.linter.session().marks(&self.source(text, filename)))
        })
    }
}

impl PyLinter {
    fn source<'t>(&self, text: &'t str, filename: &'t str) -> Source<'t> {
        Source { channel: self.channel, ..Source::new(filename, text.as_bytes()) }
    }

    fn report(&self, text: &str, filename: &str) -> FileReport {
        let accounts = &self.linter.accounts;
        let find = |draft: &Draft| match (&self.account, &draft.meta.account) {
            (Some(account), _) => Match::One(account.clone(), MatchedBy::Given),
            (None, Some(named)) => accounts.named(named),
            (None, None) => accounts.of(&draft.meta, None),
        };
        self.linter.session().lint_for(&self.source(text, filename), &find)
    }
}

/// Signatures of rows, each an object in JSON as a line of a list; `None` for one that holds no
/// draft. As JSON, with the `digest` of what is said.
#[pyfunction]
fn sign_rows(py: Python<'_>, rows: Vec<String>, threads: usize) -> PyResult<Vec<Option<String>>> {
    on_threads(py, &rows, threads, signed)
}

fn signed(row: &str) -> Option<String> {
    let source = Source::new("rows.jsonl", row.as_bytes());
    let draft = source::read(&source, &FileResolver::default())
        .drafts
        .into_iter()
        .find(|draft| !draft.opaque)?;
    let mut signed = Signed::of(&draft);
    let signature = signed.sign(&mut PassageReader::default(), record::text(&draft), false);
    let mut line = serde_json::to_value(&signed).ok()?;
    line["digest"] = cluster::digest(&signature)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>()
        .into();
    Some(line.to_string())
}

/// What names a message: [`cluster::digest`].
type Digest = [u8; 16];
/// Two messages of one group.
type Edge = (Digest, Digest);

/// Messages by their digests, and the groups that they are joined to.
#[derive(Default)]
struct Messages {
    numbers: HashMap<Digest, u32>,
    digests: Vec<Digest>,
    groups: Groups,
}

impl Messages {
    fn number(&mut self, digest: Digest) -> u32 {
        *self.numbers.entry(digest).or_insert_with(|| {
            self.digests.push(digest);
            self.groups.push()
        })
    }
}

/// Joins messages that share a band and are alike, as one machine does. Rows come sorted by band,
/// then by digest.
#[pyclass(name = "Bands", module = "germane._germane")]
#[derive(Default)]
struct Bands {
    key: Option<i64>,
    band: Band,
    messages: Messages,
}

#[pymethods]
impl Bands {
    #[new]
    fn new() -> Self {
        Bands::default()
    }

    /// The edges that so many further rows bring: two digests each, and none between messages that
    /// earlier edges join already. A row is a band, the words of a message, its sketch, its digest.
    fn edges(
        &mut self,
        py: Python<'_>,
        rows: Vec<(i64, u32, PyBackedBytes, PyBackedBytes)>,
    ) -> PyResult<Vec<Edge>> {
        py.detach(|| {
            let mut found = Vec::new();
            let Bands { key, band, messages } = self;
            for (of, words, sketch, digest) in rows {
                if *key != Some(of) {
                    *key = Some(of);
                    band.clear();
                }
                let own = (words, bytes(&sketch)?);
                let number = messages.number(bytes(&digest)?);
                let Messages { digests, groups, .. } = messages;
                // Every message brings its sketch: nothing is read later.
                let read = |_| Ok::<_, PyErr>(own);
                band.meet(groups, (number, Some(own)), read, |a, b| {
                    found.push((digests[a as usize], digests[b as usize]))
                })?;
            }
            Ok(found)
        })
    }
}

/// Joins edges to components.
#[pyclass(name = "Components", module = "germane._germane")]
#[derive(Default)]
struct Components(Messages);

#[pymethods]
impl Components {
    #[new]
    fn new() -> Self {
        Components::default()
    }

    /// Adds edges: two digests each.
    fn add(&mut self, py: Python<'_>, edges: Vec<(PyBackedBytes, PyBackedBytes)>) -> PyResult<()> {
        py.detach(|| {
            for (a, b) in edges {
                let (a, b) = (self.0.number(bytes(&a)?), self.0.number(bytes(&b)?));
                self.0.groups.join(a, b);
            }
            Ok(())
        })
    }

    /// Every digest with the least digest of its component, which names the cluster.
    fn roots(&mut self, py: Python<'_>) -> Vec<Edge> {
        py.detach(|| {
            let Messages { digests, groups, .. } = &mut self.0;
            let of: Vec<usize> =
                (0..digests.len() as u32).map(|number| groups.of(number) as usize).collect();
            let mut least = digests.clone();
            of.iter()
                .zip(&*digests)
                .for_each(|(group, digest)| least[*group] = least[*group].min(*digest));
            digests.iter().zip(of).map(|(digest, group)| (*digest, least[group])).collect()
        })
    }
}

/// The bytes of a digest or a sketch.
fn bytes<const N: usize>(given: &[u8]) -> PyResult<[u8; N]> {
    given.try_into().map_err(|_| {
        PyValueError::new_err(format!("{N} bytes are wanted, and not {}", given.len()))
    })
}

/// Runs the command with these arguments (the first is its name), and gives its exit status.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let code = py.detach(|| germane::cli::run_with(arguments));
    (0..=u8::MAX).find(|status| ExitCode::from(*status) == code).unwrap_or(1)
}

/// The module that `germane` is made of.
#[pymodule]
fn _germane(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<PyLinter>()?;
    module.add_function(wrap_pyfunction!(sign_rows, module)?)?;
    module.add_class::<Bands>()?;
    module.add_class::<Components>()?;
    module.add_function(wrap_pyfunction!(run, module)?)
}
