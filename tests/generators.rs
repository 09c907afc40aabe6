//! Articles as other generators' users write them, built where they stand: what a reader sees of them.

mod support;

use support::Site;

/// A site whose entries are looked at one by one.
fn built(generator: &str, files: &[(&str, &str)]) -> Vec<serde_json::Value> {
    let site = Site::bare();
    let generator = if generator.is_empty() { String::new() } else { format!("generator = \"{generator}\"\n") };
    site.write("tidings.toml", format!("[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n{generator}"));
    for (path, text) in files {
        site.write(path, text);
    }
    site.build();
    site.feed()["items"].as_array().expect("items").clone()
}

fn html(entry: &serde_json::Value) -> &str {
    entry["content_html"].as_str().expect("content")
}

#[test]
fn what_a_zola_page_links_to_is_below_its_path() {
    let page = "+++\npath = \"2026/01/05/Gauge-2.0\"\ntitle = \"Gauge\"\nauthors = [\"Ann Lee <annl>\"]\n+++\n![chart](chart.svg)\n";
    let entries = built("zola", &[("content/gauge/index.md", page)]);
    assert_eq!(entries[0]["url"], "https://acme.example/2026/01/05/Gauge-2.0/");
    assert!(html(&entries[0]).contains("src=\"https://acme.example/2026/01/05/Gauge-2.0/chart.svg\""));
    assert_eq!(entries[0]["authors"][0]["name"], "Ann Lee");
}

fn one(generator: &str, path: &str, text: &str) -> serde_json::Value {
    let mut entries = built(
        generator,
        &[(path, text), ("content/posts/other.md", "+++\ntitle = \"Other\"\ndate = 2020-01-01\n+++\nOld.\n")],
    );
    entries.remove(0)
}

fn assert_has(entry: &serde_json::Value, wanted: &[&str]) {
    for wanted in wanted {
        assert!(html(entry).contains(wanted), "no {wanted} in {}", html(entry));
    }
}

#[test]
fn a_hugo_bundle_is_shown_as_its_page_shows_it() {
    let entry = one(
        "hugo",
        "content/posts/quay/index.md",
        r#"+++
title = "A *week* & a day"
date = 2026-01-04T09:30:00+01:00
+++
{{< figure src="quay.jpg" alt="Quay" caption="The quay at *low* tide" >}}

It rained. See [the other]({{< ref "posts/other.md" >}}).

{{% notice tip "Bring boots" %}}
The quay is **slippery**.
{{% /notice %}}

> [!NOTE] Mind
> the gap

Tide
: what the moon does

```go {linenos=true,title="main.go"}
func main() {}
```

{{</* youtube abc */>}} embeds a film.
"#,
    );
    assert_eq!(entry["title"], "A week & a day");
    assert_has(
        &entry,
        &[
            "<img src=\"https://acme.example/posts/quay/quay.jpg\" alt=\"Quay\"><figcaption>The quay at <em>low</em> tide",
            "<a href=\"https://acme.example/posts/other/\">the other</a>",
            "<p><strong>Bring boots</strong></p>\n<p>The quay is <strong>slippery</strong>.</p>",
            "<blockquote>\n<p><strong>Mind</strong></p>\n<p>the gap</p>",
            "<dl>\n<dt>Tide</dt>\n<dd>what the moon does</dd>\n</dl>",
            "<figcaption>main.go</figcaption><pre><code class=\"language-go\">",
            "{{&lt; youtube abc &gt;}} embeds a film.",
        ],
    );
}

#[test]
fn pelican_marks_in_addresses_and_code_are_understood() {
    let entry = one(
        "pelican",
        "content/ice.md",
        "Title: Ice\nDate: 2025-12-03 10:20\nAuthors: Ann Lee, Bo Berg\n\nSee [other]({filename}/posts/other.md), [map]({static}/img/map.png), ![pic]({attach}ice.jpg) and [all]({tag}ice).\n\n    :::python\n    print(1)\n\nThe HTML here.\n\n*[HTML]: Hypertext\n",
    );
    assert_eq!(entry["authors"].as_array().map(Vec::len), Some(2));
    assert_has(
        &entry,
        &[
            "<a href=\"https://acme.example/other.html\">other</a>",
            "<a href=\"https://acme.example/img/map.png\">map</a>",
            "<img src=\"https://acme.example/ice.jpg\"",
            "and <a href=\"https://acme.example/tag/ice.html\">all</a>.</p>",
            "<pre><code class=\"language-python\">print(1)\n</code></pre>",
        ],
    );
    assert!(!html(&entry).contains("Hypertext"));
}

