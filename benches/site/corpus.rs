//! A corpus of dated Markdown articles, the same bytes for the same number of them.
//!
//! Five kilobytes an article on average, in folders by year and month over ten years: prose with links,
//! emphasis, code, tables, lists, quotes, pictures and footnotes; a summary in every other one, Chinese
//! in every tenth, one to five of two hundred tags.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FIRST_DAY: i64 = 1_420_070_400; // 2015-01-01
const SPAN: i64 = 10 * 365 * 86_400;
const TAGS: usize = 200;
const WORDS: usize = 6000;
const HAN: &str = "的一是不了在人有我他这中大来上个国和也子时道说出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从今回很已知理";

/// How the heads of a corpus are written: as the archetypes of the common generators have them.
#[derive(Clone, Copy, PartialEq)]
pub enum Heads {
    /// YAML lines, lists in brackets.
    Plain,
    /// YAML with lists and maps on lines of their own, as Hugo's and Astro's themes ask for them.
    YamlLists,
    /// TOML lines, as Hugo writes them.
    Toml,
    /// TOML with `[taxonomies]` and `[extra]`, as Zola has them.
    TomlTables,
}

impl Heads {
    /// What is added to the name of a corpus.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::YamlLists => "-yaml-lists",
            Self::Toml => "-toml",
            Self::TomlTables => "-toml-tables",
        }
    }
}

/// What a head says.
struct Said {
    title: String,
    date: String,
    author: String,
    tags: Vec<String>,
    summary: Option<String>,
}

impl Said {
    fn write(&self, heads: Heads) -> String {
        let Self { title, date, author, tags, summary } = self;
        let list = tags.join(", ");
        let summary =
            |sign: &str| summary.as_ref().map_or_else(String::new, |summary| format!("summary{sign} \"{summary}\"\n"));
        match heads {
            Heads::Plain => format!(
                "---\ntitle: \"{title}\"\ndate: {date}\nauthor: \"{author}\"\ntags: [{list}]\n{}---\n",
                summary(":")
            ),
            Heads::YamlLists => {
                let items: String = tags.iter().map(|tag| format!("  - {tag}\n")).collect();
                format!(
                    "---\ntitle: \"{title}\"\ndate: {date}\ndraft: false\nauthors:\n  - \"{author}\"\ntags:\n{items}{}cover:\n  \
                     image: /media/cover.jpg\n  alt: \"{title}\"\n---\n",
                    summary(":")
                )
            }
            Heads::Toml => format!(
                "+++\ntitle = \"{title}\"\ndate = {date}\ndraft = false\nauthor = \"{author}\"\ntags = [{list}]\n{}+++\n",
                summary(" =")
            ),
            Heads::TomlTables => format!(
                "+++\ntitle = \"{title}\"\ndate = {date}\n{}\n[taxonomies]\ntags = [{list}]\n\n[extra]\nauthor = \"{author}\"\ntoc = true\n+++\n",
                summary(" =")
            ),
        }
    }
}

/// Splitmix64: small, and good enough for text that nobody reads.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Small numbers more often than large ones, about as words are in a language.
    fn rank(&mut self, end: usize) -> usize {
        let share = self.next() as f64 / u64::MAX as f64;
        (((end as f64).ln() * share).exp() as usize).min(end) - 1
    }
}

/// The words that every article is made of.
pub struct Vocabulary(Vec<String>);

