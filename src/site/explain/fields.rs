//! The fields of one entry, asked of the functions that made it. What else was considered is what the same
//! functions make of the article without the value that won.

use std::ops::Range;

use super::asked::{self, Asked, field};
use super::{Considered, Field, FieldValue, Origin, episode};
use crate::article::date::{self, DateSource, Dates};
use crate::article::{self, Article, FrontMatter};
use crate::config::{Config, FILE_NAME};
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::entry::people::{self, AuthorsFrom};
use crate::entry::permalink::{self, AddressFrom};
use crate::entry::{self, Composed, Surroundings, TitleSource, id, is_audio};
use crate::feed::Person;
use crate::ledger::{Evidence, IdSource, PublishedFrom, Resolved, UpdatedFrom};
use crate::text::summary::SummarySource;

/// All fields that the entry has.
///
/// # Errors
/// Where the file cannot be read any more.
pub fn fields(
    (article, composed): (&Article, &Composed),
    config: &Config,
    resolved: &Resolved,
    site: &Surroundings<'_>,
) -> Result<Vec<Field>, Diagnostic> {
    let body = content::read_body(article, config)?;
    let asked = Asked { article, composed, config, resolved, site, text: &body.text, body: &body };
    let all = [
        Some(asked.id()),
        Some(asked.title()),
        Some(asked.link()),
        asked.related(),
        Some(asked.published()),
        Some(asked.updated()),
        asked.expires(),
        Some(asked.authors()),
        asked.summary(),
        asked.language(),
        asked.categories(),
        asked.image(),
        asked.enclosures(),
    ];
    let last = [asked.content(body.span.clone()), asked.contact()];
    Ok(all.into_iter().flatten().chain(episode::fields(&asked)).chain(last.into_iter().flatten()).collect())
}

impl Asked<'_, '_> {
    fn id(&self) -> Field {
        let id = &self.resolved.id;
        let named = self.front().id.as_ref();
        let own = self.composed.own_id.as_ref().map(|(own, _)| own);
        let mut considered = Vec::new();
        let from = match named.filter(|_| own == Some(id)) {
            Some(named) if self.resolved.how == IdSource::FrontMatter => self.front_matter(&named.span),
            Some(named) => self.at("front matter, as the ledger has it", &named.span),
            None => id_origin(&self.resolved.how),
        };
        if let Some(named) = named.filter(|_| own != Some(id)) {
            let why = if own.is_some() { "another id has been published" } else { "it is no absolute URI" };
            considered.push(Considered { value: named.value.clone(), from: self.front_matter(&named.span), why });
        }
        let derived = id::derived_id(self.article, self.config);
        if derived != *id {
            let why = match (own, &self.resolved.how) {
                (Some(own), _) if own == id => "the front matter wins",
                (_, IdSource::New | IdSource::Copy { .. }) => "another entry has it",
                _ => "an id never changes once it has been published",
            };
            considered.push(Considered { value: derived.to_string(), from: Origin::rule(NEW), why });
        }
        field("id", id.to_string(), from, considered)
    }

    fn title(&self) -> Field {
        let named = self.front().title.as_ref();
        let from = |source, named: Option<&article::Spanned<String>>| match (source, named) {
            (TitleSource::FrontMatter, Some(named)) => self.front_matter(&named.span),
            (TitleSource::FrontMatter, None) => Origin::rule("front matter"),
            (TitleSource::Heading, _) => Origin::rule("first heading or line that reads as a title"),
            (TitleSource::FileName, _) if self.front().slug.is_some() => Origin::rule("slug in words"),
            (TitleSource::FileName, _) => Origin::rule("file name in words"),
            (TitleSource::FirstSentence, _) => Origin::rule("first sentence"),
        };
        let source = self.composed.title_source;
        let mut considered = Vec::new();
        match (source, named) {
            (TitleSource::FrontMatter, _) => {
                let bare = self.without(|front| front.title = None);
                if let Ok(other) = entry::compose(&bare, self.body.clone(), self.config, self.site) {
                    considered.push(Considered {
                        value: other.title.to_string(),
                        from: from(other.title_source, None),
                        why: "the front matter wins",
                    });
                }
            }
            (TitleSource::Heading, Some(named)) => considered.push(Considered {
                value: named.value.clone(),
                from: self.front_matter(&named.span),
                why: "it is the heading with the site's name beside it",
            }),
            (_, Some(named)) => considered.push(Considered {
                value: named.value.clone(),
                from: self.front_matter(&named.span),
                why: "no text is left of it",
            }),
            (_, None) => {}
        }
        field("title", self.composed.title.to_string(), from(source, named), considered)
    }

