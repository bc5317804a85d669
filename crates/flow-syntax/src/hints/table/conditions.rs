//! `conditions`: guards, assertions, and signs that no phrase can have.
//!
//! Rows about states and events are for lines that are errors, the others for lines that stay phrases; their messages state that. A row
//! with `write '…'` has an edit, so its replacement must be a line without this finding.

use super::table_of;
use crate::hints::needs::Pattern;
use crate::hints::{Hint, Notation, Place};

table_of! {
    /// Lines that are guards elsewhere.
    GUARDS at Guard;

    "if" Code "if cart is valid" ["if|when !event {rest+}"] "'{word}' does not begin a guard"
        ["a guard begins with '?': write '? {rest}'"];
    "unless" Code "unless cart is valid" ["unless !event {rest+}"] "'{word}' does not begin a guard"
        ["a guard begins with '?': write '? {negated}'"];
    "else-if" Code "else if cart is empty" ["else if {rest+}"] "'{word}' does not begin a guard"
        ["a guard begins with '?': write '? {rest}'"];
    "else" Code "else" ["else .."] "'{word}' does not begin a guard" ["the branch for the rest begins with 'otherwise'"];
    "elif" Code "elif cart is empty" ["elif|elsif {rest..}"] "'{word}' does not begin a guard"
        ["a guard begins with '?': write '? {rest}'"];
}

table_of! {
    /// Phrases about states.
    CONDITIONS at Condition;

    "state-without-in" English "? order is #paid"
        ["{subject+} is << {state} >> {more:listed..}", "{subject+} is not << {state} >> {more:listed..}"]
        "no 'in' comes before '{mark}'" ["the condition is '{head} in {states}'"];
    "state-and-more" English "? order is in #paid today"
        ["{subject+} is in {state} {more:listed..} << {tail+} >>", "{subject+} is not in {state} {more:listed..} << {tail+} >>"]
        "nothing can follow the states of a condition" ["the condition is '{head} {states}'"];
    "states-with-or" English "? order is in #paid or #closed"
        ["{subject+} is in {state} {more:comma..} << or|and >> {rest:listed..}",
         "{subject+} is not in {state} {more:comma..} << or|and >> {rest:listed..}"]
        "states are listed with commas" ["the condition is '{head} {states}'"];
    "variable-in-state" Flow "? $order is in #paid" ["<< {path} >> is in {state} ..", "<< {path} >> is not in {state} .."]
        "a variable is in no state" ["the condition is '{machine} is in {states}'"];
    "never-in-state" English "? order has never been #paid"
        ["{subject+} has|was|were|will never {fillers:filler..} {state} {more:listed..}"]
        "'{line}' asks for no state" ["the condition is '{subject} is not in {states}'"];
    "not-in-state" English "? order should not be in #paid"
        ["{subject..} {before:filler..} not {after:filler..} {state} {more:listed..}"]
        except ["{subject+} is not {state} ..", "{subject+} is not in {state} .."]
        "'{line}' asks for no state" ["the condition is '{subject} is not in {states}'"];
    "in-state" English "? order should be in #paid"
        ["{subject..} {fillers:filler+} {state} {more:listed..}"]
        except ["{subject+} is {state} ..", "{subject+} is not {state} ..", "{subject+} is in {state} ..", "{subject+} is not in {state} .."]
        "'{line}' asks for no state" ["the condition is '{subject} is in {states}'"];
}

