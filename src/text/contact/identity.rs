//! Whose a contact block is: names, mail hosts and numbers, in a form in which two blocks of one company have
//! the same.

use std::collections::BTreeSet;
use std::fmt;

use super::{ContactBlock, fields, typed, words};
use crate::feed::{Channel, Contact, Email, Organization, WebUrl};
use crate::text::sentence;

/// One thing by which a company is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompanyKey {
    /// The host of its mail or its site.
    Host(String),
    /// An address at a provider of mail for everybody.
    Mail(String),
    /// The digits of a number, without zeros before them.
    Number(String),
    /// Its name's letters, without its form of business.
    Name(String),
}

impl CompanyKey {
    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, value) = text.split_once(' ')?;
        let value = value.to_owned();
        match kind {
            "host" => Some(Self::Host(value)),
            "mail" => Some(Self::Mail(value)),
            "number" => Some(Self::Number(value)),
            "name" => Some(Self::Name(value)),
            _ => None,
        }
    }

    fn of_mail(mail: &str) -> Option<Self> {
        let host = mail.rsplit_once('@')?.1.to_ascii_lowercase();
        Some(match PROVIDERS.split('|').any(|provider| is_below(&host, provider)) {
            true => Self::Mail(mail.to_ascii_lowercase()),
            false => Self::Host(host),
        })
    }

    fn of_site(url: &WebUrl) -> Option<Self> {
        let url = url.to_url();
        let host = url.host_str()?.trim_start_matches("www.");
        (!PLATFORMS.split('|').any(|platform| is_below(host, platform))).then(|| Self::Host(host.to_owned()))
    }

    fn of_number(number: &str) -> Option<Self> {
        let digits: String = number.chars().map(typed::narrow_char).filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        // Shorter ones are everybody's.
        (digits.len() >= 7).then(|| Self::Number(digits.to_owned()))
    }

    /// The name of a company, if it says anything.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let mut parts: Vec<String> = words(name).collect();
        while parts.len() > 1 && fields::is_form(&parts[parts.len() - 1]) {
            parts.pop();
        }
        let mut joined = parts.concat();
        if let Some(bare) = fields::without_wide_form(&joined) {
            joined = bare.to_owned();
        }
        (joined.chars().count() > 1).then_some(Self::Name(joined))
    }

    /// The digits of a number, if it is long enough to be somebody's.
    #[must_use]
    pub fn digits(number: &str) -> Option<String> {
        match Self::of_number(number)? {
            Self::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// Whether two numbers are one, with its country code and without.
    #[must_use]
    pub fn are_one_number(a: &str, b: &str) -> bool {
        Self::of_number(a).is_some_and(|a| Self::of_number(b).is_some_and(|b| a.is_same(&b)))
    }

    /// Whether both are of one company: the same, a host below the other, a number with its country code and
    /// without.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Host(a), Self::Host(b)) => is_below(a, b) || is_below(b, a),
            (Self::Number(a), Self::Number(b)) => a.ends_with(&**b) || b.ends_with(&**a),
            _ => self == other,
        }
    }
}

impl fmt::Display for CompanyKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(value) => write!(out, "host {value}"),
            Self::Mail(value) => write!(out, "mail {value}"),
            Self::Number(value) => write!(out, "number {value}"),
            Self::Name(value) => write!(out, "name {value}"),
        }
    }
}

/// By what a company is known.
///
/// ```
/// use tidings::text::contact::find_contact_block;
///
/// let block = |contact: &str| find_contact_block(&format!("We ship on Monday.\n\n{contact}\n")).unwrap();
/// let press = block("Fax: +86 755 0000 0001\nEmail: press@acme.example");
/// let sales = block("Tel: +86 755 0000 0000\nEmail: sales@acme.example");
/// // Both write from one host.
/// assert!(press.identity().shares_with(&sales.identity()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyIdentity(pub BTreeSet<CompanyKey>);

impl CompanyIdentity {
    /// That of a company as a configuration has it, whose site has this address.
    #[must_use]
    pub fn of(company: &Organization, site: &WebUrl) -> Self {
        let mut keys = keys_of(company.email.as_ref(), company.url.as_ref(), &company.contacts);
        keys.extend(CompanyKey::of_site(site));
        keys.extend(CompanyKey::of_name(company.name.as_str()));
        Self(keys)
    }

    /// That of a card with these contacts.
    #[must_use]
    pub fn of_contacts(contacts: &[Contact]) -> Self {
        Self(keys_of(None, None, contacts))
    }

    /// That of a site's address.
    #[must_use]
    pub fn of_site(site: &WebUrl) -> Self {
        Self(CompanyKey::of_site(site).into_iter().collect())
    }

    /// Whether both have a key of one company.
    #[must_use]
    pub fn shares_with(&self, other: &Self) -> bool {
        self.0.iter().any(|key| other.has(key))
    }

    /// Whether a key is among these.
    #[must_use]
    pub fn has(&self, key: &CompanyKey) -> bool {
        self.0.iter().any(|own| own.is_same(key))
    }

    /// Whether a block is this company's: it has its name, its number or its mail, and is not at the same time
    /// another's. Mail at its host is not enough below another's name: a guest may be asked for there. Its site
    /// says less still, for a guest has a page there: the front page counts where `by_site`, and no mail goes
    /// elsewhere.
    pub fn owns(&self, block: &ContactBlock, by_site: bool) -> bool {
        let mails: BTreeSet<CompanyKey> = block.mails().filter_map(CompanyKey::of_mail).collect();
        let hosts = || mails.iter().filter(|key| matches!(key, CompanyKey::Host(_)));
        let (own, strange) = (hosts().any(|host| self.has(host)), hosts().any(|host| !self.has(host)));
        if own && strange {
            return false;
        }
        let proves = |key: &CompanyKey| matches!(key, CompanyKey::Number(_) | CompanyKey::Name(_)) && self.has(key);
        let proven = block.identity().0.iter().chain(&block.names()).any(proves);
        let mailed = || mails.iter().any(|key| self.has(key));
        let sited = || by_site && !strange && block.front_pages().any(|key| self.has(&key));
        proven || (mailed() || sited()) && !self.is_other_than(block)
    }

