//! What a body becomes: Markdown, HTML and plain text as safe, complete HTML.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tidings::article::Markup;
use tidings::config::Shortcodes;
use tidings::diagnostic::Severity;
use tidings::entry::body::{RenderContext, Rendered, render};
use tidings::feed::WebUrl;
use tidings::text::{Block, BlockKind, Dialect, Links, blocks, inline_text};
use url::Url;

struct Posts;

impl Links for Posts {
    fn article(&self, _: &str, target: &str) -> Option<WebUrl> {
        match target {
            "../other.md" | "@/posts/other.md" | "_posts/2020-01-01-other.md" | "2020-01-01-other" | "other" => {
                WebUrl::parse("https://acme.example/news/other/")
            }
            _ => None,
        }
    }
}

fn rendered(markup: Markup, title: Option<&str>, body: &str) -> Rendered {
    let page = Url::parse("https://acme.example/news/launch/").unwrap();
    let site = Url::parse("https://acme.example/news/").unwrap();
    let context = RenderContext {
        markup,
        title,
        page_url: &page,
        site_url: &site,
        file: "content/launch.md",
        source: body,
        body_offset: 0,
        links: &Posts,
        site_values: &BTreeMap::new(),
        page_values: &BTreeMap::new(),
        dialect: Dialect::UNKNOWN,
        shortcodes: Shortcodes::Remove,
        id_prefix: "launch-",
    };
    render(body, &context)
}

fn markdown(body: &str) -> String {
    rendered(Markup::Markdown, Some("Launch"), body).html.as_str().to_owned()
}

fn html(body: &str) -> String {
    rendered(Markup::Html, Some("Launch"), body).html.as_str().to_owned()
}

fn text(body: &str) -> String {
    rendered(Markup::Text, Some("Launch"), body).html.as_str().to_owned()
}

/// Each line is Markdown and the HTML of its one paragraph.
fn check_paragraphs(cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(markdown(body), format!("<p>{expected}</p>"), "of {body:?}");
    }
}

#[test]
fn template_syntax_is_the_same_whatever_stands_beside_it() {
    for (alone, left) in [("See [form id='7'] there.", "<p>See  there.</p>"), ("*[HTML]: Hypertext", "")] {
        let beside = markdown(&format!("{alone}\n\nOn {{{{ page.title }}}}."));
        assert_eq!(markdown(alone), left);
        assert_eq!(beside.strip_prefix(left).map(str::trim), Some("<p>On Launch.</p>"));
    }
}

#[test]
fn emphasis_is_right_beside_cjk_punctuation() {
    check_paragraphs(&[
        ("**中文。**后文", "<strong>中文。</strong>后文"),
        ("**「引用」**と言う", "<strong>「引用」</strong>と言う"),
        ("中文**“强调”**中文", "中文<strong>“强调”</strong>中文"),
        ("这是**重点：**说明", "这是<strong>重点：</strong>说明"),
        ("これは**[例](/a)**です", "これは<strong><a href=\"https://acme.example/a\">例</a></strong>です"),
        ("前*（注）*後", "前<em>（注）</em>後"),
        ("**한국어(Korean)**는", "<strong>한국어(Korean)</strong>는"),
        ("價格**`a`**與", "價格<strong><code>a</code></strong>與"),
        ("**普通** text *a* 2*3*4", "<strong>普通</strong> text <em>a</em> 2<em>3</em>4"),
        ("`**中。**后`", "<code>**中。**后</code>"),
        ("\u{e000}**中文。**后\u{e000}", "\u{e000}<strong>中文。</strong>后\u{e000}"),
    ]);
}

#[test]
fn lines_join_without_a_blank_only_between_han_and_kana() {
    check_paragraphs(&[
        ("第一行\n第二行", "第一行第二行"),
        ("これは\n**例**です", "これは<strong>例</strong>です"),
        ("한국어\n문장", "한국어\n문장"),
        ("中文\nEnglish", "中文\nEnglish"),
    ]);
}

#[test]
fn every_address_is_absolute() {
    check_paragraphs(&[
        ("[a](b.html)", "<a href=\"https://acme.example/news/launch/b.html\">a</a>"),
        ("[a](/b)", "<a href=\"https://acme.example/b\">a</a>"),
        ("[a](//cdn.example/b)", "<a href=\"https://cdn.example/b\">a</a>"),
        ("[a](#part)", "<a href=\"https://acme.example/news/launch/#part\">a</a>"),
        ("[a](../other.md#x)", "<a href=\"https://acme.example/news/other/#x\">a</a>"),
        ("[a](@/posts/other.md)", "<a href=\"https://acme.example/news/other/\">a</a>"),
        ("![a *b*](c d.png)", "<img src=\"https://acme.example/news/launch/c%20d.png\" alt=\"a b\">"),
        ("[a](mailto:a@b.example)", "<a href=\"mailto:a@b.example\">a</a>"),
        ("<https://a.example/ü>", "<a href=\"https://a.example/%C3%BC\">https://a.example/ü</a>"),
        ("见https://a.example/b。后", "见<a href=\"https://a.example/b\">https://a.example/b</a>。后"),
        ("a@b.example", "<a href=\"mailto:a@b.example\">a@b.example</a>"),
        ("`https://a.example`", "<code>https://a.example</code>"),
    ]);
    let pictures = html(
        "<picture><source srcset='a.webp 1x, /b.webp 2x'><img src=data:image/gif;base64,R0 data-src=c.png></picture>\
         <video src=v.mp4 poster=p.png></video><blockquote cite=/q>q</blockquote>",
    );
    for address in [
        "launch/a.webp 1x, https://acme.example/b.webp 2x",
        "launch/c.png",
        "launch/v.mp4",
        "launch/p.png",
        "example/q",
    ] {
        assert!(pictures.contains(address), "{address} in {pictures}");
    }
}

