//! Models that are made again after a change: they are those of the text alone, with as many machines as possible from the model before.

use flow_model::model::Model;
use flow_model::{Anew, Memo, MemoryLoader, Stages};
use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Lints};

const SYSTEM: &str = r#"system: shop

machine: @order
  starts in #open
  #busy is #paid, #packed
  on entering #busy
    start timer for 3 days
  scenario: pay
    given:
      order is in #open
      $limit is 20
    on> :pay from @customer with $amount: number, $card
      given:
        @customer.id is "ann"
      $paid becomes $amount
      $payer becomes @customer.id
      $state: one of "low", "high" becomes "low"
      ? $amount has items
        emit :charge to @payment with amount: $amount, card: $card, lines: [{price: 1, name: "a"}, {name: "b", price: 2}]
      otherwise
        reject "nothing"
    on :charged from @payment
      $total becomes sum of $lines.price
      emit :receipt to @customer with total: $paid
      order moves to #paid
    expect:
      = order is in #paid
      = payment is in #done
      = @customer received :receipt with total: 3
  on :timer_expired
    order moves to #late

machine: @payment
  scenario: charge
    on :charge from @order
      ask the bank about $card
      ? that failed
        emit :refused to @order with reason: $failure
        payment moves to #refused
      otherwise
        emit :charged to @order with lines: $lines
        payment moves to #done
    expect:
      = ask the bank about $card was called

machine: @report
  on :day from @clock
    $days increases by 1
    $rate becomes 5%
    $rate increases by 10%
    write $days pages
"#;

/// The model of a text and its findings.
pub(crate) fn resolve(stages: &mut dyn Stages, text: &str) -> (flow_model::Program, Model, Vec<Diagnostic>) {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("main.flow", text)]);
    let program = stages.load(&["main.flow".to_owned()], &mut loader, &mut diags);
    let model = stages.resolve(&program, &mut diags);
    stages.check(&model, &mut diags);
    (program, model, diags.iter().cloned().collect())
}

/// Resolves texts one after the other; how many machines of each are taken from the model before.
fn taken_of(texts: &[String]) -> Vec<usize> {
    let mut memo = Memo::default();
    let mut taken = Vec::new();
    for text in texts {
        let (program, model, findings) = resolve(&mut memo, text);
        let (_, expected, expected_findings) = resolve(&mut Anew, text);
        assert!(model == expected, "the model of\n{text}\n{model:#?}\n{expected:#?}");
        assert_eq!(findings, expected_findings, "{text}");
        taken.push(memo.count_taken());
        memo.give_back(program);
        memo.keep_model(model);
    }
    taken
}

/// How many machines are taken after one text is replaced by another.
fn taken_after(from: &str, to: &str) -> usize {
    assert!(SYSTEM.contains(from), "{from}");
    taken_of(&[SYSTEM.to_owned(), SYSTEM.replacen(from, to, 1)])[1]
}

#[test]
fn a_text_that_is_the_same_or_moved_has_the_same_machines() {
    let moved = format!("// a note\n\n{SYSTEM}");
    assert_eq!(taken_of(&[SYSTEM.to_owned(), SYSTEM.to_owned(), moved, SYSTEM.to_owned()]), [0, 3, 3, 3]);
}

#[test]
fn parts_of_a_machine_can_move_apart() {
    assert_eq!(taken_after("  scenario: pay\n", "  // a note\n  scenario: pay\n"), 3);
}

#[test]
fn a_step_is_a_matter_of_its_machine() {
    assert_eq!(taken_after("write $days pages", "write $days more pages"), 2);
    assert_eq!(taken_after("write $days pages", "emitwrite $days : pages"), 2);
    assert_eq!(taken_after("ask the bank about $card", "ask the bank about $card now"), 2);
}

#[test]
fn the_header_of_a_machine_is_a_part_of_it() {
    assert_eq!(taken_after("  starts in #open\n", "  starts in #open\n  ends in #done\n"), 2);
    // It is also read for machines that name it.
    assert_eq!(taken_after("#paid, #packed", "#paid, #packed, #sent"), 1);
}

#[test]
fn what_a_machine_receives_decides_what_its_names_mean() {
    // The field decides which type `$lines` has.
    assert_eq!(taken_after(" with lines: $lines\n", "\n"), 1);
    assert_eq!(taken_after("card: $card, ", ""), 1);
}

#[test]
fn names_of_machines_are_a_matter_of_all_machines() {
    assert_eq!(taken_after("on :day from @clock", "on :day from @watch"), 2);
    assert_eq!(taken_after("machine: @report", "machine: @reports"), 0);
}

