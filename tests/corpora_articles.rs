//! Real articles: none is lost without a word. Needs the shared folder (`TIDINGS_SHARED`, or
//! `../shared` beside the checkout); says so where it is missing.

mod articles_site;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use articles_site::config_at;
use tidings::article::{Found, HeadRead, LeftOut, Markup, discover, read_body, read_head};
use tidings::config::Config;
use tidings::diagnostic::Severity;

/// The content directories, with how many dated articles each has.
const CORPORA: [(&str, usize); 8] = [
    ("rust-blog/content", 551),
    ("18f/content", 504),
    ("bitcoinops/_posts", 528),
    ("swift/_posts", 172),
    ("scientific-python/content", 76),
    ("babel/website/blog", 56),
    ("jekyll-news/docs", 102),
    ("react-dev/src/content", 21),
];

fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("TIDINGS_SHARED").map_or_else(beside, PathBuf::from).join("corpora");
    if !shared.is_dir() {
        println!("skipped: no corpora at {} (set TIDINGS_SHARED)", shared.display());
        return None;
    }
    Some(shared)
}

fn read_all(config: &Config) -> Vec<(Found, HeadRead)> {
    let discovery = discover(config).unwrap();
    assert_eq!(discovery.diagnostics, []);
    discovery
        .found
        .into_iter()
        .map(|found| (read_head(&found, config), found))
        .map(|(read, found)| (found, read))
        .collect()
}

#[test]
fn every_dated_article_is_read() {
    let Some(shared) = shared() else { return };
    for (dir, dated) in CORPORA {
        let config = config_at(&shared, dir);
        let mut reasons: BTreeMap<LeftOut, usize> = BTreeMap::new();
        let mut articles = 0;
        for (found, read) in read_all(&config) {
            for diagnostic in &read.diagnostics {
                let place = diagnostic.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
                println!(
                    "{:?} {} {} {place:?} {}",
                    diagnostic.severity, diagnostic.code, found.path, diagnostic.message
                );
                assert!(diagnostic.help.is_some() && diagnostic.file.is_some(), "{diagnostic:?}");
                assert_ne!(diagnostic.severity, Severity::Error, "{diagnostic:?}");
            }
            match (read.article, read.left_out) {
                (Some(article), None) => {
                    articles += 1;
                    assert!(article.front_matter.title.is_some(), "{} has no title", article.path);
                    assert!(!article.slug().is_empty() && !article.slug().contains('/'), "{}", article.path);
                    let body = read_body(&article, &config).unwrap();
                    assert_eq!(body.diagnostics, []);
                    assert!(!body.as_str().trim().is_empty(), "{} has no body", article.path);
                    assert!(!body.as_str().trim_start().starts_with("layout:"), "{}", article.path);
                }
                (None, Some(reason)) => {
                    println!("left out: {} {}", found.path, reason.reason());
                    assert!(
                        !read.diagnostics.is_empty() || matches!(reason, LeftOut::Draft | LeftOut::Unlisted),
                        "{} is lost without a word",
                        found.path
                    );
                    *reasons.entry(reason).or_default() += 1;
                }
                other => panic!("neither article nor reason: {other:?}"),
            }
        }
        println!("{dir}: {articles} articles, left out {reasons:?}");
        assert_eq!(articles, dated, "{dir}");
    }
}

#[test]
fn chinese_and_japanese_articles_come_out_right_from_their_old_encodings() {
    let Some(shared) = shared() else { return };
    let config = config_at(&shared, "bitcoinops/_posts");
    let folder = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for (at, (found, _)) in read_all(&config).into_iter().enumerate().filter(|(at, _)| at % 8 == 0) {
        let text = std::fs::read_to_string(&found.file).unwrap();
        let encodings: &[&'static encoding_rs::Encoding] = if found.path.starts_with("zh") {
            &[encoding_rs::GBK]
        } else {
            &[encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP]
        };
        for encoding in encodings {
            // Only what the encoding can hold: the encoder writes references for the rest.
            let (bytes, _, lost) = encoding.encode(&text);
            if lost {
                continue;
            }
            let file = folder.path().join(format!("2024-01-02-{at}.md"));
            std::fs::write(&file, &bytes).unwrap();
            let found =
                Found { path: format!("2024-01-02-{at}.md").into(), file, markup: Markup::Markdown, in_drafts: false };
            let read = read_head(&found, &config);
            let article =
                read.article.unwrap_or_else(|| panic!("{} in {}: {:?}", found.path, encoding.name(), read.diagnostics));
            let body = read_body(&article, &config).unwrap();
            assert_eq!(body.text, text, "{} in {}", found.path, encoding.name());
            assert_eq!(body.diagnostics[0].code, "encoding-guessed");
            seen += 1;
        }
    }
    println!("{seen} articles converted");
    assert!(seen > 10);
}
