//! Entries without a page, and what may be their pages all the same.

use std::collections::{HashMap, HashSet};

use url::Url;

use super::folder::{self, Nearest};
use super::others::OtherPage;
use super::{Addressed, Located, SitePlace};
use crate::article::Brief;
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::patterns;

/// An error for each entry without a page, and the pages that are theirs by their titles. `alone` are the pages that are no
/// published article's.
pub fn missing<'n>(
    config: &Config,
    located: &Located<'_>,
    place: &SitePlace,
    alone: &'n [OtherPage],
    articles: &[Brief],
    shown: &dyn Fn(&str) -> String,
) -> (Vec<Diagnostic>, HashSet<&'n str>) {
    let nearest = Nearest::new(alone.iter().map(|page| (&*page.path, &page.names)));
    let titled = |article: &Addressed| nearest.titled(article.title.as_deref()?);
    let likely = |(article, path): &(&Addressed, String)| titled(article).or_else(|| nearest.named(path));
    // What a page says of itself is surer than where it stands: the folder may be another than it is taken for.
    let addresses: HashMap<&str, Url> = alone.iter().map(|page| (&*page.path, place.own_address(page))).collect();
    let moved = located.missing.iter().filter_map(|entry| Some((entry.0.at, addresses.get(likely(entry)?)?.clone())));
    let moved: Vec<(usize, Url)> = moved.collect();
    // What gives these must not lose those that are right.
    let right = located.of_file.values().flatten().map(|article| (article.at, article.url.to_url()));
    let fit = (!moved.is_empty())
        .then(|| {
            let known: Vec<(&Brief, Url)> =
                moved.into_iter().chain(right).map(|(at, address)| (&articles[at], address)).collect();
            let fit = patterns::fitting(config, &known)?;
            Some(format!("{} gives {} of {} addresses", fit.line, fit.right, known.len()))
        })
        .flatten();
    let diagnostic = |entry: &(&Addressed, String)| {
        let (article, path) = entry;
        let files: Vec<String> = looked_for(path).iter().map(|file| shown(file)).collect();
        let message = format!("the site has no page at `{}`: there is no `{}`", article.url, files.join("` or `"));
        let what = if titled(article).is_some() { "title" } else { "name" };
        let help = match (likely(entry), &fit) {
            (Some(page), Some(fit)) => format!("`{}` has its {what}; {fit}", shown(page)),
            (Some(page), None) => format!(
                "`{}` has its {what}: say with `permalink` or `generator` in {FILE_NAME} which addresses the site has, or \
                 build it anew if it is older",
                shown(page)
            ),
            (None, _) => {
                "build the site first; if it is fresh, it makes no page of this article, or has another address for it"
                    .to_owned()
            }
        };
        Diagnostic::error(Code::PageMissing, message).in_file(&article.shown).help(help)
    };
    let taken = located.missing.iter().filter_map(|(article, _)| titled(article)).collect();
    (located.missing.iter().map(diagnostic).collect(), taken)
}

/// The files that were looked for, as people expect them.
fn looked_for(path: &str) -> Vec<String> {
    let mut files = folder::candidates(path);
    if folder::is_page(path) {
        files.truncate(1);
    } else if files.len() > 1 {
        files.remove(0);
    }
    files
}
