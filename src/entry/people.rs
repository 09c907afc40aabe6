//! Who wrote an article.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::{Article, AuthorRef};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{Email, Organization, Person, PlainText, WebUrl};
use crate::text::inline_text;

/// The authors that section pages (`_index.md`) name, by the section's folder.
#[derive(Clone, Debug, Default)]
pub struct SectionAuthors {
    by_folder: HashMap<String, Vec<AuthorRef>>,
}

impl SectionAuthors {
    /// Notes whom the section page of a folder (relative to the content directory) names.
    pub fn insert(&mut self, folder: &str, authors: Vec<AuthorRef>) {
        if !authors.is_empty() {
            self.by_folder.insert(folder.to_owned(), authors);
        }
    }

    /// All of it, by folder.
    pub fn sorted(&self) -> Vec<(&String, &Vec<AuthorRef>)> {
        let mut sorted: Vec<_> = self.by_folder.iter().collect();
        sorted.sort_by_key(|(folder, _)| *folder);
        sorted
    }

    /// The nearest section that an article is in and that names any authors, and whom it names.
    fn of(&self, path: &str) -> (&str, &[AuthorRef]) {
        let mut folder = path;
        while let Some((outer, _)) = folder.rsplit_once('/') {
            if let Some((section, authors)) = self.by_folder.get_key_value(outer) {
                return (section, authors);
            }
            folder = outer;
        }
        ("", self.by_folder.get("").map_or(&[], Vec::as_slice))
    }
}

/// Who names an article's authors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthorsFrom {
    /// Its front matter.
    Article,
    /// The page of its section: the folder, relative to the content directory.
    Section(String),
    /// The configuration of the site's generator: the file and the key.
    Generator(String),
    /// Nobody: it is the organization's.
    Organization,
    /// Nobody, and there is no organization: it is the site's.
    Site,
}

/// The authors of an article: its own, else its section's, else the organization, else the site. Never empty. And who
/// names them.
///
/// `text` is the file's decoded text, for the places of complaints.
pub fn authors(
    article: &Article,
    config: &Config,
    sections: &SectionAuthors,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Person>, AuthorsFrom) {
    let own = article.front_matter.authors.iter().map(|author| (&author.value, Some(author.span.clone())));
    let mut named: Vec<(&AuthorRef, Option<Range<usize>>)> = own.collect();
    let mut from = AuthorsFrom::Article;
    if named.is_empty() {
        let (section, authors) = sections.of(&article.path);
        from = AuthorsFrom::Section(section.to_owned());
        named.extend(authors.iter().map(|author| (author, None)));
    }
    let generated = config.site.generator.as_ref().map_or(&[][..], |generated| &generated.settings.author);
    let default: Vec<AuthorRef> =
        generated.iter().map(|told| AuthorRef { name: told.value.clone(), ..AuthorRef::default() }).collect();
    if named.is_empty()
        && let Some(first) = generated.first()
    {
        from = AuthorsFrom::Generator(first.from.clone());
        named.extend(default.iter().map(|author| (author, None)));
    }
    let mut people: Vec<Person> = Vec::new();
    for (author, span) in named {
        let named = author.name.trim();
        // Some articles name a key of the configuration, others the person as it is to be printed.
        let known = config
            .authors
            .iter()
            .find(|known| known.key.eq_ignore_ascii_case(named) || known.person.name.as_str() == named);
        let person = match known {
            Some(known) => known.person.clone(),
            None => {
                if let (Some(near), Some(span)) = (nearest_key(named, config), span.clone()) {
                    let message = format!("no author has the key `{named}`");
                    let help = format!("write `{near}`, or add an `[[author]]` with this key to the configuration");
                    let warning = Diagnostic::warning(Code::AuthorUnknown, message).help(help);
                    diagnostics.push(warning.in_file(&article.shown).at(text, span));
                }
                let Some(name) = inline_text(named) else { continue };
                Person { name, email: None, uri: None, avatar: None }
            }
        };
        let email = author.email.as_deref().and_then(Email::parse);
        let uri = author.url.as_deref().map(|url| (url, WebUrl::join(&config.site.base, url)));
        let uri = uri.and_then(|(url, read)| {
            let refusal = match read {
                Ok(uri) => return Some(uri),
                Err(refusal) => refusal,
            };
            let whose = match &from {
                AuthorsFrom::Section(folder) => format!("`{named}`, whom the page of the section `{folder}` names"),
                _ => format!("`{named}`"),
            };
            let message = format!("the url of the author {whose}: {}; it is left out", refusal.of(url));
            let warning = Diagnostic::warning(Code::UrlRefused, message).help(refusal.help()).in_file(&article.shown);
            diagnostics.push(match span.clone() {
                Some(span) => warning.at(text, span),
                None => warning,
            });
            None
        });
        // What the article says of a person goes before what the configuration says.
        let avatar = author.avatar.as_deref().and_then(|url| WebUrl::join(&config.site.base, url).ok());
        let person = Person {
            email: email.or(person.email),
            uri: uri.or(person.uri),
            avatar: avatar.or(person.avatar),
            ..person
        };
        if people.iter().all(|other| other.name != person.name) {
            people.push(person);
        }
    }
    if people.is_empty() {
        from = if config.organization.is_some() { AuthorsFrom::Organization } else { AuthorsFrom::Site };
        people.push(publisher(config.organization.as_ref(), &config.site.title));
    }
    (people, from)
}

/// The organization as a person construct (RFC 4287, section 3.2), else the site's title.
pub fn publisher(organization: Option<&Organization>, site_title: &PlainText) -> Person {
    match organization {
        Some(company) => Person {
            name: company.name.clone(),
            email: company.email.clone(),
            uri: company.url.clone(),
            avatar: company.logo.clone(),
        },
        None => Person { name: site_title.clone(), email: None, uri: None, avatar: None },
    }
}

/// The key that a misspelt one may mean. A name with a space in it is no key.
fn nearest_key<'a>(named: &str, config: &'a Config) -> Option<&'a str> {
    if named.contains(char::is_whitespace) || !named.is_ascii() {
        return None;
    }
    let likeness = |key: &str| strsim::jaro_winkler(&named.to_lowercase(), &key.to_lowercase());
    let keys = config.authors.iter().map(|author| author.key.as_str());
    keys.filter(|key| likeness(key) > 0.85).max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}
