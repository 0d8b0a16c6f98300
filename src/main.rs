//! The `germane` command.

use std::process::ExitCode;

/// Static binaries for Linux have the allocator of musl otherwise, which makes a check of many
/// drafts three times as slow.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    germane::cli::run()
}
