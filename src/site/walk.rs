//! The walk through the stages: what a build would put on disk, and what there is to say of it.
//!
//! Articles are gathered once. What follows, from selection to documents, is a [`Pass`] over all of them. Where an article
//! turns out to be at fault only when it is composed, heads, dates and archives have been decided with it already, so there
//! is another pass without it: what comes out is what the site would give that does not have the article.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::compose::{ArticleFault, Composer};
use super::convert::{converted, without_places};
use super::documents::{Planned, Planner, Since};
use super::gather::{self, Gathered, LeftOutArticle, LeftOutReason};
use super::guard::{self, Ledgers};
use super::identify::{self, SeenArticles};
use super::older::OlderArticles;
use super::publish::{Entries, Identified, Published, publish};
use super::sections::Sections;
use super::serving;
use super::store;
use super::{
    AtFault, Emptying, Made, Progress, RunOptions, SiteError, addresses, apart, names, publisher, reading, withdrawn,
};
use crate::article::Brief;
use crate::config::{Config, LedgerUse};
use crate::diagnostic::{self, Code, Diagnostic, any_error};
use crate::feed::{EntryId, Timestamp};
use crate::ledger::Ledger;
use crate::output::{Destination, Hold};
use crate::select::{self, Selection};

/// What a run does with the documents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RunMode {
    /// They replace those on disk; the ledger is written.
    Build,
    /// They are compared with those on disk.
    Check,
    /// They are kept in memory.
    Make,
}

/// What a walk through the stages comes to.
pub struct Walked {
    /// What was made.
    pub made: Made,
    /// Where it is to be; must not be dropped before the documents.
    pub destination: Destination,
    /// What was remembered, and what is to be.
    pub ledgers: Ledgers,
    /// Whether an article was edited meanwhile.
    edited: bool,
}

/// Walks all stages but the last. Where an article is edited meanwhile, once more from the beginning.
pub fn make_in(
    run: RunMode,
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
) -> Result<Walked, SiteError> {
    let conversion = converted(config, progress)?;
    let config = conversion.as_ref().map_or(config, |conversion| &conversion.config);
    let walked = walk(run, config, options, progress)?;
    if walked.edited {
        // It is dropped first, with its temporary files.
        drop(walked);
        return walk(run, config, options, progress);
    }
    Ok(walked)
}

/// What is the same for every pass.
struct Stages<'a> {
    run: RunMode,
    config: &'a Config,
    options: &'a RunOptions,
    progress: &'a dyn Progress,
    gathered: &'a Gathered,
    /// What was remembered.
    ledger: &'a Ledger,
    ledger_broken: bool,
}

fn walk(run: RunMode, config: &Config, options: &RunOptions, progress: &dyn Progress) -> Result<Walked, SiteError> {
    progress.stage("articles", 0);
    let kept = store::read(config)?;
    let parsed = kept.text.as_ref().map(|text| match text {
        Ok(text) => Ledger::parse(text, &store::shown(config)),
        Err(found) => Err(found.clone()),
    });
    let (old_ledger, broken) = match parsed {
        None => (None, None),
        Some(Ok(ledger)) => (Some(ledger), None),
        Some(Err(found)) => (None, Some(found)),
    };
    let is_there = old_ledger.is_some();
    let old_ledger = old_ledger.unwrap_or_default();
    let config = &*gather::keeping_dates(config, &old_ledger);
    let needs = gather::needs(config, &old_ledger);
    let mut gathered = gather::gather(config, &needs, options.now, progress).map_err(SiteError::Discover)?;
    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    let mut left_out = std::mem::take(&mut gathered.left_out);
    diagnostics.extend(withdrawn::published_before(&gathered.withdrawn, &old_ledger, config));
    let ledger_broken = broken.is_some();
    diagnostics.extend(broken.into_iter().flatten());

    let stages = Stages { run, config, options, progress, gathered: &gathered, ledger: &old_ledger, ledger_broken };
    let mut set_aside = SetAside::default();
    let mut pass = loop {
        let mut so_far = diagnostics.iter().chain(&set_aside.diagnostics);
        let faulty = options.at_fault == AtFault::Stop && so_far.any(Diagnostic::is_error);
        let mut pass = stages.pass(&set_aside, faulty)?;
        if !set_aside.take(&stages, &mut pass) {
            break pass;
        }
    };

    let mut remembered = remember(config, &old_ledger, &mut pass.ledger, &pass.published, &mut pass.diagnostics);
    remembered.earlier.retain(|path| !pass.left_alone.contains(path));
    diagnostics.append(&mut set_aside.diagnostics);
    diagnostics.append(&mut pass.diagnostics);
    diagnostics.append(&mut pass.published.diagnostics);
    let reread = gathered.heads.faults();
    let edited = set_aside.edited || !reread.is_empty();
    diagnostics.extend(reread);
    if pass.entries == 0 && !pass.blocked && options.emptying == Emptying::Refuse {
        diagnostics.push(nothing_published(config, &gathered));
    }
    without_places(&mut diagnostics, config);
    diagnostic::sort(&mut diagnostics);
    left_out.extend(set_aside.left_out(&stages));
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    let made = Made {
        documents: pass.published.documents,
        feeds: pass.published.feeds,
        ledger: remembered.ledger,
        ledger_meanwhile: remembered.meanwhile,
        blocked: pass.blocked,
        earlier: remembered.earlier,
        found: gathered.found,
        entries: pass.entries,
        sources: pass.sources,
        removed: pass.published.removed,
        left_out,
        diagnostics,
    };
    let text = kept.text.and_then(Result::ok);
    let ledgers = Ledgers { before: old_ledger, is_there, after: pass.ledger, text, state: kept.state };
    Ok(Walked { made, destination: pass.destination, ledgers, edited })
}