#[test]
fn hexo_tags_are_written_out() {
    let entry = one(
        "hugo",
        "content/chao.md",
        "---\ntitle: 潮位\ndate: 2025-11-02 20:11:00\n---\n很难测，\n因为**冰“会”**挡住。\n\n<!-- more -->\n\n{% asset_img ice.jpg 码头 %}\n\n{% blockquote 老王 %}\n冰最*诚实*。\n{% endblockquote %}\n\n{% codeblock lang:js %}\nf('冰');\n{% endcodeblock %}\n\n详见{% post_link other 去年的 %}。\n",
    );
    assert_eq!(entry["summary"], "很难测，因为冰“会”挡住。");
    assert_has(
        &entry,
        &[
            "<img src=\"https://acme.example/chao/ice.jpg\" alt=\"码头\">",
            "<blockquote>\n<p>冰最<em>诚实</em>。</p>\n<p>— <strong>老王</strong></p>\n</blockquote>",
            "<pre><code class=\"language-js\">f('冰');</code></pre>",
            "详见<a href=\"https://acme.example/posts/other/\">去年的</a>。",
        ],
    );
}

#[test]
fn wordpress_keeps_its_paragraphs_and_loses_its_shortcodes() {
    let entry = one(
        "hugo",
        "content/ten.html",
        "---\ntitle: Ten years\ndate: 2025-09-09\n---\nTen years ago we built a gauge.\n\n[caption id=\"a_1\" width=\"300\"]<a href=\"/g.jpg\"><img src=\"/g-300.jpg\" alt=\"G\" /></a> The first one[/caption]\n\nIt weighed nine kilos.\nAnd it leaked.\n\n[embed]https://www.youtube.com/watch?v=abc[/embed]\n\n[audio mp3=\"/a.mp3\"][/audio]\n\n<pre>code\n\n  more</pre>\n\n<div>\n\nin a block\n\n</div>\n\n[contact-form-7 id=\"5\" title=\"Contact\"]\n\nA[0] and [sic] stay.\n",
    );
    assert_has(
        &entry,
        &[
            "<p>Ten years ago we built a gauge.</p>",
            "<figure><a href=\"https://acme.example/g.jpg\"><img src=\"https://acme.example/g-300.jpg\" alt=\"G\"></a><figcaption>The first one</figcaption></figure>",
            "<p>It weighed nine kilos.<br>\nAnd it leaked.</p>",
            "<a href=\"https://www.youtube.com/watch?v=abc\">",
            "<a href=\"https://acme.example/a.mp3\">",
            "<pre>code\n\n  more</pre>",
            "<div>\n\nin a block\n\n</div>",
            "<p>A[0] and [sic] stay.</p>",
        ],
    );
    for gone in ["[/", "contact-form", "caption id", "[audio"] {
        assert!(!html(&entry).contains(gone), "{gone} in {}", html(&entry));
    }
}

