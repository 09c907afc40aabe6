//! The dialects of Markdown that people write: what becomes of each construct, as docs/dialects.md says it, and that
//! nothing verbatim is touched, whatever stands around it.

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use tidings::article::Markup;
use tidings::config::Shortcodes;
use tidings::entry::body::{RenderContext, Rendered, render};
use tidings::feed::WebUrl;
use tidings::text::{Dialect, Links};
use url::Url;

struct Notes;

impl Links for Notes {
    fn article(&self, _: &str, target: &str) -> Option<WebUrl> {
        matches!(target, "other" | "other.md" | "posts/other.md")
            .then(|| WebUrl::parse("https://acme.example/other/"))
            .flatten()
    }
}

/// What comes of a body, in a file of a name.
fn rendered(file: &str, dialect: Dialect, body: &str) -> Rendered {
    let url = Url::parse("https://acme.example/a/").unwrap();
    let context = RenderContext {
        markup: Markup::Markdown,
        title: Some("Launch"),
        page_url: &url,
        site_url: &Url::parse("https://acme.example/").unwrap(),
        file,
        source: body,
        body_offset: 0,
        links: &Notes,
        site_values: &BTreeMap::new(),
        page_values: &BTreeMap::new(),
        dialect,
        shortcodes: Shortcodes::Remove,
        id_prefix: "a-",
    };
    render(body, &context)
}

/// What becomes of a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is written as its own program writes it, as far as a feed can.
    Rendered,
    /// It goes, and the report says so with its place; the text within it stays.
    Removed,
    /// What it hides goes, and the report counts it.
    Hidden,
    /// It stays as typed.
    Typed,
}

use Outcome::{Hidden, Removed, Rendered as Written, Typed};

/// The dialect, the construct as the page shows it, what becomes of it; an input and the HTML of it.
type Row = (&'static str, &'static str, Outcome, &'static str, &'static str);

const MDX: &[Row] = &[
    (
        "MDX",
        "`import`, `export`",
        Written,
        "import A from './a'\n\nexport const b = {\n\n  c: 1,\n}\n\nText.",
        "<p>Text.</p>",
    ),
    (
        "MDX",
        "indented text in a component",
        Written,
        "<Tabs>\n  <TabItem label=\"Pump\">\n    Prime it **first**.\n  </TabItem>\n</Tabs>",
        "<p><strong>Pump</strong></p>\n<p>Prime it <strong>first</strong>.</p>",
    ),
    (
        "MDX",
        "fence right after a tag",
        Written,
        "<Box>\n```js\nf({a});\n```\n</Box>",
        "<pre><code class=\"language-js\">f({a});\n</code></pre>",
    ),
    (
        "MDX",
        "component in a list item",
        Written,
        "1. One\n\n   <Note title=\"Hot\">\n   Mind it.\n   </Note>\n\n2. Two",
        "<ol>\n<li><p>One</p>\n<p><strong>Hot</strong></p>\n<p>Mind it.</p>\n</li>\n<li><p>Two</p>\n</li>\n</ol>",
    ),
    (
        "MDX",
        "imported picture",
        Written,
        "import Gauge from './x.png'\n\n<img src={Gauge} alt=\"One\" />",
        "<img src=\"https://acme.example/a/x.png\" alt=\"One\">",
    ),
    (
        "MDX",
        "`require`, `useBaseUrl`",
        Written,
        "<img src={require('./y.png').default} />\n\n<img src={useBaseUrl('/z.png')} />",
        "<img src=\"https://acme.example/a/y.png\" alt=\"\">\n<img src=\"https://acme.example/z.png\" alt=\"\">",
    ),
    ("MDX", "component with a text", Removed, "Some <Badge text=\"fresh\" /> words.", "<p>Some fresh words.</p>"),
    (
        "MDX",
        "component with a title and an address",
        Written,
        "<Card title=\"Pumps\" href=\"/pumps\" />",
        "<p><a href=\"https://acme.example/pumps\">Pumps</a></p>",
    ),
    ("MDX", "component without a text", Removed, "A\n\n<Chart data={rows} />\n\nB", "<p>A</p>\n<p>B</p>"),
    ("MDX", "expression", Removed, "It is {count} high.", "<p>It is  high.</p>"),
    ("MDX", "expression that is a string", Written, "It is {'very'} high.", "<p>It is very high.</p>"),
    ("MDX", "address that is an expression", Removed, "<img src={src} alt=\"One\" />", ""),
    ("MDX", "`{/* remark */}`", Hidden, "A {/* not this */}B", "<p>A B</p>"),
    ("MDX", "TeX between dollars", Typed, "About $\\frac{1}{3}$ of it.", "<p>About $\\frac{1}{3}$ of it.</p>"),
    ("MDX", "`\\{` escaped", Written, "A \\{b\\} c", "<p>A {b} c</p>"),
];

