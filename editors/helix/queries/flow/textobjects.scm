; A handler is a function, a machine a class, a story a test, and a row of a table an entry.
(handler (block) @function.inside) @function.around
(group_of_tests (block) @function.inside) @function.around

(machine (block) @class.inside) @class.around
(test (block) @class.inside) @class.around

(scenario (block) @test.inside) @test.around

(row (cell) @entry.inside) @entry.around

(comment) @comment.inside
(comment)+ @comment.around