#[test]
fn types_that_change_elsewhere_are_seen() {
    let number = SYSTEM.replacen("total: $paid", "total: \"much\"", 1);
    let other = number.replacen("$days increases by 1", "$days increases by 1.5", 1);
    taken_of(&[SYSTEM.to_owned(), number.clone(), other, number, SYSTEM.to_owned()]);
}

#[test]
fn findings_of_a_machine_that_is_taken_are_at_their_places() {
    // `increases by 10%` is reported where names are resolved.
    let texts = [SYSTEM.to_owned(), format!("// a note\n{SYSTEM}")];
    let (_, _, findings) = resolve(&mut Anew, SYSTEM);
    assert!(findings.iter().any(|found| found.name == flow_syntax::diagnostic::Name::BarePercent));
    assert_eq!(taken_of(&texts), [0, 3]);
}

#[test]
fn without_the_model_before_all_machines_are_made_anew() {
    let mut memo = Memo::default();
    let (program, ..) = resolve(&mut memo, SYSTEM);
    memo.give_back(program);
    let (_, model, _) = resolve(&mut memo, SYSTEM);
    assert!(model == resolve(&mut Anew, SYSTEM).1);
    assert_eq!(memo.count_taken(), 0);
}

/// Machines that send the same messages. The first one decides their numbers.
const SENDERS: &str = r#"system: posts

machine: @first
  on :go from @user
    emit :hello to @mail with name: "a"
    emit :letter to @mail with size: 1, text: "x"
    first moves to #done

machine: @second
  on entering #sent
    emit :parcel to @mail with weight: 4
  on :go from @user
    emit :letter to @mail with size: 2, text: "y", lines: [{a: 1}]
    second moves to #waiting
  on :received from @mail
    emit :note to @mail with text: "n"
    second moves to #sent

machine: @third
  starts in #idle
  scenario: send
    on> :go from @user with $kind: string
      ? $kind is "a"
        emit :letter to @mail with:
          | text | string | "z" |
          | size | number | 2   |
        third moves to #waiting
      otherwise
        emit :parcel to @mail with weight: 1.5
        third moves to #sending
    on :received from @mail
      third moves to #done
    expect:
      = @mail received :letter with text: "z"
"#;

/// How many machines are taken when lines of [`SENDERS`] are replaced, put back, and replaced again.
fn taken_of_senders(from: &str, to: &str) -> [usize; 3] {
    assert!(SENDERS.contains(from), "{from}");
    let changed = SENDERS.replacen(from, to, 1);
    let texts = [SENDERS.to_owned(), changed.clone(), SENDERS.to_owned(), changed.clone(), changed];
    let taken = taken_of(&texts);
    assert_eq!((taken[0], taken[4]), (0, 3));
    [taken[1], taken[2], taken[3]]
}

#[test]
fn messages_are_numbered_again() {
    let hello = "    emit :hello to @mail with name: \"a\"\n";
    let letter = "    emit :letter to @mail with size: 1, text: \"x\"\n";
    // Other numbers are the only difference for the machines below.
    assert_eq!(taken_of_senders(hello, ""), [2, 2, 2]);
    assert_eq!(taken_of_senders(hello, &format!("    emit :other to @mail\n{hello}")), [2, 2, 2]);
    assert_eq!(taken_of_senders(&format!("{hello}{letter}"), &format!("{letter}{hello}")), [2, 2, 2]);
    // The first emit of a message that all three send: then the second machine declares the object in it.
    assert_eq!(taken_of_senders(letter, ""), [1, 1, 1]);
    assert_eq!(taken_of_senders(hello, &format!("    emit :note to @mail\n{hello}")), [2, 2, 2]);
    assert_eq!(taken_of_senders("    emit :note to @mail with text: \"n\"\n", ""), [2, 2, 2]);
}

#[test]
fn fields_of_messages_are_numbered_again() {
    assert_eq!(taken_of_senders("size: 1, text: \"x\"", "text: \"x\", size: 1"), [2, 2, 2]);
    assert_eq!(taken_of_senders("with size: 1, text", "with lines: [{a: 2}], text"), [2, 2, 2]);
    assert_eq!(taken_of_senders("with size: 1, text: \"x\"\n", "\n"), [2, 2, 2]);
    // Here the other message has these fields in turn.
    assert_eq!(taken_of_senders(":hello to @mail with name: \"a\"", ":parcel to @mail with x: 1"), [2, 2, 2]);
}

#[test]
fn a_guess_between_messages_that_are_numbered_again_is_the_same() {
    let (_, _, findings) = resolve(&mut Anew, SENDERS);
    let is_guess = |found: &&Diagnostic| found.name == flow_syntax::diagnostic::Name::GuessedSource;
    let guess = findings.iter().find(is_guess).unwrap();
    assert!(format!("{guess:?}").contains(":parcel"), "{guess:?}");
}

