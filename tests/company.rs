//! An article as a company's office sends it out becomes a good entry, and its contact block the company's card.

mod support;

use support::Site;

const ENGLISH: &str = "We will move our repair service to a new building on 1 September 2025. From that day on, please send\n\
instruments to the address below. Repairs that have already begun are not affected, and you need not do\n\
anything about them.\n\
\n\
The new workshop has twice the room of the old one. A calibration that took three weeks will take one.\n\
\n\
Service hotline: 0755-0000000\n\
Email: press@acme.example\n\
WeChat: acme-service   WhatsApp: +86 000 0000 0000   Skype: acme.service\n\
Address: Building 3, 18 Harbour Road, Shenzhen\n";

const CHINESE: &str = "公司定于2025年9月15日起在宁波设立新的维修中心。届时，华东地区的用户可以把仪器直接送到新址，维修时间将由三周缩短为一周。\n\
\n\
原深圳维修中心照常开放，正在维修的仪器不受影响。\n\
\n\
服务热线：0574-0000000\n\
邮箱：service@acme.example\n\
微信：acme-ningbo\n\
地址：宁波市北仑区观潮路18号6号楼\n";

#[test]
fn a_notice_without_front_matter_becomes_a_good_entry() {
    let site = Site::new("timezone = \"Asia/Shanghai\"\n");
    site.write("content/20250830-repair-service-moves.txt", ENGLISH);
    site.build();
    let item = &site.feed()["items"][0];
    assert_eq!(item["title"], "Repair service moves", "a sentence is no title");
    assert_eq!(item["date_published"], "2025-08-29T16:00:00Z", "midnight in Shanghai");
    let summary = item["summary"].as_str().unwrap();
    assert!(summary.starts_with("We will move our repair service to a new building on 1 September 2025."), "{summary}");
    let content = item["content_html"].as_str().unwrap();
    assert!(content.contains("twice the room"), "{content}");
    for contact in ["0755", "press@acme.example", "acme-service", "Harbour Road"] {
        assert!(!summary.contains(contact) && !content.contains(contact), "{contact} belongs to the card");
    }
    let card = site.read("feeds/organization.vcf");
    for contact in ["0755-0000000", "press@acme.example", "acme-service", "acme.service", "Harbour Road"] {
        assert!(card.replace("\r\n ", "").contains(contact), "{contact} is not in\n{card}");
    }
    assert!(site.read("feeds/rss.xml").contains("press@acme.example"), "the company's address is the channel's");
}

#[test]
fn a_chinese_notice_likewise() {
    let site = Site::new("language = \"zh-Hans\"\ntimezone = \"Asia/Shanghai\"\n");
    site.write("content/2025-08-30-宁波维修中心.txt", CHINESE);
    site.build();
    let item = &site.feed()["items"][0];
    assert_eq!(item["title"], "宁波维修中心");
    assert_eq!(
        item["summary"].as_str().unwrap().split('。').next(),
        Some("公司定于2025年9月15日起在宁波设立新的维修中心")
    );
    assert!(!item["content_html"].as_str().unwrap().contains("服务热线"));
    let card = site.read("feeds/organization.vcf").replace("\r\n ", "");
    assert!(
        card.contains("0574-0000000") && card.contains("acme-ningbo") && card.contains("宁波市北仑区观潮路18号6号楼"),
        "{card}"
    );
}

/// The same notice in the bytes that an office's editor writes.
#[test]
fn a_chinese_notice_in_an_older_encoding() {
    let site = Site::new("language = \"zh-Hans\"\ntimezone = \"Asia/Shanghai\"\n");
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(CHINESE);
    assert!(!lossy);
    site.write("content/2025-08-30-notice.txt", bytes);
    let ran = site.build();
    assert!(ran.err.contains("encoding-guessed") && ran.err.contains("encoding = \"gb"), "{}", ran.err);
    let guessed = site.feed();
    assert!(guessed["items"][0]["summary"].as_str().unwrap().starts_with("公司定于2025年9月15日起"));
    let site = Site::new("language = \"zh-Hans\"\ntimezone = \"Asia/Shanghai\"\n[content]\nencoding = \"gb18030\"\n");
    let (bytes, _, _) = encoding_rs::GB18030.encode(CHINESE);
    site.write("content/2025-08-30-notice.txt", bytes);
    let ran = site.build();
    assert!(!ran.err.contains("encoding-guessed"), "a configured encoding is no guess: {}", ran.err);
    assert_eq!(site.feed()["items"], guessed["items"]);
}

#[test]
fn the_configuration_wins_over_a_contact_block_and_the_report_says_where_they_differ() {
    let site = Site::new("[organization]\nname = \"Acme Ltd.\"\nphone = \"+86 755 1111 1111\"\n");
    site.write("content/20250830-repair-service-moves.txt", ENGLISH);
    let ran = site.build();
    assert!(ran.err.contains("contact-differs") && ran.err.contains("0755-0000000"), "{}", ran.err);
    let card = site.read("feeds/organization.vcf").replace("\r\n ", "");
    assert!(card.contains("1111-1111") && !card.contains("0755-0000000"), "{card}");
    assert!(!card.contains("acme-service"), "nothing is taken from a block that contradicts the configuration");
    assert_eq!(site.feed()["items"][0]["authors"][0]["name"], "Acme Ltd.");
}
