//! The list of all codes: what the build tells and what the validator finds, by name.
//!
//! A line is added here first; whoever tells it names it. What the specification says of a rule of the
//! validator, what to do and its examples stand beside it in `validate/rules/`.

use crate::diagnostic::severity::Severity;

codes! {
    /// A restriction is `allow` or `deny`.
    AccessRelationship = "access-relationship", Error;
    /// Articles have one address under the pattern in use, and are told apart.
    AddressParted = "address-parted", Warning;
    /// Two articles have one address.
    AddressShared = "address-shared", Error;
    /// Where the page of an article is, only the site's generator knows.
    AddressUnknown = "address-unknown", Warning;
    /// A line of the list that matches old entries to articles by hand does not hold.
    AdoptByHand = "adopt-by-hand", Error;
    /// The old id of an entry cannot be kept.
    AdoptId = "adopt-id", Warning;
    /// The links of an old feed are not the addresses that the articles have now.
    AdoptLinks = "adopt-links", Warning;
    /// What adopting would write contradicts what has been published.
    AdoptPublished = "adopt-published", Error;
    /// There is a feed to announce.
    AnnounceNothing = "announce-nothing", Error;
    /// A public address gives what was published.
    AnnounceStale = "announce-stale", Warning;
    /// `tidings init` is not told what a site needs.
    AnswerMissing = "answer-missing", Error;
    /// `prev-archive` leads to older documents only: a reader that follows a circle does not come to an end.
    ArchiveCircle = "archive-circle", Warning;
    /// An archive document links to the subscription document.
    ArchiveCurrent = "archive-current", Warning;
    /// An archive document links to its neighbours.
    ArchiveLinks = "archive-links", Warning;
    /// Archive documents lead to each other both ways, and to a subscription document.
    ArchiveOneWay = "archive-one-way", Warning;
    /// Every archive document is reached from the subscription document by `prev-archive`.
    ArchiveUnreached = "archive-unreached", Warning;
    /// The command line asks for what cannot be done.
    ArgumentInvalid = "argument-invalid", Error;
    /// One article would add far more to the output than it holds.
    ArticleSpreads = "article-spreads", Error;
    /// There is no such article.
    ArticleUnknown = "article-unknown", Error;
    /// No article is published, so that the feeds are empty.
    ArticlesNone = "articles-none", Warning;
    /// An attribute that is there says something.
    AttributeBlank = "attribute-blank", Warning;
    /// The value is `true` or `false`.
    AttributeBoolean = "attribute-boolean", Error;
    /// Core elements of RSS carry no attributes of other namespaces.
    AttributeForeign = "attribute-foreign", Warning;
    /// The number is a whole number.
    AttributeInteger = "attribute-integer", Error;
    /// A media type is a type, `/`, a subtype.
    AttributeMediaType = "attribute-media-type", Error;
    /// Attributes that the specification requires are there.
    AttributeMissing = "attribute-missing", Error;
    /// Attributes stand where their specification allows them.
    AttributeUnknown = "attribute-unknown", Error;
    /// Every entry names its author: few readers lend it that of the feed.
    AuthorInherited = "author-inherited", Warning;
    /// An article names an author whom the configuration does not know.
    AuthorUnknown = "author-unknown", Warning;
    /// Addresses are whole: many readers do not apply `xml:base`.
    BaseReliedOn = "base-relied-on", Warning;
    /// A file is no text.
    Binary = "binary", Error;
    /// An element that is there says something.
    Blank = "blank", Warning;
    /// There is no `blink` in RSS.
    Blink = "blink", Error;
    /// Text holds no control characters from U+0080, no U+FFFD and nothing that was encoded twice.
    CharactersBad = "characters-bad", Warning;
    /// A value in `tidings.toml` is not what its key takes.
    ConfigInvalid = "config-invalid", Error;
    /// A key that `tidings.toml` must have is not there.
    ConfigMissingKey = "config-missing-key", Error;
    /// There is no `tidings.toml`.
    ConfigNotFound = "config-not-found", Error;
    /// A key in `tidings.toml` is none.
    ConfigUnknownKey = "config-unknown-key", Error;
    /// The element holds an e-mail address.
    Contact = "contact", Error;
    /// The contact block that most articles end in is not the one that was taken before.
    ContactDiffers = "contact-differs", Info;
    /// The address comes first, then the name in round brackets.
    ContactFormat = "contact-format", Warning;
    /// Contact blocks that may be somebody else's stay in the content.
    ContactKept = "contact-kept", Info;
    /// A name follows the address.
    ContactName = "contact-name", Warning;
    /// A contact block becomes the publisher's card and leaves the content.
    ContactTaken = "contact-taken", Info;
    /// An entry without content has an alternate link.
    ContentOrAlternate = "content-or-alternate", Error;
    /// Content that lies elsewhere says what type it is.
    ContentSrcType = "content-src-type", Warning;
    /// Content says what type it is: a reader without a type guesses, one takes it for base64.
    ContentTypeMissing = "content-type-missing", Warning;
    /// A program that `[[convert]]` names could not make an article of a file.
    ConvertFailed = "convert-failed", Error;
    /// A country is given by its code of two letters.
    Country = "country", Error;
    /// The only date of an article is the dateline of its text.
    DateDateline = "date-dateline", Info;
    /// A time occurs twice where clocks were set back; the earlier is taken.
    DateFold = "date-fold", Warning;
    /// A time does not exist where clocks were set forward.
    DateGap = "date-gap", Error;
    /// Dates lie between the first feeds and now.
    DateImplausible = "date-implausible", Warning;
    /// What stands where a date should is none.
    DateInvalid = "date-invalid", Error;
    /// The date is one of ISO 8601.
    DateIso8601 = "date-iso8601", Error;
    /// An article or an item has a date: what has none is left out, or shown as of now.
    DateMissing = "date-missing", Warning;
    /// Dates are in UTC: some readers drop the offset, others the name of the zone.
    DateNotUtc = "date-not-utc", Warning;
    /// Dates have four digits of year, English names in usual capitals, and a zone in whole or half hours.
    DateOdd = "date-odd", Warning;
    /// Dates in Atom and JSON Feed are those of RFC 3339, with seconds and a zone.
    DateRfc3339 = "date-rfc3339", Error;
    /// Dates in RSS are those of RFC 822: weekday, day, month, year, time, zone.
    DateRfc822 = "date-rfc822", Error;
    /// Dates in Dublin Core are `2026`, `2026-01`, `2026-01-02`, or with a time and its zone.
    DateW3cdtf = "date-w3cdtf", Error;
    /// The day of the week is that of the date.
    DateWeekday = "date-weekday", Error;
    /// `description`, the summary, stands before `content:encoded`, the whole.
    DescriptionFirst = "description-first", Warning;
    /// A channel and a text input have a description.
    DescriptionMissing = "description-missing", Error;
    /// The document type of RSS 0.91 is no longer where it was.
    DoctypeDeprecated = "doctype-deprecated", Error;
    /// A feed needs no other document to be read.
    DoctypeExternal = "doctype-external", Info;
    /// The document type of RSS 0.91 belongs to RSS 0.91.
    DoctypeVersion = "doctype-version", Error;
    /// A document is not empty.
    DocumentEmpty = "document-empty", Error;
    /// A document would break a rule of its format.
    DocumentInvalid = "document-invalid", Error;
    /// A document is at most 5,000,000 bytes: aggregators refuse more.
    DocumentLarge = "document-large", Warning;
    /// A document is RSS, Atom, JSON Feed or OPML.
    DocumentUnknown = "document-unknown", Error;
    /// Elements that are not RSS's have a namespace, those within other elements too.
    ElementExtensionNamespace = "element-extension-namespace", Error;
    /// Elements that the specification requires are there.
    ElementMissing = "element-missing", Error;
    /// An element that is not Atom's has a namespace.
    ElementNoNamespace = "element-no-namespace", Warning;
    /// An element that may stand once stands once.
    ElementTwice = "element-twice", Error;
    /// Elements stand where their specification allows them.
    ElementUnknown = "element-unknown", Error;
    /// An e-mail address is a name, `@`, a host.
    Email = "email", Error;
    /// The host of an e-mail address is one that can be reached.
    EmailHost = "email-host", Warning;
    /// An enclosure has no address of the web, or cannot be measured.
    EnclosureInvalid = "enclosure-invalid", Error;
    /// The front matter gives another length than the file has.
    EnclosureLength = "enclosure-length", Warning;
    /// An unknown length is 0.
    EnclosureLengthUnknown = "enclosure-length-unknown", Error;
    /// An item has one enclosure: readers take the first, or the last, or refuse the feed.
    EnclosureTwice = "enclosure-twice", Warning;
    /// A file that an article names is not at hand, so that its length is not known.
    EnclosureUnmeasured = "enclosure-unmeasured", Info;
    /// The declared encoding is that of the byte order mark and the first bytes.
    EncodingContradicts = "encoding-contradicts", Error;
    /// A text is not UTF-8, and its encoding was guessed.
    EncodingGuessed = "encoding-guessed", Warning;
    /// A text is in no encoding that can be told, or has bytes that do not fit.
    EncodingInvalid = "encoding-invalid", Error;
    /// The bytes of a document fit its encoding.
    EncodingMalformed = "encoding-malformed", Error;
    /// A document says which encoding it is in.
    EncodingMissing = "encoding-missing", Info;
    /// The encoding is one that readers have heard of.
    EncodingObscure = "encoding-obscure", Warning;
    /// The declared encoding is one that is known.
    EncodingUnknown = "encoding-unknown", Error;
    /// UTF-8 and UTF-16 are the encodings that every reader must know.
    EncodingUnusual = "encoding-unusual", Info;
    /// More than half of the published entries are gone.
    EntriesGone = "entries-gone", Warning;
    /// A published entry is gone.
    EntryGone = "entry-gone", Info;
    /// A new entry may be one that is gone, under another path.
    EntryInDoubt = "entry-in-doubt", Info;
    /// An entry of a podcast has no file to play.
    EpisodeFile = "episode-file", Warning;
    /// A value of the front matter is none that an episode of a podcast can have.
    EpisodeValue = "episode-value", Warning;
    /// A feed takes no article.
    FeedEmpty = "feed-empty", Warning;
    /// A feed would hold fewer entries than it has held.
    FeedShrunken = "feed-shrunken", Warning;
    /// A file that is to be read as a feed is none.
    FeedUnknown = "feed-unknown", Error;
    /// A published feed cannot be read.
    FeedUnreadable = "feed-unreadable", Error;
    /// No article is found, where feeds hold some.
    FeedsEmpty = "feeds-empty", Error;
    /// A file that would be made is already there.
    FileExists = "file-exists", Error;
    /// A file is larger than any article.
    FileTooLarge = "file-too-large", Error;
    /// Where a file is on the site, only the site's generator knows.
    FileUnknown = "file-unknown", Warning;
    /// Texts in the content directory are in a format that is not read.
    FormatUnread = "format-unread", Warning;
    /// A title, a summary, an author or a tag ends at a `#` that begins a remark in YAML.
    FrontMatterCut = "front-matter-cut", Warning;
    /// A key occurs more than once in a front matter.
    FrontMatterDuplicate = "front-matter-duplicate", Warning;
    /// A front matter does not parse.
    FrontMatterInvalid = "front-matter-invalid", Error;
    /// A front matter was read in spite of a fault.
    FrontMatterRepaired = "front-matter-repaired", Warning;
    /// A value in a front matter is none that its key can have.
    FrontMatterValue = "front-matter-value", Warning;
    /// Blanks separate coordinates.
    GeoComma = "geo-comma", Warning;
    /// A latitude is -90 to 90.
    GeoLatitude = "geo-latitude", Error;
    /// A longitude is -180 to 180.
    GeoLongitude = "geo-longitude", Error;
    /// A position is a latitude and a longitude.
    GeoPosition = "geo-position", Error;
    /// A line is a list of positions.
    GeoPositions = "geo-positions", Error;
    /// Dates are to come from git, and there is no history to ask.
    GitMissing = "git-missing", Error;
    /// Dates are to come from git, and the clone lacks a part of its history.
    GitPartial = "git-partial", Error;
    /// Git did not look for renames, so a moved article may have the date of the move.
    GitRenames = "git-renames", Warning;
    /// Dates are to come from git, and the clone is shallow.
    GitShallow = "git-shallow", Error;
    /// An item has a guid: without one each reader makes up its own.
    GuidMissing = "guid-missing", Warning;
    /// `tag:` and `urn:` are names, not addresses of pages.
    GuidNotPermalink = "guid-not-permalink", Error;
    /// A guid is the address of a page unless it says otherwise.
    GuidPermalink = "guid-permalink", Error;
    /// A guid is the name of one item; an hour or a day is skipped once.
    GuidRepeated = "guid-repeated", Error;
    /// A guid is unique in the world: a short number is not.
    GuidShort = "guid-short", Warning;
    /// An item with a guid has a link too: some readers offer the guid as the link.
    GuidWithoutLink = "guid-without-link", Warning;
    /// Addresses in HTML hold no white space: readers cut them there, or drop the image.
    HtmlAddressSpace = "html-address-space", Warning;
    /// XHTML stands as elements, not as escaped text.
    HtmlEscapedInXhtml = "html-escaped-in-xhtml", Warning;
    /// Content of type `text/html` or `application/xhtml+xml` is a whole page.
    HtmlFragment = "html-fragment", Warning;
    /// The address of an image stands in `src`: no reader runs the script that would put it there.
    HtmlImageLazy = "html-image-lazy", Warning;
    /// Plain text holds no HTML: readers show the tags.
    HtmlInText = "html-in-text", Warning;
    /// What no reader shows is left out of an entry.
    HtmlLeftOut = "html-left-out", Warning;
    /// HTML is well formed.
    HtmlMalformed = "html-malformed", Warning;
    /// Addresses in HTML are absolute: in a reader there is no page that they could be relative to.
    HtmlRelative = "html-relative", Warning;
    /// Addresses in HTML are absolute: few readers apply a base to them.
    HtmlRelativeAtom = "html-relative-atom", Warning;
    /// No address holds a script.
    HtmlScriptUrl = "html-script-url", Warning;
    /// HTML is nested at most 256 deep.
    HtmlTooDeep = "html-too-deep", Warning;
    /// Markup makes far more output than there is input.
    HtmlTooLarge = "html-too-large", Error;
    /// A text of type `text` holds no HTML.
    HtmlUndeclared = "html-undeclared", Warning;
    /// HTML in a text is escaped, or stands in CDATA.
    HtmlUnescaped = "html-unescaped", Error;
    /// No attributes that run scripts, and none that HTML does not know: readers drop them.
    HtmlUnsafeAttribute = "html-unsafe-attribute", Warning;
    /// No scripts, styles, frames, plug-ins or parts of a page's head: readers drop them.
    HtmlUnsafeElement = "html-unsafe-element", Warning;
    /// Styles keep to colours, fonts, borders and margins: readers drop others, some with the whole text.
    HtmlUnsafeStyle = "html-unsafe-style", Warning;
    /// A hub takes what it is told.
    HubFailed = "hub-failed", Warning;
    /// A feed that a hub is told of has the `Link` fields by which hubs and subscribers go.
    HubLinks = "hub-links", Warning;
    /// Entries have ids of their own.
    IdAllOne = "id-all-one", Error;
    /// An id that is a URL is written in canonical form, as ids are compared letter by letter.
    IdCanonical = "id-canonical", Warning;
    /// An article would get another id than it was published under.
    IdChanged = "id-changed", Error;
    /// An entry has one id in all formats of a feed: who changes the format sees every entry again.
    IdDiffers = "id-differs", Warning;
    /// Two articles have one id.
    IdDuplicate = "id-duplicate", Error;
    /// An id in a front matter is none that feeds can carry.
    IdInvalid = "id-invalid", Warning;
    /// An id is the name of one entry: readers drop the second.
    IdRepeated = "id-repeated", Warning;
    /// An entry has another id than it was published under, as was allowed.
    IdReplaced = "id-replaced", Info;
    /// Ids of entries in the feeds on disk would change.
    IdsChange = "ids-change", Error;
    /// The image is a JPEG, GIF or PNG.
    ImageFormat = "image-format", Warning;
    /// The image is at most 400 high.
    ImageHeight = "image-height", Error;
    /// The link of the image is that of the channel.
    ImageLink = "image-link", Warning;
    /// The title of the image is that of the channel.
    ImageTitle = "image-title", Warning;
    /// The image is at most 144 wide.
    ImageWidth = "image-width", Error;
    /// The value is a whole number.
    Integer = "integer", Error;
    /// The value is a whole number from 0.
    IntegerNonNegative = "integer-non-negative", Error;
    /// The value is a whole number above 0.
    IntegerPositive = "integer-positive", Error;
    /// The address is an IRI reference.
    Iri = "iri", Error;
    /// An item has a title or a description.
    ItemEmpty = "item-empty", Error;
    /// What the channel says of itself stands before its items.
    ItemsBeforeMetadata = "items-before-metadata", Warning;
    /// A podcast has artwork, as JPEG or PNG.
    ItunesArtwork = "itunes-artwork", Warning;
    /// A category is one of Apple's.
    ItunesCategory = "itunes-category", Error;
    /// A category is one of those since 2019.
    ItunesCategoryObsolete = "itunes-category-obsolete", Warning;
    /// A podcast is `episodic` or `serial`.
    ItunesChannelType = "itunes-channel-type", Error;
    /// A duration is seconds, or `h:mm:ss`.
    ItunesDuration = "itunes-duration", Error;
    /// What blocks or completes a podcast says `Yes`: nothing else has an effect.
    ItunesEffect = "itunes-effect", Warning;
    /// A podcast has an owner with an e-mail address.
    ItunesEmail = "itunes-email", Warning;
    /// An episode of a podcast has a title and a file, that of a serial a number too.
    ItunesEpisode = "itunes-episode", Warning;
    /// An episode is `full`, `trailer` or `bonus`.
    ItunesEpisodeType = "itunes-episode-type", Error;
    /// An episode is a file that podcast programs play.
    ItunesFormat = "itunes-format", Warning;
    /// An element that does nothing can be left out.
    ItunesIdle = "itunes-idle", Info;
    /// Keywords are separated by commas.
    ItunesKeywords = "itunes-keywords", Warning;
    /// A podcast has a language, a category and says whether it is explicit.
    ItunesMissing = "itunes-missing", Warning;
    /// Names and subtitles have at most 255 characters, summaries 4,000.
    ItunesTooLong = "itunes-too-long", Error;
    /// A podcast's feed is in UTF-8.
    ItunesUtf8 = "itunes-utf8", Warning;
    /// The value is `yes`, `no` or `clean`.
    ItunesYesNo = "itunes-yes-no", Error;
    /// An attachment has `url` and `mime_type`.
    JsonAttachment = "json-attachment", Error;
    /// An author has a name, a URL or an avatar.
    JsonAuthorEmpty = "json-author-empty", Error;
    /// A member that is there says something.
    JsonBlank = "json-blank", Warning;
    /// An item has `content_html`, `content_text` or both.
    JsonContentMissing = "json-content-missing", Error;
    /// Dates are those of RFC 3339, with seconds and a zone.
    JsonDate = "json-date", Error;
    /// `author` became `authors` in version 1.1.
    JsonDeprecated = "json-deprecated", Warning;
    /// JSON is in UTF-8.
    JsonEncoding = "json-encoding", Error;
    /// A feed says where it is found.
    JsonFeedUrl = "json-feed-url", Warning;
    /// `feed_url` is the address that the document is found at.
    JsonFeedUrlElsewhere = "json-feed-url-elsewhere", Warning;
    /// A JSON Feed names the page that it belongs to.
    JsonHomePage = "json-home-page", Warning;
    /// A hub has `type` and `url`.
    JsonHub = "json-hub", Error;
    /// An id is the name of one item.
    JsonIdRepeated = "json-id-repeated", Error;
    /// JSON is nested at most 128 deep, a string is at most 16 MiB long.
    JsonLimit = "json-limit", Error;
    /// A feed has `version`, `title` and `items`; an item has `id`.
    JsonMissing = "json-missing", Error;
    /// The names within an object are unique.
    JsonNameTwice = "json-name-twice", Warning;
    /// The next page of a JSON Feed is another document: a reader would go round for ever.
    JsonNextUrl = "json-next-url", Error;
    /// Sizes and durations are numbers from 0, sizes whole ones.
    JsonNumber = "json-number", Error;
    /// A JSON Feed is well-formed JSON.
    JsonSyntax = "json-syntax", Error;
    /// A member has the type that the specification gives it.
    JsonType = "json-type", Error;
    /// Members that are not the specification's begin with an underscore.
    JsonUnknown = "json-unknown", Warning;
    /// Addresses are absolute.
    JsonUrl = "json-url", Error;
    /// The version is the address of JSON Feed's specification.
    JsonVersion = "json-version", Error;
    /// A language is given by its code.
    Language = "language", Error;
    /// A feed says what language it is in.
    LanguageMissing = "language-missing", Info;
    /// A text is in letters that its language is not written in.
    LanguageScript = "language-script", Warning;
    /// A language is none that is registered.
    LanguageUnknown = "language-unknown", Warning;
    /// The ledger holds the markers of an unresolved merge.
    LedgerConflict = "ledger-conflict", Error;
    /// The ledger holds a date ahead of now.
    LedgerDateAhead = "ledger-date-ahead", Warning;
    /// The ledger has an entry or an id twice.
    LedgerDuplicate = "ledger-duplicate", Error;
    /// The ledger is that of another site.
    LedgerForeign = "ledger-foreign", Error;
    /// What stands in the ledger's place is none.
    LedgerHeader = "ledger-header", Error;
    /// A line of the ledger cannot be read.
    LedgerLine = "ledger-line", Error;
    /// A line of the ledger was mended.
    LedgerMended = "ledger-mended", Info;
    /// Feeds of ours are on disk, and the ledger that goes with them is not.
    LedgerMissing = "ledger-missing", Error;
    /// The site keeps no ledger.
    LedgerOff = "ledger-off", Error;
    /// A ledger that builders share can be read and written.
    LedgerShared = "ledger-shared", Error;
    /// The ledger ends before its end.
    LedgerTruncated = "ledger-truncated", Error;
    /// The ledger was written by a newer version.
    LedgerVersion = "ledger-version", Error;
    /// The alternate link is an entry's first: several readers take the first, whatever it is.
    LinkAlternateFirst = "link-alternate-first", Warning;
    /// No two alternate links have the same type and language.
    LinkAlternateTwice = "link-alternate-twice", Error;
    /// A link leads to an address that feeds do not carry.
    LinkDropped = "link-dropped", Warning;
    /// A link leads somewhere.
    LinkHref = "link-href", Error;
    /// A channel, an image and a text input have a link.
    LinkMissing = "link-missing", Error;
    /// An `atom:link` is empty: its address is in `href`.
    LinkNotEmpty = "link-not-empty", Warning;
    /// A relation is registered, or an absolute IRI.
    LinkRel = "link-rel", Warning;
    /// Links are absolute: many readers hand them on as they are.
    LinkRelative = "link-relative", Warning;
    /// A link to the base address is read as one to the document itself.
    LinkSameDocument = "link-same-document", Warning;
    /// A link leads to a source file of which there is no page.
    LinkUnpublished = "link-unpublished", Warning;
    /// A role is one of the vocabulary, in lower case.
    MediaCreditRole = "media-credit-role", Error;
    /// Content is `sample`, `full` or `nonstop`.
    MediaExpression = "media-expression", Error;
    /// A group holds several forms of one thing.
    MediaGroup = "media-group", Error;
    /// A hash is one of MD5 or SHA-1 in hexadecimal.
    MediaHash = "media-hash", Error;
    /// A medium is `image`, `audio`, `video`, `document` or `executable`.
    MediaMedium = "media-medium", Error;
    /// A rating is one of its scheme.
    MediaRating = "media-rating", Error;
    /// A restriction without type is `all` or `none`.
    MediaRestriction = "media-restriction", Error;
    /// A restriction is `allow` or `deny`.
    MediaRestrictionRelationship = "media-restriction-relationship", Error;
    /// A restriction is by `country` or `uri`.
    MediaRestrictionType = "media-restriction-type", Error;
    /// A text is `plain` or `html`.
    MediaTextType = "media-text-type", Error;
    /// A time is seconds, or `h:mm:ss`.
    MediaTime = "media-time", Error;
    /// A media type is a type, `/`, a subtype.
    MediaType = "media-type", Error;
    /// What the feed says of itself stands before its entries: readers that stream show it late or never.
    MetadataAfterEntries = "metadata-after-entries", Error;
    /// The name of a file is not UTF-8, so it has no address.
    NameNotUtf8 = "name-not-utf8", Warning;
    /// Two values that make a feed each differ in their spelling only.
    NamesAlike = "names-alike", Warning;
    /// The namespace of Media RSS is `http://search.yahoo.com/mrss/`, with the slash.
    NamespaceMedia = "namespace-media", Error;
    /// Namespaces are written letter by letter as their specification has them.
    NamespaceNear = "namespace-near", Warning;
    /// Atom and XHTML are the default namespace in an Atom document: some readers know no prefixes.
    NamespacePrefixAvoid = "namespace-prefix-avoid", Warning;
    /// A prefix that everybody knows stands for the namespace that everybody means by it.
    NamespacePrefixReserved = "namespace-prefix-reserved", Warning;
    /// Namespaces go by their usual prefix: some readers look at nothing else.
    NamespacePrefixUnusual = "namespace-prefix-unusual", Info;
    /// Extensions are ones that readers know.
    NamespaceUnknown = "namespace-unknown", Warning;
    /// Extensions whose own rules are not checked here are named.
    NamespaceUnsupported = "namespace-unsupported", Info;
    /// Content of a binary type is base64.
    NotBase64 = "not-base64", Error;
    /// What says that it is escaped is escaped.
    NotEscaped = "not-escaped", Error;
    /// The value is a number.
    Number = "number", Error;
    /// The value is a list of numbers with commas between them.
    Numbers = "numbers", Error;
    /// The lines that are expanded are given by numbers with commas.
    OpmlExpansionState = "opml-expansion-state", Error;
    /// The version of OPML is 1.0, 1.1 or 2.0.
    OpmlVersion = "opml-version", Error;
    /// An outline of type `rss` gives the title of the feed.
    OutlineTitle = "outline-title", Warning;
    /// In OPML 1 the types of outlines are `rss` and `link`.
    OutlineType = "outline-type", Warning;
    /// An outline with more than text says what type it is.
    OutlineTypeMissing = "outline-type-missing", Warning;
    /// An outline of type `link` leads somewhere.
    OutlineUrl = "outline-url", Warning;
    /// The version of a feed is `RSS`, `RSS1`, `RSS2` or `scriptingNews`.
    OutlineVersion = "outline-version", Warning;
    /// An outline of type `rss` says where the feed is.
    OutlineXmlUrl = "outline-xml-url", Warning;
    /// Two documents would be written to one path.
    OutputCollision = "output-collision", Error;
    /// A file that is not ours would be replaced.
    OutputForeign = "output-foreign", Error;
    /// A document is no longer made, and stays because it is not as it was written.
    OutputKept = "output-kept", Warning;
    /// The file system knows no locks, so a second build is not waited for.
    OutputUnlocked = "output-unlocked", Warning;
    /// A page of the built site says another address of itself than its entry does.
    PageCanonical = "page-canonical", Warning;
    /// Whether the site's generator holds an article back cannot be read.
    PageDoubtful = "page-doubtful", Warning;
    /// The documents are not in the built site, or others stand in their places.
    PageFeeds = "page-feeds", Warning;
    /// A file that an entry or a show brings with it is not in the built site.
    PageFile = "page-file", Warning;
    /// The page that a feed names as its own is not in the built site.
    PageHome = "page-home", Warning;
    /// The page that an entry leads to is not in the built site.
    PageMissing = "page-missing", Error;
    /// The site's generator makes no page of a file, and why.
    PageNone = "page-none", Info;
    /// An entry shows a picture that the built site does not have.
    PagePicture = "page-picture", Warning;
    /// Each entry has a page of its own: some readers know entries by their links, and show one of two.
    PageShared = "page-shared", Warning;
    /// A page of the built site is called otherwise than its entry.
    PageTitle = "page-title", Warning;
    /// A page of the built site reads as an article, and no article has its address.
    PageUnfed = "page-unfed", Warning;
    /// An article is withheld, and the built site has its page.
    PageWithheld = "page-withheld", Info;
    /// A complete feed has no other pages.
    PagingComplete = "paging-complete", Error;
    /// A complete feed is itself the current document.
    PagingCompleteCurrent = "paging-complete-current", Error;
    /// Paging links belong to the feed.
    PagingInEntry = "paging-in-entry", Warning;
    /// The first page has no page before it, the last none after it.
    PagingPastEnd = "paging-past-end", Error;
    /// The name of a person is no e-mail address.
    PersonNameEmail = "person-name-email", Warning;
    /// What an element cannot be understood without is there.
    PodcastAttributeMissing = "podcast-attribute-missing", Error;
    /// Whether a platform may show the feed is `yes` or `no`.
    PodcastBlock = "podcast-block", Warning;
    /// An alternate enclosure has a source, a value has a recipient.
    PodcastChildMissing = "podcast-child-missing", Warning;
    /// A trailer says when it was published, by RFC 2822.
    PodcastDate = "podcast-date", Error;
    /// The number of an episode is a number.
    PodcastEpisode = "podcast-episode", Warning;
    /// The guid of a podcast is a UUID.
    PodcastGuid = "podcast-guid", Warning;
    /// A licence that the namespace does not know by name has an address.
    PodcastLicense = "podcast-license", Warning;
    /// A place is a `geo:` address and an OpenStreetMap identifier.
    PodcastLocation = "podcast-location", Warning;
    /// A podcast is locked, `yes` or `no`.
    PodcastLocked = "podcast-locked", Warning;
    /// A required media type is a type, `/`, a subtype.
    PodcastMediaType = "podcast-media-type", Error;
    /// A media type is a type, `/`, a subtype.
    PodcastMediaTypeOptional = "podcast-media-type-optional", Warning;
    /// The medium is a word of the list, with `L` for a list of them.
    PodcastMedium = "podcast-medium", Warning;
    /// An element stands where its specification has it.
    PodcastMisplaced = "podcast-misplaced", Warning;
    /// Names of the podcast namespace are written as it has them.
    PodcastMisspelt = "podcast-misspelt", Warning;
    /// Times of live items and plans of releases are written by ISO 8601.
    PodcastMoment = "podcast-moment", Warning;
    /// A required number is one.
    PodcastNumber = "podcast-number", Error;
    /// A number is one.
    PodcastNumberOptional = "podcast-number-optional", Warning;
    /// The owner of a locked podcast is an e-mail address.
    PodcastOwner = "podcast-owner", Warning;
    /// Roles and groups are those of the Podcast Taxonomy.
    PodcastRole = "podcast-role", Info;
    /// The number of a season is a whole number.
    PodcastSeason = "podcast-season", Warning;
    /// A text has at most 128 characters, or programs cut it.
    PodcastTextLong = "podcast-text-long", Info;
    /// What people read is not empty.
    PodcastTextMissing = "podcast-text-missing", Warning;
    /// An element that may stand once stands once.
    PodcastTwice = "podcast-twice", Warning;
    /// A required address is whole.
    PodcastUrl = "podcast-url", Error;
    /// An address is whole.
    PodcastUrlOptional = "podcast-url-optional", Warning;
    /// The value is one of the words that the namespace knows.
    PodcastWord = "podcast-word", Warning;
    /// The artwork of a podcast can be had, and is what directories take.
    ProbeArtwork = "probe-artwork", Warning;
    /// How long a feed may be kept is said, so that pollers and caches keep it.
    ProbeCaching = "probe-caching", Warning;
    /// A validator changes exactly when the bytes do.
    ProbeChanging = "probe-changing", Warning;
    /// A feed is sent compressed to who asks for it, and as it says.
    ProbeCompression = "probe-compression", Warning;
    /// A feed sets no cookie: shared caches pass by what sets one.
    ProbeCookie = "probe-cookie", Warning;
    /// Readers that run in a browser may read a feed.
    ProbeCors = "probe-cors", Info;
    /// A page names its feeds, each with its type, so that programs find them.
    ProbeDiscovery = "probe-discovery", Warning;
    /// An enclosure can be had, and is what the feed says of it.
    ProbeEnclosure = "probe-enclosure", Warning;
    /// HEAD is answered like GET.
    ProbeHead = "probe-head", Warning;
    /// A feed is served by https.
    ProbeHttps = "probe-https", Warning;
    /// The hub that a feed names stands in `Link` fields too, with the feed's own address, and they agree.
    ProbeHub = "probe-hub", Warning;
    /// Archives and further pages that a feed names are there, are feeds, and lead back.
    ProbeLinked = "probe-linked", Warning;
    /// Who has the feed already is answered 304, and nobody else is.
    ProbeNotModified = "probe-not-modified", Warning;
    /// A host is not of the public internet, and is not asked.
    ProbePrivate = "probe-private", Error;
    /// A part of an enclosure can be had alone: players jump in it, and broken downloads go on.
    ProbeRange = "probe-range", Warning;
    /// An address leads to its feed without a detour at each poll.
    ProbeRedirect = "probe-redirect", Warning;
    /// A feed is no burden: a poll that finds something new gets all of it.
    ProbeSize = "probe-size", Warning;
    /// An address answers with its feed.
    ProbeStatus = "probe-status", Error;
    /// `ttl` and `Cache-Control` say the same of how long a feed may be kept.
    ProbeTtl = "probe-ttl", Warning;
    /// An answer says of which media type it is.
    ProbeType = "probe-type", Warning;
    /// What a probe has not looked at is told.
    ProbeUnasked = "probe-unasked", Info;
    /// An address answers.
    ProbeUnreachable = "probe-unreachable", Error;
    /// A feed has `ETag` and `Last-Modified`, each well formed.
    ProbeValidators = "probe-validators", Warning;
    /// Caches can tell compressed answers from others.
    ProbeVary = "probe-vary", Warning;
    /// Publishing did not come to its end.
    PublishFailed = "publish-failed", Error;
    /// Where a document is to be published, something is that Tidings has not published.
    PublishForeign = "publish-foreign", Error;
    /// A document that is to be published as it stands does not validate.
    PublishInvalid = "publish-invalid", Error;
    /// A published document is no longer made, and stays, for somebody has changed it.
    PublishKept = "publish-kept", Warning;
    /// The account of what is published cannot be read, and is made anew.
    PublishManifest = "publish-manifest", Warning;
    /// The configuration does not say where to publish, or names a place that cannot be.
    PublishNowhere = "publish-nowhere", Error;
    /// Somebody else has published at the same time.
    PublishRaced = "publish-raced", Error;
    /// The storage keeps no conditions: of two who publish at once, neither would be told.
    PublishUnconditional = "publish-unconditional", Error;
    /// An article that was published is withheld now.
    PublishedBefore = "published-before", Warning;
    /// A CDN forgets what has changed.
    PurgeFailed = "purge-failed", Warning;
    /// The machine does not let a file or folder be read.
    ReadFailed = "read-failed", Error;
    /// The root element begins within the first 512 bytes: what comes later is not taken for a feed.
    RootLate = "root-late", Warning;
    /// `feed` is in Atom's namespace, `rss` is in none.
    RootNamespace = "root-namespace", Error;
    /// `feed` is in Atom's namespace.
    RootNamespaceMissing = "root-namespace-missing", Error;
    /// Atom 0.3 was a draft; Atom 1.0 replaced it in 2005.
    RootNamespaceObsolete = "root-namespace-obsolete", Error;
    /// The root element is `rss`, `feed`, `rdf:RDF` or `opml`.
    RootUnknown = "root-unknown", Error;
    /// `<` in plain text is written `&#x3C;`: many readers take `&lt;` for a tag.
    RssCharacterData = "rss-character-data", Warning;
    /// The version of RSS is 2.0, or one of 0.91 to 0.94.
    RssVersion = "rss-version", Error;
    /// Feeds of several sections are not made where some are built alone.
    SectionFeeds = "section-feeds", Info;
    /// A section that is to be built is there, and has a feed of its own.
    SectionUnknown = "section-unknown", Error;
    /// The self link is the address that the document is found at.
    SelfElsewhere = "self-elsewhere", Warning;
    /// A feed says where it is found.
    SelfMissing = "self-missing", Warning;
    /// A channel says where it is found.
    SelfMissingRss = "self-missing-rss", Warning;
    /// The self link says where the document is, so it is absolute.
    SelfRelative = "self-relative", Warning;
    /// The self link leads to a feed.
    SelfType = "self-type", Warning;
    /// A channel says a thing once, by an element of RSS or by one of another namespace.
    SemanticsTwice = "semantics-twice", Warning;
    /// An item says a thing once, by an element of RSS or by one of another namespace.
    SemanticsTwiceItem = "semantics-twice-item", Warning;
    /// The text of an item stands in `description` and `content:encoded`.
    SemanticsTwiceText = "semantics-twice-text", Warning;
    /// The server cannot be started.
    ServeFailed = "serve-failed", Error;
    /// The charset of the media type is the encoding of the document.
    ServedCharset = "served-charset", Warning;
    /// `text/xml` once meant ASCII; a type of its own says more.
    ServedTextXml = "served-text-xml", Info;
    /// A document is sent with the media type of its format.
    ServedType = "served-type", Warning;
    /// The media type says that the document is a feed.
    ServedUnspecific = "served-unspecific", Warning;
    /// The artwork of a podcast is none that directories take.
    ShowArtwork = "show-artwork", Warning;
    /// A podcast lacks what directories ask for.
    ShowIncomplete = "show-incomplete", Warning;
    /// A file of the site was changed while a build waited for another.
    SiteChanged = "site-changed", Error;
    /// A day to skip is given by its English name.
    SkipDay = "skip-day", Error;
    /// A week has seven days.
    SkipDays = "skip-days", Error;
    /// An hour to skip is 0 to 23.
    SkipHour = "skip-hour", Error;
    /// Midnight is 0.
    SkipHour24 = "skip-hour-24", Warning;
    /// A day has 24 hours.
    SkipHours = "skip-hours", Error;
    /// A feed that counts comments says when it was built.
    SlashDate = "slash-date", Warning;
    /// A source keeps the id, title and date of its feed.
    SourceIncomplete = "source-incomplete", Warning;
    /// Content that is elsewhere or binary comes with a summary.
    SummaryMissing = "summary-missing", Error;
    /// Text that the source's own syntax hides was left out.
    TemplateHidden = "template-hidden", Info;
    /// Template syntax that is not known was taken out.
    TemplateRemoved = "template-removed", Warning;
    /// `textInput` is a form that no reader shows.
    TextInputAvoid = "text-input-avoid", Warning;
    /// The name of the field is one of HTML.
    TextInputName = "text-input-name", Error;
    /// An entry has a summary or content.
    TextMissing = "text-missing", Warning;
    /// The text of one element is at most 16 MiB.
    TextTooLong = "text-too-long", Error;
    /// The type of a text is `text`, `html` or `xhtml`.
    TextType = "text-type", Error;
    /// Text stands in elements that hold text.
    TextUnexpected = "text-unexpected", Error;
    /// A link to replies says `thr:updated`, not `thr:when`.
    ThreadWhen = "thread-when", Error;
    /// An article, a channel, an image and a text input have a title.
    TitleMissing = "title-missing", Error;
    /// A trial has no folder of its own to write into.
    TrialPlace = "trial-place", Error;
    /// A trial run would replace what is published.
    TrialPublished = "trial-published", Error;
    /// The run is a trial: nothing of it is remembered.
    TrialRun = "trial-run", Info;
    /// The value is `true` or `false`.
    TrueFalse = "true-false", Error;
    /// A period is `hourly`, `daily`, `weekly`, `monthly` or `yearly`.
    UpdatePeriod = "update-period", Error;
    /// An article says that it was updated in the future.
    UpdatedAhead = "updated-ahead", Error;
    /// No two entries were updated in the same second: readers sort by it.
    UpdatedRepeated = "updated-repeated", Warning;
    /// The address is a URI reference.
    Uri = "uri", Error;
    /// A URL in RSS is written in ASCII.
    UriAscii = "uri-ascii", Error;
    /// Blanks, quotes, brackets and backslashes do not stand in a URI.
    UriCharacter = "uri-character", Error;
    /// In an address `%` is followed by two hexadecimal digits.
    UriEscape = "uri-escape", Warning;
    /// The scheme of a URI is registered.
    UriScheme = "uri-scheme", Warning;
    /// A tag URI is `tag:`, a lower-case host, `,`, a date, `:`, anything.
    UriTag = "uri-tag", Error;
    /// A URN is `urn:`, a namespace, `:`, a name.
    UriUrn = "uri-urn", Error;
    /// Addresses of the web name no user: everybody can read them.
    UriUser = "uri-user", Warning;
    /// A UUID is 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    UriUuid = "uri-uuid", Error;
    /// The address has a scheme and a host.
    UrlAbsolute = "url-absolute", Error;
    /// An address in the configuration is none that can be published.
    UrlInvalid = "url-invalid", Error;
    /// An address in a front matter is none of the web.
    UrlRefused = "url-refused", Warning;
    /// An address leads to a page or a file on the web: it runs no program and shows nothing of the reader's
    /// machine.
    UrlUnsafe = "url-unsafe", Warning;
    /// The address is one of http or https.
    UrlWeb = "url-web", Error;
    /// The usual spelling is `wfw:commentRss`.
    WfwCommentRss = "wfw-comment-rss", Warning;
    /// No white space stands around ids, dates and addresses.
    WhiteSpace = "white-space", Error;
    /// A key that is not known reads as if it withheld the article.
    WithheldByUnknownKey = "withheld-by-unknown-key", Warning;
    /// A mark that withholds is not understood; the article is left out.
    WithheldUnclear = "withheld-unclear", Warning;
    /// A file or a folder cannot be made, written or removed.
    WriteFailed = "write-failed", Error;
    /// XHTML stands in one `div` of the XHTML namespace.
    XhtmlDiv = "xhtml-div", Error;
    /// XHTML stands in a text construct or content.
    XhtmlMisplaced = "xhtml-misplaced", Warning;
    /// Elements of XHTML are in its namespace.
    XhtmlNamespace = "xhtml-namespace", Error;
    /// Text is `html`: nine readers of thirty mangle `xhtml`.
    XhtmlUnreliable = "xhtml-unreliable", Warning;
    /// A document has one root element, and nothing but comments follows it.
    XmlAfterRoot = "xml-after-root", Error;
    /// No attribute is given twice.
    XmlAttributeTwice = "xml-attribute-twice", Error;
    /// `&` begins a reference and nothing else.
    XmlBareAmpersand = "xml-bare-ampersand", Error;
    /// `<` begins markup and nothing else.
    XmlBareLessThan = "xml-bare-less-than", Error;
    /// Nothing but comments and instructions stands before the root element.
    XmlBeforeRoot = "xml-before-root", Error;
    /// `]]>` ends a CDATA section and stands nowhere else.
    XmlCdataEnd = "xml-cdata-end", Error;
    /// Control characters other than tab and line ends do not occur.
    XmlCharacter = "xml-character", Error;
    /// A numeric reference stands for a character that is allowed.
    XmlCharacterReference = "xml-character-reference", Error;
    /// `--` does not stand within a comment.
    XmlComment = "xml-comment", Error;
    /// The XML declaration gives version, encoding and standalone, in this order.
    XmlDeclaration = "xml-declaration", Error;
    /// The XML declaration stands at the very beginning.
    XmlDeclarationPlace = "xml-declaration-place", Error;
    /// A document type declaration, of which there is one, stands before the root element.
    XmlDoctypePlace = "xml-doctype-place", Error;
    /// A feed declares no entities: many readers refuse it whole.
    XmlEntityDeclaration = "xml-entity-declaration", Warning;
    /// Entities that a document declares are not read: they can hide a bomb.
    XmlEntityDeclared = "xml-entity-declared", Info;
    /// XML knows `&lt; &gt; &amp; &apos; &quot;` and no other names.
    XmlEntityUndeclared = "xml-entity-undeclared", Error;
    /// A processing instruction has a name other than `xml`.
    XmlInstruction = "xml-instruction", Error;
    /// A document stays within what any reader can take: nesting, tags, namespaces.
    XmlLimit = "xml-limit", Error;
    /// A namespace declaration binds a prefix, once, to a name that is not empty.
    XmlNamespaceDeclaration = "xml-namespace-declaration", Error;
    /// End tags match start tags in order.
    XmlNesting = "xml-nesting", Error;
    /// A document has a root element.
    XmlNoRoot = "xml-no-root", Error;
    /// Every element, comment and section that begins ends.
    XmlNotClosed = "xml-not-closed", Error;
    /// Every prefix is declared.
    XmlPrefixUndeclared = "xml-prefix-undeclared", Error;
    /// A tag has a name and attributes with quoted values.
    XmlTag = "xml-tag", Error;
    /// The version of XML is 1.0.
    XmlVersion = "xml-version", Error;
}
