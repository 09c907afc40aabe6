//! What the attributes and texts of the namespace hold, and how each is told.

use crate::diagnostic::Code;
use crate::validate::checks::values;
use crate::validate::forms::dates::{Iso, Rfc822};
use crate::validate::forms::{dates, uris};
use crate::validate::rules::{Rule, rule};

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Anything.
    Any,
    /// An address of the web.
    Url,
    /// Any address with a scheme: files are also served by IPFS, BitTorrent and the like.
    Uri,
    /// A media type.
    MediaType,
    /// A number.
    Number,
    /// A date of RFC 2822.
    Date,
    /// A time of ISO 8601.
    Moment,
    /// An e-mail address.
    Email,
    /// `geo:latitude,longitude`, RFC 5870.
    Geo,
    /// An OpenStreetMap object: `N`, `W` or `R` and its number.
    Osm,
    /// Two letters.
    Country,
    /// Addresses with their widths, as in HTML's `srcset`.
    Sources,
    /// A UUID.
    Uuid,
    /// A medium.
    Medium,
    /// One of these.
    Word(&'static [&'static str]),
    /// A role of the Podcast Taxonomy.
    Role,
    /// A group of the Podcast Taxonomy.
    Group,
    /// At most so many characters.
    UpTo(usize),
}

/// What the text of an element holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TextRule {
    /// Whatever it likes.
    Any,
    /// Something, of any length.
    Filled,
    /// Something, of at most [`LONGEST`] characters.
    Short,
    /// Nothing, or at most [`LONGEST`] characters.
    ShortOrNone,
    /// At most 4000 characters.
    Page,
    /// `yes` or `no`: whether the feed may move.
    YesNo,
    /// `yes` or `no`: whether it may be shown.
    Block,
    /// A UUID.
    Uuid,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A medium.
    Medium,
    /// The name of a licence; of one that nobody knows, beside its address.
    License,
}

/// Beyond this many characters programs may cut a text.
pub const LONGEST: usize = 128;

/// The media of a podcast; each but the last has a list form, which ends in `L`.
const MEDIA: &[&str] =
    &["podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course", "mixed"];

/// The roles of the Podcast Taxonomy, in lower case: the namespace names it for `podcast:person`.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "announcer", "assistant camera", "assistant director", "assistant editor", "associate producer", "audio editor",
    "audio engineer", "author", "booking coordinator", "camera grip", "camera operator", "co-host", "co-writer",
    "composer", "consultant", "content manager", "cover art designer", "creative director", "development producer",
    "director", "editor", "editorial director", "executive producer", "fact checker", "foley artist",
    "graphic designer", "guest", "guest host", "guest writer", "host", "intern", "lighting designer", "logger",
    "managing editor", "marketing manager", "music contributor", "music production", "narrator",
    "post production engineer", "producer", "production assistant", "production coordinator",
    "remote recording engineer", "reporter", "researcher", "sales manager", "sales representative",
    "script coordinator", "script editor", "senior producer", "social media manager", "songwriter", "sound designer",
    "story editor", "studio coordinator", "technical director", "technical manager", "theme music", "transcriber",
    "translator", "voice actor", "writer",
];
const GROUPS: &[&str] = &[
    "administration",
    "audio post-production",
    "audio production",
    "cast",
    "community",
    "creative direction",
    "misc.",
    "video post-production",
    "video production",
    "visuals",
    "writing",
];

/// Licences that the namespace knows by name, in lower case.
const LICENSES: &[&str] = &["arr", "cc-by-4.0", "cc-by-nc-4.0", "cc-by-nc-nd-4.0", "pod-v4v-1.0"];

