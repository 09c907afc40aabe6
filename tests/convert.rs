//! Programs that the configuration names make articles of files in other formats: once a run, for each file, with no shell
//! and nothing written into the site.
#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::time::Instant;

use support::Site;

/// Writes lines of a source as paragraphs, and notes each call.
const CONVERTER: &str = r#"
printf '%s\n' "$*" >> calls
[ -f "$1" ] || { echo "no file $1" >&2; exit 3; }
echo '<p>Made of:</p>'
sed 's|.*|<p>&</p>|' "$1"
"#;

fn table(command: &str, more: &str) -> String {
    format!("[[convert]]\nfrom = [\"rst\"]\ncommand = {command}\n{more}\n")
}

fn site() -> Site {
    let site = Site::new(&table("[\"sh\", \"to-html.sh\", \"{input}\"]", ""));
    site.write("to-html.sh", CONVERTER);
    site
}

fn titles(site: &Site) -> Vec<String> {
    let feed = site.feed();
    let items = feed["items"].as_array().into_iter().flatten();
    items.map(|item| item["title"].as_str().unwrap_or_default().to_owned()).collect()
}

fn calls(site: &Site) -> Vec<String> {
    let mut calls: Vec<String> = site.read("calls").lines().map(str::to_owned).collect();
    calls.sort();
    calls
}

