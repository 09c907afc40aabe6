//! The files of a site that articles name: what they measure.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::article::audio_rank;
use crate::config::Config;
use crate::entry::{Files, Heard, Unmeasured};
use crate::{file, media};

/// Larger pictures are no pictures for a page.
const LARGEST_PICTURE: u64 = 64 * 1024 * 1024;

/// Those of the site that is configured, on the disk.
impl Files for Config {
    fn length(&self, named: &str, article: &str) -> Result<Option<u64>, Unmeasured> {
        for file in candidates(named, article, self).unwrap_or_default() {
            match length_inside(&file, &self.root) {
                Ok(None) => {}
                Err(error) if file::is_nowhere(&error) => {}
                Ok(length) => return Ok(length),
                Err(error) => return Err(Unmeasured { file: self.shown(&file), error }),
            }
        }
        Ok(None)
    }

    fn audio(&self, named: &str, article: &str) -> Option<Heard> {
        let file = file_of(named, article, self).filter(|file| audio_rank(&file.to_string_lossy()).is_some())?;
        let header = media::audio(&file).ok()?;
        Some(Heard { media_type: header.media_type, seconds: header.seconds })
    }

    fn with_stem(&self, named: Option<&str>, article: &str) -> Vec<String> {
        let file = match named {
            Some(named) => file_of(named, article, self),
            None => file::within(&self.root, &self.content_dir().join(article)).ok().flatten(),
        };
        file.map(|file| called_like(&file, named.is_none())).unwrap_or_default()
    }

    fn beside(&self, named: &str, article: &str) -> Option<String> {
        let content = self.content_dir();
        let file = file::within(&content, &beside(named, article, self)?).ok()??;
        let below = file.strip_prefix(content.canonicalize().ok()?).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        file.symlink_metadata().ok().filter(fs::Metadata::is_file).and(Some(parts?.join("/")))
    }

    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let found = file::within(&self.root, &self.root.join(path)).ok()??;
        file::read(&found, LARGEST_PICTURE).ok()
    }

    fn names_beside(&self, article: &str) -> Vec<String> {
        let file = self.content_dir().join(article);
        let listed = file.parent().and_then(|folder| fs::read_dir(folder).ok());
        let is_file = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
        let files = listed.into_iter().flatten().flatten().filter(is_file);
        let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

/// The regular file inside the site that an address means.
fn file_of(named: &str, article: &str, config: &Config) -> Option<PathBuf> {
    let found = candidates(named, article, config)?
        .into_iter()
        .find_map(|file| file::within(&config.root, &file).ok().flatten());
    found.filter(|file| fs::symlink_metadata(file).is_ok_and(|meta| meta.is_file()))
}

/// What may follow the name of an episode.
const BESIDE: [&str; 16] = [
    "mp3",
    "m4a",
    "m4b",
    "aac",
    "opus",
    "ogg",
    "oga",
    "flac",
    "wav",
    "vtt",
    "srt",
    "json",
    "chapters.json",
    "jpg",
    "jpeg",
    "png",
];

/// Names of files in the folder of a file that are called like it. Where that is the text of a page in a folder of its own, the
/// whole folder is its own: the audio in it where there is one episode of it, and what is called `transcript` or `chapters`.
fn called_like(file: &Path, is_text: bool) -> Vec<String> {
    let Some((folder, name)) = file.parent().zip(file.file_name().and_then(|name| name.to_str())) else {
        return Vec::new();
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_file = |name: &String| fs::symlink_metadata(folder.join(name)).is_ok_and(|meta| meta.is_file());
    let mut names: Vec<String> = BESIDE.iter().map(|ending| format!("{stem}.{ending}")).collect();
    if is_text && name.starts_with("index.") {
        names.extend(["transcript.vtt", "transcript.srt", "transcript.json", "chapters.json"].map(str::to_owned));
        for audio in only_audio(folder) {
            let stem = audio.rsplit_once('.').map_or(audio.as_str(), |(stem, _)| stem);
            names.extend(BESIDE.iter().map(|ending| format!("{stem}.{ending}")));
        }
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| is_file(name) && seen.insert(name.clone()));
    names
}

/// Files in the folder of one page that are looked at.
const MOST_IN_FOLDER: usize = 1_000;

/// The audio files in a folder, where they are all of one name.
fn only_audio(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().take(MOST_IN_FOLDER);
    let mut names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| audio_rank(name).is_some() && !name.starts_with(['.', '_']));
    names.sort();
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    if names.iter().any(|name| stem(name) != stem(&names[0])) { Vec::new() } else { names }
}

/// A relative address as a path, beside the article's file.
fn beside(named: &str, article: &str, config: &Config) -> Option<PathBuf> {
    let named = named.split(['?', '#']).next().filter(|named| !named.is_empty())?;
    let decoded = percent_decode_str(named).decode_utf8().ok()?;
    Some(config.content_dir().join(article).parent()?.join(&*decoded))
}

/// The length of a regular file, if it is inside the site: nothing outside is looked at.
fn length_inside(file: &Path, root: &Path) -> io::Result<Option<u64>> {
    let Some(file) = file::within(root, file)? else { return Ok(None) };
    let meta = fs::symlink_metadata(file)?;
    Ok(meta.is_file().then_some(meta.len()))
}

/// Folders at the root of a site whose files its generator copies to the site as they are, and the root itself.
pub(crate) const COPIED: [&str; 7] = ["static", "public", "assets", "src/assets", "source", "src", ""];

/// The files that an address may mean: beside the article, in the content directory, or where files are copied from. Below
/// the root of a host, they are also looked for as what they are below the site's address.
fn candidates(named: &str, article: &str, config: &Config) -> Option<Vec<PathBuf>> {
    let named = named.split(['?', '#']).next()?;
    let named =
        named.strip_prefix(config.site.url.as_str()).map_or_else(|| named.to_owned(), |rest| format!("/{rest}"));
    if named.contains("://") || named.starts_with("//") {
        return None;
    }
    let decoded = percent_decode_str(&named).decode_utf8().ok()?;
    let content = config.content_dir();
    let Some(rest) = decoded.strip_prefix('/') else {
        return Some(vec![content.join(article).parent()?.join(&*decoded), content.join(&*decoded)]);
    };
    let site = config.site.url.to_url();
    let below = decoded.strip_prefix(site.path()).filter(|_| site.path() != "/");
    let told = config.site.generator.as_ref().and_then(|generated| generated.settings.copied.as_deref());
    let folders: Vec<PathBuf> = told.into_iter().chain(COPIED).map(|folder| config.root.join(folder)).collect();
    let folders = || std::iter::once(&content).chain(&folders);
    let of = |rest: &str| folders().map(|folder| folder.join(rest)).collect::<Vec<_>>();
    Some(below.map(of).unwrap_or_default().into_iter().chain(of(rest)).collect())
}
