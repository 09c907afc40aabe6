//! Who publishes the site, by its configuration and by the contact blocks that its articles end in, and which of
//! those leave their articles for the company's card.
//!
//! A block is the publisher's where it has a name, a mail host or a number of the configuration's
//! `[organization]`; without that table, of the company whose block most of the articles end in, which the ledger
//! remembers from then on. What most of its blocks say is on the card, the oldest among equals, so that no new
//! article turns it. A block leaves its article only where the card says all that it says. One that says otherwise
//! stays, and so does that of anybody else, which is nowhere but in its article.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{documents, reading};
use crate::article::{Brief, Markup, audio_rank};
use crate::config::{Config, Contacts, LedgerUse};
use crate::content;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::feed::{Channel, Contact, Organization, PlainText};
use crate::ledger::Ledger;
use crate::text::contact::identity::{CompanyIdentity, CompanyKey};
use crate::text::contact::majority::{Majority, bare_site, folded};
use crate::text::contact::{ContactBlock, find_contact_block};
use crate::text::sentence;

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
        // The description in an audio file's tags ends in no company's letter.
        Contacts::Text => articles[*at].markup == Markup::Text && audio_rank(&articles[*at].path).is_none(),
        Contacts::All => true,
        Contacts::Keep => false,
    };
    let of = |places: Vec<usize>| endings(config, articles, places);
    let newest_first = |at: usize| (Reverse(articles[at].published), at);
    let remembered: BTreeSet<CompanyKey> = ledger.publisher().iter().filter_map(|key| CompanyKey::parse(key)).collect();
    let is_wanted: HashSet<usize> = wanted.iter().copied().filter(is_read).collect();
    let wanted = || is_wanted.iter().copied().collect();
    let (mut identity, mut found) = match &config.organization {
        Some(company) => (CompanyIdentity::of(company, &config.site.url), of(wanted())),
        None if !remembered.is_empty() => (CompanyIdentity(remembered), of(wanted())),
        None => {
            let mut all: Vec<usize> = (0..articles.len()).filter(is_read).collect();
            all.sort_by_key(|&at| Reverse(newest_first(at)));
            let found = of(all.clone());
            (elected(config, ledger, &all, &found), found)
        }
    };
    let by_site = config.organization.is_none();
    // What most say is asked of all articles: which of them are in documents changes with each new one.
    let is_elected = by_site && ledger.publisher().is_empty();
    let is_asked =
        by_site && !identity.0.is_empty() || found.iter().any(|ending| identity.owns(&ending.block, by_site));
    if is_asked && !is_elected {
        found.extend(of((0..articles.len()).filter(is_read).filter(|at| !is_wanted.contains(at)).collect()));
    }
    found.sort_by_key(|ending| Reverse(newest_first(ending.at)));
    if by_site && !identity.0.is_empty() {
        publisher.remembered = identity.0.iter().map(CompanyKey::to_string).collect();
        identity.learn_name(&said_by(found.iter().filter(|ending| identity.owns(&ending.block, by_site))));
    }
    let (own, strange): (Vec<&Ending>, Vec<&Ending>) =
        found.iter().partition(|ending| identity.owns(&ending.block, by_site));
    let configured = config.organization.as_ref().map_or(&[][..], |company| &company.contacts);
    let said = said_by(own.iter().copied().filter(|ending| differences(configured, &ending.block).is_empty()));
    let in_documents = |ending: &&Ending| is_wanted.contains(&ending.at);
    // Where no document has an article with a block of the company, the newest of all others has its card.
    let agrees = |ending: &&&Ending| differences(&said.contacts, &ending.block).is_empty();
    let newest = own.iter().rev().find(agrees).or(own.last()).copied();
    let own: Vec<&Ending> = own.into_iter().filter(in_documents).collect();
    if let (true, true, Some(newest)) = (by_site, own.is_empty(), newest) {
        publisher.organization = Some(filled(company_of(&said, config), &said, &[newest]).card);
    }
    publisher.take(config, articles, &own, &said);
    publisher.tell_of_strangers(config, articles, &strange.into_iter().filter(in_documents).collect::<Vec<_>>());
    publisher
}

/// What most of some blocks say, the oldest first. One that contradicts it has no say in the rest either.
fn said_by<'a>(endings: impl Iterator<Item = &'a Ending>) -> Majority {
    let blocks: Vec<&ContactBlock> = endings.map(|ending| &ending.block).collect();
    let said = Majority::of(&blocks);
    let agreeing: Vec<&ContactBlock> =
        blocks.into_iter().filter(|block| differences(&said.contacts, block).is_empty()).collect();
    if agreeing.is_empty() { said } else { Majority::of(&agreeing) }
}

/// The contact blocks of articles.
fn endings(config: &Config, articles: &[Brief], places: Vec<usize>) -> Vec<Ending> {
    places.into_par_iter().filter_map(|at| ending(config, articles, at)).collect()
}

