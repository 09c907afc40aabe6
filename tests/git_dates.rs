//! `[dates] git = true`: an article without any other date has that of its first commit. Needs the git program.

mod support;

use std::path::Path;
use std::process::Command;

use support::{Ran, Site};

fn git_command(site: &Site, folder: &str, when: &str) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(site.path(folder)).args(["-c", "user.name=T", "-c", "user.email=t@acme.example"]);
    command.args(["-c", "protocol.file.allow=always"]);
    command.env("GIT_AUTHOR_DATE", when).env("GIT_COMMITTER_DATE", when).env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

fn git(site: &Site, folder: &str, when: &str, arguments: &[&str]) {
    let output = git_command(site, folder, when).args(arguments).output().expect("the git program");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Commits all that is in a folder on a day.
fn commit(site: &Site, folder: &str, day: &str) {
    let when = format!("{day}T10:00:00Z");
    git(site, folder, &when, &["add", "-A"]);
    git(site, folder, &when, &["commit", "-qm", day]);
}

/// A repository with all that is in a folder, committed on a day.
fn repository(site: &Site, folder: &str, day: &str) {
    git(site, folder, "2020-01-01T00:00:00Z", &["init", "-q", "-b", "main"]);
    commit(site, folder, day);
}

const TEXT: &str = "# A note\n\nThe note says something that fills a line or two, so that git knows it again.\n";
const SETTINGS: &str = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/news/\"\n[dates]\ngit = true\n[[feed]]\nname = \"all\"\nlimit = \"all\"\n";

fn run_in(site: &Site, folder: &str, command: &str) -> Ran {
    Ran::from(site.command(&["-C", folder, command]).output().expect("the program starts"))
}

/// The days on which the entries of a site are published, newest first.
fn days(site: &Site, folder: &str) -> Vec<String> {
    let feed: serde_json::Value = serde_json::from_str(&site.read(&format!("{folder}/feeds/all.json"))).expect("JSON");
    let day = |item: &serde_json::Value| item["date_published"].as_str().expect("a date")[..10].to_owned();
    feed["items"].as_array().expect("items").iter().map(day).collect()
}

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

#[test]
fn a_user_s_settings_and_environment_change_no_date() {
    let site = Site::bare();
    site.write("tidings.toml", SETTINGS).write("content/a.md", TEXT);
    repository(&site, ".", "2026-02-01");
    git(&site, ".", "2026-03-01T00:00:00Z", &["mv", "content/a.md", "content/b.md"]);
    commit(&site, ".", "2026-03-01");
    let settings = "[log]\n\tshowRoot = false\n\tshowSignature = true\n\tdate = short\n[diff]\n\torderFile = /nowhere\n\t\
        renames = false\n\tnoprefix = true\n\tignoreSubmodules = all\n[color]\n\tui = always\n[core]\n\tpager = false\n";
    site.write("home/.gitconfig", settings).write("home/settings", settings);
    let home = site.path("home");
    let file = home.join("settings");
    let environments: [&[(&str, &Path)]; 5] = [
        &[("HOME", &home), ("XDG_CONFIG_HOME", &home)],
        &[("GIT_CONFIG_GLOBAL", &file)],
        &[("GIT_CONFIG_SYSTEM", &file)],
        &[("GIT_DIR", &home), ("GIT_WORK_TREE", &home), ("GIT_CEILING_DIRECTORIES", site.root())],
        &[("GIT_OBJECT_DIRECTORY", &home), ("GIT_INDEX_FILE", &home), ("GIT_NAMESPACE", &home)],
    ];
    for environment in environments {
        let ran = Ran::from(site.command(&["build"]).envs(environment.iter().copied()).output().unwrap());
        assert_eq!(ran.code, 0, "{environment:?}: {}", ran.err);
        assert_eq!(days(&site, "."), ["2026-02-01"], "{environment:?}");
    }
    let mut command = site.command(&["build"]);
    command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "log.showRoot").env("GIT_CONFIG_VALUE_0", "false");
    assert!(command.output().unwrap().status.success());
    assert_eq!(days(&site, "."), ["2026-02-01"]);

    // What one clone has of its own is no history: a replaced commit, a graft.
    git(&site, ".", "2021-01-01T00:00:00Z", &["commit", "-q", "--allow-empty", "-m", "older"]);
    git(&site, ".", "2021-01-01T00:00:00Z", &["replace", "-f", "HEAD~2", "HEAD"]);
    std::fs::remove_file(site.path("tidings.lock")).unwrap();
    std::fs::remove_dir_all(site.path("feeds")).unwrap();
    assert_eq!(run_in(&site, ".", "build").code, 0);
    assert_eq!(days(&site, "."), ["2026-02-01"]);
}

