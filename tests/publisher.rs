//! Who publishes a site, by its configuration and the contact blocks of its articles; and that no block vanishes.

mod support;

use proptest::prelude::*;
use support::Site;

/// A site whose addresses have the day, for a company sends out many notices of one name.
fn dated_site(more: &str) -> Site {
    Site::new(&format!("permalink = \"/{{year}}/{{month}}/{{day}}/{{slug}}/\"\n{more}"))
}

const OWN: &str = "Service hotline: 0755-0000000\nEmail: press@acme.example\nAddress: 18 Harbour Road, Shenzhen\n";
const GUEST: &str =
    "Basin Institute\nPhone: +34 910 000 111\nEmail: hello@basin.example\nAddress: Calle del Agua 3, Valencia\n";

/// An article in plain text that ends in a block.
fn article(site: &Site, name: &str, block: &str) {
    let text =
        format!("The gauge at {name} was read on Monday. It has run for three months without a visit.\n\n{block}");
    site.write(&format!("content/{name}.txt"), text);
}

fn card(site: &Site) -> String {
    let path = site.path("feeds/organization.vcf");
    std::fs::read_to_string(path).unwrap_or_default().replace("\r\n ", "")
}

/// The content of the entry whose page ends so.
fn content(site: &Site, name: &str) -> String {
    let feed = site.feed();
    let items = feed["items"].as_array().expect("items");
    let item = items.iter().find(|item| item["id"].as_str().expect("an id").ends_with(name));
    item.unwrap_or_else(|| panic!("no {name}"))["content_html"].as_str().expect("content").to_owned()
}

fn publisher_line(site: &Site) -> Option<String> {
    site.read("tidings.lock").lines().find(|line| line.starts_with("publisher")).map(str::to_owned)
}

#[test]
fn the_block_of_most_articles_decides_and_a_guest_changes_nothing() {
    let site = dated_site("");
    article(&site, "2025-01-01-pier", OWN);
    article(&site, "2025-01-02-quay", OWN);
    article(&site, "2025-01-03-river", GUEST);
    let ran = site.build();
    assert!(card(&site).contains("0755-0000000") && !card(&site).contains("basin"), "{}", card(&site));
    assert!(!content(&site, "pier").contains("0755") && !content(&site, "quay").contains("0755"));
    let guest = content(&site, "river");
    assert!(
        guest.contains("Basin Institute") && guest.contains("+34 910 000 111") && guest.contains("Calle"),
        "{guest}"
    );
    assert!(!site.read("feeds/rss.xml").contains("<managingEditor>hello@basin"));
    for item in site.feed()["items"].as_array().unwrap() {
        assert!(!item["summary"].as_str().unwrap().contains("basin"), "{item}");
    }
    assert_eq!(ran.err.matches("contact-taken").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("1 more article") && ran.err.contains("contact-kept"), "{}", ran.err);

    // More guests than own articles: the ledger remembers.
    let (line, before) = (publisher_line(&site), card(&site));
    for day in 4..9 {
        article(&site, &format!("2025-01-0{day}-guest"), GUEST);
    }
    site.build();
    assert_eq!((publisher_line(&site), card(&site)), (line, before));
}

#[test]
fn the_outcome_is_the_same_without_the_remembered_line() {
    let site = dated_site("[[feed]]\nname = \"news\"\nformats = [\"json\"]\nlimit = 2\n");
    article(&site, "2025-01-01-pier", OWN);
    article(&site, "2025-01-02-quay", OWN);
    article(&site, "2025-01-03-river", GUEST);
    article(
        &site,
        "2025-01-04-lake",
        GUEST.replace("basin", "lake").replace("Basin", "Lake").replace("910", "920").as_str(),
    );
    site.build();
    let (feeds, ledger) = (site.files("feeds"), site.read("tidings.lock"));
    assert!(card(&site).contains("0755-0000000"), "the company's newest block is in no document: {}", card(&site));
    let bare: String =
        ledger.lines().filter(|line| !line.starts_with("publisher")).map(|line| format!("{line}\n")).collect();
    assert_ne!(bare, ledger);
    for text in [&bare, &ledger] {
        site.write("tidings.lock", text);
        site.build();
        assert_eq!(site.files("feeds"), feeds);
        assert_eq!(site.read("tidings.lock"), ledger);
    }
}

