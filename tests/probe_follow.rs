//! `tidings probe`: pages, what a feed names, the forms of reports, and the examples of the rules, each played.
#![cfg(feature = "publish")]

mod support;

use std::sync::{Arc, Mutex};

use serde_json::Value;
use support::Site;
use support::played::{Reply, Request, Resources, atom, good, png, resources, rss, serve};
use tidings::validate::rules::{Example, FAMILIES, Rule};

const ATOM: &str = "application/atom+xml; charset=utf-8";
const RSS: &str = "application/rss+xml; charset=utf-8";

/// The lines of a report in JSON: names, and findings as `code severity: message`.
fn probed(address: &str, more: &[&str]) -> (Vec<(String, Vec<String>)>, i32) {
    let ran = Site::bare().run(&[&["probe", address, "--format", "json", "--allow-private"], more].concat());
    let document = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let told =
            |found: &Value| format!("{} {}: {}", text(found, "code"), text(found, "severity"), text(found, "message"));
        (text(&line, "path"), line["findings"].as_array().expect("findings").iter().map(told).collect())
    };
    (ran.out.lines().map(document).collect(), ran.code)
}

/// What is said of one document.
fn followed(address: &str) -> Vec<String> {
    let (mut documents, _) = probed(address, &["--follow"]);
    assert_eq!(documents.len(), 1, "{documents:?}");
    documents.remove(0).1
}

/// A server of these.
fn of(resources: Resources) -> String {
    serve(move |request| good(request, &resources))
}

const SELF: &str = "<link rel=\"self\" href=\"https://acme.example/feed.xml\"/>";

#[test]
fn a_page_leads_to_its_feeds() {
    let page = "<!doctype html><title>News</title><base href=\"/feeds/\">\
        <link rel=\"alternate\" type=\"application/atom+xml\" href=\"a.xml\">\
        <link rel=\"alternate\" type=\"application/rss+xml\" href=\"b.xml\">\
        <link rel=\"alternate\" type=\"application/rss+xml\" href=\"gone.xml\">";
    let feed = atom(&SELF.replace("feed.xml", "feeds/b.xml"));
    let first = atom(&SELF.replace("feed.xml", "feeds/a.xml"));
    let address = of(resources(&[
        ("/", "text/html", page.as_bytes()),
        ("/feeds/a.xml", ATOM, first.as_bytes()),
        ("/feeds/b.xml", ATOM, feed.as_bytes()),
    ]));
    let (documents, code) = probed(&address, &[]);
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.trim_start_matches(&address)).collect();
    assert_eq!((names, code), (vec!["/feeds/a.xml", "/feeds/b.xml", "/feeds/gone.xml"], 1));
    assert_eq!(documents[0].1, Vec::<String>::new());
    assert_eq!(
        documents[1].1,
        ["probe-discovery warning: its page names it as `application/rss+xml`; it is `application/atom+xml`"]
    );
    assert!(documents[2].1[0].starts_with("probe-status error: "), "{documents:?}");

    for bare in ["<!doctype html><title>News</title>", "<?xml version=\"1.0\"?><html xmlns=\"a\"><head/></html>"] {
        let address = of(resources(&[("/", "text/html", bare.as_bytes())]));
        let (documents, code) = probed(&address, &[]);
        assert_eq!(documents[0].1, ["probe-discovery error: it is a page, and names no feed"]);
        assert_eq!((documents.len(), code), (1, 1));
    }
    // No page of a thousand feeds is a thousand probes.
    let many: String = (0..1_500)
        .map(|number| format!("<link rel=alternate type=application/atom+xml href=/feed.xml?{number}>"))
        .collect();
    let page = format!("<!doctype html>{many}");
    let one = atom("");
    let address = of(resources(&[("/", "text/html", page.as_bytes()), ("/feed.xml", ATOM, one.as_bytes())]));
    let (documents, _) = probed(&address, &[]);
    assert_eq!(documents[0].1, ["probe-unasked info: it names 1000 feeds, and the first 10 were probed"]);
    assert_eq!(documents.len(), 11);
}

