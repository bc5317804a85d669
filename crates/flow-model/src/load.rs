//! Reading the files of a program: its roots and the files they use, transitively (reference#uses).
//!
//! A [`Loader`] provides the texts, so this module does no I/O. Each file is read once, a root before the
//! files that it uses. A missing or unreadable file is reported and left out; all others are read.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::source::{FileId, Span};

use crate::encoding::{Decoded, Encoding, Invalid, decode};
use crate::loader::{LoadError, Loader, join, normalize, relative};
use crate::near::nearest;
use crate::program::{LoadedFile, Program};

/// Makes the tree of a text, which is that of the file at a path.
pub(crate) type Parse<'a> = dyn FnMut(&str, FileId, &str, &mut Diagnostics) -> ast::File + 'a;

/// Reads the files at `roots` and all that they use.
pub fn load(roots: &[String], loader: &mut dyn Loader, diags: &mut Diagnostics) -> Program {
    load_with(roots, loader, &mut |_, id, text, diags| flow_syntax::parse(id, text, diags), diags)
}

/// The same, with trees from elsewhere.
pub(crate) fn load_with(
    roots: &[String],
    loader: &mut dyn Loader,
    parse: &mut Parse<'_>,
    diags: &mut Diagnostics,
) -> Program {
    let mut loading =
        Loading { loader, parse, diags, program: Program::default(), read: Map::new(), open: Vec::new() };
    for root in roots {
        loading.load_root(&normalize(root));
    }
    loading.program
}

/// Removes other findings about lines with bytes that are not UTF-8: they have the same cause.
pub fn remove_follow_ups_of_encoding(program: &Program, diags: &mut Diagnostics) {
    let files = program.files.iter().chain(&program.tests).filter(|file| !file.misread.is_empty());
    for file in files {
        let is_misread = |line| file.misread.binary_search(&line).is_ok();
        let is_follow_up = |found: &Diagnostic| {
            found.name != Name::InvalidUtf8
                && found.span.file == file.id
                && is_misread(program.sources.position(found.span).line)
        };
        diags.retain_after(0, |found| !is_follow_up(found));
    }
}

/// The state of one [`load`].
struct Loading<'a> {
    loader: &'a mut dyn Loader,
    parse: &'a mut Parse<'a>,
    diags: &'a mut Diagnostics,
    program: Program,
    /// The files already read, with the machines they have; `None` for those that could not be read.
    read: Map<String, Option<Vec<String>>>,
    /// The chain of files from a root to the current one, each with its `uses:` line of the next file.
    open: Vec<(String, Option<Span>)>,
}

impl Loading<'_> {
    fn load_root(&mut self, path: &str) {
        if self.read.contains_key(path) {
            return;
        }
        match self.fetch(path) {
            Ok(bytes) => self.add_file(path, bytes),
            Err(error) => {
                let file = self.program.sources.add(path, "");
                report_missing(self.diags, Span::new(file, 0, 0), &error);
            }
        }
    }

    fn fetch(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.program.inputs.push(path.to_owned());
        self.read.insert(path.to_owned(), None);
        self.loader.load(path)
    }

    /// Parses a loaded file, then loads the files it uses.
    fn add_file(&mut self, path: &str, bytes: Vec<u8>) {
        let Decoded { text, invalid } = decode(bytes);
        let id = self.program.sources.add(path, text);
        if let Some(invalid) = &invalid {
            self.report_encoding(id, invalid);
        }
        let misread = invalid.map(|invalid| invalid.lines).unwrap_or_default();
        let ast = (self.parse)(path, id, &self.program.sources.get(id).text, self.diags);
        let machines = ast.machines.iter().map(|machine| machine.name.text.clone()).gather();
        self.read.insert(path.to_owned(), Some(machines));
        let uses = ast.uses.clone();
        let loaded = LoadedFile { id, path: path.to_owned(), ast, misread };
        if path.ends_with(".test.flow") {
            self.program.tests.push(loaded);
        } else {
            self.program.files.push(loaded);
        }
        self.open.push((path.to_owned(), None));
        for line in &uses {
            self.load_used_file(path, line);
        }
        self.open.pop();
    }

    fn report_encoding(&mut self, file: FileId, invalid: &Invalid) {
        let span = Span::new(file, invalid.start, invalid.start + invalid.length);
        let (message, help) = match invalid.encoding {
            Encoding::Bytes => {
                ("this is not UTF-8".to_owned(), "a specification is encoded in UTF-8".to_owned())
            }
            Encoding::Binary => {
                ("this file is no text".to_owned(), "a specification is a text in UTF-8".to_owned())
            }
            Encoding::Wide(name) => {
                let help = format!(
                    "a specification is encoded in UTF-8: save it so in an editor, or with 'iconv -f {name} -t UTF-8'"
                );
                (format!("this file is {name}, not UTF-8"), help)
            }
        };
        self.diags.report(Name::InvalidUtf8, span, message).help(help);
    }

    /// Follows one `uses:` line.
    fn load_used_file(&mut self, from: &str, line: &ast::Use) {
        let path = join(from, &line.path.text);
        if let Some((_, out)) = self.open.last_mut() {
            *out = Some(line.path.span);
        }
        if let Some(at) = self.open.iter().position(|(open, _)| *open == path) {
            return self.report_cycle(at, line);
        }
        if !self.read.contains_key(&path) {
            match self.fetch(&path) {
                Ok(bytes) => self.add_file(&path, bytes),
                Err(mut error) => {
                    error.near.retain(|near| near != from);
                    error.near.iter_mut().for_each(|near| *near = relative(from, near));
                    report_missing(self.diags, line.path.span, &error);
                }
            }
        }
        self.check_used_machine(&path, line);
    }

    /// Reports the machine of a `uses:` line that the file does not have.
    fn check_used_machine(&mut self, path: &str, line: &ast::Use) {
        let Some(Some(machines)) = self.read.get(path) else { return };
        let wanted = &line.machine.text;
        if machines.contains(wanted) {
            return;
        }
        let near = nearest(wanted, machines.iter().map(String::as_str)).map(str::to_owned);
        let message = format!("'{path}' has no machine '@{wanted}'");
        let report = self.diags.report(Name::UnknownName, line.machine.span, message);
        if let Some(near) = near {
            report.did_you_mean([line.machine.span], format!("@{near}"));
        }
    }

    fn report_cycle(&mut self, at: usize, line: &ast::Use) {
        let names: Vec<_> = self.open[at..].iter().map(|(path, _)| format!("'{path}'")).gather();
        let message = match names.as_slice() {
            [one] => format!("{one} uses itself"),
            _ => format!("{} use each other", names.join(" and ")),
        };
        let ways: Vec<_> = self.open[at..self.open.len() - 1].iter().filter_map(|(_, span)| *span).gather();
        let report = self.diags.report(Name::UsesCycle, line.path.span, message);
        for span in ways {
            report.label(span, "this leads back here");
        }
        report.help("what both need can be in a third file that both use");
    }
}

fn report_missing(diags: &mut Diagnostics, span: Span, error: &LoadError) {
    let message = match &error.reason {
        Some(reason) => format!("'{}' cannot be read: {reason}", error.path),
        None => format!("there is no file '{}'", error.path),
    };
    let report = diags.report(Name::MissingFile, span, message);
    if !error.near.is_empty() {
        let names: Vec<_> = error.near.iter().map(|near| format!("'{near}'")).gather();
        report.help(format!("there is {}", names.join(" and ")));
    }
}
