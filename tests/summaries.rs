//! Summaries: whole sentences of the lead, in any script, and nothing that is no text of the article.

use proptest::prelude::*;
use tidings::text::summary::{LIMIT, lead_sentences, summarize};
use tidings::text::{Block, BlockKind};

fn paragraphs(texts: &[&str]) -> Vec<Block> {
    texts.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect()
}

fn of(texts: &[&str], title: &str) -> String {
    summarize(paragraphs(texts), title).map(|text| text.as_str().to_owned()).unwrap_or_default()
}

const LEAD: &str = "The new pump moves ten litres of water a second and runs on a small battery.";

#[test]
fn takes_whole_sentences_up_to_the_limit() {
    let long = "It was tested for a year in three villages where the wells are deep and the sun is strong, and it never failed.";
    assert_eq!(of(&[LEAD, long], "News"), format!("{LEAD} {long}"));
    let longer = format!("{LEAD} {long} {long}");
    assert_eq!(of(&[&longer], "News"), format!("{LEAD} {long}"));
}

#[test]
fn leaves_out_what_is_no_text_of_the_article() {
    for noise in [
        "By Lin Wei, 30 August 2024",
        "August 30, 2024",
        "August 30, 2024 by Lin Wei and Ada Roe.",
        "Posted on 30 Aug 2024 by Lin",
        "作者：林伟",
        "发布时间：2024年8月30日",
        "Hello everyone!",
        "大家好！",
        "Dear friends of the pump,",
        "Update: the pump is sold out since Monday, sorry for that.",
        "Note: prices are without tax, and they change at any time.",
        "Editor’s note: this is the second print of the story.",
        "编者按：本文有删节，请读者注意。",
        "This post was originally published on the blog of our partner in Shenzhen.",
        "本文转载自合作伙伴的博客，感谢他们的支持。",
        "Share this article on your favourite network",
        "Follow us on Mastodon",
        "Table of contents",
        "WeChat: acme   Email: press@acme.example",
        "A new pump",
        "A new pump!",
        "The numbers of the test are these:",
        "Photo by Ada Roe",
    ] {
        assert_eq!(of(&[noise, LEAD], "A new pump"), LEAD, "{noise:?}");
    }
}

#[test]
fn takes_greetings_datelines_and_labels_off_the_first_sentence() {
    let lead = "Acme shows a pump that moves ten litres of water a second.";
    for before in [
        "Hi all, ",
        "Hello everyone! ",
        "SHENZHEN, Aug. 30, 2024 -- ",
        "SHENZHEN, China, Aug. 30, 2024 /PRNewswire/ -- ",
        "Berlin – 3 May 2024 – ",
        "BEIJING, August 30 (Reuters) - ",
        "TL;DR: ",
    ] {
        assert_eq!(of(&[&format!("{before}{lead}")], "Pump news"), lead, "{before:?}");
    }
    let lead = "艾可公司今天展示了一款每秒可抽十升水的新水泵。";
    for before in ["深圳，2024年8月30日——", "新华社深圳8月30日电 ", "本报讯（记者 林伟）", "大家好，", "摘要："]
    {
        assert_eq!(of(&[&format!("{before}{lead}")], "新水泵"), lead, "{before:?}");
    }
}

#[test]
fn keeps_sentences_that_only_look_like_boilerplate() {
    for lead in [
        "By default, the pump stops when the well is dry, and starts when it fills.",
        "Hello, world is the first program that the pump's computer ran last night.",
        "Note that the pump needs clean water, or else it stops within a few days.",
        "Updates to the pump are free for all who bought one in the last ten years.",
        "May was the month in which the pump was built, tested, painted and sold.",
        "The U.S. Army Corps bought a pump - its first - and a lot of hose with it.",
    ] {
        assert_eq!(of(&[lead], "News"), lead);
    }
}

#[test]
fn takes_text_of_no_other_kind_while_there_is_a_paragraph() {
    let mut blocks: Vec<Block> = [
        (BlockKind::Heading(2), "A heading that reads like a sentence."),
        (BlockKind::Code, "print(\"A sentence in code.\");"),
        (BlockKind::Table, "A sentence in a cell."),
        (BlockKind::Caption, "A caption that tells what the picture shows to all."),
        (BlockKind::ListItem, "An item of a list that is a sentence."),
        (BlockKind::Quote, "A quotation that stands before the text."),
    ]
    .map(|(kind, text)| Block::new(kind, text))
    .into();
    blocks.push(Block {
        linked: true,
        ..Block::new(BlockKind::Paragraph, "All of this sentence is a link to somewhere.")
    });
    blocks.push(Block {
        emphasised: true,
        ..Block::new(BlockKind::Paragraph, "All of this is in italics, as notes are.")
    });
    blocks.push(Block::new(BlockKind::Paragraph, LEAD));
    assert_eq!(summarize(&blocks, "Title").unwrap().as_str(), LEAD);
}

