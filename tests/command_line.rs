//! The command line itself: where options stand, where the site is found, how files are named, what a report lists, and
//! what goes with the program.

mod support;

use serde_json::Value;
use support::{Ran, Site};

const ARTICLE: &str = "---\ntitle: A pump\n---\nThe pump lifts water to the upper basin.\n";
const AT_FAULT: &str = "---\ntitle: A pump\ndate: 30 February 2026\n---\nThe pump lifts water.\n";

fn run_in(site: &Site, folder: &str, arguments: &[&str]) -> Ran {
    let mut command = site.command(arguments);
    command.current_dir(site.path(folder)).env_remove("GITHUB_WORKSPACE");
    Ran::from(command.output().expect("the program starts"))
}

#[test]
fn options_stand_before_or_after_the_name() {
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", ARTICLE);
    let ran = site.run(&["-q", "build"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert!(site.path("feeds/rss.xml").exists());
    assert_eq!(site.run(&["--now", "2026-07-01", "--deny", "warnings", "check"]).code, 0);
    let ran = site.run(&["--format", "json", "check", "--left-out"]);
    assert!(ran.out.starts_with('{') && ran.code == 0, "{}{}", ran.out, ran.err);
    assert!(site.run(&["--format", "json", "explain", "content/2026-03-01-a.md"]).out.starts_with('{'));
    assert_eq!(site.run(&["--format", "json"]).code, 0, "without a name it is a build");
    for refused in [&["--keep-going", "links"][..], &["--format", "html", "build"], &["-q", "bild"], &["--nwo", "x"]] {
        let ran = site.run(refused);
        assert_eq!(ran.code, 2, "{refused:?}: {}", ran.out);
    }
    assert!(site.run(&["-q", "biuld"]).err.contains("'build'"));
}

#[test]
fn help_is_in_groups_and_tells_of_each_command_what_it_takes() {
    let site = Site::bare();
    let help = site.run(&["--help"]).out;
    for part in ["Feeds:", "Articles:", "Examples:", "tidings init", "Exit codes:", "completions"] {
        assert!(help.contains(part), "{part}: {help}");
    }
    assert!(!help.contains("--drafts") && !help.contains("--keep-going"), "{help}");
    let build = site.run(&["build", "--help"]).out;
    assert!(build.contains("--watch") && build.contains("Examples:") && !build.contains("sarif"), "{build}");
    let check = site.run(&["help", "check"]).out;
    assert!(check.contains("sarif") && !check.contains("--watch"), "{check}");
    assert!(site.run(&["--version"]).out.starts_with(concat!("tidings ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_site_is_found_from_a_folder_within_it() {
    let site = Site::new("");
    site.write("content/news/2026-03-01-a.md", ARTICLE).write("content/news/b.md", AT_FAULT);
    let ran = run_in(&site, "content/news", &["build"]);
    assert_eq!(ran.code, 1);
    // Named as seen from where one stands; from the root of the site for programs.
    assert!(ran.err.contains("--> b.md:3:7"), "{}", ran.err);
    assert!(run_in(&site, "content/news", &["build", "--format", "json"]).out.contains("\"content/news/b.md\""));
    site.write("content/news/b.md", ARTICLE);
    let ran = run_in(&site, "content", &["--keep-going"]);
    assert!(ran.out.contains("wrote ../feeds/rss.xml"), "{}{}", ran.out, ran.err);
    assert!(site.path("feeds/rss.xml").exists() && !site.path("content/feeds").exists());
    assert!(run_in(&site, "content/news", &["explain", "2026-03-01-a.md"]).out.contains("A pump"));
    // What the user names is where the user is.
    let ran = run_in(&site, "content", &["--output", "../preview", "--drafts"]);
    assert!(site.path("preview/rss.xml").exists(), "{}{}", ran.out, ran.err);
    let ran = run_in(&site, "content/news", &["new", "A valve"]);
    assert!(ran.out.contains("wrote ../2026-06-01-a-valve.md"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_search_ends_with_the_repository() {
    let outer = Site::new("");
    outer.write("inner/.git/HEAD", "ref: refs/heads/main\n").write("inner/deep/a.txt", "x");
    let ran = run_in(&outer, "inner/deep", &["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error[config-not-found]") && ran.err.contains("tidings init"), "{}", ran.err);
    outer.write("inner/tidings.toml", "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n");
    assert!(run_in(&outer, "inner/deep", &["explain", "--site"]).out.contains("acme.example"));
}

#[test]
fn a_folder_of_a_generator_is_told_to_begin() {
    let site = Site::bare();
    site.write("hugo.toml", "title = \"T\"\nbaseURL = \"https://acme.example/\"\n");
    let ran = site.run(&[]);
    assert!(ran.err.contains("this is a site of Hugo") || ran.err.contains("this is a site of hugo"), "{}", ran.err);
}

#[test]
fn ci_is_told_of_files_from_the_root_of_the_repository() {
    let site = Site::bare();
    site.write(".git/HEAD", "ref: refs/heads/main\n");
    site.write("web/tidings.toml", "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n");
    site.write("web/content/b.md", AT_FAULT);
    let ran = run_in(&site, ".", &["-C", "web", "check", "--format", "github"]);
    assert!(ran.out.contains("::error file=web/content/b.md,line=3,col=7"), "{}", ran.out);
    let ran = run_in(&site, "web/content", &["check", "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&ran.out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let result = results.iter().find(|result| result["ruleId"] == "date-invalid").expect("the fault");
    assert_eq!((&result["ruleId"], &result["level"]), (&"date-invalid".into(), &"error".into()));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "web/content/b.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &7.into()));
    // Under a runner, the root is where it has checked out.
    let mut command = site.command(&["-C", "web", "check", "--format", "github"]);
    command.env("GITHUB_WORKSPACE", site.path("web"));
    let ran = Ran::from(command.output().expect("the program starts"));
    assert!(ran.out.contains("::error file=content/b.md,"), "{}", ran.out);
}

#[test]
fn a_report_names_ten_documents_and_all_when_asked() {
    let site = Site::new("[[feed]]\nname = \"t-{tag}\"\neach = \"tag\"\n");
    let tags: Vec<String> = (10..30).map(|number| format!("tag{number}")).collect();
    site.write("content/2026-03-01-a.md", format!("---\ntags: [{}]\n---\nThe pump lifts water.\n", tags.join(", ")));
    site.write("content/2026-03-02-b.md", "---\ndraft: true\n---\nNot yet.\n");
    let ran = site.build();
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("wrote ")).count(), 10, "{}", ran.out);
    assert!(ran.out.contains("and 52 more documents"), "{}", ran.out);
    let ran = site.run(&["build", "-v"]);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("unchanged: ")).count(), 62, "{}", ran.out);
    for part in ["taken: content/2026-03-01-a.md", "left out: content/2026-03-02-b.md (draft)", "site: /", "now 2026"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", ARTICLE).write("content/undated.md", "Some text.\n");
    let loud = site.run(&["build", "--output", "preview"]);
    assert!(loud.err.contains("info[trial-run]") && loud.err.contains("warning["), "{}", loud.err);
    let quiet = site.run(&["build", "--output", "preview", "-q"]);
    assert!(!quiet.err.contains("info[") && quiet.err.contains("warning["), "{}", quiet.err);
    assert_eq!(quiet.out, "");
}

#[test]
fn a_comment_is_short_and_its_details_are_folded() {
    let site = Site::new("[[feed]]\nname = \"all\"\n[[feed]]\nname = \"pumps\"\ntag = \"pumps\"\n");
    site.write("content/2026-03-01-a.md", ARTICLE.replace("title: A pump", "title: A\ntags: [pumps]"));
    site.build();
    let fresh = site.run(&["check", "--format", "markdown"]);
    assert!(fresh.out.starts_with("### Feeds: fresh\n\nThe feeds are what the articles make.\n"), "{}", fresh.out);
    site.write("content/2026-03-02-b.md", ARTICLE.replace("title: A pump", "title: B | <b>@all\ntags: [pumps]"));
    site.write("content/c|d.md", "Some text.\n");
    let stale = site.run(&["check", "--format", "markdown"]);
    assert_eq!(stale.code, 1);
    assert!(stale.out.starts_with("### Feeds: stale\n"), "{}", stale.out);
    assert!(stale.out.contains("| Acme News | | 1 | | | | 1 |"), "{}", stale.out);
    assert!(stale.out.contains("<details><summary>"), "{}", stale.out);
    assert!(!stale.out.contains("<b>@all"), "{}", stale.out);
    assert!(stale.out.contains("| ⚠️ warning | content/c\\|d.md |"), "{}", stale.out);
    let folded = stale.out.split("<details>").next().unwrap_or_default();
    assert!(folded.lines().count() < 20, "{folded}");
}

#[test]
fn a_page_holds_all_of_it_and_needs_nothing_else() {
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", ARTICLE);
    site.build();
    site.write("content/2026-03-02-b.md", ARTICLE.replace("A pump", "\"<script>alert(1)</script>\""));
    site.write("content/c.md", AT_FAULT.replace("30 February", "<i>soon</i>"));
    let ran = site.run(&["check", "--keep-going", "--format", "html"]);
    assert_eq!(ran.code, 1);
    let page = &ran.out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    for part in
        ["Acme News", "default-src &#39;none&#39;", "unread again", "&lt;i&gt;soon", "<mark>", "<svg", "date-invalid"]
    {
        let part = part.replace("&#39;", "'");
        assert!(page.contains(&part) || part == "unread again", "{part}: {page}");
    }
    for no in ["<script", "<i>soon", "http-equiv=\"refresh\"", "src=", "url("] {
        assert!(!page.contains(no), "{no}: {page}");
    }
    // It is a page to a reader of XML too, but for its first line and its empty elements.
    assert_eq!(page.matches("<section>").count(), page.matches("</section>").count());
    assert!(ran.err.contains("error[date-invalid]"), "people in front of the log see it too: {}", ran.err);
}

#[test]
fn failures_have_codes_of_their_own() {
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", ARTICLE);
    let cases: [(&[&str], &str); 7] = [
        (&["build", "--now", "soon"], "argument-invalid"),
        (&["explain", "content/none.md"], "article-unknown"),
        (&["build", "--drafts"], "trial-place"),
        (&["diff", "none.xml", "none.xml"], "read-failed"),
        (&["init", "--title", "T", "--url", "https://acme.example/"], "file-exists"),
        (&["validate", "--explain", "no-such-rule"], "argument-invalid"),
        (&["man", "--dir", "tidings.toml/x"], "write-failed"),
    ];
    for (arguments, code) in cases {
        let ran = site.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains(&format!("error[{code}]")), "{arguments:?}: {}", ran.err);
    }
    let off = Site::new("[ledger]\nenabled = false\n");
    assert!(off.run(&["ledger", "mend"]).err.contains("error[ledger-off]"));
}

#[test]
fn completions_manual_and_schema_are_printed() {
    let site = Site::bare();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = site.run(&["completions", shell]);
        assert!(ran.code == 0 && ran.out.contains("keep-going") && ran.out.contains("tidings"), "{shell}");
    }
    let ran = site.run(&["man"]);
    assert!(ran.out.contains(".TH tidings 1"), "{}", ran.out);
    assert_eq!(site.run(&["man", "--dir", "man1"]).code, 0);
    let pages = site.files("man1");
    for page in ["tidings.1", "tidings-build.1", "tidings-check.1", "tidings-ledger-mend.1"] {
        assert!(pages.contains_key(&format!("man1/{page}")), "{page}: {:?}", pages.keys());
    }
    assert!(pages.keys().all(|page| !page.contains("help")), "{:?}", pages.keys());
    let schema: Value = serde_json::from_str(&site.run(&["schema"]).out).expect("JSON");
    assert_eq!(schema["properties"]["site"]["description"], "The site that the articles are on.");
}
