//! What is wrong with the answers, in the words of pollers.

mod coding;
mod hubs;
mod keeping;
mod validators;

pub use self::hubs::is_same;
use super::asking::Asking;
use crate::diagnostic::Code;
use crate::validate::rules::rule;
use crate::web::Fetched;

/// Bytes above which a document is a burden: "under 100 kB ideal", and FeedBurner took no more than these.
const BURDEN: usize = 512 << 10;

/// Asks again as pollers do and judges the answers.
pub fn answers(asking: &mut Asking<'_>) {
    if asking.url.scheme() == "http" && asking.client.is_public() {
        asking.found.add(const { rule(Code::ProbeHttps) }, "it is sent in the clear");
    }
    if asking.first.field("content-type").is_none_or(|kind| kind.is_empty()) {
        asking.found.add(const { rule(Code::ProbeType) }, "no `Content-Type` says what it is");
    }
    // An archive document (RFC 5005, 4) is fetched once.
    if asking.body.len() > BURDEN && asking.named.link("current").is_none() {
        let message = format!("it has {} kB, which each change costs each subscriber", asking.body.len() / 1024);
        asking.found.add(const { rule(Code::ProbeSize) }, message);
    }
    keeping::judge(asking);
    hubs::judge(asking);
    let seen = validators::ask_twice(asking);
    validators::conditions(asking, &seen);
    coding::judge(asking, &seen);
    head(asking, &seen);
}

/// What two plain requests have shown.
pub struct Twice {
    /// Whether the bytes are the same each time.
    pub bytes: bool,
    /// Whether `ETag` is.
    pub tag: bool,
    /// Whether `Last-Modified` is.
    pub date: bool,
}

/// The fields in which HEAD may not differ; a field that changes by itself is told elsewhere.
fn head(asking: &mut Asking<'_>, twice: &Twice) {
    let Some(head) = asking.head() else { return };
    let first = asking.first;
    let head_rule = const { rule(Code::ProbeHead) };
    if head.status != first.status {
        let message = format!("HEAD is answered {}, GET {}", head.status, first.status);
        asking.found.add(head_rule, message);
        return;
    }
    let steady = |name: &&str| match *name {
        "etag" => twice.tag,
        "last-modified" => twice.date,
        _ => true,
    };
    for name in ["content-type", "etag", "last-modified", "cache-control"].iter().filter(|name| steady(name)) {
        let message = match (head.field(name), first.field(name)) {
            (one, other) if one == other => continue,
            (None, _) => format!("HEAD has no `{name}`, which GET has"),
            _ => format!("HEAD has another `{name}` than GET"),
        };
        asking.found.add(head_rule, message);
    }
    if let (Some(length), true) = (length(&head), twice.bytes && head.coding() == first.coding())
        && length != first.body.len() as u64
    {
        let message = format!("HEAD says {length} bytes, GET sends {}", first.body.len());
        asking.found.add(head_rule, message);
    }
}

/// `Content-Length`.
pub fn length(answer: &Fetched) -> Option<u64> {
    answer.field("content-length")?.parse().ok()
}
