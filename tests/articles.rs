//! What the head of an article says, in every syntax that people write it in.

mod articles_site;

use articles_site::SmallSite;
use tidings::article::front_matter::{Parsed, parse};
use tidings::article::withhold::Says;
use tidings::article::{FrontMatter, LeftOut};
use tidings::config::Drafts;
use tidings::content::read_body;
use tidings::diagnostic::Severity;

/// The reasons for which a front matter withholds its article.
fn withheld(front_matter: &FrontMatter) -> Vec<LeftOut> {
    front_matter.marks.iter().filter(|mark| mark.says == Says::Withhold).map(|mark| mark.reason).collect()
}

/// The front matter of a text that has no fault.
fn clean(text: &str) -> FrontMatter {
    let parsed = parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    parsed.front_matter
}

fn title(front_matter: &FrontMatter) -> Option<&str> {
    front_matter.title.as_ref().map(|title| title.value.as_str())
}

fn tags(front_matter: &FrontMatter) -> Vec<&str> {
    front_matter.tags.iter().map(|tag| tag.value.as_str()).collect()
}

fn codes(parsed: &Parsed) -> Vec<(&str, usize)> {
    parsed
        .diagnostics
        .iter()
        .map(|found| (found.code.as_str(), found.place.as_ref().map_or(0, |place| place.line)))
        .collect()
}

#[test]
fn the_same_in_every_syntax() {
    for text in [
        "---\ntitle: A start\ndate: 2024-08-30\ntags: [one, two]\nauthor: Ada\n---\nBody\n",
        "+++\ntitle = \"A start\"\ndate = 2024-08-30\nauthor = \"Ada\"\n[taxonomies]\ntags = [\"one\", \"two\"]\n+++\nBody\n",
        "{\n\t\"title\": \"A start\",\n\t\"date\": \"2024-08-30\",\n\t\"tags\": [\"one\", \"two\"], \"author\": \"Ada\"\n}\nBody\n",
        "Title: A start\nDate: 2024-08-30\nTags: one, two\nAuthor: Ada\n\nBody\n",
        "题目：A start\n日期：2024-08-30\n标签：one、two\n作者：Ada\n\nBody\n",
        "---json\n{\"title\": \"A start\", \"date\": \"2024-08-30\", \"tags\": \"one,two\", \"author\": {\"name\": \"Ada\"}}\n---\nBody\n",
        "---toml\ntitle = \"A start\"\ndate = \"2024-08-30\"\ntags = [\"one\", \"two\"]\nauthor = [\"Ada\"]\n---\nBody\n",
        "\n\n---  \nTITLE: A start\nPub-Date: 2024-08-30\nkeywords:\n- one\n- two\nby: Ada\n...\nBody\n",
        "<!-- a note -->\n---\ntitle: A start\npubDate: 2024-08-30\ntags: [one, two]\nauthors:\n  Ada:\n---\nBody\n",
        "# a note\n---\ntitle: A start\ndate: 2024-08-30\ntags: [one, two]\nauthor: Ada\n---\nBody\n",
        "---\n&all\ntitle: &t A start\ndate: 2024-08-30\ntags: [one, two]\nauthor: Ada\nother: *t\n---\nBody\n",
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.diagnostics, [], "{text}");
        assert_eq!(&text[parsed.body.clone()], "Body\n", "{text}");
        let front_matter = parsed.front_matter;
        assert_eq!(title(&front_matter), Some("A start"), "{text}");
        assert_eq!(front_matter.date.as_ref().unwrap().value, "2024-08-30", "{text}");
        assert_eq!(tags(&front_matter), ["one", "two"], "{text}");
        assert_eq!(front_matter.authors[0].value.name, "Ada", "{text}");
    }
}

#[test]
fn a_value_knows_its_place() {
    let text = "---\ntitle: \"A 标题\"\ndate: 2024-08-30\ntags: one, two\nauthor: Ada and Grace\n---\n";
    let front_matter = clean(text);
    assert_eq!(&text[front_matter.title.unwrap().span], "\"A 标题\"");
    assert_eq!(&text[front_matter.date.unwrap().span], "2024-08-30");
    assert_eq!(&text[front_matter.tags[1].span.clone()], "two");
    assert_eq!(&text[front_matter.authors[1].span.clone()], "Grace");
    let toml = "+++\ntitle = \"A\"\ndate = 2024-08-30T10:00:00Z\n+++\n";
    assert_eq!(&toml[clean(toml).date.unwrap().span], "2024-08-30T10:00:00Z");
}

