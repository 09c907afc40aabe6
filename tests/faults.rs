//! What breaks around a build: interrupted runs, files that are none, folders that cannot be written, a
//! ledger that is not whole. Every file stays wholly old or becomes wholly new, and the report says why.

mod support;

use support::Site;

fn article(title: &str, day: u32, tag: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\ndate = 2026-03-{day:02}\ntags = [\"{tag}\"]\n+++\n\n{title} says something of its own.\n"
    )
}

/// Some articles and their feeds, one of them in a sub-folder for each tag.
fn built() -> Site {
    let site = Site::new(
        "[[feed]]\nname = \"news\"\nlimit = \"all\"\n[[feed]]\nname = \"tags/{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\n",
    );
    for day in 1..=4 {
        site.write(&format!("content/n{day}.md"), article(&format!("Day {day}"), day, &format!("t{}", day % 2)));
    }
    site.build();
    site
}

/// Every file of a site.
fn kept(site: &Site) -> std::collections::BTreeMap<String, Vec<u8>> {
    site.files(".")
}

#[test]
fn what_an_interrupted_build_left_goes_with_the_next() {
    let site = built();
    let whole = kept(&site);
    site.write(".tidings-abc123.tmp", "half a ledger").write("feeds/.tidings-abc123.tmp", "half a feed");
    site.build();
    assert_eq!(kept(&site), whole);
}

#[test]
fn a_document_that_is_no_longer_made_goes_even_where_a_run_ended_before_it_went() {
    let site = built();
    let before = (site.read("tidings.lock"), site.read("feeds/tags/t0.rss.xml"));
    for day in [2, 4] {
        site.write(&format!("content/n{day}.md"), article(&format!("Day {day}"), day, "other"));
    }
    site.build();
    assert!(!site.path("feeds/tags/t0.rss.xml").exists());
    // The state after a kill between the last rename and the removal: the ledger still names the document.
    let after = site.read("tidings.lock");
    let line = before.0.lines().find(|line| line.contains("\tfeeds/tags/t0.rss.xml\t")).expect("its line");
    site.write("tidings.lock", after.replacen("\nend\n", &format!("\n{line}\nend\n"), 1));
    site.write("feeds/tags/t0.rss.xml", &before.1);
    let ran = site.build();
    assert!(ran.out.contains("removed feeds/tags/t0.rss.xml"), "{}", ran.out);
    assert!(!site.path("feeds/tags/t0.rss.xml").exists());
    assert_eq!(site.read("tidings.lock"), after);
}

#[test]
fn where_one_document_cannot_be_written_none_is_and_the_ledger_stays() {
    let site = built();
    let before = kept(&site);
    site.write("content/n5.md", article("Day 5", 5, "t9"));
    for obstacle in ["feeds/news.json", "feeds/tags/t9.rss.xml"] {
        let file = site.path(obstacle);
        let old = std::fs::read(&file).ok();
        let _ = std::fs::remove_file(&file);
        std::fs::create_dir(&file).unwrap();
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
        assert!(ran.err.contains(obstacle) && ran.err.contains("it is a folder"), "{}", ran.err);
        assert!(!ran.err.contains(".tmp"), "no temporary name in a message: {}", ran.err);
        std::fs::remove_dir(&file).unwrap();
        if let Some(old) = old {
            site.write(obstacle, old);
        }
        std::fs::remove_file(site.path("content/n5.md")).unwrap();
        assert_eq!(kept(&site), before);
        site.write("content/n5.md", article("Day 5", 5, "t9"));
    }
}

#[test]
fn what_a_build_that_copied_left_goes_too() {
    let site = built();
    let whole = site.files(".");
    let folder = whole.keys().find_map(|file| file.strip_prefix("feeds/")?.rsplit_once('/')).expect("a sub-folder").0;
    site.write(&format!("feeds/{folder}/.tidings-abc123.tmp"), "half a feed");
    site.build();
    assert_eq!(site.files("."), whole);
    site.write(".tidings-abc123.tmp", "half a ledger");
    assert_eq!(site.run(&["ledger", "mend", "--write"]).code, 0);
    assert_eq!(site.files("."), whole);
}

