//! Astro, <https://astro.build>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Astro.
pub static ASTRO: Generator = Generator { name: "astro", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content =
        Told { value: content.unwrap_or("src/content/blog").to_owned(), from: "the default of Astro".to_owned() };
    Settings::new(content, "dist", Arc::new(AstroPages))
}

/// What Astro makes of source files.
#[derive(Debug)]
struct AstroPages;

impl Pages for AstroPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
