//! Words as parts of an address (`hexo-util`, `slugize.js` and `escape_diacritic.js`).

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Letters that do not come apart into a letter and its marks, with what stands for them.
const LETTERS: &str = "ÆAE ØO ßs æae øo ĐD đd ĦH ħh ıi ĿL ŀl ŁL łl ŉn ŒOE œoe ŦT ŧt ſl ƀb ƁB ƂB ƃb ƆO ƇC ƈc ƉD ƊD ƋD ƌd ƎE ƐE ƑF ƒf ƓG ƕhv ƗI ƘK ƙk ƚl ƜM ƝN ƞn ƟO ƢOI ƣoi ƤP ƥp ƬT ƭt ƮT ƲV ƳY ƴy ƵZ ƶz ǝe ǢAE ǣae ǤG ǥg ǼAE ǽae ǾO ǿo ȠN ȢOU ȣou ȤZ ȥz ȺA ȻC ȼc ȽL ȾT ȿs ɀz ɃB ɄU ɅV ɇe ɈJ ɉj ɊQ ɋq ɌR ɍr ɎY ɏy ɐa ɓb ɔo ɖd ɗd ɛe ɠg ɥh ɨi ɫl ɯm ɱm ɲn ɵo ɽr ʈt ʉu ʋv ʌv ᵹg ᵽp ẚa ẞS ỾY ỿy ↄc ⱠL ⱡl ⱢL ⱣP ⱤR ⱥa ⱦt ⱧH ⱨh ⱩK ⱪk ⱫZ ⱬz ⱮM ⱯA ⱲW ⱳw ⱵH ⱶh ⱾS ⱿZ ꜨTZ ꜩtz ꜲAA ꜳaa ꜴAO ꜵao ꜶAU ꜷau ꜸAV ꜹav ꜺAV ꜻav ꜼAY ꜽay ꜾC ꜿc ꝀK ꝁk ꝂK ꝃk ꝄK ꝅk ꝆL ꝇl ꝈL ꝉl ꝊO ꝋo ꝌO ꝍo ꝎOO ꝏoo ꝐP ꝑp ꝒP ꝓp ꝔP ꝕp ꝖQ ꝗq ꝘQ ꝙq ꝚR ꝛr ꝞV ꝟv ꝠVY ꝡvy ꝢZ ꝣz ꝹD ꝺd ꝻF ꝼf ꝽG ꝾG ꝿg ꞀL ꞁl ꞂR ꞃr ꞄS ꞅs ꞆT ꞇt ꞍH ꞐN ꞑn ꞠG ꞡg ꞢK ꞣk ꞤN ꞥn ꞦR ꞧr ꞨS ꞩs";

/// How capitals are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterCase {
    /// They stay.
    Kept,
    /// They become small.
    Lower,
    /// All letters become capitals.
    Upper,
}

/// Words joined by hyphens; letters of Latin without their marks.
pub(super) fn slugize(text: &str, case: LetterCase) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().filter(|c| *c > '\u{1f}') {
        if c.is_whitespace() || c.is_ascii_punctuation() || c == '\u{feff}' {
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        } else if c.is_ascii() {
            slug.push(c);
        } else {
            push_plain(&mut slug, c);
        }
    }
    let slug = slug.trim_end_matches('-');
    match case {
        LetterCase::Kept => slug.to_owned(),
        LetterCase::Lower => slug.to_lowercase(),
        LetterCase::Upper => slug.to_uppercase(),
    }
}

/// A letter without its marks, if it is one of Latin.
fn push_plain(out: &mut String, c: char) {
    let whole = c.encode_utf8(&mut [0; 4]).to_owned();
    if let Some(letters) = LETTERS.split(' ').find_map(|pair| pair.strip_prefix(whole.as_str())) {
        out.push_str(letters);
        return;
    }
    // Letters of two, in circles, and of full width are in the table with their compatibility forms, and no others.
    let has_compatible = matches!(c, '\u{1c4}'..='\u{1cc}' | '\u{1f1}'..='\u{1f3}' | '\u{1e9b}' | '\u{24b6}'..='\u{24e9}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
    let normalizer = if has_compatible {
        DecomposingNormalizerBorrowed::new_nfkd()
    } else {
        DecomposingNormalizerBorrowed::new_nfd()
    };
    let apart = normalizer.normalize(&whole);
    let mut letters = apart
        .trim_end_matches(|mark| matches!(mark, '\u{300}'..='\u{36f}'))
        .chars()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    let is_latin =
        letters.clone().all(|letter| letter.is_ascii_alphabetic()) && (has_compatible || letters.clone().count() == 1);
    if is_latin {
        out.extend(letters.by_ref());
    } else {
        out.push(c);
    }
}
