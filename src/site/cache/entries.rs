//! Which entries were made of which articles, and where they stand in the documents on disk.
//!
//! `.tidings/cache/entries` holds, for each article that documents take, a hash over the state of its file, what the
//! stages before the documents need to know of it, and the places and hashes of its fragments in the documents on
//! disk. An article whose file is as it was, whose links lead where they led and whose identity is the one it
//! had is written by copying its fragments. They are copied only if they hash to what was noted, so whatever
//! happened to a document in between, what is copied is what was made and has passed the gate.

use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::unchanged::StoredDiagnostic;
use super::{Cache, Hash, Key, hash_of, is_settled};
use crate::article::{Brief, Item, Named, Needs};
use crate::config::{Config, ContentMode, Format};
use crate::diagnostic::Diagnostic;
use crate::entry::contact::ContactBlock;
use crate::entry::links::SiteLinks;
use crate::entry::people::SectionAuthors;
use crate::entry::{Identity, Measured, media};
use crate::feed::{AbsoluteUrl, Channel, Contact, Email, EntryId, PlainText, Timestamp};
use crate::file;
use crate::format::Headline;
use crate::ledger::{Content, Seen, TitleKey};
use crate::site::draft::Draft;

/// A new number where the meaning of the file changes.
const MAGIC: &[u8; 16] = b"tidings entry02\n";
/// So many documents are kept open to copy from.
const OPEN: usize = 64;

/// What is in the file.
#[derive(Default, Serialize, Deserialize)]
struct Stored<'a> {
    /// Over whom the sections name.
    sections: Hash,
    /// Below the output folder, those with most entries first.
    #[serde(borrow)]
    documents: Vec<&'a str>,
    /// Sorted by path.
    #[serde(borrow)]
    records: Vec<Record<'a>>,
}

/// One article.
#[derive(Serialize, Deserialize)]
struct Record<'a> {
    path: &'a str,
    /// The state of its file.
    key: Hash,
    /// A [`Head`], not read before it is asked for.
    head: &'a [u8],
    /// Over id and dates.
    identity: Hash,
    fragments: Vec<Copied>,
}

/// Where a fragment stands.
#[derive(Clone, Serialize, Deserialize)]
pub struct Copied {
    /// How it is written.
    pub format: Format,
    /// What of the article it carries.
    pub mode: ContentMode,
    /// The place of its document among the documents.
    pub document: u32,
    /// The first byte.
    pub at: u64,
    /// Bytes.
    pub length: u32,
    /// Over its bytes.
    pub hash: Hash,
}

/// What the stages before the documents know of an article.
#[derive(Serialize, Deserialize)]
struct Head<'a> {
    published: i64,
    updated: Option<i64>,
    named: Option<Named>,
    /// Whether `named` has the title, if there is one.
    titled: bool,
    title: &'a str,
    url: &'a str,
    language: Option<&'a str>,
    content: Content,
    derived_id: &'a str,
    #[serde(borrow)]
    contact: Option<StoredContact<'a>>,
    removed: usize,
    diagnostics: Vec<StoredDiagnostic>,
    /// What its links led to.
    #[serde(borrow)]
    asked: Vec<(&'a str, Option<&'a str>)>,
    /// How long its files were.
    measured: Vec<Measured>,
}

#[derive(Serialize, Deserialize)]
struct StoredContact<'a> {
    name: Option<&'a str>,
    email: Option<&'a str>,
    url: Option<&'a str>,
    #[serde(borrow)]
    contacts: Vec<(Channel, &'a str)>,
}

/// The entries that are known.
#[derive(Default)]
pub struct Entries<'a> {
    stored: Stored<'a>,
    open: Vec<OnceLock<Option<File>>>,
    folder: PathBuf,
}

/// What is known of an article's entry without making it.
pub struct Recalled {
    /// The place of its record.
    pub record: usize,
    /// What the ledger is told.
    pub seen: Seen,
    /// The contact block that it ends in.
    pub contact: Option<Box<ContactBlock>>,
    /// How many template constructs were taken out.
    pub removed: usize,
    /// How long its files are.
    pub measured: Vec<Measured>,
    /// What there was to say of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is to be remembered of an article.
pub enum Noted {
    /// What was, by the place of its record.
    Again(usize),
    /// Something new: the state of its file and the head of a record.
    New(Hash, Box<[u8]>),
}

impl<'a> Entries<'a> {
    /// Reads what a part of the cache holds.
    pub fn read(cache: &Cache, config: &Config, bytes: &'a [u8]) -> Self {
        let stored = super::body(bytes, MAGIC, &cache.tie).and_then(|body| postcard::from_bytes(body).ok());
        let stored: Stored<'_> = stored.filter(|_| !config.dates_from_git).unwrap_or_default();
        let open = stored.documents.iter().take(OPEN).map(|_| OnceLock::new()).collect();
        Self { stored, open, folder: config.output_dir() }
    }

