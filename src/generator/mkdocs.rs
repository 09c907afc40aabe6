//! MkDocs, <https://www.mkdocs.org>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of MkDocs.
pub static MKDOCS: Generator = Generator { name: "mkdocs", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("docs").to_owned(), from: "the default of MkDocs".to_owned() };
    Settings::new(content, "site", Arc::new(MkDocsPages))
}

/// What MkDocs makes of source files.
#[derive(Debug)]
struct MkDocsPages;

impl Pages for MkDocsPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
