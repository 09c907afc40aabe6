//! An entry's [`Episode`]: what its front matter says, and the files that lie beside its audio.

use url::Url;

use super::Files;
use super::media::{encoded, media_type, place_on_site};
use super::named::ArticleText;
use crate::article::{EpisodeRef, NamedTexts, Spanned};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::podcast::{
    Credit, Episode, EpisodeType, LabelledLink, License, PurposeText, ShowPlace, SocialTalk, Soundbite, Transcript,
};
use crate::feed::{Enclosure, PlainText, WebUrl};
use crate::text::inline_text;
use crate::validate;

/// What an episode is made with.
pub struct EpisodeOf<'a> {
    /// The article and its text.
    pub named: &'a ArticleText<'a>,
    /// The address of its page.
    pub page: &'a Url,
    /// The configuration.
    pub config: &'a Config,
    /// The files of the site.
    pub files: &'a dyn Files,
}

/// What an entry of these files says as an episode; `None`: nothing, or it has no file to play.
pub fn episode(
    of: &EpisodeOf<'_>,
    enclosures: &[Enclosure],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Box<Episode>> {
    let first = enclosures.first()?;
    let said = of.named.article.front_matter.episode.as_deref();
    let is_podcast = of.config.has_podcast();
    if said.is_none() && !is_podcast {
        return None;
    }
    let mut episode = said.map(|said| of.said(said, diagnostics)).unwrap_or_default();
    if is_podcast {
        of.add_beside(first, &mut episode);
    }
    Some(Box::new(episode))
}

impl EpisodeOf<'_> {
    fn said(&self, said: &EpisodeRef, diagnostics: &mut Vec<Diagnostic>) -> Episode {
        let text = |name: &str| said.values.get(name).and_then(|text| inline_text(&text.value));
        let mut doubtful = |name: &str, wanted: &str| {
            if let Some(value) = said.values.get(name) {
                diagnostics.push(self.doubt(value, wanted));
            }
        };
        let (number, of_number) = said.values.get("number").map_or((None, None), |text| episode_number(&text.value));
        if number.is_none() {
            doubtful("number", "the number of an episode");
        }
        let season = said.values.get("season").and_then(|text| season_number(&text.value));
        if season.is_none() {
            doubtful("season", "the number of a season");
        }
        let explicit = said.values.get("explicit").and_then(|text| is_explicit(&text.value));
        if explicit.is_none() {
            doubtful("explicit", "`true` or `false`");
        }
        let kind = said.values.get("kind").and_then(|text| kind_of(&text.value));
        let block = said.values.get("block").is_some_and(|text| is_explicit(&text.value) == Some(true));
        let artwork = said.values.get("image");
        let artwork = artwork.and_then(|image| self.named.web_url("image", image, self.page, diagnostics));
        let mut people = self.people(said.list("hosts"), None, diagnostics);
        people.append(&mut self.people(said.list("guests"), Some("guest"), diagnostics));
        people.append(&mut self.people(said.list("people"), None, diagnostics));
        let mut seen = std::collections::HashSet::new();
        people.retain(|person| seen.insert((person.name.clone(), person.role.clone())));
        let mut url = |texts: &Spanned<NamedTexts>, name: &'static str| {
            texts.value.get(name).and_then(|text| self.named.web_url(name, text, self.page, diagnostics))
        };
        Episode {
            title: text("title"),
            summary: text("summary"),
            author: text("author"),
            artwork,
            number,
            number_shown: text("shown"),
            season: season.or(of_number),
            season_name: text("seasonname"),
            kind,
            explicit,
            block,
            transcripts: said.list("transcripts").iter().filter_map(|one| transcript(one, &mut url)).collect(),
            chapters: said.list("chapters").iter().filter(|one| is_address(one)).find_map(|one| {
                let url = url(one, "url")?;
                let given = one.value.get("type").map(|kind| kind.value.clone());
                let media_type = given.or_else(|| chapters_type(url.as_str()).map(str::to_owned))?;
                Some((url, media_type))
            }),
            soundbites: said.list("soundbites").iter().filter_map(|one| soundbite(&one.value)).collect(),
            people,
            license: said.list("licenses").iter().find_map(|one| {
                let name = one.value.get("name").and_then(|name| PlainText::new(&name.value))?;
                Some(License { name, url: url(one, "url") })
            }),
            places: said.list("places").iter().filter_map(|one| place(&one.value)).collect(),
            talks: said
                .list("talks")
                .iter()
                .filter_map(|one| {
                    let of = |name: &str| one.value.get(name).and_then(|text| PlainText::new(&text.value));
                    let uri = url(one, "url");
                    let protocol = of("protocol").or_else(|| PlainText::new("activitypub"))?;
                    let priority = one.value.get("priority").and_then(|text| text.value.parse().ok());
                    let account_url = url(one, "accounturl");
                    let talk = SocialTalk { protocol, uri, account_id: of("accountid"), account_url, priority };
                    (talk.uri.is_some() || talk.protocol.as_str() == "disabled").then_some(talk)
                })
                .collect(),
            funding: said
                .list("funding")
                .iter()
                .filter_map(|one| {
                    let url = url(one, "url")?;
                    let text = one.value.get("text").and_then(|text| inline_text(&text.value));
                    Some(LabelledLink { text: text.or_else(|| PlainText::new(url.as_str()))?, url })
                })
                .collect(),
            texts: said
                .list("texts")
                .iter()
                .filter_map(|one| {
                    let of = |name: &str| one.value.get(name).and_then(|text| PlainText::new(&text.value));
                    Some(PurposeText { text: of("text")?, purpose: of("purpose") })
                })
                .collect(),
        }
    }

    /// Those that a list names: by a key of `[[author]]`, or by themselves.
    fn people(
        &self,
        list: &[Spanned<NamedTexts>],
        role: Option<&str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Credit> {
        let mut found = Vec::new();
        for one in list {
            let of = |name: &str| one.value.get(name).and_then(|text| inline_text(&text.value));
            let Some(name) = of("name") else { continue };
            let known = self.config.authors.iter().find(|author| author.key == name.as_str());
            let known = known.map(|author| &author.person);
            let mut url = |name: &'static str| {
                one.value.get(name).and_then(|text| self.named.web_url(name, text, self.page, diagnostics))
            };
            found.push(Credit {
                role: of("role").or_else(|| role.and_then(PlainText::new)),
                group: of("group"),
                picture: url("img").or_else(|| known.and_then(|person| person.avatar.clone())),
                url: url("url").or_else(|| known.and_then(|person| person.uri.clone())),
                name: known.map_or(name, |person| person.name.clone()),
            });
        }
        found
    }

    /// Adds what lies beside the file: transcripts, chapters and a picture that the front matter does not name.
    fn add_beside(&self, first: &Enclosure, episode: &mut Episode) {
        let article = self.named.article;
        let mut beside: Vec<(String, WebUrl)> = Vec::new();
        let file = first.url.to_url();
        for name in self.files.with_stem(Some(first.url.as_str()), &article.path) {
            // Beside the file on the disk, and so beside it on the web.
            beside.extend(WebUrl::join(&file, &encoded(&name)).ok().map(|url| (name, url)));
        }
        for name in self.files.with_stem(None, &article.path) {
            let url = place_on_site(&name, article, self.page, self.config);
            beside.extend(url.filter(|url| beside.iter().all(|(_, known)| known != url)).map(|url| (name, url)));
        }
        if episode.transcripts.is_empty() {
            episode.transcripts.extend(beside.iter().filter_map(|(name, url)| {
                let media_type = transcript_type(name)?;
                Some(Transcript {
                    url: url.clone(),
                    media_type: media_type.to_owned(),
                    language: None,
                    captions: false,
                })
            }));
        }
        if episode.chapters.is_none() {
            let found = beside.iter().find(|(name, _)| is_chapters(name));
            episode.chapters = found.map(|(_, url)| (url.clone(), CHAPTERS.to_owned()));
        }
        if episode.artwork.is_none() && article.front_matter.image.is_none() {
            let found = beside.iter().find(|(name, _)| is_picture(name));
            episode.artwork = found.map(|(_, url)| url.clone());
        }
    }

    fn doubt(&self, value: &Spanned<String>, wanted: &str) -> Diagnostic {
        let message = format!("`{}` is not {wanted}; it is passed over", value.value);
        Diagnostic::warning(Code::EpisodeValue, message)
            .in_file(&self.named.article.shown)
            .at(self.named.text, value.span.clone())
            .help("write a plain value, or take the key out")
    }
}

