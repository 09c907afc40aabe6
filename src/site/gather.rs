//! Articles are found and their heads read; what is no entry is named with its reason.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::reading::{self, HeadReader, needs_of_feeds, shown};
use super::sections::{Sections, top};
use super::withdrawn::Withdrawn;
use super::{Progress, addresses, podcasts, spread, unread};
use crate::article::{self, Brief, Needs, audio_rank, front_matter};
use crate::config::Config;
use crate::content::{self, BriefRead, DiscoverError, Skipped};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::entry::Surroundings;
use crate::entry::links::{SiteLinks, Target};
use crate::entry::people::SectionAuthors;
use crate::entry::permalink;
use crate::feed::Timestamp;
use crate::ledger::Ledger;
use crate::select::{Held, held};

/// An article that is in no document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOutArticle {
    /// Its file, relative to the site's root.
    pub path: Arc<str>,
    /// Why.
    pub why: LeftOutReason,
}

impl LeftOutArticle {
    /// A file and the reason.
    pub fn new(path: &Arc<str>, why: LeftOutReason) -> Self {
        Self { path: path.clone(), why }
    }
}

/// Why an article is in no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOutReason {
    /// A reason that the file itself gives, or its place.
    File(article::LeftOut),
    /// It is not to be published now.
    Held(Held),
    /// It cannot be made an entry; a diagnostic says why.
    Broken,
}

impl LeftOutReason {
    /// The reason in a few words.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::File(left_out) => left_out.reason(),
            Self::Held(Held::Draft) => "draft",
            Self::Held(Held::Future(_)) => "waiting",
            Self::Held(Held::Expired(_)) => "expired",
            Self::Broken => "at fault",
        }
    }

    /// The reason in a sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Held(Held::Future(until)) => format!("waiting until {until}"),
            Self::Held(Held::Expired(since)) => format!("expired on {since}"),
            why => why.kind().to_owned(),
        }
    }
}

/// What reading the heads gives.
#[derive(Default)]
pub struct Gathered {
    /// Articles that are published now, in short, sorted by path.
    pub articles: Vec<Brief>,
    /// The others.
    pub left_out: Vec<LeftOutArticle>,
    /// Those of the others that are withheld, for they may have been published before.
    pub withdrawn: Vec<Withdrawn>,
    /// Whom the pages of sections name.
    pub section_authors: SectionAuthors,
    /// The paths, below the content directory, of those that may have a page, though they are in no feed.
    pub others: Vec<Arc<str>>,
    /// The outermost sections of all files that are here, where only some are built.
    pub here: HashSet<String>,
    /// When they were gathered.
    pub now: Option<Timestamp>,
    /// The paths, below the content directory, of those that are at fault, and of folders that may hold such.
    pub at_fault: Vec<Arc<str>>,
    /// What reads them again.
    pub heads: HeadReader,
    /// How many files could have been articles.
    pub found: usize,
    /// What the content directory holds, in words, where none of its files could.
    pub holdings: String,
    /// The content directory as reports show it, with `/` behind it.
    pub shown_content: String,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Gathered {
    /// The paths of all files that are here, below the content directory.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let below = |shown| str::strip_prefix(shown, &*self.shown_content).unwrap_or(shown);
        let left_out = self.left_out.iter().map(move |article| below(&article.path));
        self.articles.iter().map(|article| &*article.path).chain(left_out)
    }

    /// What each of the articles needs to know of the others.
    /// `leaving` are those that lose their contact block.
    pub fn surroundings<'a>(&'a self, config: &'a Config, leaving: HashSet<Arc<str>>) -> Surroundings<'a> {
        let page = |target: Target<'_>| match target {
            Target::Article(brief) => Some(permalink::page_url(&self.heads.read(brief, config)?, config)),
            Target::Other(path) => reading::page_of_other(path, config, self.now?),
        };
        let links = SiteLinks::new(&self.articles, &self.others, page);
        Surroundings {
            files: config,
            links,
            section_authors: self.section_authors.clone(),
            leaving,
            familiar: HashMap::new(),
        }
    }
}