#[test]
fn actors_are_numbered_again() {
    assert_eq!(taken_of_senders("emit :hello to @mail", "emit :hello to @post"), [2, 2, 2]);
    assert_eq!(
        taken_of_senders("on :go from @user\n    emit :hello", "on :go from @mail\n    emit :hello"),
        [2, 2, 2]
    );
    // The first mention of an actor, whom others name in steps, facts and expectations.
    assert_eq!(taken_of_witnesses("    emit :knock to @door\n"), [2, 2, 2]);
    assert_eq!(taken_of_witnesses("on :begin from @user"), [2, 2, 2]);
}

#[test]
fn messages_are_numbered_again_while_types_and_places_change() {
    let removed = SENDERS.replacen("    emit :hello to @mail with name: \"a\"\n", "", 1);
    let typed = removed.replacen("size: 1", "size: 1.5", 1);
    let moved =
        format!("// a note\n{typed}").replacen("machine: @third\n", "machine: @third\n  // a note\n", 1);
    let broken = moved.replacen("    second moves to #sent\n", "    second moves\n", 1);
    let texts = [SENDERS.to_owned(), removed.clone(), typed, moved, broken, removed, SENDERS.to_owned()];
    taken_of(&texts);
}

/// Machines that send each other events, and share types with names.
const PARTNERS: &str = r#"system: partners

machine: @desk
  on :opened from @user
    emit :order to @kitchen with dish: {name: "soup", price: 2}, table: 4
    desk moves to #waiting
  on :ready from @kitchen with $dish: object, $minutes: number
    $mood: one of "calm", "hasty" becomes "calm"
    desk moves to #done
  on :late from @kitchen
    desk moves to #angry

machine: @kitchen
  on :fire from @user
    emit :alarm to @guard with room: {floor: 1}
  on :order from @desk
    $level: one of "low", "high" becomes "low"
    $last becomes $dish
    emit :buy to @shop with goods: {kind: $table}
    kitchen moves to #cooking
  on :bought from @shop
    ? $level is "low"
      emit :ready to @desk with dish: $last, minutes: 3
    otherwise
      emit :late to @desk
    kitchen moves to #idle

machine: @shop
  on :closed from @user
    emit :alarm to @guard
    shop moves to #shut
  on :buy from @kitchen
    $stock becomes $goods
    emit :bought to @kitchen with goods: $stock, kind: $goods.kind
    shop moves to #open

machine: @guard
  on :alarm
    $place becomes $room
    guard moves to #awake
  on :night from @clock
    $shift: one of "day", "night" becomes "night"
    guard moves to #asleep
"#;

/// How many machines are taken when lines of [`PARTNERS`] are replaced, put back, and replaced again.
fn taken_of_partners(from: &str, to: &str) -> [usize; 3] {
    assert!(PARTNERS.contains(from), "{from}");
    let changed = PARTNERS.replacen(from, to, 1);
    let texts = [PARTNERS.to_owned(), changed.clone(), PARTNERS.to_owned(), changed.clone(), changed];
    let taken = taken_of(&texts);
    assert_eq!((taken[0], taken[4]), (0, 4));
    [taken[1], taken[2], taken[3]]
}

#[test]
fn events_are_numbered_again() {
    // The first event of the kitchen, which the desk and the shop send others. Without it, the guard is sent no room.
    let fire = "  on :fire from @user\n    emit :alarm to @guard with room: {floor: 1}\n";
    assert_eq!(taken_of_partners(fire, ""), [2, 2, 2]);
    assert_eq!(taken_of_partners("on :fire from", "emiton :fire from"), [2, 2, 2]);
    assert_eq!(taken_of_partners("on :fire from", "on :smoke from"), [3, 3, 3]);
    // An event that is sent, and that no handler takes then: the types of its fields change.
    assert_eq!(taken_of_partners("on :order from @desk", "on :meal from @desk"), [1, 1, 1]);
    assert_eq!(taken_of_partners("on :closed from @user", "on :bought from @user"), [3, 3, 3]);
}

#[test]
fn fields_of_events_are_numbered_again() {
    assert_eq!(
        taken_of_partners("$dish: object, $minutes: number", "$minutes: number, $dish: object"),
        [3, 3, 3]
    );
    assert_eq!(taken_of_partners("with goods: $stock, kind", "with cost: 1, goods: $stock, kind"), [3, 3, 3]);
    // A field that is sent and not declared is reported: that machine is lowered each time.
    let undeclared = PARTNERS.replacen("$dish: object, $minutes: number", "$minutes: number", 1);
    taken_of(&[PARTNERS.to_owned(), undeclared.clone(), PARTNERS.to_owned(), undeclared.clone(), undeclared]);
}

