//! What README and `docs/` show runs as it is written: commands and their flags are there, snippets
//! are accepted, nothing is left to guess. (What commands print is held in `cli.rs`.)

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::scratch::{Scratch, said};

/// Every page for readers, with its path.
fn pages() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("README.md"), root.join("editors/README.md")];
    let entries = fs::read_dir(root.join("docs"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    paths.extend(entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).expect("readable")))
        .collect()
}

fn page(name: &str) -> String {
    pages().into_iter().find(|(path, _)| path.ends_with(name)).expect("a page").1
}

/// The fenced blocks of a language, without the indent of the list that they stand in.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() == format!("```{language}") {
            let indent = line.len() - line.trim_start().len();
            let inside = lines.by_ref().take_while(|line| line.trim_start() != "```");
            found.push(
                inside.map(|line| line.get(indent..).unwrap_or("").to_string() + "\n").collect(),
            );
        }
    }
    found
}

impl Scratch {
    /// Runs a command as a shell would that has `germane` on its path.
    fn shell(&self, script: &str) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_germane")).parent().expect("a folder");
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command
            .args(["-ec", script])
            .current_dir(&self.0)
            .env("PATH", path)
            .env("GERMANE", self.0.join("origin"));
        for (at, (key, value)) in [
            ("user.name", "Lee"),
            ("user.email", "lee@tidewise.example"),
            ("commit.gpgsign", "false"),
            ("protocol.file.allow", "always"),
        ]
        .iter()
        .enumerate()
        {
            command
                .env(format!("GIT_CONFIG_KEY_{at}"), key)
                .env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        command.env("GIT_CONFIG_COUNT", "4").output().expect("a shell")
    }
}

#[test]
fn nothing_is_left_to_fill_in_or_left_over() {
    for (path, text) in pages() {
        assert!(!text.contains("OWNER"), "{}: a placeholder", path.display());
        for block in blocks(&text, "console") {
            // What the tests of the command line write for an exit status is no output.
            assert!(
                !block.lines().any(|line| line.starts_with("? ")),
                "{}: {block}",
                path.display()
            );
        }
    }
}

