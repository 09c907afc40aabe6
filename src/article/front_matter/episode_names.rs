//! The names of the keys that say something of a podcast's episode, and of the members of their values.

use crate::article::UNCOUNTED;

/// Maps that hold what is said of an episode.
pub(super) const NESTED: &[&str] = &["podcast", "itunes", "episode"];

/// A value: our name of it, its keys at the top, and in a map. Those of which the same word means other things too (`title`)
/// count in a map called `itunes` only.
pub(super) type Value = (&'static str, &'static [&'static str], &'static [&'static str]);

pub(super) const VALUES: &[Value] = &[
    (
        "number",
        &["itunesepisode", "podcastepisode", "episodenumber", "episodeno", "episodenum", "epnumber", "episode", "ep"],
        &["episode", "number", "episodenumber", "no", "num"],
    ),
    (UNCOUNTED, &[UNCOUNTED], &[]),
    ("shown", &["episodedisplay"], &["display", "episodedisplay"]),
    ("season", &["itunesseason", "podcastseason", "seasonnumber", "seasonno", "season"], &["season", "seasonnumber"]),
    ("seasonname", &["seasonname", "seasontitle"], &["seasonname", "seasontitle"]),
    ("kind", &["itunesepisodetype", "podcastepisodetype", "episodetype"], &["episodetype", "type", "kind"]),
    ("explicit", &["itunesexplicit", "podcastexplicit", "explicit"], &["explicit"]),
    ("block", &["itunesblock", "podcastblock"], &["block"]),
    (
        "duration",
        &["itunesduration", "podcastduration", "episodeduration", "duration", "audioduration", "runtime", "playtime"],
        &["duration", "runtime"],
    ),
    (
        "image",
        &["itunesimage", "podcastimage", "episodeimage", "episodeart", "episodeartwork", "podcastcover", "podcastart"],
        &["image", "cover", "artwork"],
    ),
    ("title", &["itunestitle", "podcasttitle"], &["title"]),
    ("summary", &["itunessummary", "podcastsummary"], &["summary", "description"]),
    ("author", &["itunesauthor", "podcastauthor"], &["author"]),
];

/// Names of ours whose keys in a map count in `itunes` alone.
pub(super) const OF_ITUNES: &[&str] = &["title", "summary", "author"];

/// What there may be several of: our name of it, its keys at the top and in a map, what a plain text says, and its members.
pub(super) struct Several {
    pub name: &'static str,
    pub keys: &'static [&'static str],
    pub text: Option<&'static str>,
    pub members: &'static [(&'static str, &'static [&'static str])],
}

const ADDRESS: (&str, &[&str]) = ("url", &["url", "src", "file", "href", "path", "uri"]);
pub(super) const PERSON: &[(&str, &[&str])] = &[
    ("name", &["name", "key", "id"]),
    ("role", &["role"]),
    ("group", &["group"]),
    ("img", &["img", "image", "avatar", "photo", "picture"]),
    ("url", &["href", "url", "link", "website", "uri"]),
];

