//! The page of an entry beside the entry: is it the entry's?

use std::collections::BTreeMap;

use url::Url;

use super::Addressed;
use super::folder::BuiltFolder;
use super::page::{self, PageFacts};
use super::titles::folded;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::validate::even_page;

/// How many warnings of one kind are told one by one.
pub const NAMED: usize = 10;

/// What there is to say of an entry's page.
#[derive(Debug)]
pub struct Told {
    /// Where the page says that it is the same path of another host, that host with its scheme.
    origin: Option<String>,
    diagnostic: Diagnostic,
}

/// Compares a page with the entries that lead to it. `source` gives the text of an article's file.
pub fn compare(
    built: &BuiltFolder,
    file: &str,
    shown: &str,
    articles: &[&Addressed],
    language: &str,
    source: &dyn Fn(&Addressed) -> Option<String>,
) -> Vec<Told> {
    // What has no title is a file that an entry carries.
    let Some(facts) = built.text(file, language).map(|text| page::read(&text)) else { return Vec::new() };
    if facts.names().next().is_none() && facts.canonical.is_none() {
        return Vec::new();
    }
    articles.iter().flat_map(|article| compare_one(&facts, shown, article, source)).collect()
}

fn compare_one(
    facts: &PageFacts,
    shown: &str,
    article: &Addressed,
    source: &dyn Fn(&Addressed) -> Option<String>,
) -> Vec<Told> {
    let mut told = Vec::new();
    let mut own = article.url.to_url();
    // A part of a page is on the page.
    let is_part = own.fragment().is_some();
    own.set_fragment(None);
    let canonical = facts.canonical.as_deref().and_then(|typed| Some((typed, own.join(typed).ok()?)));
    if let Some((typed, mut canonical)) = canonical {
        canonical.set_fragment(None);
        // An article that was out elsewhere first names that place itself, whatever key its generator has for it.
        let is_meant = || source(article).is_some_and(|text| text.contains(typed));
        if even_page(canonical.as_str()) != even_page(own.as_str()) && !is_meant() {
            let message = format!("`{shown}`, the page of this entry, says that it is `{canonical}`, and not `{own}`");
            let help = "make both say one address: that of the entry is where its readers go";
            let diagnostic = Diagnostic::warning(Code::PageCanonical, message).in_file(&article.shown).help(help);
            told.push(Told { origin: other_origin(&canonical, &own), diagnostic });
        }
    } else if facts.leads_on {
        let message = format!("`{shown}`, the page of this entry, only leads on to another page");
        let help = "give the article the address of the page that it leads to";
        let diagnostic = Diagnostic::warning(Code::PageCanonical, message).in_file(&article.shown).help(help);
        told.push(Told { origin: None, diagnostic });
    }
    let title = article.title.as_deref().unwrap_or_default();
    let wanted = folded(title);
    let is_called = |name: &String| folded(name).contains(&wanted);
    let first = facts.names().next().filter(|_| !is_part && !facts.leads_on && !facts.names().any(is_called));
    if let Some(first) = first {
        let called = shortened(first);
        let message = format!("`{shown}`, the page of this entry, is called \"{called}\", and the entry \"{title}\"");
        let help = "look whether the page is that of another article; else give both one title";
        let diagnostic = Diagnostic::warning(Code::PageTitle, message).in_file(&article.shown).help(help);
        told.push(Told { origin: None, diagnostic });
    }
    told
}

/// Characters of a page's title that are shown.
const SHOWN: usize = 100;

fn shortened(title: &str) -> String {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

/// The scheme and host of the one, where the two differ in these alone.
fn other_origin(canonical: &Url, own: &Url) -> Option<String> {
    let rest = |url: &Url| {
        let even = even_page(url.as_str());
        even.split_once("://").and_then(|(_, page)| page.split_once('/')).map(|(_, path)| path.to_owned())
    };
    (rest(canonical) == rest(own)).then(|| canonical.origin().ascii_serialization())
}

/// Tells what was found: once for a whole site that was built for another host, and of each other kind some by name and
/// the rest by number.
pub fn tell(told: Vec<Told>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut of_origin: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut others: BTreeMap<&str, Vec<Diagnostic>> = BTreeMap::new();
    for Told { origin, diagnostic } in told {
        match origin {
            Some(origin) => of_origin.entry(origin).or_default().push(diagnostic),
            None => others.entry(diagnostic.code.as_str()).or_default().push(diagnostic),
        }
    }
    for (origin, found) in of_origin {
        if let [_] = &found[..] {
            diagnostics.extend(found);
            continue;
        }
        let message = format!(
            "the pages of {} entries say that they are on `{origin}`, and `site.url` is `{}`",
            found.len(),
            config.site.url
        );
        let help = "build the site for its own address before it is checked, or mend `site.url`";
        diagnostics.push(Diagnostic::warning(Code::PageCanonical, message).help(help));
    }
    for found in others.into_values() {
        let rest = found.len().saturating_sub(NAMED);
        let code = found[0].code;
        diagnostics.extend(found.into_iter().take(NAMED));
        if rest > 0 {
            let what = if code == Code::PageTitle { "are called otherwise" } else { "say another address" };
            let message = format!("the pages of {rest} more entries {what}");
            let help = "mend those that are named, and run again";
            diagnostics.push(Diagnostic::warning(code, message).help(help));
        }
    }
}
