//! When an article was published: every source, every fault.

mod articles_site;

use articles_site::SmallSite;
use chrono_tz::Tz;
use tidings::article::LeftOut;
use tidings::config::Undated;
use tidings::diagnostic::Severity;

fn published(path: &str, text: &str, zone: Tz) -> String {
    let mut site = SmallSite::of(&[(path, text)]);
    site.config.site.timezone = zone;
    site.article(path).published.rfc3339()
}

#[test]
fn dates_come_from_front_matter_then_name_then_folders_then_address() {
    for (path, text, day) in [
        ("2024-08-29-x.md", "---\ndate: 2024-08-30\n---\n", "2024-08-30"),
        ("2024-08-30-x.md", "Text\n", "2024-08-30"),
        ("2024-8-3-x.md", "Text\n", "2024-08-03"),
        ("20240830-x.md", "Text\n", "2024-08-30"),
        ("2024_08_30_x.md", "Text\n", "2024-08-30"),
        ("2024-08-30.md", "Text\n", "2024-08-30"),
        ("2023/01/01/2024-08-30-x.md", "Text\n", "2024-08-30"),
        ("2024/08/30/x.md", "Text\n", "2024-08-30"),
        ("2024/08/30-x.md", "Text\n", "2024-08-30"),
        ("2024/08-30-x.md", "Text\n", "2024-08-30"),
        ("2024-08/30-x.md", "Text\n", "2024-08-30"),
        ("news/2024/08/30/x/index.md", "Text\n", "2024-08-30"),
        ("2024-08-30/index.md", "Text\n", "2024-08-30"),
        ("2024-08-30-x/index.zh.md", "Text\n", "2024-08-30"),
        ("2024-08-30-x/text.md", "Text\n", "2024-08-30"),
        ("x.md", "+++\npath = \"2024/08/30/X-1.0\"\n+++\n", "2024-08-30"),
        ("x.md", "---\npermalink: /zh/news/2024/08/30/\n---\n", "2024-08-30"),
        ("x.md", "---\nurl: https://acme.example/2024/08/30/x/\n---\n", "2024-08-30"),
    ] {
        assert_eq!(published(path, text, Tz::UTC), format!("{day}T00:00:00Z"), "{path} {text}");
    }
}

#[test]
fn a_name_a_key_or_a_dateline_stands_in_where_nothing_else_tells_a_day() {
    let front = |lines: &str| format!("---\n{lines}\n---\nText.\n");
    for (path, text, moment) in [
        ("tide_tables_20230514.txt", "Text".to_owned(), "2023-05-14T00:00:00Z"),
        ("潮汐表2023年5月14日.txt", "Text".to_owned(), "2023-05-14T00:00:00Z"),
        ("14.05.2023 tide tables/index.md", "Text".to_owned(), "2023-05-14T00:00:00Z"),
        ("x.txt", "Tide tables\n\nVigo, 14 May 2023\n\nThey are out.".to_owned(), "2023-05-14T00:00:00Z"),
        ("x.md", front("pub_datetime: 2023-05-14T06:00:00Z"), "2023-05-14T06:00:00Z"),
        ("x.md", front("created-on: 2023-05-14"), "2023-05-14T00:00:00Z"),
        ("x.md", front("date:\n  created: 2023-05-14\n  updated: 2023-05-20"), "2023-05-14T00:00:00Z"),
        ("x.md", front("date: {published: 2023-05-14}"), "2023-05-14T00:00:00Z"),
        // What was a date before stays one, and the nearer of the new ones counts.
        ("2023-05-14-x.md", front("pubDatetime: 2023-05-10T06:00:00Z"), "2023-05-14T00:00:00Z"),
        ("2023/05/14/x-2023-05-10.md", "Text".to_owned(), "2023-05-14T00:00:00Z"),
        ("x-2023-05-10.md", front("date: 2023-05-14"), "2023-05-14T00:00:00Z"),
        ("x-2023-05-10.md", front("created_date: 2023-05-14"), "2023-05-14T00:00:00Z"),
        ("x-2023-05-14.md", "10 May 2023\n\nText.".to_owned(), "2023-05-14T00:00:00Z"),
    ] {
        assert_eq!(published(path, &text, Tz::UTC), moment, "{path} {text}");
    }
    for (path, text) in [
        ("x-2023-05-14-to-2023-05-16.md", "Text."),
        ("x-03.04.2023.md", "Text."),
        ("part-20231350.md", "Text."),
        ("x.md", "---\nupdate: We came back on 14 May 2023\n---\nText."),
        ("x.md", "The tables of 14 May 2023 are out."),
        ("x.md", "14 May 2023\n\nStrings.\n\n15 May 2023\n\nBrass."),
    ] {
        let mut site = SmallSite::of(&[(path, text)]);
        site.config.site.timezone = Tz::UTC;
        assert_eq!(site.head(path).left_out, Some(LeftOut::Undated), "{path} {text}");
    }
}