/// Commands in running text and in tables: the command is there, and so is each of its flags.
#[test]
fn commands_and_their_flags_are_there() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in pages() {
        let spans = text
            .split('`')
            .filter(|span| !span.contains('\n'))
            .filter_map(|span| span.strip_prefix("germane "));
        for span in spans {
            let mut words = span.split_whitespace();
            let first = words.next().unwrap_or_default();
            // `germane draft.md` is short for a check.
            let command =
                if first.contains('.') || first.starts_with('-') { "check" } else { first };
            let help = helps.entry(command.to_string()).or_insert_with(|| {
                let run = Command::new(env!("CARGO_BIN_EXE_germane"))
                    .args([command, "--help"])
                    .output()
                    .expect("runs");
                if run.status.success() { said(&run) } else { String::new() }
            });
            seen += 1;
            let flags = span
                .split_whitespace()
                .filter(|word| word.starts_with("--"))
                .map(|word| word.split(['=', '[']).next().unwrap_or(word));
            let missing: Vec<&str> =
                flags.filter(|flag| *flag != "--version" && !help.contains(flag)).collect();
            if help.is_empty() || !missing.is_empty() {
                wrong.push(format!("{}: `germane {span}`: {missing:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty() && seen > 20, "{seen} commands; {}", wrong.join("\n"));
}

#[test]
fn snippets_of_yaml_are_accepted() {
    let scratch = Scratch::new("yaml");
    let body = "Hi Ana,\n\nYour notice of 3 March gives Pier 7 a second tug from 4 May. Does the rota go by the hour too?\n\nLee\n";
    let (mut packs, mut accounts, mut heads, mut configs, mut lists) = (0, 0, 0, 0, 0);
    let all = [page("README.md"), page("ci.md")]
        .iter()
        .flat_map(|page| blocks(page, "yaml"))
        .collect::<Vec<_>>();
    for block in all {
        let (command, status) = if block.contains("pack: ") {
            packs += 1;
            scratch.write("house.yaml", &block);
            ("germane test house.yaml", 0)
        } else if block.starts_with("account:") {
            accounts += 1;
            scratch.write("mail.md", body);
            scratch.write("orbis.yaml", &block);
            ("germane check mail.md --account orbis.yaml --fail-on never", 0)
        } else if block.starts_with("---") {
            heads += 1;
            scratch.write("headed.md", format!("{block}{body}"));
            ("germane check headed.md --fail-on never", 0)
        } else if block.starts_with("avoid:") {
            lists += 1;
            scratch.write("germane.yaml", &block);
            ("germane test germane.yaml", 0)
        } else if block.starts_with("min-score:") {
            configs += 1;
            scratch.write("germane.yaml", &block);
            scratch.write("first-touch/a.md", body);
            ("germane check --show-config first-touch/a.md", 0)
        } else {
            continue;
        };
        let run = scratch.shell(command);
        assert!(
            run.status.code() == Some(status) && !said(&run).contains("warning: "),
            "{command}: {}\n{block}",
            said(&run)
        );
    }
    assert!(
        packs > 0 && accounts > 0 && heads > 0 && configs > 0 && lists > 0,
        "{packs} packs, {accounts} accounts, {heads} heads, {configs} configurations, {lists} lists of words to avoid"
    );
}

/// The scripts of `docs/ci.md`, in a repository: the submodule is a commit, and the hook stops a
/// draft that has an error.
#[test]
#[cfg(unix)]
fn scripts_for_git_do_what_they_say() {
    let scratch = Scratch::new("git");
    scratch.write("origin/Cargo.toml", "");
    let setup =
        "git init -q origin; git -C origin add .; git -C origin commit -qm first; git init -q .";
    assert!(scratch.shell(setup).status.success());
    let scripts = blocks(&page("ci.md"), "sh");
    assert_eq!(scripts.len(), 2, "{scripts:?}");
    for script in &scripts {
        let run = scratch.shell(script);
        assert!(run.status.success(), "{script}\n{}", said(&run));
    }
    assert!(said(&scratch.shell("git submodule status")).contains(" vendor/germane "));
    scratch.write(
        "draft.md",
        "Hi {{first_name},\n\nYour July notice says that ships wait 19 hours at Pier 7.\n\nLee\n",
    );
    let run = scratch.shell("git add draft.md; git commit -m draft");
    assert!(!run.status.success() && said(&run).contains("draft.md"), "{}", said(&run));
}

/// The figures of README are those of the built-in reader's card, and the drafts of our own as many
/// as it was fitted to: who fits it anew writes them anew.
#[test]
fn figures_of_the_reader_are_those_of_its_card() {
    let read = |path: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("readable")
    };
    let card = read("rules/reader/built-in.yaml");
    let value = |begin: &str, end: &str| -> f64 {
        let mut lines = card.lines().filter_map(|line| line.trim_start().strip_prefix('"'));
        let line = lines.find(|line| line.starts_with(begin) && line.contains(end));
        let figure = line.and_then(|line| line.split('"').nth(2));
        let figure = figure.and_then(|figure| figure.split(' ').next());
        figure.and_then(|figure| figure.parse().ok()).unwrap_or_else(|| panic!("{begin} {end}"))
    };
    let rank = |kind: &str| {
        let once = value(&format!("{kind}: overall, each author once"), "");
        (value(&format!("{kind}: overall\""), ""), once)
    };
    let off = |kind: &str| value(&format!("{kind}: off by"), "");
    let fails = |kind: &str, what: &str| value(&format!("{kind}: {what}"), "");
    let ((mail, mail_once), (post, post_once)) = (rank("email"), rank("post"));
    let (sequence, sequence_once) = rank("sequence");
    let told = [
        format!(
            "ranks e-mails as readers do at {mail:.2} (Spearman; {mail_once:.2} when every sender counts once), posts at {post:.2} ({post_once:.2}), sequences at {sequence:.2} ({sequence_once:.2});"
        ),
        format!(
            "it is off by {:.0}, {:.0} and {:.0} points of 100.",
            off("email"),
            off("post"),
            off("sequence")
        ),
        format!(
            "Of unwanted e-mails {:.2} fail and of liked ones {:.2} pass, of posts {:.2} and {:.2};",
            fails("email", "the unwanted that fail"),
            fails("email", "the liked that pass"),
            fails("post", "the unwanted that fail"),
            fails("post", "the liked that pass")
        ),
    ];
    let own = read("rules/reader/own-drafts.jsonl");
    let own: Vec<serde_json::Value> =
        own.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let is_post =
        |draft: &&serde_json::Value| draft["channel"] == "post" || draft.get("substance").is_some();
    let posts = own.iter().filter(is_post).count();
    let (judged, unjudged): (Vec<_>, Vec<_>) =
        own.iter().partition(|draft| draft.get("overall").is_some());
    let sentences: usize =
        unjudged.iter().map(|draft| draft["sentences"].as_array().map_or(0, Vec::len)).sum();
    let (own, unjudged) = (judged.len(), unjudged.len());
    assert_eq!(value("and to", "more drafts"), own as f64, "the card counts them");
    let vectors = read("rules/reader/word-vectors.txt").lines().count();
    let vectors = format!("{},{:03} everyday words", vectors / 1000, vectors % 1000);
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (readme, changes) = (plain(&read("README.md")), plain(&read("CHANGELOG.md")));
    for told in told.into_iter().chain([
        format!("[{own} of our own](rules/reader/own-drafts.jsonl), {posts} of them posts"),
        format!("Of {unjudged} more messages there only the sentences are fitted to, {sentences} of them"),
        vectors,
    ]) {
        assert!(readme.contains(&told), "README does not say: {told}");
    }
    for told in [
        format!(
            "{own} drafts and posts of our own, and {sentences} labelled sentences of {unjudged} more"
        ),
        format!("{posts} posts of our own"),
    ] {
        assert!(changes.contains(&told), "CHANGELOG does not say: {told}");
    }
}
