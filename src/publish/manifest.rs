//! What has been published, kept beside it: `.tidings/manifest.json`. It is written last, and is only ever an account: what
//! it says of an object holds while the object has the tag that stands there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fault::{PublishError, may_be_document};
use crate::storage::{ContentHash, ObjectTag, ServedAs};

/// Its key.
pub const MANIFEST_KEY: &str = ".tidings/manifest.json";
/// Its version.
const VERSION: u32 = 1;

/// What has been published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishManifest {
    version: u32,
    /// Where the output folder is on the web: of which site it is.
    pub site: String,
    /// Whether the storage keeps conditions, once that is known.
    pub conditions: Option<bool>,
    /// The documents, by key.
    pub objects: BTreeMap<String, ManifestObject>,
}

/// A document that has been published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestObject {
    /// The hash of its bytes.
    pub sha256: ContentHash,
    /// The storage's tag of these bytes.
    pub tag: ObjectTag,
    /// Its length.
    pub size: u64,
    /// How it is served.
    #[serde(flatten)]
    pub served: ServedAs,
    /// Whether it is no longer made: the next publication removes it, for until then documents that link to it may be
    /// kept somewhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl PublishManifest {
    /// That of a site of which nothing is published yet.
    pub fn of(site: &str) -> Self {
        Self { version: VERSION, site: site.to_owned(), conditions: None, objects: BTreeMap::new() }
    }

    /// Reads one; `None` where it is none: then what is there is looked at.
    ///
    /// # Errors
    /// It is of a newer version.
    pub fn parse(bytes: &[u8]) -> Result<Option<Self>, PublishError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        match serde_json::from_slice::<Versioned>(bytes) {
            Ok(found) if found.version > VERSION => return Err(PublishError::Newer(found.version)),
            Ok(_) => {}
            Err(_) => return Ok(None),
        }
        let Ok(mut manifest) = serde_json::from_slice::<Self>(bytes) else { return Ok(None) };
        manifest.objects.retain(|key, _| may_be_document(key));
        Ok(Some(manifest))
    }

    /// As text, an object to a line.
    pub fn text(&self) -> String {
        let mut out = format!(
            "{{\"version\": {VERSION}, \"site\": {}, \"conditions\": {}, \"objects\": {{",
            json(&self.site),
            json(&self.conditions)
        );
        for (at, (key, object)) in self.objects.iter().enumerate() {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            out.push_str(&format!("  {}: {}", json(key), json(object)));
        }
        out.push_str("\n}}\n");
        out
    }
}

/// Strings, numbers and maps of them: nothing that JSON has no form for.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut manifest = PublishManifest::of("https://acme.example/feeds/");
        assert_eq!(PublishManifest::parse(manifest.text().as_bytes()).unwrap().as_ref(), Some(&manifest));
        let object = ManifestObject {
            sha256: ContentHash::of(b"a"),
            tag: ObjectTag::new("abc"),
            size: 1,
            served: ServedAs {
                media_type: "text/plain".to_owned(),
                cache: Some("public".to_owned()),
                disposition: None,
            },
            gone: true,
        };
        manifest.conditions = Some(true);
        manifest.objects.insert("a/\"b\".xml".to_owned(), object.clone());
        manifest.objects.insert("b.xml".to_owned(), ManifestObject { gone: false, ..object.clone() });
        assert_eq!(PublishManifest::parse(manifest.text().as_bytes()).unwrap().as_ref(), Some(&manifest));
        manifest.objects.insert("../x".to_owned(), object);
        assert_eq!(PublishManifest::parse(manifest.text().as_bytes()).unwrap().unwrap().objects.len(), 2);
        let whole = manifest.text();
        assert_eq!(PublishManifest::parse(&whole.as_bytes()[..whole.len() / 2]).unwrap(), None);
        assert!(PublishManifest::parse(b"{\"version\": 2}").is_err());
    }
}
