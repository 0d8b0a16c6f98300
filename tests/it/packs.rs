//! Packs: the built-in examples hold, broken packs say everything that is wrong, the page of rules
//! is fresh, schemas agree.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use germane::{
    builtin, examples, lint, pack::Compiler, pack::Rulebook, report::conditions, report::human,
    report::snippet::Style, yaml,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml_files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    files
}

/// The files of the built-in packs: a folder for every pack, a file for every rule.
fn pack_files() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("rules"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders
        .retain(|path| path.is_dir() && !path.ends_with("profiles") && !path.ends_with("reader"));
    folders.sort();
    folders.iter().flat_map(yaml_files).collect()
}

#[test]
fn built_in_examples_hold() {
    let failures = examples::failures(builtin::rulebook(), &builtin::pages());
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_built_in_rule_has_its_page() {
    let pages = builtin::pages();
    for rule in builtin::rulebook().rules {
        let page = pages
            .iter()
            .find(|page| page.id == rule.id)
            .unwrap_or_else(|| panic!("{} has no page", rule.id));
        assert!(page.flag.len() >= 2 && page.pass.len() >= 2, "{}", rule.id);
    }
}

/// A rule is found where its name says: `rules/<pack>/<rule>.yaml` holds that rule alone, of that
/// pack; what rules share is in `pack.yaml`.
#[test]
fn a_built_in_rule_has_a_file_of_its_name() {
    let mut rules = 0;
    for path in pack_files() {
        let root = yaml::parse(&fs::read_to_string(&path).expect("readable"), 0).expect("YAML");
        let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        assert_eq!(root.get("pack").and_then(yaml::Node::as_str), folder, "{}", path.display());
        let ids: Vec<_> = root
            .get("rules")
            .map(yaml::Node::entries)
            .unwrap_or_default()
            .iter()
            .filter_map(|(id, _)| id.as_str())
            .collect();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let expected = if name == "pack" { vec![] } else { vec![name] };
        assert_eq!(ids, expected, "{}", path.display());
        rules += ids.len();
    }
    assert_eq!(rules, builtin::rulebook().rules.len(), "a rule in a folder that is not built in");
}

/// A user's pack may override a rule by its name; two of ours with one name would override each
/// other without a word said.
#[test]
fn no_two_built_in_packs_have_one_rule() {
    let mut seen = std::collections::HashMap::new();
    for path in pack_files() {
        let text = fs::read_to_string(&path).expect("readable");
        let root = yaml::parse(&text, 0).expect("YAML");
        for (id, _) in root.get("rules").map(yaml::Node::entries).unwrap_or_default() {
            let id = id.as_str().expect("an id").to_string();
            let before = seen.insert(id.clone(), path.clone());
            assert!(
                before.is_none(),
                "{id} is in {} and in {}",
                path.display(),
                before.unwrap_or_default().display()
            );
        }
    }
}

/// Set `BLESS=1` to write what is found as what is expected.
fn expect(path: &Path, found: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).expect("writable");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(expected, found, "{} (BLESS=1 writes it)", path.display());
}

#[test]
fn broken_packs_say_all_that_is_wrong() {
    let files = yaml_files("fixtures/packs");
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_to_string(&path).expect("readable");
        let mut compiler = Compiler::new(builtin::rulebook());
        compiler.add(&text);
        let problems = compiler.finish().expect_err("the fixture is broken");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let broken = lint::group(&[(name, text)], problems);
        expect(&path.with_extension("expected"), &human::broken(&broken, Style::PLAIN));
    }
}

#[test]
fn page_of_rules_is_fresh() {
    let run = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["rules", "--isolated", "--format", "markdown"])
        .output()
        .expect("runs");
    expect(&root().join("rules/README.md"), &String::from_utf8_lossy(&run.stdout));
}

