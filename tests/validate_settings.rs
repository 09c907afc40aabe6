//! What the command line and `[validate]` in `tidings.toml` say of rules; findings that are known; GitHub's CI.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>Quay</title><link>https://quay.example/</link><description>News</description><language>en</language>
<item><title>Crane</title><link>https://quay.example/1</link><guid>https://quay.example/1</guid><pubDate>Fri, 02 Jan 2026 10:00:00 +0100</pubDate></item>
</channel></rss>
"#;

fn tidings(folder: &Path, arguments: &[&str], in_github: bool) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env_remove("GITHUB_ACTIONS");
    if in_github {
        command.env("GITHUB_ACTIONS", "true");
    }
    command.arg("validate").args(["--now", "2026-11-25"]).args(arguments).output().expect("the program runs")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn codes(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = tidings(folder, &[&["--format", "json"], arguments].concat(), false);
    let line: Value = serde_json::from_str(out(&output).lines().next().unwrap_or("{}")).expect("an object");
    let findings = line["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().map(|finding| format!("{} {}", finding["severity"], finding["code"]).replace('"', "")).collect()
}

#[test]
fn rules_are_allowed_many_at_a_time() {
    let folder = folder(&[("f.xml", FEED)]);
    assert_eq!(codes(folder.path(), &["f.xml"]), ["warning self-missing-rss", "warning date-not-utc"]);
    assert_eq!(codes(folder.path(), &["--allow", "date-not-utc,self-missing-rss", "f.xml"]), [""; 0]);
    let wrong = tidings(folder.path(), &["--allow", "date-not-utc,self-mising-rss", "f.xml"], false);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("self-missing-rss"), "{}", err(&wrong));
}

#[test]
fn what_is_allowed_is_not_counted_either() {
    let item = "<item><title>a</title><description>b</description></item>";
    let many = FEED.replace("</channel>", &format!("{}</channel>", item.repeat(150)));
    let folder = folder(&[("f.xml", &many)]);
    let allowed =
        tidings(folder.path(), &["--allow", "date-missing,guid-missing,self-missing-rss,date-not-utc", "f.xml"], false);
    assert_eq!(out(&allowed), "f.xml: RSS: nothing to complain of\n");
}

#[test]
fn the_configuration_weighs_rules() {
    let config = "[site]\n# No site at all.\n[validate]\nallow = [\"self-missing-rss\"]\nseverity = { date-not-utc = \"error\" }\n";
    let folder = folder(&[("f.xml", FEED), ("tidings.toml", config)]);
    assert_eq!(codes(folder.path(), &["f.xml"]), ["error date-not-utc"]);
    assert_eq!(tidings(folder.path(), &["f.xml"], false).status.code(), Some(1));
    let off = config.replace("\"error\"", "\"off\"");
    std::fs::write(folder.path().join("tidings.toml"), &off).expect("a file");
    assert_eq!(codes(folder.path(), &["f.xml"]), [""; 0]);
    for (wrong, told) in [
        (config.replace("date-not-utc", "date-not-utk"), "write `date-not-utc`"),
        (config.replace("\"error\"", "\"grave\""), "tidings.toml:5"),
        (config.replace("allow =", "alow ="), "write `allow`"),
        ("[validate\n".to_owned(), "tidings.toml:1"),
    ] {
        std::fs::write(folder.path().join("tidings.toml"), &wrong).expect("a file");
        let output = tidings(folder.path(), &["f.xml"], false);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(err(&output).contains(told), "{}", err(&output));
    }
}

#[test]
fn findings_that_are_known_are_not_told_again() {
    let folder = folder(&[("f.xml", FEED), ("tidings.toml", "[validate]\nbaseline = \"known.jsonl\"\n")]);
    let missing = tidings(folder.path(), &["f.xml"], false);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("--write-baseline"), "{}", err(&missing));
    let written = tidings(folder.path(), &["--write-baseline", "f.xml"], false);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let known = std::fs::read_to_string(folder.path().join("known.jsonl")).expect("a baseline");
    assert_eq!(known.lines().count(), 2);
    // Lines may move, and the path may be written in another way.
    std::fs::write(folder.path().join("f.xml"), FEED.replace("<rss", "\n\n<rss")).expect("a file");
    let again = tidings(folder.path(), &["--deny", "warnings", "./f.xml"], false);
    assert_eq!(
        (again.status.code(), out(&again).as_str()),
        (Some(0), "./f.xml: RSS: nothing to complain of, and 2 known\n")
    );
    // What is new is told, and so is one more of what is known.
    let item = "<item><title>Pump</title><link>https://quay.example/2</link><guid>https://quay.example/2</guid><pubDate>Fri, 02 Jan 2026 10:00:00 +0100</pubDate></item>";
    std::fs::write(folder.path().join("f.xml"), FEED.replace("</channel>", &format!("{item}</channel>")))
        .expect("a file");
    assert_eq!(codes(folder.path(), &["f.xml"]), ["warning date-not-utc"]);
    std::fs::write(folder.path().join("known.jsonl"), "not a line\n").expect("a file");
    let broken = tidings(folder.path(), &["f.xml"], false);
    assert_eq!(broken.status.code(), Some(2));
    assert!(err(&broken).contains("line 1"), "{}", err(&broken));
    let nowhere = tidings(folder.path(), &["--baseline", "no/where.jsonl", "--write-baseline", "f.xml"], false);
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn a_baseline_needs_a_name() {
    let folder = folder(&[("f.xml", FEED)]);
    let output = tidings(folder.path(), &["--write-baseline", "f.xml"], false);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--baseline"), "{}", err(&output));
}

#[test]
fn in_githubs_ci_findings_are_annotations() {
    let folder = folder(&[("f.xml", FEED)]);
    let output = out(&tidings(folder.path(), &["f.xml"], true));
    assert!(output.contains("::warning file=f.xml,line=4"), "{output}");
    let asked = out(&tidings(folder.path(), &["--format", "text", "f.xml"], true));
    assert!(asked.contains("f.xml: RSS: 2 warnings"), "{asked}");
    assert!(out(&tidings(folder.path(), &["--list"], true)).contains("date-not-utc"));
}

#[test]
fn rules_are_listed_as_json() {
    let folder = folder(&[]);
    let output = out(&tidings(folder.path(), &["--list", "--format", "json"], false));
    let rules: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let rule = rules.iter().find(|rule| rule["code"] == "guid-missing").expect("a rule");
    for key in ["severity", "family", "summary", "help", "spec"] {
        assert!(rule[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {rule}");
    }
    assert_eq!(rules.len(), tidings::validate::rules::FAMILIES.iter().map(|family| family.rules.len()).sum::<usize>());
}

/// With the feature, tests/probe.rs has what becomes of one.
#[cfg(not(feature = "publish"))]
#[test]
fn an_address_is_not_fetched_without_what_fetches() {
    let folder = folder(&[]);
    let output = tidings(folder.path(), &["https://quay.example/f.xml"], false);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("curl -sL https://quay.example/f.xml | tidings validate --url"), "{}", err(&output));
}
