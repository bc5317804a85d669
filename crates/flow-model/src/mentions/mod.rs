//! Every mention of every name: what editors need to go to a definition, to list references, and to rename.
//!
//! [`Mentions::find`] walks over the trees of a program (`walk`, `values`, `test_files`, `rules`) and reads the meanings of names from the
//! resolved model (`meanings`), so that no rule of the language is stated twice. Names in lines that the model lacks, because of an
//! error, are looked up in the machine around them (`unread`). [`rename`] computes the edits of a new name.
//!
//! Symbols are names, not ids: they stay the same when other lines change. Different symbols can be bound to one name: a key
//! and the payload fields that carry it, or a variable and a field in two calls of one phrase, since its Rust function contains their
//! name. [`Mentions::renamed_together`] lists them.

mod meanings;
mod phrases;
mod region;
pub mod rename;
mod rules;
mod search;
mod symbol;
mod table;
mod test_files;
#[cfg(test)]
mod tests;
mod unread;
mod values;
mod walk;

use std::sync::Arc;

use flow_syntax::source::{FileId, Sources, Span};

use crate::cases::TestCase;
use crate::model::Model;
use crate::program::Program;

pub use symbol::Symbol;
use table::Table;

/// One place where a name is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole word or words, with a sigil: `$order_id`, `#paid`, `days since purchase`.
    pub token: Span,
    /// The part of it that is the name: `paid` of `#paid`, `order` of `$order_id`.
    pub name: Span,
    /// The symbols that it names: several at once for an event with several receivers. Mentions of one symbol share them.
    pub symbols: Arc<[Symbol]>,
    /// The role of the mention.
    pub role: Role,
    /// How it is written.
    pub written: Written,
}

/// The use of a name by a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It introduces the name: a header, a handler of an event, the first step that sets a variable. Every symbol has one at least; for
    /// names without a declaration, such as actors, it is the first mention.
    Definition,
    /// It gives a variable or a field its value.
    Write,
    /// Anything else.
    Read,
}

/// How a name is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// Like the symbol, after its sigil if it has one.
    Plain,
    /// As one of the two names of `total: $sum`, which would be `$total` if they were one.
    Beside {
        /// The place of the other name.
        other: Span,
    },
    /// As words with blanks: `days since purchase`.
    Words,
    /// As `$order_id`, which is the id of an instance of `@order`.
    InstanceId,
    /// `with $total`: the name of a variable, and of the payload field that it is sent as.
    Shorthand {
        /// The payload field, or the parameter of a call. The other symbols of the mention are the variable.
        fields: Arc<[Symbol]>,
        /// The place of the value: `$total`, `$item.price`.
        value: Span,
    },
    /// As the words of a phrase, with values and other mentions in it.
    Phrase,
}

/// The mentions of a program.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In the order of their places; a phrase precedes the mentions in it.
    all: Vec<Mention>,
    table: Table,
}

impl Mentions {
    /// Finds the mentions in all files of a program. `model` and `tests` are what the program resolved to.
    pub fn find(program: &Program, model: &Model, tests: &[TestCase]) -> Mentions {
        walk::find_mentions(program, model, tests)
    }

    /// The mention at a byte of a file, as [`Mentions::mention_at`] finds it among all. Only the scenario around it is visited, so that
    /// this is much faster than to find all. Its role may be another one, since that depends on the other mentions.
    pub fn find_at(
        program: &Program,
        model: &Model,
        tests: &[TestCase],
        (file, offset): (FileId, u32),
    ) -> Option<Mention> {
        walk::find_around(program, model, tests, (file, offset)).mention_at(file, offset).cloned()
    }

    /// The mentions of some symbols, as [`Mentions::mentions_of`] finds them among all, and some others. Only the scenarios that contain the
    /// words of their names are visited. What they do with these symbols ([`Mention::role_for`]) is the same.
    pub fn find_symbols(
        program: &Program,
        model: &Model,
        tests: &[TestCase],
        symbols: &[Symbol],
    ) -> Mentions {
        walk::find_symbols(program, model, tests, symbols)
    }

    /// All mentions, by file and place; a phrase precedes the mentions in it.
    pub fn iter(&self) -> impl Iterator<Item = &Mention> {
        self.all.iter()
    }

    /// The mentions in one file, in order.
    pub fn in_file(&self, file: FileId) -> &[Mention] {
        let start = self.all.partition_point(|mention| mention.token.file < file);
        let end = self.all.partition_point(|mention| mention.token.file <= file);
        &self.all[start..end]
    }

    /// The mention at a byte of a file, the innermost if there are several. The end of a name counts, as a cursor can be there.
    pub fn mention_at(&self, file: FileId, offset: u32) -> Option<&Mention> {
        let contains = |mention: &&Mention| mention.token.start <= offset && offset <= mention.token.end;
        let around = self.in_file(file).iter().filter(contains);
        // Of two names that touch, the one that begins here.
        around.min_by_key(|mention| (mention.token.end - mention.token.start, u32::MAX - mention.token.start))
    }

    /// The symbol of the name at a byte of a file.
    pub fn symbol_at(&self, file: FileId, offset: u32) -> Option<&Symbol> {
        let mention = self.mention_at(file, offset)?;
        mention.symbols.first().or(mention.fields().first())
    }

    /// The mentions of a symbol, in order; also those that name others with it.
    pub fn mentions_of<'m>(&'m self, symbol: &'m Symbol) -> impl Iterator<Item = &'m Mention> {
        self.all.iter().filter(move |mention| mention.names(symbol))
    }

    /// The definitions of a symbol.
    pub fn definitions_of<'m>(&'m self, symbol: &'m Symbol) -> impl Iterator<Item = &'m Mention> {
        self.mentions_of(symbol).filter(|mention| mention.role == Role::Definition)
    }

    /// The symbols that a symbol shares its name with, itself included: all of them get a new name at once.
    pub fn renamed_together(&self, symbol: &Symbol) -> Vec<&Symbol> {
        self.table.class_of(symbol)
    }

    /// Every symbol with a mention, in the order of [`Symbol`].
    pub fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.table.symbols()
    }
}

impl Mention {
    /// Whether it names a symbol, as a field or otherwise.
    pub fn names(&self, symbol: &Symbol) -> bool {
        self.symbols.contains(symbol) || self.fields().contains(symbol)
    }

    /// What it does with one of the symbols that it names: `with $total` reads the variable, and gives the field its value.
    pub fn role_for(&self, symbol: &Symbol) -> Role {
        if self.only_reads(symbol) { Role::Read } else { self.role }
    }

    /// Whether it reads a symbol, whatever its role is for others.
    fn only_reads(&self, symbol: &Symbol) -> bool {
        !self.fields().is_empty() && self.symbols.contains(symbol)
    }

    /// The payload fields that a shorthand names in addition to a variable.
    pub fn fields(&self) -> &[Symbol] {
        match &self.written {
            Written::Shorthand { fields, .. } => fields,
            _ => &[],
        }
    }

    /// The text of the name.
    pub fn text<'s>(&self, sources: &'s Sources) -> &'s str {
        sources.text(self.name)
    }
}
