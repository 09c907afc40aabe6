//! What a problem is called: one list of all codes, of the build and of the validator.

use std::fmt;
use std::str::FromStr;

use super::severity::Severity;

/// Makes the enum and its tables of one list, so that no code can lack a name, a weight or a sentence.
macro_rules! codes {
    ($($(#[doc = $summary:literal])+ $code:ident = $name:literal, $severity:ident;)+) => {
        /// A stable name for what is wrong, in words with hyphens: `date-missing`.
        ///
        /// They are in the order of their names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $summary])+ #[serde(rename = $name)] $code,)+
        }

        pub(super) const ALL: &[Code] = &[$(Code::$code),+];
        pub(super) const NAMES: &[&str] = &[$($name),+];
        pub(super) const SEVERITIES: &[Severity] = &[$(Severity::$severity),+];
        pub(super) const SUMMARIES: &[&str] = &[$(concat!($($summary),+)),+];
    };
}

mod list;

pub use self::list::Code;

impl Code {
    /// All codes, by name.
    ///
    /// ```
    /// use tidings::diagnostic::Code;
    ///
    /// assert!(Code::all().contains(&Code::DateMissing));
    /// let code: Code = "date-missing".parse()?;
    /// assert_eq!((code, code.as_str()), (Code::DateMissing, "date-missing"));
    /// println!("{code}: {} ({})", code.summary(), code.severity().name());
    /// # Ok::<(), tidings::diagnostic::UnknownCode>(())
    /// ```
    #[must_use]
    pub const fn all() -> &'static [Self] {
        list::ALL
    }

    /// The name: `date-missing`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        list::NAMES[self as usize]
    }

    /// What it says, in a sentence: what went wrong in a build, or what a rule of the validator asks for.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        list::SUMMARIES[self as usize].trim_ascii()
    }

    /// How much it weighs as a rule. The configuration, or the place where it is found, may make it weigh more.
    #[must_use]
    pub const fn severity(self) -> Severity {
        list::SEVERITIES[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// There is no such code.
///
/// ```
/// use tidings::diagnostic::Code;
///
/// let unknown = "date-mising".parse::<Code>().unwrap_err();
/// assert_eq!(unknown.near, Some(Code::DateMissing));
/// assert_eq!(unknown.to_string(), "there is no code `date-mising`; there is `date-missing`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCode {
    /// What was taken for one.
    pub name: String,
    /// One that is written much like it.
    pub near: Option<Code>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no code `{}`", self.name)?;
        self.near.map_or(Ok(()), |near| write!(formatter, "; there is `{near}`"))
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        match list::NAMES.binary_search(&name) {
            Ok(at) => Ok(list::ALL[at]),
            Err(_) => {
                let alike = |code: &&Code| strsim::jaro_winkler(code.as_str(), name);
                // Below 0.8, what is alike is chance.
                let near = Self::all().iter().max_by(|a, b| alike(a).total_cmp(&alike(b)));
                Err(UnknownCode { name: name.to_owned(), near: near.filter(|near| alike(near) > 0.8).copied() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_name() {
        assert!(list::NAMES.is_sorted_by(|one, next| one < next), "the list is in the order of names");
        for &code in Code::all() {
            assert_eq!(code.as_str().parse(), Ok(code));
            let json = format!("\"{code}\"");
            assert_eq!(serde_json::to_string(&code).unwrap(), json);
            assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), code);
            // `DateMissing` is `date-missing`.
            let words = code.as_str().split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
            assert_eq!(format!("{code:?}"), words.collect::<String>());
            assert!(code.summary().ends_with('.'), "{code}");
        }
        let unknown = "date-mising".parse::<Code>().unwrap_err();
        assert_eq!(unknown.to_string(), "there is no code `date-mising`; there is `date-missing`");
        assert_eq!("x".parse::<Code>().unwrap_err().to_string(), "there is no code `x`");
    }
}
