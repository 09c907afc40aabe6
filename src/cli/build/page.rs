//! The report as one page that needs nothing else: what subscribers would see, what is wrong with its source lines, and
//! a picture of the feeds' sizes and ages.

use std::fmt::Write;
use std::io::Read;

use super::finished::{FinishedRun, Verdict};
use super::parts::{MessagePart, parts};
use super::people::left_out_counts;
use crate::cli::pages;
use crate::cli::shared::count;
use crate::diagnostic::{Diagnostic, Severity, visible};
use crate::feed::Timestamp;
use crate::published::read_feed;
use crate::site::FeedChange;

const STYLE: &str = include_str!("page.css");

/// So many feeds the picture has, the largest; and so many entries or problems a list.
const PICTURED: usize = 40;
const LISTED: usize = 500;

/// The width of the pictures, in their own units.
const WIDTH: f64 = 240.0;

/// A feed as the picture shows it.
struct FeedSize {
    title: String,
    path: String,
    bytes: usize,
    entries: usize,
    /// When its entries were published.
    dates: Vec<Timestamp>,
}

/// The page.
pub fn report(run: &FinishedRun<'_>) -> String {
    let verdict = run.verdict();
    let title = escaped(run.config.site.title.as_str());
    let mut body = format!(
        "<header><p class=\"verdict {word}\">{word}</p><h1>{title}</h1>\n<p>{}</p></header>\n<main>\n",
        with_code(verdict.sentence()),
        word = verdict.word(),
    );
    // Writing to a string cannot fail, here and below.
    let made = &run.outcome.made;
    let _ = writeln!(
        body,
        "<p class=\"counts\">{}, {}{}; now is {}</p>",
        count(made.found, "article", "articles"),
        count(made.entries, "entry", "entries"),
        escaped(&left_out_counts(made, run.config.site.timezone)),
        run.now
    );
    if let Some(proof) = run.proof {
        let _ = writeln!(body, "<p>{}</p>", escaped(pages::for_people(proof).trim_end()));
    }
    if verdict != Verdict::Failed || !run.subscribers.is_empty() {
        subscribers(run.subscribers, &mut body);
    }
    problems(run, &mut body);
    sizes(run, &mut body);
    documents(run, &mut body);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}: {title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{body}</main>\n\
         <footer><p>tidings {}</p></footer>\n</body>\n</html>\n",
        verdict.word(),
        env!("CARGO_PKG_VERSION"),
    )
}

/// Foreign text as text of a page.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A message, with what stands between backticks as code.
fn with_code(message: &str) -> String {
    let part = |part| match part {
        MessagePart::Words(words) => escaped(words),
        MessagePart::Code(code) => format!("<code>{}</code>", escaped(code)),
    };
    parts(message).into_iter().map(part).collect()
}

fn subscribers(feeds: &[FeedChange], out: &mut String) {
    out.push_str("<section><h2>What subscribers would see</h2>\n");
    if feeds.is_empty() {
        out.push_str("<p>No change.</p>\n");
    }
    for feed in feeds.iter().take(LISTED) {
        let diff = &feed.diff;
        let _ = writeln!(
            out,
            "<details{}><summary><b>{}</b> {}</summary>\n<ul>",
            if feeds.len() <= 3 { " open" } else { "" },
            escaped(&feed.title),
            diff.sentence()
        );
        let again = diff.reissued.iter().map(|it| {
            let ids = format!("was {}, is {}", it.old_id, it.entry.id);
            ("again", "unread again", &it.entry, ids)
        });
        let new = diff.new.iter().map(|entry| ("new", "new", entry, String::new()));
        let updated = diff.updated.iter().map(|it| {
            let parts: Vec<&str> = it.changes.iter().map(|part| part.words()).collect();
            ("updated", "updated", &it.entry, parts.join(", "))
        });
        let gone = diff.gone.iter().map(|entry| ("gone", "gone", entry, String::new()));
        let pushed = diff.pushed_out.iter().map(|entry| ("pushed", "pushed out", entry, String::new()));
        let all = again.chain(new).chain(updated).chain(gone).chain(pushed);
        for (class, word, entry, more) in all.take(LISTED) {
            let day = entry.published.map(|date| date.day_in(diff.zone())).unwrap_or_default();
            let more = if more.is_empty() { more } else { format!(" <small>{}</small>", escaped(&more)) };
            let _ = writeln!(
                out,
                "<li><span class=\"kind {class}\">{word}</span> {} <time>{day}</time>{more}</li>",
                escaped(&entry.title)
            );
        }
        out.push_str("</ul></details>\n");
    }
    out.push_str("</section>\n");
}

