/**
 * The tree-sitter grammar of Flow.
 *
 * It goes line by line, as the language does, and lines nest by indentation, which `src/scanner.c` finds. It accepts more than
 * the language: the first word of a line determines its kind, and the rest is a sequence of names, values, keywords and plain words. So
 * a line that is being typed has a tree too, and no phrase is an error. The compiler checks the details.
 *
 * @author The authors of Flow
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const LETTER = "[\\p{L}\\p{M}\\p{N}_]";
const NAME = `[\\p{L}_]${LETTER}*`;

/** Words of the forms of lines. In phrases they are plain words, which the queries tell from the line. */
const KEYWORDS = [
  "from", "to", "in", "with", "any", "state", "except", "for", "all", "every", "some", "no", "until", "after", "then",
  "a", "new", "at", "least", "most", "once", "while", "when", "timer", "schedule", "cancel", "start", "ignore", "defer",
  "reject", "else", "api", "on", "emit", "otherwise", "answers", "throws", "receive",
];
/** Words of conditions, values and assertions. */
const OPERATORS = [
  "is", "are", "not", "has", "have", "contains", "equals", "between", "and", "or", "of", "mod", "div", "greater", "less", "more",
  "fewer", "than", "items", "item", "never", "been", "entered", "received", "receives", "sends", "gets", "was", "were", "emitted",
  "called", "rejected", "refused", "did", "that", "failed", "fail", "hold", "together",
];
const CONSTANTS = ["true", "false", "empty"];
const TYPES = ["string", "number", "integer", "boolean", "array", "object", "time", "duration", "one"];
const FUNCTIONS = ["uuid", "now", "round", "floor", "ceil", "abs", "min", "max", "length", "text", "first", "last", "count", "sum", "smallest", "largest"];
const VERBS = ["becomes", "enters", "adds", "removes", "clears"];

/** Words at which a line of another kind begins. */
const FIRST = ["on", "emit", "with", "otherwise", "for", "when"];

