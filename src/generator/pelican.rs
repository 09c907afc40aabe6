//! Pelican, <https://getpelican.com>.

use super::Generator;

/// What is known of Pelican.
pub static PELICAN: Generator = Generator { name: "pelican", permalink: "{slug}.html", sets_aside: |_, _| false };
