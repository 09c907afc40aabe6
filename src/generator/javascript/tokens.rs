//! JavaScript and TypeScript as tokens: enough to find literals, and to step over all else.

/// A piece of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptToken {
    /// A name or a keyword.
    Word(String),
    /// A string, or a template without `${}`, with its escapes resolved.
    Text(String),
    /// A number as it is typed.
    Number(String),
    /// `(`, `[`, `{`, and the start of a template that has `${}`, as a backtick.
    Open(char),
    /// What stands in such a template before, between and behind its `${}`.
    Chunk(String),
    /// `)`, `]`, `}`, and the end of such a template.
    Close(char),
    /// Any other sign; `=>`, `==`, `?.` and `...` are one.
    Sign(&'static str),
    /// A regular expression.
    Pattern,
}

/// A token, and whether it is the first of its line.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedToken {
    /// The token.
    pub token: ScriptToken,
    /// Whether a line ends before it.
    pub starts_line: bool,
}

/// The longest come first.
const SIGNS: &[&str] = &[
    "...", "===", "!==", "=>", "==", "!=", "<=", ">=", "?.", "??", "&&", "||", "++", "--", "+=", "-=", "=", ",", ";",
    ":", ".", "?", "!", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~", "@", "#",
];

/// Takes a script apart. What is not understood is skipped a character at a time.
pub fn tokens(script: &str) -> Vec<PlacedToken> {
    let mut reader =
        Reader { rest: script, out: Vec::new(), starts_line: true, braces: 0, templates: Vec::new(), no_pattern: None };
    while !reader.rest.is_empty() {
        reader.step();
    }
    reader.out
}

struct Reader<'a> {
    rest: &'a str,
    out: Vec<PlacedToken>,
    starts_line: bool,
    /// How many `{` are open.
    braces: usize,
    /// How many were open at the `${` of each template that is not yet at its end.
    templates: Vec<usize>,
    /// How much of the script was left at the end of a line on which a class (`[`) of a regular expression has no end, or
    /// the expression itself: no other on that line is looked for.
    no_pattern: Option<usize>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let Some(first) = self.rest.chars().next() else { return };
        if first.is_whitespace() || first == '\u{feff}' {
            self.starts_line |= first == '\n';
            self.rest = &self.rest[first.len_utf8()..];
        } else if self.rest.starts_with("//") || (self.out.is_empty() && self.rest.starts_with("#!")) {
            self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
        } else if let Some(comment) = self.rest.strip_prefix("/*") {
            let end = comment.find("*/");
            self.starts_line |= comment[..end.unwrap_or(0)].contains('\n');
            self.rest = end.map_or("", |end| &comment[end + 2..]);
        } else if first == '"' || first == '\'' {
            self.rest = &self.rest[1..];
            let (text, _) = self.quoted(first);
            self.push(ScriptToken::Text(text));
        } else if first == '`' {
            self.rest = &self.rest[1..];
            let (text, ended) = self.quoted('`');
            if ended {
                self.push(ScriptToken::Text(text));
            } else {
                self.push(ScriptToken::Open('`'));
                self.push(ScriptToken::Chunk(text));
                self.templates.push(self.braces);
            }
        } else if first.is_ascii_digit() {
            let number = self.take(|c| c.is_alphanumeric() || c == '.' || c == '_');
            self.push(ScriptToken::Number(number));
        } else if first.is_alphabetic() || first == '_' || first == '$' {
            let word = self.take(|c| c.is_alphanumeric() || c == '_' || c == '$');
            self.push(ScriptToken::Word(word));
        } else {
            self.sign(first);
        }
    }

    fn sign(&mut self, first: char) {
        if first == '}' && self.templates.last() == Some(&self.braces) {
            self.rest = &self.rest[1..];
            let (text, ended) = self.quoted('`');
            self.push(ScriptToken::Chunk(text));
            if ended {
                self.templates.pop();
                self.push(ScriptToken::Close('`'));
            }
            return;
        }
        if first == '/' && self.may_be_pattern() && self.pattern() {
            return;
        }
        match first {
            '(' | '[' | '{' => {
                self.braces += usize::from(first == '{');
                self.rest = &self.rest[1..];
                self.push(ScriptToken::Open(first));
            }
            ')' | ']' | '}' => {
                self.braces = self.braces.saturating_sub(usize::from(first == '}'));
                self.rest = &self.rest[1..];
                self.push(ScriptToken::Close(first));
            }
            _ => match SIGNS.iter().find(|sign| self.rest.starts_with(**sign)) {
                Some(sign) => {
                    self.rest = &self.rest[sign.len()..];
                    self.push(ScriptToken::Sign(sign));
                }
                None => self.rest = &self.rest[first.len_utf8()..],
            },
        }
    }

    fn push(&mut self, token: ScriptToken) {
        self.out.push(PlacedToken { token, starts_line: std::mem::take(&mut self.starts_line) });
    }

    fn take(&mut self, is_part: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken.to_owned()
    }

    /// Reads to the quote that ends a text, or of a template to its next `${`; whether the text has ended.
    fn quoted(&mut self, quote: char) -> (String, bool) {
        let mut text = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.rest = &self.rest[at + 1..];
                    return (text, true);
                }
                '$' if quote == '`' && self.rest[at..].starts_with("${") => {
                    self.rest = &self.rest[at + 2..];
                    return (text, false);
                }
                // A text that is not closed ends with its line: the rest of the script is still read.
                '\n' if quote != '`' => {
                    self.rest = &self.rest[at..];
                    return (text, true);
                }
                '\\' => match chars.next() {
                    Some((_, '\n')) | None => {}
                    Some((_, 'x')) => text.extend(hex(&mut chars, 2)),
                    Some((_, 'u')) if chars.as_str().starts_with('{') => {
                        let digits: String = chars.by_ref().skip(1).map(|(_, c)| c).take_while(|c| *c != '}').collect();
                        text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                    }
                    Some((_, 'u')) => text.extend(hex(&mut chars, 4)),
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, c)) => text.push(c),
                },
                _ => text.push(c),
            }
        }
        self.rest = "";
        (text, true)
    }

    /// Whether a slash here begins a regular expression: after a value it divides.
    fn may_be_pattern(&self) -> bool {
        match self.out.last().map(|last| &last.token) {
            None | Some(ScriptToken::Open(_) | ScriptToken::Sign(_) | ScriptToken::Chunk(_)) => true,
            Some(ScriptToken::Word(word)) => matches!(word.as_str(), "return" | "typeof" | "case" | "in" | "of" | "do"),
            Some(_) => false,
        }
    }

    fn pattern(&mut self) -> bool {
        // Nothing that begins on this line was found to end on it.
        if self.no_pattern.is_some_and(|line_end| self.rest.len() > line_end) {
            return false;
        }
        let mut in_class = false;
        let mut escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                '\n' => {
                    self.no_pattern = Some(self.rest.len() - at);
                    return false;
                }
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    self.rest = &self.rest[at + 1..];
                    self.take(char::is_alphabetic);
                    self.push(ScriptToken::Pattern);
                    return true;
                }
                _ => {}
            }
        }
        self.no_pattern = Some(0);
        false
    }
}

fn hex(chars: &mut std::str::CharIndices<'_>, count: usize) -> Option<char> {
    let digits: String = chars.by_ref().take(count).map(|(_, c)| c).collect();
    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
}
