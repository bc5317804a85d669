//! Findings that are kept from one text to the next: after each edit they are those of the text alone, in the same order.
//!
//! Each text here has a finding that appears or goes because of an edit somewhere else: it would be wrong if what was kept of its machine
//! were used without regard to that place.

use flow_model::{Anew, Memo};

use crate::again::resolve;

/// The messages of all findings of each text, which are checked one after the other.
fn messages_of(texts: &[&str]) -> Vec<Vec<String>> {
    let mut memo = Memo::default();
    let mut all = Vec::new();
    for text in texts {
        let (program, model, found) = resolve(&mut memo, text);
        let (_, _, expected) = resolve(&mut Anew, text);
        assert_eq!(found, expected, "{text}");
        all.push(found.into_iter().map(|found| found.message).collect());
        memo.give_back(program);
        memo.keep_model(model);
    }
    all
}

/// Edits a text, undoes that, and edits it again. The edit must make a finding with some words appear or go.
fn check_edit(text: &str, (from, to): (&str, &str), words: &str) {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let edited = text.replace(from, to);
    // Everything moves in the last text.
    let moved = format!("// a note\n{edited}");
    let messages = messages_of(&[text, &edited, text, &edited, &moved]);
    let count = |messages: &[String]| messages.iter().filter(|message| message.contains(words)).count();
    let counts: Vec<usize> = messages.iter().map(|messages| count(messages)).collect();
    assert_ne!(counts[0], counts[1], "'{words}' in {messages:#?}");
    assert_eq!(counts, [counts[0], counts[1], counts[0], counts[1], counts[1]]);
}

/// An order asks a shop, which asks a bank before it answers.
const CHAIN: &str = "\
system: chain

machine: @order
  #open
  #waiting
  #done
  on :buy from @customer in #open
    order moves to #waiting
    emit :sell to @shop
  on :wait from @customer in #waiting
    order moves to #done
  on :sold from @shop in #waiting
    order moves to #done

machine: @shop
  #closed
  on :sell from @order
    emit :pay to @bank
  on :paid from @bank
    emit :sold to @order
    emit :notice to @customer
  on :ring from @customer
    write it down

machine: @bank
  #idle
  on :pay from @shop
    emit :paid to @shop
  on :count from @clock
    count the money
";

/// An order asks a shop, which alone asks a bank, an actor outside.
const ALONE: &str = "\
system: alone

machine: @order
  #open
  #waiting
  #done
  on :buy from @customer in #open
    order moves to #waiting
    emit :sell to @shop
  on :leave from @customer in #waiting
    order moves to #done
    emit :cancel to @shop
  on :sold from @shop in #waiting
    order moves to #done

machine: @shop
  #closed
  #asking
  on :sell from @order in #closed
    emit :ask to @bank
    shop moves to #asking
  on :cancel from @order in #asking
    emit :stop to @bank
    shop moves to #closed
  on :granted from @bank in #asking
    shop moves to #closed
    emit :sold to @order

machine: @clerk
  on :day from @clock
    count the money
";

#[test]
fn what_causes_an_answer_is_searched_again_if_a_third_machine_changes() {
    // The answer is lost where the order asks in a state that it leaves.
    let lost = CHAIN
        .replace("    order moves to #waiting\n    emit :sell", "    order moves to #done\n    emit :sell");
    check_edit(&lost, ("    emit :paid to @shop\n", "    pay later\n"), "can reach '@order'");
}

#[test]
fn what_an_actor_can_cause_depends_on_who_talks_to_it() {
    // The bank answers only where the shop awaits that, unless others talk to the bank.
    check_edit(ALONE, ("    count the money\n", "    emit :hello to @bank\n"), "can reach '@order' in #done");
}

#[test]
fn events_that_do_not_arrive_send_nothing() {
    // Nothing handles the event that the shop sends once it is paid.
    let text = CHAIN.replace("emit :notice to @customer", "start timer :late for 2 hours");
    check_edit(&text, ("    emit :paid to @shop\n", "    pay later\n"), ":late");
}

#[test]
fn whether_an_event_arrives_depends_on_machines_further_away() {
    // The shop would still ask the bank, if the order asked the shop.
    let text = CHAIN
        .replace("    emit :paid to @shop\n", "    emit :paid to @shop\n    start timer :late for 2 hours\n");
    check_edit(&text, ("    emit :sell to @shop\n", "    sell it\n"), ":late");
}

#[test]
fn a_sender_that_cannot_be_read_may_send_more() {
    let text = CHAIN
        .replace("  on :count from @clock\n", "  on :stop from @shop\n    stop\n  on :count from @clock\n");
    check_edit(&text, ("    write it down\n", "    ? $n >\n"), "never sends ':stop'");
}

#[test]
fn messages_of_several_machines_have_distinct_names() {
    let text = CHAIN.replace("    write it down\n", "    emit :no_tice to @customer\n");
    check_edit(&text, ("    count the money\n", "    emit :no__tice to @customer\n"), "in Rust");
}

