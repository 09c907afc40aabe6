//! Podcasts as Apple describes them: the `itunes` namespace.

use crate::apple::CATEGORIES;
use crate::diagnostic::Code;
use crate::validate::checks::frame::{EnclosureFacts, EpisodeLack, Frame, Scope};
use crate::validate::checks::schema::{Ctx, TextKind};
use crate::validate::checks::values;
use crate::validate::forms::files;
use crate::validate::log::shown;
use crate::validate::rules::rule;

/// Categories of before 2019, with their subcategories. They are told from those that never were any.
const OBSOLETE: &[(&str, &[&str])] = &[
    ("Arts", &["Literature"]),
    (
        "Arts & Entertainment",
        &[
            "Architecture",
            "Design",
            "Entertainment",
            "Games",
            "Performing Arts",
            "Photography",
            "Poetry",
            "Science Fiction",
        ],
    ),
    ("Audio Blogs", &[]),
    ("Business", &["Careers", "Finance", "Investing", "Management & Marketing", "News", "Business News", "Shopping"]),
    (
        "Education",
        &["Education Technology", "Educational Technology", "Higher Education", "K-12", "Language Courses", "Training"],
    ),
    ("Family", &[]),
    ("Food", &[]),
    ("Games & Hobbies", &["Automotive", "Aviation", "Hobbies", "Other Games", "Video Games"]),
    ("Government & Organizations", &["Local", "National", "Non-Profit", "Regional"]),
    (
        "Health",
        &[
            "Alternative Health",
            "Diet & Nutrition",
            "Fitness",
            "Fitness & Nutrition",
            "Relationships",
            "Self-Help",
            "Sexuality",
        ],
    ),
    ("International", &[]),
    ("Movies & Television", &[]),
    ("News & Politics", &["Conservative (Right)", "Liberal (Left)"]),
    ("Politics", &[]),
    ("Public Radio", &[]),
    ("Religion & Spirituality", &["New Age", "Other", "Philosophy"]),
    ("Science & Medicine", &["Medicine", "Natural Sciences", "Social Sciences"]),
    ("Society & Culture", &["History"]),
    ("Sports & Recreation", &["Amateur", "College & High School", "Outdoor", "Professional"]),
    ("Talk Radio", &[]),
    (
        "Technology",
        &[
            "Computers",
            "Developers",
            "Gadgets",
            "Information Technology",
            "News",
            "Operating Systems",
            "Podcasting",
            "Smart Phones",
            "Software How-To",
            "Tech News",
            "Text/Speech",
        ],
    ),
    ("Transportation", &["Automotive", "Aviation", "Bicycles", "Commuting"]),
    ("Travel", &[]),
];

/// An element begins: whatever it is, this is a podcast, unless it only says how long the file of an entry is.
pub fn start(frame: &Frame, scope: &mut Scope<'_>) {
    // Of an entry with a file this alone is said in feeds that are no podcast.
    let says_length = frame.name == "itunes:duration";
    if let Some(around) = scope.parent.as_deref_mut()
        && !says_length
        && !around.itunes
    {
        around.itunes = true;
        if matches!(around.ctx, Ctx::Channel | Ctx::Feed) && !scope.facts.utf8 {
            let message = "a podcast's feed is not in UTF-8";
            scope.log.add(const { rule(Code::ItunesUtf8) }, frame.mark, message);
        }
    }
    if let Ctx::ItunesCategory(inner) = frame.ctx {
        category(frame, inner, scope);
    }
}

