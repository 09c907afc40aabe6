//! `[site]`, and what the generator's own configuration says where `tidings.toml` is silent.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::raw_values::Spanned;
use chrono_tz::Tz;

use super::feeds::fields;
use super::raw::*;
use super::reader::ValueReader;
use super::syntax::nearest;
use super::*;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{Email, Refusal, is_language_tag};
use crate::generator::{self, SiteFiles, Told};

/// What a permalink may name.
const FIELDS: [&str; 14] = [
    "path",
    "dir",
    "section",
    "slug",
    "name",
    "title",
    "categories",
    "year",
    "month",
    "day",
    "m",
    "d",
    "lang",
    "lang?",
];

/// What may be done with it.
const FILTERS: [&str; 2] = ["lower", "slug"];

impl ValueReader<'_> {
    pub(super) fn site(
        &mut self,
        raw: RawSite,
        overrides: &Overrides,
        allow_local: bool,
        generated: Option<Generated>,
    ) -> Option<SiteConfig> {
        let settings = generated.as_ref().map(|generated| &*generated.settings);
        // What a generator that is not known would have said is not missing: its name is wrong, and that is told.
        let unknown = raw.generator.is_some() && generated.is_none();
        let title = match (&raw.title, settings.and_then(|settings| settings.title.as_ref())) {
            (Some(title), _) => self.plain(title),
            (None, Some(told)) => self.told_text(told, "title"),
            (None, None) if unknown => None,
            (None, None) => self.missing("title", "Acme News", generated.as_ref()),
        };
        let url = match (&overrides.url, &raw.url, settings.and_then(|settings| settings.url.as_ref())) {
            (Some(url), ..) => self.command_line_url(url, allow_local),
            (None, Some(url), _) => self.folder_url(url, allow_local),
            (None, None, Some(told)) => self.told_url(told, allow_local),
            (None, None, None) if unknown => None,
            (None, None, None) => self.missing("url", "https://acme.example/", generated.as_ref()),
        };
        let told = settings.and_then(|settings| settings.description.as_ref());
        let description = match raw.description {
            Some(text) => self.plain(&text),
            None => told.and_then(|told| PlainText::new(&told.value)),
        };
        let language = match raw.language {
            None => {
                let told = settings.and_then(|settings| settings.language.as_ref());
                told.map(|told| told.value.replace('_', "-"))
                    .filter(|tag| is_language_tag(tag))
                    .unwrap_or_else(|| "en".to_owned())
            }
            Some(tag) => {
                if !is_language_tag(tag.as_ref()) {
                    let message = format!("`{}` is no language tag", tag.as_ref());
                    self.complain(tag.span(), message, "write a BCP 47 tag such as `en`, `de-CH` or `zh-Hans`");
                }
                tag.into_inner()
            }
        };
        let timezone = match raw.timezone {
            None => {
                let told = settings.and_then(|settings| settings.timezone.as_ref());
                told.and_then(|told| self.told_zone(told)).unwrap_or(Tz::UTC)
            }
            Some(name) => name.as_ref().parse().unwrap_or_else(|_| {
                let near = chrono_tz::TZ_VARIANTS
                    .iter()
                    .map(|zone| zone.name())
                    .max_by(|a, b| zone_likeness(name.as_ref(), a).total_cmp(&zone_likeness(name.as_ref(), b)));
                let help = format!("write the name of an IANA zone, such as `{}`", near.unwrap_or("Europe/Berlin"));
                self.complain(name.span(), format!("`{}` is no time zone", name.as_ref()), help);
                Tz::UTC
            }),
        };
        let permalink = self.permalinks(raw.permalink);
        let id_authority = raw.id_authority.and_then(|text| self.id_authority(text));
        let url = url?;
        Some(SiteConfig {
            shared_addresses: raw.shared_addresses,
            link_to: raw.link_to,
            license: raw.license.and_then(|text| self.license(&text)),
            title: title?,
            base: url.to_url(),
            url,
            description,
            language,
            timezone,
            permalink,
            // Known once the content directory is.
            language_folders: Vec::new(),
            generator: generated,
            id_authority,
        })
    }

    fn permalinks(&mut self, raw: Option<Spanned<RawPermalink>>) -> Permalink {
        let mut permalink = Permalink { pattern: "{path}/".to_owned(), is_default: true, sections: BTreeMap::new() };
        let Some(raw) = raw else { return permalink };
        let span = raw.span();
        let (all, sections) = match raw.into_inner() {
            RawPermalink::One(pattern) => (Some(pattern), BTreeMap::new()),
            RawPermalink::Sections(mut sections) => (sections.remove("*"), sections),
        };
        if let Some(pattern) = all {
            permalink.pattern = self.permalink(&pattern, &span);
            permalink.is_default = false;
        }
        for (section, pattern) in sections {
            permalink.sections.insert(section, self.permalink(&pattern, &span));
        }
        permalink
    }

    fn permalink(&mut self, pattern: &str, span: &Range<usize>) -> String {
        for field in fields(pattern) {
            let (name, filters) = field.split_once('|').map_or((field, None), |(name, filters)| (name, Some(filters)));
            if !FIELDS.contains(&name.trim()) {
                let message = format!("a permalink has no field `{{{}}}`", name.trim());
                self.complain(span.clone(), message, format!("use {{{}}}", FIELDS.join("}, {")));
            }
            let mut unknown = filters.into_iter().flat_map(|filters| filters.split('|')).map(str::trim);
            if let Some(filter) = unknown.find(|filter| !FILTERS.contains(filter)) {
                let message = format!("no filter `{filter}` of a permalink's field");
                self.complain(span.clone(), message, format!("use {}, as in `{{dir|lower}}`", FILTERS.join(", ")));
            }
        }
        let parts =
            |field: &str| matches!(field.split('|').next().unwrap_or("").trim(), "slug" | "path" | "title" | "name");
        if !fields(pattern).any(parts) {
            let help = "put {slug}, {path}, {name} or {title} into the permalink";
            self.complain(span.clone(), "all articles would share one address", help);
        }
        pattern.trim_start_matches('/').to_owned()
    }

    pub(super) fn generator(
        &mut self,
        name: &RawText,
        files: &dyn SiteFiles,
        content: Option<&str>,
    ) -> Option<Generated> {
        let Some(generator) = generator::named(name.as_ref()) else {
            let message = format!("no generator `{}` is known", name.as_ref());
            let [names @ .., last] = generator::ALL.map(|known| known.name);
            let near = nearest(name.as_ref(), &generator::ALL.map(|known| known.name));
            let near = near.map(|near| format!("write `{near}`; there are ")).unwrap_or_else(|| "use ".to_owned());
            self.complain(name.span(), message, format!("{near}{} or {last}", names.join(", ")));
            return None;
        };
        let settings = Arc::new((generator.read)(files, content));
        for (path, why) in files.faults() {
            let message = format!("`{path}`, which {} reads, cannot be read here: {why}", generator.name);
            let help = "mend it, or take it away: what it says of articles may hold them back";
            self.diagnostics.push(Diagnostic::error(Code::ConfigInvalid, message).in_file(&path).help(help));
        }
        Some(Generated { generator, settings })
    }

    /// A key that nobody told.
    fn missing<T>(&mut self, key: &str, example: &str, generated: Option<&Generated>) -> Option<T> {
        let whose = generated
            .map(|generated| format!(", and the configuration of {} does not say it", generated.generator.name));
        let message = format!("missing key `{key}` in `[site]`{}", whose.unwrap_or_default());
        let help = format!("add `{key} = \"{example}\"`; `[site] title` and `url` are required");
        self.diagnostics
            .push(Diagnostic::error(Code::ConfigMissingKey, message).help(help).in_file(FILE_NAME).at(self.text, 0..0));
        None
    }

    /// RFC 4151, section 2.1: `authority,date`, in lower case.
    fn id_authority(&mut self, text: RawText) -> Option<String> {
        let (authority, date) = text.as_ref().split_once(',').unwrap_or((text.as_ref(), ""));
        let name_right = !authority.is_empty()
            && authority
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '@' | '_'));
        let parts: Vec<&str> = date.split('-').collect();
        let date_right = (1..=3).contains(&parts.len())
            && parts.iter().enumerate().all(|(at, part)| {
                part.len() == if at == 0 { 4 } else { 2 } && part.bytes().all(|byte| byte.is_ascii_digit())
            });
        if name_right && date_right {
            return Some(text.into_inner());
        }
        let help = "write a host that was yours and since when, such as `acme.example,2024`";
        self.complain(text.span(), "this is no authority of a `tag:` URI", help);
        None
    }

    /// The address of a folder on the web, with its slash at the end.
    pub(super) fn folder_url(&mut self, text: &RawText, allow_local: bool) -> Option<WebUrl> {
        let url = self.absolute(text)?;
        if !allow_local && let Some(why) = local_host(&url) {
            let message = format!("`{}` is {why}: subscribers would be sent there", text.as_ref());
            self.complain(text.span(), message, "write the public address, or pass `--allow-local` for a trial");
            return None;
        }
        with_slash(&url)
    }

    /// What another configuration says; a complaint names the place where it is said.
    fn told_text(&mut self, told: &Told, key: &str) -> Option<PlainText> {
        let text = PlainText::new(&told.value);
        if text.is_none() {
            let help = format!("write something there, or `{key}` in `[site]` of {FILE_NAME}");
            self.diagnostics
                .push(Diagnostic::error(Code::ConfigInvalid, format!("`{}` is empty", told.from)).help(help));
        }
        text
    }

    fn told_url(&mut self, told: &Told, allow_local: bool) -> Option<WebUrl> {
        let complaint = match WebUrl::read(&told.value) {
            Err(_) => format!("`{}` says `{}`, which is no absolute web address", told.from, told.value),
            Ok(url) => match local_host(&url) {
                Some(why) if !allow_local => {
                    format!("`{}` says `{}`, which is {why}: subscribers would be sent there", told.from, told.value)
                }
                _ => return with_slash(&url),
            },
        };
        let help = format!("write the public address there, or as `url` in `[site]` of {FILE_NAME}");
        self.diagnostics.push(Diagnostic::error(Code::UrlInvalid, complaint).help(help));
        None
    }

    fn told_zone(&mut self, told: &Told) -> Option<Tz> {
        let zone = told.value.parse().ok();
        if zone.is_none() {
            let message = format!("`{}` says `{}`, which is no time zone", told.from, told.value);
            let help = format!("write the name of an IANA zone as `timezone` in `[site]` of {FILE_NAME}");
            self.diagnostics.push(Diagnostic::error(Code::ConfigInvalid, message).help(help));
        }
        zone
    }

    fn command_line_url(&mut self, text: &str, allow_local: bool) -> Option<WebUrl> {
        let complaint = match WebUrl::read(text) {
            Err(Refusal::Credentials) => "`--url` holds a user name or a password".to_owned(),
            Err(_) => format!("`--url {text}` is no absolute web address"),
            Ok(url) => match local_host(&url) {
                Some(why) if !allow_local => format!("`--url {text}` is {why}: subscribers would be sent there"),
                _ => return with_slash(&url),
            },
        };
        let help = "write the public address in full, or pass `--allow-local` for a trial";
        self.diagnostics.push(Diagnostic::error(Code::UrlInvalid, complaint).help(help));
        None
    }
}

