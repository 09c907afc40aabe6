//! Which files of a content directory are articles, and why the others are not.

mod articles_site;

use articles_site::SmallSite;
use tidings::article::{LeftOut, Markup};
use tidings::config::Drafts;
use tidings::content::{DiscoverError, Skipped, discover};

fn skipped(site: &SmallSite) -> Vec<(String, LeftOut)> {
    discover(&site.config).unwrap().skipped.into_iter().map(|Skipped { path, reason, .. }| (path, reason)).collect()
}

#[test]
fn articles_by_type_sorted_by_bytes() {
    let site = SmallSite::of(&[
        ("b.md", ""),
        ("a/z.HTML", ""),
        ("a.txt", ""),
        ("Z.Markdown", ""),
        ("汉/x.mdx", ""),
        ("a/7.11.0.text", ""),
        ("_posts/p.htm", ""),
        ("a/photo.png", ""),
        ("a/data.json", ""),
        ("README", ""),
        ("a/md", ""),
    ]);
    let discovery = discover(&site.config).unwrap();
    let found: Vec<_> = discovery.found.iter().map(|found| (&*found.path, found.markup)).collect();
    assert_eq!(
        found,
        [
            ("Z.Markdown", Markup::Markdown),
            ("_posts/p.htm", Markup::Html),
            ("a.txt", Markup::Text),
            ("a/7.11.0.text", Markup::Text),
            ("a/z.HTML", Markup::Html),
            ("b.md", Markup::Markdown),
            ("汉/x.mdx", Markup::Markdown),
        ]
    );
    assert_eq!((discovery.others, discovery.skipped.len(), discovery.diagnostics.len()), (4, 0, 0));
    assert!(discovery.found.iter().all(|found| found.file.is_file()));
}

#[test]
fn what_is_no_article_has_a_reason() {
    let mut site = SmallSite::of(&[
        ("_index.md", ""),
        ("a/_index.zh.md", ""),
        (".hidden.md", ""),
        (".obsidian/x.md", ""),
        ("drafts/x.md", ""),
        ("a/_drafts/b/y.md", ""),
        ("node_modules/p/README.md", ""),
        (".gitignore", "build/\n*.tmp.md\n!kept.tmp.md\n"),
        ("build/x.md", ""),
        ("x.tmp.md", ""),
        ("kept.tmp.md", ""),
        ("a/.ignore", "local.md\n"),
        ("a/local.md", ""),
        ("local.md", ""),
        ("old/x.md", ""),
        ("old/deep/y.md", ""),
        ("notes.txt", ""),
    ]);
    site.config.content.exclude = vec!["old/**".to_owned(), "notes.txt".to_owned()];
    assert_eq!(site.found(), ["kept.tmp.md", "local.md"]);
    let name = |path: &str, reason| (path.to_owned(), reason);
    assert_eq!(
        skipped(&site),
        [
            name(".hidden.md", LeftOut::Hidden),
            name(".obsidian/", LeftOut::Hidden),
            name("_index.md", LeftOut::SectionPage),
            name("a/_drafts/b/y.md", LeftOut::DraftsFolder),
            name("a/_index.zh.md", LeftOut::SectionPage),
            name("a/local.md", LeftOut::Ignored),
            name("build/", LeftOut::Ignored),
            name("drafts/x.md", LeftOut::DraftsFolder),
            name("node_modules/", LeftOut::Packages),
            name("notes.txt", LeftOut::Excluded),
            name("old/deep/", LeftOut::Excluded),
            name("old/x.md", LeftOut::Excluded),
            name("x.tmp.md", LeftOut::Ignored),
        ]
    );
    site.config.content.drafts = Drafts::Take;
    assert_eq!(site.found(), ["a/_drafts/b/y.md", "drafts/x.md", "kept.tmp.md", "local.md"]);
    assert!(site.find("drafts/x.md").in_drafts && !site.find("local.md").in_drafts);
}

