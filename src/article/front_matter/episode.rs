//! What front matter says of a podcast's episode, by the keys that themes for podcasts in Hugo, Jekyll and Eleventy have
//! (castanet, Jekyll's podcast templates, podcaster for Eleventy), by those of Apple's elements (`itunes_episode`) and by those
//! of the podcast namespace; at the top, or in a map called `podcast`, `itunes` or `episode`.
//!
//! Values stay texts with their places, under names of ours: what they mean is decided where the entry is made.

use super::episode_names::{BYTES, FILES, FILES_WITHIN, NESTED, OF_ITUNES, PERSON, SEVERAL, Several, VALUES};
use super::lookup::{Keys, bytes, enclosure, field, member, seconds, spanned};
use super::names::ENCLOSURES;
use super::node::{Node, NodeValue};
use super::people;
use crate::article::{EnclosureRef, EpisodeRef, NamedTexts, Spanned};

/// What is said of an episode; `None`: nothing.
pub(super) fn episode(keys: &Keys<'_, '_>) -> Option<Box<EpisodeRef>> {
    let maps: Vec<(&str, &Node<'_>)> = NESTED
        .iter()
        .filter_map(|name| Some((*name, keys.get(name)?)))
        .filter(|(_, node)| matches!(node.value, NodeValue::Map(_)))
        .collect();
    let mut found = EpisodeRef::default();
    for &(name, at_top, within) in VALUES {
        let within = |(map, node): &(&str, &Node<'_>)| {
            let counts = !OF_ITUNES.contains(&name) || *map == "itunes";
            member(node, within).filter(|_| counts).and_then(scalar)
        };
        let value = maps.iter().find_map(within).or_else(|| keys.all(at_top).find_map(scalar));
        found.values.0.extend(value.map(|value| (name, value)));
    }
    // `season: {number: 2, name: The second}`
    for name in ["season", "episode"] {
        let map = maps.iter().find_map(|(_, node)| member(node, &[name])).or_else(|| keys.get(name));
        let shown = if name == "season" { "seasonname" } else { "shown" };
        let shown_as = map.and_then(|map| member(map, &["name", "display", "title"])).and_then(spanned);
        if found.values.get(shown).is_none()
            && (name == "season" || map.is_some_and(|map| member(map, &["display"]).is_some()))
        {
            found.values.0.extend(shown_as.map(|text| (shown, text)));
        }
    }
    for several in SEVERAL {
        let within = maps.iter().find_map(|(_, node)| member(node, several.keys));
        let node = within.or_else(|| several.keys.iter().find_map(|key| keys.get(key)));
        let list: Vec<Spanned<NamedTexts>> = node.map(|node| texts_of(node, several)).unwrap_or_default();
        if !list.is_empty() {
            found.lists.push((several.name, list));
        }
    }
    found.files = files(keys, &maps);
    if let [only] = &mut found.files[..] {
        only.value.duration = only.value.duration.or_else(|| duration_beside(keys));
    }
    (found != EpisodeRef::default()).then(|| Box::new(found))
}

/// Files by other keys than an enclosure's, each once: in a map of an episode (`podcast: {file: …, size: …}`), by their format
/// in a map of audio (`audio: {mp3: …, opus: …}`), or at the top.
fn files(keys: &Keys<'_, '_>, maps: &[(&str, &Node<'_>)]) -> Vec<Spanned<EnclosureRef>> {
    let is_map = |node: &&Node<'_>| matches!(node.value, NodeValue::Map(_));
    let mut found: Vec<Spanned<EnclosureRef>> = Vec::new();
    let mut add = |file: Spanned<EnclosureRef>| {
        if is_media(&file.value) && found.iter().all(|other| other.value.url != file.value.url) {
            found.push(file);
        }
    };
    let audio = ENCLOSURES.iter().filter_map(|key| keys.get(key)).filter(is_map);
    for node in maps.iter().map(|(_, node)| *node).chain(audio) {
        let whole = enclosure(node).filter(|whole| is_media(&whole.value));
        if let Some(whole) = whole {
            // One of the keys for enclosures has it already.
            if maps.iter().any(|(_, map)| std::ptr::eq(*map, node)) {
                add(whole);
            }
            continue;
        }
        // By format, an episode is as long in each; `filesize: {mp3: …}` may say how large each is.
        let plays = field(node, &["duration"]).as_deref().and_then(seconds).or_else(|| duration_beside(keys));
        let size = field(node, &["size", "length", "bytes", "filesize"]);
        for name in FILES_WITHIN {
            let Some(named) = member(node, &[name]) else { continue };
            let of_format = || field(keys.get("filesize")?, &[name]);
            for mut file in named.members().iter().filter_map(enclosure) {
                let said = size.clone().or_else(of_format);
                file.value.length = file.value.length.or_else(|| bytes(&said?));
                file.value.duration = file.value.duration.or(plays);
                add(file);
            }
        }
    }
    FILES.iter().filter_map(|key| keys.get(key)).flat_map(Node::members).filter_map(enclosure).for_each(&mut add);
    if let [only] = &mut found[..] {
        let beside = keys.text(BYTES).map(|found| found.value);
        only.value.length = only.value.length.or_else(|| bytes(&beside?));
    }
    found
}

/// A text, or the number of a map such as `{number: 3, name: …}`.
fn scalar(node: &Node<'_>) -> Option<Spanned<String>> {
    match &node.value {
        NodeValue::Map(_) => member(node, &["number", "no", "url", "src"]).and_then(spanned),
        NodeValue::List(members) => members.first().and_then(spanned),
        _ => spanned(node),
    }
}

/// A file by its ending, or by the type that is said of it.
fn is_media(file: &EnclosureRef) -> bool {
    let path = file.url.split(['?', '#']).next().unwrap_or_default();
    let guessed = mime_guess::from_path(path).first_raw();
    [guessed, file.media_type.as_deref()]
        .into_iter()
        .flatten()
        .any(|kind| kind.starts_with("audio/") || kind.starts_with("video/"))
}

fn texts_of(node: &Node<'_>, several: &Several) -> Vec<Spanned<NamedTexts>> {
    let mut found = Vec::new();
    for item in node.members() {
        let texts: Vec<NamedTexts> = match (&item.value, several.text) {
            (NodeValue::Map(_), _) => {
                let members = several.members.iter();
                let named = members.filter_map(|(name, names)| Some((*name, spanned(member(item, names)?)?)));
                vec![NamedTexts(named.collect())]
            }
            (NodeValue::Text(text), Some("name")) if several.members == PERSON => {
                let names = people::split_names(text).into_iter();
                let of = |name: &str| Spanned { value: name.to_owned(), span: item.span.clone() };
                names.map(|name| NamedTexts(vec![("name", of(name))])).collect()
            }
            (_, Some(name)) => spanned(item).map(|text| NamedTexts(vec![(name, text)])).into_iter().collect(),
            _ => Vec::new(),
        };
        let texts = texts.into_iter().filter(|texts| !texts.0.is_empty());
        found.extend(texts.map(|value| Spanned { value, span: item.span.clone() }));
    }
    found
}

/// The duration that is written beside the only file, in any of the keys for it: `length: 34:10` too, which is no number of
/// bytes.
pub(super) fn duration_beside(keys: &Keys<'_, '_>) -> Option<u64> {
    let (_, at_top, within) = VALUES.iter().find(|(name, _, _)| *name == "duration")?;
    let maps = NESTED.iter().filter_map(|name| keys.get(name));
    let text =
        maps.into_iter().find_map(|map| field(map, within)).or_else(|| keys.text(at_top).map(|found| found.value));
    let length = || keys.text(&["length", "audiolength"]).map(|found| found.value).filter(|text| text.contains(':'));
    text.as_deref().and_then(seconds).or_else(|| seconds(&length()?))
}
