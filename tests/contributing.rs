//! The way for contributors leads somewhere: every file and folder that the documents for them name is there.

use std::path::Path;

/// What stands between backticks and reads as a path.
fn paths(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let code = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    code.filter(|code| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        code.chars().all(plain) && (code.ends_with(".rs") || code.ends_with(".md") || code.ends_with('/'))
    })
    .collect()
}

#[test]
fn files_that_the_documents_for_contributors_name_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |document: &str| std::fs::read_to_string(root.join(document)).expect("the document");
    let house = read("ARCHITECTURE.md");
    let (_, mended) = house.split_once("## Where things are mended").expect("a table of where things are mended");
    let table = mended.split("\n## ").next().expect("the table");
    // In the table the folders of sources and tests go without saying; elsewhere a bare name stands for its neighbour.
    let there = |folders: &[&str], path: &str| folders.iter().any(|folder| root.join(folder).join(path).exists());
    let mut missing = paths(table);
    missing.retain(|path| !there(&["", "src", "tests"], path));
    let guide = read("CONTRIBUTING.md");
    let named = paths(&guide).into_iter().filter(|path| path.trim_end_matches('/').contains('/'));
    missing.extend(named.filter(|path| !there(&[""], path)));
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(paths(table).len() > 30 && paths(&guide).len() > 20, "the documents name files");
}

#[test]
fn no_document_holds_what_a_merge_left() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.to_owned(), root.join("docs")];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder").flatten());
    let documents: Vec<_> =
        files.map(|file| file.path()).filter(|path| path.extension() == Some("md".as_ref())).collect();
    assert!(documents.len() > 8, "{documents:?}");
    for document in documents {
        let text = std::fs::read_to_string(&document).expect("UTF-8");
        let left = text.lines().find(|line| ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)));
        assert_eq!(left, None, "{}", document.display());
    }
}
