//! Media files: what their headers and tags say, and how large a picture is.
//!
//! `lofty` reads the headers and the tags, `imagesize` the first bytes of a picture. Neither gets to see more of a file than
//! a bound, however the file is made, and what goes wrong in them is a file of which nothing is known.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use lofty::config::{GlobalOptions, ParseOptions, ParsingMode, apply_global_options};
use lofty::file::{AudioFile, FileType, TaggedFileExt};
use lofty::id3::v2::{Frame, Id3v2Tag};
use lofty::probe::Probe;
use lofty::tag::{ItemKey, Tag, TagType};

/// Bytes that are read of one audio file at most, with what is read twice: tags with large pictures are 10 MiB, and the index
/// of an hour of MP4 is a few MiB.
const MOST_READ: u64 = 64 << 20;
/// Reads of one audio file at most; a page of Ogg or an atom of MP4 takes a few.
const MOST_READS: u64 = 1 << 20;
/// Bytes of one tag. Pictures are not asked for.
const LARGEST_TAG: usize = 4 << 20;
/// Bytes of a picture that are read: its size stands behind EXIF data and colour profiles.
pub const PICTURE_HEAD: u64 = 1 << 20;

/// What an audio file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AudioHeader {
    /// A media type, where the bytes are those of a known format.
    pub media_type: Option<&'static str>,
    /// Seconds, rounded to the nearest; `None`: not known.
    pub seconds: Option<u64>,
    /// What its tags say.
    pub tags: AudioTags,
}

/// What the tags of an audio file say; nothing in it is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AudioTags {
    /// The title of the episode.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Whether that stands in a frame of ID3 that says its own name (`TXXX`), as ffmpeg writes it.
    pub by_name: bool,
    /// Who speaks.
    pub artist: Option<String>,
    /// When it was released, else recorded, as the tag has it.
    pub date: Option<String>,
    /// The number of the track.
    pub track: Option<u32>,
    /// The number of the disc, and of how many.
    pub disc: (Option<u32>, Option<u32>),
    /// A language, as the tag has it.
    pub language: Option<String>,
}

/// Reads headers and tags of an audio file; nothing is known of one that cannot be read as such.
///
/// # Errors
/// Where the file cannot be opened.
pub fn audio(path: &Path) -> io::Result<AudioHeader> {
    let file = Bounded { file: File::open(path)?, bytes: MOST_READ, reads: MOST_READS };
    // A fault in the reader costs what it could have told, and no more.
    Ok(catch_unwind(AssertUnwindSafe(|| read_audio(file))).ok().flatten().unwrap_or_default())
}

fn read_audio(file: Bounded) -> Option<AudioHeader> {
    apply_global_options(GlobalOptions::new().allocation_limit(LARGEST_TAG).use_custom_resolvers(false));
    let options = ParseOptions::new().parsing_mode(ParsingMode::BestAttempt).read_cover_art(false);
    let probe = Probe::new(io::BufReader::with_capacity(16 << 10, file)).guess_file_type().ok()?.options(options);
    let media_type = media_type(probe.file_type()?);
    let tagged = probe.read().ok()?;
    // A header alone has no length; that is not one of nothing.
    let millis = tagged.properties().duration().as_millis();
    let seconds = u64::try_from((millis + 500) / 1000).ok().filter(|seconds| *seconds > 0 || millis > 0);
    let tag = tagged.primary_tag().or_else(|| tagged.first_tag());
    Some(AudioHeader { media_type, seconds: seconds.map(|s| s.max(1)), tags: tag.map(tags).unwrap_or_default() })
}

