//! Sites in memory, for tests of what a configuration says.

use super::{Page, Settings, SiteFiles, Source, value};

/// Paths and texts.
pub(super) struct SampleFiles(pub &'static [(&'static str, &'static str)]);

impl SiteFiles for SampleFiles {
    fn text(&self, path: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned())
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let before = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let inside = self.0.iter().filter_map(|(name, _)| name.strip_prefix(before.as_str()));
        let mut names: Vec<String> =
            inside.map(|rest| rest.split_once('/').map_or(rest.to_owned(), |(name, _)| format!("{name}/"))).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The page of a file with a front matter of YAML, published on 5 January 2026.
pub(super) fn page(settings: &Settings, path: &str, front: &str) -> Page {
    let front = value::table("front.yml", front).unwrap_or_default();
    let title = value::text_at(&front, "title").unwrap_or_default();
    let published = "2026-01-05T08:05:09Z".parse::<chrono::DateTime<chrono::Utc>>().expect("a date");
    settings.pages.page(&Source {
        path,
        front: &front,
        title: &title,
        body: "",
        published: published.with_timezone(&chrono_tz::UTC),
    })
}
