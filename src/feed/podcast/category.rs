//! Apple's categories of podcasts.

use serde::Serialize;

use crate::apple::CATEGORIES;

/// A category of Apple's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ShowCategory {
    /// The category.
    pub name: &'static str,
    /// One within it.
    pub within: Option<&'static str>,
}

impl ShowCategory {
    /// Reads `Arts`, `Arts > Books`, or the name of one within another by itself; in any case, with `and` for `&`.
    ///
    /// ```
    /// use tidings::feed::podcast::ShowCategory;
    ///
    /// let found = ShowCategory::parse("society and culture > documentary").unwrap();
    /// assert_eq!((found.name, found.within), ("Society & Culture", Some("Documentary")));
    /// assert_eq!(ShowCategory::parse("Parenting").unwrap().name, "Kids & Family");
    /// assert_eq!(ShowCategory::parse("Podcasting"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            words.iter().map(|word| if word == "and" { "&" } else { word }).collect::<Vec<_>>().join(" ")
        };
        let parts: Vec<String> = text.split(['>', '/', '›']).map(plain).collect();
        match &parts[..] {
            [name] => {
                let whole = CATEGORIES.iter().find(|(known, _)| plain(known) == *name);
                let inner = || {
                    CATEGORIES
                        .iter()
                        .find_map(|(known, list)| Some((known, list.iter().find(|within| plain(within) == *name)?)))
                };
                whole
                    .map(|(known, _)| Self { name: known, within: None })
                    .or_else(|| inner().map(|(known, within)| Self { name: known, within: Some(within) }))
            }
            [name, within] => {
                let (known, list) = CATEGORIES.iter().find(|(known, _)| plain(known) == *name)?;
                let found = list.iter().find(|found| plain(found) == *within)?;
                Some(Self { name: known, within: Some(found) })
            }
            _ => None,
        }
    }
}
