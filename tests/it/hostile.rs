//! Files that are no files, that lead elsewhere, or that cannot be used: each is said, and none
//! hides what is found in others.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::scratch::{Scratch, said};

const BAD: &str = "Hi Ana,\n\nAct now.\n";
const SECRET: &str = "root:x:0:0:topsecret";

impl Scratch {
    /// A folder with the folder `in`, in which the program runs.
    fn around(name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        fs::create_dir(scratch.0.join("in")).expect("writable");
        scratch
    }

    fn link(&self, target: impl AsRef<Path>, name: &str) {
        symlink(target, self.0.join(name)).expect("writable");
    }

    fn fifo(&self, name: &str) {
        assert!(
            Command::new("mkfifo").arg(self.0.join(name)).status().expect("mkfifo runs").success()
        );
    }

    /// Runs the program in the folder `in`.
    fn check(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        command
            .arg("check")
            .args(args)
            .args(["--format", "unix"])
            .current_dir(self.0.join("in"))
            .output()
            .expect("runs")
    }
}

#[test]
fn a_bad_configuration_loses_its_own_files_only() {
    let faults: &[(&str, &str)] = &[
        ("rules: { nope: off }\n", "there is no rule"),
        ("packs: [p.yaml]\n", "cannot read the pack"),
        ("packs: [bad.yaml]\n", "expected a pack"),
        ("rules: [\n", ""),
        ("accounts: [nowhere.yaml]\n", "cannot read the account"),
        ("overrides:\n  - files: ['*.md']\n    rules: { nope: off }\n", "there is no rule"),
    ];
    for (number, (config, message)) in faults.iter().enumerate() {
        let scratch = Scratch::around(&format!("config-{number}"));
        scratch.write("in/one/germane.yaml", config);
        scratch.write("in/one/bad.yaml", "- x\n");
        scratch.write("in/one/a.md", BAD);
        scratch.write("in/two/a.md", BAD);
        let run = scratch.check(&["."]);
        let said = said(&run);
        assert_eq!(run.status.code(), Some(2), "{config}: {said}");
        assert!(
            said.contains("two/a.md:3:1") && !said.contains("one/a.md:3:1"),
            "{config}: {said}"
        );
        assert!(said.contains(message) && said.contains("were not checked"), "{config}: {said}");
    }
}

#[test]
fn one_bad_override_leaves_the_other_files_their_rules() {
    let scratch = Scratch::around("override");
    scratch.write("in/germane.yaml", "overrides:\n  - files: ['a.md']\n    rules: { nope: off }\n");
    scratch.write("in/a.md", BAD);
    scratch.write("in/b.md", BAD);
    let run = scratch.check(&["."]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("b.md:3:1") && !said(&run).contains("a.md:3:1"), "{}", said(&run));
}

#[test]
fn what_is_no_file_is_refused() {
    let scratch = Scratch::around("devices");
    scratch.write("in/a.md", BAD);
    scratch.fifo("in/pipe.md");
    scratch.link("/dev/zero", "in/zero.md");
    for named in ["pipe.md", "zero.md", "/dev/zero"] {
        let run = scratch.check(&[named]);
        assert_eq!(run.status.code(), Some(2), "{named}");
        assert!(said(&run).contains("not a regular file"), "{named}: {}", said(&run));
    }
    // In a folder nobody asked for them.
    let run = scratch.check(&["."]);
    assert!(said(&run).contains("a.md:3:1") && !said(&run).contains("zero.md"), "{}", said(&run));
    for (option, value) in [
        ("--baseline", "pipe.md"),
        ("--account", "zero.md"),
        ("--leads", "pipe.md"),
        ("--config", "zero.md"),
    ] {
        let run = scratch.check(&["a.md", option, value]);
        assert_eq!(run.status.code(), Some(2), "{option}");
        assert!(said(&run).contains("not a regular file"), "{option}: {}", said(&run));
    }
}