#[test]
fn footnotes_are_numbered_by_reference_and_link_both_ways() {
    let html = markdown("One[^b], two[^a], one[^b].\n\n[^a]: Second\n[^b]: First\n[^c]: Never");
    assert!(html.contains("<a id=\"launch-fnref-1\" href=\"https://acme.example/news/launch/#launch-fn-1\">1</a>"));
    assert!(html.contains("<a id=\"launch-fnref-1-2\""));
    let first = html.find("<li id=\"launch-fn-1\"><p>First").expect("the first note");
    assert!(first < html.find("<li id=\"launch-fn-2\"><p>Second").expect("the second note"));
    assert!(html.contains("href=\"https://acme.example/news/launch/#launch-fnref-2\">↩</a>"));
    assert!(!html.contains("Never"));
}

#[test]
fn references_without_definition_become_their_text() {
    check_paragraphs(&[
        ("see [the text][key] and [other][]", "see the text and other"),
        ("[x] stays, a[0][1] too", "[x] stays, a[0][1] too"),
    ]);
}

#[test]
fn template_syntax_leaves_no_trace() {
    check_paragraphs(&[
        ("[a]({{ \"/b/\" | url }})", "<a href=\"https://acme.example/b/\">a</a>"),
        ("[a]({{site.baseurl}}/b)", "<a href=\"https://acme.example/b\">a</a>"),
        ("[a]({{ site.url }}/b)", "<a href=\"https://acme.example/b\">a</a>"),
        ("[a]({{ '/b' | relative_url }})", "<a href=\"https://acme.example/b\">a</a>"),
        ("[a]({% post_url 2020-01-01-other %}) b", "<a href=\"https://acme.example/news/other/\">a</a> b"),
        ("[a]({{< ref \"other\" >}})", "<a href=\"https://acme.example/news/other/\">a</a>"),
        ("[a]({{ site.unknown }}/b) c", "a c"),
        ("by {{ \"jane-doe\" | team_link }}.", "by Jane Doe."),
        ("a {% raw %}{{ x }}{% endraw %} b", "a {{ x }} b"),
        ("`{% raw %}{{ x }}{% endraw %}`", "<code>{{ x }}</code>"),
        ("`{{ x }}` and `{% y %}`", "<code>{{ x }}</code> and <code>{% y %}</code>"),
        ("{% assign n = \"/c/\" %}[a]({{n}}1)", "<a href=\"https://acme.example/c/1\">a</a>"),
        ("{% if true %}yes{% else %}no{% endif %}", "yes"),
        ("a{% comment %} b {% endcomment %}c", "ac"),
        (
            "{{< youtube abc123 >}}",
            "<a href=\"https://www.youtube.com/watch?v=abc123\">https://www.youtube.com/watch?v=abc123</a>",
        ),
        ("{{% note %}}kept{{% /note %}}", "kept"),
        ("a <!-- {{ x }} --> b", "a  b"),
        ("text\n{: .class}", "text"),
        ("[caption width=\"3\"]words[/caption]", "words"),
        (":tada: and :unknown_name: at 10:30:45", "🎉 and :unknown_name: at 10:30:45"),
    ]);
    let list = markdown("- one\n  {% include x.html %}\n- two");
    assert_eq!(list, "<ul>\n<li>one</li>\n<li>two</li>\n</ul>");
    let figure = markdown("{{< figure src=\"a.png\" alt=\"A\" caption=\"C & D\" >}}\nafter **it**");
    assert!(figure.contains("<figure><img src=\"https://acme.example/news/launch/a.png\" alt=\"A\"><figcaption>C &amp; D</figcaption></figure>"));
    assert!(figure.contains("after <strong>it</strong>"));
    let code = markdown("{% highlight rust %}\nlet a = \"{{ b }}\";\n{% endhighlight %}");
    assert_eq!(code, "<pre><code class=\"language-rust\">let a = \"{{ b }}\";</code></pre>");
}

