//! When an article was published, updated and expires.
//!
//! Published is the front matter's date, else the file name's, else the folders', else the one in the
//! front matter's own address; then what was not known before, which changes no date that was: a key that names a
//! date less plainly, the first commit, a date anywhere in the name, the dateline. Nothing else is a date: no mtime, no
//! now. A date that cannot be, and one that is missing, is a diagnostic with a way out.

pub(super) mod dateline;
mod eastern;
pub(super) mod in_name;
mod path;
mod rest;
mod span_of_days;
mod words;
mod written;
mod zone;

use std::ops::Range;

use chrono::{Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

pub use rest::NoDate;
pub use written::{AtOdds, Written, parse};
pub use zone::Zone;

pub(crate) use dateline::without_dateline;
pub(crate) use in_name::{holds_a_date, name_without_day};
use path::PathDate;
pub(crate) use path::was_dated_by_last_day;

use super::{Article, FrontMatter, Markup, Spanned};
use crate::config::{Config, Undated};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::Timestamp;

/// Where a published date comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// The front matter's date.
    FrontMatter,
    /// The names of file and folders: the part that says it.
    Path(String),
    /// The front matter's own address: the part that says it.
    Address(String),
    /// A key of the front matter that names a date less plainly: `pub_datetime`, `date: {created: ...}`.
    OtherKey,
    /// The file's first commit.
    Git,
    /// The name of the file, or of the bundle, anywhere: the part that says it.
    Name(String),
    /// The dateline of the text.
    Dateline(String),
}

/// The dates of an article.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// When it was published; `None`: it cannot be told, and a diagnostic says so.
    pub published: Option<Timestamp>,
    /// Where that comes from.
    pub published_from: Option<DateSource>,
    /// When it was updated, where the front matter says so.
    pub updated: Option<Timestamp>,
    /// When it is no longer to be shown, where the front matter says so.
    pub expires: Option<Timestamp>,
    /// What is wrong, without the file's name. An error among them: the article is at fault.
    pub diagnostics: Vec<Diagnostic>,
}

/// How to write a date, for help texts.
const WRITE: &str = "write it as `2024-08-30` or `2024-08-30T10:00:00+08:00`";

/// Resolves the dates of the article at `path` (relative to the content directory, with `/`), whose
/// text or head is `text`, of which the body begins at `body`.
///
/// | code | severity | when |
/// | --- | --- | --- |
/// | `date-invalid` | error | the date is there, unreadable, and no other is |
/// | `date-invalid` | warning | the same, and another source has one; or an offset no place has |
/// | `date-invalid` | warning | the date says something twice, and not the same: `Monday, 30 Aug 2024` |
/// | `date-invalid` | warning | the date of the update is unreadable |
/// | `date-invalid` | error | the date of expiry is unreadable |
/// | `date-dateline` | note | the only date is the dateline |
/// | `date-gap` | error | the time does not exist in the site's zone |
/// | `date-fold` | warning | the time exists twice; the earlier is taken |
/// | `date-missing` | by `content.undated` | there is none, or half of one |
pub fn resolve(front_matter: &FrontMatter, path: &str, text: &str, body: usize, config: &Config) -> Dates {
    let zone = config.site.timezone;
    let mut dates = Dates::default();
    match &front_matter.date {
        Some(date) => match moment(date, zone, text, &mut dates.diagnostics) {
            Ok(moment) => dates.publish(Some(moment), DateSource::FrontMatter),
            Err(fault) => match from_path(front_matter, path).or_else(|| from_name(path, config)) {
                Elsewhere::Day(day, source) => {
                    let (shown, place) = source.words();
                    let taken = format!("`{shown}` in {place} is taken");
                    let message = format!("`{}` is no date: {}; {taken}", clip(&date.value), fault.what);
                    let warning = Diagnostic::warning(fault.code, message).at(text, date.span.clone()).help(WRITE);
                    dates.diagnostics.push(warning);
                    dates.publish(start_of(day, zone), source);
                }
                _ => dates.diagnostics.push(fault.into_error(date, text)),
            },
        },
        None => dates.elsewhere(front_matter, path, text, body, config),
    }
    if let Some(updated) = &front_matter.updated {
        match moment(updated, zone, text, &mut dates.diagnostics) {
            Ok(moment) => dates.updated = Some(moment),
            Err(fault) => dates.diagnostics.push(
                Diagnostic::warning(
                    fault.code,
                    format!("`{}` is no date of an update: {}; it is passed over", clip(&updated.value), fault.what),
                )
                .at(text, updated.span.clone())
                .help(WRITE),
            ),
        }
    }
    if let Some(expires) = &front_matter.expires {
        match moment(expires, zone, text, &mut dates.diagnostics) {
            Ok(moment) => dates.expires = Some(moment),
            // What was to be gone by a day must not stay for ever because of a slip.
            Err(fault) => dates.diagnostics.push(fault.into_error(expires, text)),
        }
    }
    dates
}

