//! What is to be done so that what is public is what is here: two requests, and one more for each object whose state the
//! manifest does not tell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fault::PublishError;
use super::local::{LocalDocument, Turn};
use super::manifest::{MANIFEST_KEY, ManifestObject, PublishManifest};
use crate::format::may_be_ours;
use crate::storage::{ListedObject, ObjectTag, Storage, StorageError};

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
    let manifest = parsed.flatten().unwrap_or_else(|| PublishManifest::of(site));
    if manifest.site != site {
        return Err(PublishError::OtherSite(manifest.site));
    }
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
        unreadable,
        manifest_tag,
        manifest_text,
        manifest: PublishManifest::of(site),
    };
    let mut in_the_way = Vec::new();
    for document in documents {
        let key = document.key.as_str();
        let state = match there.get(key) {
            None => ObjectState::Nothing,
            Some(object) => state_of(storage, document, object, manifest.objects.get(key))?,
        };
        let upload = |over| PlannedUpload { document: document.clone(), over };
        match state {
            ObjectState::Nothing => planned.uploads.push(upload(None)),
            ObjectState::Same(tag) => {
                planned.same.insert(key.to_owned(), published(document, tag));
            }
            ObjectState::Another(tag) => planned.uploads.push(upload(Some(tag))),
            ObjectState::Foreign(tag) if foreign == ForeignObjects::Replace => planned.uploads.push(upload(Some(tag))),
            ObjectState::Foreign(_) => in_the_way.push(key.to_owned()),
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
    Ok(planned)
}

impl PlannedUpload {
    fn order(&self) -> (Turn, bool, &str) {
        (self.document.turn, self.over.is_some(), &self.document.key)
    }
}

/// What the manifest says of a document that is public now.
pub fn published(document: &LocalDocument, tag: ObjectTag) -> ManifestObject {
    let (sha256, served) = (document.hash.clone(), document.served.clone());
    ManifestObject { sha256, tag, size: document.size, served, gone: false }
}

enum ObjectState {
    Nothing,
    Same(ObjectTag),
    Another(ObjectTag),
    Foreign(ObjectTag),
}

/// What is at a document's key: the manifest tells it while the tag is the one that stands there, and else the object.
fn state_of(
    storage: &Storage,
    document: &LocalDocument,
    object: &ListedObject,
    known: Option<&ManifestObject>,
) -> Result<ObjectState, StorageError> {
    if let Some(known) = known.filter(|known| known.tag == object.tag) {
        let is_same = known.sha256 == document.hash && known.served == document.served;
        let tag = object.tag.clone();
        return Ok(if is_same { ObjectState::Same(tag) } else { ObjectState::Another(tag) });
    }
    let Some(head) = storage.head(&document.key)? else { return Ok(ObjectState::Nothing) };
    // A folder keeps no description of an object, and has none to differ in.
    let is_served_so = storage.is_folder() || head.served == document.served;
    match head.hash {
        Some(hash) if hash == document.hash && is_served_so => return Ok(ObjectState::Same(head.tag)),
        Some(hash) if hash == document.hash => return Ok(ObjectState::Another(head.tag)),
        // A hash beside an object is our own mark; in a folder, every file has one.
        Some(_) if !storage.is_folder() => return Ok(ObjectState::Another(head.tag)),
        _ => {}
    }
    // Too large to be a document of ours.
    if head.size > Some(LARGEST) {
        return Ok(ObjectState::Foreign(head.tag));
    }
    Ok(match storage.get(&document.key)? {
        None => ObjectState::Nothing,
        Some(read) if may_be_ours(&document.key, &read.bytes) => ObjectState::Another(read.head.tag),
        Some(read) => ObjectState::Foreign(read.head.tag),
    })
}

/// Bytes of an object that is read.
const LARGEST: u64 = 16 << 20;
