//! Python bindings: a linter that Python holds, batches on several threads with the interpreter's lock released, and the command.
//!
//! Reports cross as JSON text, which Python reads in one call: they are the same bytes as those of the command.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use germane::account::{self, Account, Date, Match, MatchedBy};
use germane::campaign::{PassageReader, Signed, cluster, record, sketch_of};
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

/// Does something with every text, on threads, without the interpreter's lock. With 0 threads there is one for each core.
fn on_threads<T: Send>(py: Python<'_>, texts: &[String], threads: usize, what: impl Fn(&str) -> T + Send + Sync) -> PyResult<Vec<T>> {
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
    fn new(config: Option<PathBuf>, account: Option<String>, channel: Option<&str>, today: Option<&str>) -> PyResult<Self> {
        let isolated = config.is_none();
        let mut projects = Projects::new(config, isolated);
        projects.today = match today {
            None => None,
            Some(day) => Some(Date::parse(day).ok_or_else(|| PyValueError::new_err("`today` is a day such as 2026-05-14"))?),
        };
        // A text names no file: nothing that it says opens one.
        projects.alone = true;
        let linter = projects.linter(Path::new("draft.md")).map_err(|problems| broken(&problems))?;
        let read =
            |text: String| account::read(&text, "account").map_err(|problems| broken(&[Broken { path: "account".into(), text, problems }]));
        let account = account.map(read).transpose()?.map(Arc::new);
        let channel = match channel {
            None => None,
            Some(name) => Some(Channel::named(name).ok_or_else(|| PyValueError::new_err("`channel` is email, dm or post"))?),
        };
        Ok(PyLinter { linter, account, channel })
    }

    /// The report of every text, as JSON, in their order. `threads` of 0 means one for each core.
    fn check(&self, py: Python<'_>, texts: Vec<String>, filename: &str, threads: usize) -> PyResult<Vec<String>> {
        on_threads(py, &texts, threads, |text| inert::json(&self.report(text, filename)))
    }

    /// What analysis makes of every text, as JSON, in their order.
    fn marks(&self, py: Python<'_>, texts: Vec<String>, filename: &str, threads: usize) -> PyResult<Vec<String>> {
        on_threads(py, &texts, threads, |text| inert::json(&self.linter.session().marks(&self.source(text, filename))))
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

/// Signatures of rows, each an object in JSON as a line of a list; `None` for one that holds no draft. As JSON, with the `digest` of what is said.
#[pyfunction]
fn sign_rows(py: Python<'_>, rows: Vec<String>, threads: usize) -> PyResult<Vec<Option<String>>> {
    on_threads(py, &rows, threads, signed)
}

fn signed(row: &str) -> Option<String> {
    let source = Source::new("rows.jsonl", row.as_bytes());
    let draft = source::read(&source, &FileResolver::default()).drafts.into_iter().find(|draft| !draft.opaque)?;
    let mut signed = Signed::of(&draft);
    let signature = signed.sign(&mut PassageReader::default(), record::text(&draft), false);
    let mut line = serde_json::to_value(&signed).ok()?;
    line["digest"] = cluster::digest(&signature).iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
    Some(line.to_string())
}

/// Finds edges between messages that share a band and are alike, as the clusters of one machine do. Rows come sorted by band, then by digest.
#[pyclass(name = "Bands", module = "germane._germane")]
#[derive(Default)]
struct Bands {
    band: String,
    /// The first messages of the band: what names each, its sketch, and the first of these that it is joined with.
    leaders: Vec<(String, cluster::Sketch, usize)>,
}

#[pymethods]
impl Bands {
    #[new]
    fn new() -> Self {
        Bands::default()
    }

    /// The edges that so many further rows bring, as pairs of digests. A row is a band, words, the sketch as hexadecimal digits, a digest.
    fn edges(&mut self, py: Python<'_>, rows: Vec<(String, u32, String, String)>) -> PyResult<Vec<(String, String)>> {
        py.detach(|| {
            let mut found = Vec::new();
            for (band, words, signature, digest) in rows {
                if band != self.band {
                    self.band = band;
                    self.leaders.clear();
                }
                let own = (words, sketch_of(&signature).ok_or_else(|| PyValueError::new_err("a signature is 256 hexadecimal digits"))?);
                self.compare(own, digest, &mut found);
            }
            Ok(found)
        })
    }
}

impl Bands {
    fn compare(&mut self, own: cluster::Sketch, digest: String, found: &mut Vec<(String, String)>) {
        let place = self.leaders.len();
        let mut joined = place;
        for at in 0..place {
            let (leader, sketch, group) = &self.leaders[at];
            let group = *group;
            if group == joined || !cluster::near(sketch, &own) {
                continue;
            }
            found.push((leader.clone(), digest.clone()));
            // The two groups are one from here on.
            let (least, other) = (group.min(joined), group.max(joined));
            self.leaders.iter_mut().filter(|leader| leader.2 == other).for_each(|leader| leader.2 = least);
            joined = least;
        }
        if place < cluster::LEADERS {
            self.leaders.push((digest, own, joined));
        }
    }
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
    module.add_function(wrap_pyfunction!(run, module)?)
}
