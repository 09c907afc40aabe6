//! What a Python file that serves as a configuration says literally: the last value of each name that is assigned at its
//! left margin. Nothing is run. What is computed, or decided by a condition, is named as unread; it is never guessed.
//!
//! The grammar is <https://docs.python.org/3/reference/>: logical lines (2.1.5), literals (2.4), displays (6.2).

mod expression;

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::Value;

use self::expression::{Expression, HEAVIEST, identifier, weight};

/// The names of a module.
#[derive(Debug, Default)]
pub(super) struct PythonNames {
    /// Those whose value is a literal. Tuples and sets are lists.
    pub values: BTreeMap<String, Value>,
    /// Those whose value only Python can know, and why.
    pub unread: BTreeMap<String, String>,
    /// The modules whose names are all taken over, `from pelicanconf import *`, which this does not do.
    pub imports: Vec<String>,
    /// How heavy each value is: what grows in many steps is not weighed anew in each.
    weights: BTreeMap<String, usize>,
    /// How heavy what was copied from names is.
    copied: Cell<usize>,
}

impl PythonNames {
    /// Reads a file; `before` is what `from ... import *` has brought.
    pub fn read(text: &str, before: Self) -> Self {
        let mut names = Self { imports: Vec::new(), ..before };
        let mut block = Block::Module;
        for statement in statements(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            if statement.column == 0 {
                block = Block::after(statement.text);
            }
            match block {
                Block::Own => {}
                Block::Conditional => names.doubt_all(statement.text),
                Block::Module => names.take(statement.text),
            }
        }
        names
    }

    fn set(&mut self, name: &str, value: Result<Value, String>) {
        match value {
            Ok(value) => {
                let heavy = weight(&value);
                self.put(name, value, heavy);
            }
            Err(why) => self.doubt(name, &why),
        }
    }

    fn put(&mut self, name: &str, value: Value, heavy: usize) {
        if heavy > HEAVIEST {
            self.doubt(name, "its value is too large");
            return;
        }
        self.unread.remove(name);
        self.weights.insert(name.to_owned(), heavy);
        self.values.insert(name.to_owned(), value);
    }

    fn value(&self, text: &str) -> Result<Value, String> {
        Expression::read(text, &self.values, &self.copied)
    }

    fn doubt(&mut self, name: &str, why: &str) {
        self.values.remove(name);
        self.unread.insert(name.to_owned(), why.to_owned());
    }

    /// All names that something under a condition sets, in one line with it or below.
    fn doubt_all(&mut self, text: &str) {
        let bodies =
            std::iter::once(text).chain(text.match_indices(':').map(|(at, _)| text[at + 1..].trim_start()).take(8));
        for body in bodies {
            if let Some((name, rest)) = identifier(body)
                && matches!(Block::after(body), Block::Module)
                && is_changed(rest.trim_start())
            {
                self.doubt(name, "it is set under a condition");
            }
        }
    }

    /// A statement at the left margin.
    fn take(&mut self, text: &str) {
        if let Some(rest) = text.strip_prefix("from ").or_else(|| text.strip_prefix("import ")) {
            self.take_import(text, rest);
            return;
        }
        let Some((name, rest)) = identifier(text) else { return };
        let rest = rest.trim_start();
        if let Some(value) = rest.strip_prefix("+=") {
            let by = self.value(value);
            self.grow(name, by);
        } else if let Some(value) = assigned(rest) {
            self.assign(name, value);
        } else if rest.starts_with(',') {
            for name in rest.split('=').next().unwrap_or("").split(',').chain([name]) {
                if let Some((name, _)) = identifier(name.trim()) {
                    self.doubt(name, "it is set together with others");
                }
            }
        } else if rest.starts_with(['.', '[']) || is_changed(rest) {
            self.change(name, rest);
        }
    }

    fn assign(&mut self, name: &str, value: &str) {
        // `A = B = 1` gives both the value.
        let value = value.trim_start();
        if let Some((other, rest)) = identifier(value)
            && let Some(inner) = assigned(rest.trim_start())
            && !inner.is_empty()
        {
            self.set(other, self.value(inner));
            self.set(name, self.value(inner));
            return;
        }
        self.set(name, self.value(value));
    }

    /// `NAME.append(...)`, `NAME["key"] = ...`, or anything else that may change it.
    fn change(&mut self, name: &str, rest: &str) {
        if !self.values.contains_key(name) && !self.unread.contains_key(name) {
            return;
        }
        let argument = |method: &str| rest.strip_prefix(method)?.trim_end().strip_suffix(')');
        if let Some(inner) = argument(".append(") {
            let by = self.value(inner).map(|new| Value::Array(vec![new]));
            self.grow(name, by);
        } else if let Some(inner) = argument(".extend(") {
            let by = self.value(inner);
            self.grow(name, by);
        } else if let Some((key, value)) = rest.strip_prefix('[').and_then(|inner| inner.split_once("] = ")) {
            if let Err(why) = self.set_key(name, key, value) {
                self.doubt(name, &why);
            }
        } else if self.values.contains_key(name) && rest.starts_with('.') && !rest.starts_with(".update") {
            // A method that reads it, or one of a module.
        } else {
            self.doubt(name, "it is changed by a program");
        }
    }

