//! `tidings publish`, against a storage in memory that keeps conditions, fails, lies and watches.
#![cfg(feature = "publish")]

#[path = "publish/faults.rs"]
mod faults;
#[path = "publish/ground.rs"]
mod ground;
#[path = "publish/others.rs"]
mod others;
mod support;

use ground::{Ground, SECRETS};
use serde_json::Value;
use support::storage::{Asked, Conditions, Fault, Objects};
use tidings::storage::site_mark;

/// The log of a run in which nothing has to be looked at.
fn puts(log: &[String]) -> Vec<&str> {
    log.iter().filter_map(|line| line.strip_prefix("PUT ")?.strip_suffix(" -> 200")).collect()
}

#[test]
fn what_is_new_comes_in_its_order_and_each_as_what_it_is() {
    let ground = Ground::new(7);
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let log = ground.server.take_log();
    assert_eq!(&log[..3], ["GET  -> 200", "GET feeds/.tidings/manifest.json -> 404", "GET  -> 200"]);
    // Whether conditions are kept is tried once.
    let tried: Vec<&String> = log.iter().filter(|line| line.contains(".tidings/conditions")).collect();
    let word = |line: &&String| line.rsplit(' ').next().unwrap().to_owned();
    assert_eq!(tried.iter().map(word).collect::<Vec<_>>(), ["200", "412", "200", "412", "200", "204"]);
    let order: Vec<&str> = puts(&log).into_iter().filter(|key| !key.contains("conditions")).collect();
    assert_eq!(
        order,
        [
            "feeds/news-archive-1.atom.xml",
            "feeds/news-archive-1.json",
            "feeds/news-archive-1.rss.xml",
            "feeds/news-archive-2.atom.xml",
            "feeds/news-archive-2.json",
            "feeds/news-archive-2.rss.xml",
            "feeds/news-archive-3.atom.xml",
            "feeds/news-archive-3.json",
            "feeds/news-archive-3.rss.xml",
            "feeds/organization.vcf",
            "feeds/news.atom.xml",
            "feeds/news.json",
            "feeds/news.rss.xml",
            "feeds/feeds.opml",
            "feeds/index.html",
            "feeds/.tidings/manifest.json",
        ]
    );
    // The watch of the other tests sees what is not there.
    let mut objects = ground.server.state().objects.clone();
    assert_eq!(ground::dangling(&objects), Vec::<String>::new());
    objects.remove("feeds/news-archive-1.rss.xml");
    assert!(!ground::dangling(&objects).is_empty());
    for (key, media_type, cache, disposition) in [
        ("news.rss.xml", "application/rss+xml; charset=utf-8", "public, max-age=600", None),
        ("news.atom.xml", "application/atom+xml; charset=utf-8", "public, max-age=600", None),
        ("news.json", "application/feed+json; charset=utf-8", "public, max-age=600", None),
        ("news-archive-1.json", "application/feed+json; charset=utf-8", "public, max-age=86400", None),
        ("news-archive-1.rss.xml", "application/rss+xml; charset=utf-8", "public, max-age=86400", None),
        ("index.html", "text/html; charset=utf-8", "public, max-age=300", None),
        (
            "feeds.opml",
            "text/x-opml; charset=utf-8",
            "public, max-age=600",
            Some("attachment; filename=\"feeds.opml\""),
        ),
    ] {
        let object = ground.object(key);
        assert_eq!(object.bytes, std::fs::read(ground.site.path(&format!("feeds/{key}"))).unwrap(), "{key}");
        assert_eq!(object.fields["content-type"], media_type, "{key}");
        assert_eq!(object.fields["cache-control"], cache, "{key}");
        assert_eq!(object.fields.get("content-disposition").map(String::as_str), disposition, "{key}");
        assert_eq!(object.fields["x-amz-meta-sha256"].len(), 64);
    }
    // Nothing has changed: three requests, one before the build, and nothing is written.
    let ran = ground.publish(&[]);
    assert!(ran.out.ends_with("published to s3://news/feeds/: 0 uploaded, 15 unchanged\n"), "{}", ran.out);
    assert_eq!(ground.server.take_log(), ["GET  -> 200", "GET feeds/.tidings/manifest.json -> 200", "GET  -> 200"]);
    // What pages link to changes after them.
    ground.write_text(7, "It was edited.");
    ground.run(&["publish", "--quiet"]);
    let log = ground.server.take_log();
    let puts = puts(&log);
    let at = |key: &str| puts.iter().position(|put| *put == format!("feeds/{key}"));
    assert!(at("news.json").is_some() && at("index.html") < at("news.json"), "{puts:?}");
    assert!(puts.last().unwrap().ends_with("manifest.json"), "{puts:?}");
}