#[test]
fn the_update_is_read_under_the_keys_of_templates() {
    for lines in [
        "date: 2023-05-14\nmodDatetime: 2023-05-20",
        "date: 2023-05-14\nupdated_date: 2023-05-20",
        "date: 2023-05-14\nupdate: 2023-05-20",
        "date: {created: 2023-05-14, updated: 2023-05-20}",
    ] {
        let site = SmallSite::of(&[("x.md", &format!("---\n{lines}\n---\nText.\n"))]);
        let updated = site.article("x.md").updated.map(|updated| updated.rfc3339());
        assert_eq!(updated.as_deref(), Some("2023-05-20T00:00:00Z"), "{lines}");
    }
}

#[test]
fn what_a_date_says_twice_must_agree() {
    for date in ["Monday, 17 April 2024", "2024年4月17日（木）", "2024-07-17T08:00:00+01:00[Europe/Paris]"] {
        let text = format!("---\ndate: \"{date}\"\n---\n");
        let (severity, code, message, there) = complaint("x.md", &text, Tz::UTC);
        assert_eq!((severity, code, there), (Severity::Warning, "date-invalid", true), "{date}");
        assert!(message.contains("contradicts itself"), "{message}");
    }
}

#[test]
fn a_date_without_zone_is_in_the_zone_of_the_site() {
    let at = |date: &str, zone| published("x.md", &format!("---\ndate: {date}\n---\n"), zone);
    assert_eq!(at("2024-08-30", Tz::Asia__Shanghai), "2024-08-29T16:00:00Z");
    assert_eq!(at("2024-08-30 10:00", Tz::Asia__Shanghai), "2024-08-30T02:00:00Z");
    assert_eq!(at("2024-08-30 10:00 +0200", Tz::Asia__Shanghai), "2024-08-30T08:00:00Z");
    assert_eq!(at("2024-08-30 10:00 America/New_York", Tz::Asia__Shanghai), "2024-08-30T14:00:00Z");
    assert_eq!(at("1725000000", Tz::Asia__Shanghai), "2024-08-30T06:40:00Z");
    // Clocks in Beirut went from midnight to one: the day began at one.
    assert_eq!(at("2022-03-27", Tz::Asia__Beirut), "2022-03-26T22:00:00Z");
    // Clocks in Havana went back from one to midnight, which came twice: the day began with the earlier.
    assert_eq!(at("2024-11-03", Tz::America__Havana), "2024-11-03T04:00:00Z");
    // Samoa had no 30 December 2011.
    assert_eq!(at("2011-12-30", Tz::Pacific__Apia), "2011-12-30T10:00:00Z");
}

/// Severity, code and message of the only complaint, and whether there is an article.
fn complaint(path: &str, text: &str, zone: Tz) -> (Severity, &'static str, String, bool) {
    let mut site = SmallSite::of(&[(path, text)]);
    site.config.site.timezone = zone;
    let read = site.head(path);
    let [found] = &read.diagnostics[..] else { panic!("{path} {text}: {:?}", read.diagnostics) };
    assert!(found.help.is_some() && found.file.as_deref() == Some(&*format!("content/{path}")));
    (found.severity, found.code.as_str(), found.message.clone(), read.article.is_some())
}

