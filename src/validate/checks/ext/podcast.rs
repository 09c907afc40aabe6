//! Podcasting 2.0: the `podcast` namespace, under either of its two names.
//!
//! What an element needs stands in one table. An element that is in no row of it (the namespace still
//! grows) is let through with all that it holds.

use crate::diagnostic::Code;
use crate::validate::checks::frame::{Frame, Scope};
use crate::validate::checks::schema::Ctx;
use crate::validate::checks::values;
use crate::validate::forms::dates::Rfc822;
use crate::validate::forms::{dates, uris};
use crate::validate::log::{Stretch, shown};
use crate::validate::rules::{Rule, rule};

/// Where an element may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ElementPlace {
    Channel,
    Item,
    Both,
    /// In an element of the namespace, and how that is called.
    Within(&'static str),
}

/// Whether programs can do without an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Any,
    /// An address of the web.
    Url,
    /// Any address with a scheme: files are also served by IPFS, BitTorrent and the like.
    Uri,
    MediaType,
    Number,
    /// A date of RFC 2822.
    Date,
    Email,
    /// `geo:latitude,longitude`, RFC 5870.
    Geo,
    /// An OpenStreetMap object: `N`, `W` or `R` and its number.
    Osm,
    /// Addresses with their widths, as in HTML's `srcset`.
    Sources,
}

/// What the text of an element holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextRule {
    /// Whatever it likes.
    Any,
    /// Something, of any length.
    Filled,
    /// Something, of at most [`LONGEST`] characters.
    Short,
    /// Nothing, or at most [`LONGEST`] characters.
    ShortOrNone,
    YesNo,
    Uuid,
    Number,
    Whole,
    Medium,
}

/// An element of the namespace.
struct Element {
    name: &'static str,
    place: ElementPlace,
    once: bool,
    words: TextRule,
    needed: &'static [(&'static str, Form)],
    optional: &'static [(&'static str, Form)],
    /// A child of which there must be one at least.
    child: Option<&'static str>,
}

/// Beyond this many characters programs may cut a text.
const LONGEST: usize = 128;

/// The media of a podcast; each but the last has a list form, which ends in `L`.
const MEDIA: &[&str] =
    &["podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course", "mixed"];

const fn element(name: &'static str, place: ElementPlace, once: bool, words: TextRule) -> Element {
    Element { name, place, once, words, needed: &[], optional: &[], child: None }
}

const ELEMENTS: &[Element] = &[
    Element {
        // The owner was required once and is optional now.
        optional: &[("owner", Form::Email)],
        ..element("podcast:locked", ElementPlace::Channel, true, TextRule::YesNo)
    },
    element("podcast:guid", ElementPlace::Channel, true, TextRule::Uuid),
    element("podcast:medium", ElementPlace::Channel, true, TextRule::Medium),
    Element {
        needed: &[("url", Form::Url)],
        ..element("podcast:funding", ElementPlace::Channel, false, TextRule::Short)
    },
    Element {
        needed: &[("url", Form::Url), ("pubdate", Form::Date)],
        optional: &[("type", Form::MediaType), ("length", Form::Number), ("season", Form::Number)],
        ..element("podcast:trailer", ElementPlace::Channel, false, TextRule::Filled)
    },
    Element {
        optional: &[("url", Form::Url)],
        ..element("podcast:license", ElementPlace::Both, true, TextRule::Filled)
    },
    Element {
        optional: &[("href", Form::Url), ("img", Form::Url)],
        ..element("podcast:person", ElementPlace::Both, false, TextRule::Short)
    },
    Element {
        // It could stand once only; since 2025 a place may be named for each `rel`.
        optional: &[("geo", Form::Geo), ("osm", Form::Osm)],
        ..element("podcast:location", ElementPlace::Both, false, TextRule::Short)
    },
    Element {
        needed: &[("href", Form::Url)],
        optional: &[("type", Form::MediaType), ("width", Form::Number), ("height", Form::Number)],
        ..element("podcast:image", ElementPlace::Both, false, TextRule::Any)
    },
    Element {
        needed: &[("srcset", Form::Sources)],
        ..element("podcast:images", ElementPlace::Both, true, TextRule::Any)
    },
    Element {
        needed: &[("type", Form::Any), ("method", Form::Any)],
        optional: &[("suggested", Form::Number)],
        child: Some("podcast:valueRecipient"),
        ..element("podcast:value", ElementPlace::Both, false, TextRule::Any)
    },
    Element {
        needed: &[("type", Form::Any), ("address", Form::Any), ("split", Form::Number)],
        ..element("podcast:valueRecipient", ElementPlace::Within("podcast:value"), false, TextRule::Any)
    },
    Element {
        needed: &[("url", Form::Url), ("type", Form::MediaType)],
        ..element("podcast:transcript", ElementPlace::Item, false, TextRule::Any)
    },
    Element {
        needed: &[("url", Form::Url), ("type", Form::MediaType)],
        ..element("podcast:chapters", ElementPlace::Item, true, TextRule::Any)
    },
    Element {
        needed: &[("startTime", Form::Number), ("duration", Form::Number)],
        ..element("podcast:soundbite", ElementPlace::Item, false, TextRule::ShortOrNone)
    },
    element("podcast:season", ElementPlace::Item, true, TextRule::Whole),
    element("podcast:episode", ElementPlace::Item, true, TextRule::Number),
    Element {
        needed: &[("type", Form::MediaType)],
        optional: &[("length", Form::Number), ("bitrate", Form::Number), ("height", Form::Number)],
        child: Some("podcast:source"),
        ..element("podcast:alternateEnclosure", ElementPlace::Item, false, TextRule::Any)
    },
    Element {
        needed: &[("uri", Form::Uri)],
        optional: &[("contentType", Form::MediaType)],
        ..element("podcast:source", ElementPlace::Within("podcast:alternateEnclosure"), false, TextRule::Any)
    },
    Element {
        needed: &[("type", Form::Any), ("value", Form::Any)],
        ..element("podcast:integrity", ElementPlace::Within("podcast:alternateEnclosure"), true, TextRule::Any)
    },
];