fn category(frame: &Frame, inner: bool, scope: &mut Scope<'_>) {
    let Some(text) = frame.attribute("text") else {
        values::missing_attribute(frame, "text", scope);
        return;
    };
    // A subcategory counts within its own category only.
    let within = |table: &'static [(&str, &[&str])]| -> bool {
        if !inner {
            return table.iter().any(|(name, _)| *name == text.value);
        }
        let outer = scope.parent.as_ref().and_then(|parent| parent.attribute("text"));
        let list = outer.and_then(|outer| table.iter().find(|(name, _)| *name == outer.value));
        list.is_some_and(|(_, list)| list.contains(&text.value.as_str()))
    };
    let (current, obsolete) = (within(CATEGORIES), within(OBSOLETE));
    if !current && obsolete {
        let message = format!("the category `{}` was given up in 2019", shown(&text.value));
        scope.log.add(const { rule(Code::ItunesCategoryObsolete) }, text.mark, message);
    } else if !current {
        let message = format!("`{}` is none of Apple's categories", shown(&text.value));
        scope.log.add(const { rule(Code::ItunesCategory) }, text.mark, message);
    }
}

/// The text of an element.
pub fn value(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    let what = format!("`{}`", frame.name);
    let one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(&frame.text.value));
    match kind {
        TextKind::Duration if !is_duration(text) => {
            let message = format!("{what} is `{}`; it is written as seconds or `h:mm:ss`", shown(text));
            scope.log.add(const { rule(Code::ItunesDuration) }, mark, message);
        }
        TextKind::Keywords => {
            values::up_to(text, 255, mark, &frame.name, scope.log);
            if text.contains(' ') && !text.contains(',') {
                let message = format!("{what} separates words by blanks, not by commas");
                scope.log.add(const { rule(Code::ItunesKeywords) }, mark, message);
            }
        }
        TextKind::ItunesBlock if !one_of(&["yes", "no", "clean"]) => {
            let message = format!("{what} is `{}`; it may be `yes`, `no` or `clean`", shown(text));
            scope.log.add(const { rule(Code::ItunesYesNo) }, mark, message);
        }
        // Apple: any value other than Yes has no effect.
        TextKind::ItunesBlock | TextKind::ItunesComplete if one_of(&["no"]) => {
            scope.log.add(
                const { rule(Code::ItunesIdle) },
                mark,
                format!("{what} with `{}` does nothing", shown(text)),
            );
        }
        TextKind::ItunesBlock | TextKind::ItunesComplete if !one_of(&["yes"]) => {
            let message = format!("{what} is `{}`; anything but `Yes` has no effect", shown(text));
            scope.log.add(const { rule(Code::ItunesEffect) }, mark, message);
        }
        TextKind::TrueFalse if !one_of(&["true", "false"]) => {
            let message = format!("{what} is `{}`, neither `true` nor `false`", shown(text));
            scope.log.add(const { rule(Code::TrueFalse) }, mark, message);
        }
        TextKind::ChannelType if text == "serial" => tell_parent(TYPE, text, scope),
        TextKind::EpisodeType if matches!(text, "full" | "trailer" | "bonus") => tell_parent(EPISODE_TYPE, text, scope),
        TextKind::ChannelType if !matches!(text, "episodic" | "serial") => {
            let message = format!("{what} is `{}`; it may be `episodic` or `serial`", shown(text));
            scope.log.add(const { rule(Code::ItunesChannelType) }, mark, message);
        }
        TextKind::EpisodeType if !matches!(text, "full" | "trailer" | "bonus") => {
            let message = format!("{what} is `{}`; it may be `full`, `trailer` or `bonus`", shown(text));
            scope.log.add(const { rule(Code::ItunesEpisodeType) }, mark, message);
        }
        TextKind::ItunesImage => image(frame, scope),
        _ => {}
    }
}

/// The artwork of a show or an episode.
fn image(frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    if !text.is_empty() {
        let message = format!("text stands in `{}`: `{}`", frame.name, shown(text));
        scope.log.add(const { rule(Code::TextUnexpected) }, frame.text.whole(frame.mark), message);
    }
    match frame.attribute("href") {
        None => values::missing_attribute(frame, "href", scope),
        Some(href) => {
            values::web_url(&href.value, href.mark, "`href` of `itunes:image`", scope.log);
            let extension = files::extension(&href.value);
            if extension.is_some_and(|extension| !matches!(extension.as_str(), "jpg" | "jpeg" | "png")) {
                let message = format!("the artwork `{}` is neither JPEG nor PNG", shown(&href.value));
                scope.log.add(const { rule(Code::ItunesArtwork) }, href.mark, message);
            }
        }
    }
}

