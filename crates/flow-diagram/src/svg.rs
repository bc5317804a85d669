//! What all SVG pictures share: the document with its style, titles for readers of screens, and escaped text.
//!
//! A picture is self-contained, follows the light or dark scheme of whoever looks at it, and keeps text as text. All its
//! classes are below `flow-diagram`, so that one page can have several.

use std::fmt::Write;

use flow_model::escaped;

/// Turns a place of the specification into the address that an element links to.
pub type Link<'a> = &'a dyn Fn(flow_model::model::Span) -> Option<String>;

/// What an SVG picture may have beyond its graph.
#[derive(Clone, Copy, Default)]
pub struct SvgOptions<'a> {
    /// Where the picture will be.
    pub place: SvgPlace,
    /// Makes states, labels and messages links to their places in the specification.
    pub link: Option<Link<'a>>,
}

/// Where an SVG picture is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SvgPlace {
    /// In a file of its own, with a heading and its style.
    #[default]
    Alone,
    /// In a page that has its heading and [`style_sheet`].
    Page,
}

/// A document being written.
pub(crate) struct Svg {
    body: String,
}

/// What a document is called.
pub(crate) struct Names {
    /// What the picture shows, in a few words.
    pub(crate) title: String,
    /// Its content, in sentences.
    pub(crate) description: String,
}

/// What the classes look like in either scheme.
const SHAPES: &str = "
.flow-diagram { color-scheme: light dark; }
.flow-diagram text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; \
font-size: 13px; white-space: pre; }
.flow-diagram .heading { font-weight: 600; font-size: 15px; text-anchor: middle; }
.flow-diagram .name { font-weight: 600; text-anchor: middle; }
.flow-diagram .remark { text-anchor: middle; font-size: 12px; }
.flow-diagram .over { text-anchor: middle; }
.flow-diagram .box { stroke-width: 1.5; }
.flow-diagram .any .name { font-weight: 400; font-style: italic; }
.flow-diagram .unreachable .box { stroke-dasharray: 5 4; }
.flow-diagram .line, .flow-diagram .life { stroke-width: 1.5; fill: none; }
.flow-diagram .halo { stroke-width: 6; fill: none; }
.flow-diagram .rule { fill: none; }
.flow-diagram .cross { stroke-width: 2; fill: none; }
.flow-diagram .action .box { stroke-width: 1; }
.flow-diagram .guard .box { stroke-width: 1; stroke-dasharray: 3 3; }
.flow-diagram .change text { font-weight: 600; }
.flow-diagram a:hover text { text-decoration: underline; }
";

/// The colours of a scheme. They are written out, since not every viewer knows variables.
struct Colours {
    paper: &'static str,
    shade: &'static str,
    ink: &'static str,
    soft: &'static str,
    line: &'static str,
    faint: &'static str,
    start: &'static str,
    end: &'static str,
    wrong: &'static str,
}

const LIGHT: Colours = Colours {
    paper: "#ffffff",
    shade: "#f6f8fb",
    ink: "#1f2933",
    soft: "#5b6774",
    line: "#8a96a3",
    faint: "#dde3ea",
    start: "#2563eb",
    end: "#15803d",
    wrong: "#c2410c",
};

const DARK: Colours = Colours {
    paper: "#12161c",
    shade: "#1c232d",
    ink: "#e6ebf1",
    soft: "#9aa6b5",
    line: "#75828f",
    faint: "#2d3743",
    start: "#7aa7ff",
    end: "#4ade80",
    wrong: "#fb923c",
};

fn apply_colours(colours: &Colours) -> String {
    let Colours { paper, shade, ink, soft, line, faint, start, end, wrong } = colours;
    let rules = [
        (".paper", format!("fill: {paper}; stroke: {faint}")),
        ("text", format!("fill: {ink}")),
        (".soft, .flow-diagram .guard text", format!("fill: {soft}")),
        (".remark, .flow-diagram .wrong text", format!("fill: {wrong}")),
        (".box", format!("fill: {shade}; stroke: {line}")),
        (".initial .box", format!("stroke: {start}")),
        (".final .box", format!("stroke: {end}")),
        (".any .box, .flow-diagram .outside .box", format!("fill: {paper}")),
        (".unreachable .box, .flow-diagram .wrong .box, .flow-diagram .cross", format!("stroke: {wrong}")),
        (".rule, .flow-diagram .life", format!("stroke: {faint}")),
        (".halo", format!("stroke: {paper}")),
        (".line", format!("stroke: {line}")),
        (".head", format!("fill: {line}")),
        (".start", format!("fill: {start}")),
        (".ground, .flow-diagram .guard .box", format!("fill: {paper}")),
        (".change .box", format!("fill: {paper}; stroke: {start}")),
        (".change text", format!("fill: {start}")),
    ];
    rules.iter().map(|(class, style)| format!(".flow-diagram {class} {{ {style}; }}\n")).collect()
}

/// The style of all pictures. Paper is always light.
pub(crate) fn style_sheet() -> String {
    format!(
        "{SHAPES}{}@media screen and (prefers-color-scheme: dark) {{\n{}}}\n",
        apply_colours(&LIGHT),
        apply_colours(&DARK)
    )
}

impl Svg {
    /// An empty document.
    pub(crate) fn new() -> Self {
        Svg { body: String::new() }
    }

