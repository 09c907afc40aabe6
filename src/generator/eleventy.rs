//! Eleventy, <https://www.11ty.dev>.

use super::Generator;

/// What is known of Eleventy.
pub static ELEVENTY: Generator = Generator { name: "eleventy", permalink: "{path}/", sets_aside };

fn sets_aside(name: &str, is_folder: bool) -> bool {
    is_folder && matches!(name, "_includes" | "_data" | "_site")
}
