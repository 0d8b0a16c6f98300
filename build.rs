//! Compiles the built-in packs of `rules/` with the same code that reads a user's packs, so that a
//! start costs no parsing. A problem in a built-in pack stops the build with file, line and column.

#![allow(dead_code, missing_docs, unused_imports, clippy::print_stderr, clippy::unwrap_used)]

#[path = "src/account/mod.rs"]
mod account;
#[path = "src/draft/mod.rs"]
mod draft;
#[path = "src/files.rs"]
mod files;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/linear/mod.rs"]
mod linear;
#[path = "src/order.rs"]
mod order;
#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/text/mod.rs"]
mod text;
#[path = "src/vocabulary/mod.rs"]
mod vocabulary;
#[path = "src/yaml/mod.rs"]
mod yaml;

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The built-in expressions are compiled by a test.
mod expression {
    pub const MOST_IN_A_PACK: usize = 0;

    pub fn size(_: &str) -> Result<usize, String> {
        Ok(0)
    }
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap());
    for watched in [
        "build.rs",
        "rules",
        "src/account",
        "src/draft",
        "src/files.rs",
        "src/lexicon",
        "src/linear",
        "src/order.rs",
        "src/pack",
        "src/text",
        "src/vocabulary",
        "src/yaml",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    #[cfg(feature = "page")]
    {
        println!("cargo::rerun-if-changed=page/germane.html");
        let Ok(page) = fs::read(root.join("page/germane.html")) else {
            println!(
                "cargo::error=the feature `page` needs page/germane.html; `page/build` makes it"
            );
            return;
        };
        // Its module is written in 64 letters: a quarter of it is air.
        let mut packed =
            deflate::write::DeflateEncoder::new(Vec::new(), deflate::Compression::best());
        std::io::Write::write_all(&mut packed, &page).unwrap();
        fs::write(out.join("page.deflated"), packed.finish().unwrap()).unwrap();
    }
    let mut packs = pack_files(&root.join("rules"));
    let mut compiler = pack::Compiler::new(pack::Rulebook::default());
    for path in &packs {
        compiler.add(&fs::read_to_string(path).unwrap());
    }
    let reader = root.join("rules/reader/built-in.yaml");
    if let Ok(weights) = fs::read_to_string(&reader) {
        compiler.add_reader(&weights);
        packs.push(reader);
    }
    let (book, pages) = compiler.finish().unwrap_or_else(|problems| {
        for (path, text::Problem { span, message, hint, .. }) in packs
            .iter()
            .zip(problems)
            .flat_map(|(path, all)| all.into_iter().map(move |one| (path, one)))
        {
            let bytes = fs::read(path).unwrap();
            let at = text::LineIndex::new(&bytes).position(&bytes, span.start());
            eprintln!(
                "{}:{}:{}: {message} ({})",
                path.display(),
                at.line,
                at.column,
                hint.unwrap_or_default()
            );
        }
        std::process::exit(1);
    });
    fs::write(out.join("rulebook.bin"), postcard::to_stdvec(&book).unwrap()).unwrap();
    fs::write(out.join("pages.bin"), postcard::to_stdvec(&pages).unwrap()).unwrap();
    let profiles: Vec<String> = yaml_files(&root.join("rules/profiles"))
        .iter()
        .map(|path| {
            format!(
                "({:?}, include_str!({:?}))",
                path.file_stem().unwrap().to_str().unwrap(),
                path.to_str().unwrap()
            )
        })
        .collect();
    let table = format!(
        "/// Built-in profiles: name and YAML.\npub const PROFILES: &[(&str, &str)] = &[{}];\n",
        profiles.join(", ")
    );
    fs::write(out.join("profiles.rs"), table).unwrap();
}

/// A folder for every pack and a file for every rule, in order of name. Profiles change rules, and
/// the reader's weights are no rules.
fn pack_files(rules: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(rules).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders
        .retain(|path| path.is_dir() && !path.ends_with("profiles") && !path.ends_with("reader"));
    folders.sort();
    folders.iter().flat_map(|folder| yaml_files(folder)).collect()
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files
}
