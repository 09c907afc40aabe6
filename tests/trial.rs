//! A trial run, whose options say something else than the configuration, leaves no trace in what is published.

mod support;

use support::Site;

fn site() -> Site {
    let site = Site::new("");
    site.write("content/2026-01-05-one.md", "# One\n\nThe first gauge is in place.\n")
        .write("content/2026-01-06-two.md", "# Two\n\nThe second gauge is in place.\n")
        .write("content/2026-02-01-draft.md", "---\ntitle: Three\ndraft: true\n---\nNot for everybody yet.\n")
        .write("content/2031-01-01-later.md", "# Later\n\nIn five years.\n")
        .write("other/2026-01-07-else.md", "# Else\n\nFrom another folder.\n");
    site
}

fn published(site: &Site) -> Vec<(String, Vec<u8>)> {
    let is_published = |file: &str| file.starts_with("feeds/") || file == "tidings.lock";
    site.files(".").into_iter().filter(|(file, _)| is_published(file)).collect()
}

const TRIALS: [&[&str]; 6] = [
    &["--url", "http://localhost:8000/", "--allow-local"],
    &["--drafts"],
    &["--future"],
    &["--content", "other"],
    &["--drafts", "--future", "--url", "https://preview.example/"],
    &[],
];

#[test]
fn a_trial_leaves_no_trace() {
    for built_before in [false, true] {
        for trial in TRIALS {
            let (site, control) = (site(), site());
            for site in [&site, &control] {
                if built_before {
                    site.build();
                }
                site.write("content/2026-01-05-one.md", "# One\n\nThe first gauge has moved to the south quay.\n");
            }
            let before = published(&site);
            let arguments = [&["build", "--output", "preview"][..], trial].concat();
            // Twice: the second finds what the first has written, and takes nothing for another program's.
            for _ in 0..2 {
                let ran = site.run(&arguments);
                assert_eq!(ran.code, 0, "{trial:?}: {}", ran.err);
                assert!(ran.err.contains("trial-run"), "{}", ran.err);
                assert!(site.path("preview/rss.xml").exists());
                assert_eq!(published(&site), before, "{trial:?}");
            }
            for site in [&site, &control] {
                let ran = site.run(&["build", "--now", "2026-07-01"]);
                assert_eq!(ran.code, 0, "{}", ran.err);
            }
            assert_eq!(published(&site), published(&control), "{trial:?}");
        }
    }
}

#[test]
fn a_trial_needs_a_folder_of_its_own() {
    for trial in TRIALS.iter().filter(|trial| !trial.is_empty()) {
        for output in [&[][..], &["--output", "feeds"], &["--output", "./feeds/"], &["--output", "feeds/preview"]] {
            let site = site();
            site.build();
            let before = site.files(".");
            let ran = site.run(&[&["build"][..], trial, output].concat());
            assert_eq!(ran.code, 2, "{trial:?} {output:?}: {}", ran.err);
            assert!(ran.err.contains("is a trial") && ran.err.contains("--output preview"), "{}", ran.err);
            assert_eq!(site.files("."), before, "{trial:?} {output:?}");
        }
    }
}

#[test]
fn a_link_to_the_published_folder_is_that_folder() {
    let site = site();
    site.build();
    #[cfg(unix)]
    std::os::unix::fs::symlink("feeds", site.path("preview")).unwrap();
    let before = published(&site);
    let ran = site.run(&["build", "--drafts", "--output", "preview"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(published(&site), before);
}

#[test]
fn what_is_published_is_safe_from_a_trial_above_it() {
    let site = Site::new("[output]\ndir = \"public/feeds\"\n[[feed]]\nname = \"feeds/rss\"\npath = \"rss.{ext}\"\n");
    site.write("content/2026-01-05-one.md", "# One\n\nThe first gauge is in place.\n");
    site.build();
    let config = site.read("tidings.toml").replace("rss.{ext}", "feeds/rss.{ext}");
    site.write("tidings.toml", config);
    let before = site.files("public");
    let ran = site.run(&["build", "--drafts", "--output", "public"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("trial-published"), "{}", ran.err);
    assert_eq!(site.files("public"), before);
}

#[test]
fn what_says_the_same_as_the_configuration_is_no_trial() {
    let site = site();
    let same = ["build", "--output", "feeds/", "--content", "./content", "--url", "https://acme.example/news"];
    let ran = site.run(&same);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("trial"), "{}", ran.err);
    assert!(site.path("tidings.lock").exists());
    let ran = site.run(&["build", "--now", "2026-07-01", "--keep-going", "--allow-empty", "--allow-id-change"]);
    assert!(!ran.err.contains("trial"), "{}", ran.err);
}

#[test]
fn a_trial_takes_nothing_away_and_replaces_nothing_of_others() {
    let site = site();
    site.build();
    site.write("preview/notes.txt", "mine").write("preview/old.xml", "<rss version=\"2.0\"><channel/></rss>");
    assert_eq!(site.run(&["build", "--drafts", "--output", "preview"]).code, 0);
    assert_eq!(site.read("preview/notes.txt"), "mine");
    assert!(site.path("preview/old.xml").exists());

    let foreign = "<rss version=\"2.0\"><channel><title>T</title><item><guid>x</guid></item></channel></rss>";
    site.write("elsewhere/rss.xml", foreign);
    let ran = site.run(&["build", "--drafts", "--output", "elsewhere"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("output-foreign"), "{}", ran.err);
    assert_eq!(site.read("elsewhere/rss.xml"), foreign);
}

#[test]
fn a_trial_replaces_no_feed_of_another_site_and_leaves_the_articles_alone() {
    let (one, other) = (site(), Site::new(""));
    other.write("tidings.toml", other.read("tidings.toml").replace("acme.example", "basin.example"));
    other.write("content/2026-01-05-basin.md", "# Basin\n\nThe basin is full.\n");
    other.build();
    let before = other.files(".");
    let elsewhere = other.path("feeds");
    let ran = one.run(&["build", "--drafts", "--output", elsewhere.to_str().unwrap()]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("another site"), "{}", ran.err);
    assert_eq!(other.files("."), before);

    let before = one.files(".");
    for output in ["content/preview", "content"] {
        let ran = one.run(&["build", "--drafts", "--output", output]);
        assert_eq!(ran.code, 2, "{output}: {}", ran.err);
        assert_eq!(one.files("."), before);
    }
}

#[test]
fn one_folder_serves_many_trials() {
    let site = site();
    site.write("content/2026-02-02-named.md", "---\ntitle: Named\nid: urn:example:named\ndraft: true\n---\nText.\n");
    for url in ["http://localhost:8000/", "https://preview.example/", "https://acme.example/news/"] {
        let arguments = ["build", "--drafts", "--allow-local", "--url", url, "--output", "preview"];
        let ran = site.run(&arguments);
        assert_eq!(ran.code, 0, "{url}: {}", ran.err);
        // What the trial before showed may be gone.
        let _ = std::fs::remove_file(site.path("content/2026-02-02-named.md"));
    }
    let outside = Site::bare();
    let folder = outside.path("preview");
    let ran = site.run(&["build", "--drafts", "--output", folder.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn check_may_look_at_what_a_trial_would_make() {
    let site = site();
    site.build();
    let before = site.files(".");
    let ran = site.run(&["check", "--drafts"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("1 new"), "{}", ran.out);
    assert!(!ran.out.contains("tidings.lock"), "{}", ran.out);
    assert_eq!(site.files("."), before);
}
