//! Pictures and recordings of the site, that are not on the web yet: an address becomes a file of the site.

use std::path::{Path, PathBuf};

use hyper::header::HeaderValue;
use percent_encoding::percent_decode_str;

use super::entries::{ReadEntry, read_document};
use super::rounds::Good;
use crate::delivery::Known;
use crate::file;
use crate::serve::answer::{Content, Resource, Shared};
use crate::site::COPIED;

/// The address here of a file that an entry shows; `None` where it is none of the site's.
pub fn local(url: &str, entry: &ReadEntry, good: &Good) -> Option<String> {
    find(url, entry.link.as_deref(), good.sources.get(&entry.id).map(|path| &**path), good)?;
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("id", &entry.id)
        .append_pair("url", url)
        .finish();
    Some(format!("/-/media?{query}"))
}

/// The file that an address means in the entry of an id.
pub fn media_file(url: &str, id: &str, good: &Good) -> Option<Resource> {
    let link = link_of(id, good);
    let path = find(url, link.as_deref(), good.sources.get(id).map(|path| &**path), good)?;
    let metadata = path.symlink_metadata().ok()?;
    let known = Known::by_name(&path.to_string_lossy());
    // Its state is enough on a page that is left open: it is not compared with what is published.
    let state = format!("{:?}{:?}{}", path, metadata.modified().ok(), metadata.len());
    Some(Resource {
        media_type: HeaderValue::from_str(&known.media_type).ok()?,
        cache: HeaderValue::from_static("no-cache"),
        // A drawing may hold script.
        policy: Some(HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox")),
        links: None,
        shared: Shared::WithNone,
        hash: blake3::hash(state.as_bytes()),
        modified: None,
        content: Content::File(path, metadata.len()),
    })
}

/// The page of the entry of an id.
fn link_of(id: &str, good: &Good) -> Option<String> {
    good.feeds.iter().find_map(|feed| {
        let read = read_document(feed.format, good.bytes(good.documents.get(&feed.path)?)?)?;
        read.entries.into_iter().find(|entry| entry.id == id)?.link
    })
}

/// The file that an address means: beside the article, in the content directory, or where files are copied from. It is
/// one within the site, and a picture, a recording or a film by its name.
fn find(url: &str, link: Option<&str>, article: Option<&str>, good: &Good) -> Option<PathBuf> {
    let plain = url.split(['?', '#']).next()?;
    let (content, root) = (good.config.content_dir(), &good.config.root);
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned());
    let mut candidates: Vec<PathBuf> = Vec::new();
    if let (Some(link), Some(article)) = (link, article) {
        let page = link.split(['?', '#']).next()?;
        // What an address is relative to.
        let above = &page[..page.rfind('/')? + 1];
        for base in [page.to_owned() + "/", above.to_owned()] {
            if let (Some(rest), Some(folder)) = (plain.strip_prefix(&*base), Path::new(article).parent()) {
                candidates.push(content.join(folder).join(decoded(rest)?));
            }
        }
    }
    let site = good.config.site.url.as_str();
    let origin = url::Url::parse(site).ok()?.origin().ascii_serialization() + "/";
    for base in [site, &origin] {
        let Some(rest) = plain.strip_prefix(base).and_then(decoded) else { continue };
        candidates.push(content.join(&rest));
        candidates.extend(COPIED.iter().map(|folder| root.join(folder).join(&rest)));
    }
    let is_shown = |path: &PathBuf| {
        let media_type = Known::by_name(&path.to_string_lossy()).media_type;
        ["image/", "audio/", "video/"].iter().any(|kind| media_type.starts_with(kind))
    };
    let inside = |path: PathBuf| {
        let within = |root: &Path| file::within(root, &path).ok().flatten().filter(|file| file.is_file());
        within(root).or_else(|| within(&content))
    };
    candidates.into_iter().filter(is_shown).find_map(inside)
}
