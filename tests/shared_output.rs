//! Documents at addresses that a site's feeds had before: among its own files, and several for one document.

mod support;

use support::Site;

const ARTICLE: &str = "---\ntitle: A pump\ndate: 2026-01-05\n---\nIt is quiet.\n";

fn site(more: &str) -> Site {
    let site = Site::bare();
    site.write("tidings.toml", format!("[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n{more}"));
    site.write("content/pump.md", ARTICLE);
    site
}

#[test]
fn documents_stand_among_the_files_of_the_site() {
    let site = site("[output]\ndir = \".\"\n[[feed]]\nname = \"all\"\nformats = [\"rss\"]\npath = \"feed.xml\"\n");
    site.write("index.html", "<p>The front page.</p>");
    site.write("other.xml", "<a/>");
    site.build();
    let files: Vec<String> = site.files(".").into_keys().collect();
    assert_eq!(files, ["content/pump.md", "feed.xml", "index.html", "other.xml", "tidings.lock", "tidings.toml"]);
    assert!(site.read("feed.xml").contains("href=\"https://acme.example/feed.xml\""));
    assert_eq!(site.run(&["check"]).code, 0);
    // What is gone from the configuration goes from the disk, and nothing else does.
    site.write("tidings.toml", site.read("tidings.toml").replace("feed.xml", "blog/rss.xml"));
    site.build();
    assert!(!site.path("feed.xml").exists() && site.path("blog/rss.xml").exists() && site.path("other.xml").exists());
}

#[test]
fn the_folder_of_the_articles_may_hold_them_too() {
    let site = site(
        "[output]\ndir = \"content\"\nurl = \"https://acme.example/\"\n[[feed]]\nname = \"all\"\nformats = [\"rss\"]\npath = \"feed.xml\"\n",
    );
    site.build();
    let ran = site.build();
    assert!(site.path("content/feed.xml").exists() && site.path("content/pump.md").exists(), "{}", ran.err);
}

#[test]
fn one_document_has_several_addresses() {
    let site = site("[[feed]]\nname = \"all\"\npath = [\"{format}.{ext}\", \"index.xml\", \"blog/feed.json\"]\n");
    site.build();
    assert_eq!(site.read("feeds/index.xml"), site.read("feeds/rss.rss.xml"));
    assert_eq!(site.read("feeds/blog/feed.json"), site.read("feeds/json.json"));
    assert!(site.read("feeds/index.xml").contains("href=\"https://acme.example/feeds/rss.rss.xml\""));
    // People are shown one.
    assert!(
        !site.read("feeds/index.html").contains("index.xml") && !site.read("feeds/feeds.opml").contains("index.xml")
    );
    assert_eq!(site.run(&["check"]).code, 0);
}

#[test]
fn what_could_be_taken_for_a_source_of_the_site_is_refused() {
    for (output, path, said) in [
        (".", "content/pump.md", "could be taken for one"),
        (".", "feed.html", "could be taken for one"),
        ("..", "feed.xml", "the output folder holds the site itself"),
    ] {
        let site = site(&format!(
            "[output]\ndir = \"{output}\"\n[[feed]]\nname = \"all\"\nformats = [\"rss\"]\npath = \"{path}\"\n"
        ));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{output} {path}: {}", ran.err);
        assert!(ran.err.contains(said), "{output} {path}: {}", ran.err);
        assert_eq!(site.read("content/pump.md"), ARTICLE);
    }
}
