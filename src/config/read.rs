//! The text of `tidings.toml` becomes a [`Config`]; every complaint has its place and a way out.

use std::path::{Path, PathBuf};

use super::raw_values::Spanned;
use super::secrets::hidden;

use super::paths::{document_fault, is_shared, output_fault, shared_fault};
use super::podcast::ShowDefaults;
use super::raw::*;
use super::reader::ValueReader;
use super::site::{add_authors, content_of, language_folders};
use super::syntax::syntax_error;
use super::*;
use crate::diagnostic::{Code, Diagnostic, Faults, any_error};
use crate::feed::{Channel, Contact};
use crate::generator::{self, NoFiles, SiteFiles};

/// The page for people, and the list of feeds, where the configuration names no other path.
const PAGE_NAME: &str = "index.html";
const OPML_NAME: &str = "feeds.opml";
/// The stylesheet, where it is to be made.
const STYLE_NAME: &str = "style.css";

/// What a command line overrides for one run.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--content`: the content directory, relative to the root or absolute.
    pub content: Option<PathBuf>,
    /// `--output`: the output folder, likewise.
    pub output: Option<PathBuf>,
    /// `--url`: the site's address.
    pub url: Option<String>,
    /// `--drafts`
    pub drafts: Drafts,
    /// `--future`
    pub future: Future,
    /// `--allow-local`: take a site address that only this machine or a preview host knows.
    pub allow_local: bool,
    /// `--section`: the sections that are built; none: the whole site.
    pub sections: Vec<String>,
}

impl Config {
    /// That of a site of a title and an address, with nothing else said. No file is read.
    ///
    /// # Errors
    /// Where the title has no text, or the address is no absolute one of the web.
    ///
    /// ```
    /// use tidings::config::Config;
    ///
    /// let site = Config::new("Acme News", "https://acme.example/")?;
    /// assert_eq!(site.site.language, "en");
    /// assert!(Config::new("Acme News", "acme.example").is_err());
    /// # Ok::<(), tidings::diagnostic::Faults>(())
    /// ```
    pub fn new(title: &str, url: &str) -> Result<Self, Faults> {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let text = format!("[site]\ntitle = {}\nurl = {}\n", quoted(title), quoted(url));
        Self::parse(Path::new(""), &text, &Overrides { allow_local: true, ..Overrides::default() })
    }

    /// Reads the text of `tidings.toml`, which stands in the folder `root`.
    ///
    /// # Errors
    /// Every complaint that could be found at once; at least one is an error.
    ///
    /// ```
    /// use std::path::Path;
    /// use tidings::config::{Config, Overrides};
    ///
    /// let text = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/\"\n";
    /// let config = Config::parse(Path::new("acme"), text, &Overrides::default())?;
    /// assert_eq!(config.content_dir(), Path::new("acme/content"));
    /// assert_eq!(config.feeds[0].formats.len(), 3);
    /// # Ok::<(), tidings::diagnostic::Faults>(())
    /// ```
    pub fn parse(root: &Path, text: &str, overrides: &Overrides) -> Result<Self, Faults> {
        Self::parse_with(root, text, overrides, &NoFiles)
    }

    /// As [`parse`](Self::parse), where the configuration of the site's generator can be read too: what `tidings.toml` does
    /// not say, it may.
    ///
    /// # Errors
    /// As those of [`parse`](Self::parse).
    ///
    /// ```
    /// use std::path::Path;
    /// use tidings::config::{Config, Overrides};
    /// use tidings::generator::NoFiles;
    ///
    /// let text = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/\"\ngenerator = \"hugo\"\n";
    /// let config = Config::parse_with(Path::new("acme"), text, &Overrides::default(), &NoFiles)?;
    /// assert_eq!(config.site.generator.unwrap().generator.name, "hugo");
    /// # Ok::<(), tidings::diagnostic::Faults>(())
    /// ```
    pub fn parse_with(root: &Path, text: &str, overrides: &Overrides, files: &dyn SiteFiles) -> Result<Self, Faults> {
        let raw: Raw = match toml::from_str(text) {
            Ok(raw) => raw,
            Err(error) => return Err(hidden(vec![syntax_error(text, &error)], text).into()),
        };
        let mut reader = ValueReader { text, diagnostics: Vec::new() };
        let config = reader.config(root, raw, overrides, files);
        match config {
            Some(mut config) if !any_error(&reader.diagnostics) => {
                config.trial = Trial::of(&config, text, overrides, files);
                Ok(config)
            }
            _ => Err(hidden(reader.diagnostics, text).into()),
        }
    }
}