fn tell_parent(name: &'static str, text: &str, scope: &mut Scope<'_>) {
    if let Some(parent) = scope.parent.as_deref_mut() {
        parent.give(name, text);
    }
}

/// Seconds, `m:ss` or `h:mm:ss`.
fn is_duration(text: &str) -> bool {
    let mut parts = text.split(':');
    let first = parts.next().is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let rest: Vec<&str> = parts.take(3).collect();
    let sixty =
        |part: &&str| part.len() == 2 && part.as_bytes()[0] <= b'5' && part.bytes().all(|byte| byte.is_ascii_digit());
    first && rest.len() <= 2 && rest.iter().all(sixty)
}

/// A podcast's channel ends.
pub fn channel_end(frame: &Frame, scope: &mut Scope<'_>) {
    if !frame.has("language") && !frame.language {
        scope.log.add(const { rule(Code::ItunesMissing) }, frame.mark, "a podcast has no `language`");
    }
    for name in ["itunes:category", "itunes:explicit"].iter().filter(|name| !frame.has(name)) {
        scope.log.add(const { rule(Code::ItunesMissing) }, frame.mark, format!("a podcast has no `{name}`"));
    }
    if !frame.has("itunes:owner") {
        let message = "a podcast has no `itunes:owner` with an e-mail address";
        scope.log.add(const { rule(Code::ItunesEmail) }, frame.mark, message);
    }
    if !frame.has("itunes:image") {
        scope.log.add(const { rule(Code::ItunesArtwork) }, frame.mark, "a podcast has no `itunes:image`");
    }
    let serial = frame.own.iter().any(|(name, value)| *name == TYPE && value == "serial");
    for (lack, mark) in std::mem::take(&mut scope.facts.lacks) {
        let message = match lack {
            EpisodeLack::File => "an episode has no `enclosure`",
            EpisodeLack::Title => "an episode has no `title`",
            EpisodeLack::Number if !serial => continue,
            EpisodeLack::Number => "an episode of a serial has no `itunes:episode`",
        };
        scope.log.add(const { rule(Code::ItunesEpisode) }, mark, message);
    }
}

/// More than are shown of one rule need not be kept.
const LACKS_KEPT: usize = 512;
/// What a channel gives to its items, and an item to its end.
const TYPE: &str = "itunes:type";
const EPISODE_TYPE: &str = "itunes:episodeType";

/// An item or entry ends.
pub fn item_end(frame: &Frame, scope: &mut Scope<'_>) {
    lacks(frame, scope);
    let is_episode = frame.itunes || scope.parent.as_deref().is_some_and(|around| around.itunes);
    if !is_episode || !(frame.itunes || frame.has("itunes:duration")) {
        return;
    }
    // The channel of a podcast's item is a podcast's, whatever it says of itself.
    if let Some(around) = scope.parent.as_deref_mut() {
        around.itunes = true;
    }
    for EnclosureFacts { url, kind, mark } in &frame.enclosures {
        if !files::is_played(url, kind.as_deref()) {
            let message = format!("podcast programs may not play `{}`", shown(url));
            scope.log.add(const { rule(Code::ItunesFormat) }, *mark, message);
        }
    }
}

/// What this lacks if it is an episode.
fn lacks(frame: &Frame, scope: &mut Scope<'_>) {
    let titled = frame.has("title") || frame.has("itunes:title");
    // A trailer has no number.
    let extra = frame.own.iter().any(|(name, value)| *name == EPISODE_TYPE && value != "full");
    let numbered = extra || frame.has("itunes:episode");
    let found = [
        (EpisodeLack::File, frame.enclosures.is_empty()),
        (EpisodeLack::Title, !titled),
        (EpisodeLack::Number, !numbered),
    ];
    for (lack, _) in found.into_iter().filter(|(_, lacking)| *lacking) {
        if scope.facts.lacks.len() < LACKS_KEPT {
            scope.facts.lacks.push((lack, frame.mark));
        }
    }
}