#[test]
fn texts_without_front_matter_are_whole() {
    for text in [
        "Just prose.\n",
        "Note: this is prose.\nAnd more of it.\n",
        "Author: someone, they say.\n\nProse.\n",
        "---\n\nA text below a rule.\n\n---\n\nAnd another.\n",
        "---\n\nA text below a rule.\n\nNote: more of it.\n\n---\n\nAnd another.\n",
        "---\nA text below a rule, which never ends\n",
        "# A heading\n\nText\n",
        "# A heading\n---\nText, and no key\n---\n",
        "{% include head.html %}\n\nText\n",
        "{{ page.title }}\n",
        "{ a brace\n",
        "+++ plus\n",
        "<!-- a comment that never ends\n---\ntitle: x\n---\n",
        "",
        "\n\n",
        "---",
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.front_matter, FrontMatter::default(), "{text}");
        assert_eq!((parsed.body, parsed.diagnostics), (0..text.len(), vec![]), "{text}");
    }
    // Empty front matter is front matter.
    assert_eq!(parse("---\n---\nBody").body, 8..12);
}

#[test]
fn small_faults_do_not_lose_the_article() {
    for (text, code, line) in [
        ("---\ntitle: A start\ndate: 2024-08-30\ntitle: A start\n---\n", "front-matter-duplicate", 4),
        ("+++\ntitle = \"A start\"\ndate = 2024-08-30\ndate = 2024-08-30\n+++\n", "front-matter-duplicate", 4),
        ("---\ndate: 2024-08-30\ntitle: A start\nsubtitle: more: than one\n---\n", "front-matter-repaired", 4),
        ("---\ntitle: A start\ndate: 2024-08-30\nnote: @someone said\n---\n", "front-matter-repaired", 4),
        ("---\ntitle: A start\nnote: \"Some\" said\ndate: 2024-08-30\n---\n", "front-matter-repaired", 3),
        ("---\ntitle: A start\nA paragraph that lost its key.\ndate: 2024-08-30\n---\n", "front-matter-repaired", 3),
        ("---\ntitle: A start\ntags:\n\t- one\n\t- two\ndate: 2024-08-30\n---\n", "front-matter-repaired", 3),
    ] {
        let parsed = parse(text);
        assert_eq!(codes(&parsed), [(code, line)], "{text}");
        assert_eq!(parsed.diagnostics[0].severity, Severity::Warning, "{text}");
        assert_eq!(title(&parsed.front_matter), Some("A start"), "{text}");
        assert_eq!(parsed.front_matter.date.unwrap().value, "2024-08-30", "{text}");
    }
    // A colon within a value, and an apostrophe within quotes: as typed.
    let read = |text| parse(text).front_matter.title.unwrap().value;
    assert_eq!(read("---\ntitle: Rust: a start\n---\n"), "Rust: a start");
    assert_eq!(read("---\ntitle: 'Don't stop'\n---\n"), "Don't stop");
    assert_eq!(read("---\ntitle: `code` first\n---\n"), "`code` first");
}

#[test]
fn a_block_that_does_not_read_is_an_error_with_its_place() {
    for (text, line) in [
        ("---\ntitle: \"A start\ndate: 2024-08-30\n---\n", 2),
        ("---\ntitle: A\ntags: [one, two\ndate: 2024-08-30\n---\nBody\n", 3),
        ("+++\ntitle = A start\n+++\n", 2),
        ("+++\ndate = 2017-02-29\n+++\n", 2),
        ("{ \"title\": \"A start\", \"tags\": [ }\nBody\n", 1),
        ("---\ntitle: A start\n\nBody without an end\n", 1),
        ("+++\ntitle = \"A start\"\n\nBody without an end\n", 1),
        ("{ \"title\": \"A start\"\n\nBody\n", 1),
    ] {
        let parsed = parse(text);
        let errors: Vec<_> = parsed.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{text}: {:?}", parsed.diagnostics);
        assert_eq!(errors[0].code.as_str(), "front-matter-invalid");
        assert!(errors[0].help.is_some());
        let place = errors[0].place.as_ref().unwrap();
        assert!(place.line.abs_diff(line) <= 1, "{text}: {place:?}");
    }
}

