//! Where the files are that articles name, as each generator has it. The addresses expected here are those in the pages
//! that the real programs made of these very files: MkDocs Material 9.8, Pelican 4.12, Hexo 8.1 with its own renderer
//! of Markdown, Docusaurus 3.10.

mod support;

use support::Site;

/// The entry's content and picture, and what the build said.
fn built(site: &Site) -> (String, Option<String>, String) {
    let ran = site.build();
    let path = ["feeds/all.json", "docs/feeds/all.json", "static/feeds/all.json", "source/feeds/all.json"]
        .into_iter()
        .find(|path| site.path(path).exists())
        .expect("a feed");
    let feed: serde_json::Value = serde_json::from_str(&site.read(path)).expect("JSON");
    let item = &feed["items"][0];
    let html = item["content_html"].as_str().expect("content").to_owned();
    (html, item["image"].as_str().map(str::to_owned), ran.err)
}

const FEED: &str = "[[feed]]\nname = \"all\"\nformats = [\"json\"]\n";

/// Addresses in the order in which they are typed.
fn addresses(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices(['s', 'h']) {
        let rest = &html[at..];
        if let Some(rest) = rest.strip_prefix("src=\"").or_else(|| rest.strip_prefix("href=\"")) {
            found.push(rest.split('"').next().expect("a quote"));
        }
    }
    found
}

fn check(site: &Site, cases: &[(&str, &str)]) {
    let (html, _, said) = built(site);
    let found = addresses(&html);
    assert_eq!(found.len(), cases.len(), "{found:#?}");
    for ((typed, expected), found) in cases.iter().zip(found) {
        assert_eq!(found, format!("https://acme.example/{expected}"), "{typed}: {said}");
    }
}

fn body(cases: &[(&str, &str)]) -> String {
    cases.iter().map(|(typed, _)| format!("{typed}\n\n")).collect()
}

#[test]
fn files_of_mkdocs() {
    let site = Site::bare();
    site.write(
        "mkdocs.yml",
        "site_name: A\nsite_url: https://acme.example/depot/\ntheme: {name: material}\nplugins: [blog]\n",
    );
    site.write("tidings.toml", format!("[site]\ngenerator = \"mkdocs\"\n{FEED}"));
    let cases = [
        ("![one](pic.png)", "depot/blog/posts/pic.png"),
        ("![two](./img/pic.png)", "depot/blog/posts/img/pic.png"),
        ("![three](../shared.png)", "depot/blog/shared.png"),
        ("![four](../../pic.png?w=1#x)", "depot/pic.png?w=1#x"),
        ("![root](/root.png)", "root.png"),
        ("[file](doc.pdf)", "depot/blog/posts/doc.pdf"),
        ("<img src=\"pic.png\">", "depot/blog/2026/01/02/post/pic.png"),
    ];
    site.write("docs/blog/posts/a.md", format!("---\ndate: 2026-01-02\n---\n# Post\n\n{}", body(&cases)));
    site.write("docs/blog/index.md", "# Blog\n").write("docs/index.md", "# Home\n");
    check(&site, &cases);
}

#[test]
fn files_of_pelican() {
    let site = Site::bare();
    site.write("pelicanconf.py", "SITENAME='A'\nSITEURL='https://acme.example/depot'\nPATH='content'\nTIMEZONE='UTC'\nARTICLE_URL='{date:%Y}/{slug}/'\nARTICLE_SAVE_AS='{date:%Y}/{slug}/index.html'\n");
    site.write("tidings.toml", format!("[site]\ngenerator = \"pelican\"\n{FEED}"));
    let cases = [
        ("![one](pic.png)", "depot/2026/post/pic.png"),
        ("![s]({static}pic.png)", "depot/news/pic.png"),
        ("![s]({static}img/pic.png)", "depot/news/img/pic.png"),
        ("![s]({static}../images/i.png)", "depot/images/i.png"),
        ("![s]({static}/images/i.png)", "depot/images/i.png"),
        ("![s](|static|/images/i.png)", "depot/images/i.png"),
        ("![a]({attach}att.png)", "depot/2026/post/att.png"),
        ("![a]({attach}img/att.png)", "depot/2026/post/img/att.png"),
        ("![a]({attach}../images/att.png)", "depot/2026/post/att.png"),
        ("![a]({attach}/images/att2.png)", "depot/2026/post/att2.png"),
        ("[f]({static}doc.pdf)", "depot/news/doc.pdf"),
        ("[t]({tag}pumps)", "depot/tag/pumps.html"),
        ("[c]({category}news)", "depot/category/news.html"),
        ("[p]({author}lin)", "depot/author/lin.html"),
        ("[i]({index})", "depot/"),
    ];
    site.write("content/news/a.md", format!("Title: Post\nDate: 2026-01-02\n\n{}", body(&cases)));
    check(&site, &cases);
}

