//! Public addresses are asked as pollers ask, again and again, until they give the new bytes.

use std::time::Duration;

use rayon::prelude::*;

use super::{ChangedDocument, Surroundings};
use crate::diagnostic::{Code, Diagnostic};
use crate::storage::ContentHash;
use crate::web::target::told;
use crate::web::{Client, Reach, Unanswered};

/// The first pause between two looks, doubled each time up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// What an address gave when it was asked last.
#[derive(Clone, Debug)]
pub enum Look {
    /// The bytes that it is to give, with the `Link` field of the answer.
    New(String),
    /// Something else, with the `Link` field of the answer.
    Old(String),
    /// Nothing, and why.
    Nothing(String),
    /// Nothing, for its host is not to be asked.
    Private,
}

impl Look {
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }

    /// Whether another look may find something else.
    fn may_change(&self) -> bool {
        !matches!(self, Self::New(_) | Self::Private)
    }

    /// The `Link` field, where there was an answer.
    pub fn links(&self) -> Option<&str> {
        match self {
            Self::New(links) | Self::Old(links) => Some(links),
            Self::Nothing(_) | Self::Private => None,
        }
    }
}

/// Asks each address until it gives what it is to give, for so many seconds at most; with none, once. Says what each gave
/// at last.
pub fn wait(documents: &[&ChangedDocument], seconds: u32, around: &Surroundings<'_>) -> Vec<Look> {
    let limit = around.time.elapsed() + Duration::from_secs(seconds.into());
    let mut looks = looks(documents, around.reach);
    let mut pause = FIRST_PAUSE;
    while looks.iter().any(Look::may_change) && around.time.elapsed() + pause <= limit {
        around.time.pause(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
        let old: Vec<usize> = (0..looks.len()).filter(|&at| looks[at].may_change()).collect();
        let asked: Vec<&ChangedDocument> = old.iter().map(|&at| documents[at]).collect();
        for (at, look) in old.into_iter().zip(self::looks(&asked, around.reach)) {
            looks[at] = look;
        }
    }
    looks
}

fn looks(documents: &[&ChangedDocument], reach: Reach) -> Vec<Look> {
    documents.par_iter().map_init(|| Client::for_many(reach), |client, document| look(client, document)).collect()
}

fn look(client: &Client, document: &ChangedDocument) -> Look {
    // Without `Cache-Control: no-cache`: what a cache would give to pollers is what is asked for.
    let answer = match client.get(&document.url.to_url(), &[("Accept-Encoding", "gzip")]) {
        Ok(answer) => answer,
        Err(Unanswered::Private) => return Look::Private,
        Err(Unanswered::Failed(why)) => return Look::Nothing(why),
    };
    let links = answer.field("link").unwrap_or_default();
    if answer.status != 200 {
        return Look::Nothing(format!("it answers {}", answer.status));
    }
    match answer.decoded() {
        Ok(body) if Some(ContentHash::of(&body)) == document.hash => Look::New(links),
        Ok(_) => Look::Old(links),
        Err(error) => Look::Nothing(format!("what it sends cannot be decoded: {error}")),
    }
}

/// A warning where some do not give the new bytes.
pub fn stale(documents: &[&ChangedDocument], looks: &[Look], seconds: u32, has_hub: bool) -> Option<Diagnostic> {
    if seconds == 0 {
        return None;
    }
    let mut old = documents.iter().zip(looks).filter(|(_, look)| !look.is_new());
    let (first, look) = old.next()?;
    let url = told(&first.url.to_url());
    let why = match look {
        Look::Nothing(why) => why.clone(),
        Look::Private => "its host is not of the public internet, and is not asked".to_owned(),
        _ => format!("after {seconds} seconds it still gives other bytes"),
    };
    let more = match old.count() {
        0 => String::new(),
        1 => ", and so it is with 1 more".to_owned(),
        more => format!(", and so it is with {more} more"),
    };
    let hub = if has_hub { "; no hub was told of it" } else { "" };
    let help = match look {
        Look::Private => "use `--allow-private` where that is your own server",
        _ => {
            "look whether the host has finished, and what stands between: let `[publish] purge` name the CDN, or `wait` be \
             longer than its `max-age`; then run `tidings announce`"
        }
    };
    Some(
        Diagnostic::warning(Code::AnnounceStale, format!("`{url}` is not public as it is now: {why}{more}{hub}"))
            .help(help),
    )
}
