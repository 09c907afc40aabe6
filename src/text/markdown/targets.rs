//! Targets of links that hold blanks: CommonMark takes them in angle brackets only (section 6.3), so they get these.

use std::borrow::Cow;

use memchr::memmem;

use crate::text::Markup;
use crate::text::code::verbatim;

/// Longer targets are none.
const LONGEST: usize = 1024;

/// Puts targets with blanks into angle brackets, where `is_target` says that they are some; what is verbatim stays.
pub(crate) fn with_spaced_targets<'t>(text: &'t str, is_target: impl Fn(&str) -> bool) -> Cow<'t, str> {
    let mut found = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), b"](") {
        let start = at + 2;
        let rest = &text[start..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let Some(end) = rest.find([')', '\n']).filter(|&end| rest.as_bytes()[end] == b')') else { continue };
        let target = &rest[..end];
        let plain =
            target.trim() == target && target.contains(' ') && !target.contains(['<', '>', '"', '\'', '(', '\\']);
        if plain && is_target(target) {
            found.push(start..start + end);
        }
    }
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let kept = verbatim(text, Markup::Markdown).ranges;
    let is_kept =
        |at: usize| kept.get(kept.partition_point(|range| range.end <= at)).is_some_and(|range| range.start <= at);
    let mut out = String::with_capacity(text.len() + 2 * found.len());
    let mut from = 0;
    for target in found.into_iter().filter(|target| !is_kept(target.start)) {
        out.push_str(&text[from..target.start]);
        out.push('<');
        out.push_str(&text[target.clone()]);
        out.push('>');
        from = target.end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}
