//! The last gate: every document's bytes are checked against the rules of its format before they may
//! replace those on disk.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::feed::PLACEHOLDER;
use crate::validate::{self, Finding, Options};

/// The bytes of one entry in a document, and the file that it was made of.
pub struct Part {
    /// Where its fragment stands.
    pub span: Range<usize>,
    /// The article, as reports show it.
    pub file: Arc<str>,
}

/// Whether a document may leave.
pub fn is_sound(document: String) -> bool {
    if memmem::find(document.as_bytes(), PLACEHOLDER.as_bytes()).is_some() {
        return false;
    }
    let options = Options { limit: 1, errors_only: true, ..Options::default() };
    !validate::validate_text(document, &options).has_errors()
}

/// What keeps a document from leaving. A finding within an entry names the entry's article, any other
/// the document; `shown` is its path. `parts` is asked only where there is one. Warnings are for `tidings validate`:
/// they keep nothing back.
///
/// # Errors
/// What reading gives.
pub fn faults(shown: &str, document: impl Read, parts: impl FnOnce() -> Vec<Part>) -> io::Result<Vec<Diagnostic>> {
    let mut watch = Watch { document, at: 0, tail: Vec::new(), found: None };
    let report = validate::validate_reader(&mut watch, &Options { errors_only: true, ..Options::default() })?;
    io::copy(&mut watch, &mut io::sink())?;
    if report.findings.is_empty() && watch.found.is_none() {
        return Ok(Vec::new());
    }
    let parts = parts();
    let unfinished = watch.found.map(|offset| {
        let message = format!("`{shown}` would hold a mark of this program's own in place of a value");
        let help = "take the article out with `exclude`, and report it as a fault of the program";
        Diagnostic::error("document-invalid", message).in_file(file_at(offset, shown, &parts)).help(help)
    });
    Ok(report.findings.iter().map(|finding| fault(shown, finding, &parts)).chain(unfinished).collect())
}

/// Hands a document on, and watches for what stands for values that are not known.
struct Watch<R> {
    document: R,
    /// How much was read.
    at: usize,
    /// The end of what was read, in which a mark may have begun.
    tail: Vec<u8>,
    found: Option<usize>,
}

impl<R: Read> Read for Watch<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.document.read(buffer)?;
        let before = self.tail.len();
        self.tail.extend_from_slice(&buffer[..length]);
        if self.found.is_none() {
            let found = memmem::find(&self.tail, PLACEHOLDER.as_bytes());
            self.found = found.map(|place| self.at - before + place);
        }
        self.at += length;
        let kept = self.tail.len().min(PLACEHOLDER.len() - 1);
        self.tail.drain(..self.tail.len() - kept);
        Ok(length)
    }
}

/// The article whose entry stands at a byte, or else the document.
fn file_at<'a>(offset: usize, shown: &'a str, parts: &'a [Part]) -> &'a str {
    let after = parts.partition_point(|part| part.span.start <= offset);
    let within = after.checked_sub(1).map(|at| &parts[at]).filter(|part| part.span.contains(&offset));
    within.map_or(shown, |part| &*part.file)
}

fn fault(shown: &str, finding: &Finding, parts: &[Part]) -> Diagnostic {
    let (line, column) = (finding.line, finding.column);
    let message = format!("`{shown}:{line}:{column}` would be invalid: {} ({})", finding.message, finding.code);
    let file = file_at(finding.offset, shown, parts);
    Diagnostic::error("document-invalid", message).in_file(file).help(format!("{} ({})", finding.help, finding.spec))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_within_an_entry_names_its_article() {
        let head =
            "<rss version=\"2.0\"><channel><title>T</title><link>https://a.example/</link><description>D</description>";
        let good = "<item><title>A</title></item>";
        let bad = "<item><title>B</title><pubDate>yesterday</pubDate></item>";
        let text = format!("{head}{good}{bad}</channel></rss>");
        let middle = head.len() + good.len();
        let parts = vec![
            Part { span: head.len()..middle, file: "content/a.md".into() },
            Part { span: middle..middle + bad.len(), file: "content/b.md".into() },
        ];
        let faults = faults("feeds/rss.xml", text.as_bytes(), || parts).unwrap();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].file.as_deref(), Some("content/b.md"));
        assert!(faults[0].message.contains("feeds/rss.xml:1:"), "{}", faults[0].message);
    }
    #[test]
    fn a_mark_in_place_of_a_value_keeps_a_document_back() {
        let head = "<rss version=\"2.0\"><channel><title>T</title><link>https://a.example/</link>";
        let text = |title: &str| {
            format!("{head}<description>D</description><item><title>{title}</title></item></channel></rss>")
        };
        let marked = text(&format!("A{PLACEHOLDER}"));
        assert!(is_sound(text("A")) && !is_sound(marked.clone()));
        let parts = || vec![Part { span: head.len()..marked.len(), file: "content/a.md".into() }];
        // However the bytes come.
        for size in [1, 4, 7, 4096] {
            let found = faults("feeds/rss.xml", io::BufReader::with_capacity(size, marked.as_bytes()), parts).unwrap();
            let named = found
                .iter()
                .any(|fault| fault.file.as_deref() == Some("content/a.md") && fault.message.contains("mark"));
            assert!(named, "{size}: {found:?}");
        }
        assert!(faults("feeds/rss.xml", text("A").as_bytes(), parts).unwrap().is_empty());
    }
}