/// A configuration that knows of what has been published by the last of several days in its name (`20-24 April 2027`): such an
/// entry keeps its date.
pub fn keeping_dates<'a>(config: &'a Config, ledger: &Ledger) -> Cow<'a, Config> {
    let records = ledger.records().iter().filter(|record| record.gone.is_none());
    let dated = records.map(|record| &*record.path).filter(|path| article::was_dated_by_last_day(path));
    let dated: HashSet<String> = dated.map(str::to_owned).collect();
    if dated.is_empty() {
        return Cow::Borrowed(config);
    }
    Cow::Owned(Config { dated_by_last_day: Arc::new(dated), ..config.clone() })
}

/// What has to be known of articles to choose from them and to know them again.
pub fn needs<'a>(config: &Config, ledger: &'a Ledger) -> Needs<'a> {
    Needs { titles: ledger.records().iter().map(|record| &*record.path).collect(), ..needs_of_feeds(config) }
}

/// What one thread gathers.
#[derive(Default)]
struct ThreadGathered {
    gathered: Gathered,
    articles: Vec<Brief>,
    /// The paths, below the content directory, of those that are none, where audio may belong to them.
    left_out: Vec<Arc<str>>,
    buffer: Vec<u8>,
}

/// Walks the content directory and reads each file's head.
///
/// # Errors
/// Where the content directory cannot be walked.
pub fn gather(
    config: &Config,
    needs: &Needs<'_>,
    now: Timestamp,
    progress: &dyn Progress,
) -> Result<Gathered, DiscoverError> {
    let take = |part: &mut ThreadGathered, item: content::ListedFile<'_>| {
        let gathered = &mut part.gathered;
        gathered.found += 1;
        progress.done();
        let why = match content::read_brief(&item, config, needs, &mut part.buffer) {
            BriefRead::Article(brief, mut found) => {
                gathered.diagnostics.append(&mut found);
                match held(&brief, config, now) {
                    Some(held) => {
                        if held == Held::Future(brief.due()) && brief.published <= now {
                            gathered.withdrawn.push(Withdrawn::by_embargo(item.path));
                        }
                        LeftOutReason::Held(held)
                    }
                    None => match spread::fault(&brief, config) {
                        None => return part.articles.push(brief),
                        Some(fault) => {
                            gathered.diagnostics.push(fault);
                            LeftOutReason::Broken
                        }
                    },
                }
            }
            BriefRead::LeftOut(reason, mark, mut found) => {
                gathered.withdrawn.extend(mark.and_then(|mark| Withdrawn::by_mark(item.path, &mark)));
                if matches!(reason, article::LeftOut::NoPage | article::LeftOut::AddressUnknown) {
                    gathered.withdrawn.push(Withdrawn::by_generator(item.path));
                }
                // A site has many such files by design; `explain` tells why of each.
                found.retain(|found| found.code != Code::PageNone);
                if matches!(
                    reason,
                    article::LeftOut::Unlisted | article::LeftOut::NotInFeeds | article::LeftOut::Undated
                ) {
                    gathered.others.push(Arc::from(item.path));
                }
                gathered.diagnostics.append(&mut found);
                LeftOutReason::File(reason)
            }
        };
        if matches!(why, LeftOutReason::Broken | LeftOutReason::File(article::LeftOut::Broken)) {
            gathered.at_fault.push(Arc::from(item.path));
        }
        if config.takes_audio() {
            part.left_out.push(Arc::from(item.path));
        }
        gathered.left_out.push(LeftOutArticle { path: shown(item.path, config), why });
    };
    let (parts, walked) = content::walk(config, take)?;
    let holdings =
        if parts.iter().all(|part| part.gathered.found == 0) { unread::holdings(&walked) } else { String::new() };
    let shown_content = format!("{}/", config.shown(&config.content_dir()));
    let mut gathered =
        Gathered { holdings, shown_content, now: Some(now), diagnostics: walked.diagnostics, ..Gathered::default() };
    gathered.diagnostics.append(&mut unread::formats(&walked.skipped, config));
    gathered.diagnostics.extend(config.first_commits.as_ref().and_then(|commits| commits.gap.clone()));
    gathered.diagnostics.extend(config.converted.iter().flat_map(|converted| converted.problems.clone()));
    gathered.section_authors = section_authors(&walked.skipped, config, &mut gathered.diagnostics);
    let mut articles = Vec::with_capacity(parts.iter().map(|part| part.articles.len()).sum());
    for skipped in &walked.skipped {
        if skipped.reason == article::LeftOut::Broken {
            gathered.at_fault.push(Arc::from(&*skipped.path));
        }
        if skipped.reason == article::LeftOut::SectionPage {
            gathered.others.push(Arc::from(&*skipped.path));
        }
        gathered.withdrawn.extend(Withdrawn::by_place(skipped));
        gathered
            .left_out
            .push(LeftOutArticle { path: shown(&skipped.path, config), why: LeftOutReason::File(skipped.reason) });
    }
    // Those that are left out, for what they name is theirs.
    let mut part_paths: Vec<Arc<str>> = Vec::new();
    for ThreadGathered { gathered: mut part, articles: mut some, left_out, .. } in parts {
        articles.append(&mut some);
        part_paths.extend(left_out);
        gathered.left_out.append(&mut part.left_out);
        gathered.withdrawn.append(&mut part.withdrawn);
        gathered.at_fault.append(&mut part.at_fault);
        gathered.others.append(&mut part.others);
        gathered.diagnostics.append(&mut part.diagnostics);
        gathered.found += part.found;
    }
    if config.takes_audio() {
        let found = articles.iter().map(|brief| &*brief.path).chain(part_paths.iter().map(|path| &**path));
        let skipped = walked.skipped.iter().map(|skipped| skipped.path.as_str()).filter(|path| !path.ends_with('/'));
        let texts = found.chain(skipped).filter(|path| audio_rank(path).is_none());
        let files: Vec<PathBuf> = texts.map(|path| config.content_dir().join(path)).collect();
        gathered.found -=
            podcasts::without_named(&mut articles, &files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    }
    gathered.diagnostics.extend(podcasts::shortcomings(config));
    // Stable, for it is the faster the more of them are in order, as those of a folder are.
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    gathered.articles = articles;
    let mut renamed = addresses::make_distinct(config, &mut gathered.articles, &gathered.heads);
    gathered.diagnostics.append(&mut renamed);
    gathered.at_fault.sort();
    gathered.others.sort();
    narrow(config, &mut gathered);
    Ok(gathered)
}

