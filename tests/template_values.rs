//! Templates in articles get the values that the site and the front matter have; what is not known is taken out and told.
//!
//! What generators make of the same lines was measured on Jekyll 4.3.1 and Hugo 0.168.0.

mod support;

use support::Site;

/// What becomes of a body below a front matter, on a site in a folder of its host.
fn html(generator: &str, values: &str, head: &str, body: &str) -> (String, String) {
    let site = Site::bare();
    let text = format!(
        "[site]\ntitle = \"Shed\"\nurl = \"https://shed.example/radio/\"\n{generator}\n[content]\ndir = \"_posts\"\n[content.values]\n{values}"
    );
    site.write("tidings.toml", text);
    site.write("_posts/2026-01-05-a.md", format!("---\ntitle: Scope\ndate: 2026-01-05\n{head}---\n{body}\n"));
    let ran = site.build();
    let feed = site.feed();
    (feed["items"][0]["content_html"].as_str().unwrap_or_default().to_owned(), ran.err)
}

const JEKYLL: &str = "generator = \"jekyll\"";

/// Values as Jekyll's configuration has them.
const SAID: &str = "site.title = \"Shed\"\nsite.phone = \"030 1234\"\nsite.baseurl = \"/radio\"\nsite.url = \"https://shed.example\"\nsite.author.name = \"Mei\"\nsite.flag = true\nsite.cnt = 3\n";

/// Each line is an expression and what Jekyll writes for it.
fn check(cases: &[(&str, &str)]) {
    for (expression, expected) in cases {
        let (html, told) = html(
            JEKYLL,
            SAID,
            "model: X-200\ndraftish: false\nn: 3\nmulti: {a: {b: deep}}\nday: 2026-02-03\n",
            &format!("[{expression}]"),
        );
        assert_eq!(html.trim(), format!("<p>[{expected}]</p>"), "of {expression}");
        assert!(!told.contains("template-removed"), "of {expression}: {told}");
    }
}

#[test]
fn names_have_the_values_of_the_site_and_of_the_front_matter() {
    check(&[
        ("{{ site.title }}", "Shed"),
        ("{{ site.phone }}", "030 1234"),
        ("{{ site.author.name }}", "Mei"),
        ("{{ site.flag }} {{ site.cnt }}", "true 3"),
        ("{{ page.title }}", "Scope"),
        ("{{ page.model }}", "X-200"),
        ("{{ page['model'] }}", "X-200"),
        ("{{ page.draftish }} {{ page.n }} {{ page.multi.a.b }}", "false 3 deep"),
        ("{{ page.day }}", "2026-02-03"),
        ("{{ site.title | upcase }} {{ site.title | downcase }}", "SHED shed"),
        ("{{ site.title | default: \"x\" }}", "Shed"),
        ("{{ \"x\" | append: site.title }}", "xShed"),
        ("{% assign base = site.title | append: \"/assets\" %}{{ base }}/x.png", "Shed/assets/x.png"),
    ]);
}

#[test]
fn addresses_are_those_that_jekyll_makes() {
    let cases = [
        ("{{ '/b.pdf' | relative_url }}", "https://shed.example/radio/b.pdf"),
        ("{{ 'b.pdf' | relative_url }}", "https://shed.example/radio/b.pdf"),
        ("{{ 'https://x.example/a' | relative_url }}", "https://x.example/a"),
        ("{{ '/' | relative_url }}", "https://shed.example/radio/"),
        ("{{ '/b.pdf' | absolute_url }}", "https://shed.example/radio/b.pdf"),
        ("{{ 'b.pdf' | absolute_url }}", "https://shed.example/radio/b.pdf"),
        ("{{ '/a b ü.pdf' | absolute_url }}", "https://shed.example/radio/a%20b%20%C3%BC.pdf"),
        ("{{ '/x?y=1#z' | absolute_url }}", "https://shed.example/radio/x?y=1#z"),
        ("{{ '/c.pdf' | prepend: site.baseurl }}", "https://shed.example/radio/c.pdf"),
        ("{{ '/c.pdf' | prepend: site.baseurl | prepend: site.url }}", "https://shed.example/radio/c.pdf"),
        ("{{ site.baseurl | append: '/d.png' }}", "https://shed.example/radio/d.png"),
        ("{{ site.url }}{{ site.baseurl }}/", "https://shed.example/radio/"),
        ("{{ '/a/index.html' | relative_url | strip_index }}", "https://shed.example/radio/a/"),
        ("{{ '/b/' | url }}", "https://shed.example/radio/b/"),
        ("{{ get_url(path=\"files/a.css\") }}", "https://shed.example/radio/files/a.css"),
        ("{{ get_url(path=\"/files/\", trailing_slash=true) }}", "https://shed.example/radio/files/"),
        ("{{ config.base_url }}/c.pdf", "https://shed.example/radio/c.pdf"),
    ];
    for (expression, expected) in cases {
        // The folder is that of the site's address where the generator's configuration does not say one.
        for values in [SAID, ""] {
            let (html, told) = html(JEKYLL, values, "", &format!("[x]({expression})"));
            assert_eq!(html.trim(), format!("<p><a href=\"{expected}\">x</a></p>"), "of {expression}: {told}");
        }
    }
}

