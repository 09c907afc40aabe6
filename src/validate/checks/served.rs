//! How a document comes: the encoding that it declares, and the media type that it is served with.

use crate::diagnostic::Code;
use crate::validate::document::{DocumentFormat, Options};
use crate::validate::input::source::Declared;
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::rule;

/// XML 1.0, 4.3.3, and what readers know.
pub fn encoding(declared: &Declared, options: &Options, log: &mut Log) {
    let start = Stretch::at(Pos::START);
    let Some(name) = &declared.name else {
        if declared.family.is_none() && charset(options).is_none() {
            log.add(const { rule(Code::EncodingMissing) }, start, "the document does not say which encoding it is in");
        }
        // XML 1.0, 4.3.3: without a declaration it is UTF-8, or what its byte order mark says; by RFC 7303, 3.2 readers go
        // by the mark, then by the charset.
        let family = declared.family.unwrap_or("UTF-8");
        if let Some(charset) = charset(options).filter(|charset| !is_of(charset, family)) {
            let message = format!("the document is served as `{}` and is {family} by itself", shown(&charset));
            log.add(const { rule(Code::ServedCharset) }, start, message);
        }
        return;
    };
    // At most one of these is told: the gravest.
    let label = name.to_ascii_uppercase();
    let written = shown(name);
    if declared.contradicts {
        let family = declared.family.unwrap_or("an encoding of single bytes");
        let message = format!("the document declares `{written}` and begins like {family}");
        log.add(const { rule(Code::EncodingContradicts) }, start, message);
    } else if declared.unknown {
        log.add(const { rule(Code::EncodingUnknown) }, start, format!("no encoding is called `{written}`"));
    } else if !COMMON.contains(&label.as_str()) {
        log.add(const { rule(Code::EncodingObscure) }, start, format!("few readers know the encoding `{written}`"));
    } else if !matches!(label.as_str(), "UTF-8" | "UTF-16") {
        log.add(const { rule(Code::EncodingUnusual) }, start, format!("the encoding is `{written}`, not UTF-8"));
    }
    if let Some(charset) = charset(options)
        && !charset.eq_ignore_ascii_case(name)
    {
        let message = format!("the document is served as `{}` and declares `{written}`", shown(&charset));
        log.add(const { rule(Code::ServedCharset) }, start, message);
    }
}

/// Whether a charset is one of a family: all that is ASCII is UTF-8.
fn is_of(charset: &str, family: &str) -> bool {
    let charset = charset.to_ascii_uppercase();
    charset.starts_with(family) || (family == "UTF-8" && matches!(charset.as_str(), "UTF8" | "US-ASCII" | "ASCII"))
}

/// Encodings in wide use.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1", "EUC-JP", "ISO-8859-2",
    "ISO-8859-15", "ISO-8859-7", "KOI8-R", "SHIFT_JIS", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252",
    "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "GB18030", "GBK", "GB2312", "BIG5", "EUC-KR",
];

fn charset(options: &Options) -> Option<String> {
    let content_type = options.content_type.as_deref()?.to_ascii_lowercase();
    let value =
        content_type.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset=").map(str::to_owned))?;
    Some(value.trim_matches('"').to_owned())
}

/// Whether the media type fits.
pub fn media_type(format: Option<DocumentFormat>, options: &Options, log: &mut Log) {
    let (Some(format), Some(content_type)) = (format, options.content_type.as_deref()) else { return };
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let start = Stretch::at(Pos::START);
    let own: &[&str] = match format {
        DocumentFormat::Rss => &["application/rss+xml"],
        DocumentFormat::Rss1 => &["application/rdf+xml", "application/rss+xml"],
        DocumentFormat::Atom => &["application/atom+xml"],
        DocumentFormat::JsonFeed => &["application/feed+json", "application/json"],
        DocumentFormat::Opml => &["text/x-opml", "text/x-opml+xml", "application/xml", "text/xml"],
    };
    // RFC 3023, 3.1: `text/xml` without a charset is US-ASCII, whatever the document says of itself.
    if kind == "text/xml" {
        log.add(const { rule(Code::ServedTextXml) }, start, "the document is served as `text/xml`");
    }
    if own.contains(&kind.as_str()) {
        return;
    }
    if matches!(kind.as_str(), "application/xml" | "text/xml" | "application/json" | "text/json") {
        let message = format!("the document is served as `{}`, `{}` says more", shown(&kind), own[0]);
        log.add(const { rule(Code::ServedUnspecific) }, start, message);
    } else {
        let message = format!("the document is served as `{}`, not as `{}`", shown(&kind), own[0]);
        log.add(const { rule(Code::ServedType) }, start, message);
    }
}
