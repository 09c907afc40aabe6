//! The links by which the pages of a site say which feeds there are.

use serde::Serialize;

use super::documents::{Planner, Since, path_as};
use super::walk::{RunMode, make_in};
use super::{Progress, RunOptions, SiteError};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::feed::{Format, WebUrl};
use crate::format::DocumentType;
use crate::format::page::alternate_link;
use crate::select::Selection;

/// A link from the head of a page to a subscription document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedLink {
    /// `alternate`
    pub rel: &'static str,
    /// The media type of the document.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// The feed's title, with the format where it has several.
    pub title: String,
    /// The feed's language, where it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hreflang: Option<String>,
    /// The address of the document.
    pub href: WebUrl,
    #[serde(skip)]
    kind: DocumentType,
}

impl FeedLink {
    fn new(config: &Config, format: Format, formats: usize, title: &str, language: &str, href: WebUrl) -> Self {
        let kind = DocumentType::from(format);
        let title = if formats > 1 { format!("{title} ({})", kind.name()) } else { title.to_owned() };
        let hreflang = (language != config.site.language).then(|| language.to_owned());
        Self { rel: "alternate", media_type: kind.media_type(), title, hreflang, href, kind }
    }

    /// The line of HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        alternate_link(self.kind, &self.title, self.hreflang.as_deref(), &self.href)
    }
}

/// The links to the feeds that the configuration names one by one; no file is read.
///
/// ```
/// use tidings::config::Config;
/// use tidings::site::links;
///
/// let site = Config::new("Acme News", "https://acme.example/")?;
/// let links = links(&site);
/// assert_eq!(links.len(), 3);
/// assert_eq!(
///     links[0].to_html(),
///     "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Acme News (RSS)\" \
///      href=\"https://acme.example/feeds/rss.xml\">"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn links(config: &Config) -> Vec<FeedLink> {
    let planner = planner(config);
    let mut links = Vec::new();
    for feed in config.feeds.iter().filter(|feed| feed.each.is_none()) {
        let selection = Selection { feed, value: None, slug: None, term: None, articles: Vec::new() };
        let (title, language) = (planner.title(&selection), planner.language(&selection));
        links.extend(feed.formats.iter().map(|&format| {
            let href = planner.subscription_url(&selection, format, &path_as(feed, None, format));
            FeedLink::new(config, format, feed.formats.len(), title.as_str(), &language, href)
        }));
    }
    links
}

/// The links to all feeds, those of `each` among them: which there are, the articles say. With them, the errors that a
/// build would tell.
///
/// # Errors
/// The machine's faults.
pub fn links_of_all(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
) -> Result<(Vec<FeedLink>, Vec<Diagnostic>), SiteError> {
    let planner = planner(config);
    let walked = make_in(RunMode::Check, config, options, progress)?;
    let made: Vec<_> = walked.made.feeds.iter().filter(|made| !made.archive).collect();
    let formats = |feed: usize| made.iter().filter(|made| made.feed == feed).count();
    let link = |made: &&super::MadeDocument| {
        let href = planner.url(&made.path);
        FeedLink::new(config, made.format, formats(made.feed), &made.title, &made.language, href)
    };
    let links = made.iter().map(link).collect();
    let errors = walked.made.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    Ok((links, errors))
}

/// What says how feeds are called and where they are, without the articles.
pub(super) fn planner(config: &Config) -> Planner<'_> {
    const NOTHING: &Since<'static> = &Since { gone: None, latest: &[], tombstones: &[] };
    Planner { config, dates: &[], organization: None, since: NOTHING }
}