#[test]
fn nothing_stands_in_place_of_a_value_that_is_not_known() {
    for (body, expected) in [
        ("![{{ page.alt }}](/a.png)", "<p><img src=\"https://acme.example/a.png\" alt=\"\"></p>"),
        ("<img src=\"/a.png\" alt=\"{{ page.alt }}\">", "<img src=\"https://acme.example/a.png\" alt=\"\">"),
        ("<a href='/b' title='{{ page.x }}'>b</a>", "<p><a href=\"https://acme.example/b\" title=\"\">b</a></p>"),
        ("Set name=\"{{ page.x }}\" there.", "<p>Set name=\"\" there.</p>"),
        ("Set name='{{ page.x }} y' there.", "<p>Set name=' y' there.</p>"),
        ("a ]({{ page.x }} b", "<p>a ]( b</p>"),
        ("[a](/b \"{{ page.x }}\")", "<p><a href=\"https://acme.example/b\">a</a></p>"),
        ("`x=\"`{{ page.x }}", "<p><code>x=\"</code></p>"),
        ("tidings-unknown: as typed", "<p>tidings-unknown: as typed</p>"),
    ] {
        for body in [body.to_owned(), body.replace("{{ page.x }}", "{% include x %}")] {
            let html = markdown(&body);
            assert!(!html.contains(['\u{fdd0}', '\u{fdd1}']), "{body:?}: {html:?}");
            assert_eq!(html.replace(" title=\"\"", ""), expected.replace(" title=\"\"", ""), "of {body:?}");
        }
    }
    let titled = rendered(Markup::Markdown, None, "# On x=\"{{ page.x }}\"\n\nText.");
    assert_eq!(titled.heading.unwrap().as_str(), "On x=\"\"");
}

#[test]
fn unknown_template_syntax_is_counted_and_placed() {
    let body = "One\n\ntwo {{ page.mystery }} and {% include a.html %}";
    let rendered = rendered(Markup::Markdown, None, body);
    assert_eq!(rendered.removed, 2);
    let places: Vec<_> = rendered
        .diagnostics
        .iter()
        .filter_map(|found| found.place.as_ref())
        .map(|place| (place.line, place.column))
        .collect();
    assert_eq!(places, [(3, 5), (3, 28)]);
    assert!(
        rendered
            .diagnostics
            .iter()
            .all(|found| found.code.as_str() == "template-removed" && found.severity == Severity::Warning)
    );
}

#[test]
fn components_go_and_their_prose_stays() {
    let body = "import X from './x'\n\n<Intro>\n\nHello *you*\n\n</Intro>\n\n<InlineToc />\n\n<Sandpack>\n\n```js\nsecret()\n```\n\n</Sandpack>\n\n## Part {/*part*/}\n\n<div style={{margin: 1}}>in</div>";
    let html = markdown(body);
    assert!(html.contains("<p>Hello <em>you</em></p>"));
    assert!(html.contains("<h2>Part</h2>"));
    assert!(html.contains("<a href=\"https://acme.example/news/launch/\">▶ Launch</a>"));
    for gone in ["import", "Intro", "Toc", "secret", "margin", "{"] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
    check_paragraphs(&[
        ("a Vec<T> of Foo<Bar, Baz>", "a Vec&lt;T&gt; of Foo&lt;Bar, Baz&gt;"),
        ("press <Enter> now", "press &lt;Enter&gt; now"),
        ("if 1 < 2 then", "if 1 &lt; 2 then"),
    ]);
}

#[test]
fn containers_and_attribute_marks_become_plain() {
    let html = markdown(":::note Title\n\nText\n\n:::\n\n[TOC]\n\n* TOC\n{:toc}\n\n## H {#id}\n\n> [!TIP]\n> Do");
    assert!(html.contains("<p><strong>Title</strong></p>\n<p>Text</p>"), "{html}");
    assert!(html.contains("<h2>H</h2>"));
    assert!(html.contains("<blockquote>\n<p><strong>Tip</strong></p>\n<p>Do</p>"));
    assert!(!html.contains("TOC") && !html.contains(":::"));
    assert!(markdown("<div markdown=\"1\">\n**b**\n</div>").contains("<p><strong>b</strong></p>"));
}

#[test]
fn mathematics_and_prices_stay_as_typed() {
    check_paragraphs(&[
        ("$a_1 * b_2 * c$ and $$x^2$$", "$a_1 * b_2 * c$ and $$x^2$$"),
        ("from $5 and **bold** to $6", "from $5 and <strong>bold</strong> to $6"),
    ]);
}

#[test]
fn a_first_heading_that_is_the_title_leaves_the_content() {
    let same = rendered(Markup::Markdown, Some("Launch!"), "# `launch`\n\nText");
    assert_eq!(same.html.as_str(), "<p>Text</p>");
    assert_eq!(same.heading.unwrap().as_str(), "launch");
    let none = rendered(Markup::Markdown, None, "Title\n=====\n\nText");
    assert_eq!(none.heading.unwrap().as_str(), "Title");
    let other = rendered(Markup::Markdown, Some("Launch"), "# Something else\n\nText");
    assert!(other.heading.is_none() && other.html.as_str().starts_with("<h1>"));
    let html = rendered(Markup::Html, None, "<h1>Title</h1><p>Text</p>");
    assert_eq!((html.heading.unwrap().as_str(), html.html.as_str()), ("Title", "<p>Text</p>"));
}

