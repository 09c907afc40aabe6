//! Hexo, <https://hexo.io>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Hexo.
pub static HEXO: Generator = Generator { name: "hexo", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("source/_posts").to_owned(), from: "the default of Hexo".to_owned() };
    Settings::new(content, "public", Arc::new(HexoPages))
}

/// What Hexo makes of source files.
#[derive(Debug)]
struct HexoPages;

impl Pages for HexoPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