#[test]
fn keys_by_the_names_that_peers_use() {
    let hugo = clean(
        "---\ntitle: T\nlastmod: 2024-09-01\nexpiryDate: 2025-01-01\nparams:\n  author: Lin Wei\ncover: {image: a.png, alt: A cat}\nresources: [{src: b.png}]\n---\n",
    );
    assert_eq!(hugo.updated.unwrap().value, "2024-09-01");
    assert_eq!(hugo.expires.unwrap().value, "2025-01-01");
    assert_eq!(hugo.authors[0].value.name, "Lin Wei");
    assert_eq!((hugo.image.unwrap().value.as_str(), hugo.image_alt.as_deref()), ("a.png", Some("A cat")));
    assert_eq!(hugo.enclosures, []);

    let jekyll = clean(
        "---\nlayout: post\npublished: true\ndate: 2024-08-30\nlast_modified_at: 2024-09-01\ncategories: [a, b]\ntags: b, c d\nexcerpt: ''\ndescription: >\n  Two\n  lines\n---\n",
    );
    assert_eq!(withheld(&jekyll), []);
    assert_eq!(jekyll.date.unwrap().value, "2024-08-30");
    assert_eq!(tags(&clean("---\ncategories: [a, b]\ntags: b, c d\n---\n")), ["a", "b", "c d"]);
    assert_eq!(jekyll.summary.unwrap().value, "Two lines");

    let docusaurus = clean(
        "---\nslug: /start\nauthor: Ada\nauthor_url: https://a.example/\nlast_update: {date: 2024-09-01}\nunlisted: true\n---\n",
    );
    assert_eq!(withheld(&docusaurus), [LeftOut::Unlisted]);
    assert_eq!(docusaurus.updated.unwrap().value, "2024-09-01");
    assert_eq!(docusaurus.authors[0].value.url.as_deref(), Some("https://a.example/"));

    let eleventy = clean("---\npermalink: false\neleventyExcludeFromCollections: true\n---\n");
    assert_eq!(withheld(&eleventy), [LeftOut::Unlisted]);
    assert!(eleventy.url.is_none());

    for draft in ["draft: true", "draft: yes", "published: false", "status: draft"] {
        assert_eq!(withheld(&clean(&format!("---\n{draft}\n---\n"))), [LeftOut::Draft], "{draft}");
    }
    assert_eq!(withheld(&clean("---\npublished: 2024-08-30\n---\n")), []);
    assert_eq!(clean("---\npublished: 2024-08-30\n---\n").date.unwrap().value, "2024-08-30");
    assert_eq!(clean("---\nsubtitle: No summary\nsummary: '  '\n---\n").summary, None);
    assert_eq!(clean("---\ntitle: null\ndescription: ~\n---\n"), FrontMatter::default());
}

#[test]
fn people_and_files() {
    let people = |text: &str| -> Vec<(String, Option<String>, Option<String>)> {
        clean(text)
            .authors
            .into_iter()
            .map(|author| (author.value.name, author.value.email, author.value.url))
            .collect()
    };
    let mail = Some("ada@a.example".to_owned());
    assert_eq!(people("---\nauthor: Ada <ada@a.example>\n---\n"), [("Ada".into(), mail.clone(), None)]);
    assert_eq!(people("---\nauthors: [{name: Ada, email: ada@a.example}]\n---\n"), [("Ada".into(), mail, None)]);
    assert_eq!(
        people("---\nauthors:\n  ada:\n  grace:\n    name: Grace Hopper\n---\n"),
        [("ada".into(), None, None), ("Grace Hopper".into(), None, None)]
    );
    let one = clean("---\naudio: /a.mp3\naudio_length: 1,000\nduration: '50:24'\n---\n").enclosures.remove(0).value;
    assert_eq!((one.url.as_str(), one.length, one.duration), ("/a.mp3", Some(1000), Some(3024)));
    let list =
        clean("---\nenclosures:\n- {url: a.mp3, length: 7, type: audio/mpeg, duration: 00:34:14}\n- b.ogg\n---\n")
            .enclosures;
    assert_eq!((list[0].value.duration, list[0].value.media_type.as_deref()), (Some(2054), Some("audio/mpeg")));
    assert_eq!(list[1].value.url, "b.ogg");
}

