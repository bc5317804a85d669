//! The surroundings of a line, found in the lines above it: its machine, scenario, handler, and block.
//!
//! Only the text is used, so that a line that cannot be parsed has surroundings too. A line is in all blocks above with a less indented
//! first line; `machine:`, `scenario:` and `test:` count at any column, as they do in the language (reference#headers).

use super::token::is_word_char;

/// The surroundings of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The machine of the nearest `machine:` or `test:` above.
    pub machine: Option<String>,
    /// Whether the nearest `test:` is nearer than any `machine:`.
    pub is_test: bool,
    /// The name of the scenario.
    pub scenario: Option<String>,
    /// The column of its header.
    pub scenario_column: Option<usize>,
    /// The handler.
    pub handler: Option<HandlerLine>,
    /// The innermost block.
    pub block: Block,
    /// The items of the loops around the line.
    pub items: Vec<Loop>,
    /// The line that owns this one: an emit with a payload table, a handler with its `with:`.
    pub owner: String,
    /// Whether its steps are those of a state that is entered or left.
    pub is_crossing: bool,
}

/// The lines right above a line, up to the one that owns it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Siblings {
    /// The words of those in the same column, the nearest first.
    pub lines: Vec<String>,
    /// Whether there is no line between the one that owns it and this one.
    pub is_first: bool,
}

impl Siblings {
    /// The siblings of a new line at a column, after some lines.
    pub fn of(above: &str, column: usize) -> Siblings {
        let mut found = Siblings { lines: Vec::new(), is_first: true };
        for line in above.lines().rev() {
            let text = line.trim();
            if text.is_empty() || text.starts_with("//") {
                continue;
            }
            let indent = indentation(line);
            if indent < column || is_structure(text) {
                break;
            }
            found.is_first = false;
            if indent == column {
                found.lines.push(text.to_owned());
            }
        }
        found
    }

    /// Whether the nearest of them begins with one of some words.
    pub fn follows(&self, begins: &[&str]) -> bool {
        self.lines.first().is_some_and(|line| begins.iter().any(|begin| line.starts_with(begin)))
    }

    /// Whether some of them begins with a word.
    pub fn has(&self, begin: &str) -> bool {
        self.lines.iter().any(|line| line.starts_with(begin))
    }
}

/// A handler's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandlerLine {
    /// The event.
    pub event: String,
    /// The first sender.
    pub from: Option<String>,
}

/// `for each $item in $items`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    /// The item.
    pub item: String,
    /// The source text of the list's expression.
    pub list: String,
}

/// The kinds of blocks that lines are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Block {
    /// The file.
    #[default]
    File,
    /// `uses:`.
    Uses,
    /// A machine, outside of its scenarios.
    Machine,
    /// A scenario, outside of its handlers.
    Scenario,
    /// A handler, or the steps of a state that is entered or left.
    Steps,
    /// `given:`, or what a test replaces of one.
    Given,
    /// `expect:`.
    Expect,
    /// `rules:`.
    Rules,
    /// `with:`, a payload.
    Payload,
    /// A test file, outside of its cases.
    Test,
    /// A case of a test file.
    Case,
    /// The table of a fact.
    Table,
    /// `assume:`.
    Assume,
    /// `with event:` and `with context:`.
    Values,
}

impl Surroundings {
    /// The surroundings of a new line at a column, after some lines.
    pub fn of(above: &str, column: usize) -> Surroundings {
        let mut found = Surroundings::default();
        let mut limit = column;
        let mut block = None;
        for line in above.lines().rev() {
            let text = line.trim();
            if text.is_empty() || text.starts_with("//") || text.starts_with('|') {
                continue;
            }
            let indent = indentation(line);
            if indent < limit || is_structure(text) {
                limit = limit.min(indent);
                let of = found.enter(text);
                if of == Some(Block::Scenario) && text.starts_with("scenario:") {
                    found.scenario_column.get_or_insert(indent);
                }
                block = block.or(of);
                if block == Some(Block::Uses) {
                    break;
                }
            }
            if found.machine.is_some() && (found.is_test || text.starts_with("machine:")) {
                break;
            }
        }
        found.block = match block.unwrap_or_default() {
            Block::Case if !found.is_test => Block::Table,
            block => block,
        };
        found
    }

