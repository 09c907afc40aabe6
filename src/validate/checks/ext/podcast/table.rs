//! What each element of the namespace needs: its places, its text, its attributes, its children
//! (Podcast Namespace 1.0, one page a tag).

use super::forms::{Form, TextRule};

/// The element that holds what an item of RSS holds.
pub const LIVE_ITEM: &str = "podcast:liveItem";

/// Where an element may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// In a channel.
    Channel,
    /// In an item, or in what holds the same.
    Item,
    /// In an element of the namespace.
    Within(&'static str),
}

/// An element of the namespace.
pub struct Element {
    /// Its name with the usual prefix.
    pub name: &'static str,
    /// Where it may stand.
    pub homes: &'static [Home],
    /// Whether it may stand there once only.
    pub once: bool,
    /// What its text is.
    pub words: TextRule,
    /// Attributes that programs cannot do without.
    pub needed: &'static [(&'static str, Form)],
    /// Attributes that may be there.
    pub optional: &'static [(&'static str, Form)],
    /// Children of which there must be one at least.
    pub children: &'static [&'static str],
}

const CHANNEL: &[Home] = &[Home::Channel];
const ITEM: &[Home] = &[Home::Item];
const BOTH: &[Home] = &[Home::Channel, Home::Item];

const fn element(name: &'static str, homes: &'static [Home], once: bool, words: TextRule) -> Element {
    Element { name, homes, once, words, needed: &[], optional: &[], children: &[] }
}

const TRUE_FALSE: Form = Form::Word(&["true", "false"]);