#[test]
fn an_output_folder_that_is_a_file_changes_nothing() {
    let site = Site::new("");
    site.write("content/n.md", article("A", 1, "t")).write("feeds", "mine");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot create the folder"), "{}", ran.err);
    assert_eq!(site.read("feeds"), "mine");
    assert!(!site.path("tidings.lock").exists(), "no ledger without documents");
}

#[test]
fn a_ledger_that_is_not_whole_stops_everything_whatever_is_asked_for() {
    let site = built();
    let whole = site.read("tidings.lock");
    site.write("content/n1.md", article("Day one", 1, "t1"));
    let conflict = whole.replacen("\n80\n", "\n<<<<<<< ours\n80\n=======\n80\n>>>>>>> theirs\n", 1);
    let ledgers: [(&str, Vec<u8>); 7] = [
        ("ledger-truncated", whole.as_bytes()[..whole.len() - 4].to_vec()),
        ("ledger-line", whole.as_bytes()[..whole.find("n1.md").unwrap()].to_vec()),
        ("ledger-header", Vec::new()),
        ("ledger-header", b"{\"lock\": 1}".to_vec()),
        ("ledger-version", whole.replacen("ledger 2", "ledger 3", 1).into_bytes()),
        ("ledger-conflict", conflict.into_bytes()),
        ("ledger-line", b"\xff\xfe\x00".to_vec()),
    ];
    for (code, ledger) in ledgers {
        site.write("tidings.lock", ledger);
        let before = kept(&site);
        for arguments in [&["build"][..], &["build", "--keep-going", "--allow-id-change", "--allow-empty"], &["check"]]
        {
            let ran = site.run(arguments);
            assert_eq!(ran.code, 1, "{code} {arguments:?}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains(code) && ran.err.contains("tidings.lock:"), "{code}: {}", ran.err);
            assert_eq!(kept(&site), before, "{code} {arguments:?}");
        }
    }
}

#[test]
fn feeds_never_become_empty_without_being_told_to() {
    let site = built();
    let before = kept(&site);
    for arguments in [&["build", "--now", "1970-01-01"][..], &["build", "--keep-going", "--now", "1970-01-01"]] {
        let ran = site.run(arguments);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("feeds-empty") && ran.err.contains("--allow-empty"), "{}", ran.err);
        assert_eq!(kept(&site), before, "a clock in 1970 harms nothing");
    }
    let ran = site.run(&["build", "--allow-empty", "--now", "1970-01-01"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    site.build();
    assert_eq!(site.files("feeds"), before.into_iter().filter(|(file, _)| file.starts_with("feeds")).collect());
}

#[test]
fn an_article_at_fault_is_not_gone() {
    let site = built();
    let before = site.read("tidings.lock");
    site.write("content/n1.md", "+++\ntitle = \"never closed\n");
    let ran = site.run(&["build", "--keep-going"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.err.contains("entry-gone"), "{}", ran.err);
    site.write("content/n1.md", article("Day 1", 1, "t1"));
    site.build();
    assert_eq!(site.read("tidings.lock"), before);
}

#[test]
fn a_page_that_is_not_ours_is_never_replaced() {
    let site = Site::new("[output]\ndir = \"public\"\n");
    site.write("content/n.md", article("A", 1, "t")).write("public/index.html", "<!DOCTYPE html><title>Home</title>");
    let before = site.read("public/index.html");
    // The feeds are written beside it, time and again.
    for arguments in [&["build"][..], &["build", "--keep-going"]] {
        let ran = site.run(arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("output-foreign") && ran.err.contains("public/index.html"), "{}", ran.err);
        assert_eq!(site.read("public/index.html"), before);
        assert!(site.read("public/rss.xml").contains("<item>"));
    }
    let written = site.run(&["build", "--deny", "warnings"]);
    assert_eq!(written.code, 1, "{}", written.err);
    // Nor is it taken away once the configuration wants no page.
    site.write("tidings.toml", site.read("tidings.toml").replace("dir = \"public\"", "dir = \"public\"\npage = false"));
    let ran = site.run(&["build", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(site.read("public/index.html"), before);
}

#[test]
fn closed_streams_and_odd_settings_change_no_byte() {
    let reference = built();
    for (name, value) in [("RAYON_NUM_THREADS", "64"), ("TZ", ":nowhere"), ("LC_ALL", "tr_TR.UTF-8"), ("HOME", "")] {
        let site = built();
        std::fs::remove_dir_all(site.path("feeds")).unwrap();
        let output = site.command(&["build", "--jobs", "3"]).env(name, value).output().unwrap();
        assert!(output.status.success());
        assert_eq!(site.files("feeds"), reference.files("feeds"), "{name}");
    }
    assert_eq!(reference.run(&["build", "--jobs", "100000"]).code, 2, "not thousands of threads");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    /// Runs a command that must not wait for ever; the exit code and what was said.
    fn in_time(mut command: Command, what: &str) -> (Option<i32>, String) {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let began = Instant::now();
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None if began.elapsed() > Duration::from_secs(20) => {
                    child.kill().unwrap();
                    panic!("{what}: still at work after 20 seconds");
                }
                None => std::thread::yield_now(),
            }
        };
        let mut said = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
        (status.code(), said)
    }

    #[test]
    fn a_pipe_or_a_device_is_never_read() {
        // The exit code says whether the file may be passed over.
        for (file, code) in [
            ("content/pipe.md", 0),
            ("content/_index.md", 0),
            ("content/.gitignore", 0),
            ("content/.ignore", 0),
            ("feeds/news.json", 2),
            ("tidings.lock", 2),
            ("tidings.toml", 2),
        ] {
            for device in [false, true] {
                let site = built();
                let _ = std::fs::remove_file(site.path(file));
                std::fs::create_dir_all(site.path(file).parent().unwrap()).unwrap();
                if device {
                    symlink("/dev/zero", site.path(file)).unwrap();
                } else {
                    let made = Command::new("mkfifo").arg(site.path(file)).status().unwrap();
                    assert!(made.success());
                }
                let (ended, said) = in_time(site.command(&["build"]), file);
                assert_eq!(ended, Some(code), "{file}: {said}");
                assert!(code == 0 || said.contains("no regular file"), "{file}: {said}");
            }
        }
    }

    /// A run by someone whom permissions bind; `None`, said aloud, where there is no such user.
    fn unprivileged(site: &Site, arguments: &[&str]) -> Option<(Option<i32>, String)> {
        let command = site.command(arguments);
        let is_root =
            std::fs::read_link("/proc/self").is_ok() && Command::new("id").arg("-u").output().ok()?.stdout == *b"0\n";
        if !is_root {
            return Some(in_time(command, "unprivileged"));
        }
        let nobody = |program: &str| {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", program]).current_dir(site.root());
            command.env("SOURCE_DATE_EPOCH", "1780272000").env_remove("GITHUB_ACTIONS");
            command
        };
        let owned = Command::new("chown").args(["-hR", "65534:65534"]).arg(site.root()).status();
        let program = env!("CARGO_BIN_EXE_tidings");
        let version = nobody(program).arg("--version").output();
        if !owned.is_ok_and(|owned| owned.success()) || !version.is_ok_and(|version| version.status.success()) {
            support::skipped("permissions do not bind root, and there is no running as another user");
            return None;
        }
        let mut command = nobody(program);
        command.args(arguments);
        Some(in_time(command, "unprivileged"))
    }

    fn permit(site: &Site, path: &str, mode: u32) {
        std::fs::set_permissions(site.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_may_not_be_read_is_no_gap_in_the_feeds() {
        let site = Site::new("[[feed]]\nname = \"news\"\nlimit = \"all\"\n");
        let secret = || article("Secret", 9, "t");
        site.write("content/s/a.md", article("A", 1, "t")).write("content/s/secret.md", secret());
        site.write("content/s/_index.md", "---\nauthors: [Zed]\n---\n").write("content/s/.gitignore", "secret.md\n");
        site.write("content/private.md", secret()).write(".ignore", "private.md\n");
        let episode = "---\ntitle: Episode\ndate: 2026-03-02\nenclosure: /audio/e.mp3\n---\n\nListen.\n";
        site.write("content/pod.md", episode).write("static/audio/e.mp3", "mp3");
        site.write("content/deep/here/b.md", article("B", 3, "t"));
        symlink("deep/here/b.md", site.path("content/link.md")).unwrap();
        // Links, so that nothing is seen from above.
        symlink("../elsewhere/c.md", site.path("content/out.md")).unwrap();
        site.write("elsewhere/c.md", secret());
        site.build();
        let whole = kept(&site);
        for (locked, said) in [
            ("content/s/.gitignore", "cannot read `content/s/.gitignore`"),
            ("content/s/_index.md", "cannot open `content/s/_index.md`"),
            ("content/s", "cannot list the folder `content/s`"),
            ("content/s/a.md", "cannot open `content/s/a.md`"),
            (".ignore", "/.ignore`, so it is not known what to leave out"),
            ("static/audio", "cannot measure `static/audio/e.mp3`"),
            ("elsewhere", "cannot follow the link `content/out.md`"),
            ("content/deep/here", "cannot follow the link `content/link.md`"),
        ] {
            let mode = site.path(locked).metadata().unwrap().permissions().mode();
            permit(&site, locked, 0);
            let Some((code, err)) = unprivileged(&site, &["build"]) else {
                return permit(&site, locked, mode);
            };
            assert!(matches!(code, Some(1 | 2)) && err.contains(said), "{locked}: {code:?} {err}");
            let going = unprivileged(&site, &["build", "--keep-going"]).expect("as before");
            let seen = unprivileged(&site, &["check", "--keep-going"]).expect("as before");
            permit(&site, locked, mode);
            assert!(!matches!(going.0, Some(0)) && going.1.contains(said), "{locked}: {going:?}");
            assert!(!going.1.contains("entry-gone") && !seen.1.contains("entry-gone"), "{locked}: {going:?}");
            assert!(!site.read("feeds/news.json").contains("Secret"), "{locked}");
            assert_eq!(unprivileged(&site, &["build"]).expect("as before").0, Some(0), "{locked}");
            // Only section authors and the like are an entry's content.
            if locked != "content/s/_index.md" {
                assert!(kept(&site) == whole, "{locked}");
            }
            site.write("tidings.lock", &whole["tidings.lock"]);
            site.build();
            assert!(kept(&site) == whole, "{locked}");
        }
    }

    #[test]
    fn an_ignore_file_is_understood_or_refused() {
        let site = Site::new("");
        site.write("content/a.md", article("A", 1, "t")).write("content/secret.md", article("Secret", 2, "t"));
        // A comment in Latin-1, as git takes it, and what is left out after it.
        site.write("content/.gitignore", b"\xef\xbb\xbf*.bak\n# f\xfcr sp\xe4ter\n\xe4.md\nsecret.md\n");
        site.build();
        assert!(!site.read("feeds/feed.json").contains("Secret"));
        let utf16: Vec<u8> = "\u{feff}secret.md\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let before = kept(&site);
        for file in ["content/.gitignore", ".ignore"] {
            let old = std::fs::read(site.path(file));
            site.write(file, &utf16);
            for arguments in [&["build"][..], &["build", "--keep-going", "--allow-empty"]] {
                let ran = site.run(arguments);
                assert!(ran.code != 0 && ran.err.contains(file) && ran.err.contains("not in UTF-8"), "{}", ran.err);
                let feed = site.path("feeds/feed.json");
                assert!(!std::fs::read_to_string(feed).unwrap().contains("Secret"), "{file} {arguments:?}");
            }
            std::fs::remove_file(site.path(file)).unwrap();
            symlink(Path::new(file).file_name().unwrap(), site.path(file)).unwrap();
            let ran = site.run(&["build"]);
            assert!(ran.code != 0 && ran.err.contains(file), "a link to itself: {}", ran.err);
            std::fs::remove_file(site.path(file)).unwrap();
            if let Ok(old) = old {
                site.write(file, old);
            }
            site.build();
            assert_eq!(kept(&site), before);
        }
    }

    #[test]
    fn a_section_page_that_does_not_read_is_told() {
        let site = Site::new("");
        site.write("content/s/a.md", article("A", 1, "t"));
        let (gbk, _, _) =
            encoding_rs::GB18030.encode("---\ntitle: 公司新闻\nauthors: [潮位传感器]\n---\n公司新闻发布\n");
        site.write("content/s/_index.md", &gbk);
        site.build();
        assert!(site.read("feeds/atom.xml").contains("<name>潮位传感器</name>"), "as an article in GB18030 is read");
        let before = kept(&site);
        site.write("content/s/_index.md", "---\nauthors: [Zed\n");
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("front-matter-invalid") && ran.err.contains("content/s/_index.md:1"), "{}", ran.err);
        site.write("content/s/_index.md", &gbk);
        assert_eq!(kept(&site), before);
    }

    /// A build in which a call of the system fails; `None`, said aloud, where there is no strace.
    fn with_fault(site: &Site, arguments: &[&str], fault: &[&str]) -> Option<(Option<i32>, String)> {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null"]).args(fault).current_dir(site.root());
        command.env("SOURCE_DATE_EPOCH", "1780272000").env_remove("GITHUB_ACTIONS");
        let works = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
        if !works.is_ok_and(|status| status.success()) {
            support::skipped("needs strace to make a system call fail");
            return None;
        }
        command.arg(env!("CARGO_BIN_EXE_tidings")).args(arguments);
        Some(in_time(command, "with a fault"))
    }

    #[test]
    fn no_panic_where_the_system_gives_no_threads() {
        let reference = built();
        for number in 1..8 {
            let site = built();
            std::fs::remove_dir_all(site.path("feeds")).unwrap();
            for call in ["clone3", "clone"] {
                let fault = format!("inject={call}:error=EAGAIN:when={number}+");
                let ran = with_fault(&site, &["build", "--jobs", "2"], &["-e", &fault]);
                let Some((code, err)) = ran else { return };
                assert_eq!(code, Some(0), "{call} {number}: {err}");
            }
            assert!(site.files("feeds") == reference.files("feeds"), "{number}");
        }
    }

    #[test]
    fn a_file_system_without_locks_is_built_on_with_a_warning() {
        let reference = built();
        for error in ["ENOLCK", "ENOSYS", "EOPNOTSUPP", "EBADF"] {
            let site = built();
            std::fs::remove_dir_all(site.path("feeds")).unwrap();
            let fault = format!("inject=flock:error={error}");
            let Some((code, err)) = with_fault(&site, &["build"], &["-e", &fault]) else { return };
            assert_eq!(code, Some(0), "{error}: {err}");
            assert!(err.contains("warning[output-unlocked]"), "{error}: {err}");
            assert!(site.files("feeds") == reference.files("feeds"), "{error}");
        }
        let site = built();
        let Some((code, err)) = with_fault(&site, &["build"], &["-e", "inject=flock:error=EIO"]) else { return };
        assert!(code == Some(2) && err.contains("cannot lock"), "another fault is a fault: {code:?} {err}");
    }

    #[test]
    fn a_link_is_never_dead_because_its_article_could_not_be_read() {
        let site = Site::new("[[feed]]\nname = \"news\"\nlimit = 1\n");
        site.write("content/old.md", article("Old", 1, "t"));
        site.write("content/new.md", article("New", 2, "t") + "\nSee [the old one](old.md).\n");
        site.build();
        let before = kept(&site);
        assert!(site.read("feeds/news.json").contains("/old/"));
        // Its head is read once to choose, and once for the link.
        for number in 1..4 {
            let fault = format!("inject=read:error=EIO:when={number}");
            let old = site.path("content/old.md");
            let fault = ["-P", old.to_str().unwrap(), "-e", &fault];
            let Some((code, err)) = with_fault(&site, &["build", "--jobs", "1"], &fault) else { return };
            assert!(code == Some(0) || err.contains("cannot read `content/old.md`"), "{number}: {code:?} {err}");
            assert!(kept(&site) == before, "{number}");
        }
    }

    #[test]
    fn links_lead_nowhere_that_a_build_should_not_go() {
        let site = built();
        let before = site.files("feeds");
        let secret = tempfile::tempdir().unwrap();
        std::fs::write(secret.path().join("secret.md"), article("Secret", 1, "t")).unwrap();
        for (target, link) in [
            (".", "content/loop"),
            ("b.md", "content/c.md"),
            ("c.md", "content/b.md"),
            ("nowhere.md", "content/d.md"),
            (secret.path().to_str().unwrap(), "content/folder"),
            (secret.path().join("secret.md").to_str().unwrap(), "content/e.md"),
        ] {
            symlink(target, site.path(link)).unwrap();
        }
        let (ended, said) = in_time(site.command(&["build"]), "links");
        assert_eq!(ended, Some(0), "{said}");
        assert_eq!(site.files("feeds"), before);
    }

    #[test]
    fn documents_and_their_folders_can_be_read_whatever_the_umask() {
        let site = built();
        std::fs::remove_dir_all(site.path("feeds")).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask 077; exec \"$0\" build", env!("CARGO_BIN_EXE_tidings")]).current_dir(site.root());
        shell.env("SOURCE_DATE_EPOCH", "1780272000");
        assert_eq!(in_time(shell, "umask").0, Some(0));
        for (path, mode) in
            [("feeds", 0o755), ("feeds/tags", 0o755), ("feeds/news.json", 0o644), ("tidings.lock", 0o644)]
        {
            assert_eq!(site.path(path).metadata().unwrap().permissions().mode() & 0o777, mode, "{path}");
        }
    }

    #[test]
    fn few_open_files_and_closed_streams_are_enough() {
        let built = || {
            let site = built();
            for number in 0..12 {
                site.write(&format!("content/m{number}.md"), article("More", 5, &format!("m{number}")));
            }
            site.build();
            site
        };
        let reference = built().files("feeds");
        for script in [
            "ulimit -n 16; exec \"$0\" build",
            "exec \"$0\" build <&- >&-",
            "\"$0\" build | head -c 1",
            "exec \"$0\" build > /dev/full",
        ] {
            let site = built();
            std::fs::remove_dir_all(site.path("feeds")).unwrap();
            let mut shell = Command::new("sh");
            shell.args(["-c", script, env!("CARGO_BIN_EXE_tidings")]).current_dir(site.root());
            shell.env("SOURCE_DATE_EPOCH", "1780272000").env_remove("GITHUB_ACTIONS");
            let (ended, said) = in_time(shell, script);
            assert_eq!(ended, Some(0), "{script}: {said}");
            assert_eq!(site.files("feeds"), reference, "{script}");
        }
    }
}

#[test]
fn a_build_that_cannot_write_leaves_no_folders() {
    let site = Site::new("[[feed]]\nname = \"news\"\npath = \"sub/deep/news.{ext}\"\nformats = [\"rss\"]\n");
    site.write("content/a.md", "---\ntitle: A\ndate: 2026-03-01\n---\n\nText.\n");
    std::fs::create_dir_all(site.path("feeds/index.html")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    let left: Vec<_> = std::fs::read_dir(site.path("feeds")).unwrap().flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, ["index.html"]);
}
