//! Links from article to article: a source file's name becomes the address of its page.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;

use crate::article::Brief;
use crate::feed::WebUrl;

/// A source file that has a page, or may have.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// An article that is published.
    Article(&'a Brief),
    /// A file that is in no feed and may have a page all the same: it is unlisted, or has no date.
    Other(&'a str),
}

/// Gives the page of a source file; `None` where it has none, or its head cannot be read.
type PageOf<'a> = dyn Fn(Target<'_>) -> Option<WebUrl> + Send + Sync + 'a;

/// Knows the page of every article by the names under which other articles may link to it. Nothing is
/// prepared before the first link is looked for.
pub struct SiteLinks<'a> {
    articles: &'a [Brief],
    others: &'a [Arc<str>],
    page: Box<PageOf<'a>>,
    names: OnceLock<SourceNames<'a>>,
}

/// The names of articles, by their places, then those of other files.
struct SourceNames<'a> {
    by_name: HashMap<&'a str, usize>,
    by_stem: HashMap<&'a str, Vec<usize>>,
}

impl<'a> SiteLinks<'a> {
    /// Takes the articles, the paths of other files that may have a page, and what tells the page of each.
    pub fn new(
        articles: &'a [Brief],
        others: &'a [Arc<str>],
        page: impl Fn(Target<'_>) -> Option<WebUrl> + Send + Sync + 'a,
    ) -> Self {
        Self { articles, others, page: Box::new(page), names: OnceLock::new() }
    }

    fn names(&self) -> &SourceNames<'a> {
        self.names.get_or_init(|| {
            let mut names = SourceNames { by_name: HashMap::new(), by_stem: HashMap::new() };
            let paths =
                self.articles.iter().map(|article| &*article.path).chain(self.others.iter().map(|path| &**path));
            for (at, path) in paths.enumerate() {
                let name = without_extension(path);
                names.by_stem.entry(name.rsplit('/').next().unwrap_or(name)).or_default().push(at);
                names.by_name.entry(name).or_insert(at);
            }
            names
        })
    }

    /// The page that `target` means in the article `from`: a path relative to the article (`../b.md`) or
    /// to the content directory (`@/b.md`, `_posts/b.md`), or a bare name (`2024-08-30-b`), with or
    /// without its extension. `None` where no article or more than one has that name.
    ///
    /// A name may be written as an address has it: `my%20post.md`.
    pub fn page(&self, from: &str, target: &str) -> Option<WebUrl> {
        let decoded = || percent_decode_str(target).decode_utf8().ok().filter(|decoded| decoded != target);
        let at = self.place(from, target).or_else(|| self.place(from, &decoded()?))?;
        (self.page)(match self.articles.get(at) {
            Some(article) => Target::Article(article),
            None => Target::Other(self.others.get(at - self.articles.len())?),
        })
    }

    fn path(&self, at: usize) -> &str {
        let other = || self.others.get(at.checked_sub(self.articles.len())?).map(|path| &**path);
        self.articles.get(at).map(|article| &*article.path).or_else(other).unwrap_or_default()
    }

    fn place(&self, from: &str, target: &str) -> Option<usize> {
        let target = target.trim().split(['#', '?']).next().unwrap_or_default();
        let from_root = target.strip_prefix("@/").or_else(|| target.strip_prefix('/'));
        let name = match from_root {
            Some(rest) => normalised("", rest),
            None => normalised(from.rsplit_once('/').map_or("", |(folder, _)| folder), target),
        };
        if let Some(name) = name
            && let Some(at) = self.exact(&name)
        {
            return Some(at);
        }
        let name = normalised("", from_root.unwrap_or(target))?;
        self.exact(&name).or_else(|| self.by_ending(&name))
    }

    fn exact(&self, name: &str) -> Option<usize> {
        let names = self.names();
        let bundle = || names.by_name.get(&*format!("{name}/index"));
        names.by_name.get(name).or_else(bundle).copied()
    }

    /// An article whose path ends so, or whose path is the end of the target (which may name the
    /// content directory): the only one.
    fn by_ending(&self, name: &str) -> Option<usize> {
        let stem = name.rsplit('/').next()?;
        let candidates = self.names().by_stem.get(stem)?;
        let is_end = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'));
        let fits = |&at: &usize| {
            let path = without_extension(self.path(at));
            path == name || is_end(path, name) || is_end(name, path)
        };
        // An article goes before a file that is none.
        let fitting: Vec<usize> = candidates.iter().copied().filter(fits).collect();
        let articles = fitting.iter().take_while(|at| **at < self.articles.len()).count();
        match (&fitting[..], articles) {
            ([only], _) | ([only, ..], 1) => Some(*only),
            _ => None,
        }
    }
}

fn without_extension(path: &str) -> &str {
    const EXTENSIONS: [&str; 7] = [".md", ".markdown", ".mdx", ".html", ".htm", ".txt", ".text"];
    let lower = path.to_ascii_lowercase();
    EXTENSIONS
        .iter()
        .find(|extension| lower.ends_with(*extension))
        .map_or(path, |ending| &path[..path.len() - ending.len()])
}

/// Joins and resolves `.` and `..`; `None` where it would lead out of the content directory.
fn normalised(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    let name = without_extension(&joined);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Timestamp;
    use crate::text::Markup;

    #[test]
    fn links_find_the_article_they_mean() {
        let paths = ["2024/a.md", "2025/a.md", "2025/b.md", "trip/index.md", "2024-08-30-news.markdown"];
        let articles: Vec<Brief> = paths
            .into_iter()
            .map(|path| Brief {
                whole_name: false,
                path: path.into(),
                markup: Markup::Markdown,
                in_drafts: false,
                draft: false,
                published: Timestamp::from_unix(0).unwrap(),
                updated: None,
                expires: None,
                named: None,
            })
            .collect();
        let others = ["about.md".into(), "notes/b.md".into(), "old/guide.md".into()];
        let page = |target: Target<'_>| {
            let path = match target {
                Target::Article(article) => &article.path,
                Target::Other(path) => path,
            };
            WebUrl::parse(&format!("https://a.example/{path}"))
        };
        let links = SiteLinks::new(&articles, &others, page);
        let cases = [
            ("2025/b.md", "a.md", Some("2025/a.md")),
            ("2025/b.md", "../2024/a.md#top", Some("2024/a.md")),
            ("2025/b.md", "@/2024/a.md", Some("2024/a.md")),
            ("2025/b.md", "/trip/", Some("trip/index.md")),
            ("2025/b.md", "../trip/index.md", Some("trip/index.md")),
            ("2025/b.md", "_posts/2024-08-30-news.md", Some("2024-08-30-news.markdown")),
            ("2025/b.md", "2024-08-30-news", Some("2024-08-30-news.markdown")),
            ("x.md", "b", Some("2025/b.md")),
            ("x.md", "a", None),
            ("2025/b.md", "../about.md", Some("about.md")),
            ("x.md", "notes/b.md", Some("notes/b.md")),
            ("x.md", "guide.md", Some("old/guide.md")),
            ("x.md", "../../etc/passwd", None),
            ("x.md", "", None),
        ];
        for (from, target, expected) in cases {
            let found =
                links.page(from, target).map(|url| url.as_str().trim_start_matches("https://a.example/").to_owned());
            assert_eq!(found.as_deref(), expected, "{target} in {from}");
        }
    }
}
