//! The lines that frame a notice and are no text of it: what it is, whom it is for, whose it is, where it ends, and the
//! names of its parts, in the languages of press offices.
//!
//! Every function looks at one line of plain text. Where in doubt, a line is prose.

use crate::text::sentence::{columns, is_wide};

/// What a release is called above its title.
#[rustfmt::skip]
const PRESS_MARKS: &[&str] = &[
    "for immediate release", "press release", "news release", "media release", "pressemitteilung", "presseinformation",
    "pressemeldung", "presseaussendung", "medienmitteilung", "communiqué de presse", "comunicado de prensa",
    "nota de prensa", "comunicado de imprensa", "comunicado à imprensa", "nota à imprensa", "comunicato stampa",
    "persbericht", "pressmeddelande", "pressemeddelelse", "pressemelding", "lehdistötiedote", "informacja prasowa",
    "tisková zpráva", "basın bülteni", "sajtóközlemény", "comunicat de presă", "δελτίο τύπου", "пресс-релиз",
    "прес-реліз", "siaran pers", "新闻稿", "新聞稿", "新闻通稿", "プレスリリース", "ニュースリリース", "報道発表", "報道発表資料", "보도자료",
    "بيان صحفي", "بيان صحافي", "הודעה לעיתונות", "הודעה לתקשורת",
];

/// What a notice is called above a title that says more.
#[rustfmt::skip]
const KICKERS: &[&str] = &[
    "notice", "public notice", "announcement", "important notice", "bekanntmachung", "mitteilung", "hinweis", "avis",
    "avis à la population", "avis aux usagers", "aviso", "anuncio", "comunicado", "avviso", "mededeling", "объявление",
    "公告", "通告", "通知", "启事", "啟事", "お知らせ", "ご案内", "공고", "공지", "알림", "إعلان", "تنبيه", "הודעה",
];

/// Words that end a release, between signs (`- END -`) or in capitals.
#[rustfmt::skip]
const END_WORDS: &[&str] = &[
    "30", "end", "ends", "ende", "fin", "fine", "fim", "slut", "einde", "конец", "完", "全文完", "终", "終", "끝", "انتهى", "סוף",
];

/// How a line begins that says whose a release is, below its end.
const SOURCES: &[&str] = &[
    "SOURCE ",
    "Source: ",
    "SOURCE: ",
    "Quelle: ",
    "Fuente: ",
    "来源：",
    "來源：",
    "资料来源：",
    "消息来源：",
    "出典：",
];

/// How the name of the part on the company begins.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "about ", "über ", "ueber ", "zu ", "à propos de ", "à propos d'", "à propos d’", "a propos de ", "acerca de ", "sobre ",
    "informazioni su ", "over ", "om ", "o firmě ", "o firmie ", "о ", "об ", "про ", "关于", "關於", "حول ", "نبذة عن ", "عن ", "אודות ", "על ",
];

/// Its whole name.
#[rustfmt::skip]
const ABOUT_US: &[&str] = &[
    "about us", "about the company", "über uns", "über das unternehmen", "qui sommes-nous", "quiénes somos", "chi siamo", "quem somos",
    "over ons", "о компании", "о нас", "公司简介", "公司簡介", "企业简介", "关于我们", "關於我們", "会社概要", "企業概要", "회사 소개", "회사소개", "من نحن",
    "מי אנחנו", "notes to editors", "note to editors", "boilerplate", "hintergrund",
];

/// How a Chinese document is called at its end, so that a title is no name of a part (`关于……的通知`).
const DOCUMENTS: &[&str] = &[
    "通知", "通告", "公告", "公示", "决定", "決定", "意见", "意見", "函", "办法", "辦法", "说明", "說明", "报告",
    "報告",
];

/// What the names of companies and offices end in, and how people are addressed, where a line has no other words.
#[rustfmt::skip]
const PARTIES: &[&str] = &[
    "株式会社", "有限会社", "合同会社", "有限公司", "各位", "御中", "様", "殿", "주식회사", "㈜", "귀하", "귀중",
];

/// A longer line, in columns, is no name of a part.
const LONGEST: usize = 60;

