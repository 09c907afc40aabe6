//! The documents themselves and the pages that feeds name as theirs: whether the built site has them.

use std::collections::BTreeSet;

use url::Url;

use super::compare::NAMED;
use super::folder::BuiltFolder;
use super::{LARGEST_DOCUMENT, SitePlace};
use crate::article::Brief;
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::PlainText;
use crate::file;
use crate::format::may_be_ours;
use crate::ledger::Ledger;
use crate::select::{self, Selection};
use crate::site::documents;
use crate::site::links::planner;

/// What stands in the built site where a document of ours should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtPlace {
    Nothing,
    /// A document of another program.
    Other,
    /// One of ours that differs from that on disk.
    Older,
}

/// A document of ours that the built site does not have.
struct LostDocument {
    /// Its address.
    address: Url,
    /// Its file in the output folder, below the site's root.
    ours: String,
    /// The path that was looked for, below the built folder.
    path: String,
}

/// Warnings where the site was built without the documents, or shows others at their addresses: a generator that makes
/// a feed itself writes it over what it copies.
pub fn lost_documents(
    config: &Config,
    ledger: Option<&Ledger>,
    built: &BuiltFolder,
    place: &SitePlace,
    shown: &dyn Fn(&str) -> String,
) -> Vec<Diagnostic> {
    let (mut missing, mut other, mut older) = (Vec::new(), Vec::new(), Vec::new());
    for path in document_paths(config, ledger) {
        let address = documents::address_below(&config.output.url, &path).to_url();
        let Some(in_site) = place.path(&address) else { continue };
        let found = at_place(config, built, &path, &in_site);
        let lost = LostDocument { address, ours: config.shown_document(&path), path: in_site };
        match found {
            None => {}
            Some(AtPlace::Nothing) => missing.push(lost),
            Some(AtPlace::Other) => other.push(lost),
            Some(AtPlace::Older) => older.push(lost),
        }
    }
    let more = |lost: &[LostDocument]| match lost.len() - 1 {
        0 => String::new(),
        more => format!(", and so it is with {more} more"),
    };
    let mut told = Vec::new();
    // Where no generator is named, they may come to the site by another way.
    if let (Some(first), Some(_)) = (missing.first(), &config.site.generator) {
        let message = format!("the feeds are not in the site: there is nothing at `{}`", first.address);
        let help = format!(
            "name a folder in `[output]` of {FILE_NAME} whose files the site publishes as they are, run `tidings` before \
             the site is built, or say with `url` there where the feeds are"
        );
        told.push(Diagnostic::warning(Code::PageFeeds, message).help(help));
    }
    if let Some(first) = other.first() {
        let message = format!(
            "`{}`, which subscribers of `{}` get, is another program's and not `{}`{}",
            shown(&first.path),
            first.address,
            first.ours,
            more(&other)
        );
        let off = match &config.site.generator {
            Some(generated) => format!("switch the generator's own feed off: {}", generated.generator.without_feeds),
            None => "take away what makes it, or give the feed another `path`".to_owned(),
        };
        told.push(Diagnostic::warning(Code::PageFeeds, message).help(format!("{off}; then build the site anew")));
    }
    if let Some(first) = older.first() {
        let (in_site, ours) = (shown(&first.path), &first.ours);
        let message = format!("`{in_site}` in the built site is not what `{ours}` is now{}", more(&older));
        let help = "build the site anew, after `tidings`; what is published must be the documents byte for byte";
        told.push(Diagnostic::warning(Code::PageFeeds, message).help(help));
    }
    told.into_iter().map(|found| found.in_file(FILE_NAME)).collect()
}

/// The paths of documents below the output folder: those that there always are, and those that the last build made.
fn document_paths(config: &Config, ledger: Option<&Ledger>) -> BTreeSet<String> {
    let fixed = documents::fixed_paths(config);
    let folder = config.shown_document("");
    let made = ledger.into_iter().flat_map(Ledger::documents).filter_map(|(path, _)| path.strip_prefix(&folder));
    // A page may be put into the theme by the generator, and is nobody's subscription.
    let made = made.filter(|path| !super::folder::is_page(path)).map(str::to_owned);
    fixed.into_iter().chain(made).collect()
}

/// What is at the place of a document; `None` where it is the document, or nobody can tell.
fn at_place(config: &Config, built: &BuiltFolder, path: &str, in_site: &str) -> Option<AtPlace> {
    if built.file_of(in_site).as_deref() != Some(in_site) {
        return Some(AtPlace::Nothing);
    }
    let ours = file::read(&config.output_dir().join(path), LARGEST_DOCUMENT).ok()?;
    let theirs = built.bytes(in_site, LARGEST_DOCUMENT)?;
    if ours == theirs {
        return None;
    }
    let beginning = &theirs[..theirs.len().min(BEGINNING)];
    Some(if may_be_ours(path, beginning) { AtPlace::Older } else { AtPlace::Other })
}

/// Bytes of a document that tell whose it is.
const BEGINNING: usize = 16 << 10;

/// The pages that feeds name as theirs, each once, with the title of the first such feed.
pub fn homes(config: &Config, articles: &[Brief]) -> Vec<(PlainText, Url)> {
    let planner = planner(config);
    let mut seen = BTreeSet::from([config.site.url.to_string()]);
    let of = |selection: &Selection<'_>| {
        let home = planner.home(selection);
        seen.insert(home.to_string()).then(|| (planner.title(selection), home.to_url()))
    };
    select::select(config, articles, |_| false).iter().filter_map(of).collect()
}

/// A warning for each of these pages that the site does not have.
pub fn missing_homes(homes: &[(PlainText, Url)], built: &BuiltFolder, place: &SitePlace) -> Vec<Diagnostic> {
    let is_missing = |home: &Url| place.path(home).is_some_and(|path| built.file_of(&path).is_none());
    let missing: Vec<&(PlainText, Url)> = homes.iter().filter(|(_, home)| is_missing(home)).collect();
    let help = format!(
        "say with `home` in its `[[feed]]` of {FILE_NAME} which page of the site shows what the feed holds; build the site \
         anew if it is older"
    );
    let warning = |message: String| Diagnostic::warning(Code::PageHome, message).in_file(FILE_NAME).help(&*help);
    let named = missing.iter().take(NAMED);
    let mut told: Vec<Diagnostic> = named
        .map(|(title, home)| warning(format!("`{home}`, the page of the feed \"{title}\", is not in the site")))
        .collect();
    if missing.len() > NAMED {
        told.push(warning(format!("{} more feeds have pages that are not in the site", missing.len() - NAMED)));
    }
    told
}
