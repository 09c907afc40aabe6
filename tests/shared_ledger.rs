//! A ledger that builders on many machines share: on a folder, and on a storage that is played here.
#![cfg(feature = "publish")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use support::storage::{Conditions, Fault, Object, S3Server};
use support::{Ran, Site};

const AT: &str = "[ledger]\nat = \"../store/tidings.lock\"\n";
const FEEDS: &str = "[[feed]]\nname = \"{section}\"\neach = \"section\"\nlimit = 3\narchive = 2\n";
const NOW: &str = "1780272000";

fn article(title: &str) -> String {
    format!("---\ntitle: {title}\n---\nThe text of {title} tells of a pump that lifts water.\n")
}

/// Sites beside each other, and the folder that they share.
struct Fleet(tempfile::TempDir);

impl Fleet {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }

    fn site(&self, name: &str, more: &str) {
        let text = format!("[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n{more}");
        self.write(&format!("{name}/tidings.toml"), &text);
        std::fs::create_dir_all(self.path(&format!("{name}/content"))).expect("a folder");
    }

    fn command(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
        command.current_dir(self.path(name)).args(arguments).env_remove("GITHUB_ACTIONS");
        command.env("SOURCE_DATE_EPOCH", NOW).env("AWS_EC2_METADATA_DISABLED", "true");
        command
    }

    fn run(&self, name: &str, arguments: &[&str]) -> Ran {
        Ran::from(self.command(name, arguments).output().expect("the program starts"))
    }

    fn ok(&self, name: &str, arguments: &[&str]) -> Ran {
        let ran = self.run(name, arguments);
        assert_eq!(ran.code, 0, "{name} {arguments:?}: {}{}", ran.out, ran.err);
        ran
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let all = std::fs::read_dir(self.path(folder)).into_iter().flatten().flatten();
        all.map(|file| (file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path()).expect("a file")))
            .collect()
    }
}

/// The ids of the ledger's entries by their articles; each once.
fn entries(ledger: &str) -> BTreeMap<String, String> {
    let mut entries = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for line in ledger.lines().filter(|line| line.contains("\ttag:")) {
        let fields: Vec<&str> = line.split('\t').collect();
        assert!(ids.insert(fields[6].to_owned()), "twice: {line}");
        assert!(entries.insert(fields[5].to_owned(), fields[6].to_owned()).is_none(), "twice: {line}");
    }
    entries
}

#[test]
fn a_shared_ledger_is_read_and_written_where_it_is() {
    let fleet = Fleet::new();
    fleet.site("one", AT);
    fleet.write("one/content/2026-03-01-a.md", &article("A"));
    fleet.ok("one", &["build"]);
    assert!(!fleet.path("one/tidings.lock").exists());
    let first = entries(&fleet.read("store/tidings.lock"));
    assert_eq!(first.len(), 1);
    fleet.ok("one", &["check"]);
    // Another checkout knows what the first has published.
    fleet.site("two", AT);
    fleet.write("two/content/2026-03-01-renamed.md", &article("A"));
    fleet.ok("two", &["build"]);
    let second = entries(&fleet.read("store/tidings.lock"));
    assert_eq!(second.values().collect::<Vec<_>>(), first.values().collect::<Vec<_>>());
    let explained = fleet.ok("two", &["explain", "content/2026-03-01-renamed.md"]);
    assert!(explained.out.contains(&second["2026-03-01-renamed.md"]), "{}", explained.out);
    assert!(fleet.ok("two", &["ledger", "mend"]).err.contains("nothing in"), "it is whole");
    // Fresh feeds and a lost ledger are refused as ever.
    std::fs::remove_file(fleet.path("store/tidings.lock")).expect("a file");
    let ran = fleet.run("two", &["build"]);
    assert!(ran.code == 1 && ran.err.contains("ledger-missing"), "{}", ran.err);
    let ran = fleet.run("two", &["check"]);
    assert_eq!(ran.code, 1);
    fleet.ok("two", &["adopt", "feeds/rss.xml"]);
    assert_eq!(
        entries(&fleet.read("store/tidings.lock")).values().collect::<Vec<_>>(),
        first.values().collect::<Vec<_>>()
    );
    fleet.ok("two", &["build"]);
    // What stands there and is no ledger is told by its place.
    fleet.write("store/tidings.lock", "nothing\n");
    let ran = fleet.run("two", &["build"]);
    assert!(ran.code == 1 && ran.err.contains("../store/tidings.lock"), "{}", ran.err);
}

