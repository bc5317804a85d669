//! Reads a state diagram back from its SVG: boxes, lines with their ends, texts, all with their places.

/// A rectangle: left, top, right, bottom.
pub(crate) type Area = (f64, f64, f64, f64);

/// What a picture shows.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    /// The boxes with their names.
    pub(crate) boxes: Vec<(String, Area)>,
    /// The lines: their points, and the names of their ends.
    pub(crate) lines: Vec<Line>,
    /// The texts next to the lines, with their areas.
    pub(crate) texts: Vec<(String, Area)>,
}

/// A line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) points: Vec<(f64, f64)>,
}

/// Reads a picture.
pub(crate) fn read(svg: &str) -> Picture {
    let mut picture = Picture::default();
    let mut area = None;
    for element in svg.lines() {
        match attribute(element, "class").unwrap_or_default().as_str() {
            "box" => area = area.or(Some(rect(element))),
            "name" => picture.boxes.push((content(element), area.take().expect("a name stands in a box"))),
            "line" => picture.lines.push(line(element)),
            "event" | "soft" => picture.texts.push(text(element)),
            _ => {}
        }
    }
    picture
}

fn attribute(element: &str, name: &str) -> Option<String> {
    let rest = element.split_once(&format!(" {name}=\""))?.1;
    Some(unescape(rest.split_once('"')?.0))
}

fn number(element: &str, name: &str) -> f64 {
    attribute(element, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or_else(|| panic!("{name} in {element}"))
}

fn content(element: &str) -> String {
    let rest = element.split_once('>').expect("an element").1;
    unescape(rest.split_once("</").expect("an end").0)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn rect(element: &str) -> Area {
    let (x, y) = (number(element, "x"), number(element, "y"));
    (x, y, x + number(element, "width"), y + number(element, "height"))
}

fn text(element: &str) -> (String, Area) {
    let words = content(element);
    let (x, y) = (number(element, "x"), number(element, "y"));
    let wide = |c: char| matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3);
    let columns: f64 = words.chars().map(|c| if wide(c) { 2.0 } else { 1.0 }).sum();
    (words, (x, y - 11.0, x + columns * 8.0, y + 3.0))
}

/// The points of a path; at a rounded corner the control point is the corner.
fn line(element: &str) -> Line {
    let path = attribute(element, "d").expect("a path");
    let pairs: Vec<(f64, f64)> = path
        .split(['M', 'L', 'Q', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (x, y) = part.split_once(',').expect("a pair");
            (x.parse().expect("a number"), y.parse().expect("a number"))
        })
        .collect();
    let end = |name| attribute(element, name).expect("an end");
    Line { from: end("data-from"), to: end("data-to"), points: pairs }
}

/// Whether a point lies on the border of an area, give or take so much.
pub(crate) fn touches(point: (f64, f64), area: Area, slack: f64) -> bool {
    let inside = |by: f64| {
        point.0 > area.0 - by && point.0 < area.2 + by && point.1 > area.1 - by && point.1 < area.3 + by
    };
    inside(slack) && !inside(-slack)
}

/// Whether two areas have a point in common.
pub(crate) fn overlap(a: Area, b: Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
