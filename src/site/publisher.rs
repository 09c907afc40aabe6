//! Who publishes the site, by its configuration and by the contact blocks that its articles end in, and which of
//! those leave their articles for the company's card.
//!
//! A block is the publisher's where it has a name, a mail host or a number of the configuration's
//! `[organization]`; without that table, of the company whose block most of the articles end in, which the ledger
//! remembers from then on. It leaves its article only where the card says all that it says. A block of anybody
//! else stays, and is nowhere but in its article.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{documents, gather};
use crate::article::{self, Brief, Markup};
use crate::config::{Config, Contacts, LedgerUse};
use crate::diagnostic::{Diagnostic, Place};
use crate::entry::contact::identity::{Identity, Key};
use crate::entry::contact::{ContactBlock, find_contact_block};
use crate::entry::sentence;
use crate::feed::{Channel, Contact, Organization, PlainText};
use crate::ledger::Ledger;

/// The card has no more lines than this from contact blocks.
const LONGEST_CARD: usize = 100;

/// So many differences between the card and contact blocks are told.
const DIFFERENCES: usize = 10;

/// Who publishes, and what follows from it.
#[derive(Default)]
pub struct Publisher {
    /// The company, where there is one.
    pub organization: Option<Organization>,
    /// The paths of the articles that lose their contact block to the card.
    pub leaving: HashSet<Arc<str>>,
    /// What the ledger is to remember of the decision.
    pub remembered: Vec<String>,
    /// What was taken and what was not.
    pub diagnostics: Vec<Diagnostic>,
}

/// An article's contact block, and where it begins.
struct Ending {
    at: usize,
    block: ContactBlock,
    place: Place,
    /// Whether the article has nothing else to say.
    alone: bool,
}

/// Decides who publishes. `wanted` are the places of the articles that documents take.
pub fn decide(config: &Config, ledger: &Ledger, articles: &[Brief], wanted: &[usize]) -> Publisher {
    let mut publisher = Publisher {
        organization: config.organization.clone(),
        remembered: ledger.publisher().to_vec(),
        ..Publisher::default()
    };
    let is_read = |at: &usize| match config.content.contacts {
        Contacts::Text => articles[*at].markup == Markup::Text,
        Contacts::All => true,
        Contacts::Keep => false,
    };
    let of = |places: Vec<usize>| endings(config, articles, places);
    let newest_first = |at: usize| (Reverse(articles[at].published), at);
    let remembered: BTreeSet<Key> = ledger.publisher().iter().filter_map(|key| Key::parse(key)).collect();
    let is_wanted: HashSet<usize> = wanted.iter().copied().filter(is_read).collect();
    let (identity, mut found) = match &config.organization {
        Some(company) => (Identity::of(company, &config.site.url), of(is_wanted.iter().copied().collect())),
        None if !remembered.is_empty() => (Identity(remembered), of(is_wanted.iter().copied().collect())),
        None => {
            let mut all: Vec<usize> = (0..articles.len()).filter(is_read).collect();
            all.sort_by_key(|&at| Reverse(newest_first(at)));
            let found = of(all.clone());
            (elected(config, ledger, &all, &found), found)
        }
    };
    found.sort_by_key(|ending| newest_first(ending.at));
    let (own, strange): (Vec<Ending>, Vec<Ending>) = found.into_iter().partition(|ending| identity.owns(&ending.block));
    if config.organization.is_none() && !identity.0.is_empty() {
        publisher.remembered = identity.0.iter().map(Key::to_string).collect();
        // Where no document has an article with a block of the company, the newest of all others has its card.
        let elsewhere = || {
            let mut others: Vec<usize> =
                (0..articles.len()).filter(is_read).filter(|at| !is_wanted.contains(at)).collect();
            others.sort_by_key(|&at| newest_first(at));
            let mut found = others.into_iter().filter_map(|at| ending(config, articles, at));
            found.find(|ending| identity.owns(&ending.block))
        };
        if !own.iter().any(|ending| is_wanted.contains(&ending.at))
            && let Some(ending) = elsewhere()
        {
            publisher.organization = Some(company_of(&ending.block, config));
            fill(publisher.organization.as_mut().expect("just set"), &ending.block, Fill::Whole);
        }
    }
    let own: Vec<Ending> = own.into_iter().filter(|ending| is_wanted.contains(&ending.at)).collect();
    let strange: Vec<Ending> = strange.into_iter().filter(|ending| is_wanted.contains(&ending.at)).collect();
    publisher.take(config, articles, &own);
    publisher.tell_of_strangers(config, articles, &strange);
    publisher
}

