//! What an object is: its bytes, its state, its hash, how it is served; and what becomes of a write.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// What a variable of the environment says.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The environment of the program.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Which of an object's states this is: an HTTP entity tag (RFC 9110, 8.8.3), with its quotes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ObjectTag(String);

impl ObjectTag {
    /// A tag as a storage gives it; lists of some have it without its quotes.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        match text.ends_with('"') {
            true => Self(text.to_owned()),
            false => Self(format!("\"{text}\"")),
        }
    }

    /// With its quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sha256 of an object's bytes, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct ContentHash(String);

impl ContentHash {
    /// That of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::finished(Sha256::new_with_prefix(bytes))
    }

    pub(super) fn finished(hasher: Sha256) -> Self {
        let mut text = String::with_capacity(64);
        for byte in hasher.finalize() {
            // Writing into a string does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Reads one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_one.then(|| Self(text.to_owned()))
    }

    /// 64 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ContentHash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no sha256")
    }
}

/// What is kept with an object of a site: as much of a hash of its address as tells sites apart. A field of HTTP holds no
/// address of every script.
#[must_use]
pub fn site_mark(site: &str) -> String {
    ContentHash::of(site.as_bytes()).as_str()[..16].to_owned()
}

/// How an object is served to those who ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ServedAs {
    /// `Content-Type`.
    #[serde(rename = "type")]
    pub media_type: String,
    /// `Cache-Control`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache: Option<String>,
    /// `Content-Disposition`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<String>,
}

/// What must be there for a write to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition<'a> {
    /// Anything: the last one wins.
    Nothing,
    /// No object (`If-None-Match: *`).
    Absent,
    /// The object in this state (`If-Match`).
    Tagged(&'a ObjectTag),
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// The object has these bytes, and this state.
    Done(ObjectTag),
    /// Something else is there than was asked for (412): nothing was written.
    Lost,
    /// Others write at the same time, again and again (409): nothing was written.
    Busy,
}

/// What is known of an object without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectHead {
    /// Its state.
    pub tag: ObjectTag,
    /// The hash that was kept with it, where one was.
    pub hash: Option<ContentHash>,
    /// Of which site it is, where that was kept with it: what [`site_mark`] makes of the site's address.
    pub site: Option<String>,
    /// Its length in bytes.
    pub size: Option<u64>,
    /// How it is served.
    pub served: ServedAs,
}

/// An object that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadObject {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What else is known of it.
    pub head: ObjectHead,
}

/// An object in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject {
    /// Its key, below the storage's prefix.
    pub key: String,
    /// Its state.
    pub tag: ObjectTag,
    /// Its length in bytes.
    pub size: u64,
}
