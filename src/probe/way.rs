//! From an address to its answer: redirects are followed one by one, each of them looked at first.

use url::Url;

use crate::web::target::without_user;
use crate::web::{Client, Fetched, MOST_HOPS, Unanswered};

/// A redirect.
#[derive(Debug)]
pub struct Hop {
    pub status: u16,
    pub from: Url,
    pub to: Url,
}

/// The way from an address to what it leads to.
#[derive(Debug)]
pub struct Way {
    pub hops: Vec<Hop>,
    pub end: WayEnd,
}

/// Where a way ends.
#[derive(Debug)]
pub enum WayEnd {
    /// At an answer, whatever its status.
    Answer(Url, Fetched),
    /// At a host that is not to be asked.
    Private(Url),
    /// Where nothing comes, and why.
    Nothing(Url, String),
    /// Where it has been before, or after too many redirects.
    Endless(Url),
    /// Out of the web.
    Elsewhere,
}

impl Way {
    /// Follows redirects from `start`; `ask` makes each request.
    pub fn walk(start: &Url, ask: impl Fn(&Url) -> Result<Fetched, Unanswered>) -> Self {
        let mut way = Self { hops: Vec::new(), end: WayEnd::Elsewhere };
        let mut url = start.clone();
        loop {
            let answer = match ask(&url) {
                Ok(answer) => answer,
                Err(Unanswered::Private) => {
                    way.end = WayEnd::Private(url);
                    return way;
                }
                Err(Unanswered::Failed(why)) => {
                    way.end = WayEnd::Nothing(url, why);
                    return way;
                }
            };
            let location = answer.field("location").and_then(|to| url.join(&to).ok());
            let (301..=303 | 307 | 308, Some(mut next)) = (answer.status, location) else {
                way.end = WayEnd::Answer(url, answer);
                return way;
            };
            if next.origin() != url.origin() {
                // What lets us in here is nobody else's.
                next = without_user(&next);
            }
            // A fragment is for whoever reads the document, and no part of what is asked for (RFC 9110, 10.2.2).
            next.set_fragment(None);
            if !matches!(next.scheme(), "http" | "https") || !next.has_host() {
                return way;
            }
            let been = next == *start || way.hops.iter().any(|hop| hop.to == next);
            way.hops.push(Hop { status: answer.status, from: url, to: next.clone() });
            if been || way.hops.len() > MOST_HOPS {
                way.end = WayEnd::Endless(next);
                return way;
            }
            url = next;
        }
    }

    /// The same with GET, for so many bytes at most.
    pub fn get(client: &Client, start: &Url, most: u64) -> Self {
        Self::walk(start, |url| client.begin(url, &[], most))
    }

    /// The same with HEAD.
    pub fn head(client: &Client, start: &Url) -> Self {
        Self::walk(start, |url| client.head(url))
    }
}