/// Folders in which folders are looked for that are named by a language: no site has more sections.
const MOST_SECTIONS: usize = 64;

/// The folders of the content directory that are named by the language of what is in them: all folders beside each other
/// are named so, there are two at least, and one is the site's language. So a section `it` or `new` is none.
pub(super) fn language_folders(files: &dyn SiteFiles, content: &str, language: &str) -> Vec<String> {
    let content = content.trim_matches('/').trim_start_matches("./");
    let content = if content == "." { "" } else { content };
    let below = |folder: &str| match (content, folder) {
        ("", folder) => folder.to_owned(),
        (content, "") => content.to_owned(),
        (content, folder) => format!("{content}/{folder}"),
    };
    let ours = |folder: &str| {
        let mut folders = files.folders(&below(folder));
        folders.retain(|name| !name.starts_with(['.', '_']));
        folders
    };
    let are_languages = |names: &[String]| {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        names.len() > 1
            && names.iter().all(|name| primary(name).len() == 2 && is_language_tag(&name.replace('_', "-")))
            && names.iter().any(|name| primary(name) == primary(language))
    };
    let top = ours("");
    let mut found = Vec::new();
    if are_languages(&top) {
        found = top;
    } else if top.len() <= MOST_SECTIONS {
        for section in top {
            let inner = ours(&section);
            if are_languages(&inner) {
                found.extend(inner.iter().map(|name| format!("{section}/{name}")));
            }
        }
    }
    found.sort();
    found
}

