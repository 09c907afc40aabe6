//! Conditions of templates, as far as they can be worked out without the site's data: a truth, a falsehood,
//! or not known.
//!
//! Engines differ in what is true (to Liquid `0` and `""` are, to Jinja not) and in what binds tighter;
//! where they would differ, nothing is known.

use std::collections::HashMap;

/// A condition is judged up to this many bytes.
const LONGEST: usize = 500;

/// What a value is known to be.
#[derive(Clone, Debug, PartialEq)]
enum KnownValue {
    Nothing,
    Switch(bool),
    Number(f64),
    Text(String),
}

impl KnownValue {
    fn truth(&self) -> Option<bool> {
        match self {
            KnownValue::Nothing => Some(false),
            KnownValue::Switch(on) => Some(*on),
            KnownValue::Number(number) => (*number != 0.0).then_some(true),
            KnownValue::Text(text) => (!text.is_empty()).then_some(true),
        }
    }
}

/// What templates have named so far: texts, and those of them that were written as numbers, or as on, off or
/// nothing.
#[derive(Debug, Default)]
pub(super) struct Variables {
    texts: HashMap<String, String>,
    constants: HashMap<String, KnownValue>,
}

impl Variables {
    /// The text of a name.
    pub(super) fn text(&self, name: &str) -> Option<&String> {
        self.texts.get(name)
    }

    /// Keeps a text by name. Long and many ones are not kept: names in values must not multiply.
    pub(super) fn set_text(&mut self, name: &str, text: Option<String>) {
        self.forget(name);
        if let Some(text) = text.filter(|text| text.len() <= 4096 && self.texts.len() < 1000) {
            self.texts.insert(name.to_owned(), text);
        }
    }

    /// Keeps what is written without quotes for a number, on, off or nothing.
    pub(super) fn set_constant(&mut self, name: &str, written: &str) {
        self.constants.remove(name);
        if let Some(value) = constant(written.trim()).filter(|_| self.constants.len() < 1000) {
            self.constants.insert(name.to_owned(), value);
        }
    }

    fn forget(&mut self, name: &str) {
        self.texts.remove(name);
        self.constants.remove(name);
    }

    /// Forgets everything: what was left out unread may have named things anew.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.constants.clear();
    }

    fn value(&self, word: &str) -> Option<KnownValue> {
        if let Some(text) = literal(word) {
            return Some(KnownValue::Text(text.to_owned()));
        }
        if let Some(constant) = constant(word) {
            return Some(constant);
        }
        let named = self.constants.get(word).cloned();
        named.or_else(|| self.texts.get(word).map(|text| KnownValue::Text(text.clone())))
    }

    /// Whether a condition holds.
    pub(super) fn truth(&self, condition: &str) -> Option<bool> {
        let condition = condition.trim();
        if condition.is_empty() || condition.len() > LONGEST {
            return None;
        }
        let words = words(condition)?;
        let has = |names: [&str; 2]| words.iter().any(|word| names.contains(word));
        let (all, any) = (has(["and", "&&"]), has(["or", "||"]));
        if all && any {
            return None;
        }
        let parts = words.split(|word| matches!(*word, "and" | "&&" | "or" | "||"));
        let truths: Vec<Option<bool>> = parts.map(|part| self.comparison(part)).collect();
        // A part that settles it settles it, whatever the others are.
        let settles = Some(any);
        if (all || any) && truths.contains(&settles) {
            return settles;
        }
        if truths.contains(&None) {
            None
        } else {
            Some(if any { false } else { truths.iter().all(|truth| *truth == Some(true)) })
        }
    }

    fn comparison(&self, words: &[&str]) -> Option<bool> {
        match words {
            ["not" | "!", rest @ ..] => self.comparison(rest).map(|truth| !truth),
            [word] => self.value(word)?.truth(),
            [left, sign @ ("==" | "!=" | "<>" | "===" | "!=="), right] => {
                let equal = self.equal(left, right)?;
                Some(equal == sign.starts_with('='))
            }
            [left, sign @ ("<" | "<=" | ">" | ">="), right] => {
                let (KnownValue::Number(left), KnownValue::Number(right)) = (self.value(left)?, self.value(right)?)
                else {
                    return None;
                };
                let order = left.partial_cmp(&right)?;
                Some(match *sign {
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    _ => order.is_ge(),
                })
            }
            _ => None,
        }
    }

    /// Whether two values are known to be the same, or not to be.
    pub(super) fn equal(&self, left: &str, right: &str) -> Option<bool> {
        let (left, right) = (self.value(left)?, self.value(right)?);
        let alike = std::mem::discriminant(&left) == std::mem::discriminant(&right);
        alike.then(|| left == right)
    }
}

/// What stands between quotes.
pub(super) fn literal(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text[1..].strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(inner)
}

fn constant(word: &str) -> Option<KnownValue> {
    match word {
        "true" | "True" => Some(KnownValue::Switch(true)),
        "false" | "False" => Some(KnownValue::Switch(false)),
        "nil" | "null" | "none" | "None" => Some(KnownValue::Nothing),
        _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => word.parse().ok().map(KnownValue::Number),
        _ => None,
    }
}

/// The words, literals and signs of a condition; `None` where it holds what is not understood.
fn words(condition: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    let mut rest = condition.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' | '\'' => rest[1..].find(first)? + 2,
            '=' | '!' | '<' | '>' | '&' | '|' => {
                rest.find(|c| !matches!(c, '=' | '>' | '&' | '|') && c != first).unwrap_or(rest.len())
            }
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '-') => {
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '-'))).unwrap_or(rest.len())
            }
            _ => return None,
        };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_true_false_or_not_known() {
        let mut names = Variables::default();
        names.set_text("kind", Some("letter".to_owned()));
        names.set_constant("loud", " false");
        names.set_text("days", Some("11".to_owned()));
        names.set_constant("days", "11");
        for (condition, truth) in [
            ("true", Some(true)),
            ("False", Some(false)),
            ("nil", Some(false)),
            ("not false", Some(true)),
            ("!true", Some(false)),
            ("1", Some(true)),
            ("0", None),
            ("\"\"", None),
            ("'x'", Some(true)),
            ("1 == 2", Some(false)),
            ("\"a\" != 'b'", Some(true)),
            ("kind == \"letter\"", Some(true)),
            ("loud", Some(false)),
            ("days > 10", Some(true)),
            ("days<=10.5", Some(false)),
            ("days >= \"10\"", None),
            ("days == 11 and days < 12", Some(true)),
            ("-1 < 0", Some(true)),
            ("page.loud", None),
            ("page.loud and false", Some(false)),
            ("page.loud or true", Some(true)),
            ("page.loud or false", None),
            ("true and not loud", Some(true)),
            ("true and false or true", None),
            ("false && x", Some(false)),
            ("(true)", None),
            ("1 == \"1\"", None),
            ("a contains 'b'", None),
            ("'a", None),
            ("", None),
        ] {
            assert_eq!(names.truth(condition), truth, "{condition}");
        }
        names.set_text("kind", None);
        assert_eq!(names.truth("kind"), None);
    }
}