fn folded(line: &str) -> String {
    line.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a line says that what follows is a release, and nothing else.
pub(crate) fn is_press_mark(line: &str) -> bool {
    columns(line, LONGEST) < LONGEST && PRESS_MARKS.contains(&folded(line).as_str())
}

/// Whether a line ends a notice: `###`, `- END -`, `ENDS`, `（完）`, `以上`.
pub(crate) fn is_end_mark(line: &str) -> bool {
    let line = line.trim();
    if columns(line, 24) >= 24 {
        return false;
    }
    let signs = line.chars().filter(|c| !c.is_whitespace());
    let hashes = line.contains('#') && signs.clone().all(|c| c == '#') && (3..=5).contains(&signs.count());
    let bare = folded(line);
    let is_word = END_WORDS.contains(&bare.as_str());
    let apart = !line.starts_with(char::is_alphanumeric);
    let loud = line.chars().any(char::is_uppercase) && !line.contains(char::is_lowercase);
    hashes || is_word && (apart || loud || line.starts_with('끝')) || matches!(line, "-30-" | "30" | "以上" | "以上。")
}

/// Whether a line says whose a release is: `SOURCE Acme`.
pub(crate) fn is_source(line: &str) -> bool {
    let line = line.trim();
    columns(line, LONGEST) < LONGEST && SOURCES.iter().any(|start| line.starts_with(start))
}

/// Whether a line parts what is above it from what is below: `-----`, `* * *`, `====`.
pub(crate) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let is_sign = matches!(first, '-' | '=' | '*' | '_' | '~' | '—' | '─' | '━' | '＝' | '－' | '＊' | '·' | '…');
    is_sign && signs.clone().all(|c| c == first) && signs.count() >= 2
}

/// Whether a line begins the signature of a message (RFC 3676, section 4.3).
pub(crate) fn is_signature_mark(line: &str) -> bool {
    line.trim_end() == "--"
}

/// Whether a line is the name of a part of a notice: `About Acme`, `一、时间`, `【会社概要】`, `■特長`.
pub(crate) fn is_part_name(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '：']).trim_end();
    if line.is_empty()
        || columns(line, LONGEST) >= LONGEST
        || line.ends_with(['.', '。', '!', '！', ',', '，', ';', '；', '、'])
    {
        return false;
    }
    let lower = line.to_lowercase();
    if ABOUT_US.contains(&lower.as_str()) {
        return true;
    }
    let whole = line.strip_prefix(['【', '〔', '［']).and_then(|rest| rest.strip_suffix(['】', '〕', '］']));
    let bracketed = whole.is_some_and(|inner| !inner.contains(['】', '〕', '］']));
    let signed = line.starts_with(['■', '◆', '□', '◇', '▍', '▎']) && line.chars().nth(1).is_some();
    bracketed || signed || is_numbered_name(line) || is_about(line, &lower)
}

/// Whether a line is the name of the part that says who the company is.
pub(crate) fn is_company_part(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '：']).trim_matches(['【', '】', '■']).trim();
    let lower = line.to_lowercase();
    columns(line, LONGEST) < LONGEST && (ABOUT_US.contains(&lower.as_str()) || is_about(line, &lower))
}

/// `About Acme Pumps`, `Sobre a Acme`, `潮見計器について`, `조수계기 소개`
fn is_about(line: &str, lower: &str) -> bool {
    let words = line.split_whitespace().count();
    if lower.ends_with("について") && !lower.contains(['、', 'の']) || lower.ends_with(" 소개") {
        return true;
    }
    ABOUT.iter().filter(|start| lower.starts_with(**start)).any(|start| {
        let rest = line.get(start.len()..).unwrap_or("").trim();
        let name = rest
            .split([' ', '\'', '’'])
            .find(|word| word.chars().count() > 3 || word.contains(is_wide))
            .unwrap_or(rest);
        let is_document = rest.contains(is_wide) && DOCUMENTS.iter().any(|name| rest.ends_with(name));
        let named =
            name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || matches!(c, '«' | '„' | '“' | '"'));
        named && words <= 7 && !is_document && !rest.contains(['，', ','])
    })
}