    /// Adds to a value where it is: a copy for each step of many would take a time that is their square.
    fn grow(&mut self, name: &str, by: Result<Value, String>) {
        let heavy = self.weights.get(name).copied().unwrap_or_default();
        let grown = match (self.values.remove(name), by) {
            (Some(old), Ok(by)) => {
                let heavy = heavy + weight(&by);
                expression::add(old, by).map(|sum| (sum, heavy))
            }
            (None, _) => Err("it is added to".to_owned()),
            (_, Err(why)) => Err(why),
        };
        match grown {
            Ok((sum, heavy)) => self.put(name, sum, heavy),
            Err(why) => self.doubt(name, &why),
        }
    }

    fn set_key(&mut self, name: &str, key: &str, value: &str) -> Result<(), String> {
        let (key, value) = (self.value(key)?, self.value(value)?);
        let (Some(Value::Object(table)), Value::String(key)) = (self.values.get_mut(name), key) else {
            return Err("it is changed by a program".to_owned());
        };
        let heavy = self.weights.entry(name.to_owned()).or_default();
        *heavy += key.len() + weight(&value);
        if *heavy > HEAVIEST {
            return Err("its value is too large".to_owned());
        }
        let length = key.len();
        if let Some(old) = table.insert(key, value) {
            *heavy = heavy.saturating_sub(length + weight(&old));
        }
        Ok(())
    }

    fn take_import(&mut self, text: &str, rest: &str) {
        let Some((module, names)) = rest.split_once(" import ").filter(|_| text.starts_with("from ")) else { return };
        if names.trim() == "*" {
            self.imports.push(module.trim().to_owned());
            return;
        }
        for name in names.trim_matches(['(', ')']).split(',') {
            let name = name.rsplit(" as ").next().unwrap_or(name).trim();
            if identifier(name).is_some() {
                self.doubt(name, &format!("it comes from `{}`", module.trim()));
            }
        }
    }
}

/// What a statement at the left margin opens.
#[derive(Clone, Copy)]
enum Block {
    Module,
    /// What may or may not run.
    Conditional,
    /// A function or class, whose names are its own.
    Own,
}

impl Block {
    fn after(text: &str) -> Self {
        let word = identifier(text).map_or("", |(word, _)| word);
        match word {
            "def" | "class" | "async" => Self::Own,
            "if" | "elif" | "else" | "for" | "while" | "try" | "except" | "finally" | "with" | "match" => {
                Self::Conditional
            }
            _ => Self::Module,
        }
    }
}

/// A logical line, without comments, and the column where it begins.
struct Statement<'a> {
    column: usize,
    text: &'a str,
}

/// The logical lines of a file. A comment within brackets stays in them.
fn statements(text: &str) -> Vec<Statement<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut column, mut depth, mut at) = (0, 0, 0_usize, 0);
    let mut close = |start: usize, end: usize, column: usize| {
        let line = &text[start..end];
        let inner = line.trim();
        if !inner.is_empty() && !inner.starts_with('#') {
            found.push(Statement { column: column + (line.len() - line.trim_start().len()), text: inner });
        }
    };
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                at = expression::end_of_string(bytes, at, quote);
                continue;
            }
            b'#' => {
                let end = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
                if depth == 0 {
                    close(start, at, column);
                    start = end;
                }
                at = end;
                continue;
            }
            b'\\' => at += 1,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' if depth == 0 => {
                close(start, at, column);
                (start, column) = (at + 1, 0);
            }
            b';' if depth == 0 => {
                close(start, at, column);
                // What follows in the same line is as far in as its beginning.
                let line = text[start..at].len() - text[start..at].trim_start().len();
                (start, column) = (at + 1, column + line);
                let spaces = text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
                start += spaces;
                at += spaces;
            }
            _ => {}
        }
        at += 1;
    }
    close(start.min(bytes.len()), bytes.len(), column);
    found
}

/// The value where a text after a name is `= value`, or `: kind = value`.
fn assigned(rest: &str) -> Option<&str> {
    let rest = match rest.strip_prefix(':') {
        Some(kind) => &kind[kind.find('=')?..],
        None => rest,
    };
    rest.strip_prefix('=').filter(|value| !value.starts_with('='))
}

