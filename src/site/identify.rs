//! Each article that documents take gets its id and dates by the ledger.
//!
//! The ledger is told of an article by its source, of which nothing is rendered: a fingerprint, and the title where
//! the front matter has one. A title that only composing finds (a first heading) is asked for where the ledger must
//! look for an entry, and else completed in the ledger once the entry is composed.
//!
//! The ledger wants to know of every article that exists, so that none is taken for gone. Nearly always
//! each of its entries is plainly where it was, and then the articles that it has never heard of say
//! nothing to it; only otherwise are all of them, with their titles, laid before it.

use std::collections::hash_map::{Entry as Slot, HashMap};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::compose::{ArticleFault, Composer};
use super::gather::Gathered;
use super::older::OlderArticles;
use super::reading::{self, shown};
use super::sections::Sections;
use super::{RunOptions, apart};
use crate::article::{Brief, Markup};
use crate::config::{Config, LedgerUse};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::entry::{self, Identity, id};
use crate::feed::{EntryId, Timestamp};
use crate::ledger::{self, Fingerprint, Ledger, Record, Resolution, Resolved, Seen, Sketch, TitleKey, Unread};
use crate::select::Selection;
use crate::text::inline_text;
use crate::text::summary::familiar::SentenceMarks;

/// Articles as the ledger is told of them; both lists are in the order of their paths.
#[derive(Default)]
pub struct SeenArticles {
    /// Their places among the articles.
    pub places: Vec<usize>,
    /// What the ledger is told.
    pub seen: Vec<Seen>,
    /// Whether only composing finds an article's title, and none has been found yet.
    pub untitled: Vec<bool>,
    /// The sentences of those that others are compared with, by their places.
    pub marks: HashMap<usize, SentenceMarks>,
}

impl SeenArticles {
    /// Reads the articles at these places, which are sorted; says of which that is not possible.
    pub fn of(
        places: &[usize],
        config: &Config,
        articles: &[Brief],
        older: &OlderArticles,
        done: impl Fn() + Sync,
    ) -> (Self, Vec<ArticleFault>) {
        let all: Vec<_> = places
            .par_iter()
            .map(|&at| {
                done();
                read_seen(&articles[at], config, older.has(at)).map_err(|diagnostics| ArticleFault {
                    at,
                    edited: true,
                    diagnostics,
                })
            })
            .collect();
        let (mut seen_articles, mut faults) = (Self::default(), Vec::new());
        for (&at, seen) in places.iter().zip(all) {
            match seen {
                Ok((seen, untitled, marks)) => {
                    seen_articles.places.push(at);
                    seen_articles.seen.push(seen);
                    seen_articles.untitled.push(untitled);
                    seen_articles.marks.extend(marks.map(|marks| (at, marks)));
                }
                Err(fault) => faults.push(fault),
            }
        }
        (seen_articles, faults)
    }

    /// Composes those that `is_asked` names and that have no title yet, for their titles. What is wrong with them is
    /// told where their entries are made.
    fn find_titles(&mut self, composer: &Composer<'_, '_>, is_asked: impl Fn(&Seen) -> bool + Sync) {
        let each = self.places.par_iter().zip(&mut self.seen).zip(&mut self.untitled);
        each.filter(|((_, seen), untitled)| **untitled && is_asked(seen)).for_each(|((&at, seen), untitled)| {
            if let Ok((_, composed)) = composer.compose(at, None) {
                seen.title = TitleKey::of(composed.title.as_str());
                *untitled = false;
            }
        });
    }
}

/// What the ledger is told of an article, whether it lacks its title yet, and its sentences where they are `compared`.
fn read_seen(
    brief: &Brief,
    config: &Config,
    compared: bool,
) -> Result<(Seen, bool, Option<SentenceMarks>), Vec<Diagnostic>> {
    let (article, body) = reading::read_whole(brief, config)?;
    let front_matter = &article.front_matter;
    let named = front_matter.id.as_ref().and_then(|id| Some((EntryId::named(&id.value)?, id.span.clone())));
    let (front_matter_id, id_place) = named.unzip();
    let title = front_matter.title.as_ref().and_then(|title| inline_text(&title.value));
    // The title of a page may be its heading, with the site's name beside it.
    let title = title.filter(|_| article.markup != Markup::Html);
    let seen = Seen {
        front_matter_id,
        id_place: id_place.map(|span| Box::new(Place::of(&body.text, span))),
        title: title.as_ref().and_then(|title| TitleKey::of(title.as_str())),
        published: article.published,
        updated: article.updated,
        content: ledger::Content {
            fingerprint: entry::fingerprint(&article, body.as_str()),
            sketch: Sketch::of(body.as_str()),
        },
        derived_id: id::derived_id(&article, config),
        path: article.path,
    };
    Ok((seen, title.is_none(), compared.then(|| SentenceMarks::of(body.as_str()))))
}

