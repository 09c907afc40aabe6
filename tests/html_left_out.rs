//! What of an article's HTML no reader shows: told with its place, or its words kept.

mod support;

use support::Site;

/// The entry's content and what the build said.
fn built(body: &str) -> (String, String) {
    let site = Site::new("[[feed]]\nname = \"all\"\nformats = [\"json\"]\n");
    site.write("content/2026-03-01-a.md", format!("# A\n\nBefore.\n\n{body}\n\nAfter.\n"));
    let ran = site.build();
    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/all.json")).expect("JSON");
    let html = feed["items"][0]["content_html"].as_str().expect("content").to_owned();
    assert!(html.contains("Before.") && html.contains("After."), "{html}");
    (html, ran.err)
}

#[test]
fn what_is_left_out_is_told_where_it_stood() {
    for (body, name) in [
        ("<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>", "svg"),
        ("<SVG><text>Level</text></SVG>", "svg"),
        ("<select><option>one<option>two</select>", "select"),
        ("<textarea>words</textarea>", "textarea"),
        ("<iframe srcdoc=\"<p>words</p>\"></iframe>", "iframe"),
        ("<video src=\"/v.mp4\"><track src=\"/v.vtt\"></video>", "track"),
        ("<script type=\"math/tex\">x^2</script>", "script"),
        ("<acme-chart points=\"1,2\"></acme-chart>", "acme-chart"),
        ("<map name=\"m\"><area href=\"/x\"></map>", "map"),
    ] {
        let (html, said) = built(body);
        assert!(said.contains("warning[html-left-out]") && said.contains(&format!("`<{name}>`")), "{body}: {said}");
        assert!(said.contains("content/2026-03-01-a.md:5:"), "{body}: {said}");
        assert!(!html.to_lowercase().contains(&format!("<{name}")), "{body}: {html}");
    }
}

#[test]
fn what_nobody_misses_is_not_told() {
    for body in [
        "<svg aria-hidden=\"true\"><path d=\"M0 0\"/></svg>",
        "<script>run()</script><style>p {}</style>",
        "<script async src=\"https://widgets.example/w.js\"></script>",
        "<acme-note>A note of ours.</acme-note>",
        "<span></span><div></div>",
        "`<svg>` and `<select>` are elements.",
        "<iframe src=\"https://video.example/v\"></iframe>",
    ] {
        let (_, said) = built(body);
        assert!(!said.contains("html-left-out"), "{body}: {said}");
    }
}

#[test]
fn words_within_controls_stay() {
    for (body, words) in [
        ("<label><input type=\"checkbox\" checked> Tested with water</label>", "☑ Tested with water"),
        ("<progress value=\"7\" max=\"10\">7 of 10 pumps</progress>", "7 of 10 pumps"),
        ("<meter value=\"0.6\">60 %</meter> full", "60 % full"),
        ("<output>42</output> litres", "42 litres"),
        ("<canvas>A curve that rises.</canvas>", "A curve that rises."),
        ("<acme-note kind=\"tip\">Oil it <em>daily</em>.</acme-note>", "Oil it <em>daily</em>."),
    ] {
        let (html, said) = built(body);
        assert!(html.contains(words), "{body}: {html}");
        assert!(!said.contains("html-left-out"), "{body}: {said}");
    }
}

#[test]
fn a_script_that_shows_a_page_becomes_a_link_to_it() {
    for (body, url) in [
        (
            "<script src=\"https://gist.github.com/acme/0a1b.js?file=pump.rs\"></script>",
            "https://gist.github.com/acme/0a1b",
        ),
        (
            "<script async id=\"asciicast-14\" src=\"https://asciinema.org/a/14.js\"></script>",
            "https://asciinema.org/a/14",
        ),
        ("<acme-film src=\"https://video.example/v1\"></acme-film>", "https://video.example/v1"),
    ] {
        let (html, said) = built(body);
        assert!(html.contains(&format!("<a href=\"{url}\">")), "{body}: {html}");
        assert!(!said.contains("html-left-out"), "{body}: {said}");
    }
    let (html, _) = built("<script src=\"https://evil.example/a.js\"></script>");
    assert!(!html.contains("evil"), "{html}");
}

#[test]
fn many_of_a_kind_are_told_once() {
    let (_, said) = built(&"<svg><path/></svg>\n\n".repeat(50));
    assert_eq!(said.matches("warning[html-left-out]").count(), 1, "{said}");
    let many: String = (0..60).map(|at| format!("<acme-x{at}></acme-x{at}>\n\n")).collect();
    let (_, said) = built(&many);
    let told = said.matches("warning[html-left-out]").count();
    assert!((1..=20).contains(&told), "{told}: {said}");
}
