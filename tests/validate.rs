//! `tidings validate` as a user sees it: what it reads, what it says, how it ends.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use tidings::validate::{DocumentFormat, Options, Report, validate};

const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Notes</title>
  <link>https://example.org/</link>
  <description>Short ones.</description>
  <language>en</language>
  <atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>
  <item>
    <title>One</title>
    <link>https://example.org/one</link>
    <description>&lt;p&gt;Text.&lt;/p&gt;</description>
    <pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>
    <guid>https://example.org/one</guid>
  </item>
</channel>
</rss>
"#;

fn check(text: &str) -> Report {
    let options = Options { url: Some("https://example.org/feed.xml".to_owned()), ..Options::default() };
    validate(text.as_bytes(), &options)
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn tidings(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidings"))
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("GITHUB_ACTIONS")
        .args(arguments)
        .output()
        .expect("the program runs")
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

#[test]
fn a_clean_feed_is_clean() {
    let report = check(RSS);
    assert_eq!(report.format, Some(DocumentFormat::Rss));
    assert_eq!(codes(&report), Vec::<&str>::new());
}

#[test]
fn findings_name_the_place() {
    let report = check(&RSS.replace("Fri, 02", "Sat, 02"));
    assert_eq!(codes(&report), ["date-weekday"]);
    let finding = &report.findings[0];
    assert_eq!((finding.line, finding.column), (13, 14));
    assert_eq!(finding.w3c, Some("IncorrectDOW"));
}

#[test]
fn places_within_escaped_html_are_those_of_the_document() {
    let report = check(&RSS.replace("&lt;p&gt;Text.&lt;/p&gt;", "<![CDATA[<p>One</p>\n<p onclick=\"a()\">Two</p>]]>"));
    assert_eq!(codes(&report), ["html-unsafe-attribute"]);
    assert_eq!((report.findings[0].line, report.findings[0].column), (13, 13));
}

#[test]
fn line_ends_count_once_whatever_they_are() {
    for (name, feed) in [("lf", RSS.to_owned()), ("crlf", RSS.replace('\n', "\r\n")), ("cr", RSS.replace('\n', "\r"))] {
        let report = check(&feed.replace("Fri, 02", "Sat, 02"));
        let places: Vec<_> = report.findings.iter().map(|finding| (finding.code.as_str(), finding.line)).collect();
        assert_eq!(places, [("date-weekday", 13)], "{name}");
    }
}

#[test]
fn broken_xml_is_one_error_and_the_rest_is_still_read() {
    let report = check(&RSS.replace("<title>One</title>", "<title>One</titel>").replace("Fri, 02", "Sat, 02"));
    assert_eq!(codes(&report), ["xml-nesting", "date-weekday"]);
    assert_eq!(report.findings[0].line, 10);
}

#[test]
fn encodings_are_read_as_declared() {
    let (rss, _) = RSS.split_at(RSS.find("<rss").expect("a root"));
    assert!(rss.starts_with("<?xml"));
    let body = RSS.replace("One", "Ünï");
    for label in ["iso-8859-1", "windows-1252"] {
        let text = body.replace("encoding=\"utf-8\"", &format!("encoding=\"{label}\""));
        let bytes: Vec<u8> = text.chars().map(|char| u8::try_from(u32::from(char)).expect("Latin")).collect();
        let report = validate(&bytes, &Options::default());
        assert_eq!(codes(&report), ["encoding-unusual"], "{label}");
    }
    for big in [true, false] {
        let text = format!("\u{FEFF}{}", body.replace("encoding=\"utf-8\"", "encoding=\"utf-16\""));
        let units = text.encode_utf16();
        let bytes: Vec<u8> = units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
        assert_eq!(codes(&validate(&bytes, &Options::default())), Vec::<&str>::new(), "UTF-16, big endian: {big}");
    }
}

#[test]
fn text_output_shows_the_line_and_ends_with_a_count() {
    let folder = folder(&[("feed.xml", &RSS.replace("Fri, 02", "Sat, 02"))]);
    let output = tidings(folder.path(), &["validate", "feed.xml"]);
    let text = out(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("error[date-weekday]"), "{text}");
    assert!(text.contains("feed.xml:13:14"), "{text}");
    assert!(text.contains("<pubDate>Sat, 02 Jan 2026 10:00:00 GMT</pubDate>"), "{text}");
    assert!(text.ends_with("feed.xml: RSS: 1 error\n"), "{text}");
}

#[test]
fn json_output_is_a_line_a_document() {
    let folder = folder(&[("a.xml", RSS), ("b.json", "{\"version\": \"https://jsonfeed.org/version/1.1\"}")]);
    let output = tidings(folder.path(), &["validate", "--format", "json", "a.xml", "b.json"]);
    let lines: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((&lines[0]["path"], &lines[0]["format"]), (&Value::from("a.xml"), &Value::from("rss")));
    assert_eq!(lines[0]["findings"], Value::Array(Vec::new()));
    let missing = lines[1]["findings"].as_array().expect("findings");
    assert!(missing.iter().any(|finding| finding["code"] == "json-missing" && finding["w3c"].is_null()));
}

#[test]
fn sarif_output_names_rules_and_places() {
    let folder = folder(&[("a feed.xml", &RSS.replace("<language>en</language>", "<language>english</language>"))]);
    let output = tidings(folder.path(), &["validate", "--format", "sarif", "a feed.xml"]);
    let log: Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "language");
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "language");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20feed.xml");
    assert_eq!(place["region"]["startLine"], 7);
}

