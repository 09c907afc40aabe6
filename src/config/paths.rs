//! Which paths a configuration may name: a document stays below the output folder under a name that every
//! file system takes, and the output folder holds nothing but output.

use std::path::{Component, Path, PathBuf};

/// Bytes of a name in a document's path, without the value of `each`, the number of an archive and the
/// ending, which have room to 255 then.
const LONGEST_NAME: usize = 80;

/// What Windows takes for devices, whatever the ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why a document cannot stand at a path below the output folder, and the way out; `None` where it can.
/// Fields in braces stand for slugs.
pub fn document_fault(path: &str) -> Option<(String, &'static str)> {
    if path.starts_with('/') || path.split('/').any(|name| name == "..") {
        return Some(("the path leads out of the output folder".into(), "write a relative path without `..`"));
    }
    path.split('/').find_map(name_fault)
}

fn name_fault(name: &str) -> Option<(String, &'static str)> {
    let fault = |what: String, help| Some((what, help));
    if name.is_empty() || name == "." {
        return fault("a part of the path is empty".into(), "write names with a single `/` between them");
    }
    if name.starts_with('.') {
        return fault(
            "a name that begins with a dot is hidden, and not served".into(),
            "begin it with a letter or digit",
        );
    }
    if let Some(c) = name.chars().find(|&c| c.is_control() || r#"\:*?"<>|"#.contains(c)) {
        let what = format!("`{}` in a file's name is not allowed on every system", c.escape_debug());
        return fault(what, "name the feed in letters, digits and hyphens, or give it a `path`");
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered =
        |device: &str| stem.strip_prefix(device).is_some_and(|n| n.len() == 1 && n != "0" && n.parse::<u8>().is_ok());
    if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        return fault(format!("`{stem}` is a device on Windows"), "give the feed another name");
    }
    if name.ends_with(['.', ' ']) {
        return fault("a name ends in a dot or a space".into(), "take it out");
    }
    (name.len() > LONGEST_NAME).then(|| {
        (format!("a name in the path has {} bytes; at most {LONGEST_NAME} are sure to fit", name.len()), "shorten it")
    })
}

/// Endings of documents that are sure to be no source of a page: where other files are beside them, they have one.
const FEED_ENDINGS: [&str; 5] = [".xml", ".json", ".rss", ".atom", "{ext}"];

/// Why a document may not stand among the files of the site.
pub fn shared_fault(path: &str) -> Option<(String, &'static str)> {
    let is_feed = FEED_ENDINGS.iter().any(|ending| path.ends_with(ending));
    (!is_feed).then(|| {
        let what = format!("`{path}` would stand among files of the site, and could be taken for one");
        (what, "let it end in .xml, .json, .rss or .atom, or give the documents a folder of their own")
    })
}

/// Whether an output folder within the site holds files of the site too: it is its root, or holds the articles. That is
/// for those whose feeds have addresses beside pages.
pub fn is_shared(root: &Path, content: &Path, output: &Path) -> bool {
    let output = resolved(&root.join(output));
    let root = resolved(root);
    output.starts_with(&root) && (root == output || resolved(&root.join(content)).starts_with(&output))
}

/// What of the site the output folder would hold besides output; `None` where it holds nothing.
pub fn output_fault(root: &Path, content: &Path, output: &Path) -> Option<&'static str> {
    let place = |path: &Path| resolved(&root.join(path));
    let output = place(output);
    if place(Path::new("")).starts_with(&output) {
        return Some("the output folder holds the site itself, whose pages would be overwritten");
    }
    place(content).starts_with(&output).then_some("the output folder holds the articles")
}

/// The absolute path without `.` and `..`. Links are not followed: the folders need not be there yet.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_stay_below_the_output_folder_under_names_that_every_system_takes() {
        let long = "x".repeat(81);
        for path in [
            "../a.xml",
            "/a.xml",
            "a/../b.xml",
            "",
            ".",
            "./a.xml",
            "a//b.xml",
            "a/",
            "a/.xml",
            "a\\b.xml",
            "a\n.xml",
            "a\0.xml",
            "c:a.xml",
            "con.rss.xml",
            "a/LPT1.xml",
            "a./b",
            &long,
        ] {
            assert!(document_fault(path).is_some(), "{path:?}");
        }
        for path in ["news.{ext}", "tags/{tag}.{ext}", "新闻.rss.xml", "com.xml", "com10.xml", "a b/-c.xml"] {
            assert_eq!(document_fault(path), None, "{path:?}");
        }
    }

    #[test]
    fn an_output_folder_holds_neither_the_site_nor_the_articles() {
        let fault = |content: &str, output: &str| output_fault(Path::new("/a/site"), content.as_ref(), output.as_ref());
        for (content, output) in [
            ("content", "."),
            ("content", "./"),
            ("content", ".."),
            ("content", "/"),
            ("content", "content"),
            ("content/posts", "content"),
            ("content", "x/.."),
            ("../posts", "../posts/."),
            ("content", "/a/site"),
        ] {
            assert!(fault(content, output).is_some(), "{content} {output}");
        }
        for (content, output) in
            [("content", "feeds"), (".", "feeds"), ("content", "content/feeds"), ("content", "../public")]
        {
            assert_eq!(fault(content, output), None, "{content} {output}");
        }
    }
}
