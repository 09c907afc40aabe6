//! A file is read: its head for the article, the whole of it for the body.
//!
//! An article's head is all that the choice of a feed needs, so no more of the file is read than the
//! front matter takes. A file that is not UTF-8 is read whole at once: its encoding cannot be told
//! from a part.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memchr::{memchr, memchr2};

use super::date::DayOfYear;
use super::decode::{self, Decoded, Hints};
use super::front_matter::{self, Head, Parsed};
use super::withhold::{self, Mark, Withheld};
use super::{Article, Found, FrontMatter, LARGEST_FILE, LeftOut, date, name};
use crate::config::{Config, Drafts};
use crate::diagnostic::{Diagnostic, UNREADABLE, any_error};
use crate::feed::Timestamp;

/// What the head of a file comes to: an article, or a reason.
#[derive(Clone, Debug, Default)]
pub struct HeadRead {
    /// The article.
    pub article: Option<Article>,
    /// Why there is none; `None` where there is one.
    pub left_out: Option<LeftOut>,
    /// What in the front matter withholds it, where that is why.
    pub mark: Option<Mark>,
    /// What is wrong, each with the file's name.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text of an article's file.
#[derive(Clone, Debug)]
pub struct Body {
    /// The whole text of the file with LF line ends; places in it are places in the file.
    pub text: String,
    /// Where the body is in it.
    pub span: Range<usize>,
    /// What was guessed, with the file's name.
    pub diagnostics: Vec<Diagnostic>,
}

impl Body {
    /// The body: the text after the front matter.
    pub fn as_str(&self) -> &str {
        // The span is made by `locate` on this very text.
        &self.text[self.span.clone()]
    }
}

/// How much of a file is read first: nearly every front matter is shorter.
pub(super) const FIRST_READ: usize = 1024;

/// Reads the head of a file: its front matter and its dates.
///
/// Drafts are left out unless the configuration takes them. Whether an article has expired or is
/// dated ahead is not decided here, for that takes a clock.
pub fn read_head(found: &Found, config: &Config) -> HeadRead {
    read_head_of(found, None, config)
}

/// Reads the whole of a file at once: its head as [`read_head`] does, and its body.
///
/// # Errors
/// Where the file is gone, cannot be read, is too large, or does not decode.
pub fn read_whole(found: &Found, config: &Config) -> Result<(HeadRead, Body), Diagnostic> {
    let shown: Arc<str> = Arc::from(config.shown(&found.file));
    let named = |mut diagnostic: Diagnostic| {
        diagnostic.file.get_or_insert_with(|| Arc::clone(&shown));
        diagnostic
    };
    let mut body = read_text(&found.file, config).map_err(named)?;
    body.diagnostics = body.diagnostics.into_iter().map(named).collect();
    let mut head = decide(found, &shown, config, &body.text, true, Vec::new()).unwrap_or_default();
    head.diagnostics = head.diagnostics.into_iter().map(named).collect();
    Ok((head, body))
}

/// As [`read_head`], of a file that may have been opened, with what has been read of it: no more than
/// [`FIRST_READ`] bytes.
pub(super) fn read_head_of(found: &Found, opened: Option<(File, &[u8])>, config: &Config) -> HeadRead {
    let shown: Arc<str> = Arc::from(config.shown(&found.file));
    let mut read = match head_of(found, opened, &shown, config) {
        Ok(read) => read,
        Err(error) => HeadRead { left_out: Some(LeftOut::Broken), diagnostics: vec![error], ..HeadRead::default() },
    };
    for diagnostic in &mut read.diagnostics {
        diagnostic.file.get_or_insert_with(|| Arc::clone(&shown));
    }
    read
}

fn head_of(
    found: &Found,
    opened: Option<(File, &[u8])>,
    shown: &Arc<str>,
    config: &Config,
) -> Result<HeadRead, Diagnostic> {
    let fault = |operation: &'static str| move |error: io::Error| cannot(operation, shown, &error);
    let (mut file, mut bytes) = match opened {
        Some((file, bytes)) => (file, bytes.to_vec()),
        None => (File::open(&found.file).map_err(fault("open"))?, Vec::with_capacity(FIRST_READ)),
    };
    let mut wanted = FIRST_READ;
    loop {
        let before = bytes.len();
        file.by_ref().take((wanted - before) as u64).read_to_end(&mut bytes).map_err(fault("read"))?;
        let whole = bytes.len() < wanted;
        if let Some(head) = head_text(&bytes, whole) {
            let text = decode::with_lf(Cow::Borrowed(head));
            if let Some(read) = decide(found, shown, config, &text, whole, Vec::new()) {
                return Ok(read);
            }
        } else {
            read_rest(&mut file, &mut bytes).map_err(fault("read"))?;
            refuse_large(&bytes)?;
            let Decoded { text, diagnostics, .. } = decode::decode(&bytes, hints(config))?;
            return Ok(decide(found, shown, config, &text, true, diagnostics).unwrap_or_default());
        }
        // The front matter is longer, or the body is asked for.
        wanted *= 16;
        if wanted as u64 > LARGEST_FILE {
            read_rest(&mut file, &mut bytes).map_err(fault("read"))?;
            refuse_large(&bytes)?;
            wanted = bytes.len() + 1;
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
    Err(Diagnostic::error("file-too-large", "the file is larger than 16 MiB, which no article is")
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

/// What a text comes to; `None` where more of the file is needed.
fn decide(
    found: &Found,
    shown: &Arc<str>,
    config: &Config,
    text: &str,
    whole: bool,
    mut diagnostics: Vec<Diagnostic>,
) -> Option<HeadRead> {
    let parsed = match front_matter::locate(text, whole) {
        Head::Cut if !whole => return None,
        Head::Block(block) => front_matter::parse_block(text, &block),
        // Only a whole text is known to be without an end.
        _ => front_matter::parse(text),
    };
    let Parsed { front_matter, body, diagnostics: more } = parsed;
    diagnostics.extend(more);
    let left_out = |reason, diagnostics| Some(HeadRead { left_out: Some(reason), diagnostics, ..HeadRead::default() });
    if any_error(&diagnostics) {
        return left_out(LeftOut::Broken, diagnostics);
    }
    if front_matter.redirect.is_some() && text[body].trim().is_empty() {
        return if whole { left_out(LeftOut::Stub, diagnostics) } else { None };
    }
    let dates = date::resolve(&front_matter, &found.path, text, config);
    let mut withheld = withhold::weigh(&front_matter.marks, text, config);
    let embargo = embargo(&mut withheld, &front_matter, text, config);
    // `date: soon` withholds where the file's name has a day; where nothing has one, it is a fault like others.
    let is_the_date = |mark: &Mark| front_matter.date.as_ref().is_some_and(|date| date.span == mark.span);
    if [withheld.draft, withheld.for_good].into_iter().flatten().any(is_the_date) && any_error(&dates.diagnostics) {
        diagnostics.extend(dates.diagnostics);
        return left_out(LeftOut::Broken, diagnostics);
    }
    diagnostics.append(&mut withheld.diagnostics);
    let draft = withheld.draft.is_some() || found.in_drafts;
    let left_as_draft = withheld.draft.filter(|_| config.content.drafts == Drafts::Leave);
    if let Some(mark) = left_as_draft.or(withheld.for_good) {
        let (left_out, mark) = (Some(mark.left_out()), Some(mark.clone()));
        return Some(HeadRead { article: None, left_out, mark, diagnostics });
    }
    if draft && config.content.drafts == Drafts::Leave {
        return left_out(LeftOut::Draft, diagnostics);
    }
    let at_fault = any_error(&dates.diagnostics);
    diagnostics.extend(dates.diagnostics);
    let Some(published) = dates.published else {
        let reason = if at_fault && front_matter.date.is_some() { LeftOut::Broken } else { LeftOut::Undated };
        return left_out(reason, diagnostics);
    };
    if at_fault {
        return left_out(LeftOut::Broken, diagnostics);
    }
    // `date: soon` is no day for which the file name's could stand in.
    if let Some(mark) = withheld.stand_in.filter(|mark| !mark.value.contains(|c: char| c.is_numeric())) {
        diagnostics.push(mark.doubt(text));
        let (left_out, mark) = (Some(LeftOut::Unclear), Some(mark.clone()));
        return Some(HeadRead { article: None, left_out, mark, diagnostics });
    }
    let article = Article {
        path: Arc::clone(&found.path),
        shown: Arc::clone(shown),
        file: found.file.clone(),
        markup: found.markup,
        front_matter,
        published,
        updated: dates.updated,
        expires: dates.expires,
        embargo: embargo.filter(|embargo| *embargo > published),
        draft,
        section: name::section_of_path(&found.path).to_owned(),
        whole_name: false,
    };
    Some(HeadRead { article: Some(article), diagnostics, ..HeadRead::default() })
}

/// The latest of the days before which an article waits. One that cannot be read withholds it for good.
fn embargo<'m>(
    withheld: &mut Withheld<'m>,
    front_matter: &'m FrontMatter,
    text: &str,
    config: &Config,
) -> Option<Timestamp> {
    let is_the_date = |mark: &Mark| front_matter.date.as_ref().is_some_and(|date| date.span == mark.span);
    let mut latest = None;
    for mark in std::mem::take(&mut withheld.until) {
        // What is wrong with the date itself, `date::resolve` tells; of a day that cannot be, the year still counts.
        let unreadable = if is_the_date(mark) { DayOfYear::First } else { DayOfYear::Last };
        match date::not_before(&mark.value, unreadable, config.site.timezone) {
            Some(moment) => latest = latest.max(Some(moment)),
            None if is_the_date(mark) => withheld.stand_in = withheld.stand_in.or(Some(mark)),
            None => withheld.unreadable(mark, text),
        }
    }
    latest
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
    let mut file = File::open(path).map_err(|error| cannot("open", &shown, &error))?;
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
    let start = match front_matter::locate(&text, true) {
        Head::Block(block) => block.body,
        _ => 0,
    };
    Ok(Body { span: start..text.len(), text, diagnostics })
}

fn hints(config: &Config) -> Hints<'_> {
    Hints { encoding: config.content.encoding, language: &config.site.language }
}

fn cannot(operation: &str, shown: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(UNREADABLE, format!("cannot {operation} `{shown}`: {error}"))
        .in_file(shown)
        .help("make the file readable, or take it out of the content directory")
}
