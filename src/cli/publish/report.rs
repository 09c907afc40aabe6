//! What is said of a publication: to people, to programs, on a pull request.

use serde::Serialize;

use crate::cli::shared::{Shown, count};
use crate::config::PublishConfig;
use crate::diagnostic::visible;
use crate::publish::{Finished, PlannedUpload, PublicChange, PublishPlan, PublishStep, Turn};
use crate::report::push_json;
use crate::site::FeedChange;

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// To publish.
    Publish,
    /// To say what publishing would do.
    Plan,
    /// To say whether what is public is what it should be.
    Check,
}

/// So many documents are named; the others are counted.
const NAMED: usize = 10;

/// How it is told.
pub struct PublishReport<'a> {
    pub to: &'a PublishConfig,
    pub aim: Aim,
    pub shown: Shown,
    pub verbose: bool,
}

#[derive(Serialize)]
struct SubscriberLine<'a> {
    kind: &'static str,
    #[serde(flatten)]
    feed: &'a FeedChange,
}

#[derive(Serialize)]
struct UploadLine<'a> {
    kind: &'static str,
    order: usize,
    path: &'a str,
    change: &'static str,
    turn: Turn,
    bytes: u64,
    sha256: &'a str,
}

#[derive(Serialize)]
struct RemovalLine<'a> {
    kind: &'static str,
    path: &'a str,
    when: &'static str,
}

#[derive(Serialize)]
struct PublicLine<'a> {
    kind: &'static str,
    url: &'a str,
    sha256: Option<&'a str>,
}

#[derive(Serialize)]
struct PublicationLine {
    kind: &'static str,
    to: String,
    uploaded: usize,
    unchanged: usize,
    removed: usize,
    removed_next: usize,
    bytes: u64,
    written: bool,
    fresh: bool,
}

impl PublishReport<'_> {
    /// A thing that was done, in a line.
    pub fn line(&self, step: &PublishStep<'_>) -> String {
        match step {
            PublishStep::Uploaded(upload) => uploaded("uploaded", upload),
            PublishStep::Removed(key) => format!("removed {key}"),
            PublishStep::Again(key) => format!("again: {key}"),
        }
    }

    /// What would be done.
    pub fn of_plan(&self, planned: &PublishPlan, subscribers: &[FeedChange]) -> String {
        match self.shown {
            Shown::Json => self.json_of_plan(planned, subscribers),
            Shown::Markdown => {
                let mut out: String = subscribers.iter().map(|feed| feed.diff.to_markdown(&feed.title)).collect();
                out.push_str(&format!("{}\n", self.last_of_plan(planned)));
                out
            }
            _ => {
                let mut out: String = subscribers.iter().map(|feed| feed.diff.to_text(&feed.title)).collect();
                let uploads = planned.uploads.iter().map(|upload| uploaded("upload", upload));
                let removals = planned.removed.iter().map(|key| format!("remove {key}"));
                self.push_lines(&mut out, &uploads.chain(removals).collect::<Vec<_>>());
                self.push_lines(&mut out, &later(&planned.marked));
                self.push(&mut out, &self.last_of_plan(planned));
                out
            }
        }
    }

    /// What was done.
    pub fn of_publication(&self, finished: &Finished, changes: &[PublicChange], steps: &[String]) -> String {
        let uploaded = finished.changed.iter().filter(|(_, hash)| hash.is_some()).count();
        let removed = finished.changed.len() - uploaded;
        let mut out = String::new();
        if self.shown == Shown::Json {
            for change in changes {
                let (url, sha256) = (change.url.as_str(), change.hash.as_ref().map(|hash| hash.as_str()));
                push_json(&PublicLine { kind: "public", url, sha256 }, &mut out);
            }
            let line = PublicationLine {
                kind: "publication",
                to: self.to.to.to_string(),
                uploaded,
                unchanged: finished.unchanged,
                removed,
                removed_next: finished.marked.len(),
                bytes: finished.bytes,
                written: true,
                fresh: true,
            };
            push_json(&line, &mut out);
            return out;
        }
        self.push_lines(&mut out, steps);
        self.push_lines(&mut out, &later(&finished.marked));
        let mut last = format!("published to {}: {uploaded} uploaded, {} unchanged", self.to.to, finished.unchanged);
        last.push_str(&parts([("removed", removed), ("to go the next time", finished.marked.len())]));
        self.push(&mut out, &last);
        out
    }

    fn json_of_plan(&self, planned: &PublishPlan, subscribers: &[FeedChange]) -> String {
        let mut out = String::new();
        for feed in subscribers {
            push_json(&SubscriberLine { kind: "subscribers", feed }, &mut out);
        }
        for (at, upload) in planned.uploads.iter().enumerate() {
            let document = &upload.document;
            let line = UploadLine {
                kind: "upload",
                order: at + 1,
                path: &document.key,
                change: if upload.over.is_none() { "new" } else { "changed" },
                turn: document.turn,
                bytes: document.size,
                sha256: document.hash.as_str(),
            };
            push_json(&line, &mut out);
        }
        let now = planned.removed.iter().map(|path| (path, "now"));
        for (path, when) in now.chain(planned.marked.iter().map(|path| (path, "next"))) {
            push_json(&RemovalLine { kind: "removal", path, when }, &mut out);
        }
        let line = PublicationLine {
            kind: "publication",
            to: self.to.to.to_string(),
            uploaded: planned.uploads.len(),
            unchanged: planned.same.len(),
            removed: planned.removed.len(),
            removed_next: planned.marked.len(),
            bytes: planned.uploads.iter().map(|upload| upload.document.size).sum(),
            written: false,
            fresh: planned.is_fresh(),
        };
        push_json(&line, &mut out);
        out
    }

    fn last_of_plan(&self, planned: &PublishPlan) -> String {
        let to = &self.to.to;
        let same = planned.same.len();
        if planned.is_fresh() {
            return format!("what is published is fresh: {} at {to}", count(same, "document", "documents"));
        }
        let counts = format!(
            "{} to upload, {same} unchanged{}",
            count(planned.uploads.len(), "document", "documents"),
            parts([("to remove", planned.removed.len()), ("to go the next time", planned.marked.len())])
        );
        match self.aim {
            Aim::Check => format!("what is published at {to} is stale: {counts}; run `tidings publish`"),
            Aim::Plan | Aim::Publish => format!("{counts}, at {to}; nothing was written"),
        }
    }

    fn push_lines(&self, out: &mut String, lines: &[String]) {
        // A line that says that there is one more takes the place of that one.
        let named = if self.verbose || lines.len() <= NAMED + 1 { lines.len() } else { NAMED };
        for line in &lines[..named] {
            self.push(out, line);
        }
        if named < lines.len() {
            self.push(out, &format!("and {} more; `--verbose` names them all", lines.len() - named));
        }
    }

    fn push(&self, out: &mut String, line: &str) {
        out.push_str(&visible(line));
        out.push('\n');
    }
}

fn uploaded(verb: &str, upload: &PlannedUpload) -> String {
    let new = if upload.over.is_none() { "new, " } else { "" };
    format!("{verb} {} ({new}{} bytes)", upload.document.key, upload.document.size)
}

fn parts<const N: usize>(counts: [(&str, usize); N]) -> String {
    counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!(", {count} {what}")).collect()
}

/// What readers may still have, for the last time: named by itself, so that no list of uploads hides it.
fn later(marked: &[String]) -> Vec<String> {
    marked.iter().map(|key| format!("no longer made: {key}; goes the next time")).collect()
}
