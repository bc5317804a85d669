// The layout of Flow for tree-sitter: the end of a line, and whether the next one is deeper or less deep.
//
// Blank lines and lines of comments have no indentation. All tokens are empty, so that the line end is still there when the
// parser asks whether a block begins or ends; after that it is skipped like any blank.

#include "tree_sitter/array.h"
#include "tree_sitter/parser.h"

enum TokenType { NEWLINE, INDENT, DEDENT, ERROR_SENTINEL };

typedef struct {
  Array(uint16_t) indents;
} Scanner;

static void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

// Skips a comment, after its first slash; false if it is none.
static bool skip_comment(TSLexer *lexer) {
  if (lexer->lookahead == '/') {
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) skip(lexer);
    return true;
  }
  if (lexer->lookahead != '*') return false;
  skip(lexer);
  while (!lexer->eof(lexer)) {
    bool star = lexer->lookahead == '*';
    skip(lexer);
    if (star && lexer->lookahead == '/') {
      skip(lexer);
      return true;
    }
  }
  return true;
}

// Finds the column of the next line with something on it; false if this line goes on.
static bool find_column(TSLexer *lexer, uint16_t *column) {
  bool is_next = lexer->get_column(lexer) == 0;
  bool counts = true;
  *column = 0;
  for (;;) {
    if (lexer->eof(lexer)) {
      *column = 0;
      return true;
    }
    switch (lexer->lookahead) {
      case '\n':
        is_next = true;
        counts = true;
        *column = 0;
        skip(lexer);
        break;
      case ' ':
      case '\t':
        if (counts) (*column)++;
        skip(lexer);
        break;
      case '\r':
      case 0xFEFF:
        skip(lexer);
        break;
      case '/':
        // A comment after something is a node of its own; this line ends behind it.
        if (!is_next) return false;
        skip(lexer);
        if (!skip_comment(lexer)) return true;
        counts = false;
        break;
      default:
        return is_next;
    }
  }
}

bool tree_sitter_flow_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *scanner = (Scanner *)payload;
  if (valid[ERROR_SENTINEL]) return false;
  if (!valid[NEWLINE] && !valid[INDENT] && !valid[DEDENT]) return false;
  lexer->mark_end(lexer);
  uint16_t column;
  if (!find_column(lexer, &column)) return false;
  if (valid[NEWLINE]) {
    lexer->result_symbol = NEWLINE;
    return true;
  }
  uint16_t current = *array_back(&scanner->indents);
  if (valid[INDENT] && column > current) {
    array_push(&scanner->indents, column);
    lexer->result_symbol = INDENT;
    return true;
  }
  if (valid[DEDENT] && column < current) {
    uint16_t outer = *array_get(&scanner->indents, scanner->indents.size - 2);
    if (column > outer) {
      // Less deep than the lines above, but not as little as any line around them: one of them all the same.
      *array_back(&scanner->indents) = column;
      return false;
    }
    (void)array_pop(&scanner->indents);
    lexer->result_symbol = DEDENT;
    return true;
  }
  return false;
}

void *tree_sitter_flow_external_scanner_create(void) {
  Scanner *scanner = ts_calloc(1, sizeof(Scanner));
  array_init(&scanner->indents);
  array_push(&scanner->indents, 0);
  return scanner;
}

void tree_sitter_flow_external_scanner_destroy(void *payload) {
  Scanner *scanner = (Scanner *)payload;
  array_delete(&scanner->indents);
  ts_free(scanner);
}

unsigned tree_sitter_flow_external_scanner_serialize(void *payload, char *buffer) {
  Scanner *scanner = (Scanner *)payload;
  unsigned size = 0;
  // The outermost column is always 0.
  for (uint32_t at = 1; at < scanner->indents.size && size + 2 <= TREE_SITTER_SERIALIZATION_BUFFER_SIZE; at++) {
    uint16_t column = *array_get(&scanner->indents, at);
    buffer[size++] = (char)(column & 0xFF);
    buffer[size++] = (char)(column >> 8);
  }
  return size;
}

void tree_sitter_flow_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = (Scanner *)payload;
  array_clear(&scanner->indents);
  array_push(&scanner->indents, 0);
  for (unsigned at = 0; at + 1 < length; at += 2) {
    uint16_t column = (uint16_t)((uint8_t)buffer[at] | (uint8_t)buffer[at + 1] << 8);
    array_push(&scanner->indents, column);
  }
}
