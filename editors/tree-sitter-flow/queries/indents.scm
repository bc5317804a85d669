; In the words of Neovim; those of Helix are in `editors/helix`.
(block) @indent.begin
[(system) (machine) (scenario) (test) (section) (group_of_tests) (handler) (guard) (otherwise) (loop) (trigger)] @indent.begin
(otherwise) @indent.branch
