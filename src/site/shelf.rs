//! Composed entries wait here for their identity, as bytes: the first in memory, the others in a file without a
//! name, so that a site may be larger than the memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

use serde::{Deserialize, Serialize};

use crate::entry::Identity;
use crate::feed::{Category, Email, Enclosure, Entry, Image, Person, PlainText, SafeHtml, WebUrl};

/// Bytes of entries that are kept in memory.
const IN_MEMORY: usize = 8 << 20;

/// Keeps entries.
pub struct Shelf {
    bytes: Mutex<Bytes>,
    /// How many bytes are kept in memory.
    in_memory: usize,
    /// Where the file is to be; elsewhere if that cannot be written to.
    folder: PathBuf,
}

#[derive(Default)]
struct Bytes {
    memory: Vec<u8>,
    /// What did not fit, and how much that is.
    file: Option<(File, u64)>,
}

/// An entry on the shelf.
pub enum Kept {
    /// By itself, where no file could be had.
    Here(Box<Entry>),
    /// As bytes, counted over the memory and the file after it.
    There {
        /// Its place, in bytes.
        at: u64,
        /// Its length, in bytes.
        length: usize,
    },
}

impl Shelf {
    /// An empty one, whose file is to be in `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self { bytes: Mutex::default(), in_memory: IN_MEMORY, folder }
    }

    /// Puts an entry on the shelf. Where no file can be had for it, it stays in memory.
    pub fn keep(&self, entry: Entry) -> Kept {
        match self.put(&entry) {
            Ok((at, length)) => Kept::There { at, length },
            Err(_) => Kept::Here(Box::new(entry)),
        }
    }

    fn put(&self, entry: &Entry) -> io::Result<(u64, usize)> {
        let bytes = postcard::to_allocvec(&Stored::of(entry)).map_err(io::Error::other)?;
        let mut kept = self.lock()?;
        let Bytes { memory, file } = &mut *kept;
        if file.is_none() && memory.len() + bytes.len() <= self.in_memory {
            memory.extend_from_slice(&bytes);
            return Ok(((memory.len() - bytes.len()) as u64, bytes.len()));
        }
        let (file, end) = match file {
            Some(file) => file,
            none => {
                // It has no name, and is gone when the program ends in whatever way.
                let made = tempfile::tempfile_in(&self.folder).or_else(|_| tempfile::tempfile())?;
                none.insert((made, 0))
            }
        };
        let at = *end;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(&bytes)?;
        *end += bytes.len() as u64;
        Ok((memory.len() as u64 + at, bytes.len()))
    }

    /// Takes an entry from the shelf and gives it its identity.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn take(&self, kept: Kept, identity: Identity) -> io::Result<Entry> {
        let (at, length) = match kept {
            Kept::Here(mut entry) => {
                (entry.id, entry.published, entry.updated) = identity.into_parts();
                return Ok(*entry);
            }
            Kept::There { at, length } => (at, length),
        };
        let mut bytes = vec![0; length];
        {
            let mut kept = self.lock()?;
            let Bytes { memory, file } = &mut *kept;
            match at.checked_sub(memory.len() as u64) {
                None => bytes.copy_from_slice(&memory[at as usize..at as usize + length]),
                Some(at) => {
                    let (file, _) = file.as_mut().ok_or_else(|| io::Error::other("nothing was put away"))?;
                    file.seek(SeekFrom::Start(at))?;
                    file.read_exact(&mut bytes)?;
                }
            }
        }
        let stored: Stored<'_> = postcard::from_bytes(&bytes).map_err(io::Error::other)?;
        Ok(stored.entry(identity))
    }

    fn lock(&self) -> io::Result<MutexGuard<'_, Bytes>> {
        self.bytes.lock().map_err(|_| io::Error::other("a thread ended"))
    }
}

/// The text of an entry as bytes. What is read in the file is what was written: it has no name, and nobody
/// else can open it.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    title: &'a str,
    url: &'a str,
    external_url: Option<&'a str>,
    #[serde(borrow)]
    authors: Vec<StoredPerson<'a>>,
    summary: Option<&'a str>,
    content: Option<&'a str>,
    language: Option<&'a str>,
    categories: Vec<&'a str>,
    image: Option<(&'a str, Option<&'a str>, Option<&'a str>)>,
    enclosures: Vec<(&'a str, u64, &'a str, Option<u64>)>,
}

#[derive(Serialize, Deserialize)]
struct StoredPerson<'a> {
    name: &'a str,
    email: Option<&'a str>,
    uri: Option<&'a str>,
    avatar: Option<&'a str>,
}

