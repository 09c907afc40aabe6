//! Places: GeoRSS, GML within it, W3C geo, and the older geourl and icbm.

use crate::diagnostic::Code;
use crate::validate::checks::frame::{Frame, Scope};
use crate::validate::checks::schema::TextKind;
use crate::validate::log::shown;
use crate::validate::rules::rule;

/// A number with sign and point.
fn coordinate(text: &str) -> bool {
    crate::validate::checks::values::is_decimal(text.strip_prefix(['+', '-']).unwrap_or(text))
}

/// The text of an element.
pub fn value(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    let within = |limit: f64| text.parse::<f64>().is_ok_and(|value| value.abs() <= limit);
    match kind {
        TextKind::Latitude if !within(90.0) => {
            let message = format!("`{}` is no latitude: -90 to 90", shown(text));
            scope.log.add(const { rule(Code::GeoLatitude) }, mark, message);
        }
        TextKind::Longitude if !within(180.0) => {
            let message = format!("`{}` is no longitude: -180 to 180", shown(text));
            scope.log.add(const { rule(Code::GeoLongitude) }, mark, message);
        }
        TextKind::Position => {
            let pair = text.split_once([' ', ',']).map(|(first, second)| (first, second.trim_start()));
            if !pair.is_some_and(|(first, second)| coordinate(first) && coordinate(second)) {
                let message = format!("`{}` is no position: two numbers are", shown(text));
                scope.log.add(const { rule(Code::GeoPosition) }, mark, message);
            } else if text.contains(',') {
                scope.log.add(const { rule(Code::GeoComma) }, mark, "a blank separates coordinates, not a comma");
            }
        }
        TextKind::Positions => {
            let numbers = text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
            let (mut count, mut good) = (0, true);
            for number in numbers {
                count += 1;
                good &= coordinate(number);
            }
            if !good || count < 3 || count % 2 == 1 {
                let message = format!("`{}` is no list of positions: pairs of numbers are", shown(text));
                scope.log.add(const { rule(Code::GeoPositions) }, mark, message);
            } else if text.contains(',') {
                scope.log.add(const { rule(Code::GeoComma) }, mark, "a blank separates coordinates, not a comma");
            }
        }
        _ => {}
    }
}
