//! The walk through the stages: what a build would put on disk, and what there is to say of it.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::documents::{Planned, Planner, Since};
use super::draft::{Draft, Shelved};
use super::gather::{self, Gathered, LeftOut, Why};
use super::guard::{self, Ledgers};
use super::pour::{self, Item, Poured, Spring};
use super::shelf::{Kept, Shelf};
use super::{
    AtFault, Emptying, Made, Options, Progress, SiteError, addresses, identify, names, publisher, read_ledger,
    withdrawn,
};
use crate::article::Brief;
use crate::config::{Config, LedgerUse};
use crate::diagnostic::{self, Diagnostic, any_error};
use crate::entry::Surroundings;
use crate::feed::Timestamp;
use crate::ledger::{Ledger, Seen};
use crate::output::{Hold, Place};
use crate::select::{self, Selection};

/// What a run does with the documents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// They replace those on disk; the ledger is written.
    Build,
    /// They are compared with those on disk.
    Check,
    /// They are kept in memory.
    Make,
}

/// Faults of the whole site: leaving articles out does not mend them.
const OF_THE_WHOLE: [&str; 2] = ["feeds-empty", "output-collision"];

/// What a walk through the stages comes to.
pub struct Walked {
    /// What was made.
    pub made: Made,
    /// The place that it was made for, which must not be dropped before.
    pub place: Place,
    /// What was remembered, and what is to be.
    pub ledgers: Ledgers,
}

/// Walks all stages but the last.
pub fn make_in(run: Run, config: &Config, options: &Options, progress: &dyn Progress) -> Result<Walked, SiteError> {
    progress.stage("articles", 0);
    let (old_ledger, broken) = match read_ledger(config)? {
        Ok(ledger) => (ledger, None),
        Err(found) => (None, Some(found)),
    };
    let is_there = old_ledger.is_some();
    let old_ledger = old_ledger.unwrap_or_default();
    let needs = gather::needs(config, &old_ledger);
    let mut gathered = gather::gather(config, &needs, options.now, progress).map_err(SiteError::Discover)?;
    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    let mut left_out = std::mem::take(&mut gathered.left_out);
    diagnostics.extend(withdrawn::published_before(&gathered.withdrawn, &old_ledger, config));
    let ledger_broken = broken.is_some();
    diagnostics.extend(broken.into_iter().flatten());

    let articles = &gathered.articles;
    let mut selections = select::select(config, articles);
    let shelf = Shelf::new(config.root.clone());
    let mut publisher = publisher::decide(config, &old_ledger, articles, &wanted(&selections, articles.len()));
    diagnostics.append(&mut publisher.diagnostics);
    let organization = publisher.organization;
    let surroundings = gathered.surroundings(config, publisher.leaving);
    let mut composed = Composed::of(config, options.now, &gathered, &surroundings, &selections, &shelf, progress);
    diagnostics.append(&mut composed.diagnostics);
    left_out.append(&mut composed.left_out);
    let said_now = (&*composed.places, &*composed.seen);
    diagnostics.extend(names::part(&mut selections, articles, said_now, &old_ledger, config));

    progress.stage("ledger", 0);
    let seen = &composed.seen;
    let mut resolution = identify::resolve(config, options, &old_ledger, &gathered, &composed.places, seen);
    identify::refuse_twins(config, articles, &selections, &composed.places, &mut resolution);
    diagnostics.extend(resolution.diagnostics);
    let mut dates = vec![None; articles.len()];
    let mut items = Vec::with_capacity(composed.places.len());
    for ((at, resolved), kept) in composed.places.into_iter().zip(resolution.entries).zip(composed.kept) {
        let Some(identity) = identify::identity(resolved, options.now) else { continue };
        dates[at] = Some((identity.published, identity.updated.max(identity.published)));
        items.push(Item { at, identity, kept: Some(kept) });
    }
    // The order of every feed: see `select::newest_first`; places are in the order of paths.
    items.sort_by_key(|item| (std::cmp::Reverse(articles[item.at].published), item.at));

    let mut ledger = resolution.ledger;
    ledger.set_publisher(publisher.remembered);
    let latest = latest_updated(&ledger, articles, options.now);
    let since = Since { gone: ledger.gone_updated(options.now), latest: &latest };
    diagnostics.extend(emptied(&old_ledger, items.is_empty(), options.emptying));
    progress.stage("documents", items.len());
    let planner = Planner { config, dates: &dates, organization: organization.as_ref(), since: &since };
    let planned = planner.plan(&selections, &mut diagnostics);
    let hopeless = ledger_broken || diagnostics.iter().any(|found| OF_THE_WHOLE.contains(&found.code));
    let refused = hopeless || options.at_fault == AtFault::Stop && any_error(&diagnostics);
    let hold = match run {
        Run::Make => Hold::Memory,
        _ if refused => Hold::Nothing,
        Run::Check => Hold::Memory,
        Run::Build => Hold::Disk,
    };
    let place = Place::new((run != Run::Make).then(|| config.output_dir()), hold, planned.plans.len());
    let carried = items.len();
    let headlines = planned.headlines();
    let spring = Spring { items: &mut items, shelf: &shelf, articles, headlines: &headlines };
    let Planned { plans, listings, newest } = planned;
    let mut made = pour::pour(config, plans, spring, &place, progress, &mut diagnostics)?;
    drop(shelf);
    let page = config.output.page.as_deref();
    let foreign = page.and_then(|path| guard::foreign_page(config, path)).filter(|_| run != Run::Make);
    let page = page.filter(|_| foreign.is_none());
    // It is not ours to take away, either.
    let left_alone = config.output.page.clone().filter(|_| foreign.is_some());
    diagnostics.extend(foreign);
    made.documents.extend(planner.beside(listings, &newest, &made.headlines, page, &place)?);
    let mut remembered = remember(config, &old_ledger, &mut ledger, &made, &mut diagnostics);
    remembered.earlier.retain(|path| left_alone.as_ref() != Some(path));

    diagnostics.extend(gathered.again.faults());
    diagnostic::sort(&mut diagnostics);
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    let made = Made {
        documents: made.documents,
        feeds: made.feeds,
        ledger: remembered.ledger,
        ledger_meanwhile: remembered.meanwhile,
        hopeless,
        earlier: remembered.earlier,
        found: gathered.found,
        entries: carried,
        removed: composed.removed,
        left_out,
        diagnostics,
    };
    Ok(Walked { made, place, ledgers: Ledgers { before: old_ledger, is_there, after: ledger } })
}