/// Every rule says what it rests on, or that it is an opinion; the last line counts them all.
#[test]
fn every_rule_shows_its_evidence_or_that_it_has_none() {
    let run = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["rules", "--isolated", "--evidence"])
        .output()
        .expect("runs");
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    let pages = builtin::pages();
    for page in &pages {
        let lines = out
            .lines()
            .filter(|line| line.split_whitespace().next() == Some(&page.id))
            .collect::<Vec<_>>();
        let opinions = lines.iter().filter(|line| line.ends_with("-  house opinion")).count();
        let expected = if page.evidence.is_empty() { (1, 1) } else { (page.evidence.len(), 0) };
        assert_eq!((lines.len(), opinions), expected, "{}", page.id);
    }
    let (total, counts) = out
        .lines()
        .last()
        .and_then(|line| line.split_once(" rules by their best evidence: "))
        .expect("a last line");
    let counts =
        counts.split(", ").filter_map(|count| count.split_once(": ")?.1.parse::<usize>().ok());
    assert_eq!((total.parse(), counts.sum()), (Ok(pages.len()), pages.len()));
}

/// What `explain` says of a rule: a line for each bound that it has.
#[test]
fn every_bound_is_explained() {
    let book = builtin::rulebook();
    for rule in &book.rules {
        let tiers = conditions::tiers(rule, &book.lexicons.labels);
        assert_eq!(tiers.len(), rule.check.bounds().len(), "{}", rule.id);
        assert!(
            tiers.iter().all(|tier| tier.contains(" above ") || tier.contains(" below ")),
            "{tiers:?}"
        );
    }
    let when = |id: &str| {
        conditions::situation(&book.rule(id).expect("a rule").when, &book.lexicons.labels)
            .join("; ")
    };
    assert_eq!(when("level-too-low"), "checked against an account; at least 20 words");
    assert_eq!(when("exclamation"), "");
}

/// A page a rule, and no page of a rule that is gone.
#[test]
fn pages_of_single_rules_are_fresh() {
    let scratch = std::env::temp_dir().join(format!("germane-rule-pages-{}", std::process::id()));
    let _ = fs::remove_dir_all(&scratch);
    let run = Command::new(env!("CARGO_BIN_EXE_germane"))
        .args(["rules", "--isolated", "--pages"])
        .arg(&scratch)
        .output()
        .expect("runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let names = |folder: &Path| -> Vec<_> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    let pages = root().join("docs/rules");
    let (written, kept) = (names(&scratch), names(&pages));
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(&pages).expect("writable");
        kept.iter()
            .filter(|name| !written.contains(name))
            .for_each(|name| fs::remove_file(pages.join(name)).expect("writable"));
    } else {
        assert_eq!(written, kept, "`BLESS=1 cargo test` writes the pages anew");
    }
    assert!(written.len() > 100, "{written:?}");
    for name in &written {
        expect(&pages.join(name), &fs::read_to_string(scratch.join(name)).expect("readable"));
    }
    let _ = fs::remove_dir_all(&scratch);
}

#[test]
fn page_of_names_is_fresh() {
    let page = germane::report::vocabulary::markdown();
    expect(&root().join("docs/vocabulary.md"), &page);
    for kind in &germane::pack::check::KINDS {
        assert!(page.contains(&format!("### `{}`", kind.name())) && !kind.about.is_empty());
    }
}

/// What the page shows of a check kind can be copied.
#[test]
fn examples_of_check_kinds_are_read() {
    let schema = schema("pack");
    for kind in &germane::pack::check::KINDS {
        let words = "lexicons: { cliche-opener: [hope this finds you well], hype: [synergy] }";
        let rule = format!(
            "dimension: focus, severity: info, message: A., advice: B., check: {}",
            kind.example
        );
        let pack = format!("pack: a\n{words}\nrules: {{ b: {{ {rule} }} }}\n");
        let mut compiler = Compiler::new(Rulebook::default());
        compiler.add(&pack);
        let (book, _) = compiler.finish().unwrap_or_else(|problems| panic!("{pack}{problems:?}"));
        assert_eq!(book.rules.len(), 1);
        let json = as_json(&yaml::parse(&pack, 0).expect("YAML"));
        assert_eq!(
            schema.iter_errors(&json).map(|error| error.to_string()).collect::<Vec<_>>(),
            Vec::<String>::new(),
            "{pack}"
        );
    }
}

