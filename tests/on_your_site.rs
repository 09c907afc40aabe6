//! `init` and builds in the root of a site that a generator makes: what is read, what is said, what is refused.

mod support;

use support::Site;

const POST: &str = "---\ntitle: Secret\ndate: 2026-01-05\n---\nText here.\n";

fn hugo(configuration: &str) -> Site {
    let site = Site::bare();
    site.write("hugo.toml", configuration);
    site.write("content/posts/A Post.md", POST);
    site
}

#[test]
fn init_reads_what_the_generator_is_told() {
    let site = hugo("baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\nlanguageCode = \"de-CH\"\n");
    let ran = site.run(&["init"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in ["a site of hugo (hugo.toml)", "Acme  (hugo.toml: title)", "https://acme.example/feeds/"] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    site.build();
    let feed = site.read("static/feeds/feed.json");
    assert!(feed.contains("https://acme.example/posts/a-post/") && feed.contains("\"language\": \"de-CH\""), "{feed}");
    // It is read in every run, and `tidings.toml` wins.
    site.write("hugo.toml", "baseURL = \"https://acme.example/\"\ntitle = \"New\"\ndisablePathToLower = true\n");
    site.build();
    let feed = site.read("static/feeds/feed.json");
    assert!(feed.contains("\"title\": \"New\"") && feed.contains("https://acme.example/posts/A-Post/"), "{feed}");
    site.write("tidings.toml", site.read("tidings.toml").replace("[site]\n", "[site]\ntitle = \"Own\"\n"));
    site.build();
    assert!(site.read("static/feeds/feed.json").contains("\"title\": \"Own\""));
    let told = site.run(&["explain", "--site"]).out;
    assert!(told.contains("from tidings.toml\n    not  New\n         from hugo.toml: title"), "{told}");
}

#[test]
fn init_says_what_nobody_tells() {
    let site = hugo("title = \"Acme\"\n");
    let ran = site.run(&["init"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("a site of hugo (hugo.toml)") && ran.err.contains("--url"), "{}", ran.err);
    assert!(!site.path("tidings.toml").exists());
    assert_eq!(site.run(&["init", "--generator", "gatsby"]).code, 2);
    assert_eq!(site.run(&["init", "--generator", "none", "--title", "T", "--url", "https://a.example/"]).code, 0);
    assert!(!site.read("tidings.toml").contains("generator"));
}

#[test]
fn a_configuration_that_does_not_read_withholds_everything() {
    let told = "baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n";
    for (path, text) in [
        ("hugo.toml", "[[cascade]]\ndraft = true\n[a".to_owned()),
        ("content/posts/_index.md", "---\ntitle: a: b\ncascade:\n  draft: true\n---\n".to_owned()),
        ("config/_default/params.yaml", "a: [\n".to_owned()),
        ("hugo.toml", format!("{told}# {}\n[[cascade]]\ndraft = true\n", "x".repeat(5 << 20))),
    ] {
        let site = hugo(told);
        site.write("tidings.toml", "[site]\ngenerator = \"hugo\"\ntitle = \"T\"\nurl = \"https://acme.example/\"\n");
        site.write(path, text);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{path}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(path) && ran.err.contains("hold them back"), "{path}: {}", ran.err);
        assert!(!site.path("feeds").exists(), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn sections_behind_a_link_out_of_the_site_are_an_error() {
    let outside = Site::bare();
    outside.write("posts/_index.md", "---\ncascade:\n  draft: true\n---\n");
    outside.write("posts/a.md", POST);
    let site = Site::bare();
    site.write("hugo.toml", "baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    site.write("tidings.toml", "[site]\ngenerator = \"hugo\"\n");
    std::os::unix::fs::symlink(outside.root(), site.path("content")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("leads out of the site"), "{}", ran.err);
}

#[test]
fn what_the_generator_takes_back_is_said() {
    let site = hugo("baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    site.write("content/posts/other.md", POST.replace("Secret", "Other"));
    assert_eq!(site.run(&["init"]).code, 0);
    site.build();
    // What lies in a bundle of one page is no page.
    site.write("content/posts/index.md", POST.replace("Secret", "Bundle"));
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("published-before"), "{}", ran.err);
    let told = site.run(&["explain", "content/posts/other.md"]);
    assert!(told.out.contains("in no feed") && told.out.contains("generator"), "{}{}", told.out, told.err);
}

#[test]
fn a_new_article_is_not_written_in_words_of_ours() {
    let site = hugo("baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    assert_eq!(site.run(&["init"]).code, 0);
    let before = site.files(".");
    let ran = site.run(&["new", "A new thing"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a site of hugo"), "{}", ran.err);
    assert_eq!(site.files("."), before);
}

#[test]
fn the_built_site_has_the_feeds_and_the_pictures() {
    let site = hugo("baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    site.write("content/posts/b.md", POST.replace("Text here.", "![x](/img/gone.png) ![y](/img/here.png)"));
    assert_eq!(site.run(&["init"]).code, 0);
    site.build();
    for page in ["a-post", "b"] {
        site.write(&format!("public/posts/{page}/index.html"), "<title>Secret</title><h1>Secret</h1>");
    }
    site.write("public/img/here.png", "p");
    let ran = site.run(&["check", "--site"]);
    assert!(ran.err.contains("page-picture") && ran.err.contains("img/gone.png"), "{}", ran.err);
    assert!(ran.err.contains("content/posts/b.md") && !ran.err.contains("here.png`"), "{}", ran.err);
    assert!(ran.err.contains("page-feeds") && ran.err.contains("https://acme.example/feeds/"), "{}", ran.err);
    for (path, text) in site.files("static/feeds") {
        site.write(&path.replace("static/", "public/"), text);
    }
    site.write("public/img/gone.png", "p");
    let ran = site.run(&["check", "--site", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn what_a_program_may_hold_back_is_left_out_whatever_the_addresses_are() {
    for more in ["", "permalink = \"/{slug}/\"\n"] {
        let site = Site::bare();
        site.write("eleventy.config.js", "export default function (c) { return { dir: { input: \"src\" } }; }\n");
        site.write("src/posts/posts.11tydata.js", "module.exports = { draft: isDraft() };\n");
        site.write("src/posts/a.md", POST);
        site.write("src/posts/b.md", POST.replace("title: Secret", "title: Public\ndraft: false"));
        let head = "[site]\ngenerator = \"eleventy\"\ntitle = \"T\"\nurl = \"https://acme.example/\"\n";
        site.write("tidings.toml", format!("{head}{more}"));
        let ran = site.build();
        let feed = site.feed();
        let titles: Vec<&str> =
            feed["items"].as_array().unwrap().iter().filter_map(|item| item["title"].as_str()).collect();
        assert_eq!(titles, ["Public"], "{more}: {}", ran.err);
        assert!(ran.err.contains("page-doubtful") && ran.err.contains("src/posts/a.md"), "{}", ran.err);
    }
}

#[test]
fn sections_withhold_however_deep_they_are() {
    let deep = vec!["s"; 90].join("/");
    for (generator, configuration, section) in [
        ("hugo", "hugo.toml", "---\ncascade:\n  draft: true\n---\n"),
        ("zola", "config.toml", "+++\ndraft = true\n+++\n"),
    ] {
        let site = Site::bare();
        site.write(configuration, "title = \"T\"\n");
        let head = format!("[site]\ngenerator = \"{generator}\"\ntitle = \"T\"\nurl = \"https://acme.example/\"\n");
        site.write("tidings.toml", head);
        site.write(&format!("content/{deep}/_index.md"), section);
        site.write(&format!("content/{deep}/a.md"), POST);
        site.write("content/b.md", POST.replace("Secret", "Public"));
        site.build();
        let feed = site.read("feeds/feed.json");
        assert!(feed.contains("Public") && !feed.contains("Secret"), "{generator}: {feed}");
    }
}

#[test]
fn articles_that_lie_elsewhere_have_their_sections_there() {
    let outside = Site::bare();
    outside.write("kept/posts/_index.md", "---\ncascade:\n  draft: true\n---\n");
    outside.write("kept/posts/a.md", POST);
    outside.write("kept/b.md", POST.replace("Secret", "Public"));
    let site = hugo("baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    let folder = outside.path("kept");
    site.write(
        "tidings.toml",
        format!(
            "[site]\ngenerator = \"hugo\"\n[content]\ndir = \"{}\"\n",
            folder.display().to_string().replace('\\', "/")
        ),
    );
    site.build();
    let feed = site.read("feeds/feed.json");
    assert!(feed.contains("Public") && !feed.contains("Secret"), "{feed}");
}
