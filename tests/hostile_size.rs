//! Articles made to take time, memory or disk: what they cost grows with their size, and what they may add to
//! the output has a bound that is said.

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use support::Site;
use tidings::article::Markup;
use tidings::article::front_matter::parse;
use tidings::config::Shortcodes;
use tidings::diagnostic::MOST_OF_A_CODE;
use tidings::entry::body::{RenderContext, Rendered, render};
use tidings::feed::WebUrl;
use tidings::text::{Dialect, Links};
use url::Url;

struct NoArticle;

impl Links for NoArticle {
    fn article(&self, _: &str, _: &str) -> Option<WebUrl> {
        None
    }
}

fn rendered(markup: Markup, body: &str) -> Rendered {
    let page = Url::parse("https://acme.example/news/a/").unwrap();
    let context = RenderContext {
        markup,
        title: Some("A"),
        page_url: &page,
        site_url: &page,
        file: "content/a.mdx",
        source: body,
        body_offset: 0,
        links: &NoArticle,
        site_values: &BTreeMap::new(),
        page_values: &BTreeMap::new(),
        dialect: Dialect::UNKNOWN,
        shortcodes: Shortcodes::Remove,
        id_prefix: "a-",
    };
    render(body, &context)
}

/// What opens, what closes, and what stands alone, in every syntax.
const OPENERS: &[&str] = &[
    "{% x %}",
    "{% if x %}",
    "{% if true %}",
    "{% if false %}",
    "{% unless x %}",
    "{% case x %}",
    "{% for x in y %}",
    "{% comment %}",
    "{% raw %}",
    "{% highlight x %}",
    "{% capture x %}",
    "{% macro x() %}",
    "{% quote(a=1) %}",
    "{%",
    "{% a",
    "{{ x }}",
    "{{ x",
    "{{",
    "{{ if x }}",
    "{{ if true }}",
    "{{#if x}}",
    "{{#x}}",
    "{{/*",
    "{{!--",
    "{{< x >}}",
    "{{% x %}}",
    "{{< x",
    "{{</*",
    "{{< comment >}}",
    "{#",
    "{# ",
    "{#x",
    "{>>",
    "{--",
    "{++",
    "{==",
    "{~~",
    "{~~a~>",
    "%%",
    "%%a ",
    " %%\n",
    "{/*",
    "{",
    "{x && (",
    "{\"",
    "{`",
    "<!--",
    "<!-- a -->",
    "<A>",
    "<A/>",
    "<A ",
    "<a b=\"",
    "<a b={",
    "<Hidden>",
    "<div>",
    "<br>",
    "<b ",
    "<",
    "</b>",
    "<pre>",
    "<code>",
    "[a](javascript:1)",
    "[a](",
    "[[a|b]]",
    "[[",
    "[gallery a=\"",
    "[embed]",
    "[a b=\"c\"]",
    "[a ",
    "![a](b c",
    "](",
    "]( a.b",
    "{: .a}",
    "{:toc}",
    "{::comment}",
    "{:",
    "{.a}",
    "a {.b}\n",
    ":::",
    ":::a\n",
    "> [!x] y\n",
    "*[a]: b\n",
    "`",
    "`{% raw",
    "import 'a'\n",
    "export const a = {\n",
    "* ",
    "- ",
    "**<!-- -->",
    "  ",
    "\n",
    "\n\n",
    "\\",
    "$",
    "^",
    "www.a",
    "a@b.c ",
    ":a",
    "&",
    "|",
    "汉**。",
];
const CLOSERS: &[&str] = &[
    "{% endx %}",
    "{% endif %}",
    "{% else %}",
    "{% elsif x %}",
    "{% endcomment %}",
    "{% endraw %}",
    "{% end %}",
    "%}",
    "}}",
    "{{ end }}",
    "{{ else }}",
    "{{/if}}",
    "{{/x}}",
    "*/}}",
    "--}}",
    "{{< /x >}}",
    "{{% /x %}}",
    ">}}",
    "{{< /comment >}}",
    "#}",
    "<<}",
    "--}",
    "++}",
    "==}",
    "~~}",
    "%%",
    "*/}",
    "}",
    ")}",
    "-->",
    "</A>",
    "</Hidden>",
    "</div>",
    "]",
    "]]",
    ")",
    "[/embed]",
    "{:/",
    "</pre>",
    "\"",
    "\n```\n",
];

