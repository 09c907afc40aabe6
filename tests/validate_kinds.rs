//! What a file is comes before what is wrong in it; and what is right today is no fault: open vocabularies, nodes of RDF,
//! the HTML of today, members of JSON in any order.

use tidings::diagnostic::Severity;
use tidings::validate::{Options, Report, validate};

fn check(bytes: &[u8]) -> Report {
    validate(bytes, &Options::default())
}

/// The codes of what is found, without the notes.
fn codes(text: &str) -> Vec<&'static str> {
    let report = check(text.as_bytes());
    let told = report.findings.iter().filter(|finding| finding.severity != Severity::Info);
    told.map(|finding| finding.code.as_str()).collect()
}

fn rss(item: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>Quay</title><link>https://quay.example/</link>\
         <description>News</description><language>en</language>\
         <atom:link rel=\"self\" href=\"https://quay.example/f.xml\" type=\"application/rss+xml\"/>\
         <item><title>Crane</title><link>https://quay.example/1</link><guid>https://quay.example/1</guid>\
         <pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>{item}</item></channel></rss>"
    )
}

fn html(text: &str) -> Vec<&'static str> {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    codes(&rss(&format!("<description>{escaped}</description>")))
}

#[test]
fn what_is_no_feed_is_named_and_nothing_else_is_told() {
    for (bytes, what) in [
        (&b"\x1F\x8B\x08\0\0\0\0\0\0\x03rss"[..], "gzip"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"ID3\x04\0\0\0", "MP3"),
        (b"\x7FELF\x02\x01", "program"),
        (b"a\0b\0", "binary"),
        (b"Dear all,\nthe crane & the pump < ready.\n", "text"),
        (b"date,title\n2026-01-02,Crane\n", "text"),
        (b"[draft] Crane", "text"),
        (b"# Crane\n\n<b>Ready</b>.\n", "text"),
        (b"<!doctype html>\n<title>Quay<p>Ready", "page"),
        (b"<!-- a --><HTML><head></HTML>", "page"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "page"),
        (b"{\"name\": \"quay\", \"version\": \"1.0.0\"}", "JSON"),
        (b"[{\"id\": 1}]", "JSON"),
        (b"\"text\"", "text"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><title>a</title></svg>", "SVG"),
        (b"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>", "sitemap"),
        (b"<div>Ready.</div>", "HTML"),
    ] {
        let report = check(bytes);
        let found: Vec<_> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(found, ["document-unknown"], "{what}");
        assert!(report.findings[0].message.contains(what), "{what}: {}", report.findings[0].message);
        assert_eq!(report.format, None, "{what}");
    }
    assert_eq!(codes("{\"version\": \"https://jsonfeed.org/version/1.1\", \"a longer than b\" 1}"), ["json-syntax"]);
    assert_eq!(codes("<quay/>"), ["root-unknown"]);
}

#[test]
fn a_root_in_nearly_the_right_namespace_is_in_the_wrong_one() {
    let feed = |space: &str| {
        format!(
            "<feed xmlns=\"{space}\" xml:lang=\"en\"><title>Quay</title><id>tag:quay.example,2026:f</id>\
             <updated>2026-01-02T10:00:00Z</updated><link rel=\"self\" href=\"https://quay.example/f.xml\"/></feed>"
        )
    };
    assert_eq!(codes(&feed("http://www.w3.org/2005/Atom")), [""; 0]);
    for wrong in ["http://www.w3.org/2005/atom", "http://www.w3.org/2005/Atom/", "http://www.w3.org/2005/ATOM#"] {
        assert_eq!(codes(&feed(wrong)), ["root-namespace"], "{wrong}");
    }
    let channel =
        rss("<description>a</description>").replace("<channel>", "<channel xmlns=\"https://quay.example/rss\">");
    assert!(codes(&channel).contains(&"root-namespace"));
    let near =
        "<wf:commentRss xmlns:wf=\"http://wellformedweb.org/commentAPI/\">https://quay.example/c</wf:commentRss>";
    assert_eq!(codes(&rss(near)), ["namespace-near"]);
}

#[test]
fn open_vocabularies_hold_what_they_like() {
    for markup in [
        "<g:id xmlns:g=\"http://base.google.com/ns/1.0\">1</g:id><g:shipping xmlns:g=\"http://base.google.com/ns/1.0\"><g:price>3 EUR</g:price></g:shipping>",
        "<dcterms:creator xmlns:dcterms=\"http://purl.org/dc/terms/\">Lin</dcterms:creator>",
        "<foaf:depiction xmlns:foaf=\"http://xmlns.com/foaf/0.1/\"/>",
        "<gml:Surface xmlns:gml=\"http://www.opengis.net/gml\" gml:id=\"a\"/>",
        "<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:g=\"http://base.google.com/ns/1.0\" g:of=\"a\">adult</media:rating>",
    ] {
        assert_eq!(codes(&rss(markup)), [""; 0], "{markup}");
    }
    // What is closed stays so.
    let closed = rss("<slash:comment xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5</slash:comment>");
    assert_eq!(codes(&closed), ["element-unknown"]);
}

#[test]
fn html_that_nobody_escaped_is_told_as_that() {
    for markup in ["<description><p>Ready.</p></description>", "<author><b>a@quay.example (Lin)</b></author>"] {
        let report = check(rss(markup).as_bytes());
        let told = report.findings.iter().find(|finding| finding.code.as_str() == "html-unescaped");
        assert!(told.is_some_and(|told| told.help.contains("CDATA")), "{markup}");
    }
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><summary type=\"html\"><em>Ready</em></summary></entry></feed>";
    assert!(codes(atom).contains(&"html-unescaped"));
}

#[test]
fn html_is_judged_by_the_standard_of_today() {
    for text in [
        "<a href=\"https://quay.example/?a=1&b=2&copy=3\">AT&T &x</a>",
        "<math><mi>q</mi></math>",
        "<p>Fish & chips, R&D</p>",
        "<search>a</search><dialog popover inert>b</dialog>",
    ] {
        assert_eq!(html(text), [""; 0], "{text}");
    }
    for (text, code) in [
        ("<p>&nosuch;</p>", "html-malformed"),
        ("<p>&copy 2026</p>", "html-malformed"),
        ("<nosuch>a</nosuch>", "html-malformed"),
        ("<quay-note class=\"a\" on=\"b\">a</quay-note>", "html-unsafe-element"),
        ("<svg viewBox=\"0 0 1 1\" onload=\"x()\"><path d=\"M0 0\"/><script>a</script></svg>", "html-unsafe-element"),
        ("<script async defer src=\"https://quay.example/a.js\"></script>", "html-unsafe-element"),
        ("<p onclick=\"x()\">a</p>", "html-unsafe-attribute"),
    ] {
        assert_eq!(html(text), [code], "{text}");
    }
}

#[test]
fn images_that_readers_cannot_show_are_told() {
    for (text, found) in [
        ("<img src=\"https://quay.example/a.png\" data-src=\"https://quay.example/a.png\" alt=\"\">", &[][..]),
        ("<img src=\"https://quay.example/a%20b.png\" alt=\"\">", &[]),
        ("<img src=\"data:image/gif;base64,AA==\" alt=\"\">", &[]),
        ("<img data-src=\"https://quay.example/a.png\" alt=\"\">", &["html-image-lazy"]),
        ("<img src=\"data:image/gif;base64,AA==\" data-original=\"https://quay.example/a.png\">", &["html-image-lazy"]),
        (
            "<img src=\"https://quay.example/img/loading.gif\" data-lazy-src=\"https://quay.example/a.png\">",
            &["html-image-lazy"],
        ),
        ("<img src=\"https://quay.example/a b.png\" alt=\"\">", &["html-address-space"]),
        (
            "<a href=\"https://quay.example/a b\">a</a><a href=\"mailto:a@quay.example?subject=a b\">b</a>",
            &["html-address-space"],
        ),
    ] {
        assert_eq!(html(text), found, "{text}");
    }
    let xhtml = |img: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{img}\
             <script src=\"a\" onload=\"b\"/></div></content></entry></feed>"
        )
    };
    let told = codes(&xhtml(
        "<img data-src=\"https://quay.example/a.png\" alt=\"\"/><img src=\"https://quay.example/a b.png\" alt=\"\"/>",
    ));
    assert!(told.contains(&"html-image-lazy") && told.contains(&"html-address-space"), "{told:?}");
    assert!(!told.contains(&"html-unsafe-attribute"), "{told:?}");
}