fn tags(tag: &Tag) -> AudioTags {
    let first = |keys: &[ItemKey]| {
        keys.iter()
            .filter_map(|key| tag.get_string(*key))
            .map(str::trim)
            .find(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let description = first(&[ItemKey::PodcastDescription, ItemKey::Description, ItemKey::Comment]);
    let named = || if tag.tag_type() == TagType::Id3v2 { described_by_name(tag) } else { None };
    let (description, by_name) = match description {
        Some(description) => (Some(description), false),
        None => named().map_or((None, false), |description| (Some(description), true)),
    };
    let number = |key| first(&[key]).and_then(|text| text.split('/').next()?.trim().parse().ok()).filter(|n| *n > 0);
    AudioTags {
        title: first(&[ItemKey::TrackTitle]),
        description,
        by_name,
        artist: first(&[ItemKey::TrackArtist, ItemKey::AlbumArtist]),
        date: first(&[ItemKey::ReleaseDate, ItemKey::RecordingDate, ItemKey::OriginalReleaseDate]),
        track: number(ItemKey::TrackNumber),
        disc: (number(ItemKey::DiscNumber), number(ItemKey::DiscTotal)),
        language: first(&[ItemKey::Language]),
    }
}

/// What a frame of ID3 with a name of its own says of the file (ID3v2.4, 4.2.6): `ffmpeg -metadata comment=…` writes
/// `TXXX:comment`.
fn described_by_name(tag: &Tag) -> Option<String> {
    const NAMES: [&str; 3] = ["podcastdescription", "description", "comment"];
    let tag = Id3v2Tag::from(tag.clone());
    let of = |name: &str| {
        (&tag).into_iter().find_map(|frame| match frame {
            Frame::UserText(text) if text.description.eq_ignore_ascii_case(name) => {
                Some(text.content.trim().to_owned())
            }
            _ => None,
        })
    };
    NAMES.into_iter().filter_map(of).find(|text| !text.is_empty())
}

/// The names that podcast programs know: Apple's list has `audio/x-m4a`, which newer standards call `audio/mp4`.
fn media_type(kind: FileType) -> Option<&'static str> {
    match kind {
        FileType::Mpeg => Some("audio/mpeg"),
        FileType::Mp4 => Some("audio/mp4"),
        FileType::Aac => Some("audio/aac"),
        FileType::Opus | FileType::Vorbis | FileType::Speex => Some("audio/ogg"),
        FileType::Flac => Some("audio/flac"),
        FileType::Wav => Some("audio/wav"),
        FileType::Aiff => Some("audio/aiff"),
        _ => None,
    }
}

/// A file of which no more than so many bytes are read, in no more than so many steps.
struct Bounded {
    file: File,
    bytes: u64,
    reads: u64,
}

impl Bounded {
    fn step(&mut self, bytes: u64) -> io::Result<()> {
        let spent = || io::Error::other("more is to be read than any audio file needs");
        self.reads = self.reads.checked_sub(1).ok_or_else(spent)?;
        self.bytes = self.bytes.checked_sub(bytes).ok_or_else(spent)?;
        Ok(())
    }
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.step(read as u64)?;
        Ok(read)
    }
}

impl Seek for Bounded {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.step(0)?;
        self.file.seek(to)
    }
}

/// How large a picture is, and in which format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureHeader {
    /// `image/jpeg`, `image/png` or `image/webp`, `image/gif`.
    pub media_type: &'static str,
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
}

/// Reads the head of a picture; `None`: it is none of a known format.
///
/// # Errors
/// Where the file cannot be read.
pub fn picture(path: &Path) -> io::Result<Option<PictureHeader>> {
    let mut head = Vec::new();
    File::open(path)?.take(PICTURE_HEAD).read_to_end(&mut head)?;
    Ok(picture_of(&head))
}

/// The same of the first bytes of a picture.
pub fn picture_of(head: &[u8]) -> Option<PictureHeader> {
    let header = || {
        let media_type = match imagesize::image_type(head).ok()? {
            imagesize::ImageType::Jpeg => "image/jpeg",
            imagesize::ImageType::Png => "image/png",
            imagesize::ImageType::Webp => "image/webp",
            imagesize::ImageType::Gif => "image/gif",
            _ => return None,
        };
        let size = imagesize::blob_size(head).ok()?;
        Some(PictureHeader { media_type, width: size.width, height: size.height })
    };
    catch_unwind(AssertUnwindSafe(header)).ok().flatten()
}
