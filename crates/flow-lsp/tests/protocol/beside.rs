//! Related files of a specification: Rust code with its phrases and its name, and pictures.

use lsp_server::Message;
use serde_json::{Value, json};

use crate::client::Client;

const PAYMENT: &str = "\
machine: @payment
  on> :pay from @customer in #idle
    ? card is valid
      charge the card
      payment moves to #settled
    otherwise
      payment moves to #refused
";

const SHOP: &str = "\
flow::flow!(\"flows/payment.flow\", tests);

impl payment::Bindings for Shop {
    type Error = Infallible;

    fn card_is_valid(&self, _: &payment::Context) -> bool {
        true
    }
}
";

fn package(shop: &str) -> Client {
    let files = [("Cargo.toml", "[package]\n"), ("flows/payment.flow", PAYMENT), ("src/shop.rs", shop)];
    let mut client = Client::start(&files);
    client.open("flows/payment.flow", PAYMENT);
    client.about("textDocument/foldingRange", "flows/payment.flow");
    client
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

#[test]
fn a_missing_function_is_written_into_the_implementation() {
    let mut client = package(SHOP);
    assert_eq!(client.actions("flows/payment.flow", 2, 10), [Value::Null; 0]);
    let actions = client.actions("flows/payment.flow", 3, 10);
    assert_eq!(titles(&actions), ["Write the Rust function 'charge_the_card' for 'Shop' in src/shop.rs"]);
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], client.uri("src/shop.rs"));
    let end = json!({ "line": 8, "character": 0 });
    assert_eq!(change["edits"][0]["range"], json!({ "start": end, "end": end }));
    let function = "
    /// `charge the card` (flows/payment.flow:4).
    fn charge_the_card(
        &mut self,
        payment: &payment::Context,
    ) -> Result<(), Self::Error> {
        todo!(\"charge the card\")
    }
";
    assert_eq!(change["edits"][0]["newText"], function);
    client.end();
}

#[test]
fn the_first_implementation_is_written_beside_the_macro() {
    let mut client = package("flow::flow!(\"flows/payment.flow\");\n");
    let actions = client.actions("flows/payment.flow", 3, 10);
    assert_eq!(titles(&actions), ["Write an implementation of the phrases of '@payment' in src/shop.rs"]);
    let text = actions[0]["edit"]["documentChanges"][0]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.contains("pub struct World {}\n"), "{text}");
    assert!(text.contains("impl payment::Bindings for World {\n"), "{text}");
    assert!(text.contains("    fn card_is_valid(&self, payment: &payment::Context) -> bool {\n"), "{text}");
    client.end();
}

#[test]
fn other_places_and_other_folders_have_no_functions() {
    let mut client = package(SHOP);
    assert_eq!(client.actions("flows/payment.flow", 4, 8), [Value::Null; 0]);
    client.end();
    let mut client = Client::start(&[("payment.flow", PAYMENT)]);
    client.open("payment.flow", PAYMENT);
    assert_eq!(client.actions("payment.flow", 3, 10), [Value::Null; 0]);
    client.end();
}

#[test]
fn specifications_that_rust_code_names_are_links() {
    let mut client = package(SHOP);
    let links = client.about("textDocument/documentLink", "src/shop.rs");
    let range = json!({ "start": { "line": 0, "character": 13 }, "end": { "line": 0, "character": 31 } });
    assert_eq!(links, json!([{ "range": range, "target": client.uri("flows/payment.flow") }]));
    let found = client.at("textDocument/definition", "src/shop.rs", 0, 20);
    assert_eq!(found[0]["uri"], client.uri("flows/payment.flow"));
    assert_eq!(client.at("textDocument/definition", "src/shop.rs", 3, 20), json!([]));
    client.end();
}

/// The result of the command of a lens.
fn run(client: &mut Client, lens: &Value) -> Value {
    let run = json!({ "command": lens["command"]["command"], "arguments": lens["command"]["arguments"] });
    client.request("workspace/executeCommand", run).unwrap()
}

#[test]
fn clients_that_show_pictures_get_them() {
    let options = json!({ "initializationOptions": { "pictures": true } });
    let mut client = Client::start_with(&[], &options);
    client.open("untitled:payment", PAYMENT);
    let lens = client.wait_for_lens("untitled:payment", "picture");
    assert_eq!(lens["range"]["start"]["line"], 0);
    // New settings of a person do not change what the client can do.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "flow": { "stories": true } } }));
    let picture = run(&mut client, &lens);
    assert_eq!(picture["title"], "@payment");
    assert!(picture["svg"].as_str().unwrap().contains("#settled"));
    let hover = client.at("textDocument/hover", "untitled:payment", 4, 25);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("\n![picture](data:image/svg+xml;utf8,%3Csvg"), "{text}");
    client.end();
}

#[test]
fn clients_that_open_files_are_given_the_picture_as_one() {
    let capabilities = json!({ "capabilities": { "window": { "showDocument": { "support": true } } } });
    let mut client = Client::start_with(&[], &capabilities);
    client.open("untitled:shop", &format!("system: shop\n{PAYMENT}"));
    let lens = client.wait_for_lens("untitled:shop", "picture");
    assert_eq!(run(&mut client, &lens)["title"], "shop");
    let is_shown =
        |note: &Message| matches!(note, Message::Request(request) if request.method == "window/showDocument");
    let Message::Request(shown) = client.wait_for_note(is_shown) else { unreachable!() };
    assert_eq!(shown.params["external"], true);
    let path = flow_lsp::workspace::uri::path_of(shown.params["uri"].as_str().unwrap());
    assert!(std::fs::read_to_string(&path).unwrap().contains("@payment"));
    client.end();
    assert!(!std::path::Path::new(&path).exists());
}

#[test]
fn other_clients_are_offered_no_picture() {
    let mut client = Client::start(&[]);
    client.open("untitled:payment", PAYMENT);
    client.wait_for_lens("untitled:payment", "explored");
    let lenses = client.about("textDocument/codeLens", "untitled:payment");
    assert!(!lenses.to_string().contains("picture"), "{lenses}");
    let hover = client.at("textDocument/hover", "untitled:payment", 4, 25);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("```text"));
    client.end();
}

#[test]
fn a_rename_lists_the_rust_functions_whose_names_it_changes() {
    let text = "machine: @payment\n  on> :pay from @customer in #idle\n    charge card with $amount\n    payment moves to #settled\n";
    let code = "impl payment::Bindings for Shop {\n    fn charge_card_with_amount(&mut self) {}\n    fn pay(&self) {}\n}\n";
    let files = [("Cargo.toml", "[package]\n"), ("payment.flow", text), ("src/shop.rs", code)];
    let mut client = Client::start(&files);
    client.open("payment.flow", text);
    let rename = |line: u32, character: u32, name: &str| {
        json!({
            "textDocument": { "uri": client.uri("payment.flow") },
            "position": { "line": line, "character": character },
            "newName": name,
        })
    };
    let (variable, phrase, event) = (rename(2, 24, "sum"), rename(2, 6, "take $amount"), rename(1, 9, "buy"));
    let is_list =
        |note: &Message| matches!(note, Message::Notification(note) if note.method == "window/showMessage");
    for params in [variable, phrase] {
        client.request("textDocument/rename", params).unwrap();
        let Message::Notification(note) = client.wait_for_note(is_list) else { unreachable!() };
        assert_eq!(note.params["message"], "These Rust functions keep their names: shop.rs:2");
    }
    client.request("textDocument/rename", event).unwrap();
    assert!(!client.notes.iter().any(is_list));
    client.end();
}
