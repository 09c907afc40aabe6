//! Media RSS.

use crate::diagnostic::Code;
use crate::validate::checks::frame::{Frame, Scope};
use crate::validate::checks::schema::TextKind;
use crate::validate::checks::{text, values};
use crate::validate::forms::uris;
use crate::validate::log::{Stretch, shown};
use crate::validate::rules::rule;
use crate::validate::xml::text::XmlText;

/// Roles of the European Broadcasting Union, the vocabulary that `media:credit` has by default.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "actor", "adaptor", "anchor person", "animal trainer", "animator", "announcer", "armourer", "art director",
    "artist", "artist/performer", "assistant camera", "assistant chief lighting technician", "assistant director",
    "assistant producer", "assistant visual editor", "author", "broadcast assistant", "broadcast journalist",
    "camera operator", "carpenter", "casting", "causeur", "chief lighting technician", "choir", "choreographer",
    "clapper loader", "commentary or commentator", "commissioning broadcaster", "composer", "computer programmer",
    "conductor", "consultant", "continuity checker", "correspondent", "costume designer", "dancer",
    "dialogue coach", "director", "director of photography", "distribution company", "draughtsman", "dresser",
    "dubber", "editor", "editor/producer", "ensemble", "executive producer", "expert", "fight director",
    "floor manager", "focus puller", "foley artist", "foley editor", "foley mixer", "graphic assistant",
    "graphic designer", "greensman", "grip", "hairdresser", "illustrator", "interviewed guest", "interviewer",
    "key character", "key grip", "key talents", "leadman", "librettist", "lighting director", "lighting technician",
    "location manager", "lyricist", "make up artist", "manufacturer", "matte artist", "music arranger",
    "music group", "musician", "news reader", "orchestra", "participant", "performer", "photographer", "post",
    "producer", "production assistant", "production company", "production department", "production manager",
    "production secretary", "programme production researcher", "programme proposal", "property manager",
    "publishing company", "puppeteer", "pyrotechnician", "reporter", "rigger", "runner", "scenario",
    "scenic operative", "script supervisor", "second assistant camera", "second assistant director",
    "second unit director", "set designer", "set dresser", "sign language", "singer", "sound designer",
    "sound mixer", "sound recordist", "special effects", "stunts", "subtitles", "technical director", "term",
    "translation", "transportation manager", "treatment", "treatment proposal", "treatment/programme proposal",
    "vision mixer", "visual editor", "visual effects", "wardrobe", "witness",
];

/// ISO 3166 has about 250 codes; two capital letters are taken for one.
fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// RFC 2326, 3.6: seconds, `h:mm:ss`, or `now`.
fn is_time(text: &str) -> bool {
    if text.starts_with("now") {
        return true;
    }
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = clock.splitn(4, ':').collect();
    digits(fraction)
        && match parts[..] {
            [seconds] => digits(seconds),
            [hours, minutes, seconds] => {
                digits(hours) && [minutes, seconds].iter().all(|part| part.len() == 2 && digits(part))
            }
            _ => false,
        }
}

/// Judges an attribute where it is there and says something: an empty one counts as none.
fn check<'f>(frame: &'f Frame, name: &str, test: impl FnOnce(&'f str, Stretch)) {
    if let Some(attribute) = frame.attribute(name).filter(|attribute| !attribute.value.is_empty()) {
        test(&attribute.value, attribute.mark);
    }
}

fn url(frame: &Frame, name: &str, needed: bool, scope: &mut Scope<'_>) {
    match frame.attribute(name).filter(|attribute| !attribute.value.is_empty()) {
        Some(url) => {
            let what = format!("`{name}` of `{}`", frame.name);
            values::uri(
                &url.value,
                uris::UriForm::Absolute,
                url.mark,
                &what,
                const { rule(Code::UrlAbsolute) },
                scope.log,
            );
        }
        None if needed => values::missing_attribute(frame, name, scope),
        None => {}
    }
}

fn size(frame: &Frame, scope: &mut Scope<'_>) {
    for name in ["height", "width"] {
        let what = format!("`{name}` of `{}`", frame.name);
        check(frame, name, |value, mark| values::positive(value, mark, &what, scope.log));
    }
}

