//! What Zola makes of names: a date at the front, and the slug (`components/content/src/page.rs`,
//! `components/utils/src/slugs.rs`), as measured on Zola 0.22.1.

/// `[slugify] paths`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SlugMode {
    /// Plain ASCII in lower case, joined by hyphens.
    #[default]
    On,
    /// Only what file systems do not bear is taken out.
    Safe,
    /// As it is.
    Off,
}

impl SlugMode {
    /// That of a word of the configuration.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "on" => Some(Self::On),
            "safe" => Some(Self::Safe),
            "off" => Some(Self::Off),
            _ => None,
        }
    }

    /// The slug of a text.
    pub fn slug(self, text: &str) -> String {
        match self {
            Self::On => slug::slugify(text),
            Self::Safe => {
                let text = text.trim_end_matches([' ', '.']);
                text.chars().filter(|c| !c.is_control() && !"<>:\"/\\|?*".contains(*c)).collect()
            }
            Self::Off => text.to_owned(),
        }
    }
}

/// A name that begins with a date: `2026-01-05`, or `2026-01-08T10:00:00Z` with a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DatedName<'a> {
    /// The date, with its time where it has one.
    pub date: &'a str,
    /// Whether it has a time.
    pub has_time: bool,
    /// What follows a hyphen or underscore after it, before which one space may stand.
    pub slug: Option<&'a str>,
}

impl<'a> DatedName<'a> {
    /// That of a name; `None` where it does not begin with a date. A time needs seconds and a zone, else only the day
    /// counts.
    pub fn read(name: &'a str) -> Option<Self> {
        let day = name.get(..10).filter(|day| is_day(day.as_bytes()))?;
        let time = name[10..].strip_prefix('T').and_then(time_length).map(|length| 11 + length);
        let end = time.unwrap_or(day.len());
        let rest = &name[end..];
        let mut chars = rest.chars();
        let after = match chars.next() {
            Some('-' | '_') => Some(chars.as_str()),
            Some(c) if c.is_whitespace() => chars.as_str().strip_prefix(['-', '_']),
            _ => None,
        };
        Some(Self { date: &name[..end], has_time: time.is_some(), slug: after.filter(|slug| !slug.is_empty()) })
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

/// Months and days are within their bounds; whether the month has so many days is not asked.
fn is_day(text: &[u8]) -> bool {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = text else { return false };
    year.len() == 4
        && number(year).is_some()
        && number(&[*m1, *m2]).is_some_and(|month| (1..=12).contains(&month))
        && number(&[*d1, *d2]).is_some_and(|day| (1..=31).contains(&day))
}

/// How long `10:00:00Z` or `10:00:00.5+02:00` at the front is.
fn time_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let two = |at: usize| number(bytes.get(at..at + 2)?);
    let is_time =
        two(0)? < 24 && bytes.get(2) == Some(&b':') && two(3)? < 60 && bytes.get(5) == Some(&b':') && two(6)? <= 60;
    let mut at = 8;
    if bytes.get(at) == Some(&b'.') {
        let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        at += 1 + if digits == 0 { return None } else { digits };
    }
    match bytes.get(at)? {
        b'Z' => at += 1,
        b'+' | b'-' if two(at + 1)? < 24 && bytes.get(at + 3) == Some(&b':') && two(at + 4)? < 60 => at += 6,
        _ => return None,
    }
    is_time.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_at_the_front_of_a_name() {
        for (name, date, slug) in [
            ("2026-01-05-dash", "2026-01-05", Some("dash")),
            ("2026-01-06_under", "2026-01-06", Some("under")),
            ("2026-01-07 - spaced", "2026-01-07", Some(" spaced")),
            ("2026-01-08T10:00:00Z-timed", "2026-01-08T10:00:00Z", Some("timed")),
            ("2026-01-08T10:45:00.5-03:30-x", "2026-01-08T10:45:00.5-03:30", Some("x")),
            ("2026-01-08T10:00:00-no-zone", "2026-01-08", None),
            ("2026-01-09", "2026-01-09", None),
            ("2026-01-11nodash", "2026-01-11", None),
            ("2026-01-12 space only", "2026-01-12", None),
            ("2026-01-21-", "2026-01-21", None),
        ] {
            let read = DatedName::read(name).unwrap();
            assert_eq!((read.date, read.slug), (date, slug), "{name}");
        }
        for name in
            ["2026-1-16-short", "2026-13-01-x", "20260113-x", "on-2026-01-17", "", "二〇二六年一月五日", "2026-01-0é"]
        {
            assert_eq!(DatedName::read(name), None, "{name}");
        }
    }

    #[test]
    fn slugs_are_made_in_three_ways() {
        for (text, on, safe) in
            [("日本の灯 🎉", "ri-ben-nodeng-tada", "日本の灯 🎉"), ("a<b>c/d. . ", "a-b-c-d", "abcd"), ("", "", "")]
        {
            assert_eq!((SlugMode::On.slug(text).as_str(), SlugMode::Safe.slug(text).as_str()), (on, safe), "{text}");
        }
    }
}
