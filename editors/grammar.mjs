// The TextMate grammar of Flow, put together from named pieces. `node grammar.mjs` writes it to `vscode/`, where it is
// committed; `check.sh` sees that what is committed is what this file gives, and holds it against the corpus.
//
// The grammar goes line by line, as the language does: every form of a line has a rule of its own, in the order in which
// the language tells them apart. What depends on the block a line stands in (facts, tests) is told by indentation.

import { writeFileSync } from "node:fs";

// Pieces of regular expressions.
const LETTER = "[\\p{L}\\p{M}\\p{N}_]";
const ID = `(?!\\d)${LETTER}+`;
const WORD = `${LETTER}+(?:[-'’.]${LETTER}+)*`;
const ACTOR = `@${ID}`;
const EVENT = `:${ID}`;
const STATE = `#${ID}`;
const PATH = `\\$${ID}(?:\\.${ID})*`;
const NUMBER = `(?:(?<![\\p{L}\\p{N}_)\\]])-)?(?:0x[\\da-fA-F]+(?!${LETTER})|\\d+(?:\\.\\d+)?(?:%|(?!${LETTER}|\\.\\d)))`;
const END = "(?=\\s*(?://.*|/\\*.*)?$)"; // nothing follows but comments
const RELATION = "(?:is|has|equals|contains)\\b";
const WORDS = `(?:(?>(?!${RELATION})${WORD}\\s*))+`; // words up to the verb of a condition; atomic, or long phrases take for ever
const COUNT = "(?:at\\s+least|at\\s+most|more\\s+than|fewer\\s+than)";
const MORE = "(?:greater\\s+than|less\\s+than|at\\s+least|at\\s+most)";
const FUNCTION = "(?:round|floor|ceil|abs|min|max|length|text)";
const OF_LIST = "(?:first|last|count|sum|smallest|largest)";
const ATOM = `(?:${NUMBER}|@${ID}(?:\\.id)?(?![\\p{L}\\p{N}_.])|"(?:\\\\.|[^"\\\\])*"|-?\\(.*\\)|\\[.*\\]|\\{.*\\}|-?${PATH}(?:\\s+of\\s+@${ID})?|(?:true|false|empty)(?![-\\p{L}\\p{N}_])|(?:uuid|now)\\s*\\(\\s*\\)|(?:not\\s+)+(?:\\(.*\\)|${PATH}|true\\b|false\\b)|-?${FUNCTION}\\s*\\(.*\\)|${OF_LIST}\\s+of\\s+${PATH})`;
const VERB = "(?:moves\\s+to|transitions\\s+to|changes\\s+to|becomes|enters)";
const TEXT = `"(?:\\\\.|[^"\\\\])*"`;
const UNIT = `(?:microsecond|millisecond|second|minute|hour|day|week)s?(?!${LETTER})`;
const exprOf = (atom) => `${atom}(?:\\s*${UNIT})?(?:\\s*(?:[-+*/]|\\b(?:mod|div)\\b)\\s*${atom}(?:\\s*${UNIT})?)*`;
const EXPR = exprOf(ATOM);
const TYPE = `(?:(?:array\\s+of\\s+)*(?:string|number|integer|boolean|array|object|time|duration|@${ID}|one\\s+of\\s+${TEXT}(?:\\s*,\\s*${TEXT})*))`;
const UPDATE = `\\$${ID}(?:\\s*:\\s*(?:${TYPE}|${LETTER}+))?\\s+(?:becomes|(?:increases|decreases)\\s+by|adds|removes|clears|comes\\s+from)\\b`;
const NOT = "((?:not\\b\\s*)*)"; // each takes back the one before it
const TRUTH = `(?==\\s*(?:true|false)${END})`;

