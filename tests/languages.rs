//! The language of an entry: what the article says, unless its letters say otherwise.

mod support;

use support::Site;

const CHINESE: &str = "码头办公室今天宣布，新的潮闸已经开始试运行，航道照常开放。";
const JAPANESE: &str = "新しい水門の試験運転が今朝から始まりましたので、お知らせいたします。";
const RUSSIAN: &str = "Новый шлюз начал работу сегодня утром, и проход для лодок открыт.";
const ARABIC: &str = "بدأت البوابة الجديدة العمل صباح اليوم والممر مفتوح أمام القوارب الصغيرة.";

fn language(site: &Site, title: &str) -> Option<String> {
    let feed = site.feed();
    let item = feed["items"].as_array().unwrap().iter().find(|item| item["title"] == title).expect("the entry");
    item["language"].as_str().map(str::to_owned)
}

#[test]
fn a_text_in_other_letters_is_not_said_to_be_english() {
    for (text, language_then) in [(CHINESE, Some("zh")), (JAPANESE, Some("ja")), (RUSSIAN, None), (ARABIC, None)] {
        let site = Site::new("");
        site.write("content/2026-02-01-gate.md", format!("---\ntitle: Gate\n---\n{text}\n"));
        let ran = site.build();
        assert_eq!(language(&site, "Gate").as_deref(), language_then, "{text}");
        assert!(
            ran.err.contains("warning[language-script]") && ran.err.contains("content/2026-02-01-gate.md"),
            "{}",
            ran.err
        );
        if let Some(then) = language_then {
            assert!(site.read("feeds/atom.xml").contains(&format!("xml:lang=\"{then}\"")), "{then}");
            let told = site.run(&["explain", "content/2026-02-01-gate.md"]).out;
            assert!(told.contains("letters of the text"), "{told}");
        }
        // Once it says so itself, there is nothing to tell.
        let own = if text == RUSSIAN {
            "ru"
        } else if text == ARABIC {
            "ar"
        } else {
            language_then.unwrap()
        };
        site.write("content/2026-02-01-gate.md", format!("---\ntitle: Gate\nlang: {own}\n---\n{text}\n"));
        assert!(!site.build().err.contains("language-script"), "{own}");
        assert_eq!(language(&site, "Gate").as_deref(), Some(own));
    }
}

#[test]
fn words_of_another_language_within_a_text_change_nothing() {
    let english = "The new tide gate went to work this morning, and the passage is open to boats.";
    for text in [
        format!("{english} Its name is 潮门."),
        format!("{english}\n\n```\n{CHINESE}\n```\n\n{english} {english}"),
        "潮门".to_owned(),
        format!("{english} {RUSSIAN} {english} {english}"),
    ] {
        let site = Site::new("");
        site.write("content/2026-02-01-gate.md", format!("---\ntitle: Gate\n---\n{text}\n"));
        assert!(!site.build().err.contains("language-script"), "{text}");
        assert_eq!(language(&site, "Gate"), None, "{text}");
    }
}

#[test]
fn what_a_script_does_not_tell_is_not_told() {
    for (declared, text) in
        [("ja", CHINESE), ("zh-Hant", CHINESE), ("sr-Latn", RUSSIAN), ("kk", RUSSIAN), ("ug", ARABIC)]
    {
        let site = Site::new("");
        site.write("content/2026-02-01-gate.md", format!("---\ntitle: Gate\nlang: {declared}\n---\n{text}\n"));
        assert!(!site.build().err.contains("language-script"), "{declared}");
        assert_eq!(language(&site, "Gate").as_deref(), Some(declared));
    }
}

#[test]
fn folders_that_are_named_by_their_languages_say_them() {
    let article = |title: &str| format!("---\ntitle: {title}\ndate: 2026-01-05\n---\nSome text.\n");
    let language = |site: &Site, title: &str| {
        let feed = site.feed();
        let item = feed["items"].as_array().unwrap().iter().find(|item| item["title"] == title).unwrap();
        item["language"].as_str().unwrap_or("en").to_owned()
    };
    for below in ["", "blog/"] {
        let site = Site::new("");
        for folder in ["en", "de", "pt-br"] {
            site.write(&format!("content/{below}{folder}/x.md"), article(folder));
        }
        // The name of a file, and the front matter, say it more plainly.
        site.write(&format!("content/{below}de/y.fr.md"), article("by name"));
        site.write(&format!("content/{below}de/z.md"), article("own\nlanguage: nl"));
        site.build();
        for (title, expected) in [("en", "en"), ("de", "de"), ("pt-br", "pt-br"), ("by name", "fr"), ("own", "nl")] {
            assert!(language(&site, title).eq_ignore_ascii_case(expected), "{title}");
        }
    }
    // Sections: one is no language, the site's own is not among them, or there is only one.
    for folders in [&["en", "it", "news"][..], &["it", "no"], &["de"]] {
        let site = Site::new("");
        for folder in folders {
            site.write(&format!("content/{folder}/x-{folder}.md"), article(folder));
        }
        site.build();
        assert!(folders.iter().all(|folder| language(&site, folder) == "en"), "{folders:?}");
    }
}

#[test]
fn a_text_without_a_letter_of_the_language_of_the_site_is_told() {
    let english = "The new tide gate went to work this morning, and the passage is open to boats.";
    let site = Site::new("language = \"zh\"\n");
    site.write("content/2026-02-01-gate.txt", format!("{english}\n"));
    site.write("content/2026-02-02-move.en.txt", format!("{english}\n"));
    site.write("content/2026-02-05-own.txt", format!("Lang: zh\n\n{english}\n"));
    site.write("content/2026-02-03-notice.txt", format!("{CHINESE}\n"));
    site.write("content/2026-02-04-名.txt", format!("潮门\n\n{english}\n"));
    let ran = site.build();
    assert_eq!(ran.err.matches("language-script").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("content/2026-02-01-gate.txt") && ran.err.contains("`name.en.txt`"), "{}", ran.err);
    // Pinyin is Chinese in Latin letters.
    let site = Site::new("language = \"zh-Latn\"\n");
    site.write("content/2026-02-01-gate.txt", "Xin de chaoxi zhamen jintian zaochen kaishi shiyong le.\n");
    assert!(!site.build().err.contains("language-script"));
}
