//! What a feed names, asked for where somebody wants that: enclosures, artwork, older documents, its page. Each with a
//! bound, and what is beyond it is told.

mod files;
mod further;

use super::found::Found;
use super::named::Named;
use super::way::Way;
use crate::diagnostic::Code;
use crate::probe::way::WayEnd;
use crate::validate::rules::{Rule, rule};
use crate::web::target::told;
use crate::web::{Client, Fetched};
use url::Url;

/// A feed whose names are followed.
pub struct Followed<'a> {
    pub client: &'a Client,
    /// Every address that led to it, the one where it was found last.
    pub addresses: &'a [Url],
    pub named: &'a Named,
    pub found: &'a mut Found,
}

/// Asks for all that it names.
pub fn all(mut followed: Followed<'_>) {
    further::home(&mut followed);
    further::documents(&mut followed);
    files::artwork(&mut followed);
    files::enclosures(&mut followed);
}

impl Followed<'_> {
    /// Where the feed was found.
    fn url(&self) -> Option<&Url> {
        self.addresses.last()
    }

    /// The answer with status 200 at the end of a way, and where that is; else it is told under `rule` what there is
    /// instead of `what`.
    fn arrived(&mut self, way: Way, what: &str, broken: &'static Rule) -> Option<(Url, Fetched)> {
        let message = match way.end {
            WayEnd::Answer(url, answer) if answer.status == 200 => return Some((url, answer)),
            WayEnd::Answer(_, answer) => format!("{what} answers {}", answer.status),
            WayEnd::Nothing(..) if self.client.is_spent() => {
                self.spent();
                return None;
            }
            WayEnd::Nothing(_, why) => format!("{what} gives nothing: {why}"),
            WayEnd::Private(url) => {
                let message = format!("{what} is not asked for: `{}` is not of the public internet", told(&url));
                self.found.add(const { rule(Code::ProbePrivate) }, message);
                return None;
            }
            WayEnd::Endless(_) => format!("{what} is sent on without an end"),
            WayEnd::Elsewhere => format!("{what} is sent on, out of the web"),
        };
        self.found.error(broken, message);
        None
    }

    /// Tells once that no time or no request is left.
    fn spent(&mut self) {
        self.found.add(
            const { rule(Code::ProbeUnasked) },
            "what the feed names was not all asked for: time or requests are spent",
        );
    }
}
