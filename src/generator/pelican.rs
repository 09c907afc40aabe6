//! Pelican, <https://getpelican.com>. Its rules are those of version 4.12, measured (`tests/generators/pelican`); what is
//! named beside a rule is the file of its source, below `pelican/`, that says the same.

mod ascii;
mod pattern;
mod settings;
mod slug;
mod template;

use std::sync::Arc;

use chrono::{FixedOffset, NaiveDateTime, Utc};
use globset::GlobMatcher;
use percent_encoding::percent_decode_str;
use regex::Regex;
use serde_json::Value;

use self::slug::{SlugRules, Substitutions};
use super::places::beside;
use super::{FilePlace, Generator, Page, Pages, Reference, Settings, SiteFiles, Source, Table, value};

/// What is known of Pelican.
pub static PELICAN: Generator = Generator {
    name: "pelican",
    recognise: settings::recognise,
    read,
    without_feeds: "`FEED_ALL_ATOM = None` in publishconf.py, and so of the other settings that begin with `FEED_`",
};

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    settings::read(files, content)
}

/// What Pelican makes of source files.
#[derive(Debug)]
struct PelicanPages {
    /// What stands before a path of the content directory to make it one of `PATH`.
    before: String,
    /// `ARTICLE_PATHS`, folders and files; empty for all.
    articles: Vec<String>,
    /// `ARTICLE_EXCLUDES` and `PAGE_PATHS`.
    excluded: Vec<String>,
    /// `IGNORE_FILES`.
    ignored: Vec<GlobMatcher>,
    /// The endings that its readers know.
    endings: Vec<&'static str>,
    /// `FILENAME_METADATA` and `PATH_METADATA`, and whether the first is Pelican's own.
    of_names: Option<Regex>,
    of_paths: Option<Regex>,
    is_usual_name: bool,
    /// `DEFAULT_METADATA`, by keys in lower case.
    defaults: Table,
    /// `EXTRA_PATH_METADATA`: what it says of a file, or of all in a folder, by their paths in order; the later wins.
    of_places: Vec<(String, Table)>,
    /// The setting of which only Python knows the value that may hold an article back.
    hides: Option<String>,
    /// `USE_FOLDER_AS_CATEGORY` and `DEFAULT_CATEGORY`.
    folder_is_category: bool,
    default_category: Option<String>,
    default_language: String,
    author: Option<String>,
    url: String,
    language_url: String,
    /// `TAG_URL`, `CATEGORY_URL` and `AUTHOR_URL`.
    list_urls: [String; 3],
    slug_is_of_name: bool,
    slugs: SlugRules,
    has_english_names: bool,
    /// The settings on which all addresses rest, of which only Python knows the value.
    doubtful: Option<String>,
}

impl PelicanPages {
    fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.before)
    }

    /// What the path of a file says of it, by keys in lower case (`readers.py`, `parse_path_metadata`).
    fn of_path(&self, path: &str) -> Table {
        let mut found = Table::new();
        let name = file_stem(path);
        for (pattern, text) in [(&self.of_names, name), (&self.of_paths, path)] {
            let Some(pattern) = pattern else { continue };
            let Some(captures) = pattern.captures(text) else { continue };
            for key in pattern.capture_names().flatten() {
                if let Some(value) = captures.name(key).map(|value| value.as_str()) {
                    found.entry(key.to_lowercase()).or_insert_with(|| Value::String(value.to_owned()));
                }
            }
        }
        found
    }

    /// What a file does not say itself.
    fn implied(&self, path: &str) -> Table {
        let mut all = self.defaults.clone();
        for (place, said) in &self.of_places {
            // `path_metadata` of `readers.py`; the empty path is the whole of `PATH`.
            let folder = place.strip_suffix('/').unwrap_or(place);
            let is_within = path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            if place.is_empty() || path == place || is_within {
                all.extend(said.clone());
            }
        }
        all.extend(self.of_path(path));
        all
    }

    /// What a file says, by a key in lower case: its own words go before those that stand for them.
    fn said(&self, front: &Table, implied: &Table, key: &str) -> Option<String> {
        let mut own = front.iter().filter(|(name, _)| name.to_lowercase() == key);
        let first = own.clone().find(|(_, value)| Some(*value) != implied.get(key));
        let (_, found) = first.or_else(|| own.next())?;
        let found = value::texts(found).into_iter().next()?;
        Some(found.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn category(&self, path: &str, front: &Table, implied: &Table) -> Option<String> {
        let folder = || {
            let (folders, _) = path.rsplit_once('/')?;
            let folder = folders.rsplit_once('/').map_or(folders, |(_, last)| last);
            self.folder_is_category.then(|| folder.to_owned())
        };
        let said = self.said(front, implied, "category");
        said.or_else(folder).or_else(|| self.default_category.clone())
    }

    fn author(&self, front: &Table, implied: &Table) -> Option<String> {
        let said = self.said(front, implied, "author");
        let first = || Some(list(&self.said(front, implied, "authors")?).into_iter().next()?.to_owned());
        said.or_else(first).or_else(|| self.author.clone())
    }

    fn slug(&self, source: &Source<'_>, implied: &Table) -> Option<String> {
        let said = self.said(source.front, implied, "slug");
        said.or_else(|| {
            let title = self.said(source.front, implied, "title").unwrap_or_else(|| source.title.to_owned());
            let text = if self.slug_is_of_name { file_stem(source.path) } else { &title };
            self.slugs.slug(text, &self.slugs.of_titles)
        })
    }
}

/// The mark at the beginning of an address, and what it is of: `{static}/a.png`, `|static|/a.png`.
fn marked(address: &str) -> Option<(&str, &str)> {
    let close = if address.starts_with('{') { '}' } else { '|' };
    address.strip_prefix(['{', '|'])?.split_once(close)
}

/// A list of authors or tags: parted at semicolons where there is one, else at commas (`readers.py`, `ensure_metadata_list`).
fn list(text: &str) -> Vec<&str> {
    let mark = if text.contains(';') { ';' } else { ',' };
    text.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The name of a file without its ending, as Python's `splitext` has it.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    match name.rfind('.') {
        Some(dot) if !name[..dot].trim_start_matches('.').is_empty() => &name[..dot],
        _ => name,
    }
}