/// The articles that documents take, as entries that wait for their identity; all lists are by article, sorted by path.
struct Composed {
    /// Their places among the articles.
    places: Vec<usize>,
    /// What the ledger is told of them.
    seen: Vec<Seen>,
    /// Where the entries wait.
    kept: Vec<Kept>,
    /// Template constructs taken out.
    removed: usize,
    /// Those that cannot be entries.
    left_out: Vec<LeftOut>,
    diagnostics: Vec<Diagnostic>,
}

impl Composed {
    fn of(
        config: &Config,
        now: Timestamp,
        gathered: &Gathered,
        surroundings: &Surroundings<'_>,
        selections: &[Selection<'_>],
        shelf: &Shelf,
        progress: &dyn Progress,
    ) -> Self {
        let articles = &gathered.articles;
        let wanted = wanted(selections, articles.len());
        progress.stage("entries", wanted.len());
        let mut shelved: Vec<Result<Shelved, Vec<Diagnostic>>> = wanted
            .par_iter()
            .map(|&at| {
                progress.done();
                Draft::of(at, &articles[at], config, surroundings, now).map(|draft| draft.shelve(config, shelf))
            })
            .collect();
        let keys: Vec<_> =
            shelved.iter().map(|result| result.as_ref().ok().and_then(|shelved| shelved.address)).collect();
        let briefs: Vec<&Brief> = wanted.iter().map(|&at| &articles[at]).collect();
        for (place, complaint) in addresses::shared(config, &briefs, &keys, &gathered.again) {
            shelved[place] = Err(vec![complaint]);
        }
        let mut all = Self {
            places: Vec::with_capacity(wanted.len()),
            seen: Vec::with_capacity(wanted.len()),
            kept: Vec::with_capacity(wanted.len()),
            removed: 0,
            left_out: Vec::new(),
            diagnostics: Vec::new(),
        };
        for (&at, result) in wanted.iter().zip(shelved) {
            match result {
                Ok(mut shelved) => {
                    all.diagnostics.append(&mut shelved.diagnostics);
                    all.removed += shelved.removed;
                    all.places.push(at);
                    all.seen.push(shelved.seen);
                    all.kept.push(shelved.kept);
                }
                Err(mut found) => {
                    all.left_out.push(LeftOut::new(&gather::shown(&articles[at].path, config), Why::Broken));
                    all.diagnostics.append(&mut found);
                }
            }
        }
        all
    }
}

/// The articles that any document takes, each once, in the order of their paths.
pub fn wanted(selections: &[Selection<'_>], articles: usize) -> Vec<usize> {
    let mut is_wanted = vec![false; articles];
    for selection in selections {
        let newest = &selection.articles[..selection.subscription()];
        let archives = selection.archives();
        for &at in newest.iter().chain(archives.into_iter().flatten()) {
            is_wanted[at] = true;
        }
    }
    (0..articles).filter(|&at| is_wanted[at]).collect()
}

/// For each article, the latest `updated` that the ledger has for it and that is believed at `now`.
fn latest_updated(ledger: &Ledger, articles: &[Brief], now: Timestamp) -> Vec<Option<Timestamp>> {
    let mut latest = vec![None; articles.len()];
    for record in ledger.records().iter().filter(|record| record.gone.is_none()) {
        if let Ok(at) = articles.binary_search_by(|article| (*article.path).cmp(&*record.path)) {
            latest[at] = record.believed_latest(now);
        }
    }
    latest
}

/// A complaint where feeds that had entries would lose them all.
fn emptied(old_ledger: &Ledger, is_empty: bool, emptying: Emptying) -> Option<Diagnostic> {
    let had_entries = old_ledger.documents().any(|(_, entries)| entries > 0);
    (had_entries && is_empty && emptying == Emptying::Refuse).then(|| {
        let message = "every feed would be empty, though there are published entries";
        let help = "look at the content directory and the clock; pass `--allow-empty` if this is meant";
        Diagnostic::error("feeds-empty", message).help(help)
    })
}

/// What the next build is to know.
struct Remembered {
    /// See [`Made::ledger`].
    ledger: Option<String>,
    /// See [`Made::ledger_meanwhile`].
    meanwhile: Option<String>,
    /// See [`Made::earlier`].
    earlier: Vec<String>,
}

/// Notes the documents in the ledger.
fn remember(
    config: &Config,
    old_ledger: &Ledger,
    ledger: &mut Ledger,
    made: &Poured,
    diagnostics: &mut Vec<Diagnostic>,
) -> Remembered {
    let output = config.shown(&config.output_dir());
    let entries_of: HashMap<&str, usize> = made.feeds.iter().map(|feed| (&*feed.path, feed.entries)).collect();
    let carried = |path: &str| entries_of.get(path).map_or(0, |entries| *entries as u64);
    let paths = made.documents.iter().map(|document| &document.path).chain(&made.kept);
    let counted: Vec<(String, u64)> = paths.map(|path| (format!("{output}/{path}"), carried(path))).collect();
    diagnostics.extend(old_ledger.shrunken(&counted));
    let below = |path: &str| path.strip_prefix(&output)?.strip_prefix('/').map(str::to_owned);
    let earlier = old_ledger.documents().filter_map(|(path, _)| below(path));
    let earlier = earlier.filter(|path| !made.kept.contains(path) && config.trial.is_none()).collect();
    // What a trial makes is not published, and so is nothing to remember.
    let keeps_ledger = config.ledger == LedgerUse::Keep && config.trial.is_none();
    let made_now: HashSet<&str> = counted.iter().map(|(path, _)| path.as_str()).collect();
    let gone = old_ledger.documents().filter(|(path, _)| below(path).is_some() && !made_now.contains(path));
    let gone: Vec<(String, u64)> = gone.map(|(path, entries)| (path.to_owned(), entries)).collect();
    let meanwhile = (keeps_ledger && !gone.is_empty()).then(|| {
        ledger.set_documents(counted.iter().cloned().chain(gone));
        ledger.to_text()
    });
    ledger.set_documents(counted);
    Remembered { ledger: keeps_ledger.then(|| ledger.to_text()), meanwhile, earlier }
}