    fn link(&self) -> Field {
        let (url, source) = permalink::page_url_from(self.article, self.config);
        let named = self.front().url.as_ref();
        let pattern = || Origin::rule(format!("`site.permalink`, which is `{}`", self.config.site.permalink.pattern));
        let mut considered = Vec::new();
        let from = match (source, named) {
            (AddressFrom::FrontMatter, Some(named)) if is_audio(self.article) => {
                self.at("where the file is", &named.span)
            }
            (AddressFrom::FrontMatter, Some(named)) => self.front_matter(&named.span),
            (AddressFrom::OwnPattern, Some(named)) => self.at("pattern in the front matter", &named.span),
            (AddressFrom::Generator, _) => Origin::rule(match &self.config.site.generator {
                Some(generated) => format!("what {} makes of it", generated.generator.name),
                None => String::new(),
            }),
            _ => match &self.front().slug {
                Some(slug) => self.at(&format!("{}, with the front matter's slug", pattern().rule), &slug.span),
                None => pattern(),
            },
        };
        if let Some(named) = named.filter(|_| source != AddressFrom::Generator) {
            if source == AddressFrom::Permalink {
                let why = "it names a style, not an address";
                considered.push(Considered { value: named.value.clone(), from: self.front_matter(&named.span), why });
            } else {
                let other = permalink::page_url(&self.without(|front| front.url = None), self.config);
                let why = "the front matter wins";
                considered.push(Considered { value: other.to_string(), from: pattern(), why });
            }
        }
        field("link", url.to_string(), from, considered)
    }

    fn related(&self) -> Option<Field> {
        let url = self.composed.external_url.as_ref()?;
        let named = self.front().external_url.as_ref()?;
        Some(field("related", url.to_string(), self.front_matter(&named.span), Vec::new()))
    }

    fn dates(&self, front_matter: &FrontMatter) -> Dates {
        date::resolve(front_matter, &self.article.path, self.text, self.body.span.start, self.config)
    }

    fn date_origin(&self, source: Option<&DateSource>) -> Origin {
        let front = self.front();
        match source {
            Some(DateSource::FrontMatter) => {
                front.date.as_ref().map_or_else(|| Origin::rule("front matter"), |date| self.front_matter(&date.span))
            }
            Some(DateSource::Path(shown)) if shown.contains('/') => Origin::rule(format!("folders: `{shown}`")),
            Some(DateSource::Path(shown)) => {
                let parts: Vec<&str> = self.article.path.split('/').collect();
                let file = parts.last().is_some_and(|file| file.starts_with(shown.as_str()));
                Origin::rule(format!("{} name: `{shown}`", if file { "file" } else { "folder" }))
            }
            Some(DateSource::Address(shown)) => {
                let rule = format!("address in the front matter: `{shown}`");
                front.url.as_ref().map_or_else(|| Origin::rule(&*rule), |url| self.at(&rule, &url.span))
            }
            Some(DateSource::OtherKey) => front
                .other_date
                .as_ref()
                .map_or_else(|| Origin::rule("front matter"), |date| self.front_matter(&date.span)),
            Some(DateSource::Name(shown)) => Origin::rule(format!("name: `{shown}`")),
            Some(DateSource::Dateline(shown)) => Origin::rule(format!("dateline: `{shown}`")),
            Some(DateSource::Git) => Origin::rule("git: the file's first commit"),
            None => Origin::rule("article"),
        }
    }

    fn published(&self) -> Field {
        let own = self.dates(self.front());
        let own_origin = self.date_origin(own.published_from.as_ref());
        let mut considered = Vec::new();
        let from = match self.resolved.published_from {
            PublishedFrom::Article => own_origin,
            PublishedFrom::Adopted => {
                let value = self.article.published.to_string();
                considered.push(Considered {
                    value,
                    from: own_origin,
                    why: "the feed that was adopted says it to the hour",
                });
                Origin::ledger("ledger: as the adopted feed has it")
            }
        };
        if let Some(date) = &self.front().date {
            if own.published_from == Some(DateSource::FrontMatter) {
                let bare = self.without(|front| front.date = None);
                let other = self.dates(&bare.front_matter);
                if let Some(published) = other.published {
                    let from = self.date_origin(other.published_from.as_ref());
                    let why = "the front matter wins";
                    considered.push(Considered { value: published.to_string(), from, why });
                }
            } else {
                let why = "it is no date";
                considered.push(Considered { value: date.value.clone(), from: self.front_matter(&date.span), why });
            }
        }
        field("published", self.resolved.published.to_string(), from, considered)
    }

