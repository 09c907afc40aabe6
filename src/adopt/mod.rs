//! Entries that another generator has published are matched to the articles they came from, so that
//! the ledger can go on with their ids.
//!
//! What comes in is what old feeds say ([`crate::published`]) and what there is of articles
//! ([`Candidate`]); what goes out is a pairing, one to one, with the reason for each pair, and for each
//! entry that stays without an article the nearest ones and why they were not taken ([`Matches`]). The
//! report of it is a list of lines that can be edited and given back as matches made by hand.

mod link;
mod report;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use serde::Serialize;

pub(crate) use link::page_key;
pub use link::same_page;
pub use report::{ByHand, parse_by_hand};

use crate::diagnostic::{Code, Diagnostic, visible};
use crate::feed::{EntryId, Timestamp, is_script_scheme};
use crate::ledger::{IdChange, Ledger, Opening, Record, Sketch, TitleKey};
use crate::published::{IdFrom, PublishedEntry, PublishedFeed, plain_text};
use link::{file_name, forms};

/// An article that an old entry may have come from.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its path, relative to the content directory, with `/`.
    pub path: Arc<str>,
    /// The address of its page.
    pub url: String,
    /// Other addresses that its page is known to have had, absolute or on the site; may be empty.
    pub aliases: Vec<String>,
    /// The slug that its address is made of.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its own date.
    pub published: Timestamp,
    /// Its body, for comparing; [`Sketch::NONE`] where it was not read.
    pub sketch: Sketch,
    /// What its text begins with, some hundred words of it.
    pub opening: Opening,
    /// The id in its front matter.
    pub front_matter_id: Option<EntryId>,
    /// The `tag:` URI that it would get as a new entry.
    pub derived_id: EntryId,
}

/// What made an article known as the one behind an old entry, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MatchEvidence {
    /// Somebody said so.
    ByHand,
    /// The id in its front matter.
    Id,
    /// The address, letter by letter.
    Link,
    /// The address, but for its scheme, `www.`, the slash at its end and such.
    LinkForm,
    /// The address on another host.
    LinkPath,
    /// Its title and its day.
    TitleAndDate,
    /// The file name in the address, and its day.
    NameAndDate,
    /// Its text and its day.
    TextAndDate,
    /// Its title, which no other has.
    Title,
    /// Its text, which is nearly the same.
    Text,
}

impl MatchEvidence {
    /// The reason in words, for `matched by ...`.
    pub fn words(self) -> &'static str {
        match self {
            MatchEvidence::ByHand => "hand",
            MatchEvidence::Id => "the id in its front matter",
            MatchEvidence::Link => "link",
            MatchEvidence::LinkForm => "link, written another way",
            MatchEvidence::LinkPath => "link, on another host",
            MatchEvidence::TitleAndDate => "title and date",
            MatchEvidence::NameAndDate => "file name and date",
            MatchEvidence::TextAndDate => "text and date",
            MatchEvidence::Title => "title",
            MatchEvidence::Text => "text",
        }
    }
}

/// An old entry and its article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Match {
    /// The old entry.
    pub entry: PublishedEntry,
    /// The position of the article among the candidates.
    pub article: usize,
    /// Its path.
    pub path: Arc<str>,
    /// Why.
    pub because: MatchEvidence,
}

/// An old entry for which no article was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmatched {
    /// The old entry.
    pub entry: PublishedEntry,
    /// Why it has none, in words.
    pub reason: String,
    /// The nearest articles, at most three, with what speaks for and against each.
    pub nearest: Vec<Nearest>,
}

/// An article that an old entry may have come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Nearest {
    /// Its path.
    #[serde(serialize_with = "as_text")]
    pub path: Arc<str>,
    /// What speaks for and against it, in words.
    pub why: String,
}

