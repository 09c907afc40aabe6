//! What a configuration written in JavaScript or TypeScript says literally. Nothing is run: a value that is not spelt
//! out (a call, a condition, what is spread into a table) is unknown, and is said to be.

mod literal;
mod tokens;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::value::Table;
use literal::below;
pub use literal::{Answer, Literal};
use tokens::{PlacedToken, ScriptToken, tokens};

/// Tables and lists within each other are read to this depth; what is deeper is unknown.
const DEEPEST: usize = 40;

/// How many names with dots between them are looked at as one.
const LONGEST_PATH: usize = 8;

/// How many bytes constants that are named elsewhere may add: names of names would grow without end.
const MOST_NAMED: usize = 2_000_000;

/// How long a text of a template may be, in bytes.
const LONGEST_TEXT: usize = 20_000;

/// What a script says.
#[derive(Clone, Debug, Default)]
pub struct ReadScript {
    /// What it exports by default: `export default {..}`, `module.exports = ..`, also within a `define...(..)`, by the
    /// name of a constant, or as what an exported function returns.
    pub exported: Option<Literal>,
    /// What is exported under a name: `export const config = {..}`; under `*`, unknown, where there may be more.
    pub named: BTreeMap<String, Literal>,
    /// Calls of methods, in their order: `eleventyConfig.addPassthroughCopy("public")`.
    pub calls: Vec<MethodCall>,
}

/// A call of a method.
#[derive(Clone, Debug)]
pub struct MethodCall {
    /// The name of the method, with those between: `ignores.add` of `eleventyConfig.ignores.add("x")`.
    pub method: String,
    /// What it is given.
    pub arguments: Vec<Literal>,
    /// Whether it stands in a block of its own, such as that of an `if`.
    pub is_conditional: bool,
}

/// Reads a script.
pub fn read_script(script: &str) -> ReadScript {
    let tokens = tokens(script);
    let mut reader = Reader { tokens: &tokens, at: 0, constants: BTreeMap::new(), changed: HashSet::new(), named: 0 };
    let mut read = ReadScript::default();
    reader.changes();
    let stated = reader.statements(&mut read);
    let named = |placed: &&PlacedToken| matches!(&placed.token, ScriptToken::Word(word) if word == "exports");
    // What is done to the exported table elsewhere, in a block or by a function, only the program knows.
    if tokens.iter().filter(named).count() > stated {
        read.exported = Some(Literal::unknown());
    }
    reader.at = 0;
    reader.calls(&mut read.calls);
    read
}

