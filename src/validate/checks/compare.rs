//! Documents of one feed are compared: an entry has one id in all of them, and the archive documents
//! (RFC 5005) lead to each other. Time is linear in what the documents hold together.

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::Code;
use crate::validate::document::{Options, Report};
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::outline::{Outline, OutlineLink};
use crate::validate::rules::rule;

/// Compares documents that were validated with [`Options::compared`], and adds to their reports what
/// is wrong between them.
///
/// Documents belong to one feed where they have its home page and title in common, or the path but
/// for what names the format (`news.rss.xml`, `news.atom.xml`, `news.json`). A document that is not a
/// feed, or is broken, is left out. `limit` and `allow` count as they do for one document.
///
/// ```
/// use tidings::validate::{Options, compare, validate};
///
/// let options = Options { compared: true, ..Options::default() };
/// let feed = |id: &str| {
///     format!(
///         r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "Acme", "home_page_url": "https://acme.example/",
///              "items": [{{"id": "{id}", "url": "https://acme.example/a", "content_text": "a"}}]}}"#
///     )
/// };
/// let document = |name: &str| (name.to_owned(), validate(feed(name).as_bytes(), &options));
/// let mut documents = [document("one.json"), document("two.json")];
/// let before = documents[1].1.findings.len();
/// compare(&mut documents, &options);
/// // One page, and another id in each.
/// assert!(documents[1].1.findings.len() > before);
/// ```
pub fn compare(documents: &mut [(String, Report)], options: &Options) {
    let mut logs: Vec<Log> = documents.iter().map(|_| Log::new(options.limit)).collect();
    let outlines: Vec<Listed<'_>> = documents
        .iter()
        .enumerate()
        .filter_map(|(at, (path, report))| Some(Listed { at, path, outline: report.outline.as_ref()? }))
        .filter(|listed| listed.outline.whole)
        .collect();
    for feed in feeds(&outlines) {
        ids(&feed, &mut logs);
    }
    archives(&outlines, &mut logs);
    for ((_, report), log) in documents.iter_mut().zip(logs) {
        let (findings, suppressed) = log.finish();
        report.findings.extend(findings.into_iter().filter(|finding| !options.allows(finding.code)));
        // Stable: what was found within the document stays before what was found here.
        report.findings.sort_by_key(|finding| finding.offset);
        report.suppressed += suppressed;
    }
}

/// A document that can be compared.
#[derive(Clone, Copy)]
struct Listed<'d> {
    /// Its number among all documents.
    at: usize,
    path: &'d str,
    outline: &'d Outline,
}

impl Listed<'_> {
    fn mark(&self) -> Stretch {
        self.outline.mark.unwrap_or(Stretch::at(Pos::START))
    }
}

/// The documents by feed, in the order they were given.
fn feeds<'d>(documents: &[Listed<'d>]) -> Vec<Vec<Listed<'d>>> {
    // Two documents that share either key are one feed, and what they lead to is the same one.
    let mut leader: Vec<usize> = (0..documents.len()).collect();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        let Outline { home, title, .. } = document.outline;
        let named = home.as_ref().zip(title.as_ref()).map(|(home, title)| format!("{home}\n{title}"));
        let stem = stem(document.path).map(|stem| format!("\n{stem}"));
        for key in [named, stem].into_iter().flatten() {
            let first = *known.entry(key).or_insert(at);
            let (left, right) = (lead(&mut leader, first), lead(&mut leader, at));
            leader[left.max(right)] = left.min(right);
        }
    }
    let mut feeds: Vec<Vec<Listed<'d>>> = Vec::new();
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        let feed = *place.entry(lead(&mut leader, at)).or_insert_with(|| {
            feeds.push(Vec::new());
            feeds.len() - 1
        });
        feeds[feed].push(*document);
    }
    feeds
}

