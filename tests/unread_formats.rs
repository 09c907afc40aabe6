//! Texts in formats that are not read are counted and named; a build without any article says what it found.

mod support;

use support::Site;

const ARTICLE: &str = "# Read\n\nText.\n";

fn warnings(site: &Site) -> Vec<String> {
    let ran = site.run(&["build", "--format", "json"]);
    let lines = ran.out.lines().chain(ran.err.lines()).filter_map(|line| serde_json::from_str(line).ok());
    let told = lines.filter(|line: &serde_json::Value| line["code"] == "format-unread");
    told.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn each_format_is_told_once_and_each_file_is_named() {
    let site = Site::new("");
    site.write("content/2026-01-05-a.md", ARTICLE)
        .write("content/2026-01-06-b.rst", "Second\n======\n")
        .write("content/2026-01-07-c.RST", "Third\n=====\n")
        .write("content/2026-01-08-d.org", "#+TITLE: Fourth\n")
        .write("content/notes/2026-01-09-e.ipynb", "{}");
    assert_eq!(
        warnings(&site),
        [
            "2 `.rst` files are not read, such as `content/2026-01-06-b.rst`",
            "`content/2026-01-08-d.org` is not read: `.org` is no format of articles here",
            "`content/notes/2026-01-09-e.ipynb` is not read: `.ipynb` is no format of articles here",
        ]
    );
    let ran = site.run(&["build", "--left-out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for name in ["2026-01-06-b.rst", "2026-01-07-c.RST", "2026-01-08-d.org", "notes/2026-01-09-e.ipynb"] {
        assert!(ran.out.contains(&format!("left out: content/{name} (format that is not read)")), "{}", ran.out);
    }
    assert!(ran.out.contains("1 article, 1 entry; left out: 4 format that is not read"), "{}", ran.out);
    let explained = site.run(&["explain", "content/2026-01-08-d.org"]);
    assert!(explained.out.contains("format that is not read"), "{}{}", explained.out, explained.err);
}

#[test]
fn what_is_no_text_or_set_aside_is_not_told() {
    let site = Site::new("[content]\nexclude = [\"old/**\", \"*.odt\"]\n");
    site.write("content/2026-01-05-a.md", ARTICLE)
        .write("content/.gitignore", "built.rst\n")
        .write("content/built.rst", "x")
        .write("content/old/2020-01-01-x.rst", "x")
        .write("content/letter.odt", "x")
        .write("content/_drafts/x.rst", "x")
        .write("content/drafts/x.org", "x")
        .write("content/_includes/x.njk", "x")
        .write("content/.hidden.rst", "x")
        .write("content/node_modules/a/README.rst", "x")
        .write("content/README.rst", "x")
        .write("content/feed.xml.njk", "x")
        .write("content/pic.png", "x")
        .write("content/style.css", "x")
        .write("content/data.json", "{}")
        .write("content/app.js", "x")
        .write("content/rst", "x");
    assert_eq!(warnings(&site), [] as [&str; 0]);
}

#[test]
fn a_build_without_an_article_says_what_is_there() {
    let told = |site: &Site| {
        let ran = site.run(&["build"]);
        assert!(ran.err.contains("articles-none"), "{}", ran.err);
        ran.err
    };
    let site = Site::new("");
    site.write("content/readme.pdf", "x").write("content/notes.rst", "x").write("content/drafts/a.md", ARTICLE);
    let err = told(&site);
    assert!(
        err.contains("there is no article in `content`, so the feeds are empty: it holds 1 `.rst` file, 1 file of no text, `drafts/a.md` (left out: in a drafts folder) in 1 folder"),
        "{err}"
    );
    let site = Site::new("");
    std::fs::create_dir_all(site.path("content")).expect("a folder");
    assert!(told(&site).contains("so the feeds are empty: it is empty"));
    std::fs::create_dir_all(site.path("content/a/b")).expect("a folder");
    assert!(told(&site).contains("it holds no file in 2 folders"));
}