fn find(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// The name of an element that is checked where it stands, by its name with the usual prefix. Within
/// an element of the namespace those are its own children only.
pub fn known(name: &str, parent: &Frame) -> Option<&'static str> {
    let element = find(name)?;
    let own = match element.place {
        ElementPlace::Within(around) => parent.name == around,
        _ => false,
    };
    (own || parent.ctx != Ctx::Podcast).then_some(element.name)
}

/// An element begins: its place and its attributes.
pub fn start(frame: &Frame, scope: &mut Scope<'_>) {
    let Some(element) = find(&frame.name) else { return };
    place(element, frame, scope);
    for &(name, form) in element.needed {
        let value = frame.attribute(name).map(|attribute| (attribute.value.trim(), attribute.mark));
        match value.filter(|(value, _)| !value.is_empty()) {
            None => {
                let message = format!("`{}` has no attribute `{name}`", frame.name);
                scope.log.add(const { rule(Code::PodcastAttributeMissing) }, frame.mark, message);
            }
            Some((value, mark)) => attribute(element, name, form, value, mark, Need::Required, scope),
        }
    }
    for &(name, form) in element.optional {
        if let Some(written) = frame.attribute(name) {
            attribute(element, name, form, written.value.trim(), written.mark, Need::Optional, scope);
        }
    }
}

fn place(element: &Element, frame: &Frame, scope: &mut Scope<'_>) {
    let Some(parent) = scope.parent.as_deref() else { return };
    let (channel, item) = match parent.ctx {
        Ctx::Channel | Ctx::Feed | Ctx::AtomSource => (true, false),
        Ctx::Item | Ctx::Entry => (false, true),
        _ => (false, false),
    };
    let (good, home) = match element.place {
        ElementPlace::Channel => (channel, "the channel"),
        ElementPlace::Item => (item, "an item"),
        ElementPlace::Both => (channel || item, "the channel or an item"),
        ElementPlace::Within(around) => (parent.name == around, around),
    };
    if !good {
        let message = format!("`{}` stands in `{}`, its place is {}", element.name, shown(&parent.name), quoted(home));
        scope.log.add(const { rule(Code::PodcastMisplaced) }, frame.mark, message);
    } else if element.once && parent.has(element.name) {
        let message = format!("`{}` stands twice in `{}`", element.name, parent.name);
        scope.log.add(const { rule(Code::PodcastTwice) }, frame.mark, message);
    }
}

