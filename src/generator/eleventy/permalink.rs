//! Where Eleventy writes a page (`TemplatePermalink.js`, `TemplateFileSlug.js`), and the few templates in permalinks that
//! can be filled in without running it.

use serde_json::Value;

use crate::generator::places::{join, tidy};
use crate::generator::{Page, Source, Table, value};

/// The page of a file by its permalink, where it has one; `path` is below the input directory.
pub fn page(permalink: Option<&Value>, path: &str, source: &Source<'_>, known_filters: bool) -> Page {
    let permalink = match permalink {
        Some(Value::Object(table)) if !table.is_empty() => match table.get("build") {
            Some(build) => Some(build),
            None => return Page::Nowhere("`permalink` has no `build`".to_owned()),
        },
        other => other,
    };
    let link = match permalink {
        None | Some(Value::Null | Value::Object(_)) => return Page::At(default(path)),
        Some(Value::Bool(false)) => return Page::Nowhere("`permalink` is `false`".to_owned()),
        Some(Value::Array(_)) => return Page::Unknown("`permalink` is a list".to_owned()),
        // In YAML's own words `false` is no text; there they are texts here.
        Some(link) => match value::text(link).unwrap_or_default() {
            link if link.is_empty() => return Page::At(default(path)),
            link if link == "false" => return Page::Nowhere("`permalink` is `false`".to_owned()),
            link => link,
        },
    };
    if value::switch_at(source.front, "dynamicPermalink") == Some(false) {
        return Page::At(written(&link));
    }
    match filled(&link, path, source.front, known_filters) {
        Some(link) => Page::At(written(&link)),
        None => Page::Unknown("`permalink` is a template".to_owned()),
    }
}

/// `TemplatePermalink.generate`: a folder for each page, but not for an index or a file of its folder's name.
fn default(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_of_folder = stem == "index" || folder.rsplit('/').next() == Some(stem);
    match join(folder, if is_of_folder { "" } else { stem }) {
        path if path.is_empty() => path,
        path => format!("{path}/"),
    }
}

/// `TemplatePermalink.toHref`: without `index.html`.
fn written(link: &str) -> String {
    let path = tidy(link);
    if link.ends_with('/') {
        return if path.is_empty() { path } else { format!("{path}/") };
    }
    for index in ["index.html", "index"] {
        if path == index {
            return String::new();
        }
        if let Some(folder) = path.strip_suffix(index).filter(|folder| folder.ends_with('/')) {
            return folder.to_owned();
        }
    }
    path
}

/// A permalink with what stands between its braces filled in: `page.fileSlug`, `page.filePathStem` and what the front
/// matter has, each as it is or through `slugify`. `None` where it needs more than that. Dates do: Eleventy writes them in
/// the zone of the machine that it runs on.
fn filled(link: &str, path: &str, front: &Table, known_filters: bool) -> Option<String> {
    if link.contains("{%") || link.contains("{#") {
        return None;
    }
    let mut out = String::new();
    let mut rest = link;
    while let Some((before, inside)) = rest.split_once("{{") {
        let (expression, after) = inside.split_once("}}")?;
        out.push_str(before);
        let mut parts = expression.split('|').map(str::trim);
        let mut text = named(parts.next()?, path, front)?;
        for filter in parts {
            text = match filter {
                "slugify" if known_filters => slugify(&text)?,
                "slug" if known_filters => plain_slug(&text)?,
                _ => return None,
            };
        }
        // What HTML escapes may be escaped here too.
        if text.contains(['&', '<', '>', '"', '\'', '{']) {
            return None;
        }
        out.push_str(&text);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

fn named(name: &str, path: &str, front: &Table) -> Option<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match name {
        "page.filePathStem" => Some(format!("/{}", join(folder, without_date(stem)))),
        "page.fileSlug" if stem == "index" => Some(without_date(folder.rsplit('/').next()?).to_owned()),
        "page.fileSlug" => Some(without_date(stem).to_owned()),
        // A number is written as JavaScript does.
        key => front.get(key)?.as_str().map(str::to_owned).filter(|text| text.starts_with(char::is_alphabetic)),
    }
}

/// `_stripDateFromSlug`: what stands behind the first date and its hyphen, wherever that is in the name.
fn without_date(name: &str) -> &str {
    let bytes = name.as_bytes();
    let is_date = |at: usize| {
        bytes.get(at..at + 11).is_some_and(|date| {
            date.iter()
                .enumerate()
                .all(|(at, c)| if [4, 7, 10].contains(&at) { *c == b'-' } else { c.is_ascii_digit() })
        })
    };
    (0..bytes.len()).find(|at| is_date(*at)).map_or(name, |at| &name[at + 11..])
}

/// `@sindresorhus/slugify` of plain ASCII; for other letters it has a table of its own.
fn slugify(text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let text = text.replace('&', " and ").to_ascii_lowercase();
    let bytes = text.as_bytes();
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        // The apostrophe of `it's` and `don't` goes without a trace.
        let is_contraction = c == '\''
            && at > 0
            && bytes[at - 1].is_ascii_alphanumeric()
            && matches!(bytes.get(at + 1), Some(b's' | b't'))
            && bytes.get(at + 2).is_none_or(u8::is_ascii_whitespace);
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !is_contraction && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    Some(out.trim_end_matches('-').to_owned())
}

/// The older filter `slug` of plain words with one space or hyphen between them: what it makes of others is its own.
fn plain_slug(text: &str) -> Option<String> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_alphanumeric());
    text.split([' ', '-']).all(is_word).then(|| text.to_ascii_lowercase().replace(' ', "-"))
}
