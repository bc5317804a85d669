//! Tests of the meanings of names in small specifications, and of renames.

use flow_syntax::diagnostic::{Diagnostics, Lints};
use flow_syntax::edit::apply;
use flow_syntax::source::FileId;

use super::rename::Refusal;
use super::{Mentions, Symbol};
use crate::program::Program;
use crate::{MemoryLoader, load, resolve, resolve_tests};

/// A specification with a mark `|` before the name that is meant.
struct Marked {
    program: Program,
    mentions: Mentions,
    text: String,
    at: u32,
}

impl Marked {
    fn read(marked: &str) -> Marked {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let mut loader = MemoryLoader::new([("a.flow".to_owned(), text.clone().into_bytes())]);
        let mut diags = Diagnostics::new(Lints::new());
        let program = load(&["a.flow".to_owned()], &mut loader, &mut diags);
        let model = resolve(&program, &mut diags);
        let tests = resolve_tests(&program, &model, &mut diags);
        let mentions = Mentions::find(&program, &model, &tests);
        Marked { program, mentions, text, at: u32::try_from(at).unwrap() }
    }

    fn symbol(&self) -> &Symbol {
        self.mentions.symbol_at(FileId(0), self.at).unwrap()
    }

    fn rename(&self, new: &str) -> Result<String, Refusal> {
        let changes = self.mentions.rename(&self.program.sources, self.symbol(), new)?;
        Ok(apply(&self.text, &changes))
    }

    fn definitions(&self) -> Vec<String> {
        let sources = &self.program.sources;
        let lines = self.mentions.definitions_of(self.symbol());
        lines.map(|mention| sources.position(mention.token).line.to_string()).collect()
    }
}

#[test]
fn one_name_means_a_field_of_the_event_or_a_variable_of_the_machine() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    $total becomes ?$total\n  on> :show from @customer in #idle\n    emit :shown to @customer with total: !$total\n";
    let field = Marked::read(&text.replace('?', "|").replace('!', ""));
    assert_eq!(field.symbol().to_string(), "field total of :pay to @order");
    let variable = Marked::read(&text.replace('!', "|").replace('?', ""));
    assert_eq!(variable.symbol().to_string(), "variable $total of @order");
    assert_eq!(variable.definitions(), ["3"]);
}

#[test]
fn a_shorthand_is_written_out_and_joined_again() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    |$total becomes 1\n    emit :paid to @customer with $total\n";
    let first = Marked::read(text);
    let renamed = first.rename("sum").unwrap();
    assert!(renamed.contains("with total: $sum"), "{renamed}");
    let second = Marked::read(&renamed.replace("    $sum becomes", "    |$sum becomes"));
    assert_eq!(second.rename("total").unwrap(), first.text);
}

#[test]
fn the_field_of_a_shorthand_is_renamed_without_the_variable() {
    let text = "system: shop\nmachine: @order\n  on> :pay from @customer in #idle\n    $total becomes 1\n    emit :charge to @bank with $total\nmachine: @bank\n  on :charge from @order\n    $sum becomes |$total\n";
    let renamed = Marked::read(text).rename("amount").unwrap();
    assert!(renamed.contains("with amount: $total\n"), "{renamed}");
    assert!(renamed.contains("$sum becomes $amount"), "{renamed}");
    assert!(renamed.contains("    $total becomes 1\n"), "{renamed}");
}

#[test]
fn a_machine_is_renamed_in_subjects_and_in_the_ids_of_its_instances() {
    let text = "machine: |@return_label\n  on> :print from @clerk in #idle\n    emit :printed to @clerk with $return_label_id\n    return label moves to #done\n    expect:\n      = return label is in #done\n";
    let renamed = Marked::read(text).rename("paper_slip").unwrap();
    let expected = "machine: @paper_slip\n  on> :print from @clerk in #idle\n    emit :printed to @clerk with return_label_id: $paper_slip_id\n    paper slip moves to #done\n    expect:\n      = paper slip is in #done\n";
    assert_eq!(renamed, expected);
}

#[test]
fn a_key_has_the_name_of_the_fields_that_carry_it() {
    let text = "system: bank\nmachine: @account\n  one for each |$number\n  on :add from @till\n    account moves to #used\nmachine: @till\n  on> :pay from @clerk in #idle\n    emit :add to @account with number: \"a\"\n";
    let renamed = Marked::read(text).rename("code").unwrap();
    assert!(renamed.contains("one for each $code") && renamed.contains("with code: \"a\""), "{renamed}");
}

#[test]
fn calls_of_one_phrase_keep_one_function() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    $sum becomes 1\n    charge |$sum\n  on> :pay_again from @customer in #idle with $sum: integer\n    charge $sum\n";
    let renamed = Marked::read(text).rename("price").unwrap();
    assert_eq!(renamed.matches("charge $price").count(), 2, "{renamed}");
    assert!(renamed.contains("with $price: integer"), "{renamed}");
}