/// The content directory of a generator's site; its root is `.`.
pub(super) fn content_of(settings: &Settings) -> &str {
    match settings.content.value.trim_matches('/') {
        "" => ".",
        content => content,
    }
}

/// Adds the people that the generator's configuration knows; those of `tidings.toml` go before them.
pub(super) fn add_authors(authors: &mut Vec<AuthorConfig>, settings: Option<&Settings>, site: &SiteConfig) {
    for known in settings.into_iter().flat_map(|settings| &settings.authors) {
        let Some(name) = PlainText::new(&known.name) else { continue };
        if authors.iter().any(|author| author.key.eq_ignore_ascii_case(&known.key)) {
            continue;
        }
        let address = |text: &Option<String>| WebUrl::join(&site.base, text.as_deref()?).ok();
        let email = known.email.as_deref().and_then(Email::parse);
        let person = Person { name, email, uri: address(&known.url), avatar: address(&known.avatar) };
        authors.push(AuthorConfig { key: known.key.clone(), person });
    }
}

fn with_slash(url: &WebUrl) -> Option<WebUrl> {
    let mut url = url.to_url();
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    WebUrl::from_url(&url)
}

/// Why subscribers could not reach the host, if they could not.
fn local_host(url: &WebUrl) -> Option<&'static str> {
    let url = url.to_url();
    let private = |ip: std::net::Ipv4Addr| {
        let here = ip.is_loopback() || ip.is_unspecified() || ip.is_private() || ip.is_link_local();
        here.then_some("an address of a private network")
    };
    match url.host()? {
        url::Host::Ipv4(ip) => private(ip),
        url::Host::Ipv6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => private(ip),
            None if ip.is_loopback() || ip.is_unspecified() => Some("an address of this machine"),
            None if ip.is_unique_local() || ip.is_unicast_link_local() => Some("an address of a private network"),
            None => None,
        },
        url::Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let previews = [".netlify.app", ".vercel.app", ".pages.dev", ".ngrok.io", ".ngrok-free.app", ".gitpod.io"];
            let is_preview = |host: &str| previews.iter().any(|preview| host.ends_with(preview)) && host.contains("--");
            match name {
                "localhost" => Some("this machine only"),
                _ if name.ends_with(".localhost") || name.ends_with(".local") => {
                    Some("an address of this machine or network")
                }
                _ if name.ends_with(".ngrok.io") || name.ends_with(".ngrok-free.app") || is_preview(name) => {
                    Some("a preview host")
                }
                _ => None,
            }
        }
    }
}

fn zone_likeness(wanted: &str, name: &str) -> f64 {
    let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
    strsim::jaro_winkler(wanted, name).max(strsim::jaro_winkler(&wanted.to_lowercase(), &city.to_lowercase()))
}