#[test]
fn of_equals_the_oldest_decides() {
    let site = dated_site("");
    article(&site, "2025-01-01-pier", OWN);
    article(&site, "2025-01-02-river", GUEST);
    site.build();
    assert!(card(&site).contains("0755-0000000"));

    // The same where no block has the site's host.
    let site = dated_site("");
    article(&site, "2025-01-01-pier", &OWN.replace("acme.example", "gauges.example"));
    article(&site, "2025-01-02-river", GUEST);
    site.build();
    assert!(card(&site).contains("gauges.example") && !card(&site).contains("basin"), "{}", card(&site));
}

#[test]
fn a_single_guest_among_articles_without_a_block_publishes_nothing() {
    let site = dated_site("");
    article(&site, "2025-01-01-pier", "");
    article(&site, "2025-01-02-quay", "");
    article(&site, "2025-01-03-river", GUEST);
    site.build();
    assert_eq!(card(&site), "");
    assert!(content(&site, "river").contains("hello@basin.example"));
    assert_eq!(publisher_line(&site), None, "there is nothing to remember");
}

#[test]
fn the_configuration_alone_decides() {
    let organization =
        "[organization]\nname = \"Acme Ltd.\"\nemail = \"press@acme.example\"\nurl = \"https://acme.example/\"\n";
    let site = dated_site(organization);
    for day in 1..4 {
        article(&site, &format!("2025-01-0{day}-guest"), GUEST);
    }
    let named = "ACME Limited\nPhone: +86 755 0000 0000\nWeChat: acme-gauges\n";
    article(&site, "2025-01-04-pier", named);
    site.build();
    let card = card(&site);
    assert!(!card.contains("basin") && card.contains("FN:Acme Ltd."), "{card}");
    assert!(
        card.contains("tel:+86-755-0000-0000") && card.contains("acme-gauges"),
        "its own block fills it up: {card}"
    );
    assert!(content(&site, "01-guest").contains("+34 910 000 111"));
    assert!(!content(&site, "pier").contains("0000 0000"), "a name is enough");
    assert_eq!(publisher_line(&site), None);
}

#[test]
fn a_guest_that_names_our_site_is_a_guest() {
    for organization in ["", "[organization]\nname = \"Acme Ltd.\"\nurl = \"https://acme.example/\"\n"] {
        let site = dated_site(organization);
        article(&site, "2025-01-01-pier", OWN);
        article(&site, "2025-01-02-quay", OWN);
        article(&site, "2025-01-03-river", &format!("{GUEST}Web: www.acme.example/guests\n"));
        site.build();
        assert!(!card(&site).contains("basin"), "{}", card(&site));
        assert!(content(&site, "river").contains("hello@basin.example"));
        assert!(!content(&site, "pier").contains("0755-0000000"));
    }
}

#[test]
fn a_block_that_says_otherwise_than_the_configuration_stays_where_it_is() {
    let site = dated_site("[organization]\nname = \"Acme Ltd.\"\nphone = \"+86 755 1111 1111\"\n");
    for day in 1..10 {
        article(&site, &format!("2025-01-0{day}-pier"), OWN);
    }
    let ran = site.build();
    assert!(content(&site, "01-pier").contains("0755-0000000"), "nothing is lost");
    assert_eq!(ran.err.matches("contact-differs").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("8 more articles"), "{}", ran.err);
}

#[test]
fn a_block_of_two_companies_is_nobody_s() {
    let site = dated_site("[organization]\nname = \"Acme Ltd.\"\nemail = \"press@acme.example\"\n");
    article(
        &site,
        "2025-01-01-pier",
        "Contact\n\nEmail: press@acme.example\nEmail: hello@basin.example\nTel: +34 910 000 111\n",
    );
    site.build();
    assert!(!card(&site).contains("basin"), "{}", card(&site));
    assert!(content(&site, "pier").contains("hello@basin.example"));
    // In two paragraphs they are two blocks.
    article(&site, "2025-01-02-quay", &format!("{GUEST}\nAcme Ltd.\nTel: 0755-0000000\nEmail: press@acme.example\n"));
    site.build();
    assert!(!card(&site).contains("basin") && card(&site).contains("0755-0000000"), "{}", card(&site));
    let content = content(&site, "quay");
    assert!(content.contains("hello@basin.example") && !content.contains("0755-0000000"), "{content}");
}

