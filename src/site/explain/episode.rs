//! What an entry says as an episode, each with where it comes from: the front matter, an audio file's tags, or what lies beside
//! the file.

use super::asked::{Asked, BESIDE, field};
use super::{Field, FieldValue, Origin};
use crate::article::Spanned;
use crate::entry::is_audio;

/// The fields that only an entry with a file has.
pub fn fields(asked: &Asked<'_, '_>) -> Vec<Field> {
    let mut fields = Vec::new();
    fields.extend(duration(asked));
    let Some(episode) = asked.composed.episode.as_deref() else { return fields };
    let said = asked.front().episode.as_deref();
    let value_of = |key: &str| said.and_then(|said| said.values.get(key));
    let by_value = |key: &str, otherwise: &str| origin(asked, value_of(key), otherwise);
    let by_list = |key: &str| {
        let first = said.and_then(|said| said.list(key).first());
        origin(asked, first, BESIDE)
    };
    let mut one = |name: &'static str, value: Option<String>, from: Origin| {
        fields.extend(value.map(|value| field(name, value, from, Vec::new())));
    };
    one("episode", episode.number.clone(), by_value("number", "front matter"));
    let season = if value_of("season").is_some() { "season" } else { "number" };
    one("season", episode.season.map(|season| season.to_string()), by_value(season, "front matter"));
    one("episode type", episode.kind.map(|kind| kind.word().to_owned()), by_value("kind", "front matter"));
    one("explicit", episode.explicit.map(|explicit| explicit.to_string()), by_value("explicit", "front matter"));
    let artwork = episode.artwork.as_ref().map(ToString::to_string);
    one("artwork", artwork, by_value("image", BESIDE));
    one("chapters", episode.chapters.as_ref().map(|(url, _)| url.to_string()), by_list("chapters"));
    let transcripts: Vec<String> = episode
        .transcripts
        .iter()
        .map(|transcript| format!("{} ({})", transcript.url, transcript.media_type))
        .collect();
    if !transcripts.is_empty() {
        let value = FieldValue::Many(transcripts);
        fields.push(Field { name: "transcripts", value, from: by_list("transcripts"), considered: Vec::new() });
    }
    let people: Vec<String> = episode.people.iter().map(|person| person.name.to_string()).collect();
    if !people.is_empty() {
        let first = ["hosts", "guests", "people"].iter().find_map(|key| said?.list(key).first());
        let (value, from) = (FieldValue::Many(people), origin(asked, first, "front matter"));
        fields.push(Field { name: "people", value, from, considered: Vec::new() });
    }
    fields
}

/// How long the first file plays.
fn duration(asked: &Asked<'_, '_>) -> Option<Field> {
    let seconds = asked.composed.enclosures.first()?.duration?;
    let of_episode = asked.front().episode.iter().flat_map(|said| &said.files);
    let named = asked.front().enclosures.iter().chain(of_episode).next();
    let from = match named.filter(|named| named.value.duration.is_some() && !is_audio(asked.article)) {
        Some(named) => asked.front_matter(&named.span),
        None => Origin::rule("the file's header"),
    };
    Some(field("duration", format!("{seconds} seconds"), from, Vec::new()))
}

fn origin<T>(asked: &Asked<'_, '_>, named: Option<&Spanned<T>>, otherwise: &str) -> Origin {
    named.map_or_else(|| Origin::rule(otherwise), |named| asked.front_matter(&named.span))
}
