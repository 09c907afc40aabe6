//! What is withheld stays out of every document, in whatever way an article says so; and what is for everybody
//! comes out. The table of keys is walked in every spelling, case and form of front matter.

mod articles_site;
mod support;

use std::fmt::Write as _;

use articles_site::SmallSite;
use support::Site;
use tidings::article::LeftOut;
use tidings::article::front_matter::parse;
use tidings::article::withhold::{KeyKind, Says, TABLE, documented};

/// Builds articles that differ in their front matter alone, and gives back which of them are in the feed.
fn published(more: &str, heads: &[&str], arguments: &[&str]) -> (Vec<bool>, support::Ran) {
    let site = Site::new(&format!("{more}\n[[feed]]\nname = \"all\"\nlimit = \"all\"\n"));
    for (number, head) in heads.iter().enumerate() {
        site.write(
            &format!("content/2026-03-01-n{number}.md"),
            format!("---\ntitle: Number {number}\n{head}\n---\nThe text of number {number}.\n"),
        );
    }
    // So that no feed is without an entry.
    site.write("content/2026-01-01-always.md", "# Always\n\nFor everybody.\n");
    let ran = site.run(&[&["build", "--left-out"], arguments].concat());
    let feed = site.read("feeds/all.json");
    let is_out = |number: usize| feed.contains(&format!("\"Number {number}\""));
    ((0..heads.len()).map(is_out).collect(), ran)
}

#[track_caller]
fn all_withheld(heads: &[&str]) {
    let (out, ran) = published("", heads, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let leaked: Vec<_> = heads.iter().zip(out).filter(|(_, out)| *out).map(|(head, _)| head).collect();
    assert!(leaked.is_empty(), "published: {leaked:#?}");
    for number in 0..heads.len() {
        assert!(ran.out.contains(&format!("left out: content/2026-03-01-n{number}.md (")), "{}", ran.out);
    }
}

#[track_caller]
fn all_published(heads: &[&str]) {
    let (out, ran) = published("", heads, &[]);
    let kept: Vec<_> = heads.iter().zip(out).filter(|(_, out)| !*out).map(|(head, _)| head).collect();
    assert!(kept.is_empty(), "withheld: {kept:#?}\n{}", ran.err);
    assert!(!ran.err.contains("[withheld"), "{}", ran.err);
}

/// A key of the table in the ways that people part and write its words.
fn spellings(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split('_').filter(|word| !word.is_empty()).collect();
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    let pascal: String = words.iter().map(|word| capital(word)).collect();
    let camel = words[0].to_owned() + &words[1..].iter().map(|word| capital(word)).collect::<String>();
    let mut all =
        vec![key.to_owned(), words.join("-"), words.join(" "), words.concat(), key.to_uppercase(), pascal, camel];
    all.sort();
    all.dedup();
    all
}

/// A whole article with one key, in every form of front matter, by name.
fn forms(key: &str, value: &str) -> Vec<(&'static str, String)> {
    let text = "\nThe text is not for everybody.\n";
    vec![
        ("yaml", format!("---\ntitle: T\n\"{key}\": {value}\n---\n{text}")),
        ("plain yaml", format!("---\ntitle: T\n{key}: {value}\n---\n{text}")),
        ("toml", format!("+++\ntitle = \"T\"\n\"{key}\" = \"{value}\"\n+++\n{text}")),
        ("json", format!("{{\"title\": \"T\", \"{key}\": \"{value}\"}}\n{text}")),
        ("headers", format!("Title: T\n{key}: {value}\n{text}")),
        ("headers, the key first", format!("{key}: {value}\nTitle: T\n{text}")),
        (
            "html",
            format!(
                "<html><head><title>T</title><meta name=\"{key}\" content=\"{value}\"></head><body>{text}</body></html>"
            ),
        ),
        ("in extra", format!("+++\ntitle = \"T\"\n[extra]\n\"{key}\" = \"{value}\"\n+++\n{text}")),
        ("in params", format!("---\ntitle: T\nparams:\n  \"{key}\": {value}\n---\n{text}")),
        ("in taxonomies", format!("+++\ntitle = \"T\"\n[taxonomies]\n\"{key}\" = [\"{value}\"]\n+++\n{text}")),
    ]
}

fn withholding(kind: KeyKind) -> &'static [&'static str] {
    match kind {
        KeyKind::Hides => &["true", "Yes", "ON", "1", "ture", "是", "ja"],
        KeyKind::Shows | KeyKind::ShowsNamed => &["false", "No", "OFF", "0", "flase", "否", "nein"],
        KeyKind::Words => &["draft", "Private", "hidden", "drafft", "草稿"],
        KeyKind::Secrets => &["swordfish", "0", "false"],
        KeyKind::Embargo => &["2099-01-01", "2099-01-01T10:00:00+02:00", "2099年1月1日", "Jan 2, 2099"],
    }
}