    fn updated(&self) -> Field {
        let named = self.front().updated.as_ref();
        let mut considered = Vec::new();
        let from = match (self.resolved.updated_from, named) {
            (UpdatedFrom::Article, Some(named)) => self.front_matter(&named.span),
            (UpdatedFrom::Article, None) => Origin::rule("front matter"),
            (UpdatedFrom::Published, _) => Origin::rule("published date"),
            (UpdatedFrom::Ledger, _) => Origin::ledger("ledger: when the content was last seen to change"),
            (UpdatedFrom::FirstSight, _) => Origin::rule("now: the content is not what the ledger has"),
        };
        if let Some(named) = named.filter(|_| self.resolved.updated_from != UpdatedFrom::Article) {
            let readable = self.article.updated.is_some();
            let why = if readable { "it is not after the published date" } else { "it is no date" };
            considered.push(Considered { value: named.value.clone(), from: self.front_matter(&named.span), why });
        }
        field("updated", self.resolved.updated.to_string(), from, considered)
    }

    fn expires(&self) -> Option<Field> {
        let (expires, named) = (self.article.expires?, self.front().expires.as_ref()?);
        Some(field("expires", expires.to_string(), self.front_matter(&named.span), Vec::new()))
    }

    fn authors(&self) -> Field {
        let origin = |from: &AuthorsFrom| match from {
            AuthorsFrom::Article => {
                let first = self.front().authors.first();
                first.map_or_else(|| Origin::rule("front matter"), |author| self.front_matter(&author.span))
            }
            AuthorsFrom::Section(folder) if folder.is_empty() => Origin::rule("section page of the content directory"),
            AuthorsFrom::Section(folder) => Origin::rule(format!("section page of `{folder}`")),
            AuthorsFrom::Generator(place) => Origin::rule(place.clone()),
            AuthorsFrom::Organization => {
                Origin { file: Some(FILE_NAME.to_owned()), ..Origin::rule("`[organization]`: nobody is named") }
            }
            AuthorsFrom::Site => {
                Origin { file: Some(FILE_NAME.to_owned()), ..Origin::rule("`site.title`: nobody is named") }
            }
        };
        let mut considered = Vec::new();
        if self.composed.authors_from == AuthorsFrom::Article {
            let bare = self.without(|front| front.authors.clear());
            let sections = &self.site.section_authors;
            let (others, from) = people::authors(&bare, self.config, sections, self.text, &mut Vec::new());
            let value = others.iter().map(person).collect::<Vec<_>>().join(", ");
            considered.push(Considered { value, from: origin(&from), why: "the front matter wins" });
        }
        let value = FieldValue::Many(self.composed.authors.iter().map(person).collect());
        Field { name: "authors", value, from: origin(&self.composed.authors_from), considered }
    }

    fn summary(&self) -> Option<Field> {
        let named = self.front().summary.as_ref();
        let origin = |source| match (source, named) {
            (SummarySource::FrontMatter, Some(named)) => self.front_matter(&named.span),
            (SummarySource::FrontMatter, None) => Origin::rule("front matter"),
            (SummarySource::Teaser, _) => Origin::rule("part before the more mark"),
            (SummarySource::Body, _) => Origin::rule("lead sentences of the body"),
        };
        let mut considered = Vec::new();
        if self.composed.summary_source == Some(SummarySource::FrontMatter) {
            let bare = self.without(|front| front.summary = None);
            let other = entry::compose(&bare, self.body.clone(), self.config, self.site).ok();
            if let Some((summary, source)) = other.and_then(|other| other.summary.zip(other.summary_source)) {
                let why = "the writer's own wins";
                considered.push(Considered { value: summary.to_string(), from: origin(source), why });
            }
        } else if let Some(named) = named {
            let why = "it only says the title again, or nothing";
            considered.push(Considered { value: named.value.clone(), from: self.front_matter(&named.span), why });
        }
        let (summary, source) = self.composed.summary.as_ref().zip(self.composed.summary_source)?;
        Some(field("summary", summary.to_string(), origin(source), considered))
    }

