//! `[publish]`, as far as it is about what follows once the bytes are public: a cache is purged, an address waited for.

use super::raw::RawPublish;
use super::raw_values::Spanned;
use super::reader::ValueReader;
use crate::feed::WebUrl;

/// How long public addresses are waited for at most.
const LONGEST_WAIT: i64 = 3600;

/// What follows a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnnounceConfig {
    /// The cache that is to forget what has changed.
    pub purge: Option<PurgeConfig>,
    /// For how many seconds public addresses may still give the old before no hub is told; 0: they are not waited for.
    /// `None`: [`AnnounceConfig::WAIT`] where there is a hub, else they are not.
    pub wait: Option<u32>,
}

impl AnnounceConfig {
    /// How long they are waited for where nothing else is said, in seconds.
    pub const WAIT: u32 = 120;

    /// For how many seconds public addresses are waited for: as it is said, else only for hubs.
    #[must_use]
    pub fn seconds(&self, hubs: &[WebUrl]) -> u32 {
        self.wait.unwrap_or(if hubs.is_empty() { 0 } else { Self::WAIT })
    }
}

/// `purge` and `zone`. The credential is in the environment, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PurgeConfig {
    /// Whose cache it is.
    pub cdn: Cdn,
    /// The zone, or the distribution, by its id; empty where the CDN needs none.
    pub zone: String,
}

/// A network of caches that can be told to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cdn {
    /// Cloudflare
    Cloudflare,
    /// Fastly
    Fastly,
    /// Amazon CloudFront
    CloudFront,
    /// bunny.net
    Bunny,
}

impl Cdn {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cloudflare, Self::Fastly, Self::CloudFront, Self::Bunny];

    /// What it is called in the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cloudflare => "cloudflare",
            Self::Fastly => "fastly",
            Self::CloudFront => "cloudfront",
            Self::Bunny => "bunny",
        }
    }

    /// What it is called by people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cloudflare => "Cloudflare",
            Self::Fastly => "Fastly",
            Self::CloudFront => "CloudFront",
            Self::Bunny => "bunny.net",
        }
    }

    fn needs_zone(self) -> bool {
        matches!(self, Self::Cloudflare | Self::CloudFront)
    }
}

impl ValueReader<'_> {
    pub(super) fn announce(&mut self, raw: &RawPublish) -> AnnounceConfig {
        let wait = raw.wait.as_ref().and_then(|wait| self.seconds(wait));
        let Some(word) = &raw.purge else {
            if let Some(zone) = &raw.zone {
                self.complain(zone.span(), "a `zone` without `purge`", "name the CDN: `purge = \"cloudflare\"`");
            }
            return AnnounceConfig { purge: None, wait };
        };
        let Some(cdn) = Cdn::ALL.into_iter().find(|cdn| cdn.word() == word.as_ref()) else {
            let known = Cdn::ALL.map(|cdn| format!("\"{}\"", cdn.word())).join(", ");
            let message = format!("`{}` is no CDN that is known here", word.as_ref());
            self.complain(word.span(), message, format!("name one of {known}"));
            return AnnounceConfig { purge: None, wait };
        };
        let is_id = |zone: &str| {
            !zone.is_empty() && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        let zone = match &raw.zone {
            Some(zone) if !cdn.needs_zone() => {
                self.complain(zone.span(), format!("{} purges without a zone", cdn.name()), "take `zone` out");
                String::new()
            }
            Some(zone) if !is_id(zone.as_ref()) => {
                let message = format!("`{}` is no id of a zone or distribution", zone.as_ref());
                self.complain(zone.span(), message, "copy it from the CDN's own page; it has letters and digits");
                String::new()
            }
            Some(zone) => zone.as_ref().to_owned(),
            None if cdn.needs_zone() => {
                let message = format!("{} purges in a zone, which is not named", cdn.name());
                self.complain(word.span(), message, "add `zone = \"...\"`, the id of the zone or distribution");
                String::new()
            }
            None => String::new(),
        };
        AnnounceConfig { purge: Some(PurgeConfig { cdn, zone }), wait }
    }

    fn seconds(&mut self, said: &Spanned<i64>) -> Option<u32> {
        let seconds = u32::try_from(*said.as_ref()).ok().filter(|&seconds| i64::from(seconds) <= LONGEST_WAIT);
        if seconds.is_none() {
            let message = format!("`wait` is a number of seconds, up to {LONGEST_WAIT}");
            self.complain(said.span(), message, "write a number such as 120; 0 does not wait");
        }
        seconds
    }
}
