//! What goes with the program: completions, manual pages, the schema of the configuration.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::Shell;
use clap_mangen::Man;

use super::shared::{Exit, Shown, fail, say};
use crate::diagnostic::Code;
use crate::report::Colour;

/// The schema of `tidings.toml`, as it is made of the types that read it.
const SCHEMA: &str = include_str!("../../docs/tidings.schema.json");

/// The arguments of `tidings completions`.
#[derive(Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// The arguments of `tidings man`.
#[derive(Args)]
pub struct ManArgs {
    /// Write a page for the program and one for each command into this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints the completions. A reader that has closed the pipe wants no more.
pub fn completions(args: &CompletionsArgs) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "tidings", &mut script);
    let _ = io::stdout().lock().write_all(&script);
    Exit::Fine
}

/// Prints the page of the program, or writes all pages into a folder below `here`.
pub fn man(here: &Path, args: &ManArgs, colour: Colour) -> Exit {
    let Some(dir) = &args.dir else {
        let mut page = Vec::new();
        let _ = Man::new(super::command_of_manual()).render(&mut page);
        let _ = io::stdout().lock().write_all(&page);
        return Exit::Fine;
    };
    let dir = here.join(dir);
    let written =
        std::fs::create_dir_all(&dir).and_then(|()| clap_mangen::generate_to(super::command_of_manual(), &dir));
    match written {
        Ok(()) => Exit::Fine,
        Err(error) => {
            let message = format!("cannot write into `{}`: {error}", dir.display());
            fail(Code::WriteFailed, &message, "name a folder that can be written", Shown::Text, colour)
        }
    }
}

/// Prints the schema of `tidings.toml`.
pub fn schema() -> Exit {
    say(SCHEMA);
    Exit::Fine
}

/// What the first lines of a new `tidings.toml` say of its schema: where a repository is known, the place of that of this
/// version.
pub fn schema_line(repository: &str) -> String {
    match repository.trim_end_matches('/') {
        "" => {
            "# Editors that know TOML complete and check this file: `tidings schema > tidings.schema.json`, and then\n\
               # `#:schema ./tidings.schema.json` as its first line.\n"
                .to_owned()
        }
        repository => {
            format!("#:schema {repository}/raw/v{}/docs/tidings.schema.json\n", env!("CARGO_PKG_VERSION"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_where_the_repository_is() {
        let line = schema_line("https://host.example/acme/tidings/");
        let place = format!("#:schema https://host.example/acme/tidings/raw/v{}/docs/", env!("CARGO_PKG_VERSION"));
        assert_eq!(line, format!("{place}tidings.schema.json\n"));
        assert!(schema_line("").lines().all(|line| line.starts_with("# ")));
    }
}
