//! Bytes that others wrote: encodings, attacks, and whatever chance makes of them.

mod articles_site;

use std::time::{Duration, Instant};

use articles_site::SmallSite;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;
use tidings::article::decode::{Hints, decode};
use tidings::article::front_matter::{Located, locate, parse};
use tidings::article::{LeftOut, date};
use tidings::content::read_body;
use tidings::diagnostic::{Diagnostic, Severity};

fn decoded(bytes: &[u8]) -> (String, &'static Encoding, Vec<Diagnostic>) {
    let decoded = decode(bytes, Hints::default()).unwrap();
    (decoded.text.into_owned(), decoded.encoding, decoded.diagnostics)
}

#[test]
fn marks_and_line_ends() {
    for (bytes, text) in [
        (&b"a\r\nb\rc\nd\r"[..], "a\nb\nc\nd\n"),
        (b"\xef\xbb\xbfa\r\r\n", "a\n\n"),
        (b"\xff\xfea\0\r\0\n\0-N", "a\n\u{4e2d}"),
        (b"\xfe\xff\0aN\x2d", "a\u{4e2d}"),
        (b"", ""),
        ("汉字 ü\n".as_bytes(), "汉字 ü\n"),
    ] {
        let (found, _, diagnostics) = decoded(bytes);
        assert_eq!((found.as_str(), diagnostics.len()), (text, 0), "{bytes:?}");
    }
}

/// Sentences of an article's length, so that a detector has something to go by.
const ZH_HANS: &str = "---\ntitle: 新工厂开业\n---\n我们公司的新工厂昨天正式开业，来自全国各地的客户参加了典礼。工厂每年可以生产一万台机器人，质量经过严格的检查。欢迎大家前来参观，也欢迎随时联系我们的服务热线。\n";
const ZH_HANT: &str = "---\ntitle: 新工廠開業\n---\n我們公司的新工廠昨天正式開業，來自全國各地的客戶參加了典禮。工廠每年可以生產一萬臺機器人，品質經過嚴格的檢查。歡迎大家前來參觀，也歡迎隨時聯絡我們的服務熱線。\n";
const JA: &str = "---\ntitle: 新しい工場\n---\n私たちの会社の新しい工場が昨日開業しました。全国からお客様が式典に参加してくださいました。この工場では毎年一万台のロボットを生産することができます。どうぞお気軽に見学にお越しください。\n";
const KO: &str = "---\ntitle: 새로운 공장\n---\n우리 회사의 새로운 공장이 어제 문을 열었습니다. 전국에서 온 손님들이 행사에 참석했습니다. 이 공장은 해마다 로봇을 만 대씩 생산할 수 있습니다. 언제든지 찾아와 주십시오.\n";
const RU: &str = "---\ntitle: Новый завод\n---\nВчера наша компания открыла новый завод. На праздник приехали гости со всей страны. Завод может выпускать десять тысяч роботов в год, и каждый из них проходит строгую проверку.\n";
const FR: &str = "---\ntitle: La nouvelle usine\n---\nHier, notre société a inauguré sa nouvelle usine. Des invités venus de toute la France ont participé à la fête. L’usine peut fabriquer dix mille robots par an, et chacun d’eux est contrôlé très sévèrement – à l’œil nu.\n";

#[test]
fn old_encodings_are_guessed_and_reported() {
    for (text, encoding) in [
        (ZH_HANS, GBK),
        (ZH_HANS, GB18030),
        (ZH_HANT, BIG5),
        (JA, SHIFT_JIS),
        (JA, EUC_JP),
        (KO, EUC_KR),
        (RU, WINDOWS_1251),
        (FR, WINDOWS_1252),
        (
            "It\u{2019}s a start, and there is much plain text around this one quote, as there is in most of what people write.\n",
            WINDOWS_1252,
        ),
    ] {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        let (found, guessed, diagnostics) = decoded(&bytes);
        assert_eq!(found, text, "{} taken for {}", encoding.name(), guessed.name());
        let [warning] = &diagnostics[..] else { panic!("{diagnostics:?}") };
        assert_eq!((warning.severity, warning.code.as_str()), (Severity::Warning, "encoding-guessed"));
        assert!(warning.message.contains(guessed.name()), "{}", warning.message);
        let first = text.lines().position(|line| !line.is_ascii()).unwrap() + 1;
        assert_eq!(warning.place.as_ref().unwrap().line, first);
        // A name in the configuration makes it no guess.
        let told = decode(&bytes, Hints { encoding: Some(encoding), language: "en" }).unwrap();
        assert_eq!((&*told.text, told.diagnostics.len()), (text, 0));
    }
}