/// The first document of a feed; the way there is halved for the next who asks.
fn lead(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

/// A path without what names a format; none where nothing else is left.
fn stem(path: &str) -> Option<String> {
    const FORMATS: &[&str] = &["xml", "json", "rss", "atom", "rdf", "feed"];
    let mut name = Path::new(path).file_name()?.to_str()?;
    while let Some((rest, extension)) = name.rsplit_once('.') {
        if !FORMATS.iter().any(|format| extension.eq_ignore_ascii_case(format)) {
            break;
        }
        name = rest;
    }
    // `rss.xml` and `atom.xml` have nothing in common; `feed.xml` and `feed.json` have.
    let bare = name.is_empty() || name == "-" || FORMATS[..5].iter().any(|format| name.eq_ignore_ascii_case(format));
    (!bare).then(|| Path::new(path).with_file_name(name).to_string_lossy().into_owned())
}

/// An entry, known by its page, has the same id in each document of its feed.
fn ids(feed: &[Listed<'_>], logs: &mut [Log]) {
    let mut first: HashMap<&str, (&str, &str)> = HashMap::new();
    for document in feed {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for entry in &document.outline.entries {
            *count.entry(&entry.page).or_default() += 1;
        }
        // A page that several entries share does not tell which of them is meant.
        for entry in document.outline.entries.iter().filter(|entry| count[entry.page.as_str()] == 1) {
            let (path, id) = *first.entry(&entry.page).or_insert((document.path, &entry.id));
            if id != entry.id {
                let message = format!(
                    "the id is `{}`, in `{}` the same entry has `{}`",
                    shown(&entry.id),
                    shown(path),
                    shown(id)
                );
                logs[document.at].add(const { rule(Code::IdDiffers) }, entry.mark, message);
            }
        }
    }
}

/// RFC 5005, 4: from the subscription document a reader comes to each archive document, and on.
fn archives(documents: &[Listed<'_>], logs: &mut [Log]) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        if let Some(own) = &document.outline.own {
            places.entry(own).or_insert(at);
        }
    }
    let target = |way: &Option<OutlineLink>| way.as_ref().and_then(|way| places.get(way.to.as_str()).copied());
    let before: Vec<Option<usize>> = documents.iter().map(|document| target(&document.outline.before)).collect();
    for (at, document) in documents.iter().enumerate().filter(|(_, document)| document.outline.archive) {
        let outline = document.outline;
        let back = |neighbour: usize, rel: &str, way: &Option<OutlineLink>, logs: &mut [Log]| {
            let neighbour = documents[neighbour];
            if way.as_ref().map(|way| &way.to) != outline.own.as_ref() {
                let mark = way.as_ref().map_or(neighbour.mark(), |way| way.mark);
                let message = format!("`{rel}` does not lead to `{}`, which links here", shown(document.path));
                logs[neighbour.at].add(const { rule(Code::ArchiveOneWay) }, mark, message);
            }
        };
        if let Some(older) = before[at] {
            back(older, "next-archive", &documents[older].outline.after, logs);
        }
        if let Some(newer) = target(&outline.after) {
            back(newer, "prev-archive", &documents[newer].outline.before, logs);
        }
        if let (Some(way), Some(current)) = (&outline.current, target(&outline.current))
            && documents[current].outline.archive
        {
            let message = format!("`current` leads to `{}`, an archive document", shown(documents[current].path));
            logs[document.at].add(const { rule(Code::ArchiveOneWay) }, way.mark, message);
        }
    }
    let reach = walk(documents, &before, logs);
    for (at, document) in documents.iter().enumerate().filter(|(_, document)| document.outline.archive) {
        // A document without an address of its own cannot be found; of two with one address, one is.
        if document.outline.own.as_ref().and_then(|own| places.get(own.as_str())) != Some(&at) {
            continue;
        }
        // Where the way leaves the documents that were given, it may come back.
        let Some(current) = target(&document.outline.current).filter(|&current| !reach.leaves[current]) else {
            continue;
        };
        if !reach.reached[at] && !documents[current].outline.archive {
            let message = format!("no `prev-archive` leads here from `{}`", shown(documents[current].path));
            logs[document.at].add(const { rule(Code::ArchiveUnreached) }, document.mark(), message);
        }
    }
}

/// Where the links to older documents lead.
struct Reach {
    /// Whether a subscription document leads here.
    reached: Vec<bool>,
    /// Whether the way from here ends at a document that was not given.
    leaves: Vec<bool>,
}

/// Follows the links to older documents from every document, each link once.
fn walk(documents: &[Listed<'_>], before: &[Option<usize>], logs: &mut [Log]) -> Reach {
    let mut leaves = vec![false; documents.len()];
    // The walk that came by first.
    let mut walked: Vec<Option<usize>> = vec![None; documents.len()];
    for start in 0..documents.len() {
        let mut path = Vec::new();
        let mut here = Some(start);
        while let Some(at) = here.filter(|&at| walked[at].is_none()) {
            walked[at] = Some(start);
            path.push(at);
            here = before[at];
        }
        let last = path.last().copied();
        let out = match here {
            Some(at) if walked[at] == Some(start) && last.is_some() => {
                circle(documents, last, at, logs);
                false
            }
            Some(at) => leaves[at],
            None => last.is_some_and(|last| documents[last].outline.before.is_some()),
        };
        for at in path {
            leaves[at] = out;
        }
    }
    let mut reached = vec![false; documents.len()];
    for start in (0..documents.len()).filter(|&at| !documents[at].outline.archive) {
        let mut here = Some(start);
        while let Some(at) = here.filter(|&at| !reached[at]) {
            reached[at] = true;
            here = before[at];
        }
    }
    Reach { reached, leaves }
}

fn circle(documents: &[Listed<'_>], last: Option<usize>, to: usize, logs: &mut [Log]) {
    let Some(last) = last.map(|last| documents[last]) else { return };
    let mark = last.outline.before.as_ref().map_or(last.mark(), |way| way.mark);
    let message = format!("`prev-archive` leads in a circle, by way of `{}`", shown(documents[to].path));
    logs[last.at].add(const { rule(Code::ArchiveCircle) }, mark, message);
}