    /// Notes a line that the searched one is below of. Returns the block that it begins, if it is one.
    fn enter(&mut self, text: &str) -> Option<Block> {
        if self.owner.is_empty() && !text.starts_with("with:") {
            text.clone_into(&mut self.owner);
        }
        let block = block_of(text)?;
        let words = text.split_once(':').map_or("", |(_, rest)| rest).trim();
        match block {
            Block::Machine if self.machine.is_none() => self.machine = name_after(words, '@'),
            Block::Test if text.starts_with("test:") => {
                self.machine = self.machine.take().or_else(|| name_after(words, '@'));
                self.is_test = true;
                return Some(Block::Test);
            }
            Block::Test if text.starts_with("for :") => {
                self.handler = self.handler.take().or_else(|| handler_line(text));
                if let Some(machine) = name_after(text, '@') {
                    self.machine.get_or_insert(machine);
                }
            }
            Block::Test => {
                let name = text.split_once("scenario:").map(|(_, name)| name.trim().to_owned());
                self.scenario = self.scenario.take().or(name);
            }
            Block::Scenario if self.scenario.is_none() => self.scenario = Some(words.to_owned()),
            Block::Steps if text.starts_with("for each") => self.items.extend(loop_line(text)),
            Block::Steps if self.handler.is_none() && self.scenario.is_none() => {
                self.handler = handler_line(text);
                self.is_crossing |= text.starts_with("on entering") || text.starts_with("on leaving");
            }
            _ => {}
        }
        Some(block)
    }
}

fn block_of(text: &str) -> Option<Block> {
    let (word, rest) = text.split_at(text.find(|c| !is_word_char(c)).unwrap_or(text.len()));
    let begins = |start: &str| rest.trim_start().starts_with(start);
    Some(match word {
        "uses" if rest.starts_with(':') => Block::Uses,
        "machine" if rest.starts_with(':') => Block::Machine,
        "test" if rest.starts_with(':') => Block::Test,
        "scenario" if rest.starts_with(':') => Block::Scenario,
        "rules" if rest.starts_with(':') => Block::Rules,
        "given" if rest.starts_with(':') => Block::Given,
        "expect" if rest.starts_with(':') => Block::Expect,
        "assume" if rest.starts_with(':') => Block::Assume,
        "with" if rest.starts_with(':') => Block::Payload,
        "with" if begins("scenario:") || begins("given:") => Block::Given,
        "with" if begins("event:") || begins("context:") => Block::Values,
        "for" if begins("scenario:") || begins(":") => Block::Test,
        "for" if begins("each") => Block::Steps,
        "on" => Block::Steps,
        "when" => Block::Rules,
        "" if rest.starts_with('?') => Block::Steps,
        "otherwise" => Block::Steps,
        _ if text.ends_with(':') => Block::Case,
        _ => return None,
    })
}

/// Whether a line is a header that counts at any column.
fn is_structure(text: &str) -> bool {
    ["machine:", "test:", "scenario:", "rules:"].iter().any(|header| text.starts_with(header))
}

fn handler_line(text: &str) -> Option<HandlerLine> {
    let event =
        text.split_whitespace().find_map(|word| name_after(word, ':').filter(|_| word.starts_with(':')));
    let event = event.or_else(|| name_after(text, ':'))?;
    let from = text.split_once(" from ").and_then(|(_, rest)| name_after(rest, '@'));
    Some(HandlerLine { event, from })
}

fn loop_line(text: &str) -> Option<Loop> {
    let (item, list) = text.strip_prefix("for each")?.split_once(" in ")?;
    Some(Loop { item: name_after(item, '$')?, list: list.trim().to_owned() })
}

/// The name after the first such sigil.
fn name_after(text: &str, sigil: char) -> Option<String> {
    let (_, rest) = text.split_once(sigil)?;
    let end = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
    Some(rest[..end].to_owned()).filter(|name| !name.is_empty())
}

/// The column of the first word of a line.
pub fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
