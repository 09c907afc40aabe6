//! The elements of HTML, each with what the checks want to know of it, so that a name is looked up once.

use super::words::WordList;

/// HTML has it, now or in the past.
pub const HTML: u32 = 1 << 0;
/// It reaches beyond the entry: scripts, frames, plug-ins, what belongs to the head of a page.
pub const UNSAFE: u32 = 1 << 1;
/// It has no content and no end tag.
pub const VOID: u32 = 1 << 2;
/// Its start tag closes a paragraph.
pub const BLOCK: u32 = 1 << 3;
/// A formatting element, which may overlap others.
pub const FORMATTING: u32 = 1 << 4;
/// A heading.
pub const HEADING: u32 = 1 << 5;
/// It stands in a table only.
pub const TABLE_PART: u32 = 1 << 6;
/// Its end is implied by what follows.
pub const IMPLIED: u32 = 1 << 7;
/// It may be open at the end.
pub const OPEN_AT_END: u32 = 1 << 8;
/// It bounds the scope of what is open.
pub const SCOPE: u32 = 1 << 9;
/// It belongs to a whole page.
pub const PAGE: u32 = 1 << 10;
/// Its text is no markup.
pub const RAW: u32 = 1 << 11;
/// A table, its sections and rows: nothing but parts of a table may stand in it.
pub const ROWS: u32 = 1 << 12;
/// It may stand anywhere in a table.
pub const FREE: u32 = 1 << 13;
/// Its start tag has rules of its own.
pub const SPECIFIC: u32 = 1 << 14;
/// A list item closes the one before it through this.
pub const PASSED: u32 = 1 << 15;
/// No part of a table reaches beyond it.
pub const BARRIER: u32 = 1 << 16;
/// A paragraph.
pub const PARAGRAPH: u32 = 1 << 17;
/// A button, which bounds the scope of a paragraph.
pub const BUTTON: u32 = 1 << 18;
/// A list, which bounds the scope of its items.
pub const LIST: u32 = 1 << 19;