#[test]
fn the_teaser_is_what_stands_before_the_mark() {
    for mark in ["<!--more-->", "<!-- MORE -->", "<!-- truncate -->", "{/* truncate */}", "<!-- TEASER_END -->"] {
        let rendered = rendered(Markup::Markdown, None, &format!("First **bold**.\n\n{mark}\n\nSecond."));
        assert_eq!(rendered.before_more.expect(mark).as_str(), "First bold.");
        assert!(rendered.html.as_str().contains("Second."));
    }
    let html = rendered(Markup::Html, None, "<p>First.</p><!--more--><p>Second.</p>");
    assert_eq!(html.before_more.unwrap().as_str(), "First.");
    assert!(rendered(Markup::Markdown, None, "`<!--more-->` text").before_more.is_none());
}

#[test]
fn html_is_cleaned() {
    for (body, expected) in [
        ("<p>a<script>b</script></p><style>c</style>", "<p>a</p>"),
        ("<section><font color=red>a</font></section>", "<div>a</div>"),
        ("<p>&nbsp;</p><p>a</p>", "<p>a</p>"),
        ("<h2>Part <a href=\"#part\" class=anchor>#</a></h2>", "<h2>Part </h2>"),
        (
            "<iframe src=\"//player.vimeo.com/video/9\" title=\"A long film of ours\"></iframe>",
            "<p><a href=\"https://vimeo.com/9\">A long film of ours</a></p>",
        ),
        ("<p>a<button><div>b</div></button>c</p>", "<p>ac</p>"),
        ("<input type=checkbox checked> done", "☑ done"),
        ("a\u{1b}[31mred\u{1b}[0m&#3;b\u{c}", "aredb"),
        ("<pre>\n\na</pre>", "<pre>\n\na</pre>"),
        ("<a href=\"x\"></a>text", "text"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
    ] {
        assert_eq!(html(body), expected, "of {body:?}");
    }
}

#[test]
fn plain_text_keeps_its_shape() {
    let long = "This line is wrapped by an editor at some width or other,\nand so it goes on here.";
    assert!(text(long).contains("other, and so"));
    assert_eq!(text("Acme\n1 Road\nTown"), "<p>Acme<br>\n1 Road<br>\nTown</p>");
    assert_eq!(text("- a\n- b < c"), "<ul>\n<li>a</li>\n<li>b &lt; c</li>\n</ul>");
    assert_eq!(text("1. a\n2. b"), "<ol>\n<li>a</li>\n<li>b</li>\n</ol>");
    assert_eq!(text("at https://a.example/b."), "<p>at <a href=\"https://a.example/b\">https://a.example/b</a>.</p>");
    let titled = rendered(Markup::Text, None, "A good title\n\nText.");
    assert_eq!((titled.heading.unwrap().as_str(), titled.html.as_str()), ("A good title", "<p>Text.</p>"));
    assert!(rendered(Markup::Text, None, "A whole sentence.\n\nText.").heading.is_none());
}

#[test]
fn titles_and_summaries_are_decoded_once() {
    for (markup, expected) in [
        ("`code` and *em* and [x](y)", "code and em and x"),
        ("&ldquo;Hi&rdquo; <em>you</em>", "“Hi” you"),
        ("Vec<T> and 2 < 3", "Vec<T> and 2 < 3"),
        ("A_B_C, *nix, C#", "A_B_C, *nix, C#"),
        ("The <em> element", "The <em> element"),
        ("# 1. Not a list", "# 1. Not a list"),
        ("&amp;lt;", "&lt;"),
        ("1. First", "1. First"),
        ("中文\n续行", "中文续行"),
        ("a<br>b", "a b"),
        (":tada: Done", "🎉 Done"),
        // Signs within words, numbers, names of files and of programs are typed.
        ("Of setup.__main__.py and src/__mocks__/api.js", "Of setup.__main__.py and src/__mocks__/api.js"),
        ("What __new__ does", "What __new__ does"),
        ("3*4*5 is 60", "3*4*5 is 60"),
        ("x*y*z, (p*q*r)", "x*y*z, (p*q*r)"),
        ("foo**bar**baz", "foo**bar**baz"),
        ("from~to~there", "from~to~there"),
        ("*.toml, *.rs", "*.toml, *.rs"),
        ("f(*args, **kwargs)", "f(*args, **kwargs)"),
        ("`3*4*5` is *code*", "3*4*5 is code"),
        ("*One two*, **three** and ***four***", "One two, three and four"),
        ("*Vessel*'s way, (*so*), \"*too*\", *in situ*-work", "Vessel's way, (so), \"too\", in situ-work"),
        ("这是*重点*内容", "这是重点内容"),
        ("~~Old~~ new", "Old new"),
        ("\\*not\\* \\_it\\_", "*not* _it_"),
        ("Why \\(a+b\\) and C:\\%x", "Why \\(a+b\\) and C:\\%x"),
        ("The <br> element, and <hr>", "The <br> element, and <hr>"),
        ("<br> or not", "<br> or not"),
        ("One<br>two <br/>three", "One two three"),
        ("A picture <img src=x alt=y> here", "A picture here"),
    ] {
        assert_eq!(inline_text(markup).unwrap().as_str(), expected, "of {markup:?}");
    }
    assert!(inline_text(" ").is_none());
}

#[test]
fn blocks_tell_what_text_is() {
    let rendered = rendered(
        Markup::Markdown,
        None,
        "## A & B\n\nText[^1].\n\n- item\n\n> quote\n\n```\ncode\n```\n\n|a|\n|-|\n|b|\n\n[^1]: note",
    );
    let found = blocks(&rendered.html);
    let of = |kind, text: &str| Block::new(kind, text);
    assert_eq!(
        found[..6],
        [
            of(BlockKind::Heading(2), "A & B"),
            of(BlockKind::Paragraph, "Text."),
            of(BlockKind::ListItem, "item"),
            of(BlockKind::Quote, "quote"),
            of(BlockKind::Code, "code"),
            of(BlockKind::Table, "a"),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    // Markdown without HTML never sees the sanitiser; that it would change nothing is the promise.
    #[test]
    fn markdown_is_what_the_sanitiser_would_make_of_it(body in r"([a-z中。（\[\]()*_`#>!&;:|~^ \t-]|\n|\[a\]\(/b\)|!\[x\]\(y\)|- |1\. |\*\*|\|-\|\n|\[\^1\]: |\[\^1\]|https://a\.example |&lt;|```\n){0,60}") {
        let fast = markdown(&body);
        prop_assert_eq!(html(&fast), fast);
    }

    #[test]
    fn sanitising_twice_is_sanitising_once(body in r#"([a-z &;]|\n|</?(p|b|i|a|div|table|tr|td|th|ul|li|pre|button|h1|svg|math|form|select|x-y|span|figure|br|hr|img src=a|a href=b|iframe src=c|video src=d|details|summary|dl|dd|ruby|rt|font|nobr|code|title|template|object|marquee|caption|tbody|colgroup|col|center|em|strike)>|<!--|-->|<a href="javascript:x">){0,60}"#) {
        let once = html(&body);
        prop_assert_eq!(html(&once), once);
    }

    #[test]
    fn any_text_is_rendered(body in r"([{}%<>/\[\]():*_`~#!|&;$@^.=' \n-]|\{%|%\}|\{\{|\}\}|<!--|-->|raw|endraw|if|for|<A>|</A>|[a-zA-Z\u{0}-\u{1f}中。「]){0,80}") {
        for markup in [Markup::Markdown, Markup::Html, Markup::Text] {
            let rendered = rendered(markup, None, &body);
            prop_assert!(rendered.html.as_str().chars().all(tidings::feed::is_document_char));
            let _ = blocks(&rendered.html);
        }
        inline_text(&body);
    }
}

#[test]
fn a_heading_that_a_table_moves_into_a_heading_is_text_of_it() {
    assert_eq!(html("<h1>One <table><h2>two</h2>"), "<h1>One two<table></table></h1>");
}

#[test]
fn lines_of_a_formula_are_no_lines_of_text() {
    let source = "One\nline.\n\n<math><mi>a</mi> plus\nb</math>, then\nmore.";
    let expected = "One\nline.\n\n<p><math><mi>a</mi> plus\nb</math>, then<br>\nmore.</p>";
    assert!(html(source).ends_with(&expected[expected.find("<p>").unwrap_or(0)..]), "{}", html(source));
    assert_eq!(html(&html(source)), html(source));
}

#[test]
fn brackets_around_a_tag_are_no_shortcode() {
    check_paragraphs(&[(
        "Good news [via <a href=\"https://a.example/x\">them</a>] today",
        "Good news [via <a href=\"https://a.example/x\">them</a>] today",
    )]);
    let source = "<p>[- <a href=\"https://a.example/x\">a</a>[^1] and [gone key=\"x\"] more.</p>";
    assert_eq!(html(source), "<p>[- <a href=\"https://a.example/x\">a</a>[^1] and  more.</p>");
}

#[test]
fn attribute_lists_without_a_colon_leave_no_trace() {
    check_paragraphs(&[
        ("A caption. {.small}", "A caption."),
        ("![x](a.png){.left .wide}", "<img src=\"https://acme.example/news/launch/a.png\" alt=\"x\">"),
        ("![x](a.png){width=50%} after", "<img src=\"https://acme.example/news/launch/a.png\" alt=\"x\"> after"),
        ("a [word](/w){.ext target=_blank}", "a <a href=\"https://acme.example/w\">word</a>"),
        ("the set {A, B} and {.1, .2} and `x`{=html}", "the set {A, B} and {.1, .2} and <code>x</code>{=html}"),
        ("in $\\sqrt[3]{x=1}$ all stays", "in $\\sqrt[3]{x=1}$ all stays"),
        ("write {.small} in CSS", "write {.small} in CSS"),
    ]);
    assert_eq!(markdown("Text\n{.lead}\n\nMore"), "<p>Text</p>\n<p>More</p>");
}

#[test]
fn a_line_ends_without_a_blank_beside_full_width_punctuation() {
    check_paragraphs(&[
        ("開示と、\n`rawtr()`の草案", "開示と、<code>rawtr()</code>の草案"),
        ("見る\n（Bitcoin\nCore）", "見る（Bitcoin\nCore）"),
        ("完了。\nNext", "完了。Next"),
    ]);
}

#[test]
fn a_title_of_a_code_block_is_its_caption() {
    let html = markdown("```json title=\"app.config.json\"\n{}\n```\n\n```js title=\"JavaScript\"\n1\n```");
    let titled =
        "<figure><figcaption>app.config.json</figcaption><pre><code class=\"language-json\">{}\n</code></pre></figure>";
    assert_eq!(html, format!("{titled}\n<pre><code class=\"language-js\">1\n</code></pre>"));
    // Both ways of rendering agree, and the caption is no text for a summary.
    let raw = rendered(Markup::Markdown, None, "```js title='a.js'\n1\n```\n\n<b>x</b>").html;
    assert!(raw.as_str().starts_with("<figure><figcaption>a.js</figcaption><pre><code class=\"language-js\">1\n"));
    assert_eq!(blocks(&raw)[0].kind, BlockKind::Caption);
}

#[test]
fn a_linked_image_may_have_a_line_of_its_own() {
    let html = markdown("[\n{% image \"/a.png\" \"A\" %}\n](https://b.example/)");
    assert_eq!(
        html,
        "<p><a href=\"https://b.example/\">\n<img src=\"https://acme.example/a.png\" alt=\"A\">\n</a></p>"
    );
}

#[test]
fn code_shows_the_second_raw_tag() {
    check_paragraphs(&[(
        "`{% raw %}{% raw %}{% endraw %}` and `{% raw %}{{ x }}{% endraw %}`",
        "<code>{% raw %}</code> and <code>{{ x }}</code>",
    )]);
}

#[test]
fn markdown_right_behind_a_block_of_html_is_markdown() {
    let html = markdown("<figure><img src=\"/a.png\"></figure>\n*A caption*\n\n<br/>\n## Third\n\none<br>\n*two*");
    assert!(html.contains("</figure>\n<p><em>A caption</em></p>"), "{html}");
    assert!(html.contains("<h2>Third</h2>"), "{html}");
    assert!(html.ends_with("<p>one<br>\n<em>two</em></p>"), "{html}");
}

#[test]
fn mdx_reads_markdown_within_an_element_on_one_line() {
    let html = markdown(
        "<figure>\n  <img src=\"/a.png\" />\n  <figcaption style={{ fontSize: \"0.9em\" }}>By `core`, see [all](/all).</figcaption>\n</figure>\n\nDone {'\\n\\n'} now",
    );
    assert!(
        html.contains(
            "<figcaption>By <code>core</code>, see <a href=\"https://acme.example/all\">all</a>.</figcaption>"
        ),
        "{html}"
    );
    assert!(!markdown("<Note>\n\na {'\\n\\n'} b\n\n</Note>").contains("\\n"));
}

#[test]
fn references_beside_letters_are_told_from_subscripts() {
    check_paragraphs(&[
        ("今後のBOLT12[要約][topic offers]と", "今後のBOLT12要約と"),
        ("a 1p1c[package relay][topic package relay] node", "a 1p1cpackage relay node"),
        ("Unsafe[Mutable][Raw]Pointer and a[0][1]", "Unsafe[Mutable][Raw]Pointer and a[0][1]"),
    ]);
}

#[test]
fn what_text_says_of_its_language_and_direction_stays() {
    for (body, expected) in [
        (r#"<p dir="rtl" lang="he">שלום</p>"#, r#"<p lang="he" dir="rtl">שלום</p>"#),
        (r#"<p>The <span lang="la">tempus</span> flies.</p>"#, r#"<p>The <span lang="la">tempus</span> flies.</p>"#),
        (r#"<p>A <span class="x">b</span>, <span lang="no language">c</span>.</p>"#, "<p>A b, c.</p>"),
        (r#"<ul dir="up"><li lang="fr">un</li></ul>"#, r#"<ul><li lang="fr">un</li></ul>"#),
        (r#"<p><bdo dir="rtl">abc</bdo></p>"#, r#"<p><bdo dir="rtl">abc</bdo></p>"#),
        (r#"<p lang='en"><script>x</script>'>a</p>"#, "<p>a</p>"),
        // A heading that is the title leaves the content whatever it says of itself.
        (r#"<div lang="de"><h1 dir="ltr">Launch</h1><p>Los.</p></div>"#, r#"<div lang="de"><p>Los.</p></div>"#),
    ] {
        assert_eq!(html(body), expected, "of {body}");
        assert_eq!(markdown(&format!("{body}\n")), expected, "in Markdown, of {body}");
    }
}

#[test]
fn addresses_are_relative_to_what_the_page_says() {
    let page = |base: &str| {
        format!("<html><head>{base}</head><body><p><a href=\"b.html\">b</a> <a href=\"/c\">c</a></p></body></html>")
    };
    for (base, b, c) in [
        ("", "https://acme.example/news/launch/b.html", "https://acme.example/c"),
        ("<base href='https://files.example/d/'>", "https://files.example/d/b.html", "https://files.example/c"),
        ("<BASE target=_blank><base href=../e/>", "https://acme.example/news/e/b.html", "https://acme.example/c"),
        ("<base href='javascript:alert(1)//'>", "https://acme.example/news/launch/b.html", "https://acme.example/c"),
        (
            "<!-- <base href='https://no.example/'> -->",
            "https://acme.example/news/launch/b.html",
            "https://acme.example/c",
        ),
    ] {
        assert_eq!(html(&page(base)), format!("<p><a href=\"{b}\">b</a> <a href=\"{c}\">c</a></p>"), "{base}");
    }
}

#[test]
fn numbers_of_lines_are_no_code() {
    for body in [
        "<pre><code><span class=\"ln\">1</span>let a;\n<span class=\"ln\">2</span>let b;\n</code></pre>",
        "<table class=\"highlighttable\"><tr><td class=\"linenos\"><div class=\"linenodiv\"><pre>1\n2</pre></div></td><td class=\"code\"><pre>let a;\nlet b;\n</pre></td></tr></table>",
        "<table class=\"rouge-table\"><tr><td class=\"gutter gl\"><pre class=\"lineno\">1\n2\n</pre></td><td><pre>let a;\nlet b;\n</pre></td></tr></table>",
        "<pre>let a;\nlet b;\n<span class=\"line-numbers-rows\"><span></span><span></span></span></pre>",
    ] {
        let shown = html(body);
        let rendered = rendered(Markup::Html, Some("Launch"), body);
        let text = blocks(&rendered.html).into_iter().map(|block| block.text).collect::<String>();
        assert!(text.contains("let a;") && text.contains("let b;"), "{shown}");
        assert!(!shown.contains(|c: char| c.is_ascii_digit()), "{shown}");
    }
    // What has such a class and says something stays.
    let kept = html("<p class=\"gutter\">Room 12</p><p><span class=\"ln\">line</span> 7</p>");
    assert_eq!(kept, "<p>Room 12</p><p>line 7</p>");
}

#[test]
fn lines_of_plain_text_are_paragraphs_where_no_editor_broke_them() {
    let long = "The harbour office has let the contract for the new tide gate, which replaces the one of 1931, and work begins when the herring season is over.";
    let short = "Work begins in May.";
    assert_eq!(text(&format!("{long}\n{short}\n{long}")), format!("<p>{long}</p>\n<p>{short}</p>\n<p>{long}</p>"));
    // A heading, a list and an address keep together.
    let shown = text(&format!("{long}\nWhat changes\n- the gate\n- the lamp\n{long}\nHarbour office\nQuay 4"));
    let list = "<ul>\n<li>the gate</li>\n<li>the lamp</li>\n</ul>";
    assert_eq!(
        shown,
        format!("<p>{long}</p>\n<p>What changes</p>\n{list}\n<p>{long}</p>\n<p>Harbour office<br>\nQuay 4</p>")
    );
    // In Chinese, where no blank shows that a word had room.
    let lines = [
        "码头办公室已经批准新潮闸的合同，它将取代一九三一年建成的旧闸，并在鲱鱼季节结束之后开工，预计需要三个月的时间才能全部完成。",
        "工程期间航道照常开放。",
        "咨询电话不变，办公室每周二下午接待来访。",
    ];
    assert_eq!(text(&lines.join("\n")), lines.map(|line| format!("<p>{line}</p>")).join("\n"));
    // Prose that an editor broke is one paragraph, whatever its width.
    for width in [60, 72, 80, 100, 120] {
        let mut broken = String::new();
        let mut column = 0;
        for word in long.split(' ').chain(long.split(' ')).chain(long.split(' ')) {
            let start = if column == 0 {
                ""
            } else if column + 1 + word.len() > width {
                "\n"
            } else {
                " "
            };
            column = if start == " " { column + 1 + word.len() } else { word.len() };
            broken.push_str(start);
            broken.push_str(word);
        }
        assert_eq!(text(&broken), format!("<p>{long} {long} {long}</p>"), "at {width}");
    }
}

#[test]
fn the_mark_that_ends_a_release_is_no_text() {
    for mark in ["- END -", "— ENDS —", "-30-", "*** Ende ***", "###", "（完）"] {
        assert_eq!(text(&format!("The gate is open.\n\n{mark}\n")), "<p>The gate is open.</p>", "{mark}");
    }
    assert_eq!(text("The gate is open.\n\nThe end\n"), "<p>The gate is open.</p>\n<p>The end</p>");
}

#[test]
fn brackets_in_the_text_of_a_link_are_its_words() {
    check_paragraphs(&[
        ("[[vec][Map] grow](https://a.example/)", "<a href=\"https://a.example/\">[vec][Map] grow</a>"),
        (
            "[see [this][that] and `x`](/y)",
            "<a href=\"https://acme.example/y\">see [this][that] and <code>x</code></a>",
        ),
        ("Plain [these words][gone] stay (a bit).", "Plain these words stay (a bit)."),
        ("[one][two] [three](https://a.example/)", "one <a href=\"https://a.example/\">three</a>"),
    ]);
}

#[test]
fn a_link_to_a_source_without_a_page_is_text_and_told() {
    for body in [
        "See [it](gone.md) now.",
        "See [it](../gone.md#part) now.",
        "See [it](@/gone.mdx) now.",
        "See <a href=\"gone.md\">it</a> now.",
    ] {
        let found = rendered(Markup::Markdown, Some("Launch"), body);
        assert_eq!(found.html.as_str(), "<p>See it now.</p>", "{body}");
        let [told] = &found.diagnostics[..] else { panic!("{body}: {:?}", found.diagnostics) };
        assert_eq!(
            (told.code.as_str(), told.place.as_ref().map(|place| place.line)),
            ("link-unpublished", Some(1)),
            "{body}"
        );
    }
    // What another site shows, or what is there, is none of these.
    for body in
        ["[a](https://code.example/README.md)", "[a](../other.md)", "[a](//code.example/x.md)", "[a](page.html)"]
    {
        let found = rendered(Markup::Markdown, Some("Launch"), body);
        assert!(
            found.html.as_str().contains("href") && found.diagnostics.is_empty(),
            "{body}: {}",
            found.html.as_str()
        );
    }
}

#[test]
fn formulas_in_mathml_stay_and_nothing_else_with_them() {
    let formula =
        "<math display=\"block\"><mfrac><mn>1</mn><mn>3</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup></math>";
    let rendered = rendered(Markup::Html, Some("Launch"), &format!("<p>It is {formula} today.</p>"));
    assert_eq!(rendered.html.as_str(), format!("<p>It is {formula} today.</p>"));
    let [block] = &blocks(&rendered.html)[..] else { panic!("one block") };
    assert_eq!(block.text, "It is 1/3+x^2 today.");
    assert_eq!(
        markdown("Half: <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>."),
        "<p>Half: <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>.</p>"
    );
    for (body, expected) in [
        (
            "<math onclick=\"x()\" href=\"javascript:x()\"><mi style=\"color:red\">a</mi></math>",
            "<math><mi>a</mi></math>",
        ),
        (
            "<math><semantics><mi>a</mi><annotation encoding=\"application/x-tex\">a</annotation></semantics></math>",
            "<math><mi>a</mi></math>",
        ),
        (
            "<math><mtext><b>bold</b> &lt;img src=x onerror=x()&gt;</mtext></math>",
            "<math><mtext>bold &lt;img src=x onerror=x()&gt;</mtext></math>",
        ),
        (
            "<math><annotation-xml encoding=\"text/html\"><script>x()</script></annotation-xml><mn>1</mn></math>",
            "<math><mn>1</mn></math>",
        ),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x()&gt;\"></table></mtext></math>",
            "<math><mtext></mtext></math>",
        ),
        ("<math><a href=\"https://a.example/\"><mi>a</mi></a></math>", "<math><mi>a</mi></math>"),
        ("<svg><text>a</text></svg>b", "b"),
    ] {
        let once = html(body);
        assert_eq!(once, expected, "of {body}");
        assert_eq!(html(&once), once, "again, of {body}");
    }
}

#[test]
fn attribute_lists_may_go_over_several_lines() {
    check_paragraphs(&[
        ("[a](/b){:\n  target=\"_blank\"\n  rel=\"x\"} now.", "<a href=\"https://acme.example/b\">a</a> now."),
        ("One.\n{: .note\n#here}", "One."),
    ]);
    // What is no such list stays, and so does what stands in the next paragraph.
    assert_eq!(markdown("A {: smile\n\nand } more."), "<p>A {: smile</p>\n<p>and } more.</p>");
}

#[test]
fn brackets_around_a_value_that_is_not_known_go_with_it() {
    check_paragraphs(&[
        (
            "Get it at <{{ site.mirror }}> or <https://a.example/>.",
            "Get it at  or <a href=\"https://a.example/\">https://a.example/</a>.",
        ),
        ("If a <{{ b }} and c > d.", "If a &lt; and c &gt; d."),
    ]);
}