// Pieces of rules.
const scope = (name) => ({ name: `${name}.flow` });
const match = (name, pattern) => ({ match: pattern, ...scope(name) });
const use = (...names) => names.map((name) => ({ include: `#${name}` }));
const captured = (name) => ({ beginCaptures: { 0: scope(name) }, endCaptures: { 0: scope(name) } });
const captures = (...names) => Object.fromEntries(names.map((name, at) => [at + 1, name && scope(name)]).filter(([, name]) => name));
/** A line, or the rest of one: from `begin` to its end. */
const line = (begin, names, patterns, end = "$") => ({ begin, beginCaptures: captures(...names), end, patterns: [...use("comment"), ...patterns] });
/** A line that owns the lines that stand deeper. Its first capture is its indentation. */
const block = (begin, names, patterns) => ({
  begin: `^([ \\t]*)${begin}`,
  beginCaptures: captures(null, ...names),
  while: "^(?=\\1[ \\t]+\\S|[ \\t]*$|[ \\t]*(?://|/\\*))",
  patterns,
});

const HEADER = "keyword.control.header";
const COLON = "punctuation.separator.colon";
const KEYWORD = "keyword.control";
const OPERATOR = "keyword.operator";
const ACTOR_NAME = "entity.name.type.actor";
const EVENT_NAME = "entity.name.function.event";
const STATE_NAME = "entity.name.tag.state";
const SECTION = "entity.name.section";
const SUBJECT = "variable.language.subject";
const OPERAND = "variable.other.operand";
const PHRASE = "string.unquoted.phrase";
const FIELD = "entity.other.attribute-name.field";
const COLUMN = "entity.other.attribute-name.column";
const CELL = "string.unquoted.cell";
const BAR = "punctuation.separator.table";

/**
 * Conditions, as they stand behind `?` and `=` and among facts, up to the end of the line or to `end`.
 *
 * Their patterns have many values in them, so that these are groups that are called by name. Written out they took so long to compile that
 * an editor gave the first condition up, and coloured the rest of its line alike.
 */
function condition(name, end, behind) {
  const value = "\\g<value>";
  const side = "\\g<side>";
  const groups = `(?<atom>${ATOM}){0}(?<value>${exprOf("\\g<atom>")}){0}(?<side>${value}|${WORD}(?:\\s+${WORD})*){0}`;
  const right = `${side}${behind}`;
  const is = "is\\s+(?:not\\s+)?";
  // What makes a comparison of plain words, and what makes one of a value.
  const ofWords = `(?:(?:[<>]=?|!?=)\\s*${right}|${is}(?:${MORE}\\s+${right}|between\\b|empty${behind}|${value}${behind})`
    + `|equals\\s+${right}|contains\\s+${value}${behind}|has\\s+(?:no\\s+)?items?${behind}|has\\s+(?:${COUNT}\\s+)?${value}\\s+items?${behind}|${is}one\\s+of\\s+${side}(?:\\s*,\\s*${side})*${behind})`;
  const ofValue = `(?:${ofWords}|${is}${right}|contains\\s+${right})`;
  const states = `${is}in\\s+${STATE}(?:\\s*,\\s*${STATE})*${behind}`;
  const sides = use("between", "relation", "value", "arithmetic", "operand");
  return {
    [name]: { patterns: [
      line(`\\G(${WORDS})(?=${states})`, [SUBJECT], use("relation", "state", "comma"), end),
      line(`\\G(${ACTOR})(?=\\s+${states})`, [ACTOR_NAME], use("relation", "state", "comma"), end),
      line(`\\G${groups}(?!@(?!${ID}\\.id(?!${LETTER})))(?=${value}\\s*${ofValue}|${PATH}${behind})`, [], sides, end),
      // A pattern with names captures those only.
      line(`\\G(?<words>${WORDS})${groups}(?=${ofWords})`, [OPERAND], sides, end),
      { match: `\\G(that\\s+(?:failed|did\\s+not\\s+fail))${behind}`, captures: captures(OPERATOR) },
      line("\\G(?=\\S)", [], use("phrase"), end),
    ] },
  };
}

