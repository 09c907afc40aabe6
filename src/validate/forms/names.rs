//! Names that are known: namespaces and their usual prefixes, languages, schemes, relations, words.
//!
//! Lists are sorted where they are long, so that looking up costs little.

/// The usual prefix of a known namespace.
pub type KnownPrefix = &'static str;

/// XHTML.
pub const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// Atom 0.3, long gone.
pub const ATOM_03: &str = "http://purl.org/atom/ns#";
/// The wrong name of Media RSS that is seen most.
pub const MEDIA_WRONG: &str = "http://search.yahoo.com/mrss";

/// Namespaces that are known. Those that are [`is_closed`] are checked by name.
pub const NAMESPACES: &[(&str, KnownPrefix)] = &[
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/rss/1.0/modules/slash/", "slash"),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy"),
    ("http://wellformedweb.org/CommentAPI/", "wfw"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("https://podcastindex.org/namespace/1.0", "podcast"),
    ("https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", "podcast"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://purl.org/syndication/thread/1.0", "thr"),
    ("http://purl.org/rss/1.0/modules/threading/", "thr"),
    ("http://purl.org/syndication/history/1.0", "fh"),
    ("http://www.georss.org/georss", "georss"),
    ("http://www.opengis.net/gml", "gml"),
    ("http://www.w3.org/2003/01/geo/wgs84_pos#", "geo"),
    ("http://geourl.org/rss/module/", "geourl"),
    ("http://postneo.com/icbm", "icbm"),
    ("http://backend.userland.com/creativeCommonsRssModule", "creativeCommons"),
    ("http://web.resource.org/cc/", "cc"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://webns.net/mvcb/", "admin"),
    ("http://backend.userland.com/blogChannelModule", "blogChannel"),
    ("http://madskills.com/public/xml/rss/module/trackback/", "trackback"),
    ("http://a9.com/-/spec/opensearch/1.1/", "opensearch"),
    ("http://a9.com/-/spec/opensearchrss/1.0/", "opensearch10"),
    ("http://www.w3.org/2007/app", "app"),
    ("http://www.bloglines.com/about/specs/fac-1.0", "access"),
    ("http://www.opml.org/spec2", "opml"),
    ("http://purl.org/rss/1.0/", "rss1"),
    ("http://my.netscape.com/rdf/simple/0.9/", "rss090"),
    ("http://purl.org/net/rss1.1#", "rss11"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/2000/01/rdf-schema#", "rdfs"),
    ("http://xmlns.com/foaf/0.1/", "foaf"),
    ("http://www.w3.org/2000/svg", "svg"),
    ("http://www.w3.org/1998/Math/MathML", "mathml"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://purl.org/rss/1.0/modules/aggregation/", "ag"),
    ("http://purl.org/rss/1.0/modules/annotate/", "annotate"),
    ("http://purl.org/rss/1.0/modules/event/", "ev"),
    ("http://purl.org/rss/1.0/modules/link/", "l"),
    ("http://purl.org/rss/1.0/modules/taxonomy/", "taxo"),
    ("http://purl.org/rss/1.0/modules/wiki/", "wiki"),
    ("http://www.usemod.com/cgi-bin/mb.pl?ModWiki", "wiki"),
    ("http://my.theinfo.org/changed/1.0/rss/", "cp"),
    ("http://media.tangent.org/rss/1.0/", "audio"),
    ("http://purl.org/rss/1.0/modules/company", "company"),
    ("http://purl.org/rss/1.0/modules/email/", "email"),
    ("http://purl.org/rss/1.0/modules/image/", "image"),
    ("http://purl.org/rss/1.0/modules/reference/", "ref"),
    ("http://purl.org/rss/1.0/modules/richequiv/", "reqv"),
    ("http://purl.org/rss/1.0/modules/rss091#", "rss091"),
    ("http://purl.org/rss/1.0/modules/search/", "search"),
    ("http://purl.org/rss/1.0/modules/servicestatus/", "ss"),
    ("http://purl.org/rss/1.0/modules/subscription/", "sub"),
    ("http://hacks.benhammersley.com/rss/streaming/", "str"),
    ("http://conversationsnetwork.org/rssNamespace-1.0/", "conversationsNetwork"),
    ("http://www.microsoft.com/schemas/rss/core/2005", "cf"),
    ("http://feedsync.org/2007/feedsync", "sx"),
    ("urn:atom-extension:indexing", "indexing"),
    ("http://base.google.com/ns/1.0", "g"),
    ("http://schemas.xmlsoap.org/soap/envelope/", "soap"),
    ("http://openid.net/xmlns/1.0", "openid"),
    ("http://purl.org/atompub/tombstones/1.0", "at"),
];

/// Namespaces that are known by name, whose elements may stand anywhere.
pub const UNSUPPORTED: &[(&str, KnownPrefix)] = &[
    ("http://schemas.google.com/g/2005", "gd"),
    ("http://www.rawvoice.com/rawvoiceRssModule/", "rawvoice"),
    ("https://schema.org/", "schema"),
    ("http://schema.org/", "schema"),
    // Podcasts.
    ("http://www.google.com/schemas/play-podcasts/1.0", "googleplay"),
    ("https://www.google.com/schemas/play-podcasts/1.0", "googleplay"),
    ("http://podlove.org/simple-chapters", "psc"),
    ("http://podlove.org/simple-chapters/", "psc"),
    ("https://schema.acast.com/1.0/", "acast"),
    ("http://schema.acast.com/1.0/", "acast"),
    ("https://access.acast.com/schema/1.0/", "podaccess"),
    ("http://www.spotify.com/ns/rss", "spotify"),
    ("https://anchor.fm/xmlns", "anchor"),
    ("https://art19.com/xmlns/rss-extensions/1.0", "art19"),
    ("http://www.sverigesradio.se/podrss", "sr"),
    ("http://www.itunesu.com/feed", "itunesu"),
    ("https://omny.fm/rss-extensions", "omny"),
    ("http://fireside.fm/modules/rss/fireside", "fireside"),
    ("https://blubrry.com/developer/rawvoice-rss/", "rawvoice"),
    ("https://www.npr.org/rss/", "npr"),
    ("https://api.npr.org/nprml", "nprml"),
    ("http://bbc.co.uk/2009/01/ppgRss", "ppg"),
    ("http://radiofrance.fr", "radiofrance"),
    ("https://fyyd.de/fyyd-ns/", "fyyd"),
    ("http://bitlove.org", "bitlove"),
    // Video and pictures.
    ("http://www.youtube.com/xml/schemas/2015", "yt"),
    ("http://rss.jwpcdn.com/", "jwplayer"),
    ("http://schemas.google.com/photos/2007", "gphoto"),
    ("urn:flickr:user", "flickr"),
    // Sites and networks.
    ("http://source.scripting.com/", "source"),
    ("https://source.scripting.com/", "source"),
    ("http://webfeeds.org/rss/1.0", "webfeeds"),
    ("com-wordpress:feed-additions:1", "post-id"),
    ("http://wordpress.org/export/1.0/", "wp"),
    ("http://wordpress.org/export/1.1/", "wp"),
    ("http://wordpress.org/export/1.2/", "wp"),
    ("http://wordpress.org/export/1.0/excerpt/", "excerpt"),
    ("http://wordpress.org/export/1.1/excerpt/", "excerpt"),
    ("http://wordpress.org/export/1.2/excerpt/", "excerpt"),
    ("http://madskills.com/public/xml/rss/module/pingback/", "pingback"),
    ("http://www.smartnews.be/snf", "snf"),
    ("http://news.yahoo.com/rss/", "ynews"),
    ("http://schemas.google.com/blogger/2008", "blogger"),
    ("http://schemas.google.com/blogger/2018", "blogger"),
    ("http://www.discourse.org/", "discourse"),
    ("http://activitystrea.ms/spec/1.0/", "activity"),
    ("http://portablecontacts.net/spec/1.0", "poco"),
    ("http://ostatus.org/schema/1.0", "ostatus"),
    ("http://creativecommons.org/ns#", "cc"),
    // Software, papers, weather, files.
    ("http://www.andymatuschak.org/xml-namespaces/sparkle", "sparkle"),
    ("http://arxiv.org/schemas/atom", "arxiv"),
    ("http://prismstandard.org/namespaces/basic/2.0/", "prism"),
    ("http://prismstandard.org/namespaces/basic/3.0/", "prism"),
    ("http://prismstandard.org/namespaces/1.2/basic/", "prism"),
    ("http://xml.weather.yahoo.com/ns/rss/1.0", "yweather"),
    ("urn:oasis:names:tc:emergency:cap:1.1", "cap"),
    ("urn:oasis:names:tc:emergency:cap:1.2", "cap"),
    ("https://trends.google.com/trending/rss", "ht"),
    ("http://xmlns.ezrss.it/0.1/", "torrent"),
    ("http://www.newznab.com/DTD/2010/feeds/attributes/", "newznab"),
    ("http://torznab.com/schemas/2015/feed", "torznab"),
];

/// Vocabularies whose specification is closed and held here in full: an element of one of these in a place where the
/// specification has no such element is an error. The others are open (RDF's), grow (Google's), or are not known in full.
#[rustfmt::skip]
const CLOSED: &[&str] = &[
    "access", "admin", "ag", "annotate", "app", "atom", "blogChannel", "content", "creativeCommons", "dc", "ev",
    "feedburner", "fh", "geo", "georss", "geourl", "icbm", "itunes", "l", "media", "opensearch", "opensearch10",
    "opml", "rss090", "rss1", "rss11", "slash", "sy", "taxo", "thr", "trackback", "wfw", "wiki", "xhtml",
];

/// Whether a vocabulary, by its usual prefix, has no other elements than those that are known.
pub fn is_closed(prefix: &str) -> bool {
    CLOSED.binary_search(&prefix).is_ok()
}

/// The usual prefix of a namespace. Case and what follows the last word character do not count, so
/// that `http://www.w3.org/2005/atom/` is told apart from a namespace nobody knows.
pub fn known(uri: &str) -> Option<KnownPrefix> {
    let nearly = near(uri);
    NAMESPACES.iter().find(|(name, _)| near(name).eq_ignore_ascii_case(nearly)).map(|&(_, prefix)| prefix)
}

/// The usual prefix of exactly this namespace.
pub fn exactly(uri: &str) -> Option<KnownPrefix> {
    NAMESPACES.iter().find(|(name, _)| *name == uri).map(|&(_, prefix)| prefix)
}

/// The namespace that usually goes by this prefix.
pub fn namespace_of(prefix: &str) -> Option<&'static str> {
    NAMESPACES.iter().find(|(_, known)| *known == prefix).map(|&(uri, _)| uri)
}

fn near(uri: &str) -> &str {
    uri.trim_end_matches(|char: char| !char.is_alphanumeric() && char != '_')
}

/// Whether HTML has an entity of this name (without `;`).
pub fn is_html_entity(name: &str) -> bool {
    let mut key = String::with_capacity(name.len() + 1);
    key.push_str(name);
    key.push(';');
    html5ever::data::NAMED_ENTITIES.get(key.as_str()).is_some_and(|&(first, _)| first != 0)
}

/// ISO 639-1 and -2: the language subtags of two and three letters in use. The registry has
/// thousands of three letters; any three letters are taken, as a list would age.
///
/// ```
/// assert!(tidings::validate::is_language("zh-Hans"));
/// assert!(!tidings::validate::is_language("xx"));
/// ```
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or("");
    let known = match first.len() {
        1 => first.eq_ignore_ascii_case("x") || first.eq_ignore_ascii_case("i"),
        2 => LANGUAGES.contains(&first.to_ascii_lowercase().as_str()),
        3 => LANGUAGES_3.contains(&first.to_ascii_lowercase().as_str()),
        _ => false,
    };
    known
        && subtags
            .all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[rustfmt::skip]
const LANGUAGES: &[&str] = &[
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bh", "bi", "bm",
    "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da", "de", "dv", "dz", "ee",
    "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj", "fo", "fr", "fy", "ga", "gd", "gl", "gn", "gu",
    "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz", "ia", "id", "ie", "ig", "ii", "ik", "in", "io",
    "is", "it", "iu", "iw", "ja", "ji", "jv", "jw", "ka", "kg", "ki", "kj", "kk", "kl", "km", "kn", "ko", "kr",
    "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk",
    "ml", "mn", "mo", "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny",
    "oc", "oj", "om", "or", "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc",
    "sd", "se", "sg", "sh", "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta",
    "te", "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk", "ur", "uz", "ve",
    "vi", "vo", "wa", "wo", "xh", "yi", "yo", "za", "zh", "zu",
];

/// Three letters: languages without two, and the codes of ISO 639-2 for the others.
#[rustfmt::skip]
const LANGUAGES_3: &[&str] = &[
    "ace", "ach", "ada", "ady", "afr", "ain", "aka", "akk", "ale", "alt", "amh", "ang", "anp", "ara", "arc", "arg",
    "arn", "arp", "arw", "arz", "asm", "ast", "ava", "awa", "aym", "aze", "bak", "bal", "bam", "ban", "bas", "bej",
    "bel", "bem", "ben", "bho", "bik", "bin", "bis", "bla", "bod", "bos", "bra", "bre", "bua", "bug", "bul", "byn",
    "cad", "car", "cat", "ceb", "ces", "cha", "chb", "che", "chg", "chk", "chm", "chn", "cho", "chp", "chr", "chu",
    "chv", "chy", "ckb", "cmn", "cnr", "cop", "cor", "cos", "cre", "crh", "csb", "cym", "cze", "dak", "dan", "dar",
    "del", "den", "deu", "dgr", "din", "div", "doi", "dsb", "dua", "dum", "dut", "dyu", "dzo", "efi", "egy", "eka",
    "ell", "elx", "eng", "enm", "epo", "est", "eus", "ewe", "ewo", "fan", "fao", "fas", "fat", "fij", "fil", "fin",
    "fon", "fra", "fre", "frm", "fro", "frr", "frs", "fry", "ful", "fur", "gaa", "gan", "gay", "gba", "ger", "gez",
    "gil", "gla", "gle", "glg", "glv", "gmh", "goh", "gon", "gor", "got", "grb", "grc", "gre", "grn", "gsw", "guj",
    "gwi", "hai", "hak", "hat", "hau", "haw", "heb", "her", "hil", "hin", "hit", "hmn", "hmo", "hrv", "hsb", "hsn",
    "hun", "hup", "hye", "iba", "ibo", "ice", "ido", "iii", "iku", "ile", "ilo", "ina", "ind", "inh", "ipk", "isl",
    "ita", "jav", "jbo", "jpn", "jpr", "jrb", "kaa", "kab", "kac", "kal", "kam", "kan", "kas", "kat", "kau", "kaw",
    "kaz", "kbd", "kha", "khm", "kho", "kik", "kin", "kir", "kmb", "kmr", "kok", "kom", "kon", "kor", "kos", "kpe",
    "krc", "krl", "kru", "kua", "kum", "kur", "kut", "lad", "lah", "lam", "lao", "lat", "lav", "lez", "lim", "lin",
    "lit", "lol", "loz", "ltz", "lua", "lub", "lug", "lui", "lun", "luo", "lus", "lzh", "mac", "mad", "mag", "mah",
    "mai", "mak", "mal", "man", "mao", "mar", "mas", "may", "mdf", "mdr", "men", "mga", "mic", "min", "mis", "mkd",
    "mlg", "mlt", "mnc", "mni", "moh", "mon", "mos", "mri", "msa", "mul", "mus", "mwl", "mwr", "mya", "myv", "nan",
    "nap", "nau", "nav", "nbl", "nde", "ndo", "nds", "nep", "new", "nia", "niu", "nld", "nno", "nob", "nog", "non",
    "nor", "nqo", "nso", "nwc", "nya", "nym", "nyn", "nyo", "nzi", "oci", "oji", "ori", "orm", "osa", "oss", "ota",
    "pag", "pal", "pam", "pan", "pap", "pau", "peo", "per", "phn", "pli", "pol", "pon", "por", "pro", "prs", "pus",
    "que", "raj", "rap", "rar", "roh", "rom", "ron", "rum", "run", "rup", "rus", "sad", "sag", "sah", "sam", "san",
    "sas", "sat", "scn", "sco", "sel", "sga", "shn", "sid", "sin", "slk", "slo", "slv", "sma", "sme", "smj", "smn",
    "smo", "sms", "sna", "snd", "snk", "sog", "som", "sot", "spa", "sqi", "srd", "srn", "srp", "srr", "ssw", "suk",
    "sun", "sus", "sux", "swa", "swe", "syc", "syr", "szl", "tah", "tam", "tat", "tel", "tem", "ter", "tet", "tgk",
    "tgl", "tha", "tib", "tig", "tir", "tiv", "tkl", "tlh", "tli", "tmh", "tog", "ton", "tpi", "tsi", "tsn", "tso",
    "tuk", "tum", "tur", "tvl", "twi", "tyv", "tzm", "udm", "uga", "uig", "ukr", "umb", "und", "urd", "uzb", "vai",
    "ven", "vie", "vol", "vot", "wal", "war", "was", "wel", "wln", "wol", "wuu", "xal", "xho", "yao", "yap", "yid",
    "yor", "yue", "zap", "zbl", "zen", "zgh", "zha", "zho", "zul", "zun", "zxx", "zza",
];

/// URI schemes at the registry that a feed may meet.
#[rustfmt::skip]
pub const SCHEMES: &[&str] = &[
    "aaa", "aaas", "about", "acap", "acct", "acr", "adiumxtra", "apt", "at", "bitcoin", "bitcoincash", "cap", "cid",
    "content", "crid", "cvs", "dat", "data", "dav", "dict", "did", "dns", "doi", "ethereum", "example", "facetime",
    "fax", "feed", "file", "ftp", "gemini", "geo", "git", "github", "go", "gopher", "h323", "http", "https", "iax",
    "icap", "im", "imap", "info", "ipfs", "ipns", "ipp", "ipps", "irc", "ircs", "iris", "iris.beep", "iris.lwz",
    "iris.xpc", "iris.xpcs", "itms", "jabber", "javascript", "lastfm", "ldap", "ldaps", "magnet", "mailto", "maps",
    "market", "matrix", "mid", "mms", "modem", "msrp", "msrps", "mtqp", "mupdate", "mvn", "news", "nfs", "nih",
    "nntp", "opaquelocktoken", "payto", "pkcs11", "pop", "pres", "prospero", "rmi", "rsync", "rtmp", "rtsp",
    "rtsps", "secondlife", "service", "sftp", "sgn", "shttp", "sip", "sips", "skype", "sms", "snmp", "soap.beep",
    "soap.beeps", "spotify", "ssh", "steam", "stun", "svn", "tag", "teamspeak", "tel", "telnet", "tftp",
    "thismessage", "tip", "turn", "tv", "udp", "urn", "vemmi", "view-source", "vnc", "wais", "webcal", "ws", "wss",
    "xmlrpc.beep", "xmlrpc.beeps", "xmpp", "z39.50r", "z39.50s",
];

/// Link relations: the registry's that feeds carry, and those the old validators know.
#[rustfmt::skip]
pub const RELATIONS: &[&str] = &[
    "about", "alternate", "amphtml", "appendix", "archives", "author", "bookmark", "canonical", "chapter",
    "collection", "contents", "copyright", "current", "describedby", "disclosure", "discussion", "edit",
    "edit-media", "enclosure", "first", "glossary", "help", "hub", "icon", "index", "item", "last",
    "latest-version", "license", "me", "monitor", "next", "next-archive", "payment", "preview", "prev",
    "prev-archive", "previous", "privacy-policy", "profile", "related", "replies", "search", "section", "self",
    "service", "shortlink", "start", "stylesheet", "tag", "terms-of-service", "type", "up", "version-history",
    "via", "webmention",
];
