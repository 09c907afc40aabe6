//! An entry's picture and files: addresses made absolute, lengths measured, types known.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::article::{Article, Spanned, audio_rank};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Files;
use crate::entry::is_bundle;
use crate::entry::named::ArticleText;
use crate::feed::{Enclosure, Image, WebUrl};
use crate::text::{FileAddress, Links, Use, Written, inline_text};
use crate::validate;

/// The picture that the front matter names, else the one beside the article that the site's generator takes for it.
pub fn image(
    named: &ArticleText<'_>,
    page: &Url,
    (files, links): (&dyn Files, &dyn Links),
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Image> {
    let article = named.article;
    let url = match article.front_matter.image.as_ref().or(article.front_matter.theme_image.as_ref()) {
        Some(image) => match place(&image.value, links) {
            FileAddress::At(url) => url,
            FileAddress::ByPageAs(value) => {
                named.web_url("image", &Spanned { value, span: image.span.clone() }, page, diagnostics)?
            }
            // Its name on the site is told by nothing; of many themes it is as it is typed.
            FileAddress::ByPage | FileAddress::Unknown => named.web_url("image", image, page, diagnostics)?,
        },
        None => WebUrl::from_url(
            &page.join(&utf8_percent_encode(&picture(article, files, config)?, NAME).to_string()).ok()?,
        )?,
    };
    let media_type = media_type(url.as_str()).filter(|media_type| media_type.starts_with("image/"));
    let alt = article.front_matter.image_alt.as_deref().and_then(inline_text);
    Some(Image { url, alt, media_type })
}

/// What an address of the front matter leads to.
fn place(address: &str, links: &dyn Links) -> FileAddress {
    let is_local = !address.contains("://") && !address.starts_with("//") && !address.starts_with("data:");
    if is_local { links.file(address, Use::Media, Written::FrontMatter) } else { FileAddress::ByPage }
}

/// What a file's name may not have as it is in a relative address.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// The name of the picture beside an article that its generator takes for it.
fn picture(article: &Article, files: &dyn Files, config: &Config) -> Option<String> {
    let pages = config.site.pages().filter(|pages| pages.takes_pictures(&article.path))?;
    let is_picture = |name: &String| media_type(name).is_some_and(|media_type| media_type.starts_with("image/"));
    let pictures: Vec<String> = files.names_beside(&article.path).into_iter().filter(is_picture).collect();
    pages.picture(&pictures).map(str::to_owned)
}

/// The files that the front matter names, each with a length that is measured where the file is at hand.
///
/// `text` is the file's decoded text, for the places of complaints.
///
/// # Errors
/// Where an address is none that a document may have as an enclosure's, so that the article is left out and not the
/// document; where a file is there, perhaps, and cannot be measured.
pub fn enclosures(
    article: &Article,
    files: &dyn Files,
    page: &Url,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Enclosure>, Diagnostic> {
    let mut enclosures: Vec<Enclosure> = Vec::new();
    let of_episode = article.front_matter.episode.iter().flat_map(|episode| &episode.files);
    for named in article.front_matter.enclosures.iter().chain(of_episode) {
        let complain = |diagnostic: Diagnostic| diagnostic.in_file(&article.shown).at(text, named.span.clone());
        let refuse =
            |refusal: String, help: &str| complain(Diagnostic::error(Code::EnclosureInvalid, refusal).help(help));
        let url = WebUrl::join(page, &named.value.url)
            .map_err(|refusal| refuse(refusal.of(&named.value.url), refusal.help()))?;
        if !validate::is_web_address(url.as_str()) {
            let message = format!("`{}` names no host on the web", named.value.url);
            return Err(refuse(message, "write it in full, beginning with https://, or take it out"));
        }
        let measured = files.length(&named.value.url, &article.path).map_err(|failed| {
            let message = format!("cannot measure `{}`: {}", failed.file, failed.error);
            complain(Diagnostic::error(Code::ReadFailed, message).help("make it readable, or take it away"))
        })?;
        if let (Some(measured), Some(said)) = (measured, named.value.length)
            && measured != said
        {
            let message = format!("the front matter says {said} bytes, the file has {measured}");
            diagnostics.push(complain(
                Diagnostic::warning(Code::EnclosureLength, message).help("take the length out: it is measured"),
            ));
        }
        let address = &named.value.url;
        let elsewhere = address.contains("://") || address.starts_with("//");
        if measured.is_none() && named.value.length.is_none() && !elsewhere {
            let message =
                format!("`{address}` is not among the files of the site: its length is given as 0, not known");
            let help = "put the file where the site has it, or give its `length` in bytes";
            diagnostics.push(complain(Diagnostic::info(Code::EnclosureUnmeasured, message).help(help)));
        }
        let header = measured.and_then(|_| files.audio(&named.value.url, &article.path)).unwrap_or_default();
        let told = header.media_type.map(str::to_owned);
        let given = named.value.media_type.clone().filter(|given| is_media_type(given));
        let media_type = given.or(told).or_else(|| media_type(url.as_str()));
        let media_type = media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        if enclosures.iter().all(|other| other.url != url) {
            // RSS 2.0: the length is required; 0 says that it is not known.
            let length = measured.or(named.value.length).unwrap_or(0);
            let duration = named.value.duration.or(header.seconds);
            enclosures.push(Enclosure { url, length, media_type, duration });
        }
    }
    Ok(enclosures)
}

/// The audio files that lie beside an article and are plainly its own: those of its name, or in the folder that is its page's.
/// They are looked for where a feed is a podcast.
pub fn audio_beside(article: &Article, files: &dyn Files, page: &Url, config: &Config) -> Vec<Enclosure> {
    if !config.has_podcast() {
        return Vec::new();
    }
    let mut found: Vec<(usize, Enclosure)> = Vec::new();
    for name in files.with_stem(None, &article.path) {
        let own = article.path.rsplit('/').next() == Some(name.as_str());
        let Some(rank) = audio_rank(&name).filter(|_| !own) else { continue };
        let (Some(url), named) = (place_on_site(&name, article, page, config), encoded(&name)) else { continue };
        let Ok(Some(length)) = files.length(&named, &article.path) else { continue };
        let header = files.audio(&named, &article.path).unwrap_or_default();
        let media_type = header.media_type.map(str::to_owned).or_else(|| media_type(&name));
        let media_type = media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        found.push((rank, Enclosure { url, length, media_type, duration: header.seconds }));
    }
    found.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.url.cmp(&other.url)));
    found.into_iter().map(|(_, file)| file).collect()
}

