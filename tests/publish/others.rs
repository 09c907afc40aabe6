//! What others have put where a site is published: it is not replaced, not removed and not taken back.

use tidings::config::{StorageAccess, StoragePlace};
use tidings::publish::{ForeignObjects, LocalDocument, PublishExtent, Turn, plan};
use tidings::storage::{ContentHash, ServedAs, Storage, site_mark};

use crate::ground::{Ground, ran};
use crate::support::Ran;
use crate::support::storage::{Asked, Fault, Object, Objects};

const HERE: &str = "https://feeds.acme.example/";
const ELSEWHERE: &str = "https://other.acme.example/";

/// The same articles under another address, published to where `ground` is to be; without the account of it.
fn publish_another_site(ground: &Ground) -> Objects {
    let config = ground.site.read("tidings.toml");
    ground.site.write("tidings.toml", config.replace(HERE, ELSEWHERE));
    let ran = ground.publish(&["--quiet"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ground.server.state().objects.remove("feeds/.tidings/manifest.json");
    ground.site.write("tidings.toml", config);
    std::fs::remove_dir_all(ground.site.path("feeds")).unwrap();
    std::fs::remove_file(ground.site.path("tidings.lock")).unwrap();
    ground.server.state().objects.clone()
}

fn is_foreign(ran: &Ran) {
    assert!(ran.code == 1 && ran.err.contains("publish-foreign"), "{}{}", ran.out, ran.err);
}

#[test]
fn another_site_without_its_account_is_not_replaced() {
    let ground = Ground::new(3);
    let theirs = publish_another_site(&ground);
    is_foreign(&ground.publish(&[]));
    assert_eq!(ground.server.state().objects, theirs);
    // Nor with an account that cannot be read.
    ground.put(".tidings/manifest.json", b"{", &[]);
    is_foreign(&ground.publish(&[]));
    ground.server.state().objects.remove("feeds/.tidings/manifest.json");
    // Nor where an earlier version kept no site with its objects: the feeds name their own address, and pages nobody's.
    for object in ground.server.state().objects.values_mut() {
        assert_eq!(object.fields.remove("x-amz-meta-site"), Some(site_mark(ELSEWHERE)));
    }
    let theirs = ground.server.state().objects.clone();
    is_foreign(&ground.publish(&[]));
    ground.server.state().objects.retain(|key, _| key.ends_with("index.html") || key.ends_with(".opml"));
    let ran = ground.publish(&[]);
    is_foreign(&ran);
    assert!(ran.err.contains("index.html"), "{}", ran.err);
    ground.server.state().objects = theirs;
    assert_eq!(ground.publish(&["--replace"]).code, 0);
}

#[test]
fn another_site_in_a_folder_is_not_replaced() {
    let ground = Ground::new(3);
    let config = ground.site.read("tidings.toml").replace("s3://news/feeds", "public");
    ground.site.write("tidings.toml", &config);
    publish_another_site(&ground);
    std::fs::remove_file(ground.site.path("public/.tidings/manifest.json")).unwrap();
    let theirs = ground.site.files("public");
    is_foreign(&ground.publish(&[]));
    assert_eq!(ground.site.files("public"), theirs);
    // What this site has published itself, it goes on with, whether its account is there or not.
    assert_eq!(ground.publish(&["--replace"]).code, 0);
    std::fs::remove_file(ground.site.path("public/.tidings/manifest.json")).unwrap();
    ground.write_article(4);
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn this_site_without_its_account_and_its_marks_is_taken_on() {
    let ground = Ground::new(3);
    assert_eq!(ground.publish(&[]).code, 0);
    ground.server.state().objects.remove("feeds/.tidings/manifest.json");
    for object in ground.server.state().objects.values_mut() {
        assert_eq!(object.fields.remove("x-amz-meta-site"), Some(site_mark(HERE)));
    }
    ground.write_article(4);
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(String::from_utf8_lossy(&ground.object("news.json").bytes).contains("Title 4"));
}

#[test]
fn feeds_and_lists_of_others_that_look_like_ours_are_not_replaced() {
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Another", "items": []}"#;
    let named = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Another", "feed_url": "https://blog.example/f.json", "items": []}"#;
    let list = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head><title>Theirs</title>\
                <docs>http://opml.org/spec2.opml</docs></head><body/></opml>";
    for (key, text) in [("news.json", json), ("news.json", named), ("feeds.opml", list)] {
        // Where nothing is published yet, and where the account of this site does not name it.
        for is_published in [false, true] {
            let ground = Ground::new(3);
            if is_published {
                assert_eq!(ground.publish(&[]).code, 0);
                let text = String::from_utf8(ground.object(".tidings/manifest.json").bytes).unwrap();
                let lines: Vec<&str> = text.lines().filter(|line| !line.contains(&format!("\"{key}\""))).collect();
                ground.put(".tidings/manifest.json", lines.join("\n").as_bytes(), &[]);
            }
            ground.put(key, text.as_bytes(), &[]);
            let ran = ground.publish(&[]);
            is_foreign(&ran);
            assert!(ran.err.contains(&format!("`{key}` is there already")), "{}", ran.err);
            assert_eq!(ground.object(key).bytes, text.as_bytes());
        }
    }
}

#[test]
fn what_somebody_changed_just_before_it_would_be_removed_stays() {
    for with_hash in [true, false] {
        let ground = Ground::new(3);
        let config = ground.site.read("tidings.toml");
        ground.site.write("tidings.toml", format!("{config}[[feed]]\nname = \"more\"\nformats = [\"rss\"]\n"));
        ground.publish(&[]);
        ground.site.write("tidings.toml", &config);
        ground.publish(&[]);
        ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
            if asked.method == "HEAD" && asked.key == "feeds/more.rss.xml" {
                let object = objects.get_mut(&asked.key).unwrap();
                if with_hash {
                    object.tag = "\"theirs\"".to_owned();
                } else {
                    object.fields.remove("x-amz-meta-sha256");
                }
            }
            Fault::None
        });
        let ran = ground.publish(&[]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(ran.err.contains("publish-kept") && !ran.out.contains("removed more"), "{}{}", ran.out, ran.err);
        assert!(ground.server.keys().contains(&"feeds/more.rss.xml".to_owned()));
    }
}

#[test]
fn what_was_published_during_the_build_is_not_taken_back() {
    let ground = Ground::new(3);
    ground.publish(&[]);
    ground.write_article(4);
    let newer = ground.as_published();
    ground.remove_article(4);
    ground.write_text(2, "Another text.");
    // All of theirs, with the account, is there when this run plans: after its build.
    let theirs = newer.clone();
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        if asked.method == "GET" && asked.key.ends_with("manifest.json") {
            objects.extend(theirs.clone());
        }
        Fault::None
    });
    let ran = ground.publish(&[]);
    assert!(ran.code == 1 && ran.err.contains("publish-raced"), "{}{}", ran.out, ran.err);
    assert_eq!(ground.server.state().objects["feeds/news.json"], newer["feeds/news.json"]);
    // What was there before the build is this one's to change: an article may be withdrawn, after a cut run too.
    ground.mend();
    ground.write_article(4);
    assert_eq!(ground.publish(&[]).code, 0);
    ground.server.state().objects.remove("feeds/.tidings/manifest.json");
    ground.remove_article(4);
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(!String::from_utf8_lossy(&ground.object("news.json").bytes).contains("Title 4"));
}

