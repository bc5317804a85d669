//! Findings that move: after each edit the client has those that a server finds which reads the text for the first time.

use flow_speculate::Random;
use serde_json::{Value, json};

use crate::client::Client;

/// Machines that send to each other, with findings that refer to other lines and to other machines.
fn text_of_machines(random: &mut Random) -> String {
    let mut text = String::from("system: made\n");
    for at in 0..4 {
        let next = (at + 1) % 4;
        text += &format!(
            "machine: @m{at}\n  states: #open, #shut, #never\n  scenario: one\n    on> :go from @guest\n"
        );
        text += &format!(
            "      $old_total becomes $total\n      emit :go_on to @m{next} with total: 1\n      m{at} moves to #open\n"
        );
        text += "    on :go_on with $total: string\n      ? $total is \"a\"\n        notify the guest\n";
        text += "      ? $total is \"a\"\n        m moves to #shut\n";
        for line in 0..random.below(4) {
            text += &format!("      $kept_{line} becomes $missing_{line}\n");
        }
    }
    text
}

/// A line that is put between others, with and without findings of its own.
const LINES: &[&str] = &[
    "",
    "\n",
    "// \u{1F600}\n",
    "      \u{e4} $x is 1\n",
    "      $total becomes \"\u{1F600} b\" + $none\n",
    "machine: @m1\n",
    "  scenario: two\n    on :go from @guest\n      it moves to #gone\n",
];

fn pulled(client: &mut Client) -> Value {
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": "untitled:m" } })).unwrap()
}

#[test]
fn findings_are_where_a_new_session_finds_them() {
    let mut count = 0;
    for seed in 0..6 {
        let random = &mut Random::new(seed);
        let mut text = text_of_machines(random);
        let mut client = Client::start(&[]);
        client.open("untitled:m", &text);
        for version in 2..14 {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let start = 1 + random.below(lines.len() - 1);
            let end = (start + random.below(3)).min(lines.len());
            text = [&lines[..start].concat(), *random.pick(LINES), &lines[end..].concat()].concat();
            client.change("untitled:m", version, &text);
            let found = pulled(&mut client);
            let mut fresh = Client::start(&[]);
            fresh.open("untitled:m", &text);
            assert_eq!(found, pulled(&mut fresh), "seed {seed}\n{text}");
            let published = &client.diagnostics["untitled:m"]["diagnostics"];
            assert_eq!(found["items"], *published, "seed {seed}\n{text}");
            let items = found["items"].as_array().unwrap();
            count += items
                .iter()
                .filter(|item| !item["relatedInformation"].as_array().unwrap().is_empty())
                .count();
            fresh.end();
        }
        client.end();
    }
    assert!(count > 100, "few findings refer to other lines: {count}");
}
