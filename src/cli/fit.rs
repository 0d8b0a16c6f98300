//! `germane fit LABELS...`: the weights of the reader from labelled drafts, and how well they do on
//! sources that they have not seen.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Output, output};
use crate::files;
use crate::fit::{self, Settings, cross::CrossValidation};
use crate::text::{count, plural, printable};

/// Arguments of `fit`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  germane fit labels.jsonl --cross-validate\n  germane fit labels.jsonl --out house.reader.yaml"
)]
pub struct Args {
    /// Labelled drafts, 20 or more (some hundred for figures that can be trusted): JSON lines
    /// (lines of one `id` are joined, from whatever file they come)
    #[arg(required = true, value_name = "LABELS.jsonl")]
    labels: Vec<PathBuf>,
    /// More labelled drafts to fit to, which no figure counts: for those that are close to the
    /// rules, or made for the purpose
    #[arg(long, value_name = "FILE.jsonl")]
    also: Option<PathBuf>,
    /// Word vectors (a word and its numbers a line, as GloVe has them): in messages, words that mean
    /// alike weigh alike, those too that no labelled draft has
    #[arg(long, value_name = "FILE")]
    vectors: Option<PathBuf>,
    /// Only print how well the models do on sources that were left out of their fit
    #[arg(long)]
    cross_validate: bool,
    /// Check that this file has the weights that the labels give, and write nothing
    #[arg(long, value_name = "FILE", conflicts_with = "cross_validate")]
    check: Option<PathBuf>,
    /// Where to write the reader [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What the reader is called
    #[arg(long, default_value = "house")]
    name: String,
}

/// Folds of the cross-validation.
const FOLDS: usize = 10;
/// Fewer labelled drafts are not fitted to: a fold would be of one.
const FEWEST: usize = 2 * FOLDS;

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    let read = |path: &PathBuf| {
        files::text(path, files::WHOLE).map_err(|error| Failure::of_file(path, error))
    };
    let files = args
        .labels
        .iter()
        .map(|path| Ok((path.display().to_string(), read(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let known = args.check.as_ref().map(read).transpose()?;
    let mut examples = labelled(&files)?;
    let judged = examples.iter().filter(|example| example.judged).count();
    if judged < FEWEST {
        return Err(Failure::new(format_args!(
            "{} {} too few to fit: {FEWEST} are needed, and some hundred for figures that can be trusted",
            count(judged, "labelled draft"),
            plural(judged, "is", "are")
        )));
    }
    if let Some(why) = fit::lack_dimensions(&examples) {
        return Err(Failure::new(format_args!("{why}")));
    }
    // A file that is checked names what it was also fitted to; that stands beside it.
    let beside = |key: &str| {
        let name = known.as_deref()?.lines().find_map(|line| line.strip_prefix(key))?;
        Some(args.check.as_ref()?.with_file_name(name))
    };
    let also = args.also.clone().or_else(|| beside("also: "));
    let vectors = args.vectors.clone().or_else(|| beside("vectors: "));
    let also = also.as_ref();
    if let Some(path) = also {
        let more = labelled(&[(path.display().to_string(), read(path)?)])?;
        examples
            .extend(more.into_iter().map(|example| fit::Example { only_fitted: true, ..example }));
    }
    let name = |path: &PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    let beside = [("also", also.and_then(name)), ("vectors", vectors.as_ref().and_then(name))];
    let vectors = match &vectors {
        None => Default::default(),
        Some(path) => fit::vectors::read(&read(path)?)
            .map_err(|why| Failure::new(format_args!("{}: {why}", path.display())))?,
    };
    let bench = CrossValidation::new(examples, &vectors);
    let (figures, left_out) = bench.cross_validate(FOLDS, Settings::default());
    if args.cross_validate {
        for (name, value, n) in &figures {
            out.write(&format!("{name:<48} {value:>7.3}   {n}\n"))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    // A file that is checked keeps the name that it has.
    let named = known
        .as_deref()
        .and_then(|text| text.lines().find_map(|line| line.strip_prefix("reader: ")));
    let text = fit::write::file(
        named.unwrap_or(&args.name),
        &beside,
        &bench,
        &bench.fit_all(&left_out, Settings::default()),
        &figures,
    );
    match (&args.check, known, &args.out) {
        (Some(path), Some(known), _) => {
            let same = fit::write::same(&known, &text);
            out.write(&format!(
                "{}: {} what the labels give\n",
                path.display(),
                if same { "is" } else { "is not" }
            ))?;
            return Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(1) });
        }
        (_, _, Some(path)) => {
            std::fs::write(path, text).map_err(|error| Failure::of_file(path, error))?
        }
        _ => out.write(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The labelled drafts of some files. What is left out is said.
fn labelled(files: &[(String, String)]) -> Result<fit::Examples, Failure> {
    let labels = fit::read(files).map_err(|faults| {
        let told = faults.iter().map(|fault| format!("error: {}\n", printable(fault)));
        Failure(told.collect())
    })?;
    for (why, n) in labels.left_out {
        let texts = count(n, "text");
        output::print_error(&format!("note: {texts} {why} {} left out\n", plural(n, "is", "are")));
    }
    Ok(labels.examples)
}