export default grammar({
  name: "flow",

  externals: ($) => [$._newline, $._indent, $._dedent, $.error_sentinel],

  extras: ($) => [/\s|\uFEFF/, $.comment],

  word: ($) => $.word,

  rules: {
    // The first line may be indented.
    source_file: ($) => seq(optional($.block), repeat($._block)),

    // A line with the lines that are deeper.
    _block: ($) => choice(
      $.system, $.machine, $.scenario, $.test, $.section, $.group_of_tests, $.handler, $.emit, $.payload, $.guard, $.assertion,
      $.otherwise, $.loop, $.update, $.states, $.trigger, $.row, $.step,
    ),
    _end: ($) => seq($._newline, optional($.block)),
    block: ($) => seq($._indent, repeat1($._block), $._dedent),

    system: ($) => seq("system:", optional(field("name", $.title)), $._end),
    machine: ($) => seq("machine:", repeat($._item), $._end),
    scenario: ($) => seq("scenario:", optional(field("name", $.title)), $._end),
    test: ($) => seq("test:", optional(field("target", choice($.actor, $.title))), $._end),
    // `given:`, `expect:` and their like; `with scenario:` in test files.
    section: ($) => seq(
      choice("given:", "expect:", "uses:", "rules:", "assume:", "with:", token(seq("with", / +/, choice("scenario:", "given:", "event:", "context:")))),
      repeat($._item), $._end),
    // `for scenario: borrow a book`
    group_of_tests: ($) => seq(token(seq("for", / +/, "scenario:")), optional(field("name", $.title)), $._end),

    // Also `on entering #paid`.
    handler: ($) => seq("on", optional(choice("entering", "leaving")), repeat($._item), $._end),
    emit: ($) => seq("emit", repeat($._item), $._end),
    payload: ($) => seq("with", repeat($._item), $._end),
    guard: ($) => seq(choice("?", "??"), repeat($._item), $._end),
    assertion: ($) => seq("=", repeat($._item), $._end),
    otherwise: ($) => choice(seq("otherwise", repeat($._item), $._end), seq(":", "else", $._end)),
    // `for each $item in $items`; in test files `for :borrow to @loan:`.
    loop: ($) => seq("for", optional("each"), repeat($._item), $._end),
    update: ($) => seq($.variable, repeat($._item), $._end),
    states: ($) => seq(choice($.state, alias(token(seq(choice("starts", "ends"), / +/, "in")), $.keyword), alias(token(seq("one", / +/, "for", / +/, choice("all", "each"))), $.keyword)), repeat($._item), $._end),
    trigger: ($) => seq("when", repeat($._item), $._end),
    row: ($) => seq("|", repeat(choice($.cell, "|")), $._end),
    cell: ($) => prec.right(repeat1($._item)),
    // Transitions, timers, refusals, actions; among facts, phrases and the names of tests.
    step: ($) => seq($._first_item, repeat($._item), $._end),

    _item: ($) => choice($._first_item, $.variable, $.state, "?", "??", "=", ":",
      alias(choice(...FIRST), $.keyword)),
    _first_item: ($) => choice($._plain_item, $.text),
    _plain_item: ($) => choice(
      $.actor, $.event, $.number, $.label, $.word, $.unit, $.verb, $.type, $.function, $.constant,
      $.keyword, $.operator_word,
      $.operator, $.sign,
    ),

    title: () => token(prec(1, /[^\s\/@](?:[^\n\/]|\/[^\/*\n])*/)),
    comment: () => token(choice(/\/\/[^\n]*/, seq("/*", /[^*]*\*+([^\/*][^*]*\*+)*/, "/"))),

    actor: () => token(new RegExp(`@${LETTER}+(?:\\.id)?`)),
    event: () => token(new RegExp(`:${NAME}`)),
    state: () => token(new RegExp(`#${LETTER}+`)),
    variable: () => token(new RegExp(`\\$${LETTER}+(?:\\.${NAME})*`)),
    // A payload field, a key, or the end of a caption.
    label: () => token(new RegExp(`${NAME}:`)),
    number: () => token(prec(1, /-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?%?)/)),
    unit: () => token(prec(1, /(?:microsecond|millisecond|second|minute|hour|day|week)s?/)),
    // One token for each list, since every token is a column of the parser's tables. A longer word is a word all the same.
    keyword: () => token(prec(1, choice(...KEYWORDS.filter((word) => !FIRST.includes(word))))),
    operator_word: () => token(prec(1, choice(...OPERATORS))),
    verb: () => token(prec(1, choice(/(?:moves|transitions|changes) +to/, /(?:increases|decreases) +by/, /comes +from/, ...VERBS))),
    type: () => token(prec(1, choice(...TYPES))),
    function: () => token(prec(1, choice(...FUNCTIONS))),
    constant: () => token(prec(1, choice(...CONSTANTS))),
    word: () => new RegExp(`${LETTER}+(?:[-'’.]${LETTER}+)*`),
    operator: () => token(choice("<", "<=", ">", ">=", "!=", "+", "-", "*", "/")),
    sign: () => /[^\s"|\p{L}\p{M}\p{N}_?=:<>+*\/-]/,

    // A text ends with its line, closed or not, and so does a value in it: what is being typed leaves the lines below as they are.
    text: ($) => seq('"', repeat(choice($._content, $.escape, $.interpolation)), optional(alias($._open_interpolation, $.interpolation)),
      optional(token.immediate(prec(2, '"')))),
    _content: () => token.immediate(prec(1, /(?:[^"\\{\n]|\{[^$"\n])+/)),
    escape: () => token.immediate(/\\[^\n]/),
    interpolation: ($) => seq(token.immediate("{"), repeat1(choice($._plain_item, $.variable)), "}"),
    _open_interpolation: ($) => prec.right(seq(token.immediate("{"), repeat(choice($._plain_item, $.variable)))),
  },
});
