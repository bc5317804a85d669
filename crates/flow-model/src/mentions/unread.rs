//! The names in lines that are not in the tree, because they cannot be read: a text that is being typed has some at any time.
//!
//! The sigil gives the kind of a name, and the machine and the handler above the line the place to look it up. So definitions are found
//! from a line with an error too, and its names are renamed with the others. The receiver of an event is the name after its `to`.

use flow_syntax::ast;
use flow_syntax::source::{FileId, Span};

use super::Role;
use super::walk::{Place, SIGILS, Walk};
use crate::names::identifier;
use crate::program::LoadedFile;

/// Where the lines below a place of a file belong.
type Places<'p> = Vec<(u32, Place<'p>)>;

impl<'p> Walk<'p> {
    /// Notes the names with sigils that have no mention yet.
    pub(super) fn visit_unread(&mut self) {
        let files = self.program.files.iter().chain(&self.program.tests);
        for file in files {
            if !self.region.has_lines_of(file.id) {
                continue;
            }
            // Few files have such names.
            let mut places = None;
            let mut known = self.tokens_in(file.id);
            known.sort_unstable();
            let text = &self.program.sources.get(file.id).text;
            let ranges = self.region.bytes_of(file, text);
            let tokens =
                ranges.into_iter().flat_map(|(start, end)| find_sigils(file.id, &text[..end], start));
            let mut known = known.into_iter().peekable();
            for token in tokens {
                while known.next_if(|start| *start < token.start).is_some() {}
                if known.peek() != Some(&token.start) && self.region.contains(token) {
                    let places = places.get_or_insert_with(|| self.list_places(file));
                    let at = places.partition_point(|(start, _)| *start <= token.start);
                    let place = at.checked_sub(1).map(|at| &places[at].1);
                    self.note_unread(place.unwrap_or(&Place::of(None, &[])), token);
                }
            }
        }
    }

    /// The machines, scenarios and handlers of a file, in order.
    fn list_places(&self, file: &'p LoadedFile) -> Places<'p> {
        let mut places = Places::new();
        for machine in &file.ast.machines {
            let id = self.find_machine(&machine.name.text);
            places.push((machine.span.start, Place::of(id, &[])));
            machine.scenarios.iter().for_each(|scenario| add_scenario(&mut places, id, scenario));
            let handlers = machine.unread.iter().filter(|unread| unread.is_handler);
            places.extend(handlers.map(|unread| (unread.span.start, Place::of(id, &[]))));
        }
        for machine in &file.ast.unread_machines {
            places.push((machine.span.start, Place::of(None, &[])));
            machine.scenarios.iter().for_each(|scenario| add_scenario(&mut places, None, scenario));
        }
        for scenario in &file.ast.loose {
            add_scenario(&mut places, self.find_owner(scenario), scenario);
        }
        for test in &file.ast.tests {
            let machine = match &test.target {
                ast::TestTarget::Machine(name) => self.find_machine(&name.text),
                ast::TestTarget::System(_) => None,
            };
            places.push((test.span.start, Place::of(machine, &[])));
        }
        places.sort_by_key(|(start, _)| *start);
        places
    }

    fn note_unread(&mut self, place: &Place<'p>, token: Span) {
        let sources = &self.program.sources;
        let text = sources.text(token);
        let mut name = ast::Name { text: text[1..].to_lowercase(), span: token };
        match text.chars().next() {
            Some('@') => self.note_party(&name),
            Some('#') => {
                let machine = self.machine_before(token).or(place.machine);
                self.note_state(machine, &name, Role::Read);
            }
            Some(':') => {
                let receivers = match self.receiver_after(token).or_else(|| self.receiver_before(token)) {
                    Some(to) => self.receivers(place, &to),
                    None => vec![self.machine_name(place.machine)],
                };
                self.note_event(&receivers, &name, Role::Read);
            }
            _ => {
                name.text = name.text.split('.').next().unwrap_or_default().to_owned();
                let symbol = self.variable_by_name(place, &name.text);
                self.note(token, vec![symbol], Role::Read);
            }
        }
    }

    /// The machine that the words before a state name, on its line.
    fn machine_before(&self, state: Span) -> Option<crate::model::MachineId> {
        let text = &self.program.sources.get(state.file).text[..state.start as usize];
        let line = text.rsplit('\n').next().unwrap_or_default();
        line.split(' ').rev().find_map(|word| self.find_machine(&identifier(word)))
    }

    /// The `@name` that received an event, by the words before it on its line: `= @customer received :paid`.
    fn receiver_before(&self, event: Span) -> Option<ast::Name> {
        const VERBS: &[&str] = &["received", "receive", "receives", "rejected"];
        let text = &self.program.sources.get(event.file).text[..event.start as usize];
        let line = text.rsplit('\n').next().unwrap_or_default();
        let verb = line.trim_end().rsplit(' ').next().unwrap_or_default();
        let (_, name) = line.rsplit_once('@').filter(|_| VERBS.contains(&verb))?;
        let end = name.find(|sign: char| !is_name_sign(sign)).unwrap_or(name.len());
        Some(ast::Name { text: name[..end].to_lowercase(), span: event })
    }

    /// The `@name` after the `to` that follows an event, on its line.
    fn receiver_after(&self, event: Span) -> Option<ast::Name> {
        let text = &self.program.sources.get(event.file).text[event.end as usize..];
        let line = text.lines().next().unwrap_or_default();
        let (_, after) = line.split_once(" to ")?;
        let name =
            after.trim_start().trim_start_matches("a new ").trim_start_matches("all ").strip_prefix('@')?;
        let end = name.find(|sign: char| !is_name_sign(sign)).unwrap_or(name.len());
        Some(ast::Name { text: name[..end].to_lowercase(), span: event })
    }
}

fn add_scenario<'p>(
    places: &mut Places<'p>,
    machine: Option<crate::model::MachineId>,
    scenario: &'p ast::Scenario,
) {
    places.push((scenario.span.start, Place::of(machine, &scenario.handlers)));
    for handler in &scenario.handlers {
        places.push((
            handler.span.start,
            Place { handler: Some(handler), ..Place::of(machine, &scenario.handlers) },
        ));
    }
    let handlers = scenario.unread.iter().filter(|unread| unread.is_handler);
    places.extend(handlers.map(|unread| (unread.span.start, Place::of(machine, &[]))));
}