fn problems(run: &FinishedRun<'_>, out: &mut String) {
    let counts = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "note", "notes"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(severity, ..)| run.count(*severity) > 0)
        .map(|(severity, one, many)| count(run.count(*severity), one, many))
        .collect();
    let told = if told.is_empty() { "Nothing to complain of.".to_owned() } else { told.join(", ") };
    let _ = writeln!(out, "<section><h2>What is wrong</h2>\n<p>{told}</p>");
    let mut sorted: Vec<&Diagnostic> = run.diagnostics.iter().collect();
    sorted.sort_by_key(|found| found.severity);
    for found in sorted.iter().take(LISTED) {
        problem(run, found, out);
    }
    if sorted.len() > LISTED {
        let _ = writeln!(out, "<p>and {} more</p>", sorted.len() - LISTED);
    }
    out.push_str("</section>\n");
}

fn problem(run: &FinishedRun<'_>, found: &Diagnostic, out: &mut String) {
    let weight = found.severity.name();
    let _ = write!(
        out,
        "<article class=\"{weight}\"><p><span class=\"kind {weight}\">{weight}</span> {} <code>{}</code></p>",
        with_code(&found.message),
        found.code
    );
    if let Some(file) = &found.file {
        let file = escaped(&run.location.name(file, run.shown));
        match &found.place {
            Some(place) => {
                let _ = write!(out, "<p class=\"place\">{file}:{}:{}</p>", place.line, place.column);
            }
            None => {
                let _ = write!(out, "<p class=\"place\">{file}</p>");
            }
        }
    }
    if let Some(place) = found.place.as_ref().filter(|place| !place.source.is_empty()) {
        let (before, rest) = place.source.split_at(place.span.start);
        let (marked, after) = rest.split_at(place.span.end - place.span.start);
        let (before, marked, after) = (escaped(before), escaped(marked), escaped(after));
        let _ = write!(out, "<pre><code>{before}<mark>{marked}</mark>{after}</code></pre>");
    }
    if let Some(help) = &found.help {
        let _ = write!(out, "<p class=\"help\">{}</p>", with_code(help));
    }
    out.push_str("</article>\n");
}

/// The subscription documents that were made, the largest first.
fn measured(run: &FinishedRun<'_>) -> Vec<FeedSize> {
    let folder = run.config.output_dir();
    let mut feeds = Vec::new();
    for made in run.outcome.made.feeds.iter().filter(|made| !made.archive) {
        let Some(document) = run.outcome.made.documents.iter().find(|document| document.path == made.path) else {
            continue;
        };
        let mut bytes = Vec::new();
        match document.read(&folder).map(|reader| reader.map(|mut reader| reader.read_to_end(&mut bytes))) {
            Ok(Some(Ok(_))) => {}
            // It went meanwhile: there is nothing to measure.
            _ => continue,
        }
        let published = read_feed(&bytes, &made.path).map(|feed| feed.entries).unwrap_or_default();
        feeds.push(FeedSize {
            title: made.title.clone(),
            path: run.document(&made.path),
            bytes: bytes.len(),
            entries: made.entries,
            dates: published.iter().filter_map(|entry| entry.published.or(entry.updated)).collect(),
        });
    }
    feeds.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
    feeds
}

