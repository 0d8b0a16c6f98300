//! `germane init`: a commented configuration and a sample draft that passes it. Asks nothing, never
//! overwrites.

use std::path::PathBuf;
use std::process::ExitCode;

use super::output::name;
use super::{Failure, Output};
use crate::files;
use crate::schema;

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: germane init outreach")]
pub struct Args {
    /// The folder to write to
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Also write JSON Schemas, by which editors complete configurations and packs
    #[arg(long)]
    schemas: bool,
}

/// What is written, by name.
fn contents(schemas: bool) -> Vec<(&'static str, String)> {
    let config = include_str!("germane.yaml");
    let sample = ("sample.email.md", include_str!("sample.email.md").to_string());
    match schemas {
        false => vec![("germane.yaml", config.to_string()), sample],
        // They stand beside the configuration, so that editors complete it without a network.
        true => vec![
            ("germane.yaml", format!("{NAMES_SCHEMA}\n{config}")),
            sample,
            (".germane/config.schema.json", schema::text(&schema::config())),
            (".germane/pack.schema.json", schema::text(&schema::pack())),
        ],
    }
}

/// The line by which editors know the schema of a configuration.
const NAMES_SCHEMA: &str = "# yaml-language-server: $schema=.germane/config.schema.json";

/// Runs the command.
pub fn run(args: &Args, out: &mut Output) -> Result<ExitCode, Failure> {
    if args.folder.is_file() {
        return Err(Failure::new(format_args!(
            "{} is a file, and there already: `germane init` takes the folder to write to, such as `germane init .`",
            name(&args.folder)
        )));
    }
    for (file, text) in contents(args.schemas) {
        let path = args.folder.join(file);
        // One under the other name is left alone, too.
        let known =
            files::configuration_in(&args.folder).filter(|_| files::is_configuration(&path));
        let path = known.unwrap_or(path);
        let folder = path.parent().unwrap_or(&args.folder);
        std::fs::create_dir_all(folder).map_err(|error| Failure::of_file(folder, error))?;
        let written = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
        match written {
            Ok(mut file) => {
                std::io::Write::write_all(&mut file, text.as_bytes())
                    .map_err(|error| Failure::of_file(&path, error))?;
                out.write(&format!("wrote {}\n", name(&path)))?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                out.write(&format!("{} is there already; left alone\n", name(&path)))?
            }
            Err(error) => return Err(Failure::of_file(&path, error)),
        }
    }
    // Drafts that were there before may fail; the sample does not.
    let sample = name(&args.folder.join("sample.email.md"));
    let sample = sample.strip_prefix("./").unwrap_or(&sample);
    out.write(&format!("next: germane check {sample}\n"))?;
    Ok(ExitCode::SUCCESS)
}
