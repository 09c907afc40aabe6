//! The languages of a site, and the folders that hold their content (<https://gohugo.io/content-management/multilingual/>).

use serde_json::Value;

use super::super::value;
use super::configuration::Configuration;
use super::path::{below, cleaned, lower};

/// A language of the configuration.
#[derive(Clone, Debug)]
pub(super) struct Tongue {
    /// Its key, in lower case: `pt-br`.
    pub key: String,
    /// Its tag: `locale`, else the key.
    pub tag: String,
    /// Whether it is turned off.
    pub is_disabled: bool,
    /// The address of its own host, where each language has one.
    pub host: Option<String>,
}

/// A folder of the site whose files are content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    /// The folder, relative to the root of the site.
    pub folder: String,
    /// Where it is in the content: empty but for `module.mounts`.
    pub target: String,
    /// The language of its files, where their names say none.
    pub language: String,
}

/// All languages, and where their content is.
#[derive(Clone, Debug)]
pub(super) struct Tongues {
    /// The language of files that name none.
    pub default: String,
    all: Vec<Tongue>,
    /// Whether the default language is below a folder of its own too.
    in_subfolder: bool,
    /// Whether languages are on hosts of their own, and so below no folder.
    pub many_hosts: bool,
    /// Without a configuration the languages of names are taken as they come.
    any: bool,
    /// The folders, the deepest first.
    pub mounts: Vec<Mount>,
}

impl Tongues {
    /// Those of a configuration. `content` is the content directory that the caller names.
    pub fn read(told: &Configuration, content: Option<&str>) -> Self {
        let mut all = tongues(told);
        let named = told.text("defaultcontentlanguage").map(|key| key.to_lowercase());
        let default = match named {
            Some(key) if all.is_empty() || all.iter().any(|known| known.key == key) => key,
            _ if all.is_empty() || all.iter().any(|known| known.key == "en") => "en".to_owned(),
            // Where the default language is none of them, it is the first.
            _ => all.first().map_or_else(|| "en".to_owned(), |first| first.key.clone()),
        };
        if all.is_empty() {
            let tag = told.text("locale").or_else(|| told.text("languagecode")).unwrap_or_else(|| default.clone());
            all.push(Tongue { key: default.clone(), tag, is_disabled: false, host: None });
        }
        let many_hosts = all.iter().any(|known| known.host.is_some());
        let mut mounts = mounts(told, &all, &default);
        if let Some(content) = content {
            let content = cleaned(content);
            let is_apart =
                |mount: &Mount| below(&content, &mount.folder).is_none() && below(&mount.folder, &content).is_none();
            if mounts.iter().all(is_apart) {
                mounts = vec![Mount { folder: content, target: String::new(), language: default.clone() }];
            }
        }
        mounts.sort_by(|a, b| (b.folder.len(), &a.folder).cmp(&(a.folder.len(), &b.folder)));
        let in_subfolder = told.is_on("defaultcontentlanguageinsubdir");
        Self { default, all, in_subfolder, many_hosts, any: told.is_missing(), mounts }
    }

    /// The language of a key, of any case.
    pub fn by_key(&self, key: &str) -> Option<&Tongue> {
        self.all.iter().find(|known| known.key == lower(key))
    }

    /// Whether a language is turned off.
    pub fn is_disabled(&self, key: &str) -> bool {
        self.by_key(key).is_some_and(|tongue| tongue.is_disabled)
    }

    /// The key of a language by its tag or key.
    pub fn key_of<'a>(&'a self, tag: &'a str) -> &'a str {
        let found = self.all.iter().find(|known| known.tag.eq_ignore_ascii_case(tag));
        found.or_else(|| self.by_key(tag)).map_or(tag, |known| known.key.as_str())
    }

    /// The tag of a language by its key.
    pub fn tag_of(&self, key: &str) -> String {
        self.by_key(key).map_or_else(|| key.to_owned(), |known| known.tag.clone())
    }

    /// Whether there is more than one.
    pub fn are_several(&self) -> bool {
        self.all.len() > 1
    }

    /// All of them, by weight.
    pub fn iter(&self) -> impl Iterator<Item = &Tongue> {
        self.all.iter()
    }

    /// The end of a file's name that is a language's key: `de` of `hello.de`.
    pub fn of_name(&self, stem: &str) -> Option<String> {
        let key = lower(stem.rsplit_once('.')?.1);
        let is_known = self.by_key(&key).is_some() || self.any && is_two_letter_code(&key);
        is_known.then_some(key)
    }