/// Python-Markdown takes blanks in a link's address (`inlinepatterns.py`); Pelican 4.12 links to the articles.
#[test]
fn targets_may_hold_blanks_where_they_are_some() {
    let site = Site::bare();
    site.write("pelicanconf.py", "SITENAME='A'\nSITEURL='https://acme.example'\nPATH='content'\nTIMEZONE='UTC'\n");
    site.write("tidings.toml", format!("[site]\ngenerator = \"pelican\"\n{FEED}"));
    let article = |path: &str, title: &str, day: u8, body: &str| {
        site.write(path, format!("Title: {title}\nDate: 2026-01-{day:02}\n\n{body}\n"));
    };
    article("content/Rope Work/b.md", "Month", 1, "Text.");
    article(
        "content/a.md",
        "First",
        12,
        "See [the month]({filename}/Rope Work/b.md), [it](Rope Work/b.md) and ![a map]({static}/my maps/m 1.png).\n\n[x](no such page) `[y]({filename}/Rope Work/b.md)`",
    );
    let (html, _, _) = built(&site);
    let expected = [
        "https://acme.example/month.html",
        "https://acme.example/month.html",
        "https://acme.example/my%20maps/m%201.png",
    ];
    assert_eq!(addresses(&html), expected, "{html}");
    assert!(html.contains("[x](no such page) <code>[y]({filename}/Rope Work/b.md)</code>"), "{html}");
}

#[test]
fn pictures_of_hexo() {
    let config =
        "title: A\nurl: https://acme.example/depot\nroot: /depot/\npermalink: :year/:title/\npost_asset_folder: true\n";
    for (more, own) in [("", "depot/pic.png"), ("marked:\n  postAsset: true\n", "depot/2026/a/pic.png")] {
        let site = Site::bare();
        site.write("_config.yml", format!("{config}{more}"));
        site.write("tidings.toml", format!("[site]\ngenerator = \"hexo\"\n{FEED}"));
        let cases = [
            ("![one](pic.png)", own),
            ("![root](/root.png)", "depot/root.png"),
            ("[about](/about/)", "about/"),
            ("[file](doc.pdf)", "depot/2026/a/doc.pdf"),
            ("<img src=\"pic.png\">", "depot/2026/a/pic.png"),
        ];
        site.write("source/_posts/a.md", format!("---\ntitle: Post\ndate: 2026-01-02\n---\n{}", body(&cases)));
        check(&site, &cases);
    }
}

/// The sums are those that OpenSSL gives (`openssl dgst -md4 -provider legacy`).
#[test]
fn files_of_docusaurus() {
    let site = Site::bare();
    site.write("docusaurus.config.js", "module.exports = {title: 'A', url: 'https://acme.example', baseUrl: '/depot/', presets: [['classic', {docs: false, blog: {}}]]};\n");
    site.write("tidings.toml", format!("[site]\ngenerator = \"docusaurus\"\n{FEED}"));
    let large = "a".repeat(20_000);
    for file in ["blog/pic.png", "blog/img/pic.png", "shared.png", "static/st.png"] {
        site.write(file, &large);
    }
    site.write("static/small.png", "small").write("blog/small.png", "small").write("blog/doc.pdf", "abc");
    let sum = "pic-6b79786820278ad9fc5f3fe5d77e7efd.png";
    let hashed = format!("depot/assets/images/{sum}");
    let of = |name: &str| hashed.replace("pic-", &format!("{name}-"));
    let (shared, own) = (of("shared"), of("st"));
    let cases = [
        ("![one](pic.png)", hashed.as_str()),
        ("![two](./img/pic.png)", &hashed),
        ("![three](../shared.png)", &shared),
        ("![st](../static/st.png)", &own),
        ("![site](@site/static/st.png)", &own),
        ("![small](../static/small.png)", "depot/small.png"),
        ("![root](/root.png)", "depot/root.png"),
        ("[about](/about/)", "depot/about/"),
        // RFC 1320, A.5: MD4 of "abc".
        ("[file](doc.pdf)", "depot/assets/files/doc-a448017aaf21d8525fc10ae87aa6729d.pdf"),
        ("[page](other)", "depot/blog/2026/01/other"),
    ];
    let front = "---\ntitle: Post\ndate: 2026-01-02\nslug: 2026/01/post\nimage: ./small.png\n---\n";
    site.write("blog/2026-01-02-a.md", format!("{front}{}", body(&cases)));
    check(&site, &cases);
    let (_, image, _) = built(&site);
    let image = image.expect("a picture");
    assert!(image.starts_with("https://acme.example/depot/assets/images/small-"), "{image}");
    // One that is written into the page has no address.
    site.write("blog/2026-01-02-a.md", format!("{front}![small](small.png) Text.\n"));
    let (html, _, said) = built(&site);
    assert!(!html.contains("<img") && said.contains("warning[file-unknown]"), "{html} {said}");
}

#[test]
fn pictures_of_astro_have_names_of_their_own() {
    let site = Site::bare();
    site.write("astro.config.mjs", "export default { site: 'https://acme.example' };\n");
    site.write("src/content.config.ts", "import { defineCollection } from 'astro:content';\nexport const collections = { blog: defineCollection({}) };\n");
    site.write("src/pages/blog/[...slug].astro", "---\n---\n");
    site.write(
        "tidings.toml",
        format!("[site]\ntitle = \"A\"\ngenerator = \"astro\"\npermalink = \"/blog/{{slug}}/\"\n{FEED}"),
    );
    site.write(
        "src/content/blog/a.md",
        "---\ntitle: Post\npubDate: 2026-01-02\n---\n![one](./pic.png) ![two](/two.png) Text.\n",
    );
    let ran = site.build();
    let feed = ["feeds/all.json", "public/feeds/all.json"].into_iter().find(|path| site.path(path).exists());
    let html = site.read(feed.expect("a feed"));
    assert!(html.contains("https://acme.example/two.png") && !html.contains("pic.png"), "{html}");
    assert!(ran.err.contains("warning[file-unknown]") && ran.err.contains("src/content/blog/a.md:5"), "{}", ran.err);
}