/// A podcast with its page, artwork, and recording.
fn show(change: impl Fn(&Request, &mut Reply) + Send + Sync + 'static) -> String {
    let own = "<link>/</link><atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://acme.example/feed.xml\"/>\
         <itunes:image href=\"/art.png\"/><itunes:explicit>false</itunes:explicit><itunes:category text=\"Science\"/>\
         <itunes:owner><itunes:email>lin@acme.example</itunes:email></itunes:owner>";
    let item = "<enclosure url=\"/tide.mp3\" length=\"9\" type=\"audio/mpeg\"/>";
    let feed = rss(own, item);
    let page = "<!doctype html><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\">";
    let all = resources(&[
        ("/feed.xml", RSS, feed.as_bytes()),
        ("/", "text/html; charset=utf-8", page.as_bytes()),
        ("/art.png", "image/png", &png(1400, 1400)),
        ("/tide.mp3", "audio/mpeg", b"ID3 tides"),
    ]);
    serve(move |request| {
        let mut reply = good(request, &all);
        change(request, &mut reply);
        reply
    }) + "/feed.xml"
}

/// What is said of the show besides that its addresses are relative, which these are for the tests' sake.
fn of_show(change: impl Fn(&Request, &mut Reply) + Send + Sync + 'static) -> Vec<String> {
    followed(&show(change)).into_iter().filter(|found| found.starts_with("probe-")).collect()
}

#[test]
fn nothing_that_a_feed_names_is_asked_for_unless_asked() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    let address = show(move |request, _| noted.lock().expect("a list").push(request.path.clone()));
    let _ = probed(&address, &[]);
    assert!(asked.lock().expect("a list").iter().all(|path| path == "/feed.xml"));
    let _ = followed(&address);
    let asked = asked.lock().expect("a list");
    for path in ["/", "/art.png", "/tide.mp3"] {
        assert!(asked.iter().any(|known| known == path), "{path}: {asked:?}");
    }
}