#[test]
fn the_language_of_the_site_decides_on_a_few_characters() {
    for (text, encoding, language) in [("欢迎", GBK, "zh-CN"), ("開業", BIG5, "zh-Hant"), ("ようこそ", SHIFT_JIS, "ja")]
    {
        let (bytes, ..) = encoding.encode(text);
        let found = decode(&bytes, Hints { encoding: None, language }).unwrap();
        assert_eq!(
            (&*found.text, found.diagnostics[0].code.as_str()),
            (text, "encoding-guessed"),
            "{}",
            found.encoding.name()
        );
    }
}

#[test]
fn what_does_not_decode_is_an_error_with_its_place() {
    for (bytes, hint, code, line, column) in [
        (&b"ok\nno\0pe"[..], None, "binary", 2, 3),
        ("汉字汉字汉字\nü\u{7f}".as_bytes(), Some(UTF_8), "", 0, 0),
        (b"\xe6\xb1\x89\xe5\xad\x97\xe6\xb1\x89\xe5\xad\x97\nab\xff", None, "encoding-invalid", 2, 3),
        (b"\xef\xbb\xbfab\xff", None, "encoding-invalid", 1, 3),
        (b"\xff\xfea\0\0\xd8", None, "encoding-invalid", 1, 2),
        (b"a\n\xb0\xa1\xff\xff", Some(GBK), "encoding-invalid", 2, 2),
    ] {
        let result = decode(bytes, Hints { encoding: hint, language: "" });
        if code.is_empty() {
            result.unwrap();
            continue;
        }
        let error = result.unwrap_err();
        let place = error.place.clone().unwrap();
        assert_eq!((error.severity, error.code.as_str()), (Severity::Error, code), "{bytes:?}");
        assert_eq!(place.line, line, "{error:?}");
        if code == "binary" || hint.is_none() && bytes[0] != 0xff {
            assert_eq!(place.column, column, "{error:?}");
        }
        assert!(error.help.is_some());
    }
}

#[test]
fn a_file_in_an_old_encoding_is_an_article() {
    let site = SmallSite::of(&[]);
    let (bytes, ..) = GBK.encode(ZH_HANS);
    let bytes = [&bytes.replace_newlines()[..], "\r\n".repeat(4000).as_bytes()].concat();
    site.put("2024-08-30-x.md", &bytes);
    let article = site.article("2024-08-30-x.md");
    assert_eq!(article.front_matter.title.as_ref().unwrap().value, "新工厂开业");
    let body = read_body(&article, &site.config).unwrap();
    assert!(body.as_str().starts_with("我们公司") && !body.text.contains('\r'));
    assert_eq!(body.diagnostics[0].file.as_deref(), Some("content/2024-08-30-x.md"));
}

trait Crlf {
    fn replace_newlines(&self) -> Vec<u8>;
}

impl Crlf for std::borrow::Cow<'_, [u8]> {
    fn replace_newlines(&self) -> Vec<u8> {
        self.iter().flat_map(|&byte| if byte == b'\n' { vec![b'\r', b'\n'] } else { vec![byte] }).collect()
    }
}

#[test]
fn large_and_binary_files_are_refused() {
    let site = SmallSite::of(&[("2024-01-01-large.md", "---\ntitle: Large\n---\n")]);
    site.put("2024-01-01-binary.md", b"GIF89a\0\0");
    site.put("2024-01-02-open.md", &[b"---\ntitle: x\n".to_vec(), vec![b'a'; 17 << 20]].concat());
    let article = site.article("2024-01-01-large.md");
    site.put("2024-01-01-large.md", &vec![b'a'; (16 << 20) + 1]);
    assert_eq!(read_body(&article, &site.config).unwrap_err().code.as_str(), "file-too-large");
    let code = |path| site.head(path).diagnostics[0].code.as_str();
    assert_eq!(code("2024-01-01-binary.md"), "binary");
    assert_eq!(code("2024-01-02-open.md"), "file-too-large");
    assert_eq!(site.head("2024-01-01-binary.md").left_out, Some(LeftOut::Broken));
}

