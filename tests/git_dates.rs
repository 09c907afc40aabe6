//! `[dates] git = true`: an article without any other date has that of its first commit. Needs the git program.

mod support;

use std::process::Command;

use support::Site;

fn git(site: &Site, folder: &str, when: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(site.path(folder))
        .args(["-c", "user.name=T", "-c", "user.email=t@acme.example"])
        .args(arguments);
    command.env("GIT_AUTHOR_DATE", when).env("GIT_COMMITTER_DATE", when).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.output().expect("the git program");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

const TEXT: &str = "# A note\n\nThe note says something that fills a line or two, so that git knows it again.\n";

#[test]
fn an_undated_article_has_the_date_of_its_first_commit() {
    let site = Site::new("[dates]\ngit = true\n");
    site.write("content/first name.md", TEXT).write("content/2026-01-05-dated.md", TEXT.replace("A note", "Dated"));
    git(&site, ".", "2026-02-01T10:00:00Z", &["init", "-q"]);
    git(&site, ".", "2026-02-01T10:00:00Z", &["add", "."]);
    git(&site, ".", "2026-02-01T10:00:00Z", &["commit", "-qm", "one"]);
    git(&site, ".", "2026-03-01T10:00:00Z", &["mv", "content/first name.md", "content/renamed.md"]);
    git(&site, ".", "2026-03-01T10:00:00Z", &["commit", "-qm", "two"]);
    site.write("content/uncommitted.md", TEXT.replace("A note", "New"));
    let ran = site.build();
    let feed = site.feed();
    let items = feed["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "what is not committed has no date: {}", ran.err);
    assert_eq!(items[0]["date_published"], "2026-02-01T10:00:00Z", "a rename changes nothing");
    assert_eq!(items[1]["date_published"], "2026-01-05T00:00:00Z", "another date wins");

    git(&site, ".", "2026-04-01T10:00:00Z", &["add", "."]);
    git(&site, ".", "2026-04-01T10:00:00Z", &["commit", "-qm", "three"]);
    site.build();
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 3, "a commit is noticed though no file changed");

    let shallow = Site::bare();
    let from = format!("file://{}", site.root().display());
    git(&shallow, ".", "2026-04-01T10:00:00Z", &["clone", "-q", "--depth", "1", &from, "clone"]);
    let mut command = shallow.command(&["-C", "clone", "build"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(shown.contains("git-shallow") && shown.contains("fetch-depth: 0"), "{shown}");
}

#[test]
fn without_a_repository_the_build_says_so() {
    let site = Site::new("[dates]\ngit = true\n");
    site.write("content/a.md", TEXT);
    let mut command = site.command(&["build"]);
    let output = command.env("GIT_CEILING_DIRECTORIES", site.root().parent().unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("git-missing"));
}