impl Dates {
    fn publish(&mut self, moment: Option<Timestamp>, source: DateSource) {
        self.published = moment;
        self.published_from = Some(source);
    }

    /// The date of an article whose front matter has none under its usual keys.
    fn elsewhere(&mut self, front_matter: &FrontMatter, path: &str, text: &str, body: usize, config: &Config) {
        let zone = config.site.timezone;
        let by_path = from_path(front_matter, path);
        if let Elsewhere::Day(day, source) = by_path {
            return self.publish(start_of(day, zone), source);
        }
        // Where git has been asked for dates it has given them, and a published date stays.
        let commits = config.first_commits.as_ref();
        if let Some(first) = commits.and_then(|commits| commits.by_path.get(path).copied()) {
            return self.publish(Some(first), DateSource::Git);
        }
        if let Some(other) = &front_matter.other_date {
            match moment(other, zone, text, &mut self.diagnostics) {
                Ok(moment) => self.publish(Some(moment), DateSource::OtherKey),
                Err(fault) => self.diagnostics.push(fault.into_error(other, text)),
            }
            return;
        }
        let by_name = by_path.or_else(|| from_name(path, config));
        if let Elsewhere::Day(day, source) = by_name {
            return self.publish(start_of(day, zone), source);
        }
        let Some((day, at)) = dateline::of_body(text.get(body..).unwrap_or("")) else {
            return self.diagnostics.push(missing(by_name, path, config));
        };
        let span = body + at.start..body + at.end;
        let shown = clip(&text[span.clone()]).to_owned();
        let message = format!("the only date is that of the text, `{shown}`; {day} is taken");
        let note = Diagnostic::info(Code::DateDateline, message).at(text, span);
        self.diagnostics.push(note.help("write `date` in the front matter, or the day in the file's name"));
        self.publish(start_of(day, zone), DateSource::Dateline(shown));
    }
}

/// An error where the front matter says that the article was updated ahead of `now` (see
/// [`Timestamp::is_ahead_of`]): it would be the `updated` of every feed until then (RFC 4287, 4.2.15). One that is
/// itself dated ahead was updated no earlier.
pub fn updated_ahead(article: &Article, text: &str, now: Timestamp) -> Option<Diagnostic> {
    let (written, updated) = (article.front_matter.updated.as_ref()?, article.updated?);
    updated.is_ahead_of(now.max(article.published)).then(|| {
        let message =
            format!("`{}` is no date of an update: it lies ahead of now, {}", clip(&written.value), now.day());
        Diagnostic::error(Code::UpdatedAhead, message)
            .in_file(&article.shown)
            .at(text, written.span.clone())
            .help("write when the article was last changed, or take the key out; if the date is right, set the clock")
    })
}

/// Which day of a year stands for a value of which no more than the year can be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum DayOfYear {
    /// The first: the article is no older.
    First,
    /// The last: the article may be no younger.
    Last,
}

/// Before when an article with this value in a key such as `publishDate` is not to be shown; `None`: it names no day
/// and no year.
pub(super) fn not_before(value: &str, unreadable: DayOfYear, zone: Tz) -> Option<Timestamp> {
    let whole = Spanned { value: value.to_owned(), span: 0..0 };
    if let Ok(moment) = moment(&whole, zone, "", &mut Vec::new()) {
        return Some(moment);
    }
    let digits = value.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let year: i32 = digits.filter_map(|digits| digits.parse().ok()).max()?;
    let from = match unreadable {
        DayOfYear::First => year,
        DayOfYear::Last => year + 1,
    };
    start_of(NaiveDate::from_ymd_opt(from, 1, 1)?, zone)
}

