//! `tidings init` and `tidings new`, and what a configuration at fault is told.

mod support;

use support::Site;

#[test]
fn init_new_and_build_make_a_site() {
    let site = Site::bare();
    let ran = site.run(&["init", "--title", "Acme \"News\"", "--url", "https://acme.example/news"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = site.run(&["new", "A new: sensor, für Köln & 北京"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let file = site.files("content").into_keys().next().unwrap();
    assert_eq!(file, "content/2026-06-01-a-new-sensor-für-köln-and-北京.md");
    let text = site.read(&file);
    assert!(text.contains("title = \"A new: sensor, für Köln & 北京\"") && text.contains("draft = true"), "{text}");
    site.write(&file, format!("{}The sensor is here and works.\n", text.replace("draft = true\n", "")));
    site.build();
    let feed = site.feed();
    assert_eq!(feed["title"], "Acme \"News\"");
    assert_eq!(feed["items"][0]["title"], "A new: sensor, für Köln & 北京");
}

#[test]
fn nothing_is_overwritten() {
    let site = Site::new("");
    let ran = site.run(&["init", "--title", "T", "--url", "https://acme.example/"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("already there"), "{}", ran.err);
    assert_eq!(site.run(&["new", "Same"]).code, 0);
    assert_eq!(site.run(&["new", "Same"]).code, 2);
}

#[test]
fn init_takes_the_folder_that_is_there() {
    let site = Site::bare();
    site.write("_posts/2026-01-01-x.md", "# X\n\nText of the post.\n");
    assert_eq!(site.run(&["init", "--title", "T", "--url", "https://acme.example/"]).code, 0);
    site.build();
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_configuration_at_fault_is_told_where_and_what_to_do() {
    let site_lines = "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n";
    let cases = [
        ("[site]\ntitel = \"T\"\n", "tidings.toml:2:1", "write `title`"),
        ("[site]\ntitle = \"T\"\n", "tidings.toml:1:1", "url"),
        ("[site]\ntitle = \"T\nurl = 1\n", "tidings.toml:2:", ""),
        ("[site]\ntitle = \"T\"\nurl = \"acme.example\"\n", "tidings.toml:3:7", "https://"),
        ("[site]\ntitle = \"T\"\nurl = \"http://localhost:4000/\"\n", "tidings.toml:3:7", "--allow-local"),
        (&format!("{site_lines}timezone = \"Asia/Shanghia\"\n"), "tidings.toml:4:12", "Asia/Shanghai"),
        (&format!("{site_lines}language = \"english\"\n"), "tidings.toml:4:12", "BCP 47"),
        (&format!("{site_lines}permalink = \"/{{yaer}}/{{slug}}/\"\n"), "tidings.toml:4:13", "{year}"),
        (&format!("{site_lines}id_authority = \"Acme\"\n"), "tidings.toml:4:16", "acme.example,2024"),
        (&format!("{site_lines}[organization]\nname = \"A\"\nemail = \"a at b\"\n"), "tidings.toml:6:9", "press@"),
        (&format!("{site_lines}[content]\nencoding = \"klingon\"\n"), "tidings.toml:5:12", "gb18030"),
        (&format!("{site_lines}[[feed]]\nname = \"x\"\nlimit = 0\n"), "tidings.toml:6:9", "all"),
        (&format!("{site_lines}[[feed]]\nname = \"x\"\neach = \"tag\"\n"), "tidings.toml:5:8", "{tag}"),
        (&format!("{site_lines}[[feed]]\nname = \"x\"\npath = \"../x.{{ext}}\"\n"), "tidings.toml:6:8", ".."),
        (&format!("{site_lines}[[feed]]\nname = \"x\"\nformats = [\"rss\", \"pdf\"]\n"), "tidings.toml:6:", ""),
    ];
    for (text, place, help) in cases {
        let site = Site::bare();
        site.write("tidings.toml", text);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{text}\n{}", ran.err);
        assert!(
            ran.err.contains(place) && ran.err.contains(help),
            "{text}\nwants {place} and {help}, got\n{}",
            ran.err
        );
        assert!(!site.path("feeds").exists());
    }
}

#[test]
fn a_folder_without_configuration_says_how_to_begin() {
    let ran = Site::bare().run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("tidings init"), "{}", ran.err);
    let ran = Site::bare().run(&["biuld"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn two_feeds_with_one_document_are_an_error() {
    let site = Site::new("[[feed]]\nname = \"a\"\n[[feed]]\nname = \"b\"\npath = \"a.{ext}\"\n");
    site.write("content/2026-01-01-x.md", "# X\n\nText of the article.\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("output-collision") && ran.err.contains("a.rss.xml"), "{}", ran.err);
    assert!(!site.path("feeds").exists());
}

#[test]
fn the_folder_may_be_named_before_and_after_the_command() {
    let site = Site::new("");
    site.write("content/2026-01-01-x.md", "# X\n\nText of the article.\n");
    let root = site.root().to_str().expect("a readable path");
    for arguments in [&["-C", root, "check"][..], &["check", "-C", root]] {
        let mut command = Site::bare().command(arguments);
        command.current_dir("/");
        assert_eq!(command.output().unwrap().status.code(), Some(1), "{arguments:?}");
    }
    let ran = site.run(&["--drafts", "check"]);
    assert_eq!(ran.code, 2, "an option that would be ignored is refused: {}", ran.out);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let outside = Site::bare();
    let site = Site::bare();
    std::os::unix::fs::symlink(outside.path("target.toml"), site.path("tidings.toml")).unwrap();
    let ran = site.run(&["init", "--title", "T", "--url", "https://acme.example/"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("already there"), "{}", ran.err);
    assert!(outside.files(".").is_empty() && !site.path("content").exists());

    let site = Site::new("");
    site.write("content/2026-03-01-a.md", "Some text of an article.\n");
    std::os::unix::fs::symlink(outside.path("new.md"), site.path("content/2026-06-01-same.md")).unwrap();
    let ran = site.run(&["new", "Same"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("already there") && outside.files(".").is_empty(), "{}", ran.err);
}
