//! Whole sites to try things on: small ones of our own, which are always there, and large ones of other people, which
//! are run as well where they are at hand.

use std::path::{Path, PathBuf};

/// One site, as the tests configure it.
pub struct Corpus {
    pub name: &'static str,
    /// The folder with the articles.
    pub content: &'static str,
    /// That folder, or a larger one, which also holds pages without a date.
    pub around: &'static str,
    /// How many dated articles there are.
    pub entries: usize,
    /// How many more have expired.
    pub expired: usize,
    pub url: &'static str,
    /// Further lines of `[site]`.
    pub more: &'static str,
    /// Whether each article has a title in its front matter.
    pub titled: bool,
}

impl Corpus {
    const fn at(name: &'static str, content: &'static str, entries: usize, url: &'static str) -> Self {
        Self { name, content, around: content, entries, expired: 0, url, more: "", titled: true }
    }

    const fn with(self, more: &'static str) -> Self {
        Self { more, ..self }
    }

    const fn within(self, around: &'static str) -> Self {
        Self { around, ..self }
    }

    const fn with_expired(self, expired: usize) -> Self {
        Self { expired, ..self }
    }

    const fn untitled(self) -> Self {
        Self { titled: false, ..self }
    }
}

/// In `tests/corpora`, written by us.
const OURS: [Corpus; 6] = [
    Corpus::at("zola", "content", 4, "https://ferry.example/").with("preset = \"zola\"\n"),
    Corpus::at("hugo", "content", 4, "https://spoke.example/").with("preset = \"hugo\"\n").with_expired(1),
    Corpus::at("jekyll", "_posts", 4, "https://choir.example/")
        .with("preset = \"jekyll\"\ntimezone = \"America/New_York\"\n"),
    Corpus::at("docusaurus", "blog", 3, "https://yarn.example/blog/").with("preset = \"docusaurus\"\n").untitled(),
    Corpus::at("eleventy", "src", 4, "https://weather.example/").with("preset = \"eleventy\"\n"),
    Corpus::at("notices", "content", 7, "https://gauges.example/news/")
        .with("timezone = \"Asia/Shanghai\"\n[organization]\nname = \"Gauges\"\nemail = \"service@gauges.example\"\n")
        .untitled(),
];

/// In `corpora` of the shared folder, written by other people.
const THEIRS: [Corpus; 8] = [
    Corpus::at("rust-blog", "content", 551, "https://blog.example/").with("preset = \"zola\"\n"),
    Corpus::at("18f", "content/posts", 504, "https://agency.example/")
        .with("permalink = \"/{year}/{month}/{day}/{slug}/\"\ntimezone = \"America/New_York\"\n")
        .within("content"),
    Corpus::at("bitcoinops", "_posts", 528, "https://optech.example/").with("preset = \"jekyll\"\nlanguage = \"zh\"\n"),
    Corpus::at("swift", "_posts", 172, "https://language.example/")
        .with("permalink = \"/blog/{slug}/\"\ntimezone = \"America/Los_Angeles\"\n"),
    Corpus::at("scientific-python", "content", 76, "https://science.example/").with("preset = \"hugo\"\n"),
    Corpus::at("babel", "website/blog", 56, "https://compiler.example/blog/").with("preset = \"docusaurus\"\n"),
    Corpus::at("jekyll-news", "docs/_posts", 102, "https://generator.example/")
        .with("permalink = \"/news/{year}/{month}/{day}/{slug}/\"\n")
        .within("docs"),
    Corpus::at("react-dev", "src/content/blog", 21, "https://library.example/blog/")
        .with("permalink = \"{path}\"\n")
        .within("src/content"),
];

/// Some sites, and the folder that they are in.
pub struct Set {
    pub folder: PathBuf,
    pub sites: &'static [Corpus],
    /// Whether they are our own, so that it is known of each what comes out.
    pub ours: bool,
}

/// The sets that are at hand: always our own.
pub fn sets() -> Vec<Set> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora");
    let theirs = super::shared("corpora").map(|folder| Set { folder, sites: &THEIRS, ours: false });
    [Set { folder: ours, sites: &OURS, ours: true }].into_iter().chain(theirs).collect()
}
