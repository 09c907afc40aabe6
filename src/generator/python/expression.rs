//! The value of an expression that is a literal.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::super::value;

/// Lists in lists beyond this depth are those of no configuration.
const DEEPEST: usize = 64;

/// More than this many texts, or bytes of text, in one value are those of no configuration: `A = A + A` doubles.
pub(super) const HEAVIEST: usize = 200_000;

/// All values that a file takes from names are together no heavier than this: each is a copy.
const MOST_COPIED: usize = 20 * HEAVIEST;

/// An expression, while it is read.
pub(super) struct Expression<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    names: &'a BTreeMap<String, Value>,
    /// How heavy what was copied from names is, in the whole file.
    copied: &'a Cell<usize>,
}

/// Two values added, as Python adds them.
pub(super) fn add(left: Value, right: Value) -> Result<Value, String> {
    match (left, right) {
        (Value::String(mut left), Value::String(right)) => {
            left.push_str(&right);
            Ok(Value::String(left))
        }
        (Value::Array(mut left), Value::Array(right)) => {
            left.extend(right);
            Ok(Value::Array(left))
        }
        _ => Err(computed()),
    }
}

fn computed() -> String {
    "it is computed".to_owned()
}

impl<'a> Expression<'a> {
    /// The value of a whole text.
    pub fn read(text: &'a str, names: &'a BTreeMap<String, Value>, copied: &'a Cell<usize>) -> Result<Value, String> {
        let mut expression = Self { text, at: 0, depth: 0, names, copied };
        let value = expression.list_without_brackets()?;
        expression.skip();
        if expression.at == text.len() { Ok(value) } else { Err(computed()) }
    }

    /// The value of a name.
    fn known(&self, name: &str) -> Result<&'a Value, String> {
        let value = self.names.get(name).ok_or_else(computed)?;
        // When too much was copied, not even the weight of more is taken.
        if self.copied.get() <= MOST_COPIED {
            self.copied.set(self.copied.get() + weight(value));
        }
        if self.copied.get() > MOST_COPIED { Err("its value is too large".to_owned()) } else { Ok(value) }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Spaces, ends of lines and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let inner = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\\');
            self.at += rest.len() - inner.len();
            if !inner.starts_with('#') {
                return;
            }
            self.at += inner.find('\n').unwrap_or(inner.len());
        }
    }

    fn takes(&mut self, what: char) -> bool {
        self.skip();
        let is_there = self.rest().starts_with(what);
        self.at += if is_there { what.len_utf8() } else { 0 };
        is_there
    }

    /// `1, 2` is a tuple too.
    fn list_without_brackets(&mut self) -> Result<Value, String> {
        let mut list = vec![self.sum()?];
        let mut is_tuple = false;
        while self.takes(',') {
            is_tuple = true;
            self.skip();
            if self.at == self.text.len() {
                break;
            }
            list.push(self.sum()?);
        }
        if is_tuple { Ok(Value::Array(list)) } else { list.pop().ok_or_else(computed) }
    }

    fn sum(&mut self) -> Result<Value, String> {
        let mut value = self.term()?;
        let mut total = None;
        while self.takes('+') {
            let next = self.term()?;
            let sum = total.unwrap_or_else(|| weight(&value)) + weight(&next);
            if sum > HEAVIEST {
                return Err("its value is too large".to_owned());
            }
            total = Some(sum);
            value = add(value, next)?;
        }
        Ok(value)
    }

    fn term(&mut self) -> Result<Value, String> {
        self.skip();
        match self.rest().chars().next() {
            Some('(') => self.within('(', ')'),
            Some('[') => self.within('[', ']'),
            Some('{') => self.within('{', '}'),
            Some(c) if c.is_ascii_digit() || matches!(c, '-' | '.') => self.number(),
            Some('"' | '\'') => self.strings(),
            Some(_) => self.word(),
            None => Err(computed()),
        }
    }

    fn within(&mut self, open: char, close: char) -> Result<Value, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("its value is nested too deeply".to_owned());
        }
        self.takes(open);
        let value = if open == '{' { self.braces() } else { self.items(open, close) };
        self.depth -= 1;
        value
    }

    fn items(&mut self, open: char, close: char) -> Result<Value, String> {
        let mut list = Vec::new();
        let mut has_comma = false;
        while !self.takes(close) {
            if !list.is_empty() && !has_comma {
                return Err(computed());
            }
            list.push(self.sum()?);
            has_comma = self.takes(',');
        }
        // A value in parentheses is no tuple.
        if open == '(' && list.len() == 1 && !has_comma {
            return list.pop().ok_or_else(computed);
        }
        Ok(Value::Array(list))
    }

    /// A dictionary, or a set.
    fn braces(&mut self) -> Result<Value, String> {
        let mut table = Map::new();
        let mut set = Vec::new();
        let mut has_comma = true;
        while !self.takes('}') {
            if !has_comma {
                return Err(computed());
            }
            let key = self.sum()?;
            if self.takes(':') {
                let key = value::text(&key).ok_or_else(computed)?;
                let value = self.sum()?;
                table.insert(key, value);
            } else {
                set.push(key);
            }
            has_comma = self.takes(',');
        }
        match (table.is_empty(), set.is_empty()) {
            (_, true) => Ok(Value::Object(table)),
            (true, false) => Ok(Value::Array(set)),
            (false, false) => Err(computed()),
        }
    }

    fn number(&mut self) -> Result<Value, String> {
        let rest = self.rest();
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let end = digits.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_'))).unwrap_or(digits.len());
        let written = &rest[..rest.len() - digits.len() + end];
        self.at += written.len();
        if digits[end..].starts_with(|c: char| c.is_alphanumeric()) {
            return Err(computed());
        }
        let plain = written.replace('_', "");
        let whole = plain.parse::<i64>().ok().map(Number::from);
        let number = whole.or_else(|| Number::from_f64(plain.parse::<f64>().ok()?));
        number.map(Value::Number).ok_or_else(computed)
    }

    /// A name whose value is known, or a string with letters before it.
    fn word(&mut self) -> Result<Value, String> {
        let (name, after) = identifier(self.rest()).ok_or_else(computed)?;
        if after.starts_with(['"', '\'']) {
            return self.strings();
        }
        self.at += name.len();
        // `name.method()`, `name(...)`, `name[...]`.
        let trailer = self.rest().trim_start_matches([' ', '\t']);
        if trailer.starts_with(['.', '(', '[']) {
            return Err(computed());
        }
        Ok(match name {
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "None" => Value::Null,
            name => self.known(name)?.clone(),
        })
    }

    /// Strings one after the other are one.
    fn strings(&mut self) -> Result<Value, String> {
        let mut all = String::new();
        loop {
            self.skip();
            let rest = self.rest();
            let letters = rest.find(['"', '\'']).unwrap_or(rest.len());
            let prefix = rest[..letters].to_ascii_lowercase();
            let is_string = letters < rest.len() && letters <= 2 && prefix.bytes().all(|b| b"rufb".contains(&b));
            if !is_string {
                break;
            }
            let quote = rest.as_bytes()[letters];
            let end = end_of_string(rest.as_bytes(), letters, quote);
            let written = rest.get(letters..end).ok_or_else(computed)?;
            let marks = if written.len() >= 6 && written.bytes().take(3).all(|b| b == quote) { 3 } else { 1 };
            let inner = written.get(marks..written.len().saturating_sub(marks)).ok_or_else(computed)?;
            self.at += end;
            if prefix.contains('b') {
                return Err(computed());
            }
            let text = if prefix.contains('r') { inner.to_owned() } else { unescape(inner)? };
            all.push_str(&if prefix.contains('f') { self.formatted(&text)? } else { text });
        }
        let trailer = self.rest().trim_start_matches([' ', '\t']);
        if trailer.starts_with(['.', '(', '[', '%', '*']) { Err(computed()) } else { Ok(Value::String(all)) }
    }

    /// An f-string of known names.
    fn formatted(&self, text: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let double = &rest[at..];
            if double.starts_with("{{") || double.starts_with("}}") {
                out.push_str(&double[..1]);
                rest = &double[2..];
                continue;
            }
            let (name, after) =
                double.strip_prefix('{').and_then(|inner| inner.split_once('}')).ok_or_else(computed)?;
            let value = value::text(self.known(name.trim())?).ok_or_else(computed)?;
            out.push_str(&value);
            if out.len() > HEAVIEST {
                return Err("its value is too large".to_owned());
            }
            rest = after;
        }
        Ok(out + rest)
    }
}