#[test]
fn markdown_and_html_keep_their_blocks_unless_asked() {
    let body = "The gauge was read on Monday. It has run for three months.\n\n- Tel: 0755-0000000\n- Email: press@acme.example\n";
    let html = "<p>The gauge was read on Monday. It has run for three months.</p>\n<p>Tel: 0755-0000000<br>Email: press@acme.example</p>";
    for (more, stays) in
        [("", true), ("[content]\ncontacts = \"keep\"\n", true), ("[content]\ncontacts = \"all\"\n", false)]
    {
        let site = dated_site(more);
        site.write("content/2025-01-01-pier.md", format!("---\ntitle: The pier\n---\n{body}"));
        site.write("content/2025-01-02-quay.html", format!("---\ntitle: The quay\n---\n{html}"));
        site.build();
        for name in ["pier", "quay"] {
            assert_eq!(content(&site, name).contains("0755-0000000"), stays, "{more}: {}", content(&site, name));
        }
        assert_eq!(card(&site).is_empty(), stays, "{more}");
        for item in site.feed()["items"].as_array().unwrap() {
            let summary = item["summary"].as_str().unwrap();
            assert!(summary.starts_with("The gauge was read") && !summary.contains("0755"), "{summary}");
        }
    }
    let site = dated_site("[content]\ncontacts = \"keep\"\n");
    article(&site, "2025-01-01-pier", OWN);
    site.build();
    assert!(content(&site, "pier").contains("0755-0000000") && card(&site).is_empty());
    let site = dated_site("[content]\ncontacts = \"none\"\n");
    assert_eq!(site.run(&["build"]).code, 2);
}

#[test]
fn two_languages_of_one_company_are_one_publisher() {
    let site = dated_site("");
    article(
        &site,
        "2025-01-01-pier",
        "Acme Gauges Ltd.\nTel: +86 755 0000 0000\nEmail: press@acme.example\nAddress: 18 Harbour Road, Shenzhen\n",
    );
    article(
        &site,
        "2025-01-02-quay",
        "深圳市艾可仪器有限公司\n电 话：0755-00000000\n邮　箱：ｐｒｅｓｓ＠acme.example\n地址：深圳市观潮路18号\n",
    );
    site.build();
    let card = card(&site);
    for said in ["Acme Gauges Ltd.", "深圳市艾可仪器有限公司", "18 Harbour Road", "深圳市观潮路18号"]
    {
        assert!(card.contains(said), "{said}: {card}");
    }
    assert!(!content(&site, "pier").contains("Harbour Road") && !content(&site, "quay").contains("观潮路"));
}

#[test]
fn an_article_of_nothing_but_contacts_keeps_them() {
    let site = dated_site("");
    site.write("content/2025-01-01-contacts.txt", format!("Our new contacts\n\n{OWN}"));
    site.build();
    assert!(content(&site, "contacts").contains("0755-0000000"));
    assert!(card(&site).contains("0755-0000000"));
}