#[test]
fn of_a_thousand_documents_three_that_changed_take_three_uploads_and_one_listing() {
    let site = Ground::bare("[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nformats = [\"json\"]\n");
    for number in 0..1000 {
        site.site.write(
            &format!("content/a{number:04}.md"),
            format!("---\ndate: 2026-01-05\ntags: [t{number:04}]\n---\n# Title {number}\n\nText.\n"),
        );
    }
    site.site.write("tidings.toml", site.site.read("tidings.toml") + "[output]\npage = false\nopml = false\n");
    let ran = site.publish(&["--quiet"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(site.server.keys().len(), 1001);
    site.server.take_log();
    for number in [3, 500, 999] {
        site.site.write(
            &format!("content/a{number:04}.md"),
            format!("---\ndate: 2026-01-05\ntags: [t{number:04}]\n---\n# Title {number}\n\nOther text.\n"),
        );
    }
    let ran = site.publish(&["--quiet"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(
        site.server.take_log(),
        [
            // What was there before the build.
            "GET  -> 200",
            "GET  -> 200",
            "GET feeds/.tidings/manifest.json -> 200",
            // One list, in pages of a thousand: 1 000 documents and the manifest.
            "GET  -> 200",
            "GET  -> 200",
            "PUT feeds/tag-t0003.json -> 200",
            "PUT feeds/tag-t0500.json -> 200",
            "PUT feeds/tag-t0999.json -> 200",
            "PUT feeds/.tidings/manifest.json -> 200",
        ]
    );
}

#[test]
fn a_dry_run_writes_nothing_and_says_what_subscribers_would_see() {
    let ground = Ground::new(7);
    ground.publish(&[]);
    ground.server.take_log();
    let before = (ground.server.state().objects.clone(), ground.site.files(""));
    ground.write_article(8);
    let files = ground.site.files("");
    let ran = ground.publish(&["--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("Acme News: 1 new, 1 pushed out by the limit, 2 unchanged\n  + Title 8 ("),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\nupload news-archive-4.atom.xml (new, "), "{}", ran.out);
    assert!(ran.out.ends_with(" unchanged, at s3://news/feeds/; nothing was written\n"), "{}", ran.out);
    let ran = ground.publish(&["--dry-run", "--format", "json"]);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let uploads: Vec<&Value> = lines.iter().filter(|line| line["kind"] == "upload").collect();
    assert_eq!((&uploads[0]["path"], &uploads[0]["order"]), (&"news-archive-4.atom.xml".into(), &1.into()));
    assert_eq!(uploads.last().unwrap()["turn"], "subscription");
    assert_eq!((&lines[0]["kind"], &lines.last().unwrap()["written"]), (&"subscribers".into(), &false.into()));
    assert_eq!(ground.site.files(""), files);
    assert_eq!(ground.server.state().objects, before.0);
    assert!(ground.server.take_log().iter().all(|line| line.starts_with("GET ") || line.starts_with("HEAD ")));
    // The same for CI, with an exit code.
    let ran = ground.run(&["check", "--published"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("is stale: "), "{}", ran.out);
    let ran = ground.run(&["check", "--published", "--format", "markdown"]);
    assert!(ran.code == 1 && ran.out.contains("Title 8"), "{}", ran.out);
    assert_eq!(ground.publish(&[]).code, 0);
    let ran = ground.run(&["check", "--published"]);
    assert_eq!((ran.code, ran.out.starts_with("what is published is fresh: ")), (0, true), "{}", ran.out);
    assert_eq!(ground.run(&["check", "--published", "--format", "sarif"]).code, 2);
}

#[test]
fn what_is_no_longer_made_goes_the_next_time() {
    let ground = Ground::new(3);
    let more = "[[feed]]\nname = \"more\"\nformats = [\"rss\"]\n[[feed]]\nname = \"most\"\nformats = [\"rss\"]\n";
    let config = ground.site.read("tidings.toml");
    ground.site.write("tidings.toml", format!("{config}{more}"));
    ground.publish(&[]);
    ground.site.write("tidings.toml", &config);
    let ran = ground.publish(&[]);
    assert!(ran.out.contains("2 to go the next time"), "{}", ran.out);
    assert!(ran.out.contains("no longer made: more.rss.xml; goes the next time\n"), "{}", ran.out);
    assert!(ground.server.keys().contains(&"feeds/more.rss.xml".to_owned()));
    // Somebody has changed one of them meanwhile.
    ground.server.state().objects.get_mut("feeds/most.rss.xml").unwrap().tag = "\"another\"".to_owned();
    ground.server.take_log();
    let ran = ground.publish(&[]);
    assert!(ran.out.contains("removed more.rss.xml") && ran.out.contains(", 1 removed"), "{}", ran.out);
    assert!(ran.err.contains("publish-kept") && ran.err.contains("`most.rss.xml`"), "{}", ran.err);
    let keys = ground.server.keys();
    assert!(!keys.contains(&"feeds/more.rss.xml".to_owned()) && keys.contains(&"feeds/most.rss.xml".to_owned()));
    assert_eq!(
        ground.server.take_log()[3..],
        [
            "HEAD feeds/more.rss.xml -> 200",
            "DELETE feeds/more.rss.xml -> 204",
            "PUT feeds/.tidings/manifest.json -> 200"
        ]
    );
    // One that is made again stays.
    ground.site.write("tidings.toml", format!("{config}[[feed]]\nname = \"more\"\nformats = [\"rss\"]\n"));
    assert_eq!(ground.publish(&[]).code, 0);
    ground.site.write("tidings.toml", &config);
    ground.publish(&[]);
    ground.site.write("tidings.toml", format!("{config}[[feed]]\nname = \"more\"\nformats = [\"rss\"]\n"));
    let ran = ground.publish(&[]);
    assert!(ran.code == 0 && !ran.out.contains("removed more"), "{}", ran.out);
    assert!(ground.server.keys().contains(&"feeds/more.rss.xml".to_owned()));
}

#[test]
fn objects_of_others_are_not_replaced() {
    let ground = Ground::new(3);
    ground.put("index.html", b"<!DOCTYPE html><p>My own page", &[]);
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("publish-foreign") && ran.err.contains("`index.html` is there already"), "{}", ran.err);
    assert_eq!(ground.server.keys(), ["feeds/index.html"]);
    assert_eq!(ground.publish(&["--replace"]).code, 0);
    assert_ne!(ground.object("index.html").bytes, b"<!DOCTYPE html><p>My own page");
    // Of another site, nothing is touched.
    let config = ground.site.read("tidings.toml").replace("https://feeds.acme.example/", "https://other.acme.example/");
    ground.site.write("tidings.toml", config);
    let ran = ground.publish(&["--allow-id-change"]);
    assert!(ran.code == 1 && ran.err.contains("`https://feeds.acme.example/` are published"), "{}", ran.err);
    // Nor what a newer version accounts for.
    ground.put(".tidings/manifest.json", b"{\"version\": 2}", &[]);
    let ran = ground.publish(&[]);
    assert!(ran.code == 1 && ran.err.contains("version 2"), "{}", ran.err);
}

#[test]
fn without_its_account_what_is_there_is_looked_at() {
    let ground = Ground::new(3);
    ground.publish(&[]);
    let whole = ground.object(".tidings/manifest.json").bytes;
    for broken in [&b""[..], &whole[..whole.len() / 2], b"[]", b"{\"version\": 1}"] {
        ground.put(".tidings/manifest.json", broken, &[]);
        ground.server.take_log();
        let ran = ground.publish(&[]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(ran.err.contains("publish-manifest"), "{}", ran.err);
        let log = ground.server.take_log();
        assert!(puts(&log).iter().all(|key| key.contains(".tidings/")), "{log:?}");
        let looked = log.iter().filter(|line| line.starts_with("HEAD ") && !line.contains(".tidings/"));
        assert_eq!(looked.count(), ground.server.keys().len() - 1);
        let again: Value = serde_json::from_slice(&ground.object(".tidings/manifest.json").bytes).unwrap();
        assert_eq!(again["objects"], serde_json::from_slice::<Value>(&whole).unwrap()["objects"]);
    }
    // A hostile account removes nothing that is no document.
    let text = String::from_utf8(whole).unwrap().replace(
        "\n}}",
        ",\n\"../../x\": {\"sha256\": \"\", \"tag\": \"\", \"size\": 0, \"type\": \"\", \"gone\": true}\n}}",
    );
    ground.put(".tidings/manifest.json", text.as_bytes(), &[]);
    assert_eq!(ground.publish(&[]).code, 0);
    // What is only served otherwise is brought again.
    let config = ground.site.read("tidings.toml").replace("max_age = 600", "max_age = 900");
    ground.site.write("tidings.toml", config);
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ground.object("news.json").fields["cache-control"], "public, max-age=900");
}

#[test]
fn somebody_else_who_publishes_at_once_is_never_written_over() {
    // The same bytes: nothing is lost, and both go on.
    let ground = Ground::new(3);
    let other = ground.as_published();
    let mut theirs = Some(other.clone());
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        if asked.method == "PUT" && asked.key == "feeds/news.atom.xml" {
            objects.extend(theirs.take().into_iter().flatten());
        }
        Fault::None
    });
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for (key, object) in other.iter().filter(|(key, _)| !key.contains("manifest")) {
        assert_eq!(ground.server.state().objects[key].bytes, object.bytes, "{key}");
    }
    // A newer build of theirs, with an entry more: ours would undo it, and stops.
    let ground = Ground::new(3);
    ground.publish(&[]);
    ground.write_article(4);
    let newer = ground.as_published();
    ground.remove_article(4);
    ground.write_text(2, "Another text.");
    let theirs = newer.clone();
    let mut first = true;
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        if asked.method == "PUT" && asked.key == "feeds/news.json" && std::mem::take(&mut first) {
            objects.extend(theirs.clone());
        }
        Fault::None
    });
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("publish-raced") && ran.err.contains("would undo it"), "{}", ran.err);
    assert_eq!(ground.object("news.json").bytes, newer["feeds/news.json"].bytes);
    // An older build of theirs: ours has all of it, and takes its place under its tag.
    let ground = Ground::new(3);
    ground.publish(&[]);
    let older = ground.as_published();
    ground.write_article(4);
    let mut first = true;
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        if asked.method == "PUT" && asked.key == "feeds/news.json" && std::mem::take(&mut first) {
            let object = &older["feeds/news.json"];
            let moved = support::storage::Object { tag: "\"moved\"".to_owned(), ..object.clone() };
            objects.insert(asked.key.clone(), moved);
        }
        Fault::None
    });
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("`news.json` meanwhile; planning again"), "{}", ran.err);
    assert!(String::from_utf8_lossy(&ground.object("news.json").bytes).contains("Title 4"));
    // Somebody who never stops.
    let ground = Ground::new(3);
    let mut number = 0;
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        if asked.method == "PUT" && asked.key == "feeds/index.html" {
            number += 1;
            let object = support::storage::Object {
                bytes: format!("page {number}").into_bytes(),
                fields: [
                    ("x-amz-meta-sha256".to_owned(), "0".repeat(64)),
                    ("x-amz-meta-site".to_owned(), site_mark("https://feeds.acme.example/")),
                ]
                .into(),
                tag: format!("\"theirs-{number}\""),
            };
            objects.insert(asked.key.clone(), object);
        }
        Fault::None
    });
    let ran = ground.publish(&[]);
    assert!(ran.code == 1 && ran.err.contains("`index.html` again and again"), "{}", ran.err);
    let log = ground.server.take_log();
    assert_eq!(log.iter().filter(|line| line.starts_with("DELETE ")).count(), 1, "tried once: {log:?}");
    assert!(!ground.server.keys().iter().any(|key| key.contains("manifest")));
}

