//! What a writer hides by the syntax of the source is never published, what cannot be worked out neither,
//! and the report says so; what only looks like it stays.

mod support;

use std::collections::BTreeMap;

use support::Site;
use tidings::article::Markup;
use tidings::config::Shortcodes;
use tidings::diagnostic::Severity;
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

fn rendered(markup: Markup, file: &str, body: &str) -> Rendered {
    let page = Url::parse("https://acme.example/news/launch/").unwrap();
    let site = Url::parse("https://acme.example/news/").unwrap();
    let context = RenderContext {
        markup,
        title: Some("Launch"),
        page_url: &page,
        site_url: &site,
        file,
        source: body,
        body_offset: 0,
        links: &NoArticle,
        site_values: &BTreeMap::new(),
        page_values: &BTreeMap::new(),
        dialect: Dialect::UNKNOWN,
        shortcodes: Shortcodes::Remove,
        id_prefix: "launch-",
    };
    render(body, &context)
}

fn markdown(body: &str) -> Rendered {
    rendered(Markup::Markdown, "content/launch.md", body)
}

/// The word that stands where something is hidden.
const HIDDEN: &str = "heron";

/// What hides, whatever the data of the site are.
const HIDES: &[&str] = &[
    "{% comment %}heron{% endcomment %}",
    "{%- comment -%}\nheron\n{%- endcomment -%}",
    "{% comment %}a{% comment %}b{% endcomment %}heron{% endcomment %}",
    "{% comment %}\n\n```\nheron\n```\n\nheron\n\n{% endcomment %}",
    "{% comment %}heron{% /comment %}",
    "{% # heron %}",
    "{# heron #}",
    "{#heron#}",
    "{#- heron\n\nover {% if x %} lines -#}",
    "{% if false %}heron{% endif %}",
    "{%- if false -%}heron{%- endif -%}",
    "{% if true %}kept{% else %}heron{% endif %}",
    "{% if false %}heron{% elsif false %}heron{% else %}kept{% endif %}",
    "{% if false %}{% if true %}heron{% else %}heron{% endif %}{% else %}kept{% endif %}",
    "{%if false%}heron{%else if false%}heron{%endif%}",
    "{{<comment>}}heron{{</comment>}}",
    "{% if not true %}heron{% endif %}",
    "{% if 1 == 2 %}heron{% endif %}",
    "{% assign loud = false %}{% if loud %}heron{% endif %}",
    "{% assign kind = \"b\" %}{% case kind %}heron{% when \"a\" %}heron{% when \"b\", 'c' %}kept{% else %}heron{% endcase %}",
    "{% set days = 3 %}{% if days > 4 %}heron{% else %}kept{% endif %}",
    "{% unless true %}heron{% endunless %}",
    "{% macro warn(text) %}heron{% endmacro %}",
    "{% capture x %}heron{% endcapture %}",
    "{% set x %}heron{% endset %}",
    "{% doc %}heron{% enddoc %}",
    "{{/* heron */}}",
    "{{- /* heron\n}} heron */ -}}",
    "{{! heron }}",
    "{{!-- heron }} heron --}}",
    "{{ if false }}heron{{ end }}",
    "{{ if true }}kept{{ else }}heron{{ end }}",
    "{{- if false -}}heron{{- else if true -}}kept{{- end -}}",
    "{{ define \"x\" }}heron{{ end }}",
    "{{#if false}}heron{{/if}}",
    "{{#if true}}kept{{else}}heron{{/if}}",
    "{{< comment >}}heron{{< /comment >}}",
    "{{% comment %}}\nheron\n{{% /comment %}}",
    "%%heron%%",
    "%% heron\nheron %%",
    "%%\nheron\n\nheron\n%%",
    "> %%heron%%",
    "**a**%%heron%%",
    "{>>heron<<}",
    "{--heron--}",
    "{~~heron~>kept~~}",
    "<!-- heron -->",
    "{/* heron */}",
    "{/*\n\nheron\n\n*/}",
    "{::comment}heron{:/comment}",
    "{{ if false }}heron{{ /if }}",
    "{{ if false }}heron{{ endif }}",
    "{{ if true }}kept{{ elseif page.x }}heron{{ endif }}",
    "{{#if true}}kept{{^}}heron{{/if}}",
    "{{ comment }}heron{{ /comment }}",
    "{{ comment }}heron{{ endcomment }}",
    "<!--{% if false %}-->\nheron\n<!--{% endif %}-->",
    "<!-- {% comment %} -->heron<!-- {% endcomment %} -->",
    "<!-- a {% if false %} b -->heron<!-- {% elsif false %} -->heron<!-- {% else %} -->kept<!-- {% endif %} -->",
    "{% if false %}heron<!-- {% endif %} -->",
    "<!-- {% if false %} -->heron{% endif %}",
    "<!-- {% if false %} -->heron<!-- {% endif %} {% if false %} -->heron<!-- {% endif %} -->",
    "<!-- {{ if false }} -->heron<!-- {{ end }} -->",
    "{false && (<p>heron</p>)}",
    "Text.\n\n<Show when={false}>\n\nheron\n\n</Show>",
    "Text.\n\n<If condition={false}>heron</If>",
    "{false && (\n  <p>\n\n  heron\n\n  </p>\n)}",
];

