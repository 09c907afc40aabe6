//! The one list of codes: printed whole, each of them told somewhere, and no other in the documentation.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::Site;
use tidings::diagnostic::Code;

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

#[test]
fn all_codes_are_listed() {
    let site = Site::new("");
    let ran = site.run(&["explain", "--codes"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let names: Vec<&str> = ran.out.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(names, Code::all().iter().map(|code| code.as_str()).collect::<Vec<_>>());
    assert!(
        ran.out.contains("date-missing                    warning  An article or an item has a date"),
        "{}",
        ran.out
    );
    let ran = site.run(&["explain", "--codes", "--format", "json"]);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(lines.len(), Code::all().len());
    let line = |code: &str| lines.iter().find(|line| line["code"] == code).expect("a line");
    assert_eq!((&line("id-changed")["severity"], &line("id-changed")["rule"]), (&"error".into(), &false.into()));
    assert_eq!((&line("guid-missing")["kind"], &line("guid-missing")["rule"]), (&"code".into(), &true.into()));
    for wrong in [&["explain"][..], &["explain", "--codes", "content/a.md"]] {
        assert_eq!(site.run(wrong).code, 2);
    }
}

#[test]
fn each_code_is_told_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    files(&root, "rs", &mut sources);
    // The list itself and the texts of rules tell of nothing.
    sources
        .retain(|path| ![root.join("diagnostic"), root.join("validate/rules")].iter().any(|no| path.starts_with(no)));
    let mut used = BTreeSet::new();
    for source in sources {
        let text = std::fs::read_to_string(source).expect("UTF-8");
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for rest in code.split("Code::").skip(1) {
            used.insert(rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned());
        }
    }
    let idle: Vec<&Code> = Code::all().iter().filter(|code| !used.contains(&format!("{code:?}"))).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

/// Words of the documentation that have the form of a code and are none.
const OTHERS: [&str; 15] = [
    "comment-file",
    "draft-posts",
    "drafts-2026",
    "max-age",
    "members-only",
    "no-store",
    "node-js",
    "old-drafts",
    "post-123",
    "prev-archive",
    "tidings-check",
    "tidings-check-system",
    "tidings-validate",
    "tidings-validate-system",
    "utf-8",
];

#[test]
fn each_code_in_the_documentation_is_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md")];
    files(&root.join("docs"), "md", &mut documents);
    // There names of crates stand.
    documents.retain(|path| !path.ends_with("dependencies.md"));
    let mut named = 0;
    for document in documents {
        let text = std::fs::read_to_string(&document).expect("UTF-8");
        let in_reports = ["error[", "warning[", "info["].iter().flat_map(|start| text.split(start).skip(1));
        let in_reports = in_reports.map(|rest| rest.split(']').next().unwrap_or_default());
        let words = text.split('`').filter(|word| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let joined = word.starts_with(|c: char| c.is_ascii_lowercase()) && word.trim_matches('-') == *word;
            joined && word.contains('-') && word.chars().all(plain)
        });
        for word in in_reports.chain(words).filter(|word| !OTHERS.contains(word)) {
            assert!(word.parse::<Code>().is_ok(), "{}: {:?}", document.display(), word.parse::<Code>());
            named += 1;
        }
    }
    assert!(named > 30, "{named}");
}
