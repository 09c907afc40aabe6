//! One feed that is being probed: what it answered first, and how it is asked again.

use url::Url;

use super::found::Found;
use super::named::Named;
use crate::diagnostic::Code;
use crate::validate::rules::rule;
use crate::web::{Client, Fetched, LARGEST, Unanswered};

/// Statuses by which a server asks for patience (RFC 6585, 4; RFC 9110, 15.6.4).
const PATIENCE: [u16; 2] = [429, 503];

/// A feed that is being probed.
pub struct Asking<'a> {
    pub client: &'a Client,
    /// Where it was found.
    pub url: &'a Url,
    /// What it answered first.
    pub first: &'a Fetched,
    /// Its bytes, decoded.
    pub body: &'a [u8],
    pub named: &'a Named,
    pub found: &'a mut Found,
    /// Whether nothing more is asked.
    pub stopped: bool,
}

impl Asking<'_> {
    /// Whether it is asked for by name and password.
    pub fn is_personal(&self) -> bool {
        !self.url.username().is_empty() || self.url.password().is_some()
    }

    /// Asks again with these fields; `how` says so in a message. None where there is nothing to judge, which is told.
    pub fn again(&mut self, fields: &[(&str, &str)], how: &str) -> Option<Fetched> {
        if self.stopped {
            return None;
        }
        let answer = self.client.begin(self.url, fields, LARGEST);
        self.judged(answer, how)
    }

    /// Asks for the head.
    pub fn head(&mut self) -> Option<Fetched> {
        if self.stopped {
            return None;
        }
        let answer = self.client.head(self.url);
        self.judged(answer, "asked with HEAD")
    }

    fn judged(&mut self, answer: Result<Fetched, Unanswered>, how: &str) -> Option<Fetched> {
        match answer {
            Ok(answer) if PATIENCE.contains(&answer.status) => {
                self.stop(&format!("{how}, it answers {}{}", answer.status, patience(&answer)));
                None
            }
            Ok(answer) => Some(answer),
            Err(_) if self.client.is_spent() => {
                self.stop(&format!("{how}, it has no time left"));
                None
            }
            Err(Unanswered::Private) => {
                let message = format!("{how}, its host has become one that is not of the public internet");
                self.found.add(const { rule(Code::ProbePrivate) }, message);
                self.stopped = true;
                None
            }
            Err(Unanswered::Failed(why)) => {
                self.found.add(const { rule(Code::ProbeUnreachable) }, format!("{how}, it gives nothing: {why}"));
                None
            }
        }
    }

    fn stop(&mut self, why: &str) {
        self.stopped = true;
        let message = format!("{why}; what would have been asked after that was not");
        self.found.add(const { rule(Code::ProbeUnasked) }, message);
    }
}

/// How long a server asks to be left alone, as far as it says so in seconds.
pub fn patience(answer: &Fetched) -> String {
    let seconds =
        answer.field("retry-after").filter(|value| value.len() < 8 && value.bytes().all(|b| b.is_ascii_digit()));
    seconds.map(|seconds| format!(" and wants {seconds} s of rest")).unwrap_or_default()
}