#[test]
fn each_fault_of_a_file_is_told_and_no_other() {
    assert_eq!(of_show(|_, _| {}), Vec::<String>::new());
    type Change = fn(&Request, &mut Reply);
    let cases: Vec<(Change, &[&str])> = vec![
        (
            |request, reply| {
                if request.path == "/tide.mp3" {
                    *reply = Reply::status(404)
                }
            },
            &["probe-enclosure error: the enclosure `http://"],
        ),
        (
            |request, reply| {
                if request.path == "/tide.mp3" {
                    reply.body.extend(b"more")
                }
            },
            &["probe-range warning", "probe-enclosure warning"],
        ),
        (
            |request, reply| {
                if request.path == "/tide.mp3" {
                    reply.set("Content-Type", Some("text/html"))
                }
            },
            &["probe-enclosure warning"],
        ),
        // The same under a name that programs write.
        (
            |request, reply| {
                if request.path == "/tide.mp3" {
                    reply.set("Content-Type", Some("audio/mp3"))
                }
            },
            &[],
        ),
        (
            |request, reply| {
                if request.has("range") {
                    reply.status = 200;
                    reply.body = b"ID3 tides".to_vec();
                }
            },
            &["probe-range warning"],
        ),
        (
            |request, reply| {
                if request.has("range") {
                    *reply = Reply::status(416)
                }
            },
            &["probe-range warning"],
        ),
        (
            |request, reply| {
                if request.path == "/tide.mp3" && request.method == "HEAD" {
                    *reply = Reply::status(405)
                }
            },
            &["probe-enclosure warning"],
        ),
        (
            |request, reply| {
                if request.path == "/tide.mp3" {
                    *reply = Reply::to(302, "/tide.mp3")
                }
            },
            &["probe-enclosure error"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" {
                    *reply = Reply::status(404)
                }
            },
            &["probe-artwork error"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" {
                    reply.body = png(1400, 1399)
                }
            },
            &["probe-artwork warning"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" {
                    reply.body = png(600, 600)
                }
            },
            &["probe-artwork warning"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" {
                    reply.body = png(4000, 4000)
                }
            },
            &["probe-artwork warning"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" {
                    reply.body = b"words".to_vec()
                }
            },
            &["probe-artwork warning"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" {
                    reply.set("Content-Type", Some("image/jpeg"))
                }
            },
            &["probe-artwork warning"],
        ),
        (
            |request, reply| {
                if request.path == "/art.png" && request.method == "HEAD" {
                    *reply = Reply::status(403)
                }
            },
            &["probe-artwork warning"],
        ),
        (
            |request, reply| {
                if request.path == "/" {
                    *reply = Reply::status(404)
                }
            },
            &["probe-discovery error"],
        ),
        (
            |request, reply| {
                if request.path == "/" {
                    reply.body = b"<!doctype html><title>News".to_vec()
                }
            },
            &["probe-discovery warning"],
        ),
        (
            |request, reply| {
                if request.path == "/" {
                    reply.body = b"<link rel=alternate type=application/atom+xml href=/feed.xml>".to_vec();
                }
            },
            &["probe-discovery warning"],
        ),
        (
            |request, reply| {
                if request.path == "/" {
                    reply.body = b"<link rel=alternate type=application/atom+xml href=/other.xml>".to_vec();
                }
            },
            &["probe-discovery info"],
        ),
    ];
    let mut wrong = String::new();
    for (number, (change, expected)) in cases.into_iter().enumerate() {
        let found = of_show(change);
        let fits =
            found.len() == expected.len() && found.iter().zip(expected).all(|(one, other)| one.starts_with(other));
        if !fits {
            wrong += &format!("case {number}: {found:#?}, not {expected:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn archives_and_pages_are_there_and_lead_back() {
    let own = |path: &str| format!("<link rel=\"self\" href=\"{path}\"/>");
    let first = atom(&(own("/feed.xml") + "<link rel=\"prev-archive\" href=\"/2.xml\"/>"));
    let second = atom(
        &(own("/2.xml") + "<link rel=\"current\" href=\"/feed.xml\"/><link rel=\"prev-archive\" href=\"/1.xml\"/>"),
    );
    let third = atom(
        &(own("/1.xml") + "<link rel=\"current\" href=\"/feed.xml\"/><link rel=\"next-archive\" href=\"/2.xml\"/>"),
    );
    let of = |second: &str, third: &str| {
        let address = of(resources(&[
            ("/feed.xml", ATOM, first.as_bytes()),
            ("/2.xml", ATOM, second.as_bytes()),
            ("/1.xml", ATOM, third.as_bytes()),
        ])) + "/feed.xml";
        let found = followed(&address);
        found.into_iter().filter(|found| found.starts_with("probe-")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(of(&second, &third), "");
    let is = |found: String, expected: &str| {
        assert!(found.contains(expected) && found.lines().count() == 1, "{found}: {expected}")
    };
    is(of(&second.replace("/1.xml", "/0.xml"), &third), "`prev-archive` leads, answers 404");
    is(of("<!doctype html><title>Nothing", &third), "`prev-archive` leads, is no feed");
    is(of(&second.replace("rel=\"current\"", "rel=\"up\""), &third), "does not lead to this feed by `current`");
    is(of(&second, &third.replace("next-archive", "up")), "does not lead back by `next-archive`");
    is(of(&second.replace("/1.xml", "/feed.xml"), &third), "goes in a circle");

    let page = |number: usize, next: &str| {
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"{number}\", \"items\": [], \"next_url\": \"{next}\"}}"
        )
    };
    let (one, two) = (page(1, "/2.json"), page(2, "/1.json"));
    let address = self::of(resources(&[
        ("/1.json", "application/feed+json", one.as_bytes()),
        ("/2.json", "application/feed+json", two.as_bytes()),
    ]));
    let found = followed(&format!("{address}/1.json")).join("\n");
    assert!(found.contains("`next` leads, has been before: the way goes in a circle"), "{found}");
}

#[test]
fn each_form_of_a_report_names_the_answer() {
    let address = serve(|request| {
        let mut reply = good(request, &resources(&[("/feed.xml", ATOM, atom("").as_bytes())]));
        reply.set("Vary", None);
        reply
    });
    let run = |form: &str| {
        let site = Site::bare();
        let ran = site.run(&["probe", &format!("{address}/feed.xml?a=b"), "--allow-private", "--format", form]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        ran.out
    };
    let sarif: Value = serde_json::from_str(&run("sarif")).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
    assert_eq!(result["ruleId"], "probe-vary");
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"], "probe-vary");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], format!("{address}/feed.xml?"));
    assert!(place["region"].is_null(), "{place}");
    let text = run("text");
    assert!(text.contains("warning[probe-vary]") && text.contains("help: send `Vary"), "{text}");
    assert!(text.contains(&format!("{address}/feed.xml?…: Atom: ")), "{text}");
    assert!(run("github").contains("::warning ") && run("json").contains("\"line\":0"));
}

#[test]
fn findings_are_let_be_weighed_and_explained() {
    let address = serve(|request| {
        let mut reply = good(request, &resources(&[("/feed.xml", ATOM, atom("").as_bytes())]));
        reply.set("Vary", None);
        reply
    }) + "/feed.xml";
    let site = Site::bare();
    let code = |more: &[&str]| site.run(&[&["probe", &address, "--allow-private"], more].concat()).code;
    assert_eq!(code(&["--deny", "warnings"]), 1);
    assert_eq!(code(&["--deny", "warnings", "--allow", "probe-vary,self-missing"]), 0);
    site.write("tidings.toml", "[validate]\nseverity = { probe-vary = \"error\" }\n");
    assert_eq!(code(&[]), 1);
    for command in ["probe", "validate"] {
        let ran = site.run(&[command, "--explain", "probe-vary"]);
        assert!(ran.code == 0 && ran.out.contains("Breaks it:\n\n    > GET"), "{}{}", ran.out, ran.err);
    }
    assert_eq!(site.run(&["probe", "--explain", "probe-varies"]).code, 2);
}

#[test]
fn an_address_is_validated() {
    let address = of(resources(&[("/feed.xml", ATOM, atom(SELF).as_bytes())])) + "/feed.xml";
    let site = Site::bare();
    let ran = site.run(&["validate", &address, "--allow-private"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, &*format!("{address}: Atom: nothing to complain of\n")),
        "{}",
        ran.err
    );
    assert_eq!(site.run(&["validate", &address]).code, 2);
    let ran = site.run(&["validate", &address.replace("feed.xml", "gone.xml"), "--allow-private"]);
    assert!(ran.code == 1 && ran.out.contains("gone.xml: not fetched: 1 error"), "{}{}", ran.out, ran.err);
    // Two documents of one name are two.
    let two = format!("{address}?2");
    let ran = site.run(&["validate", &address, &two, "--allow-private", "--format", "json"]);
    assert_eq!(ran.out.lines().count(), 2);
}

/// The feeds of a site as `tidings serve --published` hands them out, under their whole path and as a root.
#[cfg(feature = "serve")]
#[test]
fn of_what_we_serve_ourselves_nothing_is_said() {
    use support::http::Served;
    let site = Site::new(
        "[output]\nurl = \"https://acme.example/news/feeds/\"\nhub = \"https://hub.example/\"\n\n\
         [[feed]]\nname = \"news\"\nlimit = 3\narchive = 2\nformats = [\"rss\", \"atom\", \"json\"]\n",
    );
    for day in 1..=7 {
        let body = "The gauge at the south quay stands, and it measures what the river does. ".repeat(12);
        let head = format!("+++\ndate = 2026-01-0{day}T10:00:00Z\nauthor = \"Lin Wei\"\n+++\n");
        site.write(&format!("content/gauge-{day}.md"), format!("{head}# Gauge {day}\n\n{body}\n"));
    }
    site.build();
    let served = Served::published(&site, &[]);
    for path in [
        "news.rss.xml",
        "news.atom.xml",
        "news.json",
        "news/feeds/news.rss.xml",
        "feeds.opml",
        "news-archive-1.rss.xml",
    ] {
        let address = format!("http://{}/{path}", served.address);
        let (documents, code) = probed(&address, &["--deny", "warnings"]);
        let found: Vec<&String> =
            documents[0].1.iter().filter(|found| found.starts_with("probe-") || found.contains("elsewhere")).collect();
        assert_eq!((found, code), (vec![], 0), "{path}: {documents:?}");
    }
}

/// A request and its answer in an example.
#[derive(Clone, Debug, Default)]
struct Exchanged {
    asked: Vec<String>,
    fields: Vec<(String, String)>,
    status: u16,
    used: bool,
}

/// The exchanges of an example, and what of a document stands below them.
fn exchanges(text: &str) -> (Vec<Exchanged>, String) {
    let mut all: Vec<Exchanged> = Vec::new();
    let mut rest = String::new();
    let mut asking = false;
    for line in text.lines() {
        match (line.strip_prefix("> "), line.strip_prefix("< ")) {
            (Some(asked), _) => {
                if !asking {
                    all.push(Exchanged::default());
                }
                asking = true;
                all.last_mut().expect("one").asked.push(asked.to_owned());
            }
            (_, Some(answered)) => {
                asking = false;
                let one = all.last_mut().expect("a request first");
                match answered.strip_prefix("HTTP/1.1 ") {
                    Some(status) => one.status = status[..3].parse().expect("a status"),
                    None => one.fields.extend(answered.split_once(": ").map(|(a, b)| (a.to_owned(), b.to_owned()))),
                }
            }
            // `<ttl>` begins so too, without the blank.
            _ => rest += line,
        }
    }
    (all, rest)
}

impl Exchanged {
    fn is_of(&self, request: &Request) -> bool {
        let fields = self.asked[1..].iter().filter_map(|line| line.split_once(": "));
        self.asked[0] == format!("{} {}", request.method, request.path)
            && fields.into_iter().all(|(name, value)| request.field(&name.to_ascii_lowercase()) == value)
    }

    fn reply(&self, request: &Request, all: &Resources) -> Reply {
        // An answer that names no fields is without fault, but whole where it says so.
        let mut reply = good(&if self.status == 200 { request.without("range") } else { request.clone() }, all);
        reply.status = self.status;
        if !self.fields.is_empty() || self.status >= 300 {
            reply.fields.retain(|(name, _)| name == "Content-Encoding");
            for (name, value) in self.fields.iter().filter(|(name, _)| name != "Content-Length") {
                reply.set(name, Some(value));
            }
        }
        let length = self.fields.iter().find(|(name, _)| name == "Content-Length").map(|(_, length)| length);
        if let Some(length) = length {
            reply.body.resize(length.parse().expect("a number"), b' ');
        }
        reply
    }
}

/// Plays an example, and gives what is said.
fn play(rule: &Rule, example: &Example) -> Vec<String> {
    let Example::Exchange(text) = *example else { panic!("{}: no exchange", rule.code) };
    let (played, rest) = exchanges(text);
    let feed = match rest.strip_prefix("<link") {
        Some(_) => atom(&rest),
        None if rest.starts_with("<enclosure") => rss("", &rest),
        None if rest.is_empty() || rest.starts_with("<!doctype") => atom(""),
        None => rss(&rest, ""),
    };
    let older = atom("<link rel=\"current\" href=\"/feed.xml\"/>");
    let kind = if feed.contains("<rss") { RSS } else { ATOM };
    let all = resources(&[
        ("/feed.xml", kind, feed.as_bytes()),
        ("/older.xml", ATOM, older.as_bytes()),
        ("/page.html", "text/html", rest.as_bytes()),
        ("/art.png", "image/png", &png(1400, 1400)),
        ("/tide.mp3", "audio/mpeg", b"ID3 tides"),
    ]);
    let path = played[0].asked[0].split('/').nth(1).filter(|path| matches!(*path, "moved.xml" | "page.html"));
    let path = path.unwrap_or("feed.xml").to_owned();
    let played = Mutex::new(played);
    let address = serve(move |request| {
        let mut played = played.lock().expect("a list");
        let fitting: Vec<usize> = (0..played.len()).filter(|&at| played[at].is_of(request)).collect();
        // Each in its turn, and the last again and again.
        let Some(&at) = fitting.iter().find(|&&at| !played[at].used).or(fitting.last()) else {
            return good(request, &all);
        };
        played[at].used = true;
        played[at].reply(request, &all)
    });
    let address = format!("{address}/{path}");
    // That of a private host is one wherever the tests run.
    let private = if text.contains("169.254") { &[][..] } else { &["--allow-private"] };
    let ran = Site::bare().run(&[&["probe", &address, "--format", "json", "--follow"], private].concat());
    let mut codes = Vec::new();
    for line in ran.out.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        let found = line["findings"].as_array().expect("findings").iter();
        codes.extend(found.map(|found| found["code"].as_str().expect("a code").to_owned()));
    }
    codes
}

#[test]
fn the_examples_of_the_rules_are_true() {
    let rules = FAMILIES.iter().flat_map(|family| family.rules).filter(|rule| matches!(rule.bad, Example::Exchange(_)));
    let mut count = 0;
    // A public host, and a connection that is closed, cannot be played by what answers on this machine.
    for rule in rules.filter(|rule| !matches!(rule.code.as_str(), "probe-https" | "probe-unreachable")) {
        let code = rule.code.to_string();
        let (bad, good) = (play(rule, &rule.bad), play(rule, &rule.good));
        assert!(bad.contains(&code), "{code}: the bad example gives {bad:?}");
        assert!(!good.contains(&code), "{code}: the good example gives {good:?}");
        count += 1;
    }
    assert!(count > 20, "{count}");
}
