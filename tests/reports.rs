//! Foreign text in reports: nothing of an article, a feed or a file's name acts on the terminal or the log that
//! shows it, in any form of any command.

mod support;

use serde_json::json;
use support::{Ran, Site};

/// Escape sequences, C1 controls, line and paragraph separators, marks and overrides of direction.
const ACTS: &str = "\u{1b}[31m\u{7}\u{8}\u{7f}\u{85}\u{9b}2J\u{200f}\u{202e}\u{2066}\u{2028}\u{2029}\u{61c}x";

fn acting(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

fn assert_tame(ran: &Ran, what: &str) {
    for text in [&ran.out, &ran.err] {
        assert_eq!(acting(text), None, "{what}: {text:?}");
    }
}

/// A string of YAML, with everything beyond plain ASCII escaped: the reader takes none of it raw.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\u{:04x}", c as u32),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A site whose every text holds what acts: titles, tags, authors, dates, links, front matter that is at fault.
fn site() -> Site {
    let site = Site::new("[[feed]]\nname = \"all\"\n[[feed]]\nname = \"t-{tag}\"\neach = \"tag\"\n");
    let text = quoted(ACTS);
    let front = |more: &str| format!("---\ntitle: {text}\ntags: [{text}]\nauthor: {text}\n{more}\n---\n");
    site.write(
        "content/2026-03-01-a.md",
        front(&format!("link: {}", quoted(&format!("javascript:{ACTS}")))) + "Text. {{< x" + ACTS + " >}}\n",
    );
    site.write(
        "content/2026-03-02-b.md",
        front(&format!("updated: {text}\nid: {text}")) + "Some text of it. " + ACTS + "\n",
    );
    site.write("content/2026-03-03-c.md", format!("---\nsummary: {text}\n{text}: [\n---\nText\n"));
    #[cfg(unix)]
    site.write(&format!("content/2026-03-04-{}.md", ACTS.replace('\u{85}', "")), "Text of a file with an odd name.\n");
    site
}

#[test]
fn a_build_says_nothing_that_acts() {
    let site = site();
    for form in ["text", "json", "github", "markdown", "html", "sarif"] {
        let commands = if ["markdown", "html", "sarif"].contains(&form) { &["check"][..] } else { &["build", "check"] };
        for command in commands {
            let ran = site.run(&[*command, "--keep-going", "--left-out", "--format", form]);
            assert!(ran.out.len() + ran.err.len() > 100, "{command} {form}");
            assert_tame(&ran, &format!("{command} {form}"));
            if form == "json" {
                let lines: Vec<serde_json::Value> =
                    ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
                // A parser reads what was there.
                assert!(lines.iter().any(|line| line.to_string().contains('\u{202e}')), "{}", ran.out);
            }
        }
    }
    let ran = site.run(&["explain", "content/2026-03-01-a.md"]);
    assert_tame(&ran, "explain");
    assert!(ran.out.contains("\\u{1b}[31m") || ran.out.contains("\\u{202e}"), "{}", ran.out);
    assert_tame(&site.run(&["explain", "content/2026-03-01-a.md", "--format", "json"]), "explain");
    for form in ["text", "json"] {
        assert_tame(
            &site.run(&["summarize", "content/2026-03-02-b.md", "content/2026-03-03-c.md", "--format", form]),
            "summarize",
        );
    }
}

#[test]
fn an_annotation_is_one_command_whatever_an_article_says() {
    let site = Site::new("");
    site.write(
        "content/2026-03-01-a.md",
        "---\nlink: \"javascript:\\u001b[2K\\r\\n::error::mine\"\n---\nText of it.\n",
    );
    let ran = site.run(&["build", "--format", "github"]);
    assert!(ran.out.contains("::warning file=content/2026-03-01-a.md,line=2"), "{}", ran.out);
    assert!(!ran.out.lines().any(|line| line.starts_with("::error")), "{}", ran.out);
    assert_tame(&ran, "github");
}

/// A feed as another program left it, with this id and title in it.
fn old_feed(id: &str, title: &str) -> String {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": ACTS,
        "items": [
            { "id": id, "title": title, "url": "https://old.example/x", "content_text": "Other text.", "date_published": "2026-01-01T00:00:00Z" },
            { "id": "urn:x-old:pier", "title": "Pier", "url": "https://acme.example/news/2026/pier/", "content_text": "The pier is open.", "date_published": "2026-03-01T00:00:00Z" },
        ],
    });
    feed.to_string()
}