#[test]
fn an_upgrade_changes_no_publisher_and_no_date() {
    // A ledger without the line, and a card as the version before has left it.
    let site = dated_site("");
    article(&site, "2025-01-01-pier", "");
    article(&site, "2025-01-02-quay", &OWN.replace("acme.example", "gauges.example"));
    site.build();
    assert_eq!(card(&site), "", "without evidence nobody is the publisher");
    let ledger = site.read("tidings.lock");
    site.write(
        "feeds/organization.vcf",
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Acme News\r\nEMAIL:press@gauges.example\r\nEND:VCARD\r\n",
    );
    site.build();
    assert!(card(&site).contains("press@gauges.example") && card(&site).contains("0755-0000000"), "{}", card(&site));
    let entries = |text: &str| text.lines().filter(|line| line.contains("tag:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(entries(&site.read("tidings.lock")), entries(&ledger));
}

#[test]
fn a_ledger_holds_one_publisher() {
    let site = dated_site("");
    article(&site, "2025-01-01-pier", OWN);
    site.build();
    let ledger = site.read("tidings.lock");
    let line = publisher_line(&site).expect("a line");
    assert!(line.starts_with("publisher\thost acme.example\tnumber 7550000000\t~"), "{line}");
    site.write("tidings.lock", ledger.replace(&line, &format!("{line}\n{line}")));
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.read("tidings.lock"), ledger);
    let elsewhere = dated_site("");
    article(&elsewhere, "2025-01-01-pier", &OWN.replace("acme.example", "basin.example"));
    elsewhere.build();
    let other = publisher_line(&elsewhere).expect("a line");
    assert_ne!(other, line);
    site.write("tidings.lock", ledger.replace(&line, &format!("{line}\n{other}")));
    let ran = site.run(&["build"]);
    assert!(ran.code == 1 && ran.err.contains("ledger-duplicate"), "{}", ran.err);
}

const PUMPS: &str = "Tidewater Ltd\nPhone: 0574-2345678\nEmail: office@tidewater.example\n";

/// The days from the first to the third with the company's own block.
fn three_of_tidewater(site: &Site) {
    for day in 1..4 {
        article(site, &format!("2025-01-0{day}-mole"), PUMPS);
    }
}

#[test]
fn what_most_blocks_say_is_on_the_card_and_no_newer_one_turns_it() {
    for newer in [
        "Heron Dredging\nPhone: 0911-7000001\nEmail: office@tidewater.example\n",
        "Heron Dredging Ltd\nWeChat: heron\nEmail: office@tidewater.example\n",
        "Tidewater Ltd\nPhone: 0574-2345679\nWeChat: tide-2\nEmail: office@tidewater.example\n",
        "Phone: 0574-2345679\nEmail: sales@tidewater.example\nFax: 0574-2345680\n",
        "Heron Dredging\nWeChat: heron\nWebsite: https://tidewater.example/partners/heron\n",
    ] {
        let site = dated_site("[[feed]]\nname = \"news\"\nformats = [\"json\"]\nlimit = 1\n");
        three_of_tidewater(&site);
        site.build();
        let (before, line) = (card(&site), publisher_line(&site));
        assert!(before.contains("FN:Tidewater Ltd") && before.contains("0574-2345678"), "{before}");
        article(&site, "2025-01-09-newer", newer);
        let ran = site.build();
        let after = card(&site);
        assert!(after.contains("FN:Tidewater Ltd"), "{after}");
        for strange in ["0911", "2345679", "2345680", "Heron", "heron", "tide-2"] {
            assert!(!after.contains(strange), "{newer}: {after}");
        }
        assert_eq!(publisher_line(&site), line);
        assert!(ran.err.contains("contact-differs") || ran.err.contains("contact-kept"), "{}", ran.err);

        // The same where every article is in a document: the card, and the content of the others.
        let site = dated_site("");
        three_of_tidewater(&site);
        site.build();
        let before = card(&site);
        article(&site, "2025-01-09-newer", newer);
        site.build();
        assert_eq!(card(&site), before, "{newer}");
        assert!(!content(&site, "01-mole").contains("0574-2345678"), "{}", content(&site, "01-mole"));
        let kept = content(&site, "newer");
        for value in newer.lines().filter_map(|line| line.split_once(": ")) {
            assert!(kept.contains(value.1), "{}: {kept}", value.1);
        }
    }
}

#[test]
fn a_new_number_is_on_the_card_once_most_blocks_have_it() {
    let site = dated_site("");
    article(&site, "2025-01-01-mole", PUMPS);
    site.build();
    let moved = PUMPS.replace("2345678", "8765432");
    article(&site, "2025-01-02-mole", &moved);
    site.build();
    assert!(card(&site).contains("0574-2345678"), "of equals, the oldest: {}", card(&site));
    assert!(content(&site, "02-mole").contains("0574-8765432"));
    article(&site, "2025-01-03-mole", &moved.replace("0574-8765432", "+86 574 8765432"));
    site.build();
    assert!(card(&site).contains("0574-8765432") && !card(&site).contains("2345678"), "{}", card(&site));
    assert!(!content(&site, "02-mole").contains("8765432") && content(&site, "01-mole").contains("2345678"));
}

#[test]
fn neither_our_site_nor_our_mail_makes_a_guest_s_block_ours() {
    let organization = "[organization]\nname = \"Tidewater Ltd\"\nurl = \"https://tidewater.example/\"\n";
    for guest in [
        "Heron Dredging\nPhone: 0911-7000001\nWebsite: https://tidewater.example/partners/heron\n",
        "Phone: 0911-7000001\nWebsite: https://www.tidewater.example/\n",
        "Heron Dredging\nPhone: 0911-7000001\nEmail: heron@tidewater.example\n",
        "Heron Dredging GmbH\nPhone: 0911-7000001\nEmail: office@tidewater.example\n",
    ] {
        for genuine in [false, true] {
            let site = dated_site(organization);
            if genuine {
                article(&site, "2025-01-01-mole", PUMPS);
            }
            article(&site, "2025-01-09-guest", guest);
            let ran = site.build();
            let card = card(&site);
            assert!(!card.contains("0911") && !card.contains("Heron"), "{guest}: {card}");
            assert_eq!(card.contains("0574-2345678"), genuine, "{card}");
            assert!(content(&site, "guest").contains("0911-7000001"));
            assert!(ran.err.contains("contact-kept"), "{}", ran.err);
        }
    }
    // The company's own name, or a part of it, or none, with its mail.
    for own in ["", "Tidewater Limited\n", "Tidewater Service Centre\n", "Media contact\n\nLin Wei\n"] {
        let site = dated_site(organization);
        article(&site, "2025-01-01-mole", &format!("{own}Phone: 0574-2345678\nEmail: lin@tidewater.example\n"));
        site.build();
        assert!(card(&site).contains("0574-2345678"), "{own}: {}", card(&site));
    }
}

#[test]
fn the_configuration_is_filled_up_with_what_most_blocks_say() {
    let site = dated_site("[organization]\nname = \"Tidewater Ltd\"\nphone = \"0574-1111111\"\n");
    for (day, name) in [(1, "tide"), (2, "tide"), (3, "ebb")] {
        let block = format!("Tidewater Ltd\nPhone: 0574-1111111\nWeChat: {name}-news\n");
        article(&site, &format!("2025-01-0{day}-mole"), &block);
    }
    // What contradicts the configuration says nothing else either.
    for day in 4..=7 {
        article(&site, &format!("2025-01-0{day}-pier"), "Tidewater Ltd\nPhone: 0574-2345678\nWeChat: ebb-news\n");
    }
    site.build();
    let card = card(&site);
    assert!(card.contains("tide-news") && !card.contains("ebb-news") && card.contains("0574-1111111"), "{card}");
    assert!(content(&site, "03-mole").contains("ebb-news") && content(&site, "04-pier").contains("ebb-news"));
}

/// Runs of letters and digits, narrow and in lower case.
fn words(text: &str) -> Vec<String> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let text: String = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A line of a block, with the words of it that name no value.
fn line() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("Tel: 0755-0000001", "tel"),
        ("电 话：０７５５－０００００２", "电 话"),
        ("Hotline (24h): +31 10 000 0003", "hotline"),
        ("Sales Dept. : +31 10 000 0004", ""),
        ("TEL 03-0000-0005 FAX 03-0000-0006", "tel fax"),
        ("Mob./WhatsApp: +31 6 0000 0007", "mob whatsapp"),
        ("Email: press@acme.example", "email"),
        ("e-mail - lin@acme.example (Lin Wei)", "e mail"),
        ("邮　箱：service@acme.example", "邮 箱"),
        ("Web: www.acme.example/news", "web"),
        ("LINE: acmegauges", ""),
        ("Telegram: @acme_gauges", "telegram"),
        ("Threads: acme on threads", ""),
        ("سناب: acme_sa", ""),
        ("微信：艾可仪器　QQ：100000008", "微信 qq"),
        ("Address: 18 Quay Road, Rotterdam", "address"),
        ("3011 Rotterdam", ""),
        ("〒100-0009　東京都千代田区一丁目", ""),
        ("地址：深圳市观潮路１８号", "地址"),
        ("Office hours: 9:00-18:00", "office hours"),
        ("Acme Gauges Ltd.", ""),
        ("Lin Wei", ""),
        ("Media contact:", "media contact"),
        ("Contact person: Ana Ruiz", "contact person"),
        ("Postcode: 518000", "postcode"),
        ("VAT: NL000000010B01", ""),
        ("", ""),
        ("We answer within a day.", ""),
        ("Venue: Harbour Hall", ""),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_leaves_the_content_is_on_the_card(lines in prop::collection::vec(line(), 1..9)) {
        let block: String = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
        let site = dated_site("");
        article(&site, "2025-01-01-pier", &block);
        site.build();
        let content = content(&site, "pier");
        let said: Vec<String> = words(&format!("{content}\n{}", card(&site).replace("\\n", "\n").replace('\\', "")));
        let wide = said.join(" ");
        for (line, label) in &lines {
            let names = words(label);
            for word in words(line) {
                let kept = said.contains(&word) || names.contains(&word) || !word.is_ascii() && wide.contains(&word);
                prop_assert!(kept, "`{}` of `{}` is lost in\n{}\n{}\n{}", word, line, block, content, card(&site));
            }
        }
    }
}