#[test]
fn names_that_are_taken_and_texts_that_are_none_are_refused() {
    let text =
        "machine: @order\n  starts in #idle\n  on> :pay from |@customer in #idle\n    order moves to #paid\n";
    let marked = Marked::read(text);
    assert_eq!(marked.rename("order"), Err(Refusal::Taken(Symbol::Machine("order".to_owned()))));
    assert_eq!(marked.rename("the customer"), Err(Refusal::Form));
    assert_eq!(marked.rename("self"), Err(Refusal::Reserved));
    assert!(marked.rename("buyer").unwrap().contains("from @buyer in"));
}

#[test]
fn names_that_no_line_gives_are_not_renamed() {
    let timer = "machine: @clock\n  on> :e from @user in #idle\n    start timer for 1 second\n  on |:timer_expired from @system in #idle\n    beep\n";
    assert_eq!(Marked::read(timer).rename("rang"), Err(Refusal::Reserved));
    let initial = "machine: @clock\n  on> :e from @user in |#idle\n    beep\n";
    assert_eq!(Marked::read(initial).rename("quiet"), Err(Refusal::Reserved));
}

#[test]
fn broken_lines_do_not_hide_what_other_lines_name() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    $total becomes 1\n    emit :paid\n    $total increases by * 2\n    emit :sent to @customer with total: |$total\n";
    let marked = Marked::read(text);
    assert_eq!(marked.symbol().to_string(), "variable $total of @order");
    assert_eq!(marked.definitions(), ["3"]);
}

#[test]
fn names_in_unreadable_lines_are_found() {
    let text = "system: shop\nmachine: @order\n  on> :pay from @customer in #idle\n    $total becomes 1\n    order moves to |#paid now and then\n    emit :charge to @bank with $total and more\n    order moves to #paid\nmachine: @bank\n  on :charge from @order in\n    bank moves to #charged\n";
    let marked = Marked::read(text);
    assert_eq!(marked.symbol().to_string(), "state #paid of @order");
    assert_eq!(marked.rename("settled").unwrap().matches("#settled").count(), 2);
    let event = Marked::read(&text.replace('|', "").replace("emit :charge", "emit |:charge"));
    assert_eq!(event.symbol().to_string(), "event :charge to @bank");
    assert_eq!(event.mentions.mentions_of(event.symbol()).count(), 2);
    let variable = Marked::read(&text.replace('|', "").replace("with $total", "with |$total"));
    assert_eq!(variable.definitions(), ["4"]);
}

#[test]
fn what_is_below_an_unreadable_handler_keeps_its_names() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    $total becomes 1\n    charge |card\n  on :ship fro @store in\n    $total becomes 2\n    ? card is valid\n      charge card\n    expect:\n      = card is valid\n  scenario: again\n    on :again fro\n      charge card\n";
    let phrase = Marked::read(text);
    assert_eq!(phrase.symbol().to_string(), "phrase charge_card");
    assert_eq!(phrase.mentions.mentions_of(phrase.symbol()).count(), 3);
    let guard = Marked::read(&text.replace('|', "").replace("? card", "? |card"));
    assert_eq!(guard.symbol().to_string(), "phrase card_is_valid");
    assert_eq!(guard.mentions.mentions_of(guard.symbol()).count(), 2);
    let variable = Marked::read(&text.replace('|', "").replace("$total becomes 2", "|$total becomes 2"));
    assert_eq!(variable.definitions(), ["3"]);
    assert_eq!(variable.rename("sum").unwrap().matches("$sum").count(), 2);
}

#[test]
fn phrases_keep_their_values() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    ? $amount > 5\n      |grant discount (5%) to $customer of @bank\n      order moves to #paid\n  on> :pay_again from @customer in #idle\n    grant discount (0%) to $customer of @bank\n";
    let marked = Marked::read(text);
    let renamed = marked.rename("give (7%) off to $customer of @bank").unwrap();
    assert!(renamed.contains("      give (5%) off to $customer of @bank\n"), "{renamed}");
    assert!(renamed.contains("    give (0%) off to $customer of @bank\n"), "{renamed}");
    let back = Marked::read(&renamed.replacen("give", "|give", 1));
    assert_eq!(back.rename("grant discount (5%) to $customer of @bank").unwrap(), marked.text);
}

#[test]
fn texts_that_are_other_phrases_are_refused() {
    let text = "machine: @order\n  on> :pay from @customer in #idle\n    charge |card with $amount\n    send letter\n";
    let marked = Marked::read(text);
    let refused = |new: &str| marked.rename(new).unwrap_err();
    let unfit = Refusal::Phrase("charge card with $amount".to_owned());
    for new in [
        "charge card",
        "charge card with $sum",
        "charge card with $amount and $amount",
        "order moves to #paid",
        "",
        "$amount is not low",
        " charge $amount",
        "charge $amount // now",
    ] {
        assert_eq!(refused(new), unfit, "{new}");
    }
    let letter = Marked::read(&text.replace('|', "").replace("send", "|send"));
    let taken = Symbol::Phrase { function: "pay_letter".to_owned() };
    let other = Marked::read(
        &letter.text.replace("charge card with $amount", "pay letter").replace("send letter", "|send letter"),
    );
    assert_eq!(other.rename("pay letter"), Err(Refusal::Taken(taken)));
    assert_eq!(letter.rename("the letter is not sent"), Err(Refusal::Phrase("send letter".to_owned())));
    assert!(letter.rename("send a letter").unwrap().contains("    send a letter\n"));
}
