//! The last gate: every document's bytes are checked against the rules of its format before they may
//! replace those on disk.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
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
    let report = validate::validate_reader(document, &Options { errors_only: true, ..Options::default() })?;
    if report.findings.is_empty() {
        return Ok(Vec::new());
    }
    let parts = parts();
    Ok(report.findings.iter().map(|finding| fault(shown, finding, &parts)).collect())
}

fn fault(shown: &str, finding: &Finding, parts: &[Part]) -> Diagnostic {
    let (line, column) = (finding.line, finding.column);
    let message = format!("`{shown}:{line}:{column}` would be invalid: {} ({})", finding.message, finding.code);
    let after = parts.partition_point(|part| part.span.start <= finding.offset);
    let within = after.checked_sub(1).map(|at| &parts[at]).filter(|part| part.span.contains(&finding.offset));
    let file = within.map_or(shown, |part| &*part.file);
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
}
