//! The files in which programs that speak to Amazon keep profiles: `~/.aws/credentials` and `~/.aws/config`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::object::Variables;
use crate::file;

const LARGEST: u64 = 1 << 20;

/// The keys of one profile: those of the credentials file, and those of the configuration.
#[derive(Default)]
pub struct Profile {
    pub name: String,
    /// Whether it was named, and so has to be there.
    pub is_named: bool,
    pub credentials: HashMap<String, String>,
    pub config: HashMap<String, String>,
}

impl Profile {
    /// Reads the profile that `AWS_PROFILE` names, or `default`. A file that is not there is empty.
    ///
    /// # Errors
    /// A file that cannot be read, without anything of it.
    pub fn read(variables: Variables<'_>) -> Result<Self, String> {
        let named = variables("AWS_PROFILE").or_else(|| variables("AWS_DEFAULT_PROFILE"));
        let name = named.clone().unwrap_or_else(|| "default".to_owned());
        let home = variables("HOME").or_else(|| variables("USERPROFILE")).map(PathBuf::from);
        let place = |variable: &str, name: &str| match (variables(variable), &home) {
            (Some(path), Some(home)) => {
                Some(path.strip_prefix("~/").map_or(path.clone().into(), |rest| home.join(rest)))
            }
            (Some(path), None) => Some(PathBuf::from(path)),
            (None, home) => home.as_ref().map(|home| home.join(".aws").join(name)),
        };
        let read = |path: Option<PathBuf>| path.map_or_else(|| Ok(String::new()), |path| text(&path));
        let credentials = read(place("AWS_SHARED_CREDENTIALS_FILE", "credentials"))?;
        let config = read(place("AWS_CONFIG_FILE", "config"))?;
        let in_config = if name == "default" { name.clone() } else { format!("profile {name}") };
        Ok(Self {
            credentials: section(&credentials, &name).unwrap_or_default(),
            config: section(&config, &in_config)
                .or_else(|| section(&config, &format!("profile {name}")))
                .unwrap_or_default(),
            is_named: named.is_some(),
            name,
        })
    }

    pub fn is_there(&self) -> bool {
        !self.credentials.is_empty() || !self.config.is_empty()
    }
}

fn text(path: &Path) -> Result<String, String> {
    match file::read_text(path, LARGEST) {
        Ok(text) => Ok(text),
        Err(error) if file::is_missing(&error) => Ok(String::new()),
        Err(error) => Err(format!("`{}` cannot be read: {}", file::shown(path), error.kind())),
    }
}

/// The keys of a section of an INI file; `None` where there is no such section. A line that is indented goes on with the
/// value before it, which has no use here.
fn section(text: &str, name: &str) -> Option<HashMap<String, String>> {
    let mut found: Option<HashMap<String, String>> = None;
    let mut within = false;
    for line in text.lines() {
        let is_indented = line.starts_with([' ', '\t']);
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            // `[profile "name"]` and any blanks between are the same.
            let head: Vec<&str> = head.0.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect();
            within = head.join(" ") == name;
            if within {
                found.get_or_insert_default();
            }
            continue;
        }
        if let (true, false, Some((key, value)), Some(found)) = (within, is_indented, line.split_once('='), &mut found)
        {
            found.insert(key.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_read() {
        let text = "[default]\naws_access_key_id = A\n# no\n[profile  \"b c\"]\nRegion=eu\ns3 =\n  max = 1\n; no\n";
        let keys = section(text, "default").unwrap();
        assert_eq!((keys.len(), &*keys["aws_access_key_id"]), (1, "A"));
        let keys = section(text, "profile b c").unwrap();
        assert_eq!((keys.len(), &*keys["region"], &*keys["s3"]), (2, "eu", ""));
        assert!(section(text, "none").is_none());
    }
}