/// Leaves out of what was gathered all that is not to be told of; the articles themselves stay.
fn narrow(config: &Config, gathered: &mut Gathered) {
    let sections = Sections::of(config);
    if sections.are_all() {
        return;
    }
    gathered.here = gathered.paths().map(|path| top(path).to_owned()).collect();
    let content = std::mem::take(&mut gathered.shown_content);
    let own = |shown: &str| sections.has_path(shown.strip_prefix(&*content).unwrap_or(shown));
    gathered.left_out.retain(|article| own(&article.path));
    gathered.withdrawn.retain(|article| sections.has_path(article.path()));
    gathered.diagnostics.retain(|found| !sections.is_of_others(found));
    let articles = gathered.articles.iter().filter(|article| sections.has_path(&article.path)).count();
    gathered.found = articles + gathered.left_out.len();
    gathered.shown_content = content;
}

/// A section page is no article, but it may name the authors of those beside it.
fn section_authors(skipped: &[Skipped], config: &Config, diagnostics: &mut Vec<Diagnostic>) -> SectionAuthors {
    let mut sections = SectionAuthors::default();
    for page in skipped.iter().filter(|skipped| skipped.reason == article::LeftOut::SectionPage) {
        let file = config.content_dir().join(&page.path);
        let mut fault = |found: Diagnostic| diagnostics.push(found.in_file(&config.shown(&file)));
        let text = match content::read_text(&file, config) {
            Ok(body) => body.text,
            Err(found) => {
                fault(found);
                continue;
            }
        };
        let parsed = front_matter::parse(&text);
        // Of what else is on the page, nothing gets into a feed.
        parsed.diagnostics.into_iter().filter(|found| found.severity == Severity::Error).for_each(fault);
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        sections.insert(folder, parsed.front_matter.authors.into_iter().map(|author| author.value).collect());
    }
    sections
}