fn publishing(kind: KeyKind) -> &'static [&'static str] {
    match kind {
        KeyKind::Hides => &["false", "No", "OFF", "0", "否", "nein"],
        KeyKind::Shows | KeyKind::ShowsNamed => &["true", "Yes", "ON", "1", "是", "ja"],
        KeyKind::Words => &["published", "public", "new", "accepted"],
        KeyKind::Secrets => &[],
        KeyKind::Embargo => &["2026-01-01", "false"],
    }
}

#[test]
fn the_table_holds_in_every_spelling_case_form_and_language() {
    let mut wrong = String::new();
    for row in TABLE {
        for key in row.keys() {
            for spelled in spellings(key) {
                for (values, withholds) in [(withholding(row.kind), true), (publishing(row.kind), false)] {
                    // Each form has some of the values, and the plainest form has all.
                    let all = values.iter().map(|value| forms(&spelled, value).swap_remove(1));
                    let some = values.iter().cycle().skip(spelled.len() % 3).enumerate().take(10);
                    let some =
                        some.filter(|_| !values.is_empty()).map(|(at, value)| forms(&spelled, value).swap_remove(at));
                    for (form, text) in all.chain(some) {
                        // A list of taxonomies is for words; a list of switches is understood by none.
                        if form == "in taxonomies" && !withholds {
                            continue;
                        }
                        let marks = parse(&text).front_matter.marks;
                        let found = marks.iter().any(|mark| {
                            mark.says != Says::Until || row.kind == KeyKind::Embargo && mark.value.contains("2099")
                        });
                        if found != withholds {
                            let _ = writeln!(wrong, "{form}, {text}: {marks:?}");
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_documented_table_is_the_one_in_use() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/articles.md");
    let docs = std::fs::read_to_string(&file).expect("the docs");
    let (before, rest) =
        docs.split_once("in `[extra]`, `[params]` and the like:\n\n").expect("the words before the table");
    let (_, after) = rest.split_once("\n- **hides**").expect("the words after the table");
    let right = format!("{before}in `[extra]`, `[params]` and the like:\n\n{}\n- **hides**{after}", documented());
    if std::env::var_os("TIDINGS_BLESS").is_some() {
        std::fs::write(&file, &right).expect("the docs are written");
    }
    let docs = std::fs::read_to_string(&file).expect("the docs");
    assert!(docs == right, "docs/articles.md: run with TIDINGS_BLESS=1");
}

#[test]
fn what_is_not_understood_is_withheld_and_named_with_its_place() {
    let (out, ran) = published(
        "",
        &[
            "draft: ture",
            "private: [a, b]",
            "published: flase",
            "visibility: hiden",
            "is_privat: yes",
            "embargo_until: Easter",
        ],
        &[],
    );
    assert_eq!(out, [false; 6]);
    for (number, line) in [
        (0, "warning[withheld-unclear]: `draft` says `ture`, which is not understood; the article is left out"),
        (1, "warning[withheld-unclear]: `private` holds a list, which is not understood; the article is left out"),
        (2, "warning[withheld-unclear]: `published` says `flase`, which is not understood; the article is left out"),
        (3, "warning[withheld-unclear]: `visibility` says `hiden`, which is not understood; the article is left out"),
        (
            4,
            "warning[withheld-by-unknown-key]: the key `is_privat` is not known, and reads as if it withheld; the article is left out",
        ),
        (
            5,
            "warning[withheld-unclear]: `embargo_until` says `Easter`, which is not understood; the article is left out",
        ),
    ] {
        let at = ran.err.find(line).unwrap_or_else(|| panic!("{line}\n{}", ran.err));
        assert!(ran.err[at..].lines().nth(1).unwrap_or("").contains(&format!("n{number}.md:3:")), "{}", ran.err);
    }
    for help in [
        "write `draft: true` to withhold it, or `draft: false` to publish it",
        "write `published: false` to withhold it",
        "name it in `[content] harmless` of tidings.toml",
    ] {
        assert!(ran.err.contains(help), "{help}\n{}", ran.err);
    }
    assert!(ran.out.contains("6 mark that is not understood"), "{}", ran.out);
}

#[test]
fn lines_that_are_none_of_their_syntax_withhold_too() {
    all_withheld(&[
        "draft:true",
        "draft :yes",
        "Draft = true",
        "\"draft\":true",
        "draft",
        "draft true",
        "private:ja",
        "状态:草稿",
        "草稿：是",
    ]);
    let texts = [
        "Title: Secret\nDate: 2026-02-01\ndraft:true\n\nText.\n",
        "Title: Secret\n  draft: true\n\nText.\n",
        "Draft: true\n\nText.\n",
        "Status: draft\n\nText.\n",
        "---\ndraft:true\n---\nText.\n",
        "---\n- draft: true\n---\nText.\n",
        "+++\ndraft = false\ndraft = true\n+++\nText.\n",
        "---\ndraft: true\ndraft: false\n---\nText.\n",
        "<!doctype html><html><head><title>T</title><meta name=\"Status\" content=\"draft\"></head><body>Text.</body></html>",
    ];
    for text in texts {
        let site = SmallSite::of(&[("2026-02-01-a.md", text)]);
        let read = site.head("2026-02-01-a.md");
        assert!(matches!(read.left_out, Some(LeftOut::Draft | LeftOut::Unclear)), "{text}: {read:?}");
    }
    // Prose that begins so is prose.
    for text in [
        "Draft: a plan for the summer.\n\nText.\n",
        "---\nDraft horses pull carts.\n---\nText.\n",
        "Private: the life of a pump.\n\nText.\n",
    ] {
        let site = SmallSite::of(&[("2026-02-01-a.md", text)]);
        assert!(site.head("2026-02-01-a.md").article.is_some(), "{text}");
    }
}

#[test]
fn values_are_read_in_the_writers_language() {
    all_withheld(&[
        "draft: oui",
        "draft: はい",
        "draft: 예",
        "draft: enabled",
        "draft: {value: true}",
        "draft: maybe",
        "hidden: evet",
        "published: нет",
        "public: nein",
        "rss: 否",
        "visible: no",
        "publish: later",
        "published: coming soon",
        "visibility: 私密",
        "status: 下書き",
        "status: на рассмотрении",
        "access: members only",
        "state: trashed",
        "status: Draft, second version",
        "access: {members: true}",
    ]);
    all_published(&[
        "draft: nein",
        "draft: 否",
        "draft: ''",
        "draft: ~",
        "draft: []",
        "hidden: off",
        "published: ja",
        "rss: はい",
        "password: ''",
        "status: final",
        "state: Texas",
        "state: ME",
        "status: none",
        "visibility: everyone",
        "published: The Weekly Pump",
        "draft: FALSE",
    ]);
}

#[test]
fn keys_that_name_a_part_of_the_page_are_harmless() {
    all_published(&[
        "searchHidden: true",
        "hide_table_of_contents: true",
        "hide: [toc, navigation]",
        "hide: footer",
        "nav_exclude: true",
        "robotsNoIndex: true",
        "noindex: true",
        "hideComments: true",
        "disableShare: true",
        "hidesummary: true",
        "sidebar: {hide: true}",
        "cover: {hidden: true}",
        "hiddenFromHomePage: true",
        "search: {exclude: true}",
        "toc: false",
        "publisher: false",
        "craft: true",
        "drift: true",
        "primate: gorilla",
        "show_posts: false",
        "remote: true",
        "feed: news",
        "rss: /news.xml",
        "feed: {title: News}",
        "render: post.html",
        "private_key_id: 3",
        "tags: [draft, private]",
        "build: {publishResources: false, list: always}",
        "password_hint: none",
    ]);
}

#[test]
fn keys_that_read_as_if_they_withheld_do() {
    all_withheld(&[
        "dratf: true",
        "darft: yes",
        "isPrivate: on",
        "hide_post: true",
        "HidePage: true",
        "omit_from_feeds: true",
        "excludedFromAtom: true",
        "norss: true",
        "dont_publish: true",
        "not_for_feeds: true",
        "feed: {exclude: true}",
        "rss: {enabled: false}",
        "feeds: {include: no}",
        "hide: [feed]",
        "hide: {post: true}",
        "build: {list: never}",
        "build: {render: never}",
        "extra: {params: {hidden: true}}",
        "<<: {draft: true}",
        "cover: {draft: true}",
        "privte: true",
        "pasword: swordfish",
        "show_in_atom: false",
        "notPublic: true",
    ]);
}

#[test]
fn exceptions_are_named_in_the_configuration() {
    let heads = [
        "secret: three pumps",
        "hide_post: true",
        "extra: {hidden: true}",
        "hidden: true",
        "draft: true",
        "draft: ture",
    ];
    let more = "[content]\nharmless = [\"Secret\", \"hide-post\", \"extra.hidden\"]\n";
    assert_eq!(published(more, &heads, &[]).0, [true, true, true, false, false, false]);
    // A key of the table too: who names it takes it on.
    assert_eq!(
        published("[content]\nharmless = [\"draft\"]\n", &heads, &[]).0,
        [false, false, false, false, true, true]
    );
    let site = Site::new("[content]\nharmles = [\"draft\"]\nharmless = [\"harmles\"]\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("unknown key `harmles`"), "{}", ran.err);
    let ran = Site::new("[content]\nharmless = [\" \"]\n").run(&["build"]);
    assert!(ran.code == 2 && ran.err.contains("is no key"), "{}", ran.err);
}

#[test]
fn the_latest_day_decides_when_an_article_goes_out() {
    let heads = [
        "date: 2026-02-01\npublishDate: 2026-09-01",
        "date: 2026-09-01\npublishDate: 2026-02-01",
        "date: 2026-02-01\nembargo: 2026-09-01",
        "publish: 2026-09-01",
        "date: 2026-02-01\npubDate: 2027",
        "date: 2026-02-01\npublishDate: 2026-02-03",
        "date: 2026-02-01\ngoLive: 2026-03-03",
        "scheduled: true",
    ];
    let (out, ran) = published("", &heads, &[]);
    assert_eq!(out, [false, false, false, false, false, true, true, false], "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("n0.md (waiting until 2026-09-01T00:00:00Z)"), "{}", ran.out);
    assert!(ran.out.contains("n4.md (waiting until 2028-01-01T00:00:00Z)"), "{}", ran.out);
    assert_eq!(published("preset = \"hugo\"\n", &heads, &[]).0, out);
    // No day of the file's name stands in for one that is not fixed yet.
    all_withheld(&["date: soon", "date: TBD", "publishDate: after Easter"]);
    // Its date is what it was.
    let site = Site::new("");
    site.write("content/a.md", "---\ntitle: A\ndate: 2026-02-01\npublishDate: 2026-02-03\n---\nText.\n");
    site.build();
    assert_eq!(site.feed()["items"][0]["date_published"], "2026-02-01T00:00:00Z");
}

#[test]
fn places_withhold_in_any_case() {
    let paths = [
        "Drafts/a.md",
        "DRAFT/a.md",
        "_drafts/deep/a.md",
        "草稿/a.md",
        "Entwürfe/a.md",
        "draft-posts/a.md",
        "drafts-2026/a.md",
        "2026-drafts/a.md",
        "old-drafts/a.md",
        "drafts_old/a.md",
        "drafts.bak/a.md",
        "draft-notes/a.md",
        "unpublished/a.md",
        "_set/a.md",
        "_note.md",
        "_set/_index.md",
    ];
    let open =
        ["draft-horses/a.md", "_posts/a.md", "undrafted/a.md", "overdraft/a.md", "draft-horses.md", "a.draftsman.md"];
    let files: Vec<(&str, &str)> =
        paths.iter().chain(&open).map(|path| (*path, "---\ndate: 2026-02-01\n---\nText.\n")).collect();
    let mut site = SmallSite::of(&files);
    let mut found = site.found();
    found.sort();
    let mut right = open.map(str::to_owned);
    right.sort();
    assert_eq!(found, right);
    let skipped = tidings::content::discover(&site.config).expect("the folder is listed").skipped;
    for path in paths {
        let reason =
            skipped.iter().find(|skipped| skipped.path == path).unwrap_or_else(|| panic!("{path} is not named")).reason;
        let aside = path.starts_with("_set") || path.starts_with("_note");
        assert_eq!(reason, if aside { LeftOut::Underscore } else { LeftOut::DraftsFolder }, "{path}");
    }
    // `--drafts` shows drafts folders, and nothing that is set aside.
    site.config.content.drafts = tidings::config::Drafts::Take;
    assert_eq!(site.found().len(), open.len() + 13);
}

// What generators set aside, `tests/golden.rs` shows.
#[test]
fn without_a_generator_a_name_with_an_underscore_is_set_aside() {
    let paths = ["_part/a.md", "_note.md", "_includes/a.md", "_posts/a.md"];
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "---\ndate: 2026-02-01\n---\nText.\n")).collect();
    let site = SmallSite::of(&files);
    let skipped = tidings::content::discover(&site.config).expect("the folder is listed").skipped;
    let skipped: Vec<&str> = skipped.iter().map(|skipped| &*skipped.path).collect();
    assert_eq!(skipped, ["_includes/a.md", "_note.md", "_part/a.md"]);
}

#[test]
fn drafts_are_shown_where_they_are_asked_for_and_nothing_else_is() {
    let heads = [
        "draft: true",
        "published: false",
        "status: pending",
        "draft: ture",
        "private: true",
        "unlisted: true",
        "rss: false",
        "password: x",
        "visibility: hidden",
        "draft: true\nprivate: true",
    ];
    let site = Site::new("[[feed]]\nname = \"all\"\nlimit = \"all\"\n");
    for (number, head) in heads.iter().enumerate() {
        site.write(
            &format!("content/2026-03-01-n{number}.md"),
            format!("---\ntitle: Number {number}\n{head}\n---\nText.\n"),
        );
    }
    let ran = site.run(&["build", "--drafts", "--output", "preview", "--left-out"]);
    let feed = site.read("preview/all.json");
    for (number, head) in heads.iter().enumerate() {
        assert_eq!(feed.contains(&format!("\"Number {number}\"")), number < 4, "{head}\n{}", ran.out);
    }
    for reason in ["1 kept out of feeds", "3 private", "1 protected by a password", "1 unlisted"] {
        assert!(ran.out.contains(reason), "{reason}: {}", ran.out);
    }
}

#[test]
fn what_was_published_before_does_not_vanish_without_a_word() {
    let site = Site::new("");
    let head = |more: &str| format!("---\ntitle: A\n{more}---\nText of the article.\n");
    for name in ["key", "old", "due", "kept"] {
        site.write(&format!("content/2026-03-01-{name}.md"), head(""));
    }
    site.write("content/Set/2026-03-01-folder.md", head(""));
    assert!(!site.build().err.contains("published-before"));
    site.write("content/2026-03-01-key.md", head("confidential: true\n"));
    site.write("content/2026-03-01-old.md", head("draft: true\n"));
    site.write("content/2026-03-01-due.md", head("date: 2026-03-01\npublishDate: 2026-09-01\n"));
    std::fs::create_dir(site.path("content/_Set")).expect("a folder");
    std::fs::rename(site.path("content/Set/2026-03-01-folder.md"), site.path("content/_Set/2026-03-01-folder.md"))
        .expect("moved");
    let ran = site.build();
    assert!(
        ran.err.contains("warning[published-before]: published before: `confidential` withholds this article now"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("content/2026-03-01-key.md") && ran.err.contains("content/2026-03-01-due.md"),
        "{}",
        ran.err
    );
    // Whoever writes `draft: true` beside a published article means it.
    assert_eq!(ran.err.matches("[published-before]").count(), 2, "{}", ran.err);
    // It is said once.
    assert!(!site.build().err.contains("published-before"));
}

#[test]
fn days_are_known_by_more_names_and_with_slips_of_the_pen() {
    all_withheld(&[
        "publishDtae: 2099-01-01",
        "emabrgo: 2099-01-01",
        "embargo_untill: 2099-01-01",
        "embargo_untill: Easter",
        "shedule_date: 2099-01-01",
        "embargoed-till: 2099-01-01",
        "embargoEnds: 2099-01-01",
        "publish_time: 2099-01-01 10:00",
        "goes-live: 2099-01-01",
        "show_from: 2099-01-01",
        "发表日期: 2099-01-01",
        "publishDate: never",
        "schedule: 2099-01-01",
        "schedule: later",
    ]);
    all_published(&[
        "schedule: weekly",
        "schedule: [Tue, Thu]",
        "schedule: every 2 weeks",
        "schedule: https://plan.example/2099",
        "embargo: lifted",
        "embargo: never",
        "embargo: 解除",
        "published_in: Pump Weekly",
        "published_by: Ann",
        "post_data: 3",
    ]);
}

#[test]
fn settings_of_other_places_and_names_are_harmless() {
    all_published(&[
        "syndicate: mastodon",
        "syndicate: [mastodon, bluesky]",
        "syndication: [https://social.example/1]",
        "devto: {published: false}",
        "newsletter: {draft: true}",
        "crosspost: {medium: {draft: true}}",
        "email: {published: no}",
        "公開: 公開",
        "公開: する",
        "공개: 공개",
        "koncept: ne",
        "加密: 无",
        "draft_of: report-7",
        "drafted_by: Ann",
        "headless: browser",
        "state: Private Island",
        "state: NE",
        "status: no longer a draft",
        "status: reviewed by Ann",
        "review: true",
        "members: [Ann, Ben]",
        "intern: Ann Example",
        "audience: beginners",
        "access: {level: public}",
        "status: {value: published}",
        "visible_to: everyone",
        "draft_status: final",
        "dark_mode: true",
        "隐私: 公开",
        "status: published, was a draft",
        "audience: internal developers",
        "status: in progress",
    ]);
}

#[test]
fn every_form_of_a_word_withholds() {
    all_withheld(&[
        "visibilité: privée",
        "statut: privée",
        "видимость: приватная",
        "stato: non pubblicato",
        "status: nicht veröffentlicht",
        "状态: 未公开",
        "状态: 待审",
        "状态: 已下架",
        "状态: 草稿（二）",
        "可见性: 自己可见",
        "unveröffentlicht: ja",
        "intern: ja",
        "geheim: true",
        "机密: 是",
        "秘密: はい",
        "会員限定: true",
        "仅会员: 是",
        "阅读密码: abc",
        "隐私: 是",
        "公開設定: 非公開",
        "zichtbaar: nee",
        "publier: non",
        "non_publié: oui",
        "dold: ja",
        "publicerad: nej",
        "公開: しない",
        "неопубликовано: да",
        "members: true",
        "for_members_only: true",
        "patrons-only: true",
        "onlyFriends: true",
        "only_me: true",
        "familyOnly: true",
        "not_for_publication: true",
        "not_ready: true",
        "withhold: true",
        "drafted: true",
        "draft_mode: true",
        "saved_as_draft: true",
        "draft_status: true",
        "visible_to: members",
        "listed: nope",
        "visible_in_rss: nope",
        "trashed: true",
        "visibility: nur für Mitglieder",
        "status: à relire",
        "workflow: draft",
        "access: followers",
    ]);
}

#[test]
fn words_of_feeds_phrases_and_maps_withhold() {
    all_withheld(&[
        "feed: exclude",
        "rss: excluded",
        "rss: deny",
        "rss: never",
        "allow_in_feed: false",
        "allowRss: no",
        "output_feed: false",
        "has_feed: false",
        "rss_item: false",
        "syndication: false",
        "newsfeed: false",
        "keep_out_of_feed: true",
        "do_not_syndicate: true",
        "drop_from_feed: true",
        "feed: {include: nope}",
        "status: do not publish",
        "status: not ready to be published",
        "status: embargoed until 2027",
        "status: pending approval by the board",
        "status: {value: draft}",
        "access: {level: private}",
        "access: login",
        "visibility: patrons",
        "password_hash: abcd",
        "pwd: abcd",
        "pass: abcd",
        "decrypt_password: abcd",
    ]);
}

#[test]
fn files_named_as_drafts_are_drafts() {
    let names = ["plan.draft.md", "2026-02-01-plan.Draft.md", "draft-2026-02-01-plan.md", "DRAFT_20260201.md"];
    let open = ["draft-2-of-3.md", "draft-horses.md", "draft.md", "drafty.2026.md"];
    let all: Vec<(&str, &str)> =
        names.iter().chain(&open).map(|name| (*name, "---\ndate: 2026-02-01\n---\nText.\n")).collect();
    let mut site = SmallSite::of(&all);
    let mut found = site.found();
    found.sort();
    assert_eq!(found, ["draft-2-of-3.md", "draft-horses.md", "draft.md", "drafty.2026.md"]);
    site.config.content.drafts = tidings::config::Drafts::Take;
    assert_eq!(site.found().len(), all.len());
}

#[test]
fn the_metas_of_any_page_withhold() {
    let long = format!("<!-- {} -->", "x".repeat(3000));
    for text in [
        "<!doctype html>\n<title>Plan</title>\n<meta name=\"draft\" content=\"true\">\n<p>Text.\n".to_owned(),
        "<!doctype html><html lang=en><meta charset=utf-8><title>Plan</title><meta name=status content=draft><body>Text.".to_owned(),
        "<head><title>Plan</title><meta name=\"password\" content=\"x\"></head><body>Text.</body>".to_owned(),
        "<html><head><script>let a = '</head>';</script><meta name=\"private\" content=\"yes\"></head><body>Text.</body></html>".to_owned(),
        "<html><head><!-- </head> --><meta name=\"private\" content=\"yes\"></head><body>Text.</body></html>".to_owned(),
        format!("<head>{long}<meta name=\"private\" content=\"yes\"></head><body>Text.</body>"),
        format!("---\ntitle: T\n---\n<!doctype html><html><head>{long}<meta name=\"draft\" content=\"true\"></head><body>Text.</body></html>"),
        "---\ntitle: T\ndate: 2026-02-01\n---\n\n<html><head><meta name=\"unlisted\" content=\"true\"></head><body>Text.</body></html>".to_owned(),
    ] {
        let site = Site::new("");
        site.write("content/2026-01-01-always.md", "# Always\n\nFor everybody.\n");
        site.write("content/2026-02-01-a.html", &text);
        let ran = site.build();
        assert_eq!(site.feed()["items"].as_array().map(Vec::len), Some(1), "{text}{}", ran.err);
    }
    for text in [
        "<!doctype html>\n<title>Plan</title>\n<meta name=\"draft\" content=\"false\">\n<p>Text.\n",
        "<p>Text.</p>\n<pre>&lt;meta name=draft content=true></pre>\n",
        "<html><head><title>T</title></head><body><meta name=\"draft\" content=\"true\">Text.</body></html>",
    ] {
        let site = Site::new("");
        site.write("content/2026-02-01-a.html", text);
        site.build();
        assert_eq!(site.feed()["items"].as_array().map(Vec::len), Some(1), "{text}");
    }
}

#[test]
fn what_people_take_for_a_head_withholds() {
    for text in [
        "title: T\ndate: 2026-02-01\npublished: false\n---\nText.\n",
        "layout: post\ndraft: true\n---\nText.\n",
        "-----\ntitle: T\ndraft: true\n-----\nText.\n",
        "--- # head\ntitle: T\ndraft: true\n---\nText.\n",
        ";;;\n{\"title\": \"T\", \"draft\": true}\n;;;\nText.\n",
        ";;;\n\"title\": \"T\",\n\"draft\": true\n;;;\nText.\n",
        "\u{200b}---\ntitle: T\ndraft: true\n---\nText.\n",
        "\u{feff}\u{feff}---\ntitle: T\ndraft: true\n---\nText.\n",
        "<!--\ntitle: T\ndraft: true\n-->\nText.\n",
        "--\ntitle: T\ndraft: true\n--\nText.\n",
        "import A from './a'\n\nexport const frontmatter = {title: 'T', draft: true}\n\nText.\n",
        "export const meta = {\n  title: 'T',\n  published: false,\n}\n\nText.\n",
    ] {
        let site = SmallSite::of(&[("2026-02-01-a.mdx", text)]);
        let read = site.head("2026-02-01-a.mdx");
        assert_eq!(read.left_out, Some(LeftOut::Draft), "{text}: {read:?}");
    }
    for text in [
        "Dear reader: this is short.\n---\nText.\n",
        "-----\nDraft horses pull carts.\n-----\nText.\n",
        "title: T\npublished: true\n---\nText.\n",
        "export const meta = {draft: false}\n\nText.\n",
        "Status: the pump is hidden.\n---\nText.\n",
        "----\nNote: a draft is a wind.\n----\nText.\n",
    ] {
        let site = SmallSite::of(&[("2026-02-01-a.mdx", text)]);
        assert!(site.head("2026-02-01-a.mdx").article.is_some(), "{text}");
    }
}

#[test]
fn blanks_of_any_script_stand_between_key_and_value() {
    for blank in ["\u{3000}", "\u{2028}", "\u{a0}", "\u{2003}"] {
        let text = format!("---\ntitle: T\ndraft{blank}true\n---\nText.\n");
        let site = SmallSite::of(&[("2026-02-01-a.md", &*text)]);
        assert!(site.head("2026-02-01-a.md").article.is_none(), "{text:?}");
    }
}
