//! The short way through YAML: blocks of nothing but `key: value` lines with plain or quoted texts
//! and lists of such in brackets, as most articles have. Anything else is left to the parser; a
//! property test holds both ways equal.

use std::borrow::Cow;

use super::node::{Node, Pair, Value};

/// Longer blocks go to the parser, which counts what they cost.
const LONGEST: usize = 8 * 1024;

/// Reads a block that is as plain as that; `None` for any other.
pub(super) fn parse(block: &str, offset: usize) -> Option<Node<'_>> {
    if block.len() > LONGEST {
        return None;
    }
    let mut pairs = Vec::with_capacity(8);
    let mut at = offset;
    for line in block.split_inclusive('\n') {
        let text = line.strip_suffix('\n').unwrap_or(line);
        if !text.is_empty() {
            pairs.push(pair(text, at)?);
        }
        at += line.len();
    }
    (!pairs.is_empty()).then(|| Node { value: Value::Map(pairs), span: offset..offset + block.len() })
}

fn pair(line: &str, at: usize) -> Option<Pair<'_>> {
    let bytes = line.as_bytes();
    let width = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let key = &line[..width];
    let key_right = bytes.first()?.is_ascii_alphabetic() && width <= 60 && !key.eq_ignore_ascii_case("null");
    if !key_right || !line[width..].starts_with(": ") || line.chars().any(is_odd) {
        return None;
    }
    let value = line[width + 1..].trim_start_matches(' ');
    let start = at + line.len() - value.len();
    let value = value.trim_end_matches(' ');
    let value = match *value.as_bytes().first()? {
        b'[' => list(value, start)?,
        _ => Node { value: Value::Text(Cow::Borrowed(scalar(value)?)), span: start..start + value.len() },
    };
    Some(Pair { key: Cow::Borrowed(key), key_span: at..at + width, node: value })
}

/// Characters that YAML reads in ways of its own, or does not allow.
pub(in crate::article) fn is_odd(c: char) -> bool {
    match c {
        ' '..='~' => false,
        _ => c.is_control() || c.is_whitespace() || c == '\u{feff}' || (c as u32) & 0xfffe == 0xfffe,
    }
}

/// A text in quotes without a quote or an escape in it, or one that begins with a letter or digit and
/// holds neither `: ` nor ` #`.
fn scalar(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let inner = text[1..].strip_suffix(first)?;
        return (!inner.contains([first, '\\'])).then_some(inner);
    }
    let plain = first.is_alphanumeric()
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !matches!(text, "null" | "Null" | "NULL");
    plain.then_some(text)
}

/// `[one, "two"]`, on one line.
fn list(text: &str, start: usize) -> Option<Node<'_>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    if inner.contains(['[', ']', '{', '}', ':', '#']) {
        return None;
    }
    let mut nodes = Vec::new();
    let mut at = start + 1;
    if !inner.trim_matches(' ').is_empty() {
        for part in inner.split(',') {
            let member = part.trim_start_matches(' ');
            let from = at + part.len() - member.len();
            let member = member.trim_end_matches(' ');
            // A comma within quotes has cut the text in two, which then has no closing quote.
            nodes.push(Node { value: Value::Text(Cow::Borrowed(scalar(member)?)), span: from..from + member.len() });
            at += part.len() + 1;
        }
    }
    Some(Node { value: Value::List(nodes), span: start..start + text.len() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::yaml;
    use super::*;

    fn same(block: &str) -> Result<bool, TestCaseError> {
        let Some(short) = parse(block, 4) else { return Ok(false) };
        let long = yaml::parse(block, 4, &mut yaml::Budget::default());
        let long = long.map_err(|fault| TestCaseError::fail(format!("{block:?}: {fault:?}")))?;
        prop_assert_eq!(short.pairs(), long.pairs(), "{:?}", block);
        Ok(true)
    }

    #[test]
    fn plain_blocks_take_the_short_way() {
        for block in [
            "title: A start\ndate: 2024-08-30 10:00:00 +0800\n",
            "title: \"Rust: a 'start'\"\ntags: [one, \"two words\", 'three']\n\nurl: https://a.example/#x  \n",
            "title: 新工厂 (一) [x]\nempty: []\nquoted: ''",
            "a: x, y\nb: 1.0\nc: true\n",
        ] {
            assert!(same(block).unwrap(), "{block}");
        }
        for block in [
            "title: a: b\n",
            "a:\n- b\n",
            "a: &b c\n",
            "a: [b, \"c, d\"]\n",
            "a: b # c\n",
            "a: >\n  b\n",
            "# c\n",
            "a: null\n",
        ] {
            assert!(!same(block).unwrap(), "{block}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_ways_agree(block in "((a|title|null|x-y): {1,2}([a-zA-Z0-9 ]|[:\\[\\]{}\"'|>&*!%@`,#\\-.\\\\~?=/]|, |汉|é|\u{a0}|\u{2028}|\u{85}|\t){0,12}\n{0,2}){1,3}") {
            same(&block)?;
        }

        #[test]
        fn both_ways_agree_on_likely_blocks(block in "((a|title): (\\[(( ?[a-z0-9.-]{1,3}|'x y'|\"z\") ?,){0,2} ?([a-z]{1,3})? ?\\]|\"[a-z,:# ']{0,5}\"|'[a-z,:# \"]{0,5}'|[a-z0-9][a-z :#,'\"0-9-]{0,8}) {0,2}\n){1,3}") {
            same(&block)?;
        }
    }
}
