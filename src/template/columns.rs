//! Columns of lines, and the marks that lines begin with.

/// The width of white space at the beginning of a line; tabs go to columns of four (CommonMark 2.2).
pub(super) fn columns(blanks: &str) -> usize {
    blanks.bytes().fold(0, |column, byte| if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Takes white space of a width off the beginning of a line; with the columns of a tab that stay.
pub(super) fn without_columns(line: &str, width: usize) -> (usize, &str) {
    let mut column = 0;
    for (at, byte) in line.bytes().enumerate() {
        if column >= width || !matches!(byte, b' ' | b'\t') {
            return (column.saturating_sub(width), &line[at..]);
        }
        column = if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 };
    }
    (column.saturating_sub(width), "")
}

/// The mark of a list item at the beginning of a text: its width with the blanks behind it.
pub(super) fn item_mark(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let mark = match rest.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if digits > 0 => digits + 1,
        _ => return None,
    };
    let is_rule = digits == 0 && rest.bytes().all(|byte| byte == rest.as_bytes()[0] || byte.is_ascii_whitespace());
    if is_rule && rest.len() > 2 && rest.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() > 2 {
        return None;
    }
    let behind = &rest[mark..];
    let text = behind.trim_start_matches([' ', '\t']);
    if text.trim_end().is_empty() {
        return Some(mark + 1);
    }
    let blanks = columns(&behind[..behind.len() - text.len()]);
    match blanks {
        0 => None,
        1..=4 => Some(mark + blanks),
        _ => Some(mark + 1),
    }
}

/// The fence of code that begins a text: its sign and its length.
pub(super) fn fence_mark(rest: &str) -> Option<(u8, usize)> {
    let mark = *rest.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    (length >= 3 && (mark == b'~' || !rest[length..].contains('`'))).then_some((mark, length))
}
