//! Validators: whether they are there, are well formed, change exactly as the bytes do, and are heeded.

use std::time::Duration;

use super::Twice;
use crate::diagnostic::Code;
use crate::probe::asking::Asking;
use crate::validate::rules::rule;
use crate::web::Fetched;

/// A page that readers in browsers could be on.
const READER: &str = "https://reader.example";
/// A tag and a date that are nobody's.
const OTHER_TAG: &str = "\"tidings-asks-with-another\"";
const OLD: &str = "Thu, 01 Jan 1998 00:00:00 GMT";
/// Dates of HTTP have whole seconds: after this, another date shows.
const SECOND: Duration = Duration::from_millis(1100);

/// Whether it is an entity tag (RFC 9110, 8.8.3), one alone.
pub fn is_tag(tag: &str) -> bool {
    let opaque = tag.strip_prefix("W/").unwrap_or(tag);
    let inner = opaque.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.chars().any(|c| c == '"' || c == ' ' || c.is_control()))
}

fn well_formed(first: &Fetched, asking: &mut Asking<'_>) {
    let validators = const { rule(Code::ProbeValidators) };
    let (tag, date) = (first.field("etag"), first.field("last-modified"));
    match (&tag, &date) {
        (None, None) => {
            asking.found.add(validators, "neither `ETag` nor `Last-Modified`: every poll is a download");
        }
        (None, _) => asking.found.note(validators, "no `ETag`: two changes within a second are one to pollers"),
        (_, None) => asking.found.note(validators, "no `Last-Modified`, which some pollers go by alone"),
        _ => {}
    }
    if tag.is_some_and(|tag| !is_tag(&tag)) {
        asking.found.add(validators, "`ETag` is no entity tag: one, in quotes");
    }
    let Some(date) = date else { return };
    match (httpdate::parse_http_date(&date), first.field("date").map(|date| httpdate::parse_http_date(&date))) {
        (Err(_), _) => asking.found.add(validators, "`Last-Modified` is no date of HTTP"),
        // RFC 9110, 8.8.2.1: never later than the answer.
        (Ok(date), Some(Ok(sent))) if date > sent => {
            asking.found.add(validators, "`Last-Modified` is later than the answer itself");
        }
        _ => {}
    }
}

/// Asks a second time, and a third where the bytes differ: what is new by chance is not new each time.
pub fn ask_twice(asking: &mut Asking<'_>) -> Twice {
    let first = asking.first;
    well_formed(first, asking);
    let mut twice = Twice { bytes: true, tag: true, date: true };
    if first.field("last-modified").is_some_and(|date| first.field("date") == Some(date)) {
        // It was changed this second, or is the clock's.
        std::thread::sleep(SECOND);
    }
    let Some(second) = asking.again(&[("Origin", READER)], "asked again") else { return twice };
    let origin = second.field("access-control-allow-origin");
    let closed = origin.is_none_or(|origin| origin != "*" && origin != READER);
    if closed && !asking.is_personal() {
        asking
            .found
            .add(const { rule(Code::ProbeCors) }, "no `Access-Control-Allow-Origin` lets readers in browsers read it");
    }
    if second.status != 200 {
        let message = format!("asked again, it answers {}", second.status);
        asking.found.add(const { rule(Code::ProbeStatus) }, message);
        return twice;
    }
    let changing = const { rule(Code::ProbeChanging) };
    twice.tag = second.field("etag") == first.field("etag");
    twice.date = second.field("last-modified") == first.field("last-modified");
    twice.bytes = second.decoded().is_ok_and(|again| again == asking.body);
    if twice.bytes {
        for (same, name) in [(twice.tag, "ETag"), (twice.date, "Last-Modified")] {
            if !same {
                asking.found.add(changing, format!("asked twice, it has the same bytes under another `{name}`"));
            }
        }
    } else if twice.tag && twice.date && (first.field("etag").is_some() || first.field("last-modified").is_some()) {
        let message = "asked twice, it has other bytes under the same validators: who has it sees no news";
        asking.found.error(changing, message);
    } else if let Some(third) = asking.again(&[], "asked a third time")
        && third.decoded().is_ok_and(|third| third != asking.body && Some(third) != second.decoded().ok())
    {
        asking.found.add(changing, "asked three times, it has other bytes each time: every poll is a download");
    }
    twice
}

