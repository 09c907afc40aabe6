//! How Hugo makes paths of names: `common/paths/path.go` (`Sanitize`), `helpers/path.go` (`MakePathSanitized`) and
//! `common/hugo`'s path parser, as measured on Hugo 0.168.

use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// What the configuration says of letters in paths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    /// `disablePathToLower`.
    pub keep_case: bool,
    /// `removePathAccents`.
    pub remove_accents: bool,
}

impl Letters {
    /// The path of a file or folder: where it is put in lower case, spaces become hyphens, one each, before anything else.
    pub fn of_name(self, name: &str) -> String {
        if self.keep_case { self.of_text(name) } else { self.of_text(&name.replace(' ', "-")) }
    }

    /// The path of words: of a slug, a title, or a pattern that is filled.
    pub fn of_text(self, text: &str) -> String {
        let mut path = sanitized(text);
        if self.remove_accents {
            path = without_accents(&path);
        }
        if self.keep_case { path } else { lower(&path) }
    }
}

/// Lower case letter by letter, as Go has it: `İ` is `i`, and a final sigma is like any other.
pub(super) fn lower(text: &str) -> String {
    text.chars().filter_map(|c| c.to_lowercase().next()).collect()
}

/// Letters, digits, marks and a few signs stay; a stretch of space becomes a hyphen where none is beside it; all else goes.
fn sanitized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut owed, mut was_hyphen) = (false, false);
    for (at, c) in text.char_indices() {
        if is_allowed(c) || c == '%' && is_escape(&text[at..]) {
            was_hyphen = c == '-';
            if owed && !was_hyphen {
                out.push('-');
            }
            owed = false;
            out.push(c);
        } else if !out.is_empty() && !was_hyphen && c.is_whitespace() {
            owed = true;
        }
    }
    out
}

fn is_escape(text: &str) -> bool {
    matches!(text.as_bytes(), [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

fn is_allowed(c: char) -> bool {
    use GeneralCategory as Of;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "./\\_#+~-@".contains(c);
    }
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        Of::UppercaseLetter
            | Of::LowercaseLetter
            | Of::TitlecaseLetter
            | Of::ModifierLetter
            | Of::OtherLetter
            | Of::DecimalNumber
            | Of::NonspacingMark
            | Of::SpacingMark
            | Of::EnclosingMark
    )
}

fn without_accents(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let bare: String = DecomposingNormalizer::new_nfd()
        .normalize(text)
        .chars()
        .filter(|c| categories.get(*c) != GeneralCategory::NonspacingMark)
        .collect();
    ComposingNormalizer::new_nfc().normalize(&bare).into_owned()
}

/// What a permalink is when its placeholders are filled: it is read as a query's value is, so that a `+` is a space, and
/// `%41` a letter.
pub(super) fn unescaped(path: &str) -> String {
    let path = path.replace('+', " ");
    percent_encoding::percent_decode_str(&path).decode_utf8_lossy().replace('\u{fffd}', "")
}

/// A path without empty segments, `.` and `..`, and without a slash at its start or end: where the file stands.
pub(super) fn cleaned(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => _ = segments.pop(),
            other => segments.push(other),
        }
    }
    segments.join("/")
}

/// Both, with a slash between them where neither is empty.
pub(super) fn joined(folder: &str, rest: &str) -> String {
    match (folder, rest) {
        ("", path) | (path, "") => path.to_owned(),
        (folder, rest) => format!("{folder}/{rest}"),
    }
}

/// What is below a folder, where the path is the folder or below it.
pub(super) fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_become_paths() {
        let plain = Letters::default();
        for (name, path) in [
            ("C++ & C#", "c++--c#"),
            ("two  spaces", "two--spaces"),
            ("emoji 🎉 end", "emoji--end"),
            ("100% wool", "100-wool"),
            ("tab\tx", "tab-x"),
            ("Σας İ", "σας-i"),
            ("²", ""),
        ] {
            assert_eq!(plain.of_name(name), path, "{name}");
        }
        assert_eq!(plain.of_text("two  spaces - here "), "two-spaces-here");
        assert_eq!(plain.of_text(&unescaped("/c++-c#/c++")), "/c-c#/c");
        let other = Letters { keep_case: true, remove_accents: true };
        assert_eq!(other.of_name("a --b  c"), "a--b-c");
        assert_eq!(other.of_name("Größe É Việt カガ"), "Große-E-Viet-カカ");
    }

    #[test]
    fn paths_stay_below_the_site() {
        assert_eq!(cleaned("/a//b/../../../c/./"), "c");
        assert_eq!((below("ab/c", "a"), below("a/c", "a"), below("a", "a")), (None, Some("c"), Some("")));
    }
}
