//! Values that stand in several tables of `tidings.toml`.

use serde::Deserialize;
use toml::Spanned;

/// A text with its place.
pub type RawText = Spanned<String>;

/// A text, or several.
#[derive(Clone, Deserialize)]
#[serde(untagged, expecting = "expected a text, or a list of texts")]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn into_list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}