impl ValueReader<'_> {
    fn config(&mut self, root: &Path, mut raw: Raw, overrides: &Overrides, files: &dyn SiteFiles) -> Option<Config> {
        let allow_local = overrides.allow_local || raw.site.allow_local;
        // `[content]` is read before a fault in `[site]` ends it, so that the faults of both are told at once.
        let named =
            overrides.content.clone().or_else(|| raw.content.dir.as_ref().map(|dir| PathBuf::from(dir.as_ref())));
        let generator = raw.site.generator.as_ref().and_then(|name| generator::named(name.as_ref()));
        // Nothing here is that generator's: its articles have been brought to a folder of ours.
        let ours = || {
            let strange = generator.is_some_and(|generator| (generator.recognise)(files).is_none());
            (strange && files.folders("").iter().any(|name| name == "content")).then(|| PathBuf::from("content"))
        };
        let named = named.or_else(ours);
        let named_content = named.as_ref().map(|content| on_site(content, root));
        if let (Some(content), Some(at)) = (&named, &named_content)
            && is_outside(content, root)
        {
            files.mount(at, &root.join(content));
        }
        let generated =
            raw.site.generator.as_ref().and_then(|name| self.generator(name, files, named_content.as_deref()));
        let settings = generated.as_ref().map(|generated| Arc::clone(&generated.settings));
        let settings = settings.as_deref();
        let site = self.site(raw.site, overrides, allow_local, generated.clone());
        let output_span = raw.output.dir.as_ref().map(Spanned::span);
        let values = std::mem::take(&mut raw.content.values);
        let content = self.content(raw.content, overrides, settings);
        let mut site = site?;
        let organization = raw.organization.and_then(|raw| self.organization(raw, &site));
        let mut authors = self.authors(raw.author, &site);
        add_authors(&mut authors, settings, &site);
        let beside_named = [raw.output.page.is_some(), raw.output.opml.is_some()];
        let output = self.output(raw.output, &site, overrides, allow_local)?;
        let content = ContentConfig { values: values::of_templates(values, &site), ..content? };
        if site.generator.is_none() {
            site.language_folders = language_folders(files, &content.dir.to_string_lossy(), &site.language);
        }
        // What the command line names is for a trial, and not meant to be among the site's files.
        // Nor is it where nobody says what the documents are called.
        let named = output_span.is_some() && !raw.feed.is_empty() && raw.feed.iter().all(|feed| feed.path.is_some());
        let shared = named && overrides.output.is_none() && is_shared(root, &content.dir, &output.dir);
        let mut output = output;
        // At the root of a site that a generator makes, its own front page stands.
        let at_root = site.generator.is_some() && output.url == site.url;
        if shared || at_root {
            self.shared_output(&mut output, &raw.feed, &beside_named);
        }
        if !shared && let Some(fault) = output_fault(root, &content.dir, &output.dir) {
            let help =
                "give the documents a folder of their own, such as `feeds` or `public/feeds`, or each feed a `path`";
            // What the command line says has no place in the file.
            match output_span.filter(|_| overrides.output.is_none()) {
                Some(span) => self.complain(span, fault, help),
                None => self.diagnostics.push(Diagnostic::error(Code::ConfigInvalid, fault).help(help)),
            }
        }
        let defaults = ShowDefaults { site: &site, organization: organization.as_ref() };
        let feeds = self.feeds(raw.feed, raw.podcast, &defaults);
        let mut feed_keys: Vec<String> = feeds.iter().flat_map(FeedConfig::keys).map(str::to_owned).collect();
        feed_keys.sort();
        feed_keys.dedup();
        let (converts, converted) = (self.convert(raw.convert), None);
        let ledger_at = self.ledger_place(&raw.ledger, root, &output.dir);
        let ledger = if raw.ledger.enabled == Some(false) { LedgerUse::Off } else { LedgerUse::Keep };
        let dates_from_git = raw.dates.git;
        let announce = self.announce(&raw.publish);
        let validate = self.validation(raw.validate);
        let (publish, access) = self.publication(raw.publish);
        let extensions = self.extensions(raw.extensions);
        let root = root.to_owned();
        let (first_commits, trial) = (None, None);
        Some(Config {
            root,
            text: self.text.into(),
            site,
            organization,
            authors,
            content,
            output,
            publish,
            access,
            ledger,
            ledger_at,
            sections: overrides.sections.clone(),
            dates_from_git,
            first_commits,
            dated_by_last_day: Arc::default(),
            converts,
            converted,
            feeds,
            feed_keys,
            announce,
            validate,
            trial,
            extensions,
        })
    }

    fn organization(&mut self, raw: RawOrganization, site: &SiteConfig) -> Option<Organization> {
        let name = self.plain(&raw.name);
        let mut contacts = Vec::new();
        let known = [(Channel::Phone, raw.phone), (Channel::Fax, raw.fax), (Channel::Address, raw.address)];
        for (channel, text) in known {
            contacts.extend(text.and_then(|text| self.contact(&text)).map(|value| Contact { channel, value }));
        }
        for (key, text) in raw.contacts {
            let channel = match key.to_lowercase().as_str() {
                "phone" | "tel" => Channel::Phone,
                "fax" => Channel::Fax,
                "address" => Channel::Address,
                "email" => Channel::Email,
                "website" | "url" => Channel::Website,
                other => Channel::Other(other.to_owned()),
            };
            contacts.extend(self.contact(&text).map(|value| Contact { channel, value }));
        }
        Some(Organization {
            name: name?,
            url: raw.url.and_then(|text| self.joined(&text, &site.url)),
            email: raw.email.and_then(|text| self.email(&text)),
            logo: raw.logo.and_then(|text| self.joined(&text, &site.url)),
            icon: raw.icon.and_then(|text| self.joined(&text, &site.url)),
            rights: raw.rights.and_then(|text| self.plain(&text)),
            contacts,
            notes: Vec::new(),
        })
    }

    fn authors(&mut self, raw: Vec<RawAuthor>, site: &SiteConfig) -> Vec<AuthorConfig> {
        let mut authors: Vec<AuthorConfig> = Vec::new();
        for raw in raw {
            if authors.iter().any(|author| author.key == *raw.key.as_ref()) {
                let message = format!("two authors have the key `{}`", raw.key.as_ref());
                self.complain(raw.key.span(), message, "give each author a key of their own");
            }
            let person = Person {
                name: match self.plain(&raw.name) {
                    Some(name) => name,
                    None => continue,
                },
                email: raw.email.and_then(|text| self.email(&text)),
                uri: raw.url.and_then(|text| self.joined(&text, &site.url)),
                avatar: raw.avatar.and_then(|text| self.joined(&text, &site.url)),
            };
            authors.push(AuthorConfig { key: raw.key.into_inner(), person });
        }
        authors
    }

    fn content(
        &mut self,
        raw: RawContent,
        overrides: &Overrides,
        settings: Option<&Settings>,
    ) -> Option<ContentConfig> {
        let encoding = match raw.encoding {
            None => None,
            Some(label) => {
                let found = match label.as_ref().to_ascii_lowercase().as_str() {
                    "cp936" => Some(encoding_rs::GBK),
                    name => encoding_rs::Encoding::for_label(name.as_bytes()),
                };
                if found.is_none() {
                    let message = format!("`{}` is no encoding", label.as_ref());
                    self.complain(label.span(), message, "write a name such as `gb18030`, `big5` or `windows-1252`");
                }
                found
            }
        };
        // Without a content directory to walk nothing is excluded.
        #[cfg(feature = "site")]
        for glob in &raw.exclude {
            if let Err(error) = ignore::overrides::OverrideBuilder::new(".").add(glob.as_ref()) {
                let message = format!("`{}` is no glob: {error}", glob.as_ref());
                self.complain(glob.span(), message, "write a glob such as `drafts/**`");
            }
        }
        for key in &raw.harmless {
            if !key.as_ref().contains(char::is_alphanumeric) {
                let help = "write a key as the front matter has it, such as `hide_badge`, or `extra.hidden` for one in a table";
                self.complain(key.span(), format!("`{}` is no key", key.as_ref()), help);
            }
        }
        Some(ContentConfig {
            dir: match &overrides.content {
                Some(dir) => dir.clone(),
                None => self.folder(raw.dir, settings.map_or("content", |settings| content_of(settings)))?,
            },
            exclude: excluded(raw.exclude, settings),
            shortcodes: raw.shortcodes,
            undated: raw.undated,
            contacts: raw.contacts,
            encoding,
            harmless: raw.harmless.into_iter().map(Spanned::into_inner).collect(),
            values: BTreeMap::new(),
            drafts: overrides.drafts,
            future: overrides.future,
        })
    }

    /// Documents among the site's own files: what is not asked for stays away, and none is taken for a page.
    fn shared_output(&mut self, output: &mut OutputConfig, feeds: &[RawFeed], [page, opml]: &[bool; 2]) {
        output.page = output.page.take().filter(|_| *page);
        output.opml = output.opml.take().filter(|_| *opml);
        for (span, paths) in
            feeds.iter().filter_map(|feed| feed.path.as_ref()).map(|paths| (paths.span(), paths.as_ref()))
        {
            let paths = match paths {
                OneOrMany::One(one) => std::slice::from_ref(one),
                OneOrMany::Many(many) => many,
            };
            for (message, help) in paths.iter().filter_map(|path| shared_fault(path)) {
                self.complain(span.clone(), message, help);
            }
        }
    }

    fn output(
        &mut self,
        raw: RawOutput,
        site: &SiteConfig,
        overrides: &Overrides,
        allow_local: bool,
    ) -> Option<OutputConfig> {
        let dir = match &overrides.output {
            Some(dir) => dir.clone(),
            None => self.folder(raw.dir, "feeds")?,
        };
        let url = match raw.url {
            Some(url) if overrides.url.is_none() => self.folder_url(&url, allow_local),
            _ => {
                let name =
                    || dir.file_name().map_or_else(|| "feeds".to_owned(), |name| name.to_string_lossy().into_owned());
                let copied = site.generator.as_ref().and_then(|generated| generated.settings.copied.as_deref());
                // What the generator publishes as it is has its place on the site; else feeds live beside the articles
                // where nothing else is said.
                let inside = dir.is_relative() && !dir.starts_with("..");
                let at = copied.filter(|_| inside).and_then(|copied| dir.strip_prefix(copied).ok());
                let at = at.or_else(|| (dir == Path::new(".")).then_some(Path::new("")));
                let at = at.map_or_else(name, |at| at.to_string_lossy().replace('\\', "/"));
                let mut joined = site.url.to_url();
                if let Ok(mut segments) = joined.path_segments_mut() {
                    segments.pop_if_empty().extend(at.split('/').filter(|part| !matches!(*part, "" | "."))).push("");
                }
                // The site has a web address, and so has a folder on it.
                WebUrl::from_url(&joined)
            }
        };
        let hubs = raw.hub.map_or_else(Vec::new, |hubs| {
            let span = hubs.span();
            let list = hubs.into_inner().into_list().into_iter();
            list.filter_map(|hub| self.absolute(&Spanned::new(span.clone(), hub))).collect()
        });
        let page = self.beside(raw.page, PAGE_NAME);
        let opml = self.beside(raw.opml, OPML_NAME);
        // Not unless it is asked for: it changes the bytes of every document once.
        let style = raw.style.and_then(|style| self.style(style));
        let headers = raw.headers.map_or_else(Vec::new, |headers| self.headers(headers));
        let moved = raw.moved.and_then(|url| self.folder_url(&url, allow_local));
        let ttl = raw.ttl.and_then(|minutes| self.minutes(&minutes));
        let precompress = raw.precompress;
        Some(OutputConfig { dir, url: url?, hubs, page, opml, style, headers, precompress, moved, ttl })
    }

    /// The stylesheet of documents in XML.
    fn style(&mut self, said: Spanned<Beside>) -> Option<String> {
        let span = said.span();
        let path = self.beside(Some(said), STYLE_NAME)?;
        if !path.to_ascii_lowercase().ends_with(".css") {
            let help = "let it end in .css: by that, servers know its type";
            self.complain(span, format!("`{path}` is no name of a stylesheet"), help);
        }
        Some(path)
    }

    /// Who is told how documents are to be served.
    fn headers(&mut self, said: Spanned<OneOrMany>) -> Vec<WebServer> {
        let span = said.span();
        let mut maps = Vec::new();
        for word in said.into_inner().into_list() {
            match WebServer::ALL.into_iter().find(|map| map.word() == word) {
                Some(map) if maps.contains(&map) => {}
                Some(map) => maps.push(map),
                None => {
                    let known = WebServer::ALL.map(|map| format!("\"{}\"", map.word())).join(", ");
                    self.complain(
                        span.clone(),
                        format!("`{word}` is no server that is known here"),
                        format!("name any of {known}"),
                    );
                }
            }
        }
        maps
    }

    /// The path of a file beside the feeds; `None` where it is not to be made.
    fn beside(&mut self, said: Option<Spanned<Beside>>, usual: &str) -> Option<String> {
        let (span, said) = match said {
            None => return Some(usual.to_owned()),
            Some(said) => (said.span(), said.into_inner()),
        };
        match said {
            Beside::Switch(is_made) => is_made.then(|| usual.to_owned()),
            Beside::Path(path) => {
                if let Some((message, help)) = document_fault(&path) {
                    self.complain(span, message, help);
                }
                Some(path)
            }
        }
    }

    fn folder(&mut self, text: Option<RawText>, default: &str) -> Option<PathBuf> {
        let Some(text) = text else { return Some(PathBuf::from(default)) };
        let fault = match text.as_ref() {
            path if path.trim().is_empty() => Some("this path is empty"),
            path if path.contains(char::is_control) => Some("a control character in a path"),
            _ => None,
        };
        if let Some(fault) = fault {
            self.complain(text.span(), fault, format!("write a folder such as `{default}`"));
            return None;
        }
        Some(PathBuf::from(text.into_inner()))
    }
}

