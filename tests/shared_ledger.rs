//! A ledger that builders on many machines share: on a folder, and on a storage that is played here.
#![cfg(feature = "publish")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::Value;
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

/// Objects by their keys, each with the number of its state.
type Objects = BTreeMap<String, (u64, Vec<u8>)>;

/// How the storage behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As it should.
    Good,
    /// It takes every write.
    Lying,
    /// It has no conditions and says so.
    Without,
    /// It refuses what is asked.
    Refusing,
    /// It never takes the ledger: somebody else is always faster.
    Contended,
}

fn storage(mode: Mode) -> (String, Arc<Mutex<(Objects, Vec<String>)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let kept: Arc<Mutex<(Objects, Vec<String>)>> = Arc::default();
    let shared = Arc::clone(&kept);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || while answer(&stream, mode, &shared).is_some() {});
        }
    });
    (address, kept)
}

fn answer(mut stream: &TcpStream, mode: Mode, kept: &Mutex<(Objects, Vec<String>)>) -> Option<()> {
    let mut lines = BufReader::new(stream);
    let (mut head, mut line) = (String::new(), String::new());
    while lines.read_line(&mut line).ok()? > 2 {
        head.push_str(&line);
        line.clear();
    }
    let field = |name: &str| {
        let of = |line: &str| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        head.lines().find_map(of)
    };
    let mut body = vec![0; field("content-length").and_then(|text| text.parse().ok()).unwrap_or(0)];
    lines.read_exact(&mut body).ok()?;
    let mut first = head.lines().next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let key = target.split('?').next()?.to_owned();
    let mut kept = kept.lock().expect("no thread has failed");
    kept.1.push(format!("{method} {key}"));
    let objects = &mut kept.0;
    let state = objects.get(&key).map(|(number, _)| format!("\"{number:032x}\""));
    let (if_match, absent) = (field("if-match"), field("if-none-match").is_some());
    let holds = if_match.as_ref().is_none_or(|tag| state.as_ref() == Some(tag)) && !(absent && state.is_some());
    let contended = mode == Mode::Contended && key.ends_with("tidings.lock");
    let (status, fields, out) = match method.as_str() {
        _ if mode == Mode::Refusing => {
            (403, String::new(), b"<Error><Code>AccessDenied</Code><Message>marked-secret</Message></Error>".to_vec())
        }
        "GET" | "HEAD" => match objects.get(&key) {
            Some((number, bytes)) => (200, format!("ETag: \"{number:032x}\"\r\n"), bytes.clone()),
            None => (404, String::new(), b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
        },
        "PUT" if mode == Mode::Without && (if_match.is_some() || absent) => {
            (501, String::new(), b"<Error><Code>NotImplemented</Code></Error>".to_vec())
        }
        "PUT" if contended || (!holds && mode == Mode::Good) || (!holds && mode == Mode::Contended) => {
            (412, String::new(), b"<Error><Code>PreconditionFailed</Code></Error>".to_vec())
        }
        "PUT" => {
            let number = objects.get(&key).map_or(1, |(number, _)| number + 1);
            objects.insert(key, (number, body));
            (200, format!("ETag: \"{number:032x}\"\r\n"), Vec::new())
        }
        _ => {
            objects.remove(&key);
            (204, String::new(), Vec::new())
        }
    };
    drop(kept);
    let head = format!("HTTP/1.1 {status} Told\r\n{fields}Content-Length: {}\r\n\r\n", out.len());
    stream.write_all(head.as_bytes()).ok()?;
    if method != "HEAD" {
        stream.write_all(&out).ok()?;
    }
    Some(())
}

fn on(address: &str, site: &Site, arguments: &[&str]) -> Ran {
    let mut command = site.command(arguments);
    command
        .env("AWS_ENDPOINT_URL", address)
        .env("AWS_ACCESS_KEY_ID", "marked-key")
        .env("AWS_SECRET_ACCESS_KEY", "marked-secret")
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_MAX_ATTEMPTS", "1");
    Ran::from(command.output().expect("the program starts"))
}

const IN_BUCKET: &str = "[ledger]\nat = \"s3://news/locks/tidings.lock\"\n";

#[test]
fn a_ledger_in_a_bucket_is_written_under_a_condition() {
    let (address, kept) = storage(Mode::Good);
    let site = Site::new(IN_BUCKET);
    site.write("content/2026-03-01-a.md", article("A"));
    let ran = on(&address, &site, &["build"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(!site.path("tidings.lock").exists());
    let keys: Vec<String> = kept.lock().expect("whole").0.keys().cloned().collect();
    assert_eq!(keys, ["/news/locks/tidings.lock"], "nothing else is left behind");
    // Nothing new: one read and no write.
    kept.lock().expect("whole").1.clear();
    assert_eq!(on(&address, &site, &["build"]).code, 0);
    assert_eq!(kept.lock().expect("whole").1, ["GET /news/locks/tidings.lock"]);
    assert_eq!(on(&address, &site, &["check"]).code, 0);
    site.write("content/2026-03-02-b.md", article("B"));
    let ran = on(&address, &site, &["check"]);
    assert!(ran.code == 1 && !(ran.out.clone() + &ran.err).contains("marked"), "{}{}", ran.out, ran.err);
    assert_eq!(on(&address, &site, &["build"]).code, 0);
    let text = String::from_utf8(kept.lock().expect("whole").0["/news/locks/tidings.lock"].1.clone()).expect("UTF-8");
    assert_eq!(entries(&text).len(), 2);
}

#[test]
fn a_storage_without_conditions_is_refused_before_anything_is_written() {
    for (mode, words) in [
        (Mode::Lying, "whether a condition holds or not"),
        (Mode::Without, "whether a condition holds or not"),
        (Mode::Refusing, "may not do this"),
        (Mode::Contended, "again and again"),
    ] {
        let (address, kept) = storage(mode);
        let site = Site::new(IN_BUCKET);
        site.write("content/2026-03-01-a.md", article("A"));
        for form in ["text", "json", "github"] {
            let ran = on(&address, &site, &["build", "--format", form]);
            let all = ran.out + &ran.err;
            assert_eq!(ran.code, 2, "{all}");
            assert!(all.contains("ledger-shared") && all.contains(words) && !all.contains("marked"), "{all}");
            assert!(!site.path("feeds/rss.xml").exists() && !site.path("tidings.lock").exists());
            if mode == Mode::Contended {
                break;
            }
        }
        assert!(!kept.lock().expect("whole").0.contains_key("/news/locks/tidings.lock"));
    }
    // Nobody there.
    let site = Site::new(IN_BUCKET);
    site.write("content/2026-03-01-a.md", article("A"));
    let ran = on("http://127.0.0.1:9", &site, &["build"]);
    assert!(ran.code == 2 && ran.err.contains("ledger-shared") && !ran.err.contains("marked"), "{}", ran.err);
}
