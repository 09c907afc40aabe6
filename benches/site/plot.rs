//! The rows as a picture: seconds over articles, both in powers of ten, ours beside the floor.

use std::fmt::Write as _;

use super::Row;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 210.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 50.0;
const COLOURS: [&str; 6] = ["#1b6ca8", "#c2410c", "#15803d", "#7e22ce", "#a16207", "#be123c"];

/// An SVG document of the jobs from cold.
pub fn svg(rows: &[Row]) -> String {
    let mut lines: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in rows.iter().filter(|row| row.state == "cold") {
        let name = row.job.to_owned();
        match lines.iter_mut().find(|(known, _)| *known == name) {
            Some((_, of)) => of.push(row),
            None => lines.push((name, vec![row])),
        }
    }
    let all = || lines.iter().flat_map(|(_, of)| of.iter());
    let span = |values: Vec<f64>| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min).log10().floor();
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max).log10().ceil();
        (low, high.max(low + 1.0))
    };
    let (first, last) = span(all().map(|row| row.articles as f64).collect());
    let (least, most) = span(all().flat_map(|row| [row.seconds, row.floor_seconds]).collect());
    let x = |articles: f64| LEFT + (articles.log10() - first) / (last - first) * (WIDTH - LEFT - RIGHT);
    let y = |seconds: f64| HEIGHT - BOTTOM - (seconds.log10() - least) / (most - least) * (HEIGHT - TOP - BOTTOM);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    let mut add = |line: String| {
        let _ = writeln!(out, "{line}");
    };
    for power in least as i32..=most as i32 {
        let (value, at) = (10f64.powi(power), y(10f64.powi(power)));
        add(format!("<path d=\"M{LEFT} {at:.1}H{:.1}\" stroke=\"#ddd\"/>", WIDTH - RIGHT));
        add(format!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value} s</text>", LEFT - 8.0, at + 4.0));
    }
    for power in first as i32..=last as i32 {
        let at = x(10f64.powi(power));
        add(format!("<path d=\"M{at:.1} {TOP}V{:.1}\" stroke=\"#ddd\"/>", HEIGHT - BOTTOM));
        add(format!(
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            HEIGHT - BOTTOM + 18.0,
            10f64.powi(power)
        ));
    }
    add(format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">articles</text>",
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 10.0
    ));
    for (number, (name, of)) in lines.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let path = |seconds: fn(&Row) -> f64| {
            let points: Vec<String> =
                of.iter().map(|row| format!("{:.1} {:.1}", x(row.articles as f64), y(seconds(row)))).collect();
            format!("M{}", points.join("L"))
        };
        add(format!("<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>", path(|row| row.seconds)));
        add(format!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-dasharray=\"3 4\"/>",
            path(|row| row.floor_seconds)
        ));
        for row in of {
            add(format!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>",
                x(row.articles as f64),
                y(row.seconds)
            ));
        }
        let at = TOP + 16.0 + number as f64 * 20.0;
        let from = WIDTH - RIGHT + 16.0;
        add(format!("<path d=\"M{from} {at}h20\" stroke=\"{colour}\" stroke-width=\"2\"/>"));
        add(format!("<text x=\"{:.1}\" y=\"{:.1}\">{name}</text>", from + 26.0, at + 4.0));
    }
    let at = TOP + 16.0 + lines.len() as f64 * 20.0;
    add(format!("<text x=\"{:.1}\" y=\"{:.1}\">dotted: its floor</text>", WIDTH - RIGHT + 42.0, at + 4.0));
    out.push_str("</svg>\n");
    out
}
