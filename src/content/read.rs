//! A file is read: its head for the article, the whole of it for the body.
//!
//! An article's head is all that the choice of a feed needs, so no more of the file is read than the
//! front matter takes. A file that is not UTF-8 is read whole at once: its encoding cannot be told
//! from a part.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::{memchr, memchr2};

use super::audio::audio_text;
use super::discover::{Found, ListedFile};
use super::stand_in::{StandIn, stand_in};
use crate::article::decode::{self, Decoded, Hints};
use crate::article::withhold::Mark;
use crate::article::{
    Article, ArticleFile, Body, Brief, Decision, HeadOf, HeadRead, LARGEST_FILE, LeftOut, Needs, Purpose, Wanted,
    audio_rank, decide,
};
use crate::config::{Config, converter};
use crate::diagnostic::{Code, Diagnostic};

/// How much of a file is read first: nearly every front matter is shorter.
const FIRST_READ: usize = 1024;

/// A buffer for heads that has grown larger is given back.
const LARGEST_KEPT: usize = 64 * FIRST_READ;

/// Reads the head of a file: its front matter and its dates.
///
/// Drafts are left out unless the configuration takes them. Whether an article has expired or is
/// dated ahead is not decided here, for that takes a clock.
#[must_use]
pub fn read_head(found: &Found, config: &Config) -> HeadRead {
    read_head_for(Purpose::Entry, found, config)
}

/// As [`read_head`], for what it is read for.
#[must_use]
pub fn read_head_for(purpose: Purpose, found: &Found, config: &Config) -> HeadRead {
    let place = || found.file.clone();
    let head = HeadFile { of: HeadOf { purpose, ..head_of(found, config) }, place: &place };
    head.read(None, &mut Vec::new(), Wanted::ALL).into_read(source(found, config))
}

/// Reads the whole of a file at once: its head as [`read_head`] does, and its body.
///
/// # Errors
/// Where the file is gone, cannot be read, is too large, or does not decode.
pub fn read_whole(found: &Found, config: &Config) -> Result<(HeadRead, Body), Diagnostic> {
    let place = || found.file.clone();
    let head = HeadFile { of: head_of(found, config), place: &place };
    let mut body = read_text(&found.file, config).map_err(|fault| head.named(fault))?;
    body.diagnostics = body.diagnostics.into_iter().map(|diagnostic| head.named(diagnostic)).collect();
    let mut decision = decide(&head.of, &body.text, true, Wanted::ALL, Vec::new()).unwrap_or_default();
    if audio_rank(&found.path).is_some() {
        told_of_tags(&mut decision.diagnostics);
    }
    decision.diagnostics = decision.diagnostics.into_iter().map(|diagnostic| head.named(diagnostic)).collect();
    Ok((decision.into_read(source(found, config)), body))
}

/// A file whose head is read. The names that only reports and entries show are made where one asks for them.
struct HeadFile<'a> {
    of: HeadOf<'a>,
    /// Makes the path of the file on disk.
    place: &'a dyn Fn() -> PathBuf,
}