#[test]
fn what_lies_beside_drafts_is_no_device() {
    for name in [".gitignore", ".ignore", ".germaneignore", "sub/.germaneignore"] {
        let scratch = Scratch::around(&name.replace(['.', '/'], ""));
        scratch.write("in/b/a.md", BAD);
        scratch.write("in/sub/a.md", BAD);
        scratch.link("/dev/zero", &format!("in/{name}"));
        let run = scratch.check(&["."]);
        assert_eq!(run.status.code(), Some(2), "{name}");
        assert!(
            said(&run).contains("not walked") && said(&run).contains("not a regular file"),
            "{name}: {}",
            said(&run)
        );
        // Only the folder that it is in is left out.
        assert_eq!(said(&run).contains("b/a.md:3:1"), name.contains('/'), "{name}: {}", said(&run));
    }
    let scratch = Scratch::around("account");
    scratch.write("in/a.md", BAD);
    scratch.link("/dev/zero", "in/x.account.yaml");
    let run = scratch.check(&["a.md"]);
    assert!(
        said(&run).contains("a.md:3:1") && said(&run).contains("x.account.yaml"),
        "{}",
        said(&run)
    );
    let scratch = Scratch::around("ordinary");
    scratch.write("in/.gitignore", "b\n");
    scratch.write("in/a.md", BAD);
    scratch.write("in/b/a.md", BAD);
    let run = scratch.check(&["."]);
    assert!(said(&run).contains("a.md:3:1") && !said(&run).contains("b/a.md"), "{}", said(&run));
}

#[test]
fn nothing_outside_is_read_or_quoted() {
    let sequence = |file: &str| {
        format!("sequence: x\nsteps:\n  - file: {file}\n  - wait: 3d\n    body: Act now.\n")
    };
    let draft = |account: &str| format!("---\nsubject: x\naccount: {account}\n---\n{BAD}");
    let cases: &[(&str, String)] = &[
        ("s.sequence.yaml", sequence("../secret.md")),
        ("s.sequence.yaml", sequence("link.md")),
        ("s.sequence.yaml", sequence("folder/secret.md")),
        ("s.sequence.yaml", sequence("/etc/passwd")),
        ("germane.yaml", "packs: [../secret.md]\n".into()),
        ("germane.yaml", "packs: [link.md]\n".into()),
        ("germane.yaml", "accounts: [../secret.md]\n".into()),
        ("germane.yaml", "accounts: [folder]\n".into()),
        ("b.md", draft("../secret.md")),
        ("b.md", draft("link.md")),
    ];
    for (number, (name, text)) in cases.iter().enumerate() {
        let scratch = Scratch::around(&format!("outside-{number}"));
        scratch.write("secret.md", SECRET);
        scratch.link(scratch.0.join("secret.md"), "in/link.md");
        scratch.link(&scratch.0, "in/folder");
        scratch.write("in/a.md", BAD);
        scratch.write(format!("in/{name}"), text);
        let run = scratch.check(&[".", "--verbose"]);
        assert!(!said(&run).contains("topsecret"), "{name} {text}: {}", said(&run));
        assert!(said(&run).contains("outside of the project"), "{name} {text}: {}", said(&run));
    }
}

#[test]
fn what_is_inside_or_named_is_read() {
    let scratch = Scratch::around("inside");
    scratch.write("in/words/one.md", "Hi Ana,\n\nAct now, act fast.\n");
    scratch.write(
        "in/plan/s.sequence.yaml",
        "sequence: x\nsteps:\n  - file: ../words/one.md\n  - wait: 3d\n    body: Act now.\n",
    );
    // Its folder alone does not hold the words; the command line, or a configuration above both,
    // does.
    assert!(said(&scratch.check(&["plan"])).contains("outside of the project"));
    assert!(!said(&scratch.check(&["."])).contains("outside of the project"));
    assert!(!said(&scratch.check(&["plan", "words"])).contains("outside of the project"));
    scratch.write("in/germane.yaml", "fail-on: never\n");
    assert!(!said(&scratch.check(&["plan"])).contains("outside of the project"));
    // A link that is named is what the caller wants.
    scratch.write("elsewhere.md", BAD);
    scratch.link("../elsewhere.md", "in/link.md");
    assert!(said(&scratch.check(&["link.md"])).contains("link.md:3:1"));
    assert!(!said(&scratch.check(&["."])).contains("link.md"));
}

#[test]
fn standard_input_has_its_limit_before_it_is_read() {
    let run = |name: &str, bytes: &dyn Fn(&mut dyn Write) -> std::io::Result<()>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        command.args(["check", "-", "--isolated", "--format", "jsonl", "--stdin-filename", name]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut input = child.stdin.take().expect("piped");
        // The program may go away while more is to come.
        let out = std::thread::scope(|scope| {
            let out = scope.spawn(|| child.wait_with_output().expect("ends"));
            let _ = bytes(&mut input);
            drop(input);
            out.join().expect("ends")
        });
        (out.status.code(), said(&out))
    };
    let endless = |out: &mut dyn Write| (0..200).try_for_each(|_| out.write_all(&vec![0; 1 << 20]));
    let (code, text) = run("a.md", &endless);
    assert_eq!(code, Some(2));
    assert!(text.contains("64 MiB"), "{text}");
    // A list has no limit but that of its records.
    let rows = |out: &mut dyn Write| {
        (0..20_000).try_for_each(|_| {
            out.write_all(b"{\"subject\": \"x\", \"body\": \"Hi Ana,\\n\\nAct now.\"}\n")
        })
    };
    let (_, text) = run("a.jsonl", &rows);
    assert_eq!(text.lines().filter(|line| line.contains("\"type\":\"draft\"")).count(), 20_000);
    assert!(!text.contains("MiB"));
}