    /// The folder of a language on the site: `de`, or none.
    pub fn prefix<'a>(&self, key: &'a str) -> &'a str {
        if self.many_hosts || key == self.default && !self.in_subfolder { "" } else { key }
    }

    /// The mount that holds a file or folder.
    pub fn mount(&self, path: &str) -> Option<&Mount> {
        self.mounts.iter().find(|mount| below(path, &mount.folder).is_some())
    }

    /// The folder that holds all content.
    pub fn common_folder(&self) -> String {
        let mut folders = self.mounts.iter().map(|mount| mount.folder.as_str());
        let first = folders.next().unwrap_or_default();
        folders.fold(first.to_owned(), |common, folder| {
            let shared = common.split('/').zip(folder.split('/')).take_while(|(a, b)| a == b);
            shared.map(|(segment, _)| segment).collect::<Vec<_>>().join("/")
        })
    }
}

/// The languages by weight, those without one last.
fn tongues(told: &Configuration) -> Vec<Tongue> {
    let Some(Value::Object(table)) = value::at(&told.table, "languages") else { return Vec::new() };
    let off = value::at(&told.table, "disablelanguages").map(value::texts).unwrap_or_default();
    let mut found: Vec<(u64, Tongue)> = table
        .iter()
        .filter_map(|(key, of)| Some((key.to_lowercase(), of.as_object()?)))
        .map(|(key, of)| {
            let weight = value::at(of, "weight").and_then(Value::as_u64).filter(|weight| *weight > 0);
            let said = |name: &str| value::text_at(of, name);
            let tag = said("locale").or_else(|| said("languagecode")).unwrap_or_else(|| key.clone());
            let is_disabled = value::switch_at(of, "disabled") == Some(true)
                || off.iter().any(|other| other.eq_ignore_ascii_case(&key));
            (weight.unwrap_or(u64::MAX), Tongue { key, tag, is_disabled, host: said("baseurl") })
        })
        .collect();
    found.sort_by(|(a, one), (b, other)| (a, &one.key).cmp(&(b, &other.key)));
    found.into_iter().map(|(_, tongue)| tongue).collect()
}

/// The folders of content: those of `module.mounts` where there are any, else each language's `contentDir`.
fn mounts(told: &Configuration, all: &[Tongue], default: &str) -> Vec<Mount> {
    let mut found = Vec::new();
    let list = value::at(&told.table, "module.mounts").and_then(Value::as_array);
    for mount in list.into_iter().flatten().filter_map(Value::as_object) {
        let said = |name: &str| value::text_at(mount, name);
        let (Some(source), Some(target)) = (said("source"), said("target").map(|target| cleaned(&target))) else {
            continue;
        };
        if let Some(target) = below(&target, "content") {
            let language = said("lang")
                .or_else(|| value::texts(value::at(mount, "sites.matrix.languages")?).into_iter().next())
                .map_or_else(|| default.to_owned(), |key| key.to_lowercase());
            found.push(Mount { folder: cleaned(&source), target: target.to_owned(), language });
        }
    }
    if !found.is_empty() {
        return found;
    }
    let usual = cleaned(&told.text("contentdir").unwrap_or_else(|| "content".to_owned()));
    for tongue in all {
        let own = told.text(&format!("languages.{}.contentdir", tongue.key));
        let mount = Mount {
            folder: own.map_or_else(|| usual.clone(), |folder| cleaned(&folder)),
            target: String::new(),
            language: tongue.key.clone(),
        };
        // The folder that languages share is the default one's.
        match found.iter_mut().find(|other: &&mut Mount| other.folder == mount.folder) {
            None => found.push(mount),
            Some(other) if tongue.key == default => *other = mount,
            Some(_) => {}
        }
    }
    // A default language that names no folder has the usual one, but where every language has its own there is no such.
    found
}

/// ISO 639-1, the codes of names without a configuration that lists languages.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka \
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

fn is_two_letter_code(key: &str) -> bool {
    let (code, region) = key.split_once(['-', '_']).map_or((key, None), |(code, region)| (code, Some(region)));
    let is_region = |region: &str| (2..=4).contains(&region.len()) && region.bytes().all(|b| b.is_ascii_alphabetic());
    code.len() == 2 && CODES.split(' ').any(|known| known == code) && region.is_none_or(is_region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_languages() {
        for (key, is_code) in
            [("de", true), ("zh-cn", true), ("zh-hans", true), ("js", false), ("v1", false), ("", false)]
        {
            assert_eq!(is_two_letter_code(key), is_code, "{key}");
        }
    }
}
