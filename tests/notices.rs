//! Notices as companies and offices send them out, read back paragraph by paragraph: `notices/NAME.txt` is what comes in,
//! `notices/NAME.out` the title and where it is from, the date, the summary, the contact block and each block of the
//! content. All prose is ours, and so are the companies.
//!
//! `NOTICES_WRITE=1 cargo test --test notices` writes what comes out, to be read before it is committed.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use tidings::article::Article;
use tidings::config::Config;
use tidings::entry::{Surroundings, compose};
use tidings::feed::{Channel, SafeHtml};
use tidings::text::contact::ContactBlock;
use tidings::text::{Block, BlockKind, blocks};

#[test]
fn notices_come_out_as_they_were_meant() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notices");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    names.sort();
    assert!(names.len() >= 30, "{} notices", names.len());
    let mut wrong = String::new();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let shown = shown(name, &std::fs::read_to_string(&path).unwrap());
        let expected = path.with_extension("out");
        if std::env::var_os("NOTICES_WRITE").is_some() {
            std::fs::write(&expected, &shown).unwrap();
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != shown {
            writeln!(wrong, "== {name}\n{shown}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What an article of this text comes to where its contact block is the publisher's.
fn shown(name: &str, text: &str) -> String {
    let mut site = Config::new("Notices", "https://notices.example/").unwrap();
    site.site.language = name.split('-').next().unwrap().to_owned();
    // A name that says nothing, so that the text must say the day; and one that is a day, so that it must say the title.
    let dateline = Article::parse("n20.txt", text, &site).ok().map(|read| read.article.published.to_string());
    let read = Article::parse("20250830.txt", text, &site).unwrap();
    let mut around = Surroundings::alone();
    around.leaving = HashSet::from([read.article.path.clone()]);
    let composed = compose(&read.article, read.body, &site, &around).unwrap();
    let mut out = String::new();
    writeln!(out, "title ({:?}): {}", composed.title_source, composed.title).unwrap();
    writeln!(out, "dateline: {}", dateline.as_deref().map_or("none", |date| &date[..10])).unwrap();
    writeln!(out, "summary: {}", composed.summary.as_ref().map_or("", |summary| summary.as_str())).unwrap();
    writeln!(out, "contact: {}", composed.contact.as_ref().map_or("none".to_owned(), contact)).unwrap();
    let content = composed.content.unwrap_or_else(|| SafeHtml::from_text(""));
    for block in blocks(&content) {
        writeln!(out, "{}", block_shown(&block)).unwrap();
    }
    out
}

fn block_shown(block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::ListItem => "li".to_owned(),
        BlockKind::Quote => "quote".to_owned(),
        BlockKind::Code => "pre".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    format!("{kind}: {}", block.text.trim_end().replace('\n', "\n  | "))
}

fn contact(block: &ContactBlock) -> String {
    let mut said = Vec::new();
    said.extend(block.name.iter().map(|name| format!("name {name}")));
    said.extend(block.email.iter().map(|email| format!("email {}", email.as_str())));
    said.extend(block.url.iter().map(|url| format!("url {url}")));
    said.extend(block.contacts.iter().map(|contact| {
        let channel = match &contact.channel {
            Channel::Phone => "phone",
            Channel::Fax => "fax",
            Channel::Address => "address",
            Channel::Email => "email",
            Channel::Website => "website",
            Channel::Other(name) => name,
        };
        format!("{channel} {}", contact.value)
    }));
    said.extend(block.notes.iter().map(|note| format!("note {note}")));
    format!("taken: {}", said.join("; "))
}
