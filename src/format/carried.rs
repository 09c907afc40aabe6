//! The elements that RSS and Atom share for what most entries have not: licences, comments, series, other vocabularies.

use rss::extension::Extension;

use super::podcast::element;
use crate::feed::{Carried, FeedCarried, WebUrl};

/// The prefixes of these elements. An item that has one declares it, so that its fragment fits under any root.
pub(super) const NAMESPACES: [(&str, &str); 5] = [
    ("creativeCommons", "http://backend.userland.com/creativeCommonsRssModule"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("slash", "http://purl.org/rss/1.0/modules/slash/"),
    ("sy", "http://purl.org/rss/1.0/modules/syndication/"),
    ("wfw", "http://wellformedweb.org/CommentAPI/"),
];

/// The licence, where it is one of those that the module of RSS is for.
fn creative_commons(license: Option<&WebUrl>) -> Option<Extension> {
    let license = license.filter(|url| url.to_url().host_str() == Some("creativecommons.org"))?;
    Some(element("creativeCommons:license", &[], Some(license.as_str())))
}

/// What the channel of a feed says of licence and times.
pub(super) fn channel(feed: &FeedCarried) -> Vec<Extension> {
    let mut elements: Vec<Extension> = creative_commons(feed.license.as_ref()).into_iter().collect();
    if let Some((period, times)) = feed.ttl.and_then(update_period) {
        elements.push(element("sy:updatePeriod", &[], Some(period)));
        elements.push(element("sy:updateFrequency", &[], Some(&times.to_string())));
    }
    elements
}

/// So many minutes as the syndication module has them, where they go into a period a whole number of times: so it says the same
/// as `ttl`, and never less.
fn update_period(minutes: u32) -> Option<(&'static str, u32)> {
    let periods = [("hourly", 60), ("daily", 24 * 60), ("weekly", 7 * 24 * 60)];
    periods.into_iter().find(|(_, whole)| whole % minutes == 0).map(|(period, whole)| (period, whole / minutes))
}

/// What the item of an entry says beyond RSS.
pub(super) fn item(carried: &Carried) -> Vec<Extension> {
    let mut elements: Vec<Extension> = creative_commons(carried.license.as_ref()).into_iter().collect();
    let feed = carried.comments_feed.as_ref();
    elements.extend(feed.map(|url| element("wfw:commentRss", &[], Some(url.as_str()))));
    elements.extend(carried.comment_count.map(|count| element("slash:comments", &[], Some(&count.to_string()))));
    let series = carried.series.as_ref();
    elements.extend(series.map(|series| element("dcterms:isPartOf", &[], Some(series.name.as_str()))));
    elements.extend(carried.extensions.iter().map(|foreign| Extension {
        name: foreign.name(),
        value: Some(foreign.text().to_owned()).filter(|text| !text.is_empty()),
        attrs: foreign.attributes().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        ..Extension::default()
    }));
    elements
}

#[cfg(test)]
mod tests {
    use super::update_period;

    #[test]
    fn a_period_says_the_same_as_the_minutes() {
        for (minutes, said) in [
            (60, Some(("hourly", 1))),
            (15, Some(("hourly", 4))),
            (180, Some(("daily", 8))),
            (1440, Some(("daily", 1))),
            (10080, Some(("weekly", 1))),
            (11, None),
            (20000, None),
        ] {
            assert_eq!(update_period(minutes), said);
        }
    }
}