const MATERIAL: &[Row] = &[
    (
        "Python-Markdown, Material for MkDocs",
        "`!!! note \"Title\"`",
        Written,
        "!!! warning \"Hot\"\n\n    The valve is **hot**.\n\nNext.",
        "<p><strong>Hot</strong></p>\n<p>The valve is <strong>hot</strong>.</p>\n<p>Next.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`!!! note`",
        Written,
        "!!! note\n    Mind it.",
        "<p><strong>Note</strong></p>\n<p>Mind it.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`??? note`, `???+ note`",
        Written,
        "??? info \"More\"\n\n    A `fold`.",
        "<p><strong>More</strong></p>\n<p>A <code>fold</code>.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`=== \"Tab\"`",
        Written,
        "=== \"Linux\"\n\n    ```sh\n    run\n    ```\n\n=== \"Windows\"\n\n    Click.",
        "<p><strong>Linux</strong></p>\n<pre><code class=\"language-sh\">run\n</code></pre>\n<p><strong>Windows</strong></p>\n<p>Click.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`/// note`",
        Written,
        "/// note | Mind\nThe gate.\n///",
        "<p><strong>Mind</strong></p>\n<p>The gate.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`!!! private` and the like",
        Removed,
        "!!! private\n\n    Not this.\n\nNext.",
        "<p>Next.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`++ctrl+c++`",
        Written,
        "Press ++ctrl+c++.",
        "<p>Press <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`==marked==`",
        Written,
        "It is ==marked==.",
        "<p>It is <mark>marked</mark>.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`{--deletion--}`, `{>>remark<<}`",
        Hidden,
        "Done {--not --}{>>why<<}here.",
        "<p>Done here.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`{++insertion++}`, `{==highlight==}`",
        Written,
        "{++In++} and {==on==}.",
        "<p>In and on.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`--8<-- \"file\"`",
        Removed,
        "A\n\n--8<-- \"b.md\"\n\nC",
        "<p>A</p>\n<p>C</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "`{ .annotate }`",
        Written,
        "Text (1)\n{ .annotate }\n\n1.  A note",
        "<p>Text (1)</p>\n<ol>\n<li>A note</li>\n</ol>",
    ),
    ("Python-Markdown, Material for MkDocs", "`:material-check:`", Removed, "A :material-check: b", "<p>A  b</p>"),
    (
        "Python-Markdown, Material for MkDocs",
        "`*[HTML]: Hypertext`",
        Written,
        "HTML is.\n\n*[HTML]: Hypertext",
        "<p>HTML is.</p>",
    ),
    (
        "Python-Markdown, Material for MkDocs",
        "marks without their form",
        Typed,
        "!!! Stop! a == b, C++ and C++, ??? and === there",
        "<p>!!! Stop! a == b, C++ and C++, ??? and === there</p>",
    ),
];

const OBSIDIAN: &[Row] = &[
    (
        "Obsidian",
        "`[[note]]`, `[[note|text]]`",
        Written,
        "See [[other]] and [[other|that]].",
        "<p>See <a href=\"https://acme.example/other/\">other</a> and <a href=\"https://acme.example/other/\">that</a>.</p>",
    ),
    (
        "Obsidian",
        "`[[note#part]]`",
        Written,
        "See [[other#A part]].",
        "<p>See <a href=\"https://acme.example/other/#A-part\">other &gt; A part</a>.</p>",
    ),
    ("Obsidian", "`[[missing note]]`", Removed, "See [[Missing note]].", "<p>See Missing note.</p>"),
    (
        "Obsidian",
        "`![[picture.png]]`",
        Written,
        "![[x.png|300]]",
        "<img src=\"https://acme.example/a/x.png\" alt=\"\">",
    ),
    (
        "Obsidian",
        "`![[note]]`, `![[note#part]]`",
        Written,
        "![[other#Part]]",
        "<p><a href=\"https://acme.example/other/#Part\">other &gt; Part</a></p>",
    ),
    ("Obsidian", "`![[missing note]]`", Removed, "A\n\n![[Gone]]\n\nB", "<p>A</p>\n<p>B</p>"),
    ("Obsidian", "`%%remark%%`", Hidden, "A %%not this%% b", "<p>A  b</p>"),
    ("Obsidian", "`^block-id`", Written, "The last line. ^last-1\n\n^alone-2", "<p>The last line.</p>"),
    (
        "Obsidian",
        "`> [!tip]- Title`",
        Written,
        "> [!tip]- Use [[other]]\n> Text.",
        "<blockquote>\n<p><strong>Use <a href=\"https://acme.example/other/\">other</a></strong></p>\n<p>Text.</p>\n</blockquote>",
    ),
    (
        "Obsidian",
        "`[[nodiscard]]`, `x ^ y`, `100%%`",
        Typed,
        "A [[nodiscard]] of x ^ y, 100%%.",
        "<p>A [[nodiscard]] of x ^ y, 100%%.</p>",
    ),
];

