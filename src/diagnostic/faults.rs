//! What keeps a text from being what it is to be, as an error.

use std::fmt;
use std::ops::Deref;

use super::problem::Diagnostic;

/// What was wrong, as the error of a call: at least one is an error. It reads as a list, and shows as text.
///
/// ```
/// use tidings::config::{Config, Overrides};
///
/// let faults = Config::parse("site".as_ref(), "[site]\ntitel = \"Acme\"\n", &Overrides::default()).unwrap_err();
/// assert_eq!(faults[0].place.as_ref().unwrap().line, 2);
/// assert!(faults.to_string().starts_with("tidings.toml:2:1: unknown key `titel`"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Diagnostic>);

impl Deref for Faults {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl From<Vec<Diagnostic>> for Faults {
    fn from(found: Vec<Diagnostic>) -> Self {
        Self(found)
    }
}

impl From<Diagnostic> for Faults {
    fn from(found: Diagnostic) -> Self {
        Self(vec![found])
    }
}

impl From<Faults> for Vec<Diagnostic> {
    fn from(faults: Faults) -> Self {
        faults.0
    }
}

impl IntoIterator for Faults {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// One line each: place, message, and what to do.
impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, found) in self.0.iter().enumerate() {
            if at > 0 {
                out.write_str("\n")?;
            }
            if let Some(file) = &found.file {
                write!(out, "{file}:")?;
            }
            if let Some(place) = &found.place {
                write!(out, "{}:{}:", place.line, place.column)?;
            }
            let space = if found.file.is_some() || found.place.is_some() { " " } else { "" };
            write!(out, "{space}{}", found.message)?;
            if let Some(help) = &found.help {
                write!(out, "; {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