fn as_text<S: serde::Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// Old entries with their articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Matches {
    /// Those that have one, by path.
    pub matched: Vec<Match>,
    /// Those that have none, the newest first.
    pub unmatched: Vec<Unmatched>,
    /// What is wrong with the matches made by hand, and with the ids.
    pub diagnostics: Vec<Diagnostic>,
}

/// Several old feeds as one list: an entry that stands in more than one, by its id, is taken once, with
/// what each of them knows of it.
#[must_use]
pub fn union(feeds: impl IntoIterator<Item = PublishedFeed>) -> Vec<PublishedEntry> {
    let mut entries: Vec<PublishedEntry> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for entry in feeds.into_iter().flat_map(|feed| feed.entries) {
        match known.get(&entry.id) {
            Some(&at) => {
                let first = &mut entries[at];
                first.link = first.link.take().or(entry.link);
                first.title = first.title.take().or(entry.title);
                first.published = first.published.or(entry.published);
                first.updated = first.updated.max(entry.updated);
                first.summary = first.summary.take().or(entry.summary);
                first.content = first.content.take().or(entry.content);
            }
            None => {
                known.insert(entry.id.clone(), entries.len());
                entries.push(entry);
            }
        }
    }
    entries
}

/// Dates less than this many seconds apart may be one date, with and without its time and zone.
const SAME_DATE: i64 = 36 * 3600;
/// Dates less than this many seconds apart may be one date, corrected.
const SAME_MONTH: i64 = 31 * 86_400;
/// Texts with more of 64 bits between their sketches than this have nothing in common.
const NOT_STRANGE: u32 = 22;
/// Texts with at most this many of 64 bits between their sketches are one text, edited.
const NEAR: u32 = 14;
/// ... even where nothing else speaks for it.
const VERY_NEAR: u32 = 6;

/// How an address is compared.
type Case = fn(String) -> String;

/// Finds the article of each old entry; each article is taken once.
///
/// `shown` is the path of the file with the matches made by hand, for complaints.
///
/// ```
/// use tidings::adopt::{Candidate, MatchEvidence, adopt, match_entries};
/// use tidings::feed::{EntryId, Timestamp};
/// use tidings::ledger::{IdChange, Ledger, Opening, Sketch};
/// use tidings::published::read_feed;
///
/// let rss = "<rss version='2.0'><channel><title>Acme</title>\
///     <item><guid>17</guid><link>http://acme.example/pump</link></item></channel></rss>";
/// let old = read_feed(rss.as_bytes(), "rss.xml").unwrap();
/// let article = Candidate {
///     path: "pump.md".into(),
///     url: "https://acme.example/pump/".to_owned(),
///     aliases: Vec::new(),
///     slug: "pump".to_owned(),
///     title: "The new pump".to_owned(),
///     published: Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999"),
///     sketch: Sketch::NONE,
///     opening: Opening::default(),
///     front_matter_id: None,
///     derived_id: EntryId::new("tag:acme.example,2026-02-25:pump").expect("a URI"),
/// };
/// let matches = match_entries(&old.entries, std::slice::from_ref(&article), &[], "matches.txt");
/// assert_eq!(matches.matched[0].because, MatchEvidence::LinkForm);
/// // From now on the article has the id that its subscribers know.
/// let (ledger, _) = adopt(&Ledger::default(), &matches, &[article], IdChange::Refuse);
/// assert_eq!(ledger.records()[0].id.as_str(), "17");
/// ```
pub fn match_entries(entries: &[PublishedEntry], articles: &[Candidate], by_hand: &[ByHand], shown: &str) -> Matches {
    let mut search = EntrySearch::new(entries, articles);
    search.by_hand(by_hand, shown);
    search.by_key(
        MatchEvidence::Id,
        |entry| vec![entry.id.clone()],
        |article| article.front_matter_id.iter().map(ToString::to_string).collect(),
    );
    // Some generators write addresses in lower case, whatever the files are called.
    let (as_it_is, lower): (Case, Case) = (|form| form, |form| form.to_lowercase());
    for (form, case, because) in [
        (0, as_it_is, MatchEvidence::Link),
        (1, as_it_is, MatchEvidence::LinkForm),
        (1, lower, MatchEvidence::LinkForm),
        (2, as_it_is, MatchEvidence::LinkPath),
        (2, lower, MatchEvidence::LinkPath),
    ] {
        let key = |url: &String| forms(url)?[form].clone().map(case);
        search.by_key(
            because,
            |entry| entry.link.iter().filter_map(key).collect(),
            |article| std::iter::once(&article.url).chain(&article.aliases).filter_map(key).collect(),
        );
    }
    search.by_date(MatchEvidence::TitleAndDate);
    search.by_date(MatchEvidence::NameAndDate);
    search.by_date(MatchEvidence::TextAndDate);
    search.by_title();
    search.by_text();
    search.finish()
}