/// Every element that any check knows.
#[rustfmt::skip]
const ELEMENTS: &[(&str, u32)] = &[
    ("a", HTML | FORMATTING | SPECIFIC | PASSED),
    ("abbr", HTML),
    ("acronym", HTML),
    ("address", HTML | BLOCK | PASSED),
    ("applet", HTML | UNSAFE | SCOPE),
    ("area", HTML | VOID),
    ("article", HTML | BLOCK),
    ("aside", HTML | BLOCK),
    ("audio", HTML),
    ("b", HTML | FORMATTING | PASSED),
    ("base", HTML | UNSAFE | VOID),
    ("basefont", HTML | UNSAFE | VOID),
    ("bdi", HTML),
    ("bdo", HTML),
    ("bgsound", VOID),
    ("big", HTML | FORMATTING | PASSED),
    ("blockquote", HTML | BLOCK),
    ("body", HTML | UNSAFE | OPEN_AT_END | PAGE),
    ("br", HTML | VOID),
    ("button", BUTTON | HTML | SPECIFIC),
    ("canvas", HTML),
    ("caption", HTML | TABLE_PART | SCOPE),
    ("center", HTML | BLOCK),
    ("cite", HTML),
    ("code", HTML | FORMATTING | PASSED),
    ("col", HTML | VOID | TABLE_PART),
    ("colgroup", HTML | TABLE_PART),
    ("command", HTML),
    ("comment", HTML | UNSAFE),
    ("data", HTML),
    ("datagrid", HTML),
    ("datalist", HTML),
    ("dd", HTML | BLOCK | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("del", HTML),
    ("details", HTML | BLOCK),
    ("dfn", HTML),
    ("dialog", HTML | BLOCK),
    ("dir", HTML | BLOCK),
    ("div", HTML | BLOCK | PASSED),
    ("dl", HTML | BLOCK),
    ("dt", HTML | BLOCK | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("em", HTML | FORMATTING | PASSED),
    ("embed", HTML | UNSAFE | VOID),
    ("eventsource", HTML),
    ("fieldset", HTML | BLOCK),
    ("figcaption", HTML | BLOCK),
    ("figure", HTML | BLOCK),
    ("font", HTML | FORMATTING | PASSED),
    ("footer", HTML | BLOCK),
    ("form", HTML | BLOCK | FREE | SPECIFIC),
    ("frame", HTML | UNSAFE | VOID | PAGE),
    ("frameset", HTML | UNSAFE | PAGE),
    ("h1", HTML | BLOCK | HEADING),
    ("h2", HTML | BLOCK | HEADING),
    ("h3", HTML | BLOCK | HEADING),
    ("h4", HTML | BLOCK | HEADING),
    ("h5", HTML | BLOCK | HEADING),
    ("h6", HTML | BLOCK | HEADING),
    ("head", HTML | UNSAFE | PAGE),
    ("header", HTML | BLOCK),
    ("hgroup", HTML | BLOCK),
    ("hr", HTML | VOID | BLOCK),
    ("html", HTML | UNSAFE | OPEN_AT_END | SCOPE | PAGE | BARRIER),
    ("i", HTML | FORMATTING | PASSED),
    ("iframe", HTML | UNSAFE | RAW),
    ("image", VOID | SPECIFIC),
    ("img", HTML | VOID),
    ("input", HTML | VOID),
    ("ins", HTML),
    ("isindex", HTML | UNSAFE),
    ("kbd", HTML),
    ("keygen", VOID),
    ("label", HTML),
    ("legend", HTML),
    ("li", HTML | BLOCK | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("link", HTML | UNSAFE | VOID),
    ("listing", HTML | UNSAFE | BLOCK),
    ("m", HTML),
    ("main", HTML | BLOCK),
    ("map", HTML),
    ("mark", HTML),
    ("marquee", SCOPE),
    ("math", SPECIFIC),
    ("menu", HTML | BLOCK),
    ("meta", HTML | UNSAFE | VOID),
    ("meter", HTML),
    ("nav", HTML | BLOCK),
    ("nobr", FORMATTING | SPECIFIC | PASSED),
    ("noembed", RAW),
    ("noframes", HTML | UNSAFE | RAW),
    ("noscript", HTML),
    ("object", HTML | UNSAFE | SCOPE),
    ("ol", LIST | HTML | BLOCK),
    ("optgroup", HTML | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("option", HTML | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("output", HTML),
    ("p", HTML | PARAGRAPH | BLOCK | IMPLIED | OPEN_AT_END | PASSED),
    ("param", HTML | UNSAFE | VOID),
    ("picture", HTML),
    ("plaintext", HTML | UNSAFE | BLOCK | RAW),
    ("pre", HTML | BLOCK),
    ("progress", HTML),
    ("q", HTML),
    ("rb", IMPLIED | OPEN_AT_END | SPECIFIC),
    ("rp", HTML | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("rt", HTML | IMPLIED | OPEN_AT_END | SPECIFIC),
    ("rtc", IMPLIED | OPEN_AT_END | SPECIFIC),
    ("ruby", HTML),
    ("s", HTML | FORMATTING | PASSED),
    ("samp", HTML),
    ("script", HTML | UNSAFE | RAW | FREE),
    ("search", HTML | BLOCK),
    ("section", HTML | BLOCK),
    ("select", HTML),
    ("slot", HTML | UNSAFE),
    ("small", HTML | FORMATTING | PASSED),
    ("source", HTML | VOID),
    ("span", HTML | PASSED),
    ("strike", HTML | FORMATTING | PASSED),
    ("strong", HTML | FORMATTING | PASSED),
    ("style", HTML | UNSAFE | RAW | FREE),
    ("sub", HTML),
    ("summary", HTML | BLOCK),
    ("sup", HTML),
    ("svg", SPECIFIC),
    ("table", HTML | BLOCK | SCOPE | ROWS | BARRIER),
    ("tbody", HTML | TABLE_PART | OPEN_AT_END | ROWS),
    ("td", HTML | TABLE_PART | OPEN_AT_END | SCOPE),
    ("template", HTML | SCOPE | FREE | BARRIER),
    ("textarea", HTML | RAW),
    ("tfoot", HTML | TABLE_PART | OPEN_AT_END | ROWS),
    ("th", HTML | TABLE_PART | OPEN_AT_END | SCOPE),
    ("thead", HTML | TABLE_PART | OPEN_AT_END | ROWS),
    ("time", HTML),
    ("title", HTML | UNSAFE | RAW),
    ("tr", HTML | TABLE_PART | OPEN_AT_END | ROWS),
    ("track", HTML | VOID),
    ("tt", HTML | FORMATTING | PASSED),
    ("u", HTML | FORMATTING | PASSED),
    ("ul", LIST | HTML | BLOCK),
    ("var", HTML),
    ("video", HTML),
    ("wbr", HTML | VOID),
    ("xmp", HTML | UNSAFE | BLOCK | RAW),
];

static NAMES: WordList<{ ELEMENTS.len() }> = WordList::new({
    let mut names = [""; ELEMENTS.len()];
    let mut number = 0;
    while number < names.len() {
        names[number] = ELEMENTS[number].0;
        number += 1;
    }
    names
});

/// The name of an element. Capitals do not count.
#[derive(Clone, Copy, Debug)]
pub enum ElementName<'t> {
    /// One of the elements known here, by its number.
    Known(u8),
    /// Any other, as written.
    Other(&'t str),
}

impl<'t> ElementName<'t> {
    /// The element of a name, which may hold capitals or not.
    pub fn of(name: &'t str, capitals: bool) -> Self {
        let found = if capitals { NAMES.find(&name.to_ascii_lowercase()) } else { NAMES.find(name) };
        found.map_or(Self::Other(name), |number| Self::Known(number as u8))
    }

    /// The name; in lower case where it is known.
    pub fn as_str(&self) -> &'t str {
        match self {
            Self::Known(number) => NAMES.word(usize::from(*number)),
            Self::Other(name) => name,
        }
    }

    /// Whether any of these is true of it.
    pub fn is(&self, what: u32) -> bool {
        match self {
            Self::Known(number) => ELEMENTS[usize::from(*number)].1 & what != 0,
            Self::Other(_) => false,
        }
    }
}

impl PartialEq for ElementName<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Known(one), Self::Known(two)) => one == two,
            (Self::Other(one), Self::Other(two)) => one.eq_ignore_ascii_case(two),
            _ => false,
        }
    }
}

/// Whether this is true of the element of a name in lower case.
pub fn is(name: &str, what: u32) -> bool {
    NAMES.find(name).is_some_and(|number| ELEMENTS[number].1 & what != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_sorted_and_found() {
        assert!(ELEMENTS.is_sorted());
        for (name, what) in ELEMENTS {
            let found = ElementName::of(name, false);
            assert!(found.is(*what) && found.as_str() == *name, "{name}");
            assert!(what & UNSAFE == 0 || what & HTML != 0, "{name}");
        }
        assert_eq!(ElementName::of("TaBle", true), ElementName::of("table", false));
        assert_eq!(ElementName::of("X-Y", true), ElementName::of("x-y", false));
        assert_ne!(ElementName::of("x-y", false), ElementName::of("x-z", false));
    }
}