#[test]
fn a_storage_without_conditions_is_found_and_asked_about() {
    for (conditions, words) in
        [(Conditions::Ignored, "whether the condition holds or not"), (Conditions::Refused, "501")]
    {
        let ground = Ground::new(3);
        ground.server.state().conditions = conditions;
        let ran = ground.publish(&[]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("publish-unconditional") && ran.err.contains(words), "{}", ran.err);
        assert!(ran.err.contains("--allow-unconditional"), "{}", ran.err);
        assert_eq!(ground.server.keys(), Vec::<String>::new());
        let ran = ground.publish(&["--allow-unconditional"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("cannot tell two publishers apart"), "{}", ran.err);
        // It is remembered, each object is looked at before it is written, and no request has a condition.
        ground.write_article(4);
        ground.server.take_log();
        let ran = ground.publish(&["--allow-unconditional"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        {
            let state = ground.server.state();
            let conditional = |asked: &&Asked| asked.fields.keys().any(|name| name.starts_with("if-"));
            assert_eq!(state.requests.iter().filter(conditional).count(), 0);
        }
        let log = ground.server.take_log();
        for (at, line) in log.iter().enumerate().filter(|(_, line)| line.starts_with("PUT ")) {
            let key = line.split(' ').nth(1).unwrap();
            assert!(log[at - 1].starts_with(&format!("HEAD {key} ->")), "{log:?}");
        }
        // Another who is seen in time is not written over.
        ground.write_article(5);
        let mut first = true;
        ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
            if asked.method == "HEAD" && asked.key == "feeds/news.json" && std::mem::take(&mut first) {
                objects.get_mut(&asked.key).unwrap().tag = "\"theirs\"".to_owned();
            }
            Fault::None
        });
        let ran = ground.publish(&["--allow-unconditional"]);
        assert!(ran.code == 0 && ran.err.contains("planning again"), "{}", ran.err);
        // Without leave it is refused again, but where nothing is to be written.
        assert_eq!(ground.publish(&[]).code, 0);
        ground.write_article(6);
        assert_eq!(ground.publish(&[]).code, 1);
    }
}

#[test]
fn a_storage_that_compares_tags_without_their_quotes_is_understood() {
    let ground = Ground::new(3);
    ground.server.state().conditions = Conditions::KeptBare;
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ground.write_article(4);
    ground.server.take_log();
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    // The first of them is refused, looked at and written; then it is known.
    let log = ground.server.take_log();
    assert_eq!(log.iter().filter(|line| line.ends_with(" 412")).count(), 1, "{log:?}");
    assert_eq!(log.iter().filter(|line| line.starts_with("HEAD ")).count(), 1, "{log:?}");
    // And somebody else is seen all the same.
    ground.write_article(5);
    let mut first = true;
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        if asked.method == "PUT" && asked.key == "feeds/news.json" && std::mem::take(&mut first) {
            objects.get_mut(&asked.key).unwrap().tag = "\"theirs\"".to_owned();
        }
        Fault::None
    });
    let ran = ground.publish(&[]);
    assert!(ran.code == 0 && ran.err.contains("planning again"), "{}", ran.err);
}

