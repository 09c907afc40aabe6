//! Articles of whole sites, our own and, where they are at hand, other people's: none is lost without a word.

mod articles_site;
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use articles_site::config_at;
use encoding_rs::{BIG5, EUC_JP, Encoding, GBK, SHIFT_JIS};
use support::corpora::{Corpus, Set, sets};
use tidings::article::{HeadRead, LeftOut, Markup};
use tidings::config::Config;
use tidings::content::{Found, discover, read_body, read_head};
use tidings::diagnostic::Severity;

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
    for Set { folder, sites, .. } in sets() {
        for corpus in sites {
            every_dated_article_of(corpus, &config_of(corpus, &folder));
        }
    }
}

fn config_of(corpus: &Corpus, folder: &Path) -> Config {
    config_at(&folder.join(corpus.name), corpus.around)
}

fn every_dated_article_of(corpus: &Corpus, config: &Config) {
    let name = corpus.name;
    let mut reasons: BTreeMap<LeftOut, usize> = BTreeMap::new();
    let mut articles = 0;
    for (found, read) in read_all(config) {
        for diagnostic in &read.diagnostics {
            let place = diagnostic.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
            println!(
                "{:?} {} {} {place:?} {}",
                diagnostic.severity,
                diagnostic.code.as_str(),
                found.path,
                diagnostic.message
            );
            assert!(diagnostic.help.is_some() && diagnostic.file.is_some(), "{diagnostic:?}");
            assert_ne!(diagnostic.severity, Severity::Error, "{diagnostic:?}");
        }
        match (read.article, read.left_out) {
            (Some(article), None) => {
                articles += 1;
                assert!(article.front_matter.title.is_some() || !corpus.titled, "{} has no title", article.path);
                assert!(!article.slug().is_empty() && !article.slug().contains('/'), "{}", article.path);
                let body = read_body(&article, config).unwrap();
                assert!(body.diagnostics.iter().all(|found| found.code.as_str() == "encoding-guessed"));
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
    println!("{name}: {articles} articles, left out {reasons:?}");
    assert_eq!(articles, corpus.entries + corpus.expired, "{name}");
}

/// The old encodings that a text of its language was written in; none for one in another language.
fn old_encodings(text: &str) -> Vec<&'static Encoding> {
    let kana = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if text.chars().any(kana) {
        vec![SHIFT_JIS, EUC_JP]
    } else if text.chars().filter(|c| han(*c)).count() > 50 {
        vec![GBK, BIG5]
    } else {
        Vec::new()
    }
}

#[test]
fn chinese_and_japanese_articles_come_out_right_from_their_old_encodings() {
    for Set { folder, sites, ours } in sets() {
        // Of the many that other people wrote, some.
        let (name, step, least) = if ours { ("notices", 1, 5) } else { ("bitcoinops", 8, 11) };
        let corpus = sites.iter().find(|corpus| corpus.name == name).expect("a site with Chinese and Japanese in it");
        let seen = old_encodings_of(&config_of(corpus, &folder), step);
        println!("{name}: {seen} articles converted");
        assert!(seen >= least, "{name}: {seen}");
    }
}

/// Writes articles in old encodings and reads them; how many.
fn old_encodings_of(config: &Config, step: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for (at, (found, _)) in read_all(config).into_iter().enumerate().step_by(step) {
        let Ok(text) = std::fs::read_to_string(&found.file) else { continue };
        for encoding in old_encodings(&text) {
            // Only what the encoding can hold: the encoder writes references for the rest.
            let (bytes, _, lost) = encoding.encode(&text);
            if lost {
                continue;
            }
            let file = folder.path().join(format!("2024-01-02-{at}.md"));
            std::fs::write(&file, &bytes).unwrap();
            let found =
                Found { path: format!("2024-01-02-{at}.md").into(), file, markup: Markup::Markdown, in_drafts: false };
            let read = read_head(&found, config);
            let article =
                read.article.unwrap_or_else(|| panic!("{} in {}: {:?}", found.path, encoding.name(), read.diagnostics));
            let body = read_body(&article, config).unwrap();
            assert_eq!(body.text, text, "{} in {}", found.path, encoding.name());
            assert_eq!(body.diagnostics[0].code.as_str(), "encoding-guessed");
            seen += 1;
        }
    }
    seen
}
