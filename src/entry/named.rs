//! The addresses that front matter names: made absolute, or left out with a word.

use url::Url;

use crate::article::{Article, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{Refusal, WebUrl};

/// An article whose front matter names addresses, and its file's decoded text, for the places of complaints.
pub struct ArticleText<'a> {
    /// The article.
    pub article: &'a Article,
    /// The text of its file.
    pub text: &'a str,
}

impl ArticleText<'_> {
    /// An address of the front matter, relative to `base`; `key` is what it is called where its line does not
    /// say.
    pub fn web_url(
        &self,
        key: &str,
        named: &Spanned<String>,
        base: &Url,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<WebUrl> {
        WebUrl::join(base, &named.value)
            .map_err(|refusal| diagnostics.push(self.refused(key, named, &refusal, "it is left out")))
            .ok()
    }

    /// That an address may not be published, and what becomes of it.
    pub fn refused(&self, key: &str, named: &Spanned<String>, refusal: &Refusal, outcome: &str) -> Diagnostic {
        let key = self.key_before(named.span.start).unwrap_or(key);
        Diagnostic::warning(Code::UrlRefused, format!("`{key}`: {}; {outcome}", refusal.of(&named.value)))
            .in_file(&self.article.shown)
            .at(self.text, named.span.clone())
            .help(refusal.help())
    }

    /// The key as the writer spelt it, where it stands on the line before its value.
    fn key_before(&self, value: usize) -> Option<&str> {
        let before = self.text.get(..value)?;
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let key = line.split_once([':', '='])?.0.trim_matches([' ', '\t', '"', '\'', '-', '{']);
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        is_key.then_some(key)
    }
}
