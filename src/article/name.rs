//! What a path says of an article: its slug, its language, its section, and the parts that may be a date.

use super::Markup;
use super::date::in_name::{date_prefix, is_date_folder};

/// A file name taken apart: `2024-08-30-launch.zh-cn.md` is a stem and a language.
pub(crate) struct FileName<'a> {
    /// The name without extension and language; a date in front is still there.
    pub stem: &'a str,
    /// The language that stands before the extension.
    pub language: Option<&'a str>,
}

/// Two-letter codes that are taken for a language in any file name. ISO 639-1 has 183; those that
/// names of products end in (`socket.io`, `index.ts`) count after `index` only.
const LANGUAGES: &[&str] = &[
    "af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa",
    "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku",
    "ky", "lo", "lt", "lv", "mk", "mn", "mr", "ms", "my", "nb", "ne", "nl", "nn", "no", "pa", "pl", "pt", "ro", "ru",
    "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tk", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
];

impl<'a> FileName<'a> {
    /// Takes the last part of a path with `/` apart. Only the extension is cut: `7.11.0.md` keeps
    /// its dots.
    pub fn of(path: &'a str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if let Some((before, language)) = stem.rsplit_once('.')
            && !before.is_empty()
            && is_language(language, before.eq_ignore_ascii_case("index"))
        {
            return Self { stem: before, language: Some(language) };
        }
        Self { stem, language: None }
    }

    /// Whether the file is the text of a page bundle, named after its folder.
    pub fn is_index(&self) -> bool {
        self.stem.eq_ignore_ascii_case("index")
    }
}

