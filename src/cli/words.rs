//! The order of words on a command line: options stand before or after the command's name.
//!
//! What comes in is the line as it was typed; what goes out is the same line with the options behind the name of the
//! command that they are of, and with `build` where no command is named. Which word is an option, and which is its
//! value, the commands' own definitions say.

use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};

/// The command that is run where none is named.
const USUAL: &str = "build";

/// The arguments, the program's name first, in the order that the parser reads. `root` is built.
pub fn ordered(root: &Command, arguments: Vec<OsString>) -> Vec<OsString> {
    let mut words = arguments.into_iter();
    let mut out: Vec<OsString> = words.next().into_iter().collect();
    let rest: Vec<OsString> = words.collect();
    match named(root, &rest) {
        Some((at, command)) => behind_name(command, rest, at, &mut out),
        None => without_name(root, rest, &mut out),
    }
    out
}

/// Puts the name at `at` before the options that stand before it, and does the same for a command of that command.
fn behind_name(command: &Command, mut rest: Vec<OsString>, at: usize, out: &mut Vec<OsString>) {
    out.push(rest.remove(at));
    match named(command, &rest) {
        Some((at, within)) => behind_name(within, rest, at, out),
        None => out.append(&mut rest),
    }
}

/// A line that names no command that there is.
fn without_name(root: &Command, mut rest: Vec<OsString>, out: &mut Vec<OsString>) {
    let all = Options::of(&[root]).with_all_below(root);
    match all.end(&rest) {
        // A word that is no command: the parser says which is written like it.
        Some(at) if at < rest.len() && !is_option(&rest[at]) => {
            let word = rest.remove(at);
            out.push(word);
        }
        // `--help` and `--version` are of the program.
        _ if rest.iter().any(|word| ["-h", "--help", "-V", "--version"].iter().any(|own| word == own)) => {}
        _ => out.push(USUAL.into()),
    }
    out.append(&mut rest);
}

/// The first word that names a command, where all before it are options: of that command, or else of any.
fn named<'c>(command: &'c Command, rest: &[OsString]) -> Option<(usize, &'c Command)> {
    if !command.has_subcommands() {
        return None;
    }
    let candidates =
        || rest.iter().enumerate().filter_map(|(at, word)| command.find_subcommand(word).map(|found| (at, found)));
    let fits = |options: &Options<'_>, at: usize| options.end(&rest[..at]) == Some(at);
    let own = candidates().find(|(at, found)| fits(&Options::of(&[command, found]).with_all_below(found), *at));
    // Those of another command are refused by the parser, in the words of this one.
    own.or_else(|| {
        let all = Options::of(&[command]).with_all_below(command);
        candidates().find(|(at, _)| fits(&all, *at))
    })
}

fn is_option(word: &OsStr) -> bool {
    word.as_encoded_bytes().starts_with(b"-")
}

/// Options that may stand on a line.
struct Options<'c> {
    known: Vec<&'c Arg>,
}

/// How many words an option takes behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    PerhapsOne,
    One,
}

impl<'c> Options<'c> {
    fn of(commands: &[&'c Command]) -> Self {
        Self { known: commands.iter().flat_map(|command| command.get_arguments()).collect() }
    }

    fn with_all_below(mut self, command: &'c Command) -> Self {
        for below in command.get_subcommands() {
            self.known.extend(below.get_arguments());
            self = self.with_all_below(below);
        }
        self
    }

    fn takes(&self, is_it: impl Fn(&Arg) -> bool) -> Option<Takes> {
        let option = self.known.iter().find(|option| !option.is_positional() && is_it(option))?;
        let least = option.get_num_args().map_or(1, |range| range.min_values());
        Some(match option.get_action().takes_values() {
            false => Takes::Nothing,
            true if least == 0 => Takes::PerhapsOne,
            true => Takes::One,
        })
    }

    /// Where the options at the beginning of these words end, with their values; `None` where one of them is not known or
    /// lacks its value.
    fn end(&self, words: &[OsString]) -> Option<usize> {
        let mut at = 0;
        while let Some(word) = words.get(at).filter(|word| is_option(word)) {
            let word = word.to_str()?;
            let (takes, has_value) = match word.strip_prefix("--") {
                Some("") => return None,
                Some(long) => {
                    let name = long.split('=').next().unwrap_or(long);
                    (self.takes(|option| option.get_long() == Some(name))?, long.contains('='))
                }
                None => self.short(&word[1..])?,
            };
            at += 1;
            match takes {
                _ if has_value => {}
                Takes::Nothing => {}
                Takes::PerhapsOne => at += usize::from(words.get(at).is_some_and(|next| !is_option(next))),
                Takes::One if at < words.len() => at += 1,
                Takes::One => return None,
            }
        }
        Some(at)
    }

    /// Short options in one word, as `-qj4`: what the last of them takes, and whether the word has it.
    fn short(&self, letters: &str) -> Option<(Takes, bool)> {
        for (at, letter) in letters.char_indices() {
            let takes = self.takes(|option| option.get_short() == Some(letter))?;
            if takes != Takes::Nothing {
                return Some((takes, at + letter.len_utf8() < letters.len()));
            }
        }
        (!letters.is_empty()).then_some((Takes::Nothing, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stand_behind_the_name() {
        let root = crate::cli::command();
        let cases = [
            ("-q build", "build -q"),
            ("", "build"),
            ("-q", "build -q"),
            ("--output build", "build --output build"),
            ("--content check build", "build --content check"),
            ("--format json -C x check --now 2026-01-01", "check --format json -C x --now 2026-01-01"),
            ("--format=json check", "check --format=json"),
            ("-qj4 build", "build -qj4"),
            ("-qj 4 build", "build -qj 4"),
            ("-Cx check", "check -Cx"),
            ("--site check", "check --site"),
            ("--site public check", "check --site public"),
            ("--write ledger mend", "ledger mend --write"),
            ("ledger --write mend", "ledger mend --write"),
            ("--keep-going init", "init --keep-going"),
            ("-q biuld", "biuld -q"),
            ("biuld", "biuld"),
            ("--version", "--version"),
            ("-h", "-h"),
            ("-h build", "build -h"),
            ("--foo", "build --foo"),
            ("--foo build", "build --foo build"),
            ("-- build", "build -- build"),
            ("explain build", "explain build"),
            ("--format", "build --format"),
        ];
        for (typed, wanted) in cases {
            let line = format!("tidings {typed}");
            let words = line.split_whitespace().map(OsString::from).collect();
            let got: Vec<String> =
                ordered(&root, words).iter().map(|word| word.to_string_lossy().into_owned()).collect();
            assert_eq!(got[1..].join(" "), wanted, "{typed}");
        }
    }
}
