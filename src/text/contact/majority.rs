//! What most of a company's contact blocks say, so that no single one speaks for it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::ContactBlock;
use super::identity::{CompanyIdentity, CompanyKey};
use crate::feed::{Channel, Contact, Email, PlainText, WebUrl};
use crate::text::sentence;

/// What the majority of the blocks that say it says; among equals, the oldest.
#[derive(Debug, Default)]
pub struct Majority {
    /// The company's name.
    pub name: Option<PlainText>,
    /// Who signs below its blocks.
    pub signed: Option<PlainText>,
    /// Its e-mail address.
    pub email: Option<Email>,
    /// Its site.
    pub url: Option<WebUrl>,
    /// All else of which a company has one, or the same few: numbers, addresses, messengers.
    pub contacts: Vec<Contact>,
}

/// What can contradict: one address in two scripts is a translation.
type ContactClass = (Channel, bool);

impl Majority {
    /// The majority of blocks, of which the oldest is the first.
    #[must_use]
    pub fn of(blocks: &[&ContactBlock]) -> Self {
        let first_with = |at: Option<usize>| at.map(|at| blocks[at]);
        let most_of = |name: fn(&ContactBlock) -> Option<&PlainText>| {
            let named = blocks.iter().map(|block| CompanyKey::of_name(name(block)?.as_str()));
            first_with(most(named)).and_then(|block| name(block).cloned())
        };
        let name = most_of(|block| block.name.as_ref());
        let email = first_with(most(blocks.iter().map(|block| block.email.as_ref().map(Email::as_str))));
        let url = first_with(most(blocks.iter().map(|block| block.url.as_ref().map(|url| bare_site(url.as_str())))));
        Self {
            name,
            signed: most_of(|block| block.signed.as_ref()),
            email: email.and_then(|block| block.email.clone()),
            url: url.and_then(|block| block.url.clone()),
            contacts: contacts(blocks),
        }
    }
}

impl CompanyIdentity {
    /// Takes the name that most of its blocks say, where it has none.
    pub fn learn_name(&mut self, said: &Majority) {
        if !self.0.iter().any(|key| matches!(key, CompanyKey::Name(_))) {
            self.0.extend(said.name.as_ref().and_then(|name| CompanyKey::of_name(name.as_str())));
        }
    }
}

fn contacts(blocks: &[&ContactBlock]) -> Vec<Contact> {
    let roots = roots(blocks);
    let said: Vec<BTreeMap<ContactClass, BTreeSet<String>>> =
        blocks.iter().map(|block| values(block, &roots)).collect();
    let mut by_class: BTreeMap<&ContactClass, Vec<(usize, &BTreeSet<String>)>> = BTreeMap::new();
    for (at, classes) in said.iter().enumerate() {
        for (class, values) in classes {
            by_class.entry(class).or_default().push((at, values));
        }
    }
    let mut contacts = Vec::new();
    for (class, sets) in by_class {
        // The value that most say, and of those that say it, what most say beside it.
        let values: Vec<&String> = sets.iter().flat_map(|(_, values)| values.iter()).collect();
        let Some(value) = most(values.iter().map(|value| Some(*value))).map(|at| values[at]) else { continue };
        let with = sets.iter().map(|(_, values)| values.contains(value).then_some(*values));
        let Some((at, _)) = most(with).map(|at| sets[at]) else { continue };
        contacts
            .extend(blocks[at].contacts.iter().filter(|contact| class_of(contact).as_ref() == Some(class)).cloned());
    }
    contacts
}

/// Where the commonest of some things is first; of equals, the first of them.
fn most<T: Ord>(things: impl Iterator<Item = Option<T>>) -> Option<usize> {
    let mut votes: BTreeMap<T, (usize, Reverse<usize>)> = BTreeMap::new();
    for (at, thing) in things.enumerate() {
        if let Some(thing) = thing {
            votes.entry(thing).or_insert((0, Reverse(at))).0 += 1;
        }
    }
    votes.into_values().max().map(|(_, Reverse(first))| first)
}

/// What a contact can contradict. A further mail address or site of a company is none the less its.
fn class_of(contact: &Contact) -> Option<ContactClass> {
    let is_wide = contact.value.as_str().contains(sentence::is_wide);
    (!matches!(contact.channel, Channel::Email | Channel::Website)).then(|| (contact.channel.clone(), is_wide))
}

fn values(block: &ContactBlock, roots: &BTreeMap<String, String>) -> BTreeMap<ContactClass, BTreeSet<String>> {
    let mut values: BTreeMap<ContactClass, BTreeSet<String>> = BTreeMap::new();
    for contact in &block.contacts {
        let Some(class) = class_of(contact) else { continue };
        let root = digits(contact).and_then(|digits| roots.get(&digits).cloned());
        values.entry(class).or_default().insert(root.unwrap_or_else(|| folded(contact.value.as_str())));
    }
    values
}

fn digits(contact: &Contact) -> Option<String> {
    matches!(contact.channel, Channel::Phone | Channel::Fax)
        .then(|| CompanyKey::digits(contact.value.as_str()))
        .flatten()
}

/// For each number, the shortest that it ends in: one number with its country code and without.
fn roots(blocks: &[&ContactBlock]) -> BTreeMap<String, String> {
    let numbers = blocks.iter().flat_map(|block| block.contacts.iter().filter_map(digits));
    let backwards: BTreeSet<String> = numbers.map(|number| number.chars().rev().collect()).collect();
    let mut roots = BTreeMap::new();
    let mut root = "";
    for number in &backwards {
        if root.is_empty() || !number.starts_with(root) {
            root = number;
        }
        roots.insert(number.chars().rev().collect(), root.to_owned());
    }
    roots
}

/// A site's address without what is the same of most.
#[must_use]
pub fn bare_site(address: &str) -> &str {
    let address = address.trim_start_matches("https://").trim_start_matches("http://");
    address.trim_start_matches("www.").trim_end_matches('/')
}

/// Numbers and addresses are the same whatever stands between their letters and digits.
pub fn folded(value: &str) -> String {
    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
