//! A search that goes forward: what was found further on, or is not there at all, is not looked for again.

use std::collections::HashMap;

use memchr::memmem;

/// Looks for strings in a text. Searches for one string that begin ever further on take the time of one.
#[derive(Debug)]
pub(crate) struct Forward<'a> {
    body: &'a str,
    /// By string, from where it was looked for, and where it is.
    known: HashMap<String, (usize, Option<usize>)>,
}

impl<'a> Forward<'a> {
    /// Of a text.
    pub(super) fn new(body: &'a str) -> Self {
        Self { body, known: HashMap::new() }
    }

    /// Where a string stands next, from a byte on.
    pub(super) fn find(&mut self, what: &str, from: usize) -> Option<usize> {
        if let Some(&(since, found)) = self.known.get(what)
            && since <= from
            && found.is_none_or(|at| from <= at)
        {
            return found;
        }
        let rest = self.body.as_bytes().get(from..)?;
        let found = memmem::find(rest, what.as_bytes()).map(|at| from + at);
        match self.known.get_mut(what) {
            Some(known) => *known = (from, found),
            None => {
                self.known.insert(what.to_owned(), (from, found));
            }
        }
        found
    }
}
