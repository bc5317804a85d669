//! `steps`: lines of bodies: transitions, updates, emits and timers.

use super::table_of;
use crate::hints::{Hint, Notation, Place};

table_of! {
    /// Lines that name a state and are no transition.
    TRANSITIONS at Transition;

    "state-arrow" Diagrams "state --> #paid" ["state|status|next << -->|->|=>|→|:=|==|= >> {state}"]
        "'{mark}' is no verb of transitions" ["write '{machine} moves to {state}'"];
    "arrow" Diagrams "order -> #paid" ["{subject..} << -->|->|=>|→|:=|==|= >> {state}"]
        "'{mark}' is no verb of transitions" ["write '{subject} moves to {state}'"];
    "goes-to" English "order goes to #paid"
        ["{subject..} << go|goes|switches|turns to >> {state}", "{subject..} << goes|moves|turns into >> {state}",
         "{subject..} << is now >> {state}", "{subject..} << turns|gets >> {state}"]
        "'{mark}' is no verb of transitions" ["write '{subject} moves to {state}'"];
}

table_of! {
    /// Lines that begin with a variable.
    UPDATES at Update;

    "assign" Code "$total = 3" ["{var} << =|:= >> {value..}"]
        "'{mark}' sets no variable" ["write '{var} becomes {value}'"];
    "add-assign" Code "$total += 3" ["{var} << +=|++ >> {value..}"]
        "'{mark}' sets no variable" ["write '{var} increases by {value}'"];
    "subtract-assign" Code "$total -= 3" ["{var} << -=|-- >> {value..}"]
        "'{mark}' sets no variable" ["write '{var} decreases by {value}'"];
    "multiply-assign" Code "$total *= 3" ["{var} << *= >> {value..}"]
        "'{mark}' sets no variable" ["write '{var} becomes {var} * {value}'"];
    "divide-assign" Code "$total /= 3" ["{var} << /= >> {value..}"]
        "'{mark}' sets no variable" ["write '{var} becomes {var} / {value}'"];
}

table_of! {
    /// Actions that are steps elsewhere.
    ACTIONS at Action;

    "send-event" XState "send :thanks to @customer" ["~ {event} {actor}"]
        "'{line}' sends nothing: the line is a phrase of your own" ["the step that sends it is 'emit {event} to {actor}'"];
    "raise-event" Scxml "raise :done"
        ["emit|emits|send|sends|raise|raises|fire|fires|trigger|triggers|dispatch|publish|notify|throw .. {event} .."]
        "'{line}' sends nothing: the line is a phrase of your own" ["the step that sends it is 'emit {event} to @self'"];
    "emit-words" English "emit page to @agent" ["emit* {words:name_word+} .. {actor} .."]
        except ["~ {event}"]
        "'{line}' sends nothing: the line is a phrase of your own" ["the step that sends it is 'emit :{name} to {actor}'"];
    "goto-state" XState "goto #closed"
        ["goto|go|goes|transition|enter|move|become|switch|change|set|target|next|state|jump|end|finish {to:word..} {state}"]
        "'{line}' moves nothing: the line is a phrase of your own" ["the step that moves is '{machine} moves to {state}'"];
    "increment" Code "increment $count" ["increment|increase {path}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{path} increases by 1'"];
    "decrement" Code "decrement $count" ["decrement|decrease {path}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{path} decreases by 1'"];
    "clear-variable" English "clear $items" ["clear|empty {set}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{set} clears'"];
    "unset-variable" Code "unset $count" ["unset {path}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{path} becomes empty'"];
    "set-variable" Code "set $count to 3" ["set|assign|let|change|update|store|put {path} to|be|as|is {value+}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{path} becomes {value}'"];
    "increase-by" English "increase $count by 2" ["increase|increment {path} by {value+}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{path} increases by {value}'"];
    "decrease-by" English "reduce $count by 2" ["decrease|decrement|reduce {path} by {value+}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{path} decreases by {value}'"];
    "add-to-list" English "add $item to $items" ["add|append|push {item:operand} to|onto {path}"]
        "'{line}' changes nothing: the line is a phrase of your own" ["the step that changes it is '{path} adds {item}'"];
    "remove-from-list" English "remove $item from $items" ["remove {item:operand} from {path}"]
        "'{line}' changes nothing: the line is a phrase of your own" ["the step that changes it is '{path} removes {item}'"];
    "start-a-timer" English "start a timer of 3 days"
        ["start|set|begin|restart|reset|run .. timer .. {amount:operand} {unit}"]
        "'{line}' starts and ends no timer: the line is a phrase of your own"
        ["the step that starts a timer is 'start timer for {amount} {unit}'"];
    "wait" Code "wait for 3 days" ["wait|sleep|pause|after|delay|in .. {amount:operand} {unit}"]
        "'{line}' starts and ends no timer: the line is a phrase of your own"
        ["the step that starts a timer is 'start timer for {amount} {unit}'"];
    "stop-the-timer" English "stop the timer"
        ["stop|cancel|clear|end timer", "stop|cancel|clear|end {any} timer", "stop|cancel|clear|end timer {any}"]
        "'{line}' starts and ends no timer: the line is a phrase of your own" ["the step that ends it is 'cancel timer'"];
    "is-in-action" English "order is in #paid" ["{subject+} is in {state} ..", "{subject+} is {state} .."]
        "'{line}' neither moves nor asks: it is an action"
        ["the step that moves is '{subject} moves to {state}'", "a guard is '? {subject} is in {state}', with its steps below it"];
    "moves-and-more" English "order moves to #paid today"
        ["{subject+} moves|transitions|changes to {state} << {tail+} >>", "{subject+} enters|becomes {state} << {tail+} >>"]
        "what stands behind the state makes the whole line an action" ["the step that moves is '{head} {state}'"];
}