/// Articles that turned out in a pass to be at fault, by their places among the articles: the next pass is without them.
#[derive(Default)]
struct SetAside {
    /// Those that cannot be entries.
    broken: BTreeSet<usize>,
    /// Those that the ledger refuses, which it must go on hearing of.
    refused: BTreeSet<usize>,
    /// Whether one of them is not what it was.
    edited: bool,
    diagnostics: Vec<Diagnostic>,
    /// How many passes there have been.
    passes: usize,
}

impl SetAside {
    /// After so many passes, each of which found others at fault, all articles that may come in their place are
    /// looked at together: a site of faults alone does not have a pass for each.
    const PASSES_ALONE: usize = 3;
    /// What only whole documents show is not looked for more often; if there is still something, nothing may be written.
    const PASSES: usize = 16;

    /// Takes what is at fault; says whether there is to be another pass, without it.
    fn take(&mut self, stages: &Stages<'_>, pass: &mut Pass) -> bool {
        self.passes += 1;
        let mut faults = std::mem::take(&mut pass.published.faults);
        faults.append(&mut pass.faults);
        if self.passes == Self::PASSES_ALONE && !faults.is_empty() {
            faults.append(&mut stages.faults_of_all(self, &faults, pass));
        }
        let before = self.broken.len() + self.refused.len();
        for mut fault in faults {
            self.broken.insert(fault.at);
            self.edited |= fault.edited;
            self.diagnostics.append(&mut fault.diagnostics);
        }
        self.refused.extend(&pass.refused);
        let has_news = self.broken.len() + self.refused.len() > before;
        pass.blocked |= has_news && self.passes >= Self::PASSES;
        has_news && self.passes < Self::PASSES
    }

    fn left_out(&self, stages: &Stages<'_>) -> impl Iterator<Item = LeftOutArticle> {
        let shown = |&at: &usize| reading::shown(&stages.gathered.articles[at].path, stages.config);
        self.broken.iter().map(move |at| LeftOutArticle::new(&shown(at), LeftOutReason::Broken))
    }
}

/// What one pass from selection to documents gives.
struct Pass {
    published: Published,
    ledger: Ledger,
    /// How many entries the documents carry, each counted once.
    entries: usize,
    /// See [`Made::sources`].
    sources: Vec<(EntryId, Arc<str>)>,
    /// See [`Made::blocked`].
    blocked: bool,
    /// The page for people, where a foreign one is in its place.
    left_alone: Vec<String>,
    /// See [`SetAside::refused`].
    refused: Vec<usize>,
    /// Articles that cannot be read again.
    faults: Vec<ArticleFault>,
    /// The paths of articles that lose their contact block.
    leaving: HashSet<std::sync::Arc<str>>,
    diagnostics: Vec<Diagnostic>,
    /// Dropped after the documents that are made for it.
    destination: Destination,
}