const CHAPTERS: &str = "application/json+chapters";

fn is_chapters(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".chapters.json") || name == "chapters.json"
}

fn chapters_type(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    match path.rsplit('.').next() {
        Some("json") => Some(CHAPTERS),
        Some("psc" | "xml") => Some("application/xml"),
        Some("vtt") => Some("text/vtt"),
        _ => None,
    }
}

/// The types of the namespace's own list (docs/tags/transcript.md).
fn transcript_type(name: &str) -> Option<&'static str> {
    let path = name.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    match path.rsplit_once('.')?.1 {
        "vtt" => Some("text/vtt"),
        "srt" => Some("application/x-subrip"),
        "json" if !is_chapters(path.rsplit('/').next()?) => Some("application/json"),
        "html" | "htm" => Some("text/html"),
        "txt" => Some("text/plain"),
        _ => None,
    }
}

/// Apple takes these.
fn is_picture(name: &str) -> bool {
    media_type(name).is_some_and(|kind| matches!(kind.as_str(), "image/jpeg" | "image/png"))
}

/// Whether what is said is an address, and not the words themselves.
fn is_address(one: &Spanned<NamedTexts>) -> bool {
    let is = |text: &str| !text.contains(char::is_whitespace) && text.contains(['.', '/']);
    one.value.get("url").is_some_and(|text| is(&text.value))
}