#[test]
fn addresses_are_read_by_their_parts() {
    let ask = |address: &str| codes(&rss(&format!("<comments>{address}</comments>")));
    for (address, found) in [
        ("https://quay.example:8080/a%20b", &[][..]),
        ("http://[2001:db8::1]/", &[]),
        ("https://quay.example/100%", &["uri-escape"]),
        ("https://quay.example/%zz", &["uri-escape"]),
        ("https://me:secret@quay.example/", &["uri-user"]),
        ("http://user@:80/", &["url-absolute"]),
        ("https://quay.example:99999/", &["url-absolute"]),
        ("http://300.1.1.1/", &["url-absolute"]),
    ] {
        assert_eq!(ask(address), found, "{address}");
    }
    // A password is not repeated.
    let report = check(rss("<comments>https://me:secret@quay.example/</comments>").as_bytes());
    assert!(report.findings.iter().all(|finding| !finding.message.contains("secret")));
}

#[test]
fn members_of_json_have_no_order() {
    let item = "\"items\": [{\"id\": \"1\", \"content_text\": \"a\", \"author\": {\"name\": \"Lin\"}, \"date_published\": \"2026-01-02t10:00:00z\"}]";
    let rest = "\"title\": \"Quay\", \"home_page_url\": \"https://quay.example/\", \"feed_url\": \"https://quay.example/f.json\", \"language\": \"en\"";
    for (version, found) in [("1", &[][..]), ("1.1", &["json-deprecated"])] {
        let version = format!("\"version\": \"https://jsonfeed.org/version/{version}\"");
        for text in [format!("{{{version}, {rest}, {item}}}"), format!("{{{item}, {rest}, {version}}}")] {
            assert_eq!(codes(&text), found, "{text}");
        }
    }
    let feed =
        |more: &str| format!("{{\"version\": \"https://jsonfeed.org/version/1.1\", {more} {rest}, \"items\": []}}");
    assert_eq!(codes(&feed("\"next_url\": \"https://quay.example/f.json\",")), ["json-next-url"]);
    assert_eq!(codes(&feed("\"next_url\": \"https://quay.example/2.json\",")), [""; 0]);
    assert_eq!(codes(&feed("").replace("\"home_page_url\": \"https://quay.example/\", ", "")), ["json-home-page"]);
    // Atom wants the capitals (RFC 4287, 3.3).
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><updated>2026-01-02t10:00:00z</updated></feed>";
    assert!(codes(atom).contains(&"date-rfc3339"));
}