table_of! {
    /// Two conditions in one guard, and guards that are nearly comparisons.
    GUARD_PHRASES at GuardPhrase;

    "guards-with-or" Code "? $n is 3 or $n is 4" ["{first+} << &joint or >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions" ["these are two lines, '? {first}' and '?? {second}'"];
    "guards-with-and" Code "? $n is 3 and $m is 4" ["{first+} << &joint and >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions" ["these are two lines, '? {first}' and '? {second}'"];
    "not-sign" Code "? !$paid" ["<< ! >> {rest+}"]
        "'{mark}' negates nothing, so the whole line is a phrase" ["write 'not {rest}'"];
    "between-without-is" English "? $n between 1 and 3" ["{path} << between >> {low:operand} and {high:operand}"]
        "no 'is' comes before '{mark}', so the whole line is a phrase" ["write '{path} is between {low} and {high}'"];
    "greater-words" English "? $n is more than 3"
        ["{path} << is more|bigger|larger|higher|older|later|longer than >> {value:operand}",
         "{path} << is over|above|beyond >> {value:operand}",
         "{path} << greater|more|bigger|larger|higher than >> {value:operand}",
         "{path} << exceeds|over|above >> {value:operand}"]
        "'{mark}' is no comparison, so the whole line is a phrase" ["write '{path} is greater than {value}'"];
    "less-words" English "? $n is smaller than 3"
        ["{path} << is fewer|smaller|lower|younger|earlier|shorter than >> {value:operand}",
         "{path} << is under|below >> {value:operand}",
         "{path} << less|fewer|smaller|lower than >> {value:operand}",
         "{path} << under|below >> {value:operand}"]
        "'{mark}' is no comparison, so the whole line is a phrase" ["write '{path} is less than {value}'"];
    "equal-words" English "? $n is equal to 3"
        ["{path} << is equal|identical to >> {value:operand}", "{path} << equal|equal to >> {value:operand}",
         "{path} << equal|equals|matches >> {value:operand}", "{path} << is the same as >> {value:operand}"]
        "'{mark}' is no comparison, so the whole line is a phrase" ["write '{path} equals {value}'"];
    "at-least-after" English "? $n is 3 at least"
        ["{path} is {value:operand} << at least >>", "{path} is {value:operand} << or more|above|over|higher|later >>",
         "{path} << at least >> {value:operand}", "{path} << is no less|fewer than >> {value:operand}"]
        "'{mark}' comes at another place in a comparison" ["write '{path} is at least {value}'"];
    "at-most-after" English "? $n is 3 at most"
        ["{path} is {value:operand} << at most >>", "{path} is {value:operand} << or less|fewer|below|lower|earlier >>",
         "{path} << at most >> {value:operand}", "{path} << is no more|greater than >> {value:operand}"]
        "'{mark}' comes at another place in a comparison" ["write '{path} is at most {value}'"];
    "nearly-a-comparison" English "? $votes contains all of $needed" ["{path} .. {value:operand}"]
        "'{line}' compares nothing: the line is a phrase of your own"
        ["a comparison is 'A < B', with <, <=, =, !=, >= or > between two values"];
}

table_of! {
    /// Two conditions in one assertion.
    JOINED_ASSERTIONS at JoinedAssertions;

    "assertions-with-or" Code "= $n is 3 or $n is 4" ["{first+} << &joint or >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions" ["each assertion is a line; none holds if only one of them does"];
    "assertions-with-and" Code "= $n is 3 and $m is 4" ["{first+} << &joint and >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions" ["these are two lines, '= {first}' and '= {second}'"];
}

table_of! {
    /// Assertions about events that are phrases.
    ASSERTIONS at Assertion;

    "has-never-been" English "= order has never been #paid" ["{subject+} has|was never {fillers:filler..} {state}"]
        "'{line}' asks for no state" ["write '{subject} has never been in {state}'"];
    "been-in-several" Flow "= order has been in #paid, #closed" ["{subject+} has been in {state} << , >> {more:listed+}"]
        "'has been in' has one state" ["each state is an assertion of its own, '= {subject} has been in {state}'"];
    "has-been" English "= order was in #paid"
        ["{subject+} was|were in {state}", "{subject+} has reached|visited {state}", "{subject+} reached|entered|visited {state}"]
        "'{line}' asks for no state" ["write '{subject} has been in {state}'"];
    "not-receives" English "= @customer does not get :hi" ["~ {event} {actor} not|no|never|without|nothing|*n't"]
        "'{line}' looks at no event" ["write '{actor} did not receive {event}'"];
    "receives" English "= @customer receives :hi" ["~ {event} {actor}"]
        "'{line}' looks at no event" ["write '{actor} received {event}'"];
    "receives-word" English "= @customer received thanks" ["{actor} received|receives|got|gets {words:name_word}"]
        "'{line}' looks at no event: the line is a phrase of your own" ["the assertion about an event is '{actor} received :{name}'"];
    "not-sent" English "= :hi is never sent" ["~ {event} not|no|never|without|nothing|*n't"]
        "'{line}' looks at no event" ["write '{event} was not emitted'"];
    "is-sent" English "= :hi is sent" ["~ {event}"]
        "'{line}' looks at no event" ["write '{event} was emitted'"];
}

table_of! {
    /// Signs.
    SIGNS at Sign;

    "less-or-equal-sign" English "? order total ≤ days" ["≤"] "" ["the comparison is '<='"];
    "greater-or-equal-sign" English "? order total ≥ days" ["≥"] "" ["the comparison is '>='"];
    "not-equal-sign" English "? order total ≠ days" ["≠"] "" ["the comparison is '!='"];
    "arrow-comparison" Code "? order total => days" ["=>"] "" ["the comparison is '>='"];
    "double-equals" Code "? order total == days" ["=="] "" ["the comparison is '='"];
    "or-sign" Code "? $a > 1 or $b > 2" ["or", "||"] "" ["each condition is a line: the first begins with '?', its alternative with '??'"];
    "and-sign" Code "? $a > 1 && $b > 2" ["and", "&&"] ""
        ["each condition is a line with its own '?' or '='; all of them must hold"];
    "open-bracket" Code "print [1, 2" ["["] "" ["a list is a value of its own, as '[1, 2]'"];
    "open-brace" Code "print {name}" ["{"] "" ["an object is a value of its own, of names and values"];
    "at-sign" English "send it to @" ["@"] "" ["'@' names an actor: '@customer'"];
    "hash-sign" Code "pay # now" ["#"] "" ["'#' names a state: '#paid'; a comment begins with '//'"];
    "bar-sign" Code "? a | b" ["|"] "" ["each condition is on a line of its own; an alternative begins with '??'"];
    "dollar-sign" English "refund $5" ["$"] "" ["'$' names a variable: '$total'"];
}
