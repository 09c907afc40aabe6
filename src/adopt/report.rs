//! The report of an adoption: lines for people that are also what is given back.
//!
//! ```text
//! match 2024/launch.md <- https://old.example/launch/    # link
//! # no article: https://old.example/party/  "Summer party", 2024-07-01: no article is it for sure
//! #   match 2024/summer.md <- https://old.example/party/    # the same day
//! ```
//!
//! Taking the `#` from a line that offers a match, or writing one, makes a match by hand.

use super::{Matches, Unmatched};
use crate::diagnostic::{Code, Diagnostic, Faults, Place, visible};
use serde::Serialize;
use serde_json::{Value, json};

/// A match that somebody made by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// The article's path, relative to the content directory.
    pub path: String,
    /// The old entry's id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
}

const ARROW: &str = " <- ";
const NOTE: &str = "    # ";

/// Reads matches made by hand: lines `match PATH <- ID`, as the report has them. Blank lines and those that
/// begin with `#` say nothing; what follows four spaces and a `#` is a note.
///
/// # Errors
///
/// `adopt-by-hand` for any other line.
///
/// ```
/// use tidings::adopt::parse_by_hand;
///
/// let by_hand = parse_by_hand("# ours\nmatch pump.md <- 17\n", "matches.txt")?;
/// assert_eq!((by_hand[0].path.as_str(), by_hand[0].id.as_str()), ("pump.md", "17"));
/// # Ok::<(), tidings::diagnostic::Faults>(())
/// ```
pub fn parse_by_hand(text: &str, shown: &str) -> Result<Vec<ByHand>, Faults> {
    let mut matches = Vec::new();
    let mut errors = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end().trim_start_matches('\u{feff}');
        let place = || Place { line: at + 1, ..Place::of(line, 0..line.len()) };
        if line.trim_start().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let said = line.split_once(NOTE).map_or(line, |(said, _)| said).trim();
        let parts = said.strip_prefix("match ").and_then(|said| said.split_once(ARROW));
        match parts.map(|(path, id)| (path.trim(), id.trim())).filter(|(path, id)| !path.is_empty() && !id.is_empty()) {
            Some((path, id)) => matches.push(ByHand { path: path.to_owned(), id: id.to_owned(), place: place() }),
            None => {
                let error = Diagnostic::error(Code::AdoptByHand, "this is no match").in_file(shown);
                let error = error.help("write `match PATH <- ID`, or `#` before the line");
                errors.push(Diagnostic { place: Some(place()), ..error });
            }
        }
        if errors.len() >= 20 || matches.len() >= 100_000 {
            break;
        }
    }
    if errors.is_empty() { Ok(matches) } else { Err(errors.into()) }
}

impl Matches {
    /// The report as text: what is matched and why, and what is not, with the nearest articles.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // A line is given back to be obeyed: nothing in it may begin another one, or read as another.
        let mut line = |said: String| {
            text.push_str(&visible(&said));
            text.push('\n');
        };
        line(format!("# {}", self.sentence()));
        for found in &self.matched {
            line(format!("match {}{ARROW}{}{NOTE}{}", found.path, found.entry.id, found.because.words()));
        }
        for entry in &self.unmatched {
            line(format!("# no article: {}", describe(entry)));
            for nearest in &entry.nearest {
                line(format!("#   match {}{ARROW}{}{NOTE}{}", nearest.path, entry.entry.id, nearest.why));
            }
        }
        text
    }

    /// The report for machines.
    #[must_use]
    pub fn to_json(&self) -> Value {
        #[derive(Serialize)]
        struct Matched<'a> {
            path: &'a str,
            id: &'a str,
            because: super::MatchEvidence,
        }
        let matched: Vec<_> = (self.matched.iter())
            .map(|found| Matched { path: &found.path, id: &found.entry.id, because: found.because })
            .collect();
        let unmatched: Vec<_> = (self.unmatched.iter())
            .map(|it| {
                let PublishedParts { id, link, title, published } = parts(it);
                json!({ "id": id, "link": link, "title": title, "published": published, "reason": it.reason, "nearest": it.nearest })
            })
            .collect();
        json!({ "matched": matched, "unmatched": unmatched })
    }

    /// How many there are, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let all = self.matched.len() + self.unmatched.len();
        match self.unmatched.len() {
            0 => format!("{all} published entries, all matched"),
            without => format!("{all} published entries: {} matched, {without} without an article", self.matched.len()),
        }
    }
}

struct PublishedParts<'a> {
    id: &'a str,
    link: Option<&'a str>,
    title: Option<&'a str>,
    published: Option<String>,
}

fn parts(unmatched: &Unmatched) -> PublishedParts<'_> {
    let entry = &unmatched.entry;
    PublishedParts {
        id: &entry.id,
        link: entry.link.as_deref(),
        title: entry.title.as_deref(),
        published: entry.published.map(|moment| moment.rfc3339()),
    }
}

fn describe(unmatched: &Unmatched) -> String {
    let PublishedParts { id, link, title, .. } = parts(unmatched);
    let mut words = id.to_owned();
    if let Some(title) = title {
        words += &format!("  \"{title}\"");
    }
    if let Some(published) = unmatched.entry.published {
        words += &format!(", {}", published.day());
    }
    if let Some(link) = link.filter(|link| *link != id) {
        words += &format!(", {link}");
    }
    format!("{words}: {}", unmatched.reason)
}
