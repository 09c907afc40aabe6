//! What a podcast says beyond a feed: the show for the channel, the episode for the item.
//!
//! The words are those of Apple's requirements ("A Podcaster's Guide to RSS") and of the podcast namespace
//! (<https://github.com/Podcastindex-org/podcast-namespace>, docs/tags). Only RSS has elements for them.

mod category;

use serde::Serialize;

pub use category::ShowCategory;

use super::{Email, Enclosure, PlainText, Timestamp, WebUrl};

/// A show: what the channel of a podcast says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Show {
    /// Its name for Apple, where that is another than the feed's title (`itunes:title`).
    pub title: Option<PlainText>,
    /// What it is about, for programs that ask for `itunes:summary`, which Apple no longer names.
    pub summary: Option<PlainText>,
    /// The group that makes it (`itunes:author`).
    pub author: PlainText,
    /// Whom directories write to.
    pub owner: Option<ShowOwner>,
    /// Its artwork (`itunes:image`).
    pub artwork: Option<WebUrl>,
    /// Its categories, the main one first.
    pub categories: Vec<ShowCategory>,
    /// Whether it is not for children.
    pub explicit: bool,
    /// In which order its episodes are meant.
    pub order: ShowOrder,
    /// Whether no further episode will come.
    pub complete: bool,
    /// Whether directories are not to list it.
    pub block: bool,
    /// Directories that are, or are not, to list it whatever `block` says (`podcast:block` with an id).
    pub blocks: Vec<(PlainText, bool)>,
    /// Where it has moved to (`itunes:new-feed-url`).
    pub moved_to: Option<WebUrl>,
    /// Its permanent identifier (`podcast:guid`); `None`: that of its address, see [`podcast_guid`].
    pub guid: Option<String>,
    /// Whether other hosts may import it.
    pub locked: Option<bool>,
    /// Where it can be supported.
    pub funding: Vec<LabelledLink>,
    /// Who regularly makes it.
    pub people: Vec<Credit>,
    /// Its licence.
    pub license: Option<License>,
    /// Where it is made, or what it is about.
    pub places: Vec<ShowPlace>,
    /// What its files are: `podcast`, `music`, `audiobook` ...
    pub medium: Option<&'static str>,
    /// Texts for programs (`podcast:txt`).
    pub texts: Vec<PurposeText>,
    /// Shows that it recommends (`podcast:podroll`).
    pub podroll: Vec<RemoteShow>,
    /// How often an episode comes.
    pub frequency: Option<UpdateFrequency>,
    /// Pictures of other sizes and purposes (`podcast:image`).
    pub pictures: Vec<PurposePicture>,
    /// Its trailers.
    pub trailers: Vec<Trailer>,
    /// Live streams (`podcast:liveItem`).
    pub live: Vec<LiveStream>,
    /// Where it is talked about (`podcast:socialInteract`).
    pub talks: Vec<SocialTalk>,
}

/// Whom directories write to (`itunes:owner`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShowOwner {
    /// A name.
    pub name: PlainText,
    /// An address that directories send a code to.
    pub email: Email,
}

/// In which order episodes are meant (`itunes:type`).
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShowOrder {
    /// In none: the newest first.
    #[default]
    Episodic,
    /// From the first on.
    Serial,
}

/// What an episode is (`itunes:episodeType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EpisodeType {
    /// A whole one.
    Full,
    /// A preview.
    Trailer,
    /// Something extra.
    Bonus,
}

impl EpisodeType {
    /// As the element has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Trailer => "trailer",
            Self::Bonus => "bonus",
        }
    }
}

/// An address and the words for its button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelledLink {
    /// Where it leads.
    pub url: WebUrl,
    /// What it is called.
    pub text: PlainText,
}

/// Somebody who takes part (`podcast:person`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credit {
    /// A name.
    pub name: PlainText,
    /// A role of the Podcast Taxonomy; `None`: the host.
    pub role: Option<PlainText>,
    /// A group of it; `None`: the cast.
    pub group: Option<PlainText>,
    /// A picture.
    pub picture: Option<WebUrl>,
    /// A page.
    pub url: Option<WebUrl>,
}

/// A licence (`podcast:license`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct License {
    /// Its identifier, such as `CC-BY-4.0`.
    pub name: PlainText,
    /// Its text.
    pub url: Option<WebUrl>,
}

/// A place (`podcast:location`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShowPlace {
    /// What people call it.
    pub name: PlainText,
    /// Whether something is made there (`creator`), or about it (`subject`).
    pub rel: Option<PlainText>,
    /// `geo:latitude,longitude` (RFC 5870).
    pub geo: Option<PlainText>,
    /// An object of OpenStreetMap.
    pub osm: Option<PlainText>,
    /// A country, in two letters.
    pub country: Option<PlainText>,
}

/// A text for a program (`podcast:txt`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PurposeText {
    /// For which.
    pub purpose: Option<PlainText>,
    /// What it is told.
    pub text: PlainText,
}

/// Another show (`podcast:remoteItem`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemoteShow {
    /// Its `podcast:guid`.
    pub guid: String,
    /// Its feed.
    pub url: Option<WebUrl>,
    /// Its name.
    pub title: Option<PlainText>,
}

/// How often an episode comes (`podcast:updateFrequency`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpdateFrequency {
    /// In words.
    pub text: PlainText,
    /// As a rule (RFC 5545, 3.3.10).
    pub rule: Option<PlainText>,
    /// From when on (ISO 8601).
    pub since: Option<PlainText>,
    /// Whether no further one will come.
    pub complete: bool,
}