    fn language(&self) -> Option<Field> {
        let site = &self.config.site.language;
        let of_site = || Origin::rule("`site.language`");
        let named = self.article.language().and_then(entry::language);
        let declared = named.as_deref().unwrap_or(site);
        let found = entry::language_by_letters(declared, self.composed.title.as_str(), self.body.as_str());
        if let Some(language) = found.and_then(|found| found.language) {
            let from = if named.is_some() { Origin::rule("front matter or file name") } else { of_site() };
            let why = "the text is in other letters";
            let other = Considered { value: declared.to_owned(), from, why };
            return Some(field("language", language.to_owned(), Origin::rule("letters of the text"), vec![other]));
        }
        let Some(language) = named else {
            return Some(field("language", site.clone(), of_site(), Vec::new()));
        };
        let from = match &self.front().language {
            Some(named) => self.front_matter(&named.span),
            None => Origin::rule("file name"),
        };
        let why = "the article's own wins";
        let other = (*site != language).then(|| Considered { value: site.clone(), from: of_site(), why });
        Some(field("language", language, from, other.into_iter().collect()))
    }

    fn categories(&self) -> Option<Field> {
        let first = self.front().tags.first()?;
        let terms: Vec<String> = self.composed.categories.iter().map(|category| category.term.to_string()).collect();
        let from = self.front_matter(&first.span);
        (!terms.is_empty()).then(|| Field {
            name: "categories",
            value: FieldValue::Many(terms),
            from,
            considered: Vec::new(),
        })
    }

    fn image(&self) -> Option<Field> {
        let (image, named) = (self.composed.image.as_ref()?, self.front().image.as_ref()?);
        Some(field("image", image.url.to_string(), self.front_matter(&named.span), Vec::new()))
    }

    fn enclosures(&self) -> Option<Field> {
        let files = &self.composed.enclosures;
        let shown = files.iter().map(|file| format!("{} ({}, {} bytes)", file.url, file.media_type, file.length));
        let value = FieldValue::Many(shown.collect());
        let of_episode = self.front().episode.iter().flat_map(|said| &said.files);
        let from = match self.front().enclosures.iter().chain(of_episode).next() {
            Some(first) if is_audio(self.article) => self.at("the file itself", &first.span),
            Some(first) => self.front_matter(&first.span),
            None => Origin::rule(asked::BESIDE),
        };
        (!files.is_empty()).then(|| Field { name: "enclosures", value, from, considered: Vec::new() })
    }

    fn content(&self, body: Range<usize>) -> Option<Field> {
        let content = self.composed.content.as_ref()?;
        let start = self.text[body.clone()].find(|c: char| !c.is_whitespace()).map_or(body.start, |at| body.start + at);
        let rule = match self.composed.removed {
            0 => "body".to_owned(),
            1 => "body, without 1 template construct".to_owned(),
            removed => format!("body, without {removed} template constructs"),
        };
        Some(field("content", content.as_str().to_owned(), self.at(&rule, &(start..start)), Vec::new()))
    }

    /// What the article ends in and the entry leaves out.
    fn contact(&self) -> Option<Field> {
        let block = self.composed.contact.as_ref()?;
        let contacts = block.contacts.iter().map(|contact| contact.value.to_string());
        let value =
            FieldValue::Many(contacts.chain(block.email.as_ref().map(|email| email.as_str().to_owned())).collect());
        let from = Origin::rule(match self.composed.contact_left {
            true => "contact block at the end of the body; it goes to the organization, not into the entry",
            false => "contact block at the end of the body; it stays in the content, and out of the summary",
        });
        Some(Field { name: "contact block", value, from, considered: Vec::new() })
    }
}

/// How an id comes about that nothing else says.
const NEW: &str = "authority, published date and path";

fn id_origin(how: &IdSource) -> Origin {
    match how {
        IdSource::FrontMatter => Origin::rule("front matter"),
        IdSource::Ledger => Origin::ledger("ledger: published before under this path"),
        IdSource::Renamed { from, evidence } => {
            Origin::ledger(format!("ledger: published before as `{from}`, known by its {}", evidence_word(*evidence)))
        }
        IdSource::Returned { from, evidence } => Origin::ledger(format!(
            "ledger: it was gone, as `{from}`, and is known by its {}",
            evidence_word(*evidence)
        )),
        IdSource::New => Origin::rule(format!("new: {NEW}")),
        IdSource::Copy { of } => Origin::rule(format!("new: {NEW}; `{of}` says the same and keeps its own")),
    }
}

fn evidence_word(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Id => "id",
        Evidence::Path => "path",
        Evidence::Content => "content",
        Evidence::Title => "title and day",
        Evidence::Name => "file name and day",
        Evidence::Body => "body, which is nearly the same",
    }
}

fn person(person: &Person) -> String {
    let email = person.email.as_ref().map(|email| format!(" <{}>", email.as_str()));
    let uri = person.uri.as_ref().map(|uri| format!(" ({uri})"));
    format!("{}{}{}", person.name, email.unwrap_or_default(), uri.unwrap_or_default())
}
