//! What is to be done so that what is public is what is here: two requests, and one more for each object whose state the
//! manifest does not tell.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use url::Url;

use super::fault::{LARGEST, PublishError};
use super::local::{LocalDocument, Turn};
use super::manifest::{MANIFEST_KEY, ManifestObject, PublishManifest};
use crate::delivery::Known;
use crate::format::may_be_ours;
use crate::storage::{ContentHash, ListedObject, ObjectTag, Storage, StorageError, site_mark};

/// What is to be done, in order.
#[derive(Debug)]
#[must_use = "nothing is done yet"]
pub struct PublishPlan {
    /// Documents that are new or differ, in the order in which they are uploaded.
    pub uploads: Vec<PlannedUpload>,
    /// Documents that are no longer made; they stay until the next publication.
    pub marked: Vec<String>,
    /// Documents that an earlier publication marked so: they are removed.
    pub removed: Vec<String>,
    /// Documents that are no longer made, and have been changed by somebody: they stay.
    pub left: Vec<String>,
    /// What is public as it is to be.
    pub same: BTreeMap<String, ManifestObject>,
    /// Documents of others, where this is a part of the site: they stay.
    pub others: BTreeMap<String, ManifestObject>,
    /// Those among them that no manifest tells of, and their hashes.
    pub found: Vec<(String, ContentHash)>,
    /// Whether there was a manifest that could not be read.
    pub unreadable: bool,
    /// What has been published.
    pub(super) manifest: PublishManifest,
    /// The state of the manifest; `None` where there is none.
    pub(super) manifest_tag: Option<ObjectTag>,
    /// The bytes of it.
    pub(super) manifest_text: Option<Vec<u8>>,
}

/// A document that is to be uploaded.
#[derive(Clone, Debug)]
pub struct PlannedUpload {
    /// The document.
    pub document: LocalDocument,
    /// The state of the object whose place it takes; `None`: there is none.
    pub over: Option<ObjectTag>,
}

impl PublishPlan {
    /// Whether what is public is what is here.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.uploads.is_empty() && self.marked.is_empty() && self.removed.is_empty()
    }
}

/// Whether objects that were not published by Tidings may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignObjects {
    /// They are in the way.
    Keep,
    /// They are replaced.
    Replace,
}

/// Of what the documents are all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishExtent {
    /// Of the site: what is not among them is no longer made.
    Whole,
    /// Of some sections: what is not among them is others'.
    Part,
}