/// What cannot be worked out: it is left out, with a warning.
const UNKNOWN: &[&str] = &[
    "{% if page.staff %}heron{% endif %}",
    "{% if page.staff %}heron{% else %}heron{% endif %}",
    "{% if page.staff %}heron{% if true %}heron{% endif %}heron{% endif %}",
    "{% unless page.staff %}heron{% endunless %}",
    "{% ifversion ghes %}heron{% endifversion %}",
    "{% if $staff %}heron{% else /%}heron{% /if %}",
    "{% if true and page.staff %}heron{% endif %}",
    "{% assign a = page.a %}{% if a %}heron{% endif %}",
    "{% case page.kind %}{% when \"a\" %}heron{% else %}heron{% endcase %}",
    "{% for a in b %}heron{% else %}heron{% endfor %}",
    "{% private %}heron{% endprivate %}",
    "{{ if .Draft }}heron{{ end }}",
    "{{ if .Draft }}heron{{ else }}heron{{ end }}",
    "{{- with .Params.note }}heron{{ end -}}",
    "{{ range .Pages }}heron{{ end }}",
    "{{#each people}}heron{{/each}}",
    "{{^empty}}heron{{/empty}}",
    "{{< members-only >}}heron{{< /members-only >}}",
    "{{% private %}}heron{{% private %}}heron{{% /private %}}heron{{% /private %}}",
    "{{< ifdraft >}}heron{{< /ifdraft >}}",
    "{{< now.inline >}}heron{{< /now.inline >}}",
    "{staff && (<p>heron</p>)}",
    "{staff ? (<b>heron</b>) : (<i>heron</i>)}",
    "{{ if .Draft }}heron{{ if .X }}heron{{ end }}heron{{ end }}",
    "{{ if draft }}heron{{ if x }}heron{{ /if }}heron{{ /if }}",
    "{{#if a}}heron{{ if b }}heron{{/if}}heron{{/if}}",
    "{{ unless x }}heron{{ /unless }}",
    "{{ if(x) }}heron{{ end }}",
    "{{ foreach a }}heron{{ endforeach }}",
    "{{ staff_only }}heron{{ /staff_only }}",
    "{{#people.staff}}heron{{/people.staff}}",
    "{{#> layout}}heron{{/layout}}",
    "{% ifAsync x %}heron{% endif %}",
    "{% ifversion ghes %}heron{% if true %}heron{% endif %}heron{% endif %}",
    "{% asyncEach a in b %}heron{% endeach %}",
    "{% asyncAll a in b %}heron{% endall %}",
    "{% IF false %}heron{% ENDIF %}",
    "{% IF false %}heron{% endif %}",
    "{% when x %}heron{% endwhen %}",
    "{% feature x %}heron{% endif %}",
    "{% unlessEmpty x %}heron{% endunless %}",
    "{{< unless x >}}heron{{< /unless >}}",
    "{{< when x >}}heron{{< /when >}}",
    "{{% if x %}}heron{{% endif %}}",
    "{{< wip >}}heron{{< /wip >}}",
    "{{< confidential >}}heron{{< /confidential >}}",
    "Text.\n\n<Hidden>\n\nheron\n\n</Hidden>",
    "Text.\n\n<Hidden>\n\n<Hidden>a</Hidden>\n\nheron\n\n</Hidden>",
    "Text.\n\n<Show when={staff}>\n\nheron\n\n</Show>",
    "Text.\n\n<If condition={x > 1}>heron</If>",
    "Text.\n\n<When x>\n\n`</When>` heron\n\n</When>",
    "Text.\n\n:::private\nheron\n:::",
    "<members-only>heron</members-only>",
    "[private]heron[/private]",
    "Text.\n\n:::private with `code`\nheron\n:::",
    "Text.\n\n> :::private\n> heron\n> :::",
    "Text.\n\n> :::private\n> heron",
    "Text.\n\n- :::private\n  heron\n  :::",
    "Text.\n\n:::draft[Soon]\n\n:::note\nheron\n:::\n\n```\n:::\n```\n\nheron\n\n:::",
    "Text.\n\n::: {.hidden #a}\nheron\n:::",
    "Text.\n\n:::: {.content-visible when-format=\"pdf\"}\nheron\n::::",
];

