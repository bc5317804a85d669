; Colours, in the scopes of Helix. No two patterns are about the same node.

(word) @string.special
(sign) @punctuation.delimiter
(operator) @operator
(number) @constant.numeric
(unit) @type.builtin
(text) @string
(escape) @constant.character.escape
(interpolation) @special
(comment) @comment
(constant) @constant.builtin
(label) @variable.other.member

(actor) @type
(event) @function
(state) @constant
(variable) @variable

; Words of the language, in the lines whose forms have them. In phrases they are plain words.
(handler (keyword) @keyword)
(emit (keyword) @keyword)
(payload (keyword) @keyword)
(loop (keyword) @keyword)
(states (keyword) @keyword)
(trigger (keyword) @keyword)
(step . (keyword) @keyword)
(guard (operator_word) @keyword.operator)
(assertion (operator_word) @keyword.operator)
(states (operator_word) @keyword.operator)
(update (operator_word) @keyword.operator)
(verb) @keyword.operator
(function) @function.builtin
(":" . (type) @type.builtin)

["on" "emit" "with" "otherwise" "for" "each" "when" "else" "entering" "leaving"] @keyword
["?" "??" "=" "|" ":"] @punctuation.special

["system:" "machine:" "scenario:" "test:" "given:" "expect:" "uses:" "rules:" "assume:" "with:"] @keyword
(title) @markup.heading