#[test]
fn the_folder_as_it_stands_goes_out_where_it_validates() {
    let ground = Ground::new(3);
    let ran = ground.publish(&["--no-build"]);
    assert!(ran.code == 2 && ran.err.contains("nothing to publish"), "{}", ran.err);
    ground.run(&["build"]);
    ground.write_article(4);
    // A file that is not ours stays.
    ground.site.write("feeds/note.txt", "mine");
    let files = ground.site.files("");
    let ran = ground.publish(&["--no-build"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(ground.site.files(""), files);
    let keys = ground.server.keys();
    assert!(keys.contains(&"feeds/news.json".to_owned()) && !keys.contains(&"feeds/note.txt".to_owned()));
    assert!(!String::from_utf8_lossy(&ground.object("news.json").bytes).contains("Title 4"));
    let whole = ground.site.read("feeds/news.rss.xml");
    ground.site.write("feeds/news.rss.xml", whole.replace("</channel>", ""));
    let before = ground.server.state().objects.clone();
    let ran = ground.publish(&["--no-build"]);
    assert!(
        ran.code == 1 && ran.err.contains("publish-invalid") && ran.err.contains("feeds/news.rss.xml"),
        "{}",
        ran.err
    );
    assert_eq!(ground.server.state().objects, before);
    // A build that is refused publishes nothing either.
    ground.site.write("content/bad.md", "---\ndate: [\n---\n# Bad\n");
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ground.server.state().objects, before);
}

#[test]
fn a_folder_is_a_storage_too() {
    let ground = Ground::new(4);
    let config = ground.site.read("tidings.toml").replace("s3://news/feeds", "public/feeds");
    ground.site.write("tidings.toml", &config);
    ground.site.write("public/index.html", "the site's own");
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let public = |path: &str| std::fs::read(ground.site.path(&format!("public/feeds/{path}"))).unwrap();
    assert_eq!(public("news.json"), std::fs::read(ground.site.path("feeds/news.json")).unwrap());
    let before = ground.site.files("public");
    assert!(ground.publish(&[]).out.contains(" 0 uploaded"));
    assert_eq!(ground.site.files("public"), before);
    ground.write_article(5);
    assert_eq!(ground.run(&["check", "--published"]).code, 1);
    assert_eq!(ground.site.files("public"), before);
    assert_eq!(ground.publish(&[]).code, 0);
    assert_eq!(ground.run(&["check", "--published"]).code, 0);
    ground.site.write("public/feeds/news.json", "{}");
    let ran = ground.publish(&[]);
    assert!(ran.code == 1 && ran.err.contains("`news.json` is there already"), "{}", ran.err);
    assert_eq!(public("news.json"), b"{}");
    // Compressed copies and header maps are for servers of files.
    ground
        .site
        .write("tidings.toml", config.replace("[output]\n", "[output]\nprecompress = true\nheaders = \"nginx\"\n"));
    assert_eq!(ground.publish(&["--replace"]).code, 0);
    assert!(ground.site.files("public").contains_key("public/feeds/news.rss.xml.gz"));
    assert!(ground.site.files("public").contains_key("public/feeds/headers.nginx.conf"));
    let to_bucket = ground.site.read("tidings.toml").replace("public/feeds", "s3://news/feeds");
    ground.site.write("tidings.toml", to_bucket);
    assert_eq!(ground.publish(&[]).code, 0);
    assert!(ground.server.keys().iter().all(|key| !key.ends_with(".gz") && !key.ends_with(".conf")));
    // Never into itself.
    for inside in ["feeds", "./feeds/public", "content/x"] {
        ground.site.write("tidings.toml", config.replace("public/feeds", inside));
        let ran = ground.publish(&[]);
        assert!(ran.code == 2 && ran.err.contains("publish-nowhere"), "{inside}: {}", ran.err);
    }
}

#[test]
fn what_cannot_be_is_said_before_anything_is_done() {
    let ground = Ground::new(2);
    let ran = ground.publish(&["--drafts"]);
    assert!(ran.code == 2 && ran.err.contains("is a trial"), "{}", ran.err);
    let mut command = ground.command(&["publish"]);
    command.env_remove("AWS_ACCESS_KEY_ID").env("AWS_EC2_METADATA_DISABLED", "true");
    let ran = support::Ran::from(command.output().unwrap());
    assert!(ran.code == 2 && ran.err.contains("there are no credentials"), "{}", ran.err);
    let config = ground.site.read("tidings.toml");
    for (wrong, words) in [
        (config.replace("http://127", "http://ann:hunter2@127"), "has a user, a password"),
        (config.replace("s3://news/feeds", "s3://ann:hunter2@news/feeds"), "no name of a bucket"),
        (config.replace("s3://news/feeds", "ftp://news/feeds"), "only `s3://bucket/prefix`"),
        (config.replace("s3://news/feeds", "s3://news/../feeds"), "the prefix has a part"),
        (config.replace("max_age = 600", "max_age = -1"), "no number of seconds"),
        (config.split("[publish]").next().unwrap().to_owned(), "does not say where to publish"),
    ] {
        ground.site.write("tidings.toml", &wrong);
        let ran = ground.publish(&[]);
        assert!(ran.code == 2 && ran.err.contains(words), "{words}: {}", ran.err);
        assert!(!ran.err.contains("hunter2") && !ran.out.contains("hunter2"), "{}", ran.err);
    }
    assert_eq!(ground.server.take_log(), Vec::<String>::new());
    assert!(!ground.site.path("feeds").exists());
    let shown = ground.run(&["publish", "--help"]);
    assert!(SECRETS.iter().all(|secret| !shown.out.contains(secret)));
}