impl Vocabulary {
    pub fn new() -> Self {
        const ONSETS: [&str; 24] = [
            "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "ch", "pr",
            "sh", "st", "th",
        ];
        const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "e"];
        const ENDS: [&str; 7] = ["", "", "n", "r", "s", "t", "nd"];
        let mut dice = Dice(1);
        let mut words = Vec::with_capacity(WORDS);
        while words.len() < WORDS {
            let syllables = if words.len() < 150 { 1 } else { dice.within(2, 3) };
            let mut word = String::new();
            for _ in 0..syllables {
                for part in [ONSETS[dice.below(24)], VOWELS[dice.below(9)], ENDS[dice.below(7)]] {
                    word.push_str(part);
                }
            }
            words.push(word);
        }
        Self(words)
    }

    fn word(&self, dice: &mut Dice) -> &str {
        &self.0[dice.rank(WORDS)]
    }

    fn phrase(&self, dice: &mut Dice, low: usize, high: usize) -> String {
        let words: Vec<&str> = (0..dice.within(low, high)).map(|_| self.word(dice)).collect();
        words.join(" ")
    }

    fn sentences(&self, dice: &mut Dice, words: usize, notes: &mut usize) -> String {
        let mut out = String::new();
        let mut left = words;
        while left > 0 {
            let length = dice.within(6, 22).min(left);
            for at in 0..length {
                let word = self.word(dice).to_owned();
                let word = if at == 0 { capital(&word) } else { word };
                if at > 0 {
                    out.push(' ');
                }
                match dice.below(160) {
                    0 => write!(out, "[{word}](https://example.org/{word}?a=1&b=2)"),
                    1 => write!(out, "[{word}](../{word}/)"),
                    2 => write!(out, "**{word}**"),
                    3 => write!(out, "`{word}()`"),
                    4 if *notes < 9 => {
                        *notes += 1;
                        write!(out, "{word}[^{notes}]")
                    }
                    _ => write!(out, "{word}"),
                }
                .expect("writing to a String does not fail");
            }
            out.push_str([".", ".", "?", "!"][dice.below(4)]);
            left -= length;
            if left > 0 {
                out.push(' ');
            }
        }
        out
    }

    fn block(&self, dice: &mut Dice, notes: &mut usize) -> String {
        match dice.below(6) {
            0 => (0..dice.within(3, 7)).map(|_| format!("- {}\n", self.phrase(dice, 3, 12))).collect(),
            1 => {
                let name = self.phrase(dice, 1, 1);
                format!("```rust\nfn {name}(x: &str) -> usize {{\n    x.len() < 3 && x > \"a\"\n}}\n```\n")
            }
            2 => {
                let row = |dice: &mut Dice| format!("| {} | {} |\n", self.phrase(dice, 1, 2), self.phrase(dice, 1, 2));
                let head = row(dice);
                head + "| --- | --: |\n" + &(0..4).map(|_| row(dice)).collect::<String>()
            }
            3 => format!("![{}](/media/{}.jpg)\n", self.phrase(dice, 2, 5), self.phrase(dice, 1, 1)),
            4 => format!("> {}\n", self.sentences(dice, 30, notes)),
            _ => format!("## {}\n", capital(&self.phrase(dice, 2, 6))),
        }
    }

    /// The path and the text of one article of so many.
    fn article(&self, index: usize, of: usize, heads: Heads) -> (PathBuf, String) {
        let mut dice = Dice(index as u64 ^ 0xa5a5_0000_0000);
        let moment = FIRST_DAY + (index as i64 * SPAN) / of as i64;
        let (year, month, day) = civil(moment.div_euclid(86_400));
        let second = moment.rem_euclid(86_400);
        let date = format!("{year}-{month:02}-{day:02}");
        let zone = ["+00:00", "+01:00", "+08:00", "-05:00"][dice.below(4)];
        let han = dice.below(10) == 0;
        let mut tags: Vec<&str> = (0..dice.within(1, 5)).map(|_| &*self.0[500 + dice.rank(TAGS)]).collect();
        tags.sort_unstable();
        tags.dedup();
        let tags: Vec<String> = tags.iter().map(|tag| format!("\"{tag}\"")).collect();
        let title = capital(&self.phrase(&mut dice, 3, 8));
        let said = Said {
            title,
            date: format!("{date}T{:02}:{:02}:{:02}{zone}", second / 3600, second / 60 % 60, second % 60),
            author: capital(&self.0[300 + index % 12]),
            tags,
            summary: (dice.below(2) == 0).then(|| format!("{}.", capital(&self.phrase(&mut dice, 12, 30)))),
        };
        let mut text = said.write(heads) + "\n";
        let mut notes = 0;
        let mut left = dice.within(300, 1250);
        while left > 0 {
            let words = dice.within(30, 110).min(left);
            left -= words;
            text.push_str(&self.sentences(&mut dice, words, &mut notes));
            text.push_str("\n\n");
            if han && dice.below(2) == 0 {
                let signs: Vec<char> = HAN.chars().collect();
                text.extend(
                    (0..dice.within(40, 120))
                        .map(|at| if at % 17 == 16 { '，' } else { signs[dice.below(signs.len())] }),
                );
                text.push_str("。\n\n");
            }
            if dice.below(2) == 0 {
                text.push_str(&self.block(&mut dice, &mut notes));
                text.push('\n');
            }
        }
        for note in 1..=notes {
            let _ = writeln!(text, "[^{note}]: {}.\n", capital(&self.phrase(&mut dice, 5, 15)));
        }
        let slug = self.phrase(&mut dice, 2, 4).replace(' ', "-");
        (PathBuf::from(format!("{year}/{month:02}/{date}-{slug}-{index}.md")), text)
    }
}

/// Writes so many articles below a folder, unless they are there.
pub fn write(articles: usize, heads: Heads, folder: &Path) -> io::Result<()> {
    let vocabulary = Vocabulary::new();
    let newest = folder.join(vocabulary.article(articles - 1, articles, heads).0);
    if newest.is_file() {
        return Ok(());
    }
    for index in 0..articles {
        let (path, text) = vocabulary.article(index, articles, heads);
        let file = folder.join(path);
        if let Some(parent) = file.parent().filter(|parent| !parent.is_dir()) {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, text)?;
    }
    Ok(())
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The day of the calendar, by its number since 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
