//! The elements that podcasts have in RSS: Apple's (`itunes`) and those of the podcast namespace (`podcast`).
//!
//! What a show or an episode does not say has no element. Every text goes out as the crate escapes it.

use std::collections::BTreeMap;

use rss::extension::Extension;

use super::one_line;
use crate::feed::podcast::{
    Credit, Episode, LabelledLink, License, LiveStream, PurposePicture, PurposeText, Show, ShowOrder, ShowPlace,
    SocialTalk, podcast_guid,
};
use crate::feed::{Enclosure, Entry, PlainText, WebUrl};

/// Attributes of an element, those without a value left out.
type Attributes = Vec<(&'static str, String)>;

/// An extension element. Its name must be a constant with a prefix that the root declares: the crate
/// checks neither.
pub(super) fn element(name: &'static str, attributes: &[(&'static str, String)], text: Option<&str>) -> Extension {
    let attrs = attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Extension { name: name.to_owned(), value: text.map(str::to_owned), attrs, ..Default::default() }
}

/// An element of nothing but text.
fn worded(name: &'static str, text: &str) -> Extension {
    element(name, &[], Some(text))
}

/// An element that holds others, in their order.
fn around(name: &'static str, attributes: &[(&'static str, String)], children: Vec<Extension>) -> Extension {
    // The crate writes them one after the other, whatever they are filed under.
    Extension { children: BTreeMap::from([(String::new(), children)]), ..element(name, attributes, None) }
}

fn some<T: ToString>(name: &'static str, value: Option<&T>) -> Option<(&'static str, String)> {
    value.map(|value| (name, value.to_string()))
}

/// `yes`, where something holds that is not said otherwise.
fn yes(name: &'static str, holds: bool) -> Option<Extension> {
    holds.then(|| worded(name, "Yes"))
}

