//! Files that articles name: measured where they are in the site and nowhere else, and at fault alone.

mod support;

use support::Site;

const FEEDS: &str = "[[feed]]\nname = \"all\"\nlimit = \"all\"\n";

fn article(site: &Site, name: &str, lines: &str) {
    site.write(&format!("content/{name}.md"), format!("---\ntitle: {name}\ndate: 2026-03-01\n{lines}\n---\nText.\n"));
}

fn titles(site: &Site) -> Vec<String> {
    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/all.json")).expect("JSON");
    feed["items"].as_array().expect("items").iter().map(|item| item["title"].as_str().expect("text").into()).collect()
}

#[test]
fn what_is_wrong_with_one_article_costs_that_article() {
    for (lines, code) in [
        ("enclosure: '//etc/passwd'", "enclosure-invalid"),
        ("enclosure: https://localhost/a.mp3", "enclosure-invalid"),
        ("audio: 'https://[::1]/a.mp3'", "enclosure-invalid"),
        ("enclosures: [{url: 'https://a_b.example/x', type: audio/mpeg}]", "enclosure-invalid"),
        ("enclosures: [good.mp3, 'https://me:word@a.example/x']", "enclosure-invalid"),
        ("enclosure: ftp://a.example/x.mp3", "enclosure-invalid"),
        ("id: 'urn:uuid:1234'", "id-invalid"),
        ("id: 'tag:acme'", "id-invalid"),
    ] {
        let site = Site::new(FEEDS);
        article(&site, "good", "enclosure: https://a.example/x.mp3");
        article(&site, "bad", lines);
        let ran = site.run(&["build"]);
        assert!(ran.code == 1 && ran.err.contains(code) && ran.err.contains("content/bad.md:"), "{lines}: {}", ran.err);
        assert!(!site.path("feeds").exists(), "{lines}");
        let ran = site.run(&["build", "--keep-going"]);
        assert!(ran.code == 1 && !ran.err.contains("document-invalid"), "{lines}: {}", ran.err);
        assert_eq!(titles(&site), ["good"], "{lines}");
        for document in ["all.rss.xml", "all.atom.xml"] {
            assert!(site.path(&format!("feeds/{document}")).exists(), "{lines}: {document}");
        }
    }
}

#[test]
fn a_language_that_is_none_is_told_and_costs_nothing() {
    let site = Site::new(&format!("{FEEDS}[[feed]]\nname = \"in/{{language}}\"\neach = \"language\"\n"));
    article(&site, "shaped", "lang: zz-zz");
    article(&site, "swiss.de_CH", "");
    article(&site, "bundle/index.qq", "");
    article(&site, "chinese", "lang: zh_Hans");
    let ran = site.build();
    assert_eq!(ran.err.matches("warning[language-unknown]").count(), 2, "{}", ran.err);
    assert!(ran.err.contains("content/shaped.md:4"), "with its place: {}", ran.err);
    let names: Vec<String> = site.files("feeds/in").into_keys().filter(|name| name.ends_with("json")).collect();
    assert_eq!(names, ["feeds/in/de-ch.json", "feeds/in/en.json", "feeds/in/zh-hans.json"]);
    assert!(site.read("feeds/all.atom.xml").contains("xml:lang=\"de-CH\""));
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_site_is_measured() {
    use std::os::unix::fs::symlink;

    let top = Site::bare();
    let settings = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/\"\n[[feed]]\nname = \"all\"\n";
    top.write("site/tidings.toml", settings).write("outside/e.mp3", "outside").write("site/content/e.mp3", "inside!");
    top.write("site/audio/e.mp3", "beside!").write("site/static/e.mp3", "static!");
    for (link, target) in [
        ("content/away", "../../outside"),
        ("content/file.mp3", "../../outside/e.mp3"),
        ("content/none.mp3", "../../outside/none.mp3"),
        ("content/loop.mp3", "loop.mp3"),
        ("static/away", "/etc"),
        ("content/near", "../audio"),
    ] {
        symlink(target, top.path(&format!("site/{link}"))).unwrap();
    }
    for (named, length) in [
        ("e.mp3", 7),
        ("/e.mp3", 7),
        ("near/e.mp3", 7),
        ("../audio/e.mp3", 7),
        ("away/../e.mp3", 0),
        ("../../outside/e.mp3", 0),
        ("../../outside/none", 0),
        ("../../../../../../../../../etc/hostname", 0),
        ("%2e%2e/%2e%2e/outside/e.mp3", 0),
        ("away/e.mp3", 0),
        ("away/none.mp3", 0),
        ("file.mp3", 0),
        ("none.mp3", 0),
        ("loop.mp3", 0),
        ("/away/hostname", 0),
        ("/away/none", 0),
        ("/../../outside/e.mp3", 0),
    ] {
        let text = format!("---\ntitle: A\ndate: 2026-03-01\nenclosure: '{named}'\n---\nText.\n");
        top.write("site/content/a.md", text);
        let output = top.command(&["-C", "site", "build"]).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{named}: {err}");
        assert_eq!(err.matches("info[enclosure-unmeasured]").count(), usize::from(length == 0), "{named}: {err}");
        assert_eq!(err.matches("]: ").count(), usize::from(length == 0), "nothing else is said of {named}: {err}");
        let rss = top.read("site/feeds/all.rss.xml");
        assert!(rss.contains(&format!("length=\"{length}\"")), "{named}: {rss}");
    }
}