#[test]
fn renames_are_followed_however_many_a_commit_makes() {
    let site = Site::bare();
    site.write("tidings.toml", SETTINGS);
    let text = |at: usize| {
        let words = ["tide", "gauge", "harbour", "ice", "north", "pump", "lock", "buoy", "chart", "rope", "salt"];
        let lines = (0..6).map(|line| {
            let word = |place: usize| words[(at / words.len().pow(place as u32) + line * (at % 7 + 1)) % words.len()];
            format!("{} {} {} {at} {line}\n", word(0), word(1), word(2))
        });
        format!("# Note {at}\n\n{}", lines.collect::<String>())
    };
    // More than git looks for by itself, and no file keeps its name.
    const FILES: usize = 1_050;
    for at in 0..FILES {
        site.write(&format!("content/old/{at}.md"), text(at));
    }
    repository(&site, ".", "2026-02-01");
    std::fs::remove_dir_all(site.path("content/old")).unwrap();
    for at in 0..FILES {
        site.write(&format!("content/new/note-{at}/index.md"), text(at) + "A line was added.\n");
    }
    commit(&site, ".", "2026-03-01");
    let ran = run_in(&site, ".", "build");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let days = days(&site, ".");
    assert_eq!(days.len(), FILES);
    assert_eq!(days.iter().filter(|day| *day == "2026-02-01").count(), FILES);
}

#[test]
fn a_submodule_and_a_worktree_have_their_history() {
    let site = Site::bare();
    site.write("articles/a.md", TEXT);
    repository(&site, "articles", "2026-02-01");
    site.write("site/tidings.toml", SETTINGS);
    repository(&site, "site", "2026-03-01");
    let from = format!("file://{}", site.path("articles").display());
    git(&site, "site", "2026-03-02T00:00:00Z", &["submodule", "-q", "add", &from, "content"]);
    commit(&site, "site", "2026-03-02");
    let ran = run_in(&site, "site", "build");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(days(&site, "site"), ["2026-02-01"]);

    site.write("plain/tidings.toml", SETTINGS).write("plain/content/a.md", TEXT);
    repository(&site, "plain", "2026-02-03");
    git(&site, "plain", "2026-03-02T00:00:00Z", &["worktree", "add", "-q", "--detach", "../beside"]);
    let ran = run_in(&site, "beside", "build");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(days(&site, "beside"), ["2026-02-03"]);
}

#[test]
fn content_outside_of_the_site_s_repository_has_no_history() {
    let site = Site::bare();
    site.write("elsewhere/a.md", TEXT);
    repository(&site, "elsewhere", "2026-02-01");
    site.write("site/tidings.toml", format!("{SETTINGS}[content]\ndir = \"../elsewhere\"\n"));
    repository(&site, "site", "2026-03-01");
    let ran = run_in(&site, "site", "build");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("git-missing") && ran.err.contains("not in the repository of the site"), "{}", ran.err);
}