/// Asks with conditions, each and together. What a changing validator would come to is told already.
pub fn conditions(asking: &mut Asking<'_>, twice: &Twice) {
    if !twice.bytes {
        return;
    }
    let first = asking.first;
    let tag = first.field("etag").filter(|tag| twice.tag && is_tag(tag));
    let date = first.field("last-modified").filter(|date| twice.date && httpdate::parse_http_date(date).is_ok());
    let by_tag = tag.as_deref().is_none_or(|tag| by_tag(asking, tag));
    let by_date = date.as_deref().is_none_or(|date| {
        known(asking, &[("If-Modified-Since", date)], "`If-Modified-Since`").is_none_or(|known| known)
    });
    if let (Some(tag), Some(date)) = (&tag, &date) {
        let both: [(&str, &str); 2] = [("If-None-Match", tag), ("If-Modified-Since", date)];
        if by_tag && by_date {
            let _ = known(asking, &both, "`If-None-Match` with `If-Modified-Since`");
        }
        // RFC 9110, 13.1.3: with a tag, the date is not looked at.
        let other = [("If-None-Match", OTHER_TAG), ("If-Modified-Since", date.as_str())];
        if by_date && unchanged(asking, &other) {
            let message =
                "with another `If-None-Match`, `If-Modified-Since` still gives 304: news of the same second is missed";
            asking.found.add(const { rule(Code::ProbeNotModified) }, message);
        }
    }
    let nothing_new = [("If-None-Match", OTHER_TAG, tag.is_some()), ("If-Modified-Since", OLD, date.is_some())];
    for (name, other, there) in nothing_new {
        if there && unchanged(asking, &[(name, other)]) {
            let message = format!("whatever `{name}` says, the answer is 304: who has it once sees no news");
            asking.found.error(const { rule(Code::ProbeNotModified) }, message);
        }
    }
}

/// By its tag, and by the same tag in its other strength (weak comparison: RFC 9110, 8.8.3.2), as caches make of it.
fn by_tag(asking: &mut Asking<'_>, tag: &str) -> bool {
    if known(asking, &[("If-None-Match", tag)], "`If-None-Match`") == Some(false) {
        return false;
    }
    match tag.strip_prefix("W/") {
        Some(strong) => known(asking, &[("If-None-Match", strong)], "`If-None-Match` without its `W/`"),
        None => {
            known(asking, &[("If-None-Match", &format!("W/{tag}"))], "`If-None-Match` with `W/`, as caches write it,")
        }
    };
    true
}

/// Whether 304 is the answer; tells where it is not.
pub fn known(asking: &mut Asking<'_>, fields: &[(&str, &str)], words: &str) -> Option<bool> {
    let answer = asking.again(fields, &format!("asked with {words}"))?;
    let not_modified = const { rule(Code::ProbeNotModified) };
    if answer.status != 304 {
        let words = words.trim_end_matches(',');
        asking.found.add(not_modified, format!("{words} is answered {}, not 304", answer.status));
        return Some(false);
    }
    // RFC 9110, 15.4.5: what 200 would say of how it is kept.
    let lost: Vec<String> = ["ETag", "Cache-Control"]
        .iter()
        .filter(|name| {
            let name = name.to_ascii_lowercase();
            answer.field(&name).is_none() && asking.first.field(&name).is_some()
        })
        .map(|name| format!("`{name}`"))
        .collect();
    if !lost.is_empty() {
        asking.found.note(not_modified, format!("304 lacks {}, which 200 has", lost.join(" and ")));
    }
    Some(true)
}

/// Whether who has another is told that nothing is new.
fn unchanged(asking: &mut Asking<'_>, fields: &[(&str, &str)]) -> bool {
    asking.again(fields, "asked with another validator").is_some_and(|answer| answer.status == 304)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_what_is_none() {
        for tag in ["\"a\"", "W/\"a\"", "\"\"", "\"a,b\""] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in ["a", "\"a", "W/a", "'a'", "\"a\", \"a\"", "w/\"a\"", "\"a b\""] {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}
