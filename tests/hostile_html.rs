//! Bodies that mean harm: script in every guise, and markup made to cost time.

use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, Instant};

use tidings::article::Markup;
use tidings::config::Shortcodes;
use tidings::entry::body::{RenderContext, Rendered, render};
use tidings::feed::WebUrl;
use tidings::text::{Dialect, Links};
use url::Url;

struct Nowhere;

impl Links for Nowhere {
    fn article(&self, _: &str, _: &str) -> Option<WebUrl> {
        None
    }
}

fn rendered(markup: Markup, body: &str) -> Rendered {
    let page = Url::parse("https://acme.example/news/launch/").unwrap();
    let context = RenderContext {
        markup,
        title: None,
        page_url: &page,
        site_url: &page,
        file: "content/launch.md",
        source: body,
        body_offset: 0,
        links: &Nowhere,
        site_values: &BTreeMap::new(),
        page_values: &BTreeMap::new(),
        dialect: Dialect::UNKNOWN,
        shortcodes: Shortcodes::Remove,
        id_prefix: "launch-",
    };
    render(body, &context)
}

/// Another sanitiser, told what we allow on purpose, must find nothing to take out.
fn judged(html: &str) -> String {
    let mut judge = ammonia::Builder::default();
    judge
        .add_tags([
            "audio", "video", "source", "picture", "u", "tfoot", "rp", "rt", "ruby", "dfn", "bdo", "bdi", "time",
        ])
        .add_tags(["math", "mi", "mn", "mo", "mtext", "mrow", "mfrac", "msup", "msub", "msqrt", "mtable", "mtr", "mtd"])
        .add_generic_attributes(["dir"])
        .link_rel(None)
        .add_tag_attributes("a", ["id", "title"])
        .add_tag_attributes("li", ["id", "value"])
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("pre", ["class"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("img", ["srcset", "sizes", "title"])
        .add_tag_attributes("source", ["src", "srcset", "media", "sizes", "type"])
        .add_tag_attributes("video", ["src", "poster", "width", "height", "controls"])
        .add_tag_attributes("audio", ["src", "controls"])
        .add_tag_attributes("abbr", ["title"])
        .add_tag_attributes("ol", ["type", "reversed", "start"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    judge.clean(html).to_string()
}

/// ammonia writes no-break spaces and quotes its own way; nothing else may differ.
fn normal(html: &str) -> String {
    html.replace("&nbsp;", "\u{a0}")
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=\"x\"/onerror=alert(1)//",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript&colon;alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<a href=\"view-source:javascript:x\">x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT&colon;alert(1))",
    "[x](<java script:alert(1)>)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<svg onload=alert(1)><a xlink:href=\"javascript:x\">x</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mi><p><img src=x onerror=alert(1)></p></mi><mo><a href=\"javascript:x\">y</a></mo></math>",
    "<math href=\"javascript:alert(1)\"><mrow xlink:href=\"javascript:x\" onclick=alert(1)>x</mrow></math>",
    "<math><mi><script>alert(1)</script></mi><mtext><style>x</style><svg onload=alert(1)></mtext></math>",
    "<p dir=\"rtl\" lang=\"x\" onclick=x><span dir=\"ltr\"><script>x</script>a</span></p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><img src=x onerror=x></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"data:text/html;base64,x\">",
    "<base href=\"https://evil.example/\"><a href=x>y</a>",
    "<meta http-equiv=refresh content=\"0;url=javascript:x\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<p style=\"background:url(javascript:x)\">a</p>",
    "<div onclick=alert(1) onmouseover='x'>a</div>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    "<img srcset=\"javascript:x 1x, data:image/svg+xml,<svg onload=x> 2x\">",
    "<video poster=javascript:alert(1) src=a.mp4></video>",
    "<blockquote cite=\"javascript:x\">a</blockquote>",
    "<form action=javascript:x><input formaction=javascript:x type=submit><button formaction=x>b</button></form>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>' ?><script>x</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "```\"><script>alert(1)</script>\nx\n```",
    "{{< figure src=\"javascript:alert(1)\" >}}",
    "{{< figure src=\"a.png\" alt='\"><script>x</script>' caption=\"<script>x</script>\" >}}",
    "{% raw %}<script>alert(1)</script>{% endraw %}",
    "{% highlight html %}<script>alert(1)</script>{% endhighlight %}",
    "{% assign a = \"javascript:alert(1)\" %}[x]({{a}})",
    "<Link href=\"javascript:alert(1)\">x</Link>",
    "<YouTubeIframe src=\"javascript:alert(1)\" />",
    "<div style={{a: 1}} onclick={x} onload=\"alert(1)\">y</div>",
];

#[test]
fn no_attack_comes_through() {
    for attack in ATTACKS {
        for markup in [Markup::Markdown, Markup::Html, Markup::Text] {
            let html = rendered(markup, attack).html;
            let html = html.as_str();
            for tag in
                html.split('<').skip(1).filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag.to_ascii_lowercase())
            {
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or("");
                let forbidden = [
                    "script",
                    "style",
                    "svg",
                    "mglyph",
                    "malignmark",
                    "annotation",
                    "annotation-xml",
                    "iframe",
                    "object",
                    "embed",
                    "form",
                    "input",
                    "base",
                    "meta",
                    "link",
                ];
                assert!(!forbidden.contains(&name), "{name} of {attack:?} as {markup:?}: {html}");
                for bad in
                    ["\"javascript:", "\"vbscript:", "\"data:", "\"file:", "\"feed:", " on", " style=", " srcdoc="]
                {
                    assert!(!tag.contains(bad), "{bad} of {attack:?} as {markup:?}: {html}");
                }
            }
            assert_eq!(normal(&judged(html)), normal(html), "of {attack:?} as {markup:?}");
            assert_eq!(rendered(Markup::Html, html).html.as_str(), html, "again, of {attack:?}");
        }
    }
}

#[test]
fn a_dropped_address_keeps_its_text_and_is_reported() {
    let rendered = rendered(Markup::Markdown, "One\n\n[the text](javascript:alert)");
    assert_eq!(rendered.html.as_str(), "<p>One</p>\n<p>the text</p>");
    let found = &rendered.diagnostics[0];
    assert_eq!((found.code.as_str(), found.place.as_ref().map(|place| place.line)), ("link-dropped", Some(3)));
}

#[test]
fn markup_that_multiplies_is_given_up() {
    let deep = "<div>".repeat(16_000);
    let many: String = (0..2000).map(|n| format!("<p><b id={n}>")).collect();
    let wide = format!("{}\n{}\n{}", "|a".repeat(533), "|-".repeat(533), "|x\n".repeat(533));
    for (markup, body, code) in [
        (Markup::Html, &deep, "html-too-deep"),
        (Markup::Markdown, &deep, "html-too-deep"),
        (Markup::Html, &many, "html-too-"),
        (Markup::Markdown, &wide, "html-too-large"),
        (Markup::Markdown, &"> ".repeat(5000), "html-too-deep"),
    ] {
        let rendered = rendered(markup, body);
        assert!(
            rendered.diagnostics.iter().any(|found| found.code.as_str().starts_with(code)),
            "{code}: {:?}",
            rendered.diagnostics
        );
        assert!(rendered.html.as_str().len() < 1 << 21);
    }
}

#[test]
fn hostile_sizes_take_no_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\">\"")).collect();
    let bodies = [
        ("brackets", "[".repeat(100_000)),
        ("images", "![".repeat(50_000)),
        ("pairs", "[a](".repeat(30_000)),
        ("stars", "*a **b ".repeat(20_000)),
        ("cjk stars", "中**。".repeat(20_000)),
        ("quotes", ">".repeat(100_000)),
        ("lists", "- ".repeat(50_000)),
        ("numbers", "1. ".repeat(50_000)),
        ("ticks", (1..600).map(|n| "`".repeat(n) + " ").collect()),
        ("long line", "word ".repeat(200_000)),
        ("divs", "<div>".repeat(50_000)),
        ("closed", "<b>x</b>".repeat(20_000)),
        ("unclosed b", "<b>".repeat(50_000)),
        ("formatting", (0..5000).map(|n| format!("<p><b id=n{n}>")).collect()),
        ("anchors", "<a href=x>".repeat(20_000)),
        ("tables", "<table><tr><td>".repeat(5_000)),
        ("foster", format!("<table>{}", "x<b>".repeat(10_000))),
        ("attributes", format!("<a{attributes}>")),
        ("tags", "<".repeat(100_000)),
        ("open tags", "<a ".repeat(50_000)),
        ("comments", "<!--".repeat(50_000)),
        ("expressions", "{{".repeat(100_000)),
        ("statements", "{% x ".repeat(50_000)),
        ("blocks", "{% if x %}".repeat(20_000)),
        ("elses", "{% if x %}{% else %}".repeat(10_000)),
        ("loops", "{% for x %}".repeat(20_000)),
        ("raws", "{% raw %}".repeat(20_000)),
        ("unknown", "{% x %}".repeat(5_000)),
        ("hugo", "{{< x >}}".repeat(3_000)),
        ("lists of attributes", "{: ".repeat(50_000)),
        ("components", format!("</Note>{}", "<Note ".repeat(20_000))),
        ("opened components", "<Note>".repeat(5_000) + "</Note>"),
        ("braces", format!("{{/* x */}}{}", "{".repeat(20_000))),
        ("footnotes", (0..5000).map(|n| format!("[^{n}] ")).collect::<String>() + "\n\n[^1]: x"),
        ("references", "[a][b] ".repeat(20_000)),
        ("entities", "&amp".repeat(50_000)),
        ("colons", ":a".repeat(50_000)),
        ("addresses", "a@b.c ".repeat(10_000)),
        ("dollars", "$\\a$ $".repeat(20_000)),
        ("pre", "<pre".repeat(50_000)),
        ("containers", ":::note\n".repeat(10_000)),
        ("shortcodes", "[a b=\"c\"] ".repeat(5_000)),
        ("shortcodes without an end", "[embed a=b][a b=\"c\"".repeat(10_000)),
        ("wiki links", "[[a|b]] [[a".repeat(10_000)),
        ("alerts", "> [!x] y\n".repeat(10_000)),
        ("attributes", "a {.b} c){.d\n".repeat(10_000)),
        ("parts", "a <b>\n\nc</b>\n\n".repeat(10_000)),
        ("definitions", "a\n: b\n".repeat(5_000)),
        ("titles", "```a title=\"b\n".repeat(10_000)),
        ("codes", "<code>".repeat(30_000)),
        ("inline code and pre", "`<pre>` ".repeat(10_000)),
    ];
    let mut slow = Vec::new();
    for (name, body) in &bodies {
        for markup in [Markup::Markdown, Markup::Html, Markup::Text] {
            let start = Instant::now();
            rendered(markup, body);
            let spent = start.elapsed();
            if spent > Duration::from_secs(5) {
                slow.push(format!("{name} as {markup:?}: {spent:?}"));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
