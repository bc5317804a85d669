//! The parser of one line, generated from `flow.pest` by `cargo xtask codegen`. Do not edit.

#![allow(missing_docs, unreachable_pub, dead_code, unused_imports, clippy::all, clippy::pedantic, reason = "generated")]

use pest::{ParseResult, ParserState};

/// A step of the parser: all of one type, so that functions generic over them are compiled once.
type Step<'i> = fn(Box<ParserState<'i, Rule>>) -> ParseResult<Box<ParserState<'i, Rule>>>;

pub(crate) struct LineParser;
/**The grammar of one line of a specification (reference#line-kinds). `layout.rs` defines how lines nest. The first token of
a line and its block determine the rule that parses it. Comments, tabs and other blanks have been replaced by ' '.
Words end before an operator, so that every rule reads its line a fixed number of times.*/
#[allow(dead_code, non_camel_case_types, clippy::upper_case_acronyms)]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Rule {
    ///End-of-input
    EOI,
    r#WHITESPACE,
    r#word_char,
    r#identifier,
    r#word,
    r#actor,
    r#actor_id,
    r#event,
    r#state,
    r#path,
    r#name,
    r#quoted,
    r#text,
    r#number,
    r#boolean,
    r#nothing,
    r#sign,
    r#sign_char,
    r#and,
    r#a_new,
    r#all,
    r#answers,
    r#any,
    r#are,
    r#at_least,
    r#at_most,
    r#becomes,
    r#between,
    r#by,
    r#called,
    r#cancel,
    r#contains,
    r#each,
    r#emit,
    r#emitted,
    r#entered,
    r#enters,
    r#equals,
    r#every_,
    r#event_word,
    r#for_,
    r#from,
    r#greater,
    r#fewer_than,
    r#has,
    r#in_,
    r#is,
    r#items,
    r#less,
    r#more_than,
    r#never,
    r#no,
    r#not,
    r#of,
    r#on,
    r#or,
    r#received,
    r#reject,
    r#receives,
    r#sends,
    r#some,
    r#throws,
    r#timer,
    r#to,
    r#until_,
    r#was,
    r#with,
    r#expr,
    r#operator,
    r#operator_word,
    r#operand,
    r#amount,
    r#plain,
    r#unit,
    r#owned,
    r#of_list,
    r#list_word,
    r#group,
    r#negated,
    r#inverted,
    r#applied,
    r#function,
    r#list,
    r#object,
    r#entry,
    r#call,
    r#value,
    r#part,
    r#phrase,
    r#phrase_line,
    r#field,
    r#fields,
    r#table,
    r#field_name,
    r#payload,
    r#with_line,
    r#machine_line,
    r#starts_line,
    r#actor_name,
    r#ends_line,
    r#group_line,
    r#one_line,
    r#state_line,
    r#use_line,
    r#on_line,
    r#crossing_line,
    r#side,
    r#public,
    r#senders,
    r#sender,
    r#any_state,
    r#except,
    r#state_word,
    r#in_states,
    r#api,
    r#declared,
    r#declared_field,
    r#with_table,
    r#transition_line,
    r#subject,
    r#verb,
    r#moves,
    r#update_line,
    r#type_mark,
    r#type_form,
    r#type_name,
    r#choice_type,
    r#array_type,
    r#one_of,
    r#array_of,
    r#type_cell,
    r#update,
    r#set,
    r#answer,
    r#comes_from,
    r#change,
    r#change_item,
    r#clears,
    r#emit_line,
    r#to_new,
    r#to_all,
    r#for_each_line,
    r#timer_line,
    r#start,
    r#schedule,
    r#due,
    r#after,
    r#every,
    r#until,
    r#cancel_timer,
    r#cancel_event,
    r#reject_line,
    r#duration,
    r#condition_line,
    r#failure,
    r#failed,
    r#did_not_fail,
    r#left,
    r#value_start,
    r#words,
    r#relation_start,
    r#relation,
    r#is_in,
    r#is_between,
    r#low,
    r#low_words,
    r#is_one_of,
    r#one,
    r#one_words,
    r#is_empty,
    r#has_items,
    r#has_no_items,
    r#has_count,
    r#includes,
    r#compare,
    r#sign_operation,
    r#right,
    r#right_words,
    r#member_fact_line,
    r#answers_line,
    r#one_answer,
    r#then,
    r#after_line,
    r#variable_fact_line,
    r#assertion_line,
    r#got,
    r#did_not,
    r#anything,
    r#counted,
    r#sent,
    r#receiver,
    r#turned_away,
    r#turning_away,
    r#none_turned_away,
    r#turned,
    r#left_waiting,
    r#waiting_subject,
    r#waiting,
    r#history,
    r#history_subject,
    r#history_verb,
    r#been_in,
    r#members_in,
    r#quantity,
    r#which,
    r#variable_of,
    r#call_made,
    r#action,
    r#rule_line,
    r#receives_rule,
    r#at_most_once,
    r#reaches_rule,
    r#reaches_subject,
    r#gets_to,
    r#sends_line,
    r#row_line,
    r#cell,
    r#for_event_line,
    r#nth,
    r#count,
    r#assignment_line,
    r#throws_line,
    r#thrower,
    r#script_line,
    r#script_sender,
    r#script_receiver,
    r#is_turned,
    r#script_verb,
}
impl Rule {
    pub fn all_rules() -> &'static [Rule] {
        &[
            Rule::r#WHITESPACE,
            Rule::r#word_char,
            Rule::r#identifier,
            Rule::r#word,
            Rule::r#actor,
            Rule::r#actor_id,
            Rule::r#event,
            Rule::r#state,
            Rule::r#path,
            Rule::r#name,
            Rule::r#quoted,
            Rule::r#text,
            Rule::r#number,
            Rule::r#boolean,
            Rule::r#nothing,
            Rule::r#sign,
            Rule::r#sign_char,
            Rule::r#and,
            Rule::r#a_new,
            Rule::r#all,
            Rule::r#answers,
            Rule::r#any,
            Rule::r#are,
            Rule::r#at_least,
            Rule::r#at_most,
            Rule::r#becomes,
            Rule::r#between,
            Rule::r#by,
            Rule::r#called,
            Rule::r#cancel,
            Rule::r#contains,
            Rule::r#each,
            Rule::r#emit,
            Rule::r#emitted,
            Rule::r#entered,
            Rule::r#enters,
            Rule::r#equals,
            Rule::r#every_,
            Rule::r#event_word,
            Rule::r#for_,
            Rule::r#from,
            Rule::r#greater,
            Rule::r#fewer_than,
            Rule::r#has,
            Rule::r#in_,
            Rule::r#is,
            Rule::r#items,
            Rule::r#less,
            Rule::r#more_than,
            Rule::r#never,
            Rule::r#no,
            Rule::r#not,
            Rule::r#of,
            Rule::r#on,
            Rule::r#or,
            Rule::r#received,
            Rule::r#reject,
            Rule::r#receives,
            Rule::r#sends,
            Rule::r#some,
            Rule::r#throws,
            Rule::r#timer,
            Rule::r#to,
            Rule::r#until_,
            Rule::r#was,
            Rule::r#with,
            Rule::r#expr,
            Rule::r#operator,
            Rule::r#operator_word,
            Rule::r#operand,
            Rule::r#amount,
            Rule::r#plain,
            Rule::r#unit,
            Rule::r#owned,
            Rule::r#of_list,
            Rule::r#list_word,
            Rule::r#group,
            Rule::r#negated,
            Rule::r#inverted,
            Rule::r#applied,
            Rule::r#function,
            Rule::r#list,
            Rule::r#object,
            Rule::r#entry,
            Rule::r#call,
            Rule::r#value,
            Rule::r#part,
            Rule::r#phrase,
            Rule::r#phrase_line,
            Rule::r#field,
            Rule::r#fields,
            Rule::r#table,
            Rule::r#field_name,
            Rule::r#payload,
            Rule::r#with_line,
            Rule::r#machine_line,
            Rule::r#starts_line,
            Rule::r#actor_name,
            Rule::r#ends_line,
            Rule::r#group_line,
            Rule::r#one_line,
            Rule::r#state_line,
            Rule::r#use_line,
            Rule::r#on_line,
            Rule::r#crossing_line,
            Rule::r#side,
            Rule::r#public,
            Rule::r#senders,
            Rule::r#sender,
            Rule::r#any_state,
            Rule::r#except,
            Rule::r#state_word,
            Rule::r#in_states,
            Rule::r#api,
            Rule::r#declared,
            Rule::r#declared_field,
            Rule::r#with_table,
            Rule::r#transition_line,
            Rule::r#subject,
            Rule::r#verb,
            Rule::r#moves,
            Rule::r#update_line,
            Rule::r#type_mark,
            Rule::r#type_form,
            Rule::r#type_name,
            Rule::r#choice_type,
            Rule::r#array_type,
            Rule::r#one_of,
            Rule::r#array_of,
            Rule::r#type_cell,
            Rule::r#update,
            Rule::r#set,
            Rule::r#answer,
            Rule::r#comes_from,
            Rule::r#change,
            Rule::r#change_item,
            Rule::r#clears,
            Rule::r#emit_line,
            Rule::r#to_new,
            Rule::r#to_all,
            Rule::r#for_each_line,
            Rule::r#timer_line,
            Rule::r#start,
            Rule::r#schedule,
            Rule::r#due,
            Rule::r#after,
            Rule::r#every,
            Rule::r#until,
            Rule::r#cancel_timer,
            Rule::r#cancel_event,
            Rule::r#reject_line,
            Rule::r#duration,
            Rule::r#condition_line,
            Rule::r#failure,
            Rule::r#failed,
            Rule::r#did_not_fail,
            Rule::r#left,
            Rule::r#value_start,
            Rule::r#words,
            Rule::r#relation_start,
            Rule::r#relation,
            Rule::r#is_in,
            Rule::r#is_between,
            Rule::r#low,
            Rule::r#low_words,
            Rule::r#is_one_of,
            Rule::r#one,
            Rule::r#one_words,
            Rule::r#is_empty,
            Rule::r#has_items,
            Rule::r#has_no_items,
            Rule::r#has_count,
            Rule::r#includes,
            Rule::r#compare,
            Rule::r#sign_operation,
            Rule::r#right,
            Rule::r#right_words,
            Rule::r#member_fact_line,
            Rule::r#answers_line,
            Rule::r#one_answer,
            Rule::r#then,
            Rule::r#after_line,
            Rule::r#variable_fact_line,
            Rule::r#assertion_line,
            Rule::r#got,
            Rule::r#did_not,
            Rule::r#anything,
            Rule::r#counted,
            Rule::r#sent,
            Rule::r#receiver,
            Rule::r#turned_away,
            Rule::r#turning_away,
            Rule::r#none_turned_away,
            Rule::r#turned,
            Rule::r#left_waiting,
            Rule::r#waiting_subject,
            Rule::r#waiting,
            Rule::r#history,
            Rule::r#history_subject,
            Rule::r#history_verb,
            Rule::r#been_in,
            Rule::r#members_in,
            Rule::r#quantity,
            Rule::r#which,
            Rule::r#variable_of,
            Rule::r#call_made,
            Rule::r#action,
            Rule::r#rule_line,
            Rule::r#receives_rule,
            Rule::r#at_most_once,
            Rule::r#reaches_rule,
            Rule::r#reaches_subject,
            Rule::r#gets_to,
            Rule::r#sends_line,
            Rule::r#row_line,
            Rule::r#cell,
            Rule::r#for_event_line,
            Rule::r#nth,
            Rule::r#count,
            Rule::r#assignment_line,
            Rule::r#throws_line,
            Rule::r#thrower,
            Rule::r#script_line,
            Rule::r#script_sender,
            Rule::r#script_receiver,
            Rule::r#is_turned,
            Rule::r#script_verb,
        ]
    }
}
#[allow(clippy::all)]
impl ::pest::Parser<Rule> for LineParser {
    fn parse<'i>(
        rule: Rule,
        input: &'i str,
    ) -> ::core::result::Result<
        ::pest::iterators::Pairs<'i, Rule>,
        ::pest::error::Error<Rule>,
    > {
        mod rules {
            #![allow(clippy::upper_case_acronyms)]
            use crate::grammar::Step;
            pub mod hidden {
                use crate::grammar::Step;
                use super::super::Rule;
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn skip(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    if state.atomicity() == ::pest::Atomicity::NonAtomic {
                        state
                            .repeat(
                                (|state| super::visible::WHITESPACE(state)) as Step<'_>,
                            )
                    } else {
                        Ok(state)
                    }
                }
            }
            pub mod visible {
                use crate::grammar::Step;
                use super::super::Rule;
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#WHITESPACE(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            (|state| { state.match_string(" ") }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#word_char(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#ASCII_ALPHANUMERIC(state)
                        .or_else((|state| { state.match_string("_") }) as Step<'_>)
                        .or_else(self::r#XID_CONTINUE as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#identifier(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                state
                                    .lookahead(
                                        false,
                                        (|state| {
                                            self::r#ASCII_DIGIT(state)
                                                .or_else((|state| { state.match_string("_") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#word_char as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    self::r#word_char(state)
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .repeat(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        super::hidden::skip(state)
                                                                                                            .and_then(self::r#word_char as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#word,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    self::r#word_char(state)
                                                                        .and_then(
                                                                            (|state| { state.repeat(self::r#word_char as Step<'_>) })
                                                                                as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .repeat(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string("-")
                                                                                                .or_else((|state| { state.match_string("'") }) as Step<'_>)
                                                                                                .or_else(
                                                                                                    (|state| { state.match_string("’") }) as Step<'_>,
                                                                                                )
                                                                                                .or_else((|state| { state.match_string(".") }) as Step<'_>)
                                                                                                .and_then(self::r#word_char as Step<'_>)
                                                                                                .and_then(
                                                                                                    (|state| { state.repeat(self::r#word_char as Step<'_>) })
                                                                                                        as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#actor(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#actor,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("@")
                                                            .and_then(self::r#identifier as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#actor_id(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#actor_id,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        self::r#actor(state)
                                                            .and_then(
                                                                (|state| { state.match_string(".id") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#event(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#event,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string(":")
                                                            .and_then(self::r#identifier as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#state(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#state,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("#")
                                                            .and_then(self::r#identifier as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#path(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#path,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("$")
                                                            .and_then(self::r#identifier as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .repeat(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(".")
                                                                                                .and_then(self::r#identifier as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#name,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        self::r#identifier as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#quoted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                state
                                    .match_string("\"")
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .match_string("\\")
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#ANY as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(
                                                                                                    false,
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .match_string("\"")
                                                                                                            .or_else((|state| { state.match_string("\\") }) as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#ANY as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .repeat(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        super::hidden::skip(state)
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string("\\")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#ANY as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                        .or_else(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .lookahead(
                                                                                                                                                    false,
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .match_string("\"")
                                                                                                                                                            .or_else((|state| { state.match_string("\\") }) as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#ANY as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.match_string("\"") }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#text(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#text,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        self::r#quoted as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#number(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#number,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional((|state| { state.match_string("-") }) as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .match_string("0x")
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        self::r#ASCII_HEX_DIGIT(state)
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    state.repeat(self::r#ASCII_HEX_DIGIT as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state.lookahead(false, self::r#word_char as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        self::r#ASCII_DIGIT(state)
                                                                                                            .and_then(
                                                                                                                (|state| { state.repeat(self::r#ASCII_DIGIT as Step<'_>) })
                                                                                                                    as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .optional(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(".")
                                                                                                                                    .and_then(self::r#ASCII_DIGIT as Step<'_>)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| { state.repeat(self::r#ASCII_DIGIT as Step<'_>) })
                                                                                                                                            as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .match_string("%")
                                                                                                            .or_else(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .lookahead(
                                                                                                                            false,
                                                                                                                            (|state| {
                                                                                                                                self::r#word_char(state)
                                                                                                                                    .or_else(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .match_string(".")
                                                                                                                                                            .and_then(self::r#ASCII_DIGIT as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#boolean(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#boolean,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("true")
                                                            .or_else(
                                                                (|state| { state.match_string("false") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#nothing(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#nothing,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("empty")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sign(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#sign,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .lookahead(
                                                                            false,
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string("-")
                                                                                                .and_then(self::r#ASCII_DIGIT as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .or_else(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .match_string(":")
                                                                                                            .and_then(self::r#identifier as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(self::r#sign_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .repeat(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(
                                                                                                    false,
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .match_string("-")
                                                                                                                        .and_then(self::r#ASCII_DIGIT as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                            .or_else(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(":")
                                                                                                                                    .and_then(self::r#identifier as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(self::r#sign_char as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sign_char(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                state
                                    .lookahead(
                                        false,
                                        (|state| {
                                            self::r#WHITESPACE(state)
                                                .or_else(self::r#word_char as Step<'_>)
                                                .or_else((|state| { state.match_string("\"") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("@") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("#") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("$") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("[") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("{") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("|") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("^") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("\\") }) as Step<'_>)
                                                .or_else(
                                                    (|state| { state.match_range('\0'..'\u{1f}') }) as Step<'_>,
                                                )
                                                .or_else(
                                                    (|state| { state.match_string("\u{7f}") }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#ANY as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#and(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#and,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("and")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#a_new(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#a_new,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("a")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("new") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#all(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#all,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("all")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#answers(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#answers,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("answers")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#any(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#any,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("any")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#are(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#are,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("are")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#at_least(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#at_least,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("at")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("least") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#at_most(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#at_most,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("at")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("most") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#becomes(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#becomes,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("becomes")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#between(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#between,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("between")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#by(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#by,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("by")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#called(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#called,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("called")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cancel(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#cancel,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("cancel")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#contains(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#contains,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("contains")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#each(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#each,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("each")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#emit(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#emit,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("emit")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#emitted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#emitted,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("emitted")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#entered(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#entered,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("entered")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#enters(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#enters,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("enters")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#equals(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#equals,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("equals")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#every_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#every_,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("every")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#event_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#event_word,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("events")
                                                            .or_else(
                                                                (|state| { state.match_string("event") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#for_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#for_,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("for")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#from(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#from,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("from")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#greater(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#greater,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("greater")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("than") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#fewer_than(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#fewer_than,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("fewer")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("than") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#has,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("has")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#in_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#in_,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("in")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#is,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("is")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#items(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#items,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("items")
                                                            .or_else(
                                                                (|state| { state.match_string("item") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#less(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#less,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("less")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("than") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#more_than(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#more_than,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("more")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("than") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#never(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#never,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("never")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#no(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#no,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("no")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#not(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#not,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("not")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#of,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("of")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#on(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#on,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("on")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#or(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#or,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("or")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#received(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#received,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("received")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#reject,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("reject")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#receives(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#receives,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("receives")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sends(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#sends,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("sends")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#some(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#some,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("some")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#throws(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#throws,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("throws")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#timer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#timer,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("timer")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#to(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#to,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("to")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#until_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#until_,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("until")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#was(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#was,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("was")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#with(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#with,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("with")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#expr(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#expr,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#operand(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            self::r#operator(state)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#operand as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            self::r#operator(state)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#operand as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#operator(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#operator,
                            (|state| {
                                state
                                    .match_string("+")
                                    .or_else((|state| { state.match_string("-") }) as Step<'_>)
                                    .or_else((|state| { state.match_string("*") }) as Step<'_>)
                                    .or_else((|state| { state.match_string("/") }) as Step<'_>)
                                    .or_else(self::r#operator_word as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#operator_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#operator_word,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("mod")
                                                            .or_else(
                                                                (|state| { state.match_string("div") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#operand(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    state
                        .sequence(
                            (|state| {
                                self::r#number(state)
                                    .or_else(self::r#owned as Step<'_>)
                                    .or_else(self::r#path as Step<'_>)
                                    .or_else(self::r#group as Step<'_>)
                                    .or_else(self::r#call as Step<'_>)
                                    .or_else(self::r#applied as Step<'_>)
                                    .or_else(self::r#negated as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#unit as Step<'_>) })
                                            as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(self::r#text as Step<'_>)
                        .or_else(self::r#boolean as Step<'_>)
                        .or_else(self::r#nothing as Step<'_>)
                        .or_else(self::r#list as Step<'_>)
                        .or_else(self::r#object as Step<'_>)
                        .or_else(self::r#actor_id as Step<'_>)
                        .or_else(self::r#actor as Step<'_>)
                        .or_else(self::r#of_list as Step<'_>)
                        .or_else(self::r#inverted as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#amount(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#amount,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#plain(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(
                                                                                                    false,
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .match_string("+")
                                                                                                            .or_else((|state| { state.match_string("-") }) as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#operator as Step<'_>)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#plain as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .lookahead(
                                                                                                                                                    false,
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .match_string("+")
                                                                                                                                                            .or_else((|state| { state.match_string("-") }) as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#operator as Step<'_>)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#plain as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#plain(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#number(state)
                        .or_else(self::r#path as Step<'_>)
                        .or_else(self::r#group as Step<'_>)
                        .or_else(self::r#call as Step<'_>)
                        .or_else(self::r#applied as Step<'_>)
                        .or_else(self::r#negated as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#unit(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#unit,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .lookahead(
                                                                true,
                                                                (|state| {
                                                                    state
                                                                        .match_string("m")
                                                                        .or_else((|state| { state.match_string("s") }) as Step<'_>)
                                                                        .or_else((|state| { state.match_string("h") }) as Step<'_>)
                                                                        .or_else((|state| { state.match_string("d") }) as Step<'_>)
                                                                        .or_else((|state| { state.match_string("w") }) as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .match_string("microsecond")
                                                                        .or_else(
                                                                            (|state| { state.match_string("millisecond") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("second") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("minute") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("hour") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("day") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("week") }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .optional((|state| { state.match_string("s") }) as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#owned(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#owned,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#path(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#of as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#of_list(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#of_list,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#list_word(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#of as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#path as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#list_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#list_word,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("first")
                                                            .or_else(
                                                                (|state| { state.match_string("last") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("count") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("sum") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("smallest") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("largest") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#group(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#group,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("(")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(")") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#negated(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#negated,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("-")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#path(state)
                                                            .or_else(self::r#group as Step<'_>)
                                                            .or_else(self::r#call as Step<'_>)
                                                            .or_else(self::r#applied as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#inverted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#inverted,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        self::r#not(state)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            self::r#not(state)
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .repeat(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                super::hidden::skip(state).and_then(self::r#not as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#path(state)
                                                            .or_else(self::r#group as Step<'_>)
                                                            .or_else(self::r#boolean as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#applied(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#applied,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#function(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string("(") }) as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#expr as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#expr as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(")") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#function(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#function,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("round")
                                                            .or_else(
                                                                (|state| { state.match_string("floor") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("ceil") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("abs") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("min") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("max") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("length") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("text") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#list(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#list,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("[")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#expr(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .optional(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(",")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#expr as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .repeat(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        super::hidden::skip(state)
                                                                                                                                                            .and_then(
                                                                                                                                                                (|state| {
                                                                                                                                                                    state
                                                                                                                                                                        .sequence(
                                                                                                                                                                            (|state| {
                                                                                                                                                                                state
                                                                                                                                                                                    .match_string(",")
                                                                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                                    .and_then(self::r#expr as Step<'_>)
                                                                                                                                                                            }) as Step<'_>,
                                                                                                                                                                        )
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string("]") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#object(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#object,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("{")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#entry(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .optional(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(",")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#entry as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .repeat(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        super::hidden::skip(state)
                                                                                                                                                            .and_then(
                                                                                                                                                                (|state| {
                                                                                                                                                                    state
                                                                                                                                                                        .sequence(
                                                                                                                                                                            (|state| {
                                                                                                                                                                                state
                                                                                                                                                                                    .match_string(",")
                                                                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                                    .and_then(self::r#entry as Step<'_>)
                                                                                                                                                                            }) as Step<'_>,
                                                                                                                                                                        )
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string("}") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#entry(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#entry,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#name(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(":") }) as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#call(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#call,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("uuid")
                                                .or_else(
                                                    (|state| { state.match_string("now") }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string("(") }) as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(")") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#value(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#part(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#path(state)
                        .or_else(self::r#actor_id as Step<'_>)
                        .or_else(self::r#actor as Step<'_>)
                        .or_else(self::r#event as Step<'_>)
                        .or_else(self::r#state as Step<'_>)
                        .or_else(self::r#text as Step<'_>)
                        .or_else(self::r#number as Step<'_>)
                        .or_else(self::r#boolean as Step<'_>)
                        .or_else(self::r#word as Step<'_>)
                        .or_else(self::r#list as Step<'_>)
                        .or_else(self::r#object as Step<'_>)
                        .or_else(self::r#sign as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#phrase(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#phrase,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#part(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                self::r#part(state)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(self::r#part as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#phrase_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#phrase as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#field(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#field,
                            (|state| {
                                self::r#path(state)
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        self::r#name(state)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then((|state| { state.match_string(":") }) as Step<'_>)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#expr as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#fields(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#fields,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#with(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#field as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#field as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#field as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#table(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#table,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#with(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(":") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#field_name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#name as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#payload(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#table(state).or_else(self::r#fields as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#with_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#payload as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#machine_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.match_string("machine") }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then((|state| { state.match_string(":") }) as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#actor as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#starts_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.match_string("starts") }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#in_ as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#actor_name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#actor as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#ends_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.match_string("ends") }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#in_ as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .match_string(",")
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#state as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .repeat(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        super::hidden::skip(state)
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(",")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#group_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#is as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .match_string(",")
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#state as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .repeat(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        super::hidden::skip(state)
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(",")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.match_string("one") }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#for_ as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#all(state)
                                                .or_else(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    self::r#each(state)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#path as Step<'_>)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .optional(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .match_string(",")
                                                                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                                                                        .and_then(self::r#path as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .repeat(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            super::hidden::skip(state)
                                                                                                                                                .and_then(
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .sequence(
                                                                                                                                                                (|state| {
                                                                                                                                                                    state
                                                                                                                                                                        .match_string(",")
                                                                                                                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                        .and_then(self::r#path as Step<'_>)
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#state_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#use_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#actor as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#from as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#text as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#on_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#on as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#public as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#event as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    self::r#senders(state)
                                                                        .or_else(self::r#any_state as Step<'_>)
                                                                        .or_else(self::r#in_states as Step<'_>)
                                                                        .or_else(self::r#api as Step<'_>)
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .repeat(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        super::hidden::skip(state)
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    self::r#senders(state)
                                                                                                                        .or_else(self::r#any_state as Step<'_>)
                                                                                                                        .or_else(self::r#in_states as Step<'_>)
                                                                                                                        .or_else(self::r#api as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#declared as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#crossing_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#on as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#side as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#side(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#side,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("entering")
                                                            .or_else(
                                                                (|state| { state.match_string("leaving") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#public(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#public,
                            (|state| { state.match_string(">") }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#senders(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#senders,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#from(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#actor as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#actor as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sender(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#sender,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#from(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#any_state(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#any_state,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#in_(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#any as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#state_word as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#except(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .optional(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(",")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .repeat(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        super::hidden::skip(state)
                                                                                                                                                            .and_then(
                                                                                                                                                                (|state| {
                                                                                                                                                                    state
                                                                                                                                                                        .sequence(
                                                                                                                                                                            (|state| {
                                                                                                                                                                                state
                                                                                                                                                                                    .match_string(",")
                                                                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                                                                                                            }) as Step<'_>,
                                                                                                                                                                        )
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#except(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#except,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("except")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#state_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#state_word,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("state")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#in_states(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#in_states,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#in_(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#state as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#api(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#api,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("(")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.match_string("api") }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(")") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#declared(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#declared,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#with(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#declared_field as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#declared_field as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#declared_field as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#declared_field(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#declared_field,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#path(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#type_mark as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#with_table(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#with as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then((|state| { state.match_string(":") }) as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#transition_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#subject as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#verb as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#state as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#subject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#subject,
                            (|state| {
                                self::r#actor(state)
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .lookahead(
                                                                            false,
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            self::r#verb(state)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#word as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .lookahead(
                                                                                                                false,
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                self::r#verb(state)
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .repeat(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                super::hidden::skip(state)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .lookahead(
                                                                                                                                                                false,
                                                                                                                                                                (|state| {
                                                                                                                                                                    state
                                                                                                                                                                        .sequence(
                                                                                                                                                                            (|state| {
                                                                                                                                                                                self::r#verb(state)
                                                                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                                    .and_then(self::r#state as Step<'_>)
                                                                                                                                                                            }) as Step<'_>,
                                                                                                                                                                        )
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#verb(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#verb,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .lookahead(
                                                    true,
                                                    (|state| {
                                                        state
                                                            .match_string("m")
                                                            .or_else((|state| { state.match_string("t") }) as Step<'_>)
                                                            .or_else((|state| { state.match_string("c") }) as Step<'_>)
                                                            .or_else((|state| { state.match_string("b") }) as Step<'_>)
                                                            .or_else((|state| { state.match_string("e") }) as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#moves(state)
                                                            .or_else(self::r#becomes as Step<'_>)
                                                            .or_else(self::r#enters as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#moves(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#moves,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("moves")
                                                            .or_else(
                                                                (|state| { state.match_string("transitions") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("changes") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("to") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#update_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#path as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#type_mark as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#update as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#type_mark(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                state
                                    .match_string(":")
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#type_form as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#type_form(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#choice_type(state)
                        .or_else(self::r#array_type as Step<'_>)
                        .or_else(self::r#type_name as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#type_name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#type_name,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional((|state| { state.match_string("@") }) as Step<'_>)
                                                            .and_then(self::r#word_char as Step<'_>)
                                                            .and_then(
                                                                (|state| { state.repeat(self::r#word_char as Step<'_>) })
                                                                    as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#choice_type(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#choice_type,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#one_of(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#text as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#text as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#text as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#array_type(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#array_type,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#array_of(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#type_form as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#one_of,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("one")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("of") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#array_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#array_of,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("array")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("of") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#type_cell(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#type_form as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#update(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#set(state)
                        .or_else(self::r#answer as Step<'_>)
                        .or_else(
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        self::r#change(state)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#by as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .or_else(self::r#change_item as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(self::r#clears as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#set(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#set,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#becomes(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#answer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#answer,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#comes_from(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#phrase as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#comes_from(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#comes_from,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("comes")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("from") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#change(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#change,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("increases")
                                                            .or_else(
                                                                (|state| { state.match_string("decreases") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#change_item(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#change_item,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("adds")
                                                            .or_else(
                                                                (|state| { state.match_string("removes") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#clears(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#clears,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("clears")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#emit_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#emit as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#event as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#to as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#actor(state)
                                                .or_else(self::r#to_new as Step<'_>)
                                                .or_else(self::r#to_all as Step<'_>)
                                                .or_else(self::r#path as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#payload as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#to_new(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#to_new,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#a_new(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#to_all(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#to_all,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#all(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#for_each_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#for_ as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#each as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#path as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#in_ as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#timer_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#start(state)
                                                .or_else(self::r#schedule as Step<'_>)
                                                .or_else(self::r#cancel_timer as Step<'_>)
                                                .or_else(self::r#cancel_event as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#start(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#start,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("start")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#timer as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#event as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#due as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#payload as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#schedule(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#schedule,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("schedule")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#event as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#due as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#payload as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#due(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#after(state)
                        .or_else(self::r#every as Step<'_>)
                        .or_else(self::r#until as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#after(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#after,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#for_(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#duration as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#every(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#every,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#every_(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#duration as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#until(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#until,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#until_(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cancel_timer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#cancel_timer,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#cancel(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#timer as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cancel_event(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#cancel_event,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#cancel(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#event as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reject_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#reject as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#expr as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#duration(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#duration,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#amount(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#unit as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state.lookahead(false, self::r#operator as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .lookahead(
                                                                false,
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#number(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state.lookahead(false, self::r#operator as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#expr as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#condition_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#failure(state)
                                                .or_else(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    self::r#left(state)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#relation as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .or_else(self::r#path as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#failure(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#failure,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("that")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#failed(state)
                                                            .or_else(self::r#did_not_fail as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.lookahead(true, self::r#EOI as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#failed(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#failed,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("failed")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#did_not_fail(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#did_not_fail,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("did")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("not") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("fail") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#left(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    state
                        .sequence(
                            (|state| {
                                self::r#actor(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.lookahead(true, self::r#is as Step<'_>) })
                                            as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .lookahead(true, self::r#value_start as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state.lookahead(true, self::r#relation_start as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(self::r#words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#value_start(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    state
                        .match_string("$")
                        .or_else((|state| { state.match_string("@") }) as Step<'_>)
                        .or_else((|state| { state.match_range('0'..'9') }) as Step<'_>)
                        .or_else((|state| { state.match_string("\"") }) as Step<'_>)
                        .or_else((|state| { state.match_string("(") }) as Step<'_>)
                        .or_else((|state| { state.match_string("-") }) as Step<'_>)
                        .or_else((|state| { state.match_string("[") }) as Step<'_>)
                        .or_else((|state| { state.match_string("{") }) as Step<'_>)
                        .or_else((|state| { state.match_string("true") }) as Step<'_>)
                        .or_else((|state| { state.match_string("false") }) as Step<'_>)
                        .or_else((|state| { state.match_string("empty") }) as Step<'_>)
                        .or_else((|state| { state.match_string("uuid") }) as Step<'_>)
                        .or_else((|state| { state.match_string("now") }) as Step<'_>)
                        .or_else(
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#list_word(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#of as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string("$") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#function(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string("(") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#not(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .match_string("$")
                                                            .or_else((|state| { state.match_string("(") }) as Step<'_>)
                                                            .or_else(
                                                                (|state| { state.match_string("true") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("false") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("not") }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#words,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .lookahead(false, self::r#relation_start as Step<'_>)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#word as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(false, self::r#relation_start as Step<'_>)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#word as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .lookahead(false, self::r#relation_start as Step<'_>)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#word as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#relation_start(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                state
                                    .lookahead(
                                        true,
                                        (|state| {
                                            state
                                                .match_range('<'..'>')
                                                .or_else((|state| { state.match_string("!") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("i") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("h") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("e") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("c") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#is(state)
                                                .or_else(self::r#has as Step<'_>)
                                                .or_else(self::r#equals as Step<'_>)
                                                .or_else(self::r#contains as Step<'_>)
                                                .or_else((|state| { state.match_string("<") }) as Step<'_>)
                                                .or_else((|state| { state.match_string(">") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("=") }) as Step<'_>)
                                                .or_else((|state| { state.match_string("!=") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#relation(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#is_in(state)
                        .or_else(self::r#is_between as Step<'_>)
                        .or_else(self::r#is_one_of as Step<'_>)
                        .or_else(self::r#is_empty as Step<'_>)
                        .or_else(self::r#has_items as Step<'_>)
                        .or_else(self::r#has_no_items as Step<'_>)
                        .or_else(self::r#has_count as Step<'_>)
                        .or_else(self::r#includes as Step<'_>)
                        .or_else(self::r#compare as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_in(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#is_in,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#is(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#in_ as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#state as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_between(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#is_between,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#is(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#between as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#low as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#and as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#right as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#low(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    state
                        .sequence(
                            (|state| {
                                state
                                    .lookahead(true, self::r#value_start as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.lookahead(true, self::r#and as Step<'_>) })
                                            as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(self::r#low_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#low_words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#low_words,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .lookahead(false, self::r#and as Step<'_>)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#word as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(false, self::r#and as Step<'_>)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#word as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .lookahead(false, self::r#and as Step<'_>)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#word as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_one_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#is_one_of,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#is(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#one_of as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#one as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#one as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#one as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    state
                        .sequence(
                            (|state| {
                                state
                                    .lookahead(true, self::r#value_start as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .lookahead(
                                                    true,
                                                    (|state| {
                                                        state.match_string(",").or_else(self::r#EOI as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(self::r#one_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#one_words,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#word(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                self::r#word(state)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(self::r#word as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_empty(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#is_empty,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#is(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#nothing as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.lookahead(true, self::r#EOI as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has_items(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#has_items,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#has(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#items as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has_no_items(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#has_no_items,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#has(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#no as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#items as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has_count(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#has_count,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#has(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    self::r#at_least(state)
                                                                        .or_else(self::r#at_most as Step<'_>)
                                                                        .or_else(self::r#more_than as Step<'_>)
                                                                        .or_else(self::r#fewer_than as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#items as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#includes(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#includes,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#contains(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#right as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#compare(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#compare,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#sign_operation(state)
                                                .or_else(self::r#equals as Step<'_>)
                                                .or_else(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    self::r#is(state)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(
                                                                            (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                as Step<'_>,
                                                                        )
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            self::r#greater(state)
                                                                                                .or_else(self::r#less as Step<'_>)
                                                                                                .or_else(self::r#at_least as Step<'_>)
                                                                                                .or_else(self::r#at_most as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#right as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sign_operation(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#sign_operation,
                            (|state| {
                                state
                                    .match_string("<=")
                                    .or_else((|state| { state.match_string(">=") }) as Step<'_>)
                                    .or_else((|state| { state.match_string("!=") }) as Step<'_>)
                                    .or_else((|state| { state.match_string("<") }) as Step<'_>)
                                    .or_else((|state| { state.match_string(">") }) as Step<'_>)
                                    .or_else((|state| { state.match_string("=") }) as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#right(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    state
                        .sequence(
                            (|state| {
                                state
                                    .lookahead(true, self::r#value_start as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.lookahead(true, self::r#EOI as Step<'_>) })
                                            as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                        .or_else(self::r#right_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#right_words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#right_words,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#word(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                self::r#word(state)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(self::r#word as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#member_fact_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#members_in(state)
                                                .or_else(self::r#variable_of as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#answers_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#actor as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#answers as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#one_answer as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .match_string(",")
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#then as Step<'_>)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#one_answer as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(
                                                                            (|state| {
                                                                                state
                                                                                    .repeat(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        super::hidden::skip(state)
                                                                                                            .and_then(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .match_string(",")
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#then as Step<'_>)
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#one_answer as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_answer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#one_answer,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#event(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#fields as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#then(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#then,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("then")
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#after_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.match_string("after") }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#duration as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#variable_fact_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#path as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#type_mark as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#is as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#assertion_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#got(state)
                                                .or_else(self::r#counted as Step<'_>)
                                                .or_else(self::r#left_waiting as Step<'_>)
                                                .or_else(self::r#turning_away as Step<'_>)
                                                .or_else(self::r#sent as Step<'_>)
                                                .or_else(self::r#turned_away as Step<'_>)
                                                .or_else(self::r#none_turned_away as Step<'_>)
                                                .or_else(self::r#history as Step<'_>)
                                                .or_else(self::r#members_in as Step<'_>)
                                                .or_else(self::r#variable_of as Step<'_>)
                                                .or_else(self::r#call_made as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#got(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#got,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#actor(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#did_not(state).or_else(self::r#received as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#event(state).or_else(self::r#anything as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#payload as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#did_not(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#did_not,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("did")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("not") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("receive") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#anything(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#anything,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .match_string("any")
                                                                                    .or_else((|state| { state.match_string("an") }) as Step<'_>)
                                                                                    .or_else((|state| { state.match_string("a") }) as Step<'_>)
                                                                                    .and_then(self::r#WHITESPACE as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .match_string("notifications")
                                                                        .or_else(
                                                                            (|state| { state.match_string("notification") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("something") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("anything") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("events") }) as Step<'_>,
                                                                        )
                                                                        .or_else(
                                                                            (|state| { state.match_string("event") }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#counted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#counted,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#actor(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#received as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#event_word as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sent(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#sent,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#event(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#was as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#emitted as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#receiver as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#payload as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#receiver(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#receiver,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#to(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#turned_away(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#turned_away,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#event(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#was as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#turned as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#with(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#expr as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#turning_away(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#turning_away,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#actor(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#turned as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#event as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#none_turned_away(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#none_turned_away,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("nothing")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#was as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#turned as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#turned(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#turned,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("rejected")
                                                            .or_else(
                                                                (|state| { state.match_string("refused") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#left_waiting(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#left_waiting,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#waiting_subject(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#is as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#waiting as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.lookahead(true, self::r#EOI as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#waiting_subject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#waiting_subject,
                            (|state| {
                                self::r#actor(state)
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .lookahead(
                                                                            false,
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            self::r#is(state)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(
                                                                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                                        as Step<'_>,
                                                                                                )
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#waiting as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#word as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .lookahead(
                                                                                                                false,
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                self::r#is(state)
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                                                                            as Step<'_>,
                                                                                                                                    )
                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                    .and_then(self::r#waiting as Step<'_>)
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .repeat(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                super::hidden::skip(state)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .lookahead(
                                                                                                                                                                false,
                                                                                                                                                                (|state| {
                                                                                                                                                                    state
                                                                                                                                                                        .sequence(
                                                                                                                                                                            (|state| {
                                                                                                                                                                                self::r#is(state)
                                                                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                                    .and_then(
                                                                                                                                                                                        (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                                                                                                                            as Step<'_>,
                                                                                                                                                                                    )
                                                                                                                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                                    .and_then(self::r#waiting as Step<'_>)
                                                                                                                                                                            }) as Step<'_>,
                                                                                                                                                                        )
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#waiting(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#waiting,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("left")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("waiting") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#history(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#history,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#history_subject(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#history_verb as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#state as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#history_subject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#history_subject,
                            (|state| {
                                self::r#actor(state)
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .lookahead(false, self::r#history_verb as Step<'_>)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#word as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .lookahead(false, self::r#history_verb as Step<'_>)
                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .repeat(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                super::hidden::skip(state)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .lookahead(false, self::r#history_verb as Step<'_>)
                                                                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#history_verb(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#history_verb,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#has(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#entered(state)
                                                            .or_else(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(self::r#never as Step<'_>)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#been_in as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#been_in(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#been_in,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("been")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("in") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#members_in(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#members_in,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        self::r#quantity(state)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#actor as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .or_else(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    self::r#actor(state)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#which as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#is(state).or_else(self::r#are as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#in_ as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#state as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#quantity(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    let state = state.check_stack_limit()?;
                    self::r#every_(state)
                        .or_else(self::r#some as Step<'_>)
                        .or_else(self::r#no as Step<'_>)
                        .or_else(
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .optional(
                                                    (|state| {
                                                        self::r#at_least(state).or_else(self::r#at_most as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#number as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#which(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#which,
                            (|state| {
                                self::r#text(state)
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("(")
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#number as Step<'_>)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then((|state| { state.match_string(")") }) as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#variable_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#variable_of,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#path(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#of as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#which as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        self::r#sign_operation(state)
                                                            .or_else(self::r#equals as Step<'_>)
                                                            .or_else(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#is(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .optional(
                                                                                                    (|state| {
                                                                                                        self::r#greater(state)
                                                                                                            .or_else(self::r#less as Step<'_>)
                                                                                                            .or_else(self::r#at_least as Step<'_>)
                                                                                                            .or_else(self::r#at_most as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#expr as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#call_made(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#call_made,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#action(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#was as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#not as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#called as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#payload as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#action(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#action,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .lookahead(
                                                                false,
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#was(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(
                                                                                        (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#called as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#part as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(
                                                                                                    false,
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    self::r#was(state)
                                                                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                                                                        .and_then(
                                                                                                                            (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                                                                as Step<'_>,
                                                                                                                        )
                                                                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                                                                        .and_then(self::r#called as Step<'_>)
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#part as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .lookahead(
                                                                                                                                                    false,
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .sequence(
                                                                                                                                                                (|state| {
                                                                                                                                                                    self::r#was(state)
                                                                                                                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                        .and_then(
                                                                                                                                                                            (|state| { state.optional(self::r#not as Step<'_>) })
                                                                                                                                                                                as Step<'_>,
                                                                                                                                                                        )
                                                                                                                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                                        .and_then(self::r#called as Step<'_>)
                                                                                                                                                                }) as Step<'_>,
                                                                                                                                                            )
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#part as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#rule_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#receives_rule(state)
                                                .or_else(self::r#reaches_rule as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#receives_rule(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#receives_rule,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#actor(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#receives as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#event as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .or_else(self::r#or as Step<'_>)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#event as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .or_else(self::r#or as Step<'_>)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#event as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state.optional(self::r#at_most_once as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#at_most_once(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#at_most_once,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("at")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("most") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("once") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reaches_rule(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#reaches_rule,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#reaches_subject(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#gets_to as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#state as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string(",")
                                                                                                .or_else(self::r#or as Step<'_>)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .match_string(",")
                                                                                                                                                .or_else(self::r#or as Step<'_>)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#state as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reaches_subject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#reaches_subject,
                            (|state| {
                                self::r#actor(state)
                                    .or_else(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .lookahead(false, self::r#gets_to as Step<'_>)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then(self::r#word as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .lookahead(false, self::r#gets_to as Step<'_>)
                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .repeat(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                super::hidden::skip(state)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        state
                                                                                                                                                            .lookahead(false, self::r#gets_to as Step<'_>)
                                                                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                            .and_then(self::r#word as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#gets_to(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#gets_to,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("gets")
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#WHITESPACE(state)
                                                                                    .and_then(
                                                                                        (|state| { state.repeat(self::r#WHITESPACE as Step<'_>) })
                                                                                            as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| { state.match_string("to") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sends_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#actor as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#sends as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#event as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#row_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then((|state| { state.match_string("|") }) as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    self::r#cell(state)
                                                                        .and_then(super::hidden::skip as Step<'_>)
                                                                        .and_then((|state| { state.match_string("|") }) as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .optional(
                                                                                        (|state| {
                                                                                            state
                                                                                                .sequence(
                                                                                                    (|state| {
                                                                                                        self::r#cell(state)
                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                            .and_then((|state| { state.match_string("|") }) as Step<'_>)
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                                .and_then(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .repeat(
                                                                                                                (|state| {
                                                                                                                    state
                                                                                                                        .sequence(
                                                                                                                            (|state| {
                                                                                                                                super::hidden::skip(state)
                                                                                                                                    .and_then(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .sequence(
                                                                                                                                                    (|state| {
                                                                                                                                                        self::r#cell(state)
                                                                                                                                                            .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                            .and_then((|state| { state.match_string("|") }) as Step<'_>)
                                                                                                                                                    }) as Step<'_>,
                                                                                                                                                )
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cell(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#cell,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .repeat(
                                                    (|state| {
                                                        self::r#quoted(state)
                                                            .or_else(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                state
                                                                                    .lookahead(
                                                                                        false,
                                                                                        (|state| {
                                                                                            state
                                                                                                .match_string("|")
                                                                                                .or_else((|state| { state.match_string("\"") }) as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(self::r#ANY as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#for_event_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#for_ as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#event as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#nth as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#receiver as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then((|state| { state.match_string(":") }) as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#nth(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#nth,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .match_string("(")
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#count as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then((|state| { state.match_string(")") }) as Step<'_>)
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#count(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#count,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        self::r#ASCII_DIGIT(state)
                                                            .and_then(
                                                                (|state| { state.repeat(self::r#ASCII_DIGIT as Step<'_>) })
                                                                    as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#assignment_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            self::r#path(state).or_else(self::r#name as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#is as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#expr as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#throws_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#thrower as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#throws as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#text as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#thrower(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#thrower,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .lookahead(false, self::r#throws as Step<'_>)
                                                            .and_then(super::hidden::skip as Step<'_>)
                                                            .and_then(self::r#part as Step<'_>)
                                                    }) as Step<'_>,
                                                )
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .sequence(
                                                                (|state| {
                                                                    state
                                                                        .optional(
                                                                            (|state| {
                                                                                state
                                                                                    .sequence(
                                                                                        (|state| {
                                                                                            state
                                                                                                .lookahead(false, self::r#throws as Step<'_>)
                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                .and_then(self::r#part as Step<'_>)
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                                    .and_then(
                                                                                        (|state| {
                                                                                            state
                                                                                                .repeat(
                                                                                                    (|state| {
                                                                                                        state
                                                                                                            .sequence(
                                                                                                                (|state| {
                                                                                                                    super::hidden::skip(state)
                                                                                                                        .and_then(
                                                                                                                            (|state| {
                                                                                                                                state
                                                                                                                                    .sequence(
                                                                                                                                        (|state| {
                                                                                                                                            state
                                                                                                                                                .lookahead(false, self::r#throws as Step<'_>)
                                                                                                                                                .and_then(super::hidden::skip as Step<'_>)
                                                                                                                                                .and_then(self::r#part as Step<'_>)
                                                                                                                                        }) as Step<'_>,
                                                                                                                                    )
                                                                                                                            }) as Step<'_>,
                                                                                                                        )
                                                                                                                }) as Step<'_>,
                                                                                                            )
                                                                                                    }) as Step<'_>,
                                                                                                )
                                                                                        }) as Step<'_>,
                                                                                    )
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(
                            (|state| {
                                self::r#SOI(state)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#script_verb as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#event as Step<'_>)
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#nth as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state.optional(self::r#script_sender as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| {
                                            state.optional(self::r#script_receiver as Step<'_>)
                                        }) as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#payload as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(
                                        (|state| { state.optional(self::r#is_turned as Step<'_>) })
                                            as Step<'_>,
                                    )
                                    .and_then(super::hidden::skip as Step<'_>)
                                    .and_then(self::r#EOI as Step<'_>)
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_sender(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#script_sender,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#from(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#which as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_receiver(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#script_receiver,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#to(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#actor as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| { state.optional(self::r#which as Step<'_>) })
                                                        as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_turned(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#is_turned,
                            (|state| {
                                state
                                    .sequence(
                                        (|state| {
                                            self::r#is(state)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(self::r#turned as Step<'_>)
                                                .and_then(super::hidden::skip as Step<'_>)
                                                .and_then(
                                                    (|state| {
                                                        state
                                                            .optional(
                                                                (|state| {
                                                                    state
                                                                        .sequence(
                                                                            (|state| {
                                                                                self::r#with(state)
                                                                                    .and_then(super::hidden::skip as Step<'_>)
                                                                                    .and_then(self::r#expr as Step<'_>)
                                                                            }) as Step<'_>,
                                                                        )
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_verb(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#script_verb,
                            (|state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        (|state| {
                                            state
                                                .sequence(
                                                    (|state| {
                                                        state
                                                            .match_string("after")
                                                            .or_else(
                                                                (|state| { state.match_string("receive") }) as Step<'_>,
                                                            )
                                                            .or_else(
                                                                (|state| { state.match_string("then") }) as Step<'_>,
                                                            )
                                                            .and_then(
                                                                (|state| {
                                                                    state.lookahead(false, self::r#word_char as Step<'_>)
                                                                }) as Step<'_>,
                                                            )
                                                    }) as Step<'_>,
                                                )
                                        }) as Step<'_>,
                                    )
                            }) as Step<'_>,
                        )
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn ANY(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.skip(1)
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn EOI(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::EOI, (|state| state.end_of_input()) as Step<'_>)
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn SOI(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.start_of_input()
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn ASCII_DIGIT(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.match_range('0'..'9')
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn ASCII_HEX_DIGIT(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .match_range('0'..'9')
                        .or_else((|state| state.match_range('a'..'f')) as Step<'_>)
                        .or_else((|state| state.match_range('A'..'F')) as Step<'_>)
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn ASCII_ALPHANUMERIC(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .match_range('a'..'z')
                        .or_else((|state| state.match_range('A'..'Z')) as Step<'_>)
                        .or_else((|state| state.match_range('0'..'9')) as Step<'_>)
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                fn XID_CONTINUE(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.match_char_by(::pest::unicode::XID_CONTINUE)
                }
            }
            pub use self::visible::*;
        }
        ::pest::state(
            input,
            |state| {
                match rule {
                    Rule::r#WHITESPACE => rules::r#WHITESPACE(state),
                    Rule::r#word_char => rules::r#word_char(state),
                    Rule::r#identifier => rules::r#identifier(state),
                    Rule::r#word => rules::r#word(state),
                    Rule::r#actor => rules::r#actor(state),
                    Rule::r#actor_id => rules::r#actor_id(state),
                    Rule::r#event => rules::r#event(state),
                    Rule::r#state => rules::r#state(state),
                    Rule::r#path => rules::r#path(state),
                    Rule::r#name => rules::r#name(state),
                    Rule::r#quoted => rules::r#quoted(state),
                    Rule::r#text => rules::r#text(state),
                    Rule::r#number => rules::r#number(state),
                    Rule::r#boolean => rules::r#boolean(state),
                    Rule::r#nothing => rules::r#nothing(state),
                    Rule::r#sign => rules::r#sign(state),
                    Rule::r#sign_char => rules::r#sign_char(state),
                    Rule::r#and => rules::r#and(state),
                    Rule::r#a_new => rules::r#a_new(state),
                    Rule::r#all => rules::r#all(state),
                    Rule::r#answers => rules::r#answers(state),
                    Rule::r#any => rules::r#any(state),
                    Rule::r#are => rules::r#are(state),
                    Rule::r#at_least => rules::r#at_least(state),
                    Rule::r#at_most => rules::r#at_most(state),
                    Rule::r#becomes => rules::r#becomes(state),
                    Rule::r#between => rules::r#between(state),
                    Rule::r#by => rules::r#by(state),
                    Rule::r#called => rules::r#called(state),
                    Rule::r#cancel => rules::r#cancel(state),
                    Rule::r#contains => rules::r#contains(state),
                    Rule::r#each => rules::r#each(state),
                    Rule::r#emit => rules::r#emit(state),
                    Rule::r#emitted => rules::r#emitted(state),
                    Rule::r#entered => rules::r#entered(state),
                    Rule::r#enters => rules::r#enters(state),
                    Rule::r#equals => rules::r#equals(state),
                    Rule::r#every_ => rules::r#every_(state),
                    Rule::r#event_word => rules::r#event_word(state),
                    Rule::r#for_ => rules::r#for_(state),
                    Rule::r#from => rules::r#from(state),
                    Rule::r#greater => rules::r#greater(state),
                    Rule::r#fewer_than => rules::r#fewer_than(state),
                    Rule::r#has => rules::r#has(state),
                    Rule::r#in_ => rules::r#in_(state),
                    Rule::r#is => rules::r#is(state),
                    Rule::r#items => rules::r#items(state),
                    Rule::r#less => rules::r#less(state),
                    Rule::r#more_than => rules::r#more_than(state),
                    Rule::r#never => rules::r#never(state),
                    Rule::r#no => rules::r#no(state),
                    Rule::r#not => rules::r#not(state),
                    Rule::r#of => rules::r#of(state),
                    Rule::r#on => rules::r#on(state),
                    Rule::r#or => rules::r#or(state),
                    Rule::r#received => rules::r#received(state),
                    Rule::r#reject => rules::r#reject(state),
                    Rule::r#receives => rules::r#receives(state),
                    Rule::r#sends => rules::r#sends(state),
                    Rule::r#some => rules::r#some(state),
                    Rule::r#throws => rules::r#throws(state),
                    Rule::r#timer => rules::r#timer(state),
                    Rule::r#to => rules::r#to(state),
                    Rule::r#until_ => rules::r#until_(state),
                    Rule::r#was => rules::r#was(state),
                    Rule::r#with => rules::r#with(state),
                    Rule::r#expr => rules::r#expr(state),
                    Rule::r#operator => rules::r#operator(state),
                    Rule::r#operator_word => rules::r#operator_word(state),
                    Rule::r#operand => rules::r#operand(state),
                    Rule::r#amount => rules::r#amount(state),
                    Rule::r#plain => rules::r#plain(state),
                    Rule::r#unit => rules::r#unit(state),
                    Rule::r#owned => rules::r#owned(state),
                    Rule::r#of_list => rules::r#of_list(state),
                    Rule::r#list_word => rules::r#list_word(state),
                    Rule::r#group => rules::r#group(state),
                    Rule::r#negated => rules::r#negated(state),
                    Rule::r#inverted => rules::r#inverted(state),
                    Rule::r#applied => rules::r#applied(state),
                    Rule::r#function => rules::r#function(state),
                    Rule::r#list => rules::r#list(state),
                    Rule::r#object => rules::r#object(state),
                    Rule::r#entry => rules::r#entry(state),
                    Rule::r#call => rules::r#call(state),
                    Rule::r#value => rules::r#value(state),
                    Rule::r#part => rules::r#part(state),
                    Rule::r#phrase => rules::r#phrase(state),
                    Rule::r#phrase_line => rules::r#phrase_line(state),
                    Rule::r#field => rules::r#field(state),
                    Rule::r#fields => rules::r#fields(state),
                    Rule::r#table => rules::r#table(state),
                    Rule::r#field_name => rules::r#field_name(state),
                    Rule::r#payload => rules::r#payload(state),
                    Rule::r#with_line => rules::r#with_line(state),
                    Rule::r#machine_line => rules::r#machine_line(state),
                    Rule::r#starts_line => rules::r#starts_line(state),
                    Rule::r#actor_name => rules::r#actor_name(state),
                    Rule::r#ends_line => rules::r#ends_line(state),
                    Rule::r#group_line => rules::r#group_line(state),
                    Rule::r#one_line => rules::r#one_line(state),
                    Rule::r#state_line => rules::r#state_line(state),
                    Rule::r#use_line => rules::r#use_line(state),
                    Rule::r#on_line => rules::r#on_line(state),
                    Rule::r#crossing_line => rules::r#crossing_line(state),
                    Rule::r#side => rules::r#side(state),
                    Rule::r#public => rules::r#public(state),
                    Rule::r#senders => rules::r#senders(state),
                    Rule::r#sender => rules::r#sender(state),
                    Rule::r#any_state => rules::r#any_state(state),
                    Rule::r#except => rules::r#except(state),
                    Rule::r#state_word => rules::r#state_word(state),
                    Rule::r#in_states => rules::r#in_states(state),
                    Rule::r#api => rules::r#api(state),
                    Rule::r#declared => rules::r#declared(state),
                    Rule::r#declared_field => rules::r#declared_field(state),
                    Rule::r#with_table => rules::r#with_table(state),
                    Rule::r#transition_line => rules::r#transition_line(state),
                    Rule::r#subject => rules::r#subject(state),
                    Rule::r#verb => rules::r#verb(state),
                    Rule::r#moves => rules::r#moves(state),
                    Rule::r#update_line => rules::r#update_line(state),
                    Rule::r#type_mark => rules::r#type_mark(state),
                    Rule::r#type_form => rules::r#type_form(state),
                    Rule::r#type_name => rules::r#type_name(state),
                    Rule::r#choice_type => rules::r#choice_type(state),
                    Rule::r#array_type => rules::r#array_type(state),
                    Rule::r#one_of => rules::r#one_of(state),
                    Rule::r#array_of => rules::r#array_of(state),
                    Rule::r#type_cell => rules::r#type_cell(state),
                    Rule::r#update => rules::r#update(state),
                    Rule::r#set => rules::r#set(state),
                    Rule::r#answer => rules::r#answer(state),
                    Rule::r#comes_from => rules::r#comes_from(state),
                    Rule::r#change => rules::r#change(state),
                    Rule::r#change_item => rules::r#change_item(state),
                    Rule::r#clears => rules::r#clears(state),
                    Rule::r#emit_line => rules::r#emit_line(state),
                    Rule::r#to_new => rules::r#to_new(state),
                    Rule::r#to_all => rules::r#to_all(state),
                    Rule::r#for_each_line => rules::r#for_each_line(state),
                    Rule::r#timer_line => rules::r#timer_line(state),
                    Rule::r#start => rules::r#start(state),
                    Rule::r#schedule => rules::r#schedule(state),
                    Rule::r#due => rules::r#due(state),
                    Rule::r#after => rules::r#after(state),
                    Rule::r#every => rules::r#every(state),
                    Rule::r#until => rules::r#until(state),
                    Rule::r#cancel_timer => rules::r#cancel_timer(state),
                    Rule::r#cancel_event => rules::r#cancel_event(state),
                    Rule::r#reject_line => rules::r#reject_line(state),
                    Rule::r#duration => rules::r#duration(state),
                    Rule::r#condition_line => rules::r#condition_line(state),
                    Rule::r#failure => rules::r#failure(state),
                    Rule::r#failed => rules::r#failed(state),
                    Rule::r#did_not_fail => rules::r#did_not_fail(state),
                    Rule::r#left => rules::r#left(state),
                    Rule::r#value_start => rules::r#value_start(state),
                    Rule::r#words => rules::r#words(state),
                    Rule::r#relation_start => rules::r#relation_start(state),
                    Rule::r#relation => rules::r#relation(state),
                    Rule::r#is_in => rules::r#is_in(state),
                    Rule::r#is_between => rules::r#is_between(state),
                    Rule::r#low => rules::r#low(state),
                    Rule::r#low_words => rules::r#low_words(state),
                    Rule::r#is_one_of => rules::r#is_one_of(state),
                    Rule::r#one => rules::r#one(state),
                    Rule::r#one_words => rules::r#one_words(state),
                    Rule::r#is_empty => rules::r#is_empty(state),
                    Rule::r#has_items => rules::r#has_items(state),
                    Rule::r#has_no_items => rules::r#has_no_items(state),
                    Rule::r#has_count => rules::r#has_count(state),
                    Rule::r#includes => rules::r#includes(state),
                    Rule::r#compare => rules::r#compare(state),
                    Rule::r#sign_operation => rules::r#sign_operation(state),
                    Rule::r#right => rules::r#right(state),
                    Rule::r#right_words => rules::r#right_words(state),
                    Rule::r#member_fact_line => rules::r#member_fact_line(state),
                    Rule::r#answers_line => rules::r#answers_line(state),
                    Rule::r#one_answer => rules::r#one_answer(state),
                    Rule::r#then => rules::r#then(state),
                    Rule::r#after_line => rules::r#after_line(state),
                    Rule::r#variable_fact_line => rules::r#variable_fact_line(state),
                    Rule::r#assertion_line => rules::r#assertion_line(state),
                    Rule::r#got => rules::r#got(state),
                    Rule::r#did_not => rules::r#did_not(state),
                    Rule::r#anything => rules::r#anything(state),
                    Rule::r#counted => rules::r#counted(state),
                    Rule::r#sent => rules::r#sent(state),
                    Rule::r#receiver => rules::r#receiver(state),
                    Rule::r#turned_away => rules::r#turned_away(state),
                    Rule::r#turning_away => rules::r#turning_away(state),
                    Rule::r#none_turned_away => rules::r#none_turned_away(state),
                    Rule::r#turned => rules::r#turned(state),
                    Rule::r#left_waiting => rules::r#left_waiting(state),
                    Rule::r#waiting_subject => rules::r#waiting_subject(state),
                    Rule::r#waiting => rules::r#waiting(state),
                    Rule::r#history => rules::r#history(state),
                    Rule::r#history_subject => rules::r#history_subject(state),
                    Rule::r#history_verb => rules::r#history_verb(state),
                    Rule::r#been_in => rules::r#been_in(state),
                    Rule::r#members_in => rules::r#members_in(state),
                    Rule::r#quantity => rules::r#quantity(state),
                    Rule::r#which => rules::r#which(state),
                    Rule::r#variable_of => rules::r#variable_of(state),
                    Rule::r#call_made => rules::r#call_made(state),
                    Rule::r#action => rules::r#action(state),
                    Rule::r#rule_line => rules::r#rule_line(state),
                    Rule::r#receives_rule => rules::r#receives_rule(state),
                    Rule::r#at_most_once => rules::r#at_most_once(state),
                    Rule::r#reaches_rule => rules::r#reaches_rule(state),
                    Rule::r#reaches_subject => rules::r#reaches_subject(state),
                    Rule::r#gets_to => rules::r#gets_to(state),
                    Rule::r#sends_line => rules::r#sends_line(state),
                    Rule::r#row_line => rules::r#row_line(state),
                    Rule::r#cell => rules::r#cell(state),
                    Rule::r#for_event_line => rules::r#for_event_line(state),
                    Rule::r#nth => rules::r#nth(state),
                    Rule::r#count => rules::r#count(state),
                    Rule::r#assignment_line => rules::r#assignment_line(state),
                    Rule::r#throws_line => rules::r#throws_line(state),
                    Rule::r#thrower => rules::r#thrower(state),
                    Rule::r#script_line => rules::r#script_line(state),
                    Rule::r#script_sender => rules::r#script_sender(state),
                    Rule::r#script_receiver => rules::r#script_receiver(state),
                    Rule::r#is_turned => rules::r#is_turned(state),
                    Rule::r#script_verb => rules::r#script_verb(state),
                    Rule::EOI => rules::EOI(state),
                }
            },
        )
    }
}