/// YAML as JSON, so that a JSON Schema can judge it.
fn as_json(node: &yaml::Node) -> serde_json::Value {
    match &node.value {
        yaml::Value::List(items) => items.iter().map(as_json).collect(),
        yaml::Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.as_str().unwrap_or_default().to_string(), as_json(value)))
            .collect(),
        yaml::Value::Scalar { text, written: yaml::Written::Plain } => match text.as_str() {
            "true" => true.into(),
            "false" => false.into(),
            _ if node.is_null() => serde_json::Value::Null,
            _ => text
                .parse::<i64>()
                .map(Into::into)
                .or_else(|_| text.parse::<f64>().map(Into::into))
                .unwrap_or_else(|_| text.clone().into()),
        },
        yaml::Value::Scalar { text, .. } => text.clone().into(),
    }
}

fn schema(of: &str) -> jsonschema::Validator {
    let run =
        Command::new(env!("CARGO_BIN_EXE_germane")).args(["schema", of]).output().expect("runs");
    let schema: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn judge(schema: &jsonschema::Validator, path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("readable");
    let json = as_json(&yaml::parse(&text, 0).expect("YAML"));
    schema
        .iter_errors(&json)
        .map(|error| format!("{}: {}: {error}", path.display(), error.instance_path()))
        .collect()
}

#[test]
fn schemas_accept_what_the_program_accepts() {
    let pack = schema("pack");
    for path in pack_files().into_iter().chain(yaml_files("rules/profiles")) {
        assert_eq!(judge(&pack, &path), Vec::<String>::new());
    }
    assert_eq!(
        judge(&schema("config"), &root().join("src/cli/init/germane.yaml")),
        Vec::<String>::new()
    );
}

#[test]
fn schemas_refuse_unknown_keys_as_the_program_does() {
    let pack = schema("pack");
    let unknown: Vec<_> = yaml_files("fixtures/packs")
        .into_iter()
        .filter(|path| path.ends_with("unknown-keys.yaml"))
        .collect();
    assert_eq!(unknown.len(), 1);
    assert!(!judge(&pack, &unknown[0]).is_empty());
}

/// `- # days` is a phrase to whoever writes it, and a comment to YAML: what stands after the hash
/// is lost without a word.
#[test]
fn no_phrase_is_cut_short_by_a_hash() {
    let bare = |line: &&str| {
        line.trim_start()
            .strip_prefix("- ")
            .is_some_and(|phrase| !phrase.starts_with(['"', '\'', '{', '|']))
    };
    let mut cut = Vec::new();
    for path in pack_files() {
        let text = fs::read_to_string(&path).expect("text");
        cut.extend(
            text.lines()
                .filter(bare)
                .filter(|line| line.contains(" #"))
                .map(|line| format!("{}: {line}", path.display())),
        );
    }
    assert!(cut.is_empty(), "put quotes around these: {cut:#?}");
}

/// The build script does not compile them.
#[test]
fn every_built_in_expression_can_be_used() {
    let book = germane::builtin::rulebook();
    let mut many = 0;
    for rule in &book.rules {
        let germane::pack::Check::Pattern(check) = &rule.check else { continue };
        for pattern in [Some(&check.pattern), check.unless.as_ref()].into_iter().flatten() {
            assert!(germane::expression::size(pattern).is_ok(), "{}", rule.id);
            many += 1;
        }
    }
    assert!(many > 0);
    assert!(["(", "a{1000}{1000}"].iter().all(|odd| germane::expression::size(odd).is_err()));
}
