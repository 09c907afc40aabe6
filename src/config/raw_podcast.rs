//! `[podcast]` as it is written, for the site and for one feed.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::raw_values::{OneOrMany, RawText};
use crate::feed::podcast::ShowOrder;

/// `podcast` of a feed: whether it is a show, or what is said of that one show.
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

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPodcast {
    pub title: Option<RawText>,
    pub summary: Option<RawText>,
    pub author: Option<RawText>,
    pub owner: Option<RawOwner>,
    pub image: Option<RawText>,
    pub category: Option<Spanned<OneOrMany>>,
    pub explicit: Option<bool>,
    pub r#type: Option<ShowOrder>,
    pub complete: Option<bool>,
    pub block: Option<bool>,
    pub blocks: Option<std::collections::BTreeMap<String, bool>>,
    pub new_feed_url: Option<RawText>,
    pub guid: Option<RawText>,
    pub locked: Option<bool>,
    pub funding: Option<Vec<RawLink>>,
    pub person: Option<Vec<RawCredit>>,
    pub license: Option<RawLicense>,
    pub location: Option<Vec<RawPlace>>,
    pub medium: Option<RawText>,
    pub txt: Option<Vec<RawPurposeText>>,
    pub podroll: Option<Vec<RawRemote>>,
    pub update_frequency: Option<RawFrequency>,
    pub picture: Option<Vec<RawPicture>>,
    pub trailer: Option<Vec<RawTrailer>>,
    pub live: Option<Vec<RawLive>>,
    pub social: Option<Vec<RawTalk>>,
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

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOwner {
    pub name: Option<RawText>,
    pub email: RawText,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLink {
    pub url: RawText,
    pub text: RawText,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCredit {
    pub name: RawText,
    pub role: Option<RawText>,
    pub group: Option<RawText>,
    pub image: Option<RawText>,
    pub url: Option<RawText>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLicense {
    pub name: RawText,
    pub url: Option<RawText>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlace {
    pub name: RawText,
    pub rel: Option<RawText>,
    pub geo: Option<RawText>,
    pub osm: Option<RawText>,
    pub country: Option<RawText>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPurposeText {
    pub purpose: Option<RawText>,
    pub text: RawText,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRemote {
    pub guid: RawText,
    pub url: Option<RawText>,
    pub title: Option<RawText>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFrequency {
    pub text: RawText,
    pub rrule: Option<RawText>,
    pub dtstart: Option<RawText>,
    #[serde(default)]
    pub complete: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPicture {
    pub url: RawText,
    pub alt: Option<RawText>,
    pub aspect_ratio: Option<RawText>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub r#type: Option<RawText>,
    pub purpose: Option<RawText>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTrailer {
    pub title: RawText,
    pub url: RawText,
    pub date: RawText,
    pub length: Option<u64>,
    pub r#type: Option<RawText>,
    pub season: Option<u32>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLive {
    pub title: RawText,
    pub status: RawText,
    pub start: RawText,
    pub end: Option<RawText>,
    pub stream: RawText,
    pub r#type: RawText,
    pub guid: RawText,
    pub description: Option<RawText>,
    pub url: Option<RawText>,
    #[serde(default)]
    pub link: Vec<RawLink>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTalk {
    pub protocol: RawText,
    pub uri: Option<RawText>,
    pub account_id: Option<RawText>,
    pub account_url: Option<RawText>,
    pub priority: Option<u32>,
}