/// Gives each of the entries seen its id and dates. `composer` finds titles where they matter.
pub fn resolve(
    options: &RunOptions,
    ledger: &Ledger,
    gathered: &Gathered,
    seen_articles: &mut SeenArticles,
    composer: &Composer<'_, '_>,
) -> Resolution {
    let (config, articles) = (composer.config, &gathered.articles);
    let mut is_seen = vec![false; articles.len()];
    for &at in &seen_articles.places {
        is_seen[at] = true;
    }
    // The title in an article's front matter, which is not kept of every article.
    let title = |article: &Brief| Some(gathered.heads.read(article, config)?.front_matter.title?.value);
    let others = articles.iter().zip(&is_seen).filter(|(_, is_seen)| !**is_seen).map(|(article, _)| article);
    // What was said at each path; nothing where that is not known, or not one thing.
    let mut by_path: HashMap<&str, Option<Fingerprint>> = HashMap::with_capacity(ledger.records().len());
    for record in ledger.records() {
        let said = record.content.map(|content| content.fingerprint);
        by_path.entry(&record.path).and_modify(|several| *several = None).or_insert(said);
    }
    // Where something else stands at the path of an entry, its title may speak for it.
    let is_in_question =
        |seen: &Seen| by_path.get(&*seen.path).is_some_and(|said| *said != Some(seen.content.fingerprint));
    seen_articles.find_titles(composer, is_in_question);
    let sections = Sections::of(config);
    let away: HashSet<Arc<str>> = apart::away(sections, ledger, gathered).into_iter().collect();
    let unread: Vec<Unread> = if ledger.records().is_empty() {
        others.filter(|article| named_id(article).is_some()).map(|article| unread(article, None)).collect()
    } else if all_in_place(ledger, articles, &seen_articles.places, &seen_articles.seen, &away) {
        others.filter(|article| by_path.contains_key(&*article.path)).map(|article| unread(article, None)).collect()
    } else {
        seen_articles.find_titles(composer, |_| true);
        let others: Vec<&Brief> = others.collect();
        others.into_par_iter().map(|article| unread(article, title(article))).collect()
    };
    // An article that cannot be read just now is not gone; nor is any in a folder that cannot.
    let below = |folder: &str| {
        let records = ledger.records().iter().filter(|record| record.gone.is_none());
        records.map(|record| &record.path).filter(|path| path.starts_with(folder)).collect()
    };
    let faulty = gathered.at_fault.iter().flat_map(|path| match path.is_empty() || path.ends_with('/') {
        true => below(path),
        false => vec![path],
    });
    let faulty = faulty.chain(&away).map(|path| Unread {
        path: path.clone(),
        front_matter_id: None,
        id_place: None,
        title: None,
        published: None,
    });
    let unread: Vec<Unread> = unread.into_iter().chain(faulty).collect();
    let settings = ledger::ResolveOptions::new(options.now, options.id_change);
    let shown = |path: &str| shown(path, config).to_string();
    let elsewhere = |path: &str| !sections.has_path(path);
    ledger::resolve_within(ledger, (&seen_articles.seen, &unread), settings, &shown, &elsewhere)
}

