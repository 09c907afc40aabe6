//! The output folder is never left, only what is ours is removed from it, and one build at a time is at work there.

mod support;

use support::Site;

fn article(title: &str, day: u32, tag: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-03-{day:02}\ntags: [{tag}]\n---\n{title} says something of its own.\n")
}

const FEEDS: &str = "[organization]\nname = \"Acme\"\nphone = \"0755-0000000\"\n[[feed]]\nname = \"news\"\n\
    [[feed]]\nname = \"sub/deep/{tag}\"\neach = \"tag\"\n";

fn built() -> Site {
    let site = Site::new(FEEDS);
    site.write("content/a.md", article("A", 1, "one")).write("content/b.md", article("B", 2, "two"));
    site.build();
    site
}

/// Adds a document to those that the ledger names, as anybody can: in the first version, lines have no checksum.
fn name_in_ledger(site: &Site, path: &str) {
    let line = |line: &str| line.rsplit_once("\t~").map_or(line, |(line, _)| line).to_owned() + "\n";
    let ledger: String = site.read("tidings.lock").lines().map(line).collect();
    let ledger = ledger.replacen("tidings ledger 2", "tidings ledger 1", 1);
    site.write("tidings.lock", ledger.replacen("\nend\n", &format!("\ndocument\t3\t{path}\nend\n"), 1));
}

#[test]
fn only_documents_of_ours_are_removed() {
    let site = built();
    let mine: [(&str, &str); 7] = [
        ("feeds/mine.txt", "a list of my own\n"),
        ("feeds/empty", ""),
        (
            "feeds/other.xml",
            "<rss version=\"2.0\"><channel><title>T</title><generator>Hugo</generator></channel></rss>",
        ),
        ("feeds/data.json", "{\"version\": 3, \"title\": \"numbers\"}"),
        ("feeds/page/index.html", "<!DOCTYPE html><title>Home</title><p>Made with Tidings.</p>"),
        ("feeds/me.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Me\r\nEND:VCARD\r\n"),
        ("feeds/sub/deep/list.opml", "<opml version=\"2.0\"><head/><body/></opml>"),
    ];
    for (path, text) in mine {
        site.write(path, text);
        name_in_ledger(&site, path);
    }
    let ran = site.build();
    for (path, text) in mine {
        assert_eq!(site.read(path), text);
        assert!(ran.err.contains(&format!("`{path}` is no longer made, and is not removed")), "{path}: {}", ran.err);
    }
    assert!(!site.build().err.contains("output-kept"), "it is said once");
}

#[test]
fn documents_of_ours_of_every_kind_are_removed() {
    let site = built();
    let before = site.files("feeds");
    // Everything has another name from now on.
    let elsewhere = |text: &str| text.replace("[organization]", "[output]\ndir = \"public\"\n[organization]");
    site.write("tidings.toml", elsewhere(&site.read("tidings.toml")));
    site.build();
    site.write("tidings.toml", site.read("tidings.toml").replace("dir = \"public\"", "dir = \"feeds\""));
    for name in before.keys() {
        name_in_ledger(&site, name);
    }
    let only = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/news/\"\n[[feed]]\nname = \"other\"\nformats = [\"rss\"]\n";
    site.write("tidings.toml", only);
    let ran = site.build();
    assert!(!ran.err.contains("output-kept"), "{}", ran.err);
    let left: Vec<String> = site.files("feeds").into_keys().collect();
    assert_eq!(left, ["feeds/feeds.opml", "feeds/index.html", "feeds/other.rss.xml"]);
    assert!(!site.path("feeds/sub").exists(), "nor do empty folders stay");
}

