//! Docusaurus, <https://docusaurus.io>.

use std::sync::Arc;

use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Told};

/// What is known of Docusaurus.
pub static DOCUSAURUS: Generator = Generator { name: "docusaurus", recognise, read };

fn recognise(_files: &dyn SiteFiles) -> Option<String> {
    None
}

fn read(_files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let content = Told { value: content.unwrap_or("blog").to_owned(), from: "the default of Docusaurus".to_owned() };
    Settings::new(content, "build", Arc::new(DocusaurusPages))
}

/// What Docusaurus makes of source files.
#[derive(Debug)]
struct DocusaurusPages;

impl Pages for DocusaurusPages {
    fn page(&self, source: &Source<'_>) -> Page {
        let path = source.path.rsplit_once('.').map_or(source.path, |(path, _)| path);
        Page::At(format!("{path}/"))
    }
}