fn transcript(
    one: &Spanned<NamedTexts>,
    url: &mut dyn FnMut(&Spanned<NamedTexts>, &'static str) -> Option<WebUrl>,
) -> Option<Transcript> {
    if !is_address(one) {
        return None;
    }
    let url = url(one, "url")?;
    let given = one.value.get("type").map(|kind| kind.value.clone()).filter(|kind| kind.contains('/'));
    // A page without an ending is a page.
    let media_type = given.unwrap_or_else(|| transcript_type(url.as_str()).unwrap_or("text/html").to_owned());
    let language = one.value.get("language").map(|tag| tag.value.replace('_', "-"));
    let captions = one.value.get("rel").is_some_and(|rel| rel.value.eq_ignore_ascii_case("captions"));
    Some(Transcript { url, media_type, language: language.filter(|tag| validate::is_language(tag)), captions })
}

/// Seconds, also of `1:02:03`, as decimals.
fn decimal_seconds(text: &str) -> Option<String> {
    let text = text.trim();
    let is_decimal = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        [whole, part].iter().all(|part| !part.is_empty() && part.len() < 10 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    if is_decimal(text) {
        return Some(text.to_owned());
    }
    let mut parts = text.rsplitn(3, ':');
    let last = parts.next().filter(|last| is_decimal(last))?;
    let (whole, part) = last.split_once('.').map_or((last, None), |(whole, part)| (whole, Some(part)));
    let mut sum: u64 = whole.parse().ok()?;
    for (part, factor) in parts.zip([60, 3600]) {
        sum = sum.checked_add(part.trim().parse::<u32>().ok().map(u64::from)? * factor)?;
    }
    Some(part.map_or_else(|| sum.to_string(), |part| format!("{sum}.{part}")))
}

fn soundbite(texts: &NamedTexts) -> Option<Soundbite> {
    let seconds = |name| texts.get(name).and_then(|text| decimal_seconds(&text.value));
    let title = texts.get("title").and_then(|text| inline_text(&text.value));
    Some(Soundbite { start: seconds("start")?, duration: seconds("duration")?, title })
}

fn place(texts: &NamedTexts) -> Option<ShowPlace> {
    let of = |name: &str| texts.get(name).and_then(|text| PlainText::new(&text.value));
    Some(ShowPlace {
        name: of("name")?,
        rel: of("rel").filter(|rel| matches!(rel.as_str(), "subject" | "creator")),
        geo: of("geo"),
        osm: of("osm"),
        country: of("country"),
    })
}

fn kind_of(text: &str) -> Option<EpisodeType> {
    [EpisodeType::Full, EpisodeType::Trailer, EpisodeType::Bonus]
        .into_iter()
        .find(|kind| kind.word().eq_ignore_ascii_case(text.trim()))
}

/// What Apple once called `explicit` and `clean` too.
fn is_explicit(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "explicit" | "on" | "1" => Some(true),
        "false" | "no" | "clean" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// A number, and the season that stands with it: `7`, `7.5`, `#7`, `Ep. 7`, `S02E07`.
fn episode_number(text: &str) -> (Option<String>, Option<u32>) {
    let lower = text.trim().to_ascii_lowercase();
    if let Some((season, number)) = lower.strip_prefix('s').and_then(|rest| rest.split_once('e'))
        && let (Ok(season), Some(number)) = (season.trim().parse(), decimal(number))
    {
        return (Some(number), Some(season));
    }
    let named = ["episode", "ep.", "ep", "no.", "#"].iter().find_map(|word| lower.strip_prefix(word));
    (decimal(named.unwrap_or(&lower)), None)
}

/// A decimal without leading zeros.
fn decimal(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('#').trim();
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || part.is_some_and(|part| !digits(part)) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(part.map_or_else(|| whole.to_owned(), |part| format!("{whole}.{part}")))
}

fn season_number(text: &str) -> Option<u32> {
    let lower = text.trim().to_ascii_lowercase();
    let named = ["season", "s"].iter().find_map(|word| lower.strip_prefix(word));
    named.unwrap_or(&lower).trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number, season) in [
            ("7", Some("7"), None),
            ("007", Some("7"), None),
            ("#12", Some("12"), None),
            ("Episode 3", Some("3"), None),
            ("ep. 3", Some("3"), None),
            ("100.5", Some("100.5"), None),
            ("S02E07", Some("7"), Some(2)),
            ("0", Some("0"), None),
            ("the first", None, None),
            ("12345678901", None, None),
        ] {
            assert_eq!(episode_number(text), (number.map(str::to_owned), season), "{text}");
        }
    }

    #[test]
    fn seconds_of_a_soundbite() {
        for (text, seconds) in
            [("73.0", Some("73.0")), ("1:13", Some("73")), ("1:00:01.5", Some("3601.5")), ("x", None), ("1:x", None)]
        {
            assert_eq!(decimal_seconds(text).as_deref(), seconds, "{text}");
        }
    }
}
