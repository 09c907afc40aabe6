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

/// The path that a relative address in a file means, without its query and fragment, and these. `None` where it leads
/// out of the site, or is none.
pub fn beside<'a>(file: &str, address: &'a str) -> Option<(String, &'a str)> {
    let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    if path.is_empty() {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), rest))
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