#[test]
fn falls_back_where_there_is_no_sentence() {
    let item = |text: &str| Block::new(BlockKind::ListItem, text);
    let of = |blocks: &[Block]| summarize(blocks, "A pump").map(|text| text.as_str().to_owned());
    assert_eq!(
        of(&[item("Pipes"), item("The valves are new and made of steel.")]).unwrap(),
        "The valves are new and made of steel."
    );
    assert_eq!(of(&[item("Pipes and valves"), item("Hoses")]).unwrap(), "Pipes and valves");
    assert_eq!(of(&paragraphs(&["The numbers are these:"])).unwrap(), "The numbers are these:");
    assert_eq!(of(&paragraphs(&["Update: we are closed on Monday."])).unwrap(), "Update: we are closed on Monday.");
    assert_eq!(
        of(&paragraphs(&["A pump", "Now on sale without a full stop"])).unwrap(),
        "Now on sale without a full stop"
    );
    assert_eq!(of(&[Block::new(BlockKind::Code, "let x = 1;")]), None);
    assert_eq!(of(&[]), None);
}

#[test]
fn cuts_only_a_sentence_beyond_all_bounds_and_then_at_a_clause() {
    let clause = "water runs from the well to the house, ";
    let endless = format!("First {}and it stops.", clause.repeat(20));
    let summary = of(&[&endless], "A pump");
    assert!(summary.ends_with("from the well to the house…"), "{summary}");
    assert!(summary.chars().count() <= 350);
    let short = "The pump is blue and small.";
    assert_eq!(of(&[&endless, short], "A pump"), short, "another whole sentence is better");
}

#[test]
fn does_not_take_a_sentence_that_leans_on_nothing() {
    let lead = "Water was carried by hand in the valley until the spring of this year.";
    let leaning = "However, the new pump for the village of Ash made this a thing of the past.";
    let summary = of(&[lead, "Which villages?", leaning], "A new pump for the village of Ash");
    assert!(!summary.starts_with("However"), "{summary}");
}

#[test]
fn counts_and_joins_by_script() {
    let one = "新水泵每秒可抽十升水，使用一块小电池即可运行一整天。";
    let two = "它在三个水井很深的村庄测试了一年，从未出现过故障。";
    assert_eq!(of(&[&format!("{one}{two}{one}{two}")], "新产品"), format!("{one}{two}"));
    let japanese = "新しいポンプは毎秒十リットルの水をくみ上げ、小さな電池で一日中動きます。";
    assert_eq!(of(&[japanese, "どうぞご期待ください。"], "新製品")[..japanese.len()], *japanese);
    let korean = "새 펌프는 초당 십 리터의 물을 끌어올리며 작은 배터리로 하루 종일 작동합니다.";
    assert_eq!(of(&[korean], "새 제품"), korean);
    let arabic = "المضخة الجديدة تنقل عشرة لترات من الماء في الثانية الواحدة.";
    assert_eq!(of(&[arabic], "مضخة"), arabic);
    let hindi = "नया पंप एक सेकंड में दस लीटर पानी उठाता है और छोटी बैटरी से चलता है।";
    assert_eq!(of(&[hindi], "पंप"), hindi);
}

#[test]
fn drops_marks_that_are_left_of_markup() {
    assert_eq!(
        of(&["• The pump[^1] is [cheap][price] and **good**[2], says the [test].",], "News"),
        "The pump is cheap and good, says the [test]."
    );
}

#[test]
fn lead_sentences_shortens_to_whole_sentences() {
    let text = "One is here. Two is there. Three is nowhere.";
    assert_eq!(lead_sentences(text, 600).unwrap().as_str(), text);
    assert_eq!(lead_sentences(text, 30).unwrap().as_str(), "One is here. Two is there.");
    assert_eq!(lead_sentences(text, 5).unwrap().as_str(), "One is here.");
    assert_eq!(lead_sentences("  ", 5), None);
    let endless = "word ".repeat(200);
    let lead = lead_sentences(&endless, 100).unwrap();
    assert!(lead.as_str().ends_with("word…") && lead.as_str().len() < 360);
}

