//! Python's regular expressions and replacements (<https://docs.python.org/3/library/re.html>) for the linear-time engine
//! of `regex`: what that cannot say, such as looking ahead, is `None`.

use regex::{Regex, RegexBuilder};

/// No pattern may become a larger program than this many bytes: `\w` is some 45,000 of them, and `\w{150}` takes minutes.
const LARGEST: usize = 512 << 10;

/// A pattern that must match at the beginning, as `re.match` does.
pub(super) fn at_the_beginning(pattern: &str) -> Option<Regex> {
    compiled(&format!(r"\A(?:{})", translated(pattern)), false)
}

/// A pattern that is looked for anywhere, whatever the case.
pub(super) fn anywhere(pattern: &str) -> Option<Regex> {
    compiled(&translated(pattern), true)
}

fn compiled(pattern: &str, in_any_case: bool) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(in_any_case).size_limit(LARGEST).dfa_size_limit(LARGEST).build().ok()
}

/// A replacement: `\1` and `\g<name>` are groups.
pub(super) fn replacement(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(['\\', '$']) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let named = after.strip_prefix("g<").and_then(|inner| inner.split_once('>'));
        rest = if rest[at..].starts_with('$') {
            out.push_str("$$");
            after
        } else if digits > 0 {
            out.push_str(&format!("${{{}}}", &after[..digits]));
            &after[digits..]
        } else if let Some((name, inner)) = named {
            out.push_str(&format!("${{{name}}}"));
            inner
        } else {
            match after.chars().next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(c) => out.push(c),
                None => {}
            }
            after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or("")
        };
    }
    out + rest
}

fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut in_set = false;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let escaped = rest.chars().next().unwrap_or('\\');
                rest = rest.get(escaped.len_utf8()..).unwrap_or("");
                match (escaped, in_set) {
                    ('Z', false) => out.push_str(r"\z"),
                    // Marks are no letters for Python.
                    ('w', true) => out.push_str(r"\p{L}\p{N}_"),
                    ('w', false) => out.push_str(r"[\p{L}\p{N}_]"),
                    ('W', _) => out.push_str(r"[^\p{L}\p{N}_]"),
                    (other, _) => out.extend(['\\', other]),
                }
            }
            '[' if !in_set => {
                in_set = true;
                out.push('[');
                let inner = rest.strip_prefix('^');
                out.push_str(if inner.is_some() { "^" } else { "" });
                rest = inner.unwrap_or(rest);
                // A bracket that comes first is itself.
                if let Some(inner) = rest.strip_prefix(']') {
                    out.push_str(r"\]");
                    rest = inner;
                }
            }
            ']' => {
                in_set = false;
                out.push(']');
            }
            // Sets have operators in one engine, and not in the other.
            '[' | '&' | '~' if in_set => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{anywhere, at_the_beginning, replacement};

    #[test]
    fn patterns_mean_what_they_mean_to_python() {
        let cases = [
            (r"[^\w\s-]", "a!b", true),
            (r"(?u)\A\s*", "", true),
            (r"\s*\Z", "a  ", true),
            (r"[]&&~[]", "[", true),
            (r"[]&&~[]", "a", false),
            (r"\W", "\u{94d}", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(anywhere(pattern).is_some_and(|read| read.is_match(text)), expected, "{pattern}");
        }
        assert!(anywhere(r"a(?=b)").is_none() && anywhere("(").is_none() && at_the_beginning(r"(\w)\1").is_none());
        // Large ones are those of nobody.
        assert!(anywhere(r"\w{150}").is_none() && at_the_beginning(r"\d{5000}").is_none());
        assert!(anywhere(r"[^\w\s-]|\W+").is_some() && at_the_beginning(r"\d{4}-\w+-\d\d_\w*-\w\.\w").is_some());
        let dated = at_the_beginning(r"(?P<date>\d{4})_(?P<slug>.*)")
            .and_then(|read| Some(read.captures("2026_a")?["slug"].to_owned()));
        assert_eq!(dated.as_deref(), Some("a"));
        assert_eq!(replacement(r"\1or$x\g<a>\\"), r"${1}or$$x${a}\");
    }
}
