//! The `tidings` command: arguments and exit code; everything else is the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tidings::cli::run(std::env::args_os())
}
