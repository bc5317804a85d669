//! Renders Markdown for a terminal: wrapped paragraphs and lists, bold headings, indented code blocks.
//!
//! `pulldown-cmark` parses the text; this module covers the blocks that pages of diagnostics use. Marks of emphasis and the
//! targets of links are dropped, since a terminal shows neither. Tables are not enabled, so a table is shown as a paragraph.

use flow_syntax::width::width;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::ui::{BOLD, GREEN, painted};

/// The maximum width of a paragraph: the eye loses the next line of a longer one.
const WIDEST: usize = 100;

/// The indentation of code blocks, as in Markdown itself.
const CODE_INDENT: &str = "    ";

/// Renders the text with ANSI colours, wrapped to `width` columns.
pub(crate) fn render_markdown(markdown: &str, width: usize) -> String {
    let mut page = Page { width: width.min(WIDEST), ..Page::default() };
    for event in Parser::new(markdown) {
        page.handle_event(event);
    }
    page.flush_words();
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    width: usize,
    /// The words of the current paragraph.
    words: Vec<Word>,
    /// Whether the next text continues the last word.
    is_word_open: bool,
    is_heading: bool,
    /// The text of the current code block.
    code: Option<String>,
    /// The open lists, the outermost first; a numbered one with the number of its next item.
    lists: Vec<Option<u64>>,
    /// The marker of an item that has no line yet.
    marker: String,
}

/// A part of a paragraph that is not broken: a word, or a code span with its spaces.
struct Word {
    /// With ANSI colours.
    text: String,
    /// In columns.
    width: usize,
}

impl Page {
    fn handle_event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start_block(&tag),
            Event::End(tag) => self.end_block(tag),
            Event::Code(code) if !self.is_heading => self.push_piece(painted(GREEN, &code), width(&code)),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                match &mut self.code {
                    Some(code) => code.push_str(&text),
                    None => self.push_text(&text),
                }
            }
            Event::SoftBreak => self.is_word_open = false,
            Event::HardBreak => self.flush_words(),
            _ => {}
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.separate_block();
                self.is_heading = true;
            }
            Tag::Paragraph => self.separate_block(),
            Tag::CodeBlock(_) => {
                self.flush_words();
                self.separate_block();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.flush_words();
                if self.lists.is_empty() {
                    self.separate_block();
                }
                self.lists.push(*first);
            }
            Tag::Item => self.marker = self.next_marker(),
            _ => {}
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let words: Vec<_> = self.words.drain(..).map(|word| word.text).collect();
                self.text += &format!("{}\n", painted(BOLD, &words.join(" ")));
                self.is_heading = false;
                self.is_word_open = false;
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush_words(),
            TagEnd::CodeBlock => self.flush_code(),
            TagEnd::List(_) => drop(self.lists.pop()),
            _ => {}
        }
    }

    /// Adds a blank line before a block, except the first block of the page or of a list item.
    fn separate_block(&mut self) {
        if !self.text.is_empty() && self.marker.is_empty() {
            self.text.push('\n');
        }
    }

    /// The marker of the next item, with the indentation of its list.
    fn next_marker(&mut self) -> String {
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{indent}{}. ", *number - 1)
            }
            _ => format!("{indent}- "),
        }
    }

    fn push_text(&mut self, text: &str) {
        self.is_word_open &= !text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            self.push_piece(word.to_owned(), width(word));
            self.is_word_open = false;
        }
        self.is_word_open = !text.ends_with(char::is_whitespace);
    }

    /// Adds text that is not broken: a new word, or the continuation of the last one.
    fn push_piece(&mut self, text: String, width: usize) {
        match self.words.last_mut().filter(|_| self.is_word_open) {
            Some(last) => {
                last.text += &text;
                last.width += width;
            }
            None => self.words.push(Word { text, width }),
        }
        self.is_word_open = true;
    }

    /// Writes the current paragraph.
    fn flush_words(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.is_word_open = false;
        if words.is_empty() {
            return;
        }
        let margin = 2 * self.lists.len();
        let marker = std::mem::take(&mut self.marker);
        let mut line = if marker.is_empty() { " ".repeat(margin) } else { marker };
        let mut column = line.len();
        let mut is_first = true;
        for word in words {
            if !is_first && column + 1 + word.width > self.width {
                self.text += &format!("{line}\n");
                line = " ".repeat(margin);
                column = margin;
            } else if !is_first {
                line.push(' ');
                column += 1;
            }
            line += &word.text;
            column += word.width;
            is_first = false;
        }
        self.text += &format!("{line}\n");
    }

    /// Writes the current code block with its lines unchanged.
    fn flush_code(&mut self) {
        for line in self.code.take().unwrap_or_default().lines() {
            let indent = if line.is_empty() { "" } else { CODE_INDENT };
            self.text += &format!("{indent}{line}\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, width: usize, expected: &str) {
        let plain = anstream::adapter::strip_str(&render_markdown(markdown, width)).to_string();
        assert_eq!(plain, expected);
    }

    #[test]
    fn paragraphs_are_wrapped() {
        check("# `never-set`\n\none two\nthree four\n", 9, "never-set\n\none two\nthree\nfour\n");
        check("a `b c d` e\n", 5, "a\nb c d\ne\n");
        check("see [the page](a.md) there\n", 80, "see the page there\n");
        check("`e[x]`, of [`a`](b.md) (*c*)\n", 80, "e[x], of a (c)\n");
    }

    #[test]
    fn items_are_indented() {
        check("- one two three\n- four\n", 9, "- one two\n  three\n- four\n");
        check("a\n\n1. one\n2. two\n   - three\n\nb\n", 80, "a\n\n1. one\n2. two\n  - three\n\nb\n");
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