#[test]
fn a_whole_html_document_says_who_and_when_in_its_head() {
    let page = |main: &str| {
        format!(
            "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n<style>p {{ color: red }}</style>\n<title>Neuer Pegel &amp; mehr | Acme</title>\n<META NAME='author' CONTENT='Ann Lee'>\n<meta name=description content=\"Er misst.\">\n<meta property=\"article:published_time\" content=\"2025-08-08T10:00:00+02:00\">\n<meta name=\"keywords\" content=\"Pegel, Salz\">\n</head>\n<body class=\"x\">\n{main}\n<footer>Impressum</footer></body></html>\n"
        )
    };
    let article = "<nav><a href=\"/\">Start</a></nav><main><article><div><h1>Neuer Pegel &amp; mehr</h1></div><div id=\"toc\">Inhalt</div><p>Der Pegel misst das Wasser im Hafen.</p></article></main>";
    let entry = one("hugo", "content/pegel.html", &page(article));
    assert_eq!(entry["title"], "Neuer Pegel & mehr");
    assert_eq!(entry["authors"][0]["name"], "Ann Lee");
    assert_eq!(entry["summary"], "Er misst.");
    assert_eq!(entry["date_published"], "2025-08-08T08:00:00Z");
    assert_eq!(entry["language"], "de");
    assert_eq!(entry["tags"], serde_json::json!(["Pegel", "Salz"]));
    assert_has(&entry, &["<p>Der Pegel misst das Wasser im Hafen.</p>"]);
    for gone in ["Start", "Impressum", "Inhalt", "<h1>", "red"] {
        assert!(!html(&entry).contains(gone), "{gone} in {}", html(&entry));
    }
}

#[test]
fn press_releases_and_mails_in_plain_text_read_well() {
    let release = "FOR IMMEDIATE RELEASE\n\nAcme Opens Office in Hamburg\n\nHAMBURG, Feb. 2, 2025 -- Acme opened its first office in Europe today. It serves nine countries.\n\n    Gauge    Range\n    G1       2 m\n\n###\n";
    let entry = one("", "content/2025-02-02-office.txt", release);
    assert_eq!(entry["title"], "Acme Opens Office in Hamburg");
    assert_has(&entry, &["<pre>Gauge    Range\nG1       2 m\n</pre>"]);
    assert!(!html(&entry).contains("IMMEDIATE") && !html(&entry).contains('#'));

    let mail = "Subject: Gauge recall\nFrom: Ann Lee <ann@acme.example>\nDate: Mon, 5 May 2025 10:00:00 +0200\n\nWe recall all G1 gauges.\n\n> Is mine affected?\n\nYes, it is affected.\n";
    let entry = one("", "content/mail.txt", mail);
    assert_eq!((&entry["title"], &entry["authors"][0]["name"]), (&"Gauge recall".into(), &"Ann Lee".into()));
    assert_eq!(entry["date_published"], "2025-05-05T08:00:00Z");
    assert_has(&entry, &["<blockquote>\n<p>Is mine affected?</p>\n</blockquote>"]);
}

#[test]
fn notes_of_a_vault_and_marks_of_kramdown_leave_no_trace() {
    let entry = one(
        "hugo",
        "content/note.md",
        "---\ntitle: Note\ndate: 2025-01-15\n---\nA [[other|link]] and ![[pic.png|300]] and [[nodiscard]] and [[Lost page|lost]].\n\n> [!faq]- Why?\n> Because.\n\n{::comment}\nsecret\n{:/comment}\n\nRed{: .red} text.\n",
    );
    assert_has(
        &entry,
        &[
            "A <a href=\"https://acme.example/posts/other/\">link</a> and <img src=\"https://acme.example/note/pic.png\" alt=\"\"> and [[nodiscard]] and lost.",
            "<p><strong>Why?</strong></p>\n<p>Because.</p>",
            "<p>Red text.</p>",
        ],
    );
    assert!(!html(&entry).contains("secret"));
}

#[test]
fn a_heading_behind_a_picture_or_a_mark_is_the_title() {
    let release =
        "<p><b>FOR IMMEDIATE RELEASE</b></p>\n<h1>The <em>G4</em> ships</h1>\n<p>Acme ships the G4 today.</p>\n";
    let entry = one("hugo", "content/2025-06-03-g4.html", release);
    assert_eq!(entry["title"], "The G4 ships");
    assert!(!html(&entry).contains("<h1>"));
    let entry = one("hugo", "content/2025-06-04-b.md", "![logo](l.png)\n\n# A title\n\nText of it.\n");
    assert_eq!(entry["title"], "A title");
    // A heading of a part is none.
    let entry =
        one("hugo", "content/2025-06-05-tide-year.md", "We measured the tide for a year.\n\n# Results\n\nHigh.\n");
    assert_eq!(entry["title"], "Tide year");
}