    /// Forgets all where sections name others than they did.
    pub fn check_sections(&mut self, sections: &SectionAuthors) {
        if self.stored.sections != sections_hash(sections) {
            self.stored.records.clear();
        }
    }

    fn find(&self, path: &str, key: &Key) -> Option<usize> {
        let records = &self.stored.records;
        let at = records.binary_search_by(|record| record.path.cmp(path)).ok()?;
        (records[at].key == key.hash).then_some(at)
    }

    fn head(&self, record: usize) -> Option<Head<'a>> {
        postcard::from_bytes(self.stored.records[record].head).ok()
    }

    /// The short form of an article whose file is as it was.
    pub fn brief(&self, item: &Item<'_>, key: &Key, needs: &Needs<'_>) -> Option<Brief> {
        let head = self.head(self.find(item.path, key)?)?;
        if needs.titles.contains(item.path) && !head.titled {
            return None;
        }
        let published = Timestamp::from_unix(head.published)?;
        Some(Brief { named: head.named.map(Box::new), ..Brief::plain(item, published) })
    }

    /// The page of an article whose file is as it was.
    pub fn page(&self, path: &str, key: &Key) -> Option<AbsoluteUrl> {
        Some(AbsoluteUrl::again(self.head(self.find(path, key)?)?.url.to_owned()))
    }

    /// What is known of an article whose file is as it was, whose links lead where they led and whose files are as
    /// long as they were.
    pub fn recall(
        &self,
        brief: &Brief,
        key: &Key,
        needs: &Needs<'_>,
        config: &Config,
        links: &SiteLinks<'_>,
    ) -> Option<Recalled> {
        let record = self.find(&brief.path, key)?;
        let head = self.head(record)?;
        // Made anew once, to be noted with its title.
        if needs.titles.contains(&*brief.path) && !head.titled {
            return None;
        }
        let leads = |(target, url): &(&str, Option<&str>)| {
            links.page(&brief.path, target).as_ref().map(AbsoluteUrl::as_str) == *url
        };
        let is_as_long =
            |(named, length): &Measured| media::length(named, &brief.path, config).is_ok_and(|now| now == *length);
        if !head.asked.iter().all(leads) || !head.measured.iter().all(is_as_long) {
            return None;
        }
        let seen = Seen {
            path: Arc::clone(&brief.path),
            front_matter_id: None,
            id_place: None,
            title: TitleKey::of(head.title),
            published: brief.published,
            updated: match head.updated {
                Some(updated) => Some(Timestamp::from_unix(updated)?),
                None => None,
            },
            content: head.content,
            derived_id: EntryId::new(head.derived_id)?,
        };
        Some(Recalled {
            record,
            seen,
            contact: head.contact.map(|contact| Box::new(contact.block())),
            removed: head.removed,
            measured: head.measured,
            diagnostics: head.diagnostics.iter().map(StoredDiagnostic::diagnostic).collect(),
        })
    }

    /// The fragments of a record as these keys want them, with their hashes, and its headline; `None` where its
    /// identity is another, or any of them is not where it was.
    pub fn copy(
        &self,
        record: usize,
        identity: &Identity,
        keys: &[(Format, ContentMode)],
    ) -> Option<(Vec<(String, Hash)>, Headline)> {
        let known = &self.stored.records[record];
        if known.identity != identity_hash(identity) {
            return None;
        }
        let head = self.head(record)?;
        let headline = Headline {
            title: PlainText::again(head.title.to_owned()),
            url: AbsoluteUrl::again(head.url.to_owned()),
            published: identity.published,
            language: head.language.map(str::to_owned),
        };
        let copy = |key: &(Format, ContentMode)| {
            let copied = known.fragments.iter().find(|copied| (copied.format, copied.mode) == *key)?;
            let mut bytes = vec![0; copied.length as usize];
            self.read_at(copied, &mut bytes)?;
            let text = String::from_utf8(bytes).ok().filter(|text| hash_of(text.as_bytes()) == copied.hash)?;
            Some((text, copied.hash))
        };
        Some((keys.iter().map(copy).collect::<Option<_>>()?, headline))
    }

    fn read_at(&self, copied: &Copied, bytes: &mut [u8]) -> Option<()> {
        let at = copied.document as usize;
        let open = || File::open(self.folder.join(self.stored.documents.get(at)?)).ok();
        let own;
        let file = match self.open.get(at) {
            Some(kept) => kept.get_or_init(open).as_ref()?,
            None => {
                own = open()?;
                &own
            }
        };
        file::read_at(file, bytes, copied.at).ok()
    }

