//! What somebody meets who puts feeds on a generator's site by the docs alone: checks against the built site, and reports.

mod support;

use serde_json::Value;
use support::{Ran, Site};

/// A page that reads as an article.
fn page(title: &str) -> String {
    format!("<title>{title}</title><article><h1>{title}</h1><time datetime=2026-01-05></time><p>Text.</p></article>")
}

/// A site of Hugo with one article, whose feed is at the root, built as Hugo would.
fn hugo(feed: &str) -> Site {
    let site = Site::bare();
    site.write("hugo.toml", "baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    site.write(
        "tidings.toml",
        format!(
            "[site]\ngenerator = \"hugo\"\n\n[output]\ndir = \"static\"\nurl = \"https://acme.example/\"\n\n[[feed]]\n\
             name = \"main\"\nformats = [\"rss\"]\npath = \"index.xml\"\n{feed}"
        ),
    );
    site.write("content/posts/pump.md", "---\ntitle: Pump\ndate: 2026-01-05\ntags: [Hops & Yeast, C++]\n---\nText.\n");
    site.write("public/index.html", "<title>Acme</title>").write("public/posts/pump/index.html", page("Pump"));
    site.build();
    publish(&site, "index.xml");
    site
}

/// Copies a document as the generator does.
fn publish(site: &Site, path: &str) {
    site.write(&format!("public/{path}"), site.read(&format!("static/{path}")));
}

fn check(site: &Site, more: &[&str]) -> Ran {
    site.run(&[&["check", "--site", "public"], more].concat())
}

/// The problems of the built site, `code: file: message` each.
fn told(site: &Site) -> Vec<String> {
    let out = check(site, &["--format", "json"]).out;
    let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object"));
    let pages = lines.filter(|line| line["code"].as_str().is_some_and(|code| code.starts_with("page-")));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    pages.map(|line| format!("{}: {}: {}", text(&line["code"]), text(&line["file"]), text(&line["message"]))).collect()
}

#[test]
fn another_programs_feed_at_our_address_is_told() {
    let site = hugo("");
    assert_eq!(told(&site), Vec::<String>::new());
    site.write(
        "public/index.xml",
        "<rss version=\"2.0\"><channel><title>Acme</title><generator>Hugo</generator></channel></rss>",
    );
    let ran = check(&site, &[]);
    assert_eq!(ran.code, 0, "a warning: {}", ran.err);
    assert!(ran.err.contains("warning[page-feeds]") && ran.err.contains("is another program's"), "{}", ran.err);
    assert!(ran.err.contains("disableKinds = [\"rss\"]` at the top of hugo.toml"), "{}", ran.err);
    assert_eq!(check(&site, &["--deny", "warnings"]).code, 1);
    // One of ours, of an earlier build.
    site.write("public/index.xml", site.read("static/index.xml").replace("Text.", "Other."));
    let found = told(&site);
    assert!(found.len() == 1 && found[0].contains("is not what `static/index.xml` is now"), "{found:?}");
    std::fs::remove_file(site.path("public/index.xml")).unwrap();
    let found = told(&site);
    assert!(found.len() == 1 && found[0].contains("there is nothing at"), "{found:?}");
}

#[test]
fn feeds_of_tags_are_looked_for_too() {
    let site = hugo(
        "\n[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\npath = \"tags/{term}/index.xml\"\n",
    );
    let found = told(&site);
    assert!(found.len() == 1 && found[0].contains("there is nothing at"), "{found:?}");
    for tag in ["hops--yeast", "c++"] {
        publish(&site, &format!("tags/{tag}/index.xml"));
    }
    assert_eq!(told(&site), Vec::<String>::new());
    site.write("public/tags/c++/index.xml", "<rss version=\"2.0\"><channel><title>C++</title></channel></rss>");
    let found = told(&site);
    assert!(found.len() == 1 && found[0].contains("public/tags/c++/index.xml"), "{found:?}");
}

