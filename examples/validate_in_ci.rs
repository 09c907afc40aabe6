//! A step of a CI: validates the documents that it is given, and prints each finding where it is.
//!
//! `cargo run --example validate_in_ci -- feeds/rss.xml feeds/atom.xml`

use std::process::ExitCode;

use tidings::diagnostic::Severity;
use tidings::validate::{Options, validate};

fn main() -> ExitCode {
    let mut errors = 0;
    for file in std::env::args().skip(1) {
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        };
        for found in validate(&bytes, &Options::default()).findings {
            println!(
                "{file}:{}:{}: {}: {} ({})",
                found.line,
                found.column,
                found.severity.name(),
                found.message,
                found.code.as_str()
            );
            errors += usize::from(found.severity == Severity::Error);
        }
    }
    match errors {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
