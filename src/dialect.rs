//! What the Markdown of a site has beyond CommonMark. Generators know it of theirs, and texts are read by it.

/// What Markdown has beyond CommonMark, as the program that makes a site is set up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Whether it is MDX, whatever the file is called.
    pub mdx: bool,
    /// Whether names between colons (`:tada:`) are emoji.
    pub emoji: bool,
    /// Whether signs of typewriters become typographic ones (`"x"`, `--`, `...`).
    pub smart_punctuation: bool,
    /// Whether templates of Liquid or Nunjucks are run in code too, but between `{% raw %}` and `{% endraw %}`, which go.
    pub liquid_in_code: bool,
    /// Whether shortcodes of Hugo are run in code too, but for `{{</* x */>}}`, which is shown.
    pub hugo_in_code: bool,
    /// Whether there are marks within lines that prose may hold as well: `==marked==`, `++ctrl+c++`.
    pub marks: bool,
}

impl Dialect {
    /// That of a site of which no program is known.
    pub const UNKNOWN: Self = Self {
        mdx: false,
        emoji: true,
        smart_punctuation: false,
        liquid_in_code: true,
        hugo_in_code: true,
        marks: true,
    };
}
