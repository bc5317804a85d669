" Colours of Flow for Neovim without the tree-sitter parser. Where the parser is found, `ftplugin/flow.lua` uses that instead.
"
" Names are coloured everywhere, words of the language only in the lines that have them, so that phrases keep theirs. No rule goes on after
" the end of a line except that of a comment, so that a broken line leaves the others alone.

if exists("b:current_syntax")
  finish
endif

syntax case match

syntax match flowHeader /^\s*\zs\%(machine\|test\|given\|expect\|uses\|rules\|assume\|with\%( \+\%(scenario\|given\|event\|context\)\)\?\):/
syntax match flowTitled /^\s*\%(system\|scenario\|for \+scenario\):.*/ contains=flowTitledHeader,flowTitle
syntax match flowTitledHeader /^\s*\zs\%(system\|scenario\|for \+scenario\):/ contained nextgroup=flowTitle
syntax match flowTitle /.*/ contained contains=flowComment

syntax match flowHandler /^\s*on\s*>\?\s*\%(:\|entering\>\|leaving\>\).*/ contains=flowHandlerWord,flowDeclared,@flowValues
syntax match flowHandlerWord /\%(^\s*\)\@<=on\s*>\?\|\<\%(entering\|leaving\|from\|in\%( any state\%( except\)\?\)\?\)\>/ contained
syntax match flowDeclared /\<with\>/ contained

syntax match flowEmit /^\s*\%(emit\|then\|receive\|after\)\s.*/ contains=flowEmitWord,@flowValues
syntax match flowEmitWord /\%(^\s*\)\@<=\%(emit\|then\|receive\|after\)\>\|\<\%(from\|to\%( a new\| all\)\?\|with\)\>:\?/ contained

syntax match flowUpdate /^\s*\$.*/ contains=flowVerb,flowType,@flowValues
syntax match flowMove /^\s*[^?=|/[:blank:]].*\<\%(moves\|transitions\|changes\) to #\k\+/ contains=flowVerb,@flowValues
syntax match flowVerb /\<\%(\%(moves\|transitions\|changes\) to\|becomes\|\%(increases\|decreases\) by\|adds\|removes\|clears\|comes from\)\>/ contained
syntax match flowType /:\s*\zs\<\%(string\|number\|integer\|boolean\|array\|object\|time\|duration\|one of\)\>/ contained

syntax match flowStep /^\s*\%(start timer\|schedule\|cancel\|for each\|reject\|ignore\|defer\|when\|otherwise\|starts in\|ends in\|one for \%(all\|each\)\)\>.*/ contains=flowStepWord,@flowValues
syntax match flowStepWord /\%(^\s*\)\@<=\%(start timer\|schedule\|cancel\%( timer\)\?\|for each\|reject\|ignore\|defer\|when\|otherwise\|starts in\|ends in\|one for \%(all\|each\)\)\>\|\<\%(for\|every\|until\|in\|with\)\>/ contained

syntax match flowSign /^\s*\zs\%(??\?\|=\)/

syntax match flowActor /@\k\+\%(\.id\>\)\?/
syntax match flowEvent /\%(^\|[[:blank:]]\)\@1<=:\k\+/
syntax match flowState /#\k\+/
syntax match flowVariable /\$\k\+\%(\.\k\+\)*/
syntax match flowNumber /\%(\k\|[.#@$:]\)\@1<!\%(0x\x\+\|\d\+\%(\.\d\+\)\?%\?\)\k\@!/
syntax match flowBar /|/
syntax keyword flowConstant true false
syntax region flowText start=/"/ skip=/\\./ end=/"/ oneline contains=flowEscape,flowPlace
syntax match flowEscape /\\./ contained
syntax match flowPlace /{[^}"]*}/ contained contains=flowVariable,flowNumber
syntax match flowComment /\/\/.*/ contains=@Spell
syntax region flowComment start=/\/\*/ end=/\*\// contains=@Spell
syntax cluster flowValues contains=flowActor,flowEvent,flowState,flowVariable,flowNumber,flowConstant,flowText,flowComment,flowBar

highlight default link flowHeader Statement
highlight default link flowTitledHeader Statement
highlight default link flowTitle Title
highlight default link flowHandlerWord Statement
highlight default link flowDeclared Statement
highlight default link flowEmitWord Statement
highlight default link flowStepWord Statement
highlight default link flowVerb Operator
highlight default link flowSign Special
highlight default link flowActor Type
highlight default link flowType Type
highlight default link flowEvent Function
highlight default link flowState Constant
highlight default link flowVariable Identifier
highlight default link flowNumber Number
highlight default link flowConstant Boolean
highlight default link flowBar Delimiter
highlight default link flowText String
highlight default link flowEscape SpecialChar
highlight default link flowPlace Special
highlight default link flowComment Comment

let b:current_syntax = "flow"
