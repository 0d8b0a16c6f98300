//! The `germane` command.

fn main() {}
