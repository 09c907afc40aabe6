//! Patterns of file names as Ruby and Python know them, made regular expressions, whose time is linear.

use regex::Regex;

/// What `*` and `?` may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stars {
    /// Any characters, `/` too: Ruby's `File.fnmatch` without flags, Python's `fnmatch`.
    Anything,
    /// What stays in one folder; `**/` is any number of folders, `{a,b}` a choice: Ruby's `Dir.glob`.
    OneFolder,
}

/// The pattern as a regular expression that matches the whole of a path; `None` where it is none.
pub(super) fn glob(pattern: &str, stars: Stars) -> Option<Regex> {
    let mut out = String::from("(?s)^");
    let mut rest = pattern;
    let mut choices = 0_usize;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let one_folder = stars == Stars::OneFolder;
        match c {
            '*' if one_folder && rest.starts_with("*/") && (out.ends_with('^') || out.ends_with('/')) => {
                rest = &rest[2..];
                // A name that begins with a dot is hidden from stars.
                out.push_str("(?:[^/.][^/]*/)*");
            }
            '*' if one_folder => {
                rest = rest.trim_start_matches('*');
                let hidden = out.ends_with('^') || out.ends_with('/') || out.ends_with(")*");
                out.push_str(if hidden { "(?:[^/.][^/]*)?" } else { "[^/]*" });
            }
            '*' => out.push_str(".*"),
            '?' => out.push_str(if one_folder { "[^/]" } else { "." }),
            '[' => rest = set(rest, &mut out),
            '{' if one_folder && rest.contains('}') => {
                choices += 1;
                out.push_str("(?:");
            }
            '}' if choices > 0 => {
                choices -= 1;
                out.push(')');
            }
            ',' if choices > 0 => out.push('|'),
            '\\' => {
                let escaped = rest.chars().next().unwrap_or('\\');
                rest = rest.get(escaped.len_utf8()..).unwrap_or("");
                out.push_str(&regex::escape(escaped.encode_utf8(&mut [0; 4])));
            }
            other => out.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    out.push('$');
    Regex::new(&out).ok()
}

/// Writes the set of characters that begins after a `[`; what comes after it. A bracket that nothing closes is itself.
fn set<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let inside = rest.strip_prefix(['!', '^']).unwrap_or(rest);
    let first = inside.chars().next().map_or(0, char::len_utf8);
    let Some(end) = inside.get(first..).and_then(|after| after.find(']')).map(|end| end + first) else {
        out.push_str("\\[");
        return rest;
    };
    out.push_str(if inside.len() < rest.len() { "[^" } else { "[" });
    for c in inside[..end].chars() {
        // A hyphen makes a range, as it does there.
        if c != '-' && !c.is_alphanumeric() {
            out.push('\\');
        }
        out.push(c);
    }
    out.push(']');
    &inside[end + 1..]
}

#[cfg(test)]
mod tests {
    use super::{Stars, glob};

    #[test]
    fn stars_reach_as_far_as_the_program_lets_them() {
        let cases = [
            ("*.bak.md", "a/b.bak.md", Stars::Anything, true),
            ("*.bak.md", "a/b.bak.md", Stars::OneFolder, false),
            ("a/*/c", "a/b/c", Stars::OneFolder, true),
            ("a/*/c", "a/b/b/c", Stars::OneFolder, false),
            ("a/**/c", "a/b/b/c", Stars::OneFolder, true),
            ("a/**/c", "a/c", Stars::OneFolder, true),
            ("a/*", "a/.b", Stars::OneFolder, false),
            ("{a,b}.md", "b.md", Stars::OneFolder, true),
            ("[a-c]?.md", "bx.md", Stars::Anything, true),
            ("[!a-c].md", "b.md", Stars::Anything, false),
            ("a[", "a[", Stars::Anything, true),
            ("a\\*b", "a*b", Stars::Anything, true),
        ];
        for (pattern, path, stars, expected) in cases {
            let found = glob(pattern, stars).is_some_and(|read| read.is_match(path));
            assert_eq!(found, expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_hostile_pattern_is_read_or_refused() {
        for pattern in
            ["[", "[]", "[!", "{", "{{{{", "}", "\\", "[z-a]", "[\\", &"*".repeat(100_000), &"{a,".repeat(9_999)]
        {
            let _ = glob(pattern, Stars::Anything);
            let _ = glob(pattern, Stars::OneFolder);
        }
    }
}
