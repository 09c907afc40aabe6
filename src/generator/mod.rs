//! The programs that make a site's pages, one file each: what Tidings knows of them without asking their
//! configuration. Nothing else in the crate knows one of them by name.
//!
//! ```
//! let hugo = tidings::generator::named("hugo").unwrap();
//! assert_eq!(hugo.permalink, "{path}/");
//! ```

mod docusaurus;
mod eleventy;
mod hugo;
mod jekyll;
mod pelican;
mod zola;

use std::fmt;

/// All of them, in the order in which they are named to users.
pub static ALL: [&Generator; 6] =
    [&hugo::HUGO, &zola::ZOLA, &jekyll::JEKYLL, &eleventy::ELEVENTY, &pelican::PELICAN, &docusaurus::DOCUSAURUS];

/// One of them.
pub struct Generator {
    /// Its name in the configuration.
    pub name: &'static str,
    /// How it makes addresses by default: a pattern, as `site.permalink` has it.
    pub permalink: &'static str,
    /// Whether what has this name, which begins with `_`, is no article by its rules; and whether it is a folder.
    pub sets_aside: fn(name: &str, is_folder: bool) -> bool,
}

/// The generator of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Generator> {
    ALL.into_iter().find(|known| known.name == name)
}

impl fmt::Debug for Generator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}
