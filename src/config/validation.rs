//! `[validate]`: what `tidings validate` says nothing of, how much its rules weigh, and what it has said before.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::raw_values::Spanned;
use serde::Deserialize;

use super::raw::{RawValidate, RuleWeight};
use super::reader::ValueReader;
use super::syntax::syntax_error;
use crate::diagnostic::{Code, Faults, Severity};

/// `[validate]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidateConfig {
    /// Codes of which nothing is said.
    pub allow: Vec<Code>,
    /// What rules weigh here, where that is not what they weigh anywhere; none is as good as allowed.
    pub severity: BTreeMap<Code, Option<Severity>>,
    /// The file of findings that are known, below the folder of `tidings.toml`.
    pub baseline: Option<PathBuf>,
}

#[derive(Deserialize)]
struct ValidateAlone {
    #[serde(default)]
    validate: RawValidate,
}

impl ValidateConfig {
    /// Reads the one table, whatever else stands in the file: a feed can be validated where no site is.
    ///
    /// # Errors
    /// The file is no TOML, or the table is at fault.
    ///
    /// ```
    /// use tidings::config::ValidateConfig;
    /// use tidings::diagnostic::Code;
    ///
    /// let config = ValidateConfig::parse("[validate]\nallow = [\"date-not-utc\"]\n")?;
    /// assert_eq!(config.allow, [Code::DateNotUtc]);
    /// assert!(ValidateConfig::parse("[validate]\nallow = [\"date-not-utk\"]\n").is_err());
    /// # Ok::<(), tidings::diagnostic::Faults>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Faults> {
        let alone: ValidateAlone = match toml::from_str(text) {
            Ok(alone) => alone,
            Err(error) => return Err(syntax_error(text, &error).into()),
        };
        let mut reader = ValueReader { text, diagnostics: Vec::new() };
        let config = reader.validation(alone.validate);
        if reader.diagnostics.is_empty() { Ok(config) } else { Err(reader.diagnostics.into()) }
    }
}

impl ValueReader<'_> {
    pub(super) fn validation(&mut self, raw: RawValidate) -> ValidateConfig {
        let allow = raw.allow.iter().filter_map(|code| self.code(code.as_ref(), code)).collect();
        let mut severity = BTreeMap::new();
        for (name, weight) in raw.severity {
            if let Some(code) = self.code(&name, &weight) {
                severity.insert(
                    code,
                    match weight.as_ref() {
                        RuleWeight::Error => Some(Severity::Error),
                        RuleWeight::Warning => Some(Severity::Warning),
                        RuleWeight::Info => Some(Severity::Info),
                        RuleWeight::Off => None,
                    },
                );
            }
        }
        let baseline = raw.baseline.as_ref().and_then(|path| {
            self.plain(path)?;
            Some(PathBuf::from(path.as_ref()))
        });
        ValidateConfig { allow, severity, baseline }
    }

    /// A code by its name; a complaint stands at `place`.
    fn code<T>(&mut self, name: &str, place: &Spanned<T>) -> Option<Code> {
        match name.parse() {
            Ok(code) => Some(code),
            Err(unknown) => {
                let unknown: crate::diagnostic::UnknownCode = unknown;
                let help = match unknown.near {
                    Some(near) => format!("write `{near}`, or take it out"),
                    None => "take it out; `tidings validate --list` names all rules".to_owned(),
                };
                self.complain(place.span(), format!("there is no rule `{name}`"), help);
                None
            }
        }
    }
}
