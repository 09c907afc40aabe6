//! Whatever the bytes are, the validator ends, soon, with a report; and it never calls well-formed what
//! another reader of XML, JSON or HTML refuses.

use std::io::Read;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tidings::diagnostic::Severity;
use tidings::validate::{DocumentFormat, Options, Report, validate, validate_reader};

fn check(bytes: &[u8]) -> Report {
    let options = Options {
        url: Some("https://example.org/feed.xml".to_owned()),
        now: Some(1_800_000_000),
        ..Options::default()
    };
    validate(bytes, &options)
}

/// Rules on XML as such; a prefix of their codes.
fn ill_formed(report: &Report) -> bool {
    report
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error && finding.code.as_str().starts_with("xml-"))
}

/// A megabyte takes well under this in the slowest of builds.
const PATIENCE: Duration = Duration::from_secs(10);

fn soon(name: &str, document: &[u8]) -> Report {
    let begin = Instant::now();
    let report = check(document);
    let took = begin.elapsed();
    println!("{name}: {} bytes in {took:?}", document.len());
    assert!(took < PATIENCE, "{name} took {took:?}");
    report
}

#[test]
fn bombs_and_floods_end_soon() {
    let many = 200_000;
    let rss = |content: &str| {
        format!("<rss version=\"2.0\"><channel><item><description>{content}</description></item></channel></rss>")
    };
    let cases: Vec<(&str, String)> = vec![
        ("open tags", "<a>".repeat(many)),
        ("open brackets", "<".repeat(many)),
        ("end tags", "</a>".repeat(many)),
        ("ampersands", rss(&"&".repeat(many))),
        ("references", rss(&"&#x41;".repeat(many))),
        ("bad references", rss(&"&nothing;".repeat(many))),
        ("control characters", rss(&"\u{1}".repeat(many))),
        ("bad characters", rss(&"\u{80}".repeat(many))),
        ("carriage returns", rss(&"\r".repeat(many))),
        ("section ends", rss(&"]]>".repeat(many))),
        ("comments", format!("{}<a/>", "<!--a-->".repeat(many))),
        ("one comment of hyphens", format!("<!--{}", "-".repeat(many))),
        ("attributes", format!("<a {}/>", (0..50_000).map(|n| format!("a{n}=\"\" ")).collect::<String>())),
        ("equal attributes", format!("<a {}/>", "a=\"\" ".repeat(many))),
        ("attributes without space", format!("<a {}/>", "a=\"\"".repeat(many))),
        (
            "namespaces",
            format!(
                "<a {}/>",
                (0..20_000).map(|n| format!("xmlns:n{n}=\"urn:n:{n}\" n{n}:a=\"\" ")).collect::<String>()
            ),
        ),
        ("quotes", format!("<a b=\"{}", "'\"".repeat(many))),
        ("nested html", rss(&"&lt;div&gt;".repeat(many))),
        ("formatting html", rss(&"&lt;b&gt;&lt;i&gt;&lt;/b&gt;".repeat(many / 4))),
        ("nested tables", rss(&"&lt;table&gt;&lt;tr&gt;&lt;td&gt;".repeat(many / 4))),
        ("html attributes", rss(&format!("&lt;a {}&gt;", "b=c ".repeat(many)))),
        (
            "different html attributes",
            rss(&format!("&lt;a {}&gt;", (0..20_000).map(|n| format!("a{n}=c ")).collect::<String>())),
        ),
        ("html ampersands", rss(&"&amp;a".repeat(many))),
        ("html comments", rss(&"&lt;!--".repeat(many))),
        ("html scripts", rss(&"&lt;script&gt;&lt;/scrip".repeat(many / 4))),
        ("styles", rss(&format!("&lt;p style=\"{}\"&gt;", "a:b;".repeat(many)))),
        ("items", format!("<rss version=\"2.0\"><channel>{}</channel></rss>", "<item/>".repeat(many / 4))),
        (
            "links",
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>", "<link href=\"a\"/>".repeat(20_000)),
        ),
        ("ids", {
            let entry = |n| format!("<entry><id>tag:a.example,2026:{n}</id></entry>");
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>", (0..20_000).map(entry).collect::<String>())
        }),
        (
            "unknown elements",
            format!(
                "<rss version=\"2.0\"><channel>{}</channel></rss>",
                (0..20_000).map(|n| format!("<a{n}/>")).collect::<String>()
            ),
        ),
        (
            "entities",
            format!(
                "<!DOCTYPE a [{}]><a/>",
                (0..20_000).map(|n| format!("<!ENTITY a{n} \"&a{};\">", n + 1)).collect::<String>()
            ),
        ),
        ("open type declaration", format!("<!DOCTYPE a [{}", "<!-- ' -->".repeat(many))),
        ("arrays", "[".repeat(many)),
        ("objects", "{\"a\":".repeat(many)),
        ("members", format!("{{{}}}", (0..20_000).map(|n| format!("\"a{n}\":0,")).collect::<String>())),
        ("a long number", format!("{{\"a\":{}}}", "1".repeat(many))),
        ("json items", format!("{{\"items\":[{}]}}", vec!["{}"; many / 4].join(","))),
        ("escapes", format!("{{\"title\":\"{}\"}}", "\\u0041".repeat(many))),
        ("blanks", " ".repeat(many)),
        ("nulls", "\0".repeat(many)),
    ];
    for (name, document) in &cases {
        let report = soon(name, document.as_bytes());
        assert!(!report.findings.is_empty(), "{name}");
    }
}

