//! Zola, <https://www.getzola.org>.

use super::Generator;

/// What is known of Zola.
pub static ZOLA: Generator = Generator { name: "zola", permalink: "{dir}/{slug}/", sets_aside: |_, _| false };
