//! What stands beside the documents for those who serve them: the stylesheet, header maps, compressed copies.

use std::collections::HashSet;
use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::SiteError;
use crate::config::{Config, WebServer};
use crate::feed::{Format, WebUrl};
use crate::format::headers::{self, Served};
use crate::format::style::{self, Style};
use crate::format::{DocumentType, GENERATOR};
use crate::output::{Destination, Document, Sink};

/// Files that are named by the configuration and may be another program's, but for the page.
pub(super) fn names(config: &Config) -> Vec<String> {
    let maps = config.output.headers.iter().map(|map| map.headers_file().to_owned());
    let mut names: Vec<String> = config.output.style.iter().cloned().chain(maps).collect();
    names.dedup();
    names
}

/// The address by which documents name the stylesheet: on the host, so that it is the same from any folder.
pub(super) fn style_href(config: &Config, url: impl Fn(&str) -> WebUrl) -> Option<String> {
    Some(url(config.output.style.as_ref()?).to_url().path().to_owned())
}

/// A feed's document, as far as serving it goes.
#[derive(Clone, Copy)]
pub(super) struct FeedFile<'a> {
    pub path: &'a str,
    pub format: Format,
    pub archive: bool,
    /// Whether it is to be asked for elsewhere.
    pub moved: bool,
}

/// The stylesheet and the header maps, each with its path. `card`: the path of the company's card, where there is one.
pub(super) fn files(
    config: &Config,
    feeds: &[FeedFile<'_>],
    [page, card]: [Option<&str>; 2],
    url: impl Fn(&str) -> WebUrl,
) -> Vec<(String, String)> {
    let output = &config.output;
    let mut files = Vec::new();
    if let Some(path) = &output.style {
        let page = page.map(&url);
        let site = &config.site;
        let shown = Style { title: &site.title, language: &site.language, page: page.as_ref() };
        files.push((path.clone(), style::document(&shown)));
    }
    if output.headers.is_empty() {
        return files;
    }
    let styled = output.style.is_some();
    let served = |path: &str, kind, archive| Served {
        path: url(path).to_url().path().to_owned(),
        kind,
        archive,
        styled,
        links: None,
    };
    let beside = [
        (page, DocumentType::Page),
        (output.opml.as_deref(), DocumentType::Opml),
        (output.style.as_deref(), DocumentType::Style),
        (card, DocumentType::Vcard),
    ];
    // What most people ask for comes first: a host may read no more than the first rules.
    let of_feed = |feed: &FeedFile<'_>| {
        let is_polled = !feed.archive && !feed.moved;
        let links = is_polled.then(|| headers::hub_links(&output.hubs, &url(feed.path))).flatten();
        Served { links, ..served(feed.path, DocumentType::from(feed.format), feed.archive) }
    };
    let of_feeds = |archive: bool| feeds.iter().filter(move |feed| feed.archive == archive).map(of_feed);
    let beside = beside.into_iter().filter_map(|(path, kind)| Some(served(path?, kind, false)));
    let served: Vec<Served> = beside.chain(of_feeds(false)).chain(of_feeds(true)).collect();
    let mut made = HashSet::new();
    for map in &output.headers {
        let text = match map {
            // One file for both where both are named: what the one reads, the other does too.
            WebServer::Netlify | WebServer::Cloudflare if output.headers.contains(&WebServer::Cloudflare) => {
                headers::cloudflare(&served)
            }
            WebServer::Netlify | WebServer::Cloudflare => headers::netlify(&served),
            WebServer::Nginx => headers::nginx(&served, output.precompress),
            WebServer::Caddy => headers::caddy(&served, output.precompress),
            WebServer::Apache => headers::apache(&served),
        };
        if made.insert(map.headers_file()) {
            files.push((map.headers_file().to_owned(), text));
        }
    }
    files
}

/// A compressed copy of each document, for servers that hand out such. Its bytes depend on the document alone: no time, no
/// name and no system stands in it (RFC 1952, 2.3).
pub(super) fn compressed(
    config: &Config,
    documents: &[Document],
    destination: &Destination,
) -> Result<Vec<Document>, SiteError> {
    let taken: HashSet<&str> = documents.iter().map(|document| &*document.path).collect();
    let maps: HashSet<&str> = WebServer::ALL.into_iter().map(WebServer::headers_file).collect();
    let dir = config.output_dir();
    let compress = |document: &Document| -> Result<Option<Document>, SiteError> {
        let path = format!("{}.gz", document.path);
        if taken.contains(&*path) || maps.contains(&*document.path) || document.path.ends_with(".gz") {
            return Ok(None);
        }
        let Some(mut from) = document.read(&dir).map_err(SiteError::Temporary)? else { return Ok(None) };
        let sink = SinkWriter(Sink::open(destination, &path)?);
        let mut encoder =
            GzBuilder::new().mtime(0).operating_system(255).comment(GENERATOR).write(sink, Compression::best());
        io::copy(&mut from, &mut encoder).map_err(SiteError::Temporary)?;
        let sink = encoder.finish().map_err(SiteError::Temporary)?;
        Ok(Some(sink.0.finish()?))
    };
    documents.par_iter().filter_map(|document| compress(document).transpose()).collect()
}

/// A sink as the standard library's writers are.
struct SinkWriter<'a>(Sink<'a>);

impl Write for SinkWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
