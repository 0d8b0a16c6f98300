//! A folder that a test fills and runs the program in. Modules add what they alone ask of it in an
//! `impl Scratch` of their own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// It goes when the test ends.
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// An empty folder. The name is for who looks for it.
    pub fn new(name: &str) -> Scratch {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("germane-{name}-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("writable");
        Scratch(folder.canonicalize().expect("there"))
    }

    /// A folder with these files.
    pub fn with(name: &str, files: &[(&str, impl AsRef<[u8]>)]) -> Scratch {
        let scratch = Scratch::new(name);
        files.iter().for_each(|(name, bytes)| drop(scratch.write(name, bytes)));
        scratch
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(&path, bytes).expect("writable");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("readable")
    }

    /// The program, about to start in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_germane"));
        command.args(args).current_dir(&self.0);
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("runs")
    }

    /// The program, started with pipes.
    pub fn start(&self, args: &[&str]) -> Child {
        self.command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs")
    }

    /// Runs the program with a text on standard input, which it has to take.
    pub fn feed(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.start(args);
        child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("taken");
        child.wait_with_output().expect("ends")
    }

    pub fn git(&self, args: &[&str]) {
        self.git_in("", args);
    }

    /// Runs git in a folder within.
    pub fn git_in(&self, folder: &str, args: &[&str]) {
        let settings = [
            "user.name=Lee",
            "user.email=lee@tidewise.example",
            "commit.gpgsign=false",
            "protocol.file.allow=always",
        ];
        let settings = settings.iter().flat_map(|setting| ["-c", setting]);
        let run = Command::new("git")
            .args(settings)
            .args(args)
            .current_dir(self.0.join(folder))
            .output()
            .expect("git runs");
        assert!(run.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&run.stderr));
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// All that the program said.
pub fn said(run: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr))
}
