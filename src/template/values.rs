//! The values that templates ask for by name: what the site says, and what the front matter of the article says.

use std::collections::{BTreeMap, HashMap};

/// What templates may ask for by name.
#[derive(Clone, Copy)]
pub(crate) struct TemplateValues<'a> {
    /// What the site says, by the name that its generator has for it: `site.title`.
    pub site: &'a BTreeMap<String, String>,
    /// What the front matter says, by its keys: `model`, `extra.model`.
    pub page: &'a BTreeMap<String, String>,
}

impl<'a> TemplateValues<'a> {
    /// The same in any case, as Hugo asks for it.
    pub(super) fn params(&self) -> ParamValues<'a> {
        let folded = |values: &'a BTreeMap<String, String>| {
            let mut folded = HashMap::new();
            for (key, value) in values {
                folded.entry(key.to_lowercase()).or_insert(value.as_str());
            }
            folded
        };
        ParamValues { site: folded(self.site), page: folded(self.page) }
    }

    /// A key of the front matter. What a generator makes of some, it does not say as it is written there.
    pub(super) fn of_page(&self, key: &str) -> Option<&'a str> {
        const COMPUTED: [&str; 17] = [
            "date",
            "id",
            "url",
            "path",
            "permalink",
            "excerpt",
            "content",
            "categories",
            "tags",
            "collection",
            "relative_path",
            "output",
            "next",
            "previous",
            "name",
            "dir",
            "lastmod",
        ];
        let value = self.page.get(key).filter(|_| !COMPUTED.contains(&key))?;
        is_as_typed(value).then_some(value)
    }
}

/// The values by their names in lower case.
pub(super) struct ParamValues<'a> {
    site: HashMap<String, &'a str>,
    page: HashMap<String, &'a str>,
}

impl<'a> ParamValues<'a> {
    /// A parameter of Hugo's: the page's, or else the site's, in any case (Hugo, "Param shortcode", and
    /// `Page.Param`; measured on Hugo 0.168).
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let name = name.to_lowercase();
        let of_page = self.page.get(&name).or_else(|| self.page.get(&format!("params.{name}")));
        // `params.x` is asked for as `x`.
        let of_page = of_page.filter(|_| !name.starts_with("params."));
        let of_site =
            || ["site.params.", "params.", ""].iter().find_map(|table| self.site.get(&format!("{table}{name}")));
        // What is plainly no is no value to Hugo.
        of_page.or_else(of_site).copied().filter(|value| *value != "false")
    }
}

/// Whether every generator shows a value of the front matter as it is typed. A number, a moment, and a word that is a
/// switch or nothing to some readers of YAML are shown in a form of their own.
fn is_as_typed(value: &str) -> bool {
    let word = value.to_ascii_lowercase();
    if matches!(&*word, "~" | "null" | "yes" | "no" | "on" | "off" | "y" | "n") {
        return false;
    }
    let number = value.replace('_', "");
    let is_based = ["0x", "0o", "0b"].iter().any(|base| word.starts_with(base));
    let is_whole = number.parse::<i64>().is_ok_and(|whole| whole.to_string() == value);
    let is_moment =
        value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(':') && value.matches('-').count() >= 2;
    is_whole || !(is_based || is_moment || number.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_shown_or_not_known() {
        for typed in
            ["A pump", "3", "-3", "0", "2026-01-05", "X-200", "true", "030 1234", "3 pumps", "+49 30 1", "1.2.3"]
        {
            assert!(is_as_typed(typed), "{typed}");
        }
        for other in
            ["2.50", "007", "+3", "1e3", "0x1f", "yes", "No", "~", "null", "2026-01-05 10:11:12", "1_000", ".5"]
        {
            assert!(!is_as_typed(other), "{other}");
        }
    }
}
