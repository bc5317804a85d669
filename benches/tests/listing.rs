//! The hot code that `PERFORMANCE.md` shows is the code that is measured: cut out of what `flow expand` prints and of the
//! contestant by hand, and written anew with `FLOW_BLESS`.

use std::fs;
use std::path::Path;

use flow_codegen::{Options, generate, pretty};
use flow_project::{DiskLoader, Number, Request, Settings, analyze};

const BEGIN: &str = "<!-- hot-code -->\n";
const END: &str = "<!-- end -->";

#[test]
fn the_hot_code_is_what_is_measured() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../PERFORMANCE.md");
    let text = fs::read_to_string(&page).unwrap();
    let begin = text.find(BEGIN).expect("the page shows the hot code") + BEGIN.len();
    let end = begin + text[begin..].find(END).expect("it ends");
    if std::env::var_os("FLOW_BLESS").is_some() {
        fs::write(&page, format!("{}{}{}", &text[..begin], listings(), &text[end..])).unwrap();
    } else {
        assert_eq!(
            &text[begin..end],
            listings(),
            "FLOW_BLESS=1 cargo test -p flow-benches --test listing writes it"
        );
    }
}

fn listings() -> String {
    let overrides = Settings { number: Some(Number::F64), ..Settings::default() };
    let request = Request { overrides, ..Request::new(["flows/order.flow"]) };
    let analysis = analyze(&request, &mut DiskLoader::new(env!("CARGO_MANIFEST_DIR")));
    let generated = pretty(&generate(&analysis, &Options::default()).code);
    let by_hand = include_str!("../src/order/hand.rs");
    format!(
        "Generated, from `flow expand --number f64 flows/order.flow`: the dispatch, and a handler.\n\n\
         ```rust\n{}\n{}```\n\nBy hand, from `benches/src/order/hand.rs`.\n\n```rust\n{}```\n",
        first_arm(&item(&generated, "pub(super) fn respond<")),
        item(&generated, "fn on_add_item<"),
        first_arm(&item(by_hand, "pub fn handle(")),
    )
}

/// An item with a body, from the line that begins so to its closing brace, at the left margin.
fn item(code: &str, begins: &str) -> String {
    let mut lines = code.lines().skip_while(|line| !line.trim_start().starts_with(begins)).peekable();
    let margin = indent(lines.peek().expect("the code has such an item"));
    let mut cut = String::new();
    for line in lines {
        cut += line.get(margin..).unwrap_or_default();
        cut.push('\n');
        if line.len() == margin + 1 && line.ends_with('}') {
            break;
        }
    }
    cut
}

/// A function that matches the state, with the first arm only.
fn first_arm(function: &str) -> String {
    let mut lines = function.lines();
    let mut cut: Vec<String> = Vec::new();
    let mut take = |until: &dyn Fn(&str) -> bool| {
        for line in lines.by_ref() {
            cut.push(line.to_owned());
            if until(line) {
                return indent(line);
            }
        }
        panic!("the function matches the state")
    };
    let matching = take(&|line| line.trim_start().starts_with("match ") && line.ends_with(".state {"));
    take(&|line| indent(line) == matching + 4 && line.trim_start().starts_with('}'));
    let rest: Vec<_> = lines.skip_while(|line| indent(line) > matching).collect();
    format!("{}\n{}// …\n{}\n", cut.join("\n"), " ".repeat(matching + 4), rest.join("\n"))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
