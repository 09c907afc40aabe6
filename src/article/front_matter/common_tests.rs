use proptest::prelude::*;

use super::super::{toml, yaml};
use super::*;

/// Whether two trees say the same at the same places. Of lists, maps and what is empty nobody asks for the end.
fn equal(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (NodeValue::Map(one), NodeValue::Map(other)) => {
            let same = |(one, other): (&Pair<'_>, &Pair<'_>)| {
                one.key == other.key && one.key_span == other.key_span && equal(&one.node, &other.node)
            };
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        (NodeValue::List(members), NodeValue::List(others)) => {
            members.len() == others.len() && members.iter().zip(others).all(|(one, other)| equal(one, other))
        }
        (NodeValue::Null, NodeValue::Null) => true,
        _ => one == other,
    }
}

/// Both readers over one block; whether the short one took it.
fn same(block: &str, in_toml: bool) -> Result<bool, TestCaseError> {
    let Some(short) = (if in_toml { super::toml(block, 4) } else { super::yaml(block, 4) }) else { return Ok(false) };
    let long = match in_toml {
        true => toml::parse(block, 4).map(|(tree, twice)| twice.is_empty().then_some(tree)),
        false => yaml::parse(block, 4, &mut yaml::Budget::default()).map(Some),
    };
    let long = long.map_err(|fault| TestCaseError::fail(format!("{block:?}: {fault:?}")))?;
    let long = long.ok_or_else(|| TestCaseError::fail(format!("{block:?}: a key twice")))?;
    prop_assert!(equal(&short, &long), "{:?}: {:?} {:?}", block, short, long);
    Ok(true)
}

#[test]
fn common_heads_need_no_parser() {
    for block in [
        "title: A start\ndate: 2024-08-30 10:00:00 +0800\n",
        "title: \"Rust: a 'start'\"\ntags: [one, \"two words\", 'three']\n\nurl: https://a.example/#x  \n",
        "title: 新工厂 (一) [x]\nempty: []\nquoted: ''",
        "a: x, y\nb: 1.0\nc: true\n",
        "# c\na: b\n",
        "tags:\n  - one\n  - 'two: 2'\n\ncover:\n  image: /a.png\n  alt: \"A: b\"\n  inner:\n    deep: [a]\ndraft: false\n",
        "tags:\n- one\n- two\nempty:\nlast:\n",
    ] {
        assert!(same(block, false).unwrap(), "{block}");
    }
    for block in [
        "title: a: b\n",
        "a:\n- b: c\n",
        "a:\n- b\n  c\n",
        "a: b\n  c\n",
        "a: &b c\n",
        "a: [b, \"c, d\"]\n",
        "a: b # c\n",
        "a: >\n  b\n",
        "a: null\n",
        "a:\n    b: c\n  d: e\n",
    ] {
        assert!(!same(block, false).unwrap(), "{block}");
    }
    for block in [
        "title = \"A: b\"\ndate = 2024-08-30T10:00:00Z\ndraft = false\ntags = [\"a\", 'b']\nweight = 3\n",
        "date=2024-08-30\n\n[taxonomies]\ntags = []\n\n# c\n[extra]\nauthor = '新'\ndate = 2024-08-30 10:00:00+08:00\n",
        "a = '\"'\n[b]\n[c]\n",
    ] {
        assert!(same(block, true).unwrap(), "{block}");
    }
    for block in [
        "a = 1\na = 2\n",
        "b = 1\n[b]\n",
        "[b]\n[b]\n",
        "a.b = 1\n",
        "[a.b]\n",
        "[[a]]\n",
        "a = \"\"\"x\"\"\"\n",
        "a = \"x\\n\"\n",
        "a = [\n1]\n",
        "a = 01\n",
        "a = 2024-02-30\n",
        "a = 2024-08-30T24:00:00\n",
        "a = {b = 1}\n",
        "a = 'b' # c\n",
    ] {
        assert!(!same(block, true).unwrap(), "{block}");
    }
}

const LINE: &str = "(  )?(a|title|null|x-y|b|tags): {0,2}([a-zA-Z0-9 ]|[:\\[\\]{}\"'|>&*!%@`,#\\-.\\\\~?=/_(]|, |汉|é|\u{a0}|\u{2028}|\u{85}|\t){0,12}";
const VALUE: &str = "(\\[(( ?[a-z0-9./-]{1,3}|'x y'|\"z\") ?,){0,2} ?([a-z]{1,3})? ?\\]|\"[a-z,:# ']{0,5}\"|'[a-z,:# \"]{0,5}'|\
    [a-z0-9/._(][a-z :#,'\"0-9-]{0,8}|)";
const TOML: &str = "(true|false|[0-9]{1,3}|\"[a-z,:#= ']{0,4}\"|'[a-z\"\\\\]{0,3}'|\\[(\"a\"|'b, c'|1|,| ){0,4}\\]|[+-]1|1_0|inf|\
    [12][09][0-9]{2}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-6][0-9])?(Z|[+-][0-2][0-9]:[0-6][0-9]|)?)?)";

fn blocks(pattern: String) -> impl Strategy<Value = String> {
    prop::string::string_regex(&pattern).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_yaml(block in blocks(format!("({LINE}\n{{0,2}}){{1,3}}"))) {
        same(&block, false)?;
    }

    #[test]
    fn likely_yaml(block in blocks(format!("((  |    )?((a|title|b|tags): {{0,2}}|- ){VALUE} {{0,2}}\n|( {{0,2}}# c)?\n){{1,6}}"))) {
        same(&block, false)?;
    }

    #[test]
    fn likely_toml(block in blocks(format!("(( )?(a|title|b|tags|1) ?= ?{TOML} {{0,2}}(# c)?\n|\\[(a|b|extra)\\] ?\n|\n|# c\n){{1,5}}"))) {
        same(&block, true)?;
    }
}