#[test]
fn a_tags_home_is_what_the_generator_calls_it() {
    let each = "\n[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\nhome = \"/tags/{tag}/\"\n";
    let site = hugo(each);
    for (file, home) in [("hops-and-yeast", "hops--yeast"), ("c-plus-plus", "c++")] {
        let feed = site.read(&format!("static/tag-{file}.rss.xml"));
        assert!(feed.contains(&format!("<link>https://acme.example/tags/{home}/</link>")), "{home}: {feed}");
        publish(&site, &format!("tag-{file}.rss.xml"));
    }
    // A list that reads as an article is none where a feed names it.
    site.write("public/tags/c++/index.html", page("C++"));
    let found = told(&site);
    let [home] = &found[..] else { panic!("{found:?}") };
    assert!(home.starts_with("page-home: tidings.toml: ") && home.contains("/tags/hops--yeast/"), "{home}");
    site.write("public/tags/hops--yeast/index.html", "<title>Hops &amp; Yeast</title>");
    assert_eq!(told(&site), Vec::<String>::new());
}

#[test]
fn values_that_a_generator_parts_and_a_slug_does_not_have_names_of_their_own() {
    let site = hugo(
        "\n[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\npath = \"tags/{term}/index.xml\"\n",
    );
    site.write(
        "content/posts/gate.md",
        "---\ntitle: Gate\ndate: 2026-02-05\ntags: [node.js, node-js, 'x:', '..']\n---\nText.\n",
    );
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("names-alike"), "{}", ran.err);
    assert!(site.path("static/tags/node.js/index.xml").exists() || site.path("static/tags/node-js/index.xml").exists());
    let ids: Vec<String> = walk(&site, "static/tags").iter().map(|path| site.read(path)).collect();
    let ids: std::collections::HashSet<&str> =
        ids.iter().map(|text| text.split_once("rel=\"self\"").expect("a self link").0).collect();
    assert_eq!(ids.len(), 6);
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 0, "the same names again: {}{}", ran.out, ran.err);
}

fn walk(site: &Site, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(site.path(folder)).unwrap().flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() { found.extend(walk(site, &path)) } else { found.push(path) }
    }
    found
}

#[test]
fn the_term_is_for_paths() {
    for (lines, message) in [
        ("name = \"tag-{term}\"\neach = \"tag\"\n", "`{term}` stands for nothing here"),
        ("name = \"x\"\npath = \"{term}.{ext}\"\n", "`{term}` stands for nothing here"),
        ("name = \"tags\"\neach = \"tag\"\npath = \"tags/{tag}.{ext}\"\n", "the path alone is not enough"),
    ] {
        let site = Site::new(&format!("[[feed]]\n{lines}"));
        let ran = site.run(&["build"]);
        assert!(ran.code == 2 && ran.err.contains(message), "{lines}: {}", ran.err);
    }
    // Without a generator it is the slug.
    let site = Site::new("[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\npath = \"tags/{term}.{ext}\"\n");
    site.write("content/2026-01-05-a.md", "---\ntags: [Hops & Yeast]\n---\n# A\n\nText.\n").build();
    assert!(site.path("feeds/tags/hops-and-yeast.json").exists());
}

