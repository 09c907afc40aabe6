//! Articles of whole sites, our own and, where they are at hand, other people's: no template syntax, no unsafe markup and
//! no relative address is left in any of them.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use support::corpora::sets;
use tidings::article::Markup;
use tidings::config::Shortcodes;
use tidings::diagnostic::Severity;
use tidings::entry::body::{RenderContext, render};
use tidings::feed::WebUrl;
use tidings::text::{Dialect, Links};
use url::Url;

struct Anywhere;

impl Links for Anywhere {
    fn article(&self, _: &str, target: &str) -> Option<WebUrl> {
        let name = target.rsplit('/').next()?.split('.').next()?;
        WebUrl::parse(&format!("https://example.org/posts/{name}/"))
    }
}

fn articles(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            articles(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| ["md", "markdown", "mdx"].iter().any(|known| extension == *known))
            && path.file_name().is_some_and(|name| name != "SOURCE.md" && name != "README.md")
        {
            found.push(path);
        }
    }
}

/// The body after `---` or `+++`; enough for these files.
fn body_offset(text: &str) -> usize {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence));
    let Some(fence) = fence else { return 0 };
    let end = text[3..].find(&format!("\n{fence}")).map_or(0, |at| at + 3 + 4);
    text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
}

/// What is shown outside code.
fn without_code(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(start) = ["<pre>", "<code"].iter().filter_map(|tag| rest.find(tag)).min() {
        kept.push_str(&rest[..start]);
        let close = if rest[start..].starts_with("<pre>") { "</pre>" } else { "</code>" };
        let Some(end) = rest[start..].find(close) else { break };
        rest = &rest[start + end + close.len()..];
    }
    kept + rest
}

#[test]
fn nothing_of_the_generator_is_left_in_real_articles() {
    for set in sets() {
        let mut files = Vec::new();
        articles(&set.folder, &mut files);
        files.sort();
        let least = if set.ours { 20 } else { 2001 };
        assert!(files.len() >= least, "only {} articles", files.len());
        let faults: Vec<String> = files.iter().flat_map(|file| faults_of(file, &set.folder)).collect();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

/// What of the source, or what a reader cannot use, is left in the content of an article.
fn faults_of(file: &Path, folder: &Path) -> Vec<String> {
    let site = Url::parse("https://example.org/").unwrap();
    let page = Url::parse("https://example.org/blog/a/").unwrap();
    let mut faults = Vec::new();
    let source = String::from_utf8_lossy(&std::fs::read(file).unwrap()).replace("\r\n", "\n");
    let offset = body_offset(&source);
    let name = file.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
    let context = RenderContext {
        markup: Markup::Markdown,
        title: Some("A title of our own"),
        page_url: &page,
        site_url: &site,
        file: &name,
        source: &source,
        body_offset: offset,
        links: &Anywhere,
        site_values: &BTreeMap::new(),
        page_values: &BTreeMap::new(),
        dialect: Dialect::UNKNOWN,
        shortcodes: Shortcodes::Remove,
        id_prefix: "a-",
    };
    let rendered = render(&source[offset..], &context);
    let html = rendered.html.as_str();
    if rendered.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        faults.push(format!("{name}: {:?}", rendered.diagnostics.iter().map(|d| &d.message).collect::<Vec<_>>()));
    }
    // TeX is full of braces, and what a `raw` block holds is meant to be seen.
    let shown = if source.contains('$') || source.contains("\\frac") || source.contains("raw %}") {
        String::new()
    } else {
        without_code(html)
    };
    for leftover in
        ["{%", "%}", "{{", "}}", "{:", "{{<", ":::", "{/*", "<script", "<iframe", "style=", "tidings-unknown"]
    {
        if shown.contains(leftover) {
            let at = shown.find(leftover).unwrap();
            let from = shown.floor_char_boundary(at.saturating_sub(60));
            let to = shown.ceil_char_boundary((at + 60).min(shown.len()));
            faults.push(format!("{name}: {leftover} in {}", shown[from..to].replace('\n', "⏎")));
        }
    }
    for tag in html.split('<').filter_map(|tag| tag.split_once('>').map(|(tag, _)| tag)) {
        for attribute in [" href=\"", " src=\""] {
            if let Some((_, value)) = tag.split_once(attribute)
                && !["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme))
            {
                faults.push(format!("{name}: relative {tag}"));
            }
        }
    }
    faults
}