/// Refuses articles that would have one id where no ledger is kept. With one, the second is told apart by a number
/// that the ledger remembers; without, the number would go when the first article goes, and the second would take
/// its id. Articles beyond a feed's limit count: they were, or will be, within; and those that were `refused` before.
///
/// `places` are those of the articles whose entries are in the resolution.
pub fn refuse_shared_ids(
    config: &Config,
    articles: &[Brief],
    selections: &[Selection<'_>],
    refused: &BTreeSet<usize>,
    places: &[usize],
    resolution: &mut Resolution,
) {
    if config.ledger == LedgerUse::Keep {
        return;
    }
    let selected = selections.iter().flat_map(|selection| selection.articles.iter());
    let mut selected: Vec<usize> = selected.chain(refused).copied().collect();
    selected.sort_unstable();
    selected.dedup();
    // Those that name an id come first; two that name one are complained of elsewhere.
    selected.sort_by_key(|&at| named_id(&articles[at]).is_none());
    let mut first: HashMap<EntryId, usize> = HashMap::with_capacity(selected.len());
    for at in selected {
        let article = &articles[at];
        let named = named_id(article).and_then(EntryId::new);
        let is_named = named.is_some();
        let id = named.unwrap_or_else(|| id::derived_id_of(&article.path, article.published, config));
        let other = match first.entry(id) {
            Slot::Vacant(slot) => {
                slot.insert(at);
                continue;
            }
            Slot::Occupied(_) if is_named => continue,
            Slot::Occupied(slot) => slot,
        };
        let entry = |at: usize| places.binary_search(&at).ok();
        let (id, other) = (other.key(), *other.get());
        let message = format!(
            "the id `{id}` is also that of `{}`, and without a ledger nothing remembers which of the two has it",
            shown(&articles[other].path, config)
        );
        let own = entry(at).and_then(|entry| resolution.entries.get(entry)).filter(|entry| entry.id != *id);
        let such = own.map(|own| format!(", such as `{}`, which it has had so far", own.id)).unwrap_or_default();
        let help = format!("write an `id` of its own in its front matter{such}; or keep the ledger");
        let error = Diagnostic::error(Code::IdDuplicate, message).in_file(&shown(&article.path, config)).help(help);
        resolution.diagnostics.push(error);
        for at in [at, other].into_iter().filter(|&at| named_id(&articles[at]).is_none()) {
            if let Some(entry) = entry(at).and_then(|entry| resolution.entries.get_mut(entry)) {
                entry.refused = true;
            }
        }
    }
}

/// Who an entry is, as documents say at `now`; `None` where an error keeps it out.
pub fn identity(resolved: Resolved, now: Timestamp) -> Option<Identity> {
    let updated = resolved.believed_updated(now);
    let Resolved { id, published, refused, .. } = resolved;
    (!refused).then_some(Identity { id, published, updated })
}

fn unread(article: &Brief, title: Option<String>) -> Unread {
    let known = || article.named.as_ref().and_then(|named| named.title.clone());
    Unread {
        path: article.path.clone(),
        front_matter_id: named_id(article).and_then(EntryId::named),
        id_place: None,
        title: title.or_else(known),
        published: Some(article.published),
    }
}

fn named_id(article: &Brief) -> Option<&str> {
    article.named.as_ref()?.id.as_deref()
}

/// Whether no article names an id, and each entry of the ledger that is not gone is surely the article at
/// its path. What the ledger then makes of its entries does not depend on articles at other paths: each
/// is known by its path before anything else is looked at.
fn all_in_place(
    ledger: &Ledger,
    articles: &[Brief],
    places: &[usize],
    seen: &[Seen],
    away: &HashSet<Arc<str>>,
) -> bool {
    let any_id = seen.iter().any(|seen| seen.front_matter_id.is_some())
        || articles.iter().any(|article| named_id(article).is_some());
    if any_id {
        return false;
    }
    let contents: HashSet<Fingerprint> =
        ledger.records().iter().filter_map(|record| Some(record.content?.fingerprint)).collect();
    let in_place = |record: &Record| {
        let Ok(at) = articles.binary_search_by(|article| (*article.path).cmp(&*record.path)) else { return false };
        let Ok(at) = places.binary_search(&at) else {
            return day(record.own_date.unwrap_or(record.published)) == day(articles[at].published);
        };
        let (Some(then), seen) = (record.content, &seen[at]) else { return false };
        let now = seen.content;
        if then.fingerprint == now.fingerprint {
            return true;
        }
        // Edited, and not what another entry said.
        !contents.contains(&now.fingerprint)
            && match then.sketch.distance(now.sketch) {
                Some(bits) => bits <= ledger::FAR,
                None => record.title.is_some() && record.title == seen.title,
            }
    };
    let is_here = |record: &&Record| record.gone.is_none() && !away.contains(&record.path);
    ledger.records().iter().filter(is_here).all(in_place)
}

fn day(moment: Timestamp) -> i64 {
    moment.unix().div_euclid(86_400)
}
