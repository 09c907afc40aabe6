//! The contact block at the end of an article: found, read, and never mistaken.

use proptest::prelude::*;
use tidings::feed::Channel;
use tidings::text::contact::{ContactBlock, find_contact_block};

/// What a block says, a line for each value: name, email, url, then the contacts.
fn shown(block: &ContactBlock) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(block.name.iter().map(|name| format!("name {name}")));
    lines.extend(block.email.iter().map(|email| format!("email {}", email.as_str())));
    lines.extend(block.url.iter().map(|url| format!("url {url}")));
    for contact in &block.contacts {
        let channel = match &contact.channel {
            Channel::Phone => "phone",
            Channel::Fax => "fax",
            Channel::Address => "address",
            Channel::Email => "email",
            Channel::Website => "website",
            Channel::Other(name) => name,
        };
        lines.push(format!("{channel} {}", contact.value));
    }
    lines
}

/// A notice, its content without the block, and what the block says.
fn check(content: &str, block: &str, expected: &[&str]) {
    let body = format!("{content}{block}");
    let found = find_contact_block(&body).unwrap_or_else(|| panic!("no block in {body:?}"));
    assert_eq!(&body[..found.span.start], content, "content before {block:?}");
    assert_eq!(shown(&found), expected, "{block:?}");
}

#[test]
fn reads_a_notice_in_english() {
    check(
        "The new arm lifts ten kilograms.\n\n",
        "Service hotline: 0755-0000000\nEmail: press@acme.example\nWeChat: acme-arm   WhatsApp: +86 755 0000 0000   Skype: live:acme\n\
         Address: 1 Pump Road, Nanshan, Shenzhen\n",
        &[
            "email press@acme.example",
            "phone 0755-0000000",
            "wechat acme-arm",
            "whatsapp +86 755 0000 0000",
            "skype live:acme",
            "address 1 Pump Road, Nanshan, Shenzhen",
        ],
    );
}

#[test]
fn reads_a_notice_in_chinese() {
    check(
        "新机械臂可举起十公斤。\n\n",
        "深圳市艾可机器人有限公司\n服务热线：０７５５－００００００００\n邮箱：press@acme.example\n微信公众号：艾可机器人　QQ：100000000\n\
         官网：www.acme.example\n公司地址：深圳市南山区泵路1号\n邮编：518000\n",
        &[
            "name 深圳市艾可机器人有限公司",
            "email press@acme.example",
            "url https://www.acme.example/",
            "phone 0755-00000000",
            "wechat 艾可机器人",
            "qq 100000000",
            "address 深圳市南山区泵路1号, 518000",
        ],
    );
    check(
        "新品上市。\n\n",
        "## 聯絡我們\n\n電話：02-0000-0000 傳真：02-0000-0001\n電子郵件：info@acme.example\n",
        &["email info@acme.example", "phone 02-0000-0000", "fax 02-0000-0001"],
    );
}

#[test]
fn reads_markdown_lists_bold_labels_and_links() {
    check(
        "We open on Monday.\n\n",
        "---\n\n### Media contact\n\n**Lin Wei**, Acme Robotics Ltd.\n\n- **Phone:** [+86 755 0000 0000](tel:+8675500000000)\n\
         - **Email**: [write to us](mailto:press@acme.example)\n- *Website*: <https://acme.example/news>\n",
        &[
            "name Lin Wei, Acme Robotics Ltd.",
            "email press@acme.example",
            "url https://acme.example/news",
            "phone +86 755 0000 0000",
        ],
    );
}

#[test]
fn reads_a_press_release_with_names_below_its_heading() {
    check(
        "Acme opens a plant.\n\nAbout Acme\n\nAcme builds arms for small workshops.\n\n",
        "Media Contact:\nLin Wei\nHead of Press\n+1 202 555 0100\nlin@acme.example\nwww.acme.example\n\n###\n",
        &["email lin@acme.example", "url https://www.acme.example/", "phone +1 202 555 0100"],
    );
}

#[test]
fn reads_a_signature_below_a_heading() {
    check(
        "Acme opens a plant.\n\n",
        "**Media contact**\n\nLin Wei, +86 755 0000 0000, press@acme.example\n",
        &["email press@acme.example", "phone +86 755 0000 0000"],
    );
}

#[test]
fn reads_an_address_over_several_lines_and_labels_alone() {
    check(
        "We moved.\n\n",
        "Address: Acme House\n1 Pump Road\n518000 Shenzhen\nTel: +86 755 0000 0000\n",
        &["address Acme House, 1 Pump Road, 518000 Shenzhen", "phone +86 755 0000 0000"],
    );
    check(
        "We moved.\n\n",
        "Email:\npress@acme.example\nPhone:\n+86 755 0000 0000\n",
        &["email press@acme.example", "phone +86 755 0000 0000"],
    );
}

#[test]
fn reads_other_languages() {
    for (content, block) in [
        ("新しい製品です。\n\n", "お問い合わせ先\n電話番号：03-0000-0000\nメール：press@acme.example\n"),
        ("새 제품입니다.\n\n", "전화: 02-0000-0000\n이메일: press@acme.example\n"),
        ("Neu im Werk.\n\n", "Pressekontakt\nTelefon: 0800 0000000\nE-Mail: press@acme.example\n"),
        ("Du neuf.\n\n", "Contact presse :\nTél. : 01 00 00 00 00\nCourriel : press@acme.example\n"),
        ("Algo nuevo.\n\n", "Teléfono: 900 000 000\nCorreo electrónico: press@acme.example\n"),
        ("Algo novo.\n\n", "Telefone: 800 000 000\nE-mail: press@acme.example\n"),
        ("Novità.\n\n", "Ufficio stampa\nTelefono: 800 000000\nE-mail: press@acme.example\n"),
        ("Новое.\n\n", "Телефон: 8 800 000-00-00\nЭлектронная почта: press@acme.example\n"),
    ] {
        let body = format!("{content}{block}");
        let found = find_contact_block(&body).unwrap_or_else(|| panic!("no block in {body:?}"));
        assert_eq!(&body[..found.span.start], content);
        assert_eq!(found.email.as_ref().map(|email| email.as_str()), Some("press@acme.example"), "{block}");
        assert!(found.contacts.iter().any(|contact| contact.channel == Channel::Phone), "{block}");
    }
}

