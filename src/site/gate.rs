//! The last gate: every document's bytes are checked against the rules of its format before they may
//! replace those on disk.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::diagnostic::{Code, Diagnostic};
use crate::feed::PLACEHOLDER;
use crate::validate::{self, Finding, Options};

/// The bytes of one entry in a document, and the file that it was made of.
pub struct EntrySpan {
    /// Where its fragment stands.
    pub span: Range<usize>,
    /// The article, as reports show it.
    pub file: Arc<str>,
}

/// Whether a document may be written.
pub fn is_sound(document: String) -> bool {
    if memmem::find(document.as_bytes(), PLACEHOLDER.as_bytes()).is_some() {
        return false;
    }
    let options = Options { limit: 1, errors_only: true, ..Options::default() };
    !validate::validate_text(document, &options).has_errors()
}

/// What keeps a document from being written.
pub struct Unsound {
    /// The place of the entry that it is about, among the parts; any other is about the whole document.
    pub part: Option<usize>,
    /// What it is; it names the entry's article, or the document.
    pub diagnostic: Diagnostic,
}

/// What keeps a document from being written; `shown` is its path. `parts` is asked only where there is something. Warnings are
/// for `tidings validate`: they keep nothing back.
///
/// # Errors
/// What reading gives.
pub fn faults(shown: &str, document: impl Read, parts: impl FnOnce() -> Vec<EntrySpan>) -> io::Result<Vec<Unsound>> {
    let mut watch = Watch { document, at: 0, tail: Vec::new(), found: None };
    let report = validate::validate_reader(&mut watch, &Options { errors_only: true, ..Options::default() })?;
    io::copy(&mut watch, &mut io::sink())?;
    if report.findings.is_empty() && watch.found.is_none() {
        return Ok(Vec::new());
    }
    let parts = parts();
    let unsound = |offset, say: &dyn Fn(&str) -> Diagnostic| {
        let part = part_at(offset, &parts);
        Unsound { part, diagnostic: say(part.map_or(shown, |part| &*parts[part].file)) }
    };
    let unfinished = watch.found.map(|offset| {
        let message = format!("`{shown}` would hold a mark of this program's own in place of a value");
        let help = "take the article out with `exclude`, and report it as a fault of the program";
        unsound(offset, &|file| Diagnostic::error(Code::DocumentInvalid, message.clone()).in_file(file).help(help))
    });
    let found = report.findings.iter().map(|finding| unsound(finding.offset, &|file| fault(shown, finding, file)));
    Ok(found.chain(unfinished).collect())
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

/// The part in which a byte stands.
fn part_at(offset: usize, parts: &[EntrySpan]) -> Option<usize> {
    let after = parts.partition_point(|part| part.span.start <= offset);
    after.checked_sub(1).filter(|&at| parts[at].span.contains(&offset))
}

fn fault(shown: &str, finding: &Finding, file: &str) -> Diagnostic {
    let (line, column) = (finding.line, finding.column);
    let message = format!("`{shown}:{line}:{column}` would be invalid: {} ({})", finding.message, finding.code);
    Diagnostic::error(Code::DocumentInvalid, message).in_file(file).help(format!("{} ({})", finding.help, finding.spec))
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
            EntrySpan { span: head.len()..middle, file: "content/a.md".into() },
            EntrySpan { span: middle..middle + bad.len(), file: "content/b.md".into() },
        ];
        let faults = faults("feeds/rss.xml", text.as_bytes(), || parts).unwrap();
        assert_eq!(faults.len(), 1);
        let Unsound { part, diagnostic } = &faults[0];
        assert_eq!((*part, diagnostic.file.as_deref()), (Some(1), Some("content/b.md")));
        assert!(diagnostic.message.contains("feeds/rss.xml:1:"), "{}", diagnostic.message);
    }

    #[test]
    fn a_mark_in_place_of_a_value_keeps_a_document_back() {
        let head = "<rss version=\"2.0\"><channel><title>T</title><link>https://a.example/</link>";
        let text = |title: &str| {
            format!("{head}<description>D</description><item><title>{title}</title></item></channel></rss>")
        };
        let marked = text(&format!("A{PLACEHOLDER}"));
        assert!(is_sound(text("A")) && !is_sound(marked.clone()));
        let parts = || vec![EntrySpan { span: head.len()..marked.len(), file: "content/a.md".into() }];
        // However the bytes come.
        for size in [1, 4, 7, 4096] {
            let found = faults("feeds/rss.xml", io::BufReader::with_capacity(size, marked.as_bytes()), parts).unwrap();
            let named = found
                .iter()
                .map(|fault| &fault.diagnostic)
                .any(|fault| fault.file.as_deref() == Some("content/a.md") && fault.message.contains("mark"));
            assert!(named, "{size}");
        }
        assert!(faults("feeds/rss.xml", text("A").as_bytes(), parts).unwrap().is_empty());
    }
}
