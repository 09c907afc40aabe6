//! What follows a publication: caches, public addresses and hubs are played here, and time passes by itself.
#![cfg(feature = "publish")]

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use support::{Ran, Site};
use tidings::announce::{Announced, ChangedDocument, Passing, Surroundings, announce};
use tidings::config::{AnnounceConfig, Config, Overrides};
use tidings::feed::WebUrl;
use tidings::probe::Reach;
use tidings::storage::ContentHash;

/// What was asked: the request line, the whole head in small letters, the body.
#[derive(Clone, Debug)]
struct Asked {
    line: String,
    head: String,
    body: String,
}

/// A server that keeps what it was asked, and answers by the number of the request and by what it was.
struct Played {
    address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Played {
    fn new(play: impl Fn(usize, &Asked) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let kept = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &kept, &play);
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no thread has failed").clone()
    }

    fn url(&self, path: &str) -> WebUrl {
        WebUrl::parse(&format!("{}{path}", self.address)).expect("an address")
    }
}

fn answer(mut stream: TcpStream, kept: &Mutex<Vec<Asked>>, play: &impl Fn(usize, &Asked) -> String) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream"));
    let mut head = String::new();
    while lines.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let line = head.lines().next().unwrap_or_default().to_owned();
    let small = head.to_lowercase();
    let length = small.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    let _ = lines.read_exact(&mut body);
    let asked = Asked { line, head: small, body: String::from_utf8_lossy(&body).into_owned() };
    let number = {
        let mut kept = kept.lock().expect("no thread has failed");
        kept.push(asked.clone());
        kept.len() - 1
    };
    let _ = stream.write_all(play(number, &asked).as_bytes());
}