#[test]
fn files_that_an_entry_brings_are_looked_for() {
    let site =
        hugo("podcast = true\n\n[podcast]\nimage = \"/art.jpg\"\nowner = {name = \"A\", email = \"a@acme.example\"}\n");
    site.write(
        "content/posts/talk.md",
        "---\ntitle: Talk\ndate: 2026-03-05\nenclosure: {url: /audio/talk.mp3, type: audio/mpeg, length: 12}\n\
         transcript: /audio/talk.vtt\nchapters: https://cdn.example/talk.json\n---\nText.\n",
    );
    site.run(&["build"]);
    publish(&site, "index.xml");
    site.write("public/posts/talk/index.html", page("Talk"));
    let found = told(&site);
    let files: Vec<&str> = found.iter().filter_map(|told| told.strip_prefix("page-file: ")).collect();
    assert_eq!(files.len(), 3, "{found:?}");
    assert!(files.iter().any(|told| told.starts_with("tidings.toml: ") && told.contains("the artwork of this show")));
    let enclosure = "content/posts/talk.md: the site has no file at `https://acme.example/audio/talk.mp3`, the enclosure of \
                     this entry: there is no `public/audio/talk.mp3`";
    assert!(files.contains(&enclosure), "{files:?}");
    let ran = check(&site, &[]);
    assert_eq!(ran.code, 0, "audio may come there by another way: {}{}", ran.out, ran.err);
    let ran = check(&site, &["--deny", "warnings"]);
    assert!(ran.code == 1 && ran.out.contains("the check failed: 5 warnings"), "{}{}", ran.out, ran.err);
    for file in ["audio/talk.mp3", "audio/talk.vtt", "art.jpg"] {
        site.write(&format!("public/{file}"), "x");
    }
    assert!(!told(&site).iter().any(|told| told.starts_with("page-file")), "{:?}", told(&site));
}

#[test]
fn pages_of_files_that_are_no_articles_are_known() {
    let site = hugo("");
    site.write("content/about.md", "---\ntitle: About\n---\nWho we are.\n");
    site.write("content/shop/door.md", "---\ntitle: Door\n---\nA door.\n");
    site.write("public/about/index.html", page("About us")).write("public/shop/door/index.html", page("A door"));
    let found = told(&site);
    let unfed: Vec<&String> = found.iter().filter(|told| told.starts_with("page-unfed")).collect();
    assert_eq!(unfed.len(), 2, "{found:?}");
    assert_eq!(
        unfed[0],
        "page-unfed: content/about.md: `public/about/index.html` reads as an article, and `content/about.md`, whose page it \
         is, has no date"
    );
    assert!(check(&site, &[]).err.contains("`exclude = [\"about.md\"]`"));
    let told_toml = site.read("tidings.toml");
    site.write(
        "tidings.toml",
        told_toml.replace("[output]", "[content]\nexclude = [\"about.md\", \"shop/\"]\n\n[output]"),
    );
    site.build();
    publish(&site, "index.xml");
    let ran = check(&site, &["--deny", "warnings"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
}

#[test]
fn reports_show_code_as_code() {
    let site = hugo("");
    site.write("public/index.xml", "<rss version=\"2.0\"><channel></channel></rss>");
    std::fs::remove_dir_all(site.path("public/posts")).unwrap();
    site.write("public/x.html", "<title>x</title>");
    let html = check(&site, &["--format", "html"]).out;
    assert!(html.contains("<p>public: 0 of 1 entry has its page</p>"), "{html}");
    assert!(html.contains("the site has no page at <code>https://acme.example/posts/pump/</code>"), "{html}");
    assert!(!html.contains('`'), "{html}");
    let markdown = check(&site, &["--format", "markdown"]).out;
    assert!(markdown.contains("the site has no page at `https://acme.example/posts/pump/`: there"), "{markdown}");
    assert!(!markdown.contains("\\`"), "{markdown}");
    // A bar would end the cell.
    site.write("content/posts/b.md", "---\ntitle: B\ndate: 2026-01-06\nurl: 'ftp://a|b'\n---\nText.\n");
    let rows = check(&site, &["--format", "markdown"]).out;
    for row in rows.lines().filter(|line| line.starts_with("| ") && line.contains("(`")) {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 4, "{row}");
    }
}

#[test]
fn the_last_line_says_what_failed() {
    let site = hugo("");
    std::fs::remove_dir_all(site.path("public/posts")).unwrap();
    site.write("public/index.xml", "x");
    let last = |more: &[&str]| check(&site, more).out.lines().last().map(str::to_owned).expect("a line");
    assert!(last(&[]).starts_with("the check failed: 1 error, 1 warning; the feeds are fresh: "), "{}", last(&[]));
    // A warning of the build itself keeps everything as it is.
    site.write("content/posts/undated.md", "---\ntitle: U\n---\nText.\n");
    let denied = last(&["--deny", "warnings"]);
    assert!(denied.starts_with("the check failed: 1 error, 2 warnings; mend the errors"), "{denied}");
    assert!(check(&site, &["--deny", "warnings", "--format", "markdown"]).out.starts_with("### Feeds: failed"));
}

#[test]
fn a_folder_that_is_no_built_site_is_named_as_it_was_given() {
    let site = hugo("");
    let below = site.command(&["check", "--site", "public"]).current_dir(site.path("content/posts")).output().unwrap();
    let ran = Ran::from(below);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("cannot list the built site in `public`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `../../public`"), "{}", ran.err);
    let ran = site.run(&["check", "--site", "dist"]);
    assert!(ran.code == 2 && ran.err.contains("in `dist`: there is no such folder"), "{}", ran.err);
}

