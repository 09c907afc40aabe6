//! Imports point one way: each module uses only those that stand before it in ARCHITECTURE.md's table.

use std::path::{Path, PathBuf};

/// The modules from the ground floor up. A module may use itself and those before it.
const ORDER: [&str; 22] = [
    "diagnostic",
    "feed",
    "slug",
    "file",
    "git",
    "validate",
    "report",
    "generator",
    "text",
    "template",
    "config",
    "article",
    "ledger",
    "entry",
    "select",
    "format",
    "output",
    "published",
    "adopt",
    "diff",
    "site",
    "cli",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for file in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = file.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_point_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 50);
    let floor = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).expect("below src").to_string_lossy().into_owned();
        let module = inside.split(['/', std::path::MAIN_SEPARATOR]).next().unwrap_or_default().trim_end_matches(".rs");
        let Some(own) = floor(module) else {
            assert!(["lib", "main"].contains(&module), "`{module}` has no place in the order");
            continue;
        };
        let text = std::fs::read_to_string(&file).expect("UTF-8");
        for used in text.split("crate::").skip(1) {
            let name: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if floor(&name).is_some_and(|used| used > own) {
                wrong.push(format!("{inside} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
