; Lines below these are deeper. They reach over the deeper lines that follow, so that a line is indented while its block has no line yet.
[
  (system) (machine) (scenario) (test) (section) (group_of_tests) (handler) (emit) (payload) (guard) (otherwise) (loop) (trigger)
] @extend

[
  (machine) (scenario) (test) (section) (group_of_tests) (handler) (guard) (otherwise) (loop) (trigger)
] @indent
