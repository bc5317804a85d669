; In the words of Neovim; Helix reads these captures too.
(block) @indent.begin
[(system) (machine) (scenario) (test) (section) (group_of_tests) (handler) (guard) (otherwise) (loop) (trigger)] @indent.begin
(otherwise) @indent.branch
