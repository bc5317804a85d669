//! Fenced blocks of Markdown texts: specifications, sessions, programs.
//!
//! The first word of a fence is the language; the words after it are for the tests: ` ```flow
//! error[never-set] ` reports this, ` ```flow file=shop.flow ` is a file that later blocks see.

use std::ops::Range;

/// One fenced block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The line of its opening fence, from 1.
    pub line: usize,
    /// The first word of the fence; empty if there is none.
    pub language: String,
    /// The words after the language on the fence.
    pub marks: Vec<String>,
    /// The text between the fences.
    pub text: String,
    /// The range of that text, in bytes.
    pub range: Range<usize>,
}

impl Block {
    /// The file that the block is, if its fence names one.
    pub fn file(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| mark.strip_prefix("file="))
    }

    /// Whether the fence has a word.
    pub fn is(&self, mark: &str) -> bool {
        self.marks.iter().any(|one| one == mark)
    }
}

/// The blocks of a text that are marked `flow`, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = fences(text);
    blocks.retain(|block| block.language == "flow");
    blocks
}

/// All fenced blocks of a text, in order.
pub fn fences(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.split_inclusive('\n').enumerate();
    let offset = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.trim_start().strip_prefix("```") else { continue };
        let start = offset(line) + line.len();
        let closing = lines.by_ref().find(|(_, line)| line.trim() == "```");
        let range = start..closing.map_or(text.len(), |(_, line)| offset(line));
        let mut words = info.split_whitespace().map(str::to_owned);
        blocks.push(Block {
            line: at + 1,
            language: words.next().unwrap_or_default(),
            marks: words.collect(),
            text: text[range.clone()].to_owned(),
            range,
        });
    }
    blocks
}

/// The text with other texts in place of some of its blocks, which are in order.
pub fn replaced(text: &str, new: &[(Block, String)]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (block, replacement) in new {
        result += &text[done..block.range.start];
        result += replacement;
        done = block.range.end;
    }
    result + &text[done..]
}
