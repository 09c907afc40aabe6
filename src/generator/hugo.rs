//! Hugo, <https://gohugo.io>.

use super::Generator;

/// What is known of Hugo.
pub static HUGO: Generator = Generator { name: "hugo", permalink: "{path}/", sets_aside: |_, _| false };
