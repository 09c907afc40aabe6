//! What a document says of its feed and of its entries, kept so that documents of one feed can be
//! compared ([`compare`](super::compare)): addresses in canonical form, an id and a page for each entry.

use crate::validate::forms::uris;
use crate::validate::log::Stretch;

/// So many entries of a document are kept; longer documents are compared as far as that.
const ENTRIES: usize = 10_000;
/// Longer ids, titles and addresses, in bytes, are not compared.
const LONGEST: usize = 2_000;

/// What of a document is compared with other documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The feed's title, white space made one.
    pub(super) title: Option<String>,
    /// The address of the page that the feed belongs to.
    pub(super) home: Option<String>,
    /// The address of the document.
    pub(super) own: Option<String>,
    /// Whether it is an archive document (RFC 5005, 4).
    pub(super) archive: bool,
    /// The document before it.
    pub(super) before: Option<OutlineLink>,
    /// The document after it.
    pub(super) after: Option<OutlineLink>,
    /// The subscription document.
    pub(super) current: Option<OutlineLink>,
    /// The entries that have an id and a page.
    pub(super) entries: Vec<OutlineEntry>,
    /// Whether the feed has been read to its end.
    pub(super) whole: bool,
    /// The element or object that says all this.
    pub(super) mark: Option<Stretch>,
    id: Option<(String, Stretch)>,
    pub(super) page: Option<String>,
}

/// A link to another document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutlineLink {
    /// Where it leads.
    pub to: String,
    /// Where it stands.
    pub mark: Stretch,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutlineEntry {
    /// Its id, letter by letter.
    pub id: String,
    /// The address of its page.
    pub page: String,
    /// Where the id stands.
    pub mark: Stretch,
}

impl Outline {
    /// The title of the feed.
    pub(super) fn title(&mut self, title: &str) {
        if title.len() <= LONGEST {
            self.title = Some(title.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// The page of the feed.
    pub(super) fn home(&mut self, address: &str) {
        self.home = canonical(address);
    }

    /// The address of the document.
    pub(super) fn own(&mut self, address: &str) {
        self.own = canonical(address);
    }

    /// The id of the entry that is read.
    pub(super) fn id(&mut self, id: &str, mark: Stretch) {
        if !id.is_empty() && id.len() <= LONGEST {
            self.id = Some((id.to_owned(), mark));
        }
    }

    /// The page of the entry that is read.
    pub(super) fn page(&mut self, address: &str) {
        self.page = canonical(address);
    }

    /// The entry ends.
    pub(super) fn entry(&mut self) {
        if let (Some((id, mark)), Some(page)) = (self.id.take(), self.page.take())
            && self.entries.len() < ENTRIES
        {
            self.entries.push(OutlineEntry { id, page, mark });
        }
    }
}

/// An address as it is compared, if it is of a length to compare.
pub(super) fn canonical(address: &str) -> Option<String> {
    let address = address.trim();
    (!address.is_empty() && address.len() <= LONGEST).then(|| uris::canonical(address))
}