#[test]
fn two_first_publications_do_not_take_each_other_s_trial_for_a_fault() {
    let ground = Ground::new(3);
    let mut tried = Vec::new();
    for _ in 0..2 {
        ground.server.state().objects.clear();
        assert_eq!(ground.publish(&[]).code, 0);
        let log = ground.server.take_log();
        let scratch = log.iter().find_map(|line| line.strip_prefix("DELETE ")?.strip_suffix(" -> 204"));
        tried.push(scratch.unwrap().to_owned());
    }
    assert!(tried.iter().all(|key| key.starts_with("feeds/.tidings/conditions-")), "{tried:?}");
    assert_ne!(tried[0], tried[1]);
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let ground = Ground::new(1);
    let text = "word ".repeat((9 << 20) / 5);
    let item = |id: &str| format!(r#"{{"id": "{id}", "content_text": "{text}"}}"#);
    let (one, two) = (item("1"), item("2"));
    let feed = format!(r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [{one}, {two}]}}"#);
    ground.site.write("feeds/large.json", feed);
    let ran = ground.publish(&["--no-build"]);
    assert!(ran.code == 1 && ran.err.contains("cannot be read again"), "{}{}", ran.out, ran.err);
    assert_eq!(ground.server.keys(), Vec::<String>::new());
}

#[test]
fn documents_whose_account_could_not_be_read_again_are_not_planned() {
    let folder = tempfile::tempdir().unwrap();
    let place = StoragePlace::parse("public").unwrap();
    let storage = Storage::open(&place, &StorageAccess::default(), folder.path(), &|_| None).unwrap();
    let document = |number: usize| LocalDocument {
        key: format!("{number:06}{}.json", "a".repeat(200)),
        turn: Turn::Subscription,
        hash: ContentHash::of(b""),
        size: 0,
        served: ServedAs::default(),
        own: None,
    };
    let documents: Vec<LocalDocument> = (0..50_000).map(document).collect();
    let planned = |documents: &[LocalDocument]| {
        plan(&storage, HERE, documents, ForeignObjects::Keep, PublishExtent::Whole).map_err(|error| error.to_string())
    };
    assert!(planned(&documents[..20_000]).is_ok());
    let error = planned(&documents).unwrap_err();
    assert!(error.contains(".tidings/manifest.json") && error.contains("cannot be read again"), "{error}");
}

