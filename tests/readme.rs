//! The README shows commands with their true output.

mod support;

use support::Site;

/// The fenced blocks of the README with their languages, in order.
fn blocks() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in readme.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// Times differ from run to run.
fn timeless(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_once(", in ").map_or(line, |(before, _)| before));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
#[cfg_attr(not(unix), ignore = "the commands of the README are those of a POSIX shell")]
fn the_readme_shows_what_happens() {
    let site = Site::bare();
    let blocks = blocks();
    let mut articles = ["content/20260528-service-hours.txt", "content/2026-05-20-tide-gauge.md"].into_iter();
    let mut commands = 0;
    for (language, text) in &blocks {
        match language.as_str() {
            "text" => {
                site.write(articles.next().expect("two articles"), text);
            }
            "xml" => {
                let rss = site.read("feeds/rss.xml");
                for line in text.lines() {
                    assert!(rss.contains(line), "{line} is not in\n{rss}");
                }
            }
            "console" => {
                let (mut expected, mut script) = (String::new(), Vec::new());
                for line in text.lines() {
                    match line.strip_prefix("$ ") {
                        Some(command) => script.push(command),
                        None => expected += &format!("{line}\n"),
                    }
                }
                let path = std::path::Path::new(env!("CARGO_BIN_EXE_tidings")).parent().expect("a folder");
                let paths = format!("{}:{}", path.display(), std::env::var("PATH").unwrap_or_default());
                let mut shell = std::process::Command::new("sh");
                shell.arg("-c").arg(script.join("\n")).current_dir(site.root()).env("PATH", paths);
                shell.env_remove("GITHUB_ACTIONS").env("SOURCE_DATE_EPOCH", "1780272000");
                let output = shell.output().expect("a shell");
                let shown =
                    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
                assert!(
                    timeless(&shown).contains(timeless(&expected).trim()),
                    "{script:?} shows\n{shown}\nnot\n{expected}"
                );
                commands += script.len();
            }
            _ => {}
        }
    }
    assert_eq!(commands, 6);
}
