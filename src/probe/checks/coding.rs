//! Compressed, whole, and told apart by caches.

use std::io;

use super::Twice;
use super::validators::{is_tag, known};
use crate::diagnostic::Code;
use crate::probe::asking::Asking;
use crate::validate::rules::rule;
use crate::web::Fetched;

/// What fits into one packet costs the same compressed: 1500 bytes of Ethernet (RFC 894) without the heads of IP and TCP.
const ONE_PACKET: usize = 1460;

/// Asks for gzip and for brotli; the latter may be missing.
pub fn judge(asking: &mut Asking<'_>, twice: &Twice) {
    let compression = const { rule(Code::ProbeCompression) };
    if let Some(coding) = asking.first.coding() {
        let message = format!("it is sent as `{}` to who does not ask for it", shown(&coding));
        asking.found.add(compression, message);
    }
    for coding in ["gzip", "br"] {
        let Some(answer) = asking.again(&[("Accept-Encoding", coding)], &format!("asked for {coding}")) else {
            continue;
        };
        if answer.status != 200 {
            asking.found.add(compression, format!("asked for {coding}, it answers {}", answer.status));
        } else if answer.coding().is_some() {
            coded(asking, coding, &answer, twice);
        } else if coding == "gzip" && asking.body.len() > ONE_PACKET {
            let message = format!("{} bytes are sent as they are to who asks for gzip", asking.body.len());
            asking.found.add(compression, message);
        }
    }
}

fn shown(coding: &str) -> String {
    coding.chars().filter(char::is_ascii_graphic).take(20).collect()
}

fn coded(asking: &mut Asking<'_>, coding: &str, answer: &Fetched, twice: &Twice) {
    let compression = const { rule(Code::ProbeCompression) };
    let named = answer.coding().unwrap_or_default();
    if named.trim_start_matches("x-") != coding {
        let message = format!("asked for {coding}, it sends `{}`", shown(&named));
        asking.found.error(compression, message);
        return;
    }
    match answer.decoded() {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            asking.found.error(const { rule(Code::ProbeSize) }, format!("as {coding}, it becomes more than 16 MiB"));
            return;
        }
        Err(error) => {
            asking.found.error(compression, format!("what is sent as {coding} cannot be decoded: {error}"));
            return;
        }
        Ok(bytes) if twice.bytes && bytes != asking.body => {
            asking.found.error(compression, format!("as {coding}, it is another document than without"));
        }
        Ok(_) => {}
    }
    let vary = answer.field("vary").unwrap_or_default().to_ascii_lowercase();
    let varies = |on: &str| vary.split(',').any(|name| name.trim() == on);
    if varies("*") {
        // RFC 9111, 4.1: it fits no other request.
        asking.found.add(const { rule(Code::ProbeVary) }, "`Vary: *` lets no cache answer with it");
    } else if !varies("accept-encoding") {
        let message = format!("it is sent as {coding} without `Vary: Accept-Encoding`");
        asking.found.add(const { rule(Code::ProbeVary) }, message);
    }
    let Some(tag) = answer.field("etag").filter(|tag| twice.tag && twice.bytes && is_tag(tag)) else { return };
    if asking.first.coding().is_none() && !tag.starts_with("W/") && asking.first.field("etag").as_ref() == Some(&tag) {
        // RFC 9110, 8.8.3.3.
        let message = format!("as {coding}, it has other bytes under the same strong `ETag`");
        asking.found.add(const { rule(Code::ProbeChanging) }, message);
    }
    let fields = [("Accept-Encoding", coding), ("If-None-Match", tag.as_str())];
    let _ = known(asking, &fields, &format!("`If-None-Match` with the tag that it has as {coding}"));
}
