//! JSON Feed: a feed begins, the rest is up to the fuzzer. The bytes alone are tried too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings::validate::{Options, compare, validate};

fuzz_target!(|data: &[u8]| {
    let url = Some("https://example.org/feed".to_owned());
    let options = Options { url, now: Some(0), compared: true, ..Options::default() };
    let begun = [&b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["[..], data].concat();
    let report = |path: &str, document: &[u8]| (path.to_owned(), validate(document, &options));
    let mut reports = [report("bare.xml", data), report("begun.xml", &begun)];
    compare(&mut reports, &options);
    for (_, report) in &reports {
        assert!(report.findings.iter().all(|finding| finding.line > 0 && finding.column > 0));
    }
});