const PANDOC: &[Row] = &[
    (
        "Pandoc, Quarto",
        "`::: {.callout-tip}`",
        Written,
        "::: {.callout-tip}\nMind it.\n:::",
        "<p><strong>Tip</strong></p>\n<p>Mind it.</p>",
    ),
    (
        "Pandoc, Quarto",
        "`::: {.callout-tip title=\"…\"}`",
        Written,
        "::: {.callout-tip title=\"Hot\"}\nMind it.\n:::",
        "<p><strong>Hot</strong></p>\n<p>Mind it.</p>",
    ),
    (
        "Pandoc, Quarto",
        "`::: {.column}` nested",
        Written,
        ":::: {.columns}\n::: {.column width=\"50%\"}\nLeft.\n:::\n::::",
        "<p>Left.</p>",
    ),
    (
        "Pandoc, Quarto",
        "`::: {.content-visible when-format=…}`",
        Removed,
        "::: {.content-visible when-format=\"pdf\"}\nNot this.\n:::\n\nText.",
        "<p>Text.</p>",
    ),
    ("Pandoc, Quarto", "`# Part {#id .class}`", Written, "## Part {#id .x key=\"a b\"}", "<h2>Part</h2>"),
    (
        "Pandoc, Quarto",
        "`[text]{.small}`",
        Written,
        "A [small *word*]{.small} here",
        "<p>A small <em>word</em> here</p>",
    ),
    (
        "Pandoc, Quarto",
        "`![](a.png){width=50% fig-alt=\"…\"}`",
        Written,
        "![](a.png){width=50% fig-alt=\"A pump\"}",
        "<p><img src=\"https://acme.example/a/a.png\" alt=\"A pump\"></p>",
    ),
    (
        "Pandoc, Quarto",
        "`[@key]`, `@fig-x`",
        Typed,
        "As shown [@ann20, p. 3] in @fig-x.",
        "<p>As shown [@ann20, p. 3] in @fig-x.</p>",
    ),
    ("Pandoc, Quarto", "`{{< include x.qmd >}}`", Removed, "A\n\n{{< include x.qmd >}}\n\nB", "<p>A</p>\n<p>B</p>"),
];

const DIRECTIVES: &[Row] = &[
    (
        "Docusaurus, VuePress, Starlight",
        "`:::note[Title]`, `:::note Title`",
        Written,
        ":::tip[Set `x`]\nText.\n:::",
        "<p><strong>Set <code>x</code></strong></p>\n<p>Text.</p>",
    ),
    (
        "Nuxt Content (MDC), remark-directive",
        "`::alert{…}` … `::`",
        Removed,
        "::alert{type=\"x\"}\nThe **gate**.\n::",
        "<p>The <strong>gate</strong>.</p>",
    ),
    (
        "Nuxt Content (MDC), remark-directive",
        "`::video[A film]{#x}`",
        Removed,
        "::video[A film]{#x}",
        "<p><strong>A film</strong></p>",
    ),
    (
        "Markdoc",
        "`{% callout %}` … `{% /callout %}`",
        Written,
        "{% callout type=\"x\" %}\nDone **it**.\n{% /callout %}",
        "<p>Done <strong>it</strong>.</p>",
    ),
    ("Markdoc", "`{% $variable %}`", Removed, "Hello {% $user.name %}!", "<p>Hello !</p>"),
    ("Markdoc", "`{% if $x %}` … `{% else /%}`", Removed, "A {% if $x %}one{% else /%}two{% /if %} b", "<p>A  b</p>"),
];