#[test]
fn reads_html() {
    check(
        "<p>The new arm is here.</p>\n",
        "<p>Tel: 0755-0000000<br>\nEmail: <a href=\"mailto:press@acme.example\">press@acme.example</a><br/>Web: www.acme.example</p>",
        &["email press@acme.example", "url https://www.acme.example/", "phone 0755-0000000"],
    );
    check(
        "<p>One line.</p>",
        "<p>Tel:&nbsp;0755-0000000</p><p>Fax: 0755-0000001</p>",
        &["phone 0755-0000000", "fax 0755-0000001"],
    );
}

#[test]
fn keeps_definitions_after_the_block() {
    let body = "See [the plan][1].\n\nTel: 0755-0000000\nEmail: press@acme.example\n\n[1]: https://acme.example/plan\n";
    let block = find_contact_block(body).unwrap();
    assert_eq!(&body[block.span.clone()], "Tel: 0755-0000000\nEmail: press@acme.example");
    assert_eq!(&body[block.span.end..], "\n\n[1]: https://acme.example/plan\n");
    let blanked = block.blanked(body);
    assert_eq!(blanked.len(), body.len());
    assert_eq!(
        blanked.split_whitespace().collect::<Vec<_>>().join(" "),
        "See [the plan][1]. [1]: https://acme.example/plan"
    );
}

#[test]
fn leaves_prose_alone() {
    for body in [
        "",
        "Email: I got one yesterday.",
        "I wrote to them.\n\nEmail: I got one yesterday.\nPhone: they never called back.",
        "Questions? Contact press@acme.example or call 0755-0000000.",
        "## Contact us\n\nWrite to press@acme.example and we answer within a day.",
        "Email: press@acme.example",
        "Tel: 0755-0000000\nEmail: press@acme.example\n\nAnd then we went home.",
        "The settings are:\n\n```\nphone: 0755-0000000\nemail: press@acme.example\n```",
        "The settings are:\n\n```\nphone: 0755-0000000\nemail: press@acme.example",
        "The settings are:\n\n    phone: 0755-0000000\n    email: press@acme.example\n",
        "Line: 5\nSignal: strong",
        "Written for us, by hand, and sent to press@acme.example",
        "Lin Wei, +86 755 0000 0000, press@acme.example",
        "Speaker: Lin Wei\nAddress: the keynote was given in a large hall!",
        "本周的电话会议改期。\n地址：请看下一封邮件！",
        "Sources\n\nhttps://acme.example/one\nhttps://acme.example/two",
        "- Company: Acme Ltd.\n- Address: 1 Pump Road, Shenzhen",
        // What a block would cut in half is none.
        "Version: 1.2.0\nChecksum: 0f0f0f\nHomepage: https://acme.example/\nMailing list: list@acme.example",
        "On Friday.\n\nDate: 3 May\nVenue: Harbour Hall\nTel: 0755-0000000\nEmail: press@acme.example",
        "It works.\n\nTel: 0755-0000000\nWe answer within a day.\nEmail: press@acme.example\nWeChat: acme",
        "It works.\n\nInterviewee: Lin Wei\nAge: 40\nEmail: lin@acme.example\nPhone: 0755-0000000",
        "It works.\n\nCall 0755-0000000 or email press@acme.example",
    ] {
        assert_eq!(find_contact_block(body), None, "{body:?}");
    }
}

/// Pieces of blocks and of prose, so that random bodies come near to being blocks.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "Tel: 0755-0000000",
        "Email: press@acme.example",
        "邮箱：",
        "电话：0755－0000",
        "  ",
        "\n",
        "\r\n",
        "<br>",
        "<p>",
        "</p>",
        "**",
        "# ",
        "Contact us",
        "[a](b",
        "](mailto:x@y.example)",
        "\\",
        "&nbsp;",
        "<",
        ">",
        "Address: 1 Road, Town",
        "Acme Ltd.",
        "---",
        "```",
        "[1]: x",
        "地址：深圳市",
        "İ: ",
        "\u{feff}",
    ];
    prop_oneof![prop::sample::select(words.to_vec()).prop_map(str::to_owned), "\\PC{0,12}", any::<String>()]
}

proptest! {
    #[test]
    fn any_body_is_read_without_loss(pieces in prop::collection::vec(piece(), 0..40)) {
        let body = pieces.concat();
        if let Some(block) = find_contact_block(&body) {
            prop_assert!(body.is_char_boundary(block.span.start) && body.is_char_boundary(block.span.end));
            prop_assert!(block.span.start < block.span.end);
            prop_assert!(block.email.is_some() || block.url.is_some() || !block.contacts.is_empty());
        }
    }

    #[test]
    fn a_block_reaches_the_end_of_the_text(before in "[a-z .]{0,40}\n\n", after in "[ \n]{0,5}") {
        let body = format!("{before}Tel: 0755-0000000\nEmail: press@acme.example{after}");
        let block = find_contact_block(&body).unwrap();
        prop_assert_eq!(&body[block.span.end..], after);
        prop_assert_eq!(&body[..block.span.start], before);
    }
}
