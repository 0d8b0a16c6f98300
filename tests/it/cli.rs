//! The command line, case by case: `fixtures/cli/*.trycmd` and `*.toml` hold what is typed and what
//! comes back. So does `README.md`: what it shows is what is printed. `TRYCMD=overwrite` writes
//! what comes back.

#[test]
fn commands_print_what_they_should() {
    trycmd::TestCases::new()
        .case("fixtures/cli/*.trycmd")
        .case("fixtures/cli/*.toml")
        .case("README.md");
}

/// `germane ... | head`: the reader goes away, and nothing is said about it.
#[test]
fn a_closed_pipe_is_quiet() {
    let run = std::process::Command::new("sh")
        .args(["-c", "\"$0\" rules --format markdown | head -n 1", env!("CARGO_BIN_EXE_germane")])
        .output()
        .expect("a shell");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "# Rules\n");
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
}