const TEMPLATES: &[Row] = &[
    ("kramdown", "`{: .class}`, over several lines", Written, "Text.\n{: .a\n   title=\"b\"}", "<p>Text.</p>"),
    ("kramdown", "`{::comment}`", Hidden, "A\n\n{::comment}\nNot this.\n{:/comment}\n\nB", "<p>A</p>\n<p>B</p>"),
    (
        "Zola",
        "`{% quote(author=\"…\") %}` … `{% end %}`",
        Written,
        "{% quote(author=\"Ann\") %}\nWait.\n{% end %}\n\nText.",
        "<blockquote>\n<p>Wait.</p>\n<p>— <strong>Ann</strong></p>\n</blockquote>\n<p>Text.</p>",
    ),
    (
        "Hugo",
        "`{{< figure src=… >}}`, `{{< youtube id >}}`",
        Written,
        "{{< figure src=\"a.png\" alt=\"Pump\" >}}",
        "<figure><img src=\"https://acme.example/a/a.png\" alt=\"Pump\"></figure>",
    ),
    (
        "Hugo",
        "`{{</* x */>}}` in text and in code",
        Written,
        "A {{</* x */>}}\n\n```\n{{%/* y \"1\" */%}}\n```",
        "<p>A {{&lt; x &gt;}}</p>\n<pre><code>{{% y \"1\" %}}\n</code></pre>",
    ),
    ("Hugo", "`{{< unknown >}}`", Removed, "A {{< chart 3 >}} b", "<p>A  b</p>"),
    (
        "Hexo",
        "`{% asset_img a.png Title %}`",
        Written,
        "{% asset_img left a.png 10 20 A gull on it %}",
        "<img src=\"https://acme.example/a/a.png\" alt=\"A gull on it\">",
    ),
    (
        "Hexo",
        "`{% blockquote Author, Title %}`",
        Written,
        "{% blockquote Ann Lee, Tides %}\nWait.\n{% endblockquote %}",
        "<blockquote>\n<p>Wait.</p>\n<p>— <strong>Ann Lee</strong>, <cite>Tides</cite></p>\n</blockquote>",
    ),
    (
        "Hexo",
        "`{% link text url %}`",
        Written,
        "See {% link the pumps https://b.example/ %}.",
        "<p>See <a href=\"https://b.example/\">the pumps</a>.</p>",
    ),
    (
        "WordPress",
        "`[caption …]` … `[/caption]`",
        Written,
        "[caption id=\"a\"]![x](x.png) A gull[/caption]",
        "<p><img src=\"https://acme.example/a/x.png\" alt=\"x\"> A gull</p>",
    ),
    (
        "WordPress",
        "`[gallery ids=\"1\"]` and others with quotes",
        Removed,
        "See [form id='7'] there.",
        "<p>See  there.</p>",
    ),
    (
        "WordPress",
        "brackets of prose and of selectors",
        Typed,
        "A [note] and div[role name='x'].",
        "<p>A [note] and div[role name='x'].</p>",
    ),
    (
        "TeX",
        "`\\(…\\)`, `\\[…\\]`, environments",
        Typed,
        "Let \\(x_1 * x_2\\) be, and\n\\begin{a}\n= b_{1} & c \\\\ d\n\\end{a}",
        "<p>Let \\(x_1 * x_2\\) be, and\n\\begin{a}\n= b_{1} &amp; c \\\\ d\n\\end{a}</p>",
    ),
    ("TeX", "`$…$`, `$$…$$`", Typed, "$a_1 {{b}}$ and $$\\frac{1}{2}$$", "<p>$a_1 {{b}}$ and $$\\frac{1}{2}$$</p>"),
    (
        "TeX",
        "escaped brackets of prose",
        Written,
        "As \\[1\\] says \\(see there\\).",
        "<p>As [1] says (see there).</p>",
    ),
];

fn rows() -> impl Iterator<Item = &'static Row> {
    [MDX, MATERIAL, OBSIDIAN, PANDOC, DIRECTIVES, TEMPLATES].into_iter().flatten()
}