/// Whether what follows a name gives it another value: `=`, `+=`, `//=` ...
fn is_changed(rest: &str) -> bool {
    let operator = rest.trim_start_matches(['+', '-', '*', '/', '%', '|', '&', '^', '<', '>', '@']);
    let is_comparison = rest.starts_with("<=") || rest.starts_with(">=");
    !is_comparison && (assigned(operator).is_some() || rest.starts_with('[') && rest.contains("] ="))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PythonNames;

    fn read(text: &str) -> PythonNames {
        PythonNames::read(text, PythonNames::default())
    }

    #[test]
    fn literals_are_read_as_python_has_them() {
        let text = r#"# -*- coding: utf-8 -*-
A = 'x'  # a comment = 'not this'
B = "it's \u00e9 \x41\n" ; C = r'\d+' u"y"
D = ('one', "two",  # three
     3, -4.5, True, None,)
E = {'a': [1, 2], "b": {}, 3: ()}
F = """three
lines"""
G = A + '/' + "z"
H: str = 'typed'
I = J = "both"
K = ("joined "
     "text")
L = [] ; L += ['p'] ; L.append('q')
E['c'] = A
M = f"{A}/{{m}}"
N = 1_000
O = \
    'continued'
"#;
        let names = read(text);
        assert!(names.unread.is_empty(), "{:?}", names.unread);
        let expected = json!({"A": "x", "B": "it's é A\n", "C": "\\d+y", "D": ["one", "two", 3, -4.5, true, null],
            "E": {"a": [1, 2], "b": {}, "3": [], "c": "x"}, "F": "three\nlines", "G": "x/z", "H": "typed", "I": "both",
            "J": "both", "K": "joined text", "L": ["p", "q"], "M": "x/{m}", "N": 1000, "O": "continued"});
        assert_eq!(json!(names.values), expected);
    }

    #[test]
    fn what_is_computed_is_named_and_not_guessed() {
        let text = r#"from base import *
from other import P, Q as R
import os, sys
sys.path.append(os.curdir)
A = os.environ.get('A', 'x')
B = 'x'
if os.environ.get('B'):
    B = 'y'
C = [n for n in range(3)]
D = "x" % 3
E = f"{os.name}"
F = lambda value: value
G = 'x'
G = G.upper()
def function():
    H = 'own'
H = 'mine'
I, J = 1, 2
K = {'a': 1}
K.update({'b': 2})
L = 'x' if B else 'y'
M = 'x'
try: M = 'y'
except Exception: pass
N = 1 < 2
"#;
        let names = read(text);
        assert_eq!(names.imports, ["base"]);
        let unread: Vec<&str> = names.unread.keys().map(String::as_str).collect();
        assert_eq!(unread, ["A", "B", "C", "D", "E", "F", "G", "I", "J", "K", "L", "M", "N", "P", "R"]);
        assert_eq!(json!(names.values), json!({"H": "mine"}));
    }

    #[test]
    fn hostile_files_end_soon_and_without_a_panic() {
        let doubling = format!("A = 'xxxxxxxx'\n{}", "A = A + A\n".repeat(500));
        assert!(read(&doubling).values.is_empty());
        let nested = format!("B = 'x'\n{}", "B = [B, B]\n".repeat(500));
        assert!(read(&nested).values.is_empty());
        for (start, step) in [("A = []", "A += [1]\n"), ("A = []", "A.append('x')\n"), ("A = ''", "A += 'x'\n")] {
            let grown = read(&format!("{start}\n{}", step.repeat(60_000)));
            assert_eq!(grown.values.len(), 1, "{step}");
        }
        let keys: String = (0..10_000).map(|n| format!("A['{n}'] = {n}\n")).collect();
        assert_eq!(read(&format!("A = {{}}\n{keys}")).values["A"].as_object().map(serde_json::Map::len), Some(10_000));
        let list = format!("A = [{}]\n", "1,".repeat(50_000));
        for step in ["B = A\n", "B = [A, os]\n", "B = A.x\n", "B = f'{A}'\n", "A += A.x\n"] {
            let _ = read(&format!("{list}{}", step.repeat(20_000)));
        }
        for (unit, end) in [("A, ", "]"), ("[1] + ", "[1]]"), ("f'{T}' ", "]")] {
            let text = format!("{list}T = '{}'\nB = [{}{end}\n", "x".repeat(90_000), unit.repeat(50_000));
            let _ = read(&text);
        }
        for (unit, times) in [
            ("A = (", 50_000),
            ("A = [[[[", 50_000),
            ("{'", 50_000),
            ("'''", 50_000),
            ("A = \\\n", 50_000),
            ("\\", 50_001),
            ("A: ", 50_000),
            ("f'{", 50_000),
            ("A = 'é\\u", 9),
            ("A = '\\x", 9),
            (";", 50_000),
            ("A = -", 50_000),
            ("A = B = ", 20_000),
            ("if A: ", 20_000),
        ] {
            let _ = read(&unit.repeat(times));
            let _ = read(&format!("A = {}", unit.repeat(times)));
        }
    }
}