/// The articles that have been matched, by what an entry may share with them.
struct Taken {
    pages: HashMap<String, usize>,
    titles: HashMap<TitleKey, usize>,
}

struct EntrySearch<'a> {
    entries: &'a [PublishedEntry],
    articles: &'a [Candidate],
    titles: Vec<Option<TitleKey>>,
    article_titles: Vec<Option<TitleKey>>,
    names: Vec<Option<String>>,
    article_names: Vec<[Option<String>; 2]>,
    sketches: Vec<Sketch>,
    openings: Vec<Opening>,
    found: Vec<Option<(usize, MatchEvidence)>>,
    taken: Vec<Option<usize>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> EntrySearch<'a> {
    fn new(entries: &'a [PublishedEntry], articles: &'a [Candidate]) -> Self {
        let sketch = |entry: &PublishedEntry| {
            entry.content.as_deref().or(entry.summary.as_deref()).map_or(Sketch::NONE, Sketch::of)
        };
        let opening = |entry: &PublishedEntry| {
            let text = entry.content.as_deref().or(entry.summary.as_deref());
            text.map(|text| Opening::of(text, ENTRY_OPENING)).unwrap_or_default()
        };
        let title = |entry: &PublishedEntry| entry.title.as_deref().and_then(TitleKey::of);
        Self {
            entries,
            articles,
            titles: entries.iter().map(title).collect(),
            article_titles: articles
                .iter()
                .map(|article| plain_text(&article.title).as_deref().and_then(TitleKey::of))
                .collect(),
            names: entries.iter().map(|entry| entry.link.as_deref().and_then(file_name)).collect(),
            article_names: articles.iter().map(|article| [file_name(&article.slug), file_name(&article.url)]).collect(),
            sketches: entries.iter().map(sketch).collect(),
            openings: entries.iter().map(opening).collect(),
            found: vec![None; entries.len()],
            taken: vec![None; articles.len()],
            diagnostics: Vec::new(),
        }
    }

    fn take(&mut self, entry: usize, article: usize, because: MatchEvidence) {
        self.found[entry] = Some((article, because));
        self.taken[article] = Some(entry);
    }

    fn by_hand(&mut self, by_hand: &[ByHand], shown: &str) {
        // As the report shows them.
        let entry_at: HashMap<String, usize> =
            self.entries.iter().enumerate().map(|(at, it)| (visible(&it.id), at)).collect();
        let article_at: HashMap<String, usize> =
            self.articles.iter().enumerate().map(|(at, it)| (visible(&it.path), at)).collect();
        for line in by_hand {
            let problem = match (entry_at.get(&visible(&line.id)), article_at.get(&visible(&line.path))) {
                (None, _) => format!("no old entry has the id `{}`", line.id),
                (_, None) => format!("there is no article `{}`", line.path),
                (Some(&entry), Some(&article)) => match (self.found[entry], self.taken[article]) {
                    (None, None) => {
                        self.take(entry, article, MatchEvidence::ByHand);
                        continue;
                    }
                    (Some((at, _)), _) if at == article => continue,
                    (Some((at, _)), _) => format!("`{}` is matched to `{}` already", line.id, self.articles[at].path),
                    (_, Some(at)) => format!("`{}` is matched to `{}` already", line.path, self.entries[at].id),
                },
            };
            let error = Diagnostic::error(Code::AdoptByHand, problem).in_file(shown).help("mend or remove the line");
            self.diagnostics.push(Diagnostic { place: Some(line.place.clone()), ..error });
        }
    }

    /// Pairs entries and articles that share a key that no other article has. Of several entries with one key
    /// the first is taken: the newest, as feeds go.
    fn by_key<K: Hash + Eq>(
        &mut self,
        because: MatchEvidence,
        of_entry: impl Fn(&PublishedEntry) -> Vec<K>,
        of_article: impl Fn(&Candidate) -> Vec<K>,
    ) {
        let mut articles: HashMap<K, Option<usize>> = HashMap::new();
        for (at, article) in self.articles.iter().enumerate().filter(|(at, _)| self.taken[*at].is_none()) {
            for key in of_article(article) {
                let same = |other: &mut Option<usize>| *other = other.filter(|&other| other == at);
                articles.entry(key).and_modify(same).or_insert(Some(at));
            }
        }
        for at in 0..self.entries.len() {
            if self.found[at].is_some() {
                continue;
            }
            let article = of_entry(&self.entries[at]).iter().find_map(|key| articles.get(key).copied().flatten());
            if let Some(article) = article.filter(|&article| self.taken[article].is_none()) {
                self.take(at, article, because);
            }
        }
    }

    /// Whether an article and an entry agree by one kind of evidence.
    fn agree(&self, because: MatchEvidence, entry: usize, article: usize) -> bool {
        match because {
            MatchEvidence::TitleAndDate | MatchEvidence::Title => {
                self.titles[entry].is_some() && self.titles[entry] == self.article_titles[article]
            }
            MatchEvidence::NameAndDate => {
                self.names[entry].is_some() && self.article_names[article].contains(&self.names[entry])
            }
            MatchEvidence::TextAndDate => {
                let share = self.articles[article].opening.share_of(&self.openings[entry]);
                self.agree(MatchEvidence::Text, entry, article) || share.is_some_and(|share| share >= SAME_OPENING)
            }
            _ => self.distance(entry, article).is_some_and(|bits| bits <= NEAR),
        }
    }

    fn distance(&self, entry: usize, article: usize) -> Option<u32> {
        self.sketches[entry].distance(self.articles[article].sketch)
    }

    /// Seconds between the two dates.
    fn apart(&self, entry: usize, article: usize) -> Option<i64> {
        let entry = &self.entries[entry];
        let date = entry.published.or(entry.updated)?;
        Some((date.unix() - self.articles[article].published.unix()).abs())
    }

    /// Pairs what agrees and is of one day, the nearest in time first; of two that are equally near, neither.
    fn by_date(&mut self, because: MatchEvidence) {
        let mut by_day: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (at, article) in self.articles.iter().enumerate().filter(|(at, _)| self.taken[*at].is_none()) {
            by_day.entry(article.published.unix().div_euclid(SAME_DATE)).or_default().push(at);
        }
        let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
        for at in (0..self.entries.len()).filter(|&at| self.found[at].is_none()) {
            let Some(date) = self.entries[at].published.or(self.entries[at].updated) else { continue };
            let day = date.unix().div_euclid(SAME_DATE);
            let candidates = by_day.range(day - 1..=day + 1).flat_map(|(_, articles)| articles);
            let agreeing = candidates.filter(|&&article| self.agree(because, at, article));
            let near = agreeing.filter_map(|&article| Some((self.apart(at, article)?, at, article)));
            // An archive of thousands of one day and one title must not make their square.
            pairs.extend(near.filter(|(apart, ..)| *apart < SAME_DATE).take(64));
        }
        pairs.sort_unstable();
        self.take_clear(&pairs, because);
    }

    /// Takes the pairs, sorted by a distance, of which neither side has another one as near.
    fn take_clear(&mut self, pairs: &[(i64, usize, usize)], because: MatchEvidence) {
        let mut rest = pairs;
        while let Some(&(least, ..)) = rest.first() {
            let level = rest.iter().take_while(|(distance, ..)| *distance == least).count();
            let (now, later) = rest.split_at(level);
            rest = later;
            let free: Vec<(usize, usize)> = now
                .iter()
                .map(|&(_, entry, article)| (entry, article))
                .filter(|&(entry, article)| self.found[entry].is_none() && self.taken[article].is_none())
                .collect();
            let mut of_entry: HashMap<usize, usize> = HashMap::new();
            let mut of_article: HashMap<usize, usize> = HashMap::new();
            for &(entry, article) in &free {
                *of_entry.entry(entry).or_default() += 1;
                *of_article.entry(article).or_default() += 1;
            }
            for (entry, article) in free {
                if of_entry[&entry] == 1 && of_article[&article] == 1 {
                    self.take(entry, article, because);
                }
            }
        }
    }

    /// Pairs the one entry and the one article of a title: where dates differ by more than a day it
    /// was dated anew, or the old feed told the time of its build.
    fn by_title(&mut self) {
        let mut times: HashMap<TitleKey, usize> = HashMap::new();
        for title in self.titles.iter().flatten() {
            *times.entry(*title).or_default() += 1;
        }
        let unique = |titles: &[Option<TitleKey>]| {
            let mut articles: HashMap<TitleKey, Option<usize>> = HashMap::new();
            for (at, title) in titles.iter().enumerate() {
                if let Some(title) = title {
                    articles.entry(*title).and_modify(|several| *several = None).or_insert(Some(at));
                }
            }
            articles
        };
        let articles = unique(&self.article_titles);
        for at in 0..self.entries.len() {
            let Some(title) = self.titles[at].filter(|title| self.found[at].is_none() && times[title] == 1) else {
                continue;
            };
            let article = articles.get(&title).copied().flatten().filter(|&article| self.taken[article].is_none());
            let Some(article) = article else { continue };
            // Two may well be called `Release`: they must not be strangers by their texts, nor, where
            // those are not known, by their dates.
            let whole = self.entries[at].content.is_some();
            let alike = match self.distance(at, article).filter(|_| whole) {
                Some(bits) => bits <= NOT_STRANGE,
                None => self.apart(at, article).is_none_or(|apart| apart < SAME_MONTH),
            };
            if alike {
                self.take(at, article, MatchEvidence::Title);
            }
        }
    }

    fn by_text(&mut self) {
        let entries: Vec<usize> = (0..self.entries.len()).filter(|&at| self.found[at].is_none()).collect();
        let articles: Vec<usize> = (0..self.articles.len()).filter(|&at| self.taken[at].is_none()).collect();
        if entries.len().saturating_mul(articles.len()) > COMPARISONS {
            return;
        }
        let mut pairs = Vec::new();
        for &at in &entries {
            for &article in &articles {
                if let Some(bits) = self.distance(at, article).filter(|&bits| bits <= VERY_NEAR) {
                    pairs.push((i64::from(bits), at, article));
                }
            }
        }
        pairs.sort_unstable();
        self.take_clear(&pairs, MatchEvidence::Text);
    }

    fn finish(mut self) -> Matches {
        let mut matches = Matches::default();
        let free: Vec<usize> = (0..self.articles.len()).filter(|&at| self.taken[at].is_none()).collect();
        // Reasons are for people; nobody reads them by the thousand.
        let affordable = COMPARISONS / free.len().max(1);
        let taken = self.taken();
        for (at, entry) in self.entries.iter().enumerate() {
            match self.found[at] {
                Some((article, because)) => {
                    let path = Arc::clone(&self.articles[article].path);
                    matches.matched.push(Match { entry: entry.clone(), article, path, because });
                }
                None => {
                    let candidates: &[usize] = if matches.unmatched.len() < affordable { &free } else { &[] };
                    let nearest = self.nearest(at, candidates);
                    let reason = self.reason(at, &nearest, &taken);
                    matches.unmatched.push(Unmatched { entry: entry.clone(), reason, nearest });
                }
            }
        }
        matches.matched.sort_by(|a, b| a.path.cmp(&b.path));
        matches.unmatched.sort_by(|a, b| (b.entry.published, &a.entry.id).cmp(&(a.entry.published, &b.entry.id)));
        matches.diagnostics = std::mem::take(&mut self.diagnostics);
        matches
    }

    /// Why an entry has no article.
    fn reason(&self, at: usize, nearest: &[Nearest], taken: &Taken) -> String {
        let page = self.entries[at].link.as_deref().and_then(page_key);
        let by_page = page.and_then(|page| taken.pages.get(&page));
        let by_title = || self.titles[at].and_then(|title| taken.titles.get(&title));
        match by_page.or_else(by_title) {
            Some(&article) => {
                let other = self.taken[article].map_or("", |entry| self.entries[entry].id.as_str());
                format!("`{}` is matched to another entry, `{other}`", self.articles[article].path)
            }
            None if nearest.is_empty() => "no article has its link, its title, its file name or its text".to_owned(),
            None => "no article is it for sure".to_owned(),
        }
    }

    fn taken(&self) -> Taken {
        let taken = || (0..self.articles.len()).rev().filter(|&at| self.taken[at].is_some());
        let page = |at: usize| page_key(&self.articles[at].url).map(|page| (page, at));
        Taken {
            pages: taken().filter_map(page).collect(),
            titles: taken().filter_map(|at| Some((self.article_titles[at]?, at))).collect(),
        }
    }

    /// The articles that have something in common with an entry, the likeliest first.
    fn nearest(&self, at: usize, candidates: &[usize]) -> Vec<Nearest> {
        let mut scored: Vec<(u32, usize, String)> = Vec::new();
        for &article in candidates {
            let apart = self.apart(at, article);
            let same_day = apart.is_some_and(|apart| apart < SAME_DATE);
            let (mut score, mut speaks) = (0, Vec::new());
            for (because, weight, words) in [
                (MatchEvidence::Title, 4, "the same title"),
                (MatchEvidence::NameAndDate, 3, "the same file name"),
                (MatchEvidence::Text, 3, "a text that is alike"),
            ] {
                if self.agree(because, at, article) {
                    score += weight;
                    speaks.push(words);
                }
            }
            if same_day {
                score += 2;
                speaks.push("the same day");
            }
            if score == 0 {
                continue;
            }
            let mut why = speaks.join(", ");
            if let Some(days) = apart.filter(|_| !same_day).map(|apart| apart / 86_400) {
                why += &format!("; {days} days apart");
            }
            scored.push((score, article, why));
        }
        scored.sort_by(|a, b| (b.0, &self.articles[a.1].path).cmp(&(a.0, &self.articles[b.1].path)));
        let nearest =
            |(_, article, why): (u32, usize, String)| Nearest { path: Arc::clone(&self.articles[article].path), why };
        scored.into_iter().take(3).map(nearest).collect()
    }
}

