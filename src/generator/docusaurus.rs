//! Docusaurus, <https://docusaurus.io>.

use super::Generator;

/// What is known of Docusaurus.
pub static DOCUSAURUS: Generator =
    Generator { name: "docusaurus", permalink: "{year}/{month}/{day}/{slug}", sets_aside };

/// plugin-content-blog, `exclude`: `**/_*.{js,jsx,ts,tsx,md,mdx}` and `**/_*/**`.
fn sets_aside(_name: &str, _is_folder: bool) -> bool {
    true
}
