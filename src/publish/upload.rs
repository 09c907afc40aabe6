//! A plan carried out: each document under its condition, in order, the manifest after all of them. Who is told that
//! somebody else was there first plans again, a bounded number of times, and never writes over what he did not plan for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::conditions::try_conditions;
use super::fault::PublishError;
use super::local::{LocalDocument, LocalFiles, Turn};
use super::manifest::{MANIFEST_KEY, ManifestObject, PublishManifest};
use super::plan::{ForeignObjects, PlannedUpload, PublishExtent, PublishPlan, TagsBefore, plan, published};
use crate::config::Config;
use crate::diff::{Updated, compare};
use crate::feed::{Timestamp, WebUrl};
use crate::published::{PublishedFeed, read_feed};
use crate::storage::{ContentHash, ObjectTag, Precondition, ServedAs, Storage, Stored};

/// When each entry of a feed was last changed, by its id.
fn moments(feed: &PublishedFeed) -> HashMap<&str, Timestamp> {
    feed.entries.iter().filter_map(|entry| Some((entry.id.as_str(), entry.updated.or(entry.published)?))).collect()
}

/// Plans, at most: of the whole site, and of a part of it, whose others are published at the same time.
const ROUNDS: usize = 5;
const ROUNDS_OF_PART: usize = 40;

/// A publication.
pub struct Publication<'a> {
    /// Where to.
    pub storage: &'a Storage,
    /// Where the output folder is on the web.
    pub site: &'a str,
    /// What is to be public.
    pub documents: &'a [LocalDocument],
    /// Where it is read from.
    pub files: &'a LocalFiles<'a>,
    /// What becomes of objects that are not ours.
    pub foreign: ForeignObjects,
    /// Of what the documents are all.
    pub extent: PublishExtent,
    /// What was there before the documents were made: what is another since then, somebody else has published meanwhile.
    pub before: &'a TagsBefore,
    /// What becomes of a storage that keeps no conditions.
    pub unconditional: Unconditional,
    /// Is told each thing that was done.
    pub done: &'a dyn Fn(&PublishStep<'_>),
}

/// Whether a storage may be published to that keeps no conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unconditional {
    /// It may not.
    Refuse,
    /// It may: each object is looked at before it is written.
    Allow,
}

