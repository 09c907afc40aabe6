//! The programs that make a site's pages, one file each: how a site of theirs is recognised, what its own configuration
//! says, and what they make of each source file. Nothing else in the crate knows one of them by name.
//!
//! ```
//! let hugo = tidings::generator::named("hugo").unwrap();
//! let nothing = tidings::generator::NoFiles;
//! assert_eq!((hugo.recognise)(&nothing), None);
//! ```

mod astro;
mod docusaurus;
mod eleventy;
mod glob;
mod hexo;
mod hugo;
mod javascript;
mod jekyll;
mod mkdocs;
mod pelican;
mod places;
mod python;
#[cfg(test)]
mod sample;
pub mod value;
mod zola;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use chrono_tz::Tz;
use md4::{Digest, Md4};

pub use crate::dialect::Dialect;

pub use value::Table;

/// All of them, in the order in which they are named to users.
pub static ALL: [&Generator; 9] = [
    &hugo::HUGO,
    &zola::ZOLA,
    &jekyll::JEKYLL,
    &eleventy::ELEVENTY,
    &pelican::PELICAN,
    &docusaurus::DOCUSAURUS,
    &hexo::HEXO,
    &astro::ASTRO,
    &mkdocs::MKDOCS,
];

/// One of them.
pub struct Generator {
    /// Its name in the configuration.
    pub name: &'static str,
    /// The file by which a site of its is recognised, where it is one.
    pub recognise: fn(&dyn SiteFiles) -> Option<String>,
    /// What its configuration says, with its own defaults where that is silent. `content` is the content directory
    /// where the caller names one, else it is the generator's.
    pub read: fn(files: &dyn SiteFiles, content: Option<&str>) -> Settings,
    /// How its own feeds are switched off, as an advice.
    pub without_feeds: &'static str,
}

/// The generator of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Generator> {
    ALL.into_iter().find(|known| known.name == name)
}

/// The generator whose site this is, and the file that shows it.
#[must_use]
pub fn recognise(files: &dyn SiteFiles) -> Option<(&'static Generator, String)> {
    ALL.into_iter().find_map(|known| Some((known, (known.recognise)(files)?)))
}

impl fmt::Debug for Generator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

/// The files of a site. Paths are relative to its root, with `/`; the root itself is the empty path.
pub trait SiteFiles {
    /// The text of a file; `None` where there is none, or it is no text.
    fn text(&self, path: &str) -> Option<String>;

    /// The names in a folder, sorted; those of folders end in `/`. None where there is no such folder. A link to a folder
    /// is none, so that a walk over all of them ends.
    fn names(&self, folder: &str) -> Vec<String>;

    /// Lets the folder `at` of the site stand for a folder elsewhere: for a content directory that is not in the site.
    fn mount(&self, _at: &str, _folder: &Path) {}

    /// The files that are there and could not be read so far, each with why: what they say is not known, and may withhold.
    fn faults(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The folders among them, without the `/` at the end.
    fn folders(&self, folder: &str) -> Vec<String> {
        self.names(folder).iter().filter_map(|name| name.strip_suffix('/')).map(str::to_owned).collect()
    }
}

/// A site without files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl SiteFiles for NoFiles {
    fn text(&self, _: &str) -> Option<String> {
        None
    }

    fn names(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// A value, and where it was read: `hugo.toml: params.author`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The value.
    pub value: String,
    /// The file and the key.
    pub from: String,
}

/// A person that articles name by a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownAuthor {
    /// The key.
    pub key: String,
    /// The name that is shown.
    pub name: String,
    /// An e-mail address, unchecked.
    pub email: Option<String>,
    /// A web address, unchecked.
    pub url: Option<String>,
    /// The address of a picture, unchecked.
    pub avatar: Option<String>,
    /// The file and the key.
    pub from: String,
}

/// What a generator's configuration says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The title of the site.
    pub title: Option<Told>,
    /// Its address, with the folder that it is in (`baseurl`, `base`).
    pub url: Option<Told>,
    /// What it is about.
    pub description: Option<Told>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<Told>,
    /// The zone of dates that name none, of the IANA list.
    pub timezone: Option<Told>,
    /// Who wrote an article that names nobody.
    pub author: Vec<Told>,
    /// The people that articles name by a key.
    pub authors: Vec<KnownAuthor>,
    /// The content directory, relative to the root; empty for the root itself.
    pub content: Told,
    /// Globs, relative to the content directory, of files that are no articles.
    pub exclude: Vec<Told>,
    /// What templates may ask for, by the name that they use: `site.title`, `site.params.phone`.
    pub values: BTreeMap<String, String>,
    /// The folder, relative to the root, whose files are copied to the root of the site as they are: `static`.
    pub copied: Option<String>,
    /// What else there is to do for the documents to be published with the site, a sentence each.
    pub steps: Vec<String>,
    /// Where the built site is: `public`.
    pub built: String,
    /// The paths on the site of the feeds that the generator itself makes: `index.xml`.
    pub feeds: Vec<String>,
    /// Whether, of articles of one moment, the one whose path comes later stands first, where the generator lists them so.
    pub later_paths_first: bool,
    /// What the configuration says that only the generator can know, each with a sentence:
    /// `hugo.toml: permalinks.posts: ...`.
    pub unknown: Vec<Told>,
    /// What its Markdown has beyond CommonMark.
    pub dialect: Dialect,
    /// What it makes of each source file.
    pub pages: Arc<dyn Pages>,
}