/// The contact blocks of articles.
fn endings(config: &Config, articles: &[Brief], places: Vec<usize>) -> Vec<Ending> {
    places.into_par_iter().filter_map(|at| ending(config, articles, at)).collect()
}

/// The contact block of an article. What is wrong with its file is told where its entry is made.
fn ending(config: &Config, articles: &[Brief], at: usize) -> Option<Ending> {
    let body = article::read_text(&config.content_dir().join(&*articles[at].path), config).ok()?;
    let block = find_contact_block(body.as_str())?;
    let start = body.span.start + block.span.start;
    let (place, alone) = (Place::of(&body.text, start..start), block.stands_alone(body.as_str()));
    Some(Ending { at, block, place, alone })
}

/// The company whose block most articles end in; of equals, the one whose oldest article is the oldest. Where a
/// block has the site's own host, only such blocks count; otherwise articles without any are one more party.
/// `all` are the places of the articles that are asked, oldest first.
fn elected(config: &Config, ledger: &Ledger, all: &[usize], found: &[Ending]) -> Identity {
    let by_place: BTreeMap<usize, BTreeSet<Key>> =
        found.iter().map(|ending| (ending.at, ending.block.identity().0)).collect();
    // For each key, in how many articles it is, and which of all is the first.
    let mut votes: BTreeMap<&Key, (usize, usize)> = BTreeMap::new();
    let mut silent: Option<(usize, usize)> = None;
    for (order, at) in all.iter().enumerate() {
        match by_place.get(at) {
            Some(keys) => keys.iter().for_each(|key| votes.entry(key).or_insert((0, order)).0 += 1),
            None => silent.get_or_insert((0, order)).0 += 1,
        }
    }
    let site = Identity::of_site(&config.site.url);
    let published = published(config, ledger);
    let is_of_site = votes.keys().any(|key| site.has(key));
    let candidates = votes.iter().filter(|(key, _)| !is_of_site || site.has(key));
    let rank = |(key, (count, first)): &(&&Key, &(usize, usize))| (*count, published.has(key), Reverse(*first));
    let Some((winner, &(count, first))) = candidates.rev().max_by_key(rank) else { return Identity::default() };
    let known = is_of_site || published.has(winner);
    if !known && silent.is_some_and(|(silent, since)| (silent, Reverse(since)) > (count, Reverse(first))) {
        return Identity::default();
    }
    // What most of its blocks have in common.
    let mut shared: BTreeMap<&Key, usize> = BTreeMap::new();
    for key in by_place.values().filter(|keys| keys.contains(*winner)).flatten() {
        *shared.entry(key).or_default() += 1;
    }
    Identity(shared.into_iter().filter(|(_, with)| with * 2 > count).map(|(key, _)| key.clone()).collect())
}

/// Whom a build of a version before has made the publisher, which no ledger remembers: it stays where the
/// articles leave the choice.
fn published(config: &Config, ledger: &Ledger) -> Identity {
    if config.ledger == LedgerUse::Off || ledger.records().is_empty() {
        return Identity::default();
    }
    let card = crate::file::read(&config.output_dir().join(documents::VCARD_NAME), 1 << 16).unwrap_or_default();
    let card = String::from_utf8_lossy(&card).replace("\r\n ", "").replace('\\', "");
    let mut contacts = Vec::new();
    for line in card.lines() {
        let Some((property, value)) = line.split_once(':') else { continue };
        let channel = match property.split(';').next() {
            Some("EMAIL") => Channel::Email,
            Some("URL") => Channel::Website,
            Some("TEL") => Channel::Phone,
            _ => continue,
        };
        contacts.extend(PlainText::new(value).map(|value| Contact { channel, value }));
    }
    Identity::of_contacts(&contacts)
}

/// The company that a block names, without its ways to be reached.
fn company_of(block: &ContactBlock, config: &Config) -> Organization {
    Organization {
        name: block.name.clone().unwrap_or_else(|| config.site.title.clone()),
        url: None,
        email: None,
        logo: None,
        icon: None,
        rights: None,
        contacts: Vec::new(),
        notes: Vec::new(),
    }
}