/// A thing that was done.
#[derive(Clone, Copy, Debug)]
pub enum PublishStep<'a> {
    /// A document was uploaded.
    Uploaded(&'a PlannedUpload),
    /// A document was removed.
    Removed(&'a str),
    /// Somebody else has published meanwhile, at this key: it is planned again.
    Again(&'a str),
}

/// What was done.
#[derive(Debug, Default)]
pub struct Finished {
    /// The keys that have other bytes than before, and their hashes; `None`: removed. In order.
    pub changed: Vec<(String, Option<ContentHash>)>,
    /// Those that were public as they are already, and of which no account tells: a run that was cut has uploaded them, and
    /// has told nobody.
    pub found: Vec<(String, ContentHash)>,
    /// Bytes that were uploaded.
    pub bytes: u64,
    /// How many documents were public as they are already.
    pub unchanged: usize,
    /// Documents that are no longer made, and go the next time.
    pub marked: Vec<String>,
    /// Documents that are no longer made, and stay, for somebody has changed them.
    pub left: Vec<String>,
    /// Whether the storage keeps conditions.
    pub conditions: bool,
    /// Whether the account of what is published could not be read, and was made anew.
    pub unreadable: bool,
}

impl Finished {
    /// What took more than one round stands once, as it is in the end.
    fn keep_last_of_each(&mut self) {
        let mut seen = HashSet::new();
        let mut last: Vec<_> = self.changed.drain(..).rev().filter(|(key, _)| seen.insert(key.clone())).collect();
        last.reverse();
        self.changed = last;
    }
}

/// Up to half a second, another for each.
fn pause() {
    let random = RandomState::new().build_hasher().finish() % 500;
    std::thread::sleep(Duration::from_millis(random));
}

enum RoundEnd {
    All,
    /// Somebody else was there first.
    Lost(String),
}

impl Publication<'_> {
    /// Makes what is public what is here.
    ///
    /// # Errors
    /// What was uploaded until then is whole, and a later run goes on from there.
    pub fn publish(&self) -> Result<Finished, PublishError> {
        let (mut finished, mut tried) = (Finished::default(), None);
        let mut lost: Option<String> = None;
        let rounds = if self.extent == PublishExtent::Part { ROUNDS_OF_PART } else { ROUNDS };
        for _ in 0..rounds {
            let mut planned = plan(self.storage, self.site, self.documents, self.foreign, self.extent)?;
            self.refuse_to_undo(&planned)?;
            if lost.is_none() {
                finished.unchanged = planned.same.len();
                finished.found = std::mem::take(&mut planned.found);
            }
            finished.unreadable |= planned.unreadable;
            // Before the account is written it does not tell; what was tried once is not tried again.
            planned.manifest.conditions = planned.manifest.conditions.or(tried);
            finished.conditions = self.conditions(&mut planned)?;
            tried = planned.manifest.conditions;
            match self.round(&planned, &mut finished)? {
                RoundEnd::All => {
                    finished.marked = planned.marked;
                    finished.left.extend(planned.left);
                    finished.left.sort();
                    finished.left.dedup();
                    finished.keep_last_of_each();
                    return Ok(finished);
                }
                RoundEnd::Lost(key) => {
                    // Many write the account of all: who was too late is not told, and comes again after a while of his own.
                    if self.extent == PublishExtent::Part && key == MANIFEST_KEY {
                        pause();
                    } else {
                        (self.done)(&PublishStep::Again(&key));
                    }
                    lost = Some(key);
                }
            }
        }
        Err(PublishError::Restless(lost.unwrap_or_default()))
    }

    /// Whether conditions are kept; asked once of a storage, and remembered.
    fn conditions(&self, planned: &mut PublishPlan) -> Result<bool, PublishError> {
        let known = planned.manifest.conditions;
        let allowed = self.unconditional == Unconditional::Allow;
        if self.storage.is_folder() || known == Some(true) {
            return Ok(true);
        }
        // What is as it is to be needs no write, and no leave for one.
        if known == Some(false) && (allowed || planned.is_fresh()) {
            return Ok(false);
        }
        let keeping = try_conditions(self.storage)?;
        let kept = keeping.words().is_none();
        if let Some(how) = keeping.words().filter(|_| !allowed) {
            return Err(PublishError::Unconditional(how));
        }
        planned.manifest.conditions = Some(kept);
        Ok(kept)
    }

    /// What somebody else has published since this build began is replaced where this build has every entry of it, and else
    /// kept: an older build must not take back what a newer one has brought.
    fn refuse_to_undo(&self, planned: &PublishPlan) -> Result<(), PublishError> {
        for upload in &planned.uploads {
            let key = &upload.document.key;
            let is_seen = upload.over.is_none() || self.before.get(key) == upload.over.as_ref();
            if is_seen || !upload.document.turn.is_feed() {
                continue;
            }
            let Some(theirs) = self.storage.get(key)? else { continue };
            let ours = self.files.read(key)?;
            // What is no feed has no entries to lose.
            let (Ok(theirs), Ok(ours)) = (read_feed(&theirs.bytes, key), read_feed(&ours, key)) else { continue };
            let diff = compare(&theirs, &ours, None);
            let (then, now) = (moments(&theirs), moments(&ours));
            let is_older = |updated: &Updated| then.get(&*updated.entry.id) > now.get(&*updated.entry.id);
            if !diff.gone.is_empty() || !diff.reissued.is_empty() || diff.updated.iter().any(is_older) {
                return Err(PublishError::Raced(key.clone(), diff.sentence()));
            }
        }
        Ok(())
    }

    fn round(&self, planned: &PublishPlan, finished: &mut Finished) -> Result<RoundEnd, PublishError> {
        let mut objects: BTreeMap<String, ManifestObject> = planned.same.clone();
        objects.extend(planned.others.clone());
        for upload in &planned.uploads {
            let Some((tag, is_ours)) = self.upload(upload, finished.conditions)? else {
                return Ok(RoundEnd::Lost(upload.document.key.clone()));
            };
            objects.insert(upload.document.key.clone(), published(&upload.document, tag));
            if is_ours {
                finished.bytes += upload.document.size;
                finished.changed.push((upload.document.key.clone(), Some(upload.document.hash.clone())));
                (self.done)(&PublishStep::Uploaded(upload));
            }
        }
        for key in &planned.removed {
            // Few storages remove under a condition: what stands there is looked at in the last moment.
            let Some(head) = self.storage.head(key)? else { continue };
            let is_known = planned.manifest.objects.get(key).is_some_and(|object| {
                let has_hash = self.storage.is_folder() || head.hash.as_ref() == Some(&object.sha256);
                head.tag == object.tag && has_hash
            });
            if !is_known {
                finished.left.push(key.clone());
                continue;
            }
            self.storage.delete(key)?;
            finished.changed.push((key.clone(), None));
            (self.done)(&PublishStep::Removed(key));
        }
        for key in &planned.marked {
            if let Some(object) = planned.manifest.objects.get(key) {
                objects.insert(key.clone(), ManifestObject { gone: true, ..object.clone() });
            }
        }
        let mut manifest = PublishManifest::of(self.site);
        (manifest.conditions, manifest.objects) = (planned.manifest.conditions, objects);
        let text = manifest.text();
        if planned.manifest_text.as_deref() == Some(text.as_bytes()) {
            return Ok(RoundEnd::All);
        }
        let served = ServedAs {
            media_type: "application/json; charset=utf-8".to_owned(),
            cache: Some("no-cache".to_owned()),
            disposition: None,
        };
        let tag = planned.manifest_tag.as_ref();
        Ok(match self.put(MANIFEST_KEY, text.as_bytes(), &served, tag, finished.conditions)? {
            Some(_) => RoundEnd::All,
            None => RoundEnd::Lost(MANIFEST_KEY.to_owned()),
        })
    }

    /// The new tag, and whether the bytes were brought here and not by somebody else; `None` where something else is there.
    fn upload(&self, upload: &PlannedUpload, conditions: bool) -> Result<Option<(ObjectTag, bool)>, PublishError> {
        let document = &upload.document;
        let bytes = self.files.read(&document.key)?;
        if ContentHash::of(&bytes) != document.hash {
            return Err(PublishError::Changed(document.key.clone()));
        }
        if let Some(tag) = self.put(&document.key, &bytes, &document.served, upload.over.as_ref(), conditions)? {
            return Ok(Some((tag, true)));
        }
        // Somebody else may have published the same.
        let there = self.storage.head(&document.key)?.filter(|head| head.hash.as_ref() == Some(&document.hash));
        Ok(there.map(|head| (head.tag, false)))
    }

    /// Writes an object where what is there is what was planned against; `None` where it is not.
    fn put(
        &self,
        key: &str,
        bytes: &[u8],
        served: &ServedAs,
        over: Option<&ObjectTag>,
        conditions: bool,
    ) -> Result<Option<ObjectTag>, PublishError> {
        let precondition = match (conditions, over) {
            (true, None) => Precondition::Absent,
            (true, Some(tag)) => Precondition::Tagged(tag),
            (false, over) => {
                // The next best: what was written just now is seen, and what is written in this moment is not.
                if self.storage.head(key)?.map(|head| head.tag).as_ref() != over {
                    return Ok(None);
                }
                Precondition::Nothing
            }
        };
        Ok(match self.storage.put(key, bytes, served, precondition)? {
            Stored::Done(tag) => Some(tag),
            Stored::Lost | Stored::Busy => None,
        })
    }
}

/// An address whose bytes are others now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicChange {
    /// The address.
    pub url: WebUrl,
    /// The hash of its bytes; `None`: nothing is there any more.
    pub hash: Option<ContentHash>,
    /// Whether readers poll it.
    pub subscription: bool,
}

/// The public addresses of what a publication has changed, in the order in which it did, after those that a run before it
/// has changed and told nobody of.
#[must_use]
pub fn public_changes(config: &Config, documents: &[LocalDocument], finished: &Finished) -> Vec<PublicChange> {
    let polled: HashSet<&str> = documents
        .iter()
        .filter(|document| document.turn == Turn::Subscription)
        .map(|document| document.key.as_str())
        .collect();
    let change = |(key, hash): (&String, Option<&ContentHash>)| {
        let mut url = config.output.url.to_url();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(key.split('/'));
        }
        // What is below an address of the web has one.
        let subscription = polled.contains(key.as_str());
        Some(PublicChange { url: WebUrl::from_url(&url)?, hash: hash.cloned(), subscription })
    };
    let changed: HashSet<&str> = finished.changed.iter().map(|(key, _)| key.as_str()).collect();
    let found = finished.found.iter().filter(|(key, _)| !changed.contains(key.as_str()));
    let found = found.map(|(key, hash)| (key, Some(hash)));
    found.chain(finished.changed.iter().map(|(key, hash)| (key, hash.as_ref()))).filter_map(change).collect()
}
