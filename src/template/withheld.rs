//! Components of MDX that show the text within them to some alone, or not always.

use memchr::memchr;

use super::expander::Expander;
use super::jsx::{JsxTag, parse_tag};
use super::names::is_condition;
use super::script::name_at;

/// Whether a component shows the text within it only where something holds that is not known to.
pub(super) fn is_conditional(tag: &JsxTag<'_>) -> bool {
    let named = is_condition(tag.name) || matches!(tag.name, "Show" | "Conditional" | "Visible" | "Feature");
    match tag.condition {
        Some("true") => tag.name.starts_with("Unless"),
        Some(_) => true,
        None => named && (is_condition(tag.name) || !tag.attributes.is_empty()),
    }
}

/// Leaves out a component with the text within it, to the end of the article where it has no end.
pub(super) fn hide_component(expander: &mut Expander<'_>, at: usize, tag: &JsxTag<'_>) -> usize {
    let shown = format!("<{}>", tag.name);
    let Some(end) = component_end(expander, tag) else {
        expander.hide_open(at..expander.body.len(), &shown);
        return expander.body.len();
    };
    if tag.condition == Some("false") && !tag.name.starts_with("Unless") {
        expander.hide(at..end, &shown);
    } else {
        expander.leave_out(at..end, &shown);
    }
    end
}

/// One past the end tag of a component, in which others of its name may stand. Each look ends what is looked
/// at, so no part is looked at twice.
fn component_end(expander: &Expander<'_>, tag: &JsxTag<'_>) -> Option<usize> {
    let body = expander.body;
    let mut depth = 1usize;
    let mut at = tag.end;
    while let Some(found) = memchr(b'<', &body.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        if let Some(end) = expander.code_end(start) {
            at = end;
            continue;
        }
        let closing = body[at..].starts_with('/');
        if name_at(body, at + usize::from(closing)) != tag.name {
            continue;
        }
        if closing {
            depth -= 1;
            if depth == 0 {
                return memchr(b'>', &body.as_bytes()[at..]).map(|length| at + length + 1);
            }
        } else if let Some(inner) = parse_tag(body, start, &expander.components) {
            depth += usize::from(!inner.alone);
            at = inner.end;
        }
    }
    None
}
