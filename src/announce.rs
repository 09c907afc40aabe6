//! After the bytes are public, and only then: caches forget the old ones, the new ones are looked for, the hubs are told.
//!
//! What comes in is the documents that changed, each with its public address and its sha256; what goes out is what was
//! done and diagnostics, all of them warnings: what is published is published, whoever hears of it late. The order is the
//! promise: a hub fetches the topic as soon as it is told, and what it finds then is what subscribers get.

mod hub;
mod purge;
mod sigv4;
mod wait;

use std::collections::BTreeSet;
use std::time::Duration;

use url::Url;

use crate::config::AnnounceConfig;
use crate::diagnostic::Diagnostic;
use crate::feed::WebUrl;
use crate::storage::{ContentHash, Variables};
use crate::web::{Client, Reach, Unanswered};

/// A document whose bytes are other ones than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedDocument {
    /// Its public address.
    pub url: WebUrl,
    /// The hash of its bytes, not compressed; `None`: it is gone.
    pub hash: Option<ContentHash>,
    /// Whether it is a subscription document: a topic for hubs, and waited for.
    pub subscription: bool,
}

/// Time as it passes outside, so that nothing in here knows a clock.
pub trait Passing: Sync {
    /// How long it is since the beginning.
    fn elapsed(&self) -> Duration;
    /// Lets so much time pass.
    fn pause(&self, duration: Duration);
    /// Seconds since 1970, for signatures.
    fn unix(&self) -> i64;
}

/// What the surroundings give.
pub struct Surroundings<'a> {
    /// Which hosts may be asked.
    pub reach: Reach,
    /// A variable of the environment: where credentials are, and nowhere else.
    pub variable: Variables<'a>,
    /// Time.
    pub time: &'a dyn Passing,
}

/// What was done.
#[derive(Debug, Default)]
#[must_use = "it holds what went wrong"]
pub struct Announced {
    /// How many addresses caches were asked to forget.
    pub purged: usize,
    /// How many subscription documents were seen at their addresses as they are now.
    pub public: usize,
    /// How many of them were looked for.
    pub looked_for: usize,
    /// How many of them hubs were told of, each counted once.
    pub told: usize,
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Announces what changed. Without a purge, a wait and a hub nobody is asked anything.
pub fn announce(
    changed: &[ChangedDocument],
    hubs: &[WebUrl],
    config: &AnnounceConfig,
    around: &Surroundings<'_>,
) -> Announced {
    let mut done = Announced::default();
    if changed.is_empty() {
        return done;
    }
    if let Some(purge) = &config.purge {
        match purge::purge(purge, changed, around) {
            Ok(()) => done.purged = changed.len(),
            Err(found) => done.diagnostics.push(found),
        }
    }
    let seconds = config.seconds(hubs);
    let is_topic = |document: &&ChangedDocument| document.subscription && document.hash.is_some();
    let topics: Vec<&ChangedDocument> = changed.iter().filter(is_topic).collect();
    // Without a wait, what the answers say of themselves is of interest to hubs alone.
    let topics = if seconds == 0 && hubs.is_empty() { Vec::new() } else { topics };
    let seen = wait::wait(&topics, seconds, around);
    done.looked_for = if seconds == 0 { 0 } else { topics.len() };
    done.public = seen.iter().filter(|look| look.is_new()).count();
    done.diagnostics.extend(wait::stale(&topics, &seen, seconds, !hubs.is_empty()));
    let mut told = BTreeSet::new();
    for hub in hubs {
        // What is not there yet would be fetched as it was, and subscribers would hear of nothing.
        let ready = topics.iter().zip(&seen).enumerate().filter(|(_, (_, look))| seconds == 0 || look.is_new());
        let ready: Vec<_> = ready.collect();
        let topics: Vec<&ChangedDocument> = ready.iter().map(|(_, (topic, _))| **topic).collect();
        let pings = hub::tell(hub, &topics, around);
        let accepted = |number: usize| !pings.refused.contains(&number);
        told.extend(ready.iter().enumerate().filter(|(number, _)| accepted(*number)).map(|(_, (at, _))| *at));
        done.diagnostics.extend(pings.diagnostic);
        let answers = ready.iter().enumerate().filter(|(number, _)| accepted(*number));
        let answers = answers.filter_map(|(_, (_, (topic, look)))| Some((**topic, look.links()?)));
        done.diagnostics.extend(hub::without_links(hub, answers));
    }
    done.told = told.len();
    done
}

/// Posts a form or the like, and once more where the answer is 429 or 5xx, or there is none; else says why not.
fn posted(
    client: &Client,
    url: &Url,
    fields: &[(&str, &str)],
    body: &[u8],
    tries: u32,
    around: &Surroundings<'_>,
) -> Result<(), String> {
    let mut why = String::new();
    for attempt in 0..tries {
        if attempt > 0 {
            around.time.pause(Duration::from_secs(1 << attempt));
        }
        match client.tell(url, fields, body) {
            Ok(200..300) => return Ok(()),
            Ok(status) => {
                why = format!("it answers {status}");
                if !matches!(status, 429 | 500..) {
                    return Err(why);
                }
            }
            Err(Unanswered::Private) => return Err("its host is not of the public internet".to_owned()),
            Err(Unanswered::Failed(failed)) => why = failed,
        }
    }
    Err(why)
}
