//! What is wrong with the answers, in the words of pollers.

use url::Url;

use crate::diagnostic::{Code, Severity};
use crate::validate::Finding;
use crate::web::target::told;
use crate::web::{Client, Fetched, Reach};

/// Bytes above which a document that is not compressed costs pollers more than it must.
const WORTH_COMPRESSING: usize = 1400;
/// Bytes above which a document is a burden; FeedBurner refused larger ones.
const BURDEN: usize = 512 << 10;

/// What has been found.
#[derive(Default)]
pub struct Found {
    pub findings: Vec<Finding>,
}

impl Found {
    fn add(&mut self, code: Code, message: impl Into<String>, help: &'static str, spec: &'static str) {
        self.weighed(code.severity(), code, message, help, spec);
    }

    fn weighed(
        &mut self,
        severity: Severity,
        code: Code,
        message: impl Into<String>,
        help: &'static str,
        spec: &'static str,
    ) {
        let message = message.into();
        self.findings.push(Finding {
            severity,
            code,
            w3c: None,
            line: 0,
            column: 0,
            offset: 0,
            length: 0,
            message,
            help,
            spec,
        });
    }

    pub fn unreachable(&mut self, message: String) {
        self.add(Code::ProbeUnreachable, message, "look whether it opens elsewhere", "RFC 9110, 4.2");
    }

    pub fn private(&mut self, told: &str) {
        let message = format!("`{told}` is not asked for: its host is not of the public internet");
        self.add(Code::ProbePrivate, message, "use `--allow-private` where that is your own server", "RFC 6890");
    }

    pub fn status(&mut self, status: u16, told: &str) {
        let message = format!("`{told}` answers {status}");
        self.add(Code::ProbeStatus, message, "answer 200 with the feed, or 410 where it has ended", "RFC 9110, 15");
    }

    pub fn redirect_error(&mut self, message: String) {
        let help = "let the address lead to the feed";
        self.weighed(Severity::Error, Code::ProbeRedirect, message, help, "RFC 9110, 15.4");
    }

    pub fn compression(&mut self, message: String) {
        let help = "send what `Content-Encoding` names, and only what is asked for";
        self.weighed(Severity::Error, Code::ProbeCompression, message, help, "RFC 9110, 8.4");
    }

    /// A redirect that is followed.
    pub fn hop(&mut self, status: u16, from: &Url, to: &Url) {
        let (code, spec) = (Code::ProbeRedirect, "RFC 9110, 15.4");
        if from.scheme() == "https" && to.scheme() == "http" {
            self.redirect_error(format!("a redirect leads from https to `{}`", told(to)));
        } else if matches!(status, 301 | 308) {
            let message = format!("it has moved for good ({status}) to `{}`", told(to));
            self.weighed(Severity::Info, code, message, "give the new address to new subscribers", spec);
        } else {
            let message = format!("each poll is sent on ({status}) to `{}`", told(to));
            self.add(code, message, "answer with the feed, or with 301 or 308 where it has moved", spec);
        }
    }
}

/// Asks again as pollers do and judges the answers.
pub fn answers(client: &Client, url: &Url, first: &Fetched, body: &[u8], reach: Reach, found: &mut Found) {
    if url.scheme() == "http" && reach == Reach::Public {
        found.add(Code::ProbeHttps, "it is sent in the clear", "serve it by https", "RFC 9110, 4.2.2");
    }
    if body.len() > BURDEN {
        let message = format!("it has {} kB, which each change costs each subscriber", body.len() / 1024);
        found.add(Code::ProbeSize, message, "keep the newest entries, and older ones in archives", "RFC 5005, 4");
    }
    kept(first, found);
    validators(client, url, first, body, found);
    compressed(client, url, body, found);
    let Ok(head) = client.head(url) else {
        found.add(Code::ProbeHead, "HEAD has no answer", "answer it like GET", "RFC 9110, 9.3.2");
        return;
    };
    let differs = ["content-type", "etag", "last-modified"].iter().find(|name| head.field(name) != first.field(name));
    if head.status != first.status {
        let message = format!("HEAD is answered {}, GET {}", head.status, first.status);
        found.add(Code::ProbeHead, message, "answer it like GET", "RFC 9110, 9.3.2");
    } else if let Some(name) = differs {
        let message = format!("HEAD has another `{name}` than GET");
        found.add(Code::ProbeHead, message, "answer it like GET", "RFC 9110, 9.3.2");
    }
}