/// What is wrong with the value of an attribute: the rule and what the value is not. `needed` is whether programs cannot
/// do without it; then it is an error where it leads nowhere.
pub fn fault(form: Form, value: &str, needed: bool) -> Option<(&'static Rule, String)> {
    let pick = |error: &'static Rule, warning: &'static Rule| if needed { error } else { warning };
    let url = || pick(const { rule(Code::PodcastUrl) }, const { rule(Code::PodcastUrlOptional) });
    let (good, rule_of, wanted) = match form {
        Form::Any => return None,
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
        Form::Moment => (is_moment(value), const { rule(Code::PodcastMoment) }, "no time of ISO 8601"),
        Form::Email => (values::is_address(value).is_some(), const { rule(Code::PodcastOwner) }, "no e-mail address"),
        Form::Geo => (is_geo(value), const { rule(Code::PodcastLocation) }, "no `geo:` address of a place on Earth"),
        Form::Osm => (is_osm(value), const { rule(Code::PodcastLocation) }, "no identifier of OpenStreetMap"),
        Form::Country => (is_country(value), const { rule(Code::PodcastLocation) }, "no country's two letters"),
        Form::Uuid => (is_uuid(value), const { rule(Code::PodcastGuid) }, "no UUID"),
        Form::Medium => (is_medium(value), const { rule(Code::PodcastMedium) }, "no medium that is known"),
        Form::Word(words) => {
            if words.iter().any(|word| word.eq_ignore_ascii_case(value)) {
                return None;
            }
            return Some((const { rule(Code::PodcastWord) }, format!("none of `{}`", words.join("`, `"))));
        }
        Form::Role => (listed(ROLES, value), const { rule(Code::PodcastRole) }, "no role of the Podcast Taxonomy"),
        Form::Group => (listed(GROUPS, value), const { rule(Code::PodcastRole) }, "no group of the Podcast Taxonomy"),
        Form::UpTo(longest) => {
            let long = value.chars().nth(longest).is_some();
            return long.then(|| (const { rule(Code::PodcastTextLong) }, format!("longer than {longest} characters")));
        }
    };
    (!good).then(|| (rule_of, wanted.to_owned()))
}

/// What is wrong with the text of an element, where it has a form of its own.
pub fn text_fault(words: TextRule, text: &str, with_address: bool) -> Option<(&'static Rule, &'static str)> {
    let (good, rule_of, wanted) = match words {
        TextRule::YesNo => (is_yes_no(text), const { rule(Code::PodcastLocked) }, "neither `yes` nor `no`"),
        TextRule::Block => (is_yes_no(text), const { rule(Code::PodcastBlock) }, "neither `yes` nor `no`"),
        TextRule::Uuid => (is_uuid(text), const { rule(Code::PodcastGuid) }, "no UUID"),
        TextRule::Medium => (is_medium(text), const { rule(Code::PodcastMedium) }, "no medium that is known"),
        TextRule::Number => (values::is_decimal(text), const { rule(Code::PodcastEpisode) }, "no number"),
        TextRule::Whole => {
            let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            (whole, const { rule(Code::PodcastSeason) }, "no whole number")
        }
        TextRule::License => {
            let known = text.is_empty() || with_address || listed(LICENSES, text);
            (known, const { rule(Code::PodcastLicense) }, "no licence that the namespace knows, and has no `url`")
        }
        TextRule::Any | TextRule::Filled | TextRule::Short | TextRule::ShortOrNone | TextRule::Page => return None,
    };
    (!good).then_some((rule_of, wanted))
}

/// How long a text may be.
pub fn longest(words: TextRule) -> Option<usize> {
    match words {
        TextRule::Short | TextRule::ShortOrNone | TextRule::License => Some(LONGEST),
        TextRule::Page => Some(4000),
        _ => None,
    }
}

fn listed(words: &[&str], value: &str) -> bool {
    words.contains(&value.to_ascii_lowercase().as_str())
}

fn is_yes_no(text: &str) -> bool {
    text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("no")
}

fn is_web(text: &str) -> bool {
    uris::is_web(text) && uris::check(text, uris::UriForm::AbsoluteIri).is_ok()
}

/// A date, or a date and a time; its offset may go without a colon, as in the specification's own example.
fn is_moment(text: &str) -> bool {
    let colon = |at: usize| format!("{}:{}", &text[..at], &text[at..]);
    let offset =
        text.len().checked_sub(5).filter(|&at| text.is_char_boundary(at) && text[at..].starts_with(['+', '-']));
    let digits = offset.filter(|&at| text.contains('T') && text[at + 1..].bytes().all(|byte| byte.is_ascii_digit()));
    dates::iso(text, Iso::Iso8601).is_some()
        || digits.is_some_and(|at| dates::iso(&colon(at + 3), Iso::Iso8601).is_some())
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

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
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

    #[test]
    fn times_of_live_items() {
        for good in ["2026-01-05T10:00:00Z", "2021-09-26T07:30:00.000-0600", "2026-01-05T10:00:00+01:00", "2026-01-05"]
        {
            assert!(is_moment(good), "{good}");
        }
        for bad in ["", "soon", "Mon, 05 Jan 2026 10:00:00 +0000", "2026-01-05T25:00:00Z", "2026-01-05 10:00", "é+0000"]
        {
            assert!(!is_moment(bad), "{bad}");
        }
    }
}