/// How many words of an old entry's text are looked for in the articles.
const ENTRY_OPENING: usize = 60;
/// How many words of an article are to be looked through: a summary may leave out what comes first.
pub const ARTICLE_OPENING: usize = 400;
/// A text that has this share of another one's first words is that text, or begins with it.
const SAME_OPENING: f64 = 0.6;
/// More comparisons than this are not made.
const COMPARISONS: usize = 8_000_000;

/// Takes the matched entries over into the ledger: their ids letter by letter, and their dates.
///
/// An article that the ledger has under another id was published under that one, by Tidings: that is
/// an error (`adopt-published`) and the ledger's id stays, unless ids may change. An id that no document can carry, and an
/// entry that readers know by its title only, cannot be taken over (`adopt-id`, a warning).
pub fn adopt(
    ledger: &Ledger,
    matches: &Matches,
    articles: &[Candidate],
    id_change: IdChange,
) -> (Ledger, Vec<Diagnostic>) {
    let mut records: Vec<Record> = ledger.records().to_vec();
    let mut diagnostics = Vec::new();
    let mut already = Vec::new();
    let known: HashMap<Arc<str>, usize> = (records.iter().enumerate())
        .filter(|(_, record)| record.gone.is_none())
        .map(|(at, record)| (Arc::clone(&record.path), at))
        .collect();
    let mut ids: HashSet<String> = records.iter().map(|record| record.id.to_string()).collect();
    for found in &matches.matched {
        let article = &articles[found.article];
        let entry = &found.entry;
        let id = EntryId::published(&entry.id, &article.derived_id)
            .filter(|id| entry.id_from != IdFrom::Title && !is_script_scheme(id.as_str()));
        let Some(id) = id else {
            let message = format!("the old entry of `{}` has no id that can be kept: `{}`", found.path, entry.id);
            diagnostics
                .push(Diagnostic::warning(Code::AdoptId, message).help("expect its subscribers to see it once more"));
            continue;
        };
        let at = known.get(&found.path).copied();
        if let Some(at) = at.filter(|&at| records[at].id == id || id_change == IdChange::Refuse) {
            if records[at].id != id {
                already.push((Arc::clone(&found.path), records[at].id.clone(), id));
            }
            continue;
        }
        if !ids.insert(id.to_string()) {
            let message = format!("the ledger has the id `{id}` for another article than `{}`", found.path);
            diagnostics.push(Diagnostic::error(Code::AdoptPublished, message).help("match the entry by hand"));
            continue;
        }
        let published = entry.published.unwrap_or(article.published);
        let updated = entry.updated.map_or(published, |updated| updated.max(published));
        let record = Record {
            id,
            path: Arc::clone(&found.path),
            published,
            updated,
            latest: updated,
            own_date: None,
            content: None,
            title: plain_text(&article.title).as_deref().and_then(TitleKey::of),
            gone: None,
        };
        match at {
            Some(at) => records[at] = record,
            None => records.push(record),
        }
    }
    diagnostics.extend(published_already(&already));
    crate::diagnostic::sort(&mut diagnostics);
    (ledger.with_records(records), diagnostics)
}

/// How many articles are named.
const NAMED: usize = 3;

/// That the ledger has articles under other ids than the old feed: one error, for they have one cause.
fn published_already(already: &[(Arc<str>, EntryId, EntryId)]) -> Option<Diagnostic> {
    let (path, ours, old) = already.first()?;
    if already.len() == 1 {
        let message = format!("`{path}` has been published as `{ours}` already; the old feed knows it as `{old}`");
        let help = "pass `--allow-id-change` if no subscriber has seen the new one, else leave it as it is";
        return Some(Diagnostic::error(Code::AdoptPublished, message).help(help));
    }
    let names: Vec<String> = already.iter().take(NAMED).map(|(path, ..)| format!("`{path}`")).collect();
    let more = match already.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "{} articles have been published under other ids already: {}{more}; `{path}` as `{ours}`, which the old feed knows \
         as `{old}`",
        already.len(),
        names.join(", ")
    );
    let help = "pass `--allow-id-change` if no subscriber has seen the new ones, as where `tidings` was run before `adopt`, \
                and nothing was published; else leave them as they are";
    Some(Diagnostic::error(Code::AdoptPublished, message).help(help))
}
