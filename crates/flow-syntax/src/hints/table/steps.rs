//! `steps`: lines of bodies: transitions, updates, emits and timers.
//!
//! Rows about states and events are for lines that are errors, the others for lines that stay phrases; their messages state that. A row
//! with `write '…'` has an edit, so its replacement must be a line without this finding.

use super::table_of;
use crate::hints::needs::Pattern;
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

    "bullet" English "- pay the bill" ["<< -|*|+|• >> {rest+}"] "a step begins with no '{mark}'" ["write '{rest}'"];
    "dash-comment" Code "-- a note" ["<< -- >> {rest+}"] "a comment does not begin with '{mark}'" ["write '// {rest}'"];
    "then-transition" Gherkin "Then order moves to #paid"
        ["<< Then|And|But|then|and|but|else >> {subject+} moves|transitions|changes to {state}"]
        "a step begins with no '{mark}'" ["write '{subject} moves to {state}'"];
    "wait-for-event" English "wait for :done"
        ["wait|waits|await|awaits|until .. {event} .."]
        "a step waits for nothing" ["what comes is a handler of its own, as 'on {event} from @bank'"];
    "send-event" XState "send :thanks to @customer" ["~ {event} {actor}"]
        "'{line}' sends nothing" ["the step that sends it is 'emit {event} to {actor}'"];
    "raise-event" Scxml "raise :done"
        ["emit|emits|send|sends|raise|raises|fire|fires|trigger|triggers|dispatch|publish|notify|throw .. {event} .."]
        "'{line}' sends nothing" ["the step that sends it is 'emit {event} to @self'"];
    "emit-words" English "emit page to @agent" ["emit* {words:name_word+} .. {actor} .."]
        except ["~ {event}"]
        "'{line}' sends nothing: the line is a phrase of your own" ["the step that sends it is 'emit :{name} to {actor}'"];
    "goto-state" XState "goto #closed"
        ["goto|go|goes|transition|enter|move|become|switch|change|set|target|next|state|jump|end|finish {to:word..} {state}"]
        "'{line}' moves nothing" ["write '{machine} moves to {state}'"];
    "unless-transition" English "unless the door is open the order moves to #paid"
        ["<< unless >> {rest+} then|, .. moves|transitions|changes to {state}",
         "<< unless >> {rest+} {the:article} {noun:word} moves|transitions|changes to {state}",
         "<< unless >> {rest+} {the:article} {noun:word} {more:word} moves|transitions|changes to {state}",
         "<< unless >> {rest+} {noun:word} moves|transitions|changes to {state}"]
        "'{mark}' does not begin a step"
        ["what depends on a condition is below its guard: '? {negated}', and one level deeper '{machine} moves to {state}'"];
    "if-transition" English "if the door is open the order moves to #paid"
        ["<< if|when|while|once >> {condition+} then|, .. moves|transitions|changes to {state}",
         "<< if|when|while|once >> {condition+} {the:article} {noun:word} moves|transitions|changes to {state}",
         "<< if|when|while|once >> {condition+} {the:article} {noun:word} {more:word} moves|transitions|changes to {state}",
         "<< if|when|while|once >> {condition+} {noun:word} moves|transitions|changes to {state}",
         "<< if|when|while|once >> {condition+} {noun:word} enters|becomes {state}"]
        "'{mark}' does not begin a step"
        ["what depends on a condition is below its guard: '? {condition}', and one level deeper '{machine} moves to {state}'"];
    "then-if" English "order moves to #paid if the card is valid"
        [".. moves|transitions|changes to {state} << if|when|unless|while|once >> {condition+}"]
        "'{mark}' cannot follow the state of a transition"
        ["what depends on a condition is below its guard: '? {condition}', and one level deeper '{machine} moves to {state}'"];
    "later-transition" English "after 3 seconds the order moves to #paid"
        ["<< after|in|every|at|for >> {amount:operand} {unit} .. to {state}"]
        "'{mark}' does not begin a step"
        ["time is a timer, 'start timer for {amount} {unit}', and 'on :timer_expired from @system' with its steps"];
    "never-transition" English "the order never moves to #paid"
        ["<< not|never >> .. {state}", "{subject:plain+} << never|not >> .. {state}", "{subject:plain+} << does|can|cannot|may|must|should not|never >> .. {state}"]
        "a step happens: it has no '{mark}'" ["that a state is never entered is an assertion, '= {machine} has never been in {state}'"];
    "is-in-action" English "order is in #paid" ["{subject+} is in {state} ..", "{subject+} is {state} .."]
        "'{line}' neither moves nor asks"
        ["the step that moves is '{subject} moves to {state}'", "a guard is '? {subject} is in {state}', with its steps below it"];
    "moves-and-more" English "order moves to #paid today"
        ["{subject+} moves|transitions|changes to {state} << {tail+} >>", "{subject+} enters|becomes {state} << {tail+} >>"]
        "nothing can follow the state of a transition" ["the step that moves is '{head} {state}'"];
    "long-subject" English "the order of a customer who has paid in time moves to #paid"
        [".. moves|transitions|changes to {state}", ".. enters|becomes {state}"]
        "the subject of a transition has one to four words" ["write '{machine} moves to {state}'"];
    "from-to" Diagrams "order moves from #new to #paid"
        ["{subject:plain} .. from {old:state} to {state} ..", "transition from {old:state} to {state} .."]
        "a transition names no state that it begins in" ["write '{machine} moves to {state}'"];
    "some-verb-to" English "order returns to #new"
        [".. back|returns|jumps|falls|proceeds|advances|comes to {state}", ".. {verb:word} back to {state}"]
        "'{line}' moves nothing" ["write '{machine} moves to {state}'"];
    "move-to-variable" English "order moves to $next"
        ["{subject..} moves|transitions|changes to {next:operand}", "{subject..} enters {path}"]
        "'{line}' moves nothing: the line is a phrase of your own" ["a transition ends in the name of a state, as 'order moves to #paid'"];
    "increment" Code "increment $count" ["increment|increase {path}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '{path} increases by 1'"];
    "decrement" Code "decrement $count" ["decrement|decrease {path}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '{path} decreases by 1'"];
    "clear-variable" English "clear $items" ["clear|empty {set}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["the step that sets it is '{set} clears'"];
    "unset-variable" Code "unset $count" ["unset {path}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '{path} becomes empty'"];
    "set-variable" Code "set $count to 3" ["set|assign|let|change|update|store|put {path} to|be|as|is {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '{path} becomes {value}'"];
    "increase-by" English "increase $count by 2" ["increase|increment|raise {path} by {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '{path} increases by {value}'"];
    "decrease-by" English "reduce $count by 2" ["decrease|decrement|reduce|lower {path} by {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '{path} decreases by {value}'"];
    "add-to-list" English "add $item to $items" ["add|append|push {item:operand} to|onto {path}"]
        "'{line}' changes nothing: the line is a phrase of your own" ["the step that changes it is '{path} adds {item}'"];
    "remove-from-list" English "remove $item from $items" ["remove {item:operand} from {path}"]
        "'{line}' changes nothing: the line is a phrase of your own" ["the step that changes it is '{path} removes {item}'"];
    "start-a-timer" English "start a timer of 3 days"
        ["start|set|begin|restart|reset|run .. timer .. {amount:operand} {unit}"]
        "'{line}' starts and ends no timer: the line is a phrase of your own"
        ["write 'start timer for {amount} {unit}'"];
    "wait" Code "wait for 3 days" ["wait|sleep|pause|after|delay|in .. {amount:operand} {unit}"]
        "'{line}' starts and ends no timer: the line is a phrase of your own"
        ["write 'start timer for {amount} {unit}'"];
    "stop-the-timer" English "stop the timer"
        ["stop|cancel|clear|end|kill timer|timers", "stop|cancel|clear|end|kill {any} timer|timers",
         "stop|cancel|clear|end|kill timer {any}"]
        "'{line}' starts and ends no timer: the line is a phrase of your own" ["the step that ends it is 'cancel timer'"];
    "stop-the-clock" English "stop the clock" ["start|restart|reset|stop|cancel|clear the clock"]
        "'{line}' starts and ends no timer: the line is a phrase of your own"
        ["the steps of timers are 'start timer for 30 seconds' and 'cancel timer'"];
    "about-a-timer" English "restart timer" ["~ timer|timers"]
        "'{line}' starts and ends no timer: the line is a phrase of your own"
        ["the steps of timers are 'start timer for 30 seconds' and 'cancel timer'"];
    "about-time" English "play music for 3 minutes" [".. {amount:operand} {unit} .."]
        "'{line}' takes no time: the line is a phrase of your own"
        ["time passes between events: a timer is 'start timer for {amount} {unit}'"];
    "becomes-word" English "count becomes 5" ["the|a|an|our|its {words:plain+} << becomes >> {value:operand}", "{words:plain+} << becomes >> {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '${name} becomes {value}'"];
    "increases-word" English "count increases by 5" ["{words:plain+} << increases by >> {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '${name} increases by {value}'"];
    "decreases-word" English "count decreases by 5" ["{words:plain+} << decreases by >> {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '${name} decreases by {value}'"];
    "set-word" English "set the count to 5" ["set the|a|an {words:plain+} to {value:operand}", "set {words:plain+} to {value:operand}",
         "let {words:plain+} be {value:operand}"]
        "'{line}' sets nothing: the line is a phrase of your own" ["write '${name} becomes {value}'"];
    "becomes-words" English "the customer becomes a member"
        ["{subject:plain+} << becomes >> ..", "{subject:plain+} << increases|decreases by >> .."]
        "'{line}' sets nothing: the line is a phrase of your own"
        ["an update begins with its variable, as '$count becomes 1'; a transition ends in a state, as 'order moves to #paid'"];
    "given-step" Gherkin "Given the cart is empty" ["<< Given >> {rest+}"]
        "'{mark}' begins no step: the line is a phrase of your own" ["what a story begins with is a fact below 'given:'"];
    "when-step" Gherkin "When the customer pays" ["<< When >> {rest+}"]
        "'{mark}' begins no step: the line is a phrase of your own" ["what happens is a handler, 'on :event from @actor'"];
    "then-step" Gherkin "Then the customer is happy" ["<< Then|And|But >> {rest+}"]
        "'{mark}' begins no step: the line is a phrase of your own" ["what holds in the end is an assertion below 'expect:'"];
    "if-step" Code "if cart is valid" ["<< if|unless|elif|while >> {rest+}", "<< else >> .."]
        "'{mark}' begins no step: the line is a phrase of your own" ["a guard begins with '?', and its steps are below it"];
    "loop-step" Code "repeat 3 times" ["<< repeat|loop|foreach >> {rest+}", "<< for >> {item:word} in|of {list:operand}"]
        "'{mark}' begins no step: the line is a phrase of your own" ["a phrase happens once each time its handler runs"];
    "switch-step" Code "switch $count" ["<< switch|match >> {path}"]
        "'{mark}' begins no step: the line is a phrase of your own" ["each case is a guard, as '? $count is 1'"];
    "return-step" Code "return $count" ["<< return >> {value:operand}", "return|break|continue|exit"]
        "'{word}' ends nothing: the line is a phrase of your own" ["a handler ends with its last step"];
    "semicolon" Code "notify customer;" [".. ;|();|);", ".. ;|();|); .."]
        "a line has one step, without ';': it is a phrase of your own" ["a phrase is words and values, as 'notify customer'"];
    "set-words" English "set the price to the old one" ["set {words:plain+} to {rest+}"]
        "'{line}' sets nothing: the line is a phrase of your own"
        ["an update begins with its variable, as '$count becomes 1'"];
}
