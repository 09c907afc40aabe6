//! What the name of a tag or a shortcode says of the text within it.

/// Boxes that have a title.
const TITLED: [&str; 9] = ["notice", "admonition", "callout", "alert", "hint", "note", "info", "tip", "warning"];

/// Other names that say how a text looks, and nothing of who may see it.
const BOXES: [&str; 66] = [
    "abbr",
    "accordion",
    "aside",
    "attention",
    "big",
    "block",
    "blockquote",
    "box",
    "bq",
    "button",
    "call",
    "caption",
    "card",
    "cards",
    "caution",
    "center",
    "centerquote",
    "col",
    "collapse",
    "column",
    "columns",
    "danger",
    "details",
    "div",
    "dropcap",
    "em",
    "epigraph",
    "expand",
    "figure",
    "filter",
    "fold",
    "folding",
    "gallery",
    "grid",
    "html",
    "important",
    "katex",
    "kbd",
    "latex",
    "lead",
    "left",
    "marginnote",
    "mark",
    "markdown",
    "math",
    "md",
    "mermaid",
    "panel",
    "pullquote",
    "quote",
    "rawhtml",
    "right",
    "row",
    "section",
    "sidenote",
    "small",
    "span",
    "steps",
    "strong",
    "success",
    "tab",
    "tabitem",
    "table",
    "tabs",
    "timeline",
    "trans",
];

/// Words by which the text within is not for everybody, or not yet.
const WITHHOLDING: [&str; 24] = [
    "comment",
    "comments",
    "draft",
    "encrypt",
    "encrypted",
    "hidden",
    "hide",
    "internal",
    "member",
    "members",
    "never",
    "nofeed",
    "norss",
    "password",
    "paywall",
    "premium",
    "private",
    "protected",
    "remark",
    "restricted",
    "secret",
    "subscriber",
    "subscribers",
    "todo",
];

/// Whether a box of this name may have a title.
pub(super) fn is_titled_box(name: &str) -> bool {
    TITLED.contains(&name)
}

/// Whether what a name stands for is known to show the text within it.
pub(super) fn is_box(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.rsplit('/').next().unwrap_or_default();
    is_titled_box(name) || BOXES.contains(&name)
}

/// Words beside those that say nothing of their own: `members-only`, `private_note`.
const NEUTRAL: [&str; 14] =
    ["area", "box", "content", "for", "if", "is", "note", "notes", "only", "part", "post", "section", "text", "zone"];

/// Whether a name says that the text within it is held back: it is such a word, alone or with words that say
/// nothing. A `TeamMember` and an `InternalLink` hold nothing back.
pub(in crate::entry) fn withholds(name: &str) -> bool {
    // `MembersOnly` has two words.
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars().take(80) {
        if c.is_uppercase() && small {
            spaced.push(' ');
        }
        small = c.is_lowercase();
        spaced.extend(c.to_lowercase());
    }
    let mut words = spaced.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut any = false;
    words.all(|word| {
        let withholding = WITHHOLDING.contains(&word);
        any |= withholding;
        withholding || NEUTRAL.contains(&word)
    }) && any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_who_may_see_a_text() {
        for name in ["private", "members-only", "MembersOnly", "if_draft", "post/secret", "Hidden"] {
            assert!(withholds(name), "{name}");
        }
        for name in ["note", "hideaway", "only", "membership", "", "Tabs", "hideToggle", "TeamMember", "InternalLink"] {
            assert!(!withholds(name), "{name}");
        }
        assert!(BOXES.is_sorted() && WITHHOLDING.is_sorted());
    }
}
