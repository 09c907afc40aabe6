//! Months and days of the week in the languages that notices are written in.

use chrono::Weekday;

/// The months in English, as messages have them.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech, Russian,
/// Ukrainian, Turkish, Indonesian, Romanian, Hungarian, Greek, Arabic and Hebrew, in the cases that dates stand in.
/// Croatian is not among them: its `listopad` is October, that of its neighbours November.
#[rustfmt::skip]
const MONTHS_ELSEWHERE: [&str; 12] = [
    "januar jänner janvier janeiro enero gennaio januari tammikuu tammikuuta styczeń stycznia leden ledna январь \
     января січень січня ocak ianuarie január ιανουάριος ιανουαρίου يناير جانفي ינואר",
    "februar feber février fevrier fevereiro febrero febbraio februari helmikuu helmikuuta luty lutego únor února \
     февраль февраля лютий лютого şubat februarie február φεβρουάριος φεβρουαρίου فبراير فيفري شباط פברואר",
    "märz maerz mrz mars março marco marzo maart marts maaliskuu maaliskuuta marzec marca březen března март марта \
     березень березня mart maret martie március μάρτιος μαρτίου مارس آذار מרץ",
    "avril abril aprile huhtikuu huhtikuuta kwiecień kwietnia duben dubna апрель апреля квітень квітня nisan aprilie \
     április απρίλιος απριλίου أبريل إبريل أفريل نيسان אפריל",
    "mai maio mayo maggio mei maj toukokuu toukokuuta maja květen května май мая травень травня mayıs május μάιος \
     μαΐου مايو ماي أيار מאי",
    "juni juin junho junio giugno kesäkuu kesäkuuta czerwiec czerwca červen června июнь июня червень червня haziran \
     iunie június ιούνιος ιουνίου يونيو جوان حزيران יוני",
    "juli juillet julho julio luglio heinäkuu heinäkuuta lipiec lipca červenec července июль июля липень липня \
     temmuz iulie július ιούλιος ιουλίου يوليو يوليوز جويلية تموز יולי",
    "août aout agosto augustus augusti elokuu elokuuta sierpień sierpnia srpen srpna август августа серпень серпня \
     ağustos agustus augusztus αύγουστος αυγούστου أغسطس غشت أوت آب אוגוסט",
    "septembre setembro septiembre setiembre settembre syyskuu syyskuuta wrzesień września září сентябрь сентября \
     вересень вересня eylül septembrie szeptember σεπτέμβριος σεπτεμβρίου سبتمبر شتنبر أيلول ספטמבר",
    "oktober octobre outubro octubre ottobre lokakuu lokakuuta październik października říjen října октябрь октября \
     жовтень жовтня ekim octombrie október οκτώβριος οκτωβρίου أكتوبر אוקטובר",
    "novembre novembro noviembre marraskuu marraskuuta listopad listopada listopadu ноябрь ноября kasım noiembrie \
     νοέμβριος νοεμβρίου نوفمبر نونبر נובמבר",
    "dezember décembre decembre dezembro diciembre dicembre desember joulukuu joulukuuta grudzień grudnia prosinec \
     prosince декабрь декабря грудень грудня aralık decembrie δεκέμβριος δεκεμβρίου ديسمبر دجنبر דצמבר",
];

/// The same languages, as far as dates name the day of the week.
#[rustfmt::skip]
const DAYS_ELSEWHERE: [&str; 7] = [
    "montag mo lundi lunes segunda segunda-feira lunedì maandag måndag mandag maanantai maanantaina poniedziałek \
     pondělí понедельник пн понеділок pazartesi senin luni hétfő δευτέρα الاثنين שני",
    "dienstag mardi martes terça terça-feira martedì dinsdag tisdag tirsdag tiistai tiistaina wtorek úterý вторник вт \
     вівторок salı selasa marți kedd τρίτη الثلاثاء שלישי",
    "mittwoch mi mercredi miércoles quarta quarta-feira mercoledì woensdag onsdag keskiviikko keskiviikkona środa \
     středa среда ср середа çarşamba rabu miercuri szerda τετάρτη الأربعاء רביעי",
    "donnerstag do jeudi jueves quinta quinta-feira giovedì donderdag torsdag torstai torstaina czwartek čtvrtek \
     четверг чт четвер perşembe kamis joi csütörtök πέμπτη الخميس חמישי",
    "freitag fr vendredi viernes sexta sexta-feira venerdì vrijdag fredag perjantai perjantaina piątek pátek пятница \
     пт п'ятниця cuma jumat vineri péntek παρασκευή الجمعة שישי",
    "samstag sonnabend sa samedi sábado sabado sabato zaterdag lördag lørdag lauantai lauantaina sobota суббота сб \
     субота cumartesi sabtu sâmbătă szombat σάββατο السبت שבת",
    "sonntag so dimanche domingo domenica zondag söndag søndag sunnuntai sunnuntaina niedziela neděle воскресенье вс \
     неділя pazar minggu duminică vasárnap κυριακή الأحد ראשון",
];