#[test]
fn a_machine_asks_only_for_some_of_what_it_receives() {
    // Whether the event is sent to the guard decides what its names mean, and who else sends it does not.
    assert_eq!(taken_of_partners("    emit :alarm to @guard\n", ""), [3, 3, 3]);
    assert_eq!(taken_of_partners("    emit :late to @desk\n", "    $late becomes true\n"), [3, 3, 3]);
    assert_eq!(taken_of_partners(" with room: {floor: 1}", ""), [2, 2, 2]);
}

#[test]
fn types_with_names_are_numbered_again() {
    // The first choice, and the first object: those of others come after it.
    assert_eq!(taken_of_partners("    $mood: one of \"calm\", \"hasty\" becomes \"calm\"\n", ""), [3, 3, 3]);
    assert_eq!(
        taken_of_partners("desk moves to #waiting", "$new becomes {a: 1}\n    desk moves to #waiting"),
        [3, 3, 3]
    );
    assert_eq!(taken_of_partners("{floor: 1}", "1"), [2, 2, 2]);
    // Another field of an object that two machines share.
    assert_eq!(taken_of_partners("{name: \"soup\", price: 2}", "{name: \"soup\", cost: 2}"), [2, 2, 2]);
    assert_eq!(taken_of_partners("one of \"low\", \"high\"", "one of \"high\", \"low\""), [3, 3, 3]);
}

#[test]
fn numbers_of_events_types_and_messages_change_together() {
    let fire = "  on :fire from @user\n    emit :alarm to @guard with room: {floor: 1}\n";
    let quiet = PARTNERS.replacen(fire, "", 1);
    let calm = quiet.replacen("    $mood: one of \"calm\", \"hasty\" becomes \"calm\"\n", "", 1);
    let moved = format!("// a note\n{calm}").replacen("machine: @shop\n", "machine: @shop\n  // a note\n", 1);
    let told = moved.replacen("    desk moves to #done\n", "    emit :paid to @bank with sum: 1\n", 1);
    let broken = told.replacen("on :order from @desk", "emiton :order from @desk", 1);
    taken_of(&[PARTNERS.to_owned(), quiet.clone(), calm, moved, told, broken, quiet, PARTNERS.to_owned()]);
}

/// Machines that name actors outside in all ways.
const WITNESSES: &str = r#"system: witnesses

machine: @first
  on :begin from @user
    emit :knock to @door
    emit :ask to @bank with rate: 1
    first moves to #done

machine: @second
  starts in #open
  scenario: ask
    given:
      second is in #open
      @bank answers:
        | told | rate: 2 |
    on :look from @user
      emit :ask to @bank with rate: 3
      second moves to #asking
    on :told from @bank with $rate: number
      $rate_seen becomes $rate
      $who becomes @bank.id
      emit :noted to @door with rate: $rate_seen
      second moves to #open
    expect:
      = @bank received :ask with rate: 3
      = @door received 1 event
      = :noted was emitted to @door

machine: @third
  on :told from @bank
    $price comes from current price of $thing
    $kind: one of "new", "old" becomes "old"
    third moves to #told
  on :check from @user
    ? kind is old
      third moves to #checked
"#;

/// How many machines are taken when a part of [`WITNESSES`] is removed, put back, and removed again.
fn taken_of_witnesses(part: &str) -> [usize; 3] {
    assert!(WITNESSES.contains(part), "{part}");
    let changed = WITNESSES.replacen(part, "", 1);
    let taken = taken_of(&[WITNESSES.to_owned(), changed.clone(), WITNESSES.to_owned(), changed]);
    [taken[1], taken[2], taken[3]]
}

#[test]
fn phrases_and_choices_of_others_are_asked_for() {
    assert_eq!(taken_of_witnesses("    $price comes from current price of $thing\n"), [2, 2, 2]);
    assert_eq!(taken_of_witnesses("    $kind: one of \"new\", \"old\" becomes \"old\"\n"), [2, 2, 2]);
    let fact =
        "      second is in #open\n      current price of $thing is 3\n      old price of $thing is not 4\n";
    let priced = WITNESSES.replacen("      second is in #open\n", fact, 1);
    let unpriced = priced.replacen("    $price comes from current price of $thing\n", "", 1);
    let old = priced.replacen("comes from current price", "comes from old price", 1);
    // Whether the fact is an answer depends on the third machine.
    let taken = taken_of(&[priced.clone(), unpriced.clone(), priced.clone(), old, unpriced]);
    assert_eq!(taken, [0, 1, 1, 1, 2]);
}