impl Publisher {
    /// Fills the card up from the company's own blocks, the newest first, and lets those leave of which it then
    /// says everything.
    fn take(&mut self, config: &Config, articles: &[Brief], own: &[Ending]) {
        let Some(newest) = own.first() else { return };
        let mut card = self.organization.take().unwrap_or_else(|| company_of(&newest.block, config));
        let mut leaving: Vec<&Ending> = Vec::new();
        // By channel and value: what the card says, the first article that says otherwise, and how many do.
        let mut differing: BTreeMap<(Channel, String), (String, &Ending, usize)> = BTreeMap::new();
        for ending in own {
            let differences = differences(&card, &ending.block);
            for (contact, known) in &differences {
                let key = (contact.channel.clone(), folded(contact.value.as_str()));
                differing.entry(key).or_insert_with(|| (known.to_string(), ending, 0)).2 += 1;
            }
            let full = card.contacts.len() + card.notes.len() > LONGEST_CARD;
            if differences.is_empty() && !full {
                fill(&mut card, &ending.block, Fill::Whole);
                leaving.extend((!ending.alone).then_some(ending));
            } else if ending.at == newest.at {
                fill(&mut card, &ending.block, Fill::Missing);
            }
        }
        let whose = if config.organization.is_some() { "the configuration" } else { "a newer one" };
        for ((channel, _), (known, ending, count)) in differing.iter().take(DIFFERENCES) {
            let value =
                ending.block.contacts.iter().find(|contact| contact.channel == *channel && differs(contact, known));
            let value = value.map_or("", |contact| contact.value.as_str());
            let channel = channel_name(channel);
            let message =
                format!("the contact block says {channel} `{value}`, {whose} says `{known}`{}", and_more(count - 1));
            let help =
                "mend the one that is wrong; until then the block stays in the content, and feeds carry the other";
            self.diagnostics
                .push(ending.tell(Diagnostic::info("contact-differs", message), config, articles).help(help));
        }
        if let Some(first) = leaving.first() {
            let path = config.shown(&config.output_dir().join(documents::VCARD_NAME));
            let message = format!(
                "the contact block of `{}` goes to `{path}` and leaves the content: {}{}",
                card.name,
                channels(&first.block),
                and_more(leaving.len() - 1)
            );
            let help = "name the publisher in `[organization]`, or write `contacts = \"keep\"` below `[content]` to leave \
                        such blocks where they are";
            self.diagnostics.push(first.tell(Diagnostic::info("contact-taken", message), config, articles).help(help));
        }
        self.leaving = leaving.iter().map(|ending| articles[ending.at].path.clone()).collect();
        self.organization = Some(card);
    }

    /// Says once that blocks of others stay where they are.
    fn tell_of_strangers(&mut self, config: &Config, articles: &[Brief], strange: &[Ending]) {
        let Some(first) = strange.first() else { return };
        let message =
            format!("the contact block is not the publisher's and stays in the content{}", and_more(strange.len() - 1));
        let help = "name the publisher in `[organization]` if it is";
        self.diagnostics.push(first.tell(Diagnostic::info("contact-kept", message), config, articles).help(help));
    }
}

impl Ending {
    fn tell(&self, diagnostic: Diagnostic, config: &Config, articles: &[Brief]) -> Diagnostic {
        let mut diagnostic = diagnostic.in_file(&gather::shown(&articles[self.at].path, config));
        diagnostic.place = Some(self.place.clone());
        diagnostic
    }
}

fn and_more(articles: usize) -> String {
    match articles {
        0 => String::new(),
        1 => " (and so in 1 more article)".to_owned(),
        more => format!(" (and so in {more} more articles)"),
    }
}