/// Hostile text in one paragraph must cost no more than its first sentences.
#[test]
fn long_hostile_paragraphs_are_cheap() {
    for unit in ["(", "“", "[", "[a", "1. ", "Dr. ", "A. ", "。", "「", "x", ". a", "—", "hi "] {
        let text = unit.repeat(1_000_000 / unit.len());
        let summary = summarize(paragraphs(&[&text]), "A title");
        assert!(summary.is_none_or(|summary| summary.as_str().chars().count() <= 360), "{unit:?}");
    }
}

proptest! {
    #[test]
    fn a_summary_is_made_of_the_text(texts in prop::collection::vec("(\\PC{0,20}[.!?。]? ?){0,12}", 0..6), title in "\\PC{0,20}") {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Some(summary) = summarize(paragraphs(&texts), &title) {
            let width = summary.as_str().chars().count();
            prop_assert!(width <= 351);
            // Sentences are left out, but no letter is made up or moved.
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<Vec<_>>();
            let body = letters(&texts.concat());
            let mut rest = body.iter();
            prop_assert!(letters(summary.as_str()).iter().all(|c| rest.any(|other| other == c)), "{summary}");
        }
    }

    #[test]
    fn sentences_fit_the_limit_where_short_ones_are_there(count in 1usize..20) {
        let text = "This pump is as good as any other. ".repeat(count);
        let summary = of(&[&text], "News");
        prop_assert!(summary.len() <= LIMIT && summary.ends_with('.'));
    }

    #[test]
    fn lead_sentences_never_panics(text in any::<String>(), limit in 0usize..400) {
        if let Some(lead) = lead_sentences(&text, limit) {
            prop_assert!(!lead.as_str().is_empty());
        }
    }
}

/// Runs `tidings summarize` in a folder and gives its standard output and whether it succeeded.
fn summarize_command(folder: &std::path::Path, arguments: &[&str]) -> (String, bool) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .arg("summarize")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .expect("the program runs");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.success())
}

#[test]
fn the_command_shows_the_summary_of_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("own.md", &format!("---\ntitle: A pump\nsummary: A *pump* for all.\n---\n# A pump\n\n{LEAD}\n"));
    write("teaser.md", &format!("# A pump\n\nThe teaser.\n\n<!--more-->\n\n{LEAD}\n"));
    write("page.html", &format!("<h1>A pump</h1><p>By Lin Wei</p><p>{LEAD}</p>"));
    let run = |arguments: &[&str]| summarize_command(folder.path(), arguments);
    assert_eq!(run(&["own.md"]), ("A pump for all.\n".to_owned(), true));
    assert_eq!(run(&["--ignore-own", "own.md", "page.html"]), (format!("own.md: {LEAD}\npage.html: {LEAD}\n"), true));
    let (json, fine) = run(&["--format", "json", "teaser.md", "none.md"]);
    let line = r#"{"path":"teaser.md","title":"A pump","summary":"The teaser.","source":"teaser"}"#;
    assert_eq!((json.trim_end(), fine), (line, false), "a file that is missing fails, and does not keep others back");
}