/// What stands between the parts of a date and says nothing of it.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "of", "at", "the", "on", "de", "del", "di", "le", "la", "el", "il", "den", "der", "am", "um", "à", "as", "às", "a", "alle",
    "las", "kl", "dne", "г", "года", "р", "року", "r", "roku", "ngày", "năm", "dia", "op", "om", "יום", "يوم",
];

/// The number of a month by its name, whole or cut to three letters and more.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let at = named(&MONTHS, &MONTHS_ELSEWHERE, word).or_else(|| {
        // Hebrew writes "in" as a letter before the name.
        named(&MONTHS, &MONTHS_ELSEWHERE, word.strip_prefix('ב')?)
    })?;
    u32::try_from(at + 1).ok()
}

/// A day of the week by its name, whole or cut to three letters and more.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    // `mar.` is March first, and Tuesday in French.
    let at = named(&DAYS, &DAYS_ELSEWHERE, word).filter(|_| month(word).is_none())?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// The day of the week that a Chinese, Japanese or Korean sign stands for: `金`, `五`, `금`.
pub(super) fn weekday_sign(sign: char) -> Option<Weekday> {
    let rows = ["月火水木金土日", "一二三四五六天", "월화수목금토일"];
    let at = rows.iter().find_map(|row| row.chars().position(|known| known == sign))?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// Whether a word says nothing of the date that it stands in.
pub(super) fn is_small(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    SMALL.contains(&&*word)
}

/// The place of a name in its table: in English, else in any other language, and then in one place only.
fn named<const N: usize>(english: &[&str; N], elsewhere: &[&str; N], word: &str) -> Option<usize> {
    let begins =
        |name: &&str| word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if let Some(at) = english.iter().position(begins) {
        return Some(at);
    }
    if word.is_empty() || !word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{300}'..='\u{36f}')) {
        return None;
    }
    let lower = word.to_lowercase();
    if let Some(at) = elsewhere.iter().position(|names| names.split(' ').any(|name| name == lower)) {
        return Some(at);
    }
    let cut = lower.chars().nth(2).is_some();
    let mut places = (0..N).filter(|&at| cut && elsewhere[at].split(' ').any(|name| name.starts_with(&lower)));
    places.next().filter(|_| places.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_month_or_none() {
        for names in MONTHS_ELSEWHERE {
            for name in names.split(' ') {
                let here = MONTHS_ELSEWHERE.iter().position(|row| *row == names).map(|at| at as u32 + 1);
                assert_eq!(month(name), here, "{name}");
            }
        }
        for (word, expected) in [("Mär.", Some(3)), ("jui", None), ("дек.", Some(12)), ("ma", None), ("Mai", Some(5))]
        {
            assert_eq!(month(word), expected, "{word}");
        }
    }

    #[test]
    fn a_name_is_one_day_of_the_week_or_none() {
        for (word, expected) in [
            ("Thurs", Some(Weekday::Thu)),
            ("sam.", Some(Weekday::Sat)),
            ("mar.", None),
            ("paz", None),
            ("pazar", Some(Weekday::Sun)),
            ("Quinta-feira", Some(Weekday::Thu)),
            ("пт", Some(Weekday::Fri)),
        ] {
            assert_eq!(weekday(word), expected, "{word}");
        }
    }
}