#[test]
fn ignore_files_above_the_content_directory_count() {
    let site = SmallSite::of(&[("a/x.md", ""), ("b.md", "")]);
    std::fs::write(site.config.root.join(".gitignore"), "/content/a/\n").unwrap();
    assert_eq!(site.found(), ["b.md"]);
}

#[test]
fn the_output_folder_within_the_content_is_left_out() {
    let mut site = SmallSite::of(&[("feeds/index.html", ""), ("x.md", "")]);
    site.config.output.dir = "./content/feeds".into();
    assert_eq!(site.found(), ["x.md"]);
    assert_eq!(skipped(&site), [("feeds/".to_owned(), LeftOut::Output)]);
    // The site itself as content.
    site.config.content.dir = ".".into();
    assert_eq!(site.found(), ["content/x.md"]);
}

#[test]
fn a_content_directory_that_is_not_there_and_a_glob_that_does_not_read() {
    let mut site = SmallSite::of(&[]);
    assert!(discover(&site.config).unwrap().found.is_empty());
    site.config.content.exclude = vec!["{a".to_owned()];
    assert!(matches!(discover(&site.config), Err(DiscoverError::Exclude { glob, .. }) if glob == "{a"));
    site.config.content.exclude.clear();
    site.config.content.dir = "nowhere".into();
    let error = discover(&site.config).unwrap_err();
    assert!(error.to_string().contains("nowhere"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_odd_names() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let site = SmallSite::of(&[("a/real.md", "Text\n")]);
    let content = site.content();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.md"), "Secret\n").unwrap();
    symlink("a/real.md", content.join("link.md")).unwrap();
    symlink(outside.path().join("secret.md"), content.join("out.md")).unwrap();
    symlink("loop.md", content.join("loop.md")).unwrap();
    symlink("gone.md", content.join("dangling.md")).unwrap();
    symlink("..", content.join("a/up")).unwrap();
    symlink(outside.path(), content.join("elsewhere.md")).unwrap();
    let _socket = UnixListener::bind(content.join("socket.md")).unwrap();
    std::fs::write(content.join(std::ffi::OsStr::from_bytes(b"bad\xff.md")), "").unwrap();

    let discovery = discover(&site.config).unwrap();
    assert_eq!(site.found(), ["a/real.md", "link.md"]);
    let name = |path: &str, reason| (path.to_owned(), reason);
    assert_eq!(
        skipped(&site),
        [
            name("a/up/", LeftOut::LinkFolder),
            name("bad\u{fffd}.md", LeftOut::Name),
            name("dangling.md", LeftOut::LinkBroken),
            name("elsewhere.md", LeftOut::LinkOutside),
            name("loop.md", LeftOut::LinkBroken),
            name("out.md", LeftOut::LinkOutside),
            name("socket.md", LeftOut::Special),
        ]
    );
    assert_eq!(discovery.diagnostics[0].code.as_str(), "name-not-utf8");
}

#[test]
fn depth_costs_no_stack() {
    let site = SmallSite::of(&[]);
    // As deep as a path may be here.
    let mut deep = site.content();
    for _ in 0..600 {
        deep.push("d");
    }
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("x.md"), "").unwrap();
    assert_eq!(site.found().len(), 1);
}

/// Run in the site's own folder, with articles beside the configuration: a glob that is tied to that folder holds.
#[test]
fn excluded_from_a_content_directory_that_is_the_folder_one_stands_in() {
    use tidings::config::{Config, Overrides};
    let text =
        "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n[content]\ndir = \".\"\nexclude = [\"/docs/\"]\n";
    let config = Config::parse(".".as_ref(), text, &Overrides::default()).expect("a configuration");
    let skipped = discover(&config).expect("this package's own folder").skipped;
    let is_excluded = |found: &Skipped| found.path == "docs/" && found.reason == LeftOut::Excluded;
    assert!(skipped.iter().any(is_excluded), "{skipped:?}");
}
