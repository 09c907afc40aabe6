//! Addresses as they may be shown: what lets one in stays back.

use url::Url;

/// A value of a query that is shorter may be a word of the document itself (`?feed=atom`) and is hidden beside its name alone.
const TELLING: usize = 8;
/// So many secrets are looked for: who redirects may name thousands, and a document is long.
const MOST: usize = 100;
/// A password that is shorter is hidden beside its user alone.
const TELLING_PASSWORD: usize = 4;

/// An address as it may be told: without user, password and fragment, and without its query.
pub(crate) fn told(url: &Url) -> String {
    let mut url = without_user(url);
    url.set_fragment(None);
    let query = url.query().is_some();
    url.set_query(None);
    if query { format!("{url}?…") } else { url.into() }
}

/// An address without user and password.
pub(crate) fn without_user(url: &Url) -> Url {
    let mut url = url.clone();
    // They fail for addresses without a host alone, which are not asked for.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Whether a word of the command line is an address of the web, in whatever case its scheme is.
pub(crate) fn is_address(word: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| word.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// A word of the command line as it may be told: an address without what lets one in, anything else as it is.
pub(crate) fn told_word(word: &str) -> String {
    if !is_address(word) {
        return word.to_owned();
    }
    match Url::parse(word) {
        Ok(url) => told(&url),
        // It cannot be taken apart, so nothing of it is shown but what leads to a host.
        Err(_) => format!("{}…", &word[..word.find("//").map_or(0, |at| at + 2)]),
    }
}

/// What of addresses must not be shown, wherever it stands: in a message, in a line of a document.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Those of an address.
    pub fn note(&mut self, url: &Url) {
        let (user, password) = (url.username(), url.password().unwrap_or_default());
        if !user.is_empty() || !password.is_empty() {
            self.hide_whole(&format!("{user}:{password}@"));
            self.hide_whole(&format!("{user}@"));
            self.hide_from(user, TELLING);
            self.hide_from(password, TELLING_PASSWORD);
        }
        for pair in url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or(("", pair));
            if !name.is_empty() && !value.is_empty() {
                self.hide_whole(&format!("{name}={value}"));
            }
            self.hide_from(value, TELLING);
        }
        // The longest first: what is part of another is found in what that leaves.
        self.0.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        self.0.dedup();
    }

    fn hide_from(&mut self, secret: &str, shortest: usize) {
        if secret.len() >= shortest {
            self.hide_whole(secret);
        }
    }

    /// As it is written in an address, and as it is meant. What is not ASCII is left: it would move the columns.
    fn hide_whole(&mut self, secret: &str) {
        let meant = percent_encoding::percent_decode_str(secret).decode_utf8_lossy().into_owned();
        for form in [secret.to_owned(), meant] {
            if form.is_ascii() && !form.trim().is_empty() && self.0.len() < MOST {
                self.0.push(form);
            }
        }
    }

    /// A text in which each of them is stars, as many as it has letters, so that no column moves.
    pub fn hide(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in self.0.iter().filter(|secret| secret.as_str() != "*") {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), &"*".repeat(secret.len()));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_told() {
        let url = Url::parse("https://ann:secret@acme.example/feed?token=secret#secret").unwrap();
        assert_eq!(told(&url), "https://acme.example/feed?…");
        assert_eq!(told_word("HTTPS://ann:secret@acme.example/feed?token=secret"), "https://acme.example/feed?…");
        assert_eq!(told_word("http://ann:secret@[/"), "http://…");
        assert_eq!(told_word("feeds/news.xml"), "feeds/news.xml");
    }

    #[test]
    fn secrets_are_hidden_where_they_stand() {
        let mut secrets = Secrets::default();
        secrets.note(&Url::parse("https://ann:pa%73sword@acme.example/?feed=atom&token=0123456789").unwrap());
        let hide = |text: &str| secrets.hide(text);
        assert_eq!(hide("<feed> of atom"), "<feed> of atom");
        assert_eq!(hide("/?feed=atom&amp;token=0123456789"), "/?*********&amp;****************");
        assert_eq!(hide("to /0123456789/, password"), "to /**********/, ********");
        assert_eq!(hide("https://ann:password@acme"), "https://*************acme");
    }
}