#[test]
fn a_fact_answers_the_question_of_another_machine() {
    let text = CHAIN.replace(
        "  on :ring from @customer\n    write it down\n",
        "  scenario: ring\n    given:\n      the old bell is loud\n    on :ring from @customer\n      write it down\n",
    );
    check_edit(
        &text,
        ("    count the money\n", "    ? bell is loud\n      count the money\n"),
        "this fact does not answer",
    );
    let text = text.replace("    count the money\n", "    ? bell is loud\n      count the money\n");
    check_edit(&text, ("the old bell is loud", "the old bell is low"), "this fact does not answer");
}

#[test]
fn an_expectation_names_what_another_machine_sends() {
    let expected = "    expect:\n      = @customer received :notice\n";
    let text = CHAIN.replace("    write it down\n", &format!("    write it down\n{expected}"));
    check_edit(&text, ("    emit :notice to @customer\n", "    note it\n"), "nothing sends ':notice'");
    // The first message to the customer gets another number.
    let text = text.replace("    emit :sell to @shop\n", "    emit :sell to @shop\n    note it\n");
    let first = text.replace("    note it\n", "    emit :first to @customer\n");
    messages_of(&[
        &text,
        &first,
        &text.replace("    emit :notice to @customer\n", "    note that\n"),
        &first,
        &text,
    ]);
}

#[test]
fn an_actor_is_named_by_all_machines() {
    let text = CHAIN.replace("    emit :notice to @customer\n", "    emit :notice to @costumer\n");
    check_edit(&text, ("    count the money\n", "    emit :sum to @costumer\n"), "is named only here");
}

#[test]
fn actors_can_have_other_numbers() {
    let text = CHAIN.replace("    emit :notice to @customer\n", "    emit :notice to @costumer\n");
    let text = text.replace("    emit :sell to @shop\n", "    emit :sell to @shop\n    note it\n");
    let more = text.replace("    note it\n", "    emit :first to @auditor\n");
    let named = more.replace("    count the money\n", "    emit :sum to @costumer\n");
    messages_of(&[&text, &more, &named, &more, &text, &named]);
    let more = ALONE
        .replace("    emit :cancel to @shop\n", "    emit :first to @auditor\n    emit :cancel to @shop\n");
    let shared = more.replace("    count the money\n", "    emit :hello to @bank\n");
    let messages = messages_of(&[ALONE, &more, &shared, ALONE, &shared, &more]);
    assert!(messages[2].iter().any(|message| message.contains("can reach '@order' in #done")));
    assert_eq!(messages[0], messages[1]);
}

#[test]
fn events_of_a_receiver_can_have_other_numbers() {
    // The events of the bank that others send are numbered after those that it handles.
    let cycle = CHAIN.replace("    emit :sold to @order\n", "    emit :pay to @bank\n");
    let before = cycle.replace("  #idle\n", "  #idle\n  on :open from @clock\n    open up\n");
    let messages = messages_of(&[&cycle, &before, &cycle, &before]);
    assert!(messages.iter().all(|messages| messages.iter().any(|message| message.contains("forever"))));
    let read = CHAIN.replace("    write it down\n", "    emit :pay to @bank with amount: 3\n");
    let read = read.replace("    emit :paid to @shop\n", "    emit :paid to @shop\n    write $amount down\n");
    let before = read.replace("  #idle\n", "  #idle\n  on :open from @clock\n    open up\n");
    messages_of(&[&read, &before, &read, &before]);
}

#[test]
fn events_of_several_machines_can_cause_each_other() {
    let cycle = CHAIN.replace("    emit :sold to @order\n", "    emit :pay to @bank\n");
    check_edit(&cycle, ("    emit :paid to @shop\n", "    pay later\n"), "forever");
    check_edit(&cycle, ("  on :paid from @bank\n", "  on :paid from @bank in #shut\n"), "");
}

#[test]
fn fields_that_somebody_leaves_out_are_read_elsewhere() {
    let text = CHAIN.replace("    write it down\n", "    emit :pay to @bank with amount: 3\n");
    let text = text.replace("    emit :paid to @shop\n", "    emit :paid to @shop\n    write $amount down\n");
    check_edit(
        &text,
        ("    emit :pay to @bank\n  on :paid", "    emit :pay to @bank with amount: 2\n  on :paid"),
        "which '@bank' reads",
    );
    check_edit(&text, ("    write $amount down\n", "    write it down\n"), "which '@bank' reads");
}

#[test]
fn emits_of_shared_machines_have_a_conversation() {
    let text = CHAIN.replace("machine: @bank\n", "machine: @bank\n  one for all\n");
    let text = text.replace("    count the money\n", "    emit :day to @bank\n");
    let text = text.replace(
        "  on :count from @clock\n",
        "  on :tell from @shop\n    emit :paid to @shop\n  on :count from @clock\n",
    );
    check_edit(&text, ("    write it down\n", "    emit :tell to @bank\n"), "");
    check_edit(&text, ("    emit :day to @bank\n", "    emit :sum to @shop\n"), "");
}

#[test]
fn an_emit_contains_the_key_of_its_receiver() {
    let text = CHAIN.replace("machine: @bank\n", "machine: @bank\n  one for each $account\n");
    check_edit(
        &text,
        ("    emit :pay to @bank\n", "    emit :pay to @bank with account: \"a\"\n"),
        "is one for each key",
    );
    check_edit(&text, ("  one for each $account\n", ""), "is one for each key");
}