/// A picture and what it is for (`podcast:image`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PurposePicture {
    /// Where it is.
    pub url: WebUrl,
    /// What it shows.
    pub alt: Option<PlainText>,
    /// Its shape, `16/9`.
    pub aspect_ratio: Option<PlainText>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// A media type.
    pub media_type: Option<PlainText>,
    /// What it is for, words with blanks between them.
    pub purpose: Option<PlainText>,
}

/// A trailer (`podcast:trailer`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trailer {
    /// What it is called.
    pub title: PlainText,
    /// When it came.
    pub published: Timestamp,
    /// Its file.
    pub file: Enclosure,
    /// The season that it is for.
    pub season: Option<u32>,
}

/// A live stream (`podcast:liveItem`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LiveStream {
    /// `pending`, `live` or `ended`.
    pub status: &'static str,
    /// What it is called.
    pub title: PlainText,
    /// Its permanent identifier.
    pub guid: PlainText,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Option<Timestamp>,
    /// What it is about.
    pub description: Option<PlainText>,
    /// Its page.
    pub url: Option<WebUrl>,
    /// The stream.
    pub stream: Enclosure,
    /// Where else it can be seen (`podcast:contentLink`).
    pub elsewhere: Vec<LabelledLink>,
}

/// Where people talk about something (`podcast:socialInteract`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SocialTalk {
    /// `activitypub`, or `disabled`: nowhere.
    pub protocol: PlainText,
    /// The post that the talk begins with; `None` where it is nowhere.
    pub uri: Option<WebUrl>,
    /// Who has written it.
    pub account_id: Option<PlainText>,
    /// Where they are.
    pub account_url: Option<WebUrl>,
    /// Of several, the lowest counts most.
    pub priority: Option<u32>,
}

/// A file with the words of an episode (`podcast:transcript`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// Where it is.
    pub url: WebUrl,
    /// A media type.
    pub media_type: String,
    /// Its language; `None`: the feed's.
    pub language: Option<String>,
    /// Whether it is meant as captions.
    pub captions: bool,
}

/// A part of an episode worth hearing (`podcast:soundbite`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Soundbite {
    /// Seconds, as decimals.
    pub start: String,
    /// Seconds, as decimals.
    pub duration: String,
    /// What it is called.
    pub title: Option<PlainText>,
}

/// An episode: what the item of a podcast says beyond an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Episode {
    /// Its title for Apple, without numbers (`itunes:title`).
    pub title: Option<PlainText>,
    /// What it is about (`itunes:summary`).
    pub summary: Option<PlainText>,
    /// Who makes it, where that is somebody else than the show's (`itunes:author`).
    pub author: Option<PlainText>,
    /// Its artwork; `None`: the entry's picture.
    pub artwork: Option<WebUrl>,
    /// Its number, a decimal.
    pub number: Option<String>,
    /// What programs show in place of the number.
    pub number_shown: Option<PlainText>,
    /// The number of its season.
    pub season: Option<u32>,
    /// What that season is called.
    pub season_name: Option<PlainText>,
    /// What it is.
    pub kind: Option<EpisodeType>,
    /// Whether it is not for children; `None`: as the show.
    pub explicit: Option<bool>,
    /// Whether directories are not to list it.
    pub block: bool,
    /// Its words.
    pub transcripts: Vec<Transcript>,
    /// Its chapters: a file, and its media type.
    pub chapters: Option<(WebUrl, String)>,
    /// Parts worth hearing.
    pub soundbites: Vec<Soundbite>,
    /// Who takes part; in place of the show's people.
    pub people: Vec<Credit>,
    /// Its licence.
    pub license: Option<License>,
    /// Where it was made, or what it is about.
    pub places: Vec<ShowPlace>,
    /// Where it is talked about.
    pub talks: Vec<SocialTalk>,
    /// Where it can be supported.
    pub funding: Vec<LabelledLink>,
    /// Texts for programs.
    pub texts: Vec<PurposeText>,
}

/// The namespace of podcasts' identifiers (podcast namespace, docs/tags/guid.md).
const GUID_NAMESPACE: [u8; 16] =
    [0xea, 0xd4, 0xc2, 0x36, 0xbf, 0x58, 0x58, 0xc6, 0xa2, 0xc6, 0xa6, 0xb2, 0x8d, 0x12, 0x8c, 0xb6];

/// The `podcast:guid` of the feed at an address: a UUID of version 5 (RFC 9562, 5.5) of the address without scheme and
/// trailing slashes.
///
/// ```
/// use tidings::feed::podcast::podcast_guid;
///
/// // The examples of the specification.
/// assert_eq!(podcast_guid("https://mp3s.nashownotes.com/pc20rss.xml"), "917393e3-1b1e-5cef-ace4-edaa54e1f810");
/// assert_eq!(podcast_guid("http://podnews.net/rss/"), "9b024349-ccf0-5f69-a609-6b82873eab3c");
/// ```
#[must_use]
pub fn podcast_guid(feed: &str) -> String {
    let address = feed.split_once("://").map_or(feed, |(_, rest)| rest).trim_end_matches('/');
    let mut hash = sha1_smol::Sha1::new();
    hash.update(&GUID_NAMESPACE);
    hash.update(address.as_bytes());
    let mut bytes = hash.digest().bytes();
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Whether a text is written as a UUID.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The media that a show may be; each but `mixed` has a list form, which ends in `L` (docs/tags/medium.md).
pub const MEDIA: [&str; 19] = [
    "podcast",
    "music",
    "video",
    "film",
    "audiobook",
    "newsletter",
    "blog",
    "publisher",
    "course",
    "mixed",
    "podcastL",
    "musicL",
    "videoL",
    "filmL",
    "audiobookL",
    "newsletterL",
    "blogL",
    "publisherL",
    "courseL",
];