#[cfg(unix)]
mod strangers {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program that leaves a mark, and what it leaves.
    fn marker(site: &Site, path: &str) {
        let mark = site.path("mark");
        site.write(path, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 1\n", mark.display()));
        std::fs::set_permissions(site.path(path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Settings that name a program wherever git has a place for one.
    fn settings(program: &str) -> String {
        format!(
            "[core]\n\tfsmonitor = {program}\n\thooksPath = .\n\tpager = {program}\n\tsshCommand = {program}\n\
             \talternateRefsCommand = {program}\n\tgitProxy = {program}\n\teditor = {program}\n\taskPass = {program}\n\
             \tattributesFile = ./attributes\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {program}\n\
             [gpg \"ssh\"]\n\tprogram = {program}\n[diff]\n\texternal = {program}\n[diff \"x\"]\n\tcommand = {program}\n\
             \ttextconv = {program}\n[filter \"x\"]\n\tclean = {program}\n\tsmudge = {program}\n\tprocess = {program}\n\
             \trequired = true\n[pager]\n\tlog = {program}\n\trev-parse = {program}\n[alias]\n\tlog = !{program}\n\
             \trev-parse = !{program}\n[credential]\n\thelper = !{program}\n[interactive]\n\tdiffFilter = {program}\n"
        )
    }

    /// Commits with a signature, as from a program that signs anything.
    fn commit_signed(site: &Site, folder: &str, day: &str) {
        let signs = "#!/bin/sh\ncat > /dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\n\
             printf -- '-----BEGIN PGP SIGNATURE-----\\n\\niQ==\\n-----END PGP SIGNATURE-----\\n'\n";
        site.write("signs", signs);
        std::fs::set_permissions(site.path("signs"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let program = format!("gpg.program={}", site.path("signs").display());
        let when = format!("{day}T10:00:00Z");
        git(site, folder, &when, &["add", "-A"]);
        git(site, folder, &when, &["-c", &program, "commit", "-qS", "--allow-empty", "-m", day]);
    }

    fn no_program_runs(site: &Site, folder: &str, what: &str) {
        for command in ["check", "build", "check"] {
            let ran = run_in(site, folder, command);
            assert!(!site.path("mark").exists(), "{what}, {command}: {}{}", site.read("mark"), ran.err);
        }
        let mut explain = site.command(&["-C", folder, "explain", "content/posts/a.md"]);
        explain.output().expect("the program starts");
        assert!(!site.path("mark").exists(), "{what}, explain");
    }

    #[test]
    fn no_program_of_a_planted_repository_runs_and_it_tells_no_date() {
        // From the repository's top to the folder of the article itself.
        for folder in ["", "web", "web/content", "web/content/posts"] {
            let site = Site::bare();
            // What git takes for a repository wherever it is: files that anybody may add.
            site.write("plant/web/content/posts/a.md", TEXT).write("plant/content/posts/a.md", TEXT);
            site.write("plant/posts/a.md", TEXT).write("plant/a.md", TEXT);
            git(&site, "plant", "2020-01-01T00:00:00Z", &["init", "-q", "-b", "main"]);
            commit_signed(&site, "plant", "2020-01-01");
            site.write("top/web/tidings.toml", SETTINGS).write("top/web/content/posts/a.md", TEXT);
            let into = format!("top/{folder}");
            for file in ["HEAD", "objects", "refs"] {
                let copied = Command::new("cp")
                    .arg("-r")
                    .arg(site.path(&format!("plant/.git/{file}")))
                    .arg(site.path(&into))
                    .status();
                assert!(copied.unwrap().success());
            }
            marker(&site, &format!("{into}/x.sh"));
            let program = site.path(&format!("{into}/x.sh")).display().to_string();
            let core = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n";
            site.write(&format!("{into}/config"), core.to_owned() + &settings(&program));
            // So that the test tells something: git started there runs the program.
            if folder.ends_with("content") {
                let _ = git_command(&site, &into, "2020-01-01T00:00:00Z").args(["log"]).output();
                assert!(site.path("mark").exists(), "git itself takes it for a repository");
                std::fs::remove_file(site.path("mark")).unwrap();
            }
            git(&site, "top", "2026-02-01T10:00:00Z", &["init", "-q", "-b", "main"]);
            git(&site, "top", "2026-02-01T10:00:00Z", &["--git-dir=.git", "--work-tree=.", "add", "web"]);
            git(&site, "top", "2026-02-01T10:00:00Z", &["--git-dir=.git", "--work-tree=.", "commit", "-qm", "one"]);
            no_program_runs(&site, "top/web", folder);
            assert_eq!(days(&site, "top/web"), ["2026-02-01"], "{folder}: the date is that of the site's history");
        }
    }

    #[test]
    fn no_program_of_the_repository_s_own_settings_runs() {
        let site = Site::bare();
        site.write("web/tidings.toml", SETTINGS).write("web/content/posts/a.md", TEXT);
        site.write("web/.gitattributes", "*.md diff=x filter=x\n").write("web/attributes", "* diff=x filter=x\n");
        git(&site, "web", "2026-02-01T00:00:00Z", &["init", "-q", "-b", "main"]);
        commit_signed(&site, "web", "2026-02-01");
        marker(&site, "x.sh");
        for hook in ["post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"] {
            marker(&site, &format!("web/.git/hooks/{hook}"));
        }
        let known = site.read("web/.git/config");
        let program = site.path("x.sh").display().to_string();
        site.write("web/.git/config", known.clone() + &settings(&program));
        no_program_runs(&site, "web", "settings");
        site.write("web/.git/more", settings(&program));
        site.write("web/.git/config", known + "[include]\n\tpath = more\n[includeIf \"gitdir:**\"]\n\tpath = more\n");
        no_program_runs(&site, "web", "included settings");
        assert_eq!(days(&site, "web"), ["2026-02-01"]);
    }

    #[test]
    fn what_a_partial_clone_lacks_is_not_fetched() {
        let site = Site::bare();
        site.write("from/tidings.toml", SETTINGS).write("from/content/posts/a.md", TEXT);
        repository(&site, "from", "2026-02-01");
        let from = format!("file://{}", site.path("from").display());
        git(&site, "from", "2026-02-01T00:00:00Z", &["config", "uploadpack.allowFilter", "true"]);
        git(&site, ".", "2026-02-01T00:00:00Z", &["clone", "-q", "--filter=blob:none", &from, "whole"]);
        marker(&site, "x.sh");
        let program = site.path("x.sh").display().to_string();
        let spring = |clone: &str| {
            let when = "2026-02-01T00:00:00Z";
            git(&site, clone, when, &["config", "remote.origin.uploadpack", &program]);
            git(&site, clone, when, &["config", "protocol.ext.allow", "always"]);
        };
        spring("whole");
        let ran = run_in(&site, "whole", "build");
        assert_eq!(ran.code, 0, "where no file was moved, nothing is lacking: {}", ran.err);

        std::fs::remove_file(site.path("from/content/posts/a.md")).unwrap();
        site.write("from/content/posts/b.md", TEXT.to_owned() + "And more.\n");
        commit(&site, "from", "2026-03-01");
        for url in [from.clone(), format!("ext::{program}")] {
            let _ = std::fs::remove_dir_all(site.path("part"));
            git(&site, ".", "2026-02-01T00:00:00Z", &["clone", "-q", "--filter=blob:none", &from, "part"]);
            spring("part");
            git(&site, "part", "2026-02-01T00:00:00Z", &["config", "remote.origin.url", &url]);
            no_program_runs(&site, "part", &url);
            let ran = run_in(&site, "part", "build");
            assert_eq!(ran.code, 2, "{}", ran.err);
            assert!(ran.err.contains("git-partial") && ran.err.contains("--filter"), "{}", ran.err);
        }
    }
}