impl Stages<'_> {
    /// One pass without the articles that are set aside. `faulty`: there are errors already that keep all as it is.
    fn pass(&self, set_aside: &SetAside, faulty: bool) -> Result<Pass, SiteError> {
        let Self { config, options, gathered, ledger: old_ledger, progress, .. } = *self;
        let articles = &gathered.articles;
        let is_out = |at: usize| set_aside.broken.contains(&at) || set_aside.refused.contains(&at);
        let mut selections = select::select(config, articles, is_out);
        let sections = Sections::of(config);
        let told = apart::told(sections, &selections, gathered, old_ledger);
        let own = apart::own(sections, &selections);
        let empty = select::empty_feeds(config, &own, articles);
        let mut read: BTreeSet<usize> = wanted(&own, articles.len()).into_iter().collect();
        drop(own);
        read.extend(set_aside.refused.difference(&set_aside.broken));
        let read: Vec<usize> = read.into_iter().collect();
        let publisher = publisher::decide(config, old_ledger, articles, &read);
        let mut diagnostics = publisher.diagnostics;
        diagnostics.extend(empty.into_iter().chain(told));
        let organization = publisher.organization;
        let mut surroundings = gathered.surroundings(config, publisher.leaving.clone());

        progress.stage("entries", read.len());
        let older = OlderArticles::of(articles, &read, is_out);
        let (mut seen_articles, faults) = SeenArticles::of(&read, config, articles, &older, || progress.done());
        surroundings.familiar = older.familiar(config, articles, std::mem::take(&mut seen_articles.marks));
        let composer = Composer { config, articles, surroundings: &surroundings, now: options.now };
        diagnostics.extend(names::make_distinct(&mut selections, articles, &seen_articles, old_ledger, config));
        selections.retain(|selection| sections.has_feed(selection));
        progress.stage("ledger", 0);
        let mut resolution = identify::resolve(options, old_ledger, gathered, &mut seen_articles, &composer);
        let refused_before = &set_aside.refused;
        identify::refuse_shared_ids(
            config,
            articles,
            &selections,
            refused_before,
            &seen_articles.places,
            &mut resolution,
        );
        resolution.diagnostics.retain(|found| !sections.is_of_others(found));
        diagnostics.append(&mut resolution.diagnostics);
        let mut ledger = resolution.ledger;
        ledger.set_publisher(publisher.remembered);
        let mut dates = vec![None; articles.len()];
        let mut refused = Vec::new();
        let mut identified = Vec::with_capacity(read.len());
        let seen = seen_articles.seen.iter().zip(&seen_articles.untitled);
        for ((&at, (seen, &untitled)), resolved) in seen_articles.places.iter().zip(seen).zip(resolution.entries) {
            match identify::identity(resolved, options.now) {
                None => refused.push(at),
                Some(identity) => {
                    dates[at] = Some((identity.published, identity.updated.max(identity.published)));
                    identified.push(Identified { at, identity, content: seen.content.fingerprint, untitled });
                }
            }
        }
        // The order of every feed: see `select::newest_first`; places are in the order of paths.
        let later_first = config.site.later_paths_first();
        identified.sort_by_key(|entry| {
            let place = if later_first { articles.len() - entry.at } else { entry.at };
            (std::cmp::Reverse(articles[entry.at].published), place)
        });

        let latest = latest_updated(&ledger, articles, options.now);
        let tombstones = ledger.tombstones();
        let since = Since { gone: ledger.gone_updated(options.now), latest: &latest, tombstones: &tombstones };
        let planner = Planner { config, dates: &dates, organization: organization.as_ref(), since: &since };
        let planned = planner.plan(&selections);
        let emptied = emptied(config, old_ledger, &planned, identified.is_empty(), options.emptying);
        let blocked = self.ledger_broken || emptied.is_some() || !planned.collisions.is_empty();
        diagnostics.extend(emptied);
        diagnostics.extend_from_slice(&planned.collisions);
        progress.stage("documents", identified.len());
        let refuses = blocked || faulty || options.at_fault == AtFault::Stop && any_error(&diagnostics);
        let hold = match self.run {
            RunMode::Make => Hold::Memory,
            _ if refuses => Hold::Nothing,
            RunMode::Check => Hold::Elsewhere,
            RunMode::Build => Hold::Disk,
        };
        let destination =
            Destination::new((self.run != RunMode::Make).then(|| config.output_dir()), hold, planned.plans.len());
        let headlines = planned.headlines();
        let entries = Entries { identified: &identified, composer: &composer, headlines: &headlines };
        let Planned { plans, listings, newest, .. } = planned;
        let mut published = publish(plans, &entries, &destination, progress)?;
        published.faults.extend(addresses::shared(config, articles, &published.addresses, &gathered.heads));
        let titles = published.titles.iter().map(|&(at, title)| (&*articles[at].path, title)).collect();
        ledger.set_titles(&titles);
        let foreign = if self.run == RunMode::Make { Vec::new() } else { guard::foreign_files(config) };
        // They are not ours to take away, either.
        let (left_alone, foreign): (Vec<String>, Vec<Diagnostic>) = foreign.into_iter().unzip();
        diagnostics.extend(foreign);
        let (headlines, feeds) = (&published.headlines, &published.feeds);
        // What stands beside the feeds is of all of them.
        if sections.are_all() {
            let beside = planner.beside(listings, &newest, headlines, feeds, &left_alone, &destination)?;
            published.documents.extend(beside);
        }
        if config.output.precompress {
            let copies = serving::compressed(config, &published.documents, &destination)?;
            published.documents.extend(copies);
        }
        let sources =
            identified.iter().map(|entry| (entry.identity.id.clone(), articles[entry.at].path.clone())).collect();
        let (entries, leaving) = (identified.len(), publisher.leaving);
        Ok(Pass {
            published,
            ledger,
            entries,
            sources,
            blocked,
            left_alone,
            refused,
            faults,
            leaving,
            diagnostics,
            destination,
        })
    }

    /// What is wrong with any article that feeds may take, but for those in which a fault has been found already.
    fn faults_of_all(&self, set_aside: &SetAside, found: &[ArticleFault], pass: &Pass) -> Vec<ArticleFault> {
        let Self { config, options, gathered, .. } = *self;
        let articles = &gathered.articles;
        let found: HashSet<usize> =
            found.iter().map(|fault| fault.at).chain(set_aside.broken.iter().copied()).collect();
        let mut selections = select::select(config, articles, |at| found.contains(&at));
        selections.retain(|selection| Sections::of(config).has_feed(selection));
        let all: BTreeSet<usize> = selections.iter().flat_map(|selection| selection.articles.iter().copied()).collect();
        let surroundings = gathered.surroundings(config, pass.leaving.clone());
        let composer = Composer { config, articles, surroundings: &surroundings, now: options.now };
        let look = |at: usize| {
            let (_, composed) = composer.compose(at, None)?;
            Ok((at, addresses::key(&composed, config)))
        };
        let looked: Vec<Result<_, ArticleFault>> = all.into_par_iter().map(look).collect();
        let (mut keys, mut faults) = (Vec::with_capacity(looked.len()), Vec::new());
        for result in looked {
            match result {
                Ok(key) => keys.push(key),
                Err(fault) => faults.push(fault),
            }
        }
        faults.extend(addresses::shared(config, articles, &keys, &gathered.heads));
        faults
    }
}

