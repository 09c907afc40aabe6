//! Paths within a site, as its configuration writes them: `./blog/`, `/posts`, `content`.

/// A path without `.`, empty parts and slashes at its ends; `..` takes the part before it away.
pub fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path below a folder; either may be empty.
pub fn join(folder: &str, path: &str) -> String {
    match (folder, path) {
        ("", path) => path.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// What is left of a path below a folder; `None` where it is elsewhere. The empty folder holds everything.
pub fn within<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// An address with a folder below it, and a slash at its end.
pub fn address(url: &str, folder: &str) -> String {
    let folder = tidy(folder);
    let url = url.trim_end_matches('/');
    if folder.is_empty() { format!("{url}/") } else { format!("{url}/{folder}/") }
}

/// The first of some files that is there, with its text.
pub fn first_of(files: &dyn super::SiteFiles, names: &[&str]) -> Option<(String, String)> {
    names.iter().find_map(|name| Some(((*name).to_owned(), files.text(name)?)))
}
