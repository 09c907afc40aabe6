//! `tidings check --site`: the entries beside the site as built.

mod support;

use serde_json::Value;
use support::{Ran, Site};

/// A page of an article as generators make it.
fn page(title: &str, url: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{title} | Acme</title><link rel=\"canonical\" href=\"{url}\"></head><body>\
         <nav><a href=\"/\">Acme</a></nav><article><h1>{title}</h1><time datetime=\"2026-01-05\">5 January</time>\
         <p>Text.</p></article></body></html>"
    )
}

/// A site of two articles whose pages are where they should be, below `public/`.
fn sound(more: &str) -> Site {
    let site = Site::new(more);
    site.write("content/2026-01-05-pump.md", "# A new pump\n\nIt is quiet.\n")
        .write("content/2026-02-05-gate.md", "# A new gate\n\nIt is open.\n")
        .write("public/index.html", "<h1>Acme</h1><article><time datetime=2026-01-05></time></article>")
        .write("public/pump/index.html", page("A new pump", "https://acme.example/news/pump/"))
        .write("public/gate/index.html", page("A new gate", "https://acme.example/news/gate/"));
    site.build();
    site
}

/// Checks against `public/`, and gives the problems of pages as `code: file: message`, with what they advise.
fn check(site: &Site) -> (Ran, Vec<(String, String)>) {
    let ran = site.run(&["check", "--site", "public", "--format", "json"]);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let pages = lines.iter().filter(|line| line["code"].as_str().is_some_and(|code| code.starts_with("page-")));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = pages.map(|line| {
        let told = format!("{}: {}: {}", text(&line["code"]), text(&line["file"]), text(&line["message"]));
        (told, text(&line["help"]))
    });
    let found = found.collect();
    (ran, found)
}

fn told(site: &Site) -> Vec<String> {
    check(site).1.into_iter().map(|(told, _)| told).collect()
}