/// The articles that any document takes, each once, in the order of their paths.
pub fn wanted(selections: &[Selection<'_>], articles: usize) -> Vec<usize> {
    let mut is_wanted = vec![false; articles];
    for at in selections.iter().flat_map(Selection::carried) {
        is_wanted[at] = true;
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
fn emptied(
    config: &Config,
    old_ledger: &Ledger,
    planned: &Planned,
    is_empty: bool,
    emptying: Emptying,
) -> Option<Diagnostic> {
    let is_all = Sections::of(config).are_all();
    let own: HashSet<String> = planned.plans.iter().map(|(_, plan)| config.shown_document(&plan.path)).collect();
    let had_entries = old_ledger.documents().any(|(path, entries)| entries > 0 && (is_all || own.contains(path)));
    (had_entries && is_empty && emptying == Emptying::Refuse).then(|| {
        let message = "every feed would be empty, though there are published entries";
        let help = "look at the content directory and the clock; pass `--allow-empty` if this is meant";
        Diagnostic::error(Code::FeedsEmpty, message).help(help)
    })
}

/// A warning that the feeds are empty, and why: a run without a result is no success.
fn nothing_published(config: &Config, gathered: &Gathered) -> Diagnostic {
    let folder = config.shown(&config.content_dir());
    let (message, help) = match (gathered.found, gathered.articles.len()) {
        (0, _) => (
            format!("there is no article in `{folder}`, so the feeds are empty: {}", gathered.holdings),
            "name the folder of the articles in `content.dir`; files that end in `.md`, `.mdx`, `.html` and `.txt` are read",
        ),
        (found, 0) => (
            format!("all articles in `{folder}` are left out ({found}), so the feeds are empty"),
            "pass `--left-out` to see the reason of each",
        ),
        (_, published) => (
            format!("no article in `{folder}` becomes an entry ({published} might), so the feeds are empty"),
            "look at what the feeds choose in `[[feed]]`, and at the errors",
        ),
    };
    Diagnostic::warning(Code::ArticlesNone, message).help(help)
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
    made: &Published,
    diagnostics: &mut Vec<Diagnostic>,
) -> Remembered {
    let entries_of: HashMap<&str, usize> = made.feeds.iter().map(|feed| (&*feed.path, feed.entries)).collect();
    let carried = |path: &str| entries_of.get(path).map_or(0, |entries| *entries as u64);
    let paths = made.documents.iter().map(|document| &document.path).chain(&made.kept);
    let counted: Vec<(String, u64)> = paths.map(|path| (config.shown_document(path), carried(path))).collect();
    diagnostics.extend(old_ledger.shrunken(&counted));
    let below = |path: &str| config.document_of(path);
    if !Sections::of(config).are_all() {
        // Documents of others, and those that are no longer made, are for a build of the whole site.
        let others = old_ledger.documents().map(|(path, entries)| (path.to_owned(), entries));
        let all: BTreeMap<String, u64> = others.chain(counted).collect();
        ledger.set_documents(all);
        let keeps_ledger = config.ledger == LedgerUse::Keep && config.trial.is_none();
        return Remembered { ledger: keeps_ledger.then(|| ledger.to_text()), meanwhile: None, earlier: Vec::new() };
    }
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
