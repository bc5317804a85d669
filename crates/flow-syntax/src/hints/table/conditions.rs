//! `conditions`: guards, assertions, and signs that no phrase can have.

use super::table_of;
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
        "no 'in' stands before '{mark}', so the whole line is a phrase" ["the condition is '{head} in {states}'"];
    "state-and-more" English "? order is in #paid today"
        ["{subject+} is in {state} {more:listed..} << {tail+} >>", "{subject+} is not in {state} {more:listed..} << {tail+} >>"]
        "what stands behind the state makes the whole line a phrase" ["the condition is '{head} {states}'"];
    "states-with-or" English "? order is in #paid or #closed"
        ["{subject+} is in {state} {more:comma..} << or|and >> {rest:listed..}",
         "{subject+} is not in {state} {more:comma..} << or|and >> {rest:listed..}"]
        "states are listed with commas, so the whole line is a phrase" ["the condition is '{head} {states}'"];
    "never-in-state" English "? order has never been #paid"
        ["{subject+} has|was|were|will never {fillers:filler..} {state} {more:listed..}"]
        "'{line}' asks for no state: the line is a phrase of your own" ["the condition is '{subject} is not in {states}'"];
    "not-in-state" English "? order should not be in #paid"
        ["{subject..} {before:filler..} not {after:filler..} {state} {more:listed..}"]
        except ["{subject+} is not {state} ..", "{subject+} is not in {state} .."]
        "'{line}' asks for no state: the line is a phrase of your own" ["the condition is '{subject} is not in {states}'"];
    "in-state" English "? order should be in #paid"
        ["{subject..} {fillers:filler+} {state} {more:listed..}"]
        except ["{subject+} is {state} ..", "{subject+} is not {state} ..", "{subject+} is in {state} ..", "{subject+} is not in {state} .."]
        "'{line}' asks for no state: the line is a phrase of your own" ["the condition is '{subject} is in {states}'"];
}

table_of! {
    /// Two conditions in one guard.
    JOINED_GUARDS at JoinedGuards;

    "guards-with-or" Code "? $n is 3 or $n is 4" ["{first+} << &joint or >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions, so the whole line is a phrase" ["these are two lines, '? {first}' and '?? {second}'"];
    "guards-with-and" Code "? $n is 3 and $m is 4" ["{first+} << &joint and >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions, so the whole line is a phrase" ["these are two lines, '? {first}' and '? {second}'"];
}

table_of! {
    /// Two conditions in one assertion.
    JOINED_ASSERTIONS at JoinedAssertions;

    "assertions-with-or" Code "= $n is 3 or $n is 4" ["{first+} << &joint or >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions, so the whole line is a phrase" ["each assertion is a line; none holds if only one of them does"];
    "assertions-with-and" Code "= $n is 3 and $m is 4" ["{first+} << &joint and >> {rest+}"] except ["~ {state}"]
        "'{mark}' joins no conditions, so the whole line is a phrase" ["these are two lines, '= {first}' and '= {second}'"];
}

table_of! {
    /// Assertions about events that are phrases.
    ASSERTIONS at Assertion;

    "has-never-been" English "= order has never been #paid" ["{subject+} has|was never {fillers:filler..} {state}"]
        "'{line}' asks for no state: the line is a phrase of your own" ["the assertion is '= {subject} has never been in {state}'"];
    "not-receives" English "= @customer does not get :hi" ["~ {event} {actor} not|no|never|without|nothing|*n't"]
        "'{line}' looks at no event: the line is a phrase of your own" ["the assertion is '= {actor} did not receive {event}'"];
    "receives" English "= @customer receives :hi" ["~ {event} {actor}"]
        "'{line}' looks at no event: the line is a phrase of your own" ["the assertion is '= {actor} received {event}'"];
    "not-sent" English "= :hi is never sent" ["~ {event} not|no|never|without|nothing|*n't"]
        "'{line}' looks at no event: the line is a phrase of your own" ["the assertion is '= {event} was not emitted'"];
    "is-sent" English "= :hi is sent" ["~ {event}"]
        "'{line}' looks at no event: the line is a phrase of your own" ["the assertion is '= {event} was emitted'"];
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
    "at-sign" English "send it to @" ["@"] "" ["'@' names an actor: '@customer'"];
    "hash-sign" Code "pay # now" ["#"] "" ["'#' names a state: '#paid'; a comment begins with '//'"];
    "bar-sign" Code "? a | b" ["|"] "" ["conditions stand one a line; an alternative begins with '??'"];
    "dollar-sign" English "refund $5" ["$"] "" ["'$' names a variable: '$total'"];
}