    /// Whether a block begins with the name of another. A name in another script may be a translation, and one
    /// that goes on after the company's name is a part of it.
    fn is_other_than(&self, block: &ContactBlock) -> bool {
        let is_wide = |name: &str| name.contains(sentence::is_wide);
        let Some(CompanyKey::Name(name)) = block.own_name() else { return false };
        let mut known = self.0.iter().filter_map(|key| match key {
            CompanyKey::Name(known) if is_wide(known) == is_wide(&name) => Some(known),
            _ => None,
        });
        let first = known.next();
        first.is_some_and(|first| {
            std::iter::once(first).chain(known).all(|known| !known.starts_with(&*name) && !name.starts_with(&**known))
        })
    }
}

fn keys_of(email: Option<&Email>, url: Option<&WebUrl>, contacts: &[Contact]) -> BTreeSet<CompanyKey> {
    let mut keys: BTreeSet<CompanyKey> =
        email.and_then(|email| CompanyKey::of_mail(email.as_str())).into_iter().collect();
    keys.extend(url.and_then(CompanyKey::of_site));
    keys.extend(contacts.iter().filter_map(|contact| {
        let value = contact.value.as_str();
        match contact.channel {
            Channel::Phone | Channel::Fax => CompanyKey::of_number(value),
            Channel::Email => CompanyKey::of_mail(value),
            Channel::Website => CompanyKey::of_site(&WebUrl::parse(value)?),
            _ => None,
        }
    }));
    keys
}

impl ContactBlock {
    /// By what its company is known.
    #[must_use]
    pub fn identity(&self) -> CompanyIdentity {
        let mut keys = keys_of(self.email.as_ref(), self.url.as_ref(), &self.contacts);
        keys.extend(self.name.as_ref().and_then(|name| CompanyKey::of_name(name.as_str())));
        CompanyIdentity(keys)
    }

    /// Whatever in it may be the company's name: its own, else what stands on lines without a value.
    fn names(&self) -> Vec<CompanyKey> {
        if self.name.is_some() {
            return Vec::new();
        }
        let parts = self.notes.iter().flat_map(|line| line.as_str().split([',', '，', '\u{3000}', '|', '/']));
        parts.filter_map(CompanyKey::of_name).collect()
    }

    /// The name that it has or begins with.
    fn own_name(&self) -> Option<CompanyKey> {
        self.name.as_ref().or(self.opening.as_ref()).and_then(|name| CompanyKey::of_name(name.as_str()))
    }

    /// The hosts whose front pages it names.
    fn front_pages(&self) -> impl Iterator<Item = CompanyKey> {
        let further = self.contacts.iter().filter(|contact| contact.channel == Channel::Website);
        let sites = self.url.iter().cloned().chain(further.filter_map(|contact| WebUrl::parse(contact.value.as_str())));
        sites.filter(|site| matches!(site.to_url().path(), "" | "/")).filter_map(|site| CompanyKey::of_site(&site))
    }

    fn mails(&self) -> impl Iterator<Item = &str> {
        let further = self.contacts.iter().filter(|contact| contact.channel == Channel::Email);
        self.email.iter().map(Email::as_str).chain(further.map(|contact| contact.value.as_str()))
    }
}

fn is_below(host: &str, above: &str) -> bool {
    host == above || host.strip_suffix(above).is_some_and(|rest| rest.ends_with('.'))
}

/// Hosts at which everybody may have an address.
const PROVIDERS: &str = "gmail.com|googlemail.com|outlook.com|hotmail.com|live.com|msn.com|yahoo.com|ymail.com|yahoo.co.jp|yahoo.co.uk|\
    yahoo.fr|yahoo.de|icloud.com|me.com|mac.com|aol.com|proton.me|protonmail.com|zoho.com|fastmail.com|hey.com|gmx.com|gmx.net|gmx.de|\
    web.de|t-online.de|freenet.de|mail.com|mail.ru|bk.ru|inbox.ru|list.ru|yandex.ru|yandex.com|ya.ru|rambler.ru|ukr.net|qq.com|\
    foxmail.com|163.com|126.com|yeah.net|sina.com|sina.cn|sohu.com|139.com|189.cn|21cn.com|aliyun.com|naver.com|daum.net|hanmail.net|\
    kakao.com|nate.com|docomo.ne.jp|ezweb.ne.jp|nifty.com|hotmail.fr|orange.fr|wanadoo.fr|free.fr|laposte.net|sfr.fr|libero.it|\
    virgilio.it|tiscali.it|alice.it|uol.com.br|bol.com.br|terra.com.br|wp.pl|o2.pl|onet.pl|interia.pl|seznam.cz|rediffmail.com|\
    pec.it|legalmail.it|arubapec.it|telefonica.net|hotmail.es|ziggo.nl|kpnmail.nl|skynet.be|bluewin.ch";

/// Hosts at which everybody may have a page.
const PLATFORMS: &str = "facebook.com|instagram.com|twitter.com|x.com|linkedin.com|youtube.com|youtu.be|tiktok.com|github.com|gitlab.com|\
    weibo.com|bilibili.com|zhihu.com|douyin.com|medium.com|t.me|wa.me|line.me|lin.ee|vk.com|slack.com|discord.gg|linktr.ee|pinterest.com|\
    qq.com|naver.com|google.com|eventbrite.com|meetup.com";
