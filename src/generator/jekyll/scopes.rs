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
    /// How long its path is as it is written, in characters.
    length: usize,
    kind: Option<String>,
    /// What the path covers, where it has stars that read.
    stars: Option<GlobMatcher>,
    /// Where it has none: what the path of a file begins with.
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
            let mut values = set.get("values")?.as_object()?.clone();
            let scope = set.get("scope").and_then(Value::as_object);
            let path = scope.and_then(|scope| value::text_at(scope, "path")).unwrap_or_default();
            let kind = scope.and_then(|scope| value::text_at(scope, "type"));
            let kind = kind.map(|kind| match kind.as_str() {
                "page" | "post" | "draft" => format!("{kind}s"),
                _ => kind,
            });
            let mut beginning = strip(&path);
            let stars = if path.contains('*') { glob(&beginning, Stars::OneFolder) } else { None };
            if path.contains('*') && stars.is_none() {
                // What a pattern that does not read may hold back is held back, wherever it is; it says nothing else.
                values.retain(|key, value| match key.as_str() {
                    "published" => plain(value) == Some(false),
                    "draft" => plain(value) == Some(true),
                    _ => false,
                });
                beginning.clear();
            }
            let length = bare(&path).chars().count();
            Some(ScopedValues { beginning, length, kind, stars, values })
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
                merge_below(&mut all, &set.values);
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
        if self.length != other.length {
            return self.length > other.length;
        }
        self.kind.is_some() || other.kind.is_none()
    }
}

fn bare(path: &str) -> &str {
    if path.starts_with('/') { path.trim_matches('/') } else { path }
}

/// A switch, as a value or as a text.
fn plain(value: &Value) -> Option<bool> {
    value::text(value)?.trim().to_ascii_lowercase().parse().ok()
}

/// The same as [`merge`] of the first into a copy of the second, without that copy: many sets are read in linear time.
fn merge_below(into: &mut Table, from: &Table) {
    for (key, old) in from {
        match (into.get_mut(key), old) {
            (Some(Value::Object(new)), Value::Object(old)) => merge_below(new, old),
            (Some(new @ Value::Null), old) => *new = old.clone(),
            (Some(_), _) => {}
            (None, old) => {
                into.insert(key.clone(), old.clone());
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use serde_json::json;

    use super::{Scopes, Table, merge, merge_below};

    #[test]
    fn what_a_pattern_that_does_not_read_may_hold_back_is_held_back() {
        let scope = json!({"path": "_posts/[*", "type": "posts"});
        let sets = json!([
            {"scope": scope, "values": {"published": false, "layout": "a"}},
            {"scope": scope, "values": {"draft": "true", "published": true, "permalink": "/x"}},
        ]);
        let scopes = Scopes::new(Some(&sets), "");
        assert_eq!(json!(scopes.values("_posts/a.md", "posts")), json!({"published": false, "draft": "true"}));
        assert!(scopes.values("a.md", "pages").is_empty());
    }

    #[test]
    fn values_below_others_are_those_of_a_merge_into_a_copy() {
        let tables = [
            json!({"a": 1, "b": null, "c": {"d": null, "e": 2}, "f": {"x": 1}}),
            json!({"a": null, "b": 2, "c": {"d": 5, "e": 3, "g": 1}, "f": 7, "h": null}),
            json!({"a": {"z": 1}, "c": 4, "f": null}),
        ];
        for (above, below) in tables.iter().flat_map(|one| tables.iter().map(move |other| (one, other))) {
            let table = |value: &serde_json::Value| value.as_object().cloned().unwrap_or_default();
            let (mut copied, mut own): (Table, Table) = (table(below), table(above));
            merge(&mut copied, &table(above));
            merge_below(&mut own, &table(below));
            assert_eq!(json!(own), json!(copied), "{above} {below}");
        }
    }

    #[test]
    fn many_sets_are_read_in_linear_time() {
        let path = |n: usize| if n == 0 { "aaaaaaaaa" } else { "" };
        let set = |n| json!({"scope": {"path": path(n)}, "values": {format!("k{n}"): "v"}});
        let sets: Vec<_> = (0..4000).map(set).collect();
        let scopes = Scopes::new(Some(&json!(sets)), "");
        let start = Instant::now();
        for _ in 0..20 {
            assert_eq!(scopes.values("aaaaaaaaaa", "posts").len(), 4000);
        }
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}
