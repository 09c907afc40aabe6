//! Proof against the site as built: whether the page of each entry is there and is the entry's, and which pages that read
//! as articles no article has made.
//!
//! The built folder is only read. Nothing is known of who built it: a page is an address below `site.url`, as servers show
//! files, and what it says in its head.

mod compare;
mod feeds;
mod files;
mod folder;
mod missing;
mod others;
mod page;
mod titles;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use url::Url;

use super::compose::Composer;
use super::gather::{Gathered, gather};
use super::reading::{needs_of_feeds, shown};
use super::walk::wanted;
use super::{Progress, RunOptions, SiteError, read_ledger};
use crate::config::Config;
use crate::content;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::entry::permalink::page_url;
use crate::feed::WebUrl;
use crate::select;
use compare::{Told, compare, tell};
use files::NamedFile;
use folder::{BuiltFolder, path_below};
use missing::missing;
use others::{OtherPage, others, unfed};

/// Bytes; the largest document that is compared.
const LARGEST_DOCUMENT: u64 = 256 << 20;

/// How the entries and the built site stand to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "its diagnostics say what is wrong"]
#[non_exhaustive]
pub struct PageProof {
    /// The folder of the built site, as reports show it.
    pub folder: String,
    /// Entries that the documents carry and that lead to a page of the site.
    pub entries: usize,
    /// Those whose page is there.
    pub found: usize,
    /// Entries that lead elsewhere, which no folder can prove.
    pub elsewhere: usize,
    /// Pages that read as articles and that no article here has made.
    pub unfed: usize,
    /// Pages of articles that are withheld here.
    pub withheld: usize,
    /// What is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compares the entries with the site that was built into `folder`; writes nothing. What is wrong with an article itself, a
/// build says.
///
/// # Errors
/// The machine's faults, and a folder that is none.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::site::{self, RunOptions, Unwatched};
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let proof = site::proof(&config, &RunOptions::at(now), Path::new("site/public"), &Unwatched)?;
/// println!("{} of {} pages are there", proof.found, proof.entries);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn proof(
    config: &Config,
    options: &RunOptions,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<PageProof, SiteError> {
    let built = BuiltFolder::open(folder).map_err(|error| SiteError::Built(folder.to_owned(), error))?;
    let gathered = gather(config, &needs_of_feeds(config), options.now, progress).map_err(SiteError::Discover)?;
    let mut proof = PageProof { folder: config.shown(folder), ..PageProof::default() };
    if built.pages.is_empty() {
        let message = format!("there is no page in `{}`", proof.folder);
        proof.diagnostics.push(Diagnostic::error(Code::PageMissing, message).help("build the site first"));
        return Ok(proof);
    }
    let articles = addressed(config, options, &gathered, progress);
    let place = SitePlace::of(config, &built, &articles);
    let located = Located::of(&articles, &built, &place);
    proof.elsewhere = located.elsewhere;
    proof.found = located.of_file.values().map(Vec::len).sum();
    proof.entries = proof.found + located.missing.len();

    // The first page of the site is no article, even where it shows one; nor are pages that show what feeds hold.
    let homes = feeds::homes(config, &gathered.articles);
    let lists = homes.iter().map(|(_, home)| home).chain([&place.base]);
    let lists: HashSet<String> = lists.filter_map(|home| built.file_of(&place.path(home)?)).collect();
    let is_alone = |path: &&str| !located.claimed.contains(*path) && !lists.contains(*path);
    let alone: Vec<&str> = built.pages.iter().map(String::as_str).filter(is_alone).collect();
    progress.stage("pages", located.of_file.len() + alone.len());
    let shown = |path: &str| config.shown(&folder.join(path));
    let files: Vec<(&String, &Vec<&Addressed>)> = located.of_file.iter().collect();
    let source = |article: &Addressed| {
        let file = config.content_dir().join(&*gathered.articles[article.at].path);
        content::read_text(&file, config).ok().map(|body| body.text)
    };
    let told: Vec<Vec<Told>> = files
        .par_iter()
        .map(|(file, articles)| {
            progress.done();
            compare(&built, file, &shown(file), articles, &config.site.language, &source)
        })
        .collect();
    let alone = others(&built, &place, &alone, &config.site.language, !located.missing.is_empty(), progress);
    tell(told.into_iter().flatten().collect(), config, &mut proof.diagnostics);

    proof.diagnostics.extend(files::missing_pictures(&articles, &built, &place));
    proof.diagnostics.extend(files::missing_files(config, &articles, &built, &place, &shown));
    // What is wrong with the ledger, the check itself says.
    let ledger = read_ledger(config)?.ok().flatten();
    proof.diagnostics.extend(feeds::lost_documents(config, ledger.as_ref(), &built, &place, &shown));
    proof.diagnostics.extend(feeds::missing_homes(&homes, &built, &place));
    let (diagnostics, taken) = missing(config, &located, &place, &alone, &gathered.articles, &shown);
    proof.diagnostics.extend(diagnostics);
    let is_copy = |page: &OtherPage| {
        let canonical = page.canonical.as_deref().and_then(|canonical| place.base.join(canonical).ok());
        let file = canonical.and_then(|canonical| built.file_of(&place.path(&canonical)?));
        file.is_some_and(|file| file != page.path && located.claimed.contains(&file))
    };
    let articles_alone = alone.iter().filter(|page| page.is_article && !taken.contains(&*page.path) && !is_copy(page));
    let articles_alone: Vec<&OtherPage> = articles_alone.collect();
    let found = unfed(config, &built, &place, &articles_alone, &gathered.left_out, &shown);
    (proof.unfed, proof.withheld) = (found.unfed, found.withheld);
    proof.diagnostics.extend(found.diagnostics);
    diagnostic::sort(&mut proof.diagnostics);
    Ok(proof)
}

/// An article that is published, and its address.
#[derive(Debug)]
struct Addressed {
    /// Its place among the articles.
    at: usize,
    /// Its file, relative to the site's root.
    shown: Arc<str>,
    /// The address of its page.
    url: WebUrl,
    /// Its title, where documents carry it.
    title: Option<String>,
    /// The addresses of the pictures that it shows, likewise.
    pictures: Vec<String>,
    /// The files that it brings with it, likewise.
    files: Vec<NamedFile>,
}

/// All articles with their addresses; of those that documents carry, the title too.
fn addressed(config: &Config, options: &RunOptions, gathered: &Gathered, progress: &dyn Progress) -> Vec<Addressed> {
    let articles = &gathered.articles;
    let carried: HashSet<usize> =
        wanted(&select::select(config, articles, |_| false), articles.len()).into_iter().collect();
    let surroundings = gathered.surroundings(config, HashSet::new());
    let composer = Composer { config, articles, surroundings: &surroundings, now: options.now };
    progress.stage("addresses", articles.len());
    let address = |at: usize| {
        progress.done();
        let shown = shown(&articles[at].path, config);
        if carried.contains(&at)
            && let Ok((_, composed)) = composer.compose(at, None)
        {
            let title = Some(composed.title.to_string());
            let (pictures, files) = (files::pictures(&composed), files::named(&composed));
            return Some(Addressed { at, shown, url: composed.url, title, pictures, files });
        }
        let article = gathered.heads.read(&articles[at], config)?;
        Some(Addressed {
            at,
            shown,
            url: page_url(&article, config),
            title: None,
            pictures: Vec::new(),
            files: Vec::new(),
        })
    };
    (0..articles.len()).into_par_iter().filter_map(address).collect()
}

/// Where the built folder is on the web.
#[derive(Debug)]
struct SitePlace {
    /// The site's address.
    base: Url,
    /// The path of the folder's address; ends in `/`.
    folder: String,
}

impl SitePlace {
    /// The folder is that of `site.url`, as generators make it, unless more pages are found where it is the root of
    /// the host.
    fn of(config: &Config, built: &BuiltFolder, articles: &[Addressed]) -> Self {
        let base = config.site.base.clone();
        let below = Self { folder: base.path().to_owned(), base: base.clone() };
        let whole = Self { folder: "/".to_owned(), base };
        let found = |place: &Self| {
            let paths = articles.iter().filter_map(|article| place.path(&article.url.to_url()));
            paths.filter(|path| built.file_of(path).is_some()).count()
        };
        if below.folder == whole.folder || found(&below) >= found(&whole) { below } else { whole }
    }