/// Patterns of about `size` bytes: one mark repeated, with blanks, in paragraphs, behind blanks and before text.
fn alone(size: usize) -> Vec<(String, String)> {
    let times = |piece: &str| piece.repeat(size / piece.len());
    let half = |piece: &str| piece.repeat(size / 2 / piece.len());
    let of = |mark: &&str| {
        [
            (format!("{mark:?} repeated"), times(mark)),
            (format!("{mark:?} and a blank"), times(&format!("{mark} "))),
            (format!("{mark:?} a paragraph each"), times(&format!("{mark}a\n\n"))),
            (format!("blanks, then {mark:?}"), half(" ") + &half(mark)),
            (format!("{mark:?}, then text"), half(mark) + &half("a")),
        ]
    };
    OPENERS.iter().chain(CLOSERS).flat_map(of).collect()
}

/// The same of each opener and each closer: many within as many, and many beside each other.
fn paired(size: usize) -> impl Iterator<Item = (String, String)> {
    let pairs = OPENERS.iter().flat_map(|opener| CLOSERS.iter().map(move |closer| (opener, closer)));
    pairs.flat_map(move |(opener, closer)| {
        let half = |piece: &str| piece.repeat(size / 2 / piece.len());
        let beside = format!("{opener}{closer}");
        [
            (format!("{opener:?} within {closer:?}"), half(opener) + &half(closer)),
            (format!("{opener:?} beside {closer:?}"), beside.repeat(size / beside.len())),
        ]
    })
}

/// Generous: the slowest takes a tenth of it, and quadratic time at this size is hundreds of times as much.
const AT_MOST: Duration = Duration::from_secs(20);

#[test]
fn marks_of_every_syntax_take_linear_time() {
    // TIDINGS_STRESS=1000000 looks at each alone with as many bytes, and with twice as many.
    if let Some(size) = std::env::var("TIDINGS_STRESS").ok().and_then(|size| size.parse().ok()) {
        return stress(size);
    }
    for markup in [Markup::Markdown, Markup::Html, Markup::Text] {
        for (what, body) in alone(4_000) {
            let began = Instant::now();
            rendered(markup, &body);
            assert!(began.elapsed() < AT_MOST, "{what} as {markup:?} took {:?}", began.elapsed());
        }
    }
}

/// Prints what takes more than twice and a half the time for twice the size, or long.
fn stress(size: usize) {
    for markup in [Markup::Markdown, Markup::Html] {
        let once = alone(size).into_iter().chain(paired(size));
        let twice = alone(2 * size).into_iter().chain(paired(2 * size));
        for ((what, one), (_, two)) in once.zip(twice) {
            let time = |body: &str| {
                let began = Instant::now();
                rendered(markup, body);
                began.elapsed().as_secs_f64()
            };
            let (first, second) = (time(&one), time(&two));
            if second > 0.25 && second > 2.7 * first || second > 3.0 {
                println!("{what} as {markup:?}: {first:.2} s, then {second:.2} s");
            }
        }
    }
}

#[test]
fn long_runs_of_templates_end_in_time() {
    let n = 20_000;
    for (what, body) in [
        ("tags", "{% x %} ".repeat(n)),
        ("expressions", "{{ x }} ".repeat(n)),
        ("shortcodes within each other", "{{< a >}}".repeat(n) + &"{{< /a >}}".repeat(n)),
        ("conditions within each other", "{% if true %}".repeat(n) + &"{% endif %}".repeat(n)),
        ("conditions without an end", "{% if true %}a".repeat(n)),
        ("branches", "{% if false %}".to_owned() + &"{% elsif false %}a".repeat(n) + "{% endif %}"),
        ("comments on one line", "<!-- a -->".repeat(n)),
        ("remarks", "%%a%% ".repeat(n)),
        ("edits", "{++".repeat(n) + &"++}".repeat(n)),
        ("braces", "{a ".repeat(n) + "import 'a'\n\n{/* */}"),
    ] {
        let began = Instant::now();
        let found = rendered(Markup::Markdown, &body);
        assert!(began.elapsed() < AT_MOST, "{what} took {:?}", began.elapsed());
        assert!(found.diagnostics.len() <= 3 * (MOST_OF_A_CODE + 1), "{what}: {}", found.diagnostics.len());
    }
}