#[test]
fn a_document_that_took_two_rounds_is_told_of_once() {
    let ground = Ground::new(3);
    assert_eq!(ground.publish(&[]).code, 0);
    ground.write_text(2, "Another text.");
    let mut number = 0;
    ground.server.state().fault = Box::new(move |asked: &Asked, objects: &mut Objects| {
        // After the first document of the first round, somebody touches it and the next.
        if asked.method == "PUT" && asked.key == "feeds/news.json" {
            number += 1;
            if number == 1 {
                for (key, tag) in [("feeds/news.atom.xml", "\"a\""), ("feeds/news.json", "\"b\"")] {
                    let object = objects.get_mut(key).unwrap();
                    object.tag = tag.to_owned();
                    object
                        .fields
                        .insert("x-amz-meta-sha256".to_owned(), ContentHash::of(tag.as_bytes()).as_str().to_owned());
                }
            }
        }
        Fault::None
    });
    let ran = ground.publish(&["--format", "json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let atom = ran.out.lines().filter(|line| line.contains("\"public\"") && line.contains("news.atom.xml"));
    assert_eq!(atom.count(), 1, "{}", ran.out);
}

#[test]
fn what_a_cut_run_has_uploaded_is_told_of_by_the_next() {
    let ground = Ground::new(3);
    ground.server.state().fault = Box::new(|asked: &Asked, _| match asked.key.ends_with("manifest.json") {
        true if asked.method == "PUT" => Fault::Answer(403, "AccessDenied", ""),
        _ => Fault::None,
    });
    assert_eq!(ran(&mut ground.command(&["publish"])).code, 2);
    ground.mend();
    let again = ground.publish(&["--format", "json"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    let told = |out: &str| out.lines().filter(|line| line.contains("\"kind\":\"public\"")).count();
    let objects: Vec<Object> = ground.server.state().objects.values().cloned().collect();
    assert_eq!(told(&again.out), objects.len() - 1, "{}", again.out);
    assert!(again.out.contains("\"uploaded\":0"), "{}", again.out);
    // And then nobody is told again.
    assert_eq!(told(&ground.publish(&["--format", "json"]).out), 0);
}

#[test]
fn a_build_that_remembers_nothing_is_not_published_over_what_readers_know() {
    let ground = Ground::new(4);
    assert_eq!(ground.publish(&[]).code, 0);
    let before = ground.server.state().objects.clone();
    // A fresh clone of a repository that lacks the ledger, where an article has got another name.
    std::fs::remove_dir_all(ground.site.path("feeds")).expect("a folder");
    std::fs::remove_file(ground.site.path("tidings.lock")).expect("a ledger");
    std::fs::rename(ground.site.path("content/a4.md"), ground.site.path("content/b4.md")).expect("an article");
    let ran = ground.publish(&[]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.contains("error[ledger-missing]") && ran.err.contains("feeds of this site are public"),
        "{}",
        ran.err
    );
    assert!(!ground.site.path("tidings.lock").exists(), "nothing is remembered of a run that was refused");
    assert!(before == ground.server.state().objects);
    let ran = ground.publish(&["--allow-id-change"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn a_site_whose_address_has_changed_takes_its_own_place() {
    let ground = Ground::new(4);
    assert_eq!(ground.publish(&[]).code, 0);
    let configuration = ground.site.read("tidings.toml");
    ground
        .site
        .write("tidings.toml", configuration.replace("https://feeds.acme.example/", "https://cdn.acme.example/"));
    let ran = ground.publish(&[]);
    assert!(ran.code == 1 && ran.err.contains("--replace"), "{}{}", ran.out, ran.err);
    assert_eq!(ground.publish(&["--replace"]).code, 0);
    assert!(
        String::from_utf8_lossy(&ground.object("news.rss.xml").bytes).contains("https://cdn.acme.example/news.rss.xml")
    );
    assert_eq!(ground.publish(&[]).code, 0);
}

#[test]
fn a_bucket_without_its_scheme_is_no_folder() {
    let ground = Ground::new(1);
    let configuration = ground.site.read("tidings.toml").replace("s3://news/feeds", "news/feeds");
    ground.site.write("tidings.toml", &configuration);
    let ran = ground.publish(&[]);
    assert!(ran.code == 2 && ran.err.contains("write `to = \"s3://news/feeds\"`"), "{}{}", ran.out, ran.err);
    ground.site.write("news/index.html", "");
    assert_eq!(ground.publish(&[]).code, 0);
}