#[test]
fn hidden_text_is_left_out_and_what_is_around_it_stays() {
    for hides in HIDES.iter().chain(UNKNOWN) {
        for body in [
            format!("One.\n\n{hides}\n\nTwo."),
            format!("One. {hides} Two."),
            format!("# Head {hides}\n\nOne.\n\nTwo."),
        ] {
            let found = markdown(&body);
            let html = found.html.as_str();
            // A mark on a line of its own is none within another.
            let block = hides.contains("\n\n")
                || hides.starts_with("%%\n")
                || hides.starts_with('>')
                || hides.starts_with("Text");
            if block && !body.starts_with("One.\n") {
                continue;
            }
            assert!(!html.contains(HIDDEN), "{body:?}: {html}");
            assert!(html.contains("One.") && html.contains("Two."), "{body:?}: {html}");
            assert_eq!(html.contains("kept"), hides.contains("kept"), "{body:?}: {html}");
            for leak in ["{", "}", "%", "~", "comment", "end"] {
                assert!(!html.contains(leak), "`{leak}` of {body:?}: {html}");
            }
            let silent = ["<!--", "{% assign kind", "{% capture", "{% set"].iter().any(|mark| hides.starts_with(mark));
            assert!(found.removed > 0 || silent, "{body:?} is counted");
            let unknown = UNKNOWN.contains(hides);
            let warned = found.diagnostics.iter().any(|found| found.severity == Severity::Warning);
            assert_eq!(warned, unknown, "{body:?}: {:?}", found.diagnostics);
            assert!(found.diagnostics.iter().all(|found| found.place.is_some()), "{body:?}");
        }
    }
}

#[test]
fn html_hides_what_templates_hide() {
    for hides in HIDES
        .iter()
        .chain(UNKNOWN)
        .filter(|hides| hides.starts_with("{%") || hides.starts_with("{#") || hides.starts_with("{{"))
    {
        let found = rendered(Markup::Html, "content/launch.html", &format!("<p>One. {hides} Two.</p>"));
        let html = found.html.as_str();
        assert!(!html.contains(HIDDEN) && html.contains("One.") && html.contains("Two."), "{hides:?}: {html}");
    }
}

