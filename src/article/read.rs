//! A file is read: its head for the article, the whole of it for the body.
//!
//! An article's head is all that the choice of a feed needs, so no more of the file is read than the
//! front matter takes. A file that is not UTF-8 is read whole at once: its encoding cannot be told
//! from a part.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::{memchr, memchr2};

use super::date::{DateSource, Dates, DayOfYear};
use super::decode::{self, Decoded, Hints};
use super::front_matter::{self, Head, Parsed, Wanted};
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
    let place = || found.file.clone();
    let head = HeadFile { path: &found.path, in_drafts: found.in_drafts, place: &place, config };
    head.read(None, &mut Vec::new(), Wanted::ALL).into_read(found, config)
}

/// Reads the whole of a file at once: its head as [`read_head`] does, and its body.
///
/// # Errors
/// Where the file is gone, cannot be read, is too large, or does not decode.
pub fn read_whole(found: &Found, config: &Config) -> Result<(HeadRead, Body), Diagnostic> {
    let place = || found.file.clone();
    let head = HeadFile { path: &found.path, in_drafts: found.in_drafts, place: &place, config };
    let mut body = read_text(&found.file, config).map_err(|fault| head.named(fault))?;
    body.diagnostics = body.diagnostics.into_iter().map(|diagnostic| head.named(diagnostic)).collect();
    let mut decision = head.decide(&body.text, true, Wanted::ALL, Vec::new()).unwrap_or_default();
    decision.diagnostics = decision.diagnostics.into_iter().map(|diagnostic| head.named(diagnostic)).collect();
    Ok((decision.into_read(found, config), body))
}

/// A file whose head is read. The names that only reports and entries show are made where one asks for them.
pub(super) struct HeadFile<'a> {
    /// Relative to the content directory, with `/`.
    pub path: &'a str,
    /// Whether it is in a drafts folder.
    pub in_drafts: bool,
    /// Makes the path of the file on disk.
    pub place: &'a dyn Fn() -> PathBuf,
    pub config: &'a Config,
}

/// What a head comes to: what it says, or a reason.
#[derive(Default)]
pub(super) struct Decision {
    pub dated: Option<Dated>,
    pub left_out: Option<LeftOut>,
    pub mark: Option<Mark>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A front matter that leaves nothing out, with its dates.
pub(super) struct Dated {
    pub front_matter: FrontMatter,
    pub published: Timestamp,
    pub updated: Option<Timestamp>,
    pub expires: Option<Timestamp>,
    pub embargo: Option<Timestamp>,
    pub draft: bool,
}

impl Decision {
    fn left_out(reason: LeftOut, diagnostics: Vec<Diagnostic>) -> Self {
        Self { left_out: Some(reason), diagnostics, ..Self::default() }
    }

    fn withheld(left_out: LeftOut, mark: &Mark, diagnostics: Vec<Diagnostic>) -> Self {
        Self { mark: Some(mark.clone()), ..Self::left_out(left_out, diagnostics) }
    }

    /// With the article of the file that it is about.
    fn into_read(self, found: &Found, config: &Config) -> HeadRead {
        let article = self.dated.map(|dated| Article {
            path: Arc::clone(&found.path),
            shown: Arc::from(config.shown(&found.file)),
            file: found.file.clone(),
            markup: found.markup,
            front_matter: dated.front_matter,
            published: dated.published,
            updated: dated.updated,
            expires: dated.expires,
            embargo: dated.embargo,
            draft: dated.draft,
            section: name::section_of_path(&found.path).to_owned(),
            whole_name: false,
        });
        HeadRead { article, left_out: self.left_out, mark: self.mark, diagnostics: self.diagnostics }
    }
}

impl HeadFile<'_> {
    /// As [`read_head`]. The file may have been opened, and of its bytes the first may be there: no more than
    /// [`FIRST_READ`].
    pub fn read(&self, opened: Option<File>, bytes: &mut Vec<u8>, wanted: Wanted) -> Decision {
        let mut decision = self
            .try_read(opened, bytes, wanted)
            .unwrap_or_else(|fault| Decision::left_out(LeftOut::Broken, vec![fault]));
        decision.diagnostics = decision.diagnostics.into_iter().map(|diagnostic| self.named(diagnostic)).collect();
        decision
    }

    /// A diagnostic with the file's name.
    fn named(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.file.get_or_insert_with(|| Arc::from(self.config.shown(&(self.place)())));
        diagnostic
    }

