//! Jekyll, <https://jekyllrb.com>.

use super::Generator;

/// What is known of Jekyll.
pub static JEKYLL: Generator = Generator { name: "jekyll", permalink: "{year}/{month}/{day}/{slug}.html", sets_aside };

/// Which other folders of that kind are collections, Jekyll's own configuration says. Files whose names begin so are
/// read in collections only.
fn sets_aside(name: &str, is_folder: bool) -> bool {
    is_folder && matches!(name, "_includes" | "_layouts" | "_data" | "_sass" | "_site" | "_plugins")
}
