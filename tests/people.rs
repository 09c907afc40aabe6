//! Who an entry says it is by, in each format.

mod support;

use support::Site;

const CONFIG: &str = "[organization]\nname = \"Acme Ltd.\"\nemail = \"press@acme.example\"\nurl = \"https://acme.example/\"\n\
[[author]]\nkey = \"lin\"\nname = \"Lin Wei\"\nemail = \"lin@acme.example\"\nurl = \"/people/lin\"\n\
[[author]]\nkey = \"ada\"\nname = \"Ada Okafor\"\n";

fn names(site: &Site) -> Vec<String> {
    let feed = site.feed();
    let authors = feed["items"][0]["authors"].as_array().expect("authors").clone();
    authors.iter().map(|author| author["name"].as_str().expect("a name").to_owned()).collect()
}

fn article(author: &str) -> String {
    format!("---\ntitle: T\ndate: 2026-01-01\n{author}\n---\n\nSome text of the article.\n")
}

#[test]
fn authors_are_known_by_key_and_the_organization_stands_in() {
    let cases = [
        ("author: lin", vec!["Lin Wei"]),
        ("authors: [lin, ada]", vec!["Lin Wei", "Ada Okafor"]),
        ("author: Lin Wei, Ada Okafor, and Bo Li", vec!["Lin Wei", "Ada Okafor", "Bo Li"]),
        ("author: Somebody Else", vec!["Somebody Else"]),
        ("", vec!["Acme Ltd."]),
    ];
    for (line, expected) in cases {
        let site = Site::new(CONFIG);
        site.write("content/a.md", article(line));
        assert_eq!(site.build().err, "", "{line}");
        assert_eq!(names(&site), expected, "{line}");
        let rss = site.read("feeds/rss.xml");
        assert!(rss.contains(&format!("<dc:creator>{}</dc:creator>", expected.join(", "))), "{rss}");
        let atom = site.read("feeds/atom.xml");
        let entry = &atom[atom.find("<entry").expect("an entry")..];
        assert_eq!(entry.matches("<author>").count(), expected.len(), "each entry repeats its authors: {entry}");
    }
}

#[test]
fn what_is_known_of_an_author_is_in_the_entry() {
    let site = Site::new(CONFIG);
    site.write("content/a.md", article("author: lin"));
    site.build();
    let atom = site.read("feeds/atom.xml");
    assert!(
        atom.contains("<email>lin@acme.example</email>") && atom.contains("<uri>https://acme.example/people/lin</uri>"),
        "{atom}"
    );
}

#[test]
fn a_section_page_names_the_authors_of_its_articles() {
    let site = Site::new(CONFIG);
    site.write("content/labs/_index.md", "+++\ntitle = \"Labs\"\nauthor = \"ada\"\n+++\n")
        .write("content/labs/deep/a.md", article(""));
    site.build();
    assert_eq!(names(&site), ["Ada Okafor"]);
    site.write("content/labs/deep/a.md", article("author: lin"));
    site.build();
    assert_eq!(names(&site), ["Lin Wei"], "an article's own author wins");
}

#[test]
fn a_misspelt_key_is_named_with_its_place() {
    let site = Site::new("[[author]]\nkey = \"adaeze\"\nname = \"Adaeze Okafor\"\n");
    site.write("content/a.md", article("author: adeaze"));
    let ran = site.build();
    assert!(
        ran.err.contains("author-unknown") && ran.err.contains("content/a.md:4:9") && ran.err.contains("`adaeze`"),
        "{}",
        ran.err
    );
}