    fn try_read(&self, opened: Option<File>, bytes: &mut Vec<u8>, wanted: Wanted) -> Result<Decision, Diagnostic> {
        let fault = |operation: &'static str| {
            move |error: io::Error| cannot(operation, &self.config.shown(&(self.place)()), &error)
        };
        let mut file = match opened {
            Some(file) => file,
            None => File::open((self.place)()).map_err(fault("open"))?,
        };
        let mut most = FIRST_READ;
        loop {
            let left = most.saturating_sub(bytes.len());
            file.by_ref().take(left as u64).read_to_end(bytes).map_err(fault("read"))?;
            let whole = bytes.len() < most;
            let Some(head) = head_text(bytes, whole) else {
                read_rest(&mut file, bytes).map_err(fault("read"))?;
                refuse_large(bytes)?;
                let Decoded { text, diagnostics, .. } = decode::decode(bytes, hints(self.config))?;
                return Ok(self.decide(&text, true, wanted, diagnostics).unwrap_or_default());
            };
            let text = decode::with_lf(Cow::Borrowed(head));
            if let Some(decision) = self.decide(&text, whole, wanted, Vec::new()) {
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

    /// What a text comes to; `None` where more of the file is needed.
    fn decide(&self, text: &str, whole: bool, wanted: Wanted, mut diagnostics: Vec<Diagnostic>) -> Option<Decision> {
        let config = self.config;
        let head = front_matter::locate(text, whole);
        if head == Head::Cut && !whole {
            return None;
        }
        let Parsed { front_matter, body, diagnostics: more } = front_matter::of_head(text, &head, wanted);
        diagnostics.extend(more);
        if any_error(&diagnostics) {
            return Some(Decision::left_out(LeftOut::Broken, diagnostics));
        }
        if front_matter.redirect.is_some() && text[body].trim().is_empty() {
            return whole.then(|| Decision::left_out(LeftOut::Stub, diagnostics));
        }
        let dates = date::resolve(&front_matter, self.path, text, config);
        let mut withheld = withhold::weigh(&front_matter.marks, text, config);
        let embargo = embargo(&mut withheld, &front_matter, &dates, text, config);
        // `date: soon` withholds where the file's name has a day; where nothing has one, it is a fault like others.
        let is_the_date = |mark: &Mark| front_matter.date.as_ref().is_some_and(|date| date.span == mark.span);
        if [withheld.draft, withheld.for_good].into_iter().flatten().any(is_the_date) && any_error(&dates.diagnostics) {
            diagnostics.extend(dates.diagnostics);
            return Some(Decision::left_out(LeftOut::Broken, diagnostics));
        }
        diagnostics.append(&mut withheld.diagnostics);
        let draft = withheld.draft.is_some() || self.in_drafts;
        let left_as_draft = withheld.draft.filter(|_| config.content.drafts == Drafts::Leave);
        if let Some(mark) = left_as_draft.or(withheld.for_good) {
            return Some(Decision::withheld(mark.left_out(), mark, diagnostics));
        }
        if draft && config.content.drafts == Drafts::Leave {
            return Some(Decision::left_out(LeftOut::Draft, diagnostics));
        }
        let at_fault = any_error(&dates.diagnostics);
        diagnostics.extend(dates.diagnostics);
        let Some(published) = dates.published else {
            let reason = if at_fault && front_matter.date.is_some() { LeftOut::Broken } else { LeftOut::Undated };
            return Some(Decision::left_out(reason, diagnostics));
        };
        if at_fault {
            return Some(Decision::left_out(LeftOut::Broken, diagnostics));
        }
        // `date: soon` is no day for which the file name's could stand in.
        if let Some(mark) = withheld.stand_in.filter(|mark| !mark.value.contains(|c: char| c.is_numeric())) {
            diagnostics.push(mark.doubt(text));
            return Some(Decision::withheld(LeftOut::Unclear, mark, diagnostics));
        }
        let (updated, expires) = (dates.updated, dates.expires);
        let embargo = embargo.filter(|embargo| *embargo > published);
        let dated = Dated { front_matter, published, updated, expires, embargo, draft };
        Some(Decision { dated: Some(dated), diagnostics, ..Decision::default() })
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

/// The latest of the days before which an article waits. One that cannot be read withholds it for good.
fn embargo<'m>(
    withheld: &mut Withheld<'m>,
    front_matter: &FrontMatter,
    dates: &Dates,
    text: &str,
    config: &Config,
) -> Option<Timestamp> {
    let is_the_date = |mark: &Mark| front_matter.date.as_ref().is_some_and(|date| date.span == mark.span);
    let mut latest = None;
    for mark in std::mem::take(&mut withheld.until) {
        if is_the_date(mark) && dates.published_from == Some(DateSource::FrontMatter) {
            latest = latest.max(dates.published);
            continue;
        }
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
