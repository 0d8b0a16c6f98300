//! The `germane` command.

use std::process::ExitCode;

/// A draft is many small pieces, each kept for microseconds. The allocator of the C library takes an eighth of the time for them, that of musl,
/// with which the program is shipped, several times as much.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    germane::cli::run()
}
