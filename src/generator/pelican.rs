//! Pelican, <https://getpelican.com>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Pelican.
pub static PELICAN: Generator = Generator { name: "pelican", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("content").to_owned(), from: "the default of Pelican".to_owned() };
    Settings::new(content, "output", Arc::new(PelicanPages))
}

/// What Pelican makes of source files.
#[derive(Debug)]
struct PelicanPages;

impl Pages for PelicanPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