/// Attacks end within a second (more in a debug build on a busy machine), and never in a panic.
#[test]
fn attacks_end_soon() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 10].join(", "));
    }
    bomb += "title: *a11\n---\n";
    let long = format!("---\nb: &b {}\nc: [{}]\n---\n", "x".repeat(100_000), "*b, ".repeat(10_000));
    let fenced = |inner: &str| format!("---\n{inner}\n---\n");
    let toml = |inner: &str| format!("+++\n{inner}\n+++\n");
    let attacks = [
        bomb,
        long,
        fenced(&format!("tags: {}", "[".repeat(100_000))),
        fenced(&format!("tags: {}", "{a: ".repeat(100_000))),
        fenced(&"- ".repeat(100_000)),
        fenced(&"? ".repeat(100_000)),
        fenced(&format!("title: {}", "a: ".repeat(100_000))),
        fenced(&"a: b: c\n".repeat(100_000)),
        fenced(&"title: x\n".repeat(100_000)),
        fenced(&format!("title: \"{}\"", "\\ud800".repeat(10_000))),
        fenced(&format!("author: {}", "A and ".repeat(100_000))),
        fenced(&format!("author: {}", "A, ".repeat(300))),
        fenced(&format!("tags: {}", "a,".repeat(100_000))),
        fenced(&"x".repeat(1_000_000)),
        fenced(&"\t\n".repeat(100_000)),
        toml(&format!("tags = {}", "[".repeat(100_000))),
        toml(&format!("{} = 1", "a.".repeat(20_000) + "a")),
        toml(&"title = 1\n".repeat(10_000)),
        toml("title = \"\\ud800\""),
        format!("{{\"a\": {}", "[".repeat(100_000)),
        format!("{{\"a\": {}{}}}\n", "[".repeat(100_000), "]".repeat(100_000)),
        "{\"title\": \"\\ud800\"}\n".to_owned(),
        "{".repeat(100_000),
        "Title: x\n".repeat(100_000),
        "<!--".repeat(100_000),
        "<!---->\n".repeat(100_000),
        "#\n".repeat(100_000),
        "---\n".repeat(100_000),
        "\n".repeat(1_000_000),
    ];
    for attack in &attacks {
        let start = Instant::now();
        let parsed = parse(attack);
        let took = start.elapsed();
        let head: String = attack.chars().take(40).collect();
        println!("{took:?} {} diagnostics: {head:?}", parsed.diagnostics.len());
        assert!(took < Duration::from_secs(4), "{took:?} for {head:?}");
    }
    assert_eq!(parse(&attacks[0]).diagnostics[0].code.as_str(), "front-matter-invalid");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_decode_or_not_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), language in "(|en|zh|zh-TW|ja)") {
        if let Ok(decoded) = decode(&bytes, Hints { encoding: None, language: &language }) {
            prop_assert!(!decoded.text.contains('\r'));
            if let Ok(text) = std::str::from_utf8(&bytes) {
                prop_assert_eq!(decoded.text.chars().filter(|&c| c != '\n').count(), text.trim_start_matches('\u{feff}').chars().filter(|c| !matches!(c, '\r' | '\n')).count() + text.chars().take_while(|&c| c == '\u{feff}').count().saturating_sub(1));
            }
        }
    }

    #[test]
    fn any_front_matter_parses_within_its_text(
        fence in "(---|\\+\\+\\+|\\{|Title: x)",
        inner in "([a-c]{1,3}|title|date|tags|[:=\\[\\]{}\"'|>&*!%@`,#-]| |\\n|\t|\\\\|汉){0,40}",
        close in "(\n---\n|\n\\+\\+\\+\n|\n\\}\n|\n\n|)",
    ) {
        let text = format!("{fence}\n{inner}{close}Body");
        let parsed = parse(&text);
        prop_assert!(text.get(parsed.body.clone()).is_some());
        if let Some(title) = &parsed.front_matter.title {
            prop_assert!(title.span.end <= text.len() && title.span.start <= title.span.end);
        }
        // A head that is decided on a part is decided so on the whole.
        for cut in (0..text.len()).filter(|&cut| text.is_char_boundary(cut)) {
            let head = locate(&text[..cut], false);
            if head != Located::Cut {
                prop_assert_eq!(&head, &locate(&text, true), "cut at {}", cut);
            }
        }
    }

    #[test]
    fn any_text_is_a_date_or_none(text in "([0-9]{1,5}|[-/.: T+年月日]|Aug|Mon|Z|UTC|pm|[a-z]){0,12}") {
        let _ = date::parse(&text);
    }

    #[test]
    fn every_day_is_read_in_every_form(day in 1u32..=28, month in 1u32..=12, year in 1900u32..2200) {
        let expected = date::parse(&format!("{year:04}-{month:02}-{day:02}")).unwrap();
        for text in [
            format!("{year}-{month}-{day}"),
            format!("{year}/{month:02}/{day:02}"),
            format!("{year}{month:02}{day:02}"),
            format!("{year}年{month}月{day}日"),
            format!("{day} {} {year}", ["January", "Feb", "mar", "April", "MAY", "Jun", "July", "Aug.", "Sept", "October", "Nov", "December"][month as usize - 1]),
        ] {
            prop_assert_eq!(date::parse(&text).unwrap(), expected, "{}", text);
        }
        let path = format!("{year}-{month:02}-{day:02}-x.md");
        let site = SmallSite::of(&[(&path, "Text\n")]);
        prop_assert_eq!(site.article(&path).published.day(), format!("{year}-{month:02}-{day:02}"));
    }
}
