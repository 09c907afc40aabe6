//! Whether a run is a trial: one whose options say something else than the configuration.
//!
//! What a trial makes is looked at and not published; so it must leave no trace in what is.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::generator::SiteFiles;

use super::{Config, Drafts, FILE_NAME, Future, Overrides};

/// What makes a run a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trial {
    /// The options that differ from the configuration, as `--url`; at least one.
    pub options: Vec<&'static str>,
    /// The output folder that is published; the trial's own is another where it may write.
    pub published: PathBuf,
    /// The content directory that is published.
    pub content: PathBuf,
}

impl Trial {
    /// `None` where no override says anything else than the configuration, whose text is given.
    pub(super) fn of(config: &Config, text: &str, overrides: &Overrides, files: &dyn SiteFiles) -> Option<Self> {
        let Overrides { content, output, url, drafts, future, allow_local: _, sections: _ } = overrides;
        let takes = *drafts == Drafts::Take || *future == Future::Take;
        if content.is_none() && output.is_none() && url.is_none() && !takes {
            return None;
        }
        // A local address in the configuration is no matter here: what was refused has been refused.
        let usual = Overrides { allow_local: true, ..Overrides::default() };
        let usual = Config::parse_with(&config.root, text, &usual, files).ok();
        let differs =
            |is_same: fn(&Config, &Config) -> bool| !usual.as_ref().is_some_and(|usual| is_same(usual, config));
        let mut options = Vec::new();
        let mut note = |name, is_given: bool, differs: bool| options.extend((is_given && differs).then_some(name));
        note("--url", url.is_some(), differs(|usual, config| usual.site.url == config.site.url));
        note("--content", content.is_some(), differs(|a, b| is_one_place(&a.content_dir(), &b.content_dir())));
        note("--output", output.is_some(), differs(|a, b| is_one_place(&a.output_dir(), &b.output_dir())));
        note("--drafts", *drafts == Drafts::Take, true);
        note("--future", *future == Future::Take, true);
        let usual = usual.as_ref().unwrap_or(config);
        let (published, content) = (usual.output_dir(), usual.content_dir());
        (!options.is_empty()).then_some(Self { options, published, content })
    }

    /// Whether a folder is the one that is published, or lies in it.
    pub fn is_published(&self, folder: &Path) -> bool {
        real(folder).starts_with(real(&self.published))
    }

    /// Whether a folder lies in another site than the one at `root`: what is in there may be published.
    pub fn is_in_another_site(folder: &Path, root: &Path) -> bool {
        let root = real(root);
        let above = real(folder);
        let mut own = above.ancestors().take_while(|above| *above != root);
        own.any(|above| above.join(FILE_NAME).exists())
    }

    /// Whether a folder lies among the articles: what a trial wrote there, a later build would read.
    pub fn is_among_articles(&self, folder: &Path) -> bool {
        real(folder).starts_with(real(&self.content))
    }
}

fn is_one_place(one: &Path, other: &Path) -> bool {
    real(one) == real(other)
}

/// A path with all links followed as far as it exists, and without `.` and `..` after that.
fn real(path: &Path) -> PathBuf {
    let mut missing = Vec::new();
    let mut at = path;
    loop {
        if let Ok(found) = fs::canonicalize(at) {
            let tail = missing.iter().rev().fold(PathBuf::new(), |tail: PathBuf, name| tail.join(name));
            return normal(&found.join(tail));
        }
        let (Some(parent), Some(last)) = (at.parent(), at.components().next_back()) else { return normal(path) };
        missing.push(last.as_os_str());
        at = parent;
    }
}

fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut normal, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
        normal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(root: &Path, overrides: Overrides) -> Option<Vec<&'static str>> {
        let text = "[site]\ntitle = \"T\"\nurl = \"https://acme.example/news/\"\n";
        Config::parse(root, text, &overrides).unwrap().trial.map(|trial| trial.options)
    }

    #[test]
    fn only_what_differs_makes_a_trial() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("content")).unwrap();
        let path = |text: &str| Some(PathBuf::from(text));
        let none = Overrides::default;
        assert_eq!(trial(root, none()), None);
        for same in ["feeds", "./feeds/", "content/../feeds"] {
            assert_eq!(trial(root, Overrides { output: path(same), ..none() }), None, "{same}");
        }
        assert_eq!(trial(root, Overrides { output: Some(root.join("feeds")), ..none() }), None);
        assert_eq!(trial(root, Overrides { content: path("./content"), ..none() }), None);
        let same = Some("https://ACME.example/news".to_owned());
        assert_eq!(trial(root, Overrides { url: same, ..none() }), None);
        assert_eq!(trial(root, Overrides { allow_local: true, ..none() }), None);
        let all = Overrides {
            content: path("other"),
            output: path("preview"),
            url: Some("https://preview.example/".to_owned()),
            drafts: Drafts::Take,
            future: Future::Take,
            allow_local: false,
            sections: Vec::new(),
        };
        let named = ["--url", "--content", "--output", "--drafts", "--future"];
        assert_eq!(trial(root, all), Some(named.to_vec()));
    }
}