#[test]
fn the_place_of_a_shared_ledger_is_checked() {
    let fleet = Fleet::new();
    let wrong = [
        "tidings.lock",
        "./tidings.lock",
        "feeds/tidings.lock",
        "https://a.example/x",
        "s3://bucket",
        "s3://k:s@b/x",
        "",
    ];
    for at in wrong {
        fleet.site("one", &format!("[ledger]\nat = \"{at}\"\n"));
        std::fs::create_dir_all(fleet.path("one/feeds")).expect("a folder");
        let ran = fleet.run("one", &["build"]);
        assert!(ran.code == 2 && ran.err.contains("config-invalid"), "{at}: {}", ran.err);
    }
    fleet.site("one", "[ledger]\nenabled = false\nat = \"../store/tidings.lock\"\n");
    assert_eq!(fleet.run("one", &["build"]).code, 2);
}

/// Eight builders of a section each, at once on one ledger, again and again. `TIDINGS_ROUNDS` says how often; what is
/// looked at is the same.
#[test]
fn builders_at_once_lose_and_double_no_id() {
    let rounds: usize = std::env::var("TIDINGS_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let fleet = Fleet::new();
    let sections: Vec<String> = (1..=8).map(|number| format!("section-{number}")).collect();
    for section in &sections {
        fleet.site(section, &format!("{AT}{FEEDS}"));
    }
    fleet.site("one", FEEDS);
    let path = |section: &str, round: usize| {
        format!("content/{section}/2026-{:02}-{:02}-text-{round}.md", 1 + round / 28 % 5, 1 + round % 28)
    };
    for round in 0..rounds {
        let children: Vec<_> = sections
            .iter()
            .map(|section| {
                let text = article(&format!("Text {round} of {section}"));
                fleet.write(&format!("{section}/{}", path(section, round)), &text);
                fleet.write(&format!("one/{}", path(section, round)), &text);
                let mut command =
                    fleet.command(section, &["build", "--section", section, "--format", "json", "-j", "1"]);
                command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
                command.spawn().expect("the program starts")
            })
            .collect();
        for child in children {
            let ran = Ran::from(child.wait_with_output().expect("it ends"));
            assert_eq!(ran.code, 0, "round {round}: {}{}", ran.out, ran.err);
        }
        let known = entries(&fleet.read("store/tidings.lock"));
        assert_eq!(known.len(), sections.len() * (round + 1), "round {round}");
    }
    // One builder, who has all of it, makes the same bytes.
    fleet.ok("one", &["build"]);
    let whole = fleet.files("one/feeds");
    let known = entries(&fleet.read("store/tidings.lock"));
    let mut documents = 0;
    for section in &sections {
        for (name, bytes) in fleet.files(&format!("{section}/feeds")) {
            assert!(whole.get(&name) == Some(&bytes), "{section}: {name}");
            documents += 1;
        }
        let feed: Value = serde_json::from_str(&fleet.read(&format!("{section}/feeds/{section}.json"))).expect("JSON");
        for item in feed["items"].as_array().expect("items") {
            assert!(known.values().any(|id| item["id"] == id.as_str()), "{item}");
        }
    }
    assert!(documents >= sections.len() * 3);
    assert_eq!(known, entries(&fleet.read("one/tidings.lock")));
    // And on the shared ledger, the whole site changes no line of an entry.
    fleet.site("one", &format!("{AT}{FEEDS}"));
    fleet.ok("one", &["build"]);
    assert_eq!(known, entries(&fleet.read("store/tidings.lock")));
    assert_eq!(whole, fleet.files("one/feeds"));
}

fn on(server: &S3Server, site: &Site, arguments: &[&str]) -> Ran {
    at(&server.endpoint(), site, arguments)
}

fn at(endpoint: &str, site: &Site, arguments: &[&str]) -> Ran {
    let mut command = site.command(arguments);
    command
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_ACCESS_KEY_ID", "marked-key")
        .env("AWS_SECRET_ACCESS_KEY", "marked-secret")
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_MAX_ATTEMPTS", "1");
    Ran::from(command.output().expect("the program starts"))
}

fn done(server: &S3Server, site: &Site, arguments: &[&str]) -> Ran {
    let ran = on(server, site, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran
}

const IN_BUCKET: &str = "[ledger]\nat = \"s3://news/locks/tidings.lock\"\n";
const KEY: &str = "locks/tidings.lock";

fn ledger(server: &S3Server) -> String {
    let bytes = server.state().objects.get(KEY).map(|object| object.bytes.clone());
    String::from_utf8(bytes.expect("a ledger")).expect("UTF-8")
}

#[test]
fn a_ledger_in_a_bucket_is_written_under_a_condition() {
    let server = S3Server::start();
    let site = Site::new(IN_BUCKET);
    site.write("content/2026-03-01-a.md", article("A"));
    done(&server, &site, &["build"]);
    assert!(!site.path("tidings.lock").exists());
    assert_eq!(server.keys(), [KEY], "nothing else is left behind");
    let puts = server.state().requests.iter().filter(|asked| asked.method == "PUT" && asked.key == KEY).count();
    assert_eq!(puts, 1);
    // Nothing new: one read and no write.
    server.take_log();
    done(&server, &site, &["build"]);
    done(&server, &site, &["check"]);
    assert_eq!(server.take_log(), ["GET locks/tidings.lock -> 200", "GET locks/tidings.lock -> 200"]);
    site.write("content/2026-03-02-b.md", article("B"));
    let ran = on(&server, &site, &["check"]);
    assert!(ran.code == 1 && !(ran.out.clone() + &ran.err).contains("marked"), "{}{}", ran.out, ran.err);
    done(&server, &site, &["build"]);
    assert_eq!(entries(&ledger(&server)).len(), 2);
    let last = server.state().requests.iter().rfind(|asked| asked.method == "PUT" && asked.key == KEY).cloned();
    assert!(last.expect("a write").fields.contains_key("if-match"));
}

#[test]
fn a_storage_without_conditions_is_refused_before_anything_is_written() {
    type Play = fn(&S3Server);
    let cases: [(&str, Play); 4] = [
        ("whether a condition holds or not", |server| server.state().conditions = Conditions::Ignored),
        ("whether a condition holds or not", |server| server.state().conditions = Conditions::Refused),
        ("may not do this", |server| server.state().fault = Box::new(|_, _| Fault::Answer(403, "AccessDenied", ""))),
        ("again and again", |server| {
            server.state().fault = Box::new(|asked, _| match asked.method == "PUT" && asked.key == KEY {
                true => Fault::Answer(412, "PreconditionFailed", ""),
                false => Fault::None,
            });
        }),
    ];
    for (words, play) in cases {
        let server = S3Server::start();
        play(&server);
        let site = Site::new(IN_BUCKET);
        site.write("content/2026-03-01-a.md", article("A"));
        let forms = if words == "again and again" { &["text"][..] } else { &["text", "json", "github"] };
        for form in forms {
            let ran = on(&server, &site, &["build", "--format", form]);
            let all = ran.out + &ran.err;
            assert_eq!(ran.code, 2, "{all}");
            assert!(all.contains("ledger-shared") && all.contains(words) && !all.contains("marked"), "{all}");
            assert!(!site.path("feeds/rss.xml").exists() && !site.path("tidings.lock").exists());
        }
        assert!(!server.keys().contains(&KEY.to_owned()));
    }
    // Nobody there.
    let site = Site::new(IN_BUCKET);
    site.write("content/2026-03-01-a.md", article("A"));
    let ran = at("http://127.0.0.1:9", &site, &["build"]);
    assert!(ran.code == 2 && ran.err.contains("ledger-shared") && !ran.err.contains("marked"), "{}", ran.err);
}

/// A server whose ledger somebody else replaces by `theirs` right before it is first written.
fn overtaken(before: &str, theirs: &str) -> S3Server {
    let server = S3Server::start();
    let object =
        |text: &str, tag: &str| Object { bytes: text.into(), fields: BTreeMap::new(), tag: format!("\"{tag}\"") };
    server.state().objects.insert(KEY.to_owned(), object(before, "before"));
    let mut theirs = Some(object(theirs, "theirs"));
    server.state().fault = Box::new(move |asked, objects| {
        if asked.method == "PUT" && asked.key == KEY {
            objects.extend(theirs.take().map(|object| (KEY.to_owned(), object)));
        }
        Fault::None
    });
    server
}

/// Two sections, and what each builder adds to the ledger that both have read.
#[test]
fn who_is_too_late_goes_on_from_what_the_other_has_written() {
    let site = |articles: &[&str]| {
        let site = Site::new(&format!("{IN_BUCKET}{FEEDS}"));
        for article_path in articles {
            site.write(&format!("content/{article_path}.md"), article(&format!("The {article_path}")));
        }
        site
    };
    let start = ["press/2026-03-01-one", "blog/2026-03-02-two"];
    let first = S3Server::start();
    done(&first, &site(&start), &["build"]);
    let before = ledger(&first);
    // Another section: what was made is put on top, and nothing is made again.
    let both = [start[0], start[1], "press/2026-03-03-three", "blog/2026-03-04-four"];
    done(&first, &site(&both), &["build", "--section", "blog"]);
    let theirs = ledger(&first);
    let server = overtaken(&before, &theirs);
    let ours = site(&both);
    done(&server, &ours, &["build", "--section", "press"]);
    let log = server.take_log();
    let on_ledger: Vec<&String> =
        log.iter().filter(|line| line.contains(&format!("{KEY} ")) && !line.starts_with("HEAD")).collect();
    assert_eq!(
        on_ledger,
        [
            "GET locks/tidings.lock -> 200",
            "PUT locks/tidings.lock -> 412",
            "GET locks/tidings.lock -> 200",
            "PUT locks/tidings.lock -> 200"
        ]
    );
    let joined = ledger(&server);
    assert_eq!(entries(&joined).len(), 4);
    let of_blog = |text: &str| {
        let is_of = |line: &&str| line.contains("\tblog/") || line.contains("feeds/blog");
        text.lines().filter(is_of).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of_blog(&joined), of_blog(&theirs));
    // One build of all on it changes no entry.
    done(&server, &ours, &["build"]);
    assert_eq!(entries(&ledger(&server)), entries(&joined));
    // The same section: all is made again, and no id is lost.
    let first = S3Server::start();
    done(&first, &site(&start), &["build"]);
    let before = ledger(&first);
    done(&first, &site(&[start[0], start[1], "press/2026-03-03-three"]), &["build", "--section", "press"]);
    let theirs = ledger(&first);
    let server = overtaken(&before, &theirs);
    done(&server, &site(&[start[0], start[1], "press/2026-03-05-five"]), &["build", "--section", "press"]);
    let known = entries(&ledger(&server));
    for id in entries(&theirs).values() {
        assert!(known.values().any(|known| known == id), "{id}");
    }
    assert_eq!(known.len(), 4);
}

/// Sections that are built and published by jobs at once: the account of what is public has all of them, and a job of the whole
/// site adds what is of all.
#[test]
fn sections_published_at_once_come_together() {
    let server = S3Server::start();
    let publish = "[publish]\nto = \"s3://news/feeds\"\n[output]\nurl = \"https://acme.example/feeds/\"\n";
    let more = format!("{IN_BUCKET}{publish}{FEEDS}[[feed]]\nname = \"all\"\n");
    let sections = ["press", "blog", "docs", "careers"];
    let sites: Vec<Site> = sections.iter().map(|_| Site::new(&more)).collect();
    let write = |round: usize| {
        for site in &sites {
            for section in sections {
                let path = format!("content/{section}/2026-03-{:02}-text.md", round + 1);
                site.write(&path, article(&format!("Text {round} of {section}")));
            }
        }
    };
    for round in 0..3 {
        write(round);
        std::thread::scope(|scope| {
            for (site, section) in sites.iter().zip(sections) {
                let server = &server;
                scope.spawn(move || done(server, site, &["publish", "--section", section]));
            }
        });
    }
    let manifest = || {
        let bytes = server.state().objects["feeds/.tidings/manifest.json"].bytes.clone();
        serde_json::from_slice::<Value>(&bytes).expect("JSON")
    };
    let apart = manifest();
    let objects = apart["objects"].as_object().expect("objects");
    for section in sections {
        for ending in ["rss.xml", "atom.xml", "json"] {
            let key = format!("{section}.{ending}");
            assert!(objects.contains_key(&key) && objects[&key].get("gone").is_none(), "{key}: {apart}");
            assert!(server.keys().contains(&format!("feeds/{key}")), "{key}");
        }
    }
    assert!(!objects.contains_key("all.rss.xml"));
    // What is of all sections, by a job of its own; of what the sections have brought, nothing is brought again.
    server.take_log();
    let whole = &sites[0];
    done(&server, whole, &["publish"]);
    let log = server.take_log();
    let uploaded: Vec<&String> = log.iter().filter(|line| line.starts_with("PUT feeds/")).collect();
    assert!(uploaded.iter().any(|line| line.contains("feeds/all.rss.xml")), "{uploaded:?}");
    let again =
        uploaded.iter().filter(|line| sections.iter().any(|section| line.contains(&format!("feeds/{section}."))));
    assert_eq!(again.count(), 0, "{uploaded:?}");
    assert!(manifest()["objects"].as_object().expect("objects").values().all(|object| object.get("gone").is_none()));
    assert_eq!(on(&server, whole, &["publish", "--section", "press", "--no-build"]).code, 2);
}