/// Names in backticks, words without.
fn quoted(home: &str) -> String {
    if home.contains(':') { format!("`{home}`") } else { home.to_owned() }
}

/// One attribute. What programs cannot do without is an error, the rest a warning.
fn attribute(element: &Element, name: &str, form: Form, value: &str, mark: Stretch, need: Need, scope: &mut Scope<'_>) {
    let pick = |error: &'static Rule, warning: &'static Rule| if need == Need::Required { error } else { warning };
    let url = || pick(const { rule(Code::PodcastUrl) }, const { rule(Code::PodcastUrlOptional) });
    let (good, rule_of, wanted) = match form {
        Form::Any => return,
        Form::Url => (is_web(value), url(), "no http or https URL"),
        Form::Uri => (uris::check(value, uris::UriForm::AbsoluteIri).is_ok(), url(), "no address with a scheme"),
        Form::Sources => (value.split(',').all(is_source), url(), "no list of http or https URLs with widths"),
        Form::MediaType => (
            uris::is_media_type(value),
            pick(const { rule(Code::PodcastMediaType) }, const { rule(Code::PodcastMediaTypeOptional) }),
            "no media type",
        ),
        Form::Number => (
            values::is_decimal(value),
            pick(const { rule(Code::PodcastNumber) }, const { rule(Code::PodcastNumberOptional) }),
            "no number",
        ),
        // Obsolete forms, such as zones by name, stand in the specification's own examples.
        Form::Date => (dates::rfc822(value) != Rfc822::Bad, const { rule(Code::PodcastDate) }, "no date of RFC 2822"),
        Form::Email => (values::is_address(value).is_some(), const { rule(Code::PodcastOwner) }, "no e-mail address"),
        Form::Geo => (is_geo(value), const { rule(Code::PodcastLocation) }, "no `geo:` address of a place on Earth"),
        Form::Osm => (is_osm(value), const { rule(Code::PodcastLocation) }, "no identifier of OpenStreetMap"),
    };
    if !good {
        let message = format!("`{name}` of `{}` is `{}`, which is {wanted}", element.name, shown(value));
        scope.log.add(rule_of, mark, message);
    }
}

fn is_web(text: &str) -> bool {
    uris::is_web(text) && uris::check(text, uris::UriForm::AbsoluteIri).is_ok()
}

/// `https://example.org/a.jpg 1500w`; the width may be left out, and so may what follows a last comma.
fn is_source(candidate: &str) -> bool {
    let mut words = candidate.split_ascii_whitespace();
    let url = words.next().is_none_or(is_web);
    let size = words.next().is_none_or(|size| size.strip_suffix(['w', 'x']).is_some_and(values::is_decimal));
    url && size && words.next().is_none()
}

fn is_geo(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    // RFC 5870: an altitude may follow the pair, and parameters after a semicolon.
    let mut numbers = rest.split(';').next().unwrap_or("").splitn(4, ',');
    let mut within = |limit: f64| {
        let text = numbers.next().unwrap_or("");
        values::is_decimal(text.strip_prefix('-').unwrap_or(text))
            && text.parse::<f64>().is_ok_and(|number| number.abs() <= limit)
    };
    scheme.eq_ignore_ascii_case("geo")
        && within(90.0)
        && within(180.0)
        && numbers.next().is_none_or(|text| values::is_decimal(text.strip_prefix('-').unwrap_or(text)))
        && numbers.next().is_none()
}

/// The number, and after `#` the revision.
fn is_osm(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix(['N', 'W', 'R']).is_some_and(|rest| {
        let (number, revision) = rest.split_once('#').map_or((rest, None), |(number, rest)| (number, Some(rest)));
        digits(number) && revision.is_none_or(digits)
    })
}

