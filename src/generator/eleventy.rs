//! Eleventy, <https://www.11ty.dev>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Eleventy.
pub static ELEVENTY: Generator = Generator { name: "eleventy", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("").to_owned(), from: "the default of Eleventy".to_owned() };
    Settings::new(content, "_site", Arc::new(EleventyPages))
}

/// What Eleventy makes of source files.
#[derive(Debug)]
struct EleventyPages;

impl Pages for EleventyPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
