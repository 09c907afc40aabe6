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
const WITHHOLDING: [&str; 35] = [
    "classified",
    "comment",
    "comments",
    "confidential",
    "draft",
    "drafts",
    "embargo",
    "embargoed",
    "encrypt",
    "encrypted",
    "hidden",
    "hide",
    "internal",
    "invisible",
    "member",
    "members",
    "never",
    "nofeed",
    "nonpublic",
    "norss",
    "password",
    "paywall",
    "premium",
    "private",
    "protected",
    "remark",
    "restricted",
    "secret",
    "staff",
    "subscriber",
    "subscribers",
    "todo",
    "unlisted",
    "unpublished",
    "wip",
];

/// Whether a tag of this name shows the text within it only where something holds: `if`, `ifversion`,
/// `IfDraft`, `unless`, `when`.
pub(super) fn is_condition(name: &str) -> bool {
    let begins = |word: &str| name.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word));
    ["if", "unless", "when"].into_iter().any(begins) && !begins("iframe")
}

/// Whether a tag of this name holds back what follows even where nothing ends it. Others may stand for a thing
/// of their own: a list of members, a task.
pub(super) fn withholds_openly(name: &str) -> bool {
    const THINGS: [&str; 12] = [
        "comment",
        "comments",
        "member",
        "members",
        "nofeed",
        "norss",
        "password",
        "remark",
        "staff",
        "subscriber",
        "subscribers",
        "todo",
    ];
    withholds(name) && !THINGS.iter().any(|thing| thing.eq_ignore_ascii_case(name))
}

/// Whether a tag of this name shows the text within it as often as there is something.
pub(super) fn is_loop(name: &str) -> bool {
    let loops = ["for", "foreach", "forelse", "each", "asynceach", "asyncall", "while", "loop", "tablerow"];
    loops.into_iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a block of this name may hide the text within it.
pub(super) fn may_hide(name: &str) -> bool {
    const KNOWN: [&str; 10] =
        ["block", "capture", "case", "define", "doc", "macro", "range", "schema", "switch", "with"];
    is_condition(name) || is_loop(name) || withholds(name) || KNOWN.contains(&name)
}

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
pub(super) fn withholds(name: &str) -> bool {
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

/// `jane-doe` as `Jane Doe`.
pub(super) fn words_of_key(key: &str) -> String {
    let words = key.split(['-', '_']).filter(|word| !word.is_empty()).map(|word| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_who_may_see_a_text() {
        for name in [
            "private",
            "staff-only",
            "WIP",
            "content-hidden",
            "members-only",
            "MembersOnly",
            "if_draft",
            "post/secret",
            "Hidden",
        ] {
            assert!(withholds(name), "{name}");
        }
        for name in ["note", "hideaway", "only", "membership", "", "Tabs", "hideToggle", "TeamMember", "InternalLink"] {
            assert!(!withholds(name), "{name}");
        }
        for name in ["if", "IF", "ifAsync", "IfDraft", "unlessEquals", "when"] {
            assert!(is_condition(name), "{name}");
        }
        for name in ["iframe", "IFrame", "", "i", "wheel", "notif"] {
            assert!(!is_condition(name), "{name}");
        }
        assert!(BOXES.is_sorted() && WITHHOLDING.is_sorted());
    }
}
