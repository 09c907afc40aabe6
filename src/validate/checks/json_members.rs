//! The members of a JSON Feed, and what each must be (<https://jsonfeed.org/version/1.1>).

/// What an object or array is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueRole {
    /// The feed itself.
    Feed,
    /// `items`.
    Items,
    /// An item.
    Item,
    /// `authors`.
    Authors,
    /// An author.
    Author,
    /// `hubs`.
    Hubs,
    /// A hub.
    Hub,
    /// `attachments`.
    Attachments,
    /// An attachment.
    Attachment,
    /// `tags`.
    Tags,
    /// An extension, or something that should not be there.
    Any,
}

/// What a member must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberRule {
    /// A string.
    Text,
    /// A string that is not empty.
    Filled,
    /// An address.
    Url,
    /// The version.
    Version,
    /// An id.
    Id,
    /// A date of RFC 3339.
    Date,
    /// HTML.
    Html,
    /// A language.
    Language,
    /// A media type.
    MediaType,
    /// True or false.
    Bool,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// An object.
    Object(ValueRole),
    /// An array.
    Array(ValueRole),
}

const FEED: &[(&str, MemberRule)] = &[
    ("version", MemberRule::Version),
    ("title", MemberRule::Filled),
    ("home_page_url", MemberRule::Url),
    ("feed_url", MemberRule::Url),
    ("description", MemberRule::Text),
    ("user_comment", MemberRule::Text),
    ("next_url", MemberRule::Url),
    ("icon", MemberRule::Url),
    ("favicon", MemberRule::Url),
    ("authors", MemberRule::Array(ValueRole::Authors)),
    ("author", MemberRule::Object(ValueRole::Author)),
    ("language", MemberRule::Language),
    ("expired", MemberRule::Bool),
    ("hubs", MemberRule::Array(ValueRole::Hubs)),
    ("items", MemberRule::Array(ValueRole::Items)),
];
const ITEM: &[(&str, MemberRule)] = &[
    ("id", MemberRule::Id),
    ("url", MemberRule::Url),
    ("external_url", MemberRule::Url),
    ("title", MemberRule::Filled),
    ("content_html", MemberRule::Html),
    ("content_text", MemberRule::Text),
    ("summary", MemberRule::Filled),
    ("image", MemberRule::Url),
    ("banner_image", MemberRule::Url),
    ("date_published", MemberRule::Date),
    ("date_modified", MemberRule::Date),
    ("authors", MemberRule::Array(ValueRole::Authors)),
    ("author", MemberRule::Object(ValueRole::Author)),
    ("tags", MemberRule::Array(ValueRole::Tags)),
    ("language", MemberRule::Language),
    ("attachments", MemberRule::Array(ValueRole::Attachments)),
];
const AUTHOR: &[(&str, MemberRule)] =
    &[("name", MemberRule::Filled), ("url", MemberRule::Url), ("avatar", MemberRule::Url)];
const HUB: &[(&str, MemberRule)] = &[("type", MemberRule::Filled), ("url", MemberRule::Url)];
const ATTACHMENT: &[(&str, MemberRule)] = &[
    ("url", MemberRule::Url),
    ("mime_type", MemberRule::MediaType),
    ("title", MemberRule::Text),
    ("size_in_bytes", MemberRule::Whole),
    ("duration_in_seconds", MemberRule::Number),
];

/// The members that an object may have.
pub fn members(place: ValueRole) -> &'static [(&'static str, MemberRule)] {
    match place {
        ValueRole::Feed => FEED,
        ValueRole::Item => ITEM,
        ValueRole::Author => AUTHOR,
        ValueRole::Hub => HUB,
        ValueRole::Attachment => ATTACHMENT,
        _ => &[],
    }
}

/// What the elements of an array are.
pub fn element(place: ValueRole) -> Option<MemberRule> {
    Some(match place {
        ValueRole::Items => MemberRule::Object(ValueRole::Item),
        ValueRole::Authors => MemberRule::Object(ValueRole::Author),
        ValueRole::Hubs => MemberRule::Object(ValueRole::Hub),
        ValueRole::Attachments => MemberRule::Object(ValueRole::Attachment),
        ValueRole::Tags => MemberRule::Filled,
        _ => return None,
    })
}
