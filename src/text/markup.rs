//! The kinds of text that articles are written in.

/// How an article's body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Markup {
    /// CommonMark with GFM; components of MDX are taken out where they occur.
    Markdown,
    /// HTML
    Html,
    /// Plain text
    Text,
}

/// What the program that makes a site reads in Markdown beyond CommonMark, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// Whether Markdown is MDX, whatever the file is called.
    pub mdx: bool,
    /// Whether names between colons (`:tada:`) are emoji.
    pub emoji: bool,
    /// Whether signs of typewriters become typographic ones (`"x"`, `--`, `...`).
    pub smart_punctuation: bool,
    /// Whether `{% raw %}` in code keeps Liquid from reading it, and goes.
    pub liquid_in_code: bool,
    /// Whether `{{</* x */>}}` in code is a shortcode of Hugo's that is shown.
    pub hugo_in_code: bool,
    /// Whether marks are read that prose may hold as well: `==marked==`, `++ctrl+c++`.
    pub marks: bool,
}

impl Default for Syntax {
    /// Where no program is known.
    fn default() -> Self {
        Self {
            mdx: false,
            emoji: true,
            smart_punctuation: false,
            liquid_in_code: true,
            hugo_in_code: true,
            marks: true,
        }
    }
}
