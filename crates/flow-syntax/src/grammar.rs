//! The parser of one line, generated from `flow.pest` by `cargo xtask codegen`. Do not edit.

#![allow(missing_docs, unreachable_pub, dead_code, unused_imports, clippy::all, clippy::pedantic, reason = "generated")]

use pest::{ParseResult, ParserState};

/// What a step reads, and leaves for the next one.
type Input<'i> = Box<ParserState<'i, Rule>>;

/// A step of the parser: all of one type, so that functions generic over them are compiled once.
type Step<'i> = fn(Input<'i>) -> ParseResult<Input<'i>>;

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
            use crate::grammar::{Input, ParseResult, Step};
            pub mod hidden {
                use crate::grammar::{Input, ParseResult, Step};
                use super::super::Rule;
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn skip(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    if state.atomicity() == ::pest::Atomicity::NonAtomic {
                        state.repeat(step_1_of_skip as Step<'_>)
                    } else {
                        Ok(state)
                    }
                }
                fn step_1_of_skip(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::visible::WHITESPACE(state)
                }
            }
            pub mod visible {
                use crate::grammar::{Input, ParseResult, Step};
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
                            step_1_of_whitespace as Step<'_>,
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
                        .or_else(step_1_of_word_char as Step<'_>)
                        .or_else(self::r#XID_CONTINUE as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#identifier(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_8_of_identifier as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#word, step_11_of_word as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#actor(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#actor, step_3_of_actor as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#actor_id(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#actor_id, step_5_of_actor_id as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#event(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#event, step_3_of_event as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#state(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#state, step_3_of_state as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#path(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#path, step_6_of_path as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#name, step_1_of_name as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#quoted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_14_of_quoted as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#text(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#text, step_1_of_text as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#number(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#number, step_21_of_number as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#boolean(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#boolean, step_4_of_boolean as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#nothing(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#nothing, step_3_of_nothing as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sign(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#sign, step_8_of_sign as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sign_char(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_11_of_sign_char as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#and(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#and, step_3_of_and as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#a_new(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#a_new, step_7_of_a_new as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#all(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#all, step_3_of_all as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#answers(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#answers, step_3_of_answers as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#any(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#any, step_3_of_any as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#are(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#are, step_3_of_are as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#at_least(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#at_least, step_4_of_at_least as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#at_most(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#at_most, step_4_of_at_most as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#becomes(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#becomes, step_3_of_becomes as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#between(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#between, step_3_of_between as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#by(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#by, step_3_of_by as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#called(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#called, step_3_of_called as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cancel(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#cancel, step_3_of_cancel as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#contains(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#contains, step_3_of_contains as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#each(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#each, step_3_of_each as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#emit(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#emit, step_3_of_emit as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#emitted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#emitted, step_3_of_emitted as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#entered(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#entered, step_3_of_entered as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#enters(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#enters, step_3_of_enters as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#equals(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#equals, step_3_of_equals as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#every_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#every_, step_3_of_every_ as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#event_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#event_word, step_4_of_event_word as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#for_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#for_, step_3_of_for_ as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#from(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#from, step_3_of_from as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#greater(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#greater, step_4_of_greater as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#fewer_than(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#fewer_than, step_3_of_fewer_than as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#has, step_3_of_has as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#in_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#in_, step_3_of_in_ as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#is, step_3_of_is as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#items(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#items, step_4_of_items as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#less(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#less, step_3_of_less as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#more_than(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#more_than, step_3_of_more_than as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#never(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#never, step_3_of_never as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#no(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#no, step_3_of_no as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#not(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#not, step_3_of_not as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#of, step_3_of_of as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#on(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#on, step_3_of_on as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#or(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#or, step_3_of_or as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#received(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#received, step_3_of_received as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#reject, step_3_of_reject as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#receives(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#receives, step_3_of_receives as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sends(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#sends, step_3_of_sends as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#some(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#some, step_3_of_some as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#throws(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#throws, step_3_of_throws as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#timer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#timer, step_3_of_timer as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#to(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#to, step_3_of_to as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#until_(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#until_, step_3_of_until_ as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#was(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#was, step_3_of_was as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#with(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#with, step_3_of_with as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#expr(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#expr, step_10_of_expr as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#operator(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#operator, step_3_of_operator as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#operator_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(Rule::r#operator_word, step_4_of_operator_word as Step<'_>)
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
                        .sequence(step_2_of_operand as Step<'_>)
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
                    state.rule(Rule::r#amount, step_11_of_amount as Step<'_>)
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
                    state.rule(Rule::r#unit, step_16_of_unit as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#owned(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#owned, step_2_of_owned as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#of_list(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#of_list, step_2_of_of_list as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#list_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#list_word, step_8_of_list_word as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#group(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#group, step_3_of_group as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#negated(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#negated, step_3_of_negated as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#inverted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#inverted, step_10_of_inverted as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#applied(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#applied, step_11_of_applied as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#function(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#function, step_10_of_function as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#list(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#list, step_6_of_list as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#object(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#object, step_14_of_object as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#entry(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#entry, step_3_of_entry as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#call(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#call, step_3_of_call as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#value(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_value as Step<'_>)
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
                    state.rule(Rule::r#phrase, step_8_of_phrase as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#phrase_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_phrase_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#field(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#field, step_1_of_field as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#fields(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#fields, step_10_of_fields as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#table(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#table, step_2_of_table as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#field_name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_field_name as Step<'_>)
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
                    state.sequence(step_1_of_with_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#machine_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_machine_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#starts_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_starts_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#actor_name(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_actor_name as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#ends_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_10_of_ends_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#group_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_group_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_13_of_one_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#state_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_state_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#use_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_use_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#on_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_10_of_on_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#crossing_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_crossing_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#side(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#side, step_4_of_side as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#public(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#public, step_1_of_public as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#senders(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#senders, step_10_of_senders as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sender(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#sender, step_2_of_sender as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#any_state(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#any_state, step_5_of_any_state as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#except(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#except, step_3_of_except as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#state_word(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#state_word, step_3_of_state_word as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#in_states(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#in_states, step_2_of_in_states as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#api(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#api, step_3_of_api as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#declared(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#declared, step_10_of_declared as Step<'_>)
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
                            step_3_of_declared_field as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#with_table(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_with_table as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#transition_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_transition_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#subject(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#subject, step_13_of_subject as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#verb(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#verb, step_8_of_verb as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#moves(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#moves, step_6_of_moves as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#update_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_update_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#type_mark(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_type_mark as Step<'_>)
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
                    state.rule(Rule::r#type_name, step_3_of_type_name as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#choice_type(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#choice_type, step_10_of_choice_type as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#array_type(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#array_type, step_2_of_array_type as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#one_of, step_4_of_one_of as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#array_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#array_of, step_3_of_array_of as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#type_cell(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_type_cell as Step<'_>)
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
                        .or_else(step_3_of_update as Step<'_>)
                        .or_else(self::r#clears as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#set(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#set, step_2_of_set as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#answer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#answer, step_2_of_answer as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#comes_from(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#comes_from, step_4_of_comes_from as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#change(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#change, step_4_of_change as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#change_item(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#change_item, step_4_of_change_item as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#clears(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#clears, step_3_of_clears as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#emit_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_3_of_emit_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#to_new(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#to_new, step_2_of_to_new as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#to_all(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#to_all, step_2_of_to_all as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#for_each_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_for_each_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#timer_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_timer_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#start(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#start, step_3_of_start as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#schedule(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#schedule, step_2_of_schedule as Step<'_>)
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
                    state.rule(Rule::r#after, step_2_of_after as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#every(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#every, step_2_of_every as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#until(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#until, step_2_of_until as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cancel_timer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#cancel_timer, step_2_of_cancel_timer as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cancel_event(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#cancel_event, step_2_of_cancel_event as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reject_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_reject_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#duration(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#duration, step_7_of_duration as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#condition_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_4_of_condition_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#failure(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#failure, step_4_of_failure as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#failed(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#failed, step_3_of_failed as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#did_not_fail(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#did_not_fail, step_5_of_did_not_fail as Step<'_>)
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
                        .sequence(step_2_of_left as Step<'_>)
                        .or_else(step_5_of_left as Step<'_>)
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
                        .or_else(step_1_of_sign_char as Step<'_>)
                        .or_else(step_1_of_value_start as Step<'_>)
                        .or_else(step_13_of_quoted as Step<'_>)
                        .or_else(step_1_of_applied as Step<'_>)
                        .or_else(step_1_of_number as Step<'_>)
                        .or_else(step_4_of_sign_char as Step<'_>)
                        .or_else(step_5_of_sign_char as Step<'_>)
                        .or_else(step_2_of_value_start as Step<'_>)
                        .or_else(step_1_of_boolean as Step<'_>)
                        .or_else(step_3_of_value_start as Step<'_>)
                        .or_else(step_4_of_value_start as Step<'_>)
                        .or_else(step_1_of_call as Step<'_>)
                        .or_else(step_6_of_value_start as Step<'_>)
                        .or_else(step_8_of_value_start as Step<'_>)
                        .or_else(step_11_of_value_start as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#words, step_10_of_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#relation_start(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_8_of_relation_start as Step<'_>)
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
                    state.rule(Rule::r#is_in, step_3_of_is_in as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_between(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#is_between, step_2_of_is_between as Step<'_>)
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
                        .sequence(step_2_of_low as Step<'_>)
                        .or_else(self::r#low_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#low_words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#low_words, step_10_of_low_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_one_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#is_one_of, step_10_of_is_one_of as Step<'_>)
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
                        .sequence(step_3_of_one as Step<'_>)
                        .or_else(self::r#one_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#one_words, step_8_of_one_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_empty(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#is_empty, step_2_of_is_empty as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has_items(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#has_items, step_2_of_has_items as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has_no_items(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#has_no_items, step_2_of_has_no_items as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#has_count(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#has_count, step_4_of_has_count as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#includes(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#includes, step_2_of_includes as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#compare(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#compare, step_6_of_compare as Step<'_>)
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
                            step_2_of_sign_operation as Step<'_>,
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
                        .sequence(step_1_of_right as Step<'_>)
                        .or_else(self::r#right_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#right_words(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#right_words, step_8_of_one_words as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#member_fact_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_member_fact_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#answers_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_9_of_answers_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#one_answer(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#one_answer, step_3_of_one_answer as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#then(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#then, step_3_of_then as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#after_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_after_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#variable_fact_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_variable_fact_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#assertion_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_assertion_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#got(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#got, step_4_of_got as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#did_not(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#did_not, step_4_of_did_not as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#anything(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#anything, step_12_of_anything as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#counted(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#counted, step_2_of_counted as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sent(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#sent, step_3_of_sent as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#receiver(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#receiver, step_2_of_receiver as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#turned_away(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#turned_away, step_5_of_turned_away as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#turning_away(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#turning_away, step_2_of_turning_away as Step<'_>)
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
                            step_2_of_none_turned_away as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#turned(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#turned, step_4_of_turned as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#left_waiting(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#left_waiting, step_2_of_left_waiting as Step<'_>)
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
                            step_13_of_waiting_subject as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#waiting(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#waiting, step_4_of_waiting as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#history(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#history, step_2_of_history as Step<'_>)
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
                            step_11_of_history_subject as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#history_verb(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#history_verb, step_5_of_history_verb as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#been_in(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#been_in, step_4_of_been_in as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#members_in(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#members_in, step_6_of_members_in as Step<'_>)
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
                        .or_else(step_3_of_quantity as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#which(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#which, step_3_of_which as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#variable_of(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#variable_of, step_4_of_variable_of as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#call_made(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#call_made, step_2_of_call_made as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#action(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#action, step_12_of_action as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#rule_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_rule_line as Step<'_>)
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
                            step_11_of_receives_rule as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#at_most_once(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#at_most_once, step_4_of_at_most_once as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#reaches_rule(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#reaches_rule, step_10_of_reaches_rule as Step<'_>)
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
                            step_11_of_reaches_subject as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#gets_to(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#gets_to, step_3_of_gets_to as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#sends_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_sends_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#row_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_11_of_row_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#cell(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#cell, step_6_of_cell as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#for_event_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_for_event_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#nth(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#nth, step_2_of_nth as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#count(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#count, step_2_of_count as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#assignment_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_2_of_assignment_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#throws_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_1_of_throws_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#thrower(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#thrower, step_10_of_thrower as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_line(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.sequence(step_4_of_script_line as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_sender(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(Rule::r#script_sender, step_2_of_script_sender as Step<'_>)
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
                            step_2_of_script_receiver as Step<'_>,
                        )
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#is_turned(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#is_turned, step_2_of_is_turned as Step<'_>)
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#script_verb(
                    state: ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::alloc::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.rule(Rule::r#script_verb, step_4_of_script_verb as Step<'_>)
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
                    state.rule(Rule::EOI, step_1_of_eoi as Step<'_>)
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
                        .or_else(step_1_of_ascii_hex_digit as Step<'_>)
                        .or_else(step_2_of_ascii_hex_digit as Step<'_>)
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
                        .or_else(step_1_of_ascii_alphanumeric as Step<'_>)
                        .or_else(step_1_of_value_start as Step<'_>)
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
                fn step_1_of_whitespace(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(" ")
                }
                fn step_1_of_word_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("_")
                }
                fn step_1_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#ASCII_DIGIT(state).or_else(step_1_of_word_char as Step<'_>)
                }
                fn step_2_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(self::r#word_char as Step<'_>)
                }
                fn step_3_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_identifier as Step<'_>)
                }
                fn step_4_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_3_of_identifier as Step<'_>)
                }
                fn step_5_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#word_char(state).and_then(step_4_of_identifier as Step<'_>)
                }
                fn step_6_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_5_of_identifier as Step<'_>)
                }
                fn step_7_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_6_of_identifier as Step<'_>)
                }
                fn step_8_of_identifier(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_1_of_identifier as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word_char as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_7_of_identifier as Step<'_>)
                }
                fn step_1_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(self::r#word_char as Step<'_>)
                }
                fn step_2_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#word_char(state).and_then(step_1_of_word as Step<'_>)
                }
                fn step_3_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("'")
                }
                fn step_4_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("’")
                }
                fn step_5_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(".")
                }
                fn step_6_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("-")
                        .or_else(step_3_of_word as Step<'_>)
                        .or_else(step_4_of_word as Step<'_>)
                        .or_else(step_5_of_word as Step<'_>)
                        .and_then(self::r#word_char as Step<'_>)
                        .and_then(step_1_of_word as Step<'_>)
                }
                fn step_7_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_6_of_word as Step<'_>)
                }
                fn step_8_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_7_of_word as Step<'_>)
                }
                fn step_9_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_2_of_word as Step<'_>)
                        .and_then(step_8_of_word as Step<'_>)
                }
                fn step_10_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_word as Step<'_>)
                }
                fn step_11_of_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_10_of_word as Step<'_>)
                }
                fn step_1_of_actor(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("@").and_then(self::r#identifier as Step<'_>)
                }
                fn step_2_of_actor(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_actor as Step<'_>)
                }
                fn step_3_of_actor(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_actor as Step<'_>)
                }
                fn step_1_of_actor_id(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(".id")
                }
                fn step_2_of_actor_id(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(false, self::r#word_char as Step<'_>)
                }
                fn step_3_of_actor_id(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(step_1_of_actor_id as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_4_of_actor_id(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_actor_id as Step<'_>)
                }
                fn step_5_of_actor_id(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_4_of_actor_id as Step<'_>,
                        )
                }
                fn step_1_of_event(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(":").and_then(self::r#identifier as Step<'_>)
                }
                fn step_2_of_event(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_event as Step<'_>)
                }
                fn step_3_of_event(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_event as Step<'_>)
                }
                fn step_1_of_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("#").and_then(self::r#identifier as Step<'_>)
                }
                fn step_2_of_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_state as Step<'_>)
                }
                fn step_3_of_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_state as Step<'_>)
                }
                fn step_1_of_path(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(".").and_then(self::r#identifier as Step<'_>)
                }
                fn step_2_of_path(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_path as Step<'_>)
                }
                fn step_3_of_path(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_2_of_path as Step<'_>)
                }
                fn step_4_of_path(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("$")
                        .and_then(self::r#identifier as Step<'_>)
                        .and_then(step_3_of_path as Step<'_>)
                }
                fn step_5_of_path(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_path as Step<'_>)
                }
                fn step_6_of_path(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_5_of_path as Step<'_>)
                }
                fn step_1_of_name(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            self::r#identifier as Step<'_>,
                        )
                }
                fn step_1_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("\\")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#ANY as Step<'_>)
                }
                fn step_2_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("\\")
                }
                fn step_3_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("\"").or_else(step_2_of_quoted as Step<'_>)
                }
                fn step_4_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_3_of_quoted as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#ANY as Step<'_>)
                }
                fn step_5_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_quoted as Step<'_>)
                }
                fn step_6_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_quoted as Step<'_>)
                        .or_else(step_5_of_quoted as Step<'_>)
                }
                fn step_7_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_6_of_quoted as Step<'_>)
                }
                fn step_8_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_quoted as Step<'_>)
                }
                fn step_9_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_8_of_quoted as Step<'_>)
                }
                fn step_10_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_quoted as Step<'_>)
                        .or_else(step_5_of_quoted as Step<'_>)
                        .and_then(step_9_of_quoted as Step<'_>)
                }
                fn step_11_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_10_of_quoted as Step<'_>)
                }
                fn step_12_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_11_of_quoted as Step<'_>)
                }
                fn step_13_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("\"")
                }
                fn step_14_of_quoted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("\"")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_12_of_quoted as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_13_of_quoted as Step<'_>)
                }
                fn step_1_of_text(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, self::r#quoted as Step<'_>)
                }
                fn step_1_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("-")
                }
                fn step_2_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(self::r#ASCII_HEX_DIGIT as Step<'_>)
                }
                fn step_3_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#ASCII_HEX_DIGIT(state).and_then(step_2_of_number as Step<'_>)
                }
                fn step_4_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_number as Step<'_>)
                }
                fn step_5_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("0x")
                        .and_then(step_4_of_number as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_6_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(self::r#ASCII_DIGIT as Step<'_>)
                }
                fn step_7_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#ASCII_DIGIT(state).and_then(step_6_of_number as Step<'_>)
                }
                fn step_8_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(".")
                        .and_then(self::r#ASCII_DIGIT as Step<'_>)
                        .and_then(step_6_of_number as Step<'_>)
                }
                fn step_9_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_8_of_number as Step<'_>)
                }
                fn step_10_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_9_of_number as Step<'_>)
                }
                fn step_11_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(".").and_then(self::r#ASCII_DIGIT as Step<'_>)
                }
                fn step_12_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_11_of_number as Step<'_>)
                }
                fn step_13_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#word_char(state).or_else(step_12_of_number as Step<'_>)
                }
                fn step_14_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(false, step_13_of_number as Step<'_>)
                }
                fn step_15_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("%").or_else(step_14_of_number as Step<'_>)
                }
                fn step_16_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_7_of_number as Step<'_>)
                        .and_then(step_10_of_number as Step<'_>)
                        .and_then(step_15_of_number as Step<'_>)
                }
                fn step_17_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_16_of_number as Step<'_>)
                }
                fn step_18_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_5_of_number as Step<'_>)
                        .or_else(step_17_of_number as Step<'_>)
                }
                fn step_19_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .optional(step_1_of_number as Step<'_>)
                        .and_then(step_18_of_number as Step<'_>)
                }
                fn step_20_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_19_of_number as Step<'_>)
                }
                fn step_21_of_number(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_20_of_number as Step<'_>)
                }
                fn step_1_of_boolean(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("false")
                }
                fn step_2_of_boolean(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("true")
                        .or_else(step_1_of_boolean as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_boolean(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_boolean as Step<'_>)
                }
                fn step_4_of_boolean(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_3_of_boolean as Step<'_>)
                }
                fn step_1_of_nothing(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("empty").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_nothing(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_nothing as Step<'_>)
                }
                fn step_3_of_nothing(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_nothing as Step<'_>)
                }
                fn step_1_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("-").and_then(self::r#ASCII_DIGIT as Step<'_>)
                }
                fn step_2_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_sign as Step<'_>)
                        .or_else(step_2_of_event as Step<'_>)
                }
                fn step_3_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_2_of_sign as Step<'_>)
                        .and_then(self::r#sign_char as Step<'_>)
                }
                fn step_4_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_sign as Step<'_>)
                }
                fn step_5_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_sign as Step<'_>)
                }
                fn step_6_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_sign as Step<'_>)
                        .and_then(step_5_of_sign as Step<'_>)
                }
                fn step_7_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_6_of_sign as Step<'_>)
                }
                fn step_8_of_sign(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_7_of_sign as Step<'_>)
                }
                fn step_1_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("@")
                }
                fn step_2_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("#")
                }
                fn step_3_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("$")
                }
                fn step_4_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("[")
                }
                fn step_5_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("{")
                }
                fn step_6_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("|")
                }
                fn step_7_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("^")
                }
                fn step_8_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_range('\0'..'\u{1f}')
                }
                fn step_9_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("\u{7f}")
                }
                fn step_10_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#WHITESPACE(state)
                        .or_else(self::r#word_char as Step<'_>)
                        .or_else(step_13_of_quoted as Step<'_>)
                        .or_else(step_1_of_sign_char as Step<'_>)
                        .or_else(step_2_of_sign_char as Step<'_>)
                        .or_else(step_3_of_sign_char as Step<'_>)
                        .or_else(step_4_of_sign_char as Step<'_>)
                        .or_else(step_5_of_sign_char as Step<'_>)
                        .or_else(step_6_of_sign_char as Step<'_>)
                        .or_else(step_7_of_sign_char as Step<'_>)
                        .or_else(step_2_of_quoted as Step<'_>)
                        .or_else(step_8_of_sign_char as Step<'_>)
                        .or_else(step_9_of_sign_char as Step<'_>)
                }
                fn step_11_of_sign_char(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_10_of_sign_char as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#ANY as Step<'_>)
                }
                fn step_1_of_and(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("and").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_and(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_and as Step<'_>)
                }
                fn step_3_of_and(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_and as Step<'_>)
                }
                fn step_1_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(self::r#WHITESPACE as Step<'_>)
                }
                fn step_2_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#WHITESPACE(state).and_then(step_1_of_a_new as Step<'_>)
                }
                fn step_3_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_a_new as Step<'_>)
                }
                fn step_4_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("new")
                }
                fn step_5_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("a")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_4_of_a_new as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_6_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_a_new as Step<'_>)
                }
                fn step_7_of_a_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_6_of_a_new as Step<'_>)
                }
                fn step_1_of_all(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("all").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_all(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_all as Step<'_>)
                }
                fn step_3_of_all(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_all as Step<'_>)
                }
                fn step_1_of_answers(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("answers")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_answers(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_answers as Step<'_>)
                }
                fn step_3_of_answers(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_answers as Step<'_>)
                }
                fn step_1_of_any(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("any").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_any(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_any as Step<'_>)
                }
                fn step_3_of_any(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_any as Step<'_>)
                }
                fn step_1_of_are(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("are").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_are(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_are as Step<'_>)
                }
                fn step_3_of_are(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_are as Step<'_>)
                }
                fn step_1_of_at_least(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("least")
                }
                fn step_2_of_at_least(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("at")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_at_least as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_at_least(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_at_least as Step<'_>)
                }
                fn step_4_of_at_least(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_at_least as Step<'_>,
                        )
                }
                fn step_1_of_at_most(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("most")
                }
                fn step_2_of_at_most(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("at")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_at_most as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_at_most(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_at_most as Step<'_>)
                }
                fn step_4_of_at_most(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_3_of_at_most as Step<'_>)
                }
                fn step_1_of_becomes(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("becomes")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_becomes(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_becomes as Step<'_>)
                }
                fn step_3_of_becomes(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_becomes as Step<'_>)
                }
                fn step_1_of_between(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("between")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_between(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_between as Step<'_>)
                }
                fn step_3_of_between(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_between as Step<'_>)
                }
                fn step_1_of_by(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("by").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_by(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_by as Step<'_>)
                }
                fn step_3_of_by(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_by as Step<'_>)
                }
                fn step_1_of_called(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("called").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_called(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_called as Step<'_>)
                }
                fn step_3_of_called(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_called as Step<'_>)
                }
                fn step_1_of_cancel(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("cancel").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_cancel(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_cancel as Step<'_>)
                }
                fn step_3_of_cancel(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_cancel as Step<'_>)
                }
                fn step_1_of_contains(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("contains")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_contains(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_contains as Step<'_>)
                }
                fn step_3_of_contains(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_contains as Step<'_>,
                        )
                }
                fn step_1_of_each(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("each").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_each(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_each as Step<'_>)
                }
                fn step_3_of_each(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_each as Step<'_>)
                }
                fn step_1_of_emit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("emit").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_emit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_emit as Step<'_>)
                }
                fn step_3_of_emit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_emit as Step<'_>)
                }
                fn step_1_of_emitted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("emitted")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_emitted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_emitted as Step<'_>)
                }
                fn step_3_of_emitted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_emitted as Step<'_>)
                }
                fn step_1_of_entered(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("entered")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_entered(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_entered as Step<'_>)
                }
                fn step_3_of_entered(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_entered as Step<'_>)
                }
                fn step_1_of_enters(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("enters").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_enters(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_enters as Step<'_>)
                }
                fn step_3_of_enters(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_enters as Step<'_>)
                }
                fn step_1_of_equals(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("equals").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_equals(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_equals as Step<'_>)
                }
                fn step_3_of_equals(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_equals as Step<'_>)
                }
                fn step_1_of_every_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("every").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_every_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_every_ as Step<'_>)
                }
                fn step_3_of_every_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_every_ as Step<'_>)
                }
                fn step_1_of_event_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("event")
                }
                fn step_2_of_event_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("events")
                        .or_else(step_1_of_event_word as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_event_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_event_word as Step<'_>)
                }
                fn step_4_of_event_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_event_word as Step<'_>,
                        )
                }
                fn step_1_of_for_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("for").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_for_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_for_ as Step<'_>)
                }
                fn step_3_of_for_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_for_ as Step<'_>)
                }
                fn step_1_of_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("from").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_from as Step<'_>)
                }
                fn step_3_of_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_from as Step<'_>)
                }
                fn step_1_of_greater(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("than")
                }
                fn step_2_of_greater(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("greater")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_greater as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_greater(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_greater as Step<'_>)
                }
                fn step_4_of_greater(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_3_of_greater as Step<'_>)
                }
                fn step_1_of_fewer_than(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("fewer")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_greater as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_fewer_than(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_fewer_than as Step<'_>)
                }
                fn step_3_of_fewer_than(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_fewer_than as Step<'_>,
                        )
                }
                fn step_1_of_has(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("has").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_has(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_has as Step<'_>)
                }
                fn step_3_of_has(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_has as Step<'_>)
                }
                fn step_1_of_in_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("in").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_in_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_in_ as Step<'_>)
                }
                fn step_3_of_in_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_in_ as Step<'_>)
                }
                fn step_1_of_is(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("is").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_is(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_is as Step<'_>)
                }
                fn step_3_of_is(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_is as Step<'_>)
                }
                fn step_1_of_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("item")
                }
                fn step_2_of_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("items")
                        .or_else(step_1_of_items as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_items as Step<'_>)
                }
                fn step_4_of_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_3_of_items as Step<'_>)
                }
                fn step_1_of_less(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("less")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_greater as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_less(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_less as Step<'_>)
                }
                fn step_3_of_less(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_less as Step<'_>)
                }
                fn step_1_of_more_than(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("more")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_greater as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_more_than(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_more_than as Step<'_>)
                }
                fn step_3_of_more_than(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_more_than as Step<'_>,
                        )
                }
                fn step_1_of_never(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("never").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_never(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_never as Step<'_>)
                }
                fn step_3_of_never(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_never as Step<'_>)
                }
                fn step_1_of_no(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("no").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_no(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_no as Step<'_>)
                }
                fn step_3_of_no(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_no as Step<'_>)
                }
                fn step_1_of_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("not").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_not as Step<'_>)
                }
                fn step_3_of_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_not as Step<'_>)
                }
                fn step_1_of_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("of").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_of as Step<'_>)
                }
                fn step_3_of_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_of as Step<'_>)
                }
                fn step_1_of_on(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("on").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_on(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_on as Step<'_>)
                }
                fn step_3_of_on(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_on as Step<'_>)
                }
                fn step_1_of_or(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("or").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_or(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_or as Step<'_>)
                }
                fn step_3_of_or(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_or as Step<'_>)
                }
                fn step_1_of_received(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("received")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_received(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_received as Step<'_>)
                }
                fn step_3_of_received(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_received as Step<'_>,
                        )
                }
                fn step_1_of_reject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("reject").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_reject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_reject as Step<'_>)
                }
                fn step_3_of_reject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_reject as Step<'_>)
                }
                fn step_1_of_receives(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("receives")
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_receives(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_receives as Step<'_>)
                }
                fn step_3_of_receives(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_receives as Step<'_>,
                        )
                }
                fn step_1_of_sends(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("sends").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_sends(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_sends as Step<'_>)
                }
                fn step_3_of_sends(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_sends as Step<'_>)
                }
                fn step_1_of_some(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("some").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_some(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_some as Step<'_>)
                }
                fn step_3_of_some(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_some as Step<'_>)
                }
                fn step_1_of_throws(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("throws").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_throws(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_throws as Step<'_>)
                }
                fn step_3_of_throws(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_throws as Step<'_>)
                }
                fn step_1_of_timer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("timer").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_timer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_timer as Step<'_>)
                }
                fn step_3_of_timer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_timer as Step<'_>)
                }
                fn step_1_of_to(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("to").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_to(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_to as Step<'_>)
                }
                fn step_3_of_to(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_to as Step<'_>)
                }
                fn step_1_of_until_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("until").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_until_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_until_ as Step<'_>)
                }
                fn step_3_of_until_(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_until_ as Step<'_>)
                }
                fn step_1_of_was(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("was").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_was(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_was as Step<'_>)
                }
                fn step_3_of_was(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_was as Step<'_>)
                }
                fn step_1_of_with(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("with").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_with(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_with as Step<'_>)
                }
                fn step_3_of_with(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_with as Step<'_>)
                }
                fn step_1_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#operator(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#operand as Step<'_>)
                }
                fn step_2_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_expr as Step<'_>)
                }
                fn step_3_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_expr as Step<'_>)
                }
                fn step_4_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_expr as Step<'_>)
                }
                fn step_5_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_expr as Step<'_>)
                }
                fn step_6_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_expr as Step<'_>)
                        .and_then(step_5_of_expr as Step<'_>)
                }
                fn step_7_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_expr as Step<'_>)
                }
                fn step_8_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_expr as Step<'_>)
                }
                fn step_9_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#operand(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_expr as Step<'_>)
                }
                fn step_10_of_expr(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_expr as Step<'_>)
                }
                fn step_1_of_operator(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("*")
                }
                fn step_2_of_operator(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("/")
                }
                fn step_3_of_operator(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("+")
                        .or_else(step_1_of_number as Step<'_>)
                        .or_else(step_1_of_operator as Step<'_>)
                        .or_else(step_2_of_operator as Step<'_>)
                        .or_else(self::r#operator_word as Step<'_>)
                }
                fn step_1_of_operator_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("div")
                }
                fn step_2_of_operator_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("mod")
                        .or_else(step_1_of_operator_word as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_operator_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_operator_word as Step<'_>)
                }
                fn step_4_of_operator_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_operator_word as Step<'_>,
                        )
                }
                fn step_1_of_operand(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#unit as Step<'_>)
                }
                fn step_2_of_operand(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#number(state)
                        .or_else(self::r#owned as Step<'_>)
                        .or_else(self::r#path as Step<'_>)
                        .or_else(self::r#group as Step<'_>)
                        .or_else(self::r#call as Step<'_>)
                        .or_else(self::r#applied as Step<'_>)
                        .or_else(self::r#negated as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_operand as Step<'_>)
                }
                fn step_1_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("+").or_else(step_1_of_number as Step<'_>)
                }
                fn step_2_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_1_of_amount as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#operator as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#plain as Step<'_>)
                }
                fn step_3_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_amount as Step<'_>)
                }
                fn step_4_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_3_of_amount as Step<'_>)
                }
                fn step_5_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_amount as Step<'_>)
                }
                fn step_6_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_5_of_amount as Step<'_>)
                }
                fn step_7_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_2_of_amount as Step<'_>)
                        .and_then(step_6_of_amount as Step<'_>)
                }
                fn step_8_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_7_of_amount as Step<'_>)
                }
                fn step_9_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_8_of_amount as Step<'_>)
                }
                fn step_10_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#plain(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_amount as Step<'_>)
                }
                fn step_11_of_amount(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_10_of_amount as Step<'_>)
                }
                fn step_1_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("s")
                }
                fn step_2_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("h")
                }
                fn step_3_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("d")
                }
                fn step_4_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("w")
                }
                fn step_5_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("m")
                        .or_else(step_1_of_unit as Step<'_>)
                        .or_else(step_2_of_unit as Step<'_>)
                        .or_else(step_3_of_unit as Step<'_>)
                        .or_else(step_4_of_unit as Step<'_>)
                }
                fn step_6_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("millisecond")
                }
                fn step_7_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("second")
                }
                fn step_8_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("minute")
                }
                fn step_9_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("hour")
                }
                fn step_10_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("day")
                }
                fn step_11_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("week")
                }
                fn step_12_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("microsecond")
                        .or_else(step_6_of_unit as Step<'_>)
                        .or_else(step_7_of_unit as Step<'_>)
                        .or_else(step_8_of_unit as Step<'_>)
                        .or_else(step_9_of_unit as Step<'_>)
                        .or_else(step_10_of_unit as Step<'_>)
                        .or_else(step_11_of_unit as Step<'_>)
                }
                fn step_13_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_1_of_unit as Step<'_>)
                }
                fn step_14_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, step_5_of_unit as Step<'_>)
                        .and_then(step_12_of_unit as Step<'_>)
                        .and_then(step_13_of_unit as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_15_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_14_of_unit as Step<'_>)
                }
                fn step_16_of_unit(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_15_of_unit as Step<'_>)
                }
                fn step_1_of_owned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#path(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_owned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_owned as Step<'_>)
                }
                fn step_1_of_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#list_word(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#path as Step<'_>)
                }
                fn step_2_of_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_of_list as Step<'_>)
                }
                fn step_1_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("last")
                }
                fn step_2_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("count")
                }
                fn step_3_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("sum")
                }
                fn step_4_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("smallest")
                }
                fn step_5_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("largest")
                }
                fn step_6_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("first")
                        .or_else(step_1_of_list_word as Step<'_>)
                        .or_else(step_2_of_list_word as Step<'_>)
                        .or_else(step_3_of_list_word as Step<'_>)
                        .or_else(step_4_of_list_word as Step<'_>)
                        .or_else(step_5_of_list_word as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_7_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_6_of_list_word as Step<'_>)
                }
                fn step_8_of_list_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_7_of_list_word as Step<'_>,
                        )
                }
                fn step_1_of_group(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(")")
                }
                fn step_2_of_group(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("(")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_group as Step<'_>)
                }
                fn step_3_of_group(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_group as Step<'_>)
                }
                fn step_1_of_negated(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#path(state)
                        .or_else(self::r#group as Step<'_>)
                        .or_else(self::r#call as Step<'_>)
                        .or_else(self::r#applied as Step<'_>)
                }
                fn step_2_of_negated(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("-")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_negated as Step<'_>)
                }
                fn step_3_of_negated(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_negated as Step<'_>)
                }
                fn step_1_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(self::r#not as Step<'_>)
                }
                fn step_2_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_inverted as Step<'_>)
                }
                fn step_3_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_2_of_inverted as Step<'_>)
                }
                fn step_4_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#not(state).and_then(step_3_of_inverted as Step<'_>)
                }
                fn step_5_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_4_of_inverted as Step<'_>)
                }
                fn step_6_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_inverted as Step<'_>)
                }
                fn step_7_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#not(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_6_of_inverted as Step<'_>)
                }
                fn step_8_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#path(state)
                        .or_else(self::r#group as Step<'_>)
                        .or_else(self::r#boolean as Step<'_>)
                }
                fn step_9_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_7_of_inverted as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_inverted as Step<'_>)
                }
                fn step_10_of_inverted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_inverted as Step<'_>)
                }
                fn step_1_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("(")
                }
                fn step_2_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_3_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_applied as Step<'_>)
                }
                fn step_4_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_3_of_applied as Step<'_>)
                }
                fn step_5_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_applied as Step<'_>)
                }
                fn step_6_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_5_of_applied as Step<'_>)
                }
                fn step_7_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_2_of_applied as Step<'_>)
                        .and_then(step_6_of_applied as Step<'_>)
                }
                fn step_8_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_7_of_applied as Step<'_>)
                }
                fn step_9_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_8_of_applied as Step<'_>)
                }
                fn step_10_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#function(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_applied as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_applied as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_group as Step<'_>)
                }
                fn step_11_of_applied(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_10_of_applied as Step<'_>)
                }
                fn step_1_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("floor")
                }
                fn step_2_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("ceil")
                }
                fn step_3_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("abs")
                }
                fn step_4_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("min")
                }
                fn step_5_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("max")
                }
                fn step_6_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("length")
                }
                fn step_7_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("text")
                }
                fn step_8_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("round")
                        .or_else(step_1_of_function as Step<'_>)
                        .or_else(step_2_of_function as Step<'_>)
                        .or_else(step_3_of_function as Step<'_>)
                        .or_else(step_4_of_function as Step<'_>)
                        .or_else(step_5_of_function as Step<'_>)
                        .or_else(step_6_of_function as Step<'_>)
                        .or_else(step_7_of_function as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_9_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_8_of_function as Step<'_>)
                }
                fn step_10_of_function(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_9_of_function as Step<'_>,
                        )
                }
                fn step_1_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#expr(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_applied as Step<'_>)
                }
                fn step_2_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_list as Step<'_>)
                }
                fn step_3_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_2_of_list as Step<'_>)
                }
                fn step_4_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("]")
                }
                fn step_5_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("[")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_list as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_4_of_list as Step<'_>)
                }
                fn step_6_of_list(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_list as Step<'_>)
                }
                fn step_1_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#entry as Step<'_>)
                }
                fn step_2_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_object as Step<'_>)
                }
                fn step_3_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_object as Step<'_>)
                }
                fn step_4_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_object as Step<'_>)
                }
                fn step_5_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_object as Step<'_>)
                }
                fn step_6_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_object as Step<'_>)
                        .and_then(step_5_of_object as Step<'_>)
                }
                fn step_7_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_object as Step<'_>)
                }
                fn step_8_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_object as Step<'_>)
                }
                fn step_9_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#entry(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_object as Step<'_>)
                }
                fn step_10_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_object as Step<'_>)
                }
                fn step_11_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_10_of_object as Step<'_>)
                }
                fn step_12_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("}")
                }
                fn step_13_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("{")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_11_of_object as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_12_of_object as Step<'_>)
                }
                fn step_14_of_object(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_13_of_object as Step<'_>)
                }
                fn step_1_of_entry(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(":")
                }
                fn step_2_of_entry(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#name(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_entry as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_3_of_entry(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_entry as Step<'_>)
                }
                fn step_1_of_call(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("now")
                }
                fn step_2_of_call(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("uuid")
                        .or_else(step_1_of_call as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_applied as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_group as Step<'_>)
                }
                fn step_3_of_call(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_call as Step<'_>)
                }
                fn step_1_of_value(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(self::r#part as Step<'_>)
                }
                fn step_2_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_phrase as Step<'_>)
                }
                fn step_3_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_2_of_phrase as Step<'_>)
                }
                fn step_4_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#part(state).and_then(step_3_of_phrase as Step<'_>)
                }
                fn step_5_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_4_of_phrase as Step<'_>)
                }
                fn step_6_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_phrase as Step<'_>)
                }
                fn step_7_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#part(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_6_of_phrase as Step<'_>)
                }
                fn step_8_of_phrase(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_phrase as Step<'_>)
                }
                fn step_1_of_phrase_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#phrase as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_field(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#path(state).or_else(step_3_of_entry as Step<'_>)
                }
                fn step_1_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#field as Step<'_>)
                }
                fn step_2_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_fields as Step<'_>)
                }
                fn step_3_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_fields as Step<'_>)
                }
                fn step_4_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_fields as Step<'_>)
                }
                fn step_5_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_fields as Step<'_>)
                }
                fn step_6_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_fields as Step<'_>)
                        .and_then(step_5_of_fields as Step<'_>)
                }
                fn step_7_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_fields as Step<'_>)
                }
                fn step_8_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_fields as Step<'_>)
                }
                fn step_9_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#with(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#field as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_fields as Step<'_>)
                }
                fn step_10_of_fields(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_fields as Step<'_>)
                }
                fn step_1_of_table(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#with(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_entry as Step<'_>)
                }
                fn step_2_of_table(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_table as Step<'_>)
                }
                fn step_1_of_field_name(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#name as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_with_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#payload as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_machine_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("machine")
                }
                fn step_2_of_machine_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_machine_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_entry as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_starts_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("starts")
                }
                fn step_2_of_starts_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_starts_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#in_ as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_actor_name(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("ends")
                }
                fn step_2_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                }
                fn step_3_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_ends_line as Step<'_>)
                }
                fn step_4_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_3_of_ends_line as Step<'_>)
                }
                fn step_5_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_ends_line as Step<'_>)
                }
                fn step_6_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_5_of_ends_line as Step<'_>)
                }
                fn step_7_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_2_of_ends_line as Step<'_>)
                        .and_then(step_6_of_ends_line as Step<'_>)
                }
                fn step_8_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_7_of_ends_line as Step<'_>)
                }
                fn step_9_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_8_of_ends_line as Step<'_>)
                }
                fn step_10_of_ends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_ends_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#in_ as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_ends_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_group_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#is as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_ends_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("one")
                }
                fn step_2_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#path as Step<'_>)
                }
                fn step_3_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_one_line as Step<'_>)
                }
                fn step_4_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_3_of_one_line as Step<'_>)
                }
                fn step_5_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_one_line as Step<'_>)
                }
                fn step_6_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_5_of_one_line as Step<'_>)
                }
                fn step_7_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_2_of_one_line as Step<'_>)
                        .and_then(step_6_of_one_line as Step<'_>)
                }
                fn step_8_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_7_of_one_line as Step<'_>)
                }
                fn step_9_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_8_of_one_line as Step<'_>)
                }
                fn step_10_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#each(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#path as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_one_line as Step<'_>)
                }
                fn step_11_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_10_of_one_line as Step<'_>)
                }
                fn step_12_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#all(state).or_else(step_11_of_one_line as Step<'_>)
                }
                fn step_13_of_one_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_one_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#for_ as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_12_of_one_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_state_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_use_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#from as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#text as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#public as Step<'_>)
                }
                fn step_2_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#senders(state)
                        .or_else(self::r#any_state as Step<'_>)
                        .or_else(self::r#in_states as Step<'_>)
                        .or_else(self::r#api as Step<'_>)
                }
                fn step_3_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_on_line as Step<'_>)
                }
                fn step_4_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_on_line as Step<'_>)
                }
                fn step_5_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_on_line as Step<'_>)
                }
                fn step_6_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#senders(state)
                        .or_else(self::r#any_state as Step<'_>)
                        .or_else(self::r#in_states as Step<'_>)
                        .or_else(self::r#api as Step<'_>)
                        .and_then(step_5_of_on_line as Step<'_>)
                }
                fn step_7_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_on_line as Step<'_>)
                }
                fn step_8_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_on_line as Step<'_>)
                }
                fn step_9_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#declared as Step<'_>)
                }
                fn step_10_of_on_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#on as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_on_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_on_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_on_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_crossing_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#on as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#side as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_side(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("leaving")
                }
                fn step_2_of_side(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("entering")
                        .or_else(step_1_of_side as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_side(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_side as Step<'_>)
                }
                fn step_4_of_side(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_3_of_side as Step<'_>)
                }
                fn step_1_of_public(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(">")
                }
                fn step_1_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_senders as Step<'_>)
                }
                fn step_3_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_senders as Step<'_>)
                }
                fn step_4_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_senders as Step<'_>)
                }
                fn step_5_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_senders as Step<'_>)
                }
                fn step_6_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_senders as Step<'_>)
                        .and_then(step_5_of_senders as Step<'_>)
                }
                fn step_7_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_senders as Step<'_>)
                }
                fn step_8_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_senders as Step<'_>)
                }
                fn step_9_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#from(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_senders as Step<'_>)
                }
                fn step_10_of_senders(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_senders as Step<'_>)
                }
                fn step_1_of_sender(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#from(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_sender(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_sender as Step<'_>)
                }
                fn step_1_of_any_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#except(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_ends_line as Step<'_>)
                }
                fn step_2_of_any_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_any_state as Step<'_>)
                }
                fn step_3_of_any_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_2_of_any_state as Step<'_>)
                }
                fn step_4_of_any_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#in_(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#any as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state_word as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_any_state as Step<'_>)
                }
                fn step_5_of_any_state(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_any_state as Step<'_>)
                }
                fn step_1_of_except(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("except").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_except(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_except as Step<'_>)
                }
                fn step_3_of_except(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_except as Step<'_>)
                }
                fn step_1_of_state_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("state").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_state_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_state_word as Step<'_>)
                }
                fn step_3_of_state_word(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_state_word as Step<'_>,
                        )
                }
                fn step_1_of_in_states(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#in_(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_ends_line as Step<'_>)
                }
                fn step_2_of_in_states(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_in_states as Step<'_>)
                }
                fn step_1_of_api(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("api")
                }
                fn step_2_of_api(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("(")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_api as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_group as Step<'_>)
                }
                fn step_3_of_api(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_api as Step<'_>)
                }
                fn step_1_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#declared_field as Step<'_>)
                }
                fn step_2_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_declared as Step<'_>)
                }
                fn step_3_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_declared as Step<'_>)
                }
                fn step_4_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_declared as Step<'_>)
                }
                fn step_5_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_declared as Step<'_>)
                }
                fn step_6_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_declared as Step<'_>)
                        .and_then(step_5_of_declared as Step<'_>)
                }
                fn step_7_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_declared as Step<'_>)
                }
                fn step_8_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_declared as Step<'_>)
                }
                fn step_9_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#with(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#declared_field as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_declared as Step<'_>)
                }
                fn step_10_of_declared(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_declared as Step<'_>)
                }
                fn step_1_of_declared_field(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#type_mark as Step<'_>)
                }
                fn step_2_of_declared_field(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#path(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_declared_field as Step<'_>)
                }
                fn step_3_of_declared_field(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_declared_field as Step<'_>)
                }
                fn step_1_of_with_table(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#with as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_entry as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_transition_line(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#verb as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#verb(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                }
                fn step_2_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_subject as Step<'_>)
                }
                fn step_3_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_2_of_subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word as Step<'_>)
                }
                fn step_4_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_subject as Step<'_>)
                }
                fn step_5_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_4_of_subject as Step<'_>)
                }
                fn step_6_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_subject as Step<'_>)
                }
                fn step_7_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_6_of_subject as Step<'_>)
                }
                fn step_8_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_subject as Step<'_>)
                        .and_then(step_7_of_subject as Step<'_>)
                }
                fn step_9_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_8_of_subject as Step<'_>)
                }
                fn step_10_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_subject as Step<'_>)
                }
                fn step_11_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_10_of_subject as Step<'_>)
                }
                fn step_12_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_11_of_subject as Step<'_>)
                }
                fn step_13_of_subject(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state).or_else(step_12_of_subject as Step<'_>)
                }
                fn step_1_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("t")
                }
                fn step_2_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("c")
                }
                fn step_3_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("b")
                }
                fn step_4_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("e")
                }
                fn step_5_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("m")
                        .or_else(step_1_of_verb as Step<'_>)
                        .or_else(step_2_of_verb as Step<'_>)
                        .or_else(step_3_of_verb as Step<'_>)
                        .or_else(step_4_of_verb as Step<'_>)
                }
                fn step_6_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#moves(state)
                        .or_else(self::r#becomes as Step<'_>)
                        .or_else(self::r#enters as Step<'_>)
                }
                fn step_7_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, step_5_of_verb as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_6_of_verb as Step<'_>)
                }
                fn step_8_of_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_verb as Step<'_>)
                }
                fn step_1_of_moves(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("transitions")
                }
                fn step_2_of_moves(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("changes")
                }
                fn step_3_of_moves(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("to")
                }
                fn step_4_of_moves(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("moves")
                        .or_else(step_1_of_moves as Step<'_>)
                        .or_else(step_2_of_moves as Step<'_>)
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_3_of_moves as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_5_of_moves(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_moves as Step<'_>)
                }
                fn step_6_of_moves(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_5_of_moves as Step<'_>)
                }
                fn step_1_of_update_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#path as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_declared_field as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#update as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_type_mark(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(":")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#type_form as Step<'_>)
                }
                fn step_1_of_type_name(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .optional(step_1_of_sign_char as Step<'_>)
                        .and_then(self::r#word_char as Step<'_>)
                        .and_then(step_1_of_word as Step<'_>)
                }
                fn step_2_of_type_name(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_type_name as Step<'_>)
                }
                fn step_3_of_type_name(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_type_name as Step<'_>,
                        )
                }
                fn step_1_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#text as Step<'_>)
                }
                fn step_2_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_choice_type as Step<'_>)
                }
                fn step_3_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_2_of_choice_type as Step<'_>)
                }
                fn step_4_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_choice_type as Step<'_>)
                }
                fn step_5_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_choice_type as Step<'_>)
                }
                fn step_6_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_choice_type as Step<'_>)
                        .and_then(step_5_of_choice_type as Step<'_>)
                }
                fn step_7_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_choice_type as Step<'_>)
                }
                fn step_8_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_choice_type as Step<'_>)
                }
                fn step_9_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#one_of(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#text as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_choice_type as Step<'_>)
                }
                fn step_10_of_choice_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_choice_type as Step<'_>)
                }
                fn step_1_of_array_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#array_of(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#type_form as Step<'_>)
                }
                fn step_2_of_array_type(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_array_type as Step<'_>)
                }
                fn step_1_of_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("of")
                }
                fn step_2_of_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("one")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_one_of as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_one_of as Step<'_>)
                }
                fn step_4_of_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_3_of_one_of as Step<'_>)
                }
                fn step_1_of_array_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("array")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_one_of as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_array_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_array_of as Step<'_>)
                }
                fn step_3_of_array_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_2_of_array_of as Step<'_>,
                        )
                }
                fn step_1_of_type_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#type_form as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_update(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#change(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#by as Step<'_>)
                }
                fn step_2_of_update(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_update as Step<'_>)
                        .or_else(self::r#change_item as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_3_of_update(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_update as Step<'_>)
                }
                fn step_1_of_set(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#becomes(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_2_of_set(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_set as Step<'_>)
                }
                fn step_1_of_answer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#comes_from(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#phrase as Step<'_>)
                }
                fn step_2_of_answer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_answer as Step<'_>)
                }
                fn step_1_of_comes_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("from")
                }
                fn step_2_of_comes_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("comes")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_comes_from as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_comes_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_comes_from as Step<'_>)
                }
                fn step_4_of_comes_from(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_comes_from as Step<'_>,
                        )
                }
                fn step_1_of_change(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("decreases")
                }
                fn step_2_of_change(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("increases")
                        .or_else(step_1_of_change as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_change(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_change as Step<'_>)
                }
                fn step_4_of_change(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_3_of_change as Step<'_>)
                }
                fn step_1_of_change_item(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("removes")
                }
                fn step_2_of_change_item(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("adds")
                        .or_else(step_1_of_change_item as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_change_item(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_change_item as Step<'_>)
                }
                fn step_4_of_change_item(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_change_item as Step<'_>,
                        )
                }
                fn step_1_of_clears(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("clears").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_clears(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_clears as Step<'_>)
                }
                fn step_3_of_clears(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_clears as Step<'_>)
                }
                fn step_1_of_emit_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .or_else(self::r#to_new as Step<'_>)
                        .or_else(self::r#to_all as Step<'_>)
                        .or_else(self::r#path as Step<'_>)
                }
                fn step_2_of_emit_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#payload as Step<'_>)
                }
                fn step_3_of_emit_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#emit as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#to as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_emit_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_to_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#a_new(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_to_new(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_to_new as Step<'_>)
                }
                fn step_1_of_to_all(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#all(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_to_all(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_to_all as Step<'_>)
                }
                fn step_1_of_for_each_line(state: Input<'_>) -> ParseResult<Input<'_>> {
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
                }
                fn step_1_of_timer_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#start(state)
                        .or_else(self::r#schedule as Step<'_>)
                        .or_else(self::r#cancel_timer as Step<'_>)
                        .or_else(self::r#cancel_event as Step<'_>)
                }
                fn step_2_of_timer_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_timer_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#event as Step<'_>)
                }
                fn step_2_of_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("start")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#timer as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#due as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                }
                fn step_3_of_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_start as Step<'_>)
                }
                fn step_1_of_schedule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("schedule")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#due as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                }
                fn step_2_of_schedule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_schedule as Step<'_>)
                }
                fn step_1_of_after(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#for_(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#duration as Step<'_>)
                }
                fn step_2_of_after(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_after as Step<'_>)
                }
                fn step_1_of_every(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#every_(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#duration as Step<'_>)
                }
                fn step_2_of_every(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_every as Step<'_>)
                }
                fn step_1_of_until(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#until_(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_2_of_until(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_until as Step<'_>)
                }
                fn step_1_of_cancel_timer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#cancel(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#timer as Step<'_>)
                }
                fn step_2_of_cancel_timer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_cancel_timer as Step<'_>)
                }
                fn step_1_of_cancel_event(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#cancel(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                }
                fn step_2_of_cancel_event(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_cancel_event as Step<'_>)
                }
                fn step_1_of_reject_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#expr as Step<'_>)
                }
                fn step_2_of_reject_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#reject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_reject_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(false, self::r#operator as Step<'_>)
                }
                fn step_2_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#amount(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#unit as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_duration as Step<'_>)
                }
                fn step_3_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#number(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_duration as Step<'_>)
                }
                fn step_4_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_duration as Step<'_>)
                }
                fn step_5_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_4_of_duration as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_6_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_duration as Step<'_>)
                }
                fn step_7_of_duration(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_2_of_duration as Step<'_>)
                        .or_else(step_6_of_duration as Step<'_>)
                }
                fn step_1_of_condition_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#left(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#relation as Step<'_>)
                }
                fn step_2_of_condition_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_condition_line as Step<'_>)
                }
                fn step_3_of_condition_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#failure(state)
                        .or_else(step_2_of_condition_line as Step<'_>)
                        .or_else(self::r#path as Step<'_>)
                }
                fn step_4_of_condition_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_condition_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_failure(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#failed(state).or_else(self::r#did_not_fail as Step<'_>)
                }
                fn step_2_of_failure(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(true, self::r#EOI as Step<'_>)
                }
                fn step_3_of_failure(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("that")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_failure as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_failure as Step<'_>)
                }
                fn step_4_of_failure(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_failure as Step<'_>)
                }
                fn step_1_of_failed(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("failed").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_failed(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_failed as Step<'_>)
                }
                fn step_3_of_failed(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_failed as Step<'_>)
                }
                fn step_1_of_did_not_fail(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("not")
                }
                fn step_2_of_did_not_fail(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("fail")
                }
                fn step_3_of_did_not_fail(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("did")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_did_not_fail as Step<'_>)
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_2_of_did_not_fail as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_4_of_did_not_fail(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_did_not_fail as Step<'_>)
                }
                fn step_5_of_did_not_fail(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_4_of_did_not_fail as Step<'_>,
                        )
                }
                fn step_1_of_left(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(true, self::r#is as Step<'_>)
                }
                fn step_2_of_left(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_left as Step<'_>)
                }
                fn step_3_of_left(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(true, self::r#relation_start as Step<'_>)
                }
                fn step_4_of_left(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, self::r#value_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_left as Step<'_>)
                }
                fn step_5_of_left(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_left as Step<'_>)
                }
                fn step_1_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_range('0'..'9')
                }
                fn step_2_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("true")
                }
                fn step_3_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("empty")
                }
                fn step_4_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("uuid")
                }
                fn step_5_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#list_word(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_sign_char as Step<'_>)
                }
                fn step_6_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_value_start as Step<'_>)
                }
                fn step_7_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#function(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_applied as Step<'_>)
                }
                fn step_8_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_value_start as Step<'_>)
                }
                fn step_9_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("$")
                        .or_else(step_1_of_applied as Step<'_>)
                        .or_else(step_2_of_value_start as Step<'_>)
                        .or_else(step_1_of_boolean as Step<'_>)
                        .or_else(step_1_of_did_not_fail as Step<'_>)
                }
                fn step_10_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#not(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_value_start as Step<'_>)
                }
                fn step_11_of_value_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_10_of_value_start as Step<'_>)
                }
                fn step_1_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, self::r#relation_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word as Step<'_>)
                }
                fn step_2_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_words as Step<'_>)
                }
                fn step_3_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_words as Step<'_>)
                }
                fn step_4_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_words as Step<'_>)
                }
                fn step_5_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_words as Step<'_>)
                }
                fn step_6_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_words as Step<'_>)
                        .and_then(step_5_of_words as Step<'_>)
                }
                fn step_7_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_words as Step<'_>)
                }
                fn step_8_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_words as Step<'_>)
                }
                fn step_9_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_words as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_words as Step<'_>)
                }
                fn step_10_of_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_words as Step<'_>)
                }
                fn step_1_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("!")
                }
                fn step_2_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("i")
                }
                fn step_3_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_range('<'..'>')
                        .or_else(step_1_of_relation_start as Step<'_>)
                        .or_else(step_2_of_relation_start as Step<'_>)
                        .or_else(step_2_of_unit as Step<'_>)
                        .or_else(step_4_of_verb as Step<'_>)
                        .or_else(step_2_of_verb as Step<'_>)
                }
                fn step_4_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("<")
                }
                fn step_5_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("=")
                }
                fn step_6_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("!=")
                }
                fn step_7_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .or_else(self::r#has as Step<'_>)
                        .or_else(self::r#equals as Step<'_>)
                        .or_else(self::r#contains as Step<'_>)
                        .or_else(step_4_of_relation_start as Step<'_>)
                        .or_else(step_1_of_public as Step<'_>)
                        .or_else(step_5_of_relation_start as Step<'_>)
                        .or_else(step_6_of_relation_start as Step<'_>)
                }
                fn step_8_of_relation_start(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, step_3_of_relation_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_7_of_relation_start as Step<'_>)
                }
                fn step_1_of_is_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#not as Step<'_>)
                }
                fn step_2_of_is_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#in_ as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_ends_line as Step<'_>)
                }
                fn step_3_of_is_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_is_in as Step<'_>)
                }
                fn step_1_of_is_between(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#between as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#low as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#and as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#right as Step<'_>)
                }
                fn step_2_of_is_between(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_is_between as Step<'_>)
                }
                fn step_1_of_low(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(true, self::r#and as Step<'_>)
                }
                fn step_2_of_low(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, self::r#value_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_low as Step<'_>)
                }
                fn step_1_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, self::r#and as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word as Step<'_>)
                }
                fn step_2_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_low_words as Step<'_>)
                }
                fn step_3_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_low_words as Step<'_>)
                }
                fn step_4_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_low_words as Step<'_>)
                }
                fn step_5_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_low_words as Step<'_>)
                }
                fn step_6_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_low_words as Step<'_>)
                        .and_then(step_5_of_low_words as Step<'_>)
                }
                fn step_7_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_low_words as Step<'_>)
                }
                fn step_8_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_low_words as Step<'_>)
                }
                fn step_9_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_low_words as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_low_words as Step<'_>)
                }
                fn step_10_of_low_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_low_words as Step<'_>)
                }
                fn step_1_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#one as Step<'_>)
                }
                fn step_2_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_is_one_of as Step<'_>)
                }
                fn step_3_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_is_one_of as Step<'_>)
                }
                fn step_4_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_is_one_of as Step<'_>)
                }
                fn step_5_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_is_one_of as Step<'_>)
                }
                fn step_6_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_is_one_of as Step<'_>)
                        .and_then(step_5_of_is_one_of as Step<'_>)
                }
                fn step_7_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_is_one_of as Step<'_>)
                }
                fn step_8_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_is_one_of as Step<'_>)
                }
                fn step_9_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#one_of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#one as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_is_one_of as Step<'_>)
                }
                fn step_10_of_is_one_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_is_one_of as Step<'_>)
                }
                fn step_1_of_one(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(",").or_else(self::r#EOI as Step<'_>)
                }
                fn step_2_of_one(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.lookahead(true, step_1_of_one as Step<'_>)
                }
                fn step_3_of_one(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, self::r#value_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_one as Step<'_>)
                }
                fn step_1_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(self::r#word as Step<'_>)
                }
                fn step_2_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_one_words as Step<'_>)
                }
                fn step_3_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_2_of_one_words as Step<'_>)
                }
                fn step_4_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#word(state).and_then(step_3_of_one_words as Step<'_>)
                }
                fn step_5_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_4_of_one_words as Step<'_>)
                }
                fn step_6_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_one_words as Step<'_>)
                }
                fn step_7_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#word(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_6_of_one_words as Step<'_>)
                }
                fn step_8_of_one_words(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_one_words as Step<'_>)
                }
                fn step_1_of_is_empty(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#nothing as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_failure as Step<'_>)
                }
                fn step_2_of_is_empty(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_is_empty as Step<'_>)
                }
                fn step_1_of_has_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#has(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#items as Step<'_>)
                }
                fn step_2_of_has_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_has_items as Step<'_>)
                }
                fn step_1_of_has_no_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#has(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#no as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#items as Step<'_>)
                }
                fn step_2_of_has_no_items(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_has_no_items as Step<'_>)
                }
                fn step_1_of_has_count(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#at_least(state)
                        .or_else(self::r#at_most as Step<'_>)
                        .or_else(self::r#more_than as Step<'_>)
                        .or_else(self::r#fewer_than as Step<'_>)
                }
                fn step_2_of_has_count(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_1_of_has_count as Step<'_>)
                }
                fn step_3_of_has_count(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#has(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_has_count as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#items as Step<'_>)
                }
                fn step_4_of_has_count(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_has_count as Step<'_>)
                }
                fn step_1_of_includes(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#contains(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#right as Step<'_>)
                }
                fn step_2_of_includes(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_includes as Step<'_>)
                }
                fn step_1_of_compare(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#greater(state)
                        .or_else(self::r#less as Step<'_>)
                        .or_else(self::r#at_least as Step<'_>)
                        .or_else(self::r#at_most as Step<'_>)
                }
                fn step_2_of_compare(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_1_of_compare as Step<'_>)
                }
                fn step_3_of_compare(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_compare as Step<'_>)
                }
                fn step_4_of_compare(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_compare as Step<'_>)
                }
                fn step_5_of_compare(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#sign_operation(state)
                        .or_else(self::r#equals as Step<'_>)
                        .or_else(step_4_of_compare as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#right as Step<'_>)
                }
                fn step_6_of_compare(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_compare as Step<'_>)
                }
                fn step_1_of_sign_operation(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string(">=")
                }
                fn step_2_of_sign_operation(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("<=")
                        .or_else(step_1_of_sign_operation as Step<'_>)
                        .or_else(step_6_of_relation_start as Step<'_>)
                        .or_else(step_4_of_relation_start as Step<'_>)
                        .or_else(step_1_of_public as Step<'_>)
                        .or_else(step_5_of_relation_start as Step<'_>)
                }
                fn step_1_of_right(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(true, self::r#value_start as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_failure as Step<'_>)
                }
                fn step_1_of_member_fact_line(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#members_in(state).or_else(self::r#variable_of as Step<'_>)
                }
                fn step_2_of_member_fact_line(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_member_fact_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#then as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#one_answer as Step<'_>)
                }
                fn step_2_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_answers_line as Step<'_>)
                }
                fn step_3_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_2_of_answers_line as Step<'_>)
                }
                fn step_4_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_answers_line as Step<'_>)
                }
                fn step_5_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_answers_line as Step<'_>)
                }
                fn step_6_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_answers_line as Step<'_>)
                        .and_then(step_5_of_answers_line as Step<'_>)
                }
                fn step_7_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_answers_line as Step<'_>)
                }
                fn step_8_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_answers_line as Step<'_>)
                }
                fn step_9_of_answers_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#answers as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#one_answer as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_answers_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_one_answer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#fields as Step<'_>)
                }
                fn step_2_of_one_answer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#event(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_one_answer as Step<'_>)
                }
                fn step_3_of_one_answer(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_one_answer as Step<'_>)
                }
                fn step_1_of_then(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("then").and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_then(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_then as Step<'_>)
                }
                fn step_3_of_then(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_2_of_then as Step<'_>)
                }
                fn step_1_of_after_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("after")
                }
                fn step_2_of_after_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_after_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#duration as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_variable_fact_line(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#path as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_declared_field as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#is as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_assertion_line(state: Input<'_>) -> ParseResult<Input<'_>> {
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
                }
                fn step_2_of_assertion_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_assertion_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_got(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#did_not(state).or_else(self::r#received as Step<'_>)
                }
                fn step_2_of_got(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#event(state).or_else(self::r#anything as Step<'_>)
                }
                fn step_3_of_got(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_got as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_got as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                }
                fn step_4_of_got(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_got as Step<'_>)
                }
                fn step_1_of_did_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("receive")
                }
                fn step_2_of_did_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("did")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_did_not_fail as Step<'_>)
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_did_not as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_did_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_did_not as Step<'_>)
                }
                fn step_4_of_did_not(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_3_of_did_not as Step<'_>)
                }
                fn step_1_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("an")
                }
                fn step_2_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("a")
                }
                fn step_3_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("any")
                        .or_else(step_1_of_anything as Step<'_>)
                        .or_else(step_2_of_anything as Step<'_>)
                        .and_then(self::r#WHITESPACE as Step<'_>)
                        .and_then(step_1_of_a_new as Step<'_>)
                }
                fn step_4_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_anything as Step<'_>)
                }
                fn step_5_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("notification")
                }
                fn step_6_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("something")
                }
                fn step_7_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("anything")
                }
                fn step_8_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("events")
                }
                fn step_9_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("notifications")
                        .or_else(step_5_of_anything as Step<'_>)
                        .or_else(step_6_of_anything as Step<'_>)
                        .or_else(step_7_of_anything as Step<'_>)
                        .or_else(step_8_of_anything as Step<'_>)
                        .or_else(step_1_of_event_word as Step<'_>)
                }
                fn step_10_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .optional(step_4_of_anything as Step<'_>)
                        .and_then(step_9_of_anything as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_11_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_10_of_anything as Step<'_>)
                }
                fn step_12_of_anything(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_11_of_anything as Step<'_>,
                        )
                }
                fn step_1_of_counted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#received as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event_word as Step<'_>)
                }
                fn step_2_of_counted(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_counted as Step<'_>)
                }
                fn step_1_of_sent(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#receiver as Step<'_>)
                }
                fn step_2_of_sent(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#event(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#was as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#emitted as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_sent as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                }
                fn step_3_of_sent(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_sent as Step<'_>)
                }
                fn step_1_of_receiver(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#to(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_receiver(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_receiver as Step<'_>)
                }
                fn step_1_of_turned_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#with(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_2_of_turned_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_turned_away as Step<'_>)
                }
                fn step_3_of_turned_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_2_of_turned_away as Step<'_>)
                }
                fn step_4_of_turned_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#event(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#was as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#turned as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_turned_away as Step<'_>)
                }
                fn step_5_of_turned_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_turned_away as Step<'_>)
                }
                fn step_1_of_turning_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#turned as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                }
                fn step_2_of_turning_away(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_turning_away as Step<'_>)
                }
                fn step_1_of_none_turned_away(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .match_string("nothing")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#was as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#turned as Step<'_>)
                }
                fn step_2_of_none_turned_away(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_none_turned_away as Step<'_>)
                }
                fn step_1_of_turned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("refused")
                }
                fn step_2_of_turned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("rejected")
                        .or_else(step_1_of_turned as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_turned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_turned as Step<'_>)
                }
                fn step_4_of_turned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_3_of_turned as Step<'_>)
                }
                fn step_1_of_left_waiting(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#waiting_subject(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#is as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#waiting as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_failure as Step<'_>)
                }
                fn step_2_of_left_waiting(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_left_waiting as Step<'_>)
                }
                fn step_1_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#waiting as Step<'_>)
                }
                fn step_2_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_waiting_subject as Step<'_>)
                }
                fn step_3_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_2_of_waiting_subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word as Step<'_>)
                }
                fn step_4_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_waiting_subject as Step<'_>)
                }
                fn step_5_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_4_of_waiting_subject as Step<'_>)
                }
                fn step_6_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_waiting_subject as Step<'_>)
                }
                fn step_7_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.repeat(step_6_of_waiting_subject as Step<'_>)
                }
                fn step_8_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_waiting_subject as Step<'_>)
                        .and_then(step_7_of_waiting_subject as Step<'_>)
                }
                fn step_9_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.optional(step_8_of_waiting_subject as Step<'_>)
                }
                fn step_10_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_waiting_subject as Step<'_>)
                }
                fn step_11_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_waiting_subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_10_of_waiting_subject as Step<'_>)
                }
                fn step_12_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_11_of_waiting_subject as Step<'_>)
                }
                fn step_13_of_waiting_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#actor(state).or_else(step_12_of_waiting_subject as Step<'_>)
                }
                fn step_1_of_waiting(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("waiting")
                }
                fn step_2_of_waiting(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("left")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_waiting as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_waiting(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_waiting as Step<'_>)
                }
                fn step_4_of_waiting(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_3_of_waiting as Step<'_>)
                }
                fn step_1_of_history(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#history_subject(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#history_verb as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                }
                fn step_2_of_history(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_history as Step<'_>)
                }
                fn step_1_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, self::r#history_verb as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word as Step<'_>)
                }
                fn step_2_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_history_subject as Step<'_>)
                }
                fn step_3_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_2_of_history_subject as Step<'_>)
                }
                fn step_4_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_history_subject as Step<'_>)
                }
                fn step_5_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_history_subject as Step<'_>)
                }
                fn step_6_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_history_subject as Step<'_>)
                        .and_then(step_5_of_history_subject as Step<'_>)
                }
                fn step_7_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_history_subject as Step<'_>)
                }
                fn step_8_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_history_subject as Step<'_>)
                }
                fn step_9_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_history_subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_history_subject as Step<'_>)
                }
                fn step_10_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_history_subject as Step<'_>)
                }
                fn step_11_of_history_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#actor(state).or_else(step_10_of_history_subject as Step<'_>)
                }
                fn step_1_of_history_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .optional(self::r#never as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#been_in as Step<'_>)
                }
                fn step_2_of_history_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_history_verb as Step<'_>)
                }
                fn step_3_of_history_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#entered(state).or_else(step_2_of_history_verb as Step<'_>)
                }
                fn step_4_of_history_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#has(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_history_verb as Step<'_>)
                }
                fn step_5_of_history_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_4_of_history_verb as Step<'_>)
                }
                fn step_1_of_been_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("in")
                }
                fn step_2_of_been_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("been")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_been_in as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_been_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_been_in as Step<'_>)
                }
                fn step_4_of_been_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_3_of_been_in as Step<'_>)
                }
                fn step_1_of_members_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#quantity(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                }
                fn step_2_of_members_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#which as Step<'_>)
                }
                fn step_3_of_members_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_members_in as Step<'_>)
                }
                fn step_4_of_members_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state).or_else(self::r#are as Step<'_>)
                }
                fn step_5_of_members_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_members_in as Step<'_>)
                        .or_else(step_3_of_members_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_4_of_members_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#in_ as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_ends_line as Step<'_>)
                }
                fn step_6_of_members_in(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_members_in as Step<'_>)
                }
                fn step_1_of_quantity(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#at_least(state).or_else(self::r#at_most as Step<'_>)
                }
                fn step_2_of_quantity(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .optional(step_1_of_quantity as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#number as Step<'_>)
                }
                fn step_3_of_quantity(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_quantity as Step<'_>)
                }
                fn step_1_of_which(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("(")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#number as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_group as Step<'_>)
                }
                fn step_2_of_which(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_which as Step<'_>)
                }
                fn step_3_of_which(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#text(state).or_else(step_2_of_which as Step<'_>)
                }
                fn step_1_of_variable_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#which as Step<'_>)
                }
                fn step_2_of_variable_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#sign_operation(state)
                        .or_else(self::r#equals as Step<'_>)
                        .or_else(step_4_of_compare as Step<'_>)
                }
                fn step_3_of_variable_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#path(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_variable_of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_variable_of as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                }
                fn step_4_of_variable_of(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_variable_of as Step<'_>)
                }
                fn step_1_of_call_made(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#action(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#was as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#called as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                }
                fn step_2_of_call_made(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_call_made as Step<'_>)
                }
                fn step_1_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#was(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_is_in as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#called as Step<'_>)
                }
                fn step_2_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_action as Step<'_>)
                }
                fn step_3_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_2_of_action as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#part as Step<'_>)
                }
                fn step_4_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_action as Step<'_>)
                }
                fn step_5_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_4_of_action as Step<'_>)
                }
                fn step_6_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_5_of_action as Step<'_>)
                }
                fn step_7_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_6_of_action as Step<'_>)
                }
                fn step_8_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_action as Step<'_>)
                        .and_then(step_7_of_action as Step<'_>)
                }
                fn step_9_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_8_of_action as Step<'_>)
                }
                fn step_10_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_action as Step<'_>)
                }
                fn step_11_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_3_of_action as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_10_of_action as Step<'_>)
                }
                fn step_12_of_action(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_11_of_action as Step<'_>)
                }
                fn step_1_of_rule_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#receives_rule(state)
                        .or_else(self::r#reaches_rule as Step<'_>)
                }
                fn step_2_of_rule_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_rule_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .or_else(self::r#or as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                }
                fn step_2_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_receives_rule as Step<'_>)
                }
                fn step_3_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_2_of_receives_rule as Step<'_>)
                }
                fn step_4_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_receives_rule as Step<'_>)
                }
                fn step_5_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_receives_rule as Step<'_>)
                }
                fn step_6_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_receives_rule as Step<'_>)
                        .and_then(step_5_of_receives_rule as Step<'_>)
                }
                fn step_7_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_receives_rule as Step<'_>)
                }
                fn step_8_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_receives_rule as Step<'_>)
                }
                fn step_9_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#at_most_once as Step<'_>)
                }
                fn step_10_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#actor(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#receives as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_receives_rule as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_9_of_receives_rule as Step<'_>)
                }
                fn step_11_of_receives_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_10_of_receives_rule as Step<'_>)
                }
                fn step_1_of_at_most_once(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("once")
                }
                fn step_2_of_at_most_once(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("at")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_at_most as Step<'_>)
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_1_of_at_most_once as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_at_most_once(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_at_most_once as Step<'_>)
                }
                fn step_4_of_at_most_once(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_at_most_once as Step<'_>,
                        )
                }
                fn step_1_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string(",")
                        .or_else(self::r#or as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                }
                fn step_2_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_reaches_rule as Step<'_>)
                }
                fn step_3_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_2_of_reaches_rule as Step<'_>)
                }
                fn step_4_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_reaches_rule as Step<'_>)
                }
                fn step_5_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_reaches_rule as Step<'_>)
                }
                fn step_6_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_reaches_rule as Step<'_>)
                        .and_then(step_5_of_reaches_rule as Step<'_>)
                }
                fn step_7_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_reaches_rule as Step<'_>)
                }
                fn step_8_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_reaches_rule as Step<'_>)
                }
                fn step_9_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#reaches_subject(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#gets_to as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#state as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_reaches_rule as Step<'_>)
                }
                fn step_10_of_reaches_rule(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_reaches_rule as Step<'_>)
                }
                fn step_1_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, self::r#gets_to as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#word as Step<'_>)
                }
                fn step_2_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_reaches_subject as Step<'_>)
                }
                fn step_3_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state)
                        .and_then(step_2_of_reaches_subject as Step<'_>)
                }
                fn step_4_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_reaches_subject as Step<'_>)
                }
                fn step_5_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_reaches_subject as Step<'_>)
                }
                fn step_6_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_reaches_subject as Step<'_>)
                        .and_then(step_5_of_reaches_subject as Step<'_>)
                }
                fn step_7_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_reaches_subject as Step<'_>)
                }
                fn step_8_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_reaches_subject as Step<'_>)
                }
                fn step_9_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_reaches_subject as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_reaches_subject as Step<'_>)
                }
                fn step_10_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_reaches_subject as Step<'_>)
                }
                fn step_11_of_reaches_subject(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#actor(state).or_else(step_10_of_reaches_subject as Step<'_>)
                }
                fn step_1_of_gets_to(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("gets")
                        .and_then(step_3_of_a_new as Step<'_>)
                        .and_then(step_3_of_moves as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_2_of_gets_to(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_gets_to as Step<'_>)
                }
                fn step_3_of_gets_to(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(::pest::Atomicity::Atomic, step_2_of_gets_to as Step<'_>)
                }
                fn step_1_of_sends_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#sends as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#cell(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_6_of_sign_char as Step<'_>)
                }
                fn step_2_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_row_line as Step<'_>)
                }
                fn step_3_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_row_line as Step<'_>)
                }
                fn step_4_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_row_line as Step<'_>)
                }
                fn step_5_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_row_line as Step<'_>)
                }
                fn step_6_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_row_line as Step<'_>)
                        .and_then(step_5_of_row_line as Step<'_>)
                }
                fn step_7_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_row_line as Step<'_>)
                }
                fn step_8_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_row_line as Step<'_>)
                }
                fn step_9_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_row_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_row_line as Step<'_>)
                }
                fn step_10_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_row_line as Step<'_>)
                }
                fn step_11_of_row_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_6_of_sign_char as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_10_of_row_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("|").or_else(step_13_of_quoted as Step<'_>)
                }
                fn step_2_of_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, step_1_of_cell as Step<'_>)
                        .and_then(self::r#ANY as Step<'_>)
                }
                fn step_3_of_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_cell as Step<'_>)
                }
                fn step_4_of_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#quoted(state).or_else(step_3_of_cell as Step<'_>)
                }
                fn step_5_of_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_cell as Step<'_>)
                }
                fn step_6_of_cell(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_5_of_cell as Step<'_>)
                }
                fn step_1_of_for_event_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#nth as Step<'_>)
                }
                fn step_2_of_for_event_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#for_ as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_for_event_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_sent as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_entry as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_nth(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("(")
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#count as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_group as Step<'_>)
                }
                fn step_2_of_nth(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_nth as Step<'_>)
                }
                fn step_1_of_count(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_number as Step<'_>)
                }
                fn step_2_of_count(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.atomic(::pest::Atomicity::Atomic, step_1_of_count as Step<'_>)
                }
                fn step_1_of_assignment_line(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#path(state).or_else(self::r#name as Step<'_>)
                }
                fn step_2_of_assignment_line(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_assignment_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#is as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#expr as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_throws_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#thrower as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#throws as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#text as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .lookahead(false, self::r#throws as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#part as Step<'_>)
                }
                fn step_2_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_thrower as Step<'_>)
                }
                fn step_3_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    super::hidden::skip(state).and_then(step_2_of_thrower as Step<'_>)
                }
                fn step_4_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_3_of_thrower as Step<'_>)
                }
                fn step_5_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.repeat(step_4_of_thrower as Step<'_>)
                }
                fn step_6_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_thrower as Step<'_>)
                        .and_then(step_5_of_thrower as Step<'_>)
                }
                fn step_7_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(step_6_of_thrower as Step<'_>)
                }
                fn step_8_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_7_of_thrower as Step<'_>)
                }
                fn step_9_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .sequence(step_1_of_thrower as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_8_of_thrower as Step<'_>)
                }
                fn step_10_of_thrower(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_9_of_thrower as Step<'_>)
                }
                fn step_1_of_script_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#script_sender as Step<'_>)
                }
                fn step_2_of_script_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#script_receiver as Step<'_>)
                }
                fn step_3_of_script_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.optional(self::r#is_turned as Step<'_>)
                }
                fn step_4_of_script_line(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#SOI(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#script_verb as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#event as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_for_event_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_script_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_script_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_2_of_emit_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_script_line as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#EOI as Step<'_>)
                }
                fn step_1_of_script_sender(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#from(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_variable_of as Step<'_>)
                }
                fn step_2_of_script_sender(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_script_sender as Step<'_>)
                }
                fn step_1_of_script_receiver(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    self::r#to(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#actor as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_1_of_variable_of as Step<'_>)
                }
                fn step_2_of_script_receiver(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_script_receiver as Step<'_>)
                }
                fn step_1_of_is_turned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    self::r#is(state)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(self::r#turned as Step<'_>)
                        .and_then(super::hidden::skip as Step<'_>)
                        .and_then(step_3_of_turned_away as Step<'_>)
                }
                fn step_2_of_is_turned(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_1_of_is_turned as Step<'_>)
                }
                fn step_1_of_script_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.match_string("then")
                }
                fn step_2_of_script_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .match_string("after")
                        .or_else(step_1_of_did_not as Step<'_>)
                        .or_else(step_1_of_script_verb as Step<'_>)
                        .and_then(step_2_of_actor_id as Step<'_>)
                }
                fn step_3_of_script_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.sequence(step_2_of_script_verb as Step<'_>)
                }
                fn step_4_of_script_verb(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state
                        .atomic(
                            ::pest::Atomicity::Atomic,
                            step_3_of_script_verb as Step<'_>,
                        )
                }
                fn step_1_of_eoi(state: Input<'_>) -> ParseResult<Input<'_>> {
                    state.end_of_input()
                }
                fn step_1_of_ascii_hex_digit(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.match_range('a'..'f')
                }
                fn step_2_of_ascii_hex_digit(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.match_range('A'..'F')
                }
                fn step_1_of_ascii_alphanumeric(
                    state: Input<'_>,
                ) -> ParseResult<Input<'_>> {
                    state.match_range('A'..'Z')
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
