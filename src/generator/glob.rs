//! Patterns of file names, as generators have them.

use globset::{GlobBuilder, GlobMatcher};

/// What `*` and `?` may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stars {
    /// Any characters, `/` too: Ruby's `File.fnmatch` without flags, Python's `fnmatch`.
    Anything,
    /// What stays in one folder; `**/` is any number of folders: Ruby's `Dir.glob`, JavaScript's `micromatch`.
    OneFolder,
}

/// The largest program, in bytes, that a pattern may become.
const LARGEST: usize = 1 << 20;

/// What matches the whole of a path; `None` where the pattern is none, or is too large.
pub(super) fn glob(pattern: &str, stars: Stars) -> Option<GlobMatcher> {
    let built = GlobBuilder::new(pattern).literal_separator(stars == Stars::OneFolder).backslash_escape(true).build();
    let glob = built.ok()?;
    // `compile_matcher` panics where the expression is too large, or too deeply nested.
    regex::bytes::RegexBuilder::new(glob.regex()).size_limit(LARGEST).build().ok()?;
    Some(glob.compile_matcher())
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
            ("{a,b}.md", "b.md", Stars::OneFolder, true),
            ("[a-c]?.md", "bx.md", Stars::Anything, true),
            ("[!a-c].md", "b.md", Stars::Anything, false),
            ("a\\*b", "a*b", Stars::Anything, true),
        ];
        for (pattern, path, stars, expected) in cases {
            let found = glob(pattern, stars).is_some_and(|read| read.is_match(path));
            assert_eq!(found, expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_hostile_pattern_is_read_or_refused() {
        let many = ["*".repeat(50_000), "{a,".repeat(9_999), "[a-".repeat(9_999), "**/".repeat(9_999)];
        let nested = format!("{}b{}", "{a,".repeat(400), "}".repeat(400));
        let sets = "[!é]".repeat(20_000);
        let wide = format!("{{{}}}", "é*?,".repeat(20_000));
        for pattern in [&nested, &sets, &wide] {
            assert!(glob(pattern, Stars::Anything).is_none() && glob(pattern, Stars::OneFolder).is_none());
        }
        for pattern in ["[", "[]", "[!", "{", "}", "\\", "[z-a]"].into_iter().chain(many.iter().map(String::as_str)) {
            let _ = glob(pattern, Stars::Anything);
            let _ = glob(pattern, Stars::OneFolder);
        }
    }
}
