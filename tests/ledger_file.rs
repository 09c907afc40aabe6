//! The ledger's file: damage is noticed, the version before is read, and what a merge, a hand or a clock has left in
//! disorder can be put right.

mod support;

use support::{Ran, Site};
use tidings::feed::Timestamp;
use tidings::ledger::{Ledger, mend};

/// A site of two articles of January 2026 that has been built.
fn built() -> Site {
    let site = Site::new("");
    site.write("content/2026-01-05-pier.md", "# Pier\n\nThe pier has new planks from end to end.\n");
    site.write("content/2026-01-06-buoy.md", "# Buoy\n\nThe buoy off the mole rings again.\n");
    site.build();
    site
}

/// The same ledger as the version before wrote it.
fn as_version_1(text: &str) -> String {
    let without_sum = |line: &str| line.rsplit_once("\t~").map_or(line, |(fields, _)| fields).to_owned() + "\n";
    text.lines().map(without_sum).collect::<String>().replacen("tidings ledger 2", "tidings ledger 1", 1)
}

fn line_of<'a>(text: &'a str, part: &str) -> &'a str {
    text.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no line with `{part}`"))
}

fn built_at(site: &Site, now: &str) -> Ran {
    let ran = site.run(&["build", "--now", now]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran
}

fn now() -> Timestamp {
    Timestamp::from_unix(1_780_272_000).unwrap()
}

#[test]
fn every_changed_byte_is_noticed_or_means_nothing() {
    let text = built().read("tidings.lock");
    let good = Ledger::parse(&text, "tidings.lock").unwrap();
    for at in 0..text.len() {
        for with in [b'0', b'2', b'A', b'#', b'\t', b'\n', b' ', b'='] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = with;
            if let Ok(read) = Ledger::parse(&String::from_utf8(bytes).unwrap(), "tidings.lock") {
                assert_eq!(read.to_text(), text, "byte {at}, {:?}", char::from(with));
            }
        }
        // A byte that is lost.
        let cut = format!("{}{}", &text[..at], &text[at + 1..]);
        if let Ok(read) = Ledger::parse(&cut, "tidings.lock") {
            assert_eq!(read, good, "without byte {at}");
        }
    }
}

#[test]
fn a_damaged_line_stops_the_build_and_the_way_out_is_named() {
    let site = built();
    let good = site.read("tidings.lock");
    let line = line_of(&good, "buoy");
    for bad in [line.replace("buoy.md", "buoj.md"), line.rsplit_once('\t').unwrap().0.to_owned()] {
        site.write("tidings.lock", good.replace(line, &bad));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1);
        let number = good.lines().position(|other| other == line).unwrap() + 1;
        assert!(ran.err.contains(&format!("tidings.lock:{number}:")), "{}", ran.err);
        assert!(ran.err.contains("ledger-line") && ran.err.contains("tidings ledger mend"), "{}", ran.err);
    }
}

#[test]
fn a_ledger_of_version_1_counts_as_fresh_and_is_written_anew_only_to_say_more() {
    let site = built();
    let new = site.read("tidings.lock");
    let old = as_version_1(&new);
    assert_eq!(Ledger::parse(&old, "tidings.lock").unwrap().version_read(), Some(1));
    assert!(Ledger::may_stay(&old, &new) && !Ledger::may_stay(&old.replace("Z\t", "Z\t "), &new));
    site.write("tidings.lock", &old);
    let feeds = site.files("feeds");
    assert_eq!(site.run(&["check"]).code, 0);
    site.build();
    assert_eq!((site.read("tidings.lock"), site.files("feeds")), (old, feeds));

    site.write("content/2026-01-07-lamp.md", "# Lamp\n\nThe lamp at the head burns green.\n");
    site.build();
    let grown = site.read("tidings.lock");
    assert_eq!(Ledger::parse(&grown, "tidings.lock").unwrap().version_read(), Some(2));
    for line in new.lines().filter(|line| line.contains(".md")) {
        assert!(grown.contains(line), "what was known is as it was");
    }
}

#[test]
fn checksums_hold_with_the_line_ends_of_other_systems() {
    let text = built().read("tidings.lock");
    let read = Ledger::parse(&text.replace('\n', "\r\n"), "tidings.lock").unwrap();
    assert_eq!(read.to_text(), text);
}