/// The contact block of an article. What is wrong with its file is told where its entry is made.
fn ending(config: &Config, articles: &[Brief], at: usize) -> Option<Ending> {
    let body = content::read_text(&config.content_dir().join(&*articles[at].path), config).ok()?;
    let block = find_contact_block(body.as_str())?;
    let start = body.span.start + block.span.start;
    let (place, alone) = (Place::of(&body.text, start..start), block.stands_alone(body.as_str()));
    Some(Ending { at, block, place, alone })
}

/// The company whose block most articles end in; of equals, the one whose oldest article is the oldest. Where a
/// block has the site's own host, only such blocks count; otherwise articles without any are one more party.
/// `all` are the places of the articles that are asked, oldest first.
fn elected(config: &Config, ledger: &Ledger, all: &[usize], found: &[Ending]) -> CompanyIdentity {
    let by_place: BTreeMap<usize, BTreeSet<CompanyKey>> =
        found.iter().map(|ending| (ending.at, ending.block.identity().0)).collect();
    // For each key, in how many articles it is, and which of all is the first.
    let mut votes: BTreeMap<&CompanyKey, (usize, usize)> = BTreeMap::new();
    let mut silent: Option<(usize, usize)> = None;
    for (order, at) in all.iter().enumerate() {
        match by_place.get(at) {
            Some(keys) => keys.iter().for_each(|key| votes.entry(key).or_insert((0, order)).0 += 1),
            None => silent.get_or_insert((0, order)).0 += 1,
        }
    }
    let site = CompanyIdentity::of_site(&config.site.url);
    let published = published(config, ledger);
    let is_of_site = votes.keys().any(|key| site.has(key));
    let candidates = votes.iter().filter(|(key, _)| !is_of_site || site.has(key));
    let rank = |(key, (count, first)): &(&&CompanyKey, &(usize, usize))| (*count, published.has(key), Reverse(*first));
    let Some((winner, &(count, first))) = candidates.rev().max_by_key(rank) else { return CompanyIdentity::default() };
    let known = is_of_site || published.has(winner);
    if !known && silent.is_some_and(|(silent, since)| (silent, Reverse(since)) > (count, Reverse(first))) {
        return CompanyIdentity::default();
    }
    // What most of its blocks have in common.
    let mut shared: BTreeMap<&CompanyKey, usize> = BTreeMap::new();
    for key in by_place.values().filter(|keys| keys.contains(*winner)).flatten() {
        *shared.entry(key).or_default() += 1;
    }
    CompanyIdentity(shared.into_iter().filter(|(_, with)| with * 2 > count).map(|(key, _)| key.clone()).collect())
}

/// Whom a build of a version before has made the publisher, which no ledger remembers: it stays where the
/// articles leave the choice.
fn published(config: &Config, ledger: &Ledger) -> CompanyIdentity {
    if config.ledger == LedgerUse::Off || ledger.records().is_empty() {
        return CompanyIdentity::default();
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
    CompanyIdentity::of_contacts(&contacts)
}

/// The company that blocks name, without its ways to be reached.
fn company_of(said: &Majority, config: &Config) -> Organization {
    Organization {
        name: said.name.clone().or_else(|| said.signed.clone()).unwrap_or_else(|| config.site.title.clone()),
        url: None,
        email: None,
        logo: None,
        icon: None,
        rights: None,
        contacts: Vec::new(),
        notes: Vec::new(),
    }
}

/// A card that is filled up from the company's own blocks.
struct Filled<'a> {
    card: Organization,
    /// What a block may not contradict.
    known: Vec<Contact>,
    /// The articles of whose blocks the card says everything.
    whole: Vec<&'a Ending>,
}

/// Fills a card up from the company's own blocks, the oldest first. What it does not say yet, the majority says.
fn filled<'a>(mut card: Organization, said: &Majority, own: &[&'a Ending]) -> Filled<'a> {
    // A block that says otherwise than the card has no say in the rest either.
    let agreeing = |card: &Organization| {
        let known = card.contacts.clone();
        own.iter().filter(move |ending| differences(&known, &ending.block).is_empty())
    };
    if card.email.is_none() && agreeing(&card).any(|ending| ending.block.email.is_some()) {
        card.email.clone_from(&said.email);
    }
    if card.url.is_none() && agreeing(&card).any(|ending| ending.block.url.is_some()) {
        card.url.clone_from(&said.url);
    }
    let has = |contacts: &[Contact], like: &Contact| {
        contacts.iter().any(|known| known.channel == like.channel && is_wide(&known.value) == is_wide(&like.value))
    };
    let mut known = card.contacts.clone();
    known.extend(said.contacts.iter().filter(|contact| !has(&card.contacts, contact)).cloned());
    let mut whole = Vec::new();
    for &ending in own {
        let full = card.contacts.len() + card.notes.len() > LONGEST_CARD;
        if differences(&known, &ending.block).is_empty() && !full {
            fill(&mut card, &ending.block);
            whole.push(ending);
        }
    }
    // No block need say all that most say.
    let channels: BTreeSet<&Channel> =
        whole.iter().flat_map(|ending| ending.block.contacts.iter().map(|contact| &contact.channel)).collect();
    let filled: BTreeSet<Channel> = card.contacts.iter().map(|contact| contact.channel.clone()).collect();
    let missing = |contact: &&Contact| channels.contains(&contact.channel) && !filled.contains(&contact.channel);
    card.contacts.extend(said.contacts.iter().filter(missing).cloned());
    Filled { card, known, whole }
}

