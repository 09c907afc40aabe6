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
    let ran = site.run(&["--drafts", "new", "Title"]);
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

#[test]
fn init_finds_the_folder_that_has_dated_files() {
    let site = Site::bare();
    site.write("README.md", "# About this folder\n\nNothing is dated here.\n");
    site.write("minutes/2026-01-01-first.txt", "Minutes\n\nWe met and spoke of the pump.\n");
    for day in ["01", "02", "03"] {
        site.write(&format!("notices/2026/2026-03-{day}.txt"), "Notice\n\nThe pump rests today, for works.\n");
    }
    site.write("notices/2025/2025-03-01.txt", "Notice\n\nThe pump rests today, for works.\n");
    site.write("node_modules/x/2026-01-01-a.md", "# X\n").write("lists/a.txt", "one\ntwo\n");
    let ran = site.run(&["init", "--title", "T", "--url", "https://acme.example/"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("articles are in notices/ (4 files with a date)"), "{}", ran.out);
    site.build();
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 4);
}

#[test]
fn nobody_is_asked_without_a_terminal() {
    let ran = Site::bare().run(&["init", "--url", "https://acme.example/"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error[answer-missing]") && ran.err.contains("--title"), "{}", ran.err);
    let ran = Site::bare().run(&["init", "--title", "T", "--url", "http://localhost:8000/"]);
    assert!(ran.err.contains("error[config-invalid]") && ran.err.contains("--allow-local"), "{}", ran.err);
    assert!(!ran.err.contains("tidings.toml"), "nothing stands in a file that is not there: {}", ran.err);
}

#[test]
fn nobody_reads_the_words_of_the_toml_reader() {
    let site = "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n";
    let feed = "[[feed]]\nname = \"x\"\n";
    let cases = [
        ("[site]\ntitle = 1\n".to_owned(), "a number, where a text", "quotes"),
        ("[site]\ntitle = T\n".to_owned(), "`T` is no value", "`\"T\"`"),
        ("[site]\ntitle = [\"T\"]\n".to_owned(), "a list, where a text", "quotes"),
        ("[site]\ntitle = \"T\n".to_owned(), "does not end on its line", "quote"),
        ("[site\ntitle = \"T\"\n".to_owned(), "this heading does not end", "`]`"),
        ("site = 1\n".to_owned(), "a number, where a table", "heading"),
        ("[site]\ntitle = \"T\"\ntitle = \"U\"\n".to_owned(), "twice", "one of them"),
        ("[[site]]\ntitle = \"T\"\n".to_owned(), "there is only one `site`", "`[site]`"),
        ("[feed]\nname = \"x\"\n".to_owned(), "there may be several", "`[[feed]]`"),
        ("[site]\ntitle: \"T\"\n".to_owned(), "this key has no value", "`key = value`"),
        (format!("{site}[[feed]]\nlimit = 3\n"), "lacks the key `name`", "`name = ...`"),
        (format!("{site}{feed}formats = \"rss\"\n"), "a text, where a list", "square brackets"),
        (format!("{site}{feed}formats = [\"rss\", \"pdf\"]\n"), "`pdf` is no value of this key", "`\"atom\"`"),
        (format!("{site}{feed}each = \"tags\"\n"), "`tags` is no value of this key", "write `\"tag\"`"),
        (format!("{site}{feed}limit = true\n"), "a limit is a number from 1", ""),
        (format!("{site}{feed}archive = \"100\"\n"), "a text, where a whole number", "without quotes"),
        (format!("{site}{feed}replaces = \"yes\"\n"), "a text, where `true` or `false`", "without quotes"),
        (format!("{site}{feed}podcast = 3\n"), "a number, where true, false, or a table", ""),
        (format!("{site}[content]\nexclude = \"drafts\"\n"), "a text, where a list", "square brackets"),
        (format!("{site}[content]\nundated = \"no\"\n"), "`no` is no value of this key", "`\"error\"`"),
        (format!("{site}[content]\nvalues = 3\n"), "a number, where a table", ""),
        (format!("{site}[dates]\ngit = 1\n"), "a number, where `true` or `false`", ""),
        (format!("{site}[podcast]\npicture = [{{ url = \"x\", width = -1 }}]\n"), "a whole number from 0", ""),
        (format!("{site}[podcast]\ntype = \"weekly\"\n"), "`weekly` is no value", "`\"serial\"`"),
        (format!("{site}[organization]\nurl = \"/\"\n"), "lacks the key `name`", ""),
        (format!("{site}[[author]]\nkey = \"a\"\nname = 3.5\n"), "a number, where a text", ""),
        (format!("{site}[ledger]\nenabled = 2024-01-01\n"), "a date, where `true` or `false`", ""),
        (format!("{site}[output]\nhub = 3\n"), "a number, where a text, or a list of texts belongs", ""),
    ];
    let raw = ["invalid type", "invalid value", "struct ", "Raw", "variant", "sequence", "i64", "u32", " map", "field"];
    for (text, says, help) in cases {
        let folder = Site::bare();
        folder.write("tidings.toml", &text);
        let ran = folder.run(&["build"]);
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.err.contains(says) && ran.err.contains(help), "{text}wants {says} and {help}\n{}", ran.err);
        assert!(raw.iter().all(|word| !ran.err.contains(word)), "{text}{}", ran.err);
    }
}

#[test]
fn what_is_written_nearly_right_is_named() {
    let site = Site::bare();
    site.write("tidings.toml", "[site]\ngenerator = \"hugp\"\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("write `hugo`"), "{}", ran.err);
    assert_eq!(ran.err.matches("error[").count(), 1, "what that generator would have said is not missing: {}", ran.err);
    let ran = site.run(&["-C", "nowhere", "build"]);
    assert!(ran.err.contains("there is no folder `nowhere`"), "{}", ran.err);
    site.write("tidings.toml", "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n").write("content/a.txt", "");
    let ran = site.run(&["explain", "date-missing"]);
    assert!(ran.err.contains("`date-missing` is a message"), "{}", ran.err);
    let ran = site.run(&["links", "--redirects", "nginx"]);
    assert!(ran.code == 0 && ran.out.is_empty() && ran.err.contains("no feed has moved"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_folder_within_a_generators_site_is_no_start() {
    let site = Site::bare();
    site.write("hugo.toml", "title = \"T\"\nbaseURL = \"https://acme.example/\"\n").write("content/a.md", "Text.\n");
    let below = site.path("content");
    let run = |words: &[&str]| site.command(words).current_dir(&below).output().expect("the program starts");
    // Without a repository, nothing says that the folder above is of the same site.
    let told = |words: &[&str]| String::from_utf8_lossy(&run(words).stderr).into_owned();
    assert!(told(&["init"]).contains("a title is needed"), "{}", told(&["init"]));
    site.write(".git/HEAD", "ref: refs/heads/main\n");
    for words in [&["init"][..], &["build"]] {
        assert!(told(words).contains("within a site of hugo"), "{}", told(words));
        assert!(told(words).contains("tidings -C .. init"), "{}", told(words));
    }
    assert!(run(&["init", "--generator", "none", "--title", "T", "--url", "https://acme.example/"]).status.success());
    assert!(site.path("content/tidings.toml").is_file());
}
