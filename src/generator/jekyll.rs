//! Jekyll, <https://jekyllrb.com>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Jekyll.
pub static JEKYLL: Generator = Generator { name: "jekyll", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("").to_owned(), from: "the default of Jekyll".to_owned() };
    Settings::new(content, "_site", Arc::new(JekyllPages))
}

/// What Jekyll makes of source files.
#[derive(Debug)]
struct JekyllPages;

impl Pages for JekyllPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
