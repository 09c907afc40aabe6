//! Entries that have been taken back are named in Atom, where that is asked for (RFC 6721).

mod support;

use support::Site;

fn updated(atom: &str) -> String {
    atom.split("<updated>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
}

#[test]
fn a_deletion_leaves_a_tombstone_and_no_date_goes_back() {
    for asked in [true, false] {
        let site = Site::new(&format!("[[feed]]\nname = \"all\"\ntombstones = {asked}\n"));
        site.write("content/2026-03-01-a.md", "---\ntitle: A\n---\nThe first of two.\n");
        site.write("content/2026-03-02-b.md", "---\ntitle: B\n---\nAnother thing that was said.\n");
        site.build();
        let before = site.read("feeds/all.atom.xml");
        assert!(!before.contains("deleted-entry"));
        std::fs::remove_file(site.path("content/2026-03-02-b.md")).expect("a file");
        site.build();
        let after = site.read("feeds/all.atom.xml");
        assert_eq!(updated(&before), updated(&after));
        let stone =
            "<at:deleted-entry ref=\"tag:acme.example,2026-03-02:2026-03-02-b\" when=\"2026-06-01T00:00:00Z\"/>";
        assert_eq!(after.contains(stone), asked, "{after}");
        assert!(!site.read("feeds/all.rss.xml").contains("deleted"));
        let checked = site.run(&["validate", "feeds/all.atom.xml", "--deny", "warnings"]);
        assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
        // One that comes back is no longer gone.
        site.write("content/2026-03-02-b.md", "---\ntitle: B\n---\nAnother thing that was said.\n");
        site.build();
        assert!(!site.read("feeds/all.atom.xml").contains("deleted-entry"));
    }
}

#[test]
fn the_validator_knows_what_a_tombstone_needs() {
    let site = Site::bare();
    let feed = |stone: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\">\
             <title>T</title><id>tag:a.example,2026:f</id><updated>2026-03-01T00:00:00Z</updated>\
             <link rel=\"self\" href=\"https://a.example/f\"/><author><name>A</name></author>{stone}</feed>"
        )
    };
    for (stone, code) in [
        ("<at:deleted-entry ref=\"tag:a.example,2026:x\" when=\"2026-03-01T00:00:00Z\"/>", 0),
        ("<at:deleted-entry when=\"2026-03-01T00:00:00Z\"/>", 1),
        ("<at:deleted-entry ref=\"tag:a.example,2026:x\"/>", 1),
        ("<at:deleted-entry ref=\"post-1\" when=\"2026-03-01T00:00:00Z\"/>", 1),
        ("<at:deleted-entry ref=\"tag:a.example,2026:x\" when=\"yesterday\"/>", 1),
    ] {
        site.write("f.xml", feed(stone));
        let ran = site.run(&["validate", "f.xml"]);
        assert_eq!(ran.code, code, "{stone}: {}{}", ran.out, ran.err);
    }
}
