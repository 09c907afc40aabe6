//! What is said of how long a feed may be kept, and by whom: `Cache-Control`, `Expires`, `ttl`, cookies.

use std::time::SystemTime;

use crate::diagnostic::Code;
use crate::probe::asking::Asking;
use crate::validate::rules::rule;
use crate::web::Fetched;

/// A day in seconds. News of more than that ago is old; pollers that heed `max-age` (Miniflux) do not ask before.
const DAY: u64 = 86_400;

/// What of `Cache-Control` counts here (RFC 9111, 5.2.2).
#[derive(Debug, Default, PartialEq, Eq)]
struct CacheControl {
    no_store: bool,
    private: bool,
    max_age: Option<u64>,
}

impl CacheControl {
    fn of(answer: &Fetched) -> Self {
        let mut control = Self::default();
        for directive in answer.field("cache-control").unwrap_or_default().to_ascii_lowercase().split(',') {
            match directive.trim().split_once('=') {
                // The first counts (RFC 9111, 4.2.1).
                Some(("max-age", seconds)) if control.max_age.is_none() => {
                    control.max_age = seconds.trim_matches('"').parse().ok();
                }
                Some(("private", _)) => control.private = true,
                None if directive.trim() == "private" => control.private = true,
                None if directive.trim() == "no-store" => control.no_store = true,
                _ => {}
            }
        }
        control
    }
}

fn date(answer: &Fetched, name: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(&answer.field(name)?).ok()
}

/// For how many seconds an answer is fresh, as far as it says so (RFC 9111, 4.2.1).
fn lifetime(answer: &Fetched, control: &CacheControl) -> Option<u64> {
    control.max_age.or_else(|| {
        let (expires, sent) = (date(answer, "expires")?, date(answer, "date")?);
        Some(expires.duration_since(sent).map_or(0, |left| left.as_secs()))
    })
}

/// Judges the first answer.
pub fn judge(asking: &mut Asking<'_>) {
    let first = asking.first;
    let control = CacheControl::of(first);
    let lifetime = lifetime(first, &control);
    let caching = const { rule(Code::ProbeCaching) };
    let personal = asking.is_personal();
    let found = &mut *asking.found;
    match lifetime {
        _ if control.no_store => found.add(caching, "`no-store` forbids everyone to keep it, caches and pollers"),
        // Until when is said, and from when is not.
        None if control.max_age.is_none() && date(first, "expires").is_some() => {}
        None if first.field("cache-control").is_none() => {
            found.add(caching, "no `Cache-Control` says for how long it may be kept");
        }
        None | Some(0) => found.add(caching, "`Cache-Control` gives no time for which it may be kept"),
        Some(seconds) if seconds > DAY && asking.named.link("current").is_none() => {
            let message = format!("it may be kept for {} days, and who heeds that sees no news before", seconds / DAY);
            found.add(caching, message);
        }
        Some(_) => {}
    }
    // What is for those alone who may come in is rightly so.
    if control.private && !control.no_store && !personal {
        found.add(caching, "`private` keeps shared caches from it, and each poll comes to its server");
    }
    match first.field("expires").as_deref() {
        // Miniflux (`internal/reader/fetcher/response_handler.go`).
        Some("0") => found.add(caching, "`Expires: 0` makes Miniflux forget `ETag` and `Last-Modified`"),
        Some(value) if httpdate::parse_http_date(value).is_err() => {
            found.add(caching, "`Expires` is no date, which says that it is old already");
        }
        _ => {}
    }
    if first.field("set-cookie").is_some() {
        found.add(const { rule(Code::ProbeCookie) }, "it sets a cookie");
    }
    if let (Some(ttl), Some(seconds)) = (asking.named.ttl, lifetime)
        && !control.no_store
        && ttl != seconds / 60
    {
        let message =
            format!("`ttl` is {ttl} minutes, the answer says {seconds} seconds; Miniflux waits for the longer");
        found.add(const { rule(Code::ProbeTtl) }, message);
    }
}
