//! The names of the keys that say what most entries have not, and of the members of their values.

/// Our names for texts, and the keys that hold them.
pub(super) const TEXTS: &[(&str, &[&str])] = &[
    ("link_to", &["linkto"]),
    ("license", &["license", "licence"]),
    ("license_url", &["licenseurl", "licenceurl"]),
    ("rights", &["rights", "copyright"]),
    ("comments", &["comments", "commentsurl", "commenturl", "discussionurl"]),
    ("comments_feed", &["commentsfeed", "commentfeed", "commentsrss", "commentrss"]),
    ("comment_count", &["commentcount", "commentscount"]),
    ("via", &["via", "viaurl"]),
    ("source", &["source"]),
    ("series", &["series"]),
    ("series_number", &["seriesorder", "seriesnumber", "seriespart", "seriesindex"]),
];

/// What is in a map, by our name for it: the names that people have.
type NamesInMap = &'static [(&'static str, &'static [&'static str])];

/// The keys whose values may be maps, and our names for what is in them.
pub(super) const MAPS: &[(&str, NamesInMap)] = &[
    ("license", &[("license", &["name", "title", "id"]), ("license_url", &["url", "link", "href"])]),
    ("licence", &[("license", &["name", "title", "id"]), ("license_url", &["url", "link", "href"])]),
    (
        "comments",
        &[
            ("comments", &["url", "link", "href"]),
            ("comments_feed", &["feed", "rss"]),
            ("comment_count", &["count", "total"]),
            // The place of a thread in the Fediverse, as many themes have it.
            ("host", &["host"]),
            ("username", &["username", "user"]),
            ("toot", &["id"]),
        ],
    ),
    ("via", &[("via", &["url", "link", "href"])]),
    (
        "source",
        &[
            ("source", &["url", "link", "href"]),
            ("source_title", &["title", "name"]),
            ("source_feed", &["feed", "rss"]),
        ],
    ),
    ("series", &[("series", &["name", "title"]), ("series_number", &["number", "order", "part", "index"])]),
];

pub(super) const CONTRIBUTORS: &[&str] = &["contributors", "contributor"];
pub(super) const EXTENSIONS: &[&str] = &["extensions"];

/// What an element's text is called beside its attributes.
pub(super) const TEXT: &[&str] = &["text", "value"];

/// Elements of other vocabularies in one head, at most.
pub(super) const MOST_ELEMENTS: usize = 64;

/// Every key that is looked for.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().flat_map(|(_, keys)| *keys).chain(CONTRIBUTORS).chain(EXTENSIONS).copied()
}

/// Every name that is looked for within a map.
pub(super) fn members() -> impl Iterator<Item = &'static str> {
    MAPS.iter().flat_map(|(_, members)| members.iter().flat_map(|(_, names)| *names)).copied()
}