#[test]
fn a_site_that_has_every_page_is_fine() {
    let site = sound("");
    let ran = site.run(&["check", "--site", "public"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("public: 2 of 2 entries have their page\n"), "{}", ran.out);
    let (ran, found) = check(&site);
    assert!(found.is_empty(), "{found:?}");
    let line = ran.out.lines().find(|line| line.contains("\"pages\"")).expect("a line of its own");
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!((&line["folder"], &line["entries"], &line["found"]), (&"public".into(), &2.into(), &2.into()));
}

#[test]
fn a_dead_link_is_an_error_that_names_file_address_and_path() {
    let site = sound("");
    std::fs::remove_dir_all(site.path("public/pump")).unwrap();
    let (ran, found) = check(&site);
    assert_eq!(ran.code, 1);
    let [(told, help)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        told,
        "page-missing: content/2026-01-05-pump.md: the site has no page at `https://acme.example/news/pump/`: there is \
         no `public/pump/index.html`"
    );
    assert!(help.contains("build the site first"), "{help}");
    // Nothing is looked at that nobody asked for.
    assert_eq!(site.run(&["check"]).code, 0);
    let ran = site.run(&["check", "--site", "public", "--format", "github"]);
    assert!(ran.out.contains("::error file=content/2026-01-05-pump.md"), "{}", ran.out);
    assert!(site.run(&["check", "-q", "--site", "public"]).err.contains("error[page-missing]"));
}

#[test]
fn a_page_that_is_elsewhere_is_found_by_title_and_by_name() {
    let site = sound("");
    for (name, folder) in [("pump", "2026/01/05"), ("gate", "2026/02/05")] {
        std::fs::remove_dir_all(site.path(&format!("public/{name}"))).unwrap();
        let html = page(&format!("A new {name}"), &format!("https://acme.example/news/{folder}/{name}.html"));
        site.write(&format!("public/{folder}/{name}.html"), html);
    }
    let (_, found) = check(&site);
    let helps: Vec<&str> = found.iter().map(|(_, help)| help.as_str()).collect();
    assert_eq!(helps.len(), 2, "the pages are those of articles: {found:?}");
    assert_eq!(
        helps[0],
        "`public/2026/01/05/pump.html` has its title; `permalink = \"/{year}/{month}/{day}/{slug}.html\"` in `[site]` of \
         tidings.toml gives 2 of 2 addresses"
    );
    // What would lose more than it gives is no advice.
    for number in 1..=3 {
        let name = format!("plain-{number}");
        site.write(&format!("content/2026-03-0{number}-{name}.md"), format!("# {name}\n\nText.\n"));
        site.write(&format!("public/{name}/index.html"), page(&name, ""));
    }
    let (_, found) = check(&site);
    assert!(found.len() == 2 && found[0].1.contains("say with `permalink`"), "{found:?}");
    // A theme that shows no titles.
    site.write("public/2026/01/05/pump.html", "<p>It is quiet.</p>");
    let (_, found) = check(&site);
    assert!(found[0].1.starts_with("`public/2026/01/05/pump.html` has its name"), "{found:?}");
}

#[test]
fn an_address_is_a_file_as_servers_show_it() {
    for (permalink, file, is_there) in [
        ("{slug}/", "pump/index.html", true),
        ("{slug}/", "pump.html", false),
        ("{slug}", "pump", true),
        ("{slug}", "pump.html", true),
        ("{slug}", "pump/index.html", true),
        ("{slug}.html", "pump.html", true),
        ("{slug}.html", "pump/index.html", false),
        ("新闻 {slug}/", "新闻 pump/index.html", true),
        ("a%20b/{slug}/", "a b/pump/index.html", true),
    ] {
        let site = Site::new(&format!("permalink = \"/{permalink}\"\n"));
        site.write("content/2026-01-05-pump.md", "# A new pump\n\nIt is quiet.\n").write("public/x.html", "");
        site.write(&format!("public/{file}"), "<title>A new pump</title>");
        site.build();
        assert_eq!(told(&site).is_empty(), is_there, "{permalink} {file}: {:?}", told(&site));
    }
}

#[test]
fn the_folder_may_be_the_root_of_the_host() {
    let site = sound("");
    std::fs::create_dir_all(site.path("whole")).unwrap();
    std::fs::rename(site.path("public"), site.path("whole/news")).unwrap();
    std::fs::rename(site.path("whole"), site.path("public")).unwrap();
    assert_eq!(told(&site), Vec::<String>::new());
}

#[test]
fn a_page_that_says_another_address_or_title_is_told() {
    let site = sound("");
    let pump = |html: &str| site.write("public/pump/index.html", html);
    for same in [
        "<link rel=canonical href='/news/pump/'>",
        "<link rel=canonical href='https://acme.example/news/pump/index.html#top'>",
        "<link rel=canonical href='https://ACME.example/news/pump'>",
        "<p>no title, no address</p>",
        "<title>“A  New&nbsp;Pump…” – Acme</title>",
        "<title>Acme</title><h1>Acme</h1><h1>A new <em>pump</em></h1>",
        "<title>Acme</title><meta property=og:title content='A new pump'>",
    ] {
        pump(same);
        assert_eq!(told(&site), Vec::<String>::new(), "{same}");
    }
    pump("<title>A new pump</title><link rel=canonical href='https://acme.example/news/pumps/'>");
    let found = told(&site);
    assert!(found[0].starts_with("page-canonical: content/2026-01-05-pump.md: `public/pump/index.html`"), "{found:?}");
    // An article that was out elsewhere first.
    let elsewhere = "---\ncanonical_url: https://acme.example/news/pumps/\n---\n# A new pump\n\nIt is quiet.\n";
    site.write("content/2026-01-05-pump.md", elsewhere);
    assert_eq!(told(&site), Vec::<String>::new());
    site.write("content/2026-01-05-pump.md", "# A new pump\n\nIt is quiet.\n");
    pump("<title>An old pump</title>");
    let found = told(&site);
    assert!(found[0].starts_with("page-title: content/2026-01-05-pump.md: "), "{found:?}");
    assert!(found[0].contains("is called \"An old pump\", and the entry \"A new pump\""), "{found:?}");
    assert_eq!(site.run(&["check", "--site", "public"]).code, 0, "a warning");
    assert_eq!(site.run(&["check", "--site", "public", "--deny", "warnings"]).code, 1);
    pump("<meta http-equiv=refresh content='0; url=/elsewhere/'><title>Moved</title>");
    let found = told(&site);
    assert!(found.len() == 1 && found[0].contains("only leads on"), "{found:?}");
}

#[test]
fn a_site_that_was_built_for_another_host_is_told_once() {
    let site = sound("");
    for name in ["pump", "gate"] {
        let html = page(&format!("A new {name}"), &format!("http://localhost:4000/news/{name}/"));
        site.write(&format!("public/{name}/index.html"), html);
    }
    let found = told(&site);
    assert!(found.len() == 1 && found[0].contains("`http://localhost:4000`"), "{found:?}");
}

#[test]
fn pages_that_read_as_articles_and_are_in_no_feed_are_told() {
    let site = sound("");
    let other =
        |path: &str| site.write(&format!("public/{path}"), page("Other", "https://acme.example/news/other/")).path("");
    other("other/index.html");
    let (ran, found) = check(&site);
    assert_eq!(ran.code, 0);
    assert_eq!(
        found[0].0,
        "page-unfed: public/other/index.html: `public/other/index.html` reads as an article, and no article here has its \
         address"
    );
    // A list of one article, a page that leads on, a copy of an article, a page without a date.
    std::fs::remove_dir_all(site.path("public/other")).unwrap();
    site.write(
        "public/tags/index.html",
        "<article><h2><a href=/news/pump/>A new pump</a></h2><time datetime=2026-01-05></time></article>",
    )
    .write(
        "public/old/index.html",
        "<meta http-equiv=refresh content='0;url=/news/pump/'><meta property=article:published_time content=2026>",
    )
    .write("public/amp/pump/index.html", page("A new pump", "https://acme.example/news/pump/"))
    .write("public/about/index.html", "<article><h1>About</h1></article>");
    assert_eq!(told(&site), Vec::<String>::new());
    for number in 0..14 {
        other(&format!("more/{number:02}.html"));
    }
    let found = told(&site);
    assert_eq!(found.len(), 11);
    assert_eq!(found[0], "page-unfed: : 4 more pages read as articles, and no article here has their address");
}

/// A heading that is a link to its own page, a date that is an `abbr`: Pelican's themes.
#[test]
fn a_theme_of_links_and_abbreviations() {
    let site = sound("");
    let article = |path: &str, link: &str| {
        let html = format!(
            "<title>X</title><article><h1><a href=\"{link}\">X</a></h1><abbr class=published title=2026-01-05>5 January</abbr></article>"
        );
        site.write(&format!("public/{path}"), html).path("");
    };
    article("lists/x.html", "../gate/");
    assert_eq!(told(&site), Vec::<String>::new());
    article("x.html", "./x.html");
    article("y.html", "https://acme.example/news/y.html");
    assert_eq!(told(&site).len(), 2, "{:?}", told(&site));
    // A generator may put what it withholds in a place of its own; it is known by its title.
    site.write("content/2026-03-01-draft.md", "---\ntitle: X\ndraft: true\n---\nText.\n");
    let found = told(&site);
    assert!(found.iter().all(|told| told.starts_with("page-withheld")), "{found:?}");
}

/// A list that shows whole titles as headings is not the page of each.
#[test]
fn a_list_is_no_articles_page() {
    let site = sound("");
    std::fs::remove_dir_all(site.path("public/pump")).unwrap();
    site.write("public/archive.html", "<title>Acme</title><h1>A new gate</h1><h1>A new pump</h1><h1>Another</h1>");
    site.write("public/post-7.html", page("A new pump", ""));
    let (_, found) = check(&site);
    assert!(found.len() == 1 && found[0].1.starts_with("`public/post-7.html` has its title"), "{found:?}");
}

#[test]
fn a_page_whose_article_is_left_out_is_told() {
    let site = sound("");
    let held = |name: &str, text: &str| {
        site.write(&format!("content/{name}.md"), text);
        let slug = name.rsplit('/').next().unwrap().trim_start_matches("2026-03-01-");
        site.write(&format!("public/{}/index.html", name.replace("2026-03-01-", "")), page(slug, ""));
    };
    held("2026-03-01-draft", "---\ndraft: true\n---\n# draft\n\nText.\n");
    held("2026-03-01-private", "---\nprivate: true\nhidden: true\n---\n# private\n\nText.\n");
    held("2026-03-01-later", "---\ndate: 2030-01-01\n---\n# later\n\nText.\n");
    // The site has a page of these on purpose.
    held("2026-03-01-quiet", "---\nrss: false\n---\n# quiet\n\nText.\n");
    held("2026-03-01-unlisted", "---\nunlisted: true\n---\n# unlisted\n\nText.\n");
    let found = told(&site);
    let files: Vec<&str> = found.iter().map(|told| told.split(": ").nth(1).unwrap()).collect();
    assert!(found.iter().all(|told| told.starts_with("page-withheld: ")), "{found:#?}");
    let expected = ["content/2026-03-01-draft.md", "content/2026-03-01-later.md", "content/2026-03-01-private.md"];
    assert_eq!(files, expected, "{found:#?}");
    assert_eq!(site.run(&["check", "--site", "public", "--deny", "warnings"]).code, 0, "an information");
}

#[test]
fn an_article_beyond_the_limit_is_known() {
    let site = sound("[[feed]]\nname = \"news\"\nlimit = 1\n");
    assert_eq!(told(&site), Vec::<String>::new());
    let ran = site.run(&["check", "--site", "public"]);
    assert!(ran.out.starts_with("public: 1 of 1 entry has its page\n"), "{}", ran.out);
}

#[test]
fn an_entry_that_leads_elsewhere_is_not_looked_for() {
    let site = sound("");
    site.write("content/2026-03-01-away.md", "---\nurl: https://other.example/away/\n---\n# Away\n\nText.\n");
    site.build();
    let ran = site.run(&["check", "--site", "public"]);
    assert!(ran.out.starts_with("public: 2 of 2 entries have their page; 1 entry leads elsewhere\n"), "{}", ran.out);
}

#[test]
fn without_a_name_it_is_the_folder_of_the_generator() {
    let site = sound("");
    let ran = site.run(&["check", "--site"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--site public"), "{}", ran.err);
    let ran = site.run(&["check", "--site", "dist"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("dist"), "{}", ran.err);
    assert_eq!(site.run(&["build", "--site", "public"]).code, 2, "`build` proves nothing");
    let site = sound("preset = \"hugo\"\npermalink = \"/{slug}/\"\n");
    let ran = site.run(&["check", "--site"]);
    assert!(ran.out.starts_with("public: 2 of 2"), "{}{}", ran.out, ran.err);
    std::fs::remove_dir_all(site.path("public")).unwrap();
    std::fs::create_dir(site.path("public")).unwrap();
    let ran = site.run(&["check", "--site"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("build the site first"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_large_files_are_not_read() {
    let site = sound("");
    std::fs::remove_dir_all(site.path("public/pump")).unwrap();
    std::os::unix::fs::symlink(site.path("content"), site.path("public/pump")).unwrap();
    site.write("content/index.html", page("A new pump", ""));
    assert!(told(&site).iter().any(|told| told.starts_with("page-missing")), "{:?}", told(&site));
    std::fs::remove_file(site.path("public/pump")).unwrap();
    std::fs::remove_file(site.path("content/index.html")).unwrap();
    let large = format!("<title>Another</title>{}", " ".repeat(17 << 20));
    site.write("public/pump/index.html", large);
    assert_eq!(told(&site), Vec::<String>::new());
}
