//! A feed as pollers see it: an address is asked for as they ask, and what would cost them or their readers is told.
//!
//! What comes in is an address; what goes out is the document and [`Finding`]s without a place (line 0), for they are
//! about the answers and not about the bytes. Nothing that the document names is asked for.

mod checks;

use url::Url;

use self::checks::Found;
use crate::diagnostic::Code;
use crate::validate::Finding;
pub use crate::web::Reach;
use crate::web::target::{told, without_user};
use crate::web::{Client, Fetched, MOST_HOPS, Unanswered};

/// A document that has been fetched.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Probed {
    /// Its bytes, decoded; none where there are none to be had.
    pub body: Option<Vec<u8>>,
    /// The media type it is served with.
    pub content_type: Option<String>,
    /// The address it was found at, for its self link; none where that would tell a secret of a redirect.
    pub url: Option<String>,
    /// What is wrong with the answers.
    pub findings: Vec<Finding>,
}

/// Fetches a document, and tells only what keeps it from being had.
pub fn fetch(address: &str, reach: Reach) -> Probed {
    let mut probed = look(address, reach, false);
    probed.findings.retain(|found| {
        matches!(found.code, Code::ProbePrivate | Code::ProbeUnreachable | Code::ProbeStatus)
            || (found.code == Code::ProbeRedirect && probed.body.is_none())
    });
    probed
}

/// Fetches a document as pollers do, several times, and tells what is wrong with the answers.
pub fn probe(address: &str, reach: Reach) -> Probed {
    look(address, reach, true)
}

fn look(address: &str, reach: Reach, thorough: bool) -> Probed {
    let (mut probed, mut found) = (Probed::default(), Found::default());
    let typed = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match typed {
        None => found.unreachable("it is no address of the web".to_owned()),
        Some(typed) => {
            let client = Client::new(reach);
            if let Some((url, answer)) = follow(&client, &typed, &mut found) {
                let secret = url.query().is_some() && url.query() != typed.query();
                probed.url = (!secret).then(|| without_user(&url).into());
                probed.content_type = answer.field("content-type");
                match answer.decoded() {
                    Ok(body) => probed.body = Some(body),
                    Err(error) => found.compression(format!("what is sent cannot be decoded: {error}")),
                }
                if let Some(body) = probed.body.as_deref().filter(|_| thorough) {
                    checks::answers(&client, &url, &answer, body, reach, &mut found);
                }
            }
        }
    }
    probed.findings = found.findings;
    probed
}

/// Follows redirects to the document.
fn follow(client: &Client, typed: &Url, found: &mut Found) -> Option<(Url, Fetched)> {
    let (mut url, mut seen) = (typed.clone(), vec![typed.clone()]);
    loop {
        let answer = match client.get(&url, &[]) {
            Ok(answer) => answer,
            Err(Unanswered::Private) => {
                found.private(&told(&url));
                return None;
            }
            Err(Unanswered::Failed(why)) => {
                found.unreachable(format!("`{}` gives nothing: {why}", told(&url)));
                return None;
            }
        };
        let location = answer.field("location").and_then(|to| url.join(&to).ok());
        let (301..=303 | 307 | 308, Some(mut next)) = (answer.status, location) else {
            if answer.status == 200 {
                return Some((url, answer));
            }
            found.status(answer.status, &told(&url));
            return None;
        };
        if next.origin() != url.origin() {
            // What lets us in here is nobody else's.
            next = without_user(&next);
        }
        if !matches!(next.scheme(), "http" | "https") {
            found.redirect_error("a redirect leads out of the web".to_owned());
            return None;
        }
        found.hop(answer.status, &url, &next);
        if seen.contains(&next) || seen.len() > MOST_HOPS {
            found.redirect_error(format!("redirects come to no end, by `{}`", told(&next)));
            return None;
        }
        seen.push(next.clone());
        url = next;
    }
}
