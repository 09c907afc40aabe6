//! A date is read from its front, piece by piece, or is none.

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// It reads as a date that the calendar does not have; the text says why.
    Impossible(String),
    /// Day and month cannot be told apart.
    Ambiguous,
    /// Two days where one is wanted.
    Several,
    /// A zone that stands for several offsets, such as `CST`.
    Zone(String),
    /// A year, or a year and a month.
    Half,
    /// Anything else.
    Unreadable,
}

impl NoDate {
    /// What is wrong, after "`...` is no date: ".
    pub fn what(&self) -> String {
        match self {
            NoDate::Impossible(why) => why.clone(),
            NoDate::Ambiguous => "day and month cannot be told apart".to_owned(),
            NoDate::Several => "it names more than one day".to_owned(),
            NoDate::Zone(zone) => format!("`{zone}` stands for more than one zone, or for none"),
            NoDate::Half => "the day is missing".to_owned(),
            NoDate::Unreadable => "it does not read as one".to_owned(),
        }
    }
}

/// What is left of a text, taken from its front.
pub(super) struct Rest<'a>(pub(super) &'a str);

impl<'a> Rest<'a> {
    pub(super) fn blank(&mut self) {
        self.0 = self.0.trim_start();
    }

    pub(super) fn one(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.0.chars().next().filter(|c| signs.contains(c))?;
        self.0 = &self.0[sign.len_utf8()..];
        Some(sign)
    }

    pub(super) fn peek_digits(&self) -> &'a str {
        &self.0[..self.0.bytes().take_while(u8::is_ascii_digit).count()]
    }

    /// A number of at most so many digits.
    pub(super) fn number(&mut self, most: usize) -> Option<u32> {
        let digits = self.peek_digits();
        let number = (digits.len() <= most).then(|| digits.parse().ok()).flatten()?;
        self.0 = &self.0[digits.len()..];
        Some(number)
    }
}
