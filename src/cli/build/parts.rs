//! What of a message is code: that which stands between backticks.

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessagePart<'a> {
    /// Words, with a backtick that has no other.
    Words(&'a str),
    /// What stands between two backticks; never empty, and without any in it.
    Code(&'a str),
}

/// The parts of a message, in order. Foreign text that holds backticks may be told as code or not: it is shown either way.
pub fn parts(message: &str) -> Vec<MessagePart<'_>> {
    let mut found = Vec::new();
    let mut rest = message;
    while let Some(open) = rest.find('`') {
        let (words, after) = (&rest[..open], &rest[open + 1..]);
        let Some(close) = after.find('`') else { break };
        let (words, code) = if close == 0 { (&rest[..open + 2], "") } else { (words, &after[..close]) };
        if !words.is_empty() {
            found.push(MessagePart::Words(words));
        }
        if !code.is_empty() {
            found.push(MessagePart::Code(code));
        }
        rest = &after[close + 1..];
    }
    if !rest.is_empty() {
        found.push(MessagePart::Words(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::MessagePart::{Code, Words};
    use super::parts;

    #[test]
    fn code_stands_between_backticks() {
        assert_eq!(parts("`a` is no `b c`."), [Code("a"), Words(" is no "), Code("b c"), Words(".")]);
        assert_eq!(parts("a ` b"), [Words("a ` b")]);
        assert_eq!(parts("``` x `"), [Words("``"), Code(" x ")]);
        assert_eq!(parts(""), []);
        assert_eq!(parts(&"`".repeat(1 << 20)).len(), 1 << 19);
    }
}
