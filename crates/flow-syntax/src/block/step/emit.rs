//! `emit`: `emit :event to @actor` with the payload on its line and below it (reference#emits).

#[cfg(feature = "tools")]
use super::StepDump;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Emit, Receiver, Step};
use crate::block::Builder;
#[cfg(feature = "tools")]
use crate::dump::text::path_text;
use crate::grammar::Rule;
use crate::layout::Node;
use crate::line::fast::Part;
use crate::line::payload::Payload;
use crate::line::{Piece, Reader};

/// `emit :event to @actor …`, and the reserved `emit async :event`.
pub(super) const EMIT: StepKind = StepKind {
    name: "emit",
    patterns: &[Pattern::Begins("emit :"), Pattern::Begins("emit async :")],
    scope: Scope::Everywhere,
    excludes_fact: &[],
    read: Read::Block(read_emit),
    #[cfg(feature = "tools")]
    dump,
};

const FORMS: [&str; 3] =
    ["emit :event to @actor", "emit :event to @actor with $a, $b", "emit :event to @actor with name: 1"];
/// The forms of an emit that names an instance.
const ADDRESSED_FORMS: [&str; 3] =
    ["emit :event to a new @machine", "emit :event to all @machine", "emit :event to $reference"];

fn read_emit(builder: &mut Builder<'_, '_>, node: &Node) -> Option<Step> {
    let piece = builder.piece(node)?;
    let (mut emit, payload) = match read_emit_fast(&builder.reader, piece) {
        Some(emit) => emit,
        None => read_emit_by_grammar(&mut builder.reader, piece)?,
    };
    emit.payload = builder.build_payload(node, payload);
    Some(Step::Emit(emit))
}

fn read_emit_fast(reader: &Reader<'_>, piece: Piece<'_>) -> Option<(Emit, Payload)> {
    let line = reader.split_fast(piece)?;
    let [Part::Word("emit"), Part::Event(event), Part::Word("to"), rest @ ..] = line.parts() else {
        return None;
    };
    let (to, rest) = match rest {
        [Part::Actor(to), rest @ ..] => (Receiver::Party(line.read_name(to)), rest),
        [Part::Word("a"), Part::Word("new"), Part::Actor(to), rest @ ..] => {
            (Receiver::New(line.read_name(to)), rest)
        }
        [Part::Word("all"), Part::Actor(to), rest @ ..] => (Receiver::All(line.read_name(to)), rest),
        [Part::Variable(to), rest @ ..] => (Receiver::Reference(line.read_path(to)), rest),
        _ => return None,
    };
    let payload = line.opt_payload(rest)?;
    let emit = Emit { event: line.read_name(event), to, payload: Vec::new(), span: line.whole() };
    Some((emit, payload))
}

fn read_emit_by_grammar(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<(Emit, Payload)> {
    let mut event = None;
    let mut to = None;
    let mut payload = Payload::default();
    let is_addressed = [" to a new ", " to all ", " to $"].iter().any(|words| piece.text.contains(words));
    let forms = if is_addressed { &ADDRESSED_FORMS } else { &FORMS };
    for token in reader.read_form(Rule::emit_line, piece, forms)? {
        match token.as_rule() {
            Rule::event => event = Some(reader.read_name(&token)),
            Rule::actor => to = Some(Receiver::Party(reader.read_name(&token))),
            Rule::path => to = Some(Receiver::Reference(reader.read_path(&token)?)),
            Rule::to_new => to = Some(Receiver::New(reader.read_words(&token))),
            Rule::to_all => to = Some(Receiver::All(reader.read_words(&token))),
            _ => reader.add_payload(&mut payload, token)?,
        }
    }
    let emit = Emit { event: event?, to: to?, payload: Vec::new(), span: reader.piece_span(piece) };
    Some((emit, payload))
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Emit(emit) = step else { return None };
    let to = match &emit.to {
        Receiver::Party(name) => format!("@{}", name.text),
        Receiver::New(name) => format!("a new @{}", name.text),
        Receiver::All(name) => format!("all @{}", name.text),
        Receiver::Reference(path) => path_text(path),
    };
    let line = format!("emit :{} to {to}", emit.event.text);
    Some(StepDump { line, fields: &emit.payload, body: &[] })
}

#[cfg(test)]
mod tests {
    use super::read_emit_fast;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_emits() {
        for text in [
            "emit :e to a new @a",
            "emit :e to all @a with $x",
            "emit :e to $who",
            "emit :e to @a",
            "emit :e to @a with $x, name: 5 * $y",
            "emit :e to @a with:",
        ] {
            assert!(accepts_fast(text, read_emit_fast), "{text}");
        }
    }
}