#[test]
fn a_date_that_cannot_be() {
    let dated = |date: &str| format!("---\ndate: {date}\n---\n");
    let (severity, code, message, article) = complaint("2017-03-01-x.md", &dated("2017-02-29"), Tz::UTC);
    assert_eq!((severity, code, article), (Severity::Warning, "date-invalid", true));
    assert!(message.contains("`2017-02-29`") && message.contains("`2017-03-01`"), "{message}");

    let refused = [
        "2017-02-29",
        "soon",
        "03/04/2020",
        "2024-08-30 10:00 CST",
        "2024-08",
        "0000-01-01",
        "9999-12-31T23:00:00-05:00",
    ];
    for date in refused {
        let (severity, code, message, article) = complaint("x.md", &dated(date), Tz::UTC);
        assert_eq!((severity, code, article), (Severity::Error, "date-invalid", false), "{date}");
        assert!(message.contains(date), "{message}");
    }
    let (severity, code, _, article) = complaint("x.md", &dated("2024-03-31 02:30"), Tz::Europe__Berlin);
    assert_eq!((severity, code, article), (Severity::Error, "date-gap", false));
    let (severity, code, _, article) = complaint("x.md", &dated("2024-10-27 02:30"), Tz::Europe__Berlin);
    assert_eq!((severity, code, article), (Severity::Warning, "date-fold", true));
    let (severity, code, _, article) = complaint("x.md", &dated("2024-08-30 16:00:00+16:00"), Tz::Europe__Berlin);
    assert_eq!((severity, code, article), (Severity::Warning, "date-invalid", true));
    assert_eq!(published("x.md", &dated("2024-08-30 16:00:00+16:00"), Tz::UTC), "2024-08-30T16:00:00Z");
}

#[test]
fn of_an_hour_that_comes_twice_the_earlier_is_taken() {
    // Summer time still, two hours ahead of UTC.
    let dated = "---\ndate: 2024-10-27 02:30\n---\n";
    assert_eq!(published("x.md", dated, Tz::Europe__Berlin), "2024-10-27T00:30:00Z");
}

#[test]
fn no_date_is_a_warning_or_an_error_as_configured() {
    for (path, half) in [
        ("x.md", None),
        ("2024-08/x.md", Some("2024-08")),
        ("201408/x.md", Some("201408")),
        ("2014/08/x.md", Some("2014/08")),
        ("2015-03-00-x.md", Some("2015-03-00")),
        ("2015-02-30-x.md", Some("2015-02-30")),
        ("12345678-x.md", None),
        ("1984.md", None),
    ] {
        let (severity, code, message, article) = complaint(path, "Text\n", Tz::UTC);
        assert_eq!((severity, code, article), (Severity::Warning, "date-missing", false), "{path}");
        assert_eq!(half.is_some(), message.contains('`'), "{path}: {message}");
        assert!(half.is_none_or(|half| message.contains(half)), "{path}: {message}");
    }
    let mut site = SmallSite::of(&[("x.md", "Text\n")]);
    site.config.content.undated = Undated::Error;
    let read = site.head("x.md");
    assert_eq!((read.left_out, read.diagnostics[0].severity), (Some(LeftOut::Undated), Severity::Error));
}

#[test]
fn a_place_is_that_of_the_value() {
    let site = SmallSite::of(&[("x.md", "\u{feff}---\r\ntitle: T\r\ndate: soon\r\n---\r\n")]);
    let read = site.head("x.md");
    let place = read.diagnostics[0].place.clone().unwrap();
    assert_eq!((place.line, place.column, place.width, place.source.as_str()), (3, 7, 4, "date: soon"));
}

#[test]
fn updated_and_expires() {
    let site = SmallSite::of(&[
        ("2024-01-01-a.md", "---\nlastmod: 2024-02-01\nexpires: 2025-01-01\n---\n"),
        ("2024-01-01-b.md", "---\nlastmod: later\n---\n"),
        ("2024-01-01-c.md", "---\nexpires: later\n---\n"),
    ]);
    let article = site.article("2024-01-01-a.md");
    assert_eq!(article.updated.unwrap().day(), "2024-02-01");
    assert_eq!(article.expires.unwrap().day(), "2025-01-01");
    let unclear = site.head("2024-01-01-b.md");
    assert_eq!((unclear.article.unwrap().updated, unclear.diagnostics[0].severity), (None, Severity::Warning));
    // What should be gone by a day must not stay for a slip.
    let forever = site.head("2024-01-01-c.md");
    assert_eq!((forever.left_out, forever.diagnostics[0].severity), (Some(LeftOut::Broken), Severity::Error));
}
