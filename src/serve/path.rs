//! The path of a request becomes one below a folder, or nothing.

use percent_encoding::percent_decode_str;

/// The parts of a request's path, decoded once. `None` for one that could mean anything but a file of the folder: parts
/// that lead up, that are hidden, or that have a separator, a control character or no text within.
pub fn parts(path: &str) -> Option<Vec<String>> {
    let inside = path.strip_prefix('/')?;
    if inside.is_empty() {
        return Some(Vec::new());
    }
    // A folder's path ends in `/`; else no part is empty.
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    inside.split('/').map(part).collect()
}

fn part(encoded: &str) -> Option<String> {
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    // Windows knows devices by name, streams behind a colon, and drops dots and blanks at an end.
    let is_device = || {
        let stem = decoded.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let numbered =
            stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")).is_some_and(|rest| rest.len() == 1);
        numbered || matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
    };
    let elsewhere = cfg!(windows) && (decoded.contains(':') || decoded.ends_with(['.', ' ']) || is_device());
    let is_fine = !decoded.is_empty()
        && !decoded.starts_with('.')
        && !decoded.contains(['/', '\\'])
        && !decoded.chars().any(char::is_control)
        && !elsewhere;
    is_fine.then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_of_the_folder_are_left() {
        assert_eq!(parts("/"), Some(vec![]));
        assert_eq!(parts("/a/b%20c.xml").unwrap(), ["a", "b c.xml"]);
        assert_eq!(parts("/%E6%96%B0/").unwrap(), ["新"]);
        for path in [
            "",
            "a",
            "*",
            "//",
            "//a",
            "/a//b",
            "/..",
            "/../a",
            "/a/../b",
            "/./a",
            "/.git/config",
            "/%2e%2e/a",
            "/%2E%2e/a",
            "/..%2fa",
            "/a%2fb",
            "/a%5cb",
            "/a\\b",
            "/a%00b",
            "/%0a",
            "/%ff",
            "/.%2e/a",
            "/a/.hidden",
        ] {
            assert_eq!(parts(path), None, "{path}");
        }
        // It is decoded once: this is a name with a percent sign in it.
        assert_eq!(parts("/%252e%252e").unwrap(), ["%2e%2e"]);
    }
}
