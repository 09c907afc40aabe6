//! Whether a file may be a document of ours, by what we write into each: before one that a ledger names is removed, and
//! before one that no ledger names is replaced.

use super::{GENERATOR, json};

/// What every list of feeds and every card of ours begins with, blanks apart.
const OPML: &str = "<?xmlversion=\"1.0\"encoding=\"utf-8\"?><opmlversion=\"2.0\"><head><title>";
const VCARD: &str = "BEGIN:VCARDVERSION:4.0KIND:org";

/// What a document in XML may have between its declaration and its root, blanks apart.
const STYLED: &str = "<?xml-stylesheettype=\"text/css\"href=\"";
/// How the stylesheet and the header maps begin, blanks apart: no comment stands above them.
const BY_US: [&str; 2] = ["@charset\"utf-8\";/*MadebyTidings:", "#MadebyTidings:"];
/// What a compressed copy begins with: its comment (RFC 1952, 2.3), with no time and no name.
const GZIP: &[u8] = b"\x1f\x8b\x08\x10\0\0\0\0";

/// How many bytes of a document tell.
const TELLING: usize = 1 << 16;

/// The beginning of a document without its blanks: it may have been packed for the web.
fn packed(document: &[u8]) -> String {
    let text = String::from_utf8_lossy(&document[..document.len().min(TELLING)]);
    text.trim_start_matches('\u{feff}').split_whitespace().collect()
}

/// Whether bytes are meant as a feed, whoever made it; one that is broken is one too.
pub fn looks_like_a_feed(document: &[u8]) -> bool {
    const MARKS: [&[u8]; 4] = [b"<rss", b"<feed", b"<rdf:RDF", b"jsonfeed.org/version"];
    let head = &document[..document.len().min(64 * 1024)];
    MARKS.iter().any(|mark| memchr::memmem::find(head, mark).is_some())
}

/// Whether a document, or its beginning, says that Tidings has made it: a feed in RSS or Atom, or the page for people.
///
/// ```
/// use tidings::feed::Feed;
/// use tidings::format::says_ours;
///
/// let rss = Feed::builder("Acme News", "https://acme.example/")?.build()?.to_rss();
/// assert!(says_ours(rss.as_bytes()));
/// assert!(!says_ours(b"<rss><channel><title>Another</title>"));
/// # Ok::<(), tidings::feed::FeedError>(())
/// ```
#[must_use]
pub fn says_ours(document: &[u8]) -> bool {
    names_us(&packed(document))
}

/// A document in XML as it would be without its stylesheet.
fn without_style(text: String) -> String {
    let Some(at) = text.find(STYLED).filter(|at| *at < 100) else { return text };
    let end = text[at..].find("?>").map_or(text.len(), |end| at + end + 2);
    [&text[..at], &text[end..]].concat()
}

fn names_us(text: &str) -> bool {
    // What an article says is no word of the document itself.
    let head = ["<item", "<entry"].iter().filter_map(|entry| text.find(entry)).min().map_or(text, |at| &text[..at]);
    let generator =
        [format!("<generator>{GENERATOR}</generator>"), format!("name=\"generator\"content=\"{GENERATOR}\"")];
    generator.iter().any(|ours| head.contains(ours.as_str())) || BY_US.iter().any(|ours| text.starts_with(ours))
}

/// Whether a file at a path below the output folder, which begins so, may have been made by Tidings.
#[must_use]
pub fn may_be_ours(path: &str, beginning: &[u8]) -> bool {
    if path.ends_with(".gz") && beginning.starts_with(GZIP) {
        return beginning[GZIP.len()..].get(2..).is_some_and(|rest| rest.starts_with(GENERATOR.as_bytes()));
    }
    let text = packed(beginning);
    if names_us(&text) {
        return true;
    }
    let text = without_style(text);
    match path.rsplit('/').next().unwrap_or(path) {
        "organization.vcf" => text.starts_with(VCARD),
        // JSON Feed has no place for a generator's name, nor has OPML.
        _ => {
            let is_list = text.starts_with(OPML) && text.contains("<docs>http://opml.org/spec2.opml</docs>");
            is_list || text.starts_with(&format!("{{\"version\":\"{}\",\"title\":", json::VERSION))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::History;
    use crate::feed::{ContentMode, Format};
    use crate::format::{document, entry, samples};

    #[test]
    fn our_documents_are_known_and_others_are_not() {
        let feed = samples::feed("a", History::default());
        let item = samples::plain(1, "One");
        for format in [Format::Rss, Format::Atom, Format::Json] {
            let bytes = document(format, &feed, [entry(format, &item, ContentMode::Full).as_str()]);
            assert!(may_be_ours("a/b.xml", &bytes), "{format:?}");
            let packed: String = String::from_utf8_lossy(&bytes).split('\n').map(str::trim).collect();
            assert!(may_be_ours("a/b.xml", packed.as_bytes()), "{format:?}");
        }
        for (path, text) in [
            ("mine.txt", "a list of my own"),
            ("index.html", "<!DOCTYPE html><meta name=\"generator\" content=\"Hugo 0.1\"><p>Tidings</p>"),
            ("rss.xml", "<rss><channel><generator>Other</generator><item><generator>Tidings</generator></item>"),
            ("feed.json", "{\"title\": \"A\", \"version\": \"https://jsonfeed.org/version/1.1\"}"),
            ("data.json", "{\"version\": \"1\", \"title\": \"https://jsonfeed.org/version/1.1\"}"),
            ("feeds.opml", "<opml version=\"1.0\"/>"),
            ("me.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org"),
            ("empty", ""),
        ] {
            assert!(!may_be_ours(path, text.as_bytes()), "{path}");
        }
    }
}
