//! `[podcast]` becomes a [`Show`], with its addresses made absolute and Apple's categories known.

use std::ops::Range;

use super::raw_values::Spanned;

use super::SiteConfig;
use super::raw_podcast::*;
use super::raw_values::{OneOrMany, RawText};
use super::reader::ValueReader;
use crate::apple::CATEGORIES;
use crate::feed::podcast::*;
use crate::feed::{Enclosure, Organization, PlainText, Timestamp, WebUrl};

/// What the rest of the configuration says, where `[podcast]` does not.
pub(super) struct ShowDefaults<'a> {
    pub site: &'a SiteConfig,
    pub organization: Option<&'a Organization>,
}

/// A feed that is a podcast.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PodcastConfig {
    /// What its channel says; without a `guid` of its own, it has that of the feed's address.
    pub show: std::sync::Arc<Show>,
    /// Whether audio files that no article is about are episodes by themselves.
    pub files: bool,
}

impl ValueReader<'_> {
    /// The show of a feed.
    pub(super) fn podcast(&mut self, raw: RawPodcast, defaults: &ShowDefaults<'_>) -> PodcastConfig {
        let ShowDefaults { site, organization } = *defaults;
        let base = &site.url;
        let maker = || organization.map_or_else(|| site.title.clone(), |company| company.name.clone());
        let author = raw.author.as_ref().and_then(|text| self.plain(text)).unwrap_or_else(maker);
        let owner = match &raw.owner {
            Some(owner) => self.show_owner(owner, &author),
            None => organization
                .and_then(|company| Some(ShowOwner { name: company.name.clone(), email: company.email.clone()? })),
        };
        let show = Show {
            title: self.maybe_plain(raw.title.as_ref()),
            summary: self.maybe_plain(raw.summary.as_ref()),
            author,
            owner,
            artwork: raw.image.as_ref().and_then(|text| self.joined(text, base)),
            categories: raw.category.map(|list| self.categories(&list)).unwrap_or_default(),
            explicit: raw.explicit.unwrap_or(false),
            order: raw.r#type.unwrap_or_default(),
            complete: raw.complete.unwrap_or(false),
            block: raw.block.unwrap_or(false),
            blocks: {
                let blocks = raw.blocks.into_iter().flatten();
                blocks.filter_map(|(id, blocked)| Some((PlainText::new(&id)?, blocked))).collect()
            },
            moved_to: raw.new_feed_url.as_ref().and_then(|text| self.absolute(text)),
            guid: raw.guid.as_ref().and_then(|text| self.uuid(text)),
            locked: raw.locked,
            funding: raw.funding.iter().flatten().filter_map(|link| self.labelled(link, base)).collect(),
            people: raw.person.iter().flatten().filter_map(|person| self.credit(person, base)).collect(),
            license: raw.license.and_then(|license| {
                Some(License { name: self.plain(&license.name)?, url: self.maybe_url(license.url.as_ref(), base) })
            }),
            places: raw.location.iter().flatten().filter_map(|place| self.place(place)).collect(),
            medium: raw.medium.as_ref().and_then(|text| self.one_of(text, &MEDIA, "medium")),
            texts: raw.txt.iter().flatten().filter_map(|text| self.purpose_text(text)).collect(),
            podroll: raw.podroll.iter().flatten().filter_map(|other| self.remote(other)).collect(),
            frequency: raw.update_frequency.and_then(|frequency| {
                Some(UpdateFrequency {
                    text: self.plain(&frequency.text)?,
                    rule: self.maybe_plain(frequency.rrule.as_ref()),
                    since: self.maybe_plain(frequency.dtstart.as_ref()),
                    complete: frequency.complete,
                })
            }),
            pictures: raw.picture.iter().flatten().filter_map(|picture| self.picture(picture, base)).collect(),
            trailers: raw.trailer.iter().flatten().filter_map(|trailer| self.trailer(trailer, site)).collect(),
            live: raw.live.iter().flatten().filter_map(|live| self.live(live, site)).collect(),
            talks: raw.social.iter().flatten().filter_map(|talk| self.talk(talk)).collect(),
        };
        PodcastConfig { show: std::sync::Arc::new(show), files: raw.files.unwrap_or(true) }
    }

    fn maybe_plain(&mut self, text: Option<&RawText>) -> Option<PlainText> {
        text.and_then(|text| self.plain(text))
    }

    fn maybe_url(&mut self, text: Option<&RawText>, base: &WebUrl) -> Option<WebUrl> {
        text.and_then(|text| self.joined(text, base))
    }

    fn show_owner(&mut self, owner: &RawOwner, author: &PlainText) -> Option<ShowOwner> {
        let name = self.maybe_plain(owner.name.as_ref()).unwrap_or_else(|| author.clone());
        Some(ShowOwner { name, email: self.email(&owner.email)? })
    }

    fn categories(&mut self, list: &Spanned<OneOrMany>) -> Vec<ShowCategory> {
        let texts = match list.as_ref() {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        };
        let mut found: Vec<ShowCategory> = Vec::new();
        for text in texts {
            match ShowCategory::parse(text) {
                Some(category) if found.contains(&category) => {}
                Some(category) => found.push(category),
                None => {
                    let near = nearest_category(text);
                    let help =
                        format!("write `{near}`; the list is Apple's, and a category within another follows `>`");
                    self.complain(
                        self.member(list.span(), text),
                        format!("`{text}` is none of Apple's categories"),
                        help,
                    );
                }
            }
        }
        found
    }

    /// Where a text stands among those of a list; the whole list where it is written with escapes.
    fn member(&self, list: Range<usize>, text: &str) -> Range<usize> {
        let written = &self.text[list.clone()];
        let found = ['"', '\''].iter().find_map(|quote| written.find(&format!("{quote}{text}{quote}")));
        found.map_or(list.clone(), |at| list.start + at..list.start + at + text.len() + 2)
    }

    fn uuid(&mut self, text: &RawText) -> Option<String> {
        if is_uuid(text.as_ref()) {
            return Some(text.as_ref().to_ascii_lowercase());
        }
        let message = format!("`{}` is no `podcast:guid`", text.as_ref());
        self.complain(text.span(), message, "write the UUID that directories know the show by, or take the key out");
        None
    }

    fn one_of(&mut self, text: &RawText, words: &'static [&'static str], what: &str) -> Option<&'static str> {
        let found = words.iter().find(|word| word.eq_ignore_ascii_case(text.as_ref())).copied();
        if found.is_none() {
            let message = format!("`{}` is no {what}", text.as_ref());
            self.complain(text.span(), message, format!("write one of {}", words.join(", ")));
        }
        found
    }

    fn labelled(&mut self, link: &RawLink, base: &WebUrl) -> Option<LabelledLink> {
        Some(LabelledLink { url: self.joined(&link.url, base)?, text: self.plain(&link.text)? })
    }

    fn credit(&mut self, person: &RawCredit, base: &WebUrl) -> Option<Credit> {
        Some(Credit {
            name: self.plain(&person.name)?,
            role: self.maybe_plain(person.role.as_ref()),
            group: self.maybe_plain(person.group.as_ref()),
            picture: self.maybe_url(person.image.as_ref(), base),
            url: self.maybe_url(person.url.as_ref(), base),
        })
    }

    fn place(&mut self, place: &RawPlace) -> Option<ShowPlace> {
        Some(ShowPlace {
            name: self.plain(&place.name)?,
            rel: place
                .rel
                .as_ref()
                .and_then(|rel| self.one_of(rel, &["subject", "creator"], "`rel` of a location"))
                .and_then(PlainText::new),
            geo: self.maybe_plain(place.geo.as_ref()),
            osm: self.maybe_plain(place.osm.as_ref()),
            country: self.maybe_plain(place.country.as_ref()),
        })
    }

    fn purpose_text(&mut self, text: &RawPurposeText) -> Option<PurposeText> {
        Some(PurposeText { purpose: self.maybe_plain(text.purpose.as_ref()), text: self.plain(&text.text)? })
    }

    fn remote(&mut self, other: &RawRemote) -> Option<RemoteShow> {
        Some(RemoteShow {
            guid: self.uuid(&other.guid)?,
            url: other.url.as_ref().and_then(|url| self.absolute(url)),
            title: self.maybe_plain(other.title.as_ref()),
        })
    }

    fn picture(&mut self, picture: &RawPicture, base: &WebUrl) -> Option<PurposePicture> {
        Some(PurposePicture {
            url: self.joined(&picture.url, base)?,
            alt: self.maybe_plain(picture.alt.as_ref()),
            aspect_ratio: self.maybe_plain(picture.aspect_ratio.as_ref()),
            width: picture.width,
            height: picture.height,
            media_type: self.maybe_plain(picture.r#type.as_ref()),
            purpose: self.maybe_plain(picture.purpose.as_ref()),
        })
    }

    fn trailer(&mut self, trailer: &RawTrailer, site: &SiteConfig) -> Option<Trailer> {
        let url = self.joined(&trailer.url, &site.url)?;
        let guessed = mime_guess::from_path(url.as_str()).first_raw().unwrap_or("audio/mpeg");
        let media_type = trailer.r#type.as_ref().map_or(guessed, |kind| kind.as_ref()).to_owned();
        Some(Trailer {
            title: self.plain(&trailer.title)?,
            published: self.moment(&trailer.date, site)?,
            file: Enclosure { url, length: trailer.length.unwrap_or(0), media_type, duration: None },
            season: trailer.season,
        })
    }

    fn live(&mut self, live: &RawLive, site: &SiteConfig) -> Option<LiveStream> {
        let media_type = live.r#type.as_ref().clone();
        Some(LiveStream {
            status: self.one_of(&live.status, &["pending", "live", "ended"], "status of a stream")?,
            title: self.plain(&live.title)?,
            guid: self.plain(&live.guid)?,
            start: self.moment(&live.start, site)?,
            end: live.end.as_ref().and_then(|end| self.moment(end, site)),
            description: self.maybe_plain(live.description.as_ref()),
            url: self.maybe_url(live.url.as_ref(), &site.url),
            stream: Enclosure { url: self.absolute(&live.stream)?, length: 0, media_type, duration: None },
            elsewhere: live.link.iter().filter_map(|link| self.labelled(link, &site.url)).collect(),
        })
    }

    fn talk(&mut self, talk: &RawTalk) -> Option<SocialTalk> {
        let protocol = self.plain(&talk.protocol)?;
        // docs/tags/social-interact.md: nothing else is said where it is nowhere.
        let uri = talk.uri.as_ref().and_then(|uri| self.absolute(uri));
        if uri.is_none() && protocol.as_str() != "disabled" {
            let help = "write `uri = \"https://…\"`, the post that the talk begins with, or `protocol = \"disabled\"`";
            self.complain(talk.protocol.span(), "a place to talk has no address", help);
            return None;
        }
        Some(SocialTalk {
            protocol,
            uri,
            account_id: self.maybe_plain(talk.account_id.as_ref()),
            account_url: talk.account_url.as_ref().and_then(|url| self.absolute(url)),
            priority: talk.priority,
        })
    }

    /// A day, or a moment with or without a zone.
    fn moment(&mut self, text: &RawText, site: &SiteConfig) -> Option<Timestamp> {
        let found = moment(text.as_ref().trim(), site.timezone);
        if found.is_none() {
            let message = format!("`{}` is no date", text.as_ref());
            self.complain(text.span(), message, "write it as `2026-03-01T19:00:00+01:00`");
        }
        found
    }
}

/// `2026-03-01`, `2026-03-01T19:00`, with seconds and with a zone; without one, in that of the site.
fn moment(text: &str, zone: chrono_tz::Tz) -> Option<Timestamp> {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Timestamp::new(moment);
    }
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let local = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()).or_else(day)?;
    zone.from_local_datetime(&local).earliest().and_then(Timestamp::new)
}

fn nearest_category(text: &str) -> String {
    let last = text.rsplit(['>', '/']).next().unwrap_or(text).trim();
    let all = CATEGORIES.iter().flat_map(|(name, within)| {
        let inner = within.iter().map(move |within| (*within, format!("{name} > {within}")));
        std::iter::once((*name, (*name).to_owned())).chain(inner)
    });
    let nearest = all.max_by(|(a, _), (b, _)| strsim::jaro_winkler(last, a).total_cmp(&strsim::jaro_winkler(last, b)));
    nearest.map(|(_, whole)| whole).unwrap_or_default()
}
