//! What `tidings check --site` says of the site as built, beside its problems.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::shared::count;
use crate::config::Config;
use crate::report::push_json;
use crate::site::PageProof;

/// The folder of the built site: that which is named, else that of the site's generator.
pub fn built_folder(config: &Config, named: Option<&Path>) -> Result<PathBuf, &'static str> {
    match (named, &config.site.generator) {
        (Some(named), _) => Ok(config.root.join(named)),
        (None, Some(generated)) => Ok(config.root.join(&generated.settings.built)),
        (None, None) => Err("without a generator it is not known where the built site is"),
    }
}

#[derive(Serialize)]
struct PagesLine<'a> {
    kind: &'static str,
    folder: &'a str,
    entries: usize,
    found: usize,
    elsewhere: usize,
    unfed: usize,
    withheld: usize,
}

/// The line of JSON.
pub fn for_machines(proof: &PageProof) -> String {
    let PageProof { folder, entries, found, elsewhere, unfed, withheld, .. } = proof;
    let (entries, found, elsewhere, unfed, withheld) = (*entries, *found, *elsewhere, *unfed, *withheld);
    let mut out = String::new();
    push_json(&PagesLine { kind: "pages", folder, entries, found, elsewhere, unfed, withheld }, &mut out);
    out
}

/// `public: 19 of 20 entries have their page; 1 leads elsewhere`
pub fn for_people(proof: &PageProof) -> String {
    let of = count(proof.entries, "entry has its page", "entries have their page");
    let mut out = format!("{}: {} of {of}", proof.folder, proof.found);
    if proof.elsewhere > 0 {
        out += &format!("; {} elsewhere", count(proof.elsewhere, "entry leads", "entries lead"));
    }
    out + "\n"
}