/// Whether one of these files of a site names something, as a program that is set up by code does.
fn mentions(files: &dyn SiteFiles, names: &[&str], word: &str) -> bool {
    names.iter().filter_map(|name| files.text(name)).any(|text| text.contains(word))
}

impl Settings {
    /// Those of a generator whose content directory and built site are at these places, and that says nothing else.
    #[must_use]
    pub fn new(content: Told, built: &str, pages: Arc<dyn Pages>) -> Self {
        Self {
            title: None,
            url: None,
            description: None,
            language: None,
            timezone: None,
            author: Vec::new(),
            authors: Vec::new(),
            content,
            exclude: Vec::new(),
            values: BTreeMap::new(),
            copied: None,
            steps: Vec::new(),
            built: built.to_owned(),
            feeds: Vec::new(),
            later_paths_first: false,
            unknown: Vec::new(),
            dialect: Dialect::default(),
            pages,
        }
    }
}

/// A source file whose page is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file, relative to the content directory, with `/`.
    pub path: &'a str,
    /// What its front matter says, with what stands for it ([`Pages::defaults`]). Keys are as they are typed; of YAML
    /// and header lines, all values that are no lists or tables are texts.
    pub front: &'a Table,
    /// The title as the front matter has it, else the first heading, else empty.
    pub title: &'a str,
    /// What stands behind the front matter, as it is typed; at least its first line.
    pub body: &'a str,
    /// When it was published, in the site's zone.
    pub published: DateTime<Tz>,
}

/// Where the page of a source file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// At this path below the site's address: `posts/a-start/`. Nothing in it is escaped.
    At(String),
    /// At this absolute address.
    Elsewhere(String),
    /// There is none, or it is held back; why, as a reader of the report understands it: "`build.render` is `never`".
    Nowhere(String),
    /// Whether it is held back cannot be read, wherever its page would be; what it is.
    Doubtful(String),
    /// The generator would have to run; what it is that cannot be read: "`permalink` is a template".
    Unknown(String),
}

/// An address without a host and a scheme that stands in an article.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// It, as it is typed.
    pub address: &'a str,
    /// Whether it names a picture, a film, a sound: what a page shows itself.
    pub is_shown: bool,
    /// Where it stands.
    pub within: ReferenceIn,
}

/// Where an address stands: many generators rewrite those of Markdown only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceIn {
    /// `![a picture](address)`
    Markdown,
    /// `<img src="address">`
    Html,
    /// `image: address`
    FrontMatter,
}

/// What an address in an article leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// What it says, as an address on the article's page.
    ByPage,
    /// This address in place of it, on the article's page.
    ByPageAs(String),
    /// This path below the site's address, which may have a query and a fragment. Nothing in it is escaped that was not.
    At(String),
    /// The file at this path from the site's root, in this folder of the site, under a name that holds a sum of its bytes
    /// ([`hashed_name`]).
    Hashed {
        /// The file.
        file: String,
        /// The folder on the site.
        folder: &'static str,
        /// A file with fewer bytes is written into the page, and has an address only at this path, if at any.
        written_below: Option<(u64, Option<String>)>,
    },
    /// Only the generator knows.
    Unknown,
}

/// The name of a file with the MD4 of its bytes in it, `[name]-[contenthash].[ext]` of webpack's `file-loader`.
#[must_use]
pub fn hashed_name(file: &str, bytes: &[u8]) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let sum: String = Md4::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{sum}.{ending}")
}

/// What a generator, told by its configuration, makes of source files. Paths are relative to the content directory.
pub trait Pages: fmt::Debug + Send + Sync {
    /// Whether what is at a path is never an article, by its path alone; the path of a folder ends in `/`. Nothing below
    /// a folder of which this is true is looked at.
    fn sets_aside(&self, _path: &str) -> bool {
        false
    }

    /// What stands in the front matter of a file that does not say it itself.
    fn defaults(&self, _path: &str) -> Option<Arc<Table>> {
        None
    }

    /// The language of a file by its name or folder, as a BCP 47 tag, where that says one.
    fn language(&self, _path: &str) -> Option<String> {
        None
    }

    /// The tags and categories of an article by the generator's own rules, where they are not simply the lists of its
    /// front matter; `front` is as in [`Source::front`].
    fn tags(&self, _path: &str, _front: &Table) -> Option<Vec<String>> {
        None
    }

    /// What an address in an article leads to; `source` is the article's path.
    fn file(&self, _source: &str, _reference: &Reference<'_>) -> FilePlace {
        FilePlace::ByPage
    }

    /// Whether the pictures in the folder of an article may stand for it ([`Pages::picture`]).
    fn takes_pictures(&self, _path: &str) -> bool {
        false
    }

    /// Of the pictures beside an article, by their sorted names, the one that stands for it where it names none.
    fn picture<'n>(&self, _names: &'n [String]) -> Option<&'n str> {
        None
    }

    /// The page of an article.
    fn page(&self, source: &Source<'_>) -> Page;

    /// What a tag is called in the address of the page that lists its articles; `None`: not known.
    fn tag_slug(&self, _tag: &str) -> Option<String> {
        None
    }

    /// The page that lists the articles of a section (a top folder), in a language where that is named; `None`: not known.
    fn section_page(&self, _section: &str, _language: Option<&str>) -> Option<String> {
        None
    }
}