/// `一、停水时间`, `（二）范围`, `01 更轻`
fn is_numbered_name(line: &str) -> bool {
    let is_number = |c: char| "一二三四五六七八九十".contains(c);
    let digits = line.strip_prefix('0').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let rest = match line.strip_prefix(['（', '(']) {
        Some(inner) => {
            inner.trim_start_matches(is_number).strip_prefix(['）', ')']).filter(|_| inner.starts_with(is_number))
        }
        None if line.starts_with(is_number) => line.trim_start_matches(is_number).strip_prefix('、'),
        None => digits.and_then(|rest| rest[1..].strip_prefix([' ', '\u{3000}', '｜'])),
    };
    rest.is_some_and(|rest| {
        columns(rest, 41) <= 40 && !rest.trim().is_empty() && !rest.contains(['：', ':', '，', '。', '；'])
    })
}

/// Whether a line stands above the title of a notice or a letter and is none: a day, whom it is for, whose it is.
pub(crate) fn is_letterhead(line: &str) -> bool {
    let line = line.trim();
    if columns(line, LONGEST) >= LONGEST {
        return false;
    }
    let bare = folded(line);
    let is_number = |line: &str| line.contains(['〔', '第']) && line.ends_with('号');
    KICKERS.contains(&bare.as_str())
        || PARTIES.iter().any(|end| bare.ends_with(end)) && columns(line, 31) <= 30
        || is_day(line)
        || is_number(line)
}

/// Whether a line is a day and nothing else, in digits and the signs of East Asian dates.
pub(crate) fn is_day(line: &str) -> bool {
    let digits = line.chars().filter(|c| c.is_numeric()).count();
    let rest = line.chars().filter(|c| c.is_alphabetic());
    let known =
        |c: char| "年月日年月日년월일令和平成昭中華民國国火水木金土星期周曜一二三四五六七八九十〇零○ＯO".contains(c);
    digits >= 3 && rest.clone().all(known)
        || rest.clone().count() >= 5 && rest.clone().all(known) && line.contains('年')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_notices() {
        for line in [
            "###",
            "# # #",
            "- END -",
            "ENDS",
            "-30-",
            "（完）",
            "- 完 -",
            "以上",
            "끝.",
            "— FIN —",
            "EINDE",
            "*** ENDE ***",
        ] {
            assert!(is_end_mark(line), "{line}");
        }
        for line in ["End", "#", "the end", "Ende gut", "完成", "30 people", ""] {
            assert!(!is_end_mark(line), "{line}");
        }
    }

    #[test]
    fn names_of_parts() {
        for line in [
            "About Acme Pumps",
            "ABOUT ACME",
            "Über Pegelwerk",
            "À propos de Marées",
            "Sobre a Marégrafos do Norte",
            "Chi siamo",
            "О компании",
            "关于观潮仪器",
            "關於觀潮儀器",
            "【会社概要】",
            "潮見計器について",
            "조수계기 소개",
            "نبذة عن شركة المد",
            "אודות מדי גאות",
            "一、停水时间",
            "（二）范围",
            "■主な特長",
            "01 更轻",
        ] {
            assert!(is_part_name(line), "{line}");
        }
        for line in [
            "About forty people came",
            "Over the hills",
            "About Acme, and more",
            "关于开设维修中心的通知",
            "一、停水时间：10月2日",
            "【高雄訊】今日",
            "Acme",
            "",
            "一",
            "三、请各用户提前储水。",
            "About Acme.",
        ] {
            assert!(!is_part_name(line), "{line}");
        }
    }

    #[test]
    fn lines_above_a_title() {
        for line in [
            "2025年8月28日",
            "令和7年8月28日（木）",
            "お客様各位",
            "潮見計器株式会社",
            "AVISO",
            "二〇二五年九月二十日",
            "二○二五年九月二十日",
            "2025. 9. 20.",
            "潮水通〔2025〕14号",
        ] {
            assert!(is_letterhead(line), "{line}");
        }
        for line in ["修理センター移転のお知らせ", "Acme Pumps opens", "2025年の水位計", "42"] {
            assert!(!is_letterhead(line), "{line}");
        }
    }
}