/// `media:content` begins.
pub fn content(frame: &Frame, scope: &mut Scope<'_>) {
    let what = |name: &str| format!("`{name}` of `media:content`");
    for name in ["bitrate", "duration", "framerate", "samplingrate"] {
        check(frame, name, |value, mark| {
            // A unit behind the number (`128 kbps`) is let through.
            if !value.starts_with(|char: char| char.is_ascii_digit()) {
                let message = format!("{} is `{}`, which is no number", what(name), shown(value));
                scope.log.add(const { rule(Code::Number) }, mark, message);
            }
        });
    }
    check(frame, "channels", |value, mark| values::non_negative(value, mark, &what("channels"), scope.log));
    check(frame, "fileSize", |value, mark| values::positive(value, mark, &what("fileSize"), scope.log));
    check(frame, "lang", |value, mark| values::language(value, mark, scope.log));
    let words: [(&str, &[&str]); 3] = [
        ("expression", &["sample", "full", "nonstop"]),
        ("medium", &["image", "audio", "video", "document", "executable"]),
        ("isDefault", &["true", "false"]),
    ];
    for (name, allowed) in words {
        check(frame, name, |value, mark| {
            let lower = if name == "isDefault" { value.to_ascii_lowercase() } else { value.to_owned() };
            if !allowed.contains(&lower.as_str()) {
                let message = format!("{} is `{}`; it may be `{}`", what(name), shown(value), allowed.join("`, `"));
                let rule_of = match name {
                    "expression" => const { rule(Code::MediaExpression) },
                    "medium" => const { rule(Code::MediaMedium) },
                    _ => const { rule(Code::TrueFalse) },
                };
                scope.log.add(rule_of, mark, message);
            }
        });
    }
    check(frame, "type", |value, mark| {
        if !uris::is_media_type(value) {
            let message = format!("{} is `{}`, which is no media type", what("type"), shown(value));
            scope.log.add(const { rule(Code::AttributeMediaType) }, mark, message);
        }
    });
    url(frame, "url", false, scope);
    size(frame, scope);
}

/// The text and attributes of an element.
pub fn value(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    match kind {
        TextKind::MediaCategory => {
            url(frame, "scheme", false, scope);
            check(frame, "label", |label, mark| {
                let text = XmlText::of(label, mark.pos);
                text::plain_string(&text, "label", mark, const { rule(Code::HtmlInText) }, scope);
            });
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
        }
        TextKind::MediaCopyright => {
            url(frame, "url", false, scope);
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
        }
        TextKind::MediaCredit => credit(frame, scope),
        TextKind::MediaHash => hash(frame, text, mark, scope),
        TextKind::MediaRating => rating(frame, text, mark, scope),
        TextKind::MediaRestriction => restriction(frame, text, mark, scope),
        TextKind::MediaPlayer => {
            url(frame, "url", true, scope);
            size(frame, scope);
        }
        TextKind::MediaThumbnail => {
            time(frame, "time", scope);
            url(frame, "url", true, scope);
            size(frame, scope);
        }
        TextKind::MediaText | TextKind::MediaTitle => {
            let written = frame.attribute("type").map_or("plain", |kind| kind.value.as_str());
            if !matches!(written, "plain" | "html" | "") {
                let message =
                    format!("`type` of `{}` is `{}`; it may be `plain` or `html`", frame.name, shown(written));
                scope.log.add(const { rule(Code::MediaTextType) }, frame.mark, message);
            }
            if kind == TextKind::MediaText {
                time(frame, "start", scope);
                time(frame, "end", scope);
                check(frame, "lang", |value, mark| values::language(value, mark, scope.log));
            }
            match written {
                "html" => text::html(frame, scope),
                _ => text::plain(frame, const { rule(Code::HtmlUndeclared) }, scope),
            }
        }
        _ => {}
    }
}

fn time(frame: &Frame, name: &str, scope: &mut Scope<'_>) {
    check(frame, name, |value, mark| {
        if !is_time(value) {
            let message = format!("`{name}` of `{}` is `{}`, which is no time", frame.name, shown(value));
            scope.log.add(const { rule(Code::MediaTime) }, mark, message);
        }
    });
}

fn credit(frame: &Frame, scope: &mut Scope<'_>) {
    let scheme = frame.attribute("scheme").map_or("urn:ebu", |scheme| scheme.value.as_str());
    check(frame, "role", |role, mark| {
        if (scheme == "urn:ebu" && !ROLES.contains(&role)) || role != role.to_lowercase() {
            let message = format!("`{}` is no role of the vocabulary `{}`", shown(role), shown(scheme));
            scope.log.add(const { rule(Code::MediaCreditRole) }, mark, message);
        }
    });
    if scheme != "urn:ebu" {
        url(frame, "scheme", false, scope);
    }
}