impl HeadFile<'_> {
    /// As [`read_head`]. The file may have been opened, and of its bytes the first may be there: no more than
    /// [`FIRST_READ`].
    fn read(&self, opened: Option<File>, bytes: &mut Vec<u8>, wanted: Wanted) -> Decision {
        let mut decision = self
            .try_read(opened, bytes, wanted)
            .unwrap_or_else(|fault| Decision::left_out(LeftOut::Broken, vec![fault]));
        decision.diagnostics = decision.diagnostics.into_iter().map(|diagnostic| self.named(diagnostic)).collect();
        decision
    }

    /// A diagnostic with the file's name.
    fn named(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.file.get_or_insert_with(|| Arc::from(self.of.config.shown(&(self.place)())));
        diagnostic
    }

    fn try_read(&self, opened: Option<File>, bytes: &mut Vec<u8>, wanted: Wanted) -> Result<Decision, Diagnostic> {
        let fault = |operation: &'static str| {
            move |error: io::Error| cannot(operation, &self.of.config.shown(&(self.place)()), &error)
        };
        if audio_rank(self.of.path).is_some() {
            let text = audio_text(&(self.place)(), self.of.config).map_err(fault("read"))?;
            let mut decision = decide(&self.of, &text, true, wanted, Vec::new()).unwrap_or_default();
            told_of_tags(&mut decision.diagnostics);
            return Ok(decision);
        }
        let mut file = match opened {
            Some(file) => file,
            None => match stand_in(&(self.place)(), self.of.config) {
                StandIn::None => File::open((self.place)()).map_err(fault("open"))?,
                StandIn::File(other) => File::open(other).map_err(fault("open"))?,
                StandIn::Fault(Some(problem)) => return Err(problem),
                StandIn::Fault(None) => return Ok(Decision::left_out(LeftOut::Broken, Vec::new())),
            },
        };
        let mut most = FIRST_READ;
        loop {
            let left = most.saturating_sub(bytes.len());
            file.by_ref().take(left as u64).read_to_end(bytes).map_err(fault("read"))?;
            let whole = bytes.len() < most;
            let Some(head) = head_text(bytes, whole) else {
                read_rest(&mut file, bytes).map_err(fault("read"))?;
                refuse_large(bytes)?;
                let Decoded { text, diagnostics, .. } = decode::decode(bytes, hints(self.of.config))?;
                return Ok(decide(&self.of, &text, true, wanted, diagnostics).unwrap_or_default());
            };
            let text = decode::with_lf(Cow::Borrowed(head));
            if let Some(decision) = decide(&self.of, &text, whole, wanted, Vec::new()) {
                return Ok(decision);
            }
            // The front matter is longer, or the body is asked for.
            most *= 16;
            if most as u64 > LARGEST_FILE {
                read_rest(&mut file, bytes).map_err(fault("read"))?;
                refuse_large(bytes)?;
                most = bytes.len() + 1;
            }
        }
    }
}

/// What is told of the text that is made of tags has no place in the file, and is mended in the tags.
fn told_of_tags(diagnostics: &mut [Diagnostic]) {
    for found in diagnostics {
        found.place = None;
        if found.code == Code::DateMissing {
            let help =
                "give it a date of release or recording in its tags, or name the file like `2024-08-30-name.mp3`";
            found.help = Some(help.to_owned());
        }
    }
}

/// Reads on to the end, or to where the file is too large.
fn read_rest(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<()> {
    let left = (LARGEST_FILE + 1).saturating_sub(bytes.len() as u64);
    file.take(left).read_to_end(bytes).map(|_| ())
}

fn refuse_large(bytes: &[u8]) -> Result<(), Diagnostic> {
    if bytes.len() as u64 <= LARGEST_FILE {
        return Ok(());
    }
    Err(Diagnostic::error(Code::FileTooLarge, "the file is larger than 16 MiB, which no article is")
        .help("take it out of the content directory, or name it in `content.exclude`"))
}

/// The head of a file as text, without byte order mark; `None` where it is not plain UTF-8. A
/// character, or a CRLF, that is cut in two at the end of a part is left off.
fn head_text(bytes: &[u8], whole: bool) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if !whole && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    if memchr(0, text.as_bytes()).is_some() {
        return None;
    }
    Some(if whole { text } else { text.strip_suffix('\r').unwrap_or(text) })
}

/// Reads the whole of an article's file.
///
/// # Errors
/// Where the file is gone, cannot be read, is too large, or does not decode.
pub fn read_body(article: &Article, config: &Config) -> Result<Body, Diagnostic> {
    let named = |mut diagnostic: Diagnostic| {
        diagnostic.file = Some(Arc::clone(&article.shown));
        diagnostic
    };
    let body = read_text(&article.file, config).map_err(named)?;
    Ok(Body { diagnostics: body.diagnostics.into_iter().map(named).collect(), ..body })
}

