//! A feed as pollers see it: an address is asked for as they ask, and what would cost them or their readers is told.
//!
//! What comes in is an address; what goes out is the document and [`Finding`]s without a place (line 0), for they are
//! about the answers and not about the bytes. Of a page, the feeds that it names are probed. Nothing that a feed names is
//! asked for, unless [`ProbeOptions::follow`] says so.

mod asking;
mod checks;
mod follow;
mod found;
mod named;
mod page;
mod way;

use std::io;
use std::time::{Duration, Instant};

use url::Url;

use self::asking::{Asking, patience};
use self::follow::Followed;
use self::found::Found;
use self::named::Named;
use self::page::PageFeed;
use self::way::{Way, WayEnd};
use crate::diagnostic::{Code, Secrets, Severity, is_address, told_word};
use crate::validate::Finding;
use crate::validate::rules::rule;
pub use crate::web::Reach;
use crate::web::target::told;
use crate::web::{Client, Fetched, LARGEST};

/// Feeds of a page that are probed.
const MOST_FEEDS: usize = 10;
/// Requests for one feed: about fifteen, and those that lead to it.
const REQUESTS: usize = 40;
/// Requests for one feed and what it names.
const REQUESTS_TO_FOLLOW: usize = 160;

/// How an address is probed.
#[derive(Clone, Debug)]
pub struct ProbeOptions {
    /// Which hosts may be asked.
    pub reach: Reach,
    /// Whether what a feed names is asked for too.
    pub follow: bool,
    /// How long an address may take, with all the feeds of a page.
    pub time: Duration,
}

impl Default for ProbeOptions {
    fn default() -> Self {
        Self { reach: Reach::Public, follow: false, time: Duration::from_secs(120) }
    }
}

/// A document that has been fetched.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Probed {
    /// Its address as it may be told: without what lets one in.
    pub name: String,
    /// Its bytes, decoded; none where there are none to be had.
    pub body: Option<Vec<u8>>,
    /// The media type it is served with.
    pub content_type: Option<String>,
    /// The address it was found at, for its self link; to be told to nobody.
    pub url: Option<String>,
    /// What is wrong with the answers.
    pub findings: Vec<Finding>,
    /// Whether no answer came at all.
    pub unreached: bool,
    /// What is to be shown to nobody.
    secrets: Secrets,
}

impl Probed {
    /// A text without what lets one in: a message, the document itself.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        self.secrets.hide(text)
    }
}

/// Fetches a document, and tells only what keeps it from being had.
///
/// ```no_run
/// use tidings::probe::{ProbeOptions, fetch};
///
/// let document = fetch("https://acme.example/feed.xml", &ProbeOptions::default());
/// println!("{} bytes", document.body.unwrap_or_default().len());
/// ```
#[must_use]
pub fn fetch(address: &str, options: &ProbeOptions) -> Probed {
    let mut arrival = Arrival::at(address, &host_of(address), options, Instant::now() + options.time);
    arrival.probed.findings.retain(|found| found.severity == Severity::Error);
    arrival.probed
}

/// Fetches a document as pollers do, many times, and tells what is wrong with the answers; of a page, it does so with each
/// feed that the page names.
///
/// ```no_run
/// use tidings::probe::{ProbeOptions, probe};
///
/// for feed in probe("https://acme.example/", &ProbeOptions::default()) {
///     println!("{}: {} findings", feed.name, feed.findings.len());
/// }
/// ```
#[must_use]
pub fn probe(address: &str, options: &ProbeOptions) -> Vec<Probed> {
    let ends = Instant::now() + options.time;
    let host = host_of(address);
    let arrival = Arrival::at(address, &host, options, ends);
    if !arrival.named.page {
        return vec![arrival.judged(options)];
    }
    let (mut page, feeds) = arrival.page();
    if feeds.is_empty() {
        return vec![page];
    }
    let kept = page.findings.iter().any(|found| found.severity == Severity::Error);
    let mut all: Vec<Probed> = Vec::new();
    for feed in feeds.iter().take(MOST_FEEDS) {
        let mut arrival = Arrival::at(feed.url.as_str(), &host, options, ends);
        arrival.named_as(feed);
        all.push(arrival.judged(options));
    }
    if feeds.len() > MOST_FEEDS || kept {
        page.findings.retain(|found| found.severity == Severity::Error);
        let mut found = Found { findings: std::mem::take(&mut page.findings), secrets: page.secrets.clone() };
        if feeds.len() > MOST_FEEDS {
            let message = format!("it names {} feeds, and the first {MOST_FEEDS} were probed", feeds.len());
            found.add(const { rule(Code::ProbeUnasked) }, message);
        }
        page.findings = found.findings;
        page.body = None;
        all.insert(0, page);
    }
    all
}

