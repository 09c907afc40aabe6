//! A feed of a book's chapters, as a preprocessor for mdBook: it takes the book as JSON, `[context, book]`, writes a feed
//! of the chapters that name a date beside the book, and gives the book back as it came.
//!
//! ```toml
//! [preprocessor.feed]
//! command = "chapters feed.json https://book.example/"
//! ```

use std::io::{Read, Write};

use serde_json::Value;
use tidings::article::Article;
use tidings::config::{Config, Overrides};
use tidings::feed::{Entry, Feed};

/// All chapters below some sections of a book, those of parts and sub-chapters too.
fn chapters<'a>(sections: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    for section in sections.as_array().into_iter().flatten() {
        let chapter = &section["Chapter"];
        if let (Some(path), Some(text)) = (chapter["path"].as_str(), chapter["content"].as_str()) {
            found.push((path, text));
        }
        chapters(&chapter["sub_items"], found);
    }
}

/// The entries of the chapters that have a date; the others are no news.
fn entries(book: &Value, site: &Config) -> Result<Vec<Entry>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    // mdBook 0.5 says `items` where 0.4 said `sections`.
    chapters(&book["sections"], &mut found);
    chapters(&book["items"], &mut found);
    let mut entries = Vec::new();
    for (path, text) in found {
        match Article::parse(path, text, site) {
            Ok(chapter) => entries.push(chapter.compose(site)?),
            Err(unpublished) => eprintln!("{unpublished}"),
        }
    }
    Ok(entries)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let target = std::env::args().nth(1).unwrap_or_else(|| "feed.json".to_owned());
    // mdBook asks `supports html` first; an exit code of 0 says yes.
    if target == "supports" {
        return Ok(());
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let both: Value = serde_json::from_str(&input)?;
    let title = both[0]["config"]["book"]["title"].as_str().unwrap_or("A book");
    // A book knows its title and not where it will stand; its pages are `part/chapter.html`.
    let home = std::env::args().nth(2).unwrap_or_else(|| "https://book.example/".to_owned());
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let site = format!("[site]\ntitle = {}\nurl = {}\npermalink = \"{{path}}.html\"\n", quoted(title), quoted(&home));
    let site = Config::parse("".as_ref(), &site, &Overrides::default())?;
    let self_url = format!("{home}{target}");
    let feed = Feed::builder(title, &home)?.self_url(&self_url).entries(entries(&both[1], &site)?).build()?;
    std::fs::write(target, feed.to_json())?;
    std::io::stdout().write_all(both[1].to_string().as_bytes())?;
    Ok(())
}
