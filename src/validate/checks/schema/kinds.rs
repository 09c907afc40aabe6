//! What an element is, and what its text must be.

/// What an element is: a place with children of its own, or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ctx {
    /// `<rss>`.
    Rss,
    /// `<channel>`.
    Channel,
    /// RSS `<item>`.
    Item,
    /// An element of an extension that holds what an item of RSS holds, without prefix.
    ItemLike,
    /// RSS `<image>`.
    Image,
    /// RSS `<textInput>`.
    TextInput,
    /// RSS `<skipHours>`.
    SkipHours,
    /// RSS `<skipDays>`.
    SkipDays,
    /// RSS `<cloud>`.
    Cloud,
    /// RSS `<enclosure>`.
    Enclosure,
    /// `<rdf:RDF>`.
    Rdf,
    /// `<atom:feed>`.
    Feed,
    /// `<atom:entry>`.
    Entry,
    /// `<atom:source>`.
    AtomSource,
    /// Atom's person construct.
    Person,
    /// `<atom:link>`.
    Link,
    /// `<atom:category>`.
    AtomCategory,
    /// Atom's text construct.
    Construct,
    /// `<atom:content>`.
    Content,
    /// `<opml>`.
    Opml,
    /// OPML `<head>`.
    Head,
    /// OPML `<body>`.
    Body,
    /// OPML `<outline>`.
    Outline,
    /// `<itunes:owner>`.
    ItunesOwner,
    /// `<itunes:category>`, and whether it stands within another.
    ItunesCategory(bool),
    /// `<media:group>`.
    MediaGroup,
    /// `<media:content>`.
    MediaContent,
    /// An element of the `podcast` namespace that is checked.
    Podcast,
    /// `<geo:Point>`.
    GeoPoint,
    /// `<georss:where>`.
    GeorssWhere,
    /// A GML geometry around a position or a list of them.
    GmlShape,
    /// Within XHTML content.
    Xhtml,
    /// Anything at all: an extension that is not known here.
    Any,
    /// An element that holds nothing but children nobody asks about.
    Empty,
    /// An element with text and no children.
    Value(TextKind),
}

/// What the text of an element must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Any text.
    Text,
    /// Text without HTML.
    Plain,
    /// The same, at most so many characters.
    PlainUpTo(usize),
    /// HTML, escaped.
    Html,
    /// Channel or item `<title>`.
    Title,
    /// Channel `<link>`.
    ChannelLink,
    /// Channel `<docs>`.
    Docs,
    /// RSS item `<link>`.
    ItemLink,
    /// RSS item `<description>`.
    Description,
    /// RSS `<guid>`.
    Guid,
    /// RSS `<source>`.
    RssSource,
    /// RSS `<category>`.
    Category,
    /// Title of an image.
    ImageTitle,
    /// Link of an image.
    ImageLink,
    /// Address of an image.
    ImageUrl,
    /// Width of an image.
    ImageWidth,
    /// Height of an image.
    ImageHeight,
    /// Name of a form's field.
    FieldName,
    /// An hour to skip.
    Hour,
    /// A day to skip.
    Day,
    /// `<blink>`, a joke that became a rule.
    Blink,
    /// `address (Name)`.
    Contact,
    /// An e-mail address.
    Address,
    /// The address of an Atom person.
    PersonEmail,
    /// The name of an Atom person.
    PersonName,
    /// The IRI of an Atom person.
    PersonUri,
    /// A URI with a scheme, in ASCII.
    Url,
    /// An http or https URL.
    WebUrl,
    /// A URI reference that may be relative.
    Reference,
    /// `<atom:id>` of a feed.
    FeedId,
    /// `<atom:id>` of an entry.
    EntryId,
    /// `<atom:icon>` and `<atom:logo>`.
    Icon,
    /// `<atom:generator>`.
    Generator,
    /// A date by RFC 822.
    Rfc822,
    /// A date by RFC 3339.
    Rfc3339,
    /// `<atom:updated>` of an entry.
    EntryUpdated,
    /// A date by W3CDTF.
    W3cdtf,
    /// A date by ISO 8601.
    Iso8601,
    /// A date by ISO 8601, past or future.
    Iso8601Any,
    /// A whole number above 0.
    Positive,
    /// A whole number from 0.
    NonNegative,
    /// A whole number.
    Integer,
    /// A decimal number from 0.
    Float,
    /// A decimal number.
    Decimal,
    /// A latitude in degrees.
    Latitude,
    /// A longitude in degrees.
    Longitude,
    /// A position: two numbers.
    Position,
    /// Positions.
    Positions,
    /// A language tag.
    Language,
    /// `<itunes:block>`: `yes`, `no` or `clean`.
    ItunesBlock,
    /// `<itunes:complete>`.
    ItunesComplete,
    /// `true` or `false` in any capitals.
    TrueFalse,
    /// `h:mm:ss`.
    Duration,
    /// Words, separated by commas.
    Keywords,
    /// Numbers, separated by commas.
    Numbers,
    /// Line numbers, separated by commas; may be empty.
    Lines,
    /// `hourly` and so on.
    UpdatePeriod,
    /// `episodic` or `serial`.
    ChannelType,
    /// `full`, `trailer` or `bonus`.
    EpisodeType,
    /// `<itunes:image>`.
    ItunesImage,
    /// `<media:category>`.
    MediaCategory,
    /// `<media:copyright>`.
    MediaCopyright,
    /// `<media:credit>`.
    MediaCredit,
    /// `<media:hash>`.
    MediaHash,
    /// `<media:rating>`.
    MediaRating,
    /// `<media:restriction>`.
    MediaRestriction,
    /// `<media:player>`.
    MediaPlayer,
    /// `<media:text>`.
    MediaText,
    /// `<media:title>` and `<media:description>`.
    MediaTitle,
    /// `<media:thumbnail>`.
    MediaThumbnail,
    /// `<thr:in-reply-to>`.
    InReplyTo,
    /// `<access:restriction>`.
    Access,
    /// `<feedburner:feedFlare>`.
    FeedFlare,
    /// `<feedburner:info>`.
    FeedInfo,
}

/// An element that may stand in a place.
#[derive(Clone, Copy, Debug)]
pub struct Decl {
    /// Its name with the usual prefix.
    pub name: &'static str,
    /// What it is.
    pub ctx: Ctx,
    /// Whether it may stand there once only.
    pub once: bool,
}
