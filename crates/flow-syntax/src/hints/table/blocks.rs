//! `blocks`: headers, handlers and lines of machines; reserved constructs.
//!
//! Each row is a near form that people write, and the form of the language that it most likely means.

use super::table_of;
use crate::hints::needs::Pattern;
use crate::hints::{Hint, Notation, Place};

table_of! {
    /// Words with a colon.
    HEADERS at Header;

    "states-header" XState "states:" ["state|states"] ""
        ["the states of a machine are directly below 'machine:', one '#name' a line"];
    "initial-header" XState "initial:" ["initial|initial_state|start|initially"] ""
        ["the initial state is a line 'starts in #name' under 'machine:'"];
    "background-header" Gherkin "background:" ["feature|background|rule|context|data|variables"] ""
        ["what a story begins with is below 'given:' in its scenario"];
    "when-header" Gherkin "when:" ["when|events|event|transitions|transition"] ""
        ["what happens to a machine is a handler: 'on :event from @actor', with its steps below it"];
    "then-header" Gherkin "then:" ["then|and|but|outcome|result|assert"] ""
        ["what holds in the end is below 'expect:', each line after a '='"];
    "guard-header" XState "guard:" ["guard|guards|cond|condition"] ""
        ["a guard is a line '? order is in #paid', with its steps below it"];
    "actions-header" XState "actions:" ["actions|action|do|steps"] ""
        ["steps are directly below their 'on :event' line"];
    "entry-header" Scxml "entry:" ["entry|exit|on_entry|on_exit|always|invoke"] ""
        ["steps are below the handler that moves to the state: 'on :event from @actor'"];
    "else-header" Code "else:" ["else"] "" ["the branch for the rest begins with 'otherwise'"];
}

table_of! {
    /// Headers without their colon.
    HEADER_WORDS at HeaderWord;

    "system-word" Flow "system city library" ["system {rest+}"] ""
        ["a header ends its word with ':': write 'system: {rest}'"];
    "machine-word" Flow "machine order" ["machine {rest:word}"] ""
        ["a header ends its word with ':': write 'machine: @{rest}'"];
    "test-word" Flow "test order" ["test {rest+}"] ""
        ["a header ends its word with ':': write 'test: {rest}'"];
    "scenario-word" Gherkin "Scenario a ticket" ["scenario {rest+}"] ""
        ["a header ends its word with ':': write 'scenario: {rest}'"];
    "given-word" Gherkin "Given" ["given"] "" ["a header ends its word with ':': write 'given:'"];
    "expect-word" Flow "Expect" ["expect"] "" ["a header ends its word with ':': write 'expect:'"];
    "uses-word" Flow "uses" ["uses"] "" ["a header ends its word with ':': write 'uses:'"];
    "assume-word" Flow "assume" ["assume"] "" ["a header ends its word with ':'"];
}

table_of! {
    /// Lines directly in a machine.
    MACHINE at Machine;

    "initial-state" Scxml "initial #new" ["initial*|start*|begin*|first* .. {state}"] ""
        ["the state a machine begins in is said so: 'starts in #name'"];
    "final-state" Scxml "final #done" ["final*|end*|last*|stop* .. {state}"] ""
        ["the states a machine ends in are said so: 'ends in #name'"];
}

table_of! {
    /// Heads of handlers.
    HANDLERS at Handler;

    "public-handler" Flow "On> :paid from @bank" ["on > &event {rest+}"] ""
        ["a handler begins with 'on': write 'on> {rest}'"];
    "when-handler" Gherkin "when :paid from @bank"
        ["on|when|if|upon|once|after|whenever|event|handle|receive|given &event {rest+}",
         "when|if|upon|once|after|whenever|event|handle|receive|given > &event {rest+}"] ""
        ["a handler begins with 'on': write 'on {rest}'"];
}

table_of! {
    /// What an `on` line cannot have.
    HANDLER_OPTIONS at HandlerOptions;

    "handler-with-first" Flow "on :paid with $amount from @bank"
        ["on .. << with {fields:carried+} >> from|in {rest+}", "on .. << with {fields:carried+} >> ( {rest+}"]
        "what comes with the event is last on its handler's line" ["write '{without} {mark}'"];
    "handler-with-table" Flow "on :paid with:" ["on .. << with : >>"]
        "a table of what comes with the event is below its handler's line"
        ["'with:' and its table are the first lines below the handler"];
    "handler-with" Code "on :paid with amount: number" ["on .. << with !path {fields:carried+} >>"]
        "what comes with an event is written as variables" ["write '{before} with {variables}'"];
}

table_of! {
    /// Constructs of later editions.
    RESERVED at Reserved;

    "reply" Reserved "reply :done" ["<< reply >> .."] "'reply' is not supported yet"
        ["an answer is an event: 'emit :done to @customer'"];
    "emit-async" Reserved "emit async :done to @bank" ["<< emit async >> .."] "'emit async' is not supported yet"
        ["no emit waits for an answer: 'emit :done to @bank'"];
    "send-to-some" Reserved "emit :done to all @shop in #open" ["emit .. to all {actor} << in {state} >> .."]
        "sending to the instances in a state is not supported yet"
        ["all instances get it, and those in other states pass it by: 'emit :done to all @shop'"];
    "queued-handler" Reserved "on :paid (queued api)"
        ["on .. << ( queued {args:inside..} ) >> ..", "on .. << ( queued .. >>"]
        "'(queued api)' is not supported yet" ["events are handled in the order in which they come: 'on :event (api)'"];
    "handler-priority" Reserved "on :paid (priority 5)"
        ["on .. << ( priority {args:inside..} ) >> ..", "on .. << ( priority .. >>"]
        "'(priority …)' is not supported yet" ["events are handled in the order in which they come"];
    "becomes-emit" Reserved "$x becomes emit :rate to @bank" ["{path} .. << becomes emit >> .."]
        "'becomes emit' is not supported yet"
        ["an answer is a handler of its own: 'on :rate from @bank', with '$x becomes $rate' below it"];
    "hat-name" Reserved "send ^name" [".. << ^* >> .."] "'^name' is not supported yet"
        ["the names of the language begin with '@', ':', '#' or '$'"];
}