    /// What is to be in the file once these articles are published. `documents` are those that fragments stand in;
    /// articles come with their paths, in their order.
    pub fn renewed<'b>(
        &'b self,
        cache: &Cache,
        sections: &SectionAuthors,
        documents: &'b [String],
        articles: impl Iterator<Item = (&'b str, &'b Noted, &'b Identity, Vec<Copied>)>,
    ) -> Option<Vec<u8>> {
        let records = articles.map(|(path, noted, identity, fragments)| {
            let (key, head) = match noted {
                Noted::Again(record) => (self.stored.records[*record].key, self.stored.records[*record].head),
                Noted::New(key, head) => (*key, &**head),
            };
            Record { path, key, head, identity: identity_hash(identity), fragments }
        });
        let stored = Stored {
            sections: sections_hash(sections),
            documents: documents.iter().map(String::as_str).collect(),
            records: records.collect(),
        };
        // The hash of what follows it is written over the zeros, so that nothing is in memory twice.
        let header = [MAGIC, &cache.tie[..], &[0; blake3::OUT_LEN]].concat();
        let body = header.len();
        let mut bytes = postcard::to_extend(&stored, header).ok()?;
        let hash = blake3::hash(&bytes[body..]);
        bytes[body - blake3::OUT_LEN..body].copy_from_slice(hash.as_bytes());
        Some(bytes)
    }
}

/// What is worth noting of an article for the next build; `None` where it says its own id, was touched just
/// now, or may not be taken then.
pub fn note(
    cache: &Cache,
    key: Option<&Key>,
    brief: &Brief,
    needs: &Needs<'_>,
    draft: &Draft,
    config: &Config,
) -> Option<Noted> {
    let (key, now) = (key?, cache.now()?);
    let Draft { article, composed, .. } = draft;
    let plain = !brief.draft
        && !brief.in_drafts
        && brief.expires.is_none()
        && brief.due() == brief.published
        && composed.own_id.is_none();
    let named_id = brief.named.as_ref().is_some_and(|named| named.id.is_some());
    if !plain || named_id || article.front_matter.id.is_some() || !is_settled(key.touched(), now) {
        return None;
    }
    let seen = draft.seen(config);
    let head = Head {
        published: seen.published.unix(),
        updated: seen.updated.map(Timestamp::unix),
        named: brief.named.as_deref().cloned(),
        titled: needs.titles.contains(&*brief.path),
        title: composed.title.as_str(),
        url: composed.url.as_str(),
        language: composed.language.as_deref(),
        content: seen.content,
        derived_id: seen.derived_id.as_str(),
        contact: composed.contact.as_ref().map(StoredContact::of),
        removed: composed.removed,
        diagnostics: composed.diagnostics.iter().map(StoredDiagnostic::of).collect(),
        asked: composed.asked.iter().map(|(target, url)| (&**target, url.as_ref().map(AbsoluteUrl::as_str))).collect(),
        measured: composed.measured.clone(),
    };
    Some(Noted::New(key.hash, postcard::to_allocvec(&head).ok()?.into_boxed_slice()))
}

fn identity_hash(identity: &Identity) -> Hash {
    let (id, published, updated) = identity.clone().into_parts();
    hash_of(format!("{}\n{}\n{}\n{}", id.as_str(), id.iri(), published.unix(), updated.unix()).as_bytes())
}

fn sections_hash(sections: &SectionAuthors) -> Hash {
    hash_of(format!("{:?}", sections.sorted()).as_bytes())
}

impl<'a> StoredContact<'a> {
    fn of(block: &'a ContactBlock) -> Self {
        Self {
            name: block.name.as_ref().map(PlainText::as_str),
            email: block.email.as_ref().map(Email::as_str),
            url: block.url.as_ref().map(AbsoluteUrl::as_str),
            contacts: block.contacts.iter().map(|known| (known.channel.clone(), known.value.as_str())).collect(),
        }
    }

    fn block(self) -> ContactBlock {
        let text = |text: &str| PlainText::again(text.to_owned());
        let contact = |(channel, value)| Contact { channel, value: text(value) };
        ContactBlock {
            // Where it stood in the body, which is not looked at again.
            span: 0..0,
            name: self.name.map(text),
            email: self.email.map(|email| Email::again(email.to_owned())),
            url: self.url.map(|url| AbsoluteUrl::again(url.to_owned())),
            contacts: self.contacts.into_iter().map(contact).collect(),
        }
    }
}

/// The documents that fragments are to be copied from, and where in them each entry's stand: in the one with
/// the most entries.
#[derive(Default)]
pub struct Located {
    /// Below the output folder.
    pub documents: Vec<String>,
    /// By the places of articles.
    pub fragments: HashMap<usize, Vec<Copied>>,
}
