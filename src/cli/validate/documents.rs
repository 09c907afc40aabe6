//! The documents that are validated: files, standard input, and what addresses give.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use url::Url;

use super::super::shared::{Exit, Shown, fail, no_argument};
use crate::diagnostic::{Code, Secrets, is_address, told_word};
#[cfg(feature = "publish")]
use crate::probe::{ProbeOptions, Reach, fetch, probe};
use crate::report::Colour;
use crate::validate::{Options, Report, decode, validate_reader};

/// Files up to this size are kept in memory to show their lines.
const SHOWN_LINES: u64 = 64 * 1024 * 1024;

/// What is known of the documents besides their names.
pub struct KnownOf {
    /// The address that they are found at.
    pub url: Option<String>,
    /// The media type that they are served with.
    #[cfg(feature = "publish")]
    pub content_type: Option<String>,
    /// How addresses are asked.
    #[cfg(feature = "publish")]
    pub fetching: Fetching,
}

/// How addresses are asked.
#[cfg(feature = "publish")]
pub enum Fetching {
    /// Once, for the document.
    Plain(Reach),
    /// As pollers do, whatever is named.
    Probed(ProbeOptions),
}

#[cfg(feature = "publish")]
impl KnownOf {
    fn is_probed(&self) -> bool {
        matches!(self.fetching, Fetching::Probed(_))
    }
}

/// All that is validated in a run.
#[derive(Default)]
pub struct Documents {
    /// What was found, by the names of the documents as they may be told.
    pub reports: Vec<(String, Report)>,
    /// Whether an address could not be asked, or gave nothing.
    pub unreached: bool,
    /// Bytes that cannot be read again, by the number of their document.
    kept: BTreeMap<usize, Vec<u8>>,
    /// What no line and no message may show.
    secrets: Secrets,
}

impl Documents {
    /// Reads or fetches a document, and validates it.
    ///
    /// # Errors
    /// What the system says of a file.
    pub fn take(&mut self, root: &Path, file: &str, known: &KnownOf, options: &Options) -> io::Result<()> {
        for address in [Some(file), known.url.as_deref()].into_iter().flatten().filter(|word| is_address(word)) {
            if let Ok(url) = Url::parse(address) {
                self.secrets.note(&url);
            }
        }
        #[cfg(feature = "publish")]
        if known.is_probed() || is_address(file) {
            self.fetch(file, known, options);
            return Ok(());
        }
        if is_address(file) {
            return Err(io::Error::from(io::ErrorKind::Unsupported));
        }
        let report = self.read(root, file, options)?;
        self.add(file.to_owned(), report);
        Ok(())
    }

    fn add(&mut self, name: String, mut report: Report) {
        for finding in &mut report.findings {
            finding.message = self.secrets.hide(&finding.message);
        }
        self.reports.push((name, report));
    }

    /// A file's report. What comes by standard input is kept, to show its lines later.
    fn read(&mut self, root: &Path, file: &str, options: &Options) -> io::Result<Report> {
        if file == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().take(SHOWN_LINES).read_to_end(&mut bytes)?;
            let report = validate_reader(bytes.as_slice().chain(io::stdin().lock()), options)?;
            self.kept.insert(self.reports.len(), bytes);
            return Ok(report);
        }
        validate_reader(File::open(root.join(file))?, options)
    }

    /// What an address gives: of a page that is probed, its feeds.
    #[cfg(feature = "publish")]
    fn fetch(&mut self, address: &str, known: &KnownOf, options: &Options) {
        let all = match &known.fetching {
            Fetching::Probed(options) => probe(address, options),
            Fetching::Plain(reach) => vec![fetch(address, &ProbeOptions { reach: *reach, ..ProbeOptions::default() })],
        };
        for probed in all {
            self.unreached |= probed.unreached;
            let asked: Vec<_> =
                probed.findings.iter().filter(|finding| !options.allow.contains(&finding.code)).cloned().collect();
            let bytes = probed.body.as_deref().unwrap_or_default();
            let url = known.url.clone().or_else(|| probed.url.clone());
            let content_type = known.content_type.clone().or_else(|| probed.content_type.clone());
            let mut report = crate::validate::validate(bytes, &Options { url, content_type, ..options.clone() });
            if probed.body.is_none() {
                // There is no document to be judged.
                report.findings.clear();
            }
            for finding in &mut report.findings {
                finding.message = probed.hide(&finding.message);
            }
            report.findings.splice(0..0, asked);
            self.kept.insert(self.reports.len(), probed.hide(&decode(bytes)).into_bytes());
            self.add(probed.name, report);
        }
    }

    /// The text that findings are about, read again, so that no more than one is kept; none where it is
    /// too long to be shown, or gone.
    pub fn text(&self, root: &Path, at: usize, report: &(String, Report)) -> Option<String> {
        let (file, report) = report;
        if report.findings.is_empty() {
            return None;
        }
        if let Some(bytes) = self.kept.get(&at) {
            return Some(self.secrets.hide(&decode(bytes)));
        }
        let mut bytes = Vec::new();
        let read = File::open(root.join(file)).ok()?.take(SHOWN_LINES + 1).read_to_end(&mut bytes).ok()?;
        (read as u64 <= SHOWN_LINES).then(|| self.secrets.hide(&decode(&bytes)))
    }
}

/// What is said of a document that cannot be read.
pub fn unreadable(file: &str, error: &io::Error, shown: Shown, colour: Colour) -> Exit {
    if is_address(file) {
        let address = told_word(file);
        let message = format!("`{address}` is an address, and this program was built without what fetches");
        let help = format!("fetch it yourself: `curl -sL {address} | tidings validate --url {address} -`");
        return no_argument(&message, &help, shown, colour);
    }
    let message = format!("cannot read `{file}`: {error}");
    fail(Code::ReadFailed, &message, "name a file that can be read, or `-`", shown, colour)
}