/// Whether the content directory is none of the site's folders.
fn is_outside(content: &Path, root: &Path) -> bool {
    let inside = content.strip_prefix(root).unwrap_or(content);
    inside.is_absolute() || inside.starts_with("..")
}

/// The content directory as the site's generator would have it: relative to the site's root, with `/`. Of one elsewhere
/// only the name says something.
fn on_site(content: &Path, root: &Path) -> String {
    let inside = content.strip_prefix(root).unwrap_or(content);
    let shown = if is_outside(content, root) { Path::new(inside.file_name().unwrap_or_default()) } else { inside };
    shown.to_string_lossy().replace('\\', "/")
}

/// Whether a text is a glob. Without files there is nothing that it could exclude.
fn is_glob(glob: &str) -> bool {
    #[cfg(feature = "site")]
    return ignore::overrides::OverrideBuilder::new(".").add(glob).is_ok();
    #[cfg(not(feature = "site"))]
    !glob.is_empty()
}

/// What both configurations exclude.
fn excluded(raw: Vec<RawText>, settings: Option<&Settings>) -> Vec<String> {
    let own = raw.into_iter().map(Spanned::into_inner);
    let told = settings.into_iter().flat_map(|settings| &settings.exclude).map(|told| told.value.clone());
    own.chain(told.filter(|glob| is_glob(glob))).collect()
}