/// What is said of how long it may be kept.
fn kept(first: &Fetched, found: &mut Found) {
    let help = "send `Cache-Control: public, max-age=900`, or as long as news may take";
    let control = first.field("cache-control").unwrap_or_default().to_ascii_lowercase();
    let mut add = |message: &str| found.add(Code::ProbeCaching, message, help, "RFC 9111, 5.2.2");
    if control.contains("no-store") {
        add("`no-store` makes every poll a download");
    } else if control.is_empty() {
        add("no `Cache-Control` says how often to ask");
    }
    // Miniflux forgets both validators then.
    if first.field("expires").is_some_and(|value| value == "0") {
        add("`Expires: 0` makes some pollers forget what they have");
    }
    if first.field("set-cookie").is_some() {
        add("a cookie is set, which keeps caches from keeping it");
    }
}

/// Validators: whether they are there, are heeded, and change exactly as the bytes do.
fn validators(client: &Client, url: &Url, first: &Fetched, body: &[u8], found: &mut Found) {
    let (tag, date) = (first.field("etag"), first.field("last-modified"));
    if tag.is_none() && date.is_none() {
        let message = "neither `ETag` nor `Last-Modified`: every poll is a download";
        found.add(Code::ProbeValidators, message, "send both", "RFC 9110, 8.8");
        return;
    }
    if let Ok(second) = client.get(url, &[])
        && let Ok(again) = second.decoded()
    {
        let help = "let a validator change exactly when the bytes do";
        let same = (second.field("etag"), second.field("last-modified")) == (tag.clone(), date.clone());
        if again == body && !same {
            let message = "asked twice, it has the same bytes under other validators";
            found.add(Code::ProbeChanging, message, help, "RFC 9110, 8.8");
        } else if again != body && same {
            let message = "asked twice, it has other bytes under the same validators";
            found.weighed(Severity::Error, Code::ProbeChanging, message, help, "RFC 9110, 8.8");
        }
    }
    let tagged = tag.as_deref().map(|tag| ("If-None-Match", tag));
    let dated = date.as_deref().map(|date| ("If-Modified-Since", date));
    let both: Vec<_> = tagged.into_iter().chain(dated).collect();
    let mut asked: Vec<Vec<(&str, &str)>> = both.iter().map(|&field| vec![field]).collect();
    if both.len() == 2 {
        asked.push(both);
    }
    for fields in asked {
        let names: Vec<String> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
        if let Ok(answer) = client.get(url, &fields)
            && answer.status != 304
        {
            let message = format!("{} is answered {}, not 304", names.join(" with "), answer.status);
            found.add(Code::ProbeNotModified, message, "answer 304 to who has it already", "RFC 9110, 13.1");
        }
    }
}

/// Compressed, and told apart by caches.
fn compressed(client: &Client, url: &Url, body: &[u8], found: &mut Found) {
    for coding in ["gzip", "br"] {
        let Ok(answer) = client.get(url, &[("Accept-Encoding", coding)]) else { continue };
        let coded = answer.field("content-encoding").is_some_and(|value| value != "identity");
        if !coded {
            if coding == "gzip" && body.len() > WORTH_COMPRESSING {
                let message = format!("{} bytes are sent to who asks for gzip", body.len());
                found.add(Code::ProbeCompression, message, "compress the feed's media type too", "RFC 9110, 12.5.3");
            }
            continue;
        }
        if let Err(error) = answer.decoded() {
            found.compression(format!("what is sent as {coding} cannot be decoded: {error}"));
        }
        let vary = answer.field("vary").unwrap_or_default().to_ascii_lowercase();
        if !vary.split(',').any(|name| matches!(name.trim(), "accept-encoding" | "*")) {
            let message = format!("it is sent as {coding} without `Vary: Accept-Encoding`");
            found.add(Code::ProbeVary, message, "send it with every answer", "RFC 9110, 12.5.5");
        }
    }
}
