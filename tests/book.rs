//! The book in `docs/`: every page is in it, what is made of the code is fresh, and the first transcript is true.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use support::Site;
use tidings::diagnostic::Code;
use tidings::validate::rules::{self, FAMILIES};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The pages of the book by their paths below `docs/`, with their texts.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut folders = vec![docs()];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = file.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.strip_prefix(docs()).expect("below docs").to_string_lossy().replace('\\', "/");
                pages.insert(name, std::fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    pages
}

/// The targets of the links in a text of Markdown, without those in code.
fn links(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        let prose = line.split('`').step_by(2).filter(|_| !fenced && !line.starts_with("    "));
        // Code in the words of a link parts its `](` from the rest of it, and leaves it in the prose.
        for part in prose.flat_map(|prose| prose.split("](").skip(1)) {
            links.extend(part.split(')').next());
        }
    }
    links
}

#[test]
fn every_page_is_in_the_book_and_every_link_leads_to_a_file() {
    let pages = pages();
    let summary = links(&pages["SUMMARY.md"]);
    for page in pages.keys().filter(|page| *page != "SUMMARY.md") {
        assert!(summary.contains(&page.as_str()), "docs/SUMMARY.md lacks {page}");
    }
    let mut count = 0;
    for (page, text) in &pages {
        let folder = docs().join(page).parent().expect("a folder").to_owned();
        for link in links(text).into_iter().filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let target = link.split('#').next().unwrap_or_default();
            let file = folder.join(target);
            let there = file.is_file() || file.join("README.md").is_file();
            assert!(there, "docs/{page}: {link} leads nowhere");
            // What lies outside has no place in the book.
            let inside = file.canonicalize().is_ok_and(|file| file.starts_with(docs().canonicalize().expect("docs")));
            assert!(inside, "docs/{page}: {link} leads out of the book");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

/// A cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

/// Where the book tells more of a code: the pages that name it.
fn told(code: Code, pages: &BTreeMap<String, String>) -> String {
    let named = format!("`{code}`");
    let mut told = Vec::new();
    for (page, text) in pages.iter().filter(|(page, _)| *page != "diagnostics.md") {
        if text.contains(&named) {
            let title = text.lines().next().unwrap_or_default().trim_start_matches("# ");
            // The book shows a README as the page of its folder.
            told.push(format!("[{title}]({})", page.trim_end_matches("README.md")));
        }
    }
    told.join(", ")
}

/// `docs/diagnostics.md`, made of the one list of codes and the tables of rules.
fn diagnostics(pages: &BTreeMap<String, String>) -> String {
    let mut page = String::from(
        "# What each message means\n\n<!-- Made by tests/book.rs from the program's own list: TIDINGS_BLESS=1 cargo test --test book -->\n\n\
        Every message has a code, a weight, a place and a way out. What the way out is depends on what was found, so it stands in the\n\
        message itself. Codes are stable: `--allow CODE` of `tidings validate`, reports in JSON and SARIF, and `ruleId`s of code scanning\n\
        name them. `tidings explain --codes` prints the list, `tidings validate --explain CODE` shows a rule with a document that breaks it and\n\
        one that keeps it.\n\n\
        - **error**: nothing is written until it is mended (`--keep-going` leaves the articles at fault out).\n\
        - **warning**: the feeds are written; something is probably not as it was meant. `--deny warnings` makes it fail.\n\
        - **info**: worth knowing, nothing to do.\n\n\
        ## Of articles, the configuration and the site\n\n| code | weight | says | more |\n| --- | --- | --- | --- |\n",
    );
    let row =
        |code: Code| format!("| <a id=\"{code}\"></a>`{code}` | {} | {}", code.severity().name(), cell(code.summary()));
    for code in Code::all().iter().filter(|code| rules::find(**code).is_none()) {
        let _ = writeln!(page, "{} | {} |", row(*code), told(*code, pages));
    }
    page += "\n## Of documents: the rules of the validator\n\nThe same rules are the last gate of every build. *W3C* is the class that the W3C's feed validator has for it.\n";
    for family in FAMILIES {
        let _ = write!(
            page,
            "\n### {}\n\n| code | weight | rule | to mend it | specification | W3C |\n| --- | --- | --- | --- | --- | --- |\n",
            family.title
        );
        for rule in family.rules {
            let (help, spec) = (cell(rule.help), cell(rule.spec));
            let _ = writeln!(page, "{} | {help} | {spec} | {} |", row(rule.code), rule.w3c.unwrap_or_default());
        }
    }
    page
}

#[test]
fn the_page_of_codes_is_the_list_in_use() {
    let right = diagnostics(&pages());
    let file = docs().join("diagnostics.md");
    if std::env::var_os("TIDINGS_BLESS").is_some() {
        std::fs::write(&file, &right).expect("the page is written");
    }
    let page = std::fs::read_to_string(&file).expect("the page");
    assert!(page == right, "docs/diagnostics.md: run with TIDINGS_BLESS=1");
}

/// Times differ from run to run.
fn timeless(text: &str) -> String {
    text.lines().map(|line| line.split_once(", in ").map_or(line, |(before, _)| before)).collect::<Vec<_>>().join("\n")
}

/// Runs the commands of a block in the site, and compares what they show with what the page says.
fn run(site: &Site, block: &str) {
    let (mut script, mut expected) = (Vec::new(), String::new());
    for line in block.lines() {
        match line.strip_prefix("$ ") {
            // The installation is tried where packages are made.
            Some(command) if ["python3 ", ". ", "pip "].iter().any(|start| command.starts_with(start)) => {}
            Some(command) => script.push(command),
            None => expected += &format!("{line}\n"),
        }
    }
    let path = Path::new(env!("CARGO_BIN_EXE_tidings")).parent().expect("a folder");
    let paths = format!("{}:{}", path.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(script.join("\n")).current_dir(site.root()).env("PATH", paths);
    shell.env_remove("GITHUB_ACTIONS").env("SOURCE_DATE_EPOCH", "1780272000");
    let output = shell.output().expect("a shell");
    let shown = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    let shown = timeless(&shown);
    let mut rest = shown.as_str();
    // `...` stands for what the page leaves out.
    for part in timeless(&expected).split("...\n").map(str::trim) {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("{script:?} shows\n{shown}\nnot\n{part}"));
        rest = after;
    }
}

/// Does what a page tells in an empty folder. Files are named in the last words in backticks before their text. Gives the numbers of
/// blocks of commands and of files.
fn follow(page: &str) -> (usize, usize) {
    let text = &pages()[page];
    let site = Site::bare();
    let (mut commands, mut files) = (0, 0);
    let parts: Vec<&str> = text.split("\n```").collect();
    for pair in parts.chunks_exact(2) {
        let (prose, (language, text)) = (pair[0], pair[1].split_once('\n').expect("a fence"));
        match language {
            "console" => {
                run(&site, text);
                commands += 1;
            }
            "text" => {
                let name = prose.trim_end().trim_end_matches("`:").rsplit('`').next().expect("a file");
                site.write(name, format!("{text}\n"));
                files += 1;
            }
            // Another way to begin; a part of the configuration.
            "sh" | "toml" => {}
            other => panic!("a block of {other}"),
        }
    }
    (commands, files)
}

#[test]
#[cfg_attr(not(unix), ignore = "the commands of the pages are those of a POSIX shell")]
fn the_first_feeds_are_as_the_pages_show_them() {
    assert_eq!(follow("first-feed.md"), (6, 2));
    assert_eq!(follow("notices.md"), (2, 3));
}

/// A version that a page or an example has somebody install is this one.
#[test]
fn versions_in_the_book_and_the_examples_are_this_one() {
    let mut texts = pages();
    for file in
        std::fs::read_dir(docs().parent().expect("the project").join("examples/ci")).expect("examples").flatten()
    {
        texts.insert(file.path().display().to_string(), std::fs::read_to_string(file.path()).expect("UTF-8"));
    }
    let mut count = 0;
    for (name, text) in &texts {
        for start in ["tidings==", "tidings@", "tidings@v", "rev: v", "tidings_"] {
            for rest in text.split(start).skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                assert!(rest.starts_with(env!("CARGO_PKG_VERSION")), "{name}: {start}{}", &rest[..5]);
                count += 1;
            }
        }
    }
    assert!(count > 5, "{count}");
}
