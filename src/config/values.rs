//! What templates of articles may ask for by name.

use std::collections::BTreeMap;

use url::Url;

use super::SiteConfig;
use crate::generator::value;

/// What the generator's configuration says, and over it what `[content.values]` says.
pub(super) fn of_templates(own: toml::Table, site: &SiteConfig) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    if let Some(generated) = &site.generator {
        let settings = &generated.settings;
        // Where both say the address, `tidings.toml` wins: theirs may be that of a machine.
        let theirs = settings.url.as_ref().and_then(|told| Some(origin(&Url::parse(&told.value).ok()?)));
        let ours = origin(&site.base);
        let moved = |text: &str| match theirs.as_deref().and_then(|theirs| text.strip_prefix(theirs)) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{ours}{rest}"),
            _ => text.to_owned(),
        };
        values.extend(settings.values.iter().map(|(name, text)| (name.clone(), moved(text))));
        let folder = site.base.path().trim_end_matches('/').to_owned();
        let mut unsaid = |name: &str, text: String| {
            values.entry(name.to_owned()).or_insert(text);
        };
        unsaid("config.base_url", format!("{ours}{folder}"));
        unsaid("site.url", ours.clone());
        unsaid("site.baseurl", folder);
        // An empty one would leave links that lead nowhere but on the site itself.
        values.entry("site.url".to_owned()).and_modify(|url| {
            if url.trim().is_empty() {
                url.clone_from(&ours);
            }
        });
    }
    if let serde_json::Value::Object(own) = value::of_toml(toml::Value::Table(own)) {
        let mut said = BTreeMap::new();
        value::scalars(&own, &mut said);
        values.append(&mut said);
    }
    values
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
