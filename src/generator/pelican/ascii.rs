//! Letters of any script in ASCII, as the `Unidecode` of Python has them, which Pelican uses. `deunicode` has the tables of
//! the same origin; what differs was found by comparing all characters of Unicode that are their own compatibility form
//! with Unidecode 1.4.0 (of the ideographs and marks that remain, one in five hundred is nothing there and is something
//! here).

/// Ranges of characters for which it has nothing.
const NOTHING: &[(u16, u16)] = &[
    (0x2e5, 0x2eb),
    (0x2ef, 0x2ff),
    (0x370, 0x373),
    (0x376, 0x37f),
    (0x3f6, 0x3ff),
    (0x483, 0x487),
    (0x4fa, 0x52f),
    (0x58d, 0x5b0),
    (0x600, 0x60b),
    (0x60d, 0x616),
    (0x63b, 0x63f),
    (0x656, 0x65f),
    (0x74d, 0x77f),
    (0x7b1, 0x900),
    (0x971, 0x980),
    (0x9fa, 0xa01),
    (0xaf0, 0xaff),
    (0xb70, 0xb77),
    (0xbf3, 0xc00),
    (0xc58, 0xc5d),
    (0xc77, 0xc81),
    (0xcf1, 0xd01),
    (0xd3a, 0xd3d),
    (0xd4e, 0xd56),
    (0xd58, 0xd5f),
    (0xd70, 0xd81),
    (0xde6, 0xdef),
    (0xe8e, 0xe93),
    (0xf01, 0xf07),
    (0xf15, 0xf1f),
    (0xf82, 0xf8f),
    (0xfc4, 0xfda),
    (0x103b, 0x103f),
    (0x105a, 0x109f),
    (0x10c7, 0x10cd),
    (0x10f7, 0x10fa),
    (0x113c, 0x113f),
    (0x114e, 0x1151),
    (0x115a, 0x115e),
    (0x11a3, 0x11a7),
    (0x11fa, 0x11ff),
    (0x1380, 0x138f),
    (0x13f5, 0x1400),
    (0x1677, 0x167f),
    (0x16f1, 0x1773),
    (0x17f0, 0x17f9),
    (0x180a, 0x180e),
    (0x1878, 0x1880),
    (0x18aa, 0x1cf7),
    (0x1d23, 0x1d2b),
    (0x1d79, 0x1d7c),
    (0x1d8f, 0x1df4),
    (0x1efa, 0x1eff),
    (0x2054, 0x205e),
    (0x20c0, 0x2114),
    (0x2118, 0x211e),
    (0x2125, 0x2129),
    (0x213a, 0x214c),
    (0x2184, 0x218b),
    (0x21f4, 0x2211),
    (0x2218, 0x2222),
    (0x2224, 0x2234),
    (0x2238, 0x223b),
    (0x223d, 0x2263),
    (0x2268, 0x2302),
    (0x2304, 0x244a),
    (0x2596, 0x259f),
    (0x25f8, 0x2653),
    (0x2668, 0x266e),
    (0x2670, 0x2730),
    (0x2732, 0x2757),
    (0x2763, 0x27e5),
    (0x27ea, 0x27ff),
    (0x2900, 0x2981),
    (0x2985, 0x2c5f),
    (0x2c70, 0x2dff),
    (0x2e02, 0x2e05),
    (0x2e22, 0x2e25),
    (0x2e36, 0x2e39),
    (0x2e44, 0x2ffb),
    (0x303b, 0x303f),
    (0x3095, 0x309a),
    (0x312d, 0x3191),
    (0x31b8, 0x324f),
    (0x3400, 0x4dff),
    (0x9fa6, 0x9ffc),
    (0xa4d0, 0xabf9),
    (0xd7b0, 0xfdff),
    (0xfe45, 0xfe73),
];

/// Letters that it has otherwise.
const OTHERWISE: &[(char, &str)] = &[
    ('Ŋ', "NG"),
    ('ŋ', "ng"),
    ('Є', "Ie"),
    ('א', "A"),
    ('ח', "H"),
    ('ט', "T"),
    ('ך', "KH"),
    ('כ', "KH"),
    ('ץ', "TS"),
    ('צ', "TS"),
    ('ק', "k"),
    ('ש', "SH"),
    ('ױ', "OY"),
    ('ײ', "EY"),
    ('ẞ', "SS"),
    ('し', "shi"),
    ('ち', "chi"),
    ('っ', "tsu"),
    ('つ', "tsu"),
    ('シ', "shi"),
    ('チ', "chi"),
    ('ッ', "tsu"),
    ('ツ', "tsu"),
    ('ー', "-"),
    ('么', "Yao "),
    ('什', "Shi "),
    ('价', "Jie "),
    ('旅', "Lu "),
    ('术', "Zhu "),
];

/// The text in ASCII.
pub(super) fn unidecode(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if let Some((_, letters)) = OTHERWISE.iter().find(|(other, _)| *other == c) {
            out.push_str(letters);
        } else if !is_nothing(c) {
            out.push_str(deunicode::deunicode_char(c).unwrap_or(""));
        }
    }
    out
}

fn is_nothing(c: char) -> bool {
    // Beyond the first plane it has only letters in circles and squares.
    let Ok(code) = u16::try_from(u32::from(c)) else {
        return !matches!(c, '\u{1f150}'..='\u{1f1ad}' | '\u{1f670}'..='\u{1f67b}');
    };
    let at = NOTHING.partition_point(|(_, last)| *last < code);
    NOTHING.get(at).is_some_and(|(first, _)| *first <= code)
}
