//! `--format`: the forms of a report.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::report::ReportFormat;

/// `--format`: each command takes some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// For people
    Text,
    /// One JSON object a line, on standard output
    Json,
    /// Annotations of GitHub's CI
    Github,
    /// For a comment on a pull request; problems stand on standard error too, as text
    Markdown,
    /// One page that CI can keep: what subscribers would see, problems, sizes and ages of the feeds
    Html,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// The forms that a command can report in.
pub fn forms(taken: &[Shown]) -> impl TypedValueParser<Value = Shown> + use<> {
    let names: Vec<PossibleValue> = taken.iter().filter_map(ValueEnum::to_possible_value).collect();
    PossibleValuesParser::new(names).try_map(|name| Shown::from_str(&name, false))
}

impl Shown {
    /// The form asked for; in GitHub's CI, annotations unless something else is.
    pub fn or_ci(choice: Option<Self>) -> Self {
        let in_github = std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
        choice.unwrap_or(if in_github { Self::Github } else { Self::Text })
    }

    /// The report form of diagnostics.
    pub fn report(self) -> ReportFormat {
        match self {
            Self::Text | Self::Markdown | Self::Html | Self::Sarif => ReportFormat::Text,
            Self::Json => ReportFormat::Json,
            Self::Github => ReportFormat::Github,
        }
    }

    /// Whether standard output is a document of this form and nothing else.
    pub fn is_document(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Sarif)
    }
}