#[test]
fn rss_1_has_its_parts_and_their_names() {
    let rdf = |parts: &str| {
        format!(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{parts}</rdf:RDF>"
        )
    };
    let channel = "<channel rdf:about=\"https://quay.example/f.rdf\"><title>Quay</title><link>https://quay.example/</link><description>News</description>\
        <dc:language>en</dc:language><items><rdf:Seq><rdf:li rdf:resource=\"https://quay.example/1\"/></rdf:Seq></items></channel>";
    let item = "<item rdf:about=\"https://quay.example/1\"><title>Crane</title><link>https://quay.example/1</link>\
        <dc:subject><rdf:Description><rdf:value>cranes</rdf:value></rdf:Description></dc:subject>\
        <dc:date><rdf:Bag><rdf:li>2026</rdf:li></rdf:Bag></dc:date></item>";
    assert_eq!(codes(&rdf(&format!("{channel}{item}"))), [""; 0]);
    assert_eq!(codes(&rdf("")), ["element-missing"]);
    for part in [" rdf:about=\"https://quay.example/f.rdf\"", " rdf:about=\"https://quay.example/1\""] {
        let without = rdf(&format!("{channel}{item}")).replace(part, "");
        assert_eq!(codes(&without), ["attribute-missing"], "{part}");
    }
    // RSS 0.90 has no names.
    let old =
        rdf("<channel><title>Quay</title><link>https://quay.example/</link><description>News</description></channel>")
            .replace("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/");
    assert!(!codes(&old).contains(&"attribute-missing"));
}