    /// The address of a page.
    fn address(&self, path: &str) -> Url {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut address = self.base.clone();
        address.set_path(&format!("{}{}", self.folder, path.replace('%', "%25")));
        address
    }

    /// The address that a page says of itself, if it is one on the site's host, else that of its place.
    fn own_address(&self, page: &OtherPage) -> Url {
        let address = self.address(&page.path);
        let canonical = page.canonical.as_deref().and_then(|canonical| address.join(canonical).ok());
        canonical.filter(|canonical| canonical.host_str() == self.base.host_str()).unwrap_or(address)
    }

    /// The path of an address below the folder.
    fn path(&self, address: &Url) -> Option<String> {
        path_below(address, &self.base, &self.folder)
    }
}

/// The articles by the files of their pages.
#[derive(Debug, Default)]
struct Located<'a> {
    /// Files that are the page of an article.
    claimed: HashSet<String>,
    /// The entries of each file.
    of_file: BTreeMap<String, Vec<&'a Addressed>>,
    /// Entries without a page, each with the path that was looked for.
    missing: Vec<(&'a Addressed, String)>,
    /// Entries that lead elsewhere.
    elsewhere: usize,
}

impl<'a> Located<'a> {
    fn of(articles: &'a [Addressed], built: &BuiltFolder, place: &SitePlace) -> Self {
        let mut located = Self::default();
        for article in articles {
            let Some(path) = place.path(&article.url.to_url()) else {
                located.elsewhere += usize::from(article.title.is_some());
                continue;
            };
            match built.file_of(&path) {
                Some(file) => {
                    if article.title.is_some() {
                        located.of_file.entry(file.clone()).or_default().push(article);
                    }
                    located.claimed.insert(file);
                }
                None if article.title.is_some() => located.missing.push((article, path)),
                None => {}
            }
        }
        located
    }
}