#[test]
fn findings_of_a_kind_are_bounded_and_the_rest_is_counted() {
    let many = MOST_OF_A_CODE * 3;
    for (body, code, told) in [
        ("a {% odd %}\n".repeat(many), "template-removed", many),
        ("a {# b #}\n".repeat(many), "template-hidden", many),
        ((0..many).map(|n| format!("[a](javascript:{n}) ")).collect(), "link-dropped", 0),
        ((0..many).map(|n| format!("<a href=\"javascript:{n}\">a</a>\n")).collect(), "link-dropped", 0),
    ] {
        let found = rendered(Markup::Markdown, &body);
        assert_eq!(found.removed, told, "{code}");
        let of_code: Vec<_> = found.diagnostics.iter().filter(|found| found.code.as_str() == code).collect();
        assert_eq!(of_code.len(), MOST_OF_A_CODE + 1, "{code}");
        let rest = format!("and {} more of this kind in the article", many - MOST_OF_A_CODE);
        assert!(of_code.iter().any(|found| found.message == rest), "{code}: {:?}", of_code.last());
        // The places are right, though they come from an index.
        let last = of_code.iter().filter_map(|found| found.place.as_ref()).max().expect("a place");
        assert_eq!(
            (last.line > 1, last.column),
            (body.contains('\n'), last.source[..last.span.start].chars().count() + 1)
        );
    }
}

#[test]
fn values_of_front_matter_are_bounded_in_every_language() {
    let many = 30_000;
    let lines = |line: &str| (0..many).map(|n| line.replace('N', &n.to_string())).collect::<String>();
    for (what, text) in [
        ("toml tables", format!("+++\n{}+++\n", lines("[tN.a]\n"))),
        ("toml inline tables", format!("+++\nx = [{}]\n+++\n", "{a = 1},".repeat(many))),
        ("toml dotted keys", format!("+++\n{}+++\n", lines("aN.b.c = 1\n"))),
        ("toml keys", format!("+++\n{}+++\n", lines("aN = 1\n"))),
        ("toml arrays", format!("+++\nx = [{}]\n+++\n", "[],".repeat(many))),
        ("toml keys twice", format!("+++\n{}+++\n", "a = 1\n".repeat(many))),
        ("yaml keys", format!("---\n{}---\n", lines("aN: 1\n"))),
        ("yaml list", format!("---\nx:\n{}---\n", "- 1\n".repeat(many))),
        ("json keys", format!("{{{}\"z\": 1}}\n", lines("\"aN\": 1,"))),
        ("header lines", format!("Title: A\n{}\nText\n", lines("aN: 1\n"))),
    ] {
        let parsed = parse(&text);
        let told: Vec<_> =
            parsed.diagnostics.iter().filter(|found| found.code.as_str() == "front-matter-invalid").collect();
        assert_eq!(told.len(), 1, "{what}: {:?}", &parsed.diagnostics[..parsed.diagnostics.len().min(2)]);
        assert!(told[0].message.contains("too many"), "{what}: {}", told[0].message);
        assert!(parsed.front_matter.title.is_none(), "{what}");
    }
    // A long text is one value.
    let long = "word, and = [word]. ".repeat(many);
    for text in [
        format!("+++\ntitle = \"A\"\nsummary = \"{long}\"\n+++\n"),
        format!("+++\ntitle = \"A\"\nsummary = '''\n{long}\n'''\n+++\n"),
        format!("---\ntitle: A\nsummary: \"{long}\"\n---\n"),
    ] {
        assert!(parse(&text).front_matter.title.is_some(), "{:?}", parse(&text).diagnostics);
    }
}

#[test]
fn one_article_cannot_fill_the_output() {
    let feeds = "[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\n";
    let article = |tags: usize, more: &str| {
        let tags: Vec<String> = (0..tags).map(|n| format!("t{n}")).collect();
        format!("---\ntitle: T\ndate: 2026-03-01\ntags: [{}]\n---\n\nSome text of an article.\n{more}", tags.join(", "))
    };
    for (what, text) in [("many tags", article(2_000, "")), ("a long text", article(60, &"word ".repeat(600_000)))] {
        let site = Site::new(feeds);
        site.write("content/2026-03-01-wide.md", text);
        site.write("content/2026-03-02-fine.md", article(12, ""));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{what}: {}", ran.err);
        let told = ran.err.contains("article-spreads") && ran.err.contains("2026-03-01-wide.md:4:8");
        assert!(told, "{what}: {}", ran.err);
        assert!(!site.path("feeds").exists(), "{what}");

        // Without it the others go out.
        let ran = site.run(&["build", "--keep-going"]);
        assert_eq!(ran.code, 1, "{what}: {}", ran.err);
        let files = site.files("feeds");
        assert!(files.len() < 60 && files.keys().any(|file| file.contains("tag-t11")), "{what}: {}", files.len());
        assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("wide")), "{what}");
    }
    // Tags by which no feeds are made do no harm, nor does what nobody would call many.
    for (more, text) in [("", article(2_000, "")), (feeds, article(100, ""))] {
        let site = Site::new(more);
        site.write("content/2026-03-01-wide.md", text);
        site.build();
    }
}