#[test]
fn a_document_has_one_type_declaration() {
    let places = |document: &str| -> Vec<usize> {
        let findings = check(document.as_bytes()).findings;
        findings.iter().filter(|it| it.code.as_str() == "xml-doctype-place").map(|it| it.column).collect()
    };
    assert_eq!(places("<!DOCTYPE opml><opml/>"), Vec::<usize>::new());
    assert_eq!(places("<!----><!DOCTYPE a><!DOCTYPE a><opml/>"), [20]);
    assert_eq!(places("<opml/><!DOCTYPE a>"), [8]);
}

#[test]
fn entities_are_neither_expanded_nor_fetched() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\n\
        <rss version=\"2.0\"><channel><title>&b;&c;</title></channel></rss>";
    let report = check(bomb.as_bytes());
    assert!(report.findings.iter().any(|finding| finding.code.as_str() == "xml-entity-declared"));
    assert!(
        report.findings.iter().all(|finding| !finding.message.contains("lol") && !finding.message.contains("root:"))
    );
}

/// A feed without end, as a reader.
struct Endless {
    left: usize,
    unit: &'static [u8],
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = buffer.len().min(self.left);
        for byte in &mut buffer[..len] {
            *byte = self.unit[self.at % self.unit.len()];
            self.at += 1;
        }
        self.left -= len;
        Ok(len)
    }
}

#[test]
fn one_element_of_any_size_ends_in_an_error() {
    let head: &[u8] = b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>";
    let text = Endless { left: 24 * 1024 * 1024, unit: b"and so on ", at: 0 };
    let report = validate_reader(head.chain(text), &Options::default()).expect("reading goes well");
    let codes: Vec<_> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert!(codes.contains(&"text-too-long") && codes.contains(&"xml-not-closed"), "{codes:?}");
}

#[test]
fn a_document_in_pieces_is_the_document() {
    struct Dripping<'a>(&'a [u8], usize);
    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = self.1.min(self.0.len()).min(buffer.len());
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }
    let document = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- a -- b -->\n<rss version=\"2.0\"><channel>\r\n\
        <title>Ü&amp;<![CDATA[ö]]>]]&gt;</title><link>https://example.org/ü</link><x>&nope;</x></channel></rss>";
    let whole = validate(document.as_bytes(), &Options::default());
    for size in 1..8 {
        let report =
            validate_reader(Dripping(document.as_bytes(), size), &Options::default()).expect("reading goes well");
        assert_eq!(report, whole, "{size} bytes at a time");
    }
}

