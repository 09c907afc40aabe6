//! The patterns that addresses usually have, and which of them, or which generator, gives addresses that are known.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use url::Url;

use crate::article::Brief;
use crate::config::{Config, FILE_NAME, Generated, Permalink};
use crate::content::{self, DiskFiles, Found};
use crate::entry::permalink::page_url;
use crate::generator::{self, Generator, NoFiles};
use crate::validate::even_page;

/// The usual patterns, the plainest first; what parts articles is looked for in the same order.
pub const USUAL: [&str; 14] = [
    "/{year}/{slug}/",
    "/{year}/{month}/{slug}/",
    "/{year}/{month}/{day}/{slug}/",
    "/{section}/{slug}/",
    "/{path}/",
    "/{slug}/",
    "/{section}/{year}/{slug}/",
    "/{section}/{year}/{month}/{slug}/",
    "/{section}/{year}/{month}/{day}/{slug}/",
    "/{year}/{month}/{day}/{slug}.html",
    "/{year}/{month}/{slug}.html",
    "/{year}/{slug}.html",
    "/{path}.html",
    "/{slug}.html",
];

/// What gives addresses that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// What to write, and where.
    pub line: String,
    /// How many of the addresses it gives.
    pub right: usize,
}

/// The pattern, or the generator, that gives the most of these addresses, where it gives more than half of them, and more
/// than the configuration does.
pub fn fitting(config: &Config, known: &[(&Brief, Url)]) -> Option<Fit> {
    let now = known.par_iter().filter(|(brief, address)| gives(config, brief, address)).count();
    let enough = |fit: &Fit| fit.right * 2 > known.len() && fit.right > now;
    let (own, others): (Vec<Fit>, Vec<Fit>) = {
        let files = DiskFiles::new(&config.root);
        let own = generator::recognise(&files).map(|(own, _)| own.name);
        let fits = generator::ALL.into_iter().map(|one| (one.name, by_generator(config, known, one, own, &files)));
        let (own, others): (Vec<_>, Vec<_>) = fits.partition(|(name, _)| Some(*name) == own);
        let only = |fits: Vec<(_, Fit)>| fits.into_iter().map(|(_, fit)| fit).collect();
        (only(own), only(others))
    };
    let all = own.into_iter().chain(by_pattern(config, known)).chain(others);
    // The first of those that are as good.
    all.filter(enough).reduce(|best, fit| if fit.right > best.right { fit } else { best })
}

/// The path of an address as paths are compared.
pub fn even_path(address: &Url) -> String {
    let even = even_page(address.as_str());
    let page = even.split_once("://").map_or("", |(_, page)| page);
    page.split_once('/').map_or_else(String::new, |(_, path)| path.to_owned())
}

fn gives(config: &Config, brief: &Brief, address: &Url) -> bool {
    let read = content::read_head(&Found::of(brief, config), config);
    read.article.is_some_and(|article| {
        let article = crate::article::Article { whole_name: brief.whole_name, ..article };
        even_path(&page_url(&article, config).to_url()) == even_path(address)
    })
}

/// What a generator gives: by its own configuration where the site is its, else by its defaults.
fn by_generator(
    config: &Config,
    known: &[(&Brief, Url)],
    generator: &'static Generator,
    own: Option<&str>,
    files: &DiskFiles,
) -> Fit {
    let content = config.content.dir.to_str();
    let settings = match own {
        Some(name) if name == generator.name => (generator.read)(files, content),
        _ => (generator.read)(&NoFiles, content),
    };
    let mut config = config.clone();
    config.site.generator = Some(Generated { generator, settings: Arc::new(settings) });
    config.site.permalink.is_default = true;
    let right = known.par_iter().filter(|(brief, address)| gives(&config, brief, address)).count();
    Fit { line: format!("`generator = \"{}\"` in `[site]` of {FILE_NAME}", generator.name), right }
}

/// The usual pattern that gives the most, below whatever folder.
fn by_pattern(config: &Config, known: &[(&Brief, Url)]) -> Option<Fit> {
    let configs: Vec<Config> = USUAL.iter().map(|pattern| with_pattern(config, pattern)).collect();
    let base = even_path(&config.site.base);
    let below = |path: &str| match base.is_empty() {
        true => Some(path.to_owned()),
        false => path.strip_prefix(&base)?.strip_prefix('/').map(str::to_owned),
    };
    // For each article, the patterns that give its address, each with the folder that it would have to be in.
    let found: Vec<Vec<(usize, String)>> = known
        .par_iter()
        .map(|(brief, address)| {
            let read = content::read_head(&Found::of(brief, config), config);
            let (Some(article), Some(address)) = (read.article, below(&even_path(address))) else { return Vec::new() };
            let fits = configs.iter().enumerate().filter_map(|(at, config)| {
                let made = below(&even_path(&page_url(&article, config).to_url()))?;
                let folder = address.strip_suffix(&made)?;
                let is_whole = !made.is_empty() && (folder.is_empty() || folder.ends_with('/'));
                let is_plain = !folder.contains(['{', '}', '%', '"', '\\', '?', '#']);
                (is_whole && is_plain).then(|| (at, folder.to_owned()))
            });
            fits.collect()
        })
        .collect();
    let mut counts: HashMap<(usize, String), usize> = HashMap::new();
    for fit in found.into_iter().flatten() {
        *counts.entry(fit).or_default() += 1;
    }
    // The most; without a folder of its own before with one; the plainest.
    let best = counts.into_iter().max_by(|((at, folder), count), ((other_at, other_folder), other_count)| {
        let rank = |count: usize, folder: &str, at: usize| (count, folder.is_empty(), std::cmp::Reverse(at));
        let order = rank(*count, folder, *at).cmp(&rank(*other_count, other_folder, *other_at));
        order.then_with(|| other_folder.cmp(folder))
    });
    best.map(|((at, folder), right)| {
        let mut pattern = format!("/{folder}{}", USUAL[at].trim_start_matches('/'));
        // Servers show one page under both; the one that is known spares readers a detour.
        let bare = known.iter().filter(|(_, address)| !address.path().ends_with('/')).count();
        if bare * 2 > known.len() && pattern.ends_with('/') {
            pattern.pop();
        }
        Fit { line: format!("`permalink = \"{pattern}\"` in `[site]` of {FILE_NAME}"), right }
    })
}

/// The configuration with another pattern.
pub fn with_pattern(config: &Config, pattern: &str) -> Config {
    let mut config = config.clone();
    config.site.permalink = Permalink::new(pattern);
    config
}
