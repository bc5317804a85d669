//! The lane diagram as SVG: a column for each party, messages as arrows from one to another.
//!
//! All columns are of one width, the least in which every name, every word in a lane and every label above its arrow has
//! room. A box in a lane covers the lane's line; the label of an arrow covers the lines of the lanes between.

use super::{Lanes, break_lines};
use crate::svg::{Names, Svg, SvgOptions, SvgPlace, arrow_head, escape, format_number, format_path};
use crate::trace::{Act, Entry, EntryKind, Outcome, Trace};
use flow_model::gather::Gather;
use flow_model::width;

/// The width of a character at 13 px, as fonts of fixed width have it, rounded up.
const CHAR: f64 = 8.0;
/// The distance of lines of text: 1.3 times their size, which is usual for short texts.
const LINE: f64 = 17.0;
/// Space around the picture, and below the names: a little more than between two lines.
const MARGIN: f64 = 20.0;
/// The height of the title: a line of 15 px with its padding.
const TITLE: f64 = 40.0;
/// The height of the names: a line with the padding of a state's box.
const HEAD: f64 = 34.0;
/// Texts in a lane are broken to about this many characters: four lanes of this width fill 760 px, a column of a page.
const WORDS: usize = 22;
/// Words without blanks are broken after this many characters: two lines of text, so that one word does not widen all lanes.
const LONGEST: usize = 2 * WORDS;
/// Where the arrow of a lost message ends, in lanes: past the middle of its way to the next one, and visibly before it.
const LOST: f64 = 0.7;

impl Trace {
    /// The lane diagram as a self-contained SVG document, light or dark as the reader prefers.
    pub fn svg(&self, lanes: Lanes, options: SvgOptions<'_>) -> String {
        let mut page = Page { svg: Svg::new(), lane: lane_width(self, lanes), y: 0.0 };
        let width = page.lane * self.parties.len().max(1) as f64 + 2.0 * MARGIN;
        let mut body = Page { svg: Svg::new(), lane: page.lane, y: MARGIN };
        if let Some(title) = self.title.as_ref().filter(|_| options.place == SvgPlace::Alone) {
            body.svg.put_text("heading", (width / 2.0, body.y + 8.0), title);
            body.y += TITLE - 8.0;
        }
        let top = body.y;
        body.y += HEAD + MARGIN;
        self.drawn_entries(lanes).for_each(|entry| body.draw_entry(entry, options));
        page.y = top;
        (0..self.parties.len()).for_each(|lane| page.draw_party(&self.parties[lane], lane, body.y));
        page.svg.append(&body.svg);
        let title =
            self.title.clone().unwrap_or_else(|| format!("Conversation of {}", self.parties.join(", ")));
        let names = Names { title, description: self.describe(lanes) };
        page.svg.finish((width, body.y + MARGIN), &names, options)
    }

    /// The content of the picture, in sentences.
    fn describe(&self, lanes: Lanes) -> String {
        let name = |party: usize| self.parties[party].as_str();
        let sentences = self.drawn_entries(lanes).map(|entry| match &entry.kind {
            EntryKind::Message { from, to, event, outcome: Outcome::Handled } => {
                format!("{} sends {event} to {}.", name(*from), name(*to))
            }
            EntryKind::Message { from, to, event, outcome: Outcome::Rejected } => {
                format!("{} sends {event} to {}, which does not accept it.", name(*from), name(*to))
            }
            EntryKind::Message { from, to, event, outcome: Outcome::Lost } => {
                format!("{} sends {event} to {}, and it is lost.", name(*from), name(*to))
            }
            EntryKind::Act { party, act } => format!("{}: {}.", name(*party), act.wording()),
        });
        sentences.gather().join(" ")
    }
}

/// Wide enough for the names, for the boxes in a lane, and for each label over the lanes its arrow crosses.
fn lane_width(trace: &Trace, lanes: Lanes) -> f64 {
    let heads = trace.parties.iter().map(|name| width(name) as f64 + 4.0);
    let entries = trace.drawn_entries(lanes).map(|entry| match &entry.kind {
        EntryKind::Message { from, to, event, .. } if from == to => {
            2.0 * (widest(&label_lines(event, 1)) + 6.0)
        }
        EntryKind::Message { from, to, event, .. } => {
            let lanes = from.abs_diff(*to);
            (widest(&label_lines(event, lanes)) + 4.0) / lanes as f64
        }
        EntryKind::Act { act, .. } => widest(&act_lines(act)) + 5.0,
    });
    heads.chain(entries).fold(16.0, f64::max) * CHAR
}

fn widest(lines: &[String]) -> f64 {
    lines.iter().map(|line| width(line)).max().unwrap_or(0) as f64
}

/// The lines of a label above an arrow over some lanes.
fn label_lines(text: &str, lanes: usize) -> Vec<String> {
    break_lines(text, WORDS * lanes, LONGEST * lanes)
}

fn act_lines(act: &Act) -> Vec<String> {
    break_lines(&act.wording(), WORDS, LONGEST)
}

struct Page {
    svg: Svg,
    lane: f64,
    y: f64,
}

impl Page {
    /// The column of a lane's line.
    fn lane_middle(&self, lane: usize) -> f64 {
        MARGIN + self.lane * (lane as f64 + 0.5)
    }