/// An element ends: its text, and the children it cannot be without.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    let Some(element) = find(&frame.name) else { return };
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    if let Some(child) = element.child.filter(|child| !frame.has(child)) {
        let message = format!("`{}` holds no `{child}`", element.name);
        scope.log.add(const { rule(Code::PodcastChildMissing) }, frame.mark, message);
    }
    if matches!(element.words, TextRule::Filled | TextRule::Short) && text.is_empty() {
        let message = format!("`{}` is empty", element.name);
        scope.log.add(const { rule(Code::PodcastTextMissing) }, mark, message);
    }
    if matches!(element.words, TextRule::Short | TextRule::ShortOrNone) && text.chars().nth(LONGEST).is_some() {
        let message = format!("the text of `{}` is longer than {LONGEST} characters", element.name);
        scope.log.add(const { rule(Code::PodcastTextLong) }, mark, message);
    }
    let (good, rule_of, wanted) = match element.words {
        TextRule::YesNo => {
            let word = text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("no");
            (word, const { rule(Code::PodcastLocked) }, "neither `yes` nor `no`")
        }
        TextRule::Uuid => (is_uuid(text), const { rule(Code::PodcastGuid) }, "no UUID"),
        TextRule::Medium => (is_medium(text), const { rule(Code::PodcastMedium) }, "no medium that is known"),
        TextRule::Number => (values::is_decimal(text), const { rule(Code::PodcastEpisode) }, "no number"),
        TextRule::Whole => {
            let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            (whole, const { rule(Code::PodcastSeason) }, "no whole number")
        }
        TextRule::Any | TextRule::Filled | TextRule::Short | TextRule::ShortOrNone => return,
    };
    if !good {
        scope.log.add(rule_of, mark, format!("`{}` is `{}`, which is {wanted}", element.name, shown(text)));
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_medium(text: &str) -> bool {
    // `mixed` is a list already.
    MEDIA.contains(&text) || text.strip_suffix('L').is_some_and(|one| one != "mixed" && MEDIA.contains(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_lists_and_places_are_told_from_others() {
        for good in ["podcast", "musicL", "mixed", "courseL"] {
            assert!(is_medium(good), "{good}");
        }
        for bad in ["", "L", "Podcast", "mixedL", "musicl", "radio"] {
            assert!(!is_medium(bad), "{bad}");
        }
        for good in ["geo:30.2672,97.7431", "geo:-27.86159,153.3169", "geo:1,2,3;u=35"] {
            assert!(is_geo(good), "{good}");
        }
        for bad in ["", "30.2,97.7", "geo:91,0", "geo:0,181", "geo:1", "geo:1,2,3,4", "geo:nan,1"] {
            assert!(!is_geo(bad), "{bad}");
        }
        assert!(is_osm("R113314") && is_osm("W43678282#2"));
        assert!(!is_osm("113314") && !is_osm("R") && !is_osm("R1#"));
    }

    #[test]
    fn image_sets_are_addresses_with_widths() {
        assert!(is_source(" https://example.org/a.jpg 1500w") && is_source("https://example.org/a.jpg"));
        assert!(!is_source("/a.jpg 1500w") && !is_source("https://example.org/a.jpg wide"));
    }

    /// The codes for what stands in the channel or in its item.
    fn codes(channel: &str, item: &str) -> Vec<&'static str> {
        let other = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md";
        let document = format!(
            "<rss version=\"2.0\" xmlns:podcast=\"{other}\"><channel>{channel}<item>{item}</item></channel></rss>"
        );
        let report = crate::validate::validate(document.as_bytes(), &crate::validate::Options::default());
        let codes = report.findings.iter().map(|finding| finding.code.as_str());
        codes.filter(|code| code.starts_with("podcast-") || code.starts_with("element-un")).collect()
    }

    #[test]
    fn the_other_name_of_the_namespace_is_the_same() {
        assert_eq!(codes("<podcast:locked>maybe</podcast:locked>", ""), ["podcast-locked"]);
        assert_eq!(codes("<podcast:chapters url=\"https://example.org/a\" type=\"a/b\"/>", ""), ["podcast-misplaced"]);
    }

    #[test]
    fn what_is_not_known_is_let_through() {
        let live =
            "<podcast:liveItem status=\"live\"><title>a</title><podcast:season>x</podcast:season></podcast:liveItem>";
        assert_eq!(codes(live, ""), [""; 0]);
        let value = "<podcast:value type=\"lightning\" method=\"keysend\"><podcast:valueTimeSplit/><title/>\
            <podcast:valueRecipient type=\"node\" address=\"a\" split=\"1\"/></podcast:value>";
        assert_eq!(codes("", value), [""; 0]);
        assert_eq!(codes("", "<podcast:source uri=\"/a\"/>"), ["podcast-misplaced", "podcast-url"]);
    }
}
