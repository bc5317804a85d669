//! Markdown for a terminal: headings, paragraphs filled to the width, code, tables and lists as they are.
//!
//! Knows what the pages of diagnostics use, and shows anything else as it is written. A code block keeps its lines. Its marks
//! (`error[name]` behind the fence) are for tests, and are left out.

use crate::ui::{BOLD, GREEN, painted};

/// Lines are not filled beyond this: long ones are hard to read.
const WIDEST: usize = 100;

/// The text with ANSI colours, filled to `width` columns.
pub(crate) fn for_terminal(markdown: &str, width: usize) -> String {
    let mut page = Page { text: String::new(), paragraph: String::new(), width: width.min(WIDEST) };
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            page.fill();
            is_code = !is_code;
        } else if is_code {
            page.code(line);
        } else {
            page.line(line);
        }
    }
    page.fill();
    page.text
}

struct Page {
    text: String,
    /// Lines of a paragraph so far.
    paragraph: String,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        match line {
            "" => {
                self.fill();
                self.text.push('\n');
            }
            _ if line.starts_with('#') => self.heading(line.trim_start_matches('#').trim()),
            _ if line.starts_with('|') => {
                self.fill();
                self.text += &format!("{}\n", inline(line));
            }
            _ if line.starts_with("- ") => {
                self.fill();
                self.paragraph = line.to_owned();
            }
            _ => {
                let gap = if self.paragraph.is_empty() { "" } else { " " };
                self.paragraph += gap;
                self.paragraph += line.trim();
            }
        }
    }

    fn heading(&mut self, heading: &str) {
        self.fill();
        self.text += &format!("{}\n", painted(BOLD, &heading.replace('`', "")));
    }

    fn code(&mut self, line: &str) {
        let shown = if line.is_empty() { String::new() } else { format!("    {line}") };
        self.text += &format!("{shown}\n");
    }

    /// Writes the paragraph, if there is one.
    fn fill(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.is_empty() {
            let margin = if paragraph.starts_with("- ") { 2 } else { 0 };
            self.text += &filled(&paragraph, self.width, margin);
            self.text.push('\n');
        }
    }
}

/// A paragraph in lines of at most `width` columns; those behind the first begin with a margin.
pub(crate) fn filled(paragraph: &str, width: usize, margin: usize) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in words(&without_links(paragraph)) {
        let length = word.chars().filter(|sign| *sign != '`').count();
        if column > 0 && column + 1 + length > width {
            text += &format!("\n{:margin$}", "");
            column = margin;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text += &inline(&word);
        column += length;
    }
    text
}

/// Words of a paragraph; code in a line stays in one piece.
fn words(paragraph: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in paragraph.split_whitespace() {
        match words.last_mut().filter(|_| is_open) {
            Some(last) => *last += &format!(" {word}"),
            None => words.push(word.to_owned()),
        }
        is_open ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// Code in colour, without its marks.
fn inline(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part.to_owned() } else { painted(GREEN, part) }).collect()
}

/// `[text](target)` as `text`.
fn without_links(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        let (Some((before, name)), Some((_, behind))) = (before.rsplit_once('['), behind.split_once(')'))
        else {
            break;
        };
        shown += before;
        shown += name;
        rest = behind;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, width: usize, expected: &str) {
        let plain = anstream::adapter::strip_str(&for_terminal(markdown, width)).to_string();
        assert_eq!(plain, expected);
    }

    #[test]
    fn paragraphs_are_filled() {
        check("# `never-set`\n\none two\nthree four\n", 9, "never-set\n\none two\nthree\nfour\n");
        check("- one two three\n- four\n", 9, "- one two\n  three\n- four\n");
        check("a `b c d` e\n", 5, "a\nb c d\ne\n");
        check("see [the page](a.md) there\n", 80, "see the page there\n");
        check("`e[x]` of [`a`](b.md)\n", 80, "e[x] of a\n");
    }

    #[test]
    fn code_keeps_its_lines() {
        check(
            "a\n\n```flow error[x]\nmachine: @a\n\n  on :b\n```\n\nb\n",
            80,
            "a\n\n    machine: @a\n\n      on :b\n\nb\n",
        );
    }
}
