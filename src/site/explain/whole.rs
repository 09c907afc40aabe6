//! What the configuration comes to, value by value, with who said it: `tidings.toml`, the configuration of the site's
//! generator, or nobody.

use super::{Considered, Field, FieldValue, Origin};
use crate::config::{Config, FILE_NAME};
use crate::generator::{Settings, Told};

/// What holds for the whole site.
#[must_use]
pub fn explain_site(config: &Config) -> Vec<Field> {
    let own: toml::Table = toml::from_str(&config.text).unwrap_or_default();
    let says = |table: &str, key: &str| own.get(table).and_then(|table| table.get(key)).is_some();
    let generated = config.site.generator.as_ref();
    let settings = generated.map(|generated| &*generated.settings);
    let told = |pick: fn(&Settings) -> Option<&Told>| settings.and_then(pick);
    let site = &config.site;
    let mut fields = Vec::new();
    if let Some(generated) = generated {
        fields.push(said("generator", generated.generator.name.to_owned(), true, None));
    }
    let own_description = site.description.as_ref().map(ToString::to_string);
    fields.push(said("title", site.title.to_string(), says("site", "title"), told(|told| told.title.as_ref())));
    fields.push(said("url", site.url.to_string(), says("site", "url"), told(|told| told.url.as_ref())));
    if let Some(description) = own_description {
        let by = told(|told| told.description.as_ref());
        fields.push(said("description", description, says("site", "description"), by));
    }
    let by = told(|told| told.language.as_ref());
    fields.push(said("language", site.language.clone(), says("site", "language"), by));
    let by = told(|told| told.timezone.as_ref());
    fields.push(said("timezone", site.timezone.name().to_owned(), says("site", "timezone"), by));
    let addresses = match generated.filter(|_| site.permalink.is_default) {
        Some(generated) => {
            field("addresses", format!("those of {}", generated.generator.name), rule("its configuration"))
        }
        None => said("addresses", site.permalink.pattern.clone(), says("site", "permalink"), None),
    };
    fields.push(addresses);
    for (section, pattern) in &site.permalink.sections {
        fields.push(said("addresses", format!("{section}: {pattern}"), true, None));
    }
    let content = config.shown(&config.content_dir());
    fields.push(said("articles", content, says("content", "dir"), told(|told| Some(&told.content))));
    for glob in &config.content.exclude {
        let by = settings.and_then(|settings| settings.exclude.iter().find(|told| told.value == *glob));
        fields.push(said("exclude", glob.clone(), by.is_none(), by));
    }
    for author in settings.iter().flat_map(|settings| &settings.author) {
        fields.push(said("author", author.value.clone(), false, Some(author)));
    }
    for author in &config.authors {
        let by = settings.and_then(|settings| settings.authors.iter().find(|known| known.key == author.key));
        let by = by.map(|known| Told { value: known.name.clone(), from: known.from.clone() });
        let is_own = by.as_ref().is_none_or(|by| by.value != author.person.name.as_str());
        fields.push(said("author", format!("{}: {}", author.key, author.person.name), is_own, by.as_ref()));
    }
    fields.push(said("output", config.shown(&config.output_dir()), says("output", "dir"), None));
    fields.push(said("feeds at", config.output.url.to_string(), says("output", "url"), None));
    for unknown in settings.iter().flat_map(|settings| &settings.unknown) {
        fields.push(field("not known", unknown.value.clone(), rule(&unknown.from)));
    }
    fields
}

/// A value that `tidings.toml` may say (`is_own`), or another configuration.
fn said(name: &'static str, value: String, is_own: bool, told: Option<&Told>) -> Field {
    let from = match (is_own, told) {
        (true, _) => rule(FILE_NAME),
        (false, Some(told)) => rule(&told.from),
        (false, None) => rule("nobody says another"),
    };
    let mut field = field(name, value, from);
    if let Some(told) = told.filter(|_| is_own) {
        let why = "tidings.toml wins";
        field.considered.push(Considered { value: told.value.clone(), from: rule(&told.from), why });
    }
    field
}

fn field(name: &'static str, value: String, from: Origin) -> Field {
    Field { name, value: FieldValue::One(value), from, considered: Vec::new() }
}

fn rule(text: &str) -> Origin {
    Origin { rule: text.to_owned(), file: None, line: None, column: None }
}