#[test]
fn what_has_no_end_hides_what_it_would() {
    // To the end of the article, or of the paragraph.
    for (hides, all) in [
        ("{% comment %} heron", true),
        ("{% if page.x %} heron", true),
        ("{% unless page.x %} heron", true),
        ("{% for x in y %} heron", true),
        ("{{< comment >}} heron", true),
        ("{{< if x >}} heron", true),
        ("{{ if .Draft }} heron", true),
        ("{{ if .Draft }}{{ if .X }}heron{{ end }}heron", true),
        ("{{- with .Note -}} heron", true),
        ("{{ range .Pages }} heron", true),
        ("{{ define \"x\" }} heron", true),
        ("{{ unless x }} heron", true),
        ("{{#if draft}}heron", true),
        ("{{^x}}heron", true),
        ("{{#people}}heron{{ end }}", true),
        ("{% ifAsync x %} heron", true),
        ("{% IF false %} heron", true),
        ("<If condition={x}>\n\nheron <b>a</b> </Iff>", true),
        (":::private\nheron", true),
        ("{{< private >}} heron", true),
        ("{% private %} heron", true),
        ("{{ for a in b }} heron", true),
        ("%%\nheron", true),
        ("{# heron", false),
        ("{/* heron", false),
        ("{{/* heron", false),
        ("{>> heron", false),
        ("%% heron", false),
    ] {
        let found = markdown(&format!("One.\n\n{hides}\n\nTwo."));
        let html = found.html.as_str();
        assert!(html.contains("One.") && !html.contains(HIDDEN), "{hides}: {html}");
        assert_eq!(html.contains("Two."), !all, "{hides}: {html}");
        let warned = found.diagnostics.iter().any(|found| found.message.contains("has no end"));
        assert!(warned && found.removed == 1, "{hides}: {:?}", found.diagnostics);
    }
}

#[test]
fn what_only_looks_like_it_stays() {
    for (body, expected) in [
        ("It is 100%% sure, 50%% fast and 7%% off.", "<p>It is 100%% sure, 50%% fast and 7%% off.</p>"),
        ("Write %% in a format.", "<p>Write %% in a format.</p>"),
        ("One %% here.\n\nOne %% there.", "<p>One %% here.</p>\n<p>One %% there.</p>"),
        ("See https://a.example/%%20x%% now.", "%%20x%%"),
        (
            "`%%x%%` and `{# x #}` and `{>>x<<}`",
            "<p><code>%%x%%</code> and <code>{# x #}</code> and <code>{&gt;&gt;x&lt;&lt;}</code></p>",
        ),
        ("```\n%%\nx\n%%\n{% if false %}{{ if x }}{--y--}\n```", "%%\nx\n%%\n{% if false %}{{ if x }}{--y--}"),
        ("{% raw %}{% if false %}x{% endif %} {# y #}{% endraw %}", "<p>{% if false %}x{% endif %} {# y #}</p>"),
        ("a {% verbatim %}{{# x }}{% endverbatim %} b", "<p>a {{# x }} b</p>"),
        ("{{</* youtube abc */>}} and {{%/* note */%}}", "<p>{{&lt; youtube abc &gt;}} and {{% note %}}</p>"),
        ("{{/* youtube(id=\"abc\") */}}", "<p>{{ youtube(id=\"abc\") }}</p>"),
        ("## Part {#part-1}\n\nText {# no", "<h2>Part</h2>\n<p>Text</p>"),
        ("## Part {#a .b}\n\n## Other {#c}", "<h2>Part</h2>\n<h2>Other</h2>"),
        ("A set {#} and {--flag} and {++x}.", "<p>A set {#} and {--flag} and {++x}.</p>"),
        ("{++**new**++} and {==seen `x`==}", "<p><strong>new</strong> and seen <code>x</code></p>"),
        ("An {++a {==b==}++} c", "<p>An a b c</p>"),
        ("{~~old~>new~~}", "<p>new</p>"),
        ("Use {% if %} and {% for %} here.", "<p>Use  and  here.</p>"),
        ("Use {{ if }} and {{ range }} here.", "<p>Use  and  here.</p>"),
        ("Use `{{ if .x }}` here.\n\n    {{#if x}}\n\nSeen.", "<p>Seen.</p>"),
        ("Seen <!-- use {% if x %} here --> still.", "still."),
        ("<!-- {% if true %} -->seen<!-- {% endif %} --> still", "seen still"),
        ("<!-- {# --> seen {% if true %}too{% endif %} #}", "seen too"),
        ("Seen ${{^a}}x$ and $b{{#1}}$ still.", "still."),
        ("{{ title }} a {{ /title }} seen", "seen"),
        ("{{< comments >}} seen {% todo x %} too", "too"),
        ("Text.\n\n<Show when={true}>\n\nseen\n\n</Show>", "<p>seen</p>"),
        ("[private] and [draft](https://a.example/) seen", "[private] and"),
        (":::note Private matters\nseen\n:::", "seen"),
        ("{% note %}seen{% endnote %}", "<p>seen</p>"),
        ("{{< odd >}}seen{{< /odd >}}", "<p>seen</p>"),
        ("{{ if true }}seen{{ end }}", "<p>seen</p>"),
        ("{% if true %}one{% if false %}x{% else %}two{% endif %}{% endif %}", "<p>onetwo</p>"),
        ("{% quote(by=\"A\") %}\nseen\n{% end %}\n\nBehind.", "</blockquote>\n<p>Behind.</p>"),
    ] {
        let found = markdown(body);
        assert!(found.html.as_str().contains(expected), "{body:?}: {}", found.html.as_str());
    }
}