/// All of them.
pub const ELEMENTS: &[Element] = &[
    Element {
        // The owner was required once and is optional now.
        optional: &[("owner", Form::Email)],
        ..element("podcast:locked", CHANNEL, true, TextRule::YesNo)
    },
    element("podcast:block", CHANNEL, false, TextRule::Block),
    element("podcast:guid", CHANNEL, true, TextRule::Uuid),
    element("podcast:medium", CHANNEL, true, TextRule::Medium),
    Element { needed: &[("url", Form::Url)], ..element("podcast:funding", BOTH, false, TextRule::Short) },
    Element {
        needed: &[("url", Form::Url), ("pubdate", Form::Date)],
        optional: &[("type", Form::MediaType), ("length", Form::Number), ("season", Form::Number)],
        ..element("podcast:trailer", CHANNEL, false, TextRule::Filled)
    },
    Element { optional: &[("url", Form::Url)], ..element("podcast:license", BOTH, true, TextRule::License) },
    Element {
        optional: &[("href", Form::Url), ("img", Form::Url), ("role", Form::Role), ("group", Form::Group)],
        ..element("podcast:person", BOTH, false, TextRule::Short)
    },
    Element {
        // It could stand once only; since 2025 a place may be named for each `rel`.
        optional: &[
            ("geo", Form::Geo),
            ("osm", Form::Osm),
            ("rel", Form::Word(&["subject", "creator"])),
            ("country", Form::Country),
        ],
        ..element("podcast:location", BOTH, false, TextRule::Short)
    },
    Element {
        needed: &[("href", Form::Url)],
        optional: &[
            ("type", Form::MediaType),
            ("width", Form::Number),
            ("height", Form::Number),
            ("purpose", Form::UpTo(128)),
        ],
        ..element("podcast:image", BOTH, false, TextRule::Any)
    },
    Element { needed: &[("srcset", Form::Sources)], ..element("podcast:images", BOTH, true, TextRule::Any) },
    Element {
        needed: &[("type", Form::Any), ("method", Form::Any)],
        optional: &[("suggested", Form::Number)],
        children: &["podcast:valueRecipient"],
        ..element("podcast:value", BOTH, false, TextRule::Any)
    },
    Element {
        needed: &[("type", Form::Any), ("address", Form::Any), ("split", Form::Number)],
        optional: &[("fee", TRUE_FALSE)],
        ..element(
            "podcast:valueRecipient",
            &[Home::Within("podcast:value"), Home::Within("podcast:valueTimeSplit")],
            false,
            TextRule::Any,
        )
    },
    Element {
        needed: &[("startTime", Form::Number), ("duration", Form::Number)],
        optional: &[("remoteStartTime", Form::Number), ("remotePercentage", Form::Number)],
        children: &["podcast:remoteItem", "podcast:valueRecipient"],
        ..element("podcast:valueTimeSplit", &[Home::Within("podcast:value")], false, TextRule::Any)
    },
    Element {
        needed: &[("feedGuid", Form::Uuid)],
        optional: &[("feedUrl", Form::Url), ("medium", Form::Medium)],
        ..element(
            "podcast:remoteItem",
            &[
                Home::Channel,
                Home::Within("podcast:podroll"),
                Home::Within("podcast:valueTimeSplit"),
                Home::Within("podcast:publisher"),
            ],
            false,
            TextRule::Any,
        )
    },
    Element { children: &["podcast:remoteItem"], ..element("podcast:podroll", CHANNEL, true, TextRule::Any) },
    Element { children: &["podcast:remoteItem"], ..element("podcast:publisher", CHANNEL, true, TextRule::Any) },
    Element {
        needed: &[("url", Form::Url), ("type", Form::MediaType)],
        ..element("podcast:transcript", ITEM, false, TextRule::Any)
    },
    Element {
        needed: &[("url", Form::Url), ("type", Form::MediaType)],
        ..element("podcast:chapters", ITEM, true, TextRule::Any)
    },
    Element {
        needed: &[("startTime", Form::Number), ("duration", Form::Number)],
        ..element("podcast:soundbite", ITEM, false, TextRule::ShortOrNone)
    },
    Element { optional: &[("name", Form::UpTo(128))], ..element("podcast:season", ITEM, true, TextRule::Whole) },
    Element { optional: &[("display", Form::UpTo(32))], ..element("podcast:episode", ITEM, true, TextRule::Number) },
    Element {
        needed: &[("type", Form::MediaType)],
        optional: &[
            ("length", Form::Number),
            ("bitrate", Form::Number),
            ("height", Form::Number),
            ("default", TRUE_FALSE),
        ],
        children: &["podcast:source"],
        ..element("podcast:alternateEnclosure", ITEM, false, TextRule::Any)
    },
    Element {
        needed: &[("uri", Form::Uri)],
        optional: &[("contentType", Form::MediaType)],
        ..element("podcast:source", &[Home::Within("podcast:alternateEnclosure")], false, TextRule::Any)
    },
    Element {
        needed: &[("type", Form::Word(&["sri", "pgp-signature"])), ("value", Form::Any)],
        ..element("podcast:integrity", &[Home::Within("podcast:alternateEnclosure")], true, TextRule::Any)
    },
    Element {
        needed: &[("status", Form::Word(&["pending", "live", "ended"])), ("start", Form::Moment)],
        optional: &[("end", Form::Moment)],
        children: &["podcast:contentLink"],
        ..element(LIVE_ITEM, CHANNEL, false, TextRule::Any)
    },
    Element { needed: &[("href", Form::Uri)], ..element("podcast:contentLink", ITEM, false, TextRule::Any) },
    Element {
        // With the protocol `disabled` it needs nothing else: see `start`.
        needed: &[("protocol", Form::Any), ("uri", Form::Uri)],
        optional: &[("accountUrl", Form::Url), ("priority", Form::Number)],
        ..element("podcast:socialInteract", BOTH, false, TextRule::Any)
    },
    Element {
        needed: &[("server", Form::Any), ("protocol", Form::Any)],
        ..element("podcast:chat", BOTH, true, TextRule::Any)
    },
    Element { optional: &[("purpose", Form::UpTo(128))], ..element("podcast:txt", BOTH, false, TextRule::Page) },
    Element {
        optional: &[("complete", TRUE_FALSE), ("dtstart", Form::Moment)],
        ..element("podcast:updateFrequency", CHANNEL, true, TextRule::ShortOrNone)
    },
    Element { optional: &[("usesPodping", TRUE_FALSE)], ..element("podcast:podping", CHANNEL, true, TextRule::Any) },
];