pub(super) const SEVERAL: &[Several] = &[
    Several {
        name: "transcripts",
        keys: &[
            "transcript",
            "transcripts",
            "podcasttranscript",
            "transcripturl",
            "transcriptfile",
            "captions",
            "subtitles",
        ],
        text: Some("url"),
        members: &[
            ADDRESS,
            ("type", &["type", "mediatype", "mimetype", "mime", "contenttype"]),
            ("language", &["language", "lang", "srclang"]),
            ("rel", &["rel"]),
        ],
    },
    Several {
        name: "chapters",
        keys: &["chapters", "podcastchapters", "chaptersurl", "chaptersfile", "chapterfile"],
        text: Some("url"),
        members: &[ADDRESS, ("type", &["type", "mediatype", "mimetype", "mime", "contenttype"])],
    },
    Several {
        name: "soundbites",
        keys: &["soundbite", "soundbites", "podcastsoundbite"],
        text: None,
        members: &[
            ("start", &["start", "starttime", "from"]),
            ("duration", &["duration", "length"]),
            ("title", &["title", "name", "text"]),
        ],
    },
    Several {
        name: "hosts",
        keys: &["hosts", "host", "cohosts", "cohost", "presenters", "presenter"],
        text: Some("name"),
        members: PERSON,
    },
    Several { name: "guests", keys: &["guests", "guest"], text: Some("name"), members: PERSON },
    Several {
        name: "people",
        keys: &["people", "persons", "person", "podcastperson", "podcastpersons", "credits"],
        text: Some("name"),
        members: PERSON,
    },
    Several {
        name: "licenses",
        keys: &["license", "licence", "podcastlicense"],
        text: Some("name"),
        members: &[("name", &["name", "id", "slug"]), ADDRESS],
    },
    Several {
        name: "places",
        keys: &["location", "locations", "podcastlocation"],
        text: Some("name"),
        members: &[
            ("name", &["name", "title"]),
            ("rel", &["rel"]),
            ("geo", &["geo"]),
            ("osm", &["osm"]),
            ("country", &["country"]),
        ],
    },
    Several {
        name: "talks",
        keys: &["socialinteract", "podcastsocialinteract"],
        text: Some("url"),
        members: &[
            ADDRESS,
            ("protocol", &["protocol"]),
            ("accountid", &["accountid"]),
            ("accounturl", &["accounturl"]),
            ("priority", &["priority"]),
        ],
    },
    Several {
        name: "funding",
        keys: &["funding", "podcastfunding"],
        text: Some("url"),
        members: &[ADDRESS, ("text", &["text", "title", "name", "label", "message"])],
    },
    Several {
        name: "texts",
        keys: &["txt", "podcasttxt"],
        text: Some("text"),
        members: &[("text", &["text", "value"]), ("purpose", &["purpose"])],
    },
];

/// Files that are named by other keys than an enclosure's.
pub(super) const FILES: &[&str] = &[
    "podcastfile",
    "podcastaudio",
    "podcastaudiourl",
    "podcastmp3",
    "mp3",
    "mp3url",
    "mp3file",
    "audiolink",
    "audiosrc",
    "mediaurl",
    "mediafile",
    "episodefile",
    "episodeaudio",
    "podcast",
];

/// Bytes of the only file.
pub(super) const BYTES: &[&str] =
    &["podcastbytes", "podcastsize", "podcastfilesize", "mp3size", "audiofilesize", "length", "filesize", "bytes"];

/// The same within a map.
pub(super) const FILES_WITHIN: &[&str] = &[
    "enclosure",
    "audio",
    "file",
    "filename",
    "url",
    "src",
    "mp3",
    "media",
    "href",
    "m4a",
    "opus",
    "ogg",
    "aac",
    "m4b",
];

/// Names of ours whose values are numbers, or words of a fixed list: nothing else of them gets out.
const NARROW: &[&str] = &["number", "season", "kind", "explicit", "block", "duration"];

fn is_narrow((name, ..): &&Value) -> bool {
    NARROW.contains(name)
}

/// Every key that is looked for at the top of front matter, but the narrow ones.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    let values = VALUES.iter().filter(|value| !is_narrow(value)).flat_map(|(_, keys, _)| *keys);
    values.chain(SEVERAL.iter().flat_map(|several| several.keys)).chain(NESTED).chain(FILES).copied()
}

/// The keys, and names of members, of numbers and of words of a fixed list.
pub(super) fn narrow() -> impl Iterator<Item = &'static str> {
    let values = VALUES.iter().filter(is_narrow).flat_map(|(_, keys, names)| keys.iter().chain(*names));
    values.chain(BYTES).copied()
}

/// Every name that is looked for within a map, but the narrow ones.
pub(super) fn members() -> impl Iterator<Item = &'static str> {
    let values = VALUES.iter().filter(|value| !is_narrow(value)).flat_map(|(_, _, names)| *names);
    let several = SEVERAL.iter().flat_map(|several| several.members.iter().flat_map(|(_, names)| *names));
    let lists = SEVERAL.iter().flat_map(|several| several.keys);
    values.chain(several).chain(lists).chain(FILES_WITHIN).copied()
}