fn true_or_false(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// What the channel of a show says beyond that of a feed. `feed` is the feed's own address.
pub(super) fn channel(show: &Show, feed: &str) -> Vec<Extension> {
    let text = |name, text: Option<&PlainText>| text.map(|text| worded(name, text.as_str()));
    let mut elements = vec![
        worded("itunes:author", show.author.as_str()),
        worded("itunes:explicit", true_or_false(show.explicit)),
        worded("podcast:guid", &show.guid.clone().unwrap_or_else(|| podcast_guid(feed))),
    ];
    elements.extend(text("itunes:title", show.title.as_ref()));
    elements.extend(text("itunes:summary", show.summary.as_ref()));
    elements.extend(show.owner.as_ref().map(|owner| {
        let children = vec![worded("itunes:name", owner.name.as_str()), worded("itunes:email", owner.email.as_str())];
        around("itunes:owner", &[], children)
    }));
    elements.extend(show.artwork.as_ref().map(artwork));
    elements.extend(show.categories.iter().map(|category| {
        let name = |name: &str| [("text", name.to_owned())];
        let within = category.within.iter().map(|within| element("itunes:category", &name(within), None));
        around("itunes:category", &name(category.name), within.collect())
    }));
    elements.push(worded(
        "itunes:type",
        match show.order {
            ShowOrder::Episodic => "episodic",
            ShowOrder::Serial => "serial",
        },
    ));
    elements.extend(yes("itunes:complete", show.complete));
    elements.extend(yes("itunes:block", show.block));
    elements.extend(show.moved_to.as_ref().map(|url| worded("itunes:new-feed-url", url.as_str())));
    elements.extend(show.locked.map(|locked| {
        let owner = show.owner.as_ref().map(|owner| ("owner", owner.email.as_str().to_owned()));
        element("podcast:locked", owner.as_slice(), Some(if locked { "yes" } else { "no" }))
    }));
    elements.extend(show.blocks.iter().map(|(id, blocked)| {
        element("podcast:block", &[("id", id.to_string())], Some(if *blocked { "yes" } else { "no" }))
    }));
    elements.extend(show.medium.map(|medium| worded("podcast:medium", medium)));
    elements.extend(shared(&show.people, show.license.as_ref(), &show.places, &show.talks, &show.funding, &show.texts));
    elements.extend((!show.podroll.is_empty()).then(|| {
        let remote = show.podroll.iter().map(|other| {
            let mut attributes = vec![("feedGuid", other.guid.clone())];
            attributes.extend(some("feedUrl", other.url.as_ref()));
            attributes.extend(some("title", other.title.as_ref()));
            element("podcast:remoteItem", &attributes, None)
        });
        around("podcast:podroll", &[], remote.collect())
    }));
    elements.extend(show.frequency.as_ref().map(|frequency| {
        let mut attributes: Attributes = Vec::new();
        attributes.extend(frequency.complete.then(|| ("complete", "true".to_owned())));
        attributes.extend(some("dtstart", frequency.since.as_ref()));
        attributes.extend(some("rrule", frequency.rule.as_ref()));
        element("podcast:updateFrequency", &attributes, Some(frequency.text.as_str()))
    }));
    elements.extend(show.pictures.iter().map(picture));
    elements.extend(show.trailers.iter().map(|trailer| {
        let mut attributes = file("url", &trailer.file);
        attributes.push(("pubdate", trailer.published.rfc2822()));
        attributes.extend(some("season", trailer.season.as_ref()));
        element("podcast:trailer", &attributes, Some(trailer.title.as_str()))
    }));
    elements.extend(show.live.iter().map(live));
    elements
}

/// What the item of an entry says beyond RSS: how long its file plays, and what it is as an episode.
pub(super) fn item(entry: &Entry) -> Vec<Extension> {
    let Some(first) = entry.enclosures.first() else { return Vec::new() };
    let mut elements: Vec<Extension> = Vec::new();
    elements.extend(first.duration.map(|seconds| worded("itunes:duration", &seconds.to_string())));
    let Some(episode) = &entry.episode else { return elements };
    let own = episode.artwork.as_ref();
    let shown = entry.image.as_ref().map(|image| &image.url).filter(|url| is_artwork(url));
    elements.extend(own.or(shown).map(artwork));
    elements.extend(of_episode(episode));
    elements
}

fn of_episode(episode: &Episode) -> Vec<Extension> {
    let text = |name, text: Option<&PlainText>| text.map(|text| worded(name, text.as_str()));
    let mut elements: Vec<Extension> = Vec::new();
    elements.extend(text("itunes:title", episode.title.as_ref()));
    elements.extend(text("itunes:summary", episode.summary.as_ref()));
    elements.extend(text("itunes:author", episode.author.as_ref()));
    elements.extend(episode.explicit.map(|explicit| worded("itunes:explicit", true_or_false(explicit))));
    elements.extend(episode.kind.map(|kind| worded("itunes:episodeType", kind.word())));
    elements.extend(yes("itunes:block", episode.block));
    if let Some(number) = &episode.number {
        // Apple knows whole numbers from 1 only; the podcast namespace has decimals.
        let whole = number.parse::<u32>().is_ok_and(|number| number > 0);
        elements.extend(whole.then(|| worded("itunes:episode", number)));
        let shown = some("display", episode.number_shown.as_ref());
        elements.push(element("podcast:episode", shown.as_slice(), Some(number)));
    }
    if let Some(season) = episode.season {
        elements.extend((season > 0).then(|| worded("itunes:season", &season.to_string())));
        let name = some("name", episode.season_name.as_ref());
        elements.push(element("podcast:season", name.as_slice(), Some(&season.to_string())));
    }
    elements.extend(episode.transcripts.iter().map(|transcript| {
        let mut attributes =
            vec![("url", transcript.url.to_string()), ("type", one_line(&transcript.media_type).into_owned())];
        attributes.extend(transcript.language.as_deref().map(|tag| ("language", one_line(tag).into_owned())));
        attributes.extend(transcript.captions.then(|| ("rel", "captions".to_owned())));
        element("podcast:transcript", &attributes, None)
    }));
    elements.extend(episode.chapters.as_ref().map(|(url, media_type)| {
        let attributes = [("url", url.to_string()), ("type", one_line(media_type).into_owned())];
        element("podcast:chapters", &attributes, None)
    }));
    elements.extend(episode.soundbites.iter().map(|bite| {
        let attributes = [("startTime", bite.start.clone()), ("duration", bite.duration.clone())];
        element("podcast:soundbite", &attributes, bite.title.as_ref().map(PlainText::as_str))
    }));
    let Episode { people, license, places, talks, funding, texts, .. } = episode;
    elements.extend(shared(people, license.as_ref(), places, talks, funding, texts));
    elements
}

/// What both a channel and an item may say.
fn shared(
    people: &[Credit],
    license: Option<&License>,
    places: &[ShowPlace],
    talks: &[SocialTalk],
    funding: &[LabelledLink],
    texts: &[PurposeText],
) -> Vec<Extension> {
    let mut elements: Vec<Extension> = people.iter().map(person).collect();
    elements.extend(license.map(|license| {
        element("podcast:license", some("url", license.url.as_ref()).as_slice(), Some(license.name.as_str()))
    }));
    elements.extend(places.iter().map(|place| {
        let mut attributes: Attributes = Vec::new();
        attributes.extend(some("rel", place.rel.as_ref()));
        attributes.extend(some("geo", place.geo.as_ref()));
        attributes.extend(some("osm", place.osm.as_ref()));
        attributes.extend(some("country", place.country.as_ref()));
        element("podcast:location", &attributes, Some(place.name.as_str()))
    }));
    elements.extend(talks.iter().map(|talk| {
        let mut attributes = vec![("protocol", talk.protocol.to_string())];
        attributes.extend(some("uri", talk.uri.as_ref()));
        attributes.extend(some("accountId", talk.account_id.as_ref()));
        attributes.extend(some("accountUrl", talk.account_url.as_ref()));
        attributes.extend(some("priority", talk.priority.as_ref()));
        element("podcast:socialInteract", &attributes, None)
    }));
    elements.extend(
        funding
            .iter()
            .map(|link| element("podcast:funding", &[("url", link.url.to_string())], Some(link.text.as_str()))),
    );
    elements.extend(texts.iter().map(|text| {
        element("podcast:txt", some("purpose", text.purpose.as_ref()).as_slice(), Some(text.text.as_str()))
    }));
    elements
}

fn person(credit: &Credit) -> Extension {
    let mut attributes: Attributes = Vec::new();
    attributes.extend(some("role", credit.role.as_ref()));
    attributes.extend(some("group", credit.group.as_ref()));
    attributes.extend(some("img", credit.picture.as_ref()));
    attributes.extend(some("href", credit.url.as_ref()));
    element("podcast:person", &attributes, Some(credit.name.as_str()))
}

fn picture(picture: &PurposePicture) -> Extension {
    let mut attributes = vec![("href", picture.url.to_string())];
    attributes.extend(some("alt", picture.alt.as_ref()));
    attributes.extend(some("aspect-ratio", picture.aspect_ratio.as_ref()));
    attributes.extend(some("width", picture.width.as_ref()));
    attributes.extend(some("height", picture.height.as_ref()));
    attributes.extend(some("type", picture.media_type.as_ref()));
    attributes.extend(some("purpose", picture.purpose.as_ref()));
    element("podcast:image", &attributes, None)
}

fn artwork(url: &WebUrl) -> Extension {
    element("itunes:image", &[("href", url.to_string())], None)
}

/// Apple takes JPEG and PNG with their endings, and nothing else.
fn is_artwork(url: &WebUrl) -> bool {
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png"].iter().any(|ending| path.ends_with(ending))
}

fn file(name: &'static str, file: &Enclosure) -> Attributes {
    let mut attributes = vec![(name, file.url.to_string()), ("type", one_line(&file.media_type).into_owned())];
    attributes.extend((file.length > 0).then(|| ("length", file.length.to_string())));
    attributes
}

/// A stream holds what an item holds (podcast namespace, docs/tags/live-item.md).
fn live(stream: &LiveStream) -> Extension {
    let mut attributes = vec![("status", stream.status.to_owned()), ("start", stream.start.rfc3339())];
    attributes.extend(stream.end.map(|end| ("end", end.rfc3339())));
    let mut children = vec![worded("title", stream.title.as_str())];
    children.extend(stream.description.as_ref().map(|text| worded("description", text.as_str())));
    children.extend(stream.url.as_ref().map(|url| worded("link", url.as_str())));
    children.push(element("guid", &[("isPermaLink", "false".to_owned())], Some(stream.guid.as_str())));
    // RSS 2.0: all three attributes are required; 0 says that the length is not known.
    let stream_of = [
        ("url", stream.stream.url.to_string()),
        ("type", one_line(&stream.stream.media_type).into_owned()),
        ("length", stream.stream.length.to_string()),
    ];
    children.push(element("enclosure", &stream_of, None));
    children.extend(
        stream
            .elsewhere
            .iter()
            .map(|link| element("podcast:contentLink", &[("href", link.url.to_string())], Some(link.text.as_str()))),
    );
    around("podcast:liveItem", &attributes, children)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Timestamp;

    #[test]
    fn a_stream_holds_what_an_item_holds() {
        let text = |text: &str| PlainText::new(text).unwrap();
        let url = |text: &str| WebUrl::parse(text).unwrap();
        let stream = LiveStream {
            status: "pending",
            title: text("Tonight"),
            guid: text("live-1"),
            start: Timestamp::from_unix(1_772_352_000).unwrap(),
            end: None,
            description: Some(text("Pumps & valves.")),
            url: Some(url("https://acme.example/live/")),
            stream: Enclosure {
                url: url("https://acme.example/stream"),
                length: 0,
                media_type: "audio/mpeg".to_owned(),
                duration: None,
            },
            elsewhere: vec![LabelledLink { url: url("https://video.example/"), text: text("Video") }],
        };
        let element = live(&stream);
        assert_eq!((&*element.attrs["status"], &*element.attrs["start"]), ("pending", "2026-03-01T08:00:00Z"));
        let names: Vec<&str> = element.children.values().flatten().map(|child| child.name.as_str()).collect();
        assert_eq!(names, ["title", "description", "link", "guid", "enclosure", "podcast:contentLink"]);
    }
}