/// Whether a sign can be in a name: also an accent that is a character of its own.
fn is_name_sign(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || ('\u{300}'..='\u{36f}').contains(&sign)
}

/// The names with sigils in a text from a byte on: outside of comments and quotations, but in the braces of quotations.
fn find_sigils(file: FileId, text: &str, start: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = start;
    let mut quoted = Quoted::No;
    let is_plain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'_');
    loop {
        // Most of a text is words, which neither begin nor end anything.
        at += text.as_bytes()[at..].iter().take_while(is_plain).count();
        let Some(sign) = text[at..].chars().next() else { return found };
        let rest = &text[at..];
        at += sign.len_utf8();
        quoted = match (quoted, sign) {
            (_, '\n') => Quoted::No,
            (Quoted::No, '/') if rest.starts_with("//") => {
                at += rest.find('\n').unwrap_or(rest.len()) - 1;
                Quoted::No
            }
            (Quoted::No, '/') if rest.starts_with("/*") => {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2) - 1;
                Quoted::No
            }
            (Quoted::Yes, '\\') => {
                at += rest[1..].chars().next().map_or(0, char::len_utf8);
                Quoted::Yes
            }
            (Quoted::Yes, '{') if rest.starts_with("{$") => Quoted::Braces,
            (Quoted::Braces, '}') => Quoted::Yes,
            (Quoted::No, '"') => Quoted::Yes,
            (Quoted::Yes, '"') => Quoted::No,
            (Quoted::No | Quoted::Braces, _) if sign.is_ascii() && SIGILS.contains(&sign) => {
                let length = rest[1..].find(|sign: char| !is_name_sign(sign)).unwrap_or(rest.len() - 1);
                let begins = rest[1..].starts_with(char::is_alphabetic);
                let is_joined = text[..at - 1].ends_with(char::is_alphanumeric);
                if begins && !is_joined {
                    found.push(Span::new(file, at - 1, at + length));
                }
                at += length;
                quoted
            }
            (quoted, _) => quoted,
        };
    }
}

/// Whether a sign is in a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    Yes,
    /// In the braces of one.
    Braces,
}