    fn draw_party(&mut self, name: &str, lane: usize, bottom: f64) {
        let x = self.lane_middle(lane);
        let (w, top) = (self.lane - 16.0, self.y);
        self.svg.add(format!(
            "<path class=\"life\" d=\"M{} {} V{}\"/>",
            format_number(x),
            format_number(top + HEAD),
            format_number(bottom)
        ));
        self.svg.add(format!("<g class=\"party\" data-name=\"{}\">", escape(name)));
        self.svg.add(rect("box", (x - w / 2.0, top), (w, HEAD), 9.0));
        self.svg.put_text("name", (x, top + HEAD / 2.0 + 4.5), name);
        self.svg.add("</g>");
    }

    fn draw_entry(&mut self, entry: &Entry, options: SvgOptions<'_>) {
        let group = self.svg.open("class=\"entry\"", entry.place.and_then(|place| options.link?(place)));
        match &entry.kind {
            EntryKind::Message { from, to, event, outcome } if from == to => {
                self.draw_own_message(*from, event, *outcome);
            }
            EntryKind::Message { from, to, event, outcome } => self.draw_message(*from, *to, event, *outcome),
            EntryKind::Act { party, act } => self.draw_act(*party, act),
        }
        self.svg.close(group);
    }

    fn draw_message(&mut self, from: usize, to: usize, event: &str, outcome: Outcome) {
        let (start, tip) = (self.lane_middle(from), self.lane_middle(to));
        let way = (tip - start).signum();
        let lines = label_lines(event, from.abs_diff(to));
        let y = self.y + 24.0 + (lines.len() as f64 - 1.0) * LINE;
        for (above, line) in lines.iter().rev().enumerate() {
            self.draw_label((start + tip) / 2.0, y - 9.0 - above as f64 * LINE, line);
        }
        // A lost message ends between the lanes, before it comes to the next one.
        let tip = if outcome == Outcome::Lost { start + way * self.lane * LOST } else { tip };
        let points = [(start, y), (tip - way * if outcome == Outcome::Handled { 7.0 } else { 12.0 }, y)];
        self.draw_line(&points, from, to);
        self.draw_end(points[1], (tip - way, y), outcome);
        self.y = y + 20.0;
    }

    fn draw_own_message(&mut self, lane: usize, event: &str, outcome: Outcome) {
        let (x, y) = (self.lane_middle(lane), self.y + 8.0);
        let points = [(x, y), (x + 28.0, y), (x + 28.0, y + 22.0), (x + 7.0, y + 22.0)];
        self.draw_line(&points, lane, lane);
        self.draw_end((x + 28.0, y + 22.0), (x + 1.0, y + 22.0), outcome);
        let lines = label_lines(event, 1);
        for (below, line) in lines.iter().enumerate() {
            self.svg.put_text("event", (x + 38.0, y + 15.0 + below as f64 * LINE), line);
        }
        self.y = y + 42.0 + (lines.len() as f64 - 1.0) * LINE;
    }

    fn draw_line(&mut self, points: &[(f64, f64)], from: usize, to: usize) {
        self.svg.add(format!(
            "<path class=\"line\" data-from=\"{from}\" data-to=\"{to}\" d=\"{}\"/>",
            format_path(points)
        ));
    }

    fn draw_end(&mut self, before: (f64, f64), tip: (f64, f64), outcome: Outcome) {
        match outcome {
            Outcome::Handled => self.svg.add(arrow_head(before, tip)),
            Outcome::Rejected | Outcome::Lost => {
                let x = tip.0 + (before.0 - tip.0).signum() * 12.0;
                let [l, r, t, b] = [x - 5.0, x + 5.0, tip.1 - 5.0, tip.1 + 5.0].map(format_number);
                self.svg.add(format!("<path class=\"cross\" d=\"M{l} {t} L{r} {b} M{l} {b} L{r} {t}\"/>"));
            }
        }
    }

    /// A text above an arrow, with a background where it covers lanes.
    fn draw_label(&mut self, x: f64, y: f64, text: &str) {
        let w = width(text) as f64 * CHAR + 8.0;
        self.svg.add(rect("ground", (x - w / 2.0, y - 12.0), (w, 16.0), 3.0));
        self.svg.put_text("over", (x, y), text);
    }

    fn draw_act(&mut self, lane: usize, act: &Act) {
        let lines = act_lines(act);
        let x = self.lane_middle(lane);
        let w = widest(&lines) * CHAR + 20.0;
        let h = lines.len() as f64 * LINE + 9.0;
        let (class, radius) = match act {
            Act::Action(_) => ("action", 6.0),
            Act::Guard(_) | Act::Otherwise => ("guard", 6.0),
            Act::Change(_) => ("change", h / 2.0),
        };
        self.svg.add(format!("<g class=\"{class}\">"));
        self.svg.add(rect("box", (x - w / 2.0, self.y), (w, h), radius));
        for (at, line) in lines.iter().enumerate() {
            let line = line.trim_start_matches("→ ").trim();
            self.svg.put_text("over", (x, self.y + 17.0 + at as f64 * LINE), line);
        }
        self.svg.add("</g>");
        self.y += h + 12.0;
    }
}

fn rect(class: &str, at: (f64, f64), size: (f64, f64), radius: f64) -> String {
    let [x, y, w, h, r] = [at.0, at.1, size.0, size.1, radius].map(format_number);
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{r}\"/>")
}