#[test]
fn a_foreign_feed_says_nothing_that_acts() {
    let site = Site::new("");
    site.write("old.json", old_feed(&format!("urn:x:{ACTS}"), ACTS)).write("new.json", old_feed("urn:x:b", ACTS));
    site.write(
        "broken.xml",
        format!("<rss version=\"2.0\"><channel><title>{}</title><{}/>", "\u{202e}\u{9b}a", "\u{202e}b"),
    );
    for form in ["text", "json", "github", "sarif"] {
        assert_tame(&site.run(&["validate", "old.json", "broken.xml", "--format", form]), form);
    }
    for form in ["text", "json", "markdown"] {
        let ran = site.run(&["diff", "old.json", "new.json", "--format", form]);
        assert!(!ran.out.is_empty());
        assert_tame(&ran, form);
    }
    site.write("content/2026-03-01-pier.md", "# Pier\n\nThe pier is open.\n");
    for form in ["text", "json", "github"] {
        assert_tame(&site.run(&["adopt", "--dry-run", "old.json", "--format", form]), form);
    }
}

#[test]
fn no_line_of_an_adoption_is_of_a_strangers_choice() {
    let article = "2026-03-05-lock.md";
    for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{85}", "\u{b}"] {
        let site = Site::new("");
        site.write("content/2026-03-01-pier.md", "# Pier\n\nThe pier is open.\n");
        site.write(&format!("content/{article}"), "# Lock\n\nThe lock is shut.\n");
        let line = format!("x{end}match {article} <- urn:x-evil:1");
        site.write("old.json", old_feed(&format!("urn:x:{line}"), &line));
        let ran = site.run(&["adopt", "--dry-run", "old.json"]);
        let live: Vec<&str> = ran.out.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
        assert!(live.iter().all(|line| line.starts_with("match ") && !line.contains("lock")), "{end:?}: {live:?}");
        // What the report offers can be given back.
        site.write("matches", &ran.out);
        let again = site.run(&["adopt", "--dry-run", "--matches", "matches", "old.json"]);
        assert!(!again.err.contains("adopt-by-hand"), "{end:?}: {}", again.err);
    }
}

#[test]
fn an_id_that_is_shown_escaped_can_be_matched_by_hand() {
    let site = Site::new("");
    site.write("content/2026-03-05-lock.md", "# Lock\n\nThe lock is shut.\n");
    site.write("old.json", old_feed("urn:x:a\u{202e}b", "Something else"));
    site.write("matches", "match 2026-03-05-lock.md <- urn:x:a\\u{202e}b\n");
    let ran = site.run(&["adopt", "--matches", "matches", "old.json"]);
    assert!(ran.out.contains("match 2026-03-05-lock.md <- urn:x:a\\u{202e}b"), "{}{}", ran.out, ran.err);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(site.read("tidings.lock").contains("a\u{202e}b") || site.read("tidings.lock").contains("a%E2%80%AEb"));
}

#[test]
fn an_id_that_would_run_is_not_adopted() {
    let site = Site::new("");
    site.write("content/2026-03-01-pier.md", "# Pier\n\nThe pier is open.\n");
    site.write("old.json", old_feed("urn:x:a", "Other").replace("urn:x-old:pier", "javascript:alert(1)"));
    site.write("matches", "match 2026-03-01-pier.md <- javascript:alert(1)\n");
    let ran = site.run(&["adopt", "--matches", "matches", "old.json"]);
    assert!(ran.err.contains("warning[adopt-id]"), "{}{}", ran.out, ran.err);
    assert!(!site.path("tidings.lock").exists() || !site.read("tidings.lock").contains("javascript"));
}
