//! What date an address shows (`plugins/processor/common.js`; `hexo-front-matter`; `js-yaml`). Hexo takes what a date says
//! for the time of `timezone`, or of the machine where that is not set, and shows it by the clock of the machine.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use regex::Regex;

/// The date of a post, as Hexo has it.
pub(super) struct HexoDate {
    /// By the clock of the machine that builds.
    pub shown: NaiveDateTime,
    /// In seconds since 1970.
    pub unix: i64,
}

/// A time with a zone that YAML knows for a time, not for a text: Hexo takes it for what its clock shows in UTC.
static OF_YAML: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?)$")
        .ok()
});

/// Any other time with a zone.
static ZONED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\d:\d{2}.*(?:[Zz]|[-+]\d{2}:?\d{2})$").ok());

fn is_match(pattern: &Option<Regex>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

impl HexoDate {
    /// Of a post that was published then, by a date that is written in its front matter or in its name.
    pub fn of(
        published: DateTime<Tz>,
        written: Option<&str>,
        of_name: Option<NaiveDate>,
        is_built_elsewhere: bool,
    ) -> Option<Self> {
        let zone = published.timezone();
        let machine = if is_built_elsewhere { Tz::UTC } else { zone };
        let clock = match (written.map(str::trim), of_name) {
            (Some(written), _) if is_match(&OF_YAML, written) => published.with_timezone(&Utc).naive_local(),
            (Some(written), _) if is_match(&ZONED, written) => published.with_timezone(&machine).naive_local(),
            (Some(_), _) => published.naive_local(),
            (None, Some(date)) => date.and_time(NaiveTime::MIN),
            (None, None) => return None,
        };
        // An hour that a change of the clock leaves out is that of the article's own date.
        let instant = zone.from_local_datetime(&clock).earliest().unwrap_or(published);
        Some(Self { shown: instant.with_timezone(&machine).naive_local(), unix: instant.timestamp() })
    }
}