struct Reader<'a> {
    tokens: &'a [PlacedToken],
    at: usize,
    constants: BTreeMap<String, Literal>,
    /// The names whose values are changed after they were written.
    changed: HashSet<&'a str>,
    named: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> Option<&'a ScriptToken> {
        self.tokens.get(self.at + ahead).map(|placed| &placed.token)
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead), Some(ScriptToken::Word(found)) if found == word)
    }

    fn is_sign(&self, ahead: usize, sign: &str) -> bool {
        matches!(self.peek(ahead), Some(ScriptToken::Sign(found)) if *found == sign)
    }

    fn eat_sign(&mut self, sign: &str) -> bool {
        let is_so = self.is_sign(0, sign);
        self.at += usize::from(is_so);
        is_so
    }

    fn is_open(&self, ahead: usize, bracket: char) -> bool {
        self.peek(ahead) == Some(&ScriptToken::Open(bracket))
    }

    /// Finds the names whose values are changed: `a.b = 1`, `a.list.push(1)`, `Object.assign(a, b)`, `a[b]`.
    fn changes(&mut self) {
        const CHANGING: [&str; 12] = [
            "push",
            "unshift",
            "splice",
            "pop",
            "shift",
            "fill",
            "sort",
            "reverse",
            "assign",
            "merge",
            "extend",
            "defineProperty",
        ];
        let changes = |word: Option<&ScriptToken>| matches!(word, Some(ScriptToken::Word(word)) if CHANGING.contains(&word.as_str()));
        for at in 0..self.tokens.len() {
            let ScriptToken::Word(name) = &self.tokens[at].token else { continue };
            let before = |back: usize| at.checked_sub(back).map(|at| &self.tokens[at].token);
            if before(1) == Some(&ScriptToken::Sign(".")) {
                continue;
            }
            self.at = at + 1;
            let mut last = None;
            for _ in 0..LONGEST_PATH {
                let (true, Some(word)) = (self.is_sign(0, "."), self.peek(1)) else { break };
                last = Some(word);
                self.at += 2;
            }
            let is_changed = self.is_open(0, '[')
                || last.is_some()
                    && (self.is_sign(0, "=")
                        || matches!(self.peek(0), Some(ScriptToken::Sign("++" | "--" | "+=" | "-=")))
                        || matches!(self.peek(0), Some(ScriptToken::Sign(_))) && self.is_sign(1, "=")
                        || self.is_sign(0, ".")
                        || self.is_open(0, '(') && changes(last))
                || before(1) == Some(&ScriptToken::Open('(')) && changes(before(2))
                || matches!(before(1), Some(ScriptToken::Word(word)) if word == "delete");
            if is_changed {
                self.changed.insert(name);
            }
        }
        self.at = 0;
    }

    /// The statements of the script itself: constants, and what is exported; how often they name `exports`.
    fn statements(&mut self, read: &mut ReadScript) -> usize {
        let mut stated = 0;
        while self.peek(0).is_some() {
            let of_module = if self.is_word(0, "module") && self.is_sign(1, ".") { 2 } else { 0 };
            if self.is_word(0, "export") && self.is_word(1, "default") {
                self.at += 2;
                read.exported = Some(self.exported(0));
            } else if self.is_word(of_module, "exports") && self.is_sign(of_module + 1, "=") {
                self.at += of_module + 2;
                stated += 1;
                read.exported = Some(self.exported(0));
            } else if self.is_word(of_module, "exports")
                && self.is_sign(of_module + 1, ".")
                && let Some(ScriptToken::Word(key)) = self.peek(of_module + 2)
                && self.is_sign(of_module + 3, "=")
            {
                self.at += of_module + 4;
                stated += 1;
                let value = self.value(0);
                let empty = || Literal::from(Table::new());
                let exported = read.exported.get_or_insert_with(empty);
                exported.forget(key);
                exported.put(key, value.clone());
                if exported.table().is_none() {
                    read.named.insert(key.clone(), value);
                }
            } else if let Some((name, is_exported)) = self.constant() {
                let value = self.value(0);
                if is_exported {
                    read.named.insert(name.clone(), value.clone());
                    // Behind a comma stands another.
                    if self.is_sign(0, ",") {
                        read.named.insert("*".to_owned(), Literal::unknown());
                    }
                }
                self.constants.insert(name, value);
            } else if self.is_word(0, "export") {
                self.at += 1;
                self.exported_otherwise(read);
            } else if let (Some(ScriptToken::Word(name)), true) = (self.peek(0), self.is_sign(1, ".")) {
                // What is changed after it was written is no longer what was written.
                if self.constants.get(name).is_some_and(|value| value.value.is_object()) {
                    self.constants.insert(name.clone(), Literal::unknown());
                }
                self.at += 1;
            } else {
                self.skip_one();
            }
        }
        stated
    }

    /// What is exported under a name and is no constant: `let`, a function, what stands between braces, all of another
    /// script. Types are of no moment.
    fn exported_otherwise(&mut self, read: &mut ReadScript) {
        let ahead = usize::from(self.is_word(0, "async"));
        let name = match (self.peek(ahead), self.peek(ahead + 1)) {
            (Some(ScriptToken::Word(word)), _) if ["type", "interface", "declare"].contains(&word.as_str()) => return,
            (Some(ScriptToken::Word(_)), Some(ScriptToken::Word(name))) => name.as_str(),
            _ => "*",
        };
        read.named.insert(name.to_owned(), Literal::unknown());
    }

    /// Steps over `const name: Type =`, and says whether it is exported.
    fn constant(&mut self) -> Option<(String, bool)> {
        let exported = usize::from(self.is_word(0, "export"));
        if !self.is_word(exported, "const") {
            return None;
        }
        let Some(ScriptToken::Word(name)) = self.peek(exported + 1) else { return None };
        let before = self.at;
        self.at += exported + 2;
        if self.is_sign(0, ":") {
            // Where no `=` is behind the type, what was stepped over is not looked at again.
            while !self.is_sign(0, "=") && !self.is_sign(0, ";") && !self.is_word(0, "const") && self.peek(0).is_some()
            {
                self.skip_one();
            }
        }
        if self.eat_sign("=") {
            return Some((name.clone(), exported == 1));
        }
        self.at = before;
        None
    }

    /// What is exported: a value, within a call that only types it, or what a function returns.
    fn exported(&mut self, depth: usize) -> Literal {
        let is_async = usize::from(self.is_word(0, "async"));
        if self.is_word(is_async, "function") {
            self.at += is_async + 1;
            while self.peek(0).is_some() && !self.is_open(0, '(') {
                self.at += 1;
            }
            self.skip_one();
            return self.returned();
        }
        let parameters = self.at + is_async;
        if matches!(self.tokens.get(parameters).map(|p| &p.token), Some(ScriptToken::Word(_) | ScriptToken::Open('(')))
        {
            let before = self.at;
            self.at = parameters;
            self.skip_one();
            if self.eat_sign("=>") {
                return if self.is_open(0, '{') { self.returned() } else { self.value(0) };
            }
            self.at = before;
        }
        let is_typed = matches!(self.peek(0), Some(ScriptToken::Word(name)) if name.starts_with("define"));
        if is_typed && self.is_open(1, '(') && depth < DEEPEST {
            self.at += 2;
            let value = self.exported(depth + 1);
            if self.peek(0) == Some(&ScriptToken::Close(')')) {
                self.at += 1;
            }
            return value;
        }
        self.value(0)
    }

    /// What a function returns by the one `return` of its own body. `self` is at or before its `{`, and then behind it.
    /// Where there are more, or it hangs on a condition, only the program knows.
    fn returned(&mut self) -> Literal {
        while self.peek(0).is_some() && !self.is_open(0, '{') {
            self.skip_one();
        }
        self.at += 1;
        let (mut blocks, mut hangs, mut found, mut is_certain) = (1_usize, false, None, true);
        while let Some(token) = self.peek(0) {
            let hung = std::mem::take(&mut hangs);
            match token {
                ScriptToken::Close('}') => {
                    self.at += 1;
                    blocks -= 1;
                    if blocks == 0 {
                        break;
                    }
                }
                ScriptToken::Word(word) if word == "return" => {
                    is_certain &= blocks == 1 && !hung && found.is_none();
                    self.at += 1;
                    found = Some(self.value(0));
                }
                ScriptToken::Word(word) if is_condition(word) => {
                    self.at += 1;
                    if self.is_open(0, '(') {
                        self.skip_one();
                    }
                    hangs = true;
                }
                ScriptToken::Open('{') => {
                    self.at += 1;
                    blocks += 1;
                }
                // Those of inner blocks are not known outside of them.
                _ => match if blocks == 1 { self.constant() } else { None } {
                    Some((name, _)) => {
                        let value = self.value(0);
                        self.constants.insert(name, value);
                    }
                    None => self.skip_function(),
                },
            }
        }
        if is_certain { found.unwrap_or_default() } else { Literal::unknown() }
    }

    /// Steps over a token, or over all that is between two brackets; with what makes a function, also over its body.
    fn skip_function(&mut self) {
        let is_arrow = self.is_sign(0, "=>");
        let has_parameters = self.is_open(0, '(');
        self.skip_one();
        // On a line of its own a brace may be a block's.
        let is_beside = self.tokens.get(self.at).is_some_and(|placed| !placed.starts_line);
        if self.is_open(0, '{') && (is_arrow || has_parameters && is_beside) {
            self.skip_one();
        }
    }
    /// All calls of methods that are not within the arguments of another.
    fn calls(&mut self, calls: &mut Vec<MethodCall>) {
        let mut depth = 0_usize;
        while let Some(token) = self.peek(0) {
            match token {
                ScriptToken::Open(_) => depth += 1,
                ScriptToken::Close(_) => depth = depth.saturating_sub(1),
                ScriptToken::Word(_) if self.is_sign(1, ".") => {
                    if let Some(method) = self.method() {
                        let mut arguments = Vec::new();
                        while self.peek(0).is_some_and(|token| *token != ScriptToken::Close(')')) {
                            arguments.push(self.value(0));
                            if !self.eat_sign(",") {
                                break;
                            }
                        }
                        calls.push(MethodCall { method, arguments, is_conditional: depth > 1 });
                        depth += 1;
                        continue;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// The method of a call that begins here, stepping behind its `(`.
    fn method(&mut self) -> Option<String> {
        let before = self.at;
        let mut method = String::new();
        self.at += 1;
        for _ in 0..LONGEST_PATH {
            let (true, Some(ScriptToken::Word(name))) = (self.is_sign(0, "."), self.peek(1)) else { break };
            method = below(&method, name);
            self.at += 2;
        }
        if self.is_open(0, '(') {
            self.at += 1;
            return Some(method);
        }
        self.at = before;
        None
    }

    /// A value, to where it ends; what is no literal is unknown.
    fn value(&mut self, depth: usize) -> Literal {
        let start = self.at;
        let value = if depth > DEEPEST { None } else { self.primary(depth) };
        self.skip_type();
        match value {
            Some(value) if self.at > start && self.ends() => value,
            _ => {
                self.skip_to_end();
                Literal::unknown()
            }
        }
    }

    fn primary(&mut self, depth: usize) -> Option<Literal> {
        let token = self.peek(0)?;
        let before = self.at;
        let known = |value: Value| Some(Literal { value, unknown: BTreeSet::new() });
        match token {
            ScriptToken::Text(text) => {
                self.at += 1;
                known(Value::String(text.clone()))
            }
            ScriptToken::Number(number) => {
                self.at += 1;
                known(serde_json::from_str(number).ok()?)
            }
            ScriptToken::Sign("-") => {
                self.at += 1;
                let Some(ScriptToken::Number(number)) = self.peek(0) else { return None };
                self.at += 1;
                known(serde_json::from_str(&format!("-{number}")).ok()?)
            }
            ScriptToken::Open('(') => {
                self.at += 1;
                let inner = self.value(depth + 1);
                if self.peek(0) == Some(&ScriptToken::Close(')')) {
                    self.at += 1;
                    return Some(inner);
                }
                self.at = before;
                None
            }
            ScriptToken::Open('`') => self.template(depth),
            ScriptToken::Open('[') => Some(self.list(depth)),
            ScriptToken::Open('{') => Some(self.object(depth)),
            ScriptToken::Word(word) => {
                self.at += 1;
                match word.as_str() {
                    // These say of what they are given only what it is for.
                    name if (name.starts_with("define") || name == "glob") && self.is_open(0, '(') => {
                        self.at += 1;
                        let inner = self.value(depth + 1);
                        if self.eat_sign(",") || self.peek(0) != Some(&ScriptToken::Close(')')) {
                            self.at = before;
                            return None;
                        }
                        self.at += 1;
                        Some(inner)
                    }
                    "true" => known(Value::Bool(true)),
                    "false" => known(Value::Bool(false)),
                    "null" | "undefined" => known(Value::Null),
                    name => self.name(name),
                }
            }
            _ => None,
        }
    }

    /// The value of a constant, or of what is in it.
    fn name(&mut self, name: &str) -> Option<Literal> {
        let mut path = String::new();
        while self.is_sign(0, ".") {
            let Some(ScriptToken::Word(key)) = self.peek(1) else { return None };
            if path.len() > 40 * LONGEST_PATH {
                return None;
            }
            path = below(&path, key);
            self.at += 2;
        }
        let constant = self.constants.get(name).filter(|_| !self.changed.contains(name))?;
        let of_unknown = constant.unknown.iter().map(String::len).sum::<usize>();
        let added = constant.at(&path).value().map_or(0, size) + of_unknown;
        if self.named + added > MOST_NAMED {
            return None;
        }
        self.named += added;
        Some(if path.is_empty() { constant.clone() } else { constant.part(&path) })
    }

    /// A template whose parts are all known.
    fn template(&mut self, depth: usize) -> Option<Literal> {
        let before = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek(0) {
                Some(ScriptToken::Chunk(chunk)) => {
                    text.push_str(chunk);
                    self.at += 1;
                }
                Some(ScriptToken::Close('`')) => break,
                _ => match self.value(depth + 1).text_at("") {
                    Some(inner) if text.len() + inner.len() < LONGEST_TEXT => text.push_str(&inner),
                    _ => {
                        self.at = before;
                        return None;
                    }
                },
            }
        }
        self.at += 1;
        Some(Literal { value: Value::String(text), unknown: BTreeSet::new() })
    }

    fn list(&mut self, depth: usize) -> Literal {
        let mut list = Literal { value: Value::Array(Vec::new()), unknown: BTreeSet::new() };
        self.at += 1;
        let mut index = 0_usize;
        while let Some(token) = self.peek(0) {
            match token {
                ScriptToken::Close(_) => break,
                ScriptToken::Sign("," | ";") | ScriptToken::Chunk(_) => self.at += 1,
                ScriptToken::Sign("...") => {
                    self.skip_to_end();
                    list.unknown.insert("*".to_owned());
                    list.put(&index.to_string(), Literal::unknown());
                    index += 1;
                }
                _ => {
                    let inner = self.value(depth + 1);
                    list.put(&index.to_string(), inner);
                    index += 1;
                }
            }
        }
        self.at += 1;
        list
    }

    fn object(&mut self, depth: usize) -> Literal {
        let mut table = Literal { value: Value::Object(Table::new()), unknown: BTreeSet::new() };
        self.at += 1;
        while let Some(token) = self.peek(0) {
            match token {
                ScriptToken::Close(_) => break,
                ScriptToken::Sign("," | ";") | ScriptToken::Chunk(_) => self.at += 1,
                // What was written before may have been written over.
                ScriptToken::Sign("...") | ScriptToken::Open(_) => {
                    self.skip_to_end();
                    table.unknown = BTreeSet::from(["*".to_owned()]);
                    table.value = Value::Object(Table::new());
                }
                // Behind these stands the name of what a function makes.
                ScriptToken::Word(word)
                    if matches!(word.as_str(), "get" | "set" | "async")
                        && !self.is_sign(1, ":")
                        && !self.is_open(1, '(')
                        && !matches!(self.peek(1), Some(ScriptToken::Sign(",") | ScriptToken::Close(_))) =>
                {
                    self.skip_to_end();
                    table.unknown = BTreeSet::from(["*".to_owned()]);
                    table.value = Value::Object(Table::new());
                }
                ScriptToken::Word(key) | ScriptToken::Text(key) | ScriptToken::Number(key) => {
                    self.at += 1;
                    let inner = if self.eat_sign(":") {
                        self.value(depth + 1)
                    } else if self.ends() {
                        self.name(key).unwrap_or_else(Literal::unknown)
                    } else {
                        self.skip_to_end();
                        Literal::unknown()
                    };
                    table.forget(key);
                    table.put(key, inner);
                }
                _ => {
                    self.skip_to_end();
                    table.unknown = BTreeSet::from(["*".to_owned()]);
                    table.value = Value::Object(Table::new());
                }
            }
        }
        self.at += 1;
        table
    }

    /// Whether a value ends here.
    fn ends(&self) -> bool {
        match self.tokens.get(self.at) {
            None => true,
            Some(PlacedToken {
                token: ScriptToken::Sign("," | ";") | ScriptToken::Close(_) | ScriptToken::Chunk(_),
                ..
            }) => true,
            Some(PlacedToken { token: ScriptToken::Word(_), starts_line }) => *starts_line,
            Some(_) => false,
        }
    }

    /// Steps over `as Type` and `satisfies Type`, which say nothing of the value.
    fn skip_type(&mut self) {
        while self.is_word(0, "as") || self.is_word(0, "satisfies") {
            self.at += 1;
            let mut angles = 0_usize;
            while let Some(placed) = self.tokens.get(self.at) {
                match placed.token {
                    ScriptToken::Close(_) | ScriptToken::Sign(";") => break,
                    ScriptToken::Sign(",") if angles == 0 => break,
                    ScriptToken::Word(_) if placed.starts_line => break,
                    ScriptToken::Sign("<") => angles += 1,
                    ScriptToken::Sign(">") => angles = angles.saturating_sub(1),
                    _ => {}
                }
                self.skip_one();
            }
        }
    }

    /// Steps over what is left of a value.
    fn skip_to_end(&mut self) {
        while let Some(token) = self.peek(0) {
            if matches!(token, ScriptToken::Sign("," | ";") | ScriptToken::Close(_) | ScriptToken::Chunk(_)) {
                break;
            }
            self.skip_one();
        }
    }

    /// Steps over a token, or over all that is between two brackets.
    fn skip_one(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.peek(0) {
            self.at += 1;
            match token {
                ScriptToken::Open(_) => depth += 1,
                ScriptToken::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
}

/// Whether what stands behind a word, or behind its brackets, is done on a condition.
fn is_condition(word: &str) -> bool {
    ["if", "else", "for", "while", "do", "switch", "try", "catch", "finally", "with", "await"].contains(&word)
}

/// About how many bytes a value takes.
fn size(value: &Value) -> usize {
    let mut bytes = 0;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        bytes += size_of::<Value>();
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(table) => {
                bytes += table.keys().map(String::len).sum::<usize>();
                open.extend(table.values());
            }
            Value::String(text) => bytes += text.len(),
            _ => {}
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exported(script: &str) -> Literal {
        read_script(script).exported.expect("something is exported")
    }

    #[test]
    fn literals_are_read_in_every_form_of_export() {
        let table =
            "{ title: 'A \\'b\\' \\u00fc', 'my-key': `plain`, n: -3, list: [1, \"two\",], /* c */ deep: {on: true} }";
        for script in [
            format!("export default {table};"),
            format!("// https://x\nmodule.exports = {table}"),
            format!("export default defineConfig({table});"),
            format!("import a from 'a';\nconst config: Config<A, B> = {table};\n\nexport default config;"),
            format!("const config = ({table} satisfies Config)\nmodule.exports = config\nconsole.log(1)"),
            format!("export default async function make() {{ const x = 1; return {table}; }}"),
            format!("export default () => ({table})"),
            format!("module.exports = async (context) => {{ return {table} }};"),
        ] {
            let read = exported(&script);
            assert_eq!(read.text_at("title").as_deref(), Some("A 'b' ü"), "{script}");
            assert_eq!(read.text_at("my-key").as_deref(), Some("plain"));
            assert_eq!(read.text_at("n").as_deref(), Some("-3"));
            assert_eq!(read.text_at("list.1").as_deref(), Some("two"));
            assert_eq!(read.text_at("deep.on").as_deref(), Some("true"));
            assert_eq!(read.at("deep.off"), Answer::Absent);
            assert_eq!(read.unknown_below("").count(), 0);
        }
    }

    #[test]
    fn what_is_no_literal_is_unknown() {
        let read = exported(
            "const site = {url: 'https://a.example', name};\n\
             export default { name: site.name, a: call(), b: x ? 1 : 2, c: 'a' + 'b', d: `x${ {a: `${1}`} }y`, e, \
             f() { return {a: 1}; }, g: /[/'\"]/g.source, h: 6 / 2, i: 1, 'j': process.env.X || 'k', l: (a, b) => { a; }, \
             m: [...list, 2], o: require('x'), ['p']: 1, q: 5, url: site.url, n: { z: 1, ...rest, y: 2 } };",
        );
        assert_eq!(read.text_at("url").as_deref(), Some("https://a.example"));
        for path in ["name", "a", "b", "c", "d", "e", "f", "g", "h", "j", "l", "m.0", "n.z", "n.w", "o", "r", "i"] {
            assert_eq!(read.at(path), Answer::Unknown, "{path}");
        }
        assert_eq!(read.text_at("q").as_deref(), Some("5"));
        assert_eq!(read.text_at("n.y").as_deref(), Some("2"));
    }

    #[test]
    fn a_constant_that_is_changed_is_unknown() {
        for change in
            ["c.a = 2;", "if (x) { c.a = 2 }", "Object.assign(c, x)", "c['a'] = 2", "delete c.a", "c.a.push(1)"]
        {
            let read = exported(&format!("const c = {{a: 1}};\n{change}\nmodule.exports = c;"));
            assert_eq!(read.at("a"), Answer::Unknown, "{change}");
            let read = exported(&format!("const c = {{a: 1}};\nexport default c;\n{change}"));
            assert_eq!(read.at("a"), Answer::Unknown, "{change}");
            let read = exported(&format!("export default () => {{ const c = {{a: 1}};\n{change}\nreturn c; }}"));
            assert_eq!(read.at("a"), Answer::Unknown, "{change}");
        }
    }

    #[test]
    fn what_is_exported_piece_by_piece_is_read() {
        for script in ["module.exports = {a: 2}; module.exports.a = 1", "exports.a = 1;", "module.exports.a = 1"] {
            assert_eq!(exported(script).text_at("a").as_deref(), Some("1"), "{script}");
        }
        for script in [
            "module.exports = {a: 1}; if (x) { module.exports.a = 2; }",
            "module.exports = {a: 1}; module.exports['a'] = 2;",
            "module.exports = {a: 1}; Object.assign(module.exports, {a: 2});",
        ] {
            assert_eq!(exported(script).at("a"), Answer::Unknown, "{script}");
        }
        let named = |script: &str| read_script(script).named.keys().cloned().collect::<Vec<_>>();
        assert_eq!(named("export let a = 1; export function b() {} export async function c() {}"), ["a", "b", "c"]);
        assert_eq!(named("export { x as a }"), ["*"]);
        assert_eq!(named("export * from './x.js'"), ["*"]);
        assert_eq!(named("export const a = 1, b = 2"), ["*", "a"]);
        assert_eq!(named("module.exports = function () {}; module.exports.a = 1"), ["a"]);
        assert_eq!(named("export type A = {}"), [""; 0]);
    }

    #[test]
    fn what_is_returned_on_a_condition_is_unknown() {
        for body in [
            "if (x) { return {a: 1}; } return {a: 2};",
            "if (x) return {a: 1}; return {a: 2}",
            "if (x) return; return {a: 2}",
            "if (f(x))\n return {a: 1}",
            "for (const y of z) { if (y) { b(); return {a: 1} } }\nreturn {a: 2}",
            "try { return {a: 1} } catch { }",
            "switch (x) { case 1: return {a: 1}; default: return {a: 2} }",
            "b()\n{ return {a: 1} }",
            "if (x) { } else return {a: 1}; return {a: 2}",
        ] {
            assert_eq!(exported(&format!("module.exports = () => {{ {body} }}")).at("a"), Answer::Unknown, "{body}");
            assert_eq!(
                exported(&format!("export default function () {{ {body} }}")).at("a"),
                Answer::Unknown,
                "{body}"
            );
        }
        let body = "const f = (x) => { return 1; }; function g(x) { if (x) { return 2; } } b((x) => { return 3; });\n\
             let h = { i() { return 4; } }; b()\n return {a: 1}";
        assert_eq!(exported(&format!("module.exports = () => {{ {body} }}")).text_at("a").as_deref(), Some("1"));
    }

    #[test]
    fn templates_of_what_is_known_are_read() {
        let read = exported(
            "const DIR = 'blog';\nexport default { a: `./${DIR}/x${1}`, b: `${DIR + 1}`, c: glob({base: 'x'}) }",
        );
        assert_eq!(read.text_at("a").as_deref(), Some("./blog/x1"));
        assert_eq!(read.at("b"), Answer::Unknown);
        assert_eq!(read.text_at("c.base").as_deref(), Some("x"));
    }

    #[test]
    fn calls_are_read_with_what_they_are_given() {
        let read = read_script(
            "export default function (eleventyConfig) {\n eleventyConfig.addPassthroughCopy({'./public/': '/'});\n \
             if (x) { eleventyConfig.setInputDirectory('a'); }\n eleventyConfig.ignores.add('README.md');\n \
             eleventyConfig.addFilter('x', (a) => { eleventyConfig.setInputDirectory('b'); return a; });\n}\n\
             export const config = { dir: { input: 'content' } };",
        );
        let methods: Vec<_> = read.calls.iter().map(|call| (call.method.as_str(), call.is_conditional)).collect();
        let expected =
            [("addPassthroughCopy", false), ("setInputDirectory", true), ("ignores.add", false), ("addFilter", false)];
        assert_eq!(methods, expected);
        assert_eq!(read.calls[2].arguments[0].text_at("").as_deref(), Some("README.md"));
        assert_eq!(read.named["config"].text_at("dir.input").as_deref(), Some("content"));
    }

    #[test]
    fn hostile_scripts_are_read_in_linear_time() {
        for piece in [
            "{",
            "[",
            "(",
            "`${",
            "a.",
            "export default {a:",
            "/",
            "'",
            "x=>",
            "{...",
            "const a=[a,a];",
            "a.b(",
            "as <",
            "define(",
            "const a: b ",
            "const a: (b) ",
            "() => { const a: {",
            "/(",
            "x = (/[",
            "x = (/\\",
            "const a",
            "export ",
            "exports.",
            "() => { if (",
            "() => { ) {",
            "}",
            "/*",
        ] {
            read_script(&piece.repeat(100_000));
            read_script(&format!("export default {}", piece.repeat(100_000)));
        }
        let mut names = "const a0=[1,1];".to_owned();
        for n in 1..100 {
            names += &format!("const a{n}=[a{0},a{0}];", n - 1);
        }
        read_script(&(names + "export default a99"));
        let long = format!("const a = '{}'; export default {{x: [{}]}}", "b".repeat(500_000), "a,".repeat(50_000));
        let read = exported(&long);
        assert!(size(&read.value) < 10 * MOST_NAMED, "{}", size(&read.value));
    }
}
