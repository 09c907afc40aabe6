//! Zola, <https://www.getzola.org>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Zola.
pub static ZOLA: Generator = Generator { name: "zola", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("content").to_owned(), from: "the default of Zola".to_owned() };
    Settings::new(content, "public", Arc::new(ZolaPages))
}

/// What Zola makes of source files.
#[derive(Debug)]
struct ZolaPages;

impl Pages for ZolaPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
