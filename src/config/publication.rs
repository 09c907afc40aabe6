//! `[publish]`: where the documents are brought, and how that storage is reached. Credentials have no place in it.

use url::Url;

use super::FILE_NAME;
use super::place::{Addressing, StorageAccess, StoragePlace};
use super::raw::{RawPublish, RawText};
use super::reader::ValueReader;
use crate::diagnostic::{Code, Diagnostic};

/// `[publish]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishConfig {
    /// Where the documents are brought.
    pub to: StoragePlace,
    /// How that is reached.
    pub access: StorageAccess,
    /// For how many seconds documents that readers poll may be kept.
    pub max_age: Option<u32>,
}

/// A year.
const LONGEST_AGE: i64 = 31_536_000;

impl ValueReader<'_> {
    pub(super) fn publication(&mut self, raw: RawPublish) -> (Option<PublishConfig>, StorageAccess) {
        let help = "write a bucket and a prefix as `s3://bucket/prefix`, or a folder";
        let to = raw.to.and_then(|to| match StoragePlace::parse(to.as_ref()) {
            Ok(place) => Some(place),
            Err(why) => {
                self.complain_of(&to, &format!("`to` is no place to publish to: {why}"), help);
                None
            }
        });
        let access = StorageAccess {
            endpoint: raw.endpoint.and_then(|text| self.endpoint(&text)),
            region: raw.region.and_then(|text| Some(self.plain(&text)?.as_str().to_owned())),
            addressing: raw.path_style.map(|path| if path { Addressing::Path } else { Addressing::VirtualHost }),
        };
        let max_age = raw.max_age.and_then(|seconds| match *seconds.as_ref() {
            number @ 0..=LONGEST_AGE => u32::try_from(number).ok(),
            _ => {
                self.complain(
                    seconds.span(),
                    "that is no number of seconds up to a year",
                    "write `1800` for half an hour",
                );
                None
            }
        });
        (to.map(|to| PublishConfig { to, access: access.clone(), max_age }), access)
    }

    fn endpoint(&mut self, text: &RawText) -> Option<Url> {
        let help = "write it in full, as `https://storage.example`; credentials belong in the environment";
        let url = Url::parse(text.as_ref().trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let Some(mut url) = url else {
            self.complain_of(text, "`endpoint` is no address of the web", help);
            return None;
        };
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            self.complain_of(text, "`endpoint` has a user, a password or a query in it", help);
            return None;
        }
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        url.set_fragment(None);
        Some(url)
    }

    /// A complaint; where the value may hold a password, its line is not shown.
    fn complain_of(&mut self, text: &RawText, message: &str, help: &str) {
        match text.as_ref().contains(['@', '?']) {
            false => self.complain(text.span(), message, help),
            true => {
                let diagnostic = Diagnostic::error(Code::ConfigInvalid, message).help(help);
                self.diagnostics.push(diagnostic.in_file(FILE_NAME));
            }
        }
    }
}