#[test]
fn drafts_stubs_and_pages_are_left_out_with_a_reason() {
    let mut site = SmallSite::of(&[
        ("2024-01-01-draft.md", "---\ndraft: true\n---\nText\n"),
        ("2024-01-02-moved.md", "---\nredirect: /elsewhere/\n---\n\n"),
        ("2024-01-03-kept.md", "---\nredirect: /elsewhere/\n---\nText\n"),
        ("2024-01-04-quiet.md", "---\nunlisted: true\n---\nText\n"),
        ("about.md", "About us.\n"),
        ("2024-01-05-broken.md", "---\ntitle: \"x\n---\nText\n"),
    ]);
    let reason = |site: &SmallSite, path| site.head(path).left_out;
    assert_eq!(reason(&site, "2024-01-01-draft.md"), Some(LeftOut::Draft));
    assert_eq!(reason(&site, "2024-01-02-moved.md"), Some(LeftOut::Stub));
    assert_eq!(reason(&site, "2024-01-03-kept.md"), None);
    assert_eq!(reason(&site, "2024-01-04-quiet.md"), Some(LeftOut::Unlisted));
    assert_eq!(reason(&site, "about.md"), Some(LeftOut::Undated));
    // It may have been a draft: what does not read is not published.
    assert_eq!(reason(&site, "2024-01-05-broken.md"), Some(LeftOut::Broken));
    site.config.content.drafts = Drafts::Take;
    assert!(site.article("2024-01-01-draft.md").draft);
}

#[test]
fn a_head_longer_than_the_first_read_and_a_body_after_it() {
    let long = "x".repeat(4_080);
    let site = SmallSite::of(&[
        ("2024-01-01-a.md", &format!("---\nnote: {long}\ntitle: At the end\n---\r\nBody\r\n")),
        ("2024-01-01-b.md", &format!("---\nnote: {}\ntitle: 末尾\n---\nBody\n", "汉".repeat(60_000))),
        ("2024-01-01-c.md", &format!("---\ntitle: Short\nredirect: /x/\n---\n{}Body\n", "\n".repeat(70_000))),
    ]);
    let article = site.article("2024-01-01-a.md");
    assert_eq!(title(&article.front_matter), Some("At the end"));
    assert_eq!(read_body(&article, &site.config).unwrap().as_str(), "Body\n");
    assert_eq!(title(&site.article("2024-01-01-b.md").front_matter), Some("末尾"));
    assert_eq!(title(&site.article("2024-01-01-c.md").front_matter), Some("Short"));
}

#[test]
fn a_file_that_vanishes_is_an_error_that_names_it() {
    let site = SmallSite::of(&[("2024-01-01-a.md", "Text\n")]);
    let article = site.article("2024-01-01-a.md");
    let found = site.find("2024-01-01-a.md");
    std::fs::remove_file(&article.file).unwrap();
    let error = read_body(&article, &site.config).unwrap_err();
    assert_eq!((error.code.as_str(), error.file.as_deref()), ("read-failed", Some("content/2024-01-01-a.md")));
    assert!(error.message.contains("open"), "{}", error.message);
    let read = tidings::content::read_head(&found, &site.config);
    assert_eq!((read.left_out, read.diagnostics[0].code.as_str()), (Some(LeftOut::Broken), "read-failed"));
}

#[test]
fn language_and_slug_of_an_article() {
    let site = SmallSite::of(&[
        ("news/2024-08-30-launch/index.es.md", "Text\n"),
        ("news/2024-08-30-launch/index.md", "---\nlang: en-GB\nslug: /big-launch/\n---\nText\n"),
        ("2024-08-30-7.11.0.md", "Text\n"),
    ]);
    let spanish = site.article("news/2024-08-30-launch/index.es.md");
    assert_eq!((spanish.language(), spanish.slug(), spanish.section.as_str()), (Some("es"), "launch", "news"));
    let english = site.article("news/2024-08-30-launch/index.md");
    assert_eq!((english.language(), english.slug()), (Some("en-GB"), "big-launch"));
    let version = site.article("2024-08-30-7.11.0.md");
    assert_eq!((version.language(), version.slug(), version.section.as_str()), (None, "7.11.0", ""));
}