/// Pieces that XML is made of, well and badly put together.
fn xml() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<a>",
        "</a>",
        "<b c=\"d\">",
        "</b>",
        "<e/>",
        "<n:f xmlns:n=\"urn:n:n\">",
        "</n:f>",
        "<n:g/>",
        "text",
        " ",
        "\n",
        "&amp;",
        "&#65;",
        "&#x42;",
        "&#0;",
        "&x;",
        "&",
        "<",
        ">",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "--",
        "<?pi?>",
        "<?xml version=\"1.0\"?>",
        "<h i='j' i='k'/>",
        "<l m=n/>",
        "<o p=\"<\"/>",
        "\u{1}",
        "\u{FFFE}",
        "é",
        "<é/>",
        "<1/>",
        "<q r=\"&quot;\"s=\"t\"/>",
        "<!DOCTYPE a>",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn html() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<br>",
        "<br/>",
        "<img src=\"https://example.org/a.png\" alt=\"\">",
        "<a href=\"https://example.org/?a=1&amp;b=2\">",
        "</a>",
        "text",
        " ",
        "&amp;",
        "&lt;",
        "<h2>",
        "</h2>",
        "<div>",
        "</div>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "<code>",
        "</code>",
        "</pre>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<span>",
        "</span>",
        "<!-- c -->",
        "<sup>",
        "</sup>",
        "<hr>",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let report = check(&bytes);
        prop_assert!(report.findings.iter().all(|finding| finding.line > 0 && finding.column > 0));
    }

    #[test]
    fn any_text_after_a_root_ends_in_a_report(text in "\\PC{0,200}", root in prop::sample::select(vec![
        "<rss version='2.0'><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='html'>", "<opml>", "{\"items\":[{\"content_html\":\"",
    ])) {
        let report = check(format!("{root}{text}").as_bytes());
        prop_assert!(report.has_errors());
    }

    #[test]
    fn well_formed_is_what_another_reader_calls_so(text in xml()) {
        // The other reader takes what is bound nowhere and instructions like `<?XML?>` as we do.
        let theirs = roxmltree::Document::parse_with_options(&text, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() });
        let ours = check(text.as_bytes());
        let named = ["document-empty", "document-unknown"];
        let empty = ours.findings.iter().any(|finding| named.contains(&finding.code.as_str()));
        if theirs.is_err() {
            prop_assert!(ill_formed(&ours) || empty, "{text:?}: {:?}", theirs.err());
        }
        if !ill_formed(&ours) && !empty {
            prop_assert!(theirs.is_ok());
        }
    }

    #[test]
    fn json_is_what_another_reader_calls_so(text in "[\\[\\]{}:,\" \\\\au0-9.eE+tfn-]{0,24}") {
        let text = format!("{{{text}}}");
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        let ours = check(text.as_bytes());
        let broken = ours.findings.iter().any(|finding| matches!(finding.code.as_str(), "json-syntax" | "json-limit"));
        // Numbers beyond what a machine holds are JSON all the same.
        let large = theirs.as_ref().err().is_some_and(|error| error.to_string().contains("out of range"));
        prop_assert!(large || theirs.is_err() == broken, "{text}: {theirs:?} {:?}", ours.findings);
    }

    #[test]
    fn html_that_browsers_need_not_mend_is_not_complained_of(text in html()) {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let feed = format!("<rss version=\"2.0\"><channel><item><description>{escaped}</description></item></channel></rss>");
        let ours = check(feed.as_bytes());
        let complained = ours.findings.iter().any(|finding| finding.code.as_str() == "html-malformed");
        let mended = browser::mends(&text);
        prop_assert_eq!(complained, mended, "{}: {:?}", text, ours.findings.iter().filter(|finding| finding.code.as_str() == "html-malformed").collect::<Vec<_>>());
    }
}

#[test]
fn a_format_is_told_by_content_alone() {
    for (text, format) in [
        ("<rss version=\"0.91\"/>", Some(DocumentFormat::Rss)),
        ("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", Some(DocumentFormat::Atom)),
        ("  \n{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}", Some(DocumentFormat::JsonFeed)),
        ("<opml/>", Some(DocumentFormat::Opml)),
        ("<html/>", None),
        ("", None),
    ] {
        assert_eq!(check(text.as_bytes()).format, format, "{text}");
    }
}

