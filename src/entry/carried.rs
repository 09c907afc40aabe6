//! What an entry carries that most have not: its front matter's texts become values that are sound.

use url::Url;

use super::named::ArticleText;
use crate::article::{CarriedRef, Spanned};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{Carried, Email, ForeignElement, LinkTo, Person, PlainText, Series, SourceFeed, WebUrl, license_url};
use crate::text::inline_text;

/// What the front matter says; `None`: nothing that counts.
pub fn carried(
    named: &ArticleText<'_>,
    page: &Url,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Box<Carried>> {
    let said = named.article.front_matter.carried.as_deref()?;
    let mut reader = CarriedReader { named, said, page, config, diagnostics };
    let carried = reader.read();
    (carried != Carried::default()).then(|| Box::new(carried))
}

struct CarriedReader<'a, 'b> {
    named: &'a ArticleText<'a>,
    said: &'a CarriedRef,
    page: &'a Url,
    config: &'a Config,
    diagnostics: &'b mut Vec<Diagnostic>,
}

impl<'a> CarriedReader<'a, '_> {
    fn text(&self, name: &str) -> Option<&'a Spanned<String>> {
        self.said.texts.get(name)
    }

    fn read(&mut self) -> Carried {
        let license = self.text("license").or_else(|| self.text("license_url"));
        let license_url = self.text("license_url").and_then(|url| self.address(url)).or_else(|| {
            let license = license?;
            license_url(&license.value).or_else(|| self.address(license))
        });
        let words = |text: &Spanned<String>| inline_text(&text.value).filter(|_| !is_switch(&text.value));
        // A licence whose address is not known is one in words.
        let named_only = license.filter(|text| license_url.is_none() && !is_address(&text.value));
        Carried {
            link_to: self.link_to(),
            license: license_url,
            rights: self.text("rights").and_then(words).or_else(|| named_only.and_then(words)),
            comments: self.comments(),
            comments_feed: self.text("comments_feed").and_then(|url| self.address(url)),
            comment_count: self.text("comment_count").and_then(|count| count.value.trim().parse().ok()),
            via: ["via", "source"].iter().find_map(|name| self.text(name).and_then(|url| self.address(url))),
            source: self.source(),
            series: self.series(),
            contributors: self.contributors(),
            extensions: self.extensions(),
        }
    }

    /// An address, where the text is written as one: `via: a friend` is none, and no fault.
    fn address(&mut self, text: &Spanned<String>) -> Option<WebUrl> {
        is_address(&text.value).then(|| self.named.web_url("url", text, self.page, self.diagnostics)).flatten()
    }

    fn link_to(&mut self) -> Option<LinkTo> {
        let said = self.text("link_to")?;
        match said.value.trim().to_ascii_lowercase().as_str() {
            "external" => Some(LinkTo::External),
            "permalink" => Some(LinkTo::Permalink),
            _ => {
                let message = format!("`{}` is no place for a link to lead to; it is passed over", said.value);
                self.warn(message, said, "write `external` or `permalink`");
                None
            }
        }
    }

    /// The address of a page, else of a thread in the Fediverse by its host, user and number.
    fn comments(&mut self) -> Option<WebUrl> {
        if let Some(url) = self.text("comments").and_then(|url| self.address(url)) {
            return Some(url);
        }
        let part = |name: &str| {
            let value = self.text(name)?.value.trim().trim_start_matches('@');
            let sound = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
            (sound && !value.is_empty()).then_some(value)
        };
        WebUrl::parse(&format!("https://{}/@{}/{}", part("host")?, part("username")?, part("toot")?))
    }

    fn source(&mut self) -> Option<SourceFeed> {
        let feed = self.text("source_feed")?;
        let url = self.address(feed)?;
        let title = self.text("source_title").and_then(|title| inline_text(&title.value));
        Some(SourceFeed { title: title.or_else(|| PlainText::new(url.to_url().host_str()?))?, url })
    }

    fn series(&self) -> Option<Series> {
        let name = self.text("series").filter(|name| !is_switch(&name.value))?;
        let number = self.text("series_number").and_then(|number| number.value.trim().parse().ok());
        Some(Series { name: inline_text(&name.value)?, number: number.filter(|number| *number > 0) })
    }

    fn contributors(&mut self) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for named in &self.said.contributors {
            let name = named.value.name.trim();
            let of_ours = |author: &&crate::config::AuthorConfig| {
                author.key.eq_ignore_ascii_case(name) || author.person.name.as_str() == name
            };
            let known = self.config.authors.iter().find(of_ours).map(|author| author.person.clone());
            let unknown = || Some(Person { name: inline_text(name)?, email: None, uri: None, avatar: None });
            let Some(person) = known.or_else(unknown) else { continue };
            let join = |url: &Option<String>| WebUrl::join(&self.config.site.base, url.as_deref()?).ok();
            let person = Person {
                email: named.value.email.as_deref().and_then(Email::parse).or(person.email),
                uri: join(&named.value.url).or(person.uri),
                avatar: join(&named.value.avatar).or(person.avatar),
                name: person.name,
            };
            if people.iter().all(|other| other.name != person.name) {
                people.push(person);
            }
        }
        people
    }

    fn extensions(&mut self) -> Vec<ForeignElement> {
        let mut elements = Vec::new();
        for named in &self.said.extensions {
            let said = &named.value;
            let declared = self.config.extensions.iter().find(|(prefix, _)| *prefix == said.prefix);
            let place = Spanned { value: String::new(), span: named.span.clone() };
            let Some((prefix, namespace)) = declared else {
                let message = format!("nothing says what `{}:` stands for; the element is left out", said.prefix);
                self.warn(message, &place, "declare it in `[extensions]` of the configuration, with its namespace");
                continue;
            };
            let attributes: Vec<(&str, &str)> =
                said.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            match ForeignElement::new(prefix, namespace, &said.local, &said.text, &attributes) {
                Some(element) => elements.push(element),
                None => {
                    let message = format!(
                        "`{}:{}`, or the name of an attribute of it, is no name in XML; it is left out",
                        said.prefix, said.local
                    );
                    self.warn(message, &place, "use letters, digits, `-`, `_` and `.`, and begin with a letter");
                }
            }
        }
        elements
    }

    fn warn(&mut self, message: String, at: &Spanned<String>, help: &str) {
        let warning = Diagnostic::warning(Code::FrontMatterValue, message).help(help);
        self.diagnostics.push(warning.in_file(&self.named.article.shown).at(self.named.text, at.span.clone()));
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.contains("://") && !text.contains(char::is_whitespace) || text.starts_with('/')
}

/// `copyright: false`, `series: true` are switches of themes.
fn is_switch(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off")
}
