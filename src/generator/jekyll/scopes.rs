//! `defaults` of the configuration: what stands in the front matter of files that do not say it themselves
//! (`frontmatter_defaults.rb`; <https://jekyllrb.com/docs/configuration/front-matter-defaults/>).

use globset::GlobMatcher;
use serde_json::Value;

use super::super::glob::{Stars, glob};
use super::super::{Table, value};

/// All sets that are valid.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    sets: Vec<ScopedValues>,
}

#[derive(Debug)]
struct ScopedValues {
    /// The path as it is written.
    path: String,
    kind: Option<String>,
    /// What the path covers, where it has stars.
    stars: Option<GlobMatcher>,
    /// Where the path has none: what the path of a file begins with.
    beginning: String,
    values: Table,
}

impl Scopes {
    /// Of the list in the configuration.
    pub fn new(list: Option<&Value>, collections_dir: &str) -> Self {
        let below = format!("{collections_dir}/");
        let strip = |path: &str| match path.strip_prefix(&below) {
            Some(rest) if !collections_dir.is_empty() => rest.to_owned(),
            _ => path.to_owned(),
        };
        let sets = list.and_then(Value::as_array).into_iter().flatten().filter_map(|set| {
            let values = set.get("values")?.as_object()?.clone();
            let scope = set.get("scope").and_then(Value::as_object);
            let path = scope.and_then(|scope| value::text_at(scope, "path")).unwrap_or_default();
            let kind = scope.and_then(|scope| value::text_at(scope, "type"));
            let kind = kind.map(|kind| match kind.as_str() {
                "page" | "post" | "draft" => format!("{kind}s"),
                _ => kind,
            });
            let stars = path.contains('*').then(|| glob(&strip(&path), Stars::OneFolder));
            // A pattern that does not read covers nothing.
            let stars = match stars {
                Some(None) => return None,
                Some(stars) => stars,
                None => None,
            };
            Some(ScopedValues { beginning: strip(&path), path, kind, stars, values })
        });
        Self { sets: sets.collect() }
    }

    /// What they say together of a file, by its path below the folder of the collections, and its collection.
    pub fn values(&self, path: &str, label: &str) -> Table {
        let mut all = Table::new();
        let mut before: Option<&ScopedValues> = None;
        for set in self.sets.iter().filter(|set| set.covers(path, label)) {
            if before.is_none_or(|before| set.goes_before(before)) {
                merge(&mut all, &set.values);
                before = Some(set);
            } else {
                let mut values = set.values.clone();
                merge(&mut values, &all);
                all = values;
            }
        }
        all
    }
}

impl ScopedValues {
    fn covers(&self, path: &str, label: &str) -> bool {
        if self.kind.as_deref().is_some_and(|kind| kind != label) {
            return false;
        }
        match &self.stars {
            None => path.starts_with(&self.beginning),
            // What the stars find is the file or one of the folders above it.
            Some(stars) => stars.is_match(path) || path.match_indices('/').any(|(at, _)| stars.is_match(&path[..at])),
        }
    }

    /// `has_precedence?`: the longer path, then the one with a type, then the later.
    fn goes_before(&self, other: &Self) -> bool {
        let (own, others) = (bare(&self.path).chars().count(), bare(&other.path).chars().count());
        if own != others {
            return own > others;
        }
        self.kind.is_some() || other.kind.is_none()
    }
}

fn bare(path: &str) -> &str {
    if path.starts_with('/') { path.trim_matches('/') } else { path }
}

/// `utils.rb`, `deep_merge_hashes`: the second wins, but by nothing.
fn merge(into: &mut Table, from: &Table) {
    for (key, new) in from {
        match (into.get_mut(key), new) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (Some(_), Value::Null) => {}
            (Some(old), new) => *old = new.clone(),
            (None, new) => {
                into.insert(key.clone(), new.clone());
            }
        }
    }
}