fn ending(path: &str) -> &str {
    path.strip_prefix(&path[..path.len() - path.rsplit('/').next().unwrap_or(path).len()])
        .and_then(|name| name.strip_prefix(file_stem(path)))
        .and_then(|ending| ending.strip_prefix('.'))
        .unwrap_or("")
}

/// The date as its own zone shows it: Pelican keeps the zone that a date names.
fn own_date(source: &Source<'_>, written: Option<&str>) -> NaiveDateTime {
    let offset = written.and_then(|written| {
        let time = written.split_once(':').map(|(_, time)| time.trim_end())?;
        if time.ends_with(['Z', 'z']) {
            return FixedOffset::east_opt(0);
        }
        let sign = time.rfind(['+', '-'])?;
        let digits: String = time[sign + 1..].chars().filter(|c| *c != ':').collect();
        let hours: i32 = digits.get(..2)?.parse().ok()?;
        let minutes: i32 = digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
        let seconds = (hours * 60 + minutes.min(59)) * 60;
        FixedOffset::east_opt(if time[sign..].starts_with('-') { -seconds } else { seconds })
    });
    match offset {
        Some(offset) => source.published.with_timezone(&Utc).with_timezone(&offset).naive_local(),
        None => source.published.naive_local(),
    }
}

impl Pages for PelicanPages {
    fn sets_aside(&self, path: &str) -> bool {
        let path = self.whole(path);
        let is_folder = path.ends_with('/');
        let bare = path.trim_end_matches('/');
        let is_within = |folder: &String| {
            bare.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let leads_to = |place: &String| is_folder && place.starts_with(path.as_str());
        let is_listed =
            self.articles.is_empty() || self.articles.iter().any(|place| is_within(place) || leads_to(place));
        let is_excluded =
            self.excluded.iter().any(|folder| is_within(folder) && bare != folder || is_folder && bare == folder);
        let is_ignored = bare.split('/').any(|name| self.ignored.iter().any(|pattern| pattern.is_match(name)));
        !is_listed || is_excluded || is_ignored || !is_folder && !self.endings.contains(&ending(bare))
    }

    fn defaults(&self, path: &str) -> Option<Arc<Table>> {
        let mut implied = self.implied(&self.whole(path));
        if self.is_usual_name {
            // The date of a name is read by the general rules too.
            implied.remove("date");
        }
        (!implied.is_empty()).then(|| Arc::new(implied))
    }

    fn language(&self, path: &str) -> Option<String> {
        self.of_path(&self.whole(path)).get("lang").and_then(value::text)
    }

    fn tags(&self, path: &str, front: &Table) -> Option<Vec<String>> {
        let path = self.whole(path);
        let implied = self.implied(&path);
        let mut all: Vec<String> = self.category(&path, front, &implied).into_iter().collect();
        let own =
            front.iter().find(|(name, value)| name.to_lowercase() == "tags" && Some(*value) != implied.get("tags"));
        let tags = own.map(|(_, value)| value).or_else(|| implied.get("tags"));
        for text in tags.map(value::texts).unwrap_or_default() {
            let parts = if tags.is_some_and(Value::is_array) { vec![text.as_str()] } else { list(&text) };
            all.extend(parts.into_iter().map(str::to_owned));
        }
        Some(value::once(all))
    }

    // `urlwrappers.py`, `Tag`: as of titles, where no substitutions of their own are set.
    fn tag_slug(&self, tag: &str) -> Option<String> {
        self.slugs.slug(tag, &self.slugs.of_titles).filter(|_| self.doubtful.is_none())
    }

    /// `contents.py`, `_link_replacer`: what stands in braces says what an address is of.
    fn file(&self, source: &str, reference: &Reference<'_>) -> FilePlace {
        let Some((mark, address)) = marked(reference.address) else { return FilePlace::ByPage };
        let of_list = |which: usize, by: &Substitutions| {
            let slug = self.slugs.slug(&percent_decode_str(address).decode_utf8_lossy(), by);
            slug.map_or(FilePlace::Unknown, |slug| FilePlace::At(self.list_urls[which].replace("{slug}", &slug)))
        };
        let whole = self.whole(source);
        let from = if address.starts_with('/') { "" } else { &*whole };
        match mark {
            "tag" => of_list(0, &self.slugs.of_titles),
            "category" => of_list(1, &self.slugs.of_categories),
            "author" => of_list(2, &self.slugs.of_authors),
            "index" => FilePlace::At(String::new()),
            "static" => match beside(from, address) {
                Some((path, rest)) => FilePlace::At(format!("{path}{rest}")),
                None => FilePlace::Unknown,
            },
            // `attach_to`: a file that is not below the article's folder goes into that of its page.
            "attach" if address.starts_with('/') || address.split('/').any(|part| part == "..") => {
                FilePlace::ByPageAs(address.rsplit('/').next().unwrap_or(address).to_owned())
            }
            "attach" => FilePlace::ByPageAs(address.to_owned()),
            _ => FilePlace::ByPage,
        }
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let path = self.whole(source.path);
        let implied = self.implied(&path);
        let said = |key: &str| self.said(source.front, &implied, key);
        if let Some(status) = said("status").filter(|status| !status.eq_ignore_ascii_case("published")) {
            return Page::Nowhere(format!("`Status` is `{status}`"));
        }
        // Where the file itself says no status, one that is not known may be `draft`.
        let says_status = said("status").is_some() && !implied.contains_key("status");
        if let Some(why) = self.hides.as_ref().filter(|_| !says_status) {
            return Page::Doubtful(why.clone());
        }
        let has_title = said("title").is_some()
            || !matches!(ending(&path), "md" | "markdown" | "mkd" | "mdown") && !source.title.is_empty();
        if !has_title {
            return Page::Nowhere("it has no `Title`, without which Pelican leaves it out".to_owned());
        }
        if let Some(url) = said("url").or_else(|| said("save_as")) {
            return Page::At(url.trim_start_matches('/').to_owned());
        }
        if let Some(why) = &self.doubtful {
            return Page::Unknown(why.clone());
        }
        let language = said("lang").unwrap_or_else(|| self.default_language.clone());
        let template = if language == self.default_language { &self.url } else { &self.language_url };
        let text = |name: &str| match name {
            "slug" => self.slug(source, &implied),
            "lang" => Some(language.clone()),
            "path" => Some(path.clone()),
            "category" => {
                let category = self.category(&path, source.front, &implied).unwrap_or_default();
                self.slugs.slug(&category, &self.slugs.of_categories)
            }
            "author" => {
                let author = self.author(source.front, &implied).unwrap_or_default();
                self.slugs.slug(&author, &self.slugs.of_authors)
            }
            "date" | "modified" | "tags" | "authors" => None,
            other => said(&other.to_lowercase()),
        };
        let date = own_date(source, said("date").as_deref());
        match template::fill(template, &text, date, self.has_english_names) {
            Ok(url) => Page::At(url.trim_start_matches('/').to_owned()),
            Err(what) => Page::Unknown(format!("`ARTICLE_URL` asks for {what}, which only Pelican knows")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{SampleFiles, page};
    use super::super::{Page, Settings, named, recognise, value};

    fn settings(config: &'static str) -> Settings {
        let files: &'static [(&str, &str)] = Box::leak(Box::new([("pelicanconf.py", config), ("content/a.md", "")]));
        (named("pelican").expect("it is there").read)(&SampleFiles(files), None)
    }

    #[test]
    fn what_quickstart_writes_is_read() {
        let files = SampleFiles(&[
            (
                "pelicanconf.py",
                "AUTHOR = 'Mei'\nSITENAME = 'A'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'Europe/Rome'\nDEFAULT_LANG = 'nl'\nFEED_ALL_ATOM = None\n",
            ),
            (
                "publishconf.py",
                "import os\nimport sys\nsys.path.append(os.curdir)\nfrom pelicanconf import *\nSITEURL = 'https://lantern.example'\nFEED_ALL_ATOM = 'feeds/all.atom.xml'\n",
            ),
            ("content/a.md", ""),
        ]);
        assert_eq!(
            recognise(&files).map(|(known, file)| (known.name, file)),
            Some(("pelican", "pelicanconf.py".to_owned()))
        );
        let read = (named("pelican").expect("it is there").read)(&files, None);
        let told = |told: Option<super::super::Told>| told.map(|told| (told.value, told.from));
        assert_eq!(told(read.url), Some(("https://lantern.example/".to_owned(), "publishconf.py: SITEURL".to_owned())));
        assert_eq!(told(read.title), Some(("A".to_owned(), "pelicanconf.py: SITENAME".to_owned())));
        assert_eq!(
            (read.content.value.as_str(), read.feeds.as_slice()),
            ("content", &["feeds/all.atom.xml".to_owned()][..])
        );
        assert!(read.unknown.is_empty(), "{:?}", read.unknown);
    }

    #[test]
    fn files_are_read_in_the_order_in_which_they_take_names_over() {
        let read = (named("pelican").expect("it is there").read)(
            &SampleFiles(&[
                (
                    "pelicanconf.py",
                    "from settings.base import *\nfrom pelicanconf import *\nSITENAME = SITENAME + '!'\n",
                ),
                ("settings/base.py", "from pelicanconf import *\nSITENAME = 'A'\nARTICLE_URL = '{slug}/'\n"),
                ("publishconf.py", "SITEURL = 'https://lantern.example'\n"),
            ]),
            None,
        );
        // What is published takes nothing over here.
        assert!(read.title.is_none() && read.url.is_some());
        let files = SampleFiles(&[
            ("pelicanconf.py", "from settings.base import *\nSITENAME = SITENAME + '!'\n"),
            ("settings/base.py", "from pelicanconf import *\nSITENAME = 'A'\nARTICLE_URL = '{slug}/'\n"),
        ]);
        let read = (named("pelican").expect("it is there").read)(&files, None);
        let title = read.title.as_ref().map(|told| (told.value.as_str(), told.from.as_str()));
        assert_eq!(title, Some(("A!", "pelicanconf.py: SITENAME")));
        assert_eq!(page(&read, "a.md", "Title: A b\n"), Page::At("a-b/".to_owned()));
    }

    #[test]
    fn what_only_python_knows_makes_an_address_unknown() {
        for config in [
            "import os\nARTICLE_URL = os.environ['URL']\n",
            "ARTICLE_URL = '{slug}/'\nif True:\n    ARTICLE_URL = '{slug}.html'\n",
            "SLUG_REGEX_SUBSTITUTIONS = [(r'(?<=a)b', '')]\n",
            "FILENAME_METADATA = r'(?P<slug>.*?)(?=-x)'\n",
            "SLUG_SUBSTITUTIONS = (('a', 'b'),)\n",
            "ARTICLE_URL = '{date}/{slug}'\n",
            "ARTICLE_URL = '{slug'\n",
            "ARTICLE_URL = '{date:%B}/{slug}'\nLOCALE = 'de_DE.UTF-8'\n",
            "ARTICLE_URL = '{topic}/{slug}'\n",
            "IGNORE_FILES = ['[a']\n",
        ] {
            let read = settings(config);
            let found = page(&read, "a.md", "Title: A b\n");
            assert!(matches!(found, Page::Unknown(_) | Page::Doubtful(_)), "{config}: {found:?}");
        }
        let read = settings("import os\nARTICLE_URL = os.environ['URL']\n");
        assert_eq!(read.unknown[0].from, "pelicanconf.py: ARTICLE_URL");
        assert_eq!(page(&read, "a.md", "Title: A b\nURL: /x/\n"), Page::At("x/".to_owned()));
    }

    #[test]
    fn what_is_said_of_places_stands_for_what_a_file_does_not_say() {
        let read = settings(
            "EXTRA_PATH_METADATA = {'a.md': {'status': 'draft'}, 'posts': {'Status': 'draft'},\n\
             'posts/c.md': {'status': 'published'}, 'posts/e/': {'status': 'published'}, 'n.md': {'url': 'n/'}}\n",
        );
        let (front, hidden) = ("Title: T\n", |page: &Page| matches!(page, Page::Nowhere(why) if why.contains("draft")));
        let whole = |path: &str, front: &str| {
            let mut table = read.pages.defaults(path).map(|table| (*table).clone()).unwrap_or_default();
            table.extend(value::table("front.yml", front).unwrap_or_default());
            page(&read, path, &serde_json::json!(table).to_string())
        };
        for (path, is_hidden) in [
            ("a.md", true),
            ("b.md", false),
            ("posts/a.md", true),
            ("posts/c.md", false),
            ("posts/e/q.md", false),
            ("postsx/a.md", false),
        ] {
            assert_eq!(hidden(&whole(path, front)), is_hidden, "{path}");
        }
        assert_eq!(whole("n.md", front), Page::At("n/".to_owned()));
        assert_eq!(whole("posts/a.md", "Title: T\nStatus: published\n"), Page::At("t.html".to_owned()));
        for config in [
            "import os\nEXTRA_PATH_METADATA = {'a.md': {'status': os.environ['S']}}\n",
            "EXTRA_PATH_METADATA = {'a.md': dict(status='draft')}\n",
            "EXTRA_PATH_METADATA = {'a.md': [('status', 'draft')]}\n",
            "EXTRA_PATH_METADATA = {}\nEXTRA_PATH_METADATA['a.md']['status'] = 'draft'\n",
            "import os\nDEFAULT_METADATA = {'status': os.environ['S']}\n",
        ] {
            let found = page(&settings(config), "a.md", "Title: T\nURL: /x/\n");
            assert!(matches!(found, Page::Unknown(_) | Page::Doubtful(_)), "{config}: {found:?}");
        }
    }

    #[test]
    fn hostile_substitutions_and_templates_end_soon() {
        for config in [
            format!("SLUG_REGEX_SUBSTITUTIONS = [{}]\n", r"(r'(.+)', r'\1\1'), ".repeat(40)),
            format!("SLUG_REGEX_SUBSTITUTIONS = [{}]\n", r"(r'\w{150}', ''), ".repeat(1000)),
            format!("SLUG_REGEX_SUBSTITUTIONS = [{}]\n", "('a', ''), ".repeat(1000)),
            format!("SLUG_REGEX_SUBSTITUTIONS = [('.', '{}')]\n", "x".repeat(100_000)),
            format!("FILENAME_METADATA = r'{}'\n", r"\w{150}".repeat(1000)),
            format!("ARTICLE_URL = '{}'\n", "{slug}".repeat(20_000)),
        ] {
            let found = page(&settings(Box::leak(config.clone().into_boxed_str())), "a.md", "Title: A b\n");
            assert!(matches!(found, Page::Unknown(_) | Page::Doubtful(_)), "{}: {found:?}", &config[..50]);
        }
        // As many and as large as are taken.
        let long = format!("Title: {}\n", "ab ".repeat(1300));
        // As many and as large as are taken, and larger.
        for many in 7..12 {
            let pairs = format!(r"(r'\w{{{many}}}x', 'b'), ").repeat(48);
            let config = format!("SLUG_REGEX_SUBSTITUTIONS = [{pairs}]\n");
            let start = std::time::Instant::now();
            let _ = page(&settings(Box::leak(config.into_boxed_str())), "a.md", &long);
            assert!(start.elapsed() < std::time::Duration::from_secs(20));
        }
        let long = format!("Title: {}\n", "a".repeat(100_000));
        assert!(matches!(page(&settings(""), "a.md", &long), Page::Unknown(_) | Page::Doubtful(_)));
        let some = settings("SLUG_REGEX_SUBSTITUTIONS = [(r'(b+)', r'\\1\\1'), (r'\\s+', '-'), (r'[^\\w-]', '')]\n");
        assert_eq!(page(&some, "a.md", "Title: A b!\n"), Page::At("a-bb.html".to_owned()));
    }

    #[test]
    fn what_is_no_configuration_of_pelicans_is_no_fault_of_its_pages() {
        for config in [
            "",
            "ARTICLE_URL = 5\n",
            "PATH = '../..'\nARTICLE_PATHS = 'a'\n",
            "DEFAULT_METADATA = [1, (2,), ('A', 'b')]\n",
            "SLUG_REGEX_SUBSTITUTIONS = []\nREADERS = []\nLOCALE = 3\n",
            "\u{0}(((",
        ] {
            let found = page(&settings(config), "é/ü.md", "Title: A b\ndate: 2026-01-05T10:00+é9:00\n");
            assert!(matches!(found, Page::At(_)), "{config}: {found:?}");
        }
    }
}
