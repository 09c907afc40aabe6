//! `[podcast]` as it is written, for the site and for one feed.

use std::fmt;

use super::raw_values::Spanned;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::raw_values::{OneOrMany, RawText};
use crate::feed::podcast::ShowOrder;

/// `podcast` of a feed: whether it is a show, or what is said of that one show.
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(untagged))]
pub enum RawFeedPodcast {
    Switch(bool),
    Table(Box<RawPodcast>),
}

impl<'de> Deserialize<'de> for RawFeedPodcast {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // By hand, for an untagged enum would lose the places of the values.
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = RawFeedPodcast;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("true, false, or a table of what the show says")
            }

            fn visit_bool<E>(self, is_show: bool) -> Result<Self::Value, E> {
                Ok(RawFeedPodcast::Switch(is_show))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                RawPodcast::deserialize(MapAccessDeserializer::new(map)).map(|raw| RawFeedPodcast::Table(Box::new(raw)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPodcast {
    /// The show's title in directories (`itunes:title`).
    pub title: Option<RawText>,
    /// What it is about (`itunes:summary`).
    pub summary: Option<RawText>,
    /// Who makes it.
    pub author: Option<RawText>,
    /// Whom directories write to.
    pub owner: Option<RawOwner>,
    /// The artwork: an address, or a path on the site.
    pub image: Option<RawText>,
    /// One of Apple's categories, such as `Arts > Books`, or several.
    pub category: Option<Spanned<OneOrMany>>,
    /// Whether it is for adults.
    pub explicit: Option<bool>,
    /// In which order episodes are heard.
    pub r#type: Option<ShowOrder>,
    /// Whether no more episodes come.
    pub complete: Option<bool>,
    /// Whether directories are not to list it.
    pub block: Option<bool>,
    /// Which directories are not to list it (`podcast:block`).
    pub blocks: Option<std::collections::BTreeMap<String, bool>>,
    /// Where the show has moved to.
    pub new_feed_url: Option<RawText>,
    /// Its id across hosts (`podcast:guid`).
    pub guid: Option<RawText>,
    /// Whether other hosts may not import it (`podcast:locked`).
    pub locked: Option<bool>,
    /// Where listeners can give.
    pub funding: Option<Vec<RawLink>>,
    /// Who takes part.
    pub person: Option<Vec<RawCredit>>,
    /// The licence of what is heard.
    pub license: Option<RawLicense>,
    /// What place it is about.
    pub location: Option<Vec<RawPlace>>,
    /// What it is: `podcast`, `music`, `audiobook` ...
    pub medium: Option<RawText>,
    /// Texts for programs (`podcast:txt`).
    pub txt: Option<Vec<RawPurposeText>>,
    /// Shows that it recommends.
    pub podroll: Option<Vec<RawRemote>>,
    /// How often episodes come.
    pub update_frequency: Option<RawFrequency>,
    /// Pictures of it by purpose (`podcast:image`).
    pub picture: Option<Vec<RawPicture>>,
    /// Trailers.
    pub trailer: Option<Vec<RawTrailer>>,
    /// What is on air (`podcast:liveItem`).
    pub live: Option<Vec<RawLive>>,
    /// Where it is talked about.
    pub social: Option<Vec<RawTalk>>,
    /// Whether audio that no text is about is an episode.
    pub files: Option<bool>,
}

impl RawPodcast {
    /// What a feed says, and where it says nothing, what the site says.
    pub fn over(self, base: Option<&Self>) -> Self {
        let Some(base) = base.cloned() else { return self };
        Self {
            title: self.title.or(base.title),
            summary: self.summary.or(base.summary),
            author: self.author.or(base.author),
            owner: self.owner.or(base.owner),
            image: self.image.or(base.image),
            category: self.category.or(base.category),
            explicit: self.explicit.or(base.explicit),
            r#type: self.r#type.or(base.r#type),
            complete: self.complete.or(base.complete),
            block: self.block.or(base.block),
            blocks: self.blocks.or(base.blocks),
            new_feed_url: self.new_feed_url.or(base.new_feed_url),
            guid: self.guid.or(base.guid),
            locked: self.locked.or(base.locked),
            funding: self.funding.or(base.funding),
            person: self.person.or(base.person),
            license: self.license.or(base.license),
            location: self.location.or(base.location),
            medium: self.medium.or(base.medium),
            txt: self.txt.or(base.txt),
            podroll: self.podroll.or(base.podroll),
            update_frequency: self.update_frequency.or(base.update_frequency),
            picture: self.picture.or(base.picture),
            trailer: self.trailer.or(base.trailer),
            live: self.live.or(base.live),
            social: self.social.or(base.social),
            files: self.files.or(base.files),
        }
    }
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOwner {
    /// The name.
    pub name: Option<RawText>,
    /// The e-mail address.
    pub email: RawText,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLink {
    /// The address.
    pub url: RawText,
    /// What it says.
    pub text: RawText,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCredit {
    /// The name.
    pub name: RawText,
    /// What they do, such as `host`.
    pub role: Option<RawText>,
    /// The group of that, such as `cast`.
    pub group: Option<RawText>,
    /// A picture.
    pub image: Option<RawText>,
    /// Their page.
    pub url: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLicense {
    /// Its name, such as `CC-BY-4.0`.
    pub name: RawText,
    /// Its text.
    pub url: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlace {
    /// Its name.
    pub name: RawText,
    /// Whether it is of the `subject` or of the `creator`.
    pub rel: Option<RawText>,
    /// A geo URI.
    pub geo: Option<RawText>,
    /// An object of OpenStreetMap, such as `R113314`.
    pub osm: Option<RawText>,
    /// Its country, as two letters.
    pub country: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPurposeText {
    /// What it is for.
    pub purpose: Option<RawText>,
    /// The text.
    pub text: RawText,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRemote {
    /// The show's `podcast:guid`.
    pub guid: RawText,
    /// Its feed.
    pub url: Option<RawText>,
    /// Its title.
    pub title: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFrequency {
    /// In words.
    pub text: RawText,
    /// As a rule of iCalendar (RFC 5545).
    pub rrule: Option<RawText>,
    /// From when on.
    pub dtstart: Option<RawText>,
    /// Whether it has ended.
    #[serde(default)]
    pub complete: bool,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPicture {
    /// Its address.
    pub url: RawText,
    /// What is seen on it.
    pub alt: Option<RawText>,
    /// Its proportions, such as `16/9`.
    pub aspect_ratio: Option<RawText>,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// Its media type.
    pub r#type: Option<RawText>,
    /// What it is for, such as `banner`.
    pub purpose: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTrailer {
    /// Its title.
    pub title: RawText,
    /// The file.
    pub url: RawText,
    /// When it was published.
    pub date: RawText,
    /// Its size in bytes.
    pub length: Option<u64>,
    /// Its media type.
    pub r#type: Option<RawText>,
    /// The season that it is of.
    pub season: Option<u32>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLive {
    /// Its title.
    pub title: RawText,
    /// `pending`, `live` or `ended`.
    pub status: RawText,
    /// When it begins.
    pub start: RawText,
    /// When it ends.
    pub end: Option<RawText>,
    /// Where it is heard.
    pub stream: RawText,
    /// The media type of that.
    pub r#type: RawText,
    /// Its id.
    pub guid: RawText,
    /// What it is about.
    pub description: Option<RawText>,
    /// Its page.
    pub url: Option<RawText>,
    /// Where else it is heard.
    #[serde(default)]
    pub link: Vec<RawLink>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTalk {
    /// Such as `activitypub`.
    pub protocol: RawText,
    /// The post.
    pub uri: Option<RawText>,
    /// Who has posted it.
    pub account_id: Option<RawText>,
    /// Their page.
    pub account_url: Option<RawText>,
    /// Of several, the one with the smallest number goes first.
    pub priority: Option<u32>,
}