fn hash(frame: &Frame, text: &str, mark: Stretch, scope: &mut Scope<'_>) {
    let algorithm = frame.attribute("algo").map_or("md5", |algorithm| algorithm.value.as_str());
    // Media RSS 1.5.1, `media:hash`: MD5 where none is named.
    let long = match algorithm {
        "md5" | "" => 32,
        "sha-1" => 40,
        _ => {
            let message = format!("`{}` is no algorithm of `media:hash`", shown(algorithm));
            scope.log.add(const { rule(Code::MediaHash) }, mark, message);
            return;
        }
    };
    if text.len() != long || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let message = format!("`{}` is no hash by `{algorithm}`", shown(text));
        scope.log.add(const { rule(Code::MediaHash) }, mark, message);
    }
}

/// Media RSS 1.5.1, `media:rating`: each vocabulary has its own words; those of an unknown one cannot be judged.
fn rating(frame: &Frame, text: &str, mark: Stretch, scope: &mut Scope<'_>) {
    let scheme = frame.attribute("scheme").map(|scheme| scheme.value.as_str()).filter(|scheme| !scheme.is_empty());
    let scheme = scheme.unwrap_or("urn:simple");
    let good = match scheme {
        "urn:simple" => matches!(text, "adult" | "nonadult"),
        "urn:mpaa" => matches!(text, "g" | "m" | "nc-17" | "pg" | "pg-13" | "r" | "x"),
        "urn:v-chip" => matches!(
            text,
            "14+"
                | "18+"
                | "c"
                | "c8"
                | "g"
                | "pg"
                | "tv-14"
                | "tv-g"
                | "tv-ma"
                | "tv-pg"
                | "tv-y"
                | "tv-y7"
                | "tv-y7-fv"
        ),
        "urn:icra" => is_icra(text),
        _ => {
            url(frame, "scheme", false, scope);
            return;
        }
    };
    if !good {
        let message = format!("`{}` is no rating of `{scheme}`", shown(text));
        scope.log.add(const { rule(Code::MediaRating) }, mark, message);
    }
}

/// `r (cz 1 lz 1 ...)`: pairs of a code and 0 or 1.
fn is_icra(text: &str) -> bool {
    let Some(inner) = text.strip_prefix("r (").and_then(|rest| rest.strip_suffix(')')) else { return false };
    let words: Vec<&str> = inner.split(' ').collect();
    words.len() >= 2
        && words.len().is_multiple_of(2)
        && words.chunks(2).all(|pair| match (pair[0].as_bytes(), pair[1]) {
            ([family, b'z'], "0" | "1") => b"nsvlocx".contains(family),
            ([family, letter], "1") => {
                let last = match family {
                    b'n' | b'l' => b'c',
                    b's' => b'f',
                    b'v' => b'j',
                    b'o' => b'h',
                    b'c' => b'b',
                    b'x' => b'e',
                    _ => return false,
                };
                (b'a'..=last).contains(letter)
            }
            _ => false,
        })
}

fn restriction(frame: &Frame, text: &str, mark: Stretch, scope: &mut Scope<'_>) {
    match frame.attribute("relationship").filter(|relation| !relation.value.is_empty()) {
        None => values::missing_attribute(frame, "relationship", scope),
        Some(relation) if !matches!(relation.value.as_str(), "allow" | "deny") => {
            let message = format!("`relationship` is `{}`; it may be `allow` or `deny`", shown(&relation.value));
            scope.log.add(const { rule(Code::MediaRestrictionRelationship) }, relation.mark, message);
        }
        Some(_) => {}
    }
    match frame.attribute("type").map_or("", |kind| kind.value.as_str()) {
        "" => {
            if !matches!(text, "" | "all" | "none") {
                let message =
                    format!("`media:restriction` without `type` is `{}`; it may be `all` or `none`", shown(text));
                scope.log.add(const { rule(Code::MediaRestriction) }, mark, message);
            }
        }
        "country" => {
            if let Some(odd) = text.split(' ').find(|country| !is_country(country)) {
                let message = format!("`{}` is no country of ISO 3166", shown(odd));
                scope.log.add(const { rule(Code::Country) }, mark, message);
            }
        }
        "uri" => {
            values::uri(
                text,
                uris::UriForm::Absolute,
                mark,
                "`media:restriction`",
                const { rule(Code::UrlAbsolute) },
                scope.log,
            );
        }
        "sharing" => {}
        kind => {
            let message = format!("`type` is `{}`; it may be `country` or `uri`", shown(kind));
            scope.log.add(const { rule(Code::MediaRestrictionType) }, mark, message);
        }
    }
}