    /// Adds a piece of markup on a line of its own.
    pub(crate) fn add(&mut self, markup: impl AsRef<str>) {
        self.body.push_str(markup.as_ref());
        self.body.push('\n');
    }

    /// Adds a text at a point; `class` determines its style and anchor.
    pub(crate) fn put_text(&mut self, class: &str, at: (f64, f64), text: &str) {
        let (x, y) = (format_number(at.0), format_number(at.1));
        self.add(format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(text)));
    }

    /// Opens a group, and a link around it where there is an address.
    pub(crate) fn open(&mut self, attributes: &str, link: Option<String>) -> Open {
        match link {
            Some(address) => {
                self.add(format!("<a href=\"{}\"><g {attributes}>", escape(&address)));
                Open("</g></a>")
            }
            None => {
                self.add(format!("<g {attributes}>"));
                Open("</g>")
            }
        }
    }

    /// Adds the content of another document.
    pub(crate) fn append(&mut self, other: &Svg) {
        self.body.push_str(&other.body);
    }

    /// Closes a group.
    #[expect(clippy::needless_pass_by_value, reason = "a group is closed once")]
    pub(crate) fn close(&mut self, open: Open) {
        self.add(open.0);
    }

    /// The whole document, of that width and height in units.
    pub(crate) fn finish(self, size: (f64, f64), names: &Names, options: SvgOptions<'_>) -> String {
        let (width, height) = size;
        let (w, h) = (format_number(width), format_number(height));
        let mut out = String::new();
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flow-diagram\" role=\"img\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\"{}>",
            min_width(width, options.place)
        );
        let _ = writeln!(out, "<title>{}</title>", escape(&names.title));
        let _ = writeln!(out, "<desc>{}</desc>", escape(&names.description));
        if options.place == SvgPlace::Alone {
            let _ = writeln!(out, "<style>{}</style>", style_sheet());
        }
        let (w, h) = (format_number(width - 1.0), format_number(height - 1.0));
        let _ = writeln!(
            out,
            "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"{w}\" height=\"{h}\" rx=\"10\"/>"
        );
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }
}

/// In a page, pictures shrink with its width as long as their text is at least of 10 px, then they scroll.
const LEAST_SCALE: f64 = 10.0 / 13.0;

fn min_width(width: f64, place: SvgPlace) -> String {
    match place {
        SvgPlace::Alone => String::new(),
        SvgPlace::Page => format!(" style=\"min-width: {}px\"", format_number((width * LEAST_SCALE).floor())),
    }
}

/// A group that is open.
pub(crate) struct Open(&'static str);

/// A number with at most two decimals, without trailing zeros.
pub(crate) fn format_number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}

/// A text for markup, in elements and in attributes. Control characters are written out, since XML does not allow them.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escaped(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// A path along points, with rounded corners.
pub(crate) fn format_path(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (at, point) in points.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).map(|at| points[at]), points.get(at + 1));
        match (before, after) {
            (Some(before), Some(after)) => {
                let (near, far) = (point_towards(*point, before), point_towards(*point, *after));
                let _ =
                    write!(out, "L{} Q{} {} ", format_point(near), format_point(*point), format_point(far));
            }
            (None, _) => {
                let _ = write!(out, "M{} ", format_point(*point));
            }
            (_, None) => {
                let _ = write!(out, "L{}", format_point(*point));
            }
        }
    }
    out.trim_end().to_owned()
}

/// The radius of corners: less than a cell is wide, so that a corner stays within the cells around it.
const RADIUS: f64 = 7.0;

/// The point a corner's radius away from `from`, in the direction of `to`; never beyond the middle.
fn point_towards(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let share = (RADIUS / length).min(0.5);
    (from.0 + dx * share, from.1 + dy * share)
}

fn format_point(point: (f64, f64)) -> String {
    format!("{},{}", format_number(point.0), format_number(point.1))
}

/// An arrow head with its tip at `tip`, coming from `before`.
pub(crate) fn arrow_head(before: (f64, f64), tip: (f64, f64)) -> String {
    let (dx, dy) = (tip.0 - before.0, tip.1 - before.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let base = (tip.0 - ux * 9.0, tip.1 - uy * 9.0);
    let left = (base.0 - uy * 4.5, base.1 + ux * 4.5);
    let right = (base.0 + uy * 4.5, base.1 - ux * 4.5);
    format!(
        "<path class=\"head\" d=\"M{} L{} L{} Z\"/>",
        format_point(tip),
        format_point(left),
        format_point(right)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours as WCAG defines it: 1 for equal ones, 21 for black on white.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| {
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn texts_and_lines_are_seen_in_both_schemes() {
        for colours in [&LIGHT, &DARK] {
            for text in [colours.ink, colours.soft, colours.wrong, colours.start] {
                assert!(contrast(text, colours.paper) >= 4.5, "{text} on {}", colours.paper);
            }
            assert!(contrast(colours.ink, colours.shade) >= 4.5);
            for line in [colours.line, colours.end] {
                assert!(contrast(line, colours.paper) >= 3.0, "{line} on {}", colours.paper);
            }
        }
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(format_number(3.0), "3");
        assert_eq!(format_number(0.125), "0.13");
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("a < \"b\" & c"), "a &lt; &quot;b&quot; &amp; c");
        assert_eq!(escape("&lt;\u{8}"), "&amp;lt;\\u{8}");
    }
}