#[test]
fn github_output_is_annotations() {
    let folder = folder(&[("feed.xml", &RSS.replace("Fri, 02", "Sat, 02"))]);
    let output = tidings(folder.path(), &["validate", "--format", "github", "feed.xml"]);
    assert!(out(&output).starts_with("::error file=feed.xml,line=13,col=14,title=date-weekday::"), "{}", out(&output));
}

#[test]
fn warnings_fail_where_they_are_denied_and_are_silent_where_they_are_allowed() {
    let folder = folder(&[("feed.xml", &RSS.replace("    <guid>https://example.org/one</guid>\n", ""))]);
    let code = |arguments: &[&str]| tidings(folder.path(), arguments).status.code();
    assert_eq!(code(&["validate", "feed.xml"]), Some(0));
    assert_eq!(code(&["validate", "--deny", "warnings", "feed.xml"]), Some(1));
    assert_eq!(code(&["validate", "--deny", "warnings", "--allow", "guid-missing", "feed.xml"]), Some(0));
}

#[test]
fn a_misspelt_rule_is_told_with_its_neighbour() {
    let output = tidings(Path::new("."), &["validate", "--explain", "guid-mising"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`guid-missing`"));
}

#[test]
fn rules_are_listed_and_explained() {
    let list = out(&tidings(Path::new("."), &["validate", "--list"]));
    let rules: Vec<_> = tidings::validate::rules::FAMILIES.iter().flat_map(|family| family.rules).collect();
    assert!(rules.iter().all(|rule| list.contains(rule.code.as_str())));
    let text = out(&tidings(Path::new("."), &["validate", "--explain", "enclosure-twice"]));
    assert!(text.contains("DuplicateEnclosure") && text.contains("Breaks it:") && text.contains("Keeps it:"), "{text}");
}

#[test]
fn served_address_and_type_are_compared() {
    let folder = folder(&[("feed.xml", RSS)]);
    let arguments = [
        "validate",
        "--format",
        "json",
        "--url",
        "https://example.org/b.xml",
        "--content-type",
        "text/html",
        "feed.xml",
    ];
    let text = out(&tidings(folder.path(), &arguments));
    assert!(text.contains("self-elsewhere") && text.contains("served-type"), "{text}");
}

#[test]
fn a_file_that_is_not_there_is_the_command_lines_fault() {
    let output = tidings(Path::new("."), &["validate", "no-such-feed.xml"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn netscape_and_rdf_are_recognised() {
    let rdf = r#"<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xml:lang="en">
<channel rdf:about="https://example.org/"><title>a</title><link>https://example.org/</link><description>b</description>
<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>c</title><link>https://example.org/1</link></item>
</rdf:RDF>"#;
    let report = validate(rdf.as_bytes(), &Options::default());
    assert_eq!((report.format, codes(&report)), (Some(DocumentFormat::Rss1), Vec::new()));
}

#[test]
fn a_charset_is_compared_with_a_document_that_names_none() {
    let feed = RSS.split_once("?>").map_or(RSS, |(_, rest)| rest);
    let folder = folder(&[("feed.xml", feed)]);
    let told = |content_type: &str| {
        let arguments = ["validate", "--format", "json", "--content-type", content_type, "feed.xml"];
        out(&tidings(folder.path(), &arguments)).contains("served-charset")
    };
    assert!(told("application/rss+xml; charset=iso-8859-1"));
    for right in
        ["application/rss+xml", "application/rss+xml; charset=\"UTF-8\"", "application/rss+xml; charset=us-ascii"]
    {
        assert!(!told(right), "{right}");
    }
}