const grammar = {
  $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
  name: "Flow",
  scopeName: "source.flow",
  fileTypes: ["flow"],
  patterns: use("comment", "test-block", "rules", "lines"),
  repository: {
    lines: { patterns: use("structure", "given", "handler", "step", "guard", "assertion", "row", "unknown-header", "action") },

    // Headers, and what stands directly below a machine.
    structure: { patterns: [
      line("^\\s*(system|scenario)(:)\\s*", [HEADER, COLON], [match(SECTION, "(?!//|/\\*)\\S(?:(?!\\s+(?://|/\\*)).)*")]),
      line("^\\s*(machine)(:)\\s*", [HEADER, COLON], [...use("actor"), match("invalid.illegal.name", `\\G${WORD}`)]),
      line(`^\\s*(expect)(:)${END}`, [HEADER, COLON], []),
      block(`(uses)(:)${END}`, [HEADER, COLON], [...use("comment"),
        line(`^\\s*(${ACTOR})\\s+(from)\\b`, [ACTOR_NAME, KEYWORD], use("string"))]),
      line(`^\\s*(${ACTOR})\\s+(from)(?=\\s*")`, [ACTOR_NAME, KEYWORD], use("string")),
      line("^\\s*(on\\s+(?:entering|leaving))\\b(?=\\s*#)", [KEYWORD], use("state")),
      line("^\\s*((?:starts|ends)\\s+in)\\b(?=\\s*#)", [KEYWORD], use("state", "comma")),
      line("^\\s*(one\\s+for\\s+(?:all|each))\\b", [KEYWORD], use("value", "comma")),
      { match: `^\\s*(${STATE})${END}`, captures: captures(STATE_NAME) },
      line(`^\\s*(${STATE})\\s+(is)\\b(?=\\s*#)`, [STATE_NAME, KEYWORD], use("state", "comma")),
      { match: "^\\s*(triggered|observe)(:)", captures: captures("invalid.deprecated.reserved", COLON) },
    ] },

    // Rules. Their conditions may have a "never" in them, so that the forms of conditions do not fit.
    rules: block(`(rules)(:)${END}`, [HEADER, COLON], [...use("comment"),
      line(`^\\s*(assume)(:)${END}`, [HEADER, COLON], []),
      line("^\\s*(when)\\b", [KEYWORD], [match(COLON, `:${END}`), ...use("claim")]),
      line("^\\s*(=)\\s*(?=.*\\bnever\\s+hold\\s+together\\b)", [OPERATOR], [match(OPERATOR, "\\b(?:and|never\\s+hold\\s+together)\\b"), ...use("phrase")]),
      line(`^\\s*(=)\\s*${NOT}`, [OPERATOR, OPERATOR], use("claim")),
    ]),
    claim: { patterns: [
      { match: `((?:(?!(?:once|while|is|gets)\\b)${WORD}\\s+)+)(?=(?:is\\s+(?:not\\s+|never\\s+)?in|gets\\s+to)\\s+#)`, captures: captures(SUBJECT) },
      match(KEYWORD, "\\b(?:once|while)\\b"),
      match(OPERATOR, `\\b(?:receives|sends|gets\\s+to|at\\s+most\\s+once|or|never)\\b|\\bin\\b(?=\\s+#)`),
      match(OPERATOR, "\\bof\\b(?=\\s+@)"),
      ...use("actor", "event", "state", "between", "relation", "value", "arithmetic", "operand"),
    ] },

    // Facts.
    given: { patterns: [
      // Text without layout: the facts end where a handler, a header, a guard or a change begins.
      { ...block(`(given)(:)${END}`, [HEADER, COLON], use("comment", "facts")), begin: `^()(given)(:)${END}`,
        while: `^(?!\\?|on\\s*>?\\s*:|(?:machine|scenario|given|expect):|${UPDATE})` },
      block(`(given)(:)${END}`, [HEADER, COLON], use("comment", "facts")),
    ] },
    facts: { patterns: [
      line(`^\\s*(\\$${ID})(?:\\s*(:)\\s*(${TYPE}|${LETTER}+))?\\s+(is)(?=\\s+${EXPR}${END})`,
        ["variable.other", COLON, "storage.type", OPERATOR], use("value", "arithmetic")),
      line(`^\\s*(?=(?!\\|).*\\S:${END})`, [], [{ match: `:${END}`, ...scope(COLON) }, ...use("phrase")]),
      ...use("table"),
      line(`^\\s*(?=\\S.*\\sthrows\\s+${TEXT}${END})`, [], use("throwing")),
      ...use("given-answers"),
      line(`^\\s*(after)\\s+(?=\\S+\\s+(?:${UNIT})${END})`, [KEYWORD], use("value", "arithmetic")),
      line(`^\\s*(?=\\S)${NOT}`, [OPERATOR], use("members", "condition")),
    ] },
    "given-answers": { patterns: [line(`^\\s*(${ACTOR})\\s+(answers)(?=\\s+${EVENT})`, [ACTOR_NAME, OPERATOR],
      [match(KEYWORD, `\\bthen\\b(?=\\s+${EVENT})`), ...use("event", "payload", "comma")])] },
    table: {
      // The first row is the header.
      begin: "^(\\s*\\|.*)$", beginCaptures: { 1: { patterns: [...use("comment"), match(BAR, "\\|"), match(COLUMN, "[^|\\s](?:[^|]*[^|\\s])?")] } },
      while: "^(?=\\s*(?:\\||//|/\\*|$))",
      patterns: [...use("comment", "string"), match(BAR, "\\|"),
        { match: `(?<=\\|)\\s*(${NUMBER})\\s*(?=\\|)`, captures: captures("constant.numeric") },
        { match: "(?<=\\|)\\s*(true|false)\\s*(?=\\|)", captures: captures("constant.language") },
        match(CELL, "[^|\\s\"](?:[^|]*[^|\\s])?")],
    },

    // Handlers and their steps.
    handler: { patterns: [line(`^\\s*(on)\\s*(>)?\\s*(?=${EVENT})`, [KEYWORD, "storage.modifier"], [
      ...use("event", "actor", "state", "comma"),
      match(KEYWORD, "\\b(?:from|in\\s+any\\s+state(?:\\s+except)?|in)\\b"),
      match("storage.modifier", "\\(\\s*api\\s*\\)"),
      match("invalid.deprecated.reserved", "\\(\\s*(?:queued|priority)\\b[^)]*\\)"),
      line("\\b(with)\\b", [KEYWORD], [
        { match: `(\\$${ID})(?:\\s*(:)\\s*(${TYPE}))?`, captures: captures("variable.other", COLON, "storage.type") }, ...use("comma")]),
    ])] },
    step: { patterns: [
      line(`^\\s*(\\$${ID})(?:\\s*(:)\\s*(${LETTER}+))?\\s+(comes\\s+from)\\b`, ["variable.other", COLON, "storage.type", OPERATOR], use("phrase")),
      line(`^\\s*(reject)(?=(?:\\s+${EXPR})?${END})`, [KEYWORD], use("value", "arithmetic")),
      { match: `^\\s*(ignore|defer)${END}`, captures: captures(KEYWORD) },
      line(`^\\s*(emit)(?:\\s+(async))?(?=\\s*${EVENT})`, [KEYWORD, "invalid.deprecated.reserved"], [
        match(KEYWORD, "\\b(?:to(?:\\s+a\\s+new(?=\\s*@)|\\s+all(?=\\s*@))?)(?!\\p{L})"), ...use("event", "actor", "payload", "value")]),
      line(`^\\s*(for\\s+each)\\s+(\\$${ID})\\s+(in)\\b`, [KEYWORD, "variable.other", KEYWORD], use("value", "arithmetic")),
      line(`^\\s*(?=with\\s*(?:\\$|:|${ID}\\s*:))(?!with\\s+(?:scenario|given|event|context)\\s*:)`, [], use("payload")),
      line(`^\\s*(\\$${ID})(?:\\s*(:)\\s*(${TYPE}|${LETTER}+))?\\s+(becomes|(?:increases|decreases)\\s+by|adds|removes|clears)\\b`,
        ["variable.other", COLON, "storage.type", OPERATOR], use("value", "arithmetic")),
      line(`^\\s*(start\\s+timer)(?:\\s+(${EVENT}))?\\s+(for|every)\\b`, [KEYWORD, EVENT_NAME, KEYWORD], use("payload", "value", "arithmetic")),
      line(`^\\s*(start\\s+timer)(?:\\s+(${EVENT}))?\\s+(until)\\b`, [KEYWORD, EVENT_NAME, KEYWORD], use("payload", "value", "arithmetic")),
      line(`^\\s*(schedule)\\s+(${EVENT})\\s+(for|every|until)\\b`, [KEYWORD, EVENT_NAME, KEYWORD], use("payload", "value", "arithmetic")),
      { match: `^\\s*(cancel\\s+timer)${END}`, captures: captures(KEYWORD) },
      { match: `^\\s*(cancel)\\s+(${EVENT})${END}`, captures: captures(KEYWORD, EVENT_NAME) },
      { match: `^\\s*(?:(${ACTOR})|((?:(?!${VERB}\\s+#)${WORD}\\s+)+))\\s*(${VERB})\\s+(${STATE})${END}`, captures: captures(ACTOR_NAME, SUBJECT, OPERATOR, STATE_NAME) },
    ] },
    guard: { patterns: [
      { match: `^\\s*(otherwise|\\?|:\\s*else)${END}`, captures: captures(KEYWORD) },
      line(`^\\s*(\\?\\??)\\s*${NOT}`, [KEYWORD, OPERATOR], use("condition")),
    ] },
    row: { patterns: [
      { match: `^\\s*(\\|)\\s*(field)\\s*(\\|)\\s*(type)\\s*(\\|)${END}`, captures: captures(BAR, COLUMN, BAR, COLUMN, BAR) },
      { match: `^\\s*(\\|)\\s*(field)\\s*(\\|)(?:\\s*(type)\\s*(\\|))?\\s*(value)\\s*(\\|)${END}`, captures: captures(BAR, COLUMN, BAR, COLUMN, BAR, COLUMN, BAR) },
      line(`^\\s*(\\|)\\s*(${ID})?\\s*(\\|)(?:\\s*(${TYPE})\\s*(\\|))?`, [BAR, FIELD, BAR, "storage.type", BAR], [match(BAR, "\\|"), ...use("value", "arithmetic")]),
    ] },
    "unknown-header": { patterns: [{ match: `^\\s*(${WORD})(:)${END}`, captures: captures("invalid.illegal.header", COLON) }] },
    action: { patterns: [line("^\\s*(?=[^\\s=?|#:/])", [], use("phrase"))] },

    // Expectations.
    assertion: { patterns: [line(`^\\s*(=)\\s*${NOT}`, [OPERATOR, OPERATOR], [
      line(`\\G(${ACTOR})\\s+(received|did\\s+not\\s+receive)(?=\\s+(?:${EVENT}|\\d|(?:(?:any|an|a)\\s+)?(?:notifications?|something|anything|events?)\\b))`, [ACTOR_NAME, OPERATOR], [
        match(OPERATOR, `\\b(?:(?:any|an|a)\\s+)?(?:notifications?|something|anything|events?)\\b`), ...use("event", "payload", "value")]),
      line(`\\G(${EVENT})\\s+(was\\s+(?:not\\s+)?emitted)\\b`, [EVENT_NAME, OPERATOR], [match(KEYWORD, "\\bto\\b"), ...use("actor", "payload")]),
      line(`\\G(${EVENT})\\s+(was\\s+(?:not\\s+)?(?:rejected|refused))\\b`, [EVENT_NAME, OPERATOR], [match(KEYWORD, "\\bwith\\b"), ...use("value", "arithmetic")]),
      line(`\\G(${ACTOR})\\s+(rejected|refused)(?=\\s+${EVENT})`, [ACTOR_NAME, OPERATOR], use("event")),
      line(`\\G(?:(${ACTOR})|((?:${WORD}\\s+)+?))\\s*(is\\s+(?:not\\s+)?left\\s+waiting)${END}`, [ACTOR_NAME, SUBJECT, OPERATOR], []),
      { match: "\\G(nothing\\s+was\\s+(?:rejected|refused))\\b", captures: captures(OPERATOR) },
      line(`\\G(?:(${ACTOR})|((?:(?!has\\s+(?:entered|(?:never\\s+)?been\\s+in)\\s+#)${WORD}\\s+)+))\\s*(has\\s+(?:entered|(?:never\\s+)?been\\s+in))(?=\\s+#)`,
        [ACTOR_NAME, SUBJECT, OPERATOR], use("state")),
      ...use("members"),
      line("\\G(?=.*\\bwas\\s+(?:not\\s+)?called\\b)", [], [
        line("\\b(was\\s+(?:not\\s+)?called)\\b", [OPERATOR], use("payload")), ...use("phrase")]),
      ...use("condition"),
    ])] },
    // Some of the instances of a machine, in facts too.
    members: { patterns: [
      line(`\\G(?=(?:(?:every|some|no|(?:at\\s+(?:least|most)\\s+)?\\d+)\\s+${ACTOR}|${ACTOR}\\s*(?:"|\\())[^=]*\\b(?:is|are)\\s+(?:not\\s+)?in\\s+#)`, [],
        [match(OPERATOR, "\\b(?:every|some|no|at\\s+least|at\\s+most|(?:is|are)\\s+(?:not\\s+)?in)\\b"), ...use("actor", "value", "state")]),
      line(`\\G(?=${PATH}\\s+of\\s+${ACTOR})`, [], [match(OPERATOR, "\\bof\\b"), ...use("actor", "value", "arithmetic", "relation")]),
    ] },
    ...condition("condition", "$", END),
    ...condition("assumed-condition", `$|${TRUTH}`, `(?:\\s*${TRUTH}|${END})`),
    between: { patterns: [line("\\b(is\\s+(?:not\\s+)?between)\\b", [OPERATOR], [match(OPERATOR, "\\band\\b"), ...use("value", "arithmetic", "operand")], `$|${TRUTH}`)] },
    relation: { patterns: [
      match(OPERATOR, `\\bis\\s+(?:not\\s+)?in\\b(?=\\s+#)|\\bis\\s+(?:not\\s+)?one\\s+of\\b|\\bhas\\s+${COUNT}\\b|\\bis\\s+(?:not\\s+)?${MORE}\\b|\\bis\\s+not\\b|\\bis\\b|\\bequals\\b|\\bcontains\\b|\\bhas\\b(?:\\s+no\\b)?|\\bitems?\\b`),
      match(OPERATOR, "<=|>=|!=|[<>=]"),
    ] },

    // Test files.
    "test-block": block("(test)(:)[ \\t]*(?=(.*))", [HEADER, COLON], [...use("comment"),
      { match: `\\G(${ACTOR})`, captures: captures(ACTOR_NAME) },
      match(SECTION, "\\G(?!//|/\\*)\\S(?:(?!\\s+(?://|/\\*)).)*"),
      ...use("test-lines")]),
    "test-lines": { patterns: [
      line("^\\s*(for\\s+scenario)(:)\\s*", [HEADER, COLON], [match(SECTION, "(?!//|/\\*)\\S(?:(?!\\s+(?://|/\\*)).)*")]),
      line(`^\\s*(for)\\s+(${EVENT})`, [HEADER, EVENT_NAME], [match(KEYWORD, "\\bto\\b"), match(COLON, `:${END}`), ...use("actor")]),
      block(`(with\\s+(?:scenario|given))(:)${END}`, [HEADER, COLON], use("comment", "facts")),
      block(`(with\\s+(?:event|context))(:)${END}`, [HEADER, COLON], [...use("comment"),
        line(`^\\s*(?:(\\$${ID})|(${ID}))\\s+(is)\\b`, ["variable.other", FIELD, OPERATOR], use("value", "arithmetic"))]),
      block(`(assume)(:)${END}`, [HEADER, COLON], [...use("comment"),
        line(`^\\s*(\\?)\\s*${NOT}`, [KEYWORD, OPERATOR], [...use("assumed-condition"), match(OPERATOR, "="), ...use("value")]),
        ...use("given-answers"),
        line("^\\s*(?=\\S)", [], use("throwing"))]),
      line(`^\\s*(after|receive|then)\\s+(?=${EVENT})`, [KEYWORD], [match(KEYWORD, "\\b(?:from|to)\\b"),
        match(OPERATOR, "\\bis\\s+(?:rejected|refused)\\b"), ...use("event", "actor", "payload", "value")]),
      line(`^\\s*(after)\\s+(?=\\S+\\s+(?:${UNIT})${END})`, [KEYWORD], use("value", "arithmetic")),
      ...use("assertion"),
      { match: `^\\s*(\\S.*?)(:)${END}`, captures: captures("entity.name.function.test", COLON) },
    ] },

    // Pieces of lines.
    comment: { patterns: [
      { begin: "//", beginCaptures: { 0: scope("punctuation.definition.comment") }, end: "$", ...scope("comment.line.double-slash") },
      { begin: "/\\*", end: "\\*/", captures: { 0: scope("punctuation.definition.comment") }, ...scope("comment.block") },
    ] },
    actorId: { match: `(${ACTOR})(\\.id)(?!${LETTER})`, captures: captures(ACTOR_NAME, OPERATOR) },
    actor: match(ACTOR_NAME, ACTOR),
    event: match(EVENT_NAME, EVENT),
    state: match(STATE_NAME, STATE),
    variable: match("variable.other", PATH),
    comma: match("punctuation.separator.comma", ","),
    number: match("constant.numeric", NUMBER),
    string: { begin: "\"", end: "\"|$", ...scope("string.quoted.double"), patterns: [match("constant.character.escape", "\\\\[\"\\\\nt{]"),
      { begin: "\\{(?=\\$)", end: "\\}|(?=\"|$)", ...captured("punctuation.section.embedded"), ...scope("meta.embedded"), patterns: use("variable", "number", "arithmetic", "parens") }] },
    constant: match("constant.language", "\\b(?:true|false|empty)\\b"),
    call: { match: "\\b(uuid|now)\\s*(\\(\\s*\\))", captures: captures("support.function", "punctuation.section.parens") },
    bracket: { begin: "([\\[{])", beginCaptures: captures("punctuation.section.brackets"), end: "([\\]}])|$", endCaptures: captures("punctuation.section.brackets"),
      patterns: [{ match: `(${ID})\\s*(:)`, captures: captures(FIELD, COLON) }, ...use("value", "arithmetic")] },
    owner: { match: `\\b(of)\\s+(${ACTOR})`, captures: captures(OPERATOR, ACTOR_NAME) },
    listFunction: match("support.function", `\\b${OF_LIST}\\s+of\\b(?=\\s+\\$)`),
    value: { patterns: use("comment", "owner", "listFunction", "function", "not", "actorId", "actor", "variable", "string", "number", "constant", "call", "bracket", "comma", "parens") },
    parens: match("punctuation.section.parens", "[()]"),
    function: match("support.function", `\\b${FUNCTION}\\b(?=\\s*\\()`),
    not: match(OPERATOR, "\\bnot\\b(?=\\s+(?:[$(]|(?:true|false|not)\\b))"),
    arithmetic: { patterns: [match("keyword.operator.arithmetic", "[-+*/]|\\b(?:mod|div)\\b"), ...use("unit")] },
    unit: match("storage.type.unit", `(?<=[\\p{L}\\p{N}_)] )${UNIT}|(?<=[\\p{N})])${UNIT}`),
    operand: match(OPERAND, WORD),
    payload: { patterns: [
      line(`\\b(with)\\s*(:)${END}`, [KEYWORD, COLON], []),
      line("\\b(with)\\b", [KEYWORD], [{ match: `(${ID})\\s*(:)`, captures: captures(FIELD, COLON) }, ...use("value", "arithmetic")]),
    ] },
    throwing: { patterns: [match(OPERATOR, "\\bthrows\\b(?=\\s*\")"), ...use("phrase")] },
    phrase: { patterns: [
      ...use("variable", "actorId", "actor", "event", "state", "string", "number"),
      match("constant.language", "\\b(?:true|false)\\b"),
      ...use("bracket"),
      match(PHRASE, WORD),
      match("punctuation.other.phrase", "(?!//|/\\*)[^\\s\\p{L}\\p{N}_\"@#$\\[{|^\\\\]"),
      match("invalid.deprecated.reserved", `\\^${ID}`),
    ] },
  },
};

/** How long a pattern may be. An editor compiles it for the first line that asks for it, and gives that line up after half a second. */
const LONGEST = 3000;
JSON.stringify(grammar, (key, value) => {
  if (typeof value === "string" && value.length > LONGEST) throw new Error(`a pattern of ${value.length} characters: ${value.slice(0, 80)}…`);
  return value;
});

writeFileSync(new URL("vscode/flow.tmLanguage.json", import.meta.url), JSON.stringify(grammar, null, 2) + "\n");
