//! A folder of an office's notices: days in names, what stands below the contacts, salutations, and what the report says of them.

mod support;

use support::{Ran, Site};

const TEXT: &str = "The hall has two floors this year. Visitors register at the door.\n";

/// The contents of the entries, by their titles.
fn contents(site: &Site) -> Vec<(String, String)> {
    let feed = site.feed();
    let items = feed["items"].as_array().cloned().unwrap_or_default();
    let of = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    items.iter().map(|item| (of(item, "title"), of(item, "content_html"))).collect()
}

/// A company's notice with these lines below its text; of it, what the entry and the card have.
fn notice(more: &str, name: &str, below: &str) -> (String, String, Ran) {
    let site = Site::new(more);
    let text = "The pumps are serviced in March. Please order spare parts before that.";
    site.write(&format!("content/{name}"), format!("{text}\n\n{below}\n"));
    let ran = site.build();
    let content = contents(&site).first().map(|(_, content)| content.clone()).unwrap_or_default();
    let card = std::fs::read_to_string(site.path("feeds/organization.vcf")).unwrap_or_default().replace("\r\n ", "");
    (content, card, ran)
}

#[test]
fn several_days_in_a_name_are_none() {
    let site = Site::new("");
    for name in ["Exhibition Hannover 20-24 April 2026", "Fair 3 to 5 May 2026", "5月3日至2026年5月5日 展会"] {
        site.write(&format!("content/{name}.txt"), TEXT);
    }
    site.write("content/Newsletter 12 - 24 April 2026.txt", TEXT);
    let ran = site.build();
    assert_eq!(contents(&site).len(), 1, "{}", ran.err);
    for name in ["Exhibition Hannover 20-24 April 2026", "Fair 3 to 5 May 2026", "5月3日至2026年5月5日 展会"] {
        let message = format!("`{name}` tells none (it names more than one day)");
        assert!(ran.err.contains(&message), "{message}\n{}", ran.err);
    }
    assert!(ran.err.contains("name it by its day, `2024-08-30 Fair 3 to 5 May 2026.txt`"), "{}", ran.err);
}

#[test]
fn what_was_published_by_the_last_of_several_days_keeps_its_date() {
    let site = Site::new("");
    let name = "content/Fair 3 to 5 May 2026.txt";
    // As a version before had published it.
    site.write(name, format!("Date: 2026-05-05\n\n{TEXT}"));
    site.build();
    let (id, date) = {
        let feed = site.feed();
        (feed["items"][0]["id"].clone(), feed["items"][0]["date_published"].clone())
    };
    site.write(name, TEXT);
    let ran = site.build();
    let feed = site.feed();
    assert_eq!((&feed["items"][0]["id"], &feed["items"][0]["date_published"]), (&id, &date), "{}", ran.err);
    assert!(!ran.err.contains("date-missing"), "{}", ran.err);
    let explained = site.run(&["explain", "Fair 3 to 5 May 2026.txt"]);
    assert!(explained.out.contains("2026-05-05"), "{}", explained.out);
}

#[test]
fn contacts_are_found_above_a_signature_which_stays() {
    let chinese = "联系人：林薇\n电话：0512-0000000\n邮箱：sales@lotus.example";
    let english = "Tel: 0512-0000000\nEmail: sales@lotus.example";
    for (block, signature) in [
        (chinese, "\n\n苏州莲花阀门有限公司\n2026年3月12日"),
        (chinese, "\n苏州莲花阀门有限公司\n2026年3月12日"),
        (chinese, "\n\n        苏州莲花阀门有限公司\n        综合办公室\n        二○二六年三月十二日"),
        (chinese, "\n2026年3月12日"),
        (english, "\n\nLotus Valve Ltd\n12 March 2026"),
        (english, "\n\nLotus Valve Ltd\n\n12 March 2026"),
        (english, "\nLotus Valve Ltd\n12 March 2026"),
        (english, "\n\nHuman Resources\n12 March 2026"),
        (english, "\n\n12.03.2026"),
    ] {
        for more in ["", "[organization]\nname = \"Lotus Valve Ltd\"\nemail = \"sales@lotus.example\"\n"] {
            let (content, card, ran) = notice(more, "Service 2026-03-12.txt", &format!("{block}{signature}"));
            let shown = format!("{block}{signature}\n{content}\n{card}\n{}", ran.err);
            assert!(!content.contains("0512") && !content.contains("lotus.example"), "{shown}");
            assert!(card.contains("0512-0000000") && card.contains("sales@lotus.example"), "{shown}");
            assert!(!card.contains("2026") && !card.contains("二○"), "{shown}");
            // The day is of the notice.
            let day = signature.lines().last().unwrap_or_default().trim();
            assert!(content.contains(day), "{shown}");
        }
    }
}

