//! The command line: arguments in, exit status out. With `main` the only place that prints.

mod against;
mod campaign;
mod changed;
mod check;
mod cluster;
mod clustered;
mod config_failures;
mod diff;
mod drawn;
mod explain;
mod filter;
mod fit;
mod fix;
mod format;
mod git;
mod given;
mod hunks;
mod init;
mod input;
mod job;
mod leads;
mod learn;
mod marks;
mod mcp;
mod output;
mod own_lines;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "no_parquet.rs"]
mod parquet;
mod parts;
mod pool;
mod printer;
mod records;
mod replace;
mod rules;
mod schema;
mod short;
mod show_config;
mod sign;
mod signing;
mod task;
mod test;
mod unused;
mod watch;

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use output::Output;

#[cfg(feature = "lsp")]
use crate::lsp;
use crate::report::{human, snippet::Style};
use crate::text::printable_lines;
use crate::yaml::Broken;

/// Why a run ends with status 2: lines for standard error.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that one line tells. It may quote anything that the program was given.
    pub fn new(why: impl Display) -> Self {
        Failure(format!("error: {}\n", printable_lines(&why.to_string())))
    }

    /// A failure with the file or folder at `path`.
    pub fn of_file(path: &Path, why: impl Display) -> Self {
        Failure::new(format_args!("{}: {why}", output::name(path)))
    }
}

impl From<Vec<Broken>> for Failure {
    fn from(broken: Vec<Broken>) -> Self {
        Failure(human::broken(&broken, Style::PLAIN))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::new(format_args!("cannot write: {error}"))
    }
}

/// A linter for sales outreach: reads a draft as the customer will, and reports what in it is not
/// germane to them.
#[derive(Debug, Parser)]
#[command(name = "germane", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  germane draft.md                           one draft; short for `germane check draft.md`
  pbpaste | germane check                    what is on the clipboard
  germane check templates/ --min-score 60    a folder, as a gate
  germane check --fix templates/             make the safe fixes
  germane check draft.md --account acme.yaml what it makes of what is known of the reader
  germane explain self-heavy                 why a rule is there

Exit status: 0 clean; 1 findings or warnings about a file at or above --fail-on, or a score below --min-score; 2 something could not be read or used.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check drafts: files, folders, or standard input
    Check(Box<check::Args>),
    /// Compare two versions of a draft: what got better, what got worse, and whether the gain can
    /// be believed
    Diff(diff::Args),
    /// Show a rule: what it looks for, why, the research, examples
    Explain(explain::Args),
    /// List all rules
    Rules(rules::Args),
    /// Show what analysis makes of a draft, sentence by sentence: for authors of rules
    Marks(marks::Args),
    /// Show who got the same words, over all drafts of a campaign together
    Campaign(campaign::Args),
    /// Write a signature for each draft, as a JSON line, so that near-duplicates can be found among
    /// any number of drafts
    Sign(sign::Args),
    /// Find the near-duplicates among signed drafts
    Cluster(cluster::Args),
    /// Report what `campaign` does, for drafts that were signed and clustered before
    Report(campaign::ReportArgs),
    /// Fit the reader to labelled drafts
    Fit(fit::Args),
    /// Compare your texts with your replies: what went with them, what is still unknown, what to
    /// test next
    Learn(Box<learn::Args>),
    /// Run the examples of packs
    Test(test::Args),
    /// Write a configuration and a sample draft to start from
    Init(init::Args),
    /// Print the JSON Schema of packs, configuration, accounts or reports
    Schema(schema::Args),
    /// Serve an editor: the Language Server Protocol on standard input and output
    #[cfg(feature = "lsp")]
    #[command(
        after_help = "`editors/README.md` in the sources shows how vim, Neovim, Emacs, Kakoune and VS Code start it."
    )]
    Lsp {
        /// For clients that name the transport; it is always this one
        #[arg(long)]
        stdio: bool,
    },
    /// Print a page that checks drafts in a browser, without a server or a network
    #[command(after_help = "Example: germane page > germane.html")]
    Page,
    /// Serve a writing agent: the Model Context Protocol on standard input and output
    Mcp(mcp::Args),
    /// Write man pages into a folder
    #[command(after_help = "Example: germane man ~/.local/share/man/man1")]
    Man {
        /// The folder
        folder: PathBuf,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example: germane completions bash > ~/.local/share/bash-completion/completions/germane"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Runs the program.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

/// Runs the program with these arguments, of which the first is its name. Ends the process after
/// `--help`, and on arguments that it does not know.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(short::spelled_out(arguments.into_iter().collect())) {
        Ok(cli) => cli,
        Err(refused) => return refuse(&refused),
    };
    let mut out = Output::new();
    let result = match cli.command {
        Command::Check(args) => check::run(&args, &mut out),
        Command::Diff(args) => diff::run(&args, &mut out),
        Command::Explain(args) => explain::run(&args, &mut out),
        Command::Rules(args) => rules::run(&args, &mut out),
        Command::Marks(args) => marks::run(&args, &mut out),
        Command::Campaign(args) => campaign::run(&args, &mut out),
        Command::Report(args) => campaign::report(&args, &mut out),
        Command::Sign(args) => sign::run(&args, &mut out),
        Command::Cluster(args) => cluster::run(&args, &mut out),
        Command::Fit(args) => fit::run(&args, &mut out),
        Command::Learn(args) => learn::run(&args, &mut out),
        Command::Test(args) => test::run(&args, &mut out),
        Command::Init(args) => init::run(&args, &mut out),
        Command::Schema(args) => schema::run(&args, &mut out),
        #[cfg(feature = "lsp")]
        Command::Lsp { .. } => {
            // The server writes from a thread of its own.
            drop(out);
            return if lsp::run() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        Command::Page => page::run(&mut out),
        Command::Mcp(args) => mcp::run(&args),
        Command::Man { folder } => man(&folder, &mut out),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "germane", &mut script);
            out.write(&String::from_utf8_lossy(&script))
                .map(|()| ExitCode::SUCCESS)
                .map_err(Failure::from)
        }
    };
    let result = result.and_then(|code| out.finish().map(|()| code).map_err(Failure::from));
    match result {
        Ok(code) => code,
        Err(Failure(text)) => {
            output::print_error(&text);
            ExitCode::from(2)
        }
    }
}

/// Says what is wrong with the arguments, or what `--help` says. What is quoted of the arguments is
/// only shown.
fn refuse(refused: &clap::Error) -> ExitCode {
    match printable_lines(&refused.to_string()) {
        Cow::Owned(shown) if refused.use_stderr() => {
            output::print_error(&shown);
            ExitCode::from(2)
        }
        _ => refused.exit(),
    }
}

fn man(folder: &Path, out: &mut Output) -> Result<ExitCode, Failure> {
    let fail = |error: std::io::Error| Failure::of_file(folder, error);
    std::fs::create_dir_all(folder).map_err(fail)?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(fail)?;
    out.write(&format!("wrote man pages to {}\n", output::name(folder)))?;
    Ok(ExitCode::SUCCESS)
}