impl<'a> Stored<'a> {
    fn of(entry: &'a Entry) -> Self {
        let person = |person: &'a Person| StoredPerson {
            name: person.name.as_str(),
            email: person.email.as_ref().map(Email::as_str),
            uri: person.uri.as_ref().map(WebUrl::as_str),
            avatar: person.avatar.as_ref().map(WebUrl::as_str),
        };
        let image = |image: &'a Image| {
            (image.url.as_str(), image.alt.as_ref().map(PlainText::as_str), image.media_type.as_deref())
        };
        let file = |file: &'a Enclosure| (file.url.as_str(), file.length, &*file.media_type, file.duration);
        Self {
            title: entry.title.as_str(),
            url: entry.url.as_str(),
            external_url: entry.external_url.as_ref().map(WebUrl::as_str),
            authors: entry.authors.iter().map(person).collect(),
            summary: entry.summary.as_ref().map(PlainText::as_str),
            content: entry.content.as_ref().map(SafeHtml::as_str),
            language: entry.language.as_deref(),
            categories: entry.categories.iter().map(|category| category.term.as_str()).collect(),
            image: entry.image.as_ref().map(image),
            enclosures: entry.enclosures.iter().map(file).collect(),
        }
    }

    fn entry(self, identity: Identity) -> Entry {
        let text = |text: &str| PlainText::again(text.to_owned());
        let url = |text: &str| WebUrl::again(text.to_owned());
        let person = |person: StoredPerson<'_>| Person {
            name: text(person.name),
            email: person.email.map(|email| Email::again(email.to_owned())),
            uri: person.uri.map(url),
            avatar: person.avatar.map(url),
        };
        let (id, published, updated) = identity.into_parts();
        Entry {
            id,
            title: text(self.title),
            url: url(self.url),
            external_url: self.external_url.map(url),
            published,
            updated,
            authors: self.authors.into_iter().map(person).collect(),
            summary: self.summary.map(text),
            content: self.content.map(|html| SafeHtml::again(html.to_owned())),
            language: self.language.map(str::to_owned),
            categories: self.categories.into_iter().map(|term| Category { term: text(term) }).collect(),
            image: self.image.map(|(address, alt, media_type)| Image {
                url: url(address),
                alt: alt.map(text),
                media_type: media_type.map(str::to_owned),
            }),
            enclosures: self
                .enclosures
                .into_iter()
                .map(|(address, length, media_type, duration)| Enclosure {
                    url: url(address),
                    length,
                    media_type: media_type.to_owned(),
                    duration,
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{EntryId, Timestamp};

    #[test]
    fn an_entry_comes_back_as_it_was() {
        let text = |text: &str| PlainText::new(text).unwrap();
        let url = |text: &str| WebUrl::parse(text).unwrap();
        let moment = |seconds| Timestamp::from_unix(seconds).unwrap();
        let identity = Identity {
            id: EntryId::new("tag:a.example,2026-01-01:a").unwrap(),
            published: moment(10),
            updated: moment(20),
        };
        let (id, published, updated) = identity.clone().into_parts();
        let bare = Entry {
            id,
            title: text("Neues aus Köln & 宁波 <1>"),
            url: url("https://a.example/a?b=1&c=2"),
            external_url: None,
            published,
            updated,
            authors: Vec::new(),
            summary: None,
            content: None,
            language: None,
            categories: Vec::new(),
            image: None,
            enclosures: Vec::new(),
        };
        let person = Person {
            name: text("N. N."),
            email: Email::parse("n@a.example"),
            uri: Some(url("https://a.example/n")),
            avatar: Some(url("https://a.example/n.png")),
        };
        let nameless = Person { name: text("X"), email: None, uri: None, avatar: None };
        let enclosure = |length, duration| Enclosure {
            url: url("https://a.example/a.mp3"),
            length,
            media_type: "audio/mpeg".into(),
            duration,
        };
        let full = Entry {
            external_url: Some(url("https://b.example/")),
            authors: vec![person, nameless],
            summary: Some(text("A summary.")),
            content: Some(SafeHtml::from_text("One.\n\nTwo: < & >")),
            language: Some("zh-CN".into()),
            categories: vec![Category { term: text("a") }, Category { term: text("b, c") }],
            image: Some(Image { url: url("https://a.example/a.png"), alt: Some(text("A")), media_type: None }),
            enclosures: vec![enclosure(7, Some(3)), enclosure(0, None)],
            ..bare.clone()
        };
        let folder = tempfile::tempdir().unwrap();
        // All in the file, the first in memory, and all in memory.
        for in_memory in [0, 100, IN_MEMORY] {
            let shelf = Shelf { in_memory, ..Shelf::new(folder.path().to_owned()) };
            let entries = [&bare, &full, &bare, &full];
            let kept: Vec<Kept> = entries.map(|entry| shelf.keep(entry.clone())).into();
            assert!(kept.iter().all(|kept| matches!(kept, Kept::There { .. })));
            assert_eq!(shelf.bytes.lock().unwrap().file.is_some(), in_memory < IN_MEMORY);
            assert_eq!(shelf.bytes.lock().unwrap().memory.is_empty(), in_memory == 0);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
            for (kept, entry) in kept.into_iter().zip(entries).rev() {
                assert_eq!(shelf.take(kept, identity.clone()).unwrap(), *entry);
            }
        }
    }
}