#[test]
fn files_become_articles_and_each_is_converted_once() {
    let site = site();
    site.write("content/2026-01-05-a.md", "# Read\n\nText.\n")
        .write("content/b.rst", "Second\n======\n\n:date: 2026-01-06\n:tags: one; two\n\nThe pump.\n")
        .write("content/2026-01-07-c.RST", "Third\n=====\n\nThe gauge.\n")
        .write("content/drafts/d.rst", "Fourth\n======\n\n:date: 2026-01-08\n\nNot yet.\n")
        .write("content/e.rst", "Fifth\n=====\n\n:date: 2026-01-08\n:status: draft\n\nNot yet.\n");
    site.build();
    assert_eq!(titles(&site), ["Third", "Second", "Read"]);
    assert_eq!(calls(&site), ["./content/2026-01-07-c.RST", "./content/b.rst", "./content/e.rst"]);
    let second = &site.feed()["items"][1];
    assert_eq!(second["url"], "https://acme.example/news/b/");
    assert_eq!(second["tags"], serde_json::json!(["one", "two"]));
    assert_eq!(second["date_published"], "2026-01-06T00:00:00Z");
    assert!(second["content_html"].as_str().unwrap_or_default().contains("<p>The pump.</p>"), "{second}");
    // Nothing but what the program itself wrote is new in the site, and `check` runs it too.
    let files: BTreeSet<String> = site.files("").into_keys().filter(|file| !file.starts_with("feeds/")).collect();
    let expected = [
        "calls",
        "content/2026-01-05-a.md",
        "content/2026-01-07-c.RST",
        "content/b.rst",
        "content/drafts/d.rst",
        "content/e.rst",
        "tidings.lock",
        "tidings.toml",
        "to-html.sh",
    ];
    assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let checked = site.run(&["check"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    assert_eq!(calls(&site).len(), 6);
    let again = site.build();
    assert!(again.out.contains("0 documents written"), "{}", again.out);
    let explained = site.run(&["explain", "content/b.rst"]);
    assert!(explained.out.contains("title: Second\n    from front matter, content/b.rst\n"), "{}", explained.out);
    let draft = site.run(&["explain", "content/drafts/d.rst"]);
    assert!(draft.out.contains("title: Fourth"), "{}{}", draft.out, draft.err);
}

#[test]
fn a_name_is_never_an_option_and_never_a_command() {
    let site = site();
    let names = ["-x.rst", "--help.rst", "a b.rst", "$(touch bad).rst", "; touch bad.rst", "{output}.rst", "ü'\".rst"];
    for name in names {
        site.write(&format!("content/{name}"), format!(":date: 2026-01-05\n:title: T{name}\n:slug: s{}\n", name.len()));
    }
    site.build();
    assert_eq!(titles(&site).len(), names.len());
    assert!(calls(&site).iter().all(|call| call.starts_with("./content/")), "{:?}", calls(&site));
    assert!(!site.path("bad").exists() && !site.path("content/bad").exists());
    // Where the content directory is the root itself, too.
    let site = Site::new(&format!("[content]\ndir = \".\"\n{}", table("[\"sh\", \"to-html.sh\", \"{input}\"]", "")));
    site.write("to-html.sh", CONVERTER).write("-rf.rst", ":date: 2026-01-05\n:title: T\n");
    site.build();
    assert_eq!(calls(&site), ["./-rf.rst"]);
}

#[test]
fn a_program_may_write_into_a_file_and_in_other_markup() {
    let command = "[\"sh\", \"to.sh\", \"--in={input}\", \"--out={output}\"]";
    let site = Site::new(&table(command, "to = \"markdown\""));
    site.write(
        "to.sh",
        "in=${1#--in=}; out=${2#--out=}; echo noise; echo '# Made *here*' > \"$out\"; cat \"$in\" >> \"$out\"\n",
    )
    .write("content/2026-01-05-a.rst", "Text *is* text.\n");
    site.build();
    let item = &site.feed()["items"][0];
    assert_eq!(item["title"], "Made here");
    assert_eq!(item["content_html"], "<p>Text <em>is</em> text.</p>");
}

#[test]
fn what_a_page_says_in_its_head_counts_after_its_source() {
    let page = "<!DOCTYPE html><html><head><title>Of the page</title><meta name=\"date\" content=\"2026-01-09\"><meta name=\"author\" content=\"Mei\"></head><body><main><h1>T</h1><dl class=\"docinfo simple\"><dt>Date</dt><dd>x</dd></dl><p>Text.</p></main></body></html>";
    let site = Site::new(&table("[\"sh\", \"to.sh\", \"{input}\"]", ""));
    site.write("to.sh", format!("cat <<'E'\n{page}\nE\n"))
        .write("content/a.rst", "Text without a head.\n")
        .write("content/b.rst", "Own\n===\n\n:date: 2026-01-05\n");
    site.build();
    let feed = site.feed();
    assert_eq!(
        (&feed["items"][0]["title"], &feed["items"][0]["date_published"]),
        (&"Of the page".into(), &"2026-01-09T00:00:00Z".into())
    );
    assert_eq!(
        (&feed["items"][1]["title"], &feed["items"][1]["date_published"]),
        (&"Own".into(), &"2026-01-05T00:00:00Z".into())
    );
    assert_eq!(feed["items"][1]["authors"][0]["name"], "Mei");
    let content = feed["items"][1]["content_html"].as_str().unwrap_or_default();
    assert!(content.contains("Text.") && !content.contains("docinfo") && !content.contains("Date"), "{content}");
}

#[test]
fn a_program_of_the_site_is_found_from_any_folder() {
    let site = Site::bare();
    let text = "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n";
    site.write("inner/tidings.toml", format!("{text}{}", table("[\"tools/to-html\", \"{input}\"]", "")))
        .write("inner/content/a.rst", ":date: 2026-01-05\n\n<p>Text.</p>\n")
        .write("inner/tools/README.md", "");
    // No script of ours: one that has just been written may still be open elsewhere.
    let cat = ["/bin/cat", "/usr/bin/cat"].into_iter().find(|cat| std::path::Path::new(cat).exists());
    std::os::unix::fs::symlink(cat.expect("cat"), site.path("inner/tools/to-html")).expect("a link");
    let ran = site.run(&["-C", "inner", "build"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("1 article, 1 entry"), "{}", ran.out);
}

#[test]
fn a_list_of_the_fields_is_no_text_of_the_article() {
    let site = Site::new(&table("[\"cat\", \"{input}\"]", ""));
    let fields = "<dl>\n<dt>date</dt>\n<dd>\n<p>2026-01-05</p>\n</dd>\n<dt>my key</dt>\n<dd>x</dd></dl>";
    let terms = "<dl><dt>date</dt><dd>A fruit.</dd><dt>fig</dt><dd>Another.</dd></dl>";
    site.write("content/a.rst", format!("T\n=\n\n:date: 2026-01-05\n:my key: x\n\n{fields}<p>Text.</p>{terms}\n"))
        .write("content/b.rst", format!("T\n=\n\n:date: 2026-01-04\n\n{terms}\n"));
    site.build();
    let feed = site.feed();
    let content = |at: usize| feed["items"][at]["content_html"].as_str().unwrap_or_default().replace('\n', "");
    assert!(!content(0).contains("<dt>my key"), "{}", content(0));
    assert!(content(0).contains("fig") && content(1).contains("fig"), "{feed}");
}

#[test]
fn links_from_source_to_source_lead_to_pages() {
    let site = Site::new(&table("[\"sed\", \"1,/^$/d\", \"{input}\"]", ""));
    let body = "<p><a href=\"%7Bfilename%7D/sub/b.rst#x\">b</a> <a href=\"{filename}/sub/b.rst\">b</a> <a href=\"sub/b.rst\">b</a> <a href=\"gone.rst\">gone</a> <img src=\"%7Bstatic%7D/i.png\"></p>";
    site.write("content/a.rst", format!(":date: 2026-01-05\n\n{body}\n"))
        .write("content/sub/b.rst", ":date: 2026-01-04\n\n<p>B</p>\n");
    site.build();
    let content = site.feed()["items"][0]["content_html"].as_str().unwrap_or_default().to_owned();
    assert_eq!(content.matches("href=\"https://acme.example/news/sub/b/").count(), 3, "{content}");
    assert!(content.contains("gone <img src=\"https://acme.example/i.png\""), "{content}");
}

#[test]
fn front_matter_of_the_source_is_taken_over_and_not_handed_on() {
    let site = Site::new("[[convert]]\nfrom = [\"adoc\", \".org\"]\ncommand = [\"sh\", \"to.sh\", \"{input}\"]\n");
    site.write("to.sh", "sed 's|.*|<p>&</p>|' \"$1\"")
        .write("content/a.adoc", "---\ntitle: Yaml\ndate: 2026-01-05\n---\nText.\n")
        .write("content/b.adoc", "= Header\n:revdate: 2026-01-06\n\nText.\n")
        .write("content/c.org", "#+TITLE: Keywords\n#+DATE: <2026-01-07 Wed>\n\nText.\n")
        .write("content/d.adoc", "= Draft\n:revdate: 2026-01-08\n:draft:\n\nText.\n");
    let ran = site.build();
    assert_eq!(titles(&site), ["Keywords", "Header", "Yaml"], "{}", ran.err);
    assert_eq!(site.feed()["items"][2]["content_html"], "<p>Text.</p>");
    assert!(ran.out.contains("1 draft"), "{}", ran.out);
}

/// A build that must fail, and what it says.
fn refused(command: &str, more: &str) -> String {
    let site = Site::new(&table(command, more));
    site.write("content/2026-01-05-a.md", "# Read\n\nText.\n")
        .write("content/2026-01-06-b.rst", "Second\n")
        .write("content/2026-01-07-c.rst", "Third\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(!site.path("feeds/rss.xml").exists());
    let kept = site.run(&["build", "--keep-going"]);
    assert!(kept.out.contains("1 entry"), "{}{}", kept.out, kept.err);
    ran.err
}

#[test]
fn one_error_says_what_is_wrong() {
    let missing = refused("[\"no-such-program-here\", \"{input}\"]", "");
    assert_eq!(missing.matches("convert-failed").count(), 1, "{missing}");
    assert!(
        missing.contains("there is no program `no-such-program-here`, which `.rst` files are handed to"),
        "{missing}"
    );
    let failing =
        refused("[\"sh\", \"-c\", \"echo; echo 'no such role' >&2; echo more >&2; exit 2\", \"{input}\"]", "");
    assert!(failing.contains("the same of `content/2026-01-07-c.rst`"), "{failing}");
    assert!(failing.contains("content/2026-01-06-b.rst"), "{failing}");
    assert!(failing.contains("`sh` could not convert it (exit status: 2): no such role"), "{failing}");
    assert!(refused("[\"true\", \"{input}\"]", "").contains("`true` wrote nothing"));
    assert!(refused("[\"sh\", \"-c\", \"printf '\\\\377'\", \"{input}\"]", "").contains("is not UTF-8"));
    assert!(refused("[\"yes\", \"{input}\"]", "").contains("wrote more than 16 MiB"));
}

#[test]
fn a_program_that_does_not_end_is_ended_with_what_it_started() {
    let began = Instant::now();
    let site = Site::new(&table("[\"sh\", \"slow.sh\", \"{input}\"]", "timeout = 1"));
    site.write("slow.sh", "sleep 30 & echo $! > pid; wait\n").write("content/2026-01-06-b.rst", "Second\n");
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("`sh` took more than 1 seconds for it, and was ended"), "{}", ran.err);
    assert!(began.elapsed().as_secs() < 20);
    let pid = site.read("pid").trim().to_owned();
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    assert!(state.is_empty() || state.contains(") Z "), "{state}");
}

#[test]
fn the_table_is_read_with_its_complaints() {
    for (table, complaint) in [
        ("from = [\"rst\"]\ncommand = []", "there is no program in this command"),
        ("from = [\"rst\"]\ncommand = [\"pandoc\"]", "the program is not told its file"),
        ("from = [\"rst\"]\ncommand = [\"{input}\"]", "the first word of a command is the program"),
        ("from = []\ncommand = [\"a\", \"{input}\"]", "this program is given no file"),
        ("from = \"a/b\"\ncommand = [\"a\", \"{input}\"]", "`a/b` is no ending of a file"),
        (
            "from = [\"rst\", \"RST\"]\ncommand = [\"a\", \"{input}\"]",
            "two programs are given the files that end in `.rst`",
        ),
        ("from = \"rst\"\ncommand = [\"a\", \"{input}\"]\ntimeout = 0", "this is no number of seconds"),
        ("from = \"rst\"\ncommand = [\"a\", \"{input}\"]\nto = \"pdf\"", "pdf"),
        ("from = \"rst\"\ncommand = \"pandoc {input}\"", "this is a text, where a list belongs"),
    ] {
        let site = Site::new(&format!("[[convert]]\n{table}\n"));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{table}: {}", ran.err);
        assert!(ran.err.contains(complaint), "{table}: {}", ran.err);
    }
}
