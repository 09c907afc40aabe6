//! Hugo, <https://gohugo.io>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Hugo.
pub static HUGO: Generator = Generator { name: "hugo", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("content").to_owned(), from: "the default of Hugo".to_owned() };
    Settings::new(content, "public", Arc::new(HugoPages))
}

/// What Hugo makes of source files.
#[derive(Debug)]
struct HugoPages;

impl Pages for HugoPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