/// Where the string that begins at a quote ends: after its last quote, or at the end of the text or, of a string that is
/// not of three quotes, of the line.
pub(super) fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let is_long = bytes.get(start + 1) == Some(&quote) && bytes.get(start + 2) == Some(&quote);
    let mut at = start + if is_long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if !is_long => return at,
            c if c == quote => {
                let is_end = !is_long || bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote);
                if is_end {
                    return at + if is_long { 3 } else { 1 };
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Escapes (2.4.1.1); one that is none stays as it is.
fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let mut after = rest[at + 1..].chars();
        let digits = match after.next() {
            Some('\n') => None,
            Some('n') => Some(Ok('\n')),
            Some('t') => Some(Ok('\t')),
            Some('r') => Some(Ok('\r')),
            Some('0') => Some(Ok('\0')),
            Some(c @ ('\\' | '\'' | '"')) => Some(Ok(c)),
            Some('x') => Some(Err(2)),
            Some('u') => Some(Err(4)),
            Some('U') => Some(Err(8)),
            Some('N') => return Err(computed()),
            other => {
                out.push('\\');
                other.map(Ok)
            }
        };
        rest = after.as_str();
        match digits {
            None => {}
            Some(Ok(c)) => out.push(c),
            Some(Err(count)) => {
                let code = rest.get(..count).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
                out.push(code.ok_or_else(computed)?);
                rest = &rest[count..];
            }
        }
    }
    Ok(out + rest)
}

/// The name at the beginning of a text, and what follows it.
pub(super) fn identifier(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    (end > 0 && !text.starts_with(|c: char| c.is_ascii_digit())).then(|| text.split_at(end))
}

/// How much a value holds.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len(),
        Value::Array(list) => list.iter().fold(1, |sum, value| sum + weight(value)),
        Value::Object(table) => table.iter().fold(1, |sum, (key, value)| sum + key.len() + weight(value)),
        _ => 1,
    }
}