/// A date that was found outside of the front matter's `date`.
enum Elsewhere {
    /// The day, and what says so.
    Day(NaiveDate, DateSource),
    /// What is only half a date, and why.
    Broken(String, String),
    /// A name with dates of which none can be taken, and why.
    Unclear(String, String),
    None,
}

impl Elsewhere {
    /// This where it is anything, else another.
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match (&self, other()) {
            (Self::Day(..), _) | (_, Self::None) => self,
            (_, Self::Unclear(..)) if !matches!(self, Self::None) => self,
            (_, found) => found,
        }
    }
}

impl DateSource {
    /// The text that says the date, and where that stands.
    fn words(&self) -> (&str, &'static str) {
        match self {
            Self::FrontMatter => ("date", "the front matter"),
            Self::Path(shown) => (shown, "the path"),
            Self::Address(shown) => (shown, "the front matter's address"),
            Self::OtherKey => ("another key", "the front matter"),
            Self::Git => ("the first commit", "git"),
            Self::Name(shown) => (shown, "the name"),
            Self::Dateline(shown) => (shown, "the text"),
        }
    }
}

fn from_path(front_matter: &FrontMatter, path: &str) -> Elsewhere {
    let by_file = path::of_file(path);
    if let PathDate::Day(day, shown) = by_file {
        return Elsewhere::Day(day, DateSource::Path(shown));
    }
    let by_address = front_matter.url.as_ref().map_or(PathDate::None, |url| path::of_address(&url.value));
    match (by_address, by_file) {
        (PathDate::Day(day, shown), _) => Elsewhere::Day(day, DateSource::Address(shown)),
        (_, PathDate::Broken(shown, why)) | (PathDate::Broken(shown, why), _) => Elsewhere::Broken(shown, why),
        _ => Elsewhere::None,
    }
}

/// The date that the name of the file or of the bundle holds anywhere.
fn from_name(path: &str, config: &Config) -> Elsewhere {
    match path::of_whole_name(path, config.dated_by_last_day.contains(path)) {
        PathDate::Day(day, shown) => Elsewhere::Day(day, DateSource::Name(shown)),
        PathDate::Broken(shown, why) => Elsewhere::Unclear(shown, why),
        PathDate::None => Elsewhere::None,
    }
}