/// Reads the whole of a file, in whatever encoding an article may have. What is wrong does not name the file.
pub(crate) fn read_text(path: &Path, config: &Config) -> Result<Body, Diagnostic> {
    let shown = config.shown(path);
    if path.to_str().and_then(audio_rank).is_some() {
        let text = audio_text(path, config).map_err(|error| cannot("read", &shown, &error))?;
        return Ok(Body::of(text, Vec::new()));
    }
    let opened = match stand_in(path, config) {
        StandIn::None => File::open(path),
        StandIn::File(other) => File::open(other),
        StandIn::Fault(problem) => {
            return Err(problem.unwrap_or_else(|| Diagnostic::error(Code::ConvertFailed, "the file was not converted")));
        }
    };
    let mut file = opened.map_err(|error| cannot("open", &shown, &error))?;
    // The size is a hint only; what counts is what is read.
    let size = file.metadata().map_or(0, |file| file.len().min(LARGEST_FILE));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    read_rest(&mut file, &mut bytes).map_err(|error| cannot("read", &shown, &error))?;
    refuse_large(&bytes)?;
    let plain = |text: &str| !text.starts_with('\u{feff}') && memchr2(b'\r', 0, text.as_bytes()).is_none();
    // No copy for what nearly every article is.
    let (text, diagnostics) = match String::from_utf8(bytes) {
        Ok(text) if plain(&text) => (text, Vec::new()),
        other => {
            let bytes = other.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
            let decoded = decode::decode(&bytes, hints(config))?;
            (decoded.text.into_owned(), decoded.diagnostics)
        }
    };
    Ok(Body::of(text, diagnostics))
}

/// The text of a file, where it is one in whatever encoding an article may have.
pub(super) fn decoded(bytes: &[u8], config: &Config) -> Option<String> {
    decode::decode(bytes, hints(config)).ok().map(|decoded| decoded.text.into_owned())
}

fn cannot(operation: &str, shown: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::ReadFailed, format!("cannot {operation} `{shown}`: {error}"))
        .in_file(shown)
        .help("make the file readable, or take it out of the content directory")
}

fn hints(config: &Config) -> Hints<'_> {
    Hints { encoding: config.content.encoding, language: &config.site.language }
}

fn head_of<'a>(found: &'a Found, config: &'a Config) -> HeadOf<'a> {
    HeadOf { path: &found.path, in_drafts: found.in_drafts, config, purpose: Purpose::Entry }
}

fn source(found: &Found, config: &Config) -> ArticleFile {
    ArticleFile {
        path: Arc::clone(&found.path),
        shown: Arc::from(config.shown(&found.file)),
        file: found.file.clone(),
        markup: found.markup,
    }
}

/// What the head of a file comes to, in short.
#[derive(Clone, Debug)]
pub(crate) enum BriefRead {
    /// An article, and what is wrong with it all the same.
    Article(Brief, Vec<Diagnostic>),
    /// None, why, and the mark that says so.
    LeftOut(LeftOut, Option<Box<Mark>>, Vec<Diagnostic>),
}

/// Reads the head of a file. `buffer` is for the bytes, and may be used for the next file.
pub(crate) fn read_brief(item: &ListedFile<'_>, config: &Config, needs: &Needs<'_>, buffer: &mut Vec<u8>) -> BriefRead {
    let place = || item.file();
    let of = HeadOf { path: item.path, in_drafts: item.in_drafts, config, purpose: Purpose::Entry };
    let head = HeadFile { of, place: &place };
    buffer.resize(FIRST_READ, 0);
    let is_converted = converter(&config.converts, item.path).is_some();
    let opened = if is_converted { Err(io::ErrorKind::Unsupported.into()) } else { item.open() };
    let opened = opened.and_then(|mut file| file.read(buffer).map(|length| (file, length)));
    // What cannot be read is tried again by its path, to be told in the usual words.
    let (file, length) = opened.map_or((None, 0), |(file, length)| (Some(file), length));
    buffer.truncate(length);
    let Decision { dated, left_out, mark, diagnostics } = head.read(file, buffer, needs.of(item.path));
    // A file that was read whole may be large.
    buffer.truncate(FIRST_READ);
    buffer.shrink_to(LARGEST_KEPT);
    match dated {
        Some(dated) => {
            let brief = Brief::of_head(item.path, item.markup, item.in_drafts, &dated, needs);
            BriefRead::Article(brief, diagnostics)
        }
        None => BriefRead::LeftOut(left_out.unwrap_or(LeftOut::Broken), mark.map(Box::new), diagnostics),
    }
}