/// Mutates the rules' own documents: bytes changed, cut out, repeated, spliced from one to another. How
/// many is in `TIDINGS_MUTATIONS`; the order is the same in every run.
#[test]
fn mutations_of_examples_end_soon() {
    let rounds: usize = std::env::var("TIDINGS_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(4_000);
    let rules = tidings::validate::rules::FAMILIES.iter().flat_map(|family| family.rules);
    let seeds: Vec<Vec<u8>> =
        rules.flat_map(|rule| [rule.bad.document(), rule.good.document()]).filter(|seed| seed.len() < 4096).collect();
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).expect("small")
    };
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let mut document = seeds[random(seeds.len())].clone();
        for _ in 0..=random(6) {
            let at = random(document.len() + 1);
            let end = (at + random(40)).min(document.len());
            match random(5) {
                0 if at < document.len() => document[at] = u8::try_from(random(256)).expect("a byte"),
                1 => drop(document.drain(at..end)),
                2 => {
                    let piece = document[at..end].repeat(1 + random(200));
                    document.splice(at..at, piece);
                }
                3 => {
                    let other = &seeds[random(seeds.len())];
                    let from = random(other.len());
                    let to = (from + random(80)).min(other.len());
                    document.splice(at..end, other[from..to].iter().copied());
                }
                _ => {
                    let tokens: [&[u8]; 12] = [
                        b"<",
                        b">",
                        b"&",
                        b";",
                        b"\"",
                        b"]]>",
                        b"<!--",
                        b"\0",
                        b"\xFF",
                        b"\r",
                        "é".as_bytes(),
                        b"xmlns:a=''",
                    ];
                    document.splice(at..at, tokens[random(tokens.len())].iter().copied());
                }
            }
        }
        let begin = Instant::now();
        let report = check(&document);
        let took = begin.elapsed();
        slowest = slowest.max(took);
        assert!(took < PATIENCE, "round {round} took {took:?}");
        assert!(report.findings.iter().all(|finding| finding.line > 0 && finding.column > 0), "round {round}");
    }
    println!("{rounds} mutations of {} documents, the slowest took {slowest:?}", seeds.len());
}

/// What a browser's parser says of a fragment: the independent judge of HTML.
mod browser {
    use std::borrow::Cow;
    use std::cell::{Cell, RefCell};

    use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
    use html5ever::tendril::{StrTendril, TendrilSink};
    use html5ever::{Attribute, ExpandedName, QualName, local_name, ns, parse_fragment};

    /// Whether it reports an error.
    pub fn mends(text: &str) -> bool {
        let sink = Sink { names: RefCell::new(Vec::new()), errors: Cell::new(0) };
        let context = QualName::new(None, ns!(html), local_name!("div"));
        parse_fragment(sink, Default::default(), context, Vec::new(), false).one(StrTendril::from(text)) > 0
    }

    struct Sink {
        names: RefCell<Vec<Option<&'static QualName>>>,
        errors: Cell<usize>,
    }

    impl Sink {
        fn node(&self, name: Option<QualName>) -> usize {
            let mut names = self.names.borrow_mut();
            // Tests are short: names may as well live as long as they do.
            names.push(name.map(|name| &*Box::leak(Box::new(name))));
            names.len() - 1
        }
    }

    impl TreeSink for Sink {
        type Handle = usize;
        type Output = usize;
        type ElemName<'a> = ExpandedName<'a>;

        fn finish(self) -> usize {
            self.errors.get()
        }
        fn parse_error(&self, _: Cow<'static, str>) {
            self.errors.set(self.errors.get() + 1);
        }
        fn get_document(&self) -> usize {
            if self.names.borrow().is_empty() { self.node(None) } else { 0 }
        }
        fn elem_name<'a>(&'a self, target: &'a usize) -> ExpandedName<'a> {
            self.names.borrow()[*target].expect("an element").expanded()
        }
        fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> usize {
            self.node(Some(name))
        }
        fn create_comment(&self, _: StrTendril) -> usize {
            self.node(None)
        }
        fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
            self.node(None)
        }
        fn append(&self, _: &usize, _: NodeOrText<usize>) {}
        fn append_based_on_parent_node(&self, _: &usize, _: &usize, _: NodeOrText<usize>) {}
        fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
        fn get_template_contents(&self, target: &usize) -> usize {
            *target
        }
        fn same_node(&self, x: &usize, y: &usize) -> bool {
            x == y
        }
        fn set_quirks_mode(&self, _: QuirksMode) {}
        fn append_before_sibling(&self, _: &usize, _: NodeOrText<usize>) {}
        fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {}
        fn remove_from_parent(&self, _: &usize) {}
        fn reparent_children(&self, _: &usize, _: &usize) {}
    }
}
