//! `emit`: `emit :event to @actor` with the payload on its line and below it (reference#emits).

#[cfg(feature = "tools")]
use super::StepDump;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Emit, Step};
use crate::block::Builder;
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

fn read_emit(builder: &mut Builder<'_, '_>, node: &Node) -> Option<Step> {
    let piece = builder.piece(node)?;
    let (mut emit, payload) = match fast_emit(&builder.reader, piece) {
        Some(emit) => emit,
        None => grammar_emit(&mut builder.reader, piece)?,
    };
    emit.payload = builder.payload(node, payload);
    Some(Step::Emit(emit))
}

fn fast_emit(reader: &Reader<'_>, piece: Piece<'_>) -> Option<(Emit, Payload)> {
    let line = reader.split_fast(piece)?;
    let [Part::Word("emit"), Part::Event(event), Part::Word("to"), Part::Actor(to), rest @ ..] = line.parts()
    else {
        return None;
    };
    let payload = line.opt_payload(rest)?;
    let emit = Emit { event: line.name(event), to: line.name(to), payload: Vec::new(), span: line.whole() };
    Some((emit, payload))
}

fn grammar_emit(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<(Emit, Payload)> {
    let mut event = None;
    let mut to = None;
    let mut payload = Payload::default();
    for token in reader.read_form(Rule::emit_line, piece, &FORMS)? {
        match token.as_rule() {
            Rule::event => event = Some(reader.name(&token)),
            Rule::actor => to = Some(reader.name(&token)),
            _ => reader.add_payload(&mut payload, token)?,
        }
    }
    let emit = Emit { event: event?, to: to?, payload: Vec::new(), span: reader.piece_span(piece) };
    Some((emit, payload))
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Emit(emit) = step else { return None };
    let line = format!("emit :{} to @{}", emit.event.text, emit.to.text);
    Some(StepDump { line, fields: &emit.payload, body: &[] })
}

#[cfg(test)]
mod tests {
    use super::fast_emit;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_emits() {
        for text in ["emit :e to @a", "emit :e to @a with $x, name: 5 * $y", "emit :e to @a with:"] {
            assert!(accepts_fast(text, fast_emit), "{text}");
        }
    }
}