impl Publisher {
    /// Fills the card up from the company's own blocks, the oldest first, and lets those leave of which it then
    /// says everything.
    fn take(&mut self, config: &Config, articles: &[Brief], own: &[&Ending], said: &Majority) {
        if own.is_empty() {
            return;
        }
        let card = self.organization.take().unwrap_or_else(|| company_of(said, config));
        let configured = card.contacts.clone();
        let Filled { card, known, whole } = filled(card, said, own);
        let leaving: Vec<&Ending> = whole.into_iter().rev().filter(|ending| !ending.alone).collect();
        // By channel and value: what the card says, the newest article that says otherwise, and how many do.
        let mut differing: BTreeMap<(Channel, String), (&PlainText, &Ending, usize)> = BTreeMap::new();
        for &ending in own.iter().rev() {
            for (contact, known) in differences(&known, &ending.block) {
                let key = (contact.channel.clone(), folded(contact.value.as_str()));
                differing.entry(key).or_insert((known, ending, 0)).2 += 1;
            }
        }
        for ((channel, _), (known, ending, count)) in differing.iter().take(DIFFERENCES) {
            let value = ending
                .block
                .contacts
                .iter()
                .find(|contact| contact.channel == *channel && differs(contact, known.as_str()));
            let is_configured = configured.iter().any(|contact| contact.value == **known);
            let whose = if is_configured { "the configuration says" } else { "most others say" };
            let value = value.map_or("", |contact| contact.value.as_str());
            let channel = channel_name(channel);
            let message =
                format!("the contact block says {channel} `{value}`, {whose} `{known}`{}", and_more(count - 1));
            let help = "mend the one that is wrong; until then the block stays in the content, and feeds carry the other; if both are \
                        right, as of two departments, write `contacts = \"keep\"` below `[content]`";
            self.diagnostics
                .push(ending.tell(Diagnostic::info(Code::ContactDiffers, message), config, articles).help(help));
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
            self.diagnostics
                .push(first.tell(Diagnostic::info(Code::ContactTaken, message), config, articles).help(help));
        }
        self.leaving = leaving.iter().map(|ending| articles[ending.at].path.clone()).collect();
        self.organization = Some(card);
    }

    /// Says once that blocks of others stay where they are.
    fn tell_of_strangers(&mut self, config: &Config, articles: &[Brief], strange: &[&Ending]) {
        let Some(first) = strange.first() else { return };
        let message =
            format!("the contact block is not the publisher's and stays in the content{}", and_more(strange.len() - 1));
        let help = "name the publisher in `[organization]` if it is";
        self.diagnostics.push(first.tell(Diagnostic::info(Code::ContactKept, message), config, articles).help(help));
    }
}

impl Ending {
    fn tell(&self, diagnostic: Diagnostic, config: &Config, articles: &[Brief]) -> Diagnostic {
        let mut diagnostic = diagnostic.in_file(&reading::shown(&articles[self.at].path, config));
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

/// Where a block says something else than is known, each with what is known.
fn differences<'a>(known: &'a [Contact], block: &'a ContactBlock) -> Vec<(&'a Contact, &'a PlainText)> {
    let differing = |contact: &'a Contact| {
        // A further address or site of a company is none the less its.
        if matches!(contact.channel, Channel::Email | Channel::Website) {
            return None;
        }
        let known = || known.iter().filter(|known| known.channel == contact.channel);
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
    let numbers =
        || matches!(contact.channel, Channel::Phone | Channel::Fax) && CompanyKey::are_one_number(value, known);
    folded(value) != folded(known) && !numbers()
}

/// Takes all that a block says onto a card.
fn fill(card: &mut Organization, block: &ContactBlock) {
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
        if missing || further {
            if is_new() && !card.contacts.contains(contact) {
                card.contacts.push(contact.clone());
            }
        } else if same_channel.all(|known| differs(contact, known.value.as_str())) {
            notes.extend(PlainText::new(&format!("{}: {value}", channel_name(&contact.channel))));
        }
    }
    for note in notes.iter().chain(&block.notes) {
        if !card.notes.contains(note) {
            card.notes.push(note.clone());
        }
    }
}

fn contact_of(channel: Channel, value: &str) -> Option<Contact> {
    Some(Contact { channel, value: PlainText::new(value)? })
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