#[test]
fn each_construct_becomes_what_the_table_says() {
    let mut wrong = Vec::new();
    for (dialect, construct, outcome, body, expected) in rows() {
        let file = if *dialect == "MDX" { "content/a.mdx" } else { "content/a.md" };
        let result = rendered(file, Dialect::UNKNOWN, body);
        let codes: Vec<&str> = result.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
        let told = match outcome {
            Removed => codes.iter().any(|code| matches!(*code, "template-removed" | "link-unpublished")),
            Hidden => codes.iter().all(|code| *code == "template-hidden") && !codes.is_empty(),
            Written | Typed => codes
                .iter()
                .all(|code| *code == "template-removed" && *construct == "`{% callout %}` … `{% /callout %}`"),
        };
        let html = result.html.as_str().trim();
        if html != *expected || !told {
            wrong.push(format!("{dialect}, {construct}: {body:?}\n  wanted {expected:?}\n  is     {html:?} {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_on_dialects_holds_the_same_table() {
    let mut table = String::from("| dialect | construct | what becomes of it |\n| --- | --- | --- |\n");
    let mut last = "";
    for (dialect, construct, outcome, ..) in rows() {
        let outcome = match outcome {
            Written => "rendered",
            Removed => "removed and reported",
            Hidden => "hidden and counted",
            Typed => "as typed",
        };
        let shown = if *dialect == last { "" } else { *dialect };
        last = dialect;
        table.push_str(&format!("| {shown} | {} | {outcome} |\n", construct.replace('|', "\\|")));
    }
    let page = include_str!("../docs/dialects.md");
    assert!(page.contains(&table), "docs/dialects.md should hold:\n{table}");
}

/// Dialect of all dialects, in blocks that hide nothing of what follows them.
const AROUND: [&str; 24] = [
    "A *plain* paragraph.",
    "!!! note \"Title\"\n\n    Indented **text**.",
    "??? tip\n\n    More.",
    "=== \"Tab\"\n\n    In it.",
    "::: note Title\nText.\n:::",
    "::alert{type=\"x\"}\nText.\n::",
    "{% callout %}\nText.\n{% /callout %}",
    "{{< figure src=\"a.png\" >}}",
    "{{% notice tip %}}\nText.\n{{% /notice %}}",
    "[[other]] and ![[x.png]] and %%hidden%% ^id-1",
    "==marked== and ++ctrl+c++ and {==on==}{>>why<<}",
    "$a_1$ and \\(x_1\\) and $$\\frac{1}{2}$$",
    "{: .class}",
    "> [!tip]- A *title*\n> Text.",
    "1. One\n2. Two",
    "<div class=\"x\">\n\nText.\n\n</div>",
    "[caption id=\"a\"]![x](x.png) Text[/caption]",
    "{% raw %}{{ x }}{% endraw %}",
    "<Note title=\"Mind\">\n\nText.\n\n</Note>",
    "<Badge text=\"new\" />",
    "{/* a remark */}",
    "import A from './a'",
    "/// note | Title\nText.\n///",
    "{{ site.title }} and {{ page.x | upcase }}",
];

/// What code may be about.
const TOKENS: [&str; 28] = [
    "{{ x }}",
    "{% if a %}",
    "{% endif %}",
    "<A b={c}>",
    "</A>",
    "<B />",
    "$x_1$",
    "\\(y\\)",
    "==m==",
    "[[other]]",
    "![[z]]",
    "%%",
    ":::",
    "::: note",
    "++ctrl+c++",
    "{>>r<<}",
    "^id",
    "import a from 'a'",
    "{/* c */}",
    "!!! note",
    "=== \"T\"",
    "{: .x}",
    "--8<-- \"f\"",
    "word",
    "\"q\"",
    "{#id}",
    "*[A]: b",
    "[x y='z']",
];

fn code() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::collection::vec(proptest::sample::select(&TOKENS[..]), 1..4), 1..5)
        .prop_map(|lines| lines.iter().map(|line| line.join(" ")).collect::<Vec<_>>().join("\n"))
}

fn around() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(proptest::sample::select(&AROUND[..]), 0..4)
}

fn escaped(code: &str) -> String {
    code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fenced_code_comes_out_as_it_went_in(before in around(), after in around(), code in code(), mdx in any::<bool>()) {
        let body = format!("{}\n\n```\n{code}\n```\n\n{}", before.join("\n\n"), after.join("\n\n"));
        let file = if mdx { "content/a.mdx" } else { "content/a.md" };
        let html = rendered(file, Dialect::UNKNOWN, &body).html;
        let wanted = format!("<pre><code>{}\n</code></pre>", escaped(&code));
        prop_assert!(html.as_str().contains(&wanted), "{body}\n---\n{}", html.as_str());
    }

    #[test]
    fn code_in_what_holds_it_comes_out_as_it_went_in(holder in 0usize..5, code in code()) {
        let indented = |indent: &str| code.lines().map(|line| format!("{indent}{line}\n")).collect::<String>();
        let (file, body) = match holder {
            0 => ("a.md", format!("!!! note\n\n    ```\n{}    ```\n", indented("    "))),
            1 => ("a.md", format!("- item\n\n  ```\n{}  ```\n", indented("  "))),
            2 => ("a.mdx", format!("<Box>\n```\n{code}\n```\n</Box>\n")),
            3 => ("a.mdx", format!("1. item\n\n   <Box>\n     ```\n{}     ```\n   </Box>\n", indented("     "))),
            _ => ("a.md", format!("::: note\n~~~\n{code}\n~~~\n:::\n")),
        };
        let html = rendered(file, Dialect::UNKNOWN, &body).html;
        let wanted = format!("<pre><code>{}\n</code></pre>", escaped(&code));
        prop_assert!(html.as_str().contains(&wanted), "{body}\n---\n{}", html.as_str());
    }

    #[test]
    fn a_code_span_and_a_formula_come_out_as_they_went_in(before in around(), token in proptest::sample::select(&TOKENS[..]), mdx in any::<bool>()) {
        let body = format!("{}\n\nSee `{token}` and $\\x{{1}}_2$ and \\(\\y{{a_1}} * b_2\\) there.", before.join("\n\n"));
        let file = if mdx { "content/a.mdx" } else { "content/a.md" };
        let html = rendered(file, Dialect::UNKNOWN, &body).html;
        let wanted = format!("See <code>{}</code> and $\\x{{1}}_2$ and \\(\\y{{a_1}} * b_2\\) there.", escaped(token));
        prop_assert!(html.as_str().contains(&wanted), "{body}\n---\n{}", html.as_str());
    }

    #[test]
    fn what_is_not_in_the_entry_is_in_the_report(blocks in proptest::collection::vec(0usize..16, 1..8), mdx in any::<bool>()) {
        // Each block holds a word of its own on each line that has text.
        let mut body = String::new();
        for (index, block) in blocks.iter().enumerate() {
            let word = format!("word{index}x");
            body.push_str(&match block {
                0 => format!("A {word} *here*.\n\n"),
                1 => format!("<Badge text=\"{word}\" />\n\n"),
                2 => format!("{{/* {word} */}}\n\n"),
                3 => format!("%%{word}%%\n\n"),
                4 => format!("!!! note \"{word}\"\n\n    Text.\n\n"),
                5 => format!("[[{word} there]]\n\n"),
                6 => format!("![[{word} there]]\n\n"),
                7 => format!("{{{{< chart \"{word}\" >}}}}\n\n"),
                8 => format!("{{% unknown {word} %}}\n\n"),
                9 => format!("::video[{word}]{{#x}}\n\n"),
                10 => format!("--8<-- \"{word}\"\n\n"),
                11 => format!("{{>>{word}<<}}\n\n"),
                12 => format!("<Note title=\"{word}\">\n\nText.\n\n</Note>\n\n"),
                13 => format!("{{{word}}} text\n\n"),
                14 => format!("::: private\n{word}\n:::\n\n"),
                _ => format!("[form name='{word}']\n\n"),
            });
        }
        let file = if mdx { "content/a.mdx" } else { "content/a.md" };
        let result = rendered(file, Dialect::UNKNOWN, &body);
        for (line, text) in body.lines().enumerate() {
            let Some(at) = text.find("word") else { continue };
            let word: String = text[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
            let told = result.diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref());
            // A container that is left out is told at its head.
            let is_told = told.into_iter().any(|place| place.line == line + 1 || place.line == line);
            prop_assert!(result.html.as_str().contains(&word) || is_told, "{word} of\n{body}\n---\n{}", result.html.as_str());
        }
    }
}

/// Which of them opens and which closes, kramdown and pulldown-cmark tell by blanks; there are none between these.
#[test]
fn quotation_marks_beside_chinese_stay_as_typed() {
    let site = support::Site::new("[[feed]]\nname = \"all\"\nformats = [\"json\"]\n");
    let config = site.read("tidings.toml").replacen("[site]", "[site]\ngenerator = \"hugo\"", 1);
    site.write("tidings.toml", config);
    site.write("content/a.md", "---\ntitle: A\ndate: 2026-03-01\n---\n这叫\"重新随机化\"，it's \"new\".\n");
    site.write("content/b.md", "---\ntitle: B\ndate: 2026-03-02\n---\nIt's \"new\" -- 是的。\n");
    site.build();
    let feed = site.read("feeds/all.json");
    assert!(feed.contains("这叫\\\"重新随机化\\\"，it's \\\"new\\\"."), "{feed}");
    assert!(feed.contains("It’s “new” – 是的。"), "{feed}");
}