fn with(status: &str, fields: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// Time that passes where it is let pass, and no other.
#[derive(Default)]
struct Told(Mutex<Duration>);

impl Passing for Told {
    fn elapsed(&self) -> Duration {
        *self.0.lock().expect("no thread has failed")
    }

    fn pause(&self, duration: Duration) {
        *self.0.lock().expect("no thread has failed") += duration;
    }

    fn unix(&self) -> i64 {
        1_772_352_000
    }
}

fn config(publish: &str) -> AnnounceConfig {
    let text = format!("[site]\ntitle = \"A\"\nurl = \"https://acme.example/\"\n[publish]\n{publish}");
    Config::parse(std::path::Path::new(""), &text, &Overrides::default()).expect("a configuration").announce
}

fn changed(url: WebUrl, body: &str) -> ChangedDocument {
    ChangedDocument { url, hash: Some(ContentHash::of(body.as_bytes())), subscription: true }
}

fn run(
    changed: &[ChangedDocument],
    hubs: &[WebUrl],
    publish: &str,
    variables: &BTreeMap<&str, String>,
) -> (Announced, Duration) {
    let time = Told::default();
    let variable = |name: &str| variables.get(name).cloned();
    let around = Surroundings { reach: Reach::Any, variable: &variable, time: &time };
    (announce(changed, hubs, &config(publish), &around), time.elapsed())
}

fn codes(done: &Announced) -> Vec<&str> {
    done.diagnostics.iter().map(|found| found.code.as_str()).collect()
}

fn links(hub: &WebUrl, own: &str) -> String {
    format!("Link: <{}>; rel=\"hub\", <{own}>; rel=\"self\"\r\n", hub.as_str())
}

#[test]
fn a_hub_is_told_once_the_new_bytes_are_public_and_not_before() {
    let hub = Played::new(|_, _| with("202 Accepted", "", ""));
    let told = hub.url("/");
    let in_links = told.clone();
    let host = Played::new(move |number, asked| {
        let body = if number < 3 { "old" } else { "new" };
        let own = asked.line.split(' ').nth(1).unwrap_or_default();
        with("200 OK", &links(&in_links, own), body)
    });
    let topic = host.url("/feeds/rss.xml?a=1&b=2");
    let (done, passed) = run(&[changed(topic.clone(), "new")], &[told], "wait = 60", &BTreeMap::new());
    assert_eq!((codes(&done), done.public, done.told), (vec![], 1, 1));
    // 1, 2 and 4 seconds.
    assert_eq!(passed, Duration::from_secs(7));
    let asked = host.asked();
    assert_eq!(asked.len(), 4);
    assert!(asked.iter().all(|asked| !asked.head.contains("cache-control") && !asked.head.contains("pragma")));
    let pings = hub.asked();
    let pings: Vec<&str> = pings.iter().map(|ping| ping.body.as_str()).collect();
    let escaped: String = url::form_urlencoded::byte_serialize(topic.as_str().as_bytes()).collect();
    assert_eq!(pings, [format!("hub.mode=publish&hub.topic={escaped}&hub.url={escaped}")]);
    assert!(hub.asked()[0].head.contains("content-type: application/x-www-form-urlencoded"));
}

#[test]
fn no_hub_is_told_of_what_is_not_public() {
    let hub = Played::new(|_, _| with("202 Accepted", "", ""));
    let in_links = hub.url("/");
    let host = Played::new(move |_, asked| match asked.line.split(' ').nth(1).unwrap_or_default() {
        "/new" => with("200 OK", &links(&in_links, "/new"), "new"),
        "/gone" => with("404 Not Found", "", "no"),
        _ => with("200 OK", "", "old"),
    });
    let documents = ["/new", "/old", "/gone"].map(|path| changed(host.url(path), "new"));
    let (done, passed) = run(&documents, &[hub.url("/")], "wait = 20", &BTreeMap::new());
    assert_eq!((codes(&done), done.public, done.told), (vec!["announce-stale"], 1, 1));
    let message = &done.diagnostics[0].message;
    assert!(message.contains("/old") && message.contains("1 more") && message.contains("no hub"), "{message}");
    assert_eq!(passed, Duration::from_secs(15), "it gives up when the next look would be too late");
    assert_eq!(hub.asked().len(), 1);
    // What is there already is not asked for again.
    assert_eq!(host.asked().iter().filter(|asked| asked.line.contains("/new")).count(), 1);
}

#[test]
fn without_a_wait_hubs_are_told_at_once() {
    let hub = Played::new(|_, _| with("202 Accepted", "", ""));
    let in_links = hub.url("/");
    let host = Played::new(move |_, _| with("200 OK", &links(&in_links, "/rss.xml"), "old"));
    let documents = [changed(host.url("/rss.xml"), "new")];
    let (done, passed) = run(&documents, &[hub.url("/")], "wait = 0", &BTreeMap::new());
    assert_eq!((codes(&done), done.looked_for, done.told, passed), (vec![], 0, 1, Duration::ZERO));
    let (done, _) = run(&documents, &[], "wait = 0", &BTreeMap::new());
    assert_eq!((codes(&done), done.told, host.asked().len()), (vec![], 0, 1));
}

#[test]
fn a_hub_that_fails_is_a_warning() {
    let cases: [(&str, usize); 4] = [("400 Bad Request", 1), ("404 Not Found", 1), ("503 Later", 3), ("429 Slow", 3)];
    for (status, tries) in cases {
        let hub = Played::new(move |_, _| with(status, "", "the hub's own words"));
        let host = Played::new(|_, _| with("200 OK", "", "new"));
        let documents = [changed(host.url("/rss.xml"), "new")];
        let (done, _) = run(&documents, &[hub.url("/hub?token=hidden")], "", &BTreeMap::new());
        assert_eq!((codes(&done), done.told, hub.asked().len()), (vec!["hub-failed"], 0, tries), "{status}");
        let text = format!("{:?}", done.diagnostics);
        assert!(text.contains(&status[..3]) && !text.contains("own words") && !text.contains("hidden"), "{text}");
    }
    // Once it says later, and then yes.
    let hub = Played::new(|number, _| with(if number == 0 { "503 Later" } else { "204 No Content" }, "", ""));
    let in_links = hub.url("/");
    let host = Played::new(move |_, _| with("200 OK", &links(&in_links, "/rss.xml"), "new"));
    let (done, _) = run(&[changed(host.url("/rss.xml"), "new")], &[hub.url("/")], "", &BTreeMap::new());
    assert_eq!((codes(&done), done.told), (vec![], 1));
    // Nobody there; another hub is told all the same.
    let nobody = WebUrl::parse("http://127.0.0.1:9/").expect("an address");
    let (done, _) = run(&[changed(host.url("/rss.xml"), "new")], &[nobody, hub.url("/")], "", &BTreeMap::new());
    assert_eq!((codes(&done), done.told), (vec!["hub-failed"], 1));
}

#[test]
fn a_topic_without_link_fields_is_a_warning() {
    let hub = Played::new(|_, _| with("202 Accepted", "", ""));
    for fields in ["", "Link: </rss.xml>; rel=\"self\"\r\n", "Link: <HUB>; rel=hub, </rss.xml>; rel=\"self\"\r\n"] {
        let fields = fields.replace("HUB", hub.url("/").as_str());
        let host = Played::new(move |_, _| with("200 OK", &fields, "new"));
        let documents = [changed(host.url("/rss.xml"), "new"), changed(host.url("/atom.xml"), "new")];
        let (done, _) = run(&documents, &[hub.url("/")], "", &BTreeMap::new());
        assert_eq!((codes(&done), done.told), (vec!["hub-links"], 2));
        let help = done.diagnostics[0].help.as_deref().unwrap_or_default();
        assert!(help.contains("rel=\"hub\"") && help.contains("rel=\"self\""), "{help}");
    }
}

/// The CDN's interface as it is documented: what it takes, and the answer.
fn cdn(name: &'static str) -> Played {
    Played::new(move |_, asked| {
        let (line, head) = (asked.line.as_str(), asked.head.as_str());
        let is_right = match name {
            "cloudflare" => {
                line.starts_with("POST /client/v4/zones/z1/purge_cache ")
                    && head.contains("authorization: bearer marked-secret")
            }
            "fastly" => line.starts_with("POST /purge/acme.example/") && head.contains("fastly-key: marked-secret"),
            "bunny" => {
                line.starts_with("POST /purge?url=https%3A%2F%2Facme.example%2F")
                    && head.contains("accesskey: marked-secret")
            }
            _ => {
                line.starts_with("POST /2020-05-31/distribution/z1/invalidation ")
                    && head.contains("authorization: aws4-hmac-sha256 credential=marked-secret/")
            }
        };
        if is_right { with("201 Created", "", "{}") } else { with("403 Forbidden", "", "") }
    })
}

fn acme(paths: &[&str]) -> Vec<ChangedDocument> {
    let one = |path: &&str| {
        let url = WebUrl::parse(&format!("https://acme.example/{path}")).expect("an address");
        ChangedDocument { url, hash: Some(ContentHash::of(path.as_bytes())), subscription: false }
    };
    paths.iter().map(one).collect()
}

#[test]
fn each_cdn_is_asked_in_its_own_words() {
    let cases = [
        ("cloudflare", "CLOUDFLARE_API_TOKEN", 1),
        ("fastly", "FASTLY_API_TOKEN", 2),
        ("bunny", "BUNNYNET_API_KEY", 2),
        ("cloudfront", "AWS_ACCESS_KEY_ID", 1),
    ];
    for (name, variable, requests) in cases {
        let played = cdn(name);
        let zone = if matches!(name, "cloudflare" | "cloudfront") { "zone = \"z1\"\n" } else { "" };
        let publish = format!("purge = \"{name}\"\n{zone}wait = 0\n");
        let mut variables = BTreeMap::from([
            (variable, "marked-secret".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "marked-secret".to_owned()),
            ("TIDINGS_PURGE_URL", played.address.clone()),
            // Of the machine, nothing is asked.
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("AWS_SHARED_CREDENTIALS_FILE", "/none".to_owned()),
            ("AWS_CONFIG_FILE", "/none".to_owned()),
        ]);
        let documents = acme(&["feeds/a.xml", "feeds/b*&c.xml"]);
        let (done, _) = run(&documents, &[], &publish, &variables);
        assert_eq!((codes(&done), done.purged, played.asked().len()), (vec![], 2, requests), "{name}");
        let bodies: String = played.asked().into_iter().map(|asked| asked.body).collect();
        match name {
            "cloudflare" => assert_eq!(
                serde_json::from_str::<Value>(&bodies).expect("JSON"),
                serde_json::json!({ "files": ["https://acme.example/feeds/a.xml", "https://acme.example/feeds/b*&c.xml"] })
            ),
            "cloudfront" => {
                let tree = roxmltree::Document::parse(&bodies).expect("XML");
                let text = |name: &str| {
                    tree.descendants()
                        .filter(|node| node.has_tag_name(("http://cloudfront.amazonaws.com/doc/2020-05-31/", name)))
                        .filter_map(|node| node.text())
                        .collect::<Vec<_>>()
                };
                assert_eq!(text("Path"), ["/feeds/a.xml", "/feeds/b%2A&c.xml"]);
                assert_eq!((text("Quantity"), text("CallerReference").len()), (vec!["2"], 1));
            }
            _ => assert_eq!(bodies, ""),
        }
        // Refused, and without a credential: warnings that hold none.
        variables.insert(variable, "other-secret".to_owned());
        let (done, _) = run(&documents, &[], &publish, &variables);
        assert_eq!((codes(&done), done.purged), (vec!["purge-failed"], 0), "{name}");
        assert!(!format!("{:?}", done.diagnostics).contains("secret"), "{:?}", done.diagnostics);
        variables.remove(variable);
        let (done, _) = run(&documents, &[], &publish, &variables);
        assert_eq!(codes(&done), ["purge-failed"], "{name}");
        assert!(done.diagnostics[0].help.as_deref().is_some_and(|help| help.contains(variable)), "{name}");
    }
}

#[test]
fn many_addresses_are_purged_in_several_requests() {
    let played = cdn("cloudflare");
    let paths: Vec<String> = (0..65).map(|number| format!("feeds/{number}.xml")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let variables = BTreeMap::from([
        ("CLOUDFLARE_API_TOKEN", "marked-secret".to_owned()),
        ("TIDINGS_PURGE_URL", played.address.clone()),
    ]);
    let (done, _) = run(&acme(&paths), &[], "purge = \"cloudflare\"\nzone = \"z1\"\nwait = 0\n", &variables);
    assert_eq!((codes(&done), done.purged, played.asked().len()), (vec![], 65, 3));
}

#[test]
fn the_configuration_is_checked() {
    let site = Site::new("");
    let cases = [
        ("purge = \"akamai\"", "no CDN"),
        ("purge = \"cloudflare\"", "zone"),
        ("purge = \"fastly\"\nzone = \"z\"", "without a zone"),
        ("purge = \"cloudflare\"\nzone = \"a/../b\"", "no id"),
        ("zone = \"z\"", "without `purge`"),
        ("wait = -1", "seconds"),
        ("wait = 4000", "seconds"),
        ("token = \"x\"", "token"),
    ];
    for (publish, message) in cases {
        site.write(
            "tidings.toml",
            format!("[site]\ntitle = \"A\"\nurl = \"https://acme.example/\"\n[publish]\n{publish}\n"),
        );
        let ran = site.run(&["announce"]);
        assert_eq!(ran.code, 2, "{publish}");
        assert!(ran.err.contains(message), "{publish}: {}", ran.err);
    }
}

/// A site whose documents a host serves, and the hub.
fn published(hub: &Played, more: &str) -> (Site, Played) {
    let site = Site::bare();
    let folder = site.path("feeds");
    let in_links = hub.url("/");
    let host = Played::new(move |_, asked| {
        let path = asked.line.split(' ').nth(1).unwrap_or_default();
        match std::fs::read_to_string(folder.join(path.trim_start_matches("/feeds/"))) {
            Ok(body) => with("200 OK", &links(&in_links, path), &body),
            Err(_) => with("404 Not Found", "", ""),
        }
    });
    site.write(
        "tidings.toml",
        format!(
            "[site]\ntitle = \"A\"\nurl = \"{}/\"\nallow_local = true\n[output]\nurl = \"{0}/feeds/\"\nhub = \"{1}\"\n{more}",
            host.address,
            hub.url("/").as_str()
        ),
    );
    (site, host)
}

#[test]
fn a_site_that_its_host_publishes_is_announced() {
    let hub = Played::new(|_, _| with("202 Accepted", "", ""));
    let (site, host) = published(&hub, "[[feed]]\nname = \"news\"\nlimit = 1\narchive = 1\n");
    let ran = site.run(&["announce", "--allow-private"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("announce-nothing"), "{}", ran.err);
    for day in ["01", "02", "03"] {
        site.write(&format!("content/2026-03-{day}-a{day}.md"), "# A pump\n\nIt lifts water.\n");
    }
    site.build();
    assert!(site.path("feeds/news-archive-1.rss.xml").exists());
    let ran = site.run(&["announce", "--allow-private"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let waiting = "waiting until the public addresses give what is new (120 s at most)\n";
    assert_eq!(ran.err, format!("{waiting}3 of 3 feeds public as they are now\ntold 1 hub of 3 feeds\n"));
    let topics: Vec<String> = hub.asked().into_iter().map(|asked| asked.body).collect();
    assert_eq!(topics.len(), 3, "archives are no topics: {topics:?}");
    assert!(topics.iter().any(|topic| topic.contains("%2Ffeeds%2Fnews.json")), "{topics:?}");
    // One that is named, from elsewhere, in the words of programs.
    let mut command = site.command(&["announce", "../feeds/news.rss.xml", "--allow-private", "--format", "json"]);
    let ran = Ran::from(command.current_dir(site.path("content")).output().expect("the program starts"));
    let line: Value = serde_json::from_str(&ran.out).expect("an object");
    assert_eq!(
        line,
        serde_json::json!({ "kind": "announced", "looked_for": 1, "public": 1, "purged": 0, "told": 1, "hubs": 1 })
    );
    // What is on the disk is not what is public: nobody is told.
    let before = hub.asked().len();
    let text = site.read("feeds/news.rss.xml");
    let local = site.read("tidings.toml");
    site.write("copy/feeds/news.rss.xml", text.replace("pump", "valve"))
        .write("copy/tidings.toml", local)
        .write("copy/content/.keep", "");
    let ran = site.run(&["-C", "copy", "announce", "feeds/news.rss.xml", "--allow-private", "--wait", "0"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(hub.asked().len(), before + 1, "without a wait it is told");
    // Nobody asks a private host unasked.
    let asked = host.asked().len();
    let ran = site.run(&["announce"]);
    assert!(ran.code == 0 && ran.err.contains("--allow-private"), "{}", ran.err);
    assert_eq!((host.asked().len(), hub.asked().len()), (asked, before + 1));
    let ran = site.run(&["announce", "--deny", "warnings"]);
    assert!(ran.code == 1 && ran.err.contains("announce-stale"), "{}", ran.err);
    for wrong in ["tidings.toml", "feeds/news-archive-1.rss.xml", "feeds/feeds.opml", "feeds/none.xml"] {
        assert_eq!(site.run(&["announce", wrong]).code, 2, "{wrong}");
    }
}

#[test]
fn no_secret_is_told() {
    let hub = Played::new(|_, _| with("400 No", "", "marked-answer"));
    let (site, _host) = published(&hub, "[publish]\npurge = \"cloudflare\"\nzone = \"z1\"\nwait = 0\n");
    site.write("content/2026-03-01-a.md", "# A pump\n\nIt lifts water.\n");
    site.build();
    for purge in [hub.address.clone(), "no address".to_owned()] {
        for form in ["text", "json", "github"] {
            let mut command = site.command(&["announce", "--allow-private", "--format", form]);
            command.env("CLOUDFLARE_API_TOKEN", "marked-secret").env("TIDINGS_PURGE_URL", &purge);
            let ran = Ran::from(command.output().expect("the program starts"));
            let all = ran.out + &ran.err;
            assert!(all.contains("purge-failed") && all.contains("hub-failed") && !all.contains("marked"), "{all}");
        }
    }
    let variables = BTreeMap::from([
        ("CLOUDFLARE_API_TOKEN", "marked-secret\r\nmarked".to_owned()),
        ("TIDINGS_PURGE_URL", "http://marked:marked@127.0.0.1:9/?marked".to_owned()),
    ]);
    let (done, _) = run(&acme(&["a.xml"]), &[], "purge = \"cloudflare\"\nzone = \"z\"\nwait = 0\n", &variables);
    assert!(codes(&done) == ["purge-failed"] && !format!("{:?}", done.diagnostics).contains("marked"));
}

/// `tidings publish` goes on by itself: what it has uploaded is waited for, and the hub is told of it and of nothing else.
#[test]
fn what_is_published_is_announced() {
    let hub = Played::new(|_, _| with("202 Accepted", "", ""));
    let (site, host) = published(&hub, "[publish]\nto = \"public\"\n");
    let text = site.read("tidings.toml").replace("[output]\n", "[output]\ndir = \"made\"\n");
    // The server shows the folder that is published to.
    site.write("tidings.toml", text.replace("to = \"public\"", "to = \"feeds\""));
    site.write("content/2026-03-01-a.md", "# A pump\n\nIt lifts water.\n");
    let ran = site.run(&["publish", "--allow-private"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("3 of 3 feeds public as they are now\ntold 1 hub of 3 feeds\n"), "{}", ran.err);
    assert_eq!(hub.asked().len(), 3);
    let asked = host.asked().len();
    let ran = site.run(&["publish", "--allow-private"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!((hub.asked().len(), host.asked().len()), (3, asked), "nothing is new, and nobody is asked");
    // Later, by itself.
    site.write("content/2026-03-03-c.md", "# A basin\n\nIt holds water.\n");
    assert_eq!(site.run(&["publish", "--no-announce"]).code, 0);
    assert_eq!((hub.asked().len(), host.asked().len()), (3, asked));
    // A hub that is gone, and an address that is not asked, are warnings: what is published is published.
    site.write("content/2026-03-02-b.md", "# A valve\n\nIt closes.\n");
    let ran = site.run(&["publish"]);
    assert!(ran.code == 0 && ran.err.contains("warning[announce-stale]"), "{}{}", ran.out, ran.err);
    assert_eq!(hub.asked().len(), 3);
}