#[test]
fn the_page_has_its_address_without_the_folder() {
    let permalink = "permalink = \"{slug}/\"\n";
    let (html, _) = html(
        &format!("{permalink}{JEKYLL}"),
        "",
        "",
        "[x]({{ page.url | relative_url }}) [y]({{ page.url | absolute_url }})",
    );
    assert_eq!(html.matches("https://shed.example/radio/").count(), 2, "{html}");
    assert!(!html.contains("/radio/radio"), "{html}");
}

#[test]
fn hugos_param_is_the_pages_or_the_sites() {
    let values = "site.params.phone = \"030 <b>12</b> & 34\"\nsite.params.Model = \"X-1\"\nsite.params.deep.er = \"down\"\nsite.params.n = 3\nsite.params.flag = false\n";
    let head = "Model: PageModel\nparams: {inner: in}\ntop: {sub: s}\nstarred: \"a *b* [c]\"\n";
    for (shortcode, expected) in [
        ("{{< param phone >}}", "030 &lt;b&gt;12&lt;/b&gt; &amp; 34"),
        ("{{% param \"phone\" %}}", "030 &lt;b&gt;12&lt;/b&gt; &amp; 34"),
        ("{{< param \"model\" >}}", "PageModel"),
        ("{{< param deep.er >}} {{< param \"deep.ER\" >}}", "down down"),
        ("{{< param inner >}} {{< param top.sub >}} {{< param title >}}", "in s Scope"),
        ("{{< param n >}}", "3"),
        ("{{< param starred >}}", "a *b* [c]"),
        ("[x](/y{{< param n >}})", "<a href=\"https://shed.example/y3\">x</a>"),
    ] {
        let (html, told) = html("generator = \"hugo\"", values, head, &format!("a {shortcode}"));
        assert_eq!(html.trim(), format!("<p>a {expected}</p>"), "of {shortcode}: {told}");
    }
    for unknown in ["{{< param nothing >}}", "{{< param flag >}}", "{{< param params.inner >}}"] {
        let (html, told) = html("generator = \"hugo\"", values, head, &format!("a {unknown} b"));
        assert_eq!(html.trim(), "<p>a  b</p>", "of {unknown}");
        assert!(told.contains("template-removed"), "of {unknown}: {told}");
    }
}

#[test]
fn mdx_has_the_front_matter() {
    let site = Site::new("");
    site.write("content/2026-01-05-a.mdx", "---\ntitle: A <b>\nmodel: X-200\n---\n# {frontMatter.model}\n\nThe {frontMatter.model} and {frontmatter.model}, {frontMatter.other}.\n");
    site.build();
    let content = site.feed()["items"][0]["content_html"].as_str().unwrap_or_default().to_owned();
    assert!(content.contains("The X-200 and X-200, ."), "{content}");
}

#[test]
fn what_is_not_known_is_taken_out_and_told() {
    let head = "date2: 2026-02-03 10:11:12\nprice: 2.50\nlist: [a, b]\nswitch: yes\n";
    for expression in [
        "{{ site.nothing }}",
        "{{ page.nothing }}",
        "{{ page.Title2 }}",
        "{{ site.title | slugify }}",
        "{{ page.list }}",
        "{{ page[site.x] }}",
        // What generators show of these is not what is typed.
        "{{ page.date }}",
        "{{ page.date2 }}",
        "{{ page.price }}",
        "{{ page.switch }}",
        "{{ site.nothing | default: \"y\" }}",
        "{{ \"a\" | append: site.nothing }}",
    ] {
        let (html, told) = html(JEKYLL, "site.title = \"Shed\"\n", head, &format!("a {expression} b"));
        assert_eq!(html.trim(), "<p>a  b</p>", "of {expression}");
        assert!(told.contains("template-removed"), "of {expression}: {told}");
    }
}

#[test]
fn values_are_no_templates_and_no_bomb() {
    let long = "x".repeat(4000);
    let (html, told) = html(
        "",
        &format!("site.x = \"{long}\"\nsite.t = \"{{{{ site.t }}}}\"\n"),
        "",
        &format!("a {{{{ site.t }}}} {}", "{{site.x}} ".repeat(2000)),
    );
    assert!(html.starts_with("<p>a {{ site.t }} xxx"), "{}", &html[..60]);
    assert!(html.len() < 1_200_000, "{}", html.len());
    assert!(told.contains("template-removed"), "{told}");
}

#[test]
fn values_are_scalars_by_name() {
    let site = Site::new(
        "[content.values]\nmirror = \"https://m.example\"\n\"site.phone\" = \"1\"\n[content.values.site.params]\nroom = 12\nopen = 2026-01-05\n",
    );
    site.write(
        "content/2026-01-05-a.md",
        "# A\n\n{{ mirror }} {{ site.phone }} {{ site.params.room }} {{ site.params.open }}\n",
    );
    site.build();
    let content = site.feed()["items"][0]["content_html"].as_str().unwrap_or_default().to_owned();
    assert!(content.contains("m.example"), "{content}");
    assert!(content.contains(" 1 12 2026-01-05"), "{content}");
}