/// Compares documents with what is public; reads only.
///
/// # Errors
/// The storage's; and objects that are not ours and would be replaced.
pub fn plan(
    storage: &Storage,
    site: &str,
    documents: &[LocalDocument],
    foreign: ForeignObjects,
    extent: PublishExtent,
) -> Result<PublishPlan, PublishError> {
    let read = storage.get(MANIFEST_KEY)?;
    let (manifest_tag, manifest_text) = match read {
        Some(read) => (Some(read.head.tag), Some(read.bytes)),
        None => (None, None),
    };
    let parsed = manifest_text.as_deref().map(PublishManifest::parse).transpose()?;
    let unreadable = matches!(parsed, Some(None));
    let mut parsed = parsed.flatten();
    if let Some(other) = parsed.as_ref().filter(|manifest| manifest.site != site).map(|manifest| manifest.site.clone())
    {
        if foreign == ForeignObjects::Keep {
            return Err(PublishError::OtherSite(other));
        }
        // A site whose address has changed takes the place of what it publishes; what else is there is not its to remove.
        parsed = None;
    }
    let is_accounted = parsed.is_some();
    let manifest = parsed.unwrap_or_else(|| PublishManifest::of(site));
    let here: BTreeSet<&str> = documents.iter().map(|document| document.key.as_str()).collect();
    let listed = storage.list_of("", &|key| here.contains(key) || manifest.objects.contains_key(key))?;
    let there: HashMap<&str, &ListedObject> = listed.iter().map(|object| (object.key.as_str(), object)).collect();
    let mut planned = PublishPlan {
        uploads: Vec::new(),
        marked: Vec::new(),
        removed: Vec::new(),
        left: Vec::new(),
        same: BTreeMap::new(),
        others: BTreeMap::new(),
        found: Vec::new(),
        unreadable,
        manifest_tag,
        manifest_text,
        manifest: PublishManifest::of(site),
    };
    let mut states = Vec::new();
    for document in documents {
        states.push(match there.get(document.key.as_str()) {
            None => ObjectState::Nothing,
            Some(object) => state_of(storage, site, document, object, manifest.objects.get(&document.key))?,
        });
    }
    // A page and a list name no address of their own. Where there is no account, they are the site's whose feeds are there.
    let is_vouched = !is_accounted && states.iter().any(ObjectState::is_signed);
    let mut in_the_way = Vec::new();
    for (document, state) in documents.iter().zip(states) {
        let key = document.key.as_str();
        let upload = |over| PlannedUpload { document: document.clone(), over };
        match state {
            ObjectState::Nothing => planned.uploads.push(upload(None)),
            ObjectState::Same { tag, is_told, .. } => {
                if !is_told {
                    planned.found.push((key.to_owned(), document.hash.clone()));
                }
                planned.same.insert(key.to_owned(), published(document, tag));
            }
            ObjectState::Another { tag, .. } => planned.uploads.push(upload(Some(tag))),
            ObjectState::Unsigned(tag) if is_vouched => planned.uploads.push(upload(Some(tag))),
            ObjectState::Foreign(tag) | ObjectState::Unsigned(tag) if foreign == ForeignObjects::Replace => {
                planned.uploads.push(upload(Some(tag)));
            }
            ObjectState::Foreign(_) | ObjectState::Unsigned(_) => in_the_way.push(key.to_owned()),
        }
    }
    if !in_the_way.is_empty() {
        return Err(PublishError::Foreign(in_the_way));
    }
    for (key, object) in manifest.objects.iter().filter(|(key, _)| !here.contains(key.as_str())) {
        if extent == PublishExtent::Part {
            planned.others.insert(key.clone(), object.clone());
            continue;
        }
        match there.get(key.as_str()) {
            None => {}
            Some(found) if found.tag != object.tag => planned.left.push(key.clone()),
            Some(_) if object.gone => planned.removed.push(key.clone()),
            Some(_) => planned.marked.push(key.clone()),
        }
    }
    // New archive documents before those that are mended, which may link to them.
    planned.uploads.sort_by(|a, b| a.order().cmp(&b.order()));
    planned.manifest = manifest;
    planned.refuse_too_large(site)?;
    Ok(planned)
}

impl PlannedUpload {
    /// What is new is there before pages link to it, and what pages link to changes after them.
    fn order(&self) -> (u8, bool, &str) {
        let is_new = self.over.is_none();
        let turn = match self.document.turn {
            Turn::Archive => 0,
            Turn::Beside => 1,
            Turn::Subscription if is_new => 2,
            Turn::Page => 3,
            Turn::Subscription => 4,
        };
        (turn, !is_new, &self.document.key)
    }
}

impl PublishPlan {
    /// Before anything is written: what is larger than what is read could never be compared again, nor could an account be.
    fn refuse_too_large(&self, site: &str) -> Result<(), PublishError> {
        if let Some(upload) = self.uploads.iter().find(|upload| upload.document.size > LARGEST) {
            return Err(PublishError::TooLarge(upload.document.key.clone(), upload.document.size));
        }
        let mut manifest = PublishManifest::of(site);
        manifest.objects = self.same.clone();
        manifest.objects.extend(self.others.clone());
        for upload in &self.uploads {
            // The longest tag that is known: a sha256, in a folder.
            let tag = ObjectTag::new(upload.document.hash.as_str());
            manifest.objects.insert(upload.document.key.clone(), published(&upload.document, tag));
        }
        for (key, object) in self.marked.iter().filter_map(|key| self.manifest.objects.get_key_value(key)) {
            manifest.objects.insert(key.clone(), ManifestObject { gone: true, ..object.clone() });
        }
        match manifest.text().len() as u64 {
            size if size > LARGEST => Err(PublishError::TooLarge(MANIFEST_KEY.to_owned(), size)),
            _ => Ok(()),
        }
    }
}

/// What the manifest says of a document that is public now.
pub fn published(document: &LocalDocument, tag: ObjectTag) -> ManifestObject {
    let (sha256, served) = (document.hash.clone(), document.served.clone());
    ManifestObject { sha256, tag, size: document.size, served, gone: false }
}