#[test]
fn a_bomb_beside_drafts_hides_none_of_them() {
    let scratch = Scratch::around("bombs");
    (0..9).for_each(|at| drop(scratch.write(format!("in/{at}.md"), BAD)));
    scratch.write("in/comments.sequence.yaml", format!("sequence: x\n{}", "# a\n".repeat(50_000)));
    scratch.write(
        "in/aliases.sequence.yaml",
        format!(
            "sequence: x\na: &a {}\nb: [*a{}]\nsteps: []\n",
            "x".repeat(90_000),
            ", *a".repeat(20_000)
        ),
    );
    scratch.write("in/deep.sequence.yaml", format!("sequence: x\nsteps: {}\n", "[".repeat(50_000)));
    scratch.write("in/front.md", format!("---\nsubject: x\n{}---\n{BAD}", "#\n".repeat(50_000)));
    let run = scratch.check(&["."]);
    for at in 0..9 {
        assert!(said(&run).contains(&format!("{at}.md:3:1")), "{}", said(&run));
    }
    assert!(said(&run).contains("front.md:50006:1"), "{}", said(&run));
    for bomb in ["aliases", "deep"] {
        let run = scratch.check(&[&format!("{bomb}.sequence.yaml")]);
        assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    }
}

/// What once ended the process: a mark that is drawn as nothing before a quote, quotes in each
/// other, values in quotes without end, a blank of two bytes before a line break spelt out.
#[test]
fn odd_marks_end_no_run() {
    let scratch = Scratch::around("odd-marks");
    let quotes = ">".repeat(6_000);
    let files = [
        ("mark.md", "\u{feff}>Subject: Pier 7\n>\n>Hi Ana,\n".to_string()),
        ("quotes.md", format!("{quotes}Subject: Pier 7\n{quotes}Hi Ana,\n")),
        ("values.html", format!("<p>Hi Ana,</p><p{}>Act now.</p>", " a=\"\"".repeat(20_000))),
        ("blank.csv", "subject,body\nPier 7,\"Hi Ana, 40\u{a0}000\\nWho plans?\"\n".to_string()),
        ("bad.email.md", BAD.to_string()),
    ];
    for (name, text) in files {
        fs::write(scratch.0.join("in").join(name), text).expect("writable");
    }
    let output = scratch.check(&["."]);
    let said = said(&output);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{:?} {said}", output.status);
    assert!(said.contains("bad.email.md:3"), "{said}");
    assert!(said.contains("a thousand attributes"), "{said}");
    assert!(!said.contains("itself failed"), "{said}");
}

/// Globs become expressions, each bracket inside of another by a call inside of a call: fifty
/// thousand of them ended the process.
#[test]
fn nested_globs_are_refused_where_they_stand() {
    let glob = format!("{}b{}", "{a,".repeat(50_000), "}".repeat(50_000));
    let files = [
        ("exclude", "germane.yaml", format!("exclude: ['{glob}']\n")),
        (
            "overrides",
            "germane.yaml",
            format!("overrides:\n  - files: ['{glob}']\n    rules: {{ spam-phrase: off }}\n"),
        ),
        ("formats", "germane.yaml", format!("formats:\n  ? '{glob}'\n  : smartlead\n")),
        ("ignore", ".ignore", format!("# a\n{glob}\n")),
        ("git", ".gitignore", format!("{glob}\n")),
    ];
    let scratch = Scratch::around("globs");
    scratch.write("in/good/a.md", BAD);
    for (folder, name, text) in &files {
        scratch.write(format!("in/{folder}/{name}"), text);
        scratch.write(format!("in/{folder}/a.md"), BAD);
    }
    let run = scratch.check(&["."]);
    let said = said(&run);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("good/a.md:3:1"), "{said}");
    let told = |line: &str, folder: &str| line.starts_with(folder) && line.contains("a glob of ");
    for (folder, ..) in &files {
        assert!(said.lines().any(|line| told(line, folder)), "{folder}: {said}");
    }
}