/// The host of an address; nothing, which no host is, where it has none.
fn host_of(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// Where an address has led.
struct Arrival {
    probed: Probed,
    client: Client,
    named: Named,
    /// Every address on the way, the last is where it was found.
    addresses: Vec<Url>,
    answer: Option<Fetched>,
}

impl Arrival {
    /// Follows redirects to the document. `typed` is the host that was asked for by who is at the keyboard.
    fn at(address: &str, typed: &str, options: &ProbeOptions, ends: Instant) -> Self {
        let requests = if options.follow { REQUESTS_TO_FOLLOW } else { REQUESTS };
        let mut arrival = Self {
            probed: Probed { name: told_word(address), ..Probed::default() },
            client: Client::until(options.reach, typed, ends, requests),
            named: Named::default(),
            addresses: Vec::new(),
            answer: None,
        };
        let mut found = Found::default();
        match Url::parse(address).ok().filter(|url| is_address(address) && url.has_host()) {
            Some(mut typed) => {
                typed.set_fragment(None);
                arrival.arrive(&typed, &mut found);
            }
            None => {
                arrival.probed.unreached = true;
                found.add(const { rule(Code::ProbeUnreachable) }, "it is no address of the web");
            }
        }
        arrival.probed.findings = found.findings;
        arrival.probed.secrets = found.secrets;
        arrival
    }

    fn arrive(&mut self, typed: &Url, found: &mut Found) {
        found.secrets.note(typed);
        let way = Way::get(&self.client, typed, LARGEST);
        self.addresses = vec![typed.clone()];
        for hop in &way.hops {
            found.secrets.note(&hop.to);
        }
        let leads_on = !matches!(way.end, WayEnd::Endless(_) | WayEnd::Elsewhere);
        for hop in way.hops {
            if leads_on {
                redirected(&hop, found);
            }
            self.addresses.push(hop.to);
        }
        let (url, answer) = match way.end {
            WayEnd::Answer(url, answer) if answer.status == 200 => (url, answer),
            WayEnd::Answer(url, answer) => {
                let message = format!("`{}` answers {}{}", told(&url), answer.status, patience(&answer));
                found.add(const { rule(Code::ProbeStatus) }, message);
                return;
            }
            WayEnd::Private(url) => {
                self.probed.unreached = true;
                let message = format!("`{}` is not asked for: its host is not of the public internet", told(&url));
                found.add(const { rule(Code::ProbePrivate) }, message);
                return;
            }
            WayEnd::Nothing(url, why) => {
                self.probed.unreached = true;
                found.add(const { rule(Code::ProbeUnreachable) }, format!("`{}` gives nothing: {why}", told(&url)));
                return;
            }
            WayEnd::Endless(url) => {
                let message = format!("redirects come to no end, by `{}`", told(&url));
                found.error(const { rule(Code::ProbeRedirect) }, message);
                return;
            }
            WayEnd::Elsewhere => {
                found.error(const { rule(Code::ProbeRedirect) }, "a redirect leads out of the web");
                return;
            }
        };
        self.probed.url = Some(url.to_string());
        self.probed.content_type = answer.field("content-type");
        match answer.decoded() {
            _ if answer.cut => found.error(const { rule(Code::ProbeSize) }, "it has more than 16 MiB"),
            Ok(body) => {
                self.named = Named::of(&body, &url);
                self.compare_own_address(&url);
                self.probed.body = Some(body);
            }
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                found.error(const { rule(Code::ProbeSize) }, "decoded, it becomes more than 16 MiB");
            }
            Err(error) => {
                let message = format!("what is sent cannot be decoded: {error}");
                found.error(const { rule(Code::ProbeCompression) }, message);
            }
        }
        self.answer = Some(answer);
    }

    /// On a server that is not public, a feed has the address that it will have: of that, the path alone is compared, from
    /// its end, for the folder may be served as the root.
    fn compare_own_address(&mut self, url: &Url) {
        if let Some(own) = self.named.own.as_ref().filter(|_| !self.client.is_public())
            && own.path().ends_with(url.path())
            && own.query() == url.query()
        {
            self.probed.url = Some(own.to_string());
        }
    }

    /// Judges the answers of a feed.
    fn judged(mut self, options: &ProbeOptions) -> Probed {
        let findings = std::mem::take(&mut self.probed.findings);
        let mut found = Found { findings, secrets: self.probed.secrets.clone() };
        if let (Some(url), Some(first), Some(body)) = (self.addresses.last(), &self.answer, &self.probed.body) {
            let mut asking = Asking {
                client: &self.client,
                url,
                first,
                body,
                named: &self.named,
                found: &mut found,
                stopped: false,
            };
            checks::answers(&mut asking);
            if options.follow && !asking.stopped {
                let (client, named) = (&self.client, &self.named);
                follow::all(Followed { client, addresses: &self.addresses, named, found: &mut found });
            }
        }
        self.probed.findings = found.findings;
        self.probed
    }

    /// The feeds of a page; that it names none is told.
    fn page(mut self) -> (Probed, Vec<PageFeed>) {
        let body = self.probed.body.take().unwrap_or_default();
        let feeds = match self.addresses.last() {
            Some(at) => page::feeds(&String::from_utf8_lossy(&body), at),
            None => Vec::new(),
        };
        if feeds.is_empty() {
            let mut found =
                Found { findings: std::mem::take(&mut self.probed.findings), secrets: self.probed.secrets.clone() };
            found.error(const { rule(Code::ProbeDiscovery) }, "it is a page, and names no feed");
            self.probed.findings = found.findings;
        }
        (self.probed, feeds)
    }

    /// Compares what a page says of a feed with what it is.
    fn named_as(&mut self, feed: &PageFeed) {
        let Some(format) = self.named.format else { return };
        let types = page::types_of(format);
        if !types.contains(&feed.media_type.as_str()) {
            let mut found =
                Found { findings: std::mem::take(&mut self.probed.findings), secrets: self.probed.secrets.clone() };
            let message = format!("its page names it as `{}`; it is `{}`", feed.media_type, types[0]);
            found.add(const { rule(Code::ProbeDiscovery) }, message);
            self.probed.findings = found.findings;
        }
    }
}

/// A redirect that was followed.
fn redirected(hop: &way::Hop, found: &mut Found) {
    let redirect = const { rule(Code::ProbeRedirect) };
    let to = told(&hop.to);
    if hop.from.scheme() == "https" && hop.to.scheme() == "http" {
        found.error(redirect, format!("a redirect leads from https to `{to}`"));
    } else if matches!(hop.status, 301 | 308) {
        found.note(redirect, format!("it has moved for good ({}) to `{to}`", hop.status));
    } else {
        found.add(redirect, format!("each poll is sent on ({}) to `{to}`", hop.status));
    }
}