#[test]
fn of_a_key_that_occurs_twice_the_last_counts_and_the_first_in_toml() {
    for (text, counts) in [
        ("---\ntitle: First\nTitle: Last\ntitle: Last\n---\n", "Last"),
        ("---\ntitle: First\nnested:\n  a: b\ntitle: Last\n---\n", "Last"),
        ("+++\ntitle = \"First\"\ntitle = \"Last\"\n+++\n", "First"),
        ("Title: First\nTitle: Last\n\nText\n", "Last"),
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.diagnostics[0].code.as_str(), "front-matter-duplicate", "{text}");
        assert!(parsed.diagnostics[0].message.ends_with(&format!("the {} counts", counts.to_lowercase())), "{text}");
        assert_eq!(title(&parsed.front_matter), Some(counts), "{text}");
    }
}

#[test]
fn a_mapping_in_braces_is_front_matter() {
    for block in [
        "{\"title\": \"Locks\", \"date\": \"2023-05-14\", \"tags\": [\"water\", \"stone\"]}",
        "{title: Locks, date: 2023-05-14, tags: [water, stone]}",
        "# by hand\n{\n\t\"title\":\"Locks\",\n\t\"date\":\"2023-05-14\",\n\t\"tags\":[\"water\",\"stone\"]\n}",
    ] {
        let text = format!("---\n{block}\n---\n\nText.\n");
        let parsed = parse(&text);
        assert_eq!(codes(&parsed), [], "{block}");
        assert_eq!((title(&parsed.front_matter), tags(&parsed.front_matter)), (Some("Locks"), vec!["water", "stone"]));
        assert_eq!(text[parsed.body].trim(), "Text.");
    }
    // A draft is one in braces too, and one that does not read is not published as text.
    assert_eq!(withheld(&clean("---\n{title: Locks, draft: true}\n---\nText.\n")), [LeftOut::Draft]);
    assert_eq!(codes(&parse("---\n{title: Locks, tags: [a}\n---\nText.\n")), [("front-matter-invalid", 2)]);
    for text in ["---\n{{ a: b }}\n---\n", "---\n{% a: b %}\n---\n", "---\n{a} says: b\n---\n"] {
        assert_eq!(parse(text).body, 0..text.len(), "{text}");
    }
}

#[test]
fn lists_of_tags_may_nest_and_maps_may_be_merged() {
    let front = clean("---\ncategories:\n- [Home, [Pond, Frogs]]\n- Notes\ntags: [x, [y]]\n---\n");
    assert_eq!(tags(&front), ["Home", "Pond", "Frogs", "Notes", "x", "y"]);
    let front = clean("---\nbase: &base\n  title: Ponds\n  tags: [a]\n<<: *base\ntags: [b]\n---\n");
    assert_eq!((title(&front), tags(&front)), (Some("Ponds"), vec!["b"]));
}

#[test]
fn a_remark_that_cuts_a_value_is_told() {
    for (lines, line) in [
        ("title: Pond letter #12", 2),
        ("title: #12 of the pond letters", 2),
        ("date: 2023-05-14\nsummary: Of frogs #and toads", 3),
        ("tags:\n- frogs\n- #toads", 4),
        ("tags:\n  - frogs #green", 3),
    ] {
        assert_eq!(codes(&parse(&format!("---\n{lines}\n---\n"))), [("front-matter-cut", line)], "{lines}");
    }
    for lines in [
        "title: \"Pond letter #12\"",
        "title: 'Pond letter' # for May",
        "title: C#",
        "date: 2023-05-14 # or so",
        "tags: [a, b] # more",
        "tags:\n- frogs # all of them\n# - toads",
        "author: # nobody yet",
        "summary: >\n  Of frogs #12",
    ] {
        assert_eq!(codes(&parse(&format!("---\n{lines}\n---\n"))), [], "{lines}");
    }
    // A remark is no fault of TOML or of header lines.
    assert_eq!(codes(&parse("+++\ntitle = \"Pond letter\" #12\n+++\n")), []);
    assert_eq!(codes(&parse("Title: Pond letter #12\n\nText.\n")), []);
}