fn missing(elsewhere: Elsewhere, path: &str, config: &Config) -> Diagnostic {
    let message = match elsewhere {
        Elsewhere::Broken(shown, why) => {
            format!("the article has no date: `{shown}` in its path is only half of one ({why})")
        }
        Elsewhere::Unclear(shown, why) => format!("the article has no date: `{shown}` tells none ({why})"),
        _ => "the article has no date".to_owned(),
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let help = match crate::article::name::markup_of(name) {
        // Nobody writes front matter into a letter.
        Some(Markup::Text) => format!(
            "name it by its day, `2024-08-30 {name}`, or write the day into a line of its own at its end; what is no article can \
             be named in `content.exclude`"
        ),
        _ => "add `date` to the front matter, or name the file like `2024-08-30-slug.md`; a page that is no article can be named \
              in `content.exclude`"
            .to_owned(),
    };
    match config.content.undated {
        Undated::Warn => Diagnostic::warning(Code::DateMissing, message + "; it is left out").help(help),
        Undated::Error => Diagnostic::error(Code::DateMissing, message).help(help),
    }
}

/// Why a front matter date gives no moment.
struct NoMoment {
    code: Code,
    what: String,
    help: String,
}

impl NoMoment {
    fn into_error(self, date: &Spanned<String>, text: &str) -> Diagnostic {
        Diagnostic::error(self.code, format!("`{}` is no date: {}", clip(&date.value), self.what))
            .at(text, date.span.clone())
            .help(self.help)
    }
}

/// A value as a message shows it.
fn clip(text: &str) -> &str {
    let line = text.lines().next().unwrap_or("");
    &line[..line.floor_char_boundary(60)]
}

/// A warning about a date that says something twice, and not the same (RFC 5322, 3.3: "the day-of-week must be the
/// day implied by the date").
fn contradiction(odds: AtOdds, day: NaiveDate, date: &Spanned<String>, text: &str) -> Diagnostic {
    let shown = clip(&date.value);
    let (message, help) = match odds {
        AtOdds::Weekday => (
            format!("`{shown}` contradicts itself: {} is a {}; the day of the month is taken", day, day.format("%A")),
            "write the day that is meant, without the day of the week",
        ),
        AtOdds::HalfOfDay => (
            format!("`{shown}` contradicts itself: the hour is in the other half of the day; it is taken as written"),
            "write the hour from 0 to 23, without `am` or `pm`",
        ),
        AtOdds::Offset => (
            format!("`{shown}` contradicts itself: the zone has another offset then; the offset is taken"),
            "write the offset or the zone, not both",
        ),
    };
    Diagnostic::warning(Code::DateInvalid, message).at(text, date.span.clone()).help(help)
}

/// The moment that a front matter date means.
fn moment(
    date: &Spanned<String>,
    site: Tz,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Timestamp, NoMoment> {
    let invalid = |what: String, help: &str| NoMoment { code: Code::DateInvalid, what, help: help.to_owned() };
    let beyond = || invalid("it is not between the years 1 and 9999".to_owned(), WRITE);
    let span: Range<usize> = date.span.clone();
    let (day, time, zone) = match parse(&date.value) {
        Ok(Written::Unix(seconds)) => return Timestamp::from_unix(seconds).ok_or_else(beyond),
        Ok(Written::Civil { day, time, zone, at_odds }) => {
            diagnostics.extend(at_odds.map(|odds| contradiction(odds, day, date, text)));
            (day, time, zone)
        }
        Err(NoDate::Zone(name)) => {
            return Err(invalid(
                NoDate::Zone(name).what(),
                "write the offset, such as `+08:00`, or a zone's name, such as `Asia/Shanghai`",
            ));
        }
        Err(NoDate::Ambiguous) => return Err(invalid(NoDate::Ambiguous.what(), "write the year first: `2024-08-30`")),
        Err(why) => return Err(invalid(why.what(), WRITE)),
    };
    let zone = match zone {
        Zone::Site => site,
        Zone::Named(zone) => zone,
        Zone::Offset(seconds) => {
            let local = day.and_time(time.unwrap_or(NaiveTime::MIN));
            let moment = local.checked_sub_signed(TimeDelta::seconds(i64::from(seconds))).ok_or_else(beyond)?;
            return Timestamp::new(Utc.from_utc_datetime(&moment)).ok_or_else(beyond);
        }
        Zone::Beyond => {
            diagnostics.push(
                Diagnostic::warning(
                    Code::DateInvalid,
                    format!(
                        "the offset of `{}` is no place's (they end at +14:00); the day is kept as written",
                        clip(&date.value)
                    ),
                )
                .at(text, span.clone())
                .help("write the offset of the place, such as `+02:00`, or none"),
            );
            site
        }
    };
    let Some(time) = time else {
        return start_of(day, zone).ok_or_else(beyond);
    };
    let local = day.and_time(time);
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) => Timestamp::new(moment).ok_or_else(beyond),
        LocalResult::Ambiguous(earlier, later) => {
            diagnostics.push(
                Diagnostic::warning(
                    Code::DateFold,
                    format!(
                        "`{}` occurs twice in {zone}, where clocks were set back; the earlier is taken",
                        clip(&date.value)
                    ),
                )
                .at(text, span)
                .help("write the offset, such as `+02:00`"),
            );
            Timestamp::new(earlier.min(later)).ok_or_else(beyond)
        }
        LocalResult::None => Err(NoMoment {
            code: Code::DateGap,
            what: format!("the time does not exist in {zone}, where clocks were set forward over it"),
            help: "write the offset, such as `+02:00`, or another time".to_owned(),
        }),
    }
}

/// When a day begins in a zone: midnight, or the first moment there is where clocks skip it; the
/// earlier where it occurs twice. A zone that skips the whole day (Samoa, 30 December 2011) gives the
/// next.
fn start_of(day: NaiveDate, zone: Tz) -> Option<Timestamp> {
    let midnight: NaiveDateTime = day.and_time(NaiveTime::MIN);
    for quarter in 0..=96 {
        let local = midnight.checked_add_signed(TimeDelta::minutes(15 * quarter))?;
        match zone.from_local_datetime(&local) {
            LocalResult::Single(moment) => return Timestamp::new(moment),
            LocalResult::Ambiguous(earlier, later) => return Timestamp::new(earlier.min(later)),
            LocalResult::None => {}
        }
    }
    Timestamp::new(Utc.from_utc_datetime(&midnight.checked_add_days(Days::new(1))?))
}