/// What a block holds, in words.
fn channels(block: &ContactBlock) -> String {
    let mut names: Vec<&str> = Vec::new();
    let own = [
        block.name.as_ref().map(|_| "name"),
        block.email.as_ref().map(|_| "email"),
        block.url.as_ref().map(|_| "website"),
    ];
    let notes = (!block.notes.is_empty()).then_some("notes");
    let contacts = block.contacts.iter().map(|contact| channel_name(&contact.channel));
    for name in own.into_iter().flatten().chain(contacts).chain(notes) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// Where a block says something else than the card, each with what the card says.
fn differences<'a>(card: &'a Organization, block: &'a ContactBlock) -> Vec<(&'a Contact, &'a PlainText)> {
    let differing = |contact: &'a Contact| {
        // A further address or site of a company is none the less its.
        if matches!(contact.channel, Channel::Email | Channel::Website) {
            return None;
        }
        let known = || card.contacts.iter().filter(|known| known.channel == contact.channel);
        // One address in two scripts is a translation.
        let mut comparable = known().filter(|known| is_wide(&known.value) == is_wide(&contact.value)).peekable();
        let first = comparable.peek().copied()?;
        known().all(|known| differs(contact, known.value.as_str())).then_some((contact, &first.value))
    };
    block.contacts.iter().filter_map(differing).collect()
}

/// Whether a contact's value is another than the one that is known, however either is written.
fn differs(contact: &Contact, known: &str) -> bool {
    let value = contact.value.as_str();
    let numbers = || matches!(contact.channel, Channel::Phone | Channel::Fax) && Key::are_one_number(value, known);
    folded(value) != folded(known) && !numbers()
}

/// How much of a block a card takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    /// All that it says.
    Whole,
    /// Only ways to reach the company of which the card has none.
    Missing,
}

fn fill(card: &mut Organization, block: &ContactBlock, how: Fill) {
    let mut notes: Vec<PlainText> = Vec::new();
    let mut contacts: Vec<Contact> = Vec::new();
    notes.extend(block.name.clone().filter(|name| folded(name.as_str()) != folded(card.name.as_str())));
    match (&card.email, &block.email) {
        (None, Some(email)) => card.email = Some(email.clone()),
        (Some(known), Some(email)) if known != email => contacts.extend(contact_of(Channel::Email, email.as_str())),
        _ => {}
    }
    match (&card.url, &block.url) {
        (None, Some(url)) => card.url = Some(url.clone()),
        (Some(known), Some(url)) if bare_site(known.as_str()) != bare_site(url.as_str()) => {
            contacts.extend(contact_of(Channel::Website, url.as_str()));
        }
        _ => {}
    }
    if how == Fill::Missing {
        contacts.clear();
    }
    let known = card.contacts.len();
    for contact in contacts.iter().chain(&block.contacts) {
        let mut same_channel =
            card.contacts[..known].iter().filter(|known| known.channel == contact.channel).peekable();
        let (missing, value) = (same_channel.peek().is_none(), contact.value.as_str());
        let is_new = || match contact.channel {
            Channel::Email => card.email.as_ref().is_none_or(|known| known.as_str() != value),
            Channel::Website => card.url.as_ref().is_none_or(|known| bare_site(known.as_str()) != bare_site(value)),
            _ => true,
        };
        let further = matches!(contact.channel, Channel::Email | Channel::Website);
        if missing || how == Fill::Whole && further {
            if is_new() && !card.contacts.contains(contact) {
                card.contacts.push(contact.clone());
            }
        } else if same_channel.all(|known| differs(contact, known.value.as_str())) {
            notes.extend(PlainText::new(&format!("{}: {value}", channel_name(&contact.channel))));
        }
    }
    if how == Fill::Whole {
        for note in notes.iter().chain(&block.notes) {
            if !card.notes.contains(note) {
                card.notes.push(note.clone());
            }
        }
    }
}

fn contact_of(channel: Channel, value: &str) -> Option<Contact> {
    Some(Contact { channel, value: PlainText::new(value)? })
}

fn bare_site(address: &str) -> &str {
    let address = address.trim_start_matches("https://").trim_start_matches("http://");
    address.trim_start_matches("www.").trim_end_matches('/')
}

fn channel_name(channel: &Channel) -> &str {
    match channel {
        Channel::Phone => "phone",
        Channel::Fax => "fax",
        Channel::Address => "address",
        Channel::Email => "email",
        Channel::Website => "website",
        Channel::Other(name) => name,
    }
}

fn is_wide(value: &PlainText) -> bool {
    value.as_str().chars().any(sentence::is_wide)
}

/// Numbers and addresses are the same whatever stands between their letters and digits.
fn folded(value: &str) -> String {
    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