#[test]
fn the_company_that_signs_names_the_card() {
    let (_, card, _) = notice(
        "",
        "Service 2026-03-12.txt",
        "电话：0512-0000000\n邮箱：sales@lotus.example\n\n苏州莲花阀门有限公司\n2026年3月12日",
    );
    assert!(card.contains("FN:苏州莲花阀门有限公司"), "{card}");
}

#[test]
fn prose_below_contacts_is_no_signature() {
    for below in [
        "Tel: 0512-0000000\nEmail: sales@lotus.example\n\nWe look forward to your visit in May and June.",
        "Tel: 0512-0000000\nEmail: sales@lotus.example\n\nSee you in Hall 3",
    ] {
        let (content, ..) = notice("", "Service 2026-03-12.txt", below);
        assert!(content.contains("0512-0000000"), "{content}");
    }
}

#[test]
fn nothing_is_taken_from_a_block_that_contradicts_the_configuration() {
    let organization =
        "[organization]\nname = \"Lotus Valve Ltd\"\nemail = \"office@lotus.example\"\nphone = \"0512-1111111\"\n";
    let (content, card, ran) = notice(
        organization,
        "Service 2026-03-12.txt",
        "Tel: 0512-2222222\nEmail: sales@lotus.example\nWeChat: lotus-sales",
    );
    assert!(content.contains("0512-2222222"), "{content}");
    assert!(!card.contains("lotus-sales") && !card.contains("sales@"), "{card}");
    assert!(ran.err.contains("contact-differs") && ran.err.contains("contacts = \"keep\""), "{}", ran.err);
}

#[test]
fn a_salutation_is_not_in_the_summary() {
    for text in [
        "各部门：\n    端午节放假时间为6月19日至21日，共3天。\n",
        "各部门：\n    端午节放假时间为6月19日至21日，共3天。\n    请各部门提前做好值班安排。\n",
        "各位同事：\n  端午节放假时间为6月19日至21日，共3天。\n",
        "各部门:\n\t端午节放假时间为6月19日至21日，共3天。\n",
        "各部门：\n　　端午节放假时间为6月19日至21日，共3天。\n",
    ] {
        let site = Site::new("");
        site.write("content/2026-05-20 放假.txt", format!("关于端午节放假的通知\n\n{text}"));
        site.build();
        let feed = site.feed();
        let summary = feed["items"][0]["summary"].as_str().unwrap_or_default();
        assert!(summary.starts_with("端午节放假时间"), "{text}{summary}");
        assert!(
            feed["items"][0]["content_html"].as_str().unwrap_or_default().contains(":</p>")
                || feed["items"][0]["content_html"].as_str().unwrap_or_default().contains("：</p>")
        );
    }
}

#[test]
fn years_with_a_circle_or_a_letter_for_zero_are_read() {
    for day in [
        "二○二六年五月二十日",
        "二〇二六年五月二十日",
        "二零二六年五月二十日",
        "二O二六年五月二十日",
        "二Ｏ二六年五月二十日",
    ] {
        let site = Site::new("");
        site.write(
            "content/放假.txt",
            format!("关于放假的通知\n\n公司于端午节放假三天。请提前安排。\n\n办公室\n{day}\n"),
        );
        let ran = site.build();
        let feed = site.feed();
        assert_eq!(feed["items"][0]["date_published"], "2026-05-20T00:00:00Z", "{day} {}", ran.err);
    }
}

#[test]
fn files_without_a_date_are_named() {
    let site = Site::new("");
    for number in 1..=4 {
        site.write(&format!("content/letter {number}.txt"), TEXT);
    }
    site.write("content/2026-05-20 one.txt", TEXT);
    let ran = site.build();
    assert!(
        ran.err.contains("the same of `content/letter 2.txt`, `content/letter 3.txt`, `content/letter 4.txt`"),
        "{}",
        ran.err
    );
    for number in 5..=9 {
        site.write(&format!("content/letter {number}.txt"), TEXT);
    }
    let ran = site.build();
    assert!(ran.err.contains("and 8 more that say the same; `tidings --left-out` names them"), "{}", ran.err);
}

#[test]
fn what_word_leaves_beside_an_open_file_is_passed_over() {
    let site = Site::new("");
    site.write("content/2026-05-20 one.txt", TEXT);
    site.write("content/~$lock.docx", "x").write("content/~$ letter.txt", "x");
    let ran = site.build();
    assert!(!ran.err.contains("format-unread") && !ran.err.contains("~$"), "{}", ran.err);
}