enum ObjectState {
    Nothing,
    /// The document itself, whether the manifest tells it, and whether it says of which site it is.
    Same {
        tag: ObjectTag,
        is_told: bool,
        is_signed: bool,
    },
    /// Another document of this site.
    Another {
        tag: ObjectTag,
        is_signed: bool,
    },
    /// It looks like ours, and does not say of which site it is.
    Unsigned(ObjectTag),
    Foreign(ObjectTag),
}

impl ObjectState {
    fn is_signed(&self) -> bool {
        matches!(self, Self::Same { is_signed: true, .. } | Self::Another { is_signed: true, .. })
    }
}

/// What is at a document's key: the manifest tells it while the tag is the one that stands there, and else the object.
fn state_of(
    storage: &Storage,
    site: &str,
    document: &LocalDocument,
    object: &ListedObject,
    known: Option<&ManifestObject>,
) -> Result<ObjectState, StorageError> {
    if let Some(known) = known.filter(|known| known.tag == object.tag) {
        let is_same = known.sha256 == document.hash && known.served == document.served;
        let tag = object.tag.clone();
        return Ok(match is_same {
            true => ObjectState::Same { tag, is_told: true, is_signed: false },
            false => ObjectState::Another { tag, is_signed: false },
        });
    }
    let Some(head) = storage.head(&document.key)? else { return Ok(ObjectState::Nothing) };
    let is_marked = head.site.as_deref() == Some(&*site_mark(site));
    // A folder keeps no description of an object, and has none to differ in.
    let is_served_so = storage.is_folder() || head.served == document.served;
    let is_same = head.hash.as_ref() == Some(&document.hash);
    if is_same && head.site.is_some() && !is_marked {
        return Ok(ObjectState::Foreign(head.tag));
    }
    if is_same {
        let is_signed = is_marked || document.own.is_some();
        return Ok(match is_served_so {
            true => ObjectState::Same { tag: head.tag, is_told: false, is_signed },
            false => ObjectState::Another { tag: head.tag, is_signed },
        });
    }
    if head.site.is_some() {
        return Ok(match is_marked {
            true => ObjectState::Another { tag: head.tag, is_signed: true },
            false => ObjectState::Foreign(head.tag),
        });
    }
    // Too large to be a document of ours.
    if head.size > Some(LARGEST) {
        return Ok(ObjectState::Foreign(head.tag));
    }
    let Some(read) = storage.get(&document.key)? else { return Ok(ObjectState::Nothing) };
    let (bytes, tag) = (read.bytes, read.head.tag);
    // This site's own account names it: an earlier version wrote it, which kept no site with it.
    let is_accounted = known.is_some() && (storage.is_folder() || head.hash.is_some());
    Ok(match Known::without_date(&document.key, &bytes).own {
        _ if !may_be_ours(&document.key, &bytes) => ObjectState::Foreign(tag),
        Some(own) if is_own(&own, site, document) => ObjectState::Another { tag, is_signed: true },
        Some(_) => ObjectState::Foreign(tag),
        None if is_accounted => ObjectState::Another { tag, is_signed: false },
        None if document.turn.is_feed() => ObjectState::Foreign(tag),
        None => ObjectState::Unsigned(tag),
    })
}

/// Whether the address that a feed names as its own is the one that this site's feed there has.
fn is_own(own: &str, site: &str, document: &LocalDocument) -> bool {
    let public = Url::parse(site).ok().map(|mut url| {
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(document.key.split('/'));
        }
        url
    });
    document.own.as_deref() == Some(own) || public.is_some_and(|public| public.as_str() == own)
}

/// The states of the objects before a build, by their keys.
pub type TagsBefore = HashMap<String, ObjectTag>;

/// Looks at what is there before a build, which may take long: one that is older must not take back what a newer one has
/// published meanwhile. In a folder only those are read that the manifest names, or the output folder has too.
///
/// # Errors
/// The storage's.
pub fn tags_before(storage: &Storage, output: &Path) -> Result<TagsBefore, StorageError> {
    let listed = if storage.is_folder() {
        let read = storage.get(MANIFEST_KEY)?;
        // What is wrong with it, the plan says.
        let manifest = read.and_then(|read| PublishManifest::parse(&read.bytes).ok().flatten());
        let is_named = |key: &str| manifest.as_ref().is_some_and(|manifest| manifest.objects.contains_key(key));
        storage.list_of("", &|key| is_named(key) || output.join(key).is_file())?
    } else {
        storage.list("")?
    };
    Ok(listed.into_iter().map(|object| (object.key, object.tag)).collect())
}
