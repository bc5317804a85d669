//! Specifications in documents: the fenced blocks of a Markdown text that are marked `flow`.
//!
//! A fence says what is to be reported of its block: ` ```flow ` nothing, ` ```flow error[never-set] ` exactly these
//! names (`warning` for warnings), ` ```flow ignore ` is not looked at, since it is not a whole specification.

/// One fenced block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The line of its opening fence, from 1.
    pub line: usize,
    /// What stands behind `flow` on the fence, word by word.
    pub marks: Vec<String>,
    /// The text between the fences.
    pub text: String,
}

/// The blocks of a text that are marked `flow`, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.trim_start().strip_prefix("```") else { continue };
        let inside = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```");
        let body: String = inside.flat_map(|line| [line, "\n"]).collect();
        let mut words = info.split_whitespace().map(str::to_owned);
        if words.next().as_deref() == Some("flow") {
            blocks.push(Block { line: at + 1, marks: words.collect(), text: body });
        }
    }
    blocks
}
