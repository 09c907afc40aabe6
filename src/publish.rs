//! What is in the output folder becomes public: on object storage, or in a folder elsewhere.
//!
//! [`documents`] says what is to be public, [`plan`] compares that with what is, and a [`Publication`] carries the plan
//! out. A storage has no transaction over several objects, so the order is the transaction: what others link to is there
//! before them, what is no longer linked to stays until the next time, and a reader finds at every moment a feed whose every
//! link leads somewhere. The account of it all, the manifest, is written last; nothing depends on it but how much must be
//! asked the next time.

mod conditions;
mod fault;
mod local;
mod manifest;
mod plan;
mod standing;
mod upload;
mod words;

pub use fault::PublishError;
pub use local::{LocalDocument, LocalFiles, Turn, documents};
pub use manifest::{MANIFEST_KEY, ManifestObject, PublishManifest};
pub use plan::{ForeignObjects, PlannedUpload, PublishExtent, PublishPlan, TagsBefore, plan, tags_before};
pub use standing::{standing, unsound};
pub use upload::{Finished, PublicChange, Publication, PublishStep, Unconditional, public_changes};
pub use words::subscribers;