/// A name as a part of an address.
pub fn encoded(name: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(name, KEPT).to_string()
}

/// Where a file that lies beside an article is on the web: with its page, where the folder is its page's own, else where it is
/// below the content directory. `None`: only the site's generator knows.
pub fn place_on_site(name: &str, article: &Article, page: &Url, config: &Config) -> Option<WebUrl> {
    if is_bundle(&article.path) {
        return WebUrl::join(page, &encoded(name)).ok();
    }
    if config.site.generator.is_some() {
        return None;
    }
    let folder = article.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut url = config.site.url.to_url();
    let parts = folder.split('/').filter(|part| !part.is_empty()).chain([name]);
    url.path_segments_mut().ok()?.pop_if_empty().extend(parts);
    WebUrl::from_url(&url)
}

/// The type that a file's ending stands for.
pub(super) fn media_type(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        // Podcast clients know these names; the table's differ.
        "m4a" | "m4b" => Some("audio/mp4".to_owned()),
        "mp3" => Some("audio/mpeg".to_owned()),
        "opus" | "oga" | "ogg" => Some("audio/ogg".to_owned()),
        "wav" => Some("audio/wav".to_owned()),
        _ => mime_guess::from_path(name).first_raw().map(str::to_owned),
    }
}

fn is_media_type(text: &str) -> bool {
    let token = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.split_once('/').is_some_and(|(kind, name)| token(kind) && token(name))
}
