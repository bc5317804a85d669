//! Texts with the signs of every format: each is shown as it is written.

use flow_diagram::{Details, Graph, Lanes, SvgOptions, Table};
use flow_model::model::MachineId;

use crate::golden::golden;
use crate::specifications::model;
use crate::stories::told;

/// Signs of HTML, Mermaid, DOT, Markdown and YAML, and texts that look like escapes.
const SIGNS: &str = "\
machine: @order
  scenario: \"1 < 2 & 3\" #35; \\n %% {x}; --> [*]
    on> :go from @user
      ? $name is \"&lt;b&gt; & <i> #35; ; %% {x} \\\\N `c` *d* _e_ | --> 'f' \\\"g\\\"\"
        emit :said to @user with text: \"&amp; <br> end\"
        order moves to #a
      otherwise
        order moves to #b
    expect:
      = order is in #b
";

const ALL: Details = Details { guards: true, actions: true, payloads: true };

#[test]
fn every_format_escapes_its_own_signs() {
    let (program, model) = model(&[("order.flow", SIGNS)]);
    let graph = Graph::detailed(&model, MachineId(0), &program.sources, ALL);
    golden("escapes/signs.txt", &graph.text());
    golden("escapes/signs.dot", &graph.dot());
    golden("escapes/signs.mmd", &graph.mermaid());
    golden("escapes/signs.svg", &graph.svg(SvgOptions::default()));
    let table = Table::of(&model, MachineId(0), &program.sources, ALL);
    golden("escapes/signs.md", &table.markdown());
    golden("escapes/signs.html", &table.html());
    let lanes = &told(&[("order.flow", SIGNS)], ALL)[0];
    golden("escapes/signs.lanes.mmd", &lanes.mermaid(Lanes::WithStates));
    golden("escapes/signs.lanes.svg", &lanes.svg(Lanes::WithStates, SvgOptions::default()));
}

#[test]
fn control_characters_are_written_out() {
    let text = SIGNS.replace("end", "\u{8}\u{1b}[31m end");
    let (program, model) = model(&[("order.flow", &text)]);
    let graph = Graph::detailed(&model, MachineId(0), &program.sources, ALL);
    let lanes = &told(&[("order.flow", &text)], ALL)[0];
    let table = Table::of(&model, MachineId(0), &program.sources, ALL);
    for picture in [
        graph.text(),
        graph.dot(),
        graph.mermaid(),
        graph.svg(SvgOptions::default()),
        table.text(),
        table.markdown(),
        table.html(),
        lanes.text(Lanes::Plain),
        lanes.svg(Lanes::Plain, SvgOptions::default()),
    ] {
        assert!(!picture.contains(['\u{8}', '\u{1b}']), "{picture}");
    }
    assert!(table.html().contains("\\u{8}\\u{1b}[31m"), "{}", table.html());
}