fn sizes(run: &FinishedRun<'_>, out: &mut String) {
    let feeds = measured(run);
    let Some(largest) = feeds.first().map(|feed| feed.bytes.max(1)) else { return };
    let (now, zone) = (run.now.unix(), run.config.site.timezone);
    let oldest =
        feeds.iter().flat_map(|feed| &feed.dates).map(|date| date.unix()).min().unwrap_or(now).min(now - 86_400);
    let newest = feeds.iter().flat_map(|feed| &feed.dates).map(|date| date.unix()).max().unwrap_or(now).max(now);
    let day = |unix: i64| Timestamp::from_unix(unix).map(|moment| moment.day_in(zone)).unwrap_or_default();
    let _ = writeln!(
        out,
        "<section><h2>The feeds: sizes and ages</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>feed</th>\
         <th class=\"number\">entries</th><th class=\"number\">size</th><th></th><th class=\"ages\"><span>{}</span>\
         <span>{}</span></th><th>newest</th></tr></thead>\n<tbody>",
        day(oldest),
        day(newest)
    );
    for feed in feeds.iter().take(PICTURED) {
        let width = (feed.bytes as f64 / largest as f64 * 100.0).max(1.0);
        let dots: String = feed
            .dates
            .iter()
            .map(|date| {
                let at = (date.unix() - oldest) as f64 / (newest - oldest) as f64 * (WIDTH - 8.0) + 4.0;
                format!("<circle cx=\"{at:.1}\" cy=\"8\" r=\"3.5\"/>")
            })
            .collect();
        let latest = feed.dates.iter().max().map(|date| date.day_in(zone)).unwrap_or_default();
        let size = human(feed.bytes);
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}<small>{}</small></th><td class=\"number\">{}</td><td class=\"number\">{size}</td>\
             <td><svg class=\"size\" viewBox=\"0 0 100 16\" width=\"100\" height=\"16\" role=\"img\" aria-label=\"{size}\">\
             <rect width=\"{width:.1}\" height=\"16\" rx=\"2\"/></svg></td>\
             <td><svg class=\"age\" viewBox=\"0 0 {WIDTH} 16\" width=\"{WIDTH}\" height=\"16\" role=\"img\" \
             aria-label=\"{} dated entries, the newest of {latest}\"><line x1=\"0\" x2=\"{WIDTH}\" y1=\"8\" y2=\"8\"/>{dots}</svg></td>\
             <td><time>{latest}</time></td></tr>",
            escaped(&feed.title),
            escaped(&feed.path),
            feed.entries,
            feed.dates.len(),
        );
    }
    out.push_str("</tbody></table></div>\n");
    if feeds.len() > PICTURED {
        let _ = writeln!(out, "<p>and {} smaller ones</p>", feeds.len() - PICTURED);
    }
    out.push_str("</section>\n");
}

/// `12.3 kB`
fn human(bytes: usize) -> String {
    match bytes as f64 {
        bytes if bytes < 1000.0 => format!("{bytes} B"),
        bytes if bytes < 1e6 => format!("{:.1} kB", bytes / 1e3),
        bytes => format!("{:.1} MB", bytes / 1e6),
    }
}

fn documents(run: &FinishedRun<'_>, out: &mut String) {
    let differing: Vec<_> = run.differing().collect();
    if differing.is_empty() {
        return;
    }
    let summary = count(differing.len(), "document differs", "documents differ");
    let _ = writeln!(out, "<section><h2>On disk</h2>\n<details><summary>{summary}</summary>\n<ul>");
    for (path, change) in differing.iter().take(LISTED) {
        let word = match change {
            crate::output::Change::New => "missing",
            crate::output::Change::Removed => "no longer made",
            crate::output::Change::Same | crate::output::Change::Changed => "stale",
        };
        let _ = writeln!(out, "<li>{word}: <code>{}</code></li>", escaped(&run.document(path)));
    }
    out.push_str("</ul></details></section>\n");
}