/// A site of letters, oldest first, each with what it says; gives the summaries of all, by title.
fn summaries_of(folder: &std::path::Path, letters: &[(&str, &str)], more: &str) -> Vec<(String, String)> {
    let content = folder.join("content");
    let _ = std::fs::remove_dir_all(&content);
    for (path, text) in letters {
        let path = content.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let site = format!("[site]\ntitle = \"T\"\nurl = \"https://tides.example/\"\n{more}");
    std::fs::write(folder.join("tidings.toml"), site).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["build", "--quiet", "--now", "2026-06-01", "-C"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let feed = std::fs::read_to_string(folder.join("feeds/feed.json")).unwrap();
    let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    feed["items"].as_array().unwrap().iter().map(|item| (text(item, "title"), text(item, "summary"))).collect()
}

const MASTHEAD: &str =
    "Hello and welcome to another issue of our letter, the only one that is about tides and nothing else!";

fn letters(count: usize, masthead: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let places = ["Lima", "Oslo", "Kobe", "Riga", "Suva", "Cork", "Doha", "Bari", "Nome", "Hilo", "Apia", "Lome"];
    let letter = |at: usize| {
        let (masthead, place) = (masthead(at), places[at % places.len()]);
        let text = format!(
            "---\ntitle: Letter {at}\n---\n{masthead}\n\nAt {place} a gauge was lowered into the water by two divers.\n\n## Dates\n\n- A meeting.\n\nWrite to us if you have seen a tide.\n"
        );
        (format!("letters/2026-01-{:02}-letter-{at}.md", at + 1), text)
    };
    (0..count).map(letter).collect()
}

fn borrowed(letters: &[(String, String)]) -> Vec<(&str, &str)> {
    letters.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

#[test]
fn what_older_articles_begin_with_is_no_summary() {
    let forms: [&dyn Fn(usize) -> String; 3] = [
        &|_| MASTHEAD.to_owned(),
        &|at| {
            format!(
                "Welcome to *issue {at}* of our [letter](https://tides.example/), sent to all who keep a boat here."
            )
        },
        &|at| {
            [MASTHEAD, "You are reading the letter of the harbour office, which is sent on Fridays."][at % 2].to_owned()
        },
    ];
    for masthead in forms {
        let folder = tempfile::tempdir().unwrap();
        let letters = letters(12, masthead);
        for (title, summary) in &summaries_of(folder.path(), &borrowed(&letters), "")[..10] {
            assert!(summary.contains("a gauge was lowered"), "{title}: {summary}");
            assert!(!summary.contains("elcome") && !summary.contains("You are"), "{title}: {summary}");
        }
    }
}

#[test]
fn a_new_article_changes_no_other_summary() {
    let few = "[[feed]]\nname = \"feed\"\npath = \"feed.json\"\nformats = [\"json\"]\nlimit = 3\n";
    for more in ["", few] {
        let all = letters(12, |_| MASTHEAD.to_owned());
        let all = borrowed(&all);
        let mut before: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
        for count in 1..=all.len() {
            let folder = tempfile::tempdir().unwrap();
            for (title, summary) in summaries_of(folder.path(), &all[..count], more) {
                let known = before.entry(title.clone()).or_insert_with(|| summary.clone());
                assert_eq!(*known, summary, "{title} among {count}");
            }
        }
    }
}

#[test]
fn articles_of_one_moment_and_of_other_folders_say_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        |title: &str| format!("---\ntitle: {title}\ndate: 2026-01-05\n---\n{MASTHEAD}\n\nA gauge was lowered.\n");
    let same: Vec<(String, String)> = ["a", "b", "c", "d"].map(|name| (format!("{name}.md"), text(name))).into();
    for (title, summary) in summaries_of(folder.path(), &borrowed(&same), "") {
        assert!(summary.starts_with("Hello and welcome"), "{title}: {summary}");
    }
    let apart: Vec<(String, String)> = letters(4, |_| MASTHEAD.to_owned())
        .into_iter()
        .zip(["a", "b", "c", "d"])
        .map(|((path, text), folder)| (path.replace("letters", folder), text))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    for (title, summary) in summaries_of(folder.path(), &borrowed(&apart), "") {
        assert!(summary.starts_with("Hello and welcome"), "{title}: {summary}");
    }
}

#[test]
fn an_article_of_nothing_new_is_summed_up_by_what_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let text = "The harbour office is closed this Friday and opens again on Monday.\n";
    let closed: Vec<(String, String)> = (1..5)
        .map(|at| (format!("2026-01-0{at}-closed-{at}.md"), format!("---\ntitle: Closed {at}\n---\n{text}")))
        .collect();
    for (title, summary) in summaries_of(folder.path(), &borrowed(&closed), "") {
        assert_eq!(summary, text.trim(), "{title}");
    }
}

#[test]
fn news_in_a_list_is_told_with_what_leads_into_it() {
    let item = |text: &str| Block::new(BlockKind::ListItem, text);
    let blocks = |lead: &str, items: &[&str], last: &str| {
        let mut blocks = vec![Block::new(BlockKind::Paragraph, lead)];
        blocks.extend(items.iter().map(|text| item(text)));
        blocks.push(Block::new(BlockKind::Paragraph, last));
        summarize(blocks, "Version 2.4 is out").unwrap().as_str().to_owned()
    };
    let lead = "This release mends three things that our users told us about:";
    for farewell in ["That is all for now.", "Das war's für heute!", "See you next week.", "就到这里。", "以上です。"]
    {
        assert_eq!(
            blocks(lead, &["the gauge no longer freezes", "the clock knows leap seconds;"], farewell),
            format!("{lead} the gauge no longer freezes; the clock knows leap seconds"),
            "{farewell}"
        );
    }
    assert_eq!(
        blocks("本次更新修复了以下问题：", &["水位计不再冻结", "时钟认识闰秒"], "就到这里。"),
        "本次更新修复了以下问题：水位计不再冻结；时钟认识闰秒"
    );
    let long = "the gauge no longer freezes when the night is cold and the water still, as it did in the north";
    assert_eq!(blocks(lead, &[long, long, long], "That is all for now."), format!("{lead} {long}…"));
}