#[test]
fn what_an_interrupted_adoption_left_goes_with_the_next() {
    let site = built();
    site.write("old.xml", site.read("feeds/news.rss.xml")).write(".tidings-x1y2z3.tmp", "half a ledger");
    let ran = site.run(&["adopt", "old.xml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!site.path(".tidings-x1y2z3.tmp").exists());
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_is_removed_through_a_link() {
        // What is outside looks like a document of ours.
        let ours = built().read("feeds/news.rss.xml");
        for (link, to, named) in [
            ("feeds/out", "../outside", "feeds/out/old.rss.xml"),
            ("feeds/x/y", "../../outside", "feeds/x/y/old.rss.xml"),
            ("feeds/near", "sub", "feeds/near/old.rss.xml"),
            ("feeds/old.rss.xml", "../outside/old.rss.xml", "feeds/old.rss.xml"),
        ] {
            let site = built();
            site.write("outside/old.rss.xml", &ours).write("feeds/sub/old.rss.xml", &ours);
            std::fs::create_dir_all(site.path(link).parent().unwrap()).unwrap();
            symlink(to, site.path(link)).unwrap();
            name_in_ledger(&site, named);
            let before = (site.files("outside"), site.files("feeds"));
            let ran = site.build();
            assert!(ran.err.contains("output-kept") && ran.err.contains(named), "{named}: {}", ran.err);
            assert!(!ran.out.contains("removed feeds"), "{named}: {}", ran.out);
            assert!((site.files("outside"), site.files("feeds")) == before, "{named}");
        }
        for named in ["feeds/../outside/old.rss.xml", "feeds/./../outside/old.rss.xml", "feeds//../outside/old.rss.xml"]
        {
            let site = built();
            site.write("outside/old.rss.xml", &ours);
            name_in_ledger(&site, named);
            let _ = site.run(&["build"]);
            assert_eq!(site.read("outside/old.rss.xml"), ours, "{named}");
        }
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        for (link, to) in [("feeds/sub", "../outside"), ("feeds/sub/deep", "../../outside"), ("feeds/sub", "elsewhere")]
        {
            let site = built();
            site.write("outside/keep.txt", "mine").write("feeds/elsewhere/keep.txt", "mine");
            std::fs::remove_dir_all(site.path(link)).unwrap();
            symlink(to, site.path(link)).unwrap();
            site.write("content/c.md", article("C", 3, "one"));
            let before = site.files(".");
            for command in ["build", "check"] {
                let ran = site.run(&[command]);
                assert_eq!(ran.code, 2, "{link}, {command}: {}", ran.err);
                assert!(ran.err.contains(link) && ran.err.contains("it is a link"), "{link}: {}", ran.err);
                assert!(site.files(".") == before, "{link}, {command}");
            }
        }
    }

    #[test]
    fn a_document_that_is_a_link_is_neither_followed_nor_replaced() {
        for target in ["../outside/a.xml", "news.atom.xml", "/nowhere/at/all"] {
            let site = built();
            site.write("outside/a.xml", "mine");
            std::fs::remove_file(site.path("feeds/news.rss.xml")).unwrap();
            symlink(target, site.path("feeds/news.rss.xml")).unwrap();
            let ran = site.run(&["build"]);
            assert_eq!(ran.code, 2, "{target}: {}", ran.err);
            assert!(ran.err.contains("feeds/news.rss.xml") && ran.err.contains("it is a link"), "{}", ran.err);
            assert_eq!(std::fs::read_link(site.path("feeds/news.rss.xml")).unwrap().to_str(), Some(target));
            assert_eq!(site.read("outside/a.xml"), "mine");
        }
    }

    #[test]
    fn the_output_folder_itself_may_be_a_link() {
        let site = Site::new(FEEDS);
        site.write("content/a.md", article("A", 1, "one")).write("public/kept.html", "mine");
        symlink("public", site.path("feeds")).unwrap();
        site.build();
        assert!(site.read("public/news.rss.xml").contains("A says something"));
        site.write("content/a.md", article("A", 1, "other"));
        let ran = site.build();
        assert!(ran.out.contains("removed feeds/sub/deep/one.rss.xml"), "{}", ran.out);
        assert!(!site.path("public/sub/deep/one.rss.xml").exists() && site.path("public/kept.html").exists());
    }

    #[test]
    fn a_ledger_that_is_a_link_is_not_replaced() {
        let site = built();
        std::fs::rename(site.path("tidings.lock"), site.path("kept.lock")).unwrap();
        symlink("kept.lock", site.path("tidings.lock")).unwrap();
        site.build();
        site.write("content/c.md", article("C", 3, "one"));
        let before = site.files(".");
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("tidings.lock") && ran.err.contains("it is a link"), "{}", ran.err);
        assert!(site.files(".") == before && site.path("tidings.lock").is_symlink());
        // One that leads nowhere is not taken for a site without a ledger: all ids could change.
        std::fs::remove_file(site.path("kept.lock")).unwrap();
        for command in ["build", "check"] {
            let ran = site.run(&[command]);
            assert_eq!(ran.code, 2, "{command}: {}", ran.err);
            assert!(ran.err.contains("tidings.lock"), "{}", ran.err);
        }
    }
}

#[cfg(unix)]
mod locks {
    use std::fs::File;
    use std::io::{BufRead, BufReader, Read};
    use std::process::{ChildStderr, Stdio};

    use super::*;

    /// A run that has said that it waits.
    fn waiting(site: &Site, arguments: &[&str]) -> (std::process::Child, BufReader<ChildStderr>) {
        let mut child = site.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        assert!(line.contains("waiting for it"), "{arguments:?}: {line}");
        (child, said)
    }

    /// As an editor does, or a change of branch.
    fn replace_configuration(site: &Site, text: &str) {
        site.write("new.toml", text);
        std::fs::rename(site.path("new.toml"), site.path("tidings.toml")).unwrap();
    }

    #[test]
    fn a_build_is_waited_for_though_the_configuration_was_replaced() {
        let site = built();
        site.write("old.xml", site.read("feeds/news.rss.xml"));
        let text = site.read("tidings.toml");
        for arguments in [&["build"][..], &["adopt", "old.xml"]] {
            let held = File::open(site.root()).unwrap();
            held.lock().unwrap();
            replace_configuration(&site, &text);
            let (mut child, _said) = waiting(&site, arguments);
            // What it says is the same, so the one that waits goes on with it.
            replace_configuration(&site, &text);
            drop(held);
            assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
        }
    }

    #[test]
    fn a_configuration_that_changed_while_a_build_waited_is_not_built_with() {
        let site = built();
        site.write("old.xml", site.read("feeds/news.rss.xml")).write("content/c.md", article("C", 3, "one"));
        let text = site.read("tidings.toml");
        for arguments in [&["build"][..], &["adopt", "old.xml"]] {
            for new in [text.replace("name = \"news\"", "name = \"tidings\""), text.clone() + "\n# A remark.\n"] {
                replace_configuration(&site, &text);
                let held = File::open(site.root()).unwrap();
                held.lock().unwrap();
                let (mut child, mut said) = waiting(&site, arguments);
                replace_configuration(&site, &new);
                let before = site.files(".");
                drop(held);
                let mut rest = String::new();
                said.read_to_string(&mut rest).unwrap();
                assert_eq!(child.wait().unwrap().code(), Some(2), "{arguments:?}: {rest}");
                assert!(rest.contains("`tidings.toml` was changed"), "{rest}");
                assert!(site.files(".") == before, "{arguments:?}");
            }
        }
    }

    #[test]
    fn sites_that_share_an_output_folder_wait_for_each_other() {
        let site = Site::bare();
        let settings = |name: &str| {
            format!(
                "[site]\ntitle = \"{name}\"\nurl = \"https://acme.example/{name}/\"\n[output]\ndir = \"../public\"\n[[feed]]\nname = \"{name}\"\n"
            )
        };
        for name in ["one", "two"] {
            site.write(&format!("{name}/tidings.toml"), settings(name));
            site.write(&format!("{name}/content/a.md"), article(name, 1, "t"));
        }
        std::fs::create_dir(site.path("public")).unwrap();
        let held = File::open(site.path("public")).unwrap();
        held.lock().unwrap();
        let (mut one, _said) = waiting(&site, &["-C", "one", "build"]);
        let (mut two, _said_too) = waiting(&site, &["-C", "two", "build"]);
        drop(held);
        assert_eq!((one.wait().unwrap().code(), two.wait().unwrap().code()), (Some(0), Some(0)));
        assert!(site.path("public/one.rss.xml").exists() && site.path("public/two.rss.xml").exists());
    }
}