#[test]
fn a_pair_that_is_not_known_is_reported_and_a_box_is_not() {
    for (body, warnings) in [
        ("{{< odd >}}seen{{< /odd >}}", 1),
        ("{% odd %}seen{% endodd %}", 1),
        ("{{< note >}}seen{{< /note >}}", 0),
        ("{% tabs %}{% tab %}seen{% endtab %}{% endtabs %}", 0),
        ("{{< odd >}}{{< odd >}}seen{{< /odd >}}{{< /odd >}}", 2),
    ] {
        let found = markdown(body);
        assert_eq!((found.removed, found.diagnostics.len()), (warnings, warnings), "{body}: {:?}", found.diagnostics);
        assert!(found.html.as_str().contains("seen"), "{body}");
    }
}

#[test]
fn what_is_named_where_text_was_left_out_is_not_known_any_more() {
    let found = markdown(
        "{% assign a = true %}{% if page.x %}{% assign a = false %}{% endif %}{% if a %}heron{% endif %} One.",
    );
    assert!(!found.html.as_str().contains(HIDDEN), "{}", found.html.as_str());
}

#[test]
fn mdx_is_told_by_its_file() {
    let body = "One {draft ? `heron` : `gull`}. {/* heron */}\n";
    let found = rendered(Markup::Markdown, "content/launch.mdx", body);
    assert_eq!(found.html.as_str(), "<p>One .</p>");
}

#[test]
fn nothing_that_is_hidden_is_in_any_document() {
    let site = Site::new("");
    let mut body = String::from("---\ntitle: Launch\n---\nWe open on Monday.\n\n");
    for hides in HIDES.iter().chain(UNKNOWN) {
        body.push_str(&format!("{hides}\n\n"));
    }
    body.push_str("Come and see it.\n");
    site.write("content/2026-03-01-launch.md", body);
    let ran = site.run(&["build", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for (file, bytes) in site.files("feeds") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(HIDDEN), "{file}: {text}");
    }
    assert!(!site.read("tidings.lock").contains(HIDDEN));
    assert!(site.read("feeds/rss.xml").contains("Come and see it."));
    assert!(ran.out.contains("\"template-hidden\"") && ran.out.contains("\"template-removed\""), "{}", ran.out);
}

#[test]
fn a_title_in_front_matter_is_no_template() {
    // No generator runs front matter through its templates: the page shows the title as typed.
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", "---\ntitle: \"Comments: {# x #} and {{/* y */}}\"\n---\nSome text.\n");
    site.build();
    assert_eq!(site.feed()["items"][0]["title"], "Comments: {# x #} and {{/* y */}}");
}