fn is_language(text: &str, any: bool) -> bool {
    let (code, region) = match text.split_once(['-', '_']) {
        Some((code, region)) => (code, Some(region)),
        None => (text, None),
    };
    let code_right = if any {
        code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())
    } else {
        LANGUAGES.contains(&code)
    };
    code_right
        && region.is_none_or(|region| {
            (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
}

/// The slug that a path gives: see [`super::Article::slug`].
pub(crate) fn slug_of_path(path: &str) -> &str {
    let named = whole_name_of_path(path);
    let rest = date_prefix(named).map_or(named, |prefix| named[prefix.len..].trim_start_matches(['-', '_', '.', ' ']));
    if rest.is_empty() { named } else { rest }
}

/// The name of the file, or of the folder of a bundle, with the date that it may begin with.
pub(crate) fn whole_name_of_path(path: &str) -> &str {
    let file = FileName::of(path);
    match folder_of(path) {
        // `2015/04/15/index.md`: a folder that is only a day of the month names nothing better.
        Some(folder) if file.is_index() => folder.rsplit('/').next().unwrap_or(folder),
        _ => file.stem,
    }
}

/// The folders that an article is in; of a page bundle, those that the bundle is in.
pub(crate) fn folders_of_path(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    match (file.starts_with("index."), folder.rsplit_once('/')) {
        (false, _) => folder,
        (true, Some((outer, _))) => outer,
        (true, None) => "",
    }
}

/// The section that a path gives: see [`super::Article::section`].
pub(crate) fn section_of_path(path: &str) -> &str {
    let Some(mut folder) = folder_of(path) else { return "" };
    if FileName::of(path).is_index() {
        folder = folder_of(folder).unwrap_or("");
    }
    folder.split('/').find(|part| !is_no_section(part)).unwrap_or("")
}

/// The folders of a path that are sections, from the outermost: `press`, `regional`.
pub(crate) fn sections_of_path(path: &str) -> Vec<&str> {
    let Some(mut folder) = folder_of(path) else { return Vec::new() };
    if FileName::of(path).is_index() {
        folder = folder_of(folder).unwrap_or("");
    }
    folder.split('/').filter(|part| !is_no_section(part)).collect()
}

/// Whether a folder says a date, or what its files are, and no section.
fn is_no_section(part: &str) -> bool {
    matches!(part, "" | "_posts" | "_drafts" | "drafts") || is_date_folder(part)
}

fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Where a file's name stands in the order of audio files, in which players know them: of several of one episode, the first
/// is the one that all can play; `None`: it is no audio.
pub(crate) fn audio_rank(name: &str) -> Option<usize> {
    const ENDINGS: [&str; 10] = ["mp3", "m4a", "m4b", "aac", "opus", "ogg", "oga", "flac", "wav", "aiff"];
    let (stem, ending) = name.rsplit('/').next()?.rsplit_once('.')?;
    let rank = ENDINGS.iter().position(|known| ending.eq_ignore_ascii_case(known))?;
    (!stem.is_empty()).then_some(rank)
}

/// Whether a file only says that another is open in Word: `~$notice.docx` holds a person's name and no text.
fn is_lock(name: &str) -> bool {
    name.rsplit('/').next().unwrap_or(name).starts_with("~$")
}

/// How a file's body is written, by its name; `None`: not an article.
pub(crate) fn markup_of(name: &str) -> Option<Markup> {
    if is_lock(name) {
        return None;
    }
    const TYPES: [(&str, Markup); 11] = [
        ("md", Markup::Markdown),
        ("markdown", Markup::Markdown),
        ("mdx", Markup::Markdown),
        ("mkd", Markup::Markdown),
        ("mkdn", Markup::Markdown),
        ("mkdown", Markup::Markdown),
        ("mdown", Markup::Markdown),
        ("html", Markup::Html),
        ("htm", Markup::Html),
        ("txt", Markup::Text),
        ("text", Markup::Text),
    ];
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() {
        return None;
    }
    TYPES.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|&(_, markup)| markup)
}

/// The ending of a file that holds a text, in a format that is not read: `.rst`. What is for other files than pages
/// (`feed.xml.njk`), and what stands beside a program's source, is none.
pub(crate) fn unread_format(name: &str) -> Option<&'static str> {
    const FORMATS: [&str; 39] = [
        "rst",
        "rest",
        "org",
        "adoc",
        "asciidoc",
        "qmd",
        "rmd",
        "ipynb",
        "textile",
        "mdoc",
        "djot",
        "dj",
        "typ",
        "tex",
        "pod",
        "rdoc",
        "creole",
        "mediawiki",
        "wiki",
        "gmi",
        "t2t",
        "mkd",
        "mkdn",
        "mkdown",
        "mdown",
        "doc",
        "docx",
        "odt",
        "rtf",
        "njk",
        "liquid",
        "webc",
        "hbs",
        "ejs",
        "pug",
        "haml",
        "slim",
        "jinja",
        "j2",
    ];
    const NO_PAGES: [&str; 8] = ["xml", "json", "txt", "css", "js", "ics", "rss", "atom"];
    const OF_A_PROGRAM: [&str; 4] = ["readme", "license", "changelog", "contributing"];
    if is_lock(name) {
        return None;
    }
    let (stem, extension) = name.rsplit_once('.')?;
    let format = FORMATS.into_iter().find(|known| extension.eq_ignore_ascii_case(known))?;
    let inner = stem.rsplit_once('.').map_or("", |(_, inner)| inner);
    let is = |names: &[&str], name: &str| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    (!stem.is_empty() && !is(&NO_PAGES, inner) && !is(&OF_A_PROGRAM, stem)).then_some(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_slug_language_and_section() {
        for (path, slug, language, section) in [
            ("2024-08-30-launch.md", "launch", None, ""),
            ("20240830-launch.md", "launch", None, ""),
            ("news/2024-8-3-launch.zh.md", "launch", Some("zh"), "news"),
            ("news/launch/index.es.md", "launch", Some("es"), "news"),
            ("news/2024-08-30-launch/index.md", "launch", None, "news"),
            ("launch/index.md", "launch", None, ""),
            ("index.md", "index", None, ""),
            ("2020-08-01-7.11.0.md", "7.11.0", None, ""),
            ("7.11.0.md", "7.11.0", None, ""),
            ("socket.io.md", "socket.io", None, ""),
            ("_posts/zh/2024-01-02-x.pt-br.markdown", "x", Some("pt-br"), "zh"),
            ("2015/04/15-x.md", "15-x", None, ""),
            ("2024-08-30.md", "2024-08-30", None, ""),
            ("blog/2015/04/x.md", "x", None, "blog"),
        ] {
            let file = FileName::of(path);
            assert_eq!((slug_of_path(path), file.language, section_of_path(path)), (slug, language, section), "{path}");
        }
    }
}