#[test]
fn an_adoption_that_comes_too_late_is_one_error() {
    let site = hugo("");
    for number in 1..=5 {
        site.write(
            &format!("content/posts/p{number}.md"),
            format!("---\ntitle: Number {number}\ndate: 2026-02-0{number}\n---\nText of number {number}.\n"),
        );
    }
    site.build();
    let item = |number: usize| {
        let link = format!("https://acme.example/posts/p{number}/");
        format!("<item><title>Number {number}</title><link>{link}</link><guid>{link}</guid></item>")
    };
    let items: String = (1..=5).map(item).collect();
    site.write(
        "old.xml",
        format!(
            "<rss version=\"2.0\"><channel><title>A</title><link>https://acme.example/</link>{items}</channel></rss>"
        ),
    );
    let ran = site.run(&["adopt", "old.xml"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.err.matches("adopt-published").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("5 articles") && ran.err.contains("`posts/p3.md` and 2 more"), "{}", ran.err);
    assert_eq!(site.run(&["adopt", "--allow-id-change", "old.xml"]).code, 0);
}

/// Tags, and what Hugo 0.168 and Pelican 4.12 call them in the addresses of their pages: `hugo` in a site whose one article has
/// them all, and `Tag(name, DEFAULT_CONFIG).slug` of `pelican.urlwrappers`.
const TAGS: [(&str, &str, &str); 16] = [
    ("Hops & Yeast", "hops--yeast", "hops-yeast"),
    ("C++ Brewing", "c++-brewing", "c-brewing"),
    ("Été Größe", "été-größe", "ete-grosse"),
    ("a/b", "a/b", "ab"),
    ("Two  spaces", "two--spaces", "two-spaces"),
    ("node.js", "node.js", "nodejs"),
    ("C#", "c#", "c"),
    ("潮位 计", "潮位-计", "chao-wei-ji"),
    ("it's", "its", "its"),
    ("100%", "100", "100"),
    ("R+D", "r+d", "rd"),
    ("x_y", "x_y", "x_y"),
    ("-lead", "-lead", "-lead"),
    ("A--B", "a--b", "a-b"),
    (" pad ", "-pad-", "pad"),
    ("a: b", "a-b", "a-b"),
];

#[test]
fn tags_are_called_as_the_generators_call_them() {
    use tidings::generator::{NoFiles, named};

    for (generator, of) in [("hugo", 0), ("pelican", 1)] {
        let pages = (named(generator).expect("it is known").read)(&NoFiles, None).pages;
        for (tag, by_hugo, by_pelican) in TAGS {
            assert_eq!(pages.tag_slug(tag).as_deref(), Some([by_hugo, by_pelican][of]), "{generator}: {tag}");
        }
    }
    let jekyll = (named("jekyll").expect("it is known").read)(&NoFiles, None).pages;
    assert_eq!(jekyll.tag_slug("a b"), None);
}