#[test]
fn mending_shows_what_it_would_do_and_does_it_when_told() {
    let site = built();
    let good = site.read("tidings.lock");
    let ran = site.run(&["ledger", "mend"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "nothing in tidings.lock has to be mended\n"));

    // Moved by hand, and by a hand that knew what it did.
    let line = line_of(&good, "pier");
    let by_hand = good.replace(line, &line.replace("2026-01-05-pier.md", "old/pier.md"));
    site.write("tidings.lock", &by_hand);
    let shown = site.run(&["ledger", "mend"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.err.contains("checksum") && shown.err.contains("--write"), "{}", shown.err);
    assert_eq!(site.read("tidings.lock"), by_hand, "nothing is written");
    let json = site.run(&["ledger", "mend", "--format", "json"]);
    assert!(json.out.contains(r#""kind":"mending","changes":1,"written":false"#), "{}", json.out);
    let done = site.run(&["ledger", "mend", "--write"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let mended = site.read("tidings.lock");
    assert_ne!(mended, by_hand);
    assert!(Ledger::parse(&mended, "tidings.lock").unwrap().record_of("old/pier.md").is_some());
    assert!(site.run(&["ledger", "mend"]).err.contains("nothing"));
}

#[test]
fn mending_takes_both_sides_of_a_merge() {
    let site = built();
    let good = site.read("tidings.lock");
    let (pier, buoy) = (line_of(&good, "pier"), line_of(&good, "buoy"));
    let plain = good.replace(buoy, &format!("<<<<<<< ours\n{buoy}\n=======\n>>>>>>> theirs"));
    let with_base = good.replace(
        buoy,
        &format!("<<<<<<< ours\n{buoy}\n||||||| base\n{}\n=======\n{buoy}\n>>>>>>> theirs", buoy.replace("Z", "X")),
    );
    let header = good.replacen(
        "tidings ledger 2\n",
        "<<<<<<< ours\ntidings ledger 2\n=======\ntidings ledger 1\n>>>>>>> theirs\n",
        1,
    );
    let one_of_version_1 = good.replace(pier, pier.rsplit_once('\t').unwrap().0);
    for broken in [plain, with_base, header, one_of_version_1] {
        let refused = Ledger::parse(&broken, "tidings.lock").unwrap_err();
        assert!(refused[0].help.as_deref().unwrap().contains("tidings ledger mend"), "{refused:?}");
        let mended = mend(&broken, "tidings.lock", now()).unwrap();
        assert_eq!(mended.ledger.to_text(), good, "{broken}");
        assert!(!mended.changes.is_empty());
    }
}

#[test]
fn of_two_lines_of_one_entry_the_one_that_was_updated_last_stays() {
    let site = built();
    let ours = site.read("tidings.lock");
    site.write("content/2026-01-06-buoy.md", "# Buoy\n\nThe buoy off the mole rings again, by day.\n");
    built_at(&site, "2026-03-01T00:00:00Z");
    let theirs = site.read("tidings.lock");
    let (first, second) = (line_of(&ours, "buoy"), line_of(&theirs, "buoy"));
    for sides in [[first, second], [second, first]] {
        let both = ours.replace(first, &format!("<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b", sides[0], sides[1]));
        assert_eq!(mend(&both, "tidings.lock", now()).unwrap().ledger.to_text(), theirs);
    }
    let twice = ours.replace(first, &format!("{first}\n{first}"));
    assert_eq!(mend(&twice, "tidings.lock", now()).unwrap().ledger.to_text(), ours);
}

#[test]
fn what_only_a_person_can_decide_is_left_to_one() {
    let text = built().read("tidings.lock");
    let pier = line_of(&text, "pier");
    let cases = [
        (text.replace(pier, "nonsense"), "ledger-line"),
        (text.replace(pier, &pier.replacen("2026-01", "2026-13", 1)), "ledger-line"),
        (text.replace(pier, &format!("{pier}\n{}", pier.replace(":2026-01-05-pier", ":other"))), "ledger-duplicate"),
        (text.trim_end_matches("end\n").to_owned(), "ledger-truncated"),
        (text.replace("tidings ledger 2", "tidings ledger 9"), "ledger-version"),
        (text.replace("tidings ledger 2", "a list"), "ledger-header"),
        (String::new(), "ledger-header"),
    ];
    for (broken, code) in cases {
        let found = mend(&broken, "tidings.lock", now()).unwrap_err();
        assert_eq!(found[0].code.as_str(), code, "{found:?}");
        let site = built();
        site.write("tidings.lock", &broken);
        let ran = site.run(&["ledger", "mend", "--write"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert_eq!(site.read("tidings.lock"), broken);
    }
}

#[test]
fn a_date_ahead_of_now_is_reported_not_believed_and_mended() {
    let site = built();
    let before = site.files("feeds");
    // A machine whose clock is wrong sees an edit.
    site.write("content/2026-01-05-pier.md", "# Pier\n\nThe pier has new planks, and a rail.\n");
    built_at(&site, "2098-01-01T00:00:00Z");
    assert!(site.read("feeds/atom.xml").contains("2098"));

    // With the right one.
    let first = built_at(&site, "2026-06-01T00:00:00Z");
    assert!(first.err.contains("ledger-date-ahead") && first.err.contains("tidings ledger mend"), "{}", first.err);
    assert!(first.err.contains("tidings.lock:"), "{}", first.err);
    let feeds = site.files("feeds");
    assert!(feeds.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("2098")));
    assert_ne!(feeds, before, "the edit itself is there");
    // The same in every build, whenever it is.
    built_at(&site, "2026-09-01T00:00:00Z");
    assert_eq!(site.files("feeds"), feeds);
    assert_eq!(site.run(&["build", "--now", "2026-06-01", "--deny", "warnings"]).code, 1);
    let explained = site.run(&["explain", "content/2026-01-05-pier.md"]);
    assert!(!explained.out.contains("2098"), "{}", explained.out);

    // An entry that is gone has its date in the ledger all the same.
    let text = std::fs::read_to_string(site.path("content/2026-01-05-pier.md")).unwrap();
    std::fs::remove_file(site.path("content/2026-01-05-pier.md")).unwrap();
    built_at(&site, "2026-09-02T00:00:00Z");
    assert!(!site.read("feeds/atom.xml").contains("2098"));
    site.write("content/2026-01-05-pier.md", text);
    built_at(&site, "2026-09-03T00:00:00Z");
    assert_eq!(site.files("feeds"), feeds);

    // Mended, no document changes, and edits move dates again.
    let ran = site.run(&["ledger", "mend", "--write", "--now", "2026-09-04"]);
    assert!(ran.code == 0 && ran.err.contains("2098-01-01"), "{}", ran.err);
    assert!(!site.read("tidings.lock").contains("2098"));
    let ran = built_at(&site, "2026-09-05T00:00:00Z");
    assert!(!ran.err.contains("ledger-date-ahead"), "{}", ran.err);
    assert_eq!(site.files("feeds"), feeds);
    site.write("content/2026-01-05-pier.md", "# Pier\n\nThe pier has new planks, and two rails.\n");
    built_at(&site, "2026-09-06T00:00:00Z");
    assert!(site.read("feeds/atom.xml").contains("<updated>2026-09-06T00:00:00Z</updated>"));
}

#[test]
fn an_update_that_is_yet_to_come_is_an_error() {
    let site = built();
    let feeds = site.files("feeds");
    for (front_matter, line) in [
        ("---\nupdated: 9999-12-31\n---\n", "2:10"),
        ("---\nlastmod: \"2026-06-03\"\n---\n", "2:10"),
        ("+++\nmodified = 2062-01-05\n+++\n", "2:12"),
    ] {
        site.write("content/2026-01-05-pier.md", format!("{front_matter}# Pier\n\nNew planks.\n"));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{front_matter}: {}", ran.err);
        assert!(ran.err.contains("updated-ahead"), "{}", ran.err);
        assert!(ran.err.contains(&format!("content/2026-01-05-pier.md:{line}")), "{}", ran.err);
        assert_eq!(site.files("feeds"), feeds);
        // Its entry is not gone meanwhile.
        let ran = site.run(&["build", "--keep-going"]);
        assert!(ran.code == 1 && !ran.err.contains("is gone"), "{}", ran.err);
        site.write("content/2026-01-05-pier.md", "# Pier\n\nThe pier has new planks from end to end.\n");
        site.build();
    }
    // Today, and where it is tomorrow already.
    for date in ["2026-06-01", "2026-06-01T23:00:00Z"] {
        site.write("content/2026-01-05-pier.md", format!("---\nupdated: {date}\n---\n# Pier\n\nNew planks.\n"));
        site.build();
    }
    // What waits until it is published says so of its own date.
    site.write("content/2027-01-05-quay.md", "---\nupdated: 2027-01-05\n---\n# Quay\n\nA quay.\n");
    site.build();
}
